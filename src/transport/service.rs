//! What else may answer at a port where IMAP was looked for, known by the first line it says.

/// A service that is not IMAP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// Mail on its way (RFC 5321 section 4.2, LMTP too).
    Smtp,
    /// Mailboxes the older way (RFC 1939).
    Pop3,
    /// Files (RFC 959).
    Ftp,
    /// News (RFC 3977).
    Nntp,
    /// The web (RFC 9112).
    Http,
    /// A shell (RFC 4253 section 4.2).
    Ssh,
    /// Mail filters (RFC 5804).
    ManageSieve,
    /// TLS, spoken to in the clear: a record of an alert or a handshake (RFC 8446 section 5.1).
    Tls,
}

impl Service {
    /// The service that begins like this, if it is one of those. IMAP's own greeting is none.
    pub fn of(line: &[u8]) -> Option<Service> {
        let upper = line.to_ascii_uppercase();
        let holds = |word: &str| memchr::memmem::find(&upper, word.as_bytes()).is_some();
        // A reply's code ends at a blank, at the `-` of a reply of several lines, or with the line.
        let code = line.split(|octet| matches!(octet, b' ' | b'-')).next();
        match (code, line) {
            (Some(b"220"), _) if holds("FTP") => Some(Service::Ftp),
            (Some(b"220" | b"421" | b"554"), _) => Some(Service::Smtp),
            (Some(b"200" | b"201" | b"400" | b"502"), _) => Some(Service::Nntp),
            (_, [0x15 | 0x16, 3, ..]) => Some(Service::Tls),
            _ if upper.starts_with(b"+OK") || upper.starts_with(b"-ERR") => Some(Service::Pop3),
            _ if upper.starts_with(b"HTTP/") => Some(Service::Http),
            _ if upper.starts_with(b"SSH-") => Some(Service::Ssh),
            _ if upper.starts_with(b"\"IMPLEMENTATION\"") => Some(Service::ManageSieve),
            _ => None,
        }
    }

    /// The id of its text; what to try stands under the same id with `-try`.
    pub fn id(self) -> &'static str {
        match self {
            Service::Smtp => "net-service-smtp",
            Service::Pop3 => "net-service-pop3",
            Service::Ftp => "net-service-ftp",
            Service::Nntp => "net-service-nntp",
            Service::Http => "net-service-http",
            Service::Ssh => "net-service-ssh",
            Service::ManageSieve => "net-service-sieve",
            Service::Tls => "net-service-tls",
        }
    }
}

/// The first line of what was said, as text that fits a line of the screen.
pub fn first_line(said: &[u8]) -> String {
    let line = said.split(|octet| matches!(octet, b'\r' | b'\n')).next();
    let line = line.unwrap_or(said);
    String::from_utf8_lossy(line).chars().take(80).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_by_the_first_line() {
        let table: &[(&[u8], Option<Service>)] = &[
            (b"220 mail.example ESMTP Postfix", Some(Service::Smtp)),
            (b"220-mail.example welcomes you", Some(Service::Smtp)),
            (b"220 OK", Some(Service::Smtp)),
            (b"220", Some(Service::Smtp)),
            (b"554 5.7.1 not you", Some(Service::Smtp)),
            (b"220 ProFTPD Server ready.", Some(Service::Ftp)),
            (b"+OK POP3 ready", Some(Service::Pop3)),
            (b"-ERR locked", Some(Service::Pop3)),
            (b"200 news.example", Some(Service::Nntp)),
            (b"HTTP/1.1 400 Bad Request", Some(Service::Http)),
            (b"SSH-2.0-OpenSSH_9.2", Some(Service::Ssh)),
            (
                b"\"IMPLEMENTATION\" \"Dovecot Pigeonhole\"",
                Some(Service::ManageSieve),
            ),
            (b"\x15\x03\x01\x00\x02\x02\x46", Some(Service::Tls)),
            (b"* OK ready", None),
            (b"* BYE 220 sessions are enough", None),
            (b"Welcome to mail.example", None),
            (b"2200 messages", None),
            (b"+ go on", None),
            (b"", None),
        ];
        for (line, due) in table {
            assert_eq!(Service::of(line), *due, "{}", first_line(line));
        }
    }

    proptest::proptest! {
        #[test]
        fn no_greeting_of_imap_is_taken_for_another(text in "\\PC*", status in "OK|PREAUTH|BYE") {
            proptest::prop_assert_eq!(Service::of(format!("* {status} {text}").as_bytes()), None);
        }
    }
}
