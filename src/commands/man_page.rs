//! The man page: the definition of the command line, and sections that the definition lacks.

use crate::cli;
use crate::language::Language;
use crate::messages::{Messages, Text, text};
use clap_mangen::Man;
use clap_mangen::roff::{Inline, Roff, bold, italic, roman};
use std::io::{self, Write};

/// The man page as roff.
pub fn man_page(messages: Messages) -> String {
    let mut page = Vec::new();
    write(&mut page, messages).expect("a vector takes everything");
    String::from_utf8_lossy(&page).into_owned()
}

/// The roff requests at the start of a Japanese page. groff breaks lines between Japanese letters only
/// if its Japanese macros are loaded, and would stretch the few spaces of a line to justify it. mandoc
/// does not know `mso`.
const JAPANESE_LINES: &str = ".if \\n(.g .mso ja.tmac\n.ad l\n.nh\n";

fn write(page: &mut Vec<u8>, messages: Messages) -> io::Result<()> {
    let mut definition = cli::with_help(messages);
    definition.build();
    let man = Man::new(definition.clone());
    man.render_title(page)?;
    if messages.language() == Language::Japanese {
        page.write_all(JAPANESE_LINES.as_bytes())?;
    }
    renamed(page, "NAME", &text::ManNameHeading, messages, |page| man.render_name_section(page))?;
    renamed(page, "SYNOPSIS", &text::ManSynopsisHeading, messages, |page| {
        man.render_synopsis_section(page)
    })?;
    let mut description = Roff::new();
    let heading = messages.format(text::ManDescriptionHeading);
    section(&mut description, &heading, &messages.format(text::ManDescription));
    commands(&mut description, &definition, messages);
    description.to_writer(page)?;
    man.render_options_section(page)?;
    let mut rest = Roff::new();
    let sections: [(&dyn Text, &dyn Text); 5] = [
        (&text::ManStatusHeading, &text::ManStatus),
        (&text::ManEnvironmentHeading, &text::ManEnvironment),
        (&text::ManFilesHeading, &text::ManFiles),
        (&text::ManExamplesHeading, &text::ManExamples),
        (&text::ManSeeHeading, &text::ManSee),
    ];
    for (heading, body) in sections {
        section(&mut rest, &messages.format(heading), &messages.format(body));
    }
    rest.to_writer(page)
}

/// A section of clap_mangen, whose headings are English, with a heading in the user's language.
fn renamed(
    page: &mut Vec<u8>,
    english: &str,
    heading: &dyn Text,
    messages: Messages,
    render: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let mut section = Vec::new();
    render(&mut section)?;
    let heading = format!(".SH {}\n", messages.format(heading).to_uppercase());
    let section = String::from_utf8_lossy(&section);
    page.write_all(section.replacen(&format!(".SH {english}\n"), &heading, 1).as_bytes())
}

/// A section. Each line of the body is a paragraph, or `TERM | DESCRIPTION`.
fn section(roff: &mut Roff, heading: &str, body: &str) {
    roff.control("SH", [heading.to_uppercase().as_str()]);
    for line in body.lines() {
        match line.split_once(" | ") {
            Some((term, description)) => item(roff, vec![bold(term)], description),
            None => {
                roff.control("PP", []);
                roff.text([roman(line)]);
            }
        }
    }
}

fn item(roff: &mut Roff, term: Vec<Inline>, description: &str) {
    roff.control("TP", []);
    roff.text(term);
    roff.text([roman(description)]);
}

/// The section of the commands, each with its own arguments and options.
fn commands(roff: &mut Roff, definition: &clap::Command, messages: Messages) {
    section(roff, &messages.format(text::CliGroupCommands), "");
    for command in definition.get_subcommands().filter(|it| !it.is_hide_set()) {
        let about = command.get_about().map(ToString::to_string);
        let usage = command.clone().render_usage().to_string();
        let usage = usage.split_once(": ").map_or(usage.as_str(), |(_, it)| it);
        let (first, others) = usage.split_once('\n').unwrap_or((usage, ""));
        roff.control("TP", []);
        roff.text([bold(first)]);
        for usage in others.lines() {
            roff.control("TQ", []);
            roff.text([bold(usage.trim_start())]);
        }
        roff.text([roman(about.unwrap_or_default())]);
        roff.control("RS", []);
        for argument in command.get_arguments() {
            if argument.is_global_set() || argument.is_hide_set() {
                continue;
            }
            let help = argument.get_help().map(ToString::to_string);
            item(roff, usage_of(argument), &help.unwrap_or_default());
        }
        roff.control("RE", []);
    }
}

/// `--max-line OCTETS`, or `SCRIPT`.
fn usage_of(argument: &clap::Arg) -> Vec<Inline> {
    let mut usage = Vec::new();
    if let Some(long) = argument.get_long() {
        usage.push(bold(format!("--{long}")));
    }
    if !argument.is_positional() && !argument.get_action().takes_values() {
        return usage;
    }
    for name in argument.get_value_names().unwrap_or_default() {
        if !usage.is_empty() {
            usage.push(roman(" "));
        }
        usage.push(italic(name.as_str()));
    }
    usage
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_headings_are_in_the_language_of_the_page() {
        let headings = |language| {
            let page = man_page(Messages::new(language));
            let lines = page.lines().filter_map(|line| line.strip_prefix(".SH "));
            lines.map(str::to_owned).collect::<Vec<_>>()
        };
        let english = headings(Language::English);
        let japanese = headings(Language::Japanese);
        assert_eq!(english[..2], ["NAME", "SYNOPSIS"]);
        assert_eq!(japanese[..2], ["名前", "書式"]);
        assert_eq!(english.len(), japanese.len());
        assert!(english.iter().all(|heading| heading.is_ascii()), "{english:?}");
        assert!(!japanese.iter().any(|heading| heading.is_ascii()), "{japanese:?}");
    }

    #[test]
    fn each_usage_form_is_a_separate_man_page_entry() {
        let page = man_page(Messages::new(Language::English));
        let learn = ".TP\n\\fBimapsh learn [OPTIONS] [LESSON]\\fR\n\
                     .TQ\n\\fBimapsh learn [OPTIONS] \\-\\-check FILE\\fR\n";
        assert!(page.contains(learn), "{page}");
    }

    #[test]
    fn the_man_page_contains_every_argument() {
        let messages = Messages::new(Language::English);
        let page = man_page(messages).replace("\\-", "-");
        let mut root = cli::with_help(messages);
        root.build();
        let mut commands = vec![&root];
        for command in root.get_subcommands().filter(|it| !it.is_hide_set()) {
            assert!(page.contains(&format!("imapsh {}", command.get_name())));
            commands.push(command);
        }
        let arguments = commands.into_iter().flat_map(clap::Command::get_arguments);
        for argument in arguments.filter(|it| !it.is_hide_set()) {
            let name = argument.get_id();
            if let Some(long) = argument.get_long() {
                assert!(page.contains(&format!("\\fB--{long}\\fR")), "{name}");
            }
            let help = argument.get_help().map(ToString::to_string);
            let help = help.unwrap_or_default().replace('\'', "\\*(Aq");
            assert!(page.contains(&help), "{name}: {help}");
        }
    }
}
