//! The menu by which a picture is taken along: saved, copied, or its steps printed.

use std::pin::Pin;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::browser::{clipboard, download, later, printer, raster};
use crate::codec::Level;
use crate::cost::Counting;
use crate::export::picture::Picture;
use crate::export::svg::Ground;
use crate::i18n::{Label, Language};
use crate::layer::GemmLayer;
use crate::lowering::Pass;
use crate::network::TwinNumbers;

use super::look::Look;

/// What the menu is made from.
#[derive(Clone, Properties, PartialEq)]
pub struct TakeAlongProps {
    /// The layer.
    pub layer: GemmLayer,
    /// Its name.
    pub name: Rc<str>,
    /// The pass.
    pub pass: Pass,
    /// How the reader looks at its picture.
    pub look: Look,
    /// The numbers that the reader gave to the twin.
    pub numbers: Option<Rc<TwinNumbers>>,
    /// What the cost counts.
    pub counting: Counting,
    /// The language of the page.
    pub language: Language,
}

/// What can be done with a picture.
#[derive(Clone, Copy, PartialEq)]
enum Take {
    SaveSvg,
    SavePng,
    CopySvg,
    CopyPng,
    PrintSteps,
}

/// How it is to look.
#[derive(Clone, Copy, PartialEq)]
struct Wish {
    ground: Ground,
    formula: bool,
}

/// Pixels for each unit of a picture: sharp on a projector and on paper.
const SCALE: f64 = 3.0;

/// The menu.
#[component]
pub fn TakeAlong(props: &TakeAlongProps) -> Html {
    let language = props.language;
    let wish = use_state_eq(|| Wish { ground: Ground::Light, formula: false });
    let said = use_state_eq(|| None::<Label>);
    let entry = |take: Take, hook: &'static str, label: Label| {
        let (props, wish, said) = (props.clone(), *wish, said.setter());
        let onclick = Callback::from(move |_: MouseEvent| {
            let (props, said) = (props.clone(), said.clone());
            spawn_local(async move {
                let fetched = later::fetch().await;
                said.set(Some(if fetched.is_ok() {
                    taken(props, wish, take).await
                } else {
                    Label::NotFetched
                }));
            });
        });
        html! { <button type="button" data-testid={hook} {onclick}>{ language.label(label) }</button> }
    };
    let onground = {
        let wish = wish.clone();
        Callback::from(move |event: Event| {
            let menu: HtmlSelectElement = event.target_unchecked_into();
            let chosen = GROUNDS.get(menu.selected_index() as usize).map(|(ground, _)| *ground);
            wish.set(Wish { ground: chosen.unwrap_or(Ground::Light), ..*wish });
        })
    };
    let onformula = {
        let wish = wish.clone();
        Callback::from(move |_: Event| wish.set(Wish { formula: !wish.formula, ..*wish }))
    };
    html! {
        <span class="menu">
            <button type="button" data-testid="take-along" popovertarget="take-along"
                title={language.label(Label::TakeAlongHint)}>{ language.label(Label::TakeAlong) }</button>
            <div id="take-along" class="popover take-along" popover="auto">
                <div class="entries">
                    { entry(Take::SaveSvg, "save-svg", Label::SaveSvg) }
                    { entry(Take::SavePng, "save-png", Label::SavePng) }
                    { entry(Take::CopySvg, "copy-svg", Label::CopySvg) }
                    { entry(Take::CopyPng, "copy-png", Label::CopyPng) }
                    if props.look.level == Level::Cells {
                        { entry(Take::PrintSteps, "print-steps", Label::PrintSteps) }
                    }
                </div>
                <label>
                    { language.label(Label::OnGround) }
                    <select data-testid="picture-ground" onchange={onground}>
                        { for GROUNDS.iter().map(|(ground, label)| html! {
                            <option selected={*ground == wish.ground}>{ language.label(*label) }</option>
                        }) }
                    </select>
                </label>
                <label>
                    <input type="checkbox" data-testid="picture-formula" checked={wish.formula} onchange={onformula} />
                    { language.label(Label::WithFormula) }
                </label>
                <p role="status" class="hint">{ said.map(|label| language.label(label)) }</p>
            </div>
        </span>
    }
}

const GROUNDS: [(Ground, Label); 3] = [
    (Ground::Light, Label::GroundLight),
    (Ground::Dark, Label::GroundDark),
    (Ground::Transparent, Label::GroundTransparent),
];

/// Does it, and says what came of it. It is made from what the first use does not need, and so is a function of its own.
#[inline(never)]
fn taken(props: TakeAlongProps, wish: Wish, take: Take) -> Pin<Box<dyn Future<Output = Label>>> {
    Box::pin(async move {
        let given = props.numbers.as_deref().cloned().unwrap_or_default();
        let picture = Picture {
            layer: &props.layer,
            pass: props.pass,
            level: props.look.level,
            pin: props.look.pin,
            step: props.look.step,
            given: &given,
            name: &props.name,
            formula: wish.formula.then_some(props.counting),
            language: props.language,
            ground: wish.ground,
        };
        let worked = match take {
            Take::PrintSteps => {
                let sheet = picture.sheet();
                printer::print(&picture.title(), &sheet.said, &sheet.steps).await
            }
            _ => match picture.svg() {
                Some(svg) => handed_over(&picture.file_stem(), &svg, take).await,
                None => false,
            },
        };
        match (worked, take) {
            (false, _) => Label::PictureFailed,
            (true, Take::CopySvg | Take::CopyPng) => Label::PictureCopied,
            (true, _) => Label::PictureSaved,
        }
    })
}

/// Saves or copies a picture, and whether that worked.
async fn handed_over(stem: &str, svg: &str, take: Take) -> bool {
    if take == Take::SaveSvg {
        return download::text(&format!("{stem}.svg"), "image/svg+xml", svg);
    }
    if take == Take::CopySvg {
        return clipboard::write_text(svg).await;
    }
    let Some(png) = raster::png(svg, SCALE).await else { return false };
    match take {
        Take::CopyPng => clipboard::write_png(&png).await,
        _ => download::save(&format!("{stem}.png"), &png),
    }
}
