//! Pastes of several lines: read by the rules of scripts, and sent one line after another.

use super::*;
use crate::support::keys::CTRL_C;
use crate::support::scripted_server::scripts::accepts_everything;
use indoc::indoc;
use std::time::Duration;

/// The way in which a program gets a paste: how it is started, and how its terminal sends the paste.
type Way = (fn(&ScriptedServer) -> Terminal, fn(&Terminal, &str));

const WAYS: [Way; 3] = [
    (connect, paste),
    (connect, paste_without_marks),
    (connect_without_editor, paste_without_marks),
];

/// Pastes a text with marks, without them, and where there is no line editor. Leaves with Ctrl-D, and
/// returns the lines that the server received.
fn received(text: &str) -> (Vec<String>, Terminal) {
    let with_marks = received_with_marks(text);
    let (without_editor, _) = received_from(text, connect_without_editor, paste_without_marks);
    let (lines, terminal) = received_from(text, connect, |terminal, text| {
        paste_without_marks(terminal, text);
        // Until a line is shown, what is typed belongs to the paste.
        terminal.wait_for(text.trim_end().lines().last().unwrap_or_default());
        type_behind_paste(terminal);
    });
    assert_eq!(lines, with_marks.0, "without marks");
    assert_eq!(lines, without_editor, "without a line editor");
    (lines, terminal)
}

fn received_with_marks(text: &str) -> (Vec<String>, Terminal) {
    received_from(text, connect, |terminal, text| {
        paste(terminal, text);
        type_behind_paste(terminal);
    })
}

/// Types a command that goes out after all of the paste: Ctrl-D would drop the rest.
fn type_behind_paste(terminal: &Terminal) {
    terminal.type_line("capability");
    terminal.wait_for("capability");
}

/// Connects from a terminal on which lines can't be edited.
fn connect_without_editor(server: &ScriptedServer) -> Terminal {
    let program = Program::imapsh(&[&server.address(), "--plain"]).env("TERM", "dumb");
    let terminal = Terminal::start(program, 60, 110);
    terminal.wait_line("a001");
    terminal
}

/// Pastes lines into a terminal that does not mark them, and presses Enter.
pub fn paste_without_marks(terminal: &Terminal, text: &str) {
    terminal.type_line(text.trim_end().replace('\n', ENTER));
}

fn received_from(
    text: &str,
    connect: impl Fn(&ScriptedServer) -> Terminal,
    paste: impl Fn(&Terminal, &str),
) -> (Vec<String>, Terminal) {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = connect(&server);
    paste(&terminal, text);
    log_out(&terminal);
    let received = String::from_utf8_lossy(&server.finish()).into_owned();
    let mut lines: Vec<String> = received.split("\r\n").map(str::to_owned).collect();
    // The line typed after it, and the end of the session.
    let is_typed = |line: &str| ["capability", "logout"].iter().any(|end| line.ends_with(end));
    lines.retain(|line| !line.is_empty() && !is_typed(line));
    (lines, terminal)
}

#[test]
fn a_single_servers_line_is_not_sent_whatever_a_listing_writes_before_it() {
    for line in [
        "x S: a2 OK done",
        "| S: * 3 EXISTS",
        "[12:00] S: * OK x",
        "12:00:01 < * 3 EXISTS",
        "← a1 OK done",
        "12 a2 OK done",
    ] {
        assert_eq!(received(line).0, Vec::<String>::new(), "{line}");
        let text = format!("{line}\ncheck");
        assert_eq!(received_with_marks(&text).0, ["a001 check"], "{text}");
    }
    // A tag and what may be a command that the server knows.
    assert_eq!(received("x1 frobnicate OK").0, ["x1 frobnicate OK"]);
}

#[test]
fn a_paste_says_what_enter_does() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = connect(&server);
    for (text, hint) in [
        ("noop\ncheck", "Enter sends these 2 lines, Ctrl-C drops them."),
        ("x1 noop\n* 3 EXISTS\nx1 OK\n", "Enter sends 1 of these 3 lines, Ctrl-C drops all."),
        ("$ telnet mail 143\n* OK ready", "Enter sends none of these 2 lines"),
        ("append x {9}\n\nabcdef\ncheck", "Enter reports the mistakes in these 4 lines"),
        ("append x {7+}\n\nabc\n\ncheck", "Enter sends these 5 lines"),
        // Blank lines count where they are part of a message.
        ("* 1 FETCH (BODY[] {12}\nSubject\n\nx\n)\na1 OK\n", "Enter sends none of these 6 lines"),
        (":set fold off\ncheck", "Enter sends 1 of these 2 lines"),
    ] {
        terminal.type_keys(bracketed_paste(&text.replace('\n', ENTER)));
        terminal.wait_for(hint);
        terminal.type_keys(CTRL_C);
        terminal.wait_line("a001");
        terminal.assert_count(hint, 0);
    }
    // One line waits like a typed one.
    terminal.type_keys(bracketed_paste("noop\r"));
    terminal.wait_for("a001 noop");
    terminal.assert_count("Enter", 0);
    terminal.type_keys(CTRL_C);
    terminal.wait_line("a001");
    paste(&terminal, "noop\ncheck");
    terminal.wait_for("a002 OK");
    terminal.assert_count("Enter", 0);
    log_out(&terminal);
}

#[test]
fn prose_that_begins_like_a_mark_is_not_sent() {
    let script = "login u p\nNote: never delete Work\nTip: a1 delete Work\ncheck\n";
    assert_eq!(received(script).0, ["a001 login u p", "a002 check"]);
    let page = "q1 noop\nq1 OK done\nNote: q2 delete Work is dangerous\nq2 check\n";
    assert_eq!(received(page).0, ["q1 noop", "q2 check"]);
}

#[test]
fn a_command_is_wrapped_across_the_pages_of_an_rfc() {
    let text = "   C: t1 SEARCH UNDELETED\n\n\n\nSomebody   Standards Track   [Page 12]\n\u{c}\n\
        RFC 9999   IMAP   March 2024\n\n\n        UNSEEN\n   S: t1 OK done\n";
    assert_eq!(received(text).0, ["t1 SEARCH UNDELETED UNSEEN"]);
}

#[test]
fn nothing_inside_a_servers_literal_is_sent() {
    let message =
        "Subject: hello\r\n\r\ncreate evil\r\nq1 OK x\r\nz9 expunge\r\nC: q2 delete Work\r\n";
    let listing = format!(
        "q1 fetch 1 body[]\n* 1 FETCH (BODY[] {{{}}}\n{})\nq1 OK done\nq2 check\n",
        message.len(),
        message.replace("\r\n", "\n")
    );
    let (lines, terminal) = received(&listing);
    assert_eq!(lines, ["q1 fetch 1 body[]", "q2 check"]);
    terminal.wait_for("pasted lines were not sent");
    // Without its size, a line that closes the response decides.
    let shortened = listing.replace("Subject: hello\n\n", "[...]\n");
    assert_eq!(received(&shortened).0, lines);
    // If nothing decides this, nothing is sent.
    let (lines, terminal) = received(&shortened.replace("q1 OK x", ")\nq1 OK x"));
    assert_eq!(lines, [""; 0]);
    terminal.wait_for("Cannot tell where the server's literal");
}

#[test]
fn marks_are_removed_and_secrets_after_them_masked() {
    let (lines, terminal) = received(indoc! {"
        S: * OK ready
        C: b1 login taro
             hunter2xyz
        S: b1 OK
        Then we look around.
        C: b2 check
        S: b2 OK
    "});
    assert_eq!(lines, ["b1 login taro hunter2xyz", "b2 check"]);
    assert_secret_absent(&terminal, "hunter2xyz");
}

#[test]
fn a_single_line_with_a_mark_is_sent_without_it() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = connect(&server);
    terminal.type_line("C: b7 login taro hunter2xyz");
    terminal.wait_for("b7 login taro ${password}");
    terminal.wait_line("a001");
    log_out(&terminal);
    assert!(server.finish().starts_with(b"b7 login taro hunter2xyz\r\n"));
    assert_secret_absent(&terminal, "hunter2xyz");
}

#[test]
fn half_a_command_sends_nothing() {
    let (lines, terminal) = received_with_marks("check\nsearch (or from a\nlogin taro\n");
    assert_eq!(lines, [""; 0]);
    terminal.wait_for("paste:2:1: This command has an unclosed (");
    terminal.wait_for("Nothing of the paste was sent");
}

#[test]
fn an_unexpected_no_drops_the_rest_and_an_expected_one_does_not() {
    for (connect, paste) in WAYS {
        let server = ScriptedServer::plain(|peer| {
            peer.send(GREETING)?;
            peer.expect("x1 select nowhere")?;
            peer.send("x1 NO no such mailbox\r\n")?;
            peer.expect("x2 check")?;
            peer.send("x2 BAD no mailbox\r\n")?;
            peer.expect_logout()
        });
        let terminal = connect(&server);
        paste(
            &terminal,
            "x1 select nowhere\nx1 NO [NONEXISTENT] x\nx2 check\nx2 OK\nx3 expunge\nx4 close\n",
        );
        terminal.wait_for("2 more pasted lines were dropped, because x2 check failed.");
        log_out(&terminal);
        server.finish();
    }
}

#[test]
fn a_refused_login_drops_the_rest_and_its_token_is_masked() {
    for (number, (connect, paste)) in WAYS.into_iter().enumerate() {
        let server = ScriptedServer::plain(|peer| {
            peer.send(GREETING)?;
            peer.expect("q1 authenticate xoauth2 dXNlcj10YXJv")?;
            peer.send("q1 NO expired\r\n")?;
            peer.expect_logout()
        });
        let terminal = connect(&server);
        paste(
            &terminal,
            "* OK ready\nq1 authenticate xoauth2 dXNlcj10YXJv\nq1 OK in\nq2 select inbox\nq2 OK\n",
        );
        terminal.wait_for("1 more pasted line was dropped");
        log_out(&terminal);
        server.finish();
        // Without a line editor, the terminal itself echoes.
        if number < 2 {
            assert_secret_absent(&terminal, "dXNlcj10YXJv");
        }
    }
}

#[test]
fn the_commands_after_a_refused_literal_are_not_its_octets() {
    for (connect, paste) in WAYS {
        let server = ScriptedServer::plain(|peer| {
            peer.send(GREETING)?;
            peer.expect("q1 append drafts {22}")?;
            peer.send("+ go on\r\n")?;
            peer.read_to_end().map(drop)
        });
        let terminal = connect(&server);
        paste(&terminal, "q1 append drafts {22}\nq1 NO [TRYCREATE] x\nq2 select inbox\nq3 check\n");
        terminal.wait_for("2 more pasted lines were");
        terminal.type_keys(CTRL_D);
        terminal.wait_exit();
        assert_eq!(server.finish(), b"q1 append drafts {22}\r\n");
    }
}

#[test]
fn the_commands_after_a_literal_that_the_paste_shows_as_refused_are_sent() {
    for (connect, paste) in WAYS {
        let server = ScriptedServer::plain(|peer| {
            peer.send(GREETING)?;
            peer.expect("q1 append Sent {310}")?;
            peer.send("q1 NO [TRYCREATE] x\r\n")?;
            peer.expect("q2 create Sent")?;
            peer.send("q2 OK created\r\n")?;
            peer.expect("q3 idle")?;
            peer.send("+ idling\r\n")?;
            peer.expect("q4 noop")?;
            peer.send("q3 BAD Expected DONE.\r\n")?;
            peer.expect("q5 check")?;
            peer.send("q5 OK checked\r\n")?;
            peer.expect_logout()
        });
        let terminal = connect(&server);
        paste(
            &terminal,
            "q1 append Sent {310}\nq1 NO [TRYCREATE] x\nq2 create Sent\nq2 OK\nq3 idle\n+ idling\n\
            q4 noop\nq3 BAD Expected DONE.\nq5 check\nq5 OK\n",
        );
        terminal.wait_for("q5 OK checked");
        terminal.type_keys(CTRL_D);
        terminal.wait_exit();
        let received = String::from_utf8_lossy(&server.finish()).into_owned();
        let sent = "q1 append Sent {310}\r\nq2 create Sent\r\nq3 idle\r\nq4 noop\r\nq5 check\r\n";
        assert!(received.starts_with(sent), "{received}");
    }
}

#[test]
fn idle_waits_for_the_lines_of_the_listing() {
    for (connect, paste) in WAYS {
        let server = ScriptedServer::plain(|peer| {
            peer.send(GREETING)?;
            peer.expect("x1 idle")?;
            peer.send("+ idling\r\n")?;
            peer.expect_silence(Duration::from_millis(100))?;
            peer.send("* 8 EXISTS\r\n")?;
            peer.expect("done")?;
            peer.send("x1 OK\r\n")?;
            peer.expect("x2 idle")?;
            peer.send("+ idling\r\n")?;
            // An IDLE without `done` stays open.
            peer.expect_silence(Duration::from_millis(100))?;
            peer.send("* 9 EXISTS\r\n")?;
            peer.expect("done")?;
            peer.send("x2 OK\r\n")?;
            peer.expect_logout()
        });
        let terminal = connect(&server);
        paste(&terminal, "x1 idle\n+ idling\n* 5 EXISTS\ndone\nx1 OK\nx2 idle\n");
        terminal.wait_for("* 9 EXISTS");
        log_out(&terminal);
        server.finish();
    }
}

#[test]
fn a_page_with_prose_asks_for_the_account_and_sends_its_tagged_commands() {
    for (connect, paste) in WAYS {
        let server = ScriptedServer::plain(accepts_everything);
        let terminal = connect(&server);
        paste(
            &terminal,
            indoc! {"
                Reading mail by hand
                First we log in:
                q1 login [your name] [your password]
                q1 OK Logged in
                delete the folder Work? Not today.
                q2 check
                q2 OK done
            "},
        );
        terminal.wait_for("User:");
        terminal.type_line("taro");
        terminal.wait_for("Password:");
        terminal.type_line("hunter2xyz");
        terminal.wait_for("q2 OK");
        terminal.wait_for("pasted lines were not sent");
        log_out(&terminal);
        let received = server.finish();
        assert!(received.starts_with(b"q1 login taro hunter2xyz\r\nq2 check\r\n"), "{received:?}");
        assert_secret_absent(&terminal, "hunter2xyz");
    }
}

#[test]
fn a_line_without_its_end_at_the_end_of_a_page_is_not_the_answer_to_a_question() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = connect(&server);
    let page = "q1 login [name] [password]\nq1 OK Logged in\nq2 check\nq2 OK done\nComments";
    terminal.type_keys(page.replace('\n', ENTER));
    terminal.wait_line("User:");
    terminal.type_line("taro");
    terminal.wait_line("Password:");
    terminal.type_line("hunter2xyz");
    // It waits at the prompt for commands, as text that was typed.
    terminal.wait_line("a001 Comments");
    terminal.type_keys(CTRL_C);
    log_out(&terminal);
    let received = server.finish();
    assert!(received.starts_with(b"q1 login taro hunter2xyz\r\nq2 check\r\n"), "{received:?}");
}

#[test]
fn a_literal_without_marks_is_octets_in_a_listing_with_marks() {
    let (lines, _terminal) = received(indoc! {"
        S: * OK ready
        C: q1 append drafts {15}
        S: + go on
        q1 noop
        q2 x

        S: q1 OK
        C: q3 check
        S: q3 OK
    "});
    assert_eq!(lines, ["q1 append drafts {15}", "q1 noop", "q2 x", "q3 check"]);
}

#[test]
fn octets_that_are_due_come_first() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = connect(&server);
    terminal.type_line("append drafts {15}");
    terminal.wait_for("+ ");
    paste(&terminal, "q1 noop\nq2 x\n\nq3 check\n");
    terminal.wait_for("q3 check");
    terminal.wait_for("q3 OK");
    log_out(&terminal);
    let received = server.finish();
    assert!(contains(&received, b"a001 append drafts {15}\r\nq1 noop\r\nq2 x\r\n\r\nq3 check\r\n"));
}

#[test]
fn a_raw_paste_is_sent_line_by_line() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = connect(&server);
    terminal.type_line(":set paste raw");
    paste(&terminal, "x1 noop\nx1 OK\nfrobnicate\n");
    terminal.wait_for("a001 frobnicate");
    log_out(&terminal);
    assert!(contains(&server.finish(), b"x1 noop\r\na001 frobnicate\r\n"));
}

#[test]
fn a_passphrase_below_a_login_that_a_paste_shows_as_refused_is_masked() {
    for (listing, end) in [
        (
            "login taro wrong\nq1 NO no\nhimitsu horse battery\nnoop\nnoop BAD\n",
            "lines were not sent",
        ),
        (
            "q1 login taro wrong\nq1 NO no\n\nhimitsu horse battery\nq2 check\nq2 OK\n",
            "lines were not sent",
        ),
        (
            "C: q1 login taro wrong\nS: q1 NO no\nhimitsu horse battery\nC: q2 check\nS: q2 OK\n",
            "lines were not sent",
        ),
        (
            "C: q1 login taro wrong\nS: q1 NO no\nC: himitsu horse battery\nC: q2 check\n",
            "of the paste was sent",
        ),
    ] {
        // Without an editor the terminal itself shows what is pasted.
        for (start, send) in &WAYS[..2] {
            let server = ScriptedServer::plain(|peer| {
                peer.send(GREETING)?;
                while let Ok(line) = peer.read_line() {
                    let (tag, command) = line.split_once(' ').unwrap_or_default();
                    match command {
                        "logout" => peer.send(format!("* BYE\r\n{tag} OK done\r\n"))?,
                        "check" => peer.send(format!("{tag} OK done\r\n"))?,
                        _ => peer.send(format!("{tag} NO no\r\n"))?,
                    }
                }
                Ok(())
            });
            let terminal = start(&server);
            send(&terminal, listing);
            terminal.wait_for(end);
            log_out(&terminal);
            for secret in ["himitsu", "horse", "battery"] {
                assert_secret_absent(&terminal, secret);
            }
        }
    }
}

#[test]
fn the_lines_of_a_listing_are_sent_once_and_whole() {
    for (text, expected) in [
        ("q1 search subject lunch\n     unseen\nq1 OK\n", &["q1 search subject lunch unseen"][..]),
        ("> q1 search from hana\n> q2 check\n< q2 OK done\n", &["q1 search from hana", "q2 check"]),
        ("q1 check\n[...]\nq2 noop\n", &["q1 check", "q2 noop"]),
        ("login taro pass\nlogin BAD Error in IMAP command\nq2 noop\nq2 OK\n", &["q2 noop"]),
        ("$ telnet mail 143\nTrying 192.0.2.1...\n* OK ready\nq1 check\nq1 OK\n", &["q1 check"]),
    ] {
        let (lines, _terminal) = received(text);
        assert_eq!(lines, expected, "{text}");
    }
}

#[test]
fn commands_typed_ahead_are_not_a_paste() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = connect(&server);
    // As a paste, both would be refused: an incomplete command is not sent.
    terminal.type_line(format!("search (or from a{ENTER}check"));
    terminal.wait_for("a002 OK");
    log_out(&terminal);
    assert!(server.finish().starts_with(b"a001 search (or from a\r\na002 check\r\n"));
}

#[test]
fn a_listing_that_arrives_in_parts_stays_one_paste() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = connect(&server);
    let mail = "Subject: x\ndelete Work\n".repeat(1000);
    let size = mail.replace('\n', "\r\n").len();
    terminal.type_line("q1 fetch 1 body[]");
    terminal.type_line(format!("* 1 FETCH (BODY[] {{{size}}}"));
    terminal.type_keys(format!("{mail})\nq1 OK done\nq2 check\nq2 OK end\n").replace('\n', ENTER));
    terminal.wait_for("q2 OK end");
    log_out(&terminal);
    assert!(!contains(&server.finish(), b"delete"));
}

/// Types a text without pauses, but in pieces that end inside a line, as programs do that type the clipboard.
fn type_in_pieces(terminal: &Terminal, text: &str) {
    let text = text.replace('\n', ENTER);
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let end = rest.find(ENTER).map_or(rest.len(), |at| (at + ENTER.len() + 2).min(rest.len()));
        let (piece, next) = rest.split_at(end);
        terminal.type_keys(piece);
        rest = next;
    }
}

#[test]
fn a_listing_that_a_program_types_is_read_as_a_listing_from_the_first_servers_line_on() {
    let text = "q1 fetch 1 body[]\n* 1 FETCH (BODY[] {25}\ndelete Archive\nx9 noop\n)\nq1 OK done\nq2 check\n";
    for start in [connect, connect_without_editor] {
        let server = ScriptedServer::plain(accepts_everything);
        let terminal = start(&server);
        type_in_pieces(&terminal, text);
        terminal.wait_for("q2 OK done");
        terminal.wait_for("pasted lines were not sent");
        log_out(&terminal);
        let received = String::from_utf8_lossy(&server.finish()).into_owned();
        assert!(received.starts_with("q1 fetch 1 body[]\r\nq2 check\r\na"), "{received}");
        assert_eq!(received.lines().count(), 3, "{received}");
    }
}

#[test]
fn a_mail_that_a_program_types_into_a_short_literal_is_refused_as_a_whole() {
    let text = "From: x\nTo:\ty\n\ndelete everything\nq7 delete INBOX\n";
    for (start, send) in [
        (connect as fn(&ScriptedServer) -> Terminal, type_in_pieces as fn(&Terminal, &str)),
        (connect, paste_without_marks),
        (connect, paste),
        (connect_without_editor, type_in_pieces),
    ] {
        let server = ScriptedServer::plain(accepts_everything);
        let terminal = start(&server);
        terminal.type_line("append Drafts {10}");
        terminal.wait_for("+ go on");
        send(&terminal, text);
        terminal.wait_for("Nothing of the paste was sent");
        terminal.type_keys(CTRL_D);
        terminal.assert_exit(1);
        assert_eq!(server.received(), b"a001 append Drafts {10}\r\n");
    }
}

#[test]
fn nothing_is_sent_into_an_idle_that_the_paste_shows_as_refused() {
    let text = "a2 idle\na2 BAD unknown\na3 store 1:* +flags \\Deleted\na3 OK\n";
    for (start, send) in WAYS {
        let server = ScriptedServer::plain(accepts_everything);
        let terminal = start(&server);
        send(&terminal, text);
        terminal.wait_for("IDLE is running, where the paste does not expect it.");
        terminal.type_line("done");
        terminal.wait_for("a2 OK done");
        terminal.type_keys(CTRL_D);
        terminal.assert_exit(0);
        let received = String::from_utf8_lossy(&server.finish()).into_owned();
        assert!(received.starts_with("a2 idle\r\ndone\r\na"), "{received}");
        assert!(!received.contains("store"), "{received}");
    }
}

#[test]
fn the_hint_counts_the_lines_of_raw() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = connect(&server);
    terminal.type_keys(bracketed_paste(":raw a1 noop\r:raw a2 noop"));
    terminal.wait_for("Enter sends these 2 lines");
}
