//! Compares imapsh with the tools people use today, in one run on one machine:
//! `cargo bench --bench side_by_side`. Prints the tables of `docs/benchmarks.md`.

mod clients;
mod measure;
mod minimal_client;
mod server;
mod table;
mod workloads;

use std::error::Error;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, ExitCode, Stdio};

use clap::{Parser, Subcommand};

use clients::{Bench, Client};

/// imapsh side by side with what people use today.
#[derive(Parser)]
struct Options {
    /// Use small loads: shows that everything runs, not how fast.
    #[arg(long)]
    quick: bool,
    /// Only the workloads whose name contains this.
    #[arg(long)]
    only: Option<String>,
    /// Number of measured runs of each client, after one warm-up run.
    #[arg(long, default_value_t = 7)]
    runs: usize,
    /// Measure this binary instead of the one just built.
    #[arg(long)]
    imapsh: Option<PathBuf>,
    /// Do not measure imapsh.
    #[arg(long)]
    without_imapsh: bool,
    /// Passed by `cargo bench`. Without it nothing is measured: `cargo test --all-targets` starts benches
    /// too.
    #[arg(long)]
    bench: bool,
    #[command(subcommand)]
    role: Option<Role>,
}

/// What this program does when it starts itself as a child process.
#[derive(Subcommand)]
enum Role {
    /// The load server.
    Serve {
        /// Where to write the CA certificate.
        ca: PathBuf,
    },
    /// A minimal client on rustls.
    Minimal { port: u16, ca: PathBuf, requests: PathBuf },
}

fn main() -> ExitCode {
    match start(&Options::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("side_by_side: {error}");
            ExitCode::FAILURE
        }
    }
}

fn start(options: &Options) -> Result<bool, Box<dyn Error>> {
    match &options.role {
        Some(Role::Serve { ca }) => {
            server::serve(ca)?;
            Ok(true)
        }
        Some(Role::Minimal { port, ca, requests }) => {
            println!("{}", minimal_client::read(*port, ca, requests)?);
            Ok(true)
        }
        None if options.bench => bench(options),
        None => {
            eprintln!(
                "side_by_side: a benchmark, not a test; run: cargo bench --bench side_by_side"
            );
            Ok(true)
        }
    }
}

/// The load server's process, killed when the benchmark ends.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        // It may have exited already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn bench(options: &Options) -> Result<bool, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let ca = folder.path().join("ca.pem");
    let mut server = Server(
        Command::new(std::env::current_exe()?)
            .arg("serve")
            .arg(&ca)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()?,
    );
    let mut port = String::new();
    let output = server.0.stdout.take().ok_or("the load server has no standard output")?;
    BufReader::new(output).read_line(&mut port)?;
    let reader = clients::compile_reader(folder.path());
    if let Err(why) = &reader {
        eprintln!("side_by_side: skipping the C client: {why}");
    }
    let bench = Bench {
        folder: folder.path().to_owned(),
        imapsh: options.imapsh.clone().unwrap_or_else(|| env!("CARGO_BIN_EXE_imapsh").into()),
        port: port.trim().parse()?,
        ca,
        reader: reader.ok(),
    };
    let floor = measure::floor(&folder.path().join("stderr"))?;
    let before = table::load();
    let mut measured = Vec::new();
    for mut workload in workloads::all(options.quick) {
        if let Some(only) = &options.only
            && !workload.name.contains(only.as_str())
        {
            continue;
        }
        workload.clients.retain(|client| match client {
            Client::Imapsh | Client::ImapshPipeline => !options.without_imapsh,
            Client::Reader => bench.reader.is_some(),
            _ => true,
        });
        if !workload.clients.is_empty() {
            measured.push(workloads::measure(&bench, workload, options.runs)?);
        }
    }
    table::print(&measured, floor);
    table::machine(&before);
    Ok(measured.iter().all(table::passed))
}
