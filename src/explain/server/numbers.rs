//! Numbers that the grammar does not allow in a response, such as message number 0.

use crate::explain::phrase::cut;
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::meaning::Meaning;
use crate::protocol::syntax::{Kind, Node};

/// The lowest and the highest number that is valid in a place, and the source.
#[derive(Clone, Copy, Debug)]
struct Bounds {
    least: u64,
    most: u64,
    rfc: u16,
    section: &'static str,
}

/// The highest number of 32 bits, and of 63.
const MAX_NUMBER: u64 = u32::MAX as u64;
const MAX_LONG_NUMBER: u64 = i64::MAX as u64;

const COUNT: Bounds = Bounds { least: 0, most: MAX_NUMBER, rfc: 3501, section: "9" };
/// The grammar's nz-number.
const NON_ZERO: Bounds = Bounds { least: 1, ..COUNT };
/// The grammar's number64, which RFC 9051 uses for sizes.
const SIZE: Bounds = Bounds { least: 0, most: MAX_LONG_NUMBER, rfc: 9051, section: "9" };
const MOD_SEQUENCE: Bounds = Bounds { least: 1, most: MAX_LONG_NUMBER, rfc: 7162, section: "7" };
/// A mod-sequence that may be 0 because a mailbox may not keep them.
const MOD_SEQUENCE_OR_ZERO: Bounds = Bounds { least: 0, ..MOD_SEQUENCE };

/// The words before which a number must be greater than 0: codes, STATUS items, search results.
const BEFORE_NON_ZERO: &[&str] = &[
    "UIDVALIDITY", "UIDNEXT", "UNSEEN", "APPENDUID", "COPYUID", "MIN", "MAX", "SEARCH", "SORT",
    "THREAD",
];

/// The words before which a number counts messages, or has 32 bits as well.
const BEFORE_COUNT: &[&str] = &["MESSAGES", "RECENT", "UNSEEN", "DELETED", "COUNT", "APPENDLIMIT"];

/// The words before which a number is a size in octets.
const BEFORE_SIZE: &[&str] = &["RFC822.SIZE", "BINARY.SIZE", "SIZE", "DELETED-STORAGE"];

/// A number outside the bounds of its place.
pub(super) struct InvalidNumber<'t> {
    number: &'t [u8],
    bounds: Bounds,
}

impl InvalidNumber<'_> {
    /// Explains that the number is not valid.
    pub(super) fn explain(&self, explanation: &mut Explanation) {
        let Bounds { least, most, rfc, section } = self.bounds;
        let number = cut(self.number);
        explanation.say_from(rfc, section, text::ExplainNumberBounds { number, least, most });
    }
}

/// Checks the numbers in the parts of a response, in order.
pub(super) struct NumberCheck<'t> {
    root: Node<'t>,
    /// The word that determines the meaning of the numbers after it.
    word: Option<Node<'t>>,
}

impl<'t> NumberCheck<'t> {
    pub(super) fn new(root: Node<'t>) -> NumberCheck<'t> {
        NumberCheck { root, word: None }
    }

    /// Checks the next part.
    pub(super) fn check_next(&mut self, part: Node<'t>) -> Option<InvalidNumber<'t>> {
        match part.kind() {
            Kind::CodeName
            | Kind::StatusItem
            | Kind::SearchReturnName
            | Kind::ResponseName
            | Kind::FetchItemName => {
                self.word = Some(part);
                return None;
            }
            Kind::Number
            | Kind::MessageNumber
            | Kind::UniqueId
            | Kind::ModSeq
            | Kind::BodyOctets
            | Kind::BodyLines
            | Kind::Usage
            | Kind::Limit
                if may_be_invalid(part.text()) => {}
            Kind::SequenceSet | Kind::UidSet | Kind::KnownUids | Kind::SectionPart
                if numbers_of(part.text()).any(may_be_invalid) => {}
            _ => return None,
        }
        let bounds = self.bounds(part)?;
        let is_valid = |number: &[u8]| {
            let number = std::str::from_utf8(number).ok().and_then(|it| it.parse::<u64>().ok());
            number.is_some_and(|number| bounds.least <= number && number <= bounds.most)
        };
        let number = numbers_of(part.text()).find(|number| !is_valid(number))?;
        Some(InvalidNumber { number, bounds })
    }

    /// The bounds of numbers in this part; `None`: it is not about a message, or unknown.
    fn bounds(&self, part: Node<'_>) -> Option<Bounds> {
        let is = |names: &[&str]| self.word.is_some_and(|it| names.iter().any(|name| it.is(name)));
        let is_status = self.word.is_some_and(|word| word.kind() == Kind::StatusItem);
        Some(match part.kind() {
            Kind::MessageNumber if counts_messages(self.root) => COUNT,
            Kind::ModSeq if is_status => MOD_SEQUENCE_OR_ZERO,
            Kind::ModSeq => MOD_SEQUENCE,
            Kind::Number if is_status && is(&["UNSEEN"]) => COUNT,
            Kind::Number if is(BEFORE_NON_ZERO) => NON_ZERO,
            Kind::Number if is(BEFORE_COUNT) => COUNT,
            Kind::Number if is(BEFORE_SIZE) => SIZE,
            Kind::BodyOctets | Kind::BodyLines | Kind::Usage | Kind::Limit => SIZE,
            Kind::Number => return None,
            _ => NON_ZERO,
        })
    }
}

/// Whether data are unreliable, because a message number in them is outside its bounds.
pub(super) fn is_data_invalid(root: Node<'_>) -> bool {
    let mut check = NumberCheck::new(root);
    match Meaning::of(root) {
        // These responses have other facts too.
        Meaning::Fetch(_) | Meaning::MailboxStatus(_) => {
            root.children().take(4).any(|part| check.check_next(part).is_some())
        }
        _ => root.descendants().any(|part| check.check_next(part).is_some()),
    }
}

/// Whether a number in the response's code is outside its bounds.
pub(super) fn is_code_invalid(code: Node<'_>, root: Node<'_>) -> bool {
    let mut check = NumberCheck::new(root);
    code.descendants().any(|part| check.check_next(part).is_some())
}

/// A quick check whether the number may be outside its bounds: hardly any is.
fn may_be_invalid(number: &[u8]) -> bool {
    number.first() == Some(&b'0') || number.len() >= 10
}

/// Whether the number before the name of the data counts messages.
fn counts_messages(root: Node<'_>) -> bool {
    root.child(Kind::ResponseName).is_some_and(|name| name.is("EXISTS") || name.is("RECENT"))
}

/// The numbers of a set, a section or a single number.
fn numbers_of(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|octet| b":,.".contains(octet)).filter(|number| !matches!(*number, b"" | b"*"))
}
