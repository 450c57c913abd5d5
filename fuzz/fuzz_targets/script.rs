//! Any octets as a script: read whole, as a file or a paste is, and line by line, as on standard
//! input. What is sent agrees with what `--dry-run` prints, and with what arrives line by line.

#![no_main]

use imapsh::notation::{self, Item, ItemKind, LineKind, Reading, ScriptStream};
use imapsh::protocol::dialogue::Prompt;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let file = notation::read(data, "fuzz", &Prompt::Tag(String::new()));
    let paste = notation::read(data, "fuzz", &Prompt::Tag("a001".to_owned()));
    let streamed = streamed(data);
    let (Ok(file), Ok(paste)) = (file, paste) else { return };
    assert_eq!(file.decisions, paste.decisions);
    assert_eq!(file.script.items, paste.script.items);
    if !file.mistakes.is_empty() {
        return;
    }
    for item in &file.script.items {
        let decision = file.decisions[item.line - 1].kind;
        assert!(agrees(&item.kind, decision), "{item:?}: {decision:?}");
    }
    if is_typed(&file) {
        assert_eq!(sent(&file.script.items), sent(&streamed));
    }
});

/// What arrives line by line is taken for; up to the first mistake.
fn streamed(data: &[u8]) -> Vec<Item> {
    let mut stream = ScriptStream::new("fuzz");
    let mut items = Vec::new();
    for line in data.split(|&octet| octet == b'\n') {
        if stream.push(line).is_err() || !read_on(&mut stream, &mut items) {
            return items;
        }
    }
    stream.end();
    read_on(&mut stream, &mut items);
    items
}

fn read_on(stream: &mut ScriptStream, items: &mut Vec<Item>) -> bool {
    loop {
        match stream.next(false) {
            Ok(Some(output)) => items.extend(output.items),
            Ok(None) => return true,
            Err(_) => return false,
        }
    }
}

/// Whether the decision on a line agrees with its item.
fn agrees(item: &ItemKind, line: LineKind) -> bool {
    match item {
        ItemKind::Command(_) => line == LineKind::Command,
        // A listing may show the end of IDLE only by its completion.
        ItemKind::Done(_) => matches!(line, LineKind::Command | LineKind::Server),
        ItemKind::FurtherLine(_) => line == LineKind::Octets,
        ItemKind::Answer(_) => line == LineKind::Answer,
        ItemKind::Directive(_) => matches!(line, LineKind::Directive | LineKind::Comment),
        _ => true,
    }
}

/// Whether nothing in it is of a listing: then nothing depends on what follows.
fn is_typed(reading: &Reading) -> bool {
    reading.decisions.iter().all(|decision| !decision.is_of_listing())
        && !reading.script.is_record
        && reading.script.remarks.after_logout == 0
}

/// What is sent, and the directives that are carried out.
fn sent(items: &[Item]) -> Vec<&ItemKind> {
    let is_sent = |kind: &&ItemKind| {
        matches!(
            kind,
            ItemKind::Command(_)
                | ItemKind::FurtherLine(_)
                | ItemKind::Answer(_)
                | ItemKind::Done(_)
                | ItemKind::Directive(_)
        )
    };
    items.iter().map(|item| &item.kind).filter(is_sent).collect()
}
