# What commands about mailboxes do.

command-select = SELECT opens "{ $mailbox }" for reading and writing; its messages are numbered from 1.
command-select-uid-only = SELECT opens "{ $mailbox }" for reading and writing; since UIDONLY is turned on, its messages are named by their UIDs only.
command-examine = EXAMINE opens "{ $mailbox }" read-only: nothing that is done in it changes its messages or their flags.
select-leaves = The mailbox selected before is left, without removing messages.
select-condstore = CONDSTORE makes the server report mod-sequences along with changed flags.
select-qresync = QRESYNC also asks for what was changed and removed after mod-sequence { $modseq }, provided that UIDVALIDITY is still { $validity }.
select-qresync-known = Of the messages, the client knows those with the UIDs { $uids }, and wants to hear only of these.
select-qresync-match = For the client, { $count ->
    [one] message { $numbers } had the UID { $uids }
   *[other] the messages { $numbers } had the UIDs { $uids }
}: a server that does not remember what was removed can find out by this, and report less.
command-create = CREATE makes the mailbox "{ $mailbox }". It is not selected.
command-create-inbox = INBOX cannot be created: its name is reserved, and CREATE fails.
create-above = If { $separator } is the hierarchy separator, it does not belong to the name: it announces mailboxes below this one.
create-below = If { $separator } is the hierarchy separator, the server should also make the mailboxes above it that are missing.
create-above-known = The { $separator } at the end separates levels and does not belong to the name: it announces mailboxes below this one.
create-below-known = With the hierarchy separator { $separator }, the server should also make the mailboxes above this one that are missing.
create-ordinary = The names that the session has shown have the hierarchy separator { $separator }; below the same level, { $mark } is an ordinary character.
create-use = USE asks that it have the role { $uses }.
create-uses = USE asks that it have the roles { $uses }.
command-delete = DELETE removes the mailbox "{ $mailbox }" and all its messages for good. Mailboxes below it stay.
command-delete-inbox = INBOX cannot be deleted, so DELETE fails.
command-rename = RENAME changes the name of "{ $from }" to "{ $to }"; mailboxes below it are renamed with it.
command-rename-inbox = Renaming INBOX is special: its messages move to the new mailbox "{ $to }", and INBOX remains, empty.
command-subscribe = SUBSCRIBE puts "{ $mailbox }" on the list of subscribed mailboxes; the mailbox itself does not change.
command-unsubscribe = UNSUBSCRIBE takes "{ $mailbox }" off the list of subscribed mailboxes; the mailbox and its messages stay.
command-close-read-only = CLOSE leaves the mailbox. It is read-only, so no messages are removed.
command-status = STATUS asks about "{ $mailbox }", without selecting it: { $items }.
asked-messages = the number of messages
asked-recent = the number with the \Recent flag (apparently announced to no other session)
asked-uidnext = the next UID
asked-uidvalidity = UIDVALIDITY
asked-unseen = the number without the \Seen flag
asked-highestmodseq = the highest mod-sequence
asked-size = the size of all messages together
asked-deleted = the number with the \Deleted flag
asked-deleted-storage = the space that messages with the \Deleted flag take
asked-appendlimit = the size of the largest message that it accepts
asked-mailboxid = its object ID
unknown-status-item = "{ $name }" is not a registered STATUS item.
status-of-selected = It is the selected mailbox, for which STATUS is not meant: the server reports its new messages without being asked.
