//! The picture of a layer's pass to scale; under it what is pointed at, and which scale it follows.

use std::rc::Rc;

use web_sys::Element;
use yew::prelude::*;

use super::diagram_notes::DiagramNotes;
use super::diagram_shapes::{Drawings, shape};
use super::highlight::quantity_under;
use super::width::use_width;
use crate::browser::{later, measure};
use crate::cost::Quantity;
use crate::i18n::{Label, Language};
use crate::layer::GemmLayer;
use crate::lowering::{Pass, Pin};
use crate::scene::{self, Edge, Move, Point, Quantities, Room, Scene, Spot, Subject};

/// What the diagram is drawn from.
#[derive(Clone, Properties, PartialEq)]
pub struct DiagramProps {
    /// The layer.
    pub layer: GemmLayer,
    /// The pass.
    pub pass: Pass,
    /// The language of the page.
    pub language: Language,
    /// The element that is pinned.
    #[prop_or_default]
    pub pin: Option<Pin>,
    /// Told the element that is pinned now.
    #[prop_or_default]
    pub on_pin: Callback<Option<Pin>>,
    /// Shows the counterpart of what is pinned cell by cell.
    #[prop_or_default]
    pub on_cells: Callback<()>,
    /// Told the quantities of what is pointed at here: the edges of a matrix, or one symbol.
    #[prop_or_default]
    pub on_highlight: Callback<Quantities>,
    /// Of what there is a picture of the same matrices beside this one, so that both are drawn to one scale.
    #[prop_or_default]
    pub beside: Option<(GemmLayer, Pass)>,
    /// What is pointed at there.
    #[prop_or_default]
    pub elsewhere: Option<Spot>,
    /// Told what is pointed at or pinned here.
    #[prop_or_default]
    pub on_spot: Callback<Option<Spot>>,
    /// The names of the picture and of its line in test hooks; the first is the figure's id too.
    #[prop_or(["diagram", "pointed"])]
    pub hooks: [&'static str; 2],
}

/// The usual width of the picture, and the widths between which it is laid out anew; beyond, it is enlarged.
const USUAL: f64 = 660.0;
const WIDTHS: [f64; 2] = [300.0, 760.0];

/// What is pointed at, for as long as it is.
#[derive(Clone, Copy, Default, PartialEq)]
struct Pointed {
    spot: Option<Spot>,
    /// An edge that the keyboard has gone to from there, among those of the picture.
    edge: Option<usize>,
    /// Whether the keyboard moves it, so that it is read out.
    by_key: bool,
}

impl Pointed {
    fn at(spot: Option<Spot>, by_key: bool) -> Pointed {
        Pointed { spot, edge: None, by_key }
    }
}

/// The matrices of a pass, to scale.
#[component]
pub fn Diagram(props: &DiagramProps) -> Html {
    let DiagramProps { layer, pass, language, pin, on_pin, on_cells, on_highlight, elsewhere, .. } = props;
    let figure = use_node_ref();
    let svg = use_node_ref();
    let [narrowest, widest] = WIDTHS;
    let width = use_width(&figure, USUAL).clamp(narrowest, widest);
    let shown = (*layer, *pass, *language, width as u32, props.beside);
    let scene = use_memo(shown, |(layer, pass, language, _, beside)| {
        let (room, words) = (Room::of_width(width), |label: &scene::Label| language.picture(label));
        Rc::new(match beside {
            None => Scene::new(layer, *pass, room, &words),
            Some((other, of)) => Scene::beside((other, *of), layer, *pass, room, &words),
        })
    });
    let scene: Rc<Scene> = (*scene).clone();
    let pinned = pin.and_then(|pin| scene.spot(pin));
    let pointed = use_state_eq(Pointed::default);
    {
        let pointed = pointed.clone();
        use_effect_with((*layer, *pass), move |_| pointed.set(Pointed::default()));
    }
    // A press gives the focus too: then the keyboard does not start anew.
    let pressed = use_mut_ref(|| false);

    let point_to = {
        let (scene, pointed, on_highlight) = (scene.clone(), pointed.clone(), on_highlight.clone());
        move |now: Pointed, quantity: Option<Quantity>| {
            let spot = now.spot.or(pinned).map_or(Quantities::NONE, |spot| scene.quantities_of(spot));
            let edge = now.edge.and_then(|at| Some(scene.edges().get(at)?.quantities(&scene.layer)));
            on_highlight.emit(quantity.map(Quantities::from).or(edge).unwrap_or(spot));
            pointed.set(now);
        }
    };
    let pin_to = {
        let (scene, on_pin) = (scene.clone(), on_pin.clone());
        move |spot: Option<Spot>| {
            let spot = spot.filter(|spot| pinned != Some(*spot));
            on_pin.emit(spot.and_then(|spot| scene.pin(spot)));
        }
    };
    let find = {
        let (scene, svg) = (scene.clone(), svg.clone());
        move |event: &PointerEvent| scene.point(place(&svg, &scene, event)?)
    };
    let onpointermove = {
        let (point_to, find) = (point_to.clone(), find.clone());
        move |event: PointerEvent| {
            point_to(Pointed::at(find(&event), false), quantity_under(&event));
        }
    };
    let onpointerdown = {
        let pressed = pressed.clone();
        move |_: PointerEvent| *pressed.borrow_mut() = true
    };
    let onpointerup = {
        let (pressed, pin_to, find) = (pressed.clone(), pin_to.clone(), find.clone());
        move |event: PointerEvent| {
            if pressed.replace(false) {
                pin_to(find(&event));
            }
        }
    };
    let onpointerleave = {
        let (point_to, pressed) = (point_to.clone(), pressed.clone());
        move |_: PointerEvent| {
            *pressed.borrow_mut() = false;
            point_to(Pointed::default(), None);
        }
    };
    let on_focus = {
        let point_to = point_to.clone();
        use_callback((scene.clone(), pinned), move |subject: Subject, (scene, pinned)| {
            if !*pressed.borrow() {
                let here = pinned.filter(|spot| scene.subject_of(*spot) == Some(subject));
                point_to(Pointed::at(here.or_else(|| scene.start(subject)), true), None);
            }
        })
    };
    let onfocusout = {
        let (point_to, pointed) = (point_to.clone(), pointed.clone());
        move |_: FocusEvent| {
            if pointed.by_key {
                point_to(Pointed::default(), None);
            }
        }
    };
    let onkeydown = {
        let (scene, pointed, pin_to) = (scene.clone(), pointed.clone(), pin_to.clone());
        move |event: KeyboardEvent| {
            let Some(spot) = pointed.spot.or(pinned) else { return };
            let next = |at: usize, by: isize| Edge::next(at, by, scene.edges().len());
            let now = |edge| Pointed { spot: Some(spot), edge, by_key: true };
            match (event.key().as_str(), pointed.edge) {
                _ if event.ctrl_key() || event.alt_key() || event.meta_key() => return,
                ("e" | "E", None) if later::fetch_at_once().is_ok() => {
                    point_to(now((!scene.edges().is_empty()).then_some(0)), None)
                }
                ("e" | "E" | "Escape", Some(_)) => point_to(now(None), None),
                (key, Some(at)) => {
                    let Some(by) = along(key) else { return };
                    point_to(now(Some(next(at, by))), None);
                }
                ("Escape", _) => pin_to(None),
                ("Enter" | " ", _) => pin_to(Some(spot)),
                _ => {
                    let Some(by) = step(&event, scene.stride(spot)) else { return };
                    point_to(Pointed::at(Some(scene.moved(spot, by)), true), None);
                }
            }
            event.prevent_default();
        }
    };

    let [width, height] = scene.size;
    let here = pointed.spot.or(pinned);
    use_effect_with((here, props.on_spot.clone()), |(here, on_spot)| on_spot.emit(*here));
    let spot = pointed.spot.or(*elsewhere).or(pinned).unwrap_or_else(|| scene.example());
    let edge = pointed.edge.and_then(|at| scene.edges().get(at).copied());
    let (over, line) = match &edge {
        Some(edge) => (vec![edge.mark()], Some(language.edge(edge))),
        None => (scene.lit(spot), scene.meaning(spot).map(|meaning| language.meaning(&meaning))),
    };
    let [picture_hook, line_hook] = props.hooks;
    html! {
        <figure class="diagram to-scale" id={picture_hook} ref={figure}>
            <svg viewBox={format!("0 0 {width:.1} {height:.1}")} data-testid={picture_hook} role="group"
                aria-label={language.label(Label::Diagram)} aria-keyshortcuts="E" ref={svg}
                {onpointermove} {onpointerdown} {onpointerup} {onpointerleave} {onfocusout} {onkeydown}>
                <Drawings scene={Rc::clone(&scene)} language={*language} {on_focus} />
                <g class="over">{ for over.iter().map(|over| shape(over, *language)) }</g>
            </svg>
            <figcaption>
                <div class="pointed">
                    <p aria-live={if pointed.by_key { "polite" } else { "off" }} data-testid={line_hook}>
                        { line }
                    </p>
                    if pinned.is_some() {
                        <button type="button" data-testid="open-twin" onclick={on_cells.reform(|_: MouseEvent| ())}>
                            { language.label(Label::SeeCellByCell) }
                        </button>
                        <button type="button" data-testid="unpin" onclick={move |_: MouseEvent| pin_to(None)}>
                            { language.label(Label::Unpin) }
                        </button>
                    }
                </div>
                <DiagramNotes layer={*layer} {scene} language={*language} />
            </figcaption>
        </figure>
    }
}

/// Where a pointer is in the picture.
fn place(svg: &NodeRef, scene: &Scene, event: &PointerEvent) -> Option<Point> {
    let [x, y] = measure::place(&svg.cast::<Element>()?, scene.size, event.client_x(), event.client_y());
    Some(Point { x, y })
}

/// Where a key leads along a list.
pub fn along(key: &str) -> Option<isize> {
    match key {
        "ArrowRight" | "ArrowDown" => Some(1),
        "ArrowLeft" | "ArrowUp" => Some(-1),
        _ => None,
    }
}

/// Where a key leads: by one element, with Shift by a long step.
fn step(event: &KeyboardEvent, stride: [i128; 2]) -> Option<Move> {
    let [rows, columns] = if event.shift_key() { stride } else { [1, 1] };
    let still = Move::default();
    match event.key().as_str() {
        "ArrowUp" => Some(Move { rows: -rows, ..still }),
        "ArrowDown" => Some(Move { rows, ..still }),
        "ArrowLeft" => Some(Move { columns: -columns, ..still }),
        "ArrowRight" => Some(Move { columns, ..still }),
        "PageUp" => Some(Move { channels: -1, ..still }),
        "PageDown" => Some(Move { channels: 1, ..still }),
        _ => None,
    }
}
