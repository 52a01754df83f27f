//! The steps of a pass in order, each found by its number without going through those before.

use super::work::Sizes;
use super::{Cell, Doing, End, Step, Term, Way, Work};
use crate::lowering::Pixel;

/// The sequence of steps of a pass.
///
/// Images follow each other. For each: the cells of the GEMM's result, row by row; then, where they are added back to
/// an image, every cell of the column matrix, patch by patch; then the bias, if it is added to that image. The gradient
/// of the weights sums over all images at once, and ∂b comes last.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Steps<'a> {
    work: &'a Work,
    /// Steps of each image: products, landings, bias.
    parts: [usize; 3],
    images: usize,
    /// Steps after all images.
    bias_sums: usize,
}

impl<'a> Steps<'a> {
    /// The steps of a pass.
    pub fn new(work: &'a Work) -> Steps<'a> {
        let Sizes { images, groups, channels, taps, positions, fine_channels, out_channels, pixels } =
            work.sizes;
        let products = match work.way {
            Way::Gather => groups * channels * positions,
            Way::Scatter => groups * taps * positions,
            Way::Correlate => groups * channels * taps,
        };
        let landings = if work.way == Way::Scatter && !work.in_place() { products } else { 0 };
        let adds_to_fine = work.adds_bias() && work.output_end() == End::Fine;
        let bias = if adds_to_fine { groups * fine_channels * pixels[0] * pixels[1] } else { 0 };
        let sums = if work.way == Way::Correlate && work.layer.bias { out_channels } else { 0 };
        let images = if work.way == Way::Correlate { 1 } else { images };
        Steps { work, parts: [products, landings, bias], images, bias_sums: sums }
    }

    /// The pass that they are of.
    pub fn work(&self) -> &'a Work {
        self.work
    }

    /// Whether cells of the column matrix are added to an image, each in a step of its own.
    pub(super) fn lands(&self) -> bool {
        self.parts[1] > 0
    }

    /// The number of the step that adds a cell of the column matrix to where it belongs.
    pub(super) fn landing_step(&self, image: usize, group: usize, tap: usize, position: usize) -> u64 {
        (image * self.of_image() + self.parts[0] + self.landing_of(group, tap, position)) as u64
    }

    fn of_image(&self) -> usize {
        self.parts.iter().sum()
    }

    /// How many steps there are; at least one.
    pub fn count(&self) -> u64 {
        (self.images * self.of_image() + self.bias_sums) as u64
    }

    /// How many multiplications are done after a step.
    pub fn products_after(&self, number: u64) -> u64 {
        let Sizes { images, channels, taps, positions, .. } = self.work.sizes;
        let inner = match self.work.way {
            Way::Gather => taps,
            Way::Scatter => channels,
            Way::Correlate => images * positions,
        };
        let at = number.min(self.count() - 1) as usize + 1;
        let (whole, rest) = (at / self.of_image(), at % self.of_image());
        let cells = if whole >= self.images {
            self.images * self.parts[0]
        } else {
            whole * self.parts[0] + rest.min(self.parts[0])
        };
        (cells * inner) as u64
    }

    /// The step of a number; past the last, the last.
    pub fn get(&self, number: u64) -> Step {
        let at = number.min(self.count() - 1) as usize;
        let (image, within) = (at / self.of_image(), at % self.of_image());
        let [products, landings, _] = self.parts;
        if image >= self.images {
            self.bias_sum(at - self.images * self.of_image())
        } else if within < products {
            self.product(image, within)
        } else if within < products + landings {
            self.landing(image, within - products)
        } else {
            self.bias(image, within - products - landings)
        }
    }

    /// The number of the step that writes a cell, the last of several; nothing for what is given.
    pub fn writing(&self, cell: Cell) -> Option<u64> {
        let Sizes { positions, channels, taps, pixels, .. } = self.work.sizes;
        let [products, landings, bias] = self.parts;
        let number = |image: usize, within: usize| Some((image * self.of_image() + within) as u64);
        match (self.work.way, cell) {
            (Way::Gather, Cell::Coarse { image, group, channel, position }) => {
                number(image, (group * channels + channel) * positions + position)
            }
            (Way::Scatter, Cell::Column { image, group, tap, position }) => {
                number(image, (group * taps + tap) * positions + position)
            }
            (Way::Correlate, Cell::Weight { group, channel, tap }) => {
                number(0, (group * channels + channel) * taps + tap)
            }
            (Way::Correlate, Cell::Bias { channel }) if channel < self.bias_sums => {
                number(self.images, channel)
            }
            (Way::Scatter, Cell::Fine { image, pixel }) => {
                let real = self.work.map.is_real(pixel);
                if bias > 0 && real {
                    let line = pixel.channel as usize * pixels[0] + pixel.y as usize;
                    return number(image, products + landings + line * pixels[1] + pixel.x as usize);
                }
                let (group, holders) = self.work.holders(pixel);
                let last = holders.into_iter().map(|[tap, position]| self.landing_of(group, tap, position));
                if landings > 0 {
                    return number(image, products + last.max()?);
                }
                let [tap, position] = *self.work.holders(pixel).1.first()?;
                self.writing(Cell::Column { image, group, tap, position })
            }
            _ => None,
        }
    }

    /// The number that a cell shows after a step, or nothing where it is not written yet.
    pub fn shown(&self, cell: Cell, number: u64) -> Option<i64> {
        match (self.work.way, cell) {
            (Way::Scatter, Cell::Fine { image, pixel }) if self.lands() => {
                self.sum_so_far(image, pixel, number)
            }
            (Way::Scatter, Cell::Fine { image, pixel }) if self.parts[2] > 0 => {
                let written = self.writing(cell)?;
                let (group, holders) = self.work.holders(pixel);
                let &[tap, position] = holders.first()?;
                let column = Cell::Column { image, group, tap, position };
                if written <= number { self.work.value(cell) } else { self.shown(column, number) }
            }
            _ => match self.writing(cell) {
                Some(written) if written > number => None,
                _ => self.work.value(cell),
            },
        }
    }

    /// What has landed on a pixel up to a step, and the bias if it was added.
    fn sum_so_far(&self, image: usize, pixel: Pixel, number: u64) -> Option<i64> {
        let [products, landings, bias] = self.parts;
        let start = image * self.of_image();
        let after = (number as usize + 1).checked_sub(start + products)?;
        let cell = Cell::Fine { image, pixel };
        if bias > 0 && self.writing(cell).is_some_and(|written| written <= number) {
            return self.work.value(cell);
        }
        let (group, holders) = self.work.holders(pixel);
        let landed = holders
            .into_iter()
            .filter(|[tap, position]| self.landing_of(group, *tap, *position) < after)
            .filter_map(|[tap, position]| self.work.value(Cell::Column { image, group, tap, position }));
        let mut landed = landed.peekable();
        // Where nothing lands, the zero that col2im starts from shows when it is done.
        (landed.peek().is_some() || after >= landings).then(|| landed.sum())
    }

    /// The place of a cell among the landings of its image: patch by patch.
    fn landing_of(&self, group: usize, tap: usize, position: usize) -> usize {
        (group * self.work.sizes.positions + position) * self.work.sizes.taps + tap
    }

    fn product(&self, image: usize, within: usize) -> Step {
        let Sizes { images, positions, channels, taps, .. } = self.work.sizes;
        let (line, last) = match self.work.way {
            Way::Gather | Way::Scatter => (within / positions, within % positions),
            Way::Correlate => (within / taps, within % taps),
        };
        let weight = |group, channel, tap| Cell::Weight { group, channel, tap };
        let column = |image, group, tap, position| Cell::Column { image, group, tap, position };
        let coarse = |image, group, channel, position| Cell::Coarse { image, group, channel, position };
        let (written, pairs): (Cell, Vec<(Cell, Cell)>) = match self.work.way {
            Way::Gather => {
                let (group, channel, position) = (line / channels, line % channels, last);
                let pair = |tap| (weight(group, channel, tap), column(image, group, tap, position));
                (coarse(image, group, channel, position), (0..taps).map(pair).collect())
            }
            Way::Scatter => {
                let (group, tap, position) = (line / taps, line % taps, last);
                let pair = |channel| (weight(group, channel, tap), coarse(image, group, channel, position));
                (column(image, group, tap, position), (0..channels).map(pair).collect())
            }
            Way::Correlate => {
                let (group, channel, tap) = (line / channels, line % channels, last);
                let pair = |(image, position)| {
                    (coarse(image, group, channel, position), column(image, group, tap, position))
                };
                let all = (0..images).flat_map(|image| (0..positions).map(move |position| (image, position)));
                (weight(group, channel, tap), all.map(pair).collect())
            }
        };
        let mut terms: Vec<Term> = pairs
            .into_iter()
            .map(|(first, second)| Term { first: self.valued(first), second: Some(self.valued(second)) })
            .collect();
        if self.work.way == Way::Gather && self.work.adds_bias() {
            let bias = Cell::Bias { channel: self.work.output_channel(written) };
            terms.push(Term { first: self.valued(bias), second: None });
        }
        self.sum(Doing::Product, image, written, terms)
    }

    fn landing(&self, image: usize, within: usize) -> Step {
        let Sizes { positions, taps, .. } = self.work.sizes;
        let (line, tap) = (within / taps, within % taps);
        let (group, position) = (line / positions, line % positions);
        let pixel = self.work.place(group, tap, position);
        let written = Cell::Fine { image, pixel };
        let from = Term { first: self.valued(Cell::Column { image, group, tap, position }), second: None };
        if !self.work.map.is_real(pixel) {
            return self.sum(Doing::Cropping, image, written, vec![from]);
        }
        let number = image * self.of_image() + self.parts[0] + within;
        let before = number.checked_sub(1).and_then(|before| self.sum_so_far(image, pixel, before as u64));
        let before = Term { first: (written, before.unwrap_or(0)), second: None };
        self.sum(Doing::Landing, image, written, vec![before, from])
    }

    fn bias(&self, image: usize, within: usize) -> Step {
        let [height, width] = self.work.sizes.pixels;
        let (line, x) = (within / width, within % width);
        let (channel, y) = (line / height, line % height);
        let written =
            Cell::Fine { image, pixel: Pixel { channel: channel as i64, y: y as i64, x: x as i64 } };
        let bias = self.valued(Cell::Bias { channel });
        let before = (written, self.work.value(written).unwrap_or(0) - bias.1);
        let terms = [before, bias].map(|first| Term { first, second: None });
        self.sum(Doing::Bias, image, written, terms.to_vec())
    }

    fn bias_sum(&self, channel: usize) -> Step {
        let cells = self.work.output_of(channel, 0).into_iter();
        let terms = cells.map(|cell| Term { first: self.valued(cell), second: None }).collect();
        self.sum(Doing::BiasSum, 0, Cell::Bias { channel }, terms)
    }

    fn valued(&self, cell: Cell) -> (Cell, i64) {
        (cell, self.work.value(cell).unwrap_or(0))
    }

    fn sum(&self, doing: Doing, image: usize, written: Cell, terms: Vec<Term>) -> Step {
        let total = terms.iter().map(Term::value).sum();
        Step { doing, image, written, terms, total }
    }
}
