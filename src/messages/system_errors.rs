//! Errors of the operating system and of libraries: the argument `reason` of a text.
//!
//! The standard library words the system's errors in English in any locale (`No such file or directory
//! (os error 2)`). English texts show that; Japanese texts use the words below. The errors of other
//! libraries, such as rustls, are in [`English`] only.

use super::{Language, Text, text};
use crate::system_error::SystemError;
use crate::transport::LookupError;
use std::fmt::{self, Display};
use std::io::{Error, ErrorKind};

impl Text for Error {
    fn write(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (language, in_japanese(self.kind())) {
            (Language::Japanese, Some(text)) => f.write_str(text),
            _ => Display::fmt(self, f),
        }
    }
}

impl Text for SystemError {
    fn write(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Error::from(*self).write(language, f)
    }
}

impl Text for LookupError {
    fn write(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LookupError::UnknownName => text::NetLookupUnknown.write(language, f),
            LookupError::NoAddress => text::NetLookupNoAddress.write(language, f),
            LookupError::NoAnswer => text::NetLookupNoAnswer.write(language, f),
            LookupError::Other(error) => error.write(language, f),
        }
    }
}

/// An error of a library that words it in English.
pub(super) struct English<T>(pub T);

impl<T: Display> Text for English<T> {
    fn write(&self, _: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Display::fmt(&self.0, f)
    }
}

fn in_japanese(kind: ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::NotFound => "ファイルかフォルダーがありません",
        ErrorKind::PermissionDenied => "権限がありません",
        ErrorKind::AlreadyExists => "すでにあります",
        ErrorKind::IsADirectory => "フォルダーです",
        ErrorKind::NotADirectory => "途中の名前がフォルダーではありません",
        ErrorKind::ReadOnlyFilesystem => "ファイルシステムが読み取り専用です",
        ErrorKind::StorageFull => "空き容量がありません",
        ErrorKind::QuotaExceeded => "使える容量の上限に達しました",
        ErrorKind::FileTooLarge => "ファイルが大きすぎます",
        ErrorKind::InvalidFilename => "ファイルの名前が長すぎるか、正しくありません",
        ErrorKind::AddrInUse => "そのアドレスとポートはすでに使われています",
        ErrorKind::AddrNotAvailable => "このマシンのアドレスではありません",
        ErrorKind::ConnectionRefused => "接続を拒否されました",
        ErrorKind::ConnectionReset => "相手が接続を切りました",
        ErrorKind::ConnectionAborted => "接続が中断されました",
        ErrorKind::BrokenPipe => "受け取る側が閉じています",
        ErrorKind::NetworkUnreachable => "ネットワークに到達できません",
        ErrorKind::HostUnreachable => "ホストに到達できません",
        ErrorKind::NetworkDown => "ネットワークが動いていません",
        ErrorKind::TimedOut => "時間切れになりました",
        ErrorKind::OutOfMemory => "メモリーが足りません",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use crate::language::Language;
    use crate::messages::{Messages, text};
    use crate::system_error::SystemError;
    use std::io::{Error, ErrorKind};

    #[test]
    fn the_reason_is_in_the_language_of_the_text() {
        let not_found = Error::from_raw_os_error(2);
        let copied = SystemError::from(&not_found);
        let shown = |language, reason: &dyn super::Text| {
            Messages::new(language).format(text::FileUnreadable { path: "x.imap", reason })
        };
        let japanese = "x.imap を読み込めません: ファイルかフォルダーがありません";
        assert_eq!(shown(Language::Japanese, &not_found), japanese);
        assert_eq!(shown(Language::Japanese, &copied), japanese);
        let english = "Cannot read x.imap: No such file or directory (os error 2)";
        assert_eq!(shown(Language::English, &not_found), english);
        assert_eq!(shown(Language::English, &copied), english);
        // Errors without Japanese words stay unchanged.
        let unknown = Error::from_raw_os_error(99_999);
        let own = Error::new(ErrorKind::InvalidData, "(os error 2)");
        for reason in [unknown, own] {
            assert!(shown(Language::Japanese, &reason).ends_with(&format!(": {reason}")));
        }
    }
}
