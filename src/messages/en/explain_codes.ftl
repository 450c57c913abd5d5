# What a response code means: --explain.

code-unknown = [{ $name }] is not a registered response code.
code-experimental = [{ $name }] is not a registered response code; servers may define such names for themselves.
code-unknown-near = [{ $name }] is not a registered response code; { $nearest } was probably meant.
code-out-of-place = The code [{ $name }] belongs in { $place }; what it means here is not defined.
code-place-refused-command = a NO or BAD to a command
code-place-refused = a NO or BAD to { $commands }
code-place-refused-login = a NO or BAD to LOGIN and AUTHENTICATE, or a BYE
code-place-ok-in-mailbox = an OK while a mailbox is selected
code-place-conditional-store = the answer to STORE with UNCHANGEDSINCE
code-place-referral = the answer to LOGIN and AUTHENTICATE, or a NO to a command that names a mailbox
code-place-refusal = a NO, BAD or BYE
code-place-refusal-or-part-of = a NO, BAD or BYE, or an OK to { $commands } with a part of the result
code-place-untagged = an OK without a tag
code-place-untagged-no = a NO without a tag
code-place-ok = an OK
code-place-ok-to = an OK to { $commands }
code-place-completion = the answer to { $commands }
code-alert = The user has to be shown this text: "{ $shown }".
code-unseen = Message { $number } is the first without the \Seen flag.
code-uidvalidity = UIDs remain valid as long as this number is { $number }.
uidvalidity-changes = If it changes, a client must forget every UID it knows.
code-uidvalidity-changed = UIDVALIDITY has changed from { $before } to { $number }: all UIDs that the client knows of this mailbox are void.
code-uidvalidity-other = UIDVALIDITY is { $number }, not { $named } as the client has named it: the server ignores the rest of QRESYNC, and the client must forget every UID it knows of this mailbox.
code-uidnext = The next message will get UID { $number } or a higher one.
code-highestmodseq = The last change in the mailbox has the mod-sequence { $number }.
modseqs-rise = Later ones get higher numbers, so a client can ask for what has changed since.
code-appenduid = The added message has UID { $uid }, as long as UIDVALIDITY of its mailbox is { $validity }.
code-appenduids = The added messages have the UIDs { $uids }, as long as UIDVALIDITY of their mailbox is { $validity }.
code-copyuid-unequal = The numbers of original UIDs ({ $sources }) and of new UIDs ({ $targets }) differ, so the copies cannot be told apart.
code-copyuid = { $count ->
    [one] In the target mailbox, whose UIDVALIDITY is { $validity }, the message has UID { $target }; in the selected one, { $source }.
   *[other] In the target mailbox, whose UIDVALIDITY is { $validity }, the UIDs are { $target }, in the order of the originals { $source }.
}
code-modified = Left as they were, because they failed the test of UNCHANGEDSINCE: { $messages }.
code-mailboxid = The identifier of the mailbox is { $id }; it stays the same when the mailbox is renamed.
code-badcharset = The server supports these character sets: { $charsets }.
code-permanentflags = Changes of these flags are kept after the session: { $flags }.
code-permanentflags-and-new = Changes of these flags are kept after the session: { $flags }; clients can also create keywords.
code-permanent-none = No change of a flag is kept after the session.
code-permanent-any = Clients can create keywords, which are kept after the session.
code-missing = There is no response code in the square brackets.
code-newname = The mailbox "{ $old }" has a new name, "{ $new }".
code-badurl = The first URL that could not be used is { $url }.
code-noupdate = The server will not report later changes to the result of the search { $tag }.
code-undefined-filter = There is no filter "{ $name }" that the user can use.
code-badevent = NOTIFY named an event that the server does not support; it supports { $events }.
code-maxconvertmessages = One CONVERT may name { $number ->
    [one] one message
   *[other] { $number } messages
} at most.
code-maxconvertparts = One CONVERT may name { $number ->
    [one] one part of a message
   *[other] { $number } parts of a message
} at most.
code-overquota-refused = The command was refused, because it would have exceeded the quota.
code-overquota-reading = The command was refused, because a limit of the account is exceeded; this command stores nothing, so it may be one on commands or on what is transferred.
code-overquota = The soft quota, a limit that only causes a warning, is exceeded now; no command was refused for that.
code-messagelimit = One command can process { $number ->
    [one] one message
   *[other] { $number } messages
} at most.
code-messagelimit-done = Only { $number ->
    [one] one message was processed
   *[other] { $number } messages were processed
}, down to UID { $uid }; the command can be sent again for the others.
code-metadata-longentries = Some annotations were left out because they are too long; the longest has { $size }.
code-metadata-maxsize = The value is too large: the server allows { $size }.
code-metadata-toomany = The server does not allow another annotation: the limit is reached.
code-metadata-noprivate = The server does not support private annotations, only shared ones.
code-annotations-size = Messages in this mailbox can have annotations, each value at most { $size } long.
code-annotations-none = Messages in this mailbox cannot have annotations.
code-annotations-read-only = Messages in this mailbox can have annotations, which the client cannot change.
code-annotations-noprivate = NOPRIVATE: the server does not support private annotations, only shared ones.
code-annotate-toobig = The annotation was not stored, because its value is too large.
code-annotate-toomany = The annotation was not stored, because the server does not allow more of them.
code-urlmech = GENURLAUTH can authorize URLs by { $mechanisms }.
code-downgraded = Of the messages with these UIDs the server returned simplified forms, because the client does not understand their internationalized header fields: { $uids }.
code-inprogress = A command is still running.
code-inprogress-some = A command is still running: { $done } of { $all } items are done.
code-inprogress-some-done = A command is still running: { $done } items are done.
code-inprogress-tag = The command { $tag } is still running.
code-inprogress-done = The command { $tag } is still running: { $done } items are done.
code-inprogress-of = The command { $tag } is still running: { $done } of { $all } items are done.
code-argument-missing = An argument of { $name } is missing.
code-referral = The server refers the client to { $url }.
code-referral-login = The mailboxes of this user are on another server, at { $url }: connect to it and log in there.
code-referral-logged-in = The user's own mailboxes are on another server, at { $url }, where a login is possible as well.
code-referral-rename = RENAME is about mailboxes on another server, or on several: { $url }. On a single one, connect to it, log in there and send the command again.
code-referral-copy = The target mailbox is on another server, at { $url }, and { $name } works within one server only: FETCH gets the messages here, and APPEND stores them there.
code-referral-mailbox = The mailbox is on another server, at { $url }: connect to it, log in there and send the command again.

# What can be done after a refusal.

advice-authorizationfailed = A login that names no other user may succeed.
advice-noperm = If the server has ACL, MYRIGHTS shows what the user may do with a mailbox.
advice-haschildren = The mailboxes below it have to be deleted first, or moved away with RENAME.
advice-unknown-cte = BODY in place of BINARY returns the part as it is encoded.
advice-notsaved = Without SAVE, the search returns its result, which can be used in place of $.
advice-badcomparator = COMPARATOR without a name asks which one is in use.
advice-useattr = Without USE, CREATE may succeed.
advice-undefined-filter = Filters are annotations below /private/filters/values and /shared/filters/values, which GETMETADATA reads.
advice-toobig = If the server has APPENDLIMIT, CAPABILITY or STATUS shows the limit.
advice-overquota = GETQUOTAROOT shows what is used of the quota; messages that are removed for good make room.
advice-overquota-create = GETQUOTAROOT shows what is used of the quota; one on the number of mailboxes is called MAILBOX.
advice-serverbug = Those who run the server may find the fault in its logs.
