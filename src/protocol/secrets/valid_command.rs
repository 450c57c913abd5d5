//! Recognizes the words for a login in a command that the grammar allows as a whole: `login` may be the name of
//! a mailbox there, and `"password"` a text to search for.

use crate::protocol::syntax::{Kind, Node, Side, Tree};
use std::ops::Range;

/// A command whose arguments all fit the grammar.
pub(super) struct ValidCommand {
    tree: Tree,
    /// The octets of its arguments, in their order.
    arguments: Vec<Range<usize>>,
}

/// The tag of the commands that are parsed here.
const TAG: &[u8] = b"a ";

impl ValidCommand {
    /// The command with this name and these arguments, if it is valid.
    pub(super) fn parse(command: &[u8]) -> Option<ValidCommand> {
        let tree = Tree::of_line(Side::Client, [TAG, command.trim_ascii_end()].concat());
        let is_valid = tree.nodes().all(|node| node.kind() != Kind::Unknown);
        let parts = tree.root().into_iter().flat_map(Node::children);
        let arguments = parts.filter(|it| it.kind() != Kind::Blank).map(Node::range).collect();
        is_valid.then_some(ValidCommand { tree, arguments })
    }

    /// Whether the word at this octet of the command may begin a mistyped login all the same: it is a whole
    /// argument without quotes, and the next one may be a user name or its literal; or a name is joined to it.
    /// `rename login taro` and `select login:taro:x` are such commands, but not `search text login unseen` or
    /// `getmetadata login /private/comment`.
    pub(super) fn may_be_login(&self, word: usize) -> bool {
        let Ok(at) = self.arguments.binary_search_by_key(&(word + TAG.len()), |it| it.start) else {
            return false;
        };
        let text = |argument: &Range<usize>| &self.tree.text()[argument.clone()];
        let joint = text(&self.arguments[at]).iter().find(|octet| !octet.is_ascii_alphanumeric());
        joint.is_some_and(|octet| b":=".contains(octet))
            || self.arguments.get(at + 1).is_some_and(|next| may_be_user(text(next)))
    }
}

/// Whether this argument may be a user name, or announces its literal.
fn may_be_user(argument: &[u8]) -> bool {
    let name = argument.strip_prefix(b"\"").unwrap_or(argument);
    match name {
        [b'{', ..] => true,
        [first, rest @ ..] => {
            (first.is_ascii_alphanumeric() || !first.is_ascii() || b"@$".contains(first))
                && !rest.contains(&b' ')
        }
        [] => false,
    }
}
