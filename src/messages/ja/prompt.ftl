## directive: ディレクティブへの答え

directive-tag = 「{ $prefix }」はタグの先頭に使えません。英字と数字を使ってください。
directive-tls-handshake = TLS ハンドシェイク中です。終わるまで何も送れません。
directive-tls-none = TLS は使われていません。セッションは暗号化されていません。
directive-tls-none-local = TLS は使われていません。このセッションでは、imapsh 自体はネットワークを使っていません。
directive-state-none = 接続していません。:reconnect で接続し直します。
directive-state-not-authenticated = 接続中、未ログイン。
directive-state-authenticated = ログイン済み、メールボックスは未選択。
directive-state-selected = ログイン済み、メールボックスを選択中。
directive-state-running = { $command }（{ $time }）
directive-state-more = ほか { $more } 件
directive-state-connecting = { $address }（開始から { $time }、Ctrl-C で中止）
directive-state-host-tls = { $address }、{ $version }
directive-state-host-handshake = { $address }、暗号化なし（TLS ハンドシェイク中）
directive-state-host-plain = { $address }、暗号化なし
directive-state-host-compressed = { $host }、圧縮
directive-state-logged-out = ログアウト済み、接続は開いたまま。
directive-state-bye = サーバーが BYE を送り、接続を閉じようとしています。
directive-state-mailbox = { $name }、{ $access }
directive-state-deleted = { $name }（そのあと削除されました。サーバーはもう選択中と見なさないかもしれません）
directive-state-renamed = { $name }（選択したときの名前です。そのあとの RENAME で変わった可能性があります）
directive-state-unnamed = （テキストではない名前）
directive-state-read-only = 読み取り専用
directive-state-read-write = 読み書き可能
directive-state-access-unknown = 読み書き可能か読み取り専用かは不明
label-host = ホスト
label-state = 状態
label-user = 利用者
label-enabled = 有効な拡張
label-mailbox = メールボックス
label-now = 現在
label-opened = 開いたとき
label-in-progress = 実行中
label-connecting = 接続先
label-tls-version = TLS のバージョン
label-tls-cipher = 暗号スイート
label-tls-subject = 証明書の対象
label-tls-issuer = 発行者
label-tls-verified = 検証
label-tls-until = 有効期限
directive-captured = ${"{"}{ $name }{"}"} の値は { $value } になりました。
directive-set-usage = 変えるには: :set { $name } { $values }
directive-set-hidden = { $name } には値がありますが、表示しません。
directive-pipeline-on = パイプラインは有効です。
directive-pipeline-off = パイプラインは無効です。
directive-slow-on = 練習サーバーは各コマンドに { $time } 遅れて応答します。
directive-slow-off = 練習サーバーはすぐに応答します。
directive-announced = 練習サーバーが示すケイパビリティを { $names } だけにしました。
directive-announced-all = 練習サーバーは、これからすべてのケイパビリティを示します。
directive-tag-next = 次のタグは { $tag } です。
directive-not-filled = 実行していません。{ $why }
directive-secret-value = {"${"}{ $name }{"}"} の値は秘密です。ここでは表示されるおそれがあるため、コマンドの中でだけ使えます。
directive-record = 記録していません。{ $why }
directive-connect-option = :connect では { $option } を使えません。使い方: :connect HOST [PORT] [--starttls|--plain]
directive-connect-program-option = :connect では { $option } を使えません。これは起動時のオプションです: :quit で終了してから、imapsh HOST [PORT] { $option } …
directive-connect-host = :connect にはホストを 1 つ、ポートを 1 つまで指定します。使い方: :connect HOST [PORT] [--starttls|--plain]
directive-set-no-value = その名前の変数や設定はありません。:set だけを入力すると一覧を表示します。
directive-no-session = セッションがありません。
directive-not-delivered = 配信していません。{ $reason }。
directive-deliver-elsewhere = :deliver は練習サーバーでだけ使えます。ほかのサーバーではメールを送るか、APPEND を使ってください。
directive-delivered = INBOX に配信しました。INBOX を選択していれば、サーバーが次の応答で新着を知らせます。
directive-practice-only = { $directive } は練習サーバーでだけ使えます。
directive-reset = 練習サーバーのアカウントとメールを、開始時の状態に戻しました。
directive-reset-selected = 練習サーバーのアカウントとメールを、開始時の状態に戻しました。メールボックスを選択し直してください。
directive-other = 別のクライアント: { $line }
directive-other-refused = 別のクライアント: { $line }（サーバーの応答は { $answer }）
directive-other-failed = 別のクライアントから送れませんでした: { $reason }
directive-not-encoded = :decode に付けられるのは、on、off、エンコードされた語（=?CHARSET?B?…?=）、修正 UTF-7 の名前（&…-）のどれかです。base64 は :unbase64 でデコードします。
directive-unbase64 = 正しい base64 ではありません。
directive-no-lesson = レッスンは実行されていません。imapsh learn でレッスンの一覧を表示します。
directive-session-stays = { $address } とのセッションを続けます。
directive-record-on = { $path } に記録しています。
directive-record-off = 記録していません。
directive-record-ended = { $path } に記録しました。

## repl: プロンプト

repl-missing = （このサーバーの CAPABILITY に { $capability } がありません）
repl-prompt-closed = （切断）
repl-untagged-bad = この BAD にはタグがありません。次のコマンドへの応答です: { $command }
repl-completion-of = 次のコマンドが完了しました: { $command }
repl-completion-of-tag = タグ { $tag } のコマンドのうち 1 つが完了しました。どれかは区別できません。
repl-bad-ended-idle = サーバーが IDLE の終わりと見なしたため、この BAD は { $command } への応答でもあります。
repl-ended-idle = サーバーは { $command } を IDLE の終わりと見なし、実行していません。
repl-search-failed = （履歴に該当する行がありません）
repl-more-candidates = … ほか { $count } 個
repl-prompt-search = （履歴）{" "}
repl-refused-but-read = サーバーは { $command } を拒否しましたが、{ "{" }n+{ "}" } の場合は答えを待たずに続きが届くので、リテラルと行の残りは読みます。
repl-refused = サーバーが { $command } を拒否しました。残りは送りません。
repl-paste-refused = 拒否されたコマンドの一部なので、貼り付けた残りの { $lines } 行を取り消しました。
repl-paste-interrupted = 貼り付けた残りの { $lines } 行を送らずに取り消しました。
repl-paste-closed = 接続が閉じたため、貼り付けた { $lines } 行を取り消しました。
repl-paste-of-left-connection = 前の接続で貼り付けた残りの { $lines } 行を送らずに取り消しました。
repl-paste-waits = 貼り付けた { $lines } 行が { $command } の完了を待っています。Ctrl-C で取り消します。
repl-paste-enter = Enter で { $lines } 行の貼り付けを終えます。Ctrl-C で取り消します。
repl-paste-enter-mistaken = Enter でこの { $lines } 行の誤りを示します。Ctrl-C で取り消します。
repl-paste-enter-in-idle = IDLE の実行中なので、Enter を押してもこの { $lines } 行は送られません。Ctrl-C で取り消し、done を入力してから、もう一度貼り付けてください。
repl-paste-enter-first = 前の貼り付けをまだ送っている途中なので、Enter を押してもこの { $lines } 行は送られません。Ctrl-C で取り消します。
repl-paste-enter-sends = { $sent ->
        [0] Enter を押しても、この { $lines } 行は 1 行も送りません。
       *[other] Enter で、この { $lines } 行のうち { $sent } 行を送ります。
    }Ctrl-C ですべて取り消します。
repl-paste-enter-sends-all = Enter でこの { $lines } 行を送ります。Ctrl-C で取り消します。
repl-paste-mistaken = 貼り付けた内容（{ $lines } 行）は何も送っていません。直すか、:set paste raw の後に 1 行ずつそのまま送ってください。
repl-paste-mistaken-inside = 貼り付けた内容（{ $lines } 行）は何も送っていません。サーバーは、送ったコマンドの残りを待っています。1 行ずつ入力するか、Ctrl-C を 2 回押して接続を閉じてください。
repl-paste-in-idle = IDLE の実行中なので、貼り付けた内容（{ $lines } 行）は何も送っていません。done を入力してから、もう一度貼り付けてください。
repl-paste-unsent = 貼り付けたうち、「·」を付けた { $lines } 行は送っていません。
repl-paste-failed = { $command } が失敗したため、貼り付けた残りの { $lines } 行を取り消しました。
repl-paste-logged-in = すでにログインしているため、貼り付けた残りの { $lines } 行を取り消しました。続けるには、ログインより下の行を貼り付けてください。
repl-paste-stopped = 上の行を実行できなかったため、貼り付けた残りの { $lines } 行を取り消しました。
repl-paste-succeeded = 貼り付けた内容では失敗する { $command } が成功したため、残りの { $lines } 行を取り消しました。
repl-flood-hidden = 残りは、サーバーが送り終えるまで表示しません。どのコマンドの応答かは :state で表示します。
repl-paste-incomplete = サーバーが最後のコマンドの残りを待っていますが、貼り付けた内容にはありません。残りの { $lines } 行を取り消しました。コマンドを最後まで入力するか、Ctrl-C で取り消してください。
repl-paste-unexpected-idle = 貼り付けた内容では IDLE は実行中ではありませんが、実際には実行中です。残りの { $lines } 行を取り消しました。IDLE は done で終わります。
repl-paste-first = 送っていません。先に貼り付けた { $lines } 行を送る必要があります。Ctrl-C で取り消します。
repl-paste-broken = { $octets } オクテットの貼り付けが終わらなかったため、何も送っていません。
repl-typed-ahead-dropped = Ctrl-C により、その前に入力した { $lines } 行を送らずに取り消しました。
repl-session-ended-before = 入力した { $lines } 行を送る前にセッションが終わりました。
repl-burst-dropped = 先に入力した { $lines } 行は、サーバーが求めなかったため送っていません。
repl-directive-running = 送っていません。{ $directive } がまだ実行中です。Ctrl-C で終わります。
repl-directive-not-carried-out = 実行していません。{ $running } がまだ実行中です。Ctrl-C で終わります。
repl-octets-expected = リテラルの残りは { $octets } オクテットです（改行は 2 オクテットと数えます）。サーバーはそれを受け取るまで、ほかのものを受け付けません。続けて入力するか、もう一度 Ctrl-C で接続を閉じ、Ctrl-D で終了します。
repl-rest-expected = コマンドの残りを待っています。Enter だけで終わります。サーバーはそれを受け取るまで、ほかのものを受け付けません。もう一度 Ctrl-C で接続を閉じ、Ctrl-D で終了します。
repl-awaits-server = { $command } へのサーバーの応答を待っています。その前にほかのコマンドは送れません。:reconnect で最初からやり直せます。
repl-awaits-handshake = TLS ハンドシェイク中です。終わるまでコマンドは送れません。もう一度 Ctrl-C で接続を閉じます。
repl-connection-closed = LOGOUT せずに接続を閉じました。:reconnect で接続し直します。
repl-literal-dropped = リテラルの行を取り消しました。何も送っていません。
repl-ways-out = Ctrl-D か :quit で、ログアウトして imapsh を終わります。
repl-done-ends-idle = IDLE の実行中です。"done" で終わります。
repl-awaits-idle = { $command } へのサーバーの応答を待っています。サーバーが "+" を送った後に、"done" で IDLE を終えられます。:reconnect で最初からやり直せます。
repl-awaits-in-idle = { $command } へのサーバーの応答を待っています。サーバーはこれを IDLE の終わりとして扱ったかもしれません。:reconnect で最初からやり直せます。
repl-closed-without-logout = サーバーがまだリテラルを待っているか、コマンドに答えていないため、LOGOUT せずに接続を閉じました。
interrupted = 中断しました。
repl-input-visible = ここでは入力がパスワードも含めて表示されます。行に {"${password}"} と書くと、表示せずに入力を求めます。
repl-history-failed = 履歴を保存できません: { $path }: { $reason }
repl-history-too-long = 履歴の { $lines } 行は 64 KiB を超えているため、呼び出せません。
repl-output-unread = 出力を読むプログラムが終わったため、セッションを閉じます。これ以上は何も送りません。
repl-terminal-failed = 端末から読み込めません: { $reason }
repl-masked = { $name } は入力した内容の代わりの表示です。実際の文字列が送られました。
repl-masked-directive = 入力した内容は秘密かもしれないので、{ $name } と表示しています。ディレクティブは、入力したとおりの内容を使います。
repl-ahead-of-challenge = 送っていません。サーバーが答えを求める前に入力された行です。これが答えなら、もう一度入力してください。
repl-ahead-of-refusal = 送っていません。サーバーが { $command } を拒否する前に入力された行です。コマンドのつもりなら、もう一度入力してください。
repl-ahead-of-refused-line = 送っていません。上の行が拒否される前に入力された行です。まだ必要なら、もう一度入力してください。
repl-ahead-of-login = 送っていません。AUTHENTICATE への答えのように見えますが、サーバーはもう答えを求めていません。
repl-late-answer = 送っていません。サーバーが秘密の文字列を待っている間に入力し始めた行ですが、サーバーはもうそれを待っていません。
repl-challenge = サーバーのチャレンジ（base64 をデコードしたもの）: { $text }
repl-base64-expected = サーバーは base64 の答えを待っています。"*" で取り消せます。
repl-base64-expected-sasl = サーバーは base64 の答えを待っています。{"${sasl}"} で利用者名とパスワードから作れます。"*" で取り消せます。
repl-variable-missing = {"${"}{ $name }{"}"} が入力されなかったため、何も送っていません。
repl-behind-question-dropped = 続く { $lines } 行も送っていません。
repl-answer-one-line = 答えは 1 行だけのため、貼り付けた { $lines } 行は使っていません。

## fold: 長いリテラルのうち端末に表示しない部分

fold-literal = リテラルの残り { $lines } 行（{ $octets } オクテット）は表示していません。:last ですべて表示し、:save FILE でリテラルを保存できます。:set fold off で折りたたまなくなります。
fold-structure = デコードした応答の残り { $lines } 行は表示していません。:last ですべて表示します。:set fold off で折りたたまなくなります。
fold-flood = Ctrl-C の後の { $lines } 行（{ $octets } オクテット）は表示していません。:last ですべて表示します。
fold-file = ファイルの残り { $lines } 行（{ $octets } オクテット）も送りましたが、表示していません。

## last: サーバーの直前の応答（:last と :save）

last-nothing = サーバーからまだ何も届いていません。先にコマンドを入力してください。
last-no-literal = 直前の応答にリテラルはありません。fetch 1 body.peek[] などで、もう一度メッセージを取得してください。
last-literal-incomplete = 保存していません。リテラルは { $size } オクテットのうち { $received } オクテットしか届いていません。残りが届くのを待ってください。
last-literal-cut = 保存していません。リテラルは { $size } オクテットのうち { $received } オクテットが届いたところで、接続が終わりました。
last-literal-too-long = 保存していません。リテラルは { $size } オクテットで、応答のうち保持するのは { $limit } オクテットまでです。fetch 1 body.peek[]<0.1000000> のように分けて取得するか、:record FILE でセッションを記録してください。
last-not-kept = 直前の応答を一時ファイルに保持できませんでした: { $reason }。空き容量を増やすか、TMPDIR で別のフォルダーを指定してから、サーバーにもう一度要求してください。
last-incomplete = 長い応答は始めの部分だけを保持します。この応答の残り { $octets } オクテットは保持していません。:record FILE を使うとすべて記録します。
last-unfinished = サーバーはこの応答をまだ送っている途中でした。続きを見るには、もう一度 :last を入力してください。
last-saved = { $path } に { $octets } オクテットを保存しました。
last-part-saved = パート { $part }（{ $how }）の { $octets } オクテットを { $path } に保存しました。
last-part-as-utf8 = { $how }、UTF-8 に変換
last-part-not-fetched = 保存していません。直前の応答にパート { $part } がありません。{ $fetch } などで取得してください。
last-no-such-part = 保存していません。このメッセージにパート { $part } はありません。あるのは { $parts } です。
last-part-unknown = 保存していません。パート { $part } のエンコード方法が分かりません。{ $fetch } ならそれも取得できます。
last-part-range = 保存していません。パート { $part } は一部の範囲しか取得していません。全体を取得してください。
last-part-encoding-unknown = 保存していません。パート { $part } の転送エンコーディング { $encoding } には対応していません。:save FILE なら、最後のリテラルを送られてきたまま保存できます。
last-part-damaged = 保存していません。パート { $part } のオクテットは { $encoding } として正しくありません。:save FILE なら、最後のリテラルを送られてきたまま保存できます。
last-file-exists = 保存していません。{ $path } はすでにあり、:save はファイルを上書きしません。別の名前を指定してください。
last-not-saved = { $path } に保存していません: { $reason }。書き込みできる既存のフォルダーを指定してください。
repl-hidden-cut = 切り取った文字列には秘密が含まれていて、ここでは見えてしまうため、挿入しませんでした。Ctrl-Y で挿入できるのは、"login 名前" の後のように、伏せたままになる位置だけです。
repl-edit-secret = 行の一部が秘密なので、エディターで開きませんでした。エディターは編集したものの写しを残すことがあります。代わりに {"$"}{"{"}password{"}"} と入力してください。
repl-edit-not-set = エディターが設定されていません。EDITOR=nano のように、imapsh を起動する前に EDITOR を設定してください。
repl-edit-not-found = エディターが見つかりません: { $program }。インストール済みのプログラムを EDITOR に設定してください。
repl-edit-too-long = 保存されたものが 1 MiB を超えるので、エディターから受け取りませんでした。短くして保存するか、{"{"}<FILE{"}"} でファイルを送ってください。
repl-edit-unchanged = { $status ->
    [0] エディターが強制終了しました
   *[other] エディターが失敗を報告しました（終了ステータス { $status }）
}。行は元のままです。
repl-edit-failed = 行を編集できません: { $reason }
last-no-pager = ページャーが見つかりません。less をインストールするか、インストール済みのプログラムを PAGER に設定してください。
last-pager-failed = ページャーを起動できません: { $reason }
last-at-prompt = { $directive } は、応答を保持しているプロンプトでだけ使えます。

## ask: 端末での質問。答えは同じ行に入力します。

ask-user = 利用者名:{" "}
ask-password = パスワード:{" "}
ask-password-of = { $user } のパスワード:{" "}
