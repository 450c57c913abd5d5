//! Recognizes the words for a login in a command that the grammar allows as a whole: `login` may be the name of
//! a mailbox there, and `"password"` a text to search for.

use crate::protocol::syntax::{Kind, Node, Side, Tree};

/// A command whose arguments all fit the grammar.
pub(super) struct ValidCommand(Tree);

/// The tag of the commands that are parsed here.
const TAG: &[u8] = b"a ";

impl ValidCommand {
    /// The command with this name and these arguments, if it is valid.
    pub(super) fn parse(command: &[u8]) -> Option<ValidCommand> {
        let tree = Tree::of_line(Side::Client, [TAG, command.trim_ascii_end()].concat());
        let is_valid = tree.nodes().all(|node| node.kind() != Kind::Unknown);
        is_valid.then_some(ValidCommand(tree))
    }

    /// Whether the word at this octet of the command may begin a mistyped login all the same: it is an argument
    /// of its own, without quotes, and the next one may be a user name or its literal, or is joined to it.
    /// `rename login taro` and `select login:taro:x` are such commands, but not `search text login unseen` or
    /// `getmetadata login /private/comment`.
    pub(super) fn may_be_login(&self, word: usize) -> bool {
        let is_argument = |node: &Node<'_>| node.kind() != Kind::Blank;
        let mut arguments = self.0.root().into_iter().flat_map(Node::children).filter(is_argument);
        let Some(argument) = arguments.find(|it| it.range().start == word + TAG.len()) else {
            return false;
        };
        let joint = argument.text().iter().find(|octet| !octet.is_ascii_alphanumeric());
        let is_joined = joint.is_some_and(|octet| b":=".contains(octet));
        is_joined || arguments.next().is_some_and(|it| may_be_user(it.text()))
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
