//! Finds the server in a line meant for a shell or a browser: `openssl s_client -connect
//! mail.example.com:993`, `telnet mail 143`, `imaps://mail.example.com`. At the prompt, `:connect`
//! connects to it.
//!
//! Such a line may also contain a password, as in `curl -u taro:himitsu …`. Callers therefore pass the
//! line with its secret masked, and a word after an unknown option is ignored.

use super::transcript::called_tool;
use super::words;
use std::net::{Ipv4Addr, Ipv6Addr};

/// The meaning of a line for another program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ForeignLine {
    /// A server: what to type after `:connect`.
    Server(String),
    /// The host of a web page: what to type after `:connect`, if it has an IMAP server too.
    WebPage(String),
    /// A call of a program that does not name an IMAP server.
    Call,
}

/// How the other program connects.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Protection {
    Tls,
    StartTls,
    Plain,
}

/// Options without a value: the next word may be the host.
const FLAGS: &[&str] = &[
    "4", "6", "C", "I", "N", "T", "c", "crlf", "ipv4", "ipv6", "k", "ign_eof", "insecure", "n",
    "q", "quiet", "s", "silent", "ssl", "ssl-reqd", "starttls", "t", "tls", "v", "verbose", "vv",
];

/// The ports of other protocols: a connection to them is not meant for IMAP.
const OTHER_PORTS: &[u16] = &[22, 25, 80, 110, 443, 465, 587, 995, 4190, 8080];

/// The meaning of a line that calls another program or is a URL. `None` for other lines, such as a
/// program's output.
///
/// # Examples
/// ```
/// use imapsh::internals::{ForeignLine, foreign_line};
/// let line = "openssl s_client -connect mail.example.com:143 -starttls imap";
/// let server = ForeignLine::Server("mail.example.com --starttls".to_owned());
/// assert_eq!(foreign_line(line), Some(server));
/// ```
pub fn foreign_line(text: &str) -> Option<ForeignLine> {
    let text = text.trim();
    let Some((tool, arguments)) = called_tool(text) else {
        let mut words = words(text);
        let word = words.next().filter(|_| words.next().is_none())?;
        return meant_by_url(word).or_else(|| bare_host(word).map(ForeignLine::Server));
    };
    // Only curl takes a URL, and it can take credentials before it.
    if let Some(meant) = words(arguments).find_map(meant_by_url) {
        return Some(meant);
    }
    let server = ProgramCall::of(tool, arguments).and_then(|call| call.connect_arguments());
    Some(server.map_or(ForeignLine::Call, ForeignLine::Server))
}

/// Whether a line calls a program with nothing but options that have no secret, a host and a port, as far
/// as it is typed: `openssl s_client -connect mail.example.com:993`.
pub fn names_only_server(text: &str) -> bool {
    const OPTIONS: &[&str] = &["connect", "host", "port", "p", "servername", "w"];
    let Some((tool, arguments)) = called_tool(text.trim()) else {
        return false;
    };
    let (mut hosts, mut ports) = (0, 0);
    words(arguments).all(|word| match word.strip_prefix('-') {
        Some(option) => {
            let name = option.trim_start_matches('-');
            FLAGS.iter().chain(OPTIONS).any(|known| known.starts_with(name))
        }
        None if tool == "openssl" && "s_client".starts_with(word) => true,
        None if word == "imap" => true,
        None if word.contains("://") && !word.contains(['@', '?']) => {
            hosts += 1;
            hosts == 1
        }
        None if word.parse::<u16>().is_ok() => {
            ports += 1;
            ports == 1
        }
        None => {
            hosts += 1;
            hosts == 1 && split_port(word.strip_suffix(':').unwrap_or(word)).is_some()
        }
    })
}

/// What to type after `:connect` for a line that is only a host, perhaps with a port:
/// `mail.example.com 993`.
pub fn bare_host(text: &str) -> Option<String> {
    let mut words = words(text);
    let (host, port) = split_port(words.next()?)?;
    let second = words.next().map(|word| word.parse().ok());
    let port = match (port, second) {
        (port, None) => port,
        (None, Some(Some(port))) => Some(port),
        _ => return None,
    };
    if words.next().is_some() || !is_certainly_host(host) {
        return None;
    }
    ServerAddress { host, port, protection: Protection::Tls }.connect_arguments()
}

/// The words of a URL that name a server.
fn meant_by_url(word: &str) -> Option<ForeignLine> {
    let word = word.trim_matches(['"', '\'', '<', '>']);
    let (scheme, rest) = word.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    // Before the `@` there may be a password.
    let authority = authority.rsplit('@').next().unwrap_or_default();
    let address = split_port(authority);
    let arguments = |protection, keeps_port| {
        let (host, port) = address?;
        ServerAddress { host, port: port.filter(|_| keeps_port), protection }.connect_arguments()
    };
    let server = match scheme.to_ascii_lowercase().as_str() {
        "imaps" => arguments(Protection::Tls, true).map(ForeignLine::Server),
        "imap" => arguments(Protection::StartTls, true).map(ForeignLine::Server),
        "http" | "https" => arguments(Protection::Tls, false).map(ForeignLine::WebPage),
        _ => None,
    };
    server.or(Some(ForeignLine::Call))
}

/// A call of a program that connects to a server.
struct ProgramCall<'a> {
    host: &'a str,
    port: Option<u16>,
    protection: Protection,
}

impl<'a> ProgramCall<'a> {
    /// `None`: it names no server, or one of another protocol.
    fn of(tool: &str, arguments: &'a str) -> Option<ProgramCall<'a>> {
        let mut call = ProgramCall {
            host: "",
            port: None,
            protection: match tool {
                "telnet" | "nc" | "ncat" | "netcat" => Protection::Plain,
                _ => Protection::Tls,
            },
        };
        let mut words = words(arguments).peekable();
        if tool == "openssl" && words.next() != Some("s_client") {
            return None;
        }
        while let Some(word) = words.next() {
            let Some(option) = word.strip_prefix('-').filter(|option| !option.is_empty()) else {
                call.read_word(tool, word);
                continue;
            };
            let option = option.trim_start_matches('-');
            let (name, value) = match option.split_once('=') {
                Some((name, value)) => (name, Some(value)),
                None => (option, None),
            };
            let is_flag = FLAGS.contains(&name) && (tool, name) != ("openssl", "starttls");
            let value = match value {
                None if !is_flag => words.next_if(|next| !next.starts_with('-')),
                value => value,
            };
            call.read_option(tool, name, value)?;
        }
        (!call.host.is_empty()).then_some(call)
    }

    /// `None`: the option asks for another protocol.
    fn read_option(&mut self, tool: &str, name: &str, value: Option<&'a str>) -> Option<()> {
        match (name, value) {
            ("connect" | "host", Some(value)) => self.read_word(tool, value),
            ("port", Some(value)) => self.port = value.parse().ok(),
            ("p", Some(value)) if tool == "gnutls-cli" => self.port = value.parse().ok(),
            ("starttls" | "starttls-proto", Some(protocol)) if protocol != "imap" => return None,
            ("starttls" | "starttls-proto", _) => self.protection = Protection::StartTls,
            ("s", _) if tool == "gnutls-cli" => self.protection = Protection::StartTls,
            ("plain", _) if tool == "imapsh" => self.protection = Protection::Plain,
            ("ssl", _) => self.protection = Protection::Tls,
            _ => {}
        }
        Some(())
    }

    /// A word that is not an option: the host, or the port after it.
    fn read_word(&mut self, tool: &str, word: &'a str) {
        let mut word = word;
        if tool == "socat" {
            let (protocol, address) = word.split_once(':').unwrap_or(("", ""));
            self.protection = match protocol.to_ascii_lowercase().as_str() {
                "tcp" | "tcp4" | "tcp6" => Protection::Plain,
                "openssl" | "ssl" | "openssl-connect" => Protection::Tls,
                _ => return,
            };
            word = address.split(',').next().unwrap_or_default();
        }
        if tool == "ssh" {
            word = word.rsplit('@').next().unwrap_or_default();
        }
        if !self.host.is_empty() {
            // The words after the host on ssh's command line are a command to run there.
            let port = word.parse().ok().filter(|_| tool != "ssh");
            self.port = self.port.or(port);
        } else if let Some((host, port)) = split_port(word)
            // `imapsh replay idle` names none.
            && (tool != "imapsh" || is_certainly_host(host))
        {
            (self.host, self.port) = (host, self.port.or(port));
        }
    }

    fn connect_arguments(&self) -> Option<String> {
        let ProgramCall { host, port, mut protection } = *self;
        if port == Some(993) {
            protection = Protection::Tls;
        }
        ServerAddress { host, port, protection }.connect_arguments()
    }
}

/// A server, for the arguments of `:connect`.
struct ServerAddress<'a> {
    host: &'a str,
    port: Option<u16>,
    protection: Protection,
}

impl ServerAddress<'_> {
    fn connect_arguments(self) -> Option<String> {
        let ServerAddress { host, port, mut protection } = self;
        if port.is_some_and(|port| port == 0 || OTHER_PORTS.contains(&port)) {
            return None;
        }
        if port == Some(143) && protection == Protection::Tls {
            protection = Protection::StartTls;
        }
        let (default, option) = match protection {
            Protection::Tls => (993, ""),
            Protection::StartTls => (143, " --starttls"),
            Protection::Plain => (143, " --plain"),
        };
        let port = port.filter(|port| *port != default);
        let port = port.map(|port| format!(" {port}")).unwrap_or_default();
        Some(format!("{host}{port}{option}"))
    }
}

/// The host of `HOST`, `HOST:PORT`, `[V6]` and `[V6]:PORT`, and the port; `None` for anything else.
fn split_port(word: &str) -> Option<(&str, Option<u16>)> {
    if let Some(rest) = word.strip_prefix('[') {
        let (host, rest) = rest.split_once(']')?;
        host.parse::<Ipv6Addr>().ok()?;
        return match rest.strip_prefix(':') {
            Some(port) => Some((host, Some(port.parse().ok()?))),
            None => rest.is_empty().then_some((host, None)),
        };
    }
    let (host, port) = match word.split_once(':') {
        Some((host, port)) => (host, Some(port.parse().ok()?)),
        None => (word, None),
    };
    is_host(host).then_some((host, port))
}

/// Whether this can be a host: a name, or an IPv4 address.
fn is_host(word: &str) -> bool {
    let is_label = |label: &str| {
        let is_sign = |octet: u8| octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'_');
        !label.is_empty() && !label.starts_with('-') && label.bytes().all(is_sign)
    };
    let is_number = word.bytes().all(|octet| octet.is_ascii_digit() || octet == b'.');
    let name = word.strip_suffix('.').unwrap_or(word);
    word.len() <= 253
        && name.split('.').all(is_label)
        && (!is_number || word.parse::<Ipv4Addr>().is_ok())
}

/// Whether a word that may be anything is a host: it has a top-level domain, is an address or the
/// machine itself. A script's name is not a host.
fn is_certainly_host(host: &str) -> bool {
    let is_domain = |last: &str| last.len() > 1 && last.bytes().all(|it| it.is_ascii_alphabetic());
    let has_domain = host.rsplit_once('.').is_some_and(|(_, last)| is_domain(last));
    let is_script = host.ends_with(".imap");
    let is_address = host.parse::<Ipv4Addr>().is_ok() || host.parse::<Ipv6Addr>().is_ok();
    (has_domain && !is_script) || is_address || host == "localhost"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(line: &str) -> String {
        match foreign_line(line) {
            Some(ForeignLine::Server(arguments)) => arguments,
            Some(ForeignLine::WebPage(arguments)) => format!("web {arguments}"),
            Some(ForeignLine::Call) => "call".to_owned(),
            None => "-".to_owned(),
        }
    }

    #[test]
    fn calls_of_programs_name_a_server() {
        for (line, expected) in [
            ("openssl s_client -connect imap.example.com:993", "imap.example.com"),
            ("$ openssl s_client -crlf -quiet -connect mail:993", "mail"),
            ("openssl s_client -connect mail:143 -starttls imap", "mail --starttls"),
            ("openssl s_client -starttls imap -connect mail:1143", "mail 1143 --starttls"),
            ("openssl s_client -servername a.example -connect b.example:993", "b.example"),
            ("openssl s_client -host mail -port 8993", "mail 8993"),
            ("openssl s_client mail.example.com:993", "mail.example.com"),
            ("openssl s_client -connect [::1]:993", "::1"),
            ("openssl s_client -connect mail:143", "mail --starttls"),
            ("sudo openssl s_client -connect mail:993", "mail"),
            ("/usr/bin/openssl s_client -connect mail:993", "mail"),
            ("telnet host 143", "host --plain"),
            ("telnet host", "host --plain"),
            ("telnet 192.0.2.7 1143", "192.0.2.7 1143 --plain"),
            ("telnet host 993", "host"),
            ("C:\\Users\\me>telnet mail 143", "mail --plain"),
            ("nc -C -v mail 143", "mail --plain"),
            ("nc -w 5 mail 143", "mail --plain"),
            ("ncat --ssl mail.example.com 993", "mail.example.com"),
            ("gnutls-cli -p 993 mail", "mail"),
            ("gnutls-cli --starttls-proto=imap -p 143 mail", "mail --starttls"),
            ("socat - TCP:mail:143", "mail --plain"),
            ("socat readline openssl:mail:993,verify=0", "mail"),
            ("curl -v imaps://mail.example.com/INBOX", "mail.example.com"),
            (
                "curl -v --user taro 'imap://mail.example.com:1143/'",
                "mail.example.com 1143 --starttls",
            ),
            ("curl imaps://taro:himitsu@mail.example.com/", "mail.example.com"),
            ("ssh -p 2222 taro@mail.example.com", "mail.example.com"),
            ("imapsh mail.example.com --starttls", "mail.example.com --starttls"),
            ("imaps://mail.example.com", "mail.example.com"),
            ("imaps://mail.example.com:8993/", "mail.example.com 8993"),
            ("IMAP://mail", "mail --starttls"),
            ("mail.example.com:143", "mail.example.com --starttls"),
            ("https://example.com/x?y", "web example.com"),
            ("https://example.com:8443", "web example.com"),
            // No server, or one of another protocol.
            ("openssl x509 -in cert.pem", "call"),
            ("openssl s_client -connect mail:25 -starttls smtp", "call"),
            ("openssl s_client -connect www.example.com:443", "call"),
            ("telnet [host] 143", "call"),
            ("curl https://example.com", "web example.com"),
            ("curl -u mail.example.com:993", "call"),
            ("ssh -i mail.example.com", "call"),
            ("imapsh replay idle", "call"),
            ("ftp://example.com", "call"),
            // Output of programs, and commands.
            ("Trying 127.0.0.1...", "-"),
            ("* OK ready", "-"),
            ("Ncat: Version 7.93 ( https://nmap.org/ncat )", "-"),
            ("select imaps://x", "-"),
            ("", "-"),
        ] {
            assert_eq!(meant(line), expected, "{line}");
        }
    }

    #[test]
    fn a_host_alone_is_an_address() {
        for (line, expected) in [
            ("mail.example.com", Some("mail.example.com")),
            ("mail.example.com 993", Some("mail.example.com")),
            ("mail.example.com:143", Some("mail.example.com --starttls")),
            ("192.0.2.7 8993", Some("192.0.2.7 8993")),
            ("localhost", Some("localhost")),
            ("mail", None),
            ("idle.imap", None),
            ("v1.2", None),
            ("a1.b2 xyzzy", None),
            ("mail.example.com x y", None),
            ("example.com:x", None),
            ("example.com:993 993", None),
            ("mail.example.com 25", None),
            (".", None),
            ("..", None),
            ("", None),
        ] {
            assert_eq!(bare_host(line).as_deref(), expected, "{line}");
        }
    }
}
