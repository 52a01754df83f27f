//! What stands under a picture to scale wherever one points: its scale, what to do there, and its steps in words.

use std::rc::Rc;

use yew::prelude::*;

use crate::i18n::{Label, Language};
use crate::layer::GemmLayer;
use crate::scene::Scene;

/// What the notes are about.
#[derive(Clone, Properties, PartialEq)]
pub struct DiagramNotesProps {
    /// The layer.
    pub layer: GemmLayer,
    /// Its picture.
    pub scene: Rc<Scene>,
    /// The language of the page.
    pub language: Language,
}

/// The notes under a picture. They are made anew only when it changes, not when something is pointed at.
#[component]
pub fn DiagramNotes(props: &DiagramNotesProps) -> Html {
    let DiagramNotesProps { layer, scene, language } = props;
    html! {
        <>
            <p class="notes">
                { for scene.notes.iter().map(|note| html! { <span>{ language.picture_note(*note) }{ " " }</span> }) }
                <span>{ language.label(Label::PointAtAnything) }</span>
            </p>
            <ol class="in-words">
                { for language.steps(layer, &scene.lowering).into_iter().map(|step| html! { <li>{ step }</li> }) }
            </ol>
        </>
    }
}
