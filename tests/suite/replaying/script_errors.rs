//! Mistakes in a script, and access outside its folder, are found before anything is sent.

use crate::support::crlf;
use crate::support::process::Process;
use crate::support::replays::{plain_args, replay_on, replay_program};
use crate::support::scripted_server::ScriptedServer;
use crate::support::scripted_server::scripts::accepts_everything;
use indoc::indoc;

#[test]
fn a_mistake_in_a_script_is_found_before_anything_is_sent() {
    let server = ScriptedServer::plain(accepts_everything);
    for (script, error) in [
        (
            &b"noop\n  :expcet x\nlogout\n"[..],
            "s.imap:2:3: Unknown directive; did you mean :expect?",
        ),
        (b"noop\nselect \xff\n", "s.imap:2:8: This text is not valid UTF-8"),
        (b"noop\nappend x {10}\nabc\n", "s.imap:2:"),
        (b"noop\nappend x {<<END}\nabc\n", "s.imap:2:"),
        (b"noop\nnoop ${nothing}\n", "s.imap:2:1: ${nothing} has no value"),
        (
            "noop\n:set wide pä\nnoop \"${wide}\"\n".as_bytes(),
            "s.imap:3:1: The value of ${wide} contains octets that a quoted string cannot hold",
        ),
        (b"noop\nno\0op\n", "s.imap:2:3:"),
        (b":wait\n", "s.imap:1:"),
    ] {
        replay_on(&server, script, &[])
            .assert_status(2)
            .assert_stderr_contains(error)
            .assert_stdout_empty();
    }
    assert_eq!(server.connections(), 0);
}

#[test]
fn a_wrong_count_says_the_right_one_and_why() {
    let server = ScriptedServer::plain(accepts_everything);
    for (text, parts) in [
        (
            "append x {2}\n雨\n\nnoop\n",
            &[
                "one octet of that line is left over.",
                "the size is {3}, and {5}",
                "雨 counts as three",
            ][..],
        ),
        (
            "append x {9}\nGood\nday!\n\nnoop\n",
            &[
                "one octet of that line is left over.",
                "the size is {10}, and {12}",
                "counts as two",
            ],
        ),
        // A part of the line belongs to the command.
        (
            "rename {3}\nabcd {4}\nwxyz\n",
            &["one octet of that line is left over. With it the size is {4}."],
        ),
        (
            "append x {30}\nGood day",
            &["20 octets are missing. The size of its lines is {8}, and {10} with"],
        ),
    ] {
        let finished = replay_on(&server, text, &[]);
        finished.assert_status(2);
        for part in parts {
            finished.assert_stderr_contains(part);
        }
    }
}

#[test]
fn a_value_that_cannot_be_quoted_is_found_before_anything_is_sent() {
    let server = ScriptedServer::plain(accepts_everything);
    let script = indoc! {r#"
        noop
        login taro ${password}
        login taro "${password}"
    "#};
    let program = replay_program(script, &plain_args(&server, &[]));
    Process::start(program.env("IMAPSH_PASSWORD", "päss"))
        .finish()
        .assert_status(2)
        .assert_stderr_contains(
            "s.imap:3:1: The value of ${password} contains octets that a quoted string cannot hold",
        )
        .assert_stdout_lacks("päss");
    assert_eq!(server.connections(), 0);
}

#[test]
fn a_script_leaves_its_folder_only_with_trust() {
    let server = ScriptedServer::plain(accepts_everything);
    for script in [
        "append x {<../secret}\n",
        ":record /tmp/imapsh-outside.imap\n",
        ":connect elsewhere.example\n",
        ":run ../other.imap\n",
    ] {
        replay_on(&server, script, &[])
            .assert_status(2)
            .assert_stderr_contains("--trust")
            .assert_stderr_contains("s.imap:1:");
    }
    assert_eq!(server.connections(), 0);
}

#[test]
fn a_script_reads_files_below_its_folder() {
    let server = ScriptedServer::plain(accepts_everything);
    let script = "append x {<sub/m.eml}\nlogout\n";
    let program = replay_program(script, &plain_args(&server, &[]));
    let folder = program.home().join("sub");
    std::fs::create_dir(folder).expect("a folder can be created");
    program.write_file("sub/m.eml", "hello\r\n");
    Process::start(program).finish().assert_status(0);
    let expected = crlf(indoc! {"
        a001 append x {7}
        hello

        a002 logout
    "});
    assert_eq!(String::from_utf8_lossy(&server.finish()), expected);
}

#[test]
fn a_character_of_what_may_be_a_secret_is_not_repeated() {
    let server = ScriptedServer::plain(accepts_everything);
    for text in [
        "a1 id (\"password\" {3}\nпароль)\n",
        "login taro {3}\nпароль\n",
        "lgoin taro {3}\nпароль\n",
        "a1 noop login user {3}\nпароль\n",
    ] {
        let finished = replay_on(&server, text, &[]);
        finished.assert_status(2).assert_stderr_contains("left over").assert_stderr_lacks("п");
    }
}
