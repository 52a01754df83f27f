//! What readers of texts found worth saying, and where: what they could not read, and what a text cannot tell.

use crate::network::Document;

/// A network read from a text. Rows that could not be read are left out or `unknown`, and remarked upon.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TextImport {
    /// The rows that could be read.
    pub document: Document,
    /// What there is to say, in the text's order.
    pub remarks: Vec<Remark>,
}

/// Something to say about a place in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Where.
    pub place: TextPlace,
    /// What.
    pub what: Remarked,
}

/// A place in a text, counted from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextPlace {
    /// The line.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
}

impl TextPlace {
    /// The place in a text as browsers count it, in units of UTF-16.
    ///
    /// ```
    /// use im2cost::codec::TextPlace;
    /// assert_eq!(TextPlace { line: 2, column: 3 }.in_utf16("卷\nab𝟙c"), 4);
    /// ```
    pub fn in_utf16(self, text: &str) -> usize {
        let length = |text: &str| text.encode_utf16().count();
        let mut lines = text.split_inclusive('\n');
        let before: usize = lines.by_ref().take(self.line.saturating_sub(1)).map(length).sum();
        let letters = lines.next().unwrap_or_default().chars().take(self.column.saturating_sub(1));
        before + letters.map(char::len_utf16).sum::<usize>()
    }
}

/// What a reader of texts has to say.
#[allow(missing_docs)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remarked {
    /// A layer that there is none of here; it became a row of type `unknown`.
    UnknownLayer { name: String },
    /// A layer for volumes; it became a row of type `unknown`.
    Volume { name: String },
    /// An argument, key or column that the layer does not have; it was passed over.
    UnknownArgument { argument: String },
    /// A value that has not the form of its key; it stands in the row as text.
    Unreadable { argument: String, text: String },
    /// A bracket that nothing closes.
    NotClosed { bracket: char },
    /// Something that does not belong here.
    Unexpected { text: String },
    /// A module whose branches the text does not tell; its layers stand one after another.
    BranchesNotTold { module: String },
    /// A module that has learned more than the layers that the text shows in it.
    WeightsNotShown { module: String },
    /// A `forward` that could not be followed; layers stand in the order in which they are defined.
    ForwardNotRead,
    /// Code that could not be followed; the row at the end says that what was read may not be all.
    NotFollowed { text: String },
    /// Code that makes another network too, which was left out.
    OtherNetwork { name: String },
    /// An argument at a place where the layer takes none; it was passed over.
    Surplus { text: String },
    /// Features as many as channels: a pool over all pixels was put in that the text does not show.
    PoolAssumed,
    /// The text does not tell the input's size, so that one was assumed.
    InputAssumed { extents: Vec<i64> },
    /// The text's bytes do not tell its encoding, so that the one of Chinese Windows was assumed.
    EncodingAssumed,
    /// A layer for training or for data only, left out.
    LeftOut { name: String },
    /// A source that no earlier layer gives.
    SourceUnknown { name: String },
    /// Lines without a header, whose values were taken to stand in the order of the table's columns here.
    ColumnsAsHere,
    /// A linear layer in a table that acts on every pixel of an image.
    LinearOnPixels { name: String },
    /// A line of a table without the kind of its layer.
    KindMissing,
    /// A line with more cells than the table has columns.
    TooManyCells { cells: usize, columns: usize },
    /// No layer at all.
    Nothing,
    /// More layers than are read.
    TooMany { most: usize },
}

impl Remarked {
    /// Whether part of the text is in no row: what was read is less than what is there.
    pub fn loses_text(&self) -> bool {
        matches!(
            self,
            Remarked::NotClosed { .. }
                | Remarked::Unexpected { .. }
                | Remarked::KindMissing
                | Remarked::TooManyCells { .. }
                | Remarked::TooMany { .. }
        )
    }
}

/// The most rows that a text may have.
pub(super) const MOST_ROWS: usize = 20_000;

impl TextImport {
    /// Whether the text held any layers.
    pub fn any(&self) -> bool {
        !self.document.rows.is_empty()
    }
}
