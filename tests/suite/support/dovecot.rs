//! A real Dovecot, started once for the whole test binary on free loopback ports, all its state in a
//! temporary folder. It ends, and its folder goes, when this process ends in whatever way: a shell
//! watches over it and waits for the end of a pipe that only this process holds.

use super::captured::Captured;
use super::certificates::{Certificate, ca_pem};
use super::lock;
use std::fs;
use std::io::Write;
use std::net::{Ipv6Addr, TcpListener};
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock};
use std::time::{Duration, Instant, SystemTime};

/// Where tests are told about Dovecot: `off` leaves its tests out, `required` makes its absence a failure.
/// Without it, the tests run where a Dovecot is installed.
pub const SWITCH: &str = "IMAPSH_TEST_DOVECOT";

const FIXED_USERS: [(&str, &str); 3] = [("user", "pass"), ("taro", "himitsu"), ("mrc", "secret")];
const SPARE_USERS: usize = 400;
/// Who owns the mail when Dovecot runs as root: it refuses root. This is `nobody` on Debian.
const MAIL_OWNER: u32 = 65534;

/// The running server.
pub struct Dovecot {
    folder: PathBuf,
    plain_port: u16,
    tls_port: u16,
    log: Arc<Captured>,
    spare: AtomicUsize,
    fixed: [Mutex<()>; FIXED_USERS.len()],
    /// Held open: its end is the watcher's sign to stop.
    _alive: ChildStdin,
}

/// `let Some(dovecot) = dovecot() else { return };` begins each test that needs Dovecot.
/// Where there is none, a line on standard error says which test was left out.
#[track_caller]
pub fn dovecot() -> Option<&'static Dovecot> {
    static DOVECOT: OnceLock<Result<Dovecot, String>> = OnceLock::new();
    match DOVECOT.get_or_init(start) {
        Ok(dovecot) => Some(dovecot),
        Err(why) if switch() == "required" => panic!("no Dovecot: {why}"),
        Err(why) => {
            let thread = std::thread::current();
            let test = thread.name().unwrap_or("a test");
            // Not eprintln!, which the test runner swallows where a test passes.
            let _ = writeln!(
                std::io::stderr(),
                "left out for want of Dovecot ({why}): {test}"
            );
            None
        }
    }
}

fn switch() -> String {
    std::env::var(SWITCH).unwrap_or_default()
}

fn start() -> Result<Dovecot, String> {
    if switch() == "off" {
        return Err(format!("{SWITCH}=off"));
    }
    let program = installed().ok_or("it is not installed; tests/run installs it")?;
    let mut why = String::new();
    // Between choosing free ports and Dovecot's taking them somebody else may: then again.
    for _ in 0..5 {
        match attempt(&program) {
            Ok(dovecot) => return Ok(dovecot),
            Err(error) => why = error,
        }
    }
    Err(why)
}

fn installed() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let more = ["/usr/sbin", "/usr/local/sbin", "/opt/homebrew/sbin"].map(PathBuf::from);
    let folders = std::env::split_paths(&path).chain(more);
    folders
        .map(|folder| folder.join("dovecot"))
        .find(|program| program.is_file())
}

fn attempt(program: &Path) -> Result<Dovecot, String> {
    let io = |error: std::io::Error| error.to_string();
    let folder = short_folder().map_err(io)?;
    let (plain_port, tls_port) = free_ports().map_err(io)?;
    fill(&folder, plain_port, tls_port).map_err(io)?;
    // The watcher is in a process group of its own, so that Ctrl-C ends the tests first and it can tidy up.
    let watcher = r#"
        exec 3<&0
        "$1" -F -c "$2/dovecot.conf" </dev/null 3<&- &
        server=$!
        # Should the server end by itself, its standard error ends too, and the tests hear of it.
        exec 2>/dev/null
        while read -r _ <&3; do :; done
        kill "$server"
        wait "$server"
        rm -rf "$2"
    "#;
    let mut watched = Command::new("/bin/sh")
        .args(["-c", watcher, "sh"])
        .args([program, &folder])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .process_group(0)
        .spawn()
        .map_err(io)?;
    let alive = watched.stdin.take().ok_or("no pipe to the watcher")?;
    let log = Captured::from_reader(watched.stderr.take().ok_or("no pipe from Dovecot")?);
    std::thread::spawn(move || watched.wait());
    let spare = AtomicUsize::new(0);
    let fixed = Default::default();
    let dovecot = Dovecot {
        folder,
        plain_port,
        tls_port,
        log,
        spare,
        fixed,
        _alive: alive,
    };
    if dovecot.log.wait_either("starting up", super::TIMEOUT) {
        Ok(dovecot)
    } else {
        Err(format!(
            "it did not start: {}",
            dovecot.log().trim_end().replace('\n', "; ")
        ))
    }
}

/// A new folder that everybody may enter, with a short name: a socket's path has 108 octets at most.
fn short_folder() -> std::io::Result<PathBuf> {
    let wanted = std::env::temp_dir();
    let parent = if wanted.as_os_str().len() < 50 {
        wanted
    } else {
        PathBuf::from("/tmp")
    };
    let folder = tempfile::Builder::new()
        .prefix("imapsh-dovecot-")
        .tempdir_in(parent)?
        .keep();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755))?;
    Ok(folder)
}

fn free_ports() -> std::io::Result<(u16, u16)> {
    let (one, other) = (
        TcpListener::bind("127.0.0.1:0")?,
        TcpListener::bind("127.0.0.1:0")?,
    );
    Ok((one.local_addr()?.port(), other.local_addr()?.port()))
}

fn fill(folder: &Path, plain_port: u16, tls_port: u16) -> std::io::Result<()> {
    let root = nix::unistd::geteuid().is_root();
    fs::create_dir(folder.join("mail"))?;
    fs::write(folder.join("ca.pem"), ca_pem())?;
    Certificate::Good.make().write(folder, "server");
    let spare = (0..SPARE_USERS).map(spare_user);
    let fixed = FIXED_USERS.map(|(name, password)| (name.to_owned(), password.to_owned()));
    let lines = fixed
        .into_iter()
        .chain(spare)
        .map(|(name, password)| format!("{name}:{{PLAIN}}{password}\n"));
    fs::write(folder.join("passwords"), lines.collect::<String>())?;
    let mut listen = String::from("127.0.0.1");
    if cfg!(target_os = "linux") {
        listen += ", 127.0.0.2";
    }
    if TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).is_ok() {
        listen += ", ::1";
    }
    let (userdb, internal, chroot) = if root {
        give(&folder.join("mail"))?;
        (
            format!("uid={MAIL_OWNER} gid={MAIL_OWNER}"),
            String::new(),
            "",
        )
    } else {
        let id = |option| -> std::io::Result<String> {
            let output = Command::new("id").arg(option).output()?;
            Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
        };
        let (user, group) = (id("-un")?, id("-gn")?);
        let internal = format!(
            "default_internal_user = {user}\ndefault_login_user = {user}\ndefault_internal_group = {group}\n"
        );
        (
            format!("uid={} gid={}", id("-u")?, id("-g")?),
            internal,
            "chroot =",
        )
    };
    let config = include_str!("dovecot.conf")
        .replace("{FOLDER}", &folder.to_string_lossy())
        .replace("{LISTEN}", &listen)
        .replace("{USERDB}", &userdb)
        .replace("{INTERNAL_USERS}", &internal)
        .replace("{CHROOT}", chroot)
        .replace("{PLAIN_PORT}", &plain_port.to_string())
        .replace("{TLS_PORT}", &tls_port.to_string());
    fs::write(folder.join("dovecot.conf"), config)
}

/// A spare user: name and password. The octets of the password occur nowhere else by chance.
fn spare_user(number: usize) -> (String, String) {
    (format!("t{number:03}"), format!("hunter{number:03}-Xq7vK"))
}

/// Gives a folder to the owner of the mail, where that is another user than this process's.
fn give(path: &Path) -> std::io::Result<()> {
    if nix::unistd::geteuid().is_root() {
        chown(path, Some(MAIL_OWNER), Some(MAIL_OWNER))?;
    }
    Ok(())
}

impl Dovecot {
    /// The port in the clear, with STARTTLS. On 127.0.0.2 it refuses a password without TLS (LOGINDISABLED).
    pub fn plain_port(&self) -> String {
        self.plain_port.to_string()
    }

    /// The port that begins with TLS.
    pub fn tls_port(&self) -> String {
        self.tls_port.to_string()
    }

    /// The authority to trust.
    pub fn ca_file(&self) -> String {
        self.folder.join("ca.pem").to_string_lossy().into_owned()
    }

    /// What Dovecot logged so far.
    pub fn log(&self) -> String {
        self.log.text()
    }

    /// A user whom no other test gets, with an empty mailbox.
    #[track_caller]
    pub fn user(&self) -> User<'_> {
        let number = self.spare.fetch_add(1, Ordering::Relaxed);
        assert!(number < SPARE_USERS, "more tests than spare users");
        let (name, password) = spare_user(number);
        self.account(name, password, None)
    }

    /// One of the known users (`user`, `taro`, `mrc`), with an emptied mailbox. Other tests that want the same one wait.
    #[track_caller]
    pub fn known_user(&self, name: &str) -> User<'_> {
        let known = FIXED_USERS.iter().position(|(known, _)| *known == name);
        let number = known.unwrap_or_else(|| panic!("no user {name}"));
        let (name, password) = FIXED_USERS[number];
        let user = self.account(
            name.into(),
            password.into(),
            Some(lock(&self.fixed[number])),
        );
        user.empty();
        user
    }

    fn account<'a>(
        &self,
        name: String,
        password: String,
        turn: Option<MutexGuard<'a, ()>>,
    ) -> User<'a> {
        let home = self.folder.join("mail").join(&name);
        User {
            name,
            password,
            home,
            _turn: turn,
        }
    }
}

/// An account, and its mailbox on the disk.
pub struct User<'a> {
    pub name: String,
    pub password: String,
    home: PathBuf,
    _turn: Option<MutexGuard<'a, ()>>,
}

impl User<'_> {
    /// Delivers a mail into INBOX as a mail server does: written to `tmp`, renamed into `new`. Gives when.
    #[track_caller]
    pub fn deliver(&self, mail: impl AsRef<[u8]>) -> Instant {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let inbox = self.home.join("Maildir");
        for folder in [
            &self.home,
            &inbox,
            &inbox.join("tmp"),
            &inbox.join("new"),
            &inbox.join("cur"),
        ] {
            if fs::create_dir(folder).is_ok() {
                give(folder).expect("a folder for Dovecot");
            }
        }
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let seconds = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let seconds = seconds.unwrap_or_default().as_secs();
        // Dovecot numbers new mails in the order of their names.
        let name = format!("{seconds}.M{count:06}P{}.test", std::process::id());
        let written = inbox.join("tmp").join(&name);
        fs::write(&written, mail).expect("a mail");
        give(&written).expect("a mail for Dovecot");
        fs::rename(&written, inbox.join("new").join(&name)).expect("a delivery");
        Instant::now()
    }

    /// Delivers a small mail with this subject.
    #[track_caller]
    pub fn deliver_subject(&self, subject: &str) -> Instant {
        self.deliver(format!(
            "From: Hanako <hanako@example.org>\r\nTo: {}@example.org\r\nSubject: {subject}\r\n\
             Date: Mon, 2 Mar 2026 09:00:00 +0900\r\nMessage-ID: <{subject}@example.org>\r\n\r\nHello.\r\n",
            self.name
        ))
    }

    /// Removes all the user's mail and mailboxes. Sessions of the user should be over.
    #[track_caller]
    pub fn empty(&self) {
        let deadline = Instant::now() + Duration::from_secs(10);
        // A session that is about to end may still write its index.
        while self.home.exists() && fs::remove_dir_all(&self.home).is_err() {
            assert!(
                Instant::now() < deadline,
                "the mailbox of {} is still in use",
                self.name
            );
            std::thread::yield_now();
        }
    }

    /// The files of the mails in INBOX.
    pub fn mails(&self) -> Vec<PathBuf> {
        let folders = ["new", "cur"].map(|folder| self.home.join("Maildir").join(folder));
        let read = |folder: PathBuf| fs::read_dir(folder).into_iter().flatten().flatten();
        let mut mails: Vec<_> = folders
            .into_iter()
            .flat_map(read)
            .map(|entry| entry.path())
            .collect();
        mails.sort();
        mails
    }
}
