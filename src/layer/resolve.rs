//! From what a row says and what flows in to a valid layer, or to the first rule that it breaks.

use super::fields::within;
use super::window::extent;
use super::{
    Axis, Default, Fields, Form, Function, Interpolation, Key, Kind, Layer, LayerError, Norm, Operation,
    Parameter, Shape, Upsample, UpsampleAxis, Value, resolve_gemm, resolve_pool,
};

/// The layer that a row of this kind is, given these values and these sources' shapes.
///
/// ```
/// use im2cost::layer::{Fields, Key, Kind, Shape, Value, resolve};
/// let fields = Fields::new()
///     .with(Key::OutChannels, Value::Integer(64))
///     .with(Key::KernelSize, Value::Pair([7, 7]))
///     .with(Key::Stride, Value::Pair([2, 2]))
///     .with(Key::Padding, Value::Pair([3, 3]));
/// let layer = resolve(Kind::Conv2d, &fields, &[Shape::Image([1, 3, 224, 224])]).unwrap();
/// assert_eq!(layer.output, Shape::Image([1, 64, 112, 112]));
/// ```
pub fn resolve(kind: Kind, fields: &Fields, sources: &[Shape]) -> Result<Layer, LayerError> {
    let values = Values { kind, fields };
    values.check_text()?;
    let enough = if kind.joins() { sources.len() >= 2 } else { sources.len() == 1 };
    let Some(input) = sources.first().copied().filter(|_| enough) else {
        return Err(LayerError::SourceCount { joins: kind.joins(), given: sources.len() });
    };
    let (operation, output) = match kind {
        Kind::Conv2d | Kind::ConvTranspose2d | Kind::Linear => {
            let layer = match kind {
                Kind::Conv2d => resolve_gemm::convolution(&values, input)?,
                Kind::ConvTranspose2d => resolve_gemm::transposed(&values, input)?,
                _ => resolve_gemm::linear(&values, input)?,
            };
            (Operation::Gemm(layer), layer.output())
        }
        Kind::MaxPool2d | Kind::AvgPool2d => resolve_pool::pool(&values, input)?,
        Kind::AdaptiveAvgPool2d | Kind::AdaptiveMaxPool2d => resolve_pool::adaptive(&values, input)?,
        Kind::Upsample => upsample(&values, input)?,
        Kind::PixelShuffle => pixel_shuffle(&values, input)?,
        Kind::BatchNorm2d | Kind::LayerNorm => norm(&values, input)?,
        Kind::LocalResponseNorm => {
            image(input)?;
            (Operation::LocalResponseNorm { size: values.integer(Key::Size)? }, input)
        }
        Kind::Activation => activation(&values, input)?,
        Kind::Scale => (Operation::Scale, input),
        Kind::Add => (Operation::Add { sources: sources.len() }, broadcast(sources)?),
        Kind::Mul => (Operation::Mul { sources: sources.len() }, broadcast(sources)?),
        Kind::Concat => (Operation::Concat, concat(sources)?),
        Kind::SliceChannels => slice_channels(&values, input)?,
        Kind::Crop => crop(&values, input)?,
        Kind::Pad => pad(&values, input)?,
        Kind::Flatten => (Operation::Flatten, flatten(input)?),
        Kind::Unflatten => unflatten(&values, input)?,
        Kind::Identity => (Operation::Identity, input),
        Kind::Unknown => (Operation::Unknown, values.shape(Key::OutputShape)?.unwrap_or(input)),
    };
    Ok(Layer { operation, input, output })
}

/// A row's values, read by key with the kind's defaults and bounds.
pub(super) struct Values<'a> {
    pub(super) kind: Kind,
    pub(super) fields: &'a Fields,
}

impl Values<'_> {
    /// What was typed and could not be read comes first: nothing else is worth saying before it.
    fn check_text(&self) -> Result<(), LayerError> {
        for (key, value) in self.fields.iter() {
            match value {
                Value::Text(text) if text.trim().is_empty() => return Err(LayerError::Missing { key }),
                Value::Text(_) => return Err(self.unreadable(key, value)),
                _ => {}
            }
        }
        Ok(())
    }

    /// The value given, if one is, and what the kind says of the key.
    fn find(&self, key: Key) -> Result<(Option<&Value>, Parameter), LayerError> {
        let parameter = self.kind.parameter(key).ok_or(LayerError::Missing { key })?;
        Ok((self.fields.get(key), parameter))
    }

    /// The integer given, if one is.
    pub(super) fn given_integer(&self, key: Key) -> Result<Option<i64>, LayerError> {
        match self.find(key)? {
            (None, _) => Ok(None),
            (Some(Value::Integer(number)), Parameter { form: Form::Integer { least }, .. }) => {
                within(key, *number, least).map(Some)
            }
            (Some(other), _) => Err(self.unreadable(key, other)),
        }
    }

    /// The integer given or by default.
    pub(super) fn integer(&self, key: Key) -> Result<i64, LayerError> {
        match self.find(key)? {
            (Some(Value::Integer(number)), Parameter { form: Form::Integer { least }, .. }) => {
                within(key, *number, least)
            }
            (Some(other), _) => Err(self.unreadable(key, other)),
            (None, Parameter { default: Default::Integer(number), .. }) => Ok(number),
            (None, _) => Err(LayerError::Missing { key }),
        }
    }

    /// The pair given, if one is.
    pub(super) fn given_pair(&self, key: Key) -> Result<Option<[i64; 2]>, LayerError> {
        match self.find(key)? {
            (None, _) => Ok(None),
            (Some(Value::Pair([height, width])), Parameter { form: Form::Pair { least }, .. }) => {
                Ok(Some([within(key, *height, least)?, within(key, *width, least)?]))
            }
            (Some(other), _) => Err(self.unreadable(key, other)),
        }
    }

    /// The pair given or by default.
    pub(super) fn pair(&self, key: Key) -> Result<[i64; 2], LayerError> {
        if let Some(pair) = self.given_pair(key)? {
            return Ok(pair);
        }
        match self.find(key)?.1.default {
            Default::Pair(number) => Ok([number, number]),
            Default::KernelSize => self.pair(Key::KernelSize),
            _ => Err(LayerError::Missing { key }),
        }
    }

    /// The flag given or by default.
    pub(super) fn flag(&self, key: Key) -> Result<bool, LayerError> {
        match self.find(key)? {
            (Some(Value::Flag(flag)), _) => Ok(*flag),
            (Some(other), _) => Err(self.unreadable(key, other)),
            (None, Parameter { default: Default::Flag(flag), .. }) => Ok(flag),
            (None, _) => Err(LayerError::Missing { key }),
        }
    }

    /// The word given or by default, through its meaning.
    fn word<T>(&self, key: Key, meaning: impl Fn(&str) -> Option<T>) -> Result<T, LayerError> {
        match self.find(key)? {
            (Some(Value::Word(word)), parameter) => {
                let allowed = match parameter.form {
                    Form::Word(words) => words,
                    _ => &[],
                };
                meaning(word).ok_or_else(|| LayerError::UnknownWord { key, word: word.clone(), allowed })
            }
            (Some(other), _) => Err(self.unreadable(key, other)),
            (None, Parameter { default: Default::Word(word), .. }) => {
                meaning(word).ok_or(LayerError::Missing { key })
            }
            (None, _) => Err(LayerError::Missing { key }),
        }
    }

    /// Four sides, each at least 0.
    fn sides(&self, key: Key) -> Result<[i64; 4], LayerError> {
        match self.fields.get(key) {
            None => Err(LayerError::Missing { key }),
            Some(Value::Sides(sides)) => {
                for side in sides {
                    within(key, *side, 0)?;
                }
                Ok(*sides)
            }
            Some(other) => Err(self.unreadable(key, other)),
        }
    }

    /// The extents given, each at least 1.
    fn extents(&self, key: Key) -> Result<Option<&[i64]>, LayerError> {
        match self.fields.get(key) {
            None => Ok(None),
            Some(Value::Extents(extents)) => {
                for extent in extents {
                    within(key, *extent, 1)?;
                }
                Ok(Some(extents))
            }
            Some(other) => Err(self.unreadable(key, other)),
        }
    }

    fn shape(&self, key: Key) -> Result<Option<Shape>, LayerError> {
        Ok(match self.extents(key)? {
            Some(&[batch, channels, height, width]) => Some(Shape::Image([batch, channels, height, width])),
            Some(&[batch, features]) => Some(Shape::Vector([batch, features])),
            _ => None,
        })
    }

    /// The channels or features given, which must be those that flow in; else those.
    pub(super) fn channels(&self, key: Key, flows: i64) -> Result<i64, LayerError> {
        match self.given_integer(key)? {
            Some(given) if given != flows => Err(LayerError::ChannelsMismatch { key, given, flows }),
            _ => Ok(flows),
        }
    }

    pub(super) fn unreadable(&self, key: Key, value: &Value) -> LayerError {
        let form = self.kind.parameter(key).map_or(Form::Name, |parameter| parameter.form);
        LayerError::Unreadable { key, form, text: value.typed().into() }
    }
}

/// The extents of an image.
pub(super) fn image(shape: Shape) -> Result<[i64; 4], LayerError> {
    match shape {
        Shape::Image(extents) => Ok(extents),
        Shape::Vector(_) => Err(LayerError::NeedsImage { shape }),
    }
}

fn upsample(values: &Values, input: Shape) -> Result<(Operation, Shape), LayerError> {
    let [batch, channels, height, width] = image(input)?;
    let interpolation = values.word(Key::Mode, |word| match word {
        "nearest" => Some(Interpolation::Nearest),
        "nearest-exact" => Some(Interpolation::NearestExact),
        "bilinear" => Some(Interpolation::Bilinear),
        "bicubic" => Some(Interpolation::Bicubic),
        _ => None,
    })?;
    let size = values.given_pair(Key::Size)?;
    let [out_height, out_width] = match (values.fields.get(Key::ScaleFactor), size) {
        (None, Some(size)) => size,
        (Some(Value::Scale(scales)), None) => {
            Axis::both(|at, axis| {
                if scales[at].0 <= 0.0 {
                    return Err(LayerError::ScaleNotPositive { key: Key::ScaleFactor });
                }
                // Exactly PyTorch's arithmetic: a double, rounded down.
                let output = ([height, width][at] as f64 * scales[at].0).floor();
                if output < 1.0 {
                    return Err(LayerError::OutputEmpty { axis, output: 0 });
                }
                extent(output as i128)
            })?
        }
        (None, None) => return Err(LayerError::SizeOrScale { both: false }),
        (Some(_), Some(_)) => return Err(LayerError::SizeOrScale { both: true }),
        (Some(other), None) => return Err(values.unreadable(Key::ScaleFactor, other)),
    };
    let axes = [
        UpsampleAxis { input: height, output: out_height },
        UpsampleAxis { input: width, output: out_width },
    ];
    let output = Shape::Image([batch, channels, out_height, out_width]);
    Ok((Operation::Upsample(Upsample { interpolation, axes }), output))
}

fn pixel_shuffle(values: &Values, input: Shape) -> Result<(Operation, Shape), LayerError> {
    let [batch, channels, height, width] = image(input)?;
    let factor = values.integer(Key::UpscaleFactor)?;
    let square = factor * factor;
    if channels % square != 0 {
        return Err(LayerError::ShuffleDoesNotDivide { channels, factor });
    }
    let grown = |size: i64| extent(i128::from(size) * i128::from(factor));
    let output = Shape::Image([batch, channels / square, grown(height)?, grown(width)?]);
    Ok((Operation::PixelShuffle { factor }, output))
}

fn norm(values: &Values, input: Shape) -> Result<(Operation, Shape), LayerError> {
    let batch = values.kind == Kind::BatchNorm2d;
    if batch {
        image(input)?;
    }
    let features = values.channels(Key::NumFeatures, input.channels())?;
    let norm = Norm { batch, affine: values.flag(Key::Affine)?, features };
    Ok((Operation::Norm(norm), input))
}

fn activation(values: &Values, input: Shape) -> Result<(Operation, Shape), LayerError> {
    let function = values.word(Key::Function, Function::from_name)?;
    let given = values.given_integer(Key::NumParameters)?;
    let parameters = if function == Function::Prelu { given.unwrap_or(1) } else { 0 };
    if parameters > 1 && parameters != input.channels() {
        return Err(LayerError::ParametersMismatch { given: parameters, channels: input.channels() });
    }
    Ok((Operation::Activation { function, parameters }, input))
}

/// The shape that all sources broadcast to: on each axis equal extents, or 1.
fn broadcast(sources: &[Shape]) -> Result<Shape, LayerError> {
    let mut joined = sources[0];
    for &right in &sources[1..] {
        let left = joined;
        let error = LayerError::DoNotBroadcast { left, right };
        match (&mut joined, right) {
            (Shape::Image(joined), Shape::Image(right)) => broadcast_extents(joined, &right).ok_or(error)?,
            (Shape::Vector(joined), Shape::Vector(right)) => {
                broadcast_extents(joined, &right).ok_or(error)?
            }
            _ => return Err(error),
        }
    }
    Ok(joined)
}

fn broadcast_extents(joined: &mut [i64], right: &[i64]) -> Option<()> {
    for (left, right) in joined.iter_mut().zip(right) {
        match (*left, *right) {
            (1, other) => *left = other,
            (_, 1) => {}
            (one, other) if one == other => {}
            _ => return None,
        }
    }
    Some(())
}

fn concat(sources: &[Shape]) -> Result<Shape, LayerError> {
    let left = sources[0];
    let mut channels = 0;
    for &right in sources {
        if right.with_channels(1) != left.with_channels(1) {
            return Err(LayerError::ConcatDiffers { left, right });
        }
        channels = extent(i128::from(channels) + i128::from(right.channels()))?;
    }
    Ok(left.with_channels(channels))
}

fn slice_channels(values: &Values, input: Shape) -> Result<(Operation, Shape), LayerError> {
    let (start, length) = (values.integer(Key::Start)?, values.integer(Key::Length)?);
    let channels = input.channels();
    if start + length > channels {
        return Err(LayerError::SliceExceedsChannels { start, length, channels });
    }
    Ok((Operation::SliceChannels, input.with_channels(length)))
}

fn crop(values: &Values, input: Shape) -> Result<(Operation, Shape), LayerError> {
    let [batch, channels, height, width] = image(input)?;
    let [top, left, bottom, right] = values.sides(Key::Amount)?;
    for (axis, amount, size) in [(Axis::Height, top + bottom, height), (Axis::Width, left + right, width)] {
        if amount >= size {
            return Err(LayerError::CropTooLarge { axis, amount, size });
        }
    }
    let output = Shape::Image([batch, channels, height - top - bottom, width - left - right]);
    Ok((Operation::Crop { begin: [top, left] }, output))
}

fn pad(values: &Values, input: Shape) -> Result<(Operation, Shape), LayerError> {
    let [batch, channels, height, width] = image(input)?;
    let [top, left, bottom, right] = values.sides(Key::Amount)?;
    let grown = |size: i64, begin: i64, end: i64| extent(i128::from(size + begin + end));
    let output = Shape::Image([batch, channels, grown(height, top, bottom)?, grown(width, left, right)?]);
    Ok((Operation::Pad { begin: [top, left] }, output))
}

fn flatten(input: Shape) -> Result<Shape, LayerError> {
    let features = input.extents()[1..].iter().map(|extent| i128::from(*extent)).product();
    Ok(Shape::Vector([input.batch(), extent(features)?]))
}

fn unflatten(values: &Values, input: Shape) -> Result<(Operation, Shape), LayerError> {
    let Shape::Vector([batch, features]) = input else {
        return Err(LayerError::NeedsVector { shape: input });
    };
    let Some(&[channels, height, width]) = values.extents(Key::Shape)? else {
        return Err(LayerError::Missing { key: Key::Shape });
    };
    let product = i128::from(channels) * i128::from(height) * i128::from(width);
    if product != i128::from(features) {
        return Err(LayerError::UnflattenMismatch { features, product });
    }
    Ok((Operation::Unflatten, Shape::Image([batch, channels, height, width])))
}
