//! The effects of keys: editing, history, completion, pastes, Ctrl-C and Ctrl-D.

use super::harness::{EditorHarness, probe_path};
use crate::support::keys::{
    BACKSPACE, CTRL_A, CTRL_BACKSLASH, CTRL_C, CTRL_D, CTRL_E, CTRL_G, CTRL_R, CTRL_U, CTRL_W,
    DOWN, ENTER, ESCAPE, LEFT, RIGHT, TAB, UP, bracketed_paste,
};
use crate::support::program::Program;
use indoc::indoc;
use nix::sys::signal::Signal;

#[test]
fn a_line_is_edited_with_the_usual_keys() {
    let editor = EditorHarness::new();
    // The beginning of the line, one to the right, a letter, the end of the line, two deletions.
    editor.type_line(format!("slect inbox{CTRL_A}{RIGHT}e{CTRL_E} extra{CTRL_W}{BACKSPACE}"));
    editor.expect("line select inbox");
    editor.type_line(format!("nonsense{CTRL_U}noop"));
    editor.expect("line noop");
    editor.terminal.wait_screen(indoc! {"
        a001 select inbox
        a001 noop
        a001
    "});
}

#[test]
fn history_is_recalled_by_arrow_keys_and_by_search() {
    let editor = EditorHarness::new();
    for line in ["select inbox", "fetch 1 flags", "noop"] {
        editor.type_line(line);
        editor.expect(&format!("line {line}"));
    }
    editor.type_keys(format!("{UP}{UP}"));
    editor.terminal.wait_line("a001 fetch 1 flags");
    editor.type_keys(ENTER);
    editor.expect("line fetch 1 flags");
    editor.type_keys(format!("{CTRL_R}sel"));
    editor.terminal.wait_line("(search) sel: select inbox");
    editor.type_keys(ENTER);
    editor.expect("line select inbox");
    editor.terminal.wait_screen(indoc! {"
        a001 select inbox
        a001 fetch 1 flags
        a001 noop
        a001 fetch 1 flags
        a001 select inbox
        a001
    "});
}

#[test]
fn a_search_finds_older_lines_which_can_be_edited() {
    let editor = EditorHarness::new();
    for line in ["select inbox", "select drafts", "noop"] {
        editor.type_line(line);
        editor.expect(&format!("line {line}"));
    }
    editor.type_keys(format!("{CTRL_R}sel{CTRL_R}"));
    editor.terminal.wait_line("(search) sel: select inbox");
    editor.type_keys(CTRL_E);
    editor.terminal.wait_line("a001 select inbox");
    editor.type_line(".old");
    editor.expect("line select inbox.old");
    editor.type_line(format!("{CTRL_R}drafts"));
    editor.expect("line select drafts");
}

#[test]
fn up_recalls_the_lines_that_begin_as_typed() {
    let editor = EditorHarness::new();
    for line in ["select inbox", "noop", "select drafts", "fetch 1 flags"] {
        editor.type_line(line);
        editor.expect(&format!("line {line}"));
    }
    editor.type_keys(format!("sel{UP}"));
    editor.terminal.wait_line("a001 select drafts");
    editor.type_keys(UP);
    editor.terminal.wait_line("a001 select inbox");
    // Back to what was typed, and on from there.
    editor.type_keys(DOWN);
    editor.terminal.wait_line("a001 select drafts");
    editor.type_keys(DOWN);
    editor.terminal.wait_line("a001 sel");
    editor.type_line(format!("{UP}{UP}.old"));
    editor.expect("line select inbox.old");
    editor.type_line(format!("{UP}{UP}"));
    editor.expect("line fetch 1 flags");
}

#[test]
fn a_search_that_finds_nothing_says_so() {
    let editor = EditorHarness::new();
    editor.type_line("noop");
    editor.expect("line noop");
    editor.type_keys(format!("{CTRL_R}nx"));
    editor.terminal.wait_line("(search) nx: (not found)");
    editor.type_keys(BACKSPACE);
    editor.terminal.wait_line("(search) n: noop");
    editor.type_line("");
    editor.expect("line noop");
}

#[test]
fn a_cancelled_search_restores_the_line() {
    let editor = EditorHarness::new();
    editor.type_line("noop");
    editor.expect("line noop");
    for (searched, key) in [("nothing", ENTER), ("noop", CTRL_G), ("noop", CTRL_C), ("", CTRL_D)] {
        editor.type_keys(format!("logout now{LEFT}{LEFT}{LEFT}"));
        editor.terminal.wait_line("a001 logout now");
        editor.type_keys(CTRL_R);
        editor.type_keys(searched);
        editor.terminal.wait_for(&format!("(search) {searched}"));
        editor.type_keys(key);
        editor.terminal.wait_line("a001 logout now");
        editor.type_line("X");
        editor.expect("line logout Xnow");
    }
}

#[test]
fn the_history_file_survives_the_session_and_holds_no_secret() {
    let program = Program::new(probe_path());
    let file = program.home().join("history");
    let program = program.env("PROBE_HISTORY", &file);
    let editor = EditorHarness::start(program.clone(), 24, 80);
    editor.expect("ready editing=true");
    editor.type_keys(format!("login user secret{ENTER}noop{ENTER}{CTRL_D}"));
    editor.expect("line login user secret");
    editor.expect("line noop");
    editor.expect("EndOfInput");
    editor.terminal.wait_exit();
    let history = program.read_file("history");
    assert_eq!(history, "login user ${password}\nnoop\n");
    let editor = EditorHarness::start(program, 24, 80);
    editor.expect("ready editing=true");
    editor.type_keys(UP);
    editor.terminal.wait_line("a001 noop");
}

#[test]
fn tab_completes_and_lists() {
    let editor = EditorHarness::new();
    editor.type_keys(format!("lo{TAB}"));
    editor.terminal.wait_line("a001 logout");
    // The first Tab completes what the candidates have in common.
    editor.type_keys(format!("{CTRL_U}s{TAB}x"));
    editor.terminal.wait_screen("a001 sx\n");
    editor.type_keys(format!("{CTRL_U}se{TAB}{TAB}"));
    editor.terminal.wait_screen(indoc! {"
        a001 se
        select  search
        a001 se
    "});
    editor.type_keys(format!("l{TAB}"));
    editor.terminal.wait_line("a001 select mailbox");
    editor.type_line(" inbox");
    editor.expect("line select inbox");
    editor.terminal.wait_screen(indoc! {"
        a001 se
        select  search
        a001 select inbox
        a001
    "});
}

#[test]
fn a_list_that_is_longer_than_the_screen_is_cut() {
    let editor = EditorHarness::new();
    editor.type_keys(format!("many{TAB}{TAB}"));
    editor.terminal.wait_for("more");
    editor.terminal.wait_line("a001 many");
    editor.terminal.wait_until("a list on one screen", |screen| {
        let text = screen.contents();
        text.starts_with("a001 many\nmany0 ") && text.contains("99869 more")
    });
    // Nothing waits for an answer to the list.
    editor.command("output * 1 EXISTS");
    editor.terminal.wait_for("* 1 EXISTS");
    editor.type_keys(CTRL_C);
    editor.expect("Interrupted(\"many\")");
}

#[test]
fn a_hint_is_shown_dim_and_never_sent() {
    let editor = EditorHarness::new();
    editor.type_keys("select");
    editor.terminal.wait_line("a001 select mailbox");
    assert!(editor.terminal.style_of("mailbox").dim);
    editor.type_line(format!("{RIGHT}{CTRL_E}"));
    editor.expect("line select");
    editor.terminal.wait_screen(indoc! {"
        a001 select
        a001
    "});
}

#[test]
fn a_lone_escape_blocks_neither_output_nor_keys() {
    let editor = EditorHarness::new();
    editor.type_keys(format!("noop{ESCAPE}"));
    editor.terminal.wait_line("a001 noop");
    editor.command("output * 1 EXISTS");
    editor.terminal.wait_screen(indoc! {"
        * 1 EXISTS
        a001 noop
    "});
    editor.type_keys(ENTER);
    editor.expect("line noop");
}

#[test]
fn ctrl_d_ends_the_input_only_on_an_empty_line() {
    let editor = EditorHarness::new();
    editor.type_line(format!("noop{CTRL_A}{CTRL_D}{CTRL_D}"));
    editor.expect("line op");
    editor.type_keys(CTRL_D);
    editor.expect("EndOfInput");
    editor.terminal.assert_exit(0);
    editor.terminal.assert_restored();
    assert_eq!(editor.terminal.all_rows(), ["a001 op"]);
}

#[test]
fn ctrl_c_between_prompts_discards_lines_typed_ahead() {
    let editor = EditorHarness::new();
    editor.command("hold");
    editor.sync();
    editor.type_line("noop");
    editor.expect("line noop");
    editor.type_keys(format!("fetch 1 flags{ENTER}fetch 2 flags{ENTER}{CTRL_C}"));
    editor.expect("dropped TypedAhead { lines: 2 }");
    editor.expect("interrupted while waiting");
    editor.type_line("logout");
    editor.expect("line logout");
}

#[test]
fn lines_typed_after_ctrl_c_are_kept_in_any_state() {
    for held in [true, false] {
        let editor = EditorHarness::new();
        if held {
            editor.command("hold");
            editor.sync();
        }
        editor.type_line("noop");
        editor.expect("line noop");
        editor.type_keys(format!("half{CTRL_C}fetch 1 body[]{ENTER}"));
        if held {
            editor.expect("dropped TypedAhead { lines: 1 }");
            editor.expect("interrupted while waiting");
        } else {
            // Before or after the next prompt was drawn.
            let report = editor.control.next_report();
            if report != "Interrupted(\"half\")" {
                assert_eq!(report, "dropped TypedAhead { lines: 1 }");
                editor.expect("Interrupted(\"\")");
            }
        }
        editor.expect("line fetch 1 body[]");
        editor.type_line("logout");
        editor.expect("line logout");
    }
}

#[test]
fn a_paste_that_does_not_end_is_dropped() {
    for (key, report) in [
        (CTRL_C, "Interrupted(\"select \")"),
        (CTRL_D, "line select inbox"),
        (CTRL_BACKSLASH, "Terminated"),
    ] {
        let editor = EditorHarness::new();
        editor.type_keys("select ");
        editor.terminal.wait_line("a001 select");
        editor.type_keys("\x1b[200~drafts\rdelete drafts\r");
        editor.command("output * 1 EXISTS");
        editor.terminal.wait_for("* 1 EXISTS");
        editor.type_keys(key);
        editor.expect("dropped Paste { octets: 21 }");
        if key == CTRL_D {
            // On a line that is not empty Ctrl-D has no effect at its end.
            editor.type_line("inbox");
        }
        editor.expect(report);
        if key == CTRL_C {
            editor.type_line("noop");
            editor.expect("line noop");
            editor.type_keys(CTRL_D);
            editor.expect("EndOfInput");
        }
        if key != CTRL_D {
            editor.terminal.assert_exit(0);
            editor.terminal.assert_restored();
        }
    }
}

#[test]
fn a_paste_that_does_not_end_is_dropped_after_a_pause() {
    let editor = EditorHarness::new();
    editor.type_keys("\x1b[200~noop");
    editor.expect("dropped Paste { octets: 4 }");
    editor.type_line("check");
    editor.expect("line check");
}

#[test]
fn half_a_key_blocks_neither_output_nor_keys() {
    for half in ["\x1b[", "\x1bO", "\x1b[1;", "\x16", "\x18", "\x1d", "\x1b1"] {
        let editor = EditorHarness::new();
        editor.type_keys(format!("noop{half}"));
        editor.terminal.wait_line("a001 noop");
        editor.command("output * 1 EXISTS");
        editor.terminal.wait_screen(indoc! {"
            * 1 EXISTS
            a001 noop
        "});
        editor.terminal.signal(Signal::SIGTERM);
        editor.expect("Terminated");
    }
}

#[test]
fn lines_that_arrive_at_once_are_returned_at_once() {
    let editor = EditorHarness::new();
    editor.terminal.wait_line("a001");
    editor.type_keys("fe");
    editor.terminal.wait_line("a001 fe");
    let burst: String = (0..20).map(|n| format!("tch {n} flags{ENTER}")).collect();
    editor.type_keys(format!("{burst}half"));
    editor.expect("line fetch 0 flags");
    for number in 1..20 {
        editor.expect(&format!("line tch {number} flags"));
    }
    editor.terminal.wait_line("a001 half");
    // They are not drawn before they are sent.
    editor.terminal.assert_count("flags", 20);
}

#[test]
fn a_bracketed_paste_returns_all_its_lines() {
    let editor = EditorHarness::new();
    let lines: Vec<String> = (0..500).map(|n| format!("fetch {n} flags")).collect();
    editor.type_keys(bracketed_paste(&format!("{}\n", lines.join("\n"))));
    editor.terminal.wait_for("fetch 499 flags");
    editor.type_keys(ENTER);
    for line in &lines {
        editor.expect(&format!("line {line}"));
    }
    editor.type_line("noop");
    editor.expect("line noop");
}

#[test]
fn a_paste_without_marks_returns_all_its_lines() {
    let editor = EditorHarness::new();
    let lines: Vec<String> = (0..500).map(|n| format!("fetch {n} flags")).collect();
    for line in &lines {
        editor.type_line(line);
    }
    for line in &lines {
        editor.expect(&format!("line {line}"));
    }
    editor.terminal.wait_line("a001");
}

#[test]
fn octets_that_are_not_utf8_leave_the_line_unchanged() {
    let editor = EditorHarness::new();
    editor.type_keys(b"no");
    editor.terminal.wait_line("a001 no");
    editor.type_keys(b"\xff\xfe");
    editor.command("output * 1 EXISTS");
    editor.terminal.wait_screen(indoc! {"
        * 1 EXISTS
        a001 no
    "});
    editor.type_line("op");
    editor.expect("line noop");
}

#[test]
fn keys_typed_after_ctrl_c_are_kept() {
    let editor = EditorHarness::new();
    editor.terminal.wait_screen("a001");
    editor.type_keys(format!("half a line{CTRL_C}noop{ENTER}capability{ENTER}"));
    editor.expect("Interrupted(\"half a line\")");
    editor.expect("line noop");
    editor.expect("line capability");
    editor.terminal.wait_screen(indoc! {"
        a001 half a line^C
        a001 noop
        a001 capability
        a001
    "});
}

#[test]
fn ctrl_c_works_at_a_prompt_that_changes_at_that_moment() {
    let editor = EditorHarness::new();
    editor.terminal.wait_screen("a001");
    for number in 2..100 {
        editor.command(&format!("prompt a{number:03} "));
        editor.type_keys(format!("half{CTRL_C}"));
        // Before the probe reads again, Ctrl-C drops what was typed ahead.
        let report = editor.control.next_report();
        if report != "Interrupted(\"half\")" {
            assert_eq!(report, "dropped TypedAhead { lines: 1 }");
            editor.expect("Interrupted(\"\")");
        }
    }
    editor.type_line("noop");
    editor.expect("line noop");
}
