//! Every word for the user, by its id: one Fluent file a language, beside this one.
//! The server's words and IMAP's own are no texts of ours and never pass through here.

mod connection;
mod hints;
mod practice;
mod script_errors;
mod session_errors;
mod transport_errors;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use memchr::{memchr_iter, memmem};
use std::borrow::Cow;
use std::fmt;

/// A language that imapsh speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English, complete: other languages fall back on it.
    English,
}

impl Language {
    fn source(self) -> &'static str {
        match self {
            Language::English => concat!(
                "\n",
                include_str!("en/command_line.ftl"),
                "\n",
                include_str!("en/help.ftl"),
                "\n",
                include_str!("en/man_page.ftl"),
                "\n",
                include_str!("en/practice.ftl"),
                "\n",
                include_str!("en/prompt.ftl"),
                "\n",
                include_str!("en/record.ftl"),
                "\n",
                include_str!("en/script.ftl"),
                "\n",
                include_str!("en/session.ftl"),
                "\n",
                include_str!("en/transport.ftl")
            ),
        }
    }
    fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
        }
    }
}

/// An argument as Fluent takes it: a count is a number, so that a text can choose by it. Anything
/// else, and what a number would not give back as it was, stands as it is.
fn value_of(text: String) -> FluentValue<'static> {
    let is_count = text == "0" || !text.starts_with('0');
    let digits = (1..=15).contains(&text.len()) && text.bytes().all(|octet| octet.is_ascii_digit());
    match text.parse::<f64>() {
        Ok(number) if digits && is_count => number.into(),
        _ => text.into(),
    }
}

/// The table of texts of one language. Made once, in `main`, and lent to whoever speaks. A run says
/// a handful of its hundreds of texts: each is looked for and read when it is said, and not before.
#[derive(Clone, Copy, Debug)]
pub struct Messages {
    language: Language,
}

impl Messages {
    /// The language's table.
    pub fn new(language: Language) -> Messages {
        Messages { language }
    }

    /// The text with this id. An id that the table lacks stands for itself.
    pub fn get(&self, id: &str) -> String {
        self.with(id, &[])
    }

    /// The text with this id and these arguments in the places that name them.
    pub fn with(&self, id: &str, arguments: &[(&str, &dyn std::fmt::Display)]) -> String {
        let bundle = self.bundle(id);
        let Some(pattern) = bundle.get_message(id).and_then(|m| m.value()) else {
            return id.to_owned();
        };
        let mut values = FluentArgs::new();
        for (name, value) in arguments {
            values.set((*name).to_owned(), value_of(value.to_string()));
        }
        let mut errors = Vec::new();
        match bundle.format_pattern(pattern, Some(&values), &mut errors) {
            Cow::Borrowed(text) => text.to_owned(),
            Cow::Owned(text) => text,
        }
    }

    /// Whether the table has this id.
    pub fn has(&self, id: &str) -> bool {
        entry(self.language.source(), id).is_some()
    }

    /// What Fluent needs to say this text: its entry, and those of the texts that stand inside it.
    fn bundle(&self, id: &str) -> FluentBundle<FluentResource> {
        let source = self.language.source();
        let mut bundle = FluentBundle::new(self.language.tag().parse().into_iter().collect());
        // Isolation marks are for mixed writing directions, and would reach terminals and files.
        bundle.set_use_isolating(false);
        let mut due: Vec<&str> = vec![id];
        while let Some(id) = due.pop() {
            let Some(entry) = entry(source, id).filter(|_| !bundle.has_message(id)) else {
                continue;
            };
            // The tables are part of the program, and a test reads each of them strictly.
            let (Ok(resource) | Err((resource, _))) = FluentResource::try_new(entry.to_owned());
            bundle.add_resource_overriding(resource);
            let places = entry.split("{ ").skip(1);
            due.extend(places.filter_map(|place| Some(place.split_once(" }")?.0)));
        }
        bundle
    }
}

/// The entry with this id in a table: up to the next line that begins an entry or a comment.
fn entry<'a>(table: &'a str, id: &str) -> Option<&'a str> {
    let octets = table.as_bytes();
    let begins = memmem::find(octets, format!("\n{id} =").as_bytes())? + 1;
    let is_next = |end: &usize| {
        let next = octets.get(end + 1);
        next.is_none_or(|octet| octet.is_ascii_alphabetic() || *octet == b'#')
    };
    let mut ends = memchr_iter(b'\n', octets.get(begins..)?).map(|end| begins + end);
    table.get(begins..ends.find(is_next).unwrap_or(table.len()))
}

/// The texts: a struct for each message, made by `build.rs`.
pub mod text {
    include!(concat!(env!("OUT_DIR"), "/text.rs"));
}

/// A message with its arguments.
pub trait Text {
    /// Writes the text in this language.
    fn write(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result;
}

/// A message about an error: its text is the cause, and there is advice.
pub trait ErrorText: Text {
    /// Writes the advice in this language.
    fn write_advice(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result;
}

/// What the user reads about an error, a line each. Both may contain what a server sent: escape
/// them before printing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What happened.
    pub cause: String,
    /// What to do about it.
    pub advice: String,
}

/// An error that can be explained to the user.
pub trait Explain {
    /// The cause and the advice.
    fn explain(&self, messages: Messages) -> Explanation;
}

impl<T: Text + ?Sized> Text for &T {
    fn write(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).write(language, f)
    }
}

impl<T: ErrorText> Explain for T {
    fn explain(&self, Messages { language }: Messages) -> Explanation {
        Explanation {
            cause: fmt::from_fn(|f| self.write(language, f)).to_string(),
            advice: fmt::from_fn(|f| self.write_advice(language, f)).to_string(),
        }
    }
}

impl Messages {
    /// The text in the user's language.
    pub fn format(&self, text: impl Text) -> String {
        fmt::from_fn(|f| text.write(self.language, f)).to_string()
    }
}

#[cfg(test)]
mod tests;
