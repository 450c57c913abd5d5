//! ENABLE (RFC 5161).

use super::ServerSession;
use super::outcome::{OkResponse, Outcome};
use crate::practice::capability::Capability;

impl ServerSession {
    /// ENABLE. Capabilities that are not announced, or that need not be enabled, are ignored.
    pub fn enable(&mut self, names: &[String]) -> Outcome {
        let announced = self.announced();
        let mut newly = vec!["* ENABLED"];
        for name in names {
            let enabled = &mut self.enabled;
            let (capability, name, flag) = match name.as_str() {
                "CONDSTORE" => (Capability::Condstore, "CONDSTORE", &mut enabled.condstore),
                "QRESYNC" => (Capability::Qresync, "QRESYNC", &mut enabled.qresync),
                "IMAP4REV2" => (Capability::Imap4rev2, "IMAP4rev2", &mut enabled.imap4rev2),
                "UTF8=ACCEPT" => (Capability::Utf8Accept, "UTF8=ACCEPT", &mut enabled.utf8_accept),
                "UIDONLY" => (Capability::UidOnly, "UIDONLY", &mut enabled.uid_only),
                "METADATA" => (Capability::Metadata, "METADATA", &mut enabled.metadata),
                _ => continue,
            };
            if announced.has(capability) && !std::mem::replace(flag, true) {
                newly.push(name);
            }
        }
        if newly.contains(&"METADATA")
            && self.notify.is_none()
            && let Ok(account) = self.store.lock().account()
        {
            self.events_seen = account.last_event();
        }
        // RFC 7162, section 3.2.3.
        self.enabled.condstore |= self.enabled.qresync;
        self.send_line(&newly.join(" "))?;
        Ok(OkResponse::completed("Enable"))
    }

    /// Commands that use CONDSTORE enable it (RFC 7162, section 3.1). The first one reports the
    /// modification sequence of the selected mailbox.
    pub fn enable_condstore(&mut self) -> Outcome<()> {
        if !std::mem::replace(&mut self.enabled.condstore, true)
            && let Some(selected) = &self.selected
        {
            let modseq = selected.modseq();
            self.send_line(&format!("* OK [HIGHESTMODSEQ {modseq}] Highest"))?;
        }
        Ok(())
    }
}
