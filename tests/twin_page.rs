//! The twin as the page shows it: the numbers that a document gives, and what comes of them, cell by cell.

#![cfg(not(target_family = "wasm"))]
#![allow(clippy::unwrap_used, clippy::panic)] // A test may panic, and so may what helps it.

#[path = "support/gemm_layers.rs"]
mod gemm_layers;

use std::rc::Rc;

use gemm_layers::{case_layer, data, flat};
use im2cost::codec::document;
use im2cost::i18n::Language;
use im2cost::layer::{Direction, GemmLayer};
use im2cost::lowering::Pass;
use im2cost::network::TwinNumbers;
use im2cost::ui::look::Look;
use im2cost::ui::twin::{Twin, TwinProps};

fn page(layer: GemmLayer, pass: Pass, numbers: Option<Rc<TwinNumbers>>, step: Option<u64>) -> String {
    let props = TwinProps {
        layer,
        pass,
        language: Language::English,
        numbers,
        look: Look { step: step.unwrap_or(0), ..Look::default() },
        on_look: Default::default(),
        outside: None,
        on_highlight: Default::default(),
        on_numbers: Default::default(),
    };
    let renderer = yew::LocalServerRenderer::<Twin>::with_props(props).hydratable(false);
    futures::executor::block_on(renderer.render())
}

/// The values of the cells of a drawn matrix or tensor.
fn values(page: &str, matrix: &str, is_tensor: bool) -> Vec<i64> {
    let kind = if is_tensor { "data-channels" } else { "data-rows" };
    let start = page
        .match_indices(&format!("data-matrix=\"{matrix}\""))
        .find(|(at, _)| page[*at..].split('>').next().unwrap().contains(kind))
        .unwrap_or_else(|| panic!("no {matrix}"))
        .0;
    let group = &page[start..start + page[start..].find("</g>").unwrap()];
    group
        .split("data-value=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().parse().unwrap())
        .collect()
}

/// The part of a batch that is its first image.
fn first(layer: &GemmLayer, all: Vec<i64>) -> Vec<i64> {
    let length = all.len() / layer.batch as usize;
    all[..length].to_vec()
}

#[test]
fn the_page_shows_pytorchs_numbers_for_pytorchs_tensors() {
    for case in data() {
        let (id, layer) = (&case["id"], case_layer(&case));
        let document = document::read(&gemm_layers::document(&case).to_string()).unwrap();
        let numbers = document.twins.get("layer").cloned();
        let [forward, input_grad, weight_grad] =
            Pass::ALL.map(|pass| page(layer, pass, numbers.clone(), None));
        assert_eq!(values(&forward, "X", true), first(&layer, flat(&case["x"])), "{id}");
        assert_eq!(values(&forward, "Y", true), first(&layer, flat(&case["out"])), "{id}");
        assert_eq!(values(&input_grad, "dY", true), first(&layer, flat(&case["grad_out"])), "{id}");
        assert_eq!(values(&input_grad, "dX", true), first(&layer, flat(&case["grad_input"])), "{id}");
        assert_eq!(values(&weight_grad, "dW", false), flat(&case["grad_weight"]), "{id}");
        if layer.bias {
            assert_eq!(values(&forward, "b", false), flat(&case["b"]), "{id}");
            assert_eq!(values(&weight_grad, "db", false), flat(&case["grad_bias"]), "{id}");
        }
        if !layer.is_pointwise() {
            assert_eq!(values(&forward, "cols", false), first(&layer, flat(&case["columns"])), "{id}");
            let columns = first(&layer, flat(&case["grad_columns"]));
            assert_eq!(values(&input_grad, "cols", false), columns, "{id}");
        }
        if layer.direction == Direction::Convolution {
            assert_eq!(values(&forward, "W", false), flat(&case["weight"]), "{id}");
        }
    }
}

#[test]
fn a_step_spells_its_products_out() {
    let case = &data()[0];
    let layer = case_layer(case);
    let document = document::read(&gemm_layers::document(case).to_string()).unwrap();
    let page = page(layer, Pass::Forward, document.twins.get("layer").cloned(), Some(1));
    let sum = page.split("data-testid=\"twin-sum\"").nth(1).unwrap().split("</p>").next().unwrap();
    let terms: i64 = sum
        .split("data-value=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().parse::<i64>().unwrap())
        .sum();
    assert_eq!(terms, flat(&case["out"])[1]);
    assert!(sum.contains(&format!("value=\"{terms}\"")), "{sum}");
    assert!(page.contains("step 2 of 4"), "{page}");
}

#[test]
fn bad_numbers_get_their_sentence_and_the_twin_stays() {
    let case = &data()[0];
    let layer = case_layer(case);
    let mut json = gemm_layers::document(case);
    for (numbers, sentence) in [
        (serde_json::json!([1, "two", 3, 4]), "Number 2 of W is “two”"),
        (serde_json::json!([1, 2, 1_000_000_000, 4]), "Number 3 of W is 1000000000"),
        (serde_json::json!([1, 2]), "W has 2 numbers, but this twin has 4 cells"),
    ] {
        json["twins"]["layer"]["weight"] = numbers;
        let document = document::read(&json.to_string()).unwrap();
        let page = page(layer, Pass::Forward, document.twins.get("layer").cloned(), None);
        assert!(page.contains(sentence), "{page}");
        assert_eq!(values(&page, "X", true), flat(&case["x"]));
    }
}

#[test]
fn no_layer_draws_more_than_so_many_elements() {
    for case in data() {
        let layer = case_layer(&case);
        for pass in Pass::ALL {
            let page = page(layer, pass, None, None);
            assert!(page.matches("<text").count() < 2_500, "{} {pass:?}", case["id"]);
        }
    }
}
