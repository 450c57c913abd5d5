//! The command line: each option does something with each command, or is refused there; each wrong
//! value is told with a right one; and no secret is repeated.

use crate::support::process::{Finished, Process};
use crate::support::program::{NO_ARGS, Program};
use crate::support::serve_process::ServeProcess;
use crate::support::terminal::Terminal;
use std::collections::BTreeSet;

/// An option with a value, a script that it makes a difference to, and how that shows.
struct Case {
    option: &'static str,
    value: Option<&'static str>,
    /// What stands beside it: `PLAIN`, `TLS` and `CA` are the server's.
    with: &'static [&'static str],
    script: &'static str,
    status: i32,
    /// In what it says on standard output or error.
    shows: &'static str,
}

const fn case(option: &'static str, value: Option<&'static str>, shows: &'static str) -> Case {
    let with: &[&str] = &[];
    Case {
        option,
        value,
        with,
        script: "login user pass\nnoop\nlogout\n",
        status: 0,
        shows,
    }
}

/// Every option of a session. A new one has to find its place here.
const CASES: &[Case] = &[
    Case {
        with: &["PLAIN", "--ca-file", "CA"],
        ..case("--starttls", None, "The session is now encrypted with")
    },
    Case {
        with: &["PLAIN"],
        ..case("--plain", None, "without encryption: anyone")
    },
    Case {
        with: &["TLS"],
        ..case("--ca-file", Some("CA"), "(verified with --ca-file)")
    },
    Case {
        with: &["TLS"],
        ..case(
            "--insecure",
            None,
            "The server's identity was not verified (--insecure)",
        )
    },
    Case {
        with: &["TLS", "--key", "me.key"],
        status: 2,
        ..case("--cert", Some("me.crt"), "Cannot read me.crt")
    },
    Case {
        with: &["TLS", "--cert", "me.crt"],
        status: 2,
        ..case("--key", Some("me.key"), "Cannot read me.crt")
    },
    Case {
        status: 3,
        ..case(
            "--command",
            Some("exit 5"),
            "The command exited with status 5",
        )
    },
    Case {
        with: &["--command", "cat >/dev/null"],
        status: 3,
        ..case("--timeout", Some("200ms"), "within 0.2 s")
    },
    Case {
        script: "login ${user} pass\nlogout\n",
        status: 1,
        ..case("--user", Some("hanako"), "login hanako")
    },
    Case {
        script: "login user pass\nselect ${box}\nlogout\n",
        ..case("--var", Some("box=Archive"), "select Archive")
    },
    Case {
        ..case("--record", Some("made.imap"), "a001 OK")
    },
    Case {
        ..case("--time", None, "imapsh: a002 ")
    },
    Case {
        ..case("--color", Some("always"), "\x1b[")
    },
    Case {
        ..case("--tag", Some("t"), "t001 login")
    },
    Case {
        script: "login user pass\nnoop\nnoop\nlogout\n",
        ..case("--pipeline", None, "a002 noop\r\na003 noop\r\n")
    },
    Case {
        ..case("--step", None, "Enter")
    },
    Case {
        script: "frobnicate\nnoop\nlogout\n",
        status: 1,
        ..case("--keep-going", None, "a002 OK")
    },
    Case {
        script: ":connect PLAIN --plain\nlogout\n",
        ..case("--trust", None, "without encryption: anyone")
    },
];

/// Server, and the words of a case with its addresses filled in.
struct Room(ServeProcess);

impl Room {
    fn fill(&self, word: &str) -> String {
        let Room(server) = self;
        word.replace("PLAIN", &format!("127.0.0.1:{}", server.plain_port))
            .replace("TLS", &format!("127.0.0.1:{}", server.tls_port))
            .replace("CA", &server.ca_file)
    }

    fn words(&self, case: &Case) -> Vec<String> {
        let hosts = case
            .with
            .iter()
            .filter(|word| matches!(**word, "PLAIN" | "TLS"));
        let others = case
            .with
            .iter()
            .filter(|word| !matches!(**word, "PLAIN" | "TLS"));
        // The host comes first: what follows is options and their values.
        let words = hosts
            .chain(others)
            .copied()
            .chain([case.option])
            .chain(case.value);
        words
            .map(|word| {
                if word.starts_with("--") {
                    word.to_owned()
                } else {
                    self.fill(word)
                }
            })
            .collect()
    }
}

fn said(finished: &Finished) -> String {
    finished.text() + &finished.stderr
}

/// The options that the help of a command names.
fn options_of(command: &[&str]) -> BTreeSet<String> {
    let args: Vec<&str> = command.iter().copied().chain(["--help"]).collect();
    let finished = Process::start(&args).finish();
    finished.assert_status(0);
    let text = finished.text();
    let words = text
        .lines()
        .map(str::trim_start)
        .filter(|line| line.starts_with('-'));
    let options =
        words.filter_map(|line| line.split([' ', ',']).find(|word| word.starts_with("--")));
    options.map(str::to_owned).collect()
}

#[test]
fn every_option_works_with_a_script_and_with_standard_input() {
    let room = Room(ServeProcess::start());
    let named: BTreeSet<String> = CASES.iter().map(|case| case.option.to_owned()).collect();
    for command in [&[][..], &["replay"]] {
        let mut there = options_of(command);
        there.retain(|option| option != "--help" && option != "--version");
        assert_eq!(
            there, named,
            "{command:?}: an option without a case, or the reverse"
        );
    }
    for case in CASES {
        let words = room.words(case);
        let script = case.script.replace("PLAIN", &room.fill("PLAIN"));
        let replay = Program::imapsh(&["replay", "s.imap"]).args(&words);
        replay.file("s.imap", &script);
        let home = replay.clone();
        let mut running = Process::run(replay);
        if case.option == "--step" {
            running.send("\n\n\n\n\n");
        }
        let finished = running.finish();
        finished.assert_status(case.status);
        assert!(
            said(&finished).contains(case.shows),
            "{}: {}",
            case.option,
            said(&finished)
        );
        if case.option == "--record" {
            assert!(home.home().join("made.imap").is_file());
        }
        // The same from a pipe: `imapsh HOST < file`.
        let mut running = Process::run(Program::imapsh(NO_ARGS).args(&words));
        running.send(&script);
        let finished = running.finish();
        if case.option == "--step" {
            finished.assert_status(2);
            assert!(
                said(&finished).contains("--step reads Enter from standard input"),
                "{}",
                said(&finished)
            );
            assert!(finished.stdout.is_empty());
        } else if case.option == "--pipeline" {
            // A line that has not come can't go out early.
            finished.assert_status(0);
        } else {
            finished.assert_status(case.status);
            assert!(
                said(&finished).contains(case.shows),
                "{}: {}",
                case.option,
                said(&finished)
            );
        }
    }
    room.0.finish();
}

#[test]
fn every_option_shows_at_the_prompt_or_is_refused() {
    let room = Room(ServeProcess::start());
    for case in CASES {
        let words = room.words(case);
        let program = Program::imapsh(NO_ARGS).args(&words);
        let home = program.clone();
        let terminal = Terminal::run(program, 40, 120);
        let shows = match case.option {
            "--step" => "--step reads Enter from standard input",
            "--time" => "secs).  (",
            _ => case.shows,
        };
        let prompt = if case.option == "--tag" {
            "t001"
        } else {
            "a001"
        };
        if matches!(case.status, 2 | 3) || case.option == "--step" {
            terminal.wait_for(shows);
            let status = if case.option == "--step" {
                2
            } else {
                case.status
            };
            assert_eq!(terminal.wait_exit(), status as u32, "{}", case.option);
            continue;
        }
        terminal.wait_line(prompt);
        let script = case.script.replace("PLAIN", &room.fill("PLAIN"));
        home.file("s.imap", &script);
        // These are about scripts: `:run` is where they show.
        if matches!(case.option, "--pipeline" | "--keep-going" | "--trust") {
            terminal.type_keys(":run s.imap\r");
        } else {
            for line in script.lines().filter(|line| *line != "logout") {
                terminal.type_keys(format!("{line}\r"));
            }
        }
        match case.option {
            "--color" => drop(terminal.wait_raw(case.shows)),
            "--pipeline" => {
                terminal.wait_for("a003 OK");
                let rows = terminal.all_rows();
                let at = rows.iter().position(|row| row.contains("a002 noop"));
                assert!(
                    at.is_some_and(|at| rows[at + 1].contains("a003 noop")),
                    "{rows:?}"
                );
            }
            _ => drop(terminal.wait_for(shows)),
        }
        if case.option == "--record" {
            assert!(home.home().join("made.imap").is_file());
        }
        terminal.type_keys(":quit\r");
        terminal.wait_exit();
    }
    room.0.finish();
}

#[test]
fn commands_without_a_session_refuse_its_options() {
    let own = options_of(&["serve"]);
    for (command, rest) in [("serve", &[][..]), ("generate", &["man"]), ("help", &[])] {
        for case in CASES
            .iter()
            .filter(|case| command != "serve" || !own.contains(case.option))
        {
            // One of a pair that only goes together.
            let mut option = vec![case.option];
            option.extend(case.value);
            option.extend(match case.option {
                "--cert" => &["--key", "k"][..],
                "--key" => &["--cert", "c"],
                _ => &[],
            });
            let behind: Vec<&str> = [command]
                .iter()
                .chain(rest)
                .copied()
                .chain(option.clone())
                .collect();
            let before: Vec<&str> = option
                .into_iter()
                .chain([command])
                .chain(rest.iter().copied())
                .collect();
            for args in [behind, before] {
                let finished = Process::start(&args).finish();
                finished.assert_status(2);
                let due = format!("imapsh {command} does not accept --");
                let reason = ", because it opens no session.";
                assert!(
                    finished.stderr.contains(&due) && finished.stderr.contains(reason),
                    "{args:?}: {}",
                    finished.stderr
                );
                assert!(finished.stdout.is_empty(), "{args:?}: {}", finished.text());
            }
        }
    }
}

#[test]
fn full_standard_output_is_reported() {
    if !std::path::Path::new("/dev/full").exists() {
        return;
    }
    let run = |args: &str| {
        let command = format!("$IMAPSH {args} >/dev/full");
        let program = Program::new("sh").args(&["-c", &command]);
        Process::run(program.env("IMAPSH", env!("CARGO_BIN_EXE_imapsh"))).finish()
    };
    for args in [
        "--help",
        "--version",
        "help replay",
        "generate man",
        "replay idle",
    ] {
        let finished = run(args);
        finished.assert_status(1);
        let said = "Cannot write to standard output: No space left";
        assert!(
            finished.stderr.contains(said),
            "{args}: {}",
            finished.stderr
        );
    }
}

#[test]
fn starttls_and_plain_need_a_host() {
    for option in ["--starttls", "--plain"] {
        for args in [vec![option], vec!["replay", "idle", option]] {
            let finished = Process::start(&args).finish();
            finished.assert_status(2);
            assert!(
                finished
                    .stderr
                    .contains("--starttls and --plain require a HOST."),
                "{}",
                finished.stderr
            );
            assert!(finished.stdout.is_empty());
        }
    }
}

#[test]
fn a_wrong_value_is_reported_with_a_valid_one() {
    for (args, due) in [
        (
            &["--timeout", "banana"][..],
            &["--timeout", "\"banana\"", "500ms, 30s, 2m"][..],
        ),
        (&["--timeout", "0s"], &["\"0s\"", "30s"]),
        (&["--timeout", "99h"], &["\"99h\"", "one day at most"]),
        (&["serve", "--autologout", "x"], &["--autologout", "30s"]),
        (&["serve", "--login-time", "x"], &["--login-time", "30s"]),
        (&["--tag", "*"], &["--tag", "\"*\"", "--tag t"]),
        (&["--tag", "a b"], &["\"a b\"", "--tag t"]),
        (
            &["--var", "x"],
            &["--var <NAME=VALUE>", "--var box=Archive"],
        ),
        (
            &["--color", "purple"],
            &["\"purple\"", "auto, always, never"],
        ),
        (&["--record", "x.txt"], &["x.txt", ".imap", ".jsonl"]),
        (
            &["--record", "no/such/x.imap"],
            &["no/such/x.imap", "No such file"],
        ),
        (&["--key", "k"], &["--cert", "--cert me.crt --key me.key"]),
        (
            &["--timeout"],
            &["--timeout <DURATION> requires a value", "30s"],
        ),
        (&["--trust=yes"], &["--trust does not take a value"]),
        (&["--plain", "--starttls", "h"], &["--plain", "--starttls"]),
        (
            &["--timeout", "1s", "--timeout", "2s"],
            &["was given twice"],
        ),
        (&["--recrod", "x"], &["did you mean --record?"]),
        (
            &["serve", "--usr", "x"],
            &["imapsh serve has no option --usr", "imapsh serve --help"],
        ),
        (
            &["serve", "--max-line", "x"],
            &["--max-line", "\"x\"", "65536"],
        ),
        (&["serve", "nowhere:x"], &["nowhere:x", "HOST:PORT"]),
        (&["replay"], &["<SCRIPT>", "imapsh replay idle"]),
        (&["replay", "no-such"], &["no-such", "idle"]),
        (&["generate", "foo"], &["\"foo\"", "bash", "man"]),
        (&["help", "foo"], &["no command \"foo\""]),
        (&["mail.example:99999"], &["99999", "from 1 to 65535"]),
        (&["mail.example", "imap"], &["imap", "from 1 to 65535"]),
        (&["[::1"], &["[::1", "[IPv6]:PORT"]),
        (&["https://mail.example"], &["https://", "imaps://HOST"]),
        (
            &["imaps://mail.example", "--plain"],
            &["--plain", "remove --plain"],
        ),
        (
            &["--ca-file", "none.pem", "h"],
            &["none.pem", "permissions"],
        ),
        (&["--command", "x", "h"], &["--command", "one of the two"]),
    ] {
        let finished = Process::start(args).finish();
        finished.assert_status(2);
        for due in due {
            assert!(
                finished.stderr.contains(due),
                "{args:?}: {due}: {}",
                finished.stderr
            );
        }
        assert!(
            finished
                .stderr
                .lines()
                .all(|line| line.starts_with("imapsh: "))
        );
        assert!(finished.stdout.is_empty(), "{args:?}");
    }
}

#[test]
fn errors_never_repeat_a_secret_from_the_command_line() {
    for args in [
        &["imaps://taro:hunter2@mail.example"][..],
        &["imap://taro:hunter2@mail.example:143/INBOX"],
        &["taro:hunter2@mail.example"],
        &["--password", "hunter2", "mail.example"],
        &["--password=hunter2"],
        &["--passwd=hunter2"],
        &["-phunter2"],
        &["-p", "hunter2"],
        &["mail.example", "993", "hunter2"],
        &["mail.example", "hunter2"],
        &["taro:hunter2"],
        &["imaps://taro:hunter2"],
        &["mail.example", "993", "taro", "hunter2"],
        &["--var", "hunter2"],
        &["--var", "=hunter2"],
        &["serve", "--user", "hunter2"],
        &["serve", "--user", ":hunter2"],
        &["serve", "0", "hunter2"],
    ] {
        let finished = Process::start(args).finish();
        finished.assert_status(2);
        assert!(
            !said(&finished).contains("hunter2"),
            "{args:?}: {}",
            said(&finished)
        );
        assert!(!finished.stderr.is_empty());
    }
}

#[test]
fn a_host_before_a_subcommand_is_an_error() {
    for args in [
        &["mail.example", "replay", "idle"][..],
        &["mail.example", "143", "serve"],
        &["mail.example", "help"],
    ] {
        let finished = Process::start(args).finish();
        finished.assert_status(2);
        assert!(
            finished.stderr.contains("imapsh replay SCRIPT HOST"),
            "{}",
            finished.stderr
        );
        assert!(finished.stdout.is_empty(), "{}", finished.text());
    }
}

#[test]
fn help_without_a_command_prints_the_help() {
    let asked = Process::start(&["help"]).finish();
    asked.assert_status(0);
    assert_eq!(asked.text(), Process::start(&["--help"]).finish().text());
    for command in ["replay", "serve"] {
        let asked = Process::start(&["help", command]).finish();
        asked.assert_status(0);
        let due = Process::start(&[command, "--help"]).finish();
        assert_eq!(asked.text(), due.text());
    }
}

#[test]
fn serve_warns_of_accounts_that_look_like_typos() {
    let args = [
        "serve", "--user", "hanako:", "--user", "jiro:a", "--user", "jiro:b",
    ];
    let running = Process::start(&args);
    running.stdout.wait_for("imaps://");
    running
        .stderr
        .wait_for("The password in \"--user hanako:\" is empty");
    running.stderr.wait_for("--user jiro was given twice");
}

#[test]
fn the_practice_server_ignores_the_account_in_the_environment() {
    for (user, password, due) in [
        (
            "me@mail.example",
            "Zq-Secret",
            "a001 login user ${password}",
        ),
        ("taro", "himitsu", "a001 login taro ${password}"),
    ] {
        let program = Program::imapsh(&["replay", "s.imap"]);
        program.file("s.imap", "login ${user} ${password}\nlogout\n");
        let program = program.env("IMAPSH_USER", user);
        let finished = Process::run(program.env("IMAPSH_PASSWORD", password)).finish();
        finished.assert_status(0);
        assert!(finished.text().contains(due), "{}", finished.text());
    }
}
