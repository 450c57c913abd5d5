# 応答コードの意味です。

code-unknown = [{ $name }] は登録された応答コードではありません。
code-alert = サーバーは、この文を利用者に見せるよう求めています: { $shown }
code-unseen = メッセージ { $number } は \Seen フラグのない最初のメッセージです。
code-uidvalidity = この番号が { $number } である限り UID は有効です。変わったら、クライアントは知っている UID をすべて捨てなければなりません。
code-uidnext = 次のメッセージの UID は { $number } 以上になります。
code-highestmodseq = このメールボックスにあるメッセージの変更シーケンス番号のうち、最大のものは { $number } です。
code-appenduid = そこでの UID は { $uids } です。
code-copyuid = { $source }の移動先またはコピー先での UID は { $target } です。
code-modified = その間に変更されていたため、{ $messages } は変更されませんでした。
code-mailboxid = メールボックスの識別子は { $id } です。名前を変えても同じままです。
code-badcharset = サーバーが対応している文字集合は { $charsets } です。
code-permanentflags = 次のフラグの変更はセッションの後も残ります: { $flags }
code-permanentflags-and-new = 次のフラグの変更はセッションの後も残ります: { $flags }。新しいキーワードも作れます。
code-permanent-none = フラグを変更しても、セッションの後には残りません。
code-permanent-any = 新しいキーワードを作ることができ、セッションの後も残ります。
code-missing = 応答コードの括弧の中にコードがありません。
