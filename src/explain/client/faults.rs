//! What is wrong with a command.

use super::{ExplainedCommand, fetch};
use crate::explain::causes;
use crate::explain::phrase;
use crate::explain::registered::{nearest, say_nearest};
use crate::explain::sentence::Explanation;
use crate::messages::{Text, text};
use crate::protocol::commands::split;
use crate::protocol::syntax::{Kind, Node};
use crate::reference::{Category, Entry, find};
use std::borrow::Cow;

/// What a fault means for what was read of the command.
pub(super) enum Fault {
    /// Another word than the tag was taken for it.
    Tag,
    /// The grammar does not allow it.
    Grammar,
    /// It is whole, but the server refuses it.
    Refused,
}

/// Says the first fault, if there is one.
pub(super) fn explain(
    command: &ExplainedCommand<'_>,
    explanation: &mut Explanation,
) -> Option<Fault> {
    if causes::misplaced_done(command.root, command.session, explanation)
        || missing_tag(command, explanation)
        || split_name(command, explanation)
    {
        return Some(Fault::Tag);
    }
    if command.session.idles {
        explanation.say_from(2177, "3", text::DuringIdle);
        return Some(Fault::Refused);
    }
    // The rest of the command follows the literal.
    if command.root.descendants().last().is_some_and(|it| it.kind() == Kind::LiteralSize) {
        let is_refused = causes::unsupported_literal(command.root, command.session, explanation);
        return is_refused.then_some(Fault::Refused);
    }
    if bare_list_option(command, explanation) {
        return Some(Fault::Tag);
    }
    if surplus_blank(command, explanation) {
        return Some(whole_or_not(command));
    }
    if causes::unclosed_quotation(command.root, explanation) {
        return Some(Fault::Grammar);
    }
    if causes::empty_list(command.root, explanation)
        || causes::comma_in_list(command.root, explanation)
        || wrong_positions(command, explanation)
        || incomplete_modifier(command, explanation)
    {
        return Some(Fault::Grammar);
    }
    if unknown_option(command, explanation) || fetch::misused_vanished(command, explanation) {
        return Some(Fault::Refused);
    }
    if in_parts(command, explanation) {
        return Some(Fault::Grammar);
    }
    let is_fault = !explanation.has_unknown_word()
        && !private_item(command)
        && causes::fault(command.root, command.session, explanation);
    is_fault.then(|| whole_or_not(command))
}

/// Says what is wrong with a search key, or that a bracket is not closed.
pub(super) fn in_parts(command: &ExplainedCommand<'_>, explanation: &mut Explanation) -> bool {
    bare_list_option(command, explanation)
        || incomplete_key(command, explanation)
        || unknown_key(command, explanation)
        || wrong_partial(command, explanation)
        || unknown_item(command, explanation)
        || unclosed_bracket(command, explanation)
}

/// The kind of a fault, by whether everything in the command was read.
fn whole_or_not(command: &ExplainedCommand<'_>) -> Fault {
    match command.root.descendants().any(|node| node.kind() == Kind::Unknown) {
        true => Fault::Grammar,
        false => Fault::Refused,
    }
}

/// Without a tag, the server takes the command's name for it.
fn missing_tag(command: &ExplainedCommand<'_>, explanation: &mut Explanation) -> bool {
    match causes::taken_for_tag(command.root) {
        Some((tag, Some(word))) => {
            explanation.say_from(3501, "2.2.1", text::NoTag { tag, word });
        }
        Some((tag, None)) => explanation.say_from(3501, "2.2.1", text::NoTagAlone { tag }),
        None => return false,
    }
    true
}

/// `un select`: the first half of a command's name is taken for the tag.
fn split_name(command: &ExplainedCommand<'_>, explanation: &mut Explanation) -> bool {
    let (Some(tag), Some(word)) =
        (command.root.child(Kind::Tag), command.root.child(Kind::CommandName))
    else {
        return false;
    };
    let (tag, word) = (phrase::cut(tag.text()), phrase::cut(word.text()));
    // A single letter is a common tag.
    let split = split([&*tag, &*word]).filter(|_| tag.len() > 1);
    let Some((_, name)) = split else { return false };
    explanation.say_from(3501, "2.2.1", text::SplitName { name, tag, word });
    true
}

/// `list sub`: an option of LIST without its brackets, where the reference is expected.
fn bare_list_option(command: &ExplainedCommand<'_>, explanation: &mut Explanation) -> bool {
    const OPTIONS: [&str; 3] = ["SUBSCRIBED", "SPECIAL-USE", "REMOTE"];
    let is_whole = command.root.child(Kind::ListMailbox).is_some()
        && command.root.child(Kind::Unknown).is_none();
    let Some(word) = command.mailbox().filter(|_| command.name == "LIST" && !is_whole) else {
        return false;
    };
    let begins = |option: &&str| {
        let begin = option.get(..word.len());
        word.len() >= 3 && begin.is_some_and(|begin| begin.eq_ignore_ascii_case(&word))
    };
    match OPTIONS.into_iter().find(begins) {
        Some("SUBSCRIBED") => explanation.say_from(5258, "3.1", text::BareSubscribed { word }),
        Some(option) => explanation.say_from(5258, "3.1", text::BareListOption { word, option }),
        None => return false,
    }
    true
}

/// Lists of registered words: which, and what each is.
static LISTS: [(Kind, Category, &(dyn Text + Sync)); 8] = [
    (Kind::SearchReturnOptions, Category::SearchReturnOptions, &text::PartReturnOption),
    (Kind::SortCriteria, Category::SortCriteria, &text::PartSortCriterion),
    (Kind::SelectParameters, Category::SelectParameters, &text::PartSelectParameter),
    (Kind::CreateParameters, Category::SelectParameters, &text::PartCreateParameter),
    (Kind::ListSelectOptions, Category::ListOptions, &text::PartListOption),
    (Kind::ListReturnOptions, Category::ListOptions, &text::PartListOption),
    (Kind::FetchModifiers, Category::FetchModifiers, &text::PartFetchModifier),
    (Kind::StoreModifiers, Category::StoreModifiers, &text::PartStoreModifier),
];

/// A word that is not registered, in a list of such.
fn unknown_option(command: &ExplainedCommand<'_>, explanation: &mut Explanation) -> bool {
    LISTS.iter().any(|&(list, category, what)| {
        let words = command.root.child(list).into_iter().flat_map(Node::descendants);
        let mut unknown = words.filter(|node| node.kind() == Kind::Unknown).filter_map(word);
        let Some(name) = unknown.find(|name| find(category, name).is_none()) else { return false };
        let nearest = nearest(&name, category);
        explanation.say_unknown(text::UnknownPart { name, what: command.phrase(what) });
        say_nearest(nearest, explanation);
        true
    })
}

/// PARTIAL with a 0, with a minus sign before one number only, twice, or together with ALL (RFC 9394,
/// section 3.1).
fn wrong_positions(command: &ExplainedCommand<'_>, explanation: &mut Explanation) -> bool {
    let options = command.root.child(Kind::SearchReturnOptions);
    let names = || options.into_iter().flat_map(Node::descendants);
    let count =
        |name| names().filter(|it| it.kind() == Kind::SearchReturnName && it.is(name)).count();
    let is_wrong = |range: Node<'_>| {
        let numbers = range.text().split(|octet| *octet == b':');
        let from_end = numbers.clone().filter(|number| number.starts_with(b"-")).count();
        let is_zero = |number: &[u8]| !number.iter().any(|octet| (b'1'..=b'9').contains(octet));
        from_end == 1 || numbers.into_iter().any(is_zero)
    };
    if names().filter(|it| it.kind() == Kind::PartialRange).any(is_wrong) {
        explanation.say_from(9394, "4", text::PositionsForm);
    } else if count("PARTIAL") > 1 || count("PARTIAL") == 1 && count("ALL") > 0 {
        explanation.say_from(9394, "3.1", text::PositionsWithAll);
    } else {
        return false;
    }
    true
}

/// A word where a search key is expected.
fn unknown_key(command: &ExplainedCommand<'_>, explanation: &mut Explanation) -> bool {
    let is_search = matches!(command.name_without_uid(), "SEARCH" | "SORT" | "THREAD" | "ESEARCH");
    let mut unknown = command.root.descendants().filter(|node| node.kind() == Kind::Unknown);
    if is_search && (unquoted_string(command, explanation) || bare_option(command, explanation)) {
        return true;
    }
    if is_search
        && let Some(string) = unknown.clone().next().and_then(quoted_string)
        && unquoted_words(command).is_none()
    {
        match find(Category::SearchKeys, &string) {
            Some(key) => explanation.say(text::QuotedKey { key: key.name }),
            None => explanation.say_unknown(text::UnknownKey { name: string }),
        }
        return true;
    }
    let Some(name) = unknown.find_map(word).filter(|_| is_search) else { return false };
    if let Some(option) =
        ["RETURN", "CHARSET"].into_iter().find(|it| it.eq_ignore_ascii_case(&name))
        && matches!(command.name_without_uid(), "SEARCH" | "ESEARCH")
    {
        explanation.say(text::OptionBehindKeys { option, command: &command.name });
        return true;
    }
    if find(Category::SearchKeys, &name).is_some() {
        return false;
    }
    if let Some((key, words)) = unquoted_words(command) {
        explanation.say_unknown(text::UnquotedWords { name, key, words });
        return true;
    }
    if let Some((key, mark, value)) = key_with_mark(&name) {
        explanation.say_unknown(text::KeyWithMark { key, mark, value });
        return true;
    }
    if name.eq_ignore_ascii_case("AND") {
        explanation.say_unknown(text::KeyAnd);
        return true;
    }
    match nearest(&name, Category::SearchKeys) {
        Some(nearest) => explanation.say_unknown(text::UnknownKeyNear { name, nearest }),
        None => explanation.say_unknown(text::UnknownKey { name }),
    }
    true
}

/// `subject a*b`: a string that has to be in quotes behind its key.
fn unquoted_string(command: &ExplainedCommand<'_>, explanation: &mut Explanation) -> bool {
    let leaves = command.root.descendants().filter(|it| it.is_leaf() && it.kind() != Kind::Blank);
    let mut key = None;
    for leaf in leaves {
        match leaf.kind() {
            Kind::SearchKeyName => key = Some(leaf),
            Kind::Unknown if let Some(key) = key => {
                let entry = find(Category::SearchKeys, &String::from_utf8_lossy(key.text()));
                let entry = entry.filter(|it| it.syntax.ends_with(" STRING"));
                let value = leaf.text().split(|octet| *octet == b' ').next().unwrap_or_default();
                let is_special = |octet: &u8| br"{%*\".contains(octet);
                let begins_string = !value.starts_with(b"\"") && value.iter().any(is_special);
                let Some(entry) = entry.filter(|_| begins_string) else { return false };
                let value = phrase::cut(value).replace('\\', r"\\").replace('"', r#"\""#);
                explanation.say_from(3501, "9", text::UnquotedString { key: entry.name, value });
                return true;
            }
            // The key has its argument.
            _ => key = None,
        }
    }
    false
}

/// `sort arrival utf-8 all`: a word that has to be in brackets.
fn bare_option(command: &ExplainedCommand<'_>, explanation: &mut Explanation) -> bool {
    let root = command.root;
    let lacks_brackets = match root.child(Kind::SearchReturnOptions) {
        Some(options) => options.child(Kind::Open).is_none(),
        None => root.child(Kind::SearchReturnName).is_some(),
    };
    let category = match command.name_without_uid() {
        "SORT" if root.child(Kind::SortCriteria).is_none() => Category::SortCriteria,
        _ if lacks_brackets => Category::SearchReturnOptions,
        _ => return false,
    };
    let mut unknown = root.descendants().filter(|node| node.kind() == Kind::Unknown);
    let Some(option) = unknown.find_map(word).and_then(|word| find(category, &word)) else {
        return false;
    };
    match category {
        Category::SortCriteria => explanation.say(text::BareCriterion { name: option.name }),
        _ => explanation.say(text::BareReturnOption { name: option.name }),
    }
    true
}

/// The text in quotes that this part is.
fn quoted_string(part: Node<'_>) -> Option<Cow<'_, str>> {
    let text = part.text().strip_prefix(b"\"")?.strip_suffix(b"\"")?;
    (!text.contains(&b'"')).then(|| phrase::cut(text))
}

/// `subject:hello`: a key, and its argument behind a mark.
fn key_with_mark(word: &str) -> Option<(&'static str, &str, &str)> {
    let at = word.find([':', '='])?;
    let (name, value) = (&word[..at], &word[at + 1..]);
    let entry = find(Category::SearchKeys, name).filter(|it| it.syntax.contains(' '))?;
    (!value.is_empty()).then(|| (entry.name, &word[at..=at], value))
}

/// A FETCH item that is not registered, unless the command's own sentence has named it.
fn unknown_item(command: &ExplainedCommand<'_>, explanation: &mut Explanation) -> bool {
    let mut items = command.root.descendants().filter(|node| node.kind() == Kind::FetchItem);
    let name = items.find_map(|item| item.child(Kind::Unknown)).and_then(word);
    let Some(name) = name.filter(|_| command.name_without_uid() == "FETCH") else { return false };
    let is_registered =
        find(Category::FetchItems, &name).is_some() && fetch::everyday_item(&name).is_none();
    if explanation.has_named_unknown() || is_registered {
        return false;
    }
    fetch::say_unknown(name, explanation);
    true
}

/// `body[text]<5>`, `body[text]<0.0>`: angle brackets that do not say which octets.
fn wrong_partial(command: &ExplainedCommand<'_>, explanation: &mut Explanation) -> bool {
    let mut parts = command.root.descendants();
    let is_partial = |node: &Node<'_>| {
        let begins = node.kind() == Kind::Unknown && node.text().starts_with(b"<");
        begins || node.kind() == Kind::Partial
    };
    // A string may have such brackets in it; only behind a section they are a partial.
    let mut section_end = None;
    let partial = parts.find(|node| {
        if node.kind() == Kind::Section {
            section_end = Some(node.range().end);
        }
        is_partial(node) && section_end == Some(node.range().start)
    });
    let Some(partial) = partial else { return false };
    let has_no_count = partial.text().ends_with(b".0>");
    let mut numbers = partial.text().split(|octet| !octet.is_ascii_digit());
    let is_too_large = |number: &&[u8]| {
        let number = std::str::from_utf8(number).unwrap_or_default();
        !number.is_empty() && number.parse::<i64>().is_err()
    };
    if let Some(number) = numbers.find(is_too_large).map(phrase::cut) {
        explanation.say_from(3501, "9", text::PartialTooLarge { number });
        return true;
    }
    if partial.kind() == Kind::Partial && !has_no_count {
        return false;
    }
    if is_sized(partial, command) {
        explanation.say_from(3516, "4.2", text::PartialOfSize);
        return true;
    }
    let end = partial.text().iter().position(|octet| *octet == b'>' || *octet == b' ');
    let end =
        end.map_or(partial.text().len(), |end| end + usize::from(partial.text()[end] == b'>'));
    let partial = phrase::cut(&partial.text()[..end]);
    match has_no_count {
        true => explanation.say_from(3501, "6.4.5", text::PartialOfNothing { partial }),
        false => explanation.say_from(3501, "6.4.5", text::PartialForm { partial }),
    }
    true
}

/// Whether these brackets are behind BINARY.SIZE, which has no octets to choose from.
fn is_sized(partial: Node<'_>, command: &ExplainedCommand<'_>) -> bool {
    let is_before = |node: &Node<'_>| node.range().end <= partial.range().start;
    let names = command.root.descendants().filter(|node| node.kind() == Kind::FetchItemName);
    names.filter(is_before).last().is_some_and(|name| name.is("BINARY.SIZE"))
}

/// `subject hello world`: the key and the string that was probably meant, where words follow a string
/// that is not in quotes.
fn unquoted_words<'t>(command: &ExplainedCommand<'t>) -> Option<(&'static str, Cow<'t, str>)> {
    let mut parts = command
        .root
        .descendants()
        .filter(|node| matches!(node.kind(), Kind::SearchKey | Kind::Unknown));
    let mut key = None;
    let unknown = parts.find(|part| {
        let is_unknown = part.kind() == Kind::Unknown;
        if !is_unknown {
            key = Some(*part);
        }
        is_unknown
    })?;
    let key = key.filter(|key| key.range().end < unknown.range().start)?;
    let entry = String::from_utf8_lossy(key.child(Kind::SearchKeyName)?.text());
    let entry = find(Category::SearchKeys, &entry).filter(|it| it.syntax.ends_with(" STRING"))?;
    let first = key.children().last()?.range().start - command.root.range().start;
    let words = command.root.text().get(first..)?.trim_ascii_end();
    let is_special = |octet: &u8| br#"(){%*"\]"#.contains(octet);
    let is_plain = |octet: &u8| (octet.is_ascii_graphic() || *octet == b' ') && !is_special(octet);
    words.iter().all(is_plain).then(|| (entry.name, phrase::cut(words)))
}

/// The first word of a part, if it begins with a letter.
fn word(part: Node<'_>) -> Option<Cow<'_, str>> {
    let word = part.text().split(|octet| b" ()".contains(octet)).next()?;
    word.first().is_some_and(u8::is_ascii_alphabetic).then(|| phrase::cut(word))
}

/// More than this many arguments no search key has.
const MOST_ARGUMENTS: usize = 8;

/// `(changedsince)`: a modifier whose argument is missing.
fn incomplete_modifier(command: &ExplainedCommand<'_>, explanation: &mut Explanation) -> bool {
    let mut names = command.root.descendants().filter_map(|node| {
        let (category, name) = match node.kind() {
            Kind::FetchModifier => (Category::FetchModifiers, Kind::FetchModifierName),
            Kind::StoreModifier => (Category::StoreModifiers, Kind::StoreModifierName),
            _ => return None,
        };
        let name = node.child(name).filter(|_| node.children().count() == 1)?;
        find(category, &String::from_utf8_lossy(name.text()))
    });
    // VANISHED has none, and its syntax shows it behind another modifier.
    let takes_argument = |entry: &&Entry| {
        let syntax = entry.syntax.strip_prefix('(').and_then(|it| it.strip_prefix(entry.name));
        syntax.is_some_and(|rest| rest.starts_with(' '))
    };
    let Some(entry) = names.find(takes_argument) else { return false };
    explanation.say(text::IncompleteKey { key: entry.name });
    explanation.name_syntax(entry);
    true
}

/// A search key whose argument is missing or not valid.
fn incomplete_key(command: &ExplainedCommand<'_>, explanation: &mut Explanation) -> bool {
    let mut keys = command.root.descendants().filter(|node| node.kind() == Kind::SearchKey);
    let incomplete = keys.find_map(|key| {
        let name = String::from_utf8_lossy(key.child(Kind::SearchKeyName)?.text());
        let entry = find(Category::SearchKeys, &name).filter(|it| it.syntax.contains(' '))?;
        let mut arguments = key.children().filter(|node| node.kind() != Kind::Blank).skip(1);
        let wrong = key.child(Kind::Unknown);
        // The name of an entry is an option, which the mod-sequence follows.
        let lacks_modseq = entry.name == "MODSEQ" && key.child(Kind::ModSeq).is_none();
        let is_missing = lacks_modseq
            || arguments.by_ref().take(MOST_ARGUMENTS).count() < causes::required_arguments(entry);
        (is_missing || wrong.is_some()).then_some((entry, wrong))
    });
    let Some((entry, wrong)) = incomplete else { return false };
    match wrong {
        Some(wrong) => {
            let part = causes::in_quotes(wrong.text(), explanation);
            explanation.say(text::WrongArgument { part, key: entry.name });
        }
        None => explanation.say(text::IncompleteKey { key: entry.name }),
    }
    explanation.name_syntax(entry);
    true
}

/// An item that a server may define: another sentence says that it is not registered.
fn private_item(command: &ExplainedCommand<'_>) -> bool {
    let mut items = command.root.descendants().filter(|node| node.kind() == Kind::FetchItem);
    let unknown = items.find_map(|item| item.child(Kind::Unknown));
    unknown.is_some_and(|name| name.text().to_ascii_uppercase().starts_with(b"X-"))
}

/// A bracket that is not closed.
fn unclosed_bracket(command: &ExplainedCommand<'_>, explanation: &mut Explanation) -> bool {
    let count = |kind| command.root.descendants().filter(|node| node.kind() == kind).count();
    let is_open = count(Kind::Open) > count(Kind::Close);
    if is_open {
        explanation.say_from(3501, "9", text::UnclosedBracket);
    }
    is_open
}

/// A blank at the beginning or at the end of the line.
fn surplus_blank(command: &ExplainedCommand<'_>, explanation: &mut Explanation) -> bool {
    let line = command.root.text();
    let ends_in_literal =
        || command.root.descendants().last().is_some_and(|it| it.kind() == Kind::Literal);
    if line.starts_with(b" ") {
        explanation.say_from(3501, "9", text::LeadingBlank);
    } else if line.ends_with(b" ") && ends_in_literal() {
        return false;
    } else if line.ends_with(b" ") && !command.name.is_empty() {
        explanation.say_from(3501, "9", text::TrailingBlank);
    } else if line.ends_with(b" ") && !line.trim_ascii_end().contains(&b' ') {
        explanation.say_from(3501, "2.2.1", text::CauseNoCommandName);
    } else {
        return false;
    }
    true
}
