# STORE、COPY、MOVE、UID EXPUNGE の働きです。

store-adds = { $name } は{ $set }に{ $flags }フラグを加えます。
store-removes = { $name } は{ $set }の{ $flags }フラグを外します。
store-replaces = { $name } は{ $set }のフラグをすべて{ $flags }に置き換えます。
store-clears = { $name } は{ $set }のフラグをすべて外します。
store-answers = サーバーは新しいフラグを FETCH 応答で知らせます。
store-silent = .SILENT は、新しいフラグを知らせないよう求めます。
store-unchangedsince = 変更シーケンス番号 { $modseq } より後に変わったメッセージはそのままになります。
unknown-store-item = 「{ $item }」は登録された STORE の項目ではありません。
store-sets-annotations = { $name } は{ $set }の注釈を設定します: { $entries }。
store-removes-annotations = NIL は値がないことを表すので、{ $name } は{ $set }の注釈を削除します: { $entries }。
store-annotations-silent = サーバーは新しい値を知らせません。
annotation-attributes = { $entries }（{ $attributes }）
append-annotations = 次の注釈が付きます: { $entries }。
labels-added = { $name } は{ $set }に Gmail のラベル { $count } 個（{ $labels }）を加えます。ほかのラベルはそのままです。
labels-removed = { $name } は{ $set }から Gmail のラベル { $count } 個（{ $labels }）を外します。
labels-replaced = { $name } は{ $set }の Gmail のラベルをすべて { $labels } に置き換えます。
labels-cleared = { $name } は{ $set }の Gmail のラベルをすべて外します。
labels-silent = .SILENT は、新しいラベルを知らせないよう求めます。
command-copy = { $name } は{ $set }のコピーを「{ $mailbox }」の末尾に加えます。元のメッセージは残ります。
command-copy-one = { $name } は{ $set }のコピーを「{ $mailbox }」の末尾に加えます。元のメッセージは残ります。
command-move = { $name } は{ $set }を、選択中のメールボックスから「{ $mailbox }」に移します。
command-expunge = UID EXPUNGE は{ $set }のうち、\Deleted フラグの付いたものを完全に消去します。
command-expunge-one = UID EXPUNGE は、\Deleted フラグが付いていれば{ $set }を完全に消去します。
recent-is-the-servers = \Recent はサーバーだけが付けるもので、クライアントは変えられません。
keyword-not-flag = バックスラッシュのない { $keyword } は、{ $flag } フラグではなくキーワードです。
