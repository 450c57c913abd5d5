//! Long answers: literals are folded on the screen, and nowhere else.

use super::*;

fn lines(count: usize) -> String {
    (1..=count).map(|number| format!("line {number}\r\n")).collect()
}

/// Answers `fetch` with a literal of this many lines, and reads a literal at `append`.
fn sends_literals(count: usize) -> ScriptedServer {
    let body = lines(count);
    ScriptedServer::plain(move |peer| {
        peer.send(GREETING)?;
        loop {
            let line = peer.read_line()?;
            let (tag, command) = line.split_once(' ').unwrap_or_default();
            if command == "logout" {
                peer.send(format!("* BYE see you\r\n{tag} OK done\r\n"))?;
                return peer.close();
            }
            if command == "fetch" {
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
    terminal.wait_for(" UID 1)");
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
