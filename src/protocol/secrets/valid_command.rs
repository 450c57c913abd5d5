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
    /// of its own, without quotes, and the next one may be a user name or its literal. `rename login taro` is such a command, but
    /// not `search text login unseen` or `getmetadata login /private/comment`.
    pub(super) fn may_be_login(&self, word: usize) -> bool {
        let is_argument = |node: &Node<'_>| node.kind() != Kind::Blank;
        let mut arguments = self.0.root().into_iter().flat_map(Node::children).filter(is_argument);
        let is_word = arguments.any(|it| it.range().start == word + TAG.len());
        let next = arguments.next().filter(|_| is_word);
        next.is_some_and(|it| match it.text() {
            [b'{', ..] => true,
            [first, rest @ ..] => first.is_ascii_alphanumeric() && !rest.contains(&b' '),
            [] => false,
        })
    }
}
