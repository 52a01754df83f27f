//! The view: what of a document a link opens on. It is shared, and never saved or undone.

use super::json::{Json, quoted};
use crate::lowering::{Holder, Pass, Pin};

/// How large the picture of a layer is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Level {
    /// The layer's true matrices.
    #[default]
    Scale,
    /// A small twin, cell by cell.
    Cells,
}

/// What a reader looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The selected row's name.
    pub row: Option<String>,
    /// The pass shown.
    pub pass: Pass,
    /// The level shown.
    pub level: Level,
    /// The cell pointed at: of the layer's matrices, or of its twin's.
    pub cell: Option<Pin>,
    /// The step of the twin.
    pub step: Option<u64>,
}

impl Default for View {
    fn default() -> View {
        View { row: None, pass: Pass::Forward, level: Level::Scale, cell: None, step: None }
    }
}

impl View {
    /// Reads a view. What it does not know, it leaves: a link of a later version opens all the same.
    pub(super) fn read(json: &Json) -> View {
        let mut view = View::default();
        let Json::Object(pairs) = json else { return view };
        let natural = |json: &Json| json.integer().and_then(|number| u64::try_from(number).ok());
        for (key, value) in pairs {
            match (key.as_str(), value) {
                ("row", Json::String(row)) => view.row = Some(row.clone()),
                ("pass", Json::String(name)) => {
                    view.pass =
                        Pass::ALL.into_iter().find(|pass| pass.key() == name).unwrap_or(Pass::Forward);
                }
                ("level", Json::String(level)) if level == "cells" => view.level = Level::Cells,
                ("cell", Json::Array(items)) => view.cell = read_cell(items),
                ("step", step) => view.step = natural(step),
                _ => {}
            }
        }
        view
    }

    /// The view as JSON, what is usual left out; nothing if all is.
    pub(super) fn write(&self) -> Option<String> {
        let mut members = Vec::new();
        if let Some(row) = &self.row {
            members.push(format!("\"row\":{}", quoted(row)));
        }
        if self.pass != Pass::Forward {
            members.push(format!("\"pass\":{}", quoted(self.pass.key())));
        }
        if self.level == Level::Cells {
            members.push("\"level\":\"cells\"".to_owned());
        }
        if let Some(cell) = self.cell {
            let name = (cell.holder != Holder::Result).then(|| quoted(cell.holder.id()));
            let indices = cell.indices().iter().map(i64::to_string);
            let items: Vec<String> = name.into_iter().chain(indices).collect();
            members.push(format!("\"cell\":[{}]", items.join(",")));
        }
        if let Some(step) = self.step {
            members.push(format!("\"step\":{step}"));
        }
        (!members.is_empty()).then(|| format!("{{{}}}", members.join(",")))
    }
}

/// A cell: what it belongs to and its indices there; numbers alone are a row and a column of the result.
fn read_cell(items: &[Json]) -> Option<Pin> {
    let (holder, indices) = match items.split_first()? {
        (Json::String(name), indices) => {
            (Holder::ALL.into_iter().find(|holder| holder.id() == name)?, indices)
        }
        _ => (Holder::Result, items),
    };
    let indices: Option<Vec<i64>> = indices.iter().map(Json::integer).collect();
    Pin::new(holder, &indices?)
}
