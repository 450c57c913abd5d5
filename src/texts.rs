//! Every word for the user, by its id: one Fluent file a language under `texts/`.
//! The server's words and IMAP's own are no texts of ours and never pass through here.

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use std::borrow::Cow;

/// A language that imapsh speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English, complete: other languages fall back on it.
    English,
}

impl Language {
    fn source(self) -> &'static str {
        match self {
            Language::English => include_str!("../texts/en.ftl"),
        }
    }
    fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
        }
    }
}

/// The table of texts of one language. Made once, in `main`, and lent to whoever speaks.
pub struct Texts {
    bundle: FluentBundle<FluentResource>,
}

impl Texts {
    /// Reads the language's table. The tables are part of the program, and a test reads each of
    /// them strictly; a line that Fluent can't read is left out here rather than a reason to stop.
    pub fn new(language: Language) -> Texts {
        let resource = match FluentResource::try_new(language.source().to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        let tags = language.tag().parse().into_iter().collect();
        let mut bundle = FluentBundle::new_concurrent(tags);
        // Isolation marks are for mixed writing directions, and would reach terminals and files.
        bundle.set_use_isolating(false);
        bundle.add_resource_overriding(resource);
        Texts { bundle }
    }

    /// The text with this id. An id that the table lacks stands for itself.
    pub fn get(&self, id: &str) -> String {
        self.with(id, &[])
    }

    /// The text with this id and these arguments in the places that name them.
    pub fn with(&self, id: &str, arguments: &[(&str, &dyn std::fmt::Display)]) -> String {
        let Some(pattern) = self.bundle.get_message(id).and_then(|m| m.value()) else {
            return id.to_owned();
        };
        let mut values = FluentArgs::new();
        for (name, value) in arguments {
            values.set((*name).to_owned(), value.to_string());
        }
        let mut errors = Vec::new();
        match self
            .bundle
            .format_pattern(pattern, Some(&values), &mut errors)
        {
            Cow::Borrowed(text) => text.to_owned(),
            Cow::Owned(text) => text,
        }
    }

    /// Whether the table has this id.
    pub fn has(&self, id: &str) -> bool {
        self.bundle.has_message(id)
    }
}

#[cfg(test)]
mod tests;
