//! The rules that a grammar consists of.

use super::Kind;
use super::lexeme::{self, Lexeme};

/// One rule of a grammar.
pub(super) enum Rule {
    /// A token.
    Leaf(Kind, Lexeme),
    /// A span with these parts in turn.
    Node(Kind, &'static [Rule]),
    /// These parts in turn, without a span.
    Seq(&'static [Rule]),
    /// At most once.
    Optional(&'static Rule),
    /// Any number.
    Many(&'static Rule),
    /// The first that can begin here.
    Choice(&'static [Rule]),
    /// A word from a table, in any case, and what follows it; else the last rule. [`keyword!`]
    /// makes it.
    Keyword(Kind, &'static KeywordTable, &'static Rule),
    /// `(item item …)`.
    List(&'static Rule),
    /// These parts in turn between an opening and a closing bracket.
    Enclosed(&'static [u8; 2], &'static [Rule]),
    /// The announcement of a literal and the literal.
    Literal,
    /// A rule that has a name.
    To(&'static Rule),
    /// A rule that can begin here only if the function accepts the text. For rules that the first token
    /// does not distinguish.
    If(fn(&[u8]) -> bool, &'static Rule),
}

impl Rule {
    /// Whether the text can begin with this rule. The recursion follows the grammar, not the text: it reads
    /// one token, or a space and the token after it.
    pub(super) fn starts(&self, text: &[u8]) -> bool {
        match self {
            Rule::Leaf(_, lexeme) => lexeme(text) > 0,
            Rule::Node(_, parts) | Rule::Seq(parts) => begins(parts, text).unwrap_or(true),
            Rule::Optional(rule) | Rule::Many(rule) | Rule::To(rule) => rule.starts(text),
            Rule::Choice(rules) => rules.iter().any(|rule| rule.starts(text)),
            Rule::Keyword(_, words, other) => words.find(text).is_some() || other.starts(text),
            Rule::List(_) => text.first() == Some(&b'('),
            Rule::Enclosed(brackets, _) => text.first() == Some(&brackets[0]),
            Rule::Literal => lexeme::literal_size(text) > 0,
            Rule::If(is_here, rule) => is_here(text) && rule.starts(text),
        }
    }

    /// Whether the rule is optional.
    pub(super) fn is_optional(&self) -> bool {
        match self {
            Rule::Optional(_) | Rule::Many(_) => true,
            Rule::To(rule) => rule.is_optional(),
            _ => false,
        }
    }
}

/// Whether the text can begin with these parts in turn. `None`: all parts are optional, and the text
/// does not begin with any of them.
pub(super) fn begins(parts: &[Rule], text: &[u8]) -> Option<bool> {
    let (part, others) = parts.split_first()?;
    match part {
        Rule::Leaf(Kind::Blank, blanks) => {
            let length = blanks(text);
            Some(length > 0 && begins(others, &text[length..]).unwrap_or(true))
        }
        _ if part.starts(text) => Some(true),
        _ if part.is_optional() => begins(others, text),
        _ => Some(false),
    }
}

/// A [`Rule::Keyword`] from its kind, a list of words with the rules that follow them, and the rule
/// for any other word.
macro_rules! keyword {
    ($kind:expr, $words:expr, $other:expr $(,)?) => {{
        static WORDS: crate::protocol::syntax::rule::KeywordTable =
            crate::protocol::syntax::rule::KeywordTable::new($words);
        crate::protocol::syntax::rule::Rule::Keyword($kind, &WORDS, $other)
    }};
}
pub(super) use keyword;

/// A word and the rule that follows it.
type KeywordRule = (&'static str, &'static Rule);

/// The number of places in a table of words: more than twice the number of words in the longest list.
const PLACES: usize = 256;

/// A table of words, hashed when the program is compiled.
pub(super) struct KeywordTable {
    list: &'static [KeywordRule],
    /// At the place that is its hash, or at the next free one, each word's number in the list,
    /// counted from 1; 0 at a free place.
    places: [u8; PLACES],
}

impl KeywordTable {
    pub(super) const fn new(list: &'static [KeywordRule]) -> KeywordTable {
        assert!(list.len() < PLACES / 2);
        let mut places = [0; PLACES];
        let mut number = 0;
        while number < list.len() {
            let mut place = hash(list[number].0.as_bytes());
            while places[place] != 0 {
                place = (place + 1) % PLACES;
            }
            number += 1;
            places[place] = number as u8;
        }
        KeywordTable { list, places }
    }

    /// The length of the word at the beginning of the text, and the rule that follows it.
    pub(super) fn find(&self, text: &[u8]) -> Option<(usize, &'static Rule)> {
        let length = lexeme::item_name(text);
        let word = &text[..length];
        let mut place = hash(word);
        loop {
            let number = usize::from(self.places[place]);
            let &(name, then) = self.list.get(number.checked_sub(1)?)?;
            if name.as_bytes().eq_ignore_ascii_case(word) {
                return Some((length, then));
            }
            place = (place + 1) % PLACES;
        }
    }
}

/// The place of a word, from its length and four of its octets, regardless of case.
const fn hash(word: &[u8]) -> usize {
    let length = word.len();
    if length == 0 {
        return 0;
    }
    let octets = [word[0], word[length / 3], word[length / 2], word[length - 1]];
    let mut hash = length;
    let mut at = 0;
    while at < octets.len() {
        hash = hash * 31 + (octets[at] & 0x1f) as usize;
        at += 1;
    }
    (hash ^ hash >> 8) % PLACES
}
