//! Capabilities that a command needs, or a part of it, and the server has not announced.

use crate::explain::phrase::{cut, value};
use crate::explain::registered::return_option;
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::explain::session::WatchedSession;
use crate::messages::text;
use crate::protocol::literal::LiteralAnnouncement;
use crate::protocol::session_facts::{Capabilities, is_in_imap4rev2};
use crate::protocol::syntax::{Kind, Node};
use crate::reference::{Category, Entry, find};
use std::borrow::Cow;

/// The most parts of a command that are looked up.
const MAX_PARTS: usize = 50;
/// The most missing capabilities that are named.
const MAX_NAMED: usize = 3;

/// Explains that the server has not announced what the command needs, or a part of it.
pub fn lacks_capability(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let known = &command.session.facts.capabilities;
    if !known.are_known() {
        return false;
    }
    if lacks_own_capability(command, explanation) {
        return true;
    }
    let parts = command.root.descendants().filter_map(|part| of_part(part, command));
    let mut named = Vec::new();
    for entry in parts.take(MAX_PARTS) {
        let Some(capability) = lacking(entry, command.session) else { continue };
        if !named.contains(&capability) && named.len() < MAX_NAMED {
            say_lacking(entry, capability, explanation);
            named.push(capability);
        }
    }
    if !named.is_empty() || of_login(command, explanation) {
        return true;
    }
    let is_missing = |need: &Need| {
        let has_proven =
            command.session.has_proven(&need.capability) && need.capability != "METADATA";
        !has_proven && need.is_missing_from(known)
    };
    let Some(need) = needs_of_form(command).into_iter().find(is_missing) else { return false };
    let Need { name, capability, rfc, section } = need;
    explanation.say_from(rfc, section, text::CauseMissingCapability { name, capability });
    true
}

/// Explains that the server has not announced what the command itself needs, so that it does not know it.
pub fn lacks_own_capability(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let entry = command.entry.filter(|_| command.session.facts.capabilities.are_known());
    let lacking = entry.and_then(|entry| Some((entry, lacking(entry, command.session)?)));
    if let Some((entry, capability)) = lacking {
        say_lacking(entry, capability, explanation);
    }
    lacking.is_some()
}

/// Explains which extension the command needs, if the server's capabilities are unknown.
pub fn perhaps_lacks_capability(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    if command.session.facts.capabilities.are_known() {
        return false;
    }
    let may_lack = |capability: &str| {
        // IMAP4rev2 has it, whatever the next list says.
        let is_included = command.session.is_imap4rev2() && is_in_imap4rev2(capability);
        let is_shown =
            command.session.has_proven(capability) || command.session.announced_earlier(capability);
        !is_included && !is_shown
    };
    let is_needed = |need: &Need| {
        let is_missing = need.is_missing_from(&command.session.earlier_capabilities);
        may_lack(&need.capability) || need.capability == "METADATA" && is_missing
    };
    let parts = command.root.descendants().filter_map(|part| of_part(part, command));
    let mut entries = command.entry.into_iter().chain(parts.take(MAX_PARTS));
    let found = entries.find_map(|it| Some((it, it.capability.filter(|it| may_lack(it))?)));
    if let Some((entry, capability)) = found.filter(|(_, capability)| *capability != "THREAD=") {
        let capability = shown(capability);
        explanation.say(text::CauseExtension { name: entry.name, capability });
        explanation.cite(entry);
        return true;
    }
    if let Some(need) = needs_of_form(command).into_iter().find(is_needed) {
        let Need { name, capability, rfc, section } = need;
        explanation.say_from(rfc, section, text::CauseExtension { name, capability });
        return true;
    }
    perhaps_unsupported_literal(command, may_lack, explanation)
}

fn perhaps_unsupported_literal(
    command: SentCommand<'_>,
    may_lack: impl Fn(&str) -> bool,
    explanation: &mut Explanation,
) -> bool {
    let Some(name) = unsynchronized_literal(command, 0).filter(|_| may_lack("LITERAL+")) else {
        return false;
    };
    if !may_lack("LITERAL-") {
        let most = MAX_WITH_LITERAL_MINUS;
        let is_longer = unsynchronized_literal(command, most + 1).is_some();
        let is_announced = command.session.announced_earlier("LITERAL-");
        let limit = text::CauseLiteralMinus { most };
        return explanation.say_from_if(is_longer && is_announced, 7888, "5", limit);
    }
    explanation.say_from(7888, "3", text::CauseExtension { name, capability: "LITERAL+" });
    true
}

/// The first announcement of a literal that the client sends without waiting, of at least this many octets.
fn unsynchronized_literal(command: SentCommand<'_>, size: u64) -> Option<Cow<'_, str>> {
    let mut announced = command.root.descendants_of(Kind::LiteralSize).map(Node::text);
    let is_longer = |text: &&[u8]| {
        let literal = LiteralAnnouncement::at_end(text);
        literal.is_some_and(|it| it.non_synchronizing && it.size >= size)
    };
    announced.find(is_longer).map(cut)
}

fn say_lacking(entry: &'static Entry, capability: &str, explanation: &mut Explanation) {
    let capability = shown(capability);
    explanation.say(text::CauseMissingCapability { name: entry.name, capability });
    explanation.cite(entry);
}

/// The capability as shown: `THREAD=…` for several with the same beginning, such as THREAD=REFERENCES.
fn shown(capability: &str) -> String {
    if capability.ends_with('=') { format!("{capability}…") } else { capability.to_owned() }
}

/// What the form of a command needs: an extension that is not one of its words.
struct Need {
    /// The form, in a few words.
    name: String,
    capability: Cow<'static, str>,
    rfc: u16,
    section: &'static str,
}

impl Need {
    fn new(
        name: impl Into<String>,
        capability: impl Into<Cow<'static, str>>,
        (rfc, section): (u16, &'static str),
    ) -> Need {
        Need { name: name.into(), capability: capability.into(), rfc, section }
    }

    fn is_missing_from(&self, list: &Capabilities) -> bool {
        // METADATA-SERVER has annotations of the server only (RFC 5464, section 1).
        let has_server_alone = self.capability == "METADATA"
            && list.announces("METADATA-SERVER")
            && !list.announces("METADATA");
        has_server_alone || list.lack(&self.capability)
    }
}

/// What the form of the command needs, apart from its words.
fn needs_of_form(command: SentCommand<'_>) -> Vec<Need> {
    let is_named = |name: &str| command.root.child(Kind::CommandName).is_some_and(|it| it.is(name));
    let mut needs = Vec::new();
    if command.root.child(Kind::AppendMessage).is_some() {
        needs_of_append(command, &mut needs);
    }
    if is_named("ENABLE") {
        let enabled = command.root.children_of(Kind::Capability).take(MAX_PARTS);
        let enabled = enabled.map(|it| cut(it.text()).to_ascii_uppercase());
        let enabled = enabled.filter(|name| find(Category::Capabilities, name).is_some());
        needs.extend(enabled.map(|it| Need::new(format!("ENABLE {it}"), it, (5161, "3.1"))));
    }
    if let Some(algorithm) = command.root.child(Kind::ThreadAlgorithm) {
        let algorithm = cut(algorithm.text()).to_ascii_uppercase();
        let (name, capability) = (format!("THREAD {algorithm}"), format!("THREAD={algorithm}"));
        needs.push(Need::new(name, capability, (5256, "3")));
    }
    if command.root.child(Kind::ListPatterns).is_some() {
        needs.push(Need::new("LIST \"\" (…)", "LIST-EXTENDED", (5258, "3")));
    }
    if is_named("GETMETADATA") || is_named("SETMETADATA") {
        let mailbox = command.root.child(Kind::Mailbox).map(value).unwrap_or_default();
        if !mailbox.is_empty() {
            let name = format!("{} \"{mailbox}\"", command.name);
            needs.push(Need::new(name, "METADATA", (5464, "1")));
        }
    }
    let mut positions = command.root.descendants_of(Kind::PartialRange).map(Node::text);
    if let Some(from_end) = positions.find(|range| range.starts_with(b"-")) {
        needs.push(Need::new(format!("PARTIAL {}", cut(from_end)), "PARTIAL", (9394, "3.1")));
    }
    if command.names_saved() {
        needs.push(Need::new("$", "SEARCHRES", (5182, "2.1")));
    }
    needs
}

fn needs_of_append(command: SentCommand<'_>, needs: &mut Vec<Need>) {
    let parts = || command.root.descendants_of(Kind::AppendExtension).take(MAX_PARTS);
    if parts().any(|part| part.is("UTF8")) {
        needs.push(Need::new("APPEND UTF8", "UTF8=ACCEPT", (9755, "4")));
    }
    if parts().any(|part| part.is("CATENATE")) {
        needs.push(Need::new("APPEND CATENATE", "CATENATE", (4469, "3")));
    }
    // UTF8 has such a literal, too.
    let mut sizes = command.root.descendants_of(Kind::LiteralSize);
    if parts().next().is_none() && sizes.any(|size| size.text().starts_with(b"~")) {
        needs.push(Need::new("APPEND ~{…}", "BINARY", (3516, "4.4")));
    }
    if command.root.children_of(Kind::AppendMessage).nth(1).is_some() {
        needs.push(Need::new("APPEND {…} {…}", "MULTIAPPEND", (3502, "6.3.11")));
    }
}

/// Explains that the server has not announced the mechanism of AUTHENTICATE, or that it takes a first
/// response in the command.
fn of_login(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let known = &command.session.facts.capabilities;
    let was_continued = command.in_flight().is_some_and(|sent| sent.was_continued);
    let Some(mechanism) = command.mechanism().filter(|_| !was_continued) else { return false };
    let capability = format!("AUTH={mechanism}");
    if !known.announces(&capability) {
        let name = format!("AUTHENTICATE {mechanism}");
        explanation.say_from(3501, "6.2.2", text::CauseMissingCapability { name, capability });
    } else if command.root.child(Kind::InitialResponse).is_some() && known.lack("SASL-IR") {
        explanation.say_from(4959, "3", text::CauseInitialResponse);
    } else {
        return false;
    }
    true
}

/// The longest literal with `+` that LITERAL- allows.
const MAX_WITH_LITERAL_MINUS: u64 = 4096;

/// Explains that the server does not take a literal which the client sends without waiting.
pub fn refused_literal(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let known = &command.session.facts.capabilities;
    let is_rev2 = command.session.is_imap4rev2() || known.announces("IMAP4REV2");
    if !known.are_known() && !is_rev2 || known.announces("LITERAL+") {
        return false;
    }
    let has_minus = known.announces("LITERAL-") || is_rev2;
    let most = MAX_WITH_LITERAL_MINUS;
    let refused = if has_minus { most + 1 } else { 0 };
    let Some(literal) = unsynchronized_literal(command, refused) else { return false };
    match has_minus {
        true if known.announces("LITERAL-") => {
            explanation.say_from(7888, "5", text::CauseLiteralMinus { most });
        }
        true => explanation.say_from(9051, "4.3", text::CauseLiteralOfRev2 { most }),
        false => explanation.say_from(7888, "3", text::CauseLiteralPlus { literal }),
    }
    true
}

/// The capability that the entry needs, if the server lacks it.
fn lacking(entry: &'static Entry, session: &WatchedSession) -> Option<&'static str> {
    let known = &session.facts.capabilities;
    let capability = entry.capability.filter(|it| known.lack(it) && !session.has_proven(it))?;
    let has_other = match (entry.name, capability) {
        // Two RFCs define these, with a capability each.
        ("PARTIAL", _) => !known.lack("CONTEXT="),
        // RFC 2087, section 4.1, has it with QUOTA alone; RFC 9208 names its resources.
        ("SETQUOTA", _) => known.announces("QUOTA") && known.lack("QUOTA="),
        ("DELETED", _) => known.announces("IMAP4REV2"),
        ("RETURN", "LIST-EXTENDED") => ["LIST-", "SPECIAL-USE"]
            .iter()
            .any(|begin| known.names().any(|it| it.starts_with(begin))),
        (_, "CONTEXT=SEARCH") => !known.lack("CONTEXT=SORT"),
        _ => false,
    };
    (!has_other).then_some(capability)
}

/// The entry about a part of a command.
fn of_part(part: Node<'_>, command: SentCommand<'_>) -> Option<&'static Entry> {
    let category = match part.kind() {
        // The parameters of URLFETCH only share their names with items of FETCH (RFC 5524).
        _ if command.root.child(Kind::CommandName).is_some_and(|name| name.is("URLFETCH")) => {
            return None;
        }
        Kind::StatusItem => Category::StatusItems,
        Kind::FetchItemName => Category::FetchItems,
        Kind::FetchModifierName => Category::FetchModifiers,
        Kind::StoreItem | Kind::StoreModifierName => Category::StoreModifiers,
        Kind::SearchKeyName => Category::SearchKeys,
        Kind::SelectParameterName | Kind::CreateParameterName => Category::SelectParameters,
        Kind::ListSelectOption | Kind::ListReturnName => Category::ListOptions,
        Kind::SortKey => Category::SortCriteria,
        Kind::SearchReturnName => Category::SearchReturnOptions,
        _ => return None,
    };
    let name = part.text();
    if category == Category::SearchReturnOptions {
        return return_option(name, command.root);
    }
    find(category, name).or_else(|| find(category, [name, b"[]"].concat()))
}
