//! PyTorch source code is followed: classes are made, and their `forward` tells how rows are joined.

#![allow(clippy::unwrap_used, clippy::panic)] // A test may panic, and so may what helps it.

use std::fs;

use im2cost::codec::{Remark, Remarked, TextImport, document, pytorch};
use im2cost::export::pytorch::code;
use im2cost::layer::{Kind, Layer};
use im2cost::network::{Analysis, Document, Outcome, Source, analyse};
use proptest::prelude::*;
use proptest::sample::Index;

fn source(name: &str) -> String {
    fs::read_to_string(format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// The rows as a document writes them, without the keys around them.
fn rows(document: &Document) -> Vec<String> {
    let text = document::write(document);
    let rows = text.lines().filter(|line| line.starts_with("    {"));
    rows.map(|line| line.trim_matches([' ', ',']).to_owned()).collect()
}

/// What there is to say but the size that was assumed.
fn said(read: &TextImport) -> Vec<(usize, &Remarked)> {
    let remarks = read.remarks.iter().map(|Remark { place, what }| (place.line, what));
    remarks.filter(|(_, what)| !matches!(what, Remarked::InputAssumed { .. })).collect()
}

fn valid(document: &Document) -> Analysis {
    let analysis = analyse(document);
    for (row, result) in document.rows.iter().zip(&analysis.rows) {
        assert!(matches!(result.outcome, Outcome::Valid(_)), "{}: {:?}", row.name, result.outcome);
    }
    analysis
}

/// A module whose `__init__` and `forward` have these lines, at 3×32×32.
fn module(init: &str, forward: &str) -> TextImport {
    let lines = |text: &str| text.lines().map(|line| format!("        {line}\n")).collect::<String>();
    pytorch::read(&format!(
        "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n{}\n    def forward(self, x):\n{}\n\nNet()(torch.zeros(1, 3, 32, 32))\n",
        lines(init),
        lines(forward),
    ))
}

fn check(init: &str, forward: &str, expected: &[&str]) {
    let read = module(init, forward);
    assert_eq!(rows(&read.document), expected, "{init}\n{forward}\n{:?}", read.remarks);
    assert_eq!(said(&read), [], "{init}\n{forward}");
    valid(&read.document);
}

#[test]
fn a_network_as_torchvision_writes_it_is_followed() {
    let read = pytorch::read(&source("source/resnet.py"));
    assert_eq!(said(&read), []);
    let totals = valid(&read.document).totals;
    assert_eq!((totals.params, totals.macs), (11_689_512, 1_814_073_344));
    assert!(totals.complete);
    assert_eq!(&*read.document.name, "ResNet");
    let names: Vec<&str> = read.document.rows.iter().map(|row| &*row.name).collect();
    assert!(names.contains(&"layer2.0.downsample.1") && names.contains(&"layer4.1.add"), "{names:?}");
}

#[test]
fn a_network_with_joined_branches_is_followed() {
    let read = pytorch::read(&source("source/unet.py"));
    assert_eq!(said(&read), []);
    let analysis = valid(&read.document);
    assert_eq!(analysis.rows.last().unwrap().output().unwrap().extents(), [1, 2, 100, 100]);
    let concats: Vec<String> =
        rows(&read.document).into_iter().filter(|row| row.contains("\"concat\"")).collect();
    assert!(concats[0].contains(r#""from": ["down2.maxpool_conv.1.double_conv.5", "up2"#), "{concats:?}");
    assert_eq!(concats.len(), 3);
}

/// Without the comment that holds the document: the shapes, parameters and products are those that PyTorch found.
#[test]
fn code_that_was_written_here_is_followed_without_its_document() {
    let printed = source("code/printed.txt");
    for name in
        ["convnext_tiny", "dcgan_generator", "resnet18", "shufflenet", "squeezenet", "unet", "corners"]
    {
        let read = pytorch::read(&source(&format!("code/{name}.py")));
        let analysis = valid(&read.document);
        let output = analysis.rows.last().unwrap().output().unwrap();
        let extents = output.extents().iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
        let line = printed.lines().find(|line| line.starts_with(&format!("{name}: "))).unwrap();
        let ours = format!("({extents}) {} parameters", analysis.totals.params);
        assert!(line.ends_with(&ours), "{line}: {ours}");
        // What is not recognized in it says so.
        assert_eq!(analysis.totals.complete, name != "corners", "{name}: {:?}", read.remarks);
    }
}

#[test]
fn what_people_write_in_forward_is_rows() {
    check(
        "self.a = nn.Conv2d(3, 8, 3, padding=1)\nself.b = nn.Conv2d(3, 8, 1)",
        "return F.relu(self.a(x)) + self.b(x)",
        &[
            r#"{"name": "a", "kind": "conv2d", "in_channels": 3, "out_channels": 8, "kernel_size": [3, 3], "padding": [1, 1]}"#,
            r#"{"name": "relu", "kind": "activation"}"#,
            r#"{"name": "b", "kind": "conv2d", "from": ["input"], "in_channels": 3, "out_channels": 8, "kernel_size": [1, 1]}"#,
            r#"{"name": "add", "kind": "add", "from": ["relu", "b"]}"#,
        ],
    );
    check(
        "self.fc = nn.Linear(3 * 16 * 16, 10)",
        "y = F.max_pool2d(x, 2)\ny = F.dropout(y, 0.5, training=self.training)\ny = y.view(x.size(0), -1)\nreturn F.log_softmax(self.fc(y), dim=1)",
        &[
            r#"{"name": "maxpool", "kind": "max_pool2d", "kernel_size": [2, 2]}"#,
            r#"{"name": "dropout", "kind": "identity"}"#,
            r#"{"name": "flatten", "kind": "flatten"}"#,
            r#"{"name": "fc", "kind": "linear", "in_features": 768, "out_features": 10}"#,
            r#"{"name": "log_softmax", "kind": "activation", "function": "softmax"}"#,
        ],
    );
    check(
        "self.blocks = nn.ModuleList([nn.Conv2d(3, 3, 1) for _ in range(2)])\nself.act = nn.ReLU()",
        "skips = []\nfor block in self.blocks:\n    x = self.act(block(x))\n    skips.append(x)\na, b = skips\nreturn torch.cat((a, b), 1)",
        &[
            r#"{"name": "blocks.0", "kind": "conv2d", "in_channels": 3, "out_channels": 3, "kernel_size": [1, 1]}"#,
            r#"{"name": "act", "kind": "activation"}"#,
            r#"{"name": "blocks.1", "kind": "conv2d", "in_channels": 3, "out_channels": 3, "kernel_size": [1, 1]}"#,
            r#"{"name": "act2", "kind": "activation"}"#,
            r#"{"name": "concat", "kind": "concat", "from": ["act", "act2"]}"#,
        ],
    );
    // A gate, pooled by a mean; layers on the last axis; a weight that is used twice.
    check(
        "self.fc = nn.Linear(3, 3)\nself.conv = nn.Conv2d(3, 3, 1)",
        "w = torch.sigmoid(self.fc(x.mean([2, 3])))\nx = x * w[:, :, None, None]\nx = self.fc(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)\nreturn self.conv(self.conv(x))",
        &[
            r#"{"name": "mean", "kind": "adaptive_avg_pool2d", "output_size": [1, 1]}"#,
            r#"{"name": "flatten", "kind": "flatten"}"#,
            r#"{"name": "fc", "kind": "linear", "in_features": 3, "out_features": 3}"#,
            r#"{"name": "sigmoid", "kind": "activation", "function": "sigmoid"}"#,
            r#"{"name": "unflatten", "kind": "unflatten", "shape": [3, 1, 1]}"#,
            r#"{"name": "mul", "kind": "mul", "from": ["input", "unflatten"]}"#,
            r#"{"name": "fc2", "kind": "linear", "in_features": 3, "out_features": 3, "shares_weights_with": "fc"}"#,
            r#"{"name": "conv", "kind": "conv2d", "in_channels": 3, "out_channels": 3, "kernel_size": [1, 1]}"#,
            r#"{"name": "conv2", "kind": "conv2d", "in_channels": 3, "out_channels": 3, "kernel_size": [1, 1], "shares_weights_with": "conv"}"#,
        ],
    );
    // Padding that a convolution takes as its own, and channels that are parted and shuffled.
    check(
        "self.a = nn.Conv2d(3, 4, 3)",
        "x = self.a(F.pad(x, (0, 1, 0, 1)))\nb, c, h, w = x.shape\nx = x.view(b, 2, c // 2, h, w).transpose(1, 2).contiguous().view(b, -1, h, w)\nl, r = x.chunk(2, dim=1)\nreturn l + r",
        &[
            r#"{"name": "a", "kind": "conv2d", "in_channels": 3, "out_channels": 4, "kernel_size": [3, 3], "padding": [0, 0, 1, 1]}"#,
            r#"{"name": "shuffle", "kind": "identity"}"#,
            r#"{"name": "slice", "kind": "slice_channels", "start": 0, "length": 2}"#,
            r#"{"name": "slice2", "kind": "slice_channels", "from": ["shuffle"], "start": 2, "length": 2}"#,
            r#"{"name": "add", "kind": "add", "from": ["slice", "slice2"]}"#,
        ],
    );
}

#[test]
fn what_is_not_known_is_an_unknown_row_and_makes_totals_partial() {
    let read =
        module("self.a = nn.Conv2d(3, 8, 3)", "x = self.a(x)\nx = torch.fft.fft2(x)\nreturn self.a(x)");
    assert_eq!(
        rows(&read.document)[1],
        r#"{"name": "fft2", "kind": "unknown", "op": "fft2", "output_shape": "?"}"#
    );
    assert_eq!(said(&read), [(8, &Remarked::UnknownLayer { name: "fft2".into() })]);
    assert!(!analyse(&read.document).totals.complete);

    let read =
        module("self.a = nn.Conv2d(3, 8, 3)", "while x.sum() > 0:\n    x = self.b(x)\nreturn self.a(x)");
    assert_eq!(said(&read), [(7, &Remarked::NotFollowed { text: "while x.sum() > 0:".into() })]);
    assert_eq!(
        rows(&read.document)[1],
        r#"{"name": "forward", "kind": "unknown", "op": "while x.sum() > 0:"}"#
    );
    assert!(!analyse(&read.document).totals.complete);

    let read = module("self.a = nn.Conv2d(3, 8, 3)", "x = self.a(x))\nreturn x");
    assert!(said(&read).contains(&(7, &Remarked::Unexpected { text: ")".into() })));
}

const TWO: &str = "class A(nn.Module):
    def __init__(self, width=8):
        super().__init__()
        self.conv = nn.Conv2d(3, width, 3)
    def forward(self, x):
        return self.conv(x)
def A8():
    return A(8)
def A64():
    return A(64)
";

#[test]
fn the_network_is_what_a_function_tries_out() {
    for tried in [
        "def test():\n    net = A64()\n    y = net(torch.randn(1, 3, 32, 32))\n",
        "def main():\n    model = A64()\n",
    ] {
        let read = pytorch::read(&format!("{TWO}{tried}"));
        assert_eq!(
            rows(&read.document),
            [
                r#"{"name": "conv", "kind": "conv2d", "in_channels": 3, "out_channels": 64, "kernel_size": [3, 3]}"#
            ]
        );
        assert_eq!(said(&read), []);
    }
}

#[test]
fn a_network_that_is_left_out_is_said() {
    let read = pytorch::read(&format!("{TWO}small = A8()\nlarge = A64()\n"));
    assert_eq!(rows(&read.document).len(), 1);
    assert_eq!(said(&read), [(11, &Remarked::OtherNetwork { name: "A".into() })]);
    // A part of the network is none.
    let parts = "part = A8()\nnet = nn.Sequential(part, nn.ReLU())\n";
    assert_eq!(said(&pytorch::read(&format!("{TWO}{parts}"))), []);
}

#[test]
fn numbers_are_rounded_and_compared_as_python_does() {
    let init = "self.a = nn.Conv2d(3, int(16 * max(1.0, 0.5)), 3)\nself.b = nn.Conv2d(16, int(math.ceil(16 * 1.4 / 8) * 8), min(3, 5))\nself.c = nn.Conv2d(24, int(math.floor(24 * 0.5)), 1)";
    let read = module(init, "return self.c(self.b(self.a(x)))");
    assert_eq!(said(&read), []);
    let analysis = valid(&read.document);
    assert_eq!(analysis.totals.params, 448 + 3480 + 300);
}

#[test]
fn what_trains_a_network_is_no_part_of_it() {
    let read = pytorch::read(
        "class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.pool = nn.AdaptiveAvgPool2d(1)
    def forward(self, x):
        return x * self.pool(x).expand_as(x)

def main():
    model = Net().to(device)
    for epoch in range(args.epochs):
        while train(model): pass

if __name__ == '__main__':
    main()
",
    );
    assert_eq!(said(&read), []);
    assert_eq!(
        rows(&read.document),
        [
            r#"{"name": "pool", "kind": "adaptive_avg_pool2d", "output_size": [1, 1]}"#,
            r#"{"name": "mul", "kind": "mul", "from": ["input", "pool"]}"#,
        ]
    );
    assert!(valid(&read.document).totals.complete);
}

/// What would run for ever, or hold without end, ends.
#[test]
fn code_is_followed_within_bounds() {
    let loops = "for a in range(9999):\n    ".to_owned() + "for b in range(9999): x = self.a(x)";
    let grown = "l = [x]\nfor a in range(99): l = l + l\nfor a in range(999): x = torch.cat(l * 99, 1)";
    let nested =
        "l = []\nm = self.a\nfor a in range(9999):\n    l = [l]\n    m = nn.Sequential(m)\nreturn m(x)";
    let sum = format!("return x{}", " + x".repeat(5_000));
    for forward in
        [&*loops, grown, nested, "return self.forward(x)", "return self(x)", &sum, &"(".repeat(5_000)]
    {
        let read = module("self.a = nn.Conv2d(3, 3, 1)", forward);
        analyse(&read.document);
        assert!(read.document.rows.len() <= 20_001, "{} rows", read.document.rows.len());
        let written = document::write(&read.document).len();
        assert!(written < 1 << 24, "{written} bytes");
    }
}

/// The layers with what flows into each, rows that only pass on what flows in left out.
fn wired(document: &Document) -> Vec<(Layer, Vec<usize>)> {
    let analysis = valid(document);
    // Where a row's output comes from: 0 is the input.
    let mut comes_from = Vec::new();
    let mut layers = Vec::new();
    for (row, result) in document.rows.iter().zip(&analysis.rows) {
        let from = result.sources.iter().map(|source| match source {
            Source::Input => 0,
            Source::Row(at) => comes_from[*at],
        });
        let from: Vec<usize> = from.collect();
        if row.kind == Kind::Identity {
            comes_from.push(from[0]);
            continue;
        }
        let Outcome::Valid(valid) = &result.outcome else { panic!() };
        layers.push((valid.layer, from));
        comes_from.push(layers.len());
    }
    layers
}

/// A network of branches, all of whose images are of one size.
fn branches() -> impl Strategy<Value = Document> {
    let row = (0..9usize, any::<Index>(), any::<Index>(), 1..5i64);
    prop::collection::vec(row, 1..14).prop_map(|choices| {
        let mut channels = vec![4];
        let mut names = vec!["input".to_owned()];
        let mut rows = Vec::new();
        for (at, (choice, one, other, number)) in choices.into_iter().enumerate() {
            let (one, other) = (one.index(names.len()), other.index(names.len()));
            let (one_name, other_name) = (&names[one], &names[other]);
            let both = format!(r#""from": ["{one_name}", "{other_name}"]"#);
            let alike = channels[one] == channels[other];
            let (kind, from, made) = match choice {
                0 => (format!(r#""conv2d", "out_channels": {number}, "kernel_size": 3, "padding": 1"#), "", number),
                1 => (format!(r#""conv2d", "out_channels": {0}, "kernel_size": [1, 3], "padding": [0, 1], "groups": {0}, "bias": false"#, channels[one]), "", channels[one]),
                2 => (r#""batch_norm2d""#.to_owned(), "", channels[one]),
                3 => (r#""activation", "function": "silu""#.to_owned(), "", channels[one]),
                4 => (r#""max_pool2d", "kernel_size": 3, "stride": 1, "padding": 1"#.to_owned(), "", channels[one]),
                5 => (r#""identity""#.to_owned(), "", channels[one]),
                6 if alike => (r#""add""#.to_owned(), &*both, channels[one]),
                7 if alike => (r#""mul""#.to_owned(), &*both, channels[one]),
                8 if channels[one] > 1 => (r#""slice_channels", "start": 1, "length": 1"#.to_owned(), "", 1),
                _ => (r#""concat""#.to_owned(), &*both, channels[one] + channels[other]),
            };
            let from = if from.is_empty() { format!(r#""from": ["{one_name}"]"#) } else { from.to_owned() };
            rows.push(format!(r#"{{"name": "row {at}", "kind": {kind}, {from}}}"#));
            channels.push(made);
            names.push(format!("row {at}"));
        }
        let input = r#"{"batch": 2, "channels": 4, "height": 8, "width": 8}"#;
        let text = format!(r#"{{"format": "im2cost/1", "input": {input}, "layers": [{}]}}"#, rows.join(", "));
        document::read(&text).unwrap()
    })
}

proptest! {
    /// Whatever the names are called in code, the layers and their wires are the same.
    #[test]
    fn branches_that_were_written_here_are_followed_without_their_document(document in branches()) {
        let code = code(&document, &analyse(&document)).unwrap();
        let code = code.split("\n# im2cost ").next().unwrap();
        let layers = wired(&document);
        // Nothing is left of a network that only passes on its input.
        if !layers.is_empty() {
            let read = pytorch::read(code);
            prop_assert_eq!(said(&read), []);
            prop_assert_eq!(wired(&read.document), layers, "{}", code);
            prop_assert_eq!(analyse(&read.document).totals.params, analyse(&document).totals.params);
        }
    }
}
