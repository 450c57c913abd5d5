//! Typed or copied lines that are explained without being sent.

use crate::notation::without_mark;
use crate::protocol::commands;
use crate::protocol::sasl::is_answer_with_secret;
use crate::protocol::secrets::{InputMask, MaskedLine, Placeholder, UnknownVerbPolicy};
use crate::protocol::syntax::{Side, Tree};
use crate::protocol::typed_line::{
    CommandLine, answers_untagged, answers_untagged_in_words, is_response, looks_like_tag,
    tagged_status, typed_instead,
};

/// The most letters of a word that counts as a tag because of the text after it.
const MAX_TAG_LENGTH: usize = 8;

/// The line as one side would send it.
pub struct UnsentLine {
    pub side: Side,
    /// Without the marks of a listing; a command has a tag, and a secret is replaced by its stand-in.
    pub text: String,
    /// Where the text begins in the typed line, after white space and the mark of a listing.
    pub content: usize,
    /// Whether its first word is the tag of a command that is not known.
    pub has_tag_of_unknown: bool,
    /// The text for the tree.
    in_tree: String,
}

impl UnsentLine {
    /// Reads a line without a known session before it. `tag`: added to a command that has none.
    pub fn read(line: &str, tag: &str) -> UnsentLine {
        UnsentLine::in_session(line, tag, UnknownVerbPolicy::MaskArguments)
    }

    /// Reads a line in a session. `policy`: how much of an unknown command is masked.
    pub fn in_session(line: &str, tag: &str, policy: UnknownVerbPolicy) -> UnsentLine {
        let (said, is_server) = if is_tagged_command(line.trim()) || is_completion(line.trim()) {
            (line.trim(), None)
        } else {
            without_mark(line.trim())
        };
        let side = if is_server.unwrap_or_else(|| {
            is_response(said)
                || answers_untagged(said)
                || greeting_of_other_protocol(said).is_some()
        }) {
            Side::Server
        } else {
            Side::Client
        };
        let mask = InputMask::Command(policy);
        let masked = match side {
            Side::Server
                if policy != UnknownVerbPolicy::MaskAll && answers_untagged_in_words(said) =>
            {
                MaskedLine::new(said, None)
            }
            Side::Server => MaskedLine::new(&mask.masked_unsent(said), None),
            Side::Client if is_answer_with_secret(said) => {
                MaskedLine::new(Placeholder::Sasl.text(), None)
            }
            Side::Client => MaskedLine::new(said, mask.secret(said)),
        };
        let is_unknown = |line: CommandLine<'_>| line.spec.is_none();
        let has_tag_of_unknown = side == Side::Client
            && CommandLine::parse_tagged(said).is_some_and(is_unknown)
            && is_tag_of_unknown(said);
        let has_tag = side == Side::Server
            || said.is_empty()
            || commands::is_done(said)
            || is_tag_alone(said) && !is_answer_with_secret(said)
            || CommandLine::parse(said).tag.is_some()
            || is_tag_of_unknown(said);
        let with_tag = |line: String| if has_tag { line } else { format!("{tag} {line}") };
        let (text, in_tree) = (with_tag(masked.text), with_tag(masked.in_tree));
        let content = line.len() - line.trim_start().len() + line.trim().len() - said.len();
        UnsentLine { side, text, content, has_tag_of_unknown, in_tree }
    }

    /// Its syntax tree.
    pub fn tree(&self) -> Tree {
        Tree::of_line(self.side, self.in_tree.clone())
    }
}

/// The protocol of a server's line that is not IMAP: `+OK Dovecot ready.`, `220 mail.example.com ESMTP`.
pub(super) fn greeting_of_other_protocol(line: &str) -> Option<&'static str> {
    const SMTP: [&str; 6] = ["220", "221", "421", "500", "502", "554"];
    let (word, rest) = line.split_once([' ', '-']).unwrap_or((line, ""));
    if word == "+OK" || line.starts_with("-ERR") {
        return Some("POP3");
    }
    let is_command = CommandLine::parse_tagged(line).is_some_and(|command| command.spec.is_some());
    let is_reply = SMTP.contains(&word) && !rest.is_empty() && !is_command;
    (is_reply && tagged_status(line).is_none()).then_some("SMTP")
}

/// Whether the line is a completion; `S: NO x` is not.
fn is_completion(line: &str) -> bool {
    let tag = tagged_status(line).map(|(tag, _)| tag);
    tag.is_some_and(|tag| tag.bytes().all(|octet| octet.is_ascii_alphanumeric()))
}

/// Whether the line begins with a tag and a command: then an apparent mark is in its arguments.
fn is_tagged_command(line: &str) -> bool {
    let command = CommandLine::parse_tagged(line).filter(|command| command.spec.is_some());
    let tag = command.and_then(|command| command.tag);
    tag.is_some_and(|tag| looks_like_tag(tag) || tag.len() == 1 && tag.is_ascii())
}

/// Whether the line is one word that looks like a tag, and not like the name of a command: `a2`.
pub(super) fn is_tag_alone(line: &str) -> bool {
    let word = line.trim();
    word.contains(|c: char| c.is_ascii_digit())
        && word.chars().all(|c| c.is_ascii_alphanumeric())
        && commands::meant(word, []).is_none()
}

/// Whether the first word is the tag of an unknown command: `a FOO`, `tag fetc 1 flags`.
fn is_tag_of_unknown(line: &str) -> bool {
    let Some(command) = CommandLine::parse_tagged(line) else { return false };
    let tag = command.tag.unwrap_or_default();
    let is_other_word = || typed_instead(tag, command.arguments).is_some();
    let may_be_tag = tag.len() <= MAX_TAG_LENGTH
        && tag.chars().all(|c| c.is_ascii_alphanumeric())
        && command.verb.starts_with(|c: char| c.is_ascii_alphabetic())
        && commands::meant(tag, [command.verb]).is_none();
    let is_usual = tag.len() == 1 || tag.eq_ignore_ascii_case("tag");
    let is_nearly_command = || commands::meant(command.verb, []).is_some();
    may_be_tag && !is_other_word() && (is_usual || is_nearly_command())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::syntax::Kind;

    #[test]
    fn after_a_refused_login_anything_may_be_the_secret() {
        for line in ["hunter2xyz", "noop hunter2xyz", "a1 noop hunter2xyz", "* hunter2xyz"] {
            let read = UnsentLine::in_session(line, "a001", UnknownVerbPolicy::MaskAll);
            assert!(!read.text.contains("hunter2xyz"), "{line}: {}", read.text);
        }
    }

    #[test]
    fn the_answer_of_plain_is_not_shown() {
        let read = UnsentLine::read("AGpvZQBodW50ZXIyeHl6", "a001");
        assert_eq!(read.text, "a001 ${sasl}");
    }

    #[test]
    fn the_answer_to_a_line_without_a_tag_is_the_servers() {
        for line in [
            "login BAD Error in IMAP command received by server.",
            "select NO such mailbox",
            "noop OK done",
        ] {
            let read = UnsentLine::read(line, "a001");
            assert_eq!((read.side, &*read.text), (Side::Server, line));
        }
        let read = UnsentLine::read("login NO hunter2xyz", "a001");
        assert_eq!((read.side, &*read.text), (Side::Server, "login NO ${password}"));
        assert_eq!(UnsentLine::read("login \"NO\" hunter2xyz", "a001").side, Side::Client);
    }

    #[test]
    fn lines_of_a_server_of_another_protocol_are_the_servers() {
        for line in ["+OK Dovecot ready.", "-ERR Unknown command.", "220 mail.example.com ESMTP"] {
            assert_eq!(UnsentLine::read(line, "a001").side, Side::Server, "{line}");
        }
        for line in ["220 noop", "220 select inbox"] {
            assert_eq!(UnsentLine::read(line, "a001").side, Side::Client, "{line}");
        }
    }

    #[test]
    fn a_mark_inside_a_line_is_text() {
        for line in [
            "* LIST () \"/\" \"foo: a1 noop\"",
            "* CAPABILITY AUTH= IMAP4rev1 IDLE",
            "* OK Hint: d1 SELECT Foo",
            "* OK [ALERT] Please: a1 IDLE",
            "* NO Warning: 90percent check",
            "* BYE reason: x1 logout",
            "* 3 FETCH (FLAGS () X-GM-LABELS (\"> a1 noop\"))",
            "a1 OK see: a2 noop",
            "c NO > a2 noop",
            "S: * OK Hint: d1 SELECT Foo",
        ] {
            let read = UnsentLine::read(line, "a001");
            assert_eq!((read.side, &*read.text), (Side::Server, line.trim_start_matches("S: ")));
        }
        for line in [
            "a SEARCH SUBJECT \"C: a1 noop\"",
            "a1 select \"> a1 noop\"",
            "x1 copy 1 \"a: b1 noop\"",
        ] {
            let read = UnsentLine::read(line, "a001");
            assert_eq!((read.side, &*read.text), (Side::Client, line));
        }
        for line in ["C: a1 noop", "> a1 noop", "[10:02] a1 noop"] {
            assert_eq!(UnsentLine::read(line, "a001").text, "a1 noop", "{line}");
        }
    }

    #[test]
    fn a_tag_before_an_unknown_command_is_one() {
        for line in
            ["a lgoin anna x", "a FOO", "tag fetc 1 flags", "a XAPPLEPUSHSERVICE x 2", "z slect x"]
        {
            assert!(!UnsentLine::read(line, "a001").text.starts_with("a001 "), "{line}");
        }
        for line in ["lgoin anna x", "foo", "foo bar", "get mail", "hello, world", "X-FOO slect"] {
            let text = UnsentLine::read(line, "a001").text;
            assert!(text.starts_with("a001 "), "{line}: {text}");
        }
        // The secret is masked as after a tag of digits.
        let text = UnsentLine::read("a lgoin anna hunter2xyz", "a001").text;
        assert!(!text.contains("hunter2xyz"), "{text}");
    }

    #[test]
    fn a_login_with_too_many_arguments_has_them_in_its_tree() {
        for (line, is_whole) in [
            ("login joe at example.com xxx", false),
            ("a1 login joe smith xxx", false),
            ("C: a1 LOGIN \"joe\" \"xxx\" yyy", false),
            ("login joe xxx", true),
            ("login joe \"xxx yyy\"", true),
            ("login joe \"xxx\\\" yyy\"", true),
            ("login joe \"xxx yyy", true),
            ("login joe {5}", true),
            ("authenticate plain xxx yyy", false),
            ("authenticate plain xxx", true),
        ] {
            let read = UnsentLine::read(line, "a001");
            let tree = read.tree();
            let surplus = tree.root().and_then(|root| root.descendant(Kind::Unknown));
            assert_eq!(surplus.is_none(), is_whole, "{line}: {tree}");
            let shown = tree.to_string() + &read.text;
            assert!(!shown.contains("xxx") && !shown.contains("yyy"), "{shown}");
        }
    }
}
