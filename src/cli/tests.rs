//! The help contains every argument with its text.

use super::*;
use crate::messages::{Language, Messages};

fn messages() -> Messages {
    Messages::new(Language::English)
}

/// The program and its visible commands, with what clap derives.
fn visible_commands() -> Vec<clap::Command> {
    let mut root = with_help(messages());
    root.build();
    let commands = root.get_subcommands().filter(|it| !it.is_hide_set());
    let commands: Vec<clap::Command> = commands.cloned().collect();
    assert!(commands.len() >= 2, "no commands");
    std::iter::once(root).chain(commands).collect()
}

#[test]
fn the_definitions_are_consistent() {
    with_help(messages()).debug_assert();
    for_completions(messages()).debug_assert();
}

#[test]
fn every_argument_has_help_and_every_option_a_group() {
    let root = with_help(messages());
    for command in std::iter::once(&root).chain(root.get_subcommands()) {
        assert!(command.get_about().is_some(), "{}", command.get_name());
        for argument in command.get_arguments() {
            let id = argument.get_id();
            assert!(argument.get_help().is_some(), "{id}");
            assert!(argument.get_help_heading().is_some(), "{id} is in no group");
        }
    }
}

#[test]
fn the_help_contains_every_argument() {
    for mut command in visible_commands() {
        let name = command.get_name().to_owned();
        let help = command.render_help().to_string();
        for argument in command.get_arguments().filter(|it| !it.is_hide_set()) {
            let shown = match argument.get_long() {
                Some(long) => format!("--{long}"),
                None => argument.get_value_names().unwrap_or_default().join(" "),
            };
            let contains = |line: &str| line.split([' ', '[', ']']).any(|word| word == shown);
            assert!(help.lines().any(contains), "{name}: {shown}");
        }
        for subcommand in command.get_subcommands().filter(|it| !it.is_hide_set()) {
            let usage = format!("imapsh {} ", subcommand.get_name());
            assert!(help.contains(&usage), "the usage lacks {usage}");
        }
    }
}
