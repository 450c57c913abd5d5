## line-kind: what `replay --dry-run` calls a line.

line-kind-blank = blank
line-kind-comment = comment
line-kind-heading = heading
line-kind-directive = directive
line-kind-command = command
line-kind-continuation = continuation
line-kind-octets = octets
line-kind-answer = answer
line-kind-server = server's line
line-kind-tool = tool's line
line-kind-prose = prose
line-kind-elision = elision
line-kind-mistake = mistake

## line-why: the reason for it.

line-why-typed = typed like this
line-why-tagged = has a tag of this listing
line-why-in-sentence = quoted in a sentence, and its answer is shown below
line-why-client-mark = has the client's mark
line-why-server-mark = has the server's mark
line-why-server-form = only a server sends this
line-why-wrapped-response = continues the server's line above
line-why-server-literal = inside the server's literal
line-why-wrapped = indented deeper than the command that it continues
line-why-open-bracket = a bracket or a quote is still open
line-why-literal-octets = octets of the literal
line-why-literal-lines = lines of the literal, up to its end marker
line-why-after-literal = the rest of the command, after its literal
line-why-challenged = answers the server's +
line-why-left-out-login = the log omits this login, so imapsh asks for the name and the password
line-why-ends-idle = ends IDLE
line-why-no-mark = not sent: other lines have the client's mark
line-why-unknown-mark = not sent: the text before the command is not the client's mark
line-why-of-program = not sent: not an IMAP command, but one of the program with this prompt
line-why-like-prose = not sent: it reads like prose
line-why-list-entry = not sent: an entry of a list, or a numbered heading
line-why-no-tag = not sent: it has no tag of this listing
line-why-no-tag-complete = not sent: it would be a complete command, but has no tag
line-why-unanswered = not sent: a remark, because the page shows no answer to it
line-why-unquoted = not sent: outside the quoted session
line-why-beside-session = not sent: the page shows it beside the session, and no answer to it
line-why-in-idle = not sent: while IDLE is in progress only "done" is
line-why-no-idle = not sent: it ends an IDLE that the listing does not show
line-why-after-logout = not sent: the session has ended
line-why-repeated = not sent: the listing shows the command above again
line-why-forgotten-tag = not sent: the tag was forgotten, so the server took the first word for it
line-why-refused = not sent: the server refused the command that it belongs to
line-why-elided = not sent: the listing has left out a part of it
line-why-remark = not sent: a remark
line-why-masked = { $why }; a secret belongs here, so what the script has is hidden, and will be sent
line-why-page-break = not sent: a page break
line-why-tool-form = printed by another program

## unsent: what a replay does not send.

unsent-prose =
    { $count ->
        [one] One line is prose and is not sent.
       *[other] { $count } lines are prose and are not sent.
    } imapsh replay --dry-run shows what each line is.
unsent-command = Line { $line } is not sent because it has no tag of this listing: { $command }
unsent-in-idle = Line { $line } is not sent because IDLE is in progress, which only "done" ends: { $command }
unsent-elided = Line { $line } is not sent because the listing has left out a part of it: { $command }
unsent-without-mark = Line { $line } is not sent because other lines have the client's mark: { $command }
unsent-unknown-mark = Line { $line } is not sent because the text before the command is not the client's mark: { $command }
unsent-of-program = Line { $line } is not sent because it is not an IMAP command, but one of the program with this prompt: { $command }
unsent-like-prose = Line { $line } is not sent because it reads like prose: { $command }
unsent-list-entry = Line { $line } is not sent because it is an entry of a list or a numbered heading, and other commands have tags: { $command }
unsent-unanswered = Line { $line } is not sent, because it is in a list, a table or prose, and the page shows no answer to it: { $command }
unsent-too = Line { $line } is not sent for the same reason: { $command }
unsent-unquoted = Line { $line } is not sent, because it is outside the quoted session: { $command }
unsent-in-literal = Line { $line } is not sent because it may be part of the server's literal: { $command }
unsent-beside-session = Line { $line } is not sent because the page shows it beside the session, and no answer to it: { $command }
unsent-forgotten-tag = Line { $line } is not sent because its tag was forgotten, so that the server took the first word for it: { $command }
unsent-like-answer = Line { $line } is not sent because a server answers a line without a tag like this. If it is a command, put a tag before it, or its first argument in quotes: { $command }
script-edited = Line { $line }{ $others ->
        [0] { "" } has
        [one] { "" } and one more line have
       *[other] { "" } and { $others } more lines have
    } backspaces or escape sequences. What a terminal shows of { $others ->
        [0] it
       *[other] them
    } is sent.
unsent-nothing = No line is a command of IMAP, so none is sent. imapsh replay --dry-run shows what each line is.
paste-unsent-nothing = No pasted line is a command of IMAP, so nothing is sent. With :set paste raw each line is sent as it is.
unsent-after-logout =
    { $count ->
        [one] One command after the end of the session is not sent.
       *[other] { $count } commands after the end of the session are not sent.
    } Put :reconnect before { $count ->
        [one] it to send it
       *[other] them to send them
    }.
