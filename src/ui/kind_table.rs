//! The totals by kind of layer, as a table.

use std::rc::Rc;

use yew::prelude::*;

use super::change::changed_sum;
use super::kind_menu::{variety, variety_name, variety_of};
use super::sheet::Sheet;
use crate::i18n::{Label, Language, Variety, number};
use crate::network::{Summed, Together, compared, together};

/// What the table is made from.
#[derive(Clone, Properties)]
pub struct KindTableProps {
    /// The rows.
    pub sheet: Rc<Sheet>,
    /// The language of the page.
    pub language: Language,
}

impl PartialEq for KindTableProps {
    fn eq(&self, other: &KindTableProps) -> bool {
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

/// A row for each kind.
#[component]
pub fn KindTable(props: &KindTableProps) -> Html {
    let KindTableProps { sheet, language } = props;
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
        <table class="totals">
            <thead><tr>
                { head(Label::ColumnKind) }{ head(Label::ColumnLayers) }{ head(Label::ColumnParameters) }
                { head(Label::ColumnCost) }{ head(Label::ColumnShare) }
            </tr></thead>
            <tbody>{ for totals(sheet).into_iter().map(row) }</tbody>
        </table>
    }
}
