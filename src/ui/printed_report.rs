//! The page on paper: the whole network as a table, and the selected layers with their pictures and formulas.

use std::rc::Rc;

use yew::prelude::*;

use super::count::count;
use super::diagram_shapes::{drawing_group, shape};
use super::formula::equation;
use super::state::State;
use crate::cost::{Layout, derivation};
use crate::export::sheet::{self, Line};
use crate::i18n::{Announcement, Label, Language, number};
use crate::layer::{GemmLayer, Operation};
use crate::network::{Outcome, RowAnalysis};
use crate::scene::{Room, Scene};

/// How wide a picture is laid out; on paper it is as wide as the page.
const WIDTH: f64 = 660.0;

/// The most layers that are printed from near: whoever selects all rows wants the table.
const MOST_LAYERS: usize = 40;

/// What the report is made from.
#[derive(Clone, Properties, PartialEq)]
pub struct PrintedReportProps {
    /// The page.
    pub state: Rc<State>,
}

/// The report. The style sheet shows it on paper only.
#[component]
pub fn PrintedReport(props: &PrintedReportProps) -> Html {
    let state = &props.state;
    let (document, analysis) = (state.document(), &state.analysis);
    let language = state.settings.language;
    let (lines, total) = sheet::lines(document, analysis, language);
    let totals = analysis.totals;
    let name = if document.name.is_empty() { language.label(Label::Untitled) } else { &document.name };
    let figure = |label: Label, value: u128| {
        html! { <div class="figure"><dt>{ language.label(label) }</dt><dd>{ count(value) }</dd></div> }
    };
    let selected = state.selection.in_order(document);
    let layers = selected.iter().filter_map(|id| document.position(*id)).take(MOST_LAYERS);
    html! {
        <article class="printed" data-testid="printed">
            <h2>{ name }</h2>
            <p class="muted">
                if let Ok(input) = &analysis.input {
                    { language.label(Label::Input) }{ " " }{ number::shape(input) }{ " · " }
                }
                { language.announcement(Announcement::Layers { rows: document.rows.len() }) }
                { " · " }{ language.counting(&document.counting) }
            </p>
            <dl class="figures">
                { figure(Label::TotalMacs, totals.macs) }
                { figure(Label::TotalParameters, totals.params) }
                { figure(Label::TotalFlops, totals.flops) }
                { figure(Label::TotalActivations, totals.activation_elements) }
            </dl>
            <table>
                <thead>{ heads(state) }</thead>
                <tbody>
                    { for lines.iter().zip(&analysis.rows).enumerate().map(|(at, (line, row))| {
                        table_row(at, line, row, language)
                    }) }
                </tbody>
                <tbody class="sum">
                    <tr><td></td>{ for total.cells().map(|cell| html! { <td>{ cell }</td> }) }</tr>
                </tbody>
            </table>
            { for layers.map(|at| layer(state, at)) }
            <p class="muted">{ "im2cost" }</p>
        </article>
    }
}

fn heads(state: &State) -> Html {
    let titles = state.settings.language.sheet_titles(state.document().counting.unit);
    html! { <tr><th></th>{ for titles.into_iter().map(|title| html! { <th>{ title }</th> }) }</tr> }
}

fn table_row(at: usize, line: &Line, row: &RowAnalysis, language: Language) -> Html {
    let sentence = language.outcome(&row.outcome);
    html! {
        <>
            <tr key={at}>
                <td>{ at + 1 }</td>
                { for line.cells().map(|cell| html! { <td>{ cell }</td> }) }
            </tr>
            if let Some(sentence) = sentence {
                <tr class="partial"><td></td><td colspan="6">{ sentence }</td></tr>
            }
        </>
    }
}

/// A layer from near: what it is, and for the pass that is shown its matrices and its formula.
fn layer(state: &State, at: usize) -> Html {
    let language = state.settings.language;
    let Some(Outcome::Valid(valid)) = state.analysis.rows.get(at).map(|row| &row.outcome) else {
        return html! {};
    };
    html! {
        <section key={at}>
            <h3>{ at + 1 }{ " " }{ AttrValue::from(state.document().rows[at].name.clone()) }</h3>
            <p>{ language.description(&valid.layer) }{ " " }{ number::shape(&valid.layer.output) }</p>
            if let Operation::Gemm(gemm) = valid.layer.operation {
                { matrices(state, &gemm) }
                { formula(state, &gemm) }
            }
        </section>
    }
}

fn matrices(state: &State, gemm: &GemmLayer) -> Html {
    let language = state.settings.language;
    let scene = Scene::new(gemm, state.pass, Room::of_width(WIDTH), &|label| language.picture(label));
    let [width, height] = scene.size;
    html! {
        <figure class="diagram to-scale">
            <svg viewBox={format!("0 0 {width:.1} {height:.1}")}>
                { for scene.drawings.iter().map(|drawing| drawing_group(drawing, language)) }
                { for scene.around.iter().map(|around| shape(around, language)) }
            </svg>
            <figcaption>
                { language.pass(state.pass) }{ ": " }
                { for scene.notes.iter().map(|note| html! { <>{ language.picture_note(*note) }{ " " }</> }) }
            </figcaption>
        </figure>
    }
}

fn formula(state: &State, gemm: &GemmLayer) -> Html {
    let language = state.settings.language;
    let counting = state.document().counting;
    match derivation(gemm, state.pass, &counting, Layout::Textbook) {
        Ok(lines) => html! {
            <ol class="formula">{ for lines.iter().map(|line| html! {
                <li><span class="hint">{ language.formula_part(line.part) }</span>{ equation(line, gemm) }</li>
            }) }</ol>
        },
        Err(_) => html! {},
    }
}
