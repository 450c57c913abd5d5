//! The known types, charsets and transfer encodings of messages' parts.
//!
//! A part's octets do not show how it is encoded. A BODYSTRUCTURE or a MIME header does, often earlier
//! in the session.

use super::structure::parts;
use crate::protocol::meaning::MessageId;
use crate::protocol::syntax::Node;
use mail_parser::{HeaderName, MessageParser, MimeHeaders};
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

/// How many messages are remembered, and how many parts of each.
const MAX_MESSAGES: usize = 1000;
const MAX_PARTS: usize = 40;

/// A longer name is not the name of a charset or an encoding.
const MAX_NAME_LENGTH: usize = 60;

/// The type of a part that is not a multipart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PartType {
    /// `text/plain`
    pub media: String,
    pub charset: String,
    pub encoding: String,
    /// Whether the lines of its paragraphs are to be joined, and how.
    pub flowed: Option<DelSp>,
}

/// Whether the space at which a line was broken is not part of the text (DelSp=yes).
pub(super) type DelSp = bool;

impl PartType {
    /// The type in the header of a message or a part. `None`: it is a multipart.
    pub fn of_header(header: &[u8]) -> Option<PartType> {
        let parser = MessageParser::new()
            .header_content_type(HeaderName::ContentType)
            .header_text(HeaderName::ContentTransferEncoding);
        let message = parser.parse_headers(header)?;
        let content_type = message.content_type();
        let media = match content_type {
            Some(it) => format!("{}/{}", it.ctype(), it.subtype().unwrap_or_default()),
            None => "text/plain".to_owned(),
        };
        let parameter = |name| content_type.and_then(|it| it.attribute(name)).map(str::to_owned);
        let encoding = message.content_transfer_encoding().unwrap_or_default();
        PartType::new(&media, encoding, parameter)
    }

    /// The type assumed if nothing is known.
    pub fn unknown() -> PartType {
        PartType {
            media: "application/octet-stream".to_owned(),
            charset: String::new(),
            encoding: String::new(),
            flowed: None,
        }
    }

    /// Whether there is nothing to decode. Most parts are like this, and are not remembered.
    fn reads_as_sent(&self) -> bool {
        let is_utf8 = |name| self.charset.eq_ignore_ascii_case(name);
        let is_plain = matches!(self.encoding.as_str(), "" | "7bit" | "8bit" | "binary");
        is_plain && self.is_text() && ["us-ascii", "utf-8"].into_iter().any(is_utf8)
    }

    /// Whether a person can read it.
    pub fn is_readable(&self) -> bool {
        self.is_text() || self.is_message()
    }

    pub fn is_text(&self) -> bool {
        self.media.starts_with("text/")
    }

    /// Whether it is a message inside another.
    pub fn is_message(&self) -> bool {
        matches!(self.media.as_str(), "message/rfc822" | "message/global")
    }

    /// `parameter`: the value of a parameter of the type.
    fn new(
        media: &str,
        encoding: &str,
        parameter: impl Fn(&'static str) -> Option<String>,
    ) -> Option<PartType> {
        let media = media.to_ascii_lowercase();
        let charset = parameter("charset").filter(|it| !it.is_empty());
        let says =
            |name, value: &str| parameter(name).is_some_and(|it| it.eq_ignore_ascii_case(value));
        let found = PartType {
            charset: charset.unwrap_or_else(|| "us-ascii".to_owned()),
            encoding: encoding.trim().to_ascii_lowercase(),
            flowed: says("format", "flowed").then(|| says("delsp", "yes")),
            media,
        };
        let names = [&found.media, &found.charset, &found.encoding];
        let fits = names.iter().all(|it| it.len() <= MAX_NAME_LENGTH);
        (fits && !found.media.starts_with("multipart/")).then_some(found)
    }
}

/// The types of a message's parts, by section.
pub(super) type TypesBySection = HashMap<String, PartType>;

/// The types of parts, by message. Messages may share them.
#[derive(Clone, Debug, Default)]
pub struct PartTypes {
    messages: HashMap<MessageId, Arc<TypesBySection>>,
    /// The messages, the oldest first.
    order: VecDeque<MessageId>,
}

impl PartTypes {
    pub(super) fn is_empty(&self) -> bool {
        self.messages.is_empty()
    }

    /// Forgets everything, because the numbers now mean other messages.
    pub(super) fn clear(&mut self) {
        self.messages.clear();
        self.order.clear();
    }

    pub(super) fn get(&self, message: MessageId, section: &str) -> Option<&PartType> {
        self.messages.get(&message)?.get(&section.to_ascii_uppercase())
    }

    /// The known types of this message's parts.
    pub(super) fn of(&self, message: MessageId) -> Option<&Arc<TypesBySection>> {
        self.messages.get(&message)
    }

    /// Notes the parts of a message that has no known parts.
    pub(super) fn note_all(&mut self, message: MessageId, parts: Arc<TypesBySection>) {
        self.order.push_back(message);
        if self.order.len() > MAX_MESSAGES
            && let Some(oldest) = self.order.pop_front()
        {
            self.messages.remove(&oldest);
        }
        self.messages.insert(message, parts);
    }

    /// Notes the parts of a message.
    pub(super) fn note_structure(&mut self, message: MessageId, body: Node<'_>) {
        let leaves = parts(body).take(10 * MAX_PARTS).filter(|part| !part.is_multipart());
        for part in leaves.take(MAX_PARTS) {
            let parameter = |name| part.parameter(name);
            let Some(found) = PartType::new(&part.media(), &part.encoding(), parameter) else {
                continue;
            };
            if let Some(section) = part.text_section() {
                self.note(message, section, found.clone());
            }
            self.note(message, part.section(), found);
        }
    }

    pub(super) fn note(&mut self, message: MessageId, section: String, part_type: PartType) {
        if part_type.reads_as_sent() {
            if let Some(parts) = self.messages.get_mut(&message) {
                Arc::make_mut(parts).remove(&section);
            }
            return;
        }
        if !self.messages.contains_key(&message) {
            self.note_all(message, Arc::default());
        }
        let parts = Arc::make_mut(self.messages.entry(message).or_default());
        if parts.len() < 2 * MAX_PARTS || parts.contains_key(&section) {
            parts.insert(section, part_type);
        }
    }
}
