//! Replays of records: each kind of session is replayed with status 0, and the record of the replay
//! is the same, notices aside.

use crate::support::dovecot::dovecot;
use crate::support::process::{Finished, Process};
use crate::support::program::Program;
use crate::support::replays::{dovecot_args, plain_args, replay_program};
use crate::support::scripted_server::scripts::accepts_everything;
use crate::support::scripted_server::{Outcome, Peer, ScriptedServer};

fn read(program: &Program, name: &str) -> String {
    std::fs::read_to_string(program.home().join(name)).expect("the record")
}

/// Replays a script with these arguments, and records that.
#[track_caller]
fn recorded(script: &str, args: &[String]) -> (Finished, String) {
    let program = replay_program(script, args)
        .args(&["--record", "r.imap"])
        .env("IMAPSH_USER", "user")
        .env("IMAPSH_PASSWORD", "pass");
    let kept = program.clone();
    let finished = Process::start(program).finish();
    (finished, read(&kept, "r.imap"))
}

/// The record without the server's lines, which may differ the next time, and without notices.
fn client_lines(record: &str) -> Vec<&str> {
    let is_client = |line: &&str| !line.starts_with("# imapsh: ") && !line.starts_with("S: ");
    record.lines().filter(is_client).collect()
}

/// Records a replay of the script, replays that record, and compares the records of both.
#[track_caller]
fn record_and_replay(script: &str, args: &[String]) -> String {
    let (first, record) = recorded(script, args);
    first.assert_status(0);
    let (second, same) = recorded(&record, args);
    second.assert_status(0);
    assert_eq!(client_lines(&record), client_lines(&same), "{record}");
    record
}

#[test]
fn headings_comments_and_hints_occur_once() {
    let server = ScriptedServer::plain(accepts_everything);
    let args = plain_args(&server, &[]);
    let record = record_and_replay(
        "# not shown\n## One\n# look\n# there\ncheck\n## Two\nnoop\n# not here\n### Three\nlogout\n",
        &args,
    );
    for part in [
        "\n## One\n# look\n# there\n# imapsh: Log in first",
        "\n## Two\nC: a002 noop\n",
        "\n## Three\nC: a003 logout\n",
    ] {
        assert!(record.contains(part), "{part}: {record}");
    }
    // The hint is shown once too, and so is the step's number.
    let (finished, _) = recorded(&record, &args);
    for part in ["One (1 of 3)\n", "Log in first"] {
        finished.assert_stderr_count(part, 1);
    }
}

#[test]
fn a_replayed_record_sends_the_same_octets() {
    let server = ScriptedServer::plain(accepts_everything);
    let args = plain_args(&server, &[]);
    let record = record_and_replay(
        "list \"\" \"$${x} $$${y}\"\nappend x {6}\n${z}  \n\n:raw a9  noop\n:raw capability\n\
         append x {<<E}\n  two\nC: x\n# y\n:z\n\nE\nlogout\n",
        &args,
    );
    assert!(
        record.contains("C: a001 list \"\" \"$${x} $$${y}\"\n"),
        "{record}"
    );
    assert!(
        record.contains("C: ${z}  \n") && record.contains("C: :raw capability\n"),
        "{record}"
    );
    let sent = [0, 1].map(|number| server.finish_connection(number));
    assert_eq!(
        String::from_utf8_lossy(&sent[0]),
        String::from_utf8_lossy(&sent[1])
    );
}

#[test]
fn a_record_replays_its_reconnect_comment() {
    let server = ScriptedServer::plain(accepts_everything);
    let record = record_and_replay(
        "noop\n:reconnect\nnoop\nlogout\n:reconnect\nnoop\nlogout\n",
        &plain_args(&server, &[]),
    );
    assert_eq!(record.matches("\n# :reconnect\n").count(), 2, "{record}");
    assert_eq!(server.connections(), 6);
    // Only a record's comments are obeyed.
    let (finished, _) = recorded("# :reconnect\nnoop\nlogout\n", &plain_args(&server, &[]));
    finished.assert_status(0);
    assert_eq!(server.connections(), 7);
}

/// A server with one account, `user` and `pass`, that accepts most commands only after a login.
fn requires_login(peer: &mut Peer) -> Outcome {
    peer.send("* OK ready\r\n")?;
    let mut logged_in = false;
    loop {
        let line = peer.read_line()?;
        let (tag, command) = line.split_once(' ').unwrap_or_default();
        let accepted = match command {
            "logout" => {
                peer.send(format!("* BYE see you\r\n{tag} OK done\r\n"))?;
                return peer.close();
            }
            "login user pass" => !std::mem::replace(&mut logged_in, true),
            "authenticate plain" => {
                peer.send("+ \r\n")?;
                let is_right = peer.read_line()? == "AHVzZXIAcGFzcw==";
                is_right && !std::mem::replace(&mut logged_in, true)
            }
            "noop" => true,
            _ => logged_in && !command.starts_with("login"),
        };
        let status = if accepted { "OK done" } else { "NO no" };
        peer.send(format!("{tag} {status}\r\n"))?;
    }
}

#[test]
fn a_refused_login_is_refused_again() {
    let server = ScriptedServer::plain(requires_login);
    for login in ["login ${user} ${password}", "authenticate plain\n${sasl}"] {
        let script = format!(
            "login user wrong\na001 NO\nauthenticate plain\nAHVzZXIAd3Jvbmc=\na002 NO\n{login}\nselect inbox\nlogout\n"
        );
        let record = record_and_replay(&script, &plain_args(&server, &[]));
        assert!(
            !record.contains("wrong\n") && !record.contains("AHVz"),
            "{record}"
        );
        assert!(
            record.contains("C: a001 login user ${password}\n"),
            "{record}"
        );
    }
    // In a script that is not a record the password is not replaced by a wrong one.
    let script = "login user ${password}\na001 NO\nlogout\n";
    recorded(script, &plain_args(&server, &[]))
        .0
        .assert_status(1);
}

#[test]
fn a_mid_session_record_reports_what_is_missing() {
    let server = ScriptedServer::plain(requires_login);
    let args = plain_args(&server, &[]);
    let script = "login user pass\nselect inbox\n:record mid.imap\nfetch 1 all\nlogout\n";
    let program = replay_program(script, &args);
    let kept = program.clone();
    let finished = Process::start(program).finish();
    finished.assert_status(0);
    finished.assert_stderr_contains(
        "after the login and the selection of a mailbox, so it cannot be replayed alone",
    );
    let record = read(&kept, "mid.imap");
    assert!(
        record.contains("\n# begun in mid-session: selected\n"),
        "{record}"
    );
    assert!(
        record.contains(
            "after the login and the selection of a mailbox, so it cannot be replayed alone"
        ),
        "{record}"
    );

    let alone = Process::start(replay_program(&record, &args)).finish();
    alone.assert_status(2);
    alone.assert_stderr_contains("s.imap:3: This record begins after a login");
    alone.assert_stdout_lacks("fetch");

    for (before, status) in [
        ("login user pass\nselect inbox\n", 0),
        ("login user pass\n", 2),
    ] {
        let outer = replay_program(format!("{before}:run mid.imap\n"), &args);
        outer.write_file("mid.imap", &record);
        let finished = Process::start(outer).finish();
        finished.assert_status(status);
    }
}

#[test]
fn a_line_that_only_looks_like_a_response_changes_nothing() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        peer.expect("a001 noop")?;
        peer.send("a001 OK\r\n")?;
        peer.expect("a002 fetch 1 body[]")?;
        let literal = b"\0\xff\r\na002 NO x\r\na001 BAD y\r\n* BAD z\r\n+ \r\na002 NO w";
        peer.send(format!("* 1 FETCH (BODY[] {{{}}}\r\n", literal.len()))?;
        peer.send(literal)?;
        // Not responses, or not to a pending command.
        peer.send(")\r\n  a002 BAD q\r\nb77 NO who\r\na001 NO late\r\na002 OK\r\n")?;
        peer.expect_logout()
    });
    let record = record_and_replay("noop\nfetch 1 body[]\nlogout\n", &plain_args(&server, &[]));
    assert!(
        record.contains("S: \\x00\\xff\nS: a002 NO x\n# imapsh: the line above"),
        "{record}"
    );
}

#[test]
fn every_kind_of_session_on_a_real_server() {
    let Some(dovecot) = dovecot() else { return };
    dovecot.named_user("user");
    let tls = dovecot_args(dovecot, &[]);
    let on_plain_port = |option: &str| {
        let (port, ca_file) = (dovecot.plain_port(), dovecot.ca_file());
        ["127.0.0.1", &port, option, "--ca-file", &ca_file].map(str::to_owned)
    };
    for login in [
        "login ${user} ${password}",
        "login {4}\nuser {4}\npass",
        "login \"user\" \"pass\"",
        "authenticate plain\n${sasl}",
        "authenticate plain ${sasl}",
        "login user wrong\na001 NO\nlogin user pass",
    ] {
        record_and_replay(&format!("{login}\nselect inbox\nlogout\n"), &tls);
    }
    record_and_replay(
        "login ${user} ${password}\nappend inbox {64<<END}\nAP9oZWxsbw0K\nEND\nappend inbox {7}\nwith\r\n\n\
         select nowhere\na004 NO\nfrobnicate\na005 BAD\nnoop\nlogout\n:reconnect\nlogin user pass\nlogout\n",
        &tls,
    );
    record_and_replay(
        "capability\nstarttls\nlogin ${user} ${password}\nlogout\n",
        &on_plain_port("--plain"),
    );
    record_and_replay(
        "login ${user} ${password}\nlogout\n",
        &on_plain_port("--starttls"),
    );
}

#[test]
fn idle_with_unsolicited_responses() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* PREAUTH ready\r\n")?;
        peer.expect("a001 idle")?;
        peer.send("+ idling\r\n* 5 EXISTS\r\n* 1 FETCH (X {2}\r\n* )\r\n* OK Still here\r\n")?;
        peer.expect("done")?;
        peer.send("a001 OK\r\n")?;
        peer.expect("a002 noop")?;
        peer.send("a002 OK\r\n")?;
        peer.expect_logout()
    });
    record_and_replay(
        "idle\n:wait 10s * OK ...\ndone\nnoop\nlogout\n",
        &plain_args(&server, &[]),
    );
}
