//! A whole command: its tag, its name and its arguments.

use super::append_arguments::{
    AppendArguments, ReplaceArguments, append_arguments, replace_arguments,
};
use super::arguments::{
    atom, is_atom_char, list, list_mailbox, mailbox, mailbox_after, quoted_text, string, text,
};
use super::command_text::CommandOctets;
use super::cursor::{Cursor, ParseError, ParseResult};
use super::fetch_and_store::{FetchArguments, StoreArguments, fetch_arguments, store_arguments};
use super::list_arguments::{ListArguments, list_arguments};
use super::metadata::{GetMetadata, SetMetadata, get_metadata, set_metadata};
use super::notify::{NotifyArguments, notify_arguments};
use super::search_keys::{SearchProgram, search_program};
use super::search_return::{SearchReturn, search_return};
use super::select_arguments::{SelectArguments, select_arguments};
use super::sequence_set::{SequenceSet, sequence_set};
use super::sort_and_thread::{SortArguments, ThreadArguments, sort_arguments, thread_arguments};
use super::status_items::{StatusItem, status_items};
use crate::practice::capability::{Capability, Dialect};

const MAX_TAG_LENGTH: usize = 128;
/// RFC 2971, section 3.3.
const MAX_ID_FIELDS: usize = 30;

/// A command. `uid` is whether it was prefixed with UID.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    Capability,
    Noop,
    Logout,
    Id,
    StartTls,
    Authenticate {
        mechanism: String,
        /// In base64.
        initial_response: Option<Vec<u8>>,
    },
    Login {
        user: String,
        password: String,
    },
    Compress {
        algorithm: String,
    },
    Namespace,
    GetQuota(String),
    GetQuotaRoot(String),
    GetMetadata(GetMetadata),
    SetMetadata(SetMetadata),
    Notify(NotifyArguments),
    Enable(Vec<String>),
    Select(SelectArguments),
    Create {
        mailbox: String,
        /// The special uses that it shall have (RFC 6154).
        uses: Vec<String>,
    },
    Delete(String),
    Rename {
        from: String,
        to: String,
    },
    Subscribe(String),
    Unsubscribe(String),
    List(ListArguments),
    Lsub {
        reference: String,
        pattern: String,
    },
    Status {
        mailbox: String,
        items: Vec<StatusItem>,
    },
    Append(AppendArguments),
    Idle,
    Check,
    Close,
    Unselect,
    Expunge,
    UidExpunge(SequenceSet),
    Search {
        uid: bool,
        returns: Option<SearchReturn>,
        program: SearchProgram,
    },
    /// The tags of the searches whose updates end.
    CancelUpdate(Vec<String>),
    Replace(ReplaceArguments),
    Sort(SortArguments),
    Thread(ThreadArguments),
    Fetch(FetchArguments),
    Store(StoreArguments),
    Copy {
        uid: bool,
        set: SequenceSet,
        mailbox: String,
    },
    Move {
        uid: bool,
        set: SequenceSet,
        mailbox: String,
    },
}

/// A parsed command and its tag, which is known even if the rest is invalid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// `None` if the command does not start with a tag. The response to it is then untagged.
    pub tag: Option<String>,
    pub command: ParseResult<Command>,
}

/// The tag that a command starts with: astring characters without "+", up to a space or the end.
pub fn tag_of(octets: &[u8]) -> Option<&str> {
    let tag = octets.split(|octet| *octet == b' ').next()?;
    let is_tag_char = |octet: &u8| (is_atom_char(*octet) || *octet == b']') && *octet != b'+';
    let is_tag = !tag.is_empty() && tag.len() <= MAX_TAG_LENGTH && tag.iter().all(is_tag_char);
    is_tag.then(|| std::str::from_utf8(tag).ok()).flatten()
}

pub fn parse(command: &CommandOctets, dialect: Dialect) -> Parsed {
    let mut cursor = Cursor::new(command, dialect);
    let Some(tag) = tag_of(command.octets()) else {
        return Parsed {
            tag: None,
            command: Err(cursor.expected("a tag, such as a001, before the command")),
        };
    };
    cursor.skip(tag.len());
    Parsed { tag: Some(tag.to_owned()), command: after_tag(&mut cursor, tag) }
}

fn after_tag(cursor: &mut Cursor<'_>, tag: &str) -> ParseResult<Command> {
    if cursor.peek().is_none() && tag.eq_ignore_ascii_case("DONE") {
        return Err(cursor.error("DONE ends IDLE, but no IDLE is running"));
    }
    cursor.space("a command after the tag")?;
    let start = cursor.clone();
    let name = atom(cursor, "a command after the tag")?.to_ascii_uppercase();
    if name == "UID" {
        return uid_command(cursor);
    }
    match command(cursor, &name)? {
        Some(command) => {
            cursor.end(&name)?;
            Ok(command)
        }
        None => Err(unknown_command(&start, tag)),
    }
}

/// The error for an unknown command, which is not repeated: it may be a password. If the tag is a
/// command's name, the tag was probably forgotten.
fn unknown_command(start: &Cursor<'_>, tag: &str) -> ParseError {
    let no_arguments = CommandOctets::default();
    let mut no_arguments = Cursor::new(&no_arguments, start.dialect());
    let tag_as_command = command(&mut no_arguments, &tag.to_ascii_uppercase());
    let hint = match tag_as_command {
        Ok(None) => String::new(),
        _ => format!(" ({tag} was taken for the tag)"),
    };
    start.error(&format!("Expected a command that this server knows{hint}"))
}

/// Parses the arguments of the command with this name, in capitals. Returns `None` if the name is
/// unknown.
fn command(cursor: &mut Cursor<'_>, name: &str) -> ParseResult<Option<Command>> {
    if !is_permitted(cursor, name) {
        return Ok(None);
    }
    Ok(Some(match name {
        "CAPABILITY" => Command::Capability,
        "NOOP" => Command::Noop,
        "LOGOUT" => Command::Logout,
        "STARTTLS" => Command::StartTls,
        "NAMESPACE" => Command::Namespace,
        "IDLE" => Command::Idle,
        "CHECK" => Command::Check,
        "CLOSE" => Command::Close,
        "UNSELECT" => Command::Unselect,
        "EXPUNGE" => Command::Expunge,
        "ID" => id(cursor)?,
        "AUTHENTICATE" => authenticate(cursor)?,
        "LOGIN" => login(cursor)?,
        "COMPRESS" => compress(cursor)?,
        "ENABLE" => enable(cursor)?,
        "GETQUOTA" => {
            cursor.space("a quota root, often \"\", after GETQUOTA")?;
            Command::GetQuota(text(cursor, "a quota root, often \"\", after GETQUOTA")?)
        }
        "GETMETADATA" => Command::GetMetadata(get_metadata(cursor)?),
        "SETMETADATA" => Command::SetMetadata(set_metadata(cursor)?),
        "NOTIFY" => Command::Notify(notify_arguments(cursor)?),
        "GETQUOTAROOT" => Command::GetQuotaRoot(mailbox_after(cursor, name)?),
        "SELECT" | "EXAMINE" => Command::Select(select_arguments(cursor, name)?),
        "CREATE" => create(cursor)?,
        "DELETE" => Command::Delete(mailbox_after(cursor, name)?),
        "SUBSCRIBE" => Command::Subscribe(mailbox_after(cursor, name)?),
        "UNSUBSCRIBE" => Command::Unsubscribe(mailbox_after(cursor, name)?),
        "RENAME" => rename(cursor)?,
        "LIST" => Command::List(list_arguments(cursor)?),
        "LSUB" => lsub(cursor)?,
        "STATUS" => status(cursor)?,
        "APPEND" => Command::Append(append_arguments(cursor)?),
        "CANCELUPDATE" => cancel_update(cursor)?,
        "REPLACE" => Command::Replace(replace_arguments(cursor, false)?),
        "SORT" => Command::Sort(sort_arguments(cursor, false)?),
        "THREAD" => Command::Thread(thread_arguments(cursor, false)?),
        "SEARCH" | "FETCH" | "STORE" | "COPY" | "MOVE" => message_command(cursor, name, false)?,
        _ => return Ok(None),
    }))
}

/// Whether a capability to which a command belongs is announced. The commands of RFC 3501 always are.
fn is_permitted(cursor: &Cursor<'_>, name: &str) -> bool {
    let any_of: &[Capability] = match name {
        "STARTTLS" => &[Capability::StartTls],
        "NAMESPACE" => &[Capability::Namespace],
        "ENABLE" => &[Capability::Enable],
        "IDLE" => &[Capability::Idle],
        "UNSELECT" => &[Capability::Unselect],
        "ID" => &[Capability::Id],
        "COMPRESS" => &[Capability::Compress],
        "MOVE" => &[Capability::Move],
        "SORT" => &[Capability::Sort],
        "GETMETADATA" | "SETMETADATA" => &[Capability::Metadata],
        "NOTIFY" => &[Capability::Notify],
        "GETQUOTA" | "GETQUOTAROOT" => &[Capability::Quota],
        "CANCELUPDATE" => &[Capability::ContextSearch, Capability::ContextSort],
        "REPLACE" => &[Capability::Replace],
        "THREAD" => &[Capability::ThreadReferences, Capability::ThreadOrderedSubject],
        "UID EXPUNGE" => &[Capability::UidPlus],
        _ => return true,
    };
    any_of.iter().any(|capability| cursor.permits(*capability))
}

fn uid_command(cursor: &mut Cursor<'_>) -> ParseResult<Command> {
    let description = "FETCH, SEARCH, SORT, THREAD, STORE, COPY, MOVE or EXPUNGE after UID";
    cursor.space(description)?;
    let start = cursor.clone();
    let name = atom(cursor, description)?.to_ascii_uppercase();
    let command = match name.as_str() {
        _ if !is_permitted(cursor, &name) => return Err(start.expected(description)),
        "SORT" => Command::Sort(sort_arguments(cursor, true)?),
        "REPLACE" => Command::Replace(replace_arguments(cursor, true)?),
        "THREAD" => Command::Thread(thread_arguments(cursor, true)?),
        "SEARCH" | "FETCH" | "STORE" | "COPY" | "MOVE" => message_command(cursor, &name, true)?,
        "EXPUNGE" if is_permitted(cursor, "UID EXPUNGE") => {
            cursor.space("UIDs after UID EXPUNGE")?;
            Command::UidExpunge(sequence_set(cursor, "UIDs after UID EXPUNGE")?)
        }
        _ => return Err(start.expected(description)),
    };
    cursor.end(&format!("UID {name}"))?;
    Ok(command)
}

/// The commands that take sequence numbers, or UIDs if prefixed with UID.
fn message_command(cursor: &mut Cursor<'_>, name: &str, uid: bool) -> ParseResult<Command> {
    if name == "SEARCH" {
        cursor.space("a search key after SEARCH")?;
        let returns = search_return(cursor, "a search key", Capability::ContextSearch)?;
        let program = search_program(cursor)?;
        return Ok(Command::Search { uid, returns, program });
    }
    let numbers = if uid { "UIDs" } else { "sequence numbers" };
    let description = format!("{numbers} such as 1:* after {name}");
    cursor.space(&description)?;
    let set = sequence_set(cursor, &description)?;
    Ok(match name {
        "FETCH" => Command::Fetch(fetch_arguments(cursor, uid, set)?),
        "STORE" => Command::Store(store_arguments(cursor, uid, set)?),
        _ => {
            cursor.space("a mailbox name after the numbers")?;
            let mailbox = mailbox(cursor, "a mailbox name after the numbers")?;
            match name {
                "COPY" => Command::Copy { uid, set, mailbox },
                _ => Command::Move { uid, set, mailbox },
            }
        }
    })
}

fn login(cursor: &mut Cursor<'_>) -> ParseResult<Command> {
    cursor.space("a user name after LOGIN")?;
    let user = text(cursor, "a user name after LOGIN")?;
    cursor.space("a password after the user name")?;
    let password = text(cursor, "a password after the user name")?;
    Ok(Command::Login { user, password })
}

fn authenticate(cursor: &mut Cursor<'_>) -> ParseResult<Command> {
    cursor.space("a mechanism after AUTHENTICATE")?;
    let mechanism = atom(cursor, "a mechanism after AUTHENTICATE")?.to_ascii_uppercase();
    let mut initial_response = None;
    if cursor.peek().is_some() {
        cursor.space("an initial response after the mechanism")?;
        let is_base64 = |octet: u8| octet.is_ascii_alphanumeric() || b"+/=".contains(&octet);
        let base64 = cursor.eat_while(is_base64);
        if base64.is_empty() {
            return Err(cursor.expected("an initial response in base64, or = for an empty one"));
        }
        initial_response = Some(base64.to_vec());
    }
    Ok(Command::Authenticate { mechanism, initial_response })
}

fn compress(cursor: &mut Cursor<'_>) -> ParseResult<Command> {
    cursor.space("an algorithm after COMPRESS")?;
    let algorithm = atom(cursor, "an algorithm after COMPRESS")?.to_ascii_uppercase();
    Ok(Command::Compress { algorithm })
}

/// ID's list of fields, or NIL (RFC 2971). It is parsed and ignored.
fn id(cursor: &mut Cursor<'_>) -> ParseResult<Command> {
    let description = "a list of fields, or NIL, after ID";
    cursor.space(description)?;
    if cursor.eat_word("NIL") || cursor.eat_word("()") {
        return Ok(Command::Id);
    }
    let fields = list(cursor, description, |cursor| {
        if string(cursor)?.is_none() {
            return Err(cursor.expected("a field name as a string"));
        }
        cursor.space("a field value")?;
        if string(cursor)?.is_none() && !cursor.eat_word("NIL") {
            return Err(cursor.expected("a field value as a string, or NIL"));
        }
        Ok(())
    })?;
    if fields.len() > MAX_ID_FIELDS {
        return Err(cursor.expected(&format!("at most {MAX_ID_FIELDS} fields after ID")));
    }
    Ok(Command::Id)
}

fn rename(cursor: &mut Cursor<'_>) -> ParseResult<Command> {
    let from = mailbox_after(cursor, "RENAME")?;
    cursor.space("the new mailbox name after the old one")?;
    let to = mailbox(cursor, "the new mailbox name")?;
    Ok(Command::Rename { from, to })
}

fn lsub(cursor: &mut Cursor<'_>) -> ParseResult<Command> {
    let description = "a reference name, often \"\", after LSUB";
    cursor.space(description)?;
    let reference = list_mailbox(cursor, description)?;
    cursor.space("a mailbox name or a pattern such as \"*\" after the reference name")?;
    let pattern = list_mailbox(cursor, "a mailbox name or a pattern such as \"*\"")?;
    Ok(Command::Lsub { reference, pattern })
}

fn status(cursor: &mut Cursor<'_>) -> ParseResult<Command> {
    let mailbox = mailbox_after(cursor, "STATUS")?;
    let items = status_items(cursor, "the mailbox name")?;
    Ok(Command::Status { mailbox, items })
}

fn enable(cursor: &mut Cursor<'_>) -> ParseResult<Command> {
    let description = "a capability after ENABLE";
    let mut names = Vec::new();
    while names.is_empty() || cursor.peek().is_some() {
        cursor.space(description)?;
        names.push(atom(cursor, description)?.to_ascii_uppercase());
    }
    Ok(Command::Enable(names))
}

fn create(cursor: &mut Cursor<'_>) -> ParseResult<Command> {
    let mailbox = mailbox_after(cursor, "CREATE")?;
    let mut uses = Vec::new();
    if cursor.permits(Capability::CreateSpecialUse) && cursor.peek().is_some() {
        let description = "(USE (\\Archive)) after the mailbox name";
        cursor.space(description)?;
        cursor.require(b'(', description)?;
        if !cursor.eat_whole_word("USE") {
            return Err(cursor.expected("USE"));
        }
        cursor.space("special uses in parentheses after USE")?;
        if !cursor.eat_word("()") {
            uses = list(cursor, "special uses in parentheses", |cursor| {
                cursor.require(b'\\', "a special use such as \\Archive")?;
                atom(cursor, "a special use such as \\Archive").map(|name| format!("\\{name}"))
            })?;
        }
        cursor.require(b')', "a closing parenthesis")?;
    }
    Ok(Command::Create { mailbox, uses })
}

fn cancel_update(cursor: &mut Cursor<'_>) -> ParseResult<Command> {
    let description = "the tag of a search in quotes";
    let mut tags = Vec::new();
    while tags.is_empty() || cursor.peek().is_some() {
        cursor.space(description)?;
        tags.push(quoted_text(cursor, description)?);
    }
    Ok(Command::CancelUpdate(tags))
}

#[cfg(test)]
#[path = "command_tests.rs"]
mod tests;
