//! Texts that are not of the session. This file decides whether a text is a sentence, or a command that may
//! be mistyped; the others know texts by their form. Section 3 of `docs/listings.md`.

pub(super) mod brackets;
pub(super) mod forms;
pub(super) mod instruction;
pub(super) mod list_sign;
pub(super) mod quoted_parts;
pub(super) mod remarks;
pub(super) mod tool_output;

use super::listing_tags::surely_tagged;
use super::marks::arrows::is_arrow;
use super::marks::log_prefix::is_time_of_day;
use super::shape::{has_too_many, is_complete, is_complete_command};
use super::words::is_capitalized;
use crate::protocol::commands::{self, CommandSpec};
use crate::protocol::typed_line::{CommandLine, to_half_width};
use list_sign::is_step;

/// Words that a remark in English contains, and arguments do not.
const PROSE_WORDS: &[&str] = &[
    "an", "and", "are", "can", "client", "for", "has", "have", "here", "is", "must", "note", "now",
    "of", "same", "see", "sends", "server", "should", "that", "the", "then", "there", "this",
    "until", "was", "were", "when", "which", "will", "with", "you", "your",
];

/// Whether a text with a command's name in it is prose: it has words that no command has, or ends
/// like a sentence.
pub fn reads_like_prose(text: &str) -> bool {
    prose_words(text) > 0
        || text.ends_with(['.', ':', '!', '。', '：', '、']) && !text.ends_with("..")
}

/// Whether the arguments of a command are prose. In a quoted string, whose end a mail program may have
/// wrapped, there may be any words.
pub fn arguments_read_like_prose(command: &CommandLine<'_>) -> bool {
    let arguments = command.arguments.trim();
    // Most have none.
    if !arguments.contains('"') {
        return reads_like_prose(arguments);
    }
    let (mut outside, mut in_quotes, mut before) = (String::new(), false, ' ');
    for c in arguments.chars() {
        let begins = matches!(before, ' ' | '\t' | '(');
        if c == '"' && (begins || in_quotes) && before != '\\' {
            in_quotes = !in_quotes;
        }
        if !in_quotes {
            outside.push(c);
        }
        before = c;
    }
    reads_like_prose(&outside)
}

/// Whether this is a complete command whose arguments are not prose.
pub fn is_certain_command(command: &CommandLine<'_>) -> bool {
    is_complete_command(command) && !arguments_read_like_prose(command)
}

/// The kind of the words after a command's name that cannot be its arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordsAfter {
    /// They explain the command: `a3 EXPUNGE removes all deleted messages`.
    Explanation,
    /// An explanation, or arguments that lack their quotes: `a3 CREATE my new folder`.
    Unclear,
}

impl WordsAfter {
    /// Classifies the words of this command if they are several and consist of letters. A login may have a
    /// password of several words.
    pub fn of(command: &CommandLine<'_>) -> Option<WordsAfter> {
        if command.arguments.is_empty() {
            return None;
        }
        let spec = command.spec.filter(|spec| !matches!(spec.name, "LOGIN" | "AUTHENTICATE"))?;
        let words = command.arguments.split_ascii_whitespace();
        let first = words.clone().next().unwrap_or_default();
        let (count, takes_none) = (words.count(), spec.argument_list().next().is_none());
        let least = if takes_none { 2 } else { 3 };
        if count < least
            || is_complete(spec, command.arguments)
            || !is_of_letters(command.arguments)
        {
            return None;
        }
        // `removes`: only a verb in a sentence ends like this.
        let is_verb = first.ends_with('s') && first.bytes().all(|octet| octet.is_ascii_lowercase());
        Some(if takes_none || is_verb { WordsAfter::Explanation } else { WordsAfter::Unclear })
    }

    /// Whether this command takes no arguments, and its words explain it.
    pub fn are_surplus(command: &CommandLine<'_>) -> bool {
        let takes_none = |spec: &CommandSpec| spec.argument_list().next().is_none();
        !command.arguments.is_empty()
            && command.spec.is_some_and(takes_none)
            && WordsAfter::are_explanation_of(command)
    }

    /// Whether the words of this command are an explanation.
    pub fn are_explanation_of(command: &CommandLine<'_>) -> bool {
        WordsAfter::of(command) == Some(WordsAfter::Explanation)
    }
}

/// Whether a line of a script without marks, where any line may be a command, is prose: it is not a valid
/// command, and has words that no command has, ends like a sentence, or consists of several words. A word
/// that is nearly a command's name is a mistyped name.
pub fn is_prose_of_script(command: &CommandLine<'_>) -> bool {
    if let Some(spec) = command.spec.filter(|_| command.tag.is_none()) {
        let arguments = command.arguments.trim();
        let may_be_sentence = !arguments.is_empty() && reads_like_prose(arguments);
        // `Authenticate the user` would mean the mechanism "the".
        let is_word = || {
            let first = arguments.split([' ', '\t']).next().unwrap_or_default();
            prose_words(first) > 0 && spec.name == "AUTHENTICATE"
        };
        return may_be_sentence && (!is_complete(spec, command.arguments) || is_word());
    }
    let text = command.text;
    let first = text.split([' ', '\t']).next().unwrap_or_default();
    // `Manual login & test`
    let has_word_before = command.spec.is_some() && command.tag.is_some_and(is_capitalized);
    if has_word_before || has_form_of_prose(command, first) {
        return true;
    }
    if may_be_of_extension(first)
        || text.contains(['"', '{', '\\', '('])
        || is_mistyped(text, first)
    {
        return false;
    }
    // `nope now` may be a command that the server should refuse.
    let is_long = text.split_ascii_whitespace().nth(2).is_some();
    let may_be_sentence = is_long || prose_words(first) > 0 || text.starts_with(char::is_uppercase);
    (may_be_sentence && reads_like_prose(text)) || is_words(text)
}

/// Whether a line that is not a command, and begins with this word, has a form that no command has.
fn has_form_of_prose(command: &CommandLine<'_>, first: &str) -> bool {
    let text = command.text;
    let is_numbered = |text: &str| text.trim_start().starts_with(char::is_numeric);
    // A count printed by a program: the octets of the following text.
    text.bytes().all(|octet| octet.is_ascii_digit())
        || is_prose_after_number(command)
        // A command of LaTeX, such as `\begin{verbatim}`; a heading.
        || (first.starts_with('\\') && first.contains('{'))
        || is_emphasized(text)
        // An introduction to the lines below it: `Log in:`.
        || (text.ends_with([':', '：']) && text.contains(' '))
        || (is_step(first) && text.strip_prefix(first).is_some_and(is_numbered))
        // Spaces and letters of an input method's full width are a mistake in a command.
        || (first.contains(char::is_alphabetic) && !to_half_width(first).is_ascii())
        // The prompt of a program for something else: `>>> import imaplib`.
        || is_arrow(first)
        || is_of_table(first)
        || is_of_log(text)
        || names_command_in_two_words(text, first)
}

/// Whether this is a name in two words with another word after it: `Log in first`.
fn names_command_in_two_words(text: &str, first: &str) -> bool {
    let second = text.split([' ', '\t']).nth(1).unwrap_or_default();
    let is_name = commands::find(&format!("{first}{second}")).is_some();
    is_name
        && text.starts_with(char::is_uppercase)
        && is_words(text)
        && text.split(' ').count() == 3
}

/// Whether a command that is not registered may have this name, or this tag. A single letter may be a word, as
/// in `I hope`.
fn may_be_of_extension(first: &str) -> bool {
    let is_word = first.len() == 1 && !first.eq_ignore_ascii_case("x");
    first.starts_with(['X', 'x']) || (!is_word && !first.contains(char::is_lowercase))
}

/// Whether the first word is nearly a command's name. More words than the command has are not its arguments.
fn is_mistyped(text: &str, first: &str) -> bool {
    let has_few_words = text.split_ascii_whitespace().nth(5).is_none();
    let spec = commands::nearest(first).and_then(commands::find);
    spec.is_some_and(|spec| has_few_words || !has_too_many(spec, &text[first.len()..]))
}

/// Whether a line begins with a number, or a word with one, that would be the tag of an unknown command, but
/// is a program's output: `1 row in set`, `Host1 capability: IMAP4rev1`.
pub fn is_prose_after_number(command: &CommandLine<'_>) -> bool {
    if command.spec.is_some() {
        return false;
    }
    let tag = command.tag.unwrap_or_default();
    let is_count = !tag.is_empty() && tag.bytes().all(|octet| octet.is_ascii_digit());
    let is_word = || {
        command.verb.bytes().all(|it| it.is_ascii_lowercase() || it == b',')
            && commands::nearest(command.verb.trim_end_matches(',')).is_none()
    };
    let words = command.arguments.split_ascii_whitespace().count();
    let name = command.verb.strip_suffix(':');
    // `a1 login: taro pw` is a mistyped command.
    let takes_none =
        |name: &str| commands::find(name).is_none_or(|spec| spec.argument_list().next().is_none());
    let is_label = words > 0 && name.is_some_and(takes_none);
    // `671066 DEBUG imap.ImapServer| New connection`
    let levels = ["TRACE", "DEBUG", "INFO", "WARN", "WARNING", "ERROR", "FATAL"];
    let is_of_log = is_count && words > 1 && levels.contains(&command.verb);
    // `12 人が役に立ったと言っています`
    let is_foreign = command.verb.contains(|c: char| c.is_alphabetic() && !c.is_ascii());
    let is_foreign = is_foreign && !to_half_width(command.verb).is_ascii();
    is_label || is_of_log || (is_count && (is_foreign || (is_word() && words > 1)))
}

/// The signs of emphasis in Markdown and MediaWiki.
pub const EMPHASIS: [char; 3] = ['*', '_', '\''];

/// Whether a text is emphasized as a whole, as Markdown and MediaWiki write it: `**Log**`, `__Steps__:`,
/// `'''Log in'''`, `*Log in*`.
pub fn is_emphasized(text: &str) -> bool {
    let text = text.trim_end_matches([':', '：']);
    ["**", "__", "''", "*", "_"].iter().any(|sign| {
        let inside = text.strip_prefix(sign).and_then(|text| text.strip_suffix(sign));
        inside.is_some_and(|inside| {
            // `*a1 noop*` is more than emphasis.
            let is_text = || surely_tagged(inside).is_none() && !inside.starts_with(' ');
            inside.contains(char::is_alphanumeric) && (sign.len() > 1 || is_text())
        })
    })
}

/// Whether a line with this first word is markup of a table or a heading: `| a | b |`, `{|`, `! Client`,
/// `== IMAP ==`, `==IMAP==`.
fn is_of_table(first: &str) -> bool {
    first.starts_with("==")
        || (first.starts_with(['|', '!', '=', '{']) && !first.contains(char::is_alphanumeric))
}

/// Whether a line begins like those of a log: with a level in brackets, with a name in quotes, or with the
/// name of the program as the second word: `[debug] 12#0: …`, `"/var/mail/taro": 3 messages`,
/// `mx dovecot: …`.
fn is_of_log(text: &str) -> bool {
    let mut words = text.split([' ', '\t']).filter(|word| !word.is_empty());
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    // `[main 1234abc] Add a test`, as git says.
    let bracketed = text.strip_prefix('[').and_then(|rest| rest.split_once("] "));
    let is_level = bracketed.is_some_and(|(inside, _)| inside.len() > 1);
    let is_program = second.len() > 2 && second.ends_with(':') && words.next().is_some();
    let is_name = first.len() > 3 && first.starts_with('"') && first.ends_with("\":");
    // `mx dovecot Nov 28 10:00:00 imap: …`
    const MAX_BEFORE_TIME: usize = 8;
    let before = text.split([' ', '\t']).take(MAX_BEFORE_TIME);
    // `[2026-01-05 10:00:00]<2> …`
    let mut before = before.map(|word| word.split(']').next().unwrap_or_default());
    let has_time = before.any(|word| word.matches(':').count() == 2 && is_time_of_day(word));
    let has_time = has_time || (is_time_of_day(first) && !second.is_empty());
    ((is_level || is_name) && !second.is_empty()) || is_program || has_time
}

/// Whether a text looks like a sentence printed by a program, which may contain names and numbers: it begins
/// with a capitalized word and has at least two more words.
pub fn is_sentence_like(text: &str) -> bool {
    let mut words = text.split([' ', '\t']).filter(|word| !word.is_empty());
    let first = words.next().unwrap_or_default();
    let small = first.strip_prefix(char::is_uppercase).unwrap_or_default();
    let is_word = small.chars().any(char::is_lowercase)
        && small.chars().all(|c| c.is_lowercase() || matches!(c, ':' | ','));
    is_word && words.nth(1).is_some() && !text.ends_with('}')
}

/// Whether a text is several words of letters only, as a sentence is: three, or two if the first is
/// capitalized.
fn is_words(text: &str) -> bool {
    let least = if text.starts_with(char::is_uppercase) { 2 } else { 3 };
    is_of_letters(text) && text.split_ascii_whitespace().count() >= least
}

/// Whether each word of a text consists of letters and the punctuation of a sentence.
fn is_of_letters(text: &str) -> bool {
    text.split([' ', '\t']).filter(|word| !word.is_empty()).all(|word| {
        let letters = word.trim_matches(|c: char| ".,;:!?'-".contains(c));
        !letters.is_empty() && letters.chars().all(|c| c.is_alphabetic() || c == '\'' || c == '-')
    })
}

/// How many of the words occur only in prose.
pub fn prose_words(text: &str) -> usize {
    let words =
        text.split([' ', '\t']).map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    words.filter(|word| PROSE_WORDS.iter().any(|known| known.eq_ignore_ascii_case(word))).count()
}
