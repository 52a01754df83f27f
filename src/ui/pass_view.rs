//! A pass of a layer: its picture and its formula, and the quantities that light up in both and in the row's fields.

use std::rc::Rc;

use web_sys::Element;
use yew::TargetCast;
use yew::prelude::*;

use super::act::Act;
use super::dispatch::Dispatch;
use super::formula::Formula;
use super::highlight::{light, quantity_of};
use super::levels::Levels;
use super::look::Look;
use crate::browser::event::Listener;
use crate::browser::field::attribute;
use crate::cost::{Counting, Entry, Part, Quantity, entry_formula};
use crate::i18n::Language;
use crate::layer::GemmLayer;
use crate::lowering::Pass;
use crate::network::{Action, RowId, TwinNumbers};
use crate::scene::cells::Outside;
use crate::scene::{Quantities, quantities_in};

/// What is shown.
#[derive(Clone, Properties, PartialEq)]
pub struct PassViewProps {
    /// The row.
    pub row: RowId,
    /// Its name.
    pub name: Rc<str>,
    /// The layer.
    pub layer: GemmLayer,
    /// The pass.
    pub pass: Pass,
    /// What the cost counts.
    pub counting: Counting,
    /// The language of the page.
    pub language: Language,
    /// The numbers that the reader gave to the layer's twin.
    pub numbers: Option<Rc<TwinNumbers>>,
    /// How the reader looks at the picture.
    pub look: Look,
    /// The part of the formula that was asked about last, and which question it was.
    pub traced: Option<(Part, u32)>,
    /// Takes acts.
    pub dispatch: Dispatch,
}

/// The picture and the formula of a pass.
#[component]
pub fn PassView(props: &PassViewProps) -> Html {
    let PassViewProps { row, name, layer, pass, counting, language, numbers, look, traced, dispatch } = props;
    let (layer, pass, counting, language, look) = (*layer, *pass, *counting, *language, *look);
    let on_numbers =
        use_callback((*row, dispatch.clone()), |numbers, (row, dispatch): &(RowId, Dispatch)| {
            dispatch.act(Act::Edit(Action::SetTwin(*row, numbers)));
        });
    let on_look = use_callback(dispatch.clone(), |look, dispatch: &Dispatch| dispatch.act(Act::Look(look)));
    let lit = use_mut_ref(|| Quantities::NONE);
    let on_highlight = {
        let lit = Rc::clone(&lit);
        use_callback(*row, move |quantities: Quantities, row| {
            *lit.borrow_mut() = quantities;
            light(*row, quantities);
        })
    };
    use_effect_with(*row, |row| {
        let row = *row;
        move || light(row, Quantities::NONE)
    });
    // What was drawn anew is lit as it was.
    {
        let row = *row;
        use_effect(move || light(row, *lit.borrow()));
    }
    let outside = use_state_eq(|| None::<Outside>);
    {
        let (on_highlight, outside) = (on_highlight.clone(), outside.setter());
        use_effect_with((layer, pass), move |(layer, pass)| {
            let (layer, pass) = (*layer, *pass);
            // A row that gets the focus is the selected one the moment after.
            let events = [("pointerover", ".row.selected [data-field]"), ("focusin", ".row [data-field]")];
            let listeners = events.map(|(kind, places)| {
                let (on_highlight, outside) = (on_highlight.clone(), outside.clone());
                Listener::of_window(kind, move |event| {
                    let Some(element) = event.target_dyn_into::<Element>() else { return };
                    let entry = entry_of(&element);
                    let factor = quantity_beside_cells(&element).map(Outside::Quantity);
                    let field = quantities_of_field(&element, places);
                    let measured = field.and_then(|field| field.iter().next()).map(Outside::Quantity);
                    outside.set(entry.map(Outside::Entry).or(factor).or(measured));
                    match entry {
                        Some(entry) => on_highlight.emit(quantities_of_entry(&layer, pass, entry)),
                        None => field.into_iter().for_each(|field| on_highlight.emit(field)),
                    }
                })
            });
            move || drop(listeners)
        });
    }
    html! {
        <>
            <Levels name={name.clone()} {counting} {layer} {pass} {language} numbers={numbers.clone()} {on_numbers} {look} {on_look}
                outside={*outside} on_highlight={on_highlight.clone()} />
            <Formula {layer} {pass} {counting} {language} traced={*traced} {on_highlight} />
        </>
    }
}

/// The entry of the ledger that an element is in.
fn entry_of(element: &Element) -> Option<Entry> {
    Entry::from_key(&attribute(element, "data-entry")?)
}

/// The quantity of the factor of the formula, or of the edge of a matrix drawn cell by cell, that an element is.
fn quantity_beside_cells(element: &Element) -> Option<Quantity> {
    element.closest(".formula, .cells tspan, .cells .edge").ok()??;
    quantity_of(element)
}

/// What the factors of an entry measure.
fn quantities_of_entry(layer: &GemmLayer, pass: Pass, entry: Entry) -> Quantities {
    quantities_in(&entry_formula(layer, pass, entry))
}

/// What the field of a row that an element is in measures: nothing for places of the table that are not among those
/// asked for, and `None` where picture and formula know for themselves.
fn quantities_of_field(target: &Element, places: &str) -> Option<Quantities> {
    if target.closest(".diagram, .formula").ok()?.is_some() {
        return None;
    }
    let field = target.closest(places).ok()?;
    let name = field.and_then(|field| field.get_attribute("data-field"));
    Some(match name.as_deref() {
        Some("in_channels" | "in_features") => Quantity::InChannels.into(),
        Some("out_channels" | "out_features") => Quantity::OutChannels.into(),
        Some("kernel_size") => Quantity::Kernel.into(),
        Some("stride" | "padding" | "output_padding" | "dilation") => Quantity::Space.into(),
        Some("groups") => Quantity::Groups.into(),
        _ => Quantities::NONE,
    })
}
