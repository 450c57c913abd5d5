//! What the explanations know of the session: the commands in flight, and the selected mailbox.

use super::phrase::count_in_set;
use crate::protocol::syntax::{Kind, Node, Tree};
use crate::reference::State;
use std::borrow::Cow;

/// How many octets of a command are kept until its completion.
const KEPT: usize = 64 * 1024;

/// How many capabilities are kept; servers have some dozens.
const MAX_CAPABILITIES: usize = 500;

/// The session as far as it was watched.
#[derive(Default)]
pub(super) struct WatchedSession {
    /// The commands that are not completed, oldest first.
    pending: Vec<Sent>,
    /// A command that continues after a literal which the server has not yet asked for.
    begun: Option<Sent>,
    /// The number of messages in the selected mailbox, by the last response that said it.
    pub exists: Option<u64>,
    /// Whether the greeting was received, or was not to be seen.
    pub greeted: bool,
    /// The state of the connection; `None`: its beginning was not watched.
    pub state: Option<State>,
    /// The name of the selected mailbox, if its selection was watched.
    pub mailbox: Option<Vec<u8>>,
    /// Whether the selected mailbox can't be changed, if the server has said so.
    pub read_only: Option<bool>,
    /// What the server has announced, in capitals; empty: nothing so far.
    capabilities: Vec<String>,
    /// Whether the last response was a list of them.
    announced_now: bool,
    /// Whether a command with a literal was sent, and no command was completed since.
    pub literal_sent: bool,
}

/// A command in flight.
pub(super) struct Sent {
    tree: Tree,
}

impl Sent {
    /// The command.
    pub fn root(&self) -> Option<Node<'_>> {
        self.tree.root()
    }

    /// Its tag.
    pub fn tag(&self) -> &[u8] {
        self.root().and_then(|root| root.child(Kind::Tag)).map_or(b"", Node::text)
    }

    fn names(&self) -> impl Iterator<Item = Node<'_>> {
        let parts = self.root().into_iter().flat_map(Node::children);
        parts.filter(|node| node.kind() == Kind::CommandName)
    }

    /// Its name as it was typed, without `UID`.
    pub fn name(&self) -> &[u8] {
        // Of a command that the grammar does not have, the word behind the tag.
        let unknown = || self.root().and_then(|root| root.child(Kind::Unknown));
        self.names().last().or_else(unknown).map_or(b"", Node::text)
    }

    /// Whether `UID` was typed before its name, so that it is about UIDs.
    pub fn is_uid(&self) -> bool {
        self.names().count() > 1
    }

    /// Whether it removes only the messages that it names.
    pub fn is_uid_expunge(&self) -> bool {
        self.is_uid() && self.name().eq_ignore_ascii_case(b"EXPUNGE")
    }

    /// The size of the literal that it ends with, if the literal itself is still to be sent.
    fn awaited_literal(&self) -> Option<u64> {
        let last = self.root()?.descendants().last()?;
        if last.kind() != Kind::LiteralSize {
            return None;
        }
        let digits = last.text().iter().filter(|octet| octet.is_ascii_digit());
        String::from_utf8(digits.copied().collect()).ok()?.parse().ok()
    }
}

impl WatchedSession {
    /// The first lines of a command were sent, up to a literal.
    pub fn note_begun(&mut self, tree: &Tree) {
        self.begun = (tree.text().len() <= KEPT).then(|| Sent { tree: tree.clone() });
    }

    /// A command was sent.
    pub fn sent(&mut self, tree: &Tree) {
        self.begun = None;
        self.greeted = true;
        let has_literal =
            tree.root().is_some_and(|root| root.descendants().any(|it| it.kind() == Kind::Literal));
        self.literal_sent |= has_literal;
        if tree.text().len() <= KEPT {
            let sent = Sent { tree: tree.clone() };
            if matches!(&*sent.name().to_ascii_uppercase(), b"SELECT" | b"EXAMINE") {
                self.read_only = None;
            }
            self.pending.push(sent);
        }
    }

    /// The size of the literal that the client wants to send next.
    pub fn awaited_literal(&self) -> Option<u64> {
        self.begun.iter().chain(self.pending.last()).find_map(Sent::awaited_literal)
    }

    /// The oldest command in flight of this name, in capitals.
    pub fn pending_named(&self, name: &str) -> Option<&Sent> {
        self.pending.iter().find(|sent| sent.name().eq_ignore_ascii_case(name.as_bytes()))
    }

    /// Whether all commands are completed.
    pub fn is_quiet(&self) -> bool {
        self.pending.is_empty()
    }

    /// Whether a mailbox is being opened, so that counts are not compared with those before.
    pub fn opens_mailbox(&self) -> bool {
        self.pending_named("SELECT").or_else(|| self.pending_named("EXAMINE")).is_some()
    }

    /// Whether the session was watched from its beginning.
    pub fn is_watched(&self) -> bool {
        self.state.is_some()
    }

    /// The command in flight, if there is one only.
    pub fn only_pending(&self) -> Option<&Sent> {
        match (&self.pending[..], &self.begun) {
            ([only], None) => Some(only),
            ([], begun) => begun.as_ref(),
            _ => None,
        }
    }

    /// The command in flight with this tag.
    pub fn pending(&self, tag: &[u8]) -> Option<&Sent> {
        self.pending.iter().chain(&self.begun).find(|sent| sent.tag() == tag)
    }

    /// Whether the server has said what it can do, and this is not among it.
    pub fn lacks(&self, capability: &str) -> bool {
        let has = |announced: &String| {
            // IMAP4rev2 includes many of them (RFC 9051, appendix E).
            announced == "IMAP4REV2"
                || announced.strip_prefix(capability).is_some_and(|rest| {
                    rest.is_empty() || rest.starts_with('=') || rest.starts_with('-')
                })
        };
        !self.capabilities.is_empty() && !self.capabilities.iter().any(has)
    }

    /// Whether the server has announced this.
    pub fn announces(&self, capability: &str) -> bool {
        self.capabilities.iter().any(|announced| announced == capability)
    }

    /// A response was received and explained.
    pub fn received(&mut self, root: Node<'_>) {
        let status = root.child(Kind::StatusWord).map_or(b"".as_slice(), Node::text);
        if !self.greeted && root.child(Kind::Untagged).is_some() && !status.is_empty() {
            let is_authenticated = status.eq_ignore_ascii_case(b"PREAUTH");
            self.state = Some(match is_authenticated {
                true => State::Authenticated,
                false => State::NotAuthenticated,
            });
        }
        self.greeted = true;
        self.note_capabilities(root);
        if let Some(code) = root.child(Kind::ResponseCode).and_then(|it| it.child(Kind::CodeName)) {
            match code.text().to_ascii_uppercase().as_slice() {
                b"READ-ONLY" => self.read_only = Some(true),
                b"READ-WRITE" => self.read_only = Some(false),
                _ => {}
            }
        }
        if let Some(tag) = root.child(Kind::Tag) {
            self.completed(tag.text(), status);
        }
        if root.child(Kind::Untagged).is_some() {
            self.received_data(root);
        }
    }

    /// The command with this tag was completed, if one has it.
    fn completed(&mut self, tag: &[u8], status: &[u8]) {
        let Some(index) = self.pending.iter().position(|sent| sent.tag() == tag) else { return };
        self.literal_sent = false;
        let sent = self.pending.remove(index);
        let name = String::from_utf8_lossy(sent.name()).to_ascii_uppercase();
        let is_ok = status.eq_ignore_ascii_case(b"OK");
        self.state = match &*name {
            "LOGIN" | "AUTHENTICATE" | "CLOSE" | "UNSELECT" if is_ok => Some(State::Authenticated),
            "SELECT" | "EXAMINE" if is_ok => Some(State::Selected),
            // A SELECT that fails leaves no mailbox selected (RFC 9051, section 6.3.2).
            "SELECT" | "EXAMINE" if status.eq_ignore_ascii_case(b"NO") => {
                self.state.map(|_| State::Authenticated)
            }
            "UNAUTHENTICATE" if is_ok => Some(State::NotAuthenticated),
            _ => self.state,
        };
        let leaves = matches!(&*name, "CLOSE" | "UNSELECT" | "UNAUTHENTICATE") && is_ok
            || matches!(&*name, "SELECT" | "EXAMINE") && status.eq_ignore_ascii_case(b"NO");
        if leaves {
            (self.exists, self.read_only) = (None, None);
        }
        if name == "EXAMINE" && is_ok {
            self.read_only = Some(true);
        }
        match &*name {
            "SELECT" | "EXAMINE" => {
                let mailbox = sent.root().and_then(|root| root.child(Kind::Mailbox));
                let name = mailbox.and_then(|mailbox| mailbox.string());
                self.mailbox = name.filter(|_| is_ok).map(Cow::into_owned);
            }
            "CLOSE" | "UNSELECT" | "UNAUTHENTICATE" if is_ok => self.mailbox = None,
            _ => {}
        }
        if matches!(&*name, "LOGIN" | "AUTHENTICATE" | "STARTTLS") && is_ok && !self.announced_now {
            // The list may be another one now (RFC 3501, section 6.2).
            self.capabilities.clear();
        }
    }

    /// Takes in a list of capabilities, which replaces the one before.
    fn note_capabilities(&mut self, root: Node<'_>) {
        let is_list = |name: Option<Node<'_>>| {
            name.is_some_and(|name| name.text().eq_ignore_ascii_case(b"CAPABILITY"))
        };
        let code = root.child(Kind::ResponseCode);
        self.announced_now = is_list(root.child(Kind::ResponseName))
            || is_list(code.and_then(|code| code.child(Kind::CodeName)));
        if self.announced_now {
            let names = root.descendants().filter(|node| node.kind() == Kind::Capability);
            let names = names.take(MAX_CAPABILITIES).map(Node::text);
            self.capabilities =
                names.map(|name| String::from_utf8_lossy(name).to_ascii_uppercase()).collect();
        }
    }

    /// How many messages there are after this VANISHED response.
    pub fn exists_after_vanished(&self, root: Node<'_>) -> Option<u64> {
        // Those of EARLIER were not counted any more (RFC 7162, section 3.2.10).
        let names = root.children().filter(|node| node.kind() == Kind::ResponseName);
        if names.count() > 1 {
            return self.exists;
        }
        let gone = root.child(Kind::KnownUids).and_then(|uids| count_in_set(uids.text()));
        self.exists.zip(gone).map(|(exists, gone)| exists.saturating_sub(gone))
    }

    fn received_data(&mut self, root: Node<'_>) {
        let number = root.child(Kind::MessageNumber).and_then(Node::number);
        match root.child(Kind::ResponseName).map(Node::text) {
            Some(name) if name.eq_ignore_ascii_case(b"EXISTS") => self.exists = number,
            Some(name) if name.eq_ignore_ascii_case(b"EXPUNGE") => {
                self.exists = self.exists.map(|exists| exists.saturating_sub(1));
            }
            Some(name) if name.eq_ignore_ascii_case(b"VANISHED") => {
                self.exists = self.exists_after_vanished(root);
            }
            _ => {}
        }
    }
}
