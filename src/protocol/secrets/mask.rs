//! Masks the secret in a line that is being typed, shown or kept.

use super::address::{names_user_and_host, password_in_address, passwords_in_urls};
use super::directive::{
    begins_directive, holds_login, is_unknown_directive, lone_argument_of_set, mistaken_directive,
    raw_command, secret_of_directive, secret_of_pattern,
};
use super::literal_secret::secret_of_swallowed_login;
use super::login_words::{FirstWord, LoginWord, classify, is_encoder, is_secret_name};
use super::scanner::{assigned_secret, is_mark, login_word_in};
use super::url_token::tokens_in;
use super::{
    LiteralSecret, Placeholder, SecretScanner, SecretSpan, UnknownVerbPolicy, is_login_attempt,
};
use crate::protocol::blanks::{is_blank, last_word_end, skip_blanks, words};
use crate::protocol::commands::{self, CommandSpec, ConnectionState};
use crate::protocol::compose::{LiteralMarker, split_literal_marker};
use crate::protocol::literal::LiteralAnnouncement;
use crate::protocol::meaning::line::ResponseLine;
use crate::protocol::spelling;
use crate::protocol::typed_line::{CommandLine, is_status_line, names_only_server};
use std::ops::Range;

/// The rule for what is secret in the next line, by which the editor masks it.
#[derive(Clone, Debug)]
pub enum InputMask {
    /// The whole line.
    All,
    /// The whole line, unless it is a directive: the server has not asked for the secret yet.
    AllButDirectives,
    /// The secret of a command or a directive.
    Command(UnknownVerbPolicy),
    /// The secret in the rest of a command.
    Rest(SecretScanner),
    /// The secret in a literal of this many octets, and in the rest of its command.
    Literal {
        /// The secret in the literal.
        secret: LiteralSecret,
        /// How many of its octets are still expected.
        remaining: u64,
        /// Has scanned the parts of the command sent so far.
        scanner: SecretScanner,
        /// The end line of the literal, if its octets are not counted.
        end: Option<String>,
    },
}

impl Default for InputMask {
    fn default() -> InputMask {
        InputMask::Command(UnknownVerbPolicy::MaskArguments)
    }
}

impl InputMask {
    /// The secret in this line.
    pub fn secret(&self, line: &str) -> Option<SecretSpan> {
        let all = || SecretSpan { range: 0..line.len(), placeholder: Placeholder::Password };
        match self {
            InputMask::All => Some(all()),
            InputMask::AllButDirectives if !is_directive(line) => Some(all()),
            InputMask::AllButDirectives => {
                secret_of_directive(line, UnknownVerbPolicy::MaskArguments)
            }
            InputMask::Command(policy) if is_directive(line) => secret_of_directive(line, *policy),
            InputMask::Command(policy) => secret_of_command(line, *policy),
            InputMask::Rest(scanner) => scanner.clone().next_line(line.as_bytes()),
            InputMask::Literal { secret, end: Some(end), .. }
                if !secret.is_everything() && line.trim_end() == end =>
            {
                None
            }
            InputMask::Literal { secret, remaining, scanner, .. } => {
                secret_of_literal(line, *secret, *remaining, scanner.clone())
            }
        }
    }

    /// The line with its secret masked.
    pub fn masked(&self, line: &str) -> String {
        masked(line, self.secret(line))
    }

    /// A typed line that is not sent, with its secret masked. What was hidden while it was typed stays
    /// hidden, also if the line is a tool's.
    pub fn masked_unsent(&self, line: &str) -> String {
        match self {
            InputMask::Command(UnknownVerbPolicy::MaskAll) => mask_unsent(&self.masked(line)),
            InputMask::Command(policy) => mask_unsent_by(&self.masked(line), *policy),
            _ => mask_unsent(line),
        }
    }

    /// The same for a line that is a server's, whatever a log writes before it.
    pub fn masked_response(&self, line: &str) -> String {
        match self {
            InputMask::Command(UnknownVerbPolicy::MaskAll) => self.masked_unsent(line),
            InputMask::Command(policy) => mask_unsent_by(line, *policy),
            _ => mask_unsent(line),
        }
    }

    /// A line of a pasted listing that is not sent, with its secret masked. Such lines are mostly
    /// prose: only a word alone may be a secret typed alone.
    pub fn masked_prose(&self, line: &str) -> String {
        masked(line, self.secret_of_prose(line))
    }

    /// The secret in such a line.
    pub fn secret_of_prose(&self, line: &str) -> Option<SecretSpan> {
        let of_unsent = secret_of_unsent_line(line, self.policy());
        let is_word = words(line.as_bytes(), 0).count() == 1;
        let may_be_bare =
            is_word && line.contains(char::is_alphanumeric) && !is_unspaced_sentence(line);
        if may_be_bare { self.secret(line).or(of_unsent) } else { of_unsent }
    }

    /// The pattern of an `:expect` and the like. If it is a login, typed there by mistake, its secret is
    /// masked.
    pub fn masked_pattern(&self, pattern: &str) -> String {
        masked(pattern, secret_of_pattern(pattern, self.policy()))
    }

    /// The policy for a command, if one is expected.
    pub fn policy(&self) -> UnknownVerbPolicy {
        match self {
            InputMask::Command(policy) => *policy,
            _ => UnknownVerbPolicy::MaskArguments,
        }
    }

    /// The form of this line for the history. `None` for a directive that does not exist or hides something,
    /// and for a secret alone.
    pub fn kept(&self, line: &str) -> Option<String> {
        let line = line.trim_end();
        // A shell's line or an address is not sent, and may be typed in any state.
        let secret = self.secret(line).or_else(|| secret_of_unsent(line));
        let is_useful = |secret: &SecretSpan| {
            let before = line.get(..secret.range.start).unwrap_or_default();
            before.contains(char::is_alphanumeric) && !is_directive(line)
        };
        let lacks_name = lone_argument_of_set(line).is_some();
        let is_kept = !line.is_empty()
            && !lacks_name
            && !is_unknown_directive(line)
            && secret.as_ref().is_none_or(is_useful);
        is_kept.then(|| masked(line, secret))
    }

    /// The secret in an unfinished line. The first letters of a command or a directive are not taken for a
    /// secret alone.
    fn secret_of_unfinished(&self, line: &str) -> Option<SecretSpan> {
        let word = line.trim_matches(is_blank);
        let may_be_bare = matches!(self, InputMask::Command(UnknownVerbPolicy::MaskAll));
        let may_be_directive = matches!(self, InputMask::Command(_) | InputMask::AllButDirectives);
        let is_begun = match word.strip_prefix(':') {
            Some(name) => may_be_directive && begins_directive(name),
            None => may_be_bare && begins_command(word),
        };
        let is_domain = self.perhaps_domain(line).is_some();
        if is_begun || is_domain { None } else { self.secret(line) }
    }

    /// The text that may be a secret typed alone after an attempt to log in, until the line continues:
    /// `a002` may be the tag of a command.
    pub fn perhaps_alone(&self, line: &str) -> Option<Range<usize>> {
        let may_be_bare = matches!(self, InputMask::Command(UnknownVerbPolicy::MaskAll));
        if !may_be_bare || is_directive(line) {
            return None;
        }
        let range = self.secret_of_unfinished(line)?.range;
        let precedes = words(line.get(..range.start)?.as_bytes(), 0).count();
        (precedes <= 1 && range.end == line.trim_end().len()).then_some(range)
    }

    /// The text after the `@` of a LOGIN's only argument, if it may become a domain: `login taro@exa`. It
    /// counts as a secret until it contains a dot.
    pub fn perhaps_domain(&self, line: &str) -> Option<Range<usize>> {
        let may_be_bare = matches!(self, InputMask::Command(UnknownVerbPolicy::MaskAll));
        let range = self.secret(line).filter(|_| !may_be_bare)?.range;
        line.get(..range.start)?.ends_with('@').then_some(range)
    }

    /// Whether a line that is not sent may be an attempt to log in.
    pub fn is_attempt(&self, line: &str) -> bool {
        self.after_command(line).policy() == UnknownVerbPolicy::MaskAll
    }

    /// The mask for the command after this one, without knowing the answers.
    pub fn after_command(&self, line: &str) -> InputMask {
        let policy = self.policy();
        let command = CommandLine::parse(line.trim());
        let secret = secret_of_command(line, policy);
        let has_secret = secret.is_some_and(|secret| secret.is_of_login());
        let logged_in = policy == UnknownVerbPolicy::Show;
        // A command that needs a login suggests that a login has succeeded.
        let needs_login = command
            .spec
            .and_then(CommandSpec::needed_state)
            .is_some_and(|state| state >= ConnectionState::Authenticated);
        let is_unsent = is_of_server(line.trim()) || line.trim().starts_with('#');
        let is_attempt = if is_unsent {
            has_secret
        } else {
            is_login_attempt(line, command.spec, has_secret, logged_in)
        };
        InputMask::Command(match is_attempt {
            true => UnknownVerbPolicy::MaskAll,
            false if needs_login && !logged_in => UnknownVerbPolicy::MaskArguments,
            false => policy,
        })
    }

    /// The mask for the line after this directive.
    fn after_directive(&self, line: &str) -> InputMask {
        let directive = line.trim_start_matches(is_blank).trim_start_matches(':');
        if let Some(command) = raw_command(directive) {
            return self.after(command);
        }
        // A command with a colon is not sent, but it may be an attempt to log in.
        let is_attempt = match mistaken_directive(directive) {
            Some(command) => self.is_attempt(command),
            None => self.policy() != UnknownVerbPolicy::Show && holds_login(directive),
        };
        if is_attempt { InputMask::Command(UnknownVerbPolicy::MaskAll) } else { self.clone() }
    }

    /// The mask for the line after this one, without knowing the answers.
    pub fn after(&self, line: &str) -> InputMask {
        let whole = line.trim_end();
        let (text, marker) = split_literal_marker(whole);
        let mut scanner = SecretScanner::default();
        let next = match self {
            // Another response may follow.
            InputMask::All | InputMask::AllButDirectives => {
                return InputMask::Command(UnknownVerbPolicy::MaskAll);
            }
            InputMask::Command(_) if is_directive(line) => return self.after_directive(line),
            InputMask::Command(policy) => {
                first_line(&mut scanner, text, *policy);
                self.after_command(line)
            }
            InputMask::Rest(command) => {
                scanner = command.clone();
                scanner.next_line(text.as_bytes());
                InputMask::default()
            }
            InputMask::Literal { end: Some(end), .. } if end == whole => InputMask::default(),
            InputMask::Literal { secret, remaining, scanner: command, end } => {
                if let Some(remaining) = remaining.checked_sub(line.len() as u64 + 2) {
                    let (mut secret, scanner) = (*secret, command.clone());
                    secret.next_part(&[line.as_bytes(), b"\r\n"].concat());
                    return InputMask::Literal { secret, remaining, scanner, end: end.clone() };
                }
                let size = (*remaining as usize).min(text.len());
                scanner = command.clone();
                scanner.next_line(&text.as_bytes()[size..]);
                InputMask::default()
            }
        };
        let (remaining, end) = match (marker, LiteralAnnouncement::at_end(whole.as_bytes())) {
            (Some(LiteralMarker::Lines { end, .. }), _) => (u64::MAX, Some(end.to_owned())),
            (None, Some(literal)) => (literal.size, None),
            _ => return next,
        };
        InputMask::Literal { secret: scanner.begin_literal(), remaining, scanner, end }
    }
}

/// The secrets in the lines of a text that is being typed or was pasted, with LF between them.
/// `mask`: of its first line.
pub fn secrets_of_lines(text: &str, mask: &InputMask) -> Vec<Range<usize>> {
    let (mut secrets, mut mask, mut start) = (Vec::new(), mask.clone(), 0);
    for line in text.split('\n') {
        let secret = if start + line.len() == text.len() {
            mask.secret_of_unfinished(line)
        } else {
            mask.secret(line)
        };
        secrets.extend(secret.map(|secret| start + secret.range.start..start + secret.range.end));
        mask = mask.after(line);
        start += line.len() + 1;
    }
    secrets
}

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
    masked(text, secret_of_swallowed_login(text).filter(|_| !is_title))
}

/// A URL, or a text with URLs, with the passwords in them masked, or the tokens.
pub fn mask_urls(text: &str) -> String {
    let password = passwords_in_urls(text.as_bytes()).map(|it| (it, Placeholder::Password));
    let secret = password.or_else(|| Some((tokens_in(text.as_bytes())?, Placeholder::Token)));
    masked(text, secret.map(|(range, placeholder)| SecretSpan { range, placeholder }))
}

/// Like [`mask_unsent`], by this policy: after login, prose may contain the word "login".
fn mask_unsent_by(line: &str, policy: UnknownVerbPolicy) -> String {
    masked(line, secret_of_unsent_line(line, policy))
}

/// Whether the line is a sentence in a language without blanks between words.
fn is_unspaced_sentence(line: &str) -> bool {
    line.contains(['。', '、']) && words(line.as_bytes(), 0).count() == 1
}

fn secret_of_unsent_line(line: &str, policy: UnknownVerbPolicy) -> Option<SecretSpan> {
    let text = without_server_mark(line.trim());
    let is_server = text.starts_with(['*', '+']) || is_status_line(text);
    let login = match () {
        () if policy == UnknownVerbPolicy::Show && !is_server && !has_tagged_login(text) => None,
        () if is_unspaced_sentence(line) => None,
        () if begins_login(line.trim()) => secret_of_command(line, UnknownVerbPolicy::MaskAll),
        () if is_server => {
            secret_of_response(line).or_else(|| secret_of_command(line, UnknownVerbPolicy::Show))
        }
        () => SecretScanner::default().in_arguments(line.as_bytes()),
    };
    login.or_else(|| secret_of_unsent(line))
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
    const RESPONSES: [(&str, &str); 2] =
        [("* METADATA ", "a SETMETADATA "), ("* ANNOTATION ", "a SETANNOTATION ")];
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

/// The secret in a line that is neither a command nor a directive: a token, the password in an address,
/// or in a shell's option.
pub(super) fn secret_of_unsent(line: &str) -> Option<SecretSpan> {
    let token = || {
        let range = tokens_in(line.as_bytes())?;
        Some(SecretSpan { range, placeholder: Placeholder::Token })
    };
    let address = || {
        words(line.as_bytes(), 0).find_map(|word| {
            let text = &line[word.clone()];
            let found = password_in_address(text, names_user_and_host(text))?;
            let range = word.start + found.start..word.start + found.end;
            Some(SecretSpan { range, placeholder: Placeholder::Password })
        })
    };
    let encoded = || {
        let mut words =
            words(line.as_bytes(), 0).skip_while(|word| is_mark(&line.as_bytes()[word.clone()]));
        let program = words.next().filter(|word| is_encoder(&line.as_bytes()[word.clone()]))?;
        let range = words.next()?.start..last_word_end(line.as_bytes(), program.end);
        Some(SecretSpan { range, placeholder: Placeholder::Password })
    };
    token()
        .or_else(address)
        .or_else(encoded)
        .or_else(|| assigned_secret(line.as_bytes()))
        .or_else(|| secret_of_option(line))
}

/// Whether the name of a variable or a file in a line may be a secret, so that an error must not
/// repeat it. `shown`: the line with its secret masked.
pub fn may_be_secret(name: &str, shown: &str) -> bool {
    !shown.contains(name) && spelling::nearest(name, ["user", "password", "sasl"]).is_none()
}

pub(super) fn masked(line: &str, secret: Option<SecretSpan>) -> String {
    secret.map_or_else(|| line.to_owned(), |secret| secret.masked(line))
}

/// The secret in a shell's line, which may pass one to a program: `curl -u taro:hunter2 …`.
fn secret_of_option(line: &str) -> Option<SecretSpan> {
    let mut words = words(line.as_bytes(), 0);
    let start = words.find_map(|word| {
        let name = line[word.clone()].split(['=', ':']).next().unwrap_or_default();
        let takes_secret = matches!(name, "-u" | "--user") || is_secret_name(name);
        (name.starts_with('-') && takes_secret).then(|| word.start + name.len())
    })?;
    let end = last_word_end(line.as_bytes(), start);
    let start = skip_blanks(line.as_bytes(), start);
    let is_some = start < end;
    is_some.then_some(SecretSpan { range: start..end, placeholder: Placeholder::Password })
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
            if may_be_call && names_only_server(text) {
                None
            } else {
                scanner.first_line(octets, verb_at, command.spec, policy)
            }
        }
    }
}

/// Whether the line may be a secret alone that begins with the sign of a comment or a response: the text
/// after the sign is one word, or does not begin a response.
fn may_be_bare(line: &str, after_sign: &str) -> bool {
    match ResponseLine::read(line.as_bytes()) {
        Some(ResponseLine::Untagged { is_known, .. }) => !is_known,
        _ => words(after_sign.as_bytes(), 0).count() == 1,
    }
}

/// The secret in a line of which the first octets are a literal's, and the others the rest of the
/// command.
fn secret_of_literal(
    line: &str,
    secret: LiteralSecret,
    remaining: u64,
    mut scanner: SecretScanner,
) -> Option<SecretSpan> {
    let size = usize::try_from(remaining).unwrap_or(usize::MAX).min(line.len());
    let (start, placeholder) = match secret.in_typed_line(line, size) {
        Some(found) => (found.range.start, found.placeholder),
        None => {
            let found = scanner.next_line(&line.as_bytes()[size..])?;
            (size + found.range.start, found.placeholder)
        }
    };
    // The literal may end inside a character.
    Some(SecretSpan { range: line.floor_char_boundary(start)..line.len(), placeholder })
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

/// Whether a line that is not sent, because it looks like prose or like a tool's line, may still be a
/// mistyped login. A sentence has more words.
pub fn is_unsent_attempt(line: &str) -> bool {
    const MAX_WORDS: usize = 5;
    let text = line.trim();
    let is_short = words(text.as_bytes(), 0).take(MAX_WORDS + 1).count() <= MAX_WORDS;
    let word = || login_word_in(text.as_bytes(), 0, None);
    is_short
        && !text.starts_with('#')
        && !is_of_server(text)
        && matches!(word(), Some(LoginWord::Login | LoginWord::Authenticate))
}

/// Whether a line is a server's, perhaps with a listing's mark before it.
fn is_of_server(text: &str) -> bool {
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

fn is_directive(line: &str) -> bool {
    line.trim_start_matches(is_blank).starts_with(':')
}

/// Whether a command's name begins with this text.
fn begins_command(text: &str) -> bool {
    commands::all().any(|spec| {
        spec.name.get(..text.len()).is_some_and(|start| start.eq_ignore_ascii_case(text))
    })
}
