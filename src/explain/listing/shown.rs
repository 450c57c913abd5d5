//! The lines of a listing as they are shown: as written, without secrets.

use super::record::is_notice;
use super::{Listing, first_word};
use crate::notation::{LineKind, ListedText, Why};
use crate::protocol::secrets::{
    InputMask, Placeholder, is_login, is_secret_name, mask_response, mask_unsent, mask_urls,
};
use crate::protocol::typed_line::{
    CommandLine, answers_untagged_in_words, certain_protocol, is_response, looks_like_tag,
};

impl Listing {
    /// The line as written, without secrets.
    pub(super) fn shown(&self, index: usize) -> String {
        let (written, text) = (self.written.get(index), &self.texts[index]);
        let written = written.map_or("", String::as_str);
        let decision = (self.decisions[index].kind, self.decisions[index].why);
        if let Some(hidden) = self.hidden.get(&(index + 1)) {
            return text.saying(&hidden.text);
        }
        // It does not contain secrets.
        if self.is_record && is_notice(written) {
            return written.to_owned();
        }
        if self.secret_literals.contains(&index) {
            return text.saying(Placeholder::Value.text());
        }
        match self.masked.get(&(index + 1)) {
            Some(masked) if masked.is_masked || self.may_have_replaced_secret(index) => {
                text.saying(&masked.text)
            }
            Some(_) => written.to_owned(),
            // A client's line that is not sent, as `C: PASS hunter2`.
            None if decision == (LineKind::Prose, Why::ForgottenTag)
                && mask_unsent(text.content.trim()) != text.content.trim() =>
            {
                text.saying(&InputMask::default().masked(text.content.trim()))
            }
            None if self.is_text_of_literal(index) => written.to_owned(),
            None if self.is_marked_response(index) => mask_response(written),
            None if self.continues_marked_response(index) => mask_urls(written),
            None if self.is_response_after_text(index) => {
                let before = InputMask::default().masked_prose(&text.before);
                ListedText { before, ..text.clone() }
                    .saying(&mask_urls(&mask_response(&text.content)))
            }
            None if self.is_completion(index) => mask_urls(written),
            None if self.may_have_secret_argument(index) => InputMask::default().masked(written),
            None => mask_unsent(written),
        }
    }

    /// Whether the line is a server's literal, and not a command that was typed below a shortened one.
    fn is_text_of_literal(&self, index: usize) -> bool {
        let said = self.said[index].trim();
        let is_command = is_login(said) && first_word(said).contains(|c: char| c.is_ascii_digit());
        self.decisions[index].why == Why::ServerLiteral && !is_command
    }

    /// Whether the line has the server's mark and is a response. A log may have any text before it:
    /// `fetchmail: IMAP< …`.
    pub(super) fn is_marked_response(&self, index: usize) -> bool {
        self.decisions[index].why == Why::ServerMark && is_response(self.said[index].trim())
    }

    /// Whether the line is a response that follows other text in a log.
    fn is_response_after_text(&self, index: usize) -> bool {
        self.is(index, LineKind::Server)
            && self.texts[index].before.contains(char::is_alphanumeric)
            && is_response(self.said[index].trim())
    }

    /// Whether the line is the rest of such a response: a client's line would have the client's mark.
    fn continues_marked_response(&self, index: usize) -> bool {
        let begin = (0..index).rev().take(MAX_WRAPPED).find(|before| !self.is_wrapped(*before));
        self.is_wrapped(index) && begin.is_some_and(|begin| self.is_marked_response(begin))
    }

    /// Whether the line is not sent, but may have a secret where a command would have one: a directive, a
    /// login of another protocol.
    fn may_have_secret_argument(&self, index: usize) -> bool {
        let is_of_other_protocol =
            || certain_protocol(&CommandLine::parse(self.said[index].trim())).is_some();
        match self.decisions[index].kind {
            LineKind::Directive => true,
            _ if has_form_of_login(self.said[index].trim()) => true,
            LineKind::Mistake | LineKind::Prose => {
                self.said[index].trim_start().starts_with(':') || is_of_other_protocol()
            }
            _ => false,
        }
    }

    /// Whether the line is a login in which the reader may have replaced a secret by a variable, as in
    /// `login <joe> <himitsu>`, and not a name for one, as in `login <user> <password>`.
    fn may_have_replaced_secret(&self, index: usize) -> bool {
        let said = self.said[index].trim();
        let secret = InputMask::default().secret(said).filter(|_| is_login(said));
        let secret = secret.and_then(|secret| said.get(secret.range));
        secret.is_some_and(|it| it.contains(char::is_alphanumeric) && !is_secret_name(it))
    }

    /// Whether the command that begins on this line has a secret, which is masked.
    pub(super) fn is_masked(&self, index: usize) -> bool {
        self.masked.get(&(index + 1)).is_some_and(|it| it.is_masked)
    }

    /// Whether the line completes a command of the listing, or a line whose first word the server took for its
    /// tag (`login BAD Error in IMAP command`). With nothing above it or with its status in lower case, it may
    /// be a login with a password, unless it has too many words.
    fn is_completion(&self, index: usize) -> bool {
        let said = self.said[index].trim();
        let has_command = || self.answers_first_word(index) || self.tags.contains(first_word(said));
        let is_in_capitals = || {
            let status = said.split_ascii_whitespace().nth(1);
            status.is_some_and(|status| ["OK", "NO", "BAD"].contains(&status))
        };
        let has_more_words = || said.split_ascii_whitespace().count() > 3 && !said.contains('"');
        self.is(index, LineKind::Server)
            && if is_in_capitals() {
                has_command() || answers_untagged_in_words(said)
            } else {
                self.answers_first_word(index) && has_more_words()
            }
    }
}

/// Whether a line that is not sent has the form of a login, and not of a sentence: `a1 login (taro himitsu)`.
fn has_form_of_login(said: &str) -> bool {
    let command = CommandLine::parse(said);
    let has_tag = command.tag.is_some_and(looks_like_tag);
    let has_one_case = command.verb == command.verb.to_ascii_lowercase()
        || command.verb == command.verb.to_ascii_uppercase();
    // Plain words would be a command that is sent, or a sentence.
    let is_short = command.arguments.split_ascii_whitespace().count() <= 3
        && command.arguments.contains(['<', '(', '[', '{', '"', '$']);
    command.is_login() && (has_tag || has_one_case && is_short)
}

/// The most lines of a response that are looked at to find its first one.
const MAX_WRAPPED: usize = 100;
