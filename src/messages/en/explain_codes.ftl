# What a response code means: --explain.

code-unknown = [{ $name }] is not a registered response code.
code-alert = The server wants this to be shown to the user: { $shown }
code-unseen = Message { $number } is the first without the \Seen flag.
code-uidvalidity = UIDs remain valid as long as this number is { $number }. If it changes, a client must forget every UID it knows.
code-uidnext = The next message will get UID { $number } or a higher one.
code-highestmodseq = The highest mod-sequence of a message in the mailbox is { $number }.
code-appenduid = Its UID there is { $uids }.
code-copyuid = The UIDs in the target mailbox of { $source } are { $target }.
code-modified = Not changed, because they had been changed meanwhile: { $messages }.
code-mailboxid = The identifier of the mailbox is { $id }; it stays the same when the mailbox is renamed.
code-badcharset = The server supports these character sets: { $charsets }.
code-permanentflags = Changes of these flags are kept after the session: { $flags }.
code-permanentflags-and-new = Changes of these flags are kept after the session: { $flags }; clients can also create keywords.
code-permanent-none = No change of a flag is kept after the session.
code-permanent-any = Clients can create keywords, which are kept after the session.
code-missing = The brackets of the response code do not hold a code.
