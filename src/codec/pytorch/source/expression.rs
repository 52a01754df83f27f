//! Reads expressions of Python.

use super::token::{Placed, Token, lines};
use super::tree::{DEEPEST, Expr, Given, Relation, Subscript, What};
use crate::codec::remark::TextPlace;

/// Tokens of one line, read one after another.
pub(super) struct Parser<'l, 't> {
    pub tokens: &'l [Placed<'t>],
    pub at: usize,
    /// Where the line ends.
    pub end: TextPlace,
    /// How many brackets and the like are being read.
    nested: usize,
}

/// What does not belong where it stands: nothing more than its place is known.
#[derive(Debug)]
pub(super) struct Misplaced;

type Read<T> = Result<T, Misplaced>;

/// Words that are no names.
const KEYWORDS: [&str; 18] = [
    "and", "as", "assert", "break", "class", "continue", "def", "elif", "else", "for", "from", "if",
    "import", "in", "is", "not", "or", "return",
];

impl<'l, 't> Parser<'l, 't> {
    pub fn new(tokens: &'l [Placed<'t>]) -> Parser<'l, 't> {
        let end = tokens.last().map(|last| last.place).unwrap_or_default();
        Parser { tokens, at: 0, end, nested: 0 }
    }

    pub fn place(&self) -> TextPlace {
        self.tokens.get(self.at).map_or(self.end, |placed| placed.place)
    }

    pub fn peek(&self) -> Option<Token<'t>> {
        self.tokens.get(self.at).map(|placed| placed.token)
    }

    fn after(&self, ahead: usize) -> Option<Token<'t>> {
        self.tokens.get(self.at + ahead).map(|placed| placed.token)
    }

    /// Takes this sign, if it stands here.
    pub fn sign(&mut self, sign: &str) -> bool {
        let stands = matches!(self.peek(), Some(Token::Sign(here)) if here == sign);
        self.at += usize::from(stands);
        stands
    }

    /// Takes this word, if it stands here.
    pub fn word(&mut self, word: &str) -> bool {
        let stands = matches!(self.peek(), Some(Token::Name(here)) if here == word);
        self.at += usize::from(stands);
        stands
    }

    pub fn name(&mut self) -> Read<&'t str> {
        match self.peek() {
            Some(Token::Name(name)) if !KEYWORDS.contains(&name) => {
                self.at += 1;
                Ok(name)
            }
            _ => Err(Misplaced),
        }
    }

    pub fn expect(&mut self, sign: &str) -> Read<()> {
        if self.sign(sign) { Ok(()) } else { Err(Misplaced) }
    }

    fn made(&self, what: What<'t>, place: TextPlace, within: usize) -> Read<Expr<'t>> {
        if within < DEEPEST { Ok(Expr { what, place, depth: within + 1 }) } else { Err(Misplaced) }
    }

    /// One expression, or several with commas between them: a tuple.
    pub fn tuple(&mut self) -> Read<Expr<'t>> {
        let place = self.place();
        let first = self.starred()?;
        if !matches!(self.peek(), Some(Token::Sign(","))) {
            return Ok(first);
        }
        let mut items = vec![first];
        while self.sign(",") && self.begins() {
            items.push(self.starred()?);
        }
        let within = depth(&items);
        self.made(What::Tuple(items), place, within)
    }

    /// Whether an expression may begin here.
    fn begins(&self) -> bool {
        match self.peek() {
            Some(Token::Sign(sign)) => matches!(sign, "(" | "[" | "{" | "-" | "+" | "*" | "~"),
            Some(Token::Name(name)) => matches!(name, "not") || !KEYWORDS.contains(&name),
            Some(_) => true,
            None => false,
        }
    }

    fn starred(&mut self) -> Read<Expr<'t>> {
        let place = self.place();
        if self.sign("*") || self.sign("**") {
            let inner = self.expression()?;
            let within = inner.depth;
            return self.made(What::Starred(Box::new(inner)), place, within);
        }
        self.expression()
    }

    /// One expression.
    pub fn expression(&mut self) -> Read<Expr<'t>> {
        self.nested += 1;
        if self.nested > DEEPEST {
            return Err(Misplaced);
        }
        let place = self.place();
        if self.word("lambda") {
            // What it would do is not read.
            while !matches!(self.peek(), None | Some(Token::Sign(":"))) {
                self.at += 1;
            }
            self.expect(":")?;
            let inner = self.expression()?;
            self.nested -= 1;
            return self.made(What::Unread, place, inner.depth);
        }
        let mut read = self.either()?;
        if self.word("if") {
            let test = self.either()?;
            if !self.word("else") {
                return Err(Misplaced);
            }
            let other = self.expression()?;
            let within = read.depth.max(test.depth).max(other.depth);
            read = self.made(What::Choice(Box::new([test, read, other])), place, within)?;
        }
        self.nested -= 1;
        Ok(read)
    }

    fn either(&mut self) -> Read<Expr<'t>> {
        let mut left = self.both()?;
        while self.word("or") {
            let pair = [left, self.both()?];
            let (place, within) = (pair[0].place, depth(&pair));
            left = self.made(What::Either(Box::new(pair)), place, within)?;
        }
        Ok(left)
    }

    fn both(&mut self) -> Read<Expr<'t>> {
        let mut left = self.not()?;
        while self.word("and") {
            let pair = [left, self.not()?];
            let (place, within) = (pair[0].place, depth(&pair));
            left = self.made(What::Both(Box::new(pair)), place, within)?;
        }
        Ok(left)
    }

    fn not(&mut self) -> Read<Expr<'t>> {
        let place = self.place();
        let mut times = 0;
        while self.word("not") {
            times += 1;
        }
        let mut read = self.comparison()?;
        for _ in 0..times {
            let within = read.depth;
            read = self.made(What::Not(Box::new(read)), place, within)?;
        }
        Ok(read)
    }

    fn relation(&mut self) -> Option<Relation> {
        for (sign, relation) in [
            ("==", Relation::Equal),
            ("!=", Relation::Unequal),
            ("<=", Relation::LessOrEqual),
            (">=", Relation::GreaterOrEqual),
            ("<", Relation::Less),
            (">", Relation::Greater),
        ] {
            if self.sign(sign) {
                return Some(relation);
            }
        }
        if self.word("in") {
            return Some(Relation::In);
        }
        if self.word("is") {
            return Some(if self.word("not") { Relation::IsNot } else { Relation::Is });
        }
        if self.peek() == Some(Token::Name("not")) && self.after(1) == Some(Token::Name("in")) {
            self.at += 2;
            return Some(Relation::NotIn);
        }
        None
    }

    /// `a < b`; of a chain, the last two are compared.
    fn comparison(&mut self) -> Read<Expr<'t>> {
        let mut left = self.sum()?;
        while let Some(relation) = self.relation() {
            let pair = [left, self.sum()?];
            let (place, within) = (pair[0].place, depth(&pair));
            left = self.made(What::Compare(relation, Box::new(pair)), place, within)?;
        }
        Ok(left)
    }

    /// Operators of these, one after another.
    fn binary(
        &mut self,
        signs: &[&str],
        operand: fn(&mut Parser<'l, 't>) -> Read<Expr<'t>>,
    ) -> Read<Expr<'t>> {
        let mut left = operand(self)?;
        while let Some(Token::Sign(sign)) = self.peek().filter(|token| match token {
            Token::Sign(sign) => signs.contains(sign),
            _ => false,
        }) {
            self.at += 1;
            let pair = [left, operand(self)?];
            let (place, within) = (pair[0].place, depth(&pair));
            left = self.made(What::Binary(sign, Box::new(pair)), place, within)?;
        }
        Ok(left)
    }

    fn sum(&mut self) -> Read<Expr<'t>> {
        self.binary(&["+", "-", "|", "&", "^"], |parser| {
            parser.binary(&["*", "/", "//", "%", "@"], Parser::unary)
        })
    }

    fn unary(&mut self) -> Read<Expr<'t>> {
        let place = self.place();
        let mut negative = false;
        while let Some(Token::Sign(sign @ ("-" | "+"))) = self.peek() {
            self.at += 1;
            negative ^= sign == "-";
        }
        let read = self.power()?;
        let within = read.depth;
        if negative { self.made(What::Negative(Box::new(read)), place, within) } else { Ok(read) }
    }

    fn power(&mut self) -> Read<Expr<'t>> {
        let base = self.postfix()?;
        if !self.sign("**") {
            return Ok(base);
        }
        // `2 ** -1` and `2 ** 3 ** 4` are rare; what they need is one level more.
        self.nested += 1;
        if self.nested > DEEPEST {
            return Err(Misplaced);
        }
        let pair = [base, self.unary()?];
        self.nested -= 1;
        let (place, within) = (pair[0].place, depth(&pair));
        self.made(What::Binary("**", Box::new(pair)), place, within)
    }

    fn postfix(&mut self) -> Read<Expr<'t>> {
        let mut read = self.atom()?;
        loop {
            let (place, within) = (read.place, read.depth);
            read = if self.sign(".") {
                let name = self.name()?;
                self.made(What::Attribute(Box::new(read), name), place, within)?
            } else if self.sign("(") {
                let given = self.given()?;
                let within = given.iter().map(|given| given.value.depth).fold(within, usize::max);
                self.made(What::Call(Box::new(read), given), place, within)?
            } else if self.sign("[") {
                let (subscripts, deepest) = self.subscripts()?;
                self.made(What::Index(Box::new(read), subscripts), place, within.max(deepest))?
            } else {
                return Ok(read);
            }
        }
    }

    fn given(&mut self) -> Read<Vec<Given<'t>>> {
        let mut given = Vec::new();
        while !self.sign(")") {
            let name = match (self.peek(), self.after(1)) {
                (Some(Token::Name(name)), Some(Token::Sign("="))) => {
                    self.at += 2;
                    Some(name)
                }
                _ => None,
            };
            let place = self.place();
            let value = self.starred()?;
            let value = self.each(value, place)?;
            given.push(Given { name, value });
            if !self.sign(",") {
                self.expect(")")?;
                break;
            }
        }
        Ok(given)
    }

    /// What follows an item that is made for each of a list.
    fn each(&mut self, item: Expr<'t>, place: TextPlace) -> Read<Expr<'t>> {
        if !self.word("for") {
            return Ok(item);
        }
        let target = self.targets()?;
        let list = self.either()?;
        let test = if self.word("if") { Some(Box::new(self.either()?)) } else { None };
        let parts = [target, list, item];
        let within = test.iter().map(|test| test.depth).fold(depth(&parts), usize::max);
        self.made(What::Each(Box::new(parts), test), place, within)
    }

    /// `a, b in`, as it stands after `for`.
    pub fn targets(&mut self) -> Read<Expr<'t>> {
        let place = self.place();
        let mut items = vec![self.postfix()?];
        let mut several = false;
        while self.sign(",") {
            several = true;
            if self.peek() != Some(Token::Name("in")) {
                items.push(self.postfix()?);
            }
        }
        if !self.word("in") {
            return Err(Misplaced);
        }
        let within = depth(&items);
        match items.pop() {
            Some(only) if !several => Ok(only),
            last => {
                items.extend(last);
                self.made(What::Tuple(items), place, within)
            }
        }
    }

    fn subscripts(&mut self) -> Read<(Vec<Subscript<'t>>, usize)> {
        let (mut subscripts, mut deepest) = (Vec::new(), 0);
        while !self.sign("]") {
            let mut bounds = [None, None, None];
            let mut colons = 0;
            loop {
                if self.begins() {
                    let bound = self.expression()?;
                    deepest = deepest.max(bound.depth);
                    bounds[colons] = Some(bound);
                }
                if colons == 2 || !self.sign(":") {
                    break;
                }
                colons += 1;
            }
            subscripts.push(match (colons, bounds) {
                (0, [Some(at), ..]) => Subscript::At(at),
                // `...` stands for all other axes, which makes a difference only where others follow.
                (0, _) if self.sign("...") => {
                    Subscript::At(Expr { what: What::Unread, place: self.place(), depth: 1 })
                }
                (0, _) => return Err(Misplaced),
                (_, bounds) => Subscript::Range(bounds),
            });
            if !self.sign(",") {
                self.expect("]")?;
                break;
            }
        }
        Ok((subscripts, deepest))
    }

    fn atom(&mut self) -> Read<Expr<'t>> {
        let place = self.place();
        let token = self.peek().ok_or(Misplaced)?;
        let what = match token {
            Token::Name("None") => What::None,
            Token::Name("True") => What::Flag(true),
            Token::Name("False") => What::Flag(false),
            Token::Name(_) => return self.name().and_then(|name| self.made(What::Name(name), place, 0)),
            Token::Number(number) => read_number(number).ok_or(Misplaced)?,
            Token::Text(text) => What::Text(text),
            Token::Formatted(text) => formatted(text, self.nested),
            Token::Sign(_) => return self.bracketed(place),
        };
        self.at += 1;
        // Texts that follow one another are one; which one makes no difference here.
        while let (What::Text(_), Some(Token::Text(_))) = (&what, self.peek()) {
            self.at += 1;
        }
        let within = match &what {
            What::Joined(parts) => depth(parts),
            _ => 0,
        };
        self.made(what, place, within)
    }

    fn bracketed(&mut self, place: TextPlace) -> Read<Expr<'t>> {
        let close = match self.peek() {
            Some(Token::Sign("(")) => ")",
            Some(Token::Sign("[")) => "]",
            Some(Token::Sign("{")) => return self.pairs(place),
            _ => return Err(Misplaced),
        };
        self.at += 1;
        let (mut items, mut comma) = (Vec::new(), false);
        while !self.sign(close) {
            let at = self.place();
            let item = self.starred()?;
            items.push(self.each(item, at)?);
            let more = self.sign(",");
            comma |= more;
            if !more {
                self.expect(close)?;
                break;
            }
        }
        let within = depth(&items);
        match items.pop() {
            Some(only) if close == ")" && !comma && items.is_empty() => Ok(only),
            last => {
                items.extend(last);
                let what = if close == ")" { What::Tuple(items) } else { What::List(items) };
                self.made(what, place, within)
            }
        }
    }

    fn pairs(&mut self, place: TextPlace) -> Read<Expr<'t>> {
        self.at += 1;
        let (mut pairs, mut deepest) = (Vec::new(), 0);
        while !self.sign("}") {
            let key = self.expression()?;
            self.expect(":")?;
            let value = self.expression()?;
            deepest = deepest.max(key.depth).max(value.depth);
            pairs.push((key, value));
            if !self.sign(",") {
                self.expect("}")?;
                break;
            }
        }
        self.made(What::Pairs(pairs), place, deepest)
    }
}

fn depth(items: &[Expr]) -> usize {
    items.iter().map(|item| item.depth).max().unwrap_or(0)
}

fn read_number<'t>(number: &str) -> Option<What<'t>> {
    let plain = number.replace('_', "");
    plain.parse().map(What::Integer).or_else(|_| plain.parse().map(What::Float)).ok()
}

/// `f"conv{i}"`: texts and expressions by turns. What cannot be read stands as it is written.
fn formatted(text: &str, nested: usize) -> What<'_> {
    let mut parts = Vec::new();
    for (at, part) in text.split(['{', '}']).enumerate() {
        let place = TextPlace::default();
        let (read, _) = lines(if at % 2 == 1 { part } else { "" });
        let inner = read.first().filter(|_| nested < DEEPEST / 2).and_then(|line| {
            let mut parser = Parser { nested: nested + 1, ..Parser::new(&line.tokens) };
            parser.expression().ok().filter(|inner| inner.depth < DEEPEST / 2)
        });
        parts.push(inner.unwrap_or(Expr { what: What::Text(part), place, depth: 1 }));
    }
    What::Joined(parts)
}
