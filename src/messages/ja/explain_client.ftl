# コマンドの働きです。

explain-unknown-command = 「{ $name }」は登録されたコマンドではありません。

explain-nothing-yet = まだ説明するものがありません。:explain は直前のコマンドとその応答を説明します。
