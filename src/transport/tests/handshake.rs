//! Ports that do not speak TLS, clean and unclean ends, STARTTLS, and octets that break TLS.

use super::*;

/// A server that sends these octets and then closes.
fn speaks(octets: &'static [u8]) -> (UnixStream, JoinHandle<()>) {
    let (ours, mut theirs) = UnixStream::pair().unwrap();
    let serving = std::thread::spawn(move || {
        theirs.write_all(octets).unwrap();
        // The client's greeting is read, so that closing is an end and no reset.
        let _ = theirs.read(&mut [0; 4096]);
    });
    (ours, serving)
}

#[test]
fn a_port_that_does_not_speak_tls_is_reported() {
    let config = TlsConfig::new(&TlsOptions::default()).unwrap();
    let cases: [(&'static [u8], &str); 7] = [
        (
            b"* OK [CAPABILITY IMAP4rev1] Dovecot ready.\r\n",
            "This port speaks unencrypted IMAP, not TLS; the server sent: * OK [CAPABILITY IMAP4rev1] Dovecot ready. / Try --starttls or --plain.",
        ),
        (
            b"220 mail.example ESMTP\r\n",
            "This is not IMAP; it looks like SMTP, a protocol for sending mail: 220 mail.example ESMTP / Use an IMAP port",
        ),
        (
            b"hello stranger\r\n",
            "This port does not speak TLS; the server sent: hello stranger / Check the port: IMAP over TLS uses 993.",
        ),
        (b"", "The server closed the connection during the TLS handshake."),
        (b"\x16\x03\x03", "The server closed the connection during the TLS handshake."),
        // A fatal alert: protocol_version (RFC 8446 section 6).
        (b"\x15\x03\x03\x00\x02\x02\x46", "The server does not support TLS 1.2 or later."),
        // A certificate message (11) of 128 KiB.
        (
            b"\x16\x03\x03\x00\x08\x0b\x02\x00\x00\x00\x00\x00\x00",
            "The server sent more than 64 KiB in the TLS handshake. / It may send",
        ),
    ];
    for (octets, expected) in cases {
        let (stream, serving) = speaks(octets);
        let words = explained(talk(stream, &config, "mail.example"));
        assert!(words.starts_with(expected), "{words}\nis not\n{expected}");
        serving.join().unwrap();
    }
}

#[test]
fn invalid_octets_break_tls_once() {
    let ca = authority("Test CA");
    let garbage: [&'static [u8]; 3] = [
        b"* OK in the clear again\r\n",
        b"\x17\x03\x03\x00\x20not sealed with this key, it is not",
        b"\x17\x03\x03\xff\xff",
    ];
    for octets in garbage {
        let (stream, serving) = serve(usual(&leaf(&ca, |_| {})), |served| {
            served.write_all(b"* OK ready\r\n").unwrap();
            served.sock.write_all(octets).unwrap();
            // Until the client hangs up, it may send only its alert.
            let mut rest = Vec::new();
            let _ = served.sock.read_to_end(&mut rest);
        });
        let mut connection = Connection::new(Socket::from(stream)).unwrap();
        start_tls(&mut connection, &trusting(&ca), "mail.example").unwrap();
        let error = hear(&mut connection).unwrap_err();
        assert!(matches!(error, ConnectionError::Tls(TlsError::Other(_))), "{error:?}");
        assert!(connection.wants_write(), "no alert");
        assert_eq!(connection.read(&mut [0; 16]).unwrap(), Read::End { clean: false });
        let queued = connection.queued();
        connection.send(b"a001 LOGIN user pass\r\n");
        assert_eq!(connection.queued(), queued, "sent over what is broken");
        connection.shut_down();
        serving.join().unwrap();
    }
}

proptest::proptest! {
    #[test]
    fn no_octets_of_a_server_make_a_handshake_panic(
        octets in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..300),
        shape in 0..4,
    ) {
        let length = u16::try_from(octets.len()).unwrap().to_be_bytes();
        let mut said = match shape {
            0 => Vec::new(),
            // Records of the right form: alert, handshake, handshake with a ServerHello's header.
            1 => vec![0x15, 3, 3, length[0], length[1]],
            2 => vec![0x16, 3, 3, length[0], length[1]],
            _ => vec![0x16, 3, 3, length[0], length[1].saturating_add(4), 2, 0, length[0], length[1]],
        };
        said.extend(octets);
        let (ours, mut theirs) = UnixStream::pair().unwrap();
        theirs.write_all(&said).unwrap();
        drop(theirs);
        let mut connection = Connection::new(Socket::from(ours)).unwrap();
        let config = TlsConfig::new(&TlsOptions::default()).unwrap();
        proptest::prop_assert!(start_tls(&mut connection, &config, "mail.example").is_err());
    }
}

#[test]
fn a_handshake_with_a_silent_server_waits_without_blocking() {
    let (ours, _theirs) = UnixStream::pair().unwrap();
    let mut connection = Connection::new(Socket::from(ours)).unwrap();
    let config = TlsConfig::new(&TlsOptions::default()).unwrap();
    connection.start_tls(&config, "mail.example").unwrap();
    for _ in 0..2 {
        assert_eq!(connection.continue_handshake().unwrap(), Handshake::Unfinished);
        // A poller would wait.
        assert!(!connection.holds_input() && !connection.wants_write());
    }
}

#[test]
fn a_second_starttls_is_an_error() {
    let (ours, _theirs) = UnixStream::pair().unwrap();
    let mut connection = Connection::new(Socket::from(ours)).unwrap();
    let config = TlsConfig::new(&TlsOptions::default()).unwrap();
    connection.start_tls(&config, "mail.example").unwrap();
    let again = connection.start_tls(&config, "mail.example");
    assert!(matches!(again, Err(TlsError::InUse)), "{again:?}");
}

#[test]
fn a_name_that_no_certificate_has() {
    let (ours, _theirs) = UnixStream::pair().unwrap();
    let config = TlsConfig::new(&TlsOptions::default()).unwrap();
    let words = explained(talk(ours, &config, "ma il"));
    assert!(words.starts_with("No certificate can be valid for the name \"ma il\"."), "{words}");
}

#[test]
fn an_end_is_clean_or_not() {
    let ca = authority("Test CA");
    let pair = leaf(&ca, |_| {});
    // Cut off without close_notify.
    let (stream, serving) = serve(usual(&pair), |served| served.write_all(b"* OK ready\r\n"));
    let (_, heard, end) = talk(stream, &trusting(&ca), "mail.example").unwrap();
    serving.join().unwrap().unwrap();
    assert_eq!((heard.as_slice(), end), (&b"* OK ready\r\n"[..], Read::End { clean: false }));
    // Without TLS, only the end of the stream arrives.
    let (stream, serving) = speaks(b"* BYE\r\n");
    let mut connection = Connection::new(Socket::from(stream)).unwrap();
    connection.shut_down();
    assert_eq!(hear(&mut connection).unwrap(), (b"* BYE\r\n".to_vec(), Read::End { clean: true }));
    serving.join().unwrap();
}

#[test]
fn shutting_down_sends_close_notify() {
    let ca = authority("Test CA");
    let pair = leaf(&ca, |_| {});
    let (stream, serving) = serve(usual(&pair), |served| {
        let mut heard = Vec::new();
        // An end without close_notify would be an error here.
        served.read_to_end(&mut heard).map(|_| heard)
    });
    let mut connection = Connection::new(Socket::from(stream)).unwrap();
    start_tls(&mut connection, &trusting(&ca), "mail.example").unwrap();
    connection.send(b"a001 LOGOUT\r\n");
    connection.shut_down();
    assert_eq!(serving.join().unwrap().unwrap(), b"a001 LOGOUT\r\n");
}

#[test]
fn starttls_protects_what_follows() {
    let ca = authority("Test CA");
    let config = usual(&leaf(&ca, |_| {}));
    let (ours, mut theirs) = UnixStream::pair().unwrap();
    let serving = std::thread::spawn(move || {
        let mut line = [0; 14];
        theirs.read_exact(&mut line).unwrap();
        assert_eq!(&line, b"tls STARTTLS\r\n");
        theirs.write_all(b"tls OK begin\r\n").unwrap();
        let connection = ServerConnection::new(config).unwrap();
        let mut served = StreamOwned::new(connection, theirs);
        let mut line = [0; 11];
        served.read_exact(&mut line).unwrap();
        assert_eq!(&line, b"a001 NOOP\r\n");
        served.write_all(b"a001 OK done\r\n").unwrap();
        served.conn.send_close_notify();
        served.flush().unwrap();
    });
    let mut connection = Connection::new(Socket::from(ours)).unwrap();
    connection.send(b"tls STARTTLS\r\n");
    assert!(connection.flush().unwrap());
    let mut poller = Poller::new().unwrap();
    let mut buffer = [0; 64];
    let mut heard = 0;
    while heard < 14 {
        match connection.read(&mut buffer[heard..]).unwrap() {
            Read::Octets(octets) => heard += octets,
            _ => assert!(poller.wait(Some(&connection), Some(soon())).unwrap().readable),
        }
    }
    assert!(connection.tls().is_none());
    start_tls(&mut connection, &trusting(&ca), "mail.example").unwrap();
    connection.send(b"a001 NOOP\r\n");
    assert!(connection.flush().unwrap());
    assert_eq!(hear(&mut connection).unwrap().0, b"a001 OK done\r\n");
    serving.join().unwrap();
}

#[test]
fn the_tls_handshake_works_over_tcp() {
    let ca = authority("Test CA");
    let config = usual(&leaf(&ca, |_| {}));
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let serving = std::thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        let connection = ServerConnection::new(config).unwrap();
        let mut served: StreamOwned<_, TcpStream> = StreamOwned::new(connection, stream);
        served.write_all(b"* OK ready\r\n").unwrap();
        served.conn.send_close_notify();
        served.flush().unwrap();
    });
    let target = address::parse("127.0.0.1", Some(&port), None).unwrap();
    let connected = tcp::connect(&target, Duration::from_secs(60), None, &mut |_| {}).unwrap();
    let (_, heard, end) = talk(connected.stream, &trusting(&ca), &target.host).unwrap();
    assert_eq!((heard.as_slice(), end), (&b"* OK ready\r\n"[..], Read::End { clean: true }));
    serving.join().unwrap();
}
