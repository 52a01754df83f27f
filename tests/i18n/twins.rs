//! What a twin says of itself.

use crate::{assert_covers, say};
use im2cost::cost::Proof;
use im2cost::i18n::{Language, place_symbol};
use im2cost::layer::{Direction, GemmLayer, Grid};
use im2cost::lowering::{Pass, Place, Tensors, Twin};
use im2cost::network::TwinError;
use im2cost::scene::cells::{Coverage, Grouping, Steps, Whole, Work};

fn layer(direction: Direction, channels: [i64; 2], groups: i64, grids: [Grid; 2]) -> GemmLayer {
    GemmLayer {
        direction,
        batch: 1,
        in_channels: channels[0],
        out_channels: channels[1],
        groups,
        bias: true,
        grids,
        output_padding: [0, 0],
        vector: false,
    }
}

#[test]
fn every_twin_says_what_it_changed() {
    let grid = |positions, pixels, kernel, stride, padding| Grid {
        positions,
        pixels,
        kernel,
        stride,
        dilation: 1,
        begin: padding,
        end: padding,
    };
    let same = grid(56, 56, 3, 1, 1);
    let uneven = Grid { end: 2, ..grid(112, 224, 7, 2, 3) };
    let dilated = Grid { dilation: 12, begin: 12, end: 12, ..grid(32, 32, 3, 1, 0) };
    let single = grid(1, 1, 1, 1, 0);
    let mut vector = layer(Direction::Linear, [2048, 1000], 1, [single; 2]);
    (vector.vector, vector.batch) = (true, 32);
    let layers = [
        layer(Direction::Convolution, [2, 2], 1, [grid(4, 4, 3, 1, 1); 2]),
        layer(Direction::Convolution, [64, 128], 1, [same; 2]),
        layer(Direction::Convolution, [64, 64], 64, [same; 2]),
        layer(Direction::Convolution, [3, 64], 1, [uneven; 2]),
        layer(Direction::Convolution, [256, 256], 1, [dilated; 2]),
        layer(Direction::Convolution, [2, 2], 1, [grid(14, 224, 16, 16, 0); 2]),
        layer(Direction::Convolution, [2, 2], 1, [grid(422, 224, 3, 1, 100); 2]),
        layer(Direction::Transposed, [21, 21], 1, [grid(16, 544, 64, 32, 0); 2]),
        vector,
    ];
    let mut listing = String::new();
    for layer in layers {
        say(&mut listing, |language| language.twin(&Twin::of(&layer)));
    }
    insta::assert_snapshot!("twins", listing);
}

#[test]
fn every_fault_of_given_numbers_has_a_sentence() {
    let errors = [
        TwinError::Count { place: Place::X, given: 3, expected: 32 },
        TwinError::NotANumber { place: Place::Weight, at: 3, text: "two".into() },
        TwinError::TooLarge { place: Place::GradOut, at: 0, value: 1_000_000_000 },
    ];
    assert_covers!(errors, TwinError::Count { .. }, TwinError::NotANumber { .. }, TwinError::TooLarge { .. });
    let mut listing = String::new();
    for error in &errors {
        say(&mut listing, |language| language.twin_error(error));
    }
    insta::assert_snapshot!("twin_errors", listing);
    assert_eq!(Place::ALL.map(place_symbol), ["X", "W", "b", "∂Y"]);
}

#[test]
fn a_proof_says_what_came_of_it() {
    let grid = Grid { positions: 2, pixels: 2, kernel: 3, stride: 1, dilation: 1, begin: 1, end: 1 };
    let layer = layer(Direction::Convolution, [2, 2], 1, [grid; 2]);
    let mut proof = Proof::new(&layer, Pass::Forward, &Tensors::of(&layer).unwrap()).unwrap();
    let mut listing = String::new();
    for progress in [proof.progress(), proof.go_on(1).unwrap()] {
        for is_layer in [true, false] {
            say(&mut listing, |language| language.proved(&progress, is_layer));
        }
    }
    insta::assert_snapshot!("proofs", listing);
}

#[test]
fn every_cell_and_step_of_every_pass_is_named() {
    let padded = Grid { positions: 2, pixels: 2, kernel: 3, stride: 1, dilation: 1, begin: 1, end: 1 };
    let single = Grid { positions: 1, pixels: 1, kernel: 1, stride: 1, dilation: 1, begin: 0, end: 0 };
    let mut vector = layer(Direction::Linear, [2, 2], 1, [single; 2]);
    vector.vector = true;
    let layers = [
        layer(Direction::Convolution, [2, 2], 1, [padded; 2]),
        layer(Direction::Transposed, [2, 2], 2, [padded; 2]),
        layer(Direction::Convolution, [2, 2], 1, [single; 2]),
        vector,
    ];
    let mut listing = String::new();
    for layer in layers {
        for pass in Pass::ALL {
            let work = Work::new(&layer, pass, &Tensors::of(&layer).unwrap()).unwrap();
            let steps = Steps::new(&work);
            listing.push_str(&format!("-- {:?} {pass:?}\n\n", layer.direction));
            let mut doings = Vec::new();
            for number in 0..steps.count() {
                let step = steps.get(number);
                if doings.contains(&step.doing) {
                    continue;
                }
                doings.push(step.doing);
                say(&mut listing, |language| language.doing(&step).to_owned());
                say(&mut listing, |language| language.step_place(&work, &step, number, steps.count()));
                let name: String = Language::English
                    .cell_name(&work, step.written)
                    .into_iter()
                    .map(|span| span.text)
                    .collect();
                listing.push_str(&format!("{name}\n\n"));
                let terms = step.terms.iter().flat_map(|term| [Some(term.first), term.second]);
                for (cell, _) in terms.flatten().take(2).chain([(step.written, 0)]) {
                    say(&mut listing, |language| language.cell_line(&work, cell));
                }
            }
        }
    }
    let work = Work::new(&layers[0], Pass::Forward, &Tensors::of(&layers[0]).unwrap()).unwrap();
    let coverage = Coverage::new(&work, &layers[0]);
    for adds in [false, true] {
        let whole = Whole { unmet: 3, uneven: true, ..coverage.whole };
        let coverage = Coverage { adds, whole, ..coverage.clone() };
        for line in 0..3 + usize::from(adds) {
            say(&mut listing, |language| language.coverage(&coverage)[line].clone());
        }
    }
    for layer in &layers[..2] {
        for pass in [Pass::Forward, Pass::InputGrad] {
            let work = Work::new(layer, pass, &Tensors::of(layer).unwrap()).unwrap();
            say(&mut listing, |language| {
                language.duality(work.layer.direction, work.pass).unwrap().to_owned()
            });
        }
        for groups in [1, 2] {
            let grouping = Grouping::new(layer, groups).unwrap();
            say(&mut listing, |language| language.grouping(&grouping));
        }
    }
    say(&mut listing, |language| language.products_done(414, 576));
    insta::assert_snapshot!("cells", listing);
}
