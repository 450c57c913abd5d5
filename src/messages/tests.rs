//! That the table and the program agree: what is asked for is there, and what is there is asked for.

use super::*;
use crate::notation::directive::USAGES;
use crate::protocol::commands::COMMANDS;
use std::collections::BTreeSet;
use std::path::Path;

/// Topics of `:help` that are no command and no directive.
const TOPICS: &[&str] = &["done", "literals", "tags"];

/// Words in quotes that are made like ids, begin like one, and are none.
const NO_IDS: &[&str] = &["practice-idle"];

fn ids() -> BTreeSet<String> {
    let source = Language::English.source();
    let lines = source.lines().filter_map(|line| line.split_once(" ="));
    let named = lines.filter(|(id, _)| id.bytes().all(is_of_an_id));
    named.map(|(id, _)| id.to_owned()).collect()
}

fn is_of_an_id(octet: u8) -> bool {
    octet.is_ascii_lowercase() || octet.is_ascii_digit() || matches!(octet, b'-' | b'_')
}

/// All that stands between two double quotes somewhere in the sources and could be an id, and
/// what `format!` makes an id's beginning or end with.
fn quoted(folder: &Path, found: &mut BTreeSet<String>) {
    let entries = std::fs::read_dir(folder).expect("src/ is there");
    for entry in entries.flatten() {
        let path = entry.path();
        let named = |name: &str| path.file_name().is_some_and(|it| it == name);
        if path.is_dir() {
            if !named("tests") {
                quoted(&path, found);
            }
        } else if path.extension().is_some_and(|it| it == "rs") && !named("tests.rs") {
            let text = std::fs::read_to_string(&path).expect("a source is text");
            let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or("");
            let parts: Vec<&str> = text.split('"').collect();
            let ids = parts.iter().filter(|part| part.bytes().all(is_of_an_id));
            found.extend(ids.map(|part| (*part).to_owned()));
            let structs = text.split("text::").skip(1);
            found.extend(structs.filter_map(|name| {
                Some(id_of(
                    name.split(['(', ')', ' ', '.', ',', ';', '\n']).next()?,
                ))
            }));
        }
    }
}

/// `net-refused` of `NetRefused`.
fn id_of(name: &str) -> String {
    let mut id = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !id.is_empty() {
            id.push('-');
        }
        id.push(letter.to_ascii_lowercase());
    }
    id
}

fn sources() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    quoted(&folder, &mut found);
    found
}

/// The ids that are put together from words that stand elsewhere.
fn composed(known: &BTreeSet<String>) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    ids.extend(known.iter().map(|id| format!("{id}-try")));
    let directives = USAGES.iter().filter_map(|usage| usage.split(' ').next());
    let commands = COMMANDS.iter().map(|command| command.name);
    let topics = TOPICS.iter().copied().chain(directives).chain(commands);
    ids.extend(topics.map(|word| format!("help-{}", word.to_ascii_lowercase())));
    // A text may stand inside another.
    let source = Language::English.source().split("{ ").skip(1);
    let inside = source.filter_map(|text| text.split_once(" }"));
    ids.extend(inside.map(|(id, _)| id.to_owned()));
    ids
}

#[test]
fn the_table_is_read_strictly() {
    let source = Language::English.source();
    let resource = FluentResource::try_new(source.to_owned());
    let resource = resource.map_err(|(_, errors)| errors).expect("no mistake");
    let mut bundle = FluentBundle::new(Vec::new());
    assert_eq!(
        bundle.add_resource(resource).map_err(|it| it.len()),
        Ok(()),
        "an id stands twice"
    );
}

#[test]
fn a_text_read_by_itself_is_the_one_of_the_table() {
    let messages = Messages::new(Language::English);
    let resource = FluentResource::try_new(Language::English.source().to_owned());
    let mut whole = FluentBundle::new(Vec::new());
    whole.set_use_isolating(false);
    whole.add_resource_overriding(resource.map_err(|(_, errors)| errors).expect("no mistake"));
    for id in ids().into_iter().filter(|id| !id.starts_with('-')) {
        let pattern = whole.get_message(&id).and_then(|message| message.value());
        let pattern = pattern.expect("a text");
        let said = whole.format_pattern(pattern, None, &mut Vec::new());
        assert_eq!(messages.get(&id), said, "{id}");
    }
    assert_eq!(messages.get("no-such-text"), "no-such-text");
}

#[test]
fn what_is_asked_for_is_there() {
    let ids = ids();
    let rooms: BTreeSet<&str> = ids.iter().filter_map(|id| id.split('-').next()).collect();
    let missing: Vec<String> = sources()
        .into_iter()
        .filter(|word| word.contains('-') && !word.ends_with('-') && !word.starts_with('-'))
        .filter(|word| rooms.contains(word.split('-').next().unwrap_or_default()))
        .filter(|word| !ids.contains(word) && !NO_IDS.contains(&word.as_str()))
        .collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
fn what_is_there_is_asked_for() {
    let known = sources();
    let composed = composed(&known);
    let unused: Vec<String> = ids()
        .into_iter()
        .filter(|id| !known.contains(id) && !composed.contains(id))
        .collect();
    assert_eq!(unused, [""; 0]);
}

#[test]
fn every_topic_has_its_text() {
    let messages = Messages::new(Language::English);
    for topic in TOPICS {
        assert!(messages.has(&format!("help-{topic}")), "{topic}");
    }
}

#[test]
fn a_count_chooses_the_words_and_nothing_is_said_otherwise_than_it_was_given() {
    let messages = Messages::new(Language::English);
    let dropped = |lines: usize| messages.with("repl-dropped", &[("lines", &lines)]);
    assert!(dropped(1).starts_with("1 more pasted line was dropped"));
    assert!(dropped(12).starts_with("12 more pasted lines were dropped"));
    for octets in [1, 2, u64::MAX] {
        let due = messages.with("replay-literal-due", &[("octets", &octets)]);
        assert_eq!(
            due.contains(&format!("{octets} octets")),
            octets != 1,
            "{due}"
        );
    }
    for command in ["0", "007", "1.50", "1e3", "１", "123456789012345678", ""] {
        let belongs = messages.with("repl-belongs", &[("command", &command)]);
        assert_eq!(belongs, format!("This completes: {command}"));
    }
}
