//! A whole session without a network: lines are typed and a server's octets come, and everybody
//! looks on who does in the program. Then it is checked what they wrote.

use imapsh::protocol::compose::{Content, FileInfo, Environment};
use imapsh::protocol::dialogue::{Dialogue, FollowingLiteral};
use imapsh::protocol::framing::{Framer, Piece};
use imapsh::protocol::tags::Tags;
use imapsh::record::{Header, Record};
use imapsh::escape::NOTICE_MARK;
use imapsh::view::{OutputStyle, TerminalView};
use imapsh::session::{ClientPiece, Event, NoticeLevel, EventSink, EventKind};
use std::cell::RefCell;
use std::io::{self, Write};
use std::path::PathBuf;
use std::rc::Rc;
use std::time::Duration;

/// Where a screen writes.
#[derive(Clone, Default)]
pub struct Paper(Rc<RefCell<Vec<u8>>>);

impl Paper {
    fn text(&self) -> String {
        String::from_utf8(self.0.borrow().clone()).expect("what is shown is UTF-8")
    }
}

impl Write for Paper {
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(octets);
        Ok(octets.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The account that lines are typed for. No file is read.
pub struct Account;

/// What must be in nothing that is written.
pub const SECRET: &str = "hunter2";

impl Environment for Account {
    fn variable(&self, name: &str) -> Option<String> {
        match name {
            "user" => Some("taro".into()),
            "password" => Some(SECRET.into()),
            _ => None,
        }
    }
    fn file(&self, path: &str) -> Result<FileInfo, String> {
        Err(path.into())
    }
}

/// The session, and who looks on.
pub struct Stage {
    dialogue: Dialogue,
    /// Not here while it lends a piece.
    framer: Option<Framer>,
    paper: [Paper; 3],
    views: [TerminalView; 3],
    records: Vec<Record>,
    folder: PathBuf,
    came: Vec<u8>,
    again: Vec<u8>,
    /// Everything that was sent.
    pub sent: Vec<u8>,
    /// What the server said, piece by piece, and how many octets it had been sent before.
    pub heard: Vec<(usize, Vec<u8>)>,
    /// Whether a secret was among what was sent.
    pub secret: bool,
    notes: usize,
}

fn style(safe: bool, color: bool) -> OutputStyle {
    OutputStyle { safe, color, time: false }
}

impl Stage {
    pub fn new() -> Stage {
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
            Record::create(&path, &header).expect("a record")
        });
        let paper = [Paper::default(), Paper::default(), Paper::default()];
        let styles = [style(true, true), style(true, false), style(false, false)];
        let mut styles = styles.into_iter();
        let views = paper.clone().map(|paper| {
            TerminalView::new(Box::new(paper), None, styles.next().unwrap_or(style(true, true)))
        });
        Stage {
            dialogue: Dialogue::new(Tags::new("a").expect("a prefix"), true),
            framer: Some(Framer::new()),
            paper,
            views,
            records: records.into(),
            folder,
            came: Vec::new(),
            again: Vec::new(),
            sent: Vec::new(),
            heard: Vec::new(),
            secret: false,
            notes: 0,
        }
    }

    fn tell(&mut self, kind: EventKind<'_>) {
        let event = Event { at: Duration::from_millis(3), protected: true, kind };
        self.views.iter_mut().for_each(|view| view.event(&event));
        self.records.iter_mut().for_each(|record| record.event(&event));
    }

    /// imapsh says something that quotes somebody.
    pub fn note(&mut self, quoted: &[u8]) {
        let text = format!("it said: {}", String::from_utf8_lossy(quoted));
        self.notes += text.lines().count();
        let kind = EventKind::Notice(NoticeLevel::Hint, &text);
        let event = Event { at: Duration::ZERO, protected: true, kind };
        // The wire as it is has no voice in it.
        self.views[..2].iter_mut().for_each(|view| view.event(&event));
        self.records.iter_mut().for_each(|record| record.event(&event));
    }

    /// The server's octets come, cut into reads of this size.
    pub fn server(&mut self, octets: &[u8], cut: usize) {
        self.came.extend_from_slice(octets);
        for read in octets.chunks(cut.max(1)) {
            let mut read = read;
            while !read.is_empty() {
                let framer = self.framer.as_mut().expect("the framer");
                let space = framer.unfilled();
                assert!(!space.is_empty(), "the framer holds what it could give");
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
            self.hear(&piece);
        }
        self.framer = Some(framer);
    }

    fn hear(&mut self, piece: &Piece<'_>) {
        self.again.extend_from_slice(piece.octets);
        self.again.extend_from_slice(piece.eol.octets());
        let octets = [piece.octets, piece.eol.octets()].concat();
        self.heard.push((self.sent.len(), octets));
        self.tell(EventKind::Server(piece));
        if piece.octets.last() == Some(&b'!') {
            self.note(piece.octets);
        }
        let upgrade = self.dialogue.receive(piece);
        self.send();
        if upgrade.is_some() {
            self.dialogue.tls_started();
        }
    }

    /// A line is typed. Nobody looks at it while the server owes a `+`.
    pub fn typed(&mut self, line: &str) {
        if self.must_wait() {
            return;
        }
        // Within a literal no script can tell a directive from its octets.
        if line.starts_with(":raw ") && self.dialogue.is_within_command() {
            return;
        }
        let _ = match line.strip_prefix(":raw ") {
            Some(raw) => self.dialogue.raw(raw.trim()),
            None => self.dialogue.read_line(line, &Account),
        };
        self.send();
    }

    fn send(&mut self) {
        while let Some(out) = self.dialogue.take_outgoing() {
            let Content::Octets(octets) = &out.content else { continue };
            self.sent.extend_from_slice(octets);
            self.sent.extend_from_slice(out.eol.octets());
            self.secret |= out.secret.is_some() || out.following_literal == FollowingLiteral::Secret;
            let secret = out.secret.as_ref();
            let secret = secret.map(|secret| (secret.range.clone(), Some(secret.placeholder)));
            let mut piece = ClientPiece::new(out.kind, octets, secret);
            let (begins, size) = out.literal.unzip();
            piece.offset = begins.unwrap_or(0);
            piece.literal_size = size;
            piece.last = size.is_none_or(|size| piece.offset + octets.len() as u64 == size);
            piece.eol = out.eol;
            piece.tag_len = out.tag_len;
            piece.following_literal = out.following_literal;
            self.tell(EventKind::Client(piece));
        }
    }

    /// Whether the server owes a `+` or a completion before a line is looked at.
    pub fn must_wait(&self) -> bool {
        self.dialogue.awaits_server()
    }

    /// The connection ends, and all that was written is looked at. Gives the `.imap` record.
    pub fn end(mut self) -> String {
        self.frame(true);
        self.dialogue.connection_closed();
        self.screens.iter_mut().for_each(Screen::flush);
        self.records.clear();
        assert_eq!(self.again, self.came, "the pieces are what came");
        let [color, plain, raw] = self.paper.clone();
        let (color, plain) = (without_colour(&color.text()), plain.text());
        assert_eq!(colour, plain, "colour is never the only carrier");
        is_safe(&plain);
        let voices = plain.split("\r\n").filter(|row| row.starts_with(NOTICE_MARK)).count();
        assert_eq!(voices, self.notes, "imapsh's own voice, where it speaks and nowhere else");
        assert_eq!(plain.chars().filter(|&c| c == NOTICE_MARK).count(), self.notes);
        if self.sent.is_empty() {
            assert_eq!(*raw.0.borrow(), self.came, "octet for octet");
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
            // The pieces of a long line but the last have their successor's offset to tell them.
            match object["eol"].as_str() {
                Some("lf") => server.push(b'\n'),
                None if ends && !self.goes_on(text, &object) => server.extend_from_slice(b"\r\n"),
                _ => {}
            }
        }
        assert_eq!(server, self.came, "the objects are what came");
    }

    /// Whether a later object has the rest of this one's line.
    fn goes_on(&self, text: &str, object: &serde_json::Value) -> bool {
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

/// The text without our own colours: those that the theme has, nothing else.
fn without_colour(shown: &str) -> String {
    let mut rest = shown;
    let mut text = String::new();
    while let Some(at) = rest.find("\x1b[") {
        text.push_str(&rest[..at]);
        let end = rest[at..].find('m').expect("an end of the colour") + at;
        let numbers = &rest[at + 2..end];
        assert!(
            numbers.len() <= 4 && numbers.chars().all(|c| c.is_ascii_digit() || c == ';'),
            "not a colour: {numbers:?}"
        );
        rest = &rest[end + 1..];
    }
    text + rest
}

/// Whether a terminal only shows it: no control but CR LF, nothing that turns or hides text.
fn is_safe(shown: &str) {
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
