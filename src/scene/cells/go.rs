//! Going through the steps: one further, one back, to an end, or to a place on a slider.

/// Where to go from a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Go {
    /// To the first.
    First,
    /// One back.
    Back,
    /// One further.
    Forward,
    /// To the last.
    Last,
    /// To one by its number.
    To(u64),
}

impl Go {
    /// The step that is gone to from one of `count`.
    ///
    /// ```
    /// use im2cost::scene::cells::Go;
    /// assert_eq!(Go::Back.from(0, 8), 0);
    /// assert_eq!(Go::Forward.from(7, 8), 7);
    /// assert_eq!(Go::To(90).from(3, 8), 7);
    /// ```
    pub fn from(self, step: u64, count: u64) -> u64 {
        let last = count.saturating_sub(1);
        let step = match self {
            Go::First => 0,
            Go::Back => step.min(last).saturating_sub(1),
            Go::Forward => step.saturating_add(1),
            Go::Last => last,
            Go::To(step) => step,
        };
        step.min(last)
    }
}
