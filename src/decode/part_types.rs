//! What is known of the text parts of messages: their charsets and transfer encodings.
//!
//! The text of a part does not say how it is encoded. A BODYSTRUCTURE or a MIME header says it,
//! often earlier in the session.

use super::structure::parts;
use crate::protocol::meaning::MessageId;
use crate::protocol::syntax::Node;
use mail_parser::{HeaderName, MessageParser, MimeHeaders};
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

/// How many messages are remembered, and how many text parts of each.
const MOST_MESSAGES: usize = 1000;
const MOST_PARTS: usize = 20;

/// A longer name is not one of a charset or an encoding.
const LONGEST_NAME: usize = 60;

/// The type of a part that is text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TextType {
    /// `text/plain`
    pub media: String,
    pub charset: String,
    pub encoding: String,
}

impl TextType {
    /// The type that a message's header, or a part's, says. None: it is not a text.
    pub fn of_header(header: &[u8]) -> Option<TextType> {
        let parser = MessageParser::new()
            .header_content_type(HeaderName::ContentType)
            .header_text(HeaderName::ContentTransferEncoding);
        let message = parser.parse_headers(header)?;
        let content_type = message.content_type();
        let media = match content_type {
            Some(it) => format!("{}/{}", it.ctype(), it.subtype().unwrap_or_default()),
            None => "text/plain".to_owned(),
        };
        let charset = content_type.and_then(|it| it.attribute("charset")).unwrap_or_default();
        let encoding = message.content_transfer_encoding().unwrap_or_default();
        TextType::new(&media, charset, encoding)
    }

    /// Whether there is nothing to decode. Of most texts this is so, and they need not be remembered.
    fn reads_as_sent(&self) -> bool {
        let is_utf8 = |name| self.charset.eq_ignore_ascii_case(name);
        let is_plain = matches!(self.encoding.as_str(), "" | "7bit" | "8bit" | "binary");
        is_plain && ["us-ascii", "utf-8"].into_iter().any(is_utf8)
    }

    fn new(media: &str, charset: &str, encoding: &str) -> Option<TextType> {
        let media = media.to_ascii_lowercase();
        let is_text = media.starts_with("text/");
        let fits = [&media, charset, encoding].iter().all(|it| it.len() <= LONGEST_NAME);
        let charset = if charset.is_empty() { "us-ascii" } else { charset }.to_owned();
        let encoding = encoding.trim().to_ascii_lowercase();
        (is_text && fits).then_some(TextType { media, charset, encoding })
    }
}

/// The types of a message's text parts, by what fetches them.
pub(super) type Parts = HashMap<String, TextType>;

/// The types of text parts, by the message. Messages may share them.
#[derive(Clone, Debug, Default)]
pub struct PartTypes {
    messages: HashMap<MessageId, Arc<Parts>>,
    /// The messages, the oldest first.
    order: VecDeque<MessageId>,
}

impl PartTypes {
    pub(super) fn is_empty(&self) -> bool {
        self.messages.is_empty()
    }

    /// Forgets everything: the numbers stand for other messages now.
    pub(super) fn clear(&mut self) {
        self.messages.clear();
        self.order.clear();
    }

    pub(super) fn get(&self, message: MessageId, section: &str) -> Option<&TextType> {
        self.messages.get(&message)?.get(&section.to_ascii_uppercase())
    }

    /// What is known of this message.
    pub(super) fn of(&self, message: MessageId) -> Option<&Arc<Parts>> {
        self.messages.get(&message)
    }

    /// Notes the text parts of a message of which nothing is known.
    pub(super) fn note_all(&mut self, message: MessageId, parts: Arc<Parts>) {
        self.order.push_back(message);
        if self.order.len() > MOST_MESSAGES
            && let Some(oldest) = self.order.pop_front()
        {
            self.messages.remove(&oldest);
        }
        self.messages.insert(message, parts);
    }

    /// Notes the text parts of a message.
    pub(super) fn note_structure(&mut self, message: MessageId, body: Node<'_>) {
        let mut noted = 0;
        for part in parts(body).take(10 * MOST_PARTS).filter(|part| !part.is_multipart()) {
            let charset = part.charset().unwrap_or_default();
            let Some(found) = TextType::new(&part.media(), &charset, &part.encoding()) else {
                continue;
            };
            if let Some(section) = part.text_section() {
                self.note(message, section, found.clone());
            }
            self.note(message, part.section(), found);
            noted += 1;
            if noted == MOST_PARTS {
                return;
            }
        }
    }

    /// Notes the type of a part.
    pub(super) fn note(&mut self, message: MessageId, section: String, text_type: TextType) {
        if text_type.reads_as_sent() {
            if let Some(parts) = self.messages.get_mut(&message) {
                Arc::make_mut(parts).remove(&section);
            }
            return;
        }
        if !self.messages.contains_key(&message) {
            self.note_all(message, Arc::default());
        }
        let parts = Arc::make_mut(self.messages.entry(message).or_default());
        if parts.len() < 2 * MOST_PARTS || parts.contains_key(&section) {
            parts.insert(section, text_type);
        }
    }
}
