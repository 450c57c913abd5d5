//! Explains responses, by their form: completions of commands (`completion`, and `causes` for NO and BAD),
//! continuation requests (`continuation`), other status responses (`status`), the codes of all of these
//! (`codes`, `code_places`, `code_advice`), and data about mailboxes (`mailbox_data`, `listed`,
//! `mailbox_status`, `search_data`, `thread_data`), about messages (`fetch_data` and its parts) and about the
//! server (`server_data`, `access_data`, `conversion_data`). Parts of a known response that the grammar does
//! not allow are found by `unknown_parts` and `numbers`, and those that it wants by `missing_parts`.

mod access_data;
mod causes;
mod code_advice;
mod code_places;
mod codes;
mod codes_of_extensions;
mod codes_with_uids;
mod completion;
mod continuation;
mod conversion_data;
mod fetch_data;
mod fetch_flags;
mod fetch_items;
mod fetch_sections;
mod fetch_structure;
mod invalid_parts;
mod listed;
mod mailbox_data;
mod mailbox_status;
mod missing_parts;
mod no_such_message;
mod numbers;
mod response;
mod search_data;
mod server_data;
mod status;
#[cfg(test)]
mod tests;
mod thread_data;
mod unknown_parts;

pub(super) use response::Response;

pub(super) use no_such_message::{
    has_found_none, number_of_fetch, say_beyond_last, say_no_such_message,
};

use super::phrase::cut;
use super::registered::is_experimental;
use super::registered::nearest;
use super::sentence::Explanation;
use super::session::is_bare;
use super::unsent_line::greeting_of_other_protocol;
use crate::messages::{Text, text};
use crate::protocol::meaning::Meaning;
use crate::protocol::syntax::{Kind, Node};
use crate::reference::{Category, Entry, find};

/// Explains a response.
pub(super) fn explain(response: Response<'_>, explanation: &mut Explanation) {
    let is_status = response.root.child(Kind::StatusWord).is_some();
    if let Some(other) = other_protocol(response.root.text()).filter(|_| !is_status) {
        return explanation.say_from(3501, "7", other);
    }
    let mut parts = response.root.children();
    let first = parts.next().map(Node::kind);
    match (first, response.root.child(Kind::StatusWord)) {
        (Some(Kind::Continuation), _) => continuation::explain(response, explanation),
        (Some(Kind::Tag), Some(word)) if word.is("OK") => {
            completion::explain(response, explanation);
        }
        (Some(Kind::Tag), Some(_)) => {
            causes::refusal(response.command(), response, explanation);
        }
        (Some(Kind::Untagged), Some(word)) => status::untagged(response, word, explanation),
        (Some(Kind::Untagged), None) => data(response, explanation),
        _ => return explanation.say_from(3501, "7", text::ExplainNoResponse),
    }
    if is_bare(response.root)
        && !response.session.had_bare_status
        && !response.session.is_imap4rev2()
    {
        explanation.end_cause();
        explanation.say_particular(text::ExplainNoText);
        if explanation.source().is_none() {
            explanation.cite_section(3501, "9");
        }
    }
    // With CLOSE, or a SELECT that failed, the messages of a mailbox are out of reach.
    if is_of_messages(response) && response.session.has_no_mailbox() {
        explanation.say_general_from(3501, "3.3", text::ExplainNoneIsSelected);
    }
    if response.root.missing_octets().is_some() {
        explanation.say(text::ExplainShortened);
    }
    invalid_parts::explain(response.root, explanation);
    unknown_parts::explain(response.root, explanation);
}

/// Whether the response is about the messages of the selected mailbox.
fn is_of_messages(response: Response<'_>) -> bool {
    use Meaning::{Exists, Expunge, Fetch, Recent};
    matches!(Meaning::of(response.root), Exists(_) | Expunge(_) | Fetch(_) | Recent(_))
}

/// What to say of a line from a server that does not speak IMAP.
fn other_protocol(line: &[u8]) -> Option<&'static dyn Text> {
    match std::str::from_utf8(line).ok().and_then(greeting_of_other_protocol)? {
        "POP3" => Some(&text::ExplainPop3),
        _ => Some(&text::ExplainSmtp),
    }
}

/// The entry of a misplaced word that begins another kind of response.
fn misplaced(word: &[u8]) -> Option<&'static Entry> {
    find(Category::Responses, word)
}

/// Removes from the explanation of a refusal the sentences that the explanation of the command has already.
pub(super) fn leave_out_named_cause(response: Response<'_>, explanation: &mut Explanation) {
    let Some(sent) = response.command().filter(|_| response.is_refusal()) else { return };
    let reference = text::CauseNamedAbove { tag: cut(sent.tag()) };
    explanation.leave_out_repeated(&sent.explanation, reference);
}

/// Explains data.
fn data(response: Response<'_>, explanation: &mut Explanation) {
    let Some(name) = response.root.child(Kind::ResponseName) else {
        return unknown_data(response.root, explanation);
    };
    let upper = name.text().to_ascii_uppercase();
    if numbers::is_data_invalid(response.root) {
        explanation.say_entry(Category::Responses, &upper);
        return;
    }
    let name = String::from_utf8_lossy(&upper);
    if missing_parts::explain(&name, response.root, explanation)
        || missing_parts::explain_unread(&name, response.root, explanation)
    {
        return;
    }
    let meaning = Meaning::of(response.root);
    if let Meaning::Fetch(fetch) = meaning {
        return fetch_data::explain(fetch, response.session, explanation);
    }
    let said = mailbox_data::explain(meaning, response.session, explanation)
        || search_data::explain(meaning, response, explanation)
        || server_data::explain(&upper, response.root, explanation)
        || access_data::explain(&upper, response.root, explanation)
        || conversion_data::explain(&upper, response.root, explanation);
    if !said {
        explanation.say_entry(Category::Responses, &upper);
    }
}

/// Explains data whose name is missing or not registered.
fn unknown_data(root: Node<'_>, explanation: &mut Explanation) {
    let word = root.text_of(Kind::Unknown);
    let word = word.split(|octet| *octet == b' ').next().unwrap_or_default();
    match (word, root.child(Kind::MessageNumber)) {
        (b"", None) => return explanation.say_from(3501, "7", text::ExplainNoResponse),
        (b"", Some(_)) => explanation.say(text::ExplainNumberAlone),
        _ if let Some(entry) = misplaced(word) => {
            let syntax = entry.syntax_in(explanation.messages().language());
            explanation.say_private(text::ExplainMisplaced { name: entry.name, syntax });
            return explanation.cite(entry);
        }
        _ if is_experimental(word) => {
            explanation.say_private(text::ExplainExperimentalResponse { word: cut(word) });
        }
        _ => {
            let word = cut(word);
            match nearest(&word, Category::Responses) {
                Some(nearest) => {
                    explanation.say_unknown(text::ExplainUnknownResponseNear { word, nearest })
                }
                None => explanation.say_unknown(text::ExplainUnknownResponse { word }),
            }
        }
    }
    explanation.cite_section(3501, "7");
}
