//! Servers that send escape sequences, and imitations of imapsh's notices.

use super::*;
use crate::support::keys::{CTRL_U, TAB};

#[test]
fn escape_sequences_from_the_server_are_escaped() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect("a001 noop")?;
        peer.send("* OK \x1b]0;title\x07 \x1b]52;c;AAAA\x07 \x1b[31mred \u{9b}2J\r\n")?;
        peer.send("no response at all\r\n▸ imapsh speaks\r\n")?;
        peer.send("* 1 FETCH (BODY[] {9}\r\n\x1b[2Jabc\r\n)\r\na001 OK \x1b[?1049h\r\n")?;
        peer.expect_logout()
    });
    let terminal = connect(&server);
    terminal.type_line("noop");
    terminal.wait_for("a001 OK");
    terminal.wait_line("a002");
    terminal.wait_row("? no response at all");
    terminal.wait_row("␛[2Jabc");
    terminal.wait_for("␛]0;title\\x07");
    terminal.assert_count("▸ imapsh", 0);
    for part in ["\x1b]", "\x1b[2J", "\x1b[?1049h", "\x07"] {
        terminal.assert_never_written(part);
    }
    assert_eq!(terminal.requests(), [""; 0]);
    log_out(&terminal);
}

#[test]
fn names_from_a_server_are_completed_only_if_they_are_safe() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.send("* LIST () \"/\" \"Ar\x1b]0;title\x07\"\r\n* LIST () \"/\" Archive\u{202e}\r\n")?;
        peer.send("* LIST () \"/\" Apples\r\n* LIST () \"/\" Apricots\r\n")?;
        peer.expect_logout()
    });
    let terminal = connect(&server);
    terminal.wait_for("Apricots");
    terminal.type_keys(format!("select A{TAB}"));
    terminal.wait_line("a001 select Ap");
    terminal.type_keys(TAB);
    terminal.wait_for("Apples    Apricots");
    terminal.type_keys(format!("{CTRL_U}{CTRL_D}"));
    terminal.assert_exit(0);
    for part in ["\x1b]", "title\x07", "\u{202e}"] {
        terminal.assert_never_written(part);
    }
}
