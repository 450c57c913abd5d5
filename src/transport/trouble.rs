//! What went wrong, in words: two lines, the cause and what to try, from the table of texts.
//! Each error says its text's id and what its text names.

use crate::messages::Messages;
use std::fmt::Display;

/// What an error's text names: pairs of a name in the text and its value.
#[derive(Clone, Debug, Default)]
pub struct Given(Vec<(&'static str, String)>);

impl Given {
    /// Nothing.
    pub fn new() -> Given {
        Given::default()
    }

    /// One more pair.
    pub fn and(mut self, name: &'static str, value: impl Display) -> Given {
        self.0.push((name, value.to_string()));
        self
    }
}

/// A failure in words, a line each. May hold what a server sent: the caller makes it safe to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// What happened.
    pub cause: String,
    /// What to try.
    pub advice: String,
}

/// An error that can say itself to the user.
pub trait Explain {
    /// The text's id; the advice stands under the same id with `-try`.
    fn id(&self) -> &'static str;

    /// What the two texts name.
    fn given(&self) -> Given;

    /// Both lines in the table's language.
    fn words(&self, messages: Messages) -> Words {
        let given = self.given();
        let arguments: Vec<(&str, &dyn Display)> = given
            .0
            .iter()
            .map(|(name, value)| (*name, value as &dyn Display))
            .collect();
        Words {
            cause: messages.with(self.id(), &arguments),
            advice: messages.with(&format!("{}-try", self.id()), &arguments),
        }
    }
}
