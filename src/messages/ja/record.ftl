## record: セッションの記録

record-failed = { $path } に書き込めません: { $reason }。記録せずにセッションを続けます。
record-end-failed = { $path } に書き込めません: { $reason }。セッションの終わりは記録されていません。
record-gone = 記録が { $path } にありません。記録している間に、ファイルかフォルダーが移動、削除、または置き換えられました。
record-lost = 記録が { $path } にありません。ファイルかフォルダーが移動、削除、または置き換えられました。記録せずにセッションを続けます。
record-unknown-kind = { $path } の拡張子は .imap（再生できるスクリプト）か .jsonl（プログラム用）でなければなりません。
record-inside-command = コマンドの一部だけが送られた状態で、記録にはその始まりが残りません。完了した後に、もう一度入力してください。
record-exists = { $path } はすでにあります。記録がファイルを上書きすることはありません。別の名前を選ぶか、先にファイルを削除してください。
record-no-reader = { $path } は、どのプログラムも読んでいないパイプです。読むプログラムを先に起動してください。
record-cannot-write = { $path } に書き込めません: { $reason }。別のファイルを選んでください。
record-mid-session-connected = 記録はここから始まります。挨拶とそれに続くものは含まれません。
record-mid-session-authenticated = 記録はここ（ログインの後）から始まるため、単独では再生できません。すべてを記録するには --record を付けて imapsh を起動してください。
record-mid-session-selected = 記録はここ（ログインしてメールボックスを選択した後）から始まるため、単独では再生できません。すべてを記録するには --record を付けて imapsh を起動してください。
record-mid-session-idle = 記録は IDLE の途中のここから始まるため、単独では再生できません。ログイン、メールボックスの選択、IDLE コマンドが含まれません。すべてを記録するには --record を付けて imapsh を起動してください。
