//! The way back: hyperparameters that give the size that a reader wants, and the layer that undoes this one.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::act::Act;
use super::columns::Column;
use super::count::{count, shape};
use super::dispatch::Dispatch;
use super::row_in_network::RowInNetwork;
use crate::i18n::{Label, Language, number};
use crate::layer::{Kind, Operation, Value};
use crate::network::{SearchRange, Undone, Way, undone, wanted_size, ways};

/// How many ways are shown at first, and how many more at a time.
const SOME: usize = 8;

/// What the panel is made from.
#[derive(Clone, Properties, PartialEq)]
pub struct WayBackProps {
    /// The selected row.
    pub of: RowInNetwork,
    /// The language of the page.
    pub language: Language,
    /// Takes acts.
    pub dispatch: Dispatch,
}

/// A field for the size, the ways to it, and what undoes the row.
#[component]
pub fn WayBackPanel(props: &WayBackProps) -> Html {
    let WayBackProps { of, language, dispatch } = props;
    let language = *language;
    let row = &of.document.rows[of.row];
    let undoes = of.valid().map(|valid| match &valid.layer.operation {
        Operation::Gemm(gemm) => undone(row, of.row, gemm),
        _ => None,
    });
    html! {
        <div class="way-back">
            if matches!(row.kind, Kind::Conv2d | Kind::ConvTranspose2d) {
                <Wanted of={of.clone()} {language} dispatch={dispatch.clone()} />
            }
            if let Some(undone) = undoes {
                { undo(undone, language, dispatch) }
            }
        </div>
    }
}

/// A field for the size, and the ways to it.
#[component]
fn Wanted(props: &WayBackProps) -> Html {
    let WayBackProps { of, language, dispatch } = props;
    let (language, text, shown) = (*language, use_state_eq(AttrValue::default), use_state_eq(|| SOME));
    let oninput = {
        let (text, shown) = (text.clone(), shown.clone());
        Callback::from(move |event: InputEvent| {
            let field: HtmlInputElement = event.target_unchecked_into();
            text.set(field.value().into());
            shown.set(SOME);
        })
    };
    let now = of.valid().and_then(|valid| valid.layer.output.size());
    let range = SearchRange::default();
    let answer = match wanted_size(&text) {
        _ if text.trim().is_empty() => html! { <p class="hint">{ language.label(Label::WantedHint) }</p> },
        Err(error) => {
            html! { <p class="error" data-testid="wanted-error">{ language.size_error(error, &text) }</p> }
        }
        Ok(wanted) => match ways(&of.document, of.row, &of.analysis.rows[of.row], wanted, &range) {
            None => html! {},
            Some(ways) => html! {
                <>
                    <p data-testid="ways">{ language.ways(ways.len(), wanted) }</p>
                    if !ways.is_empty() {
                        { table(&ways, of, *shown, language, dispatch) }
                    }
                    if ways.len() > *shown {
                        <button type="button" data-testid="more-ways"
                            onclick={let shown = shown.clone(); move |_: MouseEvent| shown.set(*shown + SOME)}>
                            { language.label(Label::More) }
                        </button>
                    }
                </>
            },
        },
    };
    html! {
        <>
            <label>
                <span>{ language.label(Label::Wanted) }</span>
                <input type="text" data-testid="wanted-size" spellcheck="false" autocomplete="off"
                    placeholder={now.map(|size| number::extents(&size))} value={(*text).clone()} {oninput} />
            </label>
            <div role="status">{ answer }</div>
            <p class="hint">{ language.search_range(&range) }</p>
        </>
    }
}

/// The first of the ways, each with a button that gives it to the row.
fn table(ways: &[Way], of: &RowInNetwork, shown: usize, language: Language, dispatch: &Dispatch) -> Html {
    let transposed = of.document.rows[of.row].kind == Kind::ConvTranspose2d;
    let last = transposed.then_some(Column::OutputPadding);
    let columns = [Column::Kernel, Column::Stride, Column::Padding, Column::Dilation].into_iter().chain(last);
    let pair = |pair: [i64; 2]| html! { <td>{ Value::Pair(pair).typed() }</td> };
    html! {
        <table>
            <thead><tr>
                { for columns.map(|column| html! { <th scope="col">{ column.head(language) }</th> }) }
                <th scope="col">{ language.label(Label::ColumnCost) }</th>
                <td></td>
            </tr></thead>
            <tbody>{ for ways.iter().take(shown).enumerate().map(|(at, way)| {
                let geometry = &way.geometry;
                html! {
                    <tr key={at} data-testid={format!("way-{}", at + 1)}>
                        <td>{ number::extents(&[geometry.kernel; 2]) }</td>
                        <td>{ geometry.stride }</td>
                        { pair(geometry.padding) }
                        <td>{ geometry.dilation }</td>
                        if transposed {
                            { pair(geometry.output_padding) }
                        }
                        <td>{ count(way.cost) }</td>
                        <td>
                            if way.is_now {
                                <span class="muted">{ language.label(Label::AsNow) }</span>
                            } else {
                                <button type="button" data-testid="apply-way" onclick={dispatch.always(Act::Edit(way.action.clone()))}>
                                    { language.label(Label::Apply) }
                                </button>
                            }
                        </td>
                    </tr>
                }
            }) }</tbody>
        </table>
    }
}

/// The layer that undoes the row and a button that inserts it, or that there is none.
fn undo(undone: Option<Undone>, language: Language, dispatch: &Dispatch) -> Html {
    html! {
        <section data-testid="undo-layer">
            <h4>{ language.label(Label::UndoLayer) }</h4>
            { match undone {
                None => html! { <p class="hint">{ language.label(Label::NothingUndoes) }</p> },
                Some(Undone { layer, action }) => html! {
                    <>
                        <p class="sentence">
                            { language.description(&layer) }
                            <span class="shapes">
                                { shape(&layer.input) }<span aria-hidden="true">{ "→" }</span>{ shape(&layer.output) }
                            </span>
                        </p>
                        <button type="button" data-testid="insert-undo" onclick={dispatch.always(Act::Edit(action))}>
                            { language.label(Label::InsertUndo) }
                        </button>
                    </>
                },
            } }
        </section>
    }
}
