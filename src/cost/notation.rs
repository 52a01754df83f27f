//! How counts and extents are written for one layer: which symbols, in which order.
//!
//! What says nothing in a layer is left out of its formulas: a batch of 1, a single group. A square kernel is K², another
//! K_h·K_w. g times C/g is C.

use super::{Count, Expr, Form, Term};
use crate::layer::{Direction, GemmLayer, Symbol};
use crate::lowering::{Atom, Extent, Gemm, Lowering};

/// The order of a formula's factors, and how it writes a kernel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Layout {
    /// Batch, channels, kernel, space: `C_out·(C_in/g)·K²·H_out·W_out`.
    #[default]
    Textbook,
    /// In the order of the product, `C_out·(C_in/g·K·K + 1)·H_out·W_out`, the kernel written out and the bias inside of
    /// the sum that it belongs to.
    Product,
}

/// Writes formulas of one layer.
#[derive(Clone, Copy)]
pub(super) struct Notation<'layer> {
    layer: &'layer GemmLayer,
    layout: Layout,
}

/// A part of a product before it is put in order.
#[derive(Clone)]
enum Piece {
    Atom(Atom),
    Whole { rank: u8, expr: Expr },
}

impl<'layer> Notation<'layer> {
    pub(super) fn new(layer: &'layer GemmLayer, layout: Layout) -> Notation<'layer> {
        Notation { layer, layout }
    }

    /// A count as a formula.
    pub(super) fn count(&self, count: &Count, lowering: &Lowering) -> Expr {
        let mut terms = count.terms().iter();
        let first = terms.next().map_or(Expr::Int(0), |term| self.term(term, lowering));
        terms.fold(first, |sum, term| {
            let expr = self.term(term, lowering);
            if term.times < 0 { sum.minus(expr) } else { sum.plus(expr) }
        })
    }

    /// An extent as a formula.
    pub(super) fn extent(&self, extent: Extent) -> Expr {
        self.product(extent.atoms().iter().copied().map(Piece::Atom).collect())
    }

    /// A GEMM's products as its edges multiplied: images, groups, rows, inner, columns.
    pub(super) fn edges(&self, gemm: &Gemm) -> Expr {
        let images = (!gemm.batch_inside).then_some(Symbol::Batch);
        let times =
            images.into_iter().chain([Symbol::Groups]).filter_map(|symbol| self.atom(Atom::Symbol(symbol)));
        let edges = [gemm.rows(), gemm.inner(), gemm.columns()].map(|edge| self.extent(edge));
        Expr::product(times.chain(edges).collect())
    }

    fn term(&self, term: &Term, lowering: &Lowering) -> Expr {
        let times = u128::from(term.times.unsigned_abs());
        let times = (times != 1).then_some(Piece::Whole { rank: 0, expr: Expr::Int(times) });
        let mut pieces: Vec<Piece> = times.into_iter().collect();
        for factor in term.factors {
            match factor.form(lowering) {
                Form::Extent(extent) => pieces.extend(extent.atoms().iter().copied().map(Piece::Atom)),
                Form::LessOne(extent) => pieces.push(self.beside_one(extent, Expr::minus)),
                Form::PlusOne(extent) => pieces.push(self.beside_one(extent, Expr::plus)),
                Form::Coverage(coverage, axis) => {
                    pieces.push(Piece::Whole { rank: 7, expr: Expr::Coverage(coverage, axis) });
                }
            }
        }
        self.merge_groups(&mut pieces);
        if self.layout == Layout::Textbook {
            pieces.sort_by_key(Piece::rank);
        }
        self.product(pieces)
    }

    /// An extent with one more or one less.
    fn beside_one(&self, extent: Extent, one: fn(Expr, Expr) -> Expr) -> Piece {
        let written = match self.extent(extent) {
            // A sum over nothing but a batch of 1: left out, it would hide what is summed.
            Expr::Int(1) if !extent.atoms().is_empty() => Expr::Symbol(Symbol::Batch),
            written => written,
        };
        let over_space = extent.atoms().iter().any(|atom| Piece::Atom(*atom).rank() == 8);
        Piece::Whole { rank: if over_space { 8 } else { 5 }, expr: one(written, Expr::Int(1)) }
    }

    /// g · C/g is C: of the channels that the weights are listed by first, if they are there.
    fn merge_groups(&self, pieces: &mut Vec<Piece>) {
        let first = match self.layer.direction {
            Direction::Convolution | Direction::Linear => Symbol::OutChannels,
            Direction::Transposed => Symbol::InChannels,
        };
        let place = |wanted: fn(Symbol, Symbol) -> bool| {
            pieces.iter().position(
                |piece| matches!(piece, Piece::Atom(Atom::PerGroup(symbol)) if wanted(*symbol, first)),
            )
        };
        let share = place(|symbol, first| symbol == first).or_else(|| place(|_, _| true));
        let groups =
            pieces.iter().position(|piece| matches!(piece, Piece::Atom(Atom::Symbol(Symbol::Groups))));
        if let (Some(share), Some(groups)) = (share, groups) {
            if let Some(Piece::Atom(atom)) = pieces.get_mut(share)
                && let Atom::PerGroup(symbol) = *atom
            {
                *atom = Atom::Symbol(symbol);
            }
            pieces.remove(groups);
        }
    }

    fn product(&self, pieces: Vec<Piece>) -> Expr {
        let [height, width] = &self.layer.grids;
        let square = height.kernel == width.kernel;
        let factors = pieces.into_iter().filter_map(|piece| match piece {
            Piece::Whole { expr, .. } => Some(expr),
            Piece::Atom(Atom::Symbol(Symbol::KernelHeight)) if square => Some(match self.layout {
                Layout::Textbook => Expr::Square(Symbol::Kernel),
                Layout::Product => Expr::Symbol(Symbol::Kernel),
            }),
            Piece::Atom(Atom::Symbol(Symbol::KernelWidth)) if square => {
                (self.layout == Layout::Product).then_some(Expr::Symbol(Symbol::Kernel))
            }
            Piece::Atom(atom) => self.atom(atom),
        });
        Expr::product(factors.collect())
    }

    /// An atom, or nothing where it is a 1 that says nothing.
    fn atom(&self, atom: Atom) -> Option<Expr> {
        match atom {
            Atom::Symbol(Symbol::Batch) if self.layer.batch == 1 => None,
            Atom::Symbol(Symbol::Groups) if self.layer.groups == 1 => None,
            Atom::Symbol(symbol) => Some(Expr::Symbol(symbol)),
            Atom::PerGroup(symbol) if self.layer.groups == 1 => Some(Expr::Symbol(symbol)),
            Atom::PerGroup(symbol) => Some(Expr::PerGroup(symbol)),
        }
    }
}

impl Piece {
    /// The textbook's order.
    fn rank(&self) -> u8 {
        match self {
            Piece::Whole { rank, .. } => *rank,
            Piece::Atom(Atom::PerGroup(_)) => 4,
            Piece::Atom(Atom::Symbol(symbol)) => match symbol {
                Symbol::Batch => 1,
                Symbol::InChannels | Symbol::OutChannels => 2,
                Symbol::Groups => 3,
                Symbol::KernelHeight | Symbol::KernelWidth => 6,
                _ => 8,
            },
        }
    }
}
