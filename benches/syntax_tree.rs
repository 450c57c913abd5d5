//! Measures how long the syntax tree takes for lines: `cargo bench --bench syntax_tree`.
//!
//! Each line is read many times with one parser; the least time of several rounds counts. With
//! `--unknown` it measures nothing, but reads lines and prints which octets of them are unknown.

use std::error::Error;
use std::hint::black_box;
use std::io::{self, Read};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Parser as _;
use imapsh::internals::{Kind, LiteralAnnouncement, Node, Parser, Side};

/// The longest time for a short line.
const LIMIT: Duration = Duration::from_nanos(150);
const ROUNDS: usize = 7;

const SHORT: [&str; 3] = ["* 11 EXISTS", "* 1 FETCH (FLAGS (\\Seen))", "a001 OK done"];
const ENVELOPE: &str = r#"("Wed, 17 Jul 1996 02:23:25 -0700" "IMAP4rev1 WG mtg" (("Terry Gray" NIL "gray" "cac.example")) (("Terry Gray" NIL "gray" "cac.example")) NIL ((NIL NIL "imap" "cac.example")) ((NIL NIL "minutes" "cnri.example")("John" NIL "klensin" "mit.example")) NIL NIL "<B27397@cac.example>")"#;
const PART: &str = r#"("TEXT" "PLAIN" ("CHARSET" "utf-8") NIL "a part" "7BIT" 2279 48 NIL ("inline" NIL) NIL NIL)"#;

/// Measure the syntax tree, or print what of given lines is unknown.
#[derive(clap::Parser)]
struct Options {
    /// Read messages of this side from standard input, as they go over the wire, and print the
    /// share of their octets that is unknown
    #[arg(long, value_name = "SIDE", value_parser = ["client", "server"])]
    unknown: Option<String>,
    /// Set by cargo bench; without it nothing is measured, because cargo test --all-targets runs
    /// benches too
    #[arg(long)]
    bench: bool,
}

fn main() -> ExitCode {
    let options = Options::parse();
    let result = match options.unknown.as_deref() {
        Some("client") => print_unknown(Side::Client),
        Some(_) => print_unknown(Side::Server),
        None if options.bench => Ok(measure()),
        None => Ok(true),
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("syntax_tree: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Prints the times; whether the short lines are within the limit.
fn measure() -> bool {
    println!("| line | octets | time | MB/s | at most | |\n| --- | --- | --- | --- | --- | --- |");
    let mut all_kept = true;
    for line in SHORT {
        let time = time_of(line.as_bytes());
        let kept = time <= LIMIT;
        all_kept &= kept;
        let verdict = if kept { "kept" } else { "**missed**" };
        row(&format!("`{line}`"), line.len(), time, &format!("{LIMIT:?} | {verdict}"));
    }
    let long = [
        ("ENVELOPE", format!("* 1 FETCH (ENVELOPE {ENVELOPE})")),
        (
            "BODYSTRUCTURE of 50 parts",
            format!("* 1 FETCH (BODYSTRUCTURE ({} \"MIXED\"))", PART.repeat(50)),
        ),
        ("SEARCH of 100,000 numbers", format!("* SEARCH{}", " 1234567".repeat(100_000))),
        ("a megabyte of `(`", format!("* 1 FETCH (BODYSTRUCTURE {}", "(".repeat(1_000_000))),
        ("a megabyte of `x `", format!("* SEARCH {}", "x ".repeat(500_000))),
    ];
    for (name, line) in long {
        row(name, line.len(), time_of(line.as_bytes()), " | ");
    }
    all_kept
}

fn row(name: &str, octets: usize, time: Duration, limit: &str) {
    let speed = octets as f64 / time.as_secs_f64() / 1e6;
    println!("| {name} | {octets} | {time:.1?} | {speed:.0} | {limit} |");
}

/// The time for one line.
fn time_of(line: &[u8]) -> Duration {
    let repetitions = (10_000_000 / line.len()).clamp(3, 1_000_000) as u32;
    let mut parser = Parser::new(Side::Server);
    let rounds = (0..ROUNDS).map(|_| {
        let start = Instant::now();
        for _ in 0..repetitions {
            parser.clear();
            parser.line(black_box(line));
            black_box(parser.tree());
        }
        start.elapsed() / repetitions
    });
    rounds.min().unwrap_or_default()
}

/// Reads messages as they go over the wire from standard input. Octets of literals do not count.
fn print_unknown(side: Side) -> Result<bool, Box<dyn Error>> {
    let mut input = Vec::new();
    io::stdin().lock().read_to_end(&mut input)?;
    let (mut messages, mut octets, mut unknown) = (0usize, 0usize, 0usize);
    let mut parser = Parser::new(side);
    let mut rest = &input[..];
    while !rest.is_empty() {
        parser.clear();
        rest = read_message(&mut parser, rest);
        let tree = parser.tree();
        let is_unknown = |node: &Node| node.kind() == Kind::Unknown;
        let faults: Vec<_> = tree.leaves().filter(is_unknown).map(Node::text).collect();
        messages += 1;
        octets += tree.text().len();
        unknown += faults.iter().map(|text| text.len()).sum::<usize>();
        if !faults.is_empty() {
            let words: Vec<_> = faults.iter().map(|text| text.escape_ascii().to_string()).collect();
            println!("{}\n    unknown: {}", tree.text().escape_ascii(), words.join(" | "));
        }
    }
    let share = 100.0 * unknown as f64 / octets.max(1) as f64;
    println!("{messages} messages, {octets} octets, {unknown} unknown: {share:.3} %");
    Ok(true)
}

/// Reads one message from the input. Returns the rest of the input.
fn read_message<'i>(parser: &mut Parser, mut rest: &'i [u8]) -> &'i [u8] {
    loop {
        let end = rest.iter().position(|&octet| octet == b'\n').map_or(rest.len(), |end| end + 1);
        let (line, after) = rest.split_at(end);
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        parser.line(line);
        let Some(announced) = LiteralAnnouncement::at_end(line) else { return after };
        let size = usize::try_from(announced.size).unwrap_or(usize::MAX).min(after.len());
        parser.literal(announced.size, &[]);
        rest = &after[size..];
    }
}
