//! Protobuf's text format as a tree: names with numbers, words, texts or blocks.

use crate::codec::lexer::{Piece, Token, tokens};
use crate::codec::remark::{Remark, Remarked, TextPlace};

/// A block: fields in order, any of which may come again.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Block<'t> {
    pub fields: Vec<Field<'t>>,
}

/// One field of a block.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Field<'t> {
    pub name: &'t str,
    pub value: Node<'t>,
    pub place: TextPlace,
}

/// What a field holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node<'t> {
    /// A number, a word or a text, as it is written.
    Text(String),
    /// Fields between brackets.
    Block(Block<'t>),
}

/// How deep blocks may be nested.
const DEEPEST: usize = 24;

/// Reads a text. What does not belong is passed over and remarked upon.
pub(super) fn read(text: &str) -> (Block<'_>, Vec<Remark>) {
    let mut parser = Parser { tokens: tokens(text), at: 0, remarks: Vec::new() };
    let mut all = Block::default();
    while parser.at < parser.tokens.len() {
        all.fields.extend(parser.block(None, 0).fields);
    }
    (all, parser.remarks)
}

struct Parser<'t> {
    tokens: Vec<Token<'t>>,
    at: usize,
    remarks: Vec<Remark>,
}

impl<'t> Parser<'t> {
    fn next(&mut self) -> Option<Token<'t>> {
        let token = self.tokens.get(self.at).copied();
        self.at += usize::from(token.is_some());
        token
    }

    fn next_is(&mut self, sign: char) -> bool {
        let is = self.tokens.get(self.at).is_some_and(|token| token.piece == Piece::Sign(sign));
        self.at += usize::from(is);
        is
    }

    /// Fields up to the bracket that closes, or the end of the text.
    fn block(&mut self, opened: Option<(char, TextPlace)>, depth: usize) -> Block<'t> {
        let mut block = Block::default();
        while let Some(Token { piece, place }) = self.next() {
            match piece {
                Piece::Sign('}' | '>') if opened.is_some() => return block,
                Piece::Sign(',' | ';') => {}
                Piece::Word(name) => {
                    let colon = self.next_is(':');
                    self.field(&mut block, name, place, colon, depth);
                }
                _ => self.unexpected(piece, place),
            }
        }
        if let Some((bracket, place)) = opened {
            self.remarks.push(Remark { place, what: Remarked::NotClosed { bracket } });
        }
        block
    }

    fn field(&mut self, block: &mut Block<'t>, name: &'t str, place: TextPlace, colon: bool, depth: usize) {
        let Some(token) = self.next() else {
            self.remarks.push(Remark { place, what: Remarked::Unexpected { text: name.to_owned() } });
            return;
        };
        let mut put = |value| block.fields.push(Field { name, value, place });
        match token.piece {
            Piece::Sign(open @ ('{' | '<')) if depth < DEEPEST => {
                let inner = self.block(Some((open, token.place)), depth + 1);
                put(Node::Block(inner));
            }
            // `dim: [1, 3, 224, 224]` says the same four times.
            Piece::Sign('[') if colon => {
                while let Some(Token { piece, place }) = self.next() {
                    match piece {
                        Piece::Sign(']') => break,
                        Piece::Sign(',') => {}
                        Piece::Number(text) | Piece::Word(text) | Piece::Quoted(text) => {
                            put(Node::Text(text.to_owned()))
                        }
                        _ => self.remarks.push(Remark { place, what: unexpected(piece) }),
                    }
                }
            }
            Piece::Sign('-') if colon => match self.next().map(|token| token.piece) {
                Some(Piece::Number(number)) => put(Node::Text(format!("-{number}"))),
                _ => self.unexpected(token.piece, token.place),
            },
            Piece::Number(text) | Piece::Word(text) | Piece::Quoted(text) if colon => {
                put(Node::Text(text.to_owned()))
            }
            piece => {
                // What stands here may be the next field.
                self.at -= usize::from(matches!(piece, Piece::Word(_) | Piece::Sign('}' | '>')));
                self.remarks.push(Remark { place, what: Remarked::Unexpected { text: name.to_owned() } });
            }
        }
    }

    fn unexpected(&mut self, piece: Piece, place: TextPlace) {
        self.remarks.push(Remark { place, what: unexpected(piece) });
    }
}

fn unexpected(piece: Piece) -> Remarked {
    let text = match piece {
        Piece::Word(text) | Piece::Number(text) | Piece::Quoted(text) => text.chars().take(40).collect(),
        Piece::Sign(sign) => sign.to_string(),
    };
    Remarked::Unexpected { text }
}

impl<'t> Block<'t> {
    /// Everything that a field of this name holds.
    pub fn all<'b, 'n>(&'b self, name: &'n str) -> impl Iterator<Item = &'b Node<'t>> + use<'b, 'n, 't> {
        self.fields.iter().filter(move |field| field.name == name).map(|field| &field.value)
    }

    /// The texts of a field.
    pub fn texts<'b, 'n>(&'b self, name: &'n str) -> impl Iterator<Item = &'b str> + use<'b, 'n, 't> {
        self.all(name).filter_map(|node| match node {
            Node::Text(text) => Some(text.as_str()),
            Node::Block(_) => None,
        })
    }

    /// The first text of a field.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.texts(name).next()
    }

    /// The first number of a field, if it is a whole one.
    pub fn integer(&self, name: &str) -> Option<i64> {
        self.text(name)?.parse().ok()
    }

    /// All whole numbers of a field.
    pub fn integers(&self, name: &str) -> Vec<i64> {
        self.texts(name).filter_map(|text| text.parse().ok()).collect()
    }

    /// Whether a field says yes, or what it is by default.
    pub fn flag(&self, name: &str, default: bool) -> bool {
        self.text(name).map_or(default, |text| matches!(text, "true" | "True" | "1" | "t"))
    }

    /// The blocks of a field.
    pub fn blocks<'b, 'n>(&'b self, name: &'n str) -> impl Iterator<Item = &'b Block<'t>> + use<'b, 'n, 't> {
        self.all(name).filter_map(Node::block)
    }

    /// The first block of a field.
    pub fn block(&self, name: &str) -> Option<&Block<'t>> {
        self.blocks(name).next()
    }
}

impl<'t> Node<'t> {
    /// The block that a field holds, if it is one.
    pub fn block(&self) -> Option<&Block<'t>> {
        match self {
            Node::Block(block) => Some(block),
            Node::Text(_) => None,
        }
    }
}
