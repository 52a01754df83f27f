//! Operators on the image's size: interpolation, pixel shuffles, pads.

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
        let input = self.operand(node, 0).ok_or(Reason::NoSuchLayer)?;
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
        // The axes that scales and sizes are of, where they are not of all; with a kept ratio the size is another.
        let axes = node.ints("axes").unwrap_or_default();
        let rank = dims.len() as i64;
        let in_order = axes
            .iter()
            .map(|axis| if *axis < 0 { axis + rank } else { *axis })
            .eq(rank - pixels as i64..rank);
        let is_plain =
            (axes.is_empty() || in_order) && matches!(node.text("keep_aspect_ratio_policy"), "" | "stretch");
        let scales = self.scales(node).filter(|_| is_plain);
        let values = match scales.as_deref().map(|scales| &scales[scales.len().saturating_sub(pixels)..]) {
            Some(scales) if scales.len() == pixels => {
                let sizes = dims[2..].iter().zip(scales);
                // The size as runtimes compute it, with decimal numbers of seven digits.
                let floors = |exact: bool| {
                    sizes.clone().map(move |(extent, scale)| match exact {
                        true => (*extent as f64 * scale).floor() as i64,
                        false => (*extent as f32 * *scale as f32).floor() as i64,
                    })
                };
                if floors(true).eq(floors(false)) {
                    let scale = |axis: usize| {
                        Scale(if pixels == 1 && axis == 0 { 1.0 } else { scales[axis + pixels - 2] })
                    };
                    values.with(Key::ScaleFactor, Given::Scale([scale(0), scale(1)]))
                } else {
                    let size: Vec<i64> = floors(false).collect();
                    values.pair(Key::Size, pair(&size))
                }
            }
            _ => {
                let sizes = self
                    .constant(node, 3)
                    .filter(|_| is_plain)
                    .and_then(|sizes| sizes.numbers.as_ref().map(Numbers::integers));
                let described = || self.described(Self::output(node));
                let sizes = sizes.or_else(described).ok_or(Reason::ExtentsUnknown)?;
                let size =
                    sizes.get(sizes.len().saturating_sub(pixels)..).filter(|size| size.len() == pixels);
                values.pair(Key::Size, pair(size.ok_or(Reason::ExtentsUnknown)?))
            }
        };
        let flow = self.emit(node, Kind::Upsample, values, &[&input], &input.roles, None);
        self.finish(Self::output(node), flow)
    }

    /// The factors that a file gives, as far as it gives any.
    fn scales(&self, node: &NodeProto) -> Option<Vec<f64>> {
        if let Some(scales) = node.floats("scales") {
            return Some(scales.iter().map(|scale| f64::from(*scale)).collect());
        }
        let operand = if node.op_type == "Upsample" || node.input.len() == 2 { 1 } else { 2 };
        let scales = self.constant(node, operand)?.numbers.as_ref()?.decimals();
        (!scales.is_empty()).then_some(scales)
    }

    /// `DepthToSpace`, a pixel shuffle.
    pub fn depth_to_space(&mut self, at: usize) -> Handled {
        let node = &self.graph.nodes[at];
        let input = self.operand(node, 0).ok_or(Reason::NoSuchLayer)?;
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
        let input = self.operand(node, 0).ok_or(Reason::NoSuchLayer)?;
        let dims = input.dims.as_ref().ok_or(Reason::ExtentsUnknown)?;
        let pads = self.integers(node, "pads", 1).ok_or(Reason::ExtentsUnknown)?;
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

/// Height and width; signals have height 1.
fn pair(size: &[i64]) -> [i64; 2] {
    match *size {
        [height, width] => [height, width],
        [width] => [1, width],
        _ => [0, 0],
    }
}
