//! The counting convention: what the costs on the page add up.

use yew::prelude::*;

use super::act::Act;
use super::dispatch::Dispatch;
use super::icon::{Icon, icon};
use crate::cost::{Counting, Transposed, Unit};
use crate::i18n::{Label, Language};
use crate::network::Action;

/// What the menu is drawn from.
#[derive(Clone, Properties, PartialEq)]
pub struct CountingMenuProps {
    /// The language of the page.
    pub language: Language,
    /// The document's convention.
    pub counting: Counting,
    /// Takes acts.
    pub dispatch: Dispatch,
}

/// The convention's axes, each a choice of its own.
#[component]
pub fn CountingMenu(props: &CountingMenuProps) -> Html {
    let CountingMenuProps { language, counting, dispatch } = props;
    let (language, counting) = (*language, *counting);
    let choose = |counting: Counting| dispatch.always::<Event>(Act::Edit(Action::SetCounting(counting)));
    let unit = |unit: Unit| {
        let change = choose(Counting { unit, ..counting });
        radio(
            "counting-unit",
            language.unit(unit),
            language.explain_unit(unit),
            counting.unit == unit,
            change,
        )
    };
    let transposed = |transposed: Transposed| {
        let change = choose(Counting { transposed, ..counting });
        let (name, why) = (language.transposed(transposed), language.explain_transposed(transposed));
        radio("counting-transposed", name, why, counting.transposed == transposed, change)
    };
    let axis = |hook, label, hint, on, counting| {
        tick(hook, language.label(label), language.label(hint), on, choose(counting))
    };
    let Counting { bias, padding, elementwise, .. } = counting;
    let reset = dispatch.always(Act::Edit(Action::SetCounting(Counting::default())));
    html! {
        <div class="menu">
            <button type="button" data-testid="convention" popovertarget="counting"
                title={language.label(Label::CountingHint)}>
                <span class="muted">{ language.label(Label::Counting) }</span>{ " " }{ language.counting(&counting) }{ icon(Icon::Chevron) }
            </button>
            <div id="counting" class="popover choices" popover="auto" role="group"
                aria-label={language.label(Label::Counting)}>
                <fieldset>
                    <legend>{ language.label(Label::CountingUnit) }</legend>
                    { unit(Unit::Macs) }
                    { unit(Unit::TwoMacs) }
                    { unit(Unit::Flops) }
                </fieldset>
                <fieldset>
                    <legend>{ language.label(Label::CountingTransposed) }</legend>
                    { transposed(Transposed::Gemm) }
                    { transposed(Transposed::ZeroInsertion) }
                </fieldset>
                <fieldset>
                    <legend>{ language.label(Label::Counted) }</legend>
                    { axis("counting-bias", Label::CountingBias, Label::CountingBiasHint, bias,
                        Counting { bias: !bias, ..counting }) }
                    { axis("counting-padding", Label::CountingPadding, Label::CountingPaddingHint, padding,
                        Counting { padding: !padding, ..counting }) }
                    { axis("counting-elementwise", Label::CountingElementwise, Label::CountingElementwiseHint,
                        elementwise, Counting { elementwise: !elementwise, ..counting }) }
                </fieldset>
                <button type="button" disabled={counting == Counting::default()} onclick={reset}>
                    { language.label(Label::CountingDefault) }
                </button>
            </div>
        </div>
    }
}

fn radio(
    name: &'static str,
    label: &'static str,
    why: &'static str,
    checked: bool,
    onchange: Callback<Event>,
) -> Html {
    html! {
        <label class="choice">
            <input type="radio" {name} {checked} {onchange} />
            <span>{ label }<small>{ why }</small></span>
        </label>
    }
}

fn tick(
    hook: &'static str,
    label: &'static str,
    why: &'static str,
    checked: bool,
    onchange: Callback<Event>,
) -> Html {
    html! {
        <label class="choice">
            <input type="checkbox" data-testid={hook} {checked} {onchange} />
            <span>{ label }<small>{ why }</small></span>
        </label>
    }
}
