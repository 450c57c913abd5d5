//! The password is not in anything that imapsh writes, neither plain nor in base64: standard output,
//! standard error, records, any file of the home folder.

mod mistakes;

use crate::support::process::{Finished, Process};
use crate::support::program::{NO_ARGS, Program};
use crate::support::replays::{plain_args, replay_on, replay_program};
use crate::support::scripted_server::ScriptedServer;
use crate::support::scripted_server::scripts::accepts_everything;
use crate::support::serve_process::ServeProcess;
use crate::support::{contains, crlf, find};
use base64::{Engine, engine::general_purpose::STANDARD};
use indoc::formatdoc;
use std::io::{self, BufRead, BufReader, Write};
use std::net::TcpStream;

const PASSWORD: &str = "hunter2-Xq7vK";

/// The password, and the parts of its base64 forms that do not depend on the text before and
/// after it, for each of the three places at which it can begin in a group of three octets.
fn forms() -> Vec<Vec<u8>> {
    let mut forms = vec![PASSWORD.as_bytes().to_vec()];
    for before in 0..3 {
        let octets = [&b"\0\0"[..before], PASSWORD.as_bytes()].concat();
        let encoded = STANDARD.encode(octets);
        forms.push(encoded.as_bytes()[4..encoded.len() - 4].to_vec());
    }
    forms
}

/// No form of the password is in the output or in a file, except in the script itself.
#[track_caller]
fn assert_password_absent(finished: &Finished, description: &str) {
    let mut written = finished.program.all_files();
    written.retain(|(path, _)| !path.ends_with("s.imap"));
    assert!(!written.is_empty(), "no record of {description}");
    written.push(("standard output".into(), finished.stdout.clone()));
    written.push(("standard error".into(), finished.stderr.clone().into()));
    for (place, octets) in &written {
        for form in forms() {
            if let Some(position) = find(octets, &form) {
                let context = &octets[position.saturating_sub(80)..position + form.len()];
                panic!(
                    "{description}: {:?} in {}: {}",
                    String::from_utf8_lossy(&form),
                    place.display(),
                    String::from_utf8_lossy(context)
                );
            }
        }
    }
}

/// The text before a token.
const URL: &str = "imap://x/INBOX/;uid=2;urlauth=anonymous:internal:";

/// Every way to write a password in a script: a description, and the script.
fn scripts_with_password() -> Vec<(&'static str, String)> {
    let plain = STANDARD.encode(format!("\0taro\0{PASSWORD}"));
    let encoded = STANDARD.encode(PASSWORD);
    let bearer =
        |before: &str| STANDARD.encode(format!("{before}\u{1}auth=Bearer {PASSWORD}\u{1}\u{1}"));
    let (xoauth2, oauthbearer) = (bearer("user=taro"), bearer("n,a=taro,\u{1}host=mail"));
    let (head, tail) = plain.split_at(6);
    let length = PASSWORD.len();
    vec![
        ("an atom", format!("login taro {PASSWORD}\n")),
        ("quoted", format!("login taro \"{PASSWORD}\"\n")),
        ("quoted with escapes", format!("login taro \"a\\\"b\\\\{PASSWORD}\"\n")),
        ("a literal", format!("login taro {{{length}}}\n{PASSWORD}\n")),
        ("a non-synchronizing literal", format!("login taro {{{length}+}}\n{PASSWORD}\n")),
        ("user and password as literals", format!("login {{4}}\ntaro {{{length}}}\n{PASSWORD}\n")),
        ("a literal that imapsh counts", format!("login taro {{<<END}}\n{PASSWORD}\nEND\n")),
        ("a typed tag", format!("x7 LOGIN taro {PASSWORD}\n")),
        ("mistyped", format!("lgoin taro {PASSWORD}\n* BAD\na001 BAD what\n")),
        ("mistyped with a typed tag", format!("x7 lgoin taro {PASSWORD}\nx7 BAD what\n")),
        ("PLAIN with an initial response", format!("authenticate plain {plain}\n")),
        ("PLAIN", format!("authenticate plain\n{plain}\n")),
        ("PLAIN with a typed tag", format!("x7 authenticate plain\n{plain}\n")),
        ("an answer that is only the password", format!("authenticate login\n{encoded}\n")),
        ("a variable", "login ${user} ${password}\n".to_owned()),
        ("a variable in quotes", "login ${user} \"${password}\"\n".to_owned()),
        ("a URL's token", format!("urlfetch \"{URL}{PASSWORD}\"\n")),
        ("the tokens of two URLs", format!("urlfetch {URL}{PASSWORD} {URL}{PASSWORD}\n")),
        ("a URL in a literal", format!("urlfetch {{{}}}\n{URL}{PASSWORD}\n", URL.len() + length)),
        (":raw", format!(":raw x9 login taro {PASSWORD}\n")),
        ("XOAUTH2", format!("authenticate xoauth2 {xoauth2}\n")),
        ("XOAUTH2 without an initial response", format!("authenticate xoauth2\n{xoauth2}\n")),
        ("OAUTHBEARER", format!("a1 AUTHENTICATE OAUTHBEARER {oauthbearer}\n")),
        ("with marks", format!("C: a1 LOGIN taro {PASSWORD}\nS: a1 OK in\n")),
        ("with arrows", format!("> a1 LOGIN taro {PASSWORD}\n< a1 OK in\n")),
        ("wrapped", format!("C: a1 LOGIN taro\n      {PASSWORD}\nS: a1 OK in\n")),
        ("PLAIN, wrapped", format!("C: a1 AUTHENTICATE PLAIN {head}\n     {tail}\nS: a1 OK in\n")),
        (
            "an answer, wrapped",
            format!("C: a1 AUTHENTICATE PLAIN\nS: + \nC: {head}\n   {tail}\nS: a1 OK in\n"),
        ),
        ("on a page", format!("Log in:\n\na1 login taro {PASSWORD}\na1 OK in\n\nThat is all.\n")),
        ("behind U+00A0", format!("login taro\u{a0}{PASSWORD}\n")),
        ("behind U+200B", format!("login taro\u{200b}{PASSWORD}\n")),
        ("behind another command", format!("id login taro {PASSWORD}\n")),
        ("joined to the name", format!("login taro:{PASSWORD}\n")),
        (
            "a value of ID",
            format!("id (\"os\" \"x\" \"password\" \"{PASSWORD}\" \"name\" \"y\")\n"),
        ),
        (
            "a value of ID after login",
            format!("login taro x\nid (\"api-key\" \"{PASSWORD}\" \"name\" \"y\")\n"),
        ),
        ("an entry", format!("setmetadata \"\" (/private/vendor/v/token \"{PASSWORD}\")\n")),
        (
            "an entry in a literal",
            format!("setmetadata x (/private/secret {{{length}}}\n{PASSWORD} /shared/comment y)\n"),
        ),
    ]
}

/// Sets the account for the variables of the scripts.
fn with_account(program: Program) -> Program {
    program.env("IMAPSH_USER", "taro").env("IMAPSH_PASSWORD", PASSWORD)
}

#[test]
fn no_form_of_the_password_is_written_anywhere() {
    for (description, script) in scripts_with_password() {
        for record in ["r.imap", "r.jsonl"] {
            let server = ScriptedServer::plain(accepts_everything);
            let args = plain_args(&server, &["--record", record]);
            let program = with_account(replay_program(&script, &args));
            let finished = Process::start(program).finish();
            finished.assert_status(0);
            let received = server.finish();
            assert!(
                forms().iter().any(|form| contains(&received, form)),
                "{description}: the server did not receive it: {}",
                String::from_utf8_lossy(&received)
            );
            assert_password_absent(&finished, description);
        }
    }
}

#[test]
fn no_form_of_the_password_is_written_when_read_from_standard_input() {
    for (description, script) in scripts_with_password() {
        let server = ScriptedServer::plain(accepts_everything);
        let args = plain_args(&server, &["--record", "r.jsonl"]);
        let mut process = Process::start(with_account(Program::imapsh(&args)));
        process.send(&script);
        let finished = process.finish();
        finished.assert_status(0);
        assert_password_absent(&finished, description);
    }
}

#[test]
fn no_form_of_the_password_is_shown_where_nothing_is_sent() {
    for (description, script) in scripts_with_password() {
        let mut all = vec![Process::start(replay_program(&script, &["--dry-run"])).finish()];
        for args in [&["explain"][..], &["explain", "--json"], &["explain", "--lang", "ja"]] {
            let mut process = Process::start(Program::imapsh(args));
            process.send(&script);
            all.push(process.finish());
        }
        for finished in all {
            for form in forms() {
                assert!(
                    !contains(&finished.stdout, &form),
                    "{description}: {}",
                    String::from_utf8_lossy(&finished.stdout)
                );
                assert!(!contains(finished.stderr.as_bytes(), &form), "{description}");
            }
        }
    }
}

#[test]
fn errors_do_not_contain_a_refused_password() {
    for answer in ["NO [AUTHENTICATIONFAILED] wrong", "BAD what"] {
        for (description, script) in scripts_with_password() {
            let server = ScriptedServer::plain(move |peer| {
                peer.send("* OK ready\r\n")?;
                let line = peer.read_line()?;
                let tag = line.split(' ').next().unwrap_or_default();
                peer.send(format!("{tag} {answer}\r\n"))?;
                let next = peer.read_line()?;
                // The rest of the refused command is not sent, unless it needs no continuation request.
                if !next.ends_with("logout") && !line.ends_with("+}") {
                    return Err(io::Error::other(format!("unexpected {next}")));
                }
                peer.send("* BYE see you\r\n")?;
                peer.close()
            });
            let args = plain_args(&server, &["--record", "r.imap"]);
            let program = with_account(replay_program(&script, &args));
            let finished = Process::start(program).finish();
            let failure_expected = script.contains("BAD") || script.starts_with(":raw");
            if !failure_expected {
                finished.assert_status(1);
            }
            assert_password_absent(&finished, description);
            if let Some(error) = server.script_error(0) {
                panic!("{description}: {error}");
            }
        }
    }
}

#[test]
fn server_output_is_never_masked() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK ready\r\n")?;
        peer.expect(&format!("a001 login taro {PASSWORD}"))?;
        peer.send(format!("* OK your password is {PASSWORD}\r\n"))?;
        peer.send("a001 OK in\r\n")?;
        peer.expect_logout()
    });
    let script = format!("login taro {PASSWORD}\n");
    let finished = replay_on(&server, script, &[]);
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

#[test]
fn the_practice_server_ignores_the_account_in_the_environment() {
    let script = "login ${user} ${password}\nlogout\n";
    for (user, password, command) in [
        ("me@mail.example", "Zq-Secret", "a001 login user ${password}"),
        // An account of the practice server is used.
        ("taro", "himitsu", "a001 login taro ${password}"),
    ] {
        let program = replay_program(script, NO_ARGS)
            .env("IMAPSH_USER", user)
            .env("IMAPSH_PASSWORD", password);
        Process::start(program).finish().assert_status(0).assert_stdout_contains(command);
    }
}

/// Sends lines to a practice server, each after the answer to the one before. Returns the answers.
fn converse(port: u16, lines: &[&str]) -> io::Result<String> {
    let mut socket = TcpStream::connect(("127.0.0.1", port))?;
    let mut reader = BufReader::new(socket.try_clone()?);
    let mut received = String::new();
    reader.read_line(&mut received)?;
    for line in lines {
        socket.write_all(format!("{line}\r\n").as_bytes())?;
        loop {
            let start = received.len();
            reader.read_line(&mut received)?;
            let answer = &received[start..];
            let is_last = !answer.starts_with("* ") || answer.contains(" BAD ");
            if is_last || answer.contains(" NO ") {
                break;
            }
        }
    }
    Ok(received)
}

#[test]
fn serve_verbose_shows_no_secret() {
    // base64 of NUL, "user", NUL, "Zq-Secret".
    let sasl = "AHVzZXIAWnEtU2VjcmV0";
    for lines in [
        // A client that sends its answer without having read that AUTHENTICATE was refused.
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
        &["a1 login user pass", "a2 authenticate plain", sasl, "a3 AHVzZXIAWnEtU2VjcmV0"],
    ] {
        let server = ServeProcess::start(&["--verbose"]);
        let answers = converse(server.plain_port, lines);
        let answers = answers.expect("the server answers each line");
        server.process.stderr.wait_for("session 1: ");
        let log = server.finish().stderr;
        let uppercase = log.to_uppercase();
        for secret in [sasl, "Zq-Secret"] {
            let logged = uppercase.contains(&secret.to_uppercase());
            assert!(!logged, "{lines:?}\n{log}\n{answers}");
        }
        assert!(log.contains("[1] C: "), "{log}");
        if lines.contains(&"a2 noop") {
            // After a valid command lines are shown again.
            assert!(log.contains("[1] C: a2 noop"), "{log}");
        }
    }
}

/// The log helps to find out why a client hangs while it waits for `+`.
#[test]
fn serve_verbose_shows_a_command_before_its_literal() {
    let server = ServeProcess::start(&["--verbose"]);
    let lines =
        ["a1 login {4}", "user {9}", "Zq-Secret", "a2 login user pass", "a3 append x {3}", "abc"];
    converse(server.plain_port, &lines).expect("the server answers each line");
    server.process.stderr.wait_for("session 1: ");
    let log = server.finish().stderr;
    let shown = [
        "C: a1 login {4}",
        "S: + OK",
        "C: user {9}",
        "S: + OK",
        "C: ****",
        "S: a1 NO",
        "C: a3 append x {3}",
        "S: + OK",
        "S: a3 NO",
    ];
    let mut rest = &log[..];
    for line in shown {
        let (_, after) =
            rest.split_once(&format!("[1] {line}")).unwrap_or_else(|| panic!("{line}: {log}"));
        rest = after;
    }
    assert!(!log.contains("Zq-Secret"), "{log}");
}
