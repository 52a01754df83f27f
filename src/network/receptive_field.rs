//! Receptive fields: what of the network's input each row's output elements depend on.

use super::{Analysis, Document, InputKey, Source};
use crate::layer::{Direction, Grid, Interpolation, Layer, Operation, Value};

/// A fraction in lowest terms, the denominator positive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fraction {
    /// Above the line.
    pub numerator: i128,
    /// Below it.
    pub denominator: i128,
}

impl Fraction {
    const fn whole(numerator: i128) -> Fraction {
        Fraction { numerator, denominator: 1 }
    }

    fn new(numerator: i128, denominator: i128) -> Fraction {
        let divisor = gcd(numerator, denominator).max(1);
        let sign = if denominator < 0 { -1 } else { 1 };
        Fraction { numerator: sign * numerator / divisor, denominator: sign * denominator / divisor }
    }

    fn times(self, other: Fraction) -> Option<Fraction> {
        // Cancelling first keeps the products as small as they can be.
        let (one, two) = (
            Fraction::new(self.numerator, other.denominator),
            Fraction::new(other.numerator, self.denominator),
        );
        Some(Fraction {
            numerator: one.numerator.checked_mul(two.numerator)?,
            denominator: one.denominator.checked_mul(two.denominator)?,
        })
    }

    fn plus(self, other: Fraction) -> Option<Fraction> {
        let numerator = self
            .numerator
            .checked_mul(other.denominator)?
            .checked_add(other.numerator.checked_mul(self.denominator)?)?;
        Some(Fraction::new(numerator, self.denominator.checked_mul(other.denominator)?))
    }

    /// The difference; `None` past all bounds.
    pub fn minus(self, other: Fraction) -> Option<Fraction> {
        self.plus(Fraction { numerator: other.numerator.checked_neg()?, ..other })
    }

    fn at_most(self, other: Fraction) -> Option<bool> {
        Some(self.minus(other)?.numerator <= 0)
    }

    /// The number, as near as a picture needs it.
    pub fn rounded(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a.abs() } else { gcd(b, a % b) }
}

/// One axis of a row's receptive field, in pixels of the network's input, not clipped to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// Pixels that one output element depends on.
    pub size: Fraction,
    /// Pixels between the fields of neighbouring output elements.
    pub jump: Fraction,
    /// Where the centre of the first output element's field is, 0 being the first pixel's.
    pub center: Fraction,
}

/// The part of a field, from its begin to its end, that lies in an input of so many pixels.
///
/// ```
/// use im2cost::network::{Fraction, clipped};
/// let whole = |numerator| Fraction { numerator, denominator: 1 };
/// assert_eq!(clipped([whole(-1), whole(2)], 8), Some([whole(0), whole(2)]));
/// assert_eq!(clipped([whole(9), whole(12)], 8), Some([whole(8), whole(8)]));
/// ```
pub fn clipped([begin, end]: [Fraction; 2], extent: i64) -> Option<[Fraction; 2]> {
    let (first, last) = (Fraction::whole(0), Fraction::whole(i128::from(extent)));
    let inside = |edge: Fraction| {
        Some(if edge.at_most(first)? {
            first
        } else if edge.at_most(last)? {
            edge
        } else {
            last
        })
    };
    Some([inside(begin)?, inside(end)?])
}

impl Reach {
    const PIXEL: Reach =
        Reach { size: Fraction::whole(1), jump: Fraction::whole(1), center: Fraction::whole(0) };

    /// Where the field of an output element begins and ends along the axis, 0 being the edge before the first pixel.
    ///
    /// ```
    /// use im2cost::network::{Fraction, Reach};
    /// let whole = |numerator| Fraction { numerator, denominator: 1 };
    /// // A 3×3 kernel with stride 2 and padding 1: the first element sees one pixel of padding.
    /// let reach = Reach { size: whole(3), jump: whole(2), center: whole(0) };
    /// assert_eq!(reach.of_element(0), Some([whole(-1), whole(2)]));
    /// assert_eq!(reach.of_element(5), Some([whole(9), whole(12)]));
    /// ```
    pub fn of_element(&self, element: i64) -> Option<[Fraction; 2]> {
        let half = Fraction::new(1, 2);
        let center = self.center.plus(self.jump.times(Fraction::whole(i128::from(element)))?)?.plus(half)?;
        let reach = self.size.times(half)?;
        Some([center.minus(reach)?, center.plus(reach)?])
    }

    /// A field `taps` jumps wider, its centre `shift` jumps on, and its jump times `pace`.
    fn then(self, taps: Fraction, shift: Fraction, pace: Fraction) -> Option<Reach> {
        Some(Reach {
            size: self.size.plus(taps.times(self.jump)?)?,
            center: self.center.plus(shift.times(self.jump)?)?,
            jump: self.jump.times(pace)?,
        })
    }

    /// The field of an element that depends on an element of each of two.
    fn union(self, other: Reach) -> Option<Reach> {
        let half = Fraction::new(1, 2);
        let low = |reach: &Reach| reach.center.minus(reach.size.times(half)?);
        let high = |reach: &Reach| reach.center.plus(reach.size.times(half)?);
        let (one, two) = (low(&self)?, low(&other)?);
        let begin = if one.at_most(two)? { one } else { two };
        let (one, two) = (high(&self)?, high(&other)?);
        let end = if one.at_most(two)? { two } else { one };
        Some(Reach { size: end.minus(begin)?, center: begin.plus(end)?.times(half)?, jump: self.jump })
    }
}

/// A row's receptive field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReceptiveField {
    /// Along height and width.
    Local([Reach; 2]),
    /// The whole input, whose size this is: after a global pooling, or a linear layer on what was flattened.
    Whole([i64; 2]),
}

/// The receptive field of each row: none where the row is not valid, the input is no image, or the numbers are past
/// all bounds.
///
/// From size and jump 1, a convolution or pool does `size += d·(k−1)·jump`, then `jump ·= s`; a transposed
/// convolution, with h = gcd(s, d), `size += (⌈k·h/s⌉ − 1)·(d/h)·jump`, then `jump /= s` (Araujo, Norris and Sim,
/// *Computing receptive fields of convolutional neural networks*, Distill 2019, carried over to transposed layers).
/// Branches take the union.
pub fn receptive_fields(document: &Document, analysis: &Analysis) -> Vec<Option<ReceptiveField>> {
    let extent = |key| match document.input.get(key) {
        Some(Value::Integer(extent)) => Some(*extent),
        _ => None,
    };
    let whole = extent(InputKey::Height).zip(extent(InputKey::Width)).map(|(height, width)| [height, width]);
    let mut fields: Vec<Option<ReceptiveField>> = Vec::with_capacity(analysis.rows.len());
    for row in &analysis.rows {
        let field = whole.zip(row.valid()).and_then(|(whole, valid)| {
            let mut joined: Option<ReceptiveField> = None;
            for source in &row.sources {
                let field = match source {
                    Source::Input => ReceptiveField::Local([Reach::PIXEL; 2]),
                    Source::Row(row) => fields[*row]?,
                };
                joined = Some(match joined {
                    None => field,
                    Some(other) => union(other, field, whole)?,
                });
            }
            through(joined?, &valid.layer, whole)
        });
        fields.push(field);
    }
    fields
}

fn union(one: ReceptiveField, other: ReceptiveField, whole: [i64; 2]) -> Option<ReceptiveField> {
    match (one, other) {
        (ReceptiveField::Local(one), ReceptiveField::Local(other)) => {
            Some(ReceptiveField::Local([one[0].union(other[0])?, one[1].union(other[1])?]))
        }
        _ => Some(ReceptiveField::Whole(whole)),
    }
}

/// The field after a layer.
fn through(field: ReceptiveField, layer: &Layer, whole: [i64; 2]) -> Option<ReceptiveField> {
    let ReceptiveField::Local(reach) = field else { return Some(field) };
    let each = |step: &dyn Fn(usize, Reach) -> Option<Reach>| {
        Some(ReceptiveField::Local([step(0, reach[0])?, step(1, reach[1])?]))
    };
    let ratio = |input: i64, output: i64| Fraction::new(i128::from(input), i128::from(output));
    match layer.operation {
        Operation::Gemm(gemm) => match gemm.direction {
            Direction::Linear if gemm.vector => Some(ReceptiveField::Whole(whole)),
            Direction::Linear => Some(field),
            Direction::Convolution => each(&|at, reach| gathered(reach, &gemm.grids[at])),
            Direction::Transposed => each(&|at, reach| scattered(reach, &gemm.grids[at])),
        },
        Operation::Pool(pool) => each(&|at, reach| gathered(reach, &pool.grids[at])),
        Operation::AdaptivePool(pool) if pool.axes.iter().all(|axis| axis.output == 1) => {
            Some(ReceptiveField::Whole(whole))
        }
        Operation::AdaptivePool(pool) => each(&|at, reach| {
            let axis = pool.axes[at];
            let taps = Fraction::whole(i128::from(axis.longest() - 1));
            reach.then(taps, taps.times(Fraction::new(1, 2))?, ratio(axis.input, axis.output))
        }),
        Operation::Upsample(upsample) => each(&|at, reach| {
            let axis = upsample.axes[at];
            let taps = match upsample.interpolation {
                Interpolation::Nearest | Interpolation::NearestExact => 0,
                Interpolation::Bilinear => 1,
                Interpolation::Bicubic => 3,
            };
            reach.then(Fraction::whole(taps), Fraction::whole(0), ratio(axis.input, axis.output))
        }),
        Operation::PixelShuffle { factor } => {
            each(&|_, reach| reach.then(Fraction::whole(0), Fraction::whole(0), ratio(1, factor)))
        }
        Operation::Crop { begin } => each(&|at, reach| {
            reach.then(Fraction::whole(0), Fraction::whole(i128::from(begin[at])), Fraction::whole(1))
        }),
        Operation::Pad { begin } => each(&|at, reach| {
            reach.then(Fraction::whole(0), Fraction::whole(-i128::from(begin[at])), Fraction::whole(1))
        }),
        _ => Some(field),
    }
}

/// Through a convolution or pool.
fn gathered(reach: Reach, grid: &Grid) -> Option<Reach> {
    let taps = i128::from(grid.dilation) * i128::from(grid.kernel - 1);
    let shift = Fraction::new(taps - 2 * i128::from(grid.begin), 2);
    reach.then(Fraction::whole(taps), shift, Fraction::whole(i128::from(grid.stride)))
}

/// Through a transposed convolution: an output pixel meets only the taps of its phase, every s/h-th of them.
fn scattered(reach: Reach, grid: &Grid) -> Option<Reach> {
    let (kernel, stride) = (i128::from(grid.kernel), i128::from(grid.stride));
    let dilation = i128::from(grid.dilation);
    let common = gcd(stride, dilation);
    let most = (kernel * common + stride - 1) / stride;
    let taps = Fraction::whole((most - 1) * (dilation / common));
    let shift = Fraction::new(2 * i128::from(grid.begin) - dilation * (kernel - 1), 2 * stride);
    reach.then(taps, shift, Fraction::new(1, stride))
}
