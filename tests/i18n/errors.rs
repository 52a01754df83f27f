//! Every error sentence and repair.

use std::rc::Rc;

use im2cost::codec::document::{DocumentError, Place};
use im2cost::codec::foreign::Foreign;
use im2cost::codec::json::JsonError;
use im2cost::codec::link::LinkError;
use im2cost::codec::onnx::OnnxError;
use im2cost::codec::open::OpenError;
use im2cost::i18n::Language;
use im2cost::layer::{Axis, Form, Key, Kind, LayerError, Scale, Shape, Value};
use im2cost::network::{InputError, InputKey, Outcome, Repair, RowError, Source};

use crate::{assert_covers, say};

const IMAGE: Shape = Shape::Image([1, 64, 56, 56]);
const SMALL: Shape = Shape::Image([1, 64, 28, 28]);
const VECTOR: Shape = Shape::Vector([1, 512]);
const WORDS: &[&str] = &["same", "same_upper", "same_lower", "valid"];
const FUNCTIONS: &[&str] = &["relu", "relu6", "softmax"];

fn unreadable(key: Key, form: Form, text: &str) -> LayerError {
    LayerError::Unreadable { key, form, text: text.into() }
}

fn forms() -> Vec<LayerError> {
    vec![
        unreadable(Key::OutChannels, Form::Integer { least: 1 }, "sixty-four"),
        unreadable(Key::OutChannels, Form::Integer { least: 1 }, "1e999"),
        unreadable(Key::OutChannels, Form::Integer { least: 1 }, &"1234567890".repeat(4)),
        unreadable(Key::OutChannels, Form::Integer { least: 1 }, &"x".repeat(1_000_000)),
        unreadable(Key::KernelSize, Form::Pair { least: 1 }, "3.5"),
        unreadable(Key::OutputSize, Form::OptionalPair, "all"),
        unreadable(Key::Padding, Form::Padding, "1, 2, 3"),
        unreadable(Key::Amount, Form::Sides, "left"),
        unreadable(Key::ScaleFactor, Form::Scale, "twice"),
        unreadable(Key::Bias, Form::Flag, "perhaps"),
        unreadable(Key::Function, Form::Word(FUNCTIONS), "re lu"),
        unreadable(Key::Op, Form::Name, "3"),
        unreadable(Key::Shape, Form::ChannelsHeightWidth, "64"),
        unreadable(Key::OutputShape, Form::Shape, "1×2×3"),
    ]
}

fn layer_errors() -> Vec<LayerError> {
    let axis = Axis::Height;
    let mut errors = forms();
    errors.extend([
        LayerError::Missing { key: Key::OutChannels },
        LayerError::TooSmall { key: Key::Stride, value: 0, least: 1 },
        LayerError::TooSmall { key: Key::Padding, value: -1, least: 0 },
        LayerError::TooLarge { key: Key::OutChannels, value: 3_000_000_000 },
        LayerError::ScaleNotPositive { key: Key::ScaleFactor },
        LayerError::UnknownWord { key: Key::Padding, word: "reflect".into(), allowed: WORDS },
        LayerError::UnknownWord { key: Key::Function, word: "mish".into(), allowed: FUNCTIONS },
        LayerError::SameNeedsStrideOne { stride: [2, 2] },
        LayerError::SameNeedsStrideOne { stride: [1, 2] },
        LayerError::SameOnlyForConvolution,
        LayerError::SourceCount { joins: false, given: 2 },
        LayerError::SourceCount { joins: true, given: 1 },
        LayerError::NeedsImage { shape: VECTOR },
        LayerError::NeedsVector { shape: IMAGE },
        LayerError::ChannelsMismatch { key: Key::InChannels, given: 32, flows: 64 },
        LayerError::ChannelsMismatch { key: Key::InChannels, given: 32, flows: 1 },
        LayerError::ChannelsMismatch { key: Key::InFeatures, given: 256, flows: 512 },
        LayerError::ChannelsMismatch { key: Key::NumFeatures, given: 32, flows: 64 },
        LayerError::GroupsDoNotDivide { key: Key::OutChannels, channels: 30, groups: 4 },
        LayerError::GroupsDoNotDivide { key: Key::InChannels, channels: 1, groups: 2 },
        LayerError::KernelExceedsInput { axis, kernel: 5, dilation: 2, span: 9, padded: 7 },
        LayerError::KernelExceedsInput { axis: Axis::Width, kernel: 7, dilation: 1, span: 7, padded: 1 },
        LayerError::OutputEmpty { axis, output: -3 },
        LayerError::OutputEmpty { axis: Axis::Width, output: 0 },
        LayerError::OutputPaddingTooLarge { axis, output_padding: 2, stride: 2, dilation: 1 },
        LayerError::PaddingOverHalfKernel { axis, padding: 2, kernel: 3 },
        LayerError::PaddingNotBelowKernel { axis, padding: 3, kernel: 3 },
        LayerError::SizeOrScale { both: true },
        LayerError::SizeOrScale { both: false },
        LayerError::ShuffleDoesNotDivide { channels: 30, factor: 2 },
        LayerError::ShuffleDoesNotDivide { channels: 30, factor: i32::MAX.into() },
        LayerError::UnflattenMismatch { features: 512, product: 500 },
        LayerError::DoNotBroadcast { left: IMAGE, right: SMALL },
        LayerError::ConcatDiffers { left: IMAGE, right: VECTOR },
        LayerError::SliceExceedsChannels { start: 60, length: 8, channels: 64 },
        LayerError::CropTooLarge { axis, amount: 8, size: 8 },
        LayerError::ParametersMismatch { given: 3, channels: 64 },
        LayerError::ExtentTooLarge { extent: 1 << 40 },
    ]);
    assert_covers!(
        errors,
        LayerError::Missing { .. },
        LayerError::Unreadable { .. },
        LayerError::TooSmall { .. },
        LayerError::TooLarge { .. },
        LayerError::ScaleNotPositive { .. },
        LayerError::UnknownWord { .. },
        LayerError::SameNeedsStrideOne { .. },
        LayerError::SameOnlyForConvolution,
        LayerError::SourceCount { joins: true, .. },
        LayerError::SourceCount { joins: false, .. },
        LayerError::NeedsImage { .. },
        LayerError::NeedsVector { .. },
        LayerError::ChannelsMismatch { .. },
        LayerError::GroupsDoNotDivide { .. },
        LayerError::KernelExceedsInput { .. },
        LayerError::OutputEmpty { .. },
        LayerError::OutputPaddingTooLarge { .. },
        LayerError::PaddingOverHalfKernel { .. },
        LayerError::PaddingNotBelowKernel { .. },
        LayerError::SizeOrScale { both: true },
        LayerError::SizeOrScale { both: false },
        LayerError::ShuffleDoesNotDivide { .. },
        LayerError::UnflattenMismatch { .. },
        LayerError::DoNotBroadcast { .. },
        LayerError::ConcatDiffers { .. },
        LayerError::SliceExceedsChannels { .. },
        LayerError::CropTooLarge { .. },
        LayerError::ParametersMismatch { .. },
        LayerError::ExtentTooLarge { .. },
    );
    let forms: Vec<Form> = errors
        .iter()
        .filter_map(|error| match error {
            LayerError::Unreadable { form, .. } => Some(*form),
            _ => None,
        })
        .collect();
    assert_covers!(
        forms,
        Form::Integer { .. },
        Form::Pair { .. },
        Form::OptionalPair,
        Form::Padding,
        Form::Sides,
        Form::Scale,
        Form::Flag,
        Form::Word(_),
        Form::Name,
        Form::ChannelsHeightWidth,
        Form::Shape,
    );
    errors
}

fn row_errors() -> Vec<RowError> {
    let name: Rc<str> = "conv1".into();
    let mut errors: Vec<RowError> = layer_errors().into_iter().map(RowError::Layer).collect();
    errors.extend([
        RowError::NameMissing,
        RowError::NameReserved,
        RowError::NameTaken { name: name.clone(), row: 1 },
        RowError::SourceUnknown { name: "on\u{202e}and".repeat(100).into() },
        RowError::SourceNotEarlier { name: name.clone(), row: 4 },
        RowError::SharesUnknown { name: name.clone() },
        RowError::SharesDiffer { name },
        RowError::CountTooLarge,
    ]);
    assert_covers!(
        errors,
        RowError::Layer(_),
        RowError::NameMissing,
        RowError::NameReserved,
        RowError::NameTaken { .. },
        RowError::SourceUnknown { .. },
        RowError::SourceNotEarlier { .. },
        RowError::SharesUnknown { .. },
        RowError::SharesDiffer { .. },
        RowError::CountTooLarge,
    );
    errors
}

fn input_errors() -> Vec<InputError> {
    let mut errors = vec![
        InputError::Unreadable { key: InputKey::Width, text: "2½".into() },
        InputError::Unreadable { key: InputKey::Width, text: "9".repeat(40).into() },
        InputError::TooSmall { key: InputKey::Batch, value: 0 },
        InputError::TooLarge { key: InputKey::Height, value: i64::MAX },
    ];
    errors.extend(InputKey::ALL.map(|key| InputError::Missing { key }));
    assert_covers!(
        errors,
        InputError::Missing { .. },
        InputError::Unreadable { .. },
        InputError::TooSmall { .. },
        InputError::TooLarge { .. },
    );
    errors
}

fn document_errors() -> Vec<DocumentError> {
    let places = [
        Place::Top,
        Place::Input,
        Place::Counting,
        Place::Twin { name: "conv2".into() },
        Place::Layer { row: 2, name: "conv2".into() },
        Place::Layer { row: 2, name: String::new() },
    ];
    assert_covers!(
        places,
        Place::Top,
        Place::Input,
        Place::Counting,
        Place::Twin { .. },
        Place::Layer { .. }
    );
    let place = Place::Layer { row: 2, name: "conv2".into() };
    let json = [
        JsonError::Syntax { line: 3, column: 14 },
        JsonError::TooDeep,
        JsonError::DuplicateKey { key: "name".into() },
    ];
    assert_covers!(json, JsonError::Syntax { .. }, JsonError::TooDeep, JsonError::DuplicateKey { .. });
    let mut errors: Vec<DocumentError> = json.into_iter().map(DocumentError::Json).collect();
    errors.extend(places.map(|place| DocumentError::UnknownKey { place, key: "strid".into() }));
    errors.extend([
        DocumentError::NotADocument,
        DocumentError::UnknownFormat { format: "im2cost/9".into() },
        DocumentError::UnknownKind { place: place.clone(), kind: "conv3d".into() },
        DocumentError::KindMissing { place: place.clone() },
        DocumentError::WrongType { place: place.clone(), key: "stride".into() },
        DocumentError::TextTooLong { place, key: "name".repeat(1000) },
        DocumentError::TooManyRows { rows: 1_000_000 },
    ]);
    assert_covers!(
        errors,
        DocumentError::Json(_),
        DocumentError::NotADocument,
        DocumentError::UnknownFormat { .. },
        DocumentError::UnknownKey { .. },
        DocumentError::UnknownKind { .. },
        DocumentError::KindMissing { .. },
        DocumentError::WrongType { .. },
        DocumentError::TextTooLong { .. },
        DocumentError::TooManyRows { .. },
    );
    errors
}

/// Checks that a sentence is one, plain, and of a length that fits beside a row.
fn check_sentence(sentence: &str) {
    assert!(sentence.chars().count() <= 140, "long: {sentence}");
    for sign in ['{', '}', '\n'] {
        assert!(!sentence.contains(sign), "{sentence}");
    }
    for name in ["Some(", "Rc", "Image([", "Vector(["] {
        assert!(!sentence.contains(name), "of a debugger: {sentence}");
    }
    let ends = ['.', '。'];
    assert!(sentence.ends_with(ends), "no full stop: {sentence}");
    assert_eq!(
        sentence.matches(". ").count() + sentence.matches('。').count(),
        usize::from(sentence.ends_with('。')),
        "{sentence}"
    );
}

fn say_sentence(listing: &mut String, sentence: impl Fn(Language) -> String) {
    for language in Language::ALL {
        check_sentence(&sentence(language));
    }
    say(listing, sentence);
}

#[test]
fn every_error_of_a_row_has_a_sentence() {
    let mut listing = String::new();
    for error in row_errors() {
        say_sentence(&mut listing, |language| language.row_error(&error));
    }
    for error in input_errors() {
        say_sentence(&mut listing, |language| language.input_error(&error));
    }
    for on in [Source::Row(2), Source::Input] {
        say(&mut listing, |language| language.outcome(&Outcome::Waiting { on }).unwrap());
    }
    insta::assert_snapshot!("row_errors", listing);
}

#[test]
fn every_error_of_a_file_has_a_sentence() {
    let mut listing = String::new();
    for error in document_errors() {
        say_sentence(&mut listing, |language| language.document_error(&error));
    }
    insta::assert_snapshot!("document_errors", listing);
}

#[test]
fn every_reason_why_nothing_opens_has_a_sentence() {
    let foreign = [
        Foreign::PyTorchWeights,
        Foreign::TensorFlow,
        Foreign::Compiled,
        Foreign::CaffeWeights,
        Foreign::OnnxWeights,
        Foreign::Notebook,
        Foreign::Workbook,
        Foreign::Packed,
        Foreign::Pdf,
        Foreign::Picture,
    ];
    assert_covers!(
        foreign,
        Foreign::PyTorchWeights,
        Foreign::TensorFlow,
        Foreign::Compiled,
        Foreign::CaffeWeights,
        Foreign::OnnxWeights,
        Foreign::Notebook,
        Foreign::Workbook,
        Foreign::Packed,
        Foreign::Pdf,
        Foreign::Picture,
    );
    let errors = [
        OpenError::Onnx(OnnxError::NoGraph),
        OpenError::Document(DocumentError::NotADocument),
        OpenError::NoLayers(Vec::new()),
        OpenError::Report,
        OpenError::Foreign(Foreign::PyTorchWeights),
        OpenError::OtherEncoding,
        OpenError::NotAText,
    ];
    assert_covers!(
        errors,
        OpenError::Onnx(_),
        OpenError::Document(_),
        OpenError::NoLayers(_),
        OpenError::Report,
        OpenError::Foreign(_),
        OpenError::OtherEncoding,
        OpenError::NotAText,
    );
    let mut listing = String::new();
    for error in errors.into_iter().chain(foreign.map(OpenError::Foreign)) {
        say_sentence(&mut listing, |language| language.open_error(&error));
    }
    insta::assert_snapshot!("open_errors", listing);
}

#[test]
fn every_error_of_a_link_has_a_sentence() {
    let errors = [
        LinkError::UnknownVersion,
        LinkError::TooLong,
        LinkError::Damaged,
        LinkError::TooLarge,
        LinkError::Document(DocumentError::NotADocument),
    ];
    assert_covers!(
        errors,
        LinkError::UnknownVersion,
        LinkError::TooLong,
        LinkError::Damaged,
        LinkError::TooLarge,
        LinkError::Document(_),
    );
    let mut listing = String::new();
    for error in errors {
        say_sentence(&mut listing, |language| language.link_error(&error));
    }
    insta::assert_snapshot!("link_errors", listing);
}

#[test]
fn every_repair_has_a_short_label() {
    let groups = LayerError::GroupsDoNotDivide { key: Key::OutChannels, channels: 30, groups: 4 };
    let mismatch = |key, flows| LayerError::ChannelsMismatch { key, given: 32, flows };
    let missing = |key| LayerError::Missing { key };
    let layer = |kind, error, repair| (kind, RowError::Layer(error), repair);
    let integer = |key, number| Repair::Set(key, Value::Integer(number));
    let mut examples = vec![
        layer(Kind::Conv2d, groups.clone(), integer(Key::OutChannels, 28)),
        layer(Kind::Conv2d, groups.clone(), integer(Key::Groups, 3)),
        layer(Kind::Conv2d, groups, integer(Key::Groups, 1)),
        layer(Kind::Linear, missing(Key::OutFeatures), integer(Key::OutFeatures, 10)),
        layer(Kind::Conv2d, mismatch(Key::InChannels, 64), Repair::Clear(Key::InChannels)),
        layer(Kind::Linear, mismatch(Key::InFeatures, 1), Repair::Clear(Key::InFeatures)),
        layer(Kind::Conv2d, missing(Key::InChannels), Repair::Clear(Key::InChannels)),
        layer(Kind::Conv2d, missing(Key::Stride), Repair::Clear(Key::Stride)),
        layer(Kind::MaxPool2d, missing(Key::Stride), Repair::Clear(Key::Stride)),
        layer(Kind::Conv2d, missing(Key::Bias), Repair::Clear(Key::Bias)),
        layer(Kind::Upsample, LayerError::SizeOrScale { both: true }, Repair::Clear(Key::ScaleFactor)),
        (Kind::Conv2d, RowError::NameMissing, Repair::Rename("conv2".into())),
        (Kind::Conv2d, RowError::CountTooLarge, Repair::OwnWeights),
        (Kind::Conv2d, RowError::CountTooLarge, Repair::StayDepthwise(1024)),
        (Kind::Conv2d, RowError::CountTooLarge, Repair::ReadAbove),
        (Kind::Add, RowError::CountTooLarge, Repair::Read(vec!["input".into(), "conv1".into()])),
    ];
    let values = [
        (Key::KernelSize, Value::Pair([3, 3])),
        (Key::Stride, Value::Pair([2, 1])),
        (Key::Padding, Value::Word("same_upper".into())),
        (Key::Padding, Value::Sides([0, 1, 0, 1])),
        (Key::OutputPadding, Value::Pair([1, 1])),
        (Key::OutputSize, Value::OptionalPair([Some(7), None])),
        (Key::ScaleFactor, Value::Scale([Scale(2.0); 2])),
        (Key::Function, Value::Word("relu".into())),
        (Key::Mode, Value::Word("bilinear".into())),
        (Key::Shape, Value::Extents(vec![512, 1, 1])),
        (Key::UpscaleFactor, Value::Integer(2)),
        (Key::Length, Value::Integer(4)),
        (Key::NumParameters, Value::Integer(64)),
    ];
    for (key, value) in values {
        examples.push(layer(Kind::Conv2d, missing(key), Repair::Set(key, value)));
    }
    let repairs: Vec<&Repair> = examples.iter().map(|(_, _, repair)| repair).collect();
    assert_covers!(
        repairs,
        Repair::Set(..),
        Repair::Clear(_),
        Repair::ReadAbove,
        Repair::Read(_),
        Repair::Rename(_),
        Repair::OwnWeights,
        Repair::StayDepthwise(_),
    );
    let mut listing = String::new();
    for (kind, error, repair) in &examples {
        for language in Language::ALL {
            let label = language.repair(repair, *kind, error);
            assert!(label.chars().count() <= 40 && !label.ends_with(['.', '。']), "{label}");
        }
        say(&mut listing, |language| language.repair(repair, *kind, error));
    }
    insta::assert_snapshot!("repairs", listing);
}
