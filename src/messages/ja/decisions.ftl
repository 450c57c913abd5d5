## line-kind: `replay --dry-run` での行の呼び名

line-kind-blank = 空行
line-kind-comment = コメント
line-kind-heading = 見出し
line-kind-directive = ディレクティブ
line-kind-command = コマンド
line-kind-continuation = 続き
line-kind-octets = オクテット
line-kind-answer = 答え
line-kind-server = サーバーの行
line-kind-tool = ツールの行
line-kind-prose = 説明文
line-kind-elision = 省略
line-kind-mistake = 誤り

## line-why: その理由

line-why-typed = このように入力される
line-why-tagged = この実行例のタグが付いている
line-why-in-sentence = 文の中に引用されていて、応答が下にある
line-why-client-mark = クライアントの印が付いている
line-why-server-mark = サーバーの印が付いている
line-why-server-form = サーバーだけが送る形
line-why-wrapped-response = 上のサーバーの行の続き
line-why-server-literal = サーバーのリテラルの中
line-why-wrapped = コマンドの続きとして深く字下げされている
line-why-open-bracket = 括弧または引用符がまだ開いている
line-why-literal-octets = リテラルのオクテット
line-why-literal-lines = 終わりの行までのリテラルの行
line-why-after-literal = リテラルの後のコマンドの残り
line-why-challenged = サーバーの + への答え
line-why-left-out-login = 記録で省かれたログイン。名前とパスワードを尋ねる
line-why-ends-idle = IDLE を終える
line-why-no-mark = 送らない: ほかの行にはクライアントの印がある
line-why-unknown-mark = 送らない: コマンドの前にあるものはクライアントの印ではない
line-why-of-program = 送らない: IMAP のコマンドではなく、このプロンプトのプログラムのコマンド
line-why-like-prose = 送らない: 説明文のように読める
line-why-list-entry = 送らない: 箇条書きの項目、または番号の付いた見出し
line-why-no-tag = 送らない: この実行例のタグがない
line-why-no-tag-complete = 送らない: 完全なコマンドだが、タグがない
line-why-unanswered = 送らない: このページに応答がないので、説明と見なす
line-why-unquoted = 送らない: セッションの引用の外にある
line-why-beside-session = 送らない: セッションの外に示されたコマンドで、応答がない
line-why-in-idle = 送らない: IDLE の実行中は "done" だけを送る
line-why-no-idle = 送らない: これで終わるはずの IDLE がここに示されていない
line-why-after-logout = 送らない: セッションは終わっている
line-why-repeated = 送らない: 上のコマンドの再掲
line-why-forgotten-tag = 送らない: タグがなく、サーバーが最初の語をタグと見なした
line-why-refused = 送らない: サーバーが拒否したコマンドの一部
line-why-elided = 送らない: 一部が省略されている
line-why-remark = 送らない: 注記
line-why-masked = { $why }。ここは秘密の部分なので、スクリプトの内容を隠しているが、そのまま送る
line-why-page-break = 送らない: 改ページ
line-why-tool-form = ほかのプログラムの出力

## unsent: 再生で送らないもの

unsent-prose = { $count } 行は説明文なので送りません。各行が何であるかは imapsh replay --dry-run で確かめられます。
unsent-command = { $line } 行目は、この実行例のタグがないので送りません: { $command }
unsent-in-idle = { $line } 行目は、IDLE の実行中なので送りません（"done" だけが IDLE を終えます）: { $command }
unsent-elided = { $line } 行目は、一部が省略されているので送りません: { $command }
unsent-without-mark = { $line } 行目は、ほかの行にクライアントの印があるので送りません: { $command }
unsent-unknown-mark = { $line } 行目は、コマンドの前にあるものがクライアントの印ではないので送りません: { $command }
unsent-of-program = { $line } 行目は、IMAP ではなく、このプロンプトのプログラムのコマンドなので送りません: { $command }
unsent-like-prose = { $line } 行目は、説明文のように読めるので送りません: { $command }
unsent-list-entry = { $line } 行目は、箇条書きの項目か番号の付いた見出しで、ほかのコマンドにはタグがあるので送りません: { $command }
unsent-unanswered = { $line } 行目は、箇条書きや表、文章の中にあり、このページに応答がないので送りません: { $command }
unsent-too = { $line } 行目も同じ理由で送りません: { $command }
unsent-unquoted = { $line } 行目は、セッションの引用の外にあるので送りません: { $command }
unsent-in-literal = { $line } 行目は、サーバーのリテラルの一部かもしれないので送りません: { $command }
unsent-beside-session = { $line } 行目は、セッションの外に示されたコマンドで、応答がないので送りません: { $command }
unsent-forgotten-tag = { $line } 行目は、タグがなく、サーバーが最初の語をタグと見なしているので送りません: { $command }
unsent-like-answer = { $line } 行目は、タグのない行へのサーバーの応答のように見えるので送りません。コマンドなら、前にタグを付けるか、最初の引数を引用符で囲んでください: { $command }
script-edited = { $line } 行目{ $others ->
        [0] { "" }
       *[other] と、ほかの { $others } 行
    }に、後退文字（BS）かエスケープシーケンスがあります。端末に表示されるとおりの文字を送ります。
unsent-nothing = IMAP のコマンドが 1 行もないので、どの行も送りません。imapsh replay --dry-run で、どの行を何と見なしたかが分かります。
paste-unsent-nothing = 貼り付けた行に IMAP のコマンドがないので、何も送りません。:set paste raw にすると、どの行もそのまま送ります。
unsent-after-logout = セッションが終わった後のコマンド { $count } 個は送りません。送るには、その前に :reconnect を置いてください。
