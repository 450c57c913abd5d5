//! Much data both ways at once, a reader that stops, the waker, and a program in a server's place.

use super::*;

/// A pattern that shows a lost, doubled or moved octet.
fn pattern(offset: u64, piece: &mut [u8]) {
    for (at, octet) in (offset..).zip(piece) {
        *octet = (at.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56) as u8;
    }
}

fn fits(offset: u64, piece: &[u8]) -> bool {
    let mut expected = vec![0; piece.len()];
    pattern(offset, &mut expected);
    expected == piece
}

/// Sends `up` octets and receives `down` octets at the same time, as a session's loop does.
fn both_ways(connection: &mut Connection, down: u64, up: u64, room: usize) {
    let mut poller = Poller::new().unwrap();
    let mut buffer = vec![0; room];
    let mut piece = vec![0; 50_000];
    let (mut heard, mut sent) = (0, 0);
    while heard < down || sent < up || connection.wants_write() {
        while sent < up && connection.queued() < 256 * 1024 {
            let octets = piece.len().min(usize::try_from(up - sent).unwrap());
            pattern(sent, &mut piece[..octets]);
            connection.send(&piece[..octets]);
            sent += octets as u64;
        }
        connection.flush().unwrap();
        match connection.read(&mut buffer).unwrap() {
            Read::Octets(octets) => {
                assert!(fits(heard, &buffer[..octets]), "wrong after {heard}");
                heard += octets as u64;
            }
            Read::Blocked if heard < down || connection.wants_write() => {
                let ready = poller.wait(Some(connection), Some(soon())).unwrap();
                assert_ne!(ready, Ready::default(), "stuck at {heard} down, {sent} up");
            }
            Read::Blocked => {}
            // The server may have closed before the last check.
            Read::End { .. } if heard == down && sent == up && !connection.wants_write() => {}
            Read::End { .. } => panic!("ended at {heard} down, {sent} up"),
        }
    }
    assert_eq!(heard, down);
}

/// A server that writes all of `down` before it reads anything. Only a client that reads while it has
/// something to write does not deadlock.
fn stubborn(stream: &mut (impl std::io::Read + std::io::Write), down: u64, up: u64) {
    let mut piece = vec![0; 60_000];
    let mut offset = 0;
    while offset < down {
        let octets = piece.len().min(usize::try_from(down - offset).unwrap());
        pattern(offset, &mut piece[..octets]);
        stream.write_all(&piece[..octets]).unwrap();
        offset += octets as u64;
    }
    stream.flush().unwrap();
    let mut offset = 0;
    while offset < up {
        let octets = stream.read(&mut piece).unwrap();
        assert!(octets > 0 && fits(offset, &piece[..octets]), "wrong after {offset}");
        offset += octets as u64;
    }
}

const MIB: u64 = 1 << 20;

#[test]
fn much_both_ways_at_once_without_tls() {
    let (ours, mut theirs) = UnixStream::pair().unwrap();
    let serving = std::thread::spawn(move || stubborn(&mut theirs, 8 * MIB, 8 * MIB));
    both_ways(&mut Connection::new(Socket::from(ours)).unwrap(), 8 * MIB, 8 * MIB, 64 * 1024);
    serving.join().unwrap();
}

#[test]
fn much_both_ways_at_once_over_tls() {
    let ca = authority("Test CA");
    let config = usual(&leaf(&ca, |_| {}));
    // Rooms larger than a record, of one, not a divisor of one, and tiny.
    for (down, up, room) in [(24, 8, 128 * 1024), (4, 4, 16 * 1024), (4, 4, 10_007), (1, 1, 7)] {
        let (stream, serving) = serve(config.clone(), move |served| {
            stubborn(served, down * MIB, up * MIB);
        });
        let mut connection = Connection::new(Socket::from(stream)).unwrap();
        start_tls(&mut connection, &trusting(&ca), "mail.example").unwrap();
        both_ways(&mut connection, down * MIB, up * MIB, room);
        serving.join().unwrap();
    }
}

/// 256 MiB down and 32 MiB up; takes a minute without optimization, so it only runs by name.
#[test]
#[ignore = "large: run it with --release"]
fn very_much_both_ways_at_once_over_tls() {
    let ca = authority("Test CA");
    let (stream, serving) = serve(usual(&leaf(&ca, |_| {})), |served| {
        stubborn(served, 256 * MIB, 32 * MIB);
    });
    let mut connection = Connection::new(Socket::from(stream)).unwrap();
    start_tls(&mut connection, &trusting(&ca), "mail.example").unwrap();
    both_ways(&mut connection, 256 * MIB, 32 * MIB, 128 * 1024);
    serving.join().unwrap();
}

#[test]
fn a_reader_that_stops_stops_the_server() {
    let ca = authority("Test CA");
    let (stream, serving) = serve(usual(&leaf(&ca, |_| {})), |served| {
        served.sock.set_write_timeout(Some(Duration::from_millis(300))).unwrap();
        let mut sent = 0;
        while sent < 64 * MIB && served.write_all(&[b'x'; 16 * 1024]).is_ok() {
            sent += 16 * 1024;
        }
        sent
    });
    let mut connection = Connection::new(Socket::from(stream)).unwrap();
    start_tls(&mut connection, &trusting(&ca), "mail.example").unwrap();
    // Writing continues meanwhile, and buffers at most one read's worth of input.
    let mut buffer = vec![0; 1024];
    for _ in 0..64 {
        connection.send(&[b'y'; 512]);
        connection.flush().unwrap();
        let _ = connection.read(&mut buffer).unwrap();
    }
    assert!(serving.join().unwrap() < 4 * MIB);
}

#[test]
fn short_lines_share_a_record() {
    let ca = authority("Test CA");
    let (stream, serving) = serve(usual(&leaf(&ca, |_| {})), |served| {
        let mut heard = Vec::new();
        served.read_to_end(&mut heard).unwrap();
        heard
    });
    let mut connection = Connection::new(Socket::from(stream)).unwrap();
    start_tls(&mut connection, &trusting(&ca), "mail.example").unwrap();
    let line = b"a001 NOOP\r\n";
    for _ in 0..100 {
        connection.send(line);
    }
    // Encrypted one by one, they would be three times as many octets.
    assert_eq!(connection.queued(), 100 * line.len());
    assert!(connection.wants_write());
    connection.shut_down();
    assert_eq!(serving.join().unwrap(), line.repeat(100));
}

#[test]
fn a_waker_ends_a_wait_and_no_wake_up_is_lost() {
    let mut poller = Poller::new().unwrap();
    let waker = poller.waker();
    let (message, messages) = std::sync::mpsc::channel();
    let ringing = std::thread::spawn(move || {
        for number in 0..20_000 {
            message.send(number).unwrap();
            waker.wake();
        }
    });
    let mut expected = 0;
    while expected < 20_000 {
        assert!(poller.wait(None, Some(soon())).unwrap().woken);
        while let Ok(number) = messages.try_recv() {
            assert_eq!(number, expected);
            expected += 1;
        }
    }
    ringing.join().unwrap();
    // A deadline in the past: what is ready, or nothing.
    let _ = poller.wait(None, Some(Instant::now())).unwrap();
    assert_eq!(poller.wait(None, Some(Instant::now())).unwrap(), Ready::default());
}

#[test]
fn an_answer_ends_a_spinning_wait_like_any_other() {
    let (ours, theirs) = UnixStream::pair().unwrap();
    let mut connection = Connection::new(Socket::from(ours)).unwrap();
    let mut poller = Poller::new().unwrap();
    let echoing = std::thread::spawn(move || {
        let mut octet = [0];
        while (&theirs).read(&mut octet).unwrap() > 0 {
            (&theirs).write_all(&octet).unwrap();
        }
    });
    let mut octet = [0];
    for number in 0..2000u32 {
        let sent = [number as u8];
        connection.send(&sent);
        connection.flush().unwrap();
        poller.expect_answer();
        let ready = poller.wait(Some(&connection), Some(soon())).unwrap();
        assert!(ready.readable && !ready.woken && !ready.writable);
        assert_eq!(connection.read(&mut octet).unwrap(), Read::Octets(1));
        assert_eq!(octet, sent);
    }
    // No answer comes: the deadline, and the waker, end the wait.
    poller.expect_answer();
    let ready = poller.wait(Some(&connection), Some(Instant::now())).unwrap();
    assert_eq!(ready, Ready::default());
    poller.waker().wake();
    poller.expect_answer();
    assert!(poller.wait(Some(&connection), Some(soon())).unwrap().woken);
    connection.shut_down();
    echoing.join().unwrap();
}

fn waker() -> crate::transport::Waker {
    Poller::new().unwrap().waker()
}

#[test]
fn a_program_replaces_a_server() {
    let (mut child, stream) = child::spawn("cat; exit 7", waker()).unwrap();
    let mut connection = Connection::new(stream).unwrap();
    connection.send(b"a001 NOOP\r\n");
    connection.shut_down();
    let (heard, end) = hear(&mut connection).unwrap();
    assert_eq!((heard.as_slice(), end), (&b"a001 NOOP\r\n"[..], Read::End { clean: true }));
    assert_eq!(child.finish(Duration::from_secs(60)).unwrap(), child::ChildEnd::Exited(7));
}

#[test]
fn a_program_that_does_not_end_is_ended() {
    // It reads nothing, and would run for long.
    let (mut child, _stream) = child::spawn("exec sleep 600", waker()).unwrap();
    let end = child.finish(Duration::ZERO).unwrap();
    assert_eq!(end, child::ChildEnd::Killed(15));
    let (mut child, _stream) = child::spawn("no-such-command-anywhere 2>&-", waker()).unwrap();
    let end = child.finish(Duration::from_secs(60)).unwrap();
    assert_eq!(end, child::ChildEnd::Exited(127));
    let messages = Messages::new(Language::English);
    assert_eq!(end.explain(messages).cause, "The command was not found (status 127).");
}

#[test]
fn a_program_that_ignores_sigterm_is_killed_with_its_group() {
    // Both ignore SIGTERM, and the inner one holds the other end of the socket.
    let stubborn =
        "trap '' TERM; (while :; do sleep 600; done) & echo $! >&2; while :; do sleep 600; done";
    let (mut child, stream) = child::spawn(stubborn, waker()).unwrap();
    let mut connection = Connection::new(stream).unwrap();
    let said = loop {
        match child.take_stderr_lines().pop() {
            Some(line) => break String::from_utf8(line).unwrap(),
            None => std::thread::yield_now(),
        }
    };
    let inner = nix::unistd::Pid::from_raw(said.parse().unwrap());
    assert_eq!(nix::sys::signal::kill(inner, None), Ok(()));
    let end = child.finish(Duration::ZERO).unwrap();
    assert_eq!(end, child::ChildEnd::Killed(9));
    // No process holds the socket any more.
    assert!(matches!(hear(&mut connection).unwrap().1, Read::End { .. }));
}

#[test]
fn a_program_that_ends_takes_its_group_along() {
    let (mut child, stream) = child::spawn("sleep 600 & exit 3", waker()).unwrap();
    let mut connection = Connection::new(stream).unwrap();
    let end = child.finish(Duration::from_secs(60)).unwrap();
    assert_eq!(end, child::ChildEnd::Exited(3));
    assert!(matches!(hear(&mut connection).unwrap().1, Read::End { .. }));
}

#[test]
fn the_standard_error_of_a_program_arrives_as_lines() {
    let says = "printf 'one\\r\\n\\n\\033]0;title\\007\\ntwo' >&2";
    let (mut child, _stream) = child::spawn(says, waker()).unwrap();
    child.finish(Duration::from_secs(60)).unwrap();
    let lines: [&[u8]; 3] = [b"one", b"\x1b]0;title\x07", b"two"];
    assert_eq!(child.take_stderr_lines(), lines);
}

#[test]
fn inflated_octets_that_are_held_end_a_wait() {
    let (ours, mut theirs) = UnixStream::pair().unwrap();
    let mut connection = Connection::new(Socket::from(ours)).unwrap();
    connection.start_deflate(b"");
    let mut compress = flate2::Compress::new(flate2::Compression::best(), false);
    let mut compressed = Vec::with_capacity(1024);
    compress.compress_vec(&[b'x'; 100_000], &mut compressed, flate2::FlushCompress::Sync).unwrap();
    theirs.write_all(&compressed).unwrap();
    let mut poller = Poller::new().unwrap();
    let mut buffer = [0; 1000];
    let mut received = 0;
    while received < 100_000 {
        // The socket is empty after the first read.
        let ready = poller.wait(Some(&connection), Some(Instant::now())).unwrap();
        assert!(ready.readable, "after {received} octets");
        match connection.read(&mut buffer).unwrap() {
            Read::Octets(octets) => received += octets,
            other => panic!("{other:?} after {received} octets"),
        }
    }
    assert_eq!(connection.read(&mut buffer).unwrap(), Read::Blocked);
    let ready = poller.wait(Some(&connection), Some(Instant::now())).unwrap();
    assert_eq!(ready, Ready::default());
}

#[test]
fn unread_octets_are_found_in_every_layer() {
    let (ours, theirs) = UnixStream::pair().unwrap();
    let mut client = Connection::new(Socket::from(ours)).unwrap();
    let mut server = Connection::new(Socket::from(theirs)).unwrap();
    assert!(!client.has_unread());
    client.start_deflate(b"");
    server.start_deflate(b"");
    let mut line = [0; 14];
    for injected in [&b""[..], b"* 1 EXISTS\r\n"] {
        server.send(b"a001 OK go on!");
        server.send(injected);
        assert!(server.flush().unwrap());
        assert_eq!(client.read(&mut line).unwrap(), Read::Octets(14));
        assert_eq!(client.has_unread(), !injected.is_empty());
    }
}
