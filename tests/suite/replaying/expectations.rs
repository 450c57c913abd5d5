//! `:expect` and `:wait`.

use super::{NOT_RECEIVED, replay_accepted};
use crate::support::replays::replay_on;
use crate::support::scripted_server::ScriptedServer;
use indoc::indoc;

#[test]
fn expect_passes_and_fails() {
    for script in
        [":expect * OK ready\nlogout\n", ":expect * ok READY\nnoop\n:expect a001 ok ...\nlogout\n"]
    {
        replay_accepted(script, &[]).0.assert_status(0);
    }
    for script in [
        // The second pattern would match the same response again.
        "noop\n:expect a001 ... done\n:expect a001 ...\nlogout\n",
        "noop\n:expect a001\n",
    ] {
        let (finished, _) = replay_accepted(script, &["--timeout", "1s"]);
        finished.assert_status(1).assert_stderr_contains(&format!("{NOT_RECEIVED}: "));
    }
}

#[test]
fn wait_never_fails_and_ends_at_its_pattern() {
    let script = indoc! {"
        noop
        :wait 200ms * 99 EXISTS
        :wait 1h a001 OK ...
        logout
    "};
    replay_accepted(script, &[]).0.assert_status(0);
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        peer.answer("noop", "")?;
        peer.send("* 5 EXISTS\r\n")?;
        peer.expect_logout()
    });
    let script = "noop\n:wait 1h * 5 EXISTS\nlogout\n";
    replay_on(&server, script, &[]).assert_status(0);
}

#[test]
fn waiting_for_a_pattern_ends_when_the_connection_ends() {
    let script = "logout\n:wait 1h * NEVER\n";
    replay_accepted(script, &[]).0.assert_status(0);
}
