//! The docs agree with the program: links have targets, the sessions and commands that the pages show
//! run, and the README names the right toolchain.

mod transcript;

mod japanese;

use crate::support::dovecot::dovecot;
use crate::support::optional::client_installed;
use crate::support::process::Process;
use crate::support::program::Program;
use crate::support::serve_process::ServeProcess;
use std::collections::BTreeSet;
use std::net::TcpListener;
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

/// Two ports that were free a moment ago, in place of those that the pages show.
fn ports() -> [(&'static str, String); 2] {
    ["1143", "1993"].map(|port| {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        (port, listener.local_addr().expect("an address").port().to_string())
    })
}

/// A page, and its Japanese translation if there is one, each with a shell in its language.
fn translations(path: &str) -> Vec<(String, Program)> {
    let page = root().join(path);
    let languages = [(page.clone(), "C.UTF-8"), (page.with_extension("ja.md"), "ja_JP.UTF-8")];
    let existing = languages.into_iter().filter(|(page, _)| page.exists());
    existing.map(|(page, language)| (read(&page), transcript::shell(language))).collect()
}

/// Runs the sessions of a page, in each language.
fn run_page(path: &str, replacements: &[(&str, String)]) {
    for (page, shell) in translations(path) {
        assert!(transcript::blocks(&page).iter().any(|block| block.is_session()), "{path}");
        transcript::run(&page, &shell, replacements);
    }
}

#[test]
fn the_readme_shows_what_the_program_prints() {
    run_page("README.md", &[]);
}

#[test]
fn the_session_for_users_of_other_tools_runs() {
    run_page("docs/from-other-tools.md", &[]);
}

#[test]
fn the_sessions_of_the_tutorial_run() {
    run_page("docs/tutorial.md", &ports());
}

/// The sections of a page: what follows each heading with two signs.
fn sections(page: &str) -> Vec<String> {
    let mut sections: Vec<String> = Vec::new();
    let mut in_code = false;
    for line in page.lines() {
        in_code ^= line.starts_with("```");
        if line.starts_with("## ") && !in_code {
            sections.push(String::new());
        }
        if let Some(section) = sections.last_mut() {
            section.push_str(line);
            section.push('\n');
        }
    }
    sections
}

/// Runs the recipe with this number, counted from 0, in each language. `server` is the address and the
/// CA file of the server that replaces `mail.example.org`.
fn run_recipe(number: usize, server: Option<(String, &str)>) {
    for (page, shell) in translations("docs/recipes.md") {
        run_recipe_of(&page, number, shell, server.clone());
    }
}

fn run_recipe_of(page: &str, number: usize, shell: Program, server: Option<(String, &str)>) {
    let recipe = &sections(page)[number];
    let (address, ca_file) = server.unwrap_or_default();
    let hosts = [("mail.example.org", address), ("192.0.2.10", "127.0.0.1".to_owned())];
    let replacements = [&ports()[..], &hosts].concat();
    assert!(transcript::blocks(recipe).iter().any(|block| block.is_session()), "{recipe}");
    transcript::run(recipe, &shell.env("SSL_CERT_FILE", ca_file), &replacements);
}

/// Runs a recipe with a practice server for `mail.example.org`. Each language has its own server,
/// because a recipe changes the mailbox.
fn run_recipe_on_practice_server(number: usize) {
    for (page, shell) in translations("docs/recipes.md") {
        let server = ServeProcess::start(&[]);
        let address = format!("127.0.0.1:{}", server.tls_port);
        run_recipe_of(&page, number, shell, Some((address, &server.ca_file)));
    }
}

#[test]
fn the_recipe_for_ci_runs() {
    run_recipe_on_practice_server(0);
}

#[test]
fn the_recipe_for_ci_runs_on_dovecot() {
    let Some(dovecot) = dovecot() else { return };
    let _user = dovecot.named_user("user");
    let address = format!("127.0.0.1:{}", dovecot.tls_port());
    run_recipe(0, Some((address, &dovecot.ca_file())));
}

#[test]
fn the_recipe_for_a_bug_report_runs() {
    run_recipe_on_practice_server(1);
}

#[test]
fn the_recipe_for_watching_a_mailbox_runs() {
    run_recipe_on_practice_server(2);
}

#[test]
fn the_recipe_for_a_failing_login_runs() {
    run_recipe_on_practice_server(3);
}

#[test]
fn the_recipe_for_watching_a_client_runs() {
    if client_installed("curl") {
        run_recipe(4, None);
    }
}

#[test]
fn the_recipe_for_a_class_runs() {
    run_recipe(5, None);
}

#[test]
fn every_command_of_the_recipes_and_the_tutorial_runs() {
    for path in ["docs/recipes.md", "docs/tutorial.md"] {
        for (page, _) in translations(path) {
            let blocks = transcript::blocks(&page);
            let not_run = blocks.iter().find(|block| !block.is_run());
            assert!(not_run.is_none(), "{path}: {}", not_run.map_or("", |block| block.text));
        }
    }
    for (page, _) in translations("docs/recipes.md") {
        assert_eq!(sections(&page).len(), 6, "each recipe needs a test");
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
    let helps =
        [&["--help"][..], &["replay", "--help"], &["explain", "--help"], &["serve", "--help"]];
    let helps: String = helps.map(|args| Process::imapsh(args).finish().text()).concat();
    let known: BTreeSet<&str> = helps.split(|c: char| !c.is_alphanumeric() && c != '-').collect();
    assert_eq!(options("`imapsh x --frob` and `curl --verbose`"), BTreeSet::from(["--frob"]));
    for page in pages() {
        let text = read(&page);
        let unknown: Vec<&str> =
            options(&text).into_iter().filter(|it| !known.contains(it)).collect();
        assert!(unknown.is_empty(), "{}: {unknown:?}", page.display());
    }
}
