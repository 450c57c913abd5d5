//! Hints about possible mistakes in a line that is about to be sent.

use super::hint::Hint;
use super::input_state::{AwaitedLiteral, InputState, OpenCommand};
use super::literal_count::{can_be_rest, left_over, names_command};
use super::{Dialogue, shell_signs, syntax_hints};
use crate::protocol::commands::{self, ConnectionState, HELP_WORDS, QUIT_WORDS, directive_word};
use crate::protocol::sasl;
use crate::protocol::secrets::{UnknownVerbPolicy, mask_unsent, secret_of_command};
use crate::protocol::syntax::{Kind, Parser, Side};
use crate::protocol::typed_line::{
    CommandLine, ForeignWord, ShellCommand, answers_untagged, bare_host, foreign_line,
    foreign_word, is_sequence_set, localized_mailbox, looks_like_tag, shell_command,
};
use crate::reference::{Category, find};

impl Dialogue {
    /// The hints for a command's first line.
    pub(super) fn hints(&self, line: &CommandLine<'_>) -> Vec<Hint> {
        let mut hints = Vec::new();
        if syntax_hints::may_apply(line) {
            let secret = secret_of_command(line.text, self.unknown_verb_policy());
            hints = syntax_hints::in_command(line, secret.as_ref());
        }
        let ends_idle = commands::is_done(line.verb) && self.idle().is_some();
        if let Some(tag) = line.tag.map(str::as_bytes)
            // There the fault is the tag itself.
            && !ends_idle
            && self.tags.is_used(tag)
            && self.pending.find(tag).is_some()
        {
            hints.push(Hint::TagInUse);
        }
        // Few lines need a hint.
        let mut add = |hint: Option<Hint>| {
            if let Some(hint) = hint {
                hints.push(hint);
            }
        };
        add(match commands::is_done(line.verb) {
            true if ends_idle => Some(Hint::TaggedDone),
            true => Some(Hint::NotIdling),
            false => self.hint_of_idle(),
        });
        let of_shell = self.hint_of_shell(line);
        let of_verb = self.hint_of_verb(line).filter(|_| of_shell.is_none());
        add(of_shell);
        let of_state = match &of_verb {
            // The suggested command may not be allowed yet.
            Some(Hint::ForShell(ShellCommand { instead: Some(instead) })) => {
                self.hint_of_state(&CommandLine::parse(instead))
            }
            _ => self.hint_of_state(line),
        };
        add(of_verb);
        let of_mechanism = self.hint_of_mechanism(line);
        let lacks_secret = || !line.arguments.trim().contains(' ');
        add(match (&of_mechanism, of_state) {
            // The server will refuse before the password is sent.
            (Some(Hint::MechanismNotAnnounced(_)), Some(Hint::PlaintextPassword))
                if lacks_secret() =>
            {
                None
            }
            (_, of_state) => of_state.or_else(|| self.hint_of_capability(line)),
        });
        add(of_mechanism);
        if hints.is_empty() {
            hints = self.hints_of_name(line);
        }
        hints
    }

    /// The hint for a login in a way that the server does not announce.
    fn hint_of_mechanism(&self, line: &CommandLine<'_>) -> Option<Hint> {
        let name = line.spec.map(|spec| spec.name).filter(|name| commands::is_login(name))?;
        let capabilities = &self.facts.capabilities;
        if self.settled_state()? != ConnectionState::NotAuthenticated || !capabilities.are_known() {
            return None;
        }
        match name {
            "LOGIN" if capabilities.announces("LOGINDISABLED") => {
                Some(Hint::LoginDisabled { starttls: capabilities.announces("STARTTLS") })
            }
            "AUTHENTICATE" => {
                let word = line.arguments.split_ascii_whitespace().next()?;
                // An unregistered word may be a secret.
                let mechanism = find(Category::SaslMechanisms, word)?.name;
                let announced = || capabilities.names().filter_map(|it| it.strip_prefix("AUTH="));
                let is_missing = announced().all(|it| !it.eq_ignore_ascii_case(mechanism));
                (is_missing && announced().next().is_some())
                    .then_some(Hint::MechanismNotAnnounced(mechanism))
            }
            _ => None,
        }
    }

    /// The hints for a mailbox's name that is not ASCII: it may be only the name that mail programs show, and
    /// it is encoded, unless the server takes UTF-8 for names.
    fn hints_of_name(&self, line: &CommandLine<'_>) -> Vec<Hint> {
        let Some(name) = name_outside_ascii(line) else { return Vec::new() };
        let makes_name = line.is("CREATE") || line.is("RENAME");
        let localized = localized_mailbox(&name).filter(|_| !makes_name);
        let is_inbox = localized.is_some_and(|it| it.attribute.is_none());
        let mut pending = self.pending_commands().iter();
        let may_take_utf8 =
            self.facts.has_utf8_names() || pending.any(|command| command.is("ENABLE"));
        let encoded = (!is_inbox && !may_take_utf8).then_some(Hint::MailboxOutsideAscii(name));
        localized.map(Hint::LocalizedMailbox).into_iter().chain(encoded).collect()
    }

    /// The hint for a line that is sent after an IDLE instead of `done`. Once another line was sent
    /// after it, the IDLE may have ended.
    fn hint_of_idle(&self) -> Option<Hint> {
        let newest = self.pending_commands().back()?;
        let idle = self.idle().filter(|idle| idle.number == newest.number)?;
        let is_before_login = self.settled_state() == Some(ConnectionState::NotAuthenticated);
        if idle.idling {
            Some(Hint::DoneFirst)
        } else {
            (!is_before_login).then_some(Hint::BeforeIdleContinuation)
        }
    }

    /// The hint for a typed literal that has just ended with a line, while its command has still to
    /// be ended, or about a literal without octets.
    pub fn hint_of_complete_literal(&self) -> Option<Hint> {
        let command = match &self.input {
            InputState::AfterLiteral(command) if command.counted.announced > 0 => command,
            InputState::AfterLiteral(_)
            | InputState::Continuation(_, AwaitedLiteral::Typed { size: 0 }) => {
                return Some(Hint::EmptyLiteral);
            }
            _ => return None,
        };
        let can_be_told = !command.literal_was_secret
            && !command.swallowed_command
            && !command.counted.ends_with_empty_line;
        let without_line_ending = command.counted.announced.checked_sub(2);
        Some(Hint::LiteralComplete {
            without_line_ending: without_line_ending.filter(|_| can_be_told),
        })
    }

    /// The hint for the text after a typed literal: the rest of the line that it ended in, or the next line
    /// (`whole_line`).
    pub(super) fn hint_of_rest(
        &self,
        rest: &[u8],
        command: &OpenCommand,
        whole_line: bool,
    ) -> Option<Hint> {
        let spec = self.spec_of(command);
        if can_be_rest(rest, spec) {
            return None;
        }
        let is_append = spec.is_some_and(|spec| spec.name == "APPEND");
        // Only more lines of a message are likely to have been meant as part of the literal.
        if whole_line && (!is_append || command.swallowed_command || names_command(rest)) {
            return Some(Hint::SentAsRest);
        }
        let octets = left_over(rest, spec) as u64;
        Some(if command.secrets.next_literal_is_secret() {
            Hint::LeftOver { octets: 0, count: None }
        } else {
            Hint::LeftOver { octets, count: Some(command.counted) }
        })
    }

    fn hint_of_verb(&self, line: &CommandLine<'_>) -> Option<Hint> {
        if names_mechanism(line) {
            return Some(Hint::DidYouMean("AUTHENTICATE"));
        }
        if line.verb.eq_ignore_ascii_case("uid") {
            return hint_of_uid(line);
        }
        if let Some(hint) = hint_of_messages(line) {
            return Some(hint);
        }
        let has_arguments = !line.arguments.trim().is_empty();
        if line.tag == Some(">") || line.verb == ">" && has_arguments {
            return Some(Hint::QuotationSign);
        }
        if line.spec.is_some() || commands::is_done(line.verb) {
            return None;
        }
        let is_one_of =
            |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(line.verb));
        if is_one_of(QUIT_WORDS) && !has_arguments {
            Some(Hint::UseQuitDirective)
        } else if is_one_of(HELP_WORDS) && (line.tag.is_none() || !has_arguments) {
            Some(Hint::UseHelpDirective)
        } else if self.hides_verb(line) {
            // It may be a part of a secret, which a hint would reveal.
            None
        } else if let Some(name) = directive_word(line.verb).filter(|_| line.tag.is_none()) {
            Some(Hint::UseDirective(name))
        } else if let Some(word) = foreign_word(line).filter(|_| line.tag.is_none()) {
            let logs_in = CommandLine::parse(word.instead).is_login();
            let is_late = logs_in
                && self.settled_state().is_some_and(|it| it != ConnectionState::NotAuthenticated);
            Some(match word.protocol {
                Some(protocol) if is_late => Hint::ForeignLogin(protocol),
                None if is_late => Hint::AlreadyLoggedIn,
                _ => Hint::ForeignWord(word),
            })
        } else if let Some(command) = self.shell_command(line) {
            Some(Hint::ForShell(command))
        } else if let Some(arguments) = self.host_in(line) {
            Some(Hint::ConnectInstead(arguments))
        } else if syntax_hints::is_in_kana_or_kanji(line.verb) {
            // Such characters have the same hint.
            (!syntax_hints::has_full_width(line.text)).then_some(Hint::FullWidth(None))
        } else {
            commands::meant(line.verb, line.arguments.split_ascii_whitespace())
                .map(Hint::DidYouMean)
                .or_else(|| hint_of_tag(line))
        }
    }

    /// Whether the verb may itself be a secret, or a part of one.
    fn hides_verb(&self, line: &CommandLine<'_>) -> bool {
        let after_verb = line.text.len() - line.arguments.len();
        let secret = secret_of_command(line.text, self.unknown_verb_policy());
        secret.is_some_and(|secret| secret.range.start < after_verb)
    }

    /// The hint for arguments in a shell's syntax.
    fn hint_of_shell(&self, line: &CommandLine<'_>) -> Option<Hint> {
        shell_signs::hint_of_login(line).or_else(|| {
            let hint = shell_signs::hint_of_shell_sign(line)?;
            let is_masked = secret_of_command(line.text, self.unknown_verb_policy()).is_some();
            (!is_masked).then_some(hint)
        })
    }

    /// The shell's command in the line, without anything that may be a secret.
    fn shell_command(&self, line: &CommandLine<'_>) -> Option<ShellCommand> {
        let is_masked = secret_of_command(line.text, self.unknown_verb_policy()).is_some();
        let arguments = if is_masked { "" } else { line.arguments };
        shell_command(&CommandLine { arguments, ..*line })
    }

    /// What to type after `:connect`, if the line is a host and nothing in it may be a secret.
    fn host_in(&self, line: &CommandLine<'_>) -> Option<String> {
        let is_masked = secret_of_command(line.text, self.unknown_verb_policy()).is_some();
        if is_masked || line.tag.is_some() { None } else { bare_host(line.text) }
    }

    /// The hint for a command that is not allowed in the state of the connection.
    fn hint_of_state(&self, line: &CommandLine<'_>) -> Option<Hint> {
        let spec = line.spec?;
        if !self.protected && sends_password(line) {
            return Some(Hint::PlaintextPassword);
        }
        let hint = match (spec.needed_state()?, self.facts.state) {
            (ConnectionState::Authenticated, ConnectionState::Authenticated)
                if spec.name == "IDLE" && !self.facts.notifies =>
            {
                Hint::IdleWithoutMailbox
            }
            (needed, state) if needed == state => return None,
            (ConnectionState::NotAuthenticated, _) => Hint::AlreadyLoggedIn,
            (_, ConnectionState::NotAuthenticated) => Hint::LoginFirst,
            (ConnectionState::Selected, _) => Hint::SelectFirst,
            (ConnectionState::Authenticated, _) => return None,
        };
        // No hint while a pending command may change the state, or after BYE.
        self.settled_state().map(|_| hint)
    }

    /// The hint for a command that is missing from the server's list of capabilities.
    fn hint_of_capability(&self, line: &CommandLine<'_>) -> Option<Hint> {
        let spec = line.spec?;
        let spec = match spec.name {
            "UID" => commands::after_uid(line.arguments.split_ascii_whitespace().next()?)?,
            _ => spec,
        };
        let capability = spec.capability.filter(|it| self.facts.capabilities.lack(it))?;
        self.settled_state().map(|_| Hint::NotAnnounced { command: spec.name, capability })
    }
}

/// The hint for a command that is not sent: its tag is a word for help or a directive's name, and was hardly
/// meant as a tag (`help expunge`, `explain delete Work`).
pub(super) fn own_word_as_tag(line: &CommandLine<'_>) -> Option<Hint> {
    let (tag, command) = (line.tag?, line.spec?.name);
    commands::directive_before_command(tag).map(|directive| Hint::OwnWordAsTag {
        tag: tag.to_owned(),
        directive,
        command,
    })
}

/// The hint for a line that is not sent: the name of a directive, without its colon, before a server's line.
pub(super) fn directive_without_colon(line: &str) -> Option<Hint> {
    commands::directive_before_response(line).map(Hint::DirectiveBeforeResponse)
}

/// The hint for a line that is not sent because it looks like a server's.
pub fn hint_of_response(line: &str) -> Hint {
    if let Some(hint) = directive_without_colon(line) {
        hint
    } else if answers_untagged(line.trim()) {
        Hint::LooksLikeAnswer
    } else {
        Hint::LooksLikeResponse
    }
}

/// The hint for a line that is not sent: it is for another program, or looks like the output of one,
/// as `MAIL FROM:<a@b>` does.
pub fn hint_of_output(line: &str) -> Hint {
    let of_protocol = || {
        let ForeignWord { protocol, instead } = foreign_word(&CommandLine::parse(line))?;
        Some(Hint::ForOtherProtocol { protocol: protocol?, instead })
    };
    let of_program = foreign_line(&mask_unsent(line)).map(Hint::ForOtherProgram);
    of_program.or_else(of_protocol).unwrap_or(Hint::LooksLikeOutput)
}

/// The hint for a message in a command that does not take messages: `delete 3`, `delete message 3`,
/// `expunge 3`.
fn hint_of_messages(line: &CommandLine<'_>) -> Option<Hint> {
    let name = line.spec.map(|spec| spec.name).filter(|it| matches!(*it, "DELETE" | "EXPUNGE"))?;
    let is_word = |word: &str| {
        ["message", "messages", "mail", "mails", "email", "msg"]
            .iter()
            .any(|it| it.eq_ignore_ascii_case(word))
    };
    let mut words = line.arguments.split_ascii_whitespace().skip_while(|word| is_word(word));
    let set = words.next().filter(|word| is_sequence_set(word) && words.next().is_none())?;
    Some(match name {
        "DELETE" => Hint::DeletesMailbox(set.to_owned()),
        _ => Hint::ExpungesAll(set.to_owned()),
    })
}

/// The first name of a mailbox in the line that is not ASCII.
fn name_outside_ascii(line: &CommandLine<'_>) -> Option<String> {
    if line.text.is_ascii() || line.spec.is_none() {
        return None;
    }
    let mut parser = Parser::new(Side::Client);
    let tag = if line.tag.is_some() { "" } else { "x " };
    parser.line([tag, line.text].concat().as_bytes());
    let mut nodes = parser.tree().root()?.descendants();
    let is_mailbox = |kind| matches!(kind, Kind::Mailbox | Kind::ListMailbox);
    nodes.find_map(|node| {
        let name = node.string().filter(|_| is_mailbox(node.kind()))?;
        let name = std::str::from_utf8(&name).ok().filter(|name| !name.is_ascii())?;
        Some(name.to_owned())
    })
}

/// The hint for a tag alone, or for one before a command that has one: the verb looks like a tag.
fn hint_of_tag(line: &CommandLine<'_>) -> Option<Hint> {
    let next = line.arguments.split_ascii_whitespace().next();
    let command = next.and_then(commands::find);
    // Alone, a number or a longer word may be anything.
    let is_tag = match next {
        None => matches!(line.verb.as_bytes(), [b'a'..=b'z' | b'A'..=b'Z', b'0'..=b'9', ..]),
        Some(_) => command.is_some(),
    };
    if !is_tag || !looks_like_tag(line.verb) {
        return None;
    }
    let tags = line.tag.into_iter().chain([line.verb]).collect::<Vec<_>>().join(" ");
    Some(Hint::DoubledTag { tags, command: command.map(|spec| spec.name) })
}

/// Whether this is AUTHENTICATE LOGIN with a shortened name, as in SMTP: `auth login`.
fn names_mechanism(line: &CommandLine<'_>) -> bool {
    let is_authenticate = |tag: &str| commands::meant(tag, []) == Some("AUTHENTICATE");
    line.is("LOGIN") && line.arguments.trim().is_empty() && line.tag.is_some_and(is_authenticate)
}

/// The hint for a word after UID that is not a command there.
fn hint_of_uid(line: &CommandLine<'_>) -> Option<Hint> {
    let word = line.arguments.split_ascii_whitespace().next()?;
    if commands::after_uid(word).is_some() {
        return None;
    }
    commands::nearest_after_uid(word).map(|spec| Hint::DidYouMean(spec.name))
}

/// Whether the command sends a password that anyone on the network can read.
fn sends_password(line: &CommandLine<'_>) -> bool {
    let mechanism = || line.arguments.split_ascii_whitespace().next().unwrap_or_default();
    match line.spec.map(|spec| spec.name) {
        Some("LOGIN") => {
            let secret = secret_of_command(line.text, UnknownVerbPolicy::MaskArguments);
            secret.is_some() || line.text.ends_with('}')
        }
        Some("AUTHENTICATE") => sasl::sends_plaintext(mechanism()),
        _ => false,
    }
}
