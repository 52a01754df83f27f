//! The cost of a pass derived line by line, in symbols and with the layer's numbers, to be read and copied.

use yew::prelude::*;

use super::count::exact_count;
use super::highlight::quantity_under;
use super::math::math;
use crate::browser::clipboard;
use crate::cost::{Counting, Layout, Line, Math, Operator, Part, derivation, derivation_of};
use crate::i18n::{Label, Language};
use crate::layer::GemmLayer;
use crate::lowering::Pass;
use crate::scene::Quantities;

/// What the formula is made from.
#[derive(Clone, Properties, PartialEq)]
pub struct FormulaProps {
    /// The layer.
    pub layer: GemmLayer,
    /// The pass.
    pub pass: Pass,
    /// What the cost counts.
    pub counting: Counting,
    /// The language of the page.
    pub language: Language,
    /// The part that was asked about last, and which question it was.
    #[prop_or_default]
    pub traced: Option<(Part, u32)>,
    /// Told the quantity of the factor that is pointed at.
    #[prop_or_default]
    pub on_highlight: Callback<Quantities>,
}

/// The derivation of the pass that is shown.
#[component]
pub fn Formula(props: &FormulaProps) -> Html {
    let FormulaProps { layer, pass, counting, language, traced, .. } = *props;
    let product = use_state_eq(|| false);
    let copied = use_state_eq(|| None::<bool>);
    let layout = if *product { Layout::Product } else { Layout::Textbook };
    let derived = match traced {
        Some((part, _)) => derivation_of(&layer, pass, &counting, layout, part),
        None => derivation(&layer, pass, &counting, layout).map(|lines| (lines, 0..0)),
    };
    let Ok((lines, marked)) = derived else {
        return html! { <p class="hint">{ language.label(Label::TotalOverflow) }</p> };
    };
    let copy = |write: fn(&Math) -> String| {
        let text = lines.iter().map(|line| write(&line.equation(&layer))).collect::<Vec<_>>().join("\n");
        let copied = copied.clone();
        Callback::from(move |_: MouseEvent| {
            let copied = copied.clone();
            clipboard::write(&text, move |done| copied.set(Some(done)));
        })
    };
    let choose = {
        let product = product.clone();
        Callback::from(move |_: MouseEvent| product.set(!*product))
    };
    let onpointerover = props
        .on_highlight
        .reform(|event: PointerEvent| quantity_under(&event).map_or(Quantities::NONE, Quantities::from));
    let onpointerleave = props.on_highlight.reform(|_: PointerEvent| Quantities::NONE);
    // A line that is asked about again is lit again.
    let question = |at: usize| traced.filter(|_| marked.contains(&at)).map(|(_, question)| question);
    let key = |at: usize| format!("{at} {:?}", question(at));
    let class = |at: usize, line: &Line| {
        classes!((line.part == Part::Cost).then_some("cost"), question(at).map(|_| "traced"))
    };
    html! {
        <section class="formula" id="formula" data-testid="formula" {onpointerover} {onpointerleave}>
            <h3>{ language.label(Label::Formula) }</h3>
            <ol>{ for lines.iter().enumerate().map(|(at, line)| html! {
                <li key={key(at)} class={class(at, line)}>
                    <span class="hint">{ language.formula_part(line.part) }</span>
                    { equation(line, &layer) }
                </li>
            }) }</ol>
            <p class="copy">
                { language.label(Label::CopyFormula) }
                <button type="button" onclick={copy(Math::latex)}>{ "LaTeX" }</button>
                <button type="button" onclick={copy(Math::markdown)}>{ "Markdown" }</button>
                <button type="button" onclick={copy(Math::text)}>{ language.label(Label::CopyText) }</button>
                <button type="button" aria-pressed={product.to_string()} onclick={choose}
                    title={language.label(Label::ProductLayoutHint)}>{ language.label(Label::ProductLayout) }</button>
                <span role="status">{ match *copied {
                    None => "",
                    Some(true) => language.label(Label::Copied),
                    Some(false) => language.label(Label::CopyFailed),
                } }</span>
            </p>
        </section>
    }
}

/// One line: its sides wrap, each within itself does not; a long one scrolls, and so can have the focus.
pub fn equation(line: &Line, layer: &GemmLayer) -> Html {
    let sides = line.sides(layer);
    let last = sides.len() - 1;
    html! {
        <div class="equation" tabindex="0" role="group" aria-label={line.equation(layer).text()}>
            { for sides.iter().enumerate().map(|(at, side)| html! {
                <span key={at}>
                    { if at > 0 { html! { <math><mrow>{ math(&Math::Operator(Operator::Equals)) }</mrow></math> } } else { html! {} } }
                    { if at == last { exact_count(line.value) } else { html! { <math><mrow>{ math(side) }</mrow></math> } } }
                </span>
            }) }
        </div>
    }
}
