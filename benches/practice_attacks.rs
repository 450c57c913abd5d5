//! Attacks the practice server, and measures what they cost it and the other clients:
//! `cargo bench --bench practice_attacks`.
//!
//! Each attack has its own server. Meanwhile a client of another account sends a short command
//! every few milliseconds, and its longest wait is reported. The memory is that of the server before
//! the attack, at its peak, and two seconds after the attackers have left.

#[path = "../tests/imap_client/mod.rs"]
mod imap_client;
mod practice_server;

use clap::Parser;
use imap_client::ImapClient;
use practice_server::PracticeServer;
use std::error::Error;
use std::fs;
use std::io;
use std::path::PathBuf;
use std::process::{ExitCode, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// The longest wait of other clients that is within the limit.
const LIMIT: Duration = Duration::from_millis(100);
/// How often the other client sends a command.
const PROBE_INTERVAL: Duration = Duration::from_millis(5);
/// How long after the attack the memory is measured.
const SETTLE: Duration = Duration::from_secs(2);
const MIB: usize = 1024 * 1024;

type Outcome = Result<(), Box<dyn Error>>;

/// An attack on the server at an address.
struct Attack {
    name: &'static str,
    run: fn(&str) -> Outcome,
    /// The server writes all traffic to a standard error that is not read.
    has_unread_log: bool,
}

const fn attack(name: &'static str, run: fn(&str) -> Outcome) -> Attack {
    Attack { name, run, has_unread_log: false }
}

const ATTACKS: &[Attack] = &[
    attack("after COMPRESS, a line of 320 MiB", endless_line),
    attack("COPY 1:* onto itself, 30 times", copy_doubling),
    attack("80 × BODY.PEEK[] of 8 MiB, not read", unread_bodies),
    attack("3,000 × BODY.PEEK[1]<0.1> of 30 MB", many_partials),
    attack("ENVELOPE of 30 MB of addresses and fields", large_headers),
    attack("LIST of 900 mailboxes with 20 levels", deep_list),
    attack("1,000 mails to 400 sessions in IDLE", idle_arrivals),
    attack("1,000 mails to 399 sessions with NOTIFY", notify_arrivals),
    attack("SEARCH TEXT over 240 MB", search_full_account),
    attack("5,000 × TEXT over 30 MB, client leaves", search_many_keys),
    attack("500 sessions log in", many_sessions),
    attack("20 APPENDs of 32 MB that do not end", unfinished_appends),
    attack("RENAME of 900 mailboxes to 399 sessions with NOTIFY", notify_renames),
    Attack { has_unread_log: true, ..attack("100 MB of traffic to an unread log", unread_log) },
];

/// Attack the practice server and measure what that costs.
#[derive(Parser)]
struct Options {
    /// Only the attacks whose name contains this
    filter: Option<String>,
    /// Binary of imapsh to run as the server
    #[arg(long)]
    imapsh: Option<PathBuf>,
    /// Set by cargo bench; without it nothing is measured, because cargo test --all-targets runs
    /// benches too
    #[arg(long)]
    bench: bool,
}

fn main() -> ExitCode {
    let options = Options::parse();
    if !options.bench {
        eprintln!("practice_attacks: run this with cargo bench --bench practice_attacks");
        return ExitCode::SUCCESS;
    }
    println!("| attack | time | CPU | memory before | peak | after | others wait at most | |");
    println!("| --- | --- | --- | --- | --- | --- | --- | --- |");
    let mut kept = true;
    let filter = options.filter.as_deref().unwrap_or_default();
    for attack in ATTACKS.iter().filter(|attack| attack.name.contains(filter)) {
        match measure(attack, options.imapsh.as_ref()) {
            Ok(within) => kept &= within,
            Err(error) => {
                eprintln!("practice_attacks: {}: {error}", attack.name);
                kept = false;
            }
        }
    }
    if kept { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Prints a row of the table. Returns whether the other client waited no longer than the limit.
fn measure(attack: &Attack, imapsh: Option<&PathBuf>) -> Result<bool, Box<dyn Error>> {
    let mut arguments = vec!["--quiet-idle"];
    arguments.extend(attack.has_unread_log.then_some("--verbose"));
    let log = if attack.has_unread_log { Stdio::piped() } else { Stdio::null() };
    let server = PracticeServer::start(imapsh, &arguments, log)?;
    let ended = Arc::new(AtomicBool::new(false));
    let probe = thread::spawn({
        let (address, ended) = (server.address.clone(), ended.clone());
        let mut session = log_in(&address, "taro", "himitsu")?;
        session.run("select inbox")?;
        move || longest_wait(session, &ended)
    });
    let before = status_mib(&server, "VmRSS:")?;
    let start = Instant::now();
    let result = (attack.run)(&server.address);
    let time = start.elapsed();
    ended.store(true, Ordering::Relaxed);
    let wait = probe.join().map_err(|_| "the other client panicked")??;
    result?;
    thread::sleep(SETTLE);
    let (peak, after) = (status_mib(&server, "VmHWM:")?, status_mib(&server, "VmRSS:")?);
    println!(
        "| {} | {:.1} s | {:.1} s | {before} MiB | {peak} MiB | {after} MiB | {:.1} ms | {} |",
        attack.name,
        time.as_secs_f64(),
        cpu_seconds(&server)?,
        wait.as_secs_f64() * 1e3,
        if wait <= LIMIT { "kept" } else { "**missed**" }
    );
    Ok(wait <= LIMIT)
}

/// Sends commands until the attack has ended. Returns the longest time to a completion.
fn longest_wait(mut session: ImapClient, ended: &AtomicBool) -> io::Result<Duration> {
    let mut longest = Duration::ZERO;
    while !ended.load(Ordering::Relaxed) {
        let start = Instant::now();
        session.run("fetch 1 (flags body.peek[header])")?;
        longest = longest.max(start.elapsed());
        thread::sleep(PROBE_INTERVAL);
    }
    Ok(longest)
}

fn status_mib(server: &PracticeServer, name: &str) -> Result<u64, Box<dyn Error>> {
    let status = fs::read_to_string(format!("/proc/{}/status", server.process.id()))?;
    let line = status.lines().find_map(|line| line.strip_prefix(name)).ok_or("no memory")?;
    Ok(line.trim().trim_end_matches(" kB").parse::<u64>()? / 1024)
}

/// User and system time, in clock ticks of 10 ms in /proc.
fn cpu_seconds(server: &PracticeServer) -> Result<f64, Box<dyn Error>> {
    let stat = fs::read_to_string(format!("/proc/{}/stat", server.process.id()))?;
    let (_, fields) = stat.rsplit_once(") ").ok_or("no fields")?;
    let times = fields.split(' ').skip(11).take(2).filter_map(|it| it.parse::<f64>().ok());
    Ok(times.sum::<f64>() / 100.0)
}

fn log_in(address: &str, user: &str, password: &str) -> io::Result<ImapClient> {
    let mut session = ImapClient::connect(address)?;
    session.ok(format!("login {user} {password}"))?;
    Ok(session)
}

/// A session of the attacker, with a new mailbox selected.
fn attacker(address: &str) -> io::Result<ImapClient> {
    let mut session = log_in(address, "user", "pass")?;
    session.run("create box")?;
    session.run("select box")?;
    Ok(session)
}

fn endless_line(address: &str) -> Outcome {
    let mut session = attacker(address)?;
    session.run("compress deflate")?;
    let block = [&[0, 0xff, 0xff, 0, 0][..], &[b'x'; 65_535]].concat();
    for _ in 0..320 * MIB / block.len() {
        session.send(&block)?;
    }
    Ok(())
}

fn copy_doubling(address: &str) -> Outcome {
    let mut session = attacker(address)?;
    session.append("box", b"a: b\r\n\r\n")?;
    for _ in 0..30 {
        session.run("copy 1:* box")?;
    }
    for command in ["store 1:* +flags.silent \\deleted", "store 1:* flags (\\deleted a)", "expunge"]
    {
        session.run(command)?;
    }
    Ok(())
}

fn unread_bodies(address: &str) -> Outcome {
    let mut session = attacker(address)?;
    session.append("box", &[&b"a: b\r\n\r\n"[..], &vec![b'x'; 8 * MIB]].concat())?;
    session.send(format!("f fetch 1 ({})\r\n", ["body.peek[]"; 80].join(" ")).as_bytes())?;
    thread::sleep(Duration::from_secs(2));
    Ok(())
}

fn many_partials(address: &str) -> Outcome {
    let mut session = attacker(address)?;
    session.append("box", &[&b"a: b\r\n\r\n"[..], &vec![b'x'; 30 * MIB]].concat())?;
    session.run(&format!("fetch 1 ({})", ["body.peek[1]<0.1>"; 3000].join(" ")))?;
    Ok(())
}

fn large_headers(address: &str) -> Outcome {
    let mut session = attacker(address)?;
    session.append("box", &[&b"To: "[..], &b"a,".repeat(15 * MIB), b"\r\n\r\n"].concat())?;
    session.append("box", &[&b"a:\r\n".repeat(7 * MIB)[..], b"\r\n"].concat())?;
    session.append(
        "box",
        &[&b"Content-Type: a/b"[..], &b";a=b".repeat(7 * MIB), b"\r\n\r\n"].concat(),
    )?;
    let items = ["envelope bodystructure body.peek[header.fields (b)]"; 100].join(" ");
    session.run(&format!("fetch 1:* ({items})"))?;
    Ok(())
}

fn deep_list(address: &str) -> Outcome {
    let mut session = attacker(address)?;
    for number in 0..900 {
        let levels = vec![format!("level{number}"); 20].join("/");
        session.run(&format!("create {levels}"))?;
    }
    session.run("list \"\" *")?;
    session.run(&format!("list \"\" {}", "l*e%".repeat(120)))?;
    Ok(())
}

fn idle_arrivals(address: &str) -> Outcome {
    let mut idle = Vec::new();
    for _ in 0..399 {
        let mut session = log_in(address, "user", "pass")?;
        session.run("create box")?;
        session.run("select box")?;
        session.send(b"i idle\r\n")?;
        while !session.read_line()?.starts_with('+') {}
        idle.push(session);
    }
    arrivals(address, idle, "* 1000 EXISTS")
}

fn notify_arrivals(address: &str) -> Outcome {
    arrivals(address, watching(address)?, "* STATUS box (MESSAGES 1000 ")
}

/// 399 sessions that want to learn about 900 mailboxes below `many`, and about `box`.
fn watching(address: &str) -> Result<Vec<ImapClient>, Box<dyn Error>> {
    let mut session = attacker(address)?;
    session.run("create many")?;
    for number in 0..900 {
        session.run(&format!("create many/{number}"))?;
    }
    session.run("logout")?;
    let names: Vec<String> = (0..199).map(|number| format!("many/{number}")).collect();
    let events = "(MessageNew MessageExpunge FlagChange MailboxName)";
    let notify =
        format!("notify set (subtree (box {}) {events}) (personal {events})", names.join(" "));
    let mut watching = Vec::new();
    for _ in 0..399 {
        let mut session = log_in(address, "user", "pass")?;
        session.run(&notify)?;
        watching.push(session);
    }
    Ok(watching)
}

fn notify_renames(address: &str) -> Outcome {
    let readers = read_until(watching(address)?, "* LIST (\\NonExistent");
    let mut session = log_in(address, "user", "pass")?;
    for _ in 0..10 {
        session.run("rename many more")?;
        session.run("rename more many")?;
    }
    session.run("create last")?;
    session.run("delete last")?;
    join(readers)
}

fn unread_log(address: &str) -> Outcome {
    let mut session = attacker(address)?;
    session.append("box", &[&b"a: b\r\n\r\n"[..], &b"line\r\n".repeat(MIB / 6)].concat())?;
    for _ in 0..100 {
        session.run("fetch 1 body.peek[]")?;
    }
    Ok(())
}

/// Appends 1,000 mails to `box`, until all of these sessions have read the last report.
fn arrivals(address: &str, sessions: Vec<ImapClient>, last: &'static str) -> Outcome {
    let readers = read_until(sessions, last);
    let mut session = log_in(address, "user", "pass")?;
    for _ in 0..1000 {
        session.append("box", b"a: b\r\n\r\nc\r\n")?;
    }
    join(readers)
}

/// Threads that read what each of these sessions gets, up to a line that begins like this.
fn read_until(sessions: Vec<ImapClient>, last: &'static str) -> Vec<thread::JoinHandle<()>> {
    let reader = |mut session: ImapClient| {
        thread::spawn(
            move || {
                while session.read_line().is_ok_and(|line| !line.starts_with(last)) {}
            },
        )
    };
    sessions.into_iter().map(reader).collect()
}

fn join(readers: Vec<thread::JoinHandle<()>>) -> Outcome {
    for reader in readers {
        reader.join().map_err(|_| "a reader panicked")?;
    }
    Ok(())
}

fn search_full_account(address: &str) -> Outcome {
    let mut session = attacker(address)?;
    let message = [&b"a: b\r\n\r\n"[..], &b"hay stack ".repeat(MIB / 10)].concat();
    for _ in 0..240 {
        session.append("box", &message)?;
    }
    session.run("search text needle")?;
    Ok(())
}

fn search_many_keys(address: &str) -> Outcome {
    let mut session = attacker(address)?;
    session.append("box", &[&b"a: b\r\n\r\n"[..], &b"hay stack ".repeat(3 * MIB)].concat())?;
    session.send(format!("s search {}\r\n", ["not text q"; 5000].join(" ")).as_bytes())?;
    thread::sleep(Duration::from_secs(1));
    drop(session);
    thread::sleep(Duration::from_secs(4));
    Ok(())
}

fn many_sessions(address: &str) -> Outcome {
    // Past the limit the server says BYE or NO.
    let sessions = (0..500).filter_map(|_| log_in(address, "user", "pass").ok());
    let sessions: Vec<ImapClient> = sessions.collect();
    let start = Instant::now();
    log_in(address, "mrc", "secret")?;
    println!("<!-- {} sessions; another logs in within {:?} -->", sessions.len(), start.elapsed());
    Ok(())
}

fn unfinished_appends(address: &str) -> Outcome {
    let mut sessions = Vec::new();
    for _ in 0..20 {
        let mut session = log_in(address, "user", "pass")?;
        session.send(b"a append inbox {32000000}\r\n")?;
        if session.read_line()?.starts_with('+') {
            session.send(&vec![b'x'; 31_000_000])?;
        }
        sessions.push(session);
    }
    Ok(())
}
