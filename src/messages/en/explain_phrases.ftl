# Phrases inside of explanations.

phrase-all-messages = all messages
phrase-last-message = the last message
phrase-saved = the messages of the saved search
phrase-message = message { $list }
phrase-messages = { $ranges ->
    [1] messages { $list }
   *[other] messages { $list }
}
phrase-some-messages = { $count ->
    [one] one message
   *[other] { $count } messages
}
phrase-messages-from = the messages from { $from } to the last
phrase-no-messages = no messages
phrase-uid = the message with UID { $list }
phrase-uids = { $ranges ->
    [1] the messages with UIDs { $list }
   *[other] the messages with UIDs { $list }
}
phrase-uids-from = the messages with UIDs from { $from } on (and at least the last message)
phrase-uids-from-again = the messages with UIDs from { $from } on
phrase-highest-uid = the message with the highest UID
phrase-from-end = { $range } (counted from the end)
phrase-if-exists = { $set } (if it exists)
phrase-where-exist = { $set } (as far as they exist)
phrase-range = { $from } to { $to }
phrase-range-from = { $from } to the last
phrase-last-number = the last
phrase-last-uid = the highest one
phrase-and-more = {" "}and { $more } more
phrase-and-others = {" "}and more
phrase-octets = { $octets ->
    [one] 1 octet
   *[other] { $octets } octets
}
phrase-size = { $rounded } { $unit } ({ $octets } octets)
phrase-quoted = "{ $name }"
phrase-unknown-names = Not registered: { $names }.
phrase-private-names = Not registered, but servers may define such names for themselves: { $names }.
