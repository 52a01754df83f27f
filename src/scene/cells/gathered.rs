//! What a pixel that col2im writes is the sum of: every cell of the column matrix that lands on it, and the bias.

use super::{Cell, End, Steps};

/// A pixel as the sum of all that is added to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gathered {
    /// What is added, in the order of the steps.
    pub terms: Vec<Gathering>,
    /// What it comes to.
    pub total: i64,
}

/// One addend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gathering {
    /// Where it stands: in the column matrix, or in the bias.
    pub cell: Cell,
    /// The number.
    pub value: i64,
    /// The step that adds it.
    pub step: u64,
}

impl Steps<'_> {
    /// All that is added to a pixel; nothing of a cell that no col2im writes.
    pub fn gathered(&self, pixel: Cell) -> Option<Gathered> {
        let Cell::Fine { image, pixel: at } = pixel else { return None };
        if !self.lands() || !self.work().map().is_real(at) {
            return None;
        }
        let (group, holders) = self.work().holders(at);
        let landing = |[tap, position]: [usize; 2]| {
            let cell = Cell::Column { image, group, tap, position };
            let step = self.landing_step(image, group, tap, position);
            Some(Gathering { cell, value: self.work().value(cell)?, step })
        };
        let mut terms: Vec<Gathering> = holders.into_iter().filter_map(landing).collect();
        terms.sort_by_key(|term| term.step);
        if self.work().adds_bias() && self.work().output_end() == End::Fine {
            let cell = Cell::Bias { channel: self.work().output_channel(pixel) };
            terms.push(Gathering { cell, value: self.work().value(cell)?, step: self.writing(pixel)? });
        }
        let total = terms.iter().map(|term| term.value).sum();
        Some(Gathered { terms, total })
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Doing, Work};
    use super::*;
    use crate::layer::{Direction, GemmLayer, Grid};
    use crate::lowering::{Pass, Pixel, Tensors};

    /// Each pixel is the sum of what is said to land on it, by the steps that land there and no other ones.
    #[test]
    fn a_pixel_is_the_sum_of_what_its_steps_add() {
        for (direction, pass, positions, pixels) in
            [(Direction::Transposed, Pass::Forward, 3, 6), (Direction::Convolution, Pass::InputGrad, 3, 6)]
        {
            let grid = Grid { positions, pixels, kernel: 4, stride: 2, dilation: 1, begin: 1, end: 1 };
            let layer = GemmLayer {
                direction,
                batch: 2,
                in_channels: 4,
                out_channels: 4,
                groups: 2,
                bias: true,
                grids: [grid; 2],
                output_padding: [0, 0],
                vector: false,
            };
            let work = Work::new(&layer, pass, &Tensors::of(&layer).unwrap()).unwrap();
            let steps = Steps::new(&work);
            for image in 0..2 {
                for (channel, y, x) in [(0, 0, 0), (1, 2, 3), (3, 5, 5)] {
                    let cell = Cell::Fine { image, pixel: Pixel { channel, y, x } };
                    let gathered = steps.gathered(cell).unwrap();
                    assert_eq!(Some(gathered.total), work.value(cell));
                    let writes = |number: &u64| {
                        let step = steps.get(*number);
                        step.written == cell && matches!(step.doing, Doing::Landing | Doing::Bias)
                    };
                    let written: Vec<u64> = (0..steps.count()).filter(writes).collect();
                    assert_eq!(gathered.terms.iter().map(|term| term.step).collect::<Vec<_>>(), written);
                }
            }
        }
    }
}
