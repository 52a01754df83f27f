//! What a total adds up, over the page: its dearest rows, each of whose numbers leads on to where that comes from.

use std::rc::Rc;

use yew::prelude::*;

use super::act::Act;
use super::count::{count, traced};
use super::dispatch::Dispatch;
use super::sheet::Line;
use super::state::State;
use super::traced::{Rows, To};
use crate::browser::popover;
use crate::i18n::{Announcement, Label, number};
use crate::network::{Addends, Summed};

/// The identity of the list.
const LIST: &str = "sum-of";

/// The most rows that are listed.
const MOST: usize = 12;

/// What the list is drawn from.
#[derive(Clone, Properties, PartialEq)]
pub struct SumOfProps {
    /// The page.
    pub state: Rc<State>,
    /// Takes acts.
    pub dispatch: Dispatch,
}

/// The list, as long as somebody asks for it.
#[component]
pub fn SumOf(props: &SumOfProps) -> Html {
    let SumOfProps { state, dispatch } = props;
    let asked = state.traced.as_ref().and_then(|traced| match &traced.to {
        To::Sum(summed, rows) => Some((traced.wish, *summed, rows)),
        To::Origin(_) => None,
    });
    use_effect_with(asked.map(|(wish, ..)| wish), |wish| match wish {
        Some(_) => popover::show(LIST),
        None => popover::hide(LIST),
    });
    let is_open = asked.is_some();
    let ontoggle =
        dispatch.on(move |event: Event| (is_open && !popover::opens(&event)).then_some(Act::Trace(None)));
    html! {
        <div id={LIST} class="popover sum-of" popover="auto" data-testid={LIST} {ontoggle}>
            { asked.map(|(_, summed, rows)| list(state, summed, rows)) }
        </div>
    }
}

fn list(state: &State, summed: Summed, rows: &Rows) -> Html {
    let language = state.settings.language;
    let adds = |line: &Rc<Line>| Some((line.at, summed.of(line.analysis.valid()?, line.cost)));
    let lines = state.sheet.lines.iter().filter(|line| rows.has(line));
    let Addends { greatest, others, rest, sum } = Addends::of(lines.filter_map(adds), MOST);
    let row = |(at, value): &(usize, u128)| {
        let line = state.sheet.line(*at)?;
        Some(html! {
            <tr key={*at} data-row={line.row.id.0.to_string()}>
                <th scope="row">{ AttrValue::from(line.row.name.clone()) }</th>
                <td>{ traced(summed.number(), count(*value)) }</td>
                <td>{ number::percent(*value, sum) }</td>
            </tr>
        })
    };
    html! {
        <table class="totals">
            <caption>
                { language.summed(summed, &state.document().counting) }
                if let Some(name) = rows.name(language) { { ", " }{ name } }
            </caption>
            <tbody>
                { for greatest.iter().filter_map(row) }
                if others > 0 {
                    <tr>
                        <th scope="row" class="muted">{ language.announcement(Announcement::OtherRows { rows: others }) }</th>
                        <td>{ count(rest) }</td>
                        <td>{ number::percent(rest, sum) }</td>
                    </tr>
                }
            </tbody>
            <tfoot><tr>
                <th scope="row">{ language.label(Label::Together) }</th><td data-testid="sum">{ count(sum) }</td><td></td>
            </tr></tfoot>
        </table>
    }
}
