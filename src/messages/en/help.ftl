## help: :help without a topic, and the frame of the help on a command.

help = Type IMAP commands without a tag: login USER PASSWORD, select inbox, idle, done, logout. The prompt is the tag that goes out with the line; a line that begins with a tag of your own is sent as it is.
    :help WORD explains a word of IMAP, for example :help fetch, :help exists. Topics are :help tags, :help done, :help literals.
    Directives control imapsh itself:
    {"  "}:state                    show the session's state and running commands
    {"  "}:tls                      show the TLS parameters and the certificate
    {"  "}:explain [on|off|LINE]    say in plain words what each line means; alone: the last exchange
    {"  "}:record FILE|off          record to .imap or .jsonl
    {"  "}:run SCRIPT               replay a script
    {"  "}:set NAME VALUE           set ${"{"}NAME{"}"}
    {"  "}:tag PREFIX               change the tags
    {"  "}:raw LINE                 send a line untouched
    {"  "}:wait DURATION [PATTERN]  show what the server sends
    {"  "}:expect PATTERN           wait for a line (:expect! checks that there was none)
    {"  "}:capture NAME PATTERN     wait for a line, and set ${"{"}NAME{"}"} to a part of it
    {"  "}:connect HOST [PORT]      connect to another server
    {"  "}:reconnect                connect to the same server again
    {"  "}:pipeline on|off          replay scripts without waiting
    {"  "}:deliver [FILE]           deliver a mail on the practice server
    {"  "}:announce LIST            capabilities that the practice server announces
    {"  "}:quit                     log out and exit, like Ctrl-D
    Ctrl-R searches the history, Ctrl-C drops the line.
help-command = { $name } { $syntax }   ({ $rfc })
help-unknown = There is no help on "{ $topic }"; :help shows an overview.
help-near-miss = There is no help on "{ $topic }". Did you mean { $name }?

## help-TOPIC: a command, a directive or another topic, in lower case. For a command, the text is shown
## after its syntax. Examples are typed exactly like this, without a tag.

help-capability = Asks which capabilities the server has. The answer often changes after login or STARTTLS.
help-noop = Does nothing except give the server a chance to report changes, such as * 12 EXISTS.
help-logout = Ends the session: the server sends BYE, completes the command and closes the connection.
help-starttls = Switches an unencrypted connection to TLS. Both sides start TLS right after the server's OK; ask for
    CAPABILITY again then, because the earlier answer may have been forged.
help-authenticate = Logs in with a mechanism (one of the AUTH= in CAPABILITY). The server sends +, and what you type
    then is sent as it is: an answer in base64, or * to cancel. Example: authenticate plain
    then, after the +, base64 of NUL, user, NUL, password. Your answers are neither shown nor recorded.
help-login = Logs in. The password is masked while you type it, and kept out of the history and of records.
    Example: login user pass     With a space or a quote in it, use quotes: login user "my pass"
help-enable = Turns on extensions that change what the server sends. Example: enable condstore
help-select = Opens a mailbox. The server reports its flags, EXISTS (the number of messages) and more; IDLE, FETCH
    and SEARCH work on the selected mailbox. Example: select inbox
help-examine = Opens a mailbox like SELECT, but read-only. Example: examine inbox
help-create = Creates a mailbox. Example: create Notes
help-delete = Deletes a mailbox and the messages in it permanently. Example: delete Notes
help-rename = Renames a mailbox. Example: rename Notes Archive/Notes
help-subscribe = Adds a mailbox to the list that LSUB shows. Example: subscribe Notes
help-unsubscribe = Removes a mailbox from the list that LSUB shows. Example: unsubscribe Notes
help-list = Lists mailboxes: * matches any name, % matches one level of the hierarchy. The attributes in
    parentheses say what a mailbox is for. Example: list "" "*"
help-lsub = Lists the subscribed mailboxes. Example: lsub "" "*"
help-namespace = Shows the prefixes of your own mailboxes, other users' mailboxes and shared ones.
help-status = Shows the counts of a mailbox without opening it. Example: status inbox (messages unseen)
help-append = Adds a message to a mailbox, as a literal: {"{"}310{"}"} means that 310 octets follow after the server's +.
    imapsh can count for you: append Drafts {"{"}<mail.eml{"}"} sends a file, append Drafts {"{"}<<END{"}"} the lines
    up to END.
help-idle = Waits for changes in the selected mailbox: after the +, the server reports new mail (EXISTS) at
    once. "done" ends it; imapsh sends that without a tag. Example: select inbox, idle, … done
help-check = Asks the server for a checkpoint of the mailbox. Today, NOOP serves the same purpose.
help-close = Deletes the messages marked \Deleted, without reporting each one, and closes the mailbox.
help-unselect = Closes the mailbox without deleting anything.
help-expunge = Deletes the messages marked \Deleted; * 3 EXPUNGE means that message 3 is gone and the later ones
    moved up.
help-search = Returns the numbers of the matching messages. UID SEARCH returns UIDs instead.
    Examples: search unseen    search from hanako since 1-Mar-2026    search text "lunch"
help-fetch = Shows parts of messages, by message number: 1, 1:3, 2,5, * (the last).
    Examples: fetch 1:* (flags envelope)    fetch 1 body[header]    fetch 1 body.peek[text]
    body[…] marks the message \Seen, body.peek[…] does not. UID FETCH takes UIDs instead.
help-store = Changes flags: +FLAGS adds, -FLAGS removes, FLAGS replaces. Example: store 1 +flags (\Seen)
help-copy = Copies messages to another mailbox, which must exist. Example: copy 1:3 Archive
help-move = Moves messages to another mailbox. Example: move 1 Trash
help-uid = Runs the command that follows with UIDs instead of message numbers; a message keeps its UID.
    Example: uid fetch 1:* flags    Untagged responses still begin with the message number.
help-id = Identifies the client to the server, and asks the server to identify itself. Example: id nil
help-compress = Compresses the connection after the server's OK. Example: compress deflate
help-sort = Returns message numbers in sorted order. Example: sort (reverse date) utf-8 all
help-thread = Returns message numbers grouped by conversation. Example: thread references utf-8 all
help-getquotaroot = Shows how much storage a mailbox may use, and uses. Example: getquotaroot inbox
help-done = done ends IDLE. It takes no tag, because it is not a command but the end of one: the server
    completes the IDLE with the IDLE's own tag. imapsh sends done without a tag while IDLE is running.
help-literals = A literal is text of an announced length: {"{"}5{"}"} at the end of a line means that five octets follow,
    after the server's +. A line ending counts as two octets, a letter like é as two, one like 日 as
    three. The prompt counts down. {"{"}5+{"}"} does not wait for the + (on servers with LITERAL+).
    imapsh can count for you: {"{"}<FILE{"}"} at the end of a line sends a file, {"{"}<<END{"}"} the lines up to END,
    each with its line ending; {"{"}<<-END{"}"} leaves out the last one.
help-tags = Each command begins with a tag, and the server's completion of that command begins with the same
    tag, so that answers to several commands can be told apart. The prompt is the tag of the next line
    (a001, a002, …).
    A line that begins with your own tag is sent as it is: x1 noop. :tag PREFIX changes the tags.
help-connect = Ends this session and opens another. Example: :connect mail.example.org --starttls
help-deliver = Delivers a mail to your INBOX on the practice server now: FILE, or a bundled one.
help-announce = Makes the practice server announce only these capabilities, so that you can practise on an old server. What is
    not announced is answered with BAD. Without a list it shows what is announced. Example:
    :announce IDLE,UIDPLUS    :announce all
help-capture = Like :expect, and the text at (...) becomes the value of ${"{"}NAME{"}"}; \(...) is a pair of parentheses.
    Example: :capture next * OK [UIDNEXT (...)]...    then: uid fetch ${"{"}next{"}"} flags
help-expect-not = Checks that no line since the last command matches PATTERN, once that command is completed.
    Example: :expect! * ... EXPUNGE    In a script, it is a failure if there was such a line.
help-explain = Explains what the client and the server say. :explain on adds a line in plain words below each line of
    the session, :explain off stops that. Alone, it explains the last command and its answer; with a line,
    that line, which is not sent. Example: :explain fetch 1:* (flags)
help-expect = Waits for a server line that matches PATTERN: the whole line, ignoring case; ... stands for any text.
    Example: :expect * ... EXISTS    In a script, it is a failure if the line is not received.
help-help = :help shows an overview. :help TOPIC explains a directive, done, literals or tags, and IMAP's words:
    commands, responses and their codes, capabilities, flags, what FETCH, SEARCH and STATUS take.
    Example: :help uidvalidity    :help +
help-pipeline = on: scripts send commands without waiting for each completion, where possible.
help-quit = Logs out and exits.
help-raw = Sends a line untouched, without adding a tag. Example: :raw done
help-reconnect = Connects to the same server again.
help-record = Records from now on to a new file: FILE.imap (a script that replays) or FILE.jsonl (for programs).
    Passwords appear in it as ${"{"}password{"}"}. :record off stops recording.
help-run = Replays a script in this session: a file, or a bundled script. Example: :run idle
help-set = Sets ${"{"}NAME{"}"} for typed lines and scripts. Example: :set box Archive, then select ${"{"}box{"}"}
    :set timeout 1m and :set patience 5s change imapsh's own limits. :set paste raw sends the lines of a paste as if
    typed; :set paste script reads a paste like a script again. Without a value, :set shows it.
help-state = Shows the host, whether you are logged in and as whom, the selected mailbox with its counts, and the
    commands in progress with the time since they were sent.
help-tag = Changes the prefix of the next tags. Example: :tag t gives t001, t002, …
help-tls = Shows the TLS parameters and the server's certificate.
help-wait = Shows what the server sends, for a time or until a line matches. Example: :wait 10s * ... EXISTS
