//! The bar between the table and the selected layer. Dragged, or moved with arrow keys, it gives one of them more room;
//! a double click, or Enter, gives both their usual room. It is kept for the next visit.

use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use crate::browser::{measure, pointer, root, storage};
use crate::i18n::{Label, Language};

/// Where the width is kept.
const BESIDE: &str = "im2cost/beside";

/// By how much an arrow key moves the bar.
const STEP: i32 = 20;

/// The narrowest that the layer may be, which the style sheet bounds further.
const NARROWEST: i32 = 300;

/// What the bar needs.
#[derive(Clone, Copy, Properties, PartialEq)]
pub struct SplitterProps {
    /// The language of the page.
    pub language: Language,
}

/// The bar.
#[component]
pub fn Splitter(props: &SplitterProps) -> Html {
    let width =
        use_state_eq(|| storage::read(BESIDE).ok().flatten().and_then(|text| text.parse::<i32>().ok()));
    let held = use_state_eq(|| false);
    let (bar, beside) = (use_node_ref(), use_state_eq(|| 0));
    {
        let (bar, beside) = (bar.clone(), beside.setter());
        use_effect_with(*width, move |width| {
            root::set_property("--beside", width.map(|width| format!("{width}px")).as_deref());
            beside.set(bar.cast::<Element>().map_or(0, |bar| right_of(&bar)));
        });
    }
    let keep = {
        let width = width.setter();
        move |chosen: Option<i32>| {
            let chosen = chosen.map(|chosen| chosen.clamp(NARROWEST, measure::window_width().max(NARROWEST)));
            // Storage that is blocked or full is said elsewhere.
            let _ = storage::write(BESIDE, &chosen.map_or_else(String::new, |chosen| chosen.to_string()));
            width.set(chosen);
        }
    };
    let onpointerdown = {
        let held = held.setter();
        move |event: PointerEvent| {
            if let Some(bar) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
                pointer::hold(&bar, event.pointer_id());
                held.set(true);
            }
        }
    };
    let onpointermove = {
        let (is_held, keep) = (*held, keep.clone());
        move |event: PointerEvent| {
            if is_held {
                keep(Some(measure::window_width() - event.client_x()));
            }
        }
    };
    let let_go = {
        let held = held.setter();
        Callback::from(move |_: PointerEvent| held.set(false))
    };
    let ondblclick = {
        let keep = keep.clone();
        move |_: MouseEvent| keep(None)
    };
    let node = bar.clone();
    let onkeydown = move |event: KeyboardEvent| {
        let now = bar.cast::<Element>().map_or(NARROWEST, |bar| right_of(&bar));
        match event.key().as_str() {
            "ArrowLeft" => keep(Some(now + STEP)),
            "ArrowRight" => keep(Some(now - STEP)),
            "Enter" => keep(None),
            _ => return,
        }
        event.prevent_default();
    };
    html! {
        <div ref={node} class={classes!("splitter", held.then_some("held"))} role="separator" tabindex="0" data-testid="splitter" aria-orientation="vertical"
            aria-label={props.language.label(Label::Splitter)} title={props.language.label(Label::Splitter)}
            aria-valuenow={beside.to_string()} aria-valuemin={NARROWEST.to_string()}
            {onpointerdown} {onpointermove} onpointerup={let_go.clone()} onpointercancel={let_go} {ondblclick} {onkeydown} />
    }
}

/// How many pixels are to the right of the line that the bar is over.
fn right_of(bar: &Element) -> i32 {
    measure::window_width() - measure::left(bar)
}
