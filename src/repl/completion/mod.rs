//! Completes the word before the cursor, and hints at what follows it. What can stand there is the
//! grammar's to say (see `cursor`), the words are the reference's and the server's.

mod cursor;
mod directives;
mod files;
mod hint;
mod words;

pub use hint::hint;

use super::editor::Candidate;
use super::state::PromptSnapshot;
use crate::encoding::modified_utf7;
use crate::escape;
use crate::protocol::commands;
use crate::protocol::dialogue::Prompt;
use crate::protocol::possible;
use crate::protocol::strings::{is_atom, push_escaped};
use crate::protocol::syntax::Kind;
use crate::reference::Category;
use cursor::Cursor;
use files::files;
use std::borrow::Cow;
use words::{OTHER_WORDS, WORDS};

/// Where the word before the cursor (a byte offset) starts, and what may replace it.
pub fn complete(line: &str, cursor: usize, session: &PromptSnapshot) -> (usize, Vec<Candidate>) {
    let before = line.get(..cursor).unwrap_or(line);
    let text = before.trim_start();
    let indent = before.len() - text.len();
    let (start, candidates) = match text.strip_prefix(':') {
        Some(typed) => {
            let (start, candidates) = directives::complete(typed, session);
            (1 + start, candidates)
        }
        None => in_command(text, session),
    };
    (indent + start, candidates)
}

/// The same for the end of a command.
fn in_command(text: &str, session: &PromptSnapshot) -> (usize, Vec<Candidate>) {
    let Some(cursor) = Cursor::at_end(text) else {
        return (text.len(), Vec::new());
    };
    if let Some(file) = cursor.word.strip_prefix("{<").filter(|file| !file.starts_with('<')) {
        return (cursor.start + "{<".len(), files(file, "}"));
    }
    let mut candidates = candidates_at(&cursor, "", session);
    // Where only a list can stand, its words are offered with the bracket that begins it.
    if candidates.is_empty() && cursor.word.is_empty() {
        candidates = candidates_at(&cursor, "(", session);
    }
    (cursor.start, candidates)
}

/// What may stand at the cursor behind `open`, which is a bracket or nothing.
fn candidates_at(cursor: &Cursor<'_>, open: &str, session: &PromptSnapshot) -> Vec<Candidate> {
    let fits = |word: &str, kind| {
        begins(word, cursor.word) && cursor.kind_of(&format!("{open}{word}")) == Some(kind)
    };
    let mut words: Vec<String> = Vec::new();
    if cursor.is_verb() {
        words.extend(verbs(session).into_iter().filter(|word| begins(word, cursor.word)));
    } else if cursor.is_after_uid() {
        let possible = commands::with_uid()
            .filter(|it| !it.capability.is_some_and(|it| session.capabilities.lack(it)));
        let names = possible.map(|command| &command.name["UID ".len()..]);
        words.extend(names.filter(|word| begins(word, cursor.word)).map(str::to_owned));
    } else {
        for source in WORDS {
            let known = source.known_by(&session.capabilities).into_iter();
            let known = known.map(|name| typed_form(name, source.kind));
            words.extend(known.filter(|word| fits(word, source.kind)).map(Cow::into_owned));
        }
        for (kind, others) in OTHER_WORDS {
            words.extend(others.iter().filter(|word| fits(word, *kind)).map(|it| (*it).to_owned()));
        }
        for (kind, names) in announced(session) {
            words.extend(names.into_iter().filter(|name| fits(name, kind)));
        }
    }
    let mut candidates: Vec<Candidate> =
        words.iter().map(|word| Candidate::of(open.to_owned() + &cursor.in_case(word))).collect();
    match cursor.kind_of(&format!("{open}x")) {
        Some(Kind::Mailbox) if cursor.is_list() => {
            candidates.extend(Some("\"\"").filter(|it| begins(it, cursor.word)).map(Candidate::of));
        }
        Some(Kind::Mailbox) => candidates.extend(mailboxes(cursor, open, session)),
        Some(Kind::ListMailbox) => {
            let patterns = ["%", "*"].into_iter().filter(|it| begins(it, cursor.word));
            candidates.extend(patterns.map(|it| Candidate::of(format!("{open}{it}"))));
            candidates.extend(mailboxes(cursor, open, session));
        }
        _ => {}
    }
    candidates
}

/// Whether the word begins with what is typed, in any case.
fn begins(word: &str, typed: &str) -> bool {
    word.get(..typed.len()).is_some_and(|beginning| beginning.eq_ignore_ascii_case(typed))
}

/// The commands that are possible now, and `done` while nothing else is.
fn verbs(session: &PromptSnapshot) -> Vec<String> {
    if session.prompt == Some(Prompt::Done) {
        return vec!["DONE".to_owned()];
    }
    let possible = possible::commands(session.connection, &session.capabilities);
    possible.iter().map(|command| command.name.to_owned()).collect()
}

/// A name of the reference as it is typed.
fn typed_form(name: &'static str, kind: Kind) -> Cow<'static, str> {
    match kind {
        Kind::FetchItemName => Cow::Borrowed(name.strip_suffix(']').unwrap_or(name)),
        _ => Cow::Borrowed(name),
    }
}

/// What the server has announced: mechanisms (before it has announced any, all) and capabilities.
fn announced(session: &PromptSnapshot) -> [(Kind, Vec<String>); 2] {
    let names = session.capabilities.names();
    let capabilities: Vec<String> = names.map(str::to_owned).collect();
    let mechanisms = capabilities.iter().filter_map(|name| name.strip_prefix("AUTH="));
    let mut mechanisms: Vec<String> = mechanisms.map(str::to_owned).collect();
    if !session.capabilities.are_known() {
        let known = Category::SaslMechanisms.as_written().filter(|entry| !entry.obsolete);
        mechanisms = known.map(|entry| entry.name.to_owned()).collect();
    }
    [(Kind::Mechanism, mechanisms), (Kind::Capability, capabilities)]
}

/// The mailboxes that begin with what is typed, by their names on the wire or decoded. They are
/// inserted as the server names them, in quotes where they must be.
fn mailboxes(cursor: &Cursor<'_>, open: &str, session: &PromptSnapshot) -> Vec<Candidate> {
    let typed = cursor.word.strip_prefix('"');
    let is_quoted = typed.is_some();
    let typed = typed.unwrap_or(cursor.word).replace("\\\"", "\"").replace("\\\\", "\\");
    let typed = typed.to_lowercase();
    let is_inbox = |name: &&String| name.eq_ignore_ascii_case("inbox");
    let inbox = session.mailboxes.iter().find(is_inbox).cloned();
    let inbox = inbox.unwrap_or_else(|| cursor.in_case("INBOX"));
    let others = session.mailboxes.iter().filter(|name| !is_inbox(name));
    let mut candidates = Vec::new();
    for name in std::iter::once(&inbox).chain(others) {
        let decoded = modified_utf7::decode(name);
        if [name, &decoded].iter().any(|it| it.to_lowercase().starts_with(&typed)) {
            let inserted = open.to_owned() + &as_typed(name, is_quoted);
            let is_shown = decoded != *name && escape::is_safe(&decoded);
            let shown = if is_shown { decoded } else { inserted.clone() };
            candidates.push(Candidate { inserted, shown });
        }
    }
    candidates
}

/// A mailbox name as it is typed in a command.
fn as_typed(name: &str, is_quoted: bool) -> String {
    if is_atom(name.as_bytes()) && !is_quoted {
        return name.to_owned();
    }
    let mut quoted = String::from("\"");
    push_escaped(name, &mut quoted);
    quoted + "\""
}

#[cfg(test)]
mod tests;
