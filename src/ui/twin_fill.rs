//! Fills the tensors of a twin: with random numbers, with a picture, or with the usual numbers again.

use std::rc::Rc;

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::i18n::{Label, Language};
use crate::lowering::{Filling, Place};
use crate::network::TwinNumbers;
use crate::scene::cells::Work;

/// The menus.
pub fn fill(
    work: &Work,
    language: Language,
    given: &Rc<TwinNumbers>,
    on_numbers: &Callback<Option<Rc<TwinNumbers>>>,
) -> Html {
    let menu = |(place, label): (Place, Label)| {
        let (layer, given, on_numbers) = (work.layer, given.clone(), on_numbers.clone());
        let onchange = Callback::from(move |event: Event| {
            let menu: HtmlSelectElement = event.target_unchecked_into();
            let filling = match menu.value().as_str() {
                "random" => Filling::Random((js_sys::Math::random() * f64::from(u32::MAX)) as u32),
                "edge" => Filling::Edge,
                "gradient" => Filling::Gradient,
                "checkerboard" => Filling::Checkerboard,
                _ => return,
            };
            // The menu says what it does, not what was done last.
            menu.set_selected_index(0);
            on_numbers.emit(Some(Rc::new(given.filled(&layer, place, filling))));
        });
        html! {
            <select {onchange} aria-label={language.label(label)} data-testid={format!("twin-fill-{}", hook(place))}>
                <option value="" selected=true>{ language.label(label) }</option>
                <option value="random">{ language.label(Label::RandomNumbers) }</option>
                <option value="edge">{ language.label(Label::EdgePicture) }</option>
                <option value="gradient">{ language.label(Label::GradientPicture) }</option>
                <option value="checkerboard">{ language.label(Label::CheckerboardPicture) }</option>
            </select>
        }
    };
    let usual = on_numbers.reform(|_: MouseEvent| None);
    let places = [
        (Place::X, Label::FillX),
        (Place::Weight, Label::FillWeights),
        (Place::GradOut, Label::FillGradient),
    ];
    html! {
        <div class="twin-fill">
            { for places.into_iter().filter(|(place, _)| work.reads(*place)).map(menu) }
            if !given.is_empty() {
                <button type="button" onclick={usual}>{ language.label(Label::UsualNumbers) }</button>
            }
        </div>
    }
}

fn hook(place: Place) -> &'static str {
    match place {
        Place::X => "x",
        Place::Weight => "weight",
        Place::Bias => "bias",
        Place::GradOut => "grad_out",
    }
}
