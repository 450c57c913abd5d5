//! Other people's clients on `imapsh serve`: they read and change mail there.

use crate::support::keys::{CTRL_A, CTRL_K, ENTER};
use crate::support::optional::client_installed;
use crate::support::process::Process;
use crate::support::program::Program;
use crate::support::serve_process::ServeProcess;
use crate::support::terminal::Terminal;
use indoc::formatdoc;
use std::path::{Path, PathBuf};

const IMAPLIB: &str = include_str!("../clients/with_imaplib.py");

/// Runs a command in a new session, with this mailbox selected read-only. Returns the untagged responses.
#[track_caller]
fn run_in(server: &ServeProcess, mailbox: &str, command: &str) -> Vec<String> {
    let mut client = server.raw_client();
    client.run(format!("EXAMINE {mailbox}"));
    let mut responses = client.run(command);
    assert_eq!(responses.pop().as_deref(), Some("OK"), "{command}");
    responses
}

#[test]
fn imaplib_reads_flags_copies_and_appends() {
    if !client_installed("python3") {
        return;
    }
    let server = ServeProcess::start(&[]);
    let ports = [server.plain_port, server.tls_port].map(|port| port.to_string());
    let python = Program::new("python3").args(&["-c", IMAPLIB]).args(&ports).arg(&server.ca_file);
    let finished = Process::start(python).finish();
    finished.assert_status(0).assert_stdout("finished\n");
    for (mailbox, command, response) in [
        ("INBOX", "SEARCH FLAGGED", "SEARCH 2 3"),
        ("INBOX", "SEARCH KEYWORD $Read", "SEARCH 2"),
        (
            "Lesson/One",
            "FETCH 1:* (UID FLAGS)",
            "1 FETCH (FLAGS ($Read \\Flagged \\Recent \\Seen) UID 1)",
        ),
        (
            "Drafts",
            "FETCH * (FLAGS INTERNALDATE BODY.PEEK[HEADER.FIELDS (SUBJECT)])",
            "2 FETCH (BODY[HEADER.FIELDS (SUBJECT)] \"Subject: from imaplib\\r\\n\\r\\n\" \
             FLAGS (\\Draft \\Recent) INTERNALDATE \"2026-03-01T00:30:00Z\")",
        ),
    ] {
        assert_eq!(run_in(&server, mailbox, command), [response]);
    }
    server.finish();
}

#[test]
fn curl_reads_searches_and_uploads() {
    if !client_installed("curl") {
        return;
    }
    let server = ServeProcess::start(&[]);
    let curl = |scheme: &str, path: &str, options: &[&str]| {
        let port = match scheme {
            "imaps" => server.tls_port,
            _ => server.plain_port,
        };
        let program = Program::new("curl")
            .args(&["-q", "-sS", "--noproxy", "*", "--user", "user:pass"])
            .args(&["--cacert", &server.ca_file])
            .args(options)
            .arg(format!("{scheme}://127.0.0.1:{port}/{path}"));
        program.write_file("mail.eml", "Subject: from curl\r\n\r\nHello.\r\n");
        let finished = Process::start(program).finish();
        finished.assert_status(0);
        finished.text()
    };

    let list = curl("imaps", "", &[]);
    assert_eq!(list.lines().count(), 6, "{list}");
    assert!(list.contains("\"/\" INBOX"), "{list}");
    let unseen = curl("imaps", "INBOX?UNSEEN", &[]);
    assert_eq!(unseen.trim_end(), "* SEARCH 9 10 11");

    // curl fetches BODY[], which sets \Seen.
    let mail = curl("imap", "INBOX;MAILINDEX=11", &["--ssl-reqd"]);
    let subject = "Subject: I will write again in a moment\r\n";
    assert!(mail.contains(subject), "{mail}");
    let unseen = run_in(&server, "INBOX", "SEARCH UNSEEN");
    assert_eq!(unseen, ["SEARCH 9 10"]);

    curl("imap", "Archive", &["--ssl-reqd", "-T", "mail.eml"]);
    assert_eq!(
        run_in(&server, "Archive", "FETCH * (FLAGS BODY.PEEK[])"),
        ["2 FETCH (BODY[] \"Subject: from curl\\r\\n\\r\\nHello.\\r\\n\" FLAGS (\\Recent \\Seen))"]
    );

    curl("imaps", "INBOX", &["-X", "COPY 3 Trash"]);
    let size = |mailbox, number| {
        let responses = run_in(&server, mailbox, &format!("FETCH {number} RFC822.SIZE"));
        let (_, size) = responses[0].split_once(' ').expect("a number and FETCH");
        size.to_owned()
    };
    assert_eq!(size("Trash", "*"), size("INBOX", "3"));
    server.finish();
}

#[test]
fn mutt_shows_a_message_and_saves_a_copy() {
    if !client_installed("mutt") {
        return;
    }
    let server = ServeProcess::start(&[]);
    let mutt = Program::new("mutt").args(&["-n", "-F", "muttrc"]);
    let settings = formatdoc! {r#"
        set imap_user=user
        set imap_pass=pass
        set certificate_file={}
        set folder=imaps://127.0.0.1:{}/
        set spoolfile=+INBOX
        set record=""
        set sort=mailbox-order
        set header_cache=""
        set confirmappend=no
        set move=no
        set delete=yes
        set quit=yes
        set mark_old=no
    "#, server.ca_file, server.tls_port};
    mutt.write_file("muttrc", settings);
    let terminal = Terminal::start(mutt, 24, 100);
    terminal.wait_for("I will write again");
    // Go to message 11, and open it.
    terminal.type_line("11");
    terminal.type_keys(ENTER);
    terminal.wait_for("When number 12 has come");
    // Copy it.
    terminal.type_keys("C");
    terminal.wait_for("Copy to mailbox");
    terminal.type_line(format!("{CTRL_A}{CTRL_K}=Archive"));
    terminal.wait_gone("Copy to mailbox");
    // Leave the message, and mutt.
    terminal.type_keys("q");
    terminal.wait_gone("When number 12 has come");
    terminal.type_keys("q");
    terminal.assert_exit(0);
    let unseen = run_in(&server, "INBOX", "SEARCH UNSEEN");
    assert_eq!(unseen, ["SEARCH 9 10"]);
    let command = "FETCH * (BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])";
    let copy = "2 FETCH (BODY[HEADER.FIELDS (MESSAGE-ID)] \
                \"Message-ID: <moment.11@example.org>\\r\\n\\r\\n\")";
    assert_eq!(run_in(&server, "Archive", command), [copy]);
    server.finish();
}

/// The names of the files in the folder of a mailbox, new and seen.
fn maildir(folder: &Path) -> Vec<PathBuf> {
    let files = ["new", "cur"].map(|part| std::fs::read_dir(folder.join(part)));
    let files = files.into_iter().flatten().flatten();
    files.map(|file| file.expect("a file").path()).collect()
}

#[test]
fn mbsync_synchronizes_both_ways_twice() {
    if !client_installed("mbsync") {
        return;
    }
    let server = ServeProcess::start(&["--quiet-idle"]);
    let mbsync = |home: Option<&Path>| {
        let program = Program::new("mbsync").args(&["-c", "mbsyncrc", "-a"]);
        let home = home.unwrap_or(program.home()).to_owned();
        let mail = home.join("mail");
        std::fs::create_dir_all(&mail).expect("a directory");
        let (mail, ca_file, port) = (mail.display(), &server.ca_file, server.tls_port);
        program.write_file(
            "mbsyncrc",
            formatdoc! {"
                IMAPAccount practice
                Host localhost
                Port {port}
                User user
                Pass pass
                SSLType IMAPS
                CertificateFile {ca_file}

                IMAPStore far
                Account practice

                MaildirStore near
                Path {mail}/
                Inbox {mail}/INBOX
                SubFolders Verbatim

                Channel all
                Far :far:
                Near :near:
                Patterns *
                Create Both
                Expunge Both
                SyncState *
            "},
        );
        let finished = Process::start(program).finish();
        finished.assert_status(0);
        (finished, home)
    };
    let (_first, home) = mbsync(None);
    let inbox = home.join("mail/INBOX");
    assert_eq!(maildir(&inbox).len(), 11);
    assert_eq!(maildir(&home.join("mail/Sent")).len(), 2);

    // One more on each side, one less on each side, and a flag.
    std::fs::write(inbox.join("cur/1.local:2,F"), "Subject: local\n\nHello.\n").unwrap();
    let removed = maildir(&inbox);
    let has_subject = |path: &&PathBuf, subject: &str| {
        std::fs::read_to_string(path).is_ok_and(|mail| mail.contains(subject))
    };
    let welcome = removed.iter().find(|path| has_subject(path, "Subject: Welcome")).unwrap();
    std::fs::remove_file(welcome).unwrap();
    let mut client = server.raw_client();
    client.run("APPEND INBOX (\\Seen) {26+}\r\nSubject: remote\r\n\r\nHello.\r\n");
    client.run("SELECT INBOX");
    client.run("STORE 2 +FLAGS (\\Deleted)");
    client.run("EXPUNGE");
    client.run("STORE 2 +FLAGS (\\Flagged)");
    for _ in 0..2 {
        mbsync(Some(&home));
        let local = maildir(&inbox);
        assert_eq!(local.len(), 11, "{local:?}");
        let remote = run_in(&server, "INBOX", "FETCH 1:* (BODY.PEEK[HEADER.FIELDS (SUBJECT)])");
        assert_eq!(remote.len(), 11, "{remote:?}");
        for subject in ["Subject: local", "Subject: remote"] {
            assert_eq!(local.iter().filter(|path| has_subject(path, subject)).count(), 1);
            assert_eq!(remote.iter().filter(|line| line.contains(subject)).count(), 1);
        }
        assert!(!remote.iter().any(|line| line.contains("Subject: Welcome")), "{remote:?}");
    }
    let flagged = run_in(&server, "INBOX", "SEARCH FLAGGED SUBJECT local");
    assert_eq!(flagged, ["SEARCH 11"]);
    server.finish();
}
