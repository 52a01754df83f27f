//! Prints twins of layers as SVG files, to be looked at: `cargo run --example twins -- FOLDER`.

use im2cost::export::svg::{Below, Ground, step_svg};
use im2cost::i18n::Language;
use im2cost::lowering::{Pass, Tensors, Twin};
use im2cost::scene::cells::{Board, Moment, Room, Steps, Still, Work};

#[path = "../tests/gallery/mod.rs"]
mod gallery;

fn main() -> std::io::Result<()> {
    let Some(folder) = std::env::args().nth(1) else {
        eprintln!("usage: twins FOLDER");
        std::process::exit(2);
    };
    std::fs::create_dir_all(&folder)?;
    for (name, layer) in gallery::all() {
        let twin = Twin::of(&layer);
        for pass in Pass::ALL {
            let Some(tensors) = Tensors::of(&twin.layer) else { continue };
            let Ok(work) = Work::new(&twin.layer, pass, &tensors) else { continue };
            let steps = Steps::new(&work);
            for (width, room) in [("wide", 720), ("narrow", 366)] {
                let board =
                    Board::new(&work, 0, Room::Width(room), &|label| Language::English.picture(label));
                let still = Still::new(&work, &board);
                let moment = Moment::new(&work, &board, steps.count() * 2 / 3 / work.sizes().images as u64);
                let below = Below { sentences: vec![Language::English.twin(&twin)], ..Below::default() };
                let file = step_svg(&still, &moment, name, &below, Language::English, Ground::Light);
                std::fs::write(format!("{folder}/{name}-{pass:?}-{width}.svg"), file)?;
            }
        }
    }
    Ok(())
}
