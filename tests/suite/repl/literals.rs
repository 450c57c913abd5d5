//! Literals and AUTHENTICATE at the prompt.

use super::*;
use crate::support::dovecot::dovecot;
use crate::support::keys::CTRL_C;
use crate::support::scripted_server::scripts::accepts_everything;
use base64::{Engine, engine::general_purpose::STANDARD};

#[test]
fn literals_log_in() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    let (name, password) = (&user.name, &user.password);
    let terminal = connect_to_dovecot(dovecot);
    terminal.type_line(format!("login {{{}}}", name.len()));
    terminal.wait_line(&format!("{{{}}}", name.len()));
    terminal.type_line(format!("{name} {{{}}}", password.len()));
    terminal.wait_line(&format!("{{{}}}", password.len()));
    terminal.type_keys(password);
    let masked = "*".repeat(password.len());
    terminal.wait_line(&format!("{{{}}} {masked}", password.len()));
    terminal.type_keys(ENTER);
    terminal.wait_for("a001 OK");
    terminal.wait_line("a002");
    terminal.wait_row("${password}");
    terminal.wait_row(&format!("{name} {{{}}}", password.len()));
    assert_secret_absent(&terminal, password);
}

#[test]
fn the_prompt_counts_down_and_ctrl_c_reports_the_missing_octets() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    let terminal = log_in_to_dovecot(dovecot, &user);
    terminal.type_line("append inbox {13}");
    terminal.wait_line("{13}");
    terminal.type_keys(ENTER);
    terminal.wait_line("{11}");
    terminal.type_keys(format!("abc{CTRL_C}"));
    terminal.wait_for("Octets of the literal still expected: 11");
    terminal.wait_line("{11}");
    terminal.type_line(":quit");
    terminal.wait_line("{4}");
    terminal.type_line("last");
    terminal.wait_for("a002 OK");
    terminal.wait_line("a003");
    assert_eq!(user.mails().len(), 1);
    log_out(&terminal);
}

#[test]
fn a_literal_that_ends_with_a_line_says_that_the_command_has_to_be_ended() {
    let terminal = log_in_to_practice_server();
    terminal.type_line(":set timeout 200ms");
    terminal.wait_for("timeout 200ms");
    terminal.wait_line("a002");
    terminal.type_line("append Drafts {7}");
    terminal.wait_line("{7}");
    terminal.type_line("hello");
    terminal.wait_for("The literal is complete: it ends with this line's ending");
    terminal.wait_for("is {5}. Enter alone ends the command.");
    // imapsh waits for the user, not for the server.
    std::thread::sleep(std::time::Duration::from_millis(500));
    terminal.assert_count("The server sent nothing", 0);
    terminal.type_line("noop");
    terminal.wait_for("The literal was complete before this line, which is sent as the rest");
    terminal.wait_for("a002 BAD");
    terminal.assert_count("The literal's count is too small", 0);
    terminal.wait_line("a003");
    terminal.type_line("append Drafts {7}");
    terminal.wait_line("{7}");
    terminal.type_keys(format!("hello{ENTER}{ENTER}"));
    terminal.wait_for("a003 OK");
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
        let octets = peer.read_octets(5)?;
        assert_eq!(octets, b"abc\r\n");
        peer.send("a003 OK three\r\n")?;
        peer.expect("a004 append inbox {10}")?;
        peer.send("+ go\r\n")?;
        peer.expect("one")?;
        peer.expect("日")?;
        peer.expect("")?;
        peer.send("a004 OK four\r\n")?;
        peer.expect_logout()
    });
    let terminal = connect(&server);
    terminal.type_line("x {0}");
    terminal.wait_for("+ go");
    terminal.wait_line("");
    terminal.type_line("rest");
    terminal.wait_for("a001 OK");
    terminal.wait_line("a002");
    terminal.type_line("x {3+}");
    terminal.wait_line("{3}");
    terminal.type_line("abc rest");
    terminal.wait_for("a002 OK");
    terminal.wait_line("a003");
    terminal.type_line("x {4}");
    terminal.wait_line("{4}");
    terminal.type_line("abc");
    terminal.wait_for("ends between CR and LF");
    terminal.wait_for("a003 OK");
    terminal.wait_line("a004");
    terminal.type_line("append inbox {<<END}");
    terminal.wait_line("{<<END}");
    terminal.type_line(":quit");
    terminal.wait_for("which a line \"END\" ends");
    terminal.type_keys(CTRL_C);
    terminal.wait_for("none of them was sent");
    terminal.type_line("append inbox {<<END}");
    terminal.wait_line("{<<END}");
    terminal.type_keys(format!("one{ENTER}日{ENTER}END{ENTER}"));
    terminal.wait_for("append inbox {10}");
    terminal.wait_for("a004 OK four");
    log_out(&terminal);
    server.finish();
    // Lines that continue a command are not kept in the history.
    let history = terminal.program.read_file(".local/state/imapsh/history");
    assert!(history.contains("x {0}\nx {3+}\n") && !history.contains("rest"), "{history}");
}

#[test]
fn a_refused_literal_drops_the_rest_of_the_paste() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    let terminal = log_in_to_dovecot(dovecot, &user);
    paste(&terminal, "append nosuch/one {5}\nhello\n\ncapability");
    terminal.wait_for("a002 NO");
    terminal.wait_for("The server refused a002 append");
    terminal.wait_for("2 more pasted lines were dropped");
    terminal.wait_line("a003");
    terminal.assert_count("hello", 0);
}

#[test]
fn authenticate_plain_works_by_hand() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    let answer = STANDARD.encode(format!("\0{}\0{}", user.name, user.password));
    let terminal = connect_to_dovecot(dovecot);
    terminal.type_line("authenticate plain");
    terminal.wait_for("\n+");
    terminal.wait_line("");
    terminal.type_keys(&answer);
    terminal.wait_line(&"*".repeat(answer.len()));
    terminal.type_keys(ENTER);
    terminal.wait_for("a001 OK");
    terminal.wait_line("a002");
    terminal.wait_row("${sasl}");
    assert_secret_absent(&terminal, &answer);
    assert_secret_absent(&terminal, &user.password);
}

#[test]
fn ctrl_c_and_a_star_cancel_an_authentication() {
    let Some(dovecot) = dovecot() else { return };
    let terminal = connect_to_dovecot(dovecot);
    terminal.type_line("authenticate plain");
    // Without waiting for the prompt of the answer.
    terminal.wait_for("\n+");
    terminal.type_keys(format!("half{CTRL_C}"));
    terminal.wait_for("a001 BAD");
    terminal.wait_line("a002");
    terminal.wait_row("*");
    terminal.type_line("authenticate login");
    terminal.wait_for("+ VXNlcm5hbWU6");
    terminal.wait_line("");
    terminal.type_line("*");
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
        peer.expect_logout()
    });
    let terminal = connect(&server);
    terminal.type_line("authenticate external");
    terminal.wait_for("\"*\" cancels.");
    terminal.wait_line("");
    terminal.type_keys(ENTER);
    terminal.wait_for("a001 OK");
    log_out(&terminal);
}

#[test]
fn file_and_heredoc_literals_are_counted() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    let terminal = log_in_to_dovecot(dovecot, &user);
    let mail = "Subject: file\r\n\r\ndatei\r\n";
    terminal.program.write_file("mail.eml", mail);
    terminal.type_line("append inbox {<mail.eml}");
    terminal.wait_for("a002 OK");
    terminal.wait_line("a003");
    terminal.wait_row("a002 append inbox {24}");
    terminal.wait_row("datei");
    terminal.type_line("append inbox {<<END}");
    terminal.wait_line("{<<END}");
    terminal.type_keys(format!("Subject: 日本{ENTER}{ENTER}select :help{ENTER}"));
    terminal.wait_row("· select :help");
    terminal.wait_line("{<<END}");
    terminal.type_line("END");
    terminal.wait_for("a003 OK");
    terminal.wait_line("a004");
    terminal.wait_row("a003 append inbox {33}");
    // After the cancellation, no part of it is sent.
    terminal.type_line("append inbox {<<END}");
    terminal.wait_line("{<<END}");
    terminal.type_keys(format!("half{CTRL_C}"));
    terminal.wait_for("none of them was sent");
    terminal.wait_line("a004");
    terminal.type_line("append inbox {<no such file}");
    terminal.wait_for("no such file: ");
    terminal.wait_line("a004");
    log_out(&terminal);
    let mails = user.mails();
    assert_eq!(mails.len(), 2);
    let mails = mails.iter().map(std::fs::read_to_string);
    let text: String = mails.collect::<Result<_, _>>().expect("mails are UTF-8");
    // The server may store other line ends.
    let text = text.replace('\r', "");
    assert!(text.contains("Subject: 日本\n\nselect :help\n"), "{text}");
    assert!(text.contains("Subject: file\n\ndatei\n"), "{text}");
}

/// The server sends nothing before it has all octets, so only the paste changes the prompt.
#[test]
fn the_prompt_counts_the_octets_of_a_paste() {
    for paste in super::held_pastes::PASTES {
        let server = ScriptedServer::plain(accepts_everything);
        let terminal = connect(&server);
        terminal.type_line("append Drafts {30}");
        terminal.wait_line("{30}");
        paste(&terminal, "one\ntwo\n");
        terminal.wait_line("{20}");
        terminal.type_keys(CTRL_C.repeat(2));
        terminal.wait_line("(closed)");
    }
}

#[test]
fn a_response_that_cannot_be_computed_is_refused_without_a_question() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect("a001 authenticate x-other")?;
        peer.send("+ aGk=\r\n")?;
        peer.expect("*")?;
        peer.send("a001 BAD cancelled\r\n")?;
        peer.expect_logout()
    });
    let terminal = connect(&server);
    terminal.type_line("authenticate x-other");
    terminal.wait_for("expects an answer");
    terminal.type_line("${sasl}");
    terminal.wait_row("· ${sasl}");
    terminal.type_line("*");
    terminal.wait_for("a001 BAD");
    log_out(&terminal);
    terminal.assert_never_written("User:");
    server.finish();
}
