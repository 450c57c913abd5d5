//! Modified UTF-7, the encoding of mailbox names in IMAP4rev1 (RFC 3501, section 5.1.3).

use base64::Engine as _;
use base64::alphabet::IMAP_MUTF7;
use base64::engine::general_purpose::{GeneralPurpose, NO_PAD};
use memchr::memchr;

/// The base64 of modified UTF-7.
static BASE64: GeneralPurpose = GeneralPurpose::new(&IMAP_MUTF7, NO_PAD);

/// Whether every `&…-` in the name is valid modified UTF-7 (RFC 3501, section 5.1.3): its own
/// base64 alphabet, complete UTF-16, no printable ASCII, no padding bits set, and no second shift
/// directly after the first.
pub fn is_valid(name: &str) -> bool {
    append(name, &mut String::new())
}

/// Decodes a name. Parts that cannot be decoded are kept.
pub fn decode(name: &str) -> String {
    let mut decoded = String::new();
    append(name, &mut decoded);
    decoded
}

/// Appends the decoded name. Parts that cannot be decoded are kept. Returns whether the name is valid.
pub fn append(name: &str, decoded: &mut String) -> bool {
    let (mut is_valid, mut octets) = (true, Vec::new());
    let mut rest = name;
    while let Some((before, shifted)) = split_at_sign(rest, b'&') {
        decoded.push_str(before);
        let Some((encoded, after)) = split_at_sign(shifted, b'-') else {
            decoded.extend(["&", shifted]);
            return false;
        };
        if encoded.is_empty() {
            decoded.push('&');
        } else {
            let next_is_shift = after.starts_with('&') && !after.starts_with("&-");
            octets.clear();
            is_valid &= append_utf16(encoded, &mut octets, decoded) && !next_is_shift;
        }
        rest = after;
    }
    decoded.push_str(rest);
    is_valid
}

/// The text before the first of these signs, and after it.
fn split_at_sign(text: &str, sign: u8) -> Option<(&str, &str)> {
    let at = memchr(sign, text.as_bytes())?;
    Some((&text[..at], &text[at + 1..]))
}

/// Appends the decoded text, or `&…-` if it cannot be decoded. Returns whether it is valid. `octets`: a
/// buffer for the UTF-16.
fn append_utf16(encoded: &str, octets: &mut Vec<u8>, decoded: &mut String) -> bool {
    let units = BASE64.decode_vec(encoded, octets).ok().map(|()| octets.as_chunks());
    let Some((units, [])) = units else {
        decoded.extend(["&", encoded, "-"]);
        return false;
    };
    let mut is_valid = true;
    for letter in char::decode_utf16(units.iter().map(|unit| u16::from_be_bytes(*unit))) {
        let letter = letter.unwrap_or_else(|_| {
            is_valid = false;
            char::REPLACEMENT_CHARACTER
        });
        is_valid &= !is_printable(letter);
        decoded.push(letter);
    }
    is_valid
}

/// Whether modified UTF-7 writes the letter as itself.
fn is_printable(letter: char) -> bool {
    (' '..='~').contains(&letter)
}

/// The name in modified UTF-7.
pub fn encode(name: &str) -> String {
    let mut encoded = String::new();
    let mut rest = name;
    while let Some(first) = rest.chars().next() {
        let end =
            rest.find(|letter| is_printable(letter) != is_printable(first)).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        rest = after;
        if is_printable(first) {
            encoded.push_str(&run.replace('&', "&-"));
        } else {
            let octets: Vec<u8> = run.encode_utf16().flat_map(u16::to_be_bytes).collect();
            encoded.push_str(&format!("&{}-", BASE64.encode(octets)));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_complete_modified_utf7_is_valid() {
        for valid in ["p&AOQA5A-", "a&-b", "&ZeVnLIqe-", "&U,BTFw-", "plain", "&2D3eAA-"] {
            assert!(is_valid(valid), "{valid}");
        }
        // Not terminated, encoded ASCII, half a character, a lone surrogate, two shifts in a row,
        // "/".
        for invalid in ["&AOQ", "&AGE-", "&AOQA-", "&2D0-", "&AOQ-&AOQ-", "&AO/-", "&'x"] {
            assert!(!is_valid(invalid), "{invalid}");
        }
    }

    proptest! {
        #[test]
        fn names_in_utf8_survive_utf7(name in "[a-z&日本é😀 -]{0,12}") {
            prop_assert_eq!(decode(&encode(&name)), name.clone());
            prop_assert!(is_valid(&encode(&name)));
        }

        #[test]
        fn no_name_causes_a_panic(name in "\\PC{0,20}") {
            decode(&name);
        }
    }
}
