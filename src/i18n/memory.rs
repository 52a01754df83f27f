//! What a layer and a network hold in memory, and what a machine allows.

use super::Language;
use super::language::say;
use super::number::{decimal, intensity, rate, seconds};
use super::quote::quoted;
use crate::cost::{RateError, Ratio, Roofline, Traffic};
use crate::network::{Held, Peak};

impl Language {
    /// The layer that is looked at, and for how many images.
    pub fn layer_of_images(self, images: u128) -> String {
        say!(self, "this layer, N = {images}", "这一层，N = {images}")
    }

    /// What is held.
    pub fn held(self, held: Held) -> &'static str {
        let (english, chinese) = match held {
            Held::Parameters => ("parameters", "参数"),
            Held::Inputs => ("inputs", "输入"),
            Held::Output => ("output", "输出"),
            Held::Columns => ("column buffer, one image", "列缓冲区（一张图像）"),
            Held::ColumnsOfBatch => ("column buffer, all images", "列缓冲区（全部图像）"),
            Held::ParameterGradients => ("gradients of the parameters", "参数的梯度"),
            Held::InputGradients => ("gradient of the inputs, ∂X", "输入的梯度 ∂X"),
            Held::OutputGradient => ("gradient of the output, ∂Y", "输出的梯度 ∂Y"),
            Held::Saved => ("kept for the backward pass", "为反向保留的激活值"),
        };
        self.either(english, chinese)
    }

    /// What it is for.
    pub fn explain_held(self, held: Held) -> &'static str {
        let (english, chinese) = match held {
            Held::Parameters => ("The learned numbers of the layer.", "这一层可学习的数。"),
            Held::Inputs => ("All that flows in, of the whole batch.", "整个批次流入的全部数据。"),
            Held::Output => ("All that flows out, of the whole batch.", "整个批次流出的全部数据。"),
            Held::Columns => {
                ("The matrix that im2col writes, one image at a time.", "im2col 写出的矩阵，每次一张图像。")
            }
            Held::ColumnsOfBatch => (
                "The same of the whole batch, where the weight gradient is a single product.",
                "整个批次的列矩阵：权重梯度用一次乘法算出时需要。",
            ),
            Held::ParameterGradients => ("As large as the parameters.", "与参数一样大。"),
            Held::InputGradients => ("As large as the inputs.", "与输入一样大。"),
            Held::OutputGradient => ("As large as the output.", "与输出一样大。"),
            Held::Saved => (
                "What the derivative reads of the forward pass; places of largest elements have eight bytes each.",
                "求导时要用到的前向数据；最大值的位置每个占八字节。",
            ),
        };
        self.either(english, chinese)
    }

    /// What is greatest at one row.
    pub fn peak(self, peak: Peak) -> &'static str {
        let (english, chinese) = match peak {
            Peak::Activations => ("most activations at once", "同时存在的激活值，最多时"),
            Peak::ActivationsAndColumns => ("the same with the column buffer", "同上，加上列缓冲区"),
            Peak::Columns => ("largest column buffer, one image", "最大的列缓冲区（一张图像）"),
        };
        self.either(english, chinese)
    }

    /// How many times the input a column matrix is.
    pub fn blow_up(self, times: Ratio) -> String {
        let times = decimal(times.numerator(), times.denominator());
        say!(self, "{times}× the input", "输入的 {times} 倍")
    }

    /// That a number of a machine is none.
    ///
    /// ```
    /// use im2cost::cost::RateError;
    /// use im2cost::i18n::Language;
    /// let said = Language::English.rate_error(RateError::Peak, "fast");
    /// assert_eq!(said, "“fast” is no peak: write it like 19.5T or 19.5 TFLOP/s.");
    /// ```
    pub fn rate_error(self, error: RateError, text: &str) -> String {
        let text = quoted(text);
        match error {
            RateError::Peak => say!(
                self,
                "{text} is no peak: write it like 19.5T or 19.5 TFLOP/s.",
                "{text} 不是峰值：请写成 19.5T 或 19.5 TFLOP/s。",
            ),
            RateError::Bandwidth => say!(
                self,
                "{text} is no bandwidth: write it like 900G or 900 GB/s.",
                "{text} 不是带宽：请写成 900G 或 900 GB/s。",
            ),
        }
    }

    /// What a machine allows a layer: the least time, what limits it, what it reaches, and where the ridge is. `None`
    /// past 128 bits.
    ///
    /// ```
    /// use im2cost::cost::{Roofline, Traffic};
    /// use im2cost::i18n::Language;
    /// let machine = Roofline { peak: 10_000_000_000_000, bandwidth: 1_000_000_000_000 };
    /// let traffic = Traffic { bytes: 4_000_000, operations: 8_000_000 };
    /// assert_eq!(
    ///     Language::English.roofline(&machine, &traffic).unwrap(),
    ///     "At least 4.00 µs, limited by memory: 2.00 TFLOP/s of 10.0 TFLOP/s. The ridge is at 10.0 FLOP/B."
    /// );
    /// ```
    pub fn roofline(self, machine: &Roofline, traffic: &Traffic) -> Option<String> {
        let time = seconds(machine.least_seconds(traffic)?)?;
        let limit = self.limit(machine.limit(traffic)?);
        let attained = machine.attainable(traffic)?;
        let [attained, peak] = [attained.numerator() / attained.denominator(), machine.peak].map(rate);
        let ridge = intensity(machine.ridge()?);
        Some(say!(
            self,
            "At least {time}, {limit}: {attained} of {peak}. The ridge is at {ridge}.",
            "至少 {time}，{limit}：峰值 {peak} 中可达 {attained}。拐点在 {ridge}。",
        ))
    }
}
