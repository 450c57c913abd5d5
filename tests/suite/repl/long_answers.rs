//! Long answers: literals are folded on the screen, and nowhere else.

use super::*;
use crate::support::keys::CTRL_C;
use std::time::Duration;

fn lines(count: usize) -> String {
    (1..=count).map(|number| format!("line {number}\r\n")).collect()
}

/// Answers `fetch` with a literal of this many lines, and reads a literal at `append`.
fn sends_literals(count: usize) -> ScriptedServer {
    sends_literal(lines(count))
}

fn sends_literal(body: String) -> ScriptedServer {
    ScriptedServer::plain(move |peer| {
        peer.send(GREETING)?;
        loop {
            let line = peer.read_line()?;
            let (tag, command) = line.split_once(' ').unwrap_or_default();
            if command == "logout" {
                peer.send(format!("* BYE see you\r\n{tag} OK done\r\n"))?;
                return peer.close();
            }
            if command.starts_with("fetch") {
                let size = body.len();
                peer.send(format!("* 1 FETCH (BODY[] {{{size}}}\r\n{body} UID 1)\r\n"))?;
            }
            if command.starts_with("append") {
                peer.send("+ go\r\n")?;
                while peer.read_line()? != "line 200" {}
                peer.read_line()?;
            }
            peer.send(format!("{tag} OK done\r\n"))?;
        }
    })
}

#[test]
fn a_literal_is_folded_on_the_screen_and_whole_in_the_record() {
    let server = sends_literals(300);
    let terminal = connect(&server);
    terminal.type_line(":record all.imap");
    terminal.wait_for("Recording to");
    terminal.type_line("fetch");
    terminal.wait_for("244 more lines (");
    terminal.wait_for("a001 OK");
    terminal.assert_order(&["line 56", "244 more lines", " UID 1)", "a001 OK"]);
    terminal.assert_count("line 57", 0);
    terminal.type_line(":set fold 3");
    terminal.type_line("fetch");
    terminal.wait_for("297 more lines (");
    terminal.wait_line("a003");
    terminal.type_line(":set fold");
    terminal.wait_row("▸ fold 3");
    terminal.type_line(":set fold off");
    terminal.type_line("fetch");
    terminal.wait_for("a003 OK");
    terminal.assert_count("line 299", 1);
    log_out(&terminal);
    let record = std::fs::read_to_string(terminal.program.home().join("all.imap"));
    let record = record.expect("the record can be read");
    assert_eq!(record.matches("line 299\n").count(), 3, "{record}");
    assert!(!record.contains("more lines"));
    server.finish();
}

#[test]
fn a_file_that_is_sent_is_not_shown_whole() {
    let server = sends_literals(1);
    let terminal = connect_with_files(&server, &[("mail.eml", &lines(200))]);
    terminal.type_line("append box {<mail.eml}");
    terminal.wait_for("195 more lines (");
    terminal.wait_for("a001 OK done");
    terminal.assert_order(&["a001 append box {", "line 5", "195 more lines", "a001 OK"]);
    terminal.assert_count("line 6", 0);
    log_out(&terminal);
    assert!(contains(&server.received(), lines(200).as_bytes()));
    server.finish();
}

/// Connects, with this pager.
#[track_caller]
fn connect_with_pager(server: &ScriptedServer, pager: &str) -> Terminal {
    let program = Program::imapsh(&[&server.address(), "--plain"]);
    let program = program.env("PAGER", pager).env("NO_COLOR", "1");
    let program = program.env("IMAPSH_PASSWORD", "hunter2xyz");
    let terminal = Terminal::start(program, 60, 110);
    terminal.wait_line("a001");
    terminal
}

#[test]
fn last_shows_the_whole_answer_in_the_pager_which_gets_the_keys() {
    let server = sends_literals(300);
    let pager = "cat > paged; echo the pager asks; read answer < /dev/tty; echo got \"$answer\"";
    let terminal = connect_with_pager(&server, pager);
    terminal.type_line("fetch");
    terminal.wait_for("more lines (");
    terminal.wait_line("a002");
    terminal.type_line(":last");
    terminal.wait_row("the pager asks");
    assert!(terminal.echoes(), "the pager has the terminal as a shell would");
    // Signals of the keyboard are the pager's, too.
    terminal.signal(nix::sys::signal::Signal::SIGINT);
    terminal.type_line("noop");
    terminal.wait_row("got noop");
    terminal.wait_line("a002");
    let paged = std::fs::read_to_string(terminal.program.home().join("paged"));
    let size = lines(300).len();
    let expected =
        format!("* 1 FETCH (BODY[] {{{size}}}\r\n{} UID 1)\r\na001 OK done\r\n", lines(300));
    assert_eq!(paged.expect("the pager has written it"), expected.replace('\r', ""));
    terminal.type_line("noop");
    terminal.wait_for("a002 OK done");
    log_out(&terminal);
    assert_eq!(String::from_utf8_lossy(&server.received()).matches("noop").count(), 1);
    server.finish();
}

#[test]
fn a_signal_ends_the_pager_too() {
    let server = sends_literals(300);
    let pager = "trap 'echo the pager ends; exit' TERM; cat > paged; \
                 echo \"the pager asks, password:$IMAPSH_PASSWORD.\"; \
                 while :; do read answer < /dev/tty; done";
    let terminal = connect_with_pager(&server, pager);
    terminal.type_line("fetch");
    terminal.wait_for("more lines (");
    terminal.wait_line("a002");
    terminal.type_line(":last");
    terminal.wait_row("the pager asks, password:.");
    terminal.signal(nix::sys::signal::Signal::SIGTERM);
    terminal.wait_row("the pager ends");
    terminal.assert_exit(130);
    assert!(terminal.echoes(), "the terminal is as the shell left it");
}

/// Decoded text is folded as literals are, and the pager has all of it.
#[test]
fn decoded_text_is_folded_and_whole_in_the_pager() {
    let text: String = (1..=300).map(|number| format!("caf=C3=A9 {number}\r\n")).collect();
    let body = format!(
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{text}"
    );
    let server = sends_literal(body);
    let terminal = connect_with_pager(&server, "cat > paged; echo it was paged");
    terminal.type_line(":decode on");
    terminal.type_line("fetch 1 body[]");
    terminal.wait_for("245 more lines of the decoded response not shown; :last");
    terminal.wait_line("a002");
    terminal.assert_order(&["café 55", "245 more lines", "a001 OK"]);
    terminal.assert_count("café 56", 0);
    terminal.type_line(":last");
    terminal.wait_row("it was paged");
    terminal.wait_line("a002");
    let paged = std::fs::read_to_string(terminal.program.home().join("paged"));
    let paged = paged.expect("the pager has written it");
    assert!(
        paged.contains("caf=C3=A9 300\n UID 1)\n")
            && paged.contains("    café 300\na001 OK done\n")
    );
    terminal.type_line(":set fold off");
    terminal.type_line(":decode");
    terminal.wait_row("▸     café 300");
    log_out(&terminal);
    server.finish();
}

#[test]
fn last_says_that_the_answer_is_not_complete() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.read_line()?;
        peer.send("* 1 FETCH (UID 1)\r\n")?;
        peer.read_line()?;
        peer.send("* 2 FETCH (UID 2)\r\na001 OK done\r\na002 OK done\r\n")?;
        peer.read_line()?;
        peer.send("* BYE see you\r\na003 OK done\r\n")?;
        peer.close()
    });
    let terminal = connect_with_pager(&server, "cat");
    let goes_on = "The server was still sending this answer; type :last again for the rest of it.";
    terminal.type_line("fetch 1:2 uid");
    terminal.wait_for("* 1 FETCH (UID 1)");
    terminal.type_line(":last");
    terminal.wait_for(goes_on);
    terminal.type_line("noop");
    terminal.wait_for("a002 OK done");
    terminal.type_line(":last");
    terminal.wait_written_count("* 2 FETCH (UID 2)", 2);
    terminal.wait_line("a003");
    assert_eq!(terminal.count_written("The server was still sending"), 1);
    log_out(&terminal);
    server.finish();
}

#[test]
fn last_is_complete_although_an_earlier_command_is_in_progress() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect("x1 check")?;
        peer.expect("a001 fetch 1 uid")?;
        peer.send("* 1 FETCH (UID 7)\r\na001 OK done\r\n")?;
        peer.expect_logout()
    });
    let terminal = connect_with_pager(&server, "cat");
    terminal.type_line("x1 check");
    server.wait_received("x1 check");
    terminal.type_line("fetch 1 uid");
    terminal.wait_for("a001 OK done");
    terminal.type_line(":last");
    terminal.wait_written_count("* 1 FETCH (UID 7)", 2);
    terminal.wait_line("a002");
    terminal.assert_never_written("The server was still sending");
    log_out(&terminal);
    server.finish();
}

#[test]
fn last_without_a_pager_and_without_an_answer() {
    let server = sends_literals(3);
    let terminal = connect_with_pager(&server, "no-such-pager-anywhere");
    terminal.type_line("fetch");
    terminal.wait_line("a002");
    terminal.type_line(":last");
    terminal.wait_for("The pager was not found");
    // It is printed instead.
    terminal.wait_written_count("* 1 FETCH (BODY[] {", 2);
    terminal.wait_line("a002");
    log_out(&terminal);
}

#[test]
fn save_writes_the_octets_of_the_last_literal_and_overwrites_nothing() {
    let server = sends_literals(300);
    let terminal = connect_with_files(&server, &[("taken", "mine")]);
    terminal.type_line(":save mail.eml");
    terminal.wait_for("The last answer has no literal; fetch a message again first");
    terminal.type_line("fetch");
    terminal.wait_line("a002");
    terminal.type_line(":save taken");
    terminal.wait_for("Not saved: taken already exists, and :save never overwrites a file");
    terminal.type_line(":save no/such/folder");
    terminal.wait_for("Not saved to no/such/folder: ");
    terminal.type_line(":save mail.eml");
    terminal.wait_for(&format!("Saved {} octets to mail.eml.", lines(300).len()));
    log_out(&terminal);
    let read = |name: &str| std::fs::read(terminal.program.home().join(name)).expect("a file");
    assert!(read("mail.eml") == lines(300).as_bytes());
    assert_eq!(read("taken"), b"mine");
}

#[test]
fn a_literal_that_the_connections_end_has_cut_is_not_waited_for() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        if peer.number() > 0 {
            return peer.expect_logout();
        }
        peer.expect("a001 fetch")?;
        peer.send("* 1 FETCH (BODY[] {40}\r\nabc")?;
        peer.close()
    });
    let terminal = connect(&server);
    terminal.type_line("fetch");
    terminal.wait_line("(closed)");
    for line in [":save mail.eml", ":save 1 part"] {
        terminal.type_line(line);
    }
    terminal.type_line(":reconnect");
    terminal.wait_line("a002");
    terminal.type_line(":save mail.eml");
    terminal.type_keys(CTRL_D);
    terminal.assert_exit(1);
    terminal.assert_count("Not saved: the connection ended after 3 of the literal's 40 octets.", 3);
}

#[test]
fn save_decodes_a_part_of_the_message() {
    let message = concat!(
        "Content-Type: multipart/mixed; boundary=x\r\n\r\n",
        "--x\r\nContent-Type: text/plain; charset=iso-2022-jp\r\n\r\n\x1b$B2q5D\x1b(B\r\na\r\n",
        "--x\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n",
        "AP8NCg==\r\n--x--\r\n",
    );
    let server = sends_literal(message.to_owned());
    let terminal = connect(&server);
    terminal.type_line(":save 2 plan.pdf");
    terminal
        .wait_for("Not saved: the last answer does not have part 2; fetch it first, for example");
    terminal.type_line("fetch");
    terminal.wait_line("a002");
    terminal.type_line(":save 2 plan.pdf");
    terminal.wait_row("▸ Saved part 2 (application/pdf, base64), 4 octets, to plan.pdf.");
    terminal.type_line(":save 1 note.txt");
    terminal.wait_row(
        "▸ Saved part 1 (text/plain, iso-2022-jp, converted to UTF-8), 8 octets, to note.txt.",
    );
    terminal.type_line(":save 3 x");
    terminal.wait_row(
        "▸ Not saved: the message has no part 3. It has 1 text/plain, 2 application/pdf.",
    );
    terminal.type_line(":save 2 plan.pdf");
    terminal.wait_for("Not saved: plan.pdf already exists");
    terminal.type_line(":save 2");
    terminal.wait_for("Missing argument for :save; usage: :save [PART] FILE");
    log_out(&terminal);
    let read = |name: &str| std::fs::read(terminal.program.home().join(name)).expect("a file");
    assert_eq!(read("plan.pdf"), b"\x00\xff\r\n");
    assert_eq!(read("note.txt"), "会議\na".as_bytes());
    server.finish();
}

/// How many lines the flood below has.
const FLOOD: usize = 5_000;

#[test]
fn ctrl_c_in_a_flood_hides_the_rest_and_counts_it() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect("a001 fetch")?;
        for number in 1..=FLOOD {
            peer.send(format!("* {number} FETCH (FLAGS ())\r\n"))?;
            if number % 50 == 0 {
                peer.expect_silence(Duration::from_millis(10))?;
            }
        }
        peer.send("a001 OK done\r\n")?;
        peer.expect_logout()
    });
    let terminal = connect(&server);
    terminal.type_line("fetch");
    terminal.wait_for("* 200 FETCH");
    terminal.type_keys(CTRL_C);
    terminal.wait_for("The rest is hidden until the server has sent it; :state");
    terminal.wait_for("not shown after Ctrl-C");
    terminal.wait_for("a001 OK done");
    terminal.assert_order(&["The rest is hidden", "not shown after Ctrl-C", "a001 OK done"]);
    let rows = terminal.all_rows();
    let shown = rows.iter().filter(|row| row.contains(" FETCH (FLAGS ())")).count();
    let notice = rows.iter().find(|row| row.contains("not shown after")).expect("a notice");
    let hidden = notice.split(' ').find_map(|word| word.parse::<usize>().ok());
    assert_eq!(shown + hidden.expect("a number"), FLOOD, "{notice}");
    log_out(&terminal);
    server.finish();
}
