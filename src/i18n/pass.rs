//! Passes, their steps, and the matrices between them.

use super::Language;
use super::language::say;
use crate::layer::Direction;
use crate::lowering::{Bias, MatrixName, Pass, Step};

impl Language {
    /// A pass, with the symbol of what it computes.
    pub fn pass(self, pass: Pass) -> &'static str {
        match pass {
            Pass::Forward => self.either("Forward Y", "前向 Y"),
            Pass::InputGrad => self.either("Input gradient ∂X", "输入梯度 ∂X"),
            Pass::WeightGrad => self.either("Weight gradient ∂W", "权重梯度 ∂W"),
        }
    }

    /// A pass of one of the two kinds of convolution, where both are shown.
    pub fn pass_of(self, direction: Direction, pass: Pass) -> String {
        let kind = match direction {
            Direction::Transposed => self.either("Transposed convolution", "转置卷积"),
            Direction::Convolution => self.either("Convolution", "卷积"),
            Direction::Linear => self.either("Linear layer", "线性层"),
        };
        let pass = self.pass(pass);
        say!(self, "{kind}: {pass}", "{kind}：{pass}")
    }

    /// Which pass of the other kind of convolution does the same; nothing where there is none.
    pub fn duality(self, direction: Direction, pass: Pass) -> Option<&'static str> {
        let (english, chinese) = match (pass, direction) {
            (Pass::WeightGrad, _) | (_, Direction::Linear) => return None,
            (Pass::Forward, Direction::Convolution) => (
                "What this convolution does forward, the transposed convolution with the same weights does for its input \
                 gradient: its ∂Y is X, its ∂X is Y.",
                "这个卷积的前向计算，就是权重相同的转置卷积求输入梯度：它的 ∂Y 是 X，∂X 是 Y。",
            ),
            (Pass::InputGrad, Direction::Convolution) => (
                "The input gradient of this convolution is the forward pass of the transposed convolution with the same \
                 weights: its X is ∂Y, its Y is ∂X.",
                "这个卷积的输入梯度，就是权重相同的转置卷积的前向计算：它的 X 是 ∂Y，Y 是 ∂X。",
            ),
            (Pass::Forward, Direction::Transposed) => (
                "What this transposed convolution does forward, without its bias, the convolution with the same weights \
                 does for its input gradient: its ∂Y is X, its ∂X is Y.",
                "这个转置卷积的前向计算（不计偏置），就是权重相同的卷积求输入梯度：它的 ∂Y 是 X，∂X 是 Y。",
            ),
            (Pass::InputGrad, Direction::Transposed) => (
                "The input gradient of this transposed convolution is the forward pass of the convolution with the same \
                 weights: its X is ∂Y, its Y is ∂X.",
                "这个转置卷积的输入梯度，就是权重相同的卷积的前向计算：它的 X 是 ∂Y，Y 是 ∂X。",
            ),
        };
        Some(self.either(english, chinese))
    }

    /// What a pass is for.
    pub fn explain_pass(self, pass: Pass) -> &'static str {
        let (english, chinese) = match pass {
            Pass::Forward => {
                ("Computes the output from the input and the weights.", "由输入和权重计算输出。")
            }
            Pass::InputGrad => (
                "In training: how the loss changes with the input, passed on to the layer before.",
                "训练时：损失对输入的梯度，传给前一层。",
            ),
            Pass::WeightGrad => (
                "In training: how the loss changes with the weights, summed over the batch.",
                "训练时：损失对权重的梯度，在整个批次上求和。",
            ),
        };
        self.either(english, chinese)
    }

    /// A step in a word.
    pub fn step(self, step: &Step) -> &'static str {
        match step {
            Step::Im2col(_) => "im2col",
            Step::Gemm(_) => self.either("product", "矩阵乘法"),
            Step::Col2im(_) => "col2im",
            Step::Bias(Bias { gradient: false, .. }) => self.either("add bias", "加偏置"),
            Step::Bias(Bias { gradient: true, .. }) => self.either("sum ∂b", "求和得 ∂b"),
        }
    }

    /// What a step does.
    pub fn explain_step(self, step: &Step) -> &'static str {
        let (english, chinese) = match step {
            Step::Im2col(_) => (
                "Every patch that the kernel covers becomes a column, padding becomes zeros; nothing is computed.",
                "核覆盖的每个图块排成一列，填充处为零；不做任何运算。",
            ),
            Step::Gemm(gemm) if gemm.batch_inside => (
                "One matrix product for each group; the images of the batch stand side by side in its inner extent.",
                "每组一次矩阵乘法；批次中的各张图像在内维上并排。",
            ),
            Step::Gemm(_) => {
                ("One matrix product for each group and each image.", "每组、每张图像一次矩阵乘法。")
            }
            Step::Col2im(col2im) if col2im.in_place => (
                "Every cell is its own pixel already: nothing moves.",
                "每个单元本来就是它的像素：无需搬移。",
            ),
            Step::Col2im(_) => (
                "Every column is added back as a patch where it belongs; what falls outside is cropped.",
                "每一列作为图块加回它所属的位置；落在外面的部分被裁掉。",
            ),
            Step::Bias(Bias { gradient: false, .. }) => (
                "One number for each channel is added to all its pixels.",
                "给每个通道的所有像素加上一个数。",
            ),
            Step::Bias(Bias { gradient: true, .. }) => (
                "Each channel of ∂Y is summed over its pixels and the batch.",
                "把 ∂Y 的每个通道在所有像素和整个批次上求和。",
            ),
        };
        self.either(english, chinese)
    }

    /// What a matrix or tensor holds.
    pub fn matrix(self, name: MatrixName) -> &'static str {
        let (english, chinese) = match name {
            MatrixName::X => ("input", "输入"),
            MatrixName::Xt => ("input, transposed", "输入的转置"),
            MatrixName::W => ("weights", "权重"),
            MatrixName::Wt => ("weights, transposed", "权重的转置"),
            MatrixName::Cols => ("column matrix", "列矩阵"),
            MatrixName::ColsT => ("column matrix, transposed", "列矩阵的转置"),
            MatrixName::DCols => ("column matrix of the gradient", "梯度的列矩阵"),
            MatrixName::DColsT => ("column matrix of the gradient, transposed", "梯度列矩阵的转置"),
            MatrixName::Y => ("output", "输出"),
            MatrixName::DX => ("gradient of the input", "输入的梯度"),
            MatrixName::DY => ("gradient of the output", "输出的梯度"),
            MatrixName::DYt => ("gradient of the output, transposed", "输出梯度的转置"),
            MatrixName::DW => ("gradient of the weights", "权重的梯度"),
        };
        self.either(english, chinese)
    }
}

/// The symbol of a matrix or tensor, the same in every language.
pub fn matrix_symbol(name: MatrixName) -> &'static str {
    match name {
        MatrixName::X => "X",
        MatrixName::Xt => "Xᵀ",
        MatrixName::W => "W",
        MatrixName::Wt => "Wᵀ",
        MatrixName::Cols => "cols",
        MatrixName::ColsT => "colsᵀ",
        MatrixName::DCols => "∂cols",
        MatrixName::DColsT => "∂colsᵀ",
        MatrixName::Y => "Y",
        MatrixName::DX => "∂X",
        MatrixName::DY => "∂Y",
        MatrixName::DYt => "∂Yᵀ",
        MatrixName::DW => "∂W",
    }
}
