//! Shows a session on a terminal, a pipe or a file.
//!
//! Raw output passes octets on. Safe output turns each event into text with roles (see
//! [`styled_text`](super::styled_text)) and paints it. The view keeps track of the last row: which side
//! sent it, whether it continues, and whether it is inside a literal. Text of the other side, or a
//! notice, first ends an open row; see [`partial`](super::partial).

use super::answer_times::{AnswerTimes, gap};
use super::fold::Fold;
use super::line_shapes::LineShapes;
use super::notice::{
    NoticeOutput, NoticeStyle, append_raw_line, append_raw_lines, paint_explanation,
};
use super::output::OutputBuffer;
use super::partial::{Interruption, PartialNotice, PartialOutput, safe_part};
use super::session_text::SessionText;
use super::styled_text::{Role, StyledText};
use super::theme::{Colors, Theme};
use super::width::{Columns, Width};
use crate::notation::directive::fold_limit::FoldLimit;
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
    /// Whether control characters are escaped. Otherwise the octets are passed on unchanged.
    pub safe: bool,
    /// The colors, used by safe output only.
    pub colors: Colors,
    /// Whether to show how long each answer took.
    pub time: bool,
    /// Whether to show the time of day before each line of the session, in safe output only.
    pub timestamps: bool,
}

/// The width of the time of day before a line, with its space.
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
    /// The side that sent the last text shown.
    row_side: Side,
    /// Whether the row of that text is not finished.
    row_open: bool,
    /// Whether a server's literal has begun and not ended.
    literal_open: bool,
    /// Whether a response has begun and not ended.
    response_open: bool,
    session: SessionText,
    /// The text to paint next.
    text: StyledText,
    /// Whether the row of a simple line depends only on its octets. Not where literals are folded, which
    /// examines every line.
    has_shapes: bool,
    /// The painted shapes of the last one-line responses.
    shapes: LineShapes,
    /// The painted shapes of the last one-line commands.
    client_shapes: LineShapes,
    partial: PartialOutput,
    partial_notice: Option<PartialNotice>,
    /// Whether the client's secrets are shown: only for a typed password that is public.
    reveals_secrets: bool,
    /// Folds long literals.
    fold: Option<Fold>,
    /// Empty unless times are shown.
    answer_times: AnswerTimes,
    /// How long the current answer took, until its last piece is shown.
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

    /// Sets the functions that return the width of the terminal for notices, and of the one that shows
    /// the session.
    pub fn set_columns(&mut self, notices: Columns, session: Columns) {
        (self.notice_width, self.width) = (Width::new(notices), Width::new(session));
    }

    /// Follows partial output with a notice about how much was received. For a view that shares the
    /// terminal with a prompt, which would otherwise be drawn in the unfinished row.
    pub fn set_partial_notice(&mut self, notice: PartialNotice) {
        self.partial_notice = Some(notice);
    }

    /// Folds long literals from now on; for safe output only.
    pub fn set_fold(&mut self, fold: Fold) {
        (self.fold, self.has_shapes) = (Some(fold), false);
    }

    /// Changes the number of rows after which literals are folded, if they are folded.
    pub fn set_fold_limit(&mut self, limit: FoldLimit) {
        if let Some(fold) = &mut self.fold {
            fold.set_limit(limit);
        }
    }

    /// Takes the first failure to write, after which nothing was shown.
    pub fn take_failure(&mut self) -> Option<io::Error> {
        self.output.take_failure()
    }

    /// Shows a server's piece, or the rest of it that no [`Partial`] has shown yet.
    fn server(&mut self, whole: &Piece<'_>, time: Option<&str>) {
        let rest;
        let piece = if self.partial.is_active() {
            rest = self.resume_row(whole);
            &rest
        } else {
            whole
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

    /// Shows the time of day, where a line begins.
    fn timestamp(&mut self) {
        if self.style.timestamps {
            let now = Timestamp::now().to_zoned_datetime(TimeZone::system());
            let now = now.strftime("%H:%M:%S.%3f").to_string();
            self.text.push(Role::Time, now.as_bytes());
            self.text.push(Role::Text, b" ");
        }
    }

    /// Whether the row of this piece depends only on its octets.
    fn has_shape(&self, piece: &Piece<'_>) -> bool {
        let is_whole = piece.offset == 0 && piece.ends_response();
        let is_simple = match piece.kind {
            PieceKind::Untagged => piece.status.is_none(),
            PieceKind::Tagged => !self.style.time,
            _ => false,
        };
        is_simple && is_whole && self.has_shapes && !self.partial.is_active()
    }

    /// Shows a one-line response if one of its shape was shown before. There may be millions of them.
    fn known_line(&mut self, piece: &Piece<'_>) -> bool {
        let is_known =
            self.has_shape(piece) && self.shapes.paint(piece.octets, &mut self.output.buffer);
        if is_known {
            self.session.skip_server_line();
            (self.response_open, self.row_open, self.row_side) = (false, false, Side::Server);
        }
        is_known
    }

    /// Shows a piece of a server's line: the part of `whole` that has not been shown.
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

    /// Shows a part of a literal, with its line ends.
    fn server_literal(&mut self, piece: &Piece<'_>) {
        let (out, codes) = (&mut self.output.buffer, self.theme.codes(Role::Literal));
        self.literal_open = !piece.last;
        out.extend_from_slice(&codes.on);
        self.session.server_literal(piece, out);
        out.extend_from_slice(&codes.off);
        if let Some(last) = piece.octets.last() {
            self.row_open = *last != b'\n';
        }
        // The rest of the response, which would end the row, will not come.
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

    /// The parts of a piece to show: before the secret, its placeholder or itself, and after it.
    fn parts<'a>(&self, piece: &ClientPiece<'a>) -> [&'a [u8]; 3] {
        if self.reveals_secrets { piece.revealed() } else { piece.shown() }
    }

    /// Sets whether the client's secrets are shown.
    pub fn reveal_secrets(&mut self, reveals: bool) {
        self.reveals_secrets = reveals;
    }

    /// Hides the rest of a flood, if there is one. `now`: the time since connecting.
    pub fn hide_flood(&mut self, now: Duration) -> bool {
        let is_hidden = self.fold.as_mut().is_some_and(|fold| fold.hide_flood(now));
        if is_hidden {
            // The rest of the current response is hidden too.
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

    /// When a hidden flood will be over if nothing more arrives.
    pub fn flood_ends_at(&self) -> Option<Instant> {
        self.fold.as_ref().and_then(|fold| fold.flood.ends_at())
    }

    /// Reports how much of a flood was hidden.
    pub fn end_flood(&mut self) {
        if let Some(notice) = self.fold.as_mut().and_then(Fold::flood_ended) {
            self.notice(NoticeLevel::Info, &notice);
        }
    }

    /// Shows a server's piece, unless it belongs to a hidden flood.
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

    /// Shows the part of a server's piece that is not folded.
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

    /// Shows the part of a client's piece that is not folded.
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
        let part = if self.style.safe { safe_part(unfinished) } else { unfinished.piece };
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

    /// Shows an event that cannot be copied from an earlier one.
    fn other_event(&mut self, event: &Event<'_>) {
        match &event.kind {
            EventKind::Server(piece) if !self.style.time => {
                self.server_in_flood(piece, event.at, None);
            }
            EventKind::Server(piece) => {
                let time = self.answer_times.of(piece, event.at);
                self.server_in_flood(piece, event.at, time.as_deref());
                // Raw output must not change, so the time is a notice after the line.
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
                // A comment is rewrapped only on a terminal; elsewhere it keeps the script's lines.
                let is_terminal = self.notice_output.as_ref().is_none_or(|it| it.terminal);
                let is_comment = notice.level == NoticeLevel::Info;
                let as_written = is_comment && !is_terminal;
                self.notice(notice.level, if as_written { notice.text } else { notice.shown });
            }
        }
    }

    /// Ends the open row, because other text follows.
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
            self.partial.interrupt(if self.row_open {
                Interruption::InsideRow
            } else {
                Interruption::BetweenRows
            });
        }
        self.row_open = false;
    }

    /// Continues the row of a piece that was shown in part or interrupted, and returns the rest of the
    /// piece.
    fn resume_row<'a>(&mut self, piece: &Piece<'a>) -> Piece<'a> {
        let (rest, interruption) = self.partial.take_rest(piece);
        let Some(interruption) = interruption else {
            return rest;
        };
        let out = &mut self.output.buffer;
        // A literal that the connection's end cut off may have no rest.
        let nothing_left = rest.octets.is_empty() && rest.kind == PieceKind::Literal;
        if interruption == Interruption::InsideRow && !nothing_left {
            out.extend_from_slice("…".as_bytes());
        }
        rest
    }

    /// Shows imapsh's own lines, never inside a row of the session.
    fn notice(&mut self, level: NoticeLevel, text: &str) {
        let terminal = self.notice_output.as_ref().is_none_or(|it| it.terminal);
        if level == NoticeLevel::Private && !terminal {
            return;
        }
        self.interrupt_row();
        let style = NoticeStyle {
            terminal,
            columns: self.notice_width.columns().filter(|_| terminal),
            // The rest of a literal may follow, which could imitate a notice's second row.
            mark_every_row: self.response_open,
        };
        style.append(level, text, &mut self.text);
        match &mut self.notice_output {
            None => self.notice_theme.paint(&self.text, &mut self.output.buffer),
            Some(notices) => {
                let mut octets = Vec::new();
                self.notice_theme.paint(&self.text, &mut octets);
                self.output.flush();
                // A failure of standard error cannot be reported anywhere.
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
        if !self.style.safe {
            append_raw_lines(rows, &mut self.output.buffer)
        } else {
            rows.split_terminator('\n').for_each(|row| self.explanation(row))
        }
        if let Some(notice) = notice {
            self.notice(NoticeLevel::Info, &notice);
        }
    }

    /// Shows an explanation of the line above. It begins with `# ` in raw output, but with imapsh's mark in
    /// safe output, because a line of a server's literal may begin with `# ` too.
    fn explanation(&mut self, text: &str) {
        if !self.style.safe {
            return append_raw_line(text, &mut self.output.buffer);
        }
        self.interrupt_row();
        paint_explanation(text, self.width.columns(), &self.theme, &mut self.output.buffer);
    }
}

/// Whether it is a complete one-line command without a secret.
fn is_command(piece: &ClientPiece<'_>) -> bool {
    piece.kind == ClientKind::Command
        && piece.last
        && piece.eol != LineEnd::None
        && piece.following_literal == FollowingLiteral::None
        && !piece.has_secret()
}

impl EventSink for TerminalView {
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
