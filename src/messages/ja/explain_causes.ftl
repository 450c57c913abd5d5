# サーバーがコマンドを拒否した理由として考えられるものです。

cause-idle-ended = サーバーは受け付けていた IDLE を、エラーで終えました。
cause-bad = サーバーはコマンドを理解できなかったか、今の状態では許可していません。{ $texts ->
    [0] {""}
   *[other] 応答の文言が手がかりになることがあります。
}
cause-bad-untagged = サーバーが行を理解できなかったか、サーバーの内部で障害が起きました。タグがないので、どのコマンドのことかは示されていません。
cause-bad-no-command = サーバーは、このタグの付いたコマンドと見なした行を理解できませんでした。
cause-no = サーバーはコマンドを理解しましたが、実行できませんでした。{ $texts ->
    [0] {""}
   *[other] 応答の文言に理由が書かれていることがあります。
}
cause-no-untagged = 警告です。実行中のコマンドがあれば、成功することもあります。
cause-no-no-command = サーバーはコマンドを実行しませんでした。このタグの付いたコマンドはここでは見つかりません。
cause-no-tag = タグが送られなかったので、サーバーは「{ $tag }」をタグ、「{ $word }」をコマンドと見なしました。
cause-no-tag-alone = タグが送られなかったので、サーバーは「{ $tag }」をタグと見なし、コマンドがないと判断しました。
cause-no-command-name = タグだけが送られ、その後にコマンドがありません。
cause-unsent-tag = タグ { $tag } のコマンドは送られていません。
cause-idle-interrupted = IDLE の実行中に DONE 以外の行が送られたため、IDLE はエラーで終わりました。
cause-full-width = 行に全角文字があります。IMAP のコマンドは ASCII の文字で書きます。
cause-look-alike = 文字「{ $letter }」（{ $code }）は、{ $ascii } に似ていますが ASCII の文字ではありません。
cause-quotation-mark = { $mark } は、日本語入力や文書作成ソフトが入れる引用符で、ASCII の引用符とは別の文字です。IMAP の文字列は ASCII の引用符（"）で囲みます。
cause-other-quotes = サーバーは { $mark } を名前の一部として受け取ります。IMAP の文字列は二重引用符（"）で囲みます。
cause-dash = { $dash } は組版用のダッシュか波ダッシュです。IMAP では ASCII のハイフン（-）を使います。
cause-unusual-blank = 空白に見えますが ASCII の空白ではない文字があります。
cause-control = 行に制御文字 { $code } があります。制御文字はリテラルの中でしか使えません。
cause-tab = 空白のはずの場所にタブ文字があります。タブ文字では語が区切られません。
cause-two-blanks = 空白が 1 つのはずの場所に 2 つあります。
cause-reused-tag = タグ { $tag } は前のコマンドにも使われています。同じタグを 2 度使うと拒否するサーバーがあります。
cause-unclosed-brace = リテラルの予告は {"{"}310{"}"} のように閉じ波括弧で終わります。
cause-unknown-command = 「{ $word }」は登録されたコマンドではありません。
cause-commas = タグ、コマンド、引数の間は、コンマではなく空白で区切ります。
cause-topic = 「{ $word }」はコマンドではありません。意味は :help { $word } で読めます。
cause-stray-marks = { $name } に { $marks } は付けません。コマンド名の一部ではない文字です。
cause-stray-in-word = コマンド名に { $marks } は付きません。
cause-other-word = 「{ $word }」は IMAP のコマンドではありません。IMAP では次のコマンドを使います: { $command }。
cause-obsolete = { $name } は { $version }（RFC { $rfc }）のコマンドで、IMAP4rev1 と IMAP4rev2 にはありません。代わりに次のコマンドを使います: { $command }。
cause-private-command = 「{ $word }」は登録されていません。X で始まる名前は、サーバーが独自に定めるコマンドのためのものです。
cause-split-name = 「{ $words }」というコマンドはありません。{ $name } は 1 語です。
cause-joined-name = { $name } は 1 語です。こちらのことかもしれません。
cause-misspelled = 「{ $word }」は登録されたコマンドではありません。{ $nearest } の打ち間違いかもしれません。
cause-login-first = { $name } はログインした後でだけ使えますが、まだログインしていません。
cause-already-logged-in = { $name } はログインする前にだけ使えますが、すでにログインしています。
cause-tls-is-on = すでに TLS を使っています。STARTTLS は 1 つの接続で 1 度しか使えません。
cause-compression-is-on = この接続はすでに圧縮されています。前の COMPRESS が有効にしました。
cause-notify-too-much = サーバーは NOTIFY を拒否しました。監視するものが多すぎるためです。メールボックスやイベントを減らせば受け付けるかもしれません。
cause-enable-selected = ENABLE を使えるのはメールボックスを選択する前だけです。後でも受け付けるサーバーもあります。
cause-select-first = { $name } は選択中のメールボックスを対象にしますが、何も選択されていません。先に SELECT か EXAMINE が必要です。
cause-syntax = 構文は「{ $syntax }」です。
cause-syntax-example = 構文は「{ $syntax }」です（例: { $example }）。
cause-missing-argument = 引数が足りません。
cause-no-charset = { $name } では、検索キーの前に UTF-8 などの文字セットを書きます。その位置に { $key } があります。
cause-surplus = 引数が多すぎます。
cause-quoted-mechanism = 認証方式の名前はアトムなので、引用符で囲みません。
cause-surplus-login = LOGIN の引数は 2 つです。空白を含む利用者名やパスワードは引用符で囲みます。
cause-login-quotes = サーバーは LOGIN を理解できませんでした。利用者名やパスワードに空白か ( ) {"{"} % * \ " があれば、ASCII の引用符（"）で囲み、中の \ と " の前に \ を付けます。ASCII でない文字があれば、リテラルが必要かもしれません。
cause-end-mark = コマンドの最後に「{ $mark }」は要りません。
cause-mark-in-name = 最後の「{ $mark }」も名前の一部になっています。コマンドの最後に記号は要りません。
cause-done-without-idle = DONE で終わらせる IDLE が実行中ではなかったため、サーバーは DONE をタグと見なしました。
cause-unquoted-blank = メールボックス名に空白が含まれているようです。その場合は "{ $mailbox } …" のように引用符で囲みます。
cause-filler = { $name } では、メールボックスの前に「{ $word }」のような語を書きません。
cause-unquoted-name = メールボックス名に空白が含まれているようです。その場合は "{ $mailbox }" のように引用符で囲みます。
cause-unquoted-rename = RENAME が受け取るのは、元の名前と新しい名前の 2 つです。空白を含む名前は引用符で囲みます。
cause-enable-first = { $word } を使えるのは ENABLE { $enabled } の後だけですが、このセッションではまだ有効になっていません。
cause-uid-first = UID はコマンド名の直前に置きます。UID { $name } の後に UID の集合を書きます。
cause-reference-first = { $name } "" "*" のように、パターンの前に参照名を書きます。
cause-charset-missing = 文字列に ASCII 以外の文字があります。CHARSET がないと、サーバーは ASCII だけを受け付けることがあります。{ $name } CHARSET UTF-8 とすると、UTF-8 であることが伝わります。
cause-charset-and-literal = ASCII 以外の文字を含む文字列はリテラルで送り、文字セットを CHARSET で示します。{ $name } CHARSET UTF-8 { $key } {"{"}{ $octets }{"}"} のように書きます。
cause-literal-missing = ASCII 以外の文字を含む文字列は、{ $key } {"{"}{ $octets }{"}"} のようにリテラルで送ります。引用符付き文字列に使えるのは ASCII だけです。
cause-quotes-missing = ASCII 以外の文字を含む文字列は、{ $key } "…" のように引用符で囲むか、リテラルで送ります。
cause-charset-in-utf8 = UTF8=ACCEPT が有効なので文字列はすべて UTF-8 であり、{ $name } に CHARSET を付けてはいけません。
cause-other-charset = UTF8=ACCEPT が有効なので文字列はすべて UTF-8 であり、サーバーは { $name } の文字セット { $charset } を拒否することになっています。
cause-charset = サーバーは文字セット { $charset } に対応していません。
cause-empty-list = 括弧の中に項目が 1 つ以上必要です。
cause-unclosed-quotation = 引用符（"）が足りません。引用符付き文字列は引用符で始まり、引用符で終わります。
cause-unclosed-login = 引用符（"）が足りません。引用符の中では、パスワードでも引用符を \"、バックスラッシュを \\ と書きます。
cause-invalid-tag = 「{ $tag }」はタグになりません。タグには ( ) {"{"} % * " \ + の文字を使えません。
cause-not-a-set = { $part }はメッセージの集合ではありません。集合は 3、2:5、2,4:6、1:* のように書きます。
cause-zero = メッセージ番号も UID も 1 から始まるので、0 という番号はありません。
cause-too-large = { $number } は大きすぎます。メッセージ番号も UID も 4294967295 までです。
cause-number-bounds = { $number } は { $word } の値として正しくありません。{ $least } から { $most } までの数を書きます。
cause-leading-zero = 「{ $number }」は 0 で始まっています。メッセージやパートの番号は 0 で始まりません。
cause-zero-part = パートの番号は 1 から始まるので、パート 0 はありません。
section-form = 「{ $section }」はパートを表していません。番号は 1.2 や 1.2.MIME のように 1 つのピリオドで区切り、最後には付けません。
fields-without-names = { $name } の後には、{ $name } (FROM TO) のようにヘッダーフィールドの名前を丸括弧に入れて書きます。
mime-without-part = MIME の前には、1.MIME のようにパートの番号が必要です。
part-behind-word = パートの番号を先に置き、{ $part }.{ $name } と書きます。
cause-expunged = メッセージが消去されて、メッセージ番号が小さくなっています。
cause-range-to-last = 多くのサーバーは、{ $number }:* を最後のメッセージだけの指定と見なします。
cause-no-mod-sequences = サーバーは NOMODSEQ で、このメールボックスの変更シーケンス番号を保存しないことを示しました。その場合、{ $word } には BAD で応答しなければなりません。
cause-uid-only = UIDONLY が有効なので、サーバーはメッセージ番号を使う { $name } を拒否します。UID を使うのは UID { $name } です。
cause-uid-only-set = UIDONLY が有効なので、サーバーは検索キーの中のメッセージ番号 { $set } を拒否します。UID { $set } と書けば UID の指定になります。
cause-answer-plain = PLAIN では、NUL、利用者名、NUL、パスワードを並べ、base64 にして答えます。:base64 \0user\0pass で作れます。* は取り消しです。
cause-answer = * で取り消したか、base64 にした答えが { $mechanism } の求めるものと違います。
cause-name-outside-ascii = UTF8=ACCEPT か IMAP4rev2 を有効にしていなければ、ASCII でない名前は "{ $encoded }" のように修正 UTF-7 で書きます。
cause-ampersand = UTF8=ACCEPT か IMAP4rev2 を有効にしていなければ、名前は修正 UTF-7 で書き、& は &- と書きます: "{ $encoded }"
cause-name-not-utf7 = 「{ $mailbox }」は正しい修正 UTF-7 ではありません。& は base64 を始め、- は終えます。& という文字は &- と書きます。
cause-extension = { $name } にはケイパビリティ { $capability } が必要ですが、サーバーは対応していないかもしれません。CAPABILITY で確かめられます。
cause-not-in-grammar = { $part }は文法に合いません。
cause-missing-capability = { $name } にはケイパビリティ { $capability } が必要ですが、サーバーはこれを示していません。
cause-initial-response = 最初の答えをコマンドに含めるにはケイパビリティ SASL-IR が必要ですが、サーバーはこれを示していません。SASL-IR がなければ、サーバーの + を待ってから送ります。
cause-literal-plus = { $literal } の + にはケイパビリティ LITERAL+ か LITERAL- が必要ですが、サーバーはどちらも示していません。
cause-literal-minus = サーバーが示している LITERAL- では、+ の付くリテラルは { $most } オクテットまでです。+ を付けなければ、もっと長くできます。
cause-literal-of-rev2 = IMAP4rev2 では、サーバーに LITERAL+ がなければ、+ の付くリテラルは { $most } オクテットまでです。+ を付けなければ、もっと長くできます。
cause-literal-too-long = リテラルが予告より長かったので、サーバーは残りのオクテットを次のコマンドと見なしました。
cause-try-create = メールボックス「{ $mailbox }」は存在しません。CREATE で作成できます。
cause-nonexistent = メールボックス「{ $mailbox }」はありません。名前は LIST で分かります。
cause-already-exists = メールボックス「{ $mailbox }」はすでにあります。使われている名前は LIST で分かります。
cause-expired = パスワードまたはトークンの有効期限が切れています。ログインには新しいものが必要です。
cause-privacy-required = サーバーは暗号化された接続でだけこれを許可します。STARTTLS か、最初から TLS を使ってください。
cause-token = サーバーはアクセストークンを受け付けませんでした。期限が切れているか、別の利用者やサービスのものかもしれません。
cause-login = サーバーは利用者名とパスワードを受け付けなかったか、パスワードによるログインを許可していません。
cause-login-failed = ログインに失敗しました。多くは利用者名かパスワードの誤りですが、サーバーはどちらなのかをわざと示しません。
cause-login-disabled = サーバーは LOGINDISABLED を示しています。多くの場合は暗号化されていない接続であるため、ここでは LOGIN を拒否します。
cause-cancelled = * だけの行で、ログインが取り消されました。
cause-authenticate = サーバーは { $mechanism } のために送られた内容を受け付けなかったか、この認証方式を提供していません。
cause-authenticate-answer = サーバーは { $mechanism } のために送られた内容を受け付けませんでした。
cause-none-selected = いまはどのメールボックスも選択されていません。
cause-no-mailbox = メールボックス「{ $mailbox }」は存在しないか、開くことを許可されていません。LIST で名前を確かめられます。
cause-no-target = サーバーはメッセージを「{ $mailbox }」に入れられませんでした。メールボックスがないか、容量が足りないか、書き込めないのかもしれません。
cause-no-target-of-one = サーバーはメッセージを「{ $mailbox }」に入れられませんでした。メールボックスがないか、容量が足りないか、書き込めないのかもしれません。
cause-no-move = サーバーはメッセージを「{ $mailbox }」に移動できませんでした。そのメールボックスがないか、容量が足りないか、書き込めないか、あるいは選択中のメールボックスからメッセージを取り除くことが利用者に許可されていないのかもしれません。
cause-move-to-same = 「{ $mailbox }」は選択中のメールボックスなので、メッセージはすでにそこにあります。サーバーはこのような MOVE を拒否することがあります。
cause-into-selected = サーバーはメッセージを選択中のメールボックス「{ $mailbox }」に入れられませんでした。容量が足りないか、書き込めないのかもしれません。
cause-one-into-selected = サーバーはメッセージを選択中のメールボックス「{ $mailbox }」に入れられませんでした。容量が足りないか、書き込めないのかもしれません。
cause-setquota = サーバーはクォータを設定できませんでした。管理者だけに許されているか、サーバーがこの資源の制限に対応していないのかもしれません。
cause-getquota = この名前のクォータがないか、利用者には参照できないのかもしれません。メールボックスを制限するクォータの名前は GETQUOTAROOT で分かります。
cause-noperm = サーバーのアクセス制御により許可されていません。ACL が使われていれば、{ $name } には「{ $mailbox }」に対する次の権限が必要です: { $rights }。利用者の権限は MYRIGHTS で分かります。
cause-lacks-rights = { $name } には「{ $mailbox }」に対する次の権限が必要ですが、MYRIGHTS の応答にはありませんでした: { $rights }。
cause-noperm-quota = この利用者がクォータを設定することは許可されていません。多くのサーバーでは管理者だけに許されています。
cause-noperm-above = サーバーのアクセス制御により許可されていません。ACL が使われていれば、{ $name } には「{ $mailbox }」の 1 つ上のメールボックスに対する、メールボックスを作る権限（k）が必要です。利用者の権限は MYRIGHTS で分かります。
cause-limit = { $name } はサーバーの上限に達しました。{ $limit }の上限かもしれません。
limit-of-mailboxes = メールボックスの数
limit-of-messages = メールボックス内のメッセージの数や大きさ
limit-of-keywords = メールボックス内のキーワードの数や、メッセージのフラグの数
limit-of-subscriptions = 購読中の名前の数
limit-of-connections = 利用者ごとの接続や、失敗したログインの数
cause-exceeds-append-limit = メッセージがサーバーの受け付ける大きさを超えています。大きさは { $octets }、上限（APPENDLIMIT）は { $most } です。
cause-mailbox = 「{ $mailbox }」に対する { $name } は実行できませんでした。メールボックスがないか、利用者に許可されていないのかもしれません。
cause-unsubscribe = 「{ $mailbox }」は購読中の名前に入っていないのかもしれません。LSUB "" "*" で一覧を確かめられます。
cause-subscribe = サーバーは「{ $mailbox }」を購読中の名前に加えられませんでした。存在するメールボックスだけを受け付けるのかもしれません。名前は LIST で分かります。
cause-language = サーバーはこれらの言語のどれにも対応していないのかもしれません。言語は元のままです。使える言語は、引数のない LANGUAGE で分かります。
cause-not-opened = サーバーは、前にはあった「{ $mailbox }」を開けませんでした。使用中かもしれません。応答のテキストに理由があるかもしれません。
cause-inbox-not-opened = サーバーは INBOX を開けませんでした。応答のテキストに理由があるかもしれません。
cause-noselect = LIST の応答によると、「{ $mailbox }」は選択できない名前です。
cause-delete-selected = サーバーは、選択中の「{ $mailbox }」を削除できませんでした。使用中か、下に別のメールボックスがあるのかもしれません。
cause-rename-selected = サーバーは、選択中の「{ $mailbox }」の名前を変更できませんでした。使用中か、新しい名前がすでにあるか、許可されないのかもしれません。
cause-create-outside = NAMESPACE の応答によると、利用者自身のメールボックスの名前は{ $prefixes }で始まりますが、「{ $mailbox }」はそうではありません。
cause-create = サーバーはメールボックス「{ $mailbox }」を作成できませんでした。すでにあるか、許可されない名前かもしれません。
cause-delete = サーバーは「{ $mailbox }」を削除できませんでした。存在しないか、下に別のメールボックスがあるのかもしれません。
cause-delete-above = サーバーは「{ $mailbox }」を削除できませんでした。その下に「{ $below }」などのメールボックスがあり、多くのサーバーは、先に下を削除しないと拒否します。
cause-delete-noselect = 「{ $mailbox }」は選択できるメールボックスではなく、その下に「{ $below }」などのメールボックスがあります。その場合、DELETE は誤りです。
cause-create-beside-inbox = サーバーはメールボックス「{ $mailbox }」を作成できませんでした。このセッションには「{ $known }」のような名前が出ています。新しい名前も「INBOX{ $separator }」で始める必要があるのかもしれません。
mailbox-absent = メールボックス「{ $mailbox }」はありません。
mailbox-perhaps-absent = メールボックス「{ $mailbox }」はないのかもしれません。
known-name-in-case = このセッションには「{ $known }」が出ています。サーバーは、INBOX 以外の名前では大文字と小文字を区別することがあります。
known-name-with-separator = このセッションには「{ $known }」が出ています。ここでは { $mark } は階層の区切り文字ではありません。
known-name-with-levels = このセッションには「{ $known }」が出ています。上位の階層も名前に含まれます。
known-name-alike = このセッションには「{ $known }」が出ています。これを指定するつもりだったのかもしれません。
cause-rename = サーバーは「{ $mailbox }」の名前を変更できませんでした。存在しないか、新しい名前がすでにあるか、許可されないのかもしれません。
cause-list = サーバーは { $name } が求める名前を一覧にできませんでした。参照名やパターンに対応していないのかもしれません。
cause-impossible-rename = 新しい名前「{ $mailbox }」はすでにあるメールボックスの名前なので、RENAME は成功しません。
cause-rename-to-same = 新しい名前が元の名前と同じなので、RENAME は成功しません。
name-with-wildcard = IMAP では名前に * と % を使えますが、LIST ではワイルドカードになるため、サーバーはそのような名前を拒否することがあります。
new-name-below = 新しい名前は元の名前の下にあります。ふつう、サーバーはこれを拒否します。
new-name-perhaps-below = { $separator } が階層の区切り文字なら、新しい名前は元の名前の下になります。ふつう、サーバーはこれを拒否します。
pattern-for-name = { $name } が受け取るのは 1 つのメールボックスの名前です。* と % がワイルドカードになるのは、LIST と LSUB のパターンの中だけです。
unquoted-wildcard = * や % を含む名前は "{ $mailbox }" のように引用符で囲みます。LIST ではワイルドカードになるため、サーバーはそのような名前を拒否することがあります。
cause-read-only = { $name } はメールボックスを変更しますが、読み取り専用で開かれています。
cause-empty-name = メールボックス名が空です。そのような名前のメールボックスはありません。
cause-empty-mailbox = メールボックスは空なので、* が表すメッセージはありません。
cause-no-such-message = { $count ->
    [0] メッセージ { $number } はありません。メールボックスは空です。
   *[other] メッセージ { $number } はありません。メールボックスのメッセージは { $count } 通です。
}
literal-lacks-octets = リテラルの { $announced } オクテットのうち { $missing } オクテットが、ここにはありません（改行は 2 オクテットと数えています）。送ったのがこれだけなら、サーバーは次に届くものを残りのオクテットとして読みます。
secret-lacks-octets = ここにあるリテラルは、予告した長さより短くなっています。送ったのがこれだけなら、サーバーは次に届くものを残りのオクテットとして読みます。
literal-ends-in-line-ending = リテラルが、改行の CR と LF の間で終わっています。改行は 2 オクテットです。その改行を含めなければ {"{"}{ $fewer }{"}"}、含めれば {"{"}{ $more }{"}"} です。
literal-takes-ending = リテラルの { $announced } オクテットは「{ $line }」より 2 オクテット長く、後の改行もリテラルの一部として読まれました。「{ $line }」だけなら {"{"}{ $octets }{"}"} です。
literal-takes-lines = リテラルの { $announced } オクテットは「{ $line }」より { $more } オクテット長く、後の改行とその続きもリテラルの一部として読まれました。「{ $line }」だけなら {"{"}{ $octets }{"}"} です。
secret-takes-lines = リテラルが最初の行より長いため、後の改行とその続きもリテラルの一部として読まれました。
literal-ends-in-command = { $announced } オクテットのリテラルは、「{ $begin }」で始まる行の途中で終わっています。サーバーは、その行の初めをリテラルの一部として、残りをこのコマンドの続きとして読みます。
command-in-literal = 「{ $begin }」で始まる行は、リテラルの { $announced } オクテットの中にあります。サーバーはそれをコマンドではなく、リテラルの一部として読みます。
cause-left-over = 送ったオクテットがリテラルの長さより多かったため、その後の「{ $rest }」はコマンドの続きと見なされました。
cause-left-over-secret = リテラルのオクテット数が、送ったものより少なくなっています。その後の部分はコマンドの続きとして読まれました。

# IMAP4rev2 でなくなったものです。

cause-dropped = IMAP4rev2 に { $name } はもうありません。{ $instead }。
instead-of-check = 代わりに NOOP を使います
instead-of-lsub = 代わりに LIST (SUBSCRIBED) を使います
instead-of-rfc822 = 代わりに BODY[] を使います
instead-of-rfc822-header = 代わりに BODY.PEEK[HEADER] を使います
instead-of-rfc822-text = 代わりに BODY[TEXT] を使います
instead-of-recent = 以前の UIDNEXT より後に届いたメッセージの UID は、その値以上です

# 一部のサーバーの文言の意味です。

text-not-connected = ログインは認められましたが、サーバーがアカウントのメールボックスを開けませんでした。メールボックスがないか、トークンがログインで指定した利用者のものではない可能性があります。
text-app-password = ここではアプリパスワードが必要です。利用者がアカウントの設定で作る、このプログラム専用のパスワードです。
text-web-login = 先にウェブブラウザーでログインし、そこでアクセスを許可する必要があります。
text-imap-off = このアカウントでは IMAP が無効になっています。アカウントの設定で有効にできます。
text-too-many-connections = このアカウントの接続数が上限に達しています。先にほかの接続を終える必要があります。
text-token-no-longer-valid = ログインに使ったアクセストークンの期限が切れました。新しいトークンが必要で、接続し直す必要もあるかもしれません。
text-session-invalid = サーバーはこのセッションをもう受け付けません。接続とログインをやり直す必要があります。
text-unavailable = サーバーは今これを実行できません。後で同じコマンドを送れば成功するかもしれません。
text-throttled = 短時間の要求が、サーバーの許す量を超えています。しばらくしてから同じコマンドを送れば成功するかもしれません。
text-timeout = 処理に時間がかかりすぎたため、サーバーは時間切れとして打ち切りました。後で同じコマンドを送れば成功するかもしれません。
text-internal-error = サーバーの内部でエラーが起きました。コマンドが原因とは限りません。
text-locked = コマンドに必要なものが使用中か、ロックされています。後で同じコマンドを送れば成功するかもしれません。
text-unsafe-login = NetEase（163.com など）のサーバーでは、メールボックスを選択する前に ID コマンドを送る必要があります。
text-inactivity = クライアントが長い間何も送りませんでした。サーバーはそのようなセッションを終えられますが、RFC では早くても 30 分後です。
text-too-many-logins = ログインの失敗が多すぎるため、サーバーが接続を閉じます。しばらくすると、また受け付けられるかもしれません。
text-too-many-mistakes = クライアントの行に誤りが多すぎるため、サーバーがセッションを終えます。
text-shutdown = サーバーが停止か再起動するため、セッションを終えます。しばらくすると接続できるかもしれません。
text-token-expired = ログインに使ったアクセストークンの期限が切れたため、サーバーがセッションを終えます。
text-trouble = サーバー側の不具合か資源の不足のため、サーバーがセッションを終えます。接続し直せば、または後で接続すれば、成功するかもしれません。
