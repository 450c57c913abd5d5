//! What the user may have meant by a word that was taken for a host: a command, an option, a script, a
//! directive. Since a host may have any name, it is suggested only after the host was not found.

use crate::cli;
use crate::messages::{Messages, text};
use crate::notation::directive;
use crate::protocol::spelling::nearest;
use crate::script::bundled;
use std::path::Path;

/// The suggestion for a host that does not exist, when a script is replayed.
pub fn suggest_practice(host: &str, messages: Messages) -> Option<String> {
    let is_practice = nearest(host, [directive::PRACTICE]).is_some();
    is_practice.then(|| messages.format(text::HostIsPractice { name: host }))
}

/// The suggestion for a host that is the name of a script's file.
pub(super) fn suggest_script(host: &str, messages: Messages) -> Option<String> {
    let is_file = host.ends_with(".imap") || host.contains('.') && Path::new(host).is_file();
    is_file.then(|| messages.format(text::HostIsFile { name: host }))
}

/// The suggestion for a host that does not exist.
pub fn suggest_instead_of(host: &str, messages: Messages) -> Option<String> {
    if let Some(text) = suggest_script(host, messages) {
        return Some(text);
    }
    if host.contains(['.', ':']) {
        return None;
    }
    if let Some(text) = suggest_practice(host, messages) {
        return Some(text);
    }
    let definition = cli::with_help(messages);
    let commands = definition.get_subcommands().filter(|it| !it.is_hide_set());
    let commands = commands.map(clap::Command::get_name);
    let scripts = bundled::SCRIPTS.iter().map(|script| script.name);
    let options = definition.get_arguments().filter_map(clap::Arg::get_long);
    Some(if let Some(name) = nearest(host, commands) {
        messages.format(text::HostIsCommand { name })
    } else if let Some(name) = nearest(host, scripts) {
        messages.format(text::HostIsScript { name })
    } else if let Some(name) = directive::nearest(host) {
        messages.format(text::HostIsDirective { name })
    } else {
        let name = nearest(host, options)?;
        messages.format(text::HostIsOption { name })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::Language;

    #[test]
    fn suggests_what_a_word_that_is_not_a_host_may_mean() {
        let messages = Messages::new(Language::English);
        for (host, expected) in [
            ("serv", Some("imapsh serve")),
            ("reply", Some("imapsh replay")),
            ("SERVE", Some("imapsh serve")),
            ("lern", Some("imapsh learn")),
            ("idle", Some("imapsh replay idle")),
            ("connect", Some("imapsh replay connect")),
            ("stat", Some("imapsh replay status")),
            ("captur", Some(":capture")),
            ("recnnect", Some(":reconnect")),
            ("practice", Some("leave out the host practice")),
            ("practise", Some("leave out the host practise")),
            ("version", Some("imapsh --version")),
            ("my.imap", Some("imapsh replay my.imap")),
            ("localhost", None),
            ("mail.example.org", None),
            ("serve.example.org", None),
            ("serve:143", None),
            ("127.0.0.1", None),
            ("x", None),
        ] {
            let suggestion = suggest_instead_of(host, messages);
            assert_eq!(suggestion.is_some(), expected.is_some(), "{host}: {suggestion:?}");
            if let (Some(suggestion), Some(expected)) = (suggestion, expected) {
                assert!(suggestion.contains(expected), "{host}: {suggestion}");
            }
        }
    }
}
