//! The scripts that the program carries, each in two languages.

/// A script inside the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bundled {
    /// What it is called.
    pub name: &'static str,
    english: &'static str,
    japanese: &'static str,
}

/// All of them.
pub const SCRIPTS: &[Bundled] = &[
    Bundled {
        name: "idle",
        english: include_str!("../../scripts/idle.imap"),
        japanese: include_str!("../../scripts/idle.ja.imap"),
    },
    Bundled {
        name: "starttls",
        english: include_str!("../../scripts/starttls.imap"),
        japanese: include_str!("../../scripts/starttls.ja.imap"),
    },
    Bundled {
        name: "connect",
        english: include_str!("../../scripts/connect.imap"),
        japanese: include_str!("../../scripts/connect.ja.imap"),
    },
];

impl Bundled {
    /// The script's text in the language with this tag (`ja`, else English).
    pub fn text(&self, language: &str) -> &'static str {
        match language {
            "ja" => self.japanese,
            _ => self.english,
        }
    }

    /// Its title: what the first line says.
    pub fn title(&self, language: &str) -> &'static str {
        let first = self.text(language).lines().next().unwrap_or_default();
        first.trim_start_matches(['#', ' '])
    }
}

/// The script with this name. `idle` and `idle.imap` are in the language asked for, `idle.ja` and
/// `idle.ja.imap` in Japanese.
///
/// # Examples
/// ```
/// use imapsh::script::bundled::find;
/// assert!(find("idle", "en").is_some_and(|text| text.contains("select inbox")));
/// assert_eq!(find("idle.ja.imap", "en"), find("idle", "ja"));
/// assert_eq!(find("no-such", "en"), None);
/// ```
pub fn find(name: &str, language: &str) -> Option<&'static str> {
    let name = name.strip_suffix(".imap").unwrap_or(name);
    let (name, language) = match name.strip_suffix(".ja") {
        Some(name) => (name, "ja"),
        None => (name, language),
    };
    let script = SCRIPTS.iter().find(|script| script.name == name)?;
    Some(script.text(language))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notation::{Item, ItemKind, Script};

    /// What a script does, without its words.
    fn deeds(text: &str) -> Vec<ItemKind> {
        let items = Script::parse(text.as_bytes(), "x")
            .expect("no mistake")
            .items;
        let said = |item: &Item| matches!(item.kind, ItemKind::Comment(_) | ItemKind::Heading(_));
        items
            .into_iter()
            .filter(|item| !said(item))
            .map(|item| item.kind)
            .collect()
    }

    #[test]
    fn each_does_the_same_in_both_languages() {
        for script in SCRIPTS {
            assert_eq!(
                deeds(script.english),
                deeds(script.japanese),
                "{}",
                script.name
            );
            assert!(!script.title("en").is_empty() && script.title("en") != script.title("ja"));
        }
    }

    #[test]
    fn none_reaches_outside_or_holds_a_password() {
        for script in SCRIPTS {
            let read = Script::parse(script.english.as_bytes(), script.name).expect("no mistake");
            assert_eq!(read.outside_accesses, []);
            let names: Vec<&str> = read
                .required_variables
                .iter()
                .map(|name| name.name.as_str())
                .collect();
            assert_eq!(names, ["user", "password"], "{}", script.name);
        }
    }
}
