//! The line at the foot of the page: what is under the pointer, or has the focus, explained. Keys that type change
//! neither, so that it costs nothing while one does.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget};
use yew::prelude::*;

use super::highlight::quantity_of;
use super::place;
use super::state::State;
use super::traced;
use crate::browser::event::Listener;
use crate::browser::field::attribute;
use crate::browser::selected_text::number_in;
use crate::i18n::{Label, Language};
use crate::network::{Field, Sources};

/// What the line is drawn from.
#[derive(Clone, Properties)]
pub struct HintProps {
    /// The language of the page.
    pub language: Language,
    /// The name of the row that the inspector shows: with it changes what is said of its fields.
    pub name: Option<Rc<str>>,
    /// The page as it is when something is pointed at.
    pub latest: Rc<RefCell<Rc<State>>>,
}

impl PartialEq for HintProps {
    fn eq(&self, other: &HintProps) -> bool {
        self.language == other.language && self.name == other.name && Rc::ptr_eq(&self.latest, &other.latest)
    }
}

/// The line. It is no live region: what it says of a field, a screen reader has from the field.
#[component]
pub fn Hint(props: &HintProps) -> Html {
    let HintProps { language, name, latest } = props;
    let said = use_state_eq(|| None::<AttrValue>);
    let at = use_mut_ref(|| None::<Element>);
    {
        let (said, at, latest) = (said.setter(), at.clone(), latest.clone());
        use_effect_with(*language, move |_| {
            said.set(None);
            let listeners = ["pointerover", "focusin"].map(|kind| {
                let (said, at, latest) = (said.clone(), at.clone(), latest.clone());
                Listener::of_window(kind, move |event| {
                    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
                    let explained = element.as_ref().and_then(|element| explained(element, &latest.borrow()));
                    said.set(explained.map(AttrValue::from));
                    *at.borrow_mut() = element;
                })
            });
            move || drop(listeners)
        });
    }
    {
        let (said, latest) = (said.setter(), latest.clone());
        use_effect_with(name.clone(), move |_| {
            let at = at.borrow();
            let element = at.as_ref().filter(|element| element.is_connected());
            let explained = element.and_then(|element| explained(element, &latest.borrow()));
            said.set(explained.map(AttrValue::from));
        });
    }
    html! {
        <p class={classes!("foot", said.as_ref().map(|_| "says"))} data-testid="hint">
            if let Some(said) = &*said {
                { said }
            } else {
                <span class="tagline">{ language.label(Label::Tagline) }{ " " }</span>{ language.label(Label::NothingLeaves) }
            }
        </p>
    }
}

/// What an element is, in a sentence.
fn explained(element: &Element, state: &State) -> Option<String> {
    let language = state.settings.language;
    let target: &EventTarget = element;
    if let Some(sentence) = of_field(element, state) {
        return Some(sentence);
    }
    if let Some(key) = place::input_key(target) {
        return Some(language.explain_input(key).to_owned());
    }
    if let Some(number) = traced::number(target) {
        let holder = element.closest(&format!("[{}]", traced::ORIGIN)).ok()??;
        let value = number_in(&holder).and_then(|value| value.parse().ok());
        return Some(language.explain_number(number, &state.document().counting, value));
    }
    if let Some(quantity) = quantity_of(element) {
        return Some(language.explain_quantity(quantity).to_owned());
    }
    if let Some(sentence) = of_symbol(element, state) {
        return Some(sentence.to_owned());
    }
    // A part of the bar of shares is called what it is.
    if let Ok(Some(part)) = element.closest(".share-bar [role=option]") {
        return part.get_attribute("aria-label");
    }
    let holder = element.closest("[title]:not(data)").ok()??;
    holder.get_attribute("title").filter(|title| !title.is_empty())
}

/// What a symbol of a formula is that has no hue.
fn of_symbol(element: &Element, state: &State) -> Option<&'static str> {
    let symbol = element.closest("msub").ok()?.or(element.closest("mi").ok()?)?;
    let kind = state.document().rows[state.selected()?].kind;
    state.settings.language.explain_symbol(kind, &symbol.text_content()?)
}

/// What a field of a row means, also where its cell or its label is pointed at.
fn of_field(element: &Element, state: &State) -> Option<String> {
    let cell = element.closest("[data-field], .option, [data-row] .cell").ok()??;
    let holder = match cell.has_attribute(place::FIELD) {
        true => cell,
        false => cell.query_selector(&format!("[{}]", place::FIELD)).ok()??,
    };
    let (row, field) = place::field(&holder)?;
    let row = &state.document().rows[state.document().position(row)?];
    // A cell of several fields says nothing of the first of them.
    let several = attribute(element, place::FIELD).is_none() && holder.closest(".options").ok()?.is_some();
    let on_option = element.closest(".option").ok()?.is_some();
    let explained = state.settings.language.explain_field(row.kind, field);
    // A name has no room for all of it in its column.
    let text = match (field, &row.from) {
        (Field::Name, _) => format!("{} · {explained}", row.name),
        (Field::From, Sources::Named(names)) => format!("{} · {explained}", names.join(", ")),
        _ => explained.to_owned(),
    };
    (!several || on_option).then_some(text)
}
