//! That the help and the man page say all that the command line takes, in the table's words.

use super::*;
use crate::messages::Language;

fn messages() -> Messages {
    Messages::new(Language::English)
}

/// The command line and each command that is not hidden, built.
fn commands(messages: Messages) -> Vec<clap::Command> {
    let mut whole = command(messages).term_width(WIDEST);
    whole.build();
    let seen: Vec<clap::Command> = whole
        .get_subcommands()
        .filter(|command| !command.is_hide_set())
        .cloned()
        .collect();
    assert!(seen.len() >= 2, "no commands");
    std::iter::once(whole).chain(seen).collect()
}

#[test]
fn the_definition_is_sound() {
    command(messages()).debug_assert();
}

#[test]
fn every_argument_has_words_and_options_have_a_group() {
    let messages = messages();
    let whole = command(messages);
    let commands = std::iter::once(&whole).chain(whole.get_subcommands());
    for command in commands {
        let words = command.get_about().map(ToString::to_string);
        assert!(words.is_some_and(|it| !it.is_empty() && !it.starts_with("cli-")));
        for argument in command.get_arguments() {
            let words = argument.get_help().map(ToString::to_string);
            let words = words.unwrap_or_default();
            let id = argument.get_id();
            assert!(!words.is_empty() && !words.starts_with("cli-"), "{id}");
        }
    }
    for argument in whole.get_arguments() {
        let heading = argument.get_help_heading().unwrap_or_default();
        assert!(
            !heading.is_empty() && !heading.starts_with("cli-"),
            "{} is in none of GROUPS",
            argument.get_id()
        );
    }
}

#[test]
fn the_help_names_everything_in_lines_that_fit() {
    for mut command in commands(messages()) {
        let name = command.get_name().to_owned();
        let help = command.render_help().to_string();
        for argument in command.get_arguments().filter(|it| !it.is_hide_set()) {
            let shown = match argument.get_long() {
                Some(long) => format!("--{long}"),
                None => argument.get_value_names().unwrap_or_default().join(" "),
            };
            let words = |line: &str| line.split([' ', '[', ']']).any(|word| word == shown);
            assert!(help.lines().any(words), "{name}: {shown}");
        }
        for sub in command.get_subcommands().filter(|it| !it.is_hide_set()) {
            let usage = format!("imapsh {} ", sub.get_name());
            assert!(help.contains(&usage), "the usage lacks {usage}");
        }
        for line in help.lines() {
            assert!(line.chars().count() <= WIDEST, "{name}: {line}");
        }
    }
}

#[test]
fn the_man_page_names_everything() {
    let messages = messages();
    let page = crate::commands::man_page(messages).expect("a man page");
    let page = String::from_utf8(page).expect("UTF-8").replace("\\-", "-");
    for command in commands(messages) {
        assert!(
            page.contains(&format!("imapsh {}", command.get_name()))
                || command.get_name() == "imapsh"
        );
        for argument in command.get_arguments().filter(|it| !it.is_hide_set()) {
            let name = argument.get_id();
            if let Some(long) = argument.get_long() {
                assert!(page.contains(&format!("\\fB--{long}\\fR")), "{name}");
            }
            let words = argument.get_help().map(ToString::to_string);
            let words = words.unwrap_or_default().replace('\'', "\\*(Aq");
            assert!(page.contains(&words), "{name}: {words}");
        }
    }
    assert!(!page.contains("man-"), "a text is missing");
}
