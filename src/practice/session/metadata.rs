//! GETMETADATA and SETMETADATA (RFC 5464).

use super::ServerSession;
use super::outcome::{OkResponse, Outcome};
use crate::practice::grammar::{GetMetadata, SetMetadata};
use crate::practice::mime;

impl ServerSession {
    pub fn get_metadata(&mut self, arguments: &GetMetadata) -> Outcome {
        let (name, annotations) = self.store.lock().annotations(&arguments.mailbox)?;
        let mut found: Vec<(&str, Option<&[u8]>)> = Vec::new();
        for entry in &arguments.entries {
            let before = found.len();
            let values = annotations.find(entry, arguments.depth);
            found.extend(values.map(|(name, value)| (name, Some(value))));
            // An entry that is asked for alone and has no value is NIL.
            if found.len() == before && arguments.depth == 0 {
                found.push((entry, None));
            }
        }
        found.sort_unstable();
        found.dedup();
        let max_size = arguments.max_size.map_or(usize::MAX, |size| size as usize);
        let size = |value: Option<&[u8]>| value.map_or(0, <[u8]>::len);
        let sizes = found.iter().map(|(_, value)| size(*value));
        let longest = sizes.filter(|size| *size > max_size).max();
        let code = longest.map(|longest| format!("METADATA LONGENTRIES {longest}"));
        found.retain(|(_, value)| size(*value) <= max_size);
        if !found.is_empty() {
            let name = self.mailbox_name(&name);
            self.send_part(format!("* METADATA {name} (").as_bytes())?;
            for (index, (entry, value)) in found.iter().enumerate() {
                let space = if index > 0 { " " } else { "" };
                self.send_part(format!("{space}{entry} ").as_bytes())?;
                match value {
                    Some(value) => self.send_part(&mime::string(value, self.enabled.utf8()))?,
                    None => self.send_part(b"NIL")?,
                }
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
