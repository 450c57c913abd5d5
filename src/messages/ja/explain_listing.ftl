# LIST と LSUB の働きです。

command-list = LIST は{ $which }を示します。
command-lsub = LSUB は{ $which }のうち購読している名前を、もう存在しないものも含めて示します。
list-separator = 空のパターン "" ではメールボックスは示されず、階層の区切り文字が返ります。
list-separator-of = 空のパターン "" ではメールボックスは示されず、階層の区切り文字と「{ $reference }」の根の名前が返ります。
list-all = すべてのメールボックス
list-top = 最上位のメールボックス
list-matching = 「{ $pattern }」に合うメールボックス
list-named = メールボックス「{ $pattern }」（あれば）
list-star = * は、階層の区切り文字も含めた任意の文字列を表します。
list-percent = % は、階層の区切り文字を除く任意の文字列を表します。
list-both-wildcards = * は任意の文字列を、% は階層の区切り文字を除く任意の文字列を表します。
list-reference = パターンは「{ $reference }」を基準に解釈されます。
list-only = 対象は{ $options }に限られます。
list-subscribed = 購読しているもの
list-remote = ほかのサーバーにあるメールボックスも示されます。
list-special-use = 特別な役割を持つもの
list-recursive = 条件に合うものが下位にあれば、上位のメールボックスも示されます。
list-returns = それぞれについて、{ $options }も返します。
return-subscribed = 購読しているかどうか
return-children = 下位のメールボックスがあるかどうか
return-special-use = 特別な役割
return-status = STATUS の値
return-myrights = 利用者の権限
return-metadata = 注釈
