//! How the reader looks at a layer's picture. Links carry it; undo leaves it alone.

use crate::codec::{Level, View};
use crate::lowering::Pin;

/// How the reader looks at a layer's picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The level.
    pub level: Level,
    /// The element that is pinned: of the layer's matrices, or of its twin's.
    pub pin: Option<Pin>,
    /// The step of the twin.
    pub step: u64,
}

impl Look {
    /// The look that a link opens on.
    pub fn of(view: &View) -> Look {
        Look { level: view.level, pin: view.cell, step: view.step.unwrap_or(0) }
    }

    /// The beginning at the same level: what another row or pass is shown from.
    pub fn begun(self) -> Look {
        Look { level: self.level, ..Look::default() }
    }

    /// What a link carries, of a row and a pass.
    pub fn view(self, row: Option<String>, pass: crate::lowering::Pass) -> View {
        let step = (self.step > 0).then_some(self.step);
        View { row, pass, level: self.level, cell: self.pin, step }
    }
}
