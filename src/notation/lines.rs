//! From a script's octets to its lines: UTF-8, line ends, common indentation, and the RFCs' `C:`
//! and `S:` before a line. Lines are cut when they are asked for: most are looked at once.

use super::error::{Mistake, ScriptError};
use std::rc::Rc;

/// The most octets of a script: far more than anybody writes, and little enough to read whole.
pub const MAX_SCRIPT_OCTETS: u64 = 64 * 1024 * 1024;

/// Who a line is marked to be from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// `C: …`
    Client,
    /// `S: …`
    Server,
}

/// A line's mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Whose line it is.
    pub side: Side,
    /// Where the mark itself begins.
    pub begins: usize,
    /// Where what was said begins, right after the colon.
    pub after: usize,
}

/// A line of a script, without its end.
#[derive(Clone, Debug)]
pub struct Line {
    /// Counted from 1.
    pub number: usize,
    /// The text, the common indentation included.
    pub whole: Rc<str>,
    /// How many octets of it are the common indentation (or, in a blank line, what there is of it).
    pub cut: usize,
    /// Its mark, if it has one.
    pub mark: Option<Mark>,
}

impl Line {
    fn new(number: usize, whole: &str) -> Line {
        Line { number, cut: 0, mark: mark_of(whole), whole: whole.into() }
    }

    /// The text without the common indentation.
    pub fn text(&self) -> &str {
        self.whole.get(self.cut..).unwrap_or_default()
    }

    /// What was said: all after the mark, else the text.
    pub fn said(&self) -> &str {
        match self.mark {
            Some(mark) => self.whole.get(mark.after..).unwrap_or_default(),
            None => self.text(),
        }
    }

    /// The text, without as many blanks before it as it has, and at most these.
    pub fn text_without(&self, blanks: usize) -> &str {
        let text = self.text();
        text.get(blanks.min(blanks_before(text))..).unwrap_or_default()
    }

    /// What was said, without as many blanks before it as it has, and at most these.
    pub fn said_without(&self, blanks: usize) -> &str {
        let said = self.said();
        said.get(blanks.min(blanks_before(said))..).unwrap_or_default()
    }

    /// The column of what was said in the whole line, in characters from 1.
    pub fn column(&self) -> usize {
        let before = match self.mark {
            Some(mark) => mark.after,
            None => self.cut,
        };
        let rest = self.whole.get(before..).unwrap_or_default();
        let at = before + (rest.len() - rest.trim_start().len());
        self.whole.get(..at).unwrap_or_default().chars().count() + 1
    }

    /// How deep the line, or its mark, is indented.
    pub fn indent(&self) -> usize {
        match self.mark {
            Some(mark) => mark.begins,
            None => blanks_before(&self.whole),
        }
    }

    /// Whether there is nothing but blanks in it.
    pub fn is_blank(&self) -> bool {
        self.whole.trim().is_empty()
    }
}

/// How many blanks a text begins with.
pub fn blanks_before(text: &str) -> usize {
    text.bytes().take_while(|octet| matches!(octet, b' ' | b'\t')).count()
}

/// The mark of a line: `C:` or `S:` behind any blanks; the RFCs put `Example:` before the first.
/// `C:\` is a folder.
fn mark_of(whole: &str) -> Option<Mark> {
    let mut begins = blanks_before(whole);
    // Most lines begin with another letter, and need no further look.
    let may_begin = [b'C', b'S', b'E', b'e', "例".as_bytes()[0]];
    may_begin.contains(whole.as_bytes().get(begins)?).then_some(())?;
    if let Some(after) = after_example(&whole[begins..]) {
        begins += after;
        begins += blanks_before(&whole[begins..]);
    }
    let (side, rest) = match whole[begins..].split_at_checked(2)? {
        ("C:", rest) => (Side::Client, rest),
        ("S:", rest) => (Side::Server, rest),
        _ => return None,
    };
    (!rest.starts_with(['\\', '/'])).then_some(Mark { side, begins, after: begins + 2 })
}

/// Where the text goes on after `Example:`, `Examples:` or `Example 2:`.
fn after_example(text: &str) -> Option<usize> {
    let (before, _) = text.split_once([':', '：'])?;
    let word = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let known = ["example", "examples", "例"];
    known.iter().any(|example| word.eq_ignore_ascii_case(example)).then(|| {
        let colon = text[before.len()..].chars().next().map_or(0, char::len_utf8);
        before.len() + colon
    })
}

/// Reads one line's octets, without its LF. The first line may begin with a BOM.
pub fn line(octets: &[u8], number: usize, file: &str) -> Result<Line, ScriptError> {
    let line = without_marks(text(octets, number, file)?, number);
    Ok(Line::new(number, line))
}

/// A line without the BOM before the first and the CR of its end.
fn without_marks(line: &str, number: usize) -> &str {
    let line = match number {
        1 => line.strip_prefix('\u{feff}').unwrap_or(line),
        _ => line,
    };
    line.strip_suffix('\r').unwrap_or(line)
}

/// These octets as text, if they are, and not too many; they begin with this line.
fn text<'a>(octets: &'a [u8], number: usize, file: &str) -> Result<&'a str, ScriptError> {
    if octets.len() as u64 > MAX_SCRIPT_OCTETS {
        return Err(ScriptError {
            file: file.to_owned(),
            line: number,
            column: 1,
            mistake: Mistake::TooLarge(MAX_SCRIPT_OCTETS >> 20),
        });
    }
    std::str::from_utf8(octets).map_err(|error| {
        let before = String::from_utf8_lossy(&octets[..error.valid_up_to()]);
        let line = before.rsplit('\n').next().unwrap_or_default();
        let lines = before.bytes().filter(|&octet| octet == b'\n').count();
        ScriptError {
            file: file.to_owned(),
            line: number + lines,
            column: without_marks(line, number + lines).chars().count() + 1,
            mistake: Mistake::NotUtf8,
        }
    })
}

/// The lines of a script, by their index.
pub enum Lines {
    /// Those of a whole script.
    Whole {
        /// All of it, without the LF at its end.
        text: String,
        /// Where each line begins.
        begins: Vec<u32>,
        /// How many octets of blanks all lines that are not blank begin with alike.
        common: usize,
    },
    /// Those that have arrived and are not forgotten.
    Arrived(Vec<Line>),
}

impl Lines {
    /// Finds the lines of a whole script.
    pub fn of(octets: &[u8], file: &str) -> Result<Lines, ScriptError> {
        let octets = octets.strip_suffix(b"\n").unwrap_or(octets);
        if octets.is_empty() {
            return Ok(Lines::Arrived(Vec::new()));
        }
        let text = text(octets, 1, file)?.to_owned();
        let ends = memchr::memchr_iter(b'\n', octets);
        let mut begins = Vec::with_capacity(ends.clone().count() + 1);
        begins.push(0);
        // It fits: the text was measured.
        begins.extend(ends.map(|end| end as u32 + 1));
        let common = common_indentation(&text);
        Ok(Lines::Whole { text, begins, common })
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Lines::Whole { begins, .. } => begins.len(),
            Lines::Arrived(lines) => lines.len(),
        }
    }

    /// The line at this index.
    pub fn get(&self, index: usize) -> Option<Line> {
        match self {
            Lines::Arrived(lines) => lines.get(index).cloned(),
            Lines::Whole { text, begins, common } => {
                let from = *begins.get(index)? as usize;
                let next = begins.get(index + 1).map(|&next| next as usize);
                let to = next.map_or(text.len(), |next| next - 1);
                let whole = without_marks(text.get(from..to)?, index + 1);
                let mut line = Line::new(index + 1, whole);
                if *common > 0 {
                    line.cut = blanks_before(whole).min(*common);
                }
                Some(line)
            }
        }
    }

    /// Those from this index on.
    pub fn from(&self, index: usize) -> impl Iterator<Item = Line> {
        (index..).map_while(|index| self.get(index))
    }
}

/// How many octets of blanks all lines that are not blank begin with alike.
fn common_indentation(text: &str) -> usize {
    let mut common: Option<&[u8]> = None;
    for (line, number) in text.split('\n').zip(1..) {
        let line = without_marks(line, number);
        if line.trim().is_empty() {
            continue;
        }
        let octets = line.as_bytes();
        common = Some(match common {
            None => &octets[..blanks_before(line)],
            Some(common) => {
                let alike = common.iter().zip(octets).take_while(|(a, b)| a == b);
                &common[..alike.count()]
            }
        });
        // Mostly the first line has said it.
        if common.is_some_and(<[u8]>::is_empty) {
            return 0;
        }
    }
    common.map_or(0, <[u8]>::len)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks() {
        for (text, said) in [
            ("C: a001 noop", Some((Side::Client, " a001 noop"))),
            ("   S:   * OK", Some((Side::Server, "   * OK"))),
            ("C:", Some((Side::Client, ""))),
            ("\tC:\tnoop", Some((Side::Client, "\tnoop"))),
            ("Example:    C: A001 SELECT", Some((Side::Client, " A001 SELECT"))),
            ("  Examples:   S: + idling", Some((Side::Server, " + idling"))),
            ("Example 2: C: x", Some((Side::Client, " x"))),
            ("例：C: x", Some((Side::Client, " x"))),
            ("C:\\Users\\taro> telnet mail 143", None),
            ("Note: C: is the client", None),
            ("c: x", None),
            ("C", None),
            ("ＣＳ", None),
            ("Example: see below", None),
        ] {
            let line = Line::new(1, text);
            let found = line.mark.map(|mark| (mark.side, line.said()));
            assert_eq!(found, said, "{text}");
        }
    }

    #[test]
    fn bom_crlf_and_indentation() -> Result<(), ScriptError> {
        let lines = Lines::of("\u{feff}  a\r\n\r\n    b \r\n  c".as_bytes(), "x")?;
        let texts: Vec<String> = lines.from(0).map(|line| line.text().to_owned()).collect();
        assert_eq!(texts, ["a", "", "  b ", "c"]);
        assert_eq!((lines.len(), Lines::of(b"", "x")?.len()), (4, 0));
        Ok(())
    }

    #[test]
    fn the_place_of_what_is_no_text() {
        let error = Lines::of(b"noop\n# \xe3\x81\x82 \xff", "x.imap").err();
        let expected = ScriptError {
            file: "x.imap".to_owned(),
            line: 2,
            column: 5,
            mistake: Mistake::NotUtf8,
        };
        assert_eq!(error, Some(expected));
    }
}
