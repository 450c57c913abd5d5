//! Parses a server's address in the user's forms: HOST, HOST:PORT, [v6]:PORT, a bare v6 address, or an
//! `imaps://` or `imap://` URL without a path.

use std::fmt;
use std::net::Ipv6Addr;

/// How a connection is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first octet (RFC 8314 section 3).
    Tls,
    /// TLS after STARTTLS, or no session (RFC 3501 section 6.2.1).
    StartTls,
    /// No TLS unless the user types STARTTLS.
    Plain,
}

impl Security {
    fn default_port(self) -> u16 {
        match self {
            Security::Tls => 993,
            Security::StartTls | Security::Plain => 143,
        }
    }
}

/// A server on the network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// A name or an address; a v6 address without brackets.
    pub host: String,
    /// Never 0.
    pub port: u16,
    pub security: Security,
    /// Whether the port or `imap://` implied STARTTLS, rather than an option.
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

/// Why an address is invalid. None of these quotes the text before an `@`, which may be a password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddressError {
    NoHost,
    /// It contains a space, a slash, a stray bracket or the like.
    BadHost {
        host: String,
    },
    /// Not a number from 1 to 65535.
    BadPort {
        port: String,
    },
    /// A port in the address and another one as an argument.
    TwoPorts {
        first: String,
        second: String,
    },
    /// `https://` and the like; without `://`.
    BadScheme {
        scheme: String,
    },
    /// `imaps://` with `--starttls` or `--plain`.
    Contradiction {
        option: &'static str,
    },
    /// A user name, and perhaps a password, before an `@`.
    UserInAddress,
    /// A mailbox or more after the host, as RFC 5092 allows.
    Path {
        path: String,
    },
}

/// Parses an address. `port` is the separate argument, `choice` an option. Without an option the
/// connection uses TLS, except STARTTLS for `imap://` and for port 143.
pub fn parse(
    host: &str,
    port: Option<&str>,
    choice: Option<Security>,
) -> Result<Target, AddressError> {
    // Check this first, because the other errors quote the address.
    if host.contains('@') {
        return Err(AddressError::UserInAddress);
    }
    let (scheme, authority) = split_scheme(host.trim())?;
    let (name, port_in_address) = split_port(authority)?;
    let port = match (port_in_address, port) {
        (Some(first), Some(second)) => {
            return Err(AddressError::TwoPorts {
                first: first.to_owned(),
                second: second.to_owned(),
            });
        }
        (first, second) => first.or(second).map(parse_port).transpose()?,
    };
    let (security, implied) = choose_security(scheme, port, choice)?;
    Ok(Target {
        host: name.to_owned(),
        port: port.unwrap_or(security.default_port()),
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

/// Removes `imap://` or `imaps://` and a final slash.
fn split_scheme(address: &str) -> Result<(Scheme, &str), AddressError> {
    let Some((scheme, rest)) = address.split_once("://") else {
        return Ok((Scheme::None, address));
    };
    let scheme = match scheme.to_ascii_lowercase().as_str() {
        "imap" => Scheme::Imap,
        "imaps" => Scheme::Imaps,
        other => {
            return Err(AddressError::BadScheme { scheme: other.to_owned() });
        }
    };
    match rest.find(['/', '?', '#']) {
        None => Ok((scheme, rest)),
        Some(end) => match rest.split_at(end) {
            (authority, "/") => Ok((scheme, authority)),
            (_, path) => Err(AddressError::Path { path: path.to_owned() }),
        },
    }
}

/// Splits host and port. The colons of a v6 address do not begin a port.
fn split_port(authority: &str) -> Result<(&str, Option<&str>), AddressError> {
    let bad = || AddressError::BadHost { host: authority.to_owned() };
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
    let is_invalid = |c: char| c.is_whitespace() || c.is_control() || "/\\[]<>\"'?#%".contains(c);
    if name.contains(is_invalid) {
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
    let is_zone_char = |c: char| c.is_ascii_graphic() && !matches!(c, '%' | '[' | ']' | '/');
    let is_zone = |zone: &str| !zone.is_empty() && zone.chars().all(is_zone_char);
    zone.is_none_or(is_zone) && address.parse::<Ipv6Addr>().is_ok()
}

fn parse_port(text: &str) -> Result<u16, AddressError> {
    // Only digits: `u16::from_str` accepts "+143", too.
    let is_number = !text.is_empty() && text.bytes().all(|octet| octet.is_ascii_digit());
    match text.parse() {
        Ok(port) if port > 0 && is_number => Ok(port),
        _ => Err(AddressError::BadPort { port: text.to_owned() }),
    }
}

/// The security, and whether it was only implied.
fn choose_security(
    scheme: Scheme,
    port: Option<u16>,
    choice: Option<Security>,
) -> Result<(Security, bool), AddressError> {
    match (scheme, choice) {
        (Scheme::Imaps, Some(Security::StartTls)) => {
            Err(AddressError::Contradiction { option: "--starttls" })
        }
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

    fn parsed(host: &str, port: Option<&str>, choice: Option<Security>) -> String {
        match parse(host, port, choice) {
            Ok(t) => {
                let implied = if t.implied { " implied" } else { "" };
                format!("{t} {:?}{implied}", t.security)
            }
            Err(error) => format!("{error:?}"),
        }
    }

    /// Host, port, option and result.
    const TABLE: &str = r#"
        "mail.example"                     | -       | -          | mail.example:993 Tls
        "mail.example"                     | -       | --starttls | mail.example:143 StartTls
        "mail.example"                     | -       | --plain    | mail.example:143 Plain
        "mail.example"                     | -       | --tls      | mail.example:993 Tls
        "mail.example"                     | "143"   | -          | mail.example:143 StartTls implied
        "mail.example:143"                 | -       | -          | mail.example:143 StartTls implied
        "mail.example:143"                 | -       | --plain    | mail.example:143 Plain
        "mail.example:143"                 | -       | --tls      | mail.example:143 Tls
        "mail.example"                     | "10993" | -          | mail.example:10993 Tls
        "mail.example:10993"               | -       | -          | mail.example:10993 Tls
        "mail.example"                     | "993"   | --plain    | mail.example:993 Plain
        "127.0.0.1"                        | "1"     | -          | 127.0.0.1:1 Tls
        "::1"                              | -       | -          | [::1]:993 Tls
        "::1"                              | "143"   | -          | [::1]:143 StartTls implied
        "[::1]"                            | -       | -          | [::1]:993 Tls
        "[::1]:143"                        | -       | -          | [::1]:143 StartTls implied
        "[fe80::1%eth0]:993"               | -       | -          | [fe80::1%eth0]:993 Tls
        "::ffff:192.0.2.1"                 | -       | -          | [::ffff:192.0.2.1]:993 Tls
        "imaps://mail.example"             | -       | -          | mail.example:993 Tls
        "imaps://mail.example/"            | -       | -          | mail.example:993 Tls
        "IMAPS://mail.example:143/"        | -       | -          | mail.example:143 Tls
        "imap://mail.example"              | -       | -          | mail.example:143 StartTls implied
        "imap://mail.example:10143/"       | -       | -          | mail.example:10143 StartTls implied
        "imap://mail.example"              | "10143" | -          | mail.example:10143 StartTls implied
        "imap://mail.example"              | -       | --plain    | mail.example:143 Plain
        "imap://mail.example"              | -       | --starttls | mail.example:143 StartTls
        "imap://[::1]:10143"               | -       | --plain    | [::1]:10143 Plain
        "imaps://mail.example"             | -       | --plain    | Contradiction { option: "--plain" }
        "imaps://mail.example"             | -       | --starttls | Contradiction { option: "--starttls" }
        "https://mail.example"             | -       | -          | BadScheme { scheme: "https" }
        "imap://user:hunter2@mail.example" | -       | -          | UserInAddress
        "user:hunter2@mail.example"        | -       | -          | UserInAddress
        "imap://mail.example/INBOX"        | -       | -          | Path { path: "/INBOX" }
        "mail.example/"                    | -       | -          | BadHost { host: "mail.example/" }
        ""                                 | -       | -          | NoHost
        "imap://"                          | -       | -          | NoHost
        ":143"                             | -       | -          | NoHost
        "mail example"                     | -       | -          | BadHost { host: "mail example" }
        "[::1"                             | -       | -          | BadHost { host: "[::1" }
        "[mail.example]"                   | -       | -          | BadHost { host: "[mail.example]" }
        "[::1]143"                         | -       | -          | BadHost { host: "[::1]143" }
        "1:2:3"                            | -       | -          | BadHost { host: "1:2:3" }
        "mail.example"                     | "0"     | -          | BadPort { port: "0" }
        "mail.example"                     | "65536" | -          | BadPort { port: "65536" }
        "mail.example"                     | "+143"  | -          | BadPort { port: "+143" }
        "mail.example"                     | ""      | -          | BadPort { port: "" }
        "mail.example:"                    | -       | -          | BadPort { port: "" }
        "mail.example:imap"                | -       | -          | BadPort { port: "imap" }
        "mail.example:993"                 | "993"   | -          | TwoPorts { first: "993", second: "993" }
    "#;

    #[test]
    fn every_form_of_an_address() {
        for row in TABLE.trim().lines() {
            let columns: Vec<&str> = row.split('|').map(str::trim).collect();
            let [host, port, option, expected] = columns[..] else { panic!("{row}") };
            let unquoted = |text: &str| text.trim_matches('"').to_owned();
            let port = (port != "-").then(|| unquoted(port));
            let choice = match option {
                "--tls" => Some(Security::Tls),
                "--starttls" => Some(Security::StartTls),
                "--plain" => Some(Security::Plain),
                _ => None,
            };
            let result = parsed(&unquoted(host), port.as_deref(), choice);
            assert_eq!(result, expected, "{row}");
        }
    }

    #[test]
    fn a_zone_contains_no_brackets_or_slashes() {
        for host in ["::%]", "[::%]]:993", "fe80::1%[", "fe80::1%a/b"] {
            assert!(parse(host, None, None).is_err(), "{host}");
        }
        assert!(parse("fe80::1%eth0", None, None).is_ok());
    }

    proptest::proptest! {
        #[test]
        fn every_valid_address_reads_back_as_itself(
            host in "\\PC*|[imaps:/\\[\\]@%0-9a-f.]*",
            port in proptest::option::of("\\PC*|[0-9]{1,6}"),
        ) {
            if let Ok(target) = parse(&host, port.as_deref(), None) {
                proptest::prop_assert!(target.port != 0 && !target.host.is_empty());
                let again = parse(&target.to_string(), None, Some(target.security)).unwrap();
                proptest::prop_assert_eq!((again.host, again.port), (target.host, target.port));
            }
        }

        #[test]
        fn no_error_quotes_a_password(secret in "[a-z]{8}") {
            for host in [format!("imaps://u:{secret}@h"), format!("u:{secret}@h:1/{secret}")] {
                let error = parse(&host, None, None).unwrap_err();
                let shown = format!("{error:?}");
                proptest::prop_assert!(!shown.contains(&secret));
            }
        }
    }
}
