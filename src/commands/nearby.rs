//! What a word may have meant that stands in a host's place and is no host: a command, an option, a
//! script, a directive. Said beside the error, and only there: a host may be called anything.

use crate::messages::Messages;
use crate::notation::directive::nearest;
use crate::protocol::spelling::nearest as nearest_of;
use crate::script::bundled;
use std::path::Path;

/// Commands of later versions: worth more than "no such host".
const LATER: &[&str] = &["learn", "explain", "convert"];

/// What to say if no host of this name is found; nothing, if it looks like nothing else.
pub fn meant(host: &str, messages: Messages) -> Option<String> {
    let given: &[(&str, &dyn std::fmt::Display)] = &[("name", &host)];
    if host.ends_with(".imap") || host.contains('.') && Path::new(host).is_file() {
        return Some(messages.with("host-is-file", given));
    }
    if host.contains(['.', ':']) {
        return None;
    }
    let whole = crate::cli::command(messages);
    let seen = whole.get_subcommands().filter(|it| !it.is_hide_set());
    let commands: Vec<&str> = seen.map(clap::Command::get_name).collect();
    let scripts = bundled::SCRIPTS.iter().map(|script| script.name);
    let options = whole.get_arguments().filter_map(clap::Arg::get_long);
    let near = |id: &str, name: Option<&str>| Some(messages.with(id, &[("name", &name?)]));
    let later = LATER.iter().copied();
    near("host-is-command", nearest_of(host, commands))
        .or_else(|| near("host-is-later-command", nearest_of(host, later)))
        .or_else(|| near("host-is-script", nearest_of(host, scripts)))
        .or_else(|| near("host-is-directive", nearest(host)))
        .or_else(|| near("host-is-option", nearest_of(host, options)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::Language;

    #[test]
    fn a_word_that_is_no_host() {
        let messages = Messages::new(Language::English);
        for (host, due) in [
            ("serv", Some("imapsh serve")),
            ("reply", Some("imapsh replay")),
            ("SERVE", Some("imapsh serve")),
            ("lern", Some("imapsh learn")),
            ("idle", Some("imapsh replay idle")),
            ("stat", Some(":state")),
            ("recnnect", Some(":reconnect")),
            ("version", Some("imapsh --version")),
            ("my.imap", Some("imapsh replay my.imap")),
            ("localhost", None),
            ("mail.example.org", None),
            ("serve.example.org", None),
            ("serve:143", None),
            ("127.0.0.1", None),
            ("x", None),
        ] {
            let said = meant(host, messages);
            assert_eq!(said.is_some(), due.is_some(), "{host}: {said:?}");
            if let (Some(said), Some(due)) = (said, due) {
                assert!(said.contains(due), "{host}: {said}");
            }
        }
    }
}
