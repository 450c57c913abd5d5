//! Numbers in a command that the grammar does not allow in their place.

use crate::explain::phrase::cut;
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::literal::LiteralAnnouncement;
use crate::protocol::syntax::{Kind, Node};

/// Explains a set with a number that no message can have: 0, one that begins with 0, or more than 32 bits.
pub fn impossible_number(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let is_set = |node: &Node<'_>| {
        use Kind::{KnownSequenceSet, KnownUidSet, KnownUids};
        use Kind::{MessageNumber, SequenceSet, UidSet, UniqueId};
        let is_known = matches!(node.kind(), KnownUids | KnownUidSet | KnownSequenceSet);
        is_known || matches!(node.kind(), SequenceSet | UidSet | MessageNumber | UniqueId)
    };
    let sets = command.root.descendants().filter(is_set);
    let mut numbers = sets.flat_map(|set| set.text().split(|octet| b":,".contains(octet)));
    let is_possible = |number: &[u8]| {
        let is_number = !number.is_empty() && number.iter().all(u8::is_ascii_digit);
        let value = std::str::from_utf8(number).ok().and_then(|number| number.parse::<u32>().ok());
        !is_number || value.is_some() && !number.starts_with(b"0")
    };
    let Some(number) = numbers.find(|number| !is_possible(number)) else { return false };
    match number.iter().all(|octet| *octet == b'0') {
        true => explanation.say_from(3501, "9", text::CauseZero),
        false if number.starts_with(b"0") => {
            let number = cut(number);
            explanation.say_from(3501, "9", text::CauseLeadingZero { number });
        }
        false => explanation.say_from(3501, "9", text::CauseTooLarge { number: cut(number) }),
    }
    true
}

/// The words before a number, the least that it may be, and the source.
const LEAST: [(&str, u64, u16, &str); 8] = [
    ("CHANGEDSINCE", 1, 7162, "7"),
    ("UNCHANGEDSINCE", 0, 7162, "7"),
    ("MODSEQ", 0, 7162, "7"),
    ("QRESYNC", 1, 7162, "7"),
    ("OLDER", 1, 5032, "3"),
    ("YOUNGER", 1, 5032, "3"),
    ("UIDVALIDITY", 1, 7162, "7"),
    ("UIDBATCHES", 1, 10022, "4"),
];
const OF_QUOTA: (&str, u64, u16, &str) = ("SETQUOTA", 0, 9208, "7");

/// Explains a mod-sequence, UIDVALIDITY, quota or number of seconds outside its bounds: `changedsince 0`.
pub fn outside_of_bounds(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let mut word = None;
    let found = command.root.descendants().find_map(|part| {
        let most = match part.kind() {
            Kind::CommandName
            | Kind::FetchModifierName
            | Kind::StoreModifierName
            | Kind::SelectParameterName
            | Kind::SearchKeyName => {
                word = LEAST.iter().find(|(name, ..)| part.is(name));
                return None;
            }
            Kind::ResourceName => {
                word = Some(&OF_QUOTA);
                return None;
            }
            Kind::ModSeq | Kind::Limit => i64::MAX as u64,
            Kind::Number | Kind::UidValidity => u64::from(u32::MAX),
            _ => return None,
        };
        let bounds @ &(_, least, ..) = word?;
        let number = std::str::from_utf8(part.text()).ok()?.parse::<u64>();
        let is_valid = number.is_ok_and(|number| (least..=most).contains(&number));
        (!is_valid).then_some((part, bounds, most))
    });
    let Some((part, &(word, least, rfc, section), most)) = found else { return false };
    let number = cut(part.text());
    explanation.say_from(rfc, section, text::CauseNumberBounds { number, word, least, most });
    true
}

/// Explains a number of octets that is larger than the grammar allows: 32 bits, or 63 in IMAP4rev2.
pub fn too_many_octets(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let most = command.session.most_octets();
    let mut is_of_size = false;
    let number = command.root.descendants().find_map(|part| {
        let digits = match part.kind() {
            Kind::SearchKeyName => {
                is_of_size = part.is("LARGER") || part.is("SMALLER");
                return None;
            }
            Kind::Number if is_of_size => part.text(),
            Kind::LiteralSize => digits_in(part.text()),
            Kind::Partial => {
                let mut numbers = part.text().split(|octet| !octet.is_ascii_digit());
                return numbers.find(|digits| is_more(digits, most));
            }
            _ => return None,
        };
        is_more(digits, most).then_some(digits)
    });
    let number = number.map(|number| text::TooManyOctets { number: cut(number), most });
    explanation.say_from_some(3501, "9", number)
}

fn digits_in(announcement: &[u8]) -> &[u8] {
    let mut runs = announcement.split(|octet| !octet.is_ascii_digit());
    runs.find(|run| !run.is_empty()).unwrap_or_default()
}

/// Whether these digits are a number larger than `most`.
fn is_more(digits: &[u8], most: u64) -> bool {
    let number = std::str::from_utf8(digits).unwrap_or_default();
    !number.is_empty() && !number.parse::<u64>().is_ok_and(|number| number <= most)
}

/// Explains an empty message in APPEND: an error, or the way to cancel it (RFC 3502).
pub fn empty_message(command: SentCommand<'_>, explanation: &mut Explanation) -> bool {
    let messages = command.root.descendants_of(Kind::Message);
    let mut sizes = messages.filter_map(|message| message.child(Kind::LiteralSize));
    let is_empty = command.name == "APPEND"
        && sizes.any(|size| {
            LiteralAnnouncement::at_end(size.text()).is_some_and(|literal| literal.size == 0)
        });
    if is_empty {
        explanation.say_fault_from(3502, "6.3.11", text::AppendNothing);
    }
    is_empty
}
