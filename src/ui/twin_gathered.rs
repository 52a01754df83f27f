//! All that is added to a pixel that col2im writes, with where each addend stands; a click goes to the step that adds it.

use yew::prelude::*;

use super::twin_sum::{hue, minus, span};
use crate::i18n::{Label, Language};
use crate::scene::cells::{Cell, Gathering, Go, Steps, Work};

/// The sum of all steps that write what is pinned, or else what the step that is shown writes.
pub fn gathered(
    work: &Work,
    number: u64,
    pinned: Option<Cell>,
    on_go: &Callback<Go>,
    language: Language,
) -> Html {
    let steps = Steps::new(work);
    let cell = pinned.unwrap_or_else(|| steps.get(number).written);
    let Some(gathered) = steps.gathered(cell) else { return html! {} };
    let term = |(at, of): (usize, &Gathering)| {
        let step = of.step;
        html! {
            <>
                if at > 0 { <span>{ "+" }</span> }
                <button type="button" data-value={of.value.to_string()} data-step={step.to_string()}
                    title={language.cell_line(work, of.cell)} aria-current={(step == number).then_some("step")}
                    onclick={on_go.reform(move |_: MouseEvent| Go::To(step))}>
                    <span class={hue(work, of.cell)}>{ minus(of.value) }</span>
                    <small>{ for language.cell_name(work, of.cell).into_iter().map(span) }</small>
                </button>
            </>
        }
    };
    html! {
        <div class="twin-gathered" data-testid="twin-gathered" role="group" tabindex="0"
            aria-label={language.label(Label::AllThatLands)}>
            <span>{ language.label(Label::AllThatLands) }</span>
            { for gathered.terms.iter().enumerate().map(term) }
            if gathered.terms.is_empty() {
                <span>{ language.label(Label::NothingLands) }</span>
            }
            <span>{ "= " }<data class={hue(work, cell)} value={gathered.total.to_string()}>{ minus(gathered.total) }</data></span>
        </div>
    }
}
