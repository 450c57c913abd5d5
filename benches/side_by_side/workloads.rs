//! The workloads of the table: what is asked of the server, which clients are compared, and the limits.

use std::error::Error;

use crate::clients::{Bench, Client, Requests};
use crate::measure::Run;

const MIB: u64 = 1 << 20;

/// A limit on imapsh's wall time: at most `at_most` times that of `baseline`.
pub struct Limit {
    /// The client that imapsh is compared with.
    pub baseline: Client,
    /// The ratio of wall times.
    pub at_most: f64,
    /// Whether exceeding it fails the benchmark; otherwise it is an aim.
    pub binding: bool,
}

/// One row: a load and its limits.
pub struct Workload {
    /// The name for `--only` and for its files.
    pub name: &'static str,
    /// Its title in the table.
    pub title: String,
    /// The commands, without LOGOUT.
    commands: Vec<String>,
    /// The least that the server sends for them, in octets of plaintext.
    pub octets: u64,
    /// The clients, in the order in which they run in each round.
    pub clients: Vec<Client>,
    /// The limits on the wall time.
    pub limits: Vec<Limit>,
    /// The limit on imapsh's peak memory, in octets.
    pub peak: Option<u64>,
    /// Multiplies the number of runs: short workloads need more. 0 means one run.
    more: usize,
}

/// A workload and its runs: the same number for each client, which take turns.
pub struct Measured {
    /// The workload.
    pub workload: Workload,
    /// Per client, in the order of `workload.clients`.
    pub runs: Vec<Vec<Run>>,
}

/// Every workload of the table. `quick` makes the loads small.
pub fn all(quick: bool) -> Vec<Workload> {
    let (mails, lines, huge, noops) =
        if quick { (32, 100_000, 128 * MIB, 500) } else { (512, 2_000_000, 4096 * MIB, 10_000) };
    let against = |baseline, at_most| Limit { baseline, at_most, binding: true };
    let aim = || Limit { baseline: Client::Reader, at_most: 1.3, binding: false };
    let readers = || vec![Client::Imapsh, Client::OpenSsl, Client::Reader, Client::Minimal];
    let peak = Some(24 * MIB);
    let login = || vec!["login user pass".to_owned(), "select inbox".to_owned()];
    let fetch = |what: String| login().into_iter().chain([what]).collect();
    vec![
        Workload {
            name: "literals",
            title: format!("FETCH of {mails} MiB in literals of 1 MiB"),
            commands: fetch(format!("fetch 1:{mails} body[]")),
            octets: mails * MIB,
            clients: readers(),
            limits: vec![against(Client::OpenSsl, 0.6), aim()],
            peak,
            more: 1,
        },
        Workload {
            name: "lines",
            title: format!("{lines} untagged lines"),
            commands: fetch(format!("fetch 1:{lines} flags")),
            octets: lines * 40,
            clients: readers(),
            limits: vec![against(Client::OpenSsl, 0.75), aim()],
            peak,
            more: 1,
        },
        Workload {
            name: "huge",
            title: format!("one literal of {} MiB", huge / MIB),
            commands: fetch(format!("fetch 1 body[]<0.{huge}>")),
            octets: huge,
            clients: vec![Client::Imapsh],
            limits: Vec::new(),
            peak,
            more: 0,
        },
        Workload {
            name: "start",
            title: "start, CAPABILITY, LOGOUT".to_owned(),
            commands: vec!["capability".to_owned()],
            octets: 0,
            clients: vec![Client::Imapsh, Client::OpenSsl],
            limits: vec![against(Client::OpenSsl, 1.05)],
            peak: None,
            more: 9,
        },
        Workload {
            name: "noops",
            title: format!("{noops} NOOPs, each waiting for its completion"),
            commands: vec!["noop".to_owned(); noops],
            octets: 0,
            clients: vec![Client::Imapsh, Client::Imaplib],
            limits: vec![against(Client::Imaplib, 0.6)],
            peak: None,
            more: 1,
        },
        Workload {
            name: "pipeline",
            title: format!("{noops} NOOPs with `--pipeline`"),
            commands: vec!["noop".to_owned(); noops],
            octets: 0,
            clients: vec![Client::ImapshPipeline, Client::OpenSsl],
            // On Dovecot, which is slower than this load server, the limit is 1.0: see docs/benchmarks.md.
            limits: vec![against(Client::OpenSsl, 1.5)],
            peak: None,
            more: 3,
        },
    ]
}

/// Runs each client once as a warm-up and checks that it wrote everything the server sent; then measures
/// `runs` rounds, each client once per round.
pub fn measure(bench: &Bench, workload: Workload, runs: usize) -> Result<Measured, Box<dyn Error>> {
    eprint!("{}: ", workload.name);
    let requests = Requests::write(&bench.folder, workload.name, &workload.commands)?;
    for client in &workload.clients {
        bench.run(*client, &requests, Some(workload.octets))?;
    }
    let rounds = if workload.more == 0 { 1 } else { runs * workload.more };
    let mut all = vec![Vec::with_capacity(rounds); workload.clients.len()];
    for _ in 0..rounds {
        for (client, runs) in workload.clients.iter().zip(&mut all) {
            runs.push(bench.run(*client, &requests, None)?);
        }
        eprint!(".");
    }
    eprintln!();
    Ok(Measured { workload, runs: all })
}
