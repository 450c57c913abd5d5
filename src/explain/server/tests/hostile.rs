//! Lines of broken or hostile servers.

use crate::explain::Explainer;
use crate::language::Language;
use crate::messages::Messages;
use crate::protocol::syntax::{Parser, Side};
use crate::reference::Category;

const LANGUAGES: [Language; 2] = [Language::English, Language::Japanese];

/// Explains the line in a session that has begun.
fn explain(language: Language, line: &[u8]) -> String {
    let mut explainer = Explainer::new(Messages::new(language));
    let mut parser = Parser::new(Side::Server);
    for before in [b"* PREAUTH hi".as_slice(), b"* 4 EXISTS"] {
        parser.clear();
        parser.line(before);
        explainer.server(parser.tree());
    }
    parser.clear();
    parser.line(line);
    explainer.server(parser.tree()).to_string()
}

#[test]
fn explanations_stay_short() {
    let name = "n".repeat(5000);
    let many = "7,".repeat(5000) + "9";
    let list = "a ".repeat(5000);
    for line in [
        format!("* LIST (\\{name} \\{name}) \"/\" {name}"),
        format!("* LIST ({}) \"/\" x", "\\Marked ".repeat(3000).trim_end()),
        format!("* {name}"),
        format!("* OK [{name} {name}] {name}"),
        format!("* OK [ALERT] {name}"),
        format!("* OK [COPYUID 1 {many} {many}] x"),
        format!("* CAPABILITY AUTH={name} {list}"),
        format!("* FLAGS ({})", list.trim_end()),
        format!("* 3 FETCH (FLAGS ({}))", list.trim_end()),
        format!("* 3 FETCH ({})", "UID 7 ".repeat(3000).trim_end()),
        format!("* STATUS {name} ({})", "MESSAGES 7 ".repeat(3000).trim_end()),
        format!("* SEARCH {}", "7 ".repeat(5000).trim_end()),
        format!("* ESEARCH ALL {many}"),
        format!("* VANISHED {many}"),
        format!("* ID (\"name\" \"{name}\")"),
        format!("+ {name}"),
        format!("{name} OK {name}"),
        format!("* 3 EXISTS {name}"),
    ] {
        for language in LANGUAGES {
            let said = explain(language, line.as_bytes());
            let shown: String = line.chars().take(40).collect();
            assert!(!said.is_empty(), "{shown}");
            assert!(said.chars().count() < 700, "{shown}: {} {said}", said.chars().count());
        }
    }
}

/// Each example of the reference, cut at each octet and with each octet changed.
#[test]
fn broken_lines_are_explained_without_panicking() {
    let categories = [Category::Responses, Category::ResponseCodes];
    for entry in categories.iter().flat_map(|category| category.entries()) {
        let line = entry.example.as_bytes();
        for end in 0..line.len() {
            explain(Language::English, &line[..end]);
            for octet in [b'"', b'(', b'9', 0xFF] {
                let mut changed = line.to_vec();
                changed[end] = octet;
                explain(Language::Japanese, &changed);
            }
        }
    }
}
