//! The password, as it is or as base64, is in nothing that imapsh writes: standard output, standard
//! error, records, any file of the home folder.

use crate::support::process::{Finished, Process};
use crate::support::program::Program;
use crate::support::replays::{plain_args, replay_program};
use crate::support::scripted_server::ScriptedServer;
use crate::support::scripted_server::scripts::accepts_everything;
use crate::support::{contains, crlf, find};
use indoc::formatdoc;
use nix::sys::signal::Signal;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;

const PASSWORD: &str = "hunter2-Xq7vK";

/// Base64 of these octets, RFC 4648.
fn base64(octets: &[u8]) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(octets)
}

/// The password itself, and as it looks inside base64, depending on the octets before it.
fn forms() -> Vec<Vec<u8>> {
    let mut forms = vec![PASSWORD.as_bytes().to_vec()];
    for before in 0..3 {
        let octets = [&b"\0\0"[..before], PASSWORD.as_bytes()].concat();
        // The first and the last group hold other octets too.
        let text = base64(&octets);
        forms.push(text.as_bytes()[4..text.len() - 4].to_vec());
    }
    forms
}

/// Searches everything written, except the script, for each form of the password.
#[track_caller]
fn assert_secret_absent(program: &Program, finished: &Finished, what: &str) {
    let mut written = vec![
        ("standard output".to_owned(), finished.stdout.clone()),
        (
            "standard error".to_owned(),
            finished.stderr.clone().into_bytes(),
        ),
    ];
    for (path, contents) in program.all_files() {
        if !path.ends_with("s.imap") {
            written.push((path.display().to_string(), contents));
        }
    }
    assert!(written.len() > 2, "no record of {what}");
    for (place, octets) in &written {
        for form in forms() {
            if let Some(at) = find(octets, &form) {
                panic!(
                    "{what}: {:?} in {place}: {}",
                    String::from_utf8_lossy(&form),
                    String::from_utf8_lossy(&octets[at.saturating_sub(80)..at + form.len()])
                );
            }
        }
    }
}

/// The ways to send a password: a name and a script for each.
fn login_scripts() -> Vec<(&'static str, String)> {
    let plain = base64(format!("\0taro\0{PASSWORD}").as_bytes());
    let password = base64(PASSWORD.as_bytes());
    let octets = PASSWORD.len();
    vec![
        ("an atom", format!("login taro {PASSWORD}\n")),
        ("quoted", format!("login taro \"{PASSWORD}\"\n")),
        (
            "quoted with escapes",
            format!("login taro \"a\\\"b\\\\{PASSWORD}\"\n"),
        ),
        (
            "a literal",
            format!("login taro {{{octets}}}\n{PASSWORD}\n"),
        ),
        (
            "a literal that does not wait",
            format!("login taro {{{octets}+}}\n{PASSWORD}\n"),
        ),
        (
            "both as literals",
            format!("login {{4}}\ntaro {{{octets}}}\n{PASSWORD}\n"),
        ),
        (
            "a counted literal",
            format!("login taro {{<<END}}\n{PASSWORD}\nEND\n"),
        ),
        ("a tag of the user's", format!("x7 LOGIN taro {PASSWORD}\n")),
        (
            "mistyped",
            format!("lgoin taro {PASSWORD}\n* BAD\na001 BAD what\n"),
        ),
        (
            "mistyped with a tag of the user's",
            format!("x7 lgoin taro {PASSWORD}\nx7 BAD what\n"),
        ),
        (
            "PLAIN with its initial response",
            format!("authenticate plain {plain}\n"),
        ),
        ("PLAIN", format!("authenticate plain\n{plain}\n")),
        (
            "PLAIN with a tag of the user's",
            format!("x7 authenticate plain\n{plain}\n"),
        ),
        (
            "an answer alone",
            format!("authenticate login\n{password}\n"),
        ),
        ("in variables", "login ${user} ${password}\n".to_owned()),
        (
            "in quotes as a variable",
            "login ${user} \"${password}\"\n".to_owned(),
        ),
        ("raw", format!(":raw x9 login taro {PASSWORD}\n")),
    ]
}

#[test]
fn no_form_of_the_password_is_written_anywhere() {
    for (what, script) in login_scripts() {
        for record in ["r.imap", "r.jsonl"] {
            let server = ScriptedServer::plain(accepts_everything);
            let program = replay_program(&script, &plain_args(&server, &["--record", record]))
                .env("IMAPSH_USER", "taro")
                .env("IMAPSH_PASSWORD", PASSWORD);
            let kept = program.clone();
            let finished = Process::start(program).finish();
            finished.assert_status(0);
            let received = server.finish();
            assert!(
                forms().iter().any(|form| contains(&received, form)),
                "{what}: the server did not get it: {}",
                String::from_utf8_lossy(&received)
            );
            assert_secret_absent(&kept, &finished, what);
        }
    }
}

#[test]
fn no_form_of_the_password_is_written_when_read_from_standard_input() {
    for (what, script) in login_scripts() {
        let server = ScriptedServer::plain(accepts_everything);
        let args = plain_args(&server, &["--record", "r.jsonl"]);
        let program = Program::imapsh(&args)
            .env("IMAPSH_USER", "taro")
            .env("IMAPSH_PASSWORD", PASSWORD);
        let kept = program.clone();
        let mut running = Process::start(program);
        running.send(&script);
        let finished = running.finish();
        finished.assert_status(0);
        assert_secret_absent(&kept, &finished, what);
    }
}

#[test]
fn errors_do_not_contain_a_refused_password() {
    for verb in ["NO [AUTHENTICATIONFAILED] wrong", "BAD what"] {
        for (what, script) in login_scripts() {
            let server = ScriptedServer::plain(move |peer| {
                peer.send("* OK ready\r\n")?;
                let line = peer.read_line()?;
                let tag = line.split(' ').next().unwrap_or_default();
                peer.send(format!("{tag} {verb}\r\n"))?;
                let rest = peer.read_line()?;
                // Of what belonged to the refused line nothing may follow.
                if !rest.ends_with("logout") && !line.ends_with("+}") {
                    return Err(std::io::Error::other(format!("{rest} came")));
                }
                peer.send("* BYE see you\r\n")?;
                peer.close()
            });
            let program = replay_program(&script, &plain_args(&server, &["--record", "r.imap"]))
                .env("IMAPSH_USER", "taro")
                .env("IMAPSH_PASSWORD", PASSWORD);
            let kept = program.clone();
            let finished = Process::start(program).finish();
            let meant = script.contains("BAD") || script.starts_with(":raw");
            if !meant {
                finished.assert_status(1);
            }
            assert_secret_absent(&kept, &finished, what);
            if let Some(error) = server.script_error(0) {
                panic!("{what}: {error}");
            }
        }
    }
}

#[test]
fn server_output_is_never_masked() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        peer.read_line()?;
        peer.send(format!(
            "* OK your password is {PASSWORD}\r\na001 OK in\r\n"
        ))?;
        peer.expect_logout()
    });
    let program = replay_program(
        format!("login taro {PASSWORD}\n"),
        &plain_args(&server, &[]),
    );
    let finished = Process::start(program).finish();
    finished.assert_status(0);
    finished.assert_stdout(&crlf(&formatdoc! {"
        * OK ready
        a001 login taro ${{password}}
        * OK your password is {PASSWORD}
        a001 OK in
        a002 logout
        * BYE see you
        a002 OK done
    "}));
}

/// Sends lines to a practice server on the network, each after the answer to the one before. Returns all
/// answers.
fn ask_serving(port: u16, lines: &[&str]) -> std::io::Result<String> {
    let mut tcp = TcpStream::connect(("127.0.0.1", port))?;
    let mut reader = BufReader::new(tcp.try_clone()?);
    let mut all = String::new();
    reader.read_line(&mut all)?;
    for line in lines {
        tcp.write_all(format!("{line}\r\n").as_bytes())?;
        loop {
            let from = all.len();
            reader.read_line(&mut all)?;
            let last = &all[from..];
            let waits = last.starts_with("+ ") || last.contains(" BAD ");
            if last.is_empty() || waits || last.contains(" NO ") || !last.starts_with("* ") {
                break;
            }
        }
    }
    Ok(all)
}

#[test]
fn serve_verbose_shows_no_secret() {
    // base64 of NUL, a name, NUL, Zq-Secret.
    let sasl = "AHVzZXIAWnEtU2VjcmV0";
    for lines in [
        // The mechanism is refused, but the client sends the answer anyway.
        &["a1 authenticate nosuch", sasl][..],
        &["a1 authenticate nosuch", sasl, sasl, "a2 noop"],
        &["a1 authenticate", "a2 AHVzZXIAWnEtU2VjcmV0"],
        &["a1 authenticate plain", "not base64", sasl],
        &["a1 authenticate plain", "*", sasl],
        &["a1 authenticate cram-md5 AHVzZXIAWnEtU2VjcmV0"],
        &["a1 authenticate plain AHVzZXIAWnEtU2VjcmV0"],
        &["a1 login user", "Zq-Secret"],
        &["a1 login user", "a2 Zq-Secret"],
        &["a1 login user Zq-Secret"],
        &["lgoin user Zq-Secret"],
        &["a1 lgoin user Zq-Secret"],
        &[
            "a1 login user pass",
            "a2 authenticate plain",
            sasl,
            "a3 AHVzZXIAWnEtU2VjcmV0",
        ],
    ] {
        let running = Process::imapsh(&["serve", "--verbose"]);
        running.stdout.wait_for("\n");
        let first = running.stdout.text();
        let port = first
            .split_whitespace()
            .find_map(|word| word.strip_prefix("imap://127.0.0.1:")?.parse().ok());
        let answered = ask_serving(port.expect("a port"), lines).expect("a talk");
        running.stderr.wait_for("session 1: ");
        running.signal(Signal::SIGTERM);
        let finished = running.finish();
        finished.assert_status(0);
        let log = &finished.stderr;
        let upper = log.to_uppercase();
        for secret in [sasl, "Zq-Secret"] {
            assert!(
                !upper.contains(&secret.to_uppercase()),
                "{lines:?}\n{log}\n{answered}"
            );
        }
        assert!(log.contains("[1] C: "), "{log}");
        if lines.contains(&"a2 noop") {
            // From the next command on, lines are shown again.
            assert!(log.contains("[1] C: a2 noop"), "{log}");
        }
    }
}
