//! What stands in the records of given sessions.

use super::*;
use crate::protocol::compose::{Environment, FileError, FileInfo};
use crate::protocol::dialogue::Dialogue;
use crate::protocol::framing::Framer;
use crate::protocol::framing::Piece;
use crate::protocol::tags::Tags;
use crate::session::{ClientPiece, ScriptNotice};
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

/// A session: `> ` lines are typed, others come from the server.
fn recorded(format: &mut dyn RecordFormat, session: &[&str]) -> String {
    let header = Header {
        host: "mail.example.org".into(),
        port: Some(993),
        tls: "tls",
        mid_session: None,
    };
    let mut record = format.header(&header);
    let mut dialogue = Dialogue::new(Tags::new("a").expect("a prefix"), true);
    let mut framer = Framer::new();
    for line in session {
        if let Some(typed) = line.strip_prefix("> ") {
            let _ = match typed.strip_prefix(":raw") {
                Some(raw) => dialogue.raw(raw.trim_start()),
                None => dialogue.read_line(typed, &Account),
            };
        } else {
            framer.unfilled()[..line.len()].copy_from_slice(line.as_bytes());
            framer.advance(line.len());
            while let Some(piece) = framer.next_piece() {
                record.extend(format.event(&Event {
                    at: Duration::from_micros(1500),
                    protected: true,
                    kind: EventKind::Server(&piece),
                }));
                dialogue.receive(&piece);
            }
        }
        while let Some(out) = dialogue.take_outgoing() {
            let mut upload = crate::session::upload_for_tests(out);
            while upload
                .next(|piece: ClientPiece<'_>, _: &[u8]| {
                    record.extend(format.event(&Event {
                        at: Duration::ZERO,
                        protected: true,
                        kind: EventKind::Client(piece),
                    }));
                })
                .expect("no file is read")
            {}
        }
    }
    while let Some(piece) = framer.finish() {
        record.extend(format.event(&Event {
            at: Duration::ZERO,
            protected: true,
            kind: EventKind::Server(&piece),
        }));
    }
    record.extend(format.finish());
    String::from_utf8(record).expect("UTF-8")
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
fn as_a_script() {
    assert_eq!(
        recorded(&mut imap::ImapScript::default(), SESSION),
        "# imapsh record 1\n# mail.example.org 993, TLS: tls\nS: * OK hi \\x07\nC: a001 login taro ${password}\nS: a001 OK in\n\
        C: a002 lgoin {4}\nS: + go\nC: taro {7}\nS: + go\nC: hunter2\nS: a002 BAD what\n\
        C: a003 authenticate plain\nS: + \nC: ${sasl}\nS: a003 NO no\n\
        C: a004 append x {7}\nS: + go\nC: ab\nC: cde\nS: a004 OK\n\
        C: a005 append x {64<<END}\nS: + go\nC: AP8=\nC: END\nS: a005 OK\n\
        C: a006 fetch 1 body[]\nS: * 1 FETCH (BODY[] {6}\nS: a\nS: b\\x00c)\n\
        C: a007 login taro ${password}\nS: + go\nS: a007 OK\n"
    );
}

/// What a script reader makes of a record.
fn read_back(record: &str) -> Vec<crate::notation::ItemKind> {
    let script =
        crate::notation::Script::parse(record.as_bytes(), "record.imap").expect("a script");
    let items = script.items.into_iter().map(|item| item.kind);
    items
        .filter(|what| !matches!(what, crate::notation::ItemKind::Comment(_)))
        .collect()
}

#[test]
fn a_line_sent_untouched_stays_one() {
    use crate::notation::{ItemKind, directive::Directive};
    let session = &[
        "* OK hi\r\n",
        "> :raw zz noop",
        "> :raw :quit",
        "> :raw * OK {3}",
        "> :raw",
        "> :raw :expect a1 hunter2",
        "> :raw a1 login taro hunter2",
    ];
    let record = recorded(&mut imap::ImapScript::default(), session);
    assert!(
        record
            .ends_with("C: :raw \nC: :raw :expect a1 ${password}\nC: a1 login taro ${password}\n"),
        "{record}"
    );
    let items = read_back(&record);
    let raw = |text: &str| ItemKind::Directive(Box::new(Directive::Raw(text.into())));
    // The first would go out the same without it.
    assert!(matches!(&items[0], ItemKind::Command(command) if &*command.text == "zz noop"));
    assert_eq!(items[1..4], [raw(":quit"), raw("* OK {3}"), raw("")]);
    assert_eq!(items[4], raw(":expect a1 ${password}"));
    assert!(matches!(&items[5], ItemKind::Command(_)));
}

#[test]
fn what_only_looks_like_a_variable_stays_so() {
    let session = &[
        "* OK hi\r\n",
        "> login $${me} hunter2",
        "> search subject \"$$${x}\"",
        "> append x {6}",
        "+ go\r\n",
        "> ${me}x",
        "a003 OK\r\n",
    ];
    let record = recorded(&mut imap::ImapScript::default(), session);
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
fn a_mistyped_login_before_it_keeps_its_literal_secret() {
    let session = &[
        "* OK hi\r\n",
        "> lgoin {4}",
        "+ go\r\n",
        "> taro {7}",
        "+ go\r\n",
        "> hunter2",
        "a001 BAD what\r\n",
    ];
    assert!(
        recorded(&mut imap::ImapScript::default(), session)
            .ends_with("C: taro ${password}\nS: + go\nS: a001 BAD what\n")
    );
    assert!(!recorded(&mut jsonl::Jsonl, session).contains("hunter2"));
}

#[test]
fn as_objects() {
    let text = recorded(&mut jsonl::Jsonl, SESSION);
    let objects: Vec<serde_json::Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
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
    assert_eq!(
        (last["partial"].as_bool(), last["eol"].as_str()),
        (Some(true), Some("none"))
    );
}

#[test]
fn a_line_end_cut_in_two_by_a_piece_is_one() {
    use crate::protocol::framing::MAX_PIECE;
    let long = "x".repeat(MAX_PIECE - 1);
    let session = format!(
        "* OK hi\r\n* 1 FETCH ({{{}}}\r\n{long}\r\nb)\r\n",
        MAX_PIECE + 2
    );
    let record = recorded(&mut imap::ImapScript::default(), &[&session]);
    assert!(record.ends_with(&format!("S: {long}\nS: b)\n")));
}

/// The record of octets that come in these parts, some with a stall after them; with each stall
/// and each note it is read, and must be as of a session that was cut off there.
fn written(ending: &str, octets: &[u8], cuts: &[(usize, u8)]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(format!("r.{ending}"));
    let header = Header {
        host: "h".into(),
        port: None,
        tls: "none",
        mid_session: None,
    };
    let mut record = Record::create(&path, &header).expect("a record");
    let mut framer = Framer::new();
    let (mut left, mut cuts) = (octets, cuts.iter().cycle());
    let tell = |record: &mut Record, kind: EventKind<'_>| {
        record.event(&Event {
            at: Duration::ZERO,
            protected: true,
            kind,
        });
        record.flush();
    };
    while !left.is_empty() {
        let (cut, what) = cuts.next().copied().unwrap_or((1, 0));
        let (part, rest) = left.split_at(cut.clamp(1, left.len()));
        left = rest;
        framer.unfilled()[..part.len()].copy_from_slice(part);
        framer.advance(part.len());
        while let Some(piece) = framer.next_piece() {
            tell(&mut record, EventKind::Server(&piece));
        }
        let Some(pending) = framer.unfinished_piece().filter(|_| what > 0) else {
            continue;
        };
        let piece = Piece {
            last: true,
            truncated: true,
            ..pending.piece
        };
        let nothing = piece.octets.is_empty();
        let mut format = record.format.boxed_clone();
        let mut tail = format.event(&Event {
            at: Duration::ZERO,
            protected: true,
            kind: EventKind::Server(&piece),
        });
        tail.extend(format.finish());
        let before = std::fs::read(&path).expect("a record");
        let solid = before[..record.end.final_len() as usize].to_vec();
        record.partial(&Partial {
            at: Duration::ZERO,
            protected: true,
            pending,
        });
        let now = std::fs::read(&path).expect("a record");
        assert_eq!(now, [solid, tail].concat());
        if what > 1 {
            tell(&mut record, EventKind::Notice(NoticeLevel::Info, "note"));
            let now = std::fs::read_to_string(&path).expect("a record");
            assert!(now.contains("note"));
            assert!(nothing || !now.ends_with("note\n"), "{now}");
        }
    }
    while let Some(piece) = framer.finish() {
        tell(&mut record, EventKind::Server(&piece));
    }
    drop(record);
    std::fs::read_to_string(&path).expect("a record")
}

#[test]
fn what_was_shown_early_stands_at_the_end_until_the_rest_comes() {
    let octets =
        "* OK hi\r\n* 1 FETCH (BODY[] {12}\r\nhälf\r\na\x07!\r\n FLAGS ())\r\na1 OK\r\n* 2 EX";
    for ending in ["imap", "jsonl"] {
        let whole = written(ending, octets.as_bytes(), &[(1000, 0)]);
        for cut in 1..20 {
            let early = written(ending, octets.as_bytes(), &[(cut, 1), (3, 0), (1, 1)]);
            assert_eq!(early, whole);
            written(ending, octets.as_bytes(), &[(cut, 2), (1, 1), (1, 2)]);
        }
    }
}

#[test]
fn a_record_that_ends_in_a_stall_keeps_what_was_shown() {
    for ending in ["imap", "jsonl"] {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(format!("r.{ending}"));
        let header = Header {
            host: "h".into(),
            port: None,
            tls: "none",
            mid_session: None,
        };
        let mut record = Record::create(&path, &header).expect("a record");
        let mut framer = Framer::new();
        framer.unfilled()[..6].copy_from_slice(b"* half");
        framer.advance(6);
        assert!(framer.next_piece().is_none());
        record.partial(&Partial {
            at: Duration::ZERO,
            protected: true,
            pending: framer.unfinished_piece().expect("half a line"),
        });
        let before = std::fs::read_to_string(&path).expect("a record");
        drop(record);
        assert_eq!(
            std::fs::read_to_string(&path).expect("a record"),
            before,
            "{ending}"
        );
        assert!(before.contains("* half"));
    }
}

#[test]
fn after_a_refused_literal_the_next_command_is_written() {
    let session = &[
        "* OK hi\r\n",
        "> noop",
        "> login taro {7}",
        // Not its own: what follows is still the secret.
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
    let script = recorded(&mut imap::ImapScript::default(), session);
    assert_eq!(
        script,
        "# imapsh record 1\n# mail.example.org 993, TLS: tls\nS: * OK hi\nC: a001 noop\n\
        C: a002 login taro ${password}\nS: a001 OK\nS: a002 NO no literals\n\
        C: a003 capability\nS: a003 OK\n\
        C: a004 append x {64<<END}\nC: END\nS: a004 NO [TRYCREATE] no\n\
        C: a005 create x\nS: a005 OK\n"
    );
    let read = crate::notation::Script::parse(script.as_bytes(), "x.imap").expect("a script");
    let failing = read.items.iter().filter(|item| item.meant_to_fail);
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
    let record = recorded(&mut imap::ImapScript::default(), session);
    // A tag of imapsh's own, with a long prefix, before what is no command.
    let record = record.replace("C: abcdefghij001 noop", "C: abcdefghij001 xyzzy");
    let script = crate::notation::Script::parse(record.as_bytes(), "x.imap").expect("a script");
    let commands = script.items.iter().filter_map(|item| match &item.kind {
        crate::notation::ItemKind::Command(command) => Some(command.line()),
        _ => None,
    });
    let read: Vec<_> = commands.map(|line| (line.tag, line.verb)).collect();
    assert_eq!(
        read,
        [
            (Some("a001"), "OK"),
            (Some("abcdefghij001"), "xyzzy"),
            (Some("a002"), "idle")
        ]
    );
}

/// Each kind of line, to the octet: the format's keys, their order, and how numbers are written.
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
    for kind in [
        EventKind::Notice(level, text),
        EventKind::Script(ScriptNotice { level, text, shown }),
    ] {
        let at = Duration::from_secs_f64(61.234_567_89);
        let event = Event {
            at,
            protected: true,
            kind,
        };
        lines.extend(jsonl::Jsonl.event(&event));
    }
    let header = Header {
        host: "h".into(),
        port: None,
        tls: "none",
        mid_session: None,
    };
    lines.extend(jsonl::Jsonl.header(&header));
    let expected = r#"
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
        {"eol":"none","from":"server","kind":"tagged","partial":true,"response":8,"status":"OK","t":0.0,"tag":"a004","text":"a004 OK"}
        {"from":"imapsh","kind":"note","t":61.234568,"text":"one\n\"two\""}
        {"from":"imapsh","kind":"note","t":61.234568,"text":"one\n\"two\""}
        {"host":"h","imapsh":"VERSION","port":null,"record":1,"tls":"none"}
    "#;
    let expected = expected.replace("VERSION", env!("CARGO_PKG_VERSION"));
    let lines = String::from_utf8(lines).expect("UTF-8");
    assert_eq!(
        lines.lines().collect::<Vec<_>>(),
        expected.trim().lines().map(str::trim).collect::<Vec<_>>()
    );
}
