//! Completes the word before the cursor, and hints at the arguments of a half-typed command.

use super::vocabulary::LearnedWords;
use crate::notation::directive;
use crate::protocol::commands;
use crate::protocol::typed_line::CommandLine;

const FETCH_ITEMS: &str = "ALL BODY BODY[] BODY[HEADER] BODY[TEXT] BODY.PEEK[] BODY.PEEK[HEADER] \
    BODYSTRUCTURE ENVELOPE FAST FLAGS FULL INTERNALDATE RFC822 RFC822.HEADER RFC822.SIZE \
    RFC822.TEXT UID";
const SEARCH_KEYS: &str = "ALL ANSWERED BCC BEFORE BODY CC CHARSET DELETED DRAFT FLAGGED FROM \
    HEADER KEYWORD LARGER NEW NOT OLD ON OR RECENT SEEN SENTBEFORE SENTON SENTSINCE SINCE SMALLER \
    SUBJECT TEXT TO UID UNANSWERED UNDELETED UNDRAFT UNFLAGGED UNKEYWORD UNSEEN";
const STORE_ITEMS: &str = "FLAGS +FLAGS -FLAGS FLAGS.SILENT +FLAGS.SILENT -FLAGS.SILENT";
const SYSTEM_FLAGS: &str = r"\Answered \Deleted \Draft \Flagged \Seen";
const STATUS_ITEMS: &str = "MESSAGES RECENT UIDNEXT UIDVALIDITY UNSEEN";
const UID_COMMANDS: &str = "COPY EXPUNGE FETCH MOVE SEARCH STORE";

/// Where the word before the cursor (a byte offset) starts, and what may replace it.
pub fn complete(line: &str, cursor: usize, learned: &LearnedWords) -> (usize, Vec<String>) {
    let before = line.get(..cursor).unwrap_or(line);
    if let Some(typed) = before.strip_prefix(':') {
        let names = directive::names().map(|(name, _)| name);
        let fitting = names.filter(|name| name.starts_with(typed));
        return (0, fitting.map(|name| format!(":{name}")).collect());
    }
    let start = before.rfind([' ', '(']).map_or(0, |at| at + 1);
    let (earlier, word) = before.split_at(start);
    let mut words: Vec<&str> = earlier.split([' ', '(']).filter(|word| !word.is_empty()).collect();
    let has_tag = CommandLine::parse(line.trim()).tag.is_some();
    if has_tag && !words.is_empty() {
        words.remove(0);
    }
    let mut candidates = match words.as_slice() {
        [] => {
            let names = commands::COMMANDS.iter().map(|command| command.name);
            names.chain(["DONE"]).map(str::to_owned).collect()
        }
        [verb, arguments @ ..] => arguments_of(&verb.to_ascii_uppercase(), arguments, learned),
    };
    candidates.retain(|candidate| {
        let beginning = candidate.get(..word.len());
        beginning.is_some_and(|beginning| beginning.eq_ignore_ascii_case(word))
    });
    // Candidates are in lower case if the word is, or, for a new word, if the words before it are.
    let has_capital = |word: &&str| word.chars().any(|c| c.is_ascii_uppercase());
    let is_lowercase = word.chars().any(|c| c.is_ascii_lowercase())
        || (word.is_empty() && !words.iter().any(has_capital));
    for candidate in candidates.iter_mut().filter(|_| is_lowercase) {
        if !learned.mailboxes.contains(candidate) && !candidate.starts_with('\\') {
            candidate.make_ascii_lowercase();
        }
    }
    (start, candidates)
}

/// What may come after a command's name (in capitals) and these arguments.
fn arguments_of(verb: &str, arguments: &[&str], learned: &LearnedWords) -> Vec<String> {
    let words = |words: &str| words.split(' ').map(str::to_owned).collect();
    match (verb, arguments) {
        ("UID", []) => words(UID_COMMANDS),
        ("UID", [verb, rest @ ..]) => arguments_of(&verb.to_ascii_uppercase(), rest, learned),
        ("FETCH", [_, ..]) => words(FETCH_ITEMS),
        ("SEARCH", _) => words(SEARCH_KEYS),
        ("STORE", [_]) => words(STORE_ITEMS),
        ("STORE", [_, _, ..]) | ("APPEND", [_, ..]) => words(SYSTEM_FLAGS),
        ("STATUS", [_, ..]) => words(STATUS_ITEMS),
        ("COPY" | "MOVE", [_])
        | (
            "SELECT" | "EXAMINE" | "DELETE" | "RENAME" | "SUBSCRIBE" | "UNSUBSCRIBE" | "STATUS"
            | "APPEND" | "GETACL" | "MYRIGHTS" | "GETQUOTAROOT",
            [],
        ) => {
            let mut mailboxes: Vec<String> = learned.mailboxes.iter().cloned().collect();
            if !mailboxes.iter().any(|name| name.eq_ignore_ascii_case("inbox")) {
                mailboxes.push("INBOX".to_owned());
            }
            mailboxes
        }
        ("AUTHENTICATE", []) => {
            let capabilities = learned.capabilities.iter();
            let mechanisms = capabilities.filter_map(|capability| capability.strip_prefix("AUTH="));
            mechanisms.map(str::to_owned).collect()
        }
        ("ENABLE", _) => learned.capabilities.iter().cloned().collect(),
        ("COMPRESS", []) => words("DEFLATE"),
        _ => Vec::new(),
    }
}

/// The arguments that the command in this line still takes.
pub fn hint(line: &str) -> Option<String> {
    let rest = match line.strip_prefix(':') {
        Some(typed) => {
            let mut directives = directive::names();
            let (_, arguments) = directives.find(|(name, _)| *name == typed.trim_end())?;
            arguments.to_owned()
        }
        None => {
            let typed = CommandLine::parse(line.trim());
            let command = commands::find(typed.verb)?;
            let untagged = (line.trim_start()).strip_prefix(typed.tag.unwrap_or_default())?;
            let typed_arguments = untagged.split_ascii_whitespace().skip(1).count();
            let syntax = command.syntax.split(' ').filter(|word| !word.is_empty());
            syntax.skip(typed_arguments).collect::<Vec<_>>().join(" ")
        }
    };
    let gap = if line.ends_with(' ') { "" } else { " " };
    (!rest.is_empty()).then(|| format!("{gap}{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_and_their_arguments() {
        let mut learned = LearnedWords::default();
        learned.mailboxes.extend(["Archive".to_owned(), "INBOX".to_owned()]);
        learned.capabilities.extend(["AUTH=PLAIN".to_owned(), "IDLE".to_owned()]);
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
    fn hints_shorten_while_arguments_are_typed() {
        assert_eq!(hint("login").as_deref(), Some(" USER PASSWORD"));
        assert_eq!(hint("a1 login taro ").as_deref(), Some("PASSWORD"));
        assert_eq!(hint("noop"), None);
        assert_eq!(hint("xyzzy"), None);
    }
}
