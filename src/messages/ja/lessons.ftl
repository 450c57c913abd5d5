## learn: レッスンの一覧

learn-list = { $of } 個のレッスンのうち { $done } 個を終えました。次は: imapsh learn { $name }
learn-list-all = { $of } 個のレッスンをすべて終えました。
learn-done = 完了
learn-at-step = ステップ { $step }/{ $of }
learn-minutes = { $minutes } 分
learn-no-lesson = 「{ $name }」というレッスンはありません。imapsh learn で一覧を表示します。
learn-near-miss = 「{ $name }」というレッスンはありません。imapsh learn { $nearest } のことでしょうか？
learn-no-steps = { $name } にはステップがありません。ステップは見出し（「## …」）で始まり、目標（「:goal …」）を持ちます。docs/lessons.ja.md を参照してください。
learn-needs-terminal = imapsh learn NAME は、入力のための端末が必要です。imapsh replay NAME なら、レッスンを最初から最後まで実行します。
learn-check-needs-file = imapsh learn --check にはレッスンのファイルが必要です。例: imapsh learn --check mine.imap
learn-progress-unreadable = 進み具合を { $path } から読み込めません: { $reason }
learn-progress-unwritable = 進み具合を { $path } に保存できません: { $reason }

## lesson: プロンプトでのレッスン

lesson-step = { $heading }（ステップ { $step }/{ $of }）
lesson-keys = :hint でヒント、:skip でこのステップを自動実行、:back で前のステップ、Ctrl-D で終了します。
lesson-continues = レッスンをステップ { $step }/{ $of } から続けます。まず、それより前のステップの行を送ります。
lesson-step-done = できました。
lesson-progress = このステップの目標 { $of } 個のうち、{ $reached } 個に達しました。
lesson-complete = レッスン「{ $title }」を終えました。
lesson-next = 次は: imapsh learn { $name }
lesson-explore = このまま自由に試せます。Ctrl-D で終了します。
lesson-closed = ステップが終わる前にセッションが終了しました。新しいセッションでレッスンを続けます（Ctrl-D で終了）。
lesson-skipping = 次の行を送ります:
lesson-repeats = それより前のステップの行を、もう一度送ります。
lesson-new-session = メールを元に戻し、新しいセッションを始めます。
lesson-first-step = これが最初のステップです。
lesson-way-failed = 前のステップを繰り返せませんでした。:back でさらに前のステップに戻れます。
lesson-is-complete = このレッスンは完了しています。imapsh learn でほかのレッスンを表示します。
lesson-hint-syntax = 構文: { $syntax }
lesson-tagged-syntax = タグ { $syntax }
lesson-hint-type = 次のように入力します: { $line }
lesson-hint-type-lines = 次の行を順に入力します:
lesson-hint-empty-line = （空の行）
lesson-hint-spoiled = ステップの初めとは状態が変わっています。:back で前のステップに戻ると、メールも元に戻ります。
lesson-hint-reconnect = このステップは、ログインしていないセッションで行います。:reconnect で新しく始めます。
lesson-hint-back = それでも先に進めなければ、前のステップの結果が違っているのかもしれません。:back で前のステップに戻ると、メールも元に戻ります。
lesson-hint-done = このステップで入力するものはもうありません。サーバーを待ちます。

## missing: 目標にまだ足りないもの

missing-login = まだログインしていません。
missing-logged-out = すでにログインしています。このステップは、ログイン前にすることです。
missing-authenticated = メールボックスが選択されています。このステップは、選択する前にすることです。
missing-authenticated-closed = 接続が閉じています。
missing-selection = メールボックスが選択されていません。
missing-close = 接続がまだ開いています。
missing-mailbox-selected = 「{ $mailbox }」が選択されていません。選択中のメールボックスはありません。
missing-other-selected = 選択されているのは「{ $other }」です。このステップの対象は「{ $mailbox }」です。
missing-read-only = 「{ $mailbox }」は変更できる状態で開いています。読み取り専用で開く必要があります。
missing-read-write = 「{ $mailbox }」は読み取り専用で開いています。変更できるように開く必要があります。
missing-idle = IDLE が実行されていません。
missing-tls = 接続が暗号化されていません。
missing-plain = 接続は TLS で暗号化されています。このステップには暗号化されていない接続を使います。
missing-compressed = 接続が圧縮されていません。
missing-response = サーバーから次の行がまだ届いていません: { $line }
missing-response-start = 「{ $start }」で始まる行が、サーバーからまだ届いていません。
missing-response-part = 「{ $part }」という文字列が、サーバーからまだ届いていません。
missing-response-pattern = { $parts } を含む行が、サーバーからまだ届いていません。
missing-answer = このステップでは、応答が { $answer } になったコマンドがまだありません。
missing-answer-but = 応答は { $received } でした。このステップでは、応答が { $answer } になるコマンドを試します。
missing-answer-to = { $command } への応答は { $received } でした。このステップでは、{ $names } を送って { $answer } の応答を受け取ります。
missing-answer-to-unknown = { $command } への応答は { $received } でした。このステップでは、どのコマンドの名前でもない語を送って { $answer } の応答を受け取ります。
missing-command = このステップでは、まだ { $names } が成功していません。
missing-own-tag = タグは imapsh が付けたものでした。コマンドの前に自分でタグを入力してください。
missing-own-count = オクテットは imapsh が数えました。自分で数えて、その数を波括弧の中に書いてください。
missing-literal = このステップでは、リテラルを使ったコマンドがまだ成功していません。
missing-together = 次のコマンドを送る前に、前のコマンドへの応答が届いていました。最初の応答が届く前に、コマンドを { $count } 個送ってください。
missing-together-yet = 最初の応答が届く前に、コマンドを { $count } 個送ってください。
missing-item = メッセージ { $messages } の { $item } が届いていません。
missing-item-peek = メッセージ { $messages } の { $item } が届いていません。{ $peek } でも取得でき、そのときは \Seen が付きません。
missing-item-but = メッセージ { $messages } の { $item } が届いていません。届いたのは { $received } です。
missing-item-others = メッセージ { $messages } の { $item } が届いていません。届いたのはメッセージ { $others } のものです。
missing-item-by-uid = メッセージ { $messages } の { $item } を UID で取得していません。UID FETCH を使ってください。
missing-search-but = { $command } は検索するコマンドではありません。
missing-uids = 検索で見つかったのはメッセージ番号です。このステップでは UID を調べます。
missing-search = このステップでは、まだ検索の応答がありません。
missing-found = 検索で見つかったのは { $found } で、このステップで探しているものと違います。
missing-found-nothing = 検索では何も見つかりませんでした。
missing-found-uids = 検索で見つかった UID は { $found } で、このステップで探しているものと違います。
missing-key = 目的のものが見つかりましたが、検索キー { $keys } を使っていません。
missing-listed = まだ一覧に出ていないもの: { $names }
missing-listed-more = 一覧に余分にあるもの: { $names }
missing-status = 「{ $mailbox }」の { $items } がまだ届いていません。
missing-status-others = サーバーが答えたのは{ $others }についてです。このステップでは「{ $mailbox }」の { $items } を尋ねます。
missing-messages = 「{ $mailbox }」のメッセージは { $count } 通です。{ $expected } 通になる必要があります。
missing-message = 「{ $mailbox }」に、次の行をヘッダーに持つメッセージがありません: { $pattern }
missing-message-left = 「{ $mailbox }」に、次の行をヘッダーに持つメッセージがまだあります: { $pattern }
missing-flag-of = メッセージ { $number }（UID { $uid }）に { $flag } が付いていません。
missing-no-flag-of = メッセージ { $number }（UID { $uid }）に { $flag } が付いています。
missing-flag = UID { $uid } のメッセージに { $flag } が付いていません。
missing-no-flag = UID { $uid } のメッセージに { $flag } が付いています。
missing-message-uid = 「{ $mailbox }」に UID { $uid } のメッセージがありません。
missing-mailbox = 「{ $mailbox }」というメールボックスがありません。
missing-mailbox-left = 「{ $mailbox }」というメールボックスがまだあります。
missing-subscribed = 「{ $mailbox }」を購読していません。
missing-subscribed-left = 「{ $mailbox }」をまだ購読しています。
missing-not = 次の状態がまだ続いています: { $goal }

## lesson-check: レッスンの誤り

check-ok = { $name }: ステップは { $steps } 個です。問題はありません。
check-no-title = 題名になる最初のコメントがありません。
check-no-duration = スクリプトがレッスンであることと所要時間を示す :lesson DURATION がありません。
check-no-prose = ステップ「{ $heading }」に説明がありません。見出しの下のコメントに、何を調べるか、なぜ調べるかを書いてください。
check-no-goal = ステップ「{ $heading }」に目標がありません。
check-no-solution = ステップ「{ $heading }」に、目標に達するための行がありません。
check-solved-before = ステップ「{ $heading }」は始まる前に終わっています。すべての目標に達しています。
check-goal-missed = ステップ「{ $heading }」の行では、この目標に達しません。{ $missing }
check-line-failed = ステップ「{ $heading }」の行が失敗します。imapsh replay でどの行かを確かめられます。
check-unreachable = ステップ「{ $heading }」に到達しません。
check-after-logout = セッションが先に終わるため、{ $count } 行が送られません。
