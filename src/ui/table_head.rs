//! The heads of the columns, each with what it means.

use yew::prelude::*;

use super::columns::Column;
use crate::i18n::{Label, Language, Term};
use crate::layer::Kind;
use crate::network::Field;

/// What the heads are drawn from.
#[derive(Clone, Copy, Properties, PartialEq)]
pub struct TableHeadProps {
    /// The language of the page.
    pub language: Language,
}

/// What a column means, in a line.
fn explanation(column: Column, language: Language) -> &'static str {
    let field = match column {
        Column::Place => return language.label(Label::PlaceHint),
        Column::Output => return language.explain(Term::OutputShape),
        Column::Name => Field::Name,
        Column::Kind => Field::Kind,
        Column::From => Field::From,
        Column::Parameters => return language.explain(Term::Parameters),
        Column::Cost => return language.explain(Term::Convention),
        _ => match column.key() {
            Some(key) => Field::Key(key),
            None => return "",
        },
    };
    language.explain_field(Kind::ConvTranspose2d, field)
}

/// The heads of the columns.
#[component]
pub fn TableHead(props: &TableHeadProps) -> Html {
    let language = props.language;
    let head = |column: Column| {
        let title = Some(explanation(column, language)).filter(|title| !title.is_empty());
        html! {
            <div key={column.number()} class={column.class()} role="columnheader" {title}
                aria-colindex={column.number().to_string()}>
                <span>{ symbol(column.head(language)) }</span>
            </div>
        }
    };
    html! {
        <div class="row heads" role="row" aria-rowindex="1">{ for Column::ALL.into_iter().map(head) }</div>
    }
}

/// `C_in` with the index set low.
fn symbol(head: &'static str) -> Html {
    match head.split_once('_') {
        Some((letter, index)) => html! { <>{ letter }<sub>{ index }</sub></> },
        None => html! { head },
    }
}
