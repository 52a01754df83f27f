//! The conventions that have a name.

use super::Language;
use crate::cost::Preset;

impl Language {
    /// The name of a convention.
    pub fn preset(self, preset: Preset) -> &'static str {
        let (english, chinese) = match preset {
            Preset::Torchvision => ("MACs, as torchvision publishes", "MACs（torchvision 公布的数字）"),
            Preset::WithBias => ("MACs with bias", "含偏置的 MACs"),
            Preset::FlopCounterMode => {
                ("FLOPs, as PyTorch's FlopCounterMode", "FLOPs（PyTorch 的 FlopCounterMode）")
            }
            Preset::Deepspeed => ("FLOPs with bias, as DeepSpeed", "含偏置的 FLOPs（DeepSpeed）"),
            Preset::ExactFlops => ("exact FLOPs", "精确 FLOPs"),
            Preset::AllOperations => ("all operations of all layers", "所有层的全部运算"),
            Preset::OutputPositions => ("MACs at output positions, as thop", "按输出位置的 MACs（thop）"),
            Preset::InBounds => ("MACs in bounds", "界内的 MACs"),
        };
        self.either(english, chinese)
    }

    /// What a named convention counts, and who counts so.
    pub fn explain_preset(self, preset: Preset) -> &'static str {
        let (english, chinese) = match preset {
            Preset::Torchvision => (
                "A MAC is one, the bias is nothing. Most papers call this FLOPs.",
                "一次乘加计为一，偏置不计。多数论文把它叫作 FLOPs。",
            ),
            Preset::WithBias => (
                "And one for each element of the output: C_out·(C_in/g·K·K + 1)·H_out·W_out. torchinfo and ptflops count convolutions this way.",
                "输出的每个元素再加一：C_out·(C_in/g·K·K + 1)·H_out·W_out。torchinfo 和 ptflops 这样计卷积。",
            ),
            Preset::FlopCounterMode => (
                "A MAC is two, the bias is nothing. torch.profiler counts convolutions this way too.",
                "一次乘加计为二，偏置不计。torch.profiler 也这样计卷积。",
            ),
            Preset::Deepspeed => (
                "A MAC is two, a bias addition is one. DeepSpeed's profiler counts convolutions this way.",
                "一次乘加计为二，一次偏置加法计为一。DeepSpeed 的分析器这样计卷积。",
            ),
            Preset::ExactFlops => (
                "Every multiplication and addition that is done in layers with a GEMM: a sum of n has n − 1 additions.",
                "有 GEMM 的层中实际执行的每次乘法和加法：n 个数求和只有 n − 1 次加法。",
            ),
            Preset::AllOperations => (
                "The same, and every operation of pooling, normalization, activations and the like.",
                "同上，再加池化、归一化、激活函数等的每次运算。",
            ),
            Preset::OutputPositions => (
                "A transposed convolution counts a whole kernel at every output pixel, as in thop 0.1.1.",
                "转置卷积在每个输出像素上计一次完整的核，与 thop 0.1.1 相同。",
            ),
            Preset::InBounds => (
                "Only products of two numbers that are there: none with padding, none that is cropped.",
                "只计两个因数都真实存在的乘法：不含与填充的乘法，也不含被裁掉的。",
            ),
        };
        self.either(english, chinese)
    }
}
