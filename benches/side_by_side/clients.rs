//! The clients that are compared: how each is started for a workload and what it sends.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::measure::{self, Input, Run};

/// A client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Client {
    /// `imapsh replay` with colors.
    Imapsh,
    /// `imapsh replay --pipeline` with colors.
    ImapshPipeline,
    /// `openssl s_client -quiet`, everything piped in at once.
    OpenSsl,
    /// A C client on OpenSSL that only reads.
    Reader,
    /// A minimal client on rustls.
    Minimal,
    /// Python's imaplib.
    Imaplib,
}

impl Client {
    /// Its name in the table.
    pub fn name(self) -> &'static str {
        match self {
            Self::Imapsh => "imapsh",
            Self::ImapshPipeline => "imapsh --pipeline",
            Self::OpenSsl => "openssl s_client -quiet",
            Self::Reader => "C, only reads",
            Self::Minimal => "rustls, only reads",
            Self::Imaplib => "Python's imaplib",
        }
    }

    /// Whether it writes everything the server sent to standard output.
    fn prints(self) -> bool {
        matches!(self, Self::Imapsh | Self::ImapshPipeline | Self::OpenSsl)
    }
}

/// Paths of the programs, and the load server.
pub struct Bench {
    /// A folder for this run only.
    pub folder: PathBuf,
    /// imapsh's binary.
    pub imapsh: PathBuf,
    /// The load server's port.
    pub port: u16,
    /// The file of its CA certificate.
    pub ca: PathBuf,
    /// The compiled C client; `None` without a compiler or OpenSSL's headers.
    pub reader: Option<PathBuf>,
}

/// The commands of a workload, in the files that the clients read.
pub struct Requests {
    /// An `.imap` script: no tags.
    script: PathBuf,
    /// The octets that imapsh sends for it.
    octets: PathBuf,
    /// The number of commands, without LOGOUT.
    count: usize,
}

impl Requests {
    /// Writes both files from `commands`, and ends each with LOGOUT.
    pub fn write(folder: &Path, name: &str, commands: &[String]) -> Result<Self, Box<dyn Error>> {
        let (mut script, mut octets) = (String::new(), String::new());
        for (number, command) in commands.iter().map(String::as_str).chain(["logout"]).enumerate() {
            writeln!(script, "{command}")?;
            write!(octets, "a{:03} {command}\r\n", number + 1)?;
        }
        let requests = Self {
            script: folder.join(format!("{name}.imap")),
            octets: folder.join(format!("{name}.octets")),
            count: commands.len(),
        };
        fs::write(&requests.script, script)?;
        fs::write(&requests.octets, octets)?;
        Ok(requests)
    }
}

impl Bench {
    /// One run. With `least`, counts the client's output; less than that is an error.
    pub fn run(
        &self,
        client: Client,
        requests: &Requests,
        least: Option<u64>,
    ) -> Result<Run, Box<dyn Error>> {
        let (command, input) = self.command(client, requests)?;
        let least = least.filter(|_| client.prints());
        let errors = self.folder.join("stderr");
        let run = measure::run(command, &input, least.is_some(), &errors)?;
        if let (Some(least), Some(written)) = (least, run.written)
            && written < least
        {
            let name = client.name();
            return Err(format!("{name} wrote {written} octets, {least} were sent").into());
        }
        Ok(run)
    }

    fn command<'a>(
        &self,
        client: Client,
        requests: &'a Requests,
    ) -> Result<(Command, Input<'a>), Box<dyn Error>> {
        let port = self.port.to_string();
        Ok(match client {
            Client::Imapsh | Client::ImapshPipeline => {
                let mut command = Command::new(&self.imapsh);
                command.arg("replay").arg(&requests.script);
                command.args(["127.0.0.1", &port, "--color", "always"]);
                command.arg("--ca-file").arg(&self.ca);
                if client == Client::ImapshPipeline {
                    command.arg("--pipeline");
                }
                (command, Input::Nothing)
            }
            Client::OpenSsl => {
                let mut command = Command::new("openssl");
                command.args(["s_client", "-quiet", "-verify_return_error"]);
                command.args(["-connect", &format!("127.0.0.1:{port}")]);
                command.arg("-CAfile").arg(&self.ca);
                (command, Input::HeldOpen(&requests.octets))
            }
            Client::Reader => {
                let mut command =
                    Command::new(self.reader.as_ref().ok_or("the C client was not built")?);
                command.arg(&port).arg(&self.ca);
                (command, Input::File(&requests.octets))
            }
            Client::Minimal => {
                let mut command = Command::new(std::env::current_exe()?);
                command.args(["minimal", &port]).arg(&self.ca).arg(&requests.octets);
                (command, Input::Nothing)
            }
            Client::Imaplib => {
                let mut command = Command::new("python3");
                command.args(["-c", include_str!("noops.py"), &port]);
                command.arg(&self.ca).arg(requests.count.to_string());
                (command, Input::Nothing)
            }
        })
    }
}

/// Compiles the C client. An error says why it cannot be compiled.
pub fn compile_reader(folder: &Path) -> Result<PathBuf, String> {
    let source = folder.join("reader.c");
    let program = folder.join("reader");
    fs::write(&source, include_str!("reader.c")).map_err(|error| error.to_string())?;
    let output = Command::new("cc")
        .args(["-O2", "-o"])
        .args([&program, &source])
        .args(["-lssl", "-lcrypto"])
        .output()
        .map_err(|error| format!("cc: {error}"))?;
    if output.status.success() {
        return Ok(program);
    }
    let errors = String::from_utf8_lossy(&output.stderr);
    Err(errors.lines().next().unwrap_or("cc failed").to_owned())
}
