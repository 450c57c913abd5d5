//! Lines of a listing with a password that the reader does not send: one typed again without LOGIN, and the
//! rest of a quoted one that was typed over several lines.

use crate::notation::{Decision, HiddenLine, LineKind};
use crate::protocol::commands;
use crate::protocol::secrets::{InputMask, Placeholder, is_login};
use crate::protocol::typed_line::{CommandLine, tagged_status};
use std::collections::HashSet;

/// The most lines below a LOGIN that may continue its quoted password.
const MAX_CONTINUED: usize = 3;

/// The lines that may have a password, without it, by line number. `said`: the lines without their marks.
pub(super) fn retyped_passwords(
    said: &[String],
    decisions: &[Decision],
) -> Vec<(usize, HiddenLine)> {
    let mut found = Vec::new();
    let mut users = HashSet::new();
    // How many of the next lines may continue a quoted password.
    let mut continued = 0;
    for (index, (line, decision)) in said.iter().zip(decisions).enumerate() {
        let line = line.trim();
        if is_login(line) {
            let arguments = CommandLine::parse(line).arguments.trim();
            let user = arguments.split(' ').next().unwrap_or_default();
            users.extend(Some(without_quotes(user)).filter(|user| !user.is_empty()));
            continued = if has_open_quote(line) { MAX_CONTINUED } else { 0 };
            continue;
        }
        let is_unsent = matches!(decision.kind, LineKind::Mistake | LineKind::Prose);
        if !is_unsent || tagged_status(line).is_some() {
            continued = 0;
            continue;
        }
        let text = if continued > 0 {
            continued = if line.contains('"') { 0 } else { continued - 1 };
            Placeholder::Password.text().to_owned()
        } else if let Some(user) = user_before_password(line, decision.kind, &users) {
            format!("{user} {}", Placeholder::Password.text())
        } else {
            continue;
        };
        found.push((index + 1, HiddenLine { text, is_answer: false }));
    }
    found
}

/// The first word, if it is a user who has logged in, and the text after it is not a command.
fn user_before_password<'l>(
    line: &'l str,
    kind: LineKind,
    users: &HashSet<&str>,
) -> Option<&'l str> {
    let (first, rest) = line.split_once(' ')?;
    let mut words = rest.split_ascii_whitespace();
    let second = words.next()?;
    let may_be_password = kind == LineKind::Mistake || words.next().is_none();
    (users.contains(without_quotes(first)) && commands::find(second).is_none() && may_be_password)
        .then_some(first)
}

fn without_quotes(word: &str) -> &str {
    word.trim_matches('"')
}

/// Whether the password of this LOGIN begins with a quotation mark and does not end with one.
fn has_open_quote(line: &str) -> bool {
    let secret = InputMask::default().secret(line);
    let secret = secret.and_then(|secret| line.get(secret.range)).unwrap_or_default();
    secret.strip_prefix('"').is_some_and(|rest| !rest.contains('"'))
}
