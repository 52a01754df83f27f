//! Small plots of what the selected row costs and gives at other values of its hyperparameters; a click takes one.

use std::rc::Rc;

use web_sys::Element;
use yew::TargetCast;
use yew::prelude::*;

use super::act::Act;
use super::diagram_shapes::shape;
use super::dispatch::Dispatch;
use super::row_in_network::RowInNetwork;
use crate::export::svg::round;
use crate::i18n::{Label, Language};
use crate::layer::Key;
use crate::network::{Knob, Sweep, sweeps};
use crate::scene::{Plot, Rect, Scales};

/// What the panel is made from.
#[derive(Clone, Properties, PartialEq)]
pub struct ExploreProps {
    /// The selected row.
    pub of: RowInNetwork,
    /// The language of the page.
    pub language: Language,
    /// Takes acts.
    pub dispatch: Dispatch,
}

/// A plot for each hyperparameter, all in the same scales.
#[component]
pub fn ExplorePanel(props: &ExploreProps) -> Html {
    let ExploreProps { of, language, dispatch } = props;
    let found = sweeps(&of.document, &of.analysis, of.row);
    let scales = Scales::of(&found);
    let kind = of.document.rows[of.row].kind;
    let from_several = [Key::InChannels, Key::InFeatures]
        .into_iter()
        .any(|key| kind.parameter(key).is_some() && !found.iter().any(|sweep| sweep.knob == Knob::Key(key)));
    let hint = |label: Label| html! { <p class="hint">{ language.label(label) }</p> };
    html! {
        <div class="explore">
            { hint(Label::ExploreNote) }
            if scales.are_free() {
                { hint(Label::ExploreFree) }
            }
            <div class="plots">{ for found.into_iter().map(|sweep| {
                let (name, plot) = (knob_name(sweep.knob), Rc::new(Plot::new(&sweep, &scales)));
                html! {
                    <SweepPlot key={name} sweep={Rc::new(sweep)} {plot} language={*language} dispatch={dispatch.clone()} />
                }
            }) }</div>
            if from_several {
                { hint(Label::ExploreFromSeveral) }
            }
        </div>
    }
}

#[derive(Clone, Properties, PartialEq)]
struct SweepPlotProps {
    sweep: Rc<Sweep>,
    plot: Rc<Plot>,
    language: Language,
    dispatch: Dispatch,
}

/// One plot: a slider whose value is only pointed at, until a click or Enter takes it. A finger covers several values: it
/// points at one, and a button takes that.
#[component]
fn SweepPlot(props: &SweepPlotProps) -> Html {
    let SweepPlotProps { sweep, plot, language, dispatch } = props;
    let pointed = use_state_eq(|| None::<i64>);
    let touched = use_state_eq(|| false);
    let last = sweep.points.len().saturating_sub(1);
    let at = pointed.and_then(|value| sweep.points.iter().position(|point| point.value == value));
    let shown = at.or(sweep.now).unwrap_or(0);
    let point_at = {
        let (sweep, pointed) = (sweep.clone(), pointed.setter());
        Callback::from(move |at: Option<usize>| pointed.set(at.map(|at| sweep.points[at].value)))
    };
    let take = {
        let (sweep, dispatch) = (sweep.clone(), dispatch.clone());
        Callback::from(move |at: usize| {
            if sweep.now != Some(at) {
                dispatch.act(Act::Edit(sweep.points[at].action.clone()));
            }
        })
    };
    let onpointerover = {
        let (point_at, touched) = (point_at.clone(), touched.setter());
        Callback::from(move |event: PointerEvent| {
            if let Some(at) = place_of(&event) {
                touched.set(event.pointer_type() == "touch");
                point_at.emit(Some(at));
            }
        })
    };
    let leave = {
        let (point_at, touched) = (point_at.clone(), *touched);
        move || {
            if !touched {
                point_at.emit(None);
            }
        }
    };
    let onpointerleave = Callback::from({
        let leave = leave.clone();
        move |_: PointerEvent| leave()
    });
    let onblur = Callback::from(move |_: FocusEvent| leave());
    let onclick = {
        let (take, touched) = (take.clone(), *touched);
        Callback::from(move |event: MouseEvent| {
            if let Some(at) = place_of(&event).filter(|_| !touched) {
                take.emit(at);
            }
        })
    };
    let take_touched = at.filter(|at| *touched && sweep.now != Some(*at)).map(|at| take.reform(move |_| at));
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        let next = match event.key().as_str() {
            "ArrowRight" | "ArrowUp" => (shown + 1).min(last),
            "ArrowLeft" | "ArrowDown" => shown.saturating_sub(1),
            "Home" => 0,
            "End" => last,
            "Enter" | " " => {
                event.prevent_default();
                return take.emit(shown);
            }
            _ => return,
        };
        event.prevent_default();
        point_at.emit(Some(next));
    });
    let [width, height] = plot.size;
    let point = &sweep.points[shown];
    let full = language.swept_in_full(point);
    let name = language.knob(sweep.knob);
    html! {
        <figure class="diagram" data-testid={format!("explore-{}", knob_name(sweep.knob))}>
            <figcaption>
                <strong>{ name }</strong>{ " " }<span class="at">{ point.value }</span>
                <span class="seen" data-testid="seen" title={full.clone()}>{ language.swept(point) }</span>
            </figcaption>
            <div role="slider" tabindex="0" aria-label={name} aria-valuemin="0" aria-valuemax={last.to_string()}
                aria-valuenow={shown.to_string()} aria-valuetext={full} {onpointerover} {onpointerleave} {onblur} {onclick} {onkeydown}>
                <svg viewBox={format!("0 0 {width} {height}")} width={width.to_string()} aria-hidden="true">
                    { for plot.shapes.iter().map(|drawn| shape(drawn, *language)) }
                    { for plot.places.iter().enumerate().map(|(place, rect)| hit(place, rect, at == Some(place))) }
                </svg>
            </div>
            if let Some(onclick) = take_touched {
                <button type="button" class="take" data-testid="take" {onclick}>
                    { language.label(Label::Apply) }{ " " }{ point.value }
                </button>
            }
        </figure>
    }
}

/// Where a value is pointed at.
fn hit(at: usize, rect: &Rect, pointed: bool) -> Html {
    let [x, y, width, height] =
        [rect.x, rect.y, rect.width, rect.height].map(|number| round(number).to_string());
    html! { <rect {x} {y} {width} {height} class={classes!("hit", pointed.then_some("pointed"))} data-at={at.to_string()} /> }
}

/// The place of the value that an event is at.
fn place_of<E: AsRef<web_sys::Event> + wasm_bindgen::JsCast + Clone>(event: &E) -> Option<usize> {
    event.target_dyn_into::<Element>()?.get_attribute("data-at")?.parse().ok()
}

/// The name of what is changed in test hooks.
fn knob_name(knob: Knob) -> &'static str {
    match knob {
        Knob::Key(key) => key.name(),
        Knob::InputSize => "input_size",
    }
}
