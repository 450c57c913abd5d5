//! `:help [TOPIC]`

use crate::console::Console;
use crate::messages::{help_on, text};
use crate::protocol::commands;
use crate::protocol::secrets::mask_argument;
use crate::session::NoticeLevel;

/// Explains a directive or an IMAP command; without a topic, lists the topics.
pub fn help(console: &mut Console, topic: Option<&str>) {
    let messages = console.messages();
    let Some(topic) = topic else {
        return console.info(text::Help);
    };
    let word = topic.trim_start_matches(':').to_ascii_lowercase();
    let about = help_on(&word).map(|about| messages.format(about));
    let text = match (commands::find(&word), about) {
        (Some(command), about) => {
            let head = messages.format(text::HelpCommand {
                name: command.name,
                syntax: command.syntax,
                rfc: format!("RFC {}", command.rfc),
            });
            about.map_or(head.clone(), |about| format!("{head}\n{about}"))
        }
        (None, Some(about)) => about,
        (None, None) => messages.format(text::HelpUnknown { topic: mask_argument(topic) }),
    };
    console.notice(NoticeLevel::Info, &text);
}
