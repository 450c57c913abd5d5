# FETCH 応答の意味です。

explain-fetch-nothing = この応答にはメッセージのデータがありません。
explain-fetch-data = メッセージ { $number } のデータは、{ $items }です。
explain-uid-fetch-data = UID { $number } のメッセージのデータは、{ $items }です。
explain-no-flag = メッセージ { $number } にフラグはありません。
explain-one-flag = メッセージ { $number } にはフラグ { $flag } が付いています。
explain-flags-of = メッセージ { $number } にはフラグ { $list } が付いています。
explain-during-idle = IDLE の実行中なので、サーバーがこれを知らせています。
explain-flags-unasked = 本文を読むと \Seen が付くため、フラグも求められていないのに知らされます。
explain-unasked = 要求に答えたものではなく、ほかのセッションなどによる変更をサーバーが知らせたものです。
explain-flags-changed = フラグは求められていませんが、このセッションやほかのセッションで変わると、サーバーはこのように知らせます。
flag-seen = 読まれたメッセージに付く印です。
flag-answered = 返信したメッセージに付く印です。
flag-flagged = 特に注意するメッセージに付く印です。
flag-deleted = EXPUNGE で消去されるメッセージに付く印です。
flag-draft = 書きかけのメッセージに付く印です。
flag-recent = サーバーの知る限り、このセッションが最初にこのメッセージの存在を知らされました。
item-uid = UID { $number }
item-size = 全体で { $octets } オクテット
item-modseq = 最後に変更されたときの番号（変更シーケンス番号）{ $number }
item-internaldate = 内部日付 { $date }
item-no-flags = フラグなし
item-one-flag = フラグ { $flag }
item-flags = フラグ { $flags }
item-preview = プレビュー「{ $preview }」
item-empty-preview = 文のないプレビュー
item-no-preview = プレビューなし
item-savedate = このメールボックスに入った日時 { $date }
item-no-savedate = メールボックスに入った日時なし
item-emailid = 識別子 { $id }
item-threadid = スレッド { $id }
item-no-threadid = スレッドの識別子なし
item-no-emailid = EMAILID なし（どのメッセージにもあるはずのもの）
item-annotations = 注釈 { $entries }
item-labels = Gmail のラベル { $labels }
item-no-labels = Gmail のラベルなし
item-gmail-message = Gmail のメッセージ { $number }
item-gmail-thread = Gmail のスレッド { $number }
item-decoded-size = デコードした{ $described }が { $octets } オクテット
item-unknown = { $name }（登録されていない項目）
item-envelope = エンベロープ
item-envelope-empty = 差出人、件名、日付のないエンベロープ
item-envelope-of = エンベロープ（{ $fields }）
envelope-from = 差出人「{ $from }」
envelope-subject = 件名「{ $subject }」
envelope-date = 日付「{ $date }」
item-multipart = 構造（{ $media }、{ $count } パート: { $kinds }）
item-single-part = 構造（{ $media }、{ $octets } オクテット）
item-part-of-unknown-size = 構造（{ $media }）
item-structure-of = { $described }の構造
item-conversions-of = { $described }に可能な変換
item-not-converted = { $described }（変換失敗: 「{ $said }」）
item-without-value = { $name }（値なし）
item-none = { $described }（NIL: データなし）
item-part = { $octets ->
    [0] { $described }（空）
   *[other] { $described }（{ $octets } オクテット）
}
item-part-first = { $described }の最初の { $octets } オクテット
item-part-from = { $octets ->
    [0] { $described }の（0 から数えて）{ $from } 番目からは空（その前に終わっている場合など）
    [1] { $described }の（0 から数えて）{ $from } 番目の 1 オクテット
   *[other] { $described }の（0 から数えて）{ $from } 番目から { $octets } オクテット
}
part-whole = メッセージ全体
part-number = パート { $part }
part-of = パート { $part } の
part-text = { $of }本文
part-mime = { $of } MIME ヘッダー
part-header = { $of }ヘッダー
part-fields = { $count ->
    [1] { $of }ヘッダーフィールド { $fields }
   *[other] { $of }ヘッダーフィールド { $fields }
}
part-other-fields = { $count ->
    [1] { $of }ヘッダーのうち { $fields } 以外
   *[other] { $of }ヘッダーのうち { $fields } 以外
}
part-decoded = デコードした{ $described }
flags-added = 前に知らされた後に付いたフラグ: { $flags }。
flags-removed = 前に知らされた後に外れたフラグ: { $flags }。
flag-unknown = { $flag } は登録されたフラグではありません。
flag-with-meaning = { $flag }（{ $word }）
flag-word-seen = 既読
flag-word-answered = 返信済み
flag-word-flagged = 要注意
flag-word-deleted = EXPUNGE で消去
flag-word-draft = 書きかけ
flag-word-recent = このセッションに最初に通知
flag-negated = { $flag } を外すには -FLAGS ({ $flag }) とします。
