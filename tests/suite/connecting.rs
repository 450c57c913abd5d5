//! Connecting to a server. Without a session imapsh exits with status 3, reports the cause and what
//! to try, and sends nothing of the script.

mod addresses;
mod certificates;
mod child_process;
mod greeting;
mod starttls;
mod wrong_port;

use crate::support::contains;
use crate::support::process::Finished;
use crate::support::scripted_server::ScriptedServer;

/// A script of which a server may see nothing until its identity has been verified.
const LOGIN_SCRIPT: &str = "zz1 login somebody Kept-For-Later\nzz2 noop\nzz3 logout\n";

/// There was no session: exit status 3, these texts on standard error, and the password nowhere.
#[track_caller]
fn assert_no_session(finished: &Finished, texts: &[&str]) {
    finished.assert_status(3);
    for text in texts {
        finished.assert_stderr_contains(text);
    }
    finished.assert_output_lacks("Kept");
}

/// The server received nothing of [`LOGIN_SCRIPT`].
#[track_caller]
fn assert_script_not_sent(server: &ScriptedServer) {
    for number in 0..server.connections() {
        let received = server.connection(number).received.octets();
        for part in ["Kept", "zz1", "login", "zz2"] {
            assert!(!contains(&received, part.as_bytes()), "{part} was sent");
        }
    }
}
