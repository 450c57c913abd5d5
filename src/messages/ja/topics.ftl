# 登録語ではない IMAP の用語とキーについて、:help が表示する説明です。

topic-tag = タグ   （RFC 3501, 2.2.1）
    コマンドの先頭に付ける語です。そのコマンドの完了を知らせる応答も同じタグで始まるので、複数のコマンドへの応答を見分けられます。プロンプトに表示されるのが次の行のタグです（a001、a002、…）。自分でタグを付けた行はそのまま送られます。
    例: x1 noop
    タグは :tag PREFIX で変更できます。
topic-untagged = タグなし応答   （RFC 3501, 2.2.2）
    タグの代わりに * で始まる応答です。* 1 FETCH のようにコマンドが求めたデータのほか、メールの到着を知らせる * 12 EXISTS のように、どのコマンドも求めていない知らせもあります。コマンドの完了を示すタグ付きの行は、データの後に届きます。
topic-literal = リテラル   （RFC 3501, 4.3）
    長さを予告して送る文字列です。行の終わりの {"{"}5{"}"} は、サーバーの + の後に 5 オクテットが続くことを表します。改行は 2 オクテット、「é」のような文字は 2 オクテット、「日」のような文字は 3 オクテットと数えます。残りの数はプロンプトに表示されます。{"{"}5+{"}"} と書けば + を待ちません（LITERAL+ に対応したサーバーの場合）。数えるのは imapsh に任せられます。行の終わりに {"{"}<FILE{"}"} と書くとファイルを、{"{"}<<END{"}"} と書くと END の前の行までを、改行も含めて送ります。{"{"}<<-END{"}"} なら最後の改行を除きます。
topic-sequence-set = 番号の集合   （RFC 3501, 9）
    コマンドの対象となるメッセージの指定です。2 は 1 通、1:3 は範囲、2,5:7 は複数の指定、* は最後の 1 通を表すので、1:* は全部です。番号はメッセージ番号で、前のメッセージが消去されると繰り上がります。UID の後では繰り上がることのない UID になります。
    例: fetch 1:3 flags
    例: uid fetch 300:* flags
topic-wildcards = ワイルドカード   （RFC 3501, 6.3.8）
    LIST のパターンで、* は任意の文字列、% は次の階層の区切り文字までの任意の文字列に一致します。list "" "*" はすべてのメールボックス、list "" "%" は最上位のものだけ、list "" "Work/%" は Work のすぐ下のものを示します。
topic-mailbox = メールボックス   （RFC 3501, 5.1）
    メッセージを保存する場所で、フォルダーとも呼ばれます。INBOX はどの利用者にもあり、大文字でも小文字でも指定できます。ほかの名前で大文字と小文字を区別するかどうかはサーバーによります。空白を含む名前は引用符で囲みます。階層の区切り文字は、LIST 応答の中で属性の次に示されます。ASCII 以外の文字は、「日本語」を &ZeVnLIqe- とするように修正 UTF-7 で書きます（5.1.3）。Tab はどちらの形の書き出しからも補完します。
    例: select "Old Mail"
topic-string = 文字列   （RFC 3501, 4）
    引数はアトム、引用符付き文字列、リテラルのいずれかです。アトムはそのまま書けますが、空白、引用符、丸括弧、波括弧、*、%、バックスラッシュを含められません。引用符の中にはほとんどの文字を書けますが、引用符とバックスラッシュは \" や \\ と書きます。"" は空の文字列、引用符のない NIL は値がないことを表します。
topic-response = 応答   （RFC 3501, 7）
    サーバーから届く行です。タグで始まる行は、そのタグのコマンドの結果を示します。OK は完了、NO は理解したが実行できなかったこと、BAD は理解できないか、今は許されないことを表します。* で始まる行はデータや知らせ、+ で始まる行は続きを求めるものです。行の最後の文は人のための説明です。
topic-greeting = 挨拶（greeting）   （RFC 3501, 7.1）
    接続するとすぐに届く、サーバーの最初の行です。* OK なら次はログイン、* PREAUTH ならログイン済み、* BYE なら接続の拒否です。サーバーのケイパビリティが書かれていることもよくあります。
    例: * OK [CAPABILITY IMAP4rev1 STARTTLS] ready
topic-code = 応答コード   （RFC 3501, 7.1）
    OK、NO、BAD、BYE、PREAUTH の後の角括弧の中の語で、値が付くこともあります。人のための文と違い、プログラムが読めるように決められた語です。NO の後の [TRYCREATE] なら、メールボックスはないが作れるという意味です。
    例: * OK [UIDNEXT 4392] Predicted next UID
topic-sasl = SASL（AUTHENTICATE によるログイン）   （RFC 3501, 6.2.2）
    認証方式（mechanism）はログインの方法で、サーバーは AUTH=… の形で示します。PLAIN は名前とパスワードを送り、SCRAM-… はパスワードを知っていることを証明し、XOAUTH2 と OAUTHBEARER はアクセストークンを送ります。サーバーの問い（チャレンジ）は + で始まる行、クライアントの答えは base64 の行で、"*" だけの行は取り消しです。SASL-IR に対応したサーバーでは、最初の答えをコマンドの行に書けます。
    例: authenticate plain
topic-oauth = OAuth（アクセストークンによるログイン）   （RFC 7628）
    大手の提供元の IMAP はアカウントのパスワードの代わりにアクセストークンを求めます。トークンはウェブでのログインによってプログラムに発行され、1 時間ほど有効です。アプリパスワードを使えるところ（Google、Apple、Yahoo）もあります。アカウントの設定でプログラムごとに作り、LOGIN でパスワードとして入力します。認証方式は XOAUTH2（Google、Microsoft）か OAUTHBEARER です。
    例: authenticate xoauth2
topic-section = セクション（BODY の後の角括弧）   （RFC 3501, 6.4.5）
    メッセージのどの部分かを示します。[] は全体、[HEADER] はヘッダー、[HEADER.FIELDS (SUBJECT)] は指定したフィールド、[TEXT] はヘッダーより後、[2] は 2 番目のパート、[2.MIME] はそのパートのヘッダーです。後に <0.100> を付けると先頭から 100 オクテットだけになります。応答には BODY[TEXT]<0> のように開始位置だけが付きます。
    例: fetch 1 body.peek[header.fields (subject)]<0.100>
topic-search-key = 検索キー   （RFC 3501, 6.4.4）
    SEARCH の条件です。UNSEEN FROM "taro" のように並べると、すべてを満たすメッセージが見つかります。OR はキーを 2 つ、NOT は 1 つ取り、括弧は複数のキーを 1 つにまとめます。番号の集合もキーです。文字列は部分一致で、大文字と小文字は区別されません。
    例: search or from "taro" subject "lunch" since 1-Nov-2026
topic-item = データ項目   （RFC 3501, 6.4.5）
    FETCH が返すメッセージのデータで、FLAGS、UID、ENVELOPE、BODY.PEEK[…] などがあります。複数なら丸括弧で囲みます。マクロの ALL、FAST、FULL は複数の項目の代わりになり、括弧なしで書きます。STATUS には別の項目があります。
    例: fetch 1 (uid flags envelope)
topic-attribute = メールボックスの属性   （RFC 3501, 7.2.2）
    LIST 応答の最初の丸括弧の中の語です。\Noselect は開けないこと、\HasChildren は下にメールボックスがあることを表し、\Sent や \Trash などは用途を表します。
    例: * LIST (\HasNoChildren \Sent) "/" Sent
topic-hierarchy = 階層   （RFC 3501, 5.1.1）
    メールボックスの下に別のメールボックスを置けます。階層の区切り文字は Work/2026 の / のように名前の階層を分ける文字で、サーバーが決め、LIST 応答で名前の前に引用符付きで示します。そこが NIL なら階層はありません。
    例: list "" ""
topic-rights = アクセス権   （RFC 4314, 2.1）
    権限は 1 文字で書きます。l は一覧に表示、r は読むこと、s は \Seen の変更、w はほかのフラグの変更、i はメッセージの追加、p はそこへのメールの送信、k は下へのメールボックスの作成、x は削除、t は \Deleted の変更、e は消去、a は権限の変更です。各文字も :help で説明します。
    例: myrights INBOX
    例: setacl Work taro lrs
topic-option = オプション、修飾子、パラメーター   （RFC 4466）
    コマンドの動作を変える丸括弧の中の語です。SEARCH と LIST の RETURN の後、LIST の参照名の前、FETCH の項目の後、STORE のフラグの前、SELECT のメールボックス名の後に書きます。ほとんどは拡張のものです。
    例: search return (count) unseen
    例: fetch 1:* (flags) (changedsince 12)
topic-annotation = 注釈   （RFC 5464, 3）
    サーバーがメールとは別に保存するデータです。METADATA ではメールボックスか、サーバー（名前は ""）に付きます。エントリーの名前は、全員に見える /shared/ か、自分だけの /private/ で始まります。値を NIL にすると消えます。メッセージの注釈（ANNOTATE-EXPERIMENT-1）は別の拡張です。
    例: setmetadata INBOX (/private/comment "my notes")
topic-field = ヘッダーフィールド   （RFC 5322, 2.2）
    Subject: や Date: のような、メールの先頭の行です。ENVELOPE は主なものを、BODY.PEEK[HEADER.FIELDS (…)] は指定したものをそのまま、BODY.PEEK[HEADER] はすべてを返します。=?utf-8?B?…?= のようなエンコードされた語は :decode で読めます。
    例: fetch 1 body.peek[header.fields (subject list-id)]
topic-secrets = 秘密の値
    パスワードと AUTHENTICATE への答えは入力中から伏せられ、画面、履歴、記録では ${"{"}password{"}"} や ${"{"}sasl{"}"} に置き換わりますが、サーバーには入力したとおりに送られます。サーバーが送ってきた内容は変更されません。
topic-variables = 変数
    行の中の ${"{"}NAME{"}"} は値に置き換わり、必要なら引用符付き文字列やリテラルとして送られます。値は :set NAME VALUE や --var で設定するか、:capture で応答から取り出します。${"{"}user{"}"} と ${"{"}password{"}"} は、最初に使うときに入力を求められます。$${"{"} と書けば ${"{"} が送られます。
topic-guide = 案内
    練習サーバーでは、コマンドが成功するたびに次の手順を示します: login、list、select、fetch、search、idle、done、store、append、move、expunge、logout。すでに済ませた手順は飛ばします。手順にないコマンドが成功すると案内は止まり、履歴が 20 行になると始まらなくなります。
    :set guide off で止め、:set guide on で始めます。ほかのサーバーでは、メールを変更しない手順だけを示します。
topic-flags = フラグ   （RFC 3501, 2.3.2）
    メッセージについて覚えておく印です。\Seen は既読、\Answered は返信済み、\Flagged は重要、\Draft は下書き、\Deleted は削除の印（EXPUNGE で消去されます）です。バックスラッシュのないものはキーワードで、$Forwarded のように、意味はクライアントどうしの取り決めです。変更できるものは SELECT の応答の PERMANENTFLAGS に示されます。
    例: fetch 1:* flags
    例: store 1 +flags (\Flagged)
    例: store 1 -flags (\Flagged)
topic-read = 既読と未読   （RFC 3501, 6.4.5）
    フラグ \Seen が付いているメッセージが既読です。FETCH の BODY[…] はこのフラグを付け、BODY.PEEK[…] は付けません。STORE で付け外しでき、SEARCH UNSEEN は付いていないものを探します。
    例: fetch 1 body.peek[text]
    例: store 1 -flags (\Seen)
topic-delete = メッセージの削除   （RFC 3501, 6.4.3）
    コマンドは 2 つ必要です。STORE でフラグ \Deleted を付けます。EXPUNGE までは何も消えず、STORE で外せます。EXPUNGE は、このフラグが付いたメッセージをすべて消去します。CLOSE も同じです。（DELETE はメールボックスごと削除します。）
    例: store 2 +flags (\Deleted)
    例: store 2 -flags (\Deleted)
    例: expunge
topic-mime = MIME とパート   （RFC 2045）
    1 通のメールは、本文、同じ内容の HTML、添付ファイルなど、複数のパートを持てます。FETCH BODYSTRUCTURE が種類と大きさを示します。番号は 1、2、… で、パート 2 の中のパートは 2.1、2.2、… です。BODY.PEEK[2] は 2 番目を取り出します。:decode は各パートの番号を示し、:save 2 FILE はパート 2 をデコードしてファイルに書き込みます。
    例: fetch 3 bodystructure
    例: fetch 3 body.peek[1]
topic-date = 日付   （RFC 3501, 9）
    日付は 1-Nov-2026 のように、日、英語 3 文字の月、年を空白なしで書きます。SEARCH にはこの形で指定します。INTERNALDATE と APPEND では時刻とタイムゾーンも付け、全体を引用符で囲みます。メールの Date ヘッダーの書き方はこれとは別です。
    例: search since 1-Nov-2026
topic-full-width = 全角文字
    IMAP のコマンド名と記号はすべて ASCII の文字です。日本語入力で打った「＊」「ａ」や全角の空白は、形が似ていても、サーバーにとっては別の文字です。imapsh は指摘したうえで、そのまま送ります。
    例: list "" *
topic-session = セッション   （RFC 3501, 3）
    imapsh では、1 つの接続での、サーバーの挨拶から終わりまでのやり取りを指します（RFC 3501 の 1.2 節では、1 つのメールボックスを選択している間のことです）。未認証、認証済み（ログイン後）、選択済み（メールボックスの選択中）、ログアウトの状態があり、使えるコマンドは状態によって決まります。今の状態は :state で表示します。
topic-push = プッシュ通知（IDLE）   （RFC 2177）
    IDLE の実行中は、新着などの変化を、問い合わせなくてもサーバーがすぐに知らせます。* OK Still here のような行をときどき送るサーバーもあります。変化の知らせではなく、接続が使われていないと見なされないようにするものです。
    例: idle
topic-reference = 参照名（LIST の最初の引数）   （RFC 3501, 6.3.8）
    パターンの前に付ける名前です。ほとんどの場合は "" で、そのときはパターンが名前の全体を表します。
    例: list "" "Work/%"
topic-mod-sequence = 変更シーケンス番号   （RFC 7162, 3.1）
    CONDSTORE に対応したサーバーで、メッセージのフラグが変わるたびに新しく付く番号です。小さくなることはありません。HIGHESTMODSEQ はメールボックスの中で最大のものです。これを覚えておけば、その後に変わったものだけを問い合わせられます。
    例: fetch 1:* (flags) (changedsince 12)
topic-identifier = 識別子（アクセス権の持ち主）   （RFC 4314, 2）
    誰の権限かを表す名前で、利用者名か、グループなどサーバーが定めた名前です。anyone は、匿名でログインした利用者も含めた全員です。前に - を付けると、権限を取り上げます。
    例: setacl Work anyone lr
topic-comparators = コンパレーター   （RFC 5255, 4.6）
    SEARCH と SORT が文字列を比べる規則です。i;octet はオクテットのまま比べ、i;ascii-casemap は A から Z の、i;unicode-casemap はすべての文字の大文字と小文字を区別せず、i;ascii-numeric は先頭の数値で比べます。COMPARATOR で今の規則を調べたり、別の規則を求めたりできます。
    例: comparator i;unicode-casemap
topic-attributes = 注釈の属性   （RFC 5257, 3.2.2）
    メッセージの注釈には、値（value）と、そのオクテット数（size）があります。.priv の付いたものはその利用者専用で、.shared の付いたものは全員に共有されます。value.priv、value.shared、size.priv、size.shared の 4 つです。
    例: fetch 1 (annotation (/comment value.priv))
topic-longentries = LONGENTRIES と MAXSIZE   （RFC 5464, 4.2.1）
    GETMETADATA に (MAXSIZE 1024) を付けると、1024 オクテットを超える値は返されません。そのような値があれば、OK に [METADATA LONGENTRIES 2199] というコードが付きます。最も大きい値が 2199 オクテットだという意味です。SETMETADATA への NO に付いた [METADATA MAXSIZE 1024] は、それより大きい値を保存できないことを表します。
    例: getmetadata (maxsize 1024) inbox /shared/comment
topic-old-items = IMAP4rev1 より前の IMAP4 の FETCH の項目   （RFC 1730, 6.4.5）
    RFC822.PEEK は今の BODY.PEEK[]、RFC822.TEXT.PEEK は BODY.PEEK[TEXT]、RFC822.HEADER.LINES (FROM) は BODY.PEEK[HEADER.FIELDS (FROM)]、RFC822.HEADER.LINES.NOT は BODY.PEEK[HEADER.FIELDS.NOT (…)] に当たります。今のサーバーは古い名前に対応していなくてもかまいません。
    例: fetch 1 body.peek[]
topic-snippet = SNIPPET
    RFC 8970 になる前の草案での PREVIEW の名前です。SNIPPET=FUZZY や PREVIEW=FUZZY を通知するサーバーの形は、この草案のものです。RFC のケイパビリティは PREVIEW で、項目は FETCH 1 (PREVIEW) です。
    例: fetch 1 (preview)
topic-tls = TLS   （RFC 8314）
    接続の暗号化で、以前は SSL と呼ばれていました。ポート 993 では最初から TLS です。ポート 143 では平文で始まり、STARTTLS で TLS に切り替えます。TLS がなければ、経路上の誰でもパスワードを読めます。imapsh HOST は最初から TLS を使い、:tls はその内容を表示します。
topic-ports = ポート   (RFC 8314)
    サーバーは、最初から TLS を使うポート 993 と、STARTTLS で TLS に切り替えるポート 143 で IMAP の接続を待ちます。imapsh HOST は 993、imapsh HOST --starttls と --plain は 143 に接続します。ほかのポートはホストの後に書きます。ほかのプロトコルのポートは別で、POP3 は 995 と 110、メールの送信（SMTP）は 465、587、25 です。
    例: :connect mail.example.org 993
topic-protocols = IMAP、POP3、SMTP
    IMAP では、メールをサーバーに置いたまま、複数のメールボックスに分けて、複数の機器から読み、整理します。POP3 は、1 つのメールボックスのメールを取り出すだけです。どちらもメールを送信しません。送信には SMTP を使い、別のサーバーとポートにメッセージを渡します（RFC 6409）。APPEND はメッセージをメールボックスに入れるだけで、誰にも送りません。
topic-scripts = スクリプト
    入力する行を書いたファイル、記録、または解説記事の実行例そのものです。シェルで imapsh replay FILE HOST とすると、コマンドを順に送り、結果を終了ステータスで返します。--dry-run は各行の扱いを表示し、--step はコマンドごとに Enter を待ちます。# で始まる行はコメント、## で始まる行は見出しです。ここでは :run FILE でスクリプトを再生します。
topic-prompt = プロンプト
    次の行のタグ（a001）、リテラルの残りのオクテット数（{"{"}5{"}"}）、IDLE の実行中は done、接続がなければ（切断）を表示します。↑ と Ctrl-R で前のセッションの行を探せます。行は秘密を除いて履歴ファイルに残ります。色は、名前、数、フラグ、文字列などの区別を表します。--color never で色を付けません。
topic-secs = OK の最後の秒数
    (0.001 + 6.619 + 0.000 secs) のように、時間を書くサーバーがあります。最初はサーバーがコマンドを処理した時間、次は IDLE などで待っていた時間です。3 番目は残りの待ち時間で、Dovecot では処理が終わってからこの行を送るまで、練習サーバーではほかの接続がアカウントを使い終わるのを待った時間です。人が読むための文言で、IMAP では決まっていません。imapsh で応答にかかった時間は --time で表示します。
topic-rfc = RFC
    インターネットのプロトコルを定める文書で、番号が付いています。IMAP4rev1 は RFC 3501、IMAP4rev2 は RFC 9051 で、拡張にもそれぞれ RFC があります。「（RFC 3501, 6.4.5）」はその 6.4.5 節を指します。誰でも読めます: https://www.rfc-editor.org/rfc/rfc3501
topic-lessons = レッスン
    シェルで imapsh learn と入力するとレッスンの一覧を表示し、imapsh learn NAME で始めます。何を調べるかが示されるので、コマンドを入力します。できたかどうかは、練習サーバーで起きたことから判断します。imapsh replay NAME、またはここで :run NAME とすると、レッスンを最初から最後まで再生します。
    例: imapsh learn tags
topic-ideas = :help で説明する用語
    tag、untagged、literal、sequence-set、wildcards、mailbox、string、flags、response、greeting、code、sasl、oauth、section、search-key、item、attribute、hierarchy、rights、option、annotations、field、read、delete、mime、date、full-width、session、push、reference、mod-sequence、identifier、comparators、value.priv、longentries、rfc822.peek、snippet、tls、ports、imap、scripts、prompt、secs、rfc、secrets、variables、guide、lessons、ideas、keys
    IMAP の語（select、uidvalidity、\Seen、body.peek、trycreate など）と、すべてのディレクティブも説明します。
topic-keys = キー操作
    {"  "}Tab  コマンドと引数、メールボックス名、ディレクティブを補完（もう一度押すと一覧）
    {"  "}Enter  行、または貼り付けた行すべてを送信
    {"  "}↑ ↓  履歴の前後の行
    {"  "}Ctrl-R  履歴の検索（Ctrl-G で検索をやめる）
    {"  "}Ctrl-C  入力中の行を取り消すか、応答を待つのをやめる
    {"  "}Ctrl-D  空の行で押すと、IDLE を終え、ログアウトして終了
    {"  "}Ctrl-Z  imapsh を一時停止（fg で再開）
    {"  "}Ctrl-\  imapsh をすぐに終了
    {"  "}Ctrl-X Ctrl-E  行を $VISUAL か $EDITOR で編集（複数行は貼り付けと同じ）
    {"  "}Ctrl-A Ctrl-E  行の先頭と末尾へ移動
    {"  "}Ctrl-U Ctrl-W  行の先頭まで、または 1 語を削除
