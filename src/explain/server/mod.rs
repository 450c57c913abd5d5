//! What a response says, by its form: status responses (`status`) with their codes (`codes`), data
//! about mailboxes (`mailbox_data`, `search_data`), about messages (`fetch_data`) and about the
//! server (`server_data`).

mod codes;
mod fetch_data;
mod mailbox_data;
mod search_data;
mod server_data;
mod status;
#[cfg(test)]
mod tests;

use super::causes;
use super::phrase::cut;
use super::sentence::Explanation;
use super::session::WatchedSession;
use crate::messages::text;
use crate::protocol::syntax::{Kind, Node};
use crate::reference::Category;

/// Explains a response.
pub(super) fn explain(root: Node<'_>, session: &WatchedSession, explanation: &mut Explanation) {
    let mut parts = root.children();
    let first = parts.next().map(Node::kind);
    match (first, root.child(Kind::StatusWord)) {
        (Some(Kind::Continuation), _) => status::continuation(root, session, explanation),
        (Some(Kind::Tag), Some(word)) if is(word, "OK") => {
            status::completed(root, session, explanation);
        }
        (Some(Kind::Tag), Some(_)) => {
            let tag = root.child(Kind::Tag).map_or(b"".as_slice(), Node::text);
            causes::explain(session.pending(tag), root, session, explanation);
        }
        (Some(Kind::Untagged), Some(word)) => status::untagged(root, word, session, explanation),
        (Some(Kind::Untagged), None) => data(root, session, explanation),
        _ => explanation.say_from(3501, "7", text::ExplainNoResponse),
    }
}

/// Whether the word is this, in capitals.
fn is(word: Node<'_>, name: &str) -> bool {
    word.text().eq_ignore_ascii_case(name.as_bytes())
}

/// Explains data.
fn data(root: Node<'_>, session: &WatchedSession, explanation: &mut Explanation) {
    let Some(name) = root.child(Kind::ResponseName) else {
        let unknown = root.children().find(|node| node.kind() == Kind::Unknown);
        let word = unknown.map_or(b"".as_slice(), Node::text);
        let word = cut(word.split(|octet| *octet == b' ').next().unwrap_or_default());
        explanation.say_unknown(text::ExplainUnknownResponse { word });
        return explanation.cite_section(3501, "7");
    };
    // Nearly all of the lines that a server may send in great number are these.
    if is(name, "FETCH") || is(name, "UIDFETCH") {
        return fetch_data::explain(root, session, explanation);
    }
    let upper = name.text().to_ascii_uppercase();
    let said = mailbox_data::explain(&upper, root, session, explanation)
        || search_data::explain(&upper, root, session, explanation)
        || server_data::explain(&upper, root, explanation);
    if !said {
        explanation.say_entry(Category::Responses, &String::from_utf8_lossy(&upper));
    }
}
