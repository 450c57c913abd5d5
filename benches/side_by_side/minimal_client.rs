//! A minimal client on rustls: connects, sends the requests and counts the octets it receives. One thread,
//! large reads. It shows how much of imapsh's time is spent in TLS and in the kernel.

use std::error::Error;
use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::sync::Arc;

use rustls::client::UnbufferedClientConnection;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::unbuffered::{ConnectionState, EncodeError, UnbufferedStatus};
use rustls::{ClientConfig, RootCertStore};

/// How many octets of ciphertext it reads at once.
const READ: usize = 256 << 10;

/// Sends all of `requests` and reads to the end of the connection. Returns the number of plaintext octets
/// received.
pub fn read(port: u16, ca: &Path, requests: &Path) -> Result<u64, Box<dyn Error>> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(ca)?)?;
    let config = ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
    let name = ServerName::from(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST));
    let socket = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    socket.set_nodelay(true)?;
    let requests = fs::read(requests)?;
    read_records(UnbufferedClientConnection::new(Arc::new(config), name)?, socket, &requests)
}

/// Decrypts the records in the buffer that the socket was read into.
fn read_records(
    mut tls: UnbufferedClientConnection,
    mut socket: TcpStream,
    requests: &[u8],
) -> Result<u64, Box<dyn Error>> {
    let mut incoming = vec![0; READ];
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
