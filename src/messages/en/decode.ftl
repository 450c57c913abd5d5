# What --decode shows below a response.

decode-more = … and { $rows ->
    [one] 1 more line
   *[other] { $rows } more lines
}, not decoded
decode-local-time = { $day } { $time } local time
decode-more-addresses = … and { $more } more
decode-envelope = Envelope
decode-structure = Parts, with the section that fetches each: BODY[…]
decode-parts = { $parts ->
    [one] 1 part
   *[other] { $parts } parts
}
decode-lines = { $lines ->
    [one] 1 line
   *[other] { $lines } lines
}
decode-mailbox = Mailbox: { $name }
decode-header = Header, decoded
decode-header-of = Header of { $section }, decoded
decode-text = Text of { $section } ({ $how })
decode-message = the message
decode-unknown-type = BODY[{ $section }] is not decoded; { $fetch } shows its type and charset
decode-unknown-charset = The text of { $section } is not decoded: imapsh does not know the charset { $charset }
decode-not-in-charset = The text of { $section } is not decoded: its octets are not in { $charset }
decode-unknown-encoding = The text of { $section } is not decoded: imapsh does not know the transfer encoding { $encoding }
decode-not-in-encoding = The text of { $section } is not decoded: its octets are not in { $encoding }
decode-text-cut = … imapsh decodes only the first 256 KiB
decode-text-range = … only this range was fetched
decode-nothing-yet = There is no response yet to decode.
decode-nothing-here = Nothing in this response needs decoding.
decode-other-capabilities = Others

## The groups of CAPABILITY, and a few words on each capability

capabilities-base = Base
capability-imap4rev1 = IMAP of RFC 3501
capability-imap4rev2 = IMAP of RFC 9051
capability-imap4 = IMAP of 1994
capability-starttls = encrypts the connection
capability-enable = turns on extensions
capability-id = names of client and server
capability-compress = compresses the connection
capability-literal-plus = literals of any size without waiting for +
capability-literal-minus = short literals without waiting for +
capability-language = the language of the server's texts
capability-utf8-accept = UTF-8 in names and headers
capability-utf8-only = UTF-8 is required
capability-utf8-all = UTF-8 in names and headers (obsolete)
capability-utf8-append = APPEND of messages in UTF-8 (obsolete)
capability-utf8-user = UTF-8 in LOGIN (obsolete)
capabilities-logins = Logging in
capability-auth = logs in with this SASL mechanism
capability-auth-plain = user and password in base64
capability-auth-login = user and password in base64, asked for one by one
capability-auth-cram = proves the password without sending it (MD5)
capability-auth-scram-sha1 = proves the password without sending it (SHA-1)
capability-auth-scram-sha256 = proves the password without sending it (SHA-256)
capability-auth-xoauth2 = OAuth 2.0 token, Google's form
capability-auth-oauthbearer = OAuth 2.0 token
capability-auth-external = the client's TLS certificate identifies the user
capability-auth-anonymous = without an account
capability-logindisabled = LOGIN is refused for now
capability-sasl-ir = AUTHENTICATE with the first answer in the same line
capability-unauthenticate = logs out without closing the connection
capability-login-referrals = sends to another server at login
capability-jmapaccess = the same mail with JMAP
capabilities-mailboxes = List of mailboxes
capability-namespace = prefixes of own, other users' and shared mailboxes
capability-children = says which mailboxes have others below
capability-list-extended = LIST with selection and more data
capability-list-status = STATUS of each mailbox with LIST
capability-list-metadata = METADATA of each mailbox with LIST
capability-list-myrights = rights for each mailbox with LIST
capability-special-use = marks mailboxes for sent, drafts, trash …
capability-create-special-use = creates mailboxes with such a mark
capability-xlist = Gmail's older form of SPECIAL-USE
capability-status-size = size of a mailbox in STATUS
capability-mailbox-referrals = mailboxes on other servers
capability-unselect = leaves a mailbox without expunging
capability-objectid = lasting ids of mailboxes and messages
capability-metadata = notes on mailboxes and the server
capability-metadata-server = notes on the server
capability-acl = the rights of users on mailboxes
capability-rights = further rights of ACL
capability-quota = how much space is used and allowed
capability-quotaset = changes quotas
capability-quota-storage = quota of space
capability-quota-message = quota of messages
capability-quota-mailbox = quota of mailboxes
capability-quota-annotation = quota of notes
capabilities-searching = Searching
capability-esearch = results as count, first, last or ranges
capability-searchres = refers to the last result as $
capability-search-fuzzy = finds similar words
capability-within = messages younger or older than seconds
capability-multisearch = searches several mailboxes
capability-sort = sorts on the server
capability-sort-display = sorts by displayed names
capability-esort = sorted results in ESEARCH's form
capability-context-search = keeps a result up to date
capability-context-sort = keeps a sorted result up to date
capability-partial = results in pages
capability-filters = stored searches
capability-thread = threads by this algorithm
capability-thread-orderedsubject = threads by subject
capability-thread-references = threads by References
capability-thread-refs = threads by References, not by subject
capability-i18nlevel-1 = compares letters of all scripts
capability-i18nlevel-2 = selectable comparison of letters
capabilities-synchronizing = Synchronizing
capability-idle = reports changes at once
capability-notify = reports changes in other mailboxes too
capability-condstore = fetches flags changed since a mod-sequence
capability-qresync = catches up in one step with SELECT
capability-uidplus = UIDs of new messages, UID EXPUNGE
capability-uidonly = UIDs instead of message numbers
capability-uidbatches = UIDs in ranges of equal size
capability-inprogress = reports how far a command is
capabilities-messages = Messages
capability-move = moves messages in one step
capability-binary = fetches parts decoded
capability-preview = the beginning of the text
capability-savedate = when a message was put into the mailbox
capability-catenate = builds a message from parts of others
capability-multiappend = several messages in one APPEND
capability-replace = replaces a message in one step
capability-appendlimit = the largest message for APPEND
capability-messagelimit = most messages for one command
capability-savelimit = most messages copied by one command
capability-convert = converts parts to other formats
capability-annotate = notes on messages
capability-urlauth = URLs that let others read a part
capability-urlauth-binary = such URLs with decoded parts
capability-url-partial = URLs of a piece of a part
capability-x-gm-ext-1 = Gmail's labels, thread ids and search
capability-imapsieve = Sieve scripts run on changes
