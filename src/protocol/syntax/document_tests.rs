//! Tests that `docs/syntax-tree.md` and its Japanese page show the current trees and kinds. With
//! `IMAPSH_WRITE_DOCS` set, updates the pages instead.

use super::tests::parsed;
use super::*;
use std::fs;

const PAGES: [&str; 2] = [
    concat!(env!("CARGO_MANIFEST_DIR"), "/docs/syntax-tree.md"),
    concat!(env!("CARGO_MANIFEST_DIR"), "/docs/syntax-tree.ja.md"),
];
const EXAMPLES: [&str; 2] = [
    r#"* 2 FETCH (FLAGS (\Seen) BODY[HEADER.FIELDS (SUBJECT)]<0> "Subject: hi")"#,
    "* OK [UIDNEXT x] Predicted",
];

fn examples() -> String {
    let mut text = String::new();
    for line in EXAMPLES {
        text += &format!("```\n{line}\n\n{}```\n", parsed(Side::Server, line.as_bytes()).tree());
    }
    text
}

fn kinds() -> String {
    let names: Vec<_> = Kind::ALL.iter().map(|kind| format!("`{}`", kind.name())).collect();
    // A name with a hyphen stays on one line: Markdown would add a space to it.
    let options = textwrap::Options::new(120)
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::fill(&names.join(", "), options) + "\n"
}

/// The page with a text between the comments of this name.
fn replaced(page: &str, name: &str, text: &str) -> String {
    let (before, rest) = page.split_once(&format!("<!-- {name} -->\n")).expect("the comment");
    let end = format!("<!-- end of {name} -->");
    let (_, after) = rest.split_once(&end).expect("the end's comment");
    format!("{before}<!-- {name} -->\n{text}{end}{after}")
}

#[test]
fn the_pages_show_the_trees_and_kinds_that_there_are() {
    for path in PAGES {
        let page = fs::read_to_string(path).expect("the page can be read");
        let corrected = replaced(&replaced(&page, "trees", &examples()), "kinds", &kinds());
        if std::env::var_os("IMAPSH_WRITE_DOCS").is_some() {
            fs::write(path, corrected).expect("the page can be written");
        } else {
            assert_eq!(
                page, corrected,
                "IMAPSH_WRITE_DOCS=1 cargo test --lib syntax corrects the page"
            );
        }
    }
}

#[test]
fn no_two_kinds_have_the_same_name() {
    let names: std::collections::HashSet<_> = Kind::ALL.iter().map(|kind| kind.name()).collect();
    assert_eq!(names.len(), Kind::ALL.len());
}
