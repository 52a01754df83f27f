//! A layer cell by cell: its small twin, every product of it, stepped and played.

use std::rc::Rc;

use yew::prelude::*;

use super::twin_stage::TwinStage;
use super::twin_state::{TwinHandle, TwinState, change};
use super::{twin_controls, twin_coverage, twin_dual, twin_fill, twin_groups, twin_proof, twin_sum};
use crate::browser::timer::Timer;
use crate::i18n::{Label, Language};
use crate::layer::GemmLayer;
use crate::lowering::Pass;
use crate::network::TwinNumbers;
use crate::scene::cells::{Go, Steps, Work};

/// What the twin is drawn from.
#[derive(Clone, Properties, PartialEq)]
pub struct TwinProps {
    /// The layer.
    pub layer: GemmLayer,
    /// The pass.
    pub pass: Pass,
    /// The language of the page.
    pub language: Language,
    /// The numbers that the reader gave.
    #[prop_or_default]
    pub numbers: Option<Rc<TwinNumbers>>,
    /// The step that a link opens on.
    #[prop_or_default]
    pub step: Option<u64>,
    /// Told the step that is shown.
    #[prop_or_default]
    pub on_step: Callback<u64>,
    /// Told the numbers that the reader gives, or that they are the usual ones again.
    #[prop_or_default]
    pub on_numbers: Callback<Option<Rc<TwinNumbers>>>,
}

/// The small twin of a layer.
#[component]
pub fn Twin(props: &TwinProps) -> Html {
    let TwinProps { layer, pass, language, numbers, on_numbers, .. } = props;
    let given = numbers.clone().unwrap_or_default();
    let worked = use_memo((*layer, *pass, given.clone()), |(layer, pass, given)| {
        let small = given.twin(layer);
        let tensors = given.tensors(&small.layer)?;
        Some((small, Rc::new(Work::new(&small.layer, *pass, &tensors).ok()?)))
    });
    let state = use_state_eq(|| TwinState::new(layer, props.step.unwrap_or(0)));
    let count = worked.as_ref().as_ref().map_or(1, |(_, work)| Steps::new(work).count());
    use_beginning(&state, props);
    use_play(&state, count);
    let step = Go::To(state.step).from(0, count);
    {
        let on_step = props.on_step.clone();
        use_effect_with(step, move |step| on_step.emit(*step));
    }
    let Some((small, work)) = worked.as_ref() else {
        return html! { <p class="twin" data-testid="twin">{ language.label(Label::CannotRun) }</p> };
    };
    let on_go = change(&state, move |state, go: Go| state.step = go.from(state.step, count));
    let title = language.twin(small);
    html! {
        <section class="twin" data-testid="twin" aria-label={language.label(Label::CellByCell)}>
            <p class="twin-what">{ &title }</p>
            if let Some(note) = work.note() {
                <p class="twin-what">{ language.picture_note(note) }</p>
            }
            { for given.errors(&small.layer).iter().map(|error| html! {
                <p class="twin-error" role="alert" data-testid="twin-error">{ language.twin_error(error) }</p>
            }) }
            <TwinStage work={work.clone()} {step} language={*language} on_go={on_go.clone()}
                given={Some(given.clone())} on_numbers={on_numbers.clone()} {title} />
            { twin_dual::dual(work, &given, &state, *language, &on_go) }
            <div class="twin-player">
                { twin_sum::sum(work, step, *language) }
                { twin_controls::controls(&state, step, count, *language) }
            </div>
            { twin_fill::fill(work, *language, &given, on_numbers) }
            { twin_groups::groups(layer, &state, *language) }
            { twin_coverage::coverage(work, layer, *language) }
            { twin_proof::proof(work, layer, &state, *language) }
        </section>
    }
}

/// Another pass or layer begins at its beginning; a step that is asked for is gone to.
#[hook]
fn use_beginning(state: &TwinHandle, props: &TwinProps) {
    let (before, begun) = (use_mut_ref(|| (props.layer, props.pass)), state.clone());
    use_effect_with((props.layer, props.pass, props.step), move |(layer, pass, asked)| {
        let same = before.replace((*layer, *pass)) == (*layer, *pass);
        let speed = begun.speed;
        if !same {
            begun.set(TwinState { speed, ..TwinState::new(layer, asked.unwrap_or(0)) });
        } else if let Some(step) = *asked {
            begun.set(TwinState { step, ..*begun });
        }
    });
}

/// Plays: one step after another, until the last.
#[hook]
fn use_play(state: &TwinHandle, count: u64) {
    let played = state.clone();
    use_effect_with((state.playing, state.speed, state.step, count), move |(playing, speed, step, count)| {
        let at_end = step + 1 >= *count;
        let timer = match (*playing, at_end) {
            (false, _) => None,
            (true, true) => {
                played.set(TwinState { playing: false, ..*played });
                None
            }
            (true, false) => {
                let next = TwinState { step: step + 1, ..*played };
                Timer::new(1000 / speed, move || played.set(next))
            }
        };
        move || drop(timer)
    });
}
