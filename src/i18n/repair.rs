//! Repairs, as short as the label of a button.

use super::Language;
use super::language::say;
use super::layer_error::plural;
use super::quote::{quoted, shortened};
use crate::layer::{Default, Key, Kind, LayerError, Value};
use crate::network::{Repair, RowError};

impl Language {
    /// A repair of an error of a row of that kind.
    ///
    /// ```
    /// use im2cost::i18n::Language;
    /// use im2cost::layer::{Key, Kind, LayerError, Value};
    /// use im2cost::network::{Repair, RowError};
    /// let error = LayerError::GroupsDoNotDivide { key: Key::OutChannels, channels: 30, groups: 4 };
    /// let repair = Repair::Set(Key::OutChannels, Value::Integer(28));
    /// let label = Language::English.repair(&repair, Kind::Conv2d, &RowError::Layer(error));
    /// assert_eq!(label, "28 output channels");
    /// ```
    pub fn repair(self, repair: &Repair, kind: Kind, error: &RowError) -> String {
        match repair {
            Repair::Set(key, value) => self.set(*key, value),
            Repair::Clear(key) => self.clear(*key, kind, error),
            Repair::ReadAbove => self.either("read the row above", "读取上一行").to_owned(),
            Repair::Read(names) => {
                let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
                let names = names.join(self.either(", ", "、"));
                say!(self, "read {names}", "读取{names}")
            }
            Repair::Rename(name) => {
                let name = quoted(name);
                say!(self, "name it {name}", "改名为{name}")
            }
            Repair::StayDepthwise(channels) => {
                say!(self, "keep depthwise: g = C_out = {channels}", "保持逐通道卷积：g = C_out = {channels}")
            }
            Repair::OwnWeights => self.either("weights of its own", "使用自己的权重").to_owned(),
        }
    }

    /// A hyperparameter with a value: `28 output channels`, `kernel 3×3`, `stride 2`.
    pub fn set(self, key: Key, value: &Value) -> String {
        let typed = match value {
            Value::Pair([height, width]) if key == Key::KernelSize => format!("{height}×{width}"),
            _ => shortened(&value.typed()),
        };
        let one = *value == Value::Integer(1);
        let counted = |singular, several| plural(if one { 1 } else { 2 }, singular, several);
        match (self, key) {
            (Language::English, Key::InChannels) => {
                format!("{typed} {}", counted("input channel", "input channels"))
            }
            (Language::English, Key::OutChannels) => {
                format!("{typed} {}", counted("output channel", "output channels"))
            }
            (Language::English, Key::InFeatures) => {
                format!("{typed} {}", counted("input feature", "input features"))
            }
            (Language::English, Key::OutFeatures) => {
                format!("{typed} {}", counted("output feature", "output features"))
            }
            (Language::English, Key::Groups) => format!("{typed} {}", counted("group", "groups")),
            (Language::Chinese, Key::InChannels) => format!("{typed} 个输入通道"),
            (Language::Chinese, Key::OutChannels) => format!("{typed} 个输出通道"),
            (Language::Chinese, Key::InFeatures) => format!("{typed} 个输入特征"),
            (Language::Chinese, Key::OutFeatures) => format!("{typed} 个输出特征"),
            (Language::Chinese, Key::Groups) => format!("{typed} 个分组"),
            (Language::English, Key::KernelSize) => format!("kernel {typed}"),
            (Language::Chinese, Key::KernelSize) => format!("核 {typed}"),
            // Words and switches say enough by themselves, but for those of padding.
            (_, Key::Function | Key::Mode) => typed,
            _ => format!("{} {typed}", self.key(key)),
        }
    }

    fn clear(self, key: Key, kind: Kind, error: &RowError) -> String {
        let default = kind.parameter(key).map(|parameter| parameter.default);
        let name = self.key(key);
        match (default, error) {
            (_, RowError::Layer(LayerError::ChannelsMismatch { key: Key::InFeatures, flows, .. })) => {
                let features = plural(*flows, "feature", "features");
                say!(self, "follow the input: {flows} {features}", "跟随输入：{flows} 个特征")
            }
            (_, RowError::Layer(LayerError::ChannelsMismatch { flows, .. })) => {
                let channels = plural(*flows, "channel", "channels");
                say!(self, "follow the input: {flows} {channels}", "跟随输入：{flows} 个通道")
            }
            (Some(Default::FlowsIn), _) => self.either("follow the input", "跟随输入").to_owned(),
            (Some(Default::KernelSize), _) => {
                say!(self, "{name} as the kernel", "{name}与核大小相同")
            }
            (Some(default), _) if default.value().is_some() => {
                default.value().map(|value| self.set(key, &value)).unwrap_or_default()
            }
            _ => say!(self, "without {name}", "去掉{name}"),
        }
    }
}
