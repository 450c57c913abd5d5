# APPEND と REPLACE の働きです。

command-append = APPEND は { $size }のメッセージを「{ $mailbox }」に加えます。
command-multiappend = APPEND は { $count } 通のメッセージを「{ $mailbox }」に加えます。1 通でも失敗すれば、どれも加わりません。
append-flags = フラグは { $flags } になります。
append-date = 内部日付は { $date } になります。
append-utf8 = UTF8 は、ヘッダーフィールドに UTF-8 の文字があってもよいことを示します。サーバーに UTF8=ACCEPT があり、ENABLE で有効にしてあることが必要です。RFC 6855 に代わる RFC 9755 では廃止され、メッセージだけを送れば足ります。
append-binary = 波括弧の前の ~ は、メッセージに NUL オクテットがあってもよいという印です。
append-nothing = 0 オクテットのメッセージはエラーになり、MULTIAPPEND のあるサーバーは NO と答え、何も加えません。クライアントはこうして APPEND を取り消せます。
append-waits = メッセージは、サーバーが + で答えてから送ります。
append-at-once = 波括弧の中の + は、答えを待たずにメッセージを送るという印です。
command-replace = { $name } は { $size } オクテットの新しいメッセージを「{ $mailbox }」に加え、選択中のメールボックスから{ $set }を取り除きます。
