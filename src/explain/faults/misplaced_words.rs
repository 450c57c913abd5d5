//! Words of a command that the grammar does not allow in their place: without the brackets or quotes around
//! them, or with characters that do not belong there.

use super::mailbox_names::has_name;
use super::mailbox_spelling::other_quotes;
use crate::explain::calendar;
use crate::explain::phrase::{cut, value};
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::mailbox_name::is_inbox;
use crate::protocol::syntax::{Kind, Node};
use crate::protocol::typed_line::{CommandLine, is_filler};
use crate::reference::{Category, find};

/// Explains the fault of such words, if there is one.
pub fn explain(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    invalid_tag(command, explanation)
        || wrong_date(command, explanation)
        || unquoted_space(command, explanation)
}

/// Explains a tag with a character that no tag may have.
fn invalid_tag(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let tag = command.tag();
    let is_invalid = tag.iter().any(|octet| br#"(){%*"\+"#.contains(octet));
    explanation.say_from_if(is_invalid, 3501, "9", text::CauseInvalidTag { tag: cut(tag) })
        || explanation.say_from_if(
            !tag.is_ascii(),
            3501,
            "9",
            text::CauseTagOutsideAscii { tag: cut(tag) },
        )
}

/// Explains a LIST without the reference before its pattern: `list *`, `list "inbox"`.
pub fn pattern_first(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let name = command.name;
    let is_list = matches!(name, "LIST" | "LSUB" | "XLIST");
    let mut arguments = command
        .root
        .children()
        .filter(|node| !matches!(node.kind(), Kind::Tag | Kind::Blank | Kind::CommandName));
    let first = arguments.next().filter(|_| is_list);
    let is_alone = arguments.next().is_none();
    let is_pattern = first.is_some_and(|it| match it.kind() {
        Kind::Unknown => it.text().starts_with(b"*") || it.text().starts_with(b"%"),
        Kind::Mailbox => is_alone && it.string().is_some_and(|name| !name.is_empty()),
        _ => false,
    });
    explanation.say_from_if(is_pattern, 3501, "6.3.8", text::CauseReferenceFirst { name })
}

/// Lists that the grammar does not allow to be empty, with their sources; for other lists, the command's
/// source is cited.
const NEVER_EMPTY: [(Kind, u16, &str); 7] = [
    (Kind::StatusItems, 3501, "6.3.10"),
    (Kind::FetchItems, 3501, "9"),
    (Kind::HeaderList, 3501, "9"),
    (Kind::SortCriteria, 5256, "5"),
    (Kind::FetchModifiers, 4466, "2.4"),
    (Kind::StoreModifiers, 4466, "2.5"),
    (Kind::SearchKey, 3501, "9"),
];

/// Lists that may be empty.
const MAY_BE_EMPTY: [Kind; 6] = [
    // `create x (use ())`
    Kind::CreateParameter,
    Kind::FlagList,
    Kind::GmailLabels,
    Kind::SearchReturnOptions,
    Kind::ListReturnOptions,
    Kind::ListSelectOptions,
];

/// Explains an empty list in brackets.
pub fn empty_list(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let name = command.name;
    let may_be_empty = |list: Node<'_>| match list.kind() {
        // `id ()`, `setquota "" ()`
        Kind::Command => matches!(name, "ID" | "SETQUOTA"),
        kind => MAY_BE_EMPTY.contains(&kind),
    };
    let is_empty = |list: Node<'_>| {
        let mut parts = list.children().filter(|part| part.kind() != Kind::Blank);
        parts.any(|part| part.kind() == Kind::Open && part.text() == b"(")
            && parts.next().is_some_and(|part| part.kind() == Kind::Close)
    };
    let lists = [command.root].into_iter().chain(command.root.descendants());
    let Some(list) = { lists }.find(|list| is_empty(*list) && !may_be_empty(*list)) else {
        return false;
    };
    explanation.say(text::CauseEmptyList);
    let known = NEVER_EMPTY.iter().find(|(kind, ..)| *kind == list.kind());
    match (known, command.entry) {
        (Some((_, rfc, section)), _) => explanation.cite_section(*rfc, section),
        (None, Some(entry)) => explanation.cite(entry),
        (None, None) => {}
    }
    true
}

/// Lists whose items have no commas between them. FETCH's lists have their own sentence.
const WITHOUT_COMMAS: &[Kind] = &[
    Kind::StatusItems,
    Kind::FlagList,
    Kind::HeaderList,
    Kind::SortCriteria,
    Kind::SearchReturnOptions,
    Kind::ListSelectOptions,
    Kind::ListReturnOptions,
    Kind::SelectParameters,
    Kind::CreateParameters,
    Kind::MetadataOptions,
    Kind::Events,
];

/// Explains a comma after an item of a list.
pub fn comma_in_list(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let lists = command.root.descendants().filter(|node| WITHOUT_COMMAS.contains(&node.kind()));
    let items = lists.flat_map(Node::descendants).filter(|node| node.is_leaf());
    let words = command.root.children().filter(|it| match it.kind() {
        Kind::Capability => command.name == "ENABLE",
        kind => matches!(kind, Kind::LanguageTag | Kind::AnnotationEntry),
    });
    let item = items.chain(words).find_map(|item| {
        let word = item.text().split(|octet| *octet == b' ').next()?;
        // A keyword or a header field may have one inside.
        let may_have_one = !matches!(
            item.kind(),
            Kind::Unknown | Kind::StatusItem | Kind::Capability | Kind::LanguageTag
        );
        let (before, after) = word.split_at(word.iter().position(|octet| *octet == b',')?);
        // In a set, commas are right.
        let is_set = word.iter().all(|octet| octet.is_ascii_digit() || b",:*".contains(octet));
        let is_item = !before.is_empty() && !before.contains(&b'"') && !is_set;
        let are_items = || {
            let mut words = word.split(|it| *it == b',');
            match item.kind() {
                Kind::Flag => words.all(is_flag),
                Kind::AnnotationEntry => words.all(|it| it.starts_with(b"/")),
                // The grammar has such a name of a field, and no mail has.
                Kind::Atom => words.all(|it| !it.is_empty() && !it.contains(&b'"')),
                _ => false,
            }
        };
        (is_item && (after == b"," || !may_have_one || are_items())).then_some(before)
    });
    let item = item.map(|item| text::ItemWithComma { item: cut(item) });
    explanation.say_from_some(3501, "9", item)
}

/// Whether this is the name of a flag, with its backslash or without.
fn is_flag(name: &[u8]) -> bool {
    let name = String::from_utf8_lossy(name);
    find(Category::Flags, format!("\\{}", name.trim_start_matches('\\'))).is_some()
}

/// `append x "Mon, 7 Feb 1994 21:52:25 -0800" {5}`: explains a string in the place of the date.
fn wrong_date(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let is_dated = matches!(command.name_without_uid(), "APPEND" | "REPLACE");
    let unknown = command.root.descendant(Kind::Unknown).filter(|_| is_dated).map(Node::text);
    let Some(string) = unknown.and_then(|it| it.strip_prefix(b"\"")) else { return false };
    let mut parts = string.splitn(2, |octet| *octet == b'"');
    let (date, after) = (parts.next().map(cut), parts.next());
    // Otherwise it is part of a name.
    let is_string = after.is_some_and(|after| after.is_empty() || after.starts_with(b" "));
    let Some(date) = date.filter(|_| is_string) else { return false };
    calendar::say_no_date_time(&date, explanation);
    true
}

/// Explains a mailbox's name that contains a space and is not in quotes.
pub fn unquoted_space(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let name = command.name;
    let Some(first) = name_argument(command) else { return false };
    let mut rest = command.root.children().filter(|it| it.range().start >= first.range().end);
    // A quoted name is complete; RENAME has two names.
    let is_whole = name != "RENAME" && first.text().starts_with(b"\"");
    let takes_more = WITH_MORE.contains(&name);
    let is_followed = match name {
        _ if is_whole => false,
        "RENAME" => rest.any(|node| node.kind() == Kind::Unknown),
        "GETMETADATA" => {
            let begins = |it: Node<'_>| it.text().starts_with(b"/") || it.text().starts_with(b"(");
            !command.root.child(Kind::AnnotationEntry).is_none_or(begins)
                && rest.any(|node| node.kind() == Kind::Unknown && begins(node))
        }
        _ if takes_more => rest.any(|node| node.kind() == Kind::Unknown),
        // Lists are its options.
        "LIST" if command.root.text().contains(&b'(') => false,
        // A list in parentheses, and what follows it, is not a part of the name; nor is a message.
        _ => rest.find(|it| it.kind() != Kind::Blank).is_some_and(|it| {
            let it = it.children().next().unwrap_or(it);
            let begins_other = || it.text().starts_with(b"(") || it.text().starts_with(b"{");
            it.kind() == Kind::Unknown && (is_joined(it, command) || !begins_other())
        }),
    };
    if !is_followed {
        return false;
    }
    let mailbox = value(first);
    if other_quotes(command, explanation) {
        return true;
    }
    let is_whole_pattern = || matches!(name, "LIST" | "LSUB") && whole_name(command).is_none();
    let has_surplus = !has_name(name) && (is_known(&mailbox, command) || is_whole_pattern());
    // Marks alone were hardly meant as a part of the name.
    if has_surplus || !mailbox.contains(char::is_alphanumeric) {
        return false;
    }
    if surplus_after_name(command, name, explanation) {
        return true;
    }
    let whole = whole_name(command).filter(|_| name != "RENAME");
    if is_filler(&mailbox) && name != "RENAME" {
        say_filler(&mailbox, whole, command, explanation);
        return true;
    }
    if let Some(joined) = joined_part(command) {
        say_unquoted(&joined, explanation);
        return true;
    }
    match whole {
        // `select INBOX, Sent`
        Some(whole) if mailbox.ends_with(',') => {
            let mailbox = cut(whole);
            explanation.say_from(3501, "5.1", text::CauseOneMailbox { name, mailbox });
        }
        Some(mailbox) => {
            explanation.say_from(3501, "5.1", text::CauseUnquotedName { mailbox: cut(mailbox) });
        }
        None if name == "RENAME" => explanation.say_from(3501, "5.1", text::CauseUnquotedRename),
        None => explanation.say_from(3501, "5.1", text::CauseUnquotedBlank { mailbox }),
    }
    true
}

/// Explains a word such as "to" before the name of a mailbox, of which it may be a part: `move 1 to Trash`,
/// `move 1 To Do`. `whole`: the name with this word, if it may be one.
fn say_filler(
    word: &str,
    whole: Option<&[u8]>,
    command: SentCommand<'_>,
    explanation: &mut Explanation,
) {
    let name = command.name;
    let is_rest_known = |whole: &&[u8]| {
        let rest = whole.get(word.len()..).unwrap_or_default().trim_ascii();
        is_known(&String::from_utf8_lossy(rest), command)
    };
    match whole.filter(|it| !is_rest_known(it)) {
        Some(mailbox) => {
            let cause = text::CauseFillerOrName { word, name, mailbox: cut(mailbox) };
            explanation.say_from(3501, "5.1", cause);
        }
        None => explanation.say_from(3501, "9", text::CauseFiller { word, name }),
    }
}

/// Explains words that are together the name of a mailbox which the session has shown.
pub fn known_name_with_space(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let has_surplus = command.root.child(Kind::Unknown).is_some();
    let name = whole_name(command).filter(|name| has_surplus && name.contains(&b' '));
    let known = name.filter(|it| command.session.has_mailbox(&String::from_utf8_lossy(it)));
    let mailbox = known.map(cut);
    explanation.say_from_some(
        3501,
        "5.1",
        mailbox.map(|mailbox| text::CauseUnquotedName { mailbox }),
    )
}

/// Commands that take more arguments after the name of a mailbox, so that the end of an unquoted name is unknown.
const WITH_MORE: &[&str] = &["SETACL", "DELETEACL", "LISTRIGHTS", "GETMETADATA"];

/// How many words of these commands follow the name.
fn words_after_name(name: &str) -> usize {
    match name {
        "SETACL" => 2,
        "DELETEACL" | "LISTRIGHTS" => 1,
        _ => 0,
    }
}

/// Whether there certainly is a mailbox of this name.
fn is_known(mailbox: &str, command: SentCommand<'_>) -> bool {
    is_inbox(mailbox) || command.session.has_mailbox(mailbox)
}

/// `copy 1 Work (old)`: explains a list after the name of a mailbox, which may be a part of the name.
pub fn list_in_name(command: SentCommand<'_>, list: &[u8], explanation: &mut Explanation) -> bool {
    let Some(first) = command.root.children_of(Kind::Mailbox).last() else { return false };
    let whole = command.text_from(first).trim_ascii_end();
    let is_name = whole.len() == first.text().len() + 1 + list.len()
        && !first.text().starts_with(b"\"")
        && !list.iter().any(|octet| br#"\""#.contains(octet))
        && !is_known(&value(first), command);
    explanation.say_from_if(is_name, 3501, "5.1", text::CauseUnquotedName { mailbox: cut(whole) })
}

/// The first name of a mailbox, or the pattern, of a command that needs one.
fn name_argument<'t>(command: SentCommand<'t>) -> Option<Node<'t>> {
    let kind = match command.name {
        "LIST" | "LSUB" => Kind::ListMailbox,
        "GETACL" | "MYRIGHTS" | "GETQUOTAROOT" => Kind::Mailbox,
        name if has_name(name) || WITH_MORE.contains(&name) => Kind::Mailbox,
        _ => return None,
    };
    command.root.child(kind)
}

/// Whether no space precedes this part of the command.
fn is_joined(part: Node<'_>, command: SentCommand<'_>) -> bool {
    let before = (command.offset(part)).checked_sub(1);
    before.and_then(|at| command.root.text().get(at)).is_some_and(|octet| *octet != b' ')
}

/// `append x(y) {5}`: the name with what follows it without a space.
fn joined_part(command: SentCommand<'_>) -> Option<Vec<u8>> {
    let mailbox = command.root.child(Kind::Mailbox)?;
    let mut rest = command.root.children().filter(|it| it.range().start >= mailbox.range().end);
    let unknown = rest.next().filter(|it| it.kind() == Kind::Unknown && is_joined(*it, command))?;
    let end = unknown.text().split(|octet| *octet == b' ').next()?;
    b"(){".contains(end.first()?).then(|| [mailbox.text(), end].concat())
}

/// Explains words after the mailbox that were hardly meant as a part of its name: another command, or the way
/// in which it is to be opened.
fn surplus_after_name(command: SentCommand<'_>, name: &str, explanation: &mut Explanation) -> bool {
    let mut after = command.root.children().skip_while(|node| node.kind() != Kind::Mailbox);
    let Some(mailbox) = after.next().filter(|_| name != "RENAME") else { return false };
    let end = mailbox.range().end - command.root.range().start;
    let surplus = command.root.text().get(end..).unwrap_or_default().trim_ascii();
    let line = CommandLine::parse_tagged(std::str::from_utf8(surplus).unwrap_or_default());
    let is =
        |words: &[&str]| words.iter().any(|word| surplus.eq_ignore_ascii_case(word.as_bytes()));
    if let Some(second) = line.and_then(|line| line.spec)
        && mailbox.text().ends_with(b";")
    {
        let second = second.name;
        explanation.say_from(3501, "2.2", text::OneCommandOnALine { second });
    } else if matches!(name, "SELECT" | "EXAMINE") && is(&["readonly", "read-only", "ro"]) {
        explanation.say_from(3501, "6.3.2", text::ExamineIsReadOnly { name });
    } else {
        return false;
    }
    true
}

/// All words from the mailbox to a list, a literal or the end of the line, if they may be one name.
fn whole_name(command: SentCommand<'_>) -> Option<&[u8]> {
    let mailbox = name_argument(command)?;
    let begin = mailbox.range().start.checked_sub(command.root.range().start)?;
    let name = command.root.text().get(begin..)?;
    let is_end =
        |it: &[u8]| it == b" (" || it == b" {" || command.name == "GETMETADATA" && it == b" /";
    let end = name.windows(2).position(is_end).unwrap_or(name.len());
    let mut name = name[..end].trim_ascii_end();
    for _ in 0..words_after_name(command.name) {
        let last = name.iter().rposition(|octet| *octet == b' ')?;
        name = name[..last].trim_ascii_end();
    }
    let is_plain = |octet: &u8| octet.is_ascii() && !octet.is_ascii_control();
    let is_special = |octet: &u8| br#"(){"\%*"#.contains(octet);
    name.iter().all(|octet| is_plain(octet) && !is_special(octet)).then_some(name)
}

/// Explains an argument that the grammar allows only in quotes.
pub fn say_unquoted(argument: &[u8], explanation: &mut Explanation) {
    const MARKS: &[u8] = br"\(){}%*";
    let quoted = quoted(argument);
    match argument.iter().find(|octet| MARKS.contains(octet)) {
        Some(b'\\') => explanation.say_from(3501, "9", text::UnquotedBackslash { quoted }),
        mark => {
            let mark = char::from(*mark.unwrap_or(&b' '));
            explanation.say_from(3501, "9", text::UnquotedArgument { mark, quoted });
        }
    }
}

/// The argument as a string in quotes.
fn quoted(argument: &[u8]) -> String {
    format!("\"{}\"", cut(argument).replace('\\', r"\\").replace('"', r#"\""#))
}
