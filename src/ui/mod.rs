//! The page, in Yew.

pub mod diagram;
pub mod diagram_shapes;

use yew::prelude::*;

#[component]
fn App() -> Html {
    html! { <main><h1>{ "im2cost" }</h1></main> }
}

/// Mounts the page on the document's body.
pub fn mount() {
    yew::Renderer::<App>::new().render();
}
