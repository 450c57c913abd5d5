//! A session as a terminal, a pipe or a file shows it.
//!
//! Raw output passes octets on. Safe output makes text with roles of each event (see
//! [`styled_text`](super::styled_text)) and paints it. It keeps track of the row that was written last:
//! whose text it is, whether it goes on, and whether it is inside a literal.
//! Text of the other side, or a notice, ends such a row first; see [`partial`](super::partial).

use super::answer_times::{AnswerTimes, gap};
use super::fold::Fold;
use super::line_shapes::LineShapes;
use super::notice::{
    NoticeOutput, NoticeStyle, append_explanation, append_raw_line, append_raw_lines,
};
use super::output::OutputBuffer;
use super::partial::{Interruption, PartialNotice, PartialOutput, safe_part};
use super::session_text::SessionText;
use super::styled_text::{Role, StyledText};
use super::theme::{Colors, Theme};
use super::width::{Columns, Width};
use crate::notation::fold_limit::FoldLimit;
use crate::protocol::dialogue::{ClientKind, FollowingLiteral};
use crate::protocol::framing::{LineEnd, Piece, PieceKind, UnfinishedPiece};
use crate::protocol::syntax::Side;
use crate::session::{
    ClientPiece, Event, EventKind, EventSink, NoticeLevel, Partial, SimilarResponses,
};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::io::{self, Write};
use std::time::{Duration, Instant};

/// How the wire is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutputStyle {
    /// Escape what a terminal would obey. Otherwise the octets are passed on as they are.
    pub safe: bool,
    /// Its colors. Only safe output has some.
    pub colors: Colors,
    /// Show how long each answer took.
    pub time: bool,
    /// Show the time of day before each line of the session. Only safe output has it.
    pub timestamps: bool,
}

/// The columns of the time of day before a line, and of its blank.
const TIMESTAMP_WIDTH: usize = "00:00:00.000 ".len();

/// Shows events as text.
pub struct TerminalView {
    output: OutputBuffer,
    style: OutputStyle,
    theme: Theme,
    notice_output: Option<NoticeOutput>,
    notice_theme: Theme,
    notice_width: Width,
    width: Width,
    /// The side whose text was shown last.
    row_side: Side,
    /// Whether the row of that text goes on.
    row_open: bool,
    /// Whether a server's literal has begun and not ended.
    literal_open: bool,
    /// Whether a response has begun and not ended.
    response_open: bool,
    session: SessionText,
    /// What is to be painted next.
    text: StyledText,
    /// Whether nothing but the octets of a simple line decides what its row is. Not where literals are
    /// folded, for which every line is looked at.
    has_shapes: bool,
    /// The responses of one line that were shown last, as they are painted.
    shapes: LineShapes,
    /// The commands of one line that were shown last, as they are painted.
    client_shapes: LineShapes,
    partial: PartialOutput,
    partial_notice: Option<PartialNotice>,
    /// Whether what the client sends is shown with its secrets: only while the user has typed a
    /// password that is public.
    reveals_secrets: bool,
    /// Folds long literals.
    fold: Option<Fold>,
    /// Empty unless times are shown.
    answer_times: AnswerTimes,
    /// How long an answer took that is not whole.
    time_notice: Option<String>,
}

impl TerminalView {
    /// Shows the session on `out`, and notices on `notice_output`, or on `out` too if it is absent.
    pub fn new(
        out: Box<dyn Write>,
        notice_output: Option<NoticeOutput>,
        style: OutputStyle,
    ) -> TerminalView {
        let notice_colors = notice_output.as_ref().map_or(style.colors, |it| it.colors);
        TerminalView {
            output: OutputBuffer::new(out),
            style,
            theme: Theme::new(style.colors),
            notice_theme: Theme::new(notice_colors),
            notice_output,
            notice_width: Width::new(|| None),
            width: Width::new(|| None),
            row_side: Side::Server,
            row_open: false,
            literal_open: false,
            response_open: false,
            session: SessionText::new(style.colors.are_used()),
            text: StyledText::default(),
            has_shapes: style.colors.are_used() && !style.timestamps,
            shapes: LineShapes::default(),
            client_shapes: LineShapes::default(),
            partial: PartialOutput::default(),
            partial_notice: None,
            reveals_secrets: false,
            fold: None,
            answer_times: AnswerTimes::default(),
            time_notice: None,
        }
    }

    /// Sets how to find out the width of the terminal to which notices are wrapped, and of the one
    /// that shows the session.
    pub fn set_columns(&mut self, notices: Columns, session: Columns) {
        (self.notice_width, self.width) = (Width::new(notices), Width::new(session));
    }

    /// Follows partial output with a notice of how much has come. For a view that shares the
    /// terminal with a prompt, which would otherwise be drawn in the unfinished row.
    pub fn set_partial_notice(&mut self, notice: PartialNotice) {
        self.partial_notice = Some(notice);
    }

    /// Folds long literals from now on. For safe output only.
    pub fn set_fold(&mut self, fold: Fold) {
        (self.fold, self.has_shapes) = (Some(fold), false);
    }

    /// Changes after how many rows literals are folded, if they are folded at all.
    pub fn set_fold_limit(&mut self, limit: FoldLimit) {
        if let Some(fold) = &mut self.fold {
            fold.set_limit(limit);
        }
    }

    /// The first failure to write, if there was one. Nothing is shown since.
    pub fn take_failure(&mut self) -> Option<io::Error> {
        self.output.take_failure()
    }

    /// Shows a piece of the server's that no [`Partial`] has shown yet, or the rest of one.
    fn server(&mut self, whole: &Piece<'_>, time: Option<&str>) {
        let rest;
        let piece = match self.partial.is_active() {
            true => {
                rest = self.resume_row(whole);
                &rest
            }
            false => whole,
        };
        if !self.style.safe {
            self.output.append(piece.octets);
            self.output.append(piece.eol.octets());
            return;
        }
        self.response_open = !piece.ends_response();
        self.row_side = Side::Server;
        match piece.kind {
            PieceKind::Literal => self.server_literal(piece),
            _ => self.server_line(piece, whole, time),
        }
    }

    /// Paints the text.
    fn paint(&mut self) {
        self.theme.paint(&self.text, &mut self.output.buffer);
        self.text.clear();
    }

    /// Shows the time of day, where a line begins.
    fn timestamp(&mut self) {
        if self.style.timestamps {
            let now = Timestamp::now().to_zoned_datetime(TimeZone::system());
            let now = now.strftime("%H:%M:%S.%3f").to_string();
            self.text.push(Role::Time, now.as_bytes());
            self.text.push(Role::Text, b" ");
        }
    }

    /// Whether nothing but the octets of this piece decides what its row is.
    #[inline]
    fn has_shape(&self, piece: &Piece<'_>) -> bool {
        let is_whole = piece.offset == 0 && piece.ends_response();
        let is_simple = match piece.kind {
            PieceKind::Untagged => piece.status.is_none(),
            PieceKind::Tagged => !self.style.time,
            _ => false,
        };
        is_simple && is_whole && self.has_shapes && !self.partial.is_active()
    }

    /// Shows a response of one line if one of its shape was shown before. There may be millions of them.
    #[inline]
    fn known_line(&mut self, piece: &Piece<'_>) -> bool {
        let is_known =
            self.has_shape(piece) && self.shapes.paint(piece.octets, &mut self.output.buffer);
        if is_known {
            self.session.skip_server_line();
            (self.response_open, self.row_open, self.row_side) = (false, false, Side::Server);
        }
        is_known
    }

    /// Shows a piece of a line: what is left of the whole one.
    fn server_line(&mut self, piece: &Piece<'_>, whole: &Piece<'_>, time: Option<&str>) {
        if piece.offset == 0 && piece.kind != PieceKind::AfterLiteral {
            self.timestamp();
        }
        self.session.server_line(piece, whole, &mut self.text);
        if piece.last {
            if let Some(time) = time {
                let time = format!("({time})");
                let before = if self.style.timestamps { TIMESTAMP_WIDTH } else { 0 };
                let columns = self.width.columns();
                let gap = gap(whole.octets, before, &time, columns);
                self.text.push(Role::Text, gap.as_bytes());
                self.text.push(Role::Time, time.as_bytes());
            }
            self.text.push(Role::Text, b"\r\n");
        }
        let start = self.output.buffer.len();
        self.theme.paint(&self.text, &mut self.output.buffer);
        if self.has_shape(piece) {
            let may_differ = |role| matches!(role, Role::Number | Role::AnsweredTag);
            let painted = &self.output.buffer[start..];
            self.shapes.learn(piece.octets, &self.text, painted, may_differ);
        }
        self.text.clear();
        self.row_open = !piece.last;
    }

    /// Shows a part of a literal, as it is made. Its line ends stay line ends.
    fn server_literal(&mut self, piece: &Piece<'_>) {
        let (out, codes) = (&mut self.output.buffer, self.theme.codes(Role::Literal));
        self.literal_open = !piece.last;
        out.extend_from_slice(&codes.on);
        self.session.server_literal(piece, out);
        out.extend_from_slice(&codes.off);
        if let Some(last) = piece.octets.last() {
            self.row_open = *last != b'\n';
        }
        // The rest of the response, which usually ends the row, will not come.
        if piece.truncated && self.row_open {
            out.extend_from_slice(b"\r\n");
            self.row_open = false;
        }
    }

    fn client(&mut self, piece: &ClientPiece<'_>) {
        let [before, stand_in, after] = self.parts(piece);
        if !self.style.safe {
            for run in [before, stand_in, after, piece.eol.octets()] {
                self.output.append(run);
            }
            return;
        }
        if self.row_side == Side::Server {
            self.interrupt_row();
        }
        self.row_side = Side::Client;
        let begins_row = piece.offset == 0 && !self.row_open;
        let has_shape = begins_row && is_command(piece) && self.has_shapes;
        if has_shape && self.client_shapes.paint(before, &mut self.output.buffer) {
            return self.session.skip_client_line();
        }
        if begins_row && piece.kind != ClientKind::Literal {
            self.timestamp();
        }
        self.session.client(piece, [before, stand_in, after], &mut self.text);
        if piece.eol != LineEnd::None {
            self.text.push(Role::Text, b"\r\n");
        }
        let start = self.output.buffer.len();
        self.theme.paint(&self.text, &mut self.output.buffer);
        if has_shape {
            let painted = &self.output.buffer[start..];
            self.client_shapes.learn(before, &self.text, painted, |role| role == Role::Tag);
        }
        self.text.clear();
        let last = [after, stand_in, before].into_iter().find_map(|part| part.last());
        self.row_open = piece.eol == LineEnd::None && last != Some(&b'\n');
    }

    /// What is shown of a piece: before the secret, what replaces it, after it.
    fn parts<'a>(&self, piece: &ClientPiece<'a>) -> [&'a [u8]; 3] {
        match self.reveals_secrets {
            true => piece.revealed(),
            false => piece.shown(),
        }
    }

    /// Whether what the client sends is shown with its secrets.
    pub fn reveal_secrets(&mut self, reveals: bool) {
        self.reveals_secrets = reveals;
    }

    /// Hides the rest of a flood, if there is one at this time after connecting.
    pub fn hide_flood(&mut self, now: Duration) -> bool {
        let is_hidden = self.fold.as_mut().is_some_and(|fold| fold.hide_flood(now));
        if is_hidden {
            // The response that has begun will not be continued.
            self.interrupt_row();
            (self.literal_open, self.response_open) = (false, false);
            self.partial = PartialOutput::default();
            self.session.drop_response();
        }
        is_hidden
    }

    fn is_hidden(&self) -> bool {
        self.fold.as_ref().is_some_and(|fold| fold.flood.is_hidden())
    }

    /// When a flood that is hidden is over, if nothing more arrives.
    pub fn flood_ends_at(&self) -> Option<Instant> {
        self.fold.as_ref().and_then(|fold| fold.flood.ends_at())
    }

    /// Reports what was hidden of a flood.
    pub fn end_flood(&mut self) {
        if let Some(notice) = self.fold.as_mut().and_then(Fold::flood_ended) {
            self.notice(NoticeLevel::Info, &notice);
        }
    }

    /// Shows a piece of the server's that has arrived, unless it belongs to a flood that is hidden.
    fn server_in_flood(&mut self, piece: &Piece<'_>, at: Duration, time: Option<&str>) {
        if let Some(fold) = &mut self.fold {
            let is_hidden = fold.flood.is_hidden();
            if is_hidden && !fold.flood.ends_with(piece, at) {
                fold.flood.count(piece, at);
                if piece.truncated {
                    self.end_flood();
                }
                return;
            }
            fold.flood.shown(piece, at);
            if is_hidden {
                self.end_flood();
            }
        }
        self.server_folded(piece, time);
    }

    /// Shows a piece of the server's as far as it is not folded.
    fn server_folded(&mut self, piece: &Piece<'_>, time: Option<&str>) {
        if piece.kind == PieceKind::Literal && piece.last {
            self.session.server_literal_ended(piece.literal_size.unwrap_or_default());
        }
        let Some(fold) = self.fold.as_mut().filter(|_| piece.kind == PieceKind::Literal) else {
            return self.server(piece, time);
        };
        let visible = fold.server(piece);
        let notice = if piece.last { fold.server_ended() } else { None };
        if let Some(visible) = visible {
            self.server(&visible, time);
        }
        if let Some(notice) = notice {
            self.notice(NoticeLevel::Info, &notice);
        }
    }

    /// Shows a piece of the client's as far as it is not folded.
    fn client_folded(&mut self, piece: &ClientPiece<'_>) {
        if piece.kind == ClientKind::Literal && piece.last {
            self.session.client_literal_ended(piece.literal_size.unwrap_or_default());
        }
        let is_folded = piece.from_file && !piece.has_secret();
        let Some(fold) = self.fold.as_mut().filter(|_| is_folded) else {
            return self.client(piece);
        };
        let visible = fold.client(piece);
        let notice = if piece.last { fold.client_ended() } else { None };
        if let Some(visible) = visible {
            self.client(&visible);
        }
        if let Some(notice) = notice {
            self.notice(NoticeLevel::Info, &notice);
        }
    }

    fn show_partial(&mut self, unfinished: &UnfinishedPiece<'_>) {
        let part = match self.style.safe {
            true => safe_part(unfinished),
            false => unfinished.piece,
        };
        let length = part.octets.len();
        if length > self.partial.shown {
            self.server_folded(&part, None);
            self.partial.shown = length;
        }
        if let Some(notice) = &self.partial_notice {
            let is_shown = unfinished.kind_is_final || !self.style.safe;
            let text = notice(&unfinished.summary(), is_shown);
            self.notice(NoticeLevel::Info, &text);
        }
    }

    /// Shows whatever is not a copy of what was shown before.
    #[inline(never)]
    fn other_event(&mut self, event: &Event<'_>) {
        match &event.kind {
            EventKind::Server(piece) if !self.style.time => {
                self.server_in_flood(piece, event.at, None);
            }
            EventKind::Server(piece) => {
                let time = self.answer_times.of(piece, event.at);
                self.server_in_flood(piece, event.at, time.as_deref());
                // Raw output stays as it was received, so the time follows it, beside it.
                if let Some(time) = time.filter(|_| !self.style.safe) {
                    let tag = String::from_utf8_lossy(piece.tag().unwrap_or_default());
                    self.time_notice = Some(format!("{tag} {time}"));
                }
                if let Some(time) = self.time_notice.take_if(|_| piece.ends_response()) {
                    self.notice(NoticeLevel::Info, &time);
                }
            }
            EventKind::Client(piece) => {
                if self.style.time {
                    self.answer_times.sent(piece, event.at);
                }
                self.client_folded(piece);
            }
            EventKind::Notice(NoticeLevel::Explanation | NoticeLevel::Structure, _)
                if self.is_hidden() => {}
            EventKind::Notice(NoticeLevel::Explanation, text) => self.explanation(text),
            EventKind::Notice(NoticeLevel::Structure, rows) => self.structure(rows),
            EventKind::Notice(level, text) => self.notice(*level, text),
            EventKind::Script(notice) => {
                // A comment is wrapped on a terminal only: elsewhere it has the lines of the script.
                let is_terminal = self.notice_output.as_ref().is_none_or(|it| it.terminal);
                let is_comment = notice.level == NoticeLevel::Info;
                let as_written = is_comment && !is_terminal;
                self.notice(notice.level, if as_written { notice.text } else { notice.shown });
            }
        }
    }

    /// Ends the row that is open, because other text follows.
    fn interrupt_row(&mut self) {
        if !self.style.safe {
            return;
        }
        let server = self.row_side == Side::Server;
        let in_literal = server && self.literal_open;
        let out = &mut self.output.buffer;
        if self.row_open {
            out.extend_from_slice(b"\r\n");
        }
        if server && (self.row_open || in_literal) {
            self.partial.interrupt(match self.row_open {
                true => Interruption::InsideRow,
                false => Interruption::BetweenRows,
            });
        }
        self.row_open = false;
    }

    /// Continues the row of a piece that was shown in part or interrupted, and returns what is
    /// left of the piece.
    fn resume_row<'a>(&mut self, piece: &Piece<'a>) -> Piece<'a> {
        let (rest, interruption) = self.partial.take_rest(piece);
        let Some(interruption) = interruption else {
            return rest;
        };
        let out = &mut self.output.buffer;
        // Of a literal that the connection's end cut off nothing may be left.
        let nothing_left = rest.octets.is_empty() && rest.kind == PieceKind::Literal;
        if interruption == Interruption::InsideRow && !nothing_left {
            out.extend_from_slice("…".as_bytes());
        }
        rest
    }

    /// Shows a line or more of imapsh's own, never inside a row of the session.
    fn notice(&mut self, level: NoticeLevel, text: &str) {
        let terminal = self.notice_output.as_ref().is_none_or(|it| it.terminal);
        if level == NoticeLevel::Private && !terminal {
            return;
        }
        self.interrupt_row();
        let style = NoticeStyle {
            terminal,
            columns: self.notice_width.columns().filter(|_| terminal),
            // What follows may be the rest of a literal, which could imitate a notice's second row.
            mark_every_row: self.response_open,
        };
        style.append(level, text, &mut self.text);
        match &mut self.notice_output {
            None => self.notice_theme.paint(&self.text, &mut self.output.buffer),
            Some(notices) => {
                let mut octets = Vec::new();
                self.notice_theme.paint(&self.text, &mut octets);
                self.output.flush();
                // If standard error is gone, nothing is left to report that on.
                let _ = notices.out.write_all(&octets).and_then(|()| notices.out.flush());
            }
        }
        self.text.clear();
    }

    /// Shows the structure of the response above, in rows that each have a line end.
    fn structure(&mut self, rows: &str) {
        let (shown, notice) = match &self.fold {
            Some(fold) => fold.structure(rows),
            None => (rows.len(), None),
        };
        let rows = &rows[..shown];
        match self.style.safe {
            false => append_raw_lines(rows, &mut self.output.buffer),
            true => rows.split_terminator('\n').for_each(|row| self.explanation(row)),
        }
        if let Some(notice) = notice {
            self.notice(NoticeLevel::Info, &notice);
        }
    }

    /// Shows what the line above means. Raw output begins it with `# `, safe output with imapsh's mark,
    /// because a literal of the server's may have a line that begins with `# ` too.
    fn explanation(&mut self, text: &str) {
        if !self.style.safe {
            return append_raw_line(text, &mut self.output.buffer);
        }
        self.interrupt_row();
        append_explanation(text, self.width.columns(), &mut self.text);
        self.paint();
    }
}

/// Whether it is a whole command of one line, without a secret.
fn is_command(piece: &ClientPiece<'_>) -> bool {
    piece.kind == ClientKind::Command
        && piece.last
        && piece.eol != LineEnd::None
        && piece.following_literal == FollowingLiteral::None
        && !piece.has_secret()
}

impl EventSink for TerminalView {
    #[inline(always)]
    fn event(&mut self, event: &Event<'_>) {
        let is_known = match &event.kind {
            EventKind::Server(piece) => self.known_line(piece),
            _ => false,
        };
        if !is_known {
            self.shapes.forget_last();
            self.other_event(event);
        }
        self.output.write_if_full();
    }

    #[inline]
    fn similar_responses(&mut self, octets: &[u8]) -> SimilarResponses {
        let mut similar = SimilarResponses::default();
        while self.has_shapes
            && let Some(length) =
                self.shapes.paint_similar(&octets[similar.octets..], &mut self.output.buffer)
        {
            similar.count += 1;
            similar.octets += length;
            self.output.write_if_full();
        }
        similar
    }

    fn partial(&mut self, partial: &Partial<'_>) {
        if self.is_hidden() {
            return;
        }
        self.show_partial(&partial.pending);
        self.output.flush();
    }

    fn flush(&mut self) {
        self.output.flush();
        self.notice_width.written();
        self.width.written();
        if let Some(fold) = &mut self.fold {
            fold.flood.written();
        }
    }
}
