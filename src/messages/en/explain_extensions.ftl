# What commands about annotations, events and URLs do.

command-getmetadata = { $count ->
    [one] GETMETADATA reads the annotation { $entries } of { $of }.
   *[other] GETMETADATA reads the annotations { $entries } of { $of }.
}
command-setmetadata = { $count ->
    [one] SETMETADATA sets the annotation { $entries } of { $of }.
   *[other] SETMETADATA sets the annotations { $entries } of { $of }.
}
command-setmetadata-to = SETMETADATA sets the annotation { $entry } of { $of } to "{ $content }".
command-removemetadata = { $count ->
    [one] SETMETADATA removes the annotation { $entries } of { $of }: NIL means no value.
   *[other] SETMETADATA removes the annotations { $entries } of { $of }: NIL means no value.
}
metadata-removed = It removes { $entries }, because NIL means no value.
metadata-server = the server
metadata-maxsize = Values of more than { $size } octets are left out.
metadata-depth-one = DEPTH 1 adds the entries directly below.
metadata-depth-all = DEPTH infinity adds all entries below.
command-notify = NOTIFY asks the server to report at any time: { $groups }. This replaces any earlier NOTIFY.
command-notify-none = NOTIFY NONE asks the server to report nothing between commands any more.
notify-events = { $events } in { $mailboxes }
notify-nothing = nothing about { $mailboxes }
notify-delayed = SELECTED-DELAYED: removed messages are reported only together with the answer to a command that allows it.
notify-status = STATUS asks for the current state of these mailboxes first.
notify-bare-events = The grammar puts parentheses around the events of each group; some examples in the RFC omit them.
notify-both = MessageNew and MessageExpunge are allowed only together: the server answers BAD to one without the other.
notify-items-elsewhere = MessageNew can have items to fetch only for the selected mailbox, in SELECTED and SELECTED-DELAYED.
notify-one-alone = By the RFC, MessageNew and MessageExpunge are allowed only together, in every mailbox, and a server answers BAD to one without the other; some servers accept it outside the selected mailbox.
notify-changes-alone = FlagChange and AnnotationChange are allowed only together with MessageNew and MessageExpunge; otherwise the server answers BAD.
notify-not-in-selected = The selected mailbox has no events of mailboxes: { $events }.
notify-one-selected = SELECTED and SELECTED-DELAYED are both about the selected mailbox, so a NOTIFY can have only one of them.
unknown-event-answer = A server that does not support an event answers NO [BADEVENT] and lists those that it supports.
event-message-new = new messages
event-with-items = { $event } (with { $items })
event-message-expunge = removed messages
event-flag-change = changed flags
event-annotation-change = changed annotations
event-mailbox-name = changes in the list of mailboxes
event-subscription-change = changed subscriptions
event-mailbox-metadata-change = changed annotations of mailboxes
event-server-metadata-change = changed annotations of the server
command-urlfetch = { $count ->
    [one] URLFETCH asks for the data that a signed URL points to.
   *[other] URLFETCH asks for the data that { $count } signed URLs point to.
}
url-body = BODY asks for the data as it is stored.
url-binary = BINARY asks for the data without its transfer encoding.
url-structure = BODYPARTSTRUCTURE asks for its MIME structure.
url-expires = ;EXPIRE ends its validity: { $date }.
command-genurlauth = { $count ->
    [one] GENURLAUTH asks the server to sign a URL, so that others can read the data without the password.
   *[other] GENURLAUTH asks the server to sign { $count } URLs, so that others can read the data without the password.
}
url-access = By its access identifier, { $who } may fetch the data.
url-access-submit = a server that submits mail for "{ $user }"
url-access-user = only the user "{ $user }"
url-access-authuser = every user who has logged in, but not anonymously,
url-access-anonymous = everybody, even after an anonymous login,
url-access-stream = a server that streams sound or video to a client
command-resetkey = RESETKEY makes the signed URLs of "{ $mailbox }" invalid.
command-resetkey-by = RESETKEY makes a new key for "{ $mailbox }" and { $mechanisms }: URLs that were signed with the old one become invalid.
command-resetkeys = RESETKEY without a mailbox makes the signed URLs of all mailboxes of the user invalid.
command-convert = { $name } asks the server to convert data of { $set } to { $target }, and to return { $items }. What is stored stays as it is.
command-convert-any = { $name } asks the server to convert data of { $set } to a form that it chooses, and to return { $items }. What is stored stays as it is.
command-convert-nothing = { $name } asks for { $items } of { $set }, and converts nothing.
command-conversions = CONVERSIONS asks whether the server can convert { $from } to { $target }, and with which parameters.
command-conversions-any = The * stands for any type.
command-comparator = COMPARATOR asks the server to compare strings, in searches and sorting, by the first of these that it has: { $list }.
command-comparator-default = COMPARATOR asks the server to compare strings, in searches and sorting, by its default comparator.
command-comparator-one = COMPARATOR asks the server to compare strings, in searches and sorting, by "{ $name }", if it has that.
command-comparator-none = COMPARATOR asks how the server compares strings in searches and sorting.
command-cancelupdate = { $count ->
    [one] CANCELUPDATE ends the updates that the command { $tags } asked for.
   *[other] CANCELUPDATE ends the updates that the commands { $tags } asked for.
}
command-catenate = { $count ->
    [one] APPEND adds a message to "{ $mailbox }" that the server makes from one part: { $parts }.
   *[other] APPEND adds a message to "{ $mailbox }" that the server assembles from { $count } parts in this order: { $parts }.
}
catenate-text = new text ({ $size })
catenate-url = stored data that a URL names
enable-ignored = ENABLE cannot turn on { $names }: the server ignores the name.
