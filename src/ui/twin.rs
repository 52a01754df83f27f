//! A layer cell by cell: its small twin, every product of it, stepped and played.

use std::rc::Rc;

use yew::prelude::*;

use super::twin_controls::TwinControls;
use super::twin_coverage::TwinCoverage;
use super::twin_dual::TwinDual;
use super::twin_fill::TwinFill;
use super::twin_groups::TwinGroups;
use super::twin_proof::TwinProof;
use super::twin_stage::TwinStage;
use super::twin_sum::TwinSum;
use crate::i18n::{Label, Language};
use crate::layer::GemmLayer;
use crate::lowering::{Pass, Twin as Small};
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
    let TwinProps { layer, pass, language, numbers, .. } = props;
    let given = numbers.clone().unwrap_or_default();
    let small = use_memo((*layer, given.clone()), |(layer, given)| given.twin(layer));
    let work = use_memo((small.layer, *pass, given.clone()), |(layer, pass, given)| {
        let tensors = given.tensors(layer)?;
        Work::new(layer, *pass, &tensors).ok().map(Rc::new)
    });
    let step = use_state(|| props.step.unwrap_or(0));
    {
        let (step, asked) = (step.clone(), props.step);
        use_effect_with((*layer, *pass, asked), move |(_, _, asked)| {
            // Another pass or layer begins at its beginning, unless a step is asked for.
            step.set(asked.unwrap_or(0));
        });
    }
    let Some(work) = (*work).clone() else {
        return html! { <p class="twin" data-testid="twin">{ language.label(Label::CannotRun) }</p> };
    };
    let count = Steps::new(&work).count();
    let number = Go::To(*step).from(0, count);
    let on_go = {
        let on_step = props.on_step.clone();
        Callback::from(move |go: Go| {
            let next = go.from(number, count);
            step.set(next);
            on_step.emit(next);
        })
    };
    html! {
        <section class="twin" data-testid="twin" aria-label={language.label(Label::CellByCell)}>
            <p class="twin-what">{ language.twin(&small) }</p>
            if let Some(note) = work.note() {
                <p class="twin-what">{ language.picture_note(note) }</p>
            }
            { for given.errors(&small.layer).iter().map(|error| html! {
                <p class="twin-error" role="alert" data-testid="twin-error">{ language.twin_error(error) }</p>
            }) }
            <TwinStage work={work.clone()} step={number} language={*language} on_go={on_go.clone()}
                given={Some(given.clone())} on_numbers={props.on_numbers.clone()} title={title(&small, *language)} />
            <TwinDual work={work.clone()} step={number} language={*language} on_go={on_go.clone()}
                given={given.clone()} />
            <div class="twin-player">
                <TwinSum work={work.clone()} step={number} language={*language} />
                <TwinControls {count} step={number} language={*language} {on_go} />
            </div>
            <TwinFill work={work.clone()} language={*language} {given} on_numbers={props.on_numbers.clone()} />
            <TwinGroups layer={*layer} language={*language} />
            <TwinCoverage work={work.clone()} layer={*layer} language={*language} />
            <TwinProof {work} layer={*layer} language={*language} />
        </section>
    }
}

/// What the picture is called in a file.
fn title(small: &Small, language: Language) -> AttrValue {
    AttrValue::from(language.twin(small))
}
