//! Records: written while the session runs, complete even if it is killed, and replayable.

use crate::support::Gate;
use crate::support::dovecot::dovecot;
use crate::support::process::Process;
use crate::support::program::Program;
use crate::support::replays::{dovecot_args, plain_args, replay_program};
use crate::support::scripted_server::ScriptedServer;
use crate::support::scripted_server::scripts::accepts_everything;
use nix::sys::signal::Signal;
use std::io::{BufRead, BufReader};
use std::process::Command;

fn read(program: &Program, name: &str) -> String {
    std::fs::read_to_string(program.home().join(name)).expect("the record")
}

/// Each line of a `.jsonl` record as an object.
fn objects(record: &str) -> Vec<serde_json::Value> {
    let parse = |line| serde_json::from_str(line).unwrap_or_else(|_| panic!("no JSON: {line}"));
    record.lines().map(parse).collect()
}

#[test]
fn a_record_replays_on_the_same_server() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    user.deliver("first");
    let script = "login ${user} ${password}\nselect inbox\nfetch 1 (flags body[])\n\
                  append inbox {7}\nwith\r\n\nappend inbox {64<<END}\nAP9oZWxsbw0K\nEND\nselect nowhere\n* NO\na006 NO\nlogout\n";
    let args = dovecot_args(dovecot, &["--record", "r.imap"]);
    let first = replay_program(script, &args)
        .env("IMAPSH_USER", &user.name)
        .env("IMAPSH_PASSWORD", &user.password);
    let kept = first.clone();
    let finished = Process::start(first).finish();
    finished.assert_status(0);
    let record = read(&kept, "r.imap");
    assert!(record.starts_with("# imapsh record 1\n"), "{record}");
    assert!(
        record.contains(&format!("C: a001 login {} ${{password}}\n", user.name)),
        "{record}"
    );
    assert!(
        record.contains("{64<<END}\nS: + OK\nC: AP9oZWxsbw0K\nC: END\n"),
        "{record}"
    );
    assert!(record.contains("S: Subject: first\n"), "{record}");
    let again = replay_program(&record, &dovecot_args(dovecot, &["--record", "r.jsonl"]))
        .env("IMAPSH_PASSWORD", &user.password);
    let kept = again.clone();
    let replayed = Process::start(again).finish();
    replayed.assert_status(0);
    assert_eq!(user.mails().len(), 5);
    let sent = |text: &[u8]| -> Vec<u8> {
        let lines = text.split_inclusive(|&octet| octet == b'\n');
        lines
            .filter(|line| line.starts_with(b"a00"))
            .flatten()
            .copied()
            .collect()
    };
    // Completions have times in them; what was sent is the same.
    let commands = |text: Vec<u8>| -> Vec<String> {
        let text = String::from_utf8_lossy(&text).into_owned();
        let is_sent = |line: &&str| {
            let second = line.split(' ').nth(1).unwrap_or_default();
            !matches!(second, "OK" | "NO" | "BAD")
        };
        text.lines().filter(is_sent).map(str::to_owned).collect()
    };
    assert_eq!(
        commands(sent(&finished.stdout)),
        commands(sent(&replayed.stdout))
    );
    let objects = objects(&read(&kept, "r.jsonl"));
    assert_eq!(objects[0]["record"], 1);
    assert_eq!(objects[0]["tls"], "tls");
    assert_eq!(objects[0]["host"], "127.0.0.1");
}

#[test]
fn jsonl_has_every_event_of_a_session() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        peer.expect("a001 fetch 1 body[]")?;
        peer.send(b"* 1 FETCH (BODY[] {3}\r\n\xff\0\n X {0}\r\n)\r\nwhat\r\n\n")?;
        peer.send("a001 OK done\r\n")?;
        peer.expect("a002 append x {2}")?;
        peer.send("+ go\r\n")?;
        peer.read_octets(4)?;
        peer.send("* OK\r\na002 OK done\r\n")?;
        peer.expect_logout()
    });
    let script = "fetch 1 body[]\nappend x {2}\nhi\nlogout\n";
    let program = replay_program(script, &plain_args(&server, &["--record", "r.jsonl"]));
    let kept = program.clone();
    Process::start(program).finish().assert_status(0);
    let events = objects(&read(&kept, "r.jsonl"));
    let summaries: Vec<String> = events
        .iter()
        .filter(|event| event["from"] == "client" || event["from"] == "server")
        .map(|event| {
            let mut summary = vec![event["from"].to_string(), event["kind"].to_string()];
            for key in [
                "tag", "status", "text", "base64", "octets", "response", "eol",
            ] {
                if !event[key].is_null() {
                    summary.push(format!("{key}={}", event[key]));
                }
            }
            summary.join(" ").replace('"', "")
        })
        .collect();
    let expected = [
        "server greeting status=OK text=* OK ready response=0",
        "client command tag=a001 text=a001 fetch 1 body[]",
        "server untagged text=* 1 FETCH (BODY[] {3} response=1",
        "server literal base64=/wAK octets=3 response=1",
        "server rest text= X {0} response=1",
        "server literal text= octets=0 response=1",
        "server rest text=) response=1",
        "server unknown text=what response=2",
        "server unknown text= response=3 eol=lf",
        "server tagged tag=a001 status=OK text=a001 OK done response=4",
        "client command tag=a002 text=a002 append x {2}",
        "server continuation text=+ go response=5",
        "client literal text=hi octets=2",
        "client bare text=",
        "server untagged status=OK text=* OK response=6",
        "server tagged tag=a002 status=OK text=a002 OK done response=7",
        "client command tag=a003 text=a003 logout",
        "server untagged status=BYE text=* BYE see you response=8",
        "server tagged tag=a003 status=OK text=a003 OK done response=9",
    ];
    assert_eq!(summaries, expected, "{}", summaries.join("\n"));
    let times: Vec<f64> = events
        .iter()
        .filter_map(|event| event["t"].as_f64())
        .collect();
    assert!(times.is_sorted(), "{times:?}");
}

#[test]
fn a_killed_session_leaves_everything_shown_in_the_record() {
    for name in ["r.imap", "r.jsonl"] {
        let gate = Gate::new();
        let server_gate = gate.clone();
        let server = ScriptedServer::plain(move |peer| {
            peer.send("* OK ready\r\n")?;
            peer.expect("a001 noop")?;
            peer.send("* 7 EXISTS\r\n* 1 FETCH (X {4}\r\nhalf")?;
            server_gate.wait();
            Ok(())
        });
        let program = replay_program("noop\n", &plain_args(&server, &["--record", name]));
        let kept = program.clone();
        let running = Process::start(program);
        running.stdout.wait_for("{4}\r\nhalf");
        running.signal(Signal::SIGKILL);
        let shown = running.finish();
        assert_eq!(shown.status, None);
        let record = read(&kept, name);
        for part in ["* OK ready", "a001 noop", "* 7 EXISTS", "half"] {
            assert!(record.contains(part), "{part}: {record}");
        }
        gate.open();
    }
}

#[test]
fn a_record_write_error_is_reported_and_the_session_continues() {
    let gate = Gate::new();
    let server_gate = gate.clone();
    let server = ScriptedServer::plain(move |peer| {
        peer.send("* OK ready\r\n")?;
        server_gate.wait();
        peer.answer("noop", "* 1 EXISTS\r\n")?;
        peer.answer("check", "")?;
        peer.expect_logout()
    });
    let program = replay_program(
        "noop\ncheck\nlogout\n",
        &plain_args(&server, &["--record", "r.imap"]),
    );
    let pipe = program.home().join("r.imap");
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .is_ok_and(|status| status.success())
    );
    let running = Process::start(program);
    let mut reader = BufReader::new(std::fs::File::open(&pipe).expect("the pipe"));
    let mut line = String::new();
    reader.read_line(&mut line).expect("a line");
    assert_eq!(line, "# imapsh record 1\n");
    running.stdout.wait_for("* OK ready");
    drop(reader);
    gate.open();
    let finished = running.finish();
    server.finish();
    finished.assert_status(1);
    finished.assert_stderr_contains("The session continues without a record");
    assert!(
        finished.text().ends_with("a003 OK done\r\n"),
        "{}",
        finished.text()
    );
}

#[test]
fn a_full_disk_is_reported_before_anything_is_sent() {
    let server = ScriptedServer::plain(accepts_everything);
    let program = replay_program("noop\n", &plain_args(&server, &["--record", "full.imap"]));
    std::os::unix::fs::symlink("/dev/full", program.home().join("full.imap")).expect("a link");
    let finished = Process::start(program).finish();
    finished.assert_status(2);
    finished.assert_stderr_contains("Cannot write to full.imap: ");
    assert_eq!(server.connections(), 0);
}

#[test]
fn a_full_disk_at_a_record_directive_is_reported_and_the_session_continues() {
    let server = ScriptedServer::plain(accepts_everything);
    let script = "noop\n:record full.imap\ncheck\nlogout\n";
    let program = replay_program(script, &plain_args(&server, &["--keep-going", "--trust"]));
    std::os::unix::fs::symlink("/dev/full", program.home().join("full.imap")).expect("a link");
    let finished = Process::start(program).finish();
    finished.assert_status(1);
    finished.assert_stderr_contains("Cannot write to ./full.imap: ");
    finished.assert_stdout_contains("a002 check\r\na002 OK");
}

#[test]
fn a_record_is_never_overwritten_and_its_extension_selects_the_kind() {
    let server = ScriptedServer::plain(accepts_everything);
    for (name, words) in [
        ("s.imap", "already exists"),
        ("r.txt", "extension"),
        ("r", "extension"),
    ] {
        let program = replay_program("noop\n", &plain_args(&server, &["--record", name]));
        let kept = program.clone();
        let finished = Process::start(program).finish();
        finished.assert_status(2);
        finished.assert_stderr_contains(words);
        assert_eq!(read(&kept, "s.imap"), "noop\n");
    }
    assert_eq!(server.connections(), 0);
}

#[test]
fn record_directives_begin_and_end_a_record() {
    let server = ScriptedServer::plain(accepts_everything);
    let script = "noop\n:record r.imap\ncheck\n:record off\ncapability\nlogout\n";
    let program = replay_program(script, &plain_args(&server, &[]));
    let kept = program.clone();
    Process::start(program).finish().assert_status(0);
    let record = read(&kept, "r.imap");
    assert!(
        record.contains("C: a002 check\nS: a002 OK done\n"),
        "{record}"
    );
    for other in ["noop", "capability", "logout"] {
        assert!(!record.contains(other), "{record}");
    }
}

/// imapsh with a limit on file sizes, beyond which writing fails as on a full disk.
fn with_file_size_limit(script: &str, args: &[String]) -> Program {
    let limit = "trap '' XFSZ; ulimit -f 8; exec \"$0\" \"$@\"";
    let program = Program::new("sh").args(&["-c", limit]);
    let program = program.arg(env!("CARGO_BIN_EXE_imapsh"));
    let program = program.args(&["replay", "s.imap"]).args(args);
    program.write_file("s.imap", script);
    program
}

#[test]
fn a_disk_that_fills_up_ends_the_record_and_not_the_session() {
    for name in ["r.imap", "r.jsonl"] {
        let gate = Gate::new();
        let server_gate = gate.clone();
        let server = ScriptedServer::plain(move |peer| {
            peer.send("* OK ready\r\n")?;
            for _ in 0..300 {
                peer.answer("noop", "* 3 EXISTS\r\n")?;
            }
            server_gate.wait();
            peer.expect_logout()
        });
        let script = "noop\n".repeat(300) + "logout\n";
        let program = with_file_size_limit(&script, &plain_args(&server, &["--record", name]));
        let kept = program.clone();
        let running = Process::start(program);
        // Reported at once, while the server is still waiting.
        running
            .stderr
            .wait_for("The session continues without a record.");
        gate.open();
        let finished = running.finish();
        finished.assert_status(1);
        server.finish();
        let message = format!("Cannot write to {name}: ");
        finished.assert_stderr_count(&message, 1);
        finished.assert_stdout_contains("a301 OK");
        // The record contains what fitted, from its beginning.
        let record = read(&kept, name);
        assert!(record.len() >= 4096, "{} octets", record.len());
        assert!(
            record.contains("a001 noop") || record.contains("\"a001\""),
            "{record}"
        );
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_is_full_already() {
    let program = replay_program("noop\nlogout\n", &["--record", "full.imap"]);
    std::os::unix::fs::symlink("/dev/full", program.home().join("full.imap")).expect("a link");
    let finished = Process::start(program).finish();
    finished.assert_status(2);
    finished.assert_stderr_contains("Cannot write to full.imap: No space left");
    finished.assert_stdout_empty();
}
