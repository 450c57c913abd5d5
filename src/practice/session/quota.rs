//! GETQUOTA and GETQUOTAROOT (RFC 9208). An account has one quota root, with an empty name.

use super::ServerSession;
use super::outcome::{CommandError, OkResponse, Outcome};
use crate::practice::capability::Capability;
use crate::practice::session_event::SessionEnd;

impl ServerSession {
    pub fn get_quota(&mut self, root: &str) -> Outcome {
        if !root.is_empty() {
            return Err(CommandError::no("[NONEXISTENT] The only quota root is \"\""));
        }
        self.send_quota()?;
        Ok(OkResponse::completed("Getquota"))
    }

    pub fn get_quota_root(&mut self, mailbox: &str) -> Outcome {
        let name = self.store.lock().mailbox(mailbox)?.name.clone();
        let name = self.mailbox_name(&name);
        self.send_line(&format!("* QUOTAROOT {name} \"\""))?;
        self.send_quota()?;
        Ok(OkResponse::completed("Getquotaroot"))
    }

    /// Sends how much of each announced resource is used.
    fn send_quota(&mut self) -> Result<(), SessionEnd> {
        let usage = match self.store.lock().account() {
            Ok(account) => account.usage(),
            Err(_) => return Ok(()),
        };
        let limits = self.limits();
        // STORAGE counts units of 1,024 octets.
        let resources = [
            (
                Capability::QuotaStorage,
                "STORAGE",
                usage.octets.div_ceil(1024),
                limits.account / 1024,
            ),
            (Capability::QuotaMessage, "MESSAGE", usage.messages, limits.messages as u64),
            (Capability::QuotaMailbox, "MAILBOX", usage.mailboxes, limits.mailboxes as u64),
        ];
        let announced = resources.iter().filter(|(it, ..)| self.announced().permits(*it));
        let resources = announced.map(|(_, name, used, limit)| format!("{name} {used} {limit}"));
        let resources = resources.collect::<Vec<_>>().join(" ");
        self.send_line(&format!("* QUOTA \"\" ({resources})"))
    }
}
