## help: :help without a topic

help = Type IMAP commands without a tag: login USER PASSWORD, select inbox, idle, done, logout. The prompt is the tag that goes out with the line; a line that begins with a tag of your own is sent as it is.
    :help WORD explains a word of IMAP, for example :help fetch, :help exists. Other topics: :help tag, literal, sequence-set, wildcards, mailbox, string, secrets, variables, keys.
    Directives control imapsh itself:
    {"  "}:state                    show the session's state and running commands
    {"  "}:tls                      show the TLS parameters and the certificate
    {"  "}:explain [on|off|LINE]    say in plain words what each line means; alone: the last exchange
    {"  "}:decode [on|off]         show encoded text and the structure of responses; alone: the last
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
