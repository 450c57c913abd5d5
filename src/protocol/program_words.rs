//! Words that users may type with a colon although they are not directives: names of settings, of
//! command-line options and of subcommands. None of them takes a secret.

use super::settings::SETTINGS;
use super::spelling;

/// The kind of such a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProgramWord {
    /// A setting, which `:set` sets to one of these values.
    Setting(&'static str),
    /// A command-line option, which begins with `--`.
    Option,
    /// A subcommand, for the shell.
    Command,
}

const OPTIONS: &[&str] = &[
    "ca-file", "color", "insecure", "keep-going", "lang", "step", "time", "timestamps", "trust",
    "version",
];

const COMMANDS: &[&str] = &["learn", "replay", "serve"];

fn words() -> impl Iterator<Item = (&'static str, ProgramWord)> {
    let settings = SETTINGS.iter().map(|(name, values)| (*name, ProgramWord::Setting(values)));
    let options = OPTIONS.iter().map(|name| (*name, ProgramWord::Option));
    let commands = COMMANDS.iter().map(|name| (*name, ProgramWord::Command));
    settings.chain(options).chain(commands)
}

/// The kind of this word, in any case.
pub fn find(word: &str) -> Option<(&'static str, ProgramWord)> {
    words().find(|(name, _)| name.eq_ignore_ascii_case(word))
}

/// The kind of the most similar word, for one that may be misspelled.
pub fn nearest(word: &str) -> Option<(&'static str, ProgramWord)> {
    find(word).or_else(|| find(spelling::nearest(word, names())?))
}

/// All words.
pub fn names() -> impl Iterator<Item = &'static str> {
    words().map(|(name, _)| name)
}
