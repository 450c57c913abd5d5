## output: 標準出力とプログラムの開始

output-failed = 標準出力に書き込めません: { $reason }。空き容量を増やすか、別の場所にリダイレクトしてください。
start-public-password = パスワードがコマンドラインに書かれています。コマンドラインはほかの利用者に見え、シェルの履歴に残ることがあります。代わりに ${"{"}password{"}"} と書き、IMAPSH_PASSWORD を設定するか、聞かれてから入力してください。
start-failed = 開始できません: { $reason }

## host: ホストのつもりではなかったと思われる語への提案

host-is-command = コマンド「imapsh { $name }」のことでしょうか？「imapsh { $name } --help」を見てください。
host-is-script = スクリプト「{ $name }」のことでしょうか？ 試すには: imapsh replay { $name }
host-is-file = スクリプトのことでしょうか？ 試すには: imapsh replay { $name }
host-is-directive = ディレクティブ :{ $name } のことでしょうか？ imapsh のプロンプトで入力してください。
host-is-practice = 練習サーバーを使うには、ホスト { $name } を書かずに実行してください。
host-is-option = オプション --{ $name } のことでしょうか？ 試すには: imapsh --{ $name }

## cli: コマンドライン

cli-about = IMAP のコマンドを手で入力するためのプログラムです。表示したとおりに送り、スクリプトを再生し、セッションを記録します。
cli-after = HOST を指定しないと、imapsh と imapsh replay は内蔵の練習サーバーを使います。
    HOST だけなら最初から TLS（ポート 993）、ポート 143 なら STARTTLS を使います。
    HOST は HOST:PORT、[IPv6]:PORT、imaps://HOST（TLS）、imap://HOST（STARTTLS）
    とも書けます。
    imapsh HOST < FILE は FILE を再生します。
    imapsh generate man は man ページを、imapsh generate bash（zsh、fish も）は
    シェルの補完を出力します。
    パスワードは IMAPSH_PASSWORD から読むか、画面に表示せずに入力を求めます。
    --password というオプションはありません。
    終了ステータス: 0 成功、1 セッションかスクリプトの失敗、
    2 コマンドラインかスクリプトの誤り、3 セッションなし、130 中断。
cli-group-commands = コマンド
cli-group-arguments = 引数
cli-group-options = オプション
cli-group-connecting = 接続
cli-group-session = セッション
cli-group-replaying = 再生
cli-group-help = ヘルプ
cli-template = { "{" }about-with-newline{ "}" }
    使い方: { "{" }usage{ "}" }

    { "{" }all-args{ "}{" }after-help{ "}" }
cli-usage = imapsh [OPTIONS] [HOST [PORT]]
    {"        "}imapsh [OPTIONS] [HOST [PORT]] -c LINE [-c LINE …]
    {"        "}imapsh replay [OPTIONS] SCRIPT [HOST [PORT]]
    {"        "}imapsh learn [OPTIONS] [LESSON]
    {"        "}imapsh explain [OPTIONS] [LINE]
    {"        "}imapsh serve [OPTIONS] [ADDR]

cli-replay = .imap スクリプトを再生する（HOST がなければ練習サーバーで）
cli-explain-command = IMAP の 1 行、または標準入力のセッションを分かりやすく説明する
cli-generate = man ページまたはシェルの補完を出力する
cli-serve = ほかのクライアントのために練習サーバーを動かす
cli-learn = IMAP を入力しながら学ぶ。練習サーバーでのレッスン（名前がなければ一覧）
cli-learn-usage = imapsh learn [OPTIONS] [LESSON]
    {"        "}imapsh learn [OPTIONS] --check FILE
cli-replay-usage = imapsh replay [OPTIONS] SCRIPT [HOST [PORT]]
cli-explain-usage = imapsh explain [OPTIONS] [LINE]
cli-serve-usage = imapsh serve [OPTIONS] [ADDR]

cli-replay-scripts = 内蔵スクリプト（{ $others } のほかはレッスンとしても使えます: imapsh learn NAME）:
    { $scripts }
cli-help = ヘルプを表示する
cli-version = バージョンを表示する
cli-script = スクリプトのファイル、内蔵スクリプトの名前（例: idle）、または標準入力を表す -
cli-lesson = レッスンの名前、またはそのファイル
cli-check = このファイルのレッスンの誤りを報告する
cli-explain-line = クライアントまたはサーバーの行。省略すると標準入力の各行
cli-explain-json = 各行の部分を、オクテットの位置、種類、意味とともに JSON の配列で出力する
cli-kind = man ページなら man、補完ならシェルの名前
cli-host = 接続先のサーバー
cli-port = 接続先のポート
cli-starttls = ポート 143 に接続し、最初に STARTTLS で TLS を始める（できなければ失敗）
cli-plain = ポート 143 に暗号化せずに接続する
cli-ca-file = このファイルの CA 証明書も信頼する
cli-insecure = サーバーの証明書を検証しない（経路上の誰でもサーバーになりすませる）
cli-cert = このクライアント証明書をサーバーに示す
cli-key = クライアント証明書に対応する秘密鍵
cli-program = サーバーの代わりにプログラムの標準入出力とやり取りする（例: --command 'ssh host doveadm exec imap'）
cli-user = ${"{"}user{"}"} を設定する。なければ、スクリプトで必要になったときに入力を求める
cli-var = 入力する行とスクリプトのために ${"{"}NAME{"}"} を設定する
cli-record = セッションを FILE.imap（再生できるスクリプト）または FILE.jsonl（プログラム用）に記録する
cli-explain = セッションの各行の下に、分かりやすい説明を付ける
cli-decode = 応答の下にその構造を表示する（エンベロープ、パート、ケイパビリティ、エンコードされた文字列）
cli-time = 応答にかかった時間を表示する
cli-timestamps = 端末で、各行の前に時刻を表示する
cli-color = 色を使う: auto（dumb ではない端末で NO_COLOR がないとき）、always、never [既定値: auto]
cli-lang = 使う言語: en または ja [既定値: LC_ALL、LC_MESSAGES、LANG による]
cli-tag = タグの先頭に付ける文字: a なら a001、a002、… [既定値: a]
cli-timeout = 接続とサーバーの応答を待つ時間の上限（例: 500ms、2m）[既定値: 30s]
cli-pipeline = 可能なところでは、完了を待たずにコマンドを送る
cli-dry-run = スクリプトの各行が何であるかとその理由を出力する（接続しない）
cli-lines = この行をスクリプトとして実行し、ログアウトする。複数の行には繰り返し指定する
cli-step = コマンドを送る前に表示する: Enter で送信、s で飛ばす、q で中止、それより長いものは入力と見なす
cli-keep-going = 失敗しても続け、最後にまとめて報告する
cli-trust = スクリプトがほかのホストや、フォルダーの外のファイルを使うことを許可する
cli-command = ヘルプを表示するコマンド
cli-serve-user = 内蔵のもののほかにアカウントを加える
cli-addr = 待ち受けるアドレス: HOST:PORT、HOST、PORT。TLS は別のポートを使う [既定値: 127.0.0.1 と空いているポート]
cli-tls-port = TLS 接続のポート [既定値: 空いているポート]
cli-deliver-dir = このフォルダーに置かれたファイルを "user" の INBOX に、DIR/NAME のファイルをアカウント NAME に配信する
cli-announce = これらのケイパビリティだけを示す（例: --announce IDLE,UIDPLUS）[既定値: すべて]
cli-ca-out = クライアントが信頼できるよう、CA 証明書をこのファイルに書き出す
cli-verbose = やり取りを標準エラー出力に書き出す（パスワードは伏せる）
cli-login-disabled = TLS なしの LOGIN と AUTH=PLAIN を拒否する（LOGINDISABLED）
cli-quiet-idle = IDLE の間に自発的な更新を送らない（通常は 5 秒後に 1 通届き、3 秒ごとに "Still here" を送る）
cli-max-line = コマンドの行の長さの上限（オクテット）[既定値: 65536]
cli-max-literal = ログイン後のリテラルの大きさの上限（オクテット）[既定値: 33554432]
cli-max-literal-before-login = ログイン前のリテラルの大きさの上限（オクテット）[既定値: 4096]
cli-max-account = アカウントのメッセージの合計の上限（オクテット）[既定値: 268435456]
cli-max-sessions = 同時に開けるセッションの数の上限 [既定値: 500]
cli-login-time = ログインせずにいられる時間の上限 [既定値: 3m]
cli-autologout = 何も送らずにいられる時間の上限 [既定値: 30m]

cli-error-no-such-command = imapsh に「{ $name }」というコマンドはありません。「imapsh --help」を見てください。
cli-error-help-of-imap = imapsh に「{ $name }」というコマンドはありません。IMAP にはこの語があります。imapsh だけで開くプロンプトで、:help { $name } と入力してください。
cli-error-no-host = --starttls と --plain には HOST が必要です。
    HOST を加えるか、オプションを取り除いてください。練習サーバーは内蔵されていて、ネットワークを使いません。
cli-error-no-session = imapsh { $command } はセッションを開かないため、{ $option } を使えません。
explain-other-charset = UTF-8 ではない { $octets } オクテットを「?」と表示します。
explain-names-file = 「{ $name }」を 1 行として説明しました。その名前のファイルを説明するには、次のように入力してください: imapsh explain < { $name }
cli-error-step = --step は Enter を標準入力から読むため、スクリプトはファイルでなければなりません: imapsh replay --step SCRIPT
cli-error-host-before-command = { $command } の前に余分な引数があります。HOST は imapsh replay SCRIPT HOST のようにコマンドの後に書きます。
cli-error-lines-before-command = -c の行そのものがスクリプトなので、-c は { $command } と一緒に使えません。
cli-error-host-and-command = --command は HOST の代わりです。どちらか一方を使ってください。
cli-error-tag = --tag の値「{ $prefix }」は正しくありません。
cli-error = コマンドラインが正しくありません。
cli-error-unknown = { $command } にオプション { $argument } はありません。
cli-error-unknown-near = { $command } にオプション { $argument } はありません。{ $suggested } のことでしょうか？
cli-error-openssl = imapsh では { $argument } は要りません。どの行も CR LF で終わり、imapsh への指示になるのは :word だけです。
cli-error-port = { $argument } はありません。ポートは imapsh mail.example.org 993 のようにホストの後に書きます。
cli-error-tls-option = TLS にオプションは要りません。imapsh HOST で使い、imapsh HOST --plain で使いません。
cli-error-host-option = ホストにオプションは要りません。ポートはその後に書きます: imapsh mail.example.org 993
cli-error-user-option = 利用者名は --user NAME で指定します。
cli-error-json-option = セッションは JSON で出力できません。imapsh explain --json は行の説明を JSON で出力し、--record FILE.jsonl はセッションをプログラム用に記録します。
cli-error-password = コマンドラインはほかの利用者からも見えるため、--password はありません。IMAPSH_PASSWORD を設定するか、入力を求められるのを待ってください。
cli-error-no-value = { $argument } には値が必要です。
cli-error-value = { $argument } の値「{ $value }」は正しくありません。
cli-error-value-of = { $argument } の値「{ $value }」は正しくありません。次のどれかを指定してください: { $valid }
cli-error-value-hidden = { $argument } の値が正しくありません（秘密かもしれないため表示しません）。
cli-error-takes-no-value = { $argument } に値は指定できません。
cli-error-twice = { $argument } が 2 回指定されています。
cli-error-too-many = 余分な引数があります（パスワードかもしれないため表示しません）。
cli-error-explain-line = 余分な引数があります。行は引用符で囲んで 1 つの引数にします: imapsh explain 'a1 select inbox'
cli-error-conflict = { $argument } と { $other } は一緒に使えません。
cli-error-missing = 引数が足りません: { $argument }
cli-error-utf8 = 正しい UTF-8 ではない引数があります。
cli-see-help = 詳しくは「{ $command } --help」を見てください。

cli-value-lines = 1 行ごとに -c を指定してください。例: imapsh HOST -c 'login me ${"{"}password{"}"}' -c 'select inbox'
cli-value-timeout = 数と単位で、1 日以内の時間を指定してください。例: 500ms、30s、2m、1m30s
cli-value-var = NAME=VALUE の形で指定してください。例: --var box=Archive
cli-value-tag = 英字と数字を使ってください。--tag t ならタグは t001、t002、… になります。
cli-value-color = 既定値は auto で、端末では色を使います。
cli-value-lang = 指定できる言語は en と ja です。
cli-value-record = .imap（再生できるスクリプト）か .jsonl（プログラム用）で終わるファイルを指定してください。例: --record bug.imap
cli-value-ca-file = PEM ファイルを指定してください。例: --ca-file ca.pem
cli-value-cert = --cert と --key は PEM ファイルで一緒に指定してください。例: --cert me.crt --key me.key
cli-value-program = IMAP を話すプログラムを指定してください。例: --command 'ssh host doveadm exec imap'
cli-value-script = ファイル、内蔵スクリプトの名前（imapsh replay idle）、または標準入力を表す - を指定してください。
cli-value-kind = 例: imapsh generate man > imapsh.1、または imapsh generate bash
cli-value-tls-port = ポート番号を指定してください。例: --tls-port 1993
cli-value-deliver-dir = フォルダーを指定してください。例: --deliver-dir drop
cli-value-announce = ケイパビリティの名前をコンマで区切って指定してください。例: --announce IDLE,UIDPLUS
cli-value-ca-out = 書き出すファイルを指定してください。例: --ca-out ca.pem
cli-value-max-line = オクテット数を指定してください。例: --max-line 65536
cli-value-max-literal = オクテット数を指定してください。例: --max-literal 33554432
cli-value-max-literal-before-login = オクテット数を指定してください。例: --max-literal-before-login 4096
cli-value-max-account = オクテット数を指定してください。例: --max-account 268435456
cli-value-max-sessions = 数を指定してください。例: --max-sessions 500
