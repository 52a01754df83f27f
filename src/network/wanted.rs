//! The way back for a row: the size that a reader wants of it, and what undoes it, as edits that one click does.

use std::rc::Rc;

use super::way_back::{Geometry, SearchRange, geometries, undo};
use super::{Action, Document, Row, RowAnalysis};
use crate::cost::Ledger;
use crate::layer::{Direction, Form, GemmLayer, Kind, LIMIT, Layer, Operation, Value, parse_typed, resolve};
use crate::lowering::Pass;

/// Why a text is no size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SizeError {
    /// It is not one whole number or two.
    Unreadable,
    /// This extent is less than 1.
    TooSmall(i64),
    /// This extent is past the limit of all extents.
    TooLarge(i64),
}

/// The height and width that a text means, written as in every field.
///
/// ```
/// use im2cost::network::{SizeError, wanted_size};
/// assert_eq!(wanted_size("５６"), Ok([56, 56]));
/// assert_eq!(wanted_size("56x28"), Ok([56, 28]));
/// assert_eq!(wanted_size("0"), Err(SizeError::TooSmall(0)));
/// ```
pub fn wanted_size(text: &str) -> Result<[i64; 2], SizeError> {
    let Value::Pair(size) = parse_typed(text, Form::Pair { least: 1 }) else {
        return Err(SizeError::Unreadable);
    };
    match size {
        [low, _] | [_, low] if low < 1 => Err(SizeError::TooSmall(low)),
        [high, _] | [_, high] if high > LIMIT => Err(SizeError::TooLarge(high)),
        size => Ok(size),
    }
}

/// A way to the size that is wanted.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// The hyperparameters.
    pub geometry: Geometry,
    /// What the row then costs under the document's convention.
    pub cost: u128,
    /// Whether the row is so already.
    pub is_now: bool,
    /// Gives them to the row.
    pub action: Action,
}

/// Every way in the range in which the row at a place gives the size, the cheapest first; `None` if the row is no
/// convolution, or no image flows into it. A row that uses another's weights keeps its kernel.
pub fn ways(
    document: &Document,
    at: usize,
    analysis: &RowAnalysis,
    wanted: [i64; 2],
    range: &SearchRange,
) -> Option<Vec<Way>> {
    let row = document.rows.get(at)?;
    let direction = match row.kind {
        Kind::Conv2d => Direction::Convolution,
        Kind::ConvTranspose2d => Direction::Transposed,
        _ => return None,
    };
    let input = analysis.inputs.first()?.size()?;
    let now = analysis.valid().map(|valid| &valid.layer.operation);
    let kernel = match now {
        Some(Operation::Gemm(gemm)) if row.shares_weights_with.is_some() => {
            Some(gemm.grids.map(|grid| grid.kernel))
        }
        _ => None,
    };
    let way = |geometry: Geometry| {
        let mut fields = row.fields.clone();
        let mut actions = Vec::new();
        for (key, value) in geometry.values(row.kind) {
            match &value {
                Some(value) => fields.set(key, value.clone()),
                None => fields.remove(key),
            }
            actions.push(Action::SetValue(row.id, key, value));
        }
        // Channels and groups may still break a rule; then there is nothing that a click could bring about.
        let operation = resolve(row.kind, &fields, &analysis.inputs).ok()?.operation;
        let Operation::Gemm(gemm) = &operation else { return None };
        Ledger::new(gemm, Pass::Forward).ok()?;
        let cost = document.counting.pass_cost(gemm, Pass::Forward)?;
        Some(Way { geometry, cost, is_now: now == Some(&operation), action: Action::All(actions) })
    };
    let found = geometries(direction, input, wanted, range).into_iter();
    let fits = |geometry: &Geometry| kernel.is_none_or(|kernel| kernel == [geometry.kernel; 2]);
    let mut ways: Vec<Way> = found.filter(fits).filter_map(way).collect();
    // Conventions differ in what is cheap; among equals the order of the search stays.
    ways.sort_by_key(|way| way.cost);
    Some(ways)
}

/// The layer that undoes a row, and the edit that puts it below.
#[derive(Clone, Debug, PartialEq)]
pub struct Undone {
    /// The layer.
    pub layer: Layer,
    /// Inserts it.
    pub action: Action,
}

/// What undoes the valid row at a place; `None` if nothing does.
pub fn undone(row: &Row, at: usize, layer: &GemmLayer) -> Option<Undone> {
    let (kind, fields) = undo(layer)?;
    let back = resolve(kind, &fields, &[layer.output()]).ok()?;
    let name = format!("{}_undo", row.name).into();
    let below = Row::new(row.id, name, kind, fields);
    Some(Undone { layer: back, action: Action::Paste(at + 1, vec![Rc::new(below)]) })
}
