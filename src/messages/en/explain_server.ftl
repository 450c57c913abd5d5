# What a response means: `--explain`.

explain-exists = { $count ->
    [0] The mailbox has no messages.
    [one] One message is in the mailbox.
   *[other] { $count } messages are in the mailbox.
}
