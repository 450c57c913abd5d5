# リファレンスの語です。説明文は src/reference/data にあります。

help-word = { $syntax }   （{ $category }{ $source }）
    { $says }
    例: { $example }
