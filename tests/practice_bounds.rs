//! Attacks on the practice server, each with small sizes: what it holds stays bounded, and other
//! sessions continue. `cargo bench --bench practice_attacks` runs them with large ones.

mod practice;

use flate2::{Compress, Compression, FlushCompress};
use imapsh::internals::{Config, Server, SessionOptions};
use practice::{Client, quiet};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

fn server(change: impl FnOnce(&mut Config)) -> Server {
    let mut config = quiet();
    change(&mut config);
    Server::new(config)
}

/// A DEFLATE stream of stored blocks, each of the largest size.
fn stored_blocks(plain: &[u8]) -> Vec<u8> {
    let block = |octets: &[u8]| {
        let length = octets.len() as u16;
        [&[0], &length.to_le_bytes()[..], &(!length).to_le_bytes()[..], octets].concat()
    };
    plain.chunks(usize::from(u16::MAX)).flat_map(block).collect()
}

fn deflated(plain: &[u8]) -> Vec<u8> {
    let mut octets = Vec::with_capacity(plain.len() + 1000);
    let mut deflate = Compress::new(Compression::best(), false);
    deflate.compress_vec(plain, &mut octets, FlushCompress::Sync).unwrap();
    octets
}

#[test]
fn a_compressed_line_of_any_length_is_answered() {
    let server = server(|_| ());
    for length in [65_534, 65_535, 65_536, 65_537, 300_000] {
        for compress in [stored_blocks, deflated] {
            let mut client = Client::login(&server);
            client.ok("COMPRESS DEFLATE");
            let mut line = b"a ".to_vec();
            line.resize(length, b'x');
            line.extend_from_slice(b"\r\nb LOGOUT\r\n");
            client.send(&compress(&line));
            let mut answer = String::new();
            flate2::read::DeflateDecoder::new(client.reader()).read_to_string(&mut answer).ok();
            assert!(answer.starts_with("a BAD ") && answer.contains("b OK Logout"), "{answer}");
        }
    }
}

#[test]
fn copies_of_copies_stop_at_the_limit_of_the_mailbox_and_of_the_account() {
    let server = server(|config| {
        config.limits.mailbox_messages = 50;
        config.limits.messages = 120;
    });
    let mut client = Client::with_mailbox(&server, "box", 11);
    client.ok("COPY 1:* box");
    client.ok("COPY 1:* box");
    let refused = client.tagged("COPY 1:* box");
    assert_eq!(refused, "NO [LIMIT] A mailbox can have at most 50 messages");
    client.ok("CREATE other");
    client.ok("COPY 1:* other");
    // The seed's messages count too.
    client.ok("CREATE third");
    let refused = client.tagged("COPY 1:* third");
    assert_eq!(refused, "NO [OVERQUOTA] An account can have at most 120 messages");
    assert!(client.tagged("APPEND box {4+}\r\na: b").starts_with("OK"));
    assert_eq!(client.ok("STATUS third (MESSAGES)"), ["* STATUS third (MESSAGES 0)"]);
    // A message can still be moved.
    client.ok("MOVE 1:* third");
}

#[test]
fn messages_on_their_way_count_for_the_account() {
    let server = server(|config| {
        config.limits.account = 100_000;
        // The second client asks again and again until the first one's session has ended.
        config.limits.mistakes = u32::MAX;
    });
    let mut senders: Vec<Client> = (0..2).map(|_| Client::login(&server)).collect();
    senders[0].send(b"a APPEND INBOX {60000}\r\n");
    assert_eq!(senders[0].read_line(), "+ OK");
    assert!(senders[1].tagged("APPEND INBOX {60000}").starts_with("NO [OVERQUOTA]"));
    // The space is free again when the first one has left.
    let first = senders.remove(0);
    drop(first);
    let second = &mut senders[0];
    loop {
        second.send(b"b APPEND INBOX {60000}\r\n");
        match second.read_line() {
            line if line == "+ OK" => break,
            line => assert!(line.starts_with("b NO [OVERQUOTA]"), "{line}"),
        }
    }
}

#[test]
fn a_fetch_of_many_items_is_sent_while_it_is_read() {
    let server = server(|_| ());
    let mut client = Client::with_mailbox(&server, "box", 0);
    let text = "x".repeat(1_000_000);
    client.append("box", &format!("a: b\r\n\r\n{text}"));
    let items = ["BODY.PEEK[1]"; 20].join(" ");
    client.send(format!("f FETCH 1 ({items})\r\n").as_bytes());
    // Sent when the rest cannot have been built: the connection takes less than one item.
    assert_eq!(client.read_line(), format!("* 1 FETCH (BODY[1] {{{}}}", text.len()));
    let mut other = Client::login(&server);
    other.ok("SELECT box");
    other.ok("STORE 1 FLAGS (\\Seen)");
    let answer = client.read_until("f");
    assert_eq!(answer.iter().map(|line| line.matches('x').count()).sum::<usize>(), 20 * text.len());
    // A message is parsed once, however many items are asked for.
    let items = ["BODY.PEEK[1]<0.1>"; 3000].join(" ");
    assert_eq!(client.ok(&format!("FETCH 1 ({items})")).len(), 3001);
}

#[test]
fn a_session_ends_when_its_client_leaves_during_an_answer() {
    let server = server(|config| config.limits.write_timeout = Duration::from_secs(600));
    let mut client = Client::with_mailbox(&server, "box", 0);
    client.append("box", &format!("a: b\r\n\r\n{}", "x".repeat(1_000_000)));
    client.send(format!("f FETCH 1 ({})\r\n", ["BODY.PEEK[]"; 1000].join(" ")).as_bytes());
    client.read_line();
    drop(client);
    assert!(server.close(Duration::from_secs(20)), "the session still runs");
}

#[test]
fn deep_hierarchies_are_listed_in_linear_time() {
    let server = server(|_| ());
    let mut client = Client::login(&server);
    let levels = vec!["l"; 18].join("/");
    for number in 0..300 {
        client.ok(&format!("CREATE {number}/{levels}"));
    }
    assert!(client.tagged(&format!("CREATE {levels}/{levels}")).starts_with("NO [CANNOT]"));
    assert_eq!(client.ok("LIST \"\" *").len(), 6 + 300 * 19);
    let deeper = ["m"; 5].join("/");
    assert!(client.tagged(&format!("RENAME 1 {deeper}")).starts_with("NO [CANNOT]"));
}

#[test]
fn changes_that_come_fast_are_reported_together() {
    let server = server(|_| ());
    let mut idle = Client::with_mailbox(&server, "box", 0);
    idle.send(b"i IDLE\r\n");
    assert_eq!(idle.read_line(), "+ idling");
    let mut other = Client::login(&server);
    for _ in 0..500 {
        other.append("box", "a: b\r\n\r\nc\r\n");
    }
    let mut reports = 0;
    loop {
        let line = idle.read_line();
        reports += usize::from(line.ends_with("EXISTS"));
        if line == "* 500 EXISTS" {
            break;
        }
    }
    assert!(reports < 400, "{reports} reports of 500 messages");
}

#[test]
fn notifications_that_a_client_has_missed_are_reported_together() {
    let server = server(|_| ());
    let mut other = Client::with_mailbox(&server, "box", 1);
    let mut client = Client::login(&server);
    client.ok("NOTIFY SET (personal (MessageNew MessageExpunge FlagChange))");
    // The session waits for the rest of a command that it has begun to read.
    client.send(b"a NOOP\r\nb NO");
    client.read_until("a");
    for _ in 0..1500 {
        other.ok("STORE 1 +FLAGS (\\Flagged)");
        other.ok("STORE 1 -FLAGS (\\Flagged)");
    }
    other.append("box", "a: b\r\n\r\nc\r\n");
    client.send(b"OP\r\n");
    let lines = client.read_until("b");
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[0].starts_with("* STATUS box (MESSAGES 2 "), "{lines:?}");
}

#[test]
fn one_account_and_one_address_leave_sessions_to_others() {
    let server = server(|config| {
        config.limits.sessions = 8;
        config.limits.sessions_per_address = 4;
        config.limits.sessions_per_account = 3;
    });
    let mut users: Vec<Client> = (0..3).map(|_| Client::login(&server)).collect();
    let mut other = Client::connect(&server);
    let refused = other.tagged("LOGIN user pass");
    assert_eq!(refused, "NO [LIMIT] 3 sessions are logged in to this account, which is the limit");
    other.ok("LOGIN taro himitsu");
    // Sessions inside the program have one address: all four of them have logged in.
    let mut stream = server.attach().unwrap();
    let mut bye = String::new();
    stream.read_to_string(&mut bye).unwrap();
    assert!(bye.starts_with("* BYE [UNAVAILABLE]"), "{bye}");
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut network: Vec<BufReader<TcpStream>> = (0..6)
        .map(|_| {
            let client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
            server.accept(listener.accept().unwrap().0, SessionOptions::default()).unwrap();
            BufReader::new(client)
        })
        .collect();
    // The two oldest were replaced, and nobody else's.
    let first_line = |client: &mut BufReader<TcpStream>| {
        let mut line = String::new();
        client.get_mut().write_all(b"a LOGOUT\r\n").ok();
        client.read_to_string(&mut line).ok();
        line
    };
    assert!(!first_line(&mut network[1]).contains("a OK"));
    assert!(first_line(&mut network[5]).contains("a OK"));
    users[0].ok("NOOP");
}

/// `imapsh serve --verbose` with this standard error.
fn serve(stderr: Stdio) -> (Child, TcpStream) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_imapsh"))
        .args(["serve", "--verbose", "--quiet-idle"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(stderr)
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    let address = line.split_whitespace().next().unwrap().strip_prefix("imap://").unwrap();
    let client = TcpStream::connect(address).unwrap();
    client.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    (child, client)
}

#[test]
fn a_log_that_cannot_be_written_stops_neither_the_sessions_nor_the_server() {
    // A pipe that nobody reads, and one that nobody can write to.
    let (unread, writer) = std::io::pipe().unwrap();
    let (closed, broken) = std::io::pipe().unwrap();
    drop(closed);
    for stderr in [writer, broken] {
        let (mut child, mut client) = serve(stderr.into());
        let mut commands = b"a LOGIN user pass\r\nb SELECT INBOX\r\n".to_vec();
        for number in 0..3000 {
            commands.extend(format!("c{number} FETCH 1:* (FLAGS UID)\r\n").into_bytes());
        }
        commands.extend(b"d LOGOUT\r\n");
        let mut reader = client.try_clone().unwrap();
        let reading = std::thread::spawn(move || {
            let mut answer = String::new();
            reader.read_to_string(&mut answer).map(|_| answer)
        });
        client.write_all(&commands).unwrap();
        let answer = reading.join().unwrap().unwrap();
        assert!(answer.contains("d OK Logout completed"));
        let pid = nix::unistd::Pid::from_raw(child.id() as i32);
        nix::sys::signal::kill(pid, nix::sys::signal::Signal::SIGTERM).unwrap();
        assert!(child.wait().unwrap().success());
    }
    drop(unread);
}

#[test]
fn a_search_keeps_no_decoded_messages() {
    let (mut child, client) = serve(Stdio::null());
    let mut client = Client::new(client);
    client.ok("LOGIN user pass");
    client.ok("CREATE box");
    let words = "needle hay ".repeat(300_000);
    for _ in 0..8 {
        client.append("box", &format!("Subject: s\r\n\r\n{words}"));
    }
    client.ok("SELECT box");
    let before = resident_kib(child.id());
    for _ in 0..3 {
        assert_eq!(client.ok("SEARCH TEXT needle BODY hay"), ["* SEARCH 1 2 3 4 5 6 7 8"]);
    }
    let grown = resident_kib(child.id()).saturating_sub(before);
    child.kill().unwrap();
    child.wait().unwrap();
    // The mailbox has 26 MB; one message is decoded at a time.
    assert!(grown < 13 * 1024, "{grown} KiB more than before");
}

/// The resident memory of a process in KiB.
fn resident_kib(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}
