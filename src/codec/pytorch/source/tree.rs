//! A Python text as a tree: classes, functions, statements, expressions. What is none of these is kept as unread.

use crate::codec::remark::TextPlace;

/// An expression and where it begins.
#[derive(Debug)]
pub(super) struct Expr<'t> {
    pub what: What<'t>,
    pub place: TextPlace,
    /// How many expressions stand in one another, at most [`DEEPEST`].
    pub depth: usize,
}

/// The most expressions that may stand in one another.
pub(super) const DEEPEST: usize = 60;

/// What an expression is.
#[derive(Debug)]
pub(super) enum What<'t> {
    Name(&'t str),
    Integer(i64),
    Float(f64),
    Text(&'t str),
    /// A text with values in it.
    Joined(Vec<Expr<'t>>),
    None,
    Flag(bool),
    Tuple(Vec<Expr<'t>>),
    List(Vec<Expr<'t>>),
    Pairs(Vec<(Expr<'t>, Expr<'t>)>),
    Attribute(Box<Expr<'t>>, &'t str),
    Call(Box<Expr<'t>>, Vec<Given<'t>>),
    Index(Box<Expr<'t>>, Vec<Subscript<'t>>),
    Not(Box<Expr<'t>>),
    Negative(Box<Expr<'t>>),
    Binary(&'t str, Box<[Expr<'t>; 2]>),
    Compare(Relation, Box<[Expr<'t>; 2]>),
    Both(Box<[Expr<'t>; 2]>),
    Either(Box<[Expr<'t>; 2]>),
    /// `this if test else that`, in the order test, this, that.
    Choice(Box<[Expr<'t>; 3]>),
    /// `item for target in list if test`, in the order target, list, item.
    Each(Box<[Expr<'t>; 3]>, Option<Box<Expr<'t>>>),
    Starred(Box<Expr<'t>>),
    /// `lambda` and the like.
    Unread,
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
    NotIn,
    Is,
    IsNot,
}

/// An argument of a call.
#[derive(Debug)]
pub(super) struct Given<'t> {
    pub name: Option<&'t str>,
    pub value: Expr<'t>,
}

/// What stands in square brackets.
#[derive(Debug)]
pub(super) enum Subscript<'t> {
    At(Expr<'t>),
    /// From, to and in steps of.
    Range([Option<Expr<'t>>; 3]),
}

/// A statement and where it begins.
#[derive(Debug)]
pub(super) struct Statement<'t> {
    pub does: Does<'t>,
    pub place: TextPlace,
}

/// What a statement does.
#[derive(Debug)]
pub(super) enum Does<'t> {
    Assign(Vec<Expr<'t>>, Expr<'t>),
    /// `x += y`.
    Change(Expr<'t>, &'t str, Expr<'t>),
    Evaluate(Expr<'t>),
    Return(Option<Expr<'t>>),
    /// Tests with what is done where they hold, and what is done where none does.
    If(Vec<(Expr<'t>, Vec<Statement<'t>>)>, Vec<Statement<'t>>),
    For(Expr<'t>, Expr<'t>, Vec<Statement<'t>>),
    /// A block that runs in any case.
    Block(Vec<Statement<'t>>),
    Break,
    Continue,
    Class(Class<'t>),
    Function(Function<'t>),
    Nothing,
    /// What is not understood, by its first words.
    Unread(String),
}

/// A class.
#[derive(Debug)]
pub(super) struct Class<'t> {
    pub name: &'t str,
    /// The last words of what it builds on: `Module`, `Sequential`, another class.
    pub bases: Vec<&'t str>,
    pub body: Vec<Statement<'t>>,
}

/// A function.
#[derive(Debug)]
pub(super) struct Function<'t> {
    pub name: &'t str,
    pub parameters: Vec<Parameter<'t>>,
    pub body: Vec<Statement<'t>>,
}

/// A parameter of a function.
#[derive(Debug)]
pub(super) struct Parameter<'t> {
    pub name: &'t str,
    pub default: Option<Expr<'t>>,
    /// How many stars stand before it: 1 takes all further arguments, 2 all further keywords.
    pub stars: usize,
}
