//! Replays on a terminal: `--time`, headings, questions for values, and signals.

use crate::support::contains;
use crate::support::keys::{CTRL_C, CTRL_D};
use crate::support::program::Program;
use crate::support::replays::{plain_args, replay_program, start_replay};
use crate::support::scripted_server::ScriptedServer;
use crate::support::scripted_server::scripts::{
    accepts_everything, sends_nothing, sends_only_a_greeting,
};
use crate::support::terminal::Terminal;
use indoc::indoc;
use nix::sys::signal::Signal;

/// Starts a replay in a terminal.
#[track_caller]
fn replay(server: &ScriptedServer, script: &str, options: &[&str]) -> Terminal {
    let program = replay_program(script, &plain_args(server, options));
    Terminal::start(program, 24, 80)
}

#[test]
fn step_headings_on_a_terminal() {
    let server = ScriptedServer::plain(accepts_everything);
    let script = indoc! {"
        ## Log in
        login a b
        ## Look around
        noop
        logout
    "};
    let terminal = replay(&server, script, &[]);
    terminal.assert_exit(0);
    terminal.assert_order(&["Log in (1 of 2)", "Look around (2 of 2)"]);
}

#[test]
fn comments_are_wrapped_as_paragraphs_on_a_terminal_only() {
    let server = ScriptedServer::plain(accepts_everything);
    let script = indoc! {"
        ## Look around
        # LIST takes two arguments: where to begin, which is almost always \"\", and a pattern. In a pattern,
        # * stands for any text. List
        # all mailboxes.
        #
        # So:
        #   list everything
        noop
        logout
    "};
    let options = ["--record", "kept.imap"];
    let terminal = replay(&server, script, &options);
    terminal.assert_exit(0);
    let rows = terminal.all_rows();
    let shown = [
        "▸ LIST takes two arguments: where to begin, which is almost always \"\", and a",
        "  pattern. In a pattern, * stands for any text. List all mailboxes.",
        "▸ So:",
        "▸   list everything",
    ];
    assert!(rows.windows(shown.len()).any(|part| part == shown), "{rows:#?}");
    let record = terminal.program.read_file("kept.imap");
    assert!(record.contains("# * stands for any text. List\n# all mailboxes.\n"), "{record}");

    let server = ScriptedServer::plain(accepts_everything);
    let finished = start_replay(script, &plain_args(&server, &[])).finish();
    let stderr = finished.stderr;
    assert!(stderr.contains(": * stands for any text. List\nimapsh: all mailboxes.\n"), "{stderr}");
}

#[test]
fn the_replay_of_a_lesson_says_who_types() {
    let server = ScriptedServer::plain(accepts_everything);
    let script = "# Title\n:lesson 5m\n\n## First\n# Send NOOP.\nnoop\nlogout\n";
    let finished = start_replay(script, &plain_args(&server, &[])).finish();
    let stderr = &finished.stderr;
    assert!(stderr.contains("this replay types it"), "{stderr}");
    assert!(stderr.contains("imapsh learn s.imap"), "{stderr}");
    let server = ScriptedServer::plain(accepts_everything);
    let finished = start_replay("## First\nnoop\nlogout\n", &plain_args(&server, &[])).finish();
    assert!(!finished.stderr.contains("imapsh learn"), "{}", finished.stderr);
}

#[test]
fn time_reports_how_long_each_answer_took() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = replay(&server, "noop\nlogout\n", &["--time"]);
    terminal.assert_exit(0);
    let rows = terminal.all_rows();
    let time = rows.iter().find_map(|row| row.strip_prefix("a001 OK done"));
    let time = time.unwrap_or_else(|| panic!("{rows:#?}"));
    assert!(time.contains("ms") || time.contains(" s"), "{rows:#?}");
    assert!(time.contains(|c: char| c.is_ascii_digit()), "{rows:#?}");
}

const LOGIN: &str = "login ${user} ${password}\nlogout\n";

#[test]
fn values_are_asked_for_and_a_password_is_not_shown() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = replay(&server, LOGIN, &[]);
    terminal.wait_line("User:");
    terminal.type_line("taro");
    terminal.wait_line("Password of taro:");
    terminal.type_line("himitsu9");
    terminal.assert_exit(0);
    terminal.assert_never_written("himitsu9");
    assert!(contains(&server.received(), b"login taro himitsu9\r\n"));
}

#[test]
fn a_wait_for_a_line_that_takes_long_is_reported() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = replay(&server, "noop\n:expect * 9 EXISTS\n", &[]);
    terminal.wait_for("Waiting for a line like * 9 EXISTS, 30 s at most");
    terminal.type_keys(CTRL_C);
    terminal.assert_exit(130);
}

#[test]
fn ctrl_c_at_a_password_prompt_exits_with_130_and_restores_the_terminal() {
    let server = ScriptedServer::plain(accepts_everything);
    for (key, status) in [(CTRL_C, 130), (CTRL_D, 2)] {
        let terminal = replay(&server, LOGIN, &[]);
        terminal.wait_line("User:");
        terminal.type_keys(key);
        terminal.assert_exit(status);
        terminal.assert_restored();

        let terminal = replay(&server, LOGIN, &[]);
        terminal.wait_line("User:");
        terminal.type_line("taro");
        terminal.wait_line("Password of taro:");
        terminal.type_keys(key);
        terminal.assert_exit(status);
        terminal.assert_restored();
    }
    assert_eq!(server.connections(), 0);
}

#[test]
fn ctrl_c_ends_a_password_prompt_while_standard_input_is_read() {
    let server = ScriptedServer::plain(accepts_everything);
    let command = "(echo 'login a ${password}'; cat) | \"$0\" \"$@\"";
    let shell = Program::new("sh")
        .args(&["-c", command, env!("CARGO_BIN_EXE_imapsh")])
        .args(&plain_args(&server, &[]));
    let terminal = Terminal::start(shell, 24, 80);
    terminal.wait_line("Password:");
    terminal.type_keys(CTRL_C);
    terminal.wait_for("Interrupted");
    terminal.wait_exit();
    terminal.assert_restored();
    assert!(!contains(&server.received(), b"login"));
}

#[test]
fn ctrl_c_during_the_handshake_exits_with_130() {
    let silent = ScriptedServer::plain(sends_nothing);
    let program = replay_program("noop\n", &[silent.address()]);
    let terminal = Terminal::start(program, 24, 80);
    // The header of the TLS record that begins the handshake.
    silent.wait_received("\x16\x03");
    terminal.type_keys(CTRL_C);
    terminal.assert_exit(130);
    terminal.assert_never_written("TLS handshake");
}

#[test]
fn ctrl_c_exits_with_130() {
    let server = ScriptedServer::plain(sends_only_a_greeting);
    for signal in [Signal::SIGINT, Signal::SIGTERM, Signal::SIGHUP] {
        let replay = start_replay("noop\n", &plain_args(&server, &[]));
        replay.stdout.wait_for("a001 noop\r\n");
        replay.signal(signal);
        replay.finish().assert_status(130);
    }
}
