//! Kinds, fields, and what a layer is.

use im2cost::i18n::{Language, Variety};
use im2cost::layer::{
    Fields, Function, Interpolation, Key, Kind, Layer, Operation, Scale, Shape, Value, resolve,
};
use im2cost::network::{Field, Fraction, InputKey, Reach, ReceptiveField, starting_fields};

use crate::{assert_covers, list, say};

#[test]
fn every_kind_and_variety_has_names() {
    let mut listing = String::new();
    for variety in Variety::MENU.into_iter().chain([Variety::Plain(Kind::Unknown)]) {
        say(&mut listing, |language| language.variety(variety).to_owned());
        let [english, chinese] = Language::ALL.map(|language| language.short_variety(variety));
        list(&mut listing, &format!("  {english}"), &format!("  {chinese}"));
        assert!(english.chars().count() <= 18 && chinese.chars().count() <= 8, "{english} {chinese}");
    }
    for kind in Kind::ALL {
        let listed = Variety::MENU.contains(&Variety::Plain(*kind));
        assert_eq!(listed, *kind != Kind::Unknown, "{kind:?}");
        assert!(!Language::Chinese.kind(*kind).is_empty());
    }
    insta::assert_snapshot!("kinds", listing);
}

#[test]
fn every_field_of_every_kind_is_explained() {
    let mut listing = String::new();
    let mut seen = Vec::new();
    let mut fields = vec![];
    for kind in Kind::ALL {
        for field in [Field::Name, Field::Kind, Field::From, Field::SharesWeightsWith] {
            fields.push((*kind, field));
        }
        fields.extend(kind.parameters().iter().map(|parameter| (*kind, Field::Key(parameter.key))));
    }
    assert!(Key::ALL.iter().all(|key| fields.iter().any(|(_, field)| *field == Field::Key(*key))));
    for (kind, field) in fields {
        let line = Language::English.explain_field(kind, field);
        if !seen.contains(&(field, line)) {
            seen.push((field, line));
            say(&mut listing, |language| {
                format!("{}: {}", language.field(field), language.explain_field(kind, field)).replacen(
                    ": ",
                    language_colon(language),
                    1,
                )
            });
        }
    }
    for key in InputKey::ALL {
        say(&mut listing, |language| language.input_key(key).to_owned());
        say(&mut listing, |language| language.explain_input(key).to_owned());
    }
    insta::assert_snapshot!("fields", listing);
}

fn language_colon(language: Language) -> &'static str {
    match language {
        Language::English => ": ",
        Language::Chinese => "：",
    }
}

fn layer(kind: Kind, values: &[(Key, Value)], sources: &[Shape]) -> Layer {
    let mut fields = starting_fields(kind);
    for (key, value) in values {
        fields.set(*key, value.clone());
    }
    resolve(kind, &fields, sources).unwrap()
}

fn square(side: i64) -> Value {
    Value::Pair([side, side])
}

/// Every operation, and every way in which its sentence differs.
fn layers() -> Vec<(Kind, Layer)> {
    use Value::{Flag, Integer, Pair, Word};
    let image = Shape::Image([1, 64, 56, 56]);
    let vector = Shape::Vector([1, 512]);
    let word = |word: &str| Word(word.into());
    let (conv, up) = (Kind::Conv2d, Kind::ConvTranspose2d);
    let mut examples = vec![
        (conv, vec![(Key::KernelSize, square(7)), (Key::Stride, square(2))], vec![image]),
        (
            conv,
            vec![(Key::KernelSize, Pair([3, 5])), (Key::Stride, Pair([1, 2])), (Key::Dilation, square(2))],
            vec![image],
        ),
        (conv, vec![(Key::KernelSize, square(1)), (Key::Padding, square(0))], vec![image]),
        (conv, vec![(Key::Groups, Integer(4)), (Key::OutChannels, Integer(128))], vec![image]),
        (conv, vec![(Key::Groups, Integer(32)), (Key::OutChannels, Integer(32))], vec![image]),
        (conv, vec![(Key::Groups, Integer(64))], vec![image]),
        (conv, vec![(Key::Groups, Integer(64)), (Key::OutChannels, Integer(128))], vec![image]),
        (conv, vec![(Key::OutChannels, Value::Integer(1))], vec![Shape::Image([1, 1, 28, 28])]),
        (up, vec![], vec![image]),
        (up, vec![(Key::OutChannels, Integer(1)), (Key::Stride, square(1))], vec![image]),
        (up, vec![(Key::Groups, Integer(4)), (Key::Dilation, square(2))], vec![image]),
        (Kind::Linear, vec![], vec![vector]),
        (Kind::Linear, vec![], vec![image]),
        (Kind::MaxPool2d, vec![(Key::KernelSize, square(3)), (Key::Stride, square(2))], vec![image]),
        (Kind::AvgPool2d, vec![], vec![image]),
        (Kind::AdaptiveAvgPool2d, vec![], vec![image]),
        (Kind::AdaptiveMaxPool2d, vec![], vec![image]),
        (Kind::AdaptiveAvgPool2d, vec![(Key::OutputSize, Value::OptionalPair([Some(7), None]))], vec![image]),
        (
            Kind::AdaptiveMaxPool2d,
            vec![(Key::OutputSize, Value::OptionalPair([Some(7), Some(7)]))],
            vec![image],
        ),
        (Kind::Upsample, vec![], vec![image]),
        (Kind::Upsample, vec![(Key::Mode, word("nearest-exact"))], vec![image]),
        (Kind::Upsample, vec![(Key::Mode, word("bilinear"))], vec![image]),
        (
            Kind::Upsample,
            vec![(Key::Mode, word("bicubic")), (Key::ScaleFactor, Value::Scale([Scale(0.5); 2]))],
            vec![image],
        ),
        (Kind::PixelShuffle, vec![], vec![image]),
        (Kind::BatchNorm2d, vec![], vec![image]),
        (Kind::BatchNorm2d, vec![(Key::Affine, Flag(false))], vec![image]),
        (Kind::LayerNorm, vec![], vec![image]),
        (Kind::LayerNorm, vec![], vec![vector]),
        (Kind::LocalResponseNorm, vec![], vec![image]),
        (Kind::Activation, vec![(Key::Function, word("softmax"))], vec![vector]),
        (
            Kind::Activation,
            vec![(Key::Function, word("prelu")), (Key::NumParameters, Integer(64))],
            vec![image],
        ),
        (Kind::Scale, vec![], vec![image]),
        (Kind::Add, vec![], vec![image, image]),
        (Kind::Mul, vec![], vec![image, Shape::Image([1, 64, 1, 1])]),
        (Kind::Concat, vec![], vec![image, image, image]),
        (Kind::SliceChannels, vec![], vec![image]),
        (Kind::Crop, vec![], vec![image]),
        (Kind::Pad, vec![], vec![image]),
        (Kind::Flatten, vec![], vec![image]),
        (Kind::Unflatten, vec![(Key::Shape, Value::Extents(vec![32, 4, 4]))], vec![vector]),
        (Kind::Identity, vec![], vec![image]),
        (Kind::Unknown, vec![], vec![image]),
    ];
    let functions = [
        "relu",
        "relu6",
        "leaky_relu",
        "prelu",
        "elu",
        "gelu",
        "silu",
        "hardswish",
        "hardsigmoid",
        "sigmoid",
        "tanh",
        "softmax",
    ];
    examples.extend(functions.map(|name| (Kind::Activation, vec![(Key::Function, word(name))], vec![image])));
    examples.into_iter().map(|(kind, values, sources)| (kind, layer(kind, &values, &sources))).collect()
}

#[test]
fn every_layer_is_described_in_a_sentence() {
    let layers = layers();
    let operations: Vec<&Operation> = layers.iter().map(|(_, layer)| &layer.operation).collect();
    assert_covers!(
        operations,
        Operation::Gemm(_),
        Operation::Pool(_),
        Operation::AdaptivePool(_),
        Operation::Upsample(_),
        Operation::PixelShuffle { .. },
        Operation::Norm(_),
        Operation::LocalResponseNorm { .. },
        Operation::Activation { .. },
        Operation::Scale,
        Operation::Add { .. },
        Operation::Mul { .. },
        Operation::Concat,
        Operation::SliceChannels,
        Operation::Crop { .. },
        Operation::Pad { .. },
        Operation::Flatten,
        Operation::Unflatten,
        Operation::Identity,
        Operation::Unknown,
    );
    let interpolations: Vec<Interpolation> = operations
        .iter()
        .filter_map(|operation| match operation {
            Operation::Upsample(upsample) => Some(upsample.interpolation),
            _ => None,
        })
        .collect();
    assert_covers!(
        interpolations,
        Interpolation::Nearest,
        Interpolation::NearestExact,
        Interpolation::Bilinear,
        Interpolation::Bicubic,
    );
    let functions: Vec<Function> = operations
        .iter()
        .filter_map(|operation| match operation {
            Operation::Activation { function, .. } => Some(*function),
            _ => None,
        })
        .collect();
    assert_covers!(
        functions,
        Function::Relu,
        Function::Relu6,
        Function::LeakyRelu,
        Function::Prelu,
        Function::Elu,
        Function::Gelu,
        Function::Silu,
        Function::Hardswish,
        Function::Hardsigmoid,
        Function::Sigmoid,
        Function::Tanh,
        Function::Softmax,
    );
    let mut listing = String::new();
    for (kind, layer) in &layers {
        let variety = Variety::of(*kind, layer);
        assert_eq!(variety.kind(), *kind);
        say(&mut listing, |language| language.description(layer));
    }
    insta::assert_snapshot!("descriptions", listing);
}

#[test]
fn varieties_are_recognized() {
    let image = Shape::Image([1, 64, 56, 56]);
    let groups = |kind, groups| layer(kind, &[(Key::Groups, Value::Integer(groups))], &[image]);
    let check = |kind, layer: Layer, expected| assert_eq!(Variety::of(kind, &layer), expected);
    let conv = Kind::Conv2d;
    check(conv, groups(conv, 1), Variety::Plain(conv));
    check(conv, groups(conv, 4), Variety::GroupedConvolution);
    check(conv, groups(conv, 64), Variety::DepthwiseConvolution);
    check(conv, layer(conv, &[(Key::KernelSize, square(1))], &[image]), Variety::PointwiseConvolution);
    check(Kind::ConvTranspose2d, groups(Kind::ConvTranspose2d, 4), Variety::GroupedTransposed);
    check(
        Kind::Flatten,
        resolve(Kind::Flatten, &Fields::new(), &[image]).unwrap(),
        Variety::Plain(Kind::Flatten),
    );
}

#[test]
fn receptive_fields_are_fractions_only_where_they_must() {
    let reach = |numerator, denominator| {
        let size = Fraction { numerator, denominator };
        Reach { size, jump: size, center: size }
    };
    let local = ReceptiveField::Local([reach(11, 1), reach(7, 2)]);
    for language in Language::ALL {
        assert_eq!(language.receptive_field(&local), "11×7/2");
    }
    assert_eq!(Language::Chinese.receptive_field(&ReceptiveField::Whole([7, 7])), "整个输入，7×7");
}
