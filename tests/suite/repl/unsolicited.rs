//! Unsolicited responses, and the end of the connection, while a line is half typed.

use super::*;
use crate::support::Gate;
use crate::support::dovecot::dovecot;
use crate::support::keys::LEFT;
use crate::support::timing::assert_median_below;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

#[test]
fn an_unsolicited_response_appears_at_once_above_the_half_typed_line() {
    let (request, requests) = channel::<u32>();
    let (report, reports) = channel::<Instant>();
    let server = ScriptedServer::plain_once(move |peer| {
        peer.send(GREETING)?;
        for number in requests {
            let sent = Instant::now();
            peer.send(format!("* {number} EXISTS\r\n"))?;
            let _ = report.send(sent);
        }
        Ok(())
    });
    let terminal = connect(&server);
    terminal.type_keys("search subject 日本");
    terminal.type_keys(LEFT.repeat(3));
    terminal.wait_cursor("a001 search subject 日本", 19);
    let mut number = 100_000;
    assert_median_below(Duration::from_millis(50), || {
        number += 1;
        request.send(number).expect("the server runs");
        // Alone, because the words beside it have other colors.
        let shown = terminal.wait_written(&number.to_string());
        let rows = format!("* {number} EXISTS\na001 search subject 日本");
        terminal.wait_until("the response above the unchanged line", |screen| {
            screen.contents().trim_end().ends_with(&rows) && screen.cursor_position().1 == 19
        });
        let sent = reports.recv().expect("the server reports when it sent");
        shown.saturating_duration_since(sent)
    });
}

#[test]
fn a_delivered_mail_appears_above_the_half_typed_line() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    user.deliver("first");
    let terminal = idle_on_dovecot(dovecot, &user);
    terminal.type_keys("don");
    terminal.wait_line("don");
    user.deliver("second");
    terminal.wait_for("* 2 EXISTS");
    terminal.wait_line("don");
    terminal.type_line("e");
    terminal.wait_for("a003 OK");
    terminal.wait_line("a004");
}

#[test]
fn a_connection_closed_while_typing() {
    let gate = Gate::new();
    let server_gate = gate.clone();
    let server = ScriptedServer::plain(move |peer| {
        peer.send(GREETING)?;
        if peer.number() == 0 {
            server_gate.wait();
            return peer.close();
        }
        peer.answer("noop", "* 3 EXISTS\r\n")?;
        peer.expect_logout()
    });
    let terminal = connect(&server);
    terminal.type_keys("half");
    terminal.wait_line("a001 half");
    gate.open();
    terminal.wait_for("The server closed the connection without a BYE.");
    terminal.wait_line("(closed) half");
    terminal.type_keys(ENTER);
    terminal.wait_for("Not connected");
    terminal.type_line(":reconnect");
    terminal.wait_line("a001");
    terminal.type_line("noop");
    terminal.wait_for("* 3 EXISTS");
    terminal.wait_line("a002");
    terminal.type_line(":quit");
    // Not 0, because the first connection was lost.
    terminal.assert_exit(1);
    server.finish_connection(1);
    terminal.assert_restored();
}
