//! The values of strings as text.

use crate::encoding::charsets::in_charset;
use crate::encoding::encoded_words;
use crate::encoding::fields::unfold;
use crate::protocol::syntax::{Kind, Node};
use std::borrow::Cow;

/// The value of a string, with its encoded words decoded; `None` for NIL.
pub(super) fn decoded(node: Node<'_>) -> Option<String> {
    Some(encoded_words::decode(&unfold(&node.string()?)))
}

/// The value of a string, unchanged; empty for NIL.
pub(super) fn plain(node: Node<'_>) -> String {
    node.string().map(|value| String::from_utf8_lossy(&value).into_owned()).unwrap_or_default()
}

/// The value of a parameter: plain, with encoded words, or in the form of RFC 2231, which may split it
/// into sections (`NAME*0`, `NAME*1`) in any order.
pub(super) fn parameter(parameters: Node<'_>, name: &str) -> Option<String> {
    let mut whole = None::<String>;
    let mut sections = Vec::new();
    let mut current = None;
    for node in parameters.children() {
        match node.kind() {
            Kind::ParameterName => current = Some(plain(node)),
            Kind::ParameterValue => {
                let Some(key) = current.take() else { continue };
                match key.split_once('*') {
                    None if key.eq_ignore_ascii_case(name) => {
                        whole = whole.or_else(|| decoded(node))
                    }
                    Some((base, rest)) if base.eq_ignore_ascii_case(name) => {
                        sections.extend(ParameterSection::new(rest, node));
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
    ParameterSection::join(sections).or(whole)
}

/// A section of a value: `NAME*0*`, `NAME*1`, or a whole one, `NAME*`.
struct ParameterSection<'t> {
    number: u32,
    /// Whether it is percent-encoded, and the first section begins with charset and language.
    is_encoded: bool,
    value: Cow<'t, [u8]>,
}

impl<'t> ParameterSection<'t> {
    /// `key`: the text after the first star.
    fn new(key: &str, value: Node<'t>) -> Option<ParameterSection<'t>> {
        let number = key.trim_end_matches('*');
        Some(ParameterSection {
            number: if number.is_empty() { 0 } else { number.parse().ok()? },
            is_encoded: key.is_empty() || key.ends_with('*'),
            value: value.string()?,
        })
    }

    /// The value up to the first missing section.
    fn join(mut sections: Vec<ParameterSection<'_>>) -> Option<String> {
        sections.sort_by_key(|section| section.number);
        sections.dedup_by_key(|section| section.number);
        let (mut octets, mut charset) = (Vec::new(), &b""[..]);
        let mut sent = Vec::new();
        for (section, number) in sections.iter().zip(0..).take_while(|(it, at)| it.number == *at) {
            let mut value = &*section.value;
            if section.is_encoded && number == 0 {
                let mut parts = value.splitn(3, |octet| *octet == b'\'');
                if let (Some(first), Some(_), Some(last)) =
                    (parts.next(), parts.next(), parts.next())
                {
                    (charset, value) = (first, last);
                }
            }
            sent.extend_from_slice(value);
            if section.is_encoded {
                octets.extend(percent_encoding(value))
            } else {
                octets.extend_from_slice(value)
            }
        }
        let decoded = if sections.iter().any(|section| section.is_encoded) {
            in_charset(&octets, charset)
                .unwrap_or_else(|| String::from_utf8_lossy(&sent).into_owned())
        } else {
            encoded_words::decode(&octets)
        };
        (!octets.is_empty()).then_some(decoded)
    }
}

/// Decodes percent-encoded octets.
fn percent_encoding(value: &[u8]) -> Vec<u8> {
    let mut octets = Vec::with_capacity(value.len());
    let mut rest = value;
    while let Some((&octet, after)) = rest.split_first() {
        let escaped = match (octet, after) {
            (b'%', [high, low, ..]) => {
                let digit = |octet: &u8| char::from(*octet).to_digit(16);
                digit(high)
                    .zip(digit(low))
                    .and_then(|(high, low)| u8::try_from(16 * high + low).ok())
            }
            _ => None,
        };
        rest = match escaped {
            Some(_) => after.get(2..).unwrap_or_default(),
            None => after,
        };
        octets.push(escaped.unwrap_or(octet));
    }
    octets
}
