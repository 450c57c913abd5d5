//! Finds the secret in a whole line, whether it is sent or not.

use super::address::passwords_in_urls;
use super::literal_secret::secret_of_swallowed_login;
use super::login_words::{FirstWord, LoginWord, classify};
use super::parts::masked;
use super::program_line::secret_for_program;
use super::short_login::short_login;
use super::url_token::tokens_in;
use super::{Placeholder, SecretScanner, SecretSpan, UnknownVerbPolicy};
use crate::protocol::blanks::{is_blank, words};
use crate::protocol::commands;
use crate::protocol::literal::LiteralAnnouncement;
use crate::protocol::meaning::line::ResponseLine;
use crate::protocol::spelling;
use crate::protocol::typed_line::{
    CommandLine, is_status_line, looks_like_tag, names_only_server, to_half_width,
};

/// A command's line with its secret masked, whatever the state of the connection.
pub fn mask_secrets(line: &str) -> String {
    masked(line, secret_of_command(line, UnknownVerbPolicy::MaskArguments))
}

/// A line that is not sent, because it is a server's, a tool's or a comment, with the secret of a login
/// in it masked.
pub fn mask_unsent(line: &str) -> String {
    mask_unsent_by(line, UnknownVerbPolicy::MaskArguments)
}

/// A heading of a script, with the secret masked of a login that was meant to be left out: `## login taro
/// hunter2`. A title begins with a capital letter: `Login with TLS`.
pub fn mask_heading(text: &str) -> String {
    let is_title = text.starts_with("Login") || text.starts_with("Authenticate");
    let secret = secret_of_swallowed_login(text);
    masked(text, secret.filter(|secret| !is_title && !is_about_authenticate(text, secret)))
}

/// Whether a possible secret is only text about AUTHENTICATE, whose answers are base64 (RFC 9051, section
/// 6.2.2): `AUTHENTICATE を使う`.
pub(super) fn is_about_authenticate(line: &str, secret: &SecretSpan) -> bool {
    secret.placeholder == Placeholder::Sasl && !line[secret.range.clone()].is_ascii()
}

/// A URL, or a text with URLs, with the passwords in them masked, or the tokens.
pub fn mask_urls(text: &str) -> String {
    let password = passwords_in_urls(text.as_bytes()).map(|it| (it, Placeholder::Password));
    let secret = password.or_else(|| Some((tokens_in(text.as_bytes())?, Placeholder::Token)));
    masked(text, secret.map(|(range, placeholder)| SecretSpan { range, placeholder }))
}

/// Like [`mask_unsent`], by this policy: after login, prose may contain the word "login".
pub(super) fn mask_unsent_by(line: &str, policy: UnknownVerbPolicy) -> String {
    masked(line, secret_of_unsent_line(line, policy))
}

/// Whether the line is prose in a language without blanks between words: a sentence, or a heading such as
/// `ログイン`. A password that can be typed into a session by hand has letters or digits of ASCII.
pub(super) fn is_unspaced_prose(line: &str) -> bool {
    let has_ascii = || to_half_width(line).contains(|c: char| c.is_ascii_alphanumeric());
    let is_text = line.contains(['。', '、']) || line.contains(char::is_alphabetic) && !has_ascii();
    is_text && words(line.as_bytes(), 0).count() == 1
}

pub(super) fn secret_of_unsent_line(line: &str, policy: UnknownVerbPolicy) -> Option<SecretSpan> {
    let text = without_server_mark(line.trim());
    let is_server = text.starts_with(['*', '+']) || is_status_line(text);
    let login = match () {
        () if is_unspaced_prose(line) => return secret_for_program(line, 0),
        () if policy == UnknownVerbPolicy::Show && !(is_server || has_tagged_login(text)) => None,
        () if begins_login(line.trim()) => secret_of_login(line),
        () if is_server => {
            secret_of_response(line).or_else(|| secret_of_command(line, UnknownVerbPolicy::Show))
        }
        () => SecretScanner::default().in_arguments(line.as_bytes()),
    };
    login.or_else(|| secret_of_short_login(line)).or_else(|| secret_for_program(line, 0))
}

fn secret_of_short_login(line: &str) -> Option<SecretSpan> {
    let range = short_login(line)?..line.trim_end().len();
    Some(SecretSpan { range, placeholder: Placeholder::Password })
}

/// The secret in a line that begins like a login. A name before an @ does not: `[user@host ~]$ ls`.
fn secret_of_login(line: &str) -> Option<SecretSpan> {
    let word = line.split(is_blank).find(|word| !word.is_empty())?;
    match classify(word.as_bytes()) {
        FirstWord::Login(LoginWord::Login | LoginWord::Authenticate, _) => {
            secret_of_command(line, UnknownVerbPolicy::MaskAll)
        }
        FirstWord::Login(LoginWord::Secret, _) => {
            secret_of_command(line, UnknownVerbPolicy::MaskArguments)
        }
        _ => SecretScanner::default().in_arguments(line.as_bytes()),
    }
}

/// Whether a possible secret in a page reads like the end of a sentence or of a heading: `Log in first:`,
/// `2. Then select:`.
pub fn ends_sentence(secret: &str) -> bool {
    let is_number = |c: char| c.is_ascii_digit() || c == '.';
    let text = secret.trim_end().strip_suffix([':', '.', ',']);
    let words = text.map(|text| text.trim_start().trim_start_matches(is_number));
    words.is_some_and(|words| {
        words.contains(char::is_alphabetic)
            && words.chars().all(|c| c.is_alphabetic() || is_blank(c))
    })
}

/// A server's line, perhaps with a mark, with the secrets that it repeats masked: the value of an
/// annotation with a secret's name, or the token of a URL. The command that has set it hides it too.
pub fn mask_response(line: &str) -> String {
    masked(line, secret_of_response(line))
}

/// Whether this server's line announces a literal that is such a secret.
pub fn announces_secret(line: &str) -> bool {
    let announced = LiteralAnnouncement::at_end(line.trim_end().as_bytes());
    announced.is_some_and(|literal| {
        let before = &line[..line.trim_end().len() - literal.length];
        let secret = secret_of_response(&format!("{before}x)"));
        secret.is_some_and(|secret| secret.range.contains(&before.len()))
    })
}

fn secret_of_response(line: &str) -> Option<SecretSpan> {
    const RESPONSES: [(&str, &str); 3] = [
        ("* METADATA ", "a SETMETADATA "),
        ("* ANNOTATION ", "a SETANNOTATION "),
        ("* ID ", "a ID "),
    ];
    let said = without_server_mark(line.trim());
    let values = RESPONSES.into_iter().find_map(|(response, command)| {
        let is_this = said.get(..response.len())?.eq_ignore_ascii_case(response);
        let arguments = said.get(response.len()..).filter(|_| is_this)?;
        let begins = line.trim_end().len() - arguments.len();
        let found = secret_of_command(&[command, arguments].concat(), UnknownVerbPolicy::Show)?;
        let start = (found.range.start + begins).checked_sub(command.len())?;
        let end = (found.range.end + begins).checked_sub(command.len())?;
        Some(SecretSpan { range: start..end, ..found })
    });
    let token = || {
        let range = tokens_in(line.as_bytes())?;
        Some(SecretSpan { range, placeholder: Placeholder::Token })
    };
    values.or_else(token)
}

/// Whether the name of a variable or a file in a line may be a secret, so that an error must not
/// repeat it. `shown`: the line with its secret masked.
pub fn may_be_secret(name: &str, shown: &str) -> bool {
    let own = ["user", "password", "sasl", "token", "secret"];
    !shown.contains(name) && name != "password" && spelling::nearest(name, own).is_none()
}

/// The secret in a line that begins a command.
pub fn secret_of_command(line: &str, policy: UnknownVerbPolicy) -> Option<SecretSpan> {
    first_line(&mut SecretScanner::default(), line, policy)
}

pub(super) fn first_line(
    scanner: &mut SecretScanner,
    line: &str,
    policy: UnknownVerbPolicy,
) -> Option<SecretSpan> {
    let text = line.trim();
    let octets = line.trim_end().as_bytes();
    let offset = |rest: &str| octets.len() - rest.len();
    let said = without_server_mark(text);
    match said.as_bytes() {
        // A comment, or a server's response: other words than commands are to be expected.
        [b'#', ..] | [b'*' | b'+', b' ' | b'\t', ..] if !is_status_line(said) => {
            let rest = said.trim_start_matches(['#', '*', '+']);
            if policy == UnknownVerbPolicy::MaskAll && may_be_bare(said, rest) {
                return scanner.all_from(octets, offset(rest));
            }
            // After login, a comment may have the word "login".
            let is_prose = policy == UnknownVerbPolicy::Show && said.starts_with('#');
            let verb_at =
                if is_prose && !has_tagged_login(rest) { octets.len() } else { offset(rest) };
            scanner.first_line(octets, verb_at, None, UnknownVerbPolicy::Show)
        }
        _ if is_status_line(said) && !begins_login(text) => match has_status_in_capitals(said) {
            true if policy == UnknownVerbPolicy::MaskAll && !begins_with_tag(said) => {
                scanner.all_from(octets, offset(text))
            }
            true if !may_be_login(said) => None,
            true => scanner.in_arguments(octets),
            // Servers hardly write this: `ok` may be a mistake, or a word of the secret.
            false if policy == UnknownVerbPolicy::MaskAll => scanner.all_from(octets, offset(text)),
            false => scanner.in_arguments(octets),
        },
        _ => {
            let command = CommandLine::parse(text);
            let verb_at = offset(command.text) + command.tag.map_or(0, str::len);
            let may_be_call = command.spec.is_none() && policy == UnknownVerbPolicy::MaskArguments;
            if may_be_call && (names_only_server(text) || is_address_field(text)) {
                None
            } else {
                scanner.first_line(octets, verb_at, command.spec, policy)
            }
        }
    }
}

/// Whether this is a header field of a mail that has an address and nothing else: `To: taro@mail.example`.
fn is_address_field(text: &str) -> bool {
    const FIELDS: [&str; 10] = [
        "bcc", "cc", "delivered-to", "from", "in-reply-to", "message-id", "reply-to",
        "return-path", "sender", "to",
    ];
    let Some((name, value)) = text.split_once(':') else { return false };
    let value = value.trim_matches(is_blank);
    FIELDS.iter().any(|field| field.eq_ignore_ascii_case(name))
        && value.contains('@')
        && !value.contains(is_blank)
}

/// Whether the line may be a secret alone that begins with the sign of a comment or a response: the text
/// after the sign is one word, or does not begin a response.
fn may_be_bare(line: &str, after_sign: &str) -> bool {
    match ResponseLine::read(line.as_bytes()) {
        Some(ResponseLine::Untagged { is_known, .. }) => !is_known,
        _ => words(after_sign.as_bytes(), 0).count() == 1,
    }
}

/// The line without the mark of a server's line in a listing, such as `S:`, `<` or `Server ->`. Only for
/// lines that are recognized as a server's without it.
fn without_server_mark(text: &str) -> &str {
    let split = |text: &'_ str| -> Option<(usize, usize)> {
        let end = text.find(is_blank)?;
        Some((end, text.len() - text[end..].trim_start_matches(is_blank).len()))
    };
    let is_sign = |word: &str| {
        !word.contains(|c: char| c.is_alphanumeric() || "*+.#".contains(c)) || word.ends_with(':')
    };
    let Some((end, next)) = split(text) else { return text };
    let rest = if is_sign(&text[..end]) {
        &text[next..]
    } else {
        match split(&text[next..]) {
            Some((end, after)) if is_sign(&text[next..][..end]) => &text[next..][after..],
            _ => return text,
        }
    };
    let is_servers = rest.starts_with(['*', '+']) || is_status_line(rest);
    if is_servers { rest } else { text }
}

/// Whether the first word of a status response is "*", or like the tags that people and programs use, or a command that
/// was taken for the tag, rather than the first word of a secret.
fn begins_with_tag(text: &str) -> bool {
    const MAX_LETTERS: usize = 4;
    let word = text.split(is_blank).next().unwrap_or_default();
    let letters = word.bytes().take_while(u8::is_ascii_alphabetic).count();
    word == "*"
        || commands::find(word).is_some()
        || (letters <= MAX_LETTERS && looks_like_tag(word))
}

fn has_status_in_capitals(text: &str) -> bool {
    text.split(is_blank).nth(1).is_some_and(|status| !status.contains(char::is_lowercase))
}

/// Whether the text after a completion's status may be a login: `a1 OK login user pass`, but not `a1 OK
/// LOGIN command completed`.
fn may_be_login(text: &str) -> bool {
    const COMPLETED: [&str; 8] =
        ["completed", "complete", "successful", "succeeded", "success", "done", "failed", "ok"];
    let mut words = text.split(is_blank).filter(|word| !word.is_empty()).skip(2);
    let is_login = words.next().is_some_and(|word| word.eq_ignore_ascii_case("login"));
    let last = words.nth(1).filter(|_| words.next().is_none());
    is_login
        && last.is_some_and(|word| {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
            !COMPLETED.contains(&word.as_str())
        })
}

/// Whether the first word may be a mistyped LOGIN.
fn begins_login(text: &str) -> bool {
    let word = text.split(is_blank).next().unwrap_or_default();
    matches!(classify(word.as_bytes()), FirstWord::Login(..))
}

/// Whether a line is a server's, perhaps with a listing's mark before it.
pub(super) fn is_of_server(text: &str) -> bool {
    let said = without_server_mark(text);
    match ResponseLine::read(said.as_bytes()) {
        Some(ResponseLine::Untagged { is_known, .. }) => is_known,
        _ => said.starts_with(['*', '+']) || (is_status_line(said) && !begins_login(text)),
    }
}

/// Whether only marks and words with a digit, like tags, precede LOGIN or AUTHENTICATE.
pub(super) fn has_tagged_login(text: &str) -> bool {
    let is_mark = |word: &&str| {
        word.contains(|c: char| c.is_ascii_digit()) || !word.contains(char::is_alphanumeric)
    };
    let mut words = words(text.as_bytes(), 0).map(|word| &text[word]).skip_while(is_mark);
    let spec = words.next().and_then(commands::find);
    spec.is_some_and(|spec| commands::is_login(spec.name))
}
