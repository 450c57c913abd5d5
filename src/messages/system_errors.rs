//! The operating system's errors in Japanese.
//!
//! They are the argument `reason` of a text. The standard library writes them in English in any locale
//! (`No such file or directory (os error 2)`). English texts show that; Japanese texts use
//! [`write_japanese`]. Other reasons, such as rustls's, stay unchanged.

use std::fmt::{self, Display};
use std::io::{Error, ErrorKind};

/// Writes a reason, in Japanese if it is a usual error of the system.
pub(super) fn write_japanese(reason: &impl Display, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let reason = reason.to_string();
    f.write_str(in_japanese(&reason).unwrap_or(&reason))
}

fn in_japanese(reason: &str) -> Option<&'static str> {
    match reason.rsplit_once(" (os error ") {
        Some((_, end)) => {
            let number = end.strip_suffix(')')?.parse().ok()?;
            of_kind(Error::from_raw_os_error(number).kind())
        }
        None => of_resolver(reason),
    }
}

fn of_kind(kind: ErrorKind) -> Option<&'static str> {
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

/// The resolver's errors, on Linux and on macOS.
fn of_resolver(reason: &str) -> Option<&'static str> {
    Some(match reason {
        "Name or service not known" | "nodename nor servname provided, or not known" => {
            "その名前は登録されていません"
        }
        "No address associated with hostname" => "その名前のアドレスは登録されていません",
        "Temporary failure in name resolution" => "名前を調べるサーバーから応答がありません",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use crate::language::Language;
    use crate::messages::{Explain, Messages, text};
    use std::io;

    #[test]
    fn the_reason_is_in_the_language_of_the_text() {
        let not_found = || io::Error::from_raw_os_error(2);
        let shown = |language, reason: &dyn std::fmt::Display| {
            Messages::new(language).format(text::FileUnreadable { path: "x.imap", reason })
        };
        assert_eq!(
            shown(Language::Japanese, &not_found()),
            "x.imap を読み込めません: ファイルかフォルダーがありません"
        );
        assert!(shown(Language::English, &not_found()).ends_with("(os error 2)"));
        // Other errors stay unchanged.
        for reason in ["bad (os error 99999)", "bad (os error", "invalid PEM", ""] {
            assert!(shown(Language::Japanese, &reason).ends_with(&format!(": {reason}")));
        }
    }

    #[test]
    fn errors_of_the_resolver_are_in_japanese() {
        let unknown =
            text::NetNameNotFound { host: "x.invalid", reason: "Name or service not known" };
        let cause = unknown.explain(Messages::new(Language::Japanese)).cause;
        assert_eq!(cause, "ホスト x.invalid が見つかりません: その名前は登録されていません");
    }
}
