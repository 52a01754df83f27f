//! The totals by kind of layer.

use std::rc::Rc;

use yew::prelude::*;

use super::kind_table::KindTable;
use super::later_part::LaterPart;
use super::sheet::Sheet;
use crate::browser::popover;
use crate::i18n::{Label, Language};

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

/// A button, and the totals that it shows.
#[component]
pub fn KindTotals(props: &KindTotalsProps) -> Html {
    let KindTotalsProps { sheet, language } = props;
    let is_open = use_state_eq(|| false);
    let ontoggle = {
        let is_open = is_open.clone();
        Callback::from(move |event: Event| is_open.set(popover::opens(&event)))
    };
    html! {
        <span class="menu">
            <button type="button" data-testid="by-kind" popovertarget="by-kind">{ language.label(Label::TotalsByKind) }</button>
            <div id="by-kind" class="popover" popover="auto" {ontoggle}>
                // Found only when it is looked at.
                if *is_open {
                    <LaterPart language={*language}>
                        <KindTable sheet={sheet.clone()} language={*language} />
                    </LaterPart>
                }
            </div>
        </span>
    }
}
