# Lines that are not commands, or not right.

ends-idle = DONE ends IDLE. It has no tag, because it continues the IDLE command, which the server now completes.
ends-idle-of = DONE ends IDLE. It has no tag, because it continues the command { $tag }, which the server now completes.
tagged-done = DONE ends IDLE, but without a tag: it continues the IDLE command, so it is alone on its line.
cancels-authentication = A line with * alone cancels the login; the server answers BAD.
answers-challenge = This answers the server's + and continues the login; it is the mechanism's data, in base64.
answers-with-nothing = This empty line answers the server's + with an empty response.
answer-not-base64 = This answers the server's +, but it is not base64, which the login needs.
no-tag = No tag was sent: the server takes "{ $tag }" for the tag and "{ $word }" for the command.
no-tag-alone = No tag was sent: the server takes "{ $tag }" for the tag and finds no command behind it.
unknown-key = "{ $name }" is not a registered search key.
unknown-key-near = "{ $name }" is not a registered search key; { $nearest } was probably meant.
incomplete-key = { $key } lacks its argument. The syntax is: { $syntax }
trailing-blank = There is a blank at the end of the line, where the grammar has none.
wrong-argument = "{ $part }" is not a valid argument of { $key }. The syntax is: { $syntax }
unclosed-bracket = A closing bracket is missing.
unknown-part = "{ $name }" is not a registered { $what }.
part-return-option = RETURN option
part-sort-criterion = sort criterion
part-select-parameter = parameter of SELECT
part-create-parameter = parameter of CREATE
part-list-option = LIST option
part-fetch-modifier = FETCH modifier
part-store-modifier = STORE modifier
leading-blank = There is a blank at the beginning of the line, where the tag should be.
