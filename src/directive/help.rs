//! `:help [TOPIC]`

mod overview;

use crate::console::Console;
use crate::messages::{Messages, help_on_directive, help_on_topic, more_on_command, text, topics};
use crate::notation::directive;
use crate::protocol::secrets::mask_argument;
use crate::protocol::spelling;
use crate::reference::{self, Category, Entry, State, document};
use crate::session::NoticeLevel;

/// How many meanings of a word are each explained with what they need and what to type next.
const MAX_WHOLE: usize = 3;

/// Explains a word that a client or a server says, an idea of IMAP, a directive or a key; without a
/// topic, what is possible now, the directives and the keys.
pub fn help(console: &mut Console, topic: Option<&str>) {
    let messages = console.messages();
    let Some(topic) = topic else {
        let overview = overview::overview(console);
        return console.notice(NoticeLevel::Answer, &overview);
    };
    let mut blocks = blocks_about(topic, messages);
    if blocks.is_empty() {
        blocks.push(match near_miss(topic) {
            Some(name) => messages.format(text::HelpNearMiss { topic: mask_argument(topic), name }),
            None => messages.format(text::HelpUnknown { topic: mask_argument(topic) }),
        });
    }
    // A block begins with what it is about; the rest is indented.
    let blocks: Vec<String> = blocks.iter().map(|block| block.replace('\n', "\n  ")).collect();
    console.notice(NoticeLevel::Answer, &blocks.join("\n"));
}

/// What there is to say about a topic. After a colon only the directive is meant.
fn blocks_about(topic: &str, messages: Messages) -> Vec<String> {
    let word = topic.trim_start_matches(':').to_lowercase();
    let directive = about_directive(&word, messages);
    if topic.starts_with(':') && directive.is_some() {
        return directive.into_iter().collect();
    }
    let idea = help_on_topic(&word).map(|text| messages.format(text));
    let mut found: Vec<(Category, &Entry)> = reference::lookup(&word).collect();
    found.sort_by_key(|(category, _)| *category != Category::Commands);
    // So that a word of many categories fits on a screen.
    let is_short = |category| found.len() > MAX_WHOLE && category != Category::Commands;
    let entries = found.iter().map(|&(it, entry)| about_entry(it, entry, is_short(it), messages));
    idea.into_iter().chain(entries).chain(directive).collect()
}

fn about_directive(word: &str, messages: Messages) -> Option<String> {
    let usage = directive::usage_of(word)?;
    let about = messages.format(help_on_directive(usage.split(' ').next()?)?);
    Some(format!(":{usage}\n{about}"))
}

/// What the reference says about a word.
fn about_entry(category: Category, entry: &Entry, is_short: bool, messages: Messages) -> String {
    let language = messages.language();
    let (syntax, title) = (entry.syntax, document::title(category, language));
    let source = entry.source.map(|it| format!("RFC {}, {}", it.rfc, it.section));
    let about = messages.list([Some(title.to_owned()), source].into_iter().flatten());
    let head = match entry.obsolete {
        true => messages.format(text::HelpWordObsolete { syntax, about }),
        false => messages.format(text::HelpWord { syntax, about }),
    };
    let more = more_on_command(entry.name).filter(|_| category == Category::Commands);
    let next =
        entry.next.filter(|_| !is_short).map(|next| messages.format(text::HelpNext { next }));
    let lines = [
        Some(head),
        Some(entry.says(language).to_owned()),
        more.map(|text| messages.format(text)),
        needs(category, entry, messages).filter(|_| !is_short),
        Some(messages.format(text::HelpExample { example: entry.example })),
        next,
    ];
    lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// When a command is allowed, and the capability without which a server does not know the word.
fn needs(category: Category, entry: &Entry, messages: Messages) -> Option<String> {
    let allowed = (category == Category::Commands).then(|| match entry.needed_state() {
        None => messages.format(text::HelpAnyState),
        Some(State::NotAuthenticated) => messages.format(text::HelpBeforeLogin),
        Some(State::Authenticated) => messages.format(text::HelpAfterLogin),
        Some(State::Selected) => messages.format(text::HelpSelected),
    });
    let is_said_by_servers = matches!(
        category,
        Category::Capabilities
            | Category::Flags
            | Category::MailboxAttributes
            | Category::ResponseCodes
            | Category::Responses
            | Category::SaslMechanisms
    );
    let capability = entry.capability.filter(|_| !is_said_by_servers && !entry.server_only);
    let needed = capability.map(|capability| messages.format(text::HelpNeeds { capability }));
    let sentences: Vec<String> = allowed.into_iter().chain(needed).collect();
    (!sentences.is_empty()).then(|| messages.sentences(sentences))
}

/// The topic that is spelled most like this word: after a colon a directive, otherwise any.
fn near_miss(topic: &str) -> Option<&'static str> {
    let word = topic.trim_start_matches(':');
    if topic.starts_with(':') {
        return directive::nearest(word);
    }
    let directives = directive::names().map(|(name, _)| name);
    spelling::nearest(word, reference::names().chain(directives).chain(topics()))
}
