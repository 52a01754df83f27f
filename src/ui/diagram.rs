//! The picture of a layer's pass to scale, under it what is pointed at and which scale it follows.

use std::rc::Rc;

use yew::prelude::*;

use super::diagram_shapes::Drawings;
use crate::i18n::{Label, Language};
use crate::layer::GemmLayer;
use crate::lowering::Pass;
use crate::scene::{Quantities, Room, Scene};

/// What the diagram is drawn from.
#[derive(Clone, Properties, PartialEq)]
pub struct DiagramProps {
    /// The layer.
    pub layer: GemmLayer,
    /// The pass.
    pub pass: Pass,
    /// The language of the page.
    pub language: Language,
    /// The quantities that are lit, since they are pointed at elsewhere.
    #[prop_or_default]
    pub highlight: Quantities,
    /// Told the quantities of what is pointed at here.
    #[prop_or_default]
    pub on_highlight: Callback<Quantities>,
}

/// The matrices of a pass, to scale.
#[component]
pub fn Diagram(props: &DiagramProps) -> Html {
    let DiagramProps { layer, pass, language, highlight, .. } = props;
    let scene = use_memo((*layer, *pass, *language), |(layer, pass, language)| {
        Scene::new(layer, *pass, Room::of_width(660.0), &|label| language.picture(label))
    });
    let [width, height] = scene.size;
    let lit = highlight.iter().map(|hue| format!("lit-{}", hue.id())).collect::<Classes>();
    html! {
        <figure class={classes!("diagram", lit)}>
            <svg viewBox={format!("0 0 {width:.1} {height:.1}")} data-testid="diagram" role="group"
                aria-label={language.label(Label::Diagram)}>
                <Drawings scene={Rc::clone(&scene)} language={*language} />
            </svg>
            <figcaption>{ for scene.notes.iter().map(|note| html! { <p>{ language.picture_note(*note) }</p> }) }</figcaption>
        </figure>
    }
}
