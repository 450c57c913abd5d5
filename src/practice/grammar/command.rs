//! A whole command: its tag, its name, its arguments (RFC 3501, 9, and the extensions' RFCs).

use super::arguments::{
    atom, flag, flag_list, list, list_mailbox, mailbox, quoted_text, string, text,
};
use super::cursor::{Cursor, Fault, Read};
use super::fetch::{Item, items};
use super::search::{Search, search};
use super::set::{Set, set};
use super::text::CommandText;
use crate::practice::store::date::InternalDate;

/// What STATUS can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusItem {
    /// MESSAGES
    Messages,
    /// RECENT
    Recent,
    /// UIDNEXT
    UidNext,
    /// UIDVALIDITY
    UidValidity,
    /// UNSEEN
    Unseen,
}

/// How STORE changes flags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreMode {
    /// FLAGS
    Replace,
    /// +FLAGS
    Add,
    /// -FLAGS
    Remove,
}

/// APPEND's arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Append {
    /// Where to.
    pub mailbox: String,
    /// Its flags.
    pub flags: Vec<String>,
    /// Its internal date; None: now.
    pub date: Option<InternalDate>,
    /// The message.
    pub message: Vec<u8>,
}

/// A command. The `bool` of those that have one is whether it was said with UID.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // Each is the RFC's command of that name.
pub enum Command {
    Capability,
    Noop,
    Logout,
    Id,
    StartTls,
    Authenticate {
        mechanism: String,
        initial: Option<Vec<u8>>,
    },
    Login {
        user: String,
        password: String,
    },
    Compress {
        algorithm: String,
    },
    Namespace,
    Select {
        mailbox: String,
        read_only: bool,
    },
    Create(String),
    Delete(String),
    Rename {
        from: String,
        to: String,
    },
    Subscribe(String),
    Unsubscribe(String),
    List {
        reference: String,
        pattern: String,
    },
    Lsub {
        reference: String,
        pattern: String,
    },
    Status {
        mailbox: String,
        items: Vec<StatusItem>,
    },
    Append(Append),
    Idle,
    Check,
    Close,
    Unselect,
    Expunge,
    UidExpunge(Set),
    Search(bool, Search),
    Fetch(bool, Set, Vec<Item>),
    Store {
        uid: bool,
        set: Set,
        mode: StoreMode,
        silent: bool,
        flags: Vec<String>,
    },
    Copy {
        uid: bool,
        set: Set,
        mailbox: String,
    },
    Move {
        uid: bool,
        set: Set,
        mailbox: String,
    },
}

/// A command read, or why not, with its tag if it has one, and its name for the completion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// The tag; None: none was found, and the answer is untagged.
    pub tag: Option<String>,
    /// What it says.
    pub command: Result<Command, Fault>,
}

/// The tag a command starts with: astring-chars without "+", then a blank or the end.
pub fn tag_of(octets: &[u8]) -> Option<&str> {
    let end = octets
        .iter()
        .position(|octet| *octet == b' ')
        .unwrap_or(octets.len());
    let tag = octets.get(..end)?;
    let is_tag =
        |octet: &u8| (super::arguments::is_atom_char(*octet) || *octet == b']') && *octet != b'+';
    let good = !tag.is_empty() && tag.len() <= 128 && tag.iter().all(is_tag);
    if good {
        std::str::from_utf8(tag).ok()
    } else {
        None
    }
}

/// Reads a command.
pub fn parse(command: &CommandText) -> Parsed {
    let mut cursor = Cursor::new(command);
    let Some(tag) = tag_of(command.octets()) else {
        let fault = cursor.expected("a tag, such as a001, before the command");
        return Parsed {
            tag: None,
            command: Err(fault),
        };
    };
    cursor.back_to(tag.len());
    let command = after_tag(&mut cursor, tag);
    Parsed {
        tag: Some(tag.to_owned()),
        command,
    }
}

fn after_tag(cursor: &mut Cursor<'_>, tag: &str) -> Read<Command> {
    if cursor.peek().is_none() && tag.eq_ignore_ascii_case("DONE") {
        return Err(cursor.bad_here("DONE ends IDLE, and no IDLE runs"));
    }
    cursor.blank("a command after the tag")?;
    let place = cursor.clone();
    let name = atom(cursor, "a command after the tag")?.to_ascii_uppercase();
    let command = match name.as_str() {
        "UID" => return uid(cursor),
        _ => named(cursor, &name)?,
    };
    match command {
        Some(command) => {
            cursor.end(&name)?;
            Ok(command)
        }
        None => Err(unknown(&place, tag, &name)),
    }
}

/// A BAD for what is no command here, with the likeliest reason where there is one.
fn unknown(place: &Cursor<'_>, tag: &str, name: &str) -> Fault {
    let tag_is_command = CommandText::line(format!("x {tag}").as_bytes());
    let mut cursor = Cursor::new(&tag_is_command);
    cursor.back_to(2);
    let known = !matches!(named(&mut cursor, &tag.to_ascii_uppercase()), Ok(None));
    let hint = if known {
        format!(" ({tag} was taken for the tag)")
    } else {
        String::new()
    };
    let shown: String = name.chars().take(40).collect();
    place.bad_here(&format!(
        "Expected a command that this server knows, not {shown}{hint}"
    ))
}

fn named(cursor: &mut Cursor<'_>, name: &str) -> Read<Option<Command>> {
    let command = match name {
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
        "COMPRESS" => {
            cursor.blank("an algorithm after COMPRESS")?;
            let algorithm = atom(cursor, "an algorithm after COMPRESS")?;
            Command::Compress {
                algorithm: algorithm.to_ascii_uppercase(),
            }
        }
        "SELECT" => Command::Select {
            mailbox: mailbox_after(cursor, name)?,
            read_only: false,
        },
        "EXAMINE" => Command::Select {
            mailbox: mailbox_after(cursor, name)?,
            read_only: true,
        },
        "CREATE" => Command::Create(mailbox_after(cursor, name)?),
        "DELETE" => Command::Delete(mailbox_after(cursor, name)?),
        "SUBSCRIBE" => Command::Subscribe(mailbox_after(cursor, name)?),
        "UNSUBSCRIBE" => Command::Unsubscribe(mailbox_after(cursor, name)?),
        "RENAME" => {
            let from = mailbox_after(cursor, name)?;
            cursor.blank("the new mailbox name after RENAME's first")?;
            Command::Rename {
                from,
                to: mailbox(cursor, "the new mailbox name")?,
            }
        }
        "LIST" | "LSUB" => listing(cursor, name)?,
        "STATUS" => status(cursor)?,
        "APPEND" => append(cursor)?,
        "SEARCH" | "FETCH" | "STORE" | "COPY" | "MOVE" => messages(cursor, name, false)?,
        _ => return Ok(None),
    };
    Ok(Some(command))
}

fn uid(cursor: &mut Cursor<'_>) -> Read<Command> {
    let what = "FETCH, SEARCH, STORE, COPY, MOVE or EXPUNGE after UID";
    cursor.blank(what)?;
    let place = cursor.clone();
    let name = atom(cursor, what)?.to_ascii_uppercase();
    let command = match name.as_str() {
        "SEARCH" | "FETCH" | "STORE" | "COPY" | "MOVE" => messages(cursor, &name, true)?,
        "EXPUNGE" => {
            cursor.blank("UIDs after UID EXPUNGE")?;
            Command::UidExpunge(set(cursor, "UIDs after UID EXPUNGE")?)
        }
        _ => return Err(place.expected(what)),
    };
    cursor.end(&format!("UID {name}"))?;
    Ok(command)
}

fn mailbox_after(cursor: &mut Cursor<'_>, name: &str) -> Read<String> {
    let what = format!("a mailbox name after {name}");
    cursor.blank(&what)?;
    mailbox(cursor, &what)
}

fn login(cursor: &mut Cursor<'_>) -> Read<Command> {
    cursor.blank("a user name after LOGIN")?;
    let user = text(cursor, "a user name after LOGIN")?;
    cursor.blank("a password after the user name")?;
    Ok(Command::Login {
        user,
        password: text(cursor, "a password after the user name")?,
    })
}

fn authenticate(cursor: &mut Cursor<'_>) -> Read<Command> {
    cursor.blank("a mechanism after AUTHENTICATE")?;
    let mechanism = atom(cursor, "a mechanism after AUTHENTICATE")?.to_ascii_uppercase();
    let initial = if cursor.peek().is_some() {
        cursor.blank("an initial response after the mechanism")?;
        let is_base64 = |octet: u8| octet.is_ascii_alphanumeric() || b"+/=".contains(&octet);
        let initial = cursor.eat_while(is_base64);
        if initial.is_empty() {
            return Err(cursor.expected("an initial response in base64, or = for an empty one"));
        }
        Some(initial.to_vec())
    } else {
        None
    };
    Ok(Command::Authenticate { mechanism, initial })
}

/// ID's list is read and forgotten (RFC 2971): up to 30 fields, or NIL.
fn id(cursor: &mut Cursor<'_>) -> Read<Command> {
    cursor.blank("a list of fields, or NIL, after ID")?;
    if cursor.eat_word("NIL") || cursor.rest() == b"()" {
        cursor.eat(b'(');
        cursor.eat(b')');
        return Ok(Command::Id);
    }
    let fields = list(cursor, "a list of fields, or NIL, after ID", |cursor| {
        if string(cursor)?.is_none() {
            return Err(cursor.expected("a field's name as a string"));
        }
        cursor.blank("a field's value")?;
        if string(cursor)?.is_none() && !cursor.eat_word("NIL") {
            return Err(cursor.expected("a field's value as a string, or NIL"));
        }
        Ok(())
    })?;
    if fields.len() > 30 {
        return Err(cursor.bad_here("Expected at most 30 fields after ID"));
    }
    Ok(Command::Id)
}

fn listing(cursor: &mut Cursor<'_>, name: &str) -> Read<Command> {
    cursor.blank(&format!("a reference name, often \"\", after {name}"))?;
    let reference = mailbox(
        cursor,
        &format!("a reference name, often \"\", after {name}"),
    )?;
    cursor.blank("a mailbox name or a pattern such as \"*\" after the reference name")?;
    let pattern = list_mailbox(cursor, "a mailbox name or a pattern such as \"*\"")?;
    Ok(match name {
        "LIST" => Command::List { reference, pattern },
        _ => Command::Lsub { reference, pattern },
    })
}

fn status(cursor: &mut Cursor<'_>) -> Read<Command> {
    let mailbox = mailbox_after(cursor, "STATUS")?;
    let what = "items in parentheses, such as (MESSAGES UNSEEN)";
    cursor.blank(what)?;
    let items = list(cursor, what, |cursor| {
        let place = cursor.clone();
        let what = "MESSAGES, RECENT, UIDNEXT, UIDVALIDITY or UNSEEN";
        match atom(cursor, what)?.to_ascii_uppercase().as_str() {
            "MESSAGES" => Ok(StatusItem::Messages),
            "RECENT" => Ok(StatusItem::Recent),
            "UIDNEXT" => Ok(StatusItem::UidNext),
            "UIDVALIDITY" => Ok(StatusItem::UidValidity),
            "UNSEEN" => Ok(StatusItem::Unseen),
            _ => Err(place.expected(what)),
        }
    })?;
    Ok(Command::Status { mailbox, items })
}

fn append(cursor: &mut Cursor<'_>) -> Read<Command> {
    let mailbox = mailbox_after(cursor, "APPEND")?;
    let what = "flags in parentheses, a date in quotes, or the message as a literal {n}";
    cursor.blank(what)?;
    let mut flags = Vec::new();
    if cursor.peek() == Some(b'(') {
        flags = flag_list(cursor)?;
        cursor.blank("a date in quotes or the message as a literal {n}")?;
    }
    let mut date = None;
    if cursor.peek() == Some(b'"') {
        let what = "a date and time such as \"01-Feb-1994 21:52:25 -0800\"";
        let place = cursor.clone();
        let text = quoted_text(cursor, what)?;
        date = Some(InternalDate::parse(&text).ok_or_else(|| place.expected(what))?);
        cursor.blank("the message as a literal {n}")?;
    }
    if cursor.peek() != Some(b'{') {
        return Err(cursor.expected("the message as a literal {n}"));
    }
    let message = cursor.literal(true)?.to_vec();
    Ok(Command::Append(Append {
        mailbox,
        flags,
        date,
        message,
    }))
}

fn messages(cursor: &mut Cursor<'_>, name: &str, uid: bool) -> Read<Command> {
    if name == "SEARCH" {
        cursor.blank("a search key after SEARCH")?;
        return Ok(Command::Search(uid, search(cursor)?));
    }
    let numbers = if uid { "UIDs" } else { "sequence numbers" };
    let what = format!("{numbers} such as 1:* after {name}");
    cursor.blank(&what)?;
    let set = set(cursor, &what)?;
    Ok(match name {
        "FETCH" => {
            cursor.blank("what to fetch, such as FLAGS or (UID BODY[])")?;
            Command::Fetch(uid, set, items(cursor)?)
        }
        "STORE" => store(cursor, uid, set)?,
        "COPY" => Command::Copy {
            uid,
            set,
            mailbox: target(cursor)?,
        },
        _ => Command::Move {
            uid,
            set,
            mailbox: target(cursor)?,
        },
    })
}

fn target(cursor: &mut Cursor<'_>) -> Read<String> {
    cursor.blank("a mailbox name after the numbers")?;
    mailbox(cursor, "a mailbox name after the numbers")
}

fn store(cursor: &mut Cursor<'_>, uid: bool, set: Set) -> Read<Command> {
    let what = "FLAGS, +FLAGS or -FLAGS, each with .SILENT perhaps";
    cursor.blank(what)?;
    let mode = match cursor.peek() {
        Some(b'+') => StoreMode::Add,
        Some(b'-') => StoreMode::Remove,
        _ => StoreMode::Replace,
    };
    let place = cursor.clone();
    if mode != StoreMode::Replace {
        cursor.eat_while(|octet| octet == b'+' || octet == b'-');
    }
    if place.rest().len() > cursor.rest().len() + 1 || !cursor.eat_word("FLAGS") {
        return Err(place.expected(what));
    }
    let silent = cursor.eat_word(".SILENT");
    cursor.blank("flags such as (\\Seen)")?;
    let flags = if cursor.peek() == Some(b'(') {
        flag_list(cursor)?
    } else {
        let mut flags = vec![flag(cursor)?];
        while cursor.eat(b' ') {
            flags.push(flag(cursor)?);
        }
        flags
    };
    Ok(Command::Store {
        uid,
        set,
        mode,
        silent,
        flags,
    })
}

#[cfg(test)]
#[path = "command_tests.rs"]
mod tests;
