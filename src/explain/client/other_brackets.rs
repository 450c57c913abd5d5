//! Sections and lists without their own brackets: `body{text}`, `status x [messages]`.

use super::corrected::right_form;
use crate::explain::phrase::cut;
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::syntax::Kind;

/// `fetch 1 body{text}`, `fetch 1 body.text`, `fetch 1 (header.fields (from))`: explains a section without its
/// square brackets; and `status x [messages]`, a list in them.
pub(super) fn other_brackets(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let line = command.root.text();
    if command.name_without_uid() != "FETCH" {
        let form = with_brackets(line, b"[]", b"()");
        let Some(corrected) = right_form(command, [form]) else { return false };
        command.say(text::ListInParentheses { corrected }, explanation);
        return true;
    }
    let forms =
        [Some(with_brackets(line, b"{}", b"[]")), with_section(line), with_body_section(line)];
    let Some(corrected) = right_form(command, forms.into_iter().flatten()) else { return false };
    match command
        .root
        .descendant(Kind::Section)
        .and_then(|it| it.child(Kind::Unknown))
        .filter(|it| it.text().is_ascii())
    {
        // `body[headers]`
        Some(word) => {
            let name = cut(word.text());
            command.say(text::WrongSection { name, corrected }, explanation);
        }
        None => command.say(text::SectionInBrackets { corrected }, explanation),
    }
    true
}

/// The line with other brackets in place of these.
fn with_brackets(line: &[u8], these: &[u8; 2], others: &[u8; 2]) -> Vec<u8> {
    let other =
        |octet: &u8| these.iter().position(|it| it == octet).map_or(*octet, |at| others[at]);
    line.iter().map(other).collect()
}

/// The line with `BODY[TEXT]` for `BODY.TEXT` and `BODY(TEXT)`, and `HEADER` for `HEADERS`.
fn with_body_section(line: &[u8]) -> Option<Vec<u8>> {
    let name = b"body";
    let mut begin = line.windows(name.len()).position(|part| part.eq_ignore_ascii_case(name))?;
    begin += name.len();
    if line.get(begin..begin + 5).is_some_and(|it| it.eq_ignore_ascii_case(b".peek")) {
        begin += 5;
    }
    let (before, rest) = line.split_at(begin);
    let (_, section) = rest.split_first().filter(|(mark, _)| b".([{".contains(mark))?;
    let end = section.iter().position(|it| !it.is_ascii_alphabetic()).unwrap_or(section.len());
    let (word, after) = section.split_at(end);
    let after = match after {
        [b')' | b']' | b'}', after @ ..] if rest[0] != b'.' => after,
        after => after,
    };
    let word = word.strip_suffix(b"s").or_else(|| word.strip_suffix(b"S")).unwrap_or(word);
    Some([before, b"[", word, b"]", after].concat())
}

/// The line with `HEADER.FIELDS (…)` as a section of the message.
fn with_section(line: &[u8]) -> Option<Vec<u8>> {
    let name = b"header.fields";
    let begin = line.windows(name.len()).position(|part| part.eq_ignore_ascii_case(name))?;
    let end = begin + line[begin..].iter().position(|octet| *octet == b')')? + 1;
    let (before, rest) = line.split_at(begin);
    let (section, after) = rest.split_at(end - begin);
    Some([before, b"body.peek[", section, b"]", after].concat())
}
