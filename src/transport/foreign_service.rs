//! Recognizes services other than IMAP by their first line.

use crate::escape::cut;

/// A service that is not IMAP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForeignService {
    /// SMTP or LMTP (RFC 5321 section 4.2).
    Smtp,
    /// RFC 1939.
    Pop3,
    /// RFC 959.
    Ftp,
    /// RFC 3977.
    Nntp,
    /// RFC 9112.
    Http,
    /// RFC 4253 section 4.2.
    Ssh,
    /// RFC 5804.
    ManageSieve,
    /// TLS, where unencrypted text was expected: a record of an alert or a handshake (RFC 8446 section 5.1).
    Tls,
}

impl ForeignService {
    /// The service with such a first line, if it is one of these.
    pub fn of(line: &[u8]) -> Option<ForeignService> {
        let upper = line.to_ascii_uppercase();
        let holds = |word: &str| memchr::memmem::find(&upper, word.as_bytes()).is_some();
        // A reply's code ends at a space, at the `-` of a multi-line reply, or with the line.
        let code = line.split(|octet| matches!(octet, b' ' | b'-')).next();
        match (code, line) {
            (Some(b"220"), _) if holds("FTP") => Some(ForeignService::Ftp),
            (Some(b"220" | b"421" | b"554"), _) => Some(ForeignService::Smtp),
            (Some(b"200" | b"201" | b"400" | b"502"), _) => Some(ForeignService::Nntp),
            (_, [0x15 | 0x16, 3, ..]) => Some(ForeignService::Tls),
            _ if upper.starts_with(b"+OK") || upper.starts_with(b"-ERR") => {
                Some(ForeignService::Pop3)
            }
            _ if upper.starts_with(b"HTTP/") => Some(ForeignService::Http),
            _ if upper.starts_with(b"SSH-") => Some(ForeignService::Ssh),
            _ if upper.starts_with(b"\"IMPLEMENTATION\"") => Some(ForeignService::ManageSieve),
            _ => None,
        }
    }
}

/// The service's first line, as text that fits a line of the screen.
pub fn first_line(said: &[u8]) -> String {
    let line = said.split(|octet| matches!(octet, b'\r' | b'\n')).next();
    let line = line.unwrap_or(said);
    const MAX_CHARS: usize = 80;
    cut(String::from_utf8_lossy(line), MAX_CHARS).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn services_are_known_by_their_first_line() {
        let table: &[(&[u8], Option<ForeignService>)] = &[
            (b"220 mail.example ESMTP Postfix", Some(ForeignService::Smtp)),
            (b"220-mail.example welcomes you", Some(ForeignService::Smtp)),
            (b"220 OK", Some(ForeignService::Smtp)),
            (b"220", Some(ForeignService::Smtp)),
            (b"554 5.7.1 not you", Some(ForeignService::Smtp)),
            (b"220 ProFTPD Server ready.", Some(ForeignService::Ftp)),
            (b"+OK POP3 ready", Some(ForeignService::Pop3)),
            (b"-ERR locked", Some(ForeignService::Pop3)),
            (b"200 news.example", Some(ForeignService::Nntp)),
            (b"HTTP/1.1 400 Bad Request", Some(ForeignService::Http)),
            (b"SSH-2.0-OpenSSH_9.2", Some(ForeignService::Ssh)),
            (b"\"IMPLEMENTATION\" \"Dovecot Pigeonhole\"", Some(ForeignService::ManageSieve)),
            (b"\x15\x03\x01\x00\x02\x02\x46", Some(ForeignService::Tls)),
            (b"* OK ready", None),
            (b"* BYE 220 sessions are enough", None),
            (b"Welcome to mail.example", None),
            (b"2200 messages", None),
            (b"+ go on", None),
            (b"", None),
        ];
        for (line, due) in table {
            assert_eq!(ForeignService::of(line), *due, "{}", first_line(line));
        }
    }

    proptest::proptest! {
        #[test]
        fn no_greeting_of_imap_is_taken_for_another(text in "\\PC*", status in "OK|PREAUTH|BYE") {
            proptest::prop_assert_eq!(ForeignService::of(format!("* {status} {text}").as_bytes()), None);
        }
    }
}
