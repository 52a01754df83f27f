//! Winograd's minimal filtering algorithms F(m×m, 3×3), nested in two dimensions (Lavin and Gray, 2016).

use super::{AlgorithmCost, Condition};
use crate::cost::products::per_group;
use crate::cost::{Name, Named, Product, SumOfProducts};
use crate::layer::{Direction, GemmLayer, Symbol};

/// A tile of m×m outputs, and what its transforms cost.
pub(super) struct Tile {
    /// m.
    size: i64,
    /// Operations that transform the data of one tile of one input channel.
    data: u128,
    /// Operations that transform one filter.
    filter: u128,
    /// Operations that transform a tile of products into outputs.
    inverse: u128,
}

/// F(2×2, 3×3): 4·(4+4), 4·(3+4) and 4·(4+2) operations.
pub(super) const TWO: Tile = Tile { size: 2, data: 32, filter: 28, inverse: 24 };

/// F(4×4, 3×3): 13·(6+6), 8·(3+6) and 10·(6+4) operations.
pub(super) const FOUR: Tile = Tile { size: 4, data: 156, filter: 72, inverse: 100 };

impl Tile {
    /// (m+2)² products for each tile, a ragged one at an edge being as dear as a whole one.
    pub(super) fn cost(&self, layer: &GemmLayer) -> Result<AlgorithmCost, Condition> {
        if layer.direction != Direction::Convolution {
            return Err(Condition::Convolution);
        }
        for grid in &layer.grids {
            if grid.kernel != 3 {
                return Err(Condition::KernelThree);
            }
            if grid.stride != 1 {
                return Err(Condition::StrideOne);
            }
            if grid.dilation != 1 {
                return Err(Condition::DilationOne);
            }
        }
        let along = layer.grids.map(|grid| ((grid.positions - 1) / self.size + 1) as u128);
        let tiles = Named { name: Name::Tiles, value: along[0] * along[1] };
        let batch = Named::symbol(layer, Symbol::Batch);
        let outputs = Named::symbol(layer, Symbol::OutChannels);
        let inputs = Named::symbol(layer, Symbol::InChannels);
        let shared = per_group(layer, Symbol::InChannels);
        let elements = ((self.size + 2) * (self.size + 2)) as u128;

        let products = Product::of([batch, tiles, outputs, shared]).times(elements);
        let sums = Product::of([batch, tiles, outputs]).times(elements);
        Ok(AlgorithmCost {
            additions: SumOfProducts::from(products.clone()).minus(sums),
            multiplications: products.into(),
            transforms: SumOfProducts::of([
                Product::of([batch, tiles, inputs]).times(self.data),
                Product::of([batch, tiles, outputs]).times(self.inverse),
                Product::of([outputs, shared]).times(self.filter),
            ]),
            memory: SumOfProducts::of([
                Product::of([tiles, inputs]).times(elements),
                Product::of([tiles, outputs]).times(elements),
                Product::of([outputs, shared]).times(elements),
            ]),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cost::Ratio;
    use crate::layer::Grid;

    #[test]
    fn ragged_tiles_cost_as_much_as_whole_ones() {
        let grid = |positions| Grid {
            positions,
            pixels: positions,
            kernel: 3,
            stride: 1,
            dilation: 1,
            begin: 1,
            end: 1,
        };
        let layer = |height, width| GemmLayer {
            direction: Direction::Convolution,
            batch: 3,
            in_channels: 8,
            out_channels: 6,
            groups: 2,
            bias: true,
            grids: [grid(height), grid(width)],
            output_padding: [0, 0],
            vector: false,
        };
        let products = |tile: &Tile, height, width| {
            tile.cost(&layer(height, width)).unwrap().multiplications.value().unwrap()
        };
        // 5×7 outputs: 3×4 tiles of 2×2, 2×2 tiles of 4×4.
        assert_eq!(products(&TWO, 5, 7), Ratio::whole(3 * 12 * 6 * 4 * 16));
        assert_eq!(products(&FOUR, 5, 7), Ratio::whole(3 * 4 * 6 * 4 * 36));
        assert_eq!(products(&FOUR, 5, 7), products(&FOUR, 8, 8));
        let strided = GemmLayer { grids: [Grid { stride: 2, ..grid(4) }; 2], ..layer(4, 4) };
        assert_eq!(TWO.cost(&strided), Err(Condition::StrideOne));
    }
}
