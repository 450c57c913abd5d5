## directive: the answers to directives.

directive-tag = "{ $prefix }" is not a valid tag prefix; use letters and digits.
directive-tls-handshake = The TLS handshake is under way; nothing can be sent before it is done.
directive-tls-none = TLS is not in use: the session is not encrypted.
directive-tls-none-local = TLS is not in use: in this session imapsh itself does not use the network.
directive-state-none = Not connected; :reconnect connects again.
directive-state-not-authenticated = Connected, not logged in.
directive-state-authenticated = Logged in, no mailbox selected.
directive-state-selected = Logged in, a mailbox is selected.
directive-state-running = { $command } ({ $time })
directive-state-more = and { $more } more
directive-state-connecting = to { $address }, for { $time } so far; Ctrl-C ends it
directive-state-host-tls = { $address }, { $version }
directive-state-host-handshake = { $address }, without encryption; TLS handshake under way
directive-state-host-plain = { $address }, without encryption
directive-state-host-compressed = { $host }, compressed
directive-state-logged-out = Logged out; the connection is still open.
directive-state-bye = The server has sent BYE: it is closing the connection.
directive-state-mailbox = { $name }, { $access }
directive-state-deleted = { $name } (deleted since; the server may not treat it as selected anymore)
directive-state-renamed = { $name } (its name when it was selected; a RENAME may have changed it since)
directive-state-unnamed = (a name that is not text)
directive-state-read-only = read-only
directive-state-read-write = read-write
directive-state-access-unknown = read-write or read-only is unknown
label-host = Host
label-state = State
label-user = User
label-enabled = Enabled
label-mailbox = Mailbox
label-now = Now
label-opened = When opened
label-in-progress = In progress
label-connecting = Connecting
label-tls-version = TLS version
label-tls-cipher = Cipher suite
label-tls-subject = Certificate for
label-tls-issuer = Issued by
label-tls-verified = Identity
label-tls-until = Valid until
directive-captured = ${"{"}{ $name }{"}"} is now { $value }
directive-set-usage = To change it: :set { $name } { $values }
directive-set-hidden = { $name } has a value, which is not shown.
directive-pipeline-on = Pipelining is on.
directive-pipeline-off = Pipelining is off.
directive-slow-on = The practice server answers each command { $time } later.
directive-slow-off = The practice server answers at once.
directive-announced = The practice server now announces only { $names }.
directive-announced-all = The practice server now announces all its capabilities.
directive-tag-next = The next tag is { $tag }.
directive-not-filled = Not carried out. { $why }
directive-secret-value = The value of {"${"}{ $name }{"}"} is a secret: it is used in commands only, because here it might be shown.
directive-record = Not recording. { $why }
directive-connect-option = :connect does not accept { $option }; usage: :connect HOST [PORT] [--starttls|--plain]
directive-connect-program-option = :connect does not accept { $option }, which the program takes when it starts: :quit, then imapsh HOST [PORT] { $option } …
directive-connect-host = :connect takes one host and at most one port; usage: :connect HOST [PORT] [--starttls|--plain]
directive-set-no-value = There is no variable or setting of this name; :set alone lists them.
directive-no-session = There is no session.
directive-not-delivered = Not delivered: { $reason }.
directive-deliver-elsewhere = :deliver works on the practice server only; on another server, send a mail or use APPEND.
directive-delivered = Delivered to INBOX. While INBOX is selected, the server reports it with its next answer.
directive-practice-only = { $directive } works on the practice server only.
directive-reset = The accounts and the mail of the practice server are as they were at the start.
directive-reset-selected = The accounts and the mail of the practice server are as they were at the start. Select a mailbox again.
directive-other = Another client: { $line }
directive-other-refused = Another client: { $line } (the server answered { $answer })
directive-other-failed = The other client could not send this: { $reason }
directive-not-encoded = :decode takes on, off, an encoded word (=?CHARSET?B?…?=) or a name in modified UTF-7 (&…-). :unbase64 decodes base64.
directive-unbase64 = That is not valid base64.
directive-no-lesson = No lesson is running; imapsh learn lists the lessons.
directive-session-stays = The session with { $address } continues.
directive-record-on = Recording to { $path }.
directive-record-off = Recording is off.
directive-record-ended = Recorded in { $path }.

## repl: the prompt.

repl-missing = ({ $capability } is missing from this server's CAPABILITY)
repl-prompt-closed = (closed)
repl-untagged-bad = This BAD has no tag; it answers: { $command }
repl-completion-of = This completes: { $command }
repl-completion-of-tag = This completes one of the commands with the tag { $tag }; which one cannot be told.
repl-bad-ended-idle = This BAD also answers { $command }, because the server took it as the end of IDLE.
repl-ended-idle = The server took { $command } as the end of IDLE, and has not carried it out.
repl-search-failed = (no line of the history contains this)
repl-more-candidates = … { $count } more
repl-prompt-search = (history){" "}
repl-refused-but-read = The server refused { $command }, but still reads the literal and the rest of the line, because { "{" }n+{ "}" } says that they follow without waiting.
repl-refused = The server refused { $command }; the rest of it is not sent.
repl-paste-refused = { $lines } more pasted { $lines ->
        [one] line was
       *[other] lines were
    } dropped, as part of the refused command.
repl-paste-interrupted = { $lines } more pasted { $lines ->
        [one] line was
       *[other] lines were
    } dropped, not sent.
repl-paste-closed = { $lines } pasted { $lines ->
        [one] line was
       *[other] lines were
    } dropped: the connection is closed.
repl-paste-of-left-connection = { $lines } more pasted { $lines ->
        [one] line was
       *[other] lines were
    } dropped, because that connection was closed.
repl-paste-waits = { $lines } pasted { $lines ->
        [one] line waits
       *[other] lines wait
    } for the completion of { $command }; Ctrl-C drops { $lines ->
        [one] it
       *[other] them
    }.
repl-paste-enter = Enter ends the paste of { $lines } lines, Ctrl-C drops it.
repl-paste-enter-mistaken = Enter reports the mistakes in these { $lines } lines; Ctrl-C drops them.
repl-paste-enter-in-idle = Enter sends none of these { $lines } lines, because IDLE is running; Ctrl-C drops them. Type done, then paste again.
repl-paste-enter-first = Enter sends none of these { $lines } lines, because an earlier paste is still being sent; Ctrl-C drops them.
repl-paste-enter-sends = Enter sends { $sent ->
        [0] none
       *[other] { $sent }
    } of these { $lines } lines, Ctrl-C drops all.
repl-paste-enter-sends-all = Enter sends these { $lines } lines, Ctrl-C drops them.
repl-paste-mistaken = Nothing of the paste was sent ({ $lines } { $lines ->
        [one] line
       *[other] lines
    }). Correct it, or send each line as it is after :set paste raw.
repl-paste-mistaken-inside = Nothing of the paste was sent ({ $lines } { $lines ->
        [one] line
       *[other] lines
    }). The server waits for the rest of a command that is already sent: type that line by line, or press Ctrl-C twice, which closes the connection.
repl-paste-in-idle = Nothing of the paste was sent ({ $lines } { $lines ->
        [one] line
       *[other] lines
    }), because IDLE is running. Type done, then paste again.
repl-paste-unsent = { $lines } pasted { $lines ->
        [one] line was not sent; it is
       *[other] lines were not sent; they are
    } marked with "·".
repl-paste-failed = { $lines } more pasted { $lines ->
        [one] line was
       *[other] lines were
    } dropped, because { $command } failed.
repl-paste-logged-in = { $lines } more pasted { $lines ->
        [one] line was
       *[other] lines were
    } dropped, because the session was logged in already. To go on, paste the lines below the login.
repl-paste-stopped = { $lines } more pasted { $lines ->
        [one] line was
       *[other] lines were
    } dropped, because the line above was not carried out.
repl-paste-succeeded = { $lines } more pasted { $lines ->
        [one] line was
       *[other] lines were
    } dropped, because { $command } succeeded, but the paste shows NO or BAD for it.
repl-flood-hidden = The rest is hidden until the server has sent it; :state shows which command it answers.
repl-paste-incomplete = The server waits for the rest of the last command, which the paste does not have. { $lines } more pasted { $lines ->
        [one] line was
       *[other] lines were
    } dropped; complete the command, or cancel it with Ctrl-C.
repl-paste-unexpected-idle = IDLE is running, where the paste does not expect it. { $lines } more pasted { $lines ->
        [one] line was
       *[other] lines were
    } dropped; done ends IDLE.
repl-paste-first = Not sent: { $lines } pasted { $lines ->
        [one] line has
       *[other] lines have
    } to be sent first; Ctrl-C drops { $lines ->
        [one] it
       *[other] them
    }.
repl-paste-broken = A paste of { $octets } { $octets ->
        [one] octet
       *[other] octets
    } did not end; nothing of it was sent.
repl-typed-ahead-dropped = Ctrl-C dropped { $lines } { $lines ->
        [one] line that was typed before it; it was
       *[other] lines that were typed before it; they were
    } not sent.
repl-session-ended-before = The session ended before { $lines } typed { $lines ->
        [one] line was
       *[other] lines were
    } sent.
repl-burst-dropped = Not sent: { $lines } { $lines ->
        [one] line that was typed ahead, because the server did not ask for it.
       *[other] lines that were typed ahead, because the server did not ask for them.
    }
repl-directive-running = Not sent: { $directive } is still running; Ctrl-C ends it.
repl-directive-not-carried-out = Not carried out: { $running } is still running; Ctrl-C ends it.
repl-octets-expected = Octets of the literal still expected: { $octets } (each line ending counts as two). The server accepts nothing else before them; another Ctrl-C closes the connection, Ctrl-D exits.
repl-rest-expected = The rest of the command is still expected; Enter alone ends it. The server accepts nothing else before it; another Ctrl-C closes the connection, Ctrl-D exits.
repl-awaits-server = Waiting for the server's answer to { $command }; no other command can be sent before it. :reconnect starts over.
repl-awaits-handshake = The TLS handshake is under way; no command can be sent before it is done. Another Ctrl-C closes the connection.
repl-connection-closed = The connection was closed without LOGOUT; :reconnect connects again.
repl-literal-dropped = The lines of the literal were dropped; none of them was sent.
repl-ways-out = Ctrl-D or :quit logs out and ends imapsh.
repl-done-ends-idle = IDLE is running; "done" ends it.
repl-awaits-idle = Waiting for the server's answer to { $command }; "done" ends IDLE once the server has sent "+". :reconnect starts over.
repl-awaits-in-idle = Waiting for the server's answer to { $command }, which it may have taken for the end of IDLE. :reconnect starts over.
repl-closed-without-logout = The server still expects a literal or has not answered a command: the connection was closed without LOGOUT.
interrupted = Interrupted.
repl-input-visible = Your typing is visible here, passwords included. Type {"${password}"} in a line to be asked for it without echo.
repl-history-failed = Cannot keep the history: { $path }: { $reason }
repl-history-too-long = { $lines } { $lines ->
        [one] line is
       *[other] lines are
    } longer than 64 KiB and can't be recalled from the history.
repl-output-unread = The program that reads the output has ended, so the session is closed. Nothing more is sent.
repl-terminal-failed = Cannot read the terminal: { $reason }
repl-masked = { $name } stands for what you typed; the real text was sent.
repl-masked-directive = { $name } stands for what you typed, which may be a secret. The directive uses the real text.
repl-ahead-of-challenge = Not sent: it was typed before the server asked for the answer. If it is the answer, type it again.
repl-ahead-of-refusal = Not sent: it was typed before the server refused { $command }. Lines that were meant as commands have to be typed again.
repl-ahead-of-refused-line = Not sent: it was typed before the line above was refused. Type it again if it still makes sense.
repl-ahead-of-login = Not sent: it looks like an answer to AUTHENTICATE, and the server needs no more of them.
repl-late-answer = Not sent: the line was begun while the server waited for a secret, and it does not wait for one any more.
repl-challenge = The server's challenge, decoded from base64: { $text }
repl-base64-expected = The server expects an answer in base64; "*" cancels.
repl-base64-expected-sasl = The server expects an answer in base64; {"${sasl}"} makes it from your user name and password, "*" cancels.
repl-variable-missing = Nothing was sent, because {"${"}{ $name }{"}"} has no value.
repl-behind-question-dropped = { $lines } { $lines ->
        [one] line that followed was
       *[other] lines that followed were
    } not sent either.
repl-answer-one-line = None of the { $lines } pasted lines was used, because the answer is one line.

## fold: what a terminal does not show of a long literal.

fold-literal = { $lines } more { $lines ->
        [one] line
       *[other] lines
    } ({ $octets } octets) of the literal not shown; :last shows everything, :save FILE saves the literal, :set fold off turns this off.
fold-structure = { $lines } more { $lines ->
        [one] line
       *[other] lines
    } of the decoded response not shown; :last shows everything, :set fold off turns this off.
fold-flood = { $lines } { $lines ->
        [one] line
       *[other] lines
    } ({ $octets } octets) not shown after Ctrl-C; :last shows everything.
fold-file = { $lines } more { $lines ->
        [one] line
       *[other] lines
    } ({ $octets } octets) of the file sent, not shown.

## last: the server's last answer, for :last and :save.

last-nothing = The server has not sent anything yet; type a command first.
last-no-literal = The last answer has no literal; fetch a message again first, for example with fetch 1 body.peek[].
last-literal-incomplete = Not saved: only { $received } of the literal's { $size } octets have been received; wait for the rest.
last-literal-cut = Not saved: the connection ended after { $received } of the literal's { $size } octets.
last-literal-too-long = Not saved: the literal has { $size } octets, and imapsh keeps only { $limit } of an answer. Fetch it in parts, for example with fetch 1 body.peek[]<0.1000000>, or record the session with :record FILE.
last-not-kept = The last answer could not be kept in a temporary file: { $reason }. Free some space, or set TMPDIR to another folder, and ask the server again.
last-incomplete = imapsh keeps only the beginning of a long answer; the rest of this one, { $octets } octets, was not kept. :record FILE records everything.
last-unfinished = The server was still sending this answer; type :last again for the rest of it.
last-saved = Saved { $octets } { $octets ->
        [one] octet
       *[other] octets
    } to { $path }.
last-part-saved = Saved part { $part } ({ $how }), { $octets } { $octets ->
        [one] octet
       *[other] octets
    }, to { $path }.
last-part-as-utf8 = { $how }, converted to UTF-8
last-part-not-fetched = Not saved: the last answer does not have part { $part }; fetch it first, for example with { $fetch }.
last-no-such-part = Not saved: the message has no part { $part }. It has { $parts }.
last-part-unknown = Not saved: how part { $part } is encoded is not known; { $fetch } fetches that too.
last-part-range = Not saved: only a range of part { $part } was fetched; fetch all of it.
last-part-encoding-unknown = Not saved: imapsh does not know the transfer encoding of part { $part }, { $encoding }; :save FILE saves the last literal as it was sent.
last-part-damaged = Not saved: the octets of part { $part } are not in { $encoding }; :save FILE saves the last literal as it was sent.
last-file-exists = Not saved: { $path } already exists, and :save never overwrites a file; choose another name.
last-not-saved = Not saved to { $path }: { $reason }. Choose a folder that exists and that you may write to.
repl-hidden-cut = Not inserted: what was cut has a secret in it, which would be shown here. Ctrl-Y inserts it only where it stays hidden, as after "login USER".
repl-edit-secret = Not opened in an editor: a part of the line is secret, and editors keep copies of what they edit. Type {"$"}{"{"}password{"}"} in its place.
repl-edit-not-set = No editor is set; set EDITOR before you start imapsh, for example EDITOR=nano.
repl-edit-not-found = The editor was not found: { $program }. Set EDITOR to a program that is installed.
repl-edit-too-long = Not taken from the editor: more than 1 MiB was saved. Save less, or send a file with {"{"}<FILE{"}"}.
repl-edit-unchanged = { $status ->
    [0] The editor was stopped
   *[other] The editor reported a failure (exit status { $status })
}; the line is as it was.
repl-edit-failed = Cannot edit the line: { $reason }
last-no-pager = The pager was not found; install less, or set PAGER to a program that is installed.
last-pager-failed = Cannot start the pager: { $reason }
last-at-prompt = { $directive } works only at the prompt, where answers are kept.

## ask: questions on the terminal. The answer follows on the same line.

ask-user = User:{" "}
ask-password = Password:{" "}
ask-password-of = Password of { $user }:{" "}
