//! The picture of a twin: pointed at, its counterparts light up; clicked, a result becomes the step, and a given number
//! can be changed.

use std::rc::Rc;

use web_sys::Element;
use yew::prelude::*;

use super::diagram::along;
use super::diagram_shapes::shape;
use super::highlight::quantity_under;
use super::twin_cell;
use super::twin_still::Still as Layer;
use super::width::use_size;
use crate::browser::{field, full_screen, measure};
use crate::i18n::{Label, Language};
use crate::network::TwinNumbers;
use crate::scene::cells::{Board, Cell, Moment, Outside, Place, Room, Steps, Still, Walk, Work, light};
use crate::scene::{Edge, Point, Quantities};

/// What the picture is drawn from.
#[derive(Clone, Properties, PartialEq)]
pub struct TwinStageProps {
    /// The numbers of the pass.
    pub work: Rc<Work>,
    /// The step that is shown.
    pub step: u64,
    /// The language of the page.
    pub language: Language,
    /// What is pointed at, here or in the other picture.
    pub pointed: Option<Cell>,
    /// Told what is pointed at, and what the edges of its figure measure.
    pub on_point: Callback<(Option<Cell>, Quantities)>,
    /// What is pointed at outside of it, whose cells are lit.
    #[prop_or_default]
    pub outside: Option<Outside>,
    /// What there is a picture of beside this one, so that both are drawn alike.
    #[prop_or_default]
    pub beside: Option<Rc<Work>>,
    /// What is pinned.
    pub pinned: Option<Cell>,
    /// Told what is chosen.
    pub on_choose: Callback<Option<Cell>>,
    /// What the reader gave, where it can be changed here.
    #[prop_or_default]
    pub given: Option<Rc<TwinNumbers>>,
    /// Told what the reader gives.
    #[prop_or_default]
    pub on_numbers: Callback<Option<Rc<TwinNumbers>>>,
}

/// The room that the picture is drawn for as long as nobody has measured.
const USUAL_ROOM: Room = Room::Width(720);

/// The picture of a twin.
#[component]
pub fn TwinStage(props: &TwinStageProps) -> Html {
    let TwinStageProps { work, step, language, pointed, on_point, pinned, on_choose, .. } = props;
    let frame = use_node_ref();
    let picture = use_node_ref();
    let room = use_room(&frame, &picture);
    let image = Steps::new(work).get(*step).image;
    let laid = (work.clone(), props.beside.clone(), image, room, *language);
    let board = use_memo(laid.clone(), |(work, other, image, room, language)| {
        Board::beside(work, other.as_deref(), *image, *room, &|label| language.picture(label))
    });
    let still = use_memo(laid, |(work, ..)| Still::new(work, &board));
    let moment = use_memo((work.clone(), props.beside.clone(), *step, room), |(work, _, step, _)| {
        Moment::new(work, &board, *step)
    });
    let find = {
        let (work, board, picture) = (work.clone(), board.clone(), picture.clone());
        move |event: &MouseEvent| -> Option<(usize, Cell)> {
            let element = picture.cast::<Element>()?;
            let size = board.size.map(f64::ceil);
            let [x, y] = measure::place(&element, size, event.client_x(), event.client_y());
            board.find(&work, Point { x, y })
        }
    };
    // Where the keyboard is, for as long as the picture has the focus.
    let at = use_state_eq(|| None::<Place>);
    // The edge that the keyboard has gone to, among those of the picture.
    let edge_at = use_state_eq(|| None::<usize>);
    let edges = use_memo(board.clone(), |board| board.edges(work));
    let edge = edge_at.and_then(|at| edges.get(at).map(|(_, edge)| *edge));
    use_effect_with(*edge_at, |edge| {
        if edge.is_some() {
            field::reveal(EDGE);
        }
    });
    let quantities_in = {
        let (work, board) = (work.clone(), board.clone());
        move |figure: usize| {
            board.figures.get(figure).map_or(Quantities::NONE, |figure| figure.quantities(&work))
        }
    };
    let onkeydown = {
        let (work, board, at) = (work.clone(), board.clone(), at.clone());
        let (edges, edge_at) = (edges.clone(), edge_at.clone());
        let (on_point, on_choose, quantities_in) =
            (on_point.clone(), on_choose.clone(), quantities_in.clone());
        let (is_pinned, from) = (pinned.is_some(), pinned.unwrap_or(moment.step.written));
        Callback::from(move |event: KeyboardEvent| {
            let here = (*at).or_else(|| board.place(&work, from));
            let key = event.key();
            let Some(place) = here else { return };
            let go_to = |edge: Option<usize>| {
                let quantities = edge.and_then(|at| Some(edges.get(at)?.1.quantities(&work.layer)));
                let cell = if edge.is_none() { board.cell_at(&work, place) } else { None };
                at.set(Some(place));
                on_point.emit((cell, quantities.unwrap_or_else(|| quantities_in(place.figure))));
                edge_at.set(edge);
            };
            let first = edges.iter().position(|(figure, _)| *figure == place.figure);
            match (key.as_str(), walk(&event)) {
                _ if event.ctrl_key() || event.alt_key() || event.meta_key() => return,
                ("e" | "E", _) if edge_at.is_none() => go_to(first.or((!edges.is_empty()).then_some(0))),
                ("e" | "E" | "Escape", _) if edge_at.is_some() => go_to(None),
                (key, _) if let (Some(at), Some(by)) = (*edge_at, along(key)) => {
                    go_to(Some(Edge::next(at, by, edges.len())));
                }
                ("Escape", _) => on_choose.emit(None),
                // A number that is typed at a pinned cell goes into its field.
                (key, _) if starts_number(key) => {
                    field::focus(NUMBER_FIELD);
                    return;
                }
                ("Enter", _) if is_pinned && at.is_none() && field::focus(NUMBER_FIELD) => {}
                ("Enter" | " ", _) => on_choose.emit(board.cell_at(&work, place)),
                (_, Some(walk)) => {
                    let place = if at.is_some() { board.walked(place, walk) } else { place };
                    at.set(Some(place));
                    on_point.emit((board.cell_at(&work, place), quantities_in(place.figure)));
                }
                _ => return,
            }
            event.prevent_default();
        })
    };
    let onblur = {
        let (at, edge_at) = (at.clone(), edge_at.clone());
        on_point.reform(move |_: FocusEvent| {
            at.set(None);
            edge_at.set(None);
            (None, Quantities::NONE)
        })
    };
    let onpointermove = {
        let find = find.clone();
        on_point.reform(move |event: PointerEvent| {
            match find(&event) {
                Some((figure, cell)) => (Some(cell), quantities_in(figure)),
                // An edge beside the cells, or its name.
                None => (None, quantity_under(&event).map_or(Quantities::NONE, Quantities::from)),
            }
        })
    };
    let onpointerleave = on_point.reform(|_: PointerEvent| (None, Quantities::NONE));
    let onclick = on_choose.reform(move |event: MouseEvent| find(&event).map(|(_, cell)| cell));
    // What is pointed at here is nearer than what is outside, and that nearer than what is pinned.
    let measured = edge.and_then(|edge| edge.quantities(&work.layer).iter().next()).map(Outside::Quantity);
    let outside = measured.or(props.outside).filter(|_| pointed.is_none());
    let shown = pointed.or(pinned.filter(|_| outside.is_none()));
    let lit = match (shown, outside) {
        (Some(cell), _) => light(work, &board, &work.links(cell, image)),
        (None, Some(outside)) => light(work, &board, &work.about(outside, image, moment.step.written)),
        (None, None) => moment.lit.clone(),
    };
    let about = twin_cell::Given {
        work,
        language: *language,
        given: props.given.as_ref(),
        on_numbers: &props.on_numbers,
    };
    let on_unpin = on_choose.reform(|_: MouseEvent| None);
    let [width, height] = board.size.map(f64::ceil);
    html! {
        <div class="twin-stage" ref={frame}>
            // Over the picture, and in view for as long as the picture is.
            <div class="twin-said">
                { match (edge, outside) {
                    (Some(edge), _) => twin_cell::edge(&edge, *language),
                    (None, Some(outside)) => twin_cell::about(outside, *language),
                    (None, None) => twin_cell::line(&about, shown, *pinned, on_unpin),
                } }
            </div>
            <div class="twin-scroll">
                <svg ref={picture} class="diagram cells" viewBox={format!("0 0 {width} {height}")} width={width.to_string()}
                    height={height.to_string()} role="group" aria-label={language.label(Label::TwinStage)} aria-keyshortcuts="E" tabindex="0"
                    {onpointermove} {onpointerleave} {onclick} {onkeydown} {onblur}>
                    <Layer sheaf={still.ground.clone()} language={*language} />
                    <g class="lights">
                        { for lit.iter().map(|one| shape(one, *language)) }
                        { for edge.iter().map(|edge| shape(&edge.mark(), *language)) }
                    </g>
                    if shown.is_none() && outside.is_none() {
                        <g>{ for moment.link.iter().map(|one| shape(one, *language)) }</g>
                    }
                    <Layer sheaf={still.numbers.clone()} language={*language} />
                    <Layer sheaf={moment.numbers.clone()} language={*language} />
                    // Names over the dashed line: it is interrupted where they stand.
                    <Layer sheaf={still.lines.clone()} language={*language} />
                </svg>
            </div>
        </div>
    }
}

/// What marks the edge that the keyboard has reached.
const EDGE: &str = ".twin-stage:focus-within .lights .patch";

/// The field of the pinned number, in the picture that has the focus.
const NUMBER_FIELD: &str = ".twin-stage:focus-within .twin-number";

/// Whether a key begins a number.
fn starts_number(key: &str) -> bool {
    matches!(key.as_bytes(), [b'0'..=b'9' | b'-'])
}

/// Where a key leads.
fn walk(event: &KeyboardEvent) -> Option<Walk> {
    Some(match event.key().as_str() {
        "ArrowUp" => Walk::Up,
        "ArrowDown" => Walk::Down,
        "ArrowLeft" => Walk::Left,
        "ArrowRight" => Walk::Right,
        "PageUp" => Walk::Before,
        "PageDown" => Walk::After,
        _ => return None,
    })
}

/// The room that a picture has, in whole pixels. On the whole screen the style sheet gives the picture a height too.
#[hook]
fn use_room(frame: &NodeRef, picture: &NodeRef) -> Room {
    let room = use_state_eq(|| USUAL_ROOM);
    let (picture, measured) = (picture.clone(), room.setter());
    use_size(frame, move |frame| {
        let width = measure::width(frame) as u32;
        let height = picture.cast::<Element>().map_or(0, |picture| measure::height(&picture) as u32);
        if width > 0 {
            let screen = full_screen::is_on() && height > 0;
            measured.set(if screen { Room::on_screen([width, height]) } else { Room::Width(width) });
        }
    });
    *room
}
