# What a response means: --explain.

explain-no-response = This is not a response of IMAP.
explain-unknown-response = "{ $word }" is not a registered response.
explain-unknown-response-near = "{ $word }" is not a registered response; { $nearest } was probably meant.
explain-experimental-response = "{ $word }" is not a registered response; servers may define such names for themselves.
explain-misplaced = A response with { $name } has the form { $syntax }.
explain-number-alone = The word that says what the number means is missing.
explain-number-bounds = { $number } is not valid there: it must be a number from { $least } to { $most }.
explain-left-out = Part of this line was left out.
explain-unknown-part = The grammar does not allow { $part } there.
explain-open-set = A response names UIDs by their numbers: { $part } has a *, which only a client may use.
explain-ends-with-literal = The response ends with the literal, without the closing bracket: perhaps the size of the literal is wrong.
explain-literal-too-short = If what follows the literal belongs to it, the size of the literal is too small.
explain-part-missing = The response is not complete: { $part } is missing.
part-attributes = the list of the mailbox's attributes, such as (\HasChildren),
part-delimiter = the separator of the levels
part-mailbox = the name of the mailbox
part-items = the list of items with their values
part-flags = the list of flags
part-uids = the set of UIDs
part-namespace = one of the three kinds of namespaces
part-id-fields = the list of fields
part-quota = the name of the quota
part-resources = the list of resources
part-identifier = the identifier of the user
part-rights = the list of rights
part-entries = the list of entries
part-languages = the list of languages
part-comparator = the name of the comparator
part-mime-type = a media type
part-url = the URL
part-url-data = the data of the URL
part-capabilities = the list of capabilities
part-correlator = the tag of the command in brackets

## Status responses and continuation requests.

explain-greeting = The server is ready; a login comes next.
explain-preauth = The connection is logged in already: no LOGIN is needed.
explain-late-preauth = PREAUTH is allowed in the greeting only.
explain-refused = The server does not accept the connection and closes it.
explain-bye-asked = The server ends the session, as LOGOUT has asked.
explain-bye = The server ends the session and closes the connection: the answer to a LOGOUT, or the server's own decision.
explain-bye-unasked = The server ends the session, although no LOGOUT was sent{ $texts ->
    [0] .
   *[other] ; its text may say why.
}
explain-no-text = The response has no text, which the grammar of RFC 3501 requires.
explain-information = Text for people; it changes nothing.
explain-perhaps-greeting = At the beginning of a session, it would be the greeting: the server is ready, and a login comes next.
explain-information-in-idle = Text for people, which changes nothing; servers send such a line during IDLE to keep the connection open.
explain-tag-ok = The command with the tag { $tag } has succeeded.
explain-succeeded = { $name } has succeeded.
explain-done-in-part = { $name } has succeeded, but not for all messages.
explain-logged-in = The login has succeeded: mailboxes can be listed and selected now.
explain-opened = "{ $mailbox }" is selected now.
explain-opened-read-write = "{ $mailbox }" is selected now, for reading and writing.
explain-opened-read-only = "{ $mailbox }" is selected now, for reading only.
explain-logged-out = The session is over, and the server closes the connection.
explain-idle-ended = IDLE has ended; the server accepts commands again.
explain-closed = The mailbox is no longer selected, and its messages with the \Deleted flag are removed.
explain-mailbox-closed = The mailbox is no longer selected.
explain-unselected = The mailbox is no longer selected; no message was removed.
explain-created = There is a mailbox "{ $mailbox }" now.
explain-deleted = The mailbox "{ $mailbox }" is deleted.
explain-inbox-renamed = The messages of INBOX are in "{ $new }" now; INBOX itself remains.
explain-renamed = The mailbox "{ $mailbox }" is called "{ $new }" now.
explain-appended = The message is in "{ $mailbox }" now.
explain-appended-several = { $count } messages are in "{ $mailbox }" now.
explain-copied = Copied to "{ $mailbox }": { $what }.
explain-moved = Moved from the selected mailbox to "{ $mailbox }": { $what }.
explain-expunge-in-between = A server must not send EXPUNGE while it carries out { $name }, because the message numbers change.
explain-expunged = The messages with the \Deleted flag are removed, each as reported above.
explain-expunged-nothing = { $name } is complete; no message was reported as removed.
explain-uid-expunged = UID EXPUNGE is complete; the messages that it has removed are reported above.
explain-fetched = FETCH is complete; the data is above.
explain-fetched-nothing = FETCH is complete, and no message was returned.
explain-uid-fetched-nothing = FETCH is complete, and no message was returned. A UID that no message has is not an error.
explain-answered = { $name } is complete; its answer is above.
explain-complete = { $name } is complete.
explain-saved-only = { $name } is complete. With SAVE alone no ESEARCH response comes: the server keeps the result, to be used as $.
explain-listed-nothing = { $name } is complete; no name matches.
explain-noop-done = NOOP is complete; if the server had changes to report, they are above.
explain-checked = The server has done its housekeeping for the mailbox.
explain-enable-done = ENABLE is complete; what it has turned on is above.
explain-enable-without = Not among what ENABLED lists: { $names }. That was on already, or the server does not turn it on.
explain-enable-nothing = ENABLE is complete; the server has not reported that anything was turned on.
explain-unauthenticated = The session is no longer logged in; another login is possible.
explain-subscribed = "{ $mailbox }" is among the subscribed names now.
explain-unsubscribed = "{ $mailbox }" is not among the subscribed names any more.
explain-replaced = The new message is in "{ $mailbox }" now, in place of the old one.
explain-none-left = { $name } is complete; none of the messages that it names was there.
explain-stored = The flags of { $what } are changed as STORE asked.
explain-stored-reported = STORE is complete; the responses above have the new flags.
explain-stored-without = STORE is complete, but a response above shows a message without { $flags }: the server did not keep that.
explain-stored-others = STORE is complete for { $what }.
explain-stored-partly = STORE is complete, but not for all messages.
explain-tls-starts = Both sides start TLS now; what they sent before it was not protected.
explain-compressed = From now on both sides compress what they send.
explain-literal-wanted = { $octets ->
    [one] The server is ready for the one octet of the literal.
   *[other] The server is ready for the { $octets } octets of the literal.
}
explain-idling-unselected = The server has accepted IDLE, but no mailbox is selected, so it has no changes to report.
explain-idling = The server has accepted IDLE and reports changes as they happen.
explain-continuation-unasked = The server asks the client to continue, but no command waits for that.
explain-continuation = The server is ready for what the client has to send next.
explain-challenge = The server waits for the client's answer in { $mechanism }, in base64; "*" cancels.
explain-challenge-token = The server waits for the access token of { $mechanism }, with the user, in base64; "*" cancels.
explain-challenge-plain = The server waits for the answer of PLAIN: NUL, the user, NUL and the password, all in base64; "*" cancels.
explain-challenge-text = The challenge of { $mechanism } is "{ $decoded }" in base64; the answer is in base64 too, and "*" cancels.
explain-scram-proof = The challenge says "{ $decoded }" in base64: that is the server's proof that it holds data made from the password. An empty answer ends the exchange.
explain-scram-error = With the error "{ $error }", in base64, the server says that it does not accept the login. An empty answer ends the exchange.
explain-bearer-refused = The server has refused the token and says why: { $decoded }. The answer AQ==, a ^A in base64, ends the exchange.
explain-token-refused = The server has refused the token and says why: { $decoded }. An empty answer ends the exchange.

## Data about mailboxes.

explain-exists = { $count ->
    [0] The mailbox has no messages.
    [one] One message is in the mailbox.
   *[other] { $count } messages are in the mailbox.
}
explain-none-is-selected = Yet no mailbox is selected, as far as this session shows.
explain-arrived = A message has arrived: { $count } now, one more than before.
explain-more-than-exist = { $count ->
    [0] That contradicts EXISTS, by which the mailbox is empty.
    [one] That contradicts EXISTS, by which the mailbox has one message only.
   *[other] That contradicts EXISTS, by which the mailbox has { $count } messages only.
}
explain-uidnext-lower = That contradicts an earlier UIDNEXT, { $before }: while UIDVALIDITY stays the same, it never becomes lower.
explain-uid-beyond-next = UID { $uid } contradicts the mailbox's UIDNEXT, { $next }: only a new message can have that UID or a higher one, and none has been reported since.
explain-uid-below-next = That is lower than the UIDNEXT of "{ $mailbox }", { $next }: while UIDVALIDITY stays the same, a new message gets that UID or a higher one.
explain-fewer-exist = { $count ->
    [0] The mailbox has no messages now; according to earlier responses, there were { $before }.
    [one] One message is in the mailbox now; according to earlier responses, there were { $before }.
   *[other] { $count } messages are in the mailbox now; according to earlier responses, there were { $before }.
}
explain-several-arrived = { $new } messages have arrived: { $count } now.
explain-still-exist = { $count ->
    [0] The mailbox still has no messages.
    [one] One message is still in the mailbox.
   *[other] { $count } messages are in the mailbox, as before.
}
explain-recent = { $count ->
    [0] No message has the \Recent flag, which marks those that, as far as the server can tell, it has reported to no session before this one.
    [one] One message has the \Recent flag: as far as the server can tell, it has reported it to no session before this one.
   *[other] { $count } messages have the \Recent flag: as far as the server can tell, it has reported them to no session before this one.
}
explain-expunge = Message { $number } is removed; each message after it has a number lower by one now.
explain-shortened = The literal shown here has fewer octets than the number in braces.
explain-none-beyond = No message has a number above { $last }, according to earlier responses.
explain-no-such-message = There is no message { $number }: according to earlier responses, the mailbox has fewer.
explain-expunge-none = { $count ->
    [0] There is no message { $number }: according to earlier responses, the mailbox is empty.
    [one] There is no message { $number }: according to earlier responses, the mailbox has one message only.
   *[other] There is no message { $number }: according to earlier responses, the mailbox has { $count } messages.
}
explain-number-in-uid-only = UIDONLY is turned on, so the server should send { $instead } here, with a UID in place of the sequence number.
explain-expunge-left = { $left ->
    [0] Message { $number } is removed; the mailbox is empty now.
    [one] Message { $number } is removed; one message is left, which now has the number 1.
   *[other] Message { $number } is removed; { $left } are left, and each one after it has a number lower by one.
}
explain-expunge-last = { $left ->
    [one] Message { $number }, the last one, is removed; one message is left, with its number as before.
   *[other] Message { $number }, the last one, is removed; { $left } are left, with their numbers as before.
}
explain-vanished = Removed from the mailbox: { $gone }.
explain-vanished-left = { $left ->
    [0] The mailbox is empty now.
    [one] One message is left.
   *[other] { $left } messages are left.
}
explain-vanished-earlier = Removed earlier: { $gone }. This changes no message numbers.
explain-vanished-unasked = The session has not turned on QRESYNC, without which a server should send EXPUNGE instead.
explain-earlier-unasked = No command asked for this: only SELECT with QRESYNC or UID FETCH with VANISHED does.
explain-flags = These flags can be used in the mailbox: { $flags }.
explain-no-flags = The mailbox has no flags.
explain-no-delimiter = The names of mailboxes have no levels here, and so no hierarchy separator.
recent-in-rev2 = IMAP4rev2 no longer has RECENT and \Recent, and clients do not need them.
explain-delimiter = "{ $delimiter }" separates the levels of mailbox names.
explain-list = There is a mailbox "{ $mailbox }".
explain-list-absent = Name "{ $mailbox }" ({ $about }).
explain-list-about = Mailbox "{ $mailbox }" ({ $about }).
explain-lsub = "{ $mailbox }" is among the subscribed names.
explain-lsub-about = "{ $mailbox }" is among the subscribed names ({ $about }).
explain-lsub-above = "{ $mailbox }" is listed because it, or a name below it, is subscribed; here \Noselect may mean only that.
explain-lsub-above-about = "{ $mailbox }" ({ $about }) is listed because it, or a name below it, is subscribed; here \Noselect may mean only that.
explain-status = "{ $mailbox }" has { $values }.
explain-status-empty = The response has no values for "{ $mailbox }".

attribute-noselect = cannot be selected
attribute-nonexistent = does not exist
attribute-noaccess = you may not be notified of it
attribute-no-utf8 = cannot be selected with the parameter UTF8
attribute-utf8-only = can only be selected with the parameter UTF8
attribute-noinferiors = cannot have mailboxes below it
attribute-haschildren = has mailboxes below it
attribute-hasnochildren = no mailboxes below it
attribute-marked = probably has new messages
attribute-unmarked = no new messages since it was last selected
attribute-subscribed = subscribed
attribute-remote = on another server
attribute-all = all messages of the account
attribute-archive = for archived messages
attribute-drafts = for drafts
attribute-flagged = all flagged messages
attribute-important = important messages
attribute-inbox = the INBOX
attribute-junk = for spam
attribute-sent = for sent messages
attribute-trash = for deleted messages
attribute-scheduled = for messages to be sent later
attribute-snoozed = for messages put off until later
attribute-memos = for notes
attribute-oldname = its old name, or the name that was sent, is "{ $old }"
attribute-extended = unknown data { $name }
attribute-flat = no hierarchy
attribute-child-subscribed = a mailbox below it is subscribed
attribute-childinfo = a mailbox below it meets { $options }
attribute-levels = "{ $delimiter }" separates its levels
attribute-unknown = { $name }, which is not registered
attribute-needs-backslash = The role is registered without a backslash, but the grammar of LIST needs one: { $attribute }.

delimiter-form = The hierarchy separator must be one character in quotes, or NIL.
name-not-utf7 = The name is not valid in modified UTF-7, the encoding of names unless UTF8=ACCEPT or IMAP4rev2 is turned on: an encoded part begins with & and ends with -.
attributes-contradict = \HasChildren and \HasNoChildren exclude each other: the server made an error.
star-not-permanent = \* belongs in PERMANENTFLAGS, where it allows new keywords; the grammar of FLAGS does not have it.
count-contradicts = COUNT is not the number of messages in ALL: the server made an error.
envelope-form = An envelope has ten fields; this one has fewer.
body-form = A single part needs seven fields: media type, subtype, parameters, ID, description, encoding and size; this one has fewer.
item-twice = An item is reported twice; only one of its values can be right.
resource-form = Each resource needs two numbers: how much is used, and the limit.
id-field-form = Each field of ID needs a value, which may be NIL.

status-messages = { $count ->
    [0] no messages
    [one] one message in all
   *[other] { $count } messages in all
}
status-recent = { $count ->
    [0] no message with \Recent
    [one] one message with \Recent
   *[other] { $count } messages with \Recent
}
status-unseen = { $count ->
    [0] no message without \Seen
    [one] one message without \Seen
   *[other] { $count } messages without \Seen
}
status-deleted = { $count ->
    [0] no message with \Deleted
    [one] one message with \Deleted
   *[other] { $count } messages with \Deleted
}
status-size = a total size of { $size }
status-deleted-storage = DELETED-STORAGE { $amount } (the storage that EXPUNGE would free)
status-appendlimit = { $size } as the largest message that APPEND can add
status-no-appendlimit = no limit for APPEND
status-no-modseqs = no mod-sequences
status-mailboxid = the identifier { $id }
status-unknown = { $name }, which is not registered

## What a search has found.

explain-nothing-found = No message matches.
explain-no-results = The response has no results, as when no message matches.
explain-no-count = COUNT, which the command asked for, is missing.
explain-found = { $count ->
    [one] One message matches: { $list }.
   *[other] { $count } messages match: { $list }.
}
explain-found-uids = { $count ->
    [one] One message matches; its UID is { $list }.
   *[other] { $count } messages match; their UIDs are { $list }.
}
explain-found-numbers = { $count ->
    [one] One message matches, with the number { $list }.
   *[other] { $count } messages match, with the numbers { $list }.
}
explain-sorted = They are in the order that was asked for.
explain-matches = { $count ->
    [0] No message matches.
    [one] One message matches.
   *[other] { $count } messages match.
}
explain-esearch-in = This result is for the mailbox "{ $mailbox }".
explain-esearch-in-validity = This result is for the mailbox "{ $mailbox }", and its UIDs hold as long as UIDVALIDITY there is { $validity }.
esearch-no-value = { $name } has no value
explain-esearch-details = In the result, { $results }.
explain-esearch-changed = The result of the search has changed: { $results }.
explain-found-modseq = The highest mod-sequence of these messages is { $number }.
explain-threads = { $threads ->
    [0] No message matches.
    [one] The messages that match form one thread.
   *[other] The messages that match form { $threads } threads.
}
threads-of-one = Each is a single message.
thread-from-one = { $threads ->
    [one] It begins with { $top } ({ $below }).
   *[other] Thread { $number } begins with { $top } ({ $below }).
}
thread-from-several = { $threads ->
    [one] At its top are { $tops } ({ $below }); the message above them is not in the result.
   *[other] At the top of thread { $number } are { $tops } ({ $below }); the message above them is not in the result.
}
thread-without-top = { $threads ->
    [one] Its messages are { $tops }; the message above them is not in the result.
   *[other] The messages of thread { $number } are { $tops }; the message above them is not in the result.
}
thread-large = { $threads ->
    [one] It has { $messages } messages.
   *[other] Thread { $number } has { $messages } messages.
}
thread-below = below { $above }: { $below }
thread-uids = The numbers are UIDs.
thread-replies = The messages below another one are usually replies to it.
thread-subjects = The messages of a thread have the same subject; at its top is the oldest.
esearch-all = ALL names { $found }
esearch-modseq = the highest mod-sequence is { $number }
esearch-partial = the positions { $range } hold { $found }
esearch-partial-nothing = the positions { $range } are empty
esearch-relevancy = the relevancy scores, from 1 to 100, are { $scores }
esearch-added = { $found }, new in the result
esearch-removed = { $found }, no longer in the result
esearch-at-position = { $found } at position { $position }
esearch-min = { $uid ->
    [one] the lowest UID is { $number }
   *[other] the lowest number is { $number }
}
esearch-max = { $uid ->
    [one] the highest UID is { $number }
   *[other] the highest number is { $number }
}
esearch-first = the first is { $message }
esearch-last = the last is { $message }

## Data about the server and the account.

explain-capabilities = { $count ->
    [one] The server announces one capability.
   *[other] The server announces { $count } capabilities.
}
explain-extensions = Among the capabilities are the extensions { $names }.
newer-rights = RIGHTS= names those rights of its access control that are newer than RFC 2086: { $rights }.
limit-append = APPEND takes messages of at most { $size }.
limit-saves = One COPY or APPEND can add { $number ->
    [one] one message
   *[other] { $number } messages
} at most.
explain-offers-tls = STARTTLS can encrypt the connection.
explain-mechanisms = AUTHENTICATE takes { $mechanisms }.
explain-no-login = LOGINDISABLED: it accepts no LOGIN on this connection as it is.
explain-no-plain-login = LOGINDISABLED: it accepts no LOGIN on this connection as it is, but AUTHENTICATE with { $mechanisms }.
explain-enabled = Turned on for this session: { $names }.
explain-nothing-enabled = Nothing was turned on by this; what was asked for may have been on already, or be unknown to the server.
explain-id = The server says that it is { $name }.
explain-id-version = The server says that it is { $name }, version { $version }.
explain-id-fields = The server says about itself: { $list }.
explain-id-more = It also says: { $list }.
explain-id-nothing = The server does not say what software it is.
explain-namespace = Prefixes of the user's own mailboxes: { $own }; of other users' mailboxes: { $others }; of shared mailboxes: { $shared }.
namespace-none = none
namespace-empty = ""
namespace-translated = { $prefix }, shown as "{ $name }"
namespace-flat = { $prefix } (no hierarchy)
namespace-prefix = { $prefix } (separator { $delimiter })
explain-quota = Used of { $quota }: { $resources }.
explain-no-quota = Nothing is limited by { $quota }.
explain-quota-roots = { $count ->
    [0] No quota applies to "{ $mailbox }".
    [one] What applies to "{ $mailbox }" is { $roots }.
   *[other] { $count } quotas apply to "{ $mailbox }": { $roots }.
}
quota-storage = { $used } of { $limit } KiB
quota-message = { $used } of { $limit ->
    [one] 1 message
   *[other] { $limit } messages
}
quota-mailbox = { $used } of { $limit ->
    [one] 1 mailbox
   *[other] { $limit } mailboxes
}
quota-annotations = { $used } of { $limit } KiB of annotations
quota-resource = { $used } of { $limit } ({ $name })
quota-percent-small = { $words } (less than 1%)
quota-percent = { $words } ({ $percent }%)
quota-units = STORAGE counts units of 1024 octets (KiB).
explain-my-rights = What the user may do with "{ $mailbox }": { $rights }.
explain-no-rights = The user has no rights on "{ $mailbox }".
rights-letters = The letters stand for the rights: { $rights }.
rights-obsolete = { $count ->
    [one] { $letters } stands for several of these, for clients that know only RFC 2086.
   *[other] { $letters } each stand for several of these, for clients that know only RFC 2086.
}
explain-acl = Who has which rights on "{ $mailbox }": { $entries }.
explain-no-acl = The access control list of "{ $mailbox }" is empty.
acl-entry = { $user } has { $rights }
acl-entry-none = { $user } has no rights
acl-entry-denied = { $user } is denied { $rights }
explain-list-rights = On "{ $mailbox }", { $user } always has these rights: { $always }; these can be granted: { $granted }.
explain-tied-rights = Rights in one word can only be granted together.
explain-metadata = Annotations of "{ $mailbox }": { $entries }.
explain-server-metadata = Annotations of the server: { $entries }.
explain-metadata-changed = Annotations of "{ $mailbox }" have changed: { $entries }.
explain-server-metadata-changed = Annotations of the server have changed: { $entries }.
metadata-entry = { $name } is "{ $content }"
metadata-entry-none = { $name } has no value
explain-comparator = Searches and sorting compare strings by { $name }.
explain-comparators = Searches and sorting compare strings by { $name }; the comparators that matched are { $all }.
explain-genurlauth = { $count ->
    [one] The URL is signed: with the token at its end, the users whom it allows can get its data by URLFETCH.
   *[other] { $count } URLs are signed: with the token at its end, the users whom a URL allows can get its data by URLFETCH.
}
explain-urlfetch = The data of the URL has { $size }.
explain-urlfetch-none = The server returns no data for the URL: it is not valid, or not allowed.
explain-urlfetch-several = Of { $count } URLs, the data of { $found } follows; NIL stands for one that is not valid, or not allowed.
explain-urlfetch-items = The data of the URL: { $items }.
url-item-body = the data as it is stored ({ $size })
url-item-binary = the data without its transfer encoding ({ $size })
url-item-structure = its MIME structure
url-item-none = nothing for { $name } (NIL)
explain-conversion = The server can convert { $from } to { $target }.
explain-conversion-with = The server can convert { $from } to { $target }; it takes these parameters: { $parameters }.
explain-converted = Converted for the command { $tag }, from { $message }: { $items }.
explain-jmapaccess = Clients that speak JMAP find the same mailboxes and messages at { $url }.
explain-uid-batches = { $count ->
    [one] One batch of UIDs: { $batches }.
   *[other] { $count } batches of UIDs: { $batches }.
}
explain-no-uid-batches = No batch of UIDs: the mailbox has no messages, or fewer batches than the range that was asked for.
explain-language = The texts of the server are in this language from now on: { $tag }.
explain-languages = The server's texts are available in these languages: { $tags }.
basics-tag = The tag { $tag } says which command this answers; each command has a different tag.
basics-registered = Registered words are those that the standards of IMAP define; IANA keeps the lists.
basics-reference = The reference, the first of its two names, is put before the pattern by the server; it is usually empty: "".
basics-separator = The "{ $separator }" before the name separates the levels of a hierarchy of names.
basics-uid = A UID always belongs to the same message, whereas message numbers change when messages are removed.
basics-literal = { $announced } announces a literal: that many octets follow its line, whatever they are, and then the response goes on.
basics-modified-utf7 = On the wire the name is in modified UTF-7, which writes other characters than ASCII's between & and -.
basics-structure = The number before a part fetches it, as in BODY[1].
basics-structure-decoded = With --decode, the structure is shown as a tree.
basics-envelope = The fields of an ENVELOPE have a fixed order: date, subject, from, sender, reply-to, to, cc, bcc, in-reply-to, message-id.
basics-envelope-decoded = With --decode, they are shown by name.
basics-mod-sequence = Whenever its flags change, the server assigns the message a higher one.
basics-reused-tag = The tag { $tag } was used before; with a new one for each command, its answer cannot be taken for that of another.
explain-pop3 = This is a response of POP3, not of IMAP. IMAP servers listen on port 993 with TLS, or on 143.
explain-smtp = This looks like a response of SMTP or FTP, not of IMAP. IMAP servers listen on port 993 with TLS, or on 143.
explain-stored-read-only = STORE is complete, but the mailbox is open for reading only: the flags stay as they were, unless a response above has others.
explain-stored-with = STORE is complete, but a response above shows a message with { $flags }: the server did not remove that.
