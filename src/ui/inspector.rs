//! The selected layer, seen from near: what it is, and for each pass what it costs and why.

use std::rc::Rc;

use yew::prelude::*;

use super::algorithms::Algorithms;
use super::count::{shape, traced};
use super::counters::Counters;
use super::deferred::use_deferred;
use super::dispatch::Dispatch;
use super::dual_row::dual_row;
use super::explore::ExplorePanel;
use super::field::shared_text;
use super::flatten_above::flatten_above;
use super::kind_menu::variety;
use super::later_part::LaterPart;
use super::ledger::LedgerTable;
use super::machine::{Machine, use_machine};
use super::memory::MemoryPanel;
use super::operations::OperationsTable;
use super::panel::Panel;
use super::pass_view::PassView;
use super::passes::{Passes, tab_id};
use super::receptive_field::ReceptiveFieldPanel;
use super::row_in_network::RowInNetwork;
use super::sheet::Line;
use super::state::State;
use super::traced::{To, Traced};
use super::way_back::WayBackPanel;
use crate::browser::field::{reveal, to_top};
use crate::cost::Part;
use crate::i18n::{Label, Language, Term};
use crate::layer::{Kind, Operation};
use crate::network::{Field, Number, Origin, Outcome, Typing, ValidRow};

/// What the inspector is drawn from.
#[derive(Clone, Properties, PartialEq)]
pub struct InspectorProps {
    /// The page.
    pub state: Rc<State>,
    /// Takes acts.
    pub dispatch: Dispatch,
}

/// What the reader supposes of a machine, and what takes another choice.
type Chosen = (Machine, Callback<Machine>);

/// How long after the last key the inspector follows what is typed in the table, whose result is seen at once.
const DELAY: i32 = 100;

/// The selected layer.
#[component]
pub fn Inspector(props: &InspectorProps) -> Html {
    let is_typed = |drawn: &Rc<State>| {
        let typing = props.state.draft.as_ref().is_some_and(|draft| draft.place != Typing::Name);
        typing && drawn.selection.head() == props.state.selection.head()
    };
    let state = use_deferred(&props.state, |drawn| is_typed(drawn).then_some(DELAY));
    html! { <Selected {state} dispatch={props.dispatch.clone()} /> }
}

/// The layer that is selected in a state of the page.
#[component]
fn Selected(props: &InspectorProps) -> Html {
    let InspectorProps { state, dispatch } = props;
    let language = state.settings.language;
    let line = state.selected().and_then(|at| state.sheet.line(at));
    // Here, since the inspector stands whatever is selected.
    let machine = use_machine();
    use_effect_with(state.traced.clone(), |traced| {
        if let Some(Traced { to: To::Origin(_), .. }) = traced {
            reveal(".row.head");
            reveal(".inspector .traced");
        }
    });
    // Rows are compared part by part, so that the place stays; in another network it means nothing.
    use_effect_with(state.opened, |_| to_top(".inspector"));
    html! {
        <aside class="inspector" tabindex="-1" aria-label={language.label(Label::Inspector)}>
            { match line {
                Some(line) => layer(state, dispatch, line, &machine),
                None => html! { <p class="hint">{ language.label(Label::NothingSelected) }</p> },
            } }
        </aside>
    }
}

fn layer(state: &State, dispatch: &Dispatch, line: &Line, machine: &Chosen) -> Html {
    let language = state.settings.language;
    let of =
        RowInNetwork { document: state.document().clone(), analysis: state.analysis.clone(), row: line.at };
    html! {
        <>
            <h2>
                <span class="layer-name">{ AttrValue::from(line.row.name.clone()) }</span>
                <span class="muted">{ language.variety(variety(line)) }</span>
            </h2>
            { match &line.analysis.outcome {
                Outcome::Valid(valid) => valid_layer(state, dispatch, line, valid, of, machine),
                outcome => html! {
                    <>
                        <p class="sentence">{ language.outcome(outcome) }</p>
                        <p class="hint">{ language.label(Label::InvalidLayer) }</p>
                        if has_size_to_want(line) {
                            { way_back(&of, language, dispatch) }
                        }
                    </>
                },
            } }
        </>
    }
}

fn valid_layer(
    state: &State,
    dispatch: &Dispatch,
    line: &Line,
    valid: &ValidRow,
    of: RowInNetwork,
    (machine, on_machine): &Chosen,
) -> Html {
    let language = state.settings.language;
    let counting = state.document().counting;
    let before = state.sheet.baseline.as_ref().and_then(|baseline| baseline.valid(&line.row.name));
    let before = before.and_then(|valid| match valid.layer.operation {
        Operation::Gemm(gemm) => Some(gemm),
        _ => None,
    });
    let numbers = state.document().twins.get(&line.row.name).cloned();
    let mark = |origin: Origin| Traced::mark(&state.traced, origin);
    let is_asked = mark(Origin::Sentence);
    html! {
        <>
            <p class={classes!("sentence", is_asked.map(|_| "traced"))} key={is_asked.unwrap_or(0)}>
                { language.description(&valid.layer) }
                <span class="shapes">
                    { for line.analysis.inputs.iter().enumerate().map(|(at, input)| html! {
                        <span key={at}>{ shape(input) }</span>
                    }) }
                    <span aria-hidden="true">{ "→" }</span>
                    { traced(Number::Output, shape(&valid.layer.output)) }
                </span>
            </p>
            { shared(line, language) }
            if let Operation::Gemm(gemm) = &valid.layer.operation {
                { dual_row(state.document(), line.at, gemm, language, dispatch) }
                { flatten_above(line, gemm, language, dispatch) }
            }
            { match valid.layer.operation {
                Operation::Gemm(gemm) => html! {
                    <>
                        <Passes layer={gemm} {before} {counting} pass={state.pass} {language} dispatch={dispatch.clone()} />
                        <div role="tabpanel" id="pass" aria-labelledby={tab_id(state.pass)}>
                            <PassView row={line.row.id} name={line.row.name.clone()} layer={gemm} pass={state.pass} {counting} {language} {numbers}
                                look={state.look} traced={traced_part(state)} dispatch={dispatch.clone()} />
                            <LedgerTable layer={gemm} {before} pass={state.pass} {counting} {language} />
                        </div>
                    </>
                },
                _ => html! { <OperationsTable operations={valid.operations} traced={mark(Origin::Operations)} {language} /> },
            } }
            <Panel title={language.label(Label::OtherCounters)} hint={language.label(Label::OtherCountersHint)} hook="counters" open={true}>
                <Counters of={of.clone()} {language} dispatch={dispatch.clone()} />
            </Panel>
            <Panel title={language.label(Label::Explore)} hint={language.label(Label::ExploreHint)} hook="explore">
                <LaterPart {language}>
                    <ExplorePanel of={of.clone()} {language} dispatch={dispatch.clone()} />
                </LaterPart>
            </Panel>
            { way_back(&of, language, dispatch) }
            <Panel title={language.label(Label::ReceptiveField)} hint={language.explain(Term::ReceptiveField)} hook="receptive-field">
                <LaterPart {language}>
                    <ReceptiveFieldPanel of={of.clone()} {language} />
                </LaterPart>
            </Panel>
            <Panel title={language.label(Label::Memory)} hint={language.label(Label::MemoryHint)} hook="memory">
                <LaterPart {language}>
                    <MemoryPanel {of} machine={machine.clone()} on_machine={on_machine.clone()} {language} dispatch={dispatch.clone()} />
                </LaterPart>
            </Panel>
            if let Operation::Gemm(layer) = valid.layer.operation {
                <Panel title={language.label(Label::Algorithms)} hint={language.label(Label::AlgorithmsHint)} hook="algorithms">
                    <LaterPart {language}>
                        <Algorithms {layer} {language} />
                    </LaterPart>
                </Panel>
            }
        </>
    }
}

/// Whether the row is a convolution into which an image flows, valid or not.
fn has_size_to_want(line: &Line) -> bool {
    let is_convolution = matches!(line.row.kind, Kind::Conv2d | Kind::ConvTranspose2d);
    is_convolution && line.analysis.inputs.first().is_some_and(|input| input.size().is_some())
}

fn way_back(of: &RowInNetwork, language: Language, dispatch: &Dispatch) -> Html {
    html! {
        <Panel title={language.label(Label::WayBack)} hint={language.label(Label::WayBackHint)} hook="way-back">
            <LaterPart {language}>
                <WayBackPanel of={of.clone()} {language} dispatch={dispatch.clone()} />
            </LaterPart>
        </Panel>
    }
}

/// The part of the formula that is asked about.
fn traced_part(state: &State) -> Option<(Part, u32)> {
    let traced = state.traced.as_ref()?;
    match traced.to {
        To::Origin(Origin::Line(pass, part)) if pass == state.pass => Some((part, traced.wish)),
        _ => None,
    }
}

/// The row whose weights the layer uses, where it is not its own.
fn shared(line: &Line, language: Language) -> Html {
    match &line.row.shares_weights_with {
        None => html! {},
        Some(_) => html! {
            <p class="sentence muted">
                { language.field(Field::SharesWeightsWith) }{ " " }{ shared_text(&line.row, None) }
            </p>
        },
    }
}
