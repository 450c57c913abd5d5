# Every word that imapsh says, in English. An id is ROOM-WHAT; arguments are in { $braces }.
# Texts of several lines are indented. Keep to one sentence a line of output, in plain words.

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
