//! Hands acts to the page, from whichever component they come.

use yew::prelude::*;

use super::act::Act;
use super::state::State;

/// Takes acts. It stays the same for as long as the page is open, so that handing it on draws nothing again.
#[derive(Clone, PartialEq)]
pub struct Dispatch(Option<UseReducerDispatcher<State>>);

impl Dispatch {
    /// The page's own.
    pub fn new(dispatcher: UseReducerDispatcher<State>) -> Dispatch {
        Dispatch(Some(dispatcher))
    }

    /// Takes no acts: for components that are drawn without a page.
    pub fn none() -> Dispatch {
        Dispatch(None)
    }

    /// Does an act.
    pub fn act(&self, act: Act) {
        if let Some(dispatcher) = &self.0 {
            dispatcher.dispatch(act);
        }
    }

    /// A listener that does what an event means, if it means anything.
    pub fn on<E: 'static>(&self, meaning: impl Fn(E) -> Option<Act> + 'static) -> Callback<E> {
        let dispatch = self.clone();
        Callback::from(move |event| {
            if let Some(act) = meaning(event) {
                dispatch.act(act);
            }
        })
    }

    /// A listener that always does the same.
    pub fn always<E: 'static>(&self, act: Act) -> Callback<E> {
        self.on(move |_| Some(act.clone()))
    }
}
