//! The types that all SASL mechanisms of the server use.

/// The server's reaction to a client's response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaslStep {
    /// Send this challenge and wait for the client's response.
    Challenge(Vec<u8>),
    /// This user has authenticated.
    Authenticated(String),
    /// Authentication failed.
    Failed,
    /// The response is not in the mechanism's format. The text says what was expected.
    Malformed(&'static str),
}

/// Looks up passwords.
pub trait Passwords {
    /// The password of a user, or `None` if the user does not exist.
    fn password(&self, user: &str) -> Option<String>;
}
