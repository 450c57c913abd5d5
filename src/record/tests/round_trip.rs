//! A record is read back as the session that was recorded.

use super::*;
use proptest::prelude::*;

/// Where a line of a session comes from: it is typed, or read from a record.
enum LineSource<'a> {
    Typed(&'a str),
    Item(&'a ItemKind),
}

/// A session with a server that asks for everything and accepts everything: what the client sends,
/// and the record.
fn session_of(inputs: &[LineSource<'_>]) -> (Vec<u8>, String) {
    let mut format = imap::ImapScript::default();
    let mut record = format.header(&header());
    let mut dialogue = Dialogue::new(Tags::new("a").expect("a prefix"), true);
    let (mut framer, mut sent) = (Framer::new(), Vec::new());
    for input in inputs {
        if is_reconnect(input) {
            record.extend(format.new_connection("reconnect"));
            sent.extend_from_slice(b"--- the next connection\r\n");
            let (tags, attempted) = (dialogue.tags().clone(), dialogue.login_attempted());
            dialogue = Dialogue::new(Tags::new("a").expect("a prefix"), true);
            dialogue.continue_session(tags, attempted);
            framer = Framer::new();
            // Before login, text that may be a secret is recorded as a placeholder.
            receive(&mut framer, b"* PREAUTH welcome back\r\n", |piece| {
                record.extend(format.event(&event(EventKind::Server(piece))));
                dialogue.receive(piece);
            });
            continue;
        }
        // A line that is refused is not sent, and therefore not recorded.
        let _ = match input {
            LineSource::Typed(line) => dialogue.read_line(line, &Account),
            LineSource::Item(ItemKind::Command(command)) => {
                dialogue.read_command(&command.line(), &Account)
            }
            LineSource::Item(
                ItemKind::FurtherLine(text) | ItemKind::Answer(text) | ItemKind::Done(text),
            ) => dialogue.read_line(text, &Account),
            LineSource::Item(ItemKind::Directive(directive)) => match &**directive {
                Directive::Raw(line) => dialogue.raw(line),
                _ => continue,
            },
            LineSource::Item(_) => continue,
        };
        // The server's octets up to the next line that it needs.
        for _ in 0..8 {
            while let Some(out) = dialogue.take_outgoing() {
                let mut on_piece = |piece: ClientPiece<'_>, octets: &[u8]| {
                    sent.extend_from_slice(octets);
                    record.extend(format.event(&event(EventKind::Client(piece))));
                };
                let mut upload = Upload::new(out);
                while upload.next(Path::new("."), &mut on_piece).expect("no file is read") {}
            }
            let is_idle = dialogue.awaits_idle_continuation();
            let pending = dialogue.oldest_unanswered().filter(|_| dialogue.awaits_completion());
            let answer = match pending {
                _ if dialogue.awaits_server() || is_idle => "+ go\r\n".to_owned(),
                Some(command) => format!("{} OK done\r\n", String::from_utf8_lossy(command.tag())),
                None => break,
            };
            receive(&mut framer, answer.as_bytes(), |piece| {
                record.extend(format.event(&event(EventKind::Server(piece))));
                dialogue.receive(piece);
            });
            while dialogue.take_completion().is_some() {}
        }
    }
    record.extend(format.finish());
    (sent, String::from_utf8(record).expect("UTF-8"))
}

/// Whether the session continues on another connection, which ends an unfinished command.
fn is_reconnect(input: &LineSource<'_>) -> bool {
    match input {
        LineSource::Typed(line) => *line == RECONNECT,
        LineSource::Item(ItemKind::Directive(directive)) => **directive == Directive::Reconnect,
        LineSource::Item(_) => false,
    }
}

const RECONNECT: &str = ":reconnect";

/// A command with all its lines, in forms that a reader could take for something else.
fn typed_command() -> impl Strategy<Value = Vec<String>> {
    const COMMANDS: &[&[&str]] = &[
        &["noop"],
        &["x1 select \"a (b\""],
        &["Q list (x"],
        &["frobnicate [y"],
        &["list \"\" ${x"],
        &["login {4}", "taro"],
        &["append x {7}", "C: hi", ""],
        &["append x {<<E}", "S: a1 OK", "# c", ":quit", "  x ", "E"],
        &["append x {64<<E}", "AP8K", "E"],
        &["append x {4+}", "+ go"],
        &["append x {3} ", "abc"],
        &["idle", "done"],
        &["search text \"[...]\""],
        &["> x"],
        &["append x {16}", "C: abc", RECONNECT],
        &["append x {16}", RECONNECT],
        &["append x {5}", "abc", RECONNECT],
        &["append x {5000+}", "", "S: a1 OK", RECONNECT],
        &["append x {64<<E}", "AP8K", RECONNECT],
        &["append {1}", "x {3}", RECONNECT],
        &["noop", RECONNECT],
        &["a1  noop"],
        &["create …"],
        &["create (snip)"],
    ];
    prop_oneof![
        prop::sample::select(COMMANDS)
            .prop_map(|lines| lines.iter().map(|&line| line.to_owned()).collect()),
        "z[xyz]{0,3} [ -~あ]{0,10}".prop_map(|line| vec![line]),
    ]
}

proptest! {
    #[test]
    fn a_record_is_read_back_as_the_same_session(
        commands in prop::collection::vec(typed_command(), 0..8),
        unsent in 0_usize..4,
    ) {
        let login = vec!["login taro ${password}".to_owned()];
        let mut lines: Vec<String> = [login].into_iter().chain(commands).flatten().collect();
        // The command may break off after any line.
        lines.truncate(lines.len() - unsent.min(lines.len()));
        let typed: Vec<LineSource<'_>> = lines.iter().map(|line| LineSource::Typed(line)).collect();
        let (sent, record) = session_of(&typed);
        match Script::parse(record.as_bytes(), "r.imap") {
            Ok(script) => {
                let items: Vec<LineSource<'_>> =
                    script.items.iter().map(|item| LineSource::Item(&item.kind)).collect();
                let (replayed, _) = session_of(&items);
                let text = |octets: &[u8]| String::from_utf8_lossy(octets).into_owned();
                prop_assert_eq!(text(&replayed), text(&sent), "{}", record);
            }
            Err(errors) => prop_assert!(false, "{errors:?}\n{record}"),
        }
    }
}
