//! What a reader does with a twin while it is open: none of it is in the document, and no link carries it.

use yew::prelude::*;

use crate::layer::GemmLayer;

/// How a twin is looked at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TwinState {
    /// Whether the steps go on by themselves.
    pub playing: bool,
    /// How many do in a second.
    pub speed: i32,
    /// Whether the dual pass is shown too.
    pub dual: bool,
    /// The groups that the layer is imagined with.
    pub groups: i64,
}

impl TwinState {
    /// How a twin is looked at first.
    pub fn new(layer: &GemmLayer) -> TwinState {
        TwinState { playing: false, speed: 2, dual: false, groups: layer.groups }
    }
}

/// The state, and the way to change it.
pub type TwinHandle = UseStateHandle<TwinState>;

/// A listener that changes the state.
pub fn change<E: 'static>(handle: &TwinHandle, change: impl Fn(&mut TwinState, E) + 'static) -> Callback<E> {
    let handle = handle.clone();
    Callback::from(move |event| {
        let mut state = *handle;
        change(&mut state, event);
        handle.set(state);
    })
}
