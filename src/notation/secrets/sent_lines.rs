//! What is secret in each line that a script would send, as far as the script shows.

use crate::notation::directive::Directive;
use crate::notation::item::ItemKind;
use crate::notation::reading::Script;
use crate::protocol::commands;
use crate::protocol::literal::LiteralAnnouncement;
use crate::protocol::secrets::{
    InputMask, Placeholder, SecretSpan, UnknownVerbPolicy, secret_of_swallowed_login,
};
use crate::protocol::typed_line::CommandLine;
use std::collections::HashSet;

/// A line that a script would send.
pub(super) struct SentLine<'s> {
    pub line: usize,
    pub text: &'s str,
    pub secret: Option<SecretSpan>,
}

pub fn sent_lines(script: &Script, policy: UnknownVerbPolicy) -> Vec<SentLine<'_>> {
    let mut masks = ScriptMasks::new(policy);
    let mut shown_logins = script.shown_logins.iter().peekable();
    let (mut lines, mut tags) = (Vec::new(), HashSet::new());
    for item in &script.items {
        // After a login that succeeds, a mistyped command is not a secret typed again.
        while shown_logins.next_if(|line| **line < item.line).is_some() {
            masks.command = InputMask::Command(UnknownVerbPolicy::Show);
        }
        if item.follows_unsent_attempt && masks.command.policy() != UnknownVerbPolicy::Show {
            masks.command = InputMask::Command(UnknownVerbPolicy::MaskAll);
        }
        let (text, secret) = match &item.kind {
            ItemKind::ServerCloses => {
                masks.begin_session();
                continue;
            }
            ItemKind::Command(command) => {
                let mut secret = masks.command(&command.text, item.meant_to_fail);
                let tag = command.line().tag;
                // A word is not a secret if a command above had it as its tag.
                if let (Some(secret), Some(tag)) = (&mut secret, tag)
                    && tags.contains(tag)
                {
                    secret.range.start = secret.range.start.max(tag.len() + 1);
                }
                tags.extend(tag.filter(|_| !command.name().is_empty()));
                (&*command.text, secret)
            }
            ItemKind::Directive(directive) => match &**directive {
                Directive::Raw(text) => (&**text, masks.command(text, item.meant_to_fail)),
                Directive::Connect(_) | Directive::Reconnect => {
                    masks.begin_session();
                    continue;
                }
                _ => continue,
            },
            ItemKind::FurtherLine(text) | ItemKind::CutLine(text) => {
                (&**text, masks.further_line(text))
            }
            ItemKind::Answer(text) => {
                let all = SecretSpan { range: 0..text.len(), placeholder: Placeholder::Sasl };
                (&**text, (!matches!(&**text, "" | "*")).then_some(all))
            }
            ItemKind::Done(text) => (&**text, None),
            _ => continue,
        };
        lines.push(SentLine { line: item.line, text, secret });
    }
    lines
}

/// What is secret in the lines of a script, as far as it is read.
struct ScriptMasks {
    /// In the first command of a session.
    first: InputMask,
    /// In the next command.
    command: InputMask,
    /// In the next line of the current command.
    line: InputMask,
    /// The size of the literal that the last line announces.
    announced: Option<u64>,
    /// Whether a login with its secret is above, and the listing does not show that it was refused.
    follows_login: bool,
}

impl ScriptMasks {
    fn new(policy: UnknownVerbPolicy) -> ScriptMasks {
        let first = InputMask::Command(policy);
        let (command, line) = (first.clone(), InputMask::default());
        ScriptMasks { first, command, line, announced: None, follows_login: false }
    }

    /// Another session may follow, with its own login.
    fn begin_session(&mut self) {
        self.command = self.first.clone();
        self.follows_login = false;
    }

    /// The secret in a command. `is_refused`: the listing shows that.
    fn command(&mut self, command: &str, is_refused: bool) -> Option<SecretSpan> {
        // A script goes on only if its login succeeds. So a mistyped command below it is not a login.
        let is_typo = self.follows_login && is_mistyped_command(command);
        let secret = if is_typo { None } else { self.command.secret(command) };
        self.line = self.command.after(command);
        self.announced = literal_size(command);
        let name = CommandLine::parse(command).spec.map_or("", |spec| spec.name);
        if commands::is_login(name) {
            // The secret of AUTHENTICATE may be an answer below it.
            let has_secret = secret.is_some() || name == "AUTHENTICATE";
            self.follows_login = has_secret && !is_refused;
        }
        self.command = match name {
            "LOGOUT" => self.first.clone(),
            // The secret may be typed again.
            name if is_refused && commands::is_login(name) => {
                InputMask::Command(UnknownVerbPolicy::MaskAll)
            }
            _ => self.command.after_command(command),
        };
        secret
    }

    fn further_line(&mut self, text: &str) -> Option<SecretSpan> {
        let plain = plain_literal(text, self.announced);
        let shape = plain.as_deref().unwrap_or(text);
        let secret = self.line.secret(&shape[..shape.len() - closing(shape, self.announced)]);
        self.line = self.line.after(shape);
        self.announced = literal_size(text);
        secret.or_else(|| secret_of_swallowed_login(text))
    }
}

/// Whether a line with arguments is a command with a typo that does not log in.
fn is_mistyped_command(line: &str) -> bool {
    let line = CommandLine::parse(line.trim());
    let meant = || commands::meant(line.verb, line.arguments.split_ascii_whitespace());
    line.spec.is_none()
        && !line.arguments.is_empty()
        && meant().is_some_and(|name| !commands::is_login(name))
}

fn literal_size(line: &str) -> Option<u64> {
    LiteralAnnouncement::at_end(line.as_bytes()).map(|literal| literal.size)
}

/// `FRED FOOBAR {7}`: the line with a literal of one word, if it is whole and only another one follows. A space
/// in a user name does not begin the password.
fn plain_literal(line: &str, announced: Option<u64>) -> Option<String> {
    let (literal, rest) = line.split_at_checked(usize::try_from(announced?).ok()?)?;
    let is_announcement =
        rest.starts_with(" {") && literal_size(rest).is_some() && !rest[1..].contains(' ');
    is_announcement.then(|| "x".repeat(literal.len()) + rest)
}

/// How many closing brackets at the end of a line follow the literal of this size that begins with the line.
/// Other octets beyond the size may belong to a secret whose size is wrong.
fn closing(line: &str, announced: Option<u64>) -> usize {
    let brackets = line.len() - line.trim_end_matches(')').len();
    let octets = (line.len() - brackets) as u64;
    if announced == Some(octets) { brackets } else { 0 }
}
