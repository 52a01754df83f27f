//! Whole networks, layer by layer: parameters and MACs equal to PyTorch's, and the sums to what is published.

#![allow(clippy::unwrap_used, clippy::panic)] // A test may panic, and so may what helps it.

mod support;

use serde_json::{Value, json};
use support::{count, data, extents, one_layer, valid_row};

/// Layers that PyTorch runs with the channels last act on the channels of every pixel, as ours do.
fn channels_first(kind: &str, shape: &Value) -> Value {
    match extents(shape)[..] {
        [batch, height, width, channels] if matches!(kind, "Linear" | "LayerNorm") => {
            json!([batch, channels, height, width])
        }
        _ => shape.clone(),
    }
}

#[test]
fn every_networks_parameters_and_macs_are_exact() {
    let networks = data("networks.json");
    for network in networks["networks"].as_array().unwrap() {
        let name = network["name"].as_str().unwrap();
        let (mut params, mut macs, mut bias_adds) = (0, 0, 0);
        for layer in network["layers"].as_array().unwrap() {
            let (times, kind) = (count(&layer[0]), layer[1].as_str().unwrap());
            let input = channels_first(kind, &layer[3]);
            let what = format!("{name}: {layer}");
            let document = if kind == "Linear" && input.as_array().unwrap().len() == 4 {
                linear_on_pixels(&input, &layer[2])
            } else {
                one_layer(kind, &input, &layer[2], &Value::Null).unwrap_or_else(|why| panic!("{what}: {why}"))
            };
            let (_, row) = valid_row(&document, &what);
            let expected = channels_first(kind, &layer[4]);
            if kind != "Permute" {
                assert_eq!(row.layer.output.extents(), extents(&expected), "{what}");
            }
            let (row_macs, row_bias_adds) =
                row.forward.as_ref().map_or((0, 0), |ledger| (ledger.multiplications, ledger.bias_adds));
            assert_eq!(
                (row.params, row_macs, row_bias_adds),
                (count(&layer[5]), count(&layer[6]), count(&layer[7])),
                "{what}"
            );
            params += times * row.params;
            macs += times * row_macs;
            bias_adds += times * row_bias_adds;
        }
        let totals = &network["totals"];
        assert_eq!(params, count(&totals["params_in_rows"]), "{name}");
        assert_eq!(macs, count(&totals["macs"]), "{name}");
        assert_eq!(bias_adds, count(&totals["bias_adds"]), "{name}");
    }
}

fn linear_on_pixels(input: &Value, hyperparameters: &Value) -> im2cost::network::Document {
    let mut row = hyperparameters.clone();
    row["kind"] = json!("linear");
    row["name"] = json!("layer");
    let [batch, channels, height, width] = extents(input)[..] else { panic!("{input} is no image") };
    let input = json!({"batch": batch, "channels": channels, "height": height, "width": width});
    let document = json!({"format": "im2cost/1", "input": input, "layers": [row]});
    im2cost::codec::document::read(&document.to_string()).unwrap()
}
