//! A password is written neither to the terminal nor to a file, however it is typed.

use super::*;
use crate::support::dovecot::dovecot;
use crate::support::keys::{CTRL_A, CTRL_C, CTRL_E, DELETE};
use crate::support::scripted_server::scripts::accepts_everything;

#[test]
fn the_prompt_asks_for_a_missing_name_and_password() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    let terminal = connect_to_dovecot(dovecot);
    terminal.type_line("login ${user} ${password}");
    terminal.wait_line("User:");
    terminal.type_line(&user.name);
    terminal.wait_line("Password:");
    terminal.type_line(&user.password);
    terminal.wait_for("a001 OK");
    terminal.wait_line("a002");
    terminal.wait_row(&format!("a001 login {} ${{password}}", user.name));
    log_out(&terminal);
    assert_secret_absent(&terminal, &user.password);
}

#[test]
fn a_password_is_masked_however_it_is_typed() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    let (name, password) = (&user.name, &user.password);
    let half = &password[..9];
    let port = dovecot.plain_port();
    let record = ["--record", "session.jsonl"];
    let terminal = start(&[&["localhost", &port, "--plain"][..], &record].concat());
    terminal.wait_line("a001");
    for (line, answer) in [
        (format!("lgoin {name} {password}"), "a001 BAD"),
        (format!("x1 login {name} \"{password}\\\"\""), "x1 NO"),
        (format!(":raw x2 login {name} {password}1"), "x2 NO"),
        (format!(":set password {password}"), ":set password"),
        (format!(":connect imaps://{name}:{password}@localhost"), "The address contains \"@\""),
        (format!(":conect imaps://{name}:{password}@localhost"), ":conect ${password}"),
    ] {
        terminal.type_line(line);
        terminal.wait_for(answer);
    }
    // The password stays masked when the first letter of the line is deleted.
    terminal.type_keys(format!("login {name} {half}"));
    terminal.wait_for(&format!("login {name} {}", "*".repeat(9)));
    terminal.type_keys(format!("{CTRL_A}{DELETE}{CTRL_E}{CTRL_C}"));
    terminal.wait_line("a002");
    terminal.type_line("login ${user} ${password}");
    terminal.wait_line("User:");
    terminal.type_line(name);
    terminal.wait_for("a002 OK");
    log_out(&terminal);
    assert_secret_absent(&terminal, password);
    assert_secret_absent(&terminal, half);
}

#[test]
fn a_tab_ends_a_word_and_what_may_be_a_domain_is_hidden() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = connect(&server);
    let password = "hunter2xyz";
    let keys = format!("login\ttaro\t{password}");
    for part in [&keys[..6], &keys[6..11], &keys[11..]] {
        terminal.type_keys(part);
    }
    terminal.wait_for(&format!("login taro {}", "*".repeat(password.len())));
    terminal.type_line("");
    terminal.wait_for("a001 OK");
    // All of it at once, as an unmarked paste of one line arrives.
    terminal.type_line(format!("a7\tauthenticate\tplain\t{password}"));
    terminal.wait_for("a7 OK");
    terminal.type_keys(format!("login taro@{password}"));
    terminal.wait_for(&format!("login taro@{}", "*".repeat(password.len())));
    terminal.type_keys(CTRL_C);
    terminal.type_keys("login taro@mail");
    terminal.wait_for("login taro@****");
    terminal.type_keys(".example");
    terminal.wait_for("login taro@mail.example");
    terminal.type_keys(CTRL_C);
    log_out(&terminal);
    assert_secret_absent(&terminal, password);
    assert!(contains(&server.finish(), b"a001 login taro hunter2xyz\r\n"));
}
