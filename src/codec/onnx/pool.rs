//! Pools: with a kernel, over the whole image, and the means that exporters write for them.

use super::flow::Role;
use super::summary::Reason;
use super::translate::{Handled, Translator};
use super::window::{Extent, auto_pad, padded};
use crate::codec::rows::Values;
use crate::layer::{Key, Kind, Value};

impl Translator<'_> {
    /// `MaxPool` and `AveragePool`.
    pub fn pool(&mut self, at: usize) -> Handled {
        let node = &self.graph.nodes[at];
        let input = self.image(node, 0).ok_or(Reason::NoSuchLayer)?;
        let size = node.ints("kernel_shape").unwrap_or_default();
        let extent = match size.len() {
            1 if input.is_signal() || input.dims.is_none() => Extent::Signal,
            2 if input.is_image_or_signal() || input.dims.is_none() => Extent::Image,
            3.. => return Err(Reason::ThreeDimensional),
            _ => return Err(Reason::OtherAxes),
        };
        let kind = if node.op_type == "MaxPool" { Kind::MaxPool2d } else { Kind::AvgPool2d };
        let pair = |numbers| extent.pair(numbers, 1).ok_or(Reason::OtherAxes);
        let (kernel, stride) = (pair(Some(size))?, pair(node.ints("strides"))?);
        let mut values = Values::of(kind)
            .pair(Key::KernelSize, kernel)
            .pair(Key::Dilation, pair(node.ints("dilations"))?)
            .flag(Key::CeilMode, node.int("ceil_mode").unwrap_or(0) != 0);
        if stride != kernel {
            values = values.pair(Key::Stride, stride);
        }
        let mut include_pad = node.int("count_include_pad").unwrap_or(0) != 0;
        let mut any_pad = true;
        values = match auto_pad(node) {
            Some("valid") => {
                any_pad = false;
                values
            }
            Some(word) => values.word(Key::Padding, word),
            None => {
                let own = extent.sides(node.ints("pads")).ok_or(Reason::OtherAxes)?;
                let before = node.operand(0).and_then(|name| self.pads.remove(name)).unwrap_or_default();
                include_pad |= before != [0; 4];
                let sides = std::array::from_fn(|side| own[side].saturating_add(before[side]));
                any_pad = sides != [0; 4];
                padded(values, sides, Some(kernel.map(|extent| extent / 2)))
            }
        };
        if kind == Kind::AvgPool2d && (any_pad || node.int("ceil_mode").unwrap_or(0) != 0) {
            values = values.flag(Key::CountIncludePad, include_pad);
        }
        let flow = self.emit(node, kind, values, &[&input], &input.roles, None);
        self.finish(Self::output(node), flow)
    }

    /// `GlobalAveragePool` and `GlobalMaxPool`.
    pub fn global_pool(&mut self, at: usize) -> Handled {
        let node = &self.graph.nodes[at];
        let input = self.image(node, 0).ok_or(Reason::NoSuchLayer)?;
        match input.dims.as_deref().map(<[i64]>::len) {
            Some(5..) => return Err(Reason::ThreeDimensional),
            Some(_) if !input.is_image_or_signal() => return Err(Reason::OtherAxes),
            _ => {}
        }
        let flow = self.emit(
            node,
            kind_of(&node.op_type),
            to_one_pixel(&node.op_type),
            &[&input],
            &input.roles,
            None,
        );
        self.finish(Self::output(node), flow)
    }

    /// `ReduceMean` and `ReduceMax`: a pool where they reduce all pixels, a normalization where more follows.
    pub fn reduce(&mut self, at: usize) -> Handled {
        let node = &self.graph.nodes[at];
        let input = self.operand(node, 0).ok_or(Reason::NoSuchLayer)?;
        let axes = self.integers(node, "axes", 1);
        if let Some(handled) = self.decomposed_layer_norm(at, &input, axes.as_deref()) {
            return handled;
        }
        let rank = input.roles.len();
        let mut axes = axes
            .ok_or(Reason::OtherAxes)?
            .iter()
            .map(|axis| super::evaluate::axis_of(*axis, rank))
            .collect::<Option<Vec<usize>>>()
            .ok_or(Reason::OtherAxes)?;
        axes.sort_unstable();
        let spatial = |role: &Role| matches!(role, Role::Height | Role::Width | Role::Pixels);
        let pixels: Vec<usize> = (0..rank).filter(|axis| spatial(&input.roles[*axis])).collect();
        let kind = kind_of(&node.op_type);
        let values = if axes == pixels && !pixels.is_empty() {
            to_one_pixel(&node.op_type)
        } else {
            // A mean over the rows alone, or the columns.
            let side = match axes[..] {
                [axis] => input.side(axis).ok_or(Reason::OtherAxes)?,
                _ => return Err(Reason::OtherAxes),
            };
            let mut size = [None; 2];
            size[side] = Some(1);
            Values::of(kind).with(Key::OutputSize, Value::OptionalPair(size))
        };
        let mut flow = self.emit(node, kind, values, &[&input], &input.roles, None);
        if node.int("keepdims") == Some(0) {
            for axis in axes.iter().rev() {
                flow = self.without_axis(node, flow, *axis);
            }
        }
        self.finish(Self::output(node), flow)
    }
}

fn kind_of(op: &str) -> Kind {
    if op.contains("Max") { Kind::AdaptiveMaxPool2d } else { Kind::AdaptiveAvgPool2d }
}

fn to_one_pixel(op: &str) -> Values {
    Values::of(kind_of(op)).with(Key::OutputSize, Value::OptionalPair([Some(1), Some(1)]))
}
