//! The commands that change mailboxes: CREATE, DELETE, RENAME, SUBSCRIBE and UNSUBSCRIBE.

use super::ServerSession;
use super::outcome::{OkResponse, Outcome};
use crate::encoding::modified_utf7;
use crate::practice::capability::Capability;
use crate::practice::grammar::is_atom_char;

impl ServerSession {
    /// CREATE, with special uses (RFC 6154).
    pub fn create(&mut self, name: &str, uses: &[String]) -> Outcome {
        let id = self.store.lock().create(name, uses)?;
        let announced = self.announced().permits(Capability::ObjectId);
        let code = announced.then(|| format!("MAILBOXID ({id})"));
        Ok(OkResponse::Completed { code, name: "Create" })
    }

    /// DELETE. If this session has the mailbox selected, it has none selected afterwards.
    pub fn delete(&mut self, name: &str) -> Outcome {
        let deleted = self.store.lock().delete(name)?;
        self.selected.take_if(|selected| selected.mailbox == deleted);
        Ok(OkResponse::completed("Delete"))
    }

    pub fn rename(&mut self, from: &str, to: &str) -> Outcome {
        self.store.lock().rename(from, to)?;
        Ok(OkResponse::completed("Rename"))
    }

    pub fn subscribe(&mut self, name: &str) -> Outcome {
        self.store.lock().subscribe(name)?;
        Ok(OkResponse::completed("Subscribe"))
    }

    pub fn unsubscribe(&mut self, name: &str) -> Outcome {
        self.store.lock().unsubscribe(name)?;
        Ok(OkResponse::completed("Unsubscribe"))
    }
}

impl ServerSession {
    /// A mailbox name as an atom where possible, otherwise quoted: in UTF-8 if the client has enabled
    /// that, otherwise in modified UTF-7.
    pub fn mailbox_name(&self, name: &str) -> String {
        let name = if self.enabled.utf8() { modified_utf7::decode(name) } else { name.to_owned() };
        if !name.is_empty() && name.bytes().all(is_atom_char) && !name.eq_ignore_ascii_case("NIL") {
            return name;
        }
        format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
    }
}
