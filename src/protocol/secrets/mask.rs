//! Masks the secret in a line that is being typed, shown or kept.

use super::attempt::is_login_attempt;
use super::directive::{
    begins_directive, holds_login, is_unknown_directive, lone_argument_of_set, mistaken_directive,
    raw_command, secret_of_directive, secret_of_pattern,
};
use super::joined_secret::password_after_name;
use super::line::{
    ends_sentence, first_line, is_about_authenticate, is_of_server, is_unspaced_prose,
    mask_heading, mask_unsent, mask_unsent_by, secret_of_command, secret_of_unsent_line,
};
use super::parts::{first_to_last, masked};
use super::program_line::{secret_for_program, secret_in_last_address};
use super::{LiteralSecret, Placeholder, SecretScanner, SecretSpan, UnknownVerbPolicy};
use crate::protocol::blanks::{is_blank, words};
use crate::protocol::commands::{self, CommandSpec, ConnectionState};
use crate::protocol::compose::{LiteralMarker, split_literal_marker};
use crate::protocol::literal::LiteralAnnouncement;
use crate::protocol::typed_line::{CommandLine, LineClassifier, TypedLineKind};
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
            InputMask::Command(policy) => {
                // What is hidden in a line that is not sent is hidden while it is typed too.
                let of_program =
                    || secret_for_program(line, 0).or_else(|| secret_in_last_address(line));
                let found = secret_of_command(line, *policy);
                found.or_else(|| of_program().filter(|_| is_of_tool(line)))
            }
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

    /// The secret in a line of which this part was hidden while it was typed, up to the line's end: `None` if
    /// its position shows that it is one.
    pub fn secret_hidden_before(&self, line: &str, hidden: &Range<usize>) -> Option<SecretSpan> {
        let end = line.trim_end().len();
        let is_command = matches!(self, InputMask::Command(_));
        let found = self.secret(line);
        let is_covered = |secret: &SecretSpan| {
            secret.range.start <= hidden.start && hidden.end.min(end) <= secret.range.end
        };
        if !is_command || hidden.start >= end || found.as_ref().is_some_and(is_covered) {
            return None;
        }
        let rest = SecretSpan { range: hidden.start..end, placeholder: Placeholder::Password };
        first_to_last(found, Some(rest))
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
        let is_word = words(line.as_bytes(), 0).count() == 1;
        let may_be_bare =
            is_word && line.contains(char::is_alphanumeric) && !is_unspaced_prose(line);
        let of_word = if may_be_bare { self.secret(line) } else { None };
        // Most labels with a capital letter are a header field's or a note's.
        let of_name = || {
            let is_before_login = self.policy() != UnknownVerbPolicy::Show;
            let is_lower = line.trim_start().starts_with(char::is_lowercase);
            (is_before_login && is_lower).then(|| secret_after_name(line)).flatten()
        };
        of_word.or_else(of_name).or_else(|| {
            let secret = secret_of_unsent_line(line, self.policy());
            secret.filter(|secret| {
                !is_about_authenticate(line, secret) && !ends_sentence(&line[secret.range.clone()])
            })
        })
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
        let secret = self.secret(line).or_else(|| secret_for_program(line, 0));
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

    /// Whether a line that is not a command may be a secret.
    fn masks_all(&self) -> bool {
        matches!(self, InputMask::Command(UnknownVerbPolicy::MaskAll))
    }

    /// The secret in an unfinished line. The first letters of a command or a directive are not taken for a
    /// secret alone.
    fn secret_of_unfinished(&self, line: &str) -> Option<SecretSpan> {
        let word = line.trim_matches(is_blank);
        let may_be_bare = self.masks_all();
        let may_be_directive = matches!(self, InputMask::Command(_) | InputMask::AllButDirectives);
        let is_begun = match word.strip_prefix(':') {
            Some(name) => may_be_directive && begins_directive(name),
            None => may_be_bare && begins_command(word),
        };
        let is_domain = self.perhaps_domain(line).is_some();
        // The only argument of a login is most likely followed by the password.
        let has_no_password = may_be_bare
            && CommandLine::parse(word).is_login()
            && InputMask::default().secret(line).is_none();
        if is_begun || is_domain || has_no_password { None } else { self.secret(line) }
    }

    /// The text that may be a secret typed alone after an attempt to log in, until the line continues:
    /// `a002` may be the tag of a command.
    pub fn perhaps_alone(&self, line: &str) -> Option<Range<usize>> {
        if !self.masks_all() || is_directive(line) {
            return None;
        }
        let range = self.secret_of_unfinished(line)?.range;
        let precedes = words(line.get(..range.start)?.as_bytes(), 0).count();
        (precedes <= 1 && range.end == line.trim_end().len()).then_some(range)
    }

    /// The text after the `@` of a LOGIN's only argument, if it may become a domain: `login taro@exa`. It
    /// counts as a secret until it contains a dot.
    pub fn perhaps_domain(&self, line: &str) -> Option<Range<usize>> {
        let range = self.secret(line).filter(|_| !self.masks_all())?.range;
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

/// The password in a line that is only a name, a colon and a word that is not just a number.
fn secret_after_name(line: &str) -> Option<SecretSpan> {
    let range = password_after_name(line.as_bytes())?..line.trim_end().len();
    let has_letter = line[range.clone()].contains(char::is_alphabetic);
    has_letter.then_some(SecretSpan { range, placeholder: Placeholder::Password })
}

/// Whether a line is not sent because it is a tool's or is typed to a shell.
fn is_of_tool(line: &str) -> bool {
    LineClassifier::default().classify(line) == TypedLineKind::ToolOutput
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

/// A comment of a script, with the secret masked of a login that was meant to be left out, and of a line such
/// as `password: hunter2`. Longer comments are prose.
pub fn mask_comment(text: &str) -> String {
    if text.contains(['、', '。']) {
        text.to_owned()
    } else if text.is_ascii() && words(text.as_bytes(), 0).count() <= 2 {
        InputMask::default().masked_prose(text)
    } else {
        mask_heading(text)
    }
}
