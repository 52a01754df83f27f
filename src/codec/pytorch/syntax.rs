//! The calls in a Python text or in what `print(model)` writes, as a tree; everything else is passed over.

use super::arithmetic::{Operator, combine, is_scalar};
use crate::codec::lexer::{Piece, Token, tokens};
use crate::codec::remark::{Remark, Remarked, TextPlace};

/// A value in a call.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Argument<'t> {
    /// A number with its sign.
    Number(String),
    /// A name that is not called: `True`, `None`.
    Word(&'t str),
    /// A sum or product that the text does not give the value of: `64*block.expansion`.
    Unknown(String),
    /// A text.
    Quoted(&'t str),
    /// A tuple or list.
    List(Vec<Argument<'t>>),
    /// A call.
    Call(Call<'t>),
}

/// A call: a layer or a module that holds some.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Call<'t> {
    /// What is called.
    pub name: &'t str,
    /// What it is called by: `conv1` of `(conv1): Conv2d(…)` and of `self.conv1 = nn.Conv2d(…)`.
    pub label: Option<&'t str>,
    /// The first and last number of a printed list whose items are alike, as in `(0-5): 6 x Block(…)`.
    pub range: Option<(usize, usize)>,
    /// The arguments, with the keywords that they have.
    pub arguments: Vec<(Option<&'t str>, Argument<'t>)>,
    /// Where it begins.
    pub place: TextPlace,
}

/// A text's calls that stand in no other, and what was odd.
pub(super) fn read(text: &str) -> (Vec<Call<'_>>, Vec<Remark>) {
    let mut parser = Parser { tokens: tokens(text), at: 0, open: 0, remarks: Vec::new() };
    let mut calls = Vec::new();
    while let Some(token) = parser.peek(0) {
        match token.piece {
            Piece::Word("class" | "def" | "import" | "from") => parser.rest_of_line(token),
            Piece::Word(name) if parser.sign(1) == Some('=') => {
                parser.at += 2;
                if let Some(Argument::Call(call)) = parser.value(0) {
                    let label = Some(name.strip_prefix("self.").unwrap_or(name));
                    calls.push(Call { label: call.label.or(label), ..call });
                }
            }
            Piece::Word(_) if parser.sign(1) == Some('(') => {
                if let Some(Argument::Call(call)) = parser.value(0) {
                    calls.push(call);
                }
            }
            Piece::Quoted(label) if parser.sign(1) == Some(':') => {
                parser.at += 2;
                calls.extend(parser.labelled(label, None));
            }
            Piece::Sign('(') => match parser.label() {
                Some((label, range)) => calls.extend(parser.labelled(label, range)),
                None => parser.pass(),
            },
            _ => parser.pass(),
        }
    }
    (calls, parser.remarks)
}

struct Parser<'t> {
    tokens: Vec<Token<'t>>,
    at: usize,
    /// The brackets that were passed over and are open.
    open: usize,
    remarks: Vec<Remark>,
}

/// How deep calls and lists may be nested.
const DEEPEST: usize = 48;

impl<'t> Parser<'t> {
    fn peek(&self, ahead: usize) -> Option<Token<'t>> {
        self.tokens.get(self.at + ahead).copied()
    }

    fn sign(&self, ahead: usize) -> Option<char> {
        match self.peek(ahead)?.piece {
            Piece::Sign(sign) => Some(sign),
            _ => None,
        }
    }

    /// Passes over what is no call; a bracket that closes nothing is said.
    fn pass(&mut self) {
        let Some(Token { piece, place }) = self.peek(0) else { return };
        self.at += 1;
        match piece {
            Piece::Sign('(' | '[' | '{') => self.open += 1,
            Piece::Sign(sign @ (')' | ']' | '}')) if self.open == 0 => {
                self.remarks.push(Remark { place, what: Remarked::Unexpected { text: sign.to_string() } });
            }
            Piece::Sign(')' | ']' | '}') => self.open -= 1,
            _ => {}
        }
    }

    fn rest_of_line(&mut self, from: Token<'t>) {
        let name = match self.peek(1).map(|token| token.piece) {
            Some(Piece::Word(name)) => name,
            _ => "",
        };
        if from.piece == Piece::Word("def") && name == "forward" {
            self.remarks.push(Remark { place: from.place, what: Remarked::ForwardNotRead });
        }
        while self.peek(0).is_some_and(|token| token.place.line == from.place.line) {
            self.pass();
        }
    }

    /// `(conv1):` or `(0-5): 6 x`, if that stands here.
    fn label(&mut self) -> Option<(&'t str, Option<(usize, usize)>)> {
        let text = |piece| match piece {
            Piece::Word(text) | Piece::Number(text) => Some(text),
            _ => None,
        };
        let label = text(self.peek(1)?.piece)?;
        if self.is_label(0) {
            self.at += 4;
            return Some((label, None));
        }
        let last = text(self.peek(3)?.piece)?;
        if self.sign(2) != Some('-') || self.sign(4) != Some(')') || self.sign(5) != Some(':') {
            return None;
        }
        self.at += 6;
        if self.peek(1).is_some_and(|token| token.piece == Piece::Word("x")) {
            self.at += 2;
        }
        Some((label, Some((label.parse().ok()?, last.parse().ok()?))))
    }

    /// Whether `(conv1):` stands so far ahead.
    fn is_label(&self, ahead: usize) -> bool {
        let signs = [(0, '('), (2, ')'), (3, ':')];
        signs.into_iter().all(|(at, sign)| self.sign(ahead + at) == Some(sign))
    }

    fn labelled(&mut self, label: &'t str, range: Option<(usize, usize)>) -> Option<Call<'t>> {
        match self.value(0)? {
            Argument::Call(call) => Some(Call { label: Some(label), range, ..call }),
            _ => None,
        }
    }

    /// The sum that begins here, of one value or more, as in `64 * 7 * 7`; what is none is passed over.
    fn sum(&mut self, depth: usize) -> Option<Argument<'t>> {
        let mut sum = self.product(depth)?;
        while let Some((operator @ (Operator::Plus | Operator::Minus), length)) = self.operator(&sum) {
            self.at += length;
            sum = combine(sum, operator, self.product(depth)?);
        }
        Some(sum)
    }

    fn product(&mut self, depth: usize) -> Option<Argument<'t>> {
        let mut product = self.value(depth)?;
        while let Some((operator @ (Operator::Times | Operator::Quotient), length)) = self.operator(&product)
        {
            self.at += length;
            product = combine(product, operator, self.value(depth)?);
        }
        Some(product)
    }

    /// The operator that stands here between two numbers or names, and how many signs it is. What joins lists or layers
    /// is passed over, so that none of them is lost.
    fn operator(&self, left: &Argument) -> Option<(Operator, usize)> {
        let operator = Operator::of(self.sign(0)?)?;
        let length = 1 + usize::from(operator == Operator::Quotient && self.sign(1) == Some('/'));
        let is_called = self.sign(length + 1) == Some('(');
        let right = match self.peek(length)?.piece {
            Piece::Number(_) => true,
            Piece::Word(_) => !is_called,
            _ => false,
        };
        (right && is_scalar(left)).then_some((operator, length))
    }

    /// The value that begins here; what is none is passed over.
    fn value(&mut self, depth: usize) -> Option<Argument<'t>> {
        let Token { piece, place } = self.peek(0)?;
        self.at += 1;
        match piece {
            Piece::Number(number) => Some(Argument::Number(number.to_owned())),
            Piece::Quoted(text) => Some(Argument::Quoted(text)),
            Piece::Sign('-') => match self.peek(0)?.piece {
                Piece::Number(number) => {
                    self.at += 1;
                    Some(Argument::Number(format!("-{number}")))
                }
                _ => None,
            },
            // The last argument of a printed layer is no call of the layers in it: `bias=True` and then `(act): …`.
            Piece::Word(name) if self.sign(0) == Some('(') && !self.is_label(0) && depth < DEEPEST => {
                let bracket = self.peek(0)?.place;
                self.at += 1;
                let arguments = self.items(depth, '(', bracket);
                Some(Argument::Call(Call { name, label: None, range: None, arguments, place }))
            }
            Piece::Word(word) => Some(Argument::Word(word)),
            Piece::Sign(open @ ('(' | '[' | '{')) if depth < DEEPEST => {
                let items = self.items(depth, open, place).into_iter().map(|(_, item)| item).collect();
                Some(Argument::List(items))
            }
            Piece::Sign(_) => None,
        }
    }

    /// Everything up to the bracket that closes.
    fn items(&mut self, depth: usize, open: char, place: TextPlace) -> Vec<(Option<&'t str>, Argument<'t>)> {
        let close = match open {
            '(' => ')',
            '[' => ']',
            _ => '}',
        };
        let mut items = Vec::new();
        loop {
            let Some(token) = self.peek(0) else {
                self.remarks.push(Remark { place, what: Remarked::NotClosed { bracket: open } });
                return items;
            };
            let keyword = match token.piece {
                Piece::Sign(sign) if sign == close => {
                    self.at += 1;
                    return items;
                }
                Piece::Sign('(') if open == '(' => {
                    if let Some((label, range)) = self.label() {
                        if let Some(Argument::Call(call)) = self.value(depth + 1) {
                            items.push((None, Argument::Call(Call { label: Some(label), range, ..call })));
                        }
                        continue;
                    }
                    None
                }
                Piece::Word(keyword) if self.sign(1) == Some('=') => {
                    self.at += 2;
                    Some(keyword)
                }
                Piece::Quoted(label) if self.sign(1) == Some(':') => {
                    self.at += 2;
                    if let Some(Argument::Call(call)) = self.value(depth + 1) {
                        items.push((None, Argument::Call(Call { label: Some(label), ..call })));
                    }
                    continue;
                }
                _ => None,
            };
            if let Some(value) = self.sum(depth + 1) {
                items.push((keyword, labelled_pair(value)));
            }
        }
    }
}

/// `("conv1", nn.Conv2d(…))`, as `OrderedDict` takes it, is a call with a label.
fn labelled_pair(value: Argument<'_>) -> Argument<'_> {
    match value {
        Argument::List(mut items) => match (items.first(), items.get(1), items.len()) {
            (Some(Argument::Quoted(label)), Some(Argument::Call(_)), 2) => {
                let label = *label;
                match items.pop() {
                    Some(Argument::Call(call)) => Argument::Call(Call { label: Some(label), ..call }),
                    _ => Argument::List(items),
                }
            }
            _ => Argument::List(items),
        },
        value => value,
    }
}
