//! Shows the fields of a header whose decoded text differs from what was sent: those with encoded
//! words, and the date.

use super::dates::LocalTime;
use super::rows::Rows;
use crate::encoding::encoded_words;
use crate::encoding::fields::{fields, unfold};
use crate::messages::text;

/// Shows the fields of this header. `section`: the nested message that it belongs to, or empty.
pub(super) fn show(header: &[u8], section: &str, local: &LocalTime, rows: &mut Rows) {
    let mut has_heading = false;
    for field in fields(header) {
        let value = unfold(field.value);
        let decoded = match field.is("date") {
            true => local.of_header(&value),
            false if memchr::memmem::find(&value, b"=?").is_none() => None,
            false => Some(encoded_words::decode(&value)),
        };
        let Some(decoded) = decoded.filter(|decoded| decoded.as_bytes() != &*value) else {
            continue;
        };
        if !std::mem::replace(&mut has_heading, true) {
            let heading = match section {
                "" => rows.messages.format(text::DecodeHeader),
                section => rows.messages.format(text::DecodeHeaderOf { section }),
            };
            rows.push(1, heading);
        }
        rows.push(2, format_args!("{}: {decoded}", String::from_utf8_lossy(field.name)));
    }
}
