//! Listings copied from tutorials, RFCs and terminals: only the commands are sent, and in IDLE the
//! responses that the listing shows are awaited before `done`.

use super::{NOT_RECEIVED, replay_accepted};
use crate::support::dovecot::dovecot;
use crate::support::replays::{dovecot_args, replay, replay_on, start_replay};
use crate::support::scripted_server::ScriptedServer;
use indoc::indoc;
use std::time::Duration;

const TUTORIAL: &str = include_str!("../../listings/tutorial.txt");
const RFC3501: &str = include_str!("../../listings/rfc3501.txt");
const RFC2177: &str = include_str!("../../listings/rfc2177.txt");
const TELNET: &str = include_str!("../../listings/telnet.txt");
const OPENSSL: &str = include_str!("../../listings/openssl.txt");

/// A time in which imapsh would send `done` if it did not wait for a response.
const SILENCE: Duration = Duration::from_millis(200);

#[test]
fn the_tutorials_listing_paces_itself() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.named_user("user");
    for number in 0..11 {
        user.deliver(&format!("old-{number}"));
    }
    let replay = start_replay(TUTORIAL, &dovecot_args(dovecot, &[]));
    replay.stdout.wait_for("+ idling");
    user.deliver("new");
    let finished = replay.finish();
    finished.assert_status(0).assert_stderr_lacks(NOT_RECEIVED);
    let text = finished.text();
    let mut rest = text.as_str();
    for part in
        ["a004 idle\r\n", "+ idling\r\n", "* 12 EXISTS\r\n", "\r\ndone\r\n", "a005 logout\r\n"]
    {
        let position = rest.find(part);
        let position =
            position.unwrap_or_else(|| panic!("{part:?} is not in its place in\n{text}"));
        rest = &rest[position + part.trim().len()..];
    }
}

#[test]
fn the_listings_of_telnet_and_openssl() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.named_user("user");
    user.deliver("hello");
    for listing in [TELNET, OPENSSL] {
        replay(listing, &dovecot_args(dovecot, &[])).assert_status(0).assert_stdout_lacks("verify");
    }
}

#[test]
fn the_sample_session_of_rfc_3501_replays() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.named_user("mrc");
    for number in 0..18 {
        user.deliver(&format!("mail-{number}"));
    }
    let finished = replay(RFC3501, &dovecot_args(dovecot, &[]));
    finished.assert_status(0);
    for command in [
        "a001 login mrc ${password}\r\n",
        "a003 fetch 12 full\r\n",
        "a004 fetch 12 body[header]\r\n",
        "a005 store 12 +flags \\deleted\r\n",
        "a006 logout\r\n",
    ] {
        finished.assert_stdout_contains(command);
    }
    // A name in the responses of the listing.
    finished.assert_stdout_lacks("Crispin");
}

#[test]
fn the_examples_of_rfc_2177_with_their_prose() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* PREAUTH ready\r\n")?;
        peer.expect("A001 SELECT INBOX")?;
        peer.send("* 3 EXISTS\r\nA001 OK\r\n")?;
        peer.expect("A002 IDLE")?;
        peer.send("+ idling\r\n")?;
        // DONE is not sent before the EXISTS that the listing shows.
        peer.expect_silence(SILENCE)?;
        peer.send("* 4 EXISTS\r\n")?;
        peer.expect("DONE")?;
        peer.send("A002 OK\r\n")?;
        peer.expect("A003 FETCH 4 ALL")?;
        peer.send("A003 OK\r\n")?;
        peer.expect("A004 IDLE")?;
        peer.send("* 2 EXPUNGE\r\n* 3 EXISTS\r\n+ idling\r\n* 3 EXPUNGE\r\n* 2 EXISTS\r\n")?;
        peer.expect_silence(SILENCE)?;
        peer.send("* 3 EXISTS\r\n")?;
        peer.expect("DONE")?;
        peer.send("A004 OK\r\n")?;
        peer.expect("A005 FETCH 3 ALL")?;
        peer.send("A005 OK\r\n")?;
        peer.expect("A006 IDLE")?;
        peer.send("+ idling\r\n")?;
        peer.expect("done")?;
        peer.send("A006 OK\r\n")?;
        peer.expect_logout()
    });
    let finished = replay_on(&server, RFC2177, &[]);
    server.finish();
    finished.assert_status(0);
}

#[test]
fn responses_missing_in_idle_are_named_without_failing() {
    let script = indoc! {"
        :set patience 200ms
        idle
        * 12 EXISTS
        * 1 RECENT
        done
        logout
    "};
    let (finished, _) = replay_accepted(script, &[]);
    finished
        .assert_status(0)
        .assert_stderr_contains(NOT_RECEIVED)
        .assert_stderr_contains("EXISTS, RECENT");
}

#[test]
fn a_tagged_done_waits_for_the_listing_too() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* PREAUTH ready\r\n")?;
        peer.expect("a1 idle")?;
        peer.send("+ idling\r\n")?;
        peer.expect_silence(SILENCE)?;
        peer.send("* 5 EXISTS\r\n")?;
        peer.expect("a1 done")?;
        peer.send("a1 BAD Expected DONE.\r\n")?;
        peer.expect_logout()
    });
    let script = indoc! {"
        a1 idle
        + idling
        * 5 EXISTS
        a1 done
        a1 BAD Expected DONE.
        a2 logout
    "};
    replay_on(&server, script, &[]).assert_status(0);
    server.finish();
}

#[test]
fn each_idle_counts_its_own_responses() {
    let server = ScriptedServer::plain(|peer| {
        let responses = "* 5 EXISTS\r\n+ idling\r\n* OK Still here\r\n* 6 EXISTS\r\n";
        peer.send("* PREAUTH ready\r\n")?;
        peer.expect("a001 idle")?;
        peer.send(responses)?;
        peer.expect("done")?;
        peer.send("a001 OK\r\n")?;
        // The listing shows one EXISTS more in the second IDLE.
        peer.expect("a002 idle")?;
        peer.send(responses)?;
        peer.expect_silence(SILENCE)?;
        peer.send("* 7 EXISTS\r\n")?;
        peer.expect("done")?;
        peer.send("a002 OK\r\n")?;
        peer.expect_logout()
    });
    let script = indoc! {"
        idle
        * 1 EXISTS
        * OK
        * 2 EXISTS
        done
        idle
        * 1 EXISTS
        * 1 EXISTS
        * 1 EXISTS
        done
        logout
    "};
    let finished = replay_on(&server, script, &[]);
    server.finish();
    finished.assert_status(0).assert_stderr_lacks(NOT_RECEIVED);
}

#[test]
fn commands_may_share_one_tag_and_be_unknown() {
    let script = indoc! {"
        a noop
        a OK
        a nope
        a NO
        a check
        a OK
        a logout
    "};
    let (finished, received) = replay_accepted(script, &[]);
    // "a" is the tag of this listing, so that "nope" is taken for a command.
    finished.assert_status(0);
    assert!(received.contains("\r\na nope\r\n"), "{received}");
}
