# Every word that imapsh says, in English. An id is ROOM-WHAT; arguments are in { $braces }.
# Texts of several lines are indented. Keep to one sentence a line of output, in plain words.

## Scripts: what is wrong with their text

script-not-utf8 = this is not UTF-8
script-breaks-framing = a CR or NUL inside a line would break the framing; a literal can carry it, as in {"{"}64{"<<"}END{"}"}
script-unknown-directive = there is no directive :{ $word }
script-unknown-directive-near = there is no directive :{ $word }; did you mean :{ $nearest }?
script-directive-lacks = :{ $directive } lacks something; it is written { $usage }
script-directive-unfit = :{ $directive } can't take "{ $value }"; it is written { $usage }
script-literal-unfinished = the script ends before this command's literal: { $missing } octets are missing (each line's end counts two)
script-no-end = no line "{ $end }" ends the literal that begins here
script-not-base64 = the lines of this literal are not base64
script-server-literal = where the server's literal of { $size } octets ends can't be told: neither by its octets nor by its command's completion
script-not-made-anew = {"${sasl}"} stands here for an answer that can't be made anew: { $mechanism } needs the server's challenge of that moment
script-sasl-elsewhere = {"${sasl}"} has a meaning only in AUTHENTICATE and its answers
script-unreadable = { $path }: { $reason }
script-outside = { $what } reaches outside the script's own folder and session; --trust allows it
script-runs-itself = { $script } would run itself
