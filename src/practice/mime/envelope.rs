//! ENVELOPE (RFC 3501, 7.4.2): ten fields of a header, their text raw and unfolded, their addresses taken apart.

use super::address::{self, Address};
use super::fields::{Field, fields, unfold};
use super::print::nstring;

/// Writes the ENVELOPE of the message that begins with `header`, parentheses included.
pub(super) fn print(out: &mut Vec<u8>, header: &[u8]) {
    let all: Vec<Field<'_>> = fields(header).collect();
    let from = addresses(&all, "from");
    out.push(b'(');
    text(out, &all, "date");
    out.push(b' ');
    text(out, &all, "subject");
    out.push(b' ');
    address::print(out, &from);
    for name in ["sender", "reply-to"] {
        let own = addresses(&all, name);
        out.push(b' ');
        address::print(out, if own.is_empty() { &from } else { &own });
    }
    for name in ["to", "cc", "bcc"] {
        out.push(b' ');
        address::print(out, &addresses(&all, name));
    }
    for name in ["in-reply-to", "message-id"] {
        out.push(b' ');
        text(out, &all, name);
    }
    out.push(b')');
}

/// Of a field that stands there twice, the last counts; RFC 5322 allows one.
fn text(out: &mut Vec<u8>, all: &[Field<'_>], name: &str) {
    let value = all
        .iter()
        .rfind(|field| field.is(name))
        .map(|field| unfold(field.value));
    nstring(out, value.as_deref());
}

fn addresses(all: &[Field<'_>], name: &str) -> Vec<Address> {
    all.iter()
        .filter(|field| field.is(name))
        .flat_map(|field| address::parse(field.value))
        .collect()
}
