//! imapsh side by side with what people use today, in one run on one machine: `cargo bench --bench side_by_side`.
//! Prints the tables of `docs/benchmarks.md` as they stand there.

mod clients;
mod least;
mod measure;
mod server;
mod table;
mod works;

use std::error::Error;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, ExitCode, Stdio};

use clap::{Parser, Subcommand};

use clients::{Bench, Client};

/// imapsh side by side with what people use today.
#[derive(Parser)]
struct Options {
    /// Small loads: to see that everything runs, not how fast.
    #[arg(long)]
    quick: bool,
    /// Only the works whose name contains this.
    #[arg(long)]
    only: Option<String>,
    /// Counted runs of each client, after one that is not counted.
    #[arg(long, default_value_t = 7)]
    runs: usize,
    /// Another binary of imapsh.
    #[arg(long)]
    imapsh: Option<PathBuf>,
    /// Instead of the table: ways of reading with rustls.
    #[arg(long)]
    structures: bool,
    /// Leave imapsh out.
    #[arg(long)]
    without_imapsh: bool,
    /// `cargo bench` says so; without it nothing is measured, for `cargo test --all-targets` starts benches too.
    #[arg(long)]
    bench: bool,
    #[command(subcommand)]
    role: Option<Role>,
}

/// What this program is when it starts itself again.
#[derive(Subcommand)]
enum Role {
    /// The load server.
    Serve {
        /// Where the CA is written.
        ca: PathBuf,
    },
    /// The least that rustls can do.
    Least {
        /// `direct`, `slice` or `unbuffered`.
        structure: String,
        port: u16,
        ca: PathBuf,
        requests: PathBuf,
        /// Octets of ciphertext a read.
        #[arg(default_value_t = 256 << 10)]
        size: usize,
    },
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
        Some(Role::Least {
            structure,
            port,
            ca,
            requests,
            size,
        }) => {
            let structure = least::Structure::named(structure).ok_or("no such structure")?;
            println!("{}", least::read(structure, *size, *port, ca, requests)?);
            Ok(true)
        }
        None if options.bench => bench(options),
        None => {
            eprintln!("side_by_side: no part of the test run: cargo bench --bench side_by_side");
            Ok(true)
        }
    }
}

/// The load server's process, ended with the bench.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already; there is nothing more to be done about it then.
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
    let output = server
        .0
        .stdout
        .take()
        .ok_or("the load server has no standard output")?;
    BufReader::new(output).read_line(&mut port)?;
    let reader = clients::compile_reader(folder.path());
    if let Err(why) = &reader {
        eprintln!("side_by_side: the C client is left out: {why}");
    }
    let bench = Bench {
        folder: folder.path().to_owned(),
        imapsh: options
            .imapsh
            .clone()
            .unwrap_or_else(|| env!("CARGO_BIN_EXE_imapsh").into()),
        port: port.trim().parse()?,
        ca,
        reader: reader.ok(),
    };
    let floor = measure::floor(&folder.path().join("stderr"))?;
    let before = table::load();
    let mut measured = Vec::new();
    let works = if options.structures {
        vec![works::structures(options.quick)]
    } else {
        works::all(options.quick)
    };
    for mut work in works {
        if let Some(only) = &options.only
            && !work.name.contains(only.as_str())
        {
            continue;
        }
        work.clients.retain(|client| match client {
            Client::Imapsh | Client::ImapshPipeline => !options.without_imapsh,
            Client::Reader => bench.reader.is_some(),
            _ => true,
        });
        if !work.clients.is_empty() {
            measured.push(works::measure(&bench, work, options.runs)?);
        }
    }
    table::print(&measured, floor);
    table::machine(&before);
    Ok(measured.iter().all(table::passed))
}
