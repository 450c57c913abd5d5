//! Writes the reference as a page of documentation, `docs/reference.md` and `docs/reference.ja.md`, and tests
//! that the pages are up to date.

use super::{Category, Entry};
use crate::language::Language;
use std::fmt::Write;

/// The page, in Markdown.
fn page(language: Language) -> String {
    let (other, heading, introduction) = match language {
        Language::English => (
            "[日本語](reference.ja.md)",
            "Reference",
            "Every registered word of IMAP that imapsh knows. This page is generated from \
             `src/reference/data`; at the prompt, `:help WORD` shows the same. In a syntax, `[…]` may \
             be left out, `A|B` is a choice, and `…` repeats what is before it.",
        ),
        Language::Japanese => (
            "[English](reference.md)",
            "リファレンス",
            "imapsh が知っている IMAP の登録語の一覧です。\nこのページは、`src/reference/data` から作られます。\n\
             プロンプトで `:help 語` と入力すると、同じものを表示します。\n構文では、日本語の語を値に置き換えます。\
             `[…]` は省略でき、`A|B` はどちらか、`…` は直前のものの繰り返しです。",
        ),
    };
    let mut page = format!("{other}\n\n# {heading}\n\n{introduction}\n");
    for &category in Category::ALL {
        // Writing to memory does not fail.
        let _ = write!(page, "\n## {}\n", category.title(language));
        for entry in category.entries() {
            page += &entry_of_page(entry, language);
        }
    }
    page
}

fn entry_of_page(entry: &Entry, language: Language) -> String {
    let (example, capability, obsolete) = match language {
        Language::English => ("Example", "capability", "obsolete"),
        Language::Japanese => ("例", "ケイパビリティ", "廃止"),
    };
    let source = entry.source.map(|source| source.to_string());
    let capability = entry.capability.map(|name| format!("{capability} `{name}`"));
    let obsolete = entry.obsolete.then(|| obsolete.to_owned());
    let notes: Vec<String> = [source, capability, obsolete].into_iter().flatten().collect();
    let notes = match language {
        _ if notes.is_empty() => String::new(),
        Language::English => format!(" ({})", notes.join("; ")),
        Language::Japanese => format!("（{}）", notes.join("、")),
    };
    let says = entry.says(language).replace('\\', "\\\\").replace('*', "\\*").replace('<', "\\<");
    let syntax = if entry.syntax == entry.name {
        String::new()
    } else {
        format!("`{}`  \n", entry.syntax_in(language))
    };
    let (name, example_line) = (entry.name, entry.example);
    format!("\n**`{name}`**{notes}  \n{says}  \n{syntax}{example}: `{example_line}`\n")
}

/// `IMAPSH_WRITE_DOCS=1 cargo test --lib reference` writes the pages again.
#[test]
fn the_pages_in_docs_are_up_to_date() {
    for (file, language) in
        [("reference.md", Language::English), ("reference.ja.md", Language::Japanese)]
    {
        let path = format!("{}/docs/{file}", env!("CARGO_MANIFEST_DIR"));
        let page = page(language);
        if std::env::var_os("IMAPSH_WRITE_DOCS").is_some() {
            std::fs::write(&path, &page).expect("docs is writable");
        }
        let written = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(written == page, "{file} is not what the data says; see this test's comment");
    }
}
