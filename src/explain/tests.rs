//! What is said about sessions.

use super::Explainer;
use crate::language::Language;
use crate::messages::Messages;
use crate::protocol::syntax::{Parser, Side};
use indoc::indoc;

/// Explains the session again, and compares. Lines begin with `C: `, `S: `, or `# `: an explanation
/// of the line above.
pub(super) fn assert_explained_in(language: Language, session: &str) {
    let mut explainer = Explainer::new(Messages::new(language));
    let mut explained = String::new();
    for line in session.lines().filter(|line| !line.starts_with('#')) {
        explained += &format!("{line}\n");
        let (side, text) = match line.split_once(": ") {
            Some(("C", text)) => (Side::Client, text),
            Some(("S", text)) => (Side::Server, text),
            _ => panic!("neither C: nor S: begins {line:?}"),
        };
        let mut parser = Parser::new(side);
        parser.line(text.as_bytes());
        let explanation = match side {
            Side::Client => explainer.client(parser.tree()),
            Side::Server => explainer.server(parser.tree()),
        };
        if !explanation.is_empty() {
            explained += &format!("# {explanation}\n");
        }
    }
    assert!(explained == session, "explained:\n{explained}\nexpected:\n{session}");
}

pub(super) fn assert_explained(session: &str) {
    assert_explained_in(Language::English, session);
}

#[test]
fn a_count_of_messages() {
    assert_explained(indoc! {"
        S: * 11 EXISTS
        # 11 messages are in the mailbox. (RFC 3501, 7.3.1)
        S: * 1 EXISTS
        # One message is in the mailbox. (RFC 3501, 7.3.1)
    "});
    assert_explained_in(
        Language::Japanese,
        indoc! {"
        S: * 11 EXISTS
        # このメールボックスには 11 通のメッセージがあります。(RFC 3501, 7.3.1)
    "},
    );
}
