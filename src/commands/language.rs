//! The language of the texts: the value of `--lang`, or else the language of the locale.

use crate::cli::LanguageChoice;
use crate::language::Language;
use clap::ValueEnum;
use std::env;
use std::ffi::OsString;

/// The environment variables for the locale. The first that is not empty decides (POSIX, section 8.2).
const VARIABLES: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

/// The language that the command line or the environment asks for.
pub fn chosen(lang: Option<LanguageChoice>) -> Language {
    match lang {
        Some(LanguageChoice::En) => Language::English,
        Some(LanguageChoice::Ja) => Language::Japanese,
        None => of_locale(|variable| env::var(variable).ok()),
    }
}

/// The language that a command line names, before it is parsed; otherwise the environment's.
pub fn named(arguments: &[OsString]) -> Language {
    let mut arguments = arguments.iter().skip(1).filter_map(|argument| argument.to_str());
    let mut lang = None;
    while let Some(argument) = arguments.next().filter(|it| *it != "--") {
        let value = match argument.split_once('=') {
            Some(("--lang", value)) => Some(value),
            None if argument == "--lang" => arguments.next(),
            _ => None,
        };
        lang = value.and_then(|value| LanguageChoice::from_str(value, false).ok()).or(lang);
    }
    chosen(lang)
}

fn of_locale(value_of: impl Fn(&str) -> Option<String>) -> Language {
    let locale = VARIABLES.into_iter().find_map(|name| value_of(name).filter(|it| !it.is_empty()));
    let locale = locale.unwrap_or_default();
    match locale.split(['_', '.', '@', '-']).next() {
        Some("ja") => Language::Japanese,
        _ => Language::English,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_of_a_command_line_that_is_wrong() {
        for (line, language) in [
            ("imapsh --lang ja --frob", Language::Japanese),
            ("imapsh --frob --lang=ja", Language::Japanese),
            ("imapsh --lang ja --lang en", Language::English),
            ("imapsh --lang en x", Language::English),
        ] {
            let arguments: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            assert_eq!(named(&arguments), language, "{line}");
        }
    }

    #[test]
    fn the_first_variable_that_is_not_empty_decides() {
        let language = |lc_all: &str, lc_messages: &str, lang: &str| {
            let values = [lc_all, lc_messages, lang];
            of_locale(|name| {
                let at = VARIABLES.iter().position(|variable| *variable == name)?;
                Some(values[at].to_owned())
            })
        };
        assert_eq!(language("", "", "ja_JP.UTF-8"), Language::Japanese);
        assert_eq!(language("", "ja", "en_US.UTF-8"), Language::Japanese);
        assert_eq!(language("C", "ja_JP.UTF-8", "ja_JP.UTF-8"), Language::English);
        assert_eq!(language("", "", "jam"), Language::English);
        assert_eq!(language("", "", ""), Language::English);
    }
}
