//! The contents of records for given sessions.

mod cut;
mod round_trip;

use super::*;
use crate::notation::directive::Directive;
use crate::notation::{ItemKind, Script};
use crate::protocol::compose::{Environment, FileError, FileInfo};
use crate::protocol::dialogue::Dialogue;
use crate::protocol::framing::{Framer, MAX_PIECE, Piece};
use crate::protocol::tags::Tags;
use crate::session::{ClientPiece, ScriptNotice, Upload};
use indoc::indoc;
use std::path::Path;
use std::time::Duration;

struct Account;
impl Environment for Account {
    fn variable(&self, name: &str) -> Option<String> {
        (name == "password").then(|| "hünter2".into())
    }
    fn file(&self, _: &str) -> Result<FileInfo, FileError> {
        Err(FileError::NotRegular)
    }
}

fn header() -> Header {
    Header { host: "mail.example.org".into(), port: Some(993), tls: "tls", mid_session: None }
}

fn event(kind: EventKind<'_>) -> Event<'_> {
    Event {
        at: match kind {
            EventKind::Server(_) => Duration::from_micros(1500),
            _ => Duration::ZERO,
        },
        protected: true,
        kind,
    }
}

/// Passes on the pieces of these octets from the server.
fn receive(framer: &mut Framer, octets: &[u8], mut on_piece: impl FnMut(&Piece<'_>)) {
    framer.push(octets);
    while let Some(piece) = framer.next_piece() {
        on_piece(&piece);
    }
}

/// The record of a session. Lines that begin with `> ` are typed, others come from the server.
fn recorded(format: &mut dyn RecordFormat, session: &[&str]) -> String {
    let mut record = format.header(&header());
    let mut dialogue = Dialogue::new(Tags::new("a").expect("a prefix"), true);
    let mut framer = Framer::new();
    for line in session {
        match line.strip_prefix("> ") {
            Some(typed) => {
                // A line that is refused is not sent, and therefore not recorded.
                let _ = match typed.strip_prefix(":raw") {
                    Some(raw) => dialogue.raw(raw.trim_start()),
                    None => dialogue.read_line(typed, &Account),
                };
            }
            None => receive(&mut framer, line.as_bytes(), |piece| {
                record.extend(format.event(&event(EventKind::Server(piece))));
                dialogue.receive(piece);
            }),
        }
        while let Some(out) = dialogue.take_outgoing() {
            let mut upload = Upload::new(out);
            let mut on_piece = |piece: ClientPiece<'_>, _: &[u8]| {
                record.extend(format.event(&event(EventKind::Client(piece))));
            };
            while upload.next(Path::new("."), &mut on_piece).expect("no file is read") {}
        }
    }
    while let Some(piece) = framer.finish() {
        record.extend(format.event(&event(EventKind::Server(&piece))));
    }
    record.extend(format.finish());
    String::from_utf8(record).expect("UTF-8")
}

fn recorded_script(session: &[&str]) -> String {
    recorded(&mut imap::ImapScript::default(), session)
}

const SESSION: &[&str] = &[
    "* OK hi \x07\r\n",
    "> login taro hunter2",
    "a001 OK in\r\n",
    "> lgoin {4}",
    "+ go\r\n",
    "> taro {7}",
    "+ go\r\n",
    "> hunter2",
    "a002 BAD what\r\n",
    "> authenticate plain",
    "+ \r\n",
    "> AGEAYg==",
    "a003 NO no\r\n",
    "> append x {7}",
    "+ go\r\n",
    "> ab",
    "> cde",
    "a004 OK\r\n",
    "> append x {64<<.}",
    "> AP8=",
    "> .",
    "+ go\r\n",
    "a005 OK\r\n",
    "> fetch 1 body[]",
    "* 1 FETCH (BODY[] {6}\r\na\r\nb\x00c)\r\n",
    "> login taro {8}",
    "+ go\r\n",
    "> hunter22",
    "a007 OK",
];

#[test]
fn a_session_as_a_script() {
    assert_eq!(
        recorded_script(SESSION),
        indoc! {"
            # imapsh record 1
            # mail.example.org 993, TLS: tls
            S: * OK hi \\x07
            C: a001 login taro ${password}
            S: a001 OK in
            C: a002 lgoin {4}
            S: + go
            C: taro ${password}
            S: + go
            S: a002 BAD what
            C: a003 authenticate plain
            S: +\x20
            C: ${sasl}
            S: a003 NO no
            C: a004 append x {7}
            S: + go
            C: ab
            C: cde
            S: a004 OK
            C: a005 append x {64<<END}
            S: + go
            C: AP8=
            C: END
            S: a005 OK
            C: a006 fetch 1 body[]
            S: * 1 FETCH (BODY[] {6}
            S: a
            S: b\\x00c)
            C: a007 login taro ${password}
            S: + go
            S: a007 OK
        "}
    );
}

#[test]
fn a_raw_line_is_replayed_unchanged() {
    let record = recorded_script(&[
        "* OK hi\r\n",
        "> :raw zz noop",
        "> :raw :quit",
        "> :raw * OK {3}",
        "> :raw",
        "> :raw :expect a1 hunter2",
        "> :raw a1 login taro hunter2",
    ]);
    assert!(
        record
            .ends_with("C: :raw \nC: :raw :expect a1 ${password}\nC: a1 login taro ${password}\n"),
        "{record}"
    );
    let script = Script::parse(record.as_bytes(), "record.imap").expect("a script");
    let items: Vec<ItemKind> = script
        .items
        .into_iter()
        .map(|item| item.kind)
        .filter(|kind| !matches!(kind, ItemKind::Comment(_)))
        .collect();
    let raw = |text: &str| ItemKind::Directive(Box::new(Directive::Raw(text.into())));
    // The first one needs no `:raw` to be sent unchanged.
    assert!(matches!(&items[0], ItemKind::Command(command) if &*command.text == "zz noop"));
    assert_eq!(items[1..4], [raw(":quit"), raw("* OK {3}"), raw("")]);
    assert_eq!(items[4], raw(":expect a1 ${password}"));
    assert!(matches!(&items[5], ItemKind::Command(_)));
}

#[test]
fn lines_after_a_raw_line_are_recorded_like_those_after_a_command() {
    let record = recorded_script(&[
        "* OK hi\r\n",
        "> :raw x1 login taro {7}",
        "+ go\r\n",
        "> hunter2",
        "x1 NO no\r\n",
        "> :raw x2 login taro {7}",
        "x2 NO no\r\n",
        "> :raw x3 authenticate plain",
        "+ \r\n",
        "> AGEAYg==",
        "x3 NO no\r\n",
        "> :raw x4 id {4}",
        "+ \r\n",
        "> name",
    ]);
    let client: Vec<&str> = record.lines().filter_map(|line| line.strip_prefix("C: ")).collect();
    let expected = [
        "x1 login taro ${password}",
        "x2 login taro ${password}",
        "x3 authenticate plain",
        "${sasl}",
        "x4 id {4}",
        "name",
    ];
    assert_eq!(client, expected, "{record}");
    assert!(Script::parse(record.as_bytes(), "record.imap").is_ok());
}

#[test]
fn text_that_looks_like_a_variable_is_escaped() {
    let session = &[
        "* OK hi\r\n",
        "> login $${me} hunter2",
        "> search subject \"$$${x}\"",
        "> append x {6}",
        "+ go\r\n",
        "> ${me}x",
        "a003 OK\r\n",
    ];
    let record = recorded_script(session);
    assert_eq!(
        record.lines().skip(3).collect::<Vec<_>>(),
        [
            "C: a001 login $${me} ${password}",
            "C: a002 search subject \"$$${x}\"",
            "C: a003 append x {6}",
            "S: + go",
            "C: ${me}x",
            "S: a003 OK"
        ]
    );
}

#[test]
fn the_literal_of_a_mistyped_login_is_secret_before_login() {
    let session = &[
        "* OK hi\r\n",
        "> lgoin {4}",
        "+ go\r\n",
        "> taro {7}",
        "+ go\r\n",
        "> hunter2",
        "a001 BAD what\r\n",
    ];
    assert!(recorded_script(session).ends_with("C: taro ${password}\nS: + go\nS: a001 BAD what\n"));
    assert!(!recorded(&mut jsonl::Jsonl, session).contains("hunter2"));
}

#[test]
fn a_session_is_recorded_as_json_objects() {
    let text = recorded(&mut jsonl::Jsonl, SESSION);
    let objects: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(objects[0]["record"], 1);
    assert_eq!(objects[1]["t"], 0.0015);
    assert_eq!(
        (objects[1]["kind"].as_str(), objects[1]["status"].as_str()),
        (Some("greeting"), Some("OK"))
    );
    assert_eq!(
        (objects[2]["tag"].as_str(), objects[2]["text"].as_str()),
        (Some("a001"), Some("a001 login taro ${password}"))
    );
    let literal = objects
        .iter()
        .find(|object| object["kind"] == "literal" && object["from"] == "server")
        .expect("a literal");
    assert_eq!(
        (literal["octets"].as_u64(), literal["text"].as_str()),
        (Some(6), Some("a\r\nb\0c"))
    );
    let last = objects.last().expect("events");
    assert_eq!((last["partial"].as_bool(), last["eol"].as_str()), (Some(true), Some("none")));
}

#[test]
fn a_line_end_split_between_pieces_is_one_line_end() {
    let long = "x".repeat(MAX_PIECE - 1);
    let session = format!("* OK hi\r\n* 1 FETCH ({{{}}}\r\n{long}\r\nb)\r\n", MAX_PIECE + 2);
    let record = recorded_script(&[&session]);
    assert!(record.ends_with(&format!("S: {long}\nS: b)\n")));
}

/// What happens after each part of the server's octets.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Then {
    MoreArrives,
    Stall,
    StallAndNotice,
}
use Then::{MoreArrives, Stall, StallAndNotice};

/// The record of octets that arrive in parts of these lengths, which are repeated. At each stall the
/// file must be the record of a session that was cut off there.
fn recorded_in_parts(extension: &str, octets: &[u8], parts: &[(usize, Then)]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(format!("r.{extension}"));
    let file = || std::fs::read(&path).expect("a record");
    let mut record = Record::create(&path, &header(), false).expect("a record");
    let mut framer = Framer::new();
    let (mut left, mut parts) = (octets, parts.iter().cycle());
    while !left.is_empty() {
        let (length, then) = parts.next().copied().unwrap_or((1, MoreArrives));
        let (part, rest) = left.split_at(length.clamp(1, left.len()));
        left = rest;
        receive(&mut framer, part, |piece| {
            record.event(&event(EventKind::Server(piece)));
            record.flush();
        });
        let Some(pending) = framer.unfinished_piece().filter(|_| then != MoreArrives) else {
            continue;
        };
        let truncated = Piece { last: true, truncated: true, ..pending.piece };
        let mut format = record.format.boxed_clone();
        let mut end = format.event(&event(EventKind::Server(&truncated)));
        end.extend(format.finish());
        let final_octets = file()[..record.end.final_len() as usize].to_vec();
        record.partial(&Partial { at: Duration::from_micros(1500), protected: true, pending });
        assert_eq!(file(), [final_octets, end].concat());
        if then == StallAndNotice {
            record.event(&event(EventKind::Notice(NoticeLevel::Info, "note")));
            record.flush();
            let text = String::from_utf8(file()).expect("UTF-8");
            assert!(text.contains("note"));
            // The unfinished piece is repeated after the notice.
            assert!(truncated.octets.is_empty() || !text.ends_with("note\n"), "{text}");
        }
    }
    while let Some(piece) = framer.finish() {
        record.event(&event(EventKind::Server(&piece)));
    }
    drop(record);
    String::from_utf8(file()).expect("UTF-8")
}

#[test]
fn the_unfinished_piece_ends_the_record_until_the_rest_arrives() {
    let octets =
        "* OK hi\r\n* 1 FETCH (BODY[] {12}\r\nhälf\r\na\x07!\r\n FLAGS ())\r\na1 OK\r\n* 2 EX";
    let octets = octets.as_bytes();
    for extension in ["imap", "jsonl"] {
        let whole = recorded_in_parts(extension, octets, &[(1000, MoreArrives)]);
        for length in 1..20 {
            let parts = &[(length, Stall), (3, MoreArrives), (1, Stall)];
            assert_eq!(recorded_in_parts(extension, octets, parts), whole);
            let parts = &[(length, StallAndNotice), (1, Stall), (1, StallAndNotice)];
            recorded_in_parts(extension, octets, parts);
        }
    }
}

#[test]
fn a_record_that_ends_in_a_stall_keeps_the_unfinished_piece() {
    for extension in ["imap", "jsonl"] {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(format!("r.{extension}"));
        let mut record = Record::create(&path, &header(), false).expect("a record");
        let mut framer = Framer::new();
        receive(&mut framer, b"* half", |_| panic!("half a line"));
        record.partial(&Partial {
            at: Duration::ZERO,
            protected: true,
            pending: framer.unfinished_piece().expect("half a line"),
        });
        let before = std::fs::read_to_string(&path).expect("a record");
        drop(record);
        let after = std::fs::read_to_string(&path).expect("a record");
        assert_eq!(after, before, "{extension}");
        assert!(before.contains("* half"));
    }
}

#[test]
fn after_a_refused_literal_the_next_command_is_written() {
    let session = &[
        "* OK hi\r\n",
        "> noop",
        "> login taro {7}",
        // The completion of another command: the secret may still follow.
        "a001 OK\r\n",
        "a002 NO no literals\r\n",
        "> capability",
        "a003 OK\r\n",
        "> append x {64<<.}",
        "> AP8=",
        "> .",
        "a004 NO [TRYCREATE] no\r\n",
        "> create x",
        "a005 OK\r\n",
    ];
    let record = recorded_script(session);
    assert_eq!(
        record,
        indoc! {"
            # imapsh record 1
            # mail.example.org 993, TLS: tls
            S: * OK hi
            C: a001 noop
            C: a002 login taro ${password}
            S: a001 OK
            S: a002 NO no literals
            C: a003 capability
            S: a003 OK
            C: a004 append x {64<<END}
            C: END
            S: a004 NO [TRYCREATE] no
            C: a005 create x
            S: a005 OK
        "}
    );
    let script = Script::parse(record.as_bytes(), "x.imap").expect("a script");
    let failing = script.items.iter().filter(|item| item.meant_to_fail);
    assert_eq!(failing.map(|item| item.line).collect::<Vec<_>>(), [5, 10]);
}

#[test]
fn the_first_word_of_a_command_is_its_tag_whatever_it_looks_like() {
    let session = &[
        "* OK hi\r\n",
        "> OK x$${y",
        "a001 BAD what\r\n",
        "> abcdefghij001 noop",
        "abcdefghij001 OK\r\n",
        "> idle",
        "+ idling\r\n",
        "> done",
        "a002 OK\r\n",
    ];
    let record = recorded_script(session);
    // A tag with a long prefix, before a verb that is not a command.
    let record = record.replace("C: abcdefghij001 noop", "C: abcdefghij001 xyzzy");
    let script = Script::parse(record.as_bytes(), "x.imap").expect("a script");
    let commands = script.items.iter().filter_map(|item| match &item.kind {
        ItemKind::Command(command) => Some(command.line()),
        _ => None,
    });
    let read: Vec<_> = commands.map(|line| (line.tag, line.verb)).collect();
    assert_eq!(
        read,
        [(Some("a001"), "OK"), (Some("abcdefghij001"), "xyzzy"), (Some("a002"), "idle")]
    );
}

/// The keys of each kind of line, their order, and how numbers are written.
#[test]
fn jsonl_lines_are_stable() {
    let session = &[
        "* OK hi \x07\r\n",
        "> login taro hunter2",
        "a001 OK in\r\n",
        "> authenticate plain",
        "+ \r\n",
        "> AGEAYg==",
        "a002 NO no\r\n",
        "> append x {7}",
        "+ go\r\n",
        "> ab",
        "> cde",
        "* 1 FETCH (BODY[] {6}\r\na\r\nb\x00c)\r\n",
        "what\n",
        "> :raw zz noop",
        "> append x {64<<.}",
        "> AP8=",
        "> .",
        "+ go\r\n",
        "a004 OK",
    ];
    let mut lines = recorded(&mut jsonl::Jsonl, session).into_bytes();
    let level = NoticeLevel::Hint;
    let (text, shown) = ("one\n\"two\"", "1/2 one");
    for kind in
        [EventKind::Notice(level, text), EventKind::Script(ScriptNotice { level, text, shown })]
    {
        let at = Duration::from_secs_f64(61.234_567_89);
        lines.extend(jsonl::Jsonl.event(&Event { at, ..event(kind) }));
    }
    lines.extend(jsonl::Jsonl.header(&Header { port: None, ..header() }));
    let expected = indoc! {r#"
        {"host":"mail.example.org","imapsh":"VERSION","port":993,"record":1,"tls":"tls"}
        {"from":"server","kind":"greeting","response":0,"status":"OK","t":0.0015,"text":"* OK hi \u0007"}
        {"from":"client","kind":"command","t":0.0,"tag":"a001","text":"a001 login taro ${password}"}
        {"from":"server","kind":"tagged","response":1,"status":"OK","t":0.0015,"tag":"a001","text":"a001 OK in"}
        {"from":"client","kind":"command","t":0.0,"tag":"a002","text":"a002 authenticate plain"}
        {"from":"server","kind":"continuation","response":2,"t":0.0015,"text":"+ "}
        {"from":"client","kind":"sasl","t":0.0,"text":"${sasl}"}
        {"from":"server","kind":"tagged","response":3,"status":"NO","t":0.0015,"tag":"a002","text":"a002 NO no"}
        {"from":"client","kind":"command","t":0.0,"tag":"a003","text":"a003 append x {7}"}
        {"from":"server","kind":"continuation","response":4,"t":0.0015,"text":"+ go"}
        {"from":"client","kind":"literal","octets":7,"offset":0,"t":0.0,"text":"ab\r\n"}
        {"from":"client","kind":"literal","octets":7,"offset":4,"t":0.0,"text":"cde"}
        {"from":"client","kind":"bare","t":0.0,"text":""}
        {"from":"server","kind":"untagged","response":5,"t":0.0015,"text":"* 1 FETCH (BODY[] {6}"}
        {"from":"server","kind":"literal","octets":6,"response":5,"t":0.0015,"text":"a\r\nb\u0000c"}
        {"from":"server","kind":"rest","response":5,"t":0.0015,"text":")"}
        {"eol":"lf","from":"server","kind":"unknown","response":6,"t":0.0015,"text":"what"}
        {"from":"client","kind":"raw","t":0.0,"text":"zz noop"}
        {"from":"client","kind":"command","t":0.0,"tag":"a004","text":"a004 append x {2}"}
        {"from":"server","kind":"continuation","response":7,"t":0.0015,"text":"+ go"}
        {"base64":"AP8=","from":"client","kind":"literal","octets":2,"t":0.0}
        {"from":"client","kind":"bare","t":0.0,"text":""}
        {"eol":"none","from":"server","kind":"tagged","partial":true,"response":8,"status":"OK","t":0.0015,"tag":"a004","text":"a004 OK"}
        {"from":"imapsh","kind":"note","t":61.234568,"text":"one\n\"two\""}
        {"from":"imapsh","kind":"note","t":61.234568,"text":"one\n\"two\""}
        {"host":"mail.example.org","imapsh":"VERSION","port":null,"record":1,"tls":"tls"}
    "#};
    let expected = expected.replace("VERSION", env!("CARGO_PKG_VERSION"));
    assert_eq!(String::from_utf8(lines).expect("UTF-8"), expected);
}
