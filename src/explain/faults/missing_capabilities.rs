//! Capabilities that a command needs, or a part of it, and the server has not announced.

use crate::explain::phrase::cut;
use crate::explain::registered::return_option;
use crate::explain::sentence::Explanation;
use crate::explain::session::WatchedSession;
use crate::messages::text;
use crate::protocol::literal::LiteralAnnouncement;
use crate::protocol::session_facts::{Capabilities, is_in_imap4rev2};
use crate::protocol::syntax::{Kind, Node};
use crate::reference::{Category, Entry, find};

/// The most parts of a command that are looked up.
const MAX_PARTS: usize = 50;

/// Explains that the server has not announced what the command needs, or a part of it. `entry`: the
/// command's.
pub(in crate::explain) fn lacks_capability(
    command: Node<'_>,
    entry: Option<&'static Entry>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let known = session.capabilities();
    if !known.are_known() {
        return false;
    }
    let parts = command.descendants().filter_map(|part| of_part(part, command));
    let mut entries = entry.into_iter().chain(parts.take(MAX_PARTS));
    let Some((entry, capability)) = entries.find_map(|it| Some((it, lacking(it, session)?))) else {
        return of_append(command, known, explanation)
            || of_login(command, session, explanation)
            || of_argument(command, session, explanation);
    };
    say_lacking(entry, capability, explanation);
    true
}

/// Explains that the server has not announced what the command itself needs, so that it does not know it.
pub(in crate::explain) fn lacks_own_capability(
    entry: &'static Entry,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let known = session.capabilities();
    let Some(capability) = lacking(entry, session).filter(|_| known.are_known()) else {
        return false;
    };
    say_lacking(entry, capability, explanation);
    true
}

/// Explains which extension the command needs, if the server's capabilities are unknown.
pub(in crate::explain) fn perhaps_lacks_capability(
    command: Node<'_>,
    entry: Option<&'static Entry>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    if session.capabilities().are_known() {
        return false;
    }
    let may_lack = |capability: &str| {
        // IMAP4rev2 has it, whatever the next list says.
        let is_included = session.is_imap4rev2() && is_in_imap4rev2(capability);
        let is_shown = session.has_proven(capability) || session.announced_earlier(capability);
        !is_included && !is_shown
    };
    let parts = command.descendants().filter_map(|part| of_part(part, command));
    let mut entries = entry.into_iter().chain(parts.take(MAX_PARTS));
    let found = entries.find_map(|it| Some((it, it.capability.filter(|it| may_lack(it))?)));
    let Some((entry, capability)) = found else {
        return perhaps_unsupported_literal(command, may_lack, explanation);
    };
    let algorithm = command.child(Kind::ThreadAlgorithm).filter(|_| capability.ends_with('='));
    let capability = match algorithm {
        Some(algorithm) => format!("{capability}{}", cut(algorithm.text()).to_ascii_uppercase()),
        None => shown(capability),
    };
    explanation.say(text::CauseExtension { name: entry.name, capability });
    explanation.cite(entry);
    true
}

fn perhaps_unsupported_literal(
    command: Node<'_>,
    may_lack: impl Fn(&str) -> bool,
    explanation: &mut Explanation,
) -> bool {
    let mut announced = command.descendants_of(Kind::LiteralSize).map(Node::text);
    let literal = announced.find(|text| text.ends_with(b"+}"));
    let Some(literal) = literal.filter(|_| may_lack("LITERAL+")) else { return false };
    let name = cut(literal);
    explanation.say_from(7888, "3", text::CauseExtension { name, capability: "LITERAL+" });
    true
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

/// Explains that an extension of APPEND needs a capability that the server lacks.
fn of_append(command: Node<'_>, known: &Capabilities, explanation: &mut Explanation) -> bool {
    let parts = command.descendants_of(Kind::AppendExtension);
    let named = parts.take(MAX_PARTS).find_map(|part| {
        let (name, capability) = [("UTF8", "UTF8=ACCEPT"), ("CATENATE", "CATENATE")]
            .into_iter()
            .find(|it| part.is(it.0))?;
        Some((format!("APPEND {name}"), capability))
    });
    let several = || {
        let is_several = command.children_of(Kind::AppendMessage).nth(1).is_some();
        is_several.then(|| ("APPEND {…} {…}".to_owned(), "MULTIAPPEND"))
    };
    let needed = named.or_else(several);
    let Some((name, capability)) = needed.filter(|(_, capability)| known.lack(capability)) else {
        return false;
    };
    explanation.say(text::CauseMissingCapability { name, capability });
    if let Some(entry) = find(Category::Capabilities, capability) {
        explanation.cite(entry);
    }
    true
}

/// Explains that the server has not announced the mechanism of AUTHENTICATE, or that it takes a first
/// response in the command.
fn of_login(command: Node<'_>, session: &WatchedSession, explanation: &mut Explanation) -> bool {
    let known = session.capabilities();
    let tag = command.text_of(Kind::Tag);
    let was_continued = session.pending(tag).is_some_and(|sent| sent.was_continued);
    let Some(mechanism) = command.child(Kind::Mechanism).filter(|_| !was_continued) else {
        return false;
    };
    let mechanism = cut(mechanism.text()).to_ascii_uppercase();
    let capability = format!("AUTH={mechanism}");
    if !known.announces(&capability) {
        let name = format!("AUTHENTICATE {mechanism}");
        explanation.say_from(3501, "6.2.2", text::CauseMissingCapability { name, capability });
    } else if command.child(Kind::InitialResponse).is_some() && known.lack("SASL-IR") {
        explanation.say_from(4959, "3", text::CauseInitialResponse);
    } else {
        return false;
    }
    true
}

/// Explains that the server has not announced the extension that ENABLE names, or the saved result of a
/// search.
fn of_argument(command: Node<'_>, session: &WatchedSession, explanation: &mut Explanation) -> bool {
    let known = session.capabilities();
    let is_enable = command.child(Kind::CommandName).is_some_and(|name| name.is("ENABLE"));
    let enabled = command.children_of(Kind::Capability).filter(|_| is_enable).take(MAX_PARTS);
    let enabled = enabled.map(|it| cut(it.text()).to_ascii_uppercase());
    let is_registered = |name: &String| find(Category::Capabilities, name).is_some();
    if let Some(capability) = enabled.filter(is_registered).find(|it| known.lack(it)) {
        let name = format!("ENABLE {capability}");
        explanation.say_from(5161, "3.1", text::CauseMissingCapability { name, capability });
        return true;
    }
    let algorithm = command.child(Kind::ThreadAlgorithm);
    let algorithm = algorithm.map(|it| cut(it.text()).to_ascii_uppercase());
    if let Some(algorithm) = algorithm
        && known.are_known()
        && !known.announces(&format!("THREAD={algorithm}"))
        && !session.has_proven(&format!("THREAD={algorithm}"))
    {
        let (name, capability) = (format!("THREAD {algorithm}"), format!("THREAD={algorithm}"));
        explanation.say_from(5256, "3", text::CauseMissingCapability { name, capability });
        return true;
    }
    if command.child(Kind::ListPatterns).is_some() && known.lack("LIST-EXTENDED") {
        let (name, capability) = ("LIST \"\" (…)", "LIST-EXTENDED");
        explanation.say_from(5258, "3", text::CauseMissingCapability { name, capability });
        return true;
    }
    let is_saved = |node: &Node<'_>| {
        matches!(node.kind(), Kind::SequenceSet | Kind::UidSet) && node.text() == b"$"
    };
    let uses_saved = known.lack("SEARCHRES") && command.descendants().any(|it| is_saved(&it));
    if uses_saved {
        let missing = text::CauseMissingCapability { name: "$", capability: "SEARCHRES" };
        explanation.say_from(5182, "2.1", missing);
    }
    uses_saved
}

/// Explains that the server does not accept this kind of literal.
pub(in crate::explain) fn refused_literal(
    command: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    binary_message(command, session.capabilities(), explanation)
        || unsupported_literal(command, session, explanation)
}

/// Explains that APPEND takes a message as a binary literal, `~{3}`, with BINARY only.
fn binary_message(command: Node<'_>, known: &Capabilities, explanation: &mut Explanation) -> bool {
    let is_append = command.child(Kind::CommandName).is_some_and(|name| name.is("APPEND"));
    // UTF8 has such a literal, too.
    let is_extended = || command.descendant(Kind::AppendExtension).is_some();
    let mut sizes = command.descendants_of(Kind::LiteralSize);
    let is_binary = sizes.any(|size| size.text().starts_with(b"~"));
    if !is_append || !is_binary || is_extended() || !known.lack("BINARY") {
        return false;
    }
    let name = "APPEND ~{…}";
    let missing = text::CauseMissingCapability { name, capability: "BINARY" };
    explanation.say_from(3516, "4.4", missing);
    true
}

/// The longest literal with `+` that LITERAL- allows.
const MAX_WITH_LITERAL_MINUS: u64 = 4096;

/// Explains that the server does not take a literal which the client sends without waiting.
fn unsupported_literal(
    command: Node<'_>,
    session: &WatchedSession,
    explanation: &mut Explanation,
) -> bool {
    let known = session.capabilities();
    let is_rev2 = session.is_imap4rev2() || known.announces("IMAP4REV2");
    if !known.are_known() && !is_rev2 || known.announces("LITERAL+") {
        return false;
    }
    let has_minus = known.announces("LITERAL-") || is_rev2;
    let announced = command.descendants_of(Kind::LiteralSize);
    let refused = announced.map(Node::text).find(|text| {
        LiteralAnnouncement::at_end(text).is_some_and(|literal| {
            literal.non_synchronizing && !(has_minus && literal.size <= MAX_WITH_LITERAL_MINUS)
        })
    });
    let Some(literal) = refused else { return false };
    let most = MAX_WITH_LITERAL_MINUS;
    match has_minus {
        true if known.announces("LITERAL-") => {
            explanation.say_from(7888, "5", text::CauseLiteralMinus { most });
        }
        true => explanation.say_from(9051, "4.3", text::CauseLiteralOfRev2 { most }),
        false => {
            let literal = cut(literal);
            explanation.say_from(7888, "3", text::CauseLiteralPlus { literal });
        }
    }
    true
}

/// The capability that the entry needs, if the server lacks it.
fn lacking(entry: &'static Entry, session: &WatchedSession) -> Option<&'static str> {
    let known = session.capabilities();
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
fn of_part(part: Node<'_>, command: Node<'_>) -> Option<&'static Entry> {
    let category = match part.kind() {
        // The parameters of URLFETCH only share their names with items of FETCH (RFC 5524).
        _ if command.child(Kind::CommandName).is_some_and(|name| name.is("URLFETCH")) => {
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
        return return_option(name, command);
    }
    find(category, name).or_else(|| find(category, [name, b"[]"].concat()))
}
