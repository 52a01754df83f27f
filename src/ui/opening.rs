//! Opens whatever file a reader has. A model's weights are passed over unread; a text is read whole.

use wasm_bindgen_futures::spawn_local;
use web_sys::File;

use super::act::Act;
use super::dispatch::Dispatch;
use super::notice::Notice;
use crate::browser::file;
use crate::codec::onnx::{Import, Reader, Step};
use crate::codec::open::{Format, OpenError, Opened, Remarks, named, read, recognize};

/// The bytes that tell a file's format.
const BEGINNING: u64 = 4_096;

/// The most bytes of a text that are read: a network that needs more is not one.
const MOST_BYTES: u64 = 64 << 20;

/// Opens a file, while the page stays live.
pub fn open(file: File, dispatch: Dispatch) {
    spawn_local(async move { dispatch.act(opened(&file).await) });
}

async fn opened(file: &File) -> Act {
    let (name, length) = (file.name(), file.size() as u64);
    let Some(start) = file::bytes(file, 0..BEGINNING).await else { return failed(Notice::CannotRead) };
    match recognize(&name, &start) {
        Some(Format::Onnx) => model(file, &name, length).await,
        _ if length > MOST_BYTES => failed(Notice::TooLarge),
        _ => match file::bytes(file, 0..length).await {
            Some(bytes) => Act::Opened(Box::new(read(&name, &bytes))),
            None => failed(Notice::CannotRead),
        },
    }
}

fn failed(notice: Notice) -> Act {
    Act::Notify(Some(notice))
}

async fn model(file: &File, name: &str, length: u64) -> Act {
    let mut reader = Reader::new(length);
    loop {
        match reader.next() {
            Step::Need(range) => match file::bytes(file, range).await {
                Some(bytes) => reader.feed(&bytes),
                None => return failed(Notice::CannotRead),
            },
            Step::Done(model) => {
                let Import { document, summary } = model.import(None);
                let remarks = Remarks::Operators(summary);
                let opened = Opened { format: Format::Onnx, document: named(document, name), remarks };
                return Act::Opened(Box::new(Ok(opened)));
            }
            Step::Failed(error) => return Act::Opened(Box::new(Err(OpenError::Onnx(error)))),
        }
    }
}
