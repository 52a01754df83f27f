//! Files that hold no network that can be read here, but that people have where a network comes from: told by their
//! beginning or by the end of their name, so that each can be answered with its own way out.

/// What such a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// Weights of PyTorch, whose layers are in code.
    PyTorchWeights,
    /// A model of Keras or TensorFlow.
    TensorFlow,
    /// What was compiled from a model to run on a device.
    Compiled,
    /// Weights of Caffe, whose layers are in a text beside them.
    CaffeWeights,
    /// Weights that an ONNX model keeps beside it.
    OnnxWeights,
    /// A notebook.
    Notebook,
    /// A workbook of a spreadsheet.
    Workbook,
    /// A file with others packed in it.
    Packed,
    /// Pages.
    Pdf,
    /// A picture.
    Picture,
}

/// Where bytes stand that tell what a file is.
const SIGNS: [(usize, &[u8], Foreign); 20] = [
    (0, b"\x80\x02", Foreign::PyTorchWeights),
    (0, b"\x89HDF", Foreign::TensorFlow),
    (4, b"TFL3", Foreign::TensorFlow),
    (0, b"ptrt", Foreign::Compiled),
    (4, b"ORTM", Foreign::Compiled),
    (0, b"\xd0\xcf\x11\xe0", Foreign::Workbook),
    (0, b"\x1f\x8b", Foreign::Packed),
    (0, b"7z\xbc\xaf", Foreign::Packed),
    (0, b"Rar!", Foreign::Packed),
    (0, b"BZh", Foreign::Packed),
    (0, b"\xfd7zXZ", Foreign::Packed),
    (257, b"ustar", Foreign::Packed),
    (0, b"%PDF", Foreign::Pdf),
    (0, b"\x89PNG", Foreign::Picture),
    (0, b"\xff\xd8\xff", Foreign::Picture),
    (0, b"GIF8", Foreign::Picture),
    (8, b"WEBP", Foreign::Picture),
    (4, b"ftypavif", Foreign::Picture),
    (4, b"ftypheic", Foreign::Picture),
    (0, b"II*\0", Foreign::Picture),
];

/// What is packed in a zip that is no mere one.
const PACKED: [(&[u8], Foreign); 4] = [
    (b"data.pkl", Foreign::PyTorchWeights),
    (b"[Content_Types].xml", Foreign::Workbook),
    (b"opendocument.spreadsheet", Foreign::Workbook),
    (b"metadata.json", Foreign::TensorFlow),
];

/// How the names of files end whose beginning tells nothing.
const ENDS: [(&str, Foreign); 25] = [
    (".pt", Foreign::PyTorchWeights),
    (".pth", Foreign::PyTorchWeights),
    (".ckpt", Foreign::PyTorchWeights),
    (".safetensors", Foreign::PyTorchWeights),
    (".h5", Foreign::TensorFlow),
    (".keras", Foreign::TensorFlow),
    (".pb", Foreign::TensorFlow),
    (".tflite", Foreign::TensorFlow),
    (".engine", Foreign::Compiled),
    (".plan", Foreign::Compiled),
    (".trt", Foreign::Compiled),
    (".ort", Foreign::Compiled),
    (".mlmodel", Foreign::Compiled),
    (".caffemodel", Foreign::CaffeWeights),
    (".onnx.data", Foreign::OnnxWeights),
    (".onnx_data", Foreign::OnnxWeights),
    (".ipynb", Foreign::Notebook),
    (".xlsx", Foreign::Workbook),
    (".xls", Foreign::Workbook),
    (".ods", Foreign::Workbook),
    (".zip", Foreign::Packed),
    (".gz", Foreign::Packed),
    (".bmp", Foreign::Picture),
    (".svg", Foreign::Picture),
    (".tar", Foreign::Packed),
];

/// What a file is, by its beginning (some thousand bytes are enough) and its name; `None` if it is none of these.
pub(super) fn recognize(name: &str, start: &[u8]) -> Option<Foreign> {
    // Models of the first years of ONNX end like those of TensorFlow, which begin with a 1.
    let is_early_onnx = matches!(start, [0x08, 3..=0x7f, 0x12, ..]);
    let name = name.to_ascii_lowercase();
    let by_end = || ENDS.iter().find(|(end, _)| name.ends_with(end)).map(|(_, foreign)| *foreign);
    let by_sign = SIGNS
        .iter()
        .find(|(at, sign, _)| start.get(*at..).is_some_and(|rest| rest.starts_with(sign)))
        .map(|(_, _, foreign)| *foreign);
    if start.starts_with(b"PK\x03\x04") {
        let holds = |part: &[u8]| start.windows(part.len()).any(|bytes| bytes == part);
        let packed = PACKED.iter().find(|(part, _)| holds(part)).map(|(_, foreign)| *foreign);
        return packed.or_else(by_end).or(Some(Foreign::Packed));
    }
    by_sign.or_else(|| by_end().filter(|_| !is_early_onnx || !name.ends_with(".pb")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_by_their_beginning() {
        let check = |start: &[u8], foreign: Option<Foreign>| {
            assert_eq!(recognize("a", start), foreign, "{}", String::from_utf8_lossy(start));
        };
        check(b"PK\x03\x04\x14\0\0\0\x08\0resnet18/data.pkl", Some(Foreign::PyTorchWeights));
        check(b"PK\x03\x04\x14\0\x06\0\x08\0[Content_Types].xml", Some(Foreign::Workbook));
        check(
            b"PK\x03\x04\x14\0\0\x08\0\0mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
            Some(Foreign::Workbook),
        );
        check(b"PK\x03\x04\x14\0\0\0\x08\0metadata.json", Some(Foreign::TensorFlow));
        check(b"PK\x03\x04\x14\0\0\0\x08\0model.onnx", Some(Foreign::Packed));
        check(b"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.", Some(Foreign::PyTorchWeights));
        check(b"\x89HDF\r\n\x1a\n", Some(Foreign::TensorFlow));
        check(b"\x1c\0\0\0TFL3", Some(Foreign::TensorFlow));
        check(b"\x89PNG\r\n\x1a\n", Some(Foreign::Picture));
        check(b"RIFF\x10\0\0\0WEBPVP8 ", Some(Foreign::Picture));
        check(b"%PDF-1.7", Some(Foreign::Pdf));
        check(b"\x1f\x8b\x08\0", Some(Foreign::Packed));
        check(b"\x08\x08\x12\x07pytorch", None);
        check(b"name,kind\na,relu", None);
        check(b"", None);
    }

    #[test]
    fn files_whose_beginning_tells_nothing_are_told_by_their_name() {
        let check = |name: &str, start: &[u8], foreign: Option<Foreign>| {
            assert_eq!(recognize(name, start), foreign, "{name}");
        };
        // A header of 8 bytes that might begin a model.
        check("model.safetensors", b"\x08\x10\0\0\0\0\0\0{\"a\"", Some(Foreign::PyTorchWeights));
        check("saved_model.pb", b"\x08\x01\x12\xff", Some(Foreign::TensorFlow));
        check("frozen.pb", b"\n\x10\n\x05input", Some(Foreign::TensorFlow));
        check("squeezenet.pb", b"\x08\x03\x12\x06caffe2", None);
        check("VGG.caffemodel", b"\n\x05VGG16", Some(Foreign::CaffeWeights));
        check("net.mlmodel", b"\x08\x04\x12\x10", Some(Foreign::Compiled));
        check("net.onnx.data", b"\0\0\0\0", Some(Foreign::OnnxWeights));
        check("Train.IPYNB", b"{\n \"cells\": [", Some(Foreign::Notebook));
        check("net.plan", b"\0\0", Some(Foreign::Compiled));
        check("net.onnx", b"\x08\x08", None);
        check("deploy.prototxt", b"name: \"a\"", None);
        check("network.im2cost.json", b"{", None);
    }
}
