//! The two levels of a layer's picture: its true matrices to scale, and its small twin cell by cell.

use std::rc::Rc;

use yew::prelude::*;

use super::diagram::Diagram;
use super::twin::Twin;
use crate::codec::Level;
use crate::i18n::{Label, Language};
use crate::layer::GemmLayer;
use crate::lowering::Pass;
use crate::network::TwinNumbers;
use crate::scene::Quantities;

/// What the picture is drawn from.
#[derive(Clone, Properties, PartialEq)]
pub struct LevelsProps {
    /// The layer.
    pub layer: GemmLayer,
    /// The pass.
    pub pass: Pass,
    /// The language of the page.
    pub language: Language,
    /// The numbers that the reader gave to the twin.
    pub numbers: Option<Rc<TwinNumbers>>,
    /// Told the numbers that the reader gives.
    pub on_numbers: Callback<Option<Rc<TwinNumbers>>>,
    /// The quantities that are lit.
    pub highlight: Quantities,
    /// Told the quantities of what is pointed at.
    pub on_highlight: Callback<Quantities>,
}

/// The picture of a layer, and the choice of its level.
#[component]
pub fn Levels(props: &LevelsProps) -> Html {
    let LevelsProps { layer, pass, language, numbers, on_numbers, highlight, on_highlight } = props;
    let level = use_state_eq(Level::default);
    let choice = |of: Level, hook: &'static str, label: Label| {
        let chosen = *level == of;
        let level = level.clone();
        html! {
            <button type="button" data-testid={hook} aria-pressed={chosen.to_string()}
                onclick={Callback::from(move |_: MouseEvent| level.set(of))}>
                { language.label(label) }
            </button>
        }
    };
    html! {
        <>
            <div class="levels" role="group" aria-label={language.label(Label::Diagram)}>
                { choice(Level::Scale, "level-scale", Label::ToScale) }
                { choice(Level::Cells, "level-cells", Label::CellByCell) }
            </div>
            if *level == Level::Scale {
                <Diagram layer={*layer} pass={*pass} language={*language} highlight={*highlight}
                    on_highlight={on_highlight.clone()} />
            } else {
                <Twin layer={*layer} pass={*pass} language={*language} numbers={numbers.clone()}
                    on_numbers={on_numbers.clone()} />
            }
        </>
    }
}
