//! `imapsh replay`: a script is sent line by line, and each answer is checked.

mod asked;
mod connection_end;
mod ending;
mod expectations;
mod failures;
mod listings;
mod long_tags;
mod pacing;
mod runs;
mod script_errors;
mod standard_input;
mod steps;
mod terminal;

use crate::support::process::Finished;
use crate::support::replays::replay_on;
use crate::support::scripted_server::ScriptedServer;
use crate::support::scripted_server::scripts::accepts_everything;

/// A part of the notice about responses that a listing shows and that did not arrive.
const NOT_RECEIVED: &str = "Expected but not received";

/// Replays a script on a server that [`accepts_everything`]. Returns what the server received, too.
#[track_caller]
fn replay_accepted(script: &str, options: &[&str]) -> (Finished, String) {
    let server = ScriptedServer::plain(accepts_everything);
    let finished = replay_on(&server, script, options);
    let received = String::from_utf8_lossy(&server.finish()).into_owned();
    (finished, received)
}
