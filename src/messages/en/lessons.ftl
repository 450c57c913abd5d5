## learn: the list of lessons.

learn-list = { $done } of { $of } lessons are done. Next: imapsh learn { $name }
learn-list-all = All { $of } lessons are done.
learn-done = done
learn-at-step = step { $step } of { $of }
learn-minutes = { $minutes } min
learn-no-lesson = There is no lesson "{ $name }"; imapsh learn lists them.
learn-near-miss = There is no lesson "{ $name }". Did you mean: imapsh learn { $nearest }
learn-no-steps = { $name } has no steps: each begins with a heading ("## …") and has a goal (":goal …"), as docs/lessons.md describes.
learn-needs-terminal = imapsh learn NAME needs a terminal to type in; imapsh replay NAME runs the lesson from start to end.
learn-check-needs-file = imapsh learn --check needs the file of a lesson, as in: imapsh learn --check mine.imap
learn-progress-unreadable = Cannot read the progress in { $path }: { $reason }
learn-progress-unwritable = Cannot keep the progress in { $path }: { $reason }

## lesson: a lesson at the prompt.

lesson-step = { $heading } (step { $step } of { $of })
lesson-keys = :hint helps, :skip does the step for you, :back returns to the step before, Ctrl-D leaves.
lesson-continues = The lesson continues at step { $step } of { $of }; the lines of the steps before are sent first.
lesson-step-done = Done.
lesson-progress = { $reached } of { $of } parts of this step are done.
lesson-complete = This was the lesson "{ $title }".
lesson-next = Next: imapsh learn { $name }
lesson-explore = You can go on typing; Ctrl-D leaves.
lesson-closed = The session has ended before the step was done. The lesson continues in a new one; Ctrl-D leaves.
lesson-skipping = These lines complete the step:
lesson-repeats = The lines of the previous steps are sent again.
lesson-new-session = The session begins again, with the mail as it was.
lesson-first-step = This is the first step.
lesson-way-failed = The steps before this one could not be repeated; :back returns to an earlier one.
lesson-is-complete = The lesson is complete; imapsh learn lists the others.
lesson-hint-syntax = The syntax is: { $syntax }
lesson-tagged-syntax = TAG { $syntax }
lesson-hint-type = Type: { $line }
lesson-hint-type-lines = Type these lines:
lesson-hint-empty-line = (an empty line)
lesson-hint-spoiled = That was different when the step began. :back returns to the step before, with the mail as it was then.
lesson-hint-reconnect = This step needs a session that is not logged in: :reconnect begins one.
lesson-hint-back = If that does not work, an earlier step may have ended differently: :back returns to the step before, with fresh mail.
lesson-hint-done = There is nothing left to type in this step but to wait for the server.

## missing: what of a goal is not reached.

missing-login = You are not logged in.
missing-logged-out = You are logged in; this step is about the time before the login.
missing-authenticated = A mailbox is selected; this step is about the time before that.
missing-authenticated-closed = The connection is closed.
missing-selection = No mailbox is selected.
missing-close = The connection is still open.
missing-mailbox-selected = "{ $mailbox }" is not selected; no mailbox is.
missing-other-selected = "{ $other }" is selected, and this step is about "{ $mailbox }".
missing-read-only = "{ $mailbox }" can be changed; it has to be opened read-only.
missing-read-write = "{ $mailbox }" is open read-only; it has to be opened so that it can be changed.
missing-idle = IDLE is not running.
missing-tls = The connection is not encrypted.
missing-plain = The connection is encrypted with TLS; this step is about one that is not.
missing-compressed = The connection is not compressed.
missing-response = The server has not sent this line: { $line }
missing-response-start = The server has not sent a line that begins with "{ $start }".
missing-response-part = The server has not sent the text "{ $part }".
missing-response-pattern = The server has not sent a line that contains { $parts }.
missing-answer = No command was answered with { $answer } in this step.
missing-answer-but = The answer was { $received }; this step is about a command that is answered with { $answer }.
missing-answer-to = The answer to { $command } was { $received }; this step is about { $answer } as the answer to { $names }.
missing-answer-to-unknown = { $command } was answered with { $received }; this step is about a word that is not a command, which is answered with { $answer }.
missing-command = { $names } has not succeeded in this step.
missing-own-tag = imapsh added the tag. Type one of your own before the command.
missing-own-count = imapsh has counted the octets. Count them yourself, and write the number in braces.
missing-literal = No command with a literal has succeeded in this step.
missing-together = The server had answered each command before the next one was sent. Send { $count } commands before the first is answered.
missing-together-yet = Send { $count } commands before the first is answered.
missing-item = { $item } of message { $messages } was not received.
missing-item-peek = { $item } of message { $messages } was not received. { $peek } asks for it too, and does not set \Seen.
missing-item-but = { $item } of message { $messages } was not received, but { $received } was.
missing-item-others = { $item } of message { $messages } was not received, but that of message { $others } was.
missing-item-by-uid = { $item } of message { $messages } was not asked for by its UID. Use UID FETCH.
missing-search-but = { $command } does not search.
missing-uids = The search has found message numbers; this step asks for UIDs.
missing-search = No search has been answered in this step.
missing-found = The search has found { $found }, which is not what this step asks for.
missing-found-nothing = The search has found nothing.
missing-found-uids = The search has found the UIDs { $found }, which is not what this step asks for.
missing-key = The search has found what this step asks for, but without the key { $keys }.
missing-listed = Not listed yet: { $names }
missing-listed-more = Also listed: { $names }
missing-status = The server has not reported { $items } of "{ $mailbox }".
missing-status-others = The server has reported the status of { $others }; this step asks for { $items } of "{ $mailbox }".
missing-messages = "{ $mailbox }" holds { $count ->
    [one] 1 message
   *[other] { $count } messages
    }; it should be { $expected }.
missing-message = No message in "{ $mailbox }" has this line in its header: { $pattern }
missing-message-left = A message in "{ $mailbox }" still has this line in its header: { $pattern }
missing-flag-of = Message { $number } (UID { $uid }) does not have { $flag }.
missing-no-flag-of = Message { $number } (UID { $uid }) has { $flag }.
missing-flag = The message with the UID { $uid } does not have { $flag }.
missing-no-flag = The message with the UID { $uid } has { $flag }.
missing-message-uid = There is no message with the UID { $uid } in "{ $mailbox }".
missing-mailbox = There is no mailbox "{ $mailbox }".
missing-mailbox-left = There is still a mailbox "{ $mailbox }".
missing-subscribed = "{ $mailbox }" is not subscribed to.
missing-subscribed-left = "{ $mailbox }" is still subscribed to.
missing-not = This is still the case: { $goal }

## lesson-check: the faults of a lesson.

check-ok = { $name }: { $steps } steps, nothing to report.
check-no-title = The first comment, which is the title, is missing.
check-no-duration = :lesson DURATION is missing, which says that the script is a lesson and how long it takes.
check-no-prose = The step "{ $heading }" has no prose: comments below its heading that say what to find out and why.
check-no-goal = The step "{ $heading }" has no goal.
check-no-solution = The step "{ $heading }" has no lines that reach its goals.
check-solved-before = The step "{ $heading }" is done before it begins: all of its goals are reached.
check-goal-missed = The lines of the step "{ $heading }" do not reach this goal. { $missing }
check-line-failed = A line of the step "{ $heading }" fails; imapsh replay shows which one.
check-unreachable = The step "{ $heading }" is not reached.
check-after-logout = { $count ->
    [one] 1 line is
   *[other] { $count } lines are
    } never sent, because the session has ended before.
