## overview: :help without a topic. With the commands that are possible, it fits a screen of 24 rows and 80 columns.

overview-begin = Type commands without a tag: the prompt is the tag that is sent with them.
overview-closed = Not connected; :reconnect connects again.
overview-not-authenticated = Possible now, before login:
overview-authenticated = Possible now, with no mailbox selected:
overview-selected = Possible now, with a mailbox selected:
overview-unsettled = Commands that this server knows:
overview-more = { $commands }, and { $number } more, which Tab lists
overview-directives = Directives control imapsh itself:
    {"  "}:help TOPIC  a word, a key, an idea (:help ideas)
    {"  "}:explain [on|off|LINE]  what lines mean; alone: the last answer
    {"  "}:decode [on|off]  structure and encoded text of responses
    {"  "}:state, :tls, :last, :save FILE  the session, TLS; the last answer
    {"  "}:connect HOST, :reconnect  another server; the same server again
    {"  "}:run SCRIPT, :record FILE|off  replay a script; record to a file
    {"  "}:set NAME VALUE, :tag PREFIX  set ${"{"}NAME{"}"} or a limit; change the tags
    {"  "}:wait, :expect, :expect!, :capture  wait for lines, keep a part of one
    {"  "}:base64 TEXT, :unbase64 TEXT  the form of AUTHENTICATE's answers
    {"  "}:raw LINE, :pipeline on|off, :quit  send as is; scripts faster; log out
# Rows of overview-directives in a lesson.
overview-lesson =
    {"  "}:lesson, :hint, :skip, :back  in a lesson; :goal in its script
# The row of overview-directives elsewhere.
overview-learn =
    {"  "}imapsh learn  in a shell: lessons
# Rows of overview-directives on the practice server.
overview-practice =
    {"  "}:deliver, :announce, :reset  mail and more on the practice server
    {"  "}:other LINE, :slow TIME  another client, a slow server
overview-keys = Keys: Tab completes, ↑ and Ctrl-R search the history, Ctrl-X Ctrl-E opens $EDITOR, Ctrl-C drops the line, Ctrl-D ends IDLE, logs out and exits.
