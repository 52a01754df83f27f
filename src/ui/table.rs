//! The table: the network's input and its layers, a row each, and what a reader does in it.

use std::rc::Rc;

use yew::prelude::*;

use super::act::Act;
use super::dispatch::Dispatch;
use super::drag;
use super::input_row::InputRow;
use super::keyboard::{on_add_key, on_key};
use super::place;
use super::pointer;
use super::row_block::{RowBlock, RowBlockProps};
use super::state::State;
use super::table_head::TableHead;
use super::toolbar::Toolbar;

use crate::browser::field as browser_field;
use crate::i18n::Label;
use crate::layer::{Kind, Value};
use crate::network::{Action, Field};

/// Up to how many rows all menus of kinds are filled from the start; in larger networks a row's menu is, once the row
/// has the focus.
const MOST_FILLED: usize = 100;

/// What the table is drawn from.
#[derive(Clone, Properties, PartialEq)]
pub struct TableProps {
    /// The page.
    pub state: Rc<State>,
    /// Takes acts.
    pub dispatch: Dispatch,
}

/// The table.
#[component]
pub fn Table(props: &TableProps) -> Html {
    let TableProps { state, dispatch } = props;
    let language = state.settings.language;
    let document = state.document();
    let filled = document.rows.len() <= MOST_FILLED;

    use_effect_with(state.focus, |focus| {
        if let Some(focus) = focus {
            browser_field::focus(&place::field_selector(focus.row, focus.field));
        }
    });

    let oninput = dispatch.on(typed);
    let onchange = {
        let state = state.clone();
        dispatch.on(move |event: Event| chosen(&state, &event))
    };
    let onfocusin = dispatch.on(pointer::entered);
    let onfocusout = dispatch.on(|_: FocusEvent| Some(Act::Leave));
    let onclick = {
        let state = state.clone();
        dispatch.on(move |event: MouseEvent| pointer::clicked(&state, &event))
    };
    let pointer = |meaning: fn(&State, &PointerEvent) -> Option<Act>| {
        let state = state.clone();
        dispatch.on(move |event: PointerEvent| meaning(&state, &event))
    };
    let onpointerdown = pointer(|state, event| pointer::pressed(event).or_else(|| drag::taken(state, event)));
    let onpointermove = state.drag.is_some().then(|| pointer(drag::moved));
    let onpointerup = state.drag.is_some().then(|| pointer(|state, _| drag::let_go(state)));
    let onpointercancel = state.drag.is_some().then(|| dispatch.always::<PointerEvent>(Act::Drag(None)));
    let onkeydown = {
        let state = state.clone();
        dispatch.on(move |event: KeyboardEvent| on_key(&state, &event))
    };
    let end = document.rows.len();
    let add = dispatch.on(move |_: MouseEvent| Some(Act::Edit(Action::Insert(end, Kind::Conv2d))));
    let drops_at_end = state.drag.as_ref().is_some_and(|drag| drag.moved && drag.above.is_none());
    let dragging = state.drag.as_ref().is_some_and(|drag| drag.moved);
    let class = classes!("table", dragging.then_some("dragging"), drops_at_end.then_some("drops-at-end"));
    let blocks = state.sheet.blocks.iter().enumerate().map(|(at, block)| {
        let props = RowBlockProps::new(at, block, state, filled);
        html! { <RowBlock key={at} ..props /> }
    });
    html! {
        <section class="layers" aria-label={language.label(Label::Layers)}>
            <Toolbar state={state.clone()} dispatch={dispatch.clone()} />
            <div class="scroll">
            <div {class} role="grid" aria-label={language.label(Label::Layers)} aria-colcount="16"
                aria-rowcount={(end + 2).to_string()} aria-multiselectable="true" spellcheck="false"
                {oninput} {onchange} {onfocusin} {onfocusout} {onclick} {onkeydown}
                {onpointerdown} {onpointermove} {onpointerup} {onpointercancel}>
                <div class="top" role="rowgroup">
                    <TableHead {language} />
                    <InputRow input={document.input.clone()} result={state.analysis.input.clone()} {language}
                        draft={state.draft.clone()} />
                </div>
                { for blocks }
            </div>
            if end == 0 {
                <p class="hint">{ language.label(Label::EmptyTable) }</p>
            }
            <button type="button" class="add" data-testid="add-row" onclick={add}
                onkeydown={dispatch.on(on_add_key)}>
                <span aria-hidden="true">{ "+" }</span>{ language.label(Label::AddOrPaste) }
            </button>
            </div>
        </section>
    }
}

/// Text was typed into a field.
fn typed(event: InputEvent) -> Option<Act> {
    let target = event.target()?;
    if browser_field::ticked(&target).is_some() {
        return None;
    }
    let text = browser_field::text(&target)?;
    let action = match place::input_key(&target) {
        Some(key) => Action::SetInput(key, text.into()),
        None => match place::field(&target)? {
            // Chosen, not typed.
            (_, Field::Kind) => return None,
            (row, field) => Action::Type(row, field, text.into()),
        },
    };
    Some(Act::Edit(action))
}

/// A box was ticked, or an entry of a menu chosen.
fn chosen(state: &State, event: &Event) -> Option<Act> {
    let target = event.target()?;
    let (row, field) = place::field(&target)?;
    if let (Some(ticked), Field::Key(key)) = (browser_field::ticked(&target), field) {
        return Some(Act::Edit(Action::SetValue(row, key, Some(Value::Flag(ticked)))));
    }
    if field != Field::Kind {
        return None;
    }
    let kind = state.document().rows[state.document().position(row)?].kind;
    let value = browser_field::text(&target)?;
    // The menu shows what the row is; if the choice changes nothing, it goes on showing that.
    browser_field::choose(&target, kind.name());
    let variety = super::kind_menu::chosen(&value, kind)?;
    Some(Act::ChooseKind(row, variety))
}
