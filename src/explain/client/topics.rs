//! The function that explains each command from its arguments.

use super::{
    access_rights, annotations, append, fetch, login, mailbox_lists, mailboxes, notify, search,
    sort, store, urls,
};
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;

/// Explains what a command does; `None`: an argument that the sentence needs is missing.
pub(super) type Topic = fn(SentCommand<'_>, &mut Explanation) -> Option<()>;

/// The commands that are explained from their arguments, without `UID`.
static TOPICS: &[(&str, Topic)] = &[
    ("LOGIN", login::login),
    ("AUTHENTICATE", login::authenticate),
    ("ENABLE", login::enable),
    ("ID", login::id),
    ("IDLE", login::idle),
    ("LANGUAGE", login::language),
    ("SELECT", mailboxes::select),
    ("EXAMINE", mailboxes::select),
    ("CREATE", mailboxes::create),
    ("DELETE", mailboxes::delete),
    ("RENAME", mailboxes::rename),
    ("SUBSCRIBE", mailboxes::subscribe),
    ("UNSUBSCRIBE", mailboxes::unsubscribe),
    ("STATUS", mailboxes::status),
    ("CLOSE", mailboxes::close),
    ("LIST", mailbox_lists::list),
    ("LSUB", mailbox_lists::list),
    ("RLIST", mailbox_lists::list),
    ("RLSUB", mailbox_lists::list),
    ("XLIST", mailbox_lists::list),
    ("APPEND", append::append),
    ("REPLACE", append::replace),
    ("FETCH", fetch::fetch),
    ("STORE", store::store),
    ("COPY", store::copy),
    ("MOVE", store::copy),
    ("EXPUNGE", store::expunge),
    ("SEARCH", search::search),
    ("ESEARCH", search::search_mailboxes),
    ("SORT", sort::sort),
    ("THREAD", sort::thread),
    ("GETACL", access_rights::mailbox_rights),
    ("MYRIGHTS", access_rights::mailbox_rights),
    ("SETACL", access_rights::set_rights),
    ("DELETEACL", access_rights::user_rights),
    ("LISTRIGHTS", access_rights::user_rights),
    ("GETQUOTAROOT", access_rights::quota_roots),
    ("GETQUOTA", access_rights::quota),
    ("SETQUOTA", access_rights::quota),
    ("GETMETADATA", annotations::read),
    ("SETMETADATA", annotations::write),
    ("NOTIFY", notify::notify),
    ("URLFETCH", urls::urls),
    ("GENURLAUTH", urls::urls),
    ("RESETKEY", urls::reset_key),
    ("CONVERT", urls::convert),
    ("CONVERSIONS", urls::conversions),
    ("COMPARATOR", urls::comparator),
    ("UIDBATCHES", search::uid_batches),
    ("CANCELUPDATE", sort::cancel_update),
];

/// The function that explains this command; `None`: its arguments are not explained.
pub(super) fn of_command(command: SentCommand<'_>) -> Option<Topic> {
    let name = command.name_without_uid();
    TOPICS.iter().find(|(topic, _)| *topic == name).map(|(_, topic)| *topic)
}
