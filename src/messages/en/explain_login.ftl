# What commands of the login and about the connection do.

command-login = LOGIN logs in as "{ $user }" with a password.
login-unprotected = Both are sent as they are, so nothing but TLS protects them.
command-authenticate = AUTHENTICATE begins a login with the SASL mechanism { $mechanism }.
authenticate-challenge = The server asks for the data with a line that begins with +.
authenticate-at-once = The first response is in the command itself, which needs the capability SASL-IR or IMAP4rev2.
authenticate-empty = The = is an empty first response, sent without waiting for the server's +; that needs the capability SASL-IR, which IMAP4rev2 includes.
unknown-mechanism = "{ $name }" is not a registered SASL mechanism.
command-enable = ENABLE asks the server to turn on { $list } for this session.
enable-condstore = From then on, changed flags are reported with the message's mod-sequence.
enable-qresync = From then on, removed messages are reported by UID, in VANISHED instead of EXPUNGE.
enable-uidonly = From then on, only UIDs name messages: sequence numbers are refused, and UIDFETCH and VANISHED take the place of FETCH and EXPUNGE.
enable-utf8 = From then on, mailbox names and other quoted strings may be in UTF-8.
enable-rev2 = From then on, the server follows the rules of IMAP4rev2 where they differ: it answers SEARCH with ESEARCH, for example.
command-id = ID tells the server what the client is ({ $list }) and asks the same of the server; it is meant for logs and changes nothing.
command-id-nothing = ID asks what software the server is; with { $given } the client says nothing about itself.
id-pair = { $field } "{ $value }"
command-idle = From now on the server reports changes without being asked, until you send "done".
command-language = LANGUAGE asks for the server's texts in the first of these languages that it has: { $list }.
command-language-default = LANGUAGE asks for the server's texts in the language that its administrator prefers.
language-default = the one that its administrator prefers
command-language-one = LANGUAGE asks for the server's texts in "{ $tag }", if it has them in this language.
command-languages = LANGUAGE without arguments asks which languages the server's texts can be in.
idle-unselected = No mailbox is selected, so the server has no new mail to report; SELECT or EXAMINE comes first.
