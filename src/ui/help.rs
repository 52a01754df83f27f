//! Help: the keys, and what every field and word means.

use yew::prelude::*;

use super::columns::{Column, options};
use crate::browser::dialog;
use crate::i18n::{Label, Language, Term};
use crate::layer::{Key, Kind};
use crate::network::Field;

/// The identity of the dialog.
pub const HELP: &str = "help";

/// What the help is drawn from.
#[derive(Clone, Copy, Properties, PartialEq)]
pub struct HelpProps {
    /// The language of the page.
    pub language: Language,
}

/// What the keys do. Keys have the names that stand on them.
const KEYS: [(&str, Label); 20] = [
    ("↑ ↓ ← →", Label::KeyMove),
    ("Tab · Shift Tab", Label::KeyNext),
    ("Enter", Label::KeyDown),
    ("Esc", Label::KeyCancel),
    ("Ctrl Enter", Label::KeyRepair),
    ("Shift ↑ ↓ · Ctrl A", Label::KeySelectRows),
    ("Alt ↑ ↓", Label::KeyMoveRow),
    ("Alt Enter", Label::KeyInsert),
    ("Alt Shift ↓", Label::KeyDuplicate),
    ("Alt Delete", Label::KeyDelete),
    ("Ctrl C · X · V", Label::KeyCopyPaste),
    ("Ctrl Alt V", Label::KeyImport),
    ("Ctrl D", Label::KeyFillDown),
    ("Ctrl Z · Ctrl Y", Label::KeyUndo),
    ("/", Label::KeyFind),
    ("F6", Label::KeyAcross),
    ("↑ ↓ ← → · PageUp PageDown", Label::KeyElements),
    ("E", Label::KeyEdges),
    ("← →", Label::KeyFactors),
    ("?", Label::KeyHelp),
];

/// A dialog over the page.
#[component]
pub fn Help(props: &HelpProps) -> Html {
    let language = props.language;
    let key = |(keys, label): &(&'static str, Label)| {
        html! { <div key={*keys}><dt><kbd>{ *keys }</kbd></dt><dd>{ language.label(*label) }</dd></div> }
    };
    let explained = |name: &'static str, text: &'static str| {
        html! { <div key={name}><dt>{ name }</dt><dd>{ text }</dd></div> }
    };
    let field = |(kind, key): (Kind, Key)| {
        let text = language.explain_field(kind, Field::Key(key));
        let is_of_all = kind == Kind::Conv2d || text == language.explain_field(Kind::Conv2d, Field::Key(key));
        let name = match (is_of_all, Kind::Conv2d.parameter(key)) {
            (false, Some(_)) => format!("{} · {}", language.key(key), language.kind(kind)),
            _ => language.key(key).to_owned(),
        };
        html! { <div key={format!("{kind:?} {key:?}")}><dt>{ name }</dt><dd>{ text }</dd></div> }
    };
    let term = |term: &Term| explained(language.term(*term), language.explain(*term));
    let close = Callback::from(|_: MouseEvent| dialog::close(HELP));
    html! {
        <dialog id={HELP} class="help" aria-labelledby="help-title">
            <div class="help-head">
                <h2 id="help-title">{ language.label(Label::Help) }</h2>
                <button type="button" onclick={close}>{ language.label(Label::Close) }</button>
            </div>
            <p>{ language.label(Label::Tagline) }</p>
            <h3>{ language.label(Label::Keyboard) }</h3>
            <dl class="keys">{ for KEYS.iter().map(key) }</dl>
            <h3>{ language.label(Label::Fields) }</h3>
            <dl>{ for fields().into_iter().map(field) }</dl>
            <h3>{ language.label(Label::Words) }</h3>
            <dl>{ for Term::ALL.iter().map(term) }</dl>
        </dialog>
    }
}

/// Every hyperparameter with a kind that has it: first those of columns, of a convolution and, where they mean something
/// else there, of a transposed one.
fn fields() -> Vec<(Kind, Key)> {
    let explain = |kind: Kind, key: Key| Language::English.explain_field(kind, Field::Key(key));
    let of_both = |key: Key| {
        [Kind::Conv2d, Kind::ConvTranspose2d].map(|kind| (kind, key)).into_iter().filter(|(kind, key)| {
            let is_new = *kind == Kind::Conv2d || explain(*kind, *key) != explain(Kind::Conv2d, *key);
            kind.parameter(*key).is_some() && is_new
        })
    };
    let mut fields: Vec<(Kind, Key)> =
        Column::ALL.iter().filter_map(|column| column.key()).flat_map(of_both).collect();
    for kind in Kind::ALL {
        for parameter in options(*kind) {
            if !fields.iter().any(|(_, key)| *key == parameter.key) {
                fields.push((*kind, parameter.key));
            }
        }
    }
    fields
}
