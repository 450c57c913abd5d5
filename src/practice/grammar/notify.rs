//! The arguments of NOTIFY (RFC 5465, section 8).

use super::arguments::{atom, list, mailbox};
use super::cursor::{Cursor, ParseError, ParseResult};
use super::fetch_items::{FetchItem, fetch_item_list};
use crate::practice::capability::Capability;
use crate::practice::store::watch::{Events, MailboxFilter, Watch};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotifyArguments {
    /// NOTIFY NONE.
    None,
    Set(NotifySet),
}

/// The arguments of NOTIFY SET.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NotifySet {
    /// Return the status of the watched mailboxes now.
    pub status: bool,
    pub selected: SelectedEvents,
    pub watch: Watch,
    /// It names an event that this server does not know.
    pub has_unknown_event: bool,
}

/// What is wanted about the selected mailbox: nothing, unless a group says so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SelectedEvents {
    /// An EXPUNGE waits for a command that permits it.
    pub delayed: bool,
    pub events: Events,
    /// What is fetched of new messages.
    pub items: Vec<FetchItem>,
}

/// The mailboxes of an event group.
enum Filter {
    Selected { delayed: bool },
    Others(MailboxFilter),
}

#[derive(Default)]
struct GroupEvents {
    message_new: bool,
    message_expunge: bool,
    events: Events,
    items: Vec<FetchItem>,
    has_unknown_event: bool,
    /// The error if MessageNew and MessageExpunge are not both among the events.
    without_both: Option<ParseError>,
}

const GROUP: &str = "an event group such as (selected (MessageNew MessageExpunge))";
const EVENTS: &str = "events in parentheses such as (MessageNew MessageExpunge), or NONE";
const MESSAGE_EVENTS: &str = "MessageNew, MessageExpunge or FlagChange";
const FILTER: &str =
    "selected, selected-delayed, inboxes, personal, subscribed, subtree or mailboxes";

/// The arguments after NOTIFY.
pub fn notify_arguments(cursor: &mut Cursor<'_>) -> ParseResult<NotifyArguments> {
    cursor.space("SET or NONE after NOTIFY")?;
    if cursor.eat_whole_word("NONE") {
        return Ok(NotifyArguments::None);
    }
    if !cursor.eat_whole_word("SET") {
        return Err(cursor.expected("SET or NONE after NOTIFY"));
    }
    cursor.space(&format!("STATUS or {GROUP} after SET"))?;
    let mut set = NotifySet { status: cursor.eat_whole_word("STATUS"), ..NotifySet::default() };
    if set.status {
        cursor.space(&format!("{GROUP} after STATUS"))?;
    }
    let mut has_selected = false;
    loop {
        event_group(cursor, &mut set, &mut has_selected)?;
        if cursor.peek().is_none() {
            return Ok(NotifyArguments::Set(set));
        }
        cursor.space(&format!("{GROUP} after an event group"))?;
    }
}

fn event_group(
    cursor: &mut Cursor<'_>,
    set: &mut NotifySet,
    has_selected: &mut bool,
) -> ParseResult<()> {
    cursor.require(b'(', GROUP)?;
    let start = cursor.clone();
    let filter = filter(cursor)?;
    let is_selected = matches!(filter, Filter::Selected { .. });
    if is_selected && std::mem::replace(has_selected, true) {
        return Err(start.expected("selected or selected-delayed in one event group only"));
    }
    cursor.space(EVENTS)?;
    let group = events(cursor, is_selected)?;
    cursor.require(b')', "a closing parenthesis after the events")?;
    set.has_unknown_event |= group.has_unknown_event;
    match filter {
        Filter::Selected { delayed } => {
            set.selected = SelectedEvents { delayed, events: group.events, items: group.items };
        }
        Filter::Others(filter) => set.watch.add(filter, group.events),
    }
    Ok(())
}

fn filter(cursor: &mut Cursor<'_>) -> ParseResult<Filter> {
    let start = cursor.clone();
    Ok(match atom(cursor, FILTER)?.to_ascii_lowercase().as_str() {
        "selected" => Filter::Selected { delayed: false },
        "selected-delayed" => Filter::Selected { delayed: true },
        "inboxes" => Filter::Others(MailboxFilter::Inboxes),
        "personal" => Filter::Others(MailboxFilter::Personal),
        "subscribed" => Filter::Others(MailboxFilter::Subscribed),
        "subtree" => Filter::Others(MailboxFilter::Subtree(names(cursor, "subtree")?)),
        "mailboxes" => Filter::Others(MailboxFilter::Mailboxes(names(cursor, "mailboxes")?)),
        _ => return Err(start.expected(FILTER)),
    })
}

/// One mailbox name, or names in parentheses.
fn names(cursor: &mut Cursor<'_>, filter: &str) -> ParseResult<Vec<String>> {
    let description = format!("a mailbox name, or names in parentheses, after {filter}");
    cursor.space(&description)?;
    match cursor.peek() {
        Some(b'(') => list(cursor, &description, |cursor| mailbox(cursor, "a mailbox name")),
        _ => Ok(vec![mailbox(cursor, &description)?]),
    }
}

/// The events of a group, or NONE. A client must ask for MessageNew and MessageExpunge together, and
/// for FlagChange only with both (RFC 5465, section 5). As with Dovecot, that is required for the
/// selected mailbox only: elsewhere a STATUS reports them all.
fn events(cursor: &mut Cursor<'_>, is_selected: bool) -> ParseResult<GroupEvents> {
    let mut group = GroupEvents::default();
    if cursor.eat_whole_word("NONE") {
        return Ok(group);
    }
    let start = cursor.clone();
    list(cursor, EVENTS, |cursor| group.parse_event(cursor, is_selected))?;
    if let Some(error) = group.without_both.take()
        && is_selected
        && !(group.message_new && group.message_expunge)
    {
        return Err(error);
    }
    if is_selected && group.message_new != group.message_expunge {
        return Err(start.expected("MessageNew and MessageExpunge together"));
    }
    if group.message_new || group.message_expunge {
        group.events = group.events.with(Events::MESSAGES);
    }
    Ok(group)
}

impl GroupEvents {
    fn parse_event(&mut self, cursor: &mut Cursor<'_>, is_selected: bool) -> ParseResult<()> {
        let start = cursor.clone();
        let name = atom(cursor, "an event such as MessageNew")?.to_ascii_uppercase();
        let needs_both =
            |event| start.expected(&format!("MessageNew and MessageExpunge together with {event}"));
        match name.as_str() {
            "MESSAGENEW" => {
                self.message_new = true;
                message_new_items(cursor, is_selected, &mut self.items)?;
            }
            "MESSAGEEXPUNGE" => self.message_expunge = true,
            "FLAGCHANGE" => {
                self.without_both.get_or_insert_with(|| needs_both("FlagChange"));
                self.events = self.events.with(Events::FLAGS);
            }
            "ANNOTATIONCHANGE" => {
                self.without_both.get_or_insert_with(|| needs_both("AnnotationChange"));
                self.has_unknown_event = true;
            }
            name => match other_event(name, cursor.permits(Capability::Metadata)) {
                Some(_) if is_selected => {
                    let expected = format!("{MESSAGE_EVENTS} for the selected mailbox");
                    return Err(start.expected(&expected));
                }
                Some(other) => self.events = self.events.with(other),
                None => self.has_unknown_event = true,
            },
        }
        Ok(())
    }
}

/// The event of this name that is not about messages; `None`: it is unknown.
fn other_event(name: &str, has_metadata: bool) -> Option<Events> {
    match name {
        "MAILBOXNAME" => Some(Events::NAMES),
        "SUBSCRIPTIONCHANGE" => Some(Events::SUBSCRIPTIONS),
        "MAILBOXMETADATACHANGE" if has_metadata => Some(Events::MAILBOX_METADATA),
        "SERVERMETADATACHANGE" if has_metadata => Some(Events::SERVER_METADATA),
        _ => None,
    }
}

/// The items in parentheses after MessageNew, if there are any. Only messages of the selected mailbox
/// are fetched.
fn message_new_items(
    cursor: &mut Cursor<'_>,
    is_selected: bool,
    items: &mut Vec<FetchItem>,
) -> ParseResult<()> {
    let mut ahead = cursor.clone();
    if !ahead.eat(b' ') || ahead.peek() != Some(b'(') {
        return Ok(());
    }
    if !is_selected {
        return Err(ahead.expected("no FETCH items after MessageNew, except with selected"));
    }
    *cursor = ahead;
    *items = fetch_item_list(cursor)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::practice::capability::{Announced, Dialect, Enabled};
    use crate::practice::grammar::{Command, CommandOctets, parse};

    fn parsed(line: &str) -> Result<NotifyArguments, String> {
        let mut text = CommandOctets::default();
        text.push_line(line.as_bytes());
        match parse(&text, Dialect::all()).command {
            Ok(Command::Notify(arguments)) => Ok(arguments),
            Ok(other) => panic!("{other:?}"),
            Err(ParseError::Bad(text)) => Err(text),
            Err(other) => panic!("{other:?}"),
        }
    }

    fn set(line: &str) -> NotifySet {
        match parsed(line) {
            Ok(NotifyArguments::Set(set)) => set,
            other => panic!("{line}: {other:?}"),
        }
    }

    #[test]
    fn groups_of_events_are_parsed() {
        assert_eq!(parsed("a notify none"), Ok(NotifyArguments::None));
        let set = set("a NOTIFY SET STATUS (Selected-Delayed (messagenew (uid body.peek[header]) \
                       MESSAGEEXPUNGE)) (subtree (Lists \"a b\") (MailboxName)) (inboxes NONE) \
                       (mailboxes inbox (MessageExpunge FlagChange MessageNew))");
        assert!(set.status && !set.has_unknown_event);
        assert!(set.selected.delayed && set.selected.items.len() == 2);
        assert_eq!(set.selected.events, Events::MESSAGES);
        let events_of = |name| set.watch.events_of(name, || false);
        assert_eq!(events_of("a b/c"), Events::NAMES);
        assert_eq!(events_of("INBOX"), Events::OF_MESSAGES);
    }

    #[test]
    fn an_unknown_event_is_not_a_mistake() {
        for event in ["Frob", "AnnotationChange"] {
            let line = format!("a NOTIFY SET (personal (MessageNew MessageExpunge {event}))");
            assert!(set(&line).has_unknown_event);
        }
        assert!(!set("a NOTIFY SET (personal (ServerMetadataChange))").has_unknown_event);
    }

    #[test]
    fn a_status_may_be_wanted_for_one_kind_of_change_only() {
        for event in ["MessageNew", "MessageExpunge"] {
            let watch = set(&format!("a NOTIFY SET (personal ({event}))")).watch;
            assert_eq!(watch.any(), Events::MESSAGES);
        }
        let watch = set("a NOTIFY SET (personal (FlagChange))").watch;
        assert_eq!(watch.any(), Events::FLAGS);
    }

    #[test]
    fn a_bad_says_what_was_expected() {
        let personal = format!("Expected {FILTER}, at column 15");
        for (rest, error) in [
            ("", "Expected SET or NONE after NOTIFY, at column 9"),
            (" GET", "Expected SET or NONE after NOTIFY, at column 10"),
            (" NONE x", "Expected the end of the line after NOTIFY, at column 14"),
            (" SET (frob NONE)", &personal),
            (
                " SET (selected (MessageNew))",
                "Expected MessageNew and MessageExpunge together, at column 24",
            ),
            (
                " SET (selected (MessageNew MessageExpunge)) (selected-delayed NONE)",
                "Expected selected or selected-delayed in one event group only, at column 54",
            ),
            (
                " SET (selected (MailboxName))",
                "Expected MessageNew, MessageExpunge or FlagChange for the selected mailbox, at \
                 column 25",
            ),
            (
                " SET (personal (MessageNew (UID) MessageExpunge))",
                "Expected no FETCH items after MessageNew, except with selected, at column 36",
            ),
            (
                " SET (selected (FlagChange))",
                "Expected MessageNew and MessageExpunge together with FlagChange, at column 25",
            ),
        ] {
            assert_eq!(parsed(&format!("a NOTIFY{rest}")), Err(error.to_owned()), "{rest}");
        }
        for rest in [" SET", " SET STATUS", " SET (selected MessageNew)", " SET (personal ())"] {
            assert!(parsed(&format!("a NOTIFY{rest}")).is_err(), "{rest}");
        }
    }

    #[test]
    fn without_the_capability_it_is_unknown() {
        let mut text = CommandOctets::default();
        text.push_line(b"a NOTIFY NONE");
        let announced = Announced::parse("IDLE").unwrap();
        assert!(!announced.permits(Capability::Notify));
        let dialect = Dialect { announced, enabled: Enabled::default() };
        assert!(parse(&text, dialect).command.is_err());
    }
}
