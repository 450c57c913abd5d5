//! Hints about possible mistakes in a line, shown only if they are true.

use super::*;
use crate::support::dovecot::dovecot;
use crate::support::scripted_server::scripts::accepts_everything;

/// The hints of the state, of which none may be shown.
const STATE_HINTS: [&str; 5] = [
    "Log in first",
    "Select a mailbox first",
    "only valid before login",
    "IDLE is running",
    "No mailbox",
];

#[track_caller]
fn assert_no_state_hint(terminal: &Terminal) {
    for hint in STATE_HINTS {
        terminal.assert_count(hint, 0);
    }
}

#[test]
fn a_select_that_dovecot_did_not_understand_closes_the_mailbox_where_dovecot_says_so() {
    let Some(dovecot) = dovecot() else { return };
    let terminal = log_in_to_dovecot(dovecot, &dovecot.user());
    terminal.type_line("select inbox");
    terminal.wait_line("a003");
    terminal.type_line("search all");
    terminal.wait_for("a003 OK");
    assert_no_state_hint(&terminal);
    terminal.type_line("select");
    terminal.wait_for("[CLOSED]");
    terminal.wait_for("a004 BAD");
    terminal.wait_line("a005");
    terminal.type_line("search all");
    terminal.wait_for("Select a mailbox first");
    terminal.wait_for("a005 BAD");
}

/// A hint above the line would look like a part of the previous answer.
#[test]
fn a_hint_is_below_its_line_and_above_the_answer() {
    let terminal = Terminal::start(Program::imapsh(NO_ARGS), 60, 110);
    terminal.wait_line("a001");
    for (line, hint) in [
        (
            "read 5",
            "▸ The server gets this, but does not know it. Type instead: fetch 5 body.peek[]",
        ),
        ("select inbox", "▸ Log in first: login USER PASSWORD"),
    ] {
        terminal.answer(line, " BAD ");
        let rows = terminal.all_rows();
        let at = rows.iter().rposition(|row| row.ends_with(line));
        assert_eq!(at.map(|at| rows[at + 1].as_str()), Some(hint), "{rows:#?}");
    }
}

#[test]
fn a_select_that_was_not_understood_changes_nothing() {
    let server = ScriptedServer::plain(|peer| {
        peer.send(GREETING)?;
        for status in ["OK", "BAD", "OK"] {
            let line = peer.read_line()?;
            peer.send(format!("{} {status} so\r\n", &line[..4]))?;
        }
        peer.expect_logout()
    });
    let terminal = connect(&server);
    for (line, answer) in
        [("search unseen", "a001 OK"), ("select", "a002 BAD"), ("search all", "a003 OK")]
    {
        terminal.type_line(line);
        terminal.wait_for(answer);
    }
    // The OK to the first SEARCH has proved that a mailbox is selected.
    terminal.assert_count("Select a mailbox first", 0);
    log_out(&terminal);
}

#[test]
fn in_a_paste_no_hint_speaks_of_an_idle_that_done_has_ended() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    let terminal = connect_to_dovecot(dovecot);
    let login = format!("login {} {}", user.name, user.password);
    paste(
        &terminal,
        &format!("{login}\nselect inbox\nidle\ndone\nsearch all\nclose\nlist \"\" \"*\""),
    );
    terminal.wait_for("a006 OK");
    terminal.wait_line("a007");
    assert_no_state_hint(&terminal);
    terminal.type_line("idle");
    terminal.wait_for("No mailbox is selected, so IDLE has no mailbox to watch");
    terminal.wait_for("+ idling");
    terminal.type_line("noop");
    terminal.wait_for("IDLE is running; only");
    terminal.wait_for("a007 BAD");
}

#[test]
fn lines_that_no_server_understands() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* PREAUTH ready\r\n")?;
        loop {
            let line = peer.read_line()?;
            let tag = line.split(' ').next().unwrap_or_default();
            peer.send(format!("{tag} BAD so\r\n"))?;
        }
    });
    let terminal = connect(&server);
    for (number, (line, hint)) in (1..).zip([
        ("list “” “*”", "The line contains “, a quotation mark that IMAP does not know"),
        ("status x–y (messages)", "The line contains –, a dash that IMAP does not know"),
        ("rename a  b", "There are two spaces in a row"),
        ("append Drafts (seen) {5}", "The system flag is \\Seen, with a backslash"),
        ("append x {<mail.eml", "is not closed, so no literal follows it"),
        ("create ｘ", "IMAP requires ASCII here: create x"),
    ]) {
        // A line that is typed before the answer to APPEND may be a part of it.
        terminal.wait_line(&format!("a{number:03}"));
        terminal.type_line(line);
        terminal.wait_for(hint);
        // It is sent anyway.
        terminal.wait_until(line, |screen| screen.contents().contains(&format!("{line}\n")));
        terminal.assert_count(hint, 1);
    }
}

#[test]
fn a_command_behind_a_word_of_imapsh_is_not_sent() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = connect(&server);
    for (line, shown, instead) in [
        ("help list", "· help list", ":help list"),
        ("explain delete Work", "· explain delete Work", ":explain delete"),
        ("run login taro hunter2xyz", "· run login taro ${password}", ":run login"),
    ] {
        terminal.type_line(line);
        terminal.wait_row(shown);
        terminal.wait_for(instead);
    }
    terminal.type_line(":raw help list");
    terminal.wait_for("help OK");
    log_out(&terminal);
    assert_secret_absent(&terminal, "hunter2xyz");
    let received = String::from_utf8_lossy(&server.finish()).into_owned();
    assert!(received.starts_with("help list\r\na0"), "{received}");
}

#[test]
fn a_wrong_count_is_explained_in_octets() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* PREAUTH ready\r\n")?;
        for (octets, rest) in [("Hello\r\nWor", "ld!"), ("\u{6885}", "")] {
            let line = peer.read_line()?;
            peer.send("+ go\r\n")?;
            assert_eq!(peer.read_octets(octets.len())?, octets.as_bytes());
            peer.expect(rest)?;
            peer.send(format!("{} BAD so\r\n", &line[..4]))?;
        }
        let line = peer.read_line()?;
        peer.send("+ go\r\n")?;
        peer.read_octets(2)?;
        peer.read_octets(3)?;
        peer.send(format!("{} BAD so\r\n", &line[..4]))?;
        peer.read_to_end().map(drop)
    });
    let terminal = connect(&server);
    terminal.type_line("append Drafts {10}");
    terminal.wait_line("{10}");
    terminal.type_line("Hello");
    terminal.wait_line("{3}");
    terminal.type_line("World!");
    terminal.wait_for("3 octets of this line are left over and sent as the rest of the command.");
    terminal.wait_for("With them the count is {13}. The line ending in it counts as two octets.");
    terminal.wait_line("a002");
    terminal.type_line("append x {3}");
    terminal.wait_line("{3}");
    terminal.type_line("梅");
    terminal.wait_line("a003");
    terminal.type_line("append x {2}");
    terminal.wait_line("{2}");
    terminal.type_line("梅");
    terminal.wait_for("one octet of this line is left over");
    terminal.wait_for("the count is {3}. 梅 counts as three octets.");
}

#[test]
fn words_for_leaving_and_a_space_behind_a_backslash_get_hints() {
    let server = ScriptedServer::plain(|peer| {
        peer.send("* PREAUTH ready\r\n")?;
        peer.expect("a001 select My\\ Folder")?;
        peer.send("a001 BAD what\r\n")?;
        peer.expect("a002 append x {20}")?;
        peer.send("+ go\r\n")?;
        peer.read_octets(20)?;
        peer.expect("")?;
        peer.send("a002 NO no\r\n")?;
        peer.expect("a003 authenticate plain")?;
        peer.send("+ \r\n")?;
        peer.expect("quit")?;
        peer.send("a003 NO no\r\n")?;
        peer.expect_logout()
    });
    let terminal = connect(&server);
    terminal.answer("select My\\ Folder", "written in quotation marks: \"My Folder\"");
    terminal.wait_line("a002");
    terminal.type_line("append x {20}");
    terminal.wait_line("{20}");
    terminal.answer("quit", "This line is sent as part of the literal");
    terminal.type_line("123456789012");
    terminal.type_line("");
    terminal.wait_line("a003");
    terminal.type_line("authenticate plain");
    terminal.wait_for("The server expects an answer in base64");
    terminal.answer("quit", "\"*\" cancels, and Ctrl-D exits.");
    terminal.wait_line("a004");
    log_out(&terminal);
    server.finish();
}
