//! A whole session without a network: typed lines and a server's octets, shown by three views and
//! recorded in both formats. At its end the output of all of them is checked.

use imapsh::internals::{
    ClientPiece, Colors, Content, Dialogue, Environment, Event, EventKind, EventSink, FileError, FileInfo, FollowingLiteral,
    Framer, Header, NOTICE_MARK, NoticeLevel, OutputStyle, Piece, Record, ScriptCommand, Tags, TerminalView,
};
use std::cell::RefCell;
use std::io::{self, Write};
use std::path::PathBuf;
use std::rc::Rc;
use std::time::Duration;

/// What a view wrote; clones share it.
#[derive(Clone, Default)]
pub struct Captured(Rc<RefCell<Vec<u8>>>);

impl Captured {
    fn text(&self) -> String {
        String::from_utf8(self.0.borrow().clone()).expect("UTF-8 output")
    }
}

impl Write for Captured {
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(octets);
        Ok(octets.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The variables of the typed lines. There are no files.
pub struct Account;

/// Must not be in any output.
pub const SECRET: &str = "hunter2";

impl Environment for Account {
    fn variable(&self, name: &str) -> Option<String> {
        match name {
            "user" => Some("taro".into()),
            "password" => Some(SECRET.into()),
            _ => None,
        }
    }
    fn file(&self, _: &str) -> Result<FileInfo, FileError> {
        Err(FileError::NotRegular)
    }
}

/// The session, its views and its records.
pub struct SessionHarness {
    dialogue: Dialogue,
    /// Taken out while a piece is borrowed from it.
    framer: Option<Framer>,
    captured: [Captured; 3],
    views: [TerminalView; 3],
    records: Vec<Record>,
    folder: PathBuf,
    received: Vec<u8>,
    from_pieces: Vec<u8>,
    /// Everything that was sent.
    pub sent: Vec<u8>,
    /// The server's pieces, and how many octets were sent before each.
    pub server_pieces: Vec<(usize, Vec<u8>)>,
    /// Whether a secret was among what was sent.
    pub secret: bool,
    notices: usize,
}

fn style(safe: bool, colors: Colors) -> OutputStyle {
    OutputStyle { safe, colors, time: false, timestamps: false }
}

impl SessionHarness {
    pub fn new() -> SessionHarness {
        let folder = std::env::temp_dir().join(format!("imapsh-fuzz-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let header = Header {
            host: "mail.example.org".into(),
            port: Some(993),
            tls: "tls",
            mid_session: None,
        };
        let records = ["s.imap", "s.jsonl"].map(|name| {
            let path = folder.join(name);
            let _ = std::fs::remove_file(&path);
            Record::create(&path, &header, false).expect("a record")
        });
        let captured = [Captured::default(), Captured::default(), Captured::default()];
        let styles =
            [style(true, Colors::Sixteen), style(true, Colors::Off), style(false, Colors::Off)];
        let mut styles = styles.into_iter();
        let views = captured.clone().map(|captured| {
            TerminalView::new(
                Box::new(captured),
                None,
                styles.next().unwrap_or(style(true, Colors::Sixteen)),
            )
        });
        SessionHarness {
            dialogue: Dialogue::new(Tags::new("a").expect("a prefix"), true),
            framer: Some(Framer::new()),
            captured,
            views,
            records: records.into(),
            folder,
            received: Vec::new(),
            from_pieces: Vec::new(),
            sent: Vec::new(),
            server_pieces: Vec::new(),
            secret: false,
            notices: 0,
        }
    }

    fn event(&mut self, kind: EventKind<'_>) {
        let event = Event { at: Duration::from_millis(3), protected: true, kind };
        self.views.iter_mut().for_each(|view| view.event(&event));
        self.records.iter_mut().for_each(|record| record.event(&event));
    }

    /// A notice that quotes the server.
    fn notice(&mut self, quoted: &[u8]) {
        let text = format!("received: {}", String::from_utf8_lossy(quoted));
        self.notices += text.lines().count();
        let kind = EventKind::Notice(NoticeLevel::Hint, &text);
        let event = Event { at: Duration::ZERO, protected: true, kind };
        // The third view is raw, where notices go elsewhere.
        self.views[..2].iter_mut().for_each(|view| view.event(&event));
        self.records.iter_mut().for_each(|record| record.event(&event));
    }

    /// The server sends octets, which arrive in reads of this size.
    pub fn server(&mut self, octets: &[u8], cut: usize) {
        self.received.extend_from_slice(octets);
        for read in octets.chunks(cut.max(1)) {
            let mut read = read;
            while !read.is_empty() {
                let framer = self.framer.as_mut().expect("the framer");
                let space = framer.unfilled();
                assert!(!space.is_empty(), "the framer must accept octets once it has no piece");
                let fits = read.len().min(space.len());
                space[..fits].copy_from_slice(&read[..fits]);
                framer.advance(fits);
                read = &read[fits..];
                self.frame(false);
            }
        }
    }

    fn frame(&mut self, ended: bool) {
        let mut framer = self.framer.take().expect("the framer");
        while let Some(piece) = if ended { framer.finish() } else { framer.next_piece() } {
            self.receive(&piece);
        }
        self.framer = Some(framer);
    }

    fn receive(&mut self, piece: &Piece<'_>) {
        self.from_pieces.extend_from_slice(piece.octets);
        self.from_pieces.extend_from_slice(piece.eol.octets());
        let octets = [piece.octets, piece.eol.octets()].concat();
        self.server_pieces.push((self.sent.len(), octets));
        self.event(EventKind::Server(piece));
        if piece.octets.last() == Some(&b'!') {
            self.notice(piece.octets);
        }
        let upgrade = self.dialogue.receive(piece);
        self.send();
        if upgrade.is_some() {
            self.dialogue.tls_started();
        }
    }

    /// The user types a line. It is ignored while the session waits for a `+`.
    pub fn type_line(&mut self, line: &str) {
        if self.must_wait() {
            return;
        }
        // In a script `:raw` inside a literal would be an octet line.
        if line.starts_with(":raw ") && self.dialogue.expects_literal_or_rest() {
            return;
        }
        let _ = match line.strip_prefix(":raw ") {
            Some(raw) => self.dialogue.raw(raw.trim()),
            None => self.dialogue.read_line(line, &Account),
        };
        self.send();
    }

    /// A replay sends a command of a script. Only sessions are replayed, not a server's octets alone.
    #[allow(dead_code)]
    pub fn replay_command(&mut self, command: &ScriptCommand) {
        if !self.must_wait() {
            let _ = self.dialogue.read_command(&command.line(), &Account);
            self.send();
        }
    }

    fn send(&mut self) {
        while let Some(out) = self.dialogue.take_outgoing() {
            let Content::Octets(octets) = &out.content else { continue };
            self.sent.extend_from_slice(octets);
            self.sent.extend_from_slice(out.eol.octets());
            self.secret |= out.secret.is_some()
                || matches!(out.following_literal, FollowingLiteral::Secret(_));
            let secret = out.secret.as_ref();
            let secret = secret.map(|secret| (secret.range.clone(), Some(secret.placeholder)));
            let mut piece = ClientPiece::new(out.kind, octets, secret);
            if let Some(part) = &out.literal {
                piece.offset = part.offset;
                piece.literal_size = Some(part.size);
                piece.last = part.offset + octets.len() as u64 == part.size;
            }
            piece.eol = out.eol;
            piece.tag_len = out.tag_len;
            piece.following_literal = out.following_literal;
            self.event(EventKind::Client(piece));
        }
    }

    /// Whether the next line waits for a `+` or a completion.
    pub fn must_wait(&self) -> bool {
        self.dialogue.awaits_server()
    }

    /// Ends the connection, checks all output, and returns the `.imap` record.
    pub fn finish(mut self) -> String {
        self.frame(true);
        self.dialogue.connection_closed();
        self.views.iter_mut().for_each(TerminalView::flush);
        self.records.clear();
        assert_eq!(self.from_pieces, self.received, "the pieces contain all octets");
        let [color, plain, raw] = self.captured.clone();
        let (color, plain) = (without_color(&color.text()), plain.text());
        assert_eq!(color, plain, "without its colors the text is the same");
        assert_safe(&plain);
        let marked_rows = plain.split("\r\n").filter(|row| row.starts_with(NOTICE_MARK)).count();
        assert_eq!(marked_rows, self.notices, "only notices have the mark");
        assert_eq!(plain.chars().filter(|&c| c == NOTICE_MARK).count(), self.notices);
        if self.sent.is_empty() {
            assert_eq!(*raw.0.borrow(), self.received, "raw output is what was received");
        }
        let record = |name| std::fs::read(self.folder.join(name)).expect("a record");
        self.check_objects(&String::from_utf8(record("s.jsonl")).expect("UTF-8"));
        let script = String::from_utf8(record("s.imap")).expect("UTF-8");
        assert!(script.ends_with('\n'));
        script
    }

    fn check_objects(&self, text: &str) {
        let mut server = Vec::new();
        for line in text.lines().skip(1) {
            let object: serde_json::Value = serde_json::from_str(line).expect("JSON");
            if object["from"] != "server" {
                continue;
            }
            match (object["text"].as_str(), object["base64"].as_str()) {
                (Some(text), None) => server.extend_from_slice(text.as_bytes()),
                (None, Some(code)) => server.extend(base64(code)),
                _ => panic!("neither text nor base64: {line}"),
            }
            let ends = object["octets"].is_null();
            // Without `eol` a line ended with CR LF, unless a later object has more of it.
            match object["eol"].as_str() {
                Some("lf") => server.push(b'\n'),
                None if ends && !self.continues(text, &object) => server.extend_from_slice(b"\r\n"),
                _ => {}
            }
        }
        assert_eq!(server, self.received, "the objects contain all octets");
    }

    /// Whether a later object has the rest of this one's line.
    fn continues(&self, text: &str, object: &serde_json::Value) -> bool {
        let Some(offset) = object["offset"].as_u64() else { return false };
        text.lines().skip(1).filter_map(|line| serde_json::from_str(line).ok()).any(
            |other: serde_json::Value| {
                other["response"] == object["response"]
                    && other["kind"] == object["kind"]
                    && other["offset"].as_u64().is_some_and(|its| its > offset)
            },
        )
    }
}

fn base64(code: &str) -> Vec<u8> {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.decode(code).expect("base64")
}

/// The text without colors. Any other escape sequence fails.
fn without_color(shown: &str) -> String {
    let mut rest = shown;
    let mut text = String::new();
    while let Some(at) = rest.find("\x1b[") {
        text.push_str(&rest[..at]);
        let end = rest[at..].find('m').expect("the end of a color") + at;
        let numbers = &rest[at + 2..end];
        assert!(
            numbers.len() <= 4 && numbers.chars().all(|c| c.is_ascii_digit() || c == ';'),
            "not a color: {numbers:?}"
        );
        rest = &rest[end + 1..];
    }
    text + rest
}

/// No control characters but CR LF, nothing that changes the text's direction or hides it.
fn assert_safe(shown: &str) {
    for line in shown.split("\r\n") {
        for c in line.chars() {
            assert!(!c.is_control(), "{c:?} in {line:?}");
            assert!(
                !matches!(
                    c,
                    '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
                        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
                        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}'
                ),
                "{c:?} in {line:?}"
            );
        }
    }
}
