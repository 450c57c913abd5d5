//! A lesson at the prompt.

use super::*;
use crate::support::keys::ENTER;

#[test]
fn whatever_gets_there_solves_a_step() {
    let solutions = [
        ["login user pass", "select inbox", "search unseen", "store 11 +flags (\\Flagged)"],
        ["A7 LOGIN \"user\" \"pass\"", "examine INBOX", "uid search return (all) unseen", ""],
        [
            "login user pass",
            "zz Select \"INBOX\"",
            "search not seen",
            "uid store 16 flags \\flagged",
        ],
    ];
    for [login, select, search, store] in solutions {
        let terminal = take(FLAGS);
        terminal.wait_for("Log in (step 1 of 3)");
        type_all(
            &terminal,
            &[
                (login, "Find what is new (step 2 of 3)"),
                (select, "1 of 2 parts of this step are done."),
                (search, "Mark one (step 3 of 3)"),
            ],
        );
        match store {
            // After EXAMINE nothing can be changed.
            "" => type_all(&terminal, &[("store 11 +flags (\\Flagged)", "open for reading only")]),
            store => type_all(&terminal, &[(store, "This was the lesson \"Flags\".")]),
        }
        leave(&terminal);
    }
}

#[test]
fn a_literal_is_as_good_as_a_quoted_string() {
    let terminal = take(FLAGS);
    terminal.wait_for("Log in (step 1 of 3)");
    type_all(&terminal, &[("login {4}", "+ "), ("user {4}", "+ "), ("pass", "(step 2 of 3)")]);
    leave(&terminal);
}

#[test]
fn hints_name_the_mistake_then_the_syntax_then_the_line() {
    let terminal = take(FLAGS);
    terminal.wait_for("Log in (step 1 of 3)");
    type_all(
        &terminal,
        &[
            ("login user wrong", "The login failed. Servers do not say"),
            ("select inbox", "The syntax is: LOGIN USER PASSWORD"),
            ("noop", "Type: login user pass"),
            ("login user pass", "(step 2 of 3)"),
            ("select Sent", "\"Sent\" is selected, and this step is about \"INBOX\"."),
            ("select inbox", "1 of 2 parts of this step are done."),
            ("search seen", "The search has found 1:8"),
            ("search unseen", "(step 3 of 3)"),
            ("store 11 \\Flagged", "What to do with the flags is missing:"),
            (":hint", "The syntax is: STORE"),
            (":hint", "Type: store 11 +flags (\\Flagged)"),
        ],
    );
    leave(&terminal);
}

/// A learner's mistakes in the bundled lessons, and the hints about them.
#[test]
fn no_hint_of_the_bundled_lessons_is_a_dead_end() {
    let mistakes: &[(&str, &[(&str, &str)])] = &[
        // STARTTLS and a wrong password come before the login.
        (
            "connecting",
            &[
                ("login user pass", "(step 2 of 5)"),
                (
                    "login user pass",
                    "▸ This step needs a session that is not logged in: :reconnect",
                ),
                (":hint", "▸ This step needs a session that is not logged in: :reconnect"),
                (":reconnect", "Commands now go to the practice server."),
                ("noop", "The syntax is: CAPABILITY"),
                ("starttls", "(step 3 of 5)"),
            ],
        ),
        (
            "login",
            &[
                (
                    "login user pass",
                    "▸ This step needs a session that is not logged in: :reconnect",
                ),
                (":reconnect", "1 of 2 parts of this step are done."),
                ("login user wrong", "(step 2 of 6)"),
            ],
        ),
        (
            "errors",
            &[
                (":raw noop", "(step 2 of 10)"),
                (
                    "login user pass",
                    "▸ This step needs a session that is not logged in: :reconnect",
                ),
                (":reconnect", "1 of 2 parts of this step are done."),
                ("select inbox", "(step 3 of 10)"),
            ],
        ),
        // `done` needs an IDLE.
        (
            "idle",
            &[
                ("login user pass", "(step 2 of 6)"),
                ("list \"\" \"*\"", "(step 3 of 6)"),
                ("select inbox", "(step 4 of 6)"),
                ("idle", "(step 5 of 6)"),
                ("noop", "that ended IDLE with an error."),
                ("done", "The syntax is: IDLE"),
                ("idle", "+ idling"),
                ("done", "(step 6 of 6)"),
            ],
        ),
        // The syntax includes the tag if the step asks for one.
        (
            "tags",
            &[
                ("login user pass", "(step 2 of 6)"),
                ("noop", "Type one of your own"),
                ("noop", "The syntax is: TAG NOOP"),
                (":lesson next", "\":lesson next\" does not exist; type :skip"),
                (":lesson Hint", "type :hint"),
                (":lesson previous", "type :back"),
                ("noop", "Type: lunch noop"),
            ],
        ),
    ];
    for (lesson, lines) in mistakes {
        let terminal = learn(lesson);
        terminal.wait_for("(step 1 of");
        type_all(&terminal, lines);
        terminal.assert_count("The answer to LOGOUT", 0);
        terminal.assert_count("an earlier step may have ended differently", 0);
        leave(&terminal);
    }
}

/// Looking at something first, as the step asks, is not a mistake.
#[test]
fn a_line_on_the_way_of_the_solution_is_not_a_mistake() {
    let terminal = learn("search");
    terminal.wait_for("(step 1 of");
    type_all(
        &terminal,
        &[
            ("login user pass", "OK"),
            ("select inbox", "(step 2 of 8)"),
            ("search subject noodles", "(step 3 of 8)"),
            ("search subject noodles unseen", "(step 4 of 8)"),
            ("fetch 9 body.peek[text]", "(step 5 of 8)"),
            ("search before 10-jan-2026", "OK"),
            ("search sentbefore 10-jan-2026", "(step 6 of 8)"),
        ],
    );
    terminal.assert_count("which is not what this step asks for", 0);
    leave(&terminal);
}

/// A step that needs a new connection.
const NEW_CONNECTION: &str = "# Again\n# By hand.\n:lesson 5m\n\n## Log in anew\n# Use a new connection.\n\
    :goal tls\n:goal command LOGIN\n:connect practice\nlogin ${user} ${password}\n";

#[test]
fn a_step_that_is_skipped_shows_the_connection_that_it_makes() {
    let terminal = take(NEW_CONNECTION);
    terminal.wait_for("Log in anew (step 1 of 1)");
    type_all(&terminal, &[(":skip", "This was the lesson")]);
    let written = String::from_utf8_lossy(&terminal.written()).into_owned();
    let shown =
        written.find("These lines complete the step:").zip(written.find("  :connect practice"));
    assert!(shown.is_some_and(|(before, line)| before < line), "{written}");
    leave(&terminal);
}

/// With `--explain`, the mistake is already explained below the command and its answer.
#[test]
fn an_explanation_is_not_repeated_as_a_hint() {
    let program = Program::imapsh(&["learn", "--explain", "mine.imap"]);
    program.write_file("mine.imap", FLAGS);
    let terminal = Terminal::start(program, 50, 100);
    terminal.wait_for("Log in (step 1 of 3)");
    terminal.answer("hello", "You are not logged in.");
    terminal.assert_count("\"hello\" is not a registered command.", 2);
    leave(&terminal);
}

#[test]
fn directives_are_hinted_at_with_the_command_that_they_serve() {
    let terminal = take(
        "# Plain\n# By hand.\n:lesson 5m\n\n## Log in\n# The account is user.\n\
         :goal command AUTHENTICATE\n:base64 \\0user\\0pass\nauthenticate plain\n\
         AHVzZXIAcGFzcw==\n",
    );
    terminal.wait_for("Log in (step 1 of 1)");
    type_all(
        &terminal,
        &[(":hint", "▸ The syntax is: AUTHENTICATE"), (":hint", "▸ Type these lines:")],
    );
    terminal.assert_count("▸ AUTHENTICATE has not succeeded in this step.", 1);
    terminal.wait_for("▸   :base64 \\0user\\0pass");
    terminal.wait_for("authenticate plain");
    terminal.wait_for("AHVzZXIAcGFzcw==");
    leave(&terminal);
}

#[test]
fn a_connection_that_was_made_is_not_hinted_at_again() {
    let terminal = take(NEW_CONNECTION);
    terminal.wait_for("Log in anew (step 1 of 1)");
    type_all(
        &terminal,
        &[
            (":hint", "▸ Type: :connect practice"),
            (":hint", "▸   :connect practice"),
            (":connect practice", "1 of 2 parts of this step are done."),
            (":hint", "▸ The syntax is: LOGIN"),
            (":hint", "▸ Type: login user pass"),
        ],
    );
    leave(&terminal);
}

#[test]
fn steps_can_be_skipped_repeated_and_explained() {
    let terminal = take(FLAGS);
    terminal.wait_for("Log in (step 1 of 3)");
    type_all(&terminal, &[(":back", "This is the first step."), (":skip", "(step 2 of 3)")]);
    type_all(&terminal, &[(":lesson", "Which messages are unread?"), (":hint", "is not selected")]);
    terminal.wait_for("The syntax is: SELECT");
    type_all(&terminal, &[(":skip", "Mark one (step 3 of 3)")]);
    terminal.type_line(":back");
    terminal.wait_written_count("Find what is new (step 2 of 3)", 3);
    leave(&terminal);
}

/// The file with the progress of lessons.
const PROGRESS: &str = ".local/state/imapsh/lessons";

/// Begins the lesson with this progress in it: the number of steps that are done, or `done`.
fn take_again(progress: &str) -> Terminal {
    let program = Program::imapsh(&["learn", "mine.imap"]);
    program.write_file("mine.imap", FLAGS);
    let path = program.home().join("mine.imap").canonicalize().expect("the file exists");
    let folder = program.home().join(PROGRESS);
    std::fs::create_dir_all(folder.parent().expect("a folder")).expect("it can be created");
    program.write_file(PROGRESS, format!("{} {progress}\n", path.display()));
    Terminal::start(program, 50, 100)
}

#[test]
fn the_way_back_is_named_when_the_line_to_type_has_not_helped() {
    let terminal = take(
        "# Lists\n# By pattern.\n:lesson 5m\n\n## Two\n# Which begin with S or T?\n\
         :goal listed only Sent Trash Archive\nlogin ${user} ${password}\nlist \"\" (\"Sent\" \"Trash\")\n",
    );
    terminal.wait_for("Two (step 1 of 1)");
    let back = "▸ If that does not work";
    type_all(
        &terminal,
        &[
            ("login user pass", "OK"),
            ("list \"\" \"%\"", "▸ Also listed: "),
            ("list \"\" \"S*\"", "▸ The syntax is: LIST"),
            ("list \"\" \"T*\"", "▸ Type: list"),
            ("list \"\" (sent)", "▸ Type: list"),
        ],
    );
    terminal.assert_count(back, 0);
    type_all(&terminal, &[("X1 LIST \"\" (\"Sent\" \"Trash\")", back)]);
    leave(&terminal);
}

#[test]
fn the_end_of_the_old_session_is_not_shown_before_a_step() {
    let terminal = Terminal::start(Program::imapsh(&["learn", "capability"]), 60, 200);
    terminal.wait_for("(step 1 of 6)");
    type_all(&terminal, &[("capability", "(step 2 of 6)"), (":back", "(step 1 of 6)")]);
    type_all(&terminal, &[("capability", "(step 2 of 6)"), (":skip", "(step 3 of 6)")]);
    type_all(&terminal, &[(":skip", "(step 4 of 6)"), (":skip", "(step 5 of 6)")]);
    let written = String::from_utf8_lossy(&terminal.written()).into_owned();
    for of_the_old_session in ["logout", "BYE", "Ending the session"] {
        assert!(!written.contains(of_the_old_session), "{written}");
    }
    leave(&terminal);
}

#[test]
fn leaving_and_coming_back_continues() {
    let terminal = take(FLAGS);
    terminal.wait_for("Log in (step 1 of 3)");
    type_all(&terminal, &[("login user pass", "(step 2 of 3)")]);
    leave(&terminal);
    assert!(terminal.program.read_file(PROGRESS).ends_with("/mine.imap 1\n"));
    let again = take_again("1");
    again.wait_for("The lesson continues at step 2 of 3");
    again.wait_for("Find what is new (step 2 of 3)");
    type_all(&again, &[("select inbox", "1 of 2"), ("search unseen", "(step 3 of 3)")]);
    type_all(&again, &[(":skip", "This was the lesson \"Flags\".")]);
    leave(&again);
    assert!(again.program.read_file(PROGRESS).ends_with("/mine.imap done\n"));
    let finished = take_again("done");
    finished.wait_for("Log in (step 1 of 3)");
    leave(&finished);
}

#[test]
fn a_session_that_ends_too_early_is_replaced() {
    let terminal = take(FLAGS);
    terminal.wait_for("Log in (step 1 of 3)");
    type_all(
        &terminal,
        &[("login user pass", "(step 2 of 3)"), ("logout", "continues in a new one")],
    );
    terminal.wait_written_count("Find what is new (step 2 of 3)", 2);
    type_all(&terminal, &[("select inbox", "1 of 2 parts")]);
    leave(&terminal);
}

#[test]
fn a_lesson_can_use_another_client_and_a_fresh_mailbox() {
    let lesson = "# Two\n:lesson 1m\n## Log in\n# Do it.\n:goal selected INBOX\n\
        login ${user} ${password}\nselect inbox\n## Watch\n# Another client deletes message 3.\n\
        :other store 3 +flags.silent (\\Deleted)\n:other expunge\n\
        :goal response * 3 EXPUNGE\nnoop\n## Again\n# As before.\n:reset\n\
        :goal messages INBOX 11\n:goal selected INBOX\n:goal fetched 11 FLAGS\n\
        select inbox\nfetch 11 flags\n";
    let terminal = take(lesson);
    terminal.wait_for("Log in (step 1 of 3)");
    type_all(&terminal, &[(":skip", "Another client: expunge")]);
    type_all(&terminal, &[("check", "Again (step 3 of 3)")]);
    terminal.wait_for("Select a mailbox");
    type_all(&terminal, &[("select inbox", "a004 OK"), ("fetch * flags", "This was")]);
    terminal.assert_count("was not received", 0);
    leave(&terminal);
}

#[test]
fn a_lesson_can_ask_for_two_commands_at_once() {
    let lesson = "# Two\n:lesson 1m\n## Log in\n# Do it.\n:goal state authenticated\n\
        login ${user} ${password}\n## Together\n# Send two.\n:slow 3s\n:goal together 2\n\
        :pipeline on\nnoop\nnoop\n:pipeline off\n";
    let terminal = take(lesson);
    terminal.wait_for("Log in (step 1 of 2)");
    type_all(&terminal, &[("login user pass", "Together (step 2 of 2)")]);
    type_all(&terminal, &[(":hint", "▸ Send 2 commands before the first is answered.")]);
    terminal.type_keys(format!("x1 noop{ENTER}"));
    terminal.wait_line("a002");
    terminal.type_keys(format!("x2 noop{ENTER}"));
    terminal.wait_for("This was the lesson \"Two\".");
    leave(&terminal);
}

#[test]
fn a_lesson_is_in_japanese() {
    let program = Program::imapsh(&["learn", "mine.imap", "--lang", "ja"]);
    program.write_file("mine.imap", FLAGS);
    let terminal = Terminal::start(program, 50, 100);
    terminal.wait_for("（ステップ 1/3）");
    type_all(
        &terminal,
        &[("noop", "まだログインしていません。"), ("login user pass", "できました。")],
    );
    leave(&terminal);
}

#[test]
fn there_are_no_hints_outside_a_lesson() {
    let terminal = Terminal::start(Program::imapsh(&[] as &[&str]), 24, 80);
    terminal.wait_line("a001");
    type_all(&terminal, &[(":hint", "No lesson is running"), (":reset", "as they were at")]);
    terminal.type_line(":base64 \\0user\\0pass");
    terminal.wait_for("AHVzZXIAcGFzcw==");
    terminal.type_line(":unbase64 AHVzZXIAcGFzcw==");
    terminal.wait_for("\\0user\\0pass");
    leave(&terminal);
}
