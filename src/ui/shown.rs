//! How the reader looks at the rows: which are shown, in which order, and which blocks are closed. The network stays as
//! it is.

use std::rc::Rc;

use rustc_hash::FxHashSet;

use crate::i18n::usual_word;
use crate::network::Row;

/// A way to look at the rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    /// What is looked for; rows without it are not shown.
    pub find: Rc<str>,
    /// Whether the dearest row comes first.
    pub by_cost: bool,
    /// Whether rows with a common prefix are shown as a block, and which of the blocks are open.
    pub blocks: Option<FxHashSet<Rc<str>>>,
}

impl Shown {
    /// Whether a row has what is looked for, in its name or in what its kind is called, in short or in full.
    pub fn finds(&self, row: &Row, called: [&str; 2]) -> bool {
        let find = self.find.trim().to_ascii_lowercase();
        let usual = usual_word(&find);
        let has = |text: &str| {
            let text = text.to_ascii_lowercase();
            text.contains(&find) || usual.is_some_and(|word| text.contains(word))
        };
        find.is_empty() || has(&row.name) || called.into_iter().any(has) || has(row.kind.name())
    }

    /// Whether all rows are shown in the network's order, so that a row can be put between two others.
    pub fn is_plain(&self) -> bool {
        self.find.trim().is_empty() && !self.by_cost
    }
}

/// The block that a row belongs to: its name up to the last dot, `layer1.0` of `layer1.0.conv1`.
///
/// ```
/// use im2cost::ui::shown::block_of;
/// assert_eq!(block_of("layer1.0.conv1"), Some("layer1.0"));
/// assert_eq!(block_of("conv1"), None);
/// ```
pub fn block_of(name: &str) -> Option<&str> {
    name.rsplit_once('.').map(|(block, _)| block).filter(|block| !block.is_empty())
}
