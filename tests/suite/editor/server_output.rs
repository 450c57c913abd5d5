//! Output that arrives while a line is typed is shown at once, in order, and no key is lost.

use super::harness::EditorHarness;
use crate::support::median;
use std::io::Write;
use std::time::Duration;

#[test]
fn output_appears_at_once_above_the_half_typed_line() {
    let editor = EditorHarness::new();
    editor.keys("select inb");
    editor.terminal.wait_line("a001 select inb");
    let times = (0..41).map(|number| {
        let line = format!("* {number} EXISTS");
        let sent = editor.command(&format!("output {line}"));
        editor
            .terminal
            .wait_for(&line)
            .saturating_duration_since(sent)
    });
    let median = median(times.collect());
    assert!(median < Duration::from_millis(50), "{median:?}");
    editor.wait_cursor("a001 select inb", 15);
    editor.keys("ox\r");
    editor.expect("line select inbox");
}

#[test]
fn a_flood_of_output_while_typing_loses_no_line_and_no_key() {
    const LINES: usize = 5000;
    let editor = EditorHarness::new();
    let words: Vec<String> = (0..40).map(|n| format!("fetch {n} flags")).collect();
    let (terminal, control) = (&editor.terminal, &editor.control);
    let mut commands = control.command_stream();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            for number in 0..LINES {
                let line = format!("output * {number} FETCH (FLAGS (\\Seen))\n");
                commands
                    .write_all(line.as_bytes())
                    .expect("the probe's socket");
            }
        });
        for word in &words {
            for key in word.chars() {
                terminal.type_keys(key.to_string());
            }
            terminal.type_keys("\r");
            control.expect(&format!("line {word}"));
        }
    });
    editor.command("output the end");
    terminal.wait_until("the end and the prompt below it", |screen| {
        screen.contents().trim_end().ends_with("the end\na001")
    });
    let rows = terminal.all_rows();
    let seen: Vec<&String> = rows.iter().filter(|row| row.starts_with("* ")).collect();
    let expected: Vec<String> = (0..LINES)
        .map(|number| format!("* {number} FETCH (FLAGS (\\Seen))"))
        .collect();
    assert_eq!(seen.len(), LINES);
    assert!(
        seen.iter()
            .zip(&expected)
            .all(|(seen, expected)| *seen == expected)
    );
    let sent: Vec<&String> = rows.iter().filter(|row| row.starts_with("a001 ")).collect();
    let expected: Vec<String> = words.iter().map(|word| format!("a001 {word}")).collect();
    assert!(
        sent.iter()
            .zip(&expected)
            .all(|(sent, expected)| *sent == expected),
        "{sent:#?}"
    );
    assert_eq!(
        (sent.len(), rows.len()),
        (40, LINES + 42),
        "more rows than expected"
    );
}

#[test]
fn output_between_prompts_appears_before_the_next_prompt() {
    let editor = EditorHarness::new();
    editor.command("hold");
    editor.sync();
    editor.keys("noop\r");
    editor.expect("line noop");
    editor.command("output * 1 EXISTS");
    editor.terminal.wait_for("* 1 EXISTS");
    // Typed ahead: not echoed, and kept for the next prompt.
    editor.keys("fetch 1 flags");
    editor.command("output a001 OK done");
    editor.terminal.wait_for("a001 OK done");
    editor.wait_rows(&["a001 noop", "* 1 EXISTS", "a001 OK done"]);
    editor.command("prompt a002 ");
    editor.command("continue");
    editor.wait_rows(&[
        "a001 noop",
        "* 1 EXISTS",
        "a001 OK done",
        "a002 fetch 1 flags",
    ]);
}

#[test]
fn output_appears_below_a_list_of_candidates() {
    let editor = EditorHarness::new();
    editor.keys("se\t");
    editor.terminal.wait_for("search");
    editor.command("output * 2 EXISTS");
    editor.wait_rows(&["a001 se", "select  search", "* 2 EXISTS", "a001 se"]);
}

#[test]
fn output_and_signals_arrive_during_a_search() {
    let editor = EditorHarness::new();
    editor.keys("select inbox\r");
    editor.expect("line select inbox");
    editor.keys("\x12sel");
    editor.terminal.wait_line("(search) sel: select inbox");
    editor.command("output * 1 EXISTS");
    editor.wait_rows(&[
        "a001 select inbox",
        "* 1 EXISTS",
        "(search) sel: select inbox",
    ]);
    editor.command("prompt a1000 ");
    editor.keys("\x05");
    editor.terminal.wait_line("a1000 select inbox");
    editor.keys("\x15\x12sel");
    editor.terminal.wait_line("(search) sel: select inbox");
    editor.terminal.signal(nix::sys::signal::Signal::SIGTERM);
    editor.expect("Terminated");
    assert_eq!(editor.terminal.wait_exit(), 0);
    editor.assert_terminal_restored();
}
