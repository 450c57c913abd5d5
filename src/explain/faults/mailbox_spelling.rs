//! The spelling of mailbox names: their encoding, and marks in or around them.

use super::mailbox_names::wildcard_in_name;
use super::placeholders::placeholder_name;
use super::typing_mistakes::{end_mark, spelling_mistake};
use crate::encoding::modified_utf7;
use crate::explain::phrase::cut;
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::syntax::{Kind, Node};

/// Explains the spelling of a mailbox's name that the server does not know: it may know the name in modified
/// UTF-7, or without marks intended as quotes.
pub fn name_spelling(command: SentCommand<'_>, explanation: &mut Explanation) {
    explanation.begin_fault();
    let _is_said = name_encoding(command, explanation)
        || placeholder_name(command, explanation)
        || other_quotes(command, explanation)
        || wildcard_in_name(command, explanation)
        || mark_in_name(command, explanation);
}

/// Explains a mailbox's name that ends with such a mark. In CREATE a full stop may be the hierarchy separator,
/// which says that mailboxes will be below (RFC 3501, 6.3.3).
fn mark_in_name(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let may_be_separator = |mark: &str| mark == "." && command.name == "CREATE";
    let mut mailboxes = command.root.descendants_of(Kind::Mailbox);
    let mark = mailboxes.find_map(|mailbox| end_mark(mailbox, command));
    let mark = mark.filter(|mark| !may_be_separator(mark));
    explanation.say_from_some(3501, "2.2", mark.map(|mark| text::CauseMarkInName { mark }))
}

/// Explains a mailbox's name between marks that are not IMAP's quotes: `'Old Mail'`.
pub fn other_quotes(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let names = command.root.descendants();
    let mut names = names.filter(|it| matches!(it.kind(), Kind::Mailbox | Kind::ListMailbox));
    let mark = names.find_map(|mailbox| match mailbox.text() {
        [b'\'', _, ..] => Some("'"),
        [b'`', _, ..] => Some("`"),
        _ => None,
    });
    explanation.say_from_some(3501, "4.3", mark.map(|mark| text::CauseOtherQuotes { mark }))
}

/// Explains a mailbox's name with letters outside ASCII, or with an `&` that is not modified UTF-7, while
/// modified UTF-7 is required.
pub fn name_encoding(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    if command.session.has_utf8_names() {
        return encoded_name(command, explanation);
    }
    let names = command.root.descendants().filter_map(|it| match it.kind() {
        Kind::Mailbox => it.string(),
        // A wildcard of a pattern may stand for a part of what is encoded.
        Kind::ListMailbox => it.string().filter(|pattern| !pattern.is_ascii()),
        _ => None,
    });
    let mut wrong = names.filter(|name| !std::str::from_utf8(name).is_ok_and(is_modified_utf7));
    let Some(name) = wrong.next() else { return false };
    let name = cut(&name);
    // If nothing is decoded, the `&` was intended literally.
    let encoded = modified_utf7::encode(&modified_utf7::decode(&name));
    let has_more = encoded.matches("&-").count() > name.matches("&-").count();
    let lacks_end = name.split('&').skip(1).any(lacks_end);
    match name.is_ascii() {
        // A typographic quotation mark was intended as a quote, not as part of the name.
        false if name.starts_with(OPENING_QUOTES) && spelling_mistake(command, explanation) => {}
        false => {
            let encoded = modified_utf7::encode(&name);
            explanation.say_from(3501, "5.1.3", text::CauseNameOutsideAscii { encoded });
        }
        true if has_more && !lacks_end && !encoded.contains('…') => {
            explanation.say_from(3501, "5.1.3", text::CauseAmpersand { encoded });
        }
        true => explanation.say_from(3501, "5.1.3", text::CauseNameNotUtf7 { mailbox: name }),
    }
    true
}

/// Explains a name in modified UTF-7 while names are in UTF-8: a server need not decode it then (RFC 9051,
/// appendix A.1).
fn encoded_name(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let mailboxes = command.root.descendants_of(Kind::Mailbox);
    let names = mailboxes.filter_map(Node::string);
    let names = names.filter_map(|name| String::from_utf8(name.into_owned()).ok());
    // A name that the session has shown is a mailbox's name, whatever its form.
    let mut encoded = names.filter(|name| {
        is_modified_utf7(name)
            && !modified_utf7::decode(name).is_ascii()
            && !command.session.names.has_mailbox(name)
    });
    let Some(name) = encoded.next() else { return false };
    let decoded = modified_utf7::decode(&name);
    let (mailbox, decoded) = (cut(name.as_bytes()), cut(decoded.as_bytes()));
    explanation.say_from(9051, "A.1", text::CauseNameInUtf7 { mailbox, decoded });
    true
}

/// The marks that an editor puts in place of a quote before a word.
const OPENING_QUOTES: [char; 8] = ['“', '”', '„', '‘', '’', '«', '＂', '＇'];

/// Whether the text after an `&` would be modified UTF-7 with a `-` at its end.
fn lacks_end(text: &str) -> bool {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || "+,".contains(c)));
    let (encoded, rest) = text.split_at(end.unwrap_or(text.len()));
    !rest.starts_with('-') && !encoded.is_empty() && is_modified_utf7(&format!("&{encoded}-"))
}

fn is_modified_utf7(name: &str) -> bool {
    name.is_ascii() && modified_utf7::is_valid(name)
}
