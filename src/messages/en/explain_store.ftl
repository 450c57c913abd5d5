# What STORE, COPY, MOVE and UID EXPUNGE do.

store-adds = { $name } adds { $flags } to the flags of { $set }.
store-removes = { $name } removes { $flags } from the flags of { $set }.
store-replaces = { $name } replaces all flags of { $set } with { $flags }: any other flag except \Recent is removed.
store-replaces-all = { $name } replaces all flags of { $set } with { $flags }: any other flag is removed.
store-nothing = { $name } names no flag, so the flags of { $set } stay as they are.
store-clears = { $name } removes all flags of { $set } except \Recent.
store-clears-all = { $name } removes all flags of { $set }.
store-loses = By the flags that were last reported of it, this removes { $flags }.
store-loses-nothing = By the flags that were last reported of it, this removes none.
store-not-permanent = Not among PERMANENTFLAGS: { $flags }. The server may refuse or ignore such a change, or keep it for this session only.
store-answers = The server answers with the new flags in FETCH responses.
store-answers-uid-only = The server answers with the new flags in UIDFETCH responses.
store-silent = .SILENT asks the server not to answer with the new flags.
store-unchangedsince = Messages that changed after mod-sequence { $modseq } are left as they are.
store-unchangedsince-zero = UNCHANGEDSINCE 0 changes only messages that do not have such a keyword; a system flag such as \Seen always counts as present.
unknown-store-item = "{ $item }" is not a registered STORE item.
store-sets-annotations = { $name } sets annotations of { $set }: { $entries }.
store-removes-annotations = { $name } removes annotations of { $set }, because NIL means no value: { $entries }.
store-annotations-silent = The server does not answer with the new values.
annotation-attributes = { $entries } ({ $attributes })
append-annotations = It gets these annotations: { $entries }.
labels-added = { $count ->
    [one] { $name } puts the Gmail label { $labels } on { $set }; other labels stay.
   *[other] { $name } puts the Gmail labels { $labels } on { $set }; other labels stay.
}
labels-removed = { $count ->
    [one] { $name } takes the Gmail label { $labels } off { $set }.
   *[other] { $name } takes the Gmail labels { $labels } off { $set }.
}
labels-replaced = { $name } replaces all Gmail labels of { $set } with { $labels }.
labels-cleared = { $name } takes all Gmail labels off { $set }.
labels-silent = .SILENT asks the server not to answer with the new labels.
command-copy = { $name } puts copies of { $set } at the end of "{ $mailbox }"; the originals stay.
command-copy-one = { $name } puts a copy of { $set } at the end of "{ $mailbox }"; the original stays.
command-move = { $name } moves { $set } from the selected mailbox to "{ $mailbox }".
command-expunge-vanished = EXPUNGE removes for good all messages with the \Deleted flag from the selected mailbox; the server reports their UIDs with VANISHED.
command-expunge = Of { $set }, UID EXPUNGE removes for good those that have the \Deleted flag.
command-expunge-one = UID EXPUNGE removes { $set } for good, if it has the \Deleted flag.
uids-removed = Removed already, as VANISHED has reported: { $set }. A UID without a message is not an error.
uids-absent = Not in the mailbox, according to the UIDs that the session has shown: { $set }. A UID without a message is not an error.
uid-of-message = Message { $number } has UID { $uid }.
recent-is-the-servers = Only the server sets \Recent; a client cannot change it.
recent-is-dropped = IMAP4rev2 no longer has the flag \Recent.
keyword-not-flag = Without a backslash, { $keyword } is a keyword, not the flag { $flag }.
keywords-exclude = A message must not have both $hasattachment and $hasnoattachment.
keyword-needs-flagged = { $keyword } counts only on a message that has \Flagged too.
