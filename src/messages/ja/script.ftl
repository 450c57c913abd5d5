## 入力した行やスクリプトの行を送れない理由

value-not-quotable = {"${"}{ $name }{"}"} の値には、引用符で囲んだ文字列に入れられないオクテットがあります。引用符を外すとリテラルとして送ります。
sasl-needs-token = {"${sasl}"} をここで計算することはできません。{ $mechanism } の答えに入るのは、パスワードではなくアクセストークンです。代わりに {"${answer}"} のような別の変数を書き、値を尋ねられたら、答え全体を base64 で入力してください。
sasl-unknown-answer = {"${sasl}"} をここで計算することはできません。imapsh が名前とパスワードから答えを作れるのは PLAIN と LOGIN だけですが、ここは { $mechanism } か、さらに続くチャレンジです。代わりに答えを書いてください。
sasl-not-reproducible = {"${sasl}"} をここで計算することはできません。{ $mechanism } の答えは、サーバーがそのとき送るチャレンジによって変わります。
file-unreadable = { $path } を読み込めません: { $reason }
file-not-regular = { $path } は通常のファイルではありません。

## line: 入力した行を送れない理由

line-breaks-framing = 行の中（{ $column } オクテット目）に CR、LF、または NUL があり、行の区切りが壊れます。CR と LF はリテラルに、NUL は append Drafts ~{"{"}64{"<<"}END{"}"} のように literal8 に入れてください。
line-no-value = {"${"}{ $name }{"}"} に値がありません。--var { $name }=VALUE か :set { $name } VALUE で設定してください。
line-no-value-unnamed = この行の変数に値がありません。名前は秘密かもしれないため表示しません。--var NAME=VALUE か :set NAME VALUE で設定してください。
literal-file-unnamed = このリテラルのファイルを読み込めません。名前は秘密かもしれないため表示しません。
line-not-base64 = このリテラルの行は正しい base64 ではありません。何も送っていません。
line-awaits-continuation = 送っていません。先にサーバーが { $command } に "+" で答える必要があります。その間もディレクティブは使えます。:reconnect で最初からやり直せます。
line-awaits-handshake = 送っていません。先に TLS ハンドシェイクが終わる必要があります。その間もディレクティブは使えます。:reconnect で最初からやり直せます。
line-awaits-answer = 送っていません。先にサーバーが { $command } に応答する必要があります。その間もディレクティブは使えます。:reconnect で最初からやり直せます。
line-not-connected = 接続していません。:reconnect で接続し直し、:quit で終了します。
line-no-value-user = {"${user}"} に値がありません。--user NAME か :set user NAME で設定してください。
line-no-value-password = {"${password}"} に値がありません。IMAPSH_PASSWORD を設定するか、:set password VALUE を使う（入力は隠されます）か、求められたときに入力してください。

## script: スクリプトの誤り。多くはファイル:行:桁の後に表示します。

script-not-utf8 = このテキストは正しい UTF-8 ではありません。UTF-8 で保存してください。
script-breaks-framing = 行の中の CR や NUL で行の区切りが壊れます（行は LF か CR LF で終わります）。CR は {"{"}64{"<<"}END{"}"} のようにリテラルで、NUL は ~{"{"}64{"<<"}END{"}"} のように literal8 で送ってください。
script-several-lines = この行の中に改行があります。1 行ずつ別の -c で渡してください。
script-unknown-directive = そのようなディレクティブはありません。プロンプトの :help で一覧を表示します。パスワードかもしれない部分は表示しません。
script-unknown-directive-nearest = そのようなディレクティブはありません。:{ $nearest } のことでしょうか？
script-directive-is-command = :{ $word } というディレクティブはありません。これは IMAP のコマンドなので、コロンを外してください。
script-directive-is-setting = :{ $name } というディレクティブはありません。これは設定の名前です: :set { $name } { $values }
script-directive-is-option = :{ $name } というディレクティブはありません。これはプログラムのオプションなので、imapsh を --{ $name } を付けて起動してください。
script-directive-is-program-command = :{ $name } というディレクティブはありません。これはシェルで使うコマンドです: imapsh { $name }
script-meant-argument = :{ $directive } の引数「{ $value }」は正しくありません。:{ $directive } { $meant } のことでしょうか？
script-lesson-request = 「:lesson { $value }」というディレクティブはありません。:{ $meant } と入力してください。
script-invalid-setting = { $name } の値「{ $value }」は正しくありません。使い方: :set { $name } { $values }
script-missing-argument = :{ $directive } の引数がありません。使い方: :{ $usage }
script-invalid-argument = :{ $directive } の引数「{ $value }」は正しくありません。使い方: :{ $usage }
script-capture-none = :capture のパターンに、取り出す文字列を表す (...) がありません。使い方: :capture NAME PATTERN
script-capture-several = :capture のパターンに (...) が { $count } 個ありますが、取り出せる文字列は 1 つだけです。ほかは ... と書くか、括弧そのものなら {"\\"}(...) と書いてください。
script-literal-incomplete = このコマンドのリテラルが { $missing } オクテット足りません（改行は 2 オクテットと数えます）。
script-missing-end-line = ここで始まるリテラルが閉じていません。その後に「{ $end }」の行を加えてください。
script-not-base64 = このリテラルの行は正しい base64 ではありません。
script-endless-server-literal = サーバーの { $size } オクテットのリテラルがどこで終わるのか分かりません。大きさからもコマンドの完了からも判断できません。
script-ambiguous-completion = サーバーの { $size } オクテットのリテラルがどこで終わるのか分かりません。実行例が省略されていて、コマンドの完了に見える行が複数あります。リテラルの行をすべて戻すか、すべて削除してください。
script-unclosed-response = サーバーのこの応答がどこで終わるのか分かりません。括弧が開いたままで、コマンドの完了がないか、1 つに決まりません。応答を補うか、削除してください。
script-own-word-as-tag = サーバーは「{ $tag }」をタグと見なし、コマンド { $command } を実行してしまいます。コロンを付ければ imapsh への指示になります: :{ $directive } { $topic } … それでも送信するには、前に :raw を付けてください。
script-unclosed = このコマンドの { $sign } が閉じていません。一部が欠けているのかもしれません。補うか、続きの行を字下げしてください。
script-perhaps-wrapped = この行が上のクライアントの行の続きかどうか分かりません。続きなら、その行の末尾につなげて 1 行にしてください。そうでなければ、前に空行を入れ、字下げを深くしないでください。
script-typographic-quote = このコマンドにある引用符「{ $sign }」は、IMAP の引用符ではありません。" に置き換えてください。
script-look-alike-in-tag = このコマンドのタグにある文字「{ $letter }」（{ $code }）は、{ $ascii } に似ていますが ASCII の文字ではありません。タグを入力し直してください。
script-foreign-sign = このコマンドの引数には ASCII の文字しか使えませんが、「{ $sign }」（{ $code }）があります。本来の文字に置き換えてください。
script-literal-left-out = 実行例は、このリテラルのオクテットを省略しているようです。元に戻すか、リテラルのオクテット数を直してください。
script-perhaps-remark = この行のここから後が、注記なのかコマンドの一部なのか分かりません。注記なら削除してください。コマンドの一部なら、その引数を二重引用符か括弧で囲み、前の空白を 1 つにしてください。
script-perhaps-of-literal = 上のリテラルはこの行の前で終わっています。この行もリテラルの一部なら、オクテット数を直してください。そうでなければ前に空行を入れてください。
script-command-in-literal = このコマンドは上のリテラルの一部かもしれません。リテラルを送るコマンドの完了が、この行より下にしかなく、その後にこのコマンドへの応答がないからです。リテラルの一部ならオクテット数を直してください。そうでなければ、完了の行をこの行より上に置いてください。
script-lacks-arguments = このコマンドには引数が足りません。サーバーが拒否したという応答もないので、コマンドの一部が欠けているようです。引数を補うか、応答とともに消してください。
script-perhaps-beside = 上と下のコマンドには応答がありますが、このコマンドから始まる部分にはありません。そのため、このセッションで送るものかどうか分かりません。応答を下に書くか、この部分を消してください。
script-same-tag = { $other } 行目のコマンドも同じタグで、間に応答がないので、どちらか一方を入力する例のようです。一方だけを残してください。
script-perhaps-echoed = このコマンドは { $other } 行目のコマンドと同じで、下にある応答は 1 つだけです。端末が同じ行を 2 度表示した可能性があります。どちらかの行を削除するか、それぞれにタグを付けてください。
script-too-many-arguments = このコマンドには引数が多すぎますが、サーバーが拒否したという応答はありません。行の終わりは、注記や、ほかのコマンド、応答かもしれません。コマンドの一部でないものを消してください。
script-several-commands = この行にはコマンドが 2 つ以上あり、何を入力したのかが決まりません。コマンドを 1 行に 1 つずつ書いてください。
script-beginning-not-shown = この行は、メールなど、始まりが実行例にないものの一部です。そのため、コマンドのように見える行もその一部かもしれません。始まりを補うか、この行とともに、それに属する行を消してください。
script-unknown-exchange = このコマンドは登録されておらず、サーバーが「+」で応答しているので、続くどの行がクライアントのものか分かりません。コマンドとその行を消し、プロンプトで入力してください。
script-missing-step = このコマンドの前提になる { $line } 行目のコマンドは送られないため、別のメールボックスや別のメッセージに作用してしまいます。{ $line } 行目をほかのコマンドと同じ形に書くか、セッションに属さない行を削除してください。送られない理由は imapsh replay --dry-run で表示されます。
script-tag-used-again = タグ { $tag } のコマンドは上で完了しているので、メールの文面や別のセッションが混ざっているおそれがあります。その部分を消すか、コマンドごとに別のタグを付けてください。
script-completion-of-no-command = この応答のタグ { $tag } が付いたコマンドが上にありません。タグの書き誤りか、実行例の一部が欠けています。タグを直すか、コマンドを元に戻すか、省略した場所に「...」だけの行を入れてください。
script-server-line-as-clients = サーバーの行ですが、クライアントの印があります。印を直してください。
script-shown-key = 「{ $key }」は、端末がキーを表したものなので、何が入力されたのか確かではありません。取り消した行なら消し、そうでなければ直してください。
script-not-an-answer = 上でサーバーが AUTHENTICATE への答えを求めていますが、この行は答えではありません。答えは base64 か、空行か、中止を表す * です。この行を消すか、答えに置き換えてください。
script-command-in-message = これはセッションのコマンドではなく、{ $fetch } 行目が取得するメールの一部かもしれません。コマンドなら、その FETCH の完了より下に、{ $fetch } 行目と同じ書き方で、次のタグを付けて書いてください。そうでなければ、この行を消してください。
script-client-in-servers-literal = この行にはクライアントの印がありますが、上のサーバーのリテラルはまだ終わっていないかもしれません。そのコマンドの完了が、この行より下にしかないからです。メールの一部なら、前にサーバーの印を付けてください。そうでなければ、応答の終わりと完了の行をこの行より上に置いてください。
script-literal-cuts-line = このコマンドのリテラルは { $line } 行目の途中で終わり、その行の { $behind } オクテットが余ります（改行は 2 オクテットと数えます）。リテラルのオクテット数を直してください。
script-unknown-mark = コマンドのように見えますが、この実行例のほかのコマンドは、このような始まり方をしません: { $command }。送るのなら、コマンドの前にあるものを消し、ほかの行の前に同じものがあればそれも消してください。送らないのなら、この行を消してください。
script-unknown-server-mark = この行にはサーバーの応答がありますが、その前にあるものの意味が分かりません。そのため、下の行はメールの一部かもしれません。応答の前にあるものを消し、セッションのほかの行からも同じものを消してください。
script-several-clients = この実行例にはクライアントがいくつもありますが、再生は 1 つのセッションです。クライアント 1 つの行だけを残してください。
script-second-login = { $first } 行目でログインしたクライアントが、ここでもう一度ログインしています。セッションがいくつもあるか、ログインの方法が 2 つ書かれていますが、再生は 1 つのセッションです。どちらか一方のログインと、それに続く行だけを残してください。
script-untagged-command = コマンド「{ $command }」にタグがありませんが、この実行例のほかのコマンドにはあります。前にタグを付けてください。
script-is-json = これは JSON で、セッションの実行例ではありません。クライアントとサーバーの行だけを 1 行ずつ残してください。
script-is-markup = これは HTML、XML、LaTeX などのソースの行で、セッションの行ではありません。表示された文章をコピーするか、タグなどを削除してください。
script-is-table = これはコンマやセミコロンで区切った表の行で、セッションの行ではありません。クライアントとサーバーの行だけを残し、前に「C: 」と「S: 」を付けてください。
script-is-diff = これは差分（diff）か git の出力の行なので、送る行かどうか分かりません。元のファイルを使うか、+ と - の記号と、セッションのものでない行を削除してください。
script-is-packet-dump = この行の点は、パケットのダンプで改行などのオクテットの代わりに表示されたものです。点を削除するか、行をそのまま書き出すプログラムでセッションを記録してください。
script-is-mail = このテキストはメールのヘッダーで始まるため、この行はコマンドではなくメッセージの一部かもしれません。メッセージを保存するには、ファイルに入れて append メールボックス {"{"}<ファイル{"}"} と入力してください。コマンドを送るには、上のヘッダーを削除してください。
script-is-quoted-printable = これは quoted-printable のままのメールで、行が途中で切れ、文字が置き換えられています。メールソフトに表示された文章をコピーしてください。
script-is-quoted-lines = このログの行は、セッションの行をほかの文字の間に引用しているか、複数の行をまとめて引用しています。引用符を外し、1 行ずつに分けてください。
script-is-command-list = これはコマンドの一覧で、セッションではありません。送るコマンドだけを残し、番号や箇条書きの印を付けずに、引数も含めて 1 行に 1 つずつ書いてください。
script-is-other-protocol = この行は { $protocol } のセッションのもので、IMAP のものではありません。IMAP の部分もあるテキストなら、それ以外を消してください。そうでなければ、記録したホストとポートを確かめてください。
script-idle-end-not-shown = 実行中の IDLE がここで BAD で終わっていますが、サーバーが拒否した行が実行例にありません。その行をこの行の上に補うか、この IDLE とその応答を消してください。
script-tagged-done = "done" にはタグを付けません。タグを削除すれば、この行で IDLE が終わります。
script-command-in-idle = IDLE の実行中に送れるのは "done" だけです。このコマンドの前に "done" の行を入れてください。
script-sasl-outside-authenticate = {"${sasl}"} は AUTHENTICATE とその答えでだけ使えます。
script-not-trusted = 「{ $what }」はスクリプトのフォルダーまたはセッションの外です。許可するには --trust を付けてください。
script-runs-itself = { $script } が自分自身を実行することになります。
script-too-many-scripts = スクリプトが { $most } 個を超えるスクリプトを実行することになります。
script-no-command = IMAP のコマンドである行がないので、何も送りません。タグで始まる行は、どのような内容でも送られます: a1 XCOMMAND
script-too-large = スクリプトが { $most } MiB を超えています。
script-not-found = 「{ $name }」というファイルも、その名前の内蔵スクリプトもありません（内蔵: { $known }）。
script-no-value = {"${"}{ $name }{"}"} に値がありません。--var { $name }=VALUE で設定してください。
script-no-value-user = {"${user}"} に値がありません。--user NAME か IMAPSH_USER で設定してください。
script-no-value-password = {"${password}"} に値がありません。IMAPSH_PASSWORD を設定するか、端末で imapsh を実行して求められたときに入力してください。

## replay: 再生の経過と失敗

replay-heading = { $text }（{ $step }/{ $of }）
replay-lesson = このスクリプトはレッスンです。コメントは、学ぶ人に入力するものを示しています。再生では imapsh が入力します。自分で入力するには: imapsh learn { $name }
replay-unexpected-ok = { $sent } が成功しました。実行例では NO か BAD のはずですが、{ $received } を受信しました。
replay-not-received = 届くはずのものが { $seconds } 秒以内に届きませんでした: { $missing }。続けます。
replay-no-listed-bye = スクリプトではここでサーバーが接続を閉じますが、{ $seconds } 秒以内に閉じませんでした。続けます。
replay-not-connected = 接続が閉じているため、送っていません。
replay-skipped = サーバーがコマンドを拒否したため、この行とそれに属する行を飛ばしました。
replay-connection-lost-in-flight = このコマンドと、次の行のコマンドが完了する前に接続が終わりました: { $others }
replay-connection-lost = このコマンドが完了する前に接続が終わりました。
replay-failed = { $sent } が失敗しました。OK のはずですが、{ $received } を受信しました。
replay-stopped = この後の { $count } 個のコマンドは送りませんでした。--keep-going を付けると、失敗しても続けます。
replay-stopped-silent = この後の { $count } 個のコマンドは送りませんでした。--timeout で待ち時間を延ばせます。
replay-not-expected = 受信してはならないものを受信しました: { $line }
replay-captured-not-text = 正しい UTF-8 ではない文字列は取り出せません: { $pattern }
replay-awaits = { $pattern } に合う行を待っています（サーバーから { $seconds } 秒間何も届かなければ終わります。Ctrl-C で中止します）。
replay-expected = 届くはずのものが届いていません: { $pattern }
replay-step-input-ended = { $command } の前で止まりました。--step はここで Enter を待ちますが、標準入力が終わりました。スクリプトの残りは送っていません。
replay-step-next = 次: { $command }（Enter で送信、s で飛ばす、q で中止）
replay-answer-missing = { $command } が失敗しました。サーバーの求める答えがスクリプトにないため、認証を取り消します。
replay-answer-to-missing = { $command } が失敗しました。「{ $challenge }」への答えがスクリプトにないため、認証を取り消します。
replay-literal-missing = { $command } が失敗しました。サーバーの求めるリテラル { $octets } オクテットがスクリプトのここにないため、接続を閉じます。
replay-cut-off = 記録は { $command } の途中で終わっています。接続もそこで閉じました。
replay-cut-off-unsent = 記録はテキストでないリテラルの途中で終わり、その長さも残っていません。コマンドは送らず、接続を閉じました。
replay-rest-missing = { $command } が失敗しました。サーバーの求めるコマンドの残りがスクリプトのここにないため、接続を閉じます。
replay-step-keys = Enter で送信、s で飛ばし、q で中止します。ほかの入力は、コマンドや :help などのディレクティブとして、このセッションに入力したものになります。
replay-step-keys-early = このステップが表示される前に押されたキーは無効です。もう一度押してください。
replay-step-wait-keys = Enter か s で待つのをやめ、q で再生を中止します。
replay-step-waits = 送っていません。サーバーを待っているところです。Enter か s で待つのをやめ、q で再生を中止します。
replay-step-typed-idle = 送っていません。入力した IDLE がまだ実行中です。先に done を入力してください。
replay-step-script-idle = 送っていません。スクリプトの IDLE が BAD で終わってしまいます。先に done を入力してください。
replay-step-idle-ended = スクリプトの IDLE はもう実行中ではないため、その done は送りません。
replay-step-awaits-answer = 送っていません。サーバーがまだ応答していません。q で再生を中止します。
replay-awaits-listed = 実行例にある { $missing } を待っています（最長 { $seconds } 秒。Ctrl-C で中止します）。
replay-step-rest = サーバーが、入力したコマンドの残りを待っています。
replay-failures = 失敗 { $count } 件:
replay-failures-elsewhere = ほかに次の行でも失敗しました: { $lines }
replay-no-bye = サーバーが LOGOUT に答える前に接続が終わりました。
replay-wait-failed = 入出力を待つことができません: { $reason }
replay-mid-session-login = この記録はログインの後から始まりますが、セッションはログインしていないため、何も送っていません。前にログイン（C: a0 login ${"{"}user{"}"} ${"{"}password{"}"}）を置くか、ログインするスクリプトから :run で実行してください。
replay-mid-session-mailbox = この記録はメールボックスを選択した状態から始まりますが、何も選択されていないため、何も送っていません。選択するスクリプトから :run で実行してください。
replay-mid-session-idle = この記録は IDLE の途中から始まりますが、IDLE が実行中ではないため、何も送っていません。IDLE を始めるスクリプトから :run で実行してください。
replay-wrong-secret = このログインは記録したときに拒否され、その秘密は記録に含まれていません。imapsh は誤った秘密を送ります。
replay-step-input = --step は Enter を標準入力から読むため、スクリプトを標準入力から渡すことはできません。ファイルで渡してください。
