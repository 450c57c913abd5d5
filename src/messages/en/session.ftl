## session: the beginning and the end of a session.

session-trying = Trying { $address } (address { $number } of { $of }).
session-connected-tls = Connected to { $address } with { $tls }
session-connected-plain = Connected to { $address } without encryption: anyone on the network path can read and change everything.
session-connected-starttls = Connected to { $address }; requesting TLS with STARTTLS. Until TLS starts, nothing is protected: anyone on the network path can forge what the server sends.
session-connected-starttls-implied = Connected to { $address }; port 143 and imap:// mean STARTTLS (use --plain for no encryption). Until TLS starts, nothing is protected: anyone on the network path can forge what the server sends.
session-tls-started = The session is now encrypted with { $tls }
session-command-started = Started "{ $command }" as the server.
session-certificate-unreadable = (unreadable)
session-verified-bundled = verified with a bundled root
session-verified-system = verified with the system's roots
session-verified-ca-file = verified with --ca-file
session-verified-practice-ca = verified with the practice server's own CA
session-not-verified = not verified
session-insecure = The server's identity was not verified (--insecure): anyone on the network path can impersonate it and receive the password.
session-handshake-takes-long = The TLS handshake is not done after two seconds. A port without TLS may wait in silence: try --starttls or --plain. Ctrl-C ends the wait.
session-starttls-takes-long = The server accepted STARTTLS, but the TLS handshake is not done after two seconds. imapsh waits for it up to { $seconds } s.
session-no-data = Received nothing for two seconds. A port that expects TLS, such as 993, waits in silence: leave out --plain and --starttls.
session-no-greeting = The server sent no greeting within { $seconds } s.
    .advice = Check the port: 993 waits for TLS, and on 143 the server speaks first. --timeout allows more time.
session-closed-before-greeting = The server closed the connection before sending a greeting.
    .advice = Check the port: IMAP uses 993 (TLS) and 143. The server may also be blocking your address or be overloaded; its log says why.
session-greeting-bye = The server refused the session: its greeting was BYE.
    .advice = The text of its greeting is shown above.
session-starttls-refused = The server answered STARTTLS with { $status }: TLS is not available on this port, so no session was opened.
    .advice = Try TLS from the start (port 993), or --plain if you trust the network.
session-starttls-preauth = The server's greeting was PREAUTH: a session that is logged in cannot start TLS, and an attacker could have sent the greeting. No session was opened.
    .advice = Try TLS from the start (port 993).
session-starttls-early = The answer to STARTTLS arrived before the command was sent: an attacker may have inserted it. No session was opened.
    .advice = Try TLS from the start (port 993), or another network.
session-starttls-timed-out = The TLS handshake timed out after the OK to STARTTLS.
    .advice = Allow more time with --timeout, or try TLS from the start (port 993).
session-starttls-unanswered = The server did not answer STARTTLS within { $seconds } s.
    .advice = Try TLS from the start (port 993), or allow more time with --timeout.
session-starttls-injected = Unencrypted data followed the server's OK to STARTTLS: an attacker may have inserted it. No session was opened.
    .advice = Try TLS from the start (port 993), or another network.
session-starttls-closed = The server closed the connection instead of answering STARTTLS: TLS is not available on this port, so no session was opened.
    .advice = Try TLS from the start (port 993), or --plain if you trust the network.
session-command-output = The command printed to standard error: { $line }
session-upgrade-unfinished = The server has not finished the TLS handshake after its OK to STARTTLS, so the connection is closed.
session-interrupted = Interrupted before the session began.
    .advice = Check the host; --timeout limits how long connecting may take.
session-ended = The connection is closed.
session-old-ended = The old connection is closed.
session-start-with = These options work only when imapsh starts. Leave with :quit, and type in the shell:
    { $command }
session-unexpected-bye = The server closed the connection unexpectedly (BYE).
session-closed-without-bye = The server closed the connection without a BYE.
session-cut-off = The connection ended without a TLS close_notify; the last data may be incomplete.
session-literal-file-failed = The literal's file { $path } could not be read, so the connection was closed: { $reason }
session-literal-file-shorter = The literal's file { $path } has become shorter than the announced literal, so the connection was closed.
session-bare-lf = The server ended a line with LF instead of CR LF; imapsh accepts that, other clients may not.
session-tls-facts = { $version }, { $cipher }; certificate for { $subject }, issued by { $issuer } ({ $roots }), valid until { $until }.
session-tls-facts-expired = { $version }, { $cipher }; certificate for { $subject }, issued by { $issuer } ({ $roots }), expired on { $until }.
session-certificate-expired = { $until } (expired)
session-not-imap = The server does not speak IMAP; it sent: { $said }
    .advice = { -net-service-advice }
session-not-a-greeting = The server's first line is not a greeting: { $said }
    .advice = An IMAP server's greeting begins with * OK, * PREAUTH or * BYE. Check the host and the port; the server's log may say why it refuses the session.
session-no-greeting-tls = TLS started, but the server sent no greeting within { $seconds } s.
    .advice = Check the port: IMAP over TLS uses 993, and a web server (443) waits for the client to speak first. --timeout allows more time.
session-no-greeting-command = The command sent no greeting within { $seconds } s.
    .advice = Run it in a shell to see why, or allow more time with --timeout.
session-silent = The server sent nothing for { $seconds } s, and has not completed: { $command }
session-no-logout = LOGOUT was not sent: the server still expects { $octets ->
        [0] the rest of a command
        [one] one octet of a literal
       *[other] { $octets } octets of a literal
    }.
session-no-logout-handshake = LOGOUT was not sent: the TLS handshake is not done.
session-no-logout-unanswered = LOGOUT was not sent: the server has not answered the command before it.
session-awaits-logout = Waiting for the server's answer to LOGOUT, { $seconds } s at most; Ctrl-C exits at once.
session-logout-unanswered = The server did not answer LOGOUT within { $seconds } s; the connection was closed.
session-leaving = Ending the session with { $address }.
session-now = Commands now go to { $address }.
session-practice-server = the practice server

## stall: the server stops inside a line or a literal.

stall-in-literal = Received { $received } of { $size } octets of the literal so far.
stall-in-line = Received { $received } { $received ->
        [one] octet
       *[other] octets
    } of the line so far.
stall-after-literal = Received { $received } { $received ->
        [one] octet
       *[other] octets
    } of the line after the literal so far.
stall-in-hidden-line = Received { $received } { $received ->
        [one] octet
       *[other] octets
    } of a line so far: { $text }
stopped-in-literal = The server stopped inside a literal, after { $received } of { $size } octets.
stopped-in-line = The server stopped inside a line, after { $received } { $received ->
        [one] octet
       *[other] octets
    }.
stopped-in-line-text = The server stopped inside a line, after { $received } { $received ->
        [one] octet
       *[other] octets
    }: { $text }
stopped-after-literal = The server stopped after a literal, { $received } { $received ->
        [one] octet
       *[other] octets
    } into the rest of the line.

## hint: a probable mistake in a line, shown below the line and before the answer.

hint-login-first = Log in first: login USER PASSWORD
hint-select-first = Select a mailbox first: select inbox
hint-already-logged-in = This command is only valid before login.
hint-not-announced = { $capability } is missing from this server's CAPABILITY, so it probably does not know { $command }.
hint-login-disabled = This server has announced LOGINDISABLED: it refuses LOGIN on this connection as it is.
hint-login-disabled-starttls = This server has announced LOGINDISABLED: it refuses LOGIN on this connection as it is. It may accept it once starttls has encrypted the connection.
hint-mechanism-not-announced = AUTH={ $mechanism } is missing from this server's CAPABILITY, so it probably refuses this mechanism.
hint-mailbox-outside-ascii = A mailbox's name is sent in ASCII: characters outside it are written in modified UTF-7. This name is "{ $encoded }".
hint-localized-inbox = The mailbox that mail programs show as "{ $shown }" has the name INBOX in IMAP.
hint-localized-mailbox = "{ $shown }" may be only the name that mail programs show: in the answer to list "" "*", the mailbox has the attribute { $attribute }.
hint-plaintext-password = The password crosses the network unencrypted: anyone on the network path can read it.
hint-full-width = The line has full-width characters from an input method; IMAP requires ASCII here: { $line }
hint-full-width-unread = The line has full-width or Japanese characters from an input method; IMAP requires ASCII here.
hint-idle-without-mailbox = No mailbox is selected, so IDLE has no mailbox to watch and no new mail to report; select one first: select inbox
hint-quotation-sign = The ">" is the sign of a quoted mail, not a part of the command; type the line without it.
hint-full-width-colon = This was sent to the server: a directive begins with the ASCII colon. Switch the input method off, and type it again.
hint-look-alike = The letter { $letter } ({ $code }) is not in ASCII, although it looks like { $ascii }. To the server it is a different letter; type the word again.
hint-quotation-mark = The line contains { $mark }, a quotation mark that IMAP does not know; it requires the ASCII one: "
hint-dash = The line contains { $dash }, a dash that IMAP does not know; it requires the ASCII hyphen (-), and in a range the colon (1:3).
hint-unusual-blank = The line contains { $code }, which looks like a space or is invisible; to the server it is not a space.
hint-two-spaces = There are two spaces after the tag; many servers answer that with BAD.
hint-two-blanks = There are two spaces in a row; IMAP has exactly one between words, and many servers answer anything else with BAD.
hint-wrong-escape = In quotes, a backslash is allowed only before " and before another backslash; a backslash itself is written \\: { $corrected }.
hint-escaped-space = A backslash does not join words in IMAP; a name with a space is written in quotation marks: { $quoted }.
hint-unclosed-brace = The {"{"} near the end of the line is not closed, so no literal follows it; write {"{"}10{"}"}, {"{"}<FILE{"}"} or {"{"}<<END{"}"}.
hint-literal-inside-line = Text in braces, such as {"{"}10{"}"} or {"{"}<FILE{"}"}, announces a literal only at the end of a line; type what follows it after the literal.
hint-bare-lf = The lines of { $path } end with LF alone, and are sent like this. Lines of a message must end with CR LF; some servers refuse others. unix2dos converts a file.
hint-variable-in-literal = Variables are not replaced inside a literal: ${"{"}{ $name }{"}"} is sent as it stands.
hint-flag-without-backslash = The system flag is { $flag }, with a backslash; without it, the server stores a user-defined keyword.
hint-doubled-tag = The line has more than one tag, so the server takes the second one for the name of a command: { $tags }. imapsh adds the tag; begin with { $command }.
hint-lone-tag = "{ $tag }" looks like a tag, and no command follows it. imapsh adds the tag; begin with the command.
hint-tag-in-use = A command with this tag is still in progress: the answers to the two cannot be told apart.
hint-login-placeholders = The brackets mark placeholders: type your own user name and password, without brackets.
hint-login-variable = This was sent as it is, as the password. imapsh replaces only its own form of a variable: { $variable }
hint-written-line-end = "{ $sign }" was sent as characters; Enter alone ends the line.
hint-tagged-done = "done" takes no tag.
hint-not-idling = There is no IDLE to end.
hint-done-first = IDLE is running; only "done" ends it as it should. Servers answer BAD to anything else, and IDLE is over then: no "done" is needed any more.
hint-before-idle-continuation = The server has not answered IDLE yet. If it accepts IDLE, it may take this line for the end of IDLE and answer BAD; once it has sent "+", "done" ends IDLE.
hint-between-cr-and-lf = The literal's count ends between CR and LF: a line ending counts as two octets.
hint-between-cr-and-lf-counted = The literal's count ends between CR and LF, because a line ending counts as two octets: it is {"{"}{ $fewer }{"}"} without this line's ending, {"{"}{ $more }{"}"} with it.
hint-left-over = The literal's count is too small: { $octets ->
        [one] one octet
       *[other] { $octets } octets
    } of this line { $octets ->
        [one] is
       *[other] are
    } left over and sent as the rest of the command. With { $octets ->
        [one] it
       *[other] them
    } the count is {"{"}{ $needed }{"}"}.
hint-left-over-uncounted = The literal ends within this line: the { $octets ->
        [one] one octet left over is
       *[other] { $octets } octets left over are
    } sent as the rest of the command.
hint-left-over-secret = The literal ends within this line: what is left over is sent as the rest of the command.
hint-literal-complete = The literal is complete: it ends with this line's ending, which counts as two octets. Enter alone ends the command.
hint-literal-complete-counted = The literal is complete: it ends with this line's ending, which counts as two octets; without it, the count is {"{"}{ $fewer }{"}"}. Enter alone ends the command.
hint-empty-literal = This literal has no octets, so the rest of the command comes next; Enter alone ends the command.
hint-sent-as-rest = The literal was complete before this line, which is sent as the rest of the command; Enter alone would have ended the command.
hint-count-line-endings = { $number ->
        [one] The line ending in it counts
       *[other] Each of the { $number } line endings in it counts
    } as two octets.
hint-count-character = { $character } counts as { $size ->
        [2] two
        [3] three
       *[other] four
    } octets.
hint-still-in-literal = This line is sent as part of the literal, which had { $octets ->
        [one] one octet
       *[other] { $octets } octets
    } missing before it{ $before ->
        [0] .
       *[other] ; its count without this line is {"{"}{ $before }{"}"}.
    }
hint-ends-literal = This line is sent as part of the literal, which had { $octets ->
        [one] one octet
       *[other] { $octets } octets
    } missing before it; the { $left_over ->
        [one] one octet left over is
       *[other] { $left_over } octets left over are
    } sent as the rest of the command.{ $before ->
        [0] {""}
       *[other] {" "}Without this line, the literal's count is {"{"}{ $before }{"}"}.
    }
hint-still-in-lines = This line is part of the literal, which a line "{ $end }" ends; Ctrl-C drops the command.
hint-did-you-mean = This is not an IMAP command; did you mean { $command }?
hint-use-quit-directive = This was sent to the server, which does not know it; :quit (or Ctrl-D) logs out and exits.
hint-use-help-directive = This was sent to the server, which does not know it; :help shows imapsh's own help.
hint-own-word-as-tag = Not sent: the server would take "{ $tag }" for the tag of { $command }, and execute it. With a colon, the line is for imapsh: :{ $directive } { $topic } … To send it all the same, type :raw before it.
hint-directive-before-response = Not sent: with a colon, it is for imapsh: :{ $name }. To send it all the same, type :raw before it.
hint-use-directive = This was sent to the server; with a colon, it is for imapsh: :{ $name }
hint-foreign-login = This was sent, but it is a command of { $protocol }, not of IMAP, and the session is logged in already.
hint-other-protocol = This was sent, but it is a command of { $protocol }, not of IMAP. Type instead: { $command }
hint-in-english = This was sent, but IMAP's commands are English words. Type instead: { $command }
hint-for-shell = This shell command was sent to the mail server; :quit (or Ctrl-D) returns to the shell.
hint-for-shell-instead = The server gets this, but does not know it. Type instead: { $command }
hint-shell-separator = To IMAP, "{ $sign }" does not separate commands: the server gets this line as one. Type each command on its own line.
hint-shell-pipe = To IMAP, "|" is not a pipe: the server gets it and what follows too. At the prompt, :last shows the last answer in a pager.
hint-file-from-shell = To IMAP, "<" does not name a file: the server gets the line as it is. To send the file, type: { $line }
hint-answer-to-file = To IMAP, ">" does not name a file: the server gets the line as it is. After an answer with a literal, this saves it: :save { $file }
hint-login-takes-two = LOGIN takes two arguments, the user and the password; one that contains a space is put in quotes.
hint-deletes-mailbox = DELETE removes a mailbox, and no message. To delete a message: store { $set } +flags (\Deleted), and then expunge
hint-expunges-all = EXPUNGE takes no number: it removes all messages with the \Deleted flag. To set the flag first: store { $set } +flags (\Deleted)
hint-connect-instead = This was sent to the server as a command; to connect to that host, type: :connect { $arguments }
hint-looks-like-response = Not sent: this looks like a server's response. To send it all the same, type :raw before it.
hint-looks-like-answer = Not sent: this is how a server answers a line without a tag. If it is a command, type a tag before it, or put its first argument in quotes.
hint-looks-like-output = Not sent: this looks like a line of another program, not like a command. To send it all the same, type :raw before it.
hint-program-connects = Not sent. To connect to that server here, type: :connect { $arguments }
hint-web-page = Not sent: this is a web page's address. If that host has an IMAP server, type: :connect { $arguments }
hint-for-other-protocol = Not sent: this is a command of { $protocol }, not of IMAP. Type instead: { $command }
hint-for-program = Not sent: this is for a shell or another program. :quit (or Ctrl-D) goes back to the shell; :connect HOST connects to another server.
hint-quit-as-response = This was sent as the response to the challenge; "*" cancels, and Ctrl-D exits.
hint-invalid-base64 = The server expects base64, and this is not valid base64; "*" cancels.
