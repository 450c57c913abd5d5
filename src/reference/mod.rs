//! Reference data about every registered word of IMAP: commands, responses, response codes,
//! capabilities, flags and so on.
//!
//! The data is in `data/*.toml`, one hand-edited file per category. Each entry has:
//!
//! - `name`: as registered; keywords in capitals.
//! - `syntax`: the whole form. Placeholders are in capitals, `[…]` is optional, `A|B` is a choice, `…`
//!   repeats.
//! - `states`: the states in which a command is allowed; other words have none.
//! - `capability`: the capability that announces it; absent for the base protocol.
//! - `rfc`, `section`: where it is defined. RFC 3501 for everything that it defines, since most servers
//!   speak IMAP4rev1. A word with several uses has the section about the use in its category: FETCH's for
//!   a FETCH item, STATUS's for a STATUS item.
//! - `document`: the name of the public document that defines the word, if no RFC does.
//! - `example`: a complete line.
//! - `en`, `ja`: one sentence about what it means or does.
//! - `next`: what to type next, without a tag.
//! - `obsolete`: whether it is obsolete.
//! - `server_only`: whether only servers send it, although clients send the other words of its category.
//! - `can_enable`: whether ENABLE turns the capability on (RFC 5161).
//!
//! `build/reference.rs` turns the files into static tables: they cost nothing at start, and a
//! mistake in them fails the build.

#[cfg(test)]
mod document;
#[cfg(test)]
mod example_tests;
mod hash;
mod lookup;
mod placeholders;
#[cfg(test)]
mod registry_tests;
mod syntax;
mod titles;

pub use lookup::{capability, lookup, names};
pub use placeholders::{arguments_in, keywords};
pub use syntax::Argument;

use crate::language::Language;
use std::fmt;

mod data {
    include!(concat!(env!("OUT_DIR"), "/reference.rs"));
}

pub use data::Category;

/// The states of a connection (RFC 3501, section 3), in the order in which they are reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum ConnectionState {
    #[default]
    NotAuthenticated,
    Authenticated,
    Selected,
}

/// Where a word is defined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Rfc {
        rfc: u16,
        section: &'static str,
    },
    /// The name of another public document.
    Document(&'static str),
}

impl Source {
    /// Whether the source is this RFC.
    pub fn is_rfc(self, number: u16) -> bool {
        matches!(self, Source::Rfc { rfc, .. } if rfc == number)
    }
}

/// `RFC 3501, 7.1`
impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Source::Rfc { rfc, section } => write!(f, "RFC {rfc}, {section}"),
            Source::Document(name) => f.write_str(name),
        }
    }
}

/// A registered word. The module's documentation describes the fields.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry {
    pub name: &'static str,
    pub syntax: &'static str,
    pub states: &'static [ConnectionState],
    pub capability: Option<&'static str>,
    pub source: Option<Source>,
    pub example: &'static str,
    english: &'static str,
    japanese: &'static str,
    pub next: Option<&'static str>,
    pub obsolete: bool,
    pub server_only: bool,
    pub can_enable: bool,
}

impl Entry {
    /// Whether another document than RFC 3501 defines it.
    pub fn is_of_extension(&self) -> bool {
        self.source.is_some_and(|source| !source.is_rfc(3501))
    }

    /// One sentence about what it means or does.
    pub fn says(&self, language: Language) -> &'static str {
        match language {
            Language::English => self.english,
            Language::Japanese => self.japanese,
        }
    }

    /// The state that a command needs; `None`: any. A command that needs
    /// [`ConnectionState::Authenticated`] is also allowed while a mailbox is selected; one that needs
    /// [`ConnectionState::NotAuthenticated`] is not allowed later.
    pub fn needed_state(&self) -> Option<ConnectionState> {
        match self.states {
            [ConnectionState::NotAuthenticated, _, ..] => None,
            states => states.first().copied(),
        }
    }

    /// What follows a command's name.
    pub fn arguments(&self) -> &'static str {
        self.syntax.get(self.name.len()..).unwrap_or_default().trim_start()
    }
}

/// No name is longer than this.
const MAX_NAME: usize = 64;

/// The entry with this name, in any case.
pub fn find(category: Category, name: impl AsRef<[u8]>) -> Option<&'static Entry> {
    let name = name.as_ref();
    if name.len() > MAX_NAME {
        return None;
    }
    let slots = category.slots();
    let mut slot = hash::hash(name);
    // At least half of the slots are empty, so the loop ends.
    loop {
        let entry = category.entries().get(usize::from(slots[slot & (slots.len() - 1)]))?;
        if entry.name.as_bytes().eq_ignore_ascii_case(name) {
            return Some(entry);
        }
        slot += 1;
    }
}

/// Every entry of every category.
#[cfg(test)]
fn entries_of_all() -> impl Iterator<Item = (Category, &'static Entry)> {
    Category::ALL
        .iter()
        .flat_map(|&category| category.entries().iter().map(move |it| (category, it)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_entry_is_found_in_any_case() {
        for (category, entry) in entries_of_all() {
            for name in [entry.name.to_ascii_lowercase(), entry.name.to_ascii_uppercase()] {
                let found = find(category, &name).map(|it| it.name);
                assert_eq!(found, Some(entry.name), "{category:?}");
                assert!(lookup(&name).any(|(_, it)| it.name == entry.name));
            }
        }
        assert!(lookup("no such word").next().is_none());
    }

    /// RFC 3501 mentions most words in several sections.
    #[test]
    fn words_cite_the_section_about_their_use() {
        for (category, sections) in [
            (Category::FetchItems, "6.4.5"),
            (Category::StatusItems, "6.3.10"),
            (Category::SearchKeys, "6.4.4"),
            (Category::StoreModifiers, "6.4.6"),
            (Category::ResponseCodes, "7.1"),
            (Category::Responses, "7."),
            (Category::Commands, "6."),
        ] {
            for entry in category.entries() {
                // * is about responses in general.
                if let Some(Source::Rfc { rfc: 3501, section }) = entry.source
                    && entry.name != "*"
                {
                    assert!(section.starts_with(sections), "{category:?} {}", entry.name);
                }
            }
        }
    }

    #[test]
    fn words_have_a_source() {
        let lacking = entries_of_all().filter(|(_, entry)| entry.source.is_none());
        let lacking: Vec<&str> = lacking.map(|(_, entry)| entry.name).collect();
        // Mail programs set them, and no document defines them.
        assert_eq!(lacking, ["Junk", "NonJunk"]);
    }

    #[test]
    fn the_sentences_are_sentences_in_both_languages() {
        let is_kana = |c: char| matches!(c, 'ぁ'..='ヿ');
        for (category, entry) in entries_of_all() {
            let name = (category, entry.name);
            let (english, japanese) =
                (entry.says(Language::English), entry.says(Language::Japanese));
            assert!(
                english.ends_with('.') && english.is_ascii()
                    || english.contains(['…', '–', '→', '☆']),
                "{name:?}: {english}"
            );
            assert!(english.split(' ').count() > 4, "{name:?}: restates the name");
            assert!(
                japanese.ends_with('。') && japanese.chars().any(is_kana),
                "{name:?}: {japanese}"
            );
            assert!(!entry.example.is_empty() && !entry.syntax.is_empty(), "{name:?}");
        }
    }

    /// The registered names in the sentence's lists: `A, B and C`.
    fn listed_names(sentence: &str) -> Vec<&str> {
        const BETWEEN: &[&str] =
            &[", ", " and ", ", and ", " or ", "、", "・", " と ", " や ", " か ", "、または "];
        let is_part = |c: char| c.is_ascii_alphanumeric() || "\\$=.+-".contains(c);
        let is_name = |word: &str| {
            word.chars().filter(char::is_ascii_uppercase).count() > 1
                && lookup(word).next().is_some()
        };
        let (mut listed, mut before) = (Vec::new(), None);
        let mut rest = sentence;
        while let Some(begin) = rest.find(is_part) {
            let between = &rest[..begin];
            let end = rest[begin..].find(|c| !is_part(c)).map_or(rest.len(), |end| begin + end);
            let word = rest[begin..end].trim_end_matches('.');
            rest = &rest[end..];
            let name = Some(word).filter(|word| is_name(word));
            if BETWEEN.contains(&between) {
                listed.extend(before.and(name).and(before).into_iter().chain(before.and(name)));
            }
            before = name;
        }
        listed
    }

    /// Both sentences of an entry list the same names: `CONDSTORE, QRESYNC or UTF8=ACCEPT`.
    #[test]
    fn the_lists_of_names_are_the_same_in_both_languages() {
        assert_eq!(
            listed_names("SORT lists DATE, SIZE and (not FROM) UID or x."),
            ["DATE", "SIZE"]
        );
        assert_eq!(listed_names("DATE、SIZE や UID を"), ["DATE", "SIZE", "SIZE", "UID"]);
        let mut differences = Vec::new();
        for (category, entry) in entries_of_all() {
            let (english, japanese) =
                (entry.says(Language::English), entry.says(Language::Japanese));
            for (one, other) in [(english, japanese), (japanese, english)] {
                let missing = listed_names(one).into_iter().find(|name| !other.contains(name));
                differences.extend(missing.map(|missing| (category, entry.name, missing)));
            }
        }
        assert_eq!(differences, []);
    }

    /// A half-width space separates Latin words from Japanese letters, not from punctuation.
    #[test]
    fn the_japanese_sentences_have_spaces_between_scripts() {
        let is_punctuation = |c: char| matches!(c, '、' | '。' | '（' | '）');
        let is_japanese = |c: char| matches!(c, 'ぁ'..='ヿ' | '一'..='鿿') && c != '・';
        for (category, entry) in entries_of_all() {
            let sentence: Vec<char> = entry.says(Language::Japanese).chars().collect();
            for pair in sentence.windows(2) {
                let joined = (is_japanese(pair[0]) && pair[1].is_ascii_alphanumeric())
                    || (pair[0].is_ascii_alphanumeric() && is_japanese(pair[1]));
                let separated = (pair[0] == ' ' && is_punctuation(pair[1]))
                    || (is_punctuation(pair[0]) && pair[1] == ' ');
                assert!(!joined && !separated, "{category:?} {}: {pair:?}", entry.name);
            }
        }
    }
}
