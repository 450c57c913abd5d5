## man: sections of the man page. A line is a paragraph, or TERM | DESCRIPTION.

man-name-heading = Name
man-synopsis-heading = Synopsis
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
    COLORTERM | If truecolor or 24bit, the terminal has 256 colors, whatever TERM says.
    NO_COLOR | If set and not empty, --color auto means never.
    TERM | If dumb or missing, --color auto means never, and line editing is off. If it contains 256color, colors are used that can be read on black and on white.
man-files-heading = Files
man-files = *.imap | A script, or a record that replays.
    {"*"}.jsonl | A record for programs, one object per line.
    history | The lines you typed, without secrets, in imapsh/ under $XDG_STATE_HOME (~/.local/state), readable only by its owner.
man-examples-heading = Examples
man-examples = imapsh mail.example.org | TLS, instead of openssl s_client -crlf -connect mail.example.org:993
    imapsh mail.example.org --starttls | STARTTLS, instead of openssl s_client -crlf -starttls imap -connect mail.example.org:143
    imapsh mail.example.org --plain | No encryption, instead of telnet mail.example.org 143
    imapsh replay idle mail.example.org --user taro | The IDLE tutorial, on your own account
    imapsh mail.example.org -c capability | The capabilities before login, then LOGOUT
    imapsh mail.example.org --record bug.imap | A session for a bug report, without the password
man-see-heading = See also
man-see = openssl-s_client(1ssl), telnet(1), RFC 3501, RFC 9051, RFC 2177 (IDLE)
