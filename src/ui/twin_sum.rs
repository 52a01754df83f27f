//! The sum of a step, spelled out: every product, and what they come to.

use yew::prelude::*;

use crate::cost::Quantity;
use crate::i18n::{Label, Language};
use crate::scene::cells::{Cell, Doing, Steps, Term, Work};
use crate::scene::{Face, Span};

/// More addends than these are written smaller.
const MANY: usize = 18;

/// The sum of a step.
pub fn sum(work: &Work, number: u64, language: Language) -> Html {
    let steps = Steps::new(work);
    let step = steps.get(number);
    let done = language.products_done(steps.products_after(number), steps.products_after(u64::MAX));
    // Where a cell is cropped nothing is written: it is only said what is lost.
    let cropped = step.doing == Doing::Cropping;
    let named = if cropped { step.terms[0].first.0 } else { step.written };
    html! {
        <div class="twin-sum">
            <p class="twin-place">
                <span>
                    <span data-testid="twin-step">
                        { language.step_place(work, &step, number, steps.count()) }
                    </span>
                    { " · " }{ language.doing(&step) }
                </span>
                <span data-testid="twin-done">{ done }</span>
            </p>
            <p class="twin-terms" data-testid="twin-sum">
                <span class={classes!("twin-products", (step.terms.len() > MANY).then_some("many"))} tabindex="0" role="group" aria-label={language.label(Label::SumOfStep)}>
                    { for language.cell_name(work, named).into_iter().map(span) }
                    { " = " }
                    { for step.terms.iter().enumerate().map(|(at, term)| self::term(work, at, term)) }
                </span>
                if !cropped {
                    <span>
                        { "= " }
                        <data class={hue(work, step.written)} value={step.total.to_string()}>
                            { minus(step.total) }
                        </data>
                    </span>
                }
            </p>
        </div>
    }
}

/// One addend.
fn term(work: &Work, at: usize, term: &Term) -> Html {
    let factor = |(cell, value): (Cell, i64), first: bool| {
        // A minus sign after another sign stands in parentheses.
        let text = if value < 0 && !first { format!("({})", minus(value)) } else { minus(value) };
        html! { <span class={hue(work, cell)}>{ text }</span> }
    };
    html! {
        <>
            if at > 0 { { " + " } }
            <span class="term" data-value={term.value().to_string()}>
                { factor(term.first, at == 0) }
                if let Some(second) = term.second { { "·" }{ factor(second, false) } }
            </span>
        </>
    }
}

/// The class of what a cell belongs to.
pub fn hue(work: &Work, cell: Cell) -> Classes {
    classes!("number", format!("hue-{}", Quantity::id(work.hue(cell))))
}

/// A number with a minus sign.
pub fn minus(value: i64) -> String {
    value.to_string().replace('-', "−")
}

/// A piece of a cell's name.
pub fn span(span: Span) -> Html {
    match span.face {
        Face::Plain => html! { <span>{ span.text }</span> },
        Face::Variable => html! { <i>{ span.text }</i> },
        Face::Subscript => html! { <sub>{ span.text }</sub> },
        Face::Superscript => html! { <sup>{ span.text }</sup> },
    }
}
