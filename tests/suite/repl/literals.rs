//! Literals and AUTHENTICATE, typed by hand.

use super::*;
use crate::support::dovecot::dovecot;
use base64::{Engine, engine::general_purpose::STANDARD};

#[test]
fn login_by_literals() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    let (name, password) = (&user.name, &user.password);
    let terminal = plain(dovecot);
    terminal.type_keys(format!("login {{{}}}\r", name.len()));
    terminal.wait_line(&format!("{{{}}}", name.len()));
    terminal.type_keys(format!("{name} {{{}}}\r", password.len()));
    terminal.wait_line(&format!("{{{}}}", password.len()));
    terminal.type_keys(password);
    let masked = "*".repeat(password.len());
    terminal.wait_line(&format!("{{{}}} {masked}", password.len()));
    terminal.type_keys("\r");
    terminal.wait_for("a001 OK");
    terminal.wait_line("a002");
    row(&terminal, "${password}");
    row(&terminal, &format!("{name} {{{}}}", password.len()));
    assert_secret_absent(&terminal, password);
}

#[test]
fn the_prompt_counts_down_and_ctrl_c_reports_the_missing_octets() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    let terminal = logged_in(dovecot, &user);
    terminal.type_keys("append inbox {13}\r");
    terminal.wait_line("{13}");
    terminal.type_keys("\r");
    terminal.wait_line("{11}");
    terminal.type_keys("abc\x03");
    terminal.wait_for("Octets of the literal still expected: 11");
    terminal.wait_line("{11}");
    terminal.type_keys(":quit\r");
    terminal.wait_line("{4}");
    terminal.type_keys("last\r");
    terminal.wait_for("a002 OK");
    terminal.wait_line("a003");
    let mails = user.mails();
    assert_eq!(mails.len(), 1);
    terminal.type_keys("\x04");
    assert_eq!(terminal.wait_exit(), 0);
}

#[test]
fn empty_and_nonsynchronizing_literals_and_a_count_inside_a_line_end() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect("a001 x {0}")?;
        peer.send("+ go\r\n")?;
        peer.expect("rest")?;
        peer.send("a001 OK one\r\n")?;
        peer.expect("a002 x {3+}")?;
        peer.expect("abc rest")?;
        peer.send("a002 OK two\r\n")?;
        peer.expect("a003 x {4}")?;
        peer.send("+ go\r\n")?;
        let octets = peer.octets(5)?;
        assert_eq!(octets, b"abc\r\n");
        peer.send("a003 OK three\r\n")?;
        peer.expect("a004 append inbox {9}")?;
        peer.send("+ go\r\n")?;
        peer.expect("one")?;
        peer.expect("日")?;
        peer.expect("")?;
        peer.send("a004 OK four\r\n")?;
        peer.log_out()
    });
    let terminal = with(&server);
    terminal.type_keys("x {0}\r");
    terminal.wait_for("+ go");
    terminal.wait_line("");
    terminal.type_keys("rest\r");
    terminal.wait_for("a001 OK");
    terminal.wait_line("a002");
    terminal.type_keys("x {3+}\r");
    terminal.wait_line("{3}");
    terminal.type_keys("abc rest\r");
    terminal.wait_for("a002 OK");
    terminal.wait_line("a003");
    terminal.type_keys("x {4}\r");
    terminal.wait_line("{4}");
    terminal.type_keys("abc\r");
    terminal.wait_for("ends between CR and LF");
    terminal.wait_for("a003 OK");
    terminal.wait_line("a004");
    terminal.type_keys("append inbox {<<END}\r");
    terminal.wait_line("{<<END}");
    terminal.type_keys("one\r日\rEND\r");
    terminal.wait_for("append inbox {10}");
}

#[test]
fn a_refused_literal_drops_the_rest_of_the_paste() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    let terminal = logged_in(dovecot, &user);
    terminal.type_keys(paste("append nosuch/one {5}\nhello\n\ncapability"));
    terminal.wait_for("a002 NO");
    terminal.wait_for("The server refused a002 append");
    terminal.wait_for("3 more pasted lines were dropped");
    terminal.wait_line("a003");
    assert!(!terminal.all_rows().iter().any(|row| row.contains("hello")));
}

#[test]
fn authenticate_plain_by_hand() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    let answer = STANDARD.encode(format!("\0{}\0{}", user.name, user.password));
    let terminal = plain(dovecot);
    terminal.type_keys("authenticate plain\r");
    terminal.wait_for("\n+");
    terminal.wait_line("");
    terminal.type_keys(&answer);
    terminal.wait_line(&"*".repeat(answer.len()));
    terminal.type_keys("\r");
    terminal.wait_for("a001 OK");
    terminal.wait_line("a002");
    row(&terminal, "${sasl}");
    assert_secret_absent(&terminal, &answer);
    assert_secret_absent(&terminal, &user.password);
}

#[test]
fn ctrl_c_and_a_star_cancel_an_authentication() {
    let Some(dovecot) = dovecot() else { return };
    let terminal = plain(dovecot);
    terminal.type_keys("authenticate plain\r");
    // At once, whether the prompt for the answer stands or not.
    terminal.wait_for("\n+");
    terminal.type_keys("half\x03");
    terminal.wait_for("a001 BAD");
    terminal.wait_line("a002");
    row(&terminal, "*");
    terminal.type_keys("authenticate login\r");
    terminal.wait_for("+ VXNlcm5hbWU6");
    terminal.wait_line("");
    terminal.type_keys("*\r");
    terminal.wait_for("a002 BAD");
    terminal.wait_line("a003");
}

#[test]
fn an_empty_answer_is_sent() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect("a001 authenticate external")?;
        peer.send("+ \r\n")?;
        peer.expect("")?;
        peer.send("a001 OK in\r\n")?;
        peer.log_out()
    });
    let terminal = with(&server);
    terminal.type_keys("authenticate external\r");
    terminal.wait_for("\n+");
    terminal.wait_line("");
    terminal.type_keys("\r");
    terminal.wait_for("a001 OK");
    terminal.type_keys("\x04");
    assert_eq!(terminal.wait_exit(), 0);
}

#[test]
fn file_and_heredoc_literals_are_counted() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    let port = dovecot.plain_port();
    let program = Program::imapsh(&["localhost", &port, "--plain"]);
    program.file("mail.eml", "Subject: file\r\n\r\ndatei\r\n");
    let terminal = Terminal::run(program, 60, 110);
    terminal.wait_line("a001");
    terminal.type_keys(format!("login {} {}\r", user.name, user.password));
    terminal.wait_for("a001 OK");
    terminal.wait_line("a002");
    terminal.type_keys("append inbox {<mail.eml}\r");
    terminal.wait_for("a002 OK");
    terminal.wait_line("a003");
    row(&terminal, "a002 append inbox {24}");
    row(&terminal, "datei");
    terminal.type_keys("append inbox {<<END}\r");
    terminal.wait_line("{<<END}");
    terminal.type_keys("Subject: 日本\r\rselect :help\r");
    terminal.wait_row("· select :help");
    terminal.wait_line("{<<END}");
    terminal.type_keys("END\r");
    terminal.wait_for("a003 OK");
    terminal.wait_line("a004");
    row(&terminal, "a003 append inbox {33}");
    // Given up, nothing of it goes out.
    terminal.type_keys("append inbox {<<END}\r");
    terminal.wait_line("{<<END}");
    terminal.type_keys("half\x03");
    terminal.wait_for("none of them was sent");
    terminal.wait_line("a004");
    terminal.type_keys("append inbox {<no such file}\r");
    terminal.wait_for("no such file: ");
    terminal.wait_line("a004");
    terminal.type_keys("\x04");
    assert_eq!(terminal.wait_exit(), 0);
    let mails: Vec<Vec<u8>> = (user.mails().iter())
        .map(|path| std::fs::read(path).expect("a mail"))
        .collect();
    assert_eq!(mails.len(), 2);
    // The server may store its own line ends.
    let text = String::from_utf8_lossy(&mails.concat()).replace('\r', "");
    assert!(text.contains("Subject: 日本\n\nselect :help\n"), "{text}");
    assert!(text.contains("Subject: file\n\ndatei\n"), "{text}");
}
