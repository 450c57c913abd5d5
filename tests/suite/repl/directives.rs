//! `:connect`, `:reconnect`, `:run` and `:pipeline`, typed at the prompt.

use super::*;

/// A server that greets by this name, answers NOOPs, and is logged out of.
fn named(name: &'static str) -> ScriptedServer {
    ScriptedServer::plain(move |peer| {
        peer.send(format!("* OK {name} is ready\r\n"))?;
        loop {
            let line = peer.line()?;
            let tag = line.split(' ').next().unwrap_or_default().to_owned();
            if line.ends_with("logout") {
                peer.send(format!("* BYE from {name}\r\n{tag} OK done\r\n"))?;
                return peer.hang_up();
            }
            peer.send(format!("{tag} OK from {name}\r\n"))?;
        }
    })
}

#[test]
fn connect_keeps_the_old_session_until_the_new_one_is_open() {
    let (one, two) = (named("one"), named("two"));
    let gone = ScriptedServer::plain(|peer| {
        peer.send("* BYE not today\r\n")?;
        peer.hang_up()
    });
    let terminal = with(&one);
    terminal.type_keys("noop\r");
    terminal.wait_for("a001 OK from one");
    for unreachable in [
        "127.0.0.1 1",
        "no such host",
        "127.0.0.1 --what",
        &gone.address(),
    ] {
        terminal.wait_line("a002");
        terminal.type_keys(format!(":connect {unreachable} --plain\r"));
        terminal.wait_for(&format!(":connect {unreachable}"));
    }
    terminal.wait_for("not today");
    terminal.wait_for(&format!("The session with {} continues.", one.address()));
    terminal.wait_line("a002");
    terminal.type_keys("noop\r");
    terminal.wait_for("a002 OK from one");
    terminal.wait_line("a003");
    // The last address that worked is still the first.
    terminal.type_keys(":reconnect\r");
    terminal.wait_for("a003 OK done");
    terminal.wait_line("a004");
    assert_eq!(one.connections(), 2);
    terminal.type_keys(format!(":connect {} --plain\r", two.address()));
    terminal.wait_for("two is ready");
    terminal.wait_for("a004 OK done");
    terminal.wait_for(&format!("Commands now go to {}", two.address()));
    terminal.wait_line("a005");
    terminal.type_keys("noop\r");
    terminal.wait_for("a005 OK from two");
    terminal.type_keys("\x04");
    assert_eq!(terminal.wait_exit(), 0);
    let rows = terminal.all_rows();
    let at = |text: &str| rows.iter().position(|row| row.contains(text));
    assert!(at("two is ready") < at("a004 logout"), "{rows:#?}");
    one.finish_connection(0);
    one.finish_connection(1);
    two.finish();
}

#[test]
fn a_line_typed_while_connecting_waits_and_ctrl_c_cancels() {
    let one = named("one");
    let silent = ScriptedServer::plain(|peer| peer.rest().map(drop));
    let terminal = with(&one);
    terminal.type_keys(format!(":connect {} --plain\r", silent.address()));
    silent.connection(0);
    // The prompt is back before the new server greets.
    terminal.wait_line("a001");
    terminal.type_keys("noop\r");
    terminal.wait_line("a001");
    terminal.type_keys("\x03");
    terminal.wait_for(&format!("The session with {} continues.", one.address()));
    terminal.wait_for("a001 OK from one");
    terminal.type_keys("\x04");
    assert_eq!(terminal.wait_exit(), 0);
}

#[test]
fn run_asks_for_missing_values() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect("a001 login taro himitsu4")?;
        peer.send("a001 OK in\r\n")?;
        peer.expect("a002 noop")?;
        peer.send("a002 OK done\r\n")?;
        peer.log_out()
    });
    let program = Program::imapsh(&["127.0.0.1", &server.port(), "--plain"]);
    program.file("in.imap", "login ${user} ${password}\n");
    let terminal = Terminal::run(program, 60, 110);
    terminal.wait_line("a001");
    // Given up at the second question: nothing goes out.
    terminal.type_keys(":run in.imap\r");
    terminal.wait_line("User:");
    terminal.type_keys("taro\r");
    terminal.wait_line("Password:");
    terminal.type_keys("\x03");
    terminal.wait_for("Nothing was sent, because ${password} was not given.");
    terminal.wait_line("a001");
    terminal.type_keys(":run in.imap\r");
    terminal.wait_line("Password:");
    terminal.type_keys("himitsu4");
    terminal.wait_line("Password: ********");
    terminal.type_keys("\r");
    terminal.wait_for("a001 OK in");
    terminal.wait_line("a002");
    terminal.type_keys("noop\r");
    terminal.wait_for("a002 OK");
    terminal.type_keys("\x04");
    assert_eq!(terminal.wait_exit(), 0);
    assert_secret_absent(&terminal, "himitsu4");
    server.finish();
}

#[test]
fn pipeline_sends_a_scripts_lines_without_waiting() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        for round in 0..2 {
            let tags = [1, 2, 3].map(|number| format!("a{:03}", round * 3 + number));
            for tag in &tags {
                peer.expect(&format!("{tag} noop"))?;
                if round == 1 {
                    peer.send(format!("{tag} OK done\r\n"))?;
                }
            }
            // All three had come before the first was answered.
            for tag in tags.iter().filter(|_| round == 0) {
                peer.send(format!("{tag} OK done\r\n"))?;
            }
        }
        peer.log_out()
    });
    let program = Program::imapsh(&["127.0.0.1", &server.port(), "--plain"]);
    program.file("three.imap", "noop\nnoop\nnoop\n");
    let terminal = Terminal::run(program, 60, 110);
    terminal.wait_line("a001");
    terminal.type_keys(":pipeline on\r");
    terminal.wait_row("· :pipeline on");
    terminal.type_keys(":run three.imap\r");
    terminal.wait_for("a003 OK done");
    terminal.wait_line("a004");
    terminal.type_keys(":pipeline off\r:run three.imap\r");
    terminal.wait_for("a006 OK done");
    let rows = terminal.all_rows();
    let at = |text: &str| rows.iter().position(|row| row == text);
    assert!(at("a004 OK done") < at("a005 noop"), "{rows:#?}");
    terminal.type_keys("\x04");
    assert_eq!(terminal.wait_exit(), 0);
    server.finish();
}
