//! Strings outside ASCII.

use crate::explain::phrase::{in_quotes, value};
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::syntax::{Kind, Node};

/// Explains a search for a string outside ASCII that does not name its character set.
pub fn charset_missing(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let name = command.name;
    let mut keys = command.root.children_of(Kind::SearchKey);
    let is_missing = matches!(name, "SEARCH" | "UID SEARCH")
        && command.root.child(Kind::Charset).is_none()
        && !command.session.has_utf8_names()
        && keys.any(|key| !key.text().is_ascii());
    match eight_bit_string(command, true) {
        _ if !is_missing => {}
        Some((key, octets)) => {
            explanation.say_from(3501, "6.4.4", text::CauseCharsetAndLiteral { name, key, octets });
        }
        None => explanation.say_from(3501, "6.4.4", text::CauseCharsetMissing { name }),
    }
    is_missing
}

/// Explains a string outside ASCII that is neither a literal nor, where that is enough, in quotes. Servers
/// may accept it anyway.
pub fn literal_missing(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let is_utf8 = command.session.has_utf8_names();
    let Some((key, octets)) = eight_bit_string(command, !is_utf8) else { return false };
    if is_utf8 {
        explanation.say_from(9051, "4.3", text::CauseQuotesMissing { key })
    } else {
        explanation.say_from(3501, "4.3", text::CauseLiteralMissing { key, octets })
    }
    true
}

/// Explains a string outside ASCII that is not a literal, in a command that is not a search. LOGIN has its
/// own explanation.
pub fn bare_string(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let is_utf8 = command.session.has_utf8_names();
    let is_allowed = |string: Node<'_>| match string.kind() {
        Kind::Literal | Kind::Unknown => true,
        _ => string.text().is_ascii() || is_utf8 && string.text().starts_with(b"\""),
    };
    let name = command.name;
    let is_other =
        name != "LOGIN" && name != "AUTHENTICATE" && command.root.child(Kind::SearchKey).is_none();
    let mut strings = command.root.descendants().filter(|it| is_other && it.is_leaf());
    let Some(string) = strings.find(|it| !is_allowed(*it)) else { return false };
    let octets = string.string().map_or(0, |it| it.len());
    let part = in_quotes(string.text(), explanation.messages());
    if is_utf8 {
        explanation.say_from(9051, "4.3", text::CauseStringWithoutQuotes { part })
    } else {
        explanation.say_from(3501, "4.3", text::CauseStringOutsideAscii { part, octets })
    }
    true
}

/// The key before the first string outside ASCII that is not a literal, and how many octets it has.
/// `with_quoted`: a quoted string counts, too.
fn eight_bit_string(command: SentCommand<'_>, with_quoted: bool) -> Option<(String, usize)> {
    let keys = command.root.descendants_of(Kind::SearchKey);
    keys.into_iter().find_map(|key| {
        let name = String::from_utf8_lossy(key.child(Kind::SearchKeyName)?.text());
        let string = key.children().find(|it| !it.text().is_ascii())?;
        let is_bare = string
            .descendants()
            .all(|it| it.kind() != Kind::LiteralSize && (it.kind() != Kind::Quoted || with_quoted));
        let octets = string.string().unwrap_or(string.text().into()).len();
        (is_bare && string.kind() != Kind::SearchKey).then(|| (name.to_ascii_uppercase(), octets))
    })
}

/// The names of the character sets that clients most often use.
const CHARSETS: [&str; 9] = [
    "UTF-8", "US-ASCII", "ISO-8859-1", "ISO-8859-15", "ISO-2022-JP", "EUC-JP", "Shift_JIS",
    "windows-1252", "KOI8-R",
];

/// `charset utf8`: explains a name that differs from the registered one only in its marks.
pub fn charset_spelling(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let Some(named) = command.root.child(Kind::Charset).map(value) else { return false };
    let letters = |name: &str| -> String {
        name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
    };
    let meant = CHARSETS.into_iter().find(|it| letters(it) == letters(&named));
    let Some(charset) = meant.filter(|it| !it.eq_ignore_ascii_case(&named)) else { return false };
    explanation.say(text::CharsetSpelling { charset });
    true
}
