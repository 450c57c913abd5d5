//! `-c LINE`: lines of a script on the command line.

use crate::support::crlf;
use crate::support::process::Process;
use crate::support::program::Program;
use crate::support::replays::plain_args;
use crate::support::scripted_server::ScriptedServer;
use crate::support::scripted_server::scripts::accepts_everything;

#[test]
fn lines_are_a_script() {
    let server = ScriptedServer::plain(accepts_everything);
    let options =
        ["-c", "append x {5}", "-c", "hello", "-c", "", "-c", ":expect a001 OK ...", "-c", "idle"];
    let mut process = Process::imapsh(
        &plain_args(&server, &options).iter().map(String::as_str).collect::<Vec<_>>(),
    );
    // Standard input is not read.
    process.send("check\n");
    process.finish().assert_status(0);
    let expected = crlf("a001 append x {5}\nhello\na002 idle\ndone\na003 logout\n");
    assert_eq!(String::from_utf8_lossy(&server.finish()), expected);
}

#[test]
fn without_a_host_they_go_to_the_practice_server() {
    let program = Program::imapsh(&["-c", "login ${user} ${password}", "-c", "select inbox"]);
    Process::start(program)
        .finish()
        .assert_status(0)
        .assert_stdout_contains("a002 OK [READ-WRITE]");
}

#[test]
fn a_password_on_the_command_line_is_public() {
    for (line, warns) in [
        ("login taro hunter2", true),
        ("a1 LOGIN taro \"hunter2\"", true),
        ("login taro ${password}", false),
        ("noop", false),
    ] {
        let server = ScriptedServer::plain(accepts_everything);
        let options = ["--var", "password=x", "-c", line];
        let arguments = plain_args(&server, &options);
        let finished =
            Process::imapsh(&arguments.iter().map(String::as_str).collect::<Vec<_>>()).finish();
        finished
            .assert_status(0)
            .assert_stderr_count("The password is on the command line", usize::from(warns));
    }
}

#[test]
fn errors_name_the_number_of_the_line() {
    Process::imapsh(&["-c", "noop", "-c", "nope", "-c", "check"])
        .finish()
        .assert_status(1)
        .assert_stderr_contains("-c:2: a002 nope failed")
        .assert_stdout_lacks("check");
    Process::imapsh(&["-c", "nope", "-c", "noop", "-c", "nope", "--keep-going"])
        .finish()
        .assert_status(1)
        .assert_stderr_count("-c:1: a001 nope failed", 2)
        .assert_stderr_count("-c:3: a003 nope failed", 2)
        .assert_stdout_contains("a002 OK");
    for (lines, error) in [
        (["noop", ":exepct x"], "-c:2:1: Unknown directive; did you mean :expect?"),
        (["noop", "noop\ncheck"], "-c:2:5: There is a line ending in this line"),
        (["noop", "noop ${none}"], "-c:2:1: ${none} has no value"),
        (["append x {9}", "abc"], "-c:1:1: "),
        (["noop", ":record /tmp/elsewhere.imap"], "-c:2:1: "),
    ] {
        Process::imapsh(&["-c", lines[0], "-c", lines[1]])
            .finish()
            .assert_status(2)
            .assert_stderr_contains(error)
            .assert_stdout_empty();
    }
}

#[test]
fn c_is_refused_with_subcommands() {
    for args in [&["-c", "noop", "replay", "idle"][..], &["-c", "noop", "serve"]] {
        Process::imapsh(args)
            .finish()
            .assert_status(2)
            .assert_stderr_contains("-c cannot be used with ")
            .assert_stdout_empty();
    }
    Process::imapsh(&["replay", "idle", "-c", "noop"]).finish().assert_status(2);
    Process::imapsh(&["-c"])
        .finish()
        .assert_status(2)
        .assert_stderr_contains("-c <LINE> requires a value")
        .assert_stderr_contains("imapsh HOST -c 'login me ${password}'");
}

/// A login that must be refused can be shown on the practice server.
#[test]
fn a_password_on_the_command_line_is_used_on_the_practice_server() {
    let login = "login user ${password}";
    Process::imapsh(&["--var", "password=wrong", "-c", login]).finish().assert_status(1);
    Process::imapsh(&["-c", login]).finish().assert_status(0);
}
