//! What a typed line is, by its words alone: a command, the server's own text, what another tool
//! said around a listing, a directive or a comment. What it means *now* is the dialogue's to say.

use super::commands::{self, CommandSpec};
use super::framing::Status;
use std::borrow::Cow;

/// What a line of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind<'a> {
    /// Nothing but blanks.
    Blank,
    /// `# …`
    Comment,
    /// `:word …`, without the colon.
    Directive(&'a str),
    /// What only a server says: `* …`, `+ …`, `TAG OK|NO|BAD …`.
    ServerResponse,
    /// What telnet, `openssl s_client` or a shell says around a listing.
    ToolOutput,
    /// A line to be sent.
    Command(CommandLine<'a>),
}

/// A line to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommandLine<'a> {
    /// The whole line, without blanks at its ends.
    pub text: &'a str,
    /// The user's own tag, if the line begins with one.
    pub tag: Option<&'a str>,
    /// The word that should be a command's name.
    pub verb: &'a str,
    /// What follows it.
    pub arguments: &'a str,
    /// The command of that name.
    pub command: Option<&'static CommandSpec>,
}

/// Reads lines of typing or of a listing one after another: a certificate listing of
/// `openssl s_client` goes over many lines.
#[derive(Clone, Debug, Default)]
pub struct LineClassifier {
    after_rule: bool,
    within_listing: bool,
}

impl LineClassifier {
    /// What this line is.
    ///
    /// # Examples
    /// ```
    /// use imapsh::protocol::typed_line::{LineClassifier, LineKind};
    /// let mut reader = LineClassifier::default();
    /// assert_eq!(reader.classify("a003 OK done"), LineKind::ServerResponse);
    /// let LineKind::Command(line) = reader.classify("1 select x") else { panic!("a line to be sent") };
    /// assert_eq!((line.tag, line.verb, line.arguments), (Some("1"), "select", " x"));
    /// ```
    pub fn classify<'a>(&mut self, line: &'a str) -> LineKind<'a> {
        let text = trim(line);
        let was_after_rule = std::mem::take(&mut self.after_rule);
        if text == "---" {
            (self.after_rule, self.within_listing) = (true, false);
            return LineKind::ToolOutput;
        }
        self.within_listing |= was_after_rule && opens_listing(text);
        if self.within_listing {
            return LineKind::ToolOutput;
        }
        match text.as_bytes() {
            [] => {
                self.after_rule = was_after_rule;
                LineKind::Blank
            }
            [b':', ..] => LineKind::Directive(&text[1..]),
            [b'#', ..] => LineKind::Comment,
            _ => match read_line(text) {
                // Neither a server nor a tool begins a line with a command's name.
                (line, true) => LineKind::Command(line),
                _ if is_servers(text) => LineKind::ServerResponse,
                _ if is_tools(text) => LineKind::ToolOutput,
                (line, false) => LineKind::Command(line),
            },
        }
    }
}

/// The words of a line: blanks of an input method's full width part words too, for the eye.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(is_blank).filter(|word| !word.is_empty())
}

/// Reads a line that is sent: whose tag it has, and which word is the verb.
pub fn line_of(text: &str) -> CommandLine<'_> {
    read_line(text).0
}

/// Reads a line of which the first word is a tag, whatever it looks like, if it is no command or
/// `done`: as a record writes one.
pub fn tagged(text: &str) -> Option<CommandLine<'_>> {
    let (tag, rest) = split_word(text);
    let (verb, arguments) = split_word(rest);
    let bare = verb.is_empty() || commands::find(tag).is_some() || tag.eq_ignore_ascii_case("done");
    (!bare).then(|| CommandLine {
        text,
        tag: Some(tag),
        verb,
        arguments,
        command: commands::find(verb),
    })
}

/// The same, and whether the first word is a command's name.
#[inline]
fn read_line(text: &str) -> (CommandLine<'_>, bool) {
    let (first, rest) = split_word(text);
    let command = commands::find(first);
    if command.is_none() {
        let (second, rest) = split_word(rest);
        let command = commands::find(second);
        if !second.is_empty() && (command.is_some() || looks_like_tag(first)) {
            let line = CommandLine {
                text,
                tag: Some(first),
                verb: second,
                arguments: rest,
                command,
            };
            return (line, false);
        }
    }
    let line = CommandLine {
        text,
        tag: None,
        verb: first,
        arguments: rest,
        command,
    };
    (line, command.is_some())
}

/// The text without blanks at its ends, which most lines don't have.
pub fn trim(text: &str) -> &str {
    match text.as_bytes() {
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim(),
    }
}

/// The first word, and what follows it.
fn split_word(text: &str) -> (&str, &str) {
    let blank = |octet: &u8| matches!(octet, b' ' | b'\t');
    let text = match text.as_bytes().iter().position(|octet| !blank(octet)) {
        Some(0) => text,
        begins => text.get(begins.unwrap_or(text.len())..).unwrap_or_default(),
    };
    match text.as_bytes().iter().position(blank) {
        Some(ends) => text.split_at(ends),
        None => (text, ""),
    }
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t')
}

/// `.`, digits, or up to eight letters and then digits.
pub fn looks_like_tag(word: &str) -> bool {
    let digits = word.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let letters = word.len() - digits.len();
    word == "."
        || (letters <= 8
            && !digits.is_empty()
            && digits.bytes().all(|octet| octet.is_ascii_digit()))
}

/// The status that a listing's line tells of a command, with the command's tag: `TAG NO …`.
pub fn tagged_status(text: &str) -> Option<(&str, Status)> {
    let (tag, rest) = text.trim().split_once([' ', '\t'])?;
    let status = Status::parse(words(rest).next()?.as_bytes())?;
    let tagged = matches!(status, Status::Ok | Status::No | Status::Bad);
    (tagged && !matches!(tag, "*" | "+") && commands::find(tag).is_none()).then_some((tag, status))
}

/// Whether only a server says this.
fn is_servers(text: &str) -> bool {
    // A listing may have been pasted with tabs.
    matches!(
        text.as_bytes(),
        [b'*' | b'+'] | [b'*' | b'+', b' ' | b'\t', ..]
    ) || tagged_status(text).is_some()
}

/// The tools that people have spoken IMAP with: a line that calls one is the shell's.
const TOOLS: &[&str] = &[
    "telnet",
    "openssl",
    "nc",
    "ncat",
    "netcat",
    "socat",
    "gnutls-cli",
    "imapsh",
];

/// Whether this is what telnet, `openssl s_client` or a shell says around a listing.
fn is_tools(text: &str) -> bool {
    const BEGINNINGS: &[&str] = &[
        "$ ",
        "Trying ",
        "Connected to ",
        "Connecting to ",
        "Escape character is ",
        "CONNECTED(",
        "depth=",
        "verify ",
        "telnet> ",
        "Connection closed",
        "Connection to ",
        "Can't use SSL_get_servername",
    ];
    const WHOLE: &[&str] = &["read R BLOCK", "closed", "RENEGOTIATING", "$"];
    WHOLE.contains(&text)
        || BEGINNINGS
            .iter()
            .any(|beginning| text.starts_with(beginning))
        || (text.contains(":error:") && text.contains("SSL routines:"))
        || calls_a_tool(text)
        || begins_with_a_prompt(text)
}

/// Whether this begins with a shell's prompt that names user and host: `taro@home:~$`,
/// `[taro@home ~]$`, `taro@home ~ %`.
fn begins_with_a_prompt(text: &str) -> bool {
    let mut words = words(text).take(3).peekable();
    words.peek().is_some_and(|first| first.contains('@'))
        && words.any(|word| word.ends_with(['$', '%', '#', '>']))
}

/// Whether this line calls one of the tools, behind a shell's prompt or not.
fn calls_a_tool(text: &str) -> bool {
    let mut before = "";
    let mut words = words(text).peekable();
    while let Some(word) = words.next() {
        let prompted = before.is_empty() || before.ends_with(['$', '%', '#', '>']);
        if prompted && TOOLS.contains(&word) && words.peek().is_some() {
            return true;
        }
        before = word;
    }
    false
}

/// Whether this line, after a `---`, begins a part of `openssl s_client`'s report.
fn opens_listing(text: &str) -> bool {
    const PARTS: &[&str] = &[
        "Certificate chain",
        "Server certificate",
        "no peer certificate",
        "No client certificate CA names",
        "Acceptable client certificate CA names",
        "Requested Signature Algorithms",
        "Peer signing",
        "SSL handshake has read",
        "New, ",
        "Reused, ",
        "Post-Handshake New Session Ticket arrived",
        "SSL-Session:",
    ];
    PARTS.iter().any(|part| text.starts_with(part))
}

/// The text with an input method's full-width letters, digits and blanks made narrow.
///
/// # Examples
/// ```
/// assert_eq!(imapsh::protocol::typed_line::to_half_width("ｓｅｌｅｃｔ　ｉｎｂｏｘ"), "select inbox");
/// ```
pub fn to_half_width(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let narrow = |c: char| match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        other => other,
    };
    Cow::Owned(text.chars().map(narrow).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(line: &str) -> String {
        match LineClassifier::default().classify(line) {
            LineKind::Command(line) => format!("{}/{}", line.tag.unwrap_or("-"), line.verb),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn the_table_of_typing() {
        for (line, what) in [
            ("select inbox", "-/select"),
            ("  UID fetch 1 flags  ", "-/UID"),
            ("a1 select inbox", "a1/select"),
            ("a login x y", "a/login"),
            (". noop", "./noop"),
            ("1 xyzzy", "1/xyzzy"),
            ("A00001 frobnicate it", "A00001/frobnicate"),
            ("abcdefgh1 xyzzy", "abcdefgh1/xyzzy"),
            ("abcdefghi1 xyzzy", "-/abcdefghi1"),
            ("lgoin user pass", "-/lgoin"),
            ("a005 done", "a005/done"),
            ("done", "-/done"),
            ("search no", "-/search"),
            ("noop ok", "-/noop"),
            ("a003 no such mailbox", "ServerResponse"),
            ("TAG bad x", "ServerResponse"),
            ("* 12 EXISTS", "ServerResponse"),
            ("+", "ServerResponse"),
            ("+ idling", "ServerResponse"),
            ("*\t12 EXISTS", "ServerResponse"),
            ("a1\tOK done", "ServerResponse"),
            ("*12", "-/*12"),
            ("", "Blank"),
            ("   ", "Blank"),
            ("# hi", "Comment"),
            (":help idle", "Directive(\"help idle\")"),
            ("$ telnet mail 143", "ToolOutput"),
            ("telnet [host] 143", "ToolOutput"),
            ("taro@home:~$ openssl s_client -connect x:993", "ToolOutput"),
            ("Trying 127.0.0.1...", "ToolOutput"),
            ("verify return:1", "ToolOutput"),
            ("closed", "ToolOutput"),
            (
                "4007CA772A7F0000:error:0A000126:SSL routines:ssl3_read_n:unexpected eof while reading:x.c:318:",
                "ToolOutput",
            ),
            ("Connection closed by foreign host.", "ToolOutput"),
            ("closed now", "-/closed"),
            ("[taro@home ~]$", "ToolOutput"),
            ("taro@home ~ % exit", "ToolOutput"),
            ("list \"\" %", "-/list"),
            // A command, whatever its arguments look like.
            ("list \"\" % nc mail", "-/list"),
            ("search text \":error: SSL routines:\"", "-/search"),
        ] {
            assert_eq!(kind(line), what, "{line}");
        }
    }

    #[test]
    fn a_certificate_listing_is_passed_over() {
        let listing = "CONNECTED(00000003)\ndepth=0 CN = x\nverify error:num=18:x\n---\nCertificate chain\n 0 s:CN = x\n   i:CN = x\n---\n\
            Server certificate\n-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\nsubject=CN = x\n\nissuer=CN = x\n\n---\n\
            SSL handshake has read 1 bytes\nVerification: OK\n---\nNew, TLSv1.3, Cipher is X\nVerify return code: 0 (ok)\n---\n---\n\
            Post-Handshake New Session Ticket arrived:\nSSL-Session:\n    Protocol  : TLSv1.3\n---\nread R BLOCK\n* OK ready\na noop";
        let mut reader = LineClassifier::default();
        let kinds: Vec<_> = listing.lines().map(|line| reader.classify(line)).collect();
        let (tools, rest) = kinds.split_at(kinds.len() - 2);
        assert!(
            tools.iter().all(|kind| *kind == LineKind::ToolOutput),
            "{tools:?}"
        );
        assert_eq!(rest[0], LineKind::ServerResponse);
        assert!(matches!(rest[1], LineKind::Command(_)));
    }
}
