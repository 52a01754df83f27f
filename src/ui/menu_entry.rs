//! One entry of a menu.

use yew::prelude::*;
use yew::virtual_dom::{Key, VTag};

/// An entry that is chosen by its value. Which one is chosen is a property: the attribute would only say where the menu
/// began.
pub fn menu_entry(key: &'static str, value: AttrValue, text: AttrValue, chosen: bool) -> Html {
    let mut entry = VTag::new("option");
    entry.key = Some(Key::from(key));
    entry.add_attribute("value", value);
    entry.add_property("selected", chosen);
    entry.add_child(Html::from(text));
    entry.into()
}
