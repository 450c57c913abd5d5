//! One side of a TLS connection, between queues: the client's and the practice server's alike.

use super::certificate::Certificate;
use super::config::TlsConfig;
use super::error::TlsError;
use super::verify::{HandshakeInfo, Verified};
use crate::transport::progress::Progress;
use crate::transport::queue::Queue;
use rustls::pki_types::ServerName;
use rustls::{ClientConnection, Connection, ServerConfig, ServerConnection};
use std::io::{Read, Write};
use std::sync::Arc;

/// Plain octets of a full record.
const RECORD: usize = 16 * 1024;

/// How many of the server's first octets are kept, to recognize a greeting without TLS.
const FIRST_OCTETS: usize = 256;

/// What a handshake agreed on, and who vouches for the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlsFacts {
    /// `TLS 1.3`.
    pub version: String,
    /// `TLS_AES_256_GCM_SHA384`.
    pub cipher_suite: String,
    /// The server's certificate; `None` if it can't be read (only with `--insecure`).
    pub certificate: Option<Certificate>,
    /// Which roots vouch for the certificate.
    pub verified: Verified,
}

/// One side of a TLS connection.
pub struct TlsLayer {
    connection: Connection,
    /// A client's view of its server.
    server: Option<ServerView>,
    /// Why it failed: nothing is read or written any more.
    failed: bool,
    /// A failure that the next read returns: octets came before it.
    failure: Option<TlsError>,
}

struct ServerView {
    name: String,
    info: Arc<HandshakeInfo>,
    first_octets: Vec<u8>,
}

impl TlsLayer {
    /// A client's side. `name` is the host as the user wrote it, a name or an address.
    pub fn client(config: &TlsConfig, name: &str) -> Result<TlsLayer, TlsError> {
        // A zone (`fe80::1%eth0`) concerns this machine only; no certificate names it.
        let bare = name.split('%').next().unwrap_or(name);
        let server_name = ServerName::try_from(bare.to_owned()).map_err(|_| TlsError::BadName {
            name: name.to_owned(),
        })?;
        let (client, info) = config.client().map_err(TlsError::other)?;
        let connection = ClientConnection::new(client, server_name).map_err(TlsError::other)?;
        let server = ServerView {
            name: name.to_owned(),
            info,
            first_octets: Vec::new(),
        };
        Ok(TlsLayer::new(connection.into(), Some(server)))
    }

    /// A server's side.
    pub fn server(config: Arc<ServerConfig>) -> Result<TlsLayer, TlsError> {
        let connection = ServerConnection::new(config).map_err(TlsError::other)?;
        Ok(TlsLayer::new(connection.into(), None))
    }

    fn new(connection: Connection, server: Option<ServerView>) -> TlsLayer {
        TlsLayer {
            connection,
            server,
            failed: false,
            failure: None,
        }
    }

    /// What a client's handshake agreed on.
    pub fn facts(&self) -> Option<TlsFacts> {
        let info = &self.server.as_ref()?.info;
        let version = match self.connection.protocol_version()? {
            rustls::ProtocolVersion::TLSv1_3 => "TLS 1.3".to_owned(),
            rustls::ProtocolVersion::TLSv1_2 => "TLS 1.2".to_owned(),
            other => format!("{other:?}"),
        };
        let suite = self.connection.negotiated_cipher_suite()?.suite();
        Some(TlsFacts {
            version,
            // As RFC 8446 appendix B.4 writes it.
            cipher_suite: format!("{suite:?}").replacen("TLS13_", "TLS_", 1),
            certificate: info.certificate.get().cloned(),
            verified: *info.verified.get().unwrap_or(&Verified::Nobody),
        })
    }

    /// Whether it has failed: nothing is encrypted any more.
    pub fn has_failed(&self) -> bool {
        self.failed
    }

    /// Goes on with the handshake as far as the received octets reach. `Ok(true)`: it is done.
    pub fn shake_hands(&mut self, received: &mut Queue, out: &mut Queue) -> Result<bool, TlsError> {
        if let Some(server) = &mut self.server {
            let missing = FIRST_OCTETS - server.first_octets.len();
            let fresh = received.octets().iter().take(missing);
            server.first_octets.extend(fresh);
        }
        self.queue_records(out);
        while self.connection.is_handshaking() && !received.is_empty() {
            self.process(received, out)?;
        }
        Ok(!self.connection.is_handshaking())
    }

    /// Decrypts into `plain`, as far as there is room and the received octets reach.
    pub fn read(
        &mut self,
        received: &mut Queue,
        plain: &mut [u8],
        out: &mut Queue,
    ) -> Result<Progress, TlsError> {
        if let Some(failure) = self.failure.take() {
            return Err(failure);
        }
        let mut filled = 0;
        let end = loop {
            match self.connection.reader().read(&mut plain[filled..]) {
                Ok(0) => break Progress::Closed,
                Ok(octets) => filled += octets,
                // rustls holds no plain octets: it takes the next records.
                Err(_) if received.is_empty() => break Progress::NeedsInput,
                Err(_) => {
                    if let Err(error) = self.process(received, out) {
                        if filled == 0 {
                            return Err(error);
                        }
                        self.failure = Some(error);
                        break Progress::NeedsInput;
                    }
                }
            }
            if filled == plain.len() {
                break Progress::NeedsInput;
            }
        };
        Ok(match filled {
            0 => end,
            filled => Progress::Octets(filled),
        })
    }

    /// Encrypts `plain`. After a failure it is dropped.
    pub fn write(&mut self, plain: &[u8], out: &mut Queue) {
        if self.failed {
            return;
        }
        for record in plain.chunks(RECORD) {
            // rustls's own buffer is emptied after each record and always has room for one.
            let _ = self.connection.writer().write_all(record);
            self.queue_records(out);
        }
    }

    /// Announces that no more will be sent (close_notify).
    pub fn close(&mut self, out: &mut Queue) {
        if !self.failed {
            self.connection.send_close_notify();
            self.queue_records(out);
        }
    }

    /// Takes some received octets, and queues what the protocol itself has to answer.
    fn process(&mut self, received: &mut Queue, out: &mut Queue) -> Result<(), TlsError> {
        let result = match self.connection.read_tls(received) {
            Ok(_) => (self.connection.process_new_packets())
                .map(drop)
                .map_err(|error| self.explain(error)),
            Err(error) => Err(TlsError::Io(error)),
        };
        // The alert that tells the peer of a failure, too.
        self.queue_records(out);
        self.failed |= result.is_err();
        result
    }

    fn queue_records(&mut self, out: &mut Queue) {
        while self.connection.wants_write() {
            // A queue takes everything.
            let _ = self.connection.write_tls(out);
        }
    }

    fn explain(&self, error: rustls::Error) -> TlsError {
        match &self.server {
            Some(server) => TlsError::new(error, &server.info, &server.name, &server.first_octets),
            None => TlsError::other(error),
        }
    }
}
