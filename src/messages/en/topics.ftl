# What :help says about ideas of IMAP that are not registered words, and about keys.

topic-tag = Tag   (RFC 3501, 2.2.1)
    The word that begins each command. The server's completion of that command begins with the same tag, so that answers to several commands can be told apart. The prompt is the tag of the next line (a001, a002, …). A line that begins with your own tag is sent as it is.
    Example: x1 noop
    :tag PREFIX changes the tags.
topic-untagged = Untagged   (RFC 3501, 2.2.2)
    A response that begins with * instead of a tag. It contains data that a command asked for, such as * 1 FETCH, or reports something that no command asked for, such as * 12 EXISTS when a mail arrives. The tagged line that completes the command comes after its data.
topic-literal = Literal   (RFC 3501, 4.3)
    A string of an announced length. {"{"}5{"}"} at the end of a line means that five octets follow, after the server's +. A line ending counts as two octets, a letter like é as two, one like 日 as three. The prompt counts down. {"{"}5+{"}"} does not wait for the + (on servers with LITERAL+). imapsh can count for you: {"{"}<FILE{"}"} at the end of a line sends a file, {"{"}<<END{"}"} the lines up to END, each with its line ending; {"{"}<<-END{"}"} leaves out the last one.
topic-sequence-set = Sequence set   (RFC 3501, 9)
    Which messages a command is about. 2 is one message, 1:3 is a range, 2,5:7 is several, * is the last one, so that 1:* is all. The numbers are message sequence numbers, which shift when an earlier message is expunged; after UID they are UIDs, which do not.
    Example: fetch 1:3 flags
    Example: uid fetch 300:* flags
topic-wildcards = Wildcards, in the pattern of LIST   (RFC 3501, 6.3.8)
    {"*"} matches anything, % matches anything up to the next hierarchy separator. list "" "*" lists all mailboxes, list "" "%" only those at the top, list "" "Work/%" those directly below Work.
topic-mailbox = Mailbox   (RFC 3501, 5.1)
    Where messages are kept, often called a folder. INBOX exists for every user, and its name may be typed in any case; other names are compared as the server decides. A name with a space goes in quotes. The character between the levels of a name comes after the attributes in a LIST response. Characters beyond ASCII are in modified UTF-7, as &ZeVnLIqe- for 日本語 (5.1.3); Tab completes such a name from its beginning in either form.
    Example: select "Old Mail"
topic-string = String   (RFC 3501, 4)
    An argument is an atom, a quoted string or a literal. An atom is written as it is and has no space, quote, parenthesis, brace, *, % or backslash. Between quotes nearly everything is allowed; a quote or a backslash in it is written \" or \\. "" is an empty string, NIL without quotes is no string at all.
topic-response = Response   (RFC 3501, 7)
    A line from the server. One that begins with a tag says how the command with this tag ended: OK (done), NO (understood, but not done) or BAD (not understood, or not allowed now). One that begins with * is data or a notice, and one that begins with + asks the client to go on. The text at the end of a line is for people.
topic-greeting = Greeting   (RFC 3501, 7.1)
    The server's first line, sent as soon as the connection is open: * OK (a login comes next), * PREAUTH (already logged in) or * BYE (the server refuses the connection). It often names the server's capabilities.
    Example: * OK [CAPABILITY IMAP4rev1 STARTTLS] ready
topic-code = Response code   (RFC 3501, 7.1)
    A word in brackets after OK, NO, BAD, BYE or PREAUTH, sometimes with values. Programs read it, people the text after it. [TRYCREATE] after NO means that the mailbox does not exist, but can be made.
    Example: * OK [UIDNEXT 4392] Predicted next UID
topic-sasl = SASL: a login with AUTHENTICATE   (RFC 3501, 6.2.2)
    A mechanism is a way to log in; the server announces each as AUTH=…. PLAIN sends the name and the password, SCRAM-… proves that the client knows the password, XOAUTH2 and OAUTHBEARER send an access token. A question of the server, the challenge, is a line that begins with +, and the client's answer is a line of base64; "*" alone cancels. On servers with SASL-IR, the first answer (the initial response) can be in the command itself.
    Example: authenticate plain
topic-oauth = OAuth: a login with an access token   (RFC 7628)
    Large providers do not accept the account's own password in IMAP, but an access token, which their web login issues to a program and which is valid for about an hour. Some (Google, Apple, Yahoo) also accept an app password: it is made in the settings of the account for one program, and is typed in LOGIN like a password. The mechanism is XOAUTH2 (Google, Microsoft) or OAUTHBEARER.
    Example: authenticate xoauth2
topic-section = Section, in brackets after BODY   (RFC 3501, 6.4.5)
    The part of a message: [] is all of it, [HEADER] its header, [HEADER.FIELDS (SUBJECT)] one field, [TEXT] everything after the header, [2] its second part, and [2.MIME] that part's header. <0.100> after it limits the answer to 100 octets from the beginning; the response has only where they begin, as in BODY[TEXT]<0>.
    Example: fetch 1 body.peek[header.fields (subject)]<0.100>
topic-search-key = Search keys   (RFC 3501, 6.4.4)
    The conditions of SEARCH. A message is found if it meets all of them: UNSEEN FROM "taro". OR takes two keys, NOT one, and parentheses join several into one. A set of numbers is a key too. A key searches headers or text for a part of them, in any case.
    Example: search or from "taro" subject "lunch" since 1-Nov-2026
topic-item = Data items   (RFC 3501, 6.4.5)
    What FETCH returns about a message, such as FLAGS, UID, ENVELOPE, BODY.PEEK[…]. Parentheses enclose more than one. The macros ALL, FAST and FULL stand for several and are written without parentheses. STATUS has items of its own.
    Example: fetch 1 (uid flags envelope)
topic-attribute = Attributes of mailboxes   (RFC 3501, 7.2.2)
    Words in parentheses at the beginning of a LIST response: \Noselect cannot be opened, \HasChildren has mailboxes below it, \Sent, \Trash and others tell what the mailbox is for.
    Example: * LIST (\HasNoChildren \Sent) "/" Sent
topic-hierarchy = Hierarchy   (RFC 3501, 5.1.1)
    Mailboxes can be below others. The separator (also called delimiter) is the character between the levels of a name, such as / in Work/2026; the server chooses it, and shows it in quotes before each name in LIST. NIL in its place means that there are no levels.
    Example: list "" ""
topic-rights = Access rights   (RFC 4314, 2.1)
    Each is a letter: l see the mailbox, r read it, s change \Seen, w change other flags, i add messages, p send mail to it, k create mailboxes below it, x delete it, t set \Deleted, e expunge, a change the rights. :help explains each letter.
    Example: myrights INBOX
    Example: setacl Work taro lrs
topic-option = Options, modifiers and parameters   (RFC 4466)
    Words in parentheses that change what a command does: after RETURN in SEARCH and LIST, before the reference in LIST, after the items in FETCH, before the flags in STORE, after the mailbox in SELECT. Most belong to an extension.
    Example: search return (count) unseen
    Example: fetch 1:* (flags) (changedsince 12)
topic-annotation = Annotations   (RFC 5464, 3)
    Data that a server keeps beside the mail. With METADATA they belong to a mailbox, or to the server (its name is ""). Each entry has a name that begins with /shared/, which every user sees, or /private/, and a value; NIL removes it. Those of a message (ANNOTATE-EXPERIMENT-1) are another extension.
    Example: setmetadata INBOX (/private/comment "my notes")
topic-field = Header fields   (RFC 5322, 2.2)
    The lines at the beginning of a mail, such as Subject: and Date:. ENVELOPE returns the most important ones, BODY.PEEK[HEADER.FIELDS (…)] those that it names as they are, and BODY.PEEK[HEADER] all. Encoded words such as =?utf-8?B?…?= are text in other scripts; :decode shows them.
    Example: fetch 1 body.peek[header.fields (subject list-id)]
topic-secrets = Secrets
    Passwords and answers to AUTHENTICATE are masked while you type them, and replaced by ${"{"}password{"}"} or ${"{"}sasl{"}"} on the screen, in the history and in records; the server receives what you typed. What the server sends is not changed.
topic-variables = Variables
    ${"{"}NAME{"}"} in a line is replaced by a value, which is quoted or sent as a literal where it must be. :set NAME VALUE sets one, :capture takes it from a response, --var NAME=VALUE on the command line. imapsh asks for ${"{"}user{"}"} and ${"{"}password{"}"} when they are first used. $${"{"} is a ${"{"} that is sent.
topic-guide = Guide
    On the practice server, the next step after each success: login, list, select, fetch, search, idle, done, store, append, move, expunge, logout. What you have done already is left out. It ends when a command succeeds that it does not need, and does not begin again once the history has 20 lines.
    :set guide off turns it off, :set guide on turns it on. On another server it only names steps that change no mail.
topic-flags = Flags   (RFC 3501, 2.3.2)
    What is remembered about a message. \Seen: read. \Answered, \Flagged (marked as important), \Draft, \Deleted (EXPUNGE will remove it). A flag without a backslash is a keyword: clients agree on its meaning, such as $Forwarded. PERMANENTFLAGS in the answer to SELECT says which ones can be changed.
    Example: fetch 1:* flags
    Example: store 1 +flags (\Flagged)
    Example: store 1 -flags (\Flagged)
topic-read = Read and unread   (RFC 3501, 6.4.5)
    A message with the flag \Seen has been read. FETCH with BODY[…] sets the flag, with BODY.PEEK[…] it does not. STORE sets and clears it, and SEARCH UNSEEN finds the messages without it.
    Example: fetch 1 body.peek[text]
    Example: store 1 -flags (\Seen)
topic-delete = Delete a message   (RFC 3501, 6.4.3)
    It takes two commands. STORE sets the flag \Deleted; until EXPUNGE, nothing is lost, and STORE clears the flag again. EXPUNGE removes all messages that have the flag, and so does CLOSE. (DELETE removes a whole mailbox.)
    Example: store 2 +flags (\Deleted)
    Example: store 2 -flags (\Deleted)
    Example: expunge
topic-mime = MIME and parts   (RFC 2045)
    A mail can have several parts: a text, the same as HTML, attachments. FETCH BODYSTRUCTURE shows them with their types and sizes. They are numbered 1, 2, …, and the parts of part 2 are 2.1, 2.2, …; BODY.PEEK[2] gets the second one. :decode shows the number of each part, and :save 2 FILE writes part 2 to a file, decoded.
    Example: fetch 3 bodystructure
    Example: fetch 3 body.peek[1]
topic-date = Date   (RFC 3501, 9)
    A day is written 1-Nov-2026: the day, the English month in three letters and the year, without spaces. SEARCH takes such days. INTERNALDATE and APPEND have a time and a zone too, between quotes. A mail's own Date line is written as mail writes it.
    Example: search since 1-Nov-2026
topic-full-width = Full-width characters
    In IMAP, the names of commands and all signs are ASCII characters. An East Asian input method may type full-width ones, such as ＊, ａ or an ideographic space, which look alike and are other characters to the server. imapsh sends them as they are, with a hint.
    Example: list "" *
topic-session = Session   (RFC 3501, 3)
    In imapsh, everything sent on one connection, from the server's greeting to its end. (RFC 3501, 1.2 uses the word for the time while one mailbox is selected.) It has states that decide which commands are allowed: not authenticated, authenticated after login, selected while a mailbox is open, and logout. :state shows the state.
topic-push = Push: IDLE   (RFC 2177)
    While IDLE is running, the server reports new mail and other changes at once, without being asked. Some servers also send a line such as * OK Still here from time to time; it reports no change, and keeps the connection from looking unused.
    Example: idle
topic-reference = Reference, the first argument of LIST   (RFC 3501, 6.3.8)
    The name from which the pattern begins. It is nearly always "": then the pattern is the whole name.
    Example: list "" "Work/%"
topic-mod-sequence = Mod-sequence   (RFC 7162, 3.1)
    On servers with CONDSTORE, a number that a message gets anew with each change of its flags; it only grows. HIGHESTMODSEQ is the largest in the mailbox. A client that has remembered it can ask for what has changed since then.
    Example: fetch 1:* (flags) (changedsince 12)
topic-identifier = Identifier, in access rights   (RFC 4314, 2)
    Who has the rights: the name of a user, or a name that the server defines, such as one of a group. "anyone" means everybody, users who are logged in anonymously included. A - before it takes rights away.
    Example: setacl Work anyone lr
topic-comparators = Comparators   (RFC 5255, 4.6)
    The rule by which SEARCH and SORT compare strings. i;octet compares octets, i;ascii-casemap ignores the case of the letters A to Z, i;unicode-casemap that of all letters, and i;ascii-numeric compares the numbers at the beginning. COMPARATOR shows the active one, or asks for another.
    Example: comparator i;unicode-casemap
topic-attributes = Attributes of annotations   (RFC 5257, 3.2.2)
    An annotation of a message has a value and a size, the number of its octets. With .priv they are those of this user alone, with .shared those that all users see: value.priv, value.shared, size.priv, size.shared.
    Example: fetch 1 (annotation (/comment value.priv))
topic-longentries = LONGENTRIES and MAXSIZE   (RFC 5464, 4.2.1)
    GETMETADATA with (MAXSIZE 1024) leaves out values of more than 1024 octets. If there are any, the OK has the code [METADATA LONGENTRIES 2199]: the largest of them has 2199 octets. In a NO to SETMETADATA, [METADATA MAXSIZE 1024] means that the server takes no larger value.
    Example: getmetadata (maxsize 1024) inbox /shared/comment
topic-old-items = FETCH items of IMAP4, before IMAP4rev1   (RFC 1730, 6.4.5)
    RFC822.PEEK is BODY.PEEK[] today, RFC822.TEXT.PEEK is BODY.PEEK[TEXT], RFC822.HEADER.LINES (FROM) is BODY.PEEK[HEADER.FIELDS (FROM)], and RFC822.HEADER.LINES.NOT is BODY.PEEK[HEADER.FIELDS.NOT (…)]. Servers of today need not know the old names.
    Example: fetch 1 body.peek[]
topic-snippet = SNIPPET
    The name of PREVIEW in the drafts before RFC 8970. A server that announces SNIPPET=FUZZY or PREVIEW=FUZZY has the form of these drafts. The capability of the RFC is PREVIEW, and its item FETCH 1 (PREVIEW).
    Example: fetch 1 (preview)
topic-tls = TLS   (RFC 8314)
    The encryption of a connection; its old name is SSL. On port 993 a connection begins with it. On port 143 it begins unencrypted, and STARTTLS switches to TLS. Without it, everyone on the network path can read the password. imapsh HOST uses TLS from the start; :tls shows what was agreed on.
topic-ports = Ports   (RFC 8314)
    A server listens for IMAP on port 993, with TLS from the start, and on port 143, where STARTTLS switches to TLS. imapsh HOST uses 993, imapsh HOST --starttls and --plain use 143; another port follows the host. Other protocols have other ports: POP3 995 and 110, sending mail (SMTP) 465, 587 and 25.
    Example: :connect mail.example.org 993
topic-protocols = IMAP, POP3 and SMTP
    With IMAP a client reads and arranges mail that stays on the server, in several mailboxes and from several devices. With POP3 a client can only fetch mail, and from one mailbox. Neither sends mail: a client submits a message with SMTP, on another port and often to another server (RFC 6409). APPEND puts a message into a mailbox, and sends it to nobody.
topic-scripts = Scripts
    A file with the lines that you would type, a record, or a tutorial's listing as it is. In a shell, imapsh replay FILE HOST sends its commands one after another and ends with an exit status; --dry-run shows what each line is, and --step waits for Enter before each command. Lines that begin with # are comments, with ## headings. :run FILE replays a script here.
topic-prompt = Prompt
    It shows the tag of the next line (a001), how many octets of a literal are missing ({"{"}5{"}"}), done in IDLE, or (closed). ↑ and Ctrl-R find lines of earlier sessions; a history file keeps them, without secrets. Colors show which parts of a line are names, numbers, flags and text; --color never turns them off.
topic-secs = Seconds at the end of an OK
    Some servers write times there, as in (0.001 + 6.619 + 0.000 secs): first how long the server worked on the command, then how long it waited for the client, such as in IDLE. A third time is other waiting: on Dovecot, from the end of the work until this line was sent; on the practice server, for access to the account, which one session at a time has. That text is for people; IMAP does not say what is in it. --time shows how long an answer took here.
topic-rfc = RFC
    The documents that define the internet's protocols, each with a number. IMAP4rev1 is RFC 3501, IMAP4rev2 is RFC 9051; extensions have RFCs too. "(RFC 3501, 6.4.5)" is section 6.4.5 of it. They are free to read: https://www.rfc-editor.org/rfc/rfc3501
topic-lessons = Lessons
    In a shell, imapsh learn lists the lessons, and imapsh learn NAME begins one: it sets a task, you type, and it checks what happens on the practice server. imapsh replay NAME, or :run NAME here, shows a lesson from start to end.
    Example: imapsh learn tags
topic-ideas = Ideas that :help explains
    tag, untagged, literal, sequence-set, wildcards, mailbox, string, flags, response, greeting, code, sasl, oauth, section, search-key, item, attribute, hierarchy, rights, option, annotations, field, read, delete, mime, date, full-width, session, push, reference, mod-sequence, identifier, comparators, value.priv, longentries, rfc822.peek, snippet, tls, ports, imap, scripts, prompt, secs, rfc, secrets, variables, guide, lessons, ideas, keys
    It also explains every word of IMAP (select, uidvalidity, \Seen, body.peek, trycreate), and every directive.
topic-keys = Keys
    {"  "}Tab  completes commands, their arguments, mailbox names and directives; pressed again, lists them
    {"  "}Enter  send the line, or all lines of a paste
    {"  "}↑ ↓  previous and next line of the history
    {"  "}Ctrl-R  search the history; Ctrl-G ends the search
    {"  "}Ctrl-C  drop the line, or stop waiting for an answer
    {"  "}Ctrl-D  on an empty line: end IDLE, log out and exit
    {"  "}Ctrl-Z  suspend imapsh; fg resumes it
    {"  "}Ctrl-\  end imapsh at once
    {"  "}Ctrl-X Ctrl-E  edit the line in $VISUAL or $EDITOR; several lines are a paste
    {"  "}Ctrl-A Ctrl-E  beginning and end of the line
    {"  "}Ctrl-U Ctrl-W  delete to the beginning of the line, or a word
