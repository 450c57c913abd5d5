//! Commands that follow the grammar and that the server will refuse, in this state of the session or because
//! of its extensions.

use super::absent_messages::no_message_in_set;
use super::mailbox_names::empty_name;
use super::mailbox_spelling::name_encoding;
use super::missing_capabilities::{lacks_capability, refused_literal};
use super::non_ascii_strings::{bare_string, charset_missing, literal_missing};
use super::states::{late_enable, login_disabled, not_allowed, read_only};
use super::{Check, enabled, first_of};
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::literal::LiteralAnnouncement;
use crate::protocol::syntax::{Kind, Node};

/// Explains why a command that follows the grammar will be refused.
pub fn refused_now(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    // A command in flight may yet change the state.
    command.session.is_quiet() && not_allowed(command, explanation)
        || unsupported(command, explanation)
        || charset_missing(command, explanation)
        || command.root.child(Kind::Charset).is_some() && literal_missing(command, explanation)
        || command.session.is_quiet() && no_message_in_set(command, explanation)
}

/// What the session, the mailbox or the server does not allow, regardless of other commands in flight.
const UNSUPPORTED: &[Check] = &[
    name_encoding,
    bare_string,
    empty_name,
    lacks_capability,
    refused_literal,
    login_disabled,
    late_enable,
    enabled::uses_numbers,
    enabled::names_charset,
    enabled::comes_first,
    enabled::wants_mod_sequences,
    read_only,
    exceeds_append_limit,
    enabled::has_dropped_word,
];

/// Explains what the session, the mailbox or the server does not allow, regardless of other commands in
/// flight.
pub fn unsupported(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    first_of(UNSUPPORTED, command, explanation)
}

/// Explains an APPEND of a message larger than the server's announced limit (RFC 7889).
pub fn exceeds_append_limit(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let takes_message = matches!(command.name, "APPEND" | "REPLACE" | "UID REPLACE");
    // A mailbox's own limit takes precedence over the global one.
    let mailbox = command.root.descendant(Kind::Mailbox);
    let of_mailbox =
        mailbox.and_then(Node::string).and_then(|mailbox| command.session.append_limit(&mailbox));
    let capabilities = command.session.last_capabilities().names();
    let limits = capabilities.filter_map(|it| it.strip_prefix("APPENDLIMIT="));
    let of_all = || limits.filter_map(|limit| limit.parse::<u64>().ok()).next();
    let limit = of_mailbox.or_else(of_all);
    let Some(limit) = limit.filter(|_| takes_message) else { return false };
    let messages = command.root.descendants_of(Kind::Message);
    let sizes = messages.filter_map(|message| {
        let announcement = message.child(Kind::LiteralSize)?;
        Some(LiteralAnnouncement::at_end(announcement.text())?.size)
    });
    let Some(octets) = sizes.max().filter(|octets| *octets > limit) else { return false };
    let messages = explanation.messages();
    let octets = messages.format(text::PhraseOctets { octets });
    let most = messages.format(text::PhraseOctets { octets: limit });
    explanation.say_from(7889, "4", text::CauseExceedsAppendLimit { octets, most });
    true
}
