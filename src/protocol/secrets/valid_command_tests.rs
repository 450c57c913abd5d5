//! Tests of commands that are valid and have a word for a login among their arguments.

use super::tests::{assert_masked, masked};
use super::*;
use crate::protocol::commands;
use UnknownVerbPolicy::{MaskAll, MaskArguments};

#[test]
fn a_login_in_a_valid_command_is_hidden_if_a_user_name_may_follow() {
    for line in [
        "setacl login \"taro\" hunter2",
        "setacl login 太郎 hunter2",
        "enable login @taro hunter2",
        "select login:taro:hunter2",
    ] {
        let shown = masked(line, MaskArguments);
        assert!(!shown.contains("hunter2"), "{shown}");
    }
}

#[test]
fn a_valid_command_with_the_word_login_is_no_mistyped_login() {
    for line in [
        "a1 search subject \"login\" unseen",
        "uid search text login since 1-Jan-2024",
        "search header x-login joe from password",
        "search body pass subject \"pass word\" seen",
        "a1 setacl x \"authenticated\" lrs",
        "status pass (messages unseen)",
        "rename login \"old login\"",
        "list \"\" login/%",
        "list login % return (subscribed)",
        "list \"\" login return (status (messages))",
        "list \"\" (\"user\" \"login\" \"x\")",
        "list \"\" (user login x)",
        "setquota login (storage 5)",
        "getmetadata login /private/comment",
        "select \"pass word\"",
        "append password {12}",
        "append login (\\Seen) {12}",
        "fetch 1 body[header.fields (login token subject)]",
    ] {
        assert_masked(MaskArguments, &[(line, line)]);
        assert_masked(MaskAll, &[(line, line)]);
        let spec = CommandLine::parse(line).spec;
        assert!(!is_login_attempt(line, spec, false, false), "{line}");
    }
    let lines = [
        ("enable login taro hunter2", "enable login taro ${password}"),
        ("rename login taro:hunter2", "rename login taro:${password}"),
        ("setacl login taro hunter2", "setacl login taro ${password}"),
        ("search text login taro hunter2", "search text login taro ${password}"),
        ("list \"\" login taro hunter2", "list \"\" login taro ${password}"),
        ("select login taro hunter2", "select login taro ${password}"),
        ("status pass hunter2", "status pass ${password}"),
        ("search subject \"login\" taro hunter2", "search subject \"login\" ${password}"),
        ("noop search text login taro hunter2", "noop search text login taro ${password}"),
    ];
    assert_masked(MaskArguments, &lines);
    let lone = [("list login hunter2", "list login ${password}")];
    assert_masked(MaskAll, &lone);
    // A literal after the word may have the password in it.
    let mut scanner = SecretScanner::default();
    let spec = CommandLine::parse("list login {12}").spec;
    scanner.first_line(b"list login {12}", 0, spec, MaskArguments);
    assert_eq!(scanner.begin_literal(), LiteralSecret::AfterWord(Placeholder::Password));
    let mut scanner = SecretScanner::default();
    scanner.first_line(b"append pass {12}", 0, commands::find("append"), MaskArguments);
    assert_eq!(scanner.begin_literal(), LiteralSecret::Nothing);
}
