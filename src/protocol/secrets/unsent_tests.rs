//! Tests of the masking in lines that are not sent, or not yet.

use super::UnknownVerbPolicy::{MaskArguments, Show};
use super::tests::assert_masked;
use super::*;

#[test]
fn secrets_in_lines_that_are_not_sent() {
    assert_eq!(mask_unsent("a1 ok login user hunter2"), "a1 ok login user ${password}");
    assert_eq!(mask_unsent("x2 no lgoin user hunter2"), "x2 no lgoin user ${password}");
    assert_eq!(mask_unsent("lgoin ok hunter2"), "lgoin ok ${password}");
    assert_eq!(mask_unsent("S: a1 OK LOGIN is done now"), "S: a1 OK LOGIN is done now");
    assert_eq!(mask_unsent("AUTH=PLAIN AGEAYg=="), "AUTH=PLAIN ${password}");
    assert_eq!(mask_unsent("$ curl -u taro:hunter2 imaps://mail"), "$ curl -u ${password}");
    assert_eq!(mask_unsent("$ telnet mail 143"), "$ telnet mail 143");
    assert_eq!(mask_unsent("* OK LOGIN is done now"), "* OK LOGIN is done now");
    for line in
        ["LOGINDISABLED", "ログイン", "パスワードについて", "ログインの後、noopを送ります。"]
    {
        assert_eq!(mask_unsent(line), line);
        let refused = InputMask::Command(UnknownVerbPolicy::MaskAll).masked_prose(line);
        assert_eq!(refused, if line.is_ascii() { "${password}" } else { line });
    }
    for line in ["ログイン hunter2", "パスワード：hunter2", "ログインｈｕｎｔｅｒ２"]
    {
        let masked = mask_unsent(line);
        assert!(masked.ends_with("${password}") && !masked.contains('2'), "{masked}");
    }
    for line in ["Log in first:", "Password:", "[user@host ~]$ telnet localhost 143"] {
        assert_eq!(InputMask::default().masked_prose(line), line);
    }
    let refused = InputMask::Command(UnknownVerbPolicy::MaskAll);
    assert_eq!(refused.masked_prose("sunflower."), "${password}");
    assert_eq!(InputMask::default().masked_prose("Password: hunter2"), "Password: ${password}");
    assert_eq!(mask_heading("login user hunter2"), "login user ${password}");
    for heading in [
        "Login with TLS",
        "Log in by hand",
        "Login",
        "2. login with a password",
        "AUTHENTICATE を使う",
        "AUTHENTICATE PLAIN を手で打つ",
    ] {
        assert_eq!(mask_heading(heading), heading);
    }
}

#[test]
fn secrets_in_the_lines_of_a_paste() {
    let found = |text: &str| {
        let ranges = secrets_of_lines(text, &InputMask::default());
        ranges.into_iter().map(|range| text[range].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found("login {4}\nuser {4}\npass\nnoop"), ["pass"]);
    assert_eq!(found("login {4}\nuserhunter2\nnoop"), ["hunter2"]);
    assert_eq!(found("authenticate plain\nAGEAYg==\nselect inbox"), ["AGEAYg=="]);
    assert_eq!(found("autenticate plain\nAGEAYg==\nselect inbox"), ["AGEAYg=="]);
    assert_eq!(found("login\nuser\nnoop\nhunter2\nsel"), ["user", "hunter2"]);
    assert_eq!(found("noop\nselct inbox\nhunter2"), [""; 0]);
    assert_eq!(found("append x {<<END}\nlogin\nEND\nxyzzy"), [""; 0]);
    // The marker is masked, because it may be the beginning of a password.
    assert_eq!(found("login user {<<END}\nlist it\nEND\nxyzzy"), ["{<<END}", "list it", "END"]);
    assert_eq!(found("login {4}\nuser {8}\nlist ityx\nxyzzy"), ["list ityx"]);
}

/// Such a line is not sent, and its password is hidden then.
#[test]
fn lines_for_other_programs_are_masked_after_login_too() {
    for policy in [Show, MaskArguments] {
        for line in [
            "curl -u a:hunter2 imap://h",
            "curl -ua:hunter2 imap://h",
            "curl --user a:hunter2 imap://h",
            "$ curl -ua:hunter2 imap://h",
            "ssh a:hunter2@h",
            "ssh a:hunter2",
        ] {
            let mask = InputMask::Command(policy);
            let typed = mask.masked(line);
            assert!(!typed.contains("hunter2"), "{typed}");
            assert!(mask.kept(line).is_none_or(|kept| !kept.contains("hunter2")), "{line}");
            assert_eq!(mask.masked_unsent(line), typed);
        }
    }
    assert_masked(Show, &[("x1 frob -u a:b", "x1 frob -u a:b")]);
}

#[test]
fn a_line_with_just_the_words_of_a_login_is_masked_after_login_too() {
    for policy in [Show, MaskArguments] {
        let mask = InputMask::Command(policy);
        for line in [
            "password: himitsu7",
            "Passwort: himitsu7",
            "pasword himitsu7",
            "pw：himitsu7",
            "x1 password himitsu7",
            "パスワード himitsu7",
            "Einloggen hana himitsu7",
            "sign in hana himitsu7",
            "Log on: hana himitsu7",
            "b7：login hana himitsu7",
            "user: hana password: himitsu7",
            "login: hana, password: himitsu7",
        ] {
            for shown in [mask.masked(line), mask.masked_unsent(line), mask.masked_prose(line)] {
                assert!(!shown.contains("himitsu7"), "{policy:?} {shown}");
            }
        }
    }
    let mask = InputMask::Command(Show);
    for line in [
        "Password required",
        "Token expired.",
        "Log in first, then wait",
        "The token: expired.",
        "password",
        "echo $?",
        "To: hana@example.com",
        "Sign here",
        "hana: himitsu7",
    ] {
        assert_eq!(mask.masked_prose(line), line);
    }
    for line in [
        "Signature: John Smith",
        "signal lost today",
        "Signed, Hana Yamada",
        "Passed: 12",
        "Passport: renew",
        "Crossword: 12",
        "pass on",
        "token 5",
        "Subject: new token: later",
        "Re: your password: reset",
        "ログイン履歴 の 確認",
        "パスワード：変更について",
        "sign in to Work",
    ] {
        assert_eq!(mask.masked_prose(line), line);
        assert_eq!(mask.masked(line), line);
    }
    let mask = InputMask::default();
    assert_eq!(mask.masked_prose("hana: himitsu7"), "hana: ${password}");
    for line in ["Host: mail7", "port: 143", "To: hana@example.com"] {
        assert_eq!(mask.masked_prose(line), line);
    }
    for line in ["To: hana@example.com", "Message-ID: <7@mail.example.com>"] {
        assert_eq!(mask.masked(line), line);
    }
}
