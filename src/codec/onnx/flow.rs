//! What flows from operator to operator: which row it comes from, its extents, and which axis holds what.

use std::rc::Rc;

use crate::codec::extents::product;
use crate::layer::{LIMIT, Shape};

/// What an axis of a value holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Batch,
    Channels,
    Height,
    Width,
    /// All pixels of an image, or the positions of a signal.
    Pixels,
    /// With the other axes of this role, all pixels of all images, in whatever order.
    Loose,
}

/// The axes of images, signals and vectors as convolution takes them.
pub(super) const IMAGE: [Role; 4] = [Role::Batch, Role::Channels, Role::Height, Role::Width];
pub(super) const SIGNAL: [Role; 3] = [Role::Batch, Role::Channels, Role::Pixels];
/// The axes of a sequence as products take it: the channels come last.
pub(super) const SEQUENCE: [Role; 3] = [Role::Batch, Role::Pixels, Role::Channels];
pub(super) const VECTOR: [Role; 2] = [Role::Batch, Role::Channels];

/// Something that flows.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Flow {
    /// The row that it comes from, or the network's input.
    pub from: Rc<str>,
    /// Its shape in the document, if it is known.
    pub shape: Option<Shape>,
    /// What its axes hold in the file; none where they are not those of an image, a signal or a vector.
    pub roles: Vec<Role>,
    /// Its extents in the file, if they are known.
    pub dims: Option<Vec<i64>>,
}

impl Flow {
    /// What flows out of a row, with the axes in this order in the file.
    pub fn new(from: Rc<str>, shape: Option<Shape>, roles: &[Role]) -> Flow {
        let dims = shape.filter(|_| !is_loose(roles));
        let dims = dims.map(|shape| roles.iter().map(|role| extent(shape, *role)).collect());
        Flow { from, shape, roles: roles.to_vec(), dims }
    }

    /// What flows out of a row whose result has its pixels where they were in what flowed in.
    pub fn arranged_as(self, before: &Flow) -> Flow {
        if !self.is_loose() {
            return self;
        }
        let mut dims = before.dims.clone();
        match (self.roles.last(), dims.as_mut().and_then(|dims| dims.last_mut()), self.shape) {
            (Some(Role::Channels), Some(channels), Some(shape)) => *channels = shape.channels(),
            _ if self.shape != before.shape => dims = None,
            _ => {}
        }
        Flow { dims, ..self }
    }

    /// Whether the roles do not say where each pixel is.
    pub fn is_loose(&self) -> bool {
        is_loose(&self.roles)
    }

    /// A matrix as its transpose.
    pub fn turned(&self) -> Flow {
        let dims = self.dims.clone().map(|dims| dims.into_iter().rev().collect());
        Flow { roles: self.roles.iter().rev().copied().collect(), dims, ..self.clone() }
    }

    /// Whether an axis is that of the channels.
    pub fn is_channels(&self, axis: usize) -> bool {
        self.channel_axis() == Some(axis)
    }

    /// Whether a document's image has an axis as its height (0) or its width (1).
    pub fn side(&self, axis: usize) -> Option<usize> {
        let flat = || self.shape.and_then(|shape| shape.size()).is_some_and(|[height, _]| height == 1);
        match self.roles.get(axis)? {
            Role::Height => Some(0),
            Role::Width => Some(1),
            Role::Pixels if flat() => Some(1),
            _ => None,
        }
    }

    /// What has these extents in the file; their number says what the axes hold.
    pub fn of_dims(from: Rc<str>, dims: Option<Vec<i64>>) -> Flow {
        let roles: &[Role] = match dims.as_deref().map(<[i64]>::len) {
            Some(4) => &IMAGE,
            Some(3) => &SIGNAL,
            Some(2) => &VECTOR,
            Some(1) => &[Role::Channels],
            _ => &[],
        };
        Flow { from, shape: dims.as_deref().and_then(folded), roles: roles.to_vec(), dims }
    }

    /// What has these extents in the file, three of them with the channels last.
    pub fn sequence(from: Rc<str>, [batch, length, channels]: [i64; 3]) -> Flow {
        let shape = folded(&[batch, channels, length]);
        Flow { from, shape, roles: SEQUENCE.to_vec(), dims: Some(vec![batch, length, channels]) }
    }

    /// The axis that holds the channels.
    pub fn channel_axis(&self) -> Option<usize> {
        self.roles.iter().position(|role| *role == Role::Channels)
    }

    /// Whether the axes are as convolution takes them.
    pub fn is_image_or_signal(&self) -> bool {
        self.roles == IMAGE || self.is_signal()
    }

    /// Whether it is a signal: one axis beside the channels, and no image whose pixels were put in a row.
    pub fn is_signal(&self) -> bool {
        let flat = self.shape.and_then(|shape| shape.size()).is_none_or(|[height, _]| height == 1);
        self.roles == SIGNAL && flat
    }
}

/// Whether the roles do not say where each pixel is.
fn is_loose(roles: &[Role]) -> bool {
    roles.is_empty() || roles.contains(&Role::Loose)
}

fn extent(shape: Shape, role: Role) -> i64 {
    let [height, width] = shape.size().unwrap_or([1, 1]);
    match role {
        Role::Batch => shape.batch(),
        Role::Channels => shape.channels(),
        Role::Height => height,
        Role::Width => width,
        Role::Pixels | Role::Loose => height.saturating_mul(width),
    }
}

/// The shape that a document gives to extents of any number: signals have height 1, volumes are laid out as tall images.
pub(super) fn folded(dims: &[i64]) -> Option<Shape> {
    if dims.iter().any(|extent| !(1..=LIMIT).contains(extent)) {
        return None;
    }
    let within = |extent: i64| (extent <= LIMIT).then_some(extent);
    match *dims {
        [] => Some(Shape::Vector([1, 1])),
        [features] => Some(Shape::Vector([1, features])),
        [batch, features] => Some(Shape::Vector([batch, features])),
        [batch, channels, width] => Some(Shape::Image([batch, channels, 1, width])),
        [batch, channels, ref between @ .., width] => {
            let height = within(product(between))?;
            Some(Shape::Image([batch, channels, height, width]))
        }
    }
}
