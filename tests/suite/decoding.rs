//! The structure below responses: `--decode` and `:decode`.

use crate::support::keys::CTRL_D;
use crate::support::process::Finished;
use crate::support::process::Process;
use crate::support::program::{NO_ARGS, Program};
use crate::support::replays::{plain_args, replay, replay_on, replay_program};
use crate::support::scripted_server::ScriptedServer;
use crate::support::terminal::Terminal;
use indoc::indoc;

/// What the practice server's mail looks like to a reader.
const SESSION: &str = indoc! {"
    capability
    login user pass
    create &U,BTFw-
    list \"\" *
    append &U,BTFw- {99}
    Subject: =?ISO-2022-JP?B?GyRCMnE1RBsoQg==?=
    Content-Type: text/plain; charset=utf-8

    # not yours
    select &U,BTFw-
    fetch 1 (internaldate envelope bodystructure body.peek[])
    logout
"};

/// The rows below the lines of the session.
fn rows(output: &Finished) -> String {
    let text = output.text();
    let rows = text.split_inclusive('\n');
    rows.filter(|line| line.starts_with("# ") && !line.ends_with("\r\n")).collect()
}

/// A server that answers one command with this, after a login.
fn server(command: &'static str, response: &'static str) -> ScriptedServer {
    ScriptedServer::plain(move |peer| {
        peer.send("* PREAUTH ready\r\n")?;
        let tag = peer.expect_command(command)?;
        peer.send(response)?;
        peer.send(format!("{tag} OK done\r\n"))?;
        peer.expect_logout()
    })
}

#[test]
fn a_typed_word_or_name_is_decoded_and_nothing_else_repeated() {
    let terminal = Terminal::start(Program::imapsh(NO_ARGS), 60, 110);
    terminal.wait_line("a001");
    for (line, shown) in [
        (":decode =?utf-8?B?5pel5pys?=", "▸ 日本"),
        (":decode Re: =?iso-8859-1?q?caf=E9?= 2", "▸ Re: café 2"),
        (":decode =?utf-8?q?=1b[2J?=", "▸ ␛[2J"),
        (":decode Work/&ZeVnLIqe-", "▸ Work/日本語"),
    ] {
        terminal.type_line(line);
        terminal.wait_row(shown);
    }
    let not_encoded =
        [":decode aHVudGVyMg==", ":decode hunter2", ":decode =?x?x?hunter2?=", ":decode a&b"];
    for (count, line) in (1..).zip(not_encoded) {
        terminal.type_line(line);
        terminal.wait_written_count("▸ :decode takes on, off, an encoded word", count);
    }
    terminal.type_line("noop");
    terminal.wait_for("a001 OK");
    terminal.assert_count("▸ :decode takes on, off, an encoded word", 4);
    terminal.assert_never_written("aHVudGVyMg==");
    terminal.type_keys(CTRL_D);
    terminal.assert_exit(0);
}

#[test]
fn the_wire_and_the_record_are_the_same_with_structure() {
    let run = |options: &[&str]| -> (Finished, String) {
        let finished = replay(SESSION, &[&["--record", "made.imap"], options].concat());
        finished.assert_status(0);
        let record = finished.program.read_file("made.imap");
        (finished, record)
    };
    let ((plain, _), (decoded, record)) = (run(&[]), run(&["--decode"]));
    let without_dates = |output: &Finished| -> String {
        let wire = output.wire();
        wire.lines().filter(|line| !line.contains("INTERNALDATE")).collect()
    };
    assert_eq!(without_dates(&decoded), without_dates(&plain));
    let rows = rows(&decoded);
    for row in [
        "#   Mailbox: 台北\n",
        "#     Subject      会議\n",
        "#     1  text/plain, utf-8, ",
        "#   INTERNALDATE: ",
        "#   Logging in\n",
    ] {
        assert!(rows.contains(row), "{row}: {rows}");
        assert!(!record.contains(row.trim_start_matches("#   ")), "{record}");
    }
}

#[test]
fn structure_is_printed_below_the_explanation_and_not_inside_a_literal() {
    let response = "* 1 FETCH (RFC822.HEADER {46}\r\nSubject: =?utf-8?b?5Lya6K2w?=\r\n# not yours\r\n\r\n UID 7)\r\n";
    let finished = replay_on(
        &server("fetch 1 rfc822.header", response),
        "fetch 1 rfc822.header\nlogout\n",
        &["--explain", "--decode"],
    );
    finished.assert_status(0).assert_stdout_contains(response);
    let text = finished.text();
    let (_, below) = text.split_once(" UID 7)\r\n").expect("the response");
    let mut rows = below.lines();
    assert!(rows.next().is_some_and(|row| row.starts_with("# Message 1")), "{below}");
    assert_eq!(rows.next(), Some("#   Header, decoded"));
    assert_eq!(rows.next(), Some("#     Subject: 会議"));
}

#[test]
fn the_names_in_what_is_sent_are_decoded_too() {
    let script = "login user pass\ncreate &U,BTFw-\nstatus {8}\n&U,BTFw- (messages)\n\
        select R&-D\nexamine \"&U,BTFw-\"\nlogout\n";
    let finished = replay(script, &["--decode", "--keep-going"]);
    finished
        .assert_status(1)
        .assert_stdout_contains("create &U,BTFw-\r\n#   Mailbox: 台北\na002 OK")
        .assert_stdout_contains("(messages)\r\n#   Mailbox: 台北\n* STATUS")
        .assert_stdout_contains("select R&-D\r\n#   Mailbox: R&D\n")
        .assert_stdout_contains("examine \"&U,BTFw-\"\r\n#   Mailbox: 台北\n");
}

#[test]
fn rows_are_in_the_language_and_the_time_zone_of_the_user() {
    let response = "* 1 FETCH (INTERNALDATE \"02-Mar-2026 20:15:00 +0000\" ENVELOPE (NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL))\r\n";
    let server = server("fetch 1 all", response);
    let args = plain_args(&server, &["--decode", "--lang", "ja"]);
    let program = replay_program("fetch 1 all\nlogout\n", &args).env("TZ", "Asia/Tokyo");
    let finished = Process::start(program).finish();
    finished
        .assert_status(0)
        .assert_stdout_contains("#   INTERNALDATE: 2026年3月3日(火) 05:15:00（現地時間）\n")
        .assert_stdout_contains("#   エンベロープ\n");
}

#[test]
fn decode_shows_the_last_response_or_each() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* PREAUTH ready\r\n")?;
        for _ in 0..2 {
            let tag = peer.expect_command("list \"\" *")?;
            peer.send("* LIST () \"/\" &U,BTFw-\r\n")?;
            peer.send(format!("{tag} OK done\r\n"))?;
        }
        peer.expect_logout()
    });
    let program = Program::imapsh(&[&server.address(), "--plain", "--color=never"]);
    let terminal = Terminal::start(program, 40, 100);
    terminal.wait_line("a001");
    terminal.type_line(":decode");
    terminal.wait_for("There is no response yet");
    terminal.wait_line("a001");
    terminal.type_line("list \"\" *");
    terminal.wait_for("a001 OK");
    terminal.wait_line("a002");
    terminal.assert_count("台北", 0);
    terminal.type_line(":decode");
    terminal.wait_for("\u{25b8}   Mailbox: 台北");
    terminal.type_line(":decode on");
    terminal.wait_line("a002");
    terminal.type_line("list \"\" *");
    terminal.wait_for("a002 OK");
    terminal.assert_count("\u{25b8}   Mailbox: 台北", 2);
}

#[test]
fn the_last_response_is_one_with_a_structure() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* PREAUTH ready\r\n")?;
        peer.answer("capability", "* CAPABILITY IMAP4rev1 IDLE\r\n")?;
        let tag = peer.expect_command("noop")?;
        peer.send(format!(
            "* STATUS x (MESSAGES 1)\r\n{tag} OK Capability, envelope: body done\r\n"
        ))?;
        peer.answer("fetch 1 x", "* 1 FETCH (BODY[9] {4}\r\nab\r\n UID 7)\r\n")?;
        peer.expect_logout()
    });
    let program = Program::imapsh(&[&server.address(), "--plain", "--color=never"]);
    let terminal = Terminal::start(program, 40, 100);
    terminal.wait_line("a001");
    terminal.answer("capability", "a002");
    terminal.answer("noop", "a003");
    terminal.answer(":decode", "IDLE  ");
    terminal.wait_line("a003");
    terminal.answer("fetch 1 x", "a004");
    terminal.answer(":decode", "* 1 FETCH (BODY[9] {4}…");
}

#[test]
fn a_text_with_escape_sequences_is_safe_on_a_terminal() {
    // The base64 is of "\x1b[31mred\r\n".
    let response = concat!(
        "* 1 FETCH (BODYSTRUCTURE (\"TEXT\" \"PLAIN\" NIL NIL NIL \"BASE64\" 16 1) ",
        "BODY[1] {16}\r\nG1szMW1yZWQNCg==)\r\n"
    );
    let server = server("fetch 1 all", response);
    let finished = replay_on(&server, "fetch 1 all\nlogout\n", &["--decode", "--color", "always"]);
    finished.assert_stdout_contains("␛[31mred").assert_stdout_lacks("\x1b[31mred");
}

#[test]
fn a_script_looks_back_at_what_came_before() {
    let server = || {
        ScriptedServer::plain(|peer| {
            peer.send("* OK ready\r\n")?;
            peer.answer("capability", "* CAPABILITY IMAP4rev1 IDLE\r\n")?;
            peer.expect_logout()
        })
    };
    let script = "capability\n:decode\n:explain\nlogout\n";
    let file = replay_on(&server(), script, &[]);
    let server = server();
    let mut typed = Process::start(Program::imapsh(&plain_args(&server, &[])));
    typed.send(script);
    for finished in [file, typed.finish()] {
        let text = finished.text() + &finished.stderr;
        assert!(text.contains("IDLE  "), "{text}");
        assert!(text.contains("CAPABILITY asks"), "{text}");
        assert!(!text.contains("There is no"), "{text}");
    }
}
