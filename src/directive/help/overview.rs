//! `:help` without a topic: one screen, with what is possible now.

use crate::console::Console;
use crate::messages::{Messages, Text, text};
use crate::protocol::commands::{CommandSpec, ConnectionState};
use crate::protocol::possible;
use crate::protocol::session_facts::Capabilities;
use crate::view::table::align;

/// How many octets of commands are shown: three rows of 80 columns.
const MAX_COMMANDS: usize = 195;

/// The overview for the session's current state.
pub fn overview(console: &Console, in_lesson: bool) -> String {
    let messages = console.messages();
    let possible = match console.dialogue() {
        Some(dialogue) => {
            possible_now(dialogue.settled_state(), &dialogue.facts().capabilities, messages)
        }
        None => messages.format(text::OverviewClosed),
    };
    whole(&possible, in_lesson, console.practice_server().is_some(), messages)
}

fn whole(possible: &str, in_lesson: bool, is_practice: bool, messages: Messages) -> String {
    let begin = messages.format(text::OverviewBegin);
    let lesson = if in_lesson {
        messages.format(text::OverviewLesson)
    } else {
        messages.format(text::OverviewLearn)
    };
    let practice = is_practice.then(|| messages.format(text::OverviewPractice));
    let directives = std::iter::once(messages.format(text::OverviewDirectives));
    let directives = directives.chain([lesson]).chain(practice).collect::<Vec<_>>().join("\n");
    let keys = messages.format(text::OverviewKeys);
    [begin.as_str(), possible, &align(&directives), keys.as_str()].join("\n")
}

/// The commands that the server allows now.
fn possible_now(
    state: Option<ConnectionState>,
    capabilities: &Capabilities,
    messages: Messages,
) -> String {
    let title: &dyn Text = match state {
        Some(ConnectionState::NotAuthenticated) => &text::OverviewNotAuthenticated,
        Some(ConnectionState::Authenticated) => &text::OverviewAuthenticated,
        Some(ConnectionState::Selected) => &text::OverviewSelected,
        None => &text::OverviewUnsettled,
    };
    let commands = listed(&possible::commands(state, capabilities), messages);
    format!("{}\n  {commands}", messages.format(title))
}

/// The first commands, and the number of further ones.
fn listed(commands: &[&CommandSpec], messages: Messages) -> String {
    let mut shown = Vec::new();
    let mut length = 0;
    for (index, command) in commands.iter().enumerate() {
        if length + command.name.len() > MAX_COMMANDS {
            let (commands, number) = (messages.list(shown), commands.len() - index);
            return messages.format(text::OverviewMore { commands, number });
        }
        length += command.name.len() + ", ".len();
        shown.push(command.name.to_lowercase());
    }
    messages.list(shown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::notation::directive;
    use crate::view::wrap::wrap;

    #[test]
    fn it_fits_a_screen_and_names_every_directive() {
        for language in [Language::English, Language::Japanese] {
            let messages = Messages::new(language);
            let possible = possible_now(None, &Capabilities::default(), messages);
            for in_lesson in [true, false] {
                let overview = whole(&possible, in_lesson, true, messages);
                let rows = overview.lines().flat_map(|line| wrap(line, 78)).count();
                // Two of the 24 rows are for the line `:help` above it and the prompt below.
                assert!(rows <= 22, "{rows} rows:\n{overview}");
                assert!(overview.contains(":help ideas"), "{overview}");
                assert_ne!(overview.contains("imapsh learn"), in_lesson, "{overview}");
            }
            let overview = whole(&possible, true, true, messages);
            for usage in directive::USAGES {
                let name = format!(":{}", usage.split(' ').next().unwrap_or_default());
                assert!(overview.contains(&name), "{name}");
            }
            for (in_lesson, is_practice) in [(false, true), (true, false), (false, false)] {
                let overview = whole(&possible, in_lesson, is_practice, messages);
                for usage in directive::USAGES {
                    let name = usage.split(' ').next().unwrap_or_default();
                    let is_named = overview.contains(&format!(":{name}"));
                    let is_available = directive::is_available(name, in_lesson, is_practice);
                    assert_eq!(is_named, is_available, "{name}");
                }
            }
        }
    }
}
