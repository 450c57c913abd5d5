//! Where the parts of a message are in the listing.
//!
//! The text of a message is not always a piece of the listing: marks precede its lines, secrets are hidden, a
//! tag may be added. So each part is looked for after the one before it.

use super::ListedMessage;
use crate::explain::ExplainedSpan;
use crate::notation::ListedText;
use crate::protocol::blanks::is_dropped_blank;
use std::ops::Range;

/// A line of a listing, in octets from the listing's beginning.
#[derive(Clone, Debug)]
pub struct ListedLine {
    pub range: Range<usize>,
    /// Where the text of the client or the server begins, after a mark.
    pub content: usize,
}

/// The lines of the listing. `texts`: their parts.
pub(super) fn listed_lines(listing: &[u8], texts: &[ListedText]) -> Vec<ListedLine> {
    let mut start = 0;
    let line = |(line, text): (&[u8], &ListedText)| {
        let range = start..start + line.strip_suffix(b"\r").unwrap_or(line).len();
        start += line.len() + 1;
        let content = text.content.trim().as_bytes();
        let rest = line.strip_prefix(text.before.as_bytes());
        let found = || memchr::memmem::find(line, content);
        let content = match rest {
            Some(rest) if rest.trim_ascii_start().starts_with(content) => text.before.len(),
            Some(_) => found().unwrap_or(text.before.len()),
            None => found().unwrap_or_default(),
        };
        ListedLine { content: range.end.min(range.start + content), range }
    };
    listing.split(|octet| *octet == b'\n').zip(texts).map(line).collect()
}

/// The lines of a command so far: the server's answers are between them.
#[derive(Default)]
pub(super) struct BegunLines(Vec<ListedLine>);

impl BegunLines {
    /// All lines of the message that ends with these. `continues`: they begin with a literal.
    pub(super) fn and(
        &mut self,
        lines: &[ListedLine],
        message: Option<&ListedMessage>,
        continues: bool,
    ) -> Vec<ListedLine> {
        if matches!(message, Some(ListedMessage::Server(_) | ListedMessage::LeftOut) | None) {
            return lines.to_vec();
        }
        if !continues {
            self.0.clear();
        }
        self.0.extend_from_slice(lines);
        match message {
            Some(ListedMessage::Begun(_)) => Vec::new(),
            _ => std::mem::take(&mut self.0),
        }
    }
}

/// A part of a message that is in the listing.
#[derive(Debug, PartialEq, Eq)]
pub enum PlacedPart {
    /// The mark before a line of the message.
    Mark(Range<usize>),
    /// White space outside ASCII, or an invisible character, at an end of a line: it is not sent.
    DroppedBlank(Range<usize>),
    /// Text that no span of the message has.
    Uncovered(Range<usize>),
    /// The span with this index.
    Span(usize, Range<usize>),
}

/// The parts of a message in the listing, in order; blanks aside, they cover its lines. A span that is not in
/// the listing, such as an added tag, is left out.
pub fn places(
    listing: &[u8],
    lines: &[ListedLine],
    spans: &[ExplainedSpan<'_>],
) -> Vec<PlacedPart> {
    let mut places =
        Places { listing, lines, line: 0, at: 0, hidden: None, is_lost: false, parts: Vec::new() };
    if !lines.is_empty() {
        places.enter(0);
        for (index, span) in spans.iter().enumerate() {
            places.place(index, span);
        }
        places.end();
    }
    places.parts
}

struct Places<'l> {
    listing: &'l [u8],
    lines: &'l [ListedLine],
    /// The index of the current line.
    line: usize,
    /// The end of the parts so far.
    at: usize,
    /// The last span, and where it begins, if it is not written like this: it ends before the next one.
    hidden: Option<(usize, usize)>,
    /// Whether a part after the hidden one was not found: then all after it are hidden.
    is_lost: bool,
    parts: Vec<PlacedPart>,
}

impl Places<'_> {
    fn enter(&mut self, line: usize) {
        self.line = line;
        let ListedLine { range, content } = &self.lines[line];
        let mark = self.trimmed(range.start..*content);
        self.at = *content;
        if self.is_dropped(&mark) {
            self.parts.push(PlacedPart::DroppedBlank(mark));
        } else if !mark.is_empty() {
            self.parts.push(PlacedPart::Mark(mark));
        }
        self.skip_blanks();
    }

    /// Covers what no span covers at the end of the current line.
    fn leave(&mut self) {
        let rest = self.trimmed(self.at..self.lines[self.line].range.end);
        self.at = rest.end;
        let ListedLine { range, content } = &self.lines[self.line];
        let text = self.listing.get(rest.clone()).unwrap_or_default();
        if self.is_dropped(&rest) {
            self.parts.push(PlacedPart::DroppedBlank(rest));
        } else if *content > range.start && matches!(text, b"'" | b"\"" | b"`" | b"**" | b"|") {
            // It encloses the text together with the mark: `> b'a1 noop'`.
            self.parts.push(PlacedPart::Mark(rest));
        } else if !rest.is_empty() {
            self.parts.push(PlacedPart::Uncovered(rest));
        }
    }

    /// Whether it is characters that are not sent.
    fn is_dropped(&self, range: &Range<usize>) -> bool {
        let text = self.listing.get(range.clone()).unwrap_or_default();
        let text = std::str::from_utf8(text).unwrap_or("?");
        !text.is_empty() && text.chars().all(is_dropped_blank)
    }

    /// The range without ASCII's white space at its ends.
    fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let text = self.listing.get(range.clone()).unwrap_or_default();
        let start = range.start + (text.len() - text.trim_ascii_start().len());
        start..start + text.trim_ascii().len()
    }

    fn rest(&self) -> &[u8] {
        self.listing.get(self.at..self.lines[self.line].range.end).unwrap_or_default()
    }

    fn skip_blanks(&mut self) {
        self.at += self.rest().len() - self.rest().trim_ascii_start().len();
    }

    fn place(&mut self, index: usize, span: &ExplainedSpan<'_>) {
        if span.text.iter().all(|octet| *octet == b' ') && !span.text.is_empty() {
            return self.place_blanks(index, span.text.len());
        }
        self.skip_blanks();
        let rest = self.at..self.lines[self.line].range.end;
        let ends = rest.is_empty() || self.is_dropped(&rest);
        if self.hidden.is_none() && ends && self.line + 1 < self.lines.len() {
            self.leave();
            self.enter(self.line + 1);
        }
        match self.hidden {
            // Its octets were not kept.
            None if span.text.is_empty() => self.hidden = Some((index, self.at)),
            None if self.rest().starts_with(span.text) => self.push(index, span.text.len()),
            None if span.text.contains(&b'\n') => self.place_lines(index, span.text),
            // It was added.
            None if index == 0 && span.kind == "tag" => {}
            None => self.hidden = Some((index, self.at)),
            Some(_) if self.is_lost => {}
            Some(hidden) => {
                self.is_lost = !self.find_after(hidden, span.text);
                if !self.is_lost {
                    self.push(index, span.text.len());
                }
            }
        }
    }

    /// Places spaces that are one part: the last of those that are here. After a hidden part they belong to it.
    fn place_blanks(&mut self, index: usize, length: usize) {
        let blanks = self.rest().iter().take_while(|octet| **octet == b' ').count();
        if self.hidden.is_none() && blanks >= length {
            self.at += blanks - length;
            self.push(index, length);
        }
    }

    fn push(&mut self, index: usize, length: usize) {
        self.parts.push(PlacedPart::Span(index, self.at..self.at + length));
        self.at += length;
    }

    /// Places a literal of several lines.
    fn place_lines(&mut self, index: usize, text: &[u8]) {
        let start = self.at;
        let line = self.line + memchr::memchr_iter(b'\n', text).count();
        let last = text.rsplit(|octet| *octet == b'\n').next().unwrap_or_default();
        // The end of the listing's last line may belong to the literal.
        let Some(content) = self.lines.get(line).map(|line| line.content) else {
            self.hidden = Some((index, start));
            return;
        };
        (self.line, self.at) = (line, content);
        if self.rest().starts_with(last) {
            self.at += last.len();
            self.parts.push(PlacedPart::Span(index, start..self.at));
        } else {
            self.hidden = Some((index, start));
        }
    }

    /// Goes on to this text, before which the hidden span ends. False: the listing does not have it.
    fn find_after(&mut self, (index, start): (usize, usize), text: &[u8]) -> bool {
        for line in self.line..self.lines.len() {
            let begin = if line == self.line { self.at } else { self.lines[line].content };
            let rest = self.listing.get(begin..self.lines[line].range.end).unwrap_or_default();
            let Some(found) = memchr::memmem::find(rest, text) else { continue };
            self.push_hidden(index, start..begin + found);
            (self.line, self.at, self.hidden) = (line, begin + found, None);
            return true;
        }
        false
    }

    fn push_hidden(&mut self, index: usize, range: Range<usize>) {
        let range = range.start..self.trimmed(range.clone()).end;
        if !range.is_empty() {
            self.parts.push(PlacedPart::Span(index, range));
        }
    }

    /// Ends the message, and with it a hidden span.
    fn end(&mut self) {
        match (self.hidden, self.lines.last()) {
            (Some((index, start)), Some(last)) => self.push_hidden(index, start..last.range.end),
            _ => {
                self.leave();
                for line in self.line + 1..self.lines.len() {
                    self.enter(line);
                    self.leave();
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;
    use crate::explain::{Explainer, UnsentLine, spans};
    use crate::language::Language;
    use crate::messages::Messages;
    use crate::notation::{Mistake, ScriptError};
    use proptest::prelude::*;

    /// The parts of each message, as written in the listing.
    fn written(listing: &str) -> Vec<String> {
        let messages = Messages::new(Language::English);
        let mut explainer = Explainer::new(messages);
        let mut all = Vec::new();
        let listing_lines = match read(listing.as_bytes(), "x") {
            // Such a text has no messages.
            Err(ScriptError { mistake: Mistake::OtherFormat(_), .. }) => return all,
            lines => lines.expect("a text"),
        };
        for listed in listing_lines {
            let (tree, explanation) = match &listed.message {
                Some(ListedMessage::Client(tree)) => (tree, explainer.client(tree)),
                Some(ListedMessage::Server(tree)) => (tree, explainer.server(tree)),
                _ => continue,
            };
            let spans = spans(tree, explanation, messages);
            all.push(placed(listing, &listed.lines, &spans));
        }
        all
    }

    /// The parts of a line that is explained alone.
    fn typed(line: &str) -> String {
        let messages = Messages::new(Language::English);
        let read = UnsentLine::read(line, "a001");
        let tree = read.tree();
        let mut explainer = Explainer::of_lines(messages);
        let spans = spans(&tree, explainer.line(read.side, &tree), messages);
        placed(line, &[ListedLine { range: 0..line.len(), content: read.content }], &spans)
    }

    /// The parts as written, after a check that they cover the lines, blanks aside.
    fn placed(listing: &str, lines: &[ListedLine], spans: &[ExplainedSpan<'_>]) -> String {
        let mut written = Vec::new();
        let mut covered = vec![false; listing.len()];
        let mut end = 0;
        for part in places(listing.as_bytes(), lines, spans) {
            let (PlacedPart::Mark(range)
            | PlacedPart::DroppedBlank(range)
            | PlacedPart::Uncovered(range)
            | PlacedPart::Span(_, range)) = part;
            assert!(range.start >= end && range.end > range.start, "{listing:?}: {range:?}");
            end = range.end;
            covered[range.clone()].fill(true);
            // A literal may end inside a character.
            written.push(String::from_utf8_lossy(&listing.as_bytes()[range]));
        }
        for at in lines.iter().flat_map(|line| line.range.clone()) {
            let is_blank = listing.as_bytes()[at].is_ascii_whitespace();
            assert!(covered[at] || is_blank, "{listing:?}: {at} {written:?}");
        }
        written.join("|")
    }

    /// Words and signs of lines, with those that the reader, the masks and the grammar look for.
    const PIECES: &[&str] = &[
        "a1", "noop", "login", "LOGIN", "authenticate", "plain", "AGEAYg==", "select", "INBOX",
        "fetch", "1:*", "body[", "]", "(", ")", "\"", "\\", "*", "+", "OK", "NO", "BAD", "BYE",
        "{3}", "{3+}", "flags", "\\Seen", "[", "<n>", "C:", "S:", ":login", ":", ">", "<", "$",
        "id", "list", "search", "append", "\"x y\"", "\u{3000}", "\u{feff}", "\u{200b}", "\t",
        "\u{a0}", "é", "漢", "  ", " ", "${password}", "hunter2", "setmetadata", "/private/token",
        "#", "\u{7}", "done", "starttls", "\r", "[10:02]", "EXISTS", "STATUS", "uid",
    ];

    fn piece() -> impl Strategy<Value = String> {
        prop_oneof![
            6 => prop::sample::select(PIECES).prop_map(str::to_owned),
            1 => "\\PC{0,4}",
        ]
    }

    fn line() -> impl Strategy<Value = String> {
        let words =
            prop::collection::vec((piece(), prop::sample::select(&["", " ", " "][..])), 0..9);
        words.prop_map(|words| words.into_iter().map(|(word, blank)| word + blank).collect())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(600))]

        #[test]
        fn the_parts_of_any_line_cover_it(line in line()) {
            typed(&line);
        }

        #[test]
        fn the_parts_of_any_listing_cover_its_messages(lines in prop::collection::vec(line(), 1..5)) {
            let listing = lines.join("\n");
            if !listing.is_empty() {
                written(&listing);
            }
        }
    }

    #[test]
    fn parts_are_found_where_they_were_written() {
        for (listing, expected) in [
            ("noop\r\n", &["noop"][..]),
            ("C: a1 noop\nS: a1 OK x\n", &["C:|a1|noop", "S:|a1|OK|x"]),
            ("C: a1 login joe hunter2xyz x\n", &["C:|a1|login|joe|hunter2xyz x"]),
            (
                "C: a1 fetch 1 body[]\nS: * 1 FETCH (BODY[] {5}\nS: a\nS: bc FLAGS ())\n",
                &["C:|a1|fetch|1|body|[|]", "S:|*|1|FETCH|(|BODY|[|]|{5}|S:|a\nS: bc|FLAGS|(|)|)"],
            ),
            ("C: a1 append x {3}\nS: + go\nC: abc\n", &["S:|+|go", "C:|a1|append|x|{3}|C:|abc"]),
            ("a1 login x  hunter2xyz\n", &["a1|login|x| |hunter2xyz"]),
            ("0 INBOX >  IDLE PLAIN\n", &["0|INBOX|>| |IDLE PLAIN"]),
            (
                "* 1 FETCH (BODY[] {300}\nFrom: a\n\n[...]\n)\n",
                &["*|1|FETCH|(|BODY|[|]|{300}|From: a\n\n[...]|)"],
            ),
            (
                "a id (\"name\" \"x\" \"password\" \"hunter2 x\" \"os\" \"y\")\n",
                &["a|id|(|\"name\"|\"x\"|\"password\"|\"hunter2 x\"|\"os\"|\"y\"|)"],
            ),
        ] {
            assert_eq!(written(listing), expected, "{listing}");
        }
    }

    #[test]
    fn the_parts_of_a_line_that_is_explained_alone() {
        for (line, expected) in [
            ("fetch 1 flags", "fetch|1|flags"),
            ("  C: a7 login taro hunter2xyz", "C:|a7|login|taro|hunter2xyz"),
            ("login taro hunter2xyz", "login|taro|hunter2xyz"),
            ("a2", "a2"),
            ("S: * 4 EXISTS", "S:|*|4|EXISTS"),
            ("LOGIN ( * \\", "LOGIN|( * \\"),
            ("\u{3000}a1 noop\u{3000}", "\u{3000}|a1|noop|\u{3000}"),
        ] {
            assert_eq!(typed(line), expected, "{line}");
        }
    }

    #[test]
    fn the_parts_of_mixed_listings_are_in_order() {
        let lines = [
            "C: a1 login joe hunter2",
            "S: a1 OK [CAPABILITY IMAP4rev1] in",
            "S: * LIST () \"/\" {3}",
            "S: a b",
            "C: a2 append \"x\" {4}",
            "S: + go",
            "C: ab",
            "a3 select x",
            "* 3 EXISTS",
            "",
            "C: * ",
            "{3}",
            "S: * 1 FETCH (BODY[] {9}",
            "C: a authenticate plain",
            "+ ",
            "AGEAYg==",
            "\u{feff}C: x",
            "   a5  noop  ",
            "# a",
            ":x",
            "2026-01-01 10:00:00 C: a1 noop",
        ];
        let mut seed = 1u64;
        for _ in 0..2000 {
            let mut listing = String::new();
            for _ in 0..8 {
                seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                let at = usize::try_from(seed >> 33).unwrap_or_default() % lines.len();
                listing += lines[at];
                listing += if seed & 0x1000 == 0 { "\n" } else { "\r\n" };
            }
            written(&listing);
        }
    }

    #[test]
    fn a_long_message_is_placed_in_linear_time() {
        let line = format!("C: a1 search {}", "subject {3}\nC: abx ".repeat(5000));
        let start = std::time::Instant::now();
        written(&line);
        assert!(start.elapsed().as_secs() < 20);
    }
}
