//! What a strange server sends after its OK to COMPRESS, and what compression does to good octets.
//! The first octet says how the rest is cut.

#![no_main]

use imapsh::transport::{Connection, ConnectionError, Read, Socket};
use libfuzzer_sys::fuzz_target;
use std::io::Write;
use std::net::Shutdown;
use std::os::unix::net::UnixStream;

fuzz_target!(|data: &[u8]| {
    let Some((cut, octets)) = data.split_first() else { return };
    let cut = usize::from(*cut).max(1);
    // Refused or not: it must neither panic nor go on for ever.
    let (mut client, mut server) = pair();
    for piece in octets.chunks(cut) {
        server.write_all(piece).expect("room in the socket");
    }
    server.shutdown(Shutdown::Write).expect("an end");
    drop(read_to_end(&mut client, cut));

    // Compressed and inflated they are the same again.
    let (mut client, server) = pair();
    let mut server = connection(server);
    for piece in octets.chunks(cut) {
        server.send(piece);
        assert!(server.flush().expect("room in the socket"));
    }
    server.shut_down();
    assert!(read_to_end(&mut client, cut).expect("good octets") == octets);
});

fn pair() -> (Connection, UnixStream) {
    let (client, server) = UnixStream::pair().expect("a pair of sockets");
    (connection(client), server)
}

fn connection(socket: UnixStream) -> Connection {
    let mut connection = Connection::new(Socket::from(socket)).expect("a connection");
    connection.start_deflate(b"");
    connection
}

fn read_to_end(connection: &mut Connection, room: usize) -> Result<Vec<u8>, ConnectionError> {
    let mut buffer = vec![0; room];
    let mut all = Vec::new();
    loop {
        match connection.read(&mut buffer)? {
            Read::Octets(octets) => all.extend_from_slice(&buffer[..octets]),
            Read::Blocked => {}
            Read::End { .. } => return Ok(all),
        }
    }
}
