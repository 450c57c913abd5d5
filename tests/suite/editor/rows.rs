//! What stands on the screen: nothing above the prompt is lost, and nothing of the prompt is left,
//! however wide the line and wherever the cursor.

use super::stage::Stage;

/// Types `text`, moves the cursor `left`, lets the server speak, and sends the line. Only what was
/// said and sent may stand on the screen then.
fn round(columns: u16, prompt: &str, text: &str, left: usize) {
    let stage = Stage::sized(16, columns);
    stage.hear("ready editing=true");
    stage.say(&format!("prompt {prompt}"));
    stage.say("push * 0");
    stage.terminal.wait_for("* 0");
    stage.keys(text);
    stage.keys("\x1b[D".repeat(left));
    stage.say("sync");
    stage.hear("synced");
    stage.say("push * 1");
    stage.terminal.wait_for("* 1");
    stage.say("push * 2");
    stage.terminal.wait_for("* 2");
    stage.keys("\r");
    stage.hear(&format!("line {text}"));
    let mut due = vec!["* 0".to_owned(), "* 1".to_owned(), "* 2".to_owned()];
    due.extend(wrapped(&format!("{prompt}{text}"), columns));
    due.push(prompt.trim_end().to_owned());
    let due: Vec<&str> = due.iter().map(String::as_str).collect();
    stage.wait_rows(&due);
    stage.wait_cursor(prompt, prompt.len() as u16);
}

/// A text's rows, as a terminal wraps it.
fn wrapped(text: &str, columns: u16) -> Vec<String> {
    use unicode_width::UnicodeWidthChar;
    let mut rows = vec![String::new()];
    let mut column = 0;
    for character in text.chars() {
        let width = character.width().unwrap_or(0);
        if column + width > usize::from(columns) {
            rows.push(String::new());
            column = 0;
        }
        column += width;
        if let Some(row) = rows.last_mut() {
            row.push(character);
        }
    }
    rows.iter().map(|row| row.trim_end().to_owned()).collect()
}

#[test]
fn a_short_line_is_erased() {
    round(20, "a001 ", "noop", 0);
    round(20, "a001 ", "noop", 4);
    round(20, "", "done", 2);
}

#[test]
fn a_line_that_fills_its_row_is_erased() {
    for length in 13..18 {
        let text = "x".repeat(length);
        round(20, "a001 ", &text, 0);
        round(20, "a001 ", &text, 3);
    }
}

#[test]
fn a_wrapped_line_is_erased() {
    let text = "uid fetch 1:* (flags envelope body.peek[header.fields (subject)])";
    for left in [0, 10, 30, text.len()] {
        round(20, "a001 ", text, left);
    }
    round(20, "a001 ", &"y".repeat(35), 0);
    round(20, "a001 ", &"y".repeat(55), 35);
}

#[test]
fn a_wide_line_is_erased() {
    round(20, "a001 ", "select 受信箱", 0);
    round(20, "a001 ", "search text 日本語のメールを探す", 3);
    // Widths at which a wide character does not fit in the last column.
    for columns in 16..20 {
        round(columns, "a001 ", "日本語日本語日本語", 0);
        round(columns, "a001 ", "日本語日本語日本語", 5);
    }
    round(20, "a001 ", "e\u{301}te\u{301} 한글", 0);
}

#[test]
fn a_prompt_of_another_width_keeps_line_and_cursor() {
    let stage = Stage::sized(10, 20);
    stage.hear("ready editing=true");
    stage.keys("search 日本語のメール");
    stage.keys("\x1b[D\x1b[D");
    stage.wait_rows(&["a001 search 日本語の", "メール"]);
    for (prompt, rows) in [
        ("a1000 ", ["a1000 search 日本語", "のメール"]),
        ("", ["search 日本語のメー", "ル"]),
        ("{12} ", ["{12} search 日本語の", "メール"]),
    ] {
        stage.say(&format!("prompt {prompt}"));
        stage.wait_rows(&rows);
    }
    stage.keys("X\r");
    stage.hear("line search 日本語のメXール");
    stage.wait_rows(&["{12} search 日本語の", "メXール", "{12}"]);
}

#[test]
fn a_resize_keeps_line_cursor_and_what_stands_above() {
    let stage = Stage::sized(12, 40);
    stage.hear("ready editing=true");
    stage.say("push * 1 EXISTS");
    stage.terminal.wait_for("* 1 EXISTS");
    stage.keys("uid fetch 1:* (flags envelope)");
    stage
        .terminal
        .wait_line("a001 uid fetch 1:* (flags envelope)");
    stage.terminal.resize(12, 60);
    stage.keys("x");
    stage.wait_rows(&["* 1 EXISTS", "a001 uid fetch 1:* (flags envelope)x"]);
    stage.say("push * 2 EXISTS");
    stage.wait_rows(&[
        "* 1 EXISTS",
        "* 2 EXISTS",
        "a001 uid fetch 1:* (flags envelope)x",
    ]);
    stage.terminal.resize(20, 50);
    stage.say("push * 3 EXISTS");
    stage.wait_rows(&[
        "* 1 EXISTS",
        "* 2 EXISTS",
        "* 3 EXISTS",
        "a001 uid fetch 1:* (flags envelope)x",
    ]);
    stage.keys("\r");
    stage.hear("line uid fetch 1:* (flags envelope)x");
    stage.terminal.resize(20, 30);
    stage.keys("noop\r");
    stage.hear("line noop");
    stage.terminal.wait_line("a001");
}

#[test]
fn a_line_as_high_as_the_screen_leaves_the_prompt_usable() {
    let stage = Stage::sized(5, 20);
    stage.hear("ready editing=true");
    let text = "z".repeat(150);
    stage.keys(&text);
    stage.say("push * 1 EXISTS");
    stage.keys("\r");
    stage.hear(&format!("line {text}"));
    stage.keys("noop\r");
    stage.hear("line noop");
    stage.terminal.wait_line("a001");
}

#[test]
fn ctrl_c_leaves_the_dropped_line_above() {
    let stage = Stage::sized(10, 20);
    stage.hear("ready editing=true");
    stage.keys("select drafts and more");
    stage.wait_rows(&["a001 select drafts a", "nd more"]);
    stage.keys("\x03");
    stage.hear("Interrupted(\"select drafts and more\")");
    stage.wait_rows(&["a001 select drafts a", "nd more^C", "a001"]);
}
