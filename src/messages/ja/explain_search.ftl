# SEARCH、SORT、THREAD の働きです。否定されたキーでは { $not } が 1 です。

-exists = { $not ->
    [0] ある
   *[other] ない
}
-is = { $not ->
    [0] である
   *[other] でない
}
-contains = { $not ->
    [0] 含む
   *[other] 含まない
}
-matches = { $not ->
    [0] 一致する
   *[other] 一致しない
}
command-search = { $name } は{ $messages }を探し、{ $found }を返します。
command-search-only = { $name } は{ $messages }を探します。
messages-that = { $conditions }メッセージ
search-other-quotes = サーバーは { $mark } も探す文字列の一部として受け取ります。IMAP の文字列は二重引用符（"）で囲みます。
search-returns-numbers = メッセージ番号
search-returns-uids = UID
search-returns-number = そのメッセージ番号
search-returns-uid = その UID
return-min = 最小の{ $numbers }
return-max = 最大の{ $numbers }
return-all = すべての{ $numbers }（集合の形）
return-first = その順で最初の{ $numbers }
return-last = その順で最後の{ $numbers }
return-sorted = その順に並べた{ $numbers }（集合の形）
return-count = 件数
return-partial = 結果のうち { $range } 番目の{ $numbers }
return-relevancy = 関連度
return-save-min = SAVE により、そのうち最小のメッセージだけがサーバーに保存され、$ として使えます。
return-save-max = SAVE により、そのうち最大のメッセージだけがサーバーに保存され、$ として使えます。
return-save-ends = SAVE により、そのうち最小と最大のメッセージだけがサーバーに保存され、$ として使えます。
return-save = SAVE により、結果はサーバーに保存され、$ として使えます。
return-update = UPDATE により、結果が変わったら知らせるよう求めます。
return-context = CONTEXT は、同じ検索をまた使うと伝えます。
saved-is-empty = このセッションでは、メールボックスを選択してから検索結果を保存していないので、$ に当たるメッセージはありません。
header-with-colon = コロンはヘッダーフィールドの名前に含めません。HEADER { $field } のことかもしれません。
search-charset = 検索する文字列の文字セットは { $charset } です。
search-and = { $first }、かつ{ $next }
search-or = { $first }、または{ $next }
search-group = （{ $words }）
search-more = ほか { $more } 個の条件も満たす
search-nested = さらに別の条件を満たす
search-fuzzy = （緩やかに照合して）{ $words }
search-flag = { $flag } フラグが{ -exists }
search-new = { $not ->
    [0] \Recent フラグがあって \Seen フラグがない
   *[other] \Recent フラグがないか \Seen フラグがある
}
search-keyword = キーワード { $value } が{ -exists }
search-number = メッセージ番号が { $list } { -is }
search-uid = UID が { $list } { -is }
search-uids = UID が { $list } のどれか{ -is }
search-last = メッセージ番号が最大{ -is }
search-highest-uid = UID が最大{ -is }
search-sets = { $set }に{ $not ->
    [0] 含まれる
   *[other] 含まれない
}
search-saved = 保存された検索結果（$）に{ $not ->
    [0] 含まれる
   *[other] 含まれない
}
search-string = { $place }に「{ $value }」を{ -contains }
place-from = From フィールド
place-to = To フィールド
place-cc = Cc フィールド
place-bcc = Bcc フィールド
place-subject = 件名
place-body = 本文
place-text = ヘッダーか本文
search-header = ヘッダーフィールド { $field } に「{ $value }」を{ -contains }
search-header-any = ヘッダーフィールド { $field } が{ -exists }
date-internal = 内部日付
date-sent = Date フィールド
date-saved = 保存日
search-before = { $which }が { $date } より前{ -is }
search-on = { $which }が { $date } { -is }
search-since = { $which }が { $date } 以降{ -is }
search-larger = { $value } オクテットより{ $not ->
    [0] 大きい
   *[other] 大きくない
}
search-smaller = { $value } オクテットより{ $not ->
    [0] 小さい
   *[other] 小さくない
}
search-older = 内部日付が { $value } 秒以上前{ -is }
search-younger = 内部日付が過去 { $value } 秒以内{ -is }
search-modseq = 変更シーケンス番号が { $value } 以上{ -is }
search-modseq-of = { $kind }「{ $entry }」の変更シーケンス番号（サーバーがメッセージ全体の番号しか持たなければ、その番号）が { $value } 以上{ -is }
modseq-private = 利用者ごとの
modseq-shared = 全員に共通の
modseq-all = 利用者ごとか全員に共通の
search-uidafter = UID が { $value } より{ $not ->
    [0] 大きい
   *[other] 大きくない
}
search-uidbefore = UID が { $value } より{ $not ->
    [0] 小さい
   *[other] 小さくない
}
search-emailid = オブジェクト ID が { $value } { -is }
search-threadid = スレッド { $value } に{ $not ->
    [0] 属する
   *[other] 属さない
}
search-filter = 「{ $value }」というフィルターに{ -matches }
search-savedates = 保存日を記録するメールボックスに{ -exists }
search-gmail = Gmail 独自の検索式「{ $value }」に{ -matches }
search-gmail-label = Gmail のラベル「{ $value }」が{ -exists }
search-key = { $key } に{ -matches }
search-key-value = { $key } { $value } に{ -matches }
search-gmail-message = Gmail のメッセージ ID が { $value } { -is }
search-gmail-thread = Gmail のスレッド { $value } に{ $not ->
    [0] 属する
   *[other] 属さない
}
sort-then = { $first }、{ $next }
command-search-mailboxes = ESEARCH は{ $mailboxes }から{ $messages }を探し、メールボックスごとに{ $found }を返します。
search-mailboxes-and = { $first }、さらに{ $next }
command-sort = { $name } は{ $messages }を探し、{ $criteria }の順に並べて、{ $found }を返します。
command-sort-only = { $name } は{ $messages }を探し、{ $criteria }の順に並べます。
command-thread = { $name } は{ $messages }を探し、{ $how }スレッドにまとめて、{ $found }を返します。
command-uidbatches = UIDBATCHES は、最大 { $size } 通ずつを含む UID の範囲を、新しいメッセージから順に求めます。
uidbatches-range = そのうち { $range } 番目の範囲だけが返ります。
sort-arrival = 内部日付
sort-cc = 最初の Cc のアドレス（@ より前）
sort-date = 送信日時
sort-from = 差出人のアドレス（@ より前）
sort-size = サイズ
sort-subject = 件名
sort-to = 最初の To のアドレス（@ より前）
sort-displayfrom = 差出人の表示名
sort-displayto = 最初の To の宛先の表示名
sort-relevancy = 関連度
sort-annotation = 注釈
sort-annotation-of = 注釈 { $annotation }
sort-reverse = { $criterion }（逆順）
thread-orderedsubject = 件名と日付で
thread-references = 参照関係で
thread-refs = 件名を問わず参照関係だけで
unknown-algorithm = 「{ $name }」は登録されたスレッド化の方式ではありません。
search-annotation = 注釈 { $entry } に「{ $value }」を{ -contains }
