//! A part of the inspector that the reader opens: closed, it computes nothing.

use web_sys::Element;
use yew::TargetCast;
use yew::prelude::*;

/// What a panel is made from.
#[derive(Clone, Properties, PartialEq)]
pub struct PanelProps {
    /// Its heading.
    pub title: &'static str,
    /// What it is about, in a line.
    pub hint: &'static str,
    /// The name by which tests find it.
    pub hook: &'static str,
    /// Whether it is open from the start.
    #[prop_or_default]
    pub open: bool,
    /// What it shows when it is open: components, so that nothing is computed before.
    pub children: Html,
}

/// A heading that opens and closes what is under it.
#[component]
pub fn Panel(props: &PanelProps) -> Html {
    let PanelProps { title, hint, hook, children, open: from_the_start } = props;
    let open = use_state_eq(|| *from_the_start);
    let ontoggle = {
        let open = open.clone();
        Callback::from(move |event: Event| {
            if let Some(details) = event.target_dyn_into::<Element>() {
                open.set(details.has_attribute("open"));
            }
        })
    };
    html! {
        <details class="panel" data-testid={*hook} open={*from_the_start} {ontoggle}>
            <summary title={*hint}><h3>{ *title }</h3></summary>
            if *open {
                { children.clone() }
            }
        </details>
    }
}
