//! What is shown of a session: the wire on standard output, octet for octet or coloured and safe,
//! and imapsh's own notices beside it.

mod ahead;
pub mod theme;
pub mod wrap;

use crate::escape;
use crate::protocol::dialogue::ClientKind;
use crate::protocol::framing::{LineEnd, Piece, PieceKind, Status};
use crate::session::{ClientPiece, Event, EventKind, EventSink, NoticeLevel, Partial};
pub use ahead::PartialNotice;
use ahead::{Shown, Side};
use memchr::memchr;
use std::collections::HashMap;
use std::io::{self, Write};
use std::time::Duration;
use theme::Theme;

/// How the wire is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutputStyle {
    /// Escape what a terminal would obey. Without it the octets pass as they are.
    pub safe: bool,
    /// Colour it too.
    pub color: bool,
    /// How long each answer took, beside it.
    pub time: bool,
}

/// Where imapsh's own notices goes, and how.
pub struct NoticeOutput {
    /// Standard error, or the same terminal as the wire.
    pub out: Box<dyn Write>,
    /// Whether that is a terminal: marked and coloured, else `imapsh: ` before each line.
    pub terminal: bool,
    /// Whether it is coloured.
    pub color: bool,
}

/// How wide a terminal is now, in columns; none where nothing is to be wrapped.
pub type Columns = fn() -> Option<usize>;

/// The size from which what was made ready is written.
const FULL: usize = 64 * 1024;

/// Shows events.
pub struct TerminalView {
    out: Box<dyn Write>,
    ready: Vec<u8>,
    notices: Option<NoticeOutput>,
    columns: Columns,
    style: OutputStyle,
    theme: Theme,
    /// Octets of a character whose rest comes with the next piece.
    held: Vec<u8>,
    /// Inside a line or a literal that has begun and not ended.
    open: bool,
    /// What was shown of the server's open piece ahead of its event, and what interrupted it.
    shown: Shown,
    /// Inside a response: more of it follows.
    inside: bool,
    /// When each command that is not completed was sent, by its tag.
    sent: HashMap<Vec<u8>, Duration>,
    failed: Option<io::Error>,
}

impl TerminalView {
    /// A view that writes the wire to `out`, and notes to the notices; without one, to `out` too.
    pub fn new(
        out: Box<dyn Write>,
        notices: Option<NoticeOutput>,
        style: OutputStyle,
    ) -> TerminalView {
        TerminalView {
            out,
            ready: Vec::with_capacity(2 * FULL),
            notices,
            columns: || None,
            style,
            theme: Theme::new(style.color),
            held: Vec::new(),
            open: false,
            shown: Shown::default(),
            inside: false,
            sent: HashMap::new(),
            failed: None,
        }
    }

    /// Wraps notes on a terminal to so many columns, asked anew for each.
    pub fn set_columns(&mut self, columns: Columns) {
        self.columns = columns;
    }

    /// The first failure to write, if there was one: nothing is shown since.
    pub fn take_failure(&mut self) -> Option<io::Error> {
        self.failed.take()
    }

    /// Writes all that is ready.
    pub fn flush(&mut self) {
        self.write_ready();
        if let Err(error) = self.out.flush() {
            self.failed.get_or_insert(error);
        }
    }

    fn write_ready(&mut self) {
        if self.failed.is_none()
            && !self.ready.is_empty()
            && let Err(error) = self.out.write_all(&self.ready)
        {
            self.failed = Some(error);
        }
        self.ready.clear();
    }

    /// Writes large octets without a copy.
    fn pass(&mut self, octets: &[u8]) {
        if octets.len() < FULL / 4 {
            self.ready.extend_from_slice(octets);
            return;
        }
        self.write_ready();
        if self.failed.is_none()
            && let Err(error) = self.out.write_all(octets)
        {
            self.failed = Some(error);
        }
    }

    #[inline]
    fn server(&mut self, piece: &Piece<'_>) {
        if self.shown.any {
            return self.server_after(piece);
        }
        self.server_piece(piece);
    }

    #[inline]
    fn server_piece(&mut self, piece: &Piece<'_>) {
        if !self.style.safe {
            self.pass(piece.octets);
            self.ready.extend_from_slice(piece.eol.octets());
            return;
        }
        self.inside = !piece.ends_response();
        if piece.kind == PieceKind::Literal {
            return self.literal(piece);
        }
        let mut text = piece.octets;
        let first = piece.offset == 0;
        if first {
            text = self.beginning(piece);
        }
        self.safe_unless(piece.printable && self.held.is_empty(), text, !piece.last);
        if piece.last {
            self.ready.extend_from_slice(b"\r\n");
        }
        self.open = !piece.last;
        self.shown.side = Side::Server;
    }

    /// Writes a line's first words in their colours, and gives the text after them.
    #[inline]
    fn beginning<'a>(&mut self, piece: &Piece<'a>) -> &'a [u8] {
        let (theme, octets) = (self.theme, piece.octets);
        match piece.kind {
            PieceKind::Continuation => {
                self.ready.extend_from_slice(theme.continuation.plus);
                &octets[1..]
            }
            PieceKind::Unknown => {
                self.ready.extend_from_slice(theme.unknown);
                octets
            }
            PieceKind::Untagged if piece.status.is_none() => {
                self.ready.extend_from_slice(theme.star);
                &octets[1..]
            }
            PieceKind::Greeting | PieceKind::Untagged | PieceKind::Tagged => {
                let (before, after) =
                    octets.split_at(if piece.tag_len > 0 { piece.tag_len } else { 1 });
                let Some(status) = piece.status else {
                    return octets;
                };
                let word = status.name().len();
                if after.len() <= word {
                    return octets;
                }
                self.safe_unless(piece.printable, before, false);
                let (said, text) = after.split_at(word + 1);
                if &said[1..] == status.name().as_bytes() {
                    self.ready.extend_from_slice(theme.word(status));
                } else {
                    self.ready.push(b' ');
                    self.ready.extend_from_slice(theme.status(status));
                    self.ready.extend_from_slice(&said[1..]);
                    self.ready.extend_from_slice(theme.reset);
                }
                text
            }
            PieceKind::AfterLiteral | PieceKind::Literal => octets,
        }
    }

    /// A literal's octets, dim; line ends stay line ends.
    fn literal(&mut self, piece: &Piece<'_>) {
        let (dim, reset) = (self.theme.dim, self.theme.reset);
        if piece.offset == 0 {
            self.ready.extend_from_slice(dim);
        }
        self.shown.literal = !piece.last;
        if self.held.is_empty() && is_plain_text(piece.octets, piece.last) {
            self.pass(piece.octets);
        } else {
            self.lines(piece.octets, !piece.last);
        }
        if piece.last {
            self.ready.extend_from_slice(reset);
        }
        self.open = piece.octets.last().map_or(self.open, |&last| last != b'\n');
        if piece.truncated && self.open {
            self.ready.extend_from_slice(b"\r\n");
            self.open = false;
        }
        self.shown.side = Side::Server;
    }

    /// Text of many lines, made safe.
    fn lines(&mut self, octets: &[u8], more_follows: bool) {
        if octets.is_empty() && self.held.is_empty() {
            return;
        }
        let mut joined = std::mem::take(&mut self.held);
        let mut rest = octets;
        if !joined.is_empty() {
            joined.extend_from_slice(octets);
            rest = &joined;
        }
        while let Some(end) = memchr(b'\n', rest) {
            let line = rest[..end].strip_suffix(b"\r").unwrap_or(&rest[..end]);
            escape::append(line, false, &mut self.ready);
            self.ready.extend_from_slice(b"\r\n");
            rest = &rest[end + 1..];
            if self.ready.len() >= FULL {
                self.write_ready();
            }
        }
        // A CR at the end may be half of a line's end.
        let cr = more_follows && rest.ends_with(b"\r");
        let text = if cr { &rest[..rest.len() - 1] } else { rest };
        let left = escape::append(text, more_follows && !cr, &mut self.ready);
        let kept = rest[text.len() - left..].to_vec();
        self.held = kept;
    }

    /// Text of one line, made safe unless it is known to be.
    #[inline]
    fn safe_unless(&mut self, plain: bool, text: &[u8], more_follows: bool) {
        match plain {
            true => self.ready.extend_from_slice(text),
            false => self.safe(text, more_follows),
        }
    }

    /// Text of one line, made safe.
    fn safe(&mut self, text: &[u8], more_follows: bool) {
        if self.held.is_empty() {
            if text.is_empty() {
                return;
            }
            let left = escape::append(text, more_follows, &mut self.ready);
            if left > 0 {
                self.held.extend_from_slice(&text[text.len() - left..]);
            }
            return;
        }
        let mut joined = std::mem::take(&mut self.held);
        joined.extend_from_slice(text);
        let left = escape::append(&joined, more_follows, &mut self.ready);
        self.held = joined.split_off(joined.len() - left);
    }

    fn client(&mut self, piece: &ClientPiece<'_>) {
        let runs = piece.shown();
        if !self.style.safe {
            runs.into_iter().for_each(|run| self.pass(run));
            self.ready.extend_from_slice(piece.eol.octets());
            // A literal that is a secret has lost its line's end with its text.
            return;
        }
        if self.shown.side == Side::Server {
            self.interrupt();
        }
        self.shown.side = Side::Client;
        let first = piece.offset == 0;
        if piece.kind == ClientKind::Literal {
            if first {
                self.ready.extend_from_slice(self.theme.dim);
            }
            self.lines(runs[0], true);
        } else if first {
            let (tag, rest) = runs[0].split_at(piece.tag_len.min(runs[0].len()));
            let plain = self.held.is_empty() && escape::is_plain(runs[0]);
            self.ready.extend_from_slice(self.theme.tag);
            self.safe_unless(plain, tag, false);
            self.ready.extend_from_slice(self.theme.typed);
            self.safe_unless(plain, rest, true);
        } else {
            self.safe(runs[0], true);
        }
        if piece.has_secret() {
            self.safe(runs[1], true);
            self.lines(runs[2], !piece.last);
        }
        if piece.last && !self.held.is_empty() {
            self.lines(b"", false);
        }
        self.ready.extend_from_slice(match (piece.last, piece.eol) {
            (true, LineEnd::None) => self.theme.reset,
            (true, _) => self.theme.sent,
            (false, LineEnd::None) => b"",
            (false, _) => b"\r\n",
        });
        self.open = piece.eol == LineEnd::None;
    }

    /// How long the answer took that this piece completes: beside it, where the wire is not to be
    /// kept octet for octet; else in imapsh's own notices.
    fn say_time(&mut self, piece: &Piece<'_>, at: Duration) {
        let Some(sent) = piece.tag().and_then(|tag| self.sent.remove(tag)) else {
            return;
        };
        let time = format!("{:.1} ms", at.saturating_sub(sent).as_secs_f64() * 1000.0);
        if !self.style.safe {
            let tag = String::from_utf8_lossy(piece.tag().unwrap_or_default()).into_owned();
            return self.note(NoticeLevel::Info, &format!("{tag} {time}"));
        }
        if piece.last && self.ready.ends_with(b"\r\n") {
            self.ready.truncate(self.ready.len() - 2);
            for part in [
                b"  ",
                self.theme.dim,
                b"(",
                time.as_bytes(),
                b")",
                self.theme.reset,
                b"\r\n",
            ] {
                self.ready.extend_from_slice(part);
            }
        }
    }

    /// imapsh's own notices: never in the middle of a line of the wire.
    fn note(&mut self, level: NoticeLevel, text: &str) {
        self.interrupt();
        let (terminal, color) = match &self.notices {
            Some(notices) => (notices.terminal, notices.color),
            None => (true, self.style.color),
        };
        let manner = NoticeStyle {
            terminal,
            theme: Theme::new(color),
            columns: (self.columns)().filter(|_| terminal),
            // The rest of a server's literal may follow: nothing in it may style like ours.
            mark_every_row: self.inside,
        };
        let said = manner.note(level, text);
        match &mut self.notices {
            None => self.ready.extend_from_slice(&said),
            Some(_) => {
                self.flush();
                if let Some(notices) = &mut self.notices {
                    // There is nobody to tell that standard error is gone.
                    let _ = notices
                        .out
                        .write_all(&said)
                        .and_then(|()| notices.out.flush());
                }
            }
        }
    }
}

/// How imapsh's own notices styles.
struct NoticeStyle {
    terminal: bool,
    theme: Theme,
    columns: Option<usize>,
    mark_every_row: bool,
}

impl NoticeStyle {
    /// A note's rows as they are written.
    fn note(&self, level: NoticeLevel, text: &str) -> Vec<u8> {
        let notices = escape::NOTICE_MARK.to_string();
        let mark = match (level, self.terminal) {
            // A mark besides the color: a pasted answer is not the server's.
            (NoticeLevel::Echo, _) => "·",
            (_, true) => notices.as_str(),
            (_, false) => "imapsh:",
        };
        let mut said = Vec::new();
        for line in text.lines() {
            // A note may quote the server.
            let line = escape::escaped(line);
            let rows = match self.columns {
                // What was typed or pasted stands as it is.
                Some(columns) if level != NoticeLevel::Echo => {
                    wrap::rows(&line, columns.saturating_sub(2))
                }
                _ => vec![line],
            };
            for (index, row) in rows.iter().enumerate() {
                if self.terminal || level == NoticeLevel::Echo {
                    said.extend_from_slice(self.theme.level(level));
                }
                let mark = match index {
                    0 => mark,
                    _ if self.mark_every_row => mark,
                    _ => " ",
                };
                said.extend_from_slice(format!("{mark} {row}").as_bytes());
                if self.terminal {
                    said.extend_from_slice(self.theme.reset);
                    said.push(b'\r');
                }
                said.push(b'\n');
            }
        }
        said
    }
}

impl EventSink for TerminalView {
    #[inline]
    fn event(&mut self, event: &Event<'_>) {
        match &event.kind {
            EventKind::Server(piece) => {
                self.server(piece);
                if self.style.time {
                    self.say_time(piece, event.at);
                }
            }
            EventKind::Client(piece) => {
                if self.style.time
                    && let Some(tag) = piece.tag()
                {
                    self.sent.insert(tag.to_vec(), event.at);
                }
                self.client(piece);
            }
            EventKind::Notice(level, text) => self.note(*level, text),
            EventKind::Script(remark) => self.note(remark.level, remark.shown),
        }
        if self.ready.len() >= FULL {
            self.write_ready();
        }
    }

    fn partial(&mut self, partial: &Partial<'_>) {
        self.show_ahead(&partial.pending);
        self.flush();
    }

    fn flush(&mut self) {
        self.flush();
    }
}

/// Whether a literal's octets are printable ASCII and line ends of CRLF, so that they may pass.
fn is_plain_text(octets: &[u8], last: bool) -> bool {
    let odd = octets.iter().fold(false, |odd, &octet| {
        odd | ((octet.wrapping_sub(b' ') > 0x5e) & (octet != b'\n') & (octet != b'\r'))
    });
    // A CR that no LF follows is shown; an LF alone is a line end, but a terminal may want its CR.
    let pairs = octets.windows(2).fold(false, |odd, pair| {
        odd | ((pair[0] == b'\r') != (pair[1] == b'\n'))
    });
    !odd && !pairs
        && octets.first() != Some(&b'\n')
        && (last || octets.last() != Some(&b'\r'))
        && octets.last() != Some(&b'\r')
}

/// The word of a status, for who shows it elsewhere.
pub fn status_style(status: Status, color: bool) -> &'static [u8] {
    Theme::new(color).status(status)
}

#[cfg(test)]
mod ahead_tests;
#[cfg(test)]
mod tests;
