//! The gutter of a row: the wires that run past it, begin or end there.

use yew::prelude::*;

use super::wires::{LANES, Wires};

/// The width of a lane, and the height of a row, in the gutter's own units.
const LANE: usize = 3;
const HEIGHT: usize = 30;

/// The wires of one row; nothing where there are none.
pub fn gutter(wires: Wires) -> Html {
    if wires.is_empty() {
        return html! {};
    }
    let width = LANES * LANE;
    let middle = HEIGHT / 2;
    let mut path = String::new();
    let mut draw = |from: (usize, usize), to: (usize, usize)| {
        path.push_str(&format!("M{} {}L{} {}", from.0, from.1, to.0, to.1));
    };
    for lane in 0..LANES {
        let bit = |mask: u8| mask >> lane & 1 == 1;
        // The first lane is nearest to the row.
        let x = width - LANE / 2 - lane * LANE;
        let begins = bit(wires.begins);
        if bit(wires.above) {
            draw((x, 0), (x, if bit(wires.below) { HEIGHT } else { middle }));
        } else if begins {
            draw((x, middle), (x, HEIGHT));
        }
        if begins || bit(wires.ends) {
            draw((x, middle), (width, middle));
        }
    }
    let arrow = format!("M{} {}l-3 -2.5v5z", width, middle);
    html! {
        <svg class="wires" viewBox={format!("0 0 {width} {HEIGHT}")} preserveAspectRatio="none" aria-hidden="true">
            <path class="wire" d={path} />
            if wires.ends != 0 {
                <path class="arrow" d={arrow} />
            }
        </svg>
    }
}
