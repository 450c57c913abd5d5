//! Explanations: below each line of the session, of the last exchange, and of a line that is not
//! sent.

use super::Console;
use crate::explain::{EventExplainer, ExplainedLine};
use crate::messages::text;
use crate::session::NoticeLevel;

impl Console {
    /// Watches the session from now on, so that it can be explained.
    pub fn watch(&mut self) {
        self.explainer();
    }

    /// Explains each line of the session from now on, or no longer.
    pub fn set_explanations(&mut self, on: bool) {
        if on {
            self.watch();
        }
        self.sinks.shows_explanations = on;
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
        let explained = self.explainer().typed(line, &tag);
        self.show_explained(explained);
    }

    fn explainer(&mut self) -> &mut EventExplainer {
        let messages = self.messages;
        self.sinks.explainer().get_or_insert_with(|| EventExplainer::new(messages))
    }

    fn show_explained(&mut self, explained: ExplainedLine) {
        self.notice(NoticeLevel::Echo, &explained.line);
        if !explained.explanation.is_empty() {
            self.notice(NoticeLevel::Explanation, &explained.explanation);
        }
    }
}
