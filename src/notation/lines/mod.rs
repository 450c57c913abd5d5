//! From a script's octets to its lines: UTF-8, line ends, a quotation's sign, common indentation, and the
//! mark that names the side. Lines are cut on request: most are examined once.

pub use script_line::ScriptLine;

pub(super) mod listed;
pub(super) mod listed_text;
mod log_stamps;
pub(super) mod markup;
pub(super) mod page_break;
pub(super) mod quotation;
mod script_line;
mod shared_prefix;
mod shown_end;
mod storage;
pub(super) mod terminal_text;

use super::error::{Mistake, ScriptError};
use super::marks::MarkStyle;
use super::words::spaces_before;
use crate::protocol::typed_line::trimmed;
use listed::Form;
use log_stamps::{StampForm, StampSearch};
use memchr::memmem;
use quotation::Quotation;
use shared_prefix::SharedPrefix;
use shown_end::ShownEnd;
use std::collections::{HashSet, VecDeque};
use std::ops::Range;
use std::rc::Rc;
use storage::{LineStorage, with_lf};

/// The most octets of a script: far more than anyone writes, and few enough to read whole.
pub const MAX_SCRIPT_OCTETS: u64 = 64 * 1024 * 1024;

/// The lines of a script, by index: those of a whole script, or those of a stream that have arrived and were
/// not dropped.
pub struct ScriptLines {
    /// The name of the script in errors.
    pub file: String,
    text: LineStorage,
    /// The number of the first line.
    first_number: usize,
    /// The quotation that contains the session.
    quotation: Option<Quotation>,
    /// The times that lines begin with.
    stamps: Option<StampForm>,
    /// The text that the lines of both sides begin with.
    prefix: Option<SharedPrefix>,
    /// The length of the indentation that all lines share, blank lines aside.
    common: usize,
    marks: MarkStyle,
    /// Whether they are a record.
    is_record: bool,
    /// The tags without a number that completions of a whole script have.
    word_tags: HashSet<Box<str>>,
    /// The visible end of their lines.
    end: Option<ShownEnd>,
    /// Whether they may have backspaces or escape sequences.
    may_be_recording: bool,
    /// Whether a response has shown that they are escaped as Markdown.
    is_escaped: bool,
    /// Whether there may be answers of a server: most scripts have none.
    pub may_have_answers: bool,
    /// How often a line was examined.
    #[cfg(test)]
    pub lines_examined: std::cell::Cell<usize>,
}

impl Default for ScriptLines {
    fn default() -> ScriptLines {
        ScriptLines::stream("")
    }
}

impl ScriptLines {
    /// No lines yet.
    pub fn stream(file: &str) -> ScriptLines {
        ScriptLines {
            file: file.to_owned(),
            text: LineStorage::Stream(VecDeque::new()),
            first_number: 1,
            quotation: None,
            stamps: None,
            prefix: None,
            common: 0,
            marks: MarkStyle::Rfc,
            is_record: false,
            word_tags: HashSet::new(),
            end: None,
            may_be_recording: true,
            is_escaped: false,
            may_have_answers: true,
            #[cfg(test)]
            lines_examined: std::cell::Cell::default(),
        }
    }

    pub fn whole(octets: &[u8], file: &str) -> Result<ScriptLines, ScriptError> {
        let mut lines = ScriptLines::stream(file);
        let with_lf = with_lf(octets);
        let octets = with_lf.strip_suffix(b"\n").unwrap_or(&with_lf);
        if octets.is_empty() {
            return Ok(lines);
        }
        let ends = memchr::memchr_iter(b'\n', octets);
        let mut begins = Vec::with_capacity(ends.clone().count() + 2);
        begins.push(0);
        begins.extend(ends.map(|end| end + 1).chain([octets.len() + 1]));
        lines.text = LineStorage::Whole(lines.decode(octets, 1)?.into(), begins);
        let may_have = |sign: &str| memmem::find(octets, sign.as_bytes()).is_some();
        lines.may_have_answers = ["* ", "OK", "Ok", "ok"].into_iter().any(may_have);
        lines.may_be_recording = memchr::memchr2(b'\x08', b'\x1b', octets).is_some();
        let text = lines.text.whole().unwrap_or_default();
        lines.is_escaped = may_have("\\* ") && text.lines().any(listed::has_escaped_response);
        if lines.may_have_answers {
            lines.word_tags = listed::word_tags(text);
        }
        lines.end = ShownEnd::find(lines.raw_lines());
        lines.quotation = Quotation::find(text, lines.raw_lines());
        lines.stamps = lines.find_stamps();
        lines.prefix = SharedPrefix::find(lines.after_stamps());
        lines.common = lines.common_indentation();
        Ok(lines)
    }

    /// Adds a line of a stream, without its LF.
    pub fn push(&mut self, octets: &[u8]) -> Result<(), ScriptError> {
        let number = self.first_number + self.len();
        let line: Rc<str> = self.decode(octets, number)?.into();
        self.is_escaped |= listed::has_escaped_response(&line);
        if let LineStorage::Stream(lines) = &mut self.text {
            lines.push_back(line);
        }
        Ok(())
    }

    /// Drops the lines of a stream before this index.
    pub fn forget(&mut self, index: usize) {
        if let LineStorage::Stream(lines) = &mut self.text {
            self.first_number += lines.drain(..index.min(lines.len())).count();
        }
    }

    /// Looks for marks of this style from now on.
    pub fn set_marks(&mut self, marks: MarkStyle) {
        self.marks = marks;
    }

    /// Notes a tag without a number that a completion of a stream has. Returns whether it is new.
    pub fn add_word_tag(&mut self, tag: &str) -> bool {
        self.word_tags.insert(tag.into())
    }

    /// Treats them as a record: no line is in another notation.
    pub fn set_record(&mut self) {
        self.is_record = true;
        (self.prefix, self.end) = (None, None);
    }

    /// The line with this number, unless it was dropped.
    pub fn with_number(&self, number: usize) -> Option<ScriptLine> {
        self.get(number.checked_sub(self.first_number)?)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    pub fn get(&self, index: usize) -> Option<ScriptLine> {
        let (shared, place) = self.place_of(index)?;
        #[cfg(test)]
        self.lines_examined.set(self.lines_examined.get() + 1);
        Some(self.line(index, shared, place))
    }

    /// Makes the line at this index, whose text is at this place.
    fn line(&self, index: usize, shared: &Rc<str>, place: Range<usize>) -> ScriptLine {
        let whole = &shared[place.clone()];
        let (prefix, has_stamp) = self.prefix_of(whole);
        let cut = prefix + spaces_before(&whole[prefix..]).min(self.common);
        let number = self.first_number + index;
        let is_outside = self.is_outside(whole);
        let cut = if is_outside { whole.len() } else { cut };
        let mut line = ScriptLine::new(number, shared, place, cut, &self.marks, self.is_record);
        (line.is_outside, line.has_stamp) = (is_outside, has_stamp);
        line
    }

    /// The line without the sign of a list and backticks, if these enclose a command or a server's line; as
    /// shown by a terminal, if it is a line of a recording; with ASCII spaces in place of those that a
    /// browser copied; or without Markdown's escapes.
    pub fn bare(&self, line: &ScriptLine) -> Option<ScriptLine> {
        if self.may_be_recording
            && !line.is_outside
            && let Some(text) = terminal_text::shown(line.whole())
        {
            let place = 0..text.len();
            let shown = self.line(line.number - self.first_number, &text.into(), place);
            return Some(self.bare(&shown).unwrap_or(shown));
        }
        if line.is_of_words {
            return None;
        }
        let is_escaped = || self.is_escaped || listed::has_escaped_star(line.content());
        let retyped = match listed::with_ascii_spaces(line.whole(), &self.word_tags) {
            None if is_escaped() => listed::without_escapes(line.whole()),
            retyped => retyped,
        };
        if let Some(text) = retyped {
            let place = 0..text.len();
            return Some(self.line(line.number - self.first_number, &text.into(), place));
        }
        let (form, inside) = listed::in_list(line.text(), &self.word_tags)?;
        Some(self.part(line, form, inside))
    }

    /// The line as `bare` returns it, or else unchanged.
    pub fn undecorated(&self, line: ScriptLine) -> ScriptLine {
        self.bare(&line).unwrap_or(line)
    }

    /// Whether this line lacks the time or the text that all lines of the session begin with.
    pub fn lacks_beginning(&self, line: &ScriptLine) -> bool {
        let lacks_prefix = |prefix: &SharedPrefix| {
            let whole = line.whole();
            prefix.after(&whole[self.stamp_of(whole).0..]).is_none()
        };
        !self.is_outside(line.whole())
            && (self.stamps.is_some() && !line.has_stamp
                || self.prefix.as_ref().is_some_and(lacks_prefix))
    }

    /// The line without backticks around all of its text.
    pub fn without_backticks(&self, line: ScriptLine) -> ScriptLine {
        let text = line.text();
        let inside = text.trim().trim_start_matches('`');
        let begin = text.len() - text.trim_start().len() + text.trim().len() - inside.len();
        let length = inside.trim_end_matches('`').len();
        if inside.len() < text.trim().len() && length < inside.len() {
            self.part(&line, Form::InBackticks, begin..begin + length)
        } else {
            line
        }
    }

    /// The part of the line at this place, in the form in which the page writes it.
    pub fn part(&self, line: &ScriptLine, form: Form, inside: Range<usize>) -> ScriptLine {
        line.part(form, inside, &self.marks, self.is_record)
    }

    /// Quickly decides whether the line at this index, or one after it, may contain more than this word: the
    /// next line seldom does.
    pub fn may_name(&self, index: usize, word: &str) -> bool {
        let may_name =
            |line: &str| line.is_empty() || (line.len() > word.len() && line.contains(word));
        self.raw(index).map(trimmed).is_none_or(may_name)
    }

    /// The lines from this index on.
    pub fn from(&self, index: usize) -> impl Iterator<Item = ScriptLine> {
        (index..).map_while(|index| self.get(index))
    }

    /// The place of the line at this index as written, without a BOM and its end.
    fn place_of(&self, index: usize) -> Option<(&Rc<str>, Range<usize>)> {
        let (text, place) = self.text.line(index)?;
        let line = text.as_bytes().get(place.clone())?;
        let bom = match self.first_number + index {
            1 if line.starts_with("\u{feff}".as_bytes()) => '\u{feff}'.len_utf8(),
            _ => 0,
        };
        let cr = usize::from(line.len() > bom && line.ends_with(b"\r"));
        let place = place.start + bom..place.end - cr;
        let shown =
            self.end.as_ref().map_or(place.len(), |end| end.without(&text[place.clone()]).len());
        Some((text, place.start..place.start + shown))
    }

    /// The line at this index as written, without a BOM and its end.
    fn raw(&self, index: usize) -> Option<&str> {
        let (text, place) = self.place_of(index)?;
        text.get(place)
    }

    /// The lines with backspaces or escape sequences, by their index.
    pub fn edited(&self) -> impl Iterator<Item = usize> {
        let lines = self.may_be_recording.then(|| self.raw_lines().enumerate());
        lines
            .into_iter()
            .flatten()
            .filter(|(_, line)| terminal_text::is_edited(line))
            .map(|it| it.0)
    }

    fn raw_lines(&self) -> impl Iterator<Item = &str> + Clone {
        (0..).map_while(|index| self.raw(index))
    }

    /// The length of a line's quotation signs, log time and shared prefix, with one space after each; and
    /// whether it has a time.
    fn prefix_of(&self, line: &str) -> (usize, bool) {
        let (cut, has_stamp) = self.stamp_of(line);
        let prefix = self.prefix.as_ref().and_then(|prefix| prefix.after(&line[cut..]));
        (cut + prefix.unwrap_or_default(), has_stamp)
    }

    /// The length of a line's quotation signs and log time; and whether it has a time.
    fn stamp_of(&self, line: &str) -> (usize, bool) {
        let quotation = self.quotation_of(line);
        let stamp = self.stamps.as_ref().and_then(|stamps| stamps.after(&line[quotation..]));
        (quotation + stamp.unwrap_or_default(), stamp.is_some())
    }

    /// The lines inside the quotation, without their times.
    fn after_stamps(&self) -> impl Iterator<Item = &str> + Clone {
        let inside = self.raw_lines().filter(|line| !self.is_outside(line));
        inside.map(|line| &line[self.stamp_of(line).0..])
    }

    /// The length of a line's quotation signs.
    fn quotation_of(&self, line: &str) -> usize {
        self.quotation.map_or(0, |quotation| quotation.length(line))
    }

    /// Whether this line is outside the quoted session.
    fn is_outside(&self, line: &str) -> bool {
        self.quotation.is_some_and(|quotation| quotation.excludes(line))
    }

    /// Whether the session is in a quotation.
    pub fn has_quotation(&self) -> bool {
        self.quotation.is_some()
    }

    /// Sets the quotation that the lines of a stream have shown.
    pub fn set_quotation(&mut self, quotation: Quotation) {
        self.quotation = Some(quotation);
    }

    /// Finds the times that the lines of a log begin with.
    fn find_stamps(&self) -> Option<StampForm> {
        let lines = || {
            let inside = self.raw_lines().filter(|line| !self.is_outside(line));
            inside.map(|line| &line[self.quotation_of(line)..])
        };
        let mut search = StampSearch::of_log(lines())?;
        let is_log = lines().filter(|line| !trimmed(line).is_empty()).all(|it| search.observe(it));
        search.found().filter(|_| is_log)
    }

    /// Looks for log times in the lines of a stream, from this index on. Returns whether the answer is known:
    /// more lines may have to arrive.
    pub fn learn_stamps(&mut self, index: usize) -> bool {
        let Some(mut search) = StampSearch::of_log(self.raw(index).into_iter()) else {
            return true;
        };
        let lines = (index..).map_while(|index| self.raw(index));
        for line in lines.filter(|line| !trimmed(line).is_empty()) {
            if !search.observe(line) {
                return true;
            }
            if search.is_sure() {
                self.stamps = search.found();
                return true;
            }
        }
        false
    }

    /// Whether the line at this index of a stream shows its end, which is removed from then on.
    pub fn learn_end(&mut self, index: usize) -> bool {
        self.end = self.raw(index).and_then(ShownEnd::of);
        self.end.is_some()
    }

    /// Whether the line at this index may be the first command of a log whose lines of both sides begin with
    /// the same text.
    pub fn may_have_prefix(&self, index: usize) -> bool {
        let line = self.raw(index);
        line.is_some_and(|line| SharedPrefix::may_begin_with(&line[self.stamp_of(line).0..]))
    }

    /// Looks for a shared prefix in the lines of a stream from this index on, and returns whether there is
    /// one. `None`: more lines must arrive.
    pub fn learn_prefix(&mut self, index: usize) -> Option<bool> {
        // A command is close to its completion.
        const NEAR: usize = 16;
        let lines = (index..index + NEAR).map_while(|index| self.raw(index));
        self.prefix = SharedPrefix::find(lines.map(|line| &line[self.stamp_of(line).0..]));
        let has_prefix = self.prefix.is_some();
        (has_prefix || index + NEAR <= self.len()).then_some(has_prefix)
    }

    fn common_indentation(&self) -> usize {
        let mut common: Option<&[u8]> = None;
        for line in self.raw_lines() {
            let is_outside = self.is_outside(line);
            let line = &line[self.prefix_of(line).0..];
            if line.trim().is_empty() || is_outside {
                continue;
            }
            let spaces = &line.as_bytes()[..spaces_before(line)];
            common = Some(match common {
                None => spaces,
                Some(common) => {
                    let alike = common.iter().zip(spaces).take_while(|(a, b)| a == b);
                    &common[..alike.count()]
                }
            });
            // Usually the first line decides.
            if common.is_some_and(<[u8]>::is_empty) {
                return 0;
            }
        }
        common.map_or(0, <[u8]>::len)
    }

    /// These octets as text, if they are valid and not too many; the first line has this number.
    fn decode<'a>(&self, octets: &'a [u8], number: usize) -> Result<&'a str, ScriptError> {
        let error =
            |line, column, mistake| ScriptError { file: self.file.clone(), line, column, mistake };
        if octets.len() as u64 > MAX_SCRIPT_OCTETS {
            return Err(error(number, 1, Mistake::TooLarge(MAX_SCRIPT_OCTETS >> 20)));
        }
        std::str::from_utf8(octets).map_err(|wrong| {
            let before = String::from_utf8_lossy(&octets[..wrong.valid_up_to()]);
            let line = before.rsplit('\n').next().unwrap_or_default();
            let lines = before.bytes().filter(|&octet| octet == b'\n').count();
            let line = line.strip_prefix('\u{feff}').unwrap_or(line);
            error(number + lines, line.chars().count() + 1, Mistake::NotUtf8)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(octets: &[u8]) -> Vec<String> {
        let lines = ScriptLines::whole(octets, "x").expect("UTF-8");
        lines.from(0).map(|line| line.text().to_owned()).collect()
    }

    #[test]
    fn bom_cr_and_shared_indentation_are_removed() {
        assert_eq!(texts("\u{feff}  a\r\n\r\n    b \r\n  c".as_bytes()), ["a", "", "  b ", "c"]);
        assert_eq!(texts(b""), [""; 0]);
        assert_eq!(texts(b"\n"), [""; 0]);
        assert_eq!(texts(b"a\rb\r"), ["a", "b"]);
        assert_eq!(texts(b"a\n\n"), ["a", ""]);
    }

    #[test]
    fn a_quotation_loses_its_sign() {
        assert_eq!(texts(b"> a\n>\n>   b\n> > c"), ["a", "", "  b", "> c"]);
        assert_eq!(texts(b"> > a\n>>\n> > b"), ["a", "", "b"]);
        assert_eq!(texts(b"> a\nb"), ["> a", "b"]);
        assert_eq!(texts(b"> a"), ["> a"]);
    }

    #[test]
    fn a_log_loses_its_times() {
        let text = b"12:00:01 a1 append x {3}\n12:00:02 + x\n12:00:02  a\n12:00:03\n";
        assert_eq!(texts(text), ["a1 append x {3}", "+ x", " a", ""]);
        let text = b"> [0.5]  a1 idle\n> [1.5]  done\n";
        assert_eq!(texts(text), ["a1 idle", "done"]);
    }

    #[test]
    fn a_stream_forgets_lines_and_keeps_numbers() {
        let mut lines = ScriptLines::stream("x");
        for line in ["a\r", "b", "c"] {
            lines.push(line.as_bytes()).expect("UTF-8");
        }
        lines.forget(2);
        let line = lines.get(0).expect("a line");
        assert_eq!((line.number, line.text(), lines.len()), (3, "c", 1));
    }

    #[test]
    fn where_a_text_is_not_utf8() {
        let error = ScriptLines::whole(b"noop\n# \xe3\x81\x82 \xff", "x.imap").err();
        let error = error.expect("an error");
        assert_eq!((error.line, error.column, error.mistake), (2, 5, Mistake::NotUtf8));
    }
}
