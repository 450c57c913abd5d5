# メールボックスに関するコマンドの働きです。

command-select = SELECT は「{ $mailbox }」を読み書きできるように開きます。メッセージには 1 から番号が付きます。
command-select-uid-only = SELECT は「{ $mailbox }」を読み書きできるように開きます。UIDONLY が有効なので、メッセージは UID だけで指します。
command-examine = EXAMINE は「{ $mailbox }」を読み取り専用で開きます。何をしても、メッセージもフラグも変わりません。
select-leaves = それまで選択していたメールボックスは、メッセージを消去せずに閉じられます。
select-condstore = CONDSTORE により、サーバーはフラグの変更を変更シーケンス番号とともに知らせるようになります。
select-qresync = QRESYNC により、UIDVALIDITY が { $validity } のままなら、変更シーケンス番号 { $modseq } より後に変わったメッセージと消えたメッセージも尋ねます。
select-qresync-known = クライアントが知っているメッセージの UID は { $uids } で、これらについてだけ尋ねます。
select-qresync-match = クライアントの知る限り、メッセージ番号 { $numbers } の UID は{ $count ->
    [1] { " " }{ $uids }
   *[other] 順に { $uids }
} でした。削除の記録を持たないサーバーは、これを使って報告を減らせます。
command-create = CREATE はメールボックス「{ $mailbox }」を作ります。選択はされません。
command-create-inbox = INBOX は予約された名前なので作成できず、CREATE は失敗します。
create-above = { $separator } が階層の区切り文字なら、名前には含まれず、この下にメールボックスを作る予定だという宣言です。
create-below = { $separator } が階層の区切り文字なら、足りない上位のメールボックスもサーバーが作るはずです。
create-above-known = 末尾の { $separator } は階層の区切り文字で、名前には含まれず、この下にメールボックスを作る予定だという宣言です。
create-below-known = 階層の区切り文字が { $separator } なので、足りない上位のメールボックスもサーバーが作るはずです。
create-ordinary = セッションに出た名前の階層の区切り文字は { $separator } で、同じ階層の下では { $mark } は普通の文字です。
create-use = USE は、その役割を { $uses } にするよう求めます。
create-uses = USE は、その役割を { $uses } にするよう求めます。
command-delete = DELETE はメールボックス「{ $mailbox }」を、すべてのメッセージごと完全に削除します。その下のメールボックスは残ります。
command-delete-inbox = INBOX は削除できないので、DELETE は失敗します。
command-rename = RENAME は「{ $from }」の名前を「{ $to }」に変えます。その下のメールボックスの名前も一緒に変わります。
command-rename-inbox = INBOX の名前の変更は特別で、メッセージが新しいメールボックス「{ $to }」に移り、INBOX は空で残ります。
command-subscribe = SUBSCRIBE は「{ $mailbox }」を購読している名前に加えます。メールボックスそのものは変わりません。
command-unsubscribe = UNSUBSCRIBE は「{ $mailbox }」を購読している名前から外します。メールボックスとメッセージは残ります。
command-close-read-only = CLOSE はメールボックスの選択を解除します。読み取り専用なので、メッセージは消去されません。
command-status = STATUS は「{ $mailbox }」を選択せずに、{ $items }を尋ねます。
asked-messages = メッセージ数
asked-recent = \Recent フラグの付いたメッセージの数（サーバーの知る限り、ほかのセッションに知らされていないもの）
asked-uidnext = 次の UID
asked-uidvalidity = UIDVALIDITY の値
asked-unseen = \Seen フラグの付いていないメッセージの数
asked-highestmodseq = 最大の変更シーケンス番号
asked-size = 全メッセージの合計サイズ
asked-deleted = \Deleted フラグの付いたメッセージの数
asked-deleted-storage = \Deleted フラグの付いたメッセージの容量
asked-appendlimit = 受け付けるメッセージの最大サイズ
asked-mailboxid = オブジェクト ID
unknown-status-item = 「{ $name }」は登録された STATUS の項目ではありません。
status-of-selected = これは選択中のメールボックスで、STATUS を使うことは想定されていません。新しいメッセージはサーバーから知らせてきます。
