//! Commands with fewer arguments than their syntax requires.

use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::syntax::{Kind, Node};
use crate::reference::{Category, Entry, find};

/// Explains missing arguments: fewer than the syntax has outside brackets.
pub fn missing_argument(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let Some(entry) = command.entry else { return false };
    let is_incomplete = is_incomplete(entry, command);
    let key = command.root.child(Kind::Charset).and_then(|it| std::str::from_utf8(it.text()).ok());
    let key = key.and_then(|key| find(Category::SearchKeys, key));
    if let Some(key) = key.filter(|_| is_incomplete) {
        explanation.say(text::CauseNoCharset { name: command.name, key: key.name });
        explanation.name_syntax(entry);
    } else if is_incomplete {
        // `store 1 +x-gm-labels`
        let item = command.root.child(Kind::StoreItem);
        let item = item.and_then(|it| find(Category::StoreModifiers, it.text()));
        explanation.say(text::CauseMissingArgument);
        explanation.name_syntax(item.filter(|it| it.is_of_extension()).unwrap_or(entry));
    }
    is_incomplete
}

/// Whether the command continues after the literal at its current end, so that nothing is missing yet.
pub fn continues(command: SentCommand<'_>) -> bool {
    command.root.descendants().last().is_some_and(|it| it.kind() == Kind::LiteralSize)
}

fn is_incomplete(entry: &Entry, command: SentCommand<'_>) -> bool {
    if continues(command) {
        return false;
    }
    let is_content = |part: Node<'_>| matches!(part.kind(), Kind::LiteralSize | Kind::CatenatePart);
    let mut appended = command.root.children_of(Kind::AppendMessage);
    let lacks_message = appended.any(|message| !message.descendants().any(is_content));
    arguments(command) < required_arguments(entry) || lacks_message
}

/// How many arguments the command has, without the options before the others.
fn arguments(command: SentCommand<'_>) -> usize {
    let mut count = 0;
    // CHARSET is an option in SEARCH, where that word precedes it, but not in SORT.
    let mut is_optional = false;
    for part in command.root.children() {
        match part.kind() {
            Kind::Tag | Kind::Blank | Kind::CommandName => continue,
            // A space at the end of the line.
            Kind::Unknown if part.text().trim_ascii().is_empty() => continue,
            Kind::SearchKeyName => is_optional = true,
            Kind::SearchReturnName
            | Kind::SearchReturnOptions
            | Kind::ListSelectOptions
            | Kind::SearchSources
            | Kind::MetadataOptions => {}
            Kind::Charset if is_optional => is_optional = false,
            _ => count += 1,
        }
    }
    count
}

/// How many arguments of a command, or of a search key, are not in brackets.
pub fn required_arguments(entry: &Entry) -> usize {
    let arguments = entry.syntax.strip_prefix(entry.name).unwrap_or_default();
    let mut depth = 0;
    let outside = arguments.chars().map(|c| {
        depth += i32::from(c == '[' || c == '(');
        let is_outside = depth == 0;
        depth -= i32::from(c == ']' || c == ')');
        match c {
            // A list is one argument.
            '(' if depth == 1 => 'x',
            c if is_outside => c,
            _ if c == ' ' => '_',
            _ => '\0',
        }
    });
    let outside: String = outside.collect();
    outside
        .split(' ')
        .filter(|word| word.contains(|c: char| c.is_alphanumeric() || c == '{'))
        .count()
}
