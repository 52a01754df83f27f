//! Arithmetic with the extents of tensors, as files of other tools write it.

/// The number of elements; the largest number where it is past 64 bits, 0 where an extent is negative.
pub(super) fn product(dims: &[i64]) -> i64 {
    dims.iter().fold(1i64, |product, extent| product.saturating_mul((*extent).max(0)))
}

/// The extents that `Reshape` makes of others: 0 keeps an extent, −1 takes what is left over.
pub(super) fn reshaped(dims: &[i64], target: &[i64]) -> Option<Vec<i64>> {
    let mut extents = Vec::with_capacity(target.len());
    for (at, extent) in target.iter().enumerate() {
        extents.push(if *extent == 0 { *dims.get(at)? } else { *extent });
    }
    if let Some(free) = extents.iter().position(|extent| *extent == -1) {
        extents[free] = 1;
        let known = product(&extents);
        if known == 0 || product(dims) % known != 0 {
            return None;
        }
        extents[free] = product(dims) / known;
    }
    (product(&extents) == product(dims)).then_some(extents)
}
