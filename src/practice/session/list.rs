//! LIST and LSUB (RFC 3501, sections 6.3.8 and 6.3.9), with the options of RFC 5258 and RFC 5819.

use super::ServerSession;
use super::outcome::{OkResponse, Outcome};
use crate::practice::grammar::ListArguments;
use crate::practice::session_event::SessionEnd;
use crate::practice::store::listed_names::{self, ListEntry, ListQuery};
use crate::practice::store::name;

impl ServerSession {
    pub fn list(&mut self, arguments: &ListArguments) -> Outcome {
        let ListArguments { extended, select, reference, patterns, returns } = arguments;
        if !extended && patterns.iter().all(String::is_empty) {
            // An empty pattern asks for the separator and the root of the reference name (RFC 3501,
            // section 6.3.8).
            let root = if reference.starts_with(name::SEPARATOR) { "\"/\"" } else { "\"\"" };
            self.send_line(&format!("* LIST (\\Noselect) \"/\" {root}"))?;
            return Ok(OkResponse::completed("List"));
        }
        let query = ListQuery {
            patterns: patterns.iter().map(|pattern| format!("{reference}{pattern}")).collect(),
            utf8: self.enabled.utf8(),
            subscribed: select.subscribed,
            special_use: select.special_use,
            recursive_match: select.recursive_match,
            shows_subscribed: select.subscribed || returns.subscribed,
            // Without options, LIST returns these as RFC 3348 and RFC 6154 permit.
            shows_children: returns.children || !extended,
            shows_special_use: returns.special_use || select.special_use || !extended,
            extended: *extended,
        };
        let names = self.store.lock().account()?.names();
        for entry in listed_names::list(&names, &query) {
            self.check_client()?;
            self.send_entry("LIST", &entry)?;
            if let Some(items) = &returns.status
                && entry.is_mailbox
            {
                // A mailbox that has just been deleted has no status.
                self.send_status(&entry.name, items).or_else(|error| error.unless_refused())?;
            }
        }
        Ok(OkResponse::completed("List"))
    }

    pub fn lsub(&mut self, reference: &str, pattern: &str) -> Outcome {
        let names = self.store.lock().account()?.names();
        let (patterns, utf8) = (vec![format!("{reference}{pattern}")], self.enabled.utf8());
        for entry in
            listed_names::lsub(&names, &ListQuery { patterns, utf8, ..ListQuery::default() })
        {
            self.send_entry("LSUB", &entry)?;
        }
        Ok(OkResponse::completed("Lsub"))
    }

    pub fn send_entry(&mut self, response: &str, entry: &ListEntry) -> Result<(), SessionEnd> {
        let attributes = entry.attributes.join(" ");
        let name = self.mailbox_name(&entry.name);
        let child_info = match entry.child_info.as_slice() {
            [] => String::new(),
            criteria => format!(" (\"CHILDINFO\" (\"{}\"))", criteria.join("\" \"")),
        };
        let old_name = match &entry.old_name {
            Some(old_name) => format!(" (\"OLDNAME\" ({}))", self.mailbox_name(old_name)),
            None => String::new(),
        };
        self.send_line(&format!("* {response} ({attributes}) \"/\" {name}{child_info}{old_name}"))
    }
}
