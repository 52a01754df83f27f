//! Lengths that show costs: the bar of a row, and one bar split into the shares of all rows.

/// A part of the bar that shows where the cost lies: a row, or neighbours that are too cheap to be drawn each alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// The first row's place.
    pub first: usize,
    /// The last row's.
    pub last: usize,
    /// The dearest row's.
    pub dearest: usize,
    /// What they cost.
    pub cost: u128,
    /// Where the part begins, of [`Share::WHOLE`].
    pub start: u32,
    /// How long it is.
    pub length: u32,
}

impl Share {
    /// The length of the whole bar.
    pub const WHOLE: u32 = 1000;
    /// The most parts that there are, whatever the network: half as many are so long that no more would fit, and the
    /// others stand each before one of them.
    pub const MOST: usize = 250;

    /// Whether a row is in the part.
    pub fn has(&self, row: usize) -> bool {
        (self.first..=self.last).contains(&row)
    }
}

/// The bar split by what each row costs. Rows that cost nothing, or too little to be seen, have no part.
///
/// ```
/// use im2cost::scene::shares;
/// let parts = shares([300, 0, 2, 3, 695], 1000);
/// let rows: Vec<[usize; 3]> = parts.iter().map(|part| [part.first, part.last, part.dearest]).collect();
/// assert_eq!(rows, [[0, 0, 0], [2, 3, 3], [4, 4, 4]]);
/// assert_eq!(shares(vec![1; 10_000], 10_000).len(), 125);
/// ```
pub fn shares(costs: impl IntoIterator<Item = u128>, whole: u128) -> Vec<Share> {
    let place = |cost: u128| (cost as f64 / whole.max(1) as f64 * f64::from(Share::WHOLE)).round() as u32;
    // As a product, so that nothing is rounded.
    let is_dear = |cost: u128| cost.saturating_mul(Share::MOST as u128 / 2) >= whole;
    let mut parts: Vec<Share> = Vec::new();
    let mut before = 0u128;
    let mut cheap: Option<(Share, u128)> = None;
    let mut push = |part: Share, before: u128| {
        let start = place(before);
        // A gap of one tells neighbours apart.
        let length = place(before.saturating_add(part.cost)).saturating_sub(start).saturating_sub(1);
        if length > 0 {
            parts.push(Share { start, length, ..part });
        }
    };
    let mut dearest = 0;
    for (at, cost) in costs.into_iter().enumerate().filter(|(_, cost)| *cost > 0) {
        let alone = Share { first: at, last: at, dearest: at, cost, start: 0, length: 0 };
        let (together, from) = match cheap.take() {
            Some((some, from)) if !is_dear(cost) => {
                let is_dearest = cost > dearest;
                let cost = some.cost.saturating_add(cost);
                let dearest = if is_dearest { at } else { some.dearest };
                (Share { last: at, dearest, cost, ..some }, from)
            }
            Some((some, from)) => {
                push(some, from);
                (alone, before)
            }
            None => (alone, before),
        };
        dearest = if together.first == at { cost } else { dearest.max(cost) };
        before = before.saturating_add(cost);
        if is_dear(together.cost) {
            push(together, from);
        } else {
            cheap = Some((together, from));
        }
    }
    if let Some((some, from)) = cheap {
        push(some, from);
    }
    parts
}

/// How long a bar is for a cost beside the greatest, of so many steps; something is never drawn as nothing.
pub fn length(cost: u128, most: u128, steps: u8) -> u8 {
    let length = cost as f64 / most.max(1) as f64 * f64::from(steps);
    if cost == 0 { 0 } else { (length.round() as u8).clamp(1, steps) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_bounded_lie_in_order_and_hold_every_row_that_can_be_seen() {
        // Cheap rows before each dear one are the most that can be asked for.
        for (n, dear) in [(1, 1), (124, 7), (400, 2), (5000, 3), (9000, 90)] {
            let costs: Vec<u128> =
                (0..n).map(|at| if at % dear == 0 { 1000 } else { 1 + at as u128 % 5 }).collect();
            let parts = shares(costs.iter().copied(), costs.iter().sum());
            assert!(parts.len() <= Share::MOST, "{n} {dear}: {}", parts.len());
            for pair in parts.windows(2) {
                assert!(pair[0].last < pair[1].first && pair[0].start + pair[0].length < pair[1].start);
            }
            for part in &parts {
                let rows = &costs[part.first..=part.last];
                assert_eq!(part.cost, rows.iter().sum::<u128>());
                assert_eq!(Some(&costs[part.dearest]), rows.iter().max());
                assert!(part.start + part.length <= Share::WHOLE);
            }
        }
    }
}
