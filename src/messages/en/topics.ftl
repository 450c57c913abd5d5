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
    Which messages a command is about. 2 is one message, 1:3 is a range, 2,5:7 is several, * is the last one, so that 1:* is all. The numbers are message sequence numbers, which shift when an earlier message is expunged; behind UID they are UIDs, which do not.
    Example: fetch 1:3 flags
    Example: uid fetch 300:* flags
topic-wildcards = Wildcards, in the pattern of LIST   (RFC 3501, 6.3.8)
    {"*"} matches anything, % matches anything up to the next hierarchy separator. list "" "*" lists all mailboxes, list "" "%" only those at the top, list "" "Work/%" those directly below Work.
topic-mailbox = Mailbox   (RFC 3501, 5.1)
    Where messages are kept, often called a folder. INBOX exists for every user, and its name may be typed in any case; other names are compared as the server decides. A name with a space goes in quotes. The character between the levels of a name comes after the attributes in a LIST response.
    Example: select "Old Mail"
topic-string = String   (RFC 3501, 4)
    An argument is an atom, a quoted string or a literal. An atom is written as it is and has no space, quote, parenthesis, brace, *, % or backslash. Between quotes nearly everything is allowed; a quote or a backslash in it is written \" or \\. "" is an empty string, NIL without quotes is no string at all.
topic-secrets = Secrets
    Passwords and answers to AUTHENTICATE are masked while you type them, and replaced by ${"{"}password{"}"} or ${"{"}sasl{"}"} on the screen, in the history and in records; the server receives what you typed. What the server sends is not changed.
topic-variables = Variables
    ${"{"}NAME{"}"} in a line is replaced by a value, which is quoted or sent as a literal where it must be. :set NAME VALUE sets one, :capture takes it from a response, --var NAME=VALUE on the command line. imapsh asks for ${"{"}user{"}"} and ${"{"}password{"}"} when they are first used. $${"{"} is a ${"{"} that is sent.
topic-guide = Guide
    On the practice server, the next step after each success: login, list, select, fetch, idle, done, logout. It falls silent when a command succeeds that it has not named, and does not begin again once you have typed 20 lines.
    :set guide off turns it off, :set guide on turns it on, on any server.
topic-keys = Keys
    {"  "}Tab  completes commands, their arguments, mailbox names and directives; pressed again, lists them
    {"  "}↑ ↓  previous and next line of the history
    {"  "}Ctrl-R  search the history; Ctrl-G ends the search
    {"  "}Ctrl-C  drop the line, or stop waiting for an answer
    {"  "}Ctrl-D  on an empty line: end IDLE, log out and exit
    {"  "}Ctrl-Z  suspend imapsh; fg resumes it
    {"  "}Ctrl-X Ctrl-E  edit the line in $VISUAL or $EDITOR; several lines are a paste
    {"  "}Ctrl-A Ctrl-E  beginning and end of the line
    {"  "}Ctrl-U Ctrl-W  delete to the beginning of the line, or a word
