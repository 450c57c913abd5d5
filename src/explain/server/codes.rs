//! Response codes (RFC 3501, section 7.1, and extensions).

use super::response::Response;
use super::{
    code_advice, code_places, codes_of_extensions, codes_with_uids, mailbox_data, missing_parts,
    numbers, server_data,
};
use crate::explain::phrase::{ListWord, cut, joined, value};
use crate::explain::registered::{has_gap, nearest, say_unknown_flags, without_gap};
use crate::explain::sentence::Explanation;
use crate::explain::sentence::is_private;
use crate::explain::session::WatchedSession;
use crate::messages::text;
use crate::protocol::meaning::{Code, Meaning, flags};
use crate::protocol::syntax::{Kind, Node};
use crate::reference::{Category, find};

/// Explains the code of a response, if it has one, from its arguments or with the reference's sentence.
pub(in crate::explain) fn explain(response: Response<'_>, explanation: &mut Explanation) {
    let Some(code) = response.code() else { return };
    let Some(name) = code.name() else {
        return explanation.say_from(3501, "7.1", text::CodeMissing);
    };
    if !registered(response, explanation) {
        let shown = cut(name.text());
        match nearest(&shown, Category::ResponseCodes) {
            _ if is_private(name.text()) => {
                explanation.say_private(text::CodeExperimental { name: shown });
            }
            Some(nearest) => {
                explanation.say_unknown(text::CodeUnknownNear { name: shown, nearest });
            }
            None => explanation.say_unknown(text::CodeUnknown { name: shown }),
        }
        explanation.cite_section(3501, "7.1");
    }
}

/// Whether the code of a response is registered, if it has one.
pub(super) fn has_registered(root: Node<'_>) -> bool {
    let Some(code) = root.child(Kind::ResponseCode) else { return true };
    let name = code.child(Kind::CodeName).map(Node::text);
    name.is_some_and(|name| find(Category::ResponseCodes, name).is_some())
}

/// Explains that the code of a response does not belong there. False: the response has no code, or a valid
/// one.
pub(in crate::explain) fn out_of_place(
    response: Response<'_>,
    explanation: &mut Explanation,
) -> bool {
    response.code_name().is_some_and(|name| code_places::explain(&name, response, explanation))
}

/// Explains the code of a response. False: it has none, or one that is not registered.
pub(in crate::explain) fn registered(
    response: Response<'_>,
    explanation: &mut Explanation,
) -> bool {
    let Some(code) = response.code() else { return false };
    let Some(name) = code.name() else { return false };
    let upper = name.to_uppercase();
    if code_places::explain(&upper, response, explanation) {
        return true;
    }
    if numbers::is_code_invalid(code.node, response.root) {
        return explanation.say_entry(Category::ResponseCodes, &upper);
    }
    let is_said = missing_parts::explain_code(&upper, code, explanation)
        || with_number(code, response.session, explanation)
        || codes_with_uids::explain(&upper, code, response, explanation)
        || with_list(&upper, code.node, response, explanation)
        || referral(code, response, explanation)
        || codes_of_extensions::explain(&upper, code.node, response, explanation)
        || explanation.say_entry(Category::ResponseCodes, &upper);
    if is_said {
        code_advice::explain(&upper, response, explanation);
    }
    is_said
}

/// Explains that an ALERT has to be shown, unless that is among the sentences.
pub(in crate::explain) fn say_alert(root: Node<'_>, explanation: &mut Explanation) {
    let is_alert = Meaning::of(root).code().is_some_and(|code| code.is("ALERT"));
    let Some(shown) = root.child(Kind::Text).filter(|_| is_alert) else { return };
    let alert = explanation.messages().format(text::CodeAlert { shown: cut(shown.text()) });
    if !explanation.text().contains(&*alert) {
        explanation.end_cause();
        explanation.say(alert);
    }
}

/// REFERRAL, with a URL of another server.
fn referral(code: Code<'_>, response: Response<'_>, explanation: &mut Explanation) -> bool {
    let Some(urls) = code.node.child(Kind::Url).filter(|_| code.is("REFERRAL")).map(value) else {
        return false;
    };
    let messages = explanation.messages();
    // Of RENAME's two, one is the mailbox's and one the new name's; otherwise they are alternatives.
    let is_pair =
        response.command().is_some_and(|sent| sent.name().eq_ignore_ascii_case(b"RENAME"));
    let either = |first, next| messages.format(text::SearchOr { first, next });
    let both = |first, next| messages.format(text::SearchAnd { first, next });
    let urls = urls.split_ascii_whitespace().map(str::to_owned);
    let url = if is_pair { urls.reduce(both) } else { urls.reduce(either) }.unwrap_or_default();
    code_advice::referral(&url, response, explanation);
    true
}

/// Explains the codes about a number. False: it is another code, or the number is missing.
fn with_number(code: Code<'_>, session: &WatchedSession, explanation: &mut Explanation) -> bool {
    let Some((name, number)) = code.numbered() else { return false };
    match name {
        "UNSEEN" => {
            explanation.say_from(3501, "7.1", text::CodeUnseen { number });
            mailbox_data::say_more_than_exist(number, session, explanation);
        }
        "UIDVALIDITY"
            if let Some(named) = session.resynchronized_validity().filter(|it| *it != number) =>
        {
            let differs = text::CodeUidvalidityOther { number, named };
            explanation.say_from(7162, "3.2.5", differs);
        }
        "UIDVALIDITY"
            if let Some(before) = session.earlier_uid_validity().filter(|it| *it != number) =>
        {
            let changed = text::CodeUidvalidityChanged { number, before };
            explanation.say_from(3501, "2.3.1.1", changed);
        }
        "UIDVALIDITY" => {
            explanation.say_from(3501, "2.3.1.1", text::CodeUidvalidity { number });
            explanation.say_general(text::UidvalidityChanges);
        }
        "UIDNEXT" => {
            explanation.say_from(3501, "2.3.1.1", text::CodeUidnext { number });
            if let Some(before) = session.earlier_uid_next().filter(|before| *before > number) {
                explanation.say(text::ExplainUidnextLower { before });
            }
        }
        "HIGHESTMODSEQ" => {
            explanation.say_from(7162, "3.1.2.1", text::CodeHighestmodseq { number });
            explanation.say_general(text::ModseqsRise);
        }
        _ => return false,
    }
    true
}

/// Explains the codes with a list or a text.
fn with_list(
    name: &str,
    code: Node<'_>,
    response: Response<'_>,
    explanation: &mut Explanation,
) -> bool {
    let messages = explanation.messages();
    match name {
        "ALERT" => {
            let Some(shown) = response.root.child(Kind::Text) else { return false };
            let shown = cut(shown.text());
            explanation.say_from(3501, "7.1", text::CodeAlert { shown });
        }
        "CAPABILITY" => server_data::capabilities(code, explanation),
        "OVERQUOTA" => match response.tag() {
            Some(_) if response.is("NO") => {
                if code_advice::reads(response) {
                    explanation.say_from(5530, "3", text::CodeOverquotaReading)
                } else {
                    explanation.say_from(5530, "3", text::CodeOverquotaRefused)
                }
            }
            _ => explanation.say_from(5530, "3", text::CodeOverquota),
        },
        // Otherwise it could not be read.
        "PERMANENTFLAGS" if is_list(code) => permanent_flags(code, explanation),
        "BADCHARSET" => {
            let charsets = code.children_of(Kind::Charset);
            let charsets: Vec<String> = charsets.map(value).collect();
            if charsets.is_empty() {
                return false;
            }
            let charsets = joined(charsets.iter(), messages);
            explanation.say_from(3501, "7.1", text::CodeBadcharset { charsets });
        }
        "NEWNAME" => {
            let mut names = code.children_of(Kind::Mailbox).map(value);
            let (Some(old), Some(new)) = (names.next(), names.next()) else { return false };
            explanation.say_from(2060, "7.1", text::CodeNewname { old, new });
        }
        _ => return false,
    }
    true
}

/// Whether the code has a list of flags, with its end.
fn is_list(code: Node<'_>) -> bool {
    code.child(Kind::FlagList).is_some_and(|list| list.text().ends_with(b")"))
}

fn permanent_flags(code: Node<'_>, explanation: &mut Explanation) {
    let messages = explanation.messages();
    let flags = without_gap(code.child(Kind::FlagList).into_iter().flat_map(flags));
    let may_create = flags.clone().any(|flag| flag == br"\*");
    let all = flags.clone();
    let named = flags.filter(|flag| *flag != br"\*").map(ListWord);
    match (named.clone().next().is_some(), may_create) {
        (false, false) if has_gap(code) => {
            explanation.say_entry(Category::ResponseCodes, "PERMANENTFLAGS");
        }
        (false, false) => explanation.say_from(3501, "7.1", text::CodePermanentNone),
        (false, true) => explanation.say_from(3501, "7.1", text::CodePermanentAny),
        (true, false) => {
            let flags = joined(named, messages);
            explanation.say_from(3501, "7.1", text::CodePermanentflags { flags });
        }
        (true, true) => {
            let flags = joined(named, messages);
            explanation.say_from(3501, "7.1", text::CodePermanentflagsAndNew { flags });
        }
    }
    say_unknown_flags(all, explanation);
}
