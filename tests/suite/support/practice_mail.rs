//! The practice server's mail on another server, with the same numbers, flags and dates.

use super::dovecot::{Dovecot, User};
use super::raw_client::RawClient;
use imapsh::internals::{Config, Server};
use std::net::TcpStream;

/// The mailboxes that hold mail.
const MAILBOXES: [&str; 5] = ["INBOX", "Archive", "Sent", "Drafts", "Junk"];

/// A message of the practice server.
struct Mail {
    uid: u32,
    date: String,
    flags: String,
    octets: Vec<u8>,
}

/// Puts the mail of the practice server's first account into the empty mailboxes of a user on Dovecot.
#[track_caller]
pub fn fill_with_practice_mail(dovecot: &Dovecot, user: &User<'_>) {
    let server = Server::new(Config::default());
    let mut practice = RawClient::new(server.attach().expect("the session can be started"));
    succeed(&mut practice, "LOGIN user pass");
    let port = dovecot.plain_port().parse().expect("a port number");
    let socket = TcpStream::connect(("127.0.0.1", port)).expect("Dovecot listens");
    let mut client = RawClient::new(socket);
    succeed(&mut client, format!("LOGIN {} {}", user.name, user.password));
    for mailbox in MAILBOXES {
        succeed(&mut practice, format!("EXAMINE {mailbox}"));
        let mails = mails(&mut practice);
        fill(&mut client, mailbox, &mails);
    }
    succeed(&mut client, "LOGOUT");
}

/// The messages of the selected mailbox.
#[track_caller]
fn mails(client: &mut RawClient) -> Vec<Mail> {
    let (data, _) = client.responses("FETCH 1:* (UID INTERNALDATE FLAGS BODY.PEEK[])");
    data.iter().map(|response| mail(response)).collect()
}

/// The message in this FETCH response.
fn mail(response: &[u8]) -> Mail {
    let end = memchr::memchr(b'\n', response).expect("a literal begins") + 1;
    let (head, rest) = response.split_at(end);
    let head = String::from_utf8_lossy(head);
    let between = |start: &str, end: &str| {
        let (_, rest) = head.split_once(start).unwrap_or_else(|| panic!("{start} in {head}"));
        rest.split_once(end).unwrap_or_else(|| panic!("{end} in {head}")).0.to_owned()
    };
    let length: usize = between("BODY[] {", "}").parse().expect("a number");
    Mail {
        uid: between("UID ", " ").parse().expect("a number"),
        date: between("INTERNALDATE \"", "\""),
        flags: between("FLAGS (", ")").replace("\\Recent", "").trim().to_owned(),
        octets: rest[..length].to_vec(),
    }
}

/// Appends the messages to a mailbox that never held any. Where a UID is not in use, a message takes
/// it and is expunged.
#[track_caller]
fn fill(client: &mut RawClient, mailbox: &str, mails: &[Mail]) {
    let last = mails.last().map_or(0, |mail| mail.uid);
    for uid in 1..=last {
        let command = match mails.iter().find(|mail| mail.uid == uid) {
            Some(Mail { flags, date, octets, .. }) => {
                let length = octets.len();
                let command = format!("APPEND {mailbox} ({flags}) \"{date}\" {{{length}+}}\r\n");
                [command.as_bytes(), octets].concat()
            }
            None => format!("APPEND {mailbox} (\\Deleted) {{4+}}\r\n\r\n\r\n").into_bytes(),
        };
        succeed(client, command);
    }
    succeed(client, format!("SELECT {mailbox}"));
    succeed(client, "EXPUNGE");
    succeed(client, "UNSELECT");
}

#[track_caller]
fn succeed(client: &mut RawClient, command: impl AsRef<[u8]>) {
    let (_, status) = client.responses(command);
    assert!(status.starts_with(b"OK"), "{}", String::from_utf8_lossy(&status));
}
