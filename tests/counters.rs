//! What other counters print: predictions equal to what each tool really printed, on single layers and networks.

#![allow(clippy::unwrap_used, clippy::panic)] // A test may panic, and so may what helps it.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use im2cost::codec::document;
use im2cost::cost::counters::{CountedLayer, NormFolding, Prediction, Tool, Unpredictable};
use im2cost::cost::{DataType, Memory, Ratio, Traffic, TrainingStep};
use im2cost::layer::{Layer, Operation, Shape};
use im2cost::network::{
    Analysis, Document, Example, analyse, counted_layers, counted_row, counters, row_counters,
};
use serde_json::{Value, json};
use support::{count, data, extents, one_layer};

/// A document of one row; sums and products read the input twice, as `x + x` does.
fn document_of(kind: &str, input: &Value, hyperparameters: &Value) -> Document {
    let input = match extents(input)[..] {
        [batch, height, width, channels] if matches!(kind, "Linear" | "LayerNorm") => {
            json!([batch, channels, height, width])
        }
        _ => input.clone(),
    };
    let from: &[&str] = match kind {
        "add" | "mul" => &["input", "input"],
        "scale" => &["input"],
        "Linear" if extents(&input).len() == 4 => &["input"],
        _ => return one_layer(kind, &input, hyperparameters, &Value::Null).unwrap(),
    };
    let [batch, channels, height, width] = extents(&input)[..] else { panic!("{input} is no image") };
    let mut row = if hyperparameters.is_null() { json!({}) } else { hyperparameters.clone() };
    row["kind"] = json!(kind.to_lowercase());
    row["name"] = json!("layer");
    row["from"] = json!(from);
    let input = json!({"batch": batch, "channels": channels, "height": height, "width": width});
    let text = json!({"format": "im2cost/1", "input": input, "layers": [row]}).to_string();
    document::read(&text).unwrap()
}

fn tool(key: &str) -> Tool {
    Tool::ALL.into_iter().find(|tool| tool.key() == key).unwrap_or_else(|| panic!("no tool {key}"))
}

fn printed(value: &Value) -> Option<Ratio> {
    (!value.is_null()).then(|| Ratio::whole(count(value)))
}

fn of(predictions: &[Prediction], tool: Tool) -> &Prediction {
    predictions.iter().find(|prediction| prediction.tool == tool).unwrap()
}

#[test]
fn every_tool_is_predicted_on_23_layers() {
    for layer in data("counters.json")["layers"].as_array().unwrap() {
        let document = document_of(layer[1].as_str().unwrap(), &layer[3], &layer[2]);
        let predictions = row_counters(&document, &analyse(&document), 0);
        let given = layer[4].as_object().unwrap();
        for prediction in &predictions {
            match given.get(prediction.tool.key()) {
                Some(value) => {
                    assert_eq!(prediction.value.ok(), printed(value), "{}: {prediction:?}", layer[0]);
                    let formula = prediction.formula.as_ref().unwrap();
                    assert_eq!(formula.value(), prediction.value.ok(), "{}", layer[0]);
                }
                // Neither onnx-tool nor netscope can be given an even kernel with the padding `same`.
                None => assert!(prediction.value.is_err(), "{}: {prediction:?}", layer[0]),
            }
        }
    }
}

/// Parameters, column matrix and the passes of a training step, by loops and by PyTorch's autograd.
#[test]
fn memory_and_training_steps_equal_golden_values() {
    for layer in data("counters.json")["layers"].as_array().unwrap() {
        let document = document_of(layer[1].as_str().unwrap(), &layer[3], &layer[2]);
        let analysis = analyse(&document);
        let row = &analysis.rows[0];
        let valid = row.valid().unwrap();
        let Operation::Gemm(gemm) = &valid.layer.operation else { panic!("{layer} has no GEMM") };
        let (golden, name) = (&layer[5], &layer[0]);
        let memory = Memory::of(&valid.layer, &row.inputs).unwrap();
        assert_eq!(memory.parameters, count(&golden["params"]), "{name}");
        assert_eq!(memory.columns, count(&golden["columns"]), "{name}");
        let step = TrainingStep::of(gemm, false).unwrap();
        assert_eq!(step.forward, count(&golden["forward"]), "{name}");
        assert_eq!(step.input_grad, Some(count(&golden["input_grad"])), "{name}");
        assert_eq!(step.weight_grad, count(&golden["weight_grad"]), "{name}");
        assert_eq!(step.bias_grad_additions, count(&golden["bias_grad"]), "{name}");
        if !golden["flops"].is_null() {
            let traffic = Traffic::of(&valid.layer, &row.inputs, DataType::Half).unwrap();
            assert_eq!(traffic.operations, count(&golden["flops"]), "{name}");
            assert_eq!(traffic.bytes, 2 * (memory.inputs + memory.parameters + memory.output), "{name}");
        }
    }
}

#[test]
fn every_tool_is_predicted_on_probes_of_each_kind() {
    for layer in data("counters.json")["probe"].as_array().unwrap() {
        let document = document_of(layer[1].as_str().unwrap(), &layer[3], &layer[2]);
        let predictions = row_counters(&document, &analyse(&document), 0);
        for (key, value) in layer[4].as_object().unwrap() {
            let prediction = of(&predictions, tool(key));
            // The probes gave ptflops the whole batch; by itself it takes one image.
            let images = if prediction.tool.is_per_image() { count(&layer[3][0]) } else { 1 };
            let value = Ratio::new(count(value), images);
            assert_eq!(prediction.value.ok(), value, "{}: {prediction:?}", layer[0]);
        }
    }
}

#[test]
fn the_backward_pass_is_predicted() {
    let layers = data("counters.json");
    for layer in layers["backward"].as_array().unwrap() {
        let (kind, groups) = match layer[0].as_str().unwrap() {
            text if text.contains("Transpose") && text.contains("g4") => ("T", 4),
            text if text.contains("Transpose") => ("T", 1),
            text if text.contains("depthwise") => ("C", 8),
            text if text.contains("g4") => ("C", 4),
            text if text.contains("s2") => ("S", 1),
            _ => ("C", 1),
        };
        let mut hyperparameters =
            json!({"in_channels": 8, "out_channels": 16, "kernel_size": 3, "padding": 1});
        hyperparameters["groups"] = json!(groups);
        if groups == 8 {
            hyperparameters["out_channels"] = json!(8);
        }
        if kind != "C" {
            hyperparameters["stride"] = json!(2);
        }
        let kind = if kind == "T" {
            hyperparameters["kernel_size"] = json!(4);
            "ConvTranspose2d"
        } else {
            "Conv2d"
        };
        let document = document_of(kind, &json!([1, 8, 10, 12]), &hyperparameters);
        let predictions = row_counters(&document, &analyse(&document), 0);
        assert_eq!(of(&predictions, Tool::FlopCounterMode).value.ok(), printed(&layer[1]), "{layer}");
        assert_eq!(of(&predictions, Tool::FlopCounterModeBackward).value.ok(), printed(&layer[2]), "{layer}");
    }
}

/// A layer of a network, and what the tools know of its place.
struct Placed {
    document: Document,
    analysis: Analysis,
    folding: Option<NormFolding>,
    times: u128,
}

fn placed(network: &Value, layers: &Value) -> Vec<Placed> {
    let folded: BTreeMap<u128, u128> =
        network["folded"].as_array().unwrap().iter().map(|pair| (count(&pair[0]), count(&pair[1]))).collect();
    let mut found = Vec::new();
    let mut place = |kind: &str, input: &Value, hyperparameters: &Value, folding, times| {
        let document = document_of(kind, input, hyperparameters);
        let analysis = analyse(&document);
        if times > 0 {
            found.push(Placed { document, analysis, folding, times });
        }
    };
    for (at, layer) in layers.as_array().unwrap().iter().enumerate() {
        let kind = layer[1].as_str().unwrap();
        let merged = folded.get(&(at as u128)).copied().unwrap_or(0);
        let folding = if kind == "Conv2d" { NormFolding::Convolution } else { NormFolding::Norm };
        place(kind, &layer[3], &layer[2], Some(folding), merged);
        place(kind, &layer[3], &layer[2], None, count(&layer[0]) - merged);
    }
    for operation in network["operations"].as_array().unwrap() {
        let kind = operation[1].as_str().unwrap();
        // Of several shapes the first is the one that is broadcast to.
        let input = if operation[3][0].is_array() { &operation[3][0] } else { &operation[3] };
        place(kind, input, &operation[2], None, count(&operation[0]));
    }
    found
}

/// Why what a tool printed for a network is not a matter of its layers.
fn left_out(network: &str, tool: Tool) -> Option<&'static str> {
    let hooks = matches!(tool, Tool::Thop | Tool::PtflopsPytorch);
    let traces = matches!(tool, Tool::Fvcore | Tool::Torchprofile | Tool::OnnxTool);
    match network {
        "fcn_resnet50" | "deeplabv3_resnet50" if traces => {
            Some("the trace leaves out the auxiliary classifier, whose result was not returned")
        }
        "googlenet" | "inception_v3" | "densenet121" | "mobilenet_v2" | "mnasnet1_0"
        | "shufflenet_v2_x1_0" | "fcn_resnet50" | "deeplabv3_resnet50"
            if tool == Tool::PtflopsPytorch =>
        {
            Some("calls functions (F.relu, mean, interpolate), which count once and not twice, or not at all")
        }
        "densenet121" | "mobilenet_v2" | "mnasnet1_0" | "shufflenet_v2_x1_0" | "inception_v3" if hooks => {
            Some("pools by calling functions, which hooks on modules do not see")
        }
        "mnasnet1_0" | "shufflenet_v2_x1_0" if tool == Tool::Fvcore => Some("pools by calling mean"),
        "mnasnet1_0" | "shufflenet_v2_x1_0" if tool == Tool::OnnxTool => Some("pools by calling mean"),
        "fcn_resnet50" | "deeplabv3_resnet50" if hooks => {
            Some("interpolates by calling a function, which hooks on modules do not see")
        }
        "convnext_tiny" if hooks => Some("LayerNorm2d is a class of its own, without a hook"),
        _ => None,
    }
}

#[test]
fn whole_networks_are_predicted_wherever_a_rule_can_be_stated() {
    let layers = data("networks.json");
    let mut predicted: BTreeMap<Tool, Vec<String>> = BTreeMap::new();
    let mut others = Vec::new();
    let mut wrong = Vec::new();
    for network in data("counters.json")["networks"].as_array().unwrap() {
        let name = network["name"].as_str().unwrap();
        let same = layers["networks"].as_array().unwrap().iter().find(|other| other["name"] == name);
        let placed = placed(network, &same.unwrap()["layers"]);
        let counted: Vec<(CountedLayer, u128)> = placed
            .iter()
            .map(|place| {
                let layer = counted_row(&place.document, &place.analysis, 0).unwrap();
                (CountedLayer { folding: place.folding, ..layer }, place.times)
            })
            .collect();
        for (key, value) in network["printed"].as_object().unwrap() {
            let tool = tool(key);
            let mut sum = Some(Ratio::ZERO);
            for (layer, times) in &counted {
                let one = tool.predict(&[*layer]).value.ok();
                let all = one.and_then(|one| one.times(Ratio::whole(*times)));
                sum = sum.and_then(|sum| sum.plus(all?));
            }
            let images = if tool.is_per_image() { count(&same.unwrap()["layers"][0][3][0]) } else { 1 };
            let truth = printed(value).and_then(|value| value.over(Ratio::whole(images)));
            match (left_out(name, tool), sum == truth) {
                (None, true) => predicted.entry(tool).or_default().push(name.to_owned()),
                (Some(why), false) => others.push(format!("{key}, {name}: {why}")),
                (_, same) => wrong.push(format!("{key}, {name}: {sum:?} for {truth:?}, equal: {same}")),
            }
        }
    }
    for (tool, networks) in &predicted {
        println!("{}: {} networks predicted", tool.key(), networks.len());
    }
    println!("left out:\n{}", others.join("\n"));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The documents of the page's examples, whose rows are wired and merge as the tools see them.
#[test]
fn example_documents_are_predicted_as_their_networks_were() {
    let examples = [
        (Example::AlexNet, "alexnet"),
        (Example::Vgg16, "vgg16"),
        (Example::ResNet18, "resnet18"),
        (Example::ResNet50, "resnet50"),
        (Example::ResNeXt50, "resnext50_32x4d"),
        (Example::MobileNetV2, "mobilenet_v2"),
        (Example::UNet, "unet_paper_572"),
        (Example::DcganGenerator, "dcgan_generator"),
        (Example::Fcn8s, "fcn8s_vgg16_grouped"),
        (Example::Fsrcnn, "fsrcnn_x3"),
    ];
    let all = data("counters.json");
    let networks = all["networks"].as_array().unwrap();
    for (example, name) in examples {
        let path = format!("{}/static/examples/{}.im2cost.json", env!("CARGO_MANIFEST_DIR"), example.file());
        let document = document::read(&std::fs::read_to_string(path).unwrap()).unwrap();
        let predictions = counters(&document, &analyse(&document));
        let network = networks.iter().find(|network| network["name"] == name).unwrap();
        for (key, value) in network["printed"].as_object().unwrap() {
            let prediction = of(&predictions, tool(key));
            if left_out(name, prediction.tool).is_none() {
                assert_eq!(prediction.value.ok(), printed(value), "{name}: {prediction:?}");
            }
        }
    }
}

#[test]
fn what_a_tool_sums_for_a_network_comes_to_what_it_prints() {
    for example in [Example::ResNet50, Example::MobileNetV2, Example::DcganGenerator] {
        let path = format!("{}/static/examples/{}.im2cost.json", env!("CARGO_MANIFEST_DIR"), example.file());
        let document = document::read(&std::fs::read_to_string(path).unwrap()).unwrap();
        let analysis = analyse(&document);
        let layers = counted_layers(&document, &analysis).unwrap();
        for prediction in counters(&document, &analysis) {
            let rules = prediction.tool.summed_rules(&layers);
            let Ok(value) = prediction.value else { continue };
            let sum = rules.iter().fold(Ratio::ZERO, |sum, rule| sum.plus(rule.value).unwrap());
            assert_eq!(sum, value, "{:?}", prediction.tool);
            assert!(rules.is_sorted_by(|one, other| one.value >= other.value));
            let symbols: BTreeSet<String> = rules.iter().map(|rule| rule.formula.symbols().text()).collect();
            assert_eq!(symbols.len(), rules.len());
        }
    }
}

#[test]
fn what_a_document_does_not_say_is_not_guessed() {
    let check = |layers: &str, tool: Tool, expected: Result<u128, Unpredictable>| {
        let text = format!(
            r#"{{"format": "im2cost/1", "input": {{"channels": 4, "height": 9, "width": 9}}, "layers": [{layers}]}}"#
        );
        let document = document::read(&text).unwrap();
        let predictions = counters(&document, &analyse(&document));
        assert_eq!(of(&predictions, tool).value, expected.map(Ratio::whole), "{layers}");
    };
    let conv = r#"{"name": "a", "kind": "conv2d", "out_channels": 4, "kernel_size": 3, "padding": 1, "bias": false}"#;
    let macs = 4 * 4 * 9 * 81;
    check(conv, Tool::Thop, Ok(macs));
    let sharing = r#"{"name": "b", "kind": "conv2d", "out_channels": 4, "kernel_size": 3, "padding": 1,
        "bias": false, "shares_weights_with": "a"}"#;
    check(&format!("{conv}, {sharing}"), Tool::Thop, Err(Unpredictable::DependsOnSharing));
    check(&format!("{conv}, {sharing}"), Tool::Deepspeed, Ok(2 * macs));
    let sum = r#"{"name": "c", "kind": "add", "from": ["a", "input"]}"#;
    check(&format!("{conv}, {sum}"), Tool::TorchProfiler, Err(Unpredictable::DependsOnCall));
    check(&format!("{conv}, {sum}"), Tool::OnnxTool, Ok(macs + 4 * 81));
    let head = r#"{"name": "d", "kind": "activation", "from": ["input"]}"#;
    check(&format!("{conv}, {head}"), Tool::Fvcore, Err(Unpredictable::DependsOnReturned));
    check(&format!("{conv}, {head}"), Tool::FlopCounterMode, Ok(2 * macs));
    // A normalization of what others read as well is not merged: 31 for each element, and no bias.
    let norm = r#"{"name": "e", "kind": "batch_norm2d", "from": ["a"]}"#;
    let both = r#"{"name": "f", "kind": "concat", "from": ["a", "e"]}"#;
    check(&format!("{conv}, {norm}"), Tool::OnnxTool, Ok(macs + 4 * 81));
    check(&format!("{conv}, {norm}, {both}"), Tool::OnnxTool, Ok(macs + 31 * 4 * 81));
    check(r#"{"name": "g", "kind": "conv2d"}"#, Tool::Thop, Err(Unpredictable::Incomplete));
    // Rounding down a pool that netscope rounds up changes what follows.
    let pool = r#"{"name": "h", "kind": "max_pool2d", "kernel_size": 2}"#;
    check(pool, Tool::Netscope, Ok(0));
    check(&format!("{pool}, {conv}"), Tool::Netscope, Err(Unpredictable::OtherSize));
}

#[test]
fn shapes_of_all_sources_are_broadcast() {
    let inputs = [Shape::Image([1, 8, 1, 1]), Shape::Image([1, 8, 10, 12]), Shape::Image([1, 1, 10, 12])];
    let layer: Layer =
        im2cost::layer::resolve(im2cost::layer::Kind::Mul, &im2cost::layer::Fields::new(), &inputs).unwrap();
    let prediction = Tool::Torchprofile.predict(&[CountedLayer::new(&layer, &inputs)]);
    assert_eq!(prediction.value, Ok(Ratio::whole(2 * 960)));
}
