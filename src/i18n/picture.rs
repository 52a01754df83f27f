//! The texts in and under a picture: symbols with their numbers, and words for what is drawn.

use super::language::say;
use super::layer_error::plural;
use super::number::{exact, intensity, rate, round, short};
use super::{Language, matrix_symbol};
use crate::cost::{Quantity, letter};
use crate::layer::Symbol;
use crate::lowering::Atom;
use crate::scene::{Face, Label, Length, Margins, Note, Span, quantity};

impl Language {
    /// A label of a picture, in pieces.
    pub fn picture(self, label: &Label) -> Vec<Span> {
        let words = |text: String| vec![Span::plain(text)];
        let hued = |text: String, hue: Quantity| vec![Span { hue: Some(hue), ..Span::plain(text) }];
        match label {
            Label::Name(name, group) => {
                let mut spans = name_spans(matrix_symbol(*name));
                if let Some(group) = group {
                    // A subscript belongs to the letter; the sign of the transpose stays behind it.
                    let subscript = Span { face: Face::Subscript, ..Span::plain(group.to_string()) };
                    spans.insert(1, subscript);
                }
                spans
            }
            Label::Sized { name, groups, rows, columns, symbols } => {
                let mut spans = name_spans(matrix_symbol(*name));
                spans.push(Span::plain(": "));
                if *symbols {
                    spans.extend(edges(
                        *groups,
                        symbol_spans(Symbol::Groups),
                        [rows, columns].map(self::symbols),
                    ));
                    spans.push(Span::plain(" = "));
                }
                let number = Span { hue: Some(Quantity::Groups), ..Span::plain(exact(u128::from(*groups))) };
                spans.extend(edges(*groups, vec![number], [rows, columns].map(|length| vec![whole(length)])));
                spans
            }
            Label::Continued { name, group, columns: [first, last] } => {
                let rest = say!(self, ", columns {first} to {last}", "，第 {first}–{last} 列");
                [self.picture(&Label::Name(*name, *group)), words(rest)].concat()
            }
            Label::Channel { name, image, channel } => {
                let rest = match image {
                    None => say!(self, " channel {channel}", " 通道 {channel}"),
                    Some([image, _]) => {
                        say!(self, " image {image}, channel {channel}", " 图像 {image} 通道 {channel}")
                    }
                };
                [name_spans(matrix_symbol(*name)), words(rest)].concat()
            }
            Label::Bias { gradient } => name_spans(if *gradient { "∂b" } else { "b" }),
            Label::Symbols(length) => symbols(length),
            Label::Numbers(length) => numbers(length),
            Label::Edge(length) => [symbols(length), vec![Span::plain(" ")], numbers(length)].concat(),
            Label::Im2col => words("im2col".into()),
            Label::Col2im => words("col2im".into()),
            Label::NoIm2col => words(self.either("no im2col", "无需 im2col").into()),
            Label::NoCol2im => words(self.either("no col2im", "无需 col2im").into()),
            Label::Plus => words("+".into()),
            Label::Sum => [vec![Span::plain("Σ")], name_spans("∂Y"), vec![Span::plain(" =")]].concat(),
            Label::Groups(groups) => {
                let groups = exact(u128::from(*groups));
                hued(say!(self, "g = {groups} blocks", "g = {groups} 块"), Quantity::Groups)
            }
            Label::EmptyBlocks { groups } => {
                let groups = u128::from(*groups);
                let (all, empty) = (exact(groups * groups), exact(groups * (groups - 1)));
                words(say!(self, "{empty} of {all} empty", "{all} 块中 {empty} 块为空"))
            }
            Label::More(groups) => {
                let groups = exact(u128::from(*groups));
                words(say!(self, "… {groups} more", "…另有 {groups} 块"))
            }
            Label::Padding(margins) => {
                let margins = self.margins(margins);
                words(say!(self, "padding {margins}", "填充 {margins}"))
            }
            Label::Cropped(margins) => {
                let margins = self.margins(margins);
                words(say!(self, "cropped {margins}", "裁掉 {margins}"))
            }
            Label::LeftOver(rest) => {
                let rest = self.rest(*rest);
                words(say!(self, "left over: {rest}", "剩余 {rest}"))
            }
            Label::Unreached(rest) => {
                let rest = self.rest(*rest);
                words(say!(self, "not reached: {rest}", "未覆盖 {rest}"))
            }
            Label::CostAxis => words(self.either("cost (logarithmic)", "计算量（对数）").to_owned()),
            Label::HeightAxis => words(self.either("output height", "输出高度").to_owned()),
            Label::Intensity(ratio) => words(intensity(*ratio)),
            Label::Rate(number) => words(rate(*number)),
            Label::Count(number) => words(round(*number)),
            Label::Value(value) => words(value.to_string()),
        }
    }

    /// A sentence under a picture.
    pub fn picture_note(self, note: Note) -> String {
        match note {
            Note::Scale => say!(
                self,
                "Edges follow √length, down to a least thickness: drawn twice as long is four times as long.",
                "边长按 √长度 绘制，不小于最小粗细：画得两倍长，实际四倍长。"
            ),
            Note::EachImage(images) => {
                say!(
                    self,
                    "One image is drawn; each of the N = {images} is done like it.",
                    "图中为一张图像；N = {images} 张逐一如此计算。"
                )
            }
            Note::BatchInside(images) => say!(
                self,
                "The N = {images} images of the batch stand side by side inside the inner extent: one product for all.",
                "批次的 N = {images} 张图像并排在内维中：一次矩阵乘法完成。"
            ),
            Note::Summarized { groups, drawn } => {
                let groups = exact(u128::from(groups));
                say!(self, "{drawn} of the {groups} blocks are drawn.", "画出 {groups} 块中的 {drawn} 块。")
            }
            Note::Pointwise => say!(
                self,
                "A 1×1 kernel with stride 1 and no padding needs no im2col: the column matrix is the image itself.",
                "1×1 核、步幅 1、无填充时不需要 im2col：列矩阵就是图像本身。"
            ),
            Note::Linear => say!(
                self,
                "A linear layer has no patches: it is one matrix product.",
                "线性层没有图块：它就是一次矩阵乘法。"
            ),
        }
    }

    /// Equal margins as one number; else height and width; else each, named.
    fn margins(self, &[top, left, bottom, right]: &Margins) -> String {
        if [left, bottom, right] == [top; 3] {
            format!("{top}")
        } else if top == bottom && left == right {
            format!("{top} × {left}")
        } else {
            let sides = [("↑", top), ("←", left), ("↓", bottom), ("→", right)];
            let sides = sides.into_iter().filter(|(_, margin)| *margin > 0);
            sides.map(|(side, margin)| format!("{side}{margin}")).collect::<Vec<_>>().join(" ")
        }
    }

    /// Rows and columns, as many as there are.
    fn rest(self, [rows, columns]: [i64; 2]) -> String {
        let (row_word, column_word) = (plural(rows, "row", "rows"), plural(columns, "column", "columns"));
        let row = say!(self, "{rows} {row_word}", "{rows} 行");
        let column = say!(self, "{columns} {column_word}", "{columns} 列");
        match (rows, columns) {
            (_, 0) => row,
            (0, _) => column,
            _ => say!(self, "{row}, {column}", "{row} {column}"),
        }
    }
}

/// A name: letters slanted, `cols` and `∂cols` as the word that it is, the sign of a transpose upright.
pub(super) fn name_spans(name: &str) -> Vec<Span> {
    let (base, transposed) = match name.strip_suffix('ᵀ') {
        Some(base) => (base, true),
        None => (name, false),
    };
    let mut spans = vec![if base.ends_with("cols") { Span::plain(base) } else { Span::variable(base) }];
    if transposed {
        spans.push(Span { face: Face::Superscript, ..Span::plain("T") });
    }
    spans
}

/// `g × rows × columns`, without the groups where there is one.
fn edges(groups: u64, g: Vec<Span>, [rows, columns]: [Vec<Span>; 2]) -> Vec<Span> {
    let times = || vec![Span::plain(" × ")];
    let before = if groups > 1 { [g, times()].concat() } else { Vec::new() };
    [before, rows, times(), columns].concat()
}

/// What a length comes to: in the hue of its factor, if it has one alone.
fn whole(length: &Length) -> Span {
    let hue = match length.quantities()[..] {
        [quantity] => Some(quantity),
        _ => None,
    };
    Span { hue, ..Span::plain(exact(length.whole)) }
}

/// `C_in/g·K²`.
fn symbols(length: &Length) -> Vec<Span> {
    let atoms: Vec<Atom> = length.factors().map(|(atom, _)| atom).collect();
    let mut spans = Vec::new();
    if atoms.is_empty() {
        spans.push(Span::plain("1"));
    }
    for (at, atom) in atoms.iter().enumerate() {
        if length.square && *atom == Atom::Symbol(Symbol::KernelWidth) {
            continue;
        }
        if at > 0 {
            spans.push(Span::plain("·"));
        }
        let hue = quantity(*atom);
        let symbol = match atom {
            Atom::Symbol(symbol) | Atom::PerGroup(symbol) => *symbol,
        };
        if length.square && symbol == Symbol::KernelHeight {
            spans.push(Span { hue: Some(hue), ..Span::variable("K") });
            spans.push(Span { hue: Some(hue), ..Span::plain("²") });
            continue;
        }
        spans.extend(symbol_spans(symbol));
        if matches!(atom, Atom::PerGroup(_)) && length.grouped {
            spans.push(Span::plain("/"));
            spans.extend(symbol_spans(Symbol::Groups));
        }
    }
    spans
}

fn symbol_spans(symbol: Symbol) -> Vec<Span> {
    let (base, subscript) = letter(symbol);
    let hue = Quantity::of(symbol);
    let mut spans = vec![Span { hue, ..Span::variable(base) }];
    if !subscript.is_empty() {
        spans.push(Span { hue, face: Face::Subscript, text: subscript.into() });
    }
    spans
}

/// The most characters of an edge's factors, or of what they come to.
const MOST_LETTERS: usize = 20;

/// `= 16·3² = 144`, or `= 64` of a single number.
fn numbers(length: &Length) -> Vec<Span> {
    let mut spans = vec![Span::plain("= ")];
    let mut factors = 0;
    for (atom, number) in length.factors() {
        if length.square && atom == Atom::Symbol(Symbol::KernelWidth) {
            spans.push(Span { hue: Some(Quantity::Kernel), ..Span::plain("²") });
            factors += 1;
            continue;
        }
        if factors > 0 {
            spans.push(Span::plain("·"));
        }
        spans.push(Span { hue: Some(quantity(atom)), ..Span::plain(exact(u128::from(number))) });
        factors += 1;
    }
    if factors == 0 {
        return vec![];
    }
    // Long numbers would make all else too small to read. The formula has them exactly.
    let letters: usize = spans.iter().map(|span| span.text.chars().count()).sum();
    if factors > 1 && letters > MOST_LETTERS {
        let whole = exact(length.whole);
        let is_long = whole.chars().count() > MOST_LETTERS;
        let text = if is_long { format!("≈ {}", short(length.whole)) } else { format!("= {whole}") };
        return vec![Span::plain(text)];
    }
    if factors > 1 {
        spans.push(Span::plain(format!(" = {}", exact(length.whole))));
    }
    spans
}
