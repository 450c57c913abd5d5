//! The screen after redraws: no output is overwritten and nothing of an old prompt remains, for any
//! width of the line and any position of the cursor.

use super::harness::EditorHarness;
use crate::support::keys::{CTRL_C, ENTER, LEFT};
use indoc::indoc;
use unicode_width::UnicodeWidthStr;

/// Types `text`, moves the cursor `left` characters to the left, produces output, and presses Enter.
/// Then the screen must show the output and the line that was sent, and nothing else.
#[track_caller]
fn assert_redrawn(columns: u16, prompt: &str, text: &str, left: usize) {
    let editor = EditorHarness::with_size(16, columns);
    editor.command(&format!("prompt {prompt}"));
    editor.command("output * 0");
    editor.terminal.wait_for("* 0");
    editor.type_keys(text);
    editor.type_keys(LEFT.repeat(left));
    editor.sync();
    editor.command("output * 1");
    editor.terminal.wait_for("* 1");
    editor.command("output * 2");
    editor.terminal.wait_for("* 2");
    editor.type_keys(ENTER);
    editor.expect(&format!("line {text}"));
    let sent = wrap(&format!("{prompt}{text}"), columns);
    let expected = format!("* 0\n* 1\n* 2\n{sent}\n{prompt}");
    editor.terminal.wait_screen(&expected);
    editor.terminal.wait_cursor(prompt, prompt.len() as u16);
}

/// Breaks a text into rows as a terminal does, without blanks at their ends.
fn wrap(text: &str, columns: u16) -> String {
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
        rows.last_mut().expect("there is a row").push(character);
    }
    let rows: Vec<&str> = rows.iter().map(|row| row.trim_end()).collect();
    rows.join(
        "
",
    )
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
    editor.type_keys("search 日本語のメール");
    editor.type_keys(format!("{LEFT}{LEFT}"));
    editor.terminal.wait_screen(indoc! {"
        a001 search 日本語の
        メール
    "});
    for (prompt, rows) in [
        ("a1000 ", ["a1000 search 日本語", "のメール"]),
        ("", ["search 日本語のメー", "ル"]),
        ("{12} ", ["{12} search 日本語の", "メール"]),
    ] {
        editor.command(&format!("prompt {prompt}"));
        editor.terminal.wait_screen(&rows.join("\n"));
    }
    editor.type_line("X");
    editor.expect("line search 日本語のメXール");
    editor.terminal.wait_screen(indoc! {"
        {12} search 日本語の
        メXール
        {12}
    "});
}

#[test]
fn a_resize_keeps_line_cursor_and_output() {
    let editor = EditorHarness::with_size(12, 40);
    editor.command("output * 1 EXISTS");
    editor.terminal.wait_for("* 1 EXISTS");
    editor.type_keys("uid fetch 1:* (flags envelope)");
    editor.terminal.wait_line("a001 uid fetch 1:* (flags envelope)");
    editor.terminal.resize(12, 60);
    editor.type_keys("x");
    editor.terminal.wait_screen(indoc! {"
        * 1 EXISTS
        a001 uid fetch 1:* (flags envelope)x
    "});
    editor.command("output * 2 EXISTS");
    editor.terminal.wait_screen(indoc! {"
        * 1 EXISTS
        * 2 EXISTS
        a001 uid fetch 1:* (flags envelope)x
    "});
    editor.terminal.resize(20, 50);
    editor.command("output * 3 EXISTS");
    editor.terminal.wait_screen(indoc! {"
        * 1 EXISTS
        * 2 EXISTS
        * 3 EXISTS
        a001 uid fetch 1:* (flags envelope)x
    "});
    editor.type_keys(ENTER);
    editor.expect("line uid fetch 1:* (flags envelope)x");
    editor.terminal.resize(20, 30);
    editor.type_line("noop");
    editor.expect("line noop");
    editor.terminal.wait_line("a001");
}

/// Types a line, changes the width, and types more. The rows above must stay, and the line is drawn
/// once.
#[track_caller]
fn assert_resized(rewraps: bool, old: u16, new: u16, text: &str, left: usize) {
    let editor = EditorHarness::with_size(20, old);
    let lines: Vec<String> = (0..6).map(|number| format!("* {number} EXISTS")).collect();
    for line in &lines {
        editor.command(&format!("output {line}"));
        editor.terminal.wait_for(line);
    }
    editor.type_keys(text);
    editor.type_keys(LEFT.repeat(left));
    // This key is the last to be drawn.
    editor.type_keys("|");
    let (before, after) = text.split_at(text.len() - left);
    let (before, text) = (format!("a001 {before}|"), format!("{before}|{after}"));
    let mut lines = lines.join("\n");
    let wait_drawn = |lines: &str, columns: u16| {
        let expected = format!("{lines}\n{}", wrap(&format!("a001 {text}"), columns));
        let row = wrap(&before, columns).split('\n').next_back().map_or(0, UnicodeWidthStr::width);
        let column = row % usize::from(columns);
        let description = format!("column {column} of\n{expected}\n");
        editor.terminal.wait_until(&description, |screen| {
            let rows: Vec<String> = screen.rows(0, columns).collect();
            let rows: Vec<&str> = rows.iter().map(|row| row.trim_end()).collect();
            let is_at_column = usize::from(screen.cursor_position().1) == column;
            rows.join("\n").trim_end() == expected && is_at_column
        });
    };
    for (columns, new_columns) in [(old, new), (new, old)] {
        wait_drawn(&lines, columns);
        let queries = editor.terminal.count_written("\x1b[6n");
        let erased = editor.terminal.count_written("\x1b[J");
        if rewraps {
            editor.terminal.resize_and_rewrap(20, new_columns)
        } else {
            editor.terminal.resize(20, new_columns)
        }
        // The rewrapped screen may show the same before the line is drawn again.
        editor.terminal.wait_written_count("\x1b[6n", queries + 1);
        // The answer has been read: the old rows are erased.
        editor.terminal.wait_written_count("\x1b[J", erased + 1);
        wait_drawn(&lines, new_columns);
        editor.command(&format!("output * {new_columns} columns"));
        lines += &format!("\n* {new_columns} columns");
    }
    wait_drawn(&lines, old);
    editor.type_keys(ENTER);
    editor.expect(&format!("line {text}"));
}

#[test]
fn another_width_erases_nothing_above_a_wrapped_line() {
    let text = "uid fetch 1:* (flags envelope body.peek[header.fields (subject)])";
    for rewraps in [true, false] {
        for (old, new) in [(30, 61), (30, 41), (61, 33), (41, 23), (25, 90)] {
            for left in [0, 12, 42] {
                assert_resized(rewraps, old, new, text, left);
            }
        }
    }
}

#[test]
fn another_width_erases_nothing_above_a_line_that_fills_its_rows() {
    for rewraps in [true, false] {
        for length in [13, 14, 15, 33, 35] {
            assert_resized(rewraps, 20, 27, &"x".repeat(length), 0);
            assert_resized(rewraps, 20, 43, &"x".repeat(length), 0);
        }
        assert_resized(rewraps, 21, 30, "select 受信箱とほかの箱と", 0);
    }
}

#[test]
fn a_terminal_that_does_not_report_its_cursor_loses_no_row() {
    let editor = EditorHarness::with_size(20, 30);
    editor.command("output * 1 EXISTS");
    editor.terminal.wait_for("* 1 EXISTS");
    let text = "uid fetch 1:* (flags envelope body[])";
    editor.type_keys(text);
    editor.terminal.wait_for("body[])");
    editor.terminal.answer_no_queries();
    editor.terminal.resize_and_rewrap(20, 60);
    let line = format!("a001 {text}");
    editor.terminal.wait_screen(&format!("* 1 EXISTS\n{line}\n{line}"));
}

#[test]
fn a_line_longer_than_the_screen_leaves_the_prompt_usable() {
    let editor = EditorHarness::with_size(5, 20);
    let text = "z".repeat(150);
    editor.type_keys(&text);
    editor.command("output * 1 EXISTS");
    editor.type_keys(ENTER);
    editor.expect(&format!("line {text}"));
    editor.type_line("noop");
    editor.expect("line noop");
    editor.terminal.wait_line("a001");
}

#[test]
fn ctrl_c_leaves_the_dropped_line_on_the_screen() {
    let editor = EditorHarness::with_size(10, 20);
    editor.type_keys("select drafts and more");
    editor.terminal.wait_screen(indoc! {"
        a001 select drafts a
        nd more
    "});
    editor.type_keys(CTRL_C);
    editor.expect("Interrupted(\"select drafts and more\")");
    editor.terminal.wait_screen(indoc! {"
        a001 select drafts a
        nd more^C
        a001
    "});
}
