//! Commands that the grammar does not allow, in the order of how specific the explanation is.

use super::mailbox_names::pattern_for_name;
use super::misplaced_words::say_unquoted;
use super::missing_argument::missing_argument;
use super::typing_mistakes::end_mark;
use super::{misplaced_words, sets, unknown_name};
use crate::explain::calendar;
use crate::explain::phrase::in_quotes;
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::syntax::{Kind, Node};
use crate::reference::{Category, Entry, find};

/// Explains that the grammar does not allow the command, if no more specific cause is known.
pub fn not_in_grammar(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    unknown_name::joined_name(command, explanation)
        || sets::not_a_set(command, explanation)
        || pattern_for_name(command, explanation)
        || missing_argument(command, explanation)
        || misplaced_words::explain(command, explanation)
        || unfitting_part(command, explanation)
        || impossible_date(command, explanation)
}

/// Explains a part that does not fit the grammar.
fn unfitting_part(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let Some(unknown) = command.root.descendant(Kind::Unknown) else {
        return false;
    };
    match item_around(unknown, command).or(command.entry) {
        // The surplus may belong to a password.
        Some(entry) if entry.name == "LOGIN" => {
            if let Some(user) = cut_user(unknown, command) {
                say_unquoted(user, explanation);
            } else {
                explanation.say(text::CauseSurplusLogin);
                explanation.name_syntax(entry);
            }
        }
        Some(entry) if entry.name == "AUTHENTICATE" => {
            if command.root.child(Kind::Mechanism).is_some() {
                explanation.say(text::CauseSurplusAuthenticate)
            } else if unknown.text().starts_with(b"\"") {
                explanation.say(text::CauseQuotedMechanism)
            } else {
                // What follows may be hidden.
                let part = unknown.text().split(|octet| b" $".contains(octet)).next();
                let part = in_quotes(part.unwrap_or_default(), explanation.messages());
                explanation.say(text::CauseNotInGrammar { part });
            }
            explanation.name_syntax(entry);
        }
        _ if let Some(mark) = end_mark(unknown, command) => {
            explanation.say_from(3501, "2.2", text::CauseEndMark { mark });
        }
        entry => {
            let part = in_quotes(unknown.text(), explanation.messages());
            explanation.say_from(3501, "9", text::CauseNotInGrammar { part });
            if let Some(entry) = entry {
                explanation.name_syntax(entry);
            }
        }
    }
    true
}

/// The user name of a LOGIN up to the next space, if the part is in it: a character of it must be in quotes.
fn cut_user<'t>(unknown: Node<'_>, command: SentCommand<'t>) -> Option<&'t [u8]> {
    let name = command.root.child(Kind::CommandName)?;
    let begin = command.offset(name) + name.text().len() + 1;
    let user = command.root.text().get(begin..)?.split(|octet| *octet == b' ').next()?;
    // A quotation mark may be one of two, and the stand-in of a secret is not a part of a name.
    let is_name = !user.contains(&b'"') && !user.windows(2).any(|it| it == b"${");
    (command.offset(unknown) < begin + user.len() && is_name).then_some(user)
}

/// The entry of the FETCH item in whose section the part is.
fn item_around(part: Node<'_>, command: SentCommand<'_>) -> Option<&'static Entry> {
    let items = command.root.descendants_of(Kind::FetchItem);
    let item = items.filter(|item| item.child(Kind::Section).is_some()).find(|item| {
        let (item, part) = (item.range(), part.range());
        item.start <= part.start && part.end <= item.end
    })?;
    let name = String::from_utf8_lossy(item.child(Kind::FetchItemName)?.text());
    find(Category::FetchItems, format!("{name}[]"))
}

/// Explains a date that does not exist.
fn impossible_date(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let fault = calendar::fault_in(command.root.descendants());
    if let Some(fault) = &fault {
        fault.explain(explanation);
        explanation.cite_section(3501, "9");
    }
    fault.is_some()
}
