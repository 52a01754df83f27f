//! The button that copies a link to the network.

use std::rc::Rc;

use yew::prelude::*;

use super::act::Act;
use super::dispatch::Dispatch;
use super::notice::Notice;
use crate::browser::{address, clipboard};
use crate::codec::{View, link};
use crate::i18n::{Label, Language};
use crate::network::Document;

/// What the button is drawn from.
#[derive(Clone, Properties, PartialEq)]
pub struct ShareProps {
    /// The network.
    pub document: Rc<Document>,
    /// What of it the reader looks at.
    pub view: View,
    /// The language of the page.
    pub language: Language,
    /// Takes acts.
    pub dispatch: Dispatch,
}

/// Copies a link that opens the network on what the reader looks at.
#[component]
pub fn Share(props: &ShareProps) -> Html {
    let ShareProps { document, view, language, dispatch } = props;
    let onclick = {
        let (document, view, dispatch) = (document.clone(), view.clone(), dispatch.clone());
        Callback::from(move |_: MouseEvent| {
            let fragment = link::write(&document, &view);
            if fragment.len() > link::SHAREABLE {
                return dispatch.act(Act::Notify(Some(Notice::LinkTooLong)));
            }
            address::set_fragment(&fragment);
            let dispatch = dispatch.clone();
            clipboard::write(&address::with_fragment(&fragment), move |copied| {
                let notice = if copied { Notice::LinkCopied } else { Notice::CopyFailed };
                dispatch.act(Act::Notify(Some(notice)));
            });
        })
    };
    html! {
        <button type="button" data-testid="share" title={language.label(Label::ShareHint)} {onclick}>
            { language.label(Label::Share) }
        </button>
    }
}
