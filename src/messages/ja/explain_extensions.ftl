# 注釈、イベント、URL に関するコマンドの働きです。

command-getmetadata = { $count ->
    [1] GETMETADATA は{ $of }の注釈 { $entries } を読みます。
   *[other] GETMETADATA は{ $of }の注釈 { $count } 個（{ $entries }）を読みます。
}
command-setmetadata = { $count ->
    [1] SETMETADATA は{ $of }の注釈 { $entries } を設定します。
   *[other] SETMETADATA は{ $of }の注釈 { $count } 個（{ $entries }）を設定します。
}
command-setmetadata-to = SETMETADATA は{ $of }の注釈 { $entry } を「{ $content }」にします。
command-removemetadata = { $count ->
    [1] SETMETADATA は{ $of }の注釈 { $entries } を削除します。NIL は値がないことを表します。
   *[other] SETMETADATA は{ $of }の注釈 { $count } 個（{ $entries }）を削除します。NIL は値がないことを表します。
}
metadata-removed = NIL は値がないことを表すので、{ $entries } は削除されます。
metadata-server = サーバー
metadata-maxsize = { $size } オクテットを超える値は省かれます。
metadata-depth-one = DEPTH 1 により、すぐ下の項目も返ります。
metadata-depth-all = DEPTH infinity により、その下のすべての項目も返ります。
command-notify = NOTIFY は、次のメールボックスのイベントをいつでも知らせるよう求めます: { $groups }。以前の NOTIFY は無効になります。
command-notify-none = NOTIFY NONE は、コマンドの合間には何も知らせないよう求めます。
notify-events = { $mailboxes }（{ $events }）
notify-nothing = { $mailboxes }（何も知らせない）
notify-delayed = SELECTED-DELAYED なので、メッセージの消去は、それを知らせてよいコマンドに答えるときにだけ届きます。
notify-status = STATUS により、まず各メールボックスの状態も尋ねます。
notify-bare-events = 文法では、まとまりごとにイベントを丸括弧で囲みます。RFC の例には、囲んでいないものもあります。
notify-both = MessageNew と MessageExpunge は両方そろえて指定します。片方だけだと、サーバーは BAD で答えます。
notify-items-elsewhere = MessageNew に取得する項目を付けられるのは、選択中のメールボックス（SELECTED と SELECTED-DELAYED）だけです。
notify-one-alone = RFC では、どのメールボックスでも MessageNew と MessageExpunge は一緒にだけ指定でき、片方だけならサーバーは BAD で答えます。選択中以外のメールボックスでは受け付けるサーバーもあります。
notify-changes-alone = FlagChange と AnnotationChange は、MessageNew と MessageExpunge と一緒にだけ指定できます。そうでないと、サーバーは BAD で答えます。
notify-not-in-selected = 選択中のメールボックスには、メールボックスのイベントを指定できません: { $events }。
notify-one-selected = SELECTED と SELECTED-DELAYED はどちらも選択中のメールボックスを指すので、1 つの NOTIFY にはどちらか一方だけを書きます。
unknown-event-answer = 対応していないイベントがあると、サーバーは NO [BADEVENT] で答え、対応しているイベントを列挙します。
event-message-new = 新着メッセージ
event-with-items = { $event }（{ $items }付き）
event-message-expunge = 消えたメッセージ
event-flag-change = フラグの変更
event-annotation-change = 注釈の変更
event-mailbox-name = メールボックスの作成・削除・名前の変更
event-subscription-change = 購読の変更
event-mailbox-metadata-change = メールボックスの注釈の変更
event-server-metadata-change = サーバーの注釈の変更
command-urlfetch = { $count ->
    [1] URLFETCH は、署名された URL が指すデータを求めます。
   *[other] URLFETCH は、署名された URL { $count } 個が指すデータを求めます。
}
url-body = BODY は、保存されたままのデータを求めます。
url-binary = BINARY は、転送エンコーディングをデコードしたデータを求めます。
url-structure = BODYPARTSTRUCTURE は、その MIME 構造を求めます。
url-expires = ;EXPIRE は有効期限を表し、期限は { $date } です。
command-genurlauth = { $count ->
    [1] GENURLAUTH は、パスワードなしでもデータを読めるように、URL に署名するようサーバーに求めます。
   *[other] GENURLAUTH は、パスワードなしでもデータを読めるように、URL { $count } 個に署名するようサーバーに求めます。
}
url-access = アクセス識別子によると、データを取得できるのは、{ $who }です。
url-access-submit = 「{ $user }」のためにメールを投稿するサーバー
url-access-user = 利用者「{ $user }」だけ
url-access-authuser = 匿名でなくログインした利用者
url-access-anonymous = 匿名でのログインも含めた全員
url-access-stream = 音声や動画をクライアントにストリーミングするサーバー
command-resetkey = RESETKEY は「{ $mailbox }」の署名済み URL を無効にします。
command-resetkey-by = RESETKEY は「{ $mailbox }」の鍵を { $mechanisms } のために作り直します。古い鍵で署名された URL は無効になります。
command-resetkeys = メールボックスを指定しない RESETKEY は、利用者のすべてのメールボックスの署名済み URL を無効にします。
command-convert = { $name } は、{ $set }のデータを { $target } に変換し、{ $items }を返すよう求めます。保存されているメッセージは変わりません。
command-convert-any = { $name } は、{ $set }のデータをサーバーが選ぶ形に変換し、{ $items }を返すよう求めます。保存されているメッセージは変わりません。
command-convert-nothing = { $name } は、{ $set }の{ $items }を尋ねます。変換はしません。
command-conversions = CONVERSIONS は、サーバーが { $from } を { $target } に変換できるか、どんなパラメーターを指定できるかを尋ねます。
command-conversions-any = * はどの種類でもよいことを表します。
command-comparator = COMPARATOR は、検索や並べ替えで文字列を比べる規則を、次のうちサーバーにある最初のものにするよう求めます: { $list }。
command-comparator-default = COMPARATOR は、検索や並べ替えで文字列を比べる規則を、サーバーの既定のものにするよう求めます。
command-comparator-one = COMPARATOR は、検索や並べ替えで文字列を比べる規則を、サーバーが対応していれば「{ $name }」にするよう求めます。
command-comparator-none = COMPARATOR は、検索や並べ替えで文字列を比べる規則を尋ねます。
command-cancelupdate = { $count ->
    [1] CANCELUPDATE は、コマンド { $tags } が求めた更新の通知を終わらせます。
   *[other] CANCELUPDATE は、{ $count } 個のコマンド（{ $tags }）が求めた更新の通知を終わらせます。
}
command-catenate = { $count ->
    [1] APPEND は、サーバーが 1 つの部分（{ $parts }）から作るメッセージを「{ $mailbox }」に加えます。
   *[other] APPEND は、サーバーが { $count } 個の部分をこの順に組み立てたメッセージを「{ $mailbox }」に加えます: { $parts }。
}
catenate-text = 新しいデータ（{ $size }）
catenate-url = URL で示す保存済みのデータ
enable-ignored = { $names } は ENABLE で有効にするものではないので、サーバーは無視します。
