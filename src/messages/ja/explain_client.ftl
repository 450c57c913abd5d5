# コマンドの働きです。

explain-unknown-command = 「{ $name }」は登録されたコマンドではありません。
