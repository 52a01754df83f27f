//! What can be done with the selected rows, and how the rows are shown.

use std::rc::Rc;

use yew::prelude::*;

use super::act::Act;
use super::dispatch::Dispatch;
use super::icon::{Icon, icon};
use super::kind_totals::KindTotals;
use super::shown::{Shown, block_of};
use super::state::State;
use crate::browser::field;
use crate::i18n::{Announcement, Label};
use crate::layer::Kind;
use crate::network::Action;

/// What the toolbar is drawn from.
#[derive(Clone, Properties, PartialEq)]
pub struct ToolbarProps {
    /// The page.
    pub state: Rc<State>,
    /// Takes acts.
    pub dispatch: Dispatch,
}

/// A line of buttons over the table.
#[component]
pub fn Toolbar(props: &ToolbarProps) -> Html {
    let ToolbarProps { state, dispatch } = props;
    let language = state.settings.language;
    let document = state.document();
    let shown = &state.shown;
    let rows = state.selection.in_order(document);
    let place = |id: Option<&_>| id.and_then(|id| document.position(*id));
    let ends = place(rows.first()).zip(place(rows.last()));
    let button = |hook: &'static str, label: Label, sign: Icon, act: Option<Act>| {
        let label = language.label(label);
        let onclick = act.clone().map(|act| dispatch.always::<MouseEvent>(act));
        html! {
            <button type="button" class="icon" data-testid={hook} title={label} aria-label={label}
                disabled={act.is_none()} {onclick}>{ icon(sign) }</button>
        }
    };
    let at_ends = |act: &dyn Fn(usize, usize) -> Act| ends.map(|(first, last)| act(first, last));
    let up = at_ends(&|first, _| Act::Move(rows.clone(), first.saturating_sub(1), None));
    let down = at_ends(&|_, last| Act::Move(rows.clone(), last + 2, None));
    let is_plain = shown.is_plain() && shown.blocks.is_none();
    let show = |shown: Shown| dispatch.always::<MouseEvent>(Act::Show(shown));
    let toggle = |hook: &'static str, label: Label, is_on: bool, shown: Shown| {
        html! {
            <button type="button" data-testid={hook} aria-pressed={is_on.to_string()} title={language.label(Label::SortHint)}
                onclick={show(shown)}>{ language.label(label) }</button>
        }
    };
    let find = {
        let shown = Shown::clone(shown);
        dispatch.on(move |event: InputEvent| {
            Some(Act::Show(Shown { find: field::text(&event.target()?)?.into(), ..shown.clone() }))
        })
    };
    let go_to_found = Callback::from(|event: KeyboardEvent| {
        if event.key() == "Enter" && field::focus(".block [data-field]") {
            event.prevent_default();
        }
    });
    let has_blocks = document.rows.iter().any(|row| block_of(&row.name).is_some());
    let n_found = state.sheet.shown().count();
    let looks = !shown.find.trim().is_empty();
    html! {
        <div class="toolbar" role="toolbar" aria-label={language.label(Label::Layers)}>
            <span class="row-tools">
            { button("insert", Label::InsertBelow, Icon::Plus, at_ends(&|_, last| Act::Edit(Action::Insert(last + 1, Kind::Conv2d)))) }
            { button("duplicate", Label::Duplicate, Icon::Duplicate, ends.map(|_| Act::Edit(Action::Duplicate(rows.clone())))) }
            { button("move-up", Label::MoveUp, Icon::Up, up.filter(|_| is_plain && ends.is_some_and(|(first, _)| first > 0))) }
            { button("move-down", Label::MoveDown, Icon::Down, down.filter(|_| is_plain && ends.is_some_and(|(_, last)| last + 1 < document.rows.len()))) }
            { button("delete", Label::Delete, Icon::Cross, ends.map(|_| Act::Delete(rows.clone(), None))) }
            <span class="muted said" data-testid="selected">
                { (rows.len() > 1).then(|| language.announcement(Announcement::Selected { rows: rows.len() })) }
            </span>
            </span>
            <span class="views">
                if has_blocks {
                    { toggle("blocks", if shown.blocks.is_none() { Label::CollapseAll } else { Label::ExpandAll },
                        shown.blocks.is_some(),
                        Shown { blocks: shown.blocks.is_none().then(Default::default), ..Shown::clone(shown) }) }
                }
                { toggle("by-cost", Label::SortByCost, shown.by_cost,
                    Shown { by_cost: !shown.by_cost, ..Shown::clone(shown) }) }
                <KindTotals sheet={state.sheet.clone()} {language} />
                <span class="muted" role="status">
                    { looks.then(|| language.announcement(Announcement::Found { rows: n_found })) }
                </span>
                <input type="search" class="find" data-testid="find" placeholder={language.label(Label::Find)}
                    aria-label={language.label(Label::Find)} value={AttrValue::from(shown.find.clone())} oninput={find}
                    onkeydown={go_to_found} />
            </span>
        </div>
    }
}
