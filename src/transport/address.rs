//! What the user named on the command line or after `:connect`, read into host, port and security.
//! HOST, HOST:PORT, [v6]:PORT, a bare v6, `imaps://` and `imap://`; design part 2.

use std::fmt;
use std::net::Ipv6Addr;

/// How a connection is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first octet (RFC 8314 section 3).
    Tls,
    /// In the clear until STARTTLS, and then TLS or nothing (RFC 3501 section 6.2.1).
    StartTls,
    /// In the clear, all of it.
    Plain,
}

impl Security {
    /// The port where servers listen for this: 993 or 143.
    pub fn usual_port(self) -> u16 {
        match self {
            Security::Tls => 993,
            Security::StartTls | Security::Plain => 143,
        }
    }
}

/// A server that the user named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// A host name or an address; a v6 address has no brackets.
    pub host: String,
    /// Never 0.
    pub port: u16,
    /// What protects the connection.
    pub security: Security,
    /// STARTTLS was not asked for in so many words: the port, or `imap://`, stood for it.
    pub implied: bool,
}

/// `host:port`, a v6 address in brackets.
impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.host.contains(':') {
            write!(f, "[{}]:{}", self.host, self.port)
        } else {
            write!(f, "{}:{}", self.host, self.port)
        }
    }
}

/// Why an address can't be used. None of these repeats what stood before an `@`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddressError {
    /// No host at all.
    NoHost,
    /// Something that no host's name holds: a blank, a slash, a stray bracket.
    BadHost {
        /// As given.
        host: String,
    },
    /// Not a number from 1 to 65535.
    BadPort {
        /// As given.
        port: String,
    },
    /// A port in the address, and another argument.
    TwoPorts {
        /// The one in the address.
        first: String,
        /// The argument.
        second: String,
    },
    /// `https://` and its like.
    BadScheme {
        /// Without `://`.
        scheme: String,
    },
    /// `imaps://` with `--starttls` or `--plain`.
    Contradiction {
        /// The option as typed.
        option: &'static str,
    },
    /// A name, and perhaps a password, before an `@`.
    UserInAddress,
    /// A mailbox or more after the host (RFC 5092 has them, imapsh not).
    Path {
        /// What followed the host.
        path: String,
    },
}

/// Reads an address as typed.
///
/// `port` is the separate argument, `choice` what an option asked for; `None` leaves it to the
/// address: TLS, but STARTTLS for `imap://` and for port 143.
pub fn parse(
    host: &str,
    port: Option<&str>,
    choice: Option<Security>,
) -> Result<Target, AddressError> {
    // Before anything is repeated in an error: what stands before the @ may be a password.
    if host.contains('@') {
        return Err(AddressError::UserInAddress);
    }
    let (scheme, authority) = split_scheme(host.trim())?;
    let (name, inner_port) = split_port(authority)?;
    let given = match (inner_port, port) {
        (Some(first), Some(second)) => {
            return Err(AddressError::TwoPorts {
                first: first.to_owned(),
                second: second.to_owned(),
            });
        }
        (first, second) => first.or(second),
    };
    let number = given.map(read_port).transpose()?;
    let (security, implied) = decide(scheme, number, choice)?;
    Ok(Target {
        host: name.to_owned(),
        port: number.unwrap_or(security.usual_port()),
        security,
        implied,
    })
}

#[derive(Clone, Copy)]
enum Scheme {
    None,
    Imap,
    Imaps,
}

/// Takes `imap://` or `imaps://` and a closing slash off.
fn split_scheme(address: &str) -> Result<(Scheme, &str), AddressError> {
    let Some((scheme, rest)) = address.split_once("://") else {
        return Ok((Scheme::None, address));
    };
    let scheme = match scheme.to_ascii_lowercase().as_str() {
        "imap" => Scheme::Imap,
        "imaps" => Scheme::Imaps,
        other => {
            return Err(AddressError::BadScheme {
                scheme: other.to_owned(),
            });
        }
    };
    match rest.find(['/', '?', '#']) {
        None => Ok((scheme, rest)),
        Some(end) => match rest.split_at(end) {
            (authority, "/") => Ok((scheme, authority)),
            (_, path) => Err(AddressError::Path {
                path: path.to_owned(),
            }),
        },
    }
}

/// Parts host and port; a v6 address's own colons are not the port's.
fn split_port(authority: &str) -> Result<(&str, Option<&str>), AddressError> {
    let bad = || AddressError::BadHost {
        host: authority.to_owned(),
    };
    if let Some(inner) = authority.strip_prefix('[') {
        let (name, after) = inner.split_once(']').ok_or_else(bad)?;
        if !is_v6(name) {
            return Err(bad());
        }
        return match after.strip_prefix(':') {
            Some(port) => Ok((name, Some(port))),
            None if after.is_empty() => Ok((name, None)),
            None => Err(bad()),
        };
    }
    if is_v6(authority) {
        return Ok((authority, None));
    }
    let (name, port) = match authority.split_once(':') {
        Some((_, port)) if port.contains(':') => return Err(bad()),
        Some((name, port)) => (name, Some(port)),
        None => (authority, None),
    };
    if name.is_empty() {
        return Err(AddressError::NoHost);
    }
    let strange = |c: char| c.is_whitespace() || c.is_control() || "/\\[]<>\"'?#%".contains(c);
    if name.contains(strange) {
        return Err(bad());
    }
    Ok((name, port))
}

/// A v6 address, with or without a zone (`fe80::1%eth0`, RFC 4007 section 11).
fn is_v6(name: &str) -> bool {
    let (address, zone) = match name.split_once('%') {
        Some((address, zone)) => (address, Some(zone)),
        None => (name, None),
    };
    let zone_fits = zone.is_none_or(|zone| {
        !zone.is_empty()
            && zone
                .chars()
                .all(|c| c.is_ascii_graphic() && !matches!(c, '%' | '[' | ']' | '/'))
    });
    zone_fits && address.parse::<Ipv6Addr>().is_ok()
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn read_port(text: &str) -> Result<u16, AddressError> {
    let bad = || AddressError::BadPort {
        port: text.to_owned(),
    };
    // Digits alone: u16's own reading would take "+143" too.
    if !is_number(text) {
        return Err(bad());
    }
    match text.parse() {
        Ok(0) | Err(_) => Err(bad()),
        Ok(port) => Ok(port),
    }
}

/// What protects the connection, and whether that was only implied.
fn decide(
    scheme: Scheme,
    port: Option<u16>,
    choice: Option<Security>,
) -> Result<(Security, bool), AddressError> {
    match (scheme, choice) {
        (Scheme::Imaps, Some(Security::StartTls)) => Err(AddressError::Contradiction {
            option: "--starttls",
        }),
        (Scheme::Imaps, Some(Security::Plain)) => {
            Err(AddressError::Contradiction { option: "--plain" })
        }
        (Scheme::Imaps, _) => Ok((Security::Tls, false)),
        (_, Some(security)) => Ok((security, false)),
        (Scheme::Imap, None) => Ok((Security::StartTls, true)),
        (Scheme::None, None) if port == Some(143) => Ok((Security::StartTls, true)),
        (Scheme::None, None) => Ok((Security::Tls, false)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Security::{Plain, StartTls, Tls};

    fn read(host: &str, port: Option<&str>, choice: Option<Security>) -> String {
        match parse(host, port, choice) {
            Ok(t) => {
                let implied = if t.implied { " implied" } else { "" };
                format!("{t} {:?}{implied}", t.security)
            }
            Err(error) => format!("{error:?}"),
        }
    }

    #[test]
    fn every_form() {
        let table: &[(&str, Option<&str>, Option<Security>, &str)] = &[
            ("mail.example", None, None, "mail.example:993 Tls"),
            (
                "mail.example",
                None,
                Some(StartTls),
                "mail.example:143 StartTls",
            ),
            ("mail.example", None, Some(Plain), "mail.example:143 Plain"),
            ("mail.example", None, Some(Tls), "mail.example:993 Tls"),
            (
                "mail.example",
                Some("143"),
                None,
                "mail.example:143 StartTls implied",
            ),
            (
                "mail.example:143",
                None,
                None,
                "mail.example:143 StartTls implied",
            ),
            (
                "mail.example:143",
                None,
                Some(Plain),
                "mail.example:143 Plain",
            ),
            ("mail.example:143", None, Some(Tls), "mail.example:143 Tls"),
            (
                "mail.example",
                Some("10993"),
                None,
                "mail.example:10993 Tls",
            ),
            ("mail.example:10993", None, None, "mail.example:10993 Tls"),
            (
                "mail.example",
                Some("993"),
                Some(Plain),
                "mail.example:993 Plain",
            ),
            ("127.0.0.1", Some("1"), None, "127.0.0.1:1 Tls"),
            ("::1", None, None, "[::1]:993 Tls"),
            ("::1", Some("143"), None, "[::1]:143 StartTls implied"),
            ("[::1]", None, None, "[::1]:993 Tls"),
            ("[::1]:143", None, None, "[::1]:143 StartTls implied"),
            ("[fe80::1%eth0]:993", None, None, "[fe80::1%eth0]:993 Tls"),
            ("::ffff:192.0.2.1", None, None, "[::ffff:192.0.2.1]:993 Tls"),
            ("imaps://mail.example", None, None, "mail.example:993 Tls"),
            ("imaps://mail.example/", None, None, "mail.example:993 Tls"),
            (
                "IMAPS://mail.example:143/",
                None,
                None,
                "mail.example:143 Tls",
            ),
            (
                "imap://mail.example",
                None,
                None,
                "mail.example:143 StartTls implied",
            ),
            (
                "imap://mail.example:10143/",
                None,
                None,
                "mail.example:10143 StartTls implied",
            ),
            (
                "imap://mail.example",
                Some("10143"),
                None,
                "mail.example:10143 StartTls implied",
            ),
            (
                "imap://mail.example",
                None,
                Some(Plain),
                "mail.example:143 Plain",
            ),
            (
                "imap://mail.example",
                None,
                Some(StartTls),
                "mail.example:143 StartTls",
            ),
            ("imap://[::1]:10143", None, Some(Plain), "[::1]:10143 Plain"),
            (
                "imaps://mail.example",
                None,
                Some(Plain),
                r#"Contradiction { option: "--plain" }"#,
            ),
            (
                "imaps://mail.example",
                None,
                Some(StartTls),
                r#"Contradiction { option: "--starttls" }"#,
            ),
            (
                "https://mail.example",
                None,
                None,
                r#"BadScheme { scheme: "https" }"#,
            ),
            (
                "imap://user:hunter2@mail.example",
                None,
                None,
                "UserInAddress",
            ),
            ("user:hunter2@mail.example", None, None, "UserInAddress"),
            (
                "imap://mail.example/INBOX",
                None,
                None,
                r#"Path { path: "/INBOX" }"#,
            ),
            (
                "mail.example/",
                None,
                None,
                r#"BadHost { host: "mail.example/" }"#,
            ),
            ("", None, None, "NoHost"),
            ("imap://", None, None, "NoHost"),
            (":143", None, None, "NoHost"),
            (
                "mail example",
                None,
                None,
                r#"BadHost { host: "mail example" }"#,
            ),
            ("[::1", None, None, r#"BadHost { host: "[::1" }"#),
            (
                "[mail.example]",
                None,
                None,
                r#"BadHost { host: "[mail.example]" }"#,
            ),
            ("[::1]143", None, None, r#"BadHost { host: "[::1]143" }"#),
            ("1:2:3", None, None, r#"BadHost { host: "1:2:3" }"#),
            ("mail.example", Some("0"), None, r#"BadPort { port: "0" }"#),
            (
                "mail.example",
                Some("65536"),
                None,
                r#"BadPort { port: "65536" }"#,
            ),
            (
                "mail.example",
                Some("+143"),
                None,
                r#"BadPort { port: "+143" }"#,
            ),
            ("mail.example", Some(""), None, r#"BadPort { port: "" }"#),
            ("mail.example:", None, None, r#"BadPort { port: "" }"#),
            (
                "mail.example:imap",
                None,
                None,
                r#"BadPort { port: "imap" }"#,
            ),
            (
                "mail.example:993",
                Some("993"),
                None,
                r#"TwoPorts { first: "993", second: "993" }"#,
            ),
        ];
        for (host, port, choice, due) in table {
            assert_eq!(
                read(host, *port, *choice),
                *due,
                "{host} {port:?} {choice:?}"
            );
        }
    }

    #[test]
    fn a_zone_has_no_brackets() {
        for host in ["::%]", "[::%]]:993", "fe80::1%[", "fe80::1%a/b"] {
            assert!(parse(host, None, None).is_err(), "{host}");
        }
        assert!(parse("fe80::1%eth0", None, None).is_ok());
    }

    proptest::proptest! {
        #[test]
        fn anything_typed_is_read_or_refused(
            host in "\\PC*|[imaps:/\\[\\]@%0-9a-f.]*",
            port in proptest::option::of("\\PC*|[0-9]{1,6}"),
        ) {
            if let Ok(target) = parse(&host, port.as_deref(), None) {
                proptest::prop_assert!(target.port != 0 && !target.host.is_empty());
                // What is shown reads back as the same host and port.
                let again = parse(&target.to_string(), None, Some(target.security)).unwrap();
                proptest::prop_assert_eq!((again.host, again.port), (target.host, target.port));
            }
        }

        #[test]
        fn a_password_in_an_address_is_never_repeated(secret in "[a-z]{8}") {
            for host in [format!("imaps://u:{secret}@h"), format!("u:{secret}@h:1/{secret}")] {
                let error = parse(&host, None, None).unwrap_err();
                let shown = format!("{error:?}");
                proptest::prop_assert!(!shown.contains(&secret));
                let told = format!("{error:?}");
                proptest::prop_assert!(!told.contains(&secret));
            }
        }
    }
}
