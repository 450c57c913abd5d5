//! Typed lines and a server's octets in turns. Then the record is replayed against the same server,
//! and must send the same. U+001E separates the turns of the input; one that begins with `>` is typed.

#![no_main]

mod harness;

use imapsh::internals::{Directive, ItemKind};
use libfuzzer_sys::fuzz_target;
use harness::SessionHarness;

fn turns(data: &[u8]) -> impl Iterator<Item = &[u8]> {
    data.split(|&octet| octet == 0x1e).filter(|turn| !turn.is_empty())
}

fuzz_target!(|data: &[u8]| {
    let Some((&how, data)) = data.split_first() else { return };
    let cut = usize::from(how) + 1;
    let mut session = SessionHarness::new();
    for turn in turns(data) {
        match turn.strip_prefix(b">") {
            Some(line) => {
                let Ok(line) = std::str::from_utf8(line) else { continue };
                session.type_line(line);
            }
            None => session.server(turn, cut),
        }
    }
    let (sent, secret, server) = (session.sent.clone(), session.secret, session.server_pieces.clone());
    let record = session.finish();
    // A record with answers that can't be made again is refused.
    let Ok(script) = imapsh::internals::Script::parse(record.as_bytes(), "record.imap") else { return };
    let mut replay = SessionHarness::new();
    let mut server = server.into_iter().peekable();
    let mut lines = script.items.iter();
    loop {
        while let Some((_, octets)) =
            server.next_if(|(after, _)| *after <= replay.sent.len() || replay.must_wait())
        {
            replay.server(&octets, cut);
        }
        let Some(item) = lines.next() else { break };
        match &item.kind {
            ItemKind::Command(command) => replay.replay_command(command),
            ItemKind::FurtherLine(text) | ItemKind::Answer(text) | ItemKind::Done(text) => replay.type_line(text),
            ItemKind::Directive(directive) => match &**directive {
                Directive::Raw(text) => replay.type_line(&format!(":raw {text}")),
                _ => panic!("a directive that was not typed: {record}"),
            },
            _ => {}
        };
    }
    // A replay sends the variables' secret, and announces base64 differently.
    if !secret && !record.contains("64<<") {
        let (sent, replayed) = (String::from_utf8_lossy(&sent), String::from_utf8_lossy(&replay.sent));
        // The session may have ended within a line; the record's line is whole.
        let same = replayed.strip_prefix(&*sent).is_some_and(|more| matches!(more, "" | "\r\n"));
        assert!(same, "{sent:?}\n{replayed:?}\n{record}");
    }
});
