# What a command does: `--explain`.

explain-unknown-command = "{ $name }" is not a registered command.

explain-nothing-yet = There is nothing to explain yet: :explain explains the last command and its answer.
