# ログインや接続に関するコマンドの働きです。

command-login = LOGIN は利用者「{ $user }」としてパスワードでログインします。
login-unprotected = 利用者名もパスワードもそのまま送られるので、これを守るのは TLS だけです。
command-authenticate = AUTHENTICATE は SASL の { $mechanism } 方式でログインを始めます。
authenticate-challenge = サーバーは + で始まる行でデータを求めてきます。
authenticate-at-once = 最初の答えをコマンドに含めています。これには SASL-IR ケイパビリティか IMAP4rev2 が必要です。
authenticate-empty = = は空の「最初の答え」で、サーバーの + を待たずに送ります。これには SASL-IR ケイパビリティが必要です（IMAP4rev2 には含まれています）。
unknown-mechanism = 「{ $name }」は登録された SASL の認証方式ではありません。
command-enable = ENABLE は、このセッションで { $list } を有効にするようサーバーに求めます。
enable-condstore = フラグの変更が変更シーケンス番号とともに知らされるようになります。
enable-qresync = 消えたメッセージは EXPUNGE ではなく VANISHED により UID で知らされるようになります。
enable-uidonly = メッセージを指すのは UID だけになります。メッセージ番号は拒否され、FETCH と EXPUNGE の代わりに UIDFETCH と VANISHED が届きます。
enable-utf8 = メールボックス名などの引用符付き文字列に UTF-8 を使えるようになります。
enable-rev2 = 有効になると、サーバーは違いのある点で IMAP4rev2 の規則に従い、たとえば SEARCH には ESEARCH で答えます。
command-id = ID はクライアントについての情報（{ $list }）をサーバーに伝え、サーバーにも同じことを尋ねます。ログなどのためのもので、動作は何も変わりません。
command-id-nothing = ID はサーバーのソフトウェアの名前などを尋ねます。{ $given } なので、クライアントは自分について何も伝えません。
id-pair = { $field } は「{ $value }」
command-idle = ここからは、「done」を送るまで、サーバーが変化を自発的に知らせます。
command-language = LANGUAGE は、サーバーの文言を、{ $list } のうちサーバーが使える最初の言語にするよう求めます。
command-language-default = LANGUAGE は、文言の言語をサーバーの管理者が決めたものにするよう求めます。
language-default = 管理者が決めた言語
command-language-one = LANGUAGE は、サーバーが対応していれば、文言の言語を「{ $tag }」にするよう求めます。
command-languages = 引数のない LANGUAGE は、サーバーの文言をどの言語にできるかを尋ねます。
idle-unselected = メールボックスを選択していないので、新着を知らせてもらえません。先に SELECT か EXAMINE を送ります。
