//! Starts the practice server in another process, for benchmarks.

use std::error::Error;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

/// Killed when dropped.
pub struct PracticeServer {
    pub process: Child,
    /// Its host and port without TLS.
    pub address: String,
}

impl Drop for PracticeServer {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl PracticeServer {
    /// Starts `serve`. `imapsh`: the binary, if not this build's; `log`: its standard error.
    pub fn start(
        imapsh: Option<&PathBuf>,
        arguments: &[&str],
        log: Stdio,
    ) -> Result<PracticeServer, Box<dyn Error>> {
        let imapsh = imapsh.map_or_else(|| env!("CARGO_BIN_EXE_imapsh").into(), PathBuf::clone);
        let mut command = Command::new(imapsh);
        command.arg("serve").args(arguments).stdin(Stdio::null()).stdout(Stdio::piped());
        let process = command.stderr(log).spawn()?;
        let mut server = PracticeServer { process, address: String::new() };
        let output = server.process.stdout.as_mut().ok_or("serve has no standard output")?;
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line)?;
        let address = line.split_whitespace().find_map(|url| url.strip_prefix("imap://"));
        let received = || format!("expected the addresses from serve, received {line:?}");
        server.address = address.ok_or_else(received)?.to_owned();
        Ok(server)
    }
}
