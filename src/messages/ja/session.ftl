## session: セッションの始まりと終わり

session-trying = { $address } に接続しています（{ $of } 個のアドレスのうち { $number } 個目）。
session-connected-tls = { $address } に接続しました。暗号化: { $tls }
session-connected-plain = { $address } に暗号化せずに接続しました。経路上の誰でも、すべての内容を読み、書き換えられます。
session-connected-starttls = { $address } に接続し、STARTTLS で TLS を要求しています。TLS が始まるまでは保護されていないため、経路上の誰でもサーバーの送信内容を偽造できます。
session-connected-starttls-implied = { $address } に接続しました。ポート 143 と imap:// は STARTTLS を意味します（暗号化しない場合は --plain）。TLS が始まるまでは保護されていないため、経路上の誰でもサーバーの送信内容を偽造できます。
session-tls-started = セッションが暗号化されました: { $tls }
session-command-started = 「{ $command }」をサーバーとして起動しました。
session-certificate-unreadable = （読み取れません）
session-verified-bundled = 内蔵のルート証明書で検証済み
session-verified-system = システムのルート証明書で検証済み
session-verified-ca-file = --ca-file で検証済み
session-verified-practice-ca = 練習サーバーの CA で検証済み
session-not-verified = 検証していません
session-insecure = サーバーの身元を確かめていません（--insecure）。経路上の誰かがサーバーになりすまし、パスワードを受け取ることができます。
session-handshake-takes-long = TLS ハンドシェイクが 2 秒たっても終わりません。TLS を使わないポートは黙って待つことがあります。--starttls か --plain を試してください。Ctrl-C で待つのをやめます。
session-starttls-takes-long = サーバーは STARTTLS を受け入れましたが、TLS ハンドシェイクが 2 秒たっても終わりません。最大 { $seconds } 秒待ちます。
session-no-data = 2 秒間何も届いていません。993 のように TLS を前提とするポートは黙って待ちます。--plain と --starttls を外してください。
session-no-greeting = サーバーが { $seconds } 秒以内に挨拶（greeting）を送りませんでした。
    .advice = ポートを確認してください。993 は TLS を待ち、143 ではサーバーが先に話します。--timeout で待ち時間を延ばせます。
session-closed-before-greeting = サーバーが挨拶（greeting）を送る前に接続を閉じました。
    .advice = ポートを確認してください。IMAP は 993（TLS）と 143 を使います。アドレスが遮断されているか、サーバーが過負荷なのかもしれません。サーバーのログに理由があります。
session-greeting-bye = サーバーがセッションを拒否しました。挨拶が BYE でした。
    .advice = 挨拶の文言は上に表示されています。
session-starttls-refused = サーバーが STARTTLS に { $status } で答えました。このポートでは TLS を使えないため、セッションは開かれませんでした。
    .advice = 最初から TLS を使う（ポート 993）か、ネットワークを信頼できるなら --plain を試してください。
session-starttls-preauth = サーバーの挨拶が PREAUTH でした。ログイン済みのセッションでは TLS を始められず、攻撃者が挨拶を送った可能性もあります。セッションは開かれませんでした。
    .advice = 最初から TLS を使ってください（ポート 993）。
session-starttls-early = STARTTLS を送る前にその答えが届きました。攻撃者が挿入した可能性があるため、セッションは開かれませんでした。
    .advice = 最初から TLS を使う（ポート 993）か、別のネットワークから試してください。
session-starttls-timed-out = STARTTLS への OK の後、TLS ハンドシェイクが時間切れになりました。
    .advice = --timeout で待ち時間を延ばすか、最初から TLS を使って（ポート 993）試してください。
session-starttls-unanswered = サーバーが { $seconds } 秒以内に STARTTLS に答えませんでした。
    .advice = 最初から TLS を使う（ポート 993）か、--timeout で待ち時間を延ばしてください。
session-starttls-injected = STARTTLS への OK の後に、暗号化されていないデータが続きました。攻撃者が挿入した可能性があるため、セッションは開かれませんでした。
    .advice = 最初から TLS を使う（ポート 993）か、別のネットワークから試してください。
session-starttls-closed = サーバーが STARTTLS に答えずに接続を閉じました。このポートでは TLS を使えないため、セッションは開かれませんでした。
    .advice = 最初から TLS を使う（ポート 993）か、ネットワークを信頼できるなら --plain を試してください。
session-command-output = コマンドの標準エラー出力: { $line }
session-upgrade-unfinished = STARTTLS への OK の後、サーバーが TLS ハンドシェイクを終えないので、接続を閉じます。
session-interrupted = セッションが始まる前に中断しました。
    .advice = ホストを確認してください。--timeout で接続の待ち時間を制限できます。
session-ended = 接続が閉じられました。
session-old-ended = 古い接続が閉じられました。
session-start-with = これらはプログラムを始めるときのオプションです。:quit で終了し、シェルで次のように入力します:
    { $command }
session-unexpected-bye = サーバーが予告なく接続を閉じました（BYE）。
session-closed-without-bye = サーバーが BYE を送らずに接続を閉じました。
session-cut-off = TLS の close_notify がないまま接続が終わりました。最後のデータが欠けているかもしれません。
session-literal-file-failed = リテラルのファイル { $path } を読み込めないため、接続を閉じました: { $reason }
session-literal-file-shorter = リテラルのファイル { $path } が、予告した長さより短くなったため、接続を閉じました。
session-bare-lf = サーバーが行を CR LF ではなく LF で終えています。imapsh は受け付けますが、ほかのクライアントは受け付けないかもしれません。
session-tls-facts = { $version }、{ $cipher }。証明書の対象は { $subject }、発行者は { $issuer }（{ $roots }）、有効期限は { $until } です。
session-tls-facts-expired = { $version }、{ $cipher }。証明書の対象は { $subject }、発行者は { $issuer }（{ $roots }）、有効期限は { $until } に切れています。
session-certificate-expired = { $until }（期限切れ）
session-not-imap = サーバーは IMAP を話していません。送信内容: { $said }
    .advice = { -net-service-advice }
session-not-a-greeting = サーバーの最初の行が、挨拶ではありません: { $said }
    .advice = IMAP のサーバーは、* OK、* PREAUTH、* BYE のどれかで始めます。ホストとポートを確かめてください。サーバーがセッションを拒否した理由は、サーバーのログにあるかもしれません。
session-no-greeting-tls = TLS は始まりましたが、サーバーが { $seconds } 秒以内に挨拶（greeting）を送りませんでした。
    .advice = ポートを確認してください。TLS による IMAP は 993 で、ウェブサーバー（443）はクライアントが先に話すのを待ちます。--timeout で待ち時間を延ばせます。
session-no-greeting-command = コマンドが { $seconds } 秒以内に挨拶（greeting）を送りませんでした。
    .advice = シェルで実行して理由を確かめるか、--timeout で待ち時間を延ばしてください。
session-silent = サーバーが { $seconds } 秒間何も送らず、次のコマンドが完了していません: { $command }
session-no-logout = LOGOUT を送っていません。サーバーはまだ{ $octets ->
        [0] コマンドの続き
       *[other] リテラルの残り { $octets } オクテット
    }を待っています。
session-no-logout-handshake = LOGOUT を送っていません。TLS ハンドシェイクが終わっていません。
session-no-logout-unanswered = LOGOUT を送っていません。サーバーがその前のコマンドに答えていません。
session-awaits-logout = LOGOUT へのサーバーの応答を最長 { $seconds } 秒待っています。Ctrl-C ですぐに終了します。
session-logout-unanswered = サーバーが { $seconds } 秒以内に LOGOUT に答えなかったため、接続を閉じました。
session-leaving = { $address } とのセッションを終えます。
session-now = これからのコマンドは { $address } に送られます。
session-practice-server = 練習サーバー

## stall: サーバーが行やリテラルの途中で止まったとき

stall-in-literal = リテラル { $size } オクテットのうち { $received } オクテットまで受信しました。
stall-in-line = 行のうち { $received } オクテットまで受信しました。
stall-after-literal = リテラルの後の行のうち { $received } オクテットまで受信しました。
stall-in-hidden-line = 行のうち { $received } オクテットまで受信しました: { $text }
stopped-in-literal = サーバーがリテラルの途中で止まりました（{ $size } オクテットのうち { $received } オクテットの後）。
stopped-in-line = サーバーが行の途中で止まりました（{ $received } オクテットの後）。
stopped-in-line-text = サーバーが行の途中で止まりました（{ $received } オクテットの後）: { $text }
stopped-after-literal = サーバーがリテラルの後で止まりました（行の残りの { $received } オクテットの後）。

## hint: 行の間違いらしいもの。その行の下、応答の前に表示します。

hint-login-first = 先にログインしてください: login 利用者名 パスワード
hint-select-first = 先にメールボックスを選択してください: select inbox
hint-already-logged-in = このコマンドはログイン前にだけ使えます。
hint-not-announced = このサーバーの CAPABILITY には { $capability } がないので、{ $command } には対応していないと思われます。
hint-login-disabled = このサーバーは LOGINDISABLED を示しています。この接続の今の状態では LOGIN を受け付けません。
hint-login-disabled-starttls = このサーバーは LOGINDISABLED を示しています。この接続の今の状態では LOGIN を受け付けません。starttls で接続を暗号化すると、受け付けることがあります。
hint-mechanism-not-announced = このサーバーの CAPABILITY には AUTH={ $mechanism } がないので、この認証方式は拒否されると思われます。
hint-mailbox-outside-ascii = メールボックス名は ASCII で送ります。ASCII でない文字は修正 UTF-7 で書くので、この名前は "{ $encoded }" になります。
hint-localized-inbox = メールソフトが「{ $shown }」と表示するメールボックスの名前は、IMAP では INBOX です。
hint-localized-mailbox = 「{ $shown }」は、メールソフトが表示するだけの名前かもしれません。list "" "*" への応答で { $attribute } の付いた名前が、それに当たるメールボックスです。
hint-plaintext-password = パスワードが暗号化されずに送られます。経路上の誰でも読み取れます。
hint-full-width = 行に全角文字が含まれています。ここで IMAP が使うのは半角（ASCII）の文字です。日本語入力を切って、半角で入力してください: { $line }
hint-full-width-unread = 行に全角文字が含まれています。ここで IMAP が使うのは半角（ASCII）の文字です。日本語入力を切って入力し直してください。
hint-quotation-sign = 「>」はメールの引用の印で、コマンドの一部ではありません。付けずに入力してください。
hint-full-width-colon = 行が全角のコロン「：」で始まっているので、サーバーに送られます。imapsh への指示は、日本語入力を切って、半角のコロンから入力してください。
hint-idle-without-mailbox = メールボックスが選択されていないので、IDLE には見張るものがなく、新着も知らせられません。先に選択してください: select inbox
hint-look-alike = 文字「{ $letter }」（{ $code }）は、{ $ascii } に似ていますが ASCII の文字ではありません。サーバーは別の文字と解釈するので、語を入力し直してください。
hint-quotation-mark = 行に引用符 { $mark } が含まれていますが、IMAP では使えません。ASCII の引用符 " を使ってください。
hint-dash = 行にダッシュ { $dash } が含まれていますが、IMAP では使えません。ASCII のハイフン（-）を、範囲にはコロン（1:3）を使ってください。
hint-unusual-blank = 行に { $code } が含まれています。空白に見えるか目に見えない文字ですが、サーバーにとっては空白ではありません。
hint-two-spaces = タグの後に空白が 2 つあります。多くのサーバーは BAD で答えます。
hint-two-blanks = 空白が 2 つ続いています。IMAP では語と語の間の空白はちょうど 1 つで、多くのサーバーはそれ以外に BAD で答えます。
hint-wrong-escape = 引用符の中でバックスラッシュを置けるのは " か別のバックスラッシュの前だけです。バックスラッシュ自体は \\ と書きます: { $corrected }
hint-escaped-space = IMAP ではバックスラッシュで語をつなげません。空白を含む名前は引用符で囲みます: { $quoted }
hint-unclosed-brace = 行の終わり近くの {"{"} が閉じていないため、リテラルは続きません。{"{"}10{"}"}、{"{"}<FILE{"}"}、{"{"}<<END{"}"} のように書いてください。
hint-literal-inside-line = {"{"}10{"}"} や {"{"}<FILE{"}"} のような波括弧は、行の終わりにあるときだけリテラルの予告になります。続きはリテラルの後に入力してください。
hint-bare-lf = { $path } の行は LF だけで終わっていて、そのまま送ります。メッセージの行は CR LF で終わらなければならず、そうでないものを拒否するサーバーもあります。unix2dos でファイルを変換できます。
hint-variable-in-literal = リテラルの中の変数は置き換えません。${"{"}{ $name }{"}"} をそのまま送ります。
hint-flag-without-backslash = システムフラグはバックスラッシュの付いた { $flag } です。付けないと利用者のキーワードになります。
hint-doubled-tag = タグが 2 つ以上あるので、サーバーは 2 つ目をコマンドの名前と見なします: { $tags }。タグは imapsh が付けるので、{ $command } から入力してください。
hint-lone-tag = 「{ $tag }」はタグのようですが、コマンドがありません。タグは imapsh が付けるので、コマンドから入力してください。
hint-tag-in-use = このタグのコマンドがまだ完了していません。2 つのコマンドへの応答を区別できなくなります。
hint-login-placeholders = 括弧の部分は書き方の例です。括弧ごと、自分の利用者名とパスワードに置き換えてください。
hint-login-variable = パスワードとしてそのまま送られました。imapsh が値に置き換える変数は、次の書き方だけです: { $variable }
hint-written-line-end = 「{ $sign }」は文字として送られました。行の終わりは Enter だけで付きます。
hint-tagged-done = "done" にはタグを付けません。
hint-not-idling = 終了させる IDLE がありません。
hint-done-first = IDLE の実行中です。正しく終えるには "done" だけを送ります。それ以外にはサーバーは BAD で答え、IDLE も終わるので、もう "done" は要りません。
hint-before-idle-continuation = サーバーはまだ IDLE に答えていません。IDLE を受け付けると、この行を IDLE の終わりとして扱い、BAD で答えることがあります。"+" が届いてから "done" で終えてください。
hint-between-cr-and-lf = リテラルの長さが CR と LF の間で終わっています。改行は 2 オクテットと数えます。
hint-between-cr-and-lf-counted = リテラルの長さが CR と LF の間で終わっています。改行は 2 オクテットと数えるので、この行の改行を含めなければ {"{"}{ $fewer }{"}"}、含めれば {"{"}{ $more }{"}"} です。
hint-left-over = リテラルの長さが足りません。この行の { $octets } オクテットが余り、コマンドの続きとして送られます。それを含めた長さは {"{"}{ $needed }{"}"} です。
hint-left-over-uncounted = リテラルはこの行の途中で終わります。余った { $octets } オクテットは、コマンドの続きとして送られます。
hint-left-over-secret = リテラルはこの行の途中で終わります。余った部分はコマンドの続きとして送られます。
hint-literal-complete = リテラルはこの行の改行（2 オクテット）で終わりました。Enter だけでコマンドが終わります。
hint-literal-complete-counted = リテラルはこの行の改行（2 オクテット）で終わりました。改行を含めない長さは {"{"}{ $fewer }{"}"} です。Enter だけでコマンドが終わります。
hint-empty-literal = このリテラルにはオクテットがないので、次はコマンドの残りです。Enter だけでコマンドが終わります。
hint-sent-as-rest = リテラルはこの行の前で終わっており、この行はコマンドの続きとして送られます。この行の代わりに Enter だけを押していれば、コマンドは終わっていました。
hint-count-line-endings = その中に改行が { $number } 個あり、改行 1 個は 2 オクテットと数えます。
hint-count-character = 「{ $character }」は { $size } オクテットと数えます。
hint-still-in-literal = この行はリテラルの一部として送られます。この行の前で、リテラルはまだ { $octets } オクテット足りませんでした。{ $before ->
        [0] {""}
       *[other] この行を含めない長さは {"{"}{ $before }{"}"} です。
    }
hint-ends-literal = この行はリテラルの一部として送られます。この行の前で、リテラルはまだ { $octets } オクテット足りませんでした。余った { $left_over } オクテットは、コマンドの続きとして送られます。{ $before ->
        [0] {""}
       *[other] この行を含めない長さは {"{"}{ $before }{"}"} です。
    }
hint-still-in-lines = この行はリテラルの一部です。リテラルは「{ $end }」だけの行で終わります。Ctrl-C でコマンドを取り消します。
hint-did-you-mean = IMAP のコマンドではありません。{ $command } のことでしょうか？
hint-use-quit-directive = これはサーバーに送られますが、サーバーはこの語を知りません。:quit（または Ctrl-D）でログアウトして終了します。
hint-use-help-directive = これはサーバーに送られますが、サーバーはこの語を知りません。:help で imapsh の説明を表示します。
hint-own-word-as-tag = 送信しません。サーバーは「{ $tag }」をタグと見なし、コマンド { $command } を実行してしまいます。コロンを付ければ imapsh への指示になります: :{ $directive } { $topic } … それでも送信するには、前に :raw を付けてください。
hint-directive-before-response = 送信しません。コロンを付ければ imapsh への指示です: :{ $name }。それでも送信するには、前に :raw を付けてください。
hint-use-directive = サーバーに送られますが、コロンを付ければ imapsh への指示です: :{ $name }
hint-foreign-login = サーバーに送られますが、IMAP ではなく { $protocol } のコマンドです。それに、もうログインしています。
hint-other-protocol = サーバーに送られますが、IMAP ではなく { $protocol } のコマンドなので通じません。代わりの入力: { $command }
hint-in-english = サーバーに送られますが、IMAP のコマンドは半角の英語なので通じません。代わりの入力: { $command }
hint-for-shell = このシェルのコマンドはメールサーバーに送られます。シェルに戻るには :quit（または Ctrl-D）と入力してください。
hint-for-shell-instead = サーバーに送られますが、通じません。代わりの入力: { $command }
hint-shell-separator = IMAP では「{ $sign }」はコマンドの区切りではなく、サーバーはこの行を 1 つのコマンドとして受け取ります。コマンドは 1 行に 1 つずつ入力してください。
hint-shell-pipe = IMAP では「|」はパイプではなく、その後もサーバーに送られます。プロンプトでは、直前の応答を :last でページャーに表示できます。
hint-file-from-shell = IMAP では「<」はファイルの指定ではなく、行がそのままサーバーに送られます。ファイルを送るには次のように入力します: { $line }
hint-answer-to-file = IMAP では「>」はファイルの指定ではなく、行がそのままサーバーに送られます。リテラルを含む応答を受け取った後なら、次のディレクティブでリテラルを保存できます: :save { $file }
hint-login-takes-two = LOGIN の引数は、利用者名とパスワードの 2 つです。空白を含むものは引用符で囲みます。
hint-deletes-mailbox = DELETE が削除するのはメッセージではなくメールボックスです。メッセージを削除するには: store { $set } +flags (\Deleted) の後に expunge
hint-expunges-all = EXPUNGE に番号は付けません。\Deleted フラグの付いたメッセージをすべて消去します。先にフラグを付けるには: store { $set } +flags (\Deleted)
hint-connect-instead = これはコマンドとしてサーバーに送られます。このホストに接続するには、次のように入力してください: :connect { $arguments }
hint-looks-like-response = 送信しません。サーバーの応答のように見えます。それでも送信するには、前に :raw を付けてください。
hint-looks-like-answer = 送信しません。タグのない行へのサーバーの応答のように見えます。コマンドなら、前にタグを付けるか、最初の引数を引用符で囲んでください。
hint-looks-like-output = 送信しません。コマンドではなく、別のプログラムの行のように見えます。それでも送信するには、前に :raw を付けてください。
hint-program-connects = 送信しません。ここでこのサーバーに接続するには、次のように入力してください: :connect { $arguments }
hint-web-page = 送信しません。これはウェブページのアドレスです。このホストに IMAP サーバーがあれば、次のように入力してください: :connect { $arguments }
hint-for-other-protocol = 送信しません。これは IMAP ではなく { $protocol } のコマンドです。代わりにこう入力します: { $command }
hint-for-program = 送信しません。これはシェルや別のプログラムのためのものです。:quit（または Ctrl-D）でシェルに戻り、:connect HOST で別のサーバーに接続します。
hint-quit-as-response = これはチャレンジへの応答として送られました。"*" で取り消し、Ctrl-D で終了します。
hint-invalid-base64 = サーバーは base64 を待っていますが、これは正しい base64 ではありません。"*" で取り消せます。
