//! What keys do: editing, history, completion, pastes, Ctrl-C and Ctrl-D.

use super::harness::{EditorHarness, probe_path};
use crate::support::program::Program;

#[test]
fn a_line_is_edited_with_the_usual_keys() {
    let editor = EditorHarness::new();
    // Home, right, a letter, End, delete a word, Backspace.
    editor.keys("slect inbox\x01\x1b[Ce\x05 extra\x17\x7f\r");
    editor.expect("line select inbox");
    editor.keys("nonsense\x15noop\r");
    editor.expect("line noop");
    editor.wait_rows(&["a001 select inbox", "a001 noop", "a001"]);
}

#[test]
fn history_is_recalled_by_arrow_keys_and_by_search() {
    let editor = EditorHarness::new();
    for line in ["select inbox", "fetch 1 flags", "noop"] {
        editor.keys(format!("{line}\r"));
        editor.expect(&format!("line {line}"));
    }
    editor.keys("\x1b[A\x1b[A");
    editor.terminal.wait_line("a001 fetch 1 flags");
    editor.keys("\r");
    editor.expect("line fetch 1 flags");
    editor.keys("\x12sel");
    editor.terminal.wait_line("(search) sel: select inbox");
    editor.keys("\r");
    editor.expect("line select inbox");
    editor.wait_rows(&[
        "a001 select inbox",
        "a001 fetch 1 flags",
        "a001 noop",
        "a001 fetch 1 flags",
        "a001 select inbox",
        "a001",
    ]);
}

#[test]
fn a_search_finds_older_lines_which_can_be_edited() {
    let editor = EditorHarness::new();
    for line in ["select inbox", "select drafts", "noop"] {
        editor.keys(format!("{line}\r"));
        editor.expect(&format!("line {line}"));
    }
    editor.keys("\x12sel\x12");
    editor.terminal.wait_line("(search) sel: select inbox");
    editor.keys("\x05");
    editor.terminal.wait_line("a001 select inbox");
    editor.keys(".old\r");
    editor.expect("line select inbox.old");
    editor.keys("\x12drafts\r");
    editor.expect("line select drafts");
}

#[test]
fn a_cancelled_search_restores_the_line() {
    let editor = EditorHarness::new();
    editor.keys("noop\r");
    editor.expect("line noop");
    for (nothing, key) in [
        ("nothing", "\r"),
        ("noop", "\x07"),
        ("noop", "\x03"),
        ("", "\x04"),
    ] {
        editor.keys("logout now\x1b[D\x1b[D\x1b[D");
        editor.terminal.wait_line("a001 logout now");
        editor.keys("\x12");
        editor.keys(nothing);
        editor.terminal.wait_until("the search", |screen| {
            screen.contents().contains(&format!("(search) {nothing}"))
        });
        editor.keys(key);
        editor.terminal.wait_line("a001 logout now");
        editor.keys("X\r");
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
    editor.keys("login user secret\rnoop\r\x04");
    editor.expect("line login user secret");
    editor.expect("line noop");
    editor.expect("EndOfInput");
    editor.terminal.wait_exit();
    let kept = std::fs::read_to_string(&file).expect("the history");
    assert_eq!(kept, "login user ${password}\nnoop\n");
    let editor = EditorHarness::start(program, 24, 80);
    editor.expect("ready editing=true");
    editor.keys("\x1b[A");
    editor.terminal.wait_line("a001 noop");
}

#[test]
fn tab_completes_and_lists() {
    let editor = EditorHarness::new();
    editor.keys("lo\t");
    editor.terminal.wait_line("a001 logout");
    editor.keys("\x15se\t");
    editor.wait_rows(&["a001 se", "select  search", "a001 se"]);
    editor.keys("l\t");
    editor.terminal.wait_line("a001 select mailbox");
    editor.keys(" inbox\r");
    editor.expect("line select inbox");
    editor.wait_rows(&["a001 se", "select  search", "a001 select inbox", "a001"]);
}

#[test]
fn a_hint_is_shown_dim_and_never_sent() {
    let editor = EditorHarness::new();
    editor.keys("select");
    editor.terminal.wait_line("a001 select mailbox");
    assert!(editor.terminal.cell_of("mailbox").dim);
    editor.keys("\x1b[C\x05\r");
    editor.expect("line select");
    editor.wait_rows(&["a001 select", "a001"]);
}

#[test]
fn a_lone_escape_blocks_neither_output_nor_keys() {
    let editor = EditorHarness::new();
    editor.keys("noop\x1b");
    editor.terminal.wait_line("a001 noop");
    editor.command("output * 1 EXISTS");
    editor.wait_rows(&["* 1 EXISTS", "a001 noop"]);
    editor.keys("\r");
    editor.expect("line noop");
}

#[test]
fn ctrl_d_ends_the_input_only_on_an_empty_line() {
    let editor = EditorHarness::new();
    editor.keys("noop\x01\x04\x04\r");
    editor.expect("line op");
    editor.keys("\x04");
    editor.expect("EndOfInput");
    assert_eq!(editor.terminal.wait_exit(), 0);
    editor.assert_terminal_restored();
    assert_eq!(editor.terminal.all_rows(), ["a001 op"]);
}

#[test]
fn ctrl_c_between_prompts_discards_lines_typed_ahead() {
    let editor = EditorHarness::new();
    editor.command("hold");
    editor.sync();
    editor.keys("noop\r");
    editor.expect("line noop");
    editor.keys("fetch 1 flags\rfetch 2 flags\r\x03");
    editor.expect("interrupted while waiting");
    editor.keys("logout\r");
    editor.expect("line logout");
}

#[test]
fn ctrl_c_discards_lines_that_rustyline_has_read_already() {
    let editor = EditorHarness::new();
    editor.command("hold");
    editor.sync();
    // rustyline reads all of this at once, and returns the first line.
    let burst: String = (0..20).map(|n| format!("fetch {n} flags\r")).collect();
    editor.keys(burst);
    editor.expect("line fetch 0 flags");
    editor.keys("\x03");
    editor.expect("interrupted while waiting");
    editor.terminal.wait_line("a001");
    editor.keys("logout\r");
    editor.expect("line logout");
}

#[test]
fn a_bracketed_paste_returns_all_its_lines() {
    let editor = EditorHarness::new();
    let lines: Vec<String> = (0..500).map(|n| format!("fetch {n} flags")).collect();
    editor.keys(format!("\x1b[200~{}\n\x1b[201~", lines.join("\n")));
    editor.terminal.wait_for("fetch 499 flags");
    editor.keys("\r");
    for line in &lines {
        editor.expect(&format!("line {line}"));
    }
    editor.keys("noop\r");
    editor.expect("line noop");
}

#[test]
fn a_paste_without_marks_returns_all_its_lines() {
    let editor = EditorHarness::new();
    let lines: Vec<String> = (0..500).map(|n| format!("fetch {n} flags")).collect();
    editor.keys(
        lines
            .iter()
            .map(|line| format!("{line}\r"))
            .collect::<String>(),
    );
    for line in &lines {
        editor.expect(&format!("line {line}"));
    }
    editor.terminal.wait_line("a001");
}

#[test]
fn octets_that_are_not_utf8_leave_the_line_unchanged() {
    let editor = EditorHarness::new();
    editor.keys(b"no");
    editor.terminal.wait_line("a001 no");
    let before = editor.terminal.raw_output().len();
    editor.keys(b"\xff\xfe");
    // rustyline fails, and runs again.
    editor.terminal.wait_until("another redraw", |_| true);
    while editor.terminal.raw_output().len() == before {
        std::thread::yield_now();
    }
    editor.command("output * 1 EXISTS");
    editor.wait_rows(&["* 1 EXISTS", "a001 no"]);
    editor.keys(b"op\r");
    editor.expect("line noop");
}

#[test]
fn keys_typed_after_ctrl_c_are_kept() {
    let editor = EditorHarness::new();
    // Before there is a prompt, Ctrl-C is a signal, and discards keys.
    editor.wait_rows(&["a001"]);
    editor.keys("half a line\x03noop\rcapability\r");
    editor.expect("Interrupted(\"half a line\")");
    editor.expect("line noop");
    editor.expect("line capability");
    editor.wait_rows(&["a001 half a line^C", "a001 noop", "a001 capability", "a001"]);
}

#[test]
fn ctrl_c_stays_a_key_while_the_prompt_changes() {
    let editor = EditorHarness::new();
    editor.wait_rows(&["a001"]);
    editor.command("watch-prompt");
    editor.command("prompt a002 ");
    // rustyline has returned, and runs again with the new prompt.
    editor.wait_rows(&["a002"]);
    editor.keys("half\x03");
    let reports: Vec<String> = std::iter::repeat_with(|| editor.control.next_report())
        .take_while(|report| report != "Interrupted(\"half\")")
        .collect();
    assert!(
        reports.iter().any(|report| report == "\"a002 \" key"),
        "{reports:?}"
    );
    assert!(
        !reports.iter().any(|report| report.ends_with(" signal")),
        "{reports:?}"
    );
}

#[test]
fn ctrl_c_works_at_a_prompt_that_changes_at_that_moment() {
    let editor = EditorHarness::new();
    editor.wait_rows(&["a001"]);
    for number in 2..100 {
        editor.command(&format!("prompt a{number:03} "));
        editor.keys("half\x03");
        // While rustyline does not run, it is a signal and discards the keys before it.
        let report = editor.control.next_report();
        let accepted = ["Interrupted(\"half\")", "Interrupted(\"\")"];
        assert!(accepted.contains(&report.as_str()), "{report}");
    }
    editor.keys("noop\r");
    editor.expect("line noop");
}
