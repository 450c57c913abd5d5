//! Literals whose announced size differs from what was sent.

use crate::explain::phrase::cut;
use crate::explain::registered::nearest;
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::literal::LiteralAnnouncement;
use crate::protocol::secrets::Placeholder;
use crate::protocol::syntax::{Kind, Node};
use crate::protocol::typed_line::CommandLine;
use crate::reference::Category;

/// The parts of a command that are never longer than a line.
const ONE_LINE: [Kind; 4] = [Kind::Mailbox, Kind::ListMailbox, Kind::UserId, Kind::Password];

/// Explains a literal whose announced size is not the size of what was sent.
pub fn wrong_size(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    missing_octets(command, explanation)
        || between_cr_and_lf(command, explanation)
        || beyond_its_line(command, explanation)
        || ends_in_command(command, explanation)
        || left_over(command, explanation)
}

/// The literals in this part of a command, or in all of it, with their announced sizes.
fn literals<'t>(part: Node<'t>) -> impl Iterator<Item = (u64, Node<'t>)> {
    let mut announced = 0;
    part.descendants().filter_map(move |node| {
        if node.kind() == Kind::LiteralSize {
            announced = LiteralAnnouncement::at_end(node.text()).map_or(0, |literal| literal.size);
        }
        (node.kind() == Kind::Literal).then_some((announced, node))
    })
}

/// Whether part of the octets is hidden: then the rest is not shown either.
fn is_hidden(octets: &[u8]) -> bool {
    Placeholder::all_in(octets).next().is_some()
}

/// Explains that the last literal apparently has fewer octets than announced.
fn missing_octets(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let Some((announced, literal)) = literals(command.root).last() else { return false };
    let Some(missing) = command.root.missing_octets() else { return false };
    if is_hidden(literal.text()) {
        explanation.say_from(3501, "4.3", text::SecretLacksOctets)
    } else {
        explanation.say_from(3501, "4.3", text::LiteralLacksOctets { missing, announced })
    }
    true
}

/// Explains a literal that ends in the middle of a line ending.
fn between_cr_and_lf(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let ends = |literal: Node<'_>| literal.omitted() == 0 && literal.text().ends_with(b"\r");
    let literal = literals(command.root).find(|(_, literal)| ends(*literal));
    if let Some((announced, _)) = literal {
        let (fewer, more) = (announced.saturating_sub(1), announced.saturating_add(1));
        explanation.say_from(3501, "4.3", text::LiteralEndsInLineEnding { fewer, more });
    }
    literal.is_some()
}

/// Explains a literal of a name or a password that includes a line ending.
fn beyond_its_line(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let parts = command.root.descendants().filter(|node| ONE_LINE.contains(&node.kind()));
    let mut literals = parts.flat_map(literals);
    let found = literals.find_map(|(announced, literal)| {
        let end = literal.text().windows(2).position(|octets| octets == b"\r\n")?;
        Some((announced, literal, end))
    });
    let Some((announced, literal, end)) = found else { return false };
    let octets = end as u64;
    let more = announced.saturating_sub(octets);
    let line = cut(&literal.text()[..end]);
    match more {
        _ if is_hidden(literal.text()) => {
            explanation.say_from(3501, "4.3", text::SecretTakesLines);
        }
        2 => {
            explanation.say_from(3501, "4.3", text::LiteralTakesEnding { announced, line, octets })
        }
        _ => {
            let takes = text::LiteralTakesLines { announced, more, line, octets };
            explanation.say_from(3501, "4.3", takes);
        }
    }
    true
}

/// The tag and the name of a command that may have been sent inside this literal, and whether it is in the
/// last line.
fn command_in(literal: Node<'_>, command: SentCommand<'_>) -> Option<(String, bool)> {
    let own = String::from_utf8_lossy(command.tag());
    let begins = command.offset(literal);
    // The last line continues after the literal.
    let text = String::from_utf8_lossy(command.root.text().get(begins..)?);
    let ends = literal.text().iter().filter(|octet| **octet == b'\n').count();
    text.split("\r\n").take(ends + 1).enumerate().skip(1).find_map(|(index, line)| {
        let line = CommandLine::parse_tagged(line)?;
        let tag = line.tag.filter(|tag| line.spec.is_some() && follows(&own, tag))?;
        Some((format!("{tag} {}", line.verb), index == ends))
    })
}

/// Whether a client that counts its tags would send the second one later: `a2` after `a1`, `b` after `a`.
fn follows(tag: &str, later: &str) -> bool {
    let letters = |tag: &str| tag.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
    let number = |tag: &str| tag[letters(tag).len()..].parse::<u64>().ok();
    match (number(tag), number(later)) {
        (Some(number), Some(later_number)) => {
            letters(tag) == letters(later) && number < later_number
        }
        (None, None) => {
            let (mut letter, mut later) = (tag.bytes(), later.bytes());
            let pair = (letter.next(), later.next());
            let is_next = |(one, two): (Option<u8>, Option<u8>)| {
                one.zip(two).is_some_and(|(one, two)| {
                    one < two && one.is_ascii_uppercase() == two.is_ascii_uppercase()
                })
            };
            is_next(pair) && letter.next().is_none() && later.next().is_none()
        }
        _ => false,
    }
}

/// Explains a literal that ends inside a line intended as the next command.
fn ends_in_command(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    if command.root.descendant(Kind::Unknown).is_none() {
        return false;
    }
    let found = literals(command.root).find_map(|(announced, literal)| {
        let (begin, is_last) = command_in(literal, command)?;
        is_last.then_some((announced, begin))
    });
    let Some((announced, begin)) = found else { return false };
    explanation.say_from(3501, "4.3", text::LiteralEndsInCommand { announced, begin });
    true
}

/// Explains that a line of a message looks like the next command, although it may be text of the mail.
pub fn command_in_message(command: SentCommand<'_>, explanation: &mut Explanation) {
    let found = literals(command.root).find_map(|(announced, literal)| {
        let (begin, _) = command_in(literal, command)?;
        Some((announced, begin))
    });
    if let Some((announced, begin)) = found {
        explanation.say_from(3501, "4.3", text::CommandInLiteral { announced, begin });
    }
}

/// Explains octets beyond a literal's size: the server reads them as the rest of the command.
fn left_over(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let mut leaves = command.root.descendants().filter(|node| node.is_leaf());
    let after = leaves.find(|node| node.kind() == Kind::Literal).and_then(|_| leaves.next());
    let Some(first) = after else { return false };
    let after = match first.kind() {
        Kind::Blank => leaves.next(),
        _ => after,
    };
    let Some(rest) = after.filter(|node| node.kind() == Kind::Unknown) else { return false };
    // Another message, with its announcement, may follow APPEND's message; after another literal, a word may
    // be the next argument.
    let is_left = rest.range() == first.range() || command.name == "APPEND" || !is_word(rest);
    if !is_left {
        return false;
    }
    // The grammar may have found more parts in the rest of the line.
    let begins = command.offset(rest);
    let sent = with_rest(command, begins);
    let rest = cut(rest_of_line(command, begins));
    if Placeholder::is(rest.as_bytes()) {
        explanation.say_from(3501, "4.3", text::CauseLeftOverSecret)
    } else {
        explanation.say_from(3501, "4.3", text::CauseLeftOver { rest })
    }
    // Counting characters instead of octets goes wrong with such a text.
    if let Some(sent) = sent.filter(|sent| !sent.is_ascii()) {
        let octets = sent.len();
        explanation.say(text::CharactersHaveOctets { sent: cut(sent.as_bytes()), octets });
    }
    true
}

/// The rest of the command up to the end of its line.
fn rest_of_line<'t>(command: SentCommand<'t>, begins: usize) -> &'t [u8] {
    let rest = &command.root.text()[begins..];
    rest.split(|octet| b"\r\n".contains(octet)).next().unwrap_or_default()
}

/// The literal before this place with the rest of its line, if it is a single line without a secret.
fn with_rest<'t>(command: SentCommand<'t>, begins: usize) -> Option<&'t str> {
    let literal = command.root.descendants_of(Kind::Literal).next()?;
    let start = command.offset(literal);
    let end = begins + rest_of_line(command, begins).len();
    let sent = std::str::from_utf8(command.root.text().get(start..end)?).ok()?;
    (!is_hidden(sent.as_bytes()) && !sent.contains(['\r', '\n'])).then_some(sent)
}

/// Whether the part begins with a word that may be intended as a search key.
fn is_word(part: Node<'_>) -> bool {
    let word = part.text().split(|octet| *octet == b' ').next().unwrap_or_default();
    nearest(&cut(word), Category::SearchKeys).is_some()
}
