//! The items of FETCH, as phrases: `the flags`, `the first 100 octets of part 1.2`.

use super::keywords::{KeywordPhrases, is_word, phrase_of};
use super::message_annotations;
use crate::explain::phrase;
use crate::explain::sent_command::SentCommand;
use crate::messages::text;
use crate::protocol::syntax::{Kind, Node};
use crate::reference::{Category, Entry, find};

/// Items without a section.
static PLAIN: KeywordPhrases = &[
    ("ALL", &text::MacroAll),
    ("FAST", &text::MacroFast),
    ("FULL", &text::MacroFull),
    ("FLAGS", &text::FetchedFlags),
    ("INTERNALDATE", &text::FetchedInternaldate),
    ("RFC822.SIZE", &text::FetchedSize),
    ("ENVELOPE", &text::FetchedEnvelope),
    ("BODY", &text::FetchedBody),
    ("BODYSTRUCTURE", &text::FetchedBodystructure),
    ("UID", &text::FetchedUid),
    ("RFC822", &text::SectionWhole),
    ("RFC822.HEADER", &text::SectionHeader),
    ("RFC822.TEXT", &text::SectionText),
    ("MODSEQ", &text::FetchedModseq),
    ("PREVIEW", &text::FetchedPreview),
    ("SAVEDATE", &text::FetchedSavedate),
    ("EMAILID", &text::FetchedEmailid),
    ("THREADID", &text::FetchedThreadid),
    ("ANNOTATION", &text::FetchedAnnotation),
    ("X-GM-MSGID", &text::FetchedGmailMessage),
    ("X-GM-THRID", &text::FetchedGmailThread),
    ("X-GM-LABELS", &text::FetchedGmailLabels),
];

/// Whether fetching something sets the \Seen flag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SeenEffect {
    Sets,
    /// It sets the flag, and has no form with PEEK.
    AlwaysSets,
    /// It would set the flag without PEEK.
    Peeks,
    Ignores,
}

/// A FETCH item.
pub(super) struct RequestedItem<'t> {
    node: Node<'t>,
    /// Without its section.
    pub name: &'t [u8],
}

impl<'t> RequestedItem<'t> {
    /// The items in this part of a command, or in all of it.
    pub fn all_in(part: Node<'t>) -> impl Iterator<Item = RequestedItem<'t>> {
        let items = part.descendants_of(Kind::FetchItem);
        let name = |node: Node<'t>| node.child(Kind::FetchItemName).or(node.child(Kind::Unknown));
        items.filter_map(move |node| Some(RequestedItem { node, name: name(node)?.text() }))
    }

    pub fn seen(&self) -> SeenEffect {
        let has_section = self.node.child(Kind::Section).is_some();
        let is = |name: &str| is_word(self.name, name);
        match has_section {
            true if is("BODY") || is("BINARY") => SeenEffect::Sets,
            true if is("BODY.PEEK") || is("BINARY.PEEK") => SeenEffect::Peeks,
            false if is("RFC822") || is("RFC822.TEXT") => SeenEffect::AlwaysSets,
            _ => SeenEffect::Ignores,
        }
    }

    /// Its entry in the reference.
    pub fn entry(&self) -> Option<&'static Entry> {
        match self.node.child(Kind::Section) {
            Some(_) => find(Category::FetchItems, [self.name, b"[]"].concat()),
            None => find(Category::FetchItems, self.name),
        }
    }

    /// Its description; `None`: it is not registered.
    pub fn phrase(&self, command: SentCommand<'_>) -> Option<String> {
        if self.node.child(Kind::PreviewModifier).is_some() {
            return Some(command.phrase(text::FetchedPreviewLazy));
        }
        if let Some(asked) = message_annotations::asked(command, self.node) {
            return Some(command.phrase(text::FetchedAnnotations { asked }));
        }
        let Some(section) = self.node.child(Kind::Section) else {
            return phrase_of(PLAIN, self.name).map(|phrase| command.phrase(phrase));
        };
        let is_wrong = section.child(Kind::Unknown).is_some();
        if is_wrong || section.child(Kind::Close).is_none() {
            return None;
        }
        let data = data(command, section);
        let is = |name: &str| is_word(self.name, name);
        if is("BODY") || is("BODY.PEEK") {
            Some(self.range(command, data))
        } else if is("BINARY") || is("BINARY.PEEK") {
            Some(self.range(command, command.phrase(text::FetchedDecoded { data })))
        } else if is("BINARY.SIZE") {
            Some(command.phrase(text::FetchedDecodedSize { data }))
        } else if is("BODYPARTSTRUCTURE") {
            Some(command.phrase(text::FetchedStructure { data }))
        } else if is("AVAILABLECONVERSIONS") {
            Some(command.phrase(text::FetchedConversions { data }))
        } else {
            None
        }
    }

    /// The requested part of the data: `<0.100>`.
    fn range(&self, command: SentCommand<'_>, data: String) -> String {
        let Some(range) = self.node.child(Kind::Partial) else { return data };
        let range = phrase::cut(range.text());
        let range = range.trim_start_matches('<').trim_end_matches('>');
        let first_and_count = range.split_once('.');
        let first_and_count =
            first_and_count.and_then(|(first, count)| Some((first, count.parse::<u64>().ok()?)));
        match first_and_count {
            Some((_, 0)) => command.phrase(text::FetchedNothing { data }),
            Some(("0", count)) => command.phrase(text::FetchedFirstOctets { count, data }),
            Some((first, count)) => command.phrase(text::FetchedOctets { first, count, data }),
            None => command.phrase(text::FetchedOctetsFrom { first: range, data }),
        }
    }
}

/// The description of a section, without its range of octets.
fn data(command: SentCommand<'_>, section: Node<'_>) -> String {
    let part = section.child(Kind::SectionPart).map(|part| phrase::cut(part.text()));
    let word = section.child(Kind::SectionText).map(Node::text);
    let names = section.descendants_of(Kind::HeaderName);
    let names: Vec<String> = names.map(phrase::value).collect();
    let (count, fields) = (names.len(), || command.inner_list(&names));
    let of_message = match (&part, word) {
        (None, None) => return command.phrase(text::SectionWhole),
        (Some(part), None) => return command.phrase(text::SectionPart { part }),
        (Some(part), Some(word)) if is_word(word, "MIME") => {
            return command.phrase(text::SectionMime { part });
        }
        (_, Some(word)) if is_word(word, "HEADER") => command.phrase(text::SectionHeader),
        (_, Some(word)) if is_word(word, "HEADER.FIELDS") => {
            command.phrase(text::SectionFields { count, fields: fields() })
        }
        (_, Some(word)) if is_word(word, "HEADER.FIELDS.NOT") => {
            command.phrase(text::SectionFieldsNot { count, fields: fields() })
        }
        (_, Some(_)) => command.phrase(text::SectionText),
    };
    match part {
        Some(part) => command.phrase(text::SectionOfPart { data: of_message, part }),
        None => of_message,
    }
}
