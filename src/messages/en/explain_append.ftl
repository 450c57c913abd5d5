# What APPEND and REPLACE do.

command-append = APPEND adds a message of { $size } to "{ $mailbox }".
command-multiappend = APPEND adds { $count } messages to "{ $mailbox }": all of them or, if one fails, none.
append-flags = It is stored with { $flags }.
append-date = Its internal date is to be { $date }.
append-utf8 = UTF8 allows UTF-8 in its header fields; the server must have UTF8=ACCEPT, and ENABLE must have turned it on. RFC 9755, which replaces RFC 6855, has dropped it: the message alone is enough.
append-binary = The ~ before the braces means that the message may have NUL octets in it.
append-nothing = A message of no octets is an error: a server that has MULTIAPPEND answers NO, and adds nothing. With this, a client cancels APPEND.
append-waits = The message follows once the server has answered with +.
append-at-once = The + in the braces means that the client sends the message without waiting.
command-replace = { $name } adds a new message of { $size ->
    [one] 1 octet
   *[other] { $size } octets
} to "{ $mailbox }" and removes { $set } from the selected mailbox.
