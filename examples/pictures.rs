//! Writes the pictures of many layers as one HTML page, to be looked at.

use im2cost::export::svg::{Below, Ground, svg};
use im2cost::i18n::Language;
use im2cost::lowering::Pass;
use im2cost::scene::{Room, Scene};

#[path = "../tests/gallery/mod.rs"]
mod gallery;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let width: f64 = arguments.next().and_then(|width| width.parse().ok()).unwrap_or(660.0);
    let language =
        if arguments.next().as_deref() == Some("zh") { Language::Chinese } else { Language::English };
    let ground = match arguments.next().as_deref() {
        Some("dark") => Ground::Dark,
        Some("both") => Ground::Transparent,
        _ => Ground::Light,
    };
    let wanted = arguments.next();
    println!(
        "<meta charset=utf-8><body style='font:12px sans-serif;margin:8px;background:{}'>",
        if ground == Ground::Dark { "#17181b;color:#ccc" } else { "#fdfdfb" }
    );
    for (name, layer) in gallery::all() {
        if wanted.as_ref().is_some_and(|wanted| !name.contains(wanted.as_str())) {
            continue;
        }
        for pass in Pass::ALL {
            let scene = Scene::new(&layer, pass, Room::of_width(width), &|label| language.picture(label));
            let [w, h] = scene.size;
            println!(
                "<div style='display:inline-block;vertical-align:top;margin:0 24px 16px 0'><b>{name} {pass:?}</b> {w:.0}×{h:.0} · {} shapes<br>{}</div>",
                scene.shapes().count(),
                svg(&scene, scene.example(), name, &Below::default(), language, ground)
            );
        }
    }
}
