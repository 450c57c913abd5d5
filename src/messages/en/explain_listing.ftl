# What LIST and LSUB do.

command-list = { $name } shows { $which }.
command-lsub-named = { $name } shows "{ $mailbox }" if it is among the subscribed names, even if no such mailbox exists any longer.
command-lsub = { $name } shows the subscribed names among { $which }, even of mailboxes that no longer exist.
list-separator = With the empty pattern "", no mailbox is listed: the answer is the hierarchy separator.
list-separator-of = With the empty pattern "", no mailbox is listed: the answer is the hierarchy separator and the root of "{ $reference }".
list-all = all mailboxes
list-top = the mailboxes on the top level
list-matching = { $count ->
    [one] the mailboxes that match { $patterns }
   *[other] the mailboxes that match one of the patterns { $patterns }
}
list-named = { $count ->
    [one] the mailbox { $patterns }, if it exists
   *[other] those of the mailboxes { $patterns } that exist
}
list-star = The * stands for any characters, hierarchy separators included.
list-percent = The % stands for any characters except the hierarchy separator.
list-both-wildcards = The * stands for any characters, the % for any except the hierarchy separator.
list-reference = The pattern is interpreted relative to "{ $reference }".
command-list-only = Of { $which }, { $name } shows only { $options }.
list-subscribed = subscribed ones
list-remote = Mailboxes on other servers are listed as well.
list-special-use = those with a special role
list-recursive = A mailbox is also listed if one below it qualifies.
list-utf8 = UTF8 adds the mailboxes that can only be selected with the parameter UTF8; RFC 6855 no longer has either.
list-utf8only = those that can be selected with the parameter UTF8 (dropped in RFC 6855)
list-referrals = Mailboxes on other servers are shown as well; selecting one of them can end with NO and a referral.
list-roles = The answers are XLIST responses, with the roles of mailboxes; today's servers have LIST with SPECIAL-USE for this.
list-returns = The answer also has, for each, { $options }.
return-subscribed = whether it is subscribed
return-children = whether it has mailboxes below it
return-special-use = its special role
return-utf8 = whether it needs or refuses the parameter UTF8
return-status = its STATUS
return-status-of = its STATUS ({ $items })
return-myrights = the user's rights on it
return-metadata = its annotations
return-metadata-of = { $count ->
    [one] its annotation { $entries }
   *[other] its annotations { $entries }
}
