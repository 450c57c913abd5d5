//! The commands of IMAP, from the reference: those of RFC 3501 and RFC 9051, and of the registered
//! extensions.

use super::spelling;
use crate::reference::{self, Category};

pub use crate::reference::{ConnectionState, Entry as CommandSpec};

/// The words that end other programs, and those that a Japanese beginner types for this.
pub const QUIT_WORDS: &[&str] = &[
    "exit",
    "quit",
    "bye",
    "q",
    "/quit",
    "/q",
    "/exit",
    "\\q",
    "logoff",
    "disconnect",
    "終了",
    "やめる",
    "ログアウト",
];

/// Whether a line is just one of these words.
pub fn is_quit_word(line: &str) -> bool {
    QUIT_WORDS.iter().any(|word| line.trim().eq_ignore_ascii_case(word))
}

/// The words that ask other programs for help, and those that a Japanese beginner types for this.
pub const HELP_WORDS: &[&str] = &[
    "help", "?", "man", "commands", "/help", "/h", "\\help", "--help", "-h", "/?", "\\?", "??",
    "info", "usage", "describe", "？", "ヘルプ", "使い方", "説明",
];

/// The names of directives that are easily typed without their colon.
pub const DIRECTIVE_WORDS: &[&str] = &[
    "announce", "capture", "connect", "decode", "deliver", "expect", "explain", "last", "pipeline",
    "raw", "reconnect", "record", "run", "save", "set", "state", "tag", "tls", "wait",
];

/// More of them, of which only one before a command was hardly meant as a tag.
const OTHER_DIRECTIVE_WORDS: &[&str] =
    &["base64", "hint", "lesson", "other", "reset", "slow", "unbase64"];

/// The directive for which this word before a command was meant: `explain delete Work`, `help expunge`. Not
/// `tag` and `?`, which tutorials use as tags.
pub fn directive_before_command(word: &str) -> Option<&'static str> {
    let is_word = |name: &&str| name.eq_ignore_ascii_case(word);
    let for_help = HELP_WORDS.iter().any(is_word).then_some("help");
    let other = || OTHER_DIRECTIVE_WORDS.iter().copied().find(is_word);
    let directive = for_help.or_else(|| directive_word(word)).or_else(other);
    directive.filter(|name| *name != "tag" && word != "?")
}

/// The directive whose colon is missing before a response: `expect * 3 EXISTS`, `expect! * ...`. Not `tag`,
/// which tutorials use as a tag. `Expect OK from the server.` is a sentence.
pub fn directive_before_response(line: &str) -> Option<&'static str> {
    let (word, rest) = line.trim().split_once([' ', '\t'])?;
    let is_servers = rest.split_whitespace().next() == Some("*");
    let name = directive_word(word.trim_end_matches('!')).filter(|_| is_servers);
    name.filter(|name| *name != "tag")
}

/// The directive with this name, in any case.
pub fn directive_word(word: &str) -> Option<&'static str> {
    DIRECTIVE_WORDS.iter().copied().find(|name| name.eq_ignore_ascii_case(word))
}

/// The command with this name, one word, in any case. `UID` stands for all the commands that it
/// precedes.
///
/// # Examples
/// ```
/// use imapsh::internals::commands;
/// assert_eq!(commands::find("Select").map(|spec| spec.name), Some("SELECT"));
/// assert_eq!(commands::find("done"), None);
/// ```
pub fn find(word: &str) -> Option<&'static CommandSpec> {
    reference::find(Category::Commands, word).filter(|entry| is_one_word(entry))
}

/// Every command whose name is one word, the base protocol's first, in the order in which a session
/// needs them.
pub fn all() -> impl Iterator<Item = &'static CommandSpec> {
    Category::Commands.as_written().filter(|entry| is_one_word(entry))
}

/// The commands with a form that begins with `UID`.
pub fn with_uid() -> impl Iterator<Item = &'static CommandSpec> {
    Category::Commands.as_written().filter(|entry| entry.name.starts_with("UID "))
}

/// The command named by `UID` and this word, in any case.
pub fn after_uid(word: &str) -> Option<&'static CommandSpec> {
    reference::find(Category::Commands, format!("UID {word}"))
}

/// The command with `UID` whose other word is most similar to this word.
pub fn nearest_after_uid(word: &str) -> Option<&'static CommandSpec> {
    after_uid(spelling::nearest(word, with_uid().map(|spec| without_uid(spec.name)))?)
}

/// The name of a command without a `UID` before it.
pub fn without_uid(name: &str) -> &str {
    name.strip_prefix("UID ").unwrap_or(name)
}

/// Whether the command with this name logs in.
pub fn is_login(name: &str) -> bool {
    matches!(name, "LOGIN" | "AUTHENTICATE")
}

/// Whether this is the word that ends IDLE (RFC 2177), in any case.
pub fn is_done(word: &str) -> bool {
    word.eq_ignore_ascii_case("done")
}

/// Whether the command has one word. DONE is not a command: it is the rest of one.
fn is_one_word(entry: &CommandSpec) -> bool {
    entry.name != "DONE" && !entry.name.contains(' ')
}

/// The command whose name is most similar to this word.
///
/// # Examples
/// ```
/// use imapsh::internals::commands;
/// assert_eq!(commands::nearest("selct"), Some("SELECT"));
/// ```
pub fn nearest(word: &str) -> Option<&'static str> {
    spelling::nearest(word, all().map(|spec| spec.name))
}

/// The command whose name was split into these first words (`start tls`), and these words.
///
/// # Examples
/// ```
/// use imapsh::internals::commands;
/// let split = commands::split(["start", "tls"]);
/// assert_eq!(split, Some(("start tls".to_owned(), "STARTTLS")));
/// assert_eq!(commands::split(["uid", "fetch", "1"]), None);
/// ```
pub fn split<'a>(words: impl IntoIterator<Item = &'a str>) -> Option<(String, &'static str)> {
    let words: Vec<&str> = words.into_iter().take(3).collect();
    (2..=words.len()).rev().find_map(|count| {
        let spec = find(&words[..count].concat())?;
        Some((words[..count].join(" "), spec.name))
    })
}

/// The command that was most likely meant by words of which the first is not a command: one split into
/// several words (`start tls`), one joined with `UID` (`uidfetch`) or with its first argument (`fetch1:3`),
/// the only one that begins like this (`auth`), or the most similar one.
pub fn meant<'a>(
    word: &'a str,
    following: impl IntoIterator<Item = &'a str>,
) -> Option<&'static str> {
    split(std::iter::once(word).chain(following))
        .map(|(_, name)| name)
        .or_else(|| without_blank(word))
        .or_else(|| with_signs(word))
        .or_else(|| only_beginning(word))
        .or_else(|| nearest(word))
}

/// The command in a word that joins `UID` and its name.
fn without_blank(word: &str) -> Option<&'static str> {
    let (uid, name) = word.split_at_checked("UID".len())?;
    uid.eq_ignore_ascii_case("UID").then(|| after_uid(name).map(|spec| spec.name))?
}

/// The command whose name the word begins with, where signs or digits follow the name without a blank:
/// `fetch1:3`, `select(inbox)`, `noop>`. Before a set of numbers or brackets the name may be mistyped.
pub fn with_signs(word: &str) -> Option<&'static str> {
    let letters = word.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (name, joined) = word.split_at(letters);
    let is_joined = joined.starts_with(|c: char| c.is_ascii_digit() || "(:;,>$=*\"{[".contains(c));
    let is_set = joined.bytes().all(|octet| octet.is_ascii_digit() || b":,*".contains(&octet));
    let is_sure = joined.contains(|c: char| c.is_ascii_digit()) && is_set
        || joined.starts_with('(') && joined.ends_with(')');
    let mistyped = || nearest(name).filter(|_| is_sure && name.len() > 4);
    let with_uid = || without_blank(name).filter(|_| is_sure);
    let exact = find(name).map(|spec| spec.name);
    exact.or_else(with_uid).or_else(mistyped).filter(|_| is_joined)
}

/// The only command that begins with this word of three letters or more.
fn only_beginning(word: &str) -> Option<&'static str> {
    let begins =
        |name: &&str| name.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word));
    let mut names = all().map(|spec| spec.name).filter(begins);
    let only = names.next().filter(|_| word.len() >= 3)?;
    names.next().is_none().then_some(only)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_command_is_found_in_any_case() {
        for spec in all() {
            assert!(spec.name.bytes().all(|octet| octet.is_ascii_uppercase()));
            assert_eq!(find(spec.name), Some(spec));
            assert_eq!(find(&spec.name.to_ascii_lowercase()), Some(spec));
        }
        for none in ["", "NOO", "NOOPS", "N\u{6f}O0", "\u{e}OOP", "uid fetch", "done"] {
            assert_eq!(find(none), None, "{none:?}");
        }
    }

    #[test]
    fn mistyped_commands_are_recognized() {
        for (line, name) in [
            ("start tls", Some("STARTTLS")),
            ("log in", Some("LOGIN")),
            ("LOG out", Some("LOGOUT")),
            ("un select", Some("UNSELECT")),
            ("get quotaroot", Some("GETQUOTAROOT")),
            ("my rights", Some("MYRIGHTS")),
            ("get quota root inbox", Some("GETQUOTAROOT")),
            ("uidfetch 1", Some("UID FETCH")),
            ("uidexpunge 1", Some("UID EXPUNGE")),
            ("auth plain", Some("AUTHENTICATE")),
            ("sub work", Some("SUBSCRIBE")),
            ("start", Some("STARTTLS")),
            // Several commands begin like this.
            ("get inbox", None),
            ("selct inbox", Some("SELECT")),
            ("x inbox", None),
            ("", None),
        ] {
            let mut words = line.split(' ');
            assert_eq!(meant(words.next().unwrap_or_default(), words), name, "{line}");
        }
    }

    #[test]
    fn what_to_type_next_begins_with_a_command() {
        let entries = Category::ALL.iter().flat_map(|category| category.entries());
        for next in entries.filter_map(|entry| entry.next) {
            let verb = next.split(' ').next().unwrap_or_default();
            assert!(find(verb).is_some() || verb == "done", "{next}");
        }
    }

    #[test]
    fn the_state_that_a_command_needs() {
        for (name, state) in [
            ("noop", None),
            ("login", Some(ConnectionState::NotAuthenticated)),
            ("idle", Some(ConnectionState::Authenticated)),
            ("fetch", Some(ConnectionState::Selected)),
        ] {
            assert_eq!(find(name).and_then(CommandSpec::needed_state), state, "{name}");
        }
    }
}
