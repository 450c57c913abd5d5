# Every text that imapsh shows to its user, in English. An id is SECTION-NAME; arguments are { $named }.
# A text of several lines is indented. An error names the cause first, then what to do: one sentence each.

## net: connecting to a server. NAME is the cause, NAME-try is the advice.

net-address-none = No host was given.
net-address-none-try = Try: imapsh mail.example.org
net-address-host = "{ $host }" is not a valid host name.
net-address-host-try = Use HOST, HOST:PORT, [IPv6]:PORT, imaps://HOST or imap://HOST.
net-address-port = "{ $port }" is not a valid port.
net-address-port-try = Use a number from 1 to 65535; the IMAP ports are 993 (TLS) and 143.
net-address-two-ports = Two ports were given: { $first } and { $second }.
net-address-two-ports-try = Remove one of them.
net-address-scheme = { $scheme }:// is not an IMAP URL scheme.
net-address-scheme-try = Use imaps://HOST for TLS, or imap://HOST for STARTTLS.
net-address-contradiction = imaps:// means TLS from the start, which contradicts { $option }.
net-address-contradiction-try = Use the host without imaps://, or remove { $option }.
net-address-user = The address contains "@": user names and passwords do not belong in it, because command lines are public.
net-address-user-try = Use the host alone, and pass the user name with --user.
net-address-path = Unexpected "{ $path }" after the host.
net-address-path-try = Remove it; a mailbox is opened with SELECT.
net-address-port-word = The port is not a number (not repeated here; it may be a password).
net-address-port-word-try = { net-address-port-try }

net-name-not-found = Host { $host } was not found: { $reason }
net-name-not-found-try = Check the spelling; a mail server is often named imap.DOMAIN or mail.DOMAIN.
net-no-resolver = Host { $host } could not be looked up: { $reason }
net-no-resolver-try = Check this machine's network and DNS settings, or use an IP address instead of the name.
net-lookup-timed-out = Looking up host { $host } timed out.
net-lookup-timed-out-try = Check this machine's network and DNS settings, or allow more time with --timeout.
net-refused = { $address } refused the connection: nothing is listening on that port.
net-refused-try = Check the port: 993 is for TLS, 143 for --starttls and --plain.
net-timed-out = Connecting to { $address } timed out.
net-timed-out-try = A firewall may be in the way: check the host and port, or allow more time with --timeout.
net-unreachable = { $address } is unreachable: { $reason }
net-unreachable-try = Check this machine's network; it may have no route to addresses of this kind (IPv6).
net-not-connected = Could not connect to { $address }: { $reason }
net-not-connected-try = Check the host and port.
net-lost = The connection was lost: { $reason }
net-lost-try = Connect again; if the connection fails at the same point, the server's log may say why.

net-tls-bad-name = No certificate can be valid for the name "{ $name }".
net-tls-bad-name-try = Use the server's host name, in ASCII letters.
net-tls-clear = This port speaks unencrypted IMAP, not TLS; the server sent: { $said }
net-tls-clear-try = Try --starttls or --plain.
net-tls-not = This port does not speak TLS; the server sent: { $said }
net-tls-not-try = Check the port: IMAP over TLS uses 993.
net-tls-closed = The server closed the connection during the TLS handshake.
net-tls-closed-try = Check the port: 993 is for TLS; on 143, try --starttls.
net-tls-timed-out = The TLS handshake timed out.
net-tls-timed-out-try = The port may not speak TLS: try --starttls, or allow more time with --timeout.
net-tls-expired = The server's certificate expired on { $since } (issued by { $issuer }).
net-tls-expired-try = The server needs a new certificate; --insecure connects anyway, without verifying the server's identity.
net-tls-not-yet-valid = The server's certificate is not valid before { $from }.
net-tls-not-yet-valid-try = Check this machine's clock.
net-tls-wrong-name = The server's certificate is not valid for { $expected }, only for: { $names }{ $more ->
        [0] {""}
       *[other] {" "}and { $more } more
    }
net-tls-wrong-name-try = Connect to one of those names; --insecure connects anyway, without verifying the server's identity.
net-tls-no-names = The server's certificate lists no host names; a name in its subject ({ $subject }) is no longer accepted.
net-tls-no-names-try = The server needs a certificate with a subjectAltName; --insecure connects anyway, without verifying the server's identity.
net-tls-unknown-issuer = The server's certificate was issued by an unknown authority: { $issuer }
net-tls-unknown-issuer-try = Pass the CA certificate with --ca-file; --insecure connects anyway, without verifying the server's identity.
net-tls-self-signed = The server's certificate is self-signed: { $subject }
net-tls-self-signed-try = Pass that certificate with --ca-file; --insecure connects anyway, without verifying the server's identity.
net-tls-bad-certificate = The server's certificate could not be verified: { $reason }
net-tls-bad-certificate-try = --insecure connects anyway, without verifying the server's identity.
net-tls-client-certificate-wanted = The server requires a client certificate.
net-tls-client-certificate-wanted-try = Pass one with --cert and --key.
net-tls-client-certificate-refused = The server rejected the client certificate ({ $alert }).
net-tls-client-certificate-refused-try = Check that the --cert file is signed by a CA that the server trusts, is valid today, and includes its chain.
net-tls-old-version = The server does not support TLS 1.2 or later.
net-tls-old-version-try = Earlier versions are insecure, and imapsh does not support them: the server needs an update.
net-tls-too-large = The server sent more than 64 KiB in the TLS handshake.
net-tls-too-large-try = It may send more certificates than necessary: its own and the intermediate ones are enough.
net-tls-alert = The server aborted TLS ({ $alert }).
net-tls-alert-try = The server's log may say why.
net-tls-other = TLS failed: { $reason }
net-tls-other-try = Check the port: 993 is for TLS; on 143, try --starttls.

net-file-unreadable = Cannot read { $file }: { $reason }
net-file-unreadable-try = Check the file's name and permissions.
net-file-no-certificate = { $file } contains no certificate.
net-file-no-certificate-try = Use a PEM file that contains a -----BEGIN CERTIFICATE----- line.
net-file-no-key = { $file } contains no private key.
net-file-no-key-try = Use a PEM file that contains a -----BEGIN PRIVATE KEY----- line.
net-file-encrypted-key = The private key in { $file } is encrypted with a passphrase.
net-file-encrypted-key-try = Decrypt a copy of it: openssl pkey -in { $file } -out plain.pem
net-file-bad-pem = { $file } is not a valid PEM file: { $reason }
net-file-bad-pem-try = Get a new copy of the file.
net-file-bad-certificate = Cannot use a certificate in { $file }: { $reason }
net-file-bad-certificate-try = Get a new copy of the file, in X.509 version 3 format.
net-file-bad-key = Cannot use the private key in { $file }: { $reason }
net-file-bad-key-try = Use an RSA, ECDSA (P-256, P-384) or Ed25519 key.
net-file-not-matching = The certificate in { $cert } and the key in { $key } do not match.
net-file-not-matching-try = Pass the key that belongs to the certificate.

net-child-not-started = Could not start the command "{ $command }": { $reason }
net-child-not-started-try = Check that /bin/sh exists.
net-child-not-found = The command was not found (status 127).
net-child-not-found-try = Check the spelling, or use the full path.
net-child-exited = The command exited with status { $status }.
net-child-exited-try = Run it in a shell to see why.
net-child-killed = The command was killed by signal { $signal }.
net-child-killed-try = Run it in a shell to see why.

net-service-smtp = This is not IMAP; it looks like SMTP, a protocol for sending mail: { $said }
net-service-smtp-try = { -net-service-try }
net-service-pop3 = This is not IMAP; it looks like POP3, an older protocol for fetching mail: { $said }
net-service-pop3-try = { -net-service-try }
net-service-ftp = This is not IMAP; it looks like FTP, a protocol for files: { $said }
net-service-ftp-try = { -net-service-try }
net-service-nntp = This is not IMAP; it looks like NNTP, a protocol for news: { $said }
net-service-nntp-try = { -net-service-try }
net-service-http = This is not IMAP; it looks like HTTP, a protocol for the web: { $said }
net-service-http-try = { -net-service-try }
net-service-ssh = This is not IMAP; it looks like SSH, a protocol for remote login: { $said }
net-service-ssh-try = { -net-service-try } To use IMAP through SSH: --command 'ssh HOST doveadm exec imap'
net-service-sieve = This is not IMAP; it looks like ManageSieve, a protocol for mail filters: { $said }
net-service-sieve-try = { -net-service-try }
net-service-tls = This port expects TLS, but imapsh connected without encryption.
net-service-tls-try = Leave out --plain and --starttls.
-net-service-try = Use an IMAP port: leave the port out for 993 (TLS), or use 143 (STARTTLS).

## session: the beginning and the end of a session.

session-trying = Trying { $address } (address { $number } of { $of }).
session-connected-tls = Connected to { $address } with { $tls }
session-connected-plain = Connected to { $address } without encryption: anyone on the network path can read and change everything.
session-connected-starttls = Connected to { $address }; requesting TLS with STARTTLS. Until TLS starts, nothing is protected: anyone on the network path can forge what the server sends.
session-connected-starttls-implied = Connected to { $address }; port 143 and imap:// mean STARTTLS (use --plain for no encryption). Until TLS starts, nothing is protected: anyone on the network path can forge what the server sends.
session-protected = The session is now encrypted with { $tls }
session-started = Started "{ $command }" as the server.
session-certificate-unreadable = (unreadable)
session-roots-bundled = verified with a bundled root
session-roots-system = verified with the system's roots
session-roots-ca-file = verified with --ca-file
session-roots-nobody = not verified
session-insecure = The server's identity was not verified (--insecure): anyone on the network path can impersonate it and receive the password.
session-silent = Received nothing for two seconds. A port that expects TLS, such as 993, waits in silence: leave out --plain and --starttls.
session-no-greeting = The server sent no greeting within { $seconds } s.
session-no-greeting-try = Check the port: 993 waits for TLS, and on 143 the server speaks first. --timeout allows more time.
session-hung-up = The server closed the connection before sending a greeting.
session-hung-up-try = Check the port: IMAP uses 993 (TLS) and 143. The server may also be blocking your address or be overloaded; its log says why.
session-bye = The server refused the session: its greeting was BYE.
session-bye-try = The text of its greeting is shown above.
session-starttls-refused = The server answered STARTTLS with { $status }: TLS is not available on this port, so no session was opened.
session-starttls-refused-try = Try TLS from the start (port 993), or --plain if you trust the network.
session-starttls-preauth = The server's greeting was PREAUTH: a session that is logged in cannot start TLS, and an attacker could have sent the greeting. No session was opened.
session-starttls-preauth-try = Try TLS from the start (port 993).
session-starttls-early = The answer to STARTTLS arrived before the command was sent: an attacker may have inserted it. No session was opened.
session-starttls-early-try = Try TLS from the start (port 993), or another network.
session-starttls-unanswered = The server did not answer STARTTLS within { $seconds } s.
session-starttls-unanswered-try = Try TLS from the start (port 993), or allow more time with --timeout.
session-starttls-injected = Unencrypted data followed the server's OK to STARTTLS: an attacker may have inserted it. No session was opened.
session-starttls-injected-try = Try TLS from the start (port 993), or another network.
session-starttls-closed = The server closed the connection instead of answering STARTTLS: TLS is not available on this port, so no session was opened.
session-starttls-closed-try = Try TLS from the start (port 993), or --plain if you trust the network.
session-program-says = The command printed to standard error: { $line }
session-interrupted = Interrupted before the session began.
session-interrupted-try = Check the host; --timeout limits how long connecting may take.
session-ended = The connection is closed.
session-sent-away = The server closed the connection unexpectedly (BYE).
session-closed = The server closed the connection without a BYE.
session-cut-off = The connection ended without a TLS close_notify; the last data may be incomplete.
session-literal-broke = The file of a literal could not be read up to its announced length ({ $reason }), so the connection was closed.
session-compressed = The server compresses everything it sends from here on (RFC 4978), which this version does not support: the connection is closed.
session-bare-lf = The server ended a line with LF instead of CR LF; imapsh accepts that, other clients may not.
session-tls-facts = { $version }, { $cipher }; certificate for { $subject }, issued by { $issuer } ({ $roots }), valid until { $until }.
session-not-imap = The server does not speak IMAP; it sent: { $said }
session-not-imap-try = { -net-service-try }
session-no-greeting-tls = TLS started, but the server sent no greeting within { $seconds } s.
session-no-greeting-tls-try = Check the port: IMAP over TLS uses 993, and a web server (443) waits for the client to speak first. --timeout allows more time.
session-no-greeting-command = The command sent no greeting within { $seconds } s.
session-no-greeting-command-try = Run it in a shell to see why, or allow more time with --timeout.
session-leaving = Ending the session with { $address }.
session-now = Commands now go to { $address }.
session-practice = the practice server

## stall: the server stops inside a line or a literal.

stall-literal = Received { $come } of { $size } octets of the literal so far.
stall-line = Received { $come } octets of the line so far.
stall-rest = Received { $come } octets of the line after the literal so far.
stall-line-unshown = Received { $come } octets of a line so far: { $text }
stall-stopped-literal = The server stopped inside a literal, after { $come } of { $size } octets.
stall-stopped-line = The server stopped inside a line, after { $come } octets.
stall-stopped-line-text = The server stopped inside a line, after { $come } octets: { $text }
stall-stopped-rest = The server stopped after a literal, { $come } octets into the rest of the line.

## hint: a probable mistake in a line, shown before the line is sent.

hint-login-first = Log in first: login USER PASSWORD
hint-select-first = Select a mailbox first: select inbox
hint-logged-in-already = This command is only valid before login.
hint-in-the-clear = The password crosses the network unencrypted: anyone on the network path can read it.
hint-full-width = The line contains full-width characters from an input method; IMAP requires the ASCII ones.
hint-two-blanks = There are two spaces after the tag; many servers answer that with BAD.
hint-tag-in-use = A command with this tag is still in progress: the answers to the two cannot be told apart.
hint-tagged-done = "done" takes no tag.
hint-not-idling = There is no IDLE to end.
hint-done-first = IDLE is running; end it with "done" first. Servers answer BAD to anything else, and that ends IDLE too.
hint-between-cr-and-lf = The literal's count ends between CR and LF: a line ending counts as two octets.
hint-did-you-mean = This is not an IMAP command; did you mean { $command }?
hint-leave-by-quit = This is sent to the server, which does not know it; :quit (or Ctrl-D) logs out and exits.
hint-help-by-colon = This is sent to the server, which does not know it; :help shows imapsh's own help.
hint-not-base64 = The server expects base64, and this is not valid base64; "*" cancels.

## line: why a typed line cannot be sent.

line-breaks-framing = A CR, LF or NUL inside the line (at octet { $column }) would break the framing; put it in a literal.
line-no-value = {"${"}{ $name }{"}"} has no value; set it with --var { $name }=VALUE or :set { $name } VALUE.
line-not-quotable = The value of {"${"}{ $name }{"}"} contains octets that a quoted string cannot hold; remove the quotes to send it as a literal.
line-not-made-anew = {"${sasl}"} cannot be computed here: a { $mechanism } answer depends on the challenge that the server sent at the time.
line-file = Cannot read { $path }: { $reason }
line-not-base64 = The lines of this literal are not valid base64; nothing was sent.
line-not-connected = Not connected; :reconnect connects again, :quit exits.
line-no-value-user = {"${user}"} has no value; set it with --user NAME or :set user NAME.
line-no-value-password = {"${password}"} has no value; set IMAPSH_PASSWORD, use :set password VALUE (masked too), or enter it when asked.

## record: recording a session.

record-broke = Cannot write to { $path }: { $reason }. The session continues without a record.
record-kind = The extension of { $path } must be .imap (a script that replays) or .jsonl (for programs).
record-exists = { $path } already exists, and a record never overwrites a file; choose another name, or remove the file first.
record-io = Cannot write to { $path }: { $reason }. Choose another file for the record.
record-midway-connected = The record starts here, without the greeting and what followed it.
record-midway-authenticated = The record starts here, after the login, so it cannot be replayed alone. Start imapsh with --record to record everything.
record-midway-selected = The record starts here, after the login and the selection of a mailbox, so it cannot be replayed alone. Start imapsh with --record to record everything.
record-midway-idle = The record starts here, during IDLE, so it cannot be replayed alone: it lacks the login, the mailbox and the IDLE command. Start imapsh with --record to record everything.

## script: mistakes in the text of a script. Most are shown after FILE:LINE:COLUMN.

script-not-utf8 = The script is not valid UTF-8; save it as UTF-8.
script-breaks-framing = A CR or NUL inside a line would break the framing (lines end with LF or CR LF); send it in a literal, as in {"{"}64{"<<"}END{"}"}.
script-unknown-directive = Unknown directive :{ $word }; :help at the prompt lists the directives.
script-unknown-directive-near = Unknown directive :{ $word }; did you mean :{ $nearest }?
script-directive-is-command = Unknown directive :{ $word }; it is an IMAP command, so leave out the colon.
script-directive-lacks = Missing argument for :{ $directive }; usage: :{ $usage }
script-directive-unfit = Invalid argument "{ $value }" for :{ $directive }; usage: :{ $usage }
script-literal-unfinished = The script ends before this command's literal is complete: { $missing } octets are missing (each line ending counts as two).
script-no-end = The literal that begins here is not closed; add a line "{ $end }" after it.
script-not-base64 = The lines of this literal are not valid base64.
script-server-literal = Cannot tell where the server's literal of { $size } octets ends: neither its size nor the completion of its command shows it.
script-not-made-anew = {"${sasl}"} cannot be computed here: a { $mechanism } answer depends on the challenge that the server sent at the time.
script-sasl-elsewhere = {"${sasl}"} is only valid in AUTHENTICATE and its answers.
script-unreadable = Cannot read { $path }: { $reason }
script-not-a-file = { $path } is not a regular file.
script-outside = "{ $what }" is outside the script's folder or session; pass --trust to allow it.
script-runs-itself = { $script } would run itself.
script-runs-too-many = The script would run more than { $most } scripts.
script-too-large = The script is larger than { $most } MiB.
script-not-found = There is no file "{ $name }", and no bundled script of that name (bundled: { $known }).
script-no-value = {"${"}{ $name }{"}"} has no value; set it with --var { $name }=VALUE.
script-no-value-user = {"${user}"} has no value; set it with --user NAME or IMAPSH_USER.
script-no-value-password = {"${password}"} has no value; set IMAPSH_PASSWORD, or run imapsh on a terminal to be asked for it.

## replay: the progress and the failures of a replay.

replay-step = { $text } ({ $step } of { $of })
replay-ok-where-no = { $script }:{ $line }: { $sent } succeeded: expected NO or BAD (as the listing shows), received { $came }
replay-did-not-come = Expected but not received within { $seconds } s: { $what }. Continuing.
replay-not-connected = { $script }:{ $line }: Not sent, because the connection is closed.
replay-refused = { $script }:{ $line }: { $why }
replay-left-out = { $script }:{ $line }: Skipped this line and what belongs to it, because the server refused the command.
replay-silent = The server sent nothing for { $seconds } s, and has not completed: { $due }
replay-lost = { $script }:{ $line }: The connection ended before this command was completed.
replay-failed = { $script }:{ $line }: { $sent } failed: expected OK, received { $came }
replay-expected = { $script }:{ $line }: Expected but not received: { $pattern }
replay-no-enter = Stopped before { $command }: standard input ended, and --step waits for Enter there. The rest of the script was not sent.
replay-enter = Next: { $command }  (press Enter to send it)
replay-end-failures = { $count } { $count ->
        [one] failure
       *[other] failures
    }; the first ones again:
replay-no-bye = The connection ended before the server answered LOGOUT.
replay-interrupted = Interrupted.
replay-midway-login = { $script }:{ $line }: This record begins after a login, and the session is not logged in: none of it was sent. Put a login before it (C: a0 login ${"{"}user{"}"} ${"{"}password{"}"}), or run it with :run from a script that logs in.
replay-midway-mailbox = { $script }:{ $line }: This record begins with a mailbox selected, and none is selected: none of it was sent. Run it with :run from a script that selects one.
replay-midway-idle = { $script }:{ $line }: This record begins during IDLE, and IDLE is not running: none of it was sent. Run it with :run from a script that starts IDLE.
replay-wrong-secret = { $script }:{ $line }: This login was refused when it was recorded, and its secret is not in the record: imapsh sends a wrong one.
replay-step-input = --step reads Enter from standard input, so the script cannot come from there too; pass it as a file.
replay-literal-due = LOGOUT was not sent: the server still expects { $octets ->
        [0] the rest of a command
        [one] one octet of a literal
       *[other] { $octets } octets of a literal
    }.

## directive: the answers to directives.

directive-tag = "{ $prefix }" is not a valid tag prefix; use letters and digits.
directive-tls-none = TLS is not in use: the session is unencrypted, or it does not cross a network.
directive-state-none = Not connected; :reconnect connects again.
directive-state-not-authenticated = Connected, not logged in.
directive-state-authenticated = Logged in, no mailbox selected.
directive-state-selected = Logged in, a mailbox is selected.
directive-state-running = In progress: { $command }
directive-record = Not recording: { $why }
directive-connect = { $why }
directive-connect-option = :connect does not accept { $option }; usage: :connect HOST [PORT] [--starttls|--plain]
directive-connect-host = :connect takes one host and at most one port; usage: :connect HOST [PORT] [--starttls|--plain]
directive-no-session = There is no session.
directive-deliver-no-account = Not delivered: the practice server has no such account.
directive-deliver-full = Not delivered: the account is full ({ $used } of { $limit } octets are in use).
directive-deliver-no-uid = Not delivered: INBOX has no UID left.
directive-deliver-elsewhere = :deliver works on the practice server only; on another server, send a mail or use APPEND.
directive-session-stays = The session with { $address } continues.
directive-record-on = Recording to { $path }.
directive-record-off = Recording is off.

## repl: the prompt.

repl-closed = (closed)
repl-untagged-bad = This BAD has no tag; it answers: { $command }
repl-belongs = This completes: { $command }
repl-taken-for-done = This BAD also answers { $command }, because the server took it as the end of IDLE.
repl-search = (history){" "}
repl-refused = The server refused { $command }; the rest of it is not sent.
repl-dropped = { $lines } more pasted { $lines ->
        [one] line was
       *[other] lines were
    } dropped, as part of the refused command.
repl-octets-due = Octets of the literal still expected: { $octets } (each line ending counts as two). The server accepts nothing else before them; Ctrl-D exits.
repl-rest-due = The rest of the command is still expected; Enter alone ends it. The server accepts nothing else before it; Ctrl-D exits.
repl-gave-up = The lines of the literal were dropped; none of them was sent.
repl-done-ends-idle = IDLE is running; "done" ends it.
repl-left-in-literal = The server still expects a literal or has not answered a command: the connection was closed without LOGOUT.
repl-interrupted = Interrupted.
repl-unmasked = Your typing is visible here, passwords included. Type {"${password}"} in a line to be asked for it without echo.
repl-history = Cannot keep the history: { $why }
repl-terminal = Cannot read the terminal: { $why }
repl-masked = { $name } stands for what you typed; the real text was sent.
repl-challenge = The server's challenge, decoded from base64: { $text }
repl-answer = The server expects an answer in base64; "*" cancels.
repl-answer-made = The server expects an answer in base64; {"${sasl}"} makes it from your user name and password, "*" cancels.
repl-not-given = Nothing was sent, because {"${"}{ $name }{"}"} was not given.

## ask: questions on the terminal. The answer follows on the same line.

ask-user = User:{" "}
ask-password = Password:{" "}

## practice, serve: the practice server.

practice-session = session { $session }: { $user }, { $commands ->
    [one] 1 command
   *[other] { $commands } commands
    }, { $how }
practice-nobody = not logged in
practice-ended-logout = logged out
practice-ended-client = closed by the client
practice-ended-autologout = timed out
practice-ended-closing = server shut down
practice-ended-refused = refused
practice-ended-failed = connection failed
practice-connected = This is the practice server inside imapsh: nothing leaves this machine. Its account is "user" with the password "pass".
practice-first = Type: login user pass
    Then: list "" "*", select inbox, idle, done, logout. :help shows more, Ctrl-D exits.

serve-failed = The practice server failed: { $why }
serve-address = "{ $address }" is not an address to listen on; use HOST:PORT, HOST or PORT.
serve-started = The accounts are user/pass, taro/himitsu and mrc/secret. Ctrl-C stops the server.
serve-user = --user takes NAME:PASSWORD, as in --user hanako:sakura (your value is not repeated here).

## output: writing to standard output.

output-broke = Cannot write to standard output: { $reason }. Free some space, or redirect it elsewhere.

## reach: arguments in the wrong place, and words that were probably not meant as a host.

reach-meant-command = Did you mean the command "imapsh { $name }"? See "imapsh { $name } --help".
reach-meant-later = Did you mean "imapsh { $name }"? It is not available yet.
reach-meant-script = Did you mean the script "{ $name }"? Try: imapsh replay { $name }
reach-meant-file = Did you mean a script? Try: imapsh replay { $name }
reach-meant-directive = Did you mean the directive :{ $name }? Type it at the prompt of imapsh.
reach-meant-option = Did you mean the option --{ $name }? Try: imapsh --{ $name }
reach-no-command = imapsh has no command "{ $name }"; see "imapsh --help".
reach-no-host = --starttls and --plain require a HOST.
    Add one, or remove the option: the practice server is built in and needs no network.
reach-not-here = imapsh { $command } does not accept { $option }, because it opens no session.
reach-step = --step reads Enter from standard input, so the script must be a file: imapsh replay --step SCRIPT
reach-serve-empty = The password in "--user { $name }:" is empty; is it missing after the colon?
reach-serve-twice = --user { $name } was given twice; the last password counts.
reach-host-before = Unexpected argument before { $command }: the HOST comes after the command, as in imapsh replay SCRIPT HOST.

## cli: the command line. The help of an argument is cli-NAME, or cli-COMMAND-NAME where commands differ.
## cli-error-… is shown for a wrong command line, and cli-value-NAME, what is right, after it.

cli-about = Type IMAP by hand: a REPL that sends exactly what it shows, replays scripts and records sessions.
cli-after = Without a HOST, imapsh and imapsh replay use the built-in practice server.
    HOST alone means TLS from the start, on port 993. Port 143 alone means STARTTLS.
    HOST may also be HOST:PORT, [IPv6]:PORT, imaps://HOST (TLS) or imap://HOST (STARTTLS).
    imapsh HOST < FILE replays FILE.
    imapsh generate man prints the man page; imapsh generate bash (or zsh, fish) prints completions.
    imapsh reads the password from IMAPSH_PASSWORD, or asks for it without echo. There is no --password.
    Exit status: 0 success, 1 the session or script failed, 2 the command line or script is invalid,
    3 no session, 130 interrupted.
cli-group-commands = Commands
cli-group-arguments = Arguments
cli-group-connecting = Connection
cli-group-session = Session
cli-group-replaying = Replay
cli-group-help = Help
cli-template = { "{" }about-with-newline{ "}" }
    Usage: { "{" }usage{ "}" }

    { "{" }all-args{ "}{" }after-help{ "}" }
cli-usage = imapsh [OPTIONS] [HOST [PORT]]
    {"       "}imapsh replay [OPTIONS] SCRIPT [HOST [PORT]]
    {"       "}imapsh serve [OPTIONS] [ADDR]

cli-replay = Replay an .imap script; without a HOST, on the practice server
cli-generate = Print the man page or shell completions
cli-serve = Run the practice server for other clients
cli-replay-usage = imapsh replay [OPTIONS] SCRIPT [HOST [PORT]]
cli-serve-usage = imapsh serve [OPTIONS] [ADDR]

cli-help = Print help
cli-version = Print version
cli-script = Script file, name of a bundled script (for example: imapsh replay idle), or - for standard input
cli-kind = man for the man page, or the name of a shell for its completions
cli-host = Server to connect to
cli-port = Port to connect to
cli-starttls = Connect to port 143 and start TLS with STARTTLS first; fail if that is impossible
cli-plain = Connect to port 143 without encryption
cli-ca_file = Also trust the CA certificates in this file
cli-insecure = Do not verify the server's certificate (anyone on the network path can then impersonate the server)
cli-cert = Present this client certificate to the server
cli-key = Use this private key with the client certificate
cli-program = Talk to a program's standard input and output instead of a server, for example: --command 'ssh host doveadm exec imap'
cli-user = Set ${"{"}user{"}"}; without it, imapsh asks when a script needs it
cli-var = Set ${"{"}NAME{"}"} for typed lines and scripts
cli-record = Record the session to FILE.imap (a script that replays) or FILE.jsonl (for programs)
cli-time = Show how long each answer took
cli-color = Use color: auto (on a terminal that is not dumb, without NO_COLOR), always or never [default: auto]
cli-tag = Begin each tag with this prefix: a gives a001, a002, … [default: a]
cli-timeout = Limit the wait for a connection and for the server's answers, for example 500ms or 2m [default: 30s]
cli-pipeline = Send commands without waiting for each completion, where possible
cli-step = Wait for Enter before each command
cli-keep_going = Continue after failures; summarize them at the end
cli-trust = Allow scripts to reach other hosts, and files outside their folder
cli-command = Command to show help for
cli-serve-user = Add an account, besides the built-in ones
cli-addr = Address to listen on: HOST:PORT, HOST or PORT; TLS uses a separate port [default: 127.0.0.1 and free ports]
cli-ca_out = Write the CA certificate to this file, for clients to trust
cli-verbose = Log the protocol to standard error, with passwords masked
cli-login_disabled = Refuse LOGIN and AUTH=PLAIN without TLS (LOGINDISABLED)
cli-quiet_idle = Send no unsolicited updates during IDLE (otherwise, a mail after 5 s, and "Still here" every 3 s)
cli-max_line = Limit the length of a command line, in octets [default: 65536]
cli-max_literal = Limit the size of a literal after login, in octets [default: 33554432]
cli-max_literal_before_login = Limit the size of a literal before login, in octets [default: 4096]
cli-max_account = Limit the total size of an account's messages, in octets [default: 268435456]
cli-max_sessions = Limit the number of concurrent sessions [default: 500]
cli-login_time = Limit the time a session may stay without a login [default: 3m]
cli-autologout = Limit the time a session may be silent [default: 30m]

cli-host-and-command = --command replaces HOST; use one of the two.
cli-tag-wrong = Invalid value "{ $prefix }" for --tag.
cli-error = Invalid command line.
cli-error-unknown = { $command } has no option { $argument }.
cli-error-unknown-near = { $command } has no option { $argument }; did you mean { $suggested }?
cli-error-password = There is no --password, because command lines are public. Set IMAPSH_PASSWORD, or wait to be asked.
cli-error-no-value = { $argument } requires a value.
cli-error-value = Invalid value "{ $value }" for { $argument }.
cli-error-value-of = Invalid value "{ $value }" for { $argument }; use one of: { $valid }
cli-error-value-hidden = Invalid value for { $argument } (not repeated here; it may be a secret).
cli-error-takes-no-value = { $argument } does not take a value.
cli-error-twice = { $argument } was given twice.
cli-error-too-many = Unexpected argument (not repeated here; it may be a password).
cli-error-conflict = { $argument } cannot be used with { $other }.
cli-error-missing = Missing argument: { $argument }
cli-error-utf8 = An argument is not valid UTF-8.
cli-error-try = Try "{ $command } --help" for more information.

cli-value-timeout = Use a number and a unit, one day at most, for example: 500ms, 30s, 2m, 1m30s
cli-value-var = Use NAME=VALUE, for example: --var box=Archive
cli-value-tag = Use letters and digits; --tag t gives the tags t001, t002, …
cli-value-color = The default is auto: color on a terminal.
cli-value-record = Use a file that ends in .imap (a script that replays) or .jsonl (for programs), for example: --record bug.imap
cli-value-ca_file = Use a PEM file, for example: --ca-file ca.pem
cli-value-cert = Use --cert and --key together, with PEM files, for example: --cert me.crt --key me.key
cli-value-program = Use a program that speaks IMAP, for example: --command 'ssh host doveadm exec imap'
cli-value-script = Use a file, the name of a bundled script (imapsh replay idle), or - for standard input.
cli-value-kind = For example: imapsh generate man > imapsh.1, or: imapsh generate bash
cli-value-ca_out = Use a file to write to, for example: --ca-out ca.pem
cli-value-max_line = Use a number of octets, for example: --max-line 65536
cli-value-max_literal = Use a number of octets, for example: --max-literal 33554432
cli-value-max_literal_before_login = Use a number of octets, for example: --max-literal-before-login 4096
cli-value-max_account = Use a number of octets, for example: --max-account 268435456
cli-value-max_sessions = Use a number, for example: --max-sessions 500
cli-value-login_time = { cli-value-timeout }
cli-value-autologout = { cli-value-timeout }
cli-value-key = { cli-value-cert }

## man: sections of the man page. A line is a paragraph, or TERM | DESCRIPTION.

man-description-heading = Description
man-description = imapsh opens a session with an IMAP server and sends what you type, with a tag before each command. It replaces telnet and openssl s_client for people who learn, debug and demonstrate IMAP: it sends exactly what it shows, keeps passwords off the screen, waits for the server's + before a literal, and replays and records sessions.
    Standard output carries the protocol: what was sent and what was received. In a pipe or file it is exact to the octet, except for secrets. imapsh's own messages go to standard error.
man-status-heading = Exit status
man-status = 0 | Success.
    1 | The session or the script failed: a command was answered with NO or BAD where OK was expected, an expected line was not received, or the connection was lost before LOGOUT.
    2 | The command line or the script is invalid. Nothing was sent; for a script on standard input, nothing from the invalid line on.
    3 | No session was opened: the connection failed, TLS failed, or the server sent no greeting or the greeting BYE.
    130 | Interrupted.
man-environment-heading = Environment
man-environment = IMAPSH_USER | The value of ${"{"}user{"}"}, unless --user is given.
    IMAPSH_PASSWORD | The value of ${"{"}password{"}"}. If a script needs it and it is not set, imapsh asks for it without echo.
    SSL_CERT_FILE, SSL_CERT_DIR | Where to find the system's root certificates, if not in the usual place.
    NO_COLOR | If set and not empty, --color auto means never.
    TERM | If dumb or missing, --color auto means never, and line editing is off.
man-files-heading = Files
man-files = *.imap | A script, or a record that replays.
    {"*"}.jsonl | A record for programs, one object per line.
    history | The lines you typed, without secrets, in imapsh/ under $XDG_STATE_HOME (~/.local/state), readable only by its owner.
man-examples-heading = Examples
man-examples = imapsh mail.example.org | TLS, instead of openssl s_client -crlf -connect mail.example.org:993
    imapsh mail.example.org --starttls | STARTTLS, instead of openssl s_client -crlf -starttls imap -connect mail.example.org:143
    imapsh mail.example.org --plain | No encryption, instead of telnet mail.example.org 143
    imapsh replay idle mail.example.org --user taro | The IDLE tutorial, on your own account
    imapsh mail.example.org --record bug.imap | A session for a bug report, without the password
man-see-heading = See also
man-see = openssl-s_client(1ssl), telnet(1), RFC 3501, RFC 9051, RFC 2177 (IDLE)

## help: :help without a topic, and the frame of the help on a command.

help = Type IMAP commands without a tag: login USER PASSWORD, select inbox, idle, done, logout. The prompt is the tag that goes out with the line; a line that begins with a tag of your own is sent as it is.
    :help COMMAND explains a command, for example :help fetch. Topics are :help tags, :help done, :help literals.
    Directives control imapsh itself:
    {"  "}:state                    show the session's state and running commands
    {"  "}:tls                      show the TLS parameters and the certificate
    {"  "}:record FILE|off          record to .imap or .jsonl
    {"  "}:run SCRIPT               replay a script
    {"  "}:set NAME VALUE           set ${"{"}NAME{"}"}
    {"  "}:tag PREFIX               change the tags
    {"  "}:raw LINE                 send a line untouched
    {"  "}:wait DURATION [PATTERN]  show what the server sends
    {"  "}:expect PATTERN           wait for a line
    {"  "}:connect HOST [PORT]      connect to another server
    {"  "}:reconnect                connect to the same server again
    {"  "}:pipeline on|off          replay scripts without waiting
    {"  "}:deliver [FILE]           deliver a mail on the practice server
    {"  "}:quit                     log out and exit, like Ctrl-D
    Ctrl-R searches the history, Ctrl-C drops the line.
help-command = { $name } { $syntax }   ({ $rfc })
help-unknown = There is no help on "{ $topic }"; :help shows an overview.

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
    imapsh can count for you: {"{"}<FILE{"}"} at the end of a line sends a file, {"{"}<<END{"}"} the lines up to END.
help-tags = Each command begins with a tag, and the server's completion of that command begins with the same
    tag, so that answers to several commands can be told apart. The prompt is the tag of the next line
    (a001, a002, …).
    A line that begins with your own tag is sent as it is: x1 noop. :tag PREFIX changes the tags.
help-connect = Ends this session and opens another. Example: :connect mail.example.org --starttls
help-deliver = Delivers a mail to the practice server's INBOX now: FILE, or a bundled one.
help-expect = Waits for a server line that matches PATTERN: the whole line, ignoring case; ... stands for any text.
    Example: :expect * ... EXISTS    In a script, it is a failure if the line is not received.
help-help = :help shows an overview, :help TOPIC explains a command, a directive, or done, literals or tags.
help-pipeline = on: scripts send commands without waiting for each completion, where possible.
help-quit = Logs out and exits.
help-raw = Sends a line untouched, without adding a tag. Example: :raw done
help-reconnect = Connects to the same server again.
help-record = Records from now on to a new file: FILE.imap (a script that replays) or FILE.jsonl (for programs).
    Passwords appear in it as ${"{"}password{"}"}. :record off stops recording.
help-run = Replays a script in this session: a file, or a bundled script. Example: :run idle
help-set = Sets ${"{"}NAME{"}"} for typed lines and scripts. Example: :set box Archive, then select ${"{"}box{"}"}
    :set timeout 1m and :set patience 5s change imapsh's own limits.
help-state = Shows whether you are logged in, whether a mailbox is selected, and which commands are in progress.
help-tag = Changes the prefix of the next tags. Example: :tag t gives t001, t002, …
help-tls = Shows the TLS parameters and the server's certificate.
help-wait = Shows what the server sends, for a time or until a line matches. Example: :wait 10s * ... EXISTS
