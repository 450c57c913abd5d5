//! Faults of a command: chooses the one to name, and explains those that any command may have.

use super::annotations::{bare_metadata_option, entry_without_value, wrong_entry};
use super::command::ExplainedCommand;
use super::corrected::{MAX_CORRECTED, doubled_word, is_whole, missing_parentheses, wrong_order};
use super::fetch_faults::{misplaced_macro, private_item, unknown_item, wrong_partial};
use super::login::{bare_fields, field_without_value};
use super::near_misses::{missing_quotes, surplus_list, two_lists};
use super::notify::unknown_event;
use super::option_faults::{
    bare_option, open_known_set, recursive_alone, reverse_alone, unknown_option,
};
use super::search_faults::{incomplete_key, time_after_date, unknown_key, wrong_positions};
use super::split_words::{missing_dot, other_brackets, split_word};
use super::store::{flag_outside_ascii, recent_flag, sign_before_flag};
use super::stray_blanks::{missing_space, stray_space};
use super::{access_rights, fetch, incomplete, near_forms, notify, topics, wrong_forms};
use crate::explain::faults;
use crate::explain::phrase;
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::commands::split;
use crate::protocol::literal::LiteralAnnouncement;
use crate::protocol::syntax::{Kind, Node, Parser, Side};

/// The effect of a fault on the reading of the command.
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
pub(super) fn explain(
    command: &ExplainedCommand<'_>,
    explanation: &mut Explanation,
) -> Option<Fault> {
    if faults::misplaced_done(command.root, command.session, explanation) {
        return Some(Fault::Tag);
    }
    if command.session.idles {
        explanation.say_from(2177, "3", text::DuringIdle);
        return Some(Fault::Refused);
    }
    if faults::missing_tag(command.root, false, explanation) || split_name(command, explanation) {
        return Some(Fault::Tag);
    }
    let has_unknown_word = explanation.has_unknown_word();
    in_line(command, explanation)
        .or_else(|| in_arguments(command, has_unknown_word, explanation))
        .or_else(|| {
            let is_refused = !has_unknown_word
                && !private_item(command)
                && faults::refused_now(command.root, command.session, explanation);
            is_refused.then_some(Fault::Refused)
        })
}

/// Explains a fault of the line before its arguments, or anywhere in it: spaces, characters, quotes and the
/// command's name.
pub(super) fn in_line(
    command: &ExplainedCommand<'_>,
    explanation: &mut Explanation,
) -> Option<Fault> {
    let line = command.root.text();
    if blank_after_announcement(command.root, explanation) {
        return Some(Fault::Grammar);
    }
    // The space at the end is valid: an argument must follow it.
    if line.ends_with(b" ") && faults::missing_argument(command.root, explanation) {
        return Some(Fault::Grammar);
    }
    if near_forms::quoted_flag(command, explanation) {
        return Some(Fault::Corrected);
    }
    if leading_space(command.root, explanation)
        || faults::spelling_mistake(command.root, explanation)
        || faults::unknown_command(command.root, explanation)
    {
        return Some(whole_or_not(command));
    }
    faults::unclosed_quotation(command.root, explanation).then_some(Fault::Grammar)
}

/// Explains a fault of the arguments. `has_unknown_word`: the sentence about the command has named an
/// unregistered word, which is more specific than a grammar error.
pub(super) fn in_arguments(
    command: &ExplainedCommand<'_>,
    has_unknown_word: bool,
    explanation: &mut Explanation,
) -> Option<Fault> {
    if bare_list_option(command, explanation) {
        return Some(Fault::Tag);
    }
    if faults::placeholder(command.root, explanation) {
        return Some(Fault::Grammar);
    }
    if trailing_space(command.root, explanation) {
        return Some(whole_or_not(command));
    }
    if in_signs(command, explanation) {
        return Some(Fault::Corrected);
    }
    if faults::wrong_size(command.root, explanation) || in_lists(command, explanation) {
        return Some(Fault::Grammar);
    }
    if unknown_option(command, explanation)
        || fetch::misused_vanished(command, explanation)
        || notify::refused_events(command, explanation)
        || access_rights::unknown_rights(command, explanation)
    {
        return Some(Fault::Refused);
    }
    if faults::pattern_first(command.root, explanation) {
        return Some(Fault::Grammar);
    }
    if near_forms::explain(command, explanation) {
        return Some(Fault::Corrected);
    }
    if wrong_order(command, is_right, explanation) || two_lists(command, is_right, explanation) {
        return Some(Fault::Corrected);
    }
    if in_parts(command, explanation) {
        return Some(Fault::Grammar);
    }
    if missing_parentheses(command, is_right, explanation) {
        return Some(Fault::Corrected);
    }
    if incomplete::wrong_argument(command, explanation) {
        return Some(Fault::Grammar);
    }
    if surplus_list(command, is_right, explanation) {
        return Some(Fault::Corrected);
    }
    let is_fault = !has_unknown_word
        && !private_item(command)
        && faults::not_in_grammar(command.root, explanation);
    is_fault.then(|| whole_or_not(command))
}

/// Shows the command with a space, a dot, brackets or quotation marks where they belong.
fn in_signs(command: &ExplainedCommand<'_>, explanation: &mut Explanation) -> bool {
    sign_before_flag(command, explanation)
        || doubled_word(command, is_right, explanation)
        || missing_dot(command, is_right, explanation)
        || split_word(command, is_right, explanation)
        || other_brackets(command, is_right, explanation)
        || stray_space(command, explanation)
        || missing_space(command, explanation)
        || missing_quotes(command, explanation)
}

/// Whether the grammar allows the whole command, and nothing else is wrong with its arguments.
fn is_right(command: &ExplainedCommand<'_>, corrected: &[u8]) -> bool {
    if !is_whole(corrected) {
        return false;
    }
    let mut parser = Parser::new(Side::Client);
    parser.line(corrected);
    let Some(root) = parser.tree().root() else { return false };
    let corrected = ExplainedCommand::new(root, command.session, command.messages);
    let mut named = Explanation::of_faults(command.messages);
    if let Some(topic) = topics::of_command(&corrected) {
        topic(&corrected, &mut named);
    }
    // A whole command is not corrected again.
    let fault = in_arguments(&corrected, named.has_unknown_word(), &mut named);
    fault.is_none() && !named.has_unknown_word()
}

/// Explains a fault of the command's lists or numbers.
fn in_lists(command: &ExplainedCommand<'_>, explanation: &mut Explanation) -> bool {
    time_after_date(command, explanation)
        || faults::empty_list(command.root, explanation)
        || faults::comma_in_list(command.root, explanation)
        || faults::impossible_number(command.root, explanation)
        || faults::outside_of_bounds(command.root, explanation)
        || faults::too_many_octets(command.root, command.session, explanation)
        || faults::wrong_section(command.root, explanation)
        || wrong_positions(command, explanation)
        || wrong_forms::explain(command, explanation)
        || incomplete::missing_argument(command, explanation)
        || bare_option(command, explanation)
        || reverse_alone(command, explanation)
        || recursive_alone(command, explanation)
        || open_known_set(command, explanation)
        || misplaced_macro(command, explanation)
        || bare_metadata_option(command, explanation)
        || entry_without_value(command, explanation)
        || wrong_entry(command, explanation)
        || field_without_value(command, explanation)
        || bare_fields(command, explanation)
        || notify::without_groups(command, explanation)
        || notify::event_without_group(command, explanation)
        || recent_flag(command, explanation)
        || flag_outside_ascii(command, explanation)
}

/// Explains a fault of a search key or an item, or an unclosed bracket.
fn in_parts(command: &ExplainedCommand<'_>, explanation: &mut Explanation) -> bool {
    incomplete_key(command, explanation)
        || unknown_key(command, explanation)
        || wrong_partial(command, explanation)
        || unknown_item(command, explanation)
        || unknown_event(command, explanation)
        || unclosed_bracket(command, explanation)
        || surplus_bracket(command, explanation)
}

/// The kind of a fault, depending on whether the whole command was read.
fn whole_or_not(command: &ExplainedCommand<'_>) -> Fault {
    if command.root.descendant(Kind::Unknown).is_some() { Fault::Grammar } else { Fault::Refused }
}

/// `un select`: explains that the first half of a command's name is taken for the tag.
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

/// `list sub`: explains an option of LIST without its brackets, in place of the reference.
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

/// Explains a bracket that is not closed.
fn unclosed_bracket(command: &ExplainedCommand<'_>, explanation: &mut Explanation) -> bool {
    let is_unclosed = if faults::continues(command.root) {
        // More follows the literal, but no literal is among flags.
        command.root.descendants_of(Kind::FlagList).any(has_unclosed_bracket)
    } else {
        has_unclosed_bracket(command.root)
    };
    explanation.say_from_if(is_unclosed, 3501, "9", text::UnclosedBracket)
}

fn has_unclosed_bracket(command: Node<'_>) -> bool {
    let count = |kind| command.descendants_of(kind).count();
    count(Kind::Open) > count(Kind::Close)
}

/// Explains a closing bracket without an opening one.
fn surplus_bracket(command: &ExplainedCommand<'_>, explanation: &mut Explanation) -> bool {
    let mut unknown = command.root.descendants_of(Kind::Unknown);
    let first = unknown.next().map_or(b"".as_slice(), Node::text);
    let is_surplus = matches!(first, [b')' | b']', ..])
        && first.iter().all(|octet| b")] ".contains(octet))
        && !command.may_have_password();
    explanation.say_from_if(is_surplus, 3501, "9", text::SurplusBracket)
}

/// Explains a space at the beginning of the line, or after a bare tag.
fn leading_space(command: Node<'_>, explanation: &mut Explanation) -> bool {
    let line = command.text();
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
fn blank_after_announcement(command: Node<'_>, explanation: &mut Explanation) -> bool {
    let line = command.text();
    let is_announced = line.ends_with(b" ")
        && command.descendant(Kind::Literal).is_none()
        && LiteralAnnouncement::at_end(line.trim_ascii_end()).is_some();
    explanation.say_from_if(is_announced, 3501, "4.3", text::BlankAfterAnnouncement)
}

/// Explains a space at the end of an otherwise valid line.
fn trailing_space(command: Node<'_>, explanation: &mut Explanation) -> bool {
    let line = command.text();
    let has_literal = command.descendant(Kind::Literal).is_some();
    let ends_in_literal =
        || command.descendants().last().is_some_and(|it| it.kind() == Kind::Literal);
    let is_blank = line.ends_with(b" ")
        && !has_unclosed_bracket(command)
        && command.child(Kind::CommandName).is_some()
        && !ends_in_literal()
        && (has_literal || line.len() > MAX_CORRECTED || is_whole(line.trim_ascii_end()));
    explanation.say_from_if(is_blank, 3501, "9", text::TrailingBlank)
}
