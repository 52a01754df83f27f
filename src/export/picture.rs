//! The picture of a layer as a file: what the reader looks at, to scale or cell by cell, with the formula if wanted.

use super::svg::{Below, Ground, step_svg, svg};
use crate::codec::Level;
use crate::cost::{Counting, Layout, derivation};
use crate::i18n::Language;
use crate::layer::GemmLayer;
use crate::lowering::{Pass, Pin, Twin};
use crate::network::TwinNumbers;
use crate::scene::cells::{self, Board, Doing, Moment, Step, Steps, Still, Term, Work};
use crate::scene::{Face, Room, Scene, Span};

/// How wide a picture is laid out for a file: as a figure in a page or on a slide is.
const WIDTH: f64 = 720.0;

/// How wide the steps of a sheet are laid out: two fit beside each other, their numbers as large as the text of a page.
const SHEET_WIDTH: f64 = 340.0;

/// The most steps on one sheet.
pub const MOST_STEPS: u64 = 48;

/// Steps to be printed, one after the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// What is true of all of them: what the twin is, and which of its steps they are.
    pub said: Vec<String>,
    /// A picture of each.
    pub steps: Vec<String>,
}

/// A picture to be taken along.
#[derive(Clone, Copy, Debug)]
pub struct Picture<'a> {
    /// The layer.
    pub layer: &'a GemmLayer,
    /// The pass.
    pub pass: Pass,
    /// The level.
    pub level: Level,
    /// The element that is pinned.
    pub pin: Option<Pin>,
    /// The step of the twin.
    pub step: u64,
    /// The numbers that the reader gave to the twin.
    pub given: &'a TwinNumbers,
    /// The name of the layer.
    pub name: &'a str,
    /// What the cost counts, where its formula is wanted.
    pub formula: Option<Counting>,
    /// The language of its texts.
    pub language: Language,
    /// What it is painted on.
    pub ground: Ground,
}

impl Picture<'_> {
    /// The picture as SVG; nothing where its numbers cannot be run.
    pub fn svg(&self) -> Option<String> {
        match self.level {
            Level::Scale => Some(self.whole()),
            Level::Cells => self.one_step(),
        }
    }

    /// The steps of the twin from this one on, as many as a sheet has; nothing where its numbers cannot be run. The
    /// formula stands under the first.
    pub fn sheet(&self) -> Sheet {
        let twin = self.given.twin(self.layer);
        let Some(work) = self.work(&twin) else { return Sheet::default() };
        let count = Steps::new(&work).count();
        let first = self.step.min(count - 1);
        let end = count.min(first + MOST_STEPS);
        let picture = |step: u64| {
            let picture = Picture { formula: self.formula.filter(|_| step == first), ..*self };
            picture.step(&work, step, count, SHEET_WIDTH, Vec::new())
        };
        Sheet {
            said: vec![self.language.twin(&twin), self.language.printed_steps(first, end, count)],
            steps: (first..end).map(picture).collect(),
        }
    }

    /// What it is called: `conv1, Forward Y`.
    pub fn title(&self) -> String {
        let pass = self.language.pass(self.pass);
        if self.name.is_empty() { pass.to_owned() } else { format!("{}, {pass}", self.name) }
    }

    /// The name of its file, without what no name of a file may have: `conv1-forward`, `conv1-forward-step-5`.
    pub fn file_stem(&self) -> String {
        let allowed = |sign: char| if sign.is_alphanumeric() || "-_.".contains(sign) { sign } else { '-' };
        let name: String = self.name.chars().map(allowed).collect();
        let pass = match self.pass {
            Pass::Forward => "forward",
            Pass::InputGrad => "input-gradient",
            Pass::WeightGrad => "weight-gradient",
        };
        let step =
            if self.level == Level::Cells { format!("-step-{}", self.step + 1) } else { String::new() };
        format!("{}-{pass}{step}", if name.is_empty() { "layer" } else { &name })
    }

    fn whole(&self) -> String {
        let Picture { layer, pass, language, .. } = *self;
        let scene = Scene::new(layer, pass, Room::of_width(WIDTH), &|label| language.picture(label));
        let spot = self.pin.and_then(|pin| scene.spot(pin)).unwrap_or_else(|| scene.example());
        let meaning = scene.meaning(spot).map(|meaning| language.meaning(&meaning));
        let notes = scene.notes.iter().map(|note| language.picture_note(*note));
        let below = self.below(meaning.into_iter().chain(notes).collect(), WIDTH);
        svg(&scene, spot, &self.title(), &below, language, self.ground)
    }

    /// The twin, run; nothing where its numbers cannot be.
    fn work(&self, twin: &Twin) -> Option<Work> {
        Work::new(&twin.layer, self.pass, &self.given.tensors(&twin.layer)?).ok()
    }

    fn one_step(&self) -> Option<String> {
        let twin = self.given.twin(self.layer);
        let work = self.work(&twin)?;
        let count = Steps::new(&work).count();
        Some(self.step(&work, self.step.min(count - 1), count, WIDTH, vec![self.language.twin(&twin)]))
    }

    /// A step of some number of them, laid out in a width; below it also what is true of all.
    fn step(&self, work: &Work, number: u64, count: u64, width: f64, said: Vec<String>) -> String {
        let language = self.language;
        let step = Steps::new(work).get(number);
        let room = cells::Room::Width(width as u32);
        let board = Board::new(work, step.image, room, &|label| language.picture(label));
        let (still, moment) = (Still::new(work, &board), Moment::new(work, &board, number));
        let place = language.step_place(work, &step, number, count);
        let sentences = [vec![place, sum(language, work, &step)], said].concat();
        step_svg(&still, &moment, &self.title(), &self.below(sentences, width), language, self.ground)
    }

    /// The sentences under the picture, and the formula if it is wanted.
    fn below(&self, sentences: Vec<String>, width: f64) -> Below {
        let counting = self.formula;
        let lines = counting
            .and_then(|counting| derivation(self.layer, self.pass, &counting, Layout::Textbook).ok())
            .unwrap_or_default();
        Below {
            sentences,
            formula: super::formula_lines::formula_lines(&lines, self.layer, self.language, width),
        }
    }
}

/// A step's sum, spelled out: `Y₀(0, 2) = 2·1 + 0·3 = 2`.
fn sum(language: Language, work: &Work, step: &Step) -> String {
    let minus = |value: i64| value.to_string().replace('-', "−");
    let factor = |value: i64| if value < 0 { format!("({})", minus(value)) } else { minus(value) };
    let term = |term: &Term| match term.second {
        Some((_, second)) => format!("{}·{}", factor(term.first.1), factor(second)),
        None => factor(term.first.1),
    };
    let terms: Vec<String> = step.terms.iter().map(term).collect();
    let cropped = step.doing == Doing::Cropping;
    let named =
        if cropped { step.terms.first().map_or(step.written, |term| term.first.0) } else { step.written };
    let name: String = language.cell_name(work, named).into_iter().map(plain).collect();
    let doing = language.doing(step);
    if cropped || terms.len() < 2 {
        return format!("{doing}: {name} = {}", minus(step.total));
    }
    format!("{doing}: {name} = {} = {}", terms.join(" + "), minus(step.total))
}

/// A piece of a name as plain text.
fn plain(span: Span) -> String {
    let lowered = |character: char| {
        let digit = character.to_digit(10).and_then(|digit| char::from_u32('₀' as u32 + digit));
        digit.unwrap_or(character)
    };
    match span.face {
        Face::Subscript => span.text.chars().map(lowered).collect(),
        Face::Superscript => span.text.replace('T', "ᵀ"),
        _ => span.text,
    }
}
