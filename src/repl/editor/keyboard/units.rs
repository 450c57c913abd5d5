//! Splits a terminal's input into units: keys, pastes and bursts. After a unit, rustyline never waits for
//! more octets, so a paste or an escape sequence without an end can't block it.

use crate::repl::editor::burst::{self, MAX_BURST, TYPING_PAUSE, is_line_end};
use std::time::{Duration, Instant};

pub const CTRL_C: u8 = 0x03;
const FORM_FEED: u8 = 0x0c;
const CTRL_D: u8 = 0x04;
const CTRL_Z: u8 = 0x1a;
const CTRL_BACKSLASH: u8 = 0x1c;

/// Keys used only between the keyboard and the editor; they cannot be typed.
pub const TAKE_LINES: u8 = CTRL_BACKSLASH;
pub const RESIZED: u8 = 0x1e;

/// After these keys (Ctrl-V, Ctrl-X, Ctrl-]) rustyline waits for another one.
const PREFIXES: [u8; 3] = [0x16, 0x18, 0x1d];

const PASTE_BEGIN: &[u8] = b"\x1b[200~";
const PASTE_END: &[u8] = b"\x1b[201~";

/// An escape sequence is incomplete after this pause.
const KEY_PAUSE: Duration = Duration::from_millis(100);

/// A paste with marks ends after this pause even if its end mark is missing.
const MARKED_PASTE_PAUSE: Duration = Duration::from_secs(2);

/// How many octets an escape sequence may have.
const MAX_SEQUENCE: usize = 64;

/// How many octets a paste may have.
const MAX_PASTE: usize = 16 << 20;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Characters, or a key that leaves the line to be edited further.
    Keys(Vec<u8>),
    /// Enter, Ctrl-D or Ctrl-Z: it may end the line.
    LineEnd(u8),
    /// Ctrl-C.
    Interrupt,
    /// Ctrl-\.
    Quit,
    /// The text of a bracketed paste.
    Paste(String),
    /// Several lines that arrived at once without marks, probably pasted; and the beginning of another, if
    /// they are a paste.
    Lines(Vec<String>, String),
    /// A paste of this many octets that did not end; it is dropped.
    BrokenPaste(usize),
    /// The row and the column of the cursor, counted from 1: the answer to a query.
    CursorReport(u16, u16),
}

impl Unit {
    /// Whether it may end the run of rustyline that handles it.
    pub fn may_end_line(&self) -> bool {
        matches!(self, Unit::LineEnd(_) | Unit::Lines(..))
    }
}

#[derive(Default)]
enum ScanState {
    #[default]
    Keys,
    /// Inside a paste. This many octets were searched for its end mark.
    Paste { searched: usize },
    /// A paste was dropped because of this key.
    PasteEndedBy(u8),
    /// A paste was dropped because it is too long; its rest still arrives.
    DroppedPaste,
}

/// The search for a server's line in the octets that are not part of units yet.
#[derive(Clone, Copy, Default)]
struct ListingSearch {
    /// How many of them were searched: complete lines, up to the first one of a server.
    searched: usize,
    is_found: bool,
}

/// Splits octets into units.
pub struct UnitParser {
    /// The received octets.
    input: Vec<u8>,
    /// How many of them are already part of units.
    start: usize,
    /// When the last octets arrived.
    pub arrived: Instant,
    /// The pause before them.
    pause: Duration,
    /// Whether each key of the current line arrived by itself, as from a hand.
    is_by_key: bool,
    state: ScanState,
    /// A prefix key, which is passed on with the next key.
    prefix: Vec<u8>,
    /// The text of the current line that was already passed on; `None` if other keys have changed it.
    typed: Option<Vec<u8>>,
    listing: ListingSearch,
    /// Whether the cursor's position was queried.
    pub expects_report: bool,
    /// Whether the server expects octets of a literal.
    pub expects_octets: bool,
    /// When a pause will be long enough to make a unit; set by [`UnitParser::next`].
    pub deadline: Option<Instant>,
}

impl UnitParser {
    pub fn new() -> UnitParser {
        UnitParser {
            input: Vec::new(),
            start: 0,
            arrived: Instant::now(),
            pause: Duration::ZERO,
            is_by_key: true,
            state: ScanState::Keys,
            prefix: Vec::new(),
            typed: Some(Vec::new()),
            listing: ListingSearch::default(),
            expects_report: false,
            expects_octets: false,
            deadline: None,
        }
    }

    pub fn push(&mut self, octets: &[u8], now: Instant) {
        self.input.drain(..self.start);
        self.start = 0;
        self.input.extend_from_slice(octets);
        self.pause = now.saturating_duration_since(self.arrived);
        self.arrived = now;
        let is_key = std::str::from_utf8(octets).is_ok_and(|text| text.chars().nth(1).is_none());
        self.is_by_key &= is_key || octets.starts_with(b"\x1b");
    }

    fn rest(&self) -> &[u8] {
        &self.input[self.start..]
    }

    /// The next unit, if it is complete.
    pub fn next(&mut self, now: Instant) -> Option<Unit> {
        self.deadline = None;
        let unit = self.next_unit(now)?;
        self.typed = match &unit {
            Unit::Keys(keys) if keys.iter().all(|key| is_text(*key)) => {
                self.typed.take().map(|mut typed| {
                    typed.extend_from_slice(keys);
                    typed
                })
            }
            Unit::Keys(_) | Unit::Paste(_) => None,
            Unit::CursorReport(..) => self.typed.take(),
            _ => {
                self.is_by_key = self.rest().is_empty();
                Some(Vec::new())
            }
        };
        Some(unit)
    }

    fn next_unit(&mut self, now: Instant) -> Option<Unit> {
        loop {
            match self.state {
                ScanState::Paste { searched } => return self.paste(searched, now),
                ScanState::PasteEndedBy(key) => {
                    self.state = ScanState::Keys;
                    return control_key(key);
                }
                ScanState::DroppedPaste => {
                    if !self.drop_rest_of_paste(now) {
                        return None;
                    }
                    self.state = ScanState::Keys;
                }
                ScanState::Keys if self.rest().is_empty() => return None,
                ScanState::Keys if self.rest().starts_with(PASTE_BEGIN) => {
                    self.take(PASTE_BEGIN.len());
                    self.state = ScanState::Paste { searched: 0 };
                }
                ScanState::Keys => {
                    let before = self.start;
                    let unit = self.key(now);
                    if unit.is_none() && self.start == before {
                        return None;
                    }
                    if let Some(unit) = unit.and_then(|unit| self.after_prefix(unit)) {
                        return Some(unit);
                    }
                }
            }
        }
    }

    /// Whether nothing has arrived for this time. If not, sets the deadline.
    fn has_paused(&mut self, pause: Duration, now: Instant) -> bool {
        let end = self.arrived + pause;
        if now < end {
            self.deadline = Some(end);
        }
        now >= end
    }

    fn take(&mut self, count: usize) -> Vec<u8> {
        let taken = self.rest()[..count].to_vec();
        self.start += count;
        self.listing = match self.listing {
            ListingSearch { searched, is_found } if count < searched => {
                ListingSearch { searched: searched - count, is_found }
            }
            _ => ListingSearch::default(),
        };
        taken
    }

    fn take_all(&mut self) -> Vec<u8> {
        self.take(self.rest().len())
    }

    /// Holds a prefix back, and passes it on with the key after it.
    fn after_prefix(&mut self, unit: Unit) -> Option<Unit> {
        let waits = match &unit {
            Unit::Keys(keys) => match keys.as_slice() {
                [key] => PREFIXES.contains(key),
                // Alt and a digit: the beginning of a count.
                [0x1b, key] => key.is_ascii_digit() || *key == b'-',
                _ => false,
            },
            _ => false,
        };
        match unit {
            Unit::Keys(keys) => {
                self.prefix.extend(keys);
                (!waits).then(|| Unit::Keys(std::mem::take(&mut self.prefix)))
            }
            Unit::CursorReport(..) => Some(unit),
            Unit::LineEnd(key) if !self.prefix.is_empty() => {
                self.prefix.push(key);
                Some(Unit::Keys(std::mem::take(&mut self.prefix)))
            }
            other => {
                self.prefix.clear();
                Some(other)
            }
        }
    }

    /// A key, or text. Without a result, the input is incomplete, or was dropped in part.
    fn key(&mut self, now: Instant) -> Option<Unit> {
        match self.rest().first().copied()? {
            0x1b => self.escape_sequence(now),
            // Enter, perhaps after a paste with marks.
            first if is_line_end(first) && !self.may_be_pasted(0) => self.enter(),
            first if is_text(first) => self.text(now),
            first => {
                self.take(1);
                control_key(first)
            }
        }
    }

    /// Enter. CR LF is one line end.
    fn enter(&mut self) -> Option<Unit> {
        self.take(if self.rest().starts_with(b"\r\n") { 2 } else { 1 });
        Some(Unit::LineEnd(b'\r'))
    }

    /// Whether the line that ends here may begin a paste, or be one of its lines, even if the next line does
    /// not follow at once.
    fn may_be_pasted(&mut self, line_end: usize) -> bool {
        let is_typed = line_end == 0 && self.pause >= TYPING_PAUSE;
        let is_listing = !(is_typed && self.is_by_key) && self.is_listing();
        (self.expects_octets && !is_typed) || is_listing
    }

    /// Whether one of the complete lines can only be a server's.
    fn is_listing(&mut self) -> bool {
        while !self.listing.is_found {
            let searched = self.listing.searched;
            let text = &self.rest()[searched..];
            let Some(end) = text.iter().position(|octet| is_line_end(*octet)) else { return false };
            // The first line continues what was passed on.
            let typed = self.typed.as_deref().filter(|_| searched == 0).unwrap_or_default();
            let is_found = burst::is_response(&[typed, &text[..end]].concat());
            self.listing = ListingSearch { searched: searched + end + 1, is_found };
        }
        true
    }

    /// Text: typed characters or lines, or several lines at once.
    fn text(&mut self, now: Instant) -> Option<Unit> {
        let rest = self.rest();
        let end = (0..rest.len()).find(|at| !is_text(rest[*at]) && !is_page_break(rest, *at));
        let (text, after) = rest.split_at(end.unwrap_or(rest.len()));
        if after.starts_with(PASTE_END) {
            // The rest of a paste that was dropped after a pause.
            let length = text.len();
            self.take(length + PASTE_END.len());
            return Some(Unit::BrokenPaste(length));
        }
        let length = text.len();
        let Some(line_end) = text.iter().position(|octet| is_line_end(*octet)) else {
            return self.characters(length);
        };
        let is_one_line = matches!(&text[line_end..], b"\r" | b"\n" | b"\r\n");
        let is_paste = self.may_be_pasted(line_end);
        if is_paste && length > MAX_PASTE {
            self.take(length);
            self.state = ScanState::DroppedPaste;
            return Some(Unit::BrokenPaste(length));
        }
        let may_go_on = end.is_none() && (is_paste || length < MAX_BURST);
        let pause = if is_one_line && !is_paste { Duration::ZERO } else { burst::pause(is_paste) };
        if may_go_on && !self.has_paused(pause, now) {
            return None;
        }
        let text = &self.rest()[..length];
        let last = text.iter().rposition(|octet| is_line_end(*octet)).unwrap_or(line_end);
        let lines = lines(&text[..=last]);
        if lines.len() > 1 {
            let end = if is_paste { length } else { last + 1 };
            let rest = String::from_utf8_lossy(&text[last + 1..end]).into_owned();
            self.take(end);
            return Some(Unit::Lines(lines, rest));
        }
        if line_end == 0 { self.enter() } else { self.characters(line_end) }
    }

    /// Characters among the first octets; octets that are not UTF-8 are dropped. The last character may be
    /// incomplete: on a slow line, its other octets may arrive much later.
    fn characters(&mut self, length: usize) -> Option<Unit> {
        let mut keys = Vec::new();
        let mut incomplete = 0;
        for chunk in self.rest()[..length].utf8_chunks() {
            keys.extend_from_slice(chunk.valid().as_bytes());
            incomplete = chunk.invalid().len();
        }
        let kept = if length == self.rest().len() { incomplete } else { 0 };
        self.take(length - kept);
        (!keys.is_empty()).then_some(Unit::Keys(keys))
    }

    fn escape_sequence(&mut self, now: Instant) -> Option<Unit> {
        let escapes = self.rest().iter().take_while(|octet| **octet == 0x1b).count();
        match self.rest().get(escapes) {
            // Alt with a control key has no meaning.
            Some(next) if is_control(*next) => {
                self.take(escapes);
                return None;
            }
            _ => drop(self.take(escapes.saturating_sub(2))),
        }
        let Some(length) = sequence_length(self.rest()) else {
            if self.rest().len() < MAX_SEQUENCE && !self.has_paused(KEY_PAUSE, now) {
                return None;
            }
            // Escape alone is a key; an incomplete sequence is dropped.
            let keys = self.take_all();
            return (keys.len() == 1).then_some(Unit::Keys(keys));
        };
        let sequence = self.take(length);
        if sequence == PASTE_END {
            return None;
        }
        match cursor_report(&sequence).filter(|_| self.expects_report) {
            Some((row, column)) => Some(Unit::CursorReport(row, column)),
            None => Some(Unit::Keys(sequence)),
        }
    }

    /// A paste whose beginning was read.
    fn paste(&mut self, searched: usize, now: Instant) -> Option<Unit> {
        let rest = self.rest();
        if let Some(at) = memchr::memmem::find(&rest[searched..], PASTE_END) {
            let content = self.take(searched + at);
            self.take(PASTE_END.len());
            self.state = ScanState::Keys;
            // rustyline would look for the end of an escape sequence.
            let text = String::from_utf8_lossy(&content).replace('\x1b', "");
            return Some(Unit::Paste(text));
        }
        let is_key = |octet: &u8| [CTRL_C, CTRL_D, CTRL_BACKSLASH].contains(octet);
        if let Some(at) = rest[searched..].iter().position(is_key).map(|at| searched + at) {
            // Octets that arrived with the key may be the rest of the paste.
            self.state = ScanState::PasteEndedBy(rest[at]);
            self.take_all();
            return Some(Unit::BrokenPaste(at));
        }
        let length = rest.len();
        if length > MAX_PASTE {
            self.take_all();
            self.state = ScanState::DroppedPaste;
            return Some(Unit::BrokenPaste(length));
        }
        if self.has_paused(MARKED_PASTE_PAUSE, now) {
            self.take_all();
            self.state = ScanState::Keys;
            return Some(Unit::BrokenPaste(length));
        }
        self.state = ScanState::Paste { searched: length.saturating_sub(PASTE_END.len() - 1) };
        None
    }

    /// Drops the rest of a paste up to its end mark or a pause. Returns whether one was reached.
    fn drop_rest_of_paste(&mut self, now: Instant) -> bool {
        if let Some(at) = memchr::memmem::find(self.rest(), PASTE_END) {
            self.take(at + PASTE_END.len());
            return true;
        }
        let has_paused = self.has_paused(KEY_PAUSE, now);
        // The mark may have arrived in part.
        let kept = if has_paused { 0 } else { self.rest().len().min(PASTE_END.len() - 1) };
        self.take(self.rest().len() - kept);
        has_paused
    }
}

/// Whether this octet is a form feed alone on its line, as between the pages of an RFC. It is then part
/// of a listing rather than the key that clears the screen.
fn is_page_break(octets: &[u8], at: usize) -> bool {
    // The end of its line may not have arrived.
    let is_line_end = |at: usize| octets.get(at).is_none_or(|octet| is_line_end(*octet));
    octets[at] == FORM_FEED && at > 0 && is_line_end(at - 1) && is_line_end(at + 1)
}

/// The unit of a control character; `None` if it has no meaning.
fn control_key(key: u8) -> Option<Unit> {
    match key {
        CTRL_C => Some(Unit::Interrupt),
        CTRL_BACKSLASH => Some(Unit::Quit),
        CTRL_D | CTRL_Z => Some(Unit::LineEnd(key)),
        RESIZED => None,
        _ => Some(Unit::Keys(vec![key])),
    }
}

/// Whether it is a control key other than Escape and Backspace, which have a meaning with Alt.
fn is_control(octet: u8) -> bool {
    octet < 0x20 && octet != 0x1b && octet != 0x08
}

fn is_text(octet: u8) -> bool {
    (octet >= 0x20 && octet != 0x7f) || octet == b'\t' || is_line_end(octet)
}

/// The lines of a text that ends with a line end.
fn lines(text: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(text).replace("\r\n", "\n").replace('\r', "\n");
    text.strip_suffix('\n').unwrap_or(&text).split('\n').map(str::to_owned).collect()
}

/// The length of the escape sequence at the beginning of the input; `None` if it is incomplete.
fn sequence_length(input: &[u8]) -> Option<usize> {
    match input.get(1)? {
        // Alt and a key that is a sequence itself.
        0x1b => sequence_length(&input[1..]).map(|length| length + 1),
        // F1 to F5 on the Linux console.
        b'[' if input.get(2) == Some(&b'[') => input.get(3).map(|_| 4),
        b'[' => {
            // rxvt ends sequences with `$`, which is not a final octet elsewhere.
            let is_final = |octet: &u8| matches!(octet, 0x40..=0x7e | b'$');
            input[2..].iter().position(is_final).map(|at| at + 3)
        }
        b'O' => input.get(2).map(|_| 3),
        // Alt and a character.
        first if *first < 0x80 => Some(2),
        _ => {
            let chunk = input[1..].utf8_chunks().next()?;
            let character = chunk.valid().chars().next().map(char::len_utf8);
            let is_incomplete = chunk.invalid().len() == input.len() - 1;
            match character {
                Some(length) => Some(1 + length),
                None if is_incomplete => None,
                None => Some(1 + chunk.invalid().len()),
            }
        }
    }
}

/// The row and the column in `ESC [ row ; column R`.
fn cursor_report(sequence: &[u8]) -> Option<(u16, u16)> {
    let text = std::str::from_utf8(sequence).ok()?;
    let (row, column) = text.strip_prefix("\x1b[")?.strip_suffix('R')?.split_once(';')?;
    Some((row.parse().ok()?, column.parse().ok()?))
}

#[cfg(test)]
mod tests;
