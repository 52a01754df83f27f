//! A count and a shape on the page: short to read, exact for whoever asks.

use yew::prelude::*;

use crate::cost::Ratio;
use crate::i18n::number;
use crate::layer::Shape;
use crate::network::Number;

/// A count in short form, that has its exact value about it.
pub fn count(value: u128) -> Html {
    html! { <data value={value.to_string()} title={number::exact(value)}>{ number::short(value) }</data> }
}

/// A number that leads to where it comes from.
pub fn traced(number: Number, shown: Html) -> Html {
    html! { <button type="button" class="number" data-origin={number.key()}>{ shown }</button> }
}

/// A count with every digit.
pub fn exact_count(value: u128) -> Html {
    html! { <data value={value.to_string()}>{ number::exact(value) }</data> }
}

/// Bytes in short form, with their exact number about them.
pub fn bytes(value: u128) -> Html {
    let exact = format!("{} B", number::exact(value));
    html! { <data value={value.to_string()} title={exact}>{ number::bytes(value) }</data> }
}

/// A number that need not be whole, with every digit.
pub fn ratio(value: Ratio) -> Html {
    match value.as_whole() {
        Some(whole) => exact_count(whole),
        None => html! { <data value={value.to_string()}>{ value.to_string() }</data> },
    }
}

/// A shape without its batch, which the whole network shares; all of it for whoever asks. A long one has a class.
pub fn shape(shape: &Shape) -> Html {
    let extents = shape.extents();
    let value = extents.iter().map(i64::to_string).collect::<Vec<_>>().join(",");
    let text = number::extents(&extents[1..]);
    let class = match text.chars().count() {
        ..11 => None,
        11..15 => Some("long"),
        15.. => Some("longer"),
    };
    html! { <data {value} {class} title={number::shape(shape)}>{ text }</data> }
}
