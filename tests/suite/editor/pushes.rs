//! What the server sends while a line is half typed: at once, in order, and without a lost key.

use super::stage::Stage;
use crate::support::median;
use std::io::Write;
use std::time::Duration;

#[test]
fn a_push_appears_at_once_above_the_half_typed_line() {
    let stage = Stage::new();
    stage.hear("ready editing=true");
    stage.keys("select inb");
    stage.terminal.wait_line("a001 select inb");
    let times = (0..41).map(|number| {
        let line = format!("* {number} EXISTS");
        let said = stage.say(&format!("push {line}"));
        stage
            .terminal
            .wait_for(&line)
            .saturating_duration_since(said)
    });
    let median = median(times.collect());
    assert!(median < Duration::from_millis(50), "{median:?}");
    stage.wait_cursor("a001 select inb", 15);
    stage.keys("ox\r");
    stage.hear("line select inbox");
}

#[test]
fn a_flood_while_typing_loses_no_line_and_no_key() {
    const LINES: usize = 5000;
    let stage = Stage::new();
    stage.hear("ready editing=true");
    let words: Vec<String> = (0..40).map(|n| format!("fetch {n} flags")).collect();
    let (terminal, control) = (&stage.terminal, &stage.control);
    let mut server = control.teller();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            for number in 0..LINES {
                let line = format!("push * {number} FETCH (FLAGS (\\Seen))\n");
                server.write_all(line.as_bytes()).expect("said");
            }
        });
        for word in &words {
            for key in word.chars() {
                terminal.type_keys(key.to_string());
            }
            terminal.type_keys("\r");
            control.hear(&format!("line {word}"));
        }
    });
    stage.say("push the end");
    terminal.wait_until("the end and the prompt below it", |screen| {
        screen.contents().trim_end().ends_with("the end\na001")
    });
    let rows = terminal.all_rows();
    let seen: Vec<&String> = rows.iter().filter(|row| row.starts_with("* ")).collect();
    let due: Vec<String> = (0..LINES)
        .map(|number| format!("* {number} FETCH (FLAGS (\\Seen))"))
        .collect();
    assert_eq!(seen.len(), LINES);
    assert!(seen.iter().zip(&due).all(|(seen, due)| *seen == due));
    let sent: Vec<&String> = rows.iter().filter(|row| row.starts_with("a001 ")).collect();
    let due: Vec<String> = words.iter().map(|word| format!("a001 {word}")).collect();
    assert!(
        sent.iter().zip(&due).all(|(sent, due)| *sent == due),
        "{sent:#?}"
    );
    assert_eq!(
        (sent.len(), rows.len()),
        (40, LINES + 42),
        "and nothing else"
    );
}

#[test]
fn pushes_between_prompts_come_before_the_next_one() {
    let stage = Stage::new();
    stage.hear("ready editing=true");
    stage.say("hold");
    stage.say("sync");
    stage.hear("synced");
    stage.keys("noop\r");
    stage.hear("line noop");
    stage.say("push * 1 EXISTS");
    stage.terminal.wait_for("* 1 EXISTS");
    // Typed ahead: neither echoed nor lost.
    stage.keys("fetch 1 flags");
    stage.say("push a001 OK done");
    stage.terminal.wait_for("a001 OK done");
    stage.wait_rows(&["a001 noop", "* 1 EXISTS", "a001 OK done"]);
    stage.say("prompt a002 ");
    stage.say("go");
    stage.wait_rows(&[
        "a001 noop",
        "* 1 EXISTS",
        "a001 OK done",
        "a002 fetch 1 flags",
    ]);
}

#[test]
fn a_push_over_a_list_of_candidates_appears() {
    let stage = Stage::new();
    stage.hear("ready editing=true");
    stage.keys("se\t");
    stage.terminal.wait_for("search");
    stage.say("push * 2 EXISTS");
    stage.wait_rows(&["a001 se", "select  search", "* 2 EXISTS", "a001 se"]);
}

#[test]
fn a_push_and_a_signal_arrive_during_a_search() {
    let stage = Stage::new();
    stage.hear("ready editing=true");
    stage.keys("select inbox\r");
    stage.hear("line select inbox");
    stage.keys("\x12sel");
    stage.terminal.wait_line("(search) sel: select inbox");
    stage.say("push * 1 EXISTS");
    stage.wait_rows(&[
        "a001 select inbox",
        "* 1 EXISTS",
        "(search) sel: select inbox",
    ]);
    stage.say("prompt a1000 ");
    stage.keys("\x05");
    stage.terminal.wait_line("a1000 select inbox");
    stage.keys("\x15\x12sel");
    stage.terminal.wait_line("(search) sel: select inbox");
    stage.terminal.signal(nix::sys::signal::Signal::SIGTERM);
    stage.hear("Terminated");
    assert_eq!(stage.terminal.wait_exit(), 0);
    stage.assert_given_back();
}
