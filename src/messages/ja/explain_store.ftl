# STORE、COPY、MOVE、UID EXPUNGE の働きです。

store-adds = { $name } は{ $set }に{ $flags }フラグを加えます。
store-removes = { $name } は{ $set }の{ $flags }フラグを外します。
store-replaces = { $name } は{ $set }のフラグをすべて{ $flags }に置き換えます。
store-clears = { $name } は{ $set }のフラグをすべて外します。
store-answers = サーバーは新しいフラグを FETCH 応答で知らせます。
store-silent = .SILENT は、新しいフラグを知らせないよう求めます。
store-unchangedsince = 変更シーケンス番号 { $modseq } より後に変わったメッセージはそのままになります。
unknown-store-item = 「{ $item }」は登録された STORE の項目ではありません。
command-copy = { $name } は{ $set }のコピーを「{ $mailbox }」の末尾に加えます。元のメッセージは残ります。
command-move = { $name } は{ $set }を、選択中のメールボックスから「{ $mailbox }」に移します。
command-expunge = UID EXPUNGE は{ $set }のうち、\Deleted フラグの付いたものを完全に消去します。
command-expunge-one = UID EXPUNGE は、\Deleted フラグが付いていれば{ $set }を完全に消去します。
recent-is-the-servers = \Recent はサーバーだけが付けるもので、クライアントは変えられません。
keyword-not-flag = バックスラッシュのない { $keyword } は、{ $flag } フラグではなくキーワードです。
