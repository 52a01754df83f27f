//! The totals by kind of layer.

use std::rc::Rc;

use yew::prelude::*;

use super::change::changed_sum;
use super::kind_menu::{variety, variety_name, variety_of};
use super::sheet::Sheet;
use crate::browser::popover;
use crate::i18n::{Label, Language, Variety, number};
use crate::network::{Summed, Together, compared, together};

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

/// What the rows of each variety come to together, the dearest first; beside what they came to, if a network is compared
/// with.
fn totals(sheet: &Sheet) -> Vec<(Together<Variety>, Option<Together<Variety>>)> {
    let now = together(sheet.lines.iter().map(|line| (variety(line), line.counts())));
    let Some(baseline) = &sheet.baseline else { return now.into_iter().map(|sum| (sum, None)).collect() };
    let before = together(baseline.rows().map(|(row, result, counts)| (variety_of(row, result), counts)));
    compared(now, before).into_iter().map(|(now, before)| (now, Some(before))).collect()
}

/// A button, and the totals that it shows.
#[component]
pub fn KindTotals(props: &KindTotalsProps) -> Html {
    let KindTotalsProps { sheet, language } = props;
    let is_open = use_state_eq(|| false);
    let ontoggle = {
        let is_open = is_open.clone();
        Callback::from(move |event: Event| is_open.set(popover::opens(&event)))
    };
    let head = |label: Label| html! { <th scope="col">{ language.label(label) }</th> };
    let row = |(together, before): (Together<Variety>, Option<Together<Variety>>)| {
        html! {
            <tr key={language.variety(together.key)} data-variety={variety_name(together.key)}>
                <th scope="row">{ language.variety(together.key) }</th>
                <td>{ together.rows }</td>
                <td>{ changed_sum(Summed::Parameters, together.params, before.map(|before| before.params), *language) }</td>
                <td>{ changed_sum(Summed::Cost, together.cost, before.map(|before| before.cost), *language) }</td>
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
                            { head(Label::ColumnKind) }{ head(Label::ColumnLayers) }{ head(Label::ColumnParameters) }
                            { head(Label::ColumnCost) }{ head(Label::ColumnShare) }
                        </tr></thead>
                        <tbody>{ for totals(sheet).into_iter().map(row) }</tbody>
                    </table>
                }
            </div>
        </span>
    }
}
