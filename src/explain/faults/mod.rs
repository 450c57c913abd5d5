//! Faults of a command that its own text shows, or the session before it: the grammar does not allow it, or
//! the server will refuse it.
//!
//! Each function explains one fault and returns whether the command has it. `client` names a fault when the
//! command is sent, and `causes` when the server has refused it.

mod absent_messages;
mod enabled;
mod impossible_numbers;
mod literal_size;
mod mailbox_names;
mod mailbox_spelling;
mod misplaced_words;
mod missing_argument;
mod missing_capabilities;
mod missing_tag;
mod non_ascii_strings;
mod outside_grammar;
mod placeholders;
mod refused_commands;
mod sections;
mod sets;
mod states;
mod typing_mistakes;
mod unknown_name;

pub(super) use absent_messages::no_such_message;
pub(super) use enabled::names_charset;
pub(super) use impossible_numbers::{
    empty_message, impossible_number, outside_of_bounds, too_many_octets,
};
pub(super) use literal_size::{command_in_message, wrong_size};
pub(super) use mailbox_names::{doubtful_name, empty_name, impossible_rename, set_for_name};
pub(super) use mailbox_spelling::{name_encoding, name_spelling, other_quotes};
pub(super) use misplaced_words::{
    comma_in_list, empty_list, known_name_with_space, list_in_name, pattern_first, say_unquoted,
    unquoted_space,
};
pub(super) use missing_argument::{continues, missing_argument, required_arguments};
pub(super) use missing_capabilities::{
    lacks_capability, lacks_own_capability, perhaps_lacks_capability, refused_literal,
};
pub(super) use missing_tag::{misplaced_done, missing_tag, taken_for_tag};
pub(super) use non_ascii_strings::{charset_missing, charset_spelling, literal_missing};
pub(super) use outside_grammar::not_in_grammar;
pub(super) use placeholders::{placeholder, placeholder_name};
pub(super) use refused_commands::{exceeds_append_limit, refused_now, unsupported};
pub(super) use sections::explain as wrong_section;
pub(super) use sets::range_without_colon;
pub(super) use states::{changes_mailbox, is_second_layer, login_disabled, not_allowed, read_only};
pub(super) use typing_mistakes::{end_mark, spelling_mistake, unclosed_quotation};
pub(super) use unknown_name::{is_masked, unknown_command};

use super::sent_command::SentCommand;
use super::sentence::Explanation;

/// Explains one fault, and returns whether the command has it.
pub(super) type Check = fn(SentCommand<'_>, &mut Explanation) -> bool;

/// Explains the first of these faults that the command has.
pub(super) fn first_of(
    checks: &[Check],
    command: SentCommand<'_>,
    explanation: &mut Explanation,
) -> bool {
    checks.iter().any(|check| check(command, explanation))
}
