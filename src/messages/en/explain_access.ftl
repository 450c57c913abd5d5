# What commands about access rights, quotas, annotations and events do.

command-getacl = GETACL asks who has which rights on "{ $mailbox }".
command-myrights = MYRIGHTS asks which rights the logged-in user has on "{ $mailbox }".
command-deleteacl = DELETEACL removes the entry of "{ $user }" from the access control list of "{ $mailbox }".
command-listrights = LISTRIGHTS asks which rights on "{ $mailbox }" can be granted to "{ $user }".
command-setacl = SETACL grants "{ $user }" exactly these rights on "{ $mailbox }": { $rights }.
command-setacl-denies = SETACL denies "{ $user }" exactly these rights on "{ $mailbox }", if the server supports the - before the name: { $rights }.
command-setacl-denies-more = SETACL also denies "{ $user }" these rights on "{ $mailbox }", if the server supports the - before the name: { $rights }.
command-setacl-denies-less = SETACL no longer denies "{ $user }" these rights on "{ $mailbox }", if the server supports the - before the name: { $rights }.
command-setacl-denies-none = SETACL no longer denies "{ $user }" any right on "{ $mailbox }", if the server supports the - before the name.
command-setacl-adds = SETACL grants "{ $user }" more rights on "{ $mailbox }": { $rights }.
command-setacl-removes = SETACL takes rights on "{ $mailbox }" from "{ $user }": { $rights }.
command-setacl-none = SETACL takes all rights on "{ $mailbox }" from "{ $user }".
command-setacl-nothing = No rights follow the { $sign }, so SETACL would change nothing.
unknown-rights = Not among the registered rights: { $names }. A server has to answer BAD to a right that it does not know.
rights-lower-case = Rights are written in lower case: { $rights }.
right-l = to see it in lists (l)
right-r = to read it (r)
right-s = to change \Seen (s)
right-w = to change other flags (w)
right-i = to add messages (i)
right-p = to send mail to it (p)
right-k = to create mailboxes below it (k)
right-x = to delete it (x)
right-t = to change \Deleted (t)
right-e = to expunge (e)
right-a = to change rights (a)
right-n = to write shared annotations (n)
right-c = to create mailboxes, as RFC 2086 had it (c)
right-d = to delete, as RFC 2086 had it (d)
right-of-server = what the server has defined for it ({ $letter })
right-other = { $letter }
command-getquotaroot = GETQUOTAROOT asks which quotas limit "{ $mailbox }", and how much of them is used.
command-getquota = GETQUOTA asks how much of { $quota } is used and allowed.
quota-root = the quota "{ $name }"
quota-root-unnamed = the quota whose name is empty
command-setquota = SETQUOTA sets the limits of { $quota }: { $limits }.
command-setquota-none = SETQUOTA with an empty list removes all limits of { $quota }.
setquota-storage = { $limit } KiB of storage
setquota-message = { $limit ->
    [one] 1 message
   *[other] { $limit } messages
}
setquota-mailbox = { $limit ->
    [one] 1 mailbox
   *[other] { $limit } mailboxes
}
setquota-annotations = { $limit } KiB of annotations
setquota-other = { $limit } for { $resource }
filter-selected = the selected mailbox
filter-inboxes = the mailboxes to which new mail is delivered
filter-personal = all mailboxes of the user
filter-subscribed = all subscribed mailboxes
filter-subtree = { $names } and all mailboxes below
filter-subtree-one = { $names } and the mailboxes directly below
