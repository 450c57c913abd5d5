//! The status words of responses.

/// The status of a status response (RFC 9051, section 7.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Ok,
    No,
    Bad,
    Preauth,
    Bye,
}

impl Status {
    pub(super) const ALL: [Status; 5] =
        [Status::Ok, Status::No, Status::Bad, Status::Preauth, Status::Bye];

    /// The status with this name, in any case.
    pub fn parse(word: &[u8]) -> Option<Status> {
        let has_name = |status: &Status| status.name().as_bytes().eq_ignore_ascii_case(word);
        Status::ALL.into_iter().find(has_name)
    }

    /// The status with this name in capitals, if it completes commands. In other cases the word may be one of a
    /// sentence: `No such file`.
    pub fn of_completion(word: &str) -> Option<Status> {
        [Status::Ok, Status::No, Status::Bad].into_iter().find(|status| status.name() == word)
    }

    /// Its name in capitals.
    pub fn name(self) -> &'static str {
        match self {
            Status::Ok => "OK",
            Status::No => "NO",
            Status::Bad => "BAD",
            Status::Preauth => "PREAUTH",
            Status::Bye => "BYE",
        }
    }
}
