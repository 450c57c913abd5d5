//! Properties of the reader: nothing of a message is sent, whatever it contains.

use super::*;
use crate::notation::prose::forms;

/// The style of a generated listing: the marks of the client's and the server's lines, and the text before
/// the lines of a literal and before all lines.
#[derive(Clone, Copy, Debug)]
struct Written {
    client: &'static str,
    server: &'static str,
    literal: &'static str,
    all: &'static str,
}

const fn written(
    client: &'static str,
    server: &'static str,
    literal: &'static str,
    all: &'static str,
) -> Written {
    Written { client, server, literal, all }
}

const ALL_WRITTEN: &[Written] = &[
    written("", "", "", ""),
    written("", "", "", "> "),
    written("", "", "", "    "),
    written("C: ", "S: ", "S: ", ""),
    written("C: ", "S: ", "", ""),
    written("   C: ", "   S: ", "   ", ""),
    written("C1: ", "S1: ", "S1: ", ""),
    written("-> ", "<- ", "<- ", ""),
    written(">>> ", "<<< ", "<<< ", ""),
    written(">>> ", "<<< ", "", ""),
    written("**C:** ", "**S:** ", "**S:** ", ""),
    written("<C> ", "<S> ", "<S> ", ""),
    written("[C]: ", "[S]: ", "", ""),
    written("Client: ", "Server: ", "Server: ", "> "),
    written("12:00:01 >> ", "12:00:02 << ", "12:00:02 << ", ""),
    written("2026/01/15 10:00:00 C: ", "2026/01/15 10:00:01 S: ", "2026/01/15 10:00:01 S: ", ""),
    written("[7-Jan]: <ab> [7F] C: ", "[7-Jan]: <ab> [7F] S: ", "", ""),
    written("client → server: ", "server → client: ", "server → client: ", "  "),
    written("x:SendData: ", "x:CreateNewLineFromSocket: ", "x:CreateNewLineFromSocket: ", ""),
];

/// A FETCH of a message with these lines, and the part of it that the listing shows.
#[derive(Clone, Debug)]
struct Fetch {
    message: Vec<String>,
    /// The lines of the message that the listing shows, if it was shortened.
    shown: Option<Vec<bool>>,
}

impl Fetch {
    fn size(&self) -> usize {
        self.message.iter().map(|line| line.len() + 2).sum()
    }

    fn shown_lines(&self) -> Vec<String> {
        let Some(shown) = &self.shown else {
            return self.message.clone();
        };
        let shown = self.message.iter().zip(shown).filter(|(_, shown)| **shown);
        ["[...]".to_owned()].into_iter().chain(shown.map(|(line, _)| line.clone())).collect()
    }
}

/// The lines of a message that look most like something else.
fn message_line() -> impl Strategy<Value = String> {
    const LINES: &[&str] = &[
        "",
        ")",
        " FLAGS (\\Seen))",
        "a1 OK x",
        "a2 OK x",
        "a3 NO y",
        "* 1 EXISTS",
        "+ go",
        "evil 1",
        "delete evil",
        "a1 delete evil",
        "a7 delete evil",
        "C: a8 delete evil",
        "S: a1 OK x",
        "> a8 delete evil",
        "< a1 OK",
        "login evil pw",
        "append evil {3}",
        "* 2 FETCH (BODY[] {5}",
        ":run evil",
        "## evil",
        "[...]",
        "   deeper evil",
        "idle",
        "done",
        "---",
        "$ telnet evil 1",
        "authenticate plain",
        "あ",
    ];
    prop_oneof![prop::sample::select(LINES).prop_map(str::to_owned), "[ -~]{0,12}"]
}

fn fetch(shortened: bool) -> impl Strategy<Value = Fetch> {
    let message = prop::collection::vec(message_line(), 0..12);
    message.prop_flat_map(move |message| {
        let shown = prop::collection::vec(any::<bool>(), message.len());
        shown.prop_map(move |shown| Fetch {
            message: message.clone(),
            shown: shortened.then_some(shown),
        })
    })
}

fn any_written() -> impl Strategy<Value = Written> {
    prop::sample::select(ALL_WRITTEN)
}

/// The listing of a session with these commands.
fn listing(fetches: &[Fetch], how: Written) -> String {
    let Written { client, server, literal, all } = how;
    let mut lines = vec![format!("{server}* OK ready")];
    for (fetch, number) in fetches.iter().zip(1..) {
        lines.push(format!("{client}a{number} fetch {number} body[]"));
        lines.push(format!("{server}* {number} FETCH (BODY[] {{{}}}", fetch.size()));
        lines.extend(fetch.shown_lines().iter().map(|line| format!("{literal}{line}")));
        lines.push(format!("{server})"));
        lines.push(format!("{server}a{number} OK done"));
    }
    lines.push(format!("{client}a99 logout"));
    lines.iter().map(|line| format!("{all}{line}\n")).collect()
}

/// The listing as Python's imaplib logs it: it does not show literals.
fn imaplib_log(fetches: &[Fetch]) -> String {
    let mut lines = vec!["  12:00.01 < b'* OK ready'".to_owned()];
    for (fetch, number) in fetches.iter().zip(1..) {
        let size = fetch.size();
        lines.push(format!("  12:00.02 > b'a{number} FETCH {number} BODY[]\\r\\n'"));
        lines.push(format!("  12:00.02 < b'* {number} FETCH (BODY[] {{{size}}}'"));
        lines.push(format!("  12:00.03 read literal size {size}"));
        lines.push("  12:00.03 < b')'".to_owned());
        lines.push(format!("  12:00.04 < b'a{number} OK done'"));
    }
    lines.push("  12:00.05 > b'a99 LOGOUT\\r\\n'".to_owned());
    lines.join("\n")
}

/// The lines that a script sends, and the directives that it performs.
pub fn acts(items: &[ScriptItem]) -> Vec<String> {
    let act = |item: &ScriptItem| match &item.kind {
        ItemKind::Command(command) => Some(command.text.to_string()),
        ItemKind::FurtherLine(text) | ItemKind::Answer(text) => Some(format!("| {text}")),
        ItemKind::Done(_) => Some("done".to_owned()),
        ItemKind::Directive(_) => Some(":".to_owned()),
        _ => None,
    };
    items.iter().filter_map(act).collect()
}

fn commands(fetches: &[Fetch]) -> Vec<String> {
    let fetches = (1..=fetches.len()).map(|number| format!("a{number} fetch {number} body[]"));
    fetches.chain(["a99 logout".to_owned()]).collect()
}

/// The lines sent from a text whose lines arrive one by one, up to the first mistake.
pub fn acts_of_stream(text: &str) -> Vec<String> {
    let mut stream = ScriptStream::new("-");
    let mut items = Vec::new();
    let mut read_on = |stream: &mut ScriptStream| {
        loop {
            match stream.next(false) {
                Ok(Some(output)) => items.extend(output.items),
                Ok(None) => return true,
                Err(_) => return false,
            }
        }
    };
    for line in text.lines() {
        stream.push(line.as_bytes()).expect("UTF-8");
        if !read_on(&mut stream) {
            return acts(&items);
        }
    }
    stream.end();
    read_on(&mut stream);
    acts(&items)
}

/// A line of a mail that quotes a session and counts on with its tags.
fn counting_line() -> impl Strategy<Value = String> {
    const LINES: &[&str] = &[
        "a3 OK x",
        "a4 delete evil",
        "a4 OK x",
        "a5 rename evil b",
        "a5 OK x",
        "a6 delete evil",
        "* 3 EXISTS",
        "I typed",
        "evil regards",
    ];
    prop_oneof![prop::sample::select(LINES).prop_map(str::to_owned), message_line()]
}

/// The lines of a session with this mail in it, and the index of the line that announces the mail.
fn session_with(mail: &[String], how: Written) -> (Vec<String>, usize) {
    let Written { client, server, literal, all } = how;
    let size: usize = mail.iter().map(|line| line.len() + 2).sum();
    let mut lines = vec![
        format!("{server}* OK ready"),
        format!("{client}a1 login u p"),
        format!("{server}a1 OK in"),
        format!("{client}a2 select inbox"),
        format!("{server}a2 OK done"),
        format!("{client}a3 fetch 1 body[]"),
        format!("{server}* 1 FETCH (BODY[] {{{size}}}"),
    ];
    let announcing = lines.len() - 1;
    lines.extend(mail.iter().map(|line| format!("{literal}{line}")));
    lines.extend([
        format!("{server})"),
        format!("{server}a3 OK done"),
        format!("{client}a4 noop"),
        format!("{server}a4 OK done"),
        format!("{client}a5 logout"),
    ]);
    let lines = lines.iter().map(|line| format!("{all}{line}"));
    (lines.collect(), announcing)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn a_listing_with_whole_literals_sends_its_commands(fetches in prop::collection::vec(fetch(false), 1..4), how in any_written()) {
        let text = listing(&fetches, how);
        match Script::parse(text.as_bytes(), "x") {
            Ok(script) => prop_assert_eq!(acts(&script.items), commands(&fetches), "{}", text),
            // A message that seems to be shortened and to end cannot be distinguished from one that does.
            Err(errors) => {
                let mut lines = fetches.iter().flat_map(|fetch| &fetch.message);
                prop_assert!(lines.any(|line| forms::is_elision(line)), "{text}\n{errors:?}");
            }
        }
    }

    #[test]
    fn nothing_of_a_shortened_literal_is_sent(fetches in prop::collection::vec(fetch(true), 1..4), how in any_written()) {
        let text = listing(&fetches, how);
        let all = commands(&fetches);
        if let Ok(script) = Script::parse(text.as_bytes(), "x") {
            for act in acts(&script.items) {
                prop_assert!(all.contains(&act), "{act} of\n{text}");
            }
        }
    }

    #[test]
    fn nothing_of_a_literal_is_sent_from_standard_input(fetches in prop::collection::vec(any::<bool>().prop_flat_map(fetch), 1..4), how in any_written()) {
        let text = listing(&fetches, how);
        let all = commands(&fetches);
        for act in acts_of_stream(&text) {
            prop_assert!(all.contains(&act), "{act} of\n{text}");
        }
    }

    #[test]
    fn a_log_without_literals_sends_its_commands(fetches in prop::collection::vec(fetch(true), 1..4)) {
        let text = imaplib_log(&fetches);
        let expected: Vec<String> = commands(&fetches).iter().map(|it| it.to_uppercase()).collect();
        let sent: Vec<String> = acts_of_stream(&text).iter().map(|it| it.to_uppercase()).collect();
        prop_assert_eq!(&sent, &expected, "{}", text);
        let script = Script::parse(text.as_bytes(), "x").expect("no mistake");
        let sent: Vec<String> = acts(&script.items).iter().map(|it| it.to_uppercase()).collect();
        prop_assert_eq!(&sent, &expected, "{}", text);
    }

    #[test]
    fn nothing_of_a_mail_is_sent_from_a_part_of_its_session(mail in prop::collection::vec(counting_line(), 1..10), how in any_written(), begin in 0usize..16, end in 0usize..24) {
        let (lines, announcing) = session_with(&mail, how);
        let end = end.clamp(1, lines.len());
        let begin = begin.min(end - 1);
        let completion = announcing + mail.len() + 2;
        let ends = |line: &String| line.contains(" OK") || line.contains(" NO");
        let announces = |line: &String| line.ends_with('}');
        // A part that ends in the mail may be a shortened mail: what looks like the completion decides. One
        // that begins in it shows the end of a response, unless that seems to be in another literal.
        let shows_enough = if begin > announcing {
            end > completion && !mail.iter().any(announces)
        } else {
            end > completion || !mail.iter().any(ends)
        };
        let text: String = lines[begin..end].iter().map(|line| format!("{line}\n")).collect();
        if let Ok(script) = Script::parse(text.as_bytes(), "x") && shows_enough {
            let sent = acts(&script.items);
            prop_assert!(!sent.iter().any(|act| act.contains("evil")), "{sent:?} of\n{text}");
        }
    }
}
