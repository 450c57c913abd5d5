//! The screen after redraws: no output is overwritten and nothing of an old prompt remains, however
//! wide the line is and wherever the cursor.

use super::harness::EditorHarness;

/// Types `text`, moves the cursor `left` columns to the left, produces output, and presses Enter.
/// Then the screen shows the output and the line that was sent, and nothing else.
fn assert_redrawn(columns: u16, prompt: &str, text: &str, left: usize) {
    let editor = EditorHarness::with_size(16, columns);
    editor.command(&format!("prompt {prompt}"));
    editor.command("output * 0");
    editor.terminal.wait_for("* 0");
    editor.keys(text);
    editor.keys("\x1b[D".repeat(left));
    editor.sync();
    editor.command("output * 1");
    editor.terminal.wait_for("* 1");
    editor.command("output * 2");
    editor.terminal.wait_for("* 2");
    editor.keys("\r");
    editor.expect(&format!("line {text}"));
    let mut expected = vec!["* 0".to_owned(), "* 1".to_owned(), "* 2".to_owned()];
    expected.extend(wrapped(&format!("{prompt}{text}"), columns));
    expected.push(prompt.trim_end().to_owned());
    let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    editor.wait_rows(&expected);
    editor.wait_cursor(prompt, prompt.len() as u16);
}

/// The rows of a text, as a terminal wraps it.
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
    assert_redrawn(20, "a001 ", "noop", 0);
    assert_redrawn(20, "a001 ", "noop", 4);
    assert_redrawn(20, "", "done", 2);
}

#[test]
fn a_line_that_fills_its_row_is_erased() {
    for length in 13..18 {
        let text = "x".repeat(length);
        assert_redrawn(20, "a001 ", &text, 0);
        assert_redrawn(20, "a001 ", &text, 3);
    }
}

#[test]
fn a_wrapped_line_is_erased() {
    let text = "uid fetch 1:* (flags envelope body.peek[header.fields (subject)])";
    for left in [0, 10, 30, text.len()] {
        assert_redrawn(20, "a001 ", text, left);
    }
    assert_redrawn(20, "a001 ", &"y".repeat(35), 0);
    assert_redrawn(20, "a001 ", &"y".repeat(55), 35);
}

#[test]
fn a_wide_line_is_erased() {
    assert_redrawn(20, "a001 ", "select 受信箱", 0);
    assert_redrawn(20, "a001 ", "search text 日本語のメールを探す", 3);
    // Widths at which a wide character does not fit in the last column.
    for columns in 16..20 {
        assert_redrawn(columns, "a001 ", "日本語日本語日本語", 0);
        assert_redrawn(columns, "a001 ", "日本語日本語日本語", 5);
    }
    assert_redrawn(20, "a001 ", "e\u{301}te\u{301} 한글", 0);
}

#[test]
fn a_new_prompt_of_another_width_keeps_line_and_cursor() {
    let editor = EditorHarness::with_size(10, 20);
    editor.keys("search 日本語のメール");
    editor.keys("\x1b[D\x1b[D");
    editor.wait_rows(&["a001 search 日本語の", "メール"]);
    for (prompt, rows) in [
        ("a1000 ", ["a1000 search 日本語", "のメール"]),
        ("", ["search 日本語のメー", "ル"]),
        ("{12} ", ["{12} search 日本語の", "メール"]),
    ] {
        editor.command(&format!("prompt {prompt}"));
        editor.wait_rows(&rows);
    }
    editor.keys("X\r");
    editor.expect("line search 日本語のメXール");
    editor.wait_rows(&["{12} search 日本語の", "メXール", "{12}"]);
}

#[test]
fn a_resize_keeps_line_cursor_and_output() {
    let editor = EditorHarness::with_size(12, 40);
    editor.command("output * 1 EXISTS");
    editor.terminal.wait_for("* 1 EXISTS");
    editor.keys("uid fetch 1:* (flags envelope)");
    editor
        .terminal
        .wait_line("a001 uid fetch 1:* (flags envelope)");
    editor.terminal.resize(12, 60);
    editor.keys("x");
    editor.wait_rows(&["* 1 EXISTS", "a001 uid fetch 1:* (flags envelope)x"]);
    editor.command("output * 2 EXISTS");
    editor.wait_rows(&[
        "* 1 EXISTS",
        "* 2 EXISTS",
        "a001 uid fetch 1:* (flags envelope)x",
    ]);
    editor.terminal.resize(20, 50);
    editor.command("output * 3 EXISTS");
    editor.wait_rows(&[
        "* 1 EXISTS",
        "* 2 EXISTS",
        "* 3 EXISTS",
        "a001 uid fetch 1:* (flags envelope)x",
    ]);
    editor.keys("\r");
    editor.expect("line uid fetch 1:* (flags envelope)x");
    editor.terminal.resize(20, 30);
    editor.keys("noop\r");
    editor.expect("line noop");
    editor.terminal.wait_line("a001");
}

#[test]
fn a_line_longer_than_the_screen_leaves_the_prompt_usable() {
    let editor = EditorHarness::with_size(5, 20);
    let text = "z".repeat(150);
    editor.keys(&text);
    editor.command("output * 1 EXISTS");
    editor.keys("\r");
    editor.expect(&format!("line {text}"));
    editor.keys("noop\r");
    editor.expect("line noop");
    editor.terminal.wait_line("a001");
}

#[test]
fn ctrl_c_leaves_the_dropped_line_on_the_screen() {
    let editor = EditorHarness::with_size(10, 20);
    editor.keys("select drafts and more");
    editor.wait_rows(&["a001 select drafts a", "nd more"]);
    editor.keys("\x03");
    editor.expect("Interrupted(\"select drafts and more\")");
    editor.wait_rows(&["a001 select drafts a", "nd more^C", "a001"]);
}
