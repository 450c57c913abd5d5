# LIST と LSUB の働きです。

command-list = { $name } は{ $which }を示します。
command-lsub-named = { $name } は、「{ $mailbox }」が購読している名前なら、メールボックスがもう存在しなくてもそれを表示します。
command-lsub = { $name } は{ $which }のうち購読している名前を、もう存在しないものも含めて示します。
list-separator = 空のパターン "" ではメールボックスは示されず、階層の区切り文字が返ります。
list-separator-of = 空のパターン "" ではメールボックスは示されず、階層の区切り文字と「{ $reference }」の根の名前が返ります。
list-all = すべてのメールボックス
list-top = 最上位のメールボックス
list-matching = { $count ->
    [1] { $patterns }に合うメールボックス
   *[other] { $patterns }のどれかに合うメールボックス
}
list-named = { $count ->
    [1] メールボックス{ $patterns }（あれば）
   *[other] メールボックス{ $patterns }（存在するものだけ）
}
list-star = * は、階層の区切り文字も含めた任意の文字列を表します。
list-percent = % は、階層の区切り文字を除く任意の文字列を表します。
list-both-wildcards = * は任意の文字列を、% は階層の区切り文字を除く任意の文字列を表します。
list-reference = パターンは「{ $reference }」を基準に解釈されます。
command-list-only = { $name } は{ $which }のうち、{ $options }だけを示します。
list-subscribed = 購読しているもの
list-remote = ほかのサーバーにあるメールボックスも示されます。
list-special-use = 特別な役割を持つもの
list-recursive = 条件に合うものが下位にあれば、上位のメールボックスも示されます。
list-utf8 = UTF8 により、UTF8 パラメーターを付けなければ選択できないものも示されます。どちらも RFC 6855 で廃止されました。
list-utf8only = UTF8 パラメーター（RFC 6855 で廃止）を付けて選択できるもの
list-referrals = ほかのサーバーにあるメールボックスも示され、その選択は NO と別のサーバーへの案内に終わることがあります。
list-roles = メールボックスの役割が XLIST 応答で返ります。今のサーバーでは、LIST と SPECIAL-USE を使います。
list-returns = それぞれについて、{ $options }も返します。
return-subscribed = 購読しているかどうか
return-children = 下位のメールボックスがあるかどうか
return-special-use = 特別な役割
return-utf8 = UTF8 パラメーターが必要か、または使えないか
return-status = STATUS の値
return-status-of = STATUS の値（{ $items }）
return-myrights = 利用者の権限
return-metadata = 注釈
return-metadata-of = { $count ->
    [1] 注釈 { $entries }
   *[other] 注釈 { $count } 個（{ $entries }）
}
