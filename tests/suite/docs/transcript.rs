//! Runs the sessions that a page shows. The lines that the page marks as typed are typed into a real
//! terminal, which must then display the other lines, line by line.
//!
//! A page shows two kinds of code blocks:
//!
//! - ```` ```console ```` is a part of what a terminal displays. A line that begins with `$ ` is typed at
//!   the shell's prompt. At the prompt of imapsh, commands with a tag, `done` and directives (`· :state`)
//!   are typed; at the prompt of the shell they are output, like everything else. The line below a question
//!   of `--step` is typed, too. `^C` is the key.
//!   All such blocks of a page continue the same terminal. ```` ```console NAME ```` is another one.
//! - ```` ```imap FILE ````, or with another language: the contents of a file in the working folder.
//!
//! Other blocks are not run.
//!
//! `…` stands for any text in a line, and alone in a line for any number of lines. Numbers with a decimal
//! point may differ: they are times. So may the number of "Still here" lines, for the same reason.

use crate::support::keys::CTRL_C;
use crate::support::program::Program;
use crate::support::terminal::Terminal;
use std::collections::BTreeMap;
use std::path::Path;

/// A block of code in a page.
pub struct Block<'a> {
    pub language: &'a str,
    /// The name of a terminal or file; empty if there is none.
    pub name: &'a str,
    pub text: &'a str,
}

impl Block<'_> {
    pub fn is_session(&self) -> bool {
        self.language == "console"
    }

    /// Whether `run` does anything with this block.
    pub fn is_run(&self) -> bool {
        self.is_session() || !self.name.is_empty()
    }
}

/// The blocks of code of a page.
pub fn blocks(page: &str) -> Vec<Block<'_>> {
    let blocks = page.split("\n```").skip(1).step_by(2);
    blocks
        .map(|block| {
            let (info, text) = block.split_once('\n').unwrap_or((block, ""));
            let (language, name) = info.split_once(' ').unwrap_or((info, ""));
            Block { language, name, text }
        })
        .collect()
}

/// Runs every block of a page in shells like this one. Each replacement is a text of the page, such as a
/// port, and what the test has for it.
pub fn run(page: &str, shell: &Program, replacements: &[(&str, String)]) {
    let replaced =
        replacements.iter().fold(page.to_owned(), |page, (from, to)| page.replace(from, to));
    let mut shells = BTreeMap::new();
    for block in blocks(&replaced) {
        if block.is_session() {
            let terminal = shells.entry(block.name.to_owned());
            terminal.or_insert_with(|| Shell::start(shell.clone())).run(block.text);
        } else if block.is_run() {
            shell.write_file(block.name, format!("{}\n", block.text));
        }
    }
}

/// A shell in which `imapsh` is the one that was built. Clones share the working folder.
pub fn shell(language: &str) -> Program {
    let folder = Path::new(env!("CARGO_BIN_EXE_imapsh")).parent().expect("a folder");
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(folder.to_owned()).chain(std::env::split_paths(&path));
    let path = std::env::join_paths(folders).expect("folders without a colon");
    Program::new("sh").env("PATH", path).env("PS1", "$ ").env("LANG", language)
}

/// A terminal with a shell, and the lines that the page has shown of it so far.
struct Shell {
    terminal: Terminal,
    shown: Vec<String>,
    /// The line at the shell's prompt started the prompt of imapsh.
    at_imapsh: bool,
}

/// The row of the cursor that must be shown before a line is typed.
#[derive(Clone, Copy)]
enum Prompt<'a> {
    /// The prompt with this text.
    Exactly(&'a str),
    /// A prompt with any text.
    Any,
    /// The empty row below a question.
    Asked,
    /// Any row: the program may still be working.
    Unknown,
}

impl Shell {
    fn start(program: Program) -> Self {
        // Wide enough for a list of capabilities, and high enough for all of a page.
        Self { terminal: Terminal::start(program, 250, 1000), shown: Vec::new(), at_imapsh: false }
    }

    /// Types the block's lines, and waits for its output.
    fn run(&mut self, text: &str) {
        for line in text.lines() {
            if line == "^C" {
                self.wait(Prompt::Unknown);
                self.terminal.type_keys(CTRL_C);
            } else if let Some((prompt, typed)) = self.typed(line) {
                self.wait(prompt);
                self.terminal.type_line(&typed);
            }
            if let Some(command) = line.strip_prefix("$ ") {
                self.at_imapsh = starts_prompt(command);
            }
            // The LOGOUT that follows is not typed.
            self.at_imapsh &= line != "· :quit";
            self.shown.push(line.to_owned());
        }
        self.wait(Prompt::Unknown);
    }

    /// The text to type for this line of the page, and the prompt for it, if it is typed.
    fn typed<'a>(&self, line: &'a str) -> Option<(Prompt<'a>, String)> {
        if let Some(command) = line.strip_prefix("$ ") {
            return Some((Prompt::Exactly("$"), command.to_owned()));
        }
        let is_asked = |above: &String| above.starts_with("▸ ") && above.contains("Enter");
        if self.shown.last().is_some_and(is_asked) {
            return Some((Prompt::Asked, line.to_owned()));
        }
        if !self.at_imapsh {
            return None;
        }
        if let Some(directive) = line.strip_prefix("· ") {
            return Some((Prompt::Any, directive.to_owned()));
        }
        let (tag, rest) = line.split_once(' ').unwrap_or(("", line));
        let word = rest.split(' ').next().unwrap_or_default();
        // In IDLE there is no prompt, and a tag is typed, too.
        if word == "done" {
            return Some((Prompt::Exactly(""), line.to_owned()));
        }
        let is_command = is_tag(tag) && !matches!(word, "OK" | "NO" | "BAD");
        // The page shows the password as the screen does.
        is_command.then(|| (Prompt::Exactly(tag), rest.replace("${password}", "pass")))
    }

    /// Waits until the terminal shows what the page has shown so far, and then this prompt.
    fn wait(&self, prompt: Prompt) {
        let _report = FailureReport(self);
        let expected = self.shown.join("\n");
        let missing = match prompt {
            Prompt::Exactly(text) => format!("{expected}\nand the prompt {text:?}"),
            Prompt::Any | Prompt::Asked | Prompt::Unknown => expected,
        };
        self.terminal.wait_until(&format!("what the page shows:\n{missing}\n"), |screen| {
            let columns = screen.size().1.get();
            let rows = screen.rows(0, columns).map(|row| row.trim_end().to_owned());
            let mut rows: Vec<String> = rows.collect();
            rows.truncate(usize::from(screen.cursor_position().0) + 1);
            let (before, last) = match rows.split_last() {
                Some((last, before)) => (before, last.as_str()),
                None => (&rows[..], ""),
            };
            // Hints about a line appear above it once it is typed.
            let hints = self.shown.iter().rev().take_while(|line| line.starts_with("▸ ")).count();
            let without_hints = &self.shown[..self.shown.len() - hints];
            let is_prompt = match prompt {
                Prompt::Exactly(text) => last == text,
                Prompt::Any => is_tag(last) || ["(closed)", "（切断）"].contains(&last),
                Prompt::Asked => last.is_empty(),
                // The shell shows its prompt right after this key.
                Prompt::Unknown if last.starts_with("^C") => return shows(&self.shown, &rows),
                Prompt::Unknown => {
                    last.is_empty() || is_tag(last) || ["$", "(closed)", "（切断）"].contains(&last)
                }
            };
            let is_hint_due = matches!(prompt, Prompt::Exactly(_) | Prompt::Any);
            is_prompt && (shows(&self.shown, before) || is_hint_due && shows(without_hints, before))
        });
    }
}

/// While this exists, a failure names the first line of the page that the terminal does not show.
struct FailureReport<'a>(&'a Shell);

impl Drop for FailureReport<'_> {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            return;
        }
        let rows = self.0.terminal.screen();
        let shown = &self.0.shown;
        let begins = |count: &usize| {
            let beginning = [&shown[..*count], &["…".to_owned()]].concat();
            shows(&beginning, &rows)
        };
        let count = (0..=shown.len()).rev().find(begins).unwrap_or_default();
        if let Some(line) = shown.get(count) {
            eprintln!("the first line of the page that is not on the screen:\n{line}");
        }
    }
}

/// Whether this command of the shell starts the prompt of imapsh.
fn starts_prompt(command: &str) -> bool {
    let words: Vec<&str> = command.split(' ').collect();
    let subcommands = ["replay", "explain", "serve", "generate"];
    words[0] == "imapsh"
        && !words.iter().any(|word| ["-c", "<", "|"].contains(word))
        && words.get(1).is_none_or(|word| !subcommands.contains(word))
}

/// Whether this word has the form of imapsh's tags: `a001`.
fn is_tag(word: &str) -> bool {
    word.strip_prefix('a').is_some_and(|number| {
        number.len() > 2 && number.bytes().all(|octet| octet.is_ascii_digit())
    })
}

/// Whether these lines of a page show these rows, all of them and in this order.
fn shows(lines: &[String], rows: &[String]) -> bool {
    let Some((line, next_lines)) = lines.split_first() else {
        return rows.iter().all(|row| is_volatile(row));
    };
    if line == "…" {
        return (0..=rows.len()).any(|skipped| shows(next_lines, &rows[skipped..]));
    }
    let Some((row, next_rows)) = rows.split_first() else {
        return false;
    };
    let matches = shows_row(line, row) && shows(next_lines, next_rows);
    matches || is_volatile(row) && shows(lines, next_rows)
}

/// Whether this row comes as often as there is time.
fn is_volatile(row: &str) -> bool {
    row == "* OK Still here"
}

/// Whether a line of a page shows this row of the screen.
pub fn shows_row(line: &str, row: &str) -> bool {
    if line == "^C" {
        return row.starts_with("^C");
    }
    let (line, row) = (without_times(line), without_times(row));
    let mut parts = line.trim_end().split('…');
    let Some(mut rest) = row.trim_end().strip_prefix(parts.next().unwrap_or_default()) else {
        return false;
    };
    let mut parts: Vec<&str> = parts.collect();
    let Some(end) = parts.pop() else {
        return rest.is_empty();
    };
    for part in parts {
        match rest.split_once(part) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    rest.ends_with(end)
}

/// The text with 0 instead of each number with a decimal point.
fn without_times(text: &str) -> String {
    let words = text.split_inclusive([' ', '(']);
    let is_time = |word: &str| word.contains('.') && word.starts_with(|c: char| c.is_ascii_digit());
    words.map(|word| if is_time(word) { "0 " } else { word }).collect()
}

#[test]
fn a_line_shows_a_row_with_other_times() {
    for (line, row) in [
        ("a OK Done (0.001 + 0.000 secs).", "a OK Done (0.123 + 4.567 secs)."),
        ("* OK [A B …] ready.", "* OK [A B C D] ready."),
        ("[1] …: … logout", "[1] C: a001 logout"),
        ("^C", "^C$"),
    ] {
        assert!(shows_row(line, row), "{line:?} {row:?}");
    }
    for (line, row) in [
        ("* 11 EXISTS", "* 12 EXISTS"),
        ("* 11", "* 11 EXISTS"),
        ("* OK [A …] ready.", "* OK [A] Ready."),
        ("one … two", "one two three"),
    ] {
        assert!(!shows_row(line, row), "{line:?} {row:?}");
    }
}

#[test]
fn lines_show_all_rows_in_order() {
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let rows = lines("one\n* OK Still here\ntwo\nthree\n* OK Still here");
    assert!(shows(&lines("one\ntwo\nthree"), &rows));
    assert!(shows(&lines("one\n…\nthree"), &rows));
    assert!(shows(&lines("…"), &rows));
    assert!(!shows(&lines("one\nthree"), &rows));
    assert!(!shows(&lines("one\ntwo"), &rows));
    assert!(!shows(&lines("two\none\nthree"), &rows));
    assert!(!shows(&lines("one\ntwo\nthree\nfour"), &rows));
}

#[test]
#[should_panic(expected = "what the page shows")]
fn a_page_that_shows_something_else_fails() {
    // The shell ends, so that the test does not wait for nothing.
    run("\n```console\n$ exit\nnothing\n```\n", &shell("C.UTF-8"), &[]);
}
