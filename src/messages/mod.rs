//! Every text for the user, in each language.
//!
//! The texts are in `en/*.ftl` and `ja/*.ftl`, in [Fluent](https://projectfluent.org)'s syntax.
//! `build/messages.rs` makes a struct of each message, with a field for each argument: `net-refused` becomes
//! [`text::NetRefused`]. A wrong name, a missing argument or a text that is missing in a language does not
//! compile, and the compiler warns about an unused text.
//!
//! ```text
//! messages.format(text::SessionTrying { address, number: 1, of: 2 })
//! ```
//!
//! The text of an error names the cause; its attribute `.advice` says what to do about it. The errors of
//! the modules below have no texts. The files here, one per family of errors, match their variants to
//! texts, so that a variant without a text does not compile either.
//!
//! The server's lines, and IMAP's own words, are never translated. An argument `reason` is an error that
//! is a [`Text`] too: the Japanese texts show the system's errors in Japanese.

mod connection;
mod decisions;
mod help;
mod hints;
mod practice;
mod script_errors;
mod session_errors;
mod spacing;
mod system_errors;
mod transport_errors;

pub use crate::language::Language;
pub use help::{help_on_directive, help_on_topic, is_unknown_key, keys, more_on_command, topics};
pub use spacing::Edges;

use std::fmt;

/// The texts: a struct for each message, made by `build/messages.rs`.
pub(crate) mod text {
    include!(concat!(env!("OUT_DIR"), "/text.rs"));
}

/// The user's language, and the texts in it.
#[derive(Clone, Copy, Debug)]
pub struct Messages {
    language: Language,
}

impl Messages {
    pub const fn new(language: Language) -> Messages {
        Messages { language }
    }

    pub fn language(self) -> Language {
        self.language
    }

    /// The text in the user's language.
    pub fn format(self, text: impl Text) -> String {
        let mut formatted = String::new();
        self.append(&mut formatted, text);
        formatted
    }

    /// Appends the text in the user's language.
    pub fn append(self, to: &mut String, text: impl Text) {
        spacing::append(self.language, to, text);
    }

    pub fn list<S: AsRef<str>>(self, names: impl IntoIterator<Item = S>) -> String {
        self.joined(names, ", ", "、")
    }

    /// The names as a list of alternatives: `a / b / c`.
    pub fn alternatives<S: AsRef<str>>(self, names: impl IntoIterator<Item = S>) -> String {
        self.joined(names, " / ", " か ")
    }

    /// One sentence after the other.
    pub fn sentences<S: AsRef<str>>(self, sentences: impl IntoIterator<Item = S>) -> String {
        self.joined(sentences, " ", "")
    }

    fn joined<S: AsRef<str>>(
        self,
        parts: impl IntoIterator<Item = S>,
        english: &str,
        japanese: &str,
    ) -> String {
        let between = match self.language {
            Language::English => english,
            Language::Japanese => japanese,
        };
        let mut joined = String::new();
        for (index, part) in parts.into_iter().enumerate() {
            if index > 0 {
                joined.push_str(between);
            }
            joined.push_str(part.as_ref());
        }
        joined
    }

    /// How a text affects the spacing around it.
    pub fn edges(self, text: &str) -> Edges {
        spacing::edges(self.language, text)
    }

    /// The question for the value of a variable; `None` if it is not one of the credentials. `user`: whose
    /// password it is, if known.
    pub fn question_for(self, variable: &str, user: Option<&str>) -> Option<String> {
        match (variable, user) {
            ("user", _) => Some(self.format(text::AskUser)),
            ("password", Some(user)) => {
                let user = crate::escape::escaped(user);
                Some(self.format(text::AskPasswordOf { user }))
            }
            ("password", None) => Some(self.format(text::AskPassword)),
            _ => None,
        }
    }
}

/// A message with its arguments.
pub trait Text {
    /// Writes the text in this language.
    fn write(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result;
}

impl<T: Text + ?Sized> Text for &T {
    fn write(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).write(language, f)
    }
}

/// A text that is already formatted.
impl Text for String {
    fn write(&self, _: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

/// A message about an error: its text is the cause, and it has advice.
pub trait ErrorText: Text {
    fn write_advice(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result;
}

/// The cause and the advice of an error, one line each. Both may contain a server's text: escape them
/// before printing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorExplanation {
    /// What happened.
    pub cause: String,
    /// What to do about it.
    pub advice: String,
}

/// An error that can be explained to the user.
pub trait Explain {
    /// The cause and the advice.
    fn explain(&self, messages: Messages) -> ErrorExplanation;
}

impl<T: ErrorText + ?Sized> Explain for T {
    fn explain(&self, messages: Messages) -> ErrorExplanation {
        ErrorExplanation { cause: messages.format(self), advice: messages.format(Advice(self)) }
    }
}

/// The advice of a message about an error.
struct Advice<'a, T: ?Sized>(&'a T);

impl<T: ErrorText + ?Sized> Text for Advice<'_, T> {
    fn write(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.write_advice(language, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MESSAGES: Messages = Messages { language: Language::English };

    #[test]
    fn a_count_selects_the_variant() {
        let dropped = |lines: usize| MESSAGES.format(text::ReplPasteRefused { lines });
        assert!(dropped(1).starts_with("1 more pasted line was dropped"));
        assert!(dropped(12).starts_with("12 more pasted lines were dropped"));
        let no_logout = |octets: u64| MESSAGES.format(text::SessionNoLogout { octets });
        assert!(no_logout(0).contains("the rest of a command"));
        assert!(no_logout(1).contains("one octet"));
        assert!(no_logout(u64::MAX).contains("18446744073709551615 octets"));
    }

    #[test]
    fn arguments_appear_as_they_are() {
        for command in ["0", "007", "1.50", "1e3", "１", "123456789012345678", "", "{ $x }"] {
            let text = MESSAGES.format(text::ReplCompletionOf { command });
            assert_eq!(text, format!("This completes: {command}"));
        }
    }

    #[test]
    fn lists_and_sentences_are_joined_as_the_language_does() {
        let japanese = Messages::new(Language::Japanese);
        assert_eq!(MESSAGES.list(["Sent", "Junk"]), "Sent, Junk");
        assert_eq!(japanese.list(["Sent", "Junk"]), "Sent、Junk");
        assert_eq!(japanese.alternatives(["LOGIN", "AUTHENTICATE"]), "LOGIN か AUTHENTICATE");
        assert_eq!(MESSAGES.sentences(["Yes.", "No."]), "Yes. No.");
        assert_eq!(japanese.sentences(["はい。", "いいえ。"]), "はい。いいえ。");
    }

    #[test]
    fn a_japanese_cause_has_spaces_around_its_arguments() {
        struct Refused<'a>(&'a str);
        impl Text for Refused<'_> {
            fn write(&self, _: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                ["理由は", self.0, "です。"].into_iter().try_for_each(|part| f.write_str(part))
            }
        }
        impl ErrorText for Refused<'_> {
            fn write_advice(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.write(language, f)
            }
        }
        let explanation = Refused("NO").explain(Messages::new(Language::Japanese));
        assert_eq!(explanation.cause, "理由は NO です。");
        assert_eq!(explanation.advice, "理由は NO です。");
    }

    #[test]
    fn advice_may_repeat_other_texts() {
        let hidden = text::NetAddressHiddenPort.explain(MESSAGES);
        let bad = text::NetAddressBadPort { port: "0" }.explain(MESSAGES);
        assert_eq!(hidden.advice, bad.advice);
    }

    /// A text without Japanese letters was probably not translated. The others are syntax and names.
    #[test]
    fn the_japanese_texts_are_japanese() {
        const WITHOUT: &[&str] = &[
            "annotation-attributes",
            "attribute-inbox",
            "cli-explain-usage",
            "cli-learn-usage",
            "cli-replay-usage",
            "cli-serve-usage",
            "cli-usage",
            "directive-state-host-tls",
            "directive-state-mailbox",
            "directive-state-running",
            "fetched-uid",
            "flag-with-meaning",
            "help-word",
            "item-uid",
            "man-see",
            "notify-events",
            "phrase-quoted",
            "quota-percent",
            "repl-prompt-closed",
            "replay-heading",
            "right-other",
            "search-group",
            "search-returns-uids",
            "sort-then",
        ];
        let is_japanese = |c: char| matches!(c, 'ぁ'..='ヿ' | '一'..='鿿');
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/messages/ja");
        for file in std::fs::read_dir(folder).expect("a folder") {
            let path = file.expect("a file").path();
            let text = std::fs::read_to_string(&path).expect("a text");
            // A message begins a line; the lines below it are indented.
            let mut messages: Vec<String> = Vec::new();
            for line in text.lines() {
                match line.starts_with(|c: char| c.is_ascii_lowercase() || c == '-') {
                    true => messages.push(line.to_owned()),
                    false if line.starts_with(' ') => {
                        if let Some(last) = messages.last_mut() {
                            last.push_str(line);
                        }
                    }
                    false => {}
                }
            }
            for message in messages {
                let name = message.split(' ').next().unwrap_or_default();
                let is_translated = message.chars().any(is_japanese);
                assert!(is_translated || WITHOUT.contains(&name), "{}: {message}", path.display());
            }
        }
    }
}
