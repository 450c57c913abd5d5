//! The style of a listing: its marks, whether it is a page, its tags; and the evidence for it. Section 3 of
//! `docs/listings.md`.

use super::command::script::is_loose;
use super::placeholders::is_of_shell;
use super::{ScriptReader, Stop};
use crate::notation::decision::{Decision, LineKind, Why};
use crate::notation::error::{Mistake, ScriptError};
use crate::notation::item::{ItemKind, ScriptItem};
use crate::notation::lines::listed::Form;
use crate::notation::lines::{ScriptLine, ScriptLines};
use crate::notation::listing_tags::{ListingTags, is_sure_tag, may_be_tag};
use crate::notation::marks::program_prompt::PromptCounts;
use crate::notation::marks::{
    MarkCandidates, MarkStyle, UnmarkedLines, after_mark, with_arrow_turned,
};
use crate::notation::other_format::OtherFormat;
use crate::notation::prose::is_certain_command;
use crate::protocol::compose::{LiteralMarker, split_literal_marker, variables};
use crate::protocol::dialogue::Expected;
use crate::protocol::syntax::Side;
use crate::protocol::typed_line::CommandLine;
use compact_str::CompactString;
use std::collections::HashSet;

/// How a listing is written.
#[derive(Clone, Debug, Default)]
pub struct ListingStyle {
    /// Its marks: only the lines with the client's mark are sent.
    pub marks: Option<MarkStyle>,
    /// Its commands are after the prompt of a program that is not about mail: `mysql> select inbox`.
    pub of_other_program: bool,
    /// It is a page, perhaps with prose: without marks, only the lines with one of its tags are sent.
    /// Otherwise it is a script, whose lines are as typed.
    pub page: bool,
    pub tags: ListingTags,
    /// The forms of the tagged commands to which it shows an answer.
    pub answered: HashSet<Form>,
    /// It has completions in small letters, `a1 ok done`, so that its other responses may be so too.
    pub in_small_letters: bool,
    /// The mark of the client's lines, if the server's have none.
    pub client_mark: Option<String>,
    /// It is known whether there is such a mark: the first pass over a whole script accepts any possible one.
    pub knows_client_mark: bool,
    /// It is a script with sentences in it: a line without a tag must be a whole command, or nearly one.
    pub has_prose: bool,
}

impl ListingStyle {
    /// With the RFCs' marks.
    pub(super) fn marked() -> ListingStyle {
        ListingStyle { marks: Some(MarkStyle::Rfc), ..ListingStyle::default() }
    }
}

/// The evidence for a style, seen outside literals.
#[derive(Default)]
pub(super) struct StyleEvidence {
    /// The words before a known command, as they were read, until a style is chosen.
    words: Vec<CompactString>,
    /// The same, once a style is chosen.
    pub commands: HashSet<Box<str>>,
    /// The first words of completions.
    pub completions: HashSet<Box<str>>,
    pub has_response: bool,
    /// It has a response that only an IMAP server sends: others send `OK` too.
    pub is_of_imap: bool,
    /// The forms of the tagged commands that have an answer below them.
    pub answered: HashSet<Form>,
    /// It has a completion in small letters.
    pub in_small_letters: bool,
    /// It has imapsh notation: a directive, a variable, a file as a literal.
    pub is_for_imapsh: bool,
    /// It has a directive. Other texts have variables and `{<` too.
    pub has_directive: bool,
    pub marks: MarkCandidates,
    /// A line that begins with a possible mark or a label was taken for a command.
    pub has_marked_command: bool,
    /// How many complete commands have neither a mark nor a tag; if no line has a prompt, counting stops at
    /// one.
    pub untagged_commands: usize,
    /// The prompts of programs in front of commands without a tag.
    pub prompts: PromptCounts,
    /// A line that is prose if the text has other prose was taken for a command.
    pub has_loose_command: bool,
    /// It has sentences.
    pub has_prose: bool,
}

impl StyleEvidence {
    /// Adds a command, which may contain variables or a literal in imapsh's notation.
    pub fn add_command(&mut self, text: &str) {
        // Most commands have neither.
        if !text.ends_with('}') && !text.contains('$') {
            return;
        }
        let (before, marker) = split_literal_marker(text);
        let of_records = |name: &str| matches!(name, "password" | "sasl" | "token" | "secret");
        // More are not examined. A page may have a shell's variables.
        const MOST: usize = 16;
        let is_own = |name: &str| !of_records(name) && !is_of_shell(name);
        self.is_for_imapsh |=
            matches!(marker, Some(LiteralMarker::File(_) | LiteralMarker::Lines { .. }))
                || (before.contains("${")
                    && variables(before).take(MOST).any(|it| is_own(it.name)));
    }

    /// Whether a complete command has neither a mark nor a tag.
    pub fn has_untagged_command(&self) -> bool {
        self.untagged_commands > 0
    }

    /// Whether a line may begin with a mark or a prompt.
    fn may_have_marks(&self) -> bool {
        self.has_marked_command || !self.marks.is_empty() || !self.prompts.is_empty()
    }

    /// The tags of the lines without a mark.
    fn tags(&self) -> ListingTags {
        ListingTags::of(&self.commands, &self.completions)
    }

    /// Whether a line without a mark is a command; `has_tags`: such commands have tags.
    pub fn has_commands(&self, has_tags: bool) -> bool {
        has_tags || self.has_untagged_command()
    }

    /// Describes the lines without a mark; `has_tags`: their commands have tags.
    pub fn unmarked(&self, has_tags: bool) -> UnmarkedLines<'_> {
        // In a stream it is unknown which were completed.
        let completed = if has_tags && self.commands.is_empty() {
            usize::MAX
        } else {
            self.commands.intersection(&self.completions).count()
        };
        UnmarkedLines {
            has_commands: self.has_commands(has_tags),
            tags: &self.commands,
            completed,
            completed_tags: &self.completions,
        }
    }
}

impl ScriptReader {
    /// Reads a whole script that begins where the session expects this.
    pub fn read_whole(lines: ScriptLines, start: &Expected) -> ScriptReader {
        let mut reader = ScriptReader::new(lines, ListingStyle::default());
        reader.start_at(start);
        if reader.read_commands_only() { reader } else { reader.in_best_style(start) }
    }

    /// Reads a whole listing, which may have several sessions.
    pub fn read_sessions(lines: ScriptLines) -> ScriptReader {
        let mut reader = ScriptReader::new(lines, ListingStyle::default());
        reader.reads_sessions = true;
        reader.in_best_style(&Expected::default())
    }

    /// Reads all lines, in the style that explains most of them.
    pub(super) fn in_best_style(self, start: &Expected) -> ScriptReader {
        let mut reader = self;
        reader.start_at(start);
        let end = reader.run();
        let mut next = reader.better_style(end);
        while let Some(style) = next {
            reader = reader.again(style);
            reader.start_at(start);
            // In another style, marks may appear that seemed to be inside a literal.
            next = (reader.run() == Stop::Marked).then(ListingStyle::marked);
        }
        reader.output.errors.sort_by_key(|error| (error.line, error.column));
        reader
    }

    /// A reader of the same lines in another style.
    fn again(self, style: ListingStyle) -> ScriptReader {
        let (mut lines, reads_sessions) = (self.lines, self.reads_sessions);
        lines.set_marks(style.marks.clone().unwrap_or_default());
        ScriptReader { reads_sessions, ..ScriptReader::new(lines, style) }
    }

    /// The style in which the script must be read again, after it was read in this one.
    pub(super) fn better_style(&mut self, end: Stop) -> Option<ListingStyle> {
        let is_plain = end == Stop::Done && !self.evidence.may_have_marks();
        if is_plain && self.has_only_tagged_commands() {
            return None;
        }
        let words = self.evidence.words.drain(..);
        self.evidence.commands.extend(words.map(|word| word.as_str().into()));
        // The literal of a server's marked line, which seems endless, may have hidden the client's
        // marks. After an unmarked one such a mark may be part of the literal.
        let may_hide = |error: &ScriptError| {
            let is_endless = matches!(
                error.mistake,
                Mistake::EndlessServerLiteral(_) | Mistake::AmbiguousCompletion(_)
            );
            is_endless && self.lines.get(error.line - 1).is_some_and(|line| line.mark.is_some())
        };
        let is_client = |line: ScriptLine| line.side() == Some(Side::Client);
        let hidden =
            || self.output.errors.iter().any(may_hide) && self.lines.from(0).any(is_client);
        if self.is_of_other_protocol() {
            return None;
        }
        if end == Stop::Marked || hidden() {
            return Some(ListingStyle::marked());
        }
        let tags = self.evidence.tags();
        let unmarked = self.evidence.unmarked(!tags.is_empty());
        if let Some(marks) = self.evidence.marks.pair(unmarked) {
            return Some(ListingStyle { marks: Some(marks), ..ListingStyle::default() });
        }
        if let Some(style) = self.style_of_prompts(&tags, unmarked) {
            return Some(style);
        }
        let is_other = |error: &ScriptError| {
            matches!(error.mistake, Mistake::OtherFormat(OtherFormat::Protocol(_)))
        };
        let has_prose = self.evidence.has_prose
            && self.evidence.has_loose_command
            && !self.evidence.has_directive
            && !self.output.errors.iter().any(is_other);
        let clients_alone = self.evidence.marks.clients_alone(unmarked);
        if let Some(marks) = clients_alone.and_then(|mark| self.marks_of_client(mark)) {
            return Some(ListingStyle { marks: Some(marks), ..ListingStyle::default() });
        }
        let client_mark = clients_alone.or_else(|| self.evidence.marks.shared(unmarked));
        let style = self.style_without_marks(tags, client_mark);
        let plain = || ListingStyle { knows_client_mark: true, ..Default::default() };
        match style.or_else(|| has_prose.then(plain)) {
            Some(style) => Some(ListingStyle { has_prose: has_prose && !style.page, ..style }),
            None => None,
        }
    }

    /// Whether the text is a script of commands with tags, comments and directives only: then no style reads
    /// another tag, and no line below a command may belong to it.
    fn has_only_tagged_commands(&self) -> bool {
        use LineKind::{Blank, Command, Comment, Directive, Heading};
        let is_clear = |it: &Decision| match it.kind {
            Blank | Comment | Heading | Directive => true,
            Command => it.why == Why::Tagged,
            _ => false,
        };
        let is_registered = |item: &ScriptItem| match &item.kind {
            ItemKind::Command(command) => {
                let line = command.line();
                line.spec.is_some() && line.tag.is_some_and(is_sure_tag)
            }
            ItemKind::Comment(_) | ItemKind::Heading(_) | ItemKind::Directive(_) => true,
            _ => false,
        };
        self.output.decisions.iter().all(is_clear) && self.output.items.iter().all(is_registered)
    }

    /// The style of a listing whose commands are after the prompt of a program.
    fn style_of_prompts(
        &self,
        tags: &ListingTags,
        unmarked: UnmarkedLines<'_>,
    ) -> Option<ListingStyle> {
        // A mail between the prompts may have a line that looks like a command with a tag.
        let tagged = if tags.is_empty() { 0 } else { self.evidence.commands.len() };
        let others = self.evidence.untagged_commands + tagged;
        if !tags.is_empty() && unmarked.completed > 0 {
            return None;
        }
        let sign = self.evidence.prompts.sign(others)?;
        let marks = Some(MarkStyle::Prompt { sign: sign.to_owned() });
        let is_of_mail = self.evidence.is_of_imap || self.evidence.prompts.may_be_of_mail(sign);
        Some(ListingStyle { marks, of_other_program: !is_of_mail, ..ListingStyle::default() })
    }

    /// The marks of a listing in which this mark precedes only the client's lines, if the commands after it
    /// have no tags, or if other lines have the same mark with its arrow turned.
    fn marks_of_client(&self, mark: &str) -> Option<MarkStyle> {
        if self.evidence.marks.tags_after(mark).next().is_none() {
            return Some(MarkStyle::pair(mark, None));
        }
        let turned = with_arrow_turned(mark)?;
        let is_there = self.lines.from(0).any(|it| after_mark(it.text(), &turned).is_some());
        is_there.then(|| MarkStyle::pair(mark, Some(&turned)))
    }

    /// The style of a listing without marks, or with this mark before its tagged commands.
    fn style_without_marks(
        &self,
        tags: ListingTags,
        client_mark: Option<&str>,
    ) -> Option<ListingStyle> {
        let client_mark = client_mark.map(str::to_owned);
        let tags = match &client_mark {
            Some(mark) => {
                let own_tags = self.evidence.marks.tags_after(mark).cloned().collect();
                ListingTags::of(&own_tags, &self.evidence.completions)
            }
            None => tags,
        };
        if tags.is_empty() && !self.evidence.has_marked_command {
            return None;
        }
        let has_tags = !tags.is_empty();
        // If the commands are only mentioned in sentences, the listing is not a script.
        let has_commands = has_tags || !self.evidence.has_untagged_command();
        let page = has_commands && self.evidence.has_response && !self.evidence.is_for_imapsh;
        Some(ListingStyle {
            marks: None,
            of_other_program: false,
            page,
            tags,
            answered: self.evidence.answered.clone(),
            in_small_letters: self.evidence.in_small_letters,
            client_mark,
            knows_client_mark: true,
            has_prose: false,
        })
    }

    /// Whether the client's lines begin with the prompt of a program.
    pub(super) fn has_prompts(&self) -> bool {
        matches!(self.style.marks, Some(MarkStyle::Prompt { .. }))
    }

    /// Uses this pair of marks from this line of a stream on.
    pub(super) fn use_marks(&mut self, marks: MarkStyle) {
        self.lines.set_marks(marks.clone());
        self.style = ListingStyle { marks: Some(marks), ..ListingStyle::default() };
    }

    /// Adds a command as evidence, perhaps with a tag and a known name. `has_mark`: it follows a possible
    /// mark or a label.
    pub(super) fn learn_command(&mut self, command: &CommandLine<'_>, has_mark: bool) {
        self.evidence.add_command(command.text);
        self.evidence.has_loose_command |= !has_mark && is_loose(command);
        if command.spec.is_none() {
            return;
        }
        self.evidence.has_marked_command |= has_mark;
        let Some(tag) = command.tag else {
            let counts = !self.evidence.has_untagged_command() || !self.evidence.prompts.is_empty();
            if !has_mark && counts {
                self.evidence.untagged_commands += usize::from(is_certain_command(command));
            }
            return;
        };
        if command.has_signs && !may_be_tag(tag) {
            return;
        }
        if !self.stream {
            if !has_mark {
                self.evidence.words.push(tag.into());
            }
        } else if !self.style.tags.contains(tag) {
            self.style.tags.add(tag);
        }
    }

    /// Adds a server's line as evidence; `completion`: its tag, if it is a completion.
    pub(super) fn learn_response(&mut self, completion: Option<&str>) {
        self.waits_for_next_line = true;
        self.evidence.has_response = true;
        if let Some(form) = self.sent.form.take() {
            // In a stream they decide at once.
            let style = &mut self.style.answered;
            if self.stream { style } else { &mut self.evidence.answered }.insert(form);
        }
        if !self.stream {
            self.evidence.completions.extend(completion.map(Box::from));
        } else if !self.style.tags.is_empty() && !self.evidence.is_for_imapsh {
            self.style.page |= self.style.marks.is_none();
        }
    }
}
