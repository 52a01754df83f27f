//! Operators on the image's size: interpolation, pixel shuffles, pads.

use super::evaluate::broadcast;
use super::flow::IMAGE;
use super::message::NodeProto;
use super::summary::{Fate, Reason};
use super::tensor::Numbers;
use super::translate::{Handled, Translator, Value};
use super::window::auto_pad;
use crate::codec::rows::Values;
use crate::layer::{Key, Kind, Scale, Value as Given};

impl<'m> Translator<'m> {
    /// `Resize`, and `Upsample` of older files.
    pub fn resize(&mut self, at: usize) -> Handled {
        let node = &self.graph.nodes[at];
        let input = self.image(node, 0).ok_or(Reason::NoSuchLayer)?;
        let dims = input.dims.clone().ok_or(Reason::ExtentsUnknown)?;
        match dims.len() {
            5.. => return Err(Reason::ThreeDimensional),
            _ if !input.is_image_or_signal() => return Err(Reason::OtherAxes),
            _ => {}
        }
        let mode = match node.text("mode") {
            "linear" | "bilinear" => "bilinear",
            "cubic" => "bicubic",
            _ => "nearest",
        };
        let values = Values::of(Kind::Upsample).word(Key::Mode, mode);
        let pixels = dims.len() - 2;
        let axes = axes_of(node, dims.len()).ok_or(Reason::OtherAxes)?;
        let scales = self.scales(node).map(|scales| for_each_axis(scales, &axes, vec![1.0; dims.len()]));
        let values = match scales {
            Some(scales) => {
                let scales = scales.filter(|scales| scales[..2] == [1.0; 2]).ok_or(Reason::OtherAxes)?;
                let sizes = dims[2..].iter().zip(&scales[2..]);
                // The size as runtimes compute it, with decimal numbers of seven digits.
                let floors = |exact: bool| {
                    sizes.clone().map(move |(extent, scale)| match exact {
                        true => (*extent as f64 * scale).floor() as i64,
                        false => (*extent as f32 * *scale as f32).floor() as i64,
                    })
                };
                if floors(true).eq(floors(false)) {
                    let scale = |axis: usize| {
                        Scale(if pixels == 1 && axis == 0 { 1.0 } else { scales[axis + pixels] })
                    };
                    values.with(Key::ScaleFactor, Given::Scale([scale(0), scale(1)]))
                } else {
                    let size: Vec<i64> = floors(false).collect();
                    values.pair(Key::Size, pair(&size))
                }
            }
            None => {
                let sizes = self
                    .constant(node, 3)
                    .and_then(|sizes| sizes.numbers.as_ref().map(Numbers::integers))
                    .and_then(|sizes| {
                        for_each_axis(in_ratio(node, sizes, &axes, &dims), &axes, dims.clone())
                    });
                let described = || self.described(Self::output(node));
                let sizes = sizes.or_else(described).ok_or(Reason::ExtentsUnknown)?;
                if sizes.len() != dims.len() || sizes[..2] != dims[..2] {
                    return Err(Reason::OtherAxes);
                }
                values.pair(Key::Size, pair(&sizes[2..]))
            }
        };
        let flow = self.emit(node, Kind::Upsample, values, &[&input], &input.roles, None);
        self.finish(Self::output(node), flow)
    }

    /// The factors that a file gives, as far as it gives any.
    pub fn scales(&self, node: &NodeProto) -> Option<Vec<f64>> {
        if let Some(scales) = node.floats("scales") {
            return Some(scales.iter().map(|scale| f64::from(*scale)).collect());
        }
        if let (Some(height), Some(width)) = (node.float("height_scale"), node.float("width_scale")) {
            return Some(vec![1.0, 1.0, height, width]);
        }
        let operand = if node.op_type == "Upsample" || node.input.len() == 2 { 1 } else { 2 };
        let scales = self.constant(node, operand)?.numbers.as_ref()?.decimals();
        (!scales.is_empty()).then_some(scales)
    }

    /// `Expand` of one pixel to an image, which is what an interpolation of it to that size gives; of what has that size
    /// already, nothing.
    pub fn expand(&mut self, at: usize) -> Handled {
        let node = &self.graph.nodes[at];
        let input = self.image(node, 0).ok_or(Reason::NoSuchLayer)?;
        let dims = input.dims.clone().ok_or(Reason::ExtentsUnknown)?;
        let target = self.integers(node, "", 1).and_then(|target| broadcast(&dims, &target));
        let target = target.or_else(|| self.described(Self::output(node))).ok_or(Reason::ExtentsUnknown)?;
        if target == dims {
            return self.finish(Self::output(node), input).map(|_| Fate::PassedOn);
        }
        let is_pixel = input.is_image_or_signal() && dims[2..].iter().all(|extent| *extent == 1);
        if !is_pixel || target.len() != dims.len() || target[..2] != dims[..2] {
            return Err(Reason::OtherAxes);
        }
        let values = Values::of(Kind::Upsample).pair(Key::Size, pair(&target[2..]));
        let flow = self.emit(node, Kind::Upsample, values, &[&input], &input.roles, None);
        self.finish(Self::output(node), flow)
    }

    /// `DepthToSpace`, a pixel shuffle.
    pub fn depth_to_space(&mut self, at: usize) -> Handled {
        let node = &self.graph.nodes[at];
        let input = self.image(node, 0).ok_or(Reason::NoSuchLayer)?;
        if input.dims.is_some() && input.roles != IMAGE {
            return Err(Reason::OtherAxes);
        }
        let kind = Kind::PixelShuffle;
        let values = Values::of(kind).integer(Key::UpscaleFactor, node.int("blocksize").unwrap_or(1));
        let flow = self.emit(node, kind, values, &[&input], &IMAGE, None);
        self.finish(Self::output(node), flow)
    }

    /// `Pad`: part of the next layer where that is exact, else a row.
    pub fn pad(&mut self, at: usize) -> Handled {
        let node = &self.graph.nodes[at];
        let input = self.image(node, 0).ok_or(Reason::NoSuchLayer)?;
        let dims = input.dims.as_ref().ok_or(Reason::ExtentsUnknown)?;
        let pads = self.pads_around(node).ok_or(Reason::ExtentsUnknown)?;
        let axes = self.integers(node, "axes", 3).unwrap_or((0..dims.len() as i64).collect());
        if !input.is_image_or_signal() || pads.len() != 2 * axes.len() {
            return Err(Reason::OtherAxes);
        }
        let mut sides = [0i64; 4];
        for (at, axis) in axes.iter().enumerate() {
            let (begin, end) = (pads[at], pads[at + axes.len()]);
            let axis = super::evaluate::axis_of(*axis, dims.len()).ok_or(Reason::OtherAxes)?;
            match (axis + 4 - dims.len()).checked_sub(2) {
                Some(side) if axis >= 2 => (sides[side], sides[side + 2]) = (begin, end),
                _ if (begin, end) == (0, 0) => {}
                _ => return Err(Reason::OtherAxes),
            }
        }
        let output = Self::output(node);
        if sides == [0; 4] {
            return self.finish(output, input).map(|_| Fate::PassedOn);
        }
        if self.pads_with_zeros(node) && self.folds(output, sides) {
            self.pads.insert(output, sides);
            self.set(output, Value::Flow(input));
            return Ok(Fate::Fused);
        }
        let (grown, cut) = (sides.map(|side| side.max(0)), sides.map(|side| side.min(0).saturating_neg()));
        let mut flow = input;
        for (kind, amount) in [(Kind::Pad, grown), (Kind::Crop, cut)] {
            if amount != [0; 4] {
                let values = Values::of(kind).with(Key::Amount, Given::Sides(amount));
                flow = self.emit(node, kind, values, &[&flow], &flow.roles, None);
            }
        }
        self.finish(output, flow)
    }

    /// How much a `Pad` puts around; the first files have another word for it.
    pub fn pads_around(&self, node: &NodeProto) -> Option<Vec<i64>> {
        self.integers(node, "pads", 1).or_else(|| node.ints("paddings").map(<[i64]>::to_vec))
    }

    fn pads_with_zeros(&self, node: &NodeProto) -> bool {
        let zero = match node.operand(2) {
            Some(_) => self.constant(node, 2).and_then(|value| value.scalar()) == Some(0.0),
            None => node.float("value").unwrap_or(0.0) == 0.0,
        };
        matches!(node.text("mode"), "" | "constant") && zero
    }

    /// Whether pads around a value can be those of the only layer that uses it.
    fn folds(&self, output: &str, sides: [i64; 4]) -> bool {
        let Some(user) = self.graph.only_user(output).map(|at| &self.graph.nodes[at]) else { return false };
        let first = user.operand(0) == Some(output)
            && auto_pad(user).is_none()
            && sides.iter().all(|side| *side >= 0);
        first
            && match user.op_type.as_str() {
                "Conv" | "FusedConv" => true,
                "AveragePool" => {
                    let own = user.ints("pads").unwrap_or_default();
                    let counts = own.iter().all(|pad| *pad == 0) || user.int("count_include_pad") == Some(1);
                    let kernel = user.ints("kernel_shape").unwrap_or_default();
                    let least = kernel.iter().min().copied().unwrap_or(0);
                    let most = own.iter().max().copied().unwrap_or(0);
                    let ceil = user.int("ceil_mode").unwrap_or(0) != 0;
                    counts && !ceil && sides.iter().all(|side| side.saturating_add(most) < least)
                }
                _ => false,
            }
    }
}

/// The axes that a resize's scales and sizes are of.
fn axes_of(node: &NodeProto, rank: usize) -> Option<Vec<usize>> {
    match node.ints("axes") {
        Some(axes) => axes.iter().map(|axis| super::evaluate::axis_of(*axis, rank)).collect(),
        None => Some((0..rank).collect()),
    }
}

/// Numbers of some axes put among those that all have.
fn for_each_axis<T: Copy>(numbers: Vec<T>, axes: &[usize], mut all: Vec<T>) -> Option<Vec<T>> {
    for (at, axis) in axes.iter().enumerate() {
        all[*axis] = *numbers.get(at)?;
    }
    (numbers.len() == axes.len()).then_some(all)
}

/// The sizes that a resize makes of those it is given where it keeps the ratio of the sides.
fn in_ratio(node: &NodeProto, sizes: Vec<i64>, axes: &[usize], dims: &[i64]) -> Vec<i64> {
    let extents = || axes.iter().map(|axis| dims[*axis] as f64);
    let scales = sizes.iter().zip(extents()).map(|(size, extent)| *size as f64 / extent);
    let scale = match node.text("keep_aspect_ratio_policy") {
        "not_larger" => scales.reduce(f64::min),
        "not_smaller" => scales.reduce(f64::max),
        _ => None,
    };
    match scale {
        Some(scale) => extents().map(|extent| (extent * scale + 0.5).floor() as i64).collect(),
        None => sizes,
    }
}

/// Height and width; signals have height 1.
fn pair(size: &[i64]) -> [i64; 2] {
    match *size {
        [height, width] => [height, width],
        [width] => [1, width],
        _ => [0, 0],
    }
}
