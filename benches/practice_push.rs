//! How soon a mail delivered to the practice server reaches 200 sessions, half of them in IDLE: `cargo bench --bench
//! practice_push`. Each session is a thread that blocks on its own socket, as 200 clients would.

use std::error::Error;
use std::io::{self, BufRead, BufReader, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use clap::Parser;

/// A mail has to reach every session within this.
const LIMIT: Duration = Duration::from_millis(100);
/// After this it is said to be lost.
const PATIENCE: Duration = Duration::from_secs(10);
const MAIL: &[u8] =
    b"From: a@example.org\r\nTo: user@example.org\r\nSubject: hello\r\n\r\nHello.\r\n";

/// How soon a mail delivered to the practice server reaches many sessions.
#[derive(Parser)]
struct Options {
    /// Sessions, half of them in IDLE, the others asking by NOOP.
    #[arg(long, default_value_t = 200)]
    sessions: usize,
    /// Mails, one after the other.
    #[arg(long, default_value_t = 25)]
    mails: usize,
    /// Another binary of imapsh.
    #[arg(long)]
    imapsh: Option<PathBuf>,
    /// Instead of the practice server: HOST:PORT in the clear, where LOGIN user pass works.
    #[arg(long)]
    address: Option<String>,
    /// `cargo bench` says so; without it nothing is measured, for `cargo test --all-targets` starts benches too.
    #[arg(long)]
    bench: bool,
}

fn main() -> ExitCode {
    match measure(&Options::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("practice_push: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The practice server's process, ended with the bench.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already; there is nothing more to be done about it then.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn serve(imapsh: Option<&PathBuf>) -> Result<(Server, String), Box<dyn Error>> {
    let imapsh = imapsh.map_or_else(|| env!("CARGO_BIN_EXE_imapsh").into(), PathBuf::clone);
    let mut server = Server(
        Command::new(imapsh)
            .arg("serve")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?,
    );
    let output = server
        .0
        .stdout
        .take()
        .ok_or("serve has no standard output")?;
    let mut line = String::new();
    BufReader::new(output).read_line(&mut line)?;
    let address = line
        .split_whitespace()
        .find_map(|url| url.strip_prefix("imap://"))
        .ok_or_else(|| format!("serve said {line:?}, not its addresses"))?;
    Ok((server, address.to_owned()))
}

/// A session in the clear, logged in, with INBOX selected.
struct Session {
    lines: BufReader<TcpStream>,
}

impl Session {
    fn open(address: &str) -> io::Result<Self> {
        let socket = TcpStream::connect(address)?;
        socket.set_nodelay(true)?;
        let mut session = Self {
            lines: BufReader::new(socket),
        };
        session.line()?;
        session.command("login user pass", |_| ())?;
        session.command("select inbox", |_| ())?;
        Ok(session)
    }

    fn send(&mut self, octets: &[u8]) -> io::Result<()> {
        self.lines.get_mut().write_all(octets)
    }

    fn line(&mut self) -> io::Result<String> {
        let mut line = String::new();
        if self.lines.read_line(&mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(line)
    }

    /// Sends a command and reads to its completion; each EXISTS on the way is told to `exists`.
    fn command(&mut self, command: &str, exists: impl FnMut(u32)) -> io::Result<()> {
        self.send(format!("a {command}\r\n").as_bytes())?;
        self.completion(exists)
    }

    fn completion(&mut self, mut exists: impl FnMut(u32)) -> io::Result<()> {
        loop {
            let line = self.line()?;
            if let Some(count) = exists_of(&line) {
                exists(count);
            }
            match line.strip_prefix("a ") {
                Some(status) if status.starts_with("OK") => return Ok(()),
                Some(status) => return Err(io::Error::other(status.trim_end().to_owned())),
                None => {}
            }
        }
    }
}

/// The count of `* n EXISTS`.
fn exists_of(line: &str) -> Option<u32> {
    let mut words = line.split_ascii_whitespace();
    let count = words.next().filter(|star| *star == "*").and(words.next())?;
    words.next().filter(|word| *word == "EXISTS")?;
    count.parse().ok()
}

/// A session saw that its mailbox holds so many messages.
struct Seen {
    session: usize,
    count: u32,
    at: Instant,
}

/// In IDLE until the connection ends: tells of every EXISTS, and first that it idles, by a count of 0.
fn idler(number: usize, mut session: Session, seen: &Sender<Seen>) -> io::Result<()> {
    session.send(b"a idle\r\n")?;
    loop {
        let line = session.line()?;
        let at = Instant::now();
        let count = if line.starts_with('+') {
            Some(0)
        } else {
            exists_of(&line)
        };
        let Some(count) = count else { continue };
        let told = Seen {
            session: number,
            count,
            at,
        };
        if seen.send(told).is_err() {
            return Ok(());
        }
    }
}

/// Sends a NOOP whenever it is told to.
fn asker(
    number: usize,
    mut session: Session,
    ask: &Receiver<()>,
    seen: &Sender<Seen>,
) -> io::Result<()> {
    while ask.recv().is_ok() {
        session.command("noop", |count| {
            let told = Seen {
                session: number,
                count,
                at: Instant::now(),
            };
            // Nobody listens any more when the bench is over.
            let _ = seen.send(told);
        })?;
    }
    Ok(())
}

fn measure(options: &Options) -> Result<bool, Box<dyn Error>> {
    if !options.bench {
        eprintln!("practice_push: no part of the test run: cargo bench --bench practice_push");
        return Ok(true);
    }
    let (_server, address) = match &options.address {
        Some(address) => (None, address.clone()),
        None => serve(options.imapsh.as_ref()).map(|(server, address)| (Some(server), address))?,
    };
    let idlers = options.sessions / 2;
    let (seen, events) = mpsc::channel();
    let mut asks = Vec::new();
    for number in 0..options.sessions {
        let session = Session::open(&address)?;
        let seen = seen.clone();
        let (ask, asked) = mpsc::channel();
        if number >= idlers {
            asks.push(ask);
        }
        thread::spawn(move || {
            let ended = if number < idlers {
                idler(number, session, &seen)
            } else {
                asker(number, session, &asked, &seen)
            };
            match ended {
                Ok(()) => {}
                // The server has been ended; before that, the missing mail is told by its round.
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {}
                Err(error) => eprintln!("practice_push: session {number}: {error}"),
            }
        });
    }
    let mut idling = 0;
    while idling < idlers {
        idling += usize::from(events.recv_timeout(PATIENCE)?.count == 0);
    }
    let mut deliverer = Session::open(&address)?;
    // The first round is not counted.
    let (mut pushed, mut asked) = (Vec::new(), Vec::new());
    for round in 0..=options.mails {
        let took = deliver(&mut deliverer, &asks, &events, options.sessions)?;
        if round > 0 {
            pushed.extend(took.iter().take(idlers).copied());
            asked.extend(took.iter().skip(idlers).copied());
        }
    }
    println!("| sessions | mails | median | 99th percentile | longest | at most | |");
    println!("| --- | --- | --- | --- | --- | --- | --- |");
    let idle = row(&format!("{idlers} in IDLE"), options.mails, pushed);
    let noop = row(&format!("{} by NOOP", asks.len()), options.mails, asked);
    Ok(idle && noop)
}

/// Delivers one mail; how long it took to reach each session, from the last octet of APPEND on.
fn deliver(
    deliverer: &mut Session,
    asks: &[Sender<()>],
    events: &Receiver<Seen>,
    sessions: usize,
) -> Result<Vec<Duration>, Box<dyn Error>> {
    deliverer.send(format!("a append inbox {{{}}}\r\n", MAIL.len()).as_bytes())?;
    while !deliverer.line()?.starts_with('+') {}
    deliverer.send(MAIL)?;
    deliverer.send(b"\r\n")?;
    let begin = Instant::now();
    let mut count = 0;
    deliverer.completion(|exists| count = exists)?;
    if count == 0 {
        // A server need not tell of the new message before the completion.
        deliverer.command("noop", |exists| count = exists)?;
    }
    for ask in asks {
        ask.send(())?;
    }
    let mut took = vec![None; sessions];
    let mut missing = sessions;
    while missing > 0 {
        let seen = events
            .recv_timeout(PATIENCE)
            .map_err(|_| format!("the mail did not reach {missing} sessions"))?;
        if seen.count >= count
            && let Some(took @ None) = took.get_mut(seen.session)
        {
            *took = Some(seen.at.saturating_duration_since(begin));
            missing -= 1;
        }
    }
    Ok(took.into_iter().flatten().collect())
}

/// Prints one row; whether its longest time is within the limit.
fn row(who: &str, mails: usize, mut took: Vec<Duration>) -> bool {
    took.sort();
    let at = |hundredth: usize| {
        let place = (took.len() * hundredth / 100).min(took.len().saturating_sub(1));
        took.get(place).copied().unwrap_or_default()
    };
    let longest = at(100);
    let kept = !took.is_empty() && longest <= LIMIT;
    let milliseconds = |time: Duration| format!("{:.1} ms", time.as_secs_f64() * 1e3);
    println!(
        "| {who} | {mails} | {} | {} | {} | {} | {} |",
        milliseconds(at(50)),
        milliseconds(at(99)),
        milliseconds(longest),
        milliseconds(LIMIT),
        if kept { "kept" } else { "**missed**" }
    );
    kept
}
