//! The pictures of twins as data: every kind of layer, every pass, every pattern.

#![allow(clippy::unwrap_used, clippy::panic)] // A test may panic, and so may what helps it.

mod gallery;

use std::fmt::Write;

use gallery::{Make, make};
use im2cost::i18n::Language;
use im2cost::layer::{Direction, GemmLayer};
use im2cost::lowering::{MOST_CELLS, Pass, Tensors, Twin};
use im2cost::scene::cells::{Board, Moment, Room, Steps, Still, Work};
use im2cost::scene::{Drawing, Label, Number, Rect, Shape};

/// The patterns of a kind.
fn patterns(direction: Direction) -> Vec<(&'static str, GemmLayer)> {
    let plain = make(direction, [64, 32], 16, 3);
    let up = Direction::Transposed == direction;
    let mut patterns = vec![
        ("plain", plain),
        ("with a bias, two of many images", plain.bias().batch(8)),
        ("pointwise", make(direction, [64, 64], 16, 1)),
        ("grouped", plain.padding(1).groups(4)),
        ("depthwise", Make { channels: [64, 64], ..plain }.padding(1).groups(64)),
        ("dilated", Make { dilation: [2, 2], ..plain }.padding(2)),
        ("strided", plain.stride(2)),
        ("padded unevenly", Make { padding: [0, 1, 1, 0], ..plain }),
        ("not square", Make { input: [9, 16], kernel: [1, 5], stride: [1, 2], ..plain }),
    ];
    if up {
        patterns.push(("output padding", Make { output_padding: [1, 1], ..plain }.stride(2).padding(1)));
    }
    patterns.into_iter().map(|(name, make)| (name, make.layer())).collect()
}

fn linear(vector: bool) -> GemmLayer {
    let mut layer = make(Direction::Linear, [512, 10], if vector { 1 } else { 8 }, 1).bias().batch(4).layer();
    layer.vector = vector;
    layer
}

fn numbers(drawing: &Drawing) -> Vec<String> {
    let shown = |shape: &Shape| match shape {
        Shape::Number(number) => number.shown.map_or("·".to_owned(), |shown| shown.to_string()),
        other => panic!("{other:?} among numbers"),
    };
    drawing.shapes.iter().map(shown).collect()
}

/// Whether every cell is within the picture.
fn is_whole(board: &Board) -> bool {
    let sheets = board.figures.iter().flat_map(|figure| &figure.sheets);
    sheets
        .map(|sheet| sheet.rect(board.cell))
        .all(|rect| rect.x >= 0.0 && rect.right() <= board.size[0] && rect.bottom() <= board.size[1])
}

/// The names of a picture, none of which stands on a cell, on another name, or beyond the picture.
/// Whether no number of a drawing touches the next one, even in a font of wide letters.
fn stand_apart(drawing: &Drawing) -> bool {
    drawing.shapes.iter().all(|shape| {
        let Shape::Number(number) = shape else { return true };
        let whole = Number { shown: Some(number.value), ..*number };
        let wide = whole.text().chars().map(|letter| if letter == '−' { 0.84 } else { 0.64 }).sum::<f64>();
        whole.squeezed().unwrap_or(whole.size() * wide) <= 0.9 * whole.rect.width
    })
}

fn captions(board: &Board, language: Language) -> String {
    let sheets: Vec<Rect> =
        board.figures.iter().flat_map(|figure| &figure.sheets).map(|sheet| sheet.rect(board.cell)).collect();
    let mut text = String::new();
    for (at, caption) in board.captions.iter().enumerate() {
        let others = board.captions.iter().skip(at + 1).map(|other| other.ground);
        for other in sheets.iter().copied().chain(others) {
            let common = caption.ground.inside(&other);
            assert!(common.width * common.height == 0.0, "{caption:?} {other:?}");
        }
        assert!(caption.ground.right() <= board.size[0] + 1.0, "{caption:?}");
        let spans = language.picture(&caption.text.label);
        let _ = writeln!(text, "{}", spans.iter().map(|span| &span.text[..]).collect::<String>());
    }
    text
}

/// A picture in words: its figures, and the numbers that are written half way.
fn describe(layer: &GemmLayer, pass: Pass) -> String {
    let twin = Twin::of(layer).layer;
    let work = Work::new(&twin, pass, &Tensors::of(&twin).unwrap()).unwrap();
    let steps = Steps::new(&work);
    let middle = steps.count() / 2;
    let step = steps.get(middle);
    let words = |label: &Label| Language::English.picture(label);
    let mut text = String::new();
    for room in [720, 366] {
        let board = Board::new(&work, step.image, Room::Width(room), &words);
        let (still, moment) = (Still::new(&work, &board), Moment::new(&work, &board, middle));
        let names = captions(&board, Language::English);
        let chinese = |label: &Label| Language::Chinese.picture(label);
        captions(&Board::new(&work, step.image, Room::Width(room), &chinese), Language::Chinese);
        let _ = writeln!(text, "{:.0} × {:.0}, cells of {}", board.size[0], board.size[1], board.cell);
        let shapes = still.ground.shapes.len()
            + still.lines.shapes.len()
            + moment.lit.len()
            + moment.link.iter().count();
        assert!(shapes < 200, "{layer:?} {pass:?} {shapes}");
        let all: usize = still
            .numbers
            .drawings
            .iter()
            .chain(&moment.numbers.drawings)
            .map(|drawing| drawing.shapes.len())
            .sum();
        assert!(all as u128 <= 2 * MOST_CELLS, "{layer:?} {pass:?} {all}");
        assert!(is_whole(&board), "{layer:?} {pass:?}");
        assert!([&still.numbers, &moment.numbers].iter().all(|sheaf| sheaf.drawings.iter().all(stand_apart)));
        if room > 700 {
            text += &names;
            for drawing in still.numbers.drawings.iter().chain(&moment.numbers.drawings) {
                let (extents, groups) = (drawing.extents, drawing.groups);
                let numbers = numbers(drawing).join(" ");
                let _ = writeln!(text, "{} {extents:?} × {groups}: {numbers}", drawing.subject.id());
            }
        }
    }
    // On a screen the picture is as large as its arrangement allows, and never smaller than that of the usual width.
    let [usual, screen] = [Room::Width(1300), Room::Screen([1300, 640])].map(|room| {
        let board = Board::new(&work, step.image, room, &words);
        assert!(is_whole(&board), "{layer:?} {pass:?} {room:?}");
        board.cell * (1300.0 / board.size[0]).min(640.0 / board.size[1])
    });
    assert!(screen >= usual - 0.01, "{layer:?} {pass:?} {screen} {usual}");
    let terms: Vec<String> = step.terms.iter().map(|term| term.value().to_string()).collect();
    let _ = writeln!(
        text,
        "step {middle} of {}: {:?} {:?} = {} = {}\n",
        steps.count(),
        step.doing,
        step.written,
        terms.join(" + "),
        step.total
    );
    text
}

/// A column beside the table of a screen, and a phone.
#[test]
fn no_twin_is_wider_than_a_narrow_column() {
    for direction in [Direction::Convolution, Direction::Transposed] {
        let wide = |kernel| make(direction, [64, 128], 32, kernel);
        let stem = Make { channels: [3, 64], ..wide(7) }.stride(2).padding(3);
        let twice = wide(5).padding(2).groups(2);
        let large = [stem, wide(5).padding(2), wide(3).padding(1).groups(4), twice, wide(11).stride(4)];
        let layers = patterns(direction).into_iter().map(|(_, layer)| layer);
        for layer in layers.chain(large.map(|make| make.layer())) {
            let twin = Twin::of(&layer).layer;
            for pass in Pass::ALL {
                let work = Work::new(&twin, pass, &Tensors::of(&twin).unwrap()).unwrap();
                for room in [438, 366] {
                    let words = |label: &Label| Language::English.picture(label);
                    let board = Board::new(&work, 0, Room::Width(room), &words);
                    captions(&board, Language::English);
                    assert!(is_whole(&board), "{layer:?} {pass:?} {room}");
                    let [width, _] = board.size;
                    assert!(width <= f64::from(room), "{layer:?} {pass:?} {room} {width} {}", board.cell);
                }
            }
        }
    }
}

/// What goes on below itself still has every cell once, and each is found where it stands.
#[test]
fn a_matrix_in_bands_has_all_its_cells() {
    let layer = make(Direction::Convolution, [64, 128], 32, 5).padding(2).groups(2).bias().layer();
    let twin = Twin::of(&layer).layer;
    for pass in Pass::ALL {
        let work = Work::new(&twin, pass, &Tensors::of(&twin).unwrap()).unwrap();
        let [narrow, wide] = [250, 3000].map(|room| {
            let board = Board::new(&work, 0, Room::Width(room), &|label| Language::English.picture(label));
            let mut cells = Vec::new();
            for sheet in board.figures.iter().flat_map(|figure| &figure.sheets) {
                for (row, column) in
                    (0..sheet.rows).flat_map(|row| (0..sheet.columns).map(move |at| (row, at)))
                {
                    let cell = sheet.cell(&work, row, column);
                    assert_eq!(sheet.find(&work, cell), Some([row, column]));
                    cells.push(format!("{cell:?}"));
                }
            }
            cells.sort();
            (board, cells)
        });
        let is_broken = |board: &Board| {
            let mut sheets = board.figures.iter().flat_map(|figure| &figure.sheets);
            sheets.any(|sheet| sheet.before > 0)
        };
        assert_eq!(narrow.1, wide.1, "{pass:?}");
        assert!(!is_broken(&wide.0));
        assert_eq!(is_broken(&narrow.0), pass != Pass::InputGrad, "{pass:?}");
    }
}

#[test]
fn every_picture_of_a_convolution_is_as_it_was() {
    snapshot("convolution", patterns(Direction::Convolution));
}

#[test]
fn every_picture_of_a_transposed_convolution_is_as_it_was() {
    snapshot("transposed", patterns(Direction::Transposed));
}

#[test]
fn every_picture_of_a_linear_layer_is_as_it_was() {
    snapshot("linear", vec![("on vectors", linear(true)), ("on images", linear(false))]);
}

fn snapshot(kind: &str, patterns: Vec<(&str, GemmLayer)>) {
    for pass in Pass::ALL {
        let mut text = String::new();
        for (name, layer) in &patterns {
            let _ = writeln!(text, "-- {name}\n{}", describe(layer, pass));
        }
        insta::assert_snapshot!(format!("{kind}_{pass:?}"), text);
    }
}
