# What a FETCH response means: --explain.

explain-fetch-nothing = The response has no data about the message.
explain-fetch-data = Message { $number }: { $items }.
explain-uid-fetch-data = The message with UID { $number }: { $items }.
explain-no-flag = Message { $number } has no flags.
explain-one-flag = Message { $number } has the flag { $flag }.
explain-flags-of = Message { $number } has the flags { $list }.
explain-during-idle = The server reports this because IDLE is running.
explain-flags-unasked = The flags were not asked for: the server reports them, because reading the text sets \Seen.
explain-unasked = The server reports this without having been asked, as servers do after a change, for example by another session.
explain-flags-changed = The flags were not asked for: servers report them when they have changed, in this session or another.
flag-seen = It marks a message that has been read.
flag-answered = It marks a message that has been answered.
flag-flagged = It marks a message for special attention.
flag-deleted = It marks a message that EXPUNGE will remove.
flag-draft = It marks a message that is not finished.
flag-recent = As far as the server can tell, this session is the first to learn of the message.
item-uid = UID { $number }
item-size = { $octets ->
    [one] one octet in all
   *[other] { $octets } octets in all
}
item-modseq = last changed at mod-sequence { $number }
item-internaldate = internal date { $date }
item-no-flags = no flags
item-one-flag = the flag { $flag }
item-flags = the flags { $flags }
item-preview = a preview ("{ $preview }")
item-empty-preview = a preview without text
item-no-preview = no preview
item-savedate = put into this mailbox on { $date }
item-no-savedate = no date at which it was put into the mailbox
item-emailid = the identifier { $id }
item-threadid = thread { $id }
item-no-threadid = no thread identifier
item-no-emailid = no EMAILID, although each message has one
item-annotations = annotations: { $entries }
item-labels = Gmail labels: { $labels }
item-no-labels = no Gmail labels
item-gmail-message = Gmail's message { $number }
item-gmail-thread = Gmail's thread { $number }
item-decoded-size = { $octets ->
    [one] one octet in { $described } when it is decoded
   *[other] { $octets } octets in { $described } when it is decoded
}
item-unknown = { $name }, which is not a registered item
item-envelope = its envelope
item-envelope-empty = its envelope, without a sender, subject and date
item-envelope-of = its envelope ({ $fields })
envelope-from = from { $from }
envelope-subject = subject "{ $subject }"
envelope-date = date "{ $date }"
item-multipart = { $count ->
    [one] its structure ({ $media } with one part: { $kinds })
   *[other] its structure ({ $media } with { $count } parts: { $kinds })
}
item-single-part = { $octets ->
    [one] its structure ({ $media }, one octet)
   *[other] its structure ({ $media }, { $octets } octets)
}
item-part-of-unknown-size = its structure ({ $media })
item-structure-of = the structure of { $described }
item-conversions-of = the conversions that { $described } can have
item-not-converted = no conversion of { $described } ("{ $said }")
item-without-value = { $name } without a value
item-none = no data (NIL) for { $described }
item-part = { $octets ->
    [0] { $described }, which is empty
    [one] { $described } (one octet)
   *[other] { $described } ({ $octets } octets)
}
item-part-first = { $octets ->
    [one] the first octet of { $described }
   *[other] the first { $octets } octets of { $described }
}
item-part-from = { $octets ->
    [0] no octets of { $described } from position { $from } (counted from 0) on, as when it ends before
    [one] the octet at position { $from } (counted from 0) of { $described }
   *[other] { $octets } octets, from position { $from } (counted from 0), of { $described }
}
part-whole = the whole message
part-number = part { $part }
part-of = {" "}of part { $part }
part-text = the text after the header{ $of }
part-mime = the MIME header{ $of }
part-header = the header{ $of }
part-fields = { $count ->
    [one] the header field "{ $fields }"{ $of }
   *[other] the header fields { $fields }{ $of }
}
part-other-fields = { $count ->
    [one] the header without the field { $fields }{ $of }
   *[other] the header without the fields { $fields }{ $of }
}
part-decoded = { $described }, decoded
flags-added = New since these flags were last reported: { $flags }.
flags-removed = Gone since these flags were last reported: { $flags }.
flag-unknown = { $flag } is not a registered flag.
flag-with-meaning = { $flag } ({ $word })
flag-word-seen = read
flag-word-answered = answered
flag-word-flagged = for special attention
flag-word-deleted = to be removed by EXPUNGE
flag-word-draft = not finished
flag-word-recent = first announced to this session
flag-negated = -FLAGS ({ $flag }) removes { $flag }.
