//! A figure: a matrix of the product, an image or the bias, as sheets of cells.

use super::sheet::{Holds, Sheet};
use super::{End, Way, Work};
use crate::cost::Quantity;
use crate::lowering::MatrixName;
use crate::scene::plan::margins;
use crate::scene::{Arrangement, Extents, Point, Quantities, Role, Subject, quantities};

/// What is drawn as one: it has one name.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// What it shows.
    pub subject: Subject,
    /// The extents of one group, for one image.
    pub extents: Extents,
    /// The groups.
    pub groups: u64,
    /// The hue of what it holds.
    pub hue: Quantity,
    /// Whether its numbers are written step by step.
    pub written: bool,
    /// Rows and columns of the dense matrix around blocks on a diagonal.
    pub dense: Option<[usize; 2]>,
    /// How wide the name over each of its sheets may be.
    name: f64,
    /// Its sheets.
    pub sheets: Vec<Sheet>,
}

/// Room for the name over a channel, and between channels.
pub(super) const TITLE: f64 = 19.0;
const GAP: f64 = 12.0;
/// The same between the bands of a matrix.
const BAND: f64 = 21.0;
/// The least room that a channel's name needs.
const NAME: f64 = 78.0;
const LONG_NAME: f64 = 147.0;

impl Figure {
    /// A matrix of the product, its first sheet at the origin.
    pub(super) fn matrix(work: &Work, role: Role, image: usize, size: f64) -> Figure {
        let gemm = &work.lowering.gemm;
        let sizes = work.sizes();
        let (matrix, arrangement) = match (role, gemm.batch_inside) {
            (Role::Left, false) => (gemm.left, Arrangement::Diagonal),
            (Role::Right, false) => (gemm.right, Arrangement::Stacked),
            (Role::Result, false) => (gemm.result, Arrangement::Stacked),
            (Role::Left, true) => (gemm.left, Arrangement::Stacked),
            (Role::Right, true) => (gemm.right, Arrangement::Beside),
            (Role::Result, true) => (gemm.result, Arrangement::Diagonal),
        };
        let holds = |group: usize| match (work.way, role) {
            (Way::Gather, Role::Left) => Holds::Weights { group, transposed: false },
            (Way::Gather, Role::Right) => Holds::Columns { image, group, transposed: false },
            (Way::Gather, Role::Result) => Holds::Rows { image, group },
            (Way::Scatter, Role::Left) => Holds::Weights { group, transposed: true },
            (Way::Scatter, Role::Right) => Holds::Rows { image, group },
            (Way::Scatter, Role::Result) => Holds::Columns { image, group, transposed: false },
            (Way::Correlate, Role::Left) => Holds::Rows { image: 0, group },
            (Way::Correlate, Role::Right) => Holds::Columns { image: 0, group, transposed: true },
            (Way::Correlate, Role::Result) => Holds::Weights { group, transposed: false },
        };
        let [rows, columns] = [matrix.rows, matrix.columns].map(|edge| edge.value(&work.layer) as usize);
        let sheet = |group: usize| {
            let [down, across] = match arrangement {
                Arrangement::Diagonal => [group, group],
                Arrangement::Stacked => [group, 0],
                Arrangement::Beside => [0, group],
            };
            let origin = Point { x: (across * columns) as f64 * size, y: (down * rows) as f64 * size };
            Sheet { holds: holds(group), rows, columns, before: 0, origin }
        };
        let groups = sizes.groups;
        let sheets: Vec<Sheet> = (0..groups).map(sheet).collect();
        let dense = arrangement == Arrangement::Diagonal && groups > 1;
        Figure {
            subject: Subject::Matrix(role, matrix.name),
            extents: Extents::Matrix { rows: rows as u128, columns: columns as u128 },
            groups: groups as u64,
            hue: hue(work, &sheets),
            written: role == Role::Result,
            dense: dense.then_some([rows * groups, columns * groups]),
            name: 0.0,
            sheets,
        }
    }

    /// A matrix that is wider than there is room: its blocks below each other, and each of them broken into bands of
    /// about the same width, after whole rows of the kernel where those run along it.
    pub(super) fn folded(mut self, work: &Work, size: f64, room: f64) -> Figure {
        if self.extent(size)[0] <= room {
            return self;
        }
        let most = ((room / size) as usize).max(1);
        let row_of_kernel = work.layer.grids[1].kernel as usize;
        let mut bands = Vec::new();
        let mut y = 0.0;
        for sheet in &self.sheets {
            let unit = if sheet.columns.is_multiple_of(row_of_kernel) { row_of_kernel } else { 1 };
            let even = sheet.columns.div_ceil(sheet.columns.div_ceil(most)).next_multiple_of(unit);
            let wide = if even <= most { even } else { (most / unit * unit).max(1) };
            for before in (0..sheet.columns).step_by(wide) {
                y += if before > 0 { BAND } else { 0.0 };
                let columns = wide.min(sheet.columns - before);
                bands.push(Sheet { columns, before, origin: Point { x: 0.0, y }, ..*sheet });
                y += sheet.rows as f64 * size;
            }
        }
        self.sheets = bands;
        self.dense = None;
        self
    }

    /// The channels of an image of the batch, beside each other as far as there is room, each under its name.
    pub(super) fn image(work: &Work, end: End, image: usize, size: f64, room: f64) -> Figure {
        let sizes = work.sizes();
        let name = if sizes.images > 1 { LONG_NAME } else { NAME };
        let grids = &work.layer.grids;
        let (of, channels, written) = match end {
            End::Fine => (work.lowering.fine, sizes.fine_channels, work.way == Way::Scatter),
            End::Coarse => (work.lowering.coarse, sizes.channels, work.way == Way::Gather),
        };
        let (margin, extents) = match end {
            // As to scale: padding, or what is cropped.
            End::Fine => {
                let [top, left, bottom, right] = margins(&work.layer, work.way == Way::Scatter);
                let around = [top + bottom, left + right];
                (
                    [top as usize, left as usize],
                    [0, 1].map(|axis| (grids[axis].pixels + around[axis]) as usize),
                )
            }
            End::Coarse => ([0, 0], grids.map(|grid| grid.positions as usize)),
        };
        let [rows, columns] = extents;
        let step = [(columns as f64 * size).max(name) + GAP, rows as f64 * size + TITLE + 4.0];
        let beside = ((room + GAP) / step[0]).floor().max(1.0) as usize;
        let sheet = |channel: usize| {
            let [x, y] = [(channel % beside) as f64 * step[0], (channel / beside) as f64 * step[1] + TITLE];
            let holds = Holds::Channel { end, image, channel, margin };
            Sheet { holds, rows, columns, before: 0, origin: Point { x, y } }
        };
        let sheets: Vec<Sheet> = (0..channels * sizes.groups).map(sheet).collect();
        let [height, width] = [of.height, of.width].map(|edge| edge.value(&work.layer));
        Figure {
            subject: Subject::Tensor(of.name),
            extents: Extents::Tensor { channels: channels as u128, height, width },
            groups: sizes.groups as u64,
            hue: hue(work, &sheets),
            written,
            dense: None,
            name,
            sheets,
        }
    }

    /// The bias, or its gradient, as a column of one cell for each channel of the output.
    pub(super) fn bias(work: &Work) -> Option<Figure> {
        let gradient = work.lowering.bias?.gradient;
        let sizes = work.sizes();
        let sheet = Sheet {
            holds: Holds::Bias { channel: 0 },
            rows: sizes.out_channels,
            columns: 1,
            before: 0,
            origin: Point::default(),
        };
        Some(Figure {
            subject: Subject::Bias { gradient },
            extents: Extents::Matrix { rows: (sizes.out_channels / sizes.groups) as u128, columns: 1 },
            groups: sizes.groups as u64,
            hue: Quantity::OutChannels,
            written: gradient,
            dense: None,
            name: 0.0,
            sheets: vec![sheet],
        })
    }

    /// Width and height from the origin to the far corner.
    pub(super) fn extent(&self, size: f64) -> [f64; 2] {
        let rects = self.sheets.iter().map(|sheet| sheet.rect(size));
        rects.fold([0.0, 0.0], |[width, height]: [f64; 2], rect| {
            [width.max(rect.right()).max(rect.x + self.name), height.max(rect.bottom())]
        })
    }

    pub(super) fn moved(mut self, x: f64, y: f64) -> Figure {
        for sheet in &mut self.sheets {
            sheet.origin = Point { x: sheet.origin.x + x, y: sheet.origin.y + y };
        }
        self
    }

    /// What its edges measure.
    pub fn quantities(&self, work: &Work) -> Quantities {
        let groups = work.layer.groups;
        let edges = self.lengths(work).into_iter().flatten().map(|length| length.extent);
        let channels = match self.subject {
            Subject::Tensor(name) if work.lowering.fine.name == name => Some(work.lowering.fine.channels),
            Subject::Tensor(_) => Some(work.lowering.coarse.channels),
            Subject::Bias { .. } => return Quantity::OutChannels.into(),
            Subject::Matrix(..) => None,
        };
        let measured = edges.chain(channels).map(|edge| quantities(&edge, groups));
        measured.flat_map(|of| of.iter().collect::<Vec<_>>()).collect()
    }

    /// The tensor's or matrix's name, where it has one.
    pub fn name(&self) -> Option<MatrixName> {
        match self.subject {
            Subject::Matrix(_, name) | Subject::Tensor(name) => Some(name),
            Subject::Bias { .. } => None,
        }
    }
}

/// The hue of what sheets hold.
fn hue(work: &Work, sheets: &[Sheet]) -> Quantity {
    sheets.first().map_or(Quantity::OutChannels, |sheet| work.hue(sheet.cell(work, 0, 0)))
}
