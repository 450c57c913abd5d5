//! The response codes of extensions that have arguments.

use super::response::Response;
use crate::explain::phrase::{ListWord, Numbers, joined, numbers_in, size, value};
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::syntax::{Kind, Node};

/// Explains the code. False: it is another code, or an argument is missing. `name`: in capitals.
pub(super) fn explain(
    name: &str,
    code: Node<'_>,
    response: Response<'_>,
    explanation: &mut Explanation,
) -> bool {
    let number = code.child(Kind::Number).and_then(Node::number);
    match (name, number) {
        ("MAXCONVERTMESSAGES", Some(number)) => {
            explanation.say_from(5259, "9", text::CodeMaxconvertmessages { number });
        }
        ("MAXCONVERTPARTS", Some(number)) => {
            explanation.say_from(5259, "9", text::CodeMaxconvertparts { number });
        }
        ("MESSAGELIMIT", Some(number)) => match code.child(Kind::UniqueId).and_then(Node::number) {
            // A command that is refused, such as COPY, has processed no message.
            Some(uid) if !(response.tag().is_some() && response.is_refusal()) => {
                explanation.say_from(9738, "3.1", text::CodeMessagelimitDone { number, uid });
            }
            _ => explanation.say_from(9738, "3.1", text::CodeMessagelimit { number }),
        },
        ("ANNOTATIONS", _) => return annotations(code, number, explanation),
        ("ANNOTATE", _) => match argument(code).as_slice() {
            b"TOOBIG" => explanation.say_from(5257, "4.5", text::CodeAnnotateToobig),
            b"TOOMANY" => explanation.say_from(5257, "4.5", text::CodeAnnotateToomany),
            _ => return false,
        },
        ("URLMECH", _) => {
            // The text after a `=` is data for the mechanism.
            let mechanisms = code.children_of(Kind::UrlMechanism);
            let mechanisms = mechanisms.filter_map(|it| it.text().split(|it| *it == b'=').next());
            let mechanisms: Vec<ListWord<'_>> = mechanisms.map(ListWord).collect();
            if mechanisms.is_empty() {
                return false;
            }
            let mechanisms = joined(mechanisms.iter(), explanation.messages());
            explanation.say_from(4467, "8", text::CodeUrlmech { mechanisms });
        }
        ("DOWNGRADED", _) => {
            let Some(set) = code.child(Kind::SequenceSet) else { return false };
            let uids = numbers_in(set.text(), Numbers::Uid, explanation.messages());
            explanation.say_from(6858, "3", text::CodeDowngraded { uids });
        }
        ("METADATA", _) => return metadata(code, number, explanation),
        ("INPROGRESS", _) => in_progress(code, explanation),
        ("BADEVENT", _) => {
            let events = code.children_of(Kind::EventName);
            let events = joined(events.map(|it| ListWord(it.text())), explanation.messages());
            explanation.say_from(5465, "3.1", text::CodeBadevent { events });
        }
        _ => return with_name(name, code, response, explanation),
    }
    true
}

/// The codes with a name or a URL.
fn with_name(
    name: &str,
    code: Node<'_>,
    response: Response<'_>,
    explanation: &mut Explanation,
) -> bool {
    let kind = match name {
        "BADURL" => Kind::Url,
        "MAILBOXID" => Kind::ObjectId,
        "NOUPDATE" => Kind::TagString,
        "UNDEFINED-FILTER" => Kind::FilterName,
        _ => return false,
    };
    let Some(named) = code.children().find(|node| node.kind() == kind).map(value) else {
        return false;
    };
    match name {
        "BADURL" => explanation.say_from(4469, "4.1", text::CodeBadurl { url: named }),
        "MAILBOXID" => {
            // CREATE's is in its OK, SELECT's has no tag.
            let section = if response.tag().is_some() { "4.1" } else { "4.2" };
            explanation.say_from(8474, section, text::CodeMailboxid { id: named });
        }
        "NOUPDATE" => explanation.say_from(5267, "4.3.1", text::CodeNoupdate { tag: named }),
        _ => explanation.say_from(5466, "3.1", text::CodeUndefinedFilter { name: named }),
    }
    true
}

/// The first word after the name, in capitals.
fn argument(code: Node<'_>) -> Vec<u8> {
    code.text_of(Kind::CodeArgument).to_ascii_uppercase()
}

/// Explains the support for message annotations: `20480 NOPRIVATE`.
fn annotations(code: Node<'_>, number: Option<u64>, explanation: &mut Explanation) -> bool {
    match (number, argument(code).as_slice()) {
        (Some(number), _) => {
            let size = size(number, explanation.messages());
            explanation.say_from(5257, "4.1", text::CodeAnnotationsSize { size });
        }
        (None, b"NONE") => explanation.say_from(5257, "4.1", text::CodeAnnotationsNone),
        (None, b"READ-ONLY") => explanation.say_from(5257, "4.1", text::CodeAnnotationsReadOnly),
        _ => return false,
    }
    let mut arguments = code.children_of(Kind::CodeArgument);
    if arguments.any(|it| it.text().eq_ignore_ascii_case(b"NOPRIVATE")) {
        explanation.say(text::CodeAnnotationsNoprivate);
    }
    true
}

fn metadata(code: Node<'_>, number: Option<u64>, explanation: &mut Explanation) -> bool {
    let messages = explanation.messages();
    match (argument(code).as_slice(), number) {
        (b"LONGENTRIES", Some(number)) => {
            let size = size(number, messages);
            explanation.say_from(5464, "4.2.1", text::CodeMetadataLongentries { size });
        }
        (b"MAXSIZE", Some(number)) => {
            let size = size(number, messages);
            explanation.say_from(5464, "4.3", text::CodeMetadataMaxsize { size });
        }
        (b"TOOMANY", _) => explanation.say_from(5464, "4.3", text::CodeMetadataToomany),
        (b"NOPRIVATE", _) => explanation.say_from(5464, "4.3", text::CodeMetadataNoprivate),
        _ => return false,
    }
    true
}

/// Explains `("tag" 454 1000)`, any part of which may be NIL (RFC 9585).
fn in_progress(code: Node<'_>, explanation: &mut Explanation) {
    let mut numbers =
        code.children().filter(|node| matches!(node.kind(), Kind::Number | Kind::Nil));
    let tag = code.child(Kind::TagString).map(value).unwrap_or_default();
    if tag.is_empty() {
        // NIL in place of the tag.
        numbers.next();
    }
    let done = numbers.next().and_then(Node::number);
    // A client must ignore a goal that is lower (RFC 9585, section 6).
    let all = numbers.next().and_then(Node::number).filter(|all| done.is_some_and(|it| it <= *all));
    match (tag.is_empty(), done, all) {
        (false, Some(done), Some(all)) => {
            explanation.say_from(9585, "4", text::CodeInprogressOf { tag, done, all });
        }
        (false, Some(done), None) => {
            explanation.say_from(9585, "4", text::CodeInprogressDone { tag, done });
        }
        (false, None, _) => explanation.say_from(9585, "4", text::CodeInprogressTag { tag }),
        (true, Some(done), Some(all)) => {
            explanation.say_from(9585, "4", text::CodeInprogressSome { done, all });
        }
        (true, Some(done), None) => {
            explanation.say_from(9585, "4", text::CodeInprogressSomeDone { done });
        }
        (true, ..) => explanation.say_from(9585, "4", text::CodeInprogress),
    }
}
