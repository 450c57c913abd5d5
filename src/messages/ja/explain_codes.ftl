# 応答コードの意味です。

code-unknown = [{ $name }] は登録された応答コードではありません。
code-experimental = [{ $name }] は登録された応答コードではありませんが、このような名前はサーバーが独自に定めることができます。
code-unknown-near = [{ $name }] は登録された応答コードではありません。{ $nearest } の打ち間違いかもしれません。
code-out-of-place = コード [{ $name }] は{ $place }に付くもので、ここでの意味は定められていません。
code-place-refused-command = コマンドへの NO か BAD
code-place-refusal = NO、BAD、BYE のどれか
code-place-untagged = タグのない OK
code-place-ok = OK 応答
code-place-ok-to = { $commands } への OK
code-place-completion = { $command } への応答
code-alert = 利用者に「{ $shown }」という文言を見せる必要があります。
code-unseen = メッセージ { $number } は \Seen フラグのない最初のメッセージです。
code-uidvalidity = この番号が { $number } である限り UID は有効です。
uidvalidity-changes = 変わったら、クライアントは知っている UID をすべて捨てなければなりません。
code-uidvalidity-changed = UIDVALIDITY が { $before } から { $number } に変わりました。クライアントが知っているこのメールボックスの UID はすべて無効です。
code-uidvalidity-other = UIDVALIDITY は { $number } で、クライアントが指定した { $named } ではありません。サーバーは QRESYNC の残りを無視し、クライアントはこのメールボックスについて知っている UID をすべて破棄しなければなりません。
code-uidnext = 次のメッセージの UID は { $number } 以上になります。
code-highestmodseq = このメールボックスで最後に行われた変更の番号（変更シーケンス番号）は { $number } です。
modseqs-rise = その後の変更の番号はこれより大きくなるので、クライアントは以後の変更だけを求めることができます。
code-appenduid = 追加されたメッセージの UID は { $uid } です（格納先の UIDVALIDITY が { $validity } である間は有効です）。
code-appenduids = 追加されたメッセージの UID は { $uids } です（格納先の UIDVALIDITY が { $validity } である間は有効です）。
code-copyuid-unequal = 元の UID が { $sources } 個、コピーの UID が { $targets } 個で、数が合いません。どのコピーがどれのものかは分かりません。
code-copyuid = { $count ->
    [1] 格納先のメールボックス（UIDVALIDITY は { $validity }）での UID は { $target } で、元の UID は { $source } です。
   *[other] 格納先のメールボックス（UIDVALIDITY は { $validity }）での UID は、元の { $source } の順に { $target } です。
}
code-modified = UNCHANGEDSINCE の条件に合わなかったため、{ $messages } は元のままです。
code-mailboxid = メールボックスの識別子は { $id } です。名前を変えても同じままです。
code-badcharset = サーバーが対応している文字セットは { $charsets } です。
code-permanentflags = 次のフラグの変更はセッションの後も残ります: { $flags }。
code-permanentflags-and-new = 次のフラグの変更はセッションの後も残ります: { $flags }。新しいキーワードも作れます。
code-permanent-none = フラグを変更しても、セッションの後には残りません。
code-permanent-any = 新しいキーワードを作ることができ、セッションの後も残ります。
code-missing = 応答コードの括弧の中にコードがありません。
code-newname = メールボックス「{ $old }」の新しい名前は「{ $new }」です。
code-badurl = 使えなかった最初の URL は { $url } です。
code-noupdate = サーバーは検索 { $tag } の結果がその後に変わっても知らせません。
code-undefined-filter = 利用者が使えるフィルター「{ $name }」はありません。
code-badevent = NOTIFY で指定したイベントの中にサーバーが対応していないものがあります。対応しているのは { $events } です。
code-maxconvertmessages = 1 つの CONVERT で指定できるのは { $number } 通までです。
code-maxconvertparts = 1 つの CONVERT で指定できるのは 1 通につき { $number } パートまでです。
code-overquota-refused = クォータを超えるため、コマンドは拒否されました。
code-overquota-reading = アカウントの上限を超えているため、コマンドは拒否されました。このコマンドは何も保存しないので、コマンドの数や転送量の上限かもしれません。
code-overquota = ソフトクォータを超えています。そのために拒否されたコマンドはありません。
code-messagelimit = 1 つのコマンドで処理できるのは { $number } 通までです。
code-messagelimit-done = UID の大きい順に、UID { $uid } に達するまで { $number } 通だけが処理されました。残りについてはコマンドを送り直せます。
code-metadata-longentries = 長すぎる注釈は省かれました。最も長いものは { $size } です。
code-metadata-maxsize = 値が大きすぎます。サーバーが許すのは { $size } までです。
code-metadata-toomany = 注釈の数がサーバーの上限に達しているので、追加できません。
code-metadata-noprivate = サーバーは個人用の注釈に対応しておらず、共有の注釈だけを使えます。
code-annotations-size = このメールボックスのメッセージには注釈を付けられます。1 つの値は { $size }までです。
code-annotations-none = このメールボックスのメッセージには注釈を付けられません。
code-annotations-read-only = このメールボックスのメッセージには注釈がありえますが、クライアントは変更できません。
code-annotations-noprivate = NOPRIVATE なので、個人用の注釈は使えず、共有の注釈だけを使えます。
code-annotate-toobig = 値が大きすぎるため、注釈は保存されませんでした。
code-annotate-toomany = 注釈の数がサーバーの上限に達しているため、保存されませんでした。
code-urlmech = GENURLAUTH で URL を承認する方式として { $mechanisms } が使えます。
code-downgraded = 次の UID のメッセージには、クライアントの扱えない国際化されたヘッダーフィールドがあるため、サーバーは簡略な形で返しました: { $uids }。
code-inprogress = コマンドはまだ実行中です。
code-inprogress-some = コマンドはまだ実行中で、{ $all } 件のうち { $done } 件が済みました。
code-inprogress-some-done = コマンドはまだ実行中で、{ $done } 件が済みました。
code-inprogress-tag = コマンド { $tag } はまだ実行中です。
code-inprogress-done = コマンド { $tag } はまだ実行中で、{ $done } 件が済みました。
code-inprogress-of = コマンド { $tag } はまだ実行中で、{ $all } 件のうち { $done } 件が済みました。
code-argument-missing = { $name } の引数が足りません。
code-referral = サーバーは { $url } を使うよう案内しています。
code-referral-login = この利用者のメールボックスは別のサーバー（{ $url }）にあるので、そちらに接続してログインします。
code-referral-logged-in = 利用者自身のメールボックスは別のサーバー（{ $url }）にあり、そちらにもログインできます。
code-referral-mailbox = このメールボックスは別のサーバー（{ $url }）にあるので、そちらに接続してログインし、コマンドを送り直します。

# 拒否された後にできることです。

advice-authorizationfailed = 別の利用者を指定しなければ、ログインできるかもしれません。
advice-noperm = サーバーに ACL があれば、メールボックスに対して利用者ができることを MYRIGHTS で調べられます。
advice-haschildren = 先に、下にあるメールボックスを削除するか、RENAME で移します。
advice-unknown-cte = BINARY の代わりに BODY を使えば、エンコードされたままのパートが返ります。
advice-notsaved = SAVE を付けない検索なら結果が返るので、それを $ の代わりに使えます。
advice-badcomparator = 名前を付けない COMPARATOR で、使われている比較規則を調べられます。
advice-useattr = USE を付けなければ、CREATE は成功するかもしれません。
advice-undefined-filter = フィルターは /private/filters/values と /shared/filters/values の下の注釈で、GETMETADATA で読めます。
advice-toobig = サーバーに APPENDLIMIT があれば、上限を CAPABILITY か STATUS で調べられます。
advice-overquota = クォータの使用量は GETQUOTAROOT で分かります。メッセージを完全に消去すれば空きができます。
advice-overquota-create = クォータの使用量は GETQUOTAROOT で分かります。メールボックスの数についてのクォータは MAILBOX という名前です。
advice-serverbug = サーバーの管理者なら、ログで原因を調べられるかもしれません。
