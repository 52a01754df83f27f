//! ONNX files: read in ranges without their weights, and translated to rows.
//!
//! [`Reader`] asks for the bytes that it needs and gives a [`Model`]; [`Model::question`] says which extents of the input
//! the file leaves open; [`Model::import`] makes a document of it and says what became of every operator.
//!
//! ```
//! use im2cost::codec::onnx::{Step, read_all};
//! assert!(read_all(b"not a model").is_err());
//! ```

mod message;
mod outline;
mod inline;
mod reader;
mod tensor;
mod evaluate;
mod model;
mod graph;
mod flow;
mod infer;
mod layout;
mod naming;
mod summary;
mod translate;
mod window;
mod gemm;
mod pool;
mod function;
mod pointwise;
mod normalize;
mod join;
mod slices;
mod reshape;
mod spatial;

pub use model::{InputExtents, Model, Question};
pub use reader::{OnnxError, Reader, Step};
pub use summary::{Entry, Fate, Import, Reason, Summary};

/// Reads a model of which all bytes are at hand.
pub fn read_all(bytes: &[u8]) -> Result<Model, OnnxError> {
    let mut reader = Reader::new(bytes.len() as u64);
    loop {
        match reader.next() {
            Step::Need(range) => {
                let place = |at: u64| usize::try_from(at).unwrap_or(bytes.len()).min(bytes.len());
                reader.feed(&bytes[place(range.start)..place(range.end)]);
            }
            Step::Done(model) => return Ok(model),
            Step::Failed(error) => return Err(error),
        }
    }
}
