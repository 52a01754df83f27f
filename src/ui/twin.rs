//! A layer cell by cell: its small twin, every product of it, stepped and played.

use std::rc::Rc;

use yew::prelude::*;

use super::look::Look;
use super::twin_pictures::TwinPictures;
use super::twin_proof::TwinProof;
use super::twin_state::{TwinHandle, TwinState, change};
use super::{twin_controls, twin_coverage, twin_fill, twin_gathered, twin_groups, twin_sum};
use crate::browser::timer::Timer;
use crate::i18n::{Label, Language};
use crate::layer::GemmLayer;
use crate::lowering::Pass;
use crate::network::TwinNumbers;
use crate::scene::Quantities;
use crate::scene::cells::{Cell, Go, Outside, Steps, Work};

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
    /// How the reader looks at it.
    #[prop_or_default]
    pub look: Look,
    /// Told how the reader looks at it now.
    #[prop_or_default]
    pub on_look: Callback<Look>,
    /// What is pointed at outside of it, whose cells are lit.
    #[prop_or_default]
    pub outside: Option<Outside>,
    /// Told the quantities of what is pointed at.
    #[prop_or_default]
    pub on_highlight: Callback<Quantities>,
    /// Told the numbers that the reader gives, or that they are the usual ones again.
    #[prop_or_default]
    pub on_numbers: Callback<Option<Rc<TwinNumbers>>>,
}

/// The small twin of a layer.
#[component]
pub fn Twin(props: &TwinProps) -> Html {
    let TwinProps { layer, pass, language, numbers, on_numbers, look, on_look, outside, on_highlight } =
        props;
    let given = numbers.clone().unwrap_or_default();
    let worked = use_memo((*layer, *pass, given.clone()), |(layer, pass, given)| {
        let small = given.twin(layer);
        let tensors = given.tensors(&small.layer)?;
        Some((small, Rc::new(Work::new(&small.layer, *pass, &tensors).ok()?)))
    });
    let state = use_state_eq(|| TwinState::new(layer));
    let count = worked.as_ref().as_ref().map_or(1, |(_, work)| Steps::new(work).count());
    let step = Go::To(look.step).from(0, count);
    // Who goes on has done with what is pinned.
    let on_go = {
        let look = *look;
        on_look.reform(move |go: Go| Look { step: go.from(step, count), pin: None, ..look })
    };
    use_beginning(&state, *layer, *pass);
    use_play(&state, [step, count], &on_go);
    let Some((small, work)) = worked.as_ref() else {
        return html! { <p class="twin" data-testid="twin">{ language.label(Label::CannotRun) }</p> };
    };
    let pinned = look.pin.and_then(|pin| work.cell(pin));
    let on_choose = {
        let (work, look) = (work.clone(), *look);
        on_look.reform(move |cell: Option<Cell>| {
            let written = cell.and_then(|cell| Steps::new(&work).writing(cell));
            let pin = cell.filter(|cell| pinned != Some(*cell)).and_then(Cell::pin);
            Look { pin, step: written.unwrap_or(step), ..look }
        })
    };
    let on_dual = change(&state, |state, ()| state.dual = !state.dual);
    html! {
        <section class="twin" data-testid="twin" aria-label={language.label(Label::CellByCell)}>
            <p class="twin-what">{ language.twin(small) }</p>
            if let Some(note) = work.note() {
                <p class="twin-what">{ language.picture_note(note) }</p>
            }
            { for given.errors(&small.layer).iter().map(|error| html! {
                <p class="twin-error" role="alert" data-testid="twin-error">{ language.twin_error(error) }</p>
            }) }
            <TwinPictures work={work.clone()} {step} language={*language} {pinned} {on_choose} given={given.clone()}
                on_numbers={on_numbers.clone()} outside={*outside} on_highlight={on_highlight.clone()} dual={state.dual} {on_dual} />
            <div class="twin-player">
                { twin_sum::sum(work, step, *language) }
                { twin_gathered::gathered(work, step, pinned, &on_go, *language) }
                { twin_controls::controls(&state, [step, count], &on_go, *language) }
            </div>
            { twin_fill::fill(work, *language, &given, on_numbers) }
            { twin_groups::groups(layer, &state, *language) }
            { twin_coverage::coverage(work, layer, *language) }
            <TwinProof layer={*layer} twin={small.layer} pass={*pass} given={given.clone()} language={*language} />
        </section>
    }
}

/// Another pass or layer begins anew.
#[hook]
fn use_beginning(state: &TwinHandle, layer: GemmLayer, pass: Pass) {
    let (before, begun) = (use_mut_ref(|| (layer, pass)), state.clone());
    use_effect_with((layer, pass), move |now| {
        if before.replace(*now) != *now {
            begun.set(TwinState { speed: begun.speed, ..TwinState::new(&now.0) });
        }
    });
}

/// Plays: one step after another, until the last.
#[hook]
fn use_play(state: &TwinHandle, at: [u64; 2], on_go: &Callback<Go>) {
    let (played, on_go) = (state.clone(), on_go.clone());
    use_effect_with((state.playing, state.speed, at), move |(playing, speed, [step, count])| {
        let timer = match (*playing, step + 1 >= *count) {
            (false, _) => None,
            (true, true) => {
                played.set(TwinState { playing: false, ..*played });
                None
            }
            (true, false) => Timer::new(1000 / speed, move || on_go.emit(Go::Forward)),
        };
        move || drop(timer)
    });
}
