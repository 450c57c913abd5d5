//! Recognizes the output of tools and shells around an IMAP session by its form, since there are more
//! tools than a list could name.

use super::{split_word, words};
use crate::protocol::{commands, spelling};

/// The tools for typing IMAP by hand: a line that calls one is a shell's.
const TOOLS: &[&str] = &[
    "telnet", "openssl", "nc", "ncat", "netcat", "socat", "gnutls-cli", "curl", "imapsh", "ssh",
    "stunnel", "winpty",
];

/// Words before the tool in a call.
const CALLERS: &[&str] = &["sudo", "doas", "time", "env", "exec", "rlwrap"];

/// The signs that end a shell's prompt.
const PROMPT_ENDS: &[char] = &['$', '%', '#', '>', '❯', '➜', '»', 'λ'];

/// The signs with which imapsh begins its notices, and typed lines that were not sent.
const OWN_SIGNS: &[char] = &['▸', '·'];

/// Whether this is the output of telnet, `openssl s_client`, another tool or a shell, or a line typed
/// to a shell.
pub(super) fn is_of_tool(text: &str) -> bool {
    has_form_of_tool(text) || is_sentence(text)
}

/// Whether this is a sentence that no tool prints.
pub fn is_sentence_of_prose(text: &str) -> bool {
    is_sentence(text) && !has_form_of_tool(text)
}

fn has_form_of_tool(text: &str) -> bool {
    is_rule(text)
        || text.starts_with(OWN_SIGNS)
        || is_control_key(text)
        || is_status(text)
        || is_of_shell(text)
        || is_labelled(text)
        || is_stack_frame(text)
        || is_capture(text)
        || begins_report(text)
        || called_tool(text).is_some()
        || begins_with_prompt(text)
}

/// Whether this is a line of dashes, `---`, or of typographic dashes.
pub(super) fn is_rule(text: &str) -> bool {
    let is_long = |c: char| matches!(c, '–' | '—' | '―' | '─' | '━' | '−');
    let dashes = text.chars().all(|c| c == '-' || is_long(c));
    dashes && (text.chars().any(is_long) || text.len() >= 3)
}

/// Whether this is a key in a terminal's notation: `^]`.
fn is_control_key(text: &str) -> bool {
    matches!(text.as_bytes(), [b'^', key] if key.is_ascii_uppercase() || b"[\\]^_?".contains(key))
}

/// Whether this is a shell's message about a program, Kali's prompt, or the output of `time`.
fn is_of_shell(text: &str) -> bool {
    const ENDED: &[&str] = &["Killed", "Terminated", "Aborted", "Hangup", "Segmentation fault"];
    let is_missing = text.ends_with("command not found")
        || (text.starts_with(['\'', '"', '‘']) && text.contains(" is not recognized"));
    let mut words = words(text);
    let is_timed = words.next().is_some_and(|word| matches!(word, "real" | "user" | "sys"))
        && words.next().is_some_and(is_duration)
        && words.next().is_none();
    let program = text.strip_prefix('-').unwrap_or(text);
    let is_frame = text.starts_with(['┌', '└', '├', '│', '╭', '╰', '┏', '┗']);
    ENDED.contains(&text)
        || is_missing
        || is_timed
        || is_frame
        || (program.len() < text.len() && is_labelled(program))
}

/// Whether this is a time in the form of `time`: `0m0.305s`.
fn is_duration(word: &str) -> bool {
    let is_number = |text: &str| text.bytes().all(|it| it.is_ascii_digit() || it == b'.');
    let parts = word.strip_suffix('s').and_then(|word| word.split_once('m'));
    parts.is_some_and(|(minutes, seconds)| is_number(minutes) && is_number(seconds))
}

/// Whether this is a short remark of `openssl s_client` or gnutls-cli, such as `read R BLOCK`,
/// `CONNECTED(00000003)`, `depth=0 CN = x`, `- Status: ok`, `*** Starting TLS handshake`.
fn is_status(text: &str) -> bool {
    const WHOLE: &[&str] = &["read R BLOCK", "closed", "RENEGOTIATING", "KEYUPDATE", "$", "%", ">"];
    const BEGINNINGS: &[&str] = &[
        "- ", "*** ", "** ", "== Info:", "=> Send ", "<= Recv ", "Last login:", "PING ", "|<",
        "{ [", "} [", "verify ", "Trying ", "Connecting to ", "Connected to ", "Connection ",
        "Can't use ", "Early data ", "No ALPN ", "write to 0x", "read from 0x",
    ];
    let first = text.split([' ', '\t']).next().unwrap_or_default();
    let is_key = |key: &str| !key.is_empty() && key.bytes().all(|it| it.is_ascii_alphabetic());
    let is_assignment = first
        .split_once('=')
        .is_some_and(|(key, value)| is_key(key) && !value.trim_matches('=').is_empty());
    let is_call = first.split_once('(').is_some_and(|(name, rest)| {
        name.len() > 2 && is_key(name) && rest.ends_with(')') && rest.len() > 1
    });
    WHOLE.contains(&text)
        || BEGINNINGS.iter().any(|beginning| text.starts_with(beginning))
        || (text.contains(":error:") && text.contains("SSL routines"))
        || is_dump(text)
        || is_octet_count(text)
        || (is_assignment && first.len() < text.len())
        || is_call
}

/// Whether this is a frame of a stack trace, as in Java and JavaScript: `at Parser._parse (lib/Parser.js:132:26)`.
pub fn is_stack_frame(text: &str) -> bool {
    let place = text.strip_prefix("at ").and_then(|text| text.strip_suffix(')'));
    let line = place.and_then(|place| place.rsplit_once(':'));
    line.is_some_and(|(file, line)| {
        file.contains('(') && line.bytes().all(|it| it.is_ascii_digit())
    })
}

/// Whether this is a remark of Mail::IMAPClient, which imapsync uses: `Sent 14 bytes`.
fn is_octet_count(text: &str) -> bool {
    let mut words = words(text);
    let is_verb = matches!(words.next(), Some("Sent" | "Read" | "Wrote" | "Received"));
    let is_count = words.next().is_some_and(|word| word.bytes().all(|it| it.is_ascii_digit()));
    is_verb
        && is_count
        && matches!(words.next(), Some("bytes" | "octets"))
        && words.next().is_none()
}

/// Whether this is a line of a certificate chain or of a hex dump: ` 0 s:CN = x`, `0010 - 4d 5a`,
/// `i:CN = x`.
fn is_dump(text: &str) -> bool {
    let mut words = words(text);
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let is_number = |word: &str| word.bytes().all(|octet| octet.is_ascii_hexdigit());
    let is_chain = |word: &str| ["s:", "i:", "a:", "v:"].iter().any(|sign| word.starts_with(sign));
    let offset = first.strip_prefix("0x").unwrap_or(first).trim_end_matches(':');
    let is_octets = |word: &str| matches!(word.len(), 2 | 4) && is_number(word);
    let is_hex = offset.len() >= 4
        && is_number(offset)
        && is_octets(second)
        && words.next().is_some_and(is_octets);
    is_hex
        || text.starts_with("-----BEGIN ")
        || text.starts_with("-----END ")
        || is_chain(first)
        || (is_number(first) && (is_chain(second) || (second == "-" && first.len() >= 4)))
}

/// Whether this is a line of `socat -v`, ngrep or tcpdump with the direction of the next octets:
/// `> 2026/11/28 10:00:00 length=9 from=0 to=8`, `T 127.0.0.1:40000 -> 127.0.0.1:143 [AP]`.
fn is_capture(text: &str) -> bool {
    let is_arrow = |word: &str| matches!(word, ">" | "<" | "->" | "<-" | "=>" | "<=");
    let is_address = |word: &&str| {
        let octets = word.split(['.', ':']).filter(|part| !part.is_empty());
        word.matches('.').count() >= 3
            && octets.clone().count() >= 4
            && octets.take(4).all(|part| part.bytes().all(|octet| octet.is_ascii_digit()))
    };
    let has_length = || text.contains(" length=") || text.contains(", length ");
    words(text).any(is_arrow) && (has_length() || words(text).filter(is_address).count() == 2)
}

/// Whether this is a name, a colon and a text: `Ncat: Connected to …`, `bash: telnet: not found`,
/// `read:errno=0`. Not with a command's name: `login: taro` is a mistake, and its end may be a secret.
fn is_labelled(text: &str) -> bool {
    let Some((name, rest)) = text.split_once(':') else {
        return false;
    };
    let is_word = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_alphabetic())
            && word.bytes().all(|it| it.is_ascii_alphanumeric() || b"_-./,".contains(&it))
    };
    let secret = ["login", "authenticate", "user", "username", "pass", "password", "name"];
    let may_be_secret = |word: &str| spelling::nearest(word, secret).is_some();
    let first = words(rest).next().unwrap_or_default();
    // One word, or several of which the first is in capitals: `Verify return code: 0 (ok)`.
    let is_name = if name.contains(' ') {
        name.starts_with(|c: char| c.is_ascii_uppercase())
    } else {
        !name.is_empty()
    };
    is_name
        && !rest.is_empty()
        && words(name).all(is_word)
        && !words(name).any(|word| commands::find(word).is_some() || may_be_secret(word))
        && commands::find(first).is_none()
}

/// Whether this is a sentence: it begins with a capital and a small letter, has several words and
/// ends with a full stop or a colon, or has words that only sentences have.
pub fn is_sentence(text: &str) -> bool {
    let mut letters = text.chars();
    let begins = letters.next().is_some_and(|c| c.is_ascii_uppercase())
        && letters.next().is_some_and(|c| c.is_ascii_lowercase() || matches!(c, ' ' | '\''));
    let count = words(text).count();
    let has_article = || words(text).any(|word| matches!(word, "the" | "to" | "of" | "is" | "a"));
    let ends = (text.ends_with('.') && count >= 2) || (text.ends_with(':') && count >= 3);
    // The ends of sentences in Chinese and Japanese; a word with one may ask for help.
    let is_asian = text.ends_with(['。', '：', '！', '？']) && text.chars().nth(5).is_some();
    is_asian || (begins && (ends || (count >= 4 && has_article())))
}

/// Whether it begins with a shell's prompt: `taro@home:~$`, `[taro@home ~]$`, `mail:~ #`,
/// `bash-4.2$`, `C:\Users\taro>telnet`, `PS C:\>`.
pub fn begins_with_prompt(text: &str) -> bool {
    let mut first_words = words(text).take(3);
    let Some(first) = first_words.next() else {
        return false;
    };
    // `(venv) taro@host:~$`
    if first.starts_with('(') && first.ends_with(')') {
        return begins_with_prompt(text[first.len()..].trim_start());
    }
    let is_arrow = first.chars().all(|c| matches!(c, '❯' | '➜' | '»' | 'λ'));
    let is_shell = ["MINGW", "MSYS"].iter().any(|shell| first.starts_with(shell));
    if is_arrow || is_shell {
        return true;
    }
    if text.starts_with(OWN_SIGNS)
        || first == "$"
        || is_drive(first)
        || (first == "PS" && first_words.next().is_some_and(is_drive))
    {
        return true;
    }
    // `Microsoft Telnet> open mail`
    let is_name = |word: &str| word.chars().all(char::is_alphabetic);
    let second = first_words.next().and_then(|word| word.strip_suffix('>'));
    if is_name(first) && second.is_some_and(|word| !word.is_empty() && is_name(word)) {
        return true;
    }
    let names_place = first.contains(['@', '~', '/']) || (first.contains(':') && first.len() > 1);
    let ends_so = |word: &str| word.ends_with(PROMPT_ENDS);
    let is_prompt = |word: &str| ends_so(word) && word.chars().count() > 1 && is_prompt_word(word);
    is_prompt(first)
        || (names_place && (ends_so(first) || words(text).skip(1).take(2).any(ends_so)))
}

/// Whether it begins with the prompt of a tool that carries the session: `telnet> close`, `OpenSSL> quit`.
pub fn begins_with_prompt_of_tool(text: &str) -> bool {
    let name = text.split_once('>').map(|(name, _)| name.trim_start().to_ascii_lowercase());
    name.is_some_and(|name| TOOLS.contains(&name.strip_prefix("microsoft ").unwrap_or(&name)))
}

/// Whether this is a prompt's word: a name, with signs other than IMAP's quotes and brackets.
fn is_prompt_word(word: &str) -> bool {
    let name = word.trim_end_matches(PROMPT_ENDS);
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|it| it.is_ascii_alphanumeric() || b"_-.:/~@".contains(&it))
}

/// Whether this is a folder of Windows.
fn is_drive(word: &str) -> bool {
    matches!(word.as_bytes(), [letter, b':', b'\\' | b'/', ..] if letter.is_ascii_alphabetic())
}

/// The tool that a line calls with arguments, after a shell's prompt or not, and the arguments.
pub(super) fn called_tool(text: &str) -> Option<(&str, &str)> {
    let mut before = "";
    let mut rest = text;
    loop {
        let (word, arguments) = split_word(rest);
        if word.is_empty() {
            return None;
        }
        let is_first =
            before.is_empty() || before.ends_with(PROMPT_ENDS) || CALLERS.contains(&before);
        let name = word.rsplit(['>', '/', '\\']).next().unwrap_or(word);
        let name = name.strip_suffix(".exe").unwrap_or(name);
        if is_first && TOOLS.contains(&name) && !arguments.trim().is_empty() {
            return Some((name, arguments));
        }
        if before.is_empty() && !CALLERS.contains(&word) && !word.ends_with(PROMPT_ENDS) {
            return None;
        }
        (before, rest) = (word, arguments);
    }
}

/// Whether a shell sends the output of a program to a tool: `echo "a1 logout" | nc HOST 143`.
pub fn is_piped_to_tool(text: &str) -> bool {
    let (before, after) = text.split_once(" | ").unwrap_or_default();
    let mut words = words(before).map(|word| word.trim_start_matches(['(', '{']));
    let calls = words.any(|word| matches!(word, "echo" | "printf" | "cat"));
    calls && called_tool(after.trim_start()).is_some()
}

/// Whether this line, after a `---`, begins a section of the report of `openssl s_client`.
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
