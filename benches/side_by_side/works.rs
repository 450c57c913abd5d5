//! The works of the table: what is asked of the server, who is compared, and the limits.

use std::error::Error;

use crate::clients::{Bench, Client, Requests};
use crate::least::Structure;
use crate::measure::Run;

const MIB: u64 = 1 << 20;
/// The fastest of `structures`.
const LEAST: Client = Client::Least(Structure::Unbuffered, 256);

/// imapsh's time may be at most `at_most` times that of `rival`.
pub struct Limit {
    /// Who imapsh is compared with.
    pub rival: Client,
    /// The ratio of wall times.
    pub at_most: f64,
    /// Whether missing it fails the bench; else it is an aim.
    pub binding: bool,
}

/// One row: a load and its limits.
pub struct Work {
    /// For `--only`, and the names of its files.
    pub name: &'static str,
    /// As it stands in the table.
    pub title: String,
    /// The commands, LOGOUT aside.
    commands: Vec<String>,
    /// What the server sends for them, at least, in octets of plaintext.
    pub octets: u64,
    /// Who runs, in this order, again and again.
    pub clients: Vec<Client>,
    /// What is demanded of the wall time.
    pub limits: Vec<Limit>,
    /// What is demanded of imapsh's peak memory, in octets.
    pub peak: Option<u64>,
    /// How many times as many runs as asked for: short works need more.
    more: usize,
}

/// A work and its runs: for each client as many as for the others, taken in turn.
pub struct Measured {
    /// What was done.
    pub work: Work,
    /// By client, in the order of `work.clients`.
    pub runs: Vec<Vec<Run>>,
}

/// Every work of the table. `quick` makes the loads small.
pub fn all(quick: bool) -> Vec<Work> {
    let (mails, lines, huge, noops) = if quick {
        (32, 100_000, 128 * MIB, 500)
    } else {
        (512, 2_000_000, 4096 * MIB, 10_000)
    };
    let against = |rival, at_most| Limit {
        rival,
        at_most,
        binding: true,
    };
    let aim = || Limit {
        rival: Client::Reader,
        at_most: 1.3,
        binding: false,
    };
    let everybody = || vec![Client::Imapsh, Client::OpenSsl, Client::Reader, LEAST];
    let peak = Some(24 * MIB);
    let login = || vec!["login user pass".to_owned(), "select inbox".to_owned()];
    let fetch = |what: String| login().into_iter().chain([what]).collect();
    vec![
        Work {
            name: "literals",
            title: format!("FETCH of {mails} MiB in literals of 1 MiB"),
            commands: fetch(format!("fetch 1:{mails} body[]")),
            octets: mails * MIB,
            clients: everybody(),
            limits: vec![against(Client::OpenSsl, 0.6), aim()],
            peak,
            more: 1,
        },
        Work {
            name: "lines",
            title: format!("{lines} untagged lines"),
            commands: fetch(format!("fetch 1:{lines} flags")),
            octets: lines * 40,
            clients: everybody(),
            limits: vec![against(Client::OpenSsl, 0.75), aim()],
            peak,
            more: 1,
        },
        Work {
            name: "huge",
            title: format!("one literal of {} MiB", huge / MIB),
            commands: fetch(format!("fetch 1 body[]<0.{huge}>")),
            octets: huge,
            clients: vec![Client::Imapsh],
            limits: Vec::new(),
            peak,
            more: 0,
        },
        Work {
            name: "start",
            title: "start, CAPABILITY, LOGOUT".to_owned(),
            commands: vec!["capability".to_owned()],
            octets: 0,
            clients: vec![Client::Imapsh, Client::OpenSsl],
            limits: vec![against(Client::OpenSsl, 1.05)],
            peak: None,
            more: 9,
        },
        Work {
            name: "noops",
            title: format!("{noops} NOOPs, each waiting for its completion"),
            commands: vec!["noop".to_owned(); noops],
            octets: 0,
            clients: vec![Client::Imapsh, Client::Imaplib],
            limits: vec![against(Client::Imaplib, 0.6)],
            peak: None,
            more: 1,
        },
        Work {
            name: "pipeline",
            title: format!("{noops} NOOPs with `--pipeline`"),
            commands: vec!["noop".to_owned(); noops],
            octets: 0,
            clients: vec![Client::ImapshPipeline, Client::OpenSsl],
            limits: vec![against(Client::OpenSsl, 1.0)],
            peak: None,
            more: 3,
        },
    ]
}

/// No row of the table: which way of reading with rustls is the fastest.
pub fn structures(quick: bool) -> Work {
    let mails = if quick { 32 } else { 512 };
    let mut clients = vec![Client::Reader, Client::Least(Structure::Direct, 4)];
    for structure in [Structure::Slice, Structure::Unbuffered] {
        clients.extend([64, 256, 1024].map(|size| Client::Least(structure, size)));
    }
    Work {
        name: "structures",
        title: format!("FETCH of {mails} MiB, only read"),
        commands: vec![format!("fetch 1:{mails} body[]")],
        octets: mails * MIB,
        clients,
        limits: Vec::new(),
        peak: None,
        more: 1,
    }
}

/// A run of each client that is not counted, its output checked for all that was sent; then `runs` rounds, each client
/// once a round.
pub fn measure(bench: &Bench, work: Work, runs: usize) -> Result<Measured, Box<dyn Error>> {
    eprint!("{}: ", work.name);
    let requests = Requests::write(&bench.folder, work.name, &work.commands)?;
    for client in &work.clients {
        bench.run(*client, &requests, Some(work.octets))?;
    }
    let rounds = if work.more == 0 { 1 } else { runs * work.more };
    let mut all = vec![Vec::with_capacity(rounds); work.clients.len()];
    for _ in 0..rounds {
        for (client, runs) in work.clients.iter().zip(&mut all) {
            runs.push(bench.run(*client, &requests, None)?);
        }
        eprint!(".");
    }
    eprintln!();
    Ok(Measured { work, runs: all })
}
