//! ENVELOPE (RFC 3501, section 7.4.2): ten fields of a header, as unfolded strings or as parsed
//! addresses.

use super::address_list::{self, Address, MAX_ADDRESSES};
use super::print::nstring;
use crate::encoding::fields::{Field, fields, unfold};

/// Writes the ENVELOPE of the message that starts with `header`.
pub(super) fn print(out: &mut Vec<u8>, header: &[u8]) {
    let all: Vec<Field<'_>> = fields(header).collect();
    let from = addresses(&all, "from");
    out.push(b'(');
    string_field(out, &all, "date");
    out.push(b' ');
    string_field(out, &all, "subject");
    out.push(b' ');
    address_list::print(out, &from);
    for name in ["sender", "reply-to"] {
        let own = addresses(&all, name);
        out.push(b' ');
        address_list::print(out, if own.is_empty() { &from } else { &own });
    }
    for name in ["to", "cc", "bcc"] {
        out.push(b' ');
        address_list::print(out, &addresses(&all, name));
    }
    for name in ["in-reply-to", "message-id"] {
        out.push(b' ');
        string_field(out, &all, name);
    }
    out.push(b')');
}

/// Writes the value of a field. If there are several, which RFC 5322 forbids, the last one counts.
fn string_field(out: &mut Vec<u8>, all: &[Field<'_>], name: &str) {
    let value = all.iter().rfind(|field| field.is(name)).map(|field| unfold(field.value));
    nstring(out, value.as_deref());
}

fn addresses(all: &[Field<'_>], name: &str) -> Vec<Address> {
    all.iter()
        .filter(|field| field.is(name))
        .flat_map(|field| address_list::parse(field.value))
        .take(MAX_ADDRESSES)
        .collect()
}
