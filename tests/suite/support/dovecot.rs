//! A real Dovecot, started once for the whole test binary on free loopback ports, with all its state
//! in a temporary folder.
//!
//! Dovecot runs under a shell script that reads from a pipe. Only this process holds the other end,
//! so the pipe ends when this process ends, in whatever way. Then the script stops Dovecot and
//! removes the folder.

use super::captured::Captured;
use super::certificates::{Certificate, write_ca_file};
use super::optional::{DOVECOT_VARIABLE, find_program, is_off, skip_unless_required};
use std::fs;
use std::io;
use std::net::{Ipv6Addr, TcpListener};
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Instant, SystemTime};

/// Users with well-known names and passwords. A test that uses one locks it.
const NAMED_USERS: [(&str, &str); 3] = [("user", "pass"), ("taro", "himitsu"), ("mrc", "secret")];

/// How many users with made-up names there are. Each test takes a new one.
const UNIQUE_USERS: usize = 400;

/// The owner of the mail when Dovecot runs as root, which it does not accept as an owner. `nobody` on Debian.
const MAIL_OWNER: u32 = 65534;

/// The running server.
pub struct Dovecot {
    folder: PathBuf,
    plain_port: u16,
    tls_port: u16,
    next_unique_user: AtomicUsize,
    named_user_locks: [Mutex<()>; NAMED_USERS.len()],
    /// Dovecot runs until this is closed.
    _supervisor_stdin: ChildStdin,
}

/// The running Dovecot, started by the first call. A test that needs it begins with
/// `let Some(dovecot) = dovecot() else { return };`: without an installed Dovecot it is skipped or fails.
#[track_caller]
pub fn dovecot() -> Option<&'static Dovecot> {
    static DOVECOT: OnceLock<Result<Dovecot, String>> = OnceLock::new();
    match DOVECOT.get_or_init(start) {
        Ok(dovecot) => Some(dovecot),
        Err(reason) => {
            skip_unless_required(DOVECOT_VARIABLE, reason);
            None
        }
    }
}

fn start() -> Result<Dovecot, String> {
    if is_off(DOVECOT_VARIABLE) {
        return Err(format!("{DOVECOT_VARIABLE}=off"));
    }
    let folders = ["/usr/sbin", "/usr/local/sbin", "/opt/homebrew/sbin"];
    let program = find_program("dovecot", &folders)
        .ok_or("Dovecot is not installed (tests/run installs it)")?;
    let mut reason = String::new();
    // Another process may take a free port before Dovecot does. Then try other ports.
    for _ in 0..5 {
        match try_start(&program) {
            Ok(dovecot) => return Ok(dovecot),
            Err(error) => reason = error,
        }
    }
    Err(reason)
}

/// Starts Dovecot with `$1 -F -c $2/dovecot.conf`, stops it when standard input ends, and removes the
/// folder `$2`.
const SUPERVISOR: &str = r#"
    exec 3<&0
    "$1" -F -c "$2/dovecot.conf" </dev/null 3<&- &
    server=$!
    # From here on only Dovecot holds standard error, so that the log ends when Dovecot exits.
    exec 2>/dev/null
    while read -r _ <&3; do :; done
    kill "$server"
    wait "$server"
    rm -rf "$2"
"#;

fn try_start(program: &Path) -> Result<Dovecot, String> {
    let text = |error: io::Error| error.to_string();
    let folder = new_folder().map_err(text)?;
    let (plain_port, tls_port) = free_ports().map_err(text)?;
    write_files(&folder, plain_port, tls_port).map_err(text)?;
    let mut supervisor = Command::new("/bin/sh")
        .args(["-c", SUPERVISOR, "sh"])
        .args([program, &folder])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        // In another process group than the tests, so that Ctrl-C does not stop it before it has cleaned up.
        .process_group(0)
        .spawn()
        .map_err(text)?;
    let stdin = supervisor.stdin.take().ok_or("stdin is not piped")?;
    let log = supervisor.stderr.take().ok_or("stderr is not piped")?;
    let log = Captured::from_reader(log);
    std::thread::spawn(move || supervisor.wait());
    if !log.arrives("starting up") {
        let log = log.text().trim_end().replace('\n', "; ");
        return Err(format!("Dovecot did not start: {log}"));
    }
    Ok(Dovecot {
        folder,
        plain_port,
        tls_port,
        next_unique_user: AtomicUsize::new(0),
        named_user_locks: Default::default(),
        _supervisor_stdin: stdin,
    })
}

/// A new folder that every user may enter. Its path is short, because the path of a Unix socket has at most
/// 108 octets.
fn new_folder() -> io::Result<PathBuf> {
    let temp_dir = std::env::temp_dir();
    let parent = if temp_dir.as_os_str().len() < 50 { temp_dir } else { PathBuf::from("/tmp") };
    let folder = tempfile::Builder::new().prefix("imapsh-dovecot-").tempdir_in(parent)?.keep();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755))?;
    Ok(folder)
}

fn free_ports() -> io::Result<(u16, u16)> {
    let listeners = (TcpListener::bind("127.0.0.1:0")?, TcpListener::bind("127.0.0.1:0")?);
    Ok((listeners.0.local_addr()?.port(), listeners.1.local_addr()?.port()))
}

/// Writes the configuration, the certificates and the passwords.
fn write_files(folder: &Path, plain_port: u16, tls_port: u16) -> io::Result<()> {
    let mail = folder.join("mail");
    fs::create_dir(&mail)?;
    chown_to_mail_owner(&mail)?;
    write_ca_file(folder);
    Certificate::Good.issue().write(folder, "server");
    let named = NAMED_USERS.map(|(name, password)| (name.to_owned(), password.to_owned()));
    let passwords: String = named
        .into_iter()
        .chain((0..UNIQUE_USERS).map(unique_user))
        .map(|(name, password)| format!("{name}:{{PLAIN}}{password}\n"))
        .collect();
    fs::write(folder.join("passwords"), passwords)?;
    let mut listen = String::from("127.0.0.1");
    if cfg!(target_os = "linux") {
        listen += ", 127.0.0.2";
    }
    if TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).is_ok() {
        listen += ", ::1";
    }
    let owner = Owner::of_this_process()?;
    let config = include_str!("dovecot.conf")
        .replace("{FOLDER}", &folder.to_string_lossy())
        .replace("{LISTEN}", &listen)
        .replace("{USERDB}", &owner.userdb)
        .replace("{INTERNAL_USERS}", &owner.internal_users)
        .replace("{CHROOT}", owner.chroot)
        .replace("{PLAIN_PORT}", &plain_port.to_string())
        .replace("{TLS_PORT}", &tls_port.to_string());
    fs::write(folder.join("dovecot.conf"), config)
}

/// The settings of Dovecot that depend on the user who runs the tests.
struct Owner {
    userdb: String,
    internal_users: String,
    chroot: &'static str,
}

impl Owner {
    fn of_this_process() -> io::Result<Self> {
        if nix::unistd::geteuid().is_root() {
            return Ok(Self {
                userdb: format!("uid={MAIL_OWNER} gid={MAIL_OWNER}"),
                internal_users: String::new(),
                chroot: "",
            });
        }
        // Any other user can neither change users nor chroot: everything runs as that user.
        let id = |option| -> io::Result<String> {
            let output = Command::new("id").arg(option).output()?;
            Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
        };
        let (user, group) = (id("-un")?, id("-gn")?);
        Ok(Self {
            userdb: format!("uid={} gid={}", id("-u")?, id("-g")?),
            internal_users: format!(
                "default_internal_user = {user}\n\
                 default_login_user = {user}\n\
                 default_internal_group = {group}\n"
            ),
            chroot: "chroot =",
        })
    }
}

/// The name and the password of a user. The password is unlikely to occur anywhere by chance.
fn unique_user(number: usize) -> (String, String) {
    (format!("t{number:03}"), format!("hunter{number:03}-Xq7vK"))
}

/// Makes Dovecot's mail user the owner, if this process runs as root.
fn chown_to_mail_owner(path: &Path) -> io::Result<()> {
    if nix::unistd::geteuid().is_root() {
        chown(path, Some(MAIL_OWNER), Some(MAIL_OWNER))?;
    }
    Ok(())
}

impl Dovecot {
    /// The port without TLS, with STARTTLS. On 127.0.0.2 it refuses a login without TLS (LOGINDISABLED).
    pub fn plain_port(&self) -> String {
        self.plain_port.to_string()
    }

    /// The port with implicit TLS.
    pub fn tls_port(&self) -> String {
        self.tls_port.to_string()
    }

    /// The certificate of the authority, for `--ca-file`.
    pub fn ca_file(&self) -> String {
        self.folder.join("ca.pem").to_string_lossy().into_owned()
    }

    /// A user with an empty mailbox, who belongs to the calling test alone.
    #[track_caller]
    pub fn user(&self) -> User<'_> {
        let number = self.next_unique_user.fetch_add(1, Ordering::Relaxed);
        assert!(number < UNIQUE_USERS, "UNIQUE_USERS is too small");
        let (name, password) = unique_user(number);
        self.new_user(name, password, None)
    }

    /// A user of a well-known name (`user`, `taro`, `mrc`), with an empty mailbox. Other tests wait
    /// for this user until the returned value is dropped.
    #[track_caller]
    pub fn named_user(&self, name: &str) -> User<'_> {
        let number = NAMED_USERS.iter().position(|(known, _)| *known == name);
        let number = number.unwrap_or_else(|| panic!("{name} is not one of NAMED_USERS"));
        let (name, password) = NAMED_USERS[number];
        let lock = self.named_user_locks[number].lock();
        let lock = lock.unwrap_or_else(PoisonError::into_inner);
        let user = self.new_user(name.into(), password.into(), Some(lock));
        user.delete_all_mail();
        user
    }

    fn new_user<'a>(
        &self,
        name: String,
        password: String,
        lock: Option<MutexGuard<'a, ()>>,
    ) -> User<'a> {
        let home = self.folder.join("mail").join(&name);
        User { name, password, home, _lock: lock }
    }
}

/// An account of Dovecot, with direct access to its mail on disk.
pub struct User<'a> {
    pub name: String,
    pub password: String,
    home: PathBuf,
    _lock: Option<MutexGuard<'a, ()>>,
}

impl User<'_> {
    /// Delivers a small mail with this subject into INBOX.
    #[track_caller]
    pub fn deliver(&self, subject: &str) {
        let mail = format!(
            "From: Hanako <hanako@example.org>\r\nTo: {}@example.org\r\nSubject: {subject}\r\n\
             Date: Mon, 2 Mar 2026 09:00:00 +0900\r\nMessage-ID: <{subject}@example.org>\r\n\r\nHello.\r\n",
            self.name
        );
        self.write_mail(&mail).expect("the mail can be delivered");
    }

    /// Delivers as a mail server does: writes the mail to `tmp`, and renames it to `new`.
    fn write_mail(&self, mail: &str) -> io::Result<()> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let inbox = self.home.join("Maildir");
        let folders = ["tmp", "new", "cur"].map(|name| inbox.join(name));
        for folder in [&self.home, &inbox].into_iter().chain(&folders) {
            if fs::create_dir(folder).is_ok() {
                chown_to_mail_owner(folder)?;
            }
        }
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let seconds = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let seconds = seconds.unwrap_or_default().as_secs();
        // Dovecot numbers new mails in the order of their names.
        let name = format!("{seconds}.M{count:06}P{}.test", std::process::id());
        let written = inbox.join("tmp").join(&name);
        fs::write(&written, mail)?;
        chown_to_mail_owner(&written)?;
        fs::rename(&written, inbox.join("new").join(&name))
    }

    /// Deletes all mail and mailboxes of this user, whose sessions should have ended.
    #[track_caller]
    fn delete_all_mail(&self) {
        let deadline = Instant::now() + super::TIMEOUT;
        // A session that is about to end may write its index meanwhile.
        while self.home.exists() && fs::remove_dir_all(&self.home).is_err() {
            assert!(Instant::now() < deadline, "the mailbox of {} is still in use", self.name);
            std::thread::yield_now();
        }
    }

    /// The files of the mails in INBOX.
    pub fn mails(&self) -> Vec<PathBuf> {
        let folders = ["new", "cur"].map(|name| self.home.join("Maildir").join(name));
        let entries = folders.into_iter().filter_map(|path| fs::read_dir(path).ok());
        let mut mails: Vec<_> = entries.flatten().flatten().map(|entry| entry.path()).collect();
        mails.sort();
        mails
    }
}
