//! Commands that the listing seems to show differently from what was typed, that belong to another session, or
//! that a word for imapsh precedes: mistakes, unless the listing shows that the server refused them. Sections 2 and 11 of
//! `docs/listings.md`.

use crate::notation::error::Mistake;
use crate::notation::lines::ScriptLine;
use crate::notation::listing_tags::{look_alike, may_be_tag};
use crate::notation::other_format::OtherFormat;
use crate::notation::reader::ScriptReader;
use crate::notation::reader::other_text::other_formats::is_in_source;
use crate::notation::words::has_digit;
use crate::protocol::commands;
use crate::protocol::typed_line::CommandLine;

impl ScriptReader {
    /// The mistake in a command that belongs to another session, or that the listing seems to show
    /// differently from what was typed, and its octet.
    pub fn unsendable(
        &mut self,
        command: &CommandLine<'_>,
        line: &ScriptLine,
        next: usize,
    ) -> Option<(usize, Mistake)> {
        if self.is_of_another_connection(command, line) {
            return Some((0, Mistake::SeveralClients));
        }
        if let Some(line) = self.alternative_to(command) {
            return Some((0, Mistake::SameTag(line)));
        }
        if let Some(line) = self.perhaps_echoed(command, next) {
            return Some((0, Mistake::PerhapsEchoed(line)));
        }
        if command.has_signs && command.tag.is_some_and(|tag| !may_be_tag(tag)) {
            return Some((0, Mistake::UnknownMark(command.text.to_owned())));
        }
        if let Some(mistake) = self.own_word_as_tag(command) {
            return Some((0, mistake));
        }
        let found = self.shown_differently(command, line, next)?;
        (self.is_refused_at(next) != Ok(true)).then_some(found)
    }

    /// The mistake in a command that a word for imapsh precedes: `help expunge`. A listing may have the word as
    /// a tag.
    fn own_word_as_tag(&mut self, command: &CommandLine<'_>) -> Option<Mistake> {
        let (tag, spec) = (command.tag?, command.spec?);
        let directive = commands::directive_before_command(tag)?;
        // A stream notes each tag that it reads.
        let is_of_listing = !self.stream && self.style.tags.contains(tag);
        let is_tag = is_of_listing || self.sent.tags.contains(tag) || self.is_completed_below(tag);
        let tag = tag.to_owned();
        (!is_tag).then_some(Mistake::OwnWordAsTag { tag, directive, command: spec.name })
    }

    /// The mistake in a command that the listing seems to show differently from what was typed, and its
    /// octet.
    fn shown_differently(
        &mut self,
        command: &CommandLine<'_>,
        line: &ScriptLine,
        next: usize,
    ) -> Option<(usize, Mistake)> {
        // Most lines of a long script are one word.
        let is_word = command.arguments.is_empty() && line.whole().len() == command.text.len();
        if !is_word && self.has_several_commands(command, line.whole(), next) {
            return Some((0, Mistake::SeveralCommands));
        }
        if !command.has_signs {
            return None;
        }
        if is_in_source(line) {
            return Some((0, Mistake::OtherFormat(OtherFormat::QuotedLines)));
        }
        unclosed_marker(command.text)
            .or_else(|| typographic_quote(command))
            .or_else(|| look_alike_in_tag(command))
            .or_else(|| self.non_ascii_sign(command))
            .or_else(|| {
                let is_left_out = self.leaves_out_literal(command, next);
                is_left_out.then_some((0, Mistake::LiteralLeftOut))
            })
            .or_else(|| shown_key(command))
            .or_else(|| {
                let text = || command.text.to_owned();
                is_enclosed(command).then(|| (0, Mistake::UnknownMark(text())))
            })
    }

    /// The line of another command with the same tag, right above this one, if the listing does not show an
    /// answer to it and words are in between: `or:`. Only one of the two was typed.
    fn alternative_to(&self, command: &CommandLine<'_>) -> Option<usize> {
        // Words are seldom right above, so that few tags are looked up.
        let is_shown_as_such = self.prose.is_right_above && !self.sent.tags.are_reused;
        let (line, above) = self.sent.last.as_ref().filter(|_| is_shown_as_such)?;
        let tag = command.tag.filter(|tag| has_digit(tag) && self.sent.tags.is_open(tag))?;
        let above = self.parse_command(above);
        // A login and a selection are not alternatives: then all commands have the same tag.
        let is_other = above.tag == Some(tag)
            && above.text != command.text
            && above.spec?.needed_state() == command.spec?.needed_state();
        is_other.then_some(*line)
    }

    /// The place of a sign that pages and PDF files put in place of an ASCII one, in arguments that are
    /// otherwise ASCII: the ligature of `ﬂags`, the dash of `1–3`, `¥Deleted`.
    fn non_ascii_sign(&self, command: &CommandLine<'_>) -> Option<(usize, Mistake)> {
        let is_listing = self.style.page || self.style.marks.is_some();
        if !is_listing || command.text.is_ascii() {
            return None;
        }
        let name = match command.spec?.name {
            "UID" => command.arguments.split_ascii_whitespace().next()?,
            name => name,
        };
        let has_ascii = ["FETCH", "STORE"].iter().any(|it| it.eq_ignore_ascii_case(name));
        let begins = command.text.len() - command.arguments.len();
        let mut signs = command.text.char_indices().filter(|(_, c)| !c.is_ascii());
        let (at, sign) = signs.find(|(at, _)| *at >= begins).filter(|_| has_ascii)?;
        Some((at, Mistake::ForeignSign(sign)))
    }
}

/// A letter in a tag that only looks like an ASCII letter, and its place.
pub fn look_alike_in_tag(command: &CommandLine<'_>) -> Option<(usize, Mistake)> {
    let tag = command.tag.filter(|tag| !tag.is_ascii() && command.spec.is_some())?;
    let (at, letter, ascii) = look_alike(tag)?;
    Some((at, Mistake::LookAlikeInTag { letter, ascii }))
}

/// A typographic quotation mark at the beginning of an argument, which was probably typed as `"`, and its place.
fn typographic_quote(command: &CommandLine<'_>) -> Option<(usize, Mistake)> {
    if command.text.is_ascii() || command.spec.is_none() {
        return None;
    }
    let (mut before, mut in_quotes) = (' ', false);
    let (at, sign) = command.text.char_indices().find(|&(_, c)| {
        let begins = matches!(before, ' ' | '\t' | '(') && !in_quotes;
        in_quotes ^= c == '"';
        before = c;
        begins && "“”„‘’«‹‚".contains(c)
    })?;
    Some((at, Mistake::TypographicQuote(sign)))
}

/// A key that edits or ends the line, as a terminal shows it, and its place: `a2 delete Work^C`.
fn shown_key(command: &CommandLine<'_>) -> Option<(usize, Mistake)> {
    const AT_END: [&str; 5] = ["^C", "^D", "^U", "^W", "^H"];
    let at = command
        .text
        .find("^H")
        .or_else(|| AT_END.iter().find_map(|key| command.text.strip_suffix(key)).map(str::len))?;
    command.spec?;
    Some((at, Mistake::ShownKey(command.text[at..at + 2].to_owned())))
}

/// Whether a command with a tag is between two signs, the first of which seems to belong to the tag:
/// `_a1 noop_`.
fn is_enclosed(command: &CommandLine<'_>) -> bool {
    const PAIRS: [(char, char); 6] =
        [('«', '»'), ('»', '«'), ('‹', '›'), ('“', '”'), ('„', '“'), ('`', '´')];
    let is_sign = |c: char| !c.is_alphanumeric() && !matches!(c, '.' | '+' | '(' | '[' | '{');
    let tag = command.tag.unwrap_or_default();
    let sign = tag.chars().next().filter(|c| is_sign(*c));
    let end = sign.map(|sign| PAIRS.iter().find(|pair| pair.0 == sign).map_or(sign, |pair| pair.1));
    let is_tag = tag.len() > sign.map_or(0, char::len_utf8);
    command.spec.is_some() && is_tag && end.is_some_and(|end| command.text.ends_with(end))
}

/// Where a command's last word begins, if it announces lines or a file without its closing brace:
/// `append Drafts {<<END`. The lines below would be sent as commands.
fn unclosed_marker(text: &str) -> Option<(usize, Mistake)> {
    let (before, word) = text.rsplit_once(' ')?;
    let content = word.strip_prefix('{')?;
    let is_open = (content.starts_with('<') || content.starts_with("64<<")) && !word.contains('}');
    is_open.then_some((before.len() + 1, Mistake::Unclosed('{')))
}
