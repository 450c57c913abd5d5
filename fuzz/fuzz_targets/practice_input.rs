//! A whole session of the practice server with any input. The first octet selects where it starts:
//! before login, after it, or with a mailbox selected. The session must end when its client closes
//! the connection, without a panic.

#![no_main]

use imapsh::internals::{Config, Server};
use libfuzzer_sys::fuzz_target;
use std::io::{Read, Write};
use std::net::Shutdown;
use std::sync::Once;
use std::time::Duration;

/// Makes a panic in the session's thread abort the run.
static PANICS: Once = Once::new();

fuzz_target!(|data: &[u8]| {
    PANICS.call_once(|| {
        let hook = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            hook(info);
            std::process::abort();
        }));
    });
    let Some((start, input)) = data.split_first() else { return };
    let mut config = Config::default();
    config.tls = false;
    config.idle.mail_after = None;
    config.idle.still_here = None;
    config.limits.line = 4096;
    config.limits.literal = 4096;
    config.limits.account = 1024 * 1024;
    let server = Server::new(config);
    let mut client = server.attach().expect("no session");
    client.set_read_timeout(Some(Duration::from_secs(20))).expect("no timeout");
    let before: &[u8] = match start % 4 {
        0 => b"",
        1 => b"a LOGIN user pass\r\n",
        2 => b"a LOGIN user pass\r\nb SELECT INBOX\r\n",
        _ => b"a LOGIN taro himitsu\r\nb EXAMINE INBOX\r\n",
    };
    // The session may end before it has read all of the input.
    let sent = client.write_all(before).and_then(|()| client.write_all(input));
    sent.and_then(|()| client.shutdown(Shutdown::Write)).ok();
    let mut answer = Vec::new();
    let read = client.read_to_end(&mut answer);
    assert!(read.is_ok(), "the session did not end: {read:?}");
});
