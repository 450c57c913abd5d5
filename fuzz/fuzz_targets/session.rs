//! Lines typed and a server's octets in turn, then the record is read as a script, and played to
//! the same server: what is sent must be the same. U+001E cuts the input; what begins with `>` is typed.

#![no_main]

mod stage;

use imapsh::notation::{ItemKind, directive::Directive};
use libfuzzer_sys::fuzz_target;
use stage::Stage;

fn turns(data: &[u8]) -> impl Iterator<Item = &[u8]> {
    data.split(|&octet| octet == 0x1e).filter(|turn| !turn.is_empty())
}

fuzz_target!(|data: &[u8]| {
    let Some((&how, data)) = data.split_first() else { return };
    let cut = usize::from(how) + 1;
    let mut stage = Stage::new();
    for turn in turns(data) {
        match turn.strip_prefix(b">") {
            Some(line) => {
                let Ok(line) = std::str::from_utf8(line) else { continue };
                stage.typed(line);
            }
            None => stage.server(turn, cut),
        }
    }
    let (sent, secret, server) = (stage.sent.clone(), stage.secret, stage.heard.clone());
    let record = stage.end();
    // Answers that depend on the moment are refused.
    let Ok(script) = imapsh::notation::Script::parse(record.as_bytes(), "record.imap") else { return };
    let mut again = Stage::new();
    let mut server = server.into_iter().peekable();
    let mut lines = script.items.iter();
    loop {
        while let Some((_, octets)) =
            server.next_if(|(after, _)| *after <= again.sent.len() || again.must_wait())
        {
            again.server(&octets, cut);
        }
        let Some(item) = lines.next() else { break };
        match &item.kind {
            ItemKind::Command(command) => again.typed(&command.text),
            ItemKind::FurtherLine(text) | ItemKind::Answer(text) | ItemKind::Done(text) => again.typed(text),
            ItemKind::Directive(directive) => match &**directive {
                Directive::Raw(text) => again.typed(&format!(":raw {text}")),
                _ => panic!("a directive that nobody typed: {record}"),
            },
            _ => {}
        };
    }
    // A secret goes out as the account's, and base64 with another announcement.
    if !secret && !record.contains("64<<") {
        let (sent, again) = (String::from_utf8_lossy(&sent), String::from_utf8_lossy(&again.sent));
        // The session may have ended within a line; the record's line is whole.
        let same = again.strip_prefix(&*sent).is_some_and(|more| matches!(more, "" | "\r\n"));
        assert!(same, "{sent:?}\n{again:?}\n{record}");
    }
});
