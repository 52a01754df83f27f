//! The controls of the steps: first, back, play, forward, last, a slider and the speed; keys do the same.

use web_sys::{Element, HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::browser::timer::Timer;
use crate::i18n::{Label, Language};
use crate::scene::cells::Go;

/// What the controls are drawn from.
#[derive(Clone, Properties, PartialEq)]
pub struct TwinControlsProps {
    /// How many steps there are.
    pub count: u64,
    /// The step that is shown.
    pub step: u64,
    /// The language of the page.
    pub language: Language,
    /// Goes to another step.
    pub on_go: Callback<Go>,
}

/// Steps a second.
const SPEEDS: [i32; 5] = [1, 2, 5, 10, 20];

/// The controls.
#[component]
pub fn TwinControls(props: &TwinControlsProps) -> Html {
    let TwinControlsProps { count, step, language, on_go } = props;
    let speed = use_state(|| 2);
    let playing = use_state(|| false);
    let at_end = *step + 1 >= *count;
    {
        let (on_go, playing) = (on_go.clone(), playing.clone());
        use_effect_with((*playing, *speed, *step, *count), move |(on, speed, step, count)| {
            let timer = if !*on {
                None
            } else if *step + 1 >= *count {
                playing.set(false);
                None
            } else {
                Timer::new(1000 / speed, move || on_go.emit(Go::Forward))
            };
            move || drop(timer)
        });
    }
    let toggle = {
        let (on_go, playing) = (on_go.clone(), playing.clone());
        Callback::from(move |()| {
            if !*playing && at_end {
                // Played to the end, it begins again.
                on_go.emit(Go::First);
            }
            playing.set(!*playing);
        })
    };
    let go = |go: Go| {
        let (on_go, playing) = (on_go.clone(), playing.clone());
        Callback::from(move |_: MouseEvent| {
            playing.set(false);
            on_go.emit(go);
        })
    };
    let oninput = {
        let on_go = on_go.clone();
        Callback::from(move |event: InputEvent| {
            let slider: HtmlInputElement = event.target_unchecked_into();
            if let Ok(step) = slider.value().parse() {
                on_go.emit(Go::To(step));
            }
        })
    };
    let onspeed = {
        let speed = speed.clone();
        Callback::from(move |event: Event| {
            let menu: HtmlSelectElement = event.target_unchecked_into();
            if let Some(chosen) = SPEEDS.get(menu.selected_index() as usize) {
                speed.set(*chosen);
            }
        })
    };
    let onkeydown = {
        let (on_go, toggle) = (on_go.clone(), toggle.clone());
        Callback::from(move |event: KeyboardEvent| {
            let target: Option<Element> = event.target_dyn_into();
            let own_keys = target.is_some_and(|element| element.tag_name() == "SELECT");
            if own_keys || event.alt_key() || event.ctrl_key() || event.meta_key() {
                return;
            }
            let go = match event.key().as_str() {
                "ArrowRight" | "ArrowDown" => Go::Forward,
                "ArrowLeft" | "ArrowUp" => Go::Back,
                "Home" => Go::First,
                "End" => Go::Last,
                " " => {
                    event.prevent_default();
                    toggle.emit(());
                    return;
                }
                _ => return,
            };
            event.prevent_default();
            on_go.emit(go);
        })
    };
    let play = if *playing { (Label::Pause, PAUSE) } else { (Label::Play, PLAY) };
    let button = |(label, path): (Label, &'static str), hook: &'static str, onclick: Callback<MouseEvent>| {
        html! {
            <button type="button" {onclick} data-testid={hook} title={language.label(label)}
                aria-label={language.label(label)}>
                <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d={path} /></svg>
            </button>
        }
    };
    html! {
        <div class="twin-controls" {onkeydown}>
            { button((Label::FirstStep, FIRST), "twin-first", go(Go::First)) }
            { button((Label::StepBack, BACK), "twin-back", go(Go::Back)) }
            { button(play, "twin-play", toggle.reform(|_: MouseEvent| ())) }
            { button((Label::StepForward, FORWARD), "twin-forward", go(Go::Forward)) }
            { button((Label::LastStep, LAST), "twin-last", go(Go::Last)) }
            <input type="range" min="0" max={(count - 1).to_string()} value={step.to_string()} {oninput}
                data-testid="twin-slider" aria-label={language.label(Label::StepSlider)} />
            <label>
                <select onchange={onspeed} data-testid="twin-speed" aria-label={language.label(Label::Speed)}>
                    { for SPEEDS.iter().map(|one| html! {
                        <option selected={*one == *speed}>{ one }</option>
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
