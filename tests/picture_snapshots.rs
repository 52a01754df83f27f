//! Pictures as text: what is drawn of four kinds of layers in three passes, where, and what it says.

mod gallery;

use std::fmt::Write;

use gallery::{Make, make};
use im2cost::i18n::Language;
use im2cost::layer::Direction::{Convolution, Linear, Transposed};
use im2cost::lowering::Pass;
use im2cost::scene::{Extents, Room, Scene, Shape};

/// The variants of a kind that pictures differ in.
fn variants(base: Make) -> Vec<(&'static str, Make)> {
    let transposed = base.direction == Transposed;
    let mut variants = vec![
        ("plain", base),
        ("depthwise", Make { channels: [32; 2], ..base }.groups(32)),
        ("dilated", Make { dilation: [2, 3], ..base }),
        ("strided", base.stride(2)),
        ("padded, with bias", base.padding(1).bias()),
        ("asymmetric", Make { padding: [0, 1, 2, 1], ..base }),
        ("not square", Make { input: [6, 20], kernel: [1, 5], ..base }),
        ("1×1", Make { kernel: [1; 2], ..base }),
        ("batch of 4, with bias", base.bias().batch(4)),
        ("huge", Make { channels: [512; 2], input: [256; 2], ..base }.padding(1)),
    ];
    if transposed {
        variants.push(("output padding", Make { output_padding: [1; 2], ..base.stride(2).padding(1) }));
    }
    variants
}

/// A picture as text: its matrices with extents and places, and every text around them.
fn picture(make: Make, pass: Pass) -> String {
    let language = Language::English;
    let layer = make.layer();
    let scene = Scene::new(&layer, pass, Room::of_width(660.0), &|label| language.picture(label));
    let [width, height] = scene.size;
    let mut out = format!("{pass:?}, {width:.0} × {height:.0}\n");
    for drawing in &scene.drawings {
        let extents = match drawing.extents {
            Extents::Matrix { rows, columns } => format!("{rows} × {columns}"),
            Extents::Tensor { channels, height, width } => format!("{channels} × {height} × {width}"),
        };
        let frame = drawing.frame;
        let groups =
            if drawing.groups > 1 { format!(" × {} groups", drawing.groups) } else { String::new() };
        let _ = writeln!(
            out,
            "  {} {extents}{groups} at {:.0}, {:.0}: {:.0} × {:.0}",
            drawing.subject.id(),
            frame.x,
            frame.y,
            frame.width,
            frame.height
        );
    }
    let said = |shape: &Shape| match shape {
        Shape::Text(text) => {
            let said = language.picture(&text.label).into_iter().map(|span| span.text);
            Some(said.collect::<String>().replace('\u{202f}', " "))
        }
        _ => None,
    };
    let texts: Vec<String> = scene.shapes().filter_map(said).collect();
    let _ = writeln!(out, "  {}", texts.join(" | "));
    let example = scene.meaning(scene.example()).map(|meaning| language.meaning(&meaning));
    let _ = writeln!(out, "  {}", example.unwrap_or_default().replace('\u{202f}', " "));
    for note in &scene.notes[1..] {
        let _ = writeln!(out, "  {}", language.picture_note(*note));
    }
    out
}

fn check(kind: &str, variants: Vec<(&'static str, Make)>) {
    let mut out = String::new();
    for (variant, make) in variants {
        let _ = writeln!(out, "# {kind}, {variant}");
        for pass in Pass::ALL {
            out.push_str(&picture(make, pass));
        }
    }
    insta::assert_snapshot!(kind.replace(' ', "_"), out);
}

#[test]
fn convolutions() {
    let base = make(Convolution, [8, 12], 14, 3);
    check("convolution", variants(base));
}

#[test]
fn grouped_convolutions() {
    let base = make(Convolution, [8, 12], 14, 3).groups(4);
    check("grouped convolution", variants(base));
}

#[test]
fn transposed_convolutions() {
    let base = make(Transposed, [8, 12], 14, 3);
    check("transposed convolution", variants(base));
}

#[test]
fn grouped_transposed_convolutions() {
    let base = make(Transposed, [8, 12], 14, 3).groups(4);
    check("grouped transposed convolution", variants(base));
}

#[test]
fn linear_layers() {
    let base = make(Linear, [25088, 4096], 1, 1).bias();
    check("linear", vec![("plain", base), ("batch of 32", base.batch(32))]);
}
