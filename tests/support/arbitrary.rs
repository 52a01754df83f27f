//! Random documents and edits, valid and not.

use std::rc::Rc;

use im2cost::cost::{Counting, Transposed, Unit};
use im2cost::layer::{Fields, Form, Key, Kind, Scale, Value};
use im2cost::lowering::Place;
use im2cost::network::{
    Action, Document, Field, Input, InputKey, Row, RowId, Sources, TwinNumbers, TypedNumber,
};
use proptest::prelude::*;

fn number() -> impl Strategy<Value = i64> {
    prop_oneof![6 => 1..9i64, 1 => -1..2i64, 1 => Just(i64::from(i32::MAX)), 1 => any::<i64>()]
}

fn text() -> impl Strategy<Value = Rc<str>> {
    prop_oneof!["[a-z0-9 .,x×]{0,6}", any::<String>(), Just("１×３".to_owned())].prop_map(|text| text.into())
}

/// A name: mostly one of a few, so that rows share names and find each other.
pub fn name() -> impl Strategy<Value = Rc<str>> {
    prop_oneof![
        8 => prop_oneof![Just("a"), Just("b"), Just("c"), Just("d1"), Just("input"), Just("")].prop_map(Rc::from),
        1 => text(),
    ]
}

fn value(form: Form) -> BoxedStrategy<Value> {
    // What is typed is read by the same function that reads a file, so text here is only what has no other form.
    let typed = move |text: Rc<str>| im2cost::layer::parse_typed(&text, form);
    let proper = match form {
        Form::Integer { .. } => number().prop_map(Value::Integer).boxed(),
        Form::Pair { .. } => [number(), number()].prop_map(Value::Pair).boxed(),
        Form::OptionalPair => {
            let side = || prop::option::of(number());
            [side(), side()].prop_map(Value::OptionalPair).boxed()
        }
        Form::Padding => prop_oneof![
            [0..4i64, 0..4i64].prop_map(Value::Pair),
            [number(), number(), number(), number()].prop_map(Value::Sides),
            prop_oneof![Just("same"), Just("same_upper"), Just("same_lower"), Just("valid"), Just("half")]
                .prop_map(|word| Value::Word(word.into())),
        ]
        .boxed(),
        Form::Sides => (0..3i64, 0..3i64, 0..3i64, number())
            .prop_map(|(top, left, bottom, right)| [top, left, bottom, right])
            .prop_map(Value::Sides)
            .boxed(),
        Form::Scale => prop_oneof![0.1..5.0f64, Just(2.0), Just(0.0), Just(1e300)]
            .prop_map(|scale| Value::Scale([Scale(scale), Scale(scale)]))
            .boxed(),
        Form::Flag => any::<bool>().prop_map(Value::Flag).boxed(),
        Form::Word(words) => prop::sample::select(words).prop_map(|word| Value::Word(word.into())).boxed(),
        Form::Name => "[A-Za-z]{1,8}".prop_map(|word| Value::Word(word.as_str().into())).boxed(),
        Form::ChannelsHeightWidth => prop::collection::vec(number(), 3).prop_map(Value::Extents).boxed(),
        Form::Shape => prop_oneof![prop::collection::vec(number(), 2), prop::collection::vec(number(), 4)]
            .prop_map(Value::Extents)
            .boxed(),
    };
    prop_oneof![9 => proper, 1 => text().prop_map(typed)].boxed()
}

fn fields(kind: Kind) -> BoxedStrategy<Fields> {
    let parameters = kind.parameters();
    let values: Vec<_> = parameters
        .iter()
        .map(|parameter| prop::option::weighted(0.8, value(parameter.form)).boxed())
        .collect();
    values
        .prop_map(move |values| {
            let mut fields = Fields::new();
            for (parameter, value) in parameters.iter().zip(values) {
                if let Some(value) = value {
                    fields.set(parameter.key, value);
                }
            }
            fields
        })
        .boxed()
}

fn sources() -> impl Strategy<Value = Sources> {
    prop_oneof![
        4 => Just(Sources::Above),
        1 => prop::collection::vec(name(), 1..4).prop_map(Sources::Named),
    ]
}

/// A kind: those with a GEMM more often.
pub fn kind() -> impl Strategy<Value = Kind> {
    prop_oneof![
        prop::sample::select(&[Kind::Conv2d, Kind::ConvTranspose2d, Kind::Linear][..]),
        prop::sample::select(Kind::ALL),
    ]
}

/// A row with this identity.
pub fn row(id: RowId) -> impl Strategy<Value = Rc<Row>> {
    kind().prop_flat_map(move |kind| {
        (name(), sources(), fields(kind), prop::option::weighted(0.1, name())).prop_map(
            move |(name, from, fields, shares_weights_with)| {
                Rc::new(Row { from, shares_weights_with, ..Row::new(id, name, kind, fields) })
            },
        )
    })
}

/// A counting convention.
pub fn counting() -> impl Strategy<Value = Counting> {
    let unit = prop::sample::select(&[Unit::Macs, Unit::TwoMacs, Unit::Flops][..]);
    let transposed = prop::sample::select(&[Transposed::Gemm, Transposed::ZeroInsertion][..]);
    (unit, transposed, any::<[bool; 3]>()).prop_map(|(unit, transposed, [bias, padding, elementwise])| {
        Counting { unit, bias, transposed, padding, elementwise }
    })
}

/// The numbers of a twin, which may be anything.
pub fn twin_numbers() -> impl Strategy<Value = TwinNumbers> {
    let typed = prop_oneof![
        8 => (-3..9i64).prop_map(TypedNumber::Integer),
        1 => any::<i64>().prop_map(TypedNumber::Integer),
        1 => text().prop_map(|text| TypedNumber::read(&text)),
    ];
    let tensor = prop::option::of(prop::collection::vec(typed, 0..9));
    prop::array::uniform4(tensor).prop_map(|tensors| {
        let mut numbers = TwinNumbers::default();
        for (place, typed) in Place::ALL.into_iter().zip(tensors) {
            numbers.set(place, typed.map(Into::into));
        }
        numbers
    })
}

/// A document of a few rows.
pub fn document() -> impl Strategy<Value = Document> {
    let rows: Vec<_> = (0..6).map(|id| row(RowId(id)).boxed()).collect();
    let extents = prop::array::uniform4(prop::option::weighted(0.9, value(Form::Integer { least: 1 })));
    let twins = prop::collection::btree_map(name(), twin_numbers().prop_map(Rc::new), 0..3);
    (text(), extents, rows, counting(), twins, 0..7usize).prop_map(
        |(name, extents, mut rows, counting, twins, kept)| {
            let mut input = Input::default();
            for (key, extent) in InputKey::ALL.into_iter().zip(extents) {
                // The batch is 1 when it is left out, so that it is never absent.
                let extent = extent.or((key == InputKey::Batch).then_some(Value::Integer(1)));
                input.set(key, extent);
            }
            rows.truncate(kept);
            let twins: std::collections::BTreeMap<_, Rc<TwinNumbers>> = twins;
            let twins = twins.into_iter().filter(|(_, numbers)| !numbers.is_empty()).collect();
            Document { name, input: Rc::new(input), rows, counting, baseline: None, twins: Rc::new(twins) }
        },
    )
}

/// An edit of a document with rows of identity 0 to 9, some of which may be gone.
pub fn action() -> BoxedStrategy<Action> {
    let id = || (0..10u32).prop_map(RowId);
    let ids = || prop::collection::vec(id(), 1..4);
    let field = prop_oneof![
        Just(Field::Name),
        Just(Field::From),
        Just(Field::SharesWeightsWith),
        prop::sample::select(Key::ALL).prop_map(Field::Key),
    ];
    let typed = (id(), field).prop_flat_map(|(id, field)| {
        let text = match field {
            Field::Key(_) => prop_oneof!["[0-9]{1,2}", text().prop_map(|text| text.to_string())].boxed(),
            _ => name().prop_map(|name| name.to_string()).boxed(),
        };
        text.prop_map(move |text| Action::Type(id, field, text.as_str().into()))
    });
    prop_oneof![
        8 => typed,
        2 => (prop::sample::select(&InputKey::ALL[..]), "[0-9]{0,3}")
            .prop_map(|(key, text)| Action::SetInput(key, text.as_str().into())),
        1 => (id(), kind()).prop_map(|(id, kind)| Action::SetKind(id, kind, Fields::new())),
        1 => (id(), sources()).prop_map(|(id, sources)| Action::SetSources(id, sources)),
        2 => (0..9usize, kind()).prop_map(|(at, kind)| Action::Insert(at, kind)),
        1 => ids().prop_map(Action::Delete),
        1 => ids().prop_map(Action::Duplicate),
        2 => (ids(), 0..9usize).prop_map(|(ids, to)| Action::Move(ids, to)),
        1 => (id(), prop::option::of(twin_numbers()))
            .prop_map(|(id, numbers)| Action::SetTwin(id, numbers.map(Rc::new))),
        1 => counting().prop_map(Action::SetCounting),
        1 => prop::sample::select(vec![Action::KeepBaseline, Action::DropBaseline]),
        1 => document().prop_map(|document| Action::Replace(Rc::new(document))),
    ]
    .boxed()
}
