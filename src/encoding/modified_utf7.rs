//! Modified UTF-7, in which IMAP4rev1 writes the names of mailboxes (RFC 3501, section 5.1.3).

use base64::Engine as _;
use base64::alphabet::IMAP_MUTF7;
use base64::engine::general_purpose::{GeneralPurpose, NO_PAD};

/// Whether every `&…-` in the name is valid modified UTF-7 (RFC 3501, section 5.1.3): its own
/// base64 alphabet, complete UTF-16, no printable ASCII, no padding bits set, and no second shift
/// directly after the first.
pub fn is_valid(name: &str) -> bool {
    let mut rest = name;
    while let Some((_, shifted)) = rest.split_once('&') {
        let Some((encoded, after)) = shifted.split_once('-') else {
            return false;
        };
        if !encoded.is_empty() {
            let next_is_shift = after.starts_with('&') && !after.starts_with("&-");
            if next_is_shift || !is_encoded_utf16(encoded) {
                return false;
            }
        }
        rest = after;
    }
    true
}

fn is_encoded_utf16(encoded: &str) -> bool {
    let is_printable = |unit: &u16| (0x20..0x7f).contains(unit);
    utf16(encoded).is_some_and(|units| {
        !units.iter().any(is_printable) && char::decode_utf16(units).all(|unit| unit.is_ok())
    })
}

/// The units of UTF-16 in the base64 of modified UTF-7.
fn utf16(encoded: &str) -> Option<Vec<u16>> {
    let octets = utf7_base64().decode(encoded).ok()?;
    let (pairs, rest) = octets.as_chunks();
    rest.is_empty().then(|| pairs.iter().map(|pair| u16::from_be_bytes(*pair)).collect())
}

fn utf7_base64() -> GeneralPurpose {
    GeneralPurpose::new(&IMAP_MUTF7, NO_PAD)
}

/// The name in modified UTF-7.
pub fn encode(name: &str) -> String {
    let mut encoded = String::new();
    let is_plain = |letter: char| (' '..='~').contains(&letter);
    let mut rest = name;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|letter| is_plain(letter) != is_plain(first)).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        rest = after;
        if is_plain(first) {
            encoded.push_str(&run.replace('&', "&-"));
        } else {
            let octets: Vec<u8> = run.encode_utf16().flat_map(u16::to_be_bytes).collect();
            encoded.push_str(&format!("&{}-", utf7_base64().encode(octets)));
        }
    }
    encoded
}

/// The name as text. What cannot be decoded is kept.
pub fn decode(name: &str) -> String {
    let mut decoded = String::new();
    let mut rest = name;
    while let Some((before, shifted)) = rest.split_once('&') {
        decoded.push_str(before);
        let Some((encoded, after)) = shifted.split_once('-') else {
            decoded.push('&');
            rest = shifted;
            break;
        };
        match utf16(encoded) {
            Some(_) if encoded.is_empty() => decoded.push('&'),
            Some(units) => decoded.push_str(&String::from_utf16_lossy(&units)),
            None => decoded.push_str(&format!("&{encoded}-")),
        }
        rest = after;
    }
    decoded.push_str(rest);
    decoded
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
