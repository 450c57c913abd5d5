# The help on a word of the reference. Its sentences are in src/reference/data.

help-word = { $syntax }   ({ $about })
help-word-obsolete = { $syntax }   ({ $about }, obsolete)
help-example = Example: { $example }
help-next = Then try: { $next }

## When a command is allowed.

help-any-state = Allowed in any state.
help-before-login = Allowed before login.
help-after-login = Allowed after login.
help-selected = Allowed while a mailbox is selected.
help-needs = Needs the server's { $capability }.
help-needs-before-login = Needs the server's { $capability }. The server offers it before login only.
help-lacks = Needs the server's { $capability }. This server's CAPABILITY does not have it.
