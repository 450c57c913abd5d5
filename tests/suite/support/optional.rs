//! Tests that need a program or a feature of the system which a machine may lack. Where it is
//! missing, the test is skipped with a line on standard error.
//!
//! `IMAPSH_TEST_DOVECOT` and `IMAPSH_TEST_CLIENTS` change that for Dovecot and for other people's
//! clients: `off` skips their tests, and `required` makes a missing program a failure.

use std::io::Write;
use std::path::PathBuf;

pub const DOVECOT_VARIABLE: &str = "IMAPSH_TEST_DOVECOT";
const CLIENTS_VARIABLE: &str = "IMAPSH_TEST_CLIENTS";

/// Whether the variable switches its tests off.
pub fn is_off(variable: &str) -> bool {
    std::env::var(variable).is_ok_and(|value| value == "off")
}

/// Reports on standard error why this test is skipped.
pub fn skip(reason: &str) {
    let thread = std::thread::current();
    let test = thread.name().unwrap_or("a test");
    // Not eprintln!: the test runner hides its output when the test passes.
    let _ = writeln!(std::io::stderr(), "skipped {test}: {reason}");
}

/// Reports why this test is skipped, or fails if the variable requires its tests.
#[track_caller]
pub fn skip_unless_required(variable: &str, reason: &str) {
    let required = std::env::var(variable).is_ok_and(|value| value == "required");
    assert!(!required, "{reason}, but {variable}=required");
    skip(reason);
}

/// The path of a program on the `PATH` or in one of these folders.
pub fn find_program(name: &str, more_folders: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain(more_folders.iter().map(PathBuf::from))
        .map(|folder| folder.join(name))
        .find(|program| program.is_file())
}

/// Whether a mail client is installed and its tests are not switched off. If not, the test is skipped or
/// fails.
#[track_caller]
pub fn client_installed(client: &str) -> bool {
    let reason = if is_off(CLIENTS_VARIABLE) {
        format!("{CLIENTS_VARIABLE}=off")
    } else if find_program(client, &[]).is_some() {
        return true;
    } else {
        format!("{client} is not installed (tests/run installs it)")
    };
    skip_unless_required(CLIENTS_VARIABLE, &reason);
    false
}
