## help: コマンドとディレクティブについての :help の説明

help-unknown = 「{ $topic }」の説明はありません。:help で概要を表示します。
help-near-miss = 「{ $topic }」の説明はありません。{ $name } のことでしょうか？
help-unknown-key = キー「{ $key }」の説明はありません。説明があるのは次のキーです:

## help-more-COMMAND: リファレンスの文のほかに、コマンドについて知っておくとよいこと。例はこのまま、タグなしで入力します。

help-more-starttls = その後で CAPABILITY をもう一度尋ねてください。前の応答は偽造されていたかもしれません。
help-more-authenticate = CAPABILITY では、使える認証方式が AUTH= の後に示されます。authenticate plain では、サーバーの + に対して NUL、利用者名、NUL、パスワードの並びを base64 で答えます。答えは表示も記録もされません。
help-more-login = パスワードは入力中も伏せられ、履歴にも記録にも残りません（練習サーバーのパスワードは公開されているので、画面には表示されます）。空白や引用符を含む場合は引用符で囲みます。
    例: login user "my pass"
help-more-list = 括弧の中の属性は、メールボックスの用途などを表します。
help-more-append = オクテット数は imapsh が数えられます: append Drafts {"{"}<mail.eml{"}"} はファイルを、append Drafts {"{"}<<END{"}"} は END までの行を送ります。
help-more-idle = done は imapsh がタグを付けずに送ります。順に入力してみてください: select inbox、idle、… done
help-more-done = IDLE の実行中、imapsh は done をタグを付けずに送るので、ほかに何も入力する必要はありません。
help-more-search = 複数のキーを並べると、すべてに一致するものを探します。
    例: search from hanako since 1-Mar-2026
    例: search or seen answered
help-more-fetch = メッセージ番号は 1、1:3、2,5、*（最後）のように書きます。
    例: fetch 1:* (flags envelope)
    body[…] はメッセージに \Seen を付け、body.peek[…] は付けません。
    例: fetch 1 body.peek[header]
help-more-uid = UID を使ったときも、タグなし応答はメッセージ番号で始まります。
help-more-status = 項目は自由に選べます。
    例: status inbox (messages unseen)

## help-DIRECTIVE

help-connect = このセッションを終え、別のセッションを開きます。
    例: :connect mail.example.org --starttls
help-deliver = 練習サーバーの自分の INBOX に、今すぐメールを 1 通配信します。FILE か、内蔵のものです。
help-announce = 練習サーバーが示すケイパビリティをこれらだけにして、古いサーバーでの練習ができるようにします。示していないものには BAD で答えます。一覧を付けないと、示しているものを表示します。
    例: :announce IDLE,UIDPLUS
    例: :announce all
help-capture = :expect と同じですが、(...) に当たる文字列が ${"{"}NAME{"}"} の値になります。\(...) は括弧そのものです。
    例: :capture next * OK [UIDNEXT (...)]...
    続けて: uid fetch ${"{"}next{"}"} flags
help-expect-not = 直前のコマンドが完了した時点で、その後に PATTERN に一致する行がなかったことを確かめます。スクリプトでは、一致する行があれば失敗です。
    例: :expect! * ... EXPUNGE
help-decode = そのままでは読みにくい応答の内容を示します。ENVELOPE は項目ごとに、BODYSTRUCTURE は取得に使う番号の付いたパートごとに、CAPABILITY は分類して示し、メールボックス名、エンコードされた文字列、現地時間の日時、取得した本文をその文字セットで表示します。:decode on で各応答の下に表示し、:decode off でやめます。単独では、直前の応答をこの形で表示します。エンコードされた語やメールボックスの名前を付けると、それをデコードします。例 :decode =?utf-8?B?5pel5pys?=、:decode &ZeVnLIqe-
help-explain = クライアントとサーバーが送った行の意味を説明します。:explain on でセッションの各行の下に説明を付け、:explain off でやめます。単独では直前のコマンドとその応答を、行を付けるとその行を、送らずに説明します。
    例: :explain fetch 1:* (flags)
help-expect = PATTERN に一致するサーバーの行を待ちます。行全体を、大文字と小文字を区別せずに比べます。... は任意の文字列です。スクリプトでは、届かなければ失敗です。
    例: :expect * ... EXISTS
help-help = :help で概要を、:help TOPIC でディレクティブ、キー、IMAP の語を説明します。コマンド、応答と応答コード、ケイパビリティ、フラグ、FETCH や SEARCH や STATUS の項目、タグやリテラルなどの考え方が対象です。
    例: :help uidvalidity
    例: :help +
    例: :help ctrl-c
help-last = サーバーの直前の応答を、リテラルも含めてすべて表示します。$PAGER、なければ less を使います。
help-save = サーバーの直前の応答にある最後のリテラルのオクテットを、送られてきたまま新しいファイルに書き込みます。2 や 1.2 のようなパートの番号を付けると、応答にある最後のメッセージのそのパートを、デコードして書き込みます。
    例: :save mail.eml
    例: :save 2 plan.pdf
help-pipeline = on: スクリプトは、可能なところでは完了を待たずにコマンドを送ります。
help-quit = ログアウトして終了します。
help-raw = 行をそのまま、タグを付けずに送ります。
    例: :raw done
help-reconnect = 同じサーバーに接続し直します。
help-record = これから先を新しいファイルに記録します。FILE.imap は再生できるスクリプト、FILE.jsonl はプログラム用です。パスワードは ${"{"}password{"}"} と記録されます。:record off で記録をやめます。
help-run = このセッションでスクリプトを再生します。ファイルか、内蔵のスクリプトです。
    例: :run idle
help-set = 入力する行とスクリプトのために ${"{"}NAME{"}"} を設定します。
    例: :set box Archive
    続けて: select ${"{"}box{"}"}
    :set timeout 1m と :set patience 5s は imapsh が待つ時間の上限を変えます。:set paste raw は貼り付けた行を入力したときと同じように送り、:set paste script は再びスクリプトとして読みます。値を付けないと、今の値を表示します。
    :set fold off は長いリテラルを端末に全部表示し、:set fold 10 は最初の 10 行だけ、:set fold on は 1 画面分を表示します。:set guide off|on については :help guide を見てください。
help-state = ホスト、ログインしているかどうかと利用者、選択中のメールボックスとその件数、実行中のコマンドと送ってからの時間を表示します。
help-tag = これ以降のタグの先頭に付ける文字を変えます。
    例: :tag t なら t001、t002、…
help-tls = TLS の設定とサーバーの証明書を表示します。
help-wait = サーバーの送るものを、指定した時間、または行が一致するまで表示します。
    例: :wait 10s * ... EXISTS
help-reset = 練習サーバーのアカウントとメールを、開始時の状態に戻します。
help-other = 練習サーバーで、別のクライアントが LINE を送ります。同じアカウントにログインし、INBOX を選択しているクライアントです。自分のセッションに何が知らされるかを確かめられます。
    例: :other store 3 +flags (\Flagged)
help-slow = 練習サーバーが各コマンドに、この時間だけ遅れて応答します。複数のコマンドを同時に実行中にできます。引数がなければ、遅れる時間を表示します。
    例: :slow 2s
    例: :slow off
help-base64 = TEXT を base64 で表示します。AUTHENTICATE への答えはこの形で書きます。\0 は NUL です。結果は端末にだけ表示し、記録しません。
    例: :base64 \0user\0pass
help-unbase64 = base64 の文字列が表すものを表示します。サーバーのチャレンジなどに使います。端末にだけ表示し、記録しません。
    例: :unbase64 VXNlcm5hbWU6
help-goal = レッスンのスクリプトで、そのステップの目標を書きます。目標の一覧は docs/lessons.ja.md にあります。それ以外では何もしません。
    例: :goal fetched 3 ENVELOPE
help-lesson = レッスンで、今のステップをもう一度表示します。スクリプトでは、それがレッスンであることと所要時間を示します。imapsh learn でレッスンの一覧を表示します。
help-hint = レッスンで、次のヒントを表示します。足りないもの、構文、入力する行の順です。
help-skip = レッスンで、このステップの行を代わりに送り、次のステップに進みます。
help-back = レッスンで、前のステップに戻ります。
