//! What is masked in which line.

use super::*;

/// The line with its secret masked, before login or after it.
fn masked(line: &str, before_login: bool) -> String {
    let policy = match before_login {
        true => UnknownVerbPolicy::MaskArguments,
        false => UnknownVerbPolicy::Show,
    };
    let secret = secret_of_command(line, policy);
    secret.map_or_else(|| line.to_owned(), |secret| secret.masked(line))
}

#[test]
fn secrets_by_position() {
    for (line, shown) in [
        ("login user hunter2", "login user ${password}"),
        ("a1  LOGIN  \"us\\\" er\"  \"hunt er2\"", "a1  LOGIN  \"us\\\" er\"  ${password}"),
        ("login \"user hunter2", "login \"user ${password}"),
        ("login \"user\"hunter2", "login \"user\"${password}"),
        ("login user {7}", "login user {7}"),
        ("login user hunter2 {7}", "login user ${password} {7}"),
        ("login user hunter{7}", "login user ${password}"),
        ("login {4}", "login {4}"),
        ("login user", "login user"),
        ("authenticate plain", "authenticate plain"),
        ("a authenticate PLAIN AGEAYg==", "a authenticate PLAIN ${sasl}"),
        ("lgoin user hunter2 x", "lgoin user ${password}"),
        ("a1 lgoin user hunter2", "a1 lgoin user ${password}"),
        ("ｌｏｇｉｎ　ｕｓｅｒ　ｘｙｚ", "ｌｏｇｉｎ　ｕｓｅｒ　${password}"),
        ("list \"\" *", "list \"\" *"),
    ] {
        assert_eq!(masked(line, true), shown, "{line}");
    }
    assert_eq!(masked("lgoin user hunter2", false), "lgoin user hunter2");
    assert_eq!(masked("login user hunter2", false), "login user ${password}");
}

#[test]
fn a_literal_can_be_a_secret() {
    let mut scanner = SecretScanner::default();
    assert_eq!(scanner.first_line(b"login {4}", 0, None, UnknownVerbPolicy::MaskArguments), None);
    assert!(!scanner.next_literal_is_secret());
    assert_eq!(scanner.begin_literal(), None);
    assert_eq!(scanner.next_line(b" {7}"), None);
    assert!(scanner.next_literal_is_secret());
    assert_eq!(scanner.begin_literal(), Some(Placeholder::Password));
}

#[test]
fn secrets_in_directives() {
    let mask = InputMask::default();
    let typed = |line: &str| {
        mask.secret(line).map_or_else(|| line.to_owned(), |secret| secret.masked(line))
    };
    for (line, shown) in [
        (":set password hunter 2", ":set password ${password}"),
        (
            ":connect imaps://taro:hunt:er@2@mail:993 --plain",
            ":connect imaps://taro:${password}@mail:993 --plain",
        ),
        (":connect taro:hunter2@mail", ":connect taro:${password}@mail"),
        (":connect mail:993 --user taro@mail", ":connect mail:993 --user taro@mail"),
        (":conect imaps://taro:hunter2@mail", ":conect imaps://taro:${password}@mail"),
        (":goto --plain imap://taro:hunter2@mail", ":goto --plain imap://taro:${password}@mail"),
        (":open taro:123@mail", ":open taro:${password}@mail"),
        (":connect taro:123@mail", ":connect taro:${password}@mail"),
        // While it is typed: what can't be a port.
        (":conect taro:123456", ":conect taro:${password}"),
        (":connect taro:hun", ":connect taro:${password}"),
        (":connect mail:993", ":connect mail:993"),
        (":connect [::1]:143 --plain", ":connect [::1]:143 --plain"),
        (":expect * OK [x:y@z] done", ":expect * OK [x:y@z] done"),
        (":run a:b", ":run a:b"),
        (":set box Archive", ":set box Archive"),
        (":wait 10s * 3 EXISTS", ":wait 10s * 3 EXISTS"),
        (":login taro hunter2", ":login taro ${password}"),
        (" :LOGNI taro hunter2", " :LOGNI taro ${password}"),
        (":authenticate plain AGE=", ":authenticate plain ${sasl}"),
        (":raw a1 login taro hunter2", ":raw a1 login taro ${password}"),
        (":", ":"),
    ] {
        assert_eq!(typed(line), shown);
        assert_eq!(mask_directive_secrets(line), shown);
    }
}
