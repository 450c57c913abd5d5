## Why a line cannot be sent, typed or in a script.

value-not-quotable = The value of {"${"}{ $name }{"}"} contains octets that a quoted string cannot hold; remove the quotes to send it as a literal.
secret-in-tag = A tag cannot contain {"${"}{ $name }{"}"}: the server repeats the tag in its answer, where everyone could read the value. Write another word as the tag, such as a001.
sasl-needs-token = {"${sasl}"} cannot be computed here: a { $mechanism } answer has an access token in it, not a password. Write another variable in its place, such as {"${answer}"}, and enter the whole answer in base64 when its value is asked for.
sasl-unknown-answer = {"${sasl}"} cannot be computed here: imapsh can only answer PLAIN and LOGIN with a name and a password, and this is { $mechanism } or a further challenge. Write the answer in its place.
sasl-not-reproducible = {"${sasl}"} cannot be computed here: a { $mechanism } answer depends on the challenge that the server sent at the time.
file-unreadable = Cannot read { $path }: { $reason }
file-not-regular = { $path } is not a regular file.

## line: why a typed line cannot be sent.

line-breaks-framing = A CR, LF or NUL inside the line (at octet { $column }) would break the framing; put a CR or LF in a literal, and a NUL in a literal8, as in append Drafts ~{"{"}64{"<<"}END{"}"}.
line-no-value = {"${"}{ $name }{"}"} has no value; set it with --var { $name }=VALUE or :set { $name } VALUE.
line-no-value-unnamed = A variable in this line has no value, and its name is not repeated because it may be a secret; set it with --var NAME=VALUE or :set NAME VALUE.
literal-file-unnamed = Cannot read the file of this literal; its name is not repeated because it may be a secret.
line-not-base64 = The lines of this literal are not valid base64; nothing was sent.
line-awaits-continuation = Not sent: the server has to answer { $command } with "+" first. Directives work meanwhile; :reconnect starts over.
line-awaits-handshake = Not sent: the TLS handshake has to finish first. Directives work meanwhile; :reconnect starts over.
line-awaits-answer = Not sent: the server has to answer { $command } first. Directives work meanwhile; :reconnect starts over.
line-not-connected = Not connected; :reconnect connects again, :quit exits.
line-no-value-user = {"${user}"} has no value; set it with --user NAME or :set user NAME.
line-no-value-password = {"${password}"} has no value; set IMAPSH_PASSWORD, use :set password VALUE (masked too), or enter it when asked.

## script: mistakes in the text of a script. Most are shown after FILE:LINE:COLUMN.

script-not-utf8 = This text is not valid UTF-8; save it as UTF-8.
script-breaks-framing = A CR or NUL inside a line would break the framing (lines end with LF or CR LF); send a CR in a literal, as in {"{"}64{"<<"}END{"}"}, and a NUL in a literal8, as in ~{"{"}64{"<<"}END{"}"}.
script-several-lines = There is a line ending in this line; pass each line with its own -c.
script-full-width-directive = The directive is in full-width letters. Switch the input method off, and type :{ $name } in ASCII.
script-unknown-directive = Unknown directive; :help at the prompt lists the directives. What could be a password is not shown.
script-unknown-directive-nearest = Unknown directive; did you mean :{ $nearest }?
script-directive-is-command = Unknown directive :{ $word }; it is an IMAP command, so leave out the colon.
script-directive-is-setting = Unknown directive :{ $name }; it is a setting: :set { $name } { $values }
script-directive-is-option = Unknown directive :{ $name }; it is an option of the program: start imapsh with --{ $name }.
script-directive-is-program-command = Unknown directive :{ $name }; it is a command for the shell: imapsh { $name }
script-meant-argument = Invalid argument "{ $value }" for :{ $directive }; did you mean :{ $directive } { $meant }?
script-lesson-request = ":lesson { $value }" does not exist; type :{ $meant }
script-invalid-setting = Invalid value "{ $value }" for { $name }; usage: :set { $name } { $values }
script-missing-argument = Missing argument for :{ $directive }; usage: :{ $usage }
script-invalid-argument = Invalid argument "{ $value }" for :{ $directive }; usage: :{ $usage }
script-capture-none = The pattern of :capture has no (...) for the text to capture; usage: :capture NAME PATTERN
script-capture-several = The pattern of :capture has { $count } (...), but can capture only one text; write the others as ... or, with parentheses that must be received, as {"\\"}(...).
script-literal-incomplete = This command's literal is incomplete: { $missing ->
        [one] one octet is
       *[other] { $missing } octets are
    } missing. The size of its lines is {"{"}{ $size }{"}"}, and {"{"}{ $with_ending }{"}"} with the last line's ending.
script-literal-absent = This command's literal is missing: { $missing ->
        [one] one octet is
       *[other] { $missing } octets are
    } expected below it.
script-missing-end-line = The literal that begins here is not closed; add a line "{ $end }" after it.
script-not-base64 = The lines of this literal are not valid base64.
script-endless-server-literal = Cannot tell where the server's literal of { $size } octets ends: neither its size nor the completion of its command shows it.
script-ambiguous-completion = Cannot tell where the server's literal of { $size } octets ends: the listing was shortened, and no line is certainly the completion of its command. Restore the literal's lines, or delete them all.
script-unclosed-response = Cannot tell where this response of the server ends: a bracket stays open, and the completion of its command is missing or not unique. Complete the response, or delete it.
script-own-word-as-tag = The server would take "{ $tag }" for the tag of { $command }, and execute it. With a colon, the line is for imapsh: :{ $directive } { $topic } … To send it all the same, write :raw before it.
script-directive-before-response = A colon is missing: { $name } is for imapsh as :{ $name }. Without the colon, only a server sends such a line, so it would be left out.
script-unclosed = This command has an unclosed { $sign }; a part of it may be missing. Complete it, or indent the lines that continue it.
script-perhaps-wrapped = Cannot tell whether this line continues the client's line above it. If it does, join it to that line; otherwise put a blank line before it and do not indent it deeper.
script-typographic-quote = This command has the typographic quotation mark { $sign }, which IMAP does not know. Replace it with ".
script-look-alike-in-tag = The tag of this command has the character { $letter } ({ $code }), which is not in ASCII, although it looks like { $ascii }. Type the tag again.
script-foreign-sign = The arguments of this command have { $sign } ({ $code }), although they can only have ASCII characters. Replace it with the character that it stands for.
script-literal-left-out = The listing seems to have left out the octets of this literal. Put them back, or correct the literal's size.
script-perhaps-remark = Cannot tell whether the rest of this line is a remark or a part of the command. Delete it if it is a remark; otherwise put the argument that it belongs to in double quotes or parentheses, with a single space before it.
script-below-begun-literal = The literal that the server waits for ends before this line. If the line belongs to it, its size is too small: begin the command again, with {"{<<END}"} instead of a size, and END below the last line. Otherwise paste the line later.
script-perhaps-of-literal = The literal above ends before this line. Correct its size if the line belongs to it; otherwise put a blank line before it.
script-command-in-literal = This command may be a line of the literal above: the completion of the command with the literal is shown only below, and no answer to this one after it. Correct the literal's size if the line belongs to it; otherwise put the completion above this line.
script-lacks-arguments = This command lacks arguments, and the listing does not show that the server refused it: a part of the command seems to be missing. Complete the command, or delete it and its answer.
script-perhaps-beside = The listing shows answers to the commands above and below, but neither to this one nor to those with it, so it is not clear whether they belong to the session. Put their answers below them, or delete them.
script-same-tag = The command on line { $other } has the same tag, and the listing shows no answer between the two, so they seem to be alternatives. Keep one of them.
script-perhaps-echoed = This command repeats the one on line { $other }, and only one answer is below: a terminal may have shown it twice. Delete one of the two lines, or put a tag before each.
script-too-many-arguments = This command has more arguments than it takes, and the listing does not show that the server refused it: the end of the line may be a remark, another command or an answer. Delete what is not part of the command.
script-several-commands = This line has several commands, so it is not certain what was typed. Put each command on a line of its own.
script-beginning-not-shown = This line belongs to something whose beginning the listing does not show, such as a message, so lines that look like commands may be part of that. Add the beginning, or delete this line and all lines that belong to it.
script-unknown-exchange = This command is not registered, and the server answers it with +, so imapsh does not know which of the next lines are the client's. Delete the command and those lines, and type them at the prompt.
script-missing-step = This command depends on the one on line { $line }, which is not sent, so it would act on another mailbox or other messages. Write line { $line } as the other commands are written, or delete what is not part of the session. imapsh replay --dry-run shows why it is not sent.
script-tag-used-again = The command with the tag { $tag } is completed above, so a part of the text may be from a message or another session. Delete that part, or give each command a tag of its own.
script-completion-of-no-command = No command above has the tag of this answer, { $tag }: the tag may be mistyped, or the listing lacks a part. Correct the tag, put the command back, or put "..." on a line of its own where lines were left out.
script-server-line-as-clients = This is a server's line, but it has the client's mark. Correct the mark.
script-shown-key = "{ $key }" is how a terminal shows a key, so it is not certain what was typed. If the line was given up, delete it; otherwise correct it.
script-not-an-answer = This is not an answer to AUTHENTICATE, although the server asks for one above: an answer is base64, an empty line, or * to cancel. Delete the line, or replace it with the answer.
script-command-in-message = This may be part of the message whose text line { $fetch } fetches, not a command of the session. If it is a command, write it in the same way as line { $fetch }, with the next tag, below the completion of that FETCH; otherwise delete it.
script-client-in-servers-literal = This line has the client's mark, but the server's literal above it may not be over: the completion of its command is shown only below. If the line is part of the message, put the server's mark before it; otherwise put the end of the response and the completion above it.
script-literal-cuts-line = This command's literal ends inside line { $line }: { $left_over ->
        [one] one octet of that line is
       *[other] { $left_over } octets of that line are
    } left over. With all of that line the size is {"{"}{ $needed }{"}"}, and {"{"}{ $with_ending }{"}"} with its ending.
script-literal-cuts-word = This command's literal ends inside line { $line }: { $left_over ->
        [one] one octet of that line is
       *[other] { $left_over } octets of that line are
    } left over. With { $left_over ->
        [one] it
       *[other] them
    } the size is {"{"}{ $needed }{"}"}.
script-literal-cuts-ending = This command's literal ends inside the ending of line { $line }, which is two octets. With all of it the size is {"{"}{ $needed }{"}"}.
script-unknown-mark = This looks like a command, but other commands of this listing do not begin like this: { $command }. If it is to be sent, delete the text before it, and the same text before the other lines that have it; otherwise delete the whole line.
script-unknown-server-mark = This line has a response of the server, but imapsh does not recognize the text before it, so the lines below may be part of a message. Delete the text before the response, and the same text before all other lines of the session.
script-several-clients = This listing shows several clients, but a replay is a single session. Keep the lines of one client.
script-second-login = The client logs in here although it has logged in on line { $first }: this listing shows several sessions, or two ways to log in, but a replay is a single session. Keep one of the two logins, and the lines that belong to it.
script-unmarked-in-record = In a record, what the client sends has "C: " before it: C: { $command }
script-untagged-command = The command "{ $command }" has no tag, but the other commands of this listing have one. Put a tag before it.
script-is-json = This is JSON, not a listing of a session. A record in .jsonl is for programs; --record FILE.imap writes one that can be replayed. Of other JSON, keep only what the client and the server said, one line each.
script-is-markup = This is the source of a page in HTML, XML, LaTeX or BBCode, not a line of a session. Copy the text as the page shows it, or delete the markup.
script-is-table = This is a row of a table with commas or semicolons, not a line of a session. Keep only what the client and the server said, with "C: " and "S: " before it.
script-is-diff = This is a line of a diff or of what git prints, so it is not clear whether it is to be sent. Use the file itself, or delete the signs + and - and the lines that do not belong to the session.
script-is-packet-dump = The dots in this line replace line endings and other octets, as in a dump of packets. Delete them, or capture the session with a program that writes each line as it was.
script-is-mail = The text begins with the header of a mail, so this line may be part of the message and not a command. To store the message, save it and type append MAILBOX {"{"}<FILE{"}"}; to send a command, delete the header above it.
script-is-quoted-printable = This is a mail in quoted-printable, in which lines are broken and characters replaced. Copy the text from a mail program instead.
script-is-quoted-lines = This line of a log quotes a line of the session among other text, or several lines in one. Write each on a separate line, without quotes.
script-is-command-list = This is a list of commands, not a session. Keep the commands that are to be sent, one on each line, with their arguments and without numbers or other signs of a list.
script-is-other-protocol = This line belongs to a session of { $protocol }, not of IMAP. If the text has both, delete the other part; otherwise check the host and the port that it was recorded from.
script-idle-end-not-shown = IDLE was in progress and ends here with BAD, but the listing does not show the line that the server refused. Add that line above this one, or delete this IDLE and its answer.
script-tagged-done = "done" takes no tag. Delete the tag, so that the line ends IDLE.
script-command-in-idle = Only "done" can be sent while IDLE is in progress. Put a line "done" before this command.
script-sasl-outside-authenticate = {"${sasl}"} is only valid in AUTHENTICATE and its answers.
script-not-trusted = "{ $what }" is outside the script's folder or session; pass --trust to allow it.
script-runs-itself = { $script } would run itself.
script-too-many-scripts = The script would run more than { $most } scripts.
script-no-command = No line is a command of IMAP, so nothing is sent. A line that begins with a tag is sent whatever it is: a1 XCOMMAND
script-none-sent = Nothing of the script is sent: this line would be a command, but the text around it does not show that it was typed. imapsh replay --dry-run shows the reason for each line; delete what is not part of the session.
script-too-large = The script is larger than { $most } MiB.
script-not-found = There is no file "{ $name }", and no bundled script of that name (bundled: { $known }).
script-no-value = {"${"}{ $name }{"}"} has no value; set it with --var { $name }=VALUE.
script-no-value-user = {"${user}"} has no value; set it with --user NAME or IMAPSH_USER.
script-no-value-password = {"${password}"} has no value; set IMAPSH_PASSWORD, or run imapsh on a terminal to be asked for it.

## replay: the progress and the failures of a replay.

replay-heading = { $text } ({ $step } of { $of })
replay-lesson = This script is a lesson: its comments tell a learner what to type, and this replay types it. To type it yourself: imapsh learn { $name }
replay-unexpected-ok = { $sent } succeeded: expected NO or BAD (as the listing shows), received { $received }
replay-not-received = Expected but not received within { $seconds } s: { $missing }. Continuing.
replay-no-listed-bye = The script shows that the server closes the connection here, but it did not within { $seconds } s. Continuing.
replay-not-connected = Not sent, because the connection is closed.
replay-skipped = Skipped this line and what belongs to it, because the server refused the command.
replay-connection-lost-in-flight = The connection ended before this command was completed, as well as those in these lines: { $others }
replay-connection-lost = The connection ended before this command was completed.
replay-failed = { $sent } failed: expected OK, received { $received }
replay-account = The practice server's account is "user" with the password "pass". If the script says login {"${user} ${password}"}, it logs in there, and with --user on your server.
replay-stopped = { $count } { $count ->
        [one] command below it was
       *[other] commands below it were
    } not sent; --keep-going continues after failures.
replay-stopped-silent = { $count } { $count ->
        [one] command below it was
       *[other] commands below it were
    } not sent; --timeout waits longer.
replay-not-expected = Received, although it must not be: { $line }
replay-captured-not-text = Cannot capture a text that is not valid UTF-8: { $pattern }
replay-awaits = Waiting for a line like { $pattern }, until the server has been silent for { $seconds } s; Ctrl-C stops.
replay-awaits-at-most = Waiting for a line like { $pattern }, { $seconds } s at most; Ctrl-C stops.
replay-no-value = {"${"}{ $name }{"}"} has no value, because the line that sets it failed.
replay-expected = Expected but not received: { $pattern }
replay-expected-near = Expected but not received: { $pattern } (the most similar line received: { $line })
replay-expected-part = Expected but not received: { $pattern } (a pattern is a whole line, with ... for any text; received: { $line })
replay-expected-again = Expected again, but only received before: { $pattern } (the same pattern twice needs two lines)
replay-step-input-ended = Stopped before { $command }: standard input ended, and --step waits for Enter there. The rest of the script was not sent.
replay-step-next = Next: { $command }  (Enter sends it, s skips it, q stops)
replay-answer-missing = { $command } failed: the server asks for an answer that the script does not have; the authentication is cancelled.
replay-answer-to-missing = { $command } failed: the server asks for an answer to "{ $challenge }" that the script does not have; the authentication is cancelled.
replay-literal-missing = { $command } failed: the server asks for { $octets ->
        [one] the octet
       *[other] the { $octets } octets
    } of its literal, which the script does not have here; the connection is closed.
replay-cut-off = The record breaks off in the middle of { $command }; the connection was closed there.
replay-cut-off-unsent = The record breaks off in a literal that is not text, and does not have its size: the command was not sent, and the connection was closed.
replay-rest-missing = { $command } failed: the server asks for the rest of the command, which the script does not have here; the connection is closed.
replay-step-keys = Enter sends the command, s skips it, q stops the replay. Anything else is typed on the session: a command, or a directive such as :help.
replay-step-keys-early = What was pressed before this step was shown decides nothing; press it again.
replay-step-wait-keys = Enter or s ends the wait, q stops the replay.
replay-step-waits = Not sent: the replay waits for the server. Enter or s ends the wait, q stops the replay.
replay-step-typed-idle = Not sent: the IDLE that you typed is still running. Type done first.
replay-step-script-idle = Not sent: it would end the script's IDLE, with BAD. Type done first.
replay-step-idle-ended = The script's done is not sent: its IDLE is no longer running.
replay-step-awaits-answer = Not sent: the server has not answered yet. q stops the replay.
replay-awaits-listed = Waiting for what the listing shows: { $missing } ({ $seconds } s at most); Ctrl-C stops.
replay-step-rest = The server waits for the rest of what was typed.
replay-failures = { $count } { $count ->
        [one] failure
       *[other] failures
    }:
replay-failures-elsewhere = Further failures, in these lines: { $lines }
replay-no-bye = The connection ended before the server answered LOGOUT.
replay-wait-failed = Cannot wait for input or output: { $reason }
replay-mid-session-login = This record begins after a login, and the session is not logged in: none of it was sent. Put a login before it (C: a0 login ${"{"}user{"}"} ${"{"}password{"}"}), or run it with :run from a script that logs in.
replay-mid-session-mailbox = This record begins with a mailbox selected, and none is selected: none of it was sent. Run it with :run from a script that selects one.
replay-mid-session-idle = This record begins during IDLE, and IDLE is not running: none of it was sent. Run it with :run from a script that starts IDLE.
replay-wrong-secret = This line was refused when it was recorded, and its secret is not in the record: imapsh sends a wrong one.
replay-step-input = --step reads Enter from standard input, so the script cannot come from there too; pass it as a file.
