//! Opening a twin at what was chosen in the picture to scale: the cell that stands for it, and a step that it is in.

use super::{Cell, Steps, Work};
use crate::layer::GemmLayer;
use crate::lowering::{Pass, Pin};
use crate::network::TwinNumbers;

/// The twin's cell that stands for an element of a layer, and the step that writes it, or else the first one that it
/// takes part in.
pub fn open_at(layer: &GemmLayer, pass: Pass, given: &TwinNumbers, pin: Pin) -> Option<(Pin, u64)> {
    let twin = given.twin(layer);
    let work = Work::new(&twin.layer, pass, &given.tensors(&twin.layer)?).ok()?;
    let cell = work.cell(twin.counterpart(pin)?)?;
    Some((cell.pin()?, work.step_of(cell).unwrap_or(0)))
}

impl Work {
    /// The step that writes a cell, or else the first that it takes part in.
    pub fn step_of(&self, cell: Cell) -> Option<u64> {
        let steps = Steps::new(self);
        let first = |cells: &[Cell]| cells.iter().filter_map(|cell| steps.writing(*cell)).min();
        let linked = |cell: Cell| self.links(cell, image_of(cell)).into_iter().map(|(cell, _)| cell);
        let near: Vec<Cell> = linked(cell).collect();
        // A pixel is in no product itself: the cells of the column matrix that hold it are.
        let far = || near.iter().flat_map(|cell| linked(*cell)).collect::<Vec<Cell>>();
        steps.writing(cell).or_else(|| first(&near)).or_else(|| first(&far()))
    }
}

fn image_of(cell: Cell) -> usize {
    match cell {
        Cell::Column { image, .. } | Cell::Coarse { image, .. } | Cell::Fine { image, .. } => image,
        Cell::Weight { .. } | Cell::Bias { .. } => 0,
    }
}
