//! Wrong command lines: exit status 2, a reason with a correct example, and no secret repeated.

use crate::support::process::{Finished, Process};

/// Runs imapsh with a wrong command line.
#[track_caller]
fn run_wrong(args: &[&str]) -> Finished {
    let finished = Process::imapsh(args).finish();
    finished.assert_status(2);
    finished
}

#[test]
fn a_wrong_value_is_reported_with_a_valid_one() {
    for (args, texts) in [
        (&["--timeout", "banana"][..], &["--timeout", "\"banana\"", "500ms, 30s, 2m"][..]),
        (&["--timeout", "0s"], &["\"0s\"", "30s"]),
        (&["--timeout", "99h"], &["\"99h\"", "one day at most"]),
        (&["serve", "--autologout", "x"], &["--autologout", "30s"]),
        (&["serve", "--login-time", "x"], &["--login-time", "30s"]),
        (&["--tag", "*"], &["--tag", "\"*\"", "--tag t"]),
        (&["--tag", "a b"], &["\"a b\"", "--tag t"]),
        (&["--var", "x"], &["--var <NAME=VALUE>", "--var box=Archive"]),
        (&["--color", "purple"], &["\"purple\"", "auto, always, never"]),
        (&["--record", "x.txt"], &["x.txt", ".imap", ".jsonl"]),
        (&["--record", "no/such/x.imap"], &["no/such/x.imap", "No such file"]),
        (&["--key", "k"], &["--cert", "--cert me.crt --key me.key"]),
        (&["--timeout"], &["--timeout <DURATION> requires a value", "30s"]),
        (&["--trust=yes"], &["--trust does not take a value"]),
        (&["--plain", "--starttls", "h"], &["--plain", "--starttls"]),
        (&["--timeout", "1s", "--timeout", "2s"], &["is specified twice"]),
        (&["--recrod", "x"], &["did you mean --record?"]),
        (&["-plain", "h"], &["did you mean --plain?"]),
        (&["h", "-starttls"], &["did you mean --starttls?"]),
        (&["h", "-crlf"], &["needs no -crlf"]),
        (&["--ssl", "h"], &["TLS needs no option"]),
        (&["--server", "h"], &["imapsh mail.example.org 993"]),
        (&["-u", "hana", "h"], &["--user NAME"]),
        (&["--json", "-c", "noop"], &["imapsh explain --json"]),
        (&["check.imap", "mail.example"], &["imapsh replay check.imap"]),
        (&["serve", "-cert", "x"], &["imapsh serve has no option -cert", "did you mean --cert?"]),
        (&["serve", "--usr", "x"], &["imapsh serve has no option --usr", "imapsh serve --help"]),
        (&["serve", "--max-line", "x"], &["--max-line", "\"x\"", "65536"]),
        (&["serve", "nowhere:x"], &["nowhere:x", "HOST:PORT"]),
        (&["replay"], &["<SCRIPT>", "imapsh replay idle"]),
        (&["replay", "no-such"], &["no-such", "idle"]),
        (&["generate", "foo"], &["\"foo\"", "bash", "man"]),
        (&["help", "foo"], &["no command \"foo\""]),
        (&["help", "idle"], &["no command \"idle\"", ":help idle"]),
        (&["mail.example:99999"], &["99999", "from 1 to 65535"]),
        (&["mail.example", "imap"], &["imap", "from 1 to 65535"]),
        (&["[::1"], &["[::1", "[IPv6]:PORT"]),
        (&["https://mail.example"], &["https://", "imaps://HOST"]),
        (&["imaps://mail.example", "--plain"], &["--plain", "remove --plain"]),
        (&["--ca-file", "none.pem", "h"], &["none.pem", "permissions"]),
        (&["--command", "x", "h"], &["--command", "one of the two"]),
    ] {
        let finished = run_wrong(args);
        for text in texts {
            finished.assert_stderr_contains(text);
        }
        let mut lines = finished.stderr.lines();
        let prefixed = lines.all(|line| line.starts_with("imapsh: "));
        assert!(prefixed, "{args:?}: {}", finished.stderr);
        finished.assert_stdout_empty();
    }
}

#[test]
fn starttls_and_plain_need_a_host() {
    for option in ["--starttls", "--plain"] {
        for args in [&[option][..], &["replay", "idle", option]] {
            run_wrong(args)
                .assert_stderr_contains("--starttls and --plain require a HOST.")
                .assert_stdout_empty();
        }
    }
}

#[test]
fn a_host_before_a_subcommand_is_an_error() {
    for args in [
        &["mail.example", "replay", "idle"][..],
        &["mail.example", "143", "serve"],
        &["mail.example", "help"],
    ] {
        run_wrong(args).assert_stderr_contains("imapsh replay SCRIPT HOST").assert_stdout_empty();
    }
}

#[test]
fn an_option_for_the_port_says_where_the_port_goes() {
    for args in [
        &["mail.example", "-p", "993"][..],
        &["-p993", "mail.example"],
        &["--port", "993", "mail.example"],
        &["--port=993"],
    ] {
        let finished = run_wrong(args);
        finished
            .assert_stderr_contains("the port follows the host, as in imapsh mail.example.org 993");
        finished.assert_output_lacks("password");
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
        let finished = run_wrong(args);
        finished.assert_output_lacks("hunter2");
        assert!(!finished.stderr.is_empty(), "{args:?}");
    }
}

#[test]
fn serve_warns_of_accounts_that_look_like_typos() {
    let options = ["--user", "hanako:", "--user", "jiro:a", "--user", "jiro:b"];
    let server = Process::imapsh(&[&["serve"], &options[..]].concat());
    server.stdout.wait_for("imaps://");
    for warning in ["The password in \"--user hanako:\" is empty", "--user jiro is specified twice"]
    {
        server.stderr.wait_for(warning);
    }
}

#[test]
fn replay_without_a_script_lists_the_bundled_ones() {
    for (args, rows) in [
        (&["replay"][..], ["Missing argument: <SCRIPT>", "  idle        IMAP IDLE, by hand\n"]),
        (&["--lang", "ja", "replay", "--plain"], ["<SCRIPT>", "  errors      "]),
    ] {
        let finished = run_wrong(args);
        for row in rows {
            assert!(finished.stderr.contains(row), "{}", finished.stderr);
        }
    }
}
