//! Every way to get a login wrong, at the prompt, in a script, from standard input and at
//! `imapsh serve --verbose`: nothing that imapsh writes contains the secret.

use super::{PASSWORD, converse, forms};
use crate::support::find;
use crate::support::process::Process;
use crate::support::program::Program;
use crate::support::replays::{plain_args, replay_program};
use crate::support::scripted_server::{Outcome, Peer, ScriptedServer};
use crate::support::serve_process::ServeProcess;
use crate::support::terminal::Terminal;
use base64::{Engine, engine::general_purpose::STANDARD};
use std::path::Path;

/// Characters that look like a space, or like nothing.
const BLANKS: &[char] = &[
    '\t', '\u{b}', '\u{c}', '\u{a0}', '\u{2003}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{202f}',
    '\u{2060}', '\u{3000}', '\u{feff}',
];

/// The lines of each attempt.
fn mistakes() -> Vec<Vec<String>> {
    let base64 = STANDARD.encode(format!("\0taro\0{PASSWORD}"));
    let (secret, size) = (PASSWORD, PASSWORD.len());
    let variable = format!("${{{secret}}}");
    let mut mistakes: Vec<Vec<String>> = BLANKS
        .iter()
        .flat_map(|blank| {
            [
                vec![format!("login taro{blank}{secret}")],
                vec![format!("x1{blank}login{blank}taro {blank}{secret}")],
            ]
        })
        .collect();
    for line in [
        // The space is missing, or another sign replaces it.
        format!("login taro:{secret}"),
        format!("login taro/{secret}"),
        format!("login:taro:{secret}"),
        format!("login(taro,{secret})"),
        format!("logintaro {secret}"),
        format!("taro: {secret}"),
        format!("<me@example.org> {secret}"),
        format!("mailto:me@example.org {secret}"),
        format!("login taro{{{size}}}{secret}"),
        // It is joined to a variable.
        format!("login ${{user}}:{secret}"),
        format!("login ${{user}}/{secret}"),
        format!("login ${{user}}.{secret}"),
        format!("login ${{user}},{secret}"),
        format!("lgoin ${{user}}:{secret}"),
        // The verb is wrong.
        format!("lgoin taro {secret}"),
        format!("lgoin taro:{secret}"),
        format!("log1n taro {secret}"),
        format!("login1 taro {secret}"),
        format!("logon taro {secret}"),
        format!("x1 signin taro {secret}"),
        format!("PASS {secret}"),
        format!("pasword={secret}"),
        format!("auth plain {base64}"),
        format!("plain {base64}"),
        format!("plain{base64}"),
        format!("authenticate PLAIN{base64}"),
        format!("## login taro {secret}"),
        format!("authenticate {base64}"),
        format!("authenticate=plain {base64}"),
        // Another command precedes it.
        format!("x1 noop x2 login taro {secret}"),
        format!("noop x2 lgoin taro {secret}"),
        format!("capability pass {secret}"),
        format!("id login taro {secret}"),
        format!("id (\"login\" \"taro\" \"{secret}\")"),
        format!("select inbox,login taro:{secret}"),
        // An address.
        format!("imaps://taro:{secret}@mail.example"),
        format!("connect imaps://taro:{secret}@mail.example"),
        // Directives.
        format!(":set password {secret}"),
        format!(":set pasword {secret}"),
        format!(":set passwd {secret}"),
        format!(":set pw={secret}"),
        format!(":set\u{a0}password\u{a0}{secret}"),
        format!(":sett password {secret}"),
        format!(":password {secret}"),
        format!(":pass={secret}"),
        format!(":base64 {secret}"),
        format!(":unbase64 {base64}"),
        format!(":auth plain {base64}"),
        format!(":login taro {secret}"),
        format!(": login taro {secret}"),
        format!(":x1 login taro {secret}"),
        format!(":rwa x1 login taro {secret}"),
        format!(":frobnicate {secret}"),
        format!(":{secret}"),
        format!(":set pasword{secret}"),
        format!("login taro ${{{secret}}}"),
        format!("login taro {{<{secret}}}"),
        format!("x1 ok login taro {secret}"),
        format!("x1 OK login taro {secret}"),
        format!("a1 NO LOGIN taro {secret}"),
        format!("lgoin ok {secret}"),
        format!(":state login taro {secret}"),
        format!(":tag x1 login taro {secret}"),
        format!(":help login taro {secret}"),
        format!(":connect imaps://taro:{secret}@mail.example"),
        format!(":connect mail.example --user taro --password={secret}"),
        format!(":set user taro {secret}"),
        format!(":set user taro:{secret}"),
        format!(":set user=\"taro:{secret}\""),
        format!(":set auth=plain {secret}"),
        format!(":set パスワード {secret}"),
        format!(":set {secret}! now"),
        format!(":set {secret}"),
        format!(":connect mail.example {secret}"),
        format!(":connect mail.example 993 {secret}"),
        format!(":connect mail.example --user taro:{secret}"),
        format!(":wait 0s login taro {secret}"),
        format!("curl -u taro:{secret} imaps://mail.example"),
        // Another program's line.
        format!("openssl s_client -connect taro:{secret}@mail.example:993"),
        format!("telnet mail.example 143 {secret}"),
        format!("ssh taro:{secret}@mail.example"),
        format!("printf '\\0taro\\0{secret}' | base64"),
        format!("$ echo -n {secret} | base64"),
        format!("export IMAPSH_PASSWORD={secret}"),
        format!("IMAPSH_PASSWORD={secret} imapsh mail.example"),
        format!("$env:IMAPSH_PASSWORD='{secret}'"),
        format!("* login taro {secret}"),
        format!(":run x1 login taro {secret}"),
        format!(":record login taro {secret}"),
        format!(":deliver login taro {secret}"),
        format!("# x1 login taro {secret}"),
        format!("x1 noop # login taro {secret}"),
        format!(":raw login taro {secret}"),
        format!(":raw x1 lgoin taro {secret}"),
        format!(":raw x1 noop x2 login taro {secret}"),
    ] {
        mistakes.push(vec![line]);
    }
    for lines in [
        // The secret follows on a separate line.
        vec![":raw x1 authenticate plain", &base64],
        vec!["authenticate plain", &variable],
        vec![":raw x1 auth plain", &base64],
        vec![&format!(":raw x1 login taro {{{size}}}"), secret],
        vec!["auth plain", &base64],
        vec!["authenticate=plain", &base64],
        vec!["authorize", &base64],
        vec!["authenticate nosuch", "noop", &base64],
        vec!["login", "taro", secret],
        vec!["login taro", &format!(":explain {secret}")],
        vec!["login taro", &format!(":explain noop {secret}")],
        vec!["login taro", &format!(":explain * {secret}")],
        vec!["login", &format!("taro {secret}")],
        vec!["login taro", "noop", "selct inbox", secret],
        vec!["USER taro", &format!("PASS {secret}")],
        vec!["user", "capability", secret],
        vec!["login taro wrong", "noop", secret],
        vec!["lgoin taro", &format!("x1 {secret}")],
        vec![": login taro", secret],
        // After any tag, sign or command.
        vec!["a auth plain", &base64],
        vec!["abc  auth plain", &base64],
        vec!["a logni taro", secret],
        vec!["x lgoin", secret],
        vec!["a authorize", &base64],
        vec!["a auth plain", "noop", secret],
        vec!["a pass", secret],
        vec!["a user", secret],
        vec![":raw a auth plain", &base64],
        vec!["- auth plain", &base64],
        vec!["> auth plain", &base64],
        vec!["C: a auth plain", &base64],
        vec!["ａ auth plain", &base64],
        vec!["noop auth plain", &base64],
        vec!["a noop auth plain", &base64],
        vec!["starttls auth plain", &base64],
        vec!["nop auth plain", &base64],
        vec!["ログイン taro", secret],
        vec!["a ログイン", secret],
        vec!["lgoin taro {<missing}", secret],
        vec!["login taro", "{<<X}", secret, "X"],
        vec!["login taro", "x1 {<<X}", secret, "X"],
        // Lines that are not received.
        vec![":set timeout 300ms", &format!(":expect x1 login taro {secret}")],
        vec![":set timeout 300ms", &format!(":expect! login taro:{secret}")],
        vec![":set timeout 300ms", &format!(":capture pw login taro {secret}")],
        vec![":set timeout 300ms", &format!(":capture password {secret}")],
        // It looks like a line of a tool, a shell or a server, or like a comment.
        vec!["login taro", &format!("{secret}#")],
        vec!["login taro", &format!("{secret}$")],
        vec!["lgoin taro", "noop", &format!("{secret}%")],
        vec!["login taro wrong", &format!("C:\\{secret}")],
        vec!["login taro wrong", &format!("note: {secret}")],
        vec!["login taro wrong", &format!("verify {secret}")],
        vec!["login taro wrong", &format!("Correct {secret} horse battery.")],
        vec!["login taro", &format!("taro:{secret}@h")],
        vec!["login taro", &format!("# {secret}")],
        vec!["login taro", &format!("#{secret}")],
        vec!["login taro", &format!("+ {secret}")],
        vec!["login taro", &format!("* {secret}")],
        vec!["login taro", &format!("S: {secret}")],
        vec!["login taro", &format!("x1 no {secret}")],
        vec!["auth plain", &format!("+ {base64}")],
        // The user's literal contains it, or ends before it.
        vec![&format!("login {{{}}}", size + 5), &format!("taro {secret}")],
        vec!["login {4}", &format!("taro {secret}")],
        vec!["login {4}", &format!("taro{secret}")],
        vec![&format!("lgoin taro {{{size}}}"), secret],
        // Another command's literal swallows it, or ends within it.
        vec![&format!("append x {{{}}}", size + 14), &format!("x1 login taro {secret}")],
        vec!["append x {14}", &format!("x1 login taro {secret}")],
        vec!["append x {9}", &format!("x1 login taro {secret}")],
        vec![&format!("create {{{}}}", size + 19), &format!("imap://taro:{secret}@mail/x")],
    ] {
        mistakes.push(lines.into_iter().map(str::to_owned).collect());
    }
    mistakes
}

/// Requests literals and one answer to AUTHENTICATE, and refuses every login.
fn requests_and_refuses(peer: &mut Peer) -> Outcome {
    peer.send("* OK ready\r\n")?;
    loop {
        let mut line = peer.read_line()?;
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        let verb = words.get(1).map(|verb| verb.to_ascii_lowercase()).unwrap_or_default();
        let tag = if words.len() > 1 { &words[0] } else { "*" };
        while let Some(size) =
            line.strip_suffix('}').and_then(|line| line.rsplit_once('{')?.1.parse::<usize>().ok())
        {
            peer.send("+ go on\r\n")?;
            peer.read_octets(size)?;
            line = peer.read_line()?;
        }
        match verb.as_str() {
            "logout" => {
                peer.send(format!("* BYE see you\r\n{tag} OK done\r\n"))?;
                return peer.close();
            }
            "authenticate" if words.len() == 3 && words[2] == "plain" => {
                peer.send("+ \r\n")?;
                peer.read_line()?;
                peer.send(format!("{tag} NO no\r\n"))?;
            }
            "noop" if words.len() == 2 => peer.send(format!("{tag} OK done\r\n"))?,
            "login" => peer.send(format!("{tag} NO no\r\n"))?,
            _ => peer.send(format!("{tag} BAD what\r\n"))?,
        }
    }
}

/// Refuses every literal and every challenge.
fn refuses_at_once(peer: &mut Peer) -> Outcome {
    peer.send("* OK ready\r\n")?;
    loop {
        let line = peer.read_line()?;
        let (tag, command) = line.split_once(' ').unwrap_or(("*", ""));
        match command {
            "logout" => {
                peer.send(format!("* BYE see you\r\n{tag} OK done\r\n"))?;
                return peer.close();
            }
            _ => peer.send(format!("{tag} BAD what\r\n"))?,
        }
    }
}

const SERVERS: [fn(&mut Peer) -> Outcome; 2] = [requests_and_refuses, refuses_at_once];

/// No form of the password is in these octets.
#[track_caller]
fn assert_absent(octets: &[u8], place: &Path, lines: &[String]) {
    for form in forms() {
        if let Some(at) = find(octets, &form) {
            let context = &octets[at.saturating_sub(200)..at + form.len()];
            panic!("{lines:?}: in {}: {}", place.display(), String::from_utf8_lossy(context));
        }
    }
}

#[track_caller]
fn assert_absent_from_files(program: &Program, lines: &[String]) {
    for (path, octets) in program.all_files() {
        if !path.ends_with("s.imap") {
            assert_absent(&octets, &path, lines);
        }
    }
}

/// Whether the lines ask for another form of the secret, which is shown on a terminal only.
fn asks_for_base64(lines: &[String]) -> bool {
    lines.iter().any(|line| line.starts_with(":base64") || line.starts_with(":unbase64"))
}

#[test]
fn secrets_of_mistyped_lines_are_absent_at_the_prompt() {
    for (index, lines) in mistakes().iter().enumerate() {
        // These are keys of the editor.
        if lines.iter().any(|line| line.contains(char::is_control)) {
            continue;
        }
        let server = ScriptedServer::plain(SERVERS[index % 2]);
        let record = ["r.imap", "r.jsonl"][index / 2 % 2];
        let args = plain_args(&server, &["--record", record]);
        let terminal = Terminal::start(Program::imapsh(&args).env("IMAPSH_USER", "taro"), 60, 110);
        terminal.wait_line("a001");
        for line in lines {
            let before = answers(&terminal.all_rows());
            terminal.type_line(line);
            terminal.wait_until("an answer", |screen| {
                answers(&screen.rows(0, 110).collect::<Vec<_>>()) > before
            });
        }
        drop(server);
        if !asks_for_base64(lines) {
            assert_absent(&terminal.written(), Path::new("the terminal"), lines);
        }
        assert_absent_from_files(&terminal.program, lines);
    }
}

/// How many rows show that a line was dealt with.
fn answers(rows: &[String]) -> usize {
    let is_answer = |row: &&String| {
        row.starts_with("· ")
            || row.starts_with('+')
            || [" BAD ", " NO ", " OK "].iter().any(|it| row.contains(it))
    };
    rows.iter().filter(is_answer).count()
}

#[test]
fn secrets_of_mistyped_lines_are_absent_in_replays() {
    for lines in &mistakes() {
        let script = lines.join("\n") + "\n";
        for (server, record) in SERVERS.into_iter().zip(["r.imap", "r.jsonl"]) {
            let (file, stdin) = (ScriptedServer::plain(server), ScriptedServer::plain(server));
            let options = ["--record", record, "--keep-going"];
            let with_user = |program: Program| program.env("IMAPSH_USER", "taro");
            let program = replay_program(&script, &plain_args(&file, &options));
            let replay = Process::start(with_user(program));
            let program = Program::imapsh(&["replay", "-"]).args(&plain_args(&stdin, &options));
            let mut piped = Process::start(with_user(program));
            piped.send(&script);
            for finished in [replay.finish(), piped.finish()] {
                assert_absent(&finished.stdout, Path::new("standard output"), lines);
                assert_absent(finished.stderr.as_bytes(), Path::new("standard error"), lines);
                assert_absent_from_files(&finished.program, lines);
            }
        }
        let dry = Process::start(replay_program(&script, &["--dry-run"])).finish();
        assert_absent(&dry.stdout, Path::new("the dry run"), lines);
        assert_absent(dry.stderr.as_bytes(), Path::new("the dry run's errors"), lines);
    }
}

#[test]
fn secrets_of_mistyped_lines_are_absent_in_explanations() {
    let base64 = STANDARD.encode(format!("\0taro\0{PASSWORD}"));
    for lines in [
        vec!["a auth plain", &base64],
        vec!["C: a auth plain", &base64],
        vec!["- auth plain", &base64],
        vec!["noop auth plain", "noop", &base64],
        vec!["x lgoin", PASSWORD],
        vec!["login taro", &format!("#{PASSWORD}")],
        vec![&format!(":set pw={PASSWORD}")],
        vec![&format!(":frobnicate {PASSWORD}")],
        vec![&format!("$ echo -n {PASSWORD} | base64")],
        vec![&format!("export IMAPSH_PASSWORD={PASSWORD}")],
        vec![&format!("$ openssl s_client -connect taro:{PASSWORD}@mail.example:993")],
    ] {
        let mut explain = Process::start(Program::imapsh(&["explain"]));
        explain.send(lines.join("\n") + "\n");
        let explained = explain.finish();
        let lines: Vec<String> = lines.into_iter().map(str::to_owned).collect();
        assert_absent(&explained.stdout, Path::new("the explanation"), &lines);
        assert_absent(explained.stderr.as_bytes(), Path::new("its errors"), &lines);
    }
}

#[test]
fn secrets_of_mistyped_lines_are_absent_in_the_practice_servers_log() {
    for lines in mistakes() {
        if lines.iter().any(|line| line.starts_with(':')) {
            continue;
        }
        let server = ServeProcess::start(&["--verbose"]);
        let tagged: Vec<String> = (1..)
            .zip(&lines)
            .map(|(number, line)| {
                if line.starts_with('x') || number > 1 {
                    line.clone()
                } else {
                    format!("a{number} {line}")
                }
            })
            .collect();
        let tagged: Vec<&str> = tagged.iter().map(String::as_str).collect();
        let answers = converse(server.plain_port, &tagged).expect("an answer to each line");
        server.process.stderr.wait_for("session 1: ");
        let log = server.finish().stderr;
        assert_absent(log.to_lowercase().as_bytes(), Path::new("the log"), &lines);
        assert_absent(log.as_bytes(), Path::new("the log"), &lines);
        assert_absent(answers.as_bytes(), Path::new("the answers"), &lines);
    }
}
