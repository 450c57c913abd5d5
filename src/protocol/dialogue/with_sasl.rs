//! The value of `${sasl}` in a typed line.

use crate::protocol::compose::{self, ComposeError, Composed, Environment, FileError, FileInfo};
use crate::protocol::sasl;

/// An environment in which `${sasl}` is the response to a challenge, computed from user and password.
pub(super) struct WithSasl<'a> {
    pub environment: &'a dyn Environment,
    pub mechanism: &'a str,
    /// The challenge's number, from 0.
    pub challenge: usize,
}

impl WithSasl<'_> {
    pub fn compose(&self, tag: Option<&str>, line: &str) -> Result<Composed, ComposeError> {
        compose::compose(tag, line, self).map_err(|error| self.explained(error))
    }

    /// The line with its variables replaced: base64 needs no quoting.
    pub fn expand_variables(&self, line: &str) -> Result<String, ComposeError> {
        compose::expand_variables(line, self).map_err(|error| self.explained(error))
    }

    fn explained(&self, error: ComposeError) -> ComposeError {
        match error {
            ComposeError::UndefinedVariable(name) if name == "sasl" => {
                ComposeError::NoSaslResponse(self.mechanism.to_owned())
            }
            other => other,
        }
    }
}

impl Environment for WithSasl<'_> {
    fn variable(&self, name: &str) -> Option<String> {
        if name != "sasl" {
            return self.environment.variable(name);
        }
        if !sasl::can_respond(self.mechanism) {
            return None;
        }
        let user = self.environment.variable("user")?;
        let password = self.environment.variable("password")?;
        sasl::response(self.mechanism, self.challenge, &user, &password)
    }

    fn file(&self, path: &str) -> Result<FileInfo, FileError> {
        self.environment.file(path)
    }
}
