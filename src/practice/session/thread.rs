//! THREAD (RFC 5256): the messages that a search finds, as trees of conversations.

use super::ServerSession;
use super::outcome::{OkResponse, Outcome};
use super::sort::sent;
use crate::practice::grammar::{ThreadAlgorithm, ThreadArguments};
use crate::practice::mime::sort_fields;
use crate::practice::threads::{self, ThreadMessage};

impl ServerSession {
    /// THREAD and UID THREAD.
    pub fn thread(&mut self, arguments: ThreadArguments) -> Outcome {
        let ThreadArguments { uid, algorithm, program } = arguments;
        let keys = self.known_charset(program, None)?;
        let found = self.find(&keys)?;
        let view = match &self.selected {
            Some(selected) => selected.view.clone(),
            None => return Ok(OkResponse::completed("Thread")),
        };
        let mut messages = Vec::with_capacity(found.len());
        for (index, found) in found.iter().enumerate() {
            if index % 1000 == 0 {
                self.check_client()?;
            }
            if let Some(stored) = view.by_uid(found.uid) {
                let octets = &stored.message.octets;
                messages.push(ThreadMessage {
                    shown: found.shown(uid),
                    sent: sent(stored),
                    subject: sort_fields::subject(octets),
                    id: sort_fields::message_id(octets),
                    references: match algorithm {
                        ThreadAlgorithm::References => sort_fields::references(octets),
                        ThreadAlgorithm::OrderedSubject => Vec::new(),
                    },
                });
            }
        }
        let threads = match algorithm {
            ThreadAlgorithm::References => threads::by_references(messages),
            ThreadAlgorithm::OrderedSubject => threads::by_subject(messages),
        };
        let space = if threads.is_empty() { "" } else { " " };
        self.send_line(&format!("* THREAD{space}{threads}"))?;
        Ok(OkResponse::completed("Thread"))
    }
}
