## practice: the practice server inside imapsh.

practice-connected = This is the practice server inside imapsh: nothing leaves this machine. Its account is "user" with the password "pass".
practice-connected-tls = This is the practice server inside imapsh, encrypted with { $version } from the start. :tls shows more.
practice-connected-plain = This is the practice server inside imapsh, unencrypted: on a network, anyone on the network path could read everything, passwords included.
practice-connected-starttls = This is the practice server inside imapsh, unencrypted so far; STARTTLS comes first.
practice-first-steps = Type: login user pass
    Then: list "" "*", select inbox, idle, done, logout. :help shows more, Ctrl-D exits.
practice-unguided-steps = Type: login user pass
    Then: list "" "*", select inbox, idle, done, logout. :set guide on names each step.
    :help shows more, Ctrl-D exits.
practice-welcome = Here you type IMAP, as mail programs send it, to a practice server inside imapsh.
practice-first-step = Type this first (imapsh puts the tag before it, a001): login user pass
    :help explains, :quit exits; in a shell, imapsh learn has lessons.
practice-certificate = Cannot create the practice server's certificate: { $reason }

## guide: what a beginner can type next

guide-list = Next, ask for the names of the mailboxes: { $next }
guide-select = Next, open a mailbox: { $next }
guide-fetch = Next, look at a message: { $next }
guide-read = Next, read its text: { $next }
guide-search = Next, find the unread messages: { $next }
guide-idle = Next, wait for new mail: { $next }
guide-done = Wait a little: the server reports new mail as it arrives. To end this: { $next }
guide-flag = Next, mark a message: { $next }
guide-append = Next, put a mail into a mailbox: { $next }
    Then type its lines: Subject: Hello, an empty line, some text. END ends it.
guide-move = Next, move a message to another mailbox: { $next }
guide-delete = Next, mark a message as deleted: { $next }
guide-expunge = Next, remove what is marked as deleted: { $next }
guide-logout = Next, end the session: { $next }
guide-next = Next, for example: { $next }
guide-again-explained = That did not work. The next step is: { $next }
guide-account = The account of this practice server is "user" with the password "pass": { $login }
guide-explain = :explain says what this answer means, and what may be wrong.
guide-again = That did not work (:explain shows why). The next step is: { $next }
guide-still = The guide's next step is still: { $next }
guide-off = (:set guide off turns these hints off.)
guide-ends = The guide ends here; you choose the next commands. :set guide on brings it back.
guide-learn = That was a whole session. :quit leaves imapsh; then imapsh learn has lessons.
    :help explains more, a command or a word at a time.

## serve: the practice server for other clients, and the log of its sessions.

serve-started = The accounts are user/pass, taro/himitsu and mrc/secret. Ctrl-C stops the server.
serve-started-with = The accounts are user/pass, taro/himitsu, mrc/secret, and of --user: { $names }. Ctrl-C stops the server.
serve-bad-address = "{ $address }" is not an address to listen on; use HOST:PORT, HOST or PORT.
serve-bad-user = --user takes NAME:PASSWORD, as in --user hanako:sakura (your value is not repeated here).
serve-empty-password = The password in "--user { $name }:" is empty; is it missing after the colon?
serve-user-twice = --user { $name } is specified twice; the last password counts.
serve-reachable = Anyone who can reach { $address } can log in: the names and passwords are public.
    Listen on 127.0.0.1 if only this computer needs the server.
practice-no-capability = The practice server has no capability "{ $name }"; :announce shows the names.
serve-no-directory = Cannot read the directory { $path }: { $reason }
serve-not-delivered = Not delivered: { $path } ({ $reason })
serve-no-account = there is no such account
serve-account-full = the account is full, with { $used } of { $limit } octets in use
serve-too-many-messages = INBOX or the account already has { $limit } messages, which is the limit
serve-no-uid-left = INBOX has no UID left
serve-file-too-large = the file has more than 32 MiB
serve-cannot-listen = Cannot listen on { $address }: { $reason }
serve-cannot-write = Cannot write to { $path }: { $reason }
serve-failed = The practice server failed: { $reason }

serve-events-dropped = { $count ->
    [one] 1 event is missing here
    *[other] { $count } events are missing here
    }: they came faster than this log could be written.
serve-session-ended = session { $session }: { $user }, { $commands ->
    [one] 1 command
   *[other] { $commands } commands
    }, { $how }
serve-not-logged-in = not logged in
serve-ended-logout = logged out
serve-ended-client = closed by the client
serve-ended-autologout = timed out
serve-ended-closing = server shut down
serve-ended-refused = refused
serve-ended-failed = connection failed
