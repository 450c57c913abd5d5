# Every word that imapsh says, in English. An id is ROOM-WHAT; arguments are in { $braces }.
# Texts of several lines are indented. Keep to one sentence a line of output, in plain words.
