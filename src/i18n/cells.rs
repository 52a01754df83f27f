//! What a cell of a twin is, and what a step does: names and one line each. Everything counts from 0, as code does.

use super::language::say;
use super::number::exact;
use super::picture::name_spans;
use super::{Language, matrix_symbol};
use crate::lowering::{MatrixName, Pixel};
use crate::scene::cells::{Cell, Doing, End, Grouping, Outside, Step, Way, Work};
use crate::scene::{Face, Span};

impl Language {
    /// A cell by its symbol and indices: `Y₁(0, 2)`.
    pub fn cell_name(self, work: &Work, cell: Cell) -> Vec<Span> {
        let indexed = |name: MatrixName, channel: usize, [y, x]: [i64; 2]| {
            let mut spans = name_spans(matrix_symbol(name));
            spans.push(Span { face: Face::Subscript, ..Span::plain(channel.to_string()) });
            let [y, x] = [y, x].map(signed);
            spans.push(Span::plain(if work.layer.vector { String::new() } else { format!("({y}, {x})") }));
            spans
        };
        match cell {
            Cell::Weight { group, channel, tap } => {
                let [name, row] =
                    [weights(work).to_owned(), (group * work.sizes().channels + channel).to_string()];
                [name_spans(&name), vec![Span::plain(format!("({row}, {tap})"))]].concat()
            }
            Cell::Column { image, group, tap, position } if work.in_place() => {
                self.cell_name(work, Cell::Fine { image, pixel: work.place(group, tap, position) })
            }
            Cell::Column { group, tap, position, .. } => {
                let row = group * work.sizes().taps + tap;
                [name_spans(columns(work)), vec![Span::plain(format!("({row}, {position})"))]].concat()
            }
            Cell::Coarse { group, channel, position, .. } => {
                let channel = group * work.sizes().channels + channel;
                indexed(work.lowering.coarse.name, channel, pixel_of(work, position))
            }
            Cell::Fine { pixel, .. } => {
                indexed(work.lowering.fine.name, pixel.channel as usize, [pixel.y, pixel.x])
            }
            Cell::Bias { channel } => {
                let mut spans = name_spans(if work.way == Way::Correlate { "∂b" } else { "b" });
                spans.push(Span { face: Face::Subscript, ..Span::plain(channel.to_string()) });
                spans
            }
        }
    }

    /// What a cell is, in one line.
    ///
    /// ```
    /// use im2cost::i18n::Language;
    /// use im2cost::layer::{Direction, GemmLayer, Grid};
    /// use im2cost::lowering::{Pass, Tensors};
    /// use im2cost::scene::cells::{Cell, Work};
    ///
    /// let grid = Grid { positions: 4, pixels: 4, kernel: 3, stride: 1, dilation: 1, begin: 1, end: 1 };
    /// let layer = GemmLayer {
    ///     direction: Direction::Convolution, batch: 1, in_channels: 1, out_channels: 1, groups: 1, bias: false,
    ///     grids: [grid; 2], output_padding: [0, 0], vector: false,
    /// };
    /// let work = Work::new(&layer, Pass::Forward, &Tensors::of(&layer).unwrap()).unwrap();
    /// let cell = Cell::Column { image: 0, group: 0, tap: 5, position: 5 };
    /// assert_eq!(
    ///     Language::English.cell_line(&work, cell),
    ///     "cols, row 5, column 5: channel 0, kernel (1, 2), reads pixel (1, 2) of X",
    /// );
    /// ```
    pub fn cell_line(self, work: &Work, cell: Cell) -> String {
        match cell {
            Cell::Weight { group, channel, tap } => self.weight_line(work, [group, channel, tap]),
            Cell::Column { group, tap, position, .. } => self.column_line(work, [group, tap, position]),
            Cell::Coarse { group, channel, position, .. } => {
                let symbol = matrix_symbol(work.lowering.coarse.name);
                let channel = group * work.sizes().channels + channel;
                if work.layer.vector {
                    return say!(self, "{symbol}, feature {channel}", "{symbol} 特征 {channel}");
                }
                let [y, x] = pixel_of(work, position);
                say!(
                    self,
                    "{symbol}, channel {channel}, pixel ({y}, {x}): column {position} of its matrix",
                    "{symbol} 通道 {channel} 像素 ({y}, {x})：其矩阵的第 {position} 列",
                )
            }
            Cell::Fine { pixel, .. } => self.pixel_line(work, pixel),
            Cell::Bias { channel } if work.way == Way::Correlate => say!(
                self,
                "∂b, channel {channel}: the sum of that channel of ∂Y",
                "∂b 通道 {channel}：∂Y 该通道之和",
            ),
            Cell::Bias { channel } => say!(
                self,
                "b, channel {channel}: added to every pixel of that channel of Y",
                "b 通道 {channel}：加到 Y 该通道的每个像素上",
            ),
        }
    }

    /// What the lit cells are, when something outside of the twin is pointed at.
    pub fn outside(self, outside: Outside) -> String {
        match outside {
            Outside::Entry(entry) => {
                let (name, what) = (self.entry(entry), self.explain_entry(entry));
                say!(self, "{name}: {what}", "{name}：{what}")
            }
            Outside::Quantity(quantity) => self.explain_quantity(quantity).to_owned(),
        }
    }

    fn weight_line(self, work: &Work, [group, channel, tap]: [usize; 3]) -> String {
        let (symbol, sizes) = (weights(work), work.sizes());
        let coarse = group * sizes.channels + channel;
        let Some(at) = work.map().tap(tap as u128) else { return String::new() };
        let fine = (group * sizes.fine_channels) as i64 + at.channel;
        let (from, to) =
            if work.output_end() == End::Coarse { (fine, coarse as i64) } else { (coarse as i64, fine) };
        let (y, x) = (at.y, at.x);
        if work.layer.vector {
            return say!(
                self,
                "{symbol}, from input feature {from} to output feature {to}",
                "{symbol} 从输入特征 {from} 到输出特征 {to}"
            );
        }
        say!(
            self,
            "{symbol}, from input channel {from} to output channel {to}, kernel ({y}, {x}): row {channel}, column {tap}",
            "{symbol} 从输入通道 {from} 到输出通道 {to}，核 ({y}, {x})：第 {channel} 行第 {tap} 列",
        )
    }

    fn column_line(self, work: &Work, [group, tap, position]: [usize; 3]) -> String {
        let Some(at) = work.map().tap(tap as u128) else { return String::new() };
        let pixel = work.place(group, tap, position);
        let symbol = matrix_symbol(work.lowering.fine.name);
        let (channel, y, x) = (pixel.channel, at.y, at.x);
        let [row, column] = [pixel.y, pixel.x].map(signed);
        if work.layer.vector {
            return say!(self, "{symbol}, feature {channel}", "{symbol} 特征 {channel}");
        }
        if work.in_place() {
            return say!(
                self,
                "{symbol}, channel {channel}, pixel ({row}, {column}): row {tap}, column {position} of its matrix",
                "{symbol} 通道 {channel} 像素 ({row}, {column})：其矩阵的第 {tap} 行第 {position} 列",
            );
        }
        let (columns, real) = (columns(work), work.map().is_real(pixel));
        let what = match (work.way, real) {
            (Way::Scatter, true) => {
                say!(
                    self,
                    "lands on pixel ({row}, {column}) of {symbol}",
                    "落在 {symbol} 的像素 ({row}, {column})"
                )
            }
            (Way::Scatter, false) => {
                say!(self, "would land outside of {symbol}: cropped", "落在 {symbol} 之外：被裁掉")
            }
            (_, true) => {
                say!(
                    self,
                    "reads pixel ({row}, {column}) of {symbol}",
                    "读取 {symbol} 的像素 ({row}, {column})"
                )
            }
            (_, false) => say!(self, "reads padding: zero", "读取填充：零"),
        };
        say!(
            self,
            "{columns}, row {tap}, column {position}: channel {channel}, kernel ({y}, {x}), {what}",
            "{columns} 第 {tap} 行第 {position} 列：通道 {channel}，核 ({y}, {x})，{what}",
        )
    }

    fn pixel_line(self, work: &Work, pixel: Pixel) -> String {
        let symbol = matrix_symbol(work.lowering.fine.name);
        let (channel, [y, x]) = (pixel.channel, [pixel.y, pixel.x].map(signed));
        let cells = work.map().meetings(pixel);
        let (cell, belongs) = if cells == 1 { ("cell", "belongs") } else { ("cells", "belong") };
        let where_it_is = match (work.map().is_real(pixel), work.way) {
            (true, _) => say!(
                self,
                "{symbol}, channel {channel}, pixel ({y}, {x})",
                "{symbol} 通道 {channel} 像素 ({y}, {x})"
            ),
            (false, Way::Scatter) => {
                say!(self, "Outside of {symbol}, ({y}, {x}): cropped", "{symbol} 之外 ({y}, {x})：被裁掉")
            }
            (false, _) => {
                say!(self, "Padding of {symbol}, ({y}, {x}): zero", "{symbol} 的填充 ({y}, {x})：零")
            }
        };
        match work.way {
            _ if work.in_place() => where_it_is,
            Way::Scatter => say!(
                self,
                "{where_it_is}; {cells} {cell} of the column matrix {belongs} here",
                "{where_it_is}；列矩阵中有 {cells} 个单元归于此处",
            ),
            _ => say!(
                self,
                "{where_it_is}; stands in {cells} {cell} of the column matrix",
                "{where_it_is}；出现在列矩阵的 {cells} 个单元中",
            ),
        }
    }

    /// What a step does, in a few words.
    pub fn doing(self, step: &Step) -> &'static str {
        match step.doing {
            Doing::Product => self.either("multiply and add", "相乘并累加"),
            Doing::Landing => self.either("col2im: added where it belongs", "col2im：加到所属位置"),
            Doing::Cropping => {
                self.either("col2im: falls outside and is cropped", "col2im：落在外面，被裁掉")
            }
            Doing::Bias => self.either("add the bias", "加偏置"),
            Doing::BiasSum => self.either("sum the channel", "对通道求和"),
        }
    }

    /// Which step of how many, and of which image where there are several.
    pub fn step_place(self, work: &Work, step: &Step, number: u64, count: u64) -> String {
        let (number, images) = (number + 1, work.sizes().images);
        let image = step.image + 1;
        if images > 1 && !work.lowering.gemm.batch_inside {
            say!(
                self,
                "step {number} of {count}, image {image} of {images}",
                "第 {number} 步，共 {count} 步；第 {image} 张图像，共 {images} 张",
            )
        } else {
            say!(self, "step {number} of {count}", "第 {number} 步，共 {count} 步")
        }
    }

    /// Which steps of some number of them are on a sheet: from `first` on, those before `end`.
    ///
    /// ```
    /// use im2cost::i18n::Language;
    /// assert_eq!(
    ///     Language::English.printed_steps(0, 48, 50),
    ///     "Steps 1 to 48 of 50. For those after them, go to step 49 and print from there.",
    /// );
    /// ```
    pub fn printed_steps(self, first: u64, end: u64, count: u64) -> String {
        let first = first + 1;
        let which =
            say!(self, "Steps {first} to {end} of {count}.", "第 {first} 至 {end} 步，共 {count} 步。");
        if end == count {
            return which;
        }
        let next = end + 1;
        let rest = say!(
            self,
            "For those after them, go to step {next} and print from there.",
            "其后的步骤，请转到第 {next} 步再打印。"
        );
        self.sentences([&*which, &*rest])
    }

    /// What groups save.
    pub fn grouping(self, grouping: &Grouping) -> String {
        let [macs, dense] = [grouping.multiplications, grouping.dense].map(exact);
        let groups = exact(grouping.groups as u128);
        if grouping.groups == 1 {
            return say!(
                self,
                "g = 1: {macs} multiplications; every input channel is connected to every output channel.",
                "g = 1：乘法 {macs} 次；每个输入通道都与每个输出通道相连。",
            );
        }
        say!(
            self,
            "g = {groups}: {macs} multiplications, which is {dense} divided by {groups}; of every {groups} connections \
             between channels, one is left.",
            "g = {groups}：乘法 {macs} 次，即 {dense} 除以 {groups}；通道之间每 {groups} 条连接只保留一条。",
        )
    }

    /// How many multiplications are done after a step.
    pub fn products_done(self, done: u64, all: u64) -> String {
        say!(self, "{done} of {all} multiplications", "乘法 {done} / {all}")
    }
}

/// A number with a minus sign, as margins have them.
fn signed(number: i64) -> String {
    number.to_string().replace('-', "−")
}

/// The symbol of the weights, or of their gradient.
fn weights(work: &Work) -> &'static str {
    matrix_symbol(if work.way == Way::Correlate { MatrixName::DW } else { MatrixName::W })
}

/// The symbol of the column matrix.
fn columns(work: &Work) -> &'static str {
    work.lowering.columns.map_or("", |columns| matrix_symbol(columns.name))
}

/// The row and column of a position.
fn pixel_of(work: &Work, position: usize) -> [i64; 2] {
    work.map().position(position as u128).map_or([0, 0], |at| [at.y, at.x])
}
