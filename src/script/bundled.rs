//! The scripts bundled with the program, each in English and in Japanese.

use crate::language::Language;
use std::borrow::Cow;
use std::path::Path;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bundled {
    pub name: &'static str,
    english: &'static str,
    japanese: &'static str,
}

/// A script in `scripts/`.
macro_rules! script {
    ($name:literal) => {
        Bundled {
            name: $name,
            english: include_str!(concat!("../../scripts/", $name, ".imap")),
            japanese: include_str!(concat!("../../scripts/", $name, ".ja.imap")),
        }
    };
}

/// The lessons in the order in which to take them, then the other scripts.
pub const SCRIPTS: &[Bundled] = &[
    script!("tags"),
    script!("list"),
    script!("select"),
    script!("fetch"),
    script!("search"),
    script!("uid"),
    script!("store"),
    script!("append"),
    script!("idle"),
    script!("status"),
    script!("connecting"),
    script!("capability"),
    script!("login"),
    script!("names"),
    script!("errors"),
    script!("layers"),
    script!("starttls"),
    script!("connect"),
];

/// The bundled script with this name: `idle` and `idle.imap` in English, `idle.ja` and
/// `idle.ja.imap` in Japanese.
///
/// # Examples
/// ```
/// use imapsh::internals::find;
/// assert!(find("idle").is_some_and(|text| text.contains("select inbox")));
/// assert_eq!(find("idle.ja.imap"), find("idle.ja"));
/// assert_eq!(find("no-such"), None);
/// ```
pub fn find(name: &str) -> Option<&'static str> {
    let name = without_extension(name);
    let (name, language) = match name.strip_suffix(".ja") {
        Some(name) => (name, Language::Japanese),
        None => (name, Language::English),
    };
    let script = SCRIPTS.iter().find(|script| script.name == name)?;
    Some(match language {
        Language::Japanese => script.japanese,
        Language::English => script.english,
    })
}

fn without_extension(name: &str) -> &str {
    name.strip_suffix(".imap").unwrap_or(name)
}

/// The name of the script that `name` means in this language: `idle.ja` for `idle`, unless a file has
/// this name.
pub fn name_in(name: &str, language: Language) -> Cow<'_, str> {
    let is_bundled = |script: &Bundled| script.name == without_extension(name);
    if SCRIPTS.iter().any(is_bundled) && !Path::new(name).exists() {
        translated(name, language)
    } else {
        Cow::Borrowed(name)
    }
}

/// The script's name in `imapsh learn`: `idle` for `idle.ja`; a file's name is unchanged.
pub fn name_of_lesson(name: &str) -> &str {
    match find(name) {
        Some(_) if !Path::new(name).exists() => {
            let name = without_extension(name);
            name.strip_suffix(".ja").unwrap_or(name)
        }
        _ => name,
    }
}

/// The name of a bundled script in this language.
pub fn translated(name: &str, language: Language) -> Cow<'_, str> {
    match language {
        Language::Japanese => Cow::Owned(format!("{}.ja", without_extension(name))),
        Language::English => Cow::Borrowed(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notation::{ItemKind, Script, ScriptItem};

    /// The items of a script, without its texts.
    fn commands_and_directives(text: &str) -> Vec<ItemKind> {
        let items = Script::parse(text.as_bytes(), "x").expect("no mistake").items;
        let is_text =
            |item: &ScriptItem| matches!(item.kind, ItemKind::Comment(_) | ItemKind::Heading(_));
        items.into_iter().filter(|item| !is_text(item)).map(|item| item.kind).collect()
    }

    #[test]
    fn a_name_means_the_script_in_the_users_language() {
        for (name, japanese) in [
            ("idle", "idle.ja"),
            ("idle.imap", "idle.ja"),
            ("idle.ja", "idle.ja"),
            ("mine.imap", "mine.imap"),
            ("-", "-"),
        ] {
            assert_eq!(name_in(name, Language::Japanese), japanese);
            assert_eq!(name_in(name, Language::English), name);
        }
    }

    #[test]
    fn both_languages_do_the_same() {
        for script in SCRIPTS {
            assert_eq!(
                commands_and_directives(script.english),
                commands_and_directives(script.japanese),
                "{}",
                script.name
            );
            let title = |text: &'static str| text.lines().next().unwrap_or_default();
            assert!(title(script.english).len() > 2);
            assert_ne!(title(script.english), title(script.japanese));
        }
    }

    /// A comment that looks like a login is masked.
    #[test]
    fn no_text_is_taken_for_a_secret() {
        for text in SCRIPTS.iter().flat_map(|script| [script.english, script.japanese]) {
            for item in Script::parse(text.as_bytes(), "x").expect("no mistake").items {
                if let ItemKind::Comment(shown) | ItemKind::Heading(shown) = item.kind {
                    assert!(text.contains(&*shown), "{shown}");
                }
            }
        }
    }

    #[test]
    fn none_accesses_files_or_contains_a_password() {
        for script in SCRIPTS {
            let read = Script::parse(script.english.as_bytes(), script.name).expect("no mistake");
            assert_eq!(read.outside_accesses, []);
            let names: Vec<&str> =
                read.required_variables.iter().map(|name| name.name.as_str()).collect();
            assert_eq!(names, ["user", "password"], "{}", script.name);
        }
    }
}
