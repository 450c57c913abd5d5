//! Commands that become valid if a part of them is put in parentheses, or in another place. The parser tries
//! the corrected forms.

use super::first_fault::{has_unclosed_bracket, is_right};
use super::search_faults::find_incomplete_key;
use crate::explain::phrase;
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::syntax::{Kind, Node, Parser, Side};
use crate::reference::{Category, find};

/// Longer commands are not tried in another form.
pub(super) const MAX_CORRECTED: usize = 1024;

/// More arguments are not tried in another order.
const MAX_ARGUMENTS: usize = 6;

/// The first of these forms of a command with which nothing is wrong, as typed.
pub(super) fn right_form(
    command: SentCommand<'_>,
    forms: impl IntoIterator<Item = Vec<u8>>,
) -> Option<String> {
    if !may_be_corrected(command) {
        return None;
    }
    let right = forms.into_iter().find(|form| is_right(command, form))?;
    Some(without_tag(command, &right))
}

/// `setquota "" storage 100`: explains a command that is valid with a part of it in parentheses.
pub(super) fn missing_parentheses(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    if command.may_have_password() {
        return false;
    }
    let Some(unknown) = command.root.descendant(Kind::Unknown) else { return false };
    // If there are several items, the first one also fits without parentheses.
    let first = command.root.child(Kind::FetchItem).unwrap_or(unknown);
    let (before, rest) = command.root.text().split_at(command.offset(first));
    let rest = rest.trim_ascii();
    if rest.is_empty() || rest.len() > MAX_CORRECTED || rest.starts_with(b"(") {
        return false;
    }
    let corrected = [before.trim_ascii_end(), b" (", rest, b")"].concat();
    if !is_right(command, &corrected) {
        return false;
    }
    let corrected = without_tag(command, &corrected);
    // A bracket that closes an outer list is not part of it.
    let count = |octet| rest.iter().filter(|it| **it == octet).count();
    let surplus = count(b')').saturating_sub(count(b'('));
    let closing = rest.iter().rev().take(surplus).take_while(|it| **it == b')').count();
    let part = phrase::cut(&rest[..rest.len() - closing]);
    command.say(text::MissingParentheses { part, corrected }, explanation);
    true
}

/// Whether a short line without a literal and a password has a part that does not fit the grammar.
pub(super) fn may_be_corrected(command: SentCommand<'_>) -> bool {
    let has = |kind| command.root.descendant(kind).is_some();
    has(Kind::Unknown)
        && !has(Kind::Literal)
        && command.root.text().len() <= MAX_CORRECTED
        && !command.may_have_password()
}

/// `fetch flags 1`: explains a command that is valid with one of its arguments in another place, if only one
/// such order is valid.
pub(super) fn wrong_order(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let Some((name, arguments)) = after_name(command).filter(|_| may_be_corrected(command)) else {
        return false;
    };
    // Its options may be before the mailbox or after it.
    let takes_first = command.name == "GETMETADATA";
    let mut right: Option<Vec<u8>> = None;
    for arranged in rearranged(&split_arguments(arguments, true)) {
        let corrected = [name, b" ", &*arranged.join(&b' ')].concat();
        if is_right(command, &corrected) && right.as_ref() != Some(&corrected) {
            if right.is_some() {
                return false;
            }
            right = Some(corrected);
            if takes_first {
                break;
            }
        }
    }
    let Some(corrected) = right.map(|right| without_tag(command, &right)) else { return false };
    command.say(text::WrongOrder { corrected }, explanation);
    true
}

/// The line up to the end of the command's name, and the rest of it.
pub(super) fn after_name<'t>(command: SentCommand<'t>) -> Option<(&'t [u8], &'t [u8])> {
    let name = command.root.children_of(Kind::CommandName).last()?;
    command.root.text().split_at_checked(command.offset(name) + name.text().len())
}

/// `search search unseen`: explains a command that is valid without the second of two equal words.
pub(super) fn doubled_word(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    // `rename Sent Sent Items`: the quotation marks are missing.
    if !may_be_corrected(command) || command.name == "RENAME" {
        return false;
    }
    let (tag, rest) = command.root.text().split_at(command.tag().len());
    let words = arguments(rest);
    let doubled = (1..words.len()).find_map(|at| {
        let word = words[at];
        let is_doubled = word.eq_ignore_ascii_case(words[at - 1]) && !is_text_of_key(command, word);
        let others = [&words[..at], &words[at + 1..]].concat();
        let separator = if tag.is_empty() { "" } else { " " };
        let form = [tag, separator.as_bytes(), &*others.join(&b' ')].concat();
        Some((word, right_form(command, is_doubled.then_some(form))?))
    });
    let Some((word, corrected)) = doubled else {
        return doubled_name(command, &words, explanation);
    };
    command.say(text::DoubledWord { word: phrase::cut(word), corrected }, explanation);
    true
}

/// `search search`: explains a command that is nothing but its name, twice.
fn doubled_name(command: SentCommand<'_>, words: &[&[u8]], explanation: &mut Explanation) -> bool {
    let is_doubled = matches!(words, [first, second] if first.eq_ignore_ascii_case(second));
    let is_known = is_doubled && command.entry.is_some();
    if is_known {
        command.say_and_name_syntax(text::DoubledName { name: command.name }, explanation);
    }
    is_known
}

/// Whether a word of this search may belong to a text with a space, whose quotes are missing.
fn is_text_of_key(command: SentCommand<'_>, word: &[u8]) -> bool {
    let name = command.name_without_uid();
    let is_known = || {
        name.as_bytes().eq_ignore_ascii_case(word)
            || word.eq_ignore_ascii_case(b"RETURN")
            || word.starts_with(b"(")
            || command.root.child(Kind::Charset).is_some_and(|it| it.text() == word)
            || find(Category::SearchKeys, word).is_some()
    };
    matches!(name, "SEARCH" | "SORT" | "THREAD" | "ESEARCH") && !is_known()
}

/// The arguments: the text between spaces outside parentheses, brackets and quotes. Empty if there are too
/// many.
pub(super) fn arguments(text: &[u8]) -> Vec<&[u8]> {
    split_arguments(text, false)
}

/// The arguments; `is_moved`: RETURN together with its list.
fn split_arguments(text: &[u8], is_moved: bool) -> Vec<&[u8]> {
    let (mut depth, mut is_quoted, mut is_escaped) = (0_i32, false, false);
    let (mut arguments, mut begin) = (Vec::new(), 0);
    for (at, octet) in text.iter().enumerate() {
        let was_escaped = std::mem::take(&mut is_escaped);
        match octet {
            b'\\' => is_escaped = is_quoted && !was_escaped,
            b'"' if !was_escaped => is_quoted = !is_quoted,
            b'(' | b'[' if !is_quoted => depth += 1,
            b')' | b']' if !is_quoted => depth -= 1,
            b' ' if !is_quoted && depth == 0 => {
                let is_return = is_moved && text[begin..at].eq_ignore_ascii_case(b"RETURN");
                if !is_return || text.get(at + 1) != Some(&b'(') {
                    arguments.push(&text[begin..at]);
                    begin = at + 1;
                }
            }
            _ => {}
        }
    }
    arguments.push(&text[begin..]);
    arguments.retain(|it| !it.is_empty());
    if arguments.len() > MAX_ARGUMENTS { Vec::new() } else { arguments }
}

/// The arguments in other orders: backwards, or with one of them in another place.
fn rearranged<'t>(arguments: &[&'t [u8]]) -> Vec<Vec<&'t [u8]>> {
    let mut orders = vec![arguments.iter().rev().copied().collect()];
    for from in 0..arguments.len() {
        for to in (0..arguments.len()).filter(|to| *to != from) {
            let mut order = arguments.to_vec();
            let argument = order.remove(from);
            order.insert(to, argument);
            orders.push(order);
        }
    }
    orders
}

/// Whether the grammar allows the whole command.
pub(super) fn is_whole(command: &[u8]) -> bool {
    let mut parser = Parser::new(Side::Client);
    parser.line(command);
    let is_part = |it: Node<'_>| match it.kind() {
        Kind::Unknown => false,
        // The parser also accepts an incomplete one.
        Kind::SequenceMatch => it.child(Kind::KnownUidSet).is_some(),
        // Nor does it look at every character of a flag.
        Kind::Flag => !it.text().iter().skip(1).any(|octet| *octet == b'\\'),
        _ => true,
    };
    let fits = |root: Node<'_>| {
        root.descendants().all(is_part)
            && find_incomplete_key(root).is_none()
            && !has_unclosed_bracket(root)
    };
    parser.tree().root().is_some_and(fits)
}

/// The corrected command as typed.
pub(super) fn without_tag(command: SentCommand<'_>, corrected: &[u8]) -> String {
    phrase::cut(corrected.get(command.tag().len()..).unwrap_or_default().trim_ascii_start())
        .into_owned()
}
