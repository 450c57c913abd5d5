//! Runs the sessions that the pages show, in each language.

use super::{read, root, transcript};
use crate::support::dovecot::dovecot;
use crate::support::optional::client_installed;
use crate::support::process::Process;
use crate::support::program::Program;
use crate::support::serve_process::ServeProcess;
use std::net::TcpListener;

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

/// The replacements for the host names of a recipe.
fn hosts(server: String) -> [(&'static str, String); 2] {
    [("mail.example.org", server), ("192.0.2.10", "127.0.0.1".to_owned())]
}

/// Runs a recipe, a section of the page.
fn run_recipe(page: &str, number: usize, shell: &Program, server: String) {
    let recipe = &sections(page)[number];
    assert!(transcript::blocks(recipe).iter().any(|block| block.is_session()), "{recipe}");
    transcript::run(recipe, shell, &[ports(), hosts(server)].concat());
}

/// Runs the recipe with this number, counted from 0, in each language. Each time a new practice server
/// replaces `mail.example.org`.
fn run_recipe_on_practice_server(number: usize) {
    for (page, shell) in translations("docs/recipes.md") {
        let server = ServeProcess::start(&[]);
        let shell = shell.env("SSL_CERT_FILE", &server.ca_file);
        run_recipe(&page, number, &shell, format!("127.0.0.1:{}", server.tls_port));
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
    for (page, shell) in translations("docs/recipes.md") {
        let shell = shell.env("SSL_CERT_FILE", dovecot.ca_file());
        run_recipe(&page, 0, &shell, format!("127.0.0.1:{}", dovecot.tls_port()));
    }
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
        run_recipe_on_practice_server(4);
    }
}

#[test]
fn the_recipe_for_a_class_runs() {
    run_recipe_on_practice_server(5);
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

/// The commands in the page's options `-c 'COMMAND'`, a list for each piece of code.
fn commands_of_options(page: &str) -> Vec<Vec<&str>> {
    let code = page.split('`').filter(|code| !code.contains('\n'));
    let commands = code.map(|code| {
        let options = code.split("-c '").skip(1);
        options.filter_map(|option| Some(option.split_once('\'')?.0)).collect()
    });
    commands.filter(|commands: &Vec<_>| !commands.is_empty()).collect()
}

#[test]
fn the_commands_for_users_of_other_tools_succeed() {
    for (page, _) in translations("docs/from-other-tools.md") {
        let lists = commands_of_options(&page);
        assert!(lists.len() > 4, "{lists:?}");
        for commands in lists {
            // The tables leave out what was said before.
            let login = "login ${user} ${password}";
            let before = if commands[0] == login { vec![] } else { vec![login, "select inbox"] };
            let options = [before, commands].concat();
            let args: Vec<&str> = options.iter().flat_map(|command| ["-c", *command]).collect();
            let imapsh = Program::imapsh(&args);
            imapsh.write_file("mail.eml", "Subject: mail\n\nHello.\n");
            Process::start(imapsh).finish().assert_status(0);
        }
    }
}
