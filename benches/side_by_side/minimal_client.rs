//! A minimal client on rustls: connects, sends the requests and counts the octets it receives. One thread,
//! large reads. It shows how much of imapsh's time is spent in TLS and in the kernel, and which structure
//! reads fastest.

use std::error::Error;
use std::fs;
use std::io::{self, BufRead, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::sync::Arc;

use rustls::client::UnbufferedClientConnection;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::unbuffered::{ConnectionState, EncodeError, UnbufferedStatus};
use rustls::{ClientConfig, ClientConnection, RootCertStore};

/// How the ciphertext reaches rustls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Structure {
    /// `read_tls` straight from the socket: reads of at most 4 KiB.
    Direct,
    /// One large read from the socket, then `read_tls` from that slice until it is empty.
    Slice,
    /// `UnbufferedClientConnection`: records are decrypted in the buffer that the socket was read into.
    Unbuffered,
}

impl Structure {
    /// Parses its name on the command line.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "direct" => Some(Self::Direct),
            "slice" => Some(Self::Slice),
            "unbuffered" => Some(Self::Unbuffered),
            _ => None,
        }
    }
}

/// Sends all of `requests` and reads to the end of the connection, `size` octets of ciphertext per read.
/// Returns the number of plaintext octets received.
pub fn read(
    structure: Structure,
    size: usize,
    port: u16,
    ca: &Path,
    requests: &Path,
) -> Result<u64, Box<dyn Error>> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(ca)?)?;
    let config = ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
    let config = Arc::new(config);
    let name = ServerName::from(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST));
    let socket = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    socket.set_nodelay(true)?;
    let requests = fs::read(requests)?;
    match structure {
        Structure::Direct | Structure::Slice => {
            let connection = ClientConnection::new(config, name)?;
            let large = (structure == Structure::Slice).then_some(size);
            buffered(connection, socket, large, &requests)
        }
        Structure::Unbuffered => {
            unbuffered(UnbufferedClientConnection::new(config, name)?, socket, size, &requests)
        }
    }
}

fn buffered(
    mut tls: ClientConnection,
    mut socket: TcpStream,
    large: Option<usize>,
    requests: &[u8],
) -> Result<u64, Box<dyn Error>> {
    tls.complete_io(&mut socket)?;
    tls.set_buffer_limit(None);
    tls.writer().write_all(requests)?;
    while tls.wants_write() {
        tls.write_tls(&mut socket)?;
    }
    let mut ciphertext = vec![0; large.unwrap_or(0)];
    let mut total = 0;
    loop {
        if large.is_some() {
            let got = socket.read(&mut ciphertext)?;
            if got == 0 {
                return Ok(total);
            }
            let mut rest = &ciphertext[..got];
            while !rest.is_empty() {
                tls.read_tls(&mut rest)?;
                tls.process_new_packets()?;
                total += drain(&mut tls)?;
            }
        } else {
            if tls.read_tls(&mut socket)? == 0 {
                return Ok(total);
            }
            tls.process_new_packets()?;
            total += drain(&mut tls)?;
        }
    }
}

/// Consumes the decrypted octets without copying them again.
fn drain(tls: &mut ClientConnection) -> io::Result<u64> {
    let mut total = 0;
    loop {
        let mut reader = tls.reader();
        let got = match reader.fill_buf() {
            Ok(octets) => octets.len(),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(total),
            Err(error) => return Err(error),
        };
        if got == 0 {
            return Ok(total);
        }
        reader.consume(got);
        total += got as u64;
    }
}

fn unbuffered(
    mut tls: UnbufferedClientConnection,
    mut socket: TcpStream,
    size: usize,
    requests: &[u8],
) -> Result<u64, Box<dyn Error>> {
    let mut incoming = vec![0; size.max(32 << 10)];
    let (mut start, mut end) = (0, 0);
    let mut outgoing = Vec::new();
    let mut requests = Some(requests);
    let mut total = 0;
    loop {
        let UnbufferedStatus { mut discard, state } =
            tls.process_tls_records(&mut incoming[start..end]);
        let mut wants_more = false;
        match state? {
            ConnectionState::ReadTraffic(mut traffic) => {
                while let Some(record) = traffic.next_record() {
                    let record = record?;
                    total += record.payload.len() as u64;
                    discard += record.discard;
                }
            }
            ConnectionState::EncodeTlsData(mut data) => {
                let used = outgoing.len();
                if let Err(EncodeError::InsufficientSize(size)) = data.encode(&mut []) {
                    outgoing.resize(used + size.required_size, 0);
                    data.encode(&mut outgoing[used..])?;
                }
            }
            ConnectionState::TransmitTlsData(data) => {
                socket.write_all(&outgoing)?;
                outgoing.clear();
                data.done();
            }
            ConnectionState::WriteTraffic(mut traffic) => match requests.take() {
                Some(requests) => {
                    let mut sealed = vec![0; requests.len() + requests.len() / 64 + 1024];
                    let length = traffic.encrypt(requests, &mut sealed)?;
                    socket.write_all(&sealed[..length])?;
                }
                None => wants_more = true,
            },
            ConnectionState::BlockedHandshake => wants_more = true,
            ConnectionState::PeerClosed | ConnectionState::Closed => return Ok(total),
            _ => return Err("unexpected TLS state".into()),
        }
        start += discard;
        if wants_more {
            // Moves only the rest of an incomplete record, once per read.
            incoming.copy_within(start..end, 0);
            end -= start;
            start = 0;
            let got = socket.read(&mut incoming[end..])?;
            if got == 0 {
                return Ok(total);
            }
            end += got;
        }
    }
}
