# リファレンスの語のヘルプです。説明文は src/reference/data にあります。

help-word = { $syntax }   （{ $about }）
help-word-obsolete = { $syntax }   （{ $about }、廃止）
help-example = 例: { $example }
help-next = 次の手順: { $next }

## コマンドを使える状態

help-any-state = どの状態でも使えます。
help-before-login = ログイン前に使えます。
help-after-login = ログイン後に使えます。
help-selected = メールボックスの選択中に使えます。
help-needs = サーバーが { $capability } に対応している必要があります。
help-needs-before-login = サーバーが { $capability } に対応している必要があります。サーバーが提供するのはログイン前だけです。
help-lacks = サーバーが { $capability } に対応している必要がありますが、このサーバーの CAPABILITY にはありません。
