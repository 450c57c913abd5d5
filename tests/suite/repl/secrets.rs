//! A password is written neither to the terminal nor to a file, however it is typed.

use super::*;
use crate::support::dovecot::dovecot;
use crate::support::keys::{CTRL_A, CTRL_C, CTRL_E, CTRL_K, CTRL_U, CTRL_W, CTRL_Y, DELETE};
use crate::support::scripted_server::scripts::accepts_everything;
use std::thread::sleep;
use std::time::Duration;

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
    // Until then the next line may be one more answer.
    terminal.answer("noop", "a002 OK");
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

#[test]
fn a_paste_in_the_edit_line_shows_no_secret() {
    const PASSWORD: &str = "hunter2xyz";
    for paste in [
        "> a1 authenticate plain\n< + \n> hunter2xyz\n< a1 OK x",
        "> a1 login {4}\n< + ok\n> user {10}\n< + ok\n> hunter2xyz\n< a1 OK x",
        ":raw a1 login user {10}\nhunter2xyz\nnoop",
        ":raw a2 authenticate plain\nhunter2xyz\nnoop",
        "a auth plain\nhunter2xyz\nnoop",
    ] {
        let server = ScriptedServer::plain(accepts_everything);
        let terminal = connect(&server);
        terminal.type_keys(bracketed_paste(paste));
        terminal.wait_for(paste.lines().last().unwrap_or_default());
        terminal.wait_for("**********");
        terminal.type_keys(CTRL_C);
        terminal.wait_for("^C");
        terminal.type_keys(CTRL_D);
        terminal.assert_exit(0);
        assert_secret_absent(&terminal, PASSWORD);
    }
}

#[test]
fn a_question_that_is_not_answered_drops_the_rest_of_a_paste() {
    for key in [CTRL_C, ENTER] {
        let server = ScriptedServer::plain(accepts_everything);
        let terminal = connect(&server);
        terminal.type_keys(format!("login user ${{password}}{ENTER}hunter2xyz{ENTER}noop{ENTER}"));
        terminal.wait_line("Password:");
        terminal.type_keys(key);
        terminal.wait_for("${password} has no value");
        terminal.wait_for("2 lines that followed were not sent either.");
        terminal.wait_line("a001");
        terminal.type_line("capability");
        terminal.wait_for("a001 OK");
        log_out(&terminal);
        assert!(server.finish().starts_with(b"a001 capability\r\n"));
        assert_secret_absent(&terminal, "hunter2xyz");
    }
}

#[test]
fn a_paste_of_several_lines_is_not_an_answer() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = connect(&server);
    terminal.type_line("login user ${password}");
    terminal.wait_line("Password:");
    terminal.type_keys(bracketed_paste("hunter2xyz\nnoop\nfoo\n"));
    terminal.wait_for("***");
    terminal.type_keys(ENTER);
    terminal.wait_for("None of the 3 pasted lines was used, because the answer is one line.");
    terminal.wait_line("Password:");
    // Blank lines around it do not count.
    terminal.type_keys(bracketed_paste("\nhunter2xyz\n\n"));
    terminal.wait_for("***");
    terminal.type_keys(ENTER);
    terminal.wait_for("a001 OK");
    log_out(&terminal);
    assert!(server.finish().starts_with(b"a001 login user hunter2xyz\r\na002 logout\r\n"));
    assert_secret_absent(&terminal, "hunter2xyz");
}

#[test]
fn lines_typed_after_an_answer_are_sent_after_it() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = connect(&server);
    terminal.type_line("login ${user} ${password}");
    terminal.wait_line("User:");
    terminal.type_keys(["taro", "hunter2xyz", "noop", "check", ""].join(ENTER));
    terminal.wait_for("a003 OK");
    log_out(&terminal);
    let received = server.finish();
    let expected = b"a001 login taro hunter2xyz\r\na002 noop\r\na003 check\r\n";
    assert!(received.starts_with(expected), "{}", String::from_utf8_lossy(&received));
    assert_secret_absent(&terminal, "hunter2xyz");
}

#[test]
fn keys_that_move_words_show_no_secret() {
    const ALT_F: &str = "\x1bf";
    const ALT_T: &str = "\x1bt";
    let server = ScriptedServer::plain(accepts_everything);
    for keys in [
        // Alt-t exchanges the words; Ctrl-W cuts one, and Ctrl-Y inserts it.
        &[ALT_T][..],
        &[CTRL_A, ALT_F, ALT_F, ALT_T, ALT_T],
        &[CTRL_W, CTRL_A, CTRL_Y],
        &[CTRL_W, CTRL_U, CTRL_Y],
        &[ALT_T, "\x1bu"],
    ] {
        let terminal = connect(&server);
        terminal.type_keys("login user hunter2xyz");
        terminal.wait_for("login user **********");
        // One after another, so that each is drawn.
        for key in keys {
            terminal.type_keys(key);
            terminal.wait_typed();
            sleep(Duration::from_millis(30));
        }
        terminal.type_keys(CTRL_C);
        terminal.wait_for("^C");
        terminal.type_keys(CTRL_D);
        terminal.assert_exit(0);
        for form in ["hunter2xyz", "HUNTER2XYZ", "Hunter2xyz"] {
            assert_secret_absent(&terminal, form);
        }
    }
}

/// A password that was cut is inserted in a later line only where it is a secret again.
#[test]
fn a_password_that_was_cut_is_not_shown_in_a_later_line() {
    let server = ScriptedServer::plain(accepts_everything);
    const ALT_B: &str = "\x1bb";
    const ALT_D: &str = "\x1bd";
    for cut in [&[CTRL_W][..], &[CTRL_A, "\x1bf\x1bf", CTRL_K], &[ALT_B, ALT_D]] {
        let terminal = connect(&server);
        terminal.type_keys("login user hunter2xyz");
        terminal.wait_for("login user **********");
        for key in cut {
            terminal.type_keys(key);
            terminal.wait_typed();
            sleep(Duration::from_millis(30));
        }
        terminal.type_keys(CTRL_C);
        terminal.wait_for("^C");
        terminal.type_keys("select ");
        terminal.wait_for("select ");
        terminal.type_keys(CTRL_Y);
        terminal.wait_for("Not inserted:");
        terminal.type_keys(format!("x{CTRL_W}inbox{ENTER}"));
        terminal.wait_for("a001 OK");
        // What was cut since then is inserted.
        terminal.type_keys(format!("select {CTRL_Y}{ENTER}"));
        terminal.wait_row("a002 select x");
        terminal.wait_for("a002 OK");
        terminal.type_keys(CTRL_D);
        terminal.assert_exit(0);
        assert_secret_absent(&terminal, "hunter2xyz");
    }
}

#[test]
fn a_password_that_was_cut_is_inserted_where_a_password_belongs() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = connect(&server);
    terminal.type_keys("login user hunter2xyz");
    terminal.wait_for("login user **********");
    terminal.type_keys(CTRL_U);
    terminal.wait_typed();
    terminal.type_line("noop");
    terminal.wait_for("a001 OK");
    terminal.type_keys(CTRL_Y);
    terminal.wait_for("login user **********");
    terminal.type_keys(ENTER);
    terminal.wait_for("a002 OK");
    log_out(&terminal);
    let received = server.finish();
    let expected = b"a001 noop\r\na002 login user hunter2xyz\r\n";
    assert!(received.starts_with(expected), "{}", String::from_utf8_lossy(&received));
    assert_secret_absent(&terminal, "hunter2xyz");
}

/// The server ends the command while its answer is being typed: the line is neither sent nor shown.
#[test]
fn an_answer_that_the_server_no_longer_waits_for_is_not_sent() {
    for (command, ending) in [
        ("authenticate login", "a001 OK in\r\n"),
        ("authenticate login", "a001 NO later\r\n"),
        ("login taro {10}", "a001 OK in\r\n"),
    ] {
        let (end, ends) = std::sync::mpsc::channel();
        let server = ScriptedServer::plain_once(move |peer| {
            peer.send("* OK ready\r\n")?;
            peer.read_line()?;
            peer.send("+ go\r\n")?;
            let _ = ends.recv();
            peer.send(ending)?;
            peer.answer("noop", "")?;
            peer.expect_logout()
        });
        let terminal = connect(&server);
        terminal.type_line(command);
        terminal.wait_for("+ go");
        terminal.type_keys("hunter2xyz");
        terminal.wait_for("**********");
        end.send(()).expect("the server waits");
        terminal.wait_for(ending.trim());
        terminal.type_line("");
        terminal.wait_for("does not wait for one any more");
        terminal.type_line("noop");
        terminal.wait_for("a002 OK");
        log_out(&terminal);
        let received = String::from_utf8_lossy(&server.finish()).into_owned();
        assert!(!received.contains("hunter2xyz"), "{received}");
        assert_secret_absent(&terminal, "hunter2xyz");
    }
}

#[test]
fn a_password_below_a_directive_with_a_login_or_in_brackets_is_masked() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = connect(&server);
    terminal.type_line(":set user:hunter2xyz");
    terminal.wait_for("Invalid argument \"${password}\" for :set");
    for directive in [":help login taro x", ":wait 1ms login taro", ":save login taro"] {
        // Lines that arrive together with one that fails are dropped.
        terminal.answer(directive, "· :");
        terminal.type_line("hunter2xyz");
    }
    terminal.wait_for("a003 ${password}");
    paste(&terminal, "C: q1 login taro x\nS: q1 NO no\nC: <hunter2xyz>\nC: q2 noop\nS: q2 OK\n");
    terminal.wait_for("1 more pasted line was dropped, because q1 login");
    log_out(&terminal);
    server.finish();
    assert_secret_absent(&terminal, "hunter2xyz");
}

/// The tutorial shows an answer that this login did not need.
#[test]
fn an_answer_too_many_after_a_login_is_neither_sent_nor_shown() {
    const ANSWER: &str = "AHVzZXIAcGFzcw==";
    for paste in [None, Some(format!("authenticate plain {ANSWER}\n{ANSWER}\nnoop"))] {
        let server = ScriptedServer::plain(accepts_everything);
        let terminal = connect(&server);
        match &paste {
            Some(text) => super::paste(&terminal, text),
            None => {
                terminal.type_line(format!("authenticate plain {ANSWER}"));
                terminal.wait_for("a001 OK");
                terminal.wait_line("a002");
                terminal.type_line(ANSWER);
                terminal.wait_for("Not sent: it looks like an answer");
                terminal.type_line("noop");
            }
        }
        terminal.wait_for("a002 OK");
        log_out(&terminal);
        let received = String::from_utf8_lossy(&server.finish()).into_owned();
        assert_eq!(received.matches(ANSWER).count(), 1, "{received}");
        assert_secret_absent(&terminal, ANSWER);
    }
}

#[test]
fn a_password_that_follows_what_was_not_sent_is_hidden() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = connect(&server);
    terminal.type_line("login taro ${password}");
    terminal.wait_line("Password:");
    terminal.type_keys(CTRL_C);
    terminal.wait_line("a001");
    terminal.type_line("hunter2xyz");
    terminal.wait_for("a001 OK");
    let terminal = connect(&server);
    terminal.answer(":set password", "no variable or setting");
    terminal.type_line("hunter2xyz");
    terminal.wait_for("a001 OK");
    assert_secret_absent(&terminal, "hunter2xyz");
}

#[test]
fn a_mistyped_login_hides_its_password_before_and_after_login() {
    for is_logged_in in [false, true] {
        let server = ScriptedServer::plain(accepts_everything);
        let terminal = start(&[&server.address(), "--plain", "--record", "session.jsonl"]);
        terminal.wait_line("a001");
        if is_logged_in {
            terminal.type_line("login taro ${user}");
            terminal.wait_line("User:");
            terminal.type_line("x");
            terminal.wait_for("a001 OK");
        }
        for line in [
            "login:taro hunter2xyz",
            "logIn(taro,hunter2xyz)",
            "ログイン taro hunter2xyz",
            "- lgoin taro hunter2xyz",
            "x9 login=taro hunter2xyz",
            ":login:taro hunter2xyz",
            ":help login taro hunter2xyz",
        ] {
            terminal.answer(line, "${password}");
        }
        terminal.type_line("noop");
        terminal.wait_for(" noop");
        log_out(&terminal);
        server.finish();
        assert_secret_absent(&terminal, "hunter2xyz");
    }
}

/// The arguments of a mistyped command are hidden until it is corrected.
#[test]
fn a_corrected_command_is_shown_as_it_was_sent() {
    const CTRL_F: &str = "\x06";
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = start(&["localhost", &server.port(), "--plain"]);
    terminal.wait_line("a001");
    terminal.type_keys("listt \"\" \"box\"");
    terminal.wait_for("listt \"\" *****");
    terminal.type_keys(format!("{CTRL_A}{}{DELETE}", CTRL_F.repeat(4)));
    terminal.wait_for("a001 list \"\"");
    terminal.type_line("");
    terminal.wait_for("a001 list \"\" \"box\"");
    log_out(&terminal);
    server.finish();
}

/// The words before a secret are deleted, so that nothing in the line shows that it is one.
#[test]
fn what_was_hidden_while_it_was_typed_stays_hidden_when_it_is_sent() {
    const PASSWORD: &str = "hunter2xyz";
    const ALT_D: &str = "\x1bd";
    let delete = |count: usize| format!("{CTRL_A}{}", DELETE.repeat(count));
    for (keys, typed, expected) in [
        (delete(6), "user **********", "a001 user ${password}"),
        (format!("{CTRL_A}{ALT_D}{DELETE}"), "user **********", "a001 user ${password}"),
        (delete(11), "**********", "a001 ${password}"),
        (format!("{}select{CTRL_E}", delete(10)), "select **********", "a001 select ${password}"),
        (format!("{}:raw x1{CTRL_E}", delete(10)), ":*****************", "· :${password}"),
        (format!("{}* {CTRL_E}", delete(6)), "* user **********", "· * user ${password}"),
        (format!("{}:wait 1ms{CTRL_E}", delete(10)), ":*******************", "· :${password}"),
    ] {
        let server = ScriptedServer::plain(accepts_everything);
        let record = ["--record", "session.jsonl"];
        let terminal = start(&[&["localhost", &server.port(), "--plain"][..], &record].concat());
        terminal.wait_line("a001");
        terminal.type_keys(format!("login user {PASSWORD}"));
        terminal.wait_for("login user **********");
        terminal.type_keys(keys);
        terminal.wait_line(&format!("a001 {typed}"));
        terminal.type_line("");
        terminal.wait_for(expected);
        terminal.type_line("noop");
        terminal.wait_for("OK");
        log_out(&terminal);
        server.finish();
        assert_secret_absent(&terminal, PASSWORD);
    }
}

#[test]
fn a_password_after_a_mail_address_or_a_name_is_masked_before_login() {
    const PASSWORD: &str = "hunter2xyz";
    for line in [
        "me@example.org hunter2xyz",
        "a1 me@example.org hunter2xyz",
        "me@example.org:hunter2xyz",
        "me@example.org hunter2xyz y",
        "alice:hunter2xyz",
    ] {
        let server = ScriptedServer::plain(accepts_everything);
        let record = ["--record", "session.jsonl"];
        let terminal = start(&[&["localhost", &server.port(), "--plain"][..], &record].concat());
        terminal.wait_line("a001");
        terminal.type_keys(line);
        terminal.wait_for("**********");
        terminal.type_line("");
        terminal.wait_for("${password}");
        // It may follow alone.
        terminal.type_line(PASSWORD);
        terminal.type_line("check");
        terminal.wait_for("check");
        log_out(&terminal);
        server.finish();
        assert_secret_absent(&terminal, PASSWORD);
    }
}

#[test]
fn a_password_for_another_program_is_masked_after_login_while_it_is_typed() {
    let server = ScriptedServer::plain(accepts_everything);
    let terminal = connect(&server);
    terminal.type_line("login user ${password}");
    terminal.wait_line("Password:");
    terminal.type_line("x");
    terminal.wait_for("a001 OK");
    terminal.answer("noop", "a002 OK");
    for line in ["curl -u a:hunter2 imap://h", "curl -ua:hunter2 imap://h", "ssh a:hunter2@h"] {
        terminal.type_keys(line);
        terminal.wait_for("*******");
        terminal.answer("", "${password}");
        terminal.answer("noop", "OK");
    }
    log_out(&terminal);
    server.finish();
    assert_secret_absent(&terminal, "hunter2");
}
