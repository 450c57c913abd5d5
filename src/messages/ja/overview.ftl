## overview: :help without a topic. With the commands that are possible, it fits a screen of 24 rows and 80 columns.

overview-begin = コマンドはタグなしで入力します。プロンプトが、行と一緒に送られるタグです。
overview-closed = 接続されていません。:reconnect で接続し直せます。
overview-not-authenticated = 今使えるコマンド（ログイン前）:
overview-authenticated = 今使えるコマンド（メールボックス未選択）:
overview-selected = 今使えるコマンド（メールボックス選択中）:
overview-unsettled = このサーバーで使えるコマンド:
overview-more = { $commands } など（ほか { $number } 個は Tab で表示）
overview-directives = ディレクティブは imapsh 自体を操作します:
    {"  "}:help TOPIC  IMAP の語、操作キー、用語（:help ideas）
    {"  "}:explain [on|off|LINE]  各行の意味。引数なし: 直前のやり取り
    {"  "}:decode [on|off]  応答の構造とエンコードされた文字を表示
    {"  "}:state, :tls, :last, :save FILE  セッション、TLS、直前の応答
    {"  "}:connect HOST, :reconnect  別のサーバー、同じサーバーへの接続
    {"  "}:run SCRIPT, :record FILE|off  スクリプトの再生。ファイルへの記録
    {"  "}:set NAME VALUE, :tag PREFIX  ${"{"}NAME{"}"} や制限の設定。タグの変更
    {"  "}:wait, :expect, :expect!, :capture  応答を待つ、一部を変数に入れる
    {"  "}:base64 TEXT, :unbase64 TEXT  AUTHENTICATE の答えの形式
    {"  "}:raw LINE, :pipeline on|off, :quit  そのまま送信。応答を待たずに再生。終了
# Rows of overview-directives in a lesson.
overview-lesson =
    {"  "}:lesson, :hint, :skip, :back  レッスンの操作。:goal はその目標
# The row of overview-directives elsewhere.
overview-learn =
    {"  "}imapsh learn  レッスン（シェルで入力）
# Rows of overview-directives on the practice server.
overview-practice =
    {"  "}:deliver, :announce, :reset  練習サーバーのメールや動作
    {"  "}:other LINE, :slow TIME  別のクライアント、遅いサーバー
overview-keys = キー: Tab で補完、↑ と Ctrl-R で履歴の検索、Ctrl-X Ctrl-E で $EDITOR、Ctrl-C で行の取り消し、Ctrl-D で終了（IDLE を終え、ログアウトする）。
