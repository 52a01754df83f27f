//! Pointing at a picture: the element under a point, by its true index, and what it is made of.

#![allow(clippy::unwrap_used, clippy::panic)] // A test may panic, and so may what helps it.

mod gallery;

use im2cost::i18n::Language;
use im2cost::layer::Direction::{Convolution, Linear, Transposed};
use im2cost::layer::GemmLayer;
use im2cost::lowering::{ColumnMap, MatrixName, Pass};
use im2cost::scene::{Meaning, Move, Part, Point, Role, Room, Scene, Shape, Spot, Way};
use proptest::prelude::*;

fn scene(layer: &GemmLayer, pass: Pass, width: f64) -> Scene {
    Scene::new(layer, pass, Room::of_width(width), &|label| Language::English.picture(label))
}

/// Random layers, small ones that can be searched.
fn layers() -> impl Strategy<Value = GemmLayer> {
    let kinds = prop_oneof![Just(Convolution), Just(Transposed), Just(Linear)];
    let pair = |from: i64, to: i64| [from..to, from..to];
    (
        kinds,
        1i64..9,
        pair(1, 4),
        pair(1, 9),
        pair(1, 4),
        pair(1, 4),
        pair(1, 3),
        pair(0, 3),
        any::<bool>(),
        1i64..4,
    )
        .prop_filter_map(
            "the kernel fits",
            |(direction, groups, channels, input, kernel, stride, dilation, padding, bias, batch)| {
                let base = gallery::make(direction, channels.map(|channels| channels * groups), 1, 1);
                let base = gallery::Make { groups, bias, batch, ..base };
                if direction == Linear {
                    return Some(gallery::Make { groups: 1, ..base }.layer());
                }
                let [top, left] = padding;
                let padding = [top, left, top, left];
                let make = gallery::Make { input, kernel, stride, dilation, padding, ..base };
                make.fits().then(|| make.layer())
            },
        )
}

/// A part, and a random element of a drawn group of it.
fn element(part: &Part, [block, row, column]: [u64; 3]) -> Spot {
    let group = part.blocks.group((block % part.blocks.count() as u64) as usize);
    let (row, column) = (u128::from(row) % part.rows, u128::from(column) % part.columns);
    Spot::Cell { role: part.role, group, row, column }
}

/// The middle of an element in the picture.
fn middle(part: &Part, group: u64, row: u128, column: u128) -> Point {
    let block = part.block(part.blocks.block_of(group).unwrap());
    let along = |at: u128, count: u128, edge: f64| (at as f64 + 0.5) / count as f64 * edge;
    Point {
        x: block.x + along(column, part.columns, block.width),
        y: block.y + along(row, part.rows, block.height),
    }
}

proptest! {
    #[test]
    fn a_point_finds_the_element_that_is_there(
        layer in layers(), role in 0usize..3, width in 320f64..800.0, at in any::<[u64; 3]>(),
    ) {
        for pass in Pass::ALL {
            let scene = scene(&layer, pass, width);
            let part = scene.part([Role::Left, Role::Right, Role::Result][role]);
            let spot = element(part, at);
            let Spot::Cell { group, row, column, .. } = spot else { unreachable!() };
            prop_assert_eq!(scene.point(middle(part, group, row, column)), Some(spot));
        }
    }

    #[test]
    fn a_column_cell_is_what_the_index_map_says(layer in layers(), at in any::<[u64; 3]>()) {
        let map = ColumnMap::new(&layer);
        for pass in Pass::ALL {
            let scene = scene(&layer, pass, 660.0);
            for role in [Role::Right, Role::Result] {
                let spot = element(scene.part(role), at);
                let Some(Meaning::Column { name, row, column, tap, place, way, .. }) = scene.meaning(spot) else {
                    continue;
                };
                let Spot::Cell { group, .. } = spot else { unreachable!() };
                let (patch, position) = if matches!(name, MatrixName::ColsT | MatrixName::DColsT) { (column, row) } else { (row, column) };
                let images = map.columns();
                let expected_tap = map.tap(patch).unwrap();
                let pixel = map.pixel(group as i64, expected_tap, map.position(position % images).unwrap());
                prop_assert_eq!(tap, [expected_tap.y, expected_tap.x]);
                prop_assert_eq!(place.channel, pixel.channel as u128);
                prop_assert_eq!(place.pixel, Some([pixel.y, pixel.x]));
                prop_assert_eq!(place.image.unwrap_or(0), position / images);
                let (Way::Read { real } | Way::Added { real, .. }) = way;
                prop_assert_eq!(real, map.is_real(pixel));
            }
        }
    }

    #[test]
    fn a_pixel_has_as_many_cells_as_a_search_finds(layer in layers(), at in any::<[u64; 4]>()) {
        let map = ColumnMap::new(&layer);
        for pass in Pass::ALL {
            let scene = scene(&layer, pass, 660.0);
            let [height, width] = layer.grids.map(|grid| grid.pixels as u64);
            let channels = (map.rows() / (layer.grids[0].kernel * layer.grids[1].kernel) as u128) as u64;
            let spot = Spot::Pixel {
                group: 0,
                channel: u128::from(at[0] % channels),
                y: u128::from(at[1] % height),
                x: u128::from(at[2] % width),
            };
            let Some(Meaning::Pixel { cells, place, .. }) = scene.meaning(spot) else { continue };
            let mut found = 0;
            for row in 0..map.rows() {
                for column in 0..map.columns() {
                    let pixel = map.pixel(0, map.tap(row).unwrap(), map.position(column).unwrap());
                    let here = pixel.channel as u128 == place.channel && Some([pixel.y, pixel.x]) == place.pixel;
                    found += u128::from(here);
                }
            }
            prop_assert_eq!(cells, found);
        }
    }

    #[test]
    fn what_lights_up_is_bounded_and_in_the_picture(
        layer in layers(), role in 0usize..3, width in 320f64..800.0, at in any::<[u64; 3]>(),
    ) {
        for pass in Pass::ALL {
            let scene = scene(&layer, pass, width);
            let spot = element(scene.part([Role::Left, Role::Right, Role::Result][role]), at);
            let lit = scene.lit(spot);
            prop_assert!(lit.len() <= 70);
            for shape in &lit {
                let Shape::Rect(rect, _) = shape else { continue };
                prop_assert!(rect.x.is_finite() && rect.right() <= scene.size[0] + 6.0, "{rect:?}");
                prop_assert!(rect.y >= -6.0 && rect.bottom() <= scene.size[1] + 6.0, "{rect:?}");
            }
        }
    }

    #[test]
    fn keys_stay_on_drawn_elements(layer in layers(), at in any::<[u64; 3]>(), rows in -3i128..4, columns in -3i128..4) {
        for pass in Pass::ALL {
            let scene = scene(&layer, pass, 660.0);
            for role in [Role::Left, Role::Right, Role::Result] {
                let spot = element(scene.part(role), at);
                let moved = scene.moved(spot, Move { rows, columns, channels: 0 });
                prop_assert!(!scene.lit(moved).is_empty());
                prop_assert!(scene.meaning(moved).is_some());
            }
        }
    }
}

/// The sentences that the page's own example is described by.
#[test]
fn sentences_name_true_indices() {
    let layer = gallery::make(Convolution, [64, 128], 56, 3).padding(1).groups(4).bias().layer();
    let scene = scene(&layer, Pass::Forward, 660.0);
    let said = |role, group, row, column| {
        Language::English.meaning(&scene.meaning(Spot::Cell { role, group, row, column }).unwrap())
    };
    assert_eq!(said(Role::Result, 2, 6, 968), "Y, channel 70, pixel (17, 16): 144 products and a bias");
    assert_eq!(
        said(Role::Right, 0, 77, 968),
        "cols, group 0, column 968, row 77: channel 8, kernel (1, 2), reads pixel (17, 17)"
    );
    assert_eq!(
        said(Role::Right, 3, 0, 0),
        "cols, group 3, column 0, row 0: channel 48, kernel (0, 0), reads padding, 0"
    );
    assert_eq!(
        said(Role::Left, 1, 0, 143).replace('\u{202f}', " "),
        "W, output channel 32, input channel 31, kernel (2, 2): a factor of 3 136 products"
    );
}
