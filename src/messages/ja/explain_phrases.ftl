# 説明の中の語句です。和文と英数字の間の空白は、語句の境目では自動的に調整されます。

phrase-all-messages = すべてのメッセージ
phrase-last-message = 最後のメッセージ
phrase-saved = 保存された検索結果のメッセージ
phrase-message = メッセージ { $list }
phrase-messages = { $ranges ->
    [1] 番号 { $list } のメッセージ
   *[other] 番号（{ $list }）のメッセージ
}
phrase-some-messages = { $count } 通のメッセージ
phrase-messages-from = 番号 { $from } から最後までのメッセージ
phrase-no-messages = 0 通のメッセージ
phrase-uid = UID { $list } のメッセージ
phrase-uids = { $ranges ->
    [1] UID { $list } のメッセージ
   *[other] UID（{ $list }）のメッセージ
}
phrase-uids-from = UID { $from } 以降のメッセージ（最後のメッセージは必ず含む）
phrase-uids-from-again = UID { $from } 以降のメッセージ
phrase-highest-uid = UID が最大のメッセージ
phrase-from-end = 末尾から数えて { $range }
phrase-if-exists = { $set }（あれば）
phrase-where-exist = { $set }（存在するものだけ）
phrase-range = { $from } から { $to }
phrase-range-from = { $from } から最後まで
phrase-last-number = 最後
phrase-last-uid = 最大のもの
phrase-and-more = 、ほか { $more } 個
phrase-and-others = {" "}など
phrase-octets = { $octets } オクテット
phrase-size = { $rounded } { $unit }（{ $octets } オクテット）
phrase-quoted = 「{ $name }」
phrase-unknown-names = 次の名前は登録されていません: { $names }。
phrase-private-names = 次の名前は登録されていませんが、サーバーが独自に定めることができます: { $names }。
