//! Reads an ONNX file piece by piece: asks for ranges of bytes, passes over weights, and does no I/O itself.
//!
//! What it makes is a copy of the file without its weights, a few hundred kilobytes even where the file has gigabytes.
//! The copy is a file of the same format, so that an ordinary decoder takes it apart.

use std::ops::Range;

use prost::Message;

use super::Model;
use super::message::ModelProto;
use super::outline::{Level, Plan};

/// Why a file is not a model that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnnxError {
    /// A message is not what it should be at this byte.
    Malformed {
        /// The place in the file.
        offset: u64,
    },
    /// The file ends before it is complete.
    Truncated,
    /// The file holds no graph.
    NoGraph,
    /// More operators and names than a network has.
    TooLarge,
}

/// What a reader wants next.
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::large_enum_variant)]
pub enum Step {
    /// These bytes of the file, all within it.
    Need(Range<u64>),
    /// Nothing: this is the model.
    Done(Model),
    /// Nothing: the file cannot be read.
    Failed(OnnxError),
}

/// A field's key and length take at most this many bytes.
const LONGEST_HEADER: u64 = 20;

/// How much is asked for at once: little after weights were passed over, more the longer nothing is.
const AHEAD: Range<u64> = 512..65_536;

/// The most bytes that are kept of a file, each field and message counted with some more for what it takes in memory.
const MOST_KEPT: u64 = 16 << 20;
const FIELD_COST: u64 = 16;
const MESSAGE_COST: u64 = 160;

/// Reads one file. Call [`Reader::next`] until it is done, and [`Reader::feed`] it what it needs.
///
/// ```
/// use im2cost::codec::onnx::{OnnxError, Reader, Step};
/// let file = [0x08, 0x07]; // A model with a version and nothing else.
/// let mut reader = Reader::new(file.len() as u64);
/// let Step::Need(range) = reader.next() else { panic!() };
/// reader.feed(&file[range.start as usize..range.end as usize]);
/// assert_eq!(reader.next(), Step::Failed(OnnxError::NoGraph));
/// ```
#[derive(Clone, Debug)]
pub struct Reader {
    length: u64,
    /// The next byte to look at.
    at: u64,
    /// What was fed last, and where in the file it begins.
    window: Vec<u8>,
    window_start: u64,
    ahead: u64,
    /// The messages around `at`, outermost first, each with what is kept of it.
    open: Vec<Open>,
    kept: u64,
    /// How many bytes were asked for last, and whether fewer came: the file ends there.
    asked: u64,
    is_at_end: bool,
}

#[derive(Clone, Debug)]
struct Open {
    level: Level,
    field: u64,
    end: u64,
    kept: Vec<u8>,
}

/// Why a step could not be made.
enum Stop {
    /// So many bytes from `at` on are not there yet.
    Missing(u64),
    Failed(OnnxError),
}

impl Reader {
    /// A reader for a file of this length.
    pub fn new(length: u64) -> Reader {
        Reader {
            length,
            at: 0,
            window: Vec::new(),
            window_start: 0,
            ahead: AHEAD.start,
            open: vec![Open { level: Level::Model, field: 0, end: length, kept: Vec::new() }],
            kept: 0,
            asked: 0,
            is_at_end: false,
        }
    }

    /// How far into the file the reader is, for showing progress.
    pub fn position(&self) -> u64 {
        self.at
    }

    /// Takes the bytes that were asked for; fewer where the file ends before.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.window_start = self.at;
        self.is_at_end = (bytes.len() as u64) < self.asked;
        self.window = bytes.to_vec();
    }

    /// Goes on until bytes are missing or the file ends.
    #[allow(clippy::should_implement_trait)] // It is no iterator: what comes next depends on what is fed.
    pub fn next(&mut self) -> Step {
        loop {
            match self.field() {
                Ok(Some(copy)) => return finished(&copy),
                Ok(None) => {}
                Err(Stop::Failed(error)) => return Step::Failed(error),
                Err(Stop::Missing(_)) if self.is_at_end => return Step::Failed(OnnxError::Truncated),
                Err(Stop::Missing(bytes)) => {
                    let end = self.length.min(self.at.saturating_add(bytes.max(self.ahead)));
                    self.ahead = (self.ahead * 2).min(AHEAD.end);
                    self.asked = end - self.at;
                    return Step::Need(self.at..end);
                }
            }
        }
    }

    /// Reads one field, or closes a message; the whole copy once the outermost is closed.
    fn field(&mut self) -> Result<Option<Vec<u8>>, Stop> {
        let Some(inner) = self.open.last() else { return Ok(Some(Vec::new())) };
        let (level, end) = (inner.level, inner.end);
        if self.at == end {
            return Ok(self.close());
        }
        let malformed = Stop::Failed(OnnxError::Malformed { offset: self.at });
        let header = self.bytes(LONGEST_HEADER.min(end - self.at))?;
        let mut rest = header;
        let (Some(key), Some(value)) = (varint(&mut rest), Some(rest)) else { return Err(malformed) };
        let (field, wire_type) = (key >> 3, key & 7);
        let (header_length, payload_length) = match wire_type {
            0 => match varint(&mut rest) {
                Some(_) => (header.len() - value.len(), (value.len() - rest.len()) as u64),
                None => return Err(malformed),
            },
            1 => (header.len() - value.len(), 8),
            5 => (header.len() - value.len(), 4),
            2 => match varint(&mut rest) {
                Some(length) => (header.len() - rest.len(), length),
                None => return Err(malformed),
            },
            _ => return Err(malformed),
        };
        let payload = self.at + header_length as u64;
        if payload_length > end - payload.min(end) {
            let truncated = self.open.iter().all(|open| open.end == self.length);
            return Err(if truncated { Stop::Failed(OnnxError::Truncated) } else { malformed });
        }
        let plan = if field == 0 { return Err(malformed) } else { level.plan(field, payload_length) };
        match plan {
            Plan::Enter(level) if wire_type == 2 => {
                self.count(MESSAGE_COST)?;
                self.open.push(Open { level, field, end: payload + payload_length, kept: Vec::new() });
                self.at = payload;
            }
            Plan::Keep => {
                let length = payload + payload_length - self.at;
                let field = self.bytes(length)?.to_vec();
                self.count(length + FIELD_COST)?;
                if let Some(inner) = self.open.last_mut() {
                    inner.kept.extend(field);
                }
                self.at += length;
            }
            Plan::Enter(_) | Plan::Skip => {
                self.at = payload + payload_length;
                if self.at > self.window_start + self.window.len() as u64 {
                    self.ahead = AHEAD.start;
                }
            }
        }
        Ok(None)
    }

    /// Puts what was kept of the innermost message into the one around it.
    fn close(&mut self) -> Option<Vec<u8>> {
        let closed = self.open.pop()?;
        let Some(outer) = self.open.last_mut() else { return Some(closed.kept) };
        write_varint(closed.field << 3 | 2, &mut outer.kept);
        write_varint(closed.kept.len() as u64, &mut outer.kept);
        outer.kept.extend(closed.kept);
        None
    }

    /// So many bytes from `at` on, if they are there.
    fn bytes(&self, length: u64) -> Result<&[u8], Stop> {
        let start = self.at.checked_sub(self.window_start);
        let bytes = start.and_then(|start| {
            self.window.get(usize::try_from(start).ok()?..usize::try_from(start + length).ok()?)
        });
        bytes.ok_or(Stop::Missing(length))
    }

    fn count(&mut self, cost: u64) -> Result<(), Stop> {
        self.kept += cost;
        if self.kept > MOST_KEPT { Err(Stop::Failed(OnnxError::TooLarge)) } else { Ok(()) }
    }
}

fn finished(copy: &[u8]) -> Step {
    match ModelProto::decode(copy) {
        Ok(ModelProto { graph: Some(graph), functions, .. }) => Step::Done(Model::new(graph, &functions)),
        Ok(_) => Step::Failed(OnnxError::NoGraph),
        Err(_) => Step::Failed(OnnxError::Malformed { offset: 0 }),
    }
}

/// Reads a number of up to ten bytes, seven bits each, and moves past it.
fn varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0u64;
    for (at, byte) in bytes.iter().take(10).enumerate() {
        let bits = u64::from(byte & 0x7f);
        if at == 9 && bits > 1 {
            return None;
        }
        number |= bits << (7 * at);
        if byte & 0x80 == 0 {
            *bytes = &bytes[at + 1..];
            return Some(number);
        }
    }
    None
}

fn write_varint(mut number: u64, bytes: &mut Vec<u8>) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_as_they_were_written() {
        for number in [0, 1, 127, 128, 300, u64::from(u32::MAX), u64::MAX] {
            let mut bytes = Vec::new();
            write_varint(number, &mut bytes);
            let mut rest = bytes.as_slice();
            assert_eq!(varint(&mut rest), Some(number));
            assert!(rest.is_empty());
        }
    }

    #[test]
    fn numbers_past_64_bits_and_unfinished_ones_are_refused() {
        assert_eq!(varint(&mut [0xff; 10].as_slice()), None);
        assert_eq!(varint(&mut [0x80; 11].as_slice()), None);
        assert_eq!(varint(&mut [0x80].as_slice()), None);
        assert_eq!(varint(&mut [].as_slice()), None);
    }
}
