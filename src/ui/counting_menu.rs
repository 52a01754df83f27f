//! The counting convention: what the costs on the page add up, by a name that people know or axis by axis.

use yew::prelude::*;

use super::act::Act;
use super::dispatch::Dispatch;
use super::icon::{Icon, icon};
use crate::cost::{Counting, Preset, Transposed, Unit};
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

/// The conventions that have a name, and the axes, each a choice of its own.
#[component]
pub fn CountingMenu(props: &CountingMenuProps) -> Html {
    let CountingMenuProps { language, counting, dispatch } = props;
    let (language, counting) = (*language, *counting);
    let choose = |counting: Counting| dispatch.always::<Event>(Act::Edit(Action::SetCounting(counting)));
    let preset = |preset: Preset| {
        let named = preset.counting();
        let (name, why) = (language.preset(preset), language.explain_preset(preset));
        radio("counting-preset", preset.key(), (name, why), counting == named, choose(named))
    };
    let unit = |unit: Unit| {
        let change = choose(Counting { unit, ..counting });
        let (name, why) = (language.unit(unit), language.explain_unit(unit));
        radio("counting-unit", unit.key(), (name, why), counting.unit == unit, change)
    };
    let transposed = |transposed: Transposed| {
        let change = choose(Counting { transposed, ..counting });
        let (name, why) = (language.transposed(transposed), language.explain_transposed(transposed));
        radio("counting-transposed", transposed.key(), (name, why), counting.transposed == transposed, change)
    };
    let axis = |hook, label, hint, on, counting| {
        tick(hook, language.label(label), language.label(hint), on, choose(counting))
    };
    let Counting { bias, padding, elementwise, .. } = counting;
    html! {
        <div class="menu">
            <button type="button" data-testid="convention" popovertarget="counting"
                title={language.label(Label::CountingHint)}>
                <span class="muted">{ language.label(Label::Counting) }</span>{ " " }{ language.counting(&counting) }{ icon(Icon::Chevron) }
            </button>
            <div id="counting" class="popover choices conventions" popover="auto" role="group"
                aria-label={language.label(Label::Counting)}>
                <fieldset>
                    <legend>{ language.label(Label::CountingPreset) }</legend>
                    { for Preset::ALL.into_iter().map(preset) }
                    if Preset::of(&counting).is_none() {
                        <p class="hint" data-testid="counting-own">{ language.label(Label::CountingOwn) }</p>
                    }
                </fieldset>
                <div>
                    <fieldset>
                        <legend>{ language.label(Label::CountingUnit) }</legend>
                        { for Unit::ALL.into_iter().map(unit) }
                    </fieldset>
                    <fieldset>
                        <legend>{ language.label(Label::CountingTransposed) }</legend>
                        { for Transposed::ALL.into_iter().map(transposed) }
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
                </div>
            </div>
        </div>
    }
}

fn radio(
    name: &'static str,
    value: &'static str,
    (label, why): (&'static str, &'static str),
    checked: bool,
    onchange: Callback<Event>,
) -> Html {
    html! {
        <label class="choice" key={value}>
            <input type="radio" {name} {value} {checked} {onchange} data-testid={format!("{name}-{value}")} />
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
