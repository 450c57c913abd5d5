//! The explanation of one line: sentences and their sources.

use crate::language::Language;
use crate::messages::{Messages, Text, text};
use crate::reference::{Category, Entry, Source, find};
use std::collections::HashSet;
use std::fmt;

/// The number of characters after which no detail is added: a reader takes in two sentences. Japanese needs
/// half as many characters.
const MAX_LENGTH: usize = 240;
const MAX_LENGTH_JAPANESE: usize = 120;

/// The most general sentences that are remembered; there are fewer.
const MAX_GENERAL: usize = 512;

/// The explanation of a line. It is reused from line to line to avoid allocation.
#[derive(Debug)]
pub struct Explanation {
    messages: Messages,
    text: String,
    source: Option<Source>,
    /// The entry whose syntax is shown at the end, because the line does not follow it.
    followed: Option<&'static Entry>,
    /// The word for `:help` that explains the details left out.
    left_out: Option<&'static str>,
    has_unknown_word: bool,
    has_named_unknown: bool,
    /// Whether the syntax is among the sentences.
    has_said_syntax: bool,
    /// Whether a sentence applies only to this line, not to others of the same form.
    is_particular: bool,
    /// Whether the sentences name a fault of the command.
    names_fault: bool,
    /// Whether only sentences about faults are added.
    only_faults: bool,
    /// All sentences with their source, if some were left out because an earlier explanation had them.
    whole: Option<String>,
    /// Where each sentence begins in the text.
    begins: Vec<usize>,
    /// How many sentences are about the cause of a refusal, if others about its code follow.
    cause_ends: Option<usize>,
    /// How many sentences precede those about a fault of the command, if it is not the first cause.
    fault_begins: usize,
    /// The general sentences that the session has already shown.
    general: HashSet<Box<str>>,
    /// The general sentences of this line.
    general_now: Vec<Box<str>>,
}

/// Sentences that were taken out of an explanation.
pub(super) struct TakenSentences {
    pub text: String,
    pub source: Option<Source>,
    general: Vec<Box<str>>,
}

impl Explanation {
    /// An empty explanation in the language of these messages.
    pub(super) fn new(messages: Messages) -> Explanation {
        Explanation {
            messages,
            text: String::new(),
            source: None,
            followed: None,
            left_out: None,
            has_unknown_word: false,
            has_named_unknown: false,
            has_said_syntax: false,
            is_particular: false,
            names_fault: false,
            only_faults: false,
            whole: None,
            begins: Vec::new(),
            cause_ends: None,
            fault_begins: 0,
            general: HashSet::new(),
            general_now: Vec::new(),
        }
    }

    /// An empty explanation to which only sentences about faults are added.
    pub(super) fn of_faults(messages: Messages) -> Explanation {
        Explanation { only_faults: true, ..Explanation::new(messages) }
    }

    /// Adds the sentences of another explanation.
    pub(super) fn add(&mut self, other: &Explanation) {
        self.say(other.text.clone());
        self.prefer_source(other.source);
        self.has_unknown_word |= other.has_unknown_word;
        self.has_named_unknown |= other.has_named_unknown;
    }

    /// Removes the sentences. What was allocated for them is used again.
    pub(super) fn clear(&mut self) {
        let mut text = std::mem::take(&mut self.text);
        let mut begins = std::mem::take(&mut self.begins);
        text.clear();
        begins.clear();
        let general = std::mem::take(&mut self.general);
        let only_faults = self.only_faults;
        *self =
            Explanation { text, begins, general, only_faults, ..Explanation::new(self.messages) };
    }

    /// The language of the sentences.
    pub(super) fn language(&self) -> Language {
        self.messages.language()
    }

    /// The texts in the language of the sentences, for phrases inside them.
    pub(super) fn messages(&self) -> Messages {
        self.messages
    }

    /// Notes that it names a fault of the command.
    pub(super) fn note_fault(&mut self) {
        self.names_fault = true;
    }

    /// Whether it names a fault of the command.
    pub fn names_fault(&self) -> bool {
        self.names_fault
    }

    /// Whether it has no sentence.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The sentences without their source. They may contain text from a server: escape them before printing.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The source of the last sentence that has one.
    pub fn source(&self) -> Option<Source> {
        self.source
    }

    /// Whether the last sentence that has a source comes from this RFC.
    pub(super) fn source_is(&self, rfc: u16) -> bool {
        self.source.is_some_and(|source| source.is_rfc(rfc))
    }

    /// Whether the line has a word that should be registered and is not: a command, a response, a
    /// code, an item.
    pub fn has_unknown_word(&self) -> bool {
        self.has_unknown_word
    }

    /// Whether a word that is not registered was named.
    pub(super) fn has_named_unknown(&self) -> bool {
        self.has_named_unknown
    }

    /// Takes the sentences out, so that others can come before them.
    pub(super) fn take(&mut self) -> TakenSentences {
        self.begins.clear();
        TakenSentences {
            text: std::mem::take(&mut self.text),
            source: self.source.take(),
            general: std::mem::take(&mut self.general_now),
        }
    }

    /// Restores the sentences, replacing those added since.
    pub(super) fn restore(&mut self, said: TakenSentences) {
        TakenSentences { text: self.text, source: self.source, general: self.general_now } = said;
    }

    /// Adds the sentences that were taken out, as the effect that the command would have.
    pub(super) fn say_would_do(&mut self, effect: TakenSentences) {
        self.say(text::WouldDo { effect: effect.text });
        self.prefer_source(effect.source);
        self.general_now.extend(effect.general);
    }

    /// Adds a sentence.
    pub(super) fn say(&mut self, text: impl Text) {
        if !self.only_faults {
            self.say_fault(text);
        }
    }

    /// Adds a sentence about a fault: if the command is refused, this is the likely cause.
    pub(super) fn say_fault(&mut self, text: impl Text) {
        // Japanese sentences follow each other without a space.
        if !self.text.is_empty() && self.language() == Language::English {
            self.text.push(' ');
        }
        self.begins.push(self.text.len());
        self.messages.append(&mut self.text, text);
    }

    /// Adds a sentence that does not apply to other lines of this form: it appears only once in a session, or
    /// depends on earlier lines about the same message.
    pub(super) fn say_particular(&mut self, text: impl Text) {
        self.say(text);
        self.is_particular = true;
    }

    /// Adds a sentence that does not depend on this line, unless the session has already shown it. Returns
    /// false if it was left out; then leave out its source too.
    pub(super) fn say_general(&mut self, text: impl Text) -> bool {
        let sentence = self.messages.format(text);
        if self.only_faults || self.general.contains(&*sentence) {
            return false;
        }
        self.general_now.push(sentence.clone().into_boxed_str());
        self.say(sentence);
        self.is_particular = true;
        true
    }

    /// Adds the sentence about a response code that does not say why the command was refused, unless it is
    /// among the sentences.
    pub(super) fn say_code_of_cause(&mut self, code: &Entry) {
        let sentence = code.says(self.language());
        if !self.text.contains(sentence) {
            self.end_cause();
            self.say_general(sentence.to_owned());
        }
    }

    /// Notes that the next sentences are not about the cause of a refusal.
    pub(super) fn end_cause(&mut self) {
        self.cause_ends.get_or_insert(self.begins.len());
    }

    /// Adds a general sentence and its source.
    pub(super) fn say_general_from(&mut self, rfc: u16, section: &'static str, text: impl Text) {
        if self.say_general(text) {
            self.cite_section(rfc, section);
        }
    }

    /// Notes that the line was shown in the session, with its general sentences.
    pub(super) fn note_general(&mut self) {
        if self.general.len() < MAX_GENERAL {
            self.general.extend(self.general_now.drain(..));
        }
    }

    /// Exchanges the set of general sentences that the session has shown.
    pub(super) fn swap_general(&mut self, general: &mut HashSet<Box<str>>) {
        std::mem::swap(&mut self.general, general);
    }

    /// Whether a sentence applies only to this line, not to others of the same form.
    pub(super) fn is_particular(&self) -> bool {
        self.is_particular
    }

    /// Adds a sentence about a detail, unless the explanation is long enough. `word`: its topic for `:help`.
    pub(super) fn say_detail(&mut self, word: &'static str, text: impl Text) {
        let enough = match self.language() {
            Language::English => MAX_LENGTH,
            Language::Japanese => MAX_LENGTH_JAPANESE,
        };
        if self.left_out.is_some() || self.text.chars().nth(enough).is_some() {
            self.left_out.get_or_insert(word);
        } else {
            self.say(text);
        }
    }

    /// Adds a hint how to read about the details that were left out.
    pub(super) fn say_left_out(&mut self) {
        if let Some(word) = self.left_out.take() {
            self.say(text::ExplainMore { word });
        }
    }

    /// Adds a sentence and its source. If there are several sources, the last is named.
    pub(super) fn say_from(&mut self, rfc: u16, section: &'static str, text: impl Text) {
        self.say(text);
        self.cite_section(rfc, section);
    }

    /// Adds a sentence and its source if a condition holds, and returns the condition.
    pub(super) fn say_from_if(
        &mut self,
        condition: bool,
        rfc: u16,
        section: &'static str,
        text: impl Text,
    ) -> bool {
        if condition {
            self.say_from(rfc, section, text);
        }
        condition
    }

    /// Adds the sentence and its source if there is one, and returns whether there is.
    pub(super) fn say_from_some(
        &mut self,
        rfc: u16,
        section: &'static str,
        text: Option<impl Text>,
    ) -> bool {
        let is_said = text.is_some();
        if let Some(text) = text {
            self.say_from(rfc, section, text);
        }
        is_said
    }

    /// Adds a sentence about a fault, and its source.
    pub(super) fn say_fault_from(&mut self, rfc: u16, section: &'static str, text: impl Text) {
        self.say_fault(text);
        self.source = Some(Source::Rfc { rfc, section });
    }

    /// Adds the sentence of the reference about a word. False: the word is not registered.
    pub(super) fn say_entry(&mut self, category: Category, name: impl AsRef<[u8]>) -> bool {
        let Some(entry) = find(category, name) else { return false };
        self.say(entry.says(self.language()).to_owned());
        self.cite(entry);
        true
    }

    /// Names a source.
    pub(super) fn cite_section(&mut self, rfc: u16, section: &'static str) {
        if !self.only_faults {
            self.source = Some(Source::Rfc { rfc, section });
        }
    }

    /// Names this source, if there is one, in place of the previous one.
    pub(super) fn prefer_source(&mut self, source: Option<Source>) {
        self.source = source.or(self.source);
    }

    /// Names the source of an entry.
    pub(super) fn cite(&mut self, entry: &Entry) {
        if !self.only_faults {
            self.source = entry.source.or(self.source);
        }
    }

    /// Names the source of the first of these entries that is not from RFC 3501.
    pub(super) fn cite_extension<'e>(&mut self, mut entries: impl Iterator<Item = &'e Entry>) {
        if let Some(entry) = entries.find(|entry| entry.is_of_extension()) {
            self.cite(entry);
        }
    }

    /// Notes that the line does not follow the syntax of this entry, and cites it.
    pub(super) fn name_syntax(&mut self, entry: &'static Entry) {
        self.followed = Some(entry);
        self.cite(entry);
    }

    /// The entry whose syntax the line does not follow.
    pub(super) fn named_syntax(&self) -> Option<&'static Entry> {
        self.followed
    }

    /// Whether the syntax that the line does not follow is among the sentences.
    pub(super) fn has_said_syntax(&self) -> bool {
        self.has_said_syntax
    }

    /// Leaves out the syntax that the line does not follow: it was shown before.
    pub(super) fn leave_out_syntax(&mut self) {
        self.followed = None;
    }

    /// All sentences with their source, for a reader of this line only, if some were left out.
    pub(super) fn whole(&self) -> Option<&str> {
        self.whole.as_deref()
    }

    /// Notes that a sentence about a fault of the command may follow.
    pub(super) fn begin_fault(&mut self) {
        self.fault_begins = self.begins.len();
    }

    /// Leaves out the sentences that an earlier explanation, `before`, has, unless that saves little. If the
    /// first sentence about the cause, or about a fault of the command, is left out, `reference` replaces it.
    pub(super) fn leave_out_repeated(&mut self, before: &str, reference: impl Text) {
        let ends = self.begins.iter().skip(1).copied().chain([self.text.len()]);
        let sentences = self.begins.iter().zip(ends).map(|(begin, end)| {
            let sentence = self.text.get(*begin..end).unwrap_or_default();
            sentence.trim_end()
        });
        let sentences: Vec<&str> = sentences.collect();
        let (cause, code) =
            sentences.split_at(self.cause_ends.unwrap_or(usize::MAX).min(sentences.len()));
        let is_new = |sentence: &&str| !sentence.is_empty() && !before.contains(sentence);
        let repeated = cause.iter().filter(|sentence| !is_new(sentence));
        let reference = self.messages.format(reference);
        let length: usize = repeated.map(|sentence| sentence.chars().count()).sum();
        if 2 * length <= 3 * reference.chars().count() {
            return;
        }
        self.whole = Some(self.to_string());
        let is_named = |at: usize| cause.get(at).is_none_or(|sentence| !is_new(sentence));
        let named = [0, self.fault_begins].into_iter().find(|at| is_named(*at));
        let (first, rest) = cause.split_at(named.unwrap_or_default().min(cause.len()));
        let mut kept: Vec<&str> = first.iter().copied().filter(is_new).collect();
        kept.extend(named.map(|_| &*reference));
        kept.extend(rest.iter().copied().filter(is_new));
        kept.extend(code.iter().copied().filter(is_new));
        let space = if self.language() == Language::English { " " } else { "" };
        self.text = kept.join(space);
        self.begins.clear();
    }

    /// Adds the syntax that the line does not follow.
    pub(super) fn say_syntax(&mut self) {
        let Some(entry) = self.followed.take() else { return };
        self.has_said_syntax = true;
        let syntax = entry.syntax_in(self.messages().language());
        // The name of an argument does not show its form.
        let is_of = |category| find(category, entry.name).is_some_and(|it| std::ptr::eq(it, entry));
        let has_example = is_of(Category::SearchKeys) || is_of(Category::Commands);
        // The example has a tag.
        let example = entry.example.split_once(' ').map(|(_, line)| line);
        match example.filter(|_| has_example).filter(|example| *example != syntax) {
            Some(example) => self.say(text::CauseSyntaxExample { syntax, example }),
            None => self.say(text::CauseSyntax { syntax }),
        }
    }

    /// Adds a sentence about a word that is not registered.
    pub(super) fn say_unknown(&mut self, text: impl Text) {
        self.say_fault(text);
        self.note_unknown_word();
    }

    /// Notes that the line has an unregistered word, which a phrase says.
    pub(super) fn note_unknown_word(&mut self) {
        self.has_unknown_word = true;
        self.has_named_unknown = true;
    }

    /// Adds a sentence about a word that need not be registered.
    pub(super) fn say_private(&mut self, text: impl Text) {
        self.say_fault(text);
        self.note_private_word();
    }

    /// Notes that a phrase names an unregistered item; one that begins with X need not be registered.
    pub(super) fn note_unregistered(&mut self, name: &[u8]) {
        if is_private(name) { self.note_private_word() } else { self.note_unknown_word() }
    }

    /// Notes that a phrase names a word that need not be registered.
    pub(super) fn note_private_word(&mut self) {
        self.has_named_unknown = true;
    }
}

/// The sentences, with their source at the end.
impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)?;
        match self.source {
            Some(source) if !self.text.is_empty() => match self.language() {
                Language::English => write!(f, " ({source})"),
                Language::Japanese => write!(f, "（{source}）"),
            },
            _ => Ok(()),
        }
    }
}

/// Whether the name is a server's own choice and need not be registered: such names begin with X.
pub(super) fn is_private(name: &[u8]) -> bool {
    let name = name.strip_prefix(b"AUTH=").unwrap_or(name);
    name.first().is_some_and(|first| first.eq_ignore_ascii_case(&b'X'))
}
