//! Pictures of layers of every kind and size: what is in them, and that all of it can be read.

mod gallery;

use im2cost::i18n::Language;
use im2cost::layer::GemmLayer;
use im2cost::lowering::Pass;
use im2cost::scene::{Extents, Room, Scene, Subject};

const WIDTHS: [f64; 3] = [360.0, 660.0, 720.0];

/// Every picture of every layer, in every language and at every width.
fn for_every_picture(mut check: impl FnMut(&str, &GemmLayer, &Scene, Language, Room)) {
    for (name, layer) in gallery::all() {
        for pass in Pass::ALL {
            for language in Language::ALL {
                for width in WIDTHS {
                    let room = Room::of_width(width);
                    let scene = Scene::new(&layer, pass, room, &|label| language.picture(label));
                    let about = format!("{name}, {pass:?}, {language:?}, {width}");
                    check(&about, &layer, &scene, language, room);
                }
            }
        }
    }
}

#[test]
fn a_picture_has_the_extents_of_its_lowering() {
    for_every_picture(|about, layer, scene, _, _| {
        let gemm = scene.lowering.gemm;
        let matrices = [gemm.left, gemm.right, gemm.result];
        let mut seen = 0;
        for drawing in &scene.drawings {
            assert_eq!(drawing.groups as i64, layer.groups, "{about}");
            let (Subject::Matrix(role, name), Extents::Matrix { rows, columns }) =
                (drawing.subject, drawing.extents)
            else {
                continue;
            };
            let matrix = matrices[role as usize];
            assert_eq!(name, matrix.name, "{about}");
            assert_eq!(
                [rows, columns],
                [matrix.rows, matrix.columns].map(|edge| edge.value(layer)),
                "{about}"
            );
            seen += 1;
        }
        assert_eq!(seen, 3, "{about}");
    });
}

#[test]
fn the_number_of_shapes_is_bounded() {
    for_every_picture(|about, _, scene, _, _| {
        let shapes = scene.shapes().count();
        assert!(shapes < 150, "{about}: {shapes}");
    });
}
