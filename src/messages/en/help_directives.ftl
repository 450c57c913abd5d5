## help: what :help says of commands and directives.

help-unknown = There is no help on "{ $topic }"; :help shows an overview.
help-near-miss = There is no help on "{ $topic }". Did you mean { $name }?
help-unknown-key = There is no help on the key "{ $key }". These are explained:

## help-more-COMMAND: what to know about a command beyond the sentence that the reference has. Examples are
## typed exactly like this, without a tag.

help-more-starttls = Ask for CAPABILITY again then, because the earlier answer may have been forged.
help-more-authenticate = CAPABILITY names the mechanisms, each as AUTH=. With authenticate plain, the answer to the server's + is base64 of NUL, user, NUL, password. Your answers are neither shown nor recorded.
help-more-login = The password is masked while you type it, and kept out of the history and of records. (Those of the practice server are public, and shown on the screen.) With a space or a quote in it, use quotes.
    Example: login user "my pass"
help-more-list = The attributes in parentheses say what a mailbox is for.
help-more-append = imapsh can count for you: append Drafts {"{"}<mail.eml{"}"} sends a file, append Drafts {"{"}<<END{"}"} the lines up to END.
help-more-idle = imapsh sends done without a tag. Typed one after the other: select inbox, idle, … done
help-more-done = imapsh sends done without a tag while IDLE is running, so that nothing else has to be typed.
help-more-search = Several keys have to match together.
    Example: search from hanako since 1-Mar-2026
    Example: search or seen answered
help-more-fetch = Message numbers are written 1 or 1:3 or 2,5 or * (the last).
    Example: fetch 1:* (flags envelope)
    body[…] marks the message \Seen, body.peek[…] does not.
    Example: fetch 1 body.peek[header]
help-more-uid = Untagged responses still begin with the message number.
help-more-status = The items are up to you.
    Example: status inbox (messages unseen)

## help-DIRECTIVE

help-connect = Ends this session and opens another.
    Example: :connect mail.example.org --starttls
help-deliver = Delivers a mail to your INBOX on the practice server now: FILE, or a bundled one.
help-announce = Makes the practice server announce only these capabilities, so that you can practise on an old server. What is not announced is answered with BAD. Without a list it shows what is announced.
    Example: :announce IDLE,UIDPLUS
    Example: :announce all
help-capture = Like :expect, and the text at (...) becomes the value of ${"{"}NAME{"}"}; \(...) is a pair of parentheses.
    Example: :capture next * OK [UIDNEXT (...)]...
    Then: uid fetch ${"{"}next{"}"} flags
help-expect-not = Checks that no line since the last command matches PATTERN, once that command is completed. In a script, it is a failure if there was such a line.
    Example: :expect! * ... EXPUNGE
help-decode = Shows in readable form what a response encodes: an ENVELOPE by field, the parts of a BODYSTRUCTURE with the number that fetches each, CAPABILITY in groups, names of mailboxes, encoded words, dates in local time, and a fetched text in its charset. :decode on shows it below each response, :decode off stops that. Alone, it shows the last response again in this way. With an encoded word or the name of a mailbox it decodes these: :decode =?utf-8?B?5pel5pys?=, :decode &ZeVnLIqe-.
help-explain = Explains what the client and the server say. :explain on adds a line in plain words below each line of the session, :explain off stops that. Alone, it explains the last command and its answer; with a line, that line, which is not sent.
    Example: :explain fetch 1:* (flags)
help-expect = Waits for a server line that matches PATTERN: the whole line, ignoring case; ... stands for any text. In a script, it is a failure if the line is not received.
    Example: :expect * ... EXISTS
help-help = :help shows an overview. :help TOPIC explains a directive, a key, or a word of IMAP: commands, responses and their codes, capabilities, flags, what FETCH, SEARCH and STATUS take, and ideas such as tag and literal.
    Example: :help uidvalidity
    Example: :help +
    Example: :help ctrl-c
help-last = Shows the server's last answer with all its literals: in $PAGER, or else in less.
help-save = Writes the octets of the last literal of the server's last answer to a new file, as they were sent. With the number of a part, such as 2 or 1.2, writes that part of the last message in the answer, decoded.
    Example: :save mail.eml
    Example: :save 2 plan.pdf
help-pipeline = on: scripts send commands without waiting for each completion, where possible.
help-quit = Logs out and exits.
help-raw = Sends a line untouched, without adding a tag.
    Example: :raw done
help-reconnect = Connects to the same server again.
help-record = Records from now on to a new file: FILE.imap (a script that replays) or FILE.jsonl (for programs). Passwords appear in it as ${"{"}password{"}"}. :record off stops recording.
help-run = Replays a script in this session: a file, or a bundled script.
    Example: :run idle
help-set = Sets ${"{"}NAME{"}"} for typed lines and scripts.
    Example: :set box Archive
    Then: select ${"{"}box{"}"}
    :set timeout 1m and :set patience 5s change imapsh's own limits. :set paste raw sends the lines of a paste as if typed; :set paste script reads a paste like a script again. Without a value, :set shows it.
    :set fold off shows long literals whole on the terminal, :set fold 10 only their first 10 rows, :set fold on a screenful. :set guide off|on: :help guide
help-state = Shows the host, whether you are logged in and as whom, the selected mailbox with its counts, and the commands in progress with the time since they were sent.
help-tag = Changes the prefix of the next tags.
    Example: :tag t makes the tags t001, t002, …
help-tls = Shows the TLS parameters and the server's certificate.
help-wait = Shows what the server sends, for a time or until a line matches.
    Example: :wait 10s * ... EXISTS
help-reset = Puts the accounts and the mail of the practice server back as they were at the start.
help-other = On the practice server, another client sends LINE: it is logged in to the same account and has INBOX selected. Use it to see what the server reports to your session.
    Example: :other store 3 +flags (\Flagged)
help-slow = The practice server answers each command this much later, so that several can be in progress at the same time. Alone, it shows how much later.
    Example: :slow 2s
    Example: :slow off
help-base64 = Shows TEXT in base64, as the answers to AUTHENTICATE are written; \0 stands for NUL. The result is shown on a terminal only, and not recorded.
    Example: :base64 \0user\0pass
help-unbase64 = Shows what base64 text stands for, such as the server's challenge. It is shown on a terminal only, and not recorded.
    Example: :unbase64 VXNlcm5hbWU6
help-goal = In a lesson's script: what its step is to reach. docs/lessons.md lists the goals. Elsewhere it does nothing.
    Example: :goal fetched 3 ENVELOPE
help-lesson = In a lesson, shows the current step again. In a script, it says that the script is a lesson, and how long it takes. imapsh learn lists the lessons.
help-hint = In a lesson, shows the next hint: what is missing, the syntax, the line to type.
help-skip = In a lesson, sends the lines of this step for you, and goes on to the next one.
help-back = In a lesson, returns to the step before.
