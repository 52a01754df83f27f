//! How a row stands out.

/// What is true of a row besides what it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowFlags {
    /// The inspector shows it.
    pub is_head: bool,
    /// It is selected.
    pub is_selected: bool,
    /// Its menu of kinds is filled.
    pub is_filled: bool,
    /// Rows that are dragged would be put above it.
    pub is_below_drop: bool,
}
