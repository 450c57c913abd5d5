//! What somebody meets who has never typed IMAP, on the practice server.

use super::*;

#[test]
fn lines_for_a_shell_or_a_browser_get_the_line_to_type_here() {
    let terminal = start(NO_ARGS);
    terminal.wait_line("a001");
    for (line, hint) in [
        ("openssl s_client -connect imap.example.com:993", ":connect imap.example.com"),
        ("$ openssl s_client -starttls imap -connect mail:143", ":connect mail --starttls"),
        ("telnet mail 143", ":connect mail --plain"),
        ("curl -v imaps://taro:hunter2xyz@mail.example.org/", ":connect mail.example.org"),
        ("imaps://mail.example.net:1993/", ":connect mail.example.net 1993"),
        ("https://www.example.com/x", "has an IMAP server, type: :connect www.example.com"),
        ("openssl x509 -in cert.pem", ":quit (or Ctrl-D) goes back to the shell"),
    ] {
        terminal.type_line(line);
        terminal.wait_for(hint);
    }
    // None of them was sent. These are: the server's BAD teaches.
    terminal.wait_line("a001");
    for (tag, line, hint) in [
        ("a001", "ls -la", "type this instead: list \"\" \"*\""),
        ("a002", "sudo shutdown", ":quit (or Ctrl-D) goes back to the shell."),
        ("a003", "imap.example.jp", "type: :connect imap.example.jp"),
    ] {
        terminal.type_line(line);
        terminal.wait_for(hint);
        terminal.wait_row(&format!("{tag} {line}"));
        terminal.wait_for(&format!("{tag} BAD"));
    }
    assert_secret_absent(&terminal, "hunter2xyz");
    log_out(&terminal);
}

#[test]
fn what_programs_print_gets_no_hint() {
    let terminal = start(NO_ARGS);
    terminal.wait_line("a001");
    for line in ["Trying 192.0.2.1...", "CONNECTED(00000003)", "* OK ready", "---"] {
        terminal.type_line(line);
        terminal.wait_row(&format!("· {line}"));
    }
    terminal.assert_count("Not sent", 0);
    log_out(&terminal);
}
