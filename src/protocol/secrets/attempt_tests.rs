//! Tests of attempts to log in, and of the masking after them.

use super::UnknownVerbPolicy::{MaskAll, MaskArguments, Show};
use super::tests::assert_masked;
use super::*;

#[test]
fn attempts_to_log_in_are_recognized() {
    let is_attempt = |line: &str| {
        let command = crate::protocol::typed_line::CommandLine::parse(line);
        let has_secret = secret_of_command(line, MaskArguments).is_some();
        is_login_attempt(line, command.spec, has_secret, false)
    };
    for line in [
        "login",
        "a1 login user x",
        "authenticate plain",
        "auth plain",
        "authenticate=plain",
        "authorize",
        "lgoin",
        "USER u",
        "PASS x",
        "a1 noop a2 login user x",
        "frobnicate user x",
        "autenticar plain",
        // After any tag, the session's too.
        "a auth plain",
        "A0 auth plain",
        "x1 abc auth plain",
        "x lgoin",
        "a logni user",
        "x1 a  authorize",
        "a pass",
        "a user",
        "- auth plain",
        "> a1 authenticate plain",
        "C: a auth plain",
        "x1 C: a auth plain",
        "ａ auth plain",
        "a ａｕｔｈ plain",
        "ログイン user",
        "a 登录",
        "xoauth2 ya29",
        "abc xoauth2",
        // After another command.
        "noop auth plain",
        "a noop auth plain",
        "a1 starttls auth plain",
        "nop auth plain",
        "id login",
    ] {
        assert!(is_attempt(line), "{line}");
    }
    for line in [
        "noop",
        "selct inbox",
        "a selct inbox",
        "a selct inbox now",
        "x1 a selct inbox now",
        "capabilty",
        "a capabilty",
        "frobnicate",
        "frobnicate it",
        "a frobnicate",
        "lst \"\" *",
        "a lst \"\" *",
        "logout",
        "a logout",
        "a001 noop",
        ".  noop ",
        "a logoff",
        "selct pin",
        "a select account",
        "ls account",
        "> a1 select inbox",
        "noop to keep alive",
        "a1 noop (check the connection)",
        "a1 noop a1 OK done",
        "help me please",
    ] {
        assert!(!is_attempt(line), "{line}");
    }
    // After login, only the commands themselves are attempts.
    let is_attempt = |line: &str| {
        let command = crate::protocol::typed_line::CommandLine::parse(line);
        is_login_attempt(line, command.spec, false, true)
    };
    assert!(is_attempt("a1 login {4}"));
    assert!(!is_attempt("a auth plain") && !is_attempt("noop auth plain"));
}

#[test]
fn lines_after_an_attempt_with_any_tag_are_masked() {
    let after = |line: &str| InputMask::default().after(line).masked("aHVudGVyMg==");
    for line in [
        "a auth plain",
        "x lgoin",
        ":raw a auth plain",
        ":raw a2 authenticate plain",
        ": a auth plain",
        ":auth plain",
        ":login taro",
        "- auth plain",
        "> a1 authenticate plain",
        "ログイン taro",
        ":help login taro x",
        ":wait 1s login taro",
        ":expect lgoin taro",
        ":save login taro",
        ":run a1 authenticate plain",
    ] {
        assert_eq!(after(line), "${password}", "{line}");
    }
    for line in [
        "a selct inbox",
        ":help login",
        ":help auth",
        ":set user taro",
        ":state",
        ":raw a selct x",
        ":explain login taro x",
        ":expect a1 OK LOGIN completed",
        ":wait 1s * OK login done",
        ":expect ...LOGIN is disabled",
        ":run login.imap x",
        ":save 2 login.eml",
    ] {
        assert_eq!(after(line), "aHVudGVyMg==", "{line}");
    }
    let after = |line: &str| InputMask::default().after(line).masked("hunter2");
    assert_eq!(after(":raw a1 login user {7}"), "${password}");
    assert_eq!(after(":raw a1 append x {7}"), "hunter2");
    // A server's or a program's line about logins is not an attempt.
    for line in ["* OK [CAPABILITY AUTH=PLAIN] ready", "S: a1 OK LOGIN done", "a1 NO login failed"]
    {
        assert_eq!(after(line), "hunter2", "{line}");
    }
    // Only a literal follows the tag.
    for line in ["{<<X}", "a1 {<<X}", "{7}", "- {<<X}"] {
        let refused = InputMask::Command(MaskAll).after(line);
        assert_eq!(refused.masked("hunter2"), "${password}", "{line}");
    }
    let select = InputMask::Command(MaskAll).after("select {<<X}");
    assert_eq!(select.masked("hunter2"), "hunter2");
}

/// The user name or the mechanism may have been forgotten.
#[test]
fn after_an_attempt_the_only_argument_of_a_login_may_be_the_secret() {
    assert_masked(
        MaskAll,
        &[
            ("login hunter2", "login ${password}"),
            ("a1 login \"hunter2\"", "a1 login ${password}"),
            ("login taro@hunter.2", "login ${password}"),
            ("login ${user}", "login ${user}"),
            ("login taro hunter2", "login taro ${password}"),
            ("login {4}", "login {4}"),
            ("authenticate hunter2", "authenticate ${sasl}"),
            ("authenticate hunter2 x", "authenticate ${sasl}"),
            ("authenticate xoauth2", "authenticate xoauth2"),
            ("authenticate LOGIN", "authenticate LOGIN"),
            ("authenticate ${mechanism}", "authenticate ${mechanism}"),
        ],
    );
    // While it is typed, the password most likely follows.
    let secrets = |text| secrets_of_lines(text, &InputMask::Command(MaskAll));
    assert_eq!(secrets("login taro"), [0..0; 0]);
    assert_eq!(secrets("authenticate pl"), [0..0; 0]);
    assert_eq!(secrets("login taro x").first(), Some(&(11..12)));
    assert_eq!(secrets("login taro\nx").first(), Some(&(6..10)));
}

#[test]
fn before_login_an_address_or_a_name_with_its_password_begins_a_login() {
    let lines = [
        ("me@example.org hunter2", "me@example.org ${password}"),
        ("<me@example.org> hunter2", "<me@example.org> ${password}"),
        ("mailto:me@example.org hunter2", "mailto:${password}"),
        ("me@example.org hunter2 y", "me@example.org ${password}"),
        ("a1 me@example.org hunter2", "a1 me@example.org ${password}"),
        ("a1 me2@example.org hunter2", "a1 me2@example.org ${password}"),
        ("me2@example.org hunter2", "me2@example.org ${password}"),
        ("me@example.org \"hunter2\"", "me@example.org ${password}"),
        ("\"me@example.org\" hunter2", "\"me@example.org\" ${password}"),
        ("me@example.org:hunter2", "me@example.org:${password}"),
        ("a1 me@example.org:hunter2", "a1 me@example.org:${password}"),
        ("me@example.org:hunter2 y", "me@example.org:${password}"),
        ("hana@mail hunter2", "hana@mail ${password}"),
        ("user@example.org hunter2", "user@example.org ${password}"),
        ("alice:hunter2", "alice:${password}"),
        ("a1 alice:hunter2", "a1 alice:${password}"),
        ("me@example.org", "me@example.org"),
        // A port, a time, a prompt and a command's argument are not passwords.
        ("mail.example.org:993", "mail.example.org:993"),
        ("localhost:143", "localhost:143"),
        ("root@mail:~# ls", "root@mail:~# ls"),
        ("select me@example.org x", "select me@example.org x"),
    ];
    assert_masked(MaskArguments, &lines);
    assert_masked(Show, &lines[16..]);
    for line in ["me@example.org hunter2", "alice:hunter2", "me@example.org"] {
        let next = InputMask::Command(MaskArguments).after(line);
        assert_eq!(next.policy(), MaskAll, "{line}");
    }
}
