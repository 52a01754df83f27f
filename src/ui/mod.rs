//! The page, in Yew: its state, what a reader does to it, and the components that show it.

pub mod settings;
pub mod selection;
pub mod notice;
mod model_import;
pub mod said;
pub mod shown;
pub mod traced;
pub mod exact_text;
pub mod look;
pub mod called;
pub mod cells;
pub mod drag;
pub mod act;
pub mod splitter;
pub mod state;
pub mod kind_choice;
pub mod wires;
mod scale_pictures;
pub mod sheet;
pub mod dispatch;
mod deferred;
pub mod columns;
pub mod field;
pub mod place;
pub mod count;
mod change;
mod baseline;
pub mod icon;
pub mod gutter;
pub mod menu_entry;
pub mod kind_menu;
pub mod row_fields;
pub mod row_results;
mod trouble;
pub mod row_flags;
pub mod layer_row;
pub mod group_row;
pub mod row_block;
pub mod table_head;
pub mod in_view;
pub mod input_row;
pub mod pointer;
pub mod keyboard;
pub mod clipboard_events;
pub mod toolbar;
pub mod kind_table;
mod kind_totals;
pub mod table;
pub mod share_bar;
mod sum_of;
mod at_hand;
mod hint;
pub mod summary;
pub mod counting_menu;
pub mod settings_menu;
pub mod example_menu;
pub mod opening;
mod import_box;
pub mod open_file;
pub mod share;
mod export_menu;
mod printing;
mod printed_report;
pub mod header;
mod model_bar;
pub mod notice_bar;
pub mod ledger;
mod panel;
mod later_part;
mod levels;
mod dual_row;
mod take_along;
mod row_in_network;
mod which;
mod which_answers;
pub mod machine;
mod machine_fields;
mod memory;
mod receptive_field;
pub mod counters;
mod sum;
mod summed_list;
mod summed_rules;
mod algorithms;
mod way_back;
mod explore;
pub mod operations;
pub mod passes;
pub mod math;
pub mod highlight;
mod flatten_above;
pub mod formula;
mod formula_keys;
pub mod pass_view;
pub mod diagram;
pub mod width;
pub mod diagram_notes;
pub mod diagram_shapes;
pub mod twin;
mod twin_cell;
mod twin_controls;
mod twin_coverage;
mod twin_pictures;
mod twin_fill;
mod twin_gathered;
mod twin_groups;
mod twin_proof;
mod twin_stage;
mod twin_state;
mod twin_still;
mod twin_sum;
pub mod inspector;
pub mod help;
pub mod announcer;
pub mod shortcuts;
pub mod keeping;
pub mod drop_target;
pub mod app;

use settings::Settings;
use state::State;

use crate::browser::{address, later, root, storage};
use crate::codec::document;

/// Mounts the page on the document's body.
pub fn mount() {
    // The build looks for it in the module, and nothing else calls it.
    std::hint::black_box(later::fetch_now as fn());
    let kept = storage::read(app::SETTINGS).ok().flatten().unwrap_or_default();
    let settings = Settings::read(&kept, &root::preferred_languages());
    let start = start(settings);
    yew::Renderer::<app::App>::with_props(app::AppProps { start }).render();
}

/// The last network, or that of the link, if there is one: undo goes back from the one to the other.
fn start(settings: Settings) -> State {
    let kept = storage::read(keeping::DOCUMENT).ok().flatten();
    let state = State::new(
        kept.map_or_else(|| Ok(settings.language.starter()), |text| document::read(&text)),
        settings,
    );
    let fragment = address::fragment();
    // What was kept when this tab was left in a hurry is newer than its address.
    match storage::take_from_tab(keeping::LEFT) {
        Some(left) if left == fragment => state.with_view(&fragment),
        _ => state.with_link(&fragment),
    }
}
