# What a command does: `--explain`.

masked-part = A part of the line is not shown, because it may be a password.
masked-line = After the tag, the line is not shown, because it may be a password.
explain-more = For the rest, see :help { $word }.
explain-masked-word = This word is hidden because it may be the password of the login above. It is explained once a login has succeeded, or in a shell: imapsh explain WORD
explain-nothing-yet = There is nothing to explain yet: :explain explains the last command and its answer.
explain-directive = :{ $name } is a directive: it tells imapsh what to do and is not sent to the server. Type :help :{ $name } in imapsh to see what it does.

explain-input = Type or paste the lines to explain; Ctrl-D ends them.
explain-input-failed = Cannot read standard input: { $reason }. Redirect a file into it, or pass one line as an argument.
