//! Recognizes lines of text that begin a response, in typed lines and listings, where a tab may replace
//! a space.

use crate::protocol::commands;
use crate::protocol::framing::Status;
use crate::protocol::syntax::{Kind, Side, Tree};

/// The beginning of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResponseLine<'a> {
    /// `+`
    Continuation,
    /// `TAG OK|NO|BAD`
    Completion {
        tag: &'a [u8],
        /// The status as written.
        word: &'a [u8],
        status: Status,
    },
    /// `*`
    Untagged {
        /// The name of the response, as written: `EXISTS` in `* 12 EXISTS`. May be empty.
        word: &'a [u8],
        /// The status, if the word is one.
        status: Option<Status>,
        /// Whether a response with this name is known.
        is_known: bool,
    },
}

impl<'a> ResponseLine<'a> {
    /// Parses the line. `None`: it does not begin a response.
    pub fn read(line: &'a [u8]) -> Option<ResponseLine<'a>> {
        if !may_be_response(line) {
            return None;
        }
        let mut head = beginning(line).to_vec();
        head.iter_mut().filter(|octet| **octet == b'\t').for_each(|tab| *tab = b' ');
        let tree = Tree::of_line(Side::Server, &head);
        let root = tree.root()?;
        let named = root.children().find(|node| {
            matches!(node.kind(), Kind::StatusWord | Kind::ResponseName | Kind::Unknown)
        });
        let word = named.map_or(&[][..], |node| first_word(&line[node.range()]));
        let status = root.child(Kind::StatusWord).and_then(|word| Status::parse(word.text()));
        match (root.children().next()?.kind(), status) {
            (Kind::Continuation, _) => Some(ResponseLine::Continuation),
            (Kind::Tag, Some(status)) => {
                let tag = &line[root.child(Kind::Tag)?.range()];
                Some(ResponseLine::Completion { tag, word, status })
            }
            (Kind::Untagged, status) => {
                let is_known = named.is_some_and(|node| node.kind() != Kind::Unknown);
                Some(ResponseLine::Untagged { word, status, is_known })
            }
            _ => None,
        }
    }

    /// The tag and the status of a completion. A command's name is not taken for a tag, and neither is a
    /// program's name before "no": `openssl: No such file`.
    pub fn tagged_status(self) -> Option<(&'a str, Status)> {
        let ResponseLine::Completion { tag, word, status } = self else { return None };
        let tag = std::str::from_utf8(tag).ok()?;
        let is_label = tag.ends_with(':') && word.iter().any(u8::is_ascii_lowercase);
        (!is_label && commands::find(tag).is_none()).then_some((tag, status))
    }

    /// Whether only a server sends this. An untagged response must have a name that responses have, unlike a
    /// bullet or curl's remarks.
    pub fn is_certain(self) -> bool {
        match self {
            ResponseLine::Untagged { is_known, .. } => is_known,
            ResponseLine::Continuation => true,
            ResponseLine::Completion { .. } => self.tagged_status().is_some(),
        }
    }

    /// The word that names an untagged response, in capitals: `EXISTS` of `* 12 EXISTS`, `OK` of
    /// `* OK Still here`.
    pub fn keyword(self) -> Option<String> {
        match self {
            ResponseLine::Untagged { word, .. } if !word.is_empty() => {
                let word = &word[..word.len().min(MAX_KEYWORD)];
                Some(String::from_utf8_lossy(word).to_ascii_uppercase())
            }
            _ => None,
        }
    }

    /// The status of a completion or of an untagged status response.
    pub fn status(self) -> Option<Status> {
        match self {
            ResponseLine::Continuation => None,
            ResponseLine::Completion { status, .. } => Some(status),
            ResponseLine::Untagged { status, .. } => status,
        }
    }
}

/// The most octets of a response's name; known names are shorter.
const MAX_KEYWORD: usize = 64;

fn is_blank(octet: &u8) -> bool {
    matches!(octet, b' ' | b'\t')
}

fn first_word(text: &[u8]) -> &[u8] {
    text.split(is_blank).next().unwrap_or_default()
}

/// Whether the line can be a response. Avoids a syntax tree for most commands.
fn may_be_response(line: &[u8]) -> bool {
    if matches!(line.first(), Some(b'*' | b'+')) {
        return true;
    }
    let mut words = line.split(is_blank).filter(|word| !word.is_empty());
    let Some(second) = words.nth(1) else { return false };
    [&b"OK"[..], b"NO", b"BAD"].iter().any(|status| {
        second.get(..status.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(status))
            && second.get(status.len()).is_none_or(|next| *next == b'[')
    })
}

/// The first three words, which contain the response's name.
fn beginning(line: &[u8]) -> &[u8] {
    let mut end = 0;
    for _ in 0..3 {
        end += line[end..].iter().take_while(|octet| is_blank(octet)).count();
        end += line[end..].iter().take_while(|octet| !is_blank(octet)).count();
    }
    &line[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> String {
        let text = |octets: &[u8]| String::from_utf8_lossy(octets).into_owned();
        match ResponseLine::read(line.as_bytes()) {
            None => "-".to_owned(),
            Some(ResponseLine::Continuation) => "+".to_owned(),
            Some(ResponseLine::Completion { tag, word, status }) => {
                format!("{} {} {}", text(tag), text(word), status.name())
            }
            Some(ResponseLine::Untagged { word, status, is_known }) => {
                let sign = if is_known { "*" } else { "?" };
                format!("{sign} {}{}", text(word), status.map_or("", |_| " status"))
            }
        }
    }

    #[test]
    fn the_beginning_of_a_response_is_recognized() {
        for (line, what) in [
            ("+", "+"),
            ("+ idling", "+"),
            ("+\tidling", "+"),
            ("+x", "-"),
            ("* OK Still here", "* OK status"),
            ("* ok", "* ok status"),
            ("* BYE", "* BYE status"),
            ("* 1 FETCH (FLAGS ())", "* FETCH"),
            ("*\t12\tEXISTS", "* EXISTS"),
            ("*  12  exists", "* exists"),
            ("* search 1 2 3", "* search"),
            ("* 7 UIDFETCH (FLAGS ())", "* UIDFETCH"),
            ("* XYZZY 1 2", "? XYZZY"),
            ("* a point of a list", "? a"),
            ("* 12", "? "),
            ("*12 EXISTS", "-"),
            ("*", "-"),
            ("a OK", "a OK OK"),
            ("a1\tbad no", "a1 bad BAD"),
            ("é NO [X] y", "é NO NO"),
            ("a1 noop", "-"),
            ("a1 okay", "-"),
            ("a1 OKAY x", "-"),
            ("a1 OK[", "a1 OK OK"),
            // This may be a secret.
            ("a0 No]0", "-"),
            ("a1 BYE x", "-"),
            ("OK a1", "-"),
            ("", "-"),
        ] {
            assert_eq!(read(line), what, "{line:?}");
        }
    }
}
