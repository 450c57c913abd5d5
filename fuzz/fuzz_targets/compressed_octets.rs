//! Any octets from a server after its OK to COMPRESS, and octets that are compressed and inflated
//! again. The first octet of the input decides how the rest is split into reads.

#![no_main]

use imapsh::internals::{Connection, ConnectionError, Read, Socket};
use libfuzzer_sys::fuzz_target;
use std::io::Write;
use std::net::Shutdown;
use std::os::unix::net::UnixStream;

fuzz_target!(|data: &[u8]| {
    let Some((cut, octets)) = data.split_first() else { return };
    let cut = usize::from(*cut).max(1);
    // Inflating may fail, but must end, without a panic.
    let (mut client, mut server) = pair();
    server.write_all(octets).expect("the socket accepts it");
    server.shutdown(Shutdown::Write).expect("the socket is open");
    drop(read_to_end(&mut client, cut));

    // Compressing and inflating must not change the octets.
    let (mut client, server) = pair();
    let mut server = connection(server);
    let mut inflated = Vec::new();
    for piece in octets.chunks(cut) {
        server.send(piece);
        assert!(server.flush().expect("the socket accepts it"));
        // The socket's memory is bounded.
        inflated.extend(read_what_is_there(&mut client, cut).expect("valid DEFLATE"));
    }
    server.shut_down();
    inflated.extend(read_to_end(&mut client, cut).expect("valid DEFLATE"));
    assert!(inflated == octets);
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

fn read_what_is_there(
    connection: &mut Connection,
    room: usize,
) -> Result<Vec<u8>, ConnectionError> {
    let mut buffer = vec![0; room];
    let mut all = Vec::new();
    while let Read::Octets(octets) = connection.read(&mut buffer)? {
        all.extend_from_slice(&buffer[..octets]);
    }
    Ok(all)
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
