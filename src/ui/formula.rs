//! The cost of a pass derived line by line, in symbols and with the layer's numbers, to be read and copied.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::Element;
use yew::prelude::*;

use super::count::exact_count;
use super::formula_keys;
use super::highlight::{quantity_of, quantity_under};
use super::icon::{Icon, icon};
use super::in_view::use_in_view;
use super::math::math;
use crate::browser::{clipboard, later};
use crate::cost::{Counting, Layout, Line, Math, Operator, Part, Quantity, derivation, derivation_of};
use crate::export::equations::{self, Writing, equations};
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
    let copied = use_state_eq(|| None::<Label>);
    let list = use_node_ref();
    let layout = if *product { Layout::Product } else { Layout::Textbook };
    let derived = match traced {
        Some((part, _)) => derivation_of(&layer, pass, &counting, layout, part),
        None => derivation(&layer, pass, &counting, layout).map(|lines| (lines, 0..0)),
    };
    let derived = derived.map(|(lines, marked)| (Rc::new(lines), marked));
    use_in_view(&list, derived.as_ref().ok().map(|(lines, _)| (lines.clone(), traced)));
    let Ok((lines, marked)) = derived else {
        return html! { <p class="hint">{ language.label(Label::TotalOverflow) }</p> };
    };
    let copy = |what: Copied| {
        let (copied, lines) = (copied.setter(), lines.clone());
        Callback::from(move |_: MouseEvent| {
            let (copied, lines) = (copied.clone(), lines.clone());
            spawn_local(async move {
                let label = match later::fetch().await {
                    Err(_) => Label::NotFetched,
                    Ok(()) if clipboard::write_text(&what.text(&lines, &layer, language)).await => {
                        Label::Copied
                    }
                    Ok(()) => Label::CopyFailed,
                };
                copied.set(Some(label));
            });
        })
    };
    let copy_all = |writing: Writing, name: &'static str| {
        html! { <button type="button" onclick={copy(Copied::All(writing))}>{ name }</button> }
    };
    let copy_line = |at: usize| {
        let label = language.label(Label::CopyLine);
        html! {
            <button type="button" class="icon" title={label} aria-label={label} onclick={copy(Copied::Line(at))}>
                { icon(Icon::Duplicate) }
            </button>
        }
    };
    let choose = {
        let product = product.clone();
        Callback::from(move |_: MouseEvent| product.set(!*product))
    };
    let onpointerover = props
        .on_highlight
        .reform(|event: PointerEvent| quantity_under(&event).map_or(Quantities::NONE, Quantities::from));
    let onpointerleave = props.on_highlight.reform(|_: PointerEvent| Quantities::NONE);
    // What the keyboard has reached is lit as what is pointed at, and read out.
    let reached = use_state_eq(|| None::<Quantity>);
    let onfocusin = {
        let (reached, on_highlight) = (reached.setter(), props.on_highlight.clone());
        move |event: FocusEvent| {
            let quantity = event.target_dyn_into::<Element>().and_then(|element| quantity_of(&element));
            on_highlight.emit(quantity.map_or(Quantities::NONE, Quantities::from));
            reached.set(quantity.filter(|_| later::fetch_at_once().is_ok()));
        }
    };
    let onfocusout = props.on_highlight.reform(|_: FocusEvent| Quantities::NONE);
    let onkeydown = |event: KeyboardEvent| {
        if leads(&event) && later::fetch_at_once().is_ok() {
            formula_keys::go(&event);
        }
    };
    // A line that is asked about again is lit again.
    let question = |at: usize| traced.filter(|_| marked.contains(&at)).map(|(_, question)| question);
    let key = |at: usize| format!("{at} {:?}", question(at));
    let class = |at: usize, line: &Line| {
        classes!((line.part == Part::Cost).then_some("cost"), question(at).map(|_| "traced"))
    };
    html! {
        <section class="formula" id="formula" data-testid="formula" {onpointerover} {onpointerleave}
            {onfocusin} {onfocusout} {onkeydown}>
            <div class="head">
                <h3>{ language.label(Label::Formula) }</h3>
                <button type="button" aria-pressed={product.to_string()} onclick={choose}
                    title={language.label(Label::ProductLayoutHint)}>{ language.label(Label::ProductLayout) }</button>
            </div>
            <ol ref={list}>{ for lines.iter().enumerate().map(|(at, line)| html! {
                <li key={key(at)} class={class(at, line)}>
                    <span class="hint">{ language.formula_part(line.part) }{ copy_line(at) }</span>
                    { equation(line, &layer) }
                </li>
            }) }</ol>
            <p class="copy">
                { language.label(Label::CopyFormula) }
                { copy_all(Writing::Latex, "LaTeX") }
                { copy_all(Writing::Markdown, "Markdown") }
                { copy_all(Writing::Text, language.label(Label::CopyText)) }
                <span role="status">{ copied.map(|label| language.label(label)) }</span>
            </p>
            <p class="unseen" role="status" data-testid="factor">
                { reached.map(|quantity| language.explain_quantity(quantity)) }
            </p>
        </section>
    }
}

/// Whether a key may lead to a factor, or back.
fn leads(event: &KeyboardEvent) -> bool {
    let is_plain = !(event.ctrl_key() || event.alt_key() || event.meta_key());
    is_plain && matches!(event.key().as_str(), "ArrowRight" | "ArrowLeft" | "Escape")
}

/// What is copied.
#[derive(Clone, Copy)]
enum Copied {
    /// Every line, with its label.
    All(Writing),
    /// One line alone.
    Line(usize),
}

impl Copied {
    fn text(self, lines: &[Line], layer: &GemmLayer, language: Language) -> String {
        match self {
            Copied::All(writing) => equations(lines, layer, writing, language),
            Copied::Line(at) => equations::latex(&lines[at], layer),
        }
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
