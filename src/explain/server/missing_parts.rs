//! Parts that the grammar requires in a response and that are missing: the line was cut, or the server is
//! faulty.

use crate::explain::registered::has_gap;
use crate::explain::sentence::Explanation;
use crate::messages::{Text, text};
use crate::protocol::meaning::Code;
use crate::protocol::syntax::{Kind, Node};
use crate::reference::{Category, find};

/// The kinds of span that a part can be, and its name.
type Part = (&'static [Kind], &'static (dyn Text + Sync));

const ATTRIBUTES: Part = (&[Kind::MailboxAttributes], &text::PartAttributes);
const DELIMITER: Part = (&[Kind::Delimiter, Kind::Nil], &text::PartDelimiter);
const MAILBOX: Part = (&[Kind::Mailbox], &text::PartMailbox);
const NAMESPACE: Part = (&[Kind::Namespace], &text::PartNamespace);
const IDENTIFIER: Part = (&[Kind::Identifier], &text::PartIdentifier);
const RIGHTS: Part = (&[Kind::Rights], &text::PartRights);
const MIME_TYPE: Part = (&[Kind::MimeType], &text::PartMimeType);
const URL: Part = (&[Kind::Url], &text::PartUrl);
const CAPABILITY: Part = (&[Kind::Capability], &text::PartCapabilities);
const CORRELATOR: Part = (&[Kind::SearchCorrelator], &text::PartCorrelator);

/// The parts of each response that has some, in their order.
static PARTS: &[(&str, &[Part])] = &[
    ("LIST", &[ATTRIBUTES, DELIMITER, MAILBOX]),
    ("LSUB", &[ATTRIBUTES, DELIMITER, MAILBOX]),
    ("XLIST", &[ATTRIBUTES, DELIMITER, MAILBOX]),
    ("STATUS", &[MAILBOX, (&[Kind::StatusItems], &text::PartItems)]),
    ("CAPABILITY", &[CAPABILITY]),
    ("FLAGS", &[(&[Kind::FlagList], &text::PartFlags)]),
    ("VANISHED", &[(&[Kind::KnownUids], &text::PartUids)]),
    ("FETCH", &[(&[Kind::Open], &text::PartItems)]),
    ("UIDFETCH", &[(&[Kind::Open], &text::PartItems)]),
    ("NAMESPACE", &[NAMESPACE, NAMESPACE, NAMESPACE]),
    ("ID", &[(&[Kind::Open, Kind::Nil], &text::PartIdFields)]),
    ("QUOTA", &[(&[Kind::QuotaRoot], &text::PartQuota), (&[Kind::Open], &text::PartResources)]),
    ("QUOTAROOT", &[MAILBOX]),
    ("ACL", &[MAILBOX]),
    ("MYRIGHTS", &[MAILBOX, RIGHTS]),
    ("LISTRIGHTS", &[MAILBOX, IDENTIFIER, RIGHTS]),
    ("METADATA", &[MAILBOX, (&[Kind::Open, Kind::AnnotationEntry], &text::PartEntries)]),
    ("LANGUAGE", &[(&[Kind::Open], &text::PartLanguages)]),
    ("COMPARATOR", &[(&[Kind::Comparator], &text::PartComparator)]),
    ("CONVERSION", &[MIME_TYPE, MIME_TYPE]),
    ("CONVERTED", &[CORRELATOR, (&[Kind::Open], &text::PartItems)]),
    ("GENURLAUTH", &[URL]),
    ("URLFETCH", &[URL, (&[Kind::FetchValue, Kind::Open], &text::PartUrlData)]),
    ("JMAPACCESS", &[URL]),
    ("UIDBATCHES", &[CORRELATOR]),
];

/// Responses that are meaningful without any of these parts.
static MAY_BE_EMPTY: &[(&str, &[Kind])] = &[
    ("SEARCH", &[Kind::Number]),
    ("SORT", &[Kind::Number]),
    ("THREAD", &[Kind::ThreadList]),
    ("ID", &[Kind::IdParameter]),
    ("ENABLED", &[Kind::Capability]),
];

/// Explains a response none of whose parts could be read: it is not empty. `name`: in capitals. False: it is
/// not such a response.
pub(super) fn explain_unread(name: &str, root: Node<'_>, explanation: &mut Explanation) -> bool {
    let parts = MAY_BE_EMPTY.iter().find(|(response, _)| *response == name);
    let has = |kinds: &[Kind]| root.descendants().any(|it| kinds.contains(&it.kind()));
    let is_unread = parts.is_some_and(|(_, parts)| has(&[Kind::Unknown]) && !has(parts));
    is_unread && explanation.say_entry(Category::Responses, name)
}

/// Explains which part of the response is missing. `name`: of the response, in capitals. False: none is
/// missing.
pub(super) fn explain(name: &str, root: Node<'_>, explanation: &mut Explanation) -> bool {
    let Some((_, parts)) = PARTS.iter().find(|(response, _)| *response == name) else {
        return false;
    };
    let mut found = root.children();
    let mut is_there =
        |kinds: &[Kind]| found.any(|it| kinds.contains(&it.kind()) && !is_only_begun(it, root));
    let missing = parts.iter().find(|(kinds, _)| !is_there(kinds));
    let missing = missing.or_else(|| unpaired(root).then_some(&RIGHTS));
    let Some((_, part)) = missing else { return false };
    explanation.say_entry(Category::Responses, name);
    if root.children().any(|part| is_open_set(part, root)) || has_gap(root) {
        return true;
    }
    let part = explanation.messages().format(*part);
    explanation.say(text::ExplainPartMissing { part });
    if let Some(entry) = find(Category::Responses, name) {
        explanation.name_syntax(entry);
    }
    true
}

/// Whether the line ends where this list begins, so that its content is unknown.
fn is_only_begun(part: Node<'_>, root: Node<'_>) -> bool {
    let begin = part.range().start - root.range().start;
    let rest = root.text().get(begin..).unwrap_or_default().trim_ascii_end();
    !rest.is_empty() && rest.iter().all(|octet| *octet == b'(')
}

/// Whether the last identifier of an ACL response lacks its rights.
fn unpaired(root: Node<'_>) -> bool {
    let count = |kind| root.children_of(kind).count();
    count(Kind::Identifier) > count(Kind::Rights)
}

/// Explains that the code lacks an argument. `name`: in capitals. False: it has all of them.
pub(super) fn explain_code(name: &str, code: Code<'_>, explanation: &mut Explanation) -> bool {
    let Some(entry) = find(Category::ResponseCodes, name) else { return false };
    let arguments = code.node.children().filter(|it| {
        !matches!(it.kind(), Kind::CodeName | Kind::Blank | Kind::Open | Kind::Close)
            && !is_only_begun(*it, code.node)
    });
    if arguments.count() >= arguments_of(entry.syntax) {
        return false;
    }
    explanation.say(entry.says(explanation.language()).to_owned());
    explanation.say(text::CodeArgumentMissing { name });
    explanation.name_syntax(entry);
    true
}

/// How many arguments a code has at least, by its syntax: `[APPENDUID UIDVALIDITY UID]`.
fn arguments_of(syntax: &str) -> usize {
    let arguments = syntax.split(' ').skip(1).take_while(|word| !word.starts_with('['));
    if arguments.clone().any(|word| word.contains('|')) { 1 } else { arguments.count() }
}

/// Whether this item of a FETCH or STATUS response, or result of a search, has a name and no value.
pub(super) fn has_no_value(item: Node<'_>) -> bool {
    item.children().all(|part| {
        part.text() == b"("
            || matches!(
                part.kind(),
                Kind::FetchItemName
                    | Kind::StatusItem
                    | Kind::SearchReturnName
                    | Kind::Section
                    | Kind::Partial
                    | Kind::Blank
                    // It is not a value that the grammar allows there.
                    | Kind::Unknown
            )
    })
}

/// Whether the closing bracket of a list is missing, although the rest of the response was kept and has
/// arrived.
pub(super) fn is_unclosed(root: Node<'_>) -> bool {
    let mut open = 0usize;
    let mut last = None;
    for part in root.descendants() {
        match part.kind() {
            Kind::Open => open += 1,
            Kind::Close => open = open.saturating_sub(1),
            Kind::Omitted => return false,
            _ => {}
        }
        last = Some(part.kind());
    }
    open > 0 && last != Some(Kind::LiteralSize)
}

/// Whether this is a set with `*`, which no set of UIDs in a response may have.
pub(super) fn is_open_set(part: Node<'_>, root: Node<'_>) -> bool {
    let text = part.text();
    // ESEARCH has positions too.
    part.kind() == Kind::Unknown
        && root.child(Kind::ResponseName).is_none_or(|name| !name.is("ESEARCH"))
        && text.contains(&b'*')
        && text.iter().all(|octet| b"0123456789:,*".contains(octet))
}
