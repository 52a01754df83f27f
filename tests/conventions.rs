//! Counting conventions: the formula that is shown is the one that is counted, in every place where a cost stands; and
//! the named ones come to the numbers that those who are named really printed.

#![allow(clippy::unwrap_used)] // A test may panic, and so may what helps it.

mod support;

use im2cost::codec::document;
use im2cost::cost::{
    CountedEntry, Counting, Entry, Layout, Ledger, Numbers, Operations, Part, Preset, Transposed, Unit,
    cost_formula, derivation, derivation_of,
};
use im2cost::i18n::Language;
use im2cost::layer::{Axis, Direction, GemmLayer, Operation};
use im2cost::lowering::{Lowering, Pass};
use im2cost::network::{Document, Example, analyse};
use im2cost::ui::sheet::Sheet;
use im2cost::ui::shown::Shown;
use serde_json::Value;
use support::{count, data, one_layer, valid_row};

/// Every combination of the axes.
fn every_counting() -> impl Iterator<Item = Counting> {
    let flags = [false, true];
    let axes = Unit::ALL.into_iter().flat_map(|unit| Transposed::ALL.map(|transposed| (unit, transposed)));
    axes.flat_map(move |(unit, transposed)| {
        flags.into_iter().flat_map(move |bias| {
            flags.into_iter().flat_map(move |padding| {
                flags.map(|elementwise| Counting { unit, bias, transposed, padding, elementwise })
            })
        })
    })
}

/// The layer and what other counters printed for it, of each of the 23 measured ones.
fn measured() -> Vec<(GemmLayer, Value, Value)> {
    let counters = data("counters.json");
    let layers = counters["layers"].as_array().unwrap().iter();
    let layers = layers.map(|layer| {
        let document = one_layer(layer[1].as_str().unwrap(), &layer[3], &layer[2], &Value::Null).unwrap();
        let (_, row) = valid_row(&document, layer[0].as_str().unwrap());
        let Operation::Gemm(gemm) = row.layer.operation else { unreachable!() };
        (gemm, layer[4].clone(), layer[5].clone())
    });
    layers.collect()
}

fn cost(counting: &Counting, layer: &GemmLayer, pass: Pass) -> u128 {
    let lowering = Lowering::new(layer, pass);
    counting.cost(layer, &lowering).value(&Numbers::new(layer, &lowering)).unwrap()
}

#[test]
fn a_cost_is_the_sum_of_the_entries_that_the_convention_says_it_adds_up() {
    let mut unlisted = false;
    for (layer, _, _) in measured() {
        for (counting, pass) in every_counting().flat_map(|counting| Pass::ALL.map(|pass| (counting, pass))) {
            let (lowering, ledger) = (Lowering::new(&layer, pass), Ledger::new(&layer, pass).unwrap());
            let counted = counting.entries(&layer, &lowering);
            let value = |of: &CountedEntry| u128::from(of.times) * ledger.value(of.entry);
            let (sum, cost) = (counted.iter().map(value).sum::<u128>(), cost(&counting, &layer, pass));
            if counting.adds_unlisted(&layer, &lowering) {
                assert!(sum <= cost, "{layer:?} {pass:?} {counting:?}");
                unlisted |= sum < cost;
            } else {
                assert_eq!(sum, cost, "{layer:?} {pass:?} {counting:?}");
            }
        }
    }
    assert!(unlisted);
}

#[test]
fn every_entry_of_the_ledger_has_a_line_that_yields_it() {
    for (layer, _, _) in measured() {
        for (counting, pass) in every_counting().flat_map(|counting| Pass::ALL.map(|pass| (counting, pass))) {
            let ledger = Ledger::new(&layer, pass).unwrap();
            for entry in Entry::ALL {
                let part = Part::Entry(entry);
                let (lines, at) = derivation_of(&layer, pass, &counting, Layout::Product, part).unwrap();
                assert_eq!(
                    (at.len(), lines[at.start].value),
                    (1, ledger.value(entry)),
                    "{entry:?} {counting:?}"
                );
            }
            let sizes =
                derivation_of(&layer, pass, &counting, Layout::Textbook, Part::OutputSize(Axis::Height));
            let (lines, at) = sizes.unwrap();
            let n_sizes = if layer.direction == Direction::Linear { 0 } else { 2 };
            assert_eq!(at.len(), n_sizes);
            assert!(lines[at].iter().all(|line| matches!(line.part, Part::OutputSize(_))));
        }
    }
}

#[test]
fn the_formula_that_is_shown_is_that_of_the_chosen_convention() {
    for (layer, _, _) in measured() {
        for (counting, pass) in every_counting().flat_map(|counting| Pass::ALL.map(|pass| (counting, pass))) {
            let counted = cost(&counting, &layer, pass);
            for layout in [Layout::Textbook, Layout::Product] {
                let lines = derivation(&layer, pass, &counting, layout).unwrap();
                let line = lines.iter().find(|line| line.part == Part::Cost).unwrap();
                assert_eq!(line.value, counted, "{layer:?} {pass:?} {counting:?}");
                // The symbols that are shown, evaluated.
                let formula = cost_formula(&layer, pass, &counting, layout);
                assert_eq!(formula.eval(&layer), Some(counted), "{layer:?} {pass:?} {counting:?}");
            }
        }
    }
}

#[test]
fn rows_and_total_are_those_of_the_chosen_convention() {
    for example in [Example::DcganGenerator, Example::ResNet18] {
        let path = format!("{}/static/examples/{}.im2cost.json", env!("CARGO_MANIFEST_DIR"), example.file());
        let document = document::read(&std::fs::read_to_string(path).unwrap()).unwrap();
        let analysis = analyse(&document);
        for counting in every_counting() {
            let document = Document { counting, ..document.clone() };
            let view = (&Shown::default(), Language::English);
            let sheet = Sheet::after(&document, &analysis, view, None);
            let mut total = 0;
            for (line, row) in sheet.lines.iter().zip(&analysis.rows) {
                let layer = &row.valid().unwrap().layer;
                let expected = match layer.operation {
                    Operation::Gemm(gemm) => cost(&counting, &gemm, Pass::Forward),
                    _ if counting.elementwise => Operations::of(layer).unwrap().total().unwrap(),
                    _ => 0,
                };
                assert_eq!(line.cost, Some(expected), "{counting:?} {}", line.row.name);
                total += expected;
            }
            assert_eq!(sheet.cost, total, "{counting:?}");
        }
    }
}

#[test]
fn named_conventions_come_to_what_their_namesakes_print() {
    for (layer, printed, golden) in measured() {
        let of = |preset: Preset| cost(&preset.counting(), &layer, Pass::Forward);
        let [height, width] = layer.output_size();
        let outputs = (layer.batch * layer.out_channels * height * width) as u128;
        let bias = if layer.bias { outputs } else { 0 };
        let macs = count(&golden["forward"]);
        assert_eq!(of(Preset::Torchvision), macs);
        assert_eq!(of(Preset::WithBias), layer.batch as u128 * count(&printed["ptflops_aten"]));
        assert_eq!(of(Preset::FlopCounterMode), count(&printed["FlopCounterMode"]));
        assert_eq!(of(Preset::Deepspeed), 2 * macs + bias);
        assert_eq!(of(Preset::OutputPositions), count(&printed["thop"]));
        if let Some(flops) = golden.get("flops").filter(|flops| !flops.is_null()) {
            assert_eq!(of(Preset::ExactFlops), count(flops));
            assert_eq!(of(Preset::AllOperations), count(flops));
        }
    }
    // DeepSpeed 0.19.8 on A2, B3 and B7 of the measured layers, and products in bounds of B3 and B10, counted in loops.
    let layers = measured();
    let of = |at: usize, preset: Preset| cost(&preset.counting(), &layers[at].0, Pass::Forward);
    assert_eq!([1, 13, 17].map(|at| of(at, Preset::Deepspeed)), [462_823_424, 101_376, 29_001_728]);
    assert_eq!([13, 20].map(|at| of(at, Preset::InBounds)), [43_200, 200_448]);
}

#[test]
fn every_named_convention_is_another_one() {
    for preset in Preset::ALL {
        assert_eq!(Preset::of(&preset.counting()), Some(preset));
    }
}
