//! The layers of a twin's picture that change seldom: they are printed again only when they are others.

use std::rc::Rc;

use yew::prelude::*;

use super::diagram_shapes::{drawing_group, shape};
use crate::i18n::Language;
use crate::scene::cells::{Moment, Still};

/// What the still layers are printed from.
#[derive(Clone, Properties)]
pub struct StillProps {
    /// The still part.
    pub still: Rc<Still>,
    /// The language of its texts.
    pub language: Language,
}

impl PartialEq for StillProps {
    fn eq(&self, other: &StillProps) -> bool {
        Rc::ptr_eq(&self.still, &other.still) && self.language == other.language
    }
}

/// What lies under the numbers.
#[component]
pub fn StillGround(props: &StillProps) -> Html {
    html! { <g>{ for props.still.ground.iter().map(|one| shape(one, props.language)) }</g> }
}

/// Numbers that are given.
#[component]
pub fn StillNumbers(props: &StillProps) -> Html {
    html! {
        <g class="numbers">
            { for props.still.numbers.iter().map(|drawing| drawing_group(drawing, props.language)) }
        </g>
    }
}

/// What lies over the numbers.
#[component]
pub fn StillLines(props: &StillProps) -> Html {
    html! { <g>{ for props.still.lines.iter().map(|one| shape(one, props.language)) }</g> }
}

/// What the numbers that are written are printed from.
#[derive(Clone, Properties)]
pub struct NumbersProps {
    /// The step.
    pub moment: Rc<Moment>,
    /// The language of its texts.
    pub language: Language,
}

impl PartialEq for NumbersProps {
    fn eq(&self, other: &NumbersProps) -> bool {
        Rc::ptr_eq(&self.moment, &other.moment) && self.language == other.language
    }
}

/// Numbers that are written step by step.
#[component]
pub fn Numbers(props: &NumbersProps) -> Html {
    html! {
        <g class="numbers written">
            { for props.moment.numbers.iter().map(|drawing| drawing_group(drawing, props.language)) }
        </g>
    }
}
