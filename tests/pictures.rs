//! Pictures of layers of every kind and size: what is in them, and that all of it can be read.

mod gallery;

use im2cost::i18n::Language;
use im2cost::layer::GemmLayer;
use im2cost::lowering::{MatrixName, Pass};
use im2cost::scene::{Anchor, Extents, Label, Rect, Role, Room, Scene, Shape, Style, Subject, Text, width};

const WIDTHS: [f64; 5] = [320.0, 360.0, 490.0, 660.0, 720.0];

/// Every picture of every layer, in every language and at every width.
fn for_every_picture(mut check: impl FnMut(&str, &GemmLayer, &Scene, Language)) {
    for (name, layer) in gallery::all() {
        for pass in Pass::ALL {
            for language in Language::ALL {
                for width in WIDTHS {
                    let scene =
                        Scene::new(&layer, pass, Room::of_width(width), &|label| language.picture(label));
                    check(&format!("{name}, {pass:?}, {language:?}, {width}"), &layer, &scene, language);
                }
            }
        }
    }
}

#[test]
fn a_picture_has_the_extents_of_its_lowering() {
    for_every_picture(|about, layer, scene, _| {
        let gemm = scene.lowering.gemm;
        let matrices = [gemm.left, gemm.right, gemm.result];
        let image = scene.lowering.im2col.map(|step| step.image);
        let image = image.or(scene.lowering.col2im.map(|step| step.image));
        let mut seen = 0;
        for drawing in &scene.drawings {
            assert_eq!(drawing.groups as i64, layer.groups, "{about}");
            match (drawing.subject, drawing.extents) {
                (Subject::Matrix(role, name), Extents::Matrix { rows, columns }) => {
                    let matrix = matrices[role as usize];
                    assert_eq!(name, matrix.name, "{about}");
                    let edges = [matrix.rows, matrix.columns].map(|edge| edge.value(layer));
                    assert_eq!([rows, columns], edges, "{about}");
                    seen += 1;
                }
                (Subject::Tensor(name), Extents::Tensor { channels, height, width }) => {
                    let image = image.unwrap();
                    assert_eq!(name, image.name, "{about}");
                    let edges = [image.channels, image.height, image.width].map(|edge| edge.value(layer));
                    assert_eq!([channels, height, width], edges, "{about}");
                }
                (Subject::Bias { gradient }, Extents::Matrix { rows, columns: 1 }) => {
                    assert_eq!(gradient, gemm.batch_inside, "{about}");
                    assert_eq!(rows as i64 * layer.groups, layer.out_channels, "{about}");
                }
                other => panic!("{about}: {other:?}"),
            }
        }
        assert_eq!(seen, 3, "{about}");
    });
}

/// Texts of 12 pixels are drawn at that size, or on the narrowest phones hardly smaller, whatever the numbers.
#[test]
fn no_picture_is_made_small_by_its_numbers() {
    let mut complaints = Vec::new();
    for_every_picture(|about, _, scene, _| {
        let room: f64 = about.rsplit(' ').next().unwrap().parse().unwrap();
        let size = 12.0 * room / scene.size[0];
        let least = if room < 480.0 { 8.5 } else { 11.0 };
        if size < least {
            complaints.push(format!("{about}: {size:.1}"));
        }
    });
    assert!(complaints.is_empty(), "{}:\n{}", complaints.len(), complaints.join("\n"));
}

/// The name of each matrix and tensor stands in it, or beside it where it is too small.
#[test]
fn every_matrix_and_tensor_is_named() {
    let mut complaints = Vec::new();
    for_every_picture(|about, _, scene, _| {
        let names: Vec<MatrixName> = scene
            .shapes()
            .filter_map(|shape| match shape {
                Shape::Text(Text { label: Label::Name(name, _), .. }) => Some(*name),
                _ => None,
            })
            .collect();
        for drawing in &scene.drawings {
            let (Subject::Matrix(_, name) | Subject::Tensor(name)) = drawing.subject else { continue };
            if !names.contains(&name) {
                complaints.push(format!("{about}: {name:?}"));
            }
        }
    });
    assert!(complaints.is_empty(), "{}:\n{}", complaints.len(), complaints.join("\n"));
}

/// The arrow of im2col starts at the tensor that it reads: at its side, or under the texts below it.
#[test]
fn im2col_is_read_from_its_tensor() {
    for_every_picture(|about, _, scene, _| {
        if scene.lowering.im2col.is_none() {
            return;
        }
        let tensor = scene.drawings.iter().find(|drawing| matches!(drawing.subject, Subject::Tensor(_)));
        let frame = tensor.unwrap().frame;
        let arrows = scene.around.iter().filter_map(|shape| match shape {
            Shape::Curve(points, Style::Arrow) => Some(points[0]),
            _ => None,
        });
        let starts: Vec<_> = arrows.collect();
        let at_side =
            |x: f64, y: f64| (0.0..9.0).contains(&(x - frame.right())) && frame.y <= y && y <= frame.bottom();
        let below = |x: f64, y: f64| {
            frame.x <= x && x <= frame.right() && (0.0..70.0).contains(&(y - frame.bottom()))
        };
        let starts_there = starts.iter().any(|start| at_side(start.x, start.y) || below(start.x, start.y));
        assert!(starts_there, "{about}: {starts:?} beside {frame:?}");
    });
}

/// A patch of a dilated kernel shows each pixel that the kernel reads, and the gaps.
#[test]
fn a_dilated_patch_has_gaps() {
    let mut dilated = 0;
    for_every_picture(|about, layer, scene, _| {
        let lit = scene.lit(scene.example());
        let taps: Vec<&Rect> = lit
            .iter()
            .filter_map(|shape| match shape {
                Shape::Rect(rect, Style::Dots) => Some(rect),
                _ => None,
            })
            .collect();
        let [height, width] = &layer.grids;
        let has_gaps = height.dilation > 1 && height.kernel > 1 && height.kernel.max(width.kernel) <= 7;
        if !has_gaps {
            return assert!(taps.is_empty() || width.dilation > 1, "{about}");
        }
        if !taps.is_empty() {
            dilated += 1;
            // The one that is pointed at is marked like any other element.
            let all = (height.kernel * width.kernel) as usize;
            assert!(taps.len() == all || taps.len() + 1 == all, "{about}: {}", taps.len());
            let [first, below] = [taps[0], taps[width.kernel as usize]];
            assert!(below.y - first.bottom() >= first.height.min(1.9), "{about}: {first:?} {below:?}");
        }
    });
    assert!(dilated > 0);
}

#[test]
fn the_number_of_shapes_is_bounded() {
    for_every_picture(|about, _, scene, _| {
        let shapes = scene.shapes().count() + scene.lit(scene.example()).len();
        assert!(shapes < 150, "{about}: {shapes}");
    });
}

/// The blocks of a drawing: its rectangles with a soft fill.
fn blocks(shapes: &[Shape]) -> impl Iterator<Item = Rect> {
    shapes.iter().filter_map(|shape| match shape {
        Shape::Rect(rect, Style::Block(..)) => Some(*rect),
        _ => None,
    })
}

#[test]
fn a_longer_edge_is_never_drawn_shorter() {
    for_every_picture(|about, _, scene, _| {
        let mut edges: Vec<(u128, f64)> = Vec::new();
        for drawing in &scene.drawings {
            let [rows, columns] = match drawing.extents {
                Extents::Matrix { rows, columns } => [rows, columns],
                Extents::Tensor { height, width, .. } => [height, width],
            };
            for block in blocks(&drawing.shapes) {
                edges.extend([(rows, block.height), (columns, block.width)]);
            }
        }
        edges.sort_by(|one, other| one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)));
        for pair in edges.windows(2) {
            assert!(pair[0].1 <= pair[1].1 + 1e-6, "{about}: {pair:?}");
        }
    });
}

/// About where a text is.
fn area(text: &Text, language: Language) -> Rect {
    let (x, y, width) = (text.at.x, text.at.y, width(&language.picture(&text.label)));
    let before = match text.anchor {
        Anchor::Start => 0.0,
        Anchor::Middle => width / 2.0,
        Anchor::End => width,
    };
    if text.turned {
        Rect::new(x - 9.5, y - width + before, 12.5, width)
    } else {
        Rect::new(x - before, y - 9.5, width, 12.5)
    }
}

/// What a text says.
fn said(text: &Text, language: Language) -> String {
    language.picture(&text.label).into_iter().map(|span| span.text).collect()
}

fn overlap(one: &Rect, other: &Rect) -> bool {
    let apart = one.right() <= other.x + 0.5
        || other.right() <= one.x + 0.5
        || one.bottom() <= other.y + 0.5
        || other.bottom() <= one.y + 0.5;
    !apart
}

#[test]
fn texts_do_not_overlap_each_other_or_what_they_do_not_name() {
    let mut complaints = Vec::new();
    for_every_picture(|about, _, scene, language| {
        let texts: Vec<(&Text, Rect)> = scene
            .shapes()
            .filter_map(|shape| match shape {
                Shape::Text(text) => Some((text, area(text, language))),
                _ => None,
            })
            .collect();
        for (at, (text, here)) in texts.iter().enumerate() {
            let picture = Rect::new(0.0, 0.0, scene.size[0], scene.size[1]);
            if picture.around(here) != picture {
                complaints.push(format!(
                    "{about}: {} leaves {:?}: {here:?}",
                    said(text, language),
                    scene.size
                ));
            }
            for (other, there) in &texts[at + 1..] {
                if overlap(here, there) {
                    complaints.push(format!(
                        "{about}: {} over {}",
                        said(text, language),
                        said(other, language)
                    ));
                }
            }
        }
        // Texts around the drawings stand clear of every block.
        for shape in &scene.around {
            let Shape::Text(text) = shape else { continue };
            for drawing in &scene.drawings {
                if blocks(&drawing.shapes).any(|block| overlap(&area(text, language), &block)) {
                    complaints.push(format!("{about}: {} over {:?}", said(text, language), drawing.subject));
                }
            }
        }
    });
    let count = complaints.len();
    complaints.truncate(40);
    assert!(complaints.is_empty(), "{count}:\n{}", complaints.join("\n"));
}

#[test]
fn a_pass_and_its_dual_are_the_same_matrices_to_one_scale() {
    let mut seen = 0;
    for (name, layer) in gallery::all() {
        let Some(dual) = layer.dual() else { continue };
        for (pass, other) in Pass::ALL.into_iter().filter_map(|pass| Some((pass, pass.dual()?))) {
            for width in WIDTHS {
                let about = format!("{name}, {pass:?}, {width}");
                let room = Room::of_width(width);
                let words = |label: &_| Language::English.picture(label);
                let scenes = [
                    Scene::beside((&dual, other), &layer, pass, room, &words),
                    Scene::beside((&layer, pass), &dual, other, room, &words),
                ];
                for role in [Role::Left, Role::Right, Role::Result] {
                    let [one, two] = scenes.each_ref().map(|scene| scene.part(role));
                    assert_eq!([one.rows, one.columns], [two.rows, two.columns], "{about}, {role:?}");
                    assert_eq!(one.blocks, two.blocks, "{about}, {role:?}");
                    let [one, two] = [one, two].map(|part| part.block(0));
                    let apart = (one.width - two.width).abs().max((one.height - two.height).abs());
                    assert!(apart < 0.1, "{about}, {role:?}: {apart}");
                }
                let tensors = scenes.each_ref().map(|scene| {
                    let tensors =
                        scene.drawings.iter().filter(|one| matches!(one.subject, Subject::Tensor(_)));
                    tensors.map(|tensor| (tensor.extents, tensor.groups)).collect::<Vec<_>>()
                });
                assert_eq!(tensors[0], tensors[1], "{about}");
                seen += 1;
            }
        }
    }
    assert!(seen > 100, "{seen}");
}
