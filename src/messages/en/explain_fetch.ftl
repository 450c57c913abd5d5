# What FETCH does.

command-fetch = { $name } returns { $items } of { $set }.
fetch-sets-seen = It also sets the \Seen flag; with PEEK it would not.
fetch-always-sets-seen = It also sets the \Seen flag.
fetch-peeks = Because of PEEK, the \Seen flag is not set.
fetch-read-only = The \Seen flag is not set, because the mailbox is read-only.
fetch-changedsince = Only messages that changed after mod-sequence { $modseq } are returned.
fetch-vanished = VANISHED asks also for the UIDs that were removed since then.
fetch-partial = Of these messages, only those at the positions { $range } are returned.
item-with-comma = Spaces, not commas, separate the items: { $item } is written without a comma.
unknown-item = "{ $name }" is not a registered FETCH item.
private-item = "{ $name }" is not registered; a server may define it.
macro-all = flags, internal date, size and envelope (ALL)
macro-fast = flags, internal date and size (FAST)
macro-full = flags, internal date, size, envelope and MIME structure (FULL)
fetched-flags = the flags
fetched-internaldate = the internal date
fetched-size = the size in octets
fetched-envelope = the envelope (the main header fields)
fetched-body = the MIME structure (short form)
fetched-bodystructure = the MIME structure
fetched-uid = the UID
fetched-modseq = the mod-sequence
fetched-preview = a short preview of the text
fetched-preview-lazy = a short preview of the text (LAZY: only if it is at hand)
fetched-savedate = the save date (when it came into this mailbox)
fetched-emailid = the object ID of the content
fetched-threadid = the thread's object ID
fetched-annotation = annotations
fetched-annotations = the annotations { $asked }
fetched-gmail-message = Gmail's message ID
fetched-gmail-thread = Gmail's thread ID
fetched-gmail-labels = Gmail's labels
fetched-decoded = { $data } (decoded)
fetched-structure = the structure of { $data }
fetched-conversions = the possible conversions of { $data }
fetched-decoded-size = the decoded size of { $data }
fetched-nothing = no octets (the count must be 1 or more) of { $data }
fetched-first-octets = { $count ->
    [one] the first octet of { $data }
   *[other] the first { $count } octets of { $data }
}
fetched-octets = { $count ->
    [one] the octet at position { $first } (counted from 0) of { $data }
   *[other] up to { $count } octets, from position { $first } (counted from 0), of { $data }
}
fetched-octets-from = the octets from position { $first } of { $data }
section-whole = the whole text
section-header = the header
section-text = the body (without the header)
section-fields = { $count ->
    [one] the header field "{ $fields }"
   *[other] the header fields { $fields }
}
section-fields-not = { $count ->
    [one] the header (without the field { $fields })
   *[other] the header (without the fields { $fields })
}
section-part = part { $part }
section-mime = the MIME header of part { $part }
section-of-part = { $data } of the message that is part { $part } (if that part is a message)
