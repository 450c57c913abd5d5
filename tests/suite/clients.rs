//! Other people's clients on `imapsh serve`: what they see, and what they leave behind.

use crate::support::keys::{CTRL_A, CTRL_K, ENTER};
use crate::support::optional::client_installed;
use crate::support::process::Process;
use crate::support::program::Program;
use crate::support::serve_process::ServeProcess;
use crate::support::terminal::Terminal;

const IMAPLIB: &str = include_str!("../clients/with_imaplib.py");

/// Asks a question of a fresh session that has selected the mailbox, read only.
#[track_caller]
fn seen(server: &ServeProcess, mailbox: &str, question: &str) -> Vec<String> {
    let mut look = server.raw_client();
    look.run(format!("EXAMINE {mailbox}"));
    let mut answer = look.run(question);
    assert_eq!(answer.pop().as_deref(), Some("OK"), "{question}");
    answer
}

#[test]
fn imaplib_reads_flags_copies_and_appends() {
    if !client_installed("python3") {
        return;
    }
    let server = ServeProcess::start(&[]);
    let ports = [server.plain_port, server.tls_port].map(|port| port.to_string());
    let python = Program::new("python3")
        .args(&["-c", IMAPLIB])
        .args(&ports)
        .arg(&server.ca_file);
    let finished = Process::start(python).finish();
    finished.assert_status(0);
    finished.assert_stdout("all is well\n");
    assert_eq!(seen(&server, "INBOX", "SEARCH FLAGGED"), ["SEARCH 2 3"]);
    assert_eq!(seen(&server, "INBOX", "SEARCH KEYWORD $Read"), ["SEARCH 2"]);
    assert_eq!(
        seen(&server, "Lesson/One", "FETCH 1:* (UID FLAGS)"),
        ["1 FETCH (FLAGS ($Read \\Flagged \\Recent \\Seen) UID 1)"]
    );
    let appended = seen(
        &server,
        "Drafts",
        "FETCH * (FLAGS INTERNALDATE BODY.PEEK[HEADER.FIELDS (SUBJECT)])",
    );
    assert_eq!(
        appended,
        [
            "2 FETCH (BODY[HEADER.FIELDS (SUBJECT)] \"Subject: from imaplib\\r\\n\\r\\n\" \
          FLAGS (\\Draft \\Recent) INTERNALDATE \"2026-03-01T00:30:00Z\")"
        ]
    );
    server.finish();
}

#[test]
fn curl_reads_searches_and_uploads() {
    if !client_installed("curl") {
        return;
    }
    let server = ServeProcess::start(&[]);
    let curl = |port: u16, scheme: &str, path: &str, more: &[&str]| {
        let program = Program::new("curl")
            .args(&["-q", "-sS", "--noproxy", "*", "--user", "user:pass"])
            .args(&["--cacert", &server.ca_file])
            .args(more)
            .arg(format!("{scheme}://127.0.0.1:{port}/{path}"));
        program.write_file("mail.eml", "Subject: from curl\r\n\r\nHello.\r\n");
        let finished = Process::start(program).finish();
        finished.assert_status(0);
        finished.text()
    };
    let list = curl(server.tls_port, "imaps", "", &[]);
    assert_eq!(list.lines().count(), 6, "{list}");
    assert!(list.contains("\"/\" INBOX"), "{list}");
    let unseen = curl(server.tls_port, "imaps", "INBOX?UNSEEN", &[]);
    assert_eq!(unseen.trim_end(), "* SEARCH 9 10 11");
    // curl asks for BODY[], which sets \Seen.
    let mail = curl(
        server.plain_port,
        "imap",
        "INBOX;MAILINDEX=11",
        &["--ssl-reqd"],
    );
    assert!(
        mail.contains("Subject: I will write again in a moment\r\n"),
        "{mail}"
    );
    assert_eq!(seen(&server, "INBOX", "SEARCH UNSEEN"), ["SEARCH 9 10"]);
    curl(
        server.plain_port,
        "imap",
        "Archive",
        &["--ssl-reqd", "-T", "mail.eml"],
    );
    assert_eq!(
        seen(&server, "Archive", "FETCH * (FLAGS BODY.PEEK[])"),
        ["2 FETCH (BODY[] \"Subject: from curl\\r\\n\\r\\nHello.\\r\\n\" FLAGS (\\Recent \\Seen))"]
    );
    let copied = ["-X", "COPY 3 Trash"];
    curl(server.tls_port, "imaps", "INBOX", &copied);
    let sizes = ["INBOX", "Trash"].map(|mailbox| {
        let number = if mailbox == "INBOX" { "3" } else { "*" };
        let fetched = seen(&server, mailbox, &format!("FETCH {number} RFC822.SIZE"));
        fetched[0].split_once(' ').map(|(_, rest)| rest.to_owned())
    });
    assert_eq!(sizes[0], sizes[1], "the copy");
    server.finish();
}

#[test]
fn mutt_shows_a_message_and_saves_a_copy() {
    if !client_installed("mutt") {
        return;
    }
    let server = ServeProcess::start(&[]);
    let mutt = Program::new("mutt").args(&["-n", "-F", "muttrc"]);
    let inbox = format!("imaps://127.0.0.1:{}/", server.tls_port);
    mutt.write_file(
        "muttrc",
        format!(
            "set imap_user=user\nset imap_pass=pass\nset certificate_file={}\n\
             set folder={inbox}\nset spoolfile=+INBOX\nset record=\"\"\n\
             set sort=mailbox-order\nset header_cache=\"\"\n\
             set confirmappend=no\nset move=no\nset delete=yes\nset quit=yes\nset mark_old=no\n",
            server.ca_file
        ),
    );
    let terminal = Terminal::start(mutt, 24, 100);
    terminal.wait_for("I will write again");
    terminal.type_line("11");
    // The number's Enter moves there; the next one opens.
    terminal.type_keys(ENTER);
    terminal.wait_for("When number 12 has come");
    terminal.type_keys("C");
    terminal.wait_for("Copy to mailbox");
    terminal.type_line(format!("{CTRL_A}{CTRL_K}=Archive"));
    terminal.wait_gone("Copy to mailbox");
    terminal.type_keys("q");
    terminal.wait_gone("When number 12 has come");
    terminal.type_keys("q");
    terminal.assert_exit(0);
    assert_eq!(seen(&server, "INBOX", "SEARCH UNSEEN"), ["SEARCH 9 10"]);
    let copied = seen(
        &server,
        "Archive",
        "FETCH * (BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])",
    );
    assert_eq!(
        copied,
        [
            "2 FETCH (BODY[HEADER.FIELDS (MESSAGE-ID)] \"Message-ID: <moment.11@example.org>\\r\\n\\r\\n\")"
        ]
    );
    server.finish();
}
