//! The picture of a layer's pass to scale; under it what is pointed at, and which scale it follows.

use std::rc::Rc;

use web_sys::Element;
use yew::prelude::*;

use super::diagram_shapes::{Drawings, shape};
use super::highlight::{lit_classes, quantity_under};
use super::width::use_width;
use crate::cost::Quantity;
use crate::i18n::{Label, Language};
use crate::layer::GemmLayer;
use crate::lowering::Pass;
use crate::scene::{Move, Point, Quantities, Room, Scene, Spot, Subject};

/// What the diagram is drawn from.
#[derive(Clone, Properties, PartialEq)]
pub struct DiagramProps {
    /// The layer.
    pub layer: GemmLayer,
    /// The pass.
    pub pass: Pass,
    /// The language of the page.
    pub language: Language,
    /// The quantities that are lit, since they are pointed at here or elsewhere.
    #[prop_or_default]
    pub highlight: Quantities,
    /// Told the quantities of what is pointed at here: the edges of a matrix, or one symbol.
    #[prop_or_default]
    pub on_highlight: Callback<Quantities>,
}

/// The usual width of the picture, and the widths between which it is laid out anew; beyond, it is enlarged.
const USUAL: f64 = 660.0;
const WIDTHS: [f64; 2] = [300.0, 760.0];

/// What is pointed at.
#[derive(Clone, Copy, Default, PartialEq)]
struct Pointed {
    spot: Option<Spot>,
    /// Whether it stays when the pointer leaves.
    pinned: bool,
    /// Whether the keyboard moves it, so that it is read out.
    by_key: bool,
}

/// The matrices of a pass, to scale.
#[component]
pub fn Diagram(props: &DiagramProps) -> Html {
    let DiagramProps { layer, pass, language, highlight, on_highlight } = props;
    let figure = use_node_ref();
    let svg = use_node_ref();
    let [narrowest, widest] = WIDTHS;
    let width = use_width(&figure, USUAL).clamp(narrowest, widest);
    let scene = use_memo((*layer, *pass, *language, width as u32), |(layer, pass, language, _)| {
        Rc::new(Scene::new(layer, *pass, Room::of_width(width), &|label| language.picture(label)))
    });
    let scene: Rc<Scene> = (*scene).clone();
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
            let spot = now.spot.map_or(Quantities::NONE, |spot| scene.quantities_of(spot));
            on_highlight.emit(quantity.map_or(spot, Quantities::from));
            pointed.set(now);
        }
    };
    let find = {
        let (scene, svg) = (scene.clone(), svg.clone());
        move |event: &PointerEvent| scene.point(place(&svg, &scene, event)?)
    };
    let onpointermove = {
        let (point_to, find, pointed) = (point_to.clone(), find.clone(), pointed.clone());
        move |event: PointerEvent| {
            let quantity = quantity_under(&event);
            if pointed.pinned && quantity.is_none() {
                return;
            }
            point_to(Pointed { spot: find(&event), ..*pointed }, quantity);
        }
    };
    let onpointerdown = {
        let (point_to, find, pointed, pressed) =
            (point_to.clone(), find.clone(), pointed.clone(), pressed.clone());
        move |event: PointerEvent| {
            *pressed.borrow_mut() = true;
            let spot = find(&event);
            let again = pointed.pinned && spot == pointed.spot;
            point_to(Pointed { spot, pinned: spot.is_some() && !again, by_key: false }, None);
        }
    };
    let onpointerup = {
        let pressed = pressed.clone();
        move |_: PointerEvent| *pressed.borrow_mut() = false
    };
    let onpointerleave = {
        let (point_to, pointed) = (point_to.clone(), pointed.clone());
        move |_: PointerEvent| {
            if !pointed.pinned {
                point_to(Pointed::default(), None);
            }
        }
    };
    let on_focus = {
        let (scene, point_to) = (scene.clone(), point_to.clone());
        use_callback((scene.clone(), pointed.clone()), move |subject: Subject, (scene, pointed)| {
            let here = pointed.spot.and_then(|spot| scene.subject_of(spot));
            if !*pressed.borrow() && here != Some(subject) {
                point_to(Pointed { spot: scene.start(subject), pinned: true, by_key: true }, None);
            }
        })
    };
    let onkeydown = {
        let (scene, pointed) = (scene.clone(), pointed.clone());
        move |event: KeyboardEvent| {
            let Some(spot) = pointed.spot else { return };
            if event.key() == "Escape" {
                point_to(Pointed::default(), None);
            } else if let Some(by) = step(&event, scene.stride(spot)) {
                event.prevent_default();
                let spot = scene.moved(spot, by);
                point_to(Pointed { spot: Some(spot), pinned: true, by_key: true }, None);
            }
        }
    };

    let [width, height] = scene.size;
    let spot = pointed.spot.unwrap_or_else(|| scene.example());
    html! {
        <figure class={classes!("diagram", "to-scale", lit_classes(*highlight))} ref={figure}>
            <svg viewBox={format!("0 0 {width:.1} {height:.1}")} data-testid="diagram" role="group"
                aria-label={language.label(Label::Diagram)} ref={svg}
                {onpointermove} {onpointerdown} {onpointerup} {onpointerleave} {onkeydown}>
                <Drawings scene={Rc::clone(&scene)} language={*language} {on_focus} />
                <g class="over">{ for scene.lit(spot).iter().map(|lit| shape(lit, *language)) }</g>
            </svg>
            <figcaption>
                <p class="pointed" aria-live={if pointed.by_key { "polite" } else { "off" }}>
                    { scene.meaning(spot).map(|meaning| language.meaning(&meaning)) }
                </p>
                <p class="notes">
                    { for scene.notes.iter().map(|note| html! { <span>{ language.picture_note(*note) }{ " " }</span> }) }
                    <span>{ language.label(Label::PointAtAnything) }</span>
                </p>
                <ol class="in-words">
                    { for language.steps(layer, &scene.lowering).into_iter().map(|step| html! { <li>{ step }</li> }) }
                </ol>
            </figcaption>
        </figure>
    }
}

/// Where a pointer is in the picture.
fn place(svg: &NodeRef, scene: &Scene, event: &PointerEvent) -> Option<Point> {
    let area = svg.cast::<Element>()?.get_bounding_client_rect();
    let scale = scene.size[0] / area.width();
    let x = (f64::from(event.client_x()) - area.left()) * scale;
    let y = (f64::from(event.client_y()) - area.top()) * scale;
    Some(Point { x, y })
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
