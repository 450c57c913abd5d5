//! Tags that do not fit in one piece of a line.

use crate::support::replays::replay_on;
use crate::support::scripted_server::ScriptedServer;
use crate::support::scripted_server::scripts::accepts_everything;

#[test]
fn a_long_tag_is_matched_to_its_completion() {
    for length in [65_533, 65_534, 200_000] {
        let server = ScriptedServer::plain(accepts_everything);
        let script = format!("{} noop\ncheck\n", "t".repeat(length));
        replay_on(&server, script, &["--timeout", "5s"]).assert_status(0);
    }
}

#[test]
fn an_error_repeats_only_the_beginning_of_a_long_tag() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        let line = peer.read_line()?;
        peer.send(format!("{} NO because\r\n", line.trim_end_matches(" noop")))?;
        peer.expect_logout()
    });
    let finished = replay_on(&server, format!("{} noop\n", "t".repeat(70_000)), &[]);
    finished.assert_status(1).assert_stderr_contains("t… failed: expected OK, received ttt");
    finished.assert_stderr_contains("t… NO because");
    assert!(finished.stderr.len() < 2000, "{}", finished.stderr);
}
