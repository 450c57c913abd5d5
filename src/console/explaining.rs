//! Shows explanations (below each line of the session, of the last exchange, or of a line that is not
//! sent) and the structure of responses (below each one, or of the last one).

use super::Console;
use crate::decode::{Decoder, PartTypes};
use crate::explain::{EventExplainer, ExplainedLine};
use crate::messages::text;
use crate::protocol::dialogue::Dialogue;
use crate::protocol::secrets::UnknownVerbPolicy;
use crate::reference::lookup;
use crate::session::NoticeLevel;

impl Console {
    /// Watches the session from now on, so that it can be explained and decoded.
    pub fn watch(&mut self) {
        self.explainer();
        self.decoder();
    }

    /// Sets whether each line of the session is explained.
    pub fn set_explanations(&mut self, on: bool) {
        if on {
            self.explainer();
        }
        self.settings.explain = on;
        self.sinks.shows_explanations = on;
    }

    /// Sets whether the structure of each response is shown.
    pub fn set_decoding(&mut self, on: bool) {
        if on {
            self.decoder();
        }
        self.sinks.shows_structure = on;
    }

    /// Shows the structure of the last response that may have one.
    pub fn decode_last(&mut self) {
        let Some(line) = self.decoder().last_line() else {
            return self.info(text::DecodeNothingYet);
        };
        let rows = self.decoder().rows();
        self.notice(NoticeLevel::Echo, &line);
        if rows.is_empty() {
            self.info(text::DecodeNothingHere)
        } else {
            self.notice(NoticeLevel::Structure, &rows);
            self.sinks.has_shown_structure = true;
        }
    }

    /// What is known of the types of messages' parts, if the structure of responses is shown, or was
    /// since the last command.
    pub fn types_of_shown_structure(&mut self) -> Option<PartTypes> {
        let is_shown = self.sinks.shows_structure || self.sinks.has_shown_structure;
        is_shown.then(|| self.decoder().types().clone())
    }

    /// What is known of the types of messages' parts.
    pub fn types_of_parts(&mut self) -> PartTypes {
        self.decoder().types().clone()
    }

    /// Explains the last command and what followed it.
    pub fn explain_exchange(&mut self) {
        let exchange = self.explainer().exchange().to_vec();
        if exchange.is_empty() {
            return self.info(text::ExplainNothingYet);
        }
        for explained in exchange {
            self.show_explained(explained);
        }
    }

    /// Explains a line without sending it.
    pub fn explain_line(&mut self, line: &str) {
        let tag = self.next_tag().to_owned();
        // Mask the line as it would be if it were sent.
        let policy = self.dialogue().map(Dialogue::mask).unwrap_or_default().policy();
        let is_word = line.split_whitespace().count() == 1;
        let may_be_secret = policy == UnknownVerbPolicy::MaskAll && is_word;
        // Explain a word of IMAP even where a password may be typed again.
        let policy = if may_be_secret && lookup(line.trim()).next().is_some() {
            UnknownVerbPolicy::MaskArguments
        } else {
            policy
        };
        let explained = self.explainer().typed(line, &tag, policy);
        if may_be_secret && !explained.line.contains(line.trim()) {
            self.notice(NoticeLevel::Echo, &explained.line);
            return self.info(text::ExplainMaskedWord);
        }
        self.show_explained(explained);
    }

    fn explainer(&mut self) -> &mut EventExplainer {
        let messages = self.messages;
        let facts = self.dialogue().map(Dialogue::facts).cloned();
        self.sinks.explainer.get_or_insert_with(|| {
            let mut explainer = EventExplainer::new(messages);
            if let Some(facts) = facts {
                explainer.join(facts);
            }
            explainer
        })
    }

    fn decoder(&mut self) -> &mut Decoder {
        let messages = self.messages;
        self.sinks.decoder.get_or_insert_with(|| Decoder::new(messages))
    }

    fn show_explained(&mut self, explained: ExplainedLine) {
        self.notice(NoticeLevel::Echo, &explained.line);
        if !explained.explanation.is_empty() {
            self.notice(NoticeLevel::Explanation, &explained.explanation);
        }
    }
}
