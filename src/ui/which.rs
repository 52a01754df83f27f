//! From a number that somebody has read elsewhere to the tools and conventions that yield it.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::dispatch::Dispatch;
use super::later_part::LaterPart;
use super::row_in_network::RowInNetwork;
use super::which_answers::WhichAnswers;
use crate::i18n::{Label, Language};

/// What the question is asked of.
#[derive(Clone, Properties, PartialEq)]
pub struct WhichProps {
    /// The selected row.
    pub of: RowInNetwork,
    /// The language of the page.
    pub language: Language,
    /// Takes acts.
    pub dispatch: Dispatch,
}

/// A field for the number, and who comes to it: for the row, and for the network.
#[component]
pub fn Which(props: &WhichProps) -> Html {
    let WhichProps { of, language, dispatch } = props;
    let (language, text) = (*language, use_state_eq(AttrValue::default));
    let oninput = {
        let text = text.clone();
        Callback::from(move |event: InputEvent| {
            let field: HtmlInputElement = event.target_unchecked_into();
            text.set(field.value().into());
        })
    };
    html! {
        <section class="which" data-testid="which">
            <label>
                <span>{ language.label(Label::Which) }</span>
                <input type="text" data-testid="which-number" spellcheck="false" autocomplete="off" placeholder={language.label(Label::CountExample)}
                    value={(*text).clone()} {oninput} />
            </label>
            <div role="status">
                if text.trim().is_empty() {
                    <p class="hint">{ language.label(Label::WhichHint) }</p>
                } else {
                    <LaterPart {language}>
                        <WhichAnswers text={(*text).clone()} of={of.clone()} {language} dispatch={dispatch.clone()} />
                    </LaterPart>
                }
            </div>
        </section>
    }
}
