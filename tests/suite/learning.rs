//! `imapsh learn`: lessons typed in a terminal, the list of lessons, and the faults of one.

mod bundled;
mod checking;
mod mailbox_lessons;
mod message_lessons;
mod on_dovecot;
mod session_lessons;
mod taking;

use crate::support::keys::CTRL_D;
use crate::support::process::Process;
use crate::support::program::Program;
use crate::support::terminal::Terminal;

/// A lesson of three steps.
const FLAGS: &str = "# Flags\n# What a mailbox remembers.\n:lesson 5m\n\n\
    ## Log in\n# The account is user.\n:goal state authenticated\nlogin ${user} ${password}\n\n\
    ## Find what is new\n# Which messages are unread?\n:goal selected INBOX\n\
    :goal found 9:11 uid 14:16\nselect inbox\nsearch unseen\n\n\
    ## Mark one\n# Message 11 is important.\n:goal flags INBOX 16 \\Flagged\n\
    store 11 +flags (\\Flagged)\n";

/// Begins a lesson in a file of this text. Its name is `mine.imap`.
fn take(lesson: &str) -> Terminal {
    let program = Program::imapsh(&["learn", "mine.imap"]);
    program.write_file("mine.imap", lesson);
    Terminal::start(program, 50, 100)
}

/// Begins a bundled lesson.
fn learn(name: &str) -> Terminal {
    Terminal::start(Program::imapsh(&["learn", name]), 60, 200)
}

/// Types lines, and waits for the text after each of them. Hints begin with `▸`.
fn type_all(terminal: &Terminal, lines: &[(&str, &str)]) {
    for (line, shown) in lines {
        terminal.answer(line, shown);
    }
}

/// Takes a bundled lesson to its end in two ways, of which the first one makes at least three mistakes.
fn take_in_two_ways(name: &str, with_mistakes: &[(&str, &str)], otherwise: &[(&str, &str)]) {
    let hints = with_mistakes.iter().filter(|(_, shown)| shown.starts_with("▸ "));
    assert!(hints.count() >= 3, "too few mistakes");
    for lines in [with_mistakes, otherwise] {
        let terminal = learn(name);
        terminal.wait_for("(step 1 of ");
        type_all(&terminal, lines);
        terminal.wait_for("This was the lesson");
        leave(&terminal);
    }
}

fn leave(terminal: &Terminal) {
    terminal.type_keys(CTRL_D);
    terminal.assert_exit(0);
    terminal.assert_restored();
}
