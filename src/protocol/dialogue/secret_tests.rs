//! Tests of what is masked in the lines that are sent.

use super::tests::Client;
use super::*;

#[test]
fn a_known_secret_is_masked_wherever_it_is_put() {
    for (line, shown) in [
        ("login ${password}", "login ${password}"),
        ("login ${password} ${user}", "login ${password}"),
        ("noop ${password}", "noop ${password}"),
        ("${password}", "${password}"),
        ("create \"${password}\"", "create \"${password}"),
        ("id (\"name\" ${password})", "id (\"name\" ${password}"),
        ("login ${user} ${password}", "login taro ${password}"),
        ("fetch 1 ${user}", "fetch 1 taro"),
    ] {
        let mut client = Client::new();
        let sent = client.types(line);
        assert!(!sent.contains("hunter"), "{sent}");
        assert!(sent.starts_with(&format!("a001 {shown}")), "{sent}");
    }
}

#[test]
fn a_known_secret_is_not_sent_in_a_tag() {
    for line in ["${password} noop", "a${password}b check", "a1${pw} append x {3+}"] {
        let sent = Client::new().types(line);
        assert!(sent.starts_with("Err(Invalid(SecretInTag("), "{sent}");
    }
}

#[test]
fn a_known_secret_is_masked_in_the_lines_after_a_literal() {
    for lines in [
        &["noop {3+}", "abc", " ${password}"][..],
        &["noop {3+}", "abc ${password}"],
        &["append x {1+}", "y {${password}}"],
    ] {
        let mut client = Client::new();
        let sent: String = lines.iter().map(|line| client.types(line)).collect();
        assert!(!sent.contains("hunter") && sent.contains("${password}"), "{sent}");
    }
}

#[test]
fn a_login_is_masked_that_octets_of_a_literal_were_expected_instead_of() {
    let login = "a2 login taro hunter2";
    for size in [0, 1, 7, 13, 14, 15, 20, 21, 23, 100] {
        let mut client = Client::new();
        client.types(&format!("append Drafts {{{size}+}}"));
        let shown = client.0.mask().masked(login);
        let sent = client.types(login) + &client.types("and more");
        assert!(!shown.contains("hunter2") && shown.starts_with("a2 "), "{size}: {shown}");
        assert!(!sent.contains("ter2"), "{size}: {sent}");
    }
    let mut client = Client::new();
    client.types("append Drafts {<<E}");
    for (line, shown) in [
        ("login taro hunter2", "login taro ${password}"),
        ("login taro", "login taro"),
        ("hunter2", "${password}"),
        ("the end", "the end"),
    ] {
        assert_eq!(client.0.mask().masked(line), shown);
        assert!(client.types(line).starts_with("Ok(Buffered"));
    }
    client.types("E");
    assert_eq!(client.receives("+ go\r\n"), "login taro ${password}␍␊the end␍␊|⏎");
}

#[test]
fn a_secret_is_masked_from_an_attempt_until_a_login() {
    let mut client = Client::new();
    assert_eq!(client.types("selct hunter2"), "a001 selct hunter2⏎ [DidYouMean(\"SELECT\")]");
    assert_eq!(client.types("hunter2"), "a002 hunter2⏎");
    client.types("auth plain");
    for _ in 0..2 {
        client.types("noop");
        assert!(client.types("hunter2").contains("${password}"));
    }
    assert_eq!(client.types("login user pass"), "a008 login user ${password}⏎");
    assert!(client.types("hunter2").contains("${password}"));
    client.receives("a008 OK in\r\n");
    assert_eq!(client.types("hunter2"), "a010 hunter2⏎");
    // A later attempt that lacks its secret counts until the next command.
    client.types("authenticate nosuch");
    client.receives("a011 BAD no\r\n");
    assert!(client.types("hunter2").contains("${password}"));
    client.types("noop");
    assert!(client.types("hunter2").contains("hunter2"));
    client.0.connection_closed();
    client.types("lgoin user");
    let mut next = Client::new();
    next.0.continue_session(Tags::new("a").expect("a prefix"), client.0.login_attempted());
    assert_eq!(next.types("hunter2"), "a001 ${password}⏎");
}

#[test]
fn a_login_that_is_refused_after_login_leaves_no_secret_to_expect() {
    for line in ["login user pass", "login user {4+}", "LOGIN", "x login user pass"] {
        for status in ["BAD", "NO"] {
            let mut client = Client::new();
            client.receives("* PREAUTH hi\r\n");
            client.types(line);
            assert!(
                client.types("lsit").contains("${password}"),
                "{line}: it may still be refused"
            );
            client.types("");
            let tags: Vec<_> =
                client.0.pending_commands().iter().map(|it| it.display_tag()).collect();
            for tag in tags {
                client.receives(&format!("{tag} {status} no\r\n"));
            }
            assert!(client.types("lsit").contains("lsit"), "{line}, {status}");
        }
    }
}

#[test]
fn an_attempt_counts_whatever_precedes_it() {
    let secret = |client: &mut Client| client.types("hunter2").contains("${password}");
    for line in [
        "a auth plain",
        "noop auth plain",
        "- auth plain",
        ": a auth plain",
        "lgoin ${nosuch}",
        "lgoin {<<X}",
    ] {
        let mut client = Client::new();
        client.types(line);
        client.0.abandon_literal();
        assert!(secret(&mut client), "{line}");
    }
    for line in ["a selct inbox", ":help auth", "- noop", "* OK login", "a noop"] {
        let mut client = Client::new();
        client.types(line);
        assert!(!secret(&mut client), "{line}");
    }
    let mut client = Client::new();
    client.0.raw("a auth plain").expect("a line");
    assert!(client.sends() == "a auth plain⏎" && secret(&mut client));
    // The lines of a literal that is nothing but the secret.
    let mut client = Client::new();
    client.types("login taro");
    client.types("{<<X}");
    assert_eq!(client.0.mask().masked("hunter2"), "${password}");
}

#[test]
fn the_user_of_a_login_is_not_its_password() {
    for (line, literal) in [
        ("login taro:hunter2", None),
        ("login taro\u{a0}hunter2", None),
        ("login {12}", Some("taro hunter2")),
    ] {
        let mut client = Client::new();
        client.types(line);
        if let Some(literal) = literal {
            client.receives("+ go\r\n");
            assert_eq!(client.types(literal), "taro ${password}|⏎");
        }
        client.receives("a001 OK in\r\n");
        assert!(!client.0.facts.user.as_deref().unwrap_or_default().contains("hunter2"), "{line}");
    }
}

#[test]
fn after_a_failed_login_an_unknown_verb_may_be_the_secret() {
    for login in ["autenticate plain", "x1 AUTHENTICAT plain"] {
        let mut client = Client::new();
        let sent = client.types(login);
        let tag = sent.split(' ').next().unwrap_or_default();
        client.receives(&format!("{tag} BAD what\r\n"));
        assert!(client.types("AGEAYg==").ends_with("${password}⏎"), "{login}");
        assert!(client.types("noop").contains("noop"));
    }
}

#[test]
fn full_width_characters_get_a_hint_although_the_line_may_be_a_secret() {
    for (line, hint) in [
        ("：state", "FullWidthColon"),
        ("a9 ：state", "FullWidthColon"),
        ("ｆｒｏｂｎｉｃａｔｅ", "FullWidth(None)"),
        ("hunter2", ""),
        ("login taro ｈ", ""),
    ] {
        let mut client = Client::new();
        client.receives("* OK ready\r\n");
        client.types("login taro wrong");
        client.receives("a001 NO wrong\r\n");
        let sent = client.types(line);
        let expected = if hint.is_empty() { "⏎".to_owned() } else { format!(" [{hint}]") };
        assert!(sent.contains("${password}") && sent.ends_with(&expected), "{sent}");
    }
}

#[test]
fn a_secret_that_is_assigned_or_alone_is_masked_behind_its_tag() {
    let mut client = Client::new();
    let alone = client.types("AHRhcm8AaHVudGVyMg==");
    assert!(alone.starts_with("a001 ${password}"), "{alone}");
    client.receives("a001 BAD x\r\n");
    client.receives("* OK hi\r\n");
    client.types("login taro sakura");
    client.receives("a002 OK in\r\n");
    for line in ["token = hunter2", "IMAP_PASSWORD=hunter2", "x7 AHRhcm8AaHVudGVyMg=="] {
        let sent = client.types(line);
        assert!(!sent.contains("hunter2") && !sent.contains("AHRh"), "{sent}");
    }
}
