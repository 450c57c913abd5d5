# FETCH の働きです。

command-fetch = { $name } は{ $set }の{ $items }を返します。
fetch-sets-seen = \Seen フラグも付きます。PEEK を使えば付きません。
fetch-always-sets-seen = \Seen フラグも付きます。
fetch-peeks = PEEK なので、\Seen フラグは付きません。
fetch-read-only = メールボックスが読み取り専用なので、\Seen フラグは付きません。
fetch-changedsince = 変更シーケンス番号 { $modseq } より後に変わったメッセージだけが返ります。
fetch-vanished = VANISHED により、その後に消えた UID も尋ねます。
fetch-partial = そのうち { $range } 番目のメッセージだけが返ります。
item-with-comma = 項目の間にはコンマではなく空白を置きます。{ $item } の後にコンマは付けません。
unknown-item = 「{ $name }」は登録された FETCH の項目ではありません。
private-item = 「{ $name }」は登録されていません。サーバーが独自に定めることがあります。
macro-all = フラグ、内部日付、サイズ、エンベロープ（ALL）
macro-fast = フラグ、内部日付、サイズ（FAST）
macro-full = フラグ、内部日付、サイズ、エンベロープ、MIME 構造（FULL）
fetched-flags = フラグ
fetched-internaldate = 内部日付
fetched-size = オクテット数
fetched-envelope = エンベロープ（主なヘッダーフィールド）
fetched-body = 簡略な MIME 構造
fetched-bodystructure = MIME 構造
fetched-uid = UID
fetched-modseq = 変更シーケンス番号
fetched-preview = 本文の短いプレビュー
fetched-preview-lazy = 本文の短いプレビュー（LAZY: すぐに出せる場合だけ）
fetched-savedate = このメールボックスへの保存日時
fetched-emailid = 内容のオブジェクト ID
fetched-threadid = スレッドのオブジェクト ID
fetched-annotation = 注釈
fetched-annotations = 注釈 { $asked }
fetched-gmail-message = Gmail のメッセージ ID
fetched-gmail-thread = Gmail のスレッド ID
fetched-gmail-labels = Gmail のラベル
fetched-decoded = { $data }（デコード済み）
fetched-structure = { $data }の構造
fetched-conversions = { $data }に対して可能な変換
fetched-decoded-size = デコード後の{ $data }のサイズ
fetched-nothing = { $data }の 0 オクテット（数は 1 以上にする）
fetched-first-octets = { $data }の最初の { $count } オクテット
fetched-octets = { $count ->
    [1] { $data }の（0 から数えて）{ $first } 番目の 1 オクテット
   *[other] { $data }の（0 から数えて）{ $first } 番目から最大 { $count } オクテット
}
fetched-octets-from = { $data }の（0 から数えて）{ $first } 番目以降のオクテット
section-whole = 全文
section-header = ヘッダー
section-text = ヘッダーを除いた本文
section-fields = { $count ->
    [1] ヘッダーフィールド { $fields }
   *[other] ヘッダーフィールド { $fields }
}
section-fields-not = { $count ->
    [1] ヘッダー（フィールド { $fields } を除く）
   *[other] ヘッダー（フィールド { $fields } を除く）
}
section-part = パート { $part }
section-mime = パート { $part } の MIME ヘッダー
section-of-part = パート { $part } にあるメッセージ（このパートがメッセージである場合）の{ $data }
