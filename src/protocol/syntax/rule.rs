//! What a grammar is made of.

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
    /// A word from a list, in any case, and what follows it; else the last rule.
    Keyword(Kind, &'static [(&'static str, &'static Rule)], &'static Rule),
    /// `(item item …)`.
    List(&'static Rule),
    /// These parts in turn between an opening and a closing bracket.
    Enclosed(&'static [u8; 2], &'static [Rule]),
    /// The announcement of a literal and the literal.
    Literal,
    /// A rule that has a name.
    To(&'static Rule),
}

impl Rule {
    /// Whether the text can begin with this. The recursion follows the grammar, not the text: it
    /// looks at one token, or at a blank and the token after it.
    pub(super) fn starts(&self, text: &[u8]) -> bool {
        match self {
            Rule::Leaf(_, lexeme) => lexeme(text) > 0,
            Rule::Node(_, parts) | Rule::Seq(parts) => starts_in_turn(parts, text),
            Rule::Optional(rule) | Rule::Many(rule) | Rule::To(rule) => rule.starts(text),
            Rule::Choice(rules) => rules.iter().any(|rule| rule.starts(text)),
            Rule::Keyword(_, words, other) => keyword(words, text).is_some() || other.starts(text),
            Rule::List(_) => text.first() == Some(&b'('),
            Rule::Enclosed(brackets, _) => text.first() == Some(&brackets[0]),
            Rule::Literal => lexeme::literal_size(text) > 0,
        }
    }
}

fn starts_in_turn(parts: &[Rule], text: &[u8]) -> bool {
    match parts {
        [Rule::Leaf(Kind::Blank, blanks), next, ..] => {
            let length = blanks(text);
            length > 0 && next.starts(&text[length..])
        }
        [Rule::Optional(first), others @ ..] => first.starts(text) || starts_in_turn(others, text),
        [first, ..] => first.starts(text),
        [] => true,
    }
}

/// The word at the beginning of the text, and the rule that follows it.
pub(super) fn keyword(
    words: &[(&'static str, &'static Rule)],
    text: &[u8],
) -> Option<(usize, &'static Rule)> {
    let length = lexeme::item_name(text);
    let word = &text[..length];
    let found = words.iter().find(|(name, _)| name.as_bytes().eq_ignore_ascii_case(word))?;
    Some((length, found.1))
}
