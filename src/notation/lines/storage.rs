//! Storage for the text of a script's lines.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::ops::Range;
use std::rc::Rc;

/// The storage of the lines' text.
pub(super) enum LineStorage {
    /// A whole script, and the beginning of each line in it, including the one that would follow the last.
    Whole(Rc<str>, Vec<usize>),
    /// Each line of a stream.
    Stream(VecDeque<Rc<str>>),
}

impl LineStorage {
    pub fn len(&self) -> usize {
        match self {
            LineStorage::Whole(_, begins) => begins.len() - 1,
            LineStorage::Stream(lines) => lines.len(),
        }
    }

    /// All text of a whole script.
    pub fn whole(&self) -> Option<&str> {
        match self {
            LineStorage::Whole(text, _) => Some(text),
            LineStorage::Stream(_) => None,
        }
    }

    /// The line at this index, without its LF: the text that has it, and where.
    pub fn line(&self, index: usize) -> Option<(&Rc<str>, Range<usize>)> {
        match self {
            LineStorage::Whole(text, begins) => {
                Some((text, *begins.get(index)?..begins.get(index + 1)? - 1))
            }
            LineStorage::Stream(lines) => lines.get(index).map(|line| (line, 0..line.len())),
        }
    }
}

/// A text with LF at the ends of its lines; some programs write CR alone.
pub(super) fn with_lf(octets: &[u8]) -> Cow<'_, [u8]> {
    if octets.ends_with(b"\r") && memchr::memchr(b'\n', octets).is_none() {
        octets.iter().map(|it| if *it == b'\r' { b'\n' } else { *it }).collect()
    } else {
        octets.into()
    }
}
