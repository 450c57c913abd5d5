//! What a strange server sends: framed, heard, shown and recorded. The first octet says how the
//! rest is cut into reads, and whether a command was sent before. See `stage` for what is checked.

#![no_main]

mod stage;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((&how, octets)) = data.split_first() else { return };
    let mut stage = stage::Stage::new();
    let before: &[&str] = match how >> 6 {
        0 => &[],
        1 => &["capability"],
        2 => &["login taro hunter2", "idle"],
        _ => &["authenticate plain"],
    };
    before.iter().for_each(|line| stage.typed(line));
    stage.server(octets, usize::from(how & 63) * 7 + 1);
    let record = stage.end();
    // What a server says is never obeyed.
    if let Ok(script) = imapsh::notation::Script::parse(record.as_bytes(), "record.imap") {
        let sent = script.items.iter().filter(|item| {
            use imapsh::notation::ItemKind;
            matches!(item.kind, ItemKind::Command(_) | ItemKind::Directive(_) | ItemKind::Answer(_) | ItemKind::FurtherLine(_))
        });
        assert!(sent.count() <= before.len(), "{record}");
    }
});
