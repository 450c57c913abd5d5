//! Every option does something with a script, on standard input and at the prompt, and is refused
//! by the subcommands that open no session.

use crate::support::process::{Finished, Process};
use crate::support::program::{NO_ARGS, Program};
use crate::support::replays::replay_program;
use crate::support::serve_process::ServeProcess;
use crate::support::terminal::Terminal;
use std::collections::BTreeSet;

/// An option, and a script whose output or exit status shows that it has an effect. In the arguments
/// and the script `{PLAIN}` and `{TLS}` are the addresses of a practice server, and `{CA}` its CA file.
struct Case {
    option: &'static str,
    value: Option<&'static str>,
    /// The arguments before the option: a host, and other options.
    before: &'static [&'static str],
    script: &'static str,
    status: i32,
    /// A part of the output.
    output: &'static str,
}

const fn case(option: &'static str, value: Option<&'static str>, output: &'static str) -> Case {
    Case {
        option,
        value,
        before: &[],
        script: "login user pass\nnoop\nlogout\n",
        status: 0,
        output,
    }
}

/// All options of a session.
const CASES: &[Case] = &[
    Case {
        before: &["{PLAIN}", "--ca-file", "{CA}"],
        ..case("--starttls", None, "The session is now encrypted with")
    },
    Case { before: &["{PLAIN}"], ..case("--plain", None, "without encryption: anyone") },
    Case { before: &["{TLS}"], ..case("--ca-file", Some("{CA}"), "(verified with --ca-file)") },
    Case {
        before: &["{TLS}"],
        ..case("--insecure", None, "The server's identity was not verified (--insecure)")
    },
    Case {
        before: &["{TLS}", "--key", "me.key"],
        status: 2,
        ..case("--cert", Some("me.crt"), "Cannot read me.crt")
    },
    Case {
        before: &["{TLS}", "--cert", "me.crt"],
        status: 2,
        ..case("--key", Some("me.key"), "Cannot read me.crt")
    },
    Case { status: 3, ..case("--command", Some("exit 5"), "The command exited with status 5") },
    Case {
        before: &["--command", "cat >/dev/null"],
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
    case("--record", Some("made.imap"), "a001 OK"),
    case("--explain", None, "NOOP does nothing itself"),
    Case {
        script: "login user pass\nlist \"\" *\nselect inbox\nfetch 1 bodystructure\nlogout\n",
        ..case("--decode", None, "    1  text/plain")
    },
    case("--time", None, "imapsh: a002 "),
    Case {
        // Before the greeting. Only the wire of a terminal is changed, or with colors.
        before: &["--color", "always"],
        ..case("--timestamps", None, "\x1b[0m \x1b[38;5;30m*\x1b[0m \x1b[38;5;28mOK")
    },
    case("--color", Some("always"), "\x1b["),
    Case {
        script: ":help uidnext\nlogin user pass\nlogout\n",
        ..case("--lang", Some("ja"), "STATUS の項目")
    },
    case("--tag", Some("t"), "t001 login"),
    Case {
        script: "login user pass\nnoop\nnoop\nlogout\n",
        ..case("--pipeline", None, "a002 noop\r\na003 noop\r\n")
    },
    case("--step", None, "Enter"),
    Case {
        script: "frobnicate\nnoop\nlogout\n",
        status: 1,
        ..case("--keep-going", None, "a002 OK")
    },
    Case {
        script: ":connect {PLAIN} --plain\nlogout\n",
        ..case("--trust", None, "without encryption: anyone")
    },
];

/// Replaces the placeholders of a case.
fn fill(text: &str, server: &ServeProcess) -> String {
    text.replace("{PLAIN}", &format!("127.0.0.1:{}", server.plain_port))
        .replace("{TLS}", &format!("127.0.0.1:{}", server.tls_port))
        .replace("{CA}", &server.ca_file)
}

impl Case {
    fn args(&self, server: &ServeProcess) -> Vec<String> {
        let option = [self.option].into_iter().chain(self.value);
        let args = self.before.iter().copied().chain(option);
        args.map(|arg| fill(arg, server)).collect()
    }

    fn script(&self, server: &ServeProcess) -> String {
        fill(self.script, server)
    }

    #[track_caller]
    fn assert_effect(&self, finished: &Finished) {
        finished.assert_status(self.status).assert_output_contains(self.output);
    }
}

/// The options in the help of a command.
fn options_of(command: &[&str]) -> BTreeSet<String> {
    let help = Process::imapsh(&[command, &["--help"]].concat()).finish();
    help.assert_status(0);
    help.text()
        .lines()
        .map(str::trim_start)
        .filter(|line| line.starts_with('-'))
        .filter_map(|line| line.split([' ', ',']).find(|word| word.starts_with("--")))
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_option_works_with_a_script_and_with_standard_input() {
    let with_case: BTreeSet<String> = CASES.iter().map(|case| case.option.to_owned()).collect();
    for command in [&[][..], &["replay"]] {
        let mut options = options_of(command);
        options.retain(|option| !["--help", "--version", "--dry-run"].contains(&option.as_str()));
        assert_eq!(options, with_case, "CASES must contain every option");
    }
    let server = ServeProcess::start(&[]);
    for case in CASES {
        let (args, script) = (case.args(&server), case.script(&server));
        let mut replay = Process::start(replay_program(&script, &args));
        if case.option == "--step" {
            replay.send("\n\n\n\n\n");
        }
        let finished = replay.finish();
        case.assert_effect(&finished);
        if case.option == "--record" {
            assert!(finished.program.home().join("made.imap").is_file());
        }

        let mut from_stdin = Process::start(Program::imapsh(&args));
        from_stdin.send(&script);
        let finished = from_stdin.finish();
        match case.option {
            "--step" => {
                finished
                    .assert_status(2)
                    .assert_output_contains("--step reads Enter from standard input")
                    .assert_stdout_empty();
            }
            // Whether lines are sent together depends on how they arrive.
            "--pipeline" => {
                finished.assert_status(0);
            }
            _ => case.assert_effect(&finished),
        }
    }
    server.finish();
}

#[test]
fn every_option_shows_at_the_prompt_or_is_refused() {
    let server = ServeProcess::start(&[]);
    for case in CASES {
        let program = Program::imapsh(NO_ARGS).args(&case.args(&server));
        let terminal = Terminal::start(program, 40, 120);
        let (output, status) = match case.option {
            "--step" => ("--step reads Enter from standard input", 2),
            "--time" => ("secs).  (", 0),
            _ => (case.output, case.status),
        };
        // 2 and 3: there is no session. 1: a command failed, which does not fail a session at the prompt.
        if matches!(status, 2 | 3) {
            terminal.wait_for(output);
            terminal.assert_exit(status as u32);
            continue;
        }
        terminal.wait_line(if case.option == "--tag" { "t001" } else { "a001" });
        let script = case.script(&server);
        if matches!(case.option, "--pipeline" | "--keep-going" | "--trust") {
            // These options affect scripts only.
            terminal.program.write_file("s.imap", &script);
            terminal.type_line(":run s.imap");
        } else {
            for line in script.lines().filter(|line| *line != "logout") {
                terminal.type_line(line);
            }
        }
        match case.option {
            "--color" | "--timestamps" => {
                terminal.wait_written(output);
            }
            "--pipeline" => {
                terminal.wait_for("a003 OK");
                let rows = terminal.all_rows();
                let sent_together = rows
                    .windows(2)
                    .any(|pair| pair[0].contains("a002 noop") && pair[1].contains("a003 noop"));
                assert!(sent_together, "{rows:#?}");
            }
            _ => terminal.wait_for(output),
        }
        if case.option == "--record" {
            assert!(terminal.program.home().join("made.imap").is_file());
        }
        terminal.type_line(":quit");
        terminal.wait_exit();
    }
    server.finish();
}

#[test]
fn commands_without_a_session_have_a_language() {
    for (command, output) in [
        (&["generate", "man"][..], ".SH 名前"),
        (&["generate", "fish"], "ヘルプを表示する"),
        (&["help", "serve"], "使い方: imapsh serve"),
    ] {
        for args in [[command, &["--lang", "ja"]].concat(), [&["--lang", "ja"], command].concat()] {
            Process::imapsh(&args).finish().assert_status(0).assert_stdout_contains(output);
        }
    }
}

#[test]
fn commands_without_a_session_refuse_its_options() {
    let serve_options = options_of(&["serve"]);
    for command in [&["serve"][..], &["generate", "man"], &["help"]] {
        for case in CASES {
            // Each command has texts, in the language that --lang names.
            if case.option == "--lang" {
                continue;
            }
            if command == ["serve"] && serve_options.contains(case.option) {
                continue;
            }
            let mut option = vec![case.option];
            option.extend(case.value);
            option.extend(match case.option {
                // Each of these two requires the other.
                "--cert" => &["--key", "k"][..],
                "--key" => &["--cert", "c"],
                _ => &[],
            });
            for args in [[command, &option].concat(), [&option, command].concat()] {
                let refused = format!("imapsh {} does not accept --", command[0]);
                Process::imapsh(&args)
                    .finish()
                    .assert_status(2)
                    .assert_stderr_contains(&refused)
                    .assert_stdout_empty();
            }
        }
    }
}

#[test]
fn colors_are_those_that_the_terminal_has() {
    for (term, colorterm, mark) in [
        ("linux", "", "\x1b[36m*\x1b[0m"),
        ("linux", "truecolor", "\x1b[38;5;30m*\x1b[0m"),
        ("xterm-256color", "", "\x1b[38;5;30m*\x1b[0m"),
    ] {
        let program = Program::imapsh(&["--color", "always", "-c", "noop"]);
        let program = program.env("TERM", term).env("COLORTERM", colorterm);
        let finished = Process::start(program).finish();
        finished.assert_status(0).assert_stdout_contains(mark);
    }
}
