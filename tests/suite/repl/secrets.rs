//! A password, however it is typed, reaches neither the terminal nor a file.

use super::*;
use crate::support::dovecot::dovecot;

#[test]
fn the_prompt_asks_for_a_missing_name_and_password() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    let terminal = plain(dovecot);
    terminal.type_keys("login ${user} ${password}\r");
    terminal.wait_line("User:");
    terminal.type_keys(format!("{}\r", user.name));
    terminal.wait_line("Password:");
    terminal.type_keys(format!("{}\r", user.password));
    terminal.wait_for("a001 OK");
    terminal.wait_line("a002");
    row(
        &terminal,
        &format!("a001 login {} ${{password}}", user.name),
    );
    terminal.type_keys("\x04");
    assert_eq!(terminal.wait_exit(), 0);
    assert_secret_absent(&terminal, &user.password);
}

#[test]
fn a_password_is_masked_however_it_is_typed() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    let (name, password) = (&user.name, &user.password);
    let half = &password[..9];
    let file = ["--record", "session.jsonl"];
    let port = dovecot.plain_port();
    let args = [&["localhost", port.as_str(), "--plain"][..], &file].concat();
    let terminal = run(&args);
    terminal.wait_line("a001");
    let ways = [
        format!("lgoin {name} {password}"),
        format!("x1 login {name} \"{password}\\\"\""),
        format!(":raw x2 login {name} {password}1"),
        format!(":set password {password}"),
        format!(":connect imaps://{name}:{password}@localhost"),
        format!(":conect imaps://{name}:{password}@localhost"),
    ];
    for (way, answer) in ways.iter().zip([
        "a001 BAD",
        "x1 NO",
        "x2 NO",
        ":set password",
        "The address contains \"@\"",
        ":conect imaps",
    ]) {
        terminal.type_keys(format!("{way}\r"));
        terminal.wait_for(answer);
    }
    // The mask holds while the line is typed, and when its first letter is deleted.
    terminal.type_keys(format!("login {name} {half}"));
    terminal.wait_until("the mask", |screen| {
        screen
            .contents()
            .contains(&format!("login {name} {}", "*".repeat(9)))
    });
    terminal.type_keys("\x01\x1b[3~\x05\x03");
    terminal.wait_line("a002");
    terminal.type_keys("login ${user} ${password}\r");
    terminal.wait_line("User:");
    terminal.type_keys(format!("{name}\r"));
    terminal.wait_for("a002 OK");
    terminal.type_keys("\x04");
    assert_eq!(terminal.wait_exit(), 0);
    assert_secret_absent(&terminal, password);
    assert_secret_absent(&terminal, half);
}
