//! The page, in Yew.

pub mod diagram;
pub mod diagram_shapes;
pub mod twin;
mod twin_cell;
mod twin_controls;
mod twin_coverage;
mod twin_fill;
mod twin_proof;
mod twin_stage;
mod twin_still;
mod twin_sum;

use yew::prelude::*;

#[component]
fn App() -> Html {
    html! { <main><h1>{ "im2cost" }</h1></main> }
}

/// Mounts the page on the document's body.
pub fn mount() {
    yew::Renderer::<App>::new().render();
}
