//! Response codes (RFC 3501, section 7.1, and extensions).

use super::{is, server_data};
use crate::explain::phrase::{Numbers, Word, cut, joined, set, value};
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::syntax::{Kind, Node};
use crate::reference::Category;

/// Explains the code of a status response, if it has one.
pub(super) fn explain(root: Node<'_>, explanation: &mut Explanation) {
    let Some(code) = root.child(Kind::ResponseCode) else { return };
    let Some(name) = code.child(Kind::CodeName) else {
        return explanation.say_from(3501, "7.1", text::CodeMissing);
    };
    let upper = String::from_utf8_lossy(name.text()).to_ascii_uppercase();
    if is(name, "ALERT") {
        let shown = root.child(Kind::Text).map_or(b"".as_slice(), Node::text);
        return explanation.say_from(3501, "7.1", text::CodeAlert { shown: cut(shown) });
    }
    if with_number(&upper, code, explanation) || with_list(&upper, code, explanation) {
        return;
    }
    if !explanation.say_entry(Category::ResponseCodes, &upper) {
        explanation.say_unknown(text::CodeUnknown { name: cut(name.text()) });
        explanation.cite_section(3501, "7.1");
    }
}

/// The codes about numbers. False: it is none of these, or the number is missing.
fn with_number(name: &str, code: Node<'_>, explanation: &mut Explanation) -> bool {
    let is_number =
        |node: &Node<'_>| matches!(node.kind(), Kind::Number | Kind::UniqueId | Kind::ModSeq);
    let Some(number) = code.children().find(is_number).and_then(Node::number) else { return false };
    match name {
        "UNSEEN" => explanation.say_from(3501, "7.1", text::CodeUnseen { number }),
        "UIDVALIDITY" => explanation.say_from(3501, "2.3.1.1", text::CodeUidvalidity { number }),
        "UIDNEXT" => explanation.say_from(3501, "2.3.1.1", text::CodeUidnext { number }),
        "HIGHESTMODSEQ" => {
            explanation.say_from(7162, "3.1.2.1", text::CodeHighestmodseq { number });
        }
        "APPENDUID" => {
            let Some(uids) = code.child(Kind::UidSet) else { return false };
            let uids = uids.text();
            explanation.say_from(4315, "3", text::CodeAppenduid { uids: cut(uids) });
        }
        "COPYUID" => {
            let mut sets = code.children().filter(|node| node.kind() == Kind::UidSet);
            let (Some(source), Some(target)) = (sets.next(), sets.next()) else { return false };
            let source = set(source.text(), Numbers::Uid, explanation.messages());
            let target = cut(target.text());
            explanation.say_from(4315, "3", text::CodeCopyuid { source, target });
        }
        _ => return false,
    }
    true
}

/// The codes with a list or a name.
fn with_list(name: &str, code: Node<'_>, explanation: &mut Explanation) -> bool {
    let messages = explanation.messages();
    match name {
        "CAPABILITY" => server_data::capabilities(code, explanation),
        "PERMANENTFLAGS" => permanent_flags(code, explanation),
        "MODIFIED" => {
            let Some(changed) = code.child(Kind::SequenceSet) else { return false };
            let messages = cut(changed.text());
            explanation.say_from(7162, "3.1.3", text::CodeModified { messages });
        }
        "MAILBOXID" => {
            let Some(id) = code.child(Kind::ObjectId) else { return false };
            explanation.say_from(8474, "4", text::CodeMailboxid { id: cut(id.text()) });
        }
        "BADCHARSET" => {
            let charsets = code.children().filter(|node| node.kind() == Kind::Charset);
            let charsets: Vec<String> = charsets.map(value).collect();
            if charsets.is_empty() {
                return false;
            }
            let charsets = joined(charsets.iter(), messages);
            explanation.say_from(3501, "7.1", text::CodeBadcharset { charsets });
        }
        _ => return false,
    }
    true
}

fn permanent_flags(code: Node<'_>, explanation: &mut Explanation) {
    let messages = explanation.messages();
    let flags = code.child(Kind::FlagList);
    let flags = flags.into_iter().flat_map(Node::children).filter(|it| it.kind() == Kind::Flag);
    let flags: Vec<&[u8]> = flags.map(Node::text).collect();
    let may_create = flags.contains(&br"\*".as_slice());
    let named = flags.iter().filter(|flag| **flag != br"\*").map(|flag| Word(flag));
    match (flags.len() - usize::from(may_create), may_create) {
        (0, false) => explanation.say_from(3501, "7.1", text::CodePermanentNone),
        (0, true) => explanation.say_from(3501, "7.1", text::CodePermanentAny),
        (_, false) => {
            let flags = joined(named, messages);
            explanation.say_from(3501, "7.1", text::CodePermanentflags { flags });
        }
        (_, true) => {
            let flags = joined(named, messages);
            explanation.say_from(3501, "7.1", text::CodePermanentflagsAndNew { flags });
        }
    }
}
