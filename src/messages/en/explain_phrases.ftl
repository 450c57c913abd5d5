# Phrases inside of explanations.

phrase-all-messages = all messages
phrase-last-message = the last message
phrase-saved = the messages of the saved search
phrase-message = message { $list }
phrase-messages = messages { $list }
phrase-messages-from = the messages from { $from } on
phrase-uid = the message with UID { $list }
phrase-uids = the messages with UIDs { $list }
phrase-uids-from = the messages with UIDs from { $from } on
phrase-range = { $from } to { $to }
phrase-quoted = "{ $name }"
