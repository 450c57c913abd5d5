//! Completion with Tab, and the dim hint after the cursor.

use super::*;
use crate::support::keys::{CTRL_C, TAB};

#[test]
fn tab_offers_what_is_possible_in_this_state_on_this_server() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED IDLE] ready\r\n")?;
        peer.expect("a001 noop")?;
        peer.send("* PREAUTH\r\na001 OK [CAPABILITY IMAP4rev1 IDLE UNSELECT] so\r\n")?;
        peer.expect("a002 select inbox")?;
        peer.send("* 1 EXISTS\r\na002 OK so\r\n")?;
        peer.expect("a003 move 1 Trash")?;
        peer.send("a003 BAD so\r\n")?;
        peer.expect_logout()
    });
    let terminal = connect(&server);
    terminal.type_keys(format!("{TAB}{TAB}"));
    terminal.wait_for("starttls");
    terminal.wait_for("authenticate");
    // The line is drawn again below the list.
    terminal.wait_line("a001");
    for absent in ["select", "idle", "login", "compress"] {
        terminal.assert_count(absent, 0);
    }
    terminal.type_keys(format!("no{TAB}"));
    terminal.wait_line("a001 noop");
    terminal.type_keys(ENTER);
    terminal.wait_line("a002");
    // The OK to SELECT proves the login.
    terminal.type_line("select inbox");
    terminal.wait_line("a003");
    terminal.type_keys(format!("un{TAB}"));
    terminal.wait_line("a003 uns");
    terminal.type_keys(TAB);
    terminal.wait_for("unsubscribe");
    terminal.assert_count("unselect", 1);
    terminal.assert_count("unauthenticate", 0);
    terminal.type_keys(CTRL_C);
    terminal.wait_line("a003");
    // A dim hint names it while it is typed, a notice once it is sent.
    terminal.type_keys("mov");
    terminal.wait_line("a003 mov  (MOVE is missing from this server's CAPABILITY)");
    terminal.type_line("e 1 Trash");
    terminal.wait_for("MOVE is missing from this server's CAPABILITY, so it probably");
    terminal.wait_line("a004");
    log_out(&terminal);
}

#[test]
fn tab_follows_the_tree_at_the_cursor() {
    let terminal = log_in_to_practice_server();
    terminal.type_line("create Entw&APw-rfe");
    terminal.wait_line("a003");
    terminal.type_line("list \"\" *");
    terminal.wait_line("a004");
    // By its decoded name, inserted as the server has it.
    terminal.type_keys(format!("select entwür{TAB}"));
    terminal.wait_for("a004 select Entw&APw-rfe ");
    terminal.type_keys(ENTER);
    terminal.wait_for("a004 OK");
    terminal.wait_line("a005");
    terminal.type_keys(format!("search or from x unse{TAB}"));
    terminal.wait_for("a005 search or from x unseen [");
    terminal.type_keys(CTRL_C);
    terminal.wait_line("a005");
    terminal.type_keys("search or from x ");
    terminal.wait_line("a005 search or from x KEY");
    assert!(terminal.style_of("KEY").dim);
    terminal.type_keys(CTRL_C);
    terminal.wait_line("a005");
    terminal.type_keys(format!(":help sequence-s{TAB}"));
    terminal.wait_line("a005 :help sequence-set");
    terminal.type_keys(CTRL_C);
    log_out(&terminal);
}

#[test]
fn tab_completes_file_names() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        peer.expect_logout()
    });
    let files = [("lesson.imap", "noop"), ("letter.eml", "Subject: x"), ("other.eml", "")];
    let terminal = connect_with_files(&server, &files);
    terminal.type_keys(format!(":run les{TAB}"));
    terminal.wait_line("a001 :run lesson.imap");
    terminal.type_keys(CTRL_C);
    terminal.wait_line("a001");
    terminal.type_keys(format!("append x {{<let{TAB}"));
    terminal.wait_line("a001 append x {<letter.eml}");
    terminal.type_keys(CTRL_C);
    terminal.wait_line("a001");
    log_out(&terminal);
}
