# 応答の意味です。

explain-no-response = これは IMAP の応答ではありません。
explain-unknown-response = 「{ $word }」は登録された応答ではありません。
explain-unknown-response-near = 「{ $word }」は登録された応答ではありません。{ $nearest } のことかもしれません。
explain-experimental-response = 「{ $word }」は登録された応答ではありませんが、このような名前はサーバーが独自に定めることができます。
explain-misplaced = { $name } を含む応答の形は「{ $syntax }」です。
explain-number-alone = 数が何を表すかを示す語がありません。
explain-number-bounds = { $number } は正しくありません。文法では、そこには { $least } から { $most } までの数を置きます。
explain-left-out = この行の一部は省かれています。
explain-unknown-part = { $part }は、文法ではそこに置けません。
explain-open-set = 応答では UID を番号で示します。{ $part } にある * を使えるのはクライアントだけです。
explain-ends-with-literal = 応答がリテラルで終わり、閉じ括弧がありません。リテラルの大きさが正しくないのかもしれません。
explain-literal-too-short = リテラルの後にあるものがリテラルの一部なら、リテラルの大きさが小さすぎます。
explain-part-missing = この応答は不完全で、{ $part }がありません。
part-attributes = メールボックスの属性の一覧（(\HasChildren) など）
part-delimiter = 階層の区切り文字
part-mailbox = メールボックス名
part-items = 項目と値の一覧
part-flags = フラグの一覧
part-uids = UID の集合
part-namespace = 3 種類の名前空間のどれか
part-id-fields = 項目の一覧
part-quota = クォータの名前
part-resources = リソースの一覧
part-identifier = 利用者の識別子
part-rights = 権限の一覧
part-entries = 注釈の一覧
part-languages = 言語の一覧
part-comparator = 比較規則の名前
part-mime-type = メディアタイプ
part-url = 応答の URL
part-url-data = URL のデータ
part-capabilities = ケイパビリティの一覧
part-correlator = 括弧に入れたコマンドのタグ

## 状態応答と継続要求

explain-greeting = サーバーの準備ができました。次はログインです。
explain-preauth = この接続はすでにログイン済みなので、LOGIN は要りません。
explain-late-preauth = PREAUTH は接続直後の挨拶でだけ使えます。
explain-refused = サーバーは接続を受け付けず、閉じます。
explain-bye-asked = LOGOUT で求められたとおり、サーバーがセッションを終えます。
explain-bye = サーバーがセッションを終え、接続を閉じます。LOGOUT への応答か、サーバーの都合によるものです。
explain-bye-unasked = 求められていないのに、サーバーがセッションを終えます。{ $texts ->
    [0] {""}
   *[other] 応答の文言に理由が書かれていることがあります。
}
explain-no-text = この応答には、RFC 3501 の文法で必要な文言がありません。
explain-information = 人が読むための文です。状態は何も変わりません。
explain-perhaps-greeting = 接続して最初の行なら、挨拶です。サーバーの準備ができていて、次はログインです。
explain-information-in-idle = 人が読むための文で、状態は何も変わりません。IDLE の間、サーバーは接続を保つためにこのような行を送ります。
explain-tag-ok = タグ { $tag } のコマンドが成功しました。
explain-succeeded = { $name } が成功しました。
explain-done-in-part = { $name } は成功しましたが、一部のメッセージには適用されていません。
explain-logged-in = ログインに成功しました。メールボックスの一覧と選択ができるようになりました。
explain-opened = メールボックス「{ $mailbox }」が選択されました。
explain-opened-read-write = メールボックス「{ $mailbox }」が読み書きできる状態で選択されました。
explain-opened-read-only = メールボックス「{ $mailbox }」が読み取り専用で選択されました。
explain-logged-out = セッションは終わり、サーバーが接続を閉じます。
explain-idle-ended = IDLE が終わり、サーバーは再びコマンドを受け付けます。
explain-closed = メールボックスの選択が解除され、\Deleted フラグの付いたメッセージは消去されました。
explain-mailbox-closed = メールボックスの選択が解除されました。
explain-unselected = メールボックスの選択が解除されました。メッセージは消去されていません。
explain-created = メールボックス「{ $mailbox }」ができました。
explain-deleted = メールボックス「{ $mailbox }」は削除されました。
explain-inbox-renamed = INBOX のメッセージは「{ $new }」に移り、INBOX は残っています。
explain-renamed = メールボックス「{ $mailbox }」の名前が「{ $new }」になりました。
explain-appended = メッセージが「{ $mailbox }」に入りました。
explain-appended-several = { $count } 通のメッセージが「{ $mailbox }」に入りました。
explain-copied = { $what }が「{ $mailbox }」にコピーされました。
explain-moved = { $what }が、選択中のメールボックスから「{ $mailbox }」に移りました。
explain-expunge-in-between = メッセージ番号が変わってしまうため、サーバーは { $name } の処理中に EXPUNGE を送ってはいけないことになっています。
explain-expunged = \Deleted フラグの付いたメッセージは、上に報告されたとおり消去されました。
explain-expunged-nothing = { $name } が終わりました。消去の報告はありません。
explain-uid-expunged = UID EXPUNGE が終わりました。消去されたメッセージは上に報告されています。
explain-fetched = FETCH が終わりました。返されたデータは上にあります。
explain-fetched-nothing = FETCH が終わりました。返されたメッセージはありません。
explain-uid-fetched-nothing = FETCH が終わりました。返されたメッセージはありません。存在しない UID を指定しても、エラーにはなりません。
explain-answered = { $name } が終わりました。応答は上にあります。
explain-complete = { $name } が終わりました。
explain-saved-only = { $name } が終わりました。SAVE だけのときは ESEARCH 応答がなく、結果はサーバーに残って $ で使えます。
explain-listed-nothing = { $name } が終わりました。一致する名前はありません。
explain-noop-done = NOOP が終わりました。サーバーが知らせる変化があれば、上にあります。
explain-checked = サーバーはメールボックスの整理を済ませました。
explain-enable-done = ENABLE が終わりました。有効になったものは上にあります。
explain-enable-without = ENABLED の応答にないもの: { $names }。すでに有効だったか、サーバーが有効にしなかったものです。
explain-enable-nothing = ENABLE が終わりました。有効になったものがあるとは知らされていません。
explain-unauthenticated = ログインしていない状態に戻り、もう一度ログインできます。
explain-subscribed = 「{ $mailbox }」が購読している名前に加わりました。
explain-unsubscribed = 「{ $mailbox }」は購読している名前から外れました。
explain-replaced = 新しいメッセージが、古いものの代わりに「{ $mailbox }」に入りました。
explain-none-left = { $name } は完了しましたが、指定したメッセージは 1 通もありませんでした。
explain-stored = { $what }のフラグが、STORE で求めたとおりになりました。
explain-stored-reported = STORE が終わりました。新しいフラグは上の応答にあります。
explain-stored-without = STORE が終わりましたが、上の応答には { $flags } のないメッセージがあります。サーバーはそれを付けませんでした。
explain-stored-others = { $what }についての STORE が終わりました。
explain-stored-partly = STORE が終わりましたが、一部のメッセージには適用されていません。
explain-tls-starts = ここから双方が TLS を使います。それより前のやり取りは保護されていません。
explain-compressed = ここから双方が、送るデータを圧縮します。
explain-literal-wanted = サーバーはリテラルの { $octets } オクテットを受け取る準備ができました。
explain-idling = サーバーは IDLE を受け付け、変化があるたびに知らせます。
explain-idling-unselected = サーバーは IDLE を受け付けましたが、メールボックスが選択されていないので、知らせる変化がありません。
explain-continuation-unasked = サーバーは続きを求めていますが、それを待っているコマンドはありません。
explain-continuation = サーバーは、クライアントが次に送るものを受け取る準備ができました。
explain-challenge = サーバーは { $mechanism } の答えを base64 で待っています。"*" で取り消せます。
explain-challenge-token = サーバーは { $mechanism } のアクセストークンを待っています。利用者名とともに base64 で送ります。"*" で取り消せます。
explain-challenge-plain = サーバーは PLAIN の答えを待っています。NUL、利用者名、NUL、パスワードの並びを base64 にしたものです。"*" で取り消せます。
explain-challenge-text = { $mechanism } のチャレンジは「{ $decoded }」を base64 にしたものです。答えも base64 で送ります。"*" で取り消せます。
explain-scram-proof = チャレンジは「{ $decoded }」を base64 にしたもので、サーバーがパスワードから作られたデータを持つことの証明です。空の答えを送るとやり取りが終わります。
explain-scram-error = サーバーは base64 のエラー「{ $error }」で、ログインを受け付けないことを伝えています。空の答えを送るとやり取りが終わります。
explain-bearer-refused = サーバーはトークンを拒否し、理由を「{ $decoded }」と伝えています。AQ==（^A を base64 で表したもの）を送るとやり取りが終わります。
explain-token-refused = サーバーはトークンを拒否し、理由を「{ $decoded }」と伝えています。空の答えを送るとやり取りが終わります。

## メールボックスについてのデータ

explain-exists = { $count ->
    [0] このメールボックスにメッセージはありません。
   *[other] このメールボックスには { $count } 通のメッセージがあります。
}
explain-none-is-selected = ただし、このセッションで見る限り、メールボックスは選択されていません。
explain-arrived = メッセージが 1 通届き、{ $count } 通になりました。
explain-more-than-exist = { $count ->
    [0] これは EXISTS と矛盾します。EXISTS によると、メールボックスは空です。
   *[other] これは EXISTS と矛盾します。EXISTS によると、メッセージは { $count } 通だけです。
}
explain-uidnext-lower = これは前の UIDNEXT（{ $before }）と矛盾します。UIDVALIDITY が同じ間、UIDNEXT が小さくなることはありません。
explain-uid-beyond-next = UID { $uid } はメールボックスの UIDNEXT（{ $next }）と矛盾します。{ $next } 以上の UID が付くのは新しいメッセージだけですが、その後に新着の知らせはありません。
explain-uid-below-next = これは「{ $mailbox }」の UIDNEXT（{ $next }）より小さい値です。UIDVALIDITY が同じ間、新しいメッセージにはその値以上の UID が付きます。
explain-fewer-exist = メッセージは { $count } 通です。それまでの応答では { $before } 通でした。
explain-several-arrived = メッセージが { $new } 通届き、{ $count } 通になりました。
explain-still-exist = メッセージは前と同じく { $count } 通です。
explain-recent = { $count ->
    [0] \Recent フラグの付いたメッセージはありません。サーバーに分かる限り、ほかのセッションより先にこのセッションに知らせたメッセージはないということです。
   *[other] { $count } 通のメッセージに \Recent フラグが付いています。サーバーに分かる限り、ほかのどのセッションよりも先に、このセッションに知らせました。
}
explain-expunge = メッセージ { $number } がこのメールボックスからなくなり、それより後のメッセージ番号は 1 つずつ小さくなります。
explain-shortened = ここに示されたリテラルのオクテット数は、波括弧の中の数より少なくなっています。
explain-none-beyond = それまでの応答では、{ $last } より大きい番号のメッセージはありません。
explain-no-such-message = メッセージ { $number } はありません。それまでの応答では、メッセージの数はこれより少なくなっています。
explain-expunge-none = { $count ->
    [0] メッセージ { $number } はありません。それまでの応答では、メールボックスは空です。
   *[other] メッセージ { $number } はありません。それまでの応答では、メッセージは { $count } 通です。
}
explain-number-in-uid-only = UIDONLY が有効なので、サーバーはここでメッセージ番号ではなく UID の付いた { $instead } を送るはずです。
explain-expunge-left = { $left ->
    [0] メッセージ { $number } がなくなり、このメールボックスは空になりました。
   *[other] メッセージ { $number } がこのメールボックスからなくなって残りは { $left } 通になり、それより後のメッセージ番号は 1 つずつ小さくなります。
}
explain-expunge-last = 最後のメッセージ { $number } がこのメールボックスからなくなりました。残りは { $left } 通で、番号は変わりません。
explain-vanished = { $gone }がメールボックスから消えました。
explain-vanished-left = { $left ->
    [0] メールボックスは空になりました。
   *[other] 残りは { $left } 通です。
}
explain-vanished-earlier = { $gone }は、以前に消えています。メッセージ番号は変わりません。
explain-vanished-unasked = このセッションでは QRESYNC が有効になっていないので、本来は EXPUNGE が送られます。
explain-earlier-unasked = これを求めるコマンドは送られていません。求めるのは QRESYNC を付けた SELECT か、VANISHED を付けた UID FETCH だけです。
explain-flags = このメールボックスで使えるフラグは { $flags } です。
explain-no-flags = このメールボックスで使われるフラグはありません。
explain-no-delimiter = メールボックス名に階層はなく、区切り文字もありません。
recent-in-rev2 = IMAP4rev2 では RECENT と \Recent は廃止され、クライアントには不要です。
explain-delimiter = メールボックス名の階層は「{ $delimiter }」で区切ります。
explain-list = メールボックス「{ $mailbox }」があります。
explain-list-absent = 「{ $mailbox }」という名前が一覧にあります（{ $about }）。
explain-list-about = メールボックス「{ $mailbox }」があります（{ $about }）。
explain-lsub = 「{ $mailbox }」は購読している名前の 1 つです。
explain-lsub-about = 「{ $mailbox }」は購読している名前の 1 つです（{ $about }）。
explain-lsub-above = 「{ $mailbox }」があるのは、この名前か、その下の名前を購読しているためです。ここでの \Noselect は、それだけを示すこともあります。
explain-lsub-above-about = 「{ $mailbox }」（{ $about }）があるのは、この名前か、その下の名前を購読しているためです。ここでの \Noselect は、それだけを示すこともあります。
explain-status = メールボックス「{ $mailbox }」の状態は、{ $values }です。
explain-status-empty = サーバーは「{ $mailbox }」について何も伝えていません。

attribute-noselect = 選択できない
attribute-nonexistent = 存在しない
attribute-noaccess = 通知を受ける権限がない
attribute-no-utf8 = UTF8 パラメーターを付けると選択できない
attribute-utf8-only = UTF8 パラメーターを付けなければ選択できない
attribute-noinferiors = 下にメールボックスを作れない
attribute-haschildren = 下位のメールボックスあり
attribute-hasnochildren = 下位のメールボックスなし
attribute-marked = 新しいメッセージがありそう
attribute-unmarked = 前回の選択より後の新着なし
attribute-subscribed = 購読している
attribute-remote = 別のサーバーにある
attribute-all = アカウントのすべてのメッセージ
attribute-archive = アーカイブ用
attribute-drafts = 下書き用
attribute-flagged = フラグを付けたすべてのメッセージ
attribute-important = 重要なメッセージ
attribute-inbox = INBOX
attribute-junk = 迷惑メール用
attribute-sent = 送信済みメッセージ用
attribute-trash = 削除したメッセージ用
attribute-scheduled = 後で送信するメッセージ用
attribute-snoozed = 後回しにしたメッセージ用
attribute-memos = メモ用
attribute-oldname = 以前の名前、または送られた名前は「{ $old }」
attribute-extended = 未知のデータ { $name }
attribute-flat = 階層なし
attribute-child-subscribed = 下に購読しているメールボックスがある
attribute-childinfo = 下に { $options } に当てはまるメールボックスがある
attribute-levels = 「{ $delimiter }」で階層を区切る
attribute-unknown = { $name } は登録されていない
attribute-needs-backslash = この役割はバックスラッシュなしで登録されていますが、LIST の文法では { $attribute } のようにバックスラッシュが必要です。

delimiter-form = 階層の区切り文字は、引用符で囲んだ 1 文字か NIL でなければなりません。
name-not-utf7 = 名前が modified UTF-7 として正しくありません。UTF8=ACCEPT か IMAP4rev2 が有効でなければ、名前は modified UTF-7 で書かれ、ASCII でない部分は & で始まり - で終わります。
attributes-contradict = \HasChildren と \HasNoChildren は同時には成り立たないため、サーバーの誤りです。
star-not-permanent = \* は PERMANENTFLAGS に書き、新しいキーワードを作れることを表すもので、FLAGS の文法にはありません。
count-contradicts = COUNT と ALL のメッセージの数が合わないため、サーバーの誤りです。
envelope-form = エンベロープには項目が 10 個必要ですが、足りません。
body-form = 1 つのパートには、メディアタイプ、サブタイプ、パラメーター、ID、説明、エンコーディング、サイズの 7 つの項目が必要ですが、足りません。
item-twice = 同じ項目が 2 回報告されており、正しい値は 1 つだけのはずです。
resource-form = リソースごとに、使用量と上限の 2 つの数が必要です。
id-field-form = ID の項目にはそれぞれ値が必要です（NIL でもかまいません）。

status-messages = メッセージ { $count } 通
status-recent = \Recent 付き { $count } 通
status-unseen = \Seen なし { $count } 通
status-deleted = \Deleted 付き { $count } 通
status-size = 全体で { $size }
status-deleted-storage = DELETED-STORAGE { $amount }（EXPUNGE で空く容量）
status-appendlimit = APPEND できる最大の大きさ { $size }
status-no-appendlimit = APPEND の大きさの上限なし
status-no-modseqs = 変更シーケンス番号なし
status-mailboxid = 識別子 { $id }
status-unknown = { $name }（登録されていない項目）

## 検索の結果

explain-nothing-found = 条件に合うメッセージはありません。
explain-no-results = 応答に結果がありません。条件に合うメッセージがないときは、このような応答になります。
explain-no-count = コマンドで求めた COUNT がありません。
explain-found = 条件に合うメッセージは { $count } 通で、メッセージ番号は { $list } です。
explain-found-uids = 条件に合うメッセージは { $count } 通で、UID は { $list } です。
explain-found-numbers = 条件に合うメッセージは { $count } 通で、番号は { $list } です。
explain-sorted = 求めた順に並んでいます。
explain-matches = { $count ->
    [0] 条件に合うメッセージはありません。
   *[other] 条件に合うメッセージは { $count } 通です。
}
explain-esearch-in = メールボックス「{ $mailbox }」での検索結果です。
explain-esearch-in-validity = メールボックス「{ $mailbox }」での検索結果です。UID が有効なのは、そこでの UIDVALIDITY が { $validity } である間です。
esearch-no-value = { $name } は値なし
explain-esearch-details = 結果のうち、{ $results }です。
explain-esearch-changed = 検索の結果が変わりました。{ $results }があります。
explain-found-modseq = これらのメッセージで最大の変更シーケンス番号は { $number } です。
explain-threads = { $threads ->
    [0] 条件に合うメッセージはありません。
    [1] 条件に合うメッセージは、すべて 1 つのスレッドに属します。
   *[other] 条件に合うメッセージは { $threads } 個のスレッドに分かれます。
}
threads-of-one = どのスレッドもメッセージ 1 通だけです。
thread-from-one = { $threads ->
    [1] そのスレッドは { $top } で始まります（{ $below }）。
   *[other] { $number } 番目のスレッドは { $top } で始まります（{ $below }）。
}
thread-from-several = { $threads ->
    [1] そのスレッドの先頭には { $tops } が並んでいます（{ $below }）。その上のメッセージは、結果に含まれていません。
   *[other] { $number } 番目のスレッドの先頭には { $tops } が並んでいます（{ $below }）。その上のメッセージは、結果に含まれていません。
}
thread-without-top = { $threads ->
    [1] そのスレッドのメッセージは { $tops } です。その上のメッセージは、結果に含まれていません。
   *[other] { $number } 番目のスレッドのメッセージは { $tops } です。その上のメッセージは、結果に含まれていません。
}
thread-large = { $threads ->
    [1] そのスレッドには { $messages } 通のメッセージがあります。
   *[other] { $number } 番目のスレッドには { $messages } 通のメッセージがあります。
}
thread-below = { $above } の下は { $below }
thread-uids = 番号は UID です。
thread-replies = あるメッセージの下にあるのは、ふつう、それへの返信です。
thread-subjects = 同じスレッドのメッセージは件名が同じで、先頭が最も古いものです。
esearch-all = ALL は{ $found }
esearch-modseq = 最大の変更シーケンス番号は { $number }
esearch-partial = { $range } 番目は{ $found }
esearch-partial-nothing = { $range } 番目は該当なし
esearch-relevancy = 関連度（1 から 100）は { $scores }
esearch-added = 新たに結果に加わった{ $found }
esearch-removed = 結果から外れた{ $found }
esearch-at-position = 位置 { $position } の{ $found }
esearch-min = { $uid ->
    [1] 最小の UID は { $number }
   *[other] 最小の番号は { $number }
}
esearch-max = { $uid ->
    [1] 最大の UID は { $number }
   *[other] 最大の番号は { $number }
}
esearch-first = 最初は{ $message }
esearch-last = 最後は{ $message }

## サーバーとアカウントについてのデータ

explain-capabilities = サーバーは { $count } 個のケイパビリティを示しています。
explain-extensions = ケイパビリティのうち拡張機能は { $names } です。
newer-rights = RIGHTS= は、RFC 2086 より後にできたアクセス権限のうち、このサーバーにあるものを示します: { $rights }。
limit-append = APPEND で追加できるメッセージは { $size }までです。
limit-saves = 1 つの COPY や APPEND で追加できるのは { $number } 通までです。
explain-offers-tls = STARTTLS で接続を暗号化できます。
explain-mechanisms = AUTHENTICATE では { $mechanisms } が使えます。
explain-no-login = LOGINDISABLED なので、この接続の今の状態では LOGIN を受け付けません。
explain-no-plain-login = LOGINDISABLED なので、この接続の今の状態では LOGIN を受け付けませんが、AUTHENTICATE で { $mechanisms } が使えます。
explain-enabled = このセッションで有効になったものは { $names } です。
explain-nothing-enabled = これで新たに有効になったものはありません。求めたものがすでに有効だったか、サーバーが知らないのかもしれません。
explain-id = サーバーは { $name } と名乗っています。
explain-id-version = サーバーは { $name } のバージョン { $version } と名乗っています。
explain-id-fields = サーバーは自分について次のように伝えています: { $list }。
explain-id-more = ほかに次のことも伝えています: { $list }。
explain-id-nothing = サーバーはソフトウェアの名前を伝えていません。
explain-namespace = メールボックス名の接頭辞は、自分用は{ $own }、ほかの利用者用は{ $others }、共有用は{ $shared }です。
namespace-none = なし
namespace-empty = 空
namespace-translated = { $prefix }（表示名「{ $name }」）
namespace-flat = { $prefix }（階層なし）
namespace-prefix = { $prefix }（区切り文字 { $delimiter }）
explain-quota = { $quota }の使用状況: { $resources }。
explain-no-quota = { $quota }で制限されているリソースはありません。
explain-quota-roots = { $count ->
    [0] 「{ $mailbox }」に適用されるクォータはありません。
   *[other] 「{ $mailbox }」には { $count } 個のクォータ（{ $roots }）が適用されます。
}
quota-storage = 容量は { $limit } KiB のうち { $used } KiB
quota-message = メッセージは { $limit } 通のうち { $used } 通
quota-mailbox = メールボックスは { $limit } 個のうち { $used } 個
quota-annotations = 注釈は { $limit } KiB のうち { $used } KiB
quota-resource = { $name } は { $limit } のうち { $used }
quota-percent-small = { $words }（1 % 未満）
quota-percent = { $words }（{ $percent } %）
quota-units = STORAGE の単位は 1024 オクテット（KiB）です。
explain-my-rights = この利用者が「{ $mailbox }」に対してできること: { $rights }。
explain-no-rights = この利用者は「{ $mailbox }」に対する権限を持っていません。
rights-letters = 文字はそれぞれ次の権限を表します: { $rights }。
rights-obsolete = { $count ->
    [1] { $letters } は、RFC 2086 だけを知るクライアントのために、このうちのいくつかをまとめて表します。
   *[other] { $letters } は、RFC 2086 だけを知るクライアントのために、それぞれこのうちのいくつかをまとめて表します。
}
explain-acl = 「{ $mailbox }」に対する権限: { $entries }。
explain-no-acl = アクセス制御リストでは、誰も「{ $mailbox }」に対する権限を持っていません。
acl-entry = { $user } は { $rights }
acl-entry-none = { $user } は権限なし
acl-entry-denied = { $user } には { $rights } を認めない
explain-list-rights = 「{ $mailbox }」に対して { $user } が常に持つ権限は { $always }、与えることのできる権限は { $granted } です。
explain-tied-rights = 1 語にまとめて示された権限は、まとめてしか与えられません。
explain-metadata = 「{ $mailbox }」の注釈は、{ $entries }です。
explain-server-metadata = サーバーの注釈は、{ $entries }です。
explain-metadata-changed = 「{ $mailbox }」の注釈 { $entries } が変わりました。
explain-server-metadata-changed = サーバーの注釈 { $entries } が変わりました。
metadata-entry = { $name } が「{ $content }」
metadata-entry-none = { $name }（値なし）
explain-comparator = 検索や並べ替えでは、{ $name } の規則で文字列を比べます。
explain-comparators = 検索や並べ替えでは、{ $name } の規則で文字列を比べます。当てはまる規則は { $all } です。
explain-genurlauth = { $count } 個の URL が署名されました。末尾のトークンにより、その URL が認める利用者は URLFETCH でデータを取得できます。
explain-urlfetch = URL が指すデータは { $size }です。
explain-urlfetch-none = URL に当たるデータはありません。URL が正しくないか、取得が許可されていません。
explain-urlfetch-several = { $count } 個の URL のうち、{ $found } 個のデータが続きます。NIL は、URL が正しくないか、取得が許可されていないことを表します。
explain-urlfetch-items = URL が指すデータ: { $items }。
url-item-body = 保存されたままのデータ（{ $size }）
url-item-binary = デコードしたデータ（{ $size }）
url-item-structure = MIME 構造
url-item-none = { $name } なし（NIL）
explain-conversion = サーバーは { $from } を { $target } に変換できます。
explain-conversion-with = サーバーは { $from } を { $target } に変換できます。指定できるパラメーターは { $parameters } です。
explain-converted = タグ { $tag } のコマンドで求めた、{ $message }の変換結果です: { $items }。
explain-jmapaccess = JMAP に対応したクライアントは、{ $url } で同じメールボックスとメッセージを使えます。
explain-uid-batches = UID の範囲は { $count } 個です: { $batches }。
explain-no-uid-batches = UID の範囲は返されませんでした。メールボックスが空か、求めた番号の範囲がないということです。
explain-language = これからサーバーの文言はこの言語になります: { $tag }。
explain-languages = サーバーの文言に使える言語は { $tags } です。
basics-tag = タグ { $tag } は、これがどのコマンドへの応答かを示します。タグはコマンドごとに別のものを付けます。
basics-registered = 登録された語とは、IMAP の標準が定め、IANA が一覧にしている語のことです。
basics-reference = 参照名は 2 つの名前の 1 つ目で、サーバーがパターンの前に付けます。ふつうは空（""）です。
basics-separator = 名前の前の「{ $separator }」は、階層の区切り文字です。
basics-uid = UID はいつも同じメッセージを指します。メッセージ番号は、メッセージが取り除かれると変わります。
basics-literal = { $announced } はリテラルの予告です。次の行から、この数のオクテットが中身にかかわらずリテラルとして届き、その後に応答の続きが来ます。
basics-modified-utf7 = 通信では名前が修正 UTF-7 で書かれていて、ASCII 以外の文字は & と - の間に置かれます。
basics-structure = パートの前の番号を使うと、BODY[1] のようにそのパートを取得できます。
basics-structure-decoded = --decode を使うと構造が木の形で表示されます。
basics-envelope = ENVELOPE の項目の順序は決まっています（date、subject、from、sender、reply-to、to、cc、bcc、in-reply-to、message-id）。
basics-envelope-decoded = --decode を使うと名前付きで表示されます。
basics-mod-sequence = フラグが変わるたびに、サーバーはそのメッセージの変更シーケンス番号を前より大きくします。
basics-reused-tag = タグ { $tag } は前にも使われています。コマンドごとに新しいタグにすれば、応答を別のコマンドへのものと取り違えません。
explain-pop3 = これは IMAP ではなく POP3 の応答です。IMAP サーバーは TLS ならポート 993、それ以外は 143 で待ち受けます。
explain-smtp = これは IMAP ではなく SMTP や FTP の応答のようです。IMAP サーバーは TLS ならポート 993、それ以外は 143 で待ち受けます。
explain-stored-read-only = STORE は完了しましたが、メールボックスは読み取り専用で開かれています。上の応答に別のフラグが示されていない限り、フラグは元のままです。
explain-stored-with = STORE は完了しましたが、上の応答には { $flags } の付いたメッセージがあります。サーバーはそれを外していません。
