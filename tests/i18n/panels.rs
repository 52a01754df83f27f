//! What the panels of a layer say: named conventions, letters of formulas, memory, machines, fields of view.

use im2cost::cost::{Coverage, Name, Preset, RateError, Ratio, Roofline, Traffic};
use im2cost::i18n::Language;
use im2cost::layer::{Axis, Key, LayerError, Shape as LayerShape, Symbol};
use im2cost::network::{
    Action, Counted, Fraction, Held, Knob, Outcome, Peak, Reach, ReceptiveField, RowError, SearchRange,
    SizeError, SweepPoint,
};
use im2cost::scene::{FieldOfView, Label as Written, RooflineScene, Shape};

use crate::{assert_covers, say};

#[test]
fn every_named_convention_has_a_name_and_a_sentence() {
    let mut listing = String::new();
    for preset in Preset::ALL {
        say(&mut listing, |language| language.preset(preset).to_owned());
        say(&mut listing, |language| language.explain_preset(preset).to_owned());
    }
    insta::assert_snapshot!("presets", listing);
}

#[test]
fn every_letter_that_is_not_a_layers_own_is_explained() {
    let axis = Axis::Height;
    let names = [
        Name::Own(Symbol::OutHeight),
        Name::Coverage(Coverage::Pairs, axis),
        Name::Coverage(Coverage::LivePositions, axis),
        Name::Coverage(Coverage::LiveTaps, axis),
        Name::Coverage(Coverage::ReachedPixels, axis),
        Name::Inputs,
        Name::Outputs,
        Name::ImageInputs,
        Name::ImageOutputs,
        Name::Pixels,
        Name::Windows,
        Name::Window { plus: 1 },
        Name::Parameters,
        Name::Channels { times: 2, plus: -1 },
        Name::Tiles,
        Name::Phase(axis),
        Name::PhasePositions(axis),
        Name::Inserted(axis),
    ];
    let mut listing = String::new();
    for name in names {
        say(&mut listing, |language| format!("{}: {}", name.symbols().text(), language.named(name).unwrap()));
    }
    insta::assert_snapshot!("letters", listing);
}

#[test]
fn memory_and_machines_have_words() {
    assert_covers!(Peak::ALL, Peak::Activations, Peak::ActivationsAndColumns, Peak::Columns);
    assert_covers!(
        Held::ALL,
        Held::Parameters,
        Held::Inputs,
        Held::Output,
        Held::Columns,
        Held::ColumnsOfBatch,
        Held::ParameterGradients,
        Held::InputGradients,
        Held::OutputGradient,
        Held::Saved,
    );
    let mut listing = String::new();
    for held in Held::ALL {
        say(&mut listing, |language| language.held(held).to_owned());
        say(&mut listing, |language| language.explain_held(held).to_owned());
    }
    for peak in Peak::ALL {
        say(&mut listing, |language| language.peak(peak).to_owned());
    }
    say(&mut listing, |language| language.blow_up(Ratio::whole(9)));
    for error in [RateError::Peak, RateError::Bandwidth] {
        say(&mut listing, |language| language.rate_error(error, "…"));
    }
    let traffic = Traffic { bytes: 3_000_000, operations: 1_000_000_000 };
    for bandwidth in [2_000_000_000, 900_000_000_000] {
        let machine = Roofline { peak: 1_000_000_000_000, bandwidth };
        say(&mut listing, |language| language.roofline(&machine, &traffic).unwrap());
    }
    say(&mut listing, |language| language.unreadable_count("…"));
    insta::assert_snapshot!("memory", listing);
}

#[test]
fn a_field_of_view_is_said() {
    let fraction = |numerator, denominator| Fraction { numerator, denominator };
    let mut listing = String::new();
    for size in [fraction(3, 1), fraction(15, 2), fraction(99, 1)] {
        let reach = Reach { size, jump: fraction(1, 2), center: fraction(0, 1) };
        let seen = FieldOfView::new([8, 8], &ReceptiveField::Local([reach; 2]), [16, 16]).unwrap();
        say(&mut listing, |language| language.field_of_view(&seen));
    }
    let whole = ReceptiveField::Whole([8, 8]);
    let seen = FieldOfView::new([8, 8], &whole, [1, 1]).unwrap();
    say(&mut listing, |language| language.field_of_view(&seen));
    insta::assert_snapshot!("fields_of_view", listing);
}

#[test]
fn a_roofline_has_its_numbers_written_at_it() {
    let machine = Roofline { peak: 19_500_000_000_000, bandwidth: 900_000_000_000 };
    let mut listing = String::new();
    for operations in [1_000, 1_000_000_000] {
        let scene = RooflineScene::new(&machine, &Traffic { bytes: 3_000_000, operations }).unwrap();
        for drawn in &scene.shapes {
            let Shape::Text(text) = drawn else { continue };
            // Nothing is written outside of the picture.
            assert!((0.0..=scene.size[0]).contains(&text.at.x) && (0.0..=scene.size[1]).contains(&text.at.y));
            let write = |language: Language| {
                language.picture(&text.label).into_iter().map(|span| span.text).collect()
            };
            say(&mut listing, write);
        }
    }
    insta::assert_snapshot!("roofline", listing);
}

#[test]
fn the_way_back_has_words() {
    let mut listing = String::new();
    for error in [SizeError::Unreadable, SizeError::TooSmall(0), SizeError::TooLarge(2_147_483_648)] {
        say(&mut listing, |language| language.size_error(error, "…"));
    }
    for n_ways in [0, 1, 12] {
        say(&mut listing, |language| language.ways(n_ways, [56, 28]));
    }
    say(&mut listing, |language| language.search_range(&SearchRange::default()));
    insta::assert_snapshot!("way_back", listing);
}

#[test]
fn other_values_have_words() {
    let output = LayerShape::Image([1, 128, 28, 28]);
    let invalid = Outcome::Invalid(RowError::Layer(LayerError::Missing { key: Key::KernelSize }));
    let results = [
        Ok(Counted { cost: Some(57_802_752), output }),
        Ok(Counted { cost: None, output }),
        Err(Box::new(invalid)),
    ];
    let mut listing = String::new();
    say(&mut listing, |language| language.knob(Knob::InputSize).to_owned());
    for result in results {
        let point = SweepPoint { value: 3, action: Action::All(Vec::new()), result };
        say(&mut listing, |language| language.swept(&point));
        say(&mut listing, |language| language.swept_in_full(&point));
    }
    for label in [Written::Count(20_000_000), Written::Value(1_024), Written::CostAxis, Written::HeightAxis] {
        say(&mut listing, |language| language.picture(&label).into_iter().map(|span| span.text).collect());
    }
    insta::assert_snapshot!("other_values", listing);
}
