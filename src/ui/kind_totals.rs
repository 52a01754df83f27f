//! The totals by kind of layer.

use std::rc::Rc;

use yew::prelude::*;

use super::count::count;
use super::kind_menu::variety;
use super::sheet::Sheet;
use crate::i18n::{Label, Language, Variety, number};

/// What the totals are drawn from.
#[derive(Clone, Properties)]
pub struct KindTotalsProps {
    /// The rows.
    pub sheet: Rc<Sheet>,
    /// The language of the page.
    pub language: Language,
}

impl PartialEq for KindTotalsProps {
    fn eq(&self, other: &KindTotalsProps) -> bool {
        Rc::ptr_eq(&self.sheet, &other.sheet) && self.language == other.language
    }
}

/// The rows of one variety together.
struct Together {
    variety: Variety,
    rows: usize,
    params: u128,
    cost: u128,
}

/// What the rows of each variety come to together, the dearest first.
fn totals(sheet: &Sheet) -> Vec<Together> {
    let mut totals: Vec<Together> = Vec::new();
    for line in &sheet.lines {
        let variety = variety(line);
        let at = totals.iter().position(|together| together.variety == variety).unwrap_or_else(|| {
            totals.push(Together { variety, rows: 0, params: 0, cost: 0 });
            totals.len() - 1
        });
        let together = &mut totals[at];
        together.rows += 1;
        together.params =
            together.params.saturating_add(line.analysis.valid().map_or(0, |valid| valid.params));
        together.cost = together.cost.saturating_add(line.cost.unwrap_or(0));
    }
    totals.sort_by_key(|together| std::cmp::Reverse((together.cost, together.params)));
    totals
}

/// A button, and the totals that it shows.
#[component]
pub fn KindTotals(props: &KindTotalsProps) -> Html {
    let KindTotalsProps { sheet, language } = props;
    let is_open = use_state_eq(|| false);
    let ontoggle = {
        let is_open = is_open.clone();
        Callback::from(move |event: Event| {
            let state = event.target().and_then(|target| {
                js_sys::Reflect::get(&event, &"newState".into())
                    .ok()
                    .filter(|_| !target.is_null_or_undefined())
            });
            is_open.set(state.and_then(|state| state.as_string()).as_deref() == Some("open"));
        })
    };
    let head = |label: Label| html! { <th scope="col">{ language.label(label) }</th> };
    let row = |together: Together| {
        html! {
            <tr key={language.variety(together.variety)}>
                <th scope="row">{ language.variety(together.variety) }</th>
                <td>{ together.rows }</td>
                <td>{ count(together.params) }</td>
                <td>{ count(together.cost) }</td>
                <td>{ number::percent(together.cost, sheet.cost) }</td>
            </tr>
        }
    };
    html! {
        <span class="menu">
            <button type="button" data-testid="by-kind" popovertarget="by-kind">{ language.label(Label::TotalsByKind) }</button>
            <div id="by-kind" class="popover" popover="auto" {ontoggle}>
                // Found only when it is looked at.
                if *is_open {
                    <table class="totals">
                        <thead><tr>
                            { head(Label::ColumnKind) }{ head(Label::Layers) }{ head(Label::ColumnParameters) }
                            { head(Label::ColumnCost) }{ head(Label::ColumnShare) }
                        </tr></thead>
                        <tbody>{ for totals(sheet).into_iter().map(row) }</tbody>
                    </table>
                }
            </div>
        </span>
    }
}
