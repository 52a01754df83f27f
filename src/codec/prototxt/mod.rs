//! Caffe's network files (`.prototxt`), of the format with `layer` and of the older one with `layers`.
//!
//! ```
//! use im2cost::codec::prototxt;
//! let read = prototxt::read("input: 'data' input_dim: 1 input_dim: 3 input_dim: 8 input_dim: 8
//!     layer { name: 'conv' type: 'Convolution' bottom: 'data' top: 'conv'
//!         convolution_param { num_output: 4 kernel_size: 3 } }");
//! assert_eq!(&*read.document.rows[0].name, "conv");
//! ```

mod tree;
mod layer;
mod net;
mod extent;

use super::remark::{Remark, Remarked, TextImport, TextPlace};

/// Reads a text. Whatever can be read becomes rows; what cannot is remarked upon.
pub fn read(text: &str) -> TextImport {
    let (tree, remarks) = tree::read(text);
    let (document, mut remarks) = net::Net::new(remarks).read(&tree);
    if document.rows.is_empty() {
        remarks.push(Remark { place: TextPlace { line: 1, column: 1 }, what: Remarked::Nothing });
    }
    remarks.sort_by_key(|remark| remark.place);
    remarks.dedup();
    TextImport { document, remarks }
}

/// Whether a text looks like Caffe's.
pub fn recognizes(text: &str) -> bool {
    let opens = |rest: &str| rest.trim_start().starts_with(['{', ':']);
    text.lines().any(|line| {
        let line = line.trim_start();
        ["layer", "layers", "input_param", "input_dim", "input_shape"]
            .iter()
            .any(|word| line.strip_prefix(word).is_some_and(opens))
    })
}
