//! The load server: the IMAP that the workloads need, over TLS 1.3, with as few instructions per octet as
//! possible. It runs in a separate process, so its time and memory are not counted as a client's.

use std::collections::HashMap;
use std::error::Error;
use std::fs;
use std::io::{self, BufRead, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread;

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection};

/// The size of a literal when FETCH has no partial range.
const LITERAL: u64 = 1 << 20;
/// Plaintext handed to TLS at once: sixteen full records, one `writev`.
const PIECE: usize = 256 << 10;

/// Serves on a free loopback port until killed. Writes its CA certificate to `ca_out` (PEM), then its port
/// as the first line of standard output.
pub fn serve(ca_out: &Path) -> Result<(), Box<dyn Error>> {
    let config = Arc::new(tls(ca_out)?);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    println!("{}", listener.local_addr()?.port());
    io::stdout().flush()?;
    let loads = Arc::new(Loads::default());
    loop {
        let (socket, _) = listener.accept()?;
        let (config, loads) = (Arc::clone(&config), Arc::clone(&loads));
        thread::spawn(move || {
            if let Err(error) = session(&config, &loads, socket) {
                eprintln!("load server: {error}");
            }
        });
    }
}

fn tls(ca_out: &Path) -> Result<ServerConfig, Box<dyn Error>> {
    let ca_key = KeyPair::generate()?;
    let mut ca = CertificateParams::new(Vec::new())?;
    ca.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    // Issuer and subject must differ: otherwise OpenSSL treats the certificate as self-signed.
    ca.distinguished_name.push(DnType::CommonName, "CA of the load server");
    let ca_certificate = ca.self_signed(&ca_key)?;
    let ca = Issuer::new(ca, ca_key);
    let key = KeyPair::generate()?;
    let names = vec!["localhost".to_owned(), Ipv4Addr::LOCALHOST.to_string()];
    let certificate = CertificateParams::new(names)?.signed_by(&key, &ca)?;
    fs::write(ca_out, ca_certificate.pem())?;
    let key = PrivateKeyDer::try_from(key.serialize_der())?;
    Ok(ServerConfig::builder_with_protocol_versions(&[&rustls::version::TLS13])
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)?)
}

/// The responses, built once and cached, so that building them is not measured.
#[derive(Default)]
struct Loads {
    lines: Mutex<HashMap<(u64, u64), Octets>>,
    text: Mutex<Option<Octets>>,
}

type Octets = Arc<Vec<u8>>;

impl Loads {
    /// One untagged line for each sequence number of `first..=last`.
    fn lines(&self, first: u64, last: u64) -> io::Result<Octets> {
        let mut cache = self.lines.lock().map_err(|_| io::Error::other("lines"))?;
        if let Some(lines) = cache.get(&(first, last)) {
            return Ok(Arc::clone(lines));
        }
        let mut lines = Vec::new();
        for number in first..=last {
            write!(lines, "* {number} FETCH (FLAGS (\\Seen) UID {})\r\n", number + 1000)?;
        }
        let lines = Arc::new(lines);
        cache.insert((first, last), Arc::clone(&lines));
        Ok(lines)
    }

    /// A mebibyte of what a mail's attachment looks like: base64 in lines of 76.
    fn text(&self) -> io::Result<Octets> {
        let mut cache = self.text.lock().map_err(|_| io::Error::other("text"))?;
        if let Some(text) = &*cache {
            return Ok(Arc::clone(text));
        }
        let alphabet: Vec<u8> = (b'A'..=b'Z').chain(b'a'..=b'z').chain(b'0'..=b'9').collect();
        let mut text = Vec::with_capacity(LITERAL as usize);
        let mut line: Vec<u8> = alphabet.iter().cycle().take(76).copied().collect();
        while text.len() < LITERAL as usize {
            text.extend_from_slice(&line);
            text.extend_from_slice(b"\r\n");
            line.rotate_left(1);
        }
        text.truncate(LITERAL as usize);
        let text = Arc::new(text);
        *cache = Some(Arc::clone(&text));
        Ok(text)
    }
}

struct TlsStream {
    connection: ServerConnection,
    socket: TcpStream,
}

impl TlsStream {
    fn send(&mut self, octets: &[u8]) -> io::Result<()> {
        for piece in octets.chunks(PIECE) {
            self.connection.writer().write_all(piece)?;
            self.flush()?;
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        while self.connection.wants_write() {
            self.connection.write_tls(&mut self.socket)?;
        }
        Ok(())
    }

    /// Appends what the client sends next to `input`; false at the end of the connection.
    fn receive(&mut self, input: &mut Vec<u8>) -> io::Result<bool> {
        if self.connection.read_tls(&mut self.socket)? == 0 {
            return Ok(false);
        }
        let state = self.connection.process_new_packets().map_err(io::Error::other)?;
        let closed = state.peer_has_closed();
        self.flush()?;
        loop {
            let mut reader = self.connection.reader();
            let octets = match reader.fill_buf() {
                Ok(octets) => octets,
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => break,
                Err(error) => return Err(error),
            };
            if octets.is_empty() {
                break;
            }
            input.extend_from_slice(octets);
            let taken = octets.len();
            reader.consume(taken);
        }
        Ok(!closed)
    }
}

fn session(
    config: &Arc<ServerConfig>,
    loads: &Loads,
    socket: TcpStream,
) -> Result<(), Box<dyn Error>> {
    socket.set_nodelay(true)?;
    let mut connection = ServerConnection::new(Arc::clone(config))?;
    connection.set_buffer_limit(None);
    let mut stream = TlsStream { connection, socket };
    let mut input = Vec::new();
    while stream.connection.is_handshaking() {
        if !stream.receive(&mut input)? {
            return Ok(());
        }
    }
    let mut answers = b"* OK [CAPABILITY IMAP4rev1] load server ready\r\n".to_vec();
    loop {
        let mut done = 0;
        while let Some(end) = memchr::memchr(b'\n', &input[done..]) {
            let line = String::from_utf8_lossy(&input[done..done + end]).into_owned();
            done += end + 1;
            if !answer(&mut stream, loads, line.trim_end(), &mut answers)? {
                stream.send(&answers)?;
                stream.connection.send_close_notify();
                stream.flush()?;
                return Ok(());
            }
        }
        input.drain(..done);
        stream.send(&answers)?;
        answers.clear();
        if !stream.receive(&mut input)? {
            return Ok(());
        }
    }
}

/// Answers one command; false after LOGOUT. Collects short answers in `answers`, so that pipelined commands
/// cost one write.
fn answer(
    stream: &mut TlsStream,
    loads: &Loads,
    line: &str,
    answers: &mut Vec<u8>,
) -> io::Result<bool> {
    let mut words = line.split_ascii_whitespace();
    let tag = words.next().unwrap_or("*");
    let verb = words.next().unwrap_or_default().to_ascii_uppercase();
    match verb.as_str() {
        "NOOP" | "LOGIN" => {}
        "CAPABILITY" => answers.extend_from_slice(b"* CAPABILITY IMAP4rev1\r\n"),
        "SELECT" => answers.extend_from_slice(b"* 2000000 EXISTS\r\n* 0 RECENT\r\n"),
        "LOGOUT" => {
            write!(answers, "* BYE see you\r\n{tag} OK LOGOUT completed\r\n")?;
            return Ok(false);
        }
        "FETCH" => {
            stream.send(answers)?;
            answers.clear();
            let set = words.next().unwrap_or_default();
            let items = words.collect::<Vec<_>>().join(" ").to_ascii_uppercase();
            let Some((first, last)) = range(set) else {
                write!(answers, "{tag} BAD FIRST:LAST expected\r\n")?;
                return Ok(true);
            };
            if items.contains("FLAGS") {
                stream.send(&loads.lines(first, last)?)?;
            } else {
                literals(stream, loads, first..=last, &items)?;
            }
        }
        _ => {
            write!(answers, "{tag} BAD unknown command {verb}\r\n")?;
            return Ok(true);
        }
    }
    write!(answers, "{tag} OK {verb} completed\r\n")?;
    Ok(true)
}

/// `FIRST:LAST` or one number.
fn range(set: &str) -> Option<(u64, u64)> {
    let (first, last) = set.split_once(':').unwrap_or((set, set));
    Some((first.parse().ok()?, last.parse().ok()?))
}

/// `BODY[]` in literals of a mebibyte, `BODY[]<0.N>` in literals of N octets.
fn literals(
    stream: &mut TlsStream,
    loads: &Loads,
    numbers: impl Iterator<Item = u64>,
    items: &str,
) -> io::Result<()> {
    let text = loads.text()?;
    let partial =
        items.split_once("<0.").and_then(|(_, rest)| rest.split_once('>')?.0.parse::<u64>().ok());
    let size = partial.unwrap_or(LITERAL);
    let origin = if partial.is_some() { "<0>" } else { "" };
    for number in numbers {
        let mut head = format!("* {number} FETCH (BODY[]{origin} {{{size}}}\r\n").into_bytes();
        let mut left = size;
        // Send the first octets together with the line that announces them, so that the TLS records are full.
        while left > 0 {
            let part = left.min(LITERAL) as usize;
            let mut rest = &text[..part];
            if !head.is_empty() {
                let (begin, tail) = rest.split_at(rest.len().min(PIECE - head.len()));
                head.extend_from_slice(begin);
                stream.send(&head)?;
                head.clear();
                rest = tail;
            }
            stream.send(rest)?;
            left -= part as u64;
        }
        head.extend_from_slice(b")\r\n");
        stream.send(&head)?;
    }
    Ok(())
}
