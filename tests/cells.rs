//! Twins cell by cell: every step's products add up to what the run made, and what PyTorch made.

#![allow(clippy::unwrap_used, clippy::panic)] // A test may panic, and so may what helps it.

#[path = "support/gemm_layers.rs"]
mod gemm_layers;

use std::collections::BTreeMap;

use gemm_layers::{case_layer, data, flat, tensors};
use im2cost::layer::GemmLayer;
use im2cost::lowering::{Pass, Tensors, Twin};
use im2cost::scene::cells::{Cell, Doing, End, Steps, Way, Work, dual};
use proptest::prelude::*;

/// Checks every step of a pass against what the run made.
fn check(layer: &GemmLayer, tensors: &Tensors) {
    for pass in Pass::ALL {
        let work = Work::new(layer, pass, tensors).unwrap();
        let steps = Steps::new(&work);
        let mut products = 0;
        let (mut landed, mut last): (u128, BTreeMap<Cell, i64>) = (0, BTreeMap::new());
        for number in 0..steps.count() {
            let step = steps.get(number);
            let about = format!("{layer:?} {pass:?} {number} {step:?}");
            assert_eq!(step.terms.iter().map(|term| term.value()).sum::<i64>(), step.total, "{about}");
            for term in &step.terms {
                if let Some((cell, value)) = term.second {
                    assert_eq!(work.value(cell), Some(value), "{about}");
                    assert_eq!(work.value(term.first.0), Some(term.first.1), "{about}");
                    products += 1;
                }
            }
            assert_eq!(u128::from(steps.products_after(number)), products, "{about}");
            if step.doing == Doing::Cropping {
                assert_eq!(work.value(step.written), None, "{about}");
                continue;
            }
            if step.doing == Doing::Landing {
                landed += 1;
                let before = last.get(&step.written).copied().unwrap_or(0);
                assert_eq!(step.terms[0].value(), before, "{about}");
            }
            assert_eq!(steps.shown(step.written, number), Some(step.total), "{about}");
            let earlier = number.checked_sub(1).and_then(|number| steps.shown(step.written, number));
            let expected = match step.doing {
                Doing::Bias => Some(step.terms[0].value()),
                _ => last.get(&step.written).copied(),
            };
            assert_eq!(earlier, expected, "{about}");
            last.insert(step.written, step.total);
            assert!(steps.writing(step.written).is_some_and(|writing| writing >= number), "{about}");
        }
        for (cell, value) in last {
            assert_eq!(work.value(cell), Some(value), "{pass:?} {cell:?}");
            let writing = steps.get(steps.writing(cell).unwrap());
            assert_eq!((writing.written, writing.total), (cell, value));
        }
        assert_eq!(products, work.counts.multiplications, "{layer:?} {pass:?}");
        if work.way == Way::Scatter && !work.in_place() {
            assert_eq!(landed, work.counts.col2im_adds, "{layer:?} {pass:?}");
        }
    }
}

#[test]
fn the_steps_of_pytorchs_cases_add_up() {
    for case in data() {
        check(&case_layer(&case), &tensors(&case));
    }
}

#[test]
fn the_cells_hold_pytorchs_numbers() {
    for case in data() {
        let (layer, tensors) = (case_layer(&case), tensors(&case));
        let work = |pass| Work::new(&layer, pass, &tensors).unwrap();
        let columns = |work: &Work| {
            let sizes = work.sizes();
            let mut values = Vec::new();
            for image in 0..sizes.images {
                for group in 0..sizes.groups {
                    for tap in 0..sizes.taps {
                        for position in 0..sizes.positions {
                            values.push(work.value(Cell::Column { image, group, tap, position }).unwrap());
                        }
                    }
                }
            }
            values
        };
        assert_eq!(columns(&work(Pass::Forward)), flat(&case["columns"]), "{}", case["id"]);
        assert_eq!(columns(&work(Pass::InputGrad)), flat(&case["grad_columns"]), "{}", case["id"]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(150) })]

    #[test]
    fn the_steps_of_every_twin_add_up(layer in gemm_layers::layer()) {
        let twin = Twin::of(&layer).layer;
        check(&twin, &Tensors::of(&twin).unwrap());
    }

    #[test]
    fn counterparts_find_each_other(layer in gemm_layers::layer()) {
        let twin = Twin::of(&layer).layer;
        for pass in Pass::ALL {
            let work = Work::new(&twin, pass, &Tensors::of(&twin).unwrap()).unwrap();
            let sizes = work.sizes();
            let column = Cell::Column { image: 0, group: 0, tap: sizes.taps - 1, position: sizes.positions - 1 };
            let lit: Vec<Cell> = work.links(column, 0).into_iter().map(|(cell, _)| cell).collect();
            for cell in &lit[1..] {
                let back = work.links(*cell, 0);
                prop_assert!(back.iter().any(|(cell, _)| *cell == column), "{:?} {:?}", twin, cell);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(150) })]

    #[test]
    fn what_one_convolution_does_backwards_the_other_does_forwards(layer in gemm_layers::layer()) {
        let twin = GemmLayer { bias: false, ..Twin::of(&layer).layer };
        let tensors = Tensors::of(&twin).unwrap();
        for pass in [Pass::Forward, Pass::InputGrad] {
            let work = Work::new(&twin, pass, &tensors).unwrap();
            let Some(other) = dual(&twin, pass, &tensors) else {
                prop_assert!(twin.direction != im2cost::layer::Direction::Convolution);
                continue;
            };
            prop_assert_eq!(gemm_layers::resolved(&other.layer), Ok(other.layer));
            let steps = [&work, &other].map(Steps::new);
            prop_assert_eq!(steps[0].count(), steps[1].count());
            for number in 0..steps[0].count() {
                prop_assert_eq!(steps[0].get(number), steps[1].get(number));
            }
        }
    }
}

#[test]
fn a_pass_goes_one_way() {
    let layer = case_layer(&data()[0]);
    let ways = Pass::ALL.map(|pass| Way::of(&layer, pass));
    assert_eq!(ways, [Way::Gather, Way::Scatter, Way::Correlate]);
    let work = Work::new(&layer, Pass::Forward, &tensors(&data()[0])).unwrap();
    assert_eq!(work.output_end(), End::Coarse);
}
