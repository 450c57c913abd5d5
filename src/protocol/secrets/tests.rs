//! Tests of the masking in lines.

use super::*;
use crate::protocol::compose::STRING_VARIABLE;
use UnknownVerbPolicy::{MaskAll, MaskArguments, Show};

/// The line with its secret masked.
pub(super) fn masked(line: &str, policy: UnknownVerbPolicy) -> String {
    let secret = InputMask::Command(policy).secret(line);
    secret.map_or_else(|| line.to_owned(), |secret| secret.masked(line))
}

#[track_caller]
pub(super) fn assert_masked(policy: UnknownVerbPolicy, lines: &[(&str, &str)]) {
    for (line, shown) in lines {
        assert_eq!(masked(line, policy), *shown, "{line}");
    }
}

#[test]
fn the_placeholder_of_a_value_is_sent_as_a_string() {
    assert_eq!(Placeholder::Value.text(), format!("${{{STRING_VARIABLE}}}"));
}

#[test]
fn secrets_are_masked_by_their_position() {
    let lines = [
        ("login user hunter2", "login user ${password}"),
        ("a1  LOGIN  \"us\\\" er\"  \"hunt er2\"", "a1  LOGIN  \"us\\\" er\"  ${password}"),
        ("login \"user hunter2", "login \"user ${password}"),
        ("login \"user\"hunter2", "login \"user\"${password}"),
        ("login user {7}", "login user {7}"),
        ("login user hunter2 {7}", "login user ${password} {7}"),
        ("login user hunter{7}", "login user ${password}"),
        ("login {4}", "login {4}"),
        ("authenticate plain", "authenticate plain"),
        ("a authenticate PLAIN AGEAYg==", "a authenticate PLAIN ${sasl}"),
        ("ｌｏｇｉｎ　ｕｓｅｒ　ｘｙｚ", "ｌｏｇｉｎ　ｕｓｅｒ　${password}"),
        ("list \"\" *", "list \"\" *"),
        // A mark precedes it.
        ("> a9 login user hunter2", "> a9 login user ${password}"),
        ("C: a9 login user hunter2", "C: a9 login user ${password}"),
        ("# login user hunter2", "# login user ${password}"),
        ("* OK LOGIN is done now", "* OK LOGIN is done now"),
        ("a1 OK LOGIN is done now", "a1 OK LOGIN is done now"),
        ("a1 OK LOGIN command completed", "a1 OK LOGIN command completed"),
        ("a1 OK LOGIN Ok.", "a1 OK LOGIN Ok."),
        ("a1 OK login user hunter2", "a1 OK login user ${password}"),
        // The password is joined to the name.
        ("login user:hunter2", "login user:${password}"),
        ("login user/hunter2", "login user/${password}"),
        ("login \"user:hunter2\"", "login \"user:${password}"),
        ("login \"us er\" hunter2", "login \"us er\" ${password}"),
        ("login \"us er\" \"hunter2\"", "login \"us er\" ${password}"),
        ("login \"user \" hunter2", "login \"user \" ${password}"),
        ("login \" user\" hunter2", "login \" user\" ${password}"),
        ("login user{7}hunter2", "login user{${password}"),
        ("login ${user}", "login ${user}"),
        ("login ${user}:hunter2", "login ${user}:${password}"),
        ("login ${user}/hunter2", "login ${user}/${password}"),
        ("login ${user}.hunter2", "login ${user}.${password}"),
        ("login ${user},hunter2", "login ${user},${password}"),
        ("login ${user}hunter2", "login ${user}${password}"),
        ("login \"${user}\":hunter2", "login \"${user}\"${password}"),
        ("login ${user}@mail:hunter2", "login ${user}@mail:${password}"),
        ("login ${user}${number} ${password}", "login ${user}${number} ${password}"),
        ("login MAIL\\taro hunter2", "login MAIL\\taro ${password}"),
        // The word before the response is not a mechanism.
        ("a1 authenticate AHVzZXIAaHVudGVyMg==", "a1 authenticate ${sasl}"),
        ("a1 authenticate plain=AHVzZXIAaHVudGVyMg==", "a1 authenticate plain=${sasl}"),
        // The empty answer.
        ("a1 authenticate external =", "a1 authenticate external ="),
    ];
    assert_masked(MaskArguments, &lines);
    assert_masked(Show, &lines);
    assert_masked(MaskAll, &lines);
    assert_masked(MaskArguments, &[("login user", "login user")]);
}

#[test]
fn an_answer_with_a_secret_is_masked_anywhere() {
    // base64 of `user=taro^Aauth=Bearer ya29^A^A`.
    let token = "dXNlcj10YXJvAWF1dGg9QmVhcmVyIHlhMjkBAQ==";
    let lines = [
        ("AHRhcm8AaHVudGVyMg==", "${password}"),
        ("a1 AHRhcm8AaHVudGVyMg==", "a1 ${password}"),
        (token, "${password}"),
        ("a1 noop", "a1 noop"),
    ];
    assert_masked(MaskArguments, &lines);
    assert_masked(Show, &lines);
}

#[test]
fn before_login_any_word_may_be_a_login() {
    let lines = [
        ("lgoin user hunter2 x", "lgoin user ${password}"),
        ("a1 lgoin user hunter2", "a1 lgoin user ${password}"),
        ("lgoin user:hunter2", "lgoin user:${password}"),
        ("lgoin ${user}:hunter2", "lgoin ${user}:${password}"),
        ("login1 user hunter2", "login1 user ${password}"),
        ("xoauth2 ya29.token", "xoauth2 ${password}"),
        ("pass1 hunter2", "pass1 ${password}"),
        ("pin1 noop", "pin1 noop"),
        ("logintaro hunter2", "logintaro ${password}"),
        ("login:user:hunter2", "login:user:${password}"),
        ("login(user, hunter2)", "login(user, ${password}"),
        ("imap login user hunter2", "imap login user ${password}"),
        ("imap.login(\"user\", \"hunter2\")", "imap.login(\"user\"${password}"),
        ("autenticate plain AGEAYg==", "autenticate plain ${password}"),
        ("authenticate=plain AGEAYg==", "authenticate=plain ${password}"),
        ("a1 auth plain AGEAYg==", "a1 auth plain ${password}"),
        ("plain AGEAYg==", "plain ${password}"),
        ("PASS hunter2", "PASS ${password}"),
        ("a1 pasword: hunter2", "a1 pasword: ${password}"),
        ("USER taro", "USER taro"),
        // Inside the arguments of another command.
        ("a1 noop a2 login user hunter2", "a1 noop a2 login user ${password}"),
        ("noop a2 lgoin user hunter2", "noop a2 lgoin user ${password}"),
        ("capability noop pass hunter2", "capability noop pass ${password}"),
        ("id login user hunter2", "id login user ${password}"),
        ("id (\"login\" \"user\" \"hunter2\")", "id (\"login\" \"${password}"),
        (
            "id (\"user\" \"taro\" \"pass\" \"hunter2\")",
            "id (\"user\" \"taro\" \"pass\" ${secret})",
        ),
        ("id (\"pass\" {7}", "id (\"pass\" {7}"),
        (
            "setmetadata INBOX (/private/comment \"x\" /private/v/token \"hunter2\")",
            "setmetadata INBOX (/private/comment \"x\" /private/v/token ${secret})",
        ),
        ("setmetadata \"\" (/private/v/token {7}", "setmetadata \"\" (/private/v/token {7}"),
        ("setmetadata x token hunter2", "setmetadata x token ${password}"),
        ("id (user taro pass hunter2)", "id (user taro pass ${password}"),
        ("select inbox,login user:hunter2", "select inbox,login user:${password}"),
        ("id a2 authenticate plain AGEAYg==", "id a2 authenticate plain ${password}"),
        (
            "id (\"name\" \"imapsh\" \"version\" \"1\")",
            "id (\"name\" \"imapsh\" \"version\" \"1\")",
        ),
        ("id (\"secretary\" \"Hana\")", "id (\"secretary\" \"Hana\")"),
        ("id (\"secretary-password\" \"x\")", "id (\"secretary-password\" ${secret})"),
        (
            "setmetadata x (/private/tokenizer \"mecab\")",
            "setmetadata x (/private/tokenizer \"mecab\")",
        ),
        ("list \"\" \"pass*\"", "list \"\" \"pass*\""),
        ("list \"\" pass *x", "list \"\" pass ${password}"),
        // An address.
        ("imaps://taro:hunter2@mail", "imaps://taro:${password}"),
        ("curl imaps://taro:hunter2@mail", "curl imaps://taro:${password}"),
        // Ordinary mistakes.
        ("selct inbox", "selct inbox"),
        ("frobnicate", "frobnicate"),
        ("hunter2", "hunter2"),
        ("# a note about things", "# a note about things"),
        // A server's line with a mark before it.
        ("S: x1 OK", "S: x1 OK"),
        ("S: x1 OK LOGIN is done now", "S: x1 OK LOGIN is done now"),
        ("S -> x1 NO it is wrong", "S -> x1 NO it is wrong"),
        ("< * 3 EXISTS and more", "< * 3 EXISTS and more"),
        ("Server: * BYE see you later", "Server: * BYE see you later"),
        ("lgoin: ok hunter2", "lgoin: ok ${password}"),
        ("a1 ok login user hunter2", "a1 ok login user ${password}"),
        ("* 12 EXISTS now", "* 12 EXISTS now"),
    ];
    assert_masked(MaskArguments, &lines);
    let logged_in = InputMask::Command(Show).after("pw").after("lgoin");
    assert_eq!(logged_in.secret("frobnicate it now"), None);
    let later = ["frobnicate user hunter2", "search text login user x", "a1 noop a2 x y z"];
    assert_masked(Show, &later.map(|line| (line, line)));
}

/// The history, the screen and records hide the same.
#[test]
fn lines_for_other_programs_are_masked_before_login() {
    let lines = [
        ("python3 -c \"print('hunter2')\"", "python3 ${password}"),
        ("python3.11 -c \"print('hunter2')\"", "python3.11 ${password}"),
        ("base64 <<< hunter2", "base64 ${password}"),
        ("a1 base64 <<< hunter2", "a1 base64 ${password}"),
        ("sshpass -phunter2 ssh host", "sshpass -p${password}"),
        ("mysql -u root -phunter2", "mysql -u ${password}"),
        ("export IMAPSH_PASSWORD=hunter2", "export IMAPSH_PASSWORD=${password}"),
    ];
    assert_masked(MaskArguments, &lines);
    let mask = InputMask::Command(MaskArguments);
    for (line, shown) in lines {
        assert_eq!(mask.kept(line).as_deref(), Some(shown), "{line}");
    }
    let address = mask.masked("user:hunter2@mail.example.org");
    assert!(!address.contains("hunter2"), "{address}");
}

#[test]
fn after_an_attempt_a_line_may_be_the_secret_alone() {
    assert_masked(
        MaskAll,
        &[
            ("hunter2", "${password}"),
            (" a3 AHVzZXI= ", " a3 ${password} "),
            ("correct horse battery", "${password}"),
            ("taro hunter2", "${password}"),
            ("pass hunter2", "${password}"),
            ("logni", "${password}"),
            ("login123", "${password}"),
            ("auth:x", "${password}"),
            ("lgoin user hunter2", "lgoin user ${password}"),
            ("auth plain AGEAYg==", "auth plain ${password}"),
            ("noop", "noop"),
            ("a4 select inbox", "a4 select inbox"),
            ("done", "done"),
            ("quit", "quit"),
            (":help login", ":help login"),
            // It looks like a line of a server, a tool or a shell, or like a comment.
            ("hunter2#", "${password}"),
            ("taro:hunter2@h", "${password}"),
            ("verify hunter2", "${password}"),
            ("hunter2xyz OK", "${password}"),
            ("hunter2 NO more", "${password}"),
            ("+ AHVzZXI=", "+ ${password}"),
            ("* hunter2", "* ${password}"),
            ("# hunter2", "# ${password}"),
            ("#hunter2", "#${password}"),
            ("* correct horse", "* ${password}"),
            ("+ Ready for literal data", "+ Ready for literal data"),
            ("# the password was wrong", "# the password was wrong"),
            ("* OK still here", "* OK still here"),
            ("* SEARCH", "* SEARCH"),
            ("* 3 EXISTS", "* 3 EXISTS"),
            ("a1 NO [AUTHENTICATIONFAILED] wrong", "a1 NO [AUTHENTICATIONFAILED] wrong"),
        ],
    );
}

#[test]
fn a_login_in_a_quoted_argument_of_something_else() {
    for policy in [MaskArguments, Show] {
        assert_masked(
            policy,
            &[
                (
                    r#"write(3, "a1 login taro hunter2\r\n", 24) = 24"#,
                    r#"write(3, "a1 login taro ${password}"#,
                ),
                ("> \"a1 login taro hunter2\"", "> \"a1 login taro ${password}"),
            ],
        );
    }
}

#[test]
fn the_domain_of_a_lone_user_name_may_be_the_password() {
    for policy in [MaskArguments, Show] {
        assert_masked(
            policy,
            &[
                ("login taro@hunter2", "login taro@${password}"),
                ("login \"taro@hunter2\"", "login \"taro@${password}"),
                ("a1 login ${user}@hunter2", "a1 login ${user}@${password}"),
                ("login taro@hunter2 x", "login taro@hunter2 ${password}"),
                ("login taro@hunter2 {3}", "login taro@hunter2 {3}"),
                ("login taro@localhost", "login taro@localhost"),
                ("login taro@", "login taro@"),
                ("login @hunter2", "login @hunter2"),
                (":set user taro@hunter2", ":set user taro@${password}"),
                (":set user taro@mail.example", ":set user taro@mail.example"),
            ],
        );
    }
    for policy in [MaskArguments, Show] {
        for line in ["login taro@mail.example", "login ${user}@mail.example"] {
            assert_masked(policy, &[(line, line)]);
        }
        // While it is typed, it is the beginning of a domain.
        let secrets = |text| secrets_of_lines(text, &InputMask::Command(policy));
        assert_eq!(secrets("login taro@mail"), [0..0; 0]);
        assert_eq!(secrets("login taro@mail\n").first(), Some(&(11..15)));
    }
    let secrets = secrets_of_lines("login taro@mail", &InputMask::Command(MaskAll));
    assert_eq!(secrets.first(), Some(&(11..15)));
}

/// The tag has to be known, or the server's completion answers no command.
#[test]
fn after_an_attempt_a_tag_that_looks_like_a_mechanism_stays() {
    for tag in ["xoauth2", "pass1", "plain1", "token3"] {
        let line = format!("{tag} hunter2");
        assert_masked(MaskAll, &[(&line, &format!("{tag} ${{password}}"))]);
    }
}

#[test]
fn after_login_a_sentence_may_have_the_word_login() {
    for line in [
        "You can login with it",
        "now we login again here",
        "# the login works now",
        "# you may login again here",
        "ここで 今 login します よ",
    ] {
        assert_masked(Show, &[(line, line)]);
        assert_eq!(secrets_of_lines(line, &InputMask::Command(Show)), [0..0; 0], "{line}");
    }
    assert_masked(
        Show,
        &[
            ("x login taro hunter2", "x login taro ${password}"),
            ("client a1 login taro hunter2", "client a1 login taro ${password}"),
            ("クライアント: a1 login taro hunter2", "クライアント: a1 login taro ${password}"),
            ("# > a1 login taro hunter2", "# > a1 login taro ${password}"),
        ],
    );
}

#[test]
fn after_login_a_mistyped_login_is_masked() {
    assert_masked(
        Show,
        &[
            ("lgoin hana hunter2", "lgoin hana ${password}"),
            ("a1 logni hana hunter2", "a1 logni hana ${password}"),
            ("autenticate plain hunter2", "autenticate plain ${password}"),
            ("auth plain hunter2", "auth plain ${password}"),
            ("login:hana hunter2", "login:hana ${password}"),
            ("logIn(hana,hunter2)", "logIn(hana,${password}"),
            ("a1 login=hana hunter2", "a1 login=hana ${password}"),
            ("ログイン hana hunter2", "ログイン hana ${password}"),
            ("- lgoin hana hunter2", "- lgoin hana ${password}"),
            ("- a1 lgoin hana hunter2", "- a1 lgoin hana ${password}"),
            ("ログイン しました", "ログイン しました"),
            ("- list of things to do", "- list of things to do"),
            ("fecth 1 flags", "fecth 1 flags"),
            ("xlist \"\" \"*\"", "xlist \"\" \"*\""),
        ],
    );
}

#[test]
fn a_hidden_line_that_is_not_sent_stays_hidden() {
    let refused = InputMask::Command(MaskAll);
    for line in ["hunter2$", "C:\\hunter2", "note: hunter2", "verify hunter2", "hunter2@h:~$ x"] {
        assert_eq!(refused.masked_unsent(line), "${password}", "{line}");
        assert_eq!(InputMask::Command(Show).masked_unsent(line), line);
        let first = InputMask::default();
        assert_eq!(first.masked_unsent(line), first.masked(line));
    }
    for (line, shown) in [
        ("hunter2$", "${password}"),
        ("+ AHVzZXI=", "+ AHVzZXI="),
        ("note: the answer was NO", "note: the answer was NO"),
        ("[...]", "[...]"),
        ("Connection closed by foreign host.", "Connection closed by foreign host."),
    ] {
        assert_eq!(refused.masked_prose(line), shown);
    }
    for line in ["Note: then the login was refused.", "hunter2", "- two mails", "user names: taro"]
    {
        assert_eq!(InputMask::Command(Show).masked_prose(line), line);
        assert_eq!(InputMask::Command(Show).masked_unsent(line), line);
    }
    let typed_ahead = InputMask::Command(Show).masked_prose("ログイン taro hunter2");
    assert_eq!(typed_ahead, "ログイン taro ${password}");
    let tagged = InputMask::Command(Show).masked_unsent("# > a1 login taro hunter2");
    assert_eq!(tagged, "# > a1 login taro ${password}");
}

#[test]
fn a_literal_can_be_a_secret() {
    let mut scanner = SecretScanner::default();
    assert_eq!(scanner.first_line(b"login {4}", 0, None, MaskArguments), None);
    assert!(!scanner.next_literal_is_secret());
    assert_eq!(scanner.begin_literal(), LiteralSecret::AfterWord(Placeholder::Password));
    assert_eq!(scanner.next_line(b" {7}"), None);
    assert!(scanner.next_literal_is_secret());
    assert_eq!(scanner.begin_literal(), LiteralSecret::Everything(Placeholder::Password));
}

#[test]
fn the_password_may_follow_a_literal_on_its_line() {
    let mut scanner = SecretScanner::default();
    scanner.first_line(b"login {4}", 0, None, MaskArguments);
    let mask = |remaining| InputMask::Literal {
        secret: LiteralSecret::AfterWord(Placeholder::Password),
        remaining,
        end: None,
        scanner: {
            let mut scanner = scanner.clone();
            scanner.begin_literal();
            scanner
        },
    };
    let secret = |line: &str, remaining| mask(remaining).secret(line).map(|secret| secret.range);
    assert_eq!(secret("user hunter2", 4), Some(5..12));
    assert_eq!(secret("user hunter2", 12), Some(5..12));
    assert_eq!(secret("userhunter2", 4), Some(4..11));
    assert_eq!(secret("user", 6), None);
    assert_eq!(secret("日本語", 4), Some(6..9));
}

#[test]
fn a_line_that_is_useless_without_its_secret_is_not_kept() {
    let mask = InputMask::default();
    for line in [":set hunter2", " :SET hunter2 ", ":set password hunter2"] {
        assert_eq!(mask.kept(line), None, "{line}");
    }
    let refused = InputMask::Command(MaskAll);
    for line in ["+ AHVzZXI=", "* hunter2", "# hunter2"] {
        assert_eq!(refused.kept(line), None, "{line}");
    }
    assert_eq!(refused.kept("a1 AHVzZXI=").as_deref(), Some("a1 ${password}"));
    for (line, kept) in [
        ("imap://taro:hunter2@mail.example.org/", "imap://taro:${password}"),
        ("curl -u taro:hunter2 imaps://mail", "curl -u ${password}"),
        ("search from taro@example.org", "search from taro@example.org"),
        ("fetch 1:* flags", "fetch 1:* flags"),
    ] {
        let shown = InputMask::Command(Show).kept(line).unwrap_or_default();
        assert!(shown.starts_with(kept) && !shown.contains("hunter2"), "{shown}");
    }
    for line in [":set", ":set user", ":set patience", ":set box Archive"] {
        assert_eq!(mask.kept(line).as_deref(), Some(line));
    }
}

#[test]
fn passwords_in_urls_are_masked() {
    for policy in
        [UnknownVerbPolicy::Show, UnknownVerbPolicy::MaskArguments, UnknownVerbPolicy::MaskAll]
    {
        for (line, shown) in [
            ("a examine imap://joe:hunter2@host/x", "a examine imap://joe:${password}@host/x"),
            ("select imap://joe:secret@host/x", "select imap://joe:${password}@host/x"),
            ("a rename \"imap://joe:pass@h/x\" y", "a rename \"imap://joe:${password}@h/x\" y"),
            (
                "a genurlauth \"imap://joe:hunter2@h/x;uid=1;urlauth=anonymous\" internal",
                "a genurlauth \"imap://joe:${password}@h/x;uid=1;urlauth=anonymous\" internal",
            ),
            (
                "a urlfetch \"imap://joe:hunter2@h/x;urlauth=anonymous:internal:dead\"",
                "a urlfetch \"imap://joe:${password}\"",
            ),
            ("a examine imap://joe@host:143/x", "a examine imap://joe@host:143/x"),
        ] {
            assert_eq!(masked(line, policy), shown);
        }
    }
}

#[test]
fn tokens_in_urls_are_masked() {
    const URL: &str = "\"imap://x/INBOX/;uid=2;urlauth=submit+fred:internal:";
    for policy in
        [UnknownVerbPolicy::Show, UnknownVerbPolicy::MaskArguments, UnknownVerbPolicy::MaskAll]
    {
        for command in ["urlfetch", "a1 URLFETCH", "a2 append Drafts catenate (url"] {
            let line = format!("{command} {URL}dead\"");
            let shown = format!("{command} {URL}${{token}}\"");
            assert_eq!(masked(&line, policy), shown);
        }
        let two = format!("a3 urlfetch {URL}dead\" {URL}beef\"");
        assert_eq!(masked(&two, policy), format!("a3 urlfetch {URL}${{token}}\""));
        // Without a token there is no secret.
        let unsigned = format!("a4 genurlauth {} internal", URL.replace(":internal:", "\""));
        assert_eq!(masked(&unsigned, policy), unsigned);
    }
    // The next line is not a secret alone, as it may be after a login.
    let mask = InputMask::Command(UnknownVerbPolicy::Show);
    let after = mask.after_command(&format!("a1 urlfetch {URL}dead\""));
    assert_eq!(after.masked("a2 nop"), "a2 nop");
    let mut scanner = SecretScanner::default();
    scanner.first_line(b"a1 urlfetch {90}", 2, None, UnknownVerbPolicy::Show);
    assert_eq!(scanner.begin_literal(), LiteralSecret::Everything(Placeholder::Token));
    // Among the parts of a message, the URLs alone.
    let mut scanner = SecretScanner::default();
    scanner.first_line(b"a1 append x catenate (url {60}", 2, None, UnknownVerbPolicy::Show);
    assert_eq!(scanner.begin_literal(), LiteralSecret::Everything(Placeholder::Token));
    scanner.next_line(b" text {9+}");
    assert_eq!(scanner.begin_literal(), LiteralSecret::Nothing);
    scanner.next_line(b" URL {60}");
    assert_eq!(scanner.begin_literal(), LiteralSecret::Everything(Placeholder::Token));
    let listed = format!("S: * GENURLAUTH {URL}dead\"");
    assert_eq!(mask_unsent(&listed), format!("S: * GENURLAUTH {URL}${{token}}\""));
}

#[test]
fn text_that_is_hidden_while_typed_stays_hidden() {
    let mask = InputMask::default();
    for (line, shown) in [
        // Lines for another program.
        ("telnet host 143 hunter2", "telnet host ${password}"),
        ("openssl s_client -connect joe:hunter2@host:993", "openssl s_client ${password}"),
        ("openssl base64 -e <<< 'hunter2'", "openssl base64 ${password}"),
        ("imapsh host --var password=hunter2", "imapsh host ${password}"),
        ("$ echo -n hunter2 | base64", "$ echo ${password}"),
        ("printf '\\0joe\\0hunter2' | base64", "printf ${password}"),
        ("$ perl -MMIME::Base64 -e 'print encode_base64(\"hunter2\")'", "$ perl ${password}"),
        ("ssh joe:hunter2@host", "ssh joe:${password}"),
        ("ncat joe:hunter2@host 143", "ncat joe:${password}"),
        // A name that says what the value is.
        ("export IMAPSH_PASSWORD=hunter2", "export IMAPSH_PASSWORD=${password}"),
        ("IMAPSH_PASSWORD=hunter2 imapsh host", "IMAPSH_PASSWORD=${password}"),
        ("$env:IMAPSH_PASSWORD='hunter2'", "$env:IMAPSH_PASSWORD=${password}"),
        ("set MAIL_PASS=hunter2", "set MAIL_PASS=${password}"),
        ("x1 frob token=hunter2", "x1 frob token=${password}"),
        ("login joe:hunter2 x", "login joe:${password}"),
        // In SMTP's form.
        ("AUTH LOGIN aHVudGVyMg==", "AUTH LOGIN ${password}"),
        // Just a server, and output of programs and servers.
        ("telnet host 143", "telnet host 143"),
        (
            "$ openssl s_client -crlf -connect mail:993",
            "$ openssl s_client -crlf -connect mail:993",
        ),
        ("openssl s_client -con", "openssl s_client -con"),
        (
            "openssl s_client -connect mail.example.com:",
            "openssl s_client -connect mail.example.com:",
        ),
        (
            "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready",
            "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready",
        ),
        ("curl -v imaps://mail/INBOX", "curl -v imaps://mail/INBOX"),
        ("RCPT TO:<joe@mail>", "RCPT TO:<joe@mail>"),
        ("verify return:1", "verify return:1"),
        ("export LANG=C", "export LANG=C"),
    ] {
        assert_eq!(mask.masked(line), shown);
        assert_eq!(mask.masked_unsent(line), shown);
        assert_eq!(mask.kept(line).as_deref(), Some(shown));
    }
    let logged_in = InputMask::Command(UnknownVerbPolicy::Show);
    let line = "export IMAPSH_PASSWORD=hunter2";
    assert_eq!(logged_in.masked(line), "export IMAPSH_PASSWORD=${password}");
    assert_eq!(logged_in.masked("a search text password=x"), "a search text password=x");
}

#[test]
fn a_command_is_shown_from_its_verb_on_after_an_attempt() {
    let mask = InputMask::Command(MaskAll);
    let hidden = |line: &'static str| mask.perhaps_alone(line).map(|range| &line[range]);
    for (line, word) in [
        ("a002", Some("a002")),
        ("hunter2", Some("hunter2")),
        ("hunter2 fox", Some("fox")),
        ("don", Some("don")),
        ("# a", Some("a")),
        ("a002 list", None),
        ("list", None),
        ("done", None),
        ("# a remark", None),
        ("login taro hunter2", None),
        (":set pw hunter2", None),
    ] {
        assert_eq!(hidden(line), word, "{line}");
    }
    assert_eq!(InputMask::default().perhaps_alone("a002"), None);
}

#[test]
fn the_values_of_id_may_name_a_login() {
    for line in [
        "id (\"support-url\" \"https://mail.example/login\")",
        "id (\"name\" \"Login Test\" \"version\" \"1\")",
    ] {
        assert_masked(MaskArguments, &[(line, line)]);
        let spec = CommandLine::parse(line).spec;
        assert!(!is_login_attempt(line, spec, false, false), "{line}");
    }
    let joined = "id (\"login\" \"taro\" \"hunter2\")";
    assert!(!masked(joined, MaskArguments).contains("hunter2"));
}
