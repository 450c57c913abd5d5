//! Any octets from a server, framed, shown and recorded. The first octet of the input decides how the
//! rest is split into reads, and which commands were sent before. See `harness` for what is checked.

#![no_main]

mod harness;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((&how, octets)) = data.split_first() else { return };
    let mut session = harness::SessionHarness::new();
    let before: &[&str] = match how >> 6 {
        0 => &[],
        1 => &["capability"],
        2 => &["login taro hunter2", "idle"],
        _ => &["authenticate plain"],
    };
    before.iter().for_each(|line| session.type_line(line));
    session.server(octets, usize::from(how & 63) * 7 + 1);
    let record = session.finish();
    // No line of a server is sent by a replay.
    if let Ok(script) = imapsh::internals::Script::parse(record.as_bytes(), "record.imap") {
        let sent = script.items.iter().filter(|item| {
            use imapsh::internals::ItemKind;
            matches!(item.kind, ItemKind::Command(_) | ItemKind::Directive(_) | ItemKind::Answer(_) | ItemKind::FurtherLine(_))
        });
        assert!(sent.count() <= before.len(), "{record}");
    }
});
