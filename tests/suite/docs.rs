//! The docs agree with the program: links have targets, the sessions and commands that the pages show
//! run, and the README names the right toolchain.

mod cycles;
mod japanese;
mod layers;
mod sessions;
mod transcript;

use crate::support::process::Process;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The folder of the repository.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The Markdown files of the repository's folder and of `docs/`.
fn pages() -> Vec<PathBuf> {
    let folders = [root().to_owned(), root().join("docs")];
    let entries = folders.iter().flat_map(|folder| {
        let entries = std::fs::read_dir(folder).expect("the folder can be read");
        entries.map(|entry| entry.expect("the entry can be read").path())
    });
    let mut pages: Vec<PathBuf> = entries
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    pages.sort();
    pages
}

fn read(page: &Path) -> String {
    std::fs::read_to_string(page).unwrap_or_else(|error| panic!("{}: {error}", page.display()))
}

/// The lines of a page outside its code blocks.
fn prose(page: &str) -> impl Iterator<Item = &str> {
    let mut in_code = false;
    page.lines().filter(move |line| {
        let fence = line.trim_start().starts_with("```");
        in_code ^= fence;
        !in_code && !fence
    })
}

/// The targets of the links of a page, `[text](target)`.
fn links(page: &str) -> Vec<String> {
    let targets = prose(page).flat_map(|line| line.split("](").skip(1));
    targets.filter_map(|rest| Some(rest.split_once(')')?.0.to_owned())).collect()
}

/// The anchors of the headings of a page, as GitHub generates them.
fn anchors(page: &str) -> BTreeSet<String> {
    let headings = prose(page).filter(|line| line.starts_with('#'));
    headings
        .map(|heading| {
            let text = heading.trim_start_matches('#').trim().to_lowercase();
            let is_kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
            text.chars().filter(is_kept).collect::<String>()
        })
        .map(|text| text.replace(' ', "-"))
        .collect()
}

/// Reports a link of this page whose target does not exist.
fn broken_link(page: &Path, link: &str) -> Option<String> {
    if link.contains("://") {
        return None;
    }
    let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
    let target = match path {
        "" => page.to_owned(),
        path => page.parent().expect("a page is in a folder").join(path),
    };
    if !target.exists() {
        return Some(format!("{}: no file for {link}", page.display()));
    }
    let missing = !anchor.is_empty() && !anchors(&read(&target)).contains(anchor);
    missing.then(|| format!("{}: no heading for {link}", page.display()))
}

#[test]
fn every_link_between_the_docs_leads_to_a_file_and_a_heading() {
    let pages = pages();
    assert!(pages.len() > 8, "{pages:?}");
    let links = pages.iter().flat_map(|page| {
        let links = links(&read(page));
        links.into_iter().map(move |link| (page, link))
    });
    let broken: Vec<String> = links.filter_map(|(page, link)| broken_link(page, &link)).collect();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn a_broken_link_is_found() {
    let readme = root().join("README.md");
    assert_eq!(broken_link(&readme, "https://example.org"), None);
    assert_eq!(broken_link(&readme, "docs/typing.md"), None);
    assert!(broken_link(&readme, "docs/no-such-page.md").is_some());
    assert!(broken_link(&readme, "docs/typing.md#no-such-heading").is_some());
    assert_eq!(links("see [a](b.md) and\n```\n[c](d.md)\n```\n[e](#f)"), ["b.md", "#f"]);
}

/// The lines of a page that may not be longer than CONTRIBUTING.md says: not code, tables or links alone.
fn wrapped_lines(page: &str) -> impl Iterator<Item = &str> {
    prose(page).filter(|line| !line.trim_start().starts_with('|') && line.contains(' '))
}

#[test]
fn english_pages_are_wrapped_at_120_columns() {
    let is_checked = |page: &&PathBuf| {
        let name = page.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        // The reference is generated, one line per fact.
        !name.ends_with(".ja.md") && name != "reference.md"
    };
    let pages = pages();
    let pages: Vec<&PathBuf> = pages.iter().filter(is_checked).collect();
    assert!(pages.len() > 8, "{pages:?}");
    for page in pages {
        let text = read(page);
        let long = wrapped_lines(&text).find(|line| line.chars().count() > 120);
        assert_eq!(long, None, "{}", page.display());
    }
}

/// The lines in the code blocks of a page that begin with this word.
fn commands<'a>(page: &'a str, word: &str) -> Vec<&'a str> {
    let code = page.split("```").skip(1).step_by(2);
    let lines = code.flat_map(str::lines);
    lines.filter(|line| line.split(' ').next() == Some(word)).collect()
}

#[test]
fn the_two_commands_of_the_readme_run() {
    let readme = read(&root().join("README.md"));
    // The first command without the build, which has happened already.
    let first = commands(&readme, "cargo").into_iter().find_map(|line| line.split_once(" -- "));
    let (_, args) = first.expect("a command that builds and runs imapsh");
    let args: Vec<&str> = args.split_ascii_whitespace().collect();
    Process::imapsh(&args).finish().assert_status(0).assert_stdout_contains("OK Idle completed");
    // The second command runs this test. CI runs it, too.
    assert_eq!(commands(&readme, "tests/run"), ["tests/run"]);
    let ci = read(&root().join(".ci/run"));
    assert!(ci.contains("/../tests/run\""), "{ci}");
}

#[test]
fn the_readme_names_the_toolchain_of_the_manifest() {
    let version = env!("CARGO_PKG_RUST_VERSION");
    for (page, toolchain) in [
        ("README.md", format!("Rust toolchain ({version} or later)")),
        ("README.ja.md", format!("Rust のツールチェーン（{version} 以降）")),
    ] {
        assert!(read(&root().join(page)).contains(&toolchain), "{page}: missing {toolchain:?}");
    }
}

/// The options of imapsh in the code of a page, in its sessions and in its tables.
fn options(page: &str) -> BTreeSet<&str> {
    let code = page
        .split('`')
        .filter(|text| text.trim_start_matches("console\n$ ").starts_with("imapsh "));
    let words = code.flat_map(str::split_whitespace);
    let words = words.map(|word| word.trim_end_matches(|c: char| !c.is_alphanumeric()));
    words.filter(|word| word.starts_with("--")).collect()
}

#[test]
fn every_option_in_the_docs_exists() {
    let commands = ["replay", "explain", "learn", "serve"];
    let help_on = |command| Process::imapsh(&[command, "--help"]).finish().text();
    let helps = Process::imapsh(&["--help"]).finish().text() + &commands.map(help_on).concat();
    let known: BTreeSet<&str> = helps.split(|c: char| !c.is_alphanumeric() && c != '-').collect();
    assert_eq!(options("`imapsh x --frob` and `curl --verbose`"), BTreeSet::from(["--frob"]));
    for page in pages() {
        let text = read(&page);
        let unknown: Vec<&str> =
            options(&text).into_iter().filter(|it| !known.contains(it)).collect();
        assert!(unknown.is_empty(), "{}: {unknown:?}", page.display());
    }
}
