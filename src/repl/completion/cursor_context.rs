//! Determines the cursor's context in a command from the syntax tree.
//!
//! The grammar is not repeated here: a word can follow at the cursor if the tree of the text before the
//! cursor plus this word allows it, and the word's kind in that tree is its meaning.

use crate::protocol::commands;
use crate::protocol::syntax::{Kind, Node, Parser, Side, Tree};
use crate::protocol::typed_line::{CommandLine, looks_like_tag};
use crate::reference::{self, Category, Entry};

/// The tag of a line without one.
const TAG: &str = "a ";

/// Longer lines are not completed, because each candidate needs a tree.
const MAX_LINE: usize = 4096;

/// The way in which a command uses a mailbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailboxUse {
    /// It reads its messages, or adds to them.
    Selectable,
    /// It is about its name or its rights.
    Any,
    Deleted,
    /// A mailbox with this name does not exist yet.
    New,
    /// The names below it are listed.
    Reference,
}

/// The word before the cursor, and the command before it.
pub struct CursorContext<'l> {
    /// The word's start in the line.
    pub start: usize,
    /// The typed part of the word.
    pub word: &'l str,
    /// The command up to the word, with a tag.
    before: String,
}

impl<'l> CursorContext<'l> {
    /// The cursor at the end of this text. `None`: the text is too long.
    pub fn at_end(text: &'l str) -> Option<CursorContext<'l>> {
        if text.len() > MAX_LINE {
            return None;
        }
        let start = word_start(text);
        let (before, word) = text.split_at(start);
        Some(CursorContext { start, word, before: with_tag(text, before) })
    }

    /// Whether the word is the command's name.
    pub fn is_verb(&self) -> bool {
        self.before.trim_end().split([' ', '\t']).count() == 1
    }

    /// The command's entry in the reference.
    pub fn entry(&self) -> Option<&'static Entry> {
        let line = CommandLine::parse(&self.before);
        let verb = line.arguments.split_whitespace().next().unwrap_or_default();
        match line.spec? {
            uid if uid.name == "UID" => commands::after_uid(verb),
            command => Some(command),
        }
    }

    /// The command's name in capitals, without UID.
    pub fn command(&self) -> Option<&'static str> {
        let name = self.entry()?.name;
        Some(commands::without_uid(name))
    }

    /// Whether the command changes the flags of messages of the selected mailbox.
    pub fn is_store(&self) -> bool {
        self.command() == Some("STORE")
    }

    /// Whether the command's arguments are search keys.
    pub fn is_search(&self) -> bool {
        matches!(self.command(), Some("SEARCH" | "SORT" | "THREAD" | "ESEARCH"))
    }

    /// Whether the command changes rights.
    pub fn is_setting_rights(&self) -> bool {
        self.command() == Some("SETACL")
    }

    /// Whether the numbers of messages are UIDs.
    pub fn takes_uids(&self) -> bool {
        self.entry().is_some_and(|entry| entry.name.starts_with("UID "))
    }

    /// The way in which the command uses the mailbox at the cursor.
    pub fn mailbox_use(&self) -> MailboxUse {
        match self.command().unwrap_or_default() {
            "LIST" | "LSUB" | "RLIST" | "RLSUB" | "XLIST" => MailboxUse::Reference,
            "CREATE" => MailboxUse::New,
            "RENAME" if self.names_mailbox_before() => MailboxUse::New,
            "DELETE" => MailboxUse::Deleted,
            "SELECT" | "EXAMINE" | "STATUS" | "APPEND" | "COPY" | "MOVE" | "REPLACE" => {
                MailboxUse::Selectable
            }
            _ => MailboxUse::Any,
        }
    }

    fn names_mailbox_before(&self) -> bool {
        let mut parser = read(self.before.trim_end());
        parser.tree().nodes().any(|node| node.kind() == Kind::Mailbox)
    }

    /// The words before the cursor that are in the same list, or in no list either; each with its kind.
    pub fn words_in_list(&self) -> Vec<(Kind, String)> {
        let mut parser = read(self.before.trim_end());
        let Some(root) = parser.tree().root() else { return Vec::new() };
        let (mut list, mut last) = (root, root);
        while let Some(child) = last.children().last() {
            let is_open = child.child(Kind::Open).is_some() && child.child(Kind::Close).is_none();
            list = if is_open { child } else { list };
            last = child;
        }
        let text = |node: Node<'_>| String::from_utf8_lossy(node.text()).into_owned();
        list.descendants().map(|node| (node.kind(), text(node))).collect()
    }

    /// The word in the case of the typed text, or else of the command's name; `\Seen` is unchanged.
    pub fn in_case(&self, word: &str) -> String {
        let verb = self.before.split_whitespace().nth(1).unwrap_or_default();
        let has_letters = self.word.bytes().any(|octet| octet.is_ascii_alphabetic());
        let typed = if has_letters { self.word } else { verb };
        let is_capital = |text: &str| text.bytes().any(|octet| octet.is_ascii_uppercase());
        let has_own_case = word.bytes().any(|octet| octet.is_ascii_lowercase());
        if is_capital(typed) || has_own_case { word.to_owned() } else { word.to_ascii_lowercase() }
    }

    /// Whether the word follows UID, as the name of its command.
    pub fn is_after_uid(&self) -> bool {
        let mut words = self.before.split_whitespace().skip(1);
        words.next().is_some_and(|word| word.eq_ignore_ascii_case("uid")) && words.next().is_none()
    }

    /// The kind of the word that begins with these octets at the cursor, perhaps after a `(`.
    pub fn kind_of(&self, word: &str) -> Option<Kind> {
        let mut parser = read(&format!("{}{word}", self.before));
        let begin = self.before.len() + usize::from(word.starts_with('('));
        kind_at(parser.tree(), begin)
    }
}

/// The parser with the tree of a command.
fn read(command: &str) -> Parser {
    let mut parser = Parser::new(Side::Client);
    parser.line(command.as_bytes());
    parser
}

/// The text with a tag before it, if it has none.
pub fn with_tag(line: &str, text: &str) -> String {
    let line = line.trim_start();
    let is_tag = |(word, _)| looks_like_tag(word);
    let has_tag =
        CommandLine::parse(line).tag.is_some() || line.split_once(' ').is_some_and(is_tag);
    let tag = if has_tag { "" } else { TAG };
    format!("{tag}{}", text.trim_start())
}

/// The start of the text's last word: after the last space, `(`, or `[` of a section, or at the open
/// quote.
fn word_start(text: &str) -> usize {
    let (mut start, mut quote, mut escaped) = (0, None, false);
    for (at, c) in text.char_indices() {
        match (c, quote) {
            _ if std::mem::take(&mut escaped) => {}
            ('\\', Some(_)) => escaped = true,
            ('"', Some(_)) => quote = None,
            ('"', None) if at == start => quote = Some(at),
            (_, Some(_)) => {}
            (' ' | '\t' | '(', None) => start = at + 1,
            ('[', None) if is_section(&text[start..at]) => start = at + 1,
            _ => {}
        }
    }
    let start = quote.unwrap_or(start);
    // The number of a part before the name of a section.
    let is_in_section = text[..start].ends_with('[');
    let part = text[start..].bytes().take_while(|it| it.is_ascii_digit() || *it == b'.').count();
    if is_in_section { start + part } else { start }
}

fn is_section(item: &str) -> bool {
    let name = format!("{item}[]");
    item.len() < name.len() && reference::find(Category::FetchItems, &name).is_some()
}

/// The kind of the innermost named span that begins here.
fn kind_at(tree: &Tree, begin: usize) -> Option<Kind> {
    let begins_here = |node: &Node<'_>| node.range().start == begin && !node.text().is_empty();
    let spans: Vec<Kind> = tree.nodes().filter(begins_here).map(Node::kind).collect();
    let is_generic = |kind: &&Kind| matches!(kind, Kind::Atom | Kind::Quoted | Kind::Number);
    match spans.last()? {
        Kind::Unknown => None,
        // The rights are after the sign.
        Kind::RightsSign => Some(Kind::Rights),
        _ => spans.iter().rfind(|kind| !is_generic(kind)).copied(),
    }
}
