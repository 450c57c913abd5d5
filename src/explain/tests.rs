//! The explanations of sessions.

mod beginnings;
mod causes_once;
mod dates;
mod false_claims;
mod flag_changes;
mod invalid_arguments;
mod lost_commands;
mod named_causes;
mod number_sets;
mod plain_facts;
mod reader_faults;
mod revisions;
mod said_once;
mod small_causes;
mod sources;
mod uids_and_numbers;
mod unread;

use super::Explainer;
use crate::language::Language;
use crate::messages::Messages;
use crate::protocol::literal::LiteralAnnouncement;
use crate::protocol::syntax::{Mode, Parser, Side};
use crate::reference::{Category, find};
use indoc::indoc;

/// The session, with each explanation below its line as `# …`. Lines begin with `C: ` or `S: `, or
/// with `A: ` if they answer a challenge; a literal follows its size in the same line.
fn explained(language: Language, session: &str) -> String {
    let mut explainer = Explainer::new(Messages::new(language));
    explainer.repeat_causes();
    let mut explained = String::new();
    for line in session.lines().filter(|line| !line.starts_with('#')) {
        explained += &format!("{line}\n");
        let (side, text) = match line.split_once(": ") {
            Some(("C" | "A", text)) => (Side::Client, text),
            Some(("S", text)) => (Side::Server, text),
            _ => panic!("neither C: nor S: begins {line:?}"),
        };
        let mut parser = Parser::new(side);
        if line.starts_with("A: ") {
            parser.line_as(Mode::Authenticate, text.as_bytes())
        } else {
            read(&mut parser, text)
        }
        let explanation = match side {
            Side::Client => explainer.client(parser.tree()),
            Side::Server => explainer.server(parser.tree()),
        };
        if !explanation.is_empty() {
            explained += &format!("# {explanation}\n");
        }
    }
    explained
}

fn read(parser: &mut Parser, text: &str) {
    let announced = text.match_indices('}').find_map(|(end, _)| {
        let literal = LiteralAnnouncement::at_end(&text.as_bytes()[..=end])?;
        (end + 1 < text.len()).then_some((end + 1, usize::try_from(literal.size).ok()?))
    });
    match announced {
        Some((end, size)) if end + size <= text.len() => {
            parser.line(&text.as_bytes()[..end]);
            parser.literal(size as u64, &text.as_bytes()[end..end + size]);
            read(parser, &text[end + size..]);
        }
        _ => parser.line(text.as_bytes()),
    }
}

/// Explains the session again, and compares.
pub(super) fn assert_explained_in(language: Language, session: &str) {
    let explained = explained(language, session);
    assert!(explained == session, "explained:\n{explained}\nexpected:\n{session}");
}

/// The explanation of the session's last line, as `# …`.
pub(super) fn last_explained(language: Language, session: &str) -> String {
    explained(language, session).lines().last().unwrap_or_default().to_owned()
}

/// Checks the explanation of the session's last line, which refuses a command. The general meaning of its
/// code may follow the cause.
pub(super) fn assert_cause(session: &str, cause: &str) {
    let mut said = last_explained(Language::English, session);
    for name in ["CANNOT", "CLIENTBUG"] {
        let code =
            find(Category::ResponseCodes, name).expect("a registered code").says(Language::English);
        said = said.replace(&format!(". {code} ("), ". (");
    }
    assert_eq!(said, format!("# {cause}"), "{session}");
}

/// Checks the explanation of the session's last line.
pub(super) fn assert_last_explained(language: Language, session: &str, expected: &str) {
    let last = last_explained(language, session);
    assert_eq!(last, format!("# {expected}"), "{session}");
}

/// Checks that the explanation of the session's last line contains these words, in each language.
#[track_caller]
pub(super) fn assert_says(session: impl AsRef<str>, english: &str, japanese: &str) {
    for (language, words) in [(Language::English, english), (Language::Japanese, japanese)] {
        let said = last_explained(language, session.as_ref());
        assert!(said.contains(words), "{}: {said}", session.as_ref());
    }
}

/// Checks that the explanation of the session's last line contains these words.
#[track_caller]
pub(super) fn assert_contains(session: impl AsRef<str>, words: &str) {
    let said = last_explained(Language::English, session.as_ref());
    assert!(said.contains(words), "{}: {said}", session.as_ref());
}

/// Checks that the explanation of the session's last line does not contain these words.
#[track_caller]
pub(super) fn assert_lacks(session: impl AsRef<str>, words: &str) {
    let said = last_explained(Language::English, session.as_ref());
    assert!(!said.contains(words), "{}: {said}", session.as_ref());
}

pub(super) fn assert_explained(session: &str) {
    assert_explained_in(Language::English, session);
}

#[test]
fn a_count_of_messages() {
    assert_explained(indoc! {"
        S: * 11 EXISTS
        # 11 messages are in the mailbox. (RFC 3501, 7.3.1)
    "});
    assert_explained(indoc! {"
        S: * 1 EXISTS
        # One message is in the mailbox. (RFC 3501, 7.3.1)
    "});
    assert_explained_in(
        Language::Japanese,
        indoc! {"
        S: * 11 EXISTS
        # このメールボックスには 11 通のメッセージがあります。（RFC 3501, 7.3.1）
    "},
    );
}
