//! What the server says while a line is half typed, and when it hangs up.

use super::*;
use crate::support::dovecot::dovecot;
use crate::support::median;
use std::sync::Mutex;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

#[test]
fn an_unsolicited_response_appears_at_once_above_the_half_typed_line() {
    let (ask, asked) = channel::<u32>();
    let (tell, told) = channel::<Instant>();
    let (asked, tell) = (Mutex::new(asked), Mutex::new(tell));
    let server = ScriptedServer::plain(move |peer| {
        peer.send(GREETING)?;
        let asked = crate::support::lock(&asked);
        while let Ok(number) = asked.recv() {
            let now = Instant::now();
            peer.send(format!("* {number} EXISTS\r\n"))?;
            let _ = crate::support::lock(&tell).send(now);
        }
        Ok(())
    });
    let terminal = with(&server);
    terminal.type_keys("search subject 日本\x1b[D\x1b[D\x1b[D");
    terminal.wait_line("a001 search subject 日本");
    let mut times = Vec::new();
    for number in 101..132 {
        assert!(ask.send(number).is_ok());
        let seen = terminal.wait_raw(format!("* {number} EXISTS").replace("* ", " "));
        let sent = told.recv().expect("a push");
        times.push(seen.saturating_duration_since(sent));
        terminal.wait_until("the push above, line and cursor kept", |screen| {
            let (row, column) = screen.cursor_position();
            let rows: Vec<String> = screen.rows(0, 110).collect();
            let at = usize::from(row);
            at > 0
                && rows[at].trim_end() == "a001 search subject 日本"
                && rows[at - 1].trim_end() == format!("* {number} EXISTS")
                && column == 19
        });
    }
    let middle = median(times);
    println!("from the server's octets to the screen: {middle:?} (median of 31)");
    assert!(middle < Duration::from_millis(50), "{middle:?}");
    drop(ask);
}

#[test]
fn a_delivered_mail_appears_above_the_half_typed_line() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    user.deliver_subject("first");
    let terminal = logged_in(dovecot, &user);
    terminal.type_keys("select inbox\r");
    terminal.wait_line("a003");
    terminal.type_keys("idle\r");
    terminal.wait_for("+ idling");
    terminal.type_keys("don");
    terminal.wait_line("don");
    user.deliver_subject("second");
    terminal.wait_for("* 2 EXISTS");
    terminal.wait_line("don");
    terminal.type_keys("e\r");
    terminal.wait_for("a003 OK");
    terminal.wait_line("a004");
}

#[test]
fn a_connection_closed_while_typing() {
    let (go, gone) = channel::<()>();
    let gone = Mutex::new(gone);
    let server = ScriptedServer::plain(move |peer| {
        peer.send(GREETING)?;
        if peer.number() == 0 {
            let _ = crate::support::lock(&gone).recv();
            return peer.hang_up();
        }
        peer.answer("noop", "* 3 EXISTS\r\n")?;
        peer.log_out()
    });
    let terminal = with(&server);
    terminal.type_keys("half");
    terminal.wait_line("a001 half");
    assert!(go.send(()).is_ok());
    terminal.wait_for("The server closed the connection without a BYE.");
    terminal.wait_line("(closed) half");
    terminal.type_keys("\r");
    terminal.wait_for("Not connected");
    terminal.type_keys(":reconnect\r");
    terminal.wait_line("a001");
    terminal.type_keys("noop\r");
    terminal.wait_for("* 3 EXISTS");
    terminal.wait_line("a002");
    terminal.type_keys(":quit\r");
    // The first connection was lost.
    assert_eq!(terminal.wait_exit(), 1);
    server.finish_connection(1);
    assert_terminal_restored(&terminal);
}
