# コマンドの働きです。

masked-part = パスワードかもしれない部分は示しません。
masked-line = パスワードかもしれないので、タグより後は伏せてあります。
explain-more = 残りは :help { $word } で分かります。
explain-masked-word = 先ほどのログインのパスワードかもしれないので、この語は伏せました。ログインに成功した後か、シェルで「imapsh explain 語」を実行すれば説明します。
explain-nothing-yet = まだ説明するものがありません。:explain は直前のコマンドとその応答を説明します。
explain-directive = :{ $name } はディレクティブ、つまり imapsh への指示で、サーバーには送られません。imapsh で :help :{ $name } と入力すれば説明を表示します。

explain-input = 説明する行を入力するか貼り付けてください。Ctrl-D で終わります。
explain-input-failed = 標準入力を読み込めません: { $reason }。ファイルをリダイレクトするか、1 行を引数として渡してください。
