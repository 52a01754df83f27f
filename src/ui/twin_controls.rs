//! The controls of the steps: first, back, play, forward, last, a slider and the speed; keys do the same.

use web_sys::{Element, HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::twin_state::{TwinHandle, TwinState, change};
use crate::i18n::{Label, Language};
use crate::scene::cells::Go;

/// Steps a second.
const SPEEDS: [i32; 5] = [1, 2, 5, 10, 20];

/// What a key or a button does.
#[derive(Clone, Copy)]
enum Control {
    Play,
    Go(Go),
}

impl Control {
    fn of_key(key: &str) -> Option<Control> {
        Some(match key {
            "ArrowRight" | "ArrowDown" => Control::Go(Go::Forward),
            "ArrowLeft" | "ArrowUp" => Control::Go(Go::Back),
            "Home" => Control::Go(Go::First),
            "End" => Control::Go(Go::Last),
            " " => Control::Play,
            _ => return None,
        })
    }
}

/// The controls, at one step of so many.
pub fn controls(state: &TwinHandle, at: [u64; 2], on_go: &Callback<Go>, language: Language) -> Html {
    let [step, count] = at;
    let apply = {
        let (state, on_go) = (state.clone(), on_go.clone());
        move |control: Control| match control {
            Control::Play => {
                // Played to the end, it begins again.
                if !state.playing && Go::Forward.from(step, count) == step {
                    on_go.emit(Go::First);
                }
                state.set(TwinState { playing: !state.playing, ..*state });
            }
            Control::Go(go) => {
                state.set(TwinState { playing: false, ..*state });
                on_go.emit(go);
            }
        }
    };
    let oninput = {
        let apply = apply.clone();
        Callback::from(move |event: InputEvent| {
            let slider: HtmlInputElement = event.target_unchecked_into();
            if let Ok(step) = slider.value().parse() {
                apply(Control::Go(Go::To(step)));
            }
        })
    };
    let onspeed = change(state, |state, event: Event| {
        let menu: HtmlSelectElement = event.target_unchecked_into();
        state.speed = SPEEDS.get(menu.selected_index() as usize).copied().unwrap_or(state.speed);
    });
    let onkeydown = {
        let apply = apply.clone();
        Callback::from(move |event: KeyboardEvent| {
            let target: Option<Element> = event.target_dyn_into();
            let own_keys = target.is_some_and(|element| element.tag_name() == "SELECT");
            if own_keys || event.alt_key() || event.ctrl_key() || event.meta_key() {
                return;
            }
            if let Some(control) = Control::of_key(&event.key()) {
                event.prevent_default();
                apply(control);
            }
        })
    };
    let play = if state.playing { (Label::Pause, PAUSE) } else { (Label::Play, PLAY) };
    let buttons = [
        ("twin-first", Control::Go(Go::First), (Label::FirstStep, FIRST)),
        ("twin-back", Control::Go(Go::Back), (Label::StepBack, BACK)),
        ("twin-play", Control::Play, play),
        ("twin-forward", Control::Go(Go::Forward), (Label::StepForward, FORWARD)),
        ("twin-last", Control::Go(Go::Last), (Label::LastStep, LAST)),
    ];
    html! {
        <div class="twin-controls" {onkeydown}>
            { for buttons.into_iter().map(|(hook, control, (label, path))| {
                let apply = apply.clone();
                html! {
                    <button type="button" data-testid={hook} title={language.label(label)}
                        aria-label={language.label(label)} onclick={move |_: MouseEvent| apply(control)}>
                        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d={path} /></svg>
                    </button>
                }
            }) }
            <input type="range" min="0" max={(count - 1).to_string()} value={step.to_string()} {oninput}
                data-testid="twin-slider" aria-label={language.label(Label::StepSlider)} />
            <label>
                <select onchange={onspeed} data-testid="twin-speed" aria-label={language.label(Label::Speed)}>
                    { for SPEEDS.iter().map(|speed| html! {
                        <option selected={*speed == state.speed}>{ speed }</option>
                    }) }
                </select>
                { language.label(Label::StepsPerSecond) }
            </label>
        </div>
    }
}

const FIRST: &str = "M3 3h2v10H3zM13 3v10L6 8z";
const BACK: &str = "M11 3v10L4 8z";
const PLAY: &str = "M4 2v12l9-6z";
const PAUSE: &str = "M4 3h3v10H4zM9 3h3v10H9z";
const FORWARD: &str = "M5 3v10l7-5z";
const LAST: &str = "M11 3h2v10h-2zM3 3v10l7-5z";
