//! Caffe's layers that change extents: slices, crops, interpolation.

use super::net::{Blob, Net, plain};
use super::tree::Block;
use crate::codec::remark::TextPlace;
use crate::codec::rows::Values;
use crate::layer::{Key, Kind, Scale, Value};

impl<'t> Net<'t> {
    /// Some of the channels for each blob that comes out.
    pub(super) fn slice(&mut self, place: TextPlace, block: &'t Block<'t>, params: &Block) {
        let source = self.source(place, block, 0);
        let tops: Vec<&str> = block.texts("top").collect();
        let axis = params.integer("axis").or(params.integer("slice_dim")).unwrap_or(1);
        let Some(channels) = source.1.map(|shape| shape.channels()).filter(|_| axis == 1 && !tops.is_empty())
        else {
            return self.unknown(place, block, "Slice");
        };
        let mut points = params.integers("slice_point");
        if points.is_empty() {
            points = (1..tops.len() as i64).map(|part| part * (channels / tops.len() as i64)).collect();
        }
        points.push(channels);
        let mut start = 0i64;
        for (top, end) in tops.into_iter().zip(points) {
            let values = Values::of(Kind::SliceChannels)
                .integer(Key::Start, start)
                .integer(Key::Length, end.saturating_sub(start));
            let made = self.rows.push(
                top,
                Kind::SliceChannels,
                values.fields(),
                std::slice::from_ref(&source),
                None,
            );
            self.last = (made.name, made.shape);
            self.blobs.insert(top, self.last.clone());
            start = end;
        }
    }

    /// Crops the first blob to the size of the second.
    pub(super) fn crop(&mut self, place: TextPlace, block: &'t Block<'t>, params: &Block) {
        let (from, to) = (self.source(place, block, 0), self.source(place, block, 1));
        let size = |blob: &Blob| blob.1.and_then(|shape| shape.size());
        let (Some(large), Some(small)) = (size(&from), size(&to)) else {
            return self.unknown(place, block, "Crop");
        };
        let axis = params.integer("axis").unwrap_or(2);
        let offsets = params.integers("offset");
        let offset = |axis_here: i64| match offsets[..] {
            [] => 0,
            [all] => all,
            _ => usize::try_from(axis_here - axis).ok().and_then(|at| offsets.get(at).copied()).unwrap_or(0),
        };
        let mut amount = [0; 4];
        for side in 0..2 {
            if axis <= side as i64 + 2 {
                amount[side] = offset(side as i64 + 2);
                amount[side + 2] = large[side].saturating_sub(small[side]).saturating_sub(amount[side]);
            }
        }
        let values = Values::of(Kind::Crop).with(Key::Amount, Value::Sides(amount));
        let name = block.text("name").unwrap_or("crop").to_owned();
        self.made(block, &name, values, Kind::Crop, &[from]);
    }

    /// Interpolation, as forks of Caffe have it.
    pub(super) fn upsample(&mut self, place: TextPlace, block: &'t Block<'t>) {
        let params =
            ["upsample_param", "interp_param", "resize_param"].into_iter().find_map(|name| block.block(name));
        let params = params.unwrap_or(block);
        let values = Values::of(Kind::Upsample);
        let mode =
            if plain(block.text("type").unwrap_or_default()) == "interp" { "bilinear" } else { "nearest" };
        let values = values.word(Key::Mode, mode);
        let factor = params.integer("scale").or(params.integer("zoom_factor"));
        let values = match (factor, params.integer("height"), params.integer("width")) {
            (_, Some(height), Some(width)) => values.pair(Key::Size, [height, width]),
            (Some(factor), _, _) => {
                let factor = Scale(factor as f64);
                values.with(Key::ScaleFactor, Value::Scale([factor, factor]))
            }
            _ => values,
        };
        self.push(place, block, values, Kind::Upsample);
    }
}
