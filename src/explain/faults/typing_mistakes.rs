//! Characters and quotes that are easily typed or pasted, and that no server accepts.

use super::sets::list_for_set;
use crate::explain::phrase::{cut, in_quotes};
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::dialogue::{Hint, syntax_hints};
use crate::protocol::syntax::{Kind, Node};
use crate::protocol::typed_line::CommandLine;

/// Explains characters that are easily typed or pasted and that no server accepts.
pub fn spelling_mistake(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let line = without_literals(command);
    // A space at the end has a more specific explanation.
    let hints = syntax_hints::in_command(&CommandLine::parse(line.trim_end_matches(' ')), None);
    let Some(hint) = hints.first() else { return false };
    match *hint {
        Hint::FullWidth(Some(ref corrected)) => {
            let corrected = cut(after_tag(corrected).as_bytes());
            explanation.say_from(3501, "9", text::CauseFullWidthOf { corrected });
        }
        Hint::FullWidth(None) | Hint::FullWidthColon => {
            explanation.say_from(3501, "9", text::CauseFullWidth)
        }
        Hint::LookAlike { letter, ascii } => {
            let code = format!("U+{:04X}", u32::from(letter));
            explanation.say_from(3501, "9", text::CauseLookAlike { letter, code, ascii });
        }
        Hint::QuotationMark(mark) => {
            explanation.say_from(3501, "4.3", text::CauseQuotationMark { mark });
        }
        Hint::Dash(dash) if let Some((part, range)) = range_with_dash(&line, dash) => {
            let part = in_quotes(part.as_bytes(), explanation.messages());
            explanation.say_from(3501, "9", text::RangeHasColon { part, range });
        }
        Hint::Dash(dash) => explanation.say_from(3501, "9", text::CauseDash { dash }),
        Hint::UnusualBlank('\t') => explanation.say_from(3501, "9", text::CauseTab),
        Hint::UnusualBlank(c) if c.is_control() => {
            let code = format!("U+{:04X}", u32::from(c));
            explanation.say_from(3501, "9", text::CauseControl { code });
        }
        Hint::UnusualBlank(_) => explanation.say_from(3501, "9", text::CauseUnusualBlank),
        Hint::TwoSpaces | Hint::TwoBlanks if list_for_set(command, explanation) => {}
        Hint::TwoSpaces | Hint::TwoBlanks => {
            explanation.say_from(3501, "9", text::CauseTwoBlanks);
        }
        Hint::WrongEscape(ref corrected) => {
            explanation.say_from(
                3501,
                "9",
                text::CauseWrongEscape { corrected: cut(corrected.as_bytes()) },
            );
        }
        Hint::UnclosedBrace => explanation.say_from(3501, "4.3", text::CauseUnclosedBrace),
        _ => return false,
    }
    true
}

/// The line without the first word, which is the tag.
fn after_tag(line: &str) -> &str {
    line.split_once(' ').map_or(line, |(_, command)| command)
}

/// `1〜3`: a range of messages with this mark in it, and its correct form.
fn range_with_dash(line: &str, dash: char) -> Option<(&str, String)> {
    let is_end = |end: &str| {
        end == "*" || !end.is_empty() && end.bytes().all(|octet| octet.is_ascii_digit())
    };
    line.split(' ').find_map(|word| {
        let (first, last) = word.split_once(dash)?;
        (is_end(first) && is_end(last)).then(|| (word, format!("{first}:{last}")))
    })
}

/// The command's text without the octets of its literals, in which any character may be.
fn without_literals(command: SentCommand<'_>) -> String {
    let leaves = command.root.descendants().filter(|node| node.is_leaf());
    let outside = leaves.filter(|node| node.kind() != Kind::Literal);
    String::from_utf8_lossy(&outside.flat_map(Node::text).copied().collect::<Vec<u8>>())
        .into_owned()
}

/// Explains a quoted string without its end.
pub fn unclosed_quotation(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let is_unclosed = |node: Node<'_>| {
        let mut octets = node.text().iter();
        let mut is_open = octets.next() == Some(&b'"');
        while let Some(octet) = octets.next().filter(|_| is_open) {
            match octet {
                b'\\' => drop(octets.next()),
                octet => is_open = *octet != b'"',
            }
        }
        is_open
    };
    let mut unknown = command.root.descendants_of(Kind::Unknown);
    let is_unclosed = unknown.any(is_unclosed);
    match command.name {
        _ if !is_unclosed => {}
        "LOGIN" => explanation.say_from(3501, "4.3", text::CauseUnclosedLogin),
        _ => explanation.say_from(3501, "4.3", text::CauseUnclosedQuotation),
    }
    is_unclosed
}

/// A mark that ends a sentence or a statement in other languages, at the end of the command. `part`: where it
/// may be.
pub fn end_mark(part: Node<'_>, command: SentCommand<'_>) -> Option<&'static str> {
    let is_last = part.range().end == command.root.range().end && part.kind() != Kind::Quoted;
    let mark = part.text().last().filter(|_| is_last)?;
    [";", ".", ","].into_iter().find(|it| it.as_bytes() == [*mark])
}
