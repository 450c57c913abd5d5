//! Any octets as a script: read whole, as a file or a paste is, and line by line, as on standard
//! input. What is sent agrees with what `--dry-run` prints, and with what arrives line by line. Of any
//! octets as a server's literal in a listing, nothing is sent.

#![no_main]

use imapsh::internals::{Expected, ItemKind, LineKind, Prompt, Reading, ScriptItem, ScriptStream, read_script};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    sends_nothing_of_a_literal(data);
    let file = read_script(data, "fuzz", &Expected::default());
    let paste = read_script(data, "fuzz", &Prompt::Tag("a001".to_owned()).into());
    let (streamed, is_refused) = streamed(data);
    let (Ok(file), Ok(paste)) = (file, paste) else { return };
    assert_eq!(file.decisions, paste.decisions);
    assert_eq!(file.script.items, paste.script.items);
    if !file.mistakes.is_empty() {
        return;
    }
    for item in &file.script.items {
        let decision = file.decisions[item.line - 1].kind;
        assert!(agrees(&item.kind, decision), "{item:?}: {decision:?}");
    }
    let has_learned_tag = streamed.iter().any(|item| has_learned_tag(&item.kind));
    if is_typed(&file) && !has_learned_tag && !may_be_quoted(data) && !may_have_time(data) && !may_authenticate(data) {
        let (file, streamed) = (sent(&file.script.items), sent(&streamed));
        // Where the next line decides, a stream has a mistake, and stops before it.
        assert!(file.starts_with(&streamed), "{streamed:?}");
        assert!(is_refused || file.len() == streamed.len(), "{streamed:?}");
    }
});

/// How a listing is written: the marks of the client's and the server's lines, and what precedes the
/// lines of a literal.
const WRITTEN: &[[&str; 3]] = &[
    ["", "", ""],
    ["    ", "    ", "    "],
    ["C: ", "S: ", "S: "],
    ["C: ", "S: ", ""],
    ["C1: ", "S1: ", "S1: "],
    [">>> ", "<<< ", "<<< "],
    [">>> ", "<<< ", ""],
    ["**C:** ", "**S:** ", "**S:** "],
    ["<C> ", "<S> ", "<S> "],
    ["> C: ", "> S: ", "> "],
    ["2026/01/15 10:00:00 C: ", "2026/01/15 10:00:01 S: ", "2026/01/15 10:00:01 S: "],
];

/// A listing with these octets as a literal, in the notation that the first of them chooses.
fn sends_nothing_of_a_literal(data: &[u8]) {
    let Some((choice, message)) = data.split_first() else { return };
    let Ok(message) = std::str::from_utf8(message) else { return };
    let [client, server, before] = WRITTEN[usize::from(*choice) % WRITTEN.len()];
    let lines: Vec<&str> = message.split('\n').map(|line| line.trim_end_matches('\r')).collect();
    if lines.iter().any(|line| line.contains('\r')) {
        return;
    }
    let size: usize = lines.iter().map(|line| line.len() + 2).sum();
    let literal: String = lines.iter().map(|line| format!("{before}{line}\n")).collect();
    let text = format!(
        "{server}* OK ready\n{client}a1 fetch 1 body[]\n{server}* 1 FETCH (BODY[] {{{size}}}\n{literal}\
        {server})\n{server}a1 OK done\n{client}a2 logout\n"
    );
    let file = read_script(text.as_bytes(), "fuzz", &Expected::default());
    let file = file.map(|reading| match reading.mistakes.is_empty() {
        true => reading.script.items,
        false => Vec::new(),
    });
    for items in [file.unwrap_or_default(), streamed(text.as_bytes()).0] {
        for kind in sent(&items) {
            let ItemKind::Command(command) = kind else { panic!("{kind:?} of\n{text}") };
            let is_own = matches!(&*command.text, "a1 fetch 1 body[]" | "a2 logout");
            assert!(is_own, "{command:?} of\n{text}");
        }
    }
}

/// What arrives line by line is taken for, up to the first mistake, and whether there is one.
fn streamed(data: &[u8]) -> (Vec<ScriptItem>, bool) {
    let mut stream = ScriptStream::new("fuzz");
    let mut items = Vec::new();
    for line in data.split(|&octet| octet == b'\n') {
        if stream.push(line).is_err() || !read_on(&mut stream, &mut items) {
            return (items, true);
        }
    }
    stream.end();
    let is_refused = !read_on(&mut stream, &mut items);
    (items, is_refused)
}

fn read_on(stream: &mut ScriptStream, items: &mut Vec<ScriptItem>) -> bool {
    loop {
        match stream.next(false) {
            Ok(Some(output)) => items.extend(output.items),
            Ok(None) => return true,
            Err(_) => return false,
        }
    }
}

/// Whether the decision on a line agrees with its item.
fn agrees(item: &ItemKind, line: LineKind) -> bool {
    match item {
        ItemKind::Command(_) => line == LineKind::Command,
        // A listing may show the end of IDLE only by its completion.
        ItemKind::Done(_) => matches!(line, LineKind::Command | LineKind::Server),
        // What ends a command after a literal may be empty, and then has no line.
        ItemKind::FurtherLine(text) => line == LineKind::Octets || text.is_empty(),
        ItemKind::Answer(_) => line == LineKind::Answer,
        ItemKind::Directive(_) => matches!(line, LineKind::Directive | LineKind::Comment),
        _ => true,
    }
}

/// Whether nothing in it is of a listing: then nothing depends on what follows.
fn is_typed(reading: &Reading) -> bool {
    reading.decisions.iter().all(|decision| !decision.is_of_listing())
        && !reading.script.is_record
        && reading.script.remarks.after_logout == 0
        && !reading.script.items.iter().any(|item| has_learned_tag(&item.kind))
}

/// Whether only other lines show that the first word of this one is a tag: in a file those below too, in a
/// stream those above alone.
fn has_learned_tag(kind: &ItemKind) -> bool {
    let ItemKind::Command(command) = kind else { return false };
    let line = command.line();
    line.tag.is_some() && line.spec.is_none()
}

/// Whether the lines may have the sign of a quotation or be the source of a page in HTML, which only a
/// look at all of them shows.
fn may_be_quoted(data: &[u8]) -> bool {
    let text = String::from_utf8_lossy(data);
    let is_quoted = |line: &str| line.trim_start_matches(['\u{feff}', ' ', '\t']).starts_with(['>', '|', '│', '┃', '-', '•']);
    text.contains(['<', '&', '│', '|']) || text.lines().any(is_quoted)
}

/// Whether lines may begin with a time, as those of a log do: a stream needs two of them to know.
fn may_have_time(data: &[u8]) -> bool {
    let text = String::from_utf8_lossy(data);
    text.lines().any(|line| line.trim_start().starts_with(|c: char| c.is_ascii_digit() || c == '['))
}

/// Whether lines may be answers to a challenge: in a stream they are once the server has sent it.
fn may_authenticate(data: &[u8]) -> bool {
    data.to_ascii_lowercase().windows(4).any(|word| word == b"auth")
}

/// What is sent, and the directives that are carried out.
fn sent(items: &[ScriptItem]) -> Vec<&ItemKind> {
    let is_sent = |kind: &&ItemKind| {
        matches!(
            kind,
            ItemKind::Command(_)
                | ItemKind::FurtherLine(_)
                | ItemKind::Answer(_)
                | ItemKind::Done(_)
                | ItemKind::Directive(_)
        )
    };
    items.iter().map(|item| &item.kind).filter(is_sent).collect()
}
