//! The contents of a record.

use crate::support::Gate;
use crate::support::certificates::Certificate;
use crate::support::replays::{plain_args, replay, replay_on, start_replay, tls_args};
use crate::support::scripted_server::ScriptedServer;
use crate::support::scripted_server::scripts::{accepts_everything, greets_and_logs_out};
use indoc::indoc;
use nix::sys::signal::Signal;
use serde_json::Value;

/// The lines of a `.jsonl` record.
#[track_caller]
fn parse(record: &str) -> Vec<Value> {
    let parse = |line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
    record.lines().map(parse).collect()
}

/// An event of a `.jsonl` record in one line.
fn summary(event: &Value) -> String {
    let mut parts = vec![event["from"].to_string(), event["kind"].to_string()];
    for key in ["tag", "status", "text", "base64", "octets", "response", "eol"] {
        if !event[key].is_null() {
            parts.push(format!("{key}={}", event[key]));
        }
    }
    parts.join(" ").replace('"', "")
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
    let finished = replay_on(&server, script, &["--record", "r.jsonl"]);
    finished.assert_status(0);
    let events = parse(&finished.program.read_file("r.jsonl"));
    let summaries: Vec<String> = events
        .iter()
        .filter(|event| event["from"] == "client" || event["from"] == "server")
        .map(summary)
        .collect();
    let expected = indoc! {"
        server greeting status=OK text=* OK ready response=0
        client command tag=a001 text=a001 fetch 1 body[]
        server untagged text=* 1 FETCH (BODY[] {3} response=1
        server literal base64=/wAK octets=3 response=1
        server rest text= X {0} response=1
        server literal text= octets=0 response=1
        server rest text=) response=1
        server unknown text=what response=2
        server unknown text= response=3 eol=lf
        server tagged tag=a001 status=OK text=a001 OK done response=4
        client command tag=a002 text=a002 append x {2}
        server continuation text=+ go response=5
        client literal text=hi octets=2
        client bare text=
        server untagged status=OK text=* OK response=6
        server tagged tag=a002 status=OK text=a002 OK done response=7
        client command tag=a003 text=a003 logout
        server untagged status=BYE text=* BYE see you response=8
        server tagged tag=a003 status=OK text=a003 OK done response=9
    "};
    assert_eq!(summaries.join("\n"), expected.trim_end());
    let times: Vec<_> = events.iter().filter_map(|event| event["t"].as_f64()).collect();
    assert!(times.is_sorted(), "{times:?}");
}

#[test]
fn the_first_line_of_a_jsonl_record_describes_the_connection() {
    let server = ScriptedServer::tls(Certificate::Good, greets_and_logs_out);
    let args = tls_args(&server, &["--record", "r.jsonl"]);
    let finished = replay("logout\n", &args);
    let first = &parse(&finished.program.read_file("r.jsonl"))[0];
    assert_eq!(first["record"], 1);
    assert_eq!(first["tls"], "tls");
    assert_eq!(first["host"], "127.0.0.1");
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
        let replay = start_replay("noop\n", &plain_args(&server, &["--record", name]));
        replay.stdout.wait_for("{4}\r\nhalf");
        replay.signal(Signal::SIGKILL);
        let finished = replay.finish();
        assert_eq!(finished.status, None);
        let record = finished.program.read_file(name);
        for part in ["* OK ready", "a001 noop", "* 7 EXISTS", "half"] {
            assert!(record.contains(part), "{part}: {record}");
        }
        gate.open();
    }
}

#[test]
fn a_session_that_is_killed_in_a_secret_literal_leaves_no_record_of_a_login() {
    let gate = Gate::new();
    let server_gate = gate.clone();
    let server = ScriptedServer::plain(move |peer| {
        peer.send("* OK ready\r\n")?;
        peer.expect("a001 login taro {7}")?;
        peer.send("* 7 EXISTS\r\n")?;
        server_gate.wait();
        Ok(())
    });
    let args = plain_args(&server, &["--record", "r.imap"]);
    let replay = start_replay("login taro {7}\nhunter2\n", &args);
    replay.stdout.wait_for("* 7 EXISTS");
    replay.signal(Signal::SIGKILL);
    let record = replay.finish().program.read_file("r.imap");
    assert!(record.ends_with("# imapsh: the command above was not sent whole\n"), "{record}");
    gate.open();
}

#[test]
fn record_directives_begin_and_end_a_record() {
    let server = ScriptedServer::plain(accepts_everything);
    let script = indoc! {"
        noop
        :record r.imap
        check
        :record off
        capability
        logout
    "};
    let finished = replay_on(&server, script, &[]);
    finished.assert_status(0);
    let record = finished.program.read_file("r.imap");
    let recorded = "C: a002 check\n# imapsh: Log in first: login USER PASSWORD\nS: a002 OK done\n";
    assert!(record.contains(recorded), "{record}");
    for other in ["noop", "capability", "logout"] {
        assert!(!record.contains(other), "{record}");
    }
}

#[test]
fn a_record_is_never_overwritten_and_its_extension_selects_the_kind() {
    let server = ScriptedServer::plain(accepts_everything);
    for (name, error) in [("s.imap", "already exists"), ("r.txt", "extension"), ("r", "extension")]
    {
        let finished = replay_on(&server, "noop\n", &["--record", name]);
        finished.assert_status(2).assert_stderr_contains(error);
        assert_eq!(finished.program.read_file("s.imap"), "noop\n");
    }
    assert_eq!(server.connections(), 0);
}
