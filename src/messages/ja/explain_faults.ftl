# コマンドではない行や、正しくない行の説明です。

ends-idle = DONE は IDLE を終えます。IDLE コマンドの続きなのでタグは付かず、サーバーはこの後 IDLE の完了を知らせます。
ends-idle-of = DONE は IDLE を終えます。コマンド { $tag } の続きなのでタグは付かず、サーバーはこの後その完了を知らせます。
tagged-done = IDLE を終える DONE にはタグを付けません。IDLE コマンドの続きなので、その 1 語だけの行にします。
cancels-authentication = * だけの行はログインを取り消します。サーバーは BAD で答えます。
answers-challenge = サーバーの + に答えてログインを続ける行で、認証方式のデータを base64 で表しています。
answers-with-nothing = サーバーの + に空の答えを返す、空の行です。
answer-not-base64 = サーバーの + に答える行ですが、ログインに必要な base64 の形になっていません。
no-tag = タグがないので、サーバーは「{ $tag }」をタグ、「{ $word }」をコマンドとして受け取ります。
no-tag-alone = タグがないので、サーバーは「{ $tag }」をタグとして受け取り、コマンドが見つかりません。
unknown-key = 「{ $name }」は登録された検索キーではありません。
unknown-key-near = 「{ $name }」は登録された検索キーではありません。{ $nearest } の打ち間違いかもしれません。
incomplete-key = { $key } の引数がありません。構文は { $syntax } です。
trailing-blank = 行の終わりに余分な空白があります。
wrong-argument = 「{ $part }」は { $key } の正しい引数ではありません。構文は { $syntax } です。
unclosed-bracket = 閉じ括弧がありません。
unknown-part = 「{ $name }」は登録された{ $what }ではありません。
part-return-option = RETURN のオプション
part-sort-criterion = 並べ替えの基準
part-select-parameter = SELECT のパラメーター
part-create-parameter = CREATE のパラメーター
part-list-option = LIST のオプション
part-fetch-modifier = FETCH の修飾子
part-store-modifier = STORE の修飾子
leading-blank = 行の初めに余分な空白があります。タグから始めます。
