//! A line that opens on the formulas that a tool sums for the network.

use web_sys::Element;
use yew::TargetCast;
use yew::prelude::*;

use super::later_part::LaterPart;
use super::row_in_network::RowInNetwork;
use super::summed_list::SummedList;
use crate::cost::counters::Tool;
use crate::i18n::{Label, Language};

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

/// The line, and the formulas once it is open.
#[component]
pub fn SummedRules(props: &SummedRulesProps) -> Html {
    let SummedRulesProps { of, tool, language } = props.clone();
    let open = use_state_eq(|| false);
    let ontoggle = {
        let open = open.setter();
        Callback::from(move |event: Event| {
            if let Some(details) = event.target_dyn_into::<Element>() {
                open.set(details.has_attribute("open"));
            }
        })
    };
    html! {
        <details class="summed" data-testid={format!("summed-{}", tool.key())} {ontoggle}>
            <summary>{ language.label(Label::SummedRules) }</summary>
            if *open {
                <LaterPart {language}>
                    <SummedList {of} {tool} {language} />
                </LaterPart>
            }
        </details>
    }
}
