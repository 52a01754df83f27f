//! Opens whatever file a reader has. A model's weights are passed over unread; a text is read whole.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::File;

use super::act::Act;
use super::dispatch::Dispatch;
use super::model_import::ModelImport;
use super::notice::{Notice, Stop};
use crate::browser::{decoder, file, later, timer};
use crate::codec::onnx::{Reader, Step};
use crate::codec::open::{Format, OpenError, Opened, foreign, read, read_assumed, recognize};

/// The bytes that tell a file's format.
const BEGINNING: u64 = 4_096;

/// The most bytes of a text that are read: a network that needs more is not one.
const MOST_BYTES: u64 = 64 << 20;

/// How often progress is said, in milliseconds. What takes less says none.
const EVERY: f64 = 250.0;

/// Opens a file, while the page stays live.
pub fn open(file: File, dispatch: Dispatch) {
    spawn_local(async move {
        if let Some(act) = opened(&file, &dispatch).await {
            dispatch.act(act);
        }
    });
}

/// What there is to do once the file is read; nothing if the reader stopped it.
async fn opened(file: &File, dispatch: &Dispatch) -> Option<Act> {
    // The readers are for later.
    if later::fetch().await.is_err() {
        return Some(say(Notice::CannotFetch));
    }
    let (name, length) = (file.name(), file.size() as u64);
    let Some(start) = file::bytes(file, 0..BEGINNING).await else { return Some(say(Notice::CannotRead)) };
    if let Some(foreign) = foreign(&name, &start) {
        return Some(Act::Opened(Box::new(Err(OpenError::Foreign(foreign)))));
    }
    match recognize(&name, &start) {
        Some(Format::Onnx) => model(file, &name, length, dispatch).await,
        _ if length > MOST_BYTES => Some(say(Notice::TooLarge)),
        _ => Some(match file::bytes(file, 0..length).await {
            Some(bytes) => Act::Opened(Box::new(text(&name, &bytes))),
            None => say(Notice::CannotRead),
        }),
    }
}

/// A text in an encoding that its bytes do not tell is most likely in that of a Chinese spreadsheet.
fn text(name: &str, bytes: &[u8]) -> Result<Opened, OpenError> {
    match read(name, bytes) {
        Err(OpenError::OtherEncoding) => match decoder::gb18030(bytes) {
            Some(text) => read_assumed(name, &text),
            None => Err(OpenError::OtherEncoding),
        },
        read => read,
    }
}

fn say(notice: Notice) -> Act {
    Act::Notify(Some(notice))
}

async fn model(file: &File, name: &str, length: u64, dispatch: &Dispatch) -> Option<Act> {
    let mut reader = Reader::new(length);
    let stop = Stop::default();
    let mut said = timer::now();
    loop {
        match reader.next() {
            Step::Need(range) => {
                let now = timer::now();
                if now - said > EVERY {
                    said = now;
                    let percent = u32::try_from(reader.position() * 100 / length.max(1)).unwrap_or(100);
                    dispatch.act(say(Notice::Reading { percent, stop: stop.clone() }));
                }
                match file::bytes(file, range).await {
                    _ if stop.is_asked() => return None,
                    Some(bytes) => reader.feed(&bytes),
                    None => return Some(say(Notice::CannotRead)),
                }
            }
            Step::Done(model) => {
                let (model, file) = (Rc::new(model), name.into());
                return Some(Act::ReadModel(ModelImport { model, file, extents: None, unfolded: false }));
            }
            Step::Failed(error) => return Some(Act::Opened(Box::new(Err(OpenError::Onnx(error))))),
        }
    }
}
