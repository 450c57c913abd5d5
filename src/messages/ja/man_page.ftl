## man: man ページの節。1 行が、段落か「語 | 説明」です。

man-name-heading = 名前
man-synopsis-heading = 書式
man-description-heading = 説明
man-description = imapsh は IMAP サーバーとのセッションを開き、入力されたものにコマンドごとのタグを付けて送ります。IMAP を学び、調べ、実演する人のために、telnet や openssl s_client の代わりになります。表示したとおりに送り、パスワードを画面に出さず、リテラルの前ではサーバーの + を待ち、セッションを再生し、記録します。
    標準出力にはプロトコル、つまり送ったものと受信したものが出ます。パイプやファイルでは、秘密を除いてオクテット単位で正確です。imapsh 自身のメッセージは標準エラー出力に出ます。
man-status-heading = 終了ステータス
man-status = 0 | 成功。
    1 | セッションまたはスクリプトの失敗。OK のはずのコマンドに NO か BAD が返った、届くはずの行が届かなかった、または LOGOUT の前に接続が切れた。
    2 | コマンドラインまたはスクリプトの誤り。何も送っていません。標準入力のスクリプトでは、誤りのある行から先を送っていません。
    3 | セッションが開かれなかった。接続に失敗した、TLS に失敗した、またはサーバーが挨拶を送らなかったか BYE を送った。
    130 | 中断。
man-environment-heading = 環境変数
man-environment = IMAPSH_USER | --user がないときの ${"{"}user{"}"} の値。
    IMAPSH_PASSWORD | ${"{"}password{"}"} の値。スクリプトに必要で設定されていなければ、imapsh は画面に表示せずに入力を求めます。
    SSL_CERT_FILE, SSL_CERT_DIR | システムのルート証明書が通常の場所にないとき、その場所。
    COLORTERM | truecolor か 24bit なら、TERM の値にかかわらず、端末には 256 色があるものとします。
    NO_COLOR | 空でない値があれば、--color auto は never を意味します。
    TERM | dumb か、設定されていなければ、--color auto は never を意味し、行の編集は使えません。256color を含めば、黒い背景でも白い背景でも読める色を使います。
man-files-heading = ファイル
man-files = *.imap | スクリプト、または再生できる記録。
    {"*"}.jsonl | プログラム用の記録。1 行に 1 つのオブジェクトがあります。
    history | 入力した行（秘密を除く）。$XDG_STATE_HOME（~/.local/state）の imapsh/ にあり、所有者だけが読めます。
man-examples-heading = 例
man-examples = imapsh mail.example.org | TLS。openssl s_client -crlf -connect mail.example.org:993 の代わり
    imapsh mail.example.org --starttls | STARTTLS。openssl s_client -crlf -starttls imap -connect mail.example.org:143 の代わり
    imapsh mail.example.org --plain | 暗号化なし。telnet mail.example.org 143 の代わり
    imapsh replay idle mail.example.org --user taro | 自分のアカウントで IDLE のチュートリアル
    imapsh mail.example.org -c capability | ログイン前のケイパビリティを見て LOGOUT
    imapsh mail.example.org --record bug.imap | バグ報告のためのセッション（パスワードは含まない）
man-see-heading = 関連項目
man-see = openssl-s_client(1ssl), telnet(1), RFC 3501, RFC 9051, RFC 2177 (IDLE)
