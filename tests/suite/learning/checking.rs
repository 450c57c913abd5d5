//! The list of lessons, and the faults of one.

use super::*;

fn check(lesson: &str) -> crate::support::process::Finished {
    let program = Program::imapsh(&["learn", "--check", "mine.imap"]);
    program.write_file("mine.imap", lesson);
    Process::start(program).finish()
}

#[test]
fn a_lesson_without_faults() {
    check(FLAGS).assert_status(0).assert_stdout("mine.imap: 3 steps, nothing to report.\n");
}

#[test]
fn faults_are_reported_with_their_lines() {
    let lesson = "# Title\n:lesson 1m\n## A\n:goal idle\nnoop\n## B\n# Prose.\n\
        :goal state not-authenticated\nnoop\nlogout\n## C\n# Prose.\n:goal state authenticated\n\
        login ${user} ${password}\n## D\n# Prose.\n";
    let finished = check(lesson);
    finished.assert_status(1).assert_stdout(
        "mine.imap: 1 line is never sent, because the session has ended before.\n\
         mine.imap:3: The step \"A\" has no prose: comments below its heading that say what to find out and why.\n\
         mine.imap:4: The lines of the step \"A\" do not reach this goal. IDLE is not running.\n\
         mine.imap:6: The step \"B\" is done before it begins: all of its goals are reached.\n\
         mine.imap:8: The lines of the step \"B\" do not reach this goal. The connection is closed.\n\
         mine.imap:11: The step \"C\" has no lines that reach its goals.\n\
         mine.imap:11: The step \"C\" is not reached.\n\
         mine.imap:15: The step \"D\" has no goal.\n\
         mine.imap:15: The step \"D\" has no lines that reach its goals.\n\
         mine.imap:15: The step \"D\" is not reached.\n",
    );
}

#[test]
fn a_line_that_fails_ends_the_check() {
    let lesson = "# Title\n:lesson 1m\n## A\n# Prose.\n:goal selected INBOX\nselect inbox\n";
    check(lesson)
        .assert_status(1)
        .assert_stdout_contains("mine.imap:3: A line of the step \"A\" fails");
}

#[test]
fn an_invalid_goal_is_a_mistake_in_the_script() {
    check("# T\n## A\n:goal frob\nnoop\n").assert_status(2).assert_stderr_contains("mine.imap:3:");
    check("noop\n").assert_status(2).assert_stderr_contains("has no steps");
    let missing = Process::imapsh(&["learn", "no-such-lesson"]).finish();
    missing.assert_status(2).assert_stderr_contains("imapsh learn lists them");
    let without_file = Process::imapsh(&["learn", "--check"]).finish();
    without_file.assert_status(2).assert_stderr_contains("imapsh learn --check mine.imap");
}

#[test]
fn a_lesson_needs_a_terminal_and_replays_without_one() {
    let program = Program::imapsh(&["learn", "mine.imap"]);
    program.write_file("mine.imap", FLAGS);
    let finished = Process::start(program).finish();
    finished.assert_status(2).assert_stderr_contains("imapsh replay NAME");
    let program = Program::imapsh(&["replay", "mine.imap"]);
    program.write_file("mine.imap", FLAGS);
    Process::start(program).finish().assert_status(0).assert_stdout_contains("* SEARCH 9 10 11");
}

#[test]
fn the_list_has_a_line_for_each_lesson() {
    let finished = Process::imapsh(&["learn"]).finish();
    finished.assert_status(0);
    for line in finished.text().lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        assert_eq!(columns.len(), 3, "{line}");
        assert_eq!(columns[1], "-", "{line}");
    }
}
