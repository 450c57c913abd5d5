//! The README's picture of a session is what the program shows, and its toolchain the one that is needed.

use crate::support::program::{NO_ARGS, Program};
use crate::support::terminal::Terminal;

/// Whether a line of the README is this line of the screen: `…` stands for what was left out, and
/// numbers with a point for times.
fn is_picture_of(written: &str, row: &str) -> bool {
    let timeless = |text: &str| -> String {
        let words = text.split_inclusive([' ', '(']);
        let is_time =
            |word: &str| word.contains('.') && word.starts_with(|c: char| c.is_ascii_digit());
        words
            .map(|word| if is_time(word) { "0 " } else { word })
            .collect()
    };
    let row = timeless(row);
    match written.split_once(" …") {
        Some((before, after)) => row.starts_with(before) && row.ends_with(after),
        None => row.trim_end() == timeless(written).trim_end(),
    }
}

#[test]
fn the_readme_shows_what_the_program_prints() {
    let readme = include_str!("../../README.md");
    let picture = readme.split("```").nth(1).expect("a picture");
    let mut lines = picture.trim().lines();
    assert_eq!(lines.next(), Some("$ imapsh"));
    let terminal = Terminal::start(Program::imapsh(NO_ARGS), 60, 250);
    let typed = [
        ("a001", "login user pass"),
        ("a002", "select inbox"),
        ("a003", "idle"),
    ];
    for (prompt, line) in typed {
        terminal.wait_line(prompt);
        terminal.type_line(line);
    }
    // The mail, and the server's second sign of life after it.
    terminal.wait_for("* 1 RECENT");
    terminal.wait_until("two signs of life", |screen| {
        screen.contents().matches("* OK Still here").count() == 2
    });
    terminal.type_line("done");
    terminal.wait_line("a004");
    terminal.type_line("logout");
    terminal.wait_for("The connection is closed.");
    let rows = terminal.all_rows();
    for line in lines {
        assert!(
            rows.iter().any(|row| is_picture_of(line, row)),
            "not on the screen: {line}\n{}",
            rows.join("\n")
        );
    }
    terminal.type_line(":quit");
    terminal.wait_exit();
}

#[test]
fn the_readme_names_the_toolchain_of_the_manifest() {
    let due = concat!(
        "Rust toolchain (",
        env!("CARGO_PKG_RUST_VERSION"),
        " or later)"
    );
    assert!(include_str!("../../README.md").contains(due), "{due}");
}
