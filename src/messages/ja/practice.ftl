## practice: imapsh に内蔵された練習サーバー

practice-connected = imapsh に内蔵された練習サーバーです。このコンピューターの外には何も送られません。アカウントは "user"、パスワードは "pass" です。
practice-connected-tls = imapsh に内蔵された練習サーバーです。最初から { $version } で暗号化しています。詳しくは :tls で表示します。
practice-connected-plain = imapsh に内蔵された練習サーバーです。暗号化されていません。ネットワークを通る接続なら、経路上の誰でも、パスワードを含むすべてを読めます。
practice-connected-starttls = imapsh に内蔵された練習サーバーです。まだ暗号化されていません。最初に STARTTLS で TLS を始めます。
practice-first-steps = まず次のように入力してください: login user pass
    続けて: list "" "*"、select inbox、idle、done、logout。:help で説明を表示し、Ctrl-D で終了します。
practice-unguided-steps = まず次のように入力してください: login user pass
    続けて: list "" "*"、select inbox、idle、done、logout。:set guide on で手順を順に案内します。
    :help で説明を表示し、Ctrl-D で終了します。
practice-welcome = メールソフトが送る IMAP を、自分で打ちます。相手は内蔵の練習サーバーです。
practice-first-step = まず入力してください（先頭のタグ a001 は imapsh が付けます）: login user pass
    :help で説明、:quit で終了します。レッスンはシェルの imapsh learn にあります。
practice-certificate = 練習サーバーの証明書を作れません: { $reason }

## guide: 初めての人が次に入力するもの

guide-list = 次は、メールボックスの一覧を問い合わせます: { $next }
guide-select = 次は、メールボックスを選択します（開きます）: { $next }
guide-fetch = 次は、メッセージを見ます: { $next }
guide-read = 次は、その本文を読みます: { $next }
guide-search = 次は、未読のメッセージを探します: { $next }
guide-idle = 次は、新着メールを待ちます: { $next }
guide-done = 少し待つと、新着メールの知らせが届きます。終えるには: { $next }
guide-flag = 次は、メッセージに印を付けます: { $next }
guide-append = 次は、メールをメールボックスに追加します: { $next }
    続けてメールの行（Subject: Hello、空行、本文）を入力し、END で終えます。
guide-move = 次は、メッセージを別のメールボックスに移します: { $next }
guide-delete = 次は、メッセージに削除の印を付けます: { $next }
guide-expunge = 次は、削除の印が付いたものを消去します: { $next }
guide-logout = 次は、セッションを終えます: { $next }
guide-next = 次は、たとえばこう入力します: { $next }
guide-again-explained = うまくいきませんでした。次の手順はこれです: { $next }
guide-account = この練習サーバーのアカウントは "user"、パスワードは "pass" です: { $login }
guide-explain = :explain と入力すると、この応答の意味と、考えられる原因を説明します。
guide-again = うまくいきませんでした（理由は :explain）。次の手順はこれです: { $next }
guide-still = 案内の次の手順は、まだこれです: { $next }
guide-off = （:set guide off でこの案内を止めます。）
guide-ends = ここからは自由に進めてください（案内を終えました）。:set guide on で再開します。
guide-learn = これで一通り終わりです。:quit の後、imapsh learn でレッスンに進めます。
    :help の後に語を付けると、その語を説明します。

## serve: ほかのクライアントのための練習サーバーと、そのセッションのログ

serve-started = アカウントは user/pass、taro/himitsu、mrc/secret です。Ctrl-C でサーバーを止めます。
serve-started-with = アカウントは user/pass、taro/himitsu、mrc/secret と、--user で指定した { $names } です。Ctrl-C でサーバーを止めます。
serve-bad-address = 「{ $address }」で待ち受けることはできません。HOST:PORT、HOST、PORT のいずれかで指定してください。
serve-bad-user = --user には NAME:PASSWORD を指定します。例: --user hanako:sakura（指定された値はここに表示しません）
serve-empty-password = 「--user { $name }:」のパスワードが空です。コロンの後に書き忘れていませんか？
serve-user-twice = --user { $name } が 2 回指定されています。最後のパスワードが有効です。
serve-reachable = { $address } に到達できる人は誰でもログインできます。名前とパスワードは公開されています。
    このコンピューターだけで使う場合は 127.0.0.1 で待ち受けてください。
practice-no-capability = 練習サーバーに「{ $name }」というケイパビリティはありません。:announce で名前の一覧を表示します。
serve-no-directory = フォルダー { $path } を読み込めません: { $reason }
serve-not-delivered = 配信していません: { $path }（{ $reason }）
serve-no-account = そのアカウントはありません
serve-account-full = { $limit } オクテットのうち { $used } オクテットを使用中で、アカウントの容量が足りません
serve-too-many-messages = INBOX またはアカウントのメッセージが上限の { $limit } 通に達しています
serve-no-uid-left = INBOX の UID を使い切りました
serve-file-too-large = ファイルが 32 MiB を超えています
serve-cannot-listen = { $address } で待ち受けられません: { $reason }
serve-cannot-write = { $path } に書き込めません: { $reason }
serve-failed = 練習サーバーが異常終了しました: { $reason }

serve-events-dropped = ここで { $count } 件の記録が抜けています。ログの書き込みが間に合いませんでした。
serve-session-ended = セッション { $session }: { $user }、{ $commands } コマンド、{ $how }
serve-not-logged-in = 未ログイン
serve-ended-logout = ログアウト
serve-ended-client = クライアントが切断
serve-ended-autologout = 時間切れ
serve-ended-closing = サーバーの停止
serve-ended-refused = 拒否
serve-ended-failed = 接続エラー
