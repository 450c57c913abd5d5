//! Recognizes completions of commands whose tag is so long that the first piece of the line ends before
//! the status, so that the framer does not know what the line is.

use super::Dialogue;
use super::pending::DISPLAYED;
use crate::protocol::framing::{MAX_PIECE, Piece, PieceKind};
use crate::protocol::meaning::line::ResponseLine;

/// How much of a completion's line is kept after its tag, in octets.
pub(super) const MAX_COMPLETION: usize = 1000;

/// How much of the tag is kept: more than is shown, so that the cut is visible.
const SHORTENED: usize = DISPLAYED + 1;

/// A line that has matched a command's tag so far.
#[derive(Debug)]
pub(super) struct LongCompletion {
    /// The command's number.
    command: u64,
    after_tag: Vec<u8>,
}

impl Dialogue {
    /// Takes a piece of a line that the framer does not recognize as a response. At the line's end, returns
    /// the index of the command that it completes, and the line with its tag shortened.
    pub(super) fn long_completion(&mut self, piece: &Piece<'_>) -> Option<(usize, Vec<u8>)> {
        let candidates = match piece.offset {
            0 if piece.octets.len() == MAX_PIECE && !piece.last => {
                let commands = self.pending_commands().iter();
                let long = commands.filter(|it| it.tag().len() + " BAD ".len() > MAX_PIECE);
                let begun = |number| LongCompletion { command: number, after_tag: Vec::new() };
                long.map(|command| begun(command.number)).collect()
            }
            0 => return None,
            _ => std::mem::take(&mut self.long_completions),
        };
        let commands = self.pending_commands();
        let mut agreeing = Vec::new();
        for mut candidate in candidates {
            let index = commands.iter().position(|it| it.number == candidate.command)?;
            let tag = commands[index].tag();
            let Some(rest) = after_tag(tag, piece.offset, piece.octets) else {
                continue;
            };
            let room = MAX_COMPLETION.saturating_sub(candidate.after_tag.len());
            candidate.after_tag.extend(rest.iter().take(room));
            if piece.last && candidate.after_tag.starts_with(b" ") {
                return Some((index, [&tag[..SHORTENED], &candidate.after_tag].concat()));
            }
            agreeing.push(candidate);
        }
        self.long_completions = if piece.last { Vec::new() } else { agreeing };
        None
    }
}

/// The octets after the tag, in octets at this offset of a line. `None`: they differ from the tag.
fn after_tag<'a>(tag: &[u8], offset: u64, octets: &'a [u8]) -> Option<&'a [u8]> {
    let offset = usize::try_from(offset).ok()?;
    let expected = tag.get(offset..).unwrap_or_default();
    let (found, rest) = octets.split_at(expected.len().min(octets.len()));
    expected.starts_with(found).then_some(rest)
}

/// The piece for the line with the shortened tag, as if it had arrived in one piece.
pub(super) fn shortened<'a>(piece: &Piece<'_>, line: &'a [u8]) -> Option<Piece<'a>> {
    let ResponseLine::Completion { tag, status, .. } = ResponseLine::read(line)? else {
        return None;
    };
    (tag.len() == SHORTENED).then_some(Piece {
        kind: PieceKind::Tagged,
        response: piece.response,
        offset: 0,
        octets: line,
        eol: piece.eol,
        last: true,
        truncated: piece.truncated,
        status: Some(status),
        tag_len: SHORTENED,
        literal_size: None,
    })
}
