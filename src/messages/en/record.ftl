## record: recording a session.

record-failed = Cannot write to { $path }: { $reason }. The session continues without a record.
record-end-failed = Cannot write to { $path }: { $reason }. The end of the session is not in the record.
record-gone = The record is no longer at { $path }: the file or its folder was moved, removed or replaced while the session was recorded.
record-lost = The record is no longer at { $path }: the file or its folder was moved, removed or replaced. The session continues without a record.
record-unknown-kind = The extension of { $path } must be .imap (a script that replays) or .jsonl (for programs).
record-inside-command = A command has been sent in part, and the record would lack its beginning; try again once it is completed.
record-exists = { $path } already exists, and a record never overwrites a file; choose another name, or remove the file first.
record-no-reader = { $path } is a pipe that no program reads; start the program that reads it first.
record-cannot-write = Cannot write to { $path }: { $reason }. Choose another file for the record.
record-mid-session-connected = The record starts here, without the greeting and what followed it.
record-mid-session-authenticated = The record starts here, after the login, so it cannot be replayed alone. Start imapsh with --record to record everything.
record-mid-session-selected = The record starts here, after the login and the selection of a mailbox, so it cannot be replayed alone. Start imapsh with --record to record everything.
record-mid-session-idle = The record starts here, during IDLE, so it cannot be replayed alone: it lacks the login, the mailbox and the IDLE command. Start imapsh with --record to record everything.
