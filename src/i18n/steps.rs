//! A picture in words, for who cannot see it: the steps of a lowering with their extents.

use super::language::say;
use super::number::exact;
use super::{Language, matrix_symbol};
use crate::layer::GemmLayer;
use crate::lowering::{Extent, Image, Lowering, Matrix, Step};
use crate::scene::{Drawing, Extents, Subject};

impl Language {
    /// The steps of a lowering, one sentence each.
    pub fn steps(self, layer: &GemmLayer, lowering: &Lowering) -> Vec<String> {
        lowering.steps().map(|step| self.step_sentence(layer, &step)).collect()
    }

    fn step_sentence(self, layer: &GemmLayer, step: &Step) -> String {
        let extents = |edges: &[Extent]| sizes(edges.iter().map(|edge| edge.value(layer)));
        let matrix = |matrix: &Matrix| {
            format!("{} ({})", matrix_symbol(matrix.name), extents(&[matrix.rows, matrix.columns]))
        };
        let image = |image: &Image| {
            format!(
                "{} ({})",
                matrix_symbol(image.name),
                extents(&[image.channels, image.height, image.width])
            )
        };
        let times = |images: bool| {
            let groups = exact(layer.groups as u128);
            let batch = exact(layer.batch as u128);
            match (layer.groups > 1, images && layer.batch > 1) {
                (false, false) => String::new(),
                (true, false) => say!(self, ", for each of {groups} groups", "，{groups} 组各一次"),
                (false, true) => say!(self, ", for each of {batch} images", "，{batch} 张图像各一次"),
                (true, true) => {
                    say!(
                        self,
                        ", for each of {groups} groups and {batch} images",
                        "，{groups} 组、{batch} 张图像各一次"
                    )
                }
            }
        };
        match step {
            Step::Im2col(im2col) => {
                let (from, to, times) = (image(&im2col.image), matrix(&im2col.columns), times(true));
                say!(self, "im2col: {from} becomes {to}{times}.", "im2col：{from} 变为 {to}{times}。")
            }
            Step::Gemm(gemm) => {
                let [left, right, result] = [&gemm.left, &gemm.right, &gemm.result].map(matrix);
                let times = times(!gemm.batch_inside);
                say!(
                    self,
                    "Product: {left} times {right} is {result}{times}.",
                    "矩阵乘法：{left} 乘 {right} 得 {result}{times}。"
                )
            }
            Step::Col2im(col2im) if col2im.in_place => {
                say!(self, "col2im moves nothing.", "col2im 无需搬移。")
            }
            Step::Col2im(col2im) => {
                let (from, to, times) = (matrix(&col2im.columns), image(&col2im.image), times(true));
                say!(
                    self,
                    "col2im: {from} is added up to {to}{times}.",
                    "col2im：{from} 累加为 {to}{times}。"
                )
            }
            Step::Bias(bias) => {
                let elements = exact(bias.elements.value(layer));
                if bias.gradient {
                    say!(
                        self,
                        "Bias gradient: the {elements} elements of each channel of ∂Y are summed.",
                        "偏置梯度：∂Y 每个通道的 {elements} 个元素求和。"
                    )
                } else {
                    say!(
                        self,
                        "Bias: one number is added to the {elements} elements of each channel of Y.",
                        "偏置：给 Y 每个通道的 {elements} 个元素加上一个数。"
                    )
                }
            }
        }
    }

    /// What a drawing shows, and its true extents.
    pub fn drawing(self, drawing: &Drawing) -> String {
        let name = match drawing.subject {
            Subject::Matrix(_, name) | Subject::Tensor(name) => {
                let (symbol, matrix) = (matrix_symbol(name), self.matrix(name));
                say!(self, "{symbol}, {matrix}", "{symbol}，{matrix}")
            }
            Subject::Bias { gradient: false } => say!(self, "b, bias", "b，偏置"),
            Subject::Bias { gradient: true } => say!(self, "∂b, gradient of the bias", "∂b，偏置的梯度"),
        };
        let extents = match drawing.extents {
            Extents::Matrix { rows, columns } => sizes([rows, columns]),
            Extents::Tensor { channels, height, width } => sizes([channels, height, width]),
        };
        let groups = exact(u128::from(drawing.groups));
        if drawing.groups > 1 {
            say!(self, "{name}: {groups} blocks of {extents}", "{name}：{groups} 块，每块 {extents}")
        } else {
            say!(self, "{name}: {extents}", "{name}：{extents}")
        }
    }
}

fn sizes(extents: impl IntoIterator<Item = u128>) -> String {
    extents.into_iter().map(exact).collect::<Vec<_>>().join(" × ")
}
