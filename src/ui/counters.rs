//! What other counters print for the selected layer, or for the network, and why they differ.

use std::rc::Rc;

use yew::prelude::*;

use crate::cost::counters::Prediction;
use crate::i18n::{Label, Language, number};
use crate::network::{Analysis, Document, counters, row_counters};

/// What the panel is made from.
#[derive(Clone, Properties)]
pub struct CountersProps {
    /// The document.
    pub document: Rc<Document>,
    /// What it comes to.
    pub analysis: Rc<Analysis>,
    /// The place of the selected row.
    pub row: usize,
    /// The language of the page.
    pub language: Language,
}

impl PartialEq for CountersProps {
    fn eq(&self, other: &CountersProps) -> bool {
        Rc::ptr_eq(&self.document, &other.document)
            && Rc::ptr_eq(&self.analysis, &other.analysis)
            && (self.row, self.language) == (other.row, other.language)
    }
}

/// A line for each tool: its number, and a sentence.
#[component]
pub fn Counters(props: &CountersProps) -> Html {
    let CountersProps { document, analysis, row, language } = props;
    let whole = use_state_eq(|| false);
    let predictions =
        if *whole { counters(document, analysis) } else { row_counters(document, analysis, *row) };
    let choice = |of: bool, label: Label| {
        let chosen = whole.clone();
        html! {
            <button type="button" aria-pressed={(*whole == of).to_string()}
                onclick={Callback::from(move |_: MouseEvent| chosen.set(of))}>{ language.label(label) }</button>
        }
    };
    html! {
        <div class="counters">
            <div class="levels" role="group" aria-label={language.label(Label::OtherCounters)}>
                { choice(false, Label::ThisLayer) }
                { choice(true, Label::WholeNetwork) }
            </div>
            <dl>{ for predictions.iter().map(|prediction| line(prediction, *language)) }</dl>
        </div>
    }
}

fn line(prediction: &Prediction, language: Language) -> Html {
    let tool = prediction.tool;
    let value = match &prediction.value {
        Ok(value) => match value.as_whole() {
            Some(whole) => {
                html! { <><data value={whole.to_string()}>{ number::exact(whole) }</data>{ " " }{ tool.unit().name() }</> }
            }
            None => {
                html! { <><data value={value.to_string()}>{ value.to_string() }</data>{ " " }{ tool.unit().name() }</> }
            }
        },
        Err(_) => html! { "–" },
    };
    let formula = prediction.formula.as_ref().map(|formula| formula.symbols().text());
    html! {
        <div key={tool.key()} data-testid={format!("counter-{}", tool.key())} title={formula}>
            <dt>{ tool.name() }{ " " }<span class="muted">{ tool.version() }</span></dt>
            <dd>{ value }</dd>
            <dd class="hint">{ language.prediction(prediction) }</dd>
        </div>
    }
}
