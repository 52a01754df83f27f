//! Parts of what flows: some of its channels, less of its image.

use super::evaluate::{axis_of, slice_of};
use super::flow::Role;
use super::message::NodeProto;
use super::summary::{Fate, Reason};
use super::translate::{Handled, Translator};
use crate::codec::rows::Values;
use crate::layer::{Key, Kind, Value};

impl Translator<'_> {
    /// `Split` of the channels.
    pub fn split(&mut self, at: usize) -> Handled {
        let node = &self.graph.nodes[at];
        let input = self.operand(node, 0).ok_or(Reason::NoSuchLayer)?;
        let dims = input.dims.clone().ok_or(Reason::ExtentsUnknown)?;
        let axis = axis_of(node.int("axis").unwrap_or(0), dims.len()).ok_or(Reason::OtherAxes)?;
        if input.channel_axis() != Some(axis) {
            return Err(Reason::OtherAxes);
        }
        let outputs = node.output.len() as i64;
        let sizes = match self.integers(node, "split", 1) {
            Some(sizes) if sizes.len() == node.output.len() => sizes,
            Some(_) => return Err(Reason::OtherAxes),
            None => {
                let even = (dims[axis] as u64).div_ceil(outputs as u64) as i64;
                (0..outputs).map(|part| even.min(dims[axis] - part * even)).collect()
            }
        };
        let mut start = 0i64;
        for (output, length) in node.output.iter().zip(sizes) {
            if self.graph.is_output(output) || !self.graph.user_places(output).is_empty() {
                let kind = Kind::SliceChannels;
                let values = Values::of(kind).integer(Key::Start, start).integer(Key::Length, length);
                let flow = self.emit(node, kind, values, &[&input], &input.roles, None);
                self.finish(output, flow)?;
            }
            start = start.saturating_add(length);
        }
        Ok(Fate::Row)
    }

    /// `Slice` of channels or of the image. What is cut off along one axis after the other is cut off at once.
    pub fn slice(&mut self, at: usize) -> Handled {
        let mut node = &self.graph.nodes[at];
        let input = self.operand(node, 0).ok_or(Reason::NoSuchLayer)?;
        let dims = input.dims.clone().ok_or(Reason::ExtentsUnknown)?;
        let mut amount = [0i64; 4];
        let mut channels = None;
        let mut at = at;
        loop {
            for Bounds { start, end, axis } in self.bounds(at)? {
                let axis = axis_of(axis, dims.len()).ok_or(Reason::OtherAxes)?;
                let side = match input.roles.get(axis) {
                    Some(Role::Height) => 0,
                    Some(Role::Width) => 1,
                    Some(Role::Pixels) if input.is_signal() => 1,
                    Some(Role::Channels) => {
                        let (start, length) = slice_of(dims[axis], start, end, 1).ok_or(Reason::OtherAxes)?;
                        channels = Some((start, length));
                        continue;
                    }
                    _ if slice_of(dims[axis], start, end, 1) == Some((0, dims[axis])) => continue,
                    _ => return Err(Reason::OtherAxes),
                };
                let left = dims[axis] - amount[side] - amount[side + 2];
                let (start, length) = slice_of(left, start, end, 1).ok_or(Reason::OtherAxes)?;
                amount[side] += start;
                amount[side + 2] += left - start - length;
            }
            let next = self.graph.only_user(Self::output(node));
            match next.filter(|next| self.goes_on(*next, channels.is_some())) {
                Some(next) => {
                    self.fates[at] = Some(Fate::Fused);
                    (at, node) = (next, &self.graph.nodes[next]);
                }
                None => break,
            }
        }
        let mut flow = input;
        let mut fate = Fate::PassedOn;
        if let Some((start, length)) =
            channels.filter(|cut| Some(cut.1) != flow.channel_axis().map(|axis| dims[axis]))
        {
            let values =
                Values::of(Kind::SliceChannels).integer(Key::Start, start).integer(Key::Length, length);
            flow = self.emit(node, Kind::SliceChannels, values, &[&flow], &flow.roles, None);
            fate = Fate::Row;
        }
        if amount != [0; 4] {
            let values = Values::of(Kind::Crop).with(Key::Amount, Value::Sides(amount));
            flow = self.emit(node, Kind::Crop, values, &[&flow], &flow.roles, None);
            fate = Fate::Row;
        }
        self.fates[at] = Some(fate);
        self.finish(Self::output(node), flow).map(|_| fate)
    }

    /// Whether an operator cuts more off an image that a first one has cut.
    fn goes_on(&self, at: usize, channels: bool) -> bool {
        self.graph.nodes[at].op_type == "Slice"
            && !channels
            && self.bounds(at).is_ok()
            && self.fates[at].is_none()
    }

    /// Where a slice with step 1 begins and ends, on which axes.
    fn bounds(&self, at: usize) -> Result<Vec<Bounds>, Reason> {
        let node = &self.graph.nodes[at];
        let starts = self.integers(node, "starts", 1).ok_or(Reason::ExtentsUnknown)?;
        let ends = self.integers(node, "ends", 2).ok_or(Reason::ExtentsUnknown)?;
        let axes = self.integers(node, "axes", 3).unwrap_or((0..starts.len() as i64).collect());
        let steps = self.integers(node, "steps", 4).unwrap_or_default();
        if steps.iter().any(|step| *step != 1) || starts.len() != ends.len() || axes.len() != starts.len() {
            return Err(Reason::OtherAxes);
        }
        let bounds = starts.iter().zip(&ends).zip(&axes);
        Ok(bounds.map(|((start, end), axis)| Bounds { start: *start, end: *end, axis: *axis }).collect())
    }
}

impl Translator<'_> {
    /// The extents of an operator that became no layer, where the file does not give them and they follow from its
    /// operands.
    pub fn inferred(&self, node: &NodeProto) -> Option<Vec<i64>> {
        let mut dims = self.dims(node.operand(0)?)?;
        match node.op_type.as_str() {
            "MatMul" => {
                let right = self.dims(node.operand(1)?)?;
                let (inner, columns) = (dims.len().checked_sub(1)?, *right.last()?);
                if right.len() < 2 || right.len() > dims.len() || right[right.len() - 2] != dims[inner] {
                    return None;
                }
                dims[inner] = columns;
            }
            "SpaceToDepth" => {
                let block = node.int("blocksize").filter(|block| *block > 0)?;
                let [_, channels, height, width] = &mut dims[..] else { return None };
                *channels = channels.checked_mul(block)?.checked_mul(block)?;
                (*height, *width) = (*height / block, *width / block);
            }
            "Slice" => {
                let starts = self.integers(node, "starts", 1)?;
                let ends = self.integers(node, "ends", 2)?;
                let axes = self.integers(node, "axes", 3).unwrap_or((0..starts.len() as i64).collect());
                let steps = self.integers(node, "steps", 4).unwrap_or(vec![1; starts.len()]);
                for (at, axis) in axes.iter().enumerate() {
                    let axis = axis_of(*axis, dims.len())?;
                    let (_, length) =
                        slice_of(dims[axis], *starts.get(at)?, *ends.get(at)?, *steps.get(at)?)?;
                    dims[axis] = length;
                }
            }
            _ => return None,
        }
        Some(dims)
    }
}

/// Where a slice begins and ends along an axis, as the file gives it.
struct Bounds {
    start: i64,
    end: i64,
    axis: i64,
}
