//! `:run`: scripts that run others.

use crate::support::crlf;
use crate::support::process::Process;
use crate::support::program::Program;
use crate::support::replays::{plain_args, replay, replay_program};
use crate::support::scripted_server::ScriptedServer;
use crate::support::scripted_server::scripts::accepts_everything;

#[cfg(target_os = "linux")]
#[test]
fn a_script_that_is_run_often_is_loaded_once() {
    use crate::support::Gate;
    use crate::support::memory::peak_memory;
    use crate::support::replays::start_on_stdin;

    let comments = "# a comment\n".repeat(100_000);
    let runs = ":run comments.imap\n".repeat(40) + "noop\n";
    for from_stdin in [false, true] {
        let gate = Gate::new();
        let server_gate = gate.clone();
        let server = ScriptedServer::plain(move |peer| {
            peer.send("* OK ready\r\n")?;
            peer.expect("a001 noop")?;
            server_gate.wait();
            peer.send("a001 OK\r\n")?;
            peer.expect_logout()
        });
        let replay = if !from_stdin {
            let program = replay_program(&runs, &plain_args(&server, &[]));
            program.write_file("comments.imap", &comments);
            Process::start(program)
        } else {
            let mut process = start_on_stdin(&server, &[]);
            process.program.write_file("comments.imap", &comments);
            process.send(&runs);
            process
        };
        server.wait_received("a001 noop\r\n");
        // Loaded 40 times it would take more than 400 MiB.
        let peak = peak_memory(replay.pid());
        assert!(peak < 100 * 1024, "{peak} KiB");
        gate.open();
        replay.finish().assert_status(0);
    }
}

#[test]
fn a_variable_that_one_script_sets_is_known_to_the_next() {
    let server = ScriptedServer::plain(accepts_everything);
    let script = "noop\n:capture word a001 OK (...)\n:set box Drafts\n:run inner.imap\nlogout\n";
    let program: Program = replay_program(script, &plain_args(&server, &[]));
    program.write_file("inner.imap", "select ${box}\nsearch text ${word}\n");
    Process::start(program).finish().assert_status(0);
    let expected = crlf("a001 noop\na002 select Drafts\na003 search text done\na004 logout\n");
    assert_eq!(String::from_utf8_lossy(&server.finish()), expected);
}

#[test]
fn a_failure_in_a_script_that_is_run_names_that_script() {
    let server = ScriptedServer::plain(accepts_everything);
    let program = replay_program(":run inner.imap\nnoop\n", &plain_args(&server, &[]));
    program.write_file("inner.imap", "noop\nnope\n");
    Process::start(program)
        .finish()
        .assert_status(1)
        .assert_stderr_contains("inner.imap:2: a002 nope failed");
}

#[test]
fn a_bundled_script_is_in_the_users_language() {
    for (language, heading) in [("ja", "ログインする"), ("en", "Log in")] {
        // The first step waits for Enter, which does not come.
        let replay = Process::imapsh(&["replay", "--lang", language, "--step", "idle"]);
        replay.finish().assert_stderr_contains(heading);
    }
}

#[test]
fn with_color_always_standard_error_has_colors_too() {
    let finished = replay("## Leave\nlogout\n", &["--color", "always"]);
    finished.assert_status(0).assert_stderr_contains("\x1b[1mimapsh: Leave (1 of 1)\x1b[0m\n");
    let finished = replay("## Leave\nlogout\n", &["--color", "auto"]);
    finished.assert_stderr_contains("imapsh: Leave (1 of 1)\n").assert_stderr_lacks("\x1b");
}
