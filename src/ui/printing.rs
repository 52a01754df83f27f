//! Whether the page is being printed, so that what only paper shows is drawn for as long as that lasts.

use yew::prelude::*;

use crate::browser::print;

/// How far printing has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Printing {
    Not,
    /// The page is drawn for paper, and the browser is to be asked next.
    Wanted,
    UnderWay,
}

/// Whether the page is drawn for paper, and what asks the browser to print it.
#[hook]
pub fn use_printing() -> (bool, Callback<()>) {
    let printing = use_state_eq(|| Printing::Not);
    {
        let printing = printing.clone();
        use_effect_with((), move |()| {
            let listeners = print::on_change(move |begins| {
                printing.set(if begins { Printing::UnderWay } else { Printing::Not });
            });
            move || drop(listeners)
        });
    }
    use_effect_with(*printing, |printing| {
        if *printing == Printing::Wanted {
            print::open_dialog();
        }
    });
    let ask = {
        let printing = printing.clone();
        Callback::from(move |()| printing.set(Printing::Wanted))
    };
    (*printing != Printing::Not, ask)
}
