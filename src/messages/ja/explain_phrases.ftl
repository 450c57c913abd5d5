# 説明の中の語句です。

phrase-all-messages = すべてのメッセージ
phrase-last-message = 最後のメッセージ
phrase-saved = 保存された検索結果のメッセージ
phrase-message = メッセージ { $list }
phrase-messages = メッセージ { $list }
phrase-messages-from = メッセージ { $from } 以降
phrase-uid = UID { $list } のメッセージ
phrase-uids = UID { $list } のメッセージ
phrase-uids-from = UID { $from } 以降のメッセージ
phrase-range = { $from } から { $to }
phrase-quoted = 「{ $name }」
