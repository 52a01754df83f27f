//! The reader of PyTorch text against printed models whose counts are known, and against code as people write it.

#![allow(clippy::unwrap_used, clippy::panic)] // A test may panic, and so may what helps it.

mod support;

use im2cost::codec::pytorch::{self, recognizes};
use im2cost::codec::{Remark, Remarked, TextImport, TextPlace, document};
use im2cost::i18n::Language;
use im2cost::layer::Kind;
use im2cost::network::{Document, Outcome, analyse};
use proptest::prelude::*;

fn printed(model: &str) -> String {
    std::fs::read_to_string(format!("{}/tests/data/pytorch/{model}.txt", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// The rows as a document writes them, without the keys around them.
fn rows(document: &Document) -> Vec<String> {
    let text = document::write(document);
    text.lines()
        .filter(|line| line.starts_with("    {"))
        .map(|line| line.trim_matches([' ', ',']).to_owned())
        .collect()
}

fn check(text: &str, expected: &[&str]) -> TextImport {
    let read = pytorch::read(text);
    assert_eq!(rows(&read.document), expected, "{text}");
    read
}

#[test]
fn printed_models_are_counted_as_pytorch_counts_them() {
    for (model, params, macs) in [
        ("alexnet", 61_100_840, 714_188_480),
        ("vgg11_bn", 132_868_840, 7_609_090_048),
        ("resnet18", 11_689_512, 1_814_073_344),
        ("resnet50", 25_557_032, 4_089_184_256),
        ("mobilenet_v2", 3_504_872, 300_774_272),
        ("efficientnet_b0", 5_288_548, 385_814_752),
        ("convnext_tiny", 28_589_128, 4_455_531_264),
        ("squeezenet1_1", 1_235_496, 349_151_936),
        ("timm_resnet18", 11_689_512, 1_814_073_344),
        ("timm_resnet50", 25_557_032, 4_089_184_256),
        ("timm_seresnet50", 28_088_024, 4_091_699_200),
        ("timm_seresnext26d_32x4d", 16_809_512, 2_711_740_416),
        ("timm_mobilenetv3_small_100", 2_542_856, 56_510_400),
        ("timm_efficientnet_b0", 5_288_548, 385_814_752),
        ("timm_convnext_tiny", 28_589_128, 4_455_531_264),
        ("timm_regnetx_002", 2_684_792, 199_039_872),
    ] {
        let text = printed(model);
        assert!(recognizes(&text), "{model}");
        let read = pytorch::read(&text);
        let analysis = analyse(&read.document);
        for (row, result) in read.document.rows.iter().zip(&analysis.rows) {
            assert!(
                matches!(result.outcome, Outcome::Valid(_)),
                "{model}: {}: {:?}",
                row.name,
                result.outcome
            );
        }
        assert_eq!((analysis.totals.params, analysis.totals.macs), (params, macs), "{model}");
        // Of what is printed, all is read: there is nothing to say but the size that was assumed.
        let said: Vec<_> = read.remarks.iter().map(|remark| &remark.what).collect();
        let expected = match model {
            "mobilenet_v2" => vec![&Remarked::PoolAssumed, said[said.len() - 1]],
            _ => vec![said[said.len() - 1]],
        };
        let mut sorted = said.clone();
        sorted.sort_by_key(|what| matches!(what, Remarked::InputAssumed { .. }));
        assert_eq!(sorted, expected, "{model}");
    }
}

/// A part that a class of this name has nowhere else is a row, and never silently left out.
#[test]
fn no_part_of_a_block_with_a_known_name_vanishes() {
    let convolution = "Conv2d(8, 8, kernel_size=(1, 1), stride=(1, 1))";
    for (class, parts) in [
        ("BasicBlock", vec!["conv1", "conv2"]),
        ("Bottleneck", vec!["conv1", "conv2", "conv3"]),
        ("InvertedResidual", vec!["conv_pw", "conv_dw"]),
        ("MBConv", vec!["block"]),
        ("SqueezeExcitation", vec!["avgpool", "fc1", "fc2"]),
        ("SqueezeExcite", vec!["conv_reduce", "conv_expand"]),
        ("Fire", vec!["squeeze", "expand1x1", "expand3x3"]),
        ("CNBlock", vec!["block"]),
        ("ConvNeXtBlock", vec!["conv_dw", "norm", "mlp"]),
        ("MultiheadAttention", vec!["out_proj"]),
        ("Attention", vec!["qkv", "proj"]),
        ("ConvNormAct", vec!["conv"]),
        ("Sequential", vec!["0"]),
        ("Mystery", vec!["0", "1"]),
    ] {
        let parts: String =
            parts.iter().chain(&["odd"]).map(|part| format!("    ({part}): {convolution}\n")).collect();
        let text = format!("Net(\n  (a): {convolution}\n  (b): {class}(\n{parts}  )\n)");
        let read = pytorch::read(&text);
        let found = read.document.rows.iter().filter(|row| row.kind == Kind::Conv2d).count();
        assert_eq!(found, text.matches("Conv2d").count(), "{text}");
        assert!(read.document.rows.iter().any(|row| &*row.name == "b.odd"), "{text}");
    }
}

/// Where a layer holds others, it is a row itself, and what it holds comes after it.
#[test]
fn a_layer_that_holds_others_is_a_row_too() {
    check(
        "Net(
  (conv): Conv2d(3, 8, kernel_size=(1, 1), stride=(1, 1), bias=False)
  (bn): BatchNormAct2d(
    8, eps=1e-05, momentum=0.1, affine=True, bias=True, track_running_stats=True
    (drop): Identity()
    (act): ReLU(inplace=True)
  )
  (norm): GroupNormAct(
    4, 8, eps=1e-05, affine=True
    (act): ReLU(inplace=True)
  )
  (pool): SelectAdaptivePool2d(pool_type=max, flatten=Flatten(start_dim=1, end_dim=-1))
  (both): SelectAdaptivePool2d(pool_type=catavgmax, flatten=Identity())
)",
        &[
            r#"{"name": "conv", "kind": "conv2d", "in_channels": 3, "out_channels": 8, "kernel_size": [1, 1], "bias": false}"#,
            r#"{"name": "bn", "kind": "batch_norm2d", "num_features": 8}"#,
            r#"{"name": "bn.drop", "kind": "identity"}"#,
            r#"{"name": "bn.act", "kind": "activation"}"#,
            r#"{"name": "norm", "kind": "unknown", "op": "GroupNormAct"}"#,
            r#"{"name": "norm.act", "kind": "activation"}"#,
            r#"{"name": "pool", "kind": "adaptive_max_pool2d", "output_size": [1, 1]}"#,
            r#"{"name": "pool.flatten", "kind": "flatten"}"#,
            r#"{"name": "both", "kind": "unknown", "op": "SelectAdaptivePool2d"}"#,
        ],
    );
}

/// Two classes of this name: ShuffleNet's has branches that a print does not join.
#[test]
fn branches_that_are_not_told_are_said_not_to_be() {
    let read = pytorch::read(
        "Net(
  (a): InvertedResidual(
    (branch1): Sequential(
      (0): Conv2d(3, 8, kernel_size=(1, 1), stride=(1, 1))
    )
    (branch2): Sequential(
      (0): Conv2d(3, 8, kernel_size=(1, 1), stride=(1, 1))
    )
  )
)",
    );
    let told = Remark {
        place: TextPlace { line: 2, column: 8 },
        what: Remarked::BranchesNotTold { module: "InvertedResidual".into() },
    };
    assert!(read.remarks.contains(&told), "{:?}", read.remarks);
    assert!(!analyse(&read.document).totals.complete);
    for (language, way) in [(Language::English, "ONNX export"), (Language::Chinese, "导出为 ONNX")] {
        assert!(language.remark(&told).contains(way));
    }
}

#[test]
fn layers_are_read_with_and_without_keywords() {
    check(
        "nn.Conv2d(3, 64, 7, stride=2, padding=3, bias=False)",
        &[
            r#"{"name": "conv", "kind": "conv2d", "in_channels": 3, "out_channels": 64, "kernel_size": [7, 7], "stride": [2, 2], "padding": [3, 3], "bias": false}"#,
        ],
    );
    check(
        "self.up = torch.nn.ConvTranspose2d(8, 4, (4, 2), 2, 1, 0, 2, False, 1)",
        &[
            r#"{"name": "up", "kind": "conv_transpose2d", "in_channels": 8, "out_channels": 4, "kernel_size": [4, 2], "stride": [2, 2], "padding": [1, 1], "groups": 2, "bias": false}"#,
        ],
    );
    check(
        "Conv1d(4, 8, kernel_size=(5,), stride=(2,), padding=(2,))\nMaxPool1d(2)",
        &[
            r#"{"name": "conv", "kind": "conv2d", "in_channels": 4, "out_channels": 8, "kernel_size": [1, 5], "stride": [1, 2], "padding": [0, 2]}"#,
            r#"{"name": "maxpool1d", "kind": "max_pool2d", "kernel_size": [1, 2]}"#,
        ],
    );
}

#[test]
fn sums_and_products_in_arguments_are_numbers_where_they_can_be() {
    check(
        "nn.Linear(64 * 7*7, 2 + 3 * 8 - 10 // 3)",
        &[r#"{"name": "fc", "kind": "linear", "in_features": 3136, "out_features": 23}"#],
    );
    // What the text does not give the value of stays as it is written.
    let read = pytorch::read("nn.Linear(512 * block.expansion, 10)");
    assert!(read.remarks.iter().any(|remark| matches!(&remark.what,
        Remarked::Unreadable { argument, text } if argument == "in_features" && text == "512*block.expansion")));
    // Lists of layers that are joined lose none.
    assert_eq!(pytorch::read("nn.Sequential(*([nn.Conv2d(3, 8, 3)] + [nn.ReLU()]))").document.rows.len(), 2);
}

#[test]
fn code_whose_forward_cannot_be_followed_is_its_layers_in_order_and_partial() {
    let read = pytorch::read(
        "self.a = nn.Conv2d(3, 8, 3)\nself.b = nn.ReLU()\n\ndef forward(self, x):\n    return helper.run()\n",
    );
    let names: Vec<&str> = read.document.rows.iter().map(|row| &*row.name).collect();
    assert_eq!(names, ["a", "b", "forward"]);
    assert!(
        read.remarks.iter().any(|remark| remark.what == Remarked::ForwardNotRead && remark.place.line == 4)
    );
    assert!(!analyse(&read.document).totals.complete);
}

#[test]
fn what_a_line_has_too_much_of_is_said() {
    let check = |text: &str, column: usize, what: Remarked| {
        let read = pytorch::read(text);
        let remark = Remark { place: TextPlace { line: 1, column }, what };
        assert!(read.remarks.contains(&remark), "{text}: {:?}", read.remarks);
        assert_eq!(read.document.rows.len(), 1, "{text}");
    };
    check("nn.AdaptiveAvgPool2d(1, 2)", 1, Remarked::Surplus { text: "2".into() });
    check(
        "nn.Conv2d(3, 8, 3, 1, 1, 1, 1, True, 'zeros', None, None, 5)",
        1,
        Remarked::Surplus { text: "5".into() },
    );
    check("nn.Linear(3, 8))", 16, Remarked::Unexpected { text: ")".into() });
    // What belongs where it stands is not remarked upon.
    for text in [
        "nn.Conv2d(3, 8, 3, 1, 1, 1, 1, True, 'zeros')",
        "nn.BatchNorm2d(8, 1e-5, 0.1)",
        "def f(\n    a,\n):\n    (nn.ReLU())",
    ] {
        let read = pytorch::read(text);
        let assumed = |remark: &Remark| matches!(remark.what, Remarked::InputAssumed { .. });
        assert!(read.remarks.iter().all(assumed), "{text}: {:?}", read.remarks);
    }
}

#[test]
fn what_cannot_be_read_is_said_with_its_place() {
    let read =
        pytorch::read("nn.Conv2d(3, 8, 3)\nnn.Conv3d(8, 8, 3)\nnn.Mystery(4)\nnn.Conv2d(8, k, 3, speed=2");
    let found: Vec<_> =
        read.remarks.iter().map(|remark| (remark.place.line, remark.place.column, &remark.what)).collect();
    assert_eq!(
        found[..5],
        [
            (2, 1, &Remarked::Volume { name: "Conv3d".into() }),
            (3, 1, &Remarked::UnknownLayer { name: "Mystery".into() }),
            (4, 1, &Remarked::Unreadable { argument: "out_channels".into(), text: "k".into() }),
            (4, 1, &Remarked::UnknownArgument { argument: "speed".into() }),
            (4, 10, &Remarked::NotClosed { bracket: '(' }),
        ][..]
    );
    assert_eq!(read.document.rows.len(), 4);
}

#[test]
fn the_input_is_what_code_calls_its_model_with() {
    let input = |line: &str| {
        let read = pytorch::read(&format!("model = nn.Sequential(nn.Conv2d(8, 4, 3), nn.ReLU())\n{line}\n"));
        let assumed = read.remarks.iter().any(|remark| matches!(remark.what, Remarked::InputAssumed { .. }));
        (analyse(&read.document).input.unwrap().extents().to_vec(), assumed)
    };
    assert_eq!(input("print(model(torch.zeros(2, 8, 21, 18)).shape)"), (vec![2, 8, 21, 18], false));
    assert_eq!(input("x = torch.randn((1, 8, 9, 9), device='cpu')"), (vec![1, 8, 9, 9], false));
    assert_eq!(input("x = torch.rand(1, 8, 100)"), (vec![1, 8, 1, 100], false));
    assert_eq!(input("scale = nn.Parameter(torch.ones(8, 1, 1))"), (vec![1, 8, 224, 224], true));
    assert_eq!(input("x = torch.zeros(b, 8, 9, 9)"), (vec![1, 8, 224, 224], true));
    assert_eq!(input("x = torch.zeros(8)"), (vec![1, 8, 224, 224], true));
}

#[test]
fn of_a_print_with_an_open_bracket_every_layer_is_offered() {
    let text = "Net(\n  (a): Sequential(\n    (0): Conv2d(3, 8, kernel_size=(3, 3), stride=(1, 1)\n    (1): ReLU()\n    (2): Conv2d(8, 4, kernel_size=(1, 1))\n  )\n)";
    let read = check(
        text,
        &[
            r#"{"name": "a.0", "kind": "conv2d", "in_channels": 3, "out_channels": 8, "kernel_size": [3, 3]}"#,
            r#"{"name": "a.1", "kind": "activation"}"#,
            r#"{"name": "a.2", "kind": "conv2d", "in_channels": 8, "out_channels": 4, "kernel_size": [1, 1]}"#,
        ],
    );
    let said = &read.remarks[0];
    assert_eq!(
        (said.place.line, said.place.column, &said.what),
        (1, 4, &Remarked::NotClosed { bracket: '(' })
    );
}

/// What is printed of attention is read, on every part of the image; the totals are partial, and more than they say.
#[test]
fn of_attention_the_layers_that_are_printed_are_read() {
    let read = check(
        "VisionTransformer(
  (conv_proj): Conv2d(3, 64, kernel_size=(16, 16), stride=(16, 16))
  (ln_1): LayerNorm((64,), eps=1e-06, elementwise_affine=True)
  (self_attention): MultiheadAttention(
    (out_proj): NonDynamicallyQuantizableLinear(in_features=64, out_features=64, bias=True)
  )
  (attn): Attention(
    (qkv): Linear(in_features=64, out_features=192, bias=True)
    (proj): Linear(in_features=64, out_features=64, bias=True)
  )
  (fc1): Linear(in_features=64, out_features=128, bias=True)
  (group): GroupNorm(4, 128, eps=1e-05, affine=True)
  (fc2): Linear(in_features=128, out_features=64, bias=True)
  (act): Mish()
  (head): Linear(in_features=64, out_features=10, bias=True)
)",
        &[
            r#"{"name": "conv_proj", "kind": "conv2d", "in_channels": 3, "out_channels": 64, "kernel_size": [16, 16], "stride": [16, 16]}"#,
            r#"{"name": "ln_1", "kind": "layer_norm", "num_features": 64}"#,
            r#"{"name": "self_attention", "kind": "unknown", "op": "MultiheadAttention"}"#,
            r#"{"name": "self_attention.out_proj", "kind": "linear", "in_features": 64, "out_features": 64}"#,
            r#"{"name": "attn.qkv", "kind": "linear", "in_features": 64, "out_features": 192}"#,
            r#"{"name": "attn.values", "kind": "slice_channels", "start": 128, "length": 64}"#,
            r#"{"name": "attn", "kind": "unknown", "op": "Attention"}"#,
            r#"{"name": "attn.proj", "kind": "linear", "in_features": 64, "out_features": 64}"#,
            r#"{"name": "fc1", "kind": "linear", "in_features": 64, "out_features": 128}"#,
            r#"{"name": "group", "kind": "unknown", "op": "GroupNorm"}"#,
            r#"{"name": "fc2", "kind": "linear", "in_features": 128, "out_features": 64}"#,
            r#"{"name": "act", "kind": "unknown", "op": "Mish"}"#,
            r#"{"name": "pool", "kind": "adaptive_avg_pool2d", "output_size": [1, 1]}"#,
            r#"{"name": "flatten", "kind": "flatten"}"#,
            r#"{"name": "head", "kind": "linear", "in_features": 64, "out_features": 10}"#,
        ],
    );
    let totals = analyse(&read.document).totals;
    let products = 64 * 64 + 64 * 192 + 64 * 64 + 64 * 128 + 128 * 64;
    assert_eq!(totals.macs, 14 * 14 * (3 * 64 * 256 + products) + 64 * 10);
    assert!(!totals.complete);
    let unknown = |name: &str| Remarked::UnknownLayer { name: name.into() };
    let said: Vec<_> = read.remarks.into_iter().map(|remark| remark.what).collect();
    for what in ["MultiheadAttention", "Attention", "GroupNorm", "Mish"].map(unknown) {
        assert!(said.contains(&what), "{what:?}");
    }
    assert!(said.contains(&Remarked::PoolAssumed));
    // What PyTorch's own attention has learned beside its last layer is not printed.
    assert!(said.contains(&Remarked::WeightsNotShown { module: "MultiheadAttention".into() }));
}

/// Newer versions print the bias of a normalization too.
#[test]
fn a_normalizations_bias_is_remarked_on_only_where_it_is_missing() {
    let remarks = |layer: &str| {
        let read =
            pytorch::read(&format!("Net(\n  (a): Conv2d(3, 8, kernel_size=(3, 3))\n  (b): {layer}\n)"));
        let assumed = |remark: &Remarked| matches!(remark, Remarked::InputAssumed { .. });
        read.remarks.into_iter().map(|remark| remark.what).filter(|what| !assumed(what)).collect::<Vec<_>>()
    };
    let norm = |affine: &str, bias: &str| {
        format!(
            "BatchNorm2d(8, eps=1e-05, momentum=0.1, affine={affine}, bias={bias}, track_running_stats=True)"
        )
    };
    assert_eq!(remarks(&norm("True", "True")), []);
    assert_eq!(remarks(&norm("False", "False")), []);
    assert_eq!(remarks("LayerNorm((8,), eps=1e-06, elementwise_affine=True, bias=True)"), []);
    assert_eq!(remarks(&norm("True", "False")), [Remarked::UnknownArgument { argument: "bias".into() }]);
}

#[test]
fn a_normalization_over_pixels_too_is_no_layer_here() {
    let read = pytorch::read("nn.Conv2d(3, 8, 3)\nnn.LayerNorm([8, 4, 4])\nnn.LayerNorm((8, 1, 1))");
    let kinds: Vec<_> = read.document.rows.iter().map(|row| row.kind.name()).collect();
    assert_eq!(kinds, ["conv2d", "unknown", "layer_norm"]);
    let said: Vec<_> = read.remarks.iter().map(|remark| remark.what.clone()).collect();
    let unread = Remarked::Unreadable { argument: "num_features".into(), text: "8,4,4".into() };
    assert!(said.contains(&unread), "{said:?}");
}

#[test]
fn a_vectors_normalization_is_that_of_images_of_one_pixel() {
    let read =
        pytorch::read("nn.Sequential(nn.Linear(100, 50), nn.BatchNorm1d(50), nn.ReLU(), nn.Linear(50, 10))");
    let totals = analyse(&read.document).totals;
    assert!(totals.complete);
    assert_eq!(totals.params, 100 * 50 + 50 + 2 * 50 + 50 * 10 + 10);
}

#[test]
fn text_of_any_kind_is_no_layer() {
    for text in [
        "",
        "Dear all,\nplease find (attached) the plan.",
        "def f(x):\n    return max(x)",
        "((((((((",
        "(0-99999999): 3 x Conv2d(",
    ] {
        pytorch::read(text);
    }
    assert!(!recognizes("Dear all,\nplease find (attached) the plan."));
    let deep = "nn.Sequential(".repeat(100_000);
    pytorch::read(&deep);
    let wide = "(0-999999999): 9 x Sequential(".repeat(30);
    pytorch::read(&wide);
}

proptest! {
    #[test]
    fn damaged_texts_do_no_harm(
        model in prop::sample::select(vec!["alexnet", "resnet18", "convnext_tiny", "squeezenet1_1"]),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<char>()), 1..20),
    ) {
        let mut text: Vec<char> = printed(model).chars().collect();
        for (place, character) in damage {
            let place = place.index(text.len());
            text[place] = character;
        }
        let read = pytorch::read(&text.into_iter().collect::<String>());
        analyse(&read.document);
    }
}
