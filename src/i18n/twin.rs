//! What a twin has less of than its layer, and why numbers that were given for it cannot be used.

use super::Language;
use super::language::say;
use super::number::exact;
use super::quote::quoted;
use crate::cost::Progress;
use crate::layer::{Direction, GemmLayer, Symbol};
use crate::lowering::{Change, Place, Twin};
use crate::network::{LARGEST_NUMBER, TwinError};
use crate::scene::cells::Coverage;

impl Language {
    /// What a twin changed: the cuts, then what was shrunk, then what is as in the layer.
    ///
    /// ```
    /// use im2cost::i18n::Language;
    /// use im2cost::layer::{Direction, GemmLayer, Grid};
    /// use im2cost::lowering::Twin;
    ///
    /// let grid = Grid { positions: 56, pixels: 56, kernel: 3, stride: 1, dilation: 1, begin: 1, end: 1 };
    /// let layer = GemmLayer {
    ///     direction: Direction::Convolution, batch: 1, in_channels: 64, out_channels: 128, groups: 1, bias: true,
    ///     grids: [grid; 2], output_padding: [0, 0], vector: false,
    /// };
    /// assert_eq!(
    ///     Language::English.twin(&Twin::of(&layer)),
    ///     "A small twin: 2 of 64 input channels, 3 of 128 output channels, 4×4 of 56×56 input pixels; \
    ///      all else is as in the layer.",
    /// );
    /// ```
    pub fn twin(self, twin: &Twin) -> String {
        if twin.is_itself() {
            return self
                .either("This layer is small enough to be shown whole.", "这一层足够小，可以完整展示。")
                .to_owned();
        }
        let changes: Vec<Change> = twin.changes().collect();
        let find = |symbol| changes.iter().find(|change| change.symbol == symbol);
        let mut cuts = Vec::new();
        for symbol in [Symbol::Groups, Symbol::InChannels, Symbol::OutChannels, Symbol::Batch] {
            if let Some(Change { from, to, .. }) = find(symbol) {
                let (from, to) = (exact(*from as u128), exact(*to as u128));
                cuts.push(match (symbol, twin.of.direction) {
                    (Symbol::Groups, _) => say!(self, "{to} of {from} groups", "{from} 组中的 {to} 组"),
                    (Symbol::Batch, _) => say!(self, "{to} of {from} images", "{from} 张图像中的 {to} 张"),
                    (Symbol::InChannels, Direction::Linear) => {
                        say!(self, "{to} of {from} input features", "{from} 个输入特征中的 {to} 个")
                    }
                    (_, Direction::Linear) => {
                        say!(self, "{to} of {from} output features", "{from} 个输出特征中的 {to} 个")
                    }
                    (Symbol::InChannels, _) => {
                        say!(self, "{to} of {from} input channels", "{from} 个输入通道中的 {to} 个")
                    }
                    _ => say!(self, "{to} of {from} output channels", "{from} 个输出通道中的 {to} 个"),
                });
            }
        }
        if twin.layer.input_size() != twin.of.input_size() {
            let [to, from] = [&twin.layer, &twin.of].map(|layer| pair(layer.input_size()));
            cuts.push(say!(self, "{to} of {from} input pixels", "{from} 个输入像素中的 {to} 个"));
        }
        let shrunk = self.shrunk(twin);
        let cuts = self.list(&cuts);
        if shrunk.is_empty() {
            return say!(
                self,
                "A small twin: {cuts}; all else is as in the layer.",
                "缩小版：取 {cuts}；其余与原层相同。"
            );
        }
        let shrunk = self.list(&shrunk);
        if cuts.is_empty() {
            return say!(
                self,
                "A small twin: {shrunk}; all else is as in the layer.",
                "缩小版：{shrunk}；其余与原层相同。"
            );
        }
        say!(
            self,
            "A small twin: {cuts}; too large to draw: {shrunk}; all else is as in the layer.",
            "缩小版：取 {cuts}；过大而无法绘制：{shrunk}；其余与原层相同。"
        )
    }

    /// Hyperparameters that are other ones.
    fn shrunk(self, twin: &Twin) -> Vec<String> {
        type Value = fn(&GemmLayer) -> String;
        let values: [(&str, &str, Value); 5] = [
            ("kernel", "核", |layer| pair(layer.grids.map(|grid| grid.kernel))),
            ("stride", "步幅", |layer| pair(layer.grids.map(|grid| grid.stride))),
            ("dilation", "膨胀", |layer| pair(layer.grids.map(|grid| grid.dilation))),
            ("padding", "填充", padding),
            ("output padding", "输出填充", |layer| pair(layer.output_padding)),
        ];
        let changed = values.into_iter().filter_map(|(english, chinese, value)| {
            let (from, to, name) = (value(&twin.of), value(&twin.layer), self.either(english, chinese));
            (from != to).then(|| say!(self, "{name} {to} for {from}", "{name} {from} 画作 {to}"))
        });
        changed.collect()
    }

    fn list(self, items: &[String]) -> String {
        items.join(self.either(", ", "、"))
    }

    /// Why numbers that were given for a twin cannot be used.
    ///
    /// ```
    /// use im2cost::i18n::Language;
    /// use im2cost::lowering::Place;
    /// use im2cost::network::TwinError;
    /// let error = TwinError::Count { place: Place::X, given: 3, expected: 32 };
    /// let sentence = Language::English.twin_error(&error);
    /// assert_eq!(sentence, "X has 3 numbers, but this twin has 32 cells for it; other numbers stand in.");
    /// ```
    pub fn twin_error(self, error: &TwinError) -> String {
        match error {
            TwinError::Count { place, given, expected } => {
                let symbol = place_symbol(*place);
                let (given, expected) = (exact(*given as u128), exact(*expected as u128));
                say!(
                    self,
                    "{symbol} has {given} numbers, but this twin has {expected} cells for it; other numbers stand in.",
                    "{symbol} 有 {given} 个数，而缩小版需要 {expected} 个；暂用其他数代替。",
                )
            }
            TwinError::NotANumber { place, at, text } => {
                let (symbol, at, text) = (place_symbol(*place), at + 1, quoted(text));
                say!(
                    self,
                    "Number {at} of {symbol} is {text}, which is no whole number; 0 stands in.",
                    "{symbol} 的第 {at} 个数是{text}，不是整数；暂以 0 代替。",
                )
            }
            TwinError::TooLarge { place, at, value } => {
                let (symbol, at) = (place_symbol(*place), at + 1);
                say!(
                    self,
                    "Number {at} of {symbol} is {value}; cells hold −{LARGEST_NUMBER} to {LARGEST_NUMBER}; 0 stands in.",
                    "{symbol} 的第 {at} 个数是 {value}；单元格只能放 −{LARGEST_NUMBER} 到 {LARGEST_NUMBER}；暂以 0 代替。",
                )
            }
        }
    }
}

impl Language {
    /// How often pixels are read or added to, in the twin and in the layer itself.
    pub fn coverage(self, coverage: &Coverage) -> Vec<String> {
        let Coverage { least, most, real, wasted, adds, whole, .. } = coverage;
        let often =
            if least == most { exact(*most) } else { say!(self, "{least} to {most}", "{least} 到 {most}") };
        let [real, wasted] = [*real, *wasted].map(exact);
        let mut lines = vec![if *adds {
            say!(
                self,
                "Each pixel gets {often} contributions. For each channel and image, {real} cells of the \
                 column matrix land and {wasted} are cropped.",
                "每个像素得到 {often} 次累加。每个通道、每张图像的列矩阵中，{real} 个单元落入图像，{wasted} 个被裁掉。",
            )
        } else {
            say!(
                self,
                "Each pixel is read {often} times. For each channel and image, {real} cells of the column \
                 matrix hold pixels and {wasted} hold padding.",
                "每个像素被读取 {often} 次。每个通道、每张图像的列矩阵中，{real} 个单元是像素，{wasted} 个是填充。",
            )
        }];
        if whole.uneven && *adds {
            lines.push(
                self.either(
                    "Kernel and stride do not fit: inside the image, pixels side by side get unlike numbers of \
                     contributions. This is the checkerboard that such layers draw.",
                    "核与步幅不相配：图像内部相邻像素得到的累加次数不同，这就是此类层画出棋盘格的原因。",
                )
                .to_owned(),
            );
        }
        if whole.unmet > 0 {
            let unmet = exact(whole.unmet);
            lines.push(if *adds {
                say!(
                    self,
                    "In the layer itself, {unmet} pixels of each channel receive no contribution at all.",
                    "在原层中，每个通道有 {unmet} 个像素得不到任何累加。",
                )
            } else {
                say!(
                    self,
                    "In the layer itself, {unmet} pixels of each channel are never read.",
                    "在原层中，每个通道有 {unmet} 个像素从未被读取。",
                )
            });
        }
        if let (Some(all), Some(real)) = (whole.multiplications, whole.in_bounds) {
            let [rest, all, real] = [all - real, all, real].map(exact);
            lines.push(if *adds {
                say!(
                    self,
                    "Of the {all} multiplications of this pass in the layer itself, {real} land and {rest} are cropped.",
                    "原层的这一遍计算有 {all} 次乘法，其中 {real} 次的结果落入图像，{rest} 次被裁掉。",
                )
            } else {
                say!(
                    self,
                    "Of the {all} multiplications of this pass in the layer itself, {real} are with pixels and {rest} \
                     with padding.",
                    "原层的这一遍计算有 {all} 次乘法，其中 {real} 次与像素相乘，{rest} 次与填充相乘。",
                )
            });
        }
        lines
    }
}

impl Language {
    /// What came of a proof: whether the counters of the layer, or of its twin, are at the formula's values.
    pub fn proved(self, progress: &Progress, is_layer: bool) -> String {
        let ran = match is_layer {
            true => self.either("The layer itself was run", "已运行原层"),
            false => self.either("The twin was run", "已运行缩小版"),
        };
        let differing = progress.tallies.iter().filter(|tally| !tally.is_equal());
        let differing: Vec<String> = differing.map(|tally| self.entry(tally.entry).to_owned()).collect();
        if differing.is_empty() {
            return say!(
                self,
                "{ran}: every counter is equal to the formula's value.",
                "{ran}：每个计数器都等于公式的值。",
            );
        }
        let differing = self.list(&differing);
        say!(
            self,
            "{ran}: counted and computed differ in {differing}.",
            "{ran}：计数与公式不符的有{differing}。"
        )
    }
}

/// The symbol of a tensor that a twin is run on, the same in every language.
pub fn place_symbol(place: Place) -> &'static str {
    match place {
        Place::X => "X",
        Place::Weight => "W",
        Place::Bias => "b",
        Place::GradOut => "∂Y",
    }
}

fn pair([height, width]: [i64; 2]) -> String {
    format!("{}×{}", exact(height as u128), exact(width as u128))
}

/// The padding: one number, height and width, or all sides.
fn padding(layer: &GemmLayer) -> String {
    let [height, width] = &layer.grids;
    let sides = [height.begin, width.begin, height.end, width.end];
    match sides {
        [top, left, bottom, right] if top == bottom && left == right && top == left => exact(top as u128),
        [top, left, bottom, right] if top == bottom && left == right => pair([top, left]),
        _ => sides.map(|side| exact(side as u128)).join(", "),
    }
}
