//! Caffe's layers that change extents: slices, crops, interpolation, and those that put elements elsewhere.

use super::net::{Blob, Net, plain};
use super::tree::Block;
use crate::codec::extents::reshaped;
use crate::codec::remark::TextPlace;
use crate::codec::rows::Values;
use crate::layer::{Key, Kind, Scale, Shape, Value};

impl<'t> Net<'t> {
    /// Some of the channels for each blob that comes out.
    pub(super) fn slice(&mut self, place: TextPlace, block: &'t Block<'t>, params: &Block) {
        let source = self.source(place, block, 0);
        let tops: Vec<&str> = block.texts("top").collect();
        let axis = params.integer("axis").or(params.integer("slice_dim")).unwrap_or(1);
        let Some(channels) = source.1.map(|shape| shape.channels()).filter(|_| axis == 1 && !tops.is_empty())
        else {
            return self.unknown(place, block, "Slice", None);
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
            return self.unknown(place, block, "Crop", None);
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
        let side = |names: [&str; 2]| names.iter().find_map(|name| params.integer(name));
        let size = side(["height", "upsample_h"]).zip(side(["width", "upsample_w"]));
        // Interpolation keeps the corners where they are.
        let zoomed = |extent: i64| {
            let shrunk = (extent - 1) / params.integer("shrink_factor").unwrap_or(1).max(1);
            shrunk.checked_mul(params.integer("zoom_factor").unwrap_or(1))?.checked_add(1)
        };
        let zooms = ["zoom_factor", "shrink_factor"].iter().any(|name| params.integer(name).is_some());
        let zoomed = || {
            let [height, width] = self.source(place, block, 0).1.filter(|_| zooms)?.size()?;
            zoomed(height).zip(zoomed(width))
        };
        let values = match (size.or_else(zoomed), params.integer("scale")) {
            (Some((height, width)), _) => values.pair(Key::Size, [height, width]),
            (None, Some(factor)) => {
                let factor = Scale(factor as f64);
                values.with(Key::ScaleFactor, Value::Scale([factor, factor]))
            }
            (None, None) => values,
        };
        self.push(place, block, values, Kind::Upsample);
    }

    /// A vector of all elements, unless only some axes become one.
    pub(super) fn flatten(&mut self, place: TextPlace, block: &'t Block<'t>, params: &Block) {
        let all = params.integer("axis").is_none_or(|axis| axis == 1)
            && params.integer("end_axis").is_none_or(|axis| axis == -1);
        match all {
            true => self.push(place, block, Values::of(Kind::Flatten), Kind::Flatten),
            false => self.unknown(place, block, "Flatten", None),
        }
    }

    /// Other axes in another order. Nothing of that is left once they are flattened.
    pub(super) fn permute(&mut self, at: usize, place: TextPlace, block: &'t Block<'t>, params: &Block) {
        let top = block.text("top");
        let mut users = self.layers[at + 1..]
            .iter()
            .filter(|user| user.texts("bottom").any(|bottom| Some(bottom) == top));
        let mut users = users.by_ref().map(|user| plain(user.text("type").unwrap_or_default())).peekable();
        let order = params.integers("order");
        if order.first() == Some(&0) && users.peek().is_some() && users.all(|user| user == "flatten") {
            return self.push(place, block, Values::of(Kind::Identity), Kind::Identity);
        }
        let extents = self.source(place, block, 0).1.and_then(|shape| {
            let extents = shape.extents();
            order
                .iter()
                .map(|axis| extents.get(usize::try_from(*axis).ok()?).copied())
                .collect::<Option<Vec<i64>>>()
        });
        self.unknown(place, block, "Permute", extents.filter(|extents| matches!(extents.len(), 2 | 4)));
    }

    /// The same elements in another shape: a vector of an image's, an image of a vector's, or what there is no layer for.
    pub(super) fn reshape(&mut self, place: TextPlace, block: &'t Block<'t>, params: &Block) {
        let source = self.source(place, block, 0).1;
        let target = params.block("shape").map(|shape| shape.integers("dim")).unwrap_or_default();
        let whole =
            params.integer("axis").is_none_or(|axis| axis == 0) && params.integer("num_axes").is_none();
        let extents = source.filter(|_| whole).and_then(|shape| reshaped(shape.extents(), &target));
        let same_batch =
            extents.as_deref().and_then(<[i64]>::first).copied() == source.map(|shape| shape.batch());
        match (source, extents.as_deref()) {
            (Some(Shape::Image(_)), Some([_, _])) if same_batch => {
                self.push(place, block, Values::of(Kind::Flatten), Kind::Flatten);
            }
            (Some(Shape::Vector(_)), Some([_, image @ ..])) if same_batch && image.len() == 3 => {
                let values = Values::of(Kind::Unflatten).with(Key::Shape, Value::Extents(image.to_vec()));
                self.push(place, block, values, Kind::Unflatten);
            }
            _ => {
                // Three extents are those of an image of height 1.
                let extents = extents.map(|extents| match extents[..] {
                    [batch, channels, width] => vec![batch, channels, 1, width],
                    _ => extents,
                });
                self.unknown(
                    place,
                    block,
                    "Reshape",
                    extents.filter(|extents| matches!(extents.len(), 2 | 4)),
                );
            }
        }
    }
}
