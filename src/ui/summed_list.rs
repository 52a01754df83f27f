//! The formulas that a tool sums for the network: how many layers, by which formula, to which sum.

use yew::prelude::*;

use super::count::ratio;
use super::row_in_network::RowInNetwork;
use super::sum::{letters, sum};
use crate::cost::counters::{SummedRule, Tool};
use crate::i18n::{Announcement, Language};
use crate::network::counted_layers;

/// Whose formulas are listed.
#[derive(Clone, Properties, PartialEq)]
pub struct SummedListProps {
    /// A row of the network.
    pub of: RowInNetwork,
    /// The tool.
    pub tool: Tool,
    /// The language of the page.
    pub language: Language,
}

/// A line for each formula, and what its letters stand for.
#[component]
pub fn SummedList(props: &SummedListProps) -> Html {
    let SummedListProps { of, tool, language } = props;
    let layers = counted_layers(&of.document, &of.analysis);
    let rules = layers.map(|layers| tool.summed_rules(&layers)).unwrap_or_default();
    let line = |rule: &SummedRule| {
        html! {
            <li>
                <span class="muted">{ language.announcement(Announcement::Layers { rows: rule.layers }) }</span>
                { sum(&rule.formula) }
                <span class="value">{ ratio(rule.value) }</span>
            </li>
        }
    };
    html! {
        <>
            <ul>{ for rules.iter().map(line) }</ul>
            { letters(rules.iter().map(|rule| &rule.formula), *language) }
        </>
    }
}
