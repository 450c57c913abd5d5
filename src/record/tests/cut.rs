//! Records of commands that were not sent whole, or are not replayed to the octet.

use super::*;
use crate::protocol::dialogue::Outgoing;

/// The secret's octets and the rest after them are not in the record: a comment says that they were not
/// sent.
#[test]
fn a_command_that_was_cut_in_its_secret_is_recorded_as_that() {
    let cut = "# imapsh: the command above was not sent whole\n";
    for (session, is_cut) in [
        (&["> login taro {7}"][..], true),
        (&["> login taro {7}", "+ go\r\n"], true),
        (&["> login taro {7}", "+ go\r\n", "> hun"], true),
        (&["> login {4}", "+ go\r\n", "> taro {7}", "+ go\r\n", "> hun"], true),
        (&["> login taro {7+}", "> hun"], true),
        (&["> login taro {7}", "+ go\r\n", "> hunter2"], false),
        (&["> login taro {7}", "a001 NO no\r\n"], false),
        (&["> login taro {7}", "+ go\r\n", "> hunter2", "a001 OK in\r\n", "> noop"], false),
        (&["> append x {64<<.}", "> AP8=", "> ."], false),
    ] {
        let record = recorded_script(session);
        assert_eq!(record.ends_with(cut), is_cut, "{record}");
        assert!(!record.contains("hun"), "{record}");
    }
}

/// The connection ends in the middle of an upload that is recorded as base64: its octets are not
/// written as a complete literal, and none of them follow on the next connection.
#[test]
fn a_literal_that_was_cut_is_not_completed_by_its_record() {
    let format = &mut imap::ImapScript::default();
    let begun = recorded(format, &["> append x {64<<.}", "> AP8=", "> ."]);
    assert!(begun.ends_with("C: a001 append x {64<<END}\n"), "{begun}");
    let next = String::from_utf8(format.new_connection("reconnect")).expect("UTF-8");
    assert_eq!(next, "# :reconnect\n");
    let (mut dialogue, mut record) =
        (Dialogue::new(Tags::new("b").expect("a prefix"), true), Vec::new());
    dialogue.read_line("noop", &Account).expect("a command");
    while let Some(out) = dialogue.take_outgoing() {
        let mut upload = Upload::new(out);
        let mut on_piece = |piece: ClientPiece<'_>, _: &[u8]| {
            record.extend(format.event(&event(EventKind::Client(piece))));
        };
        while upload.next(Path::new("."), &mut on_piece).expect("no file is read") {}
    }
    assert_eq!(String::from_utf8_lossy(&record), "C: b001 noop\n");
}

/// A part of a literal ends inside a line. What the server says meanwhile is not in the middle of that, and
/// a line of which nothing more is sent is replayed without its CRLF.
#[test]
fn a_line_of_a_literal_is_not_broken_and_not_completed_by_its_record() {
    let line = "é".repeat(30_000);
    let mail = format!("one\r\n{line}\r\n{line}\r\nend");
    let (cut, rest) = mail.split_at(mail.floor_char_boundary(MAX_PIECE));
    let server = b"* 7 EXISTS\r\n";
    for is_cut in [true, false] {
        let format = &mut imap::ImapScript::default();
        let mut record = format.header(&header());
        let mut upload = upload_of(&mail, format, &mut record);
        let mut on_piece = |piece: ClientPiece<'_>, _: &[u8]| {
            record.extend(format.event(&event(EventKind::Client(piece))));
        };
        assert!(upload.next(Path::new("."), &mut on_piece).expect("no file is read"));
        receive(&mut Framer::new(), server, |piece| {
            record.extend(format.event(&event(EventKind::Server(piece))));
        });
        if is_cut {
            record.extend(format.new_connection("reconnect"));
        } else {
            let mut on_piece = |piece: ClientPiece<'_>, _: &[u8]| {
                record.extend(format.event(&event(EventKind::Client(piece))));
            };
            assert!(!upload.next(Path::new("."), &mut on_piece).expect("no file is read"));
        }
        let record = String::from_utf8(record).expect("UTF-8");
        let second = &cut["one\r\n".len() + line.len() + 2..];
        assert!(record.contains(&format!("C: {line}\nS: * 7 EXISTS\nC: {second}")), "{is_cut}");
        let cut_line = format!("C: {second}\n# imapsh: the line above was sent without its end\n");
        assert_eq!(record.contains(&cut_line), is_cut);
        assert!(!record.contains(rest));
        let script = Script::parse(record.as_bytes(), "x.imap").expect("a script");
        let is_cut_line =
            |it: &ItemKind| matches!(it, ItemKind::CutLine(text) if **text == *second);
        assert_eq!(script.items.iter().any(|item| is_cut_line(&item.kind)), is_cut);
        assert_eq!(script.items.iter().any(|item| item.kind == ItemKind::CutOff), is_cut);
    }
}

/// The literal of an APPEND with this text, once the server has asked for it.
fn upload_of(text: &str, format: &mut dyn RecordFormat, record: &mut Vec<u8>) -> Upload {
    let mut dialogue = Dialogue::new(Tags::new("a").expect("a prefix"), true);
    dialogue.read_line("append x {<<-.}", &Account).expect("a command");
    for line in text.split("\r\n").chain(["."]) {
        dialogue.read_line(line, &Account).expect("a line");
    }
    let mut send = |out: Outgoing| {
        let mut on_piece = |piece: ClientPiece<'_>, _: &[u8]| {
            record.extend(format.event(&event(EventKind::Client(piece))));
        };
        let mut upload = Upload::new(out);
        while upload.next(Path::new("."), &mut on_piece).expect("no file is read") {}
    };
    dialogue.take_outgoing().into_iter().for_each(&mut send);
    receive(&mut Framer::new(), b"+ go\r\n", |piece| {
        dialogue.receive(piece);
    });
    Upload::new(dialogue.take_outgoing().expect("the literal"))
}

/// The count ends inside a login that was meant as another command.
#[test]
fn a_secret_that_is_replayed_as_another_text_is_recorded_as_that() {
    let other = "# imapsh: a replay sends another text for the secret above\n";
    for (session, is_other) in [
        (&["> append x {8}", "+ go\r\n", "> a2 login taro hunter2"][..], true),
        (&["> append x {16}", "+ go\r\n", "> a2 login taro hunter2"], true),
        (&["> login {4}", "+ go\r\n", "> taro hunter2"], false),
        (&["> lgoin {4}", "+ go\r\n", "> taro hunter2"], false),
        (&["> append x {22}", "+ go\r\n", "> a2 login taro hunter2", "> "], false),
    ] {
        let record = recorded_script(session);
        assert_eq!(record.ends_with(other), is_other, "{record}");
        assert!(!record.contains("hunter2"), "{record}");
    }
}
