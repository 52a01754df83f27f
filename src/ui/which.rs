//! From a number that somebody has read elsewhere to the tools and conventions that yield it.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::act::Act;
use super::count::ratio;
use super::dispatch::Dispatch;
use super::row_in_network::RowInNetwork;
use crate::cost::counters::{CountedLayer, Unpredictable};
use crate::cost::{Answer, Convention, Times, TypedCount, which};
use crate::i18n::{Label, Language};
use crate::network::{Action, counted_layers, counted_row};

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
    let answers = match TypedCount::read(&text) {
        _ if text.trim().is_empty() => html! { <p class="hint">{ language.label(Label::WhichHint) }</p> },
        None => html! { <p class="error" data-testid="which-error">{ language.unreadable_count(&text) }</p> },
        Some(typed) => {
            let RowInNetwork { document, analysis, row } = of;
            let layer = counted_row(document, analysis, *row).map(|layer| vec![layer]);
            let layers = counted_layers(document, analysis);
            html! {
                <>
                    { found(Label::ThisLayer, "which-layer", typed, layer.ok_or(Unpredictable::Incomplete), of, language, dispatch) }
                    { found(Label::WholeNetwork, "which-network", typed, layers, of, language, dispatch) }
                </>
            }
        }
    };
    html! {
        <section class="which" data-testid="which">
            <label>
                <span>{ language.label(Label::Which) }</span>
                <input type="text" data-testid="which-number" spellcheck="false" autocomplete="off" placeholder="4.11G"
                    value={(*text).clone()} {oninput} />
            </label>
            <div role="status">{ answers }</div>
        </section>
    }
}

/// The answers for some layers together.
fn found(
    title: Label,
    hook: &'static str,
    typed: TypedCount,
    layers: Result<Vec<CountedLayer>, Unpredictable>,
    of: &RowInNetwork,
    language: Language,
    dispatch: &Dispatch,
) -> Html {
    let counting = of.document.counting;
    html! {
        <div data-testid={hook}>
            <h4>{ language.label(title) }</h4>
            { match layers.map(|layers| which(typed, &layers)) {
                Err(why) => html! { <p class="hint">{ language.unpredictable(why) }</p> },
                Ok(answers) if answers.is_empty() => {
                    html! { <p class="hint">{ language.label(Label::WhichNothing) }</p> }
                }
                Ok(answers) => html! {
                    <ul>{ for answers.iter().map(|answer| html! {
                        <li>
                            <span>{ language.answer(answer) }</span>
                            <span class="muted">{ ratio(answer.value) }</span>
                            { match answer {
                                Answer { convention: Convention::Counting(other), times: Times::One, .. } if *other != counting => html! {
                                    <button type="button" onclick={dispatch.always(Act::Edit(Action::SetCounting(*other)))}>
                                        { language.label(Label::CountLikeThis) }
                                    </button>
                                },
                                _ => html! {},
                            } }
                        </li>
                    }) }</ul>
                },
            } }
        </div>
    }
}
