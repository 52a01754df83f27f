//! Tables: CSV and TSV with a header in any of the usual names, and bare rows as they come from a spreadsheet.
//!
//! ```
//! use im2cost::codec::table;
//! let read = table::read("name,type,filters,kernel_size,strides\nstem,Conv2D,64,7,2\n").unwrap();
//! assert_eq!(read.document.rows.len(), 1);
//! ```

mod cells;
mod bare;
mod columns;
mod pipes;
mod read;
mod words;
mod write;

pub use read::read;
pub use write::{Separator, write, write_rows};

/// Whether a text looks like a table: its first lines have the same separator, and one of them names a layer or a column.
pub fn recognizes(text: &str) -> bool {
    let beginning: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(3).collect();
    let beginning = beginning.join("\n");
    let Some(separator) = cells::separator(&beginning) else { return false };
    let (records, _) = cells::records(&beginning, separator);
    let known = |record: &cells::Record| {
        columns::header(record).is_some() || record.iter().any(|cell| columns::kind_of(&cell.text).is_some())
    };
    records.iter().any(known)
}
