//! Explanations below the lines of a session: `--explain` and `:explain`.

use crate::support::process::{Finished, Process};
use crate::support::program::{NO_ARGS, Program};
use crate::support::replays::{replay, replay_on};
use crate::support::scripted_server::ScriptedServer;
use crate::support::terminal::Terminal;
use indoc::indoc;

/// Literals of both sides, an IDLE, refusals and a secret.
const SESSION: &str = indoc! {"
    login user pass
    select inbox
    append Drafts {11}
    # not yours

    fetch 1 (flags body.peek[header] body.peek[text])
    fetch 1 nothing
    uid search return (min count) unseen
    authenticate plain
    idle
    done
    logout
"};

#[test]
fn the_wire_and_the_record_are_the_same_with_explanations() {
    let run = |options: &[&str]| -> (Finished, String) {
        let options = [&["--keep-going", "--record", "made.imap"], options].concat();
        let finished = replay(SESSION, &options);
        finished.assert_status(1);
        let record = finished.program.read_file("made.imap");
        (finished, record)
    };
    let ((plain, plain_record), (explained, explained_record)) = (run(&[]), run(&["--explain"]));
    assert_eq!(explained.wire(), plain.wire());
    assert!(explained.text().lines().filter(|line| line.starts_with("# ")).count() > 9);
    let commands = |record: &str| -> Vec<String> {
        record.lines().filter(|line| line.starts_with("C: ")).map(str::to_owned).collect()
    };
    assert_eq!(commands(&explained_record), commands(&plain_record));
    assert!(!explained_record.contains("(RFC "));
    explained.assert_stdout_lacks("pass\"").assert_stdout_contains("login user ${password}");
}

/// The explanation already says the same.
#[test]
fn a_hint_is_not_shown_beside_an_explanation_of_the_same_fault() {
    let script = "status inbox (unseen)\nlogin user pass\ncheck\nlogin user pass\nselect inbox\n\
        getacl inbox\nstore 1 flags (Seen)\nread 5\nfetch 1–3 flags\nselct inbox\nlogout\n";
    let explained = replay(script, &["--keep-going", "--explain"]);
    explained.assert_stdout_contains("used instead: fetch 5 body.peek[]. ");
    for part in [
        "Log in first",
        "Select a mailbox first",
        "only valid before login",
        "ACL is missing",
        "with a backslash",
        "Type instead",
        "ASCII hyphen",
        "did you mean",
    ] {
        explained.assert_stderr_count(part, 0);
        replay(script, &["--keep-going"]).assert_stderr_count(part, 1);
    }
}

/// Lines of a broken or malicious server, each without its line end.
fn hostile_lines() -> Vec<Vec<u8>> {
    let repeated = |begin: &str, part: &str, count: usize| {
        (begin.to_owned() + &part.repeat(count)).into_bytes()
    };
    vec![
        repeated("* LIST ", "(", 100_000),
        repeated("* 1 FETCH (", "BODY[", 10_000),
        repeated("* 1 FETCH (FLAGS (", "\\Seen ", 10_000),
        repeated("* ", "9", 10_000),
        repeated("* OK [", "x ", 10_000),
        repeated("* SEARCH", " 18446744073709551616", 1000),
        b"* LIST () \"/\" \"never closed".to_vec(),
        b"* 1 FETCH (ENVELOPE (\"a\\".to_vec(),
        b"* 99999999999999999999999 EXISTS".to_vec(),
        b"* \0\0 \x1b[31m# told (RFC 3501, 7)\x07".to_vec(),
        b"* 1 FETCH (X \"\0\")".to_vec(),
        b"\xff\xfe\x80".to_vec(),
        b"# told (RFC 3501, 7.3.1)".to_vec(),
        b"* VANISHED 1:4294967295,0,*:*".to_vec(),
        b"*".to_vec(),
        b"".to_vec(),
        [b"* 1 FETCH (".as_slice(), &b"BODY[] {1}\r\n) ".repeat(10_000), b"UID 1)"].concat(),
    ]
}

#[test]
fn hostile_lines_change_nothing_of_the_wire() {
    let run = |options: &[&str]| -> (Vec<u8>, Vec<u8>) {
        let server = ScriptedServer::plain(|peer| {
            peer.send("* OK ready\r\n")?;
            let tag = peer.expect_command("noop")?;
            for line in hostile_lines() {
                peer.send([line.as_slice(), b"\r\n"].concat())?;
            }
            peer.send(format!("{tag} OK done\r\n"))?;
            peer.expect_logout()
        });
        let finished = replay_on(&server, "noop\nlogout\n", options);
        finished.assert_status(0);
        // The lines that imapsh adds end without CR.
        let lines = finished.stdout.split_inclusive(|octet| *octet == b'\n');
        let shown: Vec<&[u8]> = lines.filter(|line| line.ends_with(b"\r\n")).collect();
        (server.finish(), shown.concat())
    };
    let (sent, shown) = run(&[]);
    for line in hostile_lines() {
        let begin = String::from_utf8_lossy(&line[..line.len().min(40)]).into_owned();
        assert!(shown.windows(line.len().max(1)).any(|it| it.starts_with(&line)), "{begin}");
    }
    for options in [&["--explain"] as &[&str], &["--explain", "--decode"]] {
        let (sent_then, shown_then) = run(options);
        assert!(sent_then == sent, "{options:?}: {}", String::from_utf8_lossy(&sent_then));
        assert!(shown_then == shown, "{options:?}");
    }
}

#[test]
fn an_explanation_is_never_printed_inside_a_literal() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        let tag = peer.expect_command("fetch 1 body[]")?;
        peer.send("* 1 FETCH (BODY[] {28}\r\n* 9 EXISTS\r\n")?;
        peer.send("* 8 EXISTS\r\n1234)\r\n")?;
        peer.send(format!("{tag} OK done\r\n"))?;
        peer.expect_logout()
    });
    let finished = replay_on(&server, "fetch 1 body[]\nlogout\n", &["--explain"]);
    finished
        .assert_status(0)
        .assert_stdout_contains("{28}\r\n* 9 EXISTS\r\n* 8 EXISTS\r\n1234)\r\n");
}

#[test]
fn on_a_terminal_a_server_cannot_imitate_an_explanation() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        let tag = peer.expect_command("fetch 1 body[]")?;
        peer.send("# Line of a server. (RFC 3501, 1)\r\n")?;
        peer.send(
            "* 1 FETCH (BODY[] {44}\r\n# Literal. (RFC 1, 1)\r\n\u{25b8} Mark. (RFC 1, 1)\r\n)\r\n",
        )?;
        peer.send(format!("{tag} OK done\r\n"))?;
        peer.expect_logout()
    });
    let program = Program::imapsh(&[&server.address(), "--plain", "--explain", "--color=never"]);
    let terminal = Terminal::start(program, 40, 100);
    terminal.wait_line("a001");
    terminal.type_line("fetch 1 body[]");
    terminal.wait_for("a001 OK");
    terminal.wait_line("a002");
    terminal.assert_count("\u{25b8} Literal", 0);
    terminal.assert_count("\u{25b8} Line", 0);
    terminal.assert_count("\u{25b8} Mark", 0);
    // The command's own explanation has the mark.
    terminal.wait_for("\u{25b8} FETCH needs a login");
}

#[test]
fn explain_says_what_a_line_or_the_last_exchange_means_and_sends_nothing() {
    let terminal = Terminal::start(Program::imapsh(NO_ARGS), 40, 100);
    terminal.wait_line("a001");
    terminal.type_line(":explain login taro hunter2xyz");
    terminal.wait_for("a001 login taro ${password}");
    terminal.wait_line("a001");
    terminal.type_line("login user pass");
    terminal.wait_for("a001 OK");
    terminal.wait_line("a002");
    terminal.type_line("select inbox");
    terminal.wait_for("a002 OK");
    terminal.wait_line("a003");
    terminal.assert_count("(RFC 3501, 7.3.1)", 0);
    terminal.type_line(":explain");
    terminal.wait_for("(RFC 3501, 7.3.1)");
    terminal.type_line(":explain * 5 EXISTS");
    terminal.wait_for("5 messages");
    terminal.type_line(":explain on");
    terminal.wait_line("a003");
    terminal.type_line("noop");
    terminal.wait_for("\u{25b8} NOOP");
    terminal.assert_count("hunter2xyz", 0);
}

/// A word may be the password of a login that was refused, unless it is one of IMAP.
#[test]
fn a_word_that_may_be_a_password_is_hidden_with_the_reason() {
    let terminal = Terminal::start(Program::imapsh(NO_ARGS), 40, 100);
    terminal.wait_line("a001");
    terminal.type_line("login user");
    terminal.wait_for("a001 BAD");
    terminal.wait_line("a002");
    terminal.type_line(":explain hunter2xyz");
    terminal.wait_for("This word is hidden because");
    terminal.wait_line("a002");
    terminal.type_line(":explain exists");
    terminal.wait_for("a002 exists");
    terminal.assert_count("hunter2xyz", 0);
    terminal.assert_count("This word is hidden", 1);
}

/// Mistakes and directives in a listing too.
#[test]
fn explain_repeats_no_secret_of_a_listing() {
    for line in [
        "> a9 login taro hunter2xyz",
        "C: a9 login taro hunter2xyz",
        ":set password hunter2xyz",
        ":base64 hunter2xyz",
        "curl -u taro:hunter2xyz imaps://mail",
        "APOP taro hunter2xyz",
    ] {
        let listing = format!("a1 noop\na1 OK done\n{line}\na2 logout\n");
        for text in [listing, format!("{line}\n")] {
            let output = explain(NO_ARGS, &text);
            output.assert_stdout_lacks("hunter2xyz").assert_stderr_count("hunter2xyz", 0);
        }
    }
}

/// `imapsh explain` with these arguments and this standard input.
#[track_caller]
fn explain(args: &[&str], input: impl AsRef<[u8]>) -> Finished {
    let mut process = Process::imapsh(&[&["explain"], args].concat());
    process.send(input);
    process.finish()
}

#[test]
fn explain_explains_a_line_of_either_side_in_both_languages() {
    explain(&["* 4 EXISTS"], "")
        .assert_status(0)
        .assert_stdout("4 messages are in the mailbox. (RFC 3501, 7.3.1)\n");
    explain(&["S:  * 4 exists"], "").assert_stdout_contains("4 messages are in the mailbox.");
    explain(&["--lang", "ja", "* 4 EXISTS"], "").assert_stdout_contains("4 通");
    // Whether it was asked for is not known.
    explain(&["* BYE so long"], "").assert_stdout_lacks("no LOGOUT was sent");
    explain(&["noop"], "").assert_status(0).assert_stdout_contains("(RFC 3501, 6.1.2)");
    for secret in [":base64 hunter2", ":hunter2", ":set password hunter2"] {
        explain(&["--json", secret], "").assert_output_lacks("hunter2");
    }
    for directive in [":help fetch", ":explain * 1 EXISTS", " :set password hunter2"] {
        let finished = explain(&[directive], "");
        finished.assert_status(0).assert_stdout_contains("is a directive: it tells imapsh");
        finished.assert_output_lacks("hunter2");
    }
    for empty in ["", "  ", "C:"] {
        explain(&[empty], "").assert_stdout(
            "The line is empty: there is no tag and no command in it. (RFC 3501, 2.2.1)\n",
        );
    }
    explain(&["a1 frobnicate"], "").assert_status(1).assert_stdout_contains("\"frobnicate\"");
}

#[test]
fn explain_says_how_to_explain_a_file() {
    let program = Program::imapsh(&["explain", "session.txt"]);
    let explains = |program: Program| Process::start(program).finish();
    explains(program.clone()).assert_stderr_lacks("session.txt");
    program.write_file("session.txt", "a1 noop\n");
    explains(program).assert_stderr_contains("imapsh explain < session.txt");
}

#[test]
fn explain_annotates_a_listing_from_standard_input() {
    let listing = "Try this:\n\nC: a1 login taro hunter2xyz\nS: a1 OK done\nC: a2 noop\n\
        S: * 4 EXISTS\nS: a2 OK done\n";
    let finished = explain(&[], listing);
    finished.assert_status(0).assert_output_lacks("hunter2xyz");
    let text = finished.text();
    let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with("# ")).collect();
    assert_eq!(lines.join("\n") + "\n", listing.replace("hunter2xyz", "${password}"));
    assert!(text.contains("S: * 4 EXISTS\n# 4 messages"), "{text}");
}

/// A mail in a session may be in any charset. A whole text in UTF-16 is refused.
#[test]
fn explain_reads_a_listing_with_a_mail_in_another_charset() {
    let listing = b"a1 fetch 1 body[]\n* 1 FETCH (BODY[] {8}\nh\xe9llo\xe9\n UID 7)\na1 OK done\n";
    explain(&[], listing)
        .assert_status(0)
        .assert_stdout_contains("h?llo?\n UID 7)\n# Message 1: ")
        .assert_stderr_contains("2 octets are not UTF-8, and shown as \"?\".");
    explain(&[], b"a1 noop\na1 OK \0\xfc done\n")
        .assert_status(0)
        .assert_stdout_contains("a1 OK")
        .assert_stderr_contains("One octet is not UTF-8");
    let utf16: Vec<u8> = "\u{feff}a1 noop\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    explain(&[], utf16).assert_status(2).assert_stderr_contains("This text is not valid UTF-8");
}

#[test]
fn the_parts_of_a_line_cover_it() {
    for line in [
        "  C: a7 fetch 1:* (flags)",
        "login taro hunter2xyz",
        "* OK [UNSEEN 9] First",
        "x",
        "select) + x",
        ")<0.5> NO x",
    ] {
        let finished = explain(&["--json", line], "");
        let spans: serde_json::Value = serde_json::from_str(&finished.text()).expect("JSON");
        finished.assert_output_lacks("hunter2xyz");
        let mut covered = vec![false; line.len()];
        for span in spans.as_array().expect("an array") {
            let position = |key: &str| span[key].as_u64().expect("a number") as usize;
            covered[position("start")..position("end")].iter_mut().for_each(|octet| {
                assert!(!*octet, "{line}: {spans}");
                *octet = true;
            });
            assert!(span["kind"].is_string() && span["text"].is_string());
        }
        for (at, octet) in line.bytes().enumerate() {
            assert_eq!(covered[at], octet != b' ', "{line}, {at}: {spans}");
        }
    }
}

#[test]
fn a_script_that_asks_for_explanations_late_knows_the_session() {
    let script = "login user pass\nselect inbox\n:explain on\nsearch 0\nuid fetch 1 flags\nclose\n\
        fetch 1 flags\nlogout\n";
    let finished = replay(script, &["--keep-going"]);
    finished
        .assert_stdout_lacks("(RFC 3501, 7.3.1)")
        .assert_stdout_contains("FETCH works on the selected mailbox, and none is selected");
}

#[test]
fn answers_to_a_challenge_are_not_taken_for_commands() {
    let script = "authenticate plain\nAHVzZXIAcGFzcw==\nlogout\n:reconnect\nauthenticate plain\n*\n\
                  logout\n";
    let finished = replay(script, &["--explain", "--keep-going"]);
    finished
        .assert_stdout_contains(
            "${sasl}\r\n# This answers the server's + and continues the login with the mechanism's data, \
             which must be in base64. (RFC 3501, 6.2.2)\n",
        )
        .assert_stdout_contains(
            "*\r\n# A line with * alone cancels the login; the server answers BAD. (RFC 3501, 6.2.2)\n",
        )
        .assert_stdout_contains("# The login was cancelled by the line with * alone.")
        .assert_stdout_lacks("A tag was sent");
}

#[test]
fn another_session_is_explained_from_its_beginning_and_the_old_one_to_its_end() {
    let script = "login user pass\n:reconnect\nselect inbox\nlogout\n";
    let finished = replay(script, &["--explain", "--keep-going"]);
    let text = finished.text();
    assert_eq!(text.matches("# The server is ready; a login comes next.").count(), 2, "{text}");
    // Both sessions were logged out of.
    assert_eq!(text.matches("as LOGOUT has asked").count(), 2, "{text}");
    finished.assert_stdout_contains(
        "SELECT needs a login first (LOGIN or AUTHENTICATE): the session is not logged in.",
    );
}

#[test]
fn earlier_enabled_capabilities_are_known() {
    let session = "login user pass\nenable utf8=accept\n:explain on\ncreate \"日本語\"\nlogout\n";
    let finished = replay(session, NO_ARGS);
    finished.assert_status(0).assert_stdout_contains("CREATE makes the mailbox");
    finished.assert_stdout_lacks("modified UTF-7");
}

/// A prompt with explanations on this server.
fn explaining_prompt(server: &ScriptedServer) -> Terminal {
    let program = Program::imapsh(&[&server.address(), "--plain", "--explain", "--color=never"]);
    let terminal = Terminal::start(program, 40, 100);
    terminal.wait_line("a001");
    terminal
}

#[test]
fn an_idle_that_is_not_accepted_yet_is_not_said_to_run() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* PREAUTH hi\r\n")?;
        peer.expect("a001 select inbox")?;
        peer.expect("a002 idle")?;
        peer.expect("a003 noop")?;
        peer.send("* 3 EXISTS\r\na001 OK in\r\na002 NO not here\r\na003 OK done\r\n")?;
        peer.expect_logout()
    });
    let terminal = explaining_prompt(&server);
    for line in ["select inbox", "idle", "noop"] {
        terminal.type_line(line);
        server.wait_received(line);
    }
    terminal.wait_for("a003 OK done");
    terminal.type_line(":quit");
    server.finish();
    for claim in ["No mailbox is selected", "IDLE is running", "IDLE was running"] {
        terminal.assert_never_written(claim);
    }
}

/// The server takes what was sent before its `+` for the end of IDLE.
#[test]
fn a_line_sent_before_the_plus_of_idle_ends_it() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* PREAUTH hi\r\n")?;
        peer.expect("a001 idle")?;
        peer.expect("a002 noop")?;
        peer.send("+ idling\r\na001 BAD Expected DONE\r\n")?;
        peer.expect_logout()
    });
    let terminal = explaining_prompt(&server);
    for line in ["idle", "noop"] {
        terminal.type_line(line);
        server.wait_received(line);
    }
    terminal.wait_for("While IDLE was running, a line other than DONE was sent");
    terminal.type_line(":quit");
    server.finish();
}

#[test]
fn a_refused_literal_and_a_cut_response_are_not_explained() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* PREAUTH hi\r\n")?;
        peer.expect("a001 append Nope {5+}")?;
        peer.send("a001 NO [TRYCREATE] no such mailbox\r\n")?;
        peer.expect("hello")?;
        peer.expect("a002 append Nope {5}")?;
        peer.send("a002 NO [TRYCREATE] no such mailbox\r\n")?;
        peer.expect("a003 create Nope")?;
        peer.send("a003 OK done\r\n")?;
        peer.expect("a004 fetch 1 body[text]")?;
        peer.send("* 1 FETCH (BODY[TEXT] {20}\r\nabcdefghij")?;
        peer.close()
    });
    let terminal = explaining_prompt(&server);
    terminal.type_line("append Nope {5+}");
    terminal.wait_for("The mailbox \"Nope\" does not exist");
    terminal.type_line("hello");
    server.wait_received("hello");
    terminal.type_line("");
    terminal.wait_line("a002");
    // The next command does not belong to the one that was refused before its literal.
    terminal.type_line("append Nope {5}");
    terminal.wait_for("a002 NO");
    terminal.wait_line("a003");
    terminal.type_line("create Nope");
    terminal.wait_for("CREATE makes the mailbox \"Nope\"");
    terminal.wait_for("a003 OK");
    terminal.wait_line("a004");
    terminal.type_line("fetch 1 body[text]");
    terminal.wait_line("(closed)");
    for claim in ["APPEND adds", "No command was sent", "the text after the header (20 octets)"] {
        terminal.assert_never_written(claim);
    }
    terminal.type_line(":quit");
    server.finish();
}
