//! The example networks: they read, they are what PyTorch counts, and they are written as the page writes them.

#![allow(clippy::unwrap_used, clippy::panic)] // A test may panic, and so may what helps it.

mod support;

use im2cost::codec::{View, document, link};
use im2cost::i18n::Language;
use im2cost::network::{Difference, Document, Example, analyse};
use support::{count, data};

fn text(example: Example) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/static/examples");
    let path = format!("{folder}/{}.im2cost.json", example.file());
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn read(example: Example) -> Document {
    document::read(&text(example)).unwrap_or_else(|error| panic!("{example:?}: {error:?}"))
}

#[test]
fn every_example_is_valid_and_written_as_the_page_writes_it() {
    for &example in Example::ALL {
        let read = read(example);
        assert_eq!(&*read.name, example.name());
        assert!(analyse(&read).totals.complete, "{example:?}");
        assert_eq!(document::write(&read), text(example), "{example:?}");
    }
}

#[test]
fn examples_have_pytorchs_parameters_and_macs() {
    let networks = data("networks.json");
    let named = |name: &str| {
        let networks = networks["networks"].as_array().unwrap();
        networks.iter().find(|network| network["name"] == name)
    };
    // Those that have the names of `networks.json`, and those that have others.
    let others = [
        (Example::UNet, "unet_paper_572"),
        (Example::Fcn8s, "fcn8s_vgg16_grouped"),
        (Example::Espcn, "espcn_x3"),
        (Example::Fsrcnn, "fsrcnn_x3"),
    ];
    let mut compared = 0;
    for &example in Example::ALL {
        let other = others.iter().find(|(other, _)| *other == example).map(|(_, name)| *name);
        let network = match other.or(Some(example.file())).and_then(named) {
            Some(network) => network,
            None => continue,
        };
        compared += 1;
        let totals = &network["totals"];
        let counted = analyse(&read(example)).totals;
        // A head that inference does not run has no row.
        let params = if example == Example::InceptionV3 { "params_in_rows" } else { "params" };
        assert_eq!(counted.params, count(&totals[params]), "{example:?}");
        assert_eq!(counted.macs, count(&totals["macs"]), "{example:?}");
    }
    // All but LeNet-5 and FCN-32s.
    assert_eq!(compared, Example::ALL.len() - 2);
    // The layer that FCN-32s is known for, by its formula: 21·16·16 · 21·64·64.
    let fcn = read(Example::Fcn32s);
    let upscore = fcn.rows.iter().position(|row| &*row.name == "upscore").unwrap();
    let ledger = analyse(&fcn).rows[upscore].valid().unwrap().forward.unwrap();
    assert_eq!(ledger.multiplications, 462_422_016);
    assert_eq!(ledger.zero_insertion_macs, 534_559_850_496);
}

#[test]
fn what_the_menu_says_is_what_is_counted_and_what_was_published() {
    for &example in Example::ALL {
        let totals = analyse(&read(example)).totals;
        let [params, macs] = example.counted();
        assert_eq!([params, macs], [totals.params, totals.macs], "{example:?}");
        for published in example.published() {
            let macs_agree = agrees(published.macs, macs);
            let params_agree = agrees(published.params, params);
            let same = published.difference == Difference::None;
            assert_eq!(macs_agree && params_agree, same, "{example:?}: {published:?}");
            for language in Language::ALL {
                assert!(language.published(published).ends_with(['.', '。']), "{example:?}");
            }
        }
    }
}

/// Whether a published figure is a count, rounded to the digits that were published. What was not published agrees.
fn agrees(published: &str, count: u128) -> bool {
    let (digits, unit) = match published.rsplit_once(' ').filter(|(_, unit)| ["M", "G"].contains(unit)) {
        Some((digits, "M")) => (digits, 1_000_000),
        Some((digits, _)) => (digits, 1_000_000_000),
        None => (published, 1),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let plain: String = whole.chars().chain(fraction.chars()).filter(char::is_ascii_digit).collect();
    let step = unit / 10u128.pow(fraction.len() as u32);
    plain.is_empty() || plain.parse::<u128>().unwrap() == (count + step / 2) / step
}

#[test]
fn resnet_50_fits_in_a_link_of_2000_characters() {
    let document = read(Example::ResNet50);
    let link = link::write(&document, &View::default());
    assert!(link.len() <= 2_000, "{} characters", link.len());
    assert_eq!(link::read(&link), Ok(Some((document, View::default()))));
}

/// Past that, the page says to share the file.
#[test]
fn every_example_fits_in_a_link_that_is_worth_sharing() {
    for &example in Example::ALL {
        let document = read(example);
        let link = link::write(&document, &View::default());
        assert!(link.len() <= link::SHAREABLE, "{example:?}: {} characters", link.len());
        assert_eq!(link::read(&link), Ok(Some((document, View::default()))), "{example:?}");
    }
}

#[test]
fn every_example_says_what_to_see_in_both_languages() {
    for &example in Example::ALL {
        for language in [Language::English, Language::Chinese] {
            assert!(language.example(example).ends_with(['.', '。']), "{example:?}");
        }
    }
}

/// Links that were shared once keep opening: each line of the corpus is a fragment, then the document's file.
#[test]
fn links_that_were_shared_keep_opening() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/links");
    let corpus = std::fs::read_to_string(format!("{folder}/links.txt")).unwrap();
    assert!(corpus.lines().count() >= 5);
    for line in corpus.lines() {
        let (fragment, file) = line.split_once(' ').unwrap();
        let (document, view) =
            link::read(fragment).unwrap_or_else(|error| panic!("{file}: {error:?}")).unwrap();
        let expected = std::fs::read_to_string(format!("{folder}/{file}")).unwrap();
        assert_eq!(format!("{}{}", in_words(&view), document::write(&document)), expected, "{file}");
    }
}

/// A view as the corpus has it.
fn in_words(view: &View) -> String {
    let cell = view.cell.map_or(String::new(), |cell| format!(" {:?} {:?}", cell.holder, cell.indices()));
    let step = view.step.map_or(String::new(), |step| format!(" step {step}"));
    let row = view.row.as_ref();
    row.map_or(String::new(), |row| format!("{row} {:?} {:?}{cell}{step}\n", view.pass, view.level))
}

/// Adds to the corpus; run by hand when the format grows: `cargo test --test examples -- --ignored`.
#[test]
#[ignore = "writes the corpus"]
fn pin_links() {
    use im2cost::codec::Level;
    use im2cost::lowering::{Holder, Pass, Pin};
    use std::fmt::Write as _;
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/links");
    std::fs::create_dir_all(folder).unwrap();
    let mut corpus = String::new();
    let mut pin = |file: &str, document: &Document, view: View| {
        writeln!(corpus, "{} {file}", link::write(document, &view)).unwrap();
        std::fs::write(
            format!("{folder}/{file}"),
            format!("{}{}", in_words(&view), document::write(document)),
        )
        .unwrap();
    };
    pin("starter.txt", &Document::starter(), View::default());
    let row = |name: &str, pass, level| View { row: Some(name.into()), pass, level, ..View::default() };
    pin("resnet18.txt", &read(Example::ResNet18), row("layer2.0.add", Pass::Forward, Level::Scale));
    pin("dcgan.txt", &read(Example::DcganGenerator), row("main.3", Pass::InputGrad, Level::Scale));
    pin("unet.txt", &read(Example::UNet), row("upconv.0", Pass::WeightGrad, Level::Cells));
    let typed = r#"{"format": "im2cost/1", "name": "卷积 “draft”", "input": {"batch": 4, "channels": "three", "height": 8},
        "counting": {"unit": "2macs", "bias": true, "transposed": "zero_insertion", "padding": false, "elementwise": true},
        "layers": [{"name": "a", "kind": "conv2d", "out_channels": "sixty", "kernel_size": [3, 5], "padding": [0, 1, 2, 3]},
                   {"name": "b", "kind": "conv2d", "from": ["a"], "in_channels": 3, "out_channels": 6, "kernel_size": 2,
                    "padding": "same", "shares_weights_with": "a"},
                   {"name": "c", "kind": "upsample", "scale_factor": 1.5, "mode": "bilinear"},
                   {"name": "d", "kind": "adaptive_avg_pool2d", "output_size": [null, 3]},
                   {"name": "e", "kind": "unknown", "op": "NonMaxSuppression", "output_shape": [1, 4, 5, 6]}]}"#;
    let cell = Pin::new(Holder::Columns, &[0, 0, 5, 3]);
    let view = View { cell, step: Some(17), ..row("conv", Pass::InputGrad, Level::Cells) };
    pin("step.txt", &Document::starter(), view);
    pin("typed.txt", &document::read(typed).unwrap(), View::default());
    std::fs::write(format!("{folder}/links.txt"), corpus).unwrap();
}
