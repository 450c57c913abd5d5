//! The docs: their links lead somewhere, and the README's commands are the ones that run.

use crate::support::process::Process;
use crate::support::program::Program;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The repository.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every page: the Markdown files at the top and in `docs/`.
fn pages() -> Vec<PathBuf> {
    let folders = [root().to_owned(), root().join("docs")];
    let entries = folders.iter().flat_map(|folder| {
        let entries = std::fs::read_dir(folder).expect("a folder of the repository");
        entries.map(|entry| entry.expect("a readable entry").path())
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

/// The targets of a page's links, `[text](target)`.
fn links(page: &str) -> Vec<String> {
    let targets = prose(page).flat_map(|line| line.split("](").skip(1));
    targets
        .filter_map(|rest| Some(rest.split_once(')')?.0.to_owned()))
        .collect()
}

/// The anchors of a page's headings, as they are made where the repository is shown.
fn anchors(page: &str) -> BTreeSet<String> {
    let headings = prose(page).filter(|line| line.starts_with('#'));
    headings
        .map(|heading| {
            let text = heading.trim_start_matches('#').trim().to_lowercase();
            let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
            text.chars().filter(kept).collect::<String>()
        })
        .map(|text| text.replace(' ', "-"))
        .collect()
}

/// What is wrong with a link of this page, if anything is.
fn broken(page: &Path, link: &str) -> Option<String> {
    if link.contains("://") {
        return None;
    }
    let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
    let target = match path {
        "" => page.to_owned(),
        path => page.parent().expect("a page has a folder").join(path),
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
    let broken: Vec<String> = links
        .filter_map(|(page, link)| broken(page, &link))
        .collect();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn a_broken_link_is_found() {
    let readme = root().join("README.md");
    assert_eq!(broken(&readme, "https://example.org"), None);
    assert_eq!(broken(&readme, "docs/typing.md"), None);
    assert!(broken(&readme, "docs/no-such-page.md").is_some());
    assert!(broken(&readme, "docs/typing.md#no-such-heading").is_some());
    assert_eq!(
        links("see [a](b.md) and\n```\n[c](d.md)\n```\n[e](#f)"),
        ["b.md", "#f"]
    );
}

/// The lines in a page's code blocks that begin with this word.
fn commands<'a>(page: &'a str, word: &str) -> Vec<&'a str> {
    let code = page.split("```").skip(1).step_by(2);
    let lines = code.flat_map(str::lines);
    lines
        .filter(|line| line.split(' ').next() == Some(word))
        .collect()
}

#[test]
fn the_two_commands_of_the_readme_run() {
    let readme = read(&root().join("README.md"));
    // The first one, without the build: what it runs, as it is written there.
    let first = commands(&readme, "cargo")
        .into_iter()
        .find(|line| line.contains(" -- "))
        .expect("a command that runs imapsh");
    let args = first.split_once(" -- ").expect("its arguments").1;
    let args: Vec<&str> = args.split_ascii_whitespace().collect();
    let finished = Process::start(Program::imapsh(&args)).finish();
    finished.assert_status(0);
    assert!(finished.text().contains("OK Idle completed"), "{first}");
    // The second one is what runs this test; CI calls it and nothing else.
    let second = commands(&readme, "tests/run");
    assert_eq!(second, ["tests/run"]);
    let ci = read(&root().join(".ci/run"));
    assert!(ci.contains("/../tests/run\""), "{ci}");
}
