//! Commands about access rights and quotas.

use crate::explain::phrase;
use crate::explain::registered::{
    self, known_rights, rights, say_lower_case, say_unknown_resources,
};
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::syntax::{Kind, Node};

/// GETACL and MYRIGHTS.
pub(super) fn mailbox_rights(
    command: SentCommand<'_>,
    explanation: &mut Explanation,
) -> Option<()> {
    let mailbox = command.mailbox()?;
    match command.name {
        "GETACL" => explanation.say_from(4314, "3.3", text::CommandGetacl { mailbox }),
        _ => explanation.say_from(4314, "3.5", text::CommandMyrights { mailbox }),
    }
    Some(())
}

/// DELETEACL and LISTRIGHTS.
pub(super) fn user_rights(command: SentCommand<'_>, explanation: &mut Explanation) -> Option<()> {
    let (mailbox, user) = (command.mailbox()?, command.value(Kind::Identifier)?);
    match command.name {
        "DELETEACL" => explanation.say_from(4314, "3.2", text::CommandDeleteacl { mailbox, user }),
        _ => explanation.say_from(4314, "3.4", text::CommandListrights { mailbox, user }),
    }
    Some(())
}

pub(super) fn set_rights(command: SentCommand<'_>, explanation: &mut Explanation) -> Option<()> {
    let (mailbox, user) = (command.mailbox()?, command.value(Kind::Identifier)?);
    let (sign, letters) = modified_rights(command)?;
    // The fault already says that none of them is a right.
    let unknown = registered::unknown_rights(&letters);
    if !letters.is_empty() && letters.chars().all(|letter| unknown.contains(&letter)) {
        return None;
    }
    if let Some(sign) = sign.filter(|_| letters.is_empty()) {
        explanation.say_fault_from(4314, "3.1", text::CommandSetaclNothing { sign });
        return Some(());
    }
    if let Some(user) = user.strip_prefix('-') {
        say_denied(sign, &letters, mailbox, user, explanation);
        return Some(());
    }
    let rights = rights(&known_rights(&letters), command.messages);
    let rights = phrase::all_joined(rights.iter(), command.messages);
    match sign {
        None if letters.is_empty() => {
            explanation.say_from(4314, "3.1", text::CommandSetaclNone { mailbox, user });
        }
        Some('+') => {
            explanation.say_from(4314, "3.1", text::CommandSetaclAdds { mailbox, user, rights });
        }
        Some('-') => {
            explanation.say_from(4314, "3.1", text::CommandSetaclRemoves { mailbox, user, rights });
        }
        _ => explanation.say_from(4314, "3.1", text::CommandSetacl { mailbox, user, rights }),
    }
    Some(())
}

/// Explains denied rights. A client cannot know whether the server supports them.
fn say_denied(
    sign: Option<char>,
    letters: &str,
    mailbox: String,
    user: &str,
    explanation: &mut Explanation,
) {
    let rights = rights(&known_rights(letters), explanation.messages());
    let rights = phrase::all_joined(rights.iter(), explanation.messages());
    match sign {
        Some('+') => {
            let more = text::CommandSetaclDeniesMore { mailbox, user, rights };
            explanation.say_from(4314, "2", more);
        }
        Some('-') => {
            let less = text::CommandSetaclDeniesLess { mailbox, user, rights };
            explanation.say_from(4314, "2", less);
        }
        _ if letters.is_empty() => {
            explanation.say_from(4314, "2", text::CommandSetaclDeniesNone { mailbox, user });
        }
        _ => {
            let denies = text::CommandSetaclDenies { mailbox, user, rights };
            explanation.say_from(4314, "2", denies);
        }
    }
}

/// The sign before the rights of SETACL, and their letters: both may be in quotes.
fn modified_rights(command: SentCommand<'_>) -> Option<(Option<char>, String)> {
    let modified = command.root.child(Kind::ModifiedRights)?;
    let letters = modified.child(Kind::Rights).map(phrase::value).unwrap_or_default();
    let sign = modified.child(Kind::RightsSign).and_then(|it| it.text().first().copied());
    let is_sign = |c: &char| matches!(c, '+' | '-');
    match (sign, letters.chars().next().filter(is_sign)) {
        (None, Some(sign)) => Some((Some(sign), letters[1..].to_owned())),
        (sign, _) => Some((sign.map(char::from), letters)),
    }
}

/// Explains unregistered rights: the server must refuse them (RFC 4314, section 3.1).
pub(super) fn unknown_rights(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let modified = modified_rights(command).filter(|_| command.name == "SETACL");
    let letters = modified.map(|(_, letters)| letters).unwrap_or_default();
    let unknown = registered::unknown_rights(&letters);
    // With more arguments, the mailbox's name has a space.
    if unknown.is_empty() || command.root.child(Kind::Unknown).is_some() {
        return false;
    }
    if let Some(corrected) = rights_first(command) {
        command.say(text::WrongOrder { corrected }, explanation);
        return true;
    }
    let names = phrase::joined(unknown.iter(), command.messages);
    explanation.say_unknown(text::UnknownRights { names });
    say_lower_case(&letters, explanation);
    explanation.cite_section(4314, "3.1");
    true
}

/// `setacl inbox lrs bob`: the command with the rights after the identifier.
fn rights_first(command: SentCommand<'_>) -> Option<String> {
    let mailbox = command.root.child(Kind::Mailbox)?;
    let (identifier, rights) =
        (command.root.child(Kind::Identifier)?, command.root.child(Kind::ModifiedRights)?);
    let letters = str::from_utf8(identifier.text()).ok()?;
    registered::unknown_rights(letters.trim_start_matches(['+', '-'])).is_empty().then(|| {
        let [mailbox, identifier, rights] =
            [mailbox, identifier, rights].map(|it| phrase::cut(it.text()));
        format!("SETACL {mailbox} {rights} {identifier}")
    })
}

pub(super) fn quota_roots(command: SentCommand<'_>, explanation: &mut Explanation) -> Option<()> {
    let mailbox = command.mailbox()?;
    explanation.say_from(9208, "4.1.2", text::CommandGetquotaroot { mailbox });
    Some(())
}

/// GETQUOTA and SETQUOTA.
pub(super) fn quota(command: SentCommand<'_>, explanation: &mut Explanation) -> Option<()> {
    let name = command.value(Kind::QuotaRoot)?;
    let quota = if name.is_empty() {
        command.phrase(text::QuotaRootUnnamed)
    } else {
        command.phrase(text::QuotaRoot { name })
    };
    if command.name == "GETQUOTA" {
        explanation.say_from(9208, "4.1.1", text::CommandGetquota { quota });
        return Some(());
    }
    let resources = command.root.descendants_of(Kind::QuotaResource);
    let limits: Vec<String> = resources.filter_map(|it| limit(command, it)).collect();
    let is_empty = command.root.child(Kind::Close).is_some()
        && command.root.descendant(Kind::Unknown).is_none();
    if limits.is_empty() && is_empty {
        explanation.say_from(9208, "4.1.3", text::CommandSetquotaNone { quota });
        return Some(());
    }
    if limits.is_empty() {
        return None;
    }
    let limits = command.list(&limits);
    explanation.say_from(9208, "4.1.3", text::CommandSetquota { quota, limits });
    say_unknown_resources(command.root, explanation);
    Some(())
}

/// `512 KiB of storage`
fn limit(command: SentCommand<'_>, resource: Node<'_>) -> Option<String> {
    let (name, limit) = (resource.child(Kind::ResourceName)?, resource.child(Kind::Limit)?);
    let limit = limit.number()?;
    Some(if name.is("STORAGE") {
        command.phrase(text::SetquotaStorage { limit })
    } else if name.is("MESSAGE") {
        command.phrase(text::SetquotaMessage { limit })
    } else if name.is("MAILBOX") {
        command.phrase(text::SetquotaMailbox { limit })
    } else if name.is("ANNOTATION-STORAGE") {
        command.phrase(text::SetquotaAnnotations { limit })
    } else {
        command.phrase(text::SetquotaOther { limit, resource: phrase::cut(name.text()) })
    })
}
