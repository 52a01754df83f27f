//! The wires in the gutter: which lanes run past, begin or end at each row, where a row reads another than the one above.

use crate::network::{Analysis, Source};

/// The most lanes that are drawn side by side; further wires share the last.
pub const LANES: usize = 6;

/// What the gutter of one row shows, a bit for each lane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wires {
    /// Lanes that come in from above.
    pub above: u8,
    /// Lanes that go on below.
    pub below: u8,
    /// Lanes that begin at this row: others read it.
    pub begins: u8,
    /// Lanes that end at this row: it reads them.
    pub ends: u8,
}

impl Wires {
    /// Whether there is nothing to draw.
    pub fn is_empty(&self) -> bool {
        *self == Wires::default()
    }
}

/// The wires of every row. Rows that read the same row share its lane.
pub fn wires(analysis: &Analysis) -> Vec<Wires> {
    // Places count the network's input as 0, and the row at `at` as `at + 1`, so that a row above has the place `at`.
    let place = |source: &Source| match source {
        Source::Input => 0,
        Source::Row(row) => row + 1,
    };
    let n_rows = analysis.rows.len();
    let far = |at: usize| analysis.rows[at].sources.iter().map(place).filter(move |place| *place != at);
    let mut last_reader: Vec<Option<usize>> = vec![None; n_rows + 1];
    for at in 0..n_rows {
        far(at).for_each(|place| last_reader[place] = Some(at));
    }
    // The row at which each lane is free again.
    let mut busy_until = [None::<usize>; LANES];
    let begin = |place: usize, taken: u8, busy_until: &mut [Option<usize>; LANES]| {
        let free = (0..LANES).find(|lane| taken >> lane & 1 == 0).unwrap_or(LANES - 1);
        busy_until[free] = busy_until[free].max(last_reader[place]);
        1u8 << free
    };
    let mut running = if last_reader[0].is_some() { begin(0, 0, &mut busy_until) } else { 0 };
    let mut rows = Vec::with_capacity(n_rows);
    // The lane of each place that has one.
    let mut begins_at = vec![0u8; n_rows + 1];
    begins_at[0] = running;
    for at in 0..n_rows {
        let above = running;
        for (lane, until) in busy_until.iter_mut().enumerate() {
            if *until == Some(at) {
                running &= !(1 << lane);
                *until = None;
            }
        }
        let begins =
            if last_reader[at + 1].is_some() { begin(at + 1, above | running, &mut busy_until) } else { 0 };
        begins_at[at + 1] = begins;
        running |= begins;
        let ends = far(at).fold(0, |ends, place| ends | begins_at[place]);
        rows.push(Wires { above, below: running, begins, ends });
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::document;
    use crate::network::analyse;

    /// Draws the gutter of identities and additions with these sources.
    #[track_caller]
    fn check(sources: &[&str], expected: &[&str]) {
        let row = |(at, from): (usize, &&str)| {
            let kind = if from.contains(',') { "add" } else { "identity" };
            let from: Vec<String> = from.split(',').map(|name| format!("\"{name}\"")).collect();
            format!(
                r#"{{"name": "{}", "kind": "{kind}", "from": [{}]}}"#,
                (b'a' + at as u8) as char,
                from.join(",")
            )
        };
        let layers: Vec<String> = sources.iter().enumerate().map(row).collect();
        let text = format!(
            r#"{{"format": "im2cost/1", "input": {{"channels": 3, "height": 8, "width": 8}}, "layers": [{}]}}"#,
            layers.join(",")
        );
        let analysis = analyse(&document::read(&text).expect("a document"));
        let drawn: Vec<String> = wires(&analysis)
            .iter()
            .map(|wires| {
                let sign = |lane: usize| {
                    let bit = |mask: u8| mask >> lane & 1 == 1;
                    match (bit(wires.begins), bit(wires.ends), bit(wires.below), bit(wires.above)) {
                        (true, ..) => '┌',
                        (_, true, true, _) => '├',
                        (_, true, ..) => '└',
                        (.., true) => '│',
                        _ => ' ',
                    }
                };
                (0..2).map(sign).collect::<String>().trim_end().to_owned()
            })
            .collect();
        assert_eq!(drawn, expected);
    }

    #[test]
    fn a_row_that_reads_the_one_above_needs_no_wire() {
        check(&["input", "a", "b"], &["", "", ""]);
    }

    #[test]
    fn a_residual_is_a_wire_past_what_it_skips() {
        check(&["input", "a", "b,a"], &["┌", "│", "└"]);
    }

    #[test]
    fn the_input_is_wired_from_above() {
        check(&["input", "a", "b,input"], &["│", "│", "└"]);
    }

    #[test]
    fn wires_that_overlap_run_side_by_side_and_a_lane_is_used_again() {
        check(&["input", "a", "a", "b", "d", "d"], &["┌", "│┌", "└│", "┌└", "│", "└"]);
    }

    #[test]
    fn several_readers_share_a_wire() {
        check(&["input", "a", "a", "a"], &["┌", "│", "├", "└"]);
    }
}
