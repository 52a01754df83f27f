//! The view: what of a document a link opens on. It is shared, and never saved or undone.

use super::json::{Json, quoted};
use crate::lowering::Pass;

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
    /// The cell pointed at: row and column of the result.
    pub cell: Option<[u64; 2]>,
    /// The step of the twin.
    pub step: Option<u64>,
}

impl Default for View {
    fn default() -> View {
        View { row: None, pass: Pass::Forward, level: Level::Scale, cell: None, step: None }
    }
}

fn pass_name(pass: Pass) -> &'static str {
    match pass {
        Pass::Forward => "forward",
        Pass::InputGrad => "input_grad",
        Pass::WeightGrad => "weight_grad",
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
                        Pass::ALL.into_iter().find(|pass| pass_name(*pass) == name).unwrap_or(Pass::Forward);
                }
                ("level", Json::String(level)) if level == "cells" => view.level = Level::Cells,
                ("cell", Json::Array(items)) => {
                    view.cell = match items.iter().map(natural).collect::<Option<Vec<_>>>().as_deref() {
                        Some(&[row, column]) => Some([row, column]),
                        _ => None,
                    };
                }
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
            members.push(format!("\"pass\":{}", quoted(pass_name(self.pass))));
        }
        if self.level == Level::Cells {
            members.push("\"level\":\"cells\"".to_owned());
        }
        if let Some([row, column]) = self.cell {
            members.push(format!("\"cell\":[{row},{column}]"));
        }
        if let Some(step) = self.step {
            members.push(format!("\"step\":{step}"));
        }
        (!members.is_empty()).then(|| format!("{{{}}}", members.join(",")))
    }
}
