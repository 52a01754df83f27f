//! A layer of a twin's picture: printed again only when it is another one, not whenever something is pointed at.

use std::rc::Rc;

use yew::prelude::*;

use super::diagram_shapes::{drawing_group, shape};
use crate::i18n::Language;
use crate::scene::cells::Sheaf;

/// What a layer is printed from.
#[derive(Clone, Properties)]
pub struct StillProps {
    /// What is in it.
    pub sheaf: Rc<Sheaf>,
    /// The language of its texts.
    pub language: Language,
}

impl PartialEq for StillProps {
    fn eq(&self, other: &StillProps) -> bool {
        Rc::ptr_eq(&self.sheaf, &other.sheaf) && self.language == other.language
    }
}

/// A layer.
#[component]
pub fn Still(props: &StillProps) -> Html {
    html! {
        <g>
            { for props.sheaf.shapes.iter().map(|one| shape(one, props.language)) }
            { for props.sheaf.drawings.iter().map(|drawing| drawing_group(drawing, props.language)) }
        </g>
    }
}
