//! Keeps the document between visits: in the browser's storage, and with the view in the address.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use super::act::Act;
use super::dispatch::Dispatch;
use super::notice::Notice;
use super::state::State;
use crate::browser::address;
use crate::browser::event::Listener;
use crate::browser::later;
use crate::browser::storage::{self, StorageError};
use crate::browser::timer::Timer;
use crate::codec::{View, document, link};
use crate::network::Document;

/// Where the document is kept.
pub const DOCUMENT: &str = "im2cost/document";

/// Where a tab leaves the fragment of its address, when it was left before the address could follow the last edit.
pub const LEFT: &str = "im2cost/left";

/// How long after an edit it is kept. Whoever leaves the page before that loses nothing all the same.
const DELAY: i32 = 300;

/// The most rows of a network that the address follows; larger ones do not fit in a link.
const MOST_ROWS: usize = 2000;

/// What is to be kept, what is stored already, and whether that could be.
#[derive(Default)]
struct Keeper {
    due: Option<(Kept, Timer)>,
    stored: Option<Rc<Document>>,
    told: Option<StorageError>,
}

/// A document, by its place in memory, since every edit makes another one; and what of it the reader looks at.
#[derive(Clone)]
struct Kept {
    document: Rc<Document>,
    view: View,
}

impl PartialEq for Kept {
    fn eq(&self, other: &Kept) -> bool {
        Rc::ptr_eq(&self.document, &other.document) && self.view == other.view
    }
}

/// Keeps the document after every edit, and says so when that is not possible, or when another tab keeps another. The
/// address follows the view too; and where the reader gives it another link, that is opened.
#[hook]
pub fn use_keeping(state: &State, dispatch: &Dispatch) {
    let now = Kept { document: state.document().clone(), view: state.view() };
    let begun = use_mut_ref(|| false);
    let keeper = use_mut_ref(|| Keeper { stored: Some(now.document.clone()), ..Keeper::default() });

    let keep = {
        let (keeper, dispatch) = (keeper.clone(), dispatch.clone());
        Rc::new(move || keep_now(&keeper, &dispatch))
    };
    {
        let (keeper, keep) = (keeper.clone(), keep.clone());
        use_effect_with(now, move |now| {
            // What the page began with is kept, or shared, already.
            if !begun.replace(true) {
                return;
            }
            let timer = Timer::new(DELAY, move || _ = keep());
            keeper.borrow_mut().due = timer.map(|timer| (now.clone(), timer));
        });
    }
    let dispatch = dispatch.clone();
    use_effect_with((), move |()| {
        let leaving = Listener::of_window("pagehide", move |_| {
            let address = address::fragment();
            // A reload asks for this address, whatever it becomes now.
            if keep() {
                storage::leave_in_tab(LEFT, &address);
            }
        });
        let followed = {
            let dispatch = dispatch.clone();
            Listener::of_window("hashchange", move |_| {
                let fragment = address::fragment();
                // What opens a link may not be there yet, and cannot be had without a network.
                let can = fragment.is_empty() || later::fetch_at_once().is_ok();
                dispatch.act(if can {
                    Act::Follow(fragment)
                } else {
                    Act::Notify(Some(Notice::CannotFetch))
                });
            })
        };
        let elsewhere = storage::on_change_elsewhere(DOCUMENT, move |text| {
            if let Some(text) = text {
                dispatch.act(Act::Notify(Some(Notice::OtherTab(text.into()))));
            }
        });
        move || drop((leaving, followed, elsewhere))
    });
}

/// Keeps what is due. Whether that is newer now than what was kept before.
fn keep_now(keeper: &RefCell<Keeper>, dispatch: &Dispatch) -> bool {
    let Some((Kept { document, view }, _)) = keeper.borrow_mut().due.take() else { return false };
    let fragment =
        if document.rows.len() <= MOST_ROWS { link::write(&document, &view) } else { String::new() };
    let fits = !fragment.is_empty() && fragment.len() <= link::SHAREABLE;
    address::set_fragment(if fits { &fragment } else { "#" });
    if keeper.borrow().stored.as_ref().is_some_and(|stored| Rc::ptr_eq(stored, &document)) {
        return false;
    }
    let kept = storage::write(DOCUMENT, &document::write(&document));
    keeper.borrow_mut().stored = Some(document);
    let failed = kept.err();
    if failed != keeper.borrow().told {
        keeper.borrow_mut().told = failed;
        if let Some(error) = failed {
            dispatch.act(Act::Notify(Some(Notice::NotKept(error))));
        }
    }
    failed.is_none()
}
