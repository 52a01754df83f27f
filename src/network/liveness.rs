//! Activation memory: which tensors are alive while each row runs, and where the most are.

use super::{Analysis, Source};
use crate::cost::Memory;
use crate::layer::Operation;

/// The elements of all tensors that are alive, row by row, in execution order.
///
/// A tensor lives from the row that makes it to the last row that reads it, skips included; what no row reads is a
/// result, and lives to the end. Rows that only rename (flatten, unflatten, identity) share their input's memory. Rows
/// do not write over their input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Liveness {
    /// While each row runs: its inputs, its output, and what later rows still need.
    pub alive: Vec<u128>,
    /// The column matrix of one image, as im2col adds it while a row runs.
    pub columns: Vec<u128>,
}

impl Liveness {
    /// The liveness of a network; `None` if a row is not valid, or past 128 bits.
    ///
    /// ```
    /// use im2cost::codec::document;
    /// use im2cost::network::{Liveness, analyse};
    /// let document = document::read(r#"{"format": "im2cost/1", "input": {"channels": 4, "height": 8, "width": 8},
    ///     "layers": [{"name": "a", "kind": "activation"},
    ///                {"name": "b", "kind": "activation"},
    ///                {"name": "c", "kind": "add", "from": ["b", "a"]}]}"#).unwrap();
    /// let liveness = Liveness::of(&analyse(&document)).unwrap();
    /// // The skip keeps the output of a alive while b runs, and all three are when they are added.
    /// assert_eq!(liveness.alive, [2 * 256, 2 * 256, 3 * 256]);
    /// assert_eq!(liveness.peak(), Some((2, 3 * 256)));
    /// ```
    pub fn of(analysis: &Analysis) -> Option<Liveness> {
        let tensors = Tensors::of(analysis)?;
        let rows = analysis.rows.len();
        // What is born and what dies at each row; the input is there before the first.
        let mut born = vec![0u128; rows + 1];
        let mut dies = vec![0u128; rows + 1];
        for tensor in &tensors.all {
            born[tensor.from] = born[tensor.from].checked_add(tensor.elements)?;
            dies[tensor.to + 1] = dies[tensor.to + 1].checked_add(tensor.elements)?;
        }
        let mut alive = Vec::with_capacity(rows);
        let mut now = 0u128;
        for row in 0..rows {
            now = now.checked_add(born[row])?.checked_sub(dies[row])?;
            alive.push(now);
        }
        let columns =
            analysis.rows.iter().map(|row| Some(Memory::of(&row.valid()?.layer, &row.inputs)?.columns));
        Some(Liveness { alive, columns: columns.collect::<Option<_>>()? })
    }

    /// The first row where the most is alive, and how many elements that is.
    pub fn peak(&self) -> Option<(usize, u128)> {
        first_greatest(self.alive.iter().copied())
    }

    /// The same with the column matrix that im2col writes while the row runs.
    pub fn peak_with_columns(&self) -> Option<(usize, u128)> {
        first_greatest(
            self.alive.iter().zip(&self.columns).map(|(alive, columns)| alive.saturating_add(*columns)),
        )
    }

    /// The first row whose column matrix of one image is the largest, and how many elements that is.
    pub fn peak_of_columns(&self) -> Option<(usize, u128)> {
        first_greatest(self.columns.iter().copied())
    }
}

fn first_greatest(sums: impl Iterator<Item = u128>) -> Option<(usize, u128)> {
    sums.enumerate().reduce(|best, next| if next.1 > best.1 { next } else { best })
}

/// A tensor in memory, and from which row to which it is needed.
struct Tensor {
    elements: u128,
    from: usize,
    to: usize,
}

/// The tensors of a network. The first is its input.
pub(super) struct Tensors {
    all: Vec<Tensor>,
    /// The tensor that each row's output lies in.
    of_row: Vec<usize>,
}

impl Tensors {
    /// The tensors of a network, if all rows are valid.
    pub(super) fn of(analysis: &Analysis) -> Option<Tensors> {
        let rows = analysis.rows.len();
        let input = Tensor { elements: analysis.input.as_ref().ok()?.elements(), from: 0, to: 0 };
        let mut tensors = Tensors { all: vec![input], of_row: Vec::with_capacity(rows) };
        let mut is_read = vec![false; rows];
        for (at, row) in analysis.rows.iter().enumerate() {
            let layer = &row.valid()?.layer;
            for source in &row.sources {
                let tensor = tensors.at(*source);
                tensors.all[tensor].to = at;
                if let Source::Row(source) = source {
                    is_read[*source] = true;
                }
            }
            let renames =
                matches!(layer.operation, Operation::Flatten | Operation::Unflatten | Operation::Identity);
            let tensor = match row.sources[..] {
                [source] if renames => tensors.at(source),
                _ => {
                    tensors.all.push(Tensor { elements: layer.output.elements(), from: at, to: at });
                    tensors.all.len() - 1
                }
            };
            tensors.of_row.push(tensor);
        }
        for (row, tensor) in tensors.of_row.iter().enumerate() {
            if !is_read[row] {
                tensors.all[*tensor].to = rows.saturating_sub(1);
            }
        }
        Some(tensors)
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// The tensor that a source is.
    pub(super) fn at(&self, source: Source) -> usize {
        match source {
            Source::Input => 0,
            Source::Row(row) => self.of_row[row],
        }
    }

    /// The elements of a tensor.
    pub(super) fn elements(&self, tensor: usize) -> u128 {
        self.all[tensor].elements
    }
}
