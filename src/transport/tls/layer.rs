//! One side of a TLS connection, between queues: the client's and the practice server's alike.
//!
//! rustls's unbuffered interface decrypts records where the socket's read put them. Its buffered
//! interface is simpler to use, but takes 4 KiB at a time and copies each octet twice more: with it
//! reading takes three times the processor time. Each call of `process_tls_records` returns one
//! state that says what to do next; [`TlsLayer::advance`] does it.

use super::certificate::Certificate;
use super::config::TlsConfig;
use super::error::TlsError;
use super::verify::{HandshakeInfo, Verified};
use crate::transport::progress::{Handshake, LayerProgress};
use crate::transport::queue::Queue;
use rustls::client::UnbufferedClientConnection;
use rustls::pki_types::ServerName;
use rustls::server::UnbufferedServerConnection;
use rustls::unbuffered::{
    ConnectionState, EncodeError, EncryptError, InsufficientSizeError, ReadTraffic,
    UnbufferedStatus,
};
use rustls::{CommonState, Error, ServerConfig};
use std::sync::Arc;

/// Plain octets of a full record (RFC 8446 section 5.1).
const RECORD: usize = 16 * 1024;

/// More than a record's header, nonce and tag.
const OVERHEAD: usize = 64;

/// How many of the server's first octets are kept, to recognize a greeting without TLS.
const FIRST_OCTETS: usize = 256;

/// The parameters that the handshake negotiated, and the roots that verified the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlsFacts {
    /// `TLS 1.3`.
    pub version: &'static str,
    /// `TLS_AES_256_GCM_SHA384`.
    pub cipher_suite: String,
    /// The server's certificate; `None` if it can't be read (only with `--insecure`).
    pub certificate: Option<Certificate>,
    /// The roots that verified the certificate.
    pub verified: Verified,
}

/// One side of a TLS connection.
pub struct TlsLayer {
    side: RustlsConnection,
    /// On a client's side: facts about the server.
    server: Option<ServerView>,
    /// Decrypted octets that the caller has not read yet.
    plain: Queue,
    has_taken_octets: bool,
    /// Whether the peer has announced that nothing more will come.
    closed: bool,
    /// Whether it has failed, so that nothing more is decrypted or encrypted.
    failed: bool,
    /// A failure that the next read returns.
    failure: Option<TlsError>,
}

enum RustlsConnection {
    Client(UnbufferedClientConnection),
    Server(UnbufferedServerConnection),
}

struct ServerView {
    name: String,
    info: Arc<HandshakeInfo>,
    first_octets: Vec<u8>,
}

/// What to do once rustls has processed the received octets.
enum Action<'a> {
    ShakeHands,
    /// Decrypt a record into `room`. `is_first`: it is empty, and a part of a record is enough.
    Read {
        room: &'a mut [u8],
        is_first: bool,
    },
    Write(&'a [u8]),
    Close,
}

/// The result of handling one state of rustls.
enum Advance {
    /// This many octets were read.
    Read(usize),
    /// There is a record, but no room for it.
    NoRoom,
    /// Something else was done: continue.
    Continue,
    PeerClosed,
    /// The action is done, or needs more received octets.
    Done,
}

impl TlsLayer {
    /// A client's side. `name` is the host as the user wrote it, a name or an address.
    pub fn client(config: &TlsConfig, name: &str) -> Result<TlsLayer, TlsError> {
        // A zone (`fe80::1%eth0`) concerns this machine only; no certificate names it.
        let bare = name.split('%').next().unwrap_or(name);
        let server_name = ServerName::try_from(bare.to_owned())
            .map_err(|_| TlsError::BadName { name: name.to_owned() })?;
        let (client, info) = config.client()?;
        let connection = UnbufferedClientConnection::new(client, server_name);
        let server = ServerView { name: name.to_owned(), info, first_octets: Vec::new() };
        let side = RustlsConnection::Client(connection?);
        Ok(TlsLayer::new(side, Some(server)))
    }

    /// A server's side.
    pub fn server(config: Arc<ServerConfig>) -> Result<TlsLayer, TlsError> {
        let connection = UnbufferedServerConnection::new(config)?;
        Ok(TlsLayer::new(RustlsConnection::Server(connection), None))
    }

    fn new(side: RustlsConnection, server: Option<ServerView>) -> TlsLayer {
        TlsLayer {
            side,
            server,
            plain: Queue::default(),
            has_taken_octets: false,
            closed: false,
            failed: false,
            failure: None,
        }
    }

    fn common(&self) -> &CommonState {
        match &self.side {
            RustlsConnection::Client(connection) => connection,
            RustlsConnection::Server(connection) => connection,
        }
    }

    /// The facts of a client's handshake.
    pub fn facts(&self) -> Option<TlsFacts> {
        let info = &self.server.as_ref()?.info;
        let version = match self.common().protocol_version()? {
            rustls::ProtocolVersion::TLSv1_2 => "TLS 1.2",
            // rustls has no others.
            _ => "TLS 1.3",
        };
        let suite = self.common().negotiated_cipher_suite()?.suite();
        Some(TlsFacts {
            version,
            // As RFC 8446 appendix B.4 writes it.
            cipher_suite: suite.as_str().unwrap_or_default().replacen("TLS13_", "TLS_", 1),
            certificate: info.certificate.get().cloned(),
            verified: *info.verified.get().unwrap_or(&Verified::Skipped),
        })
    }

    /// Whether it has failed, so that nothing more is encrypted.
    pub fn has_failed(&self) -> bool {
        self.failed
    }

    /// Continues the handshake as far as the received octets reach.
    pub fn shake_hands(
        &mut self,
        received: &mut Queue,
        out: &mut Queue,
    ) -> Result<Handshake, TlsError> {
        // Octets that are not TLS are refused before any of them is consumed.
        if let Some(server) = &mut self.server
            && !self.has_taken_octets
        {
            let first = received.octets().iter().take(FIRST_OCTETS);
            server.first_octets = first.copied().collect();
        }
        loop {
            match self.advance(Action::ShakeHands, received, out)? {
                Advance::Continue => {}
                Advance::PeerClosed => return Err(TlsError::Closed),
                // Octets that arrived with the last message wait for a read.
                Advance::Done | Advance::NoRoom | Advance::Read(_) => {
                    let is_done = !self.common().is_handshaking();
                    return Ok(if is_done { Handshake::Done } else { Handshake::Unfinished });
                }
            }
        }
    }

    /// Decrypts into `plain`, as far as there is room and the received octets reach.
    pub fn read(
        &mut self,
        received: &mut Queue,
        plain: &mut [u8],
        out: &mut Queue,
    ) -> Result<LayerProgress, TlsError> {
        if let Some(failure) = self.failure.take() {
            return Err(failure);
        }
        let mut filled = self.plain.take_into(plain);
        while !self.closed && self.plain.is_empty() {
            let action = Action::Read { is_first: filled == 0, room: &mut plain[filled..] };
            match self.advance(action, received, out) {
                Ok(Advance::Read(octets)) => filled += octets,
                Ok(Advance::Continue | Advance::PeerClosed) => {}
                Ok(Advance::NoRoom | Advance::Done) => break,
                Err(error) if filled == 0 => return Err(error),
                Err(error) => {
                    self.failure = Some(error);
                    break;
                }
            }
        }
        Ok(match filled {
            0 if self.closed => LayerProgress::Closed,
            0 => LayerProgress::NeedsInput,
            filled => LayerProgress::Octets(filled),
        })
    }

    /// Encrypts `plain`. The next read returns a failure; later octets are dropped.
    pub fn write(&mut self, plain: &[u8], received: &mut Queue, out: &mut Queue) {
        for record in plain.chunks(RECORD) {
            self.finish(|| Action::Write(record), received, out);
        }
    }

    /// Announces that no more will be sent (close_notify).
    pub fn close(&mut self, received: &mut Queue, out: &mut Queue) {
        self.finish(|| Action::Close, received, out);
    }

    fn finish<'a>(
        &mut self,
        action: impl Fn() -> Action<'a>,
        received: &mut Queue,
        out: &mut Queue,
    ) {
        loop {
            match self.advance(action(), received, out) {
                Ok(Advance::Done) => return,
                Ok(_) => {}
                Err(error) => {
                    self.failure.get_or_insert(error);
                    return;
                }
            }
        }
    }

    /// Lets rustls process the received octets, and handles the states that it returns.
    fn advance(
        &mut self,
        action: Action<'_>,
        received: &mut Queue,
        out: &mut Queue,
    ) -> Result<Advance, TlsError> {
        if self.failed {
            return Ok(Advance::Done);
        }
        let plain = &mut self.plain;
        let octets = received.octets_mut();
        let (used, advance) = match &mut self.side {
            RustlsConnection::Client(client) => {
                handle(client.process_tls_records(octets), action, plain, out)
            }
            RustlsConnection::Server(server) => {
                handle(server.process_tls_records(octets), action, plain, out)
            }
        };
        received.discard(used);
        self.has_taken_octets |= used > 0;
        self.closed |= matches!(advance, Ok(Advance::PeerClosed));
        advance.map_err(|error| {
            self.fail(out);
            match &self.server {
                Some(server) => {
                    TlsError::new(error, &server.info, &server.name, &server.first_octets)
                }
                None => TlsError::Other(error),
            }
        })
    }

    /// Queues the alert that tells the peer about a failure. rustls panics if it is asked to process octets
    /// that it has refused, so it is called only while it has something to send.
    fn fail(&mut self, out: &mut Queue) {
        self.failed = true;
        let mut none = Queue::default();
        while self.common().wants_write() {
            let (action, plain) = (Action::ShakeHands, &mut none);
            let (_, advance) = match &mut self.side {
                RustlsConnection::Client(client) => {
                    handle(client.process_tls_records(&mut []), action, plain, out)
                }
                RustlsConnection::Server(server) => {
                    handle(server.process_tls_records(&mut []), action, plain, out)
                }
            };
            if !matches!(advance, Ok(Advance::Continue)) {
                return;
            }
        }
    }
}

/// Handles one state of rustls. Also returns how many received octets were used.
fn handle<Data>(
    status: UnbufferedStatus<'_, '_, Data>,
    action: Action<'_>,
    plain: &mut Queue,
    out: &mut Queue,
) -> (usize, Result<Advance, Error>) {
    let mut used = status.discard;
    let advance = match status.state {
        Ok(ConnectionState::ReadTraffic(traffic)) => {
            decrypt(traffic, action, plain).map(|(octets, advance)| {
                used += octets;
                advance
            })
        }
        Ok(ConnectionState::EncodeTlsData(mut data)) => {
            let encoded = append(out, RECORD / 4, |room| match data.encode(room) {
                Err(EncodeError::InsufficientSize(size)) => Err(Some(size)),
                encoded => encoded.map_err(|_| None),
            });
            encoded.map(|()| Advance::Continue)
        }
        Ok(ConnectionState::TransmitTlsData(data)) => {
            // It is in `out`, which the caller writes.
            data.done();
            Ok(Advance::Continue)
        }
        Ok(ConnectionState::WriteTraffic(mut traffic)) => {
            let size_needed = |error| match error {
                EncryptError::InsufficientSize(size) => Some(size),
                EncryptError::EncryptExhausted => None,
            };
            let done = match action {
                Action::ShakeHands | Action::Read { .. } => Ok(()),
                Action::Write(record) => append(out, record.len() + OVERHEAD, |room| {
                    traffic.encrypt(record, room).map_err(size_needed)
                }),
                Action::Close => append(out, OVERHEAD, |room| {
                    traffic.queue_close_notify(room).map_err(size_needed)
                }),
            };
            done.map(|()| Advance::Done)
        }
        Ok(ConnectionState::PeerClosed) => Ok(Advance::PeerClosed),
        Ok(_) => Ok(Advance::Done),
        Err(error) => Err(error),
    };
    (used, advance)
}

/// Decrypts a record: for a read, as much as fits into its room; the rest into `plain`.
fn decrypt<Data>(
    mut traffic: ReadTraffic<'_, '_, Data>,
    action: Action<'_>,
    plain: &mut Queue,
) -> Result<(usize, Advance), Error> {
    let room = match action {
        Action::ShakeHands => return Ok((0, Advance::NoRoom)),
        Action::Read { room, is_first } => {
            let fits = traffic.peek_len().is_none_or(|n| n.get() <= room.len());
            if !is_first && !fits {
                return Ok((0, Advance::NoRoom));
            }
            room
        }
        Action::Write(_) | Action::Close => &mut [],
    };
    let Some(record) = traffic.next_record().transpose()? else {
        return Ok((0, Advance::Continue));
    };
    let now = record.payload.len().min(room.len());
    room[..now].copy_from_slice(&record.payload[..now]);
    plain.push(&record.payload[now..]);
    Ok((
        record.discard,
        match now {
            0 => Advance::Continue,
            now => Advance::Read(now),
        },
    ))
}

/// Appends the octets that `write` writes into room for `size` octets. If `write` needs more room, it
/// returns the size.
fn append(
    out: &mut Queue,
    mut size: usize,
    mut write: impl FnMut(&mut [u8]) -> Result<usize, Option<InsufficientSizeError>>,
) -> Result<(), Error> {
    loop {
        match write(out.room(size)) {
            Ok(written) => {
                out.filled(written);
                return Ok(());
            }
            Err(Some(error)) if error.required_size > size => size = error.required_size,
            Err(_) => return Err(Error::EncryptError),
        }
    }
}
