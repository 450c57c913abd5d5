//! Recognizes sessions of other protocols: by a greeting, by a command that IMAP does not have, by a reply to
//! a command that both have. Section 12 of `docs/listings.md`.

use crate::notation::other_format::OtherFormat;
use crate::notation::prose::arguments_read_like_prose;
use crate::notation::shape::is_complete_command;
use crate::notation::words::is_one_of;
use crate::protocol::framing::Status;
use crate::protocol::typed_line::{CommandLine, certain_protocol, foreign_word, tagged_status};

/// The protocol of a reply that no IMAP server sends.
pub(super) fn protocol_of_reply(text: &str) -> Option<OtherFormat> {
    let protocol = match text.split([' ', '\t']).next().unwrap_or_default() {
        "+OK" | "-ERR" => "POP3",
        first if is_sieve_capability(first) => "ManageSieve",
        _ if is_http_request(text) => "HTTP",
        first if first.starts_with("HTTP/") => "HTTP",
        _ => return None,
    };
    Some(OtherFormat::Protocol(protocol))
}

/// Whether this is a capability as ManageSieve servers list them: `"SIEVE" "fileinto"`.
fn is_sieve_capability(word: &str) -> bool {
    const NAMES: &str = "IMPLEMENTATION LANGUAGE MAXREDIRECTS NOTIFY OWNER SASL SIEVE STARTTLS UNAUTHENTICATE \
        VERSION";
    let name = word.strip_prefix('"').and_then(|word| word.strip_suffix('"'));
    name.is_some_and(|name| is_one_of(NAMES, name))
}

/// Whether this is the first line of an HTTP request, `DELETE /x HTTP/1.1`.
fn is_http_request(text: &str) -> bool {
    let mut words = text.split(' ').skip(1);
    let (target, version) = (words.next(), words.next());
    target.is_some_and(|target| target.starts_with(['/', '*']) || target.contains("://"))
        && version.is_some_and(|version| version.starts_with("HTTP/"))
        && words.next().is_none()
}

/// The protocol of the last command without a tag, if it may not be IMAP. A reply below it decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PossibleProtocol {
    /// This protocol has it, and IMAP does not.
    Other(&'static str),
    /// IMAP has it too, as NOOP, or the command is unknown.
    Unclear,
    /// Only IMAP has it, but the server may not be an IMAP server.
    OfImap,
}

/// The protocol of a command, if it may not be IMAP. A command that both protocols have belongs to the
/// protocol of the command before.
pub fn protocol_of_command(
    command: &CommandLine<'_>,
    before: Option<PossibleProtocol>,
) -> Option<PossibleProtocol> {
    if command.is_done() {
        return Some(PossibleProtocol::OfImap);
    }
    // `AUTH LOGIN` has no tag.
    let is_auth = command.tag.is_some_and(|tag| tag.eq_ignore_ascii_case("auth"));
    if command.tag.is_some() && !is_auth {
        return None;
    }
    let word = foreign_word(command).and_then(|word| word.protocol);
    let other = certain_protocol(command).or(word).map(PossibleProtocol::Other);
    let name = command.spec.map(|spec| spec.name);
    let may_be_other = is_auth || matches!(name, None | Some("NOOP" | "LIST" | "STARTTLS"));
    other.or_else(|| {
        if may_be_other {
            Some(before.unwrap_or(PossibleProtocol::Unclear))
        } else {
            Some(PossibleProtocol::OfImap)
        }
    })
}

/// The protocol that a line reveals below a command that may belong to another protocol: by a reply,
/// `250 OK`, which elsewhere is a completion; or, below other SMTP commands, by the command before a mail,
/// whose lines may look like commands.
pub fn reply_of_other_protocol(
    text: &str,
    protocol: Option<PossibleProtocol>,
) -> Option<OtherFormat> {
    let protocol = protocol?;
    if let Some(reply) = protocol_of_reply(text) {
        return Some(reply);
    }
    if protocol == PossibleProtocol::Other("SMTP") && text.eq_ignore_ascii_case("data") {
        return Some(OtherFormat::Protocol("SMTP"));
    }
    if is_sieve_status(text) {
        return Some(OtherFormat::Protocol("ManageSieve"));
    }
    let (code, rest) = text.split_at_checked(3)?;
    let is_code = code.starts_with(['1', '2', '3', '4', '5'])
        && code.bytes().all(|octet| octet.is_ascii_digit());
    // `200 NOOP ok` has an argument that NOOP does not take.
    let command = CommandLine::parse(text);
    let is_reply =
        is_code && (!is_complete_command(&command) || arguments_read_like_prose(&command));
    let has_text = rest.starts_with([' ', '-']);
    let protocol = match protocol {
        _ if !is_reply => return None,
        PossibleProtocol::Other(_) if !rest.is_empty() && !has_text => return None,
        PossibleProtocol::Unclear if !has_text => return None,
        // `250 OK` and `100 XFOO` have a number for the tag.
        PossibleProtocol::OfImap if !has_text || may_be_tagged(rest) => return None,
        // POP3 answers without a number; FTP has some of its commands.
        PossibleProtocol::Other("POP3") => "FTP",
        PossibleProtocol::Other(protocol) => protocol,
        _ if is_of_news(rest) => "NNTP",
        _ if matches!(code, "150" | "200" | "215" | "226" | "227") => "FTP",
        _ => "SMTP",
    };
    Some(OtherFormat::Protocol(protocol))
}

/// Whether this is an answer in ManageSieve, whose text is in quotes: `OK "done"`.
fn is_sieve_status(text: &str) -> bool {
    let rest = ["OK ", "NO ", "BYE "].iter().find_map(|status| text.strip_prefix(status));
    rest.is_some_and(|rest| rest.len() > 1 && rest.starts_with('"') && rest.ends_with('"'))
}

/// Whether the text after a number may be a command or a completion with the number as its tag.
fn may_be_tagged(rest: &str) -> bool {
    let mut words = rest.split_ascii_whitespace();
    let is_name = |word: &str| word.bytes().all(|octet| octet.is_ascii_uppercase());
    words.next().is_none_or(|word| {
        Status::of_completion(word).is_some() || (is_name(word) && words.next().is_none())
    })
}

/// Whether a reply names something that only news servers have.
fn is_of_news(rest: &str) -> bool {
    let rest = rest.to_ascii_lowercase();
    ["nntp", "nnrp", "newsgroup", "article"].iter().any(|word| rest.contains(word))
}

/// The protocol of a greeting: `220 mail.example.com ESMTP`. Later in a text the number may be a command's
/// tag.
pub(super) fn greeting_of_other_protocol(text: &str) -> Option<OtherFormat> {
    let (code, rest) = text.split_at_checked(3)?;
    let is_code = code.bytes().all(|octet| octet.is_ascii_digit()) && code.starts_with('2');
    let is_greeting = is_code
        && rest.starts_with([' ', '-'])
        && rest.len() > 1
        && CommandLine::parse(text).spec.is_none()
        && tagged_status(text).is_none();
    let protocol = match rest.to_ascii_lowercase().contains("ftp") {
        true => "FTP",
        false if is_of_news(rest) || matches!(code, "200" | "201") => "NNTP",
        false => "SMTP",
    };
    is_greeting.then_some(OtherFormat::Protocol(protocol))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn greetings_of_other_protocols_are_recognized() {
        for (text, protocol) in [
            ("220 mail.example.com ESMTP Postfix", Some("SMTP")),
            ("220-mail.example.com", Some("SMTP")),
            ("220 FTP server ready", Some("FTP")),
            ("200 server ready - posting allowed", Some("NNTP")),
            ("201 news.example.com", Some("NNTP")),
            ("220 noop", None),
            ("220 OK done", None),
            ("220", None),
            ("2201 x", None),
            ("梅", None),
        ] {
            let expected = protocol.map(OtherFormat::Protocol);
            assert_eq!(greeting_of_other_protocol(text), expected, "{text}");
        }
    }

    #[test]
    fn replies_below_commands_of_other_protocols() {
        let protocol = |text| protocol_of_command(&CommandLine::parse(text), None);
        for (command, reply, found) in [
            ("EHLO me", "250-mail.example.com", Some("SMTP")),
            ("EHLO me", "250 OK", Some("SMTP")),
            ("MAIL FROM:<a@b>", "data", Some("SMTP")),
            ("USER taro", "+OK", Some("POP3")),
            ("USER taro", "331 password", Some("FTP")),
            ("GET / HTTP/1.1", "HTTP/1.1 200 OK", Some("HTTP")),
            ("EHLO me", "250 noop", None),
            ("EHLO me", "a1 noop", None),
            ("a1 EHLO me", "250 OK", None),
            ("noop", "250 OK", Some("SMTP")),
            ("QUIT", "221 2.0.0 Bye", Some("SMTP")),
            ("AUTH LOGIN", "334 VXNlcm5hbWU6", Some("SMTP")),
            ("STARTTLS", "220 ready", Some("SMTP")),
            ("noop", "200 NOOP ok", Some("FTP")),
            ("noop", "+OK", Some("POP3")),
            ("noop", "data", None),
            ("noop", "250", None),
            ("noop", "250 check", None),
            ("select x", "250 OK", None),
            ("select x", "250 XFOO", None),
            ("select x", "100 login u p", None),
            ("select x", "500 unknown command", Some("SMTP")),
            ("login u p", "503 what", Some("SMTP")),
            ("LIST", "215 list of newsgroups follows", Some("NNTP")),
            ("LIST", "215 list x y", None),
            ("NOOP", "OK \"NOOP completed\"", Some("ManageSieve")),
            ("CAPABILITY", "\"SIEVE\" \"fileinto\"", Some("ManageSieve")),
            ("CAPABILITY", "\"INBOX\"", None),
            ("select 1", "noop", None),
            ("a1 append key", ":5", None),
            ("a1 noop", "OK \"done\"", None),
            ("a1 noop", "250 OK", None),
        ] {
            let reply = reply_of_other_protocol(reply, protocol(command));
            assert_eq!(reply, found.map(OtherFormat::Protocol), "{command}");
        }
        let smtp = Some(PossibleProtocol::Other("SMTP"));
        assert_eq!(protocol_of_command(&CommandLine::parse("noop"), smtp), smtp);
        let of_imap = Some(PossibleProtocol::OfImap);
        assert_eq!(protocol_of_command(&CommandLine::parse("select x"), smtp), of_imap);
    }
}
