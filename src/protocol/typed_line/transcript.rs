//! Recognizes what tools and shells print around an IMAP session.

use super::words;

/// The tools with which IMAP is spoken by hand: a line that calls one is a shell's.
const TOOLS: &[&str] =
    &["telnet", "openssl", "nc", "ncat", "netcat", "socat", "gnutls-cli", "imapsh"];

/// What ends a shell's prompt.
const PROMPT_ENDS: &[char] = &['$', '%', '#', '>'];

/// Whether telnet, `openssl s_client` or a shell printed this, or a shell was given it.
pub(super) fn is_of_tool(text: &str) -> bool {
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
        || BEGINNINGS.iter().any(|beginning| text.starts_with(beginning))
        || (text.contains(":error:") && text.contains("SSL routines:"))
        || calls_tool(text)
        || begins_with_prompt(text)
}

/// Whether it begins with a shell's prompt that names user and host: `taro@home:~$`,
/// `[taro@home ~]$`, `taro@home ~ %`.
fn begins_with_prompt(text: &str) -> bool {
    let mut words = words(text).take(3).peekable();
    words.peek().is_some_and(|first| first.contains('@'))
        && words.any(|word| word.ends_with(PROMPT_ENDS))
}

/// Whether it calls one of the tools, behind a shell's prompt or not.
fn calls_tool(text: &str) -> bool {
    let mut before = "";
    let mut words = words(text).peekable();
    while let Some(word) = words.next() {
        let is_first = before.is_empty() || before.ends_with(PROMPT_ENDS);
        if is_first && TOOLS.contains(&word) && words.peek().is_some() {
            return true;
        }
        before = word;
    }
    false
}

/// Whether this line, after a `---`, begins a part of the report of `openssl s_client`.
pub(super) fn begins_report(text: &str) -> bool {
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
