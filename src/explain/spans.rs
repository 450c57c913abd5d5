//! The parts of a line, each with what it means: for programs.

use super::sentence::Explanation;
use crate::language::Language;
use crate::protocol::syntax::{Kind, Node, Tree};
use crate::reference::{Category, Entry, Source, find};

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExplainedSpan<'t> {
    /// Where it is in the tree's text, in octets.
    pub start: usize,
    pub end: usize,
    pub kind: &'static str,
    pub text: &'t [u8],
    /// What it means, if it is a word with a meaning of its own.
    pub says: Option<String>,
    pub source: Option<Source>,
}

/// The parts of a line, blanks aside; together with these they cover it. The part that says what the
/// line is about has the explanation of the whole line.
pub fn spans<'t>(
    tree: &'t Tree,
    whole: &Explanation,
    language: Language,
) -> Vec<ExplainedSpan<'t>> {
    let Some(root) = tree.root() else { return Vec::new() };
    let leaves: Vec<Node<'t>> = root
        .descendants()
        .filter(|node| node.is_leaf() && node.kind() != Kind::Blank && !node.range().is_empty())
        .collect();
    let subject = leaves.iter().position(|leaf| is_subject(leaf.kind()));
    let mut begins_uid = false;
    let span = |(index, leaf): (usize, &Node<'t>)| {
        let entry = entry(*leaf, begins_uid);
        begins_uid = leaf.text().eq_ignore_ascii_case(b"UID");
        let is_whole = Some(index) == subject && !whole.is_empty();
        ExplainedSpan {
            start: leaf.range().start,
            end: leaf.range().end,
            kind: leaf.kind().name(),
            text: leaf.text(),
            says: match is_whole {
                true => Some(whole.text().to_owned()),
                false => entry.map(|entry| entry.says(language).to_owned()),
            },
            source: match is_whole {
                true => whole.source(),
                false => entry.and_then(|entry| entry.source),
            },
        }
    };
    leaves.iter().enumerate().map(span).collect()
}

/// Whether a part of this kind says what the line is about.
fn is_subject(kind: Kind) -> bool {
    use Kind::{CommandName, Continuation, ResponseName, StatusWord};
    matches!(kind, CommandName | Continuation | ResponseName | StatusWord)
}

/// What the reference says about a word. `after_uid`: it follows the word UID.
fn entry(leaf: Node<'_>, after_uid: bool) -> Option<&'static Entry> {
    let category = match leaf.kind() {
        Kind::CommandName => Category::Commands,
        Kind::Capability => Category::Capabilities,
        Kind::Flag => Category::Flags,
        Kind::MailboxAttribute => Category::MailboxAttributes,
        Kind::FetchItemName => Category::FetchItems,
        Kind::SearchKeyName => Category::SearchKeys,
        Kind::StatusItem => Category::StatusItems,
        Kind::Mechanism => Category::SaslMechanisms,
        _ => return None,
    };
    let word = std::str::from_utf8(leaf.text()).ok()?;
    match after_uid && category == Category::Commands {
        true => find(category, &format!("UID {word}")),
        false => find(category, word).or_else(|| find(category, &format!("{word}[]"))),
    }
}
