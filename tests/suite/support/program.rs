//! A program to start, in an environment that is the same on every machine: a new home folder,
//! English, a terminal with colors, and none of the developer's settings.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;

pub const NO_ARGS: &[&str] = &[];

/// A program with its arguments and environment. `Terminal::start` and `Process::start` run it.
/// Clones share the home folder, which is removed with the last of them.
#[derive(Clone, Debug)]
pub struct Program {
    pub path: OsString,
    pub args: Vec<OsString>,
    env: Vec<(OsString, OsString)>,
    home: Arc<TempDir>,
}

impl Program {
    /// Any program, found on the `PATH`.
    pub fn new(path: impl AsRef<OsStr>) -> Self {
        let home = tempfile::Builder::new().prefix("imapsh-home-").tempdir();
        let home = home.expect("a temporary folder can be created");
        let program = Self {
            path: path.as_ref().into(),
            args: Vec::new(),
            env: vec![("HOME".into(), home.path().into())],
            home: Arc::new(home),
        };
        let inherited = ["PATH", "TMPDIR", "LLVM_PROFILE_FILE"]
            .into_iter()
            .filter_map(|name| Some((name, std::env::var_os(name)?)));
        inherited
            .fold(program, |program, (name, value)| program.env(name, value))
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

    /// Sets an environment variable; the last value set counts.
    pub fn env(mut self, name: impl AsRef<OsStr>, value: impl AsRef<OsStr>) -> Self {
        self.env.push((name.as_ref().into(), value.as_ref().into()));
        self
    }

    pub fn variables(&self) -> &[(OsString, OsString)] {
        &self.env
    }

    /// The home folder, which is also the working folder.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Writes a file into the home folder.
    pub fn write_file(&self, name: &str, contents: impl AsRef<[u8]>) {
        std::fs::write(self.home().join(name), contents).expect("the file can be written");
    }

    /// A file of the home folder as text.
    #[track_caller]
    pub fn read_file(&self, name: &str) -> String {
        std::fs::read_to_string(self.home().join(name))
            .unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The path and the contents of every file in the home folder and its subfolders.
    pub fn all_files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut folders = vec![self.home().to_owned()];
        let mut files = Vec::new();
        while let Some(folder) = folders.pop() {
            let entries = std::fs::read_dir(folder).expect("the folder can be read");
            for path in entries.flatten().map(|entry| entry.path()) {
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let contents = std::fs::read(&path).unwrap_or_default();
                    files.push((path, contents));
                }
            }
        }
        files
    }
}
