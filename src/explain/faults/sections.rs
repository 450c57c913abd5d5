//! Sections of FETCH items that do not name a part of a message: `BODY[1.]`, `BODY[0]`, `BODY[MIME]`.

use crate::explain::phrase::cut;
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::syntax::{Kind, Node};

/// Explains the fault of the first such section.
pub fn explain(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let sections = command.root.descendants_of(Kind::Section);
    sections.into_iter().any(|section| wrong_section(section, explanation))
}

fn wrong_section(section: Node<'_>, explanation: &mut Explanation) -> bool {
    let fields = section
        .child(Kind::SectionText)
        .filter(|word| word.is("HEADER.FIELDS") || word.is("HEADER.FIELDS.NOT"));
    if let Some(fields) = fields.filter(|_| section.child(Kind::HeaderList).is_none()) {
        let name = fields.to_uppercase();
        explanation.say_from(3501, "9", text::FieldsWithoutNames { name });
        return true;
    }
    if let Some(name) = singular_fields(section) {
        explanation.say_from(3501, "9", text::FieldsInPlural { name });
        return true;
    }
    let Some(inside) = section.text().strip_prefix(b"[").and_then(|it| it.strip_suffix(b"]"))
    else {
        return false;
    };
    let end = inside.iter().position(|octet| !(octet.is_ascii_digit() || *octet == b'.'));
    let (part, word) = inside.split_at(end.unwrap_or(inside.len()));
    let numbers = match word {
        [] => part,
        // A dot separates the part from the word.
        _ => part.strip_suffix(b".").unwrap_or(part),
    };
    let has_dot = numbers.len() < part.len();
    let mut all = numbers.split(|octet| *octet == b'.');
    match word {
        _ if numbers.is_empty() && part.is_empty() => return wrong_word(word, explanation),
        _ if all.clone().any(<[u8]>::is_empty) || !word.is_empty() && !has_dot => {
            explanation.say_from(3501, "9", text::SectionForm { section: cut(inside) });
        }
        _ if all.clone().any(|number| number.iter().all(|octet| *octet == b'0')) => {
            explanation.say_from(3501, "9", text::CauseZeroPart);
        }
        _ if let Some(number) = all.find(|number| number.starts_with(b"0")) => {
            let number = cut(number);
            explanation.say_from(3501, "9", text::CauseLeadingZero { number });
        }
        _ => return false,
    }
    true
}

/// `HEADER.FIELD (FROM)`: the name of the section that was probably meant.
fn singular_fields(section: Node<'_>) -> Option<&'static str> {
    let inside = section.text().strip_prefix(b"[")?.to_ascii_uppercase();
    let at = memchr::memmem::find(&inside, b"HEADER.FIELD")?;
    let rest = &inside[at + b"HEADER.FIELD".len()..];
    match rest.split(|octet| b" (]".contains(octet)).next()? {
        b"" => Some("HEADER.FIELDS"),
        b".NOT" => Some("HEADER.FIELDS.NOT"),
        _ => None,
    }
}

/// A word without a part before it: `MIME`, or `TEXT.1`.
fn wrong_word(word: &[u8], explanation: &mut Explanation) -> bool {
    let (name, rest) = match word.iter().position(|octet| octet.is_ascii_digit()) {
        Some(digit) => (word[..digit].strip_suffix(b"."), &word[digit..]),
        None => (Some(word), b"".as_slice()),
    };
    let is_name = |name: &[u8]| {
        ["MIME", "TEXT", "HEADER"].iter().any(|it| name.eq_ignore_ascii_case(it.as_bytes()))
    };
    let Some(name) = name.filter(|name| is_name(name)) else { return false };
    match rest {
        [] if !name.eq_ignore_ascii_case(b"MIME") => return false,
        [] => explanation.say_from(3501, "6.4.5", text::MimeWithoutPart),
        _ => {
            let (name, part) = (cut(name), cut(rest));
            explanation.say_from(3501, "9", text::PartBehindWord { name, part });
        }
    }
    true
}
