//! What keys do: editing, history, completion, pastes, Ctrl-C and Ctrl-D.

use super::stage::{Stage, probe};
use crate::support::program::Program;

#[test]
fn a_line_is_edited_with_the_usual_keys() {
    let stage = Stage::new();
    stage.hear("ready editing=true");
    // Left, backspace, start, end, delete to the left, a word deleted.
    stage.keys("slect inbox\x01\x1b[Ce\x05 extra\x17\x7f\r");
    stage.hear("line select inbox");
    stage.keys("nonsense\x15noop\r");
    stage.hear("line noop");
    stage.wait_rows(&["a001 select inbox", "a001 noop", "a001"]);
}

#[test]
fn history_comes_back_by_arrow_and_by_search_and_from_its_file() {
    let stage = Stage::new();
    stage.hear("ready editing=true");
    for line in ["select inbox", "fetch 1 flags", "noop"] {
        stage.keys(format!("{line}\r"));
        stage.hear(&format!("line {line}"));
    }
    stage.keys("\x1b[A\x1b[A");
    stage.terminal.wait_line("a001 fetch 1 flags");
    stage.keys("\r");
    stage.hear("line fetch 1 flags");
    stage.keys("\x12sel");
    stage.terminal.wait_line("(search) sel: select inbox");
    stage.keys("\r");
    stage.hear("line select inbox");
    stage.wait_rows(&[
        "a001 select inbox",
        "a001 fetch 1 flags",
        "a001 noop",
        "a001 fetch 1 flags",
        "a001 select inbox",
        "a001",
    ]);
}

#[test]
fn a_search_finds_older_lines_and_gives_them_to_be_edited() {
    let stage = Stage::new();
    stage.hear("ready editing=true");
    for line in ["select inbox", "select drafts", "noop"] {
        stage.keys(format!("{line}\r"));
        stage.hear(&format!("line {line}"));
    }
    stage.keys("\x12sel\x12");
    stage.terminal.wait_line("(search) sel: select inbox");
    stage.keys("\x05");
    stage.terminal.wait_line("a001 select inbox");
    stage.keys(".old\r");
    stage.hear("line select inbox.old");
    stage.keys("\x12drafts\r");
    stage.hear("line select drafts");
}

#[test]
fn a_search_that_is_given_up_gives_the_line_back() {
    let stage = Stage::new();
    stage.hear("ready editing=true");
    stage.keys("noop\r");
    stage.hear("line noop");
    for (nothing, key) in [
        ("nothing", "\r"),
        ("noop", "\x07"),
        ("noop", "\x03"),
        ("", "\x04"),
    ] {
        stage.keys("logout now\x1b[D\x1b[D\x1b[D");
        stage.terminal.wait_line("a001 logout now");
        stage.keys("\x12");
        stage.keys(nothing);
        stage.terminal.wait_until("the search", |screen| {
            screen.contents().contains(&format!("(search) {nothing}"))
        });
        stage.keys(key);
        stage.terminal.wait_line("a001 logout now");
        stage.keys("X\r");
        stage.hear("line logout Xnow");
    }
}

#[test]
fn the_next_session_knows_the_history_and_no_secret_is_in_its_file() {
    let program = Program::new(probe());
    let file = program.home().join("history");
    let program = program.env("PROBE_HISTORY", &file);
    let stage = Stage::of(program.clone(), 24, 80);
    stage.hear("ready editing=true");
    stage.keys("login user secret\rnoop\r\x04");
    stage.hear("line login user secret");
    stage.hear("line noop");
    stage.hear("EndOfInput");
    stage.terminal.wait_exit();
    let kept = std::fs::read_to_string(&file).expect("the history");
    assert_eq!(kept, "login user ${password}\nnoop\n");
    let stage = Stage::of(program, 24, 80);
    stage.hear("ready editing=true");
    stage.keys("\x1b[A");
    stage.terminal.wait_line("a001 noop");
}

#[test]
fn tab_completes_and_lists() {
    let stage = Stage::new();
    stage.hear("ready editing=true");
    stage.keys("lo\t");
    stage.terminal.wait_line("a001 logout");
    stage.keys("\x15se\t");
    stage.wait_rows(&["a001 se", "select  search", "a001 se"]);
    stage.keys("l\t");
    stage.terminal.wait_line("a001 select mailbox");
    stage.keys(" inbox\r");
    stage.hear("line select inbox");
    stage.wait_rows(&["a001 se", "select  search", "a001 select inbox", "a001"]);
}

#[test]
fn a_hint_is_shown_and_never_sent() {
    let stage = Stage::new();
    stage.hear("ready editing=true");
    stage.keys("select");
    stage.terminal.wait_line("a001 select mailbox");
    assert!(stage.terminal.cell_of("mailbox").dim);
    stage.keys("\x1b[C\x05\r");
    stage.hear("line select");
    stage.wait_rows(&["a001 select", "a001"]);
}

#[test]
fn a_lone_escape_swallows_neither_pushes_nor_keys() {
    let stage = Stage::new();
    stage.hear("ready editing=true");
    stage.keys("noop\x1b");
    stage.terminal.wait_line("a001 noop");
    stage.say("push * 1 EXISTS");
    stage.wait_rows(&["* 1 EXISTS", "a001 noop"]);
    stage.keys("\r");
    stage.hear("line noop");
}

#[test]
fn ctrl_d_ends_only_an_empty_line() {
    let stage = Stage::new();
    stage.hear("ready editing=true");
    stage.keys("noop\x01\x04\x04\r");
    stage.hear("line op");
    stage.keys("\x04");
    stage.hear("EndOfInput");
    assert_eq!(stage.terminal.wait_exit(), 0);
    stage.assert_given_back();
    assert_eq!(stage.terminal.all_rows(), ["a001 op"]);
}

#[test]
fn ctrl_c_between_prompts_is_heard_and_drops_what_was_typed_ahead() {
    let stage = Stage::new();
    stage.hear("ready editing=true");
    stage.say("hold");
    stage.say("sync");
    stage.hear("synced");
    stage.keys("noop\r");
    stage.hear("line noop");
    stage.keys("fetch 1 flags\rfetch 2 flags\r\x03");
    stage.hear("interrupted while waiting");
    stage.keys("logout\r");
    stage.hear("line logout");
}

#[test]
fn ctrl_c_drops_the_rest_of_a_burst() {
    let stage = Stage::new();
    stage.hear("ready editing=true");
    stage.say("hold");
    stage.say("sync");
    stage.hear("synced");
    // All in one read: the editor has taken the later lines before it gives the first.
    let burst: String = (0..20).map(|n| format!("fetch {n} flags\r")).collect();
    stage.keys(burst);
    stage.hear("line fetch 0 flags");
    stage.keys("\x03");
    stage.hear("interrupted while waiting");
    stage.terminal.wait_line("a001");
    stage.keys("logout\r");
    stage.hear("line logout");
}

#[test]
fn a_bracketed_paste_is_its_lines() {
    let stage = Stage::new();
    stage.hear("ready editing=true");
    let lines: Vec<String> = (0..500).map(|n| format!("fetch {n} flags")).collect();
    stage.keys(format!("\x1b[200~{}\n\x1b[201~", lines.join("\n")));
    stage.terminal.wait_for("fetch 499 flags");
    stage.keys("\r");
    for line in &lines {
        stage.hear(&format!("line {line}"));
    }
    stage.keys("noop\r");
    stage.hear("line noop");
}

#[test]
fn a_paste_without_marks_loses_nothing() {
    let stage = Stage::new();
    stage.hear("ready editing=true");
    let lines: Vec<String> = (0..500).map(|n| format!("fetch {n} flags")).collect();
    stage.keys(
        lines
            .iter()
            .map(|line| format!("{line}\r"))
            .collect::<String>(),
    );
    for line in &lines {
        stage.hear(&format!("line {line}"));
    }
    stage.terminal.wait_line("a001");
}

#[test]
fn octets_that_are_no_text_leave_the_line_as_it_was() {
    let stage = Stage::new();
    stage.hear("ready editing=true");
    stage.keys(b"no");
    stage.terminal.wait_line("a001 no");
    let before = stage.terminal.raw_output().len();
    stage.keys(b"\xff\xfe");
    // rustyline is left and entered again.
    stage.terminal.wait_until("another redraw", |_| true);
    while stage.terminal.raw_output().len() == before {
        std::thread::yield_now();
    }
    stage.say("push * 1 EXISTS");
    stage.wait_rows(&["* 1 EXISTS", "a001 no"]);
    stage.keys(b"op\r");
    stage.hear("line noop");
}

#[test]
fn what_was_typed_along_with_ctrl_c_is_kept() {
    let stage = Stage::new();
    stage.hear("ready editing=true");
    // Before the prompt stands, the terminal makes a signal of Ctrl-C and forgets what was typed.
    stage.wait_rows(&["a001"]);
    stage.keys("half a line\x03noop\rcapability\r");
    stage.hear("Interrupted(\"half a line\")");
    stage.hear("line noop");
    stage.hear("line capability");
    stage.wait_rows(&["a001 half a line^C", "a001 noop", "a001 capability", "a001"]);
}

#[test]
fn ctrl_c_stays_a_key_while_the_prompt_changes() {
    let stage = Stage::new();
    stage.hear("ready editing=true");
    stage.wait_rows(&["a001"]);
    stage.say("watch");
    stage.say("prompt a002 ");
    // In the line editor's own mode it is left for the new prompt, and entered with it.
    stage.wait_rows(&["a002"]);
    stage.keys("half\x03");
    let told: Vec<String> = std::iter::repeat_with(|| stage.control.next())
        .take_while(|told| told != "Interrupted(\"half\")")
        .collect();
    assert!(told.iter().any(|told| told == "\"a002 \" key"), "{told:?}");
    assert!(
        !told.iter().any(|told| told.ends_with(" signal")),
        "{told:?}"
    );
}

#[test]
fn ctrl_c_is_heard_at_a_prompt_that_changes_under_it() {
    let stage = Stage::new();
    stage.hear("ready editing=true");
    stage.wait_rows(&["a001"]);
    for number in 2..100 {
        stage.say(&format!("prompt a{number:03} "));
        stage.keys("half\x03");
        // Before the next prompt stands it is a signal, and drops what was typed ahead.
        let told = stage.control.next();
        let heard = ["Interrupted(\"half\")", "Interrupted(\"\")"];
        assert!(heard.contains(&told.as_str()), "{told}");
    }
    stage.keys("noop\r");
    stage.hear("line noop");
}
