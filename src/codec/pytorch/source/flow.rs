//! Tensors and the rows that they flow out of.

use std::rc::Rc;

use super::run::Run;
use super::value::{Arranged, Tensor, Value};
use crate::codec::pytorch::module::joined;
use crate::codec::remark::{Remarked, TextPlace};
use crate::codec::rows::Values;
use crate::codec::start_of;
use crate::layer::{Fields, Key, Kind, Shape, Value as Given};
use crate::network::INPUT;

/// The longest name of an operator that is not known, in bytes.
const LONGEST_OP: usize = 60;

impl Tensor {
    /// The network's input.
    pub fn input(shape: Option<Shape>) -> Tensor {
        Tensor { from: INPUT.into(), shape, vector: shape.map(is_vector), arranged: Arranged::Plainly }
    }

    /// The same, arranged in another way.
    pub fn arranged(&self, arranged: Arranged) -> Tensor {
        Tensor { arranged, ..self.clone() }
    }

    /// The extents in the code's order, where they are known.
    pub fn extents(&self) -> Option<Vec<i64>> {
        match (&self.arranged, self.shape?) {
            (Arranged::Otherwise { extents, .. }, _) => Some(extents.clone()),
            (Arranged::ChannelsLast, Shape::Image([batch, channels, height, width])) => {
                Some(vec![batch, height, width, channels])
            }
            (_, shape) => Some(shape.extents().to_vec()),
        }
    }

    /// How many axes it has, where that is known.
    pub fn axes(&self) -> Option<usize> {
        match &self.arranged {
            Arranged::Otherwise { extents, .. } => Some(extents.len()),
            _ => self.vector.map(|vector| if vector { 2 } else { 4 }),
        }
    }
}

fn is_vector(shape: Shape) -> bool {
    matches!(shape, Shape::Vector(_))
}

impl<'p> Run<'p> {
    /// Adds a row with a name of its own, or of what it does in the module that is followed.
    pub fn row(
        &mut self,
        path: &str,
        stem: &str,
        kind: Kind,
        fields: Fields,
        sources: &[Rc<Tensor>],
        weights: Option<&str>,
    ) -> Rc<Tensor> {
        let own = joined(&self.here, stem);
        let name = if path.is_empty() { &own } else { path };
        let flows: Vec<_> = sources.iter().map(|source| (source.from.clone(), source.shape)).collect();
        self.step(sources.len() * 4, TextPlace { line: 1, column: 1 });
        let made = self.rows.push(name, kind, fields, &flows, weights);
        let before = sources.first().and_then(|source| source.vector);
        let vector = match (made.shape, kind) {
            (Some(shape), _) => Some(is_vector(shape)),
            (None, Kind::Flatten) => Some(true),
            (None, Kind::Unflatten) => Some(false),
            (None, kind) if is_pointwise(kind) || kind == Kind::Linear => before,
            (None, _) => Some(false),
        };
        let arranged = match sources.first() {
            Some(source) if source.arranged == Arranged::ChannelsLast => Arranged::ChannelsLast,
            _ => Arranged::Plainly,
        };
        Rc::new(Tensor { from: made.name, shape: made.shape, vector, arranged })
    }

    /// A row of what is not known here. What flows out has this shape, or the shape that flows in, or nobody knows.
    pub fn unknown(
        &mut self,
        op: &str,
        path: &str,
        source: &Rc<Tensor>,
        flows: Flows,
        place: TextPlace,
    ) -> Value<'p> {
        let op = start_of(op.trim(), LONGEST_OP);
        self.remark(place, Remarked::UnknownLayer { name: op.to_owned() });
        let values = Values::of(Kind::Unknown).word(Key::Op, if op.is_empty() { "?" } else { op });
        let values = match flows {
            Flows::OnAsItIs => values,
            Flows::In(shape) => values.with(Key::OutputShape, Given::Extents(shape)),
            Flows::Nobody => values.with(Key::OutputShape, Given::Text("?".into())),
        };
        let stem = op.rsplit('.').next().unwrap_or(op).to_owned();
        let source = Rc::new(source.arranged(match source.arranged {
            Arranged::ChannelsLast => Arranged::ChannelsLast,
            _ => Arranged::Plainly,
        }));
        Value::Tensor(self.row(path, &stem, Kind::Unknown, values.fields(), &[source], None))
    }

    /// Marks the network as one of which not all was followed.
    pub fn mark_lost(&mut self, text: &str) {
        let op = Given::Word(start_of(text.trim(), LONGEST_OP).into());
        let last = Rc::new(Tensor { from: self.rows.last_name(), ..Tensor::input(None) });
        self.here = "".into();
        self.row("", "forward", Kind::Unknown, Fields::new().with(Key::Op, op), &[last], None);
    }

    /// A tensor as the rows have it: what was put around it becomes a row.
    pub fn plain(&mut self, tensor: &Rc<Tensor>, place: TextPlace) -> Rc<Tensor> {
        match &tensor.arranged {
            Arranged::Plainly => tensor.clone(),
            Arranged::Padded { sides, .. } => {
                let sides = *sides;
                let mut made = Rc::new(tensor.arranged(Arranged::Plainly));
                for (stem, kind, sign) in [("crop", Kind::Crop, -1), ("pad", Kind::Pad, 1)] {
                    let amount = sides.map(|side| side.saturating_mul(sign).max(0));
                    if amount != [0; 4] {
                        let fields = Fields::new().with(Key::Amount, Given::Sides(amount));
                        made = self.row("", stem, kind, fields, &[made], None);
                    }
                }
                made
            }
            Arranged::ChannelsLast | Arranged::Otherwise { .. } => {
                let extents = tensor.extents().filter(|extents| matches!(extents.len(), 2 | 4));
                let flows = extents.map_or(Flows::Nobody, Flows::In);
                match self.unknown("reshape", "", &Rc::new(tensor.arranged(Arranged::Plainly)), flows, place)
                {
                    Value::Tensor(made) => made,
                    _ => tensor.clone(),
                }
            }
        }
    }

    /// A tensor of which each element is taken by itself: it may have its channels last.
    pub fn each_element(&mut self, tensor: &Rc<Tensor>, place: TextPlace) -> Rc<Tensor> {
        match tensor.arranged {
            Arranged::ChannelsLast => tensor.clone(),
            _ => self.plain(tensor, place),
        }
    }

    /// A tensor's extents as values.
    pub fn extents_of(&mut self, tensor: &Tensor) -> Value<'p> {
        match tensor.extents() {
            Some(extents) => {
                let items = extents.into_iter().map(Value::Integer).collect();
                self.list(items)
            }
            None => self.opaque("shape"),
        }
    }
}

/// The shape that flows out of a row that is not known.
pub(super) enum Flows {
    OnAsItIs,
    In(Vec<i64>),
    Nobody,
}

fn is_pointwise(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Activation
            | Kind::Identity
            | Kind::Unknown
            | Kind::Add
            | Kind::Mul
            | Kind::Concat
            | Kind::Scale
            | Kind::SliceChannels
            | Kind::LayerNorm
    )
}
