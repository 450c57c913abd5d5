# Every word that imapsh says, in English. An id is ROOM-WHAT; arguments are in { $braces }.
# Texts of several lines are indented. Keep to one sentence a line of output, in plain words.

## net: what goes wrong on the way to a server. NAME says the cause, NAME-try what to try.

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
net-tls-no-names = The server's certificate lists no host names; its subject ({ $subject }) is no longer used as one.
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

## session: connecting, and what ends a connection.

session-trying = Trying { $address } (address { $number } of { $of }).
session-connected-tls = Connected to { $address } with { $version }, { $cipher }; certificate for { $subject }, issued by { $issuer } ({ $roots }), valid until { $until }.
session-connected-plain = Connected to { $address } without encryption: anyone on the network path can read and change everything.
session-connected-starttls = Connected to { $address }; requesting TLS with STARTTLS. Until TLS starts, nothing is protected: anyone on the network path can forge what the server sends.
session-connected-starttls-implied = Connected to { $address }; port 143 and imap:// mean STARTTLS (use --plain for no encryption). Until TLS starts, nothing is protected: anyone on the network path can forge what the server sends.
session-protected = The session is now encrypted with { $version }, { $cipher }; certificate for { $subject }, issued by { $issuer } ({ $roots }), valid until { $until }.
session-started = Started "{ $command }" as the server.
session-certificate-unreadable = (unreadable)
session-roots-bundled = verified with a bundled root
session-roots-system = verified with the system's roots
session-roots-ca-file = verified with --ca-file
session-roots-nobody = not verified
session-insecure = The server's identity was not verified (--insecure): anyone on the network path can impersonate it and receive the password.
session-silent = Received nothing for two seconds. A port that expects TLS, such as 993, waits in silence: leave out --plain and --starttls.
session-command = Could not start the command: { $reason }
session-command-try = Run it in a shell to see why.
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

## hint: what may be wrong with a line, said before it is sent.

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

## record

record-broke = Cannot write to { $path }: { $reason }. The session continues without a record.
## Scripts: what is wrong with their text

script-not-utf8 = The script is not valid UTF-8; save it as UTF-8.
script-breaks-framing = A CR or NUL inside a line would break the framing (lines end with LF or CR LF); send it in a literal, as in {"{"}64{"<<"}END{"}"}.
script-unknown-directive = Unknown directive :{ $word }; :help at the prompt lists the directives.
script-unknown-directive-near = Unknown directive :{ $word }; did you mean :{ $nearest }?
script-directive-lacks = Missing argument for :{ $directive }; usage: :{ $usage }
script-directive-unfit = Invalid argument "{ $value }" for :{ $directive }; usage: :{ $usage }
script-literal-unfinished = The script ends before this command's literal is complete: { $missing } octets are missing (each line ending counts as two).
script-no-end = The literal that begins here is not closed; add a line "{ $end }" after it.
script-not-base64 = The lines of this literal are not valid base64.
script-server-literal = Cannot tell where the server's literal of { $size } octets ends: neither its size nor the completion of its command shows it.
script-not-made-anew = {"${sasl}"} cannot be computed here: a { $mechanism } answer depends on the challenge that the server sent at the time.
script-sasl-elsewhere = {"${sasl}"} is only valid in AUTHENTICATE and its answers.
script-unreadable = Cannot read { $path }: { $reason }
script-outside = { $what } reaches outside the script's folder or session; pass --trust to allow it.
script-runs-itself = { $script } would run itself.
script-runs-too-many = The script would run more than { $most } scripts.
script-too-large = The script is larger than { $most } MiB.
session-tls-facts = { $version }, { $cipher }; certificate for { $subject }, issued by { $issuer } ({ $roots }), valid until { $until }.

record-kind = The extension of { $path } must be .imap (a script that replays) or .jsonl (for programs).
record-exists = { $path } already exists, and a record never overwrites a file; choose another name, or remove the file first.
record-io = Cannot write to { $path }: { $reason }. Choose another file for the record.

## replay

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

## line: why a typed line can't be sent

line-breaks-framing = A CR, LF or NUL inside the line (at octet { $column }) would break the framing; put it in a literal.
line-no-value = {"${"}{ $name }{"}"} has no value; set it with --var { $name }=VALUE or :set { $name } VALUE.
line-not-quotable = The value of {"${"}{ $name }{"}"} contains octets that a quoted string cannot hold; remove the quotes to send it as a literal.
line-not-made-anew = {"${sasl}"} cannot be computed here: a { $mechanism } answer depends on the challenge that the server sent at the time.
line-file = Cannot read { $path }: { $reason }
line-not-base64 = The lines of this literal are not valid base64; nothing was sent.
line-not-connected = Not connected; :reconnect connects again, :quit exits.

## directive

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
script-not-found = There is no file "{ $name }", and no bundled script of that name (bundled: { $known }).
script-no-value = {"${"}{ $name }{"}"} has no value; set it with --var { $name }=VALUE.

## help

help = Type IMAP as it is sent, without a tag: login USER PASSWORD, select inbox, idle, done, logout. The prompt is the tag that goes out with the line; a tag of your own at the line's beginning is taken instead.
    :help COMMAND says what a command takes, as in :help fetch. Topics are :help tags, :help done, :help literals.
    Directives, for imapsh itself:
    {"  "}:state                    what runs, and whether a mailbox is selected
    {"  "}:tls                      what TLS agreed on
    {"  "}:record FILE|off          record to .imap or .jsonl
    {"  "}:run SCRIPT               replay a script
    {"  "}:set NAME VALUE           give ${"{"}NAME{"}"} a value
    {"  "}:tag PREFIX               other tags
    {"  "}:raw LINE                 send it untouched
    {"  "}:wait DURATION [PATTERN]  show what comes
    {"  "}:expect PATTERN           wait for a line
    {"  "}:connect HOST [PORT]      another server
    {"  "}:reconnect                the same one again
    {"  "}:pipeline on|off          scripts without waiting
    {"  "}:deliver [FILE]           a mail, on the practice server
    {"  "}:quit                     log out and leave, as Ctrl-D does
    Ctrl-R finds a line again, Ctrl-C drops the line.
help-command = { $name } { $syntax }   ({ $rfc })
help-unknown = There is no help on { $topic }. :help lists what there is.

## cli: the command line. An argument's words are cli- and its name.

cli-about = Type IMAP by hand: a REPL that sends exactly what it shows, replays scripts and records sessions.
cli-template = { "{" }about-with-newline{ "}" }
    Usage: { "{" }usage{ "}" }

    { "{" }all-args{ "}{" }after-help{ "}" }
cli-usage = imapsh [OPTIONS] [HOST [PORT]]
    {"       "}imapsh replay [OPTIONS] SCRIPT [HOST [PORT]]
    {"       "}imapsh serve [OPTIONS] [ADDR]
cli-after = Without a HOST, imapsh and imapsh replay talk to the practice server inside the program.
    HOST alone means TLS from the start, on port 993. Port 143 alone means STARTTLS.
    HOST may also be HOST:PORT, [v6]:PORT, imaps://HOST (TLS) or imap://HOST (STARTTLS).
    imapsh HOST < FILE replays the file.
    imapsh generate man prints the man page; bash, zsh or fish in its place, that shell's completions.
    The password comes from IMAPSH_PASSWORD, or is asked for unseen. There is no --password.
    Exit status: 0 all well, 1 the session or script failed, 2 the command line or the script's text
    is wrong, 3 no session, 130 interrupted.
cli-group-commands = Commands
cli-group-arguments = Arguments
cli-group-connecting = Connecting
cli-group-session = The session
cli-group-replaying = Replaying
cli-group-help = Help
cli-replay = Replay an .imap script; without a HOST, on the practice server
cli-replay-usage = imapsh replay [OPTIONS] SCRIPT [HOST [PORT]]
cli-generate = Print a generated file
cli-help = Print this help
cli-version = Print the version
cli-script = A file, the name of a script that comes with imapsh (as in imapsh replay idle), or - for standard input
cli-kind = man, or a shell's name for its completions
cli-host = The server
cli-port = Its port
cli-starttls = Port 143, then STARTTLS before anything else, or no session at all
cli-plain = Port 143 in the clear
cli-ca_file = Also trust the CA certificates in this file
cli-insecure = Check no certificate: whoever is in between can be anybody
cli-cert = Show this client certificate to the server
cli-key = The client certificate's key
cli-program = Talk to a program's standard input and output instead of a server, as in --command 'ssh host doveadm exec imap'
cli-user = The value of ${"{"}user{"}"}; else it is asked for where a script needs it
cli-var = The value of ${"{"}NAME{"}"} in what is typed and in scripts
cli-record = Record the session: FILE.imap (a script that replays) or FILE.jsonl (for programs)
cli-time = Show how long each answer took
cli-color = auto (a terminal that is not dumb, and no NO_COLOR; this is the default), always, never
cli-tag = Begin the tags with this; the default a gives a001, a002, …
cli-timeout = How long connecting may take, and how long the server may be silent while an answer is due, as in 500ms, 30s (the default), 2m
cli-pipeline = Don't wait for each command's completion before the next, where that can be
cli-step = Wait for Enter before each command
cli-keep_going = Go on after a failed command; it is told at the end
cli-trust = Let a script reach outside: other hosts, and files beyond its own folder
cli-host-and-command = --command takes a host's place: give one of the two.
cli-tag-wrong = --tag can't be "{ $prefix }": no tag begins like that.
cli-error = The command line can't be read.
cli-error-unknown = { $command } has no option { $argument }.
cli-error-unknown-near = { $command } has no option { $argument }; did you mean { $suggested }?
cli-error-password = There is no --password: command lines are public. Set IMAPSH_PASSWORD, or wait to be asked.
cli-error-no-value = { $argument } takes a value.
cli-error-value = { $argument } can't be "{ $value }".
cli-error-value-of = { $argument } can't be "{ $value }": it is one of { $valid }.
cli-error-value-hidden = What { $argument } was given is not of this form.
cli-error-takes-no-value = { $argument } takes no value.
cli-error-twice = { $argument } is given twice.
cli-error-too-many = There is a word too many (not repeated here, it may be a password).
cli-error-conflict = { $argument } can't be used together with { $other }.
cli-error-missing = Missing: { $argument }.
cli-error-utf8 = An argument is not UTF-8.
cli-error-try = { $command } --help says what there is.
cli-value-timeout = A duration is a number and its unit, at most a day: 500ms, 30s, 2m, 1m30s.
cli-value-login_time = { cli-value-timeout }
cli-value-autologout = { cli-value-timeout }
cli-value-var = A name, "=" and its value: --var box=Archive
cli-value-tag = Letters and digits: --tag t gives the tags t001, t002, …
cli-value-color = With nothing said it is auto: colours on a terminal.
cli-value-record = A file that ends in .imap (a script that replays) or .jsonl (for programs): --record bug.imap
cli-value-ca_file = A PEM file: --ca-file ca.pem
cli-value-cert = --cert and --key go together, two PEM files: --cert me.crt --key me.key
cli-value-key = { cli-value-cert }
cli-value-program = A program that speaks IMAP: --command 'ssh host doveadm exec imap'
cli-value-script = A file, the name of a script that comes with imapsh (imapsh replay idle), or - for standard input.
cli-value-kind = imapsh generate man > imapsh.1, or imapsh generate bash
cli-value-ca_out = A file to write: --ca-out ca.pem
cli-value-max_line = A number: --max-line 65536
cli-value-max_literal = A number of octets: --max-literal 33554432
cli-value-max_literal_before_login = A number of octets: --max-literal-before-login 4096
cli-value-max_account = A number of octets: --max-account 268435456
cli-value-max_sessions = A number: --max-sessions 500

## ask

ask-user = User:{" "}
ask-password = Password:{" "}

## man: what the man page has besides the command line. A line is a paragraph, or TERM | what it is.

man-description-heading = Description
man-description = imapsh opens a session with an IMAP server and sends what is typed, with a tag before each command. It takes the place of telnet and of openssl s_client for those who learn, debug and demonstrate IMAP: it sends exactly what it shows, keeps passwords off the screen, waits for the server's + before a literal, and replays and records sessions.
    Standard output is the wire: what was sent and what came, into a pipe or file octet for octet but for secrets. Standard error is imapsh's own voice.
man-status-heading = Exit status
man-status = 0 | All went well.
    1 | The session or the script failed: a command was answered NO or BAD where OK was due, a line that was expected did not come, or the connection was lost before LOGOUT.
    2 | The command line or the script's text is wrong. Nothing was sent, or, from standard input, nothing from that line on.
    3 | There was no session: no connection, TLS refused, no greeting, or one of BYE.
    130 | Interrupted.
man-environment-heading = Environment
man-environment = IMAPSH_USER | The value of ${"{"}user{"}"}, unless --user gives one.
    IMAPSH_PASSWORD | The value of ${"{"}password{"}"}. Where it is missing and a script needs it, it is asked for unseen.
    SSL_CERT_FILE, SSL_CERT_DIR | Where the system's roots are, if not where it keeps them itself.
    NO_COLOR | When it is set and not empty, --color auto means never.
    TERM | When it is dumb, or missing, --color auto means never, and lines are not edited.
man-files-heading = Files
man-files = *.imap | A script, and a record that replays.
    {"*"}.jsonl | A record for programs, an object a line.
    history | What was typed, without secrets, under imapsh/ in $XDG_STATE_HOME (~/.local/state), readable by its owner only.
man-examples-heading = Examples
man-examples = imapsh mail.example.org | Over TLS, in place of openssl s_client -crlf -connect mail.example.org:993
    imapsh mail.example.org --starttls | In place of openssl s_client -crlf -starttls imap -connect mail.example.org:143
    imapsh mail.example.org --plain | In the clear, in place of telnet mail.example.org 143
    imapsh replay idle mail.example.org --user taro | The lesson on IDLE, on an account of one's own
    imapsh mail.example.org --record bug.imap | A session for a bug report, without the password

man-see-heading = See also
man-see = openssl-s_client(1ssl), telnet(1), RFC 3501, RFC 9051, RFC 2177 (IDLE)
## repl

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

## The practice server

practice-session = session { $session }: { $user }, { $commands ->
    [one] 1 command
   *[other] { $commands } commands
    }, { $how }
practice-nobody = nobody
practice-ended-logout = logged out
practice-ended-client = closed by the client
practice-ended-autologout = silent for too long
practice-ended-closing = the server went
practice-ended-refused = turned away
practice-ended-failed = the connection failed

## practice

practice-connected = This is the practice server inside imapsh: nothing leaves this machine. Its account is "user" with the password "pass".
practice-first = Type: login user pass
    Then: list "" "*", select inbox, idle, done, logout. :help says more, Ctrl-D leaves.
serve-failed = The practice server can't serve: { $why }
serve-address = { $address } is no address to listen on: write HOST:PORT, HOST or PORT.
directive-deliver = Not delivered: { $why }
directive-deliver-elsewhere = :deliver works on the practice server only; on another server, send a mail or use APPEND.
cli-serve = Run the practice server by itself, for any other client
cli-serve-user = One more account, beside those that the practice server has
cli-serve-usage = imapsh serve [OPTIONS] [ADDR]
cli-addr = Where to listen: HOST:PORT, HOST or PORT; else on 127.0.0.1 and free ports. TLS gets a port of its own
cli-ca_out = Write the CA's certificate here, for the clients
cli-verbose = Print the wire on standard error, passwords masked
cli-login_disabled = Refuse LOGIN and AUTH=PLAIN without TLS (LOGINDISABLED)
cli-quiet_idle = Let nothing come of itself in IDLE (else a mail after 5 s, and "Still here" every 3 s)
cli-max_line = Octets in a command's line (65536, if nothing is said)
cli-max_literal = Octets in a literal after login (33554432, if nothing is said)
cli-max_literal_before_login = Octets in a literal before login (4096, if nothing is said)
cli-max_account = Octets of messages in an account (268435456, if nothing is said)
cli-max_sessions = Sessions at once (500, if nothing is said)
cli-login_time = How long a session may be without a login (3m, if nothing is said)
cli-autologout = How long a session may be silent (30m, if nothing is said)
serve-user = --user takes NAME:PASSWORD, as in --user hanako:sakura (what was given is not repeated).

## help: more on a command, a directive or a topic: help- and its name in small letters. Placed after
## its syntax. Examples are typed as they stand, without a tag.

help-capability = Asks what the server can do. The list is often another one after login or STARTTLS.
help-noop = Does nothing, and is answered: an occasion for the server to tell news, such as * 12 EXISTS.
help-logout = Ends the session: the server says BYE, completes the command and closes the connection.
help-starttls = Changes a connection in the clear to TLS. After the server's OK both sides speak TLS at once; ask
    for CAPABILITY again then, since what was said before is not to be believed.
help-authenticate = Logs in by a mechanism (one of the AUTH= in CAPABILITY). The server says +, and what you type then is
    sent as it is: an answer in base64, or * to give up. Example: authenticate plain
    then, after the +, base64 of NUL, user, NUL, password. Nothing that you answer is shown or recorded.
help-login = Logs in. The password is masked while you type it, and kept out of history and records.
    Example: login user pass     With a blank or a quote in it, in quotes: login user "my pass"
help-enable = Switches extensions on that change what the server sends. Example: enable condstore
help-select = Opens a mailbox. The server tells its flags, EXISTS (how many messages) and more; IDLE, FETCH and
    SEARCH are about the mailbox that is open. Example: select inbox
help-examine = Opens a mailbox like SELECT, but only to read: nothing in it changes. Example: examine inbox
help-create = Makes a mailbox. Example: create Notes
help-delete = Removes a mailbox and the messages in it, for good. Example: delete Notes
help-rename = Gives a mailbox another name. Example: rename Notes Archive/Notes
help-subscribe = Puts a mailbox on the list that LSUB shows. Example: subscribe Notes
help-unsubscribe = Takes a mailbox off the list that LSUB shows. Example: unsubscribe Notes
help-list = Shows mailboxes: * stands for any name, % for one level of it. In brackets: what the mailbox is for.
    Example: list "" "*"
help-lsub = Shows the mailboxes that are subscribed to. Example: lsub "" "*"
help-namespace = Shows under which names your own mailboxes, other users' and shared ones are to be found.
help-status = Tells numbers of a mailbox without opening it. Example: status inbox (messages unseen)
help-append = Puts a message into a mailbox, as a literal: {"{"}310{"}"} says that 310 octets follow after the server's +.
    imapsh counts for you: append Drafts {"{"}<mail.eml{"}"} takes a file, append Drafts {"{"}<<END{"}"} the lines up to END.
help-idle = Waits for news of the open mailbox: after the + the server tells of new mail (EXISTS) at once.
    "done", without a tag, ends it; imapsh sends that without one. Example: select inbox, idle, … done
help-check = Asks the server to put its house in order. Today NOOP does as well.
help-close = Removes the messages marked \Deleted, without telling of each, and closes the mailbox.
help-unselect = Closes the mailbox and removes nothing.
help-expunge = Removes the messages marked \Deleted; * 3 EXPUNGE means that number 3 is gone and the later ones moved up.
help-search = Gives the numbers of the messages that fit. Examples: search unseen    search from hanako since 1-Mar-2026
    search text "lunch"    UID SEARCH gives UIDs instead of numbers.
help-fetch = Shows parts of messages, by their numbers: 1, 1:3, 2,5, * (the last).
    Examples: fetch 1:* (flags envelope)    fetch 1 body[header]    fetch 1 body.peek[text]
    body[…] marks the message \Seen, body.peek[…] does not. UID FETCH goes by UIDs instead.
help-store = Changes flags: +FLAGS adds, -FLAGS takes away, FLAGS sets. Example: store 1 +flags (\Seen)
help-copy = Copies messages into another mailbox, which must be there. Example: copy 1:3 Archive
help-move = Moves messages into another mailbox. Example: move 1 Trash
help-uid = The next word's command, with UIDs instead of numbers; a UID stays with its message.
    Example: uid fetch 1:* flags    Untagged answers begin with the message's number all the same.
help-id = Tells who the client is, and asks who the server is. Example: id nil
help-compress = Compresses the connection from the server's OK on. Example: compress deflate
help-sort = Gives numbers in order. Example: sort (reverse date) utf-8 all
help-thread = Gives numbers by conversation. Example: thread references utf-8 all
help-getquotaroot = Tells how much room a mailbox may take, and takes. Example: getquotaroot inbox
help-done = done ends IDLE. It goes without a tag, since it is no command but the end of one: the IDLE's own tag
    comes back with OK. imapsh sends it without a tag while IDLE runs.
help-literals = A literal is text of a counted length: {"{"}5{"}"} at a line's end says that five octets follow, once the server
    has said +. A line's end counts two, a letter like é counts two, one like 日 three. The prompt counts
    down. {"{"}5+{"}"} does not wait for the + (servers with LITERAL+).
    imapsh counts for you: {"{"}<FILE{"}"} at a line's end sends a file, {"{"}<<END{"}"} the lines that follow up to END.
help-tags = A tag begins each command; the server's completion of that command begins with the same, so that answers
    to several commands can be told apart. The prompt is the tag that the next line gets (a001, a002, …).
    A line that begins with a tag of yours goes as it is: x1 noop. :tag PREFIX gives other tags.
help-connect = Ends this session and opens another: :connect mail.example.org --starttls
help-deliver = Puts a mail into the practice server's INBOX now: a FILE, or one that comes with imapsh.
help-expect = Waits for a line of the server's that fits: a whole line, in any case, ... for any text.
    Example: :expect * ... EXISTS    In a script its absence is a failure.
help-help = :help says the most important, :help TOPIC more on a command, a directive, or: done, literals, tags.
help-pipeline = on: the lines of scripts go out without waiting for each completion, where that can be.
help-quit = Logs out and leaves.
help-raw = Sends a line untouched, with no tag but what it has. Example: :raw done
help-reconnect = Connects again, to the same server.
help-record = Records from now on, into a new file: FILE.imap (a script that replays) or FILE.jsonl (for programs).
    Passwords stand in it as ${"{"}password{"}"}. :record off ends it.
help-run = Replays a script here: a file, or one that comes with imapsh. Example: :run idle
help-set = Gives ${"{"}NAME{"}"} a value for what is typed and for scripts. Example: :set box Archive, then select ${"{"}box{"}"}
    :set timeout 1m and :set patience 5s are imapsh's own times.
help-state = Whether you are logged in, whether a mailbox is open, and what is not completed yet.
help-tag = Begins the next tags with another word. Example: :tag t gives t001, t002, …
help-tls = What TLS agreed on, and whose certificate it is.
help-wait = Shows what comes, for so long or until a line fits. Example: :wait 10s * ... EXISTS

output-broke = Standard output can't be written on: { $reason }. Free some space, or send it elsewhere.
replay-no-bye = The connection ended before the server answered LOGOUT.
line-no-value-user = {"${user}"} has no value; set it with --user NAME or :set user NAME.
line-no-value-password = {"${password}"} has no value; set IMAPSH_PASSWORD, use :set password VALUE (masked too), or enter it when asked.
script-no-value-user = {"${user}"} has no value; set it with --user NAME or IMAPSH_USER.
script-no-value-password = {"${password}"} has no value; set IMAPSH_PASSWORD, or run imapsh on a terminal to be asked for it.
replay-interrupted = Interrupted.
serve-started = The accounts are user/pass, taro/himitsu and mrc/secret; Ctrl-C ends.
session-starttls-closed = The server closed the connection instead of answering STARTTLS: TLS is not available on this port, so no session was opened.
session-starttls-closed-try = Try TLS from the start (port 993), or --plain if you trust the network.

## replaying: records that replay, and what a script of one is told
record-midway-connected = The record starts here, without the greeting and what followed it.
record-midway-authenticated = The record starts here, after the login, so it cannot be replayed alone. Start imapsh with --record to record everything.
record-midway-selected = The record starts here, after the login and the selection of a mailbox, so it cannot be replayed alone. Start imapsh with --record to record everything.
record-midway-idle = The record starts here, during IDLE, so it cannot be replayed alone: it lacks the login, the mailbox and the IDLE command. Start imapsh with --record to record everything.
replay-midway-login = { $script }:{ $line }: This record begins after a login, and the session is not logged in: nothing was sent. Put a login before it (C: a0 login ${"{"}user{"}"} ${"{"}password{"}"}), or :run it from a script that logs in.
replay-midway-mailbox = { $script }:{ $line }: This record begins with a mailbox selected, and none is selected: nothing was sent. Use :run to run it from a script that selects one.
replay-midway-idle = { $script }:{ $line }: This record begins during IDLE, and IDLE is not running: nothing was sent. Use :run to run it from a script that starts IDLE.
replay-wrong-secret = { $script }:{ $line }: This login was refused when it was recorded, and its secret is not in the record: imapsh sends a wrong one.
replay-step-input = --step reads Enter from standard input, so the script cannot come from there too; pass it as a file.
replay-literal-due = LOGOUT was not sent: the server still expects { $octets ->
        [0] the rest of a command
        [one] one octet of a literal
       *[other] { $octets } octets of a literal
    }.

## stall: a server that stops inside a line or a literal

stall-literal = Received { $come } of { $size } octets of the literal so far.
stall-line = Received { $come } octets of the line so far.
stall-rest = Received { $come } octets of the line after the literal so far.
stall-line-unshown = Received { $come } octets of a line so far: { $text }
stall-stopped-literal = The server stopped inside a literal, after { $come } of { $size } octets.
stall-stopped-line = The server stopped inside a line, after { $come } octets.
stall-stopped-line-text = The server stopped inside a line, after { $come } octets: { $text }
stall-stopped-rest = The server stopped after a literal, { $come } octets into the rest of the line.
## reach: what else answers at a port, and what is refused on the command line.

net-service-smtp = This is not IMAP; it looks like SMTP, a protocol for sending mail: { $said }
net-service-smtp-try = { -net-service-try }
net-service-pop3 = This is not IMAP; it looks like POP3, an older protocol for fetching mail: { $said }
net-service-pop3-try = { -net-service-try }
net-service-ftp = This is not IMAP; it looks like FTP, a protocol for files: { $said }
net-service-ftp-try = { -net-service-try }
net-service-nntp = This is not IMAP; it looks like NNTP, a protocol for news: { $said }
net-service-nntp-try = { -net-service-try }
net-service-http = This is not IMAP; it looks like HTTP, a web server: { $said }
net-service-http-try = { -net-service-try }
net-service-ssh = This is not IMAP; it looks like SSH, a protocol for remote login: { $said }
net-service-ssh-try = { -net-service-try } To use IMAP through SSH: --command 'ssh HOST doveadm exec imap'
net-service-sieve = This is not IMAP; it looks like ManageSieve, a protocol for mail filters: { $said }
net-service-sieve-try = { -net-service-try }
net-service-tls = This port expects TLS, but imapsh connected without encryption.
net-service-tls-try = Leave out --plain and --starttls.
-net-service-try = Use an IMAP port: leave the port out for 993 (TLS), or use 143 (STARTTLS).
session-not-imap = The server does not speak IMAP; it sent: { $said }
session-not-imap-try = { -net-service-try }
session-no-greeting-tls = TLS started, but the server sent no greeting within { $seconds } s.
session-no-greeting-tls-try = Check the port: IMAP over TLS uses 993, and a web server (443) waits for the client to speak first. --timeout allows more time.
reach-meant-command = If no host was meant: imapsh { $name } is a command (imapsh { $name } --help).
reach-meant-later = If no host was meant: imapsh { $name } is to come, and not in this version.
reach-meant-script = If no host was meant: imapsh replay { $name } replays the script of that name.
reach-meant-file = If a script was meant: imapsh replay { $name }
reach-meant-directive = If no host was meant: :{ $name } is typed at the prompt, once imapsh runs.
reach-meant-option = If no host was meant: imapsh --{ $name } is an option.
reach-no-command = imapsh has no command { $name }; imapsh --help says what there is.
reach-no-host = --starttls and --plain say how to reach a HOST, and none is named.
    Name one, or leave the option out: the practice server is inside the program, with no network in between.
reach-not-here = { $option } is for a session; imapsh { $command } has none.
reach-step = --step waits for Enter at standard input, so the script must come from a file: imapsh replay --step SCRIPT
reach-serve-empty = --user { $name }: has an empty password; is the password missing after the colon?
reach-serve-twice = --user { $name }: is given twice; the last password counts.
cli-command = The command to help with
session-no-greeting-command = The command sent no greeting within { $seconds } s.
session-no-greeting-command-try = Run it in a shell to see why, or allow more time with --timeout.
reach-host-before = Before { $command } stands a word too many: a HOST comes behind it, as in imapsh replay SCRIPT HOST.
net-address-port-word = The port is not a number (not repeated here; it may be a password).
net-address-port-word-try = { net-address-port-try }
## prompt: what a person at the prompt is told once, or beside a slip

script-directive-is-command = Unknown directive :{ $word }; it is an IMAP command, so leave out the colon.
hint-did-you-mean = This is not an IMAP command; did you mean { $command }?
hint-leave-by-quit = This is sent to the server, which does not know it; :quit (or Ctrl-D) logs out and exits.
hint-help-by-colon = This is sent to the server, which does not know it; :help shows imapsh's own help.
hint-not-base64 = The server expects base64, and this is not valid base64; "*" cancels.
session-leaving = Ending the session with { $address }.
session-now = Commands now go to { $address }.
session-practice = the practice server
directive-session-stays = The session with { $address } continues.
repl-masked = { $name } stands for what you typed; the real text was sent.
repl-challenge = The server's challenge, decoded from base64: { $text }
repl-answer = The server expects an answer in base64; "*" cancels.
repl-answer-made = The server expects an answer in base64; {"${sasl}"} makes it from your user name and password, "*" cancels.
repl-not-given = Nothing was sent, because {"${"}{ $name }{"}"} was not given.
directive-record-on = Recording to { $path }.
directive-record-off = Recording is off.
