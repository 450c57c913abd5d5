//! `:help [TOPIC]`

use crate::console::Console;
use crate::language::Language;
use crate::messages::{Messages, help_on, text};
use crate::notation::directive;
use crate::protocol::commands;
use crate::protocol::secrets::mask_argument;
use crate::protocol::spelling;
use crate::reference::{self, Category, Entry, document};
use crate::session::NoticeLevel;

/// Explains a directive, or a word that a client or a server says; without a topic, lists the topics.
pub fn help(console: &mut Console, topic: Option<&str>) {
    let messages = console.messages();
    let Some(topic) = topic else {
        return console.info(text::Help);
    };
    let word = topic.trim_start_matches(':').to_ascii_lowercase();
    let longer = longer_text(&word, messages);
    // A longer text about a command says what its entry says.
    let is_said = |category| longer.is_some() && category == Category::Commands;
    let entries = reference::lookup(&word).filter(|(category, _)| !is_said(*category));
    let entries: Vec<String> =
        entries.map(|(it, entry)| about_entry(it, entry, messages)).collect();
    let mut blocks: Vec<String> = longer.into_iter().chain(entries).collect();
    if blocks.is_empty() {
        blocks.push(match near_miss(topic, &word) {
            Some(name) => messages.format(text::HelpNearMiss { topic: mask_argument(topic), name }),
            None => messages.format(text::HelpUnknown { topic: mask_argument(topic) }),
        });
    }
    console.notice(NoticeLevel::Info, &blocks.join("\n"));
}

/// The text on a directive, on one of the other topics, or, in English only, on a common command.
fn longer_text(word: &str, messages: Messages) -> Option<String> {
    let about = messages.format(help_on(word)?);
    let Some(command) = commands::find(word) else {
        return Some(about);
    };
    let head = messages.format(text::HelpCommand {
        name: command.name,
        syntax: command.syntax,
        rfc: format!("RFC {}", command.rfc),
    });
    (messages.language() == Language::English).then(|| format!("{head}\n{about}"))
}

/// What the reference says about a word.
fn about_entry(category: Category, entry: &Entry, messages: Messages) -> String {
    let language = messages.language();
    let source = entry.source.map(|it| format!(", RFC {}, {}", it.rfc, it.section));
    messages.format(text::HelpWord {
        category: document::title(category, language),
        source: source.unwrap_or_default(),
        syntax: entry.syntax,
        says: entry.says(language),
        example: entry.example,
    })
}

/// The topic that is spelled most like this word: after a colon a directive, otherwise any.
fn near_miss(topic: &str, word: &str) -> Option<&'static str> {
    if topic.starts_with(':') {
        return directive::nearest(word);
    }
    let directives = directive::names().map(|(name, _)| name);
    spelling::nearest(word, reference::names().chain(directives))
}
