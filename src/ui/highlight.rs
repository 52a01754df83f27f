//! Quantities that light up together wherever they stand: which one is pointed at, and the places that show what is lit.

use web_sys::Element;
use yew::prelude::*;

use crate::browser::root;
use crate::cost::Quantity;
use crate::network::RowId;
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

/// Where quantities light up, by the ids of the elements, and whether as those of the dual.
const PLACES: [(&str, bool); 5] =
    [("diagram", false), ("diagram-dual", true), ("cells", false), ("formula", false), ("ledger", false)];

/// Lights quantities in the pictures, the formula, the ledger and the fields of a row. Nothing renders anew for it,
/// since the style sheet finds what is lit from these places; a table of any length is left alone.
pub fn light(row: RowId, lit: Quantities) {
    let row = row_id(row);
    for (place, is_dual) in PLACES.into_iter().chain([(row.as_str(), false)]) {
        let lit = if is_dual { lit.dual() } else { lit };
        let of_quantity = Quantity::ALL.into_iter().map(|quantity| {
            let is_lit = lit.iter().any(|other| other == quantity);
            (lit_attribute(quantity), is_lit)
        });
        root::mark(place, of_quantity.chain([("data-lit", lit != Quantities::NONE)]));
    }
}

/// What marks a place in which a quantity is lit.
fn lit_attribute(quantity: Quantity) -> &'static str {
    match quantity {
        Quantity::InChannels => "data-lit-in",
        Quantity::OutChannels => "data-lit-out",
        Quantity::Kernel => "data-lit-kernel",
        Quantity::Space => "data-lit-space",
        Quantity::Groups => "data-lit-groups",
        Quantity::Batch => "data-lit-batch",
    }
}

/// The id of the element of a row.
pub fn row_id(row: RowId) -> String {
    format!("layer-{}", row.0)
}
