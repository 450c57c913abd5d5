//! The completions that `imapsh generate` prints, in the shells that they are for.

use crate::support::keys::{CTRL_U, TAB};
use crate::support::process::Process;
use crate::support::program::Program;
use crate::support::terminal::Terminal;
use std::process::Command;

/// Whether a shell is installed. Where it is not, its part of the test is left out.
fn has(shell: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(shell).is_file())
}

#[test]
fn shells_accept_their_completions() {
    let bash = "source f && complete -p imapsh && COMP_WORDS=(imapsh @line) COMP_CWORD=@at \
                && _imapsh imapsh -- x && printf '%s\\n' \"${COMPREPLY[@]}\"";
    let fish = "source f && complete -C 'imapsh @line'";
    let zsh = "autoload -U compinit; compinit -u -D; source f && print -l $_comps[imapsh] $functions[_imapsh]";
    for (shell, check) in [("bash", bash), ("zsh", zsh), ("fish", fish)] {
        let made = Process::imapsh(&["generate", shell]).finish();
        made.assert_status(0);
        if !has(shell) {
            continue;
        }
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("f"), &made.stdout).expect("a file");
        for (words, there, not_there) in [
            ("--st", &["--starttls", "--step"][..], &["--ca-out"][..]),
            ("replay --", &["--starttls", "--step"], &["--ca-out"]),
            (
                "serve --",
                &["--ca-out", "--user"],
                &["--starttls", "--step"],
            ),
        ] {
            let at = words.split(' ').count().to_string();
            let check = check.replace("@line", words).replace("@at", &at);
            let mut reading = Command::new(shell);
            reading.args(["-c", &check]).current_dir(folder.path());
            let read = reading.env("HOME", folder.path()).output();
            let read = read.expect("the shell starts");
            let text = String::from_utf8_lossy(&read.stdout);
            assert!(
                read.status.success() && read.stderr.is_empty(),
                "{shell}: {read:?}"
            );
            for option in there {
                assert!(text.contains(option), "{shell}: {words}: {text}");
            }
            // What zsh prints is the whole definition.
            for option in not_there.iter().filter(|_| shell != "zsh") {
                assert!(!text.contains(option), "{shell}: {words}: {text}");
            }
        }
    }
}

/// zsh completes in its line editor only, so somebody has to press Tab.
#[test]
fn zsh_completes_commands_and_options() {
    let made = Process::imapsh(&["generate", "zsh"]).finish();
    // As far as that can be seen without it.
    made.assert_stdout_lacks("$line[3]");
    assert_eq!(made.text().matches("\n(*)\n").count(), 1);
    if !has("zsh") {
        return;
    }
    let shell = Program::new("zsh").args(&["-f", "-i"]);
    let shell = shell.env("PS1", "zsh> ").env("PROMPT_EOL_MARK", "");
    shell.write_file("_imapsh", &made.stdout);
    shell.write_file("a.imap", "noop\n");
    let terminal = Terminal::start(shell, 60, 110);
    terminal.wait_line("zsh>");
    terminal.type_line("fpath=($PWD $fpath); autoload -U compinit; compinit -u -D; PS1='ready> '");
    terminal.wait_line("ready>");
    for (words, whole) in [
        ("imapsh --starttl", "imapsh --starttls"),
        ("imapsh --plain ser", "imapsh --plain serve"),
        ("imapsh serve --ca-o", "imapsh serve --ca-out="),
        ("imapsh --color alw", "imapsh --color always"),
        ("imapsh replay a.im", "imapsh replay a.imap"),
        ("imapsh --ca-file a.im", "imapsh --ca-file a.imap"),
        ("imapsh generate zs", "imapsh generate zsh"),
        ("imapsh replay idle --trus", "imapsh replay idle --trust"),
        ("imapsh mail.example --plai", "imapsh mail.example --plain"),
        (
            "imapsh mail.example 993 --pla",
            "imapsh mail.example 993 --plain",
        ),
    ] {
        terminal.type_keys(format!("{words}\t"));
        terminal.wait_line(&format!("ready> {whole}"));
        terminal.type_keys(CTRL_U);
        terminal.wait_line("ready>");
    }
    // Where several fit, they are listed.
    terminal.type_keys(format!("imapsh replay --st{TAB}{TAB}"));
    terminal.wait_for("--starttls");
    terminal.wait_for("--step");
    assert!(
        !(terminal.screen().iter()).any(|row| row.contains("--ca-out")),
        "{:?}",
        terminal.screen()
    );
}
