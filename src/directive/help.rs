//! `:help [TOPIC]`

use crate::console::Console;
use crate::protocol::commands;
use crate::session::NoticeLevel;

/// Explains a directive, an IMAP command, or, without a topic, what there is.
pub fn help(console: &mut Console, topic: Option<&str>) {
    let messages = console.messages();
    let Some(topic) = topic else {
        return console.info("help", &[]);
    };
    let word = topic.trim_start_matches(':').to_ascii_lowercase();
    let id = format!("help-{word}");
    let about = messages.has(&id).then(|| messages.get(&id));
    let text = match (commands::find(&word), about) {
        (Some(command), about) => {
            let rfc = format!("RFC {}", command.rfc);
            let head = messages.with(
                "help-command",
                &[
                    ("name", &command.name),
                    ("syntax", &command.syntax),
                    ("rfc", &rfc),
                ],
            );
            about.map_or(head.clone(), |about| format!("{head}\n{about}"))
        }
        (None, Some(about)) => about,
        (None, None) => messages.with("help-unknown", &[("topic", &topic)]),
    };
    console.notice(NoticeLevel::Info, &text);
}
