//! A program to start, with surroundings that are the same on every machine:
//! a home folder of its own, English, a colour terminal, nothing of the developer's.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;

/// No arguments.
pub const NO_ARGS: &[&str] = &[];

/// What is to be started. `Terminal::run` and `Process::run` start it.
#[derive(Clone)]
pub struct Program {
    pub(super) path: OsString,
    pub(super) args: Vec<OsString>,
    pub(super) env: Vec<(OsString, OsString)>,
    pub(super) home: Arc<TempDir>,
}

impl Program {
    /// Any program, found on the PATH.
    pub fn new(path: impl AsRef<OsStr>) -> Self {
        let home = tempfile::Builder::new().prefix("imapsh-home-").tempdir();
        let home = Arc::new(home.expect("a folder for the test's home"));
        let mut program = Self {
            path: path.as_ref().into(),
            args: Vec::new(),
            env: Vec::new(),
            home,
        };
        for kept in ["PATH", "TMPDIR", "LLVM_PROFILE_FILE"] {
            if let Some(value) = std::env::var_os(kept) {
                program = program.env(kept, value);
            }
        }
        let home = program.home().to_owned();
        program
            .env("HOME", home)
            .env("TERM", "xterm-256color")
            .env("LANG", "C.UTF-8")
    }

    /// The imapsh that was built for these tests.
    pub fn imapsh(args: &[impl AsRef<OsStr>]) -> Self {
        Self::new(env!("CARGO_BIN_EXE_imapsh")).args(args)
    }

    pub fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.args.push(arg.as_ref().into());
        self
    }

    pub fn args<S: AsRef<OsStr>>(mut self, args: &[S]) -> Self {
        self.args.extend(args.iter().map(|arg| arg.as_ref().into()));
        self
    }

    /// Sets a variable; a later one of the same name wins.
    pub fn env(mut self, name: impl AsRef<OsStr>, value: impl AsRef<OsStr>) -> Self {
        self.env.push((name.as_ref().into(), value.as_ref().into()));
        self
    }

    /// The variables that it is started with.
    pub fn variables(&self) -> &[(OsString, OsString)] {
        &self.env
    }

    /// The home folder, which is also the working folder. It lives as long as the program or a clone of it.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Writes a file into the home folder, for the program to find.
    pub fn file(&self, name: &str, contents: impl AsRef<[u8]>) -> PathBuf {
        let path = self.home().join(name);
        std::fs::write(&path, contents).expect("a file in the test's home");
        path
    }

    /// Every file under the home folder with what is in it: where a secret must not be found.
    pub fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut folders = vec![self.home().to_owned()];
        let mut files = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder)
                .expect("a folder in the test's home")
                .flatten()
            {
                match entry.path() {
                    path if path.is_dir() => folders.push(path),
                    path => files.push((path.clone(), std::fs::read(&path).unwrap_or_default())),
                }
            }
        }
        files
    }
}
