//! Notes the commands that the dialogue sends: that they are in flight, which user or mailbox they name,
//! and whether they may be an attempt to log in.

use super::Dialogue;
use super::input_state::OpenCommand;
use super::pending::PendingCommand;
use crate::protocol::commands::{self, CommandSpec, ConnectionState};
use crate::protocol::secrets::{SecretSpan, is_login_attempt};

impl Dialogue {
    /// Notes a command as sent, with this first line, whose tag may follow blanks.
    pub(super) fn note_sent(
        &mut self,
        tag_len: usize,
        spec: Option<&'static CommandSpec>,
        line: &str,
        secret: Option<&SecretSpan>,
    ) {
        let masked = match secret {
            None => line.trim_start().into(),
            Some(secret) => secret.masked(line).trim_start().into(),
        };
        let number = self.commands_sent;
        let mut command = PendingCommand::new(number, spec, tag_len, masked);
        command.sent_at = self.now;
        self.commands_sent += 1;
        self.note_attempt(line, spec, secret);
        self.sent_logout |= command.is("LOGOUT");
        let tag_is_new = self.tags.mark_used(command.tag());
        let mut pending = self.pending_commands().iter();
        if command.opens_mailbox() && !pending.any(PendingCommand::opens_mailbox) {
            self.facts.opening_sent();
        }
        if commands::is_login(command.name()) {
            self.facts.login_sent();
        }
        self.pending.push(command, tag_is_new);
    }

    /// Notes the user of a login, or the mailbox of a SELECT, in the last command with this tag.
    pub(super) fn name_argument(&mut self, tag: &[u8], argument: String) {
        if let Some(command) = self.pending.find_last_mut(tag) {
            command.set_argument(argument);
        }
    }

    /// The first argument of a command was a literal, all of whose octets are typed.
    pub(super) fn finish_argument(&mut self, command: &mut OpenCommand) {
        if let Some(octets) = command.collects.take()
            && let Ok(argument) = String::from_utf8(octets)
        {
            self.name_argument(&command.tag, argument);
        }
    }

    /// Notes whether a line is an attempt to log in. After login, lines after an attempt may be a secret
    /// only until the next command.
    pub(super) fn note_attempt(
        &mut self,
        line: &str,
        spec: Option<&'static CommandSpec>,
        secret: Option<&SecretSpan>,
    ) {
        let has_secret = secret.is_some_and(SecretSpan::is_of_login);
        let logged_in = self.facts.state >= ConnectionState::Authenticated;
        if is_login_attempt(line, spec, has_secret, logged_in) {
            self.login_attempted = true;
        } else if spec.is_some() && logged_in {
            self.login_attempted = false;
        }
    }

    /// Notes that a line was refused that is an attempt to log in.
    pub fn note_refused_attempt(&mut self) {
        self.login_attempted = true;
    }

    /// Notes that a line may be an attempt to log in, even though it is not sent.
    pub fn note_unsent_attempt(&mut self) {
        self.login_attempted |= self.facts.state < ConnectionState::Authenticated;
    }
}
