//! Small signs for buttons, drawn so that they are the same with every font.

use yew::prelude::*;

/// A sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Put in.
    Plus,
    /// Repeat.
    Duplicate,
    /// Up.
    Up,
    /// Down.
    Down,
    /// Take out.
    Cross,
    /// A step back.
    Undo,
    /// A step forward.
    Redo,
    /// Something opens below.
    Chevron,
    /// On the whole screen.
    FullScreen,
}

/// The sign, as high as the text beside it.
pub fn icon(icon: Icon) -> Html {
    let path = match icon {
        Icon::Plus => "M8 3v10M3 8h10",
        Icon::Duplicate => "M6 6h7v7h-7zM10 6v-3h-7v7h3",
        Icon::Up => "M8 13v-10M4 7l4-4l4 4",
        Icon::Down => "M8 3v10M4 9l4 4l4-4",
        Icon::Cross => "M4 4l8 8M12 4l-8 8",
        Icon::Undo => "M6 3l-3 3l3 3M3 6h6.5a3.5 3.5 0 0 1 0 7h-3",
        Icon::Redo => "M10 3l3 3l-3 3M13 6h-6.5a3.5 3.5 0 0 0 0 7h3",
        Icon::Chevron => "M4 6l4 4l4-4",
        Icon::FullScreen => "M3 6v-3h3M10 3h3v3M13 10v3h-3M6 13h-3v-3",
    };
    html! { <svg class="sign" viewBox="0 0 16 16" aria-hidden="true"><path d={path} /></svg> }
}
