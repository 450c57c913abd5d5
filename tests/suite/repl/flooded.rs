//! The prompt while the server sends thousands of unsolicited lines per second.

use super::*;
use crate::support::scripted_server::{Outcome, Peer};
use crate::support::timing::assert_median_below;
use std::time::{Duration, Instant};

/// A delay that a person notices.
const NOTICED: Duration = Duration::from_millis(100);

/// A server that sends 5,000 lines per second, and accepts every command except `slow`, which it never
/// answers.
fn floods(peer: &mut Peer) -> Outcome {
    peer.send(GREETING)?;
    let lines = "* 1 FETCH (FLAGS (\\Seen))\r\n".repeat(50);
    loop {
        peer.send(&lines)?;
        if peer.expect_silence(Duration::from_millis(10)).is_ok() {
            continue;
        }
        let line = peer.read_line()?;
        let (tag, command) = line.split_once(' ').unwrap_or_default();
        match command {
            "slow" => {}
            "logout" => {
                peer.send(format!("* BYE see you\r\n{tag} OK done\r\n"))?;
                return peer.close();
            }
            _ => peer.send(format!("{tag} OK done\r\n"))?,
        }
    }
}

#[test]
fn the_prompt_is_back_at_once() {
    let server = ScriptedServer::plain(floods);
    let terminal = connect(&server);
    let mut number = 1;
    assert_median_below(NOTICED, || {
        let typed = Instant::now();
        terminal.type_line("noop");
        number += 1;
        terminal.wait_line(&format!("a{number:03}"));
        typed.elapsed()
    });
}

#[test]
fn leaving_takes_no_time() {
    for keys in [CTRL_D, ":quit\r"] {
        assert_median_below(NOTICED, || {
            let server = ScriptedServer::plain(floods);
            let terminal = connect(&server);
            let typed = Instant::now();
            terminal.type_keys(keys);
            terminal.wait_exit();
            typed.elapsed()
        });
    }
}

#[test]
fn the_prompt_is_back_at_once_although_the_command_is_not_completed() {
    let server = ScriptedServer::plain(floods);
    let terminal = connect(&server);
    let mut number = 1;
    assert_median_below(NOTICED, || {
        let typed = Instant::now();
        terminal.type_line("slow");
        number += 1;
        terminal.wait_line(&format!("a{number:03}"));
        typed.elapsed()
    });
    terminal.type_line(":quit");
    terminal.assert_exit(0);
}
