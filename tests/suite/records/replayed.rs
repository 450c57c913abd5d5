//! A replayed record sends the same octets as its session, and its own record is the same again.

use crate::support::dovecot::dovecot;
use crate::support::process::{Finished, Process};
use crate::support::replays::{
    dovecot_args, dovecot_plain_args, plain_args, replay, replay_program,
};
use crate::support::scripted_server::scripts::accepts_everything;
use crate::support::scripted_server::{Outcome, Peer, ScriptedServer};
use indoc::{formatdoc, indoc};

/// Replays a script with an account in the environment, and records the session.
#[track_caller]
fn record(script: &str, args: &[String]) -> (Finished, String) {
    let program = replay_program(script, args)
        .args(&["--record", "r.imap"])
        .env("IMAPSH_USER", "user")
        .env("IMAPSH_PASSWORD", "pass");
    let finished = Process::start(program).finish();
    let record = finished.program.read_file("r.imap");
    (finished, record)
}

/// The lines of a record without the server's, which may differ the next time, and without notices.
fn client_lines(record: &str) -> Vec<&str> {
    let is_client = |line: &&str| !line.starts_with("# imapsh: ") && !line.starts_with("S: ");
    record.lines().filter(is_client).collect()
}

/// Records the session of a script, and the session of that record. Both end with status 0, and
/// their records are the same. Returns the first record.
#[track_caller]
fn assert_record_replays(script: &str, args: &[String]) -> String {
    let (finished, first) = record(script, args);
    finished.assert_status(0);
    let (finished, second) = record(&first, args);
    finished.assert_status(0);
    assert_eq!(client_lines(&first), client_lines(&second), "{first}");
    first
}

#[track_caller]
fn assert_contains(record: &str, part: &str) {
    assert!(record.contains(part), "missing {part:?} in:\n{record}");
}

#[test]
fn a_record_replays_on_the_same_server() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    user.deliver("first");
    let script = indoc! {"
        login ${user} ${password}
        select inbox
        fetch 1 (flags body[])
        append inbox {8}
        with\r

        append inbox {64<<END}
        AP9oZWxsbw0K
        END
        select nowhere
        * NO
        a006 NO
        logout
    "};
    let args = dovecot_args(dovecot, &["--record", "r.imap"]);
    let first = replay_program(script, &args)
        .env("IMAPSH_USER", &user.name)
        .env("IMAPSH_PASSWORD", &user.password);
    let first = Process::start(first).finish();
    first.assert_status(0);
    let record = first.program.read_file("r.imap");
    assert!(record.starts_with("# imapsh record 1\n"), "{record}");
    let login = format!("C: a001 login {} ${{password}}\n", user.name);
    assert_contains(&record, &login);
    assert_contains(&record, "{64<<END}\nS: + OK\nC: AP9oZWxsbw0K\nC: END\n");
    assert_contains(&record, "S: Subject: first\n");

    let second = replay_program(&record, &dovecot_args(dovecot, &[]));
    let second = second.env("IMAPSH_PASSWORD", &user.password);
    let second = Process::start(second).finish();
    second.assert_status(0);
    assert_eq!(user.mails().len(), 5);
    assert_eq!(commands(&first), commands(&second));
}

/// The lines on standard output that begin with an automatic tag and are not completions.
fn commands(finished: &Finished) -> Vec<String> {
    let text = finished.text();
    let tagged = text.lines().filter(|line| line.starts_with("a00"));
    let is_command = |line: &&str| {
        let second_word = line.split(' ').nth(1).unwrap_or_default();
        !matches!(second_word, "OK" | "NO" | "BAD")
    };
    tagged.filter(is_command).map(str::to_owned).collect()
}

#[test]
fn headings_comments_and_hints_occur_once() {
    let server = ScriptedServer::plain(accepts_everything);
    let args = plain_args(&server, &[]);
    let script = indoc! {"
        # not shown
        ## One
        # look
        # there
        check
        ## Two
        noop
        # not here
        ### Three
        logout
    "};
    let first = assert_record_replays(script, &args);
    for part in [
        "\n## One\n# look\n# there\nC: a001 check\n# imapsh: Log in first",
        "\n## Two\nC: a002 noop\n",
        "\n## Three\nC: a003 logout\n",
    ] {
        assert_contains(&first, part);
    }
    let (finished, _) = record(&first, &args);
    finished.assert_stderr_count("One (1 of 3)\n", 1);
    finished.assert_stderr_count("Log in first", 1);
}

#[test]
fn a_replayed_record_sends_the_same_octets() {
    let server = ScriptedServer::plain(accepts_everything);
    // Everything that has a meaning in scripts, as text: variables, directives, comments, prefixes.
    let script = [
        "list \"\" \"$${x} $$${y}\"",
        "append x {6}",
        "${z}  ",
        "",
        ":raw a9  noop",
        ":raw capability",
        "append x {<<E}",
        "  two",
        "C: x",
        "# y",
        ":z",
        "",
        "E",
        "logout",
        "",
    ];
    let record = assert_record_replays(&script.join("\n"), &plain_args(&server, &[]));
    for line in ["C: a001 list \"\" \"$${x} $$${y}\"\n", "C: ${z}  \n", "C: :raw capability\n"] {
        assert_contains(&record, line);
    }
    let [first, second] = [0, 1].map(|number| {
        let received = server.finish_connection(number);
        String::from_utf8_lossy(&received).into_owned()
    });
    assert_eq!(first, second);
}

#[test]
fn a_value_that_was_masked_is_sent_as_a_string_again() {
    let server = ScriptedServer::plain(accepts_everything);
    let script = indoc! {r#"
        id ("password" "hunter2" "name" "x")
        login ${user} ${password}
        setmetadata "" (/shared/comment NIL /private/token "hunter2")
        logout
    "#};
    let args = plain_args(&server, &["--var", "secret=hunter2"]);
    let record = assert_record_replays(script, &args);
    assert_contains(&record, "C: a001 id (\"password\" ${secret} \"name\" \"x\")\n");
    let [first, second] = [0, 1].map(|number| server.finish_connection(number));
    assert_eq!(first, second);
}

#[test]
fn a_record_replays_its_reconnect_comment() {
    let server = ScriptedServer::plain(accepts_everything);
    let args = plain_args(&server, &[]);
    let script = indoc! {"
        noop
        :reconnect
        noop
        logout
        :reconnect
        noop
        logout
    "};
    let first = assert_record_replays(script, &args);
    assert_eq!(first.matches("\n# :reconnect\n").count(), 2, "{first}");
    assert_eq!(server.connections(), 6);
    // In a script that is not a record it is a comment.
    let (finished, _) = record("# :reconnect\nnoop\nlogout\n", &args);
    finished.assert_status(0);
    assert_eq!(server.connections(), 7);
}

/// A server with the account `user`, `pass`, which refuses what requires a login before it.
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
                // base64 of NUL, "user", NUL, "pass".
                let correct = peer.read_line()? == "AHVzZXIAcGFzcw==";
                correct && !std::mem::replace(&mut logged_in, true)
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
    let args = plain_args(&server, &[]);
    for login in ["login ${user} ${password}", "authenticate plain\n${sasl}"] {
        let script = formatdoc! {"
            login user wrong
            a001 NO
            authenticate plain
            AHVzZXIAd3Jvbmc=
            a002 NO
            {login}
            select inbox
            logout
        "};
        let first = assert_record_replays(&script, &args);
        for secret in ["wrong\n", "AHVz"] {
            assert!(!first.contains(secret), "{first}");
        }
        assert_contains(&first, "C: a001 login user ${password}\n");
    }
    // In a script that is not a record ${password} is the password, which is accepted.
    let script = "login user ${password}\na001 NO\nlogout\n";
    record(script, &args).0.assert_status(1);
}

#[test]
fn a_mid_session_record_reports_what_is_missing() {
    const MISSING: &str =
        "after the login and the selection of a mailbox, so it cannot be replayed alone";
    let server = ScriptedServer::plain(requires_login);
    let args = plain_args(&server, &[]);
    let script = indoc! {"
        login user pass
        select inbox
        :record mid.imap
        fetch 1 all
        logout
    "};
    let finished = replay(script, &args);
    finished.assert_status(0).assert_stderr_contains(MISSING);
    let record = finished.program.read_file("mid.imap");
    assert_contains(&record, "\n# begun in mid-session: selected\n");
    assert_contains(&record, MISSING);

    replay(&record, &args)
        .assert_status(2)
        .assert_stderr_contains("s.imap:3: This record begins after a login")
        .assert_stdout_lacks("fetch");

    for (before, status) in [("login user pass\nselect inbox\n", 0), ("login user pass\n", 2)] {
        let program = replay_program(format!("{before}:run mid.imap\n"), &args);
        program.write_file("mid.imap", &record);
        Process::start(program).finish().assert_status(status);
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
        // After the literal: lines that are not responses, or answer no command in progress.
        peer.send(")\r\n  a002 BAD q\r\nb77 NO who\r\na001 NO late\r\na002 OK\r\n")?;
        peer.expect_logout()
    });
    let script = "noop\nfetch 1 body[]\nlogout\n";
    let record = assert_record_replays(script, &plain_args(&server, &[]));
    let marked = "S: \\x00\\xff\nS: a002 NO x\n# imapsh: the line above";
    assert_contains(&record, marked);
}

#[test]
fn every_kind_of_session_replays_on_a_real_server() {
    let Some(dovecot) = dovecot() else { return };
    // The account in the environment of the sessions.
    let _user = dovecot.named_user("user");
    let tls = dovecot_args(dovecot, &[]);
    for login in [
        "login ${user} ${password}",
        "login {4}\nuser {4}\npass",
        "login \"user\" \"pass\"",
        "authenticate plain\n${sasl}",
        "authenticate plain ${sasl}",
        "login user wrong\na001 NO\nlogin user pass",
    ] {
        assert_record_replays(&format!("{login}\nselect inbox\nlogout\n"), &tls);
    }
    let script = indoc! {"
        login ${user} ${password}
        append inbox {64<<END}
        AP9oZWxsbw0K
        END
        append inbox {8}
        with\r

        select nowhere
        a004 NO
        frobnicate
        a005 BAD
        noop
        logout
        :reconnect
        login user pass
        logout
    "};
    assert_record_replays(script, &tls);
    let script = "capability\nstarttls\nlogin ${user} ${password}\nlogout\n";
    assert_record_replays(script, &dovecot_plain_args(dovecot, &["--plain"]));
    let script = "login ${user} ${password}\nlogout\n";
    assert_record_replays(script, &dovecot_plain_args(dovecot, &["--starttls"]));
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
    let script = indoc! {"
        idle
        :wait 10s * OK ...
        done
        noop
        logout
    "};
    assert_record_replays(script, &plain_args(&server, &[]));
}
