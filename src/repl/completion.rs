//! What a half-typed line may go on with: commands and their arguments, and the dim hint of what
//! a command takes.

use super::vocabulary::LearnedWords;
use crate::notation::directive;
use crate::protocol::{commands, typed_line};

const FETCH: &[&str] = &[
    "ALL",
    "BODY",
    "BODY[]",
    "BODY[HEADER]",
    "BODY[TEXT]",
    "BODY.PEEK[]",
    "BODY.PEEK[HEADER]",
    "BODYSTRUCTURE",
    "ENVELOPE",
    "FAST",
    "FLAGS",
    "FULL",
    "INTERNALDATE",
    "RFC822",
    "RFC822.HEADER",
    "RFC822.SIZE",
    "RFC822.TEXT",
    "UID",
];
const SEARCH: &[&str] = &[
    "ALL",
    "ANSWERED",
    "BCC",
    "BEFORE",
    "BODY",
    "CC",
    "CHARSET",
    "DELETED",
    "DRAFT",
    "FLAGGED",
    "FROM",
    "HEADER",
    "KEYWORD",
    "LARGER",
    "NEW",
    "NOT",
    "OLD",
    "ON",
    "OR",
    "RECENT",
    "SEEN",
    "SENTBEFORE",
    "SENTON",
    "SENTSINCE",
    "SINCE",
    "SMALLER",
    "SUBJECT",
    "TEXT",
    "TO",
    "UID",
    "UNANSWERED",
    "UNDELETED",
    "UNDRAFT",
    "UNFLAGGED",
    "UNKEYWORD",
    "UNSEEN",
];
const STORE: &[&str] = &[
    "FLAGS",
    "+FLAGS",
    "-FLAGS",
    "FLAGS.SILENT",
    "+FLAGS.SILENT",
    "-FLAGS.SILENT",
];
const FLAGS: &[&str] = &["\\Answered", "\\Deleted", "\\Draft", "\\Flagged", "\\Seen"];
const STATUS: &[&str] = &["MESSAGES", "RECENT", "UIDNEXT", "UIDVALIDITY", "UNSEEN"];
const UID: &[&str] = &["COPY", "EXPUNGE", "FETCH", "MOVE", "SEARCH", "STORE"];

/// The words that the word before `position` may become, and where that word begins.
pub fn complete(line: &str, position: usize, learned: &LearnedWords) -> (usize, Vec<String>) {
    let before = line.get(..position).unwrap_or(line);
    let start = before.rfind([' ', '(']).map_or(0, |at| at + 1);
    let (earlier, word) = before.split_at(start);
    if let Some(typed) = before.strip_prefix(':') {
        if typed.contains(' ') {
            return (start, Vec::new());
        }
        let names = directive::USAGES
            .iter()
            .filter_map(|usage| usage.split(' ').next());
        return (
            0,
            names
                .filter(|name| name.starts_with(typed))
                .map(|name| format!(":{name}"))
                .collect(),
        );
    }
    let mut words: Vec<&str> = earlier
        .split([' ', '('])
        .filter(|word| !word.is_empty())
        .collect();
    let read = typed_line::line_of(line.trim());
    if read.tag.is_some() && !words.is_empty() {
        words.remove(0);
    }
    let candidates = match words.as_slice() {
        [] => commands::COMMANDS
            .iter()
            .map(|command| command.name.to_owned())
            .chain(["DONE".to_owned()])
            .collect(),
        [verb, arguments @ ..] => arguments_of(&verb.to_ascii_uppercase(), arguments, learned),
    };
    let lower = word.chars().any(|c| c.is_ascii_lowercase())
        || (word.is_empty() && words.iter().all(|word| !has_capital(word)));
    let fits = |candidate: &String| {
        candidate
            .get(..word.len())
            .is_some_and(|beginning| beginning.eq_ignore_ascii_case(word))
    };
    let keeps_case =
        |candidate: &str| learned.mailboxes.contains(candidate) || candidate.starts_with('\\');
    let cased = |candidate: String| {
        if lower && !keeps_case(&candidate) {
            candidate.to_ascii_lowercase()
        } else {
            candidate
        }
    };
    (
        start,
        candidates.into_iter().filter(fits).map(cased).collect(),
    )
}

fn has_capital(word: &str) -> bool {
    word.chars().any(|c| c.is_ascii_uppercase())
}

fn arguments_of(verb: &str, arguments: &[&str], learned: &LearnedWords) -> Vec<String> {
    let owned = |words: &[&str]| {
        words
            .iter()
            .map(|word| (*word).to_owned())
            .collect::<Vec<_>>()
    };
    let mailboxes = || {
        let inbox = (!learned
            .mailboxes
            .iter()
            .any(|name| name.eq_ignore_ascii_case("inbox")))
        .then(|| "INBOX".to_owned());
        learned
            .mailboxes
            .iter()
            .cloned()
            .chain(inbox)
            .collect::<Vec<_>>()
    };
    match (verb, arguments) {
        ("UID", []) => owned(UID),
        ("UID", [verb, rest @ ..]) => arguments_of(&verb.to_ascii_uppercase(), rest, learned),
        ("FETCH", [_, ..]) => owned(FETCH),
        ("SEARCH", _) => owned(SEARCH),
        ("STORE", [_]) => owned(STORE),
        ("STORE", [_, _, ..]) => owned(FLAGS),
        ("APPEND", [_, ..]) => owned(FLAGS),
        ("COPY" | "MOVE", [_]) => mailboxes(),
        ("STATUS", [_, ..]) => owned(STATUS),
        (
            "SELECT" | "EXAMINE" | "DELETE" | "RENAME" | "SUBSCRIBE" | "UNSUBSCRIBE" | "STATUS"
            | "APPEND" | "GETACL" | "MYRIGHTS" | "GETQUOTAROOT",
            [],
        ) => mailboxes(),
        ("AUTHENTICATE", []) => {
            let mechanisms = learned
                .capabilities
                .iter()
                .filter_map(|capability| capability.strip_prefix("AUTH="));
            mechanisms.map(str::to_owned).collect()
        }
        ("ENABLE", _) => learned.capabilities.iter().cloned().collect(),
        ("COMPRESS", []) => owned(&["DEFLATE"]),
        _ => Vec::new(),
    }
}

/// What the command in this line takes further, to be shown dim after the cursor.
pub fn hint(line: &str) -> Option<String> {
    let read = typed_line::line_of(line.trim());
    if let Some(word) = line.strip_prefix(':') {
        let usage = directive::USAGES
            .iter()
            .find(|usage| usage.split(' ').next() == Some(word.trim_end()))?;
        let rest = usage.split_once(' ')?.1;
        return Some(if word.ends_with(' ') {
            rest.to_owned()
        } else {
            format!(" {rest}")
        });
    }
    let command = commands::find(read.verb)?;
    let after = line
        .trim_start()
        .strip_prefix(read.tag.unwrap_or_default())?
        .trim_start();
    let given = after.split_ascii_whitespace().skip(1).count();
    let rest: Vec<&str> = command
        .syntax
        .split(' ')
        .filter(|word| !word.is_empty())
        .skip(given)
        .collect();
    if rest.is_empty() {
        return None;
    }
    Some(if line.ends_with(' ') {
        rest.join(" ")
    } else {
        format!(" {}", rest.join(" "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_and_their_arguments() {
        let mut learned = LearnedWords::default();
        learned
            .mailboxes
            .extend(["Archive".to_owned(), "INBOX".to_owned()]);
        learned
            .capabilities
            .extend(["AUTH=PLAIN".to_owned(), "IDLE".to_owned()]);
        let complete = |line: &str| complete(line, line.len(), &learned).1;
        assert_eq!(complete("sel"), ["select"]);
        assert_eq!(complete("a1 SEL"), ["SELECT"]);
        assert_eq!(complete("select "), ["Archive", "INBOX"]);
        assert_eq!(complete("select arc"), ["Archive"]);
        assert_eq!(complete("fetch 1 (fl"), ["flags"]);
        assert_eq!(complete("uid store 1 +fl"), ["+flags", "+flags.silent"]);
        assert_eq!(complete("store 1 +flags (\\se"), ["\\Seen"]);
        assert_eq!(complete("authenticate pl"), ["plain"]);
        assert_eq!(complete(":re"), [":record", ":reconnect"]);
    }

    #[test]
    fn hints_shrink_as_one_types() {
        assert_eq!(hint("login").as_deref(), Some(" USER PASSWORD"));
        assert_eq!(hint("a1 login taro ").as_deref(), Some("PASSWORD"));
        assert_eq!(hint("noop"), None);
        assert_eq!(hint("xyzzy"), None);
    }
}
