//! Reading takes time linear in the length of the text.

use super::*;
use crate::notation::lines::markup::is_source;
use crate::notation::reading::read_with_lines;
use crate::protocol::dialogue::Expected;
use std::time::{Duration, Instant};

/// A text eight times as long takes about as long as reading the shorter one eight times; if the time were
/// quadratic, it would take eight times that. A busy machine slows both, so one good measurement of a few is
/// enough.
fn assert_reads_in_linear_time(read: impl Fn(&str), octets: usize, text: impl Fn(usize) -> String) {
    let (few, many) = (text(octets), text(8 * octets));
    let time = |text: &str| {
        let begun = Instant::now();
        read(text);
        begun.elapsed()
    };
    let is_linear = || {
        let few: Duration = (0..8).map(|_| time(&few)).sum();
        time(&many) < 4 * few
    };
    assert!((0..5).any(|_| is_linear()), "{}", &few[..80]);
}

fn assert_linear(octets: usize, text: impl Fn(usize) -> String) {
    assert_reads_in_linear_time(|text| drop(Script::parse(text.as_bytes(), "x")), octets, text);
}

#[test]
fn long_scripts_take_linear_time() {
    const OCTETS: usize = 1 << 11;
    for unit in [
        "noop\n",
        "\n",
        "a fetch 1 x\n* 1 FETCH (X {400000}\na OK x\n",
        "authenticate x\n\n\n\n",
        "* 1 FETCH (X {3}\n",
        "x${\n",
        "append x {1}\n\n",
        "a login {0}\n",
        "S: * 1 FETCH (X {400000}\nS: a OK x\nC: a noop\n",
        "a1 delete x\n\n* OK\n",
    ] {
        assert_linear(OCTETS, |octets| unit.repeat(octets / unit.len()));
    }
    for (command, rest) in [
        ("C: a SEARCH OR", "SUBJECT x"),
        ("C: a FETCH 1,", "2,"),
        ("C: a SEARCH (OR", "SUBJECT x"),
        ("C: a AUTHENTICATE PLAIN AAAA", "AAAA"),
        ("C: a SEARCH FROM \\", "x \\"),
    ] {
        let lines = |octets: usize| format!("   {rest}\n").repeat(octets / (rest.len() + 4));
        assert_linear(OCTETS, |octets| format!("{command}\n{}S: a OK x\n", lines(octets)));
        let command = &command[3..];
        assert_linear(OCTETS, |octets| format!("{command}\n{}a OK x\n", lines(octets)));
    }
    // Commands without an answer, above and below the only one that has one.
    for unit in
        ["q1 delete x\n\n", "q1 delete x\n", "q1 login u p\nSo it is.\n", "q1 select x\n\n* OK x\n"]
    {
        let lines = |octets: usize| unit.repeat(octets / unit.len());
        assert_linear(OCTETS, |octets| format!("q2 noop\nq2 OK x\n{}", lines(octets)));
        assert_linear(OCTETS, |octets| format!("{}q2 login u p\nq2 OK x\n", lines(octets)));
    }
    const WIDE: usize = 1 << 13;
    for unit in ["<", "&", "<b", " <br>x"] {
        let line = |octets: usize| unit.repeat(octets / unit.len());
        assert_reads_in_linear_time(|line| _ = is_source(line), 8 * WIDE, line);
    }
    assert_linear(WIDE, |octets| format!("noop {}", "${".repeat(octets / 2)));
    assert_linear(WIDE, |octets| format!("authenticate x\n{}+\nnoop", "\n".repeat(octets)));
}

/// The lines of a script whose commands all have tags are examined as often as those of one without: no
/// other style would read them differently.
#[test]
fn a_script_with_tags_is_read_once() {
    const LINES: usize = 1000;
    let lines_examined = |begins: fn(usize) -> String, command: &str| {
        let script: String =
            (0..LINES).map(|line| format!("{}{command}\n", begins(line))).collect();
        let (_, lines) =
            read_with_lines(script.as_bytes(), "x", &Expected::default()).expect("UTF-8");
        lines.lines_examined.get() / LINES
    };
    let with_tag = |line: usize| format!("a{line:03} ");
    for command in ["noop", "fetch 1 (flags uid)", "search subject \"x y\"", "delete x"] {
        let (without, with) =
            (lines_examined(|_| String::new(), command), lines_examined(with_tag, command));
        assert!(with <= without + 2, "{command}: {with}, {without} without tags");
    }
}

#[test]
fn a_script_with_tags_is_read_again_where_that_decides() {
    let mistakes = Script::parse(b"a1 noop\na2 search\nsubject x\n", "x").expect_err("a mistake");
    assert_eq!(mistakes[0].mistake, Mistake::PerhapsWrapped);
    let script = Script::parse(b"a1 noop\na2 noop\nNote: a3 delete x\n", "x").expect("a script");
    assert_eq!(script.remarks.unsent_commands[0].why, Why::UnknownMark);
}
