//! The formulas that a tool sums for the network, each with the layers that it is used for; found when asked for.

use web_sys::Element;
use yew::TargetCast;
use yew::prelude::*;

use super::count::ratio;
use super::row_in_network::RowInNetwork;
use super::sum::{letters, sum};
use crate::cost::counters::{SummedRule, Tool};
use crate::i18n::{Announcement, Label, Language};
use crate::network::counted_layers;

/// Whose formulas are shown.
#[derive(Clone, Properties, PartialEq)]
pub struct SummedRulesProps {
    /// A row of the network.
    pub of: RowInNetwork,
    /// The tool.
    pub tool: Tool,
    /// The language of the page.
    pub language: Language,
}

/// A line that opens: how many layers, by which formula, to which sum.
#[component]
pub fn SummedRules(props: &SummedRulesProps) -> Html {
    let SummedRulesProps { of, tool, language } = props;
    let open = use_state_eq(|| false);
    let ontoggle = {
        let open = open.setter();
        Callback::from(move |event: Event| {
            if let Some(details) = event.target_dyn_into::<Element>() {
                open.set(details.has_attribute("open"));
            }
        })
    };
    let rules = match counted_layers(&of.document, &of.analysis) {
        Ok(layers) if *open => tool.summed_rules(&layers),
        _ => Vec::new(),
    };
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
        <details class="summed" data-testid={format!("summed-{}", tool.key())} {ontoggle}>
            <summary>{ language.label(Label::SummedRules) }</summary>
            if *open {
                <ul>{ for rules.iter().map(line) }</ul>
                { letters(rules.iter().map(|rule| &rule.formula), *language) }
            }
        </details>
    }
}
