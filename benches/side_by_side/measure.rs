//! Runs one client as a whole process and measures wall time (monotonic clock), CPU time and peak memory
//! (`wait4`).

use std::error::Error;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use wait4::Wait4;

/// The measurements of one run.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// From before the process is started until it is reaped.
    pub wall: Duration,
    /// CPU time in user mode.
    pub user: Duration,
    /// CPU time in the kernel.
    pub system: Duration,
    /// Peak resident memory, in octets. Linux includes the parent's memory between fork and exec: see
    /// [`floor`].
    pub peak: u64,
    /// The octets it wrote to standard output, if they were counted.
    pub written: Option<u64>,
}

/// A client's standard input.
pub enum Input<'a> {
    /// Nothing.
    Nothing,
    /// The file, then end of input.
    File(&'a Path),
    /// The file's octets through a pipe that stays open until the client exits, like a terminal:
    /// `openssl s_client` spins when its standard input has ended.
    HeldOpen(&'a Path),
}

/// Runs `command` until it exits; a status other than 0 is an error. Standard output goes to /dev/null, or
/// is counted with `count` (for a check, not for a measurement: counting takes time). Standard error goes
/// to the file `errors`.
pub fn run(
    mut command: Command,
    input: &Input,
    count: bool,
    errors: &Path,
) -> Result<Run, Box<dyn Error>> {
    command.stdin(match input {
        Input::Nothing => Stdio::null(),
        Input::File(path) => File::open(path)?.into(),
        Input::HeldOpen(_) => Stdio::piped(),
    });
    command.stdout(if count { Stdio::piped() } else { Stdio::null() });
    command.stderr(File::create(errors)?);
    let requests = match input {
        Input::HeldOpen(path) => fs::read(path)?,
        _ => Vec::new(),
    };
    let begin = Instant::now();
    let mut child = command.spawn().map_err(|error| format!("{command:?}: {error}"))?;
    // A pipe holds 64 KiB; a thread writes the rest while the client runs.
    let writer = child.stdin.take().map(|mut pipe| {
        thread::spawn(move || {
            let wrote = pipe.write_all(&requests);
            (pipe, wrote)
        })
    });
    let counter = child.stdout.take().map(|pipe| thread::spawn(move || drain(pipe)));
    let used = child.wait4()?;
    let wall = begin.elapsed();
    if let Some(writer) = writer {
        let (_pipe, _wrote) = writer.join().map_err(|_| "the writing thread panicked")?;
    }
    let written = match counter {
        Some(counter) => Some(counter.join().map_err(|_| "the counting thread panicked")??),
        None => None,
    };
    if !used.status.success() {
        let errors = fs::read_to_string(errors).unwrap_or_default();
        return Err(format!("{command:?}: {}\n{errors}", used.status).into());
    }
    Ok(Run {
        wall,
        user: used.rusage.utime,
        system: used.rusage.stime,
        peak: used.rusage.maxrss,
        written,
    })
}

fn drain(mut pipe: impl Read) -> io::Result<u64> {
    let mut buffer = vec![0; 64 << 10];
    let mut total = 0;
    loop {
        match pipe.read(&mut buffer)? {
            0 => return Ok(total),
            got => total += got as u64,
        }
    }
}

/// The peak memory reported for a process that needs none: that of this program before `exec`. Lower peaks
/// cannot be measured.
pub fn floor(errors: &Path) -> Result<u64, Box<dyn Error>> {
    Ok(run(Command::new("true"), &Input::Nothing, false, errors)?.peak)
}

/// The median; of an even number of values the upper of the middle two.
pub fn median<T: Copy + PartialOrd>(values: impl IntoIterator<Item = T>) -> Option<T> {
    let mut values: Vec<T> = values.into_iter().collect();
    values.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
    values.get(values.len() / 2).copied()
}
