//! A server's lines in a listing: the facts that matter to a replay, and which lines announce a literal to
//! skip.

use crate::protocol::framing::Status;
use crate::protocol::literal::LiteralAnnouncement;
use crate::protocol::meaning::Meaning;
use crate::protocol::meaning::line::ResponseLine;
use crate::protocol::syntax::{Checkpoint, Kind, Parser, Side, Tree};
use crate::protocol::typed_line::tagged_status;
use crate::protocol::typed_line::trimmed;
use std::cell::RefCell;

/// Whether only a server sends this: `+ …`, a completion, or an untagged response with a name that responses
/// have, unlike a bullet or curl's remarks.
pub fn is_response(text: &str) -> bool {
    match ResponseLine::read(text.as_bytes()) {
        Some(line) => line.is_certain(),
        None => tagged_status(text).is_some(),
    }
}

/// Whether this is an untagged response in whatever case: its form is that of no sentence and no command.
/// `* 3 exists`, `* flags (\Seen)`, `* ok [uidvalidity 5] x`.
pub fn is_response_in_any_case(text: &str) -> bool {
    let tree = Tree::of_line(Side::Server, text);
    let Some(root) = tree.root() else { return false };
    let has = |kind| root.child(kind).is_some();
    let is_form = has(Kind::MessageNumber) || has(Kind::FlagList);
    let is_whole = root.descendant(Kind::Unknown).is_none();
    is_whole && has(Kind::Untagged) && (is_form || has(Kind::ResponseCode))
}

/// Whether this looks like an untagged response that is not registered: `* XFOO 1`. A bullet's text is seldom
/// in capitals.
pub fn is_unregistered_response(text: &str) -> bool {
    let is_name = |word: &[u8]| {
        word.len() > 1
            && word.first().is_some_and(u8::is_ascii_uppercase)
            && word.iter().all(|it| it.is_ascii_uppercase() || it.is_ascii_digit() || *it == b'-')
    };
    matches!(
        ResponseLine::read(text.as_bytes()),
        Some(ResponseLine::Untagged { word, is_known: false, .. }) if is_name(word)
    )
}

/// Whether this is a server's `+`.
pub fn is_continuation_request(text: &str) -> bool {
    ResponseLine::read(text.as_bytes()) == Some(ResponseLine::Continuation)
}

/// Whether this is an untagged status response of a session that has begun.
pub fn is_untagged_status(text: &str) -> bool {
    let keyword = response_keyword(text.trim().as_bytes());
    keyword.is_some_and(|word| ["OK", "NO", "BAD", "BYE"].contains(&word.as_str()))
}

/// Whether only a server sends this, and at any time, unasked: `* 3 EXISTS`.
pub fn is_unsolicited_data(text: &str) -> bool {
    let changes = ["EXISTS", "RECENT", "EXPUNGE", "FETCH"];
    match ResponseLine::read(text.trim().as_bytes()) {
        Some(ResponseLine::Untagged { word, .. }) => {
            changes.iter().any(|change| word.eq_ignore_ascii_case(change.as_bytes()))
        }
        _ => false,
    }
}

/// The status of an answer that a listing shows without its tag: `OK done`, `NO`, `BAD [X] y`. Only
/// capitals are certain: prose begins with `No` and `ok` too.
///
/// A word that comes before a known command, as in `OK SELECT completed`, is not a tag: nobody uses the name
/// of a status as a tag. With a dash after it, RFCs list the possible results of a command:
/// `NO - can't create that mailbox`.
pub fn bare_status(text: &str) -> Option<Status> {
    let word = text.split([' ', '\t']).next().unwrap_or_default();
    let status = Status::of_completion(word)?;
    let is_listed = text[word.len()..].trim_start().starts_with("- ");
    // `NO OK done` completes a command with the tag "NO".
    (!is_listed && tagged_status(text).is_none()).then_some(status)
}

/// How many octets of a line are examined to see whether it can be the rest of a response.
const REST: usize = 64 * 1024;

/// How often each octet of a response is read at most, and how many octets are read besides. Only a listing
/// made for this purpose would need more.
const MAX_READINGS: usize = 64;
const MORE_READ: usize = 4 * 1024;

/// The word that names an untagged response: see [`ResponseLine::keyword`].
///
/// # Examples
/// ```
/// use imapsh::internals::response_keyword;
/// assert_eq!(response_keyword(b"* 12 exists").as_deref(), Some("EXISTS"));
/// assert_eq!(response_keyword(b"+ idling"), None);
/// ```
pub fn response_keyword(line: &[u8]) -> Option<String> {
    ResponseLine::read(line)?.keyword()
}

/// The kind of text that may follow in a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ContentKind {
    /// Data: literals wherever a line ends.
    Data,
    /// An open `[code`.
    Code,
    /// Text for a person.
    Text,
}

/// A server's response in a listing, as far as it has been read.
pub struct ListedResponse {
    /// The column of its first line, or of that line's mark.
    pub indent: usize,
    /// How many spaces are between its mark and its text.
    pub spaces: usize,
    pub marked: bool,
    /// It is a `+` without a text.
    pub is_bare_plus: bool,
    /// The lines since the last literal, joined into the original line.
    line: String,
    reading: RefCell<ResponseReading>,
}

/// The syntax tree of a response. A line that may follow a literal is read, and discarded if it does not fit:
/// so every line of a response is read a few times at most, however many literals it has.
struct ResponseReading {
    parser: Parser,
    /// After the last literal.
    start: Checkpoint,
    /// How many brackets are open there.
    open: isize,
    /// How many octets may still be read.
    budget: usize,
}

/// The state of a response at the end of a line.
#[derive(Clone, Copy)]
struct LineEndState {
    kind: ContentKind,
    /// How many brackets are open.
    open: isize,
    /// Whether a bracket or a quote is open.
    is_open: bool,
    /// Whether a bracket is closed that was not open.
    has_surplus: bool,
}

impl ResponseReading {
    fn new() -> ResponseReading {
        let parser = Parser::new(Side::Server);
        ResponseReading { start: parser.checkpoint(), parser, open: 0, budget: MORE_READ }
    }

    /// A line of the response, to be read.
    fn expect(&mut self, line: &str) {
        self.budget = self.budget.saturating_add(MAX_READINGS * (line.len() + 1));
    }

    /// Reads the line after the last literal. `None`: it is too long.
    fn line(&mut self, line: &str) -> Option<LineEndState> {
        self.budget = self.budget.checked_sub(line.len())?;
        self.parser.restore(&self.start);
        // In a pasted listing a space may be a tab.
        self.parser.line(line.replace('\t', " ").as_bytes());
        let meaning = self.parser.tree().root().map_or(Meaning::Unknown, Meaning::of);
        let is_unknown = matches!(meaning, Meaning::Unknown);
        let kind = match meaning {
            Meaning::Completion(_, response) | Meaning::Status(response) => match response.code {
                Some(code) if code.is_open() => ContentKind::Code,
                _ => ContentKind::Text,
            },
            Meaning::Continuation(_) => ContentKind::Text,
            _ => ContentKind::Data,
        };
        let (opened, is_cut) = self.parser.opened_since(&self.start);
        let open = self.open + opened;
        let is_open = kind == ContentKind::Data && (open > 0 || is_cut);
        // The brackets of an unregistered response are unknown too.
        let mut surplus = self.parser.unknown_since(&self.start).filter(|it| it.starts_with(b")"));
        let has_surplus = !is_unknown && surplus.next().is_some();
        Some(LineEndState { kind, open, is_open, has_surplus })
    }

    /// Reads the line, which announces a literal, and skips the literal.
    fn skip_literal(&mut self, line: &str) -> Option<()> {
        let size = LiteralAnnouncement::at_end(line.as_bytes())?.size;
        let state = self.line(line)?;
        self.parser.literal(size, b"");
        (self.start, self.open) = (self.parser.checkpoint(), state.open);
        Some(())
    }
}

impl ListedResponse {
    /// A response that begins with this text. `indent` and `spaces` as in the fields.
    pub fn begin(text: &str, indent: usize, spaces: usize, marked: bool) -> ListedResponse {
        let is_bare_plus = text.trim_end() == "+";
        let mut reading = ResponseReading::new();
        reading.expect(text);
        let (line, reading) = (text.trim_end().to_owned(), RefCell::new(reading));
        ListedResponse { indent, spaces, marked, is_bare_plus, line, reading }
    }

    /// Reads a wrapped line that continues it.
    pub fn append_line(&mut self, text: &str) {
        self.reading.get_mut().expect(text);
        self.line.push(' ');
        self.line.push_str(text.trim_end());
    }

    /// Its lines since the last literal.
    pub fn line(&self) -> &str {
        &self.line
    }

    fn state(&self) -> Option<LineEndState> {
        self.reading.borrow_mut().line(&self.line)
    }

    /// Whether one of its brackets or quotes is open.
    pub fn is_open(&self) -> bool {
        self.state().is_some_and(|state| state.is_open)
    }

    /// Whether its code is open, as in `a1 OK [CAPABILITY IMAP4rev1`.
    pub fn has_open_code(&self) -> bool {
        self.line.contains('[')
            && !self.line.contains(']')
            && self.state().is_some_and(|state| state.kind == ContentKind::Code)
    }

    /// Whether it lists capabilities.
    pub fn lists_capabilities(&self) -> bool {
        response_keyword(self.line.as_bytes()).as_deref() == Some("CAPABILITY")
    }

    /// The size of the literal that the end of this text, just read, announces; [`UNKNOWN_SIZE`] if the listing
    /// leaves it out.
    pub fn announces(&self, text: &str) -> Option<u64> {
        let text = text.trim_end();
        let announced = LiteralAnnouncement::at_end(text.as_bytes()).map(|it| it.size);
        let size = announced
            .or_else(|| (self.is_open() && has_elided_size(text)).then_some(UNKNOWN_SIZE))?;
        let state = self.state();
        state.is_some_and(|state| state.kind != ContentKind::Text).then_some(size)
    }

    /// Whether this can be its rest after a literal, which another literal may follow.
    pub fn fits(&self, rest: &str) -> bool {
        self.state_after_literal(rest).is_some()
    }

    /// Whether this can be its rest, and closes all open brackets.
    pub fn is_closed_by(&self, rest: &str) -> bool {
        self.state_after_literal(rest).is_some_and(|state| !state.is_open)
    }

    /// The state after a literal and this rest, if that can be the rest.
    fn state_after_literal(&self, rest: &str) -> Option<LineEndState> {
        let begins_well = rest.is_empty() || rest.starts_with([' ', ')', ']']);
        if !begins_well || rest.len() > REST {
            return None;
        }
        let mut reading = self.reading.borrow_mut();
        let (start, open) = (reading.start.clone(), reading.open);
        let state = match reading.skip_literal(&self.line) {
            Some(()) => reading.line(rest),
            // The listing shows a literal without its size.
            None => reading.line(&format!("{} {rest}", self.line)),
        };
        (reading.start, reading.open) = (start, open);
        let state = state.filter(|state| !state.has_surplus)?;
        let whole = match state.kind {
            ContentKind::Data => !state.is_open,
            ContentKind::Text => true,
            ContentKind::Code => false,
        };
        let is_continued = state.kind != ContentKind::Text
            && LiteralAnnouncement::at_end(rest.trim_end().as_bytes()).is_some();
        (whole || is_continued).then_some(state)
    }

    /// Reads on after a literal: a rest that fits.
    pub fn continue_with(&mut self, rest: &str) {
        self.reading.get_mut().expect(rest);
        let skipped = self.reading.get_mut().skip_literal(&self.line);
        if skipped.is_none() {
            self.line.push(' ');
            return self.line.push_str(rest);
        }
        self.line.clear();
        self.line.push_str(rest);
    }
}

/// Whether this is a server's refusal.
pub fn is_refusal(text: &str) -> bool {
    let status = ResponseLine::read(text.trim().as_bytes()).and_then(ResponseLine::status);
    let status = status.or_else(|| bare_status(text.trim()));
    matches!(status, Some(Status::No | Status::Bad))
}

/// Whether this completion has `word` as its tag: the server took the word for a tag.
pub fn completes_word(text: &str, word: &str) -> bool {
    // Most lines are shorter or begin otherwise and are skipped here.
    if text.len() <= word.len() {
        return false;
    }
    let text = trimmed(text);
    text.strip_prefix(word).is_some_and(|rest| rest.starts_with([' ', '\t']))
        && matches!(
            ResponseLine::read(text.as_bytes()),
            Some(ResponseLine::Completion { tag, .. }) if tag == word.as_bytes()
        )
}

/// More octets than any listing has: the size of a literal whose size a listing leaves out.
pub const UNKNOWN_SIZE: u64 = 1 << 40;

/// Whether the text ends with a literal's announcement that has no size: `{...}`, `{n}`, `{xxx}`.
fn has_elided_size(text: &str) -> bool {
    let inside = text.strip_suffix('}').and_then(|text| text.rsplit_once('{'));
    inside.is_some_and(|(_, size)| {
        !size.is_empty()
            && size.chars().all(|c| matches!(c, '.' | '…' | 'n' | 'N' | 'x' | 'X' | '*' | '?'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keyword_of_a_response_is_found() {
        for (line, word) in [
            ("* OK Still here", Some("OK")),
            ("* 1 FETCH (FLAGS ())", Some("FETCH")),
            ("* 12", None),
            ("* ", None),
            ("*\t12\tEXISTS", Some("EXISTS")),
            ("*12 EXISTS", None),
            ("a OK", None),
            ("* search 1 2 3 4 5 6", Some("SEARCH")),
        ] {
            assert_eq!(response_keyword(line.as_bytes()).as_deref(), word, "{line}");
        }
    }

    #[test]
    fn literals_are_announced_by_data_and_open_codes() {
        for (line, size) in [
            ("* 1 FETCH (BODY[] {310}", Some(310)),
            ("* OK that was {5}", None),
            ("* OK [X {5}", Some(5)),
            ("* NO [X] y {5}", None),
            ("a1 BAD {5}", None),
            ("+ {5}", None),
            ("* LIST () \"/\" {5}", Some(5)),
        ] {
            let response = ListedResponse::begin(line, 0, 0, false);
            assert_eq!(response.announces(line), size, "{line}");
        }
    }

    #[test]
    fn which_rests_fit() {
        let fits = |first: &str, rest: &str| ListedResponse::begin(first, 0, 0, false).fits(rest);
        let fetch = "* 1 FETCH (BODY[] {310}";
        assert!(fits(fetch, ")") && fits(fetch, " FLAGS (\\Seen))") && fits(fetch, " BODY[2] {9}"));
        assert!(
            !fits(fetch, " and so on")
                && !fits(fetch, "")
                && !fits(fetch, "x)")
                && !fits(fetch, "))")
        );
        assert!(fits("* LIST () \"/\" {5}", "") && fits("* STATUS {5}", " (MESSAGES 1)"));
        let code = "* OK [BADCHARSET ({5}";
        assert!(fits(code, ")] y"));
        assert!(fits(code, " {9}"));
        // Without its size, and in a response that has no literals by the grammar.
        assert!(fits("* 1 FETCH (BODY[]", ")") && fits("* XYZZY (a {3}", " b)"));
    }

    #[test]
    fn what_is_open() {
        for (lines, is_open) in [
            (&["* 1 FETCH (FLAGS (\\Seen)"][..], true),
            (&["* 1 FETCH (FLAGS (\\Seen)", "UID 3)"], false),
            (&["* 1 FETCH (ENVELOPE (\"a", "b\" NIL"], true),
            (&["* LIST () \"/\" \"a"], true),
            (&["* LIST () \"/\" \"(\""], false),
            (&["* XYZZY (a"], true),
            (&["* XYZZY a(\"", "\")"], false),
            (&["* OK [X (", "y"], false),
            (&["* OK a ("], false),
            (&["+ ("], false),
        ] {
            let mut response = ListedResponse::begin(lines[0], 0, 0, false);
            lines[1..].iter().for_each(|line| response.append_line(line));
            assert_eq!(response.is_open(), is_open, "{lines:?}");
        }
    }

    #[test]
    fn a_response_with_many_literals() {
        let mut response = ListedResponse::begin("* 1 FETCH (BODY[1] {3}", 0, 0, false);
        for part in 2..20_000 {
            let rest = format!(" BODY[{part}] {{3}}");
            assert!(response.fits(&rest) && !response.fits("))"));
            response.continue_with(&rest);
        }
        assert!(response.is_closed_by(")"));
        response.continue_with(")");
        assert!(!response.is_open());
    }
}
