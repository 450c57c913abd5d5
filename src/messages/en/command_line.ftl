## output: standard output and the start of the program.

output-failed = Cannot write to standard output: { $reason }. Free some space, or redirect it elsewhere.
start-public-password = The password is on the command line, which other users of this computer may see and the shell may keep: write ${"{"}password{"}"} in its place, and set IMAPSH_PASSWORD or wait to be asked.
start-failed = Cannot start: { $reason }

## host: suggestions after an error, for a word that was probably not meant as a host.

host-is-command = Did you mean the command "imapsh { $name }"? See "imapsh { $name } --help".
host-is-script = Did you mean the script "{ $name }"? Try: imapsh replay { $name }
host-is-file = Did you mean a script? Try: imapsh replay { $name }
host-is-directive = Did you mean the directive :{ $name }? Type it at the prompt of imapsh.
host-is-practice = To use the practice server, leave out the host { $name }.
host-is-option = Did you mean the option --{ $name }? Try: imapsh --{ $name }

## cli: the command line. The help of an argument is cli-NAME.
## cli-error-… is shown for a wrong command line, and cli-value-NAME, what is right, after it.

cli-about = Type IMAP by hand: a REPL that sends exactly what it shows, replays scripts and records sessions.
cli-after = Without a HOST, imapsh and imapsh replay use the built-in practice server.
    HOST alone means TLS from the start, on port 993. Port 143 alone means STARTTLS.
    HOST may also be HOST:PORT, [IPv6]:PORT, imaps://HOST (TLS)
    or imap://HOST (STARTTLS).
    imapsh HOST < FILE replays FILE.
    imapsh generate man prints the man page; imapsh generate bash (or zsh, fish)
    prints completions.
    imapsh reads the password from IMAPSH_PASSWORD, or asks for it without echo.
    There is no --password.
    Exit status: 0 success, 1 the session or script failed,
    2 the command line or script is invalid, 3 no session, 130 interrupted.
cli-group-commands = Commands
cli-group-arguments = Arguments
cli-group-options = Options
cli-group-connecting = Connection
cli-group-session = Session
cli-group-replaying = Replay
cli-group-help = Help
cli-template = { "{" }about-with-newline{ "}" }
    Usage: { "{" }usage{ "}" }

    { "{" }all-args{ "}{" }after-help{ "}" }
cli-usage = imapsh [OPTIONS] [HOST [PORT]]
    {"       "}imapsh [OPTIONS] [HOST [PORT]] -c LINE [-c LINE …]
    {"       "}imapsh replay [OPTIONS] SCRIPT [HOST [PORT]]
    {"       "}imapsh learn [OPTIONS] [LESSON]
    {"       "}imapsh explain [OPTIONS] [LINE]
    {"       "}imapsh serve [OPTIONS] [ADDR]

cli-replay = Replay an .imap script; without a HOST, on the practice server
cli-explain-command = Explain a line of IMAP, or a session on standard input, in plain words
cli-generate = Print the man page or shell completions
cli-serve = Run the practice server for other clients
cli-learn = Learn IMAP by typing it: a lesson on the practice server; without a name, the list of lessons
cli-learn-usage = imapsh learn [OPTIONS] [LESSON]
    {"       "}imapsh learn [OPTIONS] --check FILE
cli-replay-usage = imapsh replay [OPTIONS] SCRIPT [HOST [PORT]]
cli-explain-usage = imapsh explain [OPTIONS] [LINE]
cli-serve-usage = imapsh serve [OPTIONS] [ADDR]

cli-replay-scripts = The bundled scripts, of which all but { $others } are lessons too (imapsh learn NAME):
    { $scripts }
cli-help = Print help
cli-version = Print version
cli-script = Script file, name of a bundled script (for example: imapsh replay idle), or - for standard input
cli-lesson = Name of a lesson, or the file of one
cli-check = Report what is wrong with the lesson in this file
cli-explain-line = Line of the client or the server; without it, the lines of standard input
cli-explain-json = Print the parts of each line as a JSON array, with their octets, kinds and meanings
cli-kind = man for the man page, or the name of a shell for its completions
cli-host = Server to connect to
cli-port = Port to connect to
cli-starttls = Connect to port 143 and start TLS with STARTTLS first; fail if that is impossible
cli-plain = Connect to port 143 without encryption
cli-ca-file = Also trust the CA certificates in this file
cli-insecure = Do not verify the server's certificate (anyone on the network path can then impersonate the server)
cli-cert = Present this client certificate to the server
cli-key = Use this private key with the client certificate
cli-program = Talk to a program's standard input and output instead of a server, for example: --command 'ssh host doveadm exec imap'
cli-user = Set ${"{"}user{"}"}; without it, imapsh asks when a script needs it
cli-var = Set ${"{"}NAME{"}"} for typed lines and scripts
cli-record = Record the session to FILE.imap (a script that replays) or FILE.jsonl (for programs)
cli-explain = Explain each line of the session in plain words, below it
cli-decode = Show the structure of responses below them: envelopes, parts, capabilities, encoded text
cli-time = Show how long each answer took
cli-timestamps = Show the time of day before each line on a terminal
cli-color = Use color: auto (on a terminal that is not dumb, without NO_COLOR), always or never [default: auto]
cli-lang = Use this language, en or ja [default: by LC_ALL, LC_MESSAGES and LANG]
cli-tag = Prefix of the generated tags: a produces a001, a002, … [default: a]
cli-timeout = Limit the wait for a connection and for the server's answers, for example 500ms or 2m [default: 30s]
cli-pipeline = Send commands without waiting for each completion, where possible
cli-dry-run = Print what each line of the script is and why; connect to nothing
cli-lines = Run this line as a script, then log out; repeat the option for more lines
cli-step = Show each command before it is sent: Enter sends it, s skips it, q stops, anything longer is typed
cli-keep-going = Continue after failures; summarize them at the end
cli-trust = Allow scripts to reach other hosts, and files outside their folder
cli-command = Command to show help for
cli-serve-user = Add an account, besides the built-in ones
cli-addr = Address to listen on: HOST:PORT, HOST or PORT; TLS uses a separate port [default: 127.0.0.1 and free ports]
cli-tls-port = Port for connections with TLS [default: a free port]
cli-deliver-dir = Deliver each file put into this directory to the INBOX of "user", and from DIR/NAME to the account NAME
cli-announce = Announce only these capabilities, for example: --announce IDLE,UIDPLUS [default: all]
cli-ca-out = Write the CA certificate to this file, for clients to trust
cli-verbose = Log the protocol to standard error, with passwords masked
cli-login-disabled = Refuse LOGIN and AUTH=PLAIN without TLS (LOGINDISABLED)
cli-quiet-idle = Send no unsolicited updates during IDLE (otherwise, a mail after 5 s, and "Still here" every 3 s)
cli-max-line = Limit the length of a command line, in octets [default: 65536]
cli-max-literal = Limit the size of a literal after login, in octets [default: 33554432]
cli-max-literal-before-login = Limit the size of a literal before login, in octets [default: 4096]
cli-max-account = Limit the total size of an account's messages, in octets [default: 268435456]
cli-max-sessions = Limit the number of concurrent sessions [default: 500]
cli-login-time = Limit the time a session may stay without a login [default: 3m]
cli-autologout = Limit the time a session may be silent [default: 30m]

cli-error-no-such-command = imapsh has no command "{ $name }"; see "imapsh --help".
cli-error-help-of-imap = imapsh has no command "{ $name }". It is a word of IMAP: start imapsh without arguments, and type :help { $name }
cli-error-no-host = --starttls and --plain require a HOST.
    Add one, or remove the option: the practice server is built in and needs no network.
cli-error-no-session = imapsh { $command } does not accept { $option }, because it opens no session.
explain-other-charset = { $octets ->
    [one] One octet is
   *[other] { $octets } octets are
} not UTF-8, and shown as "?".
explain-names-file = "{ $name }" was explained as a line. To explain the file of that name, type: imapsh explain < { $name }
cli-error-step = --step reads Enter from standard input, so the script must be a file: imapsh replay --step SCRIPT
cli-error-host-before-command = Unexpected argument before { $command }: the HOST comes after the command, as in imapsh replay SCRIPT HOST.
cli-error-lines-before-command = -c cannot be used with { $command }, because its lines are the script.
cli-error-host-and-command = --command replaces HOST; use one of the two.
cli-error-tag = Invalid value "{ $prefix }" for --tag.
cli-error = Invalid command line.
cli-error-unknown = { $command } has no option { $argument }.
cli-error-unknown-near = { $command } has no option { $argument }; did you mean { $suggested }?
cli-error-openssl = imapsh needs no { $argument }: it ends each line with CR LF and takes no line for itself but :word.
cli-error-port = There is no { $argument }: the port follows the host, as in imapsh mail.example.org 993.
cli-error-tls-option = TLS needs no option: imapsh HOST uses it, and imapsh HOST --plain does not.
cli-error-host-option = The host needs no option, and the port follows it: imapsh mail.example.org 993
cli-error-user-option = The user is given with --user NAME.
cli-error-json-option = A session has no JSON; imapsh explain --json explains lines as JSON, and --record FILE.jsonl records a session for programs.
cli-error-password = There is no --password, because command lines are public. Set IMAPSH_PASSWORD, or wait to be asked.
cli-error-no-value = { $argument } requires a value.
cli-error-value = Invalid value "{ $value }" for { $argument }.
cli-error-value-of = Invalid value "{ $value }" for { $argument }; use one of: { $valid }
cli-error-value-hidden = Invalid value for { $argument } (not repeated here; it may be a secret).
cli-error-takes-no-value = { $argument } does not take a value.
cli-error-twice = { $argument } is specified twice.
cli-error-too-many = Unexpected argument (not repeated here; it may be a password).
cli-error-explain-line = Unexpected argument. A line is one argument, in quotation marks: imapsh explain 'a1 select inbox'
cli-error-conflict = { $argument } cannot be used with { $other }.
cli-error-missing = Missing argument: { $argument }
cli-error-utf8 = An argument is not valid UTF-8.
cli-see-help = Try "{ $command } --help" for more information.

cli-value-lines = Use a line for each -c, for example: imapsh HOST -c 'login me ${"{"}password{"}"}' -c 'select inbox'
cli-value-timeout = Use a number and a unit, one day at most, for example: 500ms, 30s, 2m, 1m30s
cli-value-var = Use NAME=VALUE, for example: --var box=Archive
cli-value-tag = Use letters and digits; --tag t produces the tags t001, t002, …
cli-value-color = The default is auto: color on a terminal.
cli-value-lang = The languages are en and ja.
cli-value-record = Use a file that ends in .imap (a script that replays) or .jsonl (for programs), for example: --record bug.imap
cli-value-ca-file = Use a PEM file, for example: --ca-file ca.pem
cli-value-cert = Use --cert and --key together, with PEM files, for example: --cert me.crt --key me.key
cli-value-program = Use a program that speaks IMAP, for example: --command 'ssh host doveadm exec imap'
cli-value-script = Use a file, the name of a bundled script (imapsh replay idle), or - for standard input.
cli-value-kind = For example: imapsh generate man > imapsh.1, or: imapsh generate bash
cli-value-tls-port = Use a port number, for example: --tls-port 1993
cli-value-deliver-dir = Use a directory, for example: --deliver-dir drop
cli-value-announce = Use names of capabilities with commas between them, for example: --announce IDLE,UIDPLUS
cli-value-ca-out = Use a file to write to, for example: --ca-out ca.pem
cli-value-max-line = Use a number of octets, for example: --max-line 65536
cli-value-max-literal = Use a number of octets, for example: --max-literal 33554432
cli-value-max-literal-before-login = Use a number of octets, for example: --max-literal-before-login 4096
cli-value-max-account = Use a number of octets, for example: --max-account 268435456
cli-value-max-sessions = Use a number, for example: --max-sessions 500
