//! The docs are in English and in Japanese, each page links to its other language, and the Japanese
//! texts use the words of the glossary in `docs/style.ja.md`.

use super::{links, pages, prose, read, root};
use std::path::{Path, PathBuf};

/// The pages that have no other language: they are for those who change imapsh, or change with
/// every commit.
const ONE_LANGUAGE: &[&str] = &["CHANGELOG.md", "CONTRIBUTING.md", "style.ja.md"];

/// The pages that are not translated yet. A page that is translated leaves this list.
const UNTRANSLATED: &[&str] = &[];

fn name(page: &Path) -> &str {
    page.file_name().and_then(|name| name.to_str()).expect("a file name in UTF-8")
}

/// The same page in the other language.
fn counterpart(page: &Path) -> PathBuf {
    let name = name(page);
    page.with_file_name(match name.strip_suffix(".ja.md") {
        Some(stem) => format!("{stem}.md"),
        None => name.replace(".md", ".ja.md"),
    })
}

/// The fault in a page's link to its other language, which is among the first lines.
fn missing_link(page: &Path, text: &str) -> Option<String> {
    let other = counterpart(page);
    let beginning: Vec<&str> = text.lines().take(6).collect();
    let linked = links(&beginning.join("\n")).iter().any(|link| *link == name(&other));
    (!linked).then(|| format!("{} does not link to {}", page.display(), name(&other)))
}

#[test]
fn every_page_is_in_both_languages_and_links_to_the_other() {
    let mut wrong = Vec::new();
    for page in pages() {
        let name = name(&page);
        let is_translated = counterpart(&page).exists();
        if UNTRANSLATED.contains(&name) {
            if is_translated {
                wrong.push(format!("{name} is translated, and in the list of pages that are not"));
            }
        } else if is_translated {
            wrong.extend(missing_link(&page, &read(&page)));
        } else if !ONE_LANGUAGE.contains(&name) {
            wrong.push(format!("{} has no {}", page.display(), counterpart(&page).display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_page_without_a_link_to_its_other_language_is_found() {
    let page = Path::new("docs/typing.md");
    assert_eq!(missing_link(page, "[日本語](typing.ja.md)\n\n# Typing\n"), None);
    assert!(missing_link(page, "[日本語](scripts.ja.md)\n\n# Typing\n").is_some());
    assert!(missing_link(page, "\n\n\n\n\n\n\n[日本語](typing.ja.md)").is_some());
    assert_eq!(missing_link(Path::new("docs/typing.ja.md"), "[English](typing.md)"), None);
}

/// The common structure of both languages of a page: the levels of the headings, the lengths of the code
/// blocks and the number of rows in tables.
fn shape(page: &str) -> (Vec<usize>, Vec<usize>, usize) {
    let headings = prose(page).filter(|line| line.starts_with('#'));
    let levels = headings.map(|line| line.find(' ').unwrap_or(line.len()));
    let blocks = page.split("\n```").skip(1).step_by(2).map(|block| block.lines().count());
    let rows = prose(page).filter(|line| line.starts_with('|')).count();
    (levels.collect(), blocks.collect(), rows)
}

#[test]
fn both_languages_of_a_page_have_the_same_content() {
    let mut wrong = Vec::new();
    for page in pages().into_iter().filter(|page| name(page).ends_with(".ja.md")) {
        let english = counterpart(&page);
        if english.exists() {
            let (english, japanese) = (shape(&read(&english)), shape(&read(&page)));
            if english != japanese {
                let page = page.display();
                wrong.push(format!("{page}: English {english:?}, Japanese {japanese:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "headings, lines of code blocks, rows:\n{}", wrong.join("\n"));
    let page = "# a\n\n```\nb\n```\n\n## c\n\n| d |\n| --- |\n";
    assert_eq!(shape(page), (vec![1, 2], vec![2], 2));
}

/// A row of the glossary: the words to write, and those to avoid.
struct Entry {
    words: Vec<String>,
    avoided: Vec<String>,
}

/// The heading of the last column of a glossary's table.
const AVOIDED: &str = "書かない語";

/// The entries of the glossary's tables on a page.
fn glossary(page: &str) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut is_glossary = false;
    for line in page.lines() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        // A row begins and ends with a bar, so that the first and the last cell are empty.
        let ["", first, .., last, ""] = cells[..] else {
            is_glossary = false;
            continue;
        };
        let words = |cell: &str| cell.split('、').map(str::to_owned).collect();
        match last {
            AVOIDED => is_glossary = true,
            "" => {}
            _ if first.starts_with("---") => {}
            _ if is_glossary => {
                entries.push(Entry { words: words(first), avoided: words(last) });
            }
            _ => {}
        }
    }
    entries
}

/// The words in a text that the glossary avoids. A word may be the beginning of the right one:
/// サーバ of サーバー.
fn avoided<'a>(glossary: &'a [Entry], text: &str) -> Vec<&'a str> {
    let mut found = Vec::new();
    for entry in glossary {
        let rest = entry.words.iter().fold(text.to_owned(), |rest, word| rest.replace(word, "\n"));
        let words = entry.avoided.iter().map(String::as_str);
        found.extend(words.filter(|&word| rest.contains(word)));
    }
    found
}

/// The files of a folder whose names end like this.
fn files(folder: &str, end: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root().join(folder)).expect("the folder can be read");
    let paths = entries.map(|entry| entry.expect("the entry can be read").path());
    paths.filter(|path| name(path).ends_with(end)).collect()
}

/// All Japanese texts but the page that says how to write them.
fn japanese_texts() -> Vec<PathBuf> {
    let mut texts = files("src/messages/ja", ".ftl");
    texts.extend(files("src/reference/data", ".toml"));
    texts.extend(files("scripts", ".ja.imap"));
    texts.extend(pages().into_iter().filter(|page| name(page).ends_with(".ja.md")));
    texts.retain(|path| name(path) != "style.ja.md");
    assert!(texts.len() > 30, "{texts:?}");
    texts
}

#[test]
fn the_japanese_texts_use_the_words_of_the_glossary() {
    let glossary = glossary(&read(&root().join("docs/style.ja.md")));
    assert!(glossary.len() > 30, "the tables of docs/style.ja.md were not found");
    let mut wrong = Vec::new();
    for path in japanese_texts() {
        for (number, line) in read(&path).lines().enumerate() {
            for word in avoided(&glossary, line) {
                wrong.push(format!("{}:{}: {word}: {line}", path.display(), number + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "docs/style.ja.md has the words to write:\n{}", wrong.join("\n"));
}

#[test]
fn an_avoided_word_is_found() {
    let page = "| a | b |\n| --- | --- |\n| x | サーバー |\n\n\
                | 用語 | 英語 | 書かない語 |\n| --- | --- | --- |\n\
                | サーバー | server | サーバ |\n| 応答 | response | 返答、レスポンス |\n\
                | タグ | tag | |\n";
    let glossary = glossary(page);
    assert_eq!(glossary.len(), 2);
    assert_eq!(avoided(&glossary, "サーバーの応答"), [""; 0]);
    assert_eq!(avoided(&glossary, "サーバーとサーバの返答"), ["サーバ", "返答"]);
    assert_eq!(avoided(&glossary, "レスポンス"), ["レスポンス"]);
}

/// A syntax in a text that has no marks of Markdown.
const LOGIN_SYNTAX: &str = "login 利用者名 パスワード";

/// The first place where there is no space between a Japanese letter and a Latin letter or a number, or
/// where there is one between two Japanese letters.
fn unspaced(line: &str) -> Option<String> {
    // A syntax has Japanese placeholders in brackets.
    let code = line.trim().strip_prefix('`').and_then(|line| line.strip_suffix('`'));
    if code.is_some_and(|code| !code.contains('`')) {
        return None;
    }
    // The marks of Markdown are not shown, and neither are the targets of links.
    let shown = line.replace(['`', '[', '*'], "");
    let mut parts = shown.split("](");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text += part.split_once(')').map_or(part, |(_, after)| after);
    }
    let is_japanese = |c: char| matches!(c, 'ぁ'..='ヿ' | '一'..='鿿');
    let letters: Vec<char> = text.chars().collect();
    let found = letters.windows(2).any(|pair| {
        let [first, second] = pair else { return false };
        // Dates have no spaces: 2026年1月5日.
        let is_date = |c: char| matches!(c, '年' | '月' | '日');
        is_japanese(*first) && second.is_ascii_alphanumeric() && !is_date(*first)
            || first.is_ascii_alphanumeric() && is_japanese(*second) && !is_date(*second)
    });
    // The placeholders in a syntax are separated by spaces.
    let raw = line.split('`').step_by(2).collect::<String>().replace(LOGIN_SYNTAX, "");
    let raw: Vec<char> = raw.chars().collect();
    let is_parted =
        raw.windows(3).any(|it| is_japanese(it[0]) && it[1] == ' ' && is_japanese(it[2]));
    (found || is_parted).then(|| line.to_owned())
}

#[test]
fn a_space_separates_japanese_and_latin_letters() {
    let mut wrong = Vec::new();
    for path in japanese_texts() {
        let text = read(&path);
        let lines = text.lines().enumerate();
        for line in lines.filter_map(|(at, line)| Some((at + 1, unspaced(line)?))) {
            wrong.push(format!("{}:{}: {}", path.display(), line.0, line.1));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for line in ["UIDは 7", "UID は7 です", "文 字", "`あ い`う え", "`UID`は", "[応答](x.md)A"]
    {
        assert!(unspaced(line).is_some(), "{line}");
    }
    for line in
        ["UID は 7 です。", "「INBOX」を", "2026年1月5日(月)", "[応答](x.md)の `A` を", "`あ い`"]
    {
        assert_eq!(unspaced(line), None);
    }
}
