//! The man page: clap's definition, and what a command line's definition does not say.

use crate::messages::Messages;
use clap_mangen::roff::{Inline, Roff, bold, italic, roman};
use std::io;

/// The sections behind the options, in a man page's usual order. Each has its heading in the text
/// `man-NAME-heading` and its lines in `man-NAME`: `TERM | what it is`, or a plain paragraph.
const SECTIONS: &[&str] = &["status", "environment", "files", "examples", "see"];

/// The man page as roff.
pub fn page(mut command: clap::Command, messages: Messages) -> io::Result<Vec<u8>> {
    command.build();
    let mut page = Vec::new();
    let man = clap_mangen::Man::new(command.clone());
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    let mut description = Roff::new();
    section(&mut description, "description", messages);
    commands(&mut description, &command, messages);
    description.to_writer(&mut page)?;
    man.render_options_section(&mut page)?;
    let mut rest = Roff::new();
    for name in SECTIONS {
        section(&mut rest, name, messages);
    }
    rest.to_writer(&mut page)?;
    Ok(page)
}

fn section(roff: &mut Roff, name: &str, messages: Messages) {
    let heading = messages.get(&format!("man-{name}-heading")).to_uppercase();
    roff.control("SH", [heading.as_str()]);
    for line in messages.get(&format!("man-{name}")).lines() {
        match line.split_once(" | ") {
            Some((term, what)) => item(roff, vec![bold(term)], what),
            None => {
                roff.control("PP", []);
                roff.text([roman(line)]);
            }
        }
    }
}

fn item(roff: &mut Roff, term: Vec<Inline>, what: &str) {
    roff.control("TP", []);
    roff.text(term);
    roff.text([roman(what)]);
}

/// The commands, each with the arguments and options that are its own.
fn commands(roff: &mut Roff, command: &clap::Command, messages: Messages) {
    let heading = messages.get("cli-group-commands").to_uppercase();
    roff.control("SH", [heading.as_str()]);
    for command in command.get_subcommands().filter(|it| !it.is_hide_set()) {
        let about = command.get_about().map(ToString::to_string);
        let usage = command.clone().render_usage().to_string();
        let usage = usage.split_once(": ").map_or(usage.as_str(), |(_, it)| it);
        item(roff, vec![bold(usage)], &about.unwrap_or_default());
        roff.control("RS", []);
        for argument in command.get_arguments() {
            if argument.is_global_set() || argument.is_hide_set() {
                continue;
            }
            let what = argument.get_help().map(ToString::to_string);
            item(roff, term(argument), &what.unwrap_or_default());
        }
        roff.control("RE", []);
    }
}

/// How an argument is written.
fn term(argument: &clap::Arg) -> Vec<Inline> {
    let mut term = Vec::new();
    if let Some(long) = argument.get_long() {
        term.push(bold(format!("--{long}")));
    }
    let takes_value = argument.is_positional() || argument.get_action().takes_values();
    for name in argument
        .get_value_names()
        .into_iter()
        .flatten()
        .filter(|_| takes_value)
    {
        if !term.is_empty() {
            term.push(roman(" "));
        }
        term.push(italic(name.as_str()));
    }
    term
}
