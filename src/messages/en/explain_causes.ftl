# Why the server refused a command: the likely cause.

cause-idle-ended = The server had accepted IDLE, and has ended it with an error.
cause-idle-unselected = No mailbox is selected: some servers allow IDLE only while one is, and only then it can report new mail.
cause-bad = The server did not understand the command, or does not allow it now{ $texts ->
    [0] .
   *[other] ; its text may say more.
}
cause-bad-untagged = The server did not understand a line, or had an internal error; without a tag, it is unclear which command it refused.
cause-bad-no-command = The server did not understand a line that it took for a command with this tag.
cause-no = The server understood the command and could not carry it out{ $texts ->
    [0] .
   *[other] ; its text may say why.
}
cause-no-untagged = A warning; a command that is running can still succeed.
cause-no-no-command = The server did not carry out a command; none with this tag was seen here.
cause-no-tag = The server took "{ $tag }" for the tag and "{ $word }" for the command, because no tag was sent.
cause-no-tag-alone = The server took "{ $tag }" for the tag and found no command, because no tag was sent.
cause-glued-tag = The server takes "{ $tag }" for the tag: the space after the tag is missing, as in { $corrected } …
cause-no-command-name = A tag was sent, and no command after it.
cause-unsent-tag = No command was sent with the tag { $tag }.
cause-named-above = The likely cause is named above, where { $tag } was sent.
cause-idle-interrupted = While IDLE was running, a line other than DONE was sent; that ended IDLE with an error.
cause-during-idle = It was sent while IDLE was running; then the server expects DONE alone on a line.
cause-full-width-of = The line has full-width characters of an input method; IMAP's commands are ASCII: { $corrected }.
cause-full-width = The line has full-width characters of an input method; IMAP's commands are ASCII.
cause-look-alike = The letter { $letter } ({ $code }) is not in ASCII, although it looks like { $ascii }.
cause-quotation-mark = { $mark } is a typographic quotation mark; IMAP's strings are in straight quotes (").
cause-other-quotes = For the server, { $mark } is part of the name: IMAP's strings are in double quotes (").
cause-dash = { $dash } is a typographic dash or tilde; IMAP uses the hyphen (-) of ASCII.
cause-unusual-blank = The line has a character that looks like a space and is not the ASCII space.
cause-control = The line has the control character { $code }, which is allowed in literals only.
cause-tab = The line has a tab where the grammar has a space: a tab does not separate words.
cause-two-blanks = There are two spaces where IMAP has exactly one.
cause-wrong-escape = In quotes, a backslash is allowed only before " and before another backslash: a backslash itself is written \\, as in { $corrected }.
cause-reused-tag = An earlier command had the tag { $tag } too; some servers refuse a tag that is used twice.
cause-unclosed-brace = The announcement of a literal ends with a closing brace, as in {"{"}310{"}"}.
cause-unknown-command = "{ $word }" is not a registered command.
cause-commas = Spaces, not commas, separate the tag, the command and its arguments.
cause-topic = "{ $word }" is not a command; see :help { $word }.
cause-star-missing = This is a response of a server without the "*" before it: * { $number } { $name }.
cause-stray-marks = { $name } is written without { $marks }: that does not belong to the name of a command.
cause-stray-in-word = No command's name has { $marks } in it.
cause-other-word = "{ $word }" is not a command of IMAP, where this is used instead: { $command }.
cause-obsolete = { $name } is a command of { $version } (RFC { $rfc }), and not of IMAP4rev1 or IMAP4rev2, where this is used instead: { $command }.
cause-private-command = "{ $word }" is not registered; names that begin with X are for commands that a server defines itself.
cause-split-name = "{ $words }" is not a command; { $name } is one word.
cause-joined-name = { $name } is one word, and was probably meant.
cause-doubled-tag = The line has two tags, so the server takes the second one, "{ $word }", for the name of the command. { $name } has only one tag before it.
cause-misspelled = "{ $word }" is not a registered command; { $nearest } was probably meant.
cause-login-first = { $name } needs a login first (LOGIN or AUTHENTICATE): the session is not logged in.
cause-already-logged-in = { $name } is allowed before a login only, and the session is logged in.
cause-tls-is-on = TLS is on already: STARTTLS works only once in a connection.
cause-compression-is-on = The connection is compressed already: an earlier COMPRESS has turned that on.
cause-notify-too-much = The server refuses the NOTIFY, because it covers more than the server allows to watch. It may accept one with fewer mailboxes or events.
cause-enable-selected = ENABLE is allowed only before a mailbox is selected, though some servers also accept it later.
cause-select-first = { $name } works on the selected mailbox, and none is selected: SELECT or EXAMINE comes first.
cause-syntax = The syntax is: { $syntax }.
cause-syntax-example = The syntax is: { $syntax } (example: { $example }).
cause-missing-argument = An argument is missing.
cause-no-charset = { $name } has a charset before the keys of the search, such as UTF-8; found { $key } instead.
cause-surplus-authenticate = AUTHENTICATE takes at most one argument after the mechanism, the first answer in base64; the user name and the password as they are belong in LOGIN.
cause-quoted-mechanism = The name of a mechanism is an atom, without quotation marks.
cause-surplus-login = LOGIN takes two arguments; a user name or a password with a space in it must be in quotes.
cause-login-quotes = The server did not understand LOGIN. If the user name or the password has a space or one of ( ) {"{"} % * \ ", it has to be in straight double quotes, with a \ before each \ and "; outside ASCII, it may have to be a literal.
cause-end-mark = A command needs no "{ $mark }" at its end.
cause-mark-in-name = The "{ $mark }" at the end is part of the name; a command needs no mark at its end.
cause-done-without-idle = The server took DONE for a tag: no IDLE was running that DONE could end.
cause-unquoted-blank = The mailbox's name seems to have a space: such a name must be in quotes, as in "{ $mailbox } …".
unquoted-argument = An argument with the character { $mark } must be in quotes: { $quoted }.
unquoted-backslash = An argument with a backslash must be in quotes, where each backslash is doubled: { $quoted }.
cause-filler-or-name = { $name } has no word such as "{ $word }" before the mailbox; a name with a space must be in quotes, as in "{ $mailbox }".
cause-filler = { $name } has no word such as "{ $word }" before the mailbox.
one-command-on-a-line = A line has one command, and a semicolon does not end it: { $second } belongs on a line of its own.
examine-is-read-only = { $name } has no such word: EXAMINE opens a mailbox for reading only.
cause-one-mailbox = { $name } takes the name of one mailbox; a name with a space must be in quotes, as in "{ $mailbox }".
cause-unquoted-name = The mailbox's name seems to have a space: such a name must be in quotes, as in "{ $mailbox }".
cause-unquoted-rename = RENAME takes two names, the old one and the new one; a name with a space in it must be in quotes.
cause-enable-first = { $word } is allowed only after ENABLE { $enabled }, which has not been turned on in this session.
cause-uid-first = UID comes directly before the name of the command: UID { $name }, and then the set of UIDs.
cause-uid-alone = After UID, the name of a command is missing, as in UID FETCH 5 (FLAGS).
cause-reference-first = The reference comes before the pattern, as in { $name } "" "*".
cause-charset-missing = The string has characters outside ASCII; without CHARSET, a server may expect ASCII only: { $name } CHARSET UTF-8 says that it is in UTF-8.
cause-charset-and-literal = A string outside ASCII has to be a literal, and CHARSET names its character set, as in { $name } CHARSET UTF-8 { $key } {"{"}{ $octets }{"}"}.
cause-string-outside-ascii = { $part } is not ASCII, so it has to be a literal: {"{"}{ $octets }{"}"}, followed by its octets.
cause-string-without-quotes = { $part } is not ASCII, so it has to be in quotes, or a literal.
cause-literal-missing = A string outside ASCII has to be a literal, as in { $key } {"{"}{ $octets }{"}"}; strings in quotes are ASCII only.
cause-quotes-missing = A string outside ASCII has to be in quotes, or a literal: { $key } "…".
cause-charset-in-utf8 = UTF8=ACCEPT is turned on, so all strings are in UTF-8, and { $name } must not have CHARSET.
cause-other-charset = UTF8=ACCEPT is turned on, so all strings are in UTF-8, and a server should refuse the character set { $charset } in { $name }.
cause-charset = The server does not support the character set { $charset }.
cause-empty-list = At least one item is needed in the parentheses.
cause-unclosed-quotation = A quotation mark (") is missing: one begins a quoted string, another ends it.
cause-unclosed-login = A quotation mark (") is missing. Between quotation marks, \" stands for a quotation mark and \\ for a backslash, in a password too.
cause-invalid-tag = "{ $tag }" cannot be a tag, because no tag has one of the characters ( ) {"{"} % * " \ + in it.
cause-not-a-set = { $part } is not a set of messages; sets look like 3, 2:5, 2,4:6 or 1:*.
cause-zero = Message numbers and UIDs begin at 1, so there is no number 0.
cause-too-large = { $number } is too large: message numbers and UIDs are at most 4294967295.
cause-number-bounds = { $number } is not valid after { $word }: it must be a number from { $least } to { $most }.
cause-leading-zero = "{ $number }" begins with 0, which no number of a message or part does.
cause-zero-part = Parts are numbered from 1, so there is no part 0.
section-form = "{ $section }" does not name a part: its numbers have one dot between them, and none at the end, as in 1.2 or 1.2.MIME.
fields-without-names = { $name } needs names of header fields in parentheses, as in { $name } (FROM TO).
fields-in-plural = The section for some header fields is { $name }, with an S, even for a single one.
mime-without-part = MIME needs the number of a part before it, as in 1.MIME.
part-behind-word = The number of the part comes first: { $part }.{ $name }.
cause-expunged = Message numbers have become lower since messages were removed.
cause-range-to-last = Many servers take { $number }:* for the last message alone.
cause-number-is-uid = { $number } is the UID of message { $message }: UID { $name } takes UIDs, { $name } message numbers.
cause-number-may-be-uid = If { $number } is a UID, UID { $name } is meant: { $name } takes message numbers.
cause-no-mod-sequences = The server has said with NOMODSEQ that this mailbox keeps no mod-sequences, and then it has to answer { $word } with BAD.
cause-uid-only = UIDONLY is turned on, so the server refuses { $name }, which uses sequence numbers; UID { $name } uses UIDs.
cause-uid-only-set = UIDONLY is turned on, so the server refuses { $set } among the search keys, which is a set of sequence numbers; the key UID { $set } is a set of UIDs.
cause-answer-plain = The answer for PLAIN is a NUL, the user name, a NUL and the password, in base64; :base64 \0user\0pass makes it, and * cancels.
cause-answer = The answer was cancelled with *, or is not what { $mechanism } expects, in base64.
cause-name-outside-ascii = Unless UTF8=ACCEPT or IMAP4rev2 is turned on, a name that is not ASCII is written in modified UTF-7: "{ $encoded }".
cause-ampersand = Unless UTF8=ACCEPT or IMAP4rev2 is turned on, names are in modified UTF-7, in which & is written &-: "{ $encoded }".
cause-name-not-utf7 = "{ $mailbox }" is not valid modified UTF-7: & begins base64, - ends it, and &- stands for a single &.
cause-name-in-utf7 = Names are in UTF-8 in this session: a server may take "{ $mailbox }" for the name itself, and not for "{ $decoded }".
cause-extension = { $name } needs the capability { $capability }, which the server may not have; CAPABILITY shows what it has.
cause-not-in-grammar = { $part } does not fit the grammar.
cause-missing-capability = { $name } needs the capability { $capability }, which the server has not announced.
cause-initial-response = A first response in the command needs the capability SASL-IR, which the server has not announced; without SASL-IR, it is sent once the server has answered with +.
cause-literal-plus = The + in { $literal } needs the capability LITERAL+ or LITERAL-, and the server has announced neither.
cause-literal-minus = With LITERAL-, which the server has announced, a literal with + has at most { $most } octets; without the +, it may be longer.
cause-literal-of-rev2 = In IMAP4rev2, a literal with + has at most { $most } octets, unless the server has LITERAL+; without the +, it may be longer.
cause-literal-too-long = The server took octets of a literal for a command: it had refused the command with the literal, or there were more octets than announced.
cause-try-create = The mailbox "{ $mailbox }" does not exist; CREATE would make it.
cause-nonexistent = There is no mailbox "{ $mailbox }"; LIST shows the names.
cause-case-may-matter = Apart from INBOX, names may have to be in the same case.
cause-gone-since = This session has shown "{ $mailbox }", so another session may have deleted or renamed it since.
cause-missing = What does not exist is { $count ->
    [one] { $things }.
   *[other] one of these: { $things }.
}
thing-mailbox = the mailbox "{ $mailbox }"
thing-parent = the mailbox above "{ $mailbox }"
thing-section = the section { $section }
thing-identifier = an entry for "{ $identifier }" in the access control list
thing-quota-root = the quota "{ $root }"
thing-entry = the metadata entry { $entry }
cause-already-exists = There is a mailbox "{ $mailbox }" already; LIST shows the names that are taken.
cause-expired = The password or token is no longer valid: it has expired, and a login needs a new one.
cause-privacy-required = The server allows this only on an encrypted connection: STARTTLS, or TLS from the start.
cause-token = The server did not accept the access token: it may have expired, or be for another user or service.
cause-login = The server did not accept the name and password, or does not allow a login with a password.
cause-login-failed = The login failed. Servers do not say why, on purpose; most often the user name or the password is wrong.
cause-login-disabled = The server has announced LOGINDISABLED: it refuses LOGIN here, usually because the connection is not encrypted.
starttls-first = The server may accept it once STARTTLS has encrypted the connection.
cause-cancelled = The login was cancelled by the line with * alone.
cause-authenticate = The server does not offer { $mechanism }, does not allow it now, or did not accept what was sent for it.
cause-authenticate-answer = The server did not accept what was sent for { $mechanism }.
cause-none-selected = No mailbox is selected.
cause-no-mailbox = The mailbox "{ $mailbox }" does not exist, or may not be opened; LIST shows the names.
cause-no-target = The server could not put the messages into "{ $mailbox }": the mailbox may not exist, be full or not be writable.
cause-no-target-of-one = The server could not put the message into "{ $mailbox }": the mailbox may not exist, be full or not be writable.
cause-no-move = The server could not move the messages into "{ $mailbox }": the mailbox may not exist, be full or not be writable, or the user may not remove messages from the selected one.
cause-move-to-same = The messages are in "{ $mailbox }" already, because it is the selected mailbox; a server may refuse such a MOVE.
mailbox-deleted-before = The mailbox "{ $mailbox }" does not exist any more: this session has deleted it.
mailbox-renamed-before = The mailbox "{ $mailbox }" is called "{ $new }" now: this session has renamed it.
cause-no-inferiors = LIST has shown "{ $above }" with \Noinferiors: there can be no names below it.
cause-into-inbox = INBOX always exists; the server could not put anything into it, perhaps because it is full or not writable.
text-not-logged-in = The server requires a login: use LOGIN or AUTHENTICATE first.
cause-into-selected = The server could not put the messages into "{ $mailbox }", the selected mailbox: it may be full, or not be writable.
cause-one-into-selected = The server could not put the message into "{ $mailbox }", the selected mailbox: it may be full, or not be writable.
cause-setquota = The server could not set the quota: often only an administrator may do this, or the server does not limit this resource.
cause-getquota = There may be no quota of this name, or the user may not see it; GETQUOTAROOT shows the names of those that limit a mailbox.
cause-noperm = The access control of the server does not permit this. If it uses ACL, { $name } needs this on "{ $mailbox }": { $rights }; MYRIGHTS shows what the user may do.
rights-on-mailbox = on "{ $mailbox }" { $rights }
cause-noperm-several = The access control of the server does not permit this. If it uses ACL, { $name } needs these rights: { $rights }; MYRIGHTS shows what the user may do.
cause-lacks-rights = { $name } needs this on "{ $mailbox }", which MYRIGHTS has not shown: { $rights }.
cause-noperm-quota = The server does not permit the user to set quotas; often only an administrator may.
cause-noperm-above = The access control of the server does not permit this. If it uses ACL, { $name } needs the right to create mailboxes (k) on the one above "{ $mailbox }"; MYRIGHTS shows what the user may do.
cause-noperm-rename = The access control of the server does not permit this. If it uses ACL, RENAME needs the right to delete "{ $old }" (x) and the right to create mailboxes (k) on the one above "{ $new }"; MYRIGHTS shows what the user may do.
cause-noperm-lacks = The access control of the server does not permit this: { $name } needs a right on "{ $mailbox }" that MYRIGHTS has not shown: { $rights }.
cause-limit = { $name } has reached a limit of the server, perhaps one { $limit }.
limit-of-mailboxes = on the number of mailboxes
limit-of-messages = on the number of messages in a mailbox, or on their size
limit-of-keywords = on the number of keywords in a mailbox, or of flags of a message
limit-of-subscriptions = on the number of subscribed names
limit-of-connections = on the number of connections of a user, or of logins that failed
cause-exceeds-append-limit = The message is too large: it has { $octets }, and the limit (APPENDLIMIT) is { $most }.
cause-mailbox = { $name } could not be carried out for "{ $mailbox }": the mailbox may not exist, or the user may not do this with it.
cause-unsubscribe = "{ $mailbox }" may not be among the subscribed names; LSUB "" "*" lists them.
cause-subscribed = "{ $mailbox }" is among the subscribed names already.
cause-subscribe = The server could not add "{ $mailbox }" to the subscribed names: it may accept only mailboxes that exist, whose names LIST shows.
cause-language = { $count ->
    [one] The server may not have its texts in this language, so the language stays as it was; LANGUAGE alone asks which it has.
   *[other] The server may have its texts in none of these languages, so the language stays as it was; LANGUAGE alone asks which it has.
}
cause-not-selectable = "{ $mailbox }" is a name that cannot be selected, perhaps because it only has mailboxes below it.
cause-not-opened = The server could not open "{ $mailbox }", which was there before; it may be in use, or its text may say why.
cause-inbox-not-opened = The server could not open INBOX; its text may say why.
cause-noselect = LIST has shown "{ $mailbox }" as a name that cannot be selected.
cause-delete-selected = The server could not delete "{ $mailbox }", which is selected: it may be in use, or have mailboxes below it.
cause-rename-selected = The server could not rename "{ $mailbox }", which is selected: it may be in use, or the new name is taken or not allowed.
cause-create-outside = According to NAMESPACE, the names of the user's own mailboxes begin with { $prefixes }; "{ $mailbox }" does not.
cause-name-not-allowed = The server does not allow the name "{ $mailbox }".
cause-not-subscribed = "{ $mailbox }" is not among the subscribed names; LSUB "" "*" lists them.
cause-completed-before = The command { $tag } was completed before; a command has only one completion.
cause-create = The server could not make a mailbox "{ $mailbox }": it may exist already, or the name is not allowed.
cause-delete = The server could not delete "{ $mailbox }": it may not exist, or have mailboxes below it.
cause-delete-parent = The server could not delete "{ $mailbox }", because there are mailboxes below it; they have to be deleted first.
cause-delete-above = The server could not delete "{ $mailbox }": there are mailboxes below it, such as "{ $below }", and many servers refuse to delete it before them.
cause-delete-noselect = "{ $mailbox }" is not a mailbox that can be selected, and there are mailboxes below it, such as "{ $below }": DELETE is an error then.
cause-create-beside-inbox = The server could not make a mailbox "{ $mailbox }". This session has shown names such as "{ $known }": a new name may have to begin with "INBOX{ $separator }" too.
mailbox-absent = There is no mailbox "{ $mailbox }".
mailbox-perhaps-absent = There may be no mailbox "{ $mailbox }".
known-name-in-case = This session has shown "{ $known }", and a server may distinguish upper and lower case in any name but INBOX.
known-name-with-separator = This session has shown "{ $known }": { $mark } does not separate the levels of names here.
known-name-with-levels = This session has shown "{ $known }", and the levels above belong to the name.
known-name-alike = This session has shown "{ $known }", which may be meant.
cause-rename = The server could not rename "{ $mailbox }": it may not exist, or the new name is taken or not allowed.
cause-list = The server could not list the names that { $name } asks for: it may not support the reference or the pattern.
cause-impossible-rename = RENAME cannot succeed: the new name is that of a mailbox that exists, "{ $mailbox }".
cause-rename-to-same = RENAME cannot succeed: the new name is the old one.
name-with-wildcard = IMAP allows * and % in a name, but they are wildcards in LIST, and a server may refuse such a name.
new-name-below = The new name is below the old one, which servers usually refuse.
new-name-perhaps-below = If { $separator } is the hierarchy separator, the new name is below the old one, which servers usually refuse.
pattern-for-name = { $name } takes the name of one mailbox: * and % are wildcards only in the patterns of LIST and LSUB.
unquoted-wildcard = A name with * or % has to be in quotes, as in "{ $mailbox }". In LIST they are wildcards, and a server may refuse such a name.
cause-read-only = { $name } changes the mailbox, which is open for reading only.
cause-empty-name = The name of the mailbox is empty; no mailbox has such a name.
cause-empty-mailbox = The mailbox is empty, so * stands for no message.
cause-no-such-message = { $count ->
    [0] There is no message { $number }: the mailbox is empty.
    [one] There is no message { $number }: the mailbox has one message only.
   *[other] There is no message { $number }: the mailbox has { $count } messages.
}
literal-lacks-octets = { $missing ->
    [one] One of the literal's { $announced } octets is
   *[other] { $missing } of the literal's { $announced } octets are
} missing here, with each line ending counted as two. If no more were sent, the server takes what is sent next for the rest of them.
secret-lacks-octets = Octets of the literal are missing here: it has fewer than it was announced with. If no more were sent, the server takes what is sent next for the rest of them.
literal-ends-in-line-ending = The literal ends between the CR and the LF of a line ending, which counts as two octets: it is {"{"}{ $fewer }{"}"} without that line ending, {"{"}{ $more }{"}"} with it.
literal-takes-ending = The literal has { $announced } octets, two more than "{ $line }": the line ending after that was read as part of it. {"{"}{ $octets }{"}"} announces "{ $line }" alone.
literal-takes-lines = The literal has { $announced } octets, { $more } more than "{ $line }": the line ending after that and what follows were read as part of it. {"{"}{ $octets }{"}"} announces "{ $line }" alone.
secret-takes-lines = The literal has more octets than its first line: the line ending after that and what follows were read as part of it.
literal-ends-in-command = The literal, of { $announced } octets, ends inside of the line that begins with "{ $begin }": the server reads the beginning of that line as part of the literal, and the rest of it as the rest of this command.
command-in-literal = The line that begins with "{ $begin }" is within the literal's { $announced } octets, so the server reads it as part of the literal, not as a command.
cause-left-over = The literal has fewer octets than were sent: "{ $rest }" after them was read as the rest of the command.
characters-have-octets = "{ $sent }" has { $octets } octets: a character outside ASCII has more than one.
cause-left-over-secret = The literal has fewer octets than were sent: what comes after them was read as the rest of the command.

# What IMAP4rev2 has dropped.

cause-dropped = IMAP4rev2 no longer has { $name }: { $instead }.
instead-of-check = NOOP is used instead
instead-of-lsub = LIST (SUBSCRIBED) is used instead
instead-of-rfc822 = BODY[] is used instead
instead-of-rfc822-header = BODY.PEEK[HEADER] is used instead
instead-of-rfc822-text = BODY[TEXT] is used instead
instead-of-recent = what has arrived since an earlier UIDNEXT has that UID or a higher one

# What the texts of some servers mean.

text-not-connected = The login was accepted, but the server could not open the account's mailbox. The account may have none, or the token may be for another user than the one that the login named.
text-basic-authentication = The provider no longer accepts a password here, only a token: a login with XOAUTH2 or OAUTHBEARER.
text-app-password = The provider wants an app password here: a password for this program alone, which the user creates in the settings of the account.
text-second-factor = The provider wants a second factor, which a login with a password alone does not have: usually an app password, which the user creates in the settings of the account, takes its place.
text-login-disabled = The server does not accept LOGIN now, only AUTHENTICATE; CAPABILITY shows its mechanisms.
text-web-login = The provider wants the user to log in with a web browser first, and to confirm the access there.
text-imap-off = IMAP is turned off, perhaps only for this account: then its settings or its administrator can turn it on.
text-imap-off-for-domain = IMAP is turned off for all accounts of this domain; only its administrator can turn it on.
text-namespace = The name lacks the prefix of a namespace, such as INBOX. before it; NAMESPACE shows the prefixes.
text-prefix-missing = The name "{ $mailbox }" begins unlike those of the server's mailboxes, which according to its text begin with "{ $prefix }": "{ $meant }" was probably meant. NAMESPACE shows such prefixes.
text-messages-gone = Another session has removed some of these messages; the server reports that with EXPUNGE after the next command, such as NOOP.
text-storage-full = There is no room left for what the server has to store; it may accept the command once something is deleted.
text-too-many-connections = The account or the address has as many connections open as the server allows: another one must end first.
text-token-no-longer-valid = The access token of the login has expired: the client needs a new one, and perhaps a new connection.
text-session-invalid = The server no longer accepts this session: a new connection and a new login are needed.
text-unavailable = The server cannot carry this out at the moment; the same command may succeed later.
text-throttled = The client asks for more in a short time than the server allows; the same command may succeed after a while.
text-timeout = Something took too long, so the server gave up (a timeout); the same command may succeed later.
text-internal-error = An error occurred inside the server, so the cause need not be the command.
text-message-form = The server takes only a whole message: header fields such as From: and Date:, an empty line, and the text. Every line ends with CR LF, and NUL does not occur.
text-locked = Something that the command needs is in use or locked; the same command may succeed later.
text-unsafe-login = Servers of NetEase (163.com) expect the ID command before a mailbox is selected.
text-inactivity = The client was silent for too long. A server may end such a session, by the RFC after 30 minutes at the earliest.
text-too-many-logins = Too many logins have failed, so the server closes the connection; after a while it may accept new ones.
text-too-many-mistakes = The server ends the session, because too many of the client's lines were wrong.
text-shutdown = The server is stopped or restarted and ends the session; a new connection may be possible soon.
text-token-expired = The server ends the session, because the access token of the login has expired.
text-trouble = The server ends the session because of a fault or a lack of resources on its side; a new connection may succeed, perhaps later.
cause-forbidden-mark = The server does not allow { $mark } in the name of a mailbox.
name-with-separator = The hierarchy separator of this server is { $separator }: "{ $corrected }" is a mailbox below another one.
separator-is-listed = Its hierarchy separator is another one; LIST "" "" shows it.
cause-tag-outside-ascii = "{ $tag }" cannot be a tag: tags are ASCII only.
cause-wrong-state = The server does not allow { $name } in the present state of the session.
text-account-locked = The account is locked or disabled, perhaps only for some time; its provider or administrator can say more.
text-blocked = The server refuses logins from this address; after a while, or from another one, it may accept them.
text-too-many-failures = Too many logins have failed, so the server refuses others for a while.
text-message-too-large = The message is larger than the server accepts.
