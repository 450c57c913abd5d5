//! TLS between two buffers: sealed octets in, plain ones out, and the other way. No waiting here.
//! rustls's unbuffered interface decrypts where the socket's read put the octets.

use super::config::TlsConfig;
use super::error::TlsError;
use super::verify::HandshakeInfo;
use crate::transport::queue::Queue;
use rustls::client::{ClientConnectionData, UnbufferedClientConnection};
use rustls::pki_types::ServerName;
use rustls::unbuffered::{
    ConnectionState, EncodeError, EncryptError, InsufficientSizeError, ReadTraffic,
    UnbufferedStatus,
};
use std::io::{self, Read};
use std::sync::Arc;

/// One read of sealed octets at most: several records (RFC 8446 section 5.1 allows 16 KiB each), so
/// that wake-ups are few.
const SEALED: usize = 128 * 1024;
/// The same before more has come at once: most sessions need no more, and fresh memory costs time.
const SEALED_FIRST: usize = 32 * 1024;
/// Plain octets in a record.
pub(in crate::transport) const RECORD: usize = 16 * 1024;
/// A record's header, nonce and tag, generously.
const OVERHEAD: usize = 64;
/// What is kept of the server's first octets, to tell a greeting in the clear.
const BEGUN: usize = 256;

/// How far the octets at hand went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::transport) enum Step {
    /// So many plain octets were given.
    Octets(usize),
    /// More sealed octets are needed.
    Hungry,
    /// The server said that it sends no more (close_notify).
    Closed,
}

/// The client's end of one TLS connection.
pub(in crate::transport) struct Tunnel {
    connection: UnbufferedClientConnection,
    pub seen: Arc<HandshakeInfo>,
    name: String,
    sealed: Vec<u8>,
    start: usize,
    end: usize,
    /// Plain octets that the reader had no room for, or that stood in a writer's way.
    spare: Vec<u8>,
    spare_given: usize,
    begun: Vec<u8>,
    /// What lies in `sealed` may be more than the beginning of a record.
    undigested: bool,
    closed: bool,
    failure: Option<TlsError>,
    /// It has failed: nothing is opened or sealed any more.
    dead: bool,
}

impl Tunnel {
    /// A connection to the host of this name, before its first octet.
    pub fn new(config: &TlsConfig, name: &str) -> Result<Tunnel, TlsError> {
        // A zone (`fe80::1%eth0`) is this machine's business, no part of the server's address.
        let bare = name.split('%').next().unwrap_or(name);
        let server_name = ServerName::try_from(bare.to_owned()).map_err(|_| TlsError::BadName {
            name: name.to_owned(),
        })?;
        let other = |error: rustls::Error| TlsError::Other {
            reason: error.to_string(),
        };
        let (client, seen) = config.client().map_err(other)?;
        let connection = UnbufferedClientConnection::new(client, server_name).map_err(other)?;
        Ok(Tunnel {
            connection,
            seen,
            name: name.to_owned(),
            sealed: vec![0; SEALED_FIRST],
            start: 0,
            end: 0,
            spare: Vec::new(),
            spare_given: 0,
            begun: Vec::new(),
            undigested: true,
            closed: false,
            failure: None,
            dead: false,
        })
    }

    /// Whether the handshake goes on.
    pub fn is_handshaking(&self) -> bool {
        self.connection.is_handshaking()
    }

    /// The version's name as people say it, and the cipher suite's (RFC 8446 appendix B.4).
    pub fn protocol(&self) -> (String, String) {
        let version = match self.connection.protocol_version() {
            Some(rustls::ProtocolVersion::TLSv1_3) => "TLS 1.3".to_owned(),
            Some(rustls::ProtocolVersion::TLSv1_2) => "TLS 1.2".to_owned(),
            other => format!("{other:?}"),
        };
        let suite = self.connection.negotiated_cipher_suite();
        let suite = suite.map_or_else(String::new, |suite| format!("{:?}", suite.suite()));
        (version, suite.replacen("TLS13_", "TLS_", 1))
    }

    /// Whether it has failed: nothing is sealed any more.
    pub fn is_dead(&self) -> bool {
        self.dead
    }

    /// Whether a read gives something without asking the network.
    pub fn holds_input(&self) -> bool {
        let spare = self.spare_given < self.spare.len();
        spare || self.undigested || self.closed || self.failure.is_some()
    }

    /// Reads sealed octets, once. `Ok(0)` is the stream's end.
    pub fn fill(&mut self, stream: &mut impl Read) -> io::Result<usize> {
        // A record cut off by the last read goes to the front; often there is none.
        self.sealed.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
        let (_, room) = self.sealed.split_at_mut(self.end);
        if room.is_empty() {
            // rustls refuses oversized records long before this.
            return Err(io::ErrorKind::InvalidData.into());
        }
        let size = room.len();
        let read = stream.read(room)?;
        if read == size && self.sealed.len() < SEALED {
            self.sealed.resize(SEALED, 0);
        }
        if self.begun.len() < BEGUN && self.is_handshaking() {
            let fresh = self.sealed.iter().skip(self.end).take(read);
            self.begun.extend(fresh.take(BEGUN - self.begun.len()));
        }
        self.end += read;
        self.undigested = read > 0;
        Ok(read)
    }

    /// Opens what lies here into `into`, and seals what the protocol itself has to say.
    pub fn open(&mut self, into: &mut [u8], out: &mut Queue) -> Result<Step, TlsError> {
        if let Some(failure) = self.failure.take() {
            return Err(failure);
        }
        if self.spare_given < self.spare.len() {
            return Ok(Step::Octets(self.give_spare(into)));
        }
        let mut filled = 0;
        while !self.closed {
            let (_, room) = into.split_at_mut(filled);
            let first = filled == 0;
            match self.advance(Wish::Read { room, first }, out)? {
                Advance::Gave(octets) => filled += octets,
                Advance::NoRoom => return Ok(Step::Octets(filled)),
                Advance::Went => {}
                Advance::Hungry => {
                    self.undigested = false;
                    break;
                }
            }
            if self.spare_given < self.spare.len() {
                return Ok(Step::Octets(filled));
            }
        }
        Ok(match filled {
            0 if self.closed => Step::Closed,
            0 => Step::Hungry,
            filled => Step::Octets(filled),
        })
    }

    /// Seals octets into `out`. A failure here is told by the next [`Tunnel::open`].
    pub fn seal(&mut self, octets: &[u8], out: &mut Queue) {
        for piece in octets.chunks(RECORD) {
            loop {
                match self.advance(Wish::Write(piece), out) {
                    // Octets that came in between wait in `spare`, at most one read of them.
                    Ok(Advance::Gave(_) | Advance::Went | Advance::NoRoom) => {}
                    Ok(Advance::Hungry) => break,
                    Err(failure) => {
                        self.failure.get_or_insert(failure);
                        return;
                    }
                }
            }
        }
    }

    /// Says that no more is sent (close_notify).
    pub fn close(&mut self, out: &mut Queue) {
        while let Ok(Advance::Gave(_) | Advance::Went | Advance::NoRoom) =
            self.advance(Wish::Close, out)
        {}
    }

    fn give_spare(&mut self, into: &mut [u8]) -> usize {
        let (_, left) = self.spare.split_at(self.spare_given);
        let given = left.len().min(into.len());
        let (left, _) = left.split_at(given);
        into.split_at_mut(given).0.copy_from_slice(left);
        self.spare_given += given;
        if self.spare_given == self.spare.len() {
            self.spare.clear();
            self.spare_given = 0;
        }
        given
    }

    /// One of rustls's states, dealt with.
    fn advance(&mut self, wish: Wish<'_>, out: &mut Queue) -> Result<Advance, TlsError> {
        if self.dead {
            return Ok(Advance::Hungry);
        }
        let unread = self
            .sealed
            .get_mut(self.start..self.end)
            .unwrap_or_default();
        let UnbufferedStatus {
            mut discard, state, ..
        } = self.connection.process_tls_records(unread);
        let advance = match state {
            Ok(ConnectionState::ReadTraffic(traffic)) => {
                unseal(traffic, wish, &mut self.spare, &mut discard)
            }
            Ok(ConnectionState::EncodeTlsData(mut data)) => {
                out.push_with(RECORD / 4, |space| {
                    data.encode(space).map_err(needed_to_encode)
                });
                Ok(Advance::Went)
            }
            Ok(ConnectionState::TransmitTlsData(data)) => {
                // It lies in `out`, which whoever asked for this writes.
                data.done();
                Ok(Advance::Went)
            }
            Ok(ConnectionState::WriteTraffic(mut traffic)) => {
                let sealed = match wish {
                    Wish::Read { .. } => true,
                    Wish::Write(piece) => out.push_with(piece.len() + OVERHEAD, |space| {
                        traffic.encrypt(piece, space).map_err(needed_to_encrypt)
                    }),
                    Wish::Close => out.push_with(OVERHEAD, |space| {
                        traffic.queue_close_notify(space).map_err(needed_to_encrypt)
                    }),
                };
                if sealed {
                    Ok(Advance::Hungry)
                } else {
                    Err(rustls::Error::EncryptError)
                }
            }
            Ok(ConnectionState::PeerClosed | ConnectionState::Closed) => {
                // Closed again and again once both sides are; nothing more will come of it.
                let again = std::mem::replace(&mut self.closed, true);
                Ok(if again {
                    Advance::Hungry
                } else {
                    Advance::Went
                })
            }
            Ok(_) => Ok(Advance::Hungry),
            Err(error) => Err(error),
        };
        self.start = self.end.min(self.start + discard);
        advance.map_err(|error| {
            self.sound_alert(out);
            TlsError::new(error, &self.seen, &self.name, &self.begun)
        })
    }

    /// Tells the server, too, that it failed. rustls panics if it is asked to go on with octets that
    /// it has refused: it is asked only while it has something to say, and never again after.
    fn sound_alert(&mut self, out: &mut Queue) {
        self.dead = true;
        while self.connection.wants_write() {
            match self.connection.process_tls_records(&mut []).state {
                Ok(ConnectionState::EncodeTlsData(mut data)) => {
                    out.push_with(OVERHEAD, |space| {
                        data.encode(space).map_err(needed_to_encode)
                    });
                }
                _ => return,
            }
        }
    }
}

/// What the caller of [`Tunnel::advance`] is after.
enum Wish<'a> {
    /// Plain octets into `room`; `first` if it holds none yet, and a part of a record will do.
    Read {
        room: &'a mut [u8],
        first: bool,
    },
    Write(&'a [u8]),
    Close,
}

/// A record of the server's, opened: into the room of who reads, what does not fit to spare. Its
/// sealed octets are added to what is to be discarded.
fn unseal(
    mut traffic: ReadTraffic<'_, '_, ClientConnectionData>,
    wish: Wish<'_>,
    spare: &mut Vec<u8>,
    discard: &mut usize,
) -> Result<Advance, rustls::Error> {
    let room = match wish {
        Wish::Read { room, first } => {
            let fits = traffic.peek_len().is_none_or(|n| n.get() <= room.len());
            if room.is_empty() || !first && !fits {
                // It comes again, whole, with the next read.
                return Ok(Advance::NoRoom);
            }
            Some(room)
        }
        Wish::Write(_) | Wish::Close => None,
    };
    let Some(record) = traffic.next_record().transpose()? else {
        return Ok(Advance::Went);
    };
    *discard += record.discard;
    let Some(room) = room else {
        spare.extend_from_slice(record.payload);
        return Ok(Advance::Went);
    };
    let now = record.payload.len().min(room.len());
    let (given, kept) = record.payload.split_at(now);
    room[..now].copy_from_slice(given);
    spare.extend_from_slice(kept);
    Ok(Advance::Gave(now))
}

enum Advance {
    /// So many octets went where they were wanted.
    Gave(usize),
    /// There are octets, but no room for them.
    NoRoom,
    /// Something else moved: go on.
    Went,
    /// Nothing more to do with what lies here; what was to be sealed is.
    Hungry,
}

fn needed_to_encode(error: EncodeError) -> Option<usize> {
    match error {
        EncodeError::InsufficientSize(InsufficientSizeError { required_size }) => {
            Some(required_size)
        }
        EncodeError::AlreadyEncoded => None,
    }
}

fn needed_to_encrypt(error: EncryptError) -> Option<usize> {
    match error {
        EncryptError::InsufficientSize(InsufficientSizeError { required_size }) => {
            Some(required_size)
        }
        EncryptError::EncryptExhausted => None,
    }
}
