//! The tokens: each function returns the length of its token at the beginning of a text.

use crate::protocol::strings::quoted_length;

/// The maximum length of a literal's announcement: a number of 64 bits, braces and signs.
const MAX_ANNOUNCEMENT: usize = 24;

/// Returns the length of the token at the beginning of the text; 0 if it is not there.
pub(super) type Lexeme = fn(&[u8]) -> usize;

/// Classes of octets, one bit each.
const WORD: u8 = 1;
const ASTRING: u8 = 2;
const ATOM: u8 = 4;
const LIST: u8 = 8;
const ITEM: u8 = 16;

/// The classes of each octet. Octets over 127 are in all of them, for UTF8=ACCEPT.
static CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut octet = b'!' as usize;
    while octet < 256 {
        classes[octet] = match octet as u8 {
            0x7f => 0,
            b'(' | b')' | b'{' | b'"' | b'\\' => WORD,
            b'%' | b'*' => WORD | LIST,
            // RFC 3501, section 9: resp-specials.
            b']' => WORD | LIST | ASTRING,
            b'[' | b'<' | b'>' => WORD | LIST | ASTRING | ATOM,
            _ => WORD | LIST | ASTRING | ATOM | ITEM,
        };
        octet += 1;
    }
    classes
};

/// How many octets at the beginning of the text are of the class.
fn run(text: &[u8], class: u8) -> usize {
    text.iter().position(|&octet| CLASSES[usize::from(octet)] & class == 0).unwrap_or(text.len())
}

fn run_of(text: &[u8], allowed: impl Fn(u8) -> bool) -> usize {
    text.iter().position(|&octet| !allowed(octet)).unwrap_or(text.len())
}

pub(super) fn blanks(text: &[u8]) -> usize {
    text.iter().position(|&octet| octet != b' ').unwrap_or(text.len())
}
pub(super) fn atom(text: &[u8]) -> usize {
    run(text, ATOM)
}
/// An atom, in which a placeholder may replace a value: `${password}` hides a secret.
pub(super) fn astring_atom(text: &[u8]) -> usize {
    let mut end = run(text, ASTRING);
    while text.get(end) == Some(&b'{') && end > 0 && text[end - 1] == b'$' {
        let is_of_name = |octet: u8| octet.is_ascii_alphanumeric() || b"_-".contains(&octet);
        let name = run_of(&text[end + 1..], is_of_name);
        if name == 0 || text.get(end + 1 + name) != Some(&b'}') {
            break;
        }
        end += name + 2;
        end += run(&text[end..], ASTRING);
    }
    end
}
/// A placeholder that is the whole text.
pub(super) fn placeholder(text: &[u8]) -> usize {
    if text.starts_with(b"${") && astring_atom(text) == text.len() { text.len() } else { 0 }
}
/// A placeholder that replaces a string.
pub(super) fn placeholder_value(text: &[u8]) -> usize {
    let end = if text.starts_with(b"${") { astring_atom(text) } else { 0 };
    if text[..end].ends_with(b"}") { end } else { 0 }
}
pub(super) fn list_atom(text: &[u8]) -> usize {
    run(text, LIST)
}
/// A tag: any word that may begin a message.
pub(super) fn word(text: &[u8]) -> usize {
    run(text, WORD)
}
pub(super) fn number(text: &[u8]) -> usize {
    run_of(text, |octet| octet.is_ascii_digit())
}
pub(super) fn sequence_set(text: &[u8]) -> usize {
    match text.first() {
        Some(b'$') => 1,
        _ => run_of(text, |octet| octet.is_ascii_digit() || b":,*".contains(&octet)),
    }
}
pub(super) fn flag(text: &[u8]) -> usize {
    match text {
        [b'\\', b'*', ..] => 2,
        [b'\\', rest @ ..] => match atom(rest) {
            0 => 0,
            length => 1 + length,
        },
        _ => atom(text),
    }
}
pub(super) fn quoted(text: &[u8]) -> usize {
    quoted_length(text).unwrap_or_default()
}
/// An item's name: up to its section.
pub(super) fn item_name(text: &[u8]) -> usize {
    run(text, ITEM)
}
/// `<0>` or `<0.100>`.
pub(super) fn partial(text: &[u8]) -> usize {
    if text.first() != Some(&b'<') {
        return 0;
    }
    let inside = run_of(&text[1..], |octet| octet.is_ascii_digit() || octet == b'.');
    if inside > 0 && text.get(1 + inside) == Some(&b'>') { inside + 2 } else { 0 }
}
pub(super) fn rest(text: &[u8]) -> usize {
    text.len()
}
/// The text after a code's name, up to its bracket.
pub(super) fn code_argument(text: &[u8]) -> usize {
    memchr::memchr(b']', text).unwrap_or(text.len())
}
pub(super) fn star(text: &[u8]) -> usize {
    usize::from(text.starts_with(b"* "))
}
pub(super) fn plus(text: &[u8]) -> usize {
    usize::from(text == b"+" || text.starts_with(b"+ "))
}

/// `{n}`, `{n+}` or `~{n}` at the end of the line.
pub(super) fn literal_size(text: &[u8]) -> usize {
    let inside = text.strip_prefix(b"~").unwrap_or(text);
    let digits = match inside.first() {
        Some(b'{') => number(&inside[1..]),
        _ => 0,
    };
    match inside.get(1 + digits..) {
        Some(b"}" | b"+}") if digits > 0 => text.len(),
        _ => 0,
    }
}

/// The start of the announcement of a literal at the end of the line.
pub(super) fn announcement(line: &[u8]) -> Option<usize> {
    if line.last() != Some(&b'}') {
        return None;
    }
    let searched = line.len().saturating_sub(MAX_ANNOUNCEMENT);
    let brace = searched + memchr::memrchr(b'{', &line[searched..])?;
    let start = if brace > 0 && line[brace - 1] == b'~' { brace - 1 } else { brace };
    (literal_size(&line[start..]) > 0).then_some(start)
}
