//! Advice after a refusal with a specific response code.

use super::response::Response;
use crate::explain::sentence::Explanation;
use crate::explain::session::WatchedCommand;
use crate::messages::{Text, text};
use crate::protocol::secrets::mask_urls;

/// Advice after a refusal with this code, if the sentence about the code does not include it.
static ADVICE: &[(&str, &(dyn Text + Sync))] = &[
    ("AUTHORIZATIONFAILED", &text::AdviceAuthorizationfailed),
    ("NOPERM", &text::AdviceNoperm),
    ("HASCHILDREN", &text::AdviceHaschildren),
    ("NOTSAVED", &text::AdviceNotsaved),
    ("BADCOMPARATOR", &text::AdviceBadcomparator),
    ("USEATTR", &text::AdviceUseattr),
    ("UNDEFINED-FILTER", &text::AdviceUndefinedFilter),
    ("TOOBIG", &text::AdviceToobig),
    ("OVERQUOTA", &text::AdviceOverquota),
    ("SERVERBUG", &text::AdviceServerbug),
];

/// Commands that store nothing: a storage quota does not refuse them.
const READING: &[&str] = &[
    "LOGIN", "AUTHENTICATE", "NOOP", "CHECK", "IDLE", "LIST", "LSUB", "STATUS", "SELECT",
    "EXAMINE", "FETCH", "SEARCH", "SORT", "THREAD", "EXPUNGE", "CLOSE", "DELETE",
];

/// Whether the command that is answered stores nothing.
pub(super) fn reads(response: Response<'_>) -> bool {
    let name = response.command().map(WatchedCommand::name);
    name.is_some_and(|name| READING.iter().any(|it| it.as_bytes().eq_ignore_ascii_case(name)))
}

/// Adds advice after this refusal, if there is any. `name`: of the code, in capitals.
pub(super) fn explain(name: &str, response: Response<'_>, explanation: &mut Explanation) {
    if response.tag().is_none() || !response.is_refusal() {
        return;
    }
    let advice = ADVICE.iter().find(|(code, _)| *code == name);
    let is_to = |command: &str| {
        response.command().is_some_and(|sent| sent.name().eq_ignore_ascii_case(command.as_bytes()))
    };
    if name == "OVERQUOTA" && is_to("CREATE") {
        // The quota MAILBOX counts mailboxes (RFC 9208, section 5.3).
        explanation.say(text::AdviceOverquotaCreate);
    } else if let Some((_, advice)) = advice.filter(|_| name != "OVERQUOTA" || !reads(response)) {
        explanation.say(*advice);
    }
    if name == "UNKNOWN-CTE" && is_to("FETCH") {
        explanation.say(text::AdviceUnknownCte);
    }
}

/// Explains a referral to another server, for all of the user's mailboxes or for this one.
pub(super) fn referral(url: &str, response: Response<'_>, explanation: &mut Explanation) {
    let sent = response.command().or_else(|| response.session.only_pending());
    let name = sent.map(|sent| String::from_utf8_lossy(sent.name()).to_ascii_uppercase());
    let names_mailbox = sent.is_some_and(WatchedCommand::names_mailbox);
    // A server that sends a password here repeats one from a URL that the user typed.
    let url = mask_urls(url);
    match (response.is("OK"), names_mailbox) {
        (true, _) if response.tag().is_none() => {
            explanation.say_from(2221, "4.1", text::CodeReferral { url });
        }
        (true, _) => explanation.say_from(2221, "4.1", text::CodeReferralLoggedIn { url }),
        (false, true) => match &*name.unwrap_or_default() {
            "RENAME" => explanation.say_from(2193, "4.3", text::CodeReferralRename { url }),
            name @ ("COPY" | "MOVE") => {
                explanation.say_from(2193, "4.4", text::CodeReferralCopy { url, name });
            }
            _ => explanation.say_from(2193, "4", text::CodeReferralMailbox { url }),
        },
        (false, false) if name.is_none() => {
            explanation.say_from(2193, "3", text::CodeReferral { url });
        }
        (false, false) => explanation.say_from(2221, "4.1", text::CodeReferralLogin { url }),
    }
}
