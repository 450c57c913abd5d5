//! Output that arrives while a line is typed: it is shown at once and in order, and no key is lost.

use super::harness::EditorHarness;
use crate::support::keys::{CTRL_E, CTRL_R, CTRL_U, ENTER, TAB};
use crate::support::timing::assert_median_below;
use indoc::indoc;
use nix::sys::signal::Signal;
use std::io::Write;
use std::time::Duration;

#[test]
fn output_appears_at_once_above_the_half_typed_line() {
    let editor = EditorHarness::new();
    editor.type_keys("select inb");
    editor.terminal.wait_line("a001 select inb");
    let mut number = 0;
    assert_median_below(Duration::from_millis(50), || {
        number += 1;
        let line = format!("* {number} EXISTS");
        let sent = editor.command(&format!("output {line}"));
        let written = editor.terminal.wait_written(&line);
        written.saturating_duration_since(sent)
    });
    editor.terminal.wait_cursor("a001 select inb", 15);
    editor.type_line("ox");
    editor.expect("line select inbox");
}

#[test]
fn a_flood_of_output_while_typing_loses_no_line_and_no_key() {
    const LINES: usize = 5000;
    let editor = EditorHarness::new();
    let typed: Vec<String> = (0..40).map(|n| format!("fetch {n} flags")).collect();
    let (terminal, control) = (&editor.terminal, &editor.control);
    let mut commands = control.command_stream();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            for number in 0..LINES {
                let line = format!("output * {number} FETCH (FLAGS (\\Seen))\n");
                commands.write_all(line.as_bytes()).expect("the probe reads commands");
            }
        });
        for line in &typed {
            for key in line.chars() {
                terminal.type_keys(key.to_string());
            }
            terminal.type_keys(ENTER);
            control.expect(&format!("line {line}"));
        }
    });
    editor.command("output the end");
    terminal.wait_until("the end and the prompt below it", |screen| {
        screen.contents().trim_end().ends_with("the end\na001")
    });
    let rows = terminal.all_rows();
    let starting_with = |start: &str| -> Vec<String> {
        let rows = rows.iter().filter(|row| row.starts_with(start));
        rows.cloned().collect()
    };
    let shown = starting_with("* ");
    let expected: Vec<String> =
        (0..LINES).map(|number| format!("* {number} FETCH (FLAGS (\\Seen))")).collect();
    assert!(shown == expected, "lines are missing or not in order");
    let sent = starting_with("a001 ");
    let expected: Vec<String> = typed.iter().map(|line| format!("a001 {line}")).collect();
    assert_eq!(sent, expected);
    // The lines of output, the sent lines, "the end" and the prompt.
    assert_eq!(rows.len(), LINES + sent.len() + 2, "there are other rows");
}

#[test]
fn output_between_prompts_appears_before_the_next_prompt() {
    let editor = EditorHarness::new();
    editor.command("hold");
    editor.sync();
    editor.type_line("noop");
    editor.expect("line noop");
    editor.command("output * 1 EXISTS");
    editor.terminal.wait_for("* 1 EXISTS");
    // Keys typed without a prompt are not echoed, and kept for the next prompt.
    editor.type_keys("fetch 1 flags");
    editor.command("output a001 OK done");
    editor.terminal.wait_for("a001 OK done");
    editor.terminal.wait_screen(indoc! {"
        a001 noop
        * 1 EXISTS
        a001 OK done
    "});
    editor.command("prompt a002 ");
    editor.command("continue");
    editor.terminal.wait_screen(indoc! {"
        a001 noop
        * 1 EXISTS
        a001 OK done
        a002 fetch 1 flags
    "});
}

#[test]
fn output_appears_below_a_list_of_candidates() {
    let editor = EditorHarness::new();
    editor.type_keys(format!("se{TAB}{TAB}"));
    editor.terminal.wait_for("search");
    editor.command("output * 2 EXISTS");
    editor.terminal.wait_screen(indoc! {"
        a001 se
        select  search
        * 2 EXISTS
        a001 se
    "});
}

#[test]
fn output_and_signals_arrive_during_a_search() {
    let editor = EditorHarness::new();
    editor.type_line("select inbox");
    editor.expect("line select inbox");
    editor.type_keys(format!("{CTRL_R}sel"));
    editor.terminal.wait_line("(search) sel: select inbox");
    editor.command("output * 1 EXISTS");
    editor.terminal.wait_screen(indoc! {"
        a001 select inbox
        * 1 EXISTS
        (search) sel: select inbox
    "});
    editor.command("prompt a1000 ");
    editor.type_keys(CTRL_E);
    editor.terminal.wait_line("a1000 select inbox");
    editor.type_keys(format!("{CTRL_U}{CTRL_R}sel"));
    editor.terminal.wait_line("(search) sel: select inbox");
    editor.terminal.signal(Signal::SIGTERM);
    editor.expect("Terminated");
    editor.terminal.assert_exit(0);
    editor.terminal.assert_restored();
}
