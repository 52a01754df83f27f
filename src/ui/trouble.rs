//! What is wrong with a row, in a sentence, and the repairs that would work.

use std::rc::Rc;

use web_sys::Element;
use yew::prelude::*;

use super::sheet::Line;
use crate::browser::field::has_focus;
use crate::browser::measure::bring_up;
use crate::i18n::Language;
use crate::network::{Outcome, Repair};

/// What it is drawn from.
#[derive(Clone, Properties, PartialEq)]
pub struct TroubleProps {
    /// The row.
    pub line: Rc<Line>,
    /// The language of the page.
    pub language: Language,
}

/// The sentence, and a button for each repair. While the focus is in the row they lie over the rows below, and are
/// brought into view.
#[component]
pub fn Trouble(props: &TroubleProps) -> Html {
    let TroubleProps { line, language } = props;
    let node = use_node_ref();
    let sentence = language.outcome(&line.analysis.outcome).unwrap_or_default();
    use_effect_with((node.clone(), sentence.clone()), |(node, _)| {
        let Some(element) = node.cast::<Element>() else { return };
        if element.parent_element().is_some_and(|row| has_focus(&row)) {
            bring_up(&element, ".scroll");
        }
    });
    let repair = |(at, repair): (usize, &Repair)| {
        let text = match &line.analysis.outcome {
            Outcome::Invalid(error) => language.repair(repair, line.row.kind, error),
            _ => String::new(),
        };
        html! { <button type="button" key={at} data-act="repair" data-repair={at.to_string()}>{ text }</button> }
    };
    html! {
        <div class="cell trouble" role="gridcell" data-testid="cell-error" id={trouble_id(line)} ref={node}>
            <span>{ sentence }</span>
            <span class="repairs">{ for line.repairs.iter().enumerate().map(repair) }</span>
        </div>
    }
}

/// The identity of the element that says what is wrong with a row.
pub fn trouble_id(line: &Line) -> AttrValue {
    AttrValue::from(format!("trouble-{}", line.row.id.0))
}
