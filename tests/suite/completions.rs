//! The completions that `imapsh generate` prints, loaded into the shells they are for.

use crate::support::keys::{CTRL_U, TAB};
use crate::support::optional::find_program;
use crate::support::process::{Finished, Process};
use crate::support::program::Program;
use crate::support::terminal::Terminal;

/// Commands that load the file `completions` and print the completions of `imapsh @WORDS`, whose
/// last word has the number `@NUMBER`. For zsh, which completes only in its line editor, they print
/// the definition of all completions.
const SHELLS: [(&str, &str); 3] = [
    (
        "bash",
        "source completions && complete -p imapsh && COMP_WORDS=(imapsh @WORDS) COMP_CWORD=@NUMBER \
         && _imapsh imapsh -- x && printf '%s\\n' \"${COMPREPLY[@]}\"",
    ),
    ("fish", "source completions && complete -C 'imapsh @WORDS'"),
    (
        "zsh",
        "autoload -U compinit; compinit -u -D; source completions \
         && print -l $_comps[imapsh] $functions[_imapsh]",
    ),
];

fn generate(shell: &str) -> Finished {
    let finished = Process::imapsh(&["generate", shell]).finish();
    finished.assert_status(0);
    finished
}

#[test]
fn shells_accept_their_completions() {
    for (shell, command) in SHELLS {
        let completions = generate(shell).stdout;
        if find_program(shell, &[]).is_none() {
            continue;
        }
        for (words, included, excluded) in [
            ("--st", ["--starttls", "--step"], &["--ca-out"][..]),
            ("replay --", ["--starttls", "--step"], &["--ca-out"]),
            ("serve --", ["--ca-out", "--user"], &["--starttls", "--step"]),
        ] {
            let number = words.split(' ').count().to_string();
            let command = command.replace("@WORDS", words).replace("@NUMBER", &number);
            let program = Program::new(shell).args(&["-c", &command]);
            program.write_file("completions", &completions);
            let finished = Process::start(program).finish();
            finished.assert_status(0).assert_stderr_lines(0);
            for option in included {
                finished.assert_stdout_contains(option);
            }
            for option in excluded.iter().filter(|_| shell != "zsh") {
                finished.assert_stdout_lacks(option);
            }
        }
    }
}

#[test]
fn zsh_completes_commands_and_options() {
    let completions = generate("zsh");
    // What can be checked without zsh: the first word is looked up as a subcommand, not the third,
    // and there is one case for any other first word.
    completions.assert_stdout_lacks("$line[3]");
    assert_eq!(completions.text().matches("\n(*)\n").count(), 1);
    if find_program("zsh", &[]).is_none() {
        return;
    }
    let zsh =
        Program::new("zsh").args(&["-f", "-i"]).env("PS1", "zsh> ").env("PROMPT_EOL_MARK", "");
    zsh.write_file("_imapsh", &completions.stdout);
    zsh.write_file("a.imap", "noop\n");
    let terminal = Terminal::start(zsh, 60, 110);
    terminal.wait_line("zsh>");
    terminal.type_line("fpath=($PWD $fpath); autoload -U compinit; compinit -u -D; PS1='ready> '");
    terminal.wait_line("ready>");
    for (typed, completed) in [
        ("imapsh --starttl", "imapsh --starttls"),
        ("imapsh --plain ser", "imapsh --plain serve"),
        ("imapsh serve --ca-o", "imapsh serve --ca-out="),
        ("imapsh --color alw", "imapsh --color always"),
        ("imapsh replay a.im", "imapsh replay a.imap"),
        ("imapsh --ca-file a.im", "imapsh --ca-file a.imap"),
        ("imapsh generate zs", "imapsh generate zsh"),
        ("imapsh replay idle --trus", "imapsh replay idle --trust"),
        ("imapsh mail.example --plai", "imapsh mail.example --plain"),
        ("imapsh mail.example 993 --pla", "imapsh mail.example 993 --plain"),
    ] {
        terminal.type_keys(format!("{typed}{TAB}"));
        terminal.wait_line(&format!("ready> {completed}"));
        terminal.type_keys(CTRL_U);
        terminal.wait_line("ready>");
    }
    // Several candidates are listed.
    terminal.type_keys(format!("imapsh replay --st{TAB}{TAB}"));
    terminal.wait_for("--starttls");
    terminal.wait_for("--step");
    let rows = terminal.screen();
    assert!(!rows.join("\n").contains("--ca-out"), "{rows:#?}");
}
