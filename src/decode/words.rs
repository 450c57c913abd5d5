//! The values of strings as text.

use crate::encoding::encoded_words::{self, in_charset};
use crate::encoding::fields::unfold;
use crate::protocol::syntax::{Kind, Node};

/// The value of a string in which encoded words may be; none if it is NIL.
pub(super) fn decoded(node: Node<'_>) -> Option<String> {
    Some(encoded_words::decode(&unfold(&node.string()?)))
}

/// The value of a string as it is; empty if it is NIL.
pub(super) fn plain(node: Node<'_>) -> String {
    node.string().map(|value| String::from_utf8_lossy(&value).into_owned()).unwrap_or_default()
}

/// The value of a parameter, and whether it goes on in further ones (`NAME*1`): as it is, with
/// encoded words, or in the form of RFC 2231.
pub(super) fn parameter(parameters: Node<'_>, name: &str) -> Option<String> {
    let (mut text, mut octets) = (None::<String>, Vec::new());
    let (mut charset, mut section) = (Vec::new(), 0);
    let mut current = None;
    for node in parameters.children() {
        match node.kind() {
            Kind::ParameterName => current = Some(plain(node)),
            Kind::ParameterValue => {
                let Some(key) = current.take() else { continue };
                let Some((base, rest)) = split_at_star(&key) else {
                    if key.eq_ignore_ascii_case(name) {
                        text = text.or_else(|| decoded(node));
                    }
                    continue;
                };
                let number = rest.trim_end_matches('*');
                let is_next = number.is_empty() || number.parse() == Ok(section);
                if !base.eq_ignore_ascii_case(name) || !is_next {
                    continue;
                }
                let value = node.string().unwrap_or_default();
                let mut value = &*value;
                let is_encoded = rest.is_empty() || rest.ends_with('*');
                if is_encoded && section == 0 {
                    let mut parts = value.splitn(3, |octet| *octet == b'\'');
                    if let (Some(first), Some(_), Some(last)) =
                        (parts.next(), parts.next(), parts.next())
                    {
                        charset = first.to_vec();
                        value = last;
                    }
                }
                match is_encoded {
                    true => octets.extend(percent_encoding(value)),
                    false => octets.extend_from_slice(value),
                }
                section += 1;
            }
            _ => {}
        }
    }
    match octets.is_empty() {
        true => text,
        false => Some(in_charset(&octets, &charset)),
    }
}

/// `NAME*` and `NAME*0*` without the first star.
fn split_at_star(key: &str) -> Option<(&str, &str)> {
    key.split_once('*')
}

/// Octets in which `%` and two digits stand for one.
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
