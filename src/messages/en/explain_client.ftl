# What a command does: `--explain`.

explain-unknown-command = "{ $name }" is not a registered command.
