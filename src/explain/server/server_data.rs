//! Data about the server and the account (RFC 3501, section 7.2.1, and extensions).

use crate::explain::phrase::{
    ListWord, all_joined, cut, joined, joined_long, mailbox_name, size, value,
};
use crate::explain::registered::{
    capability, has_gap, is_ellipsis, known_rights, rights, say_unknown_capabilities,
    say_unknown_resources, say_unknown_rights,
};
use crate::explain::sentence::Explanation;
use crate::messages::{Messages, text};
use crate::protocol::syntax::{Kind, Node};
use crate::reference::{Category, Entry};

/// How many fields of ID are read; more than 30 are an error (RFC 2971, section 3.3).
const MAX_FIELDS: usize = 30;

/// How many resources of a quota are read; there are four.
const MAX_RESOURCES: usize = 100;

/// Explains the data. False: it is of another kind. `name`: of the response, in capitals.
pub(super) fn explain(name: &[u8], root: Node<'_>, explanation: &mut Explanation) -> bool {
    match name {
        b"CAPABILITY" => capabilities(root, explanation),
        b"ENABLED" => enabled(root, explanation),
        b"ID" => id(root, explanation),
        b"NAMESPACE" => return namespace(root, explanation),
        b"QUOTA" => return quota(root, explanation),
        b"QUOTAROOT" => quota_root(root, explanation),
        b"LANGUAGE" => return languages(root, explanation),
        _ => return false,
    }
    true
}

fn names<'t>(root: Node<'t>, kind: Kind) -> impl Iterator<Item = &'t [u8]> + Clone {
    let all: Vec<&[u8]> =
        root.children().filter(|node| node.kind() == kind).map(Node::text).collect();
    all.into_iter()
}

/// Explains the number of capabilities, and the ways to log in.
pub(super) fn capabilities(root: Node<'_>, explanation: &mut Explanation) {
    let messages = explanation.messages();
    let is_left_out = names(root, Kind::Capability).any(is_ellipsis);
    let all = names(root, Kind::Capability).filter(|name| !is_ellipsis(name));
    let count = all.clone().count();
    let has = |name: &[u8]| all.clone().any(|it| it.eq_ignore_ascii_case(name));
    let mechanisms = all.clone().filter_map(|it| {
        let (begin, mechanism) = it.split_at_checked(b"AUTH=".len())?;
        let is_named = begin.eq_ignore_ascii_case(b"AUTH=") && !mechanism.is_empty();
        is_named.then_some(ListWord(mechanism))
    });
    let mechanisms: Vec<ListWord<'_>> = mechanisms.collect();
    let list = joined(mechanisms.iter(), messages);
    if is_left_out {
        explanation.cite_section(3501, "7.2.1");
    } else {
        explanation.say_from(3501, "7.2.1", text::ExplainCapabilities { count })
    }
    match (mechanisms.is_empty(), has(b"LOGINDISABLED")) {
        (true, true) => explanation.say(text::ExplainNoLogin),
        (false, true) => explanation.say(text::ExplainNoPlainLogin { mechanisms: list }),
        (false, false) => explanation.say(text::ExplainMechanisms { mechanisms: list }),
        (true, false) => {}
    }
    if has(b"STARTTLS") {
        explanation.say(text::ExplainOffersTls);
    }
    extensions(all.clone(), explanation);
    say_unknown_capabilities(all, explanation);
    // The code is explained; its capabilities each have an RFC.
    if root.kind() == Kind::ResponseCode {
        explanation.cite_section(3501, "7.1");
    }
}

/// Whether another sentence already covers the capability.
fn has_own_sentence(name: &[u8]) -> bool {
    let is = |word: &[u8]| name.eq_ignore_ascii_case(word);
    let is_mechanism = name.get(..5).is_some_and(|begin| begin.eq_ignore_ascii_case(b"AUTH="));
    is_mechanism || is(b"STARTTLS") || is(b"LOGINDISABLED")
}

/// Names the extensions, or explains the only one.
fn extensions<'t>(names: impl Iterator<Item = &'t [u8]> + Clone, explanation: &mut Explanation) {
    let is_bare = names.clone().all(|name| !has_own_sentence(name));
    let registered = names
        .filter(|name| !has_own_sentence(name))
        .filter_map(|name| Some((name, capability(name)?)));
    let is_base = |entry: &Entry| entry.name.to_ascii_uppercase().starts_with("IMAP4");
    let extensions = registered.clone().filter(|(_, entry)| !is_base(entry));
    let mut first = extensions.clone();
    match (first.next(), first.next()) {
        (None, _) => {
            if let Some((_, entry)) = registered.last().filter(|_| is_bare) {
                explanation.say_detail("CAPABILITY", entry.says(explanation.language()).to_owned());
            }
        }
        (Some((name, entry)), None) if limit(name, entry, explanation) => {}
        (Some((_, entry)), None) => {
            explanation.say_detail("CAPABILITY", entry.says(explanation.language()).to_owned());
            explanation.cite(entry);
        }
        (Some(_), Some(_)) => {
            let names = extensions.clone().map(|(name, _)| ListWord(name));
            let names = joined(names, explanation.messages());
            explanation.say(text::ExplainExtensions { names });
            for (name, entry) in extensions {
                limit(name, entry, explanation);
            }
        }
    }
}

/// Explains the limit in a capability: `APPENDLIMIT=257890`. False: it has none.
fn limit(name: &[u8], entry: &Entry, explanation: &mut Explanation) -> bool {
    let value = name.split(|octet| *octet == b'=').nth(1).and_then(|it| str::from_utf8(it).ok());
    if let ("RIGHTS=", Some(letters)) = (entry.name, value) {
        let messages = explanation.messages();
        let rights = rights(&known_rights(letters), messages);
        let rights = all_joined(rights.iter(), messages);
        explanation.say_from(4314, "2.2", text::NewerRights { rights });
        say_unknown_rights(letters, explanation);
        return true;
    }
    let Some(number) = value.and_then(|value| value.parse().ok()) else { return false };
    match entry.name {
        "APPENDLIMIT" => {
            let size = size(number, explanation.messages());
            explanation.say_from(7889, "2", text::LimitAppend { size });
        }
        "MESSAGELIMIT=" => explanation.say_from(9738, "3", text::CodeMessagelimit { number }),
        "SAVELIMIT=" => explanation.say_from(9738, "3", text::LimitSaves { number }),
        _ => return false,
    }
    true
}

fn enabled(root: Node<'_>, explanation: &mut Explanation) {
    let all = names(root, Kind::Capability).map(ListWord);
    match all.clone().next() {
        None => explanation.say_from(5161, "3.2", text::ExplainNothingEnabled),
        Some(_) => {
            let list = joined(all, explanation.messages());
            explanation.say_from(5161, "3.2", text::ExplainEnabled { names: list });
            let mut entries = names(root, Kind::Capability).filter_map(capability);
            if let (Some(entry), None) = (entries.next(), entries.next()) {
                explanation.say_detail("ENABLED", entry.says(explanation.language()).to_owned());
            }
        }
    }
    say_unknown_capabilities(names(root, Kind::Capability), explanation);
}

fn id(root: Node<'_>, explanation: &mut Explanation) {
    let messages = explanation.messages();
    let fields = root.children_of(Kind::IdParameter);
    let field = |wanted: &str| {
        fields.clone().find_map(|field| {
            let name = field.child(Kind::IdField).map(value)?;
            let value = field.child(Kind::IdValue).map(value)?;
            (name.eq_ignore_ascii_case(wanted) && !value.is_empty()).then_some(value)
        })
    };
    let name = field("name");
    let others =
        fields.clone().take(MAX_FIELDS).filter_map(|it| other_field(it, name.is_some(), messages));
    let others: Vec<String> = others.collect();
    let list = joined_long(others.iter(), messages);
    match (&name, field("version")) {
        (Some(name), Some(version)) => {
            explanation.say_from(2971, "3.2", text::ExplainIdVersion { name, version });
        }
        (Some(name), None) => explanation.say_from(2971, "3.2", text::ExplainId { name }),
        (None, _) if has_gap(root) => {
            explanation.say_entry(Category::Responses, "ID");
        }
        (None, _) if others.is_empty() => {
            explanation.say_from(2971, "3.2", text::ExplainIdNothing);
        }
        (None, _) => explanation.say_from(2971, "3.2", text::ExplainIdFields { list: &list }),
    }
    if name.is_some() && !others.is_empty() {
        explanation.say(text::ExplainIdMore { list });
    }
}

/// A field of ID with its value, unless it is part of the server's name. `has_name`: the name has its own
/// sentence.
fn other_field(parameter: Node<'_>, has_name: bool, messages: Messages) -> Option<String> {
    let field = parameter.child(Kind::IdField).map(value)?;
    let value = parameter.child(Kind::IdValue).map(value).filter(|value| !value.is_empty())?;
    let is = |name: &str| field.eq_ignore_ascii_case(name);
    let is_said = has_name && (is("name") || is("version"));
    (!is_said).then(|| messages.format(text::IdPair { field, value }))
}

/// The prefixes of the user's own mailboxes, of other users' and of shared ones.
fn namespace(root: Node<'_>, explanation: &mut Explanation) -> bool {
    let messages = explanation.messages();
    let mut kinds = root.children_of(Kind::Namespace);
    let (Some(own), Some(others), Some(shared)) = (kinds.next(), kinds.next(), kinds.next()) else {
        return false;
    };
    let own = prefixes(own, messages);
    explanation.say_from(
        2342,
        "5",
        text::ExplainNamespace {
            own,
            others: prefixes(others, messages),
            shared: prefixes(shared, messages),
        },
    );
    if root.descendants_of(Kind::NamespaceDescription).any(|it| translation(it).is_some()) {
        explanation.cite_section(5255, "3.4");
    }
    true
}

/// The prefixes of a kind of namespace, quoted, or that there are none.
fn prefixes(namespace: Node<'_>, messages: Messages) -> String {
    let descriptions = namespace.children_of(Kind::NamespaceDescription);
    let shown = |description: Node<'_>| {
        let prefix = value(description.child(Kind::NamespacePrefix)?);
        let prefix = if prefix.is_empty() {
            messages.format(text::NamespaceEmpty)
        } else {
            messages.format(text::PhraseQuoted { name: prefix })
        };
        let prefix = match translation(description) {
            Some(name) => messages.format(text::NamespaceTranslated { prefix, name }),
            None => prefix,
        };
        // In quotes, or NIL.
        let delimiter = description.child(Kind::Delimiter).map(|it| cut(it.text()));
        Some(match delimiter.filter(|it| it.starts_with('"') && it.len() > 2) {
            Some(delimiter) => {
                let delimiter = delimiter.trim_matches('"');
                messages.format(text::NamespacePrefix { prefix, delimiter })
            }
            None if description.child(Kind::Nil).is_some() => {
                messages.format(text::NamespaceFlat { prefix })
            }
            None => prefix,
        })
    };
    let prefixes: Vec<String> = descriptions.filter_map(shown).take(MAX_RESOURCES).collect();
    if prefixes.is_empty() {
        messages.format(text::NamespaceNone)
    } else {
        joined(prefixes.iter(), messages).to_string()
    }
}

/// The prefix in the user's language (RFC 5255, section 3.4).
fn translation(description: Node<'_>) -> Option<String> {
    let mut extensions = description.children_of(Kind::NamespaceExtension);
    let is_translation = |it: &Node<'_>| {
        it.children().next().is_some_and(|name| value(name).eq_ignore_ascii_case("TRANSLATION"))
    };
    let translated = extensions.find(is_translation)?.child(Kind::ExtendedValue).map(value)?;
    Some(mailbox_name(&translated).into_owned())
}

fn quota(root: Node<'_>, explanation: &mut Explanation) -> bool {
    let messages = explanation.messages();
    let resources = root.children_of(Kind::QuotaResource);
    let resources = resources.filter_map(|resource| {
        let name = resource.child(Kind::ResourceName)?.text();
        let used = resource.child(Kind::Usage)?.number()?;
        let limit = resource.child(Kind::Limit)?.number()?;
        let words = match name.to_ascii_uppercase().as_slice() {
            b"STORAGE" => messages.format(text::QuotaStorage { used, limit }),
            b"MESSAGE" => messages.format(text::QuotaMessage { used, limit }),
            b"MAILBOX" => messages.format(text::QuotaMailbox { used, limit }),
            b"ANNOTATION-STORAGE" => messages.format(text::QuotaAnnotations { used, limit }),
            _ => messages.format(text::QuotaResource { name: cut(name), used, limit }),
        };
        Some(match percentage(used, limit) {
            Some(0) if used > 0 => messages.format(text::QuotaPercentSmall { words }),
            Some(percent) => messages.format(text::QuotaPercent { words, percent }),
            None => words,
        })
    });
    let resources: Vec<String> = resources.take(MAX_RESOURCES).collect();
    let list = joined(resources.iter(), messages);
    let quota = root.child(Kind::QuotaRoot).map(|root| quota_name(root, messages));
    let quota = quota.unwrap_or_default();
    let has_unread =
        root.descendants().any(|it| matches!(it.kind(), Kind::QuotaResource | Kind::Unknown));
    match resources.is_empty() {
        // The content could not be read.
        true if has_unread => return false,
        true => explanation.say_from(9208, "4.2.1", text::ExplainNoQuota { quota }),
        false => explanation.say_from(9208, "4.2.1", text::ExplainQuota { quota, resources: list }),
    }
    let has = |name: &str| root.descendants_of(Kind::ResourceName).any(|it| it.is(name));
    if has("STORAGE") {
        explanation.say_general(text::QuotaUnits);
    }
    say_unknown_resources(root, explanation);
    true
}

/// The used part of the limit, in whole percent.
fn percentage(used: u64, limit: u64) -> Option<u128> {
    (u128::from(used) * 100).checked_div(u128::from(limit))
}

/// `the quota "x"`
fn quota_name(root: Node<'_>, messages: Messages) -> String {
    match value(root) {
        name if name.is_empty() => messages.format(text::QuotaRootUnnamed),
        name => messages.format(text::QuotaRoot { name }),
    }
}

fn quota_root(root: Node<'_>, explanation: &mut Explanation) {
    let mailbox = root.child(Kind::Mailbox).map(value).unwrap_or_default();
    let messages = explanation.messages();
    let roots = root.children_of(Kind::QuotaRoot);
    let roots = roots.map(|root| quota_name(root, messages));
    let roots: Vec<String> = roots.take(MAX_RESOURCES).collect();
    let (count, roots) = (roots.len(), joined(roots.iter(), messages));
    explanation.say_from(9208, "4.2.2", text::ExplainQuotaRoots { mailbox, count, roots });
}

/// Explains the language in use, or the languages available (RFC 5255).
fn languages(root: Node<'_>, explanation: &mut Explanation) -> bool {
    let tags = root.children_of(Kind::LanguageTag);
    let tags: Vec<String> = tags.take(100).map(value).collect();
    match &tags[..] {
        [] => return false,
        [tag] => explanation.say_from(5255, "3.3", text::ExplainLanguage { tag }),
        _ => {
            let tags = joined(tags.iter(), explanation.messages());
            explanation.say_from(5255, "3.3", text::ExplainLanguages { tags });
        }
    }
    true
}
