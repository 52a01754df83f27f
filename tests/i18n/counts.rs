//! Passes, steps, matrices, the ledger and the conventions.

use im2cost::cost::{Counting, Entry, Transposed, Unit};
use im2cost::i18n::{Language, matrix_symbol};
use im2cost::layer::{Direction, GemmLayer, Grid};
use im2cost::lowering::{Bias, Lowering, MatrixName, Pass, Step};

use crate::{assert_covers, list, say};

/// Every step, and every matrix name, that some pass of some layer has.
fn steps() -> (Vec<Step>, Vec<MatrixName>) {
    let wide = Grid { positions: 4, pixels: 6, kernel: 3, stride: 1, dilation: 1, begin: 0, end: 0 };
    let point = Grid { positions: 4, pixels: 4, kernel: 1, ..wide };
    let (mut steps, mut names) = (Vec::new(), Vec::new());
    for direction in [Direction::Convolution, Direction::Transposed, Direction::Linear] {
        for grid in [wide, point] {
            let layer = GemmLayer {
                direction,
                batch: 1,
                in_channels: 2,
                out_channels: 3,
                groups: 1,
                bias: true,
                grids: if direction == Direction::Linear { [point; 2] } else { [grid; 2] },
                output_padding: [0, 0],
                vector: false,
            };
            for pass in Pass::ALL {
                let lowering = Lowering::new(&layer, pass);
                steps.extend(lowering.steps());
                let gemm = lowering.gemm;
                names.extend([gemm.left.name, gemm.right.name, gemm.result.name]);
                names.extend(lowering.columns.map(|columns| columns.name));
            }
        }
    }
    (steps, names)
}

#[test]
fn every_pass_step_and_matrix_has_words() {
    let (steps, names) = steps();
    assert_covers!(
        steps,
        Step::Im2col(_),
        Step::Gemm(_),
        Step::Col2im(_),
        Step::Bias(Bias { gradient: false, .. }),
        Step::Bias(Bias { gradient: true, .. }),
    );
    assert_covers!(
        names,
        MatrixName::X,
        MatrixName::Xt,
        MatrixName::W,
        MatrixName::Wt,
        MatrixName::Cols,
        MatrixName::ColsT,
        MatrixName::DCols,
        MatrixName::DColsT,
        MatrixName::Y,
        MatrixName::DX,
        MatrixName::DY,
        MatrixName::DYt,
        MatrixName::DW,
    );
    let mut listing = String::new();
    for pass in Pass::ALL {
        say(&mut listing, |language| language.pass(pass).to_owned());
        say(&mut listing, |language| language.explain_pass(pass).to_owned());
    }
    let mut seen = Vec::new();
    for step in steps {
        let line = Language::English.explain_step(&step);
        if !seen.contains(&line) {
            seen.push(line);
            say(&mut listing, |language| language.step(&step).to_owned());
            say(&mut listing, |language| language.explain_step(&step).to_owned());
        }
    }
    let mut seen = Vec::new();
    for name in names {
        if !seen.contains(&name) {
            seen.push(name);
            let [english, chinese] = Language::ALL.map(|language| language.matrix(name));
            list(&mut listing, &format!("{} {english}", matrix_symbol(name)), chinese);
        }
    }
    insta::assert_snapshot!("passes", listing);
}

#[test]
fn every_entry_and_convention_has_words() {
    let mut listing = String::new();
    for entry in Entry::ALL {
        say(&mut listing, |language| language.entry(entry).to_owned());
        say(&mut listing, |language| language.explain_entry(entry).to_owned());
    }
    let units = [Unit::Macs, Unit::TwoMacs, Unit::Flops];
    assert_covers!(units, Unit::Macs, Unit::TwoMacs, Unit::Flops);
    for unit in units {
        say(&mut listing, |language| language.unit(unit).to_owned());
        say(&mut listing, |language| language.explain_unit(unit).to_owned());
    }
    let ways = [Transposed::Gemm, Transposed::ZeroInsertion];
    assert_covers!(ways, Transposed::Gemm, Transposed::ZeroInsertion);
    for way in ways {
        say(&mut listing, |language| language.transposed(way).to_owned());
        say(&mut listing, |language| language.explain_transposed(way).to_owned());
    }
    let other = Counting {
        unit: Unit::Flops,
        bias: true,
        transposed: Transposed::ZeroInsertion,
        padding: false,
        elementwise: true,
    };
    for counting in [Counting::default(), other] {
        say(&mut listing, |language| language.counting(&counting));
    }
    insta::assert_snapshot!("counting", listing);
}
