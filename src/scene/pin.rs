//! Elements of a picture as links and other pictures know them, and back.

use super::element::{Element, Holds, Index};
use super::{Role, Scene, Spot};
use crate::lowering::{Holder, Pin};

impl Scene {
    /// An element as others know it.
    pub fn pin(&self, spot: Spot) -> Option<Pin> {
        let number = |index: u128| i64::try_from(index).ok();
        match spot {
            Spot::Cell { .. } => {
                let Element { holds, group, channel, patch, position } = self.element(spot)?;
                let group = number(group.into())?;
                let split = |position: u128| {
                    let (image, within) = self.split(position);
                    Some([number(image)?, number(within)?])
                };
                match holds {
                    Holds::Weights => Pin::new(Holder::Weights, &[group, number(channel?)?, number(patch?)?]),
                    Holds::Columns => {
                        let [image, position] = split(position?)?;
                        Pin::new(Holder::Columns, &[image, group, number(patch?)?, position])
                    }
                    Holds::Coarse => {
                        let [image, position] = split(position?)?;
                        Pin::new(Holder::Coarse, &[image, group, number(channel?)?, position])
                    }
                }
            }
            Spot::Pixel { group, channel, y, x } => {
                let channel = u128::from(group) * self.tensor.as_ref()?.channels + channel;
                Pin::new(Holder::Fine, &[0, number(channel)?, number(y)?, number(x)?])
            }
            Spot::Bias { group, channel } => {
                let channel = u128::from(group) * self.bias_channels() + channel;
                Pin::new(Holder::Bias, &[number(channel)?])
            }
        }
    }

    /// The element that others know as this; nothing if the picture has none such.
    pub fn spot(&self, pin: Pin) -> Option<Spot> {
        let indices: Option<Vec<u128>> =
            pin.indices().iter().map(|index| u128::try_from(*index).ok()).collect();
        let spot = match (pin.holder, &indices?[..]) {
            (Holder::Weights, &[group, channel, patch]) => {
                self.cell_of(Holds::Weights, group, [Some(channel), Some(patch), None])?
            }
            (Holder::Columns, &[image, group, patch, position]) => {
                let position = self.joined(image, position)?;
                self.cell_of(Holds::Columns, group, [None, Some(patch), Some(position)])?
            }
            (Holder::Coarse, &[image, group, channel, position]) => {
                let position = self.joined(image, position)?;
                self.cell_of(Holds::Coarse, group, [Some(channel), None, Some(position)])?
            }
            (Holder::Fine, &[0, channel, y, x]) => {
                let tensor = self.tensor.as_ref()?;
                let [height, width] = tensor.size;
                let group = u64::try_from(channel / tensor.channels).ok()?;
                let spot = Spot::Pixel { group, channel: channel % tensor.channels, y, x };
                (y < height && x < width).then_some(spot)?
            }
            (Holder::Bias, &[channel]) if self.lowering.bias.is_some() => {
                let group = u64::try_from(channel / self.bias_channels()).ok()?;
                Spot::Bias { group, channel: channel % self.bias_channels() }
            }
            (Holder::Result, &[row, column]) => Spot::Cell { role: Role::Result, group: 0, row, column },
            _ => return None,
        };
        self.has(spot).then_some(spot)
    }

    fn cell_of(&self, holds: Holds, group: u128, of: [Option<u128>; 3]) -> Option<Spot> {
        let role = self.role_of(holds);
        let (_, down, across) = self.holds(role);
        let at = |index: Index| of[index as usize];
        Some(Spot::Cell { role, group: u64::try_from(group).ok()?, row: at(down)?, column: at(across)? })
    }

    /// A position of an image among those of all.
    fn joined(&self, image: u128, position: u128) -> Option<u128> {
        let [height, width] = self.layer.grids.map(|grid| grid.positions as u128);
        let inside = image == 0 || (self.lowering.gemm.batch_inside && image < self.layer.batch as u128);
        inside.then(|| image.checked_mul(height * width)?.checked_add(position))?
    }

    /// Whether an element is within its matrix, and in a group that there is.
    fn has(&self, spot: Spot) -> bool {
        let (group, inside) = match spot {
            Spot::Cell { role, group, row, column } => {
                let part = self.part(role);
                (group, row < part.rows && column < part.columns)
            }
            Spot::Pixel { group, .. } | Spot::Bias { group, .. } => (group, true),
        };
        inside && group < self.blocks.groups
    }
}
