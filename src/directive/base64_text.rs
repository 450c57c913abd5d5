//! `:base64 TEXT` and `:unbase64 TEXT`: base64 (RFC 4648), the encoding of AUTHENTICATE's answers and
//! challenges. Both may be about a secret, so their output is not recorded. Also `:decode TEXT`, for
//! other ways in which mail writes text in ASCII.

use super::Driver;
use crate::console::{Console, StopReason};
use crate::encoding::{encoded_words, modified_utf7};
use crate::escape;
use crate::messages::text;
use crate::session::NoticeLevel;
use base64::{Engine, engine::general_purpose::STANDARD};

/// Shows a text in base64. `\\0` is NUL, `\\\\` a backslash.
pub fn encode(console: &mut Console, text: &str) {
    let encoded = STANDARD.encode(with_nul(text));
    console.notice(NoticeLevel::Private, &encoded);
}

/// Shows the text that is encoded in base64.
pub fn decode(driver: &mut dyn Driver, text: &str) -> Result<(), StopReason> {
    let Ok(octets) = STANDARD.decode(text.trim()) else {
        return driver.fail(&text::DirectiveUnbase64);
    };
    let mut shown = Vec::new();
    for (index, part) in octets.split(|octet| *octet == 0).enumerate() {
        if index > 0 {
            shown.extend_from_slice(b"\\0");
        }
        escape::append(part, &mut shown);
    }
    driver.console().notice(NoticeLevel::Private, &String::from_utf8_lossy(&shown));
    Ok(())
}

/// Shows a text with its encoded words decoded, or a mailbox's name decoded from modified UTF-7.
pub fn decode_words(driver: &mut dyn Driver, text: &str) -> Result<(), StopReason> {
    let words = encoded_words::decode(text.as_bytes());
    let shown = if words == text { modified_utf7::decode(text) } else { words };
    if shown == text {
        return driver.fail(&text::DirectiveNotEncoded);
    }
    driver.console().notice(NoticeLevel::Info, &escape::escaped(&shown));
    Ok(())
}

fn with_nul(text: &str) -> Vec<u8> {
    let mut octets = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        octets.extend_from_slice(&rest.as_bytes()[..at]);
        let (meaning, length): (&[u8], usize) = match rest.as_bytes().get(at + 1) {
            Some(b'0') => (b"\0", 2),
            Some(b'\\') => (b"\\", 2),
            _ => (b"\\", 1),
        };
        octets.extend_from_slice(meaning);
        rest = &rest[at + length..];
    }
    octets.extend_from_slice(rest.as_bytes());
    octets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nul_can_be_written() {
        assert_eq!(with_nul("\\0user\\0pass"), b"\0user\0pass");
        assert_eq!(with_nul("a\\\\0b\\x\\"), b"a\\0b\\x\\");
        assert_eq!(STANDARD.encode(with_nul("\\0user\\0pass")), "AHVzZXIAcGFzcw==");
    }
}
