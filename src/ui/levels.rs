//! The two levels of a layer's picture: its true matrices to scale, and its small twin cell by cell.

use std::rc::Rc;

use web_sys::Element;
use yew::prelude::*;

use super::icon::{Icon, icon};
use super::later_part::LaterPart;
use super::look::Look;
use super::scale_pictures::ScalePictures;
use super::take_along::TakeAlong;
use super::twin::Twin;
use crate::browser::full_screen;
use crate::codec::Level;
use crate::cost::Counting;
use crate::i18n::{Label, Language};
use crate::layer::GemmLayer;
use crate::lowering::Pass;
use crate::network::TwinNumbers;
use crate::scene::cells::{Outside, open_at};
use crate::scene::{Note, Quantities};

/// What the picture is drawn from.
#[derive(Clone, Properties, PartialEq)]
pub struct LevelsProps {
    /// The name of the layer.
    pub name: Rc<str>,
    /// What the cost counts.
    pub counting: Counting,
    /// The layer.
    pub layer: GemmLayer,
    /// The pass.
    pub pass: Pass,
    /// The language of the page.
    pub language: Language,
    /// The numbers that the reader gave to the twin.
    pub numbers: Option<Rc<TwinNumbers>>,
    /// Told the numbers that the reader gives.
    pub on_numbers: Callback<Option<Rc<TwinNumbers>>>,
    /// How the reader looks at the picture.
    pub look: Look,
    /// Told how the reader looks at it now.
    pub on_look: Callback<Look>,
    /// What is pointed at outside of it, whose cells are lit.
    #[prop_or_default]
    pub outside: Option<Outside>,
    /// Told the quantities of what is pointed at.
    pub on_highlight: Callback<Quantities>,
}

/// The picture of a layer, and the choice of its level.
#[component]
pub fn Levels(props: &LevelsProps) -> Html {
    let LevelsProps { layer, pass, language, numbers, on_numbers, look, on_look, on_highlight, .. } = props;
    let level = look.level;
    // What is pinned in the one picture has its counterpart in the other.
    let on_cells = {
        let (layer, pass, numbers, look) = (*layer, *pass, numbers.clone(), *look);
        on_look.reform(move |()| {
            let given = numbers.as_deref().cloned().unwrap_or_default();
            let opened = look.pin.and_then(|pin| open_at(&layer, pass, &given, pin));
            let (pin, step) = opened.map_or((None, 0), |(pin, step)| (Some(pin), step));
            Look { level: Level::Cells, pin, step }
        })
    };
    let on_pin = on_look.reform(|pin| Look { pin, ..Look::default() });
    let on_scale = on_look.reform(|()| Look::default());
    let choice = |of: Level, hook: &'static str, label: Label, hint: String, on_choose: &Callback<()>| {
        let onclick = on_choose.reform(|_: MouseEvent| ());
        let chosen = level == of;
        html! {
            <button type="button" data-testid={hook} title={hint} aria-pressed={chosen.to_string()}
                onclick={if chosen { Callback::noop() } else { onclick }}>
                { language.label(label) }
            </button>
        }
    };
    let frame = use_node_ref();
    // With the name of the layer, the choice of the pass and the formula, which stand around the picture.
    let on_full_screen = Callback::from(|event: MouseEvent| {
        let button: Element = event.target_unchecked_into();
        if let Ok(Some(frame)) = button.closest(".inspector") {
            frame.set_scroll_top(0);
            full_screen::toggle(&frame);
        }
    });
    {
        // A twin is higher than what it replaces: it begins where the reader looks.
        let (frame, before) = (frame.clone(), use_mut_ref(|| level));
        use_effect_with(level, move |level| {
            let chosen = before.replace(*level) != *level && *level == Level::Cells;
            if let Some(frame) = frame.cast::<Element>().filter(|_| chosen) {
                frame.scroll_into_view();
            }
        });
    }
    html! {
        <div class="picture" ref={frame}>
            <div class="levels">
                <span class="level-choice" role="group" aria-label={language.label(Label::Diagram)}>
                    { choice(Level::Scale, "level-scale", Label::ToScale, language.picture_note(Note::Scale), &on_scale) }
                    { choice(Level::Cells, "level-cells", Label::CellByCell, language.label(Label::CellByCellHint).to_owned(), &on_cells) }
                </span>
                <TakeAlong layer={*layer} name={props.name.clone()} pass={*pass} look={*look}
                    numbers={numbers.clone()} counting={props.counting} language={*language} />
                <button type="button" class="icon" data-testid="full-screen" title={language.label(Label::FullScreen)}
                    aria-label={language.label(Label::FullScreen)} onclick={on_full_screen}>
                    { icon(Icon::FullScreen) }
                </button>
            </div>
            if level == Level::Scale {
                <ScalePictures layer={*layer} pass={*pass} language={*language} pin={look.pin} {on_pin} {on_cells}
                    on_highlight={on_highlight.clone()} />
            } else {
                <div id="cells">
                    <LaterPart language={*language}>
                        <Twin layer={*layer} pass={*pass} language={*language} numbers={numbers.clone()}
                            on_numbers={on_numbers.clone()} look={*look} on_look={on_look.clone()}
                            outside={props.outside} on_highlight={on_highlight.clone()} />
                    </LaterPart>
                </div>
            }
        </div>
    }
}
