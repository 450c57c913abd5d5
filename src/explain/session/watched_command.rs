//! A command in flight, as far as explanations need it.

use crate::protocol::commands::{self, CommandSpec};
use crate::protocol::meaning::{Fetch, FetchedItem, MessageId, sets};
use crate::protocol::secrets::Placeholder;
use crate::protocol::session_facts::opens_mailbox;
use crate::protocol::syntax::{Kind, Node, Tree};
use crate::reference::{Category, find};

/// The commands whose answer is in the untagged responses before the completion.
const ANSWERED: &[&str] = &[
    "CAPABILITY", "LIST", "LSUB", "XLIST", "STATUS", "NAMESPACE", "ID", "SEARCH", "SORT", "THREAD",
    "ESEARCH", "GETACL", "MYRIGHTS", "LISTRIGHTS", "GETQUOTA", "GETQUOTAROOT", "GETMETADATA",
    "GENURLAUTH", "URLFETCH", "CONVERT", "CONVERSIONS", "GETJMAPACCESS", "UIDBATCHES",
];

/// The most flags of a STORE that are remembered.
const MAX_FLAGS: usize = 16;

/// A command in flight.
#[derive(Default)]
pub struct WatchedCommand {
    pub(super) tree: Tree,
    pub(super) number: u64,
    /// Its name as typed, without `UID`.
    name: Box<[u8]>,
    /// The specification of its command, if it is known.
    pub(super) spec: Option<&'static CommandSpec>,
    /// Whether a FETCH response was received since.
    pub has_fetched: bool,
    /// Whether one was received with flags.
    pub has_flags: bool,
    /// Whether other data were received since.
    pub has_data: bool,
    /// Whether a listing has left out lines since, so that what it shows may not be all.
    pub lacks_lines: bool,
    /// Whether the server has since reported an extension as enabled.
    pub has_enabled: bool,
    /// Whether the server answered an AUTHENTICATE or an IDLE with `+`, so the server supports it.
    pub was_continued: bool,
    /// Whether an earlier command had its tag.
    pub reuses_tag: bool,
    /// Whether it was sent while IDLE ran.
    pub is_in_idle: bool,
    /// Whether its explanation included the syntax.
    pub has_said_syntax: bool,
    /// Its explanation when it was sent, which may have named a fault.
    pub explanation: Box<str>,
    /// The names that the server has since reported as enabled, in capitals.
    pub enabled: Vec<Box<str>>,
    /// The flags that it adds, and that a message does not have according to a FETCH response since.
    pub not_changed: Vec<Box<[u8]>>,
    /// Whether none of its UIDs belonged to a message when it was sent.
    pub names_no_message: bool,
}

/// Whether a placeholder replaces text of this command that may be a secret, where the grammar has none.
pub fn is_partly_masked(command: Node<'_>) -> bool {
    let count = |text: &[u8]| Placeholder::all_in(text).count();
    let name =
        command.child(Kind::CommandName).and_then(|name| find(Category::Commands, name.text()));
    // LOGIN and AUTHENTICATE have secrets, and what follows a command without arguments is wrong anyway.
    if name.is_none_or(|it| commands::is_login(it.name) || it.syntax == it.name) {
        return false;
    }
    use Kind::{AnnotationValue, IdValue, Literal, Url};
    let may_be_secret =
        |part: &Node<'_>| matches!(part.kind(), AnnotationValue | IdValue | Literal | Url);
    count(command.text())
        > command.descendants().filter(may_be_secret).map(|it| count(it.text())).sum::<usize>()
}

impl WatchedCommand {
    pub(super) fn new(tree: &Tree, number: u64) -> WatchedCommand {
        let name = tree.root().map_or(&b""[..], name_of);
        WatchedCommand {
            tree: tree.clone(),
            number,
            name: name.into(),
            spec: std::str::from_utf8(name).ok().and_then(commands::find),
            ..WatchedCommand::default()
        }
    }

    /// The command.
    pub fn root(&self) -> Option<Node<'_>> {
        self.tree.root()
    }

    /// Whether a placeholder replaces text that may be a secret, where the grammar has none.
    pub fn is_partly_masked(&self) -> bool {
        self.root().is_some_and(is_partly_masked)
    }

    pub fn tag(&self) -> &[u8] {
        self.root().and_then(|root| root.child(Kind::Tag)).map_or(b"", Node::text)
    }

    /// Its name as typed, without `UID`.
    pub fn name(&self) -> &[u8] {
        &self.name
    }

    /// Its name in capitals; empty for an unknown command.
    pub(super) fn spec_name(&self) -> &'static str {
        self.spec.map_or("", |spec| spec.name)
    }

    /// Its name in capitals, if its answer is in the data before its completion.
    pub fn name_of_answered(&self) -> Option<&'static str> {
        let is_this = |name: &&&str| self.name().eq_ignore_ascii_case(name.as_bytes());
        ANSWERED.iter().find(is_this).copied()
    }

    /// The user of a login, or the mailbox of a SELECT.
    pub fn argument(&self) -> Option<String> {
        let parts = self.root().into_iter().flat_map(Node::children);
        let mut named = parts.filter(|it| matches!(it.kind(), Kind::UserId | Kind::Mailbox));
        Some(String::from_utf8_lossy(&named.next()?.string()?).into_owned())
    }

    /// The mechanism of AUTHENTICATE, in capitals.
    pub fn mechanism(&self) -> String {
        let mechanism = self.root().and_then(|root| root.descendant(Kind::Mechanism));
        mechanism.map(Node::to_uppercase).unwrap_or_default()
    }

    /// Whether `UID` was typed before its name, so that it is about UIDs.
    pub fn is_uid(&self) -> bool {
        self.root().is_some_and(|root| root.children_of(Kind::CommandName).nth(1).is_some())
    }

    /// Whether it selects a mailbox.
    pub fn opens_mailbox(&self) -> bool {
        opens_mailbox(self.spec_name())
    }

    /// Whether it has this word among the parameters of SELECT or the modifiers of FETCH.
    pub(super) fn has_modifier(&self, word: &str) -> bool {
        let parts = self.root().into_iter().flat_map(Node::descendants);
        let is_name = |kind| matches!(kind, Kind::SelectParameterName | Kind::FetchModifierName);
        parts.filter(|node| is_name(node.kind())).any(|node| node.is(word))
    }

    /// Whether it is a STORE that changes only messages which have not changed (RFC 7162).
    pub fn is_conditional_store(&self) -> bool {
        let parts = self.root().into_iter().flat_map(Node::descendants);
        let mut names = parts.filter(|node| node.kind() == Kind::StoreModifierName);
        self.spec_name() == "STORE" && names.any(|name| name.is("UNCHANGEDSINCE"))
    }

    /// Whether it names a mailbox.
    pub fn names_mailbox(&self) -> bool {
        let mut parts = self.root().into_iter().flat_map(Node::children);
        parts.any(|part| matches!(part.kind(), Kind::Mailbox | Kind::ListMailbox))
    }

    /// The UIDVALIDITY in its QRESYNC, if it selects a mailbox with that.
    pub(super) fn resynchronized_validity(&self) -> Option<u64> {
        let parameters = self.root()?.child(Kind::SelectParameters)?;
        let mut words = parameters.descendants().filter(|node| node.is_leaf());
        words.find(|node| node.is("QRESYNC"))?;
        words.find_map(|node| std::str::from_utf8(node.text()).ok()?.parse().ok())
    }

    /// Whether it is a search that only keeps its result on the server (RFC 5182).
    pub fn only_saves(&self) -> bool {
        let parts = self.root().into_iter().flat_map(Node::descendants);
        let mut options = parts.filter(|node| node.kind() == Kind::SearchReturnOption).peekable();
        options.peek().is_some()
            && options
                .all(|it| it.child(Kind::SearchReturnName).is_some_and(|name| name.is("SAVE")))
    }

    /// Whether it is a search that asks for this with RETURN.
    pub fn asks_for_result(&self, name: &str) -> bool {
        let parts = self.root().into_iter().flat_map(Node::descendants);
        let mut names = parts.filter(|node| node.kind() == Kind::SearchReturnName);
        names.any(|it| it.is(name))
    }

    /// Whether it removes only the messages that it names.
    pub fn is_uid_expunge(&self) -> bool {
        self.is_uid() && self.name().eq_ignore_ascii_case(b"EXPUNGE")
    }

    /// Whether it is a FETCH of changed messages only (RFC 7162).
    pub fn asks_for_changes(&self) -> bool {
        self.has_modifier("CHANGEDSINCE")
    }

    /// The names that it asks to enable, and that the server has not reported as enabled.
    pub fn not_enabled(&self) -> impl Iterator<Item = &[u8]> {
        let names = self.root().into_iter().flat_map(|root| root.children_of(Kind::Capability));
        let is_enabled = |name: &Node<'_>| self.enabled.iter().any(|enabled| name.is(enabled));
        names.filter(move |name| !is_enabled(name)).map(Node::text)
    }

    /// Notes that a response reports these flags of a message: those that this STORE adds to it should be
    /// among them, and those that it removes should not.
    pub(super) fn note_flags(&mut self, fetch: Fetch<'_>) {
        let Some(root) = self.tree.root().filter(|_| self.spec_name() == "STORE") else { return };
        let item = root.child(Kind::StoreItem).map(Node::to_uppercase).unwrap_or_default();
        let reported = fetch.items().find(|item| item.is("FLAGS"));
        let Some(reported) = reported else { return };
        let number = match (self.is_uid(), fetch.message) {
            (false, MessageId::Number(number)) => Some(number),
            (true, MessageId::Uid(uid)) => Some(uid),
            (true, _) => fetch.items().find(|item| item.is("UID")).and_then(FetchedItem::number),
            _ => None,
        };
        let set = root.text_of(Kind::SequenceSet);
        if !number.is_some_and(|number| sets::contains(set, number)) || item.contains("LABELS") {
            return;
        }
        let removes = item.starts_with('-');
        let named = root.descendants_of(Kind::Flag).map(Node::text);
        let is_as_before =
            |flag: &&[u8]| reported.flags().any(|it| it.eq_ignore_ascii_case(flag)) == removes;
        self.not_changed = named.filter(is_as_before).take(MAX_FLAGS).map(Box::from).collect();
    }

    pub fn asks_for_flags(&self) -> bool {
        let is_flags = |item: &Node<'_>, name: &&str| {
            item.child(Kind::FetchItemName).is_some_and(|it| it.is(name))
        };
        self.items()
            .any(|item| ["FLAGS", "ALL", "FAST", "FULL"].iter().any(|it| is_flags(&item, it)))
    }

    /// Whether it asks for content in a way that sets the \Seen flag.
    pub fn sets_seen(&self) -> bool {
        self.items().any(|item| {
            let Some(name) = item.child(Kind::FetchItemName) else { return false };
            match item.child(Kind::Section) {
                Some(_) => name.is("BODY") || name.is("BINARY"),
                None => name.is("RFC822") || name.is("RFC822.TEXT"),
            }
        })
    }

    /// Its FETCH items.
    fn items(&self) -> impl Iterator<Item = Node<'_>> {
        let parts = self.root().into_iter().flat_map(Node::descendants);
        parts.filter(|node| node.kind() == Kind::FetchItem)
    }

    /// The size of the literal at its end, if the literal itself is still to be sent.
    pub(super) fn awaited_literal(&self) -> Option<u64> {
        let last = self.root()?.descendants().last()?;
        if last.kind() != Kind::LiteralSize {
            return None;
        }
        let digits = last.text().iter().filter(|octet| octet.is_ascii_digit());
        String::from_utf8(digits.copied().collect()).ok()?.parse().ok()
    }
}

/// The name of a command as typed, without `UID`: for one unknown to the grammar, the word after the tag.
fn name_of(command: Node<'_>) -> &[u8] {
    let unknown = || command.child(Kind::Unknown);
    let name = command.children_of(Kind::CommandName).last().or_else(unknown);
    name.map_or(b"", Node::text)
}
