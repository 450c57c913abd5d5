//! `imapsh help` and `--help`.

use super::exit_status::ExitStatus;
use super::invalid_input::InvalidInput;
use super::output;
use crate::cli;
use crate::messages::{Messages, text};
use crate::reference;
use crate::view::wrap;
use clap::builder::StyledStr;
use std::io::{IsTerminal, stdout};
use std::iter::zip;

/// The widest row of the help.
const MAX_COLUMNS: usize = 100;

/// Prints the help of a command, or of the program.
pub fn run(command: Option<&str>, messages: Messages) -> Result<ExitStatus, InvalidInput> {
    let mut definition = cli::with_help(messages);
    definition.build();
    let help = match command {
        None => definition.render_help(),
        Some(name) => match definition.find_subcommand_mut(name) {
            Some(command) => command.render_help(),
            None if reference::lookup(name).next().is_some() => {
                return Err(InvalidInput::new(messages, text::CliErrorHelpOfImap { name }));
            }
            None => {
                let unknown = text::CliErrorNoSuchCommand { name };
                return Err(InvalidInput::new(messages, unknown));
            }
        },
    };
    Ok(print(&help, messages))
}

/// Prints clap's help on standard output, with its styles on a terminal.
pub fn print(help: &StyledStr, messages: Messages) -> ExitStatus {
    let columns = wrap::columns(stdout()).unwrap_or(MAX_COLUMNS).min(MAX_COLUMNS);
    let help = if stdout().is_terminal() {
        wrapped(&help.to_string(), &help.ansi().to_string(), columns)
    } else {
        wrapped(&help.to_string(), &help.to_string(), columns)
    };
    output::print(help.as_bytes(), messages)
}

/// The help in rows that fit. clap wraps only at spaces, of which Japanese has few. `styled` is the
/// same text with escape sequences.
fn wrapped(plain: &str, styled: &str, columns: usize) -> String {
    let mut help = String::new();
    for (plain, styled) in zip(plain.lines(), styled.lines()) {
        let rows = wrap::wrap(plain, columns);
        let (first, next_rows) =
            rows.split_first().map_or(("", &[][..]), |(first, next)| (&**first, next));
        // Only the terms of a list are styled, and they are in the first row.
        help += if plain.starts_with(first) {
            styled_prefix(styled, first.chars().count())
        } else {
            first
        };
        help.push('\n');
        for row in next_rows {
            help += row;
            help.push('\n');
        }
    }
    help
}

/// The first `characters` characters of a styled text, and the escape sequences after them.
fn styled_prefix(styled: &str, characters: usize) -> &str {
    let mut left = characters;
    let mut in_sequence = false;
    for (at, c) in styled.char_indices() {
        match c {
            '\x1b' => in_sequence = true,
            'm' if in_sequence => in_sequence = false,
            _ if in_sequence => {}
            _ if left == 0 => return &styled[..at],
            _ => left -= 1,
        }
    }
    styled
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::Language;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn every_row_of_the_help_fits() {
        for language in [Language::English, Language::Japanese] {
            let mut root = cli::with_help(Messages::new(language));
            root.build();
            let commands = root.get_subcommands().cloned().collect::<Vec<_>>();
            for mut command in std::iter::once(root).chain(commands) {
                let help = command.render_help().to_string();
                for columns in [40, 80, MAX_COLUMNS] {
                    let rows = wrapped(&help, &help, columns);
                    let wide = rows.lines().find(|row| row.width() > columns);
                    assert_eq!(wide, None, "{columns} {}", command.get_name());
                }
            }
        }
    }

    #[test]
    fn a_styled_term_stays_styled() {
        let plain = "  --user <NAME>  この名前を使う。なければ尋ねる";
        let styled = plain.replace("--user", "\x1b[1m--user\x1b[0m");
        assert_eq!(
            wrapped(plain, &styled, 34),
            "  \x1b[1m--user\x1b[0m <NAME>  この名前を使う。\n                 なければ尋ねる\n"
        );
        assert_eq!(wrapped("a b", "\x1b[1ma b\x1b[0m", 80), "\x1b[1ma b\x1b[0m\n");
    }
}
