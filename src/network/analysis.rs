//! Analysis: every row's shapes and counts, row by row; it always succeeds.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::wiring::{Source, Wiring};
use super::{Document, Input, InputError, InputKey, Row, RowError, RowId};
use crate::cost::{Counting, Ledger, Operations, elementwise_parameters};
use crate::layer::{Kind, LIMIT, Layer, Operation, Shape, Value, resolve};
use crate::lowering::Pass;

/// What a document comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Analysis {
    /// The shape that flows into the network.
    pub input: Result<Shape, InputError>,
    /// Each row, in order.
    pub rows: Vec<Rc<RowAnalysis>>,
    /// Sums over the rows.
    pub totals: Totals,
}

/// What a row comes to, and what that depends on.
#[derive(Clone, Debug, PartialEq)]
pub struct RowAnalysis {
    /// Where its sources are; none where the wiring is wrong.
    pub sources: Vec<Source>,
    /// Its sources' shapes, as far as they are known.
    pub inputs: Vec<Shape>,
    /// The layer, why it is none, or what it waits for.
    pub outcome: Outcome,
}

/// What became of a row.
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::large_enum_variant)]
pub enum Outcome {
    /// A valid layer.
    Valid(ValidRow),
    /// It breaks a rule.
    Invalid(RowError),
    /// What it depends on is not valid.
    Waiting {
        /// The row that is not valid, or the network's input.
        on: Source,
    },
}

/// A valid row's layer and counts.
#[derive(Clone, Debug, PartialEq)]
pub struct ValidRow {
    /// The layer.
    pub layer: Layer,
    /// Its learned numbers; 0 where it uses another row's weights.
    pub params: u128,
    /// The forward pass of a layer with a GEMM.
    pub forward: Option<Ledger>,
    /// What a layer without a GEMM does.
    pub operations: Operations,
}

impl ValidRow {
    /// MACs of the forward pass; 0 of a layer without a GEMM.
    pub fn macs(&self) -> u128 {
        self.forward.map_or(0, |ledger| ledger.multiplications)
    }

    /// What the forward pass costs under a convention; `None` past 128 bits.
    pub fn cost(&self, counting: Counting) -> Option<u128> {
        self.pass_cost(counting, Pass::Forward)
    }

    /// What a pass costs under a convention; `None` past 128 bits. A layer without a GEMM has a forward pass only.
    pub fn pass_cost(&self, counting: Counting, pass: Pass) -> Option<u128> {
        match &self.layer.operation {
            Operation::Gemm(gemm) => counting.pass_cost(gemm, pass),
            _ if counting.elementwise && pass == Pass::Forward => self.operations.total(),
            _ => Some(0),
        }
    }

    /// The ledger of a pass of a layer with a GEMM.
    pub fn ledger(&self, pass: Pass) -> Option<Ledger> {
        match (&self.layer.operation, pass) {
            (Operation::Gemm(_), Pass::Forward) => self.forward,
            (Operation::Gemm(gemm), pass) => Ledger::new(gemm, pass).ok(),
            _ => None,
        }
    }
}

/// Sums over all valid rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Learned numbers, shared ones once.
    pub params: u128,
    /// MACs.
    pub macs: u128,
    /// Multiplications and additions of the layers with a GEMM.
    pub flops: u128,
    /// Elements of all rows' outputs.
    pub activation_elements: u128,
    /// Whether every row is valid and read, so that the sums are the network's.
    pub complete: bool,
    /// Whether a sum is past 128 bits, and so is left at the greatest number.
    pub overflow: bool,
}

impl RowAnalysis {
    /// The valid row, if it is one.
    pub fn valid(&self) -> Option<&ValidRow> {
        match &self.outcome {
            Outcome::Valid(valid) => Some(valid),
            Outcome::Invalid(_) | Outcome::Waiting { .. } => None,
        }
    }

    /// The shape that flows out, if the row is valid.
    pub fn output(&self) -> Option<Shape> {
        self.valid().map(|valid| valid.layer.output)
    }
}

/// Analyses a document from nothing.
///
/// ```
/// use im2cost::codec::document;
/// use im2cost::network::analyse;
/// let document = document::read(r#"{"format": "im2cost/1", "input": {"channels": 3, "height": 224, "width": 224},
///     "layers": [{"name": "conv1", "kind": "conv2d", "out_channels": 64, "kernel_size": 7, "stride": 2, "padding": 3}]
/// }"#).unwrap();
/// assert_eq!(analyse(&document).totals.macs, 118_013_952);
/// ```
pub fn analyse(document: &Document) -> Analysis {
    Analysis::after(document, None)
}

impl Analysis {
    /// Analyses a document after an edit: a row that did not change, and into which the same flows, keeps its result.
    pub fn after(document: &Document, before: Option<(&Document, &Analysis)>) -> Analysis {
        let input = input_shape(&document.input);
        let wiring = Wiring::new(&document.rows);
        let last = LastResults::new(before, document);
        let mut rows: Vec<Rc<RowAnalysis>> = Vec::with_capacity(document.rows.len());
        for (at, row) in document.rows.iter().enumerate() {
            let name_error = wiring.name_error(at, row);
            let last = last.of(at, row).filter(|(old, result)| {
                name_error.is_none() && holds(old, row, result, &wiring, at, &input, &rows)
            });
            rows.push(match last {
                Some((_, result)) => result.clone(),
                None => {
                    let Flow { sources, shapes: inputs, stop } = Flow::into(&wiring, at, row, &input, &rows);
                    let outcome = match name_error.map(Outcome::Invalid).or(stop) {
                        Some(outcome) => outcome,
                        None => match valid_row(&wiring, document, at, row, &inputs, &rows) {
                            Ok(valid) => Outcome::Valid(valid),
                            Err(error) => Outcome::Invalid(error),
                        },
                    };
                    Rc::new(RowAnalysis { sources, inputs, outcome })
                }
            });
        }
        let totals = Totals::of(&document.rows, &rows);
        Analysis { input, rows, totals }
    }
}

/// The rows before an edit and what they came to, to be found by a row of now.
enum LastResults<'a> {
    /// There was nothing before.
    None,
    /// Every row is where it was.
    InPlace(&'a Document, &'a Analysis),
    /// Rows came, went or moved.
    Moved(FxHashMap<RowId, LastResult<'a>>),
}

type LastResult<'a> = (&'a Rc<Row>, &'a Rc<RowAnalysis>);

impl<'a> LastResults<'a> {
    fn new(before: Option<(&'a Document, &'a Analysis)>, document: &Document) -> LastResults<'a> {
        let Some((old, analysis)) = before else { return LastResults::None };
        let same_ids = old.rows.iter().zip(&document.rows).all(|(old, new)| old.id == new.id);
        if same_ids && old.rows.len() == document.rows.len() {
            return LastResults::InPlace(old, analysis);
        }
        let results = old.rows.iter().zip(&analysis.rows);
        LastResults::Moved(results.map(|(row, result)| (row.id, (row, result))).collect())
    }

    fn of(&self, at: usize, row: &Row) -> Option<LastResult<'a>> {
        match self {
            LastResults::None => None,
            LastResults::InPlace(old, analysis) => old.rows.get(at).zip(analysis.rows.get(at)),
            LastResults::Moved(results) => results.get(&row.id).copied(),
        }
    }
}

/// What flows into a row.
struct Flow {
    sources: Vec<Source>,
    /// The sources' shapes; none where something stops the flow.
    shapes: Vec<Shape>,
    /// What becomes of the row because nothing flows.
    stop: Option<Outcome>,
}

impl Flow {
    fn into(
        wiring: &Wiring,
        at: usize,
        row: &Row,
        input: &Result<Shape, InputError>,
        rows: &[Rc<RowAnalysis>],
    ) -> Flow {
        let mut flow = match wiring.sources(at, row) {
            Ok(sources) => Flow { shapes: Vec::with_capacity(sources.len()), sources, stop: None },
            Err(error) => {
                return Flow { sources: Vec::new(), shapes: Vec::new(), stop: Some(Outcome::Invalid(error)) };
            }
        };
        for source in &flow.sources {
            let stop = match *source {
                Source::Input => match input {
                    Ok(shape) => {
                        flow.shapes.push(*shape);
                        continue;
                    }
                    Err(_) => Outcome::Waiting { on: Source::Input },
                },
                Source::Row(row) => match &rows[row].outcome {
                    Outcome::Valid(valid) => {
                        flow.shapes.push(valid.layer.output);
                        continue;
                    }
                    Outcome::Invalid(_) => Outcome::Waiting { on: Source::Row(row) },
                    // What to repair is what is not valid, not a row that waits for it.
                    Outcome::Waiting { on } => Outcome::Waiting { on: *on },
                },
            };
            flow.shapes.clear();
            flow.stop = Some(stop);
            break;
        }
        flow
    }
}

/// Whether a row's last result still holds: it was valid, and the same flows into the same row. A row that uses
/// another's weights is looked at anew.
fn holds(
    old: &Rc<Row>,
    new: &Rc<Row>,
    result: &RowAnalysis,
    wiring: &Wiring,
    at: usize,
    input: &Result<Shape, InputError>,
    rows: &[Rc<RowAnalysis>],
) -> bool {
    let flows = |source: &Source| match source {
        Source::Input => input.as_ref().ok().copied(),
        Source::Row(row) => rows[*row].output(),
    };
    Rc::ptr_eq(old, new)
        && new.shares_weights_with.is_none()
        && result.valid().is_some()
        && wiring.leads_to(at, new, &result.sources)
        && result.sources.iter().zip(&result.inputs).all(|(source, shape)| flows(source) == Some(*shape))
}

/// The layer that a row is, its sources' shapes being known, or the first rule that it breaks.
pub(super) fn valid_row(
    wiring: &Wiring,
    document: &Document,
    at: usize,
    row: &Row,
    inputs: &[Shape],
    rows: &[Rc<RowAnalysis>],
) -> Result<ValidRow, RowError> {
    let layer = resolve(row.kind, &row.fields, inputs).map_err(RowError::Layer)?;
    let forward = match &layer.operation {
        Operation::Gemm(gemm) => Some(Ledger::new(gemm, Pass::Forward).map_err(|_| RowError::CountTooLarge)?),
        _ => None,
    };
    let own = forward.map_or_else(|| elementwise_parameters(&layer), |ledger| ledger.parameters());
    let params = match &row.shares_weights_with {
        None => own,
        Some(name) => {
            let error = || RowError::SharesDiffer { name: name.clone() };
            let owner =
                wiring.earlier(at, name).ok_or_else(|| RowError::SharesUnknown { name: name.clone() })?;
            let same_kind = document.rows[owner].kind == row.kind;
            let same = rows[owner].valid().is_some_and(|owner| same_weights(&owner.layer, &layer));
            if same_kind && same { 0 } else { return Err(error()) }
        }
    };
    let operations = Operations::of(&layer).ok_or(RowError::CountTooLarge)?;
    Ok(ValidRow { layer, params, forward, operations })
}

/// Whether two layers of one kind can use the same weights.
fn same_weights(one: &Layer, other: &Layer) -> bool {
    match (&one.operation, &other.operation) {
        (Operation::Gemm(one), Operation::Gemm(other)) => {
            let kernel = |gemm: &crate::layer::GemmLayer| gemm.grids.map(|grid| grid.kernel);
            (one.in_channels, one.out_channels, one.groups, one.bias, kernel(one))
                == (other.in_channels, other.out_channels, other.groups, other.bias, kernel(other))
        }
        _ => elementwise_parameters(one) == elementwise_parameters(other),
    }
}

/// The shape that the network's input has.
fn input_shape(input: &Input) -> Result<Shape, InputError> {
    let extent = |key: InputKey| match input.get(key) {
        None => Ok(None),
        Some(Value::Integer(value)) if *value < 1 => Err(InputError::TooSmall { key, value: *value }),
        Some(Value::Integer(value)) if *value > LIMIT => Err(InputError::TooLarge { key, value: *value }),
        Some(Value::Integer(value)) => Ok(Some(*value)),
        Some(other) => Err(match other.typed().trim() {
            "" => InputError::Missing { key },
            text => InputError::Unreadable { key, text: text.into() },
        }),
    };
    let batch = extent(InputKey::Batch)?.unwrap_or(1);
    let channels = extent(InputKey::Channels)?.ok_or(InputError::Missing { key: InputKey::Channels })?;
    match (extent(InputKey::Height)?, extent(InputKey::Width)?) {
        (Some(height), Some(width)) => Ok(Shape::Image([batch, channels, height, width])),
        (None, None) => Ok(Shape::Vector([batch, channels])),
        (None, Some(_)) => Err(InputError::Missing { key: InputKey::Height }),
        (Some(_), None) => Err(InputError::Missing { key: InputKey::Width }),
    }
}

impl Totals {
    fn of(rows: &[Rc<Row>], analyses: &[Rc<RowAnalysis>]) -> Totals {
        let mut totals = Totals { complete: true, ..Totals::default() };
        let Totals { params, macs, flops, activation_elements, complete, overflow } = &mut totals;
        let mut add = |total: &mut u128, count: u128| {
            let (sum, over) = total.overflowing_add(count);
            *overflow |= over;
            *total = if over { u128::MAX } else { sum };
        };
        for (row, analysis) in rows.iter().zip(analyses) {
            let Some(valid) = analysis.valid() else {
                *complete = false;
                continue;
            };
            *complete &= row.kind != Kind::Unknown;
            add(params, valid.params);
            add(activation_elements, valid.layer.output.elements());
            if let Some(ledger) = &valid.forward {
                add(macs, ledger.multiplications);
                add(flops, ledger.flops);
            }
        }
        totals.complete &= !totals.overflow;
        totals
    }
}
