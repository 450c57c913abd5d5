//! Measures how soon a mail that is delivered to the practice server is reported to 200 sessions:
//! `cargo bench --bench practice_push`.
//!
//! Half of the sessions are in IDLE, the others send NOOP. Each session is a thread that blocks on
//! its own socket. In each round one more session appends a mail; the time runs from the last octet
//! of the APPEND to each session's EXISTS.

#[path = "../tests/imap_client/mod.rs"]
mod imap_client;
mod practice_server;

use imap_client::ImapClient;
use practice_server::PracticeServer;
use std::error::Error;
use std::io;
use std::path::PathBuf;
use std::process::{ExitCode, Stdio};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use clap::Parser;

/// The longest time that is within the limit.
const LIMIT: Duration = Duration::from_millis(100);
/// How long to wait for an EXISTS before it counts as lost.
const TIMEOUT: Duration = Duration::from_secs(10);
const MAIL: &[u8] =
    b"From: a@example.org\r\nTo: user@example.org\r\nSubject: hello\r\n\r\nHello.\r\n";

/// Measure how soon a mail is reported to many sessions.
#[derive(Parser)]
struct Options {
    /// Number of sessions; half of them are in IDLE, the others send NOOP
    #[arg(long, default_value_t = 200)]
    sessions: usize,
    /// Number of mails
    #[arg(long, default_value_t = 25)]
    mails: usize,
    /// Binary of imapsh to run as the server
    #[arg(long)]
    imapsh: Option<PathBuf>,
    /// Server to use instead: HOST:PORT, without TLS, with the account user and the password pass
    #[arg(long)]
    address: Option<String>,
    /// Set by cargo bench; without it nothing is measured, because cargo test --all-targets runs
    /// benches too
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

/// Opens a session that is logged in, with INBOX selected.
fn open(address: &str) -> io::Result<ImapClient> {
    let mut session = ImapClient::connect(address)?;
    session.ok("login user pass")?;
    session.ok("select inbox")?;
    Ok(session)
}

/// The number in `* n EXISTS`.
fn parse_exists(line: &str) -> Option<u32> {
    let mut words = line.split_ascii_whitespace();
    let count = words.next().filter(|star| *star == "*").and(words.next())?;
    words.next().filter(|word| *word == "EXISTS")?;
    count.parse().ok()
}

/// What the thread of a session reports.
enum Report {
    /// IDLE has started.
    Idling,
    /// The session received `* count EXISTS`.
    Exists { session: usize, count: u32, at: Instant },
}

impl Report {
    fn exists(session: usize, count: u32) -> Self {
        let at = Instant::now();
        Self::Exists { session, count, at }
    }
}

/// Stays in IDLE until the connection ends, and reports every EXISTS.
fn run_idle(number: usize, mut session: ImapClient, reports: &Sender<Report>) -> io::Result<()> {
    session.begin("idle")?;
    loop {
        let line = session.read_line()?;
        let report = match parse_exists(&line) {
            _ if line.starts_with('+') => Report::Idling,
            Some(count) => Report::exists(number, count),
            None => continue,
        };
        if reports.send(report).is_err() {
            return Ok(());
        }
    }
}

/// Sends NOOP whenever it receives a request, and reports every EXISTS.
fn run_noop(
    number: usize,
    mut session: ImapClient,
    requests: &Receiver<()>,
    reports: &Sender<Report>,
) -> io::Result<()> {
    while requests.recv().is_ok() {
        let tag = session.begin("noop")?;
        session.completion(&tag, |line| {
            let report = parse_exists(&line).map(|count| Report::exists(number, count));
            // Sending fails only when the bench is over.
            report.into_iter().for_each(|report| drop(reports.send(report)));
        })?;
    }
    Ok(())
}

fn measure(options: &Options) -> Result<bool, Box<dyn Error>> {
    if !options.bench {
        eprintln!("practice_push: run this with cargo bench --bench practice_push");
        return Ok(true);
    }
    let (_server, address) = match &options.address {
        Some(address) => (None, address.clone()),
        None => {
            let server = PracticeServer::start(options.imapsh.as_ref(), &[], Stdio::null())?;
            let address = server.address.clone();
            (Some(server), address)
        }
    };
    let idle_sessions = options.sessions / 2;
    let (sender, reports) = mpsc::channel();
    let mut noop_requests = Vec::new();
    for number in 0..options.sessions {
        let session = open(&address)?;
        let sender = sender.clone();
        if number < idle_sessions {
            thread::spawn(move || print_error(number, run_idle(number, session, &sender)));
        } else {
            let (request, requests) = mpsc::channel();
            noop_requests.push(request);
            thread::spawn(move || {
                print_error(number, run_noop(number, session, &requests, &sender));
            });
        }
    }
    let mut idling = 0;
    while idling < idle_sessions {
        idling += usize::from(matches!(reports.recv_timeout(TIMEOUT)?, Report::Idling));
    }
    let mut deliverer = open(&address)?;
    let (mut idle_times, mut noop_times) = (Vec::new(), Vec::new());
    for round in 0..=options.mails {
        let times = deliver(&mut deliverer, &noop_requests, &reports, options.sessions)?;
        // The first round warms up.
        if round > 0 {
            let (idle, noop) = times.split_at(idle_sessions);
            idle_times.extend_from_slice(idle);
            noop_times.extend_from_slice(noop);
        }
    }
    println!("| sessions | mails | median | 99th percentile | longest | at most | |");
    println!("| --- | --- | --- | --- | --- | --- | --- |");
    let noop_sessions = noop_requests.len();
    let idle_kept = print_row(&format!("{idle_sessions} in IDLE"), options.mails, idle_times);
    let noop_kept = print_row(&format!("{noop_sessions} by NOOP"), options.mails, noop_times);
    Ok(idle_kept && noop_kept)
}

fn print_error(session: usize, result: io::Result<()>) {
    match result {
        // The server was killed at the end. If it ends earlier, the round reports the missing mail.
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {}
        Err(error) => eprintln!("practice_push: session {session}: {error}"),
        Ok(()) => {}
    }
}

/// Delivers one mail. Returns the time from the last octet of the APPEND to each session's EXISTS,
/// by session number.
fn deliver(
    deliverer: &mut ImapClient,
    noop_requests: &[Sender<()>],
    reports: &Receiver<Report>,
    sessions: usize,
) -> Result<Vec<Duration>, Box<dyn Error>> {
    let tag = deliverer.begin(format!("append inbox {{{}}}", MAIL.len()))?;
    while !deliverer.read_line()?.starts_with('+') {}
    deliverer.send(MAIL)?;
    deliverer.send(b"\r\n")?;
    let start = Instant::now();
    let mut expected = 0;
    deliverer.completion(&tag, |line| expected = parse_exists(&line).unwrap_or(expected))?;
    if expected == 0 {
        // A server need not report the new message before the completion.
        let tag = deliverer.begin("noop")?;
        deliverer.completion(&tag, |line| expected = parse_exists(&line).unwrap_or(expected))?;
    }
    for request in noop_requests {
        request.send(())?;
    }
    let mut times = vec![None; sessions];
    let mut missing = sessions;
    while missing > 0 {
        let report = reports
            .recv_timeout(TIMEOUT)
            .map_err(|_| format!("{missing} sessions did not report the mail"))?;
        if let Report::Exists { session, count, at } = report
            && count >= expected
            && let Some(time @ None) = times.get_mut(session)
        {
            *time = Some(at.saturating_duration_since(start));
            missing -= 1;
        }
    }
    Ok(times.into_iter().flatten().collect())
}

/// Prints one row of the table. Returns whether the longest time is within the limit.
fn print_row(sessions: &str, mails: usize, mut times: Vec<Duration>) -> bool {
    times.sort();
    let percentile = |percent: usize| {
        let index = (times.len() * percent / 100).min(times.len().saturating_sub(1));
        times.get(index).copied().unwrap_or_default()
    };
    let longest = percentile(100);
    let kept = !times.is_empty() && longest <= LIMIT;
    let milliseconds = |time: Duration| format!("{:.1} ms", time.as_secs_f64() * 1e3);
    println!(
        "| {sessions} | {mails} | {} | {} | {} | {} | {} |",
        milliseconds(percentile(50)),
        milliseconds(percentile(99)),
        milliseconds(longest),
        milliseconds(LIMIT),
        if kept { "kept" } else { "**missed**" }
    );
    kept
}
