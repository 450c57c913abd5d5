//! Faults of a command: chooses the one to name, and explains those that any command may have.

use super::annotations::{bare_metadata_option, entry_without_value, wrong_entry};
use super::corrected::{MAX_CORRECTED, doubled_word, is_whole, missing_parentheses, wrong_order};
use super::fetch_faults::{misplaced_macro, private_item, unknown_item, wrong_partial};
use super::login::{bare_fields, field_without_value};
use super::near_misses::{
    missing_quotes, surplus_list, surplus_quotes, two_backslashes, two_lists, unquoted_argument,
};
use super::notify::unknown_event;
use super::option_faults::{
    bare_option, recursive_alone, reverse_alone, unknown_option, wrong_known_set,
};
use super::other_brackets::other_brackets;
use super::search_faults::{incomplete_key, time_after_date, unknown_key, wrong_positions};
use super::split_words::{missing_dot, split_word};
use super::store::{flag_outside_ascii, recent_flag, sign_before_flag};
use super::stray_blanks::{missing_space, stray_space};
use super::{access_rights, fetch, incomplete, near_forms, notify, topics, wrong_forms};
use crate::explain::faults::{self, Check, first_of};
use crate::explain::phrase;
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::commands::split;
use crate::protocol::literal::LiteralAnnouncement;
use crate::protocol::secrets::Placeholder;
use crate::protocol::syntax::{Kind, Node, Parser, Side};

/// The effect of a fault on the reading of the command.
#[derive(Clone, Copy)]
pub(super) enum Fault {
    /// A word was wrongly taken for the tag.
    Tag,
    /// The grammar does not allow it.
    Grammar,
    /// The grammar does not allow it, and the correct form was shown.
    Corrected,
    /// It is complete, but the server refuses it.
    Refused,
}

/// Explains the first fault, if there is one.
pub(super) fn explain(command: SentCommand<'_>, explanation: &mut Explanation) -> Option<Fault> {
    if faults::misplaced_done(command, explanation) {
        return Some(Fault::Tag);
    }
    if command.session.idle_runs() {
        explanation.say_from(2177, "3", text::DuringIdle);
        return Some(Fault::Refused);
    }
    if faults::missing_tag(command, false, explanation) || split_name(command, explanation) {
        return Some(Fault::Tag);
    }
    let has_unknown_word = explanation.has_unknown_word();
    in_line(command, explanation)
        .or_else(|| in_arguments(command, has_unknown_word, explanation))
        .or_else(|| {
            let is_refused = !has_unknown_word
                && !private_item(command)
                && faults::refused_now(command, explanation);
            is_refused.then_some(Fault::Refused)
        })
}

/// Explains a fault of the line before its arguments, or anywhere in it: spaces, characters, quotes and the
/// command's name.
pub(super) fn in_line(command: SentCommand<'_>, explanation: &mut Explanation) -> Option<Fault> {
    let line = command.root.text();
    if blank_after_announcement(command, explanation) {
        return Some(Fault::Grammar);
    }
    // The space at the end is valid: an argument must follow it.
    if line.ends_with(b" ") && faults::missing_argument(command, explanation) {
        return Some(Fault::Grammar);
    }
    if near_forms::quoted_flag(command, explanation) {
        return Some(Fault::Corrected);
    }
    if leading_space(command, explanation)
        || faults::spelling_mistake(command, explanation)
        || faults::unknown_command(command, explanation)
    {
        return Some(whole_or_not(command));
    }
    faults::unclosed_quotation(command, explanation).then_some(Fault::Grammar)
}

/// Explains a fault of the arguments. `has_unknown_word`: the sentence about the command has named an
/// unregistered word, which is more specific than a grammar error.
pub(super) fn in_arguments(
    command: SentCommand<'_>,
    has_unknown_word: bool,
    explanation: &mut Explanation,
) -> Option<Fault> {
    if has_variable(command) {
        return None;
    }
    if bare_list_option(command, explanation) {
        return Some(Fault::Tag);
    }
    if faults::placeholder(command, explanation) {
        return Some(Fault::Grammar);
    }
    if trailing_space(command, explanation) {
        return Some(whole_or_not(command));
    }
    let mut groups = ARGUMENT_CHECKS.iter();
    if let Some((_, fault)) = groups.find(|(checks, _)| first_of(checks, command, explanation)) {
        return Some(*fault);
    }
    let is_fault =
        !has_unknown_word && !private_item(command) && faults::not_in_grammar(command, explanation);
    is_fault.then(|| whole_or_not(command))
}

/// They show the command with a space, a dot, brackets or quotation marks where they belong.
const PUNCTUATION_CHECKS: &[Check] = &[
    sign_before_flag, doubled_word, missing_dot, split_word, other_brackets, stray_space,
    missing_space, missing_quotes, surplus_quotes, two_backslashes,
];

/// Faults of the command's lists or numbers.
const LIST_CHECKS: &[Check] = &[
    faults::wrong_size,
    time_after_date,
    faults::empty_list,
    faults::comma_in_list,
    faults::impossible_number,
    faults::outside_of_bounds,
    faults::too_many_octets,
    faults::wrong_section,
    wrong_positions,
    wrong_forms::explain,
    incomplete::missing_argument,
    bare_option,
    reverse_alone,
    recursive_alone,
    wrong_known_set,
    misplaced_macro,
    bare_metadata_option,
    entry_without_value,
    wrong_entry,
    field_without_value,
    bare_fields,
    notify::without_groups,
    notify::event_without_group,
    recent_flag,
    flag_outside_ascii,
];

/// Words and events that the server refuses although the grammar allows them.
const REFUSED: &[Check] = &[
    unknown_option,
    fetch::misused_vanished,
    notify::refused_events,
    access_rights::unknown_rights,
];

/// They show the command with its arguments in the right form or order.
const ORDER_CHECKS: &[Check] = &[near_forms::explain, wrong_order, two_lists];

/// Faults of a search key or an item, or an unclosed bracket.
const PART_CHECKS: &[Check] = &[
    incomplete_key, unknown_key, wrong_partial, unknown_item, unknown_event, unclosed_bracket,
    surplus_bracket,
];

/// The faults of arguments, in the order in which they are tried.
const ARGUMENT_CHECKS: &[(&[Check], Fault)] = &[
    (&[faults::known_name_with_space], Fault::Grammar),
    (PUNCTUATION_CHECKS, Fault::Corrected),
    (LIST_CHECKS, Fault::Grammar),
    (REFUSED, Fault::Refused),
    (&[faults::pattern_first], Fault::Grammar),
    (ORDER_CHECKS, Fault::Corrected),
    (PART_CHECKS, Fault::Grammar),
    (&[unquoted_argument], Fault::Corrected),
    (&[missing_parentheses], Fault::Corrected),
    (&[incomplete::wrong_argument], Fault::Grammar),
    (&[surplus_list], Fault::Corrected),
];

/// Whether the grammar allows the whole command, and nothing else is wrong with its arguments.
pub(super) fn is_right(command: SentCommand<'_>, corrected: &[u8]) -> bool {
    if !is_whole(corrected) {
        return false;
    }
    let mut parser = Parser::new(Side::Client);
    parser.line(corrected);
    let Some(root) = parser.tree().root() else { return false };
    let corrected = SentCommand::new(root, command.session, command.messages);
    let mut named = Explanation::of_faults(command.messages);
    if let Some(topic) = topics::of_command(corrected) {
        topic(corrected, &mut named);
    }
    // A whole command is not corrected again.
    let fault = in_arguments(corrected, named.has_unknown_word(), &mut named);
    fault.is_none() && !named.has_unknown_word()
}

/// The kind of a fault, depending on whether the whole command was read.
fn whole_or_not(command: SentCommand<'_>) -> Fault {
    if command.root.descendant(Kind::Unknown).is_some() { Fault::Grammar } else { Fault::Refused }
}

/// `un select`: explains that the first half of a command's name is taken for the tag.
fn split_name(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
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

/// `fetch 1:${last} flags`, `append x {<<END}`: whether a part of the command is in the notation of imapsh's
/// scripts, so that other text is sent in its place.
fn has_variable(command: SentCommand<'_>) -> bool {
    let mut unknown = command.root.descendants_of(Kind::Unknown).map(Node::text);
    unknown.any(|part| {
        // A placeholder stands for what is hidden.
        let variables = memchr::memmem::find_iter(part, "${").map(|at| &part[at..]);
        let mut variables = variables.filter(|it| Placeholder::at_start(it).is_none());
        let variable = variables.any(|it| it.contains(&b'}'));
        variable || part.starts_with(b"{<") && part.ends_with(b"}")
    })
}

/// `list sub`: explains an option of LIST without its brackets, in place of the reference.
fn bare_list_option(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
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

/// Explains a bracket that is not closed.
fn unclosed_bracket(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let is_unclosed = if faults::continues(command) {
        // More follows the literal, but no literal is among flags.
        command.root.descendants_of(Kind::FlagList).any(has_unclosed_bracket)
    } else {
        has_unclosed_bracket(command.root)
    };
    explanation.say_from_if(is_unclosed, 3501, "9", text::UnclosedBracket)
}

pub(super) fn has_unclosed_bracket(command: Node<'_>) -> bool {
    let count = |kind| command.descendants_of(kind).count();
    count(Kind::Open) > count(Kind::Close)
}

/// Explains a closing bracket without an opening one.
fn surplus_bracket(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let mut unknown = command.root.descendants_of(Kind::Unknown);
    let first = unknown.next().map_or(b"".as_slice(), Node::text);
    let is_surplus = matches!(first, [b')' | b']', ..])
        && first.iter().all(|octet| b")] ".contains(octet))
        && !command.may_have_password();
    explanation.say_from_if(is_surplus, 3501, "9", text::SurplusBracket)
}

/// Explains a space at the beginning of the line, or after a bare tag.
fn leading_space(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let line = command.root.text();
    if line.starts_with(b" ") {
        explanation.say_from(3501, "9", text::LeadingBlank);
    } else if line.ends_with(b" ") && !line.trim_ascii_end().contains(&b' ') {
        explanation.say_from(3501, "2.2.1", text::CauseNoCommandName);
    } else {
        return false;
    }
    true
}

/// `append Drafts {12} `: explains a space after the announcement of a literal, which must end the line.
fn blank_after_announcement(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let line = command.root.text();
    let is_announced = line.ends_with(b" ")
        && command.root.descendant(Kind::Literal).is_none()
        && LiteralAnnouncement::at_end(line.trim_ascii_end()).is_some();
    explanation.say_from_if(is_announced, 3501, "4.3", text::BlankAfterAnnouncement)
}

/// Explains a space at the end of an otherwise valid line.
fn trailing_space(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let line = command.root.text();
    let has_literal = command.root.descendant(Kind::Literal).is_some();
    let ends_in_literal =
        || command.root.descendants().last().is_some_and(|it| it.kind() == Kind::Literal);
    let is_blank = line.ends_with(b" ")
        && !has_unclosed_bracket(command.root)
        && command.root.child(Kind::CommandName).is_some()
        && !ends_in_literal()
        && (has_literal || line.len() > MAX_CORRECTED || is_whole(line.trim_ascii_end()));
    explanation.say_from_if(is_blank, 3501, "9", text::TrailingBlank)
}
