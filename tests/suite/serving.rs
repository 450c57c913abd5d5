//! `imapsh serve`: its ports, the directory that it delivers from, and what it announces.

use crate::support::process::Process;
use crate::support::program::Program;
use crate::support::serve_process::ServeProcess;
use std::fs;

#[test]
fn a_file_in_the_directory_is_delivered_and_removed() {
    let directory = tempfile::tempdir().unwrap();
    let path = |name: &str| directory.path().join(name);
    fs::create_dir(path("taro")).unwrap();
    fs::create_dir(path("nobody")).unwrap();
    fs::write(path("one.eml"), "Subject: dropped\n\nHello.\n").unwrap();
    fs::write(path(".hidden"), "Subject: hidden\n\n").unwrap();
    let options = ["--quiet-idle", "--deliver-dir", directory.path().to_str().unwrap()];
    let server = ServeProcess::start(&options);
    let mut client = server.raw_client();
    client.run("SELECT INBOX");
    while client.run("NOOP").len() == 1 {}
    assert_eq!(
        client.run("FETCH * BODY.PEEK[]")[0],
        "12 FETCH (BODY[] \"Subject: dropped\\r\\n\\r\\nHello.\\r\\n\")"
    );
    fs::write(path("nobody/two.eml"), "Subject: two\n\n").unwrap();
    server.process.stderr.wait_for("there is no such account");
    fs::write(path("taro/three.eml"), "Subject: three\n\n").unwrap();
    while path("taro/three.eml").exists() {
        std::thread::yield_now();
    }
    assert!(path(".hidden").exists() && path("nobody/two.eml").exists());
    assert!(!path("one.eml").exists());
    server.finish();
}

#[test]
fn only_the_listed_capabilities_are_announced() {
    let server = ServeProcess::start(&["--announce", "idle,UIDPLUS"]);
    let mut client = server.raw_client();
    assert_eq!(client.run("NAMESPACE"), ["BAD"]);
    assert_eq!(client.run("UID EXPUNGE 1"), ["BAD"]);
    client.run("SELECT INBOX");
    assert_eq!(client.run("UID EXPUNGE 1"), ["OK"]);
    server.finish();
    let wrong = Process::imapsh(&["serve", "--announce", "IDLE,FROB"]).finish();
    wrong.assert_status(2).assert_output_contains("has no capability \"FROB\"");
}

#[test]
fn the_port_for_tls_can_be_chosen() {
    // A port that was free a moment ago.
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let server = ServeProcess::start(&["--tls-port", &free.to_string()]);
    assert_eq!(server.tls_port, free);
    server.finish();
}

#[test]
fn the_certificate_is_valid_for_the_address_of_the_server() {
    let program = Program::imapsh(&["serve", "127.0.0.2:0", "--ca-out", "ca.pem"]);
    let ca_file = program.home().join("ca.pem").to_string_lossy().into_owned();
    let server = Process::start(program);
    server.stdout.wait_for("\n");
    let line = server.stdout.text();
    let (_, port) = line.trim().rsplit_once("imaps://127.0.0.2:").expect("the port for TLS");
    let client = ["127.0.0.2", port, "--ca-file", &ca_file, "-c", "logout"];
    Process::imapsh(&client).finish().assert_status(0);
    server.signal(nix::sys::signal::Signal::SIGTERM);
    server.finish().assert_status(0);
}

#[test]
fn listening_beyond_this_computer_is_warned_of() {
    let server = Process::imapsh(&["serve", "0.0.0.0:0"]);
    server.stdout.wait_for("\n");
    let printed = String::from_utf8_lossy(&server.stdout.octets()).into_owned();
    let address = printed.trim_start_matches("imap://").split(' ').next().expect("an address");
    server.stderr.wait_for(&format!("Anyone who can reach {address} can log in"));
    server.signal(nix::sys::signal::Signal::SIGTERM);
    server.finish().assert_status(0);
}
