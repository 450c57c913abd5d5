//! Completes the word before the cursor, and hints at the text after it. The grammar decides what can
//! follow (see `cursor_context`); the words come from the reference and the server.

mod cursor_context;
mod directives;
mod files;
mod hint;
mod sets;
mod word_lists;

pub use hint::hint;

use super::editor::Candidate;
use super::state::PromptSnapshot;
use super::vocabulary::ListedMailbox;
use crate::encoding::modified_utf7;
use crate::escape;
use crate::protocol::blanks::is_blank;
use crate::protocol::commands;
use crate::protocol::dialogue::Prompt;
use crate::protocol::mailbox_name::is_inbox;
use crate::protocol::possible;
use crate::protocol::strings::{is_atom, push_escaped};
use crate::protocol::syntax::Kind;
use crate::reference::Category;
use cursor_context::{CursorContext, MailboxUse};
use files::files;
use std::borrow::Cow;
use word_lists::{FLAGS, ONCE_IN_LIST, OTHER_WORDS, WORDS, WordList, is_possible};

/// The effect of Tab on the word before the cursor (a byte offset): its start, and its replacements. A
/// complete word gets a space, so that text typed after the Tab is another word: it may be a password,
/// which is recognized by its position.
pub fn complete_or_go_on(
    line: &str,
    cursor: usize,
    session: &PromptSnapshot,
) -> (usize, Vec<Candidate>) {
    let (start, mut candidates) = complete(line, cursor, session);
    let typed = line.get(start..cursor).unwrap_or_default();
    let is_command = !line.is_empty() && !line.trim_start().starts_with(':');
    if !is_command || cursor != line.len() {
        return (start, candidates);
    }
    let before = line.get(..start).unwrap_or_default();
    let is_typed = |it: &Candidate| it.inserted.eq_ignore_ascii_case(typed);
    if candidates.iter().all(is_typed) && candidates.len() < 2 {
        if ends_word(line) {
            candidates = vec![Candidate::of(format!("{typed} "))];
        }
    } else if let [only] = &mut *candidates
        && ends_argument(&format!("{before}{}", only.inserted))
    {
        only.inserted.push(' ');
    }
    (start, candidates)
}

/// Whether the line ends with a word to which nothing belongs any more.
fn ends_word(line: &str) -> bool {
    // An open bracket is not a complete word, nor is a set after a comma. In a section, a space is valid
    // only before the list.
    let is_unfinished = line.ends_with(['(', '[', ',']) || ends_list_of_section(line);
    // Text in braces or in quotes may be a name with spaces.
    let is_closed = line.matches('"').count().is_multiple_of(2) && !line.contains("{<");
    !line.ends_with(is_blank) && !is_unfinished && is_closed
}

/// The same outside brackets, where a space cannot be one too many, and not after the separator of mailboxes.
fn ends_argument(line: &str) -> bool {
    let count = |sign| line.matches(sign).count();
    let is_outside = count('(') == count(')') && count('[') == count(']');
    is_outside
        && line.ends_with(|c: char| c.is_alphanumeric() || "\"*%)".contains(c))
        && ends_word(line)
}

/// Whether the line ends after the list of a section that is still open: `body[header.fields (to)`.
fn ends_list_of_section(line: &str) -> bool {
    let section = line.rsplit_once('[').map(|(_, section)| section);
    line.ends_with(')') && section.is_some_and(|it| it.contains('(') && !it.contains(']'))
}

/// The start of the word before the cursor (a byte offset), and its replacements.
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

/// The start of a command's last word, and its replacements.
fn in_command(text: &str, session: &PromptSnapshot) -> (usize, Vec<Candidate>) {
    let Some(cursor) = CursorContext::at_end(text) else {
        return (text.len(), Vec::new());
    };
    if let Some(file) = cursor.word.strip_prefix("{<").filter(|file| !file.starts_with('<')) {
        return (cursor.start + "{<".len(), files(file, "}"));
    }
    let mut candidates = candidates_at(&cursor, "", session);
    // If only a list can follow, offer its words with the opening bracket.
    if candidates.is_empty() && cursor.word.is_empty() {
        candidates = candidates_at(&cursor, "(", session);
    }
    (cursor.start, candidates)
}

/// The candidates at the cursor after `open`, which is a bracket or empty.
fn candidates_at(
    cursor: &CursorContext<'_>,
    open: &str,
    session: &PromptSnapshot,
) -> Vec<Candidate> {
    let fits = |word: &str, kind| {
        begins(word, cursor.word) && cursor.kind_of(&format!("{open}{word}")) == Some(kind)
    };
    let mut words: Vec<String> = Vec::new();
    if cursor.is_verb() {
        words.extend(verbs(session).into_iter().filter(|word| begins(word, cursor.word)));
    } else if cursor.is_after_uid() {
        let possible = commands::with_uid()
            .filter(|it| !it.capability.is_some_and(|it| session.capabilities.lack(it)));
        let names = possible.map(|command| commands::without_uid(command.name));
        words.extend(names.filter(|word| begins(word, cursor.word)).map(str::to_owned));
    } else {
        for source in WORDS {
            let known = known_words(source, cursor, session);
            words.extend(known.into_iter().filter(|word| fits(word, source.kind)));
        }
        for (kind, others) in OTHER_WORDS {
            let command = cursor.command().unwrap_or_default();
            let others = others.iter().filter(|it| is_possible(it, command, &session.capabilities));
            words.extend(others.filter(|word| fits(word, *kind)).map(|it| (*it).to_owned()));
        }
        let sets = sets::sequence_sets(cursor, session).into_iter();
        words.extend(sets.filter(|word| fits(word, Kind::SequenceSet)));
        let rights = sets::rights(cursor, session).into_iter();
        words.extend(rights.filter(|word| fits(word, Kind::Rights)));
        let mechanisms = mechanisms(session).into_iter();
        words.extend(mechanisms.filter(|name| fits(name, Kind::Mechanism)));
        if open.is_empty() {
            drop_repeated(&mut words, cursor);
        }
    }
    let mut candidates: Vec<Candidate> =
        words.iter().map(|word| Candidate::of(open.to_owned() + &cursor.in_case(word))).collect();
    match cursor.kind_of(&format!("{open}x")) {
        Some(Kind::Mailbox) if cursor.mailbox_use() == MailboxUse::Reference => {
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

/// Whether the word begins with the typed text, in any case.
fn begins(word: &str, typed: &str) -> bool {
    word.get(..typed.len()).is_some_and(|beginning| beginning.eq_ignore_ascii_case(typed))
}

/// The commands that are possible now; only `done` while IDLE runs.
fn verbs(session: &PromptSnapshot) -> Vec<String> {
    if session.prompt == Some(Prompt::Done) {
        return vec!["DONE".to_owned()];
    }
    let possible = possible::commands(session.connection, &session.capabilities);
    possible.iter().map(|command| command.name.to_owned()).collect()
}

/// The form in which a name of the reference is typed.
fn typed_form(name: &'static str, kind: Kind) -> Cow<'static, str> {
    match kind {
        Kind::FetchItemName => Cow::Borrowed(name.strip_suffix(']').unwrap_or(name)),
        _ => Cow::Borrowed(name),
    }
}

/// The words of a kind, in the order in which they are offered: those that the server has listed for the
/// selected mailbox, then those of the reference.
fn known_words(
    source: &WordList,
    cursor: &CursorContext<'_>,
    session: &PromptSnapshot,
) -> Vec<String> {
    let known = source.known_by(&session.capabilities).into_iter();
    let known = known.map(|name| typed_form(name, source.kind).into_owned());
    let mut named: Vec<&str> = match source.kind {
        Kind::Flag if cursor.is_store() => match session.names.storable_flags() {
            None => Vec::new(),
            Some((flags, has_others)) => {
                let mut flags = flags;
                let place = |flag: &&str| FLAGS.iter().position(|it| it.eq_ignore_ascii_case(flag));
                flags.sort_by_key(|flag| place(flag).unwrap_or(FLAGS.len()));
                // Of the many other keywords, offer only those that the typed text begins.
                if !has_others || !cursor.word.starts_with('$') {
                    return flags.into_iter().map(str::to_owned).collect();
                }
                flags
            }
        },
        Kind::FlagKeyword => session.names.keywords().collect(),
        _ => Vec::new(),
    };
    named.dedup();
    let others = known.filter(|word| !named.iter().any(|it| it.eq_ignore_ascii_case(word)));
    let others: Vec<String> = others.collect();
    named.into_iter().map(str::to_owned).chain(others).collect()
}

/// Removes the words that the list at the cursor already has, if they make sense only once.
fn drop_repeated(words: &mut Vec<String>, cursor: &CursorContext<'_>) {
    let mut typed = cursor.words_in_list();
    // REVERSE may precede each criterion.
    typed.retain(|(kind, word)| {
        ONCE_IN_LIST.contains(kind) && !word.eq_ignore_ascii_case("REVERSE")
    });
    words.retain(|word| !typed.iter().any(|(_, it)| it.eq_ignore_ascii_case(word)));
    // It modifies another option (RFC 5258, section 3.1).
    let has_option = typed
        .iter()
        .any(|(kind, it)| *kind == Kind::ListSelectOption && !it.eq_ignore_ascii_case("REMOTE"));
    words.retain(|word| has_option || word != "RECURSIVEMATCH");
}

/// The mechanisms that the server has announced; all, if it has not announced anything.
fn mechanisms(session: &PromptSnapshot) -> Vec<String> {
    if !session.capabilities.are_known() {
        let known = Category::SaslMechanisms.as_written().filter(|entry| !entry.obsolete);
        return known.map(|entry| entry.name.to_owned()).collect();
    }
    let names = session.capabilities.names();
    names.filter_map(|name| name.strip_prefix("AUTH=")).map(str::to_owned).collect()
}

/// The mailboxes that begin with the typed text, encoded or decoded, and that the command can use. They
/// are inserted with the server's names, in quotes if necessary. A new mailbox may be below one of them.
fn mailboxes(cursor: &CursorContext<'_>, open: &str, session: &PromptSnapshot) -> Vec<Candidate> {
    let typed = cursor.word.strip_prefix('"');
    let is_quoted = typed.is_some();
    let typed = typed.unwrap_or(cursor.word).replace("\\\"", "\"").replace("\\\\", "\\");
    let typed = typed.to_lowercase();
    let usage = cursor.mailbox_use();
    let known = &session.names.mailboxes;
    let inbox = known.keys().find(|name| is_inbox(name)).cloned();
    let inbox = inbox.unwrap_or_else(|| cursor.in_case("INBOX"));
    let others = known.iter().filter(|(name, _)| !is_inbox(name));
    // A mailbox with others below it can't be deleted (RFC 3501, section 6.3.4).
    let is_level = |name: &str, mailbox: &ListedMailbox| {
        let below = mailbox.delimiter.map(|delimiter| format!("{name}{delimiter}"));
        let is_below = |below: String| known.keys().any(|other| other.starts_with(&below));
        !mailbox.can_be_selected && below.is_some_and(is_below)
    };
    let others =
        others.filter(|(name, mailbox)| usage != MailboxUse::Deleted || !is_level(name, mailbox));
    let others =
        others.filter_map(|(name, mailbox)| Some((name.clone(), ending(*mailbox, usage)?)));
    let takes_inbox = !matches!(usage, MailboxUse::Deleted | MailboxUse::New);
    let inbox = takes_inbox.then(|| (inbox, String::new()));
    let mut candidates = Vec::new();
    for (name, end) in inbox.into_iter().chain(others) {
        let decoded = modified_utf7::decode(&name) + &end;
        let name = name + &end;
        if [&name, &decoded].iter().any(|it| it.to_lowercase().starts_with(&typed)) {
            let is_whole = end.is_empty();
            let inserted = open.to_owned() + &as_typed(&name, is_quoted, is_whole);
            let is_shown = decoded != name && escape::is_safe(&decoded);
            let shown = if is_shown { decoded } else { inserted.clone() };
            candidates.push(Candidate { inserted, shown });
        }
    }
    candidates
}

/// The text after the name of a mailbox, if the command can use it: for a new mailbox, the hierarchy
/// delimiter.
fn ending(mailbox: ListedMailbox, usage: MailboxUse) -> Option<String> {
    match usage {
        MailboxUse::Selectable if !mailbox.can_be_selected => None,
        MailboxUse::New => mailbox.delimiter.map(String::from),
        _ => Some(String::new()),
    }
}

/// The form of a mailbox name in a command. The quotes stay open if it is not complete.
fn as_typed(name: &str, is_quoted: bool, is_whole: bool) -> String {
    if is_atom(name.as_bytes()) && !is_quoted {
        return name.to_owned();
    }
    let mut quoted = String::from("\"");
    push_escaped(name, &mut quoted);
    if is_whole {
        quoted.push('"');
    }
    quoted
}

#[cfg(test)]
mod tests;
