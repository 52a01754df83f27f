//! The picture of a pass to scale, and beside it, if the reader wants, the same pass as one of the other kind of
//! convolution: the same matrices under other names. What is pointed at in the one is lit in both.

use yew::prelude::*;

use super::diagram::Diagram;
use crate::i18n::{Label, Language};
use crate::layer::GemmLayer;
use crate::lowering::{Pass, Pin};
use crate::scene::{Quantities, Spot};

/// What the pictures are drawn from.
#[derive(Clone, Properties, PartialEq)]
pub struct ScalePicturesProps {
    /// The layer.
    pub layer: GemmLayer,
    /// The pass.
    pub pass: Pass,
    /// The language of the page.
    pub language: Language,
    /// The element that is pinned.
    pub pin: Option<Pin>,
    /// Told the element that is pinned now.
    pub on_pin: Callback<Option<Pin>>,
    /// Shows the counterpart of what is pinned cell by cell.
    pub on_cells: Callback<()>,
    /// Told the quantities of what is pointed at.
    pub on_highlight: Callback<Quantities>,
}

/// What the dual's picture and its line are called in test hooks.
const DUAL_HOOKS: [&str; 2] = ["diagram-dual", "pointed-dual"];

/// The picture, and its dual.
#[component]
pub fn ScalePictures(props: &ScalePicturesProps) -> Html {
    let ScalePicturesProps { layer, pass, language, pin, on_pin, on_cells, on_highlight } = props;
    let (layer, pass, language) = (*layer, *pass, *language);
    let wanted = use_state_eq(|| false);
    let shown = layer.dual().zip(pass.dual()).filter(|_| *wanted);
    // What is pointed at in the layer's picture, and in the other one; nobody asks where there is no other.
    let (here, there) = (use_state_eq(|| None::<Spot>), use_state_eq(|| None::<Spot>));
    let on_here = use_spot(&here, shown.is_some());
    let on_there = use_spot(&there, shown.is_some());
    let title = |layer: &GemmLayer, pass| html! { <h3>{ language.pass_of(layer.direction, pass) }</h3> };
    let label = if *wanted { Label::HideDual } else { Label::ShowDualBeside };
    html! {
        <>
            <div class={classes!("scale-pictures", shown.map(|_| "two"))}>
                <div>
                    { shown.map(|_| title(&layer, pass)) }
                    <Diagram {layer} {pass} {language} pin={*pin} on_pin={on_pin.clone()} on_cells={on_cells.clone()}
                        on_highlight={on_highlight.clone()} beside={shown} elsewhere={shown.and(*there)} on_spot={on_here} />
                </div>
                if let Some((other, pass)) = shown {
                    <div data-testid="dual-beside">
                        { title(&other, pass) }
                        <Diagram layer={other} {pass} {language} on_pin={on_pin.clone()}
                            on_highlight={on_highlight.reform(Quantities::dual)} beside={(layer, props.pass)} elsewhere={*here} on_spot={on_there}
                            hooks={DUAL_HOOKS} />
                    </div>
                }
            </div>
            if let (Some(sentence), true) = (language.duality(layer.direction, pass), layer.dual().is_some()) {
                <div class="dual-choice">
                    <button type="button" data-testid="show-dual" aria-expanded={wanted.to_string()}
                        onclick={let wanted = wanted.clone(); move |_: MouseEvent| wanted.set(!*wanted)}>
                        { language.label(label) }
                    </button>
                    if *wanted { <p>{ sentence }</p> }
                </div>
            }
        </>
    }
}

/// Takes what is pointed at, as long as somebody asks.
#[hook]
fn use_spot(spot: &UseStateHandle<Option<Spot>>, asked: bool) -> Callback<Option<Spot>> {
    use_callback((spot.setter(), asked), |now: Option<Spot>, (spot, asked)| {
        if *asked {
            spot.set(now);
        }
    })
}
