//! Reads statements of Python, block by block.

use super::expression::Parser;
use super::token::{Line, Token, lines};
use super::tree::{Class, Does, Function, Parameter, Statement};
use crate::codec::remark::{Remark, Remarked};
use crate::codec::start_of;

/// How deep blocks may stand in one another.
const DEEPEST: usize = 30;

/// The statements of a text, and what is odd in it.
pub(super) fn read(text: &str) -> (Vec<Statement<'_>>, Vec<Remark>) {
    let (lines, remarks) = lines(text);
    let mut reader = Reader { lines: &lines, at: 0, text, remarks };
    let mut statements = Vec::new();
    while reader.at < lines.len() {
        // What is indented further than it should be is read all the same.
        let indent = lines[reader.at].indent;
        statements.extend(reader.block(indent, 0));
    }
    (statements, reader.remarks)
}

struct Reader<'l, 't> {
    lines: &'l [Line<'t>],
    at: usize,
    text: &'t str,
    remarks: Vec<Remark>,
}

impl<'l, 't> Reader<'l, 't> {
    /// The statements that are indented so far or further.
    fn block(&mut self, indent: usize, depth: usize) -> Vec<Statement<'t>> {
        let mut statements = Vec::new();
        while let Some(line) = self.lines.get(self.at).filter(|line| line.indent >= indent) {
            self.at += 1;
            let mut parser = Parser::new(&line.tokens);
            let begins = parser.at;
            match self.compound(&mut parser, line.indent, depth) {
                Some(Some(does)) => statements.push(Statement { does, place: line.tokens[0].place }),
                Some(None) => statements.push(self.unread(line, &parser)),
                None => {
                    parser.at = begins;
                    self.simple(line, &mut parser, &mut statements);
                }
            }
        }
        statements
    }

    /// What stands after a colon: the rest of the line, or the lines that are indented further.
    fn body(
        &mut self,
        parser: &mut Parser<'l, 't>,
        indent: usize,
        depth: usize,
    ) -> Option<Vec<Statement<'t>>> {
        if !parser.sign(":") || depth >= DEEPEST {
            return None;
        }
        if let Some(line) = self.lines.get(self.at.wrapping_sub(1))
            && parser.peek().is_some()
        {
            let mut statements = Vec::new();
            self.simple(line, parser, &mut statements);
            return Some(statements);
        }
        match self.lines.get(self.at) {
            Some(next) if next.indent > indent => Some(self.block(next.indent, depth + 1)),
            _ => Some(Vec::new()),
        }
    }

    /// A statement with blocks; `None` if it is none, `Some(None)` if it is one that cannot be read.
    fn compound(
        &mut self,
        parser: &mut Parser<'l, 't>,
        indent: usize,
        depth: usize,
    ) -> Option<Option<Does<'t>>> {
        parser.word("async");
        let Some(Token::Name(word)) = parser.peek() else { return None };
        parser.at += 1;
        Some(match word {
            "class" => self.class(parser, indent, depth),
            "def" => self.function(parser, indent, depth),
            "if" => self.choice(parser, indent, depth),
            "for" => self.each(parser, indent, depth),
            "with" => {
                while !matches!(parser.peek(), None | Some(Token::Sign(":"))) {
                    parser.at += 1;
                }
                self.body(parser, indent, depth).map(Does::Block)
            }
            "while" | "try" | "except" | "finally" | "elif" | "else" | "match" | "case"
                if parser.tokens.last().is_some_and(|last| last.token == Token::Sign(":")) =>
            {
                // Passed over with all that is in it.
                while self.lines.get(self.at).is_some_and(|next| next.indent > indent) {
                    self.at += 1;
                }
                None
            }
            _ => return None,
        })
    }

    fn class(&mut self, parser: &mut Parser<'l, 't>, indent: usize, depth: usize) -> Option<Does<'t>> {
        let name = parser.name().ok()?;
        let mut bases = Vec::new();
        while !matches!(parser.peek(), None | Some(Token::Sign(":"))) {
            if let Some(Token::Name(base)) = parser.peek() {
                let before = parser.tokens.get(parser.at.wrapping_sub(1)).map(|before| before.token);
                // Of `nn.Module`, the last word.
                if before == Some(Token::Sign(".")) {
                    bases.pop();
                }
                bases.push(base);
            }
            parser.at += 1;
        }
        let body = self.body(parser, indent, depth)?;
        Some(Does::Class(Class { name, bases, body }))
    }

    fn function(&mut self, parser: &mut Parser<'l, 't>, indent: usize, depth: usize) -> Option<Does<'t>> {
        let name = parser.name().ok()?;
        parser.expect("(").ok()?;
        let mut parameters = Vec::new();
        while !parser.sign(")") {
            let stars = if parser.sign("*") { 1 } else { 2 * usize::from(parser.sign("**")) };
            // A star or stroke alone says how arguments may be given.
            if stars == 0 && parser.sign("/") || stars == 1 && parser.peek() == Some(Token::Sign(",")) {
                parser.sign(",");
                continue;
            }
            let name = parser.name().ok()?;
            if parser.sign(":") {
                parser.expression().ok()?;
            }
            let default = if parser.sign("=") { Some(parser.expression().ok()?) } else { None };
            parameters.push(Parameter { name, default, stars });
            if !parser.sign(",") {
                parser.expect(")").ok()?;
                break;
            }
        }
        if parser.sign("->") {
            parser.expression().ok()?;
        }
        let body = self.body(parser, indent, depth)?;
        Some(Does::Function(Function { name, parameters, body }))
    }

    fn choice(&mut self, parser: &mut Parser<'l, 't>, indent: usize, depth: usize) -> Option<Does<'t>> {
        let test = parser.expression().ok()?;
        let mut tests = vec![(test, self.body(parser, indent, depth)?)];
        let mut otherwise = Vec::new();
        while let Some(line) = self.lines.get(self.at).filter(|line| line.indent == indent) {
            let mut parser = Parser::new(&line.tokens);
            if parser.word("elif") {
                self.at += 1;
                let test = parser.expression().ok()?;
                tests.push((test, self.body(&mut parser, indent, depth)?));
            } else if parser.word("else") {
                self.at += 1;
                otherwise = self.body(&mut parser, indent, depth)?;
                break;
            } else {
                break;
            }
        }
        Some(Does::If(tests, otherwise))
    }

    fn each(&mut self, parser: &mut Parser<'l, 't>, indent: usize, depth: usize) -> Option<Does<'t>> {
        let target = parser.targets().ok()?;
        let list = parser.tuple().ok()?;
        Some(Does::For(target, list, self.body(parser, indent, depth)?))
    }

    /// Statements without blocks, with semicolons between them.
    fn simple(&mut self, line: &Line<'t>, parser: &mut Parser<'l, 't>, statements: &mut Vec<Statement<'t>>) {
        while parser.peek().is_some() {
            let place = parser.place();
            match simple(parser) {
                Some(does) if matches!(parser.peek(), None | Some(Token::Sign(";"))) => {
                    statements.push(Statement { does, place });
                    parser.sign(";");
                }
                _ => {
                    statements.push(self.unread(line, parser));
                    return;
                }
            }
        }
    }

    /// A line that is not understood. What does not belong in it is said, if that is a bracket.
    fn unread(&mut self, line: &Line<'t>, parser: &Parser<'l, 't>) -> Statement<'t> {
        if let Some(Token::Sign(sign @ (")" | "]" | "}"))) = parser.peek() {
            let what = Remarked::Unexpected { text: sign.to_owned() };
            self.remarks.push(Remark { place: parser.place(), what });
        }
        let place = line.tokens[0].place;
        let written = self.text.lines().nth(place.line - 1).unwrap_or_default().trim();
        Statement { does: Does::Unread(start_of(written, 60).to_owned()), place }
    }
}

/// One statement without a block.
fn simple<'t>(parser: &mut Parser<'_, 't>) -> Option<Does<'t>> {
    match parser.peek()? {
        Token::Name("return") => {
            parser.at += 1;
            let ends = matches!(parser.peek(), None | Some(Token::Sign(";")));
            return Some(Does::Return(if ends { None } else { Some(parser.tuple().ok()?) }));
        }
        Token::Name("break") => {
            parser.at += 1;
            return Some(Does::Break);
        }
        Token::Name("continue") => {
            parser.at += 1;
            return Some(Does::Continue);
        }
        Token::Name("import" | "from" | "assert" | "global" | "nonlocal" | "del" | "pass")
        | Token::Sign("@") => {
            parser.at = parser.tokens.len();
            return Some(Does::Nothing);
        }
        _ => {}
    }
    let mut targets = vec![parser.tuple().ok()?];
    if let (1, true) = (targets.len(), parser.sign(":")) {
        // `self.conv: nn.Module = …`
        parser.expression().ok()?;
        if parser.peek().is_none() {
            return Some(Does::Nothing);
        }
    }
    for (sign, operator) in [("+=", "+"), ("-=", "-"), ("*=", "*"), ("/=", "/"), ("//=", "//"), ("%=", "%")] {
        if parser.sign(sign) {
            return Some(Does::Change(targets.pop()?, operator, parser.tuple().ok()?));
        }
    }
    while parser.sign("=") {
        targets.push(parser.tuple().ok()?);
    }
    let value = targets.pop()?;
    Some(if targets.is_empty() { Does::Evaluate(value) } else { Does::Assign(targets, value) })
}
