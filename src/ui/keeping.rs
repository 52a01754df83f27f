//! Keeps the document between visits: in the browser's storage, and in the address.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use super::act::Act;
use super::dispatch::Dispatch;
use super::notice::Notice;
use super::state::State;
use crate::browser::address;
use crate::browser::event::Listener;
use crate::browser::storage::{self, StorageError};
use crate::browser::timer::Timer;
use crate::codec::{document, link};
use crate::network::Document;

/// Where the document is kept.
pub const DOCUMENT: &str = "im2cost/document";

/// How long after an edit it is kept. Whoever leaves the page before that loses nothing all the same.
const DELAY: i32 = 300;

/// The most rows of a network that the address follows; larger ones do not fit in a link.
const MOST_ROWS: usize = 2000;

/// What is to be kept, and whether it could be.
#[derive(Default)]
struct Keeper {
    due: Option<(Rc<Document>, Timer)>,
    told: Option<StorageError>,
}

/// Keeps the document after every edit, and says so when that is not possible, or when another tab keeps another.
#[hook]
pub fn use_keeping(state: &State, dispatch: &Dispatch) {
    let keeper = use_mut_ref(Keeper::default);
    let first = use_mut_ref(|| state.document().clone());

    let keep = {
        let (keeper, dispatch) = (keeper.clone(), dispatch.clone());
        Rc::new(move || keep_now(&keeper, &dispatch))
    };
    {
        let (keeper, keep) = (keeper.clone(), keep.clone());
        let document = state.document().clone();
        use_effect_with(Address(document), move |Address(document)| {
            // What the page began with is kept, or shared, already.
            if Rc::ptr_eq(document, &first.borrow()) {
                return;
            }
            let timer = Timer::new(DELAY, move || keep());
            keeper.borrow_mut().due = timer.map(|timer| (document.clone(), timer));
        });
    }
    let dispatch = dispatch.clone();
    use_effect_with((), move |()| {
        let leaving = Listener::of_window("pagehide", move |_| keep());
        let elsewhere = storage::on_change_elsewhere(DOCUMENT, move |text| {
            if let Some(text) = text {
                dispatch.act(Act::Notify(Some(Notice::OtherTab(text.into()))));
            }
        });
        move || drop((leaving, elsewhere))
    });
}

/// A document by its place in memory: every edit makes another one.
#[derive(Clone)]
struct Address(Rc<Document>);

impl PartialEq for Address {
    fn eq(&self, other: &Address) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

fn keep_now(keeper: &RefCell<Keeper>, dispatch: &Dispatch) {
    let Some((document, _)) = keeper.borrow_mut().due.take() else { return };
    let kept = storage::write(DOCUMENT, &document::write(&document));
    if document.rows.len() <= MOST_ROWS {
        let fragment = link::write(&document, &Default::default());
        address::set_fragment(if fragment.len() <= link::SHAREABLE { &fragment } else { "#" });
    } else {
        address::set_fragment("#");
    }
    let failed = kept.err();
    if failed != keeper.borrow().told {
        keeper.borrow_mut().told = failed;
        if let Some(error) = failed {
            dispatch.act(Act::Notify(Some(Notice::NotKept(error))));
        }
    }
}
