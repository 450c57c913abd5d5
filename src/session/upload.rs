//! A line or a literal to be sent, piece by piece. A literal's file is read while it is sent.

use super::LiteralFileError;
use super::event::ClientPiece;
use crate::protocol::compose::Content;
use crate::protocol::dialogue::Outgoing;
use crate::protocol::framing::{LineEnd, MAX_PIECE};
use std::fs::File;
use std::io::Read;
use std::path::Path;

pub struct Upload {
    out: Outgoing,
    offset: u64,
    file: Option<File>,
}

impl Upload {
    pub fn new(out: Outgoing) -> Upload {
        Upload { out, offset: 0, file: None }
    }

    /// Passes the next piece to `send`: the event for sinks, and the octets to send. `Ok(false)`: it was
    /// the last. A relative path is resolved against `base`. Fails if the file has fewer octets than were
    /// announced, so that the rest of the literal can't be sent.
    pub fn next(
        &mut self,
        base: &Path,
        send: impl FnOnce(ClientPiece<'_>, &[u8]),
    ) -> Result<bool, LiteralFileError> {
        let total = self.out.content.size();
        let from = self.offset;
        let length = (total - from).min(MAX_PIECE as u64) as usize;
        let mut buffer = Vec::new();
        let octets: &[u8] = match &self.out.content {
            Content::Octets(octets) => &octets[from as usize..from as usize + length],
            Content::File { path, .. } => {
                let failed = |error| LiteralFileError { path: path.clone(), error };
                let file = match &mut self.file {
                    Some(file) => file,
                    none => none.insert(File::open(base.join(path)).map_err(failed)?),
                };
                buffer.resize(length, 0);
                file.read_exact(&mut buffer).map_err(failed)?;
                &buffer
            }
        };
        self.offset += length as u64;
        let is_last = self.offset == total;
        let secret = self.out.secret.as_ref().and_then(|secret| {
            let (start, end) = (secret.range.start as u64, secret.range.end as u64);
            if end <= from || start >= self.offset.max(from + 1) {
                return None;
            }
            let placeholder = (start >= from).then_some(secret.placeholder);
            let in_piece = |at: u64| at.saturating_sub(from).min(length as u64) as usize;
            Some((in_piece(start)..in_piece(end), placeholder))
        });
        let mut piece = ClientPiece::new(self.out.kind, octets, secret);
        let literal = self.out.literal;
        let size = literal.map(|part| part.size);
        piece.offset = literal.map_or(0, |part| part.offset) + from;
        piece.literal_size = size;
        piece.from_file = matches!(self.out.content, Content::File { .. });
        piece.last = is_last && size.is_none_or(|size| piece.offset + length as u64 == size);
        piece.eol = if is_last { self.out.eol } else { LineEnd::None };
        piece.tag_len = if from == 0 { self.out.tag_len } else { 0 };
        piece.following_literal = self.out.following_literal;
        send(piece, octets);
        Ok(!is_last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::compose::FileInfo;
    use crate::protocol::dialogue::{ClientKind, FollowingLiteral};
    use crate::protocol::secrets::{Placeholder, SecretSpan};
    use std::io;

    fn outgoing(content: Content, secret: Option<SecretSpan>) -> Outgoing {
        Outgoing {
            kind: ClientKind::Command,
            content,
            eol: LineEnd::Crlf,
            secret,
            tag_len: 0,
            literal: None,
            following_literal: FollowingLiteral::None,
        }
    }

    /// The octets to show and the octets to send for a line with this secret.
    fn shown_and_sent(octets: &[u8], range: std::ops::Range<usize>) -> (Vec<u8>, Vec<u8>) {
        let secret = SecretSpan { range, placeholder: Placeholder::Password };
        let mut upload = Upload::new(outgoing(Content::Octets(octets.to_vec()), Some(secret)));
        let (mut shown, mut sent) = (Vec::new(), Vec::new());
        while upload
            .next(Path::new("."), |piece, octets| {
                shown.extend(piece.shown().concat());
                sent.extend_from_slice(octets);
            })
            .expect("no file is read")
        {}
        (shown, sent)
    }

    #[test]
    fn a_file_that_has_become_shorter_is_an_error_with_its_path() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("mail.eml"), b"short").expect("the folder is writable");
        let info = FileInfo { size: 6, is_text: true, has_bare_lf: false };
        let content = Content::File { path: "mail.eml".to_owned(), info };
        let error = Upload::new(outgoing(content, None))
            .next(folder.path(), |_, _| panic!("nothing is sent"));
        let error = error.expect_err("one octet is missing");
        assert_eq!((&*error.path, error.error.kind()), ("mail.eml", io::ErrorKind::UnexpectedEof));
    }

    #[test]
    fn a_secret_in_several_pieces_is_masked_once() {
        for lead in [0, 1, MAX_PIECE - 1, MAX_PIECE, MAX_PIECE + 1] {
            for length in [1, MAX_PIECE - 1, MAX_PIECE, 3 * MAX_PIECE] {
                let octets = [vec![b'a'; lead], vec![b's'; length], b"z".to_vec()].concat();
                let (shown, sent) = shown_and_sent(&octets, lead..lead + length);
                assert!(sent == octets);
                let wanted = [&vec![b'a'; lead], "${password}".as_bytes(), b"z"].concat();
                assert!(shown == wanted, "{length} octets after {lead}");
            }
        }
    }
}
