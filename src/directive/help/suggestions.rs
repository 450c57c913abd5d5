//! Suggests topics for a word that `:help` does not know.

use crate::messages::{Messages, help_on_topic, keys, topics};
use crate::notation::directive;
use crate::protocol::possible;
use crate::protocol::session_facts::Capabilities;
use crate::protocol::spelling;
use crate::protocol::typed_line::{CommandLine, foreign_word};
use crate::reference;

/// The maximum number of suggestions.
const MAX_SUGGESTIONS: usize = 3;

/// The minimum length of a prefix that suggests a name.
const MIN_BEGINNING: usize = 3;

/// The topics that this word, or these words, may mean. `None`: there are none.
pub fn suggested(topic: &str, messages: Messages) -> Option<String> {
    if let Some(directive) = topic.strip_prefix(':') {
        return directive::nearest(directive.trim_start_matches(':'))
            .map(|name| format!(":{name}"));
    }
    if let Some(name) = in_english(topic).or_else(|| alone(topic)) {
        return Some(name.to_owned());
    }
    let mut names: Vec<&str> = Vec::new();
    for word in topic.split_whitespace().map(|word| word.trim_matches(['(', ')'])) {
        let name = if is_topic(word) { Some(word) } else { alone(word) };
        names.extend(name.filter(|name| !names.contains(name)));
    }
    names.truncate(MAX_SUGGESTIONS);
    (!names.is_empty()).then(|| messages.alternatives(names))
}

/// The command or directive for a Japanese word.
fn in_english(topic: &str) -> Option<&'static str> {
    let word = foreign_word(&CommandLine::parse(topic)).filter(|word| word.protocol.is_none())?;
    word.instead.split(' ').next()
}

/// Whether there is help on a word.
fn is_topic(word: &str) -> bool {
    let word = word.to_lowercase();
    help_on_topic(&word).next().is_some() || reference::lookup(&word).next().is_some()
}

/// The name that begins with this word, or is most similar to it.
fn alone(word: &str) -> Option<&'static str> {
    let beginning = |name: &&'static str| {
        let begins = bare(name).get(..word.len()).is_some_and(|it| it.eq_ignore_ascii_case(word));
        begins && word.chars().count() >= MIN_BEGINNING
    };
    all().find(beginning).or_else(|| {
        let nearest = spelling::nearest(word, all().map(bare))?;
        all().find(|name| bare(name) == nearest)
    })
}

/// All topics, the best known first.
fn all() -> impl Iterator<Item = &'static str> {
    let commands = possible::commands(None, &Capabilities::default());
    let commands = commands.into_iter().map(|command| command.name);
    let directives = directive::names().map(|(name, _)| name);
    topics().chain(commands).chain(reference::names()).chain(directives).chain(keys())
}

/// A name without the characters of its category, which are often omitted: `BODY.PEEK[]`, `\Seen`.
fn bare(name: &'static str) -> &'static str {
    let unmarked = name.trim_start_matches(['\\', '$']).trim_end_matches(['=']);
    let unmarked = unmarked.strip_suffix("[]").unwrap_or(unmarked);
    if unmarked.is_empty() { name } else { unmarked }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn similar_topics_are_suggested() {
        for (topic, name) in [
            ("selct", Some("SELECT")),
            ("body.pek", Some("BODY.PEEK[]")),
            ("bodi.peek", Some("BODY.PEEK[]")),
            ("lit", Some("literal")),
            ("capab", Some("CAPABILITY")),
            ("fetch flags", Some("fetch / flags")),
            ("uid fetch 1 (flags envelop)", Some("uid / fetch / flags")),
            ("selct inbox", Some("SELECT / inbox")),
            (":expct", Some(":expect")),
            (":fetch", None),
            ("検索", Some("search")),
            ("接続", Some(":connect")),
            ("qwertz", None),
            ("qwertz asdfgh", None),
            ("z", None),
        ] {
            let messages = Messages::new(Language::English);
            assert_eq!(suggested(topic, messages).as_deref(), name, "{topic}");
        }
    }
}
