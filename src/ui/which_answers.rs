//! Who comes to a number that a reader typed: the tools and conventions, for the row and for the network.

use yew::prelude::*;

use super::act::Act;
use super::count::ratio;
use super::dispatch::Dispatch;
use super::row_in_network::RowInNetwork;
use crate::cost::counters::{CountedLayer, Unpredictable};
use crate::cost::{Answer, Convention, Times, TypedCount, which};
use crate::i18n::{Label, Language};
use crate::network::{Action, counted_layers, counted_row};

/// What the answers are found from.
#[derive(Clone, Properties, PartialEq)]
pub struct WhichAnswersProps {
    /// What was typed.
    pub text: AttrValue,
    /// The selected row.
    pub of: RowInNetwork,
    /// The language of the page.
    pub language: Language,
    /// Takes acts.
    pub dispatch: Dispatch,
}

/// The answers, or why what was typed is no count.
#[component]
pub fn WhichAnswers(props: &WhichAnswersProps) -> Html {
    let WhichAnswersProps { text, of, language, dispatch } = props;
    let language = *language;
    let Some(typed) = TypedCount::read(text) else {
        return html! { <p class="error" data-testid="which-error">{ language.unreadable_count(text) }</p> };
    };
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
