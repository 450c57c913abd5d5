# What SEARCH, SORT and THREAD do. { $not } is 1 where a key is negated.

-have = { $not ->
    [0] have
   *[other] do not have
}
-are = { $not ->
    [0] are
   *[other] are not
}
-match = { $not ->
    [0] match
   *[other] do not match
}
command-search = { $name } looks for { $messages }, and returns { $found }.
command-search-only = { $name } looks for { $messages }.
messages-that = the messages that { $conditions }
search-other-quotes = For the server, { $mark } is part of what is searched for: IMAP's strings are in double quotes (").
search-returns-numbers = their message numbers
search-returns-uids = their UIDs
search-returns-number = its message number
search-returns-uid = its UID
return-min = the lowest of { $numbers }
return-max = the highest of { $numbers }
return-all = { $numbers } as a set
return-first = the first of { $numbers } in this order
return-last = the last of { $numbers } in this order
return-sorted = { $numbers } in this order, as a set
return-count = how many they are
return-partial = { $numbers } at the positions { $range } of the result
return-relevancy = their relevancy scores
return-save-min = SAVE keeps only the lowest of them on the server, to be used as $.
return-save-max = SAVE keeps only the highest of them on the server, to be used as $.
return-save-ends = SAVE keeps only the lowest and the highest of them on the server, to be used as $.
return-save = SAVE keeps the result on the server, to be used as $.
return-update = UPDATE asks the server to report when the result changes.
return-context = CONTEXT says that the same search will be used again.
saved-is-empty = This session has saved no search since the mailbox was selected, so $ stands for no message.
header-with-colon = The name of a header field does not include the colon: HEADER { $field } is probably meant.
search-charset = { $charset } is the character set of the search strings.
search-and = { $first } and { $next }
search-or = { $first } or { $next }
search-group = ({ $words })
search-more = { $more ->
    [one] one more condition
   *[other] { $more } more conditions
}
search-nested = meet further conditions
search-fuzzy = { $words } (loosely)
search-flag = { -have } the { $flag } flag
search-new = { $not ->
    [0] have the \Recent flag but not the \Seen flag
   *[other] do not have the \Recent flag, or have the \Seen flag
}
search-keyword = { -have } the keyword { $value }
search-number = { -have } the message number { $list }
search-uid = { -have } the UID { $list }
search-uids = { -have } one of the UIDs { $list }
search-last = { -have } the highest message number
search-highest-uid = { -have } the highest UID
search-sets = { -are } among { $set }
search-saved = { -are } in the saved result ($)
search-string = { -have } "{ $value }" in { $place }
place-from = the From field
place-to = the To field
place-cc = the Cc field
place-bcc = the Bcc field
place-subject = the subject
place-body = the body
place-text = the header or the body
search-header = { -have } "{ $value }" in the header field { $field }
search-header-any = { -have } a header field { $field }
date-internal = an internal date
date-sent = a Date field
date-saved = a save date
search-before = { -have } { $which } before { $date }
search-on = { -have } { $which } on { $date }
search-since = { -have } { $which } on or after { $date }
search-larger = { -are } larger than { $value ->
    [one] 1 octet
   *[other] { $value } octets
}
search-smaller = { -are } smaller than { $value ->
    [one] 1 octet
   *[other] { $value } octets
}
search-older = { -have } an internal date at least { $value ->
    [one] 1 second
   *[other] { $value } seconds
} ago
search-younger = { -have } an internal date within the last { $value ->
    [one] second
   *[other] { $value } seconds
}
search-modseq = { -have } a mod-sequence of { $value } or more
search-modseq-of = { -have } a mod-sequence of { $value } or more for { $kind }{ $entry } (or as a whole, if the server keeps one for the message only)
modseq-private = the private{" "}
modseq-shared = the shared{" "}
modseq-all = the private or shared{" "}
search-uidafter = { -have } a UID greater than { $value }
search-uidbefore = { -have } a UID less than { $value }
search-emailid = { -have } the object ID { $value }
search-threadid = { -are } in the thread { $value }
search-filter = { -match } the stored filter "{ $value }"
search-savedates = { -are } in a mailbox that keeps save dates
search-gmail = { -match } "{ $value }" in Gmail's own syntax
search-gmail-label = { -have } the Gmail label "{ $value }"
search-key = { -match } { $key }
search-key-value = { -match } { $key } { $value }
search-gmail-message = { -have } the Gmail message ID { $value }
search-gmail-thread = { -are } in the Gmail thread { $value }
sort-then = { $first }, then by { $next }
command-search-mailboxes = ESEARCH looks for { $messages }, in { $mailboxes }; it returns { $found } for each mailbox.
search-mailboxes-and = { $first }, and in { $next }
command-sort = { $name } looks for { $messages }, sorts them by { $criteria }, and returns { $found }.
command-sort-only = { $name } looks for { $messages }, and sorts them by { $criteria }.
command-thread = { $name } looks for { $messages }, groups them into threads { $how }, and returns { $found }.
command-uidbatches = { $size ->
    [one] UIDBATCHES asks for ranges of UIDs with one message in each, the newest messages first.
   *[other] UIDBATCHES asks for ranges of UIDs with at most { $size } messages in each, the newest messages first.
}
uidbatches-range = Of these ranges, only those at the positions { $range } are returned.
sort-arrival = internal date
sort-cc = first Cc address (the part before @)
sort-date = date sent
sort-from = sender's address (the part before @)
sort-size = size
sort-subject = subject
sort-to = first To address (the part before @)
sort-displayfrom = sender's name
sort-displayto = name of the first To recipient
sort-relevancy = relevancy
sort-annotation = an annotation
sort-annotation-of = the annotation { $annotation }
sort-reverse = { $criterion } (in reverse)
thread-orderedsubject = by subject and date
thread-references = by the messages they refer to
thread-refs = by the messages they refer to, whatever their subject
unknown-algorithm = "{ $name }" is not a registered threading algorithm.
search-annotation = { -have } "{ $value }" in the annotation { $entry }
