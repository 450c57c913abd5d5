//! Words that are typed with a colon in front although they are not directives: names of settings, of
//! the program's options and of its commands. None of them takes a secret.

use super::settings::SETTINGS;
use super::spelling;

/// What a word is the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProgramWord {
    /// `:set` sets it, to one of these values.
    Setting(&'static str),
    /// An option of the command line, which begins with `--`.
    Option,
    /// A command of the program, for the shell.
    Command,
}

const OPTIONS: &[&str] = &[
    "ca-file",
    "color",
    "insecure",
    "keep-going",
    "lang",
    "step",
    "time",
    "timestamps",
    "trust",
    "version",
];

const COMMANDS: &[&str] = &["learn", "replay", "serve"];

fn words() -> impl Iterator<Item = (&'static str, ProgramWord)> {
    let settings = SETTINGS.iter().map(|(name, values)| (*name, ProgramWord::Setting(values)));
    let options = OPTIONS.iter().map(|name| (*name, ProgramWord::Option));
    let commands = COMMANDS.iter().map(|name| (*name, ProgramWord::Command));
    settings.chain(options).chain(commands)
}

/// What this word is the name of, in any case.
pub fn find(word: &str) -> Option<(&'static str, ProgramWord)> {
    words().find(|(name, _)| name.eq_ignore_ascii_case(word))
}

/// The same for a word that may be misspelt.
pub fn nearest(word: &str) -> Option<(&'static str, ProgramWord)> {
    find(word).or_else(|| find(spelling::nearest(word, names())?))
}

/// The words.
pub fn names() -> impl Iterator<Item = &'static str> {
    words().map(|(name, _)| name)
}
