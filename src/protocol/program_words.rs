//! Words that are typed with a colon in front although they are not directives: names of settings, of
//! the program's options and of its commands. None of them takes a secret.

use super::spelling;

/// What a word is the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProgramWord {
    /// `:set` sets it.
    Setting,
    /// An option of the command line, which begins with `--`.
    Option,
    /// A command of the program, for the shell.
    Command,
}

const WORDS: &[(&str, ProgramWord)] = &[
    ("fold", ProgramWord::Setting),
    ("guide", ProgramWord::Setting),
    ("paste", ProgramWord::Setting),
    ("patience", ProgramWord::Setting),
    ("timeout", ProgramWord::Setting),
    ("ca-file", ProgramWord::Option),
    ("color", ProgramWord::Option),
    ("insecure", ProgramWord::Option),
    ("keep-going", ProgramWord::Option),
    ("lang", ProgramWord::Option),
    ("step", ProgramWord::Option),
    ("time", ProgramWord::Option),
    ("timestamps", ProgramWord::Option),
    ("trust", ProgramWord::Option),
    ("version", ProgramWord::Option),
    ("learn", ProgramWord::Command),
    ("replay", ProgramWord::Command),
    ("serve", ProgramWord::Command),
];

/// What this word is the name of, in any case.
pub fn find(word: &str) -> Option<(&'static str, ProgramWord)> {
    WORDS.iter().copied().find(|(name, _)| name.eq_ignore_ascii_case(word))
}

/// The same for a word that may be misspelt.
pub fn nearest(word: &str) -> Option<(&'static str, ProgramWord)> {
    find(word).or_else(|| find(spelling::nearest(word, names())?))
}

/// The words.
pub fn names() -> impl Iterator<Item = &'static str> {
    WORDS.iter().map(|(name, _)| *name)
}
