//! Elements that are pinned: what links carry of them, and where one picture opens the other.

#![allow(clippy::unwrap_used)] // A test may panic, and so may what helps it.

#[path = "support/gemm_layers.rs"]
mod gemm_layers;

use im2cost::i18n::Language;
use im2cost::layer::GemmLayer;
use im2cost::lowering::{Holder, Pass, Pin, Twin};
use im2cost::network::TwinNumbers;
use im2cost::scene::cells::{Steps, Work, open_at};
use im2cost::scene::{Move, Room, Scene, Spot};
use proptest::prelude::*;

fn scene(layer: &GemmLayer, pass: Pass) -> Scene {
    Scene::new(layer, pass, Room::of_width(660.0), &|label| Language::English.picture(label))
}

/// An element of each drawing, some way from where a keyboard starts.
fn spots(scene: &Scene, by: i128) -> Vec<Spot> {
    let starts = scene.drawings.iter().filter_map(|drawing| scene.start(drawing.subject));
    starts.map(|start| scene.moved(start, Move { rows: by, columns: by * 7 - 3, channels: by / 2 })).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(60) })]

    #[test]
    fn an_element_is_found_again_and_has_its_cell_in_the_twin(layer in gemm_layers::layer(), by in -9i128..9) {
        let given = TwinNumbers::default();
        for pass in Pass::ALL {
            let scene = scene(&layer, pass);
            let work = Work::new(&given.twin(&layer).layer, pass, &given.tensors(&given.twin(&layer).layer).unwrap()).unwrap();
            for spot in spots(&scene, by) {
                let pin = scene.pin(spot).unwrap();
                prop_assert_eq!(scene.spot(pin), Some(spot));
                let (cell, step) = open_at(&layer, pass, &given, pin).unwrap();
                prop_assert!(step < Steps::new(&work).count());
                prop_assert_eq!(cell.holder, pin.holder);
                let found = work.cell(cell).unwrap();
                prop_assert_eq!(found.pin(), Some(cell));
                // The step has to do with the cell, unless the cell is a pixel that the kernel never meets.
                if work.step_of(found).is_none() {
                    prop_assert_eq!(found.pin().map(|pin| pin.holder), Some(Holder::Fine));
                    continue;
                }
                let lit = work.lit(&Steps::new(&work).get(step));
                let held = work.links(found, 0).into_iter().map(|(cell, _)| cell);
                prop_assert!(held.into_iter().any(|cell| lit.iter().any(|(lit, _)| *lit == cell)), "{:?} {:?}", found, step);
            }
        }
    }

    #[test]
    fn a_layer_that_is_its_own_twin_has_the_same_elements(layer in gemm_layers::layer()) {
        let twin = Twin::of(&layer).layer;
        let same = Twin::of(&twin);
        prop_assert!(same.is_itself());
        for pass in Pass::ALL {
            let scene = scene(&twin, pass);
            for spot in spots(&scene, 2) {
                let pin = scene.pin(spot).unwrap();
                prop_assert_eq!(same.counterpart(pin), Some(pin));
            }
        }
    }
}

#[test]
fn what_no_layer_has_is_not_found() {
    let case = &gemm_layers::data()[0];
    let layer = gemm_layers::case_layer(case);
    let scene = scene(&layer, Pass::Forward);
    let given = TwinNumbers::default();
    for holder in Holder::ALL {
        for far in [-1, i64::MAX, i64::MIN] {
            let pin = Pin::new(holder, &vec![far; holder.indices()]).unwrap();
            assert_eq!(scene.spot(pin), None, "{pin:?}");
            assert_eq!(open_at(&layer, Pass::Forward, &given, pin), None, "{pin:?}");
        }
    }
}
