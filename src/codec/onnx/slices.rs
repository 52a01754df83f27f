//! Parts of what flows: some of its channels, less of its image.

use std::rc::Rc;

use super::evaluate::{axis_of, slice_of};
use super::flow::{Flow, Role};
use super::message::NodeProto;
use super::summary::{Fate, Reason};
use super::translate::{Handled, Translator};
use crate::codec::extents::product;
use crate::codec::rows::Values;
use crate::layer::{Key, Kind, Value};

impl Translator<'_> {
    /// `Split` of the channels, or of an image's rows or columns.
    pub fn split(&mut self, at: usize) -> Handled {
        let node = &self.graph.nodes[at];
        let input = self.operand(node, 0).ok_or(Reason::NoSuchLayer)?;
        let dims = input.dims.clone().ok_or(Reason::ExtentsUnknown)?;
        let axis = axis_of(node.int("axis").unwrap_or(0), dims.len()).ok_or(Reason::OtherAxes)?;
        if !input.is_channels(axis) && input.side(axis).is_none() {
            return Err(Reason::OtherAxes);
        }
        let sizes = self.split_sizes(node, dims[axis]).ok_or(Reason::OtherAxes)?;
        let mut start = 0i64;
        for (output, length) in node.output.iter().zip(sizes) {
            if self.graph.is_output(output) || !self.graph.user_places(output).is_empty() {
                let flow = self.part(node, &input, axis, start, length).ok_or(Reason::OtherAxes)?;
                self.finish(output, flow)?;
            }
            start = start.saturating_add(length);
        }
        Ok(Fate::Row)
    }

    /// A part of what flows: some of its channels, rows or columns.
    fn part(
        &mut self,
        node: &NodeProto,
        input: &Rc<Flow>,
        axis: usize,
        start: i64,
        length: i64,
    ) -> Option<Rc<Flow>> {
        let extent = *input.dims.as_ref()?.get(axis)?;
        if (start, length) == (0, extent) {
            return Some(input.clone());
        }
        let (kind, values) = match input.side(axis) {
            Some(side) => {
                let mut amount = [0; 4];
                (amount[side], amount[side + 2]) = (start, extent - start - length);
                (Kind::Crop, Values::of(Kind::Crop).with(Key::Amount, Value::Sides(amount)))
            }
            None => {
                let values = Values::of(Kind::SliceChannels).integer(Key::Start, start);
                (Kind::SliceChannels, values.integer(Key::Length, length))
            }
        };
        Some(self.emit(node, kind, values, &[input], &input.roles, None))
    }

    /// `Gather` of one row, column or position, of some channels that follow one another, or of all in another order;
    /// or of all elements in a row, which is how a view with other strides is written.
    pub fn gather(&mut self, at: usize) -> Handled {
        let node = &self.graph.nodes[at];
        let name = node.operand(0).ok_or(Reason::NoSuchLayer)?;
        let places = self.constant(node, 1).ok_or(Reason::NoSuchLayer)?;
        let axes = places.dims.clone().ok_or(Reason::NoSuchLayer)?;
        if let Some([elements]) = self.dims(name).as_deref()
            && *elements == product(&axes)
        {
            return self.rearrange(node, name, axes);
        }
        let input = self.operand(node, 0).ok_or(Reason::NoSuchLayer)?;
        let dims = input.dims.clone().ok_or(Reason::ExtentsUnknown)?;
        let axis = axis_of(node.int("axis").unwrap_or(0), dims.len()).ok_or(Reason::OtherAxes)?;
        let numbers = places.numbers.as_ref().ok_or(Reason::OtherAxes)?.integers();
        let places: Option<Vec<usize>> =
            numbers.iter().map(|place| axis_of(*place, dims[axis] as usize)).collect();
        let places = places.filter(|places| !places.is_empty()).ok_or(Reason::OtherAxes)?;
        let (first, count) = (places[0], places.len());
        let in_order = places.iter().copied().eq(first..first + count);
        if axes.len() == 1 && input.is_channels(axis) && !in_order {
            let mut sorted = places;
            sorted.sort_unstable();
            if !sorted.into_iter().eq(0..dims[axis] as usize) {
                return Err(Reason::OtherAxes);
            }
            let flow =
                self.emit(node, Kind::Identity, Values::of(Kind::Identity), &[&input], &input.roles, None);
            return self.finish(Self::output(node), flow);
        }
        let one_pixel = axes.is_empty() && input.side(axis).is_some();
        if !in_order
            || !(one_pixel || axes.len() == 1 && (input.is_channels(axis) || input.side(axis).is_some()))
        {
            return Err(Reason::OtherAxes);
        }
        let flow = self.part(node, &input, axis, first as i64, count as i64).ok_or(Reason::OtherAxes)?;
        let flow = if one_pixel { self.without_axis(node, flow, axis) } else { flow };
        self.finish(Self::output(node), flow)
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
                let side = match (input.side(axis), input.roles.get(axis)) {
                    (Some(side), _) => side,
                    (None, Some(Role::Channels)) => {
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

/// Where a slice begins and ends along an axis, as the file gives it.
struct Bounds {
    start: i64,
    end: i64,
    axis: i64,
}
