//! Quantities that light up together wherever they stand: what is pointed at, and the classes of what is lit.

use web_sys::Element;
use yew::prelude::*;

use crate::cost::Quantity;
use crate::scene::Quantities;

/// The quantity of the symbol, number or bar under a pointer, which its class names.
pub fn quantity_under(event: &PointerEvent) -> Option<Quantity> {
    quantity_of(&event.target_dyn_into()?)
}

/// The quantity of an element, or of the nearest one around it that has one.
pub fn quantity_of(element: &Element) -> Option<Quantity> {
    let place = element.closest("[class*='hue-']").ok()??;
    let classes = place.get_attribute("class")?;
    let name = classes.split(' ').find_map(|class| class.strip_prefix("hue-"))?;
    Quantity::ALL.into_iter().find(|quantity| quantity.id() == name)
}

/// The classes of something in which quantities are lit.
pub fn lit_classes(lit: Quantities) -> Classes {
    lit.iter().map(|quantity| format!("lit-{}", quantity.id())).collect()
}
