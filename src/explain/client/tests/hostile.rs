//! Lines that try to make an explanation long, slow or wrong.

use crate::explain::Explainer;
use crate::language::Language;
use crate::messages::Messages;
use crate::protocol::syntax::{Side, Tree};
use proptest::prelude::*;

/// How many characters an explanation has at most.
const MAX_CHARACTERS: usize = 420;

fn length(language: Language, line: &str) -> usize {
    let tree = Tree::of_line(Side::Client, line);
    let mut explainer = Explainer::new(Messages::new(language));
    explainer.client(&tree).to_string().chars().count()
}

#[test]
fn explanations_are_short() {
    let name = "n".repeat(5000);
    let repeated =
        |begin: &str, part: &str, end: &str| begin.to_owned() + &part.repeat(10_000) + end;
    for line in [
        repeated("a search ", "not ", "seen"),
        repeated("a search ", "(", ""),
        repeated("a search ", "or seen ", "draft"),
        repeated("a search ", "or (from a to b) ", "draft"),
        repeated("a search not (", "from bob ", "seen)"),
        repeated("a search fuzzy (", "fuzzy ", "seen)"),
        repeated("a fetch 1 (", "body[header.fields (x y)] ", "flags)"),
        repeated("a fetch 1 (", "foo ", "flags)"),
        repeated("a fetch 1", ",1", " flags"),
        repeated("a store 1 flags (", "\\Seen ", "x)"),
        repeated("a status x (", "foo ", "messages)"),
        repeated("a enable", " x", ""),
        repeated("a sort (", "reverse ", "size) utf-8 all"),
        repeated("a", " ", ""),
        "( authenticate login authenticate".to_owned(),
        format!("a select {name}"),
        format!("a rename {name} {name}"),
        format!("a search or from {name} or to {name} cc {name}"),
        format!("a fetch 1 body[header.fields ({name} {name} {name} {name})]<1.{name}>"),
        format!("a fetch 1 body[{}]<0.{}>", "1.".repeat(5000), "9".repeat(5000)),
        format!("{name} {name}"),
        format!("a authenticate {name} {name}"),
        format!("a list {name} {name}"),
        format!("a setacl x {name} {name}"),
    ] {
        for language in [Language::English, Language::Japanese] {
            let length = length(language, &line);
            assert!(
                length <= MAX_CHARACTERS,
                "{length} characters about {}",
                &line[..60.min(line.len())]
            );
        }
    }
}

proptest! {
    #[test]
    fn any_words_are_explained(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "search", "fetch", "uid", "store", "sort", "list", "append", "select", "status",
                "not", "or", "from", "(", ")", "1:*", "$", "body[1.2.", "header]", "<0.1>", "\"\"",
                "\"a", "${password}", "return", "(min", "flags", "+flags", "{3}", "\\Seen", "*",
                "login", "authenticate", "done", "idle", "enable", "0", "99999999999999999999",
            ]),
            0..9,
        ),
    ) {
        let line = words.join(" ");
        for language in [Language::English, Language::Japanese] {
            prop_assert!(length(language, &line) <= MAX_CHARACTERS);
        }
    }
}
