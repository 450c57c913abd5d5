//! An error of the operating system that can be copied and compared, unlike [`io::Error`].

use std::io;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SystemError {
    kind: io::ErrorKind,
    /// The system's number, if the error is not the standard library's own.
    code: Option<i32>,
}

impl From<&io::Error> for SystemError {
    fn from(error: &io::Error) -> SystemError {
        SystemError { kind: error.kind(), code: error.raw_os_error() }
    }
}

impl From<SystemError> for io::Error {
    fn from(error: SystemError) -> io::Error {
        error.code.map_or_else(|| error.kind.into(), io::Error::from_raw_os_error)
    }
}
