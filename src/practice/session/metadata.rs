//! GETMETADATA and SETMETADATA (RFC 5464).

use super::ServerSession;
use super::outcome::{OkResponse, Outcome};
use crate::practice::grammar::{GetMetadata, SetMetadata};
use crate::practice::mime;

impl ServerSession {
    pub fn get_metadata(&mut self, arguments: &GetMetadata) -> Outcome {
        let (name, annotations) = self.store.lock().annotations(&arguments.mailbox)?;
        let mut found: Vec<(&str, &[u8])> = Vec::new();
        for entry in &arguments.entries {
            found.extend(annotations.find(entry, arguments.depth));
        }
        found.sort_unstable();
        found.dedup();
        let max_size = arguments.max_size.map_or(usize::MAX, |size| size as usize);
        let longest = found.iter().map(|(_, value)| value.len()).filter(|size| *size > max_size);
        let code = longest.max().map(|longest| format!("METADATA LONGENTRIES {longest}"));
        found.retain(|(_, value)| value.len() <= max_size);
        if !found.is_empty() {
            let name = self.mailbox_name(&name);
            self.send_part(format!("* METADATA {name} (").as_bytes())?;
            for (index, (entry, value)) in found.iter().enumerate() {
                let space = if index > 0 { " " } else { "" };
                self.send_part(format!("{space}{entry} ").as_bytes())?;
                self.send_part(&mime::string(value, self.enabled.utf8()))?;
            }
            self.send_line(")")?;
        }
        Ok(OkResponse::Completed { code, name: "Getmetadata" })
    }

    pub fn set_metadata(&mut self, arguments: SetMetadata) -> Outcome {
        self.store.lock().set_annotations(&arguments.mailbox, arguments.entries)?;
        Ok(OkResponse::completed("Setmetadata"))
    }
}
