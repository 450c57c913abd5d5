//! Completes directives: their names and arguments.

use super::files::files;
use super::{begins, in_command};
use crate::messages::{keys, topics};
use crate::notation::directive;
use crate::protocol::possible;
use crate::protocol::settings::{SETTINGS, values_of};
use crate::reference;
use crate::repl::editor::Candidate;
use crate::repl::state::PromptSnapshot;
use crate::script::bundled;

/// The start of the last word of a directive (without its colon), and its possible replacements.
pub fn complete(typed: &str, session: &PromptSnapshot) -> (usize, Vec<Candidate>) {
    let Some((name, argument)) = typed.split_once(' ') else {
        let names = names_of_use(session).filter(|it| begins(it, typed));
        return (0, names.map(Candidate::of).collect());
    };
    let Some(usage) = directive::usage_of(name) else {
        return (typed.len(), Vec::new());
    };
    let begin = typed.len() - argument.trim_start().len();
    let argument = &typed[begin..];
    let (start, candidates) = match usage.split(' ').next().unwrap_or_default() {
        "help" => (0, topics_on(argument, session)),
        name if directive::takes_line(name) => {
            let (start, commands) = in_command(argument, session);
            (start, of_usage(usage, argument).chain(commands).collect())
        }
        "set" => settings(argument, session),
        "save" => saved(argument),
        _ => (0, of_usage(usage, argument).collect()),
    };
    (begin + start, candidates)
}

/// The names of the directives that are available in the session.
fn names_of_use(session: &PromptSnapshot) -> impl Iterator<Item = &'static str> {
    let (in_lesson, is_practice) = (session.in_lesson, session.is_practice);
    let names = directive::names().map(|(name, _)| name);
    names.filter(move |name| directive::is_available(name, in_lesson, is_practice))
}

/// The literal words and files that a directive's syntax has as its first argument.
fn of_usage(usage: &'static str, typed: &str) -> impl Iterator<Item = Candidate> {
    let arguments = usage.split(' ').nth(1).unwrap_or_default().trim_matches(['[', ']']);
    let choices = arguments.split('|');
    let words = choices.clone().filter(is_word).filter(|word| begins(word, typed));
    let is_of = |placeholder| choices.clone().any(|choice| choice == placeholder);
    let scripts = bundled::SCRIPTS.iter().map(|script| script.name);
    let scripts = scripts.filter(|name| is_of("SCRIPT") && begins(name, typed));
    let practice = is_of("HOST") && begins(directive::PRACTICE, typed);
    let words = words.chain(practice.then_some(directive::PRACTICE));
    let names_file = is_of("SCRIPT") || is_of("FILE");
    let files = if names_file { files(typed, "") } else { Vec::new() };
    words.chain(scripts).map(Candidate::of).chain(files).collect::<Vec<_>>().into_iter()
}

/// The topics of `:help`. Before a letter is typed: the ideas, and the commands that are possible now.
fn topics_on(typed: &str, session: &PromptSnapshot) -> Vec<Candidate> {
    if typed.starts_with(':') {
        let names = directive::names().map(|(name, _)| format!(":{name}"));
        return names.filter(|name| begins(name, typed)).map(Candidate::of).collect();
    }
    let possible = possible::commands(session.connection, &session.capabilities);
    let possible = possible.iter().map(|command| command.name.to_lowercase());
    let mut names: Vec<String> = topics().map(str::to_owned).chain(possible).collect();
    if !typed.is_empty() {
        names.extend(reference::names().map(str::to_lowercase));
        names.extend(directive::names().map(|(name, _)| name.to_owned()));
        names.extend(keys().map(str::to_owned));
    }
    let mut seen = std::collections::BTreeSet::new();
    names.retain(|name| begins(name, typed) && seen.insert(name.clone()));
    names.into_iter().map(Candidate::of).collect()
}

/// The file name of `:save`, also after a part's number.
fn saved(typed: &str) -> (usize, Vec<Candidate>) {
    let part = typed.split_once(' ').filter(|(part, _)| directive::is_part_number(part));
    let start = part.map_or(0, |(part, _)| part.len() + 1);
    (start, files(&typed[start..], ""))
}

/// The names and values of `:set`.
fn settings(typed: &str, session: &PromptSnapshot) -> (usize, Vec<Candidate>) {
    let value = typed.split_once(' ').and_then(|(name, value)| Some((values_of(name)?, value)));
    let variables = session.variables.iter().map(String::as_str).filter(|name| *name != "sasl");
    let names = SETTINGS.iter().map(|(name, _)| *name).chain(variables);
    let (words, typed_word): (Vec<&str>, &str) = match value {
        Some((values, value)) => (values.split('|').filter(is_word).collect(), value),
        None => (names.collect(), typed),
    };
    let fitting = words.into_iter().filter(|word| begins(word, typed_word));
    (typed.len() - typed_word.len(), fitting.map(Candidate::of).collect())
}

/// Whether this argument of a syntax is a literal word.
fn is_word(argument: &&str) -> bool {
    !argument.is_empty() && argument.bytes().all(|octet| octet.is_ascii_lowercase())
}
