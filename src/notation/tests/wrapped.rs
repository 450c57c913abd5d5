//! Commands in several lines: joined, waited for, or a mistake; half a command is never sent.

use super::kinds::{assert_refused, assert_sends};
use super::properties::acts_of_stream;
use super::*;

#[test]
fn wrapped_lines_of_the_client_are_joined() {
    for (text, sent) in [
        (
            "C: c SEARCH FROM hana\n     SUBJECT \"lunch 3\"\nS: c OK\n",
            "c SEARCH FROM hana SUBJECT \"lunch 3\"",
        ),
        (
            "C: d STORE 7,5,\n     9 (UNCHANGEDSINCE 1)\n     +FLAGS (\\Seen)\nS: d OK\n",
            "d STORE 7,5,9 (UNCHANGEDSINCE 1) +FLAGS (\\Seen)",
        ),
        (
            "C: e AUTHENTICATE PLAIN AGFs\n     aWNlAHB3\nS: e OK\n",
            "e AUTHENTICATE PLAIN AGFsaWNlAHB3",
        ),
        (
            "* OK ready\na5 search subject lunch\n      unseen\na5 OK\n",
            "a5 search subject lunch unseen",
        ),
        ("C: f SELECT x (QRESYNC (1 2\n       3:4))\nS: f OK\n", "f SELECT x (QRESYNC (1 2 3:4))"),
        ("C: g FETCH 1 (\n\tFLAGS\n\n\tUID)\nS: g OK\n", "g FETCH 1 (FLAGS UID)"),
        (
            "C: h SEARCH FROM x\n     (note that the server is slow)\n     UNSEEN\nS: h OK\n",
            "h SEARCH FROM x UNSEEN",
        ),
        (
            "C: i SEARCH FROM x\n\n\n\nSomebody   Standards Track   [Page 7]\n\u{c}\nRFC 1   IMAP   March 2003\n\n\n     UNSEEN\nS: i OK\n",
            "i SEARCH FROM x UNSEEN",
        ),
        (
            "C: j AUTHENTICATE EXTERNAL\n     (note that the server sends \"+\" and a blank in the\n     following line)\nS: j OK\n",
            "j AUTHENTICATE EXTERNAL",
        ),
        (
            "C: k LIST (REMOTE)\"\" % RETURN (STATUS\n     (UNSEEN))\nS: k OK\n",
            "k LIST (REMOTE)\"\" % RETURN (STATUS (UNSEEN))",
        ),
        ("search subject lunch \\\n   unseen\n", "search subject lunch unseen"),
        ("* OK\na1 search subject lunch \\\n   unseen\na1 OK\n", "a1 search subject lunch unseen"),
        ("* OK\na1 search \\\nsubject lunch \\\nunseen\na1 OK\n", "a1 search subject lunch unseen"),
        ("search (or from a\n   subject b)\n", "search (or from a subject b)"),
    ] {
        assert_sends(text, &[sent]);
    }
    // Standard input holds nothing before a server's line, and so can't join them.
    let text = "a5 search subject lunch\n      unseen\na5 OK\na6 noop\n";
    assert_eq!(acts_of_stream(text), ["a5 search subject lunch"]);
    // A flag is not a sign that the line continues.
    assert_refused(
        "a1 NOOP\na1 OK\na2 STORE 1 +FLAGS \\\nDeleted\na2 OK\na3 NOOP\n",
        4,
        "PerhapsWrapped",
    );
    // An explanation is not a part of the command.
    assert_sends("* OK\na2 select inbox\n   which opens it\na2 OK\n", &["a2 select inbox"]);
}

#[test]
fn a_word_below_a_command_that_seems_complete_may_be_its_end() {
    for (command, rest) in [
        ("DELETE Projects/", "2023"),
        ("UID EXPUNGE 3:1", "2"),
        ("UID EXPUNGE 3,5", ",7"),
        ("DELETE Projects", "Old"),
        ("RENAME a Archive/", "2023 Q1"),
        ("SELECT Archive", "/2023"),
    ] {
        for begin in ["C: a1 NOOP\nS: a1 OK\nC: ", "a1 NOOP\na1 OK\n"] {
            let servers = if begin.starts_with('C') { "S: " } else { "" };
            let text = format!("{begin}a2 {command}\n         {rest}\n{servers}a2 OK\n");
            assert_refused(&text, 4, "PerhapsWrapped");
        }
    }
    for (command, remark) in [
        ("DELETE Projects", "removes the mailbox"),
        ("DELETE Projects", "(gone)"),
        ("DELETE Projects", "削除します"),
        ("DELETE Projects/", "// with its content"),
        ("EXPUNGE", "purges"),
        ("SELECT Archive", "^^^^^^^"),
    ] {
        let text = format!("* OK\na1 NOOP\na1 OK\na2 {command}\n         {remark}\na2 OK\n");
        assert_sends(&text, &["a1 NOOP", &format!("a2 {command}")]);
    }
}

#[test]
fn a_sentence_below_a_command_that_takes_more_words_is_a_remark() {
    for (command, remark) in [
        ("LIST \"\" \"*\"", "Lists all mailboxes."),
        ("SEARCH UNSEEN", "The server looks for new mail."),
        ("SEARCH UNSEEN", "Find new mail"),
        ("SEARCH 1:3 NOT DELETED", "Diese Mails sind noch da."),
        ("ENABLE CONDSTORE", "Turns on QRESYNC."),
        ("SORT (DATE) UTF-8 ALL", "Sorts by date."),
        ("UID SEARCH ALL", "All of them."),
        ("UID SEARCH RETURN (COUNT) ALL", "which only counts"),
    ] {
        for (client, server) in [("C: ", "S: "), ("", "")] {
            let text = format!(
                "{client}a1 NOOP\n{server}a1 OK\n{client}a2 {command}\n      {remark}\n{server}a2 OK\n"
            );
            assert_sends(&text, &["a1 NOOP", &format!("a2 {command}")]);
        }
        let text = format!("a1 NOOP\na1 OK\na2 {command} {remark}\na2 OK\n");
        assert_refused(&text, 3, "TooManyArguments");
    }
    for (command, rest) in [
        ("LIST \"\" \"*\"", "RETURN (STATUS (MESSAGES))"),
        ("LIST (SUBSCRIBED) \"\"", "(INBOX Work)"),
        ("SEARCH UNSEEN", "X-GM-RAW \"has:attachment\" NEW"),
        ("SEARCH OR FROM the", "NOT SUBJECT and SINCE 1-Feb-2026"),
        ("SEARCH RETURN (MIN)", "CHARSET UTF-8 TEXT {5+}"),
        ("SEARCH UNSEEN", "FILTER Invoices MODSEQ \"/flags/\\\\draft\" all 620162338"),
        ("ENABLE CONDSTORE", "utf8=accept XYZ-2"),
        ("THREAD REFERENCES UTF-8", "SINCE 5-Mar-2026"),
        ("STORE 1 (UNCHANGEDSINCE 5)", "+X-GM-LABELS (a)"),
    ] {
        let octets = if rest.ends_with("{5+}") { "C: hello\n" } else { "" };
        let text = format!("C: a1 {command}\n      {rest}\n{octets}S: a1 OK\n");
        let script = Script::parse(text.as_bytes(), "x").expect(&text);
        assert_eq!(summary(&script)[0], format!("> a1 {command} {rest}"));
    }
    // A broken set or key, and words that lack their quotes.
    for (command, rest) in [
        ("UID STORE 100,102,104,106:1", "08,110 +FLAGS (\\Seen)"),
        ("SEARCH UNSEEN", "SUBJECT lunch hour"),
        ("SEARCH UNSEEN", "from hana the"),
    ] {
        assert_refused(&format!("C: a1 {command}\n      {rest}\nS: a1 OK\n"), 1, "TooMany");
        assert_sends(
            &format!("C: a1 {command}\n      {rest}\nS: a1 BAD x\n"),
            &[&format!("a1 {command} {rest}")],
        );
    }
}

#[test]
fn half_a_command_is_never_sent() {
    assert_refused("noop\nsearch (or from a\ncheck\n", 2, "Unclosed");
    assert_refused("noop\nsearch from a \\\ncheck\n", 2, "Unclosed");
    assert_refused("C: a1 noop\nS: a1 OK\nC: a2 login \"u\nS: a2 OK\nC: a3 noop\n", 3, "Unclosed");
    assert_refused("C: a1 SEARCH FROM hana\nSUBJECT x\nS: a1 OK\n", 2, "PerhapsWrapped");
    // The listing shows that this is intentional.
    assert_sends("a1 search (x\na1 BAD what\na2 noop\na2 OK\n", &["a1 search (x", "a2 noop"]);
}

#[test]
fn the_first_half_of_a_command_waits_for_the_second() {
    // Whether or not a mark or a server's line came before it.
    for (half, rest) in [
        ("a3 store 1:*", "+flags (\\Deleted)"),
        ("a3 copy 1,2,", "3 Trash"),
        ("a3 copy 1", "Trash"),
        ("a3 uid fetch 1:5,", "7 (flags)"),
        ("a3 search 1,2,", "7"),
        ("a3 search subject", "lunch"),
        ("a3 search or from a", "to b"),
        ("a3 rename old", "new"),
        ("a3 status inbox", "(messages)"),
        ("a3 login taro", "pw1"),
        ("a3 fetch 2", "body[header]"),
    ] {
        for before in ["", "* OK ready\n", "a1 noop\n", "a1 noop\na1 OK\n"] {
            let text = format!("{before}{half}\n{rest}\na3 OK\na4 logout\n");
            let line = before.matches('\n').count() + 2;
            assert_refused(&text, line, "PerhapsWrapped");
            assert!(!acts_of_stream(&text).contains(&half.to_owned()), "{text}");
        }
        for (rest, next) in [("Now this:", "a4 noop"), ("", "a4 noop"), ("a4 noop", "")] {
            let text = format!("{half}\n{rest}\n{next}\n");
            let expected = [half, "a4 noop"];
            assert!(acts_of_stream(&text).starts_with(&expected.map(str::to_owned)[..1]), "{text}");
        }
        let mut joined = half.to_owned();
        shape::join(&mut joined, rest);
        assert_sends(&format!("{half}\n     {rest}\na3 OK\n"), &[&joined]);
    }
    for text in [
        "C: a1 search from hana\nsubject x\nS: a1 OK\n",
        "S: * OK\nC: a1 search from hana\nsubject x\nS: a1 OK\n",
        "C: a1 search from hana\n\n    subject x\nS: a1 OK\n",
        "C: a1 store 1\nC: +flags x\nS: a1 OK\n",
        "   C: a1 search from hana\nsubject x\nS: a1 OK\n",
        "> a1 noop\n< a1 OK\n> a2 search from hana\nsubject x\n< a2 OK\n",
    ] {
        assert!(Script::parse(text.as_bytes(), "x").is_err(), "{text}");
        assert!(acts_of_stream(text).iter().all(|act| !act.contains("a1 s")), "{text}");
    }
    // A whole command is not held back; a line that could continue it is a mistake.
    for (command, rest) in [("a3 search from hana", "unseen"), ("a3 select x", "(condstore)")] {
        let text = format!("{command}\n{rest}\na4 noop\n");
        assert_refused(&text, 2, "PerhapsWrapped");
        assert_eq!(acts_of_stream(&text), [command]);
    }
}

#[test]
fn half_a_commands_name_is_not_lost() {
    for wrapped in ["a2 sele\nct inbox\n* 11 EXISTS\na2 OK done\n", "a2 expun\nge\na2 OK done\n"] {
        let text = format!("a1 login user pass\na1 OK in\n{wrapped}");
        let mistakes = Script::parse(text.as_bytes(), "x").expect_err(&text);
        assert_eq!(
            (mistakes[0].line, &mistakes[0].mistake),
            (4, &Mistake::PerhapsWrapped),
            "{text}"
        );
    }
    // A sentence, or a command that is answered.
    for (other, sent) in [("a2 good\nday to you\n\n", None), ("a2 xfoo\na2 OK\n", Some("a2 xfoo"))]
    {
        let text = format!("a1 login user pass\na1 OK in\n{other}a3 noop\na3 OK done\n");
        let sent: Vec<&str> =
            ["a1 login user pass"].into_iter().chain(sent).chain(["a3 noop"]).collect();
        assert_sends(&text, &sent);
    }
}

#[test]
fn half_an_answer_is_not_sent() {
    for authenticate in [
        "a1 AUTHENTICATE PLAIN\n+\nAHVzZXIA\ncGFzcw==\n",
        "a1 AUTHENTICATE PLAIN AHVzZXIA\ncGFzcw==\n",
        "a1 AUTHENTICATE XOAUTH2 dXNlcj1\n0YXJv\nAQ==\n",
    ] {
        let text = format!("{authenticate}a1 OK in\na2 NOOP\na2 OK x\n");
        let mistakes = Script::parse(text.as_bytes(), "x").expect_err(&text);
        assert_eq!(mistakes[0].mistake, Mistake::PerhapsWrapped, "{text}");
    }
    // Each `+` asks for one answer; `Success` is prose.
    for authenticate in [
        "a1 AUTHENTICATE LOGIN\n+ VXNlcm5hbWU6\ndXNlcg==\n+ UGFzc3dvcmQ6\ncGFzcw==\n",
        "a1 AUTHENTICATE PLAIN\n+\nAHVzZXIAcGFzcw==\nSuccess\n",
    ] {
        let text = format!("{authenticate}a1 OK in\na2 NOOP\na2 OK x\n");
        Script::parse(text.as_bytes(), "x").expect(&text);
    }
}

#[test]
fn what_may_be_the_rest_of_a_command_or_a_literal_is_a_mistake() {
    for (text, line, mistake) in [
        ("   C: a1 SEARCH FROM hana\nSUBJECT x\n   S: a1 OK\n   C: a2 noop\n", 2, "PerhapsWrapped"),
        ("C: a1 SEARCH FROM hana\n\n     SUBJECT x\nS: a1 OK\nC: a2 noop\n", 3, "PerhapsWrapped"),
        (
            "C: a1 APPEND x {5}\nS: + go\nC: Hello\nC: you\nS: a1 OK\nC: a2 noop\n",
            4,
            "PerhapsOfLiteral",
        ),
        ("C: a1 APPEND x {5}\nS: + go\nHello\nyou\nS: a1 OK\nC: a2 noop\n", 4, "PerhapsOfLiteral"),
        ("* OK\na1 append x {5}\n+ go\nHello\nyou there\na1 OK\na2 noop\n", 5, "PerhapsOfLiteral"),
    ] {
        assert_refused(text, line, mistake);
    }
    for text in [
        "   C: a1 noop\nThis is what the client does.\n   S: a1 OK\n",
        "C: a1 noop\nS: a1 OK\n\n                  Example 7\n\nS: * OK\n",
    ] {
        assert_sends(text, &["a1 noop"]);
    }
}

#[test]
fn the_rest_of_a_command_at_column_0_is_a_mistake() {
    for (command, rest) in [
        ("a3 store 1:*", "+flags.silent (\\Deleted)"),
        ("a3 fetch 1,3,", "5:7 flags"),
        ("a3 uid copy 3:9", "Archive"),
        ("a3 search all from", "hana"),
        ("a3 search subject lunch", "unseen since 1-Jan-2024"),
        ("a3 uid search subject lunch", "unseen"),
        ("a3 FETCH 1,2,", "3 FLAGS"),
        ("a3 fetch 1 flags", "(changedsince 5)"),
    ] {
        for page in [
            format!("a1 noop\na1 OK\n{command}\n{rest}\na3 OK done\na4 noop\na4 OK\n"),
            format!("* OK ready\n{command}\n{rest}\na3 OK done\na4 noop\n"),
            format!("a1 noop\n* 3 EXISTS\n{command}\n{rest}\na4 noop\n"),
        ] {
            let line = 1 + page.lines().position(|line| line == rest).expect("its rest");
            assert_refused(&page, line, "PerhapsWrapped");
            assert!(!acts_of_stream(&page).contains(&command.to_owned()), "{page}");
        }
    }
    // Output below a command, and a line that the server did not understand.
    for below in ["The answer:", "Output", "結果", "which opens it", "You see this."] {
        let page = format!("a1 noop\na1 OK\na2 select inbox\n{below}\n* 3 EXISTS\na2 OK\n");
        assert_sends(&page, &["a1 noop", "a2 select inbox"]);
    }
    let page = "a1 noop\na1 OK\na2 store 1:*\nwhat\na2 BAD more, please\na3 noop\na3 OK\n";
    assert_sends(page, &["a1 noop", "a2 store 1:*", "a3 noop"]);
    let page = "a1 noop\na1 OK\na2 fetch 1\na3 noop\na2 BAD what\na3 OK\n";
    assert_sends(page, &["a1 noop", "a2 fetch 1", "a3 noop"]);
}

/// Tags that could be words, such as `c`, and a command that is wrapped without indentation.
#[test]
fn half_a_command_is_not_prose_because_its_tag_could_be_a_word() {
    for (first, rest) in [
        ("c uid fetch 1:*", "(flags)"),
        ("s uid copy 1", "Work"),
        ("see store 1 +flags", "(\\Seen)"),
        ("b rename Old", "New"),
    ] {
        let tag = first.split(' ').next().unwrap_or_default();
        let text = format!(
            "a login user pass\na OK\n{first}\n{rest}\n* 1 EXISTS\n{tag} OK done\nz logout\nz OK\n"
        );
        assert_refused(&text, 4, "PerhapsWrapped");
    }
}

#[test]
fn standard_input_does_not_send_half_a_command() {
    for text in [
        "C: a1 search subject lunch\nC: unseen\nS: a1 OK\n",
        "> a1 search subject lunch\n>      unseen\n< * SEARCH\n< a1 OK\n",
    ] {
        assert!(acts_of_stream(text).is_empty(), "{text}");
    }
}

#[test]
fn options_below_a_complete_list_are_the_rest_of_it() {
    let text = "a1 list \"\" \"*\"\nreturn (status (messages))\na2 logout\n";
    assert_refused(text, 2, "PerhapsWrapped");
}

#[test]
fn a_line_that_closes_the_bracket_above_is_its_rest() {
    for (first, rest) in [
        ("3 status inbox (messages", "unseen)"),
        ("3 fetch 1 (flags body[header.fields (from", "to)])"),
        ("3 search subject \"summer", "trip\""),
    ] {
        let text = format!("1 login u p\n1 OK\n{first}\n{rest}\n* SEARCH 1\n3 OK done\n4 noop\n");
        assert_refused(&text, 4, "PerhapsWrapped");
    }
}

#[test]
fn text_about_the_command_above_is_not_part_of_it() {
    for (command, below) in [
        ("SELECT INBOX", "(mailbox opened)"),
        ("FETCH 1 FLAGS", "(shows the flags)"),
        ("LIST \"\" INBOX", "(all)"),
        ("SEARCH UNSEEN", "which returns numbers"),
        ("LIST \"\" *", "lists all"),
        ("SEARCH FROM \"alice\"", "(gives the numbers)"),
        ("CREATE Work", "(new)"),
        ("STATUS INBOX (MESSAGES)", "(how many?)"),
        ("RENAME Work Old", "(renames it)"),
        ("UID FETCH 7 FLAGS", "(flags of UID 7)"),
        ("SORT (DATE) UTF-8 UNSEEN", "(newest last)"),
        ("GETACL INBOX", "(who may do what)"),
    ] {
        let text = format!("* OK ready\na1 {command}\n    {below}\na1 OK\n");
        super::kinds::assert_sends(&text, &[&format!("a1 {command}")]);
    }
    for (command, below) in [
        ("SELECT INBOX", "(condstore)"),
        ("FETCH 1 FLAGS", "(changedsince 5)"),
        ("SEARCH UNSEEN", "(or from alice to bob)"),
        ("SEARCH UNSEEN", "from alice"),
        ("SEARCH RETURN", "(min max) all"),
        ("LIST \"\" *", "return (children)"),
        ("LIST \"\" * RETURN", "(subscribed children)"),
        ("SELECT INBOX", "(qresync (1 2))"),
        ("CREATE Box", "(use (\\Archive))"),
        ("SORT (DATE) UTF-8 UNSEEN", "(or from alice to bob)"),
        ("NOTIFY SET", "(selected MessageNew)"),
    ] {
        let text = format!("* OK ready\na1 {command}\n    {below}\na1 OK\n");
        super::kinds::assert_sends(&text, &[&format!("a1 {command} {below}")]);
    }
}

#[test]
fn a_second_column_is_not_a_part_of_the_command() {
    for (beside, explanation) in [
        ("     ", "log in"),
        ("  ", "opens the mailbox"),
        ("\t", "does it"),
        (" : ", "does it"),
        (" | ", "does it"),
        ("     ", "* 3 EXISTS"),
        ("   ", "* OK done"),
    ] {
        let text = format!(
            "a1 LOGIN taro pw{beside}{explanation}\na2 SELECT INBOX{beside}{explanation}\n\
             a3 DELETE Old{beside}{explanation}\na4 LOGOUT{beside}{explanation}\n"
        );
        let sent = ["a1 LOGIN taro pw", "a2 SELECT INBOX", "a3 DELETE Old", "a4 LOGOUT"];
        assert_sends(&text, &sent);
        assert_sends(&format!("C: {}", text.trim_end().replace('\n', "\nC: ")), &sent);
        let text = text.replace("a4 LOGOUT", "* OK ready\na4 LOGOUT");
        assert_sends(&text, &sent);
    }
    assert_refused("a1 CREATE My  Folder\na2 LOGOUT\n", 1, "PerhapsRemark");
    // A response beside a command counts.
    let text = "a1 DELETE Old     a1 NO no such mailbox\na2 APPEND x {5}   a2 NO no such mailbox\na3 NOOP\n";
    assert_items(text, &[">! a1 DELETE Old", ">! a2 APPEND x {5}", "> a3 NOOP"]);
    let text = "Client       | Server\n-------------+-----------\n             | * OK ready\na1 NOOP      |\n\
        \x20            | a1 OK done\na2 LOGOUT    | * BYE\n             | a2 OK done\n";
    assert_sends(text, &["a1 NOOP", "a2 LOGOUT"]);
}

#[test]
fn a_wrapped_line_may_repeat_the_clients_mark() {
    for (client, server) in [("C:", "S:"), ("-->", "<--"), ("Client:", "Server:")] {
        let text = format!(
            "{server} * OK ready\n{client} a1 NOOP\n{server} a1 OK\n\
             {client} a2 LIST \"\" \"*\" RETURN (SUBSCRIBED\n{client}    CHILDREN)\n{server} a2 OK\n\
             {client} a3 FETCH 1:*\n{client}   (FLAGS UID)\n{server} a3 OK\n\
             {client} a4 SEARCH SUBJECT \"a long\n{client} subject\" UNSEEN\n{server} a4 OK\n\
             {client} a5 LOGOUT\n"
        );
        let sent = [
            "a1 NOOP",
            "a2 LIST \"\" \"*\" RETURN (SUBSCRIBED CHILDREN)",
            "a3 FETCH 1:* (FLAGS UID)",
            "a4 SEARCH SUBJECT \"a long subject\" UNSEEN",
            "a5 LOGOUT",
        ];
        assert_sends(&text, &sent);
    }
    assert_sends("C: a1 IDLE\nC:   DONE\nS: a1 OK\nC: a2 NOOP\n", &["a1 IDLE", "done", "a2 NOOP"]);
    assert_refused("C: a1 FETCH 1 (FLAGS\nC: a2 NOOP\nS: a2 OK\n", 1, "Unclosed");
    assert_refused("C: a1 SEARCH UNSEEN\nC: FROM taro\nS: a1 OK\n", 2, "PerhapsWrapped");
    assert_refused("C: a1 SEARCH UNSEEN\nC: FROM taro\nC: a2 NOOP\n", 2, "PerhapsWrapped");
}

/// A mail program has wrapped the quoted lines, with words that prose has.
#[test]
fn a_wrapped_string_of_a_quoted_mail_is_not_prose() {
    for rest in ["has wrapped\"", "wrapped\" UNSEEN"] {
        let text = format!(
            "> * OK ready\n> a1 NOOP\n> a1 OK\n> a2 SEARCH SUBJECT \"a subject that the mailer\n> {rest}\n\
             > * SEARCH 1\n> a2 OK\n> a3 LOGOUT\n"
        );
        let errors = Script::parse(text.as_bytes(), "x").err().unwrap_or_default();
        assert!(matches!(errors[0].mistake, Mistake::Unclosed('"') | Mistake::PerhapsWrapped));
        assert!(!acts_of_stream(&text).contains(&"a3 LOGOUT".to_owned()));
    }
    let text =
        "* OK ready\na1 NOOP\na1 OK\na2 SEARCH SUBJECT \"the mail of the day\"\na3 LOGOUT\na3 OK\n";
    assert_sends(text, &["a1 NOOP", "a2 SEARCH SUBJECT \"the mail of the day\"", "a3 LOGOUT"]);
}

/// The server's lines beside the client's and below them, in their column: a mail in them is not sent.
#[test]
fn a_literal_in_the_servers_column_is_not_sent() {
    let column = " ".repeat(25);
    let text = format!(
        "a1 FETCH 1 BODY[]        * 1 FETCH (BODY[] {{60}}\n{column}Subject: x\n\n{column}a2 DELETE Old\n\
         {column})\n{column}a1 OK\na4 LOGOUT\n"
    );
    assert_sends(&text, &["a1 FETCH 1 BODY[]", "a4 LOGOUT"]);
    let text = format!(
        "a2 SEARCH UNSEEN         * SEARCH 1 2\n{column}FROM taro\n{column}a2 OK\na4 LOGOUT\n"
    );
    assert_sends(&text, &["a2 SEARCH UNSEEN", "a4 LOGOUT"]);
    let text = "a1 AUTHENTICATE PLAIN     + \nAGJvYgBwdw==              a1 OK\na2 LOGOUT\n";
    assert_sends(text, &["a1 AUTHENTICATE PLAIN", "| AGJvYgBwdw==", "a2 LOGOUT"]);
    let text = "C: a1 NOOP            S: a1 OK\nC: a2 DELETE Old      S: a2 NO\nC: a3 LOGOUT      S: a3 OK\n";
    assert_items(text, &["> a1 NOOP", ">! a2 DELETE Old", "> a3 LOGOUT"]);
    assert_items("a2 SELECT INBOX\tNO\na3 NOOP\n", &[">! a2 SELECT INBOX", "> a3 NOOP"]);
}

/// Half of a token is never sent: the rest of it, below, is not the answer to a `+` that the listing does not
/// show.
#[test]
fn an_initial_response_that_continues_below_without_a_mark_is_a_mistake() {
    let half = "dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJl";
    let rest = "ciB2RjlkZnQ0cW1UYzJOdmIzUmxja0JoZEhSaGRtbHpkR0V1WTI5dENnPT0BAQ==";
    for (c, s) in [("C: ", "S: "), ("> ", "< "), ("Client: ", "Server: ")] {
        for mechanism in ["XOAUTH2", "PLAIN", "OAUTHBEARER"] {
            for more in ["", "AAAA\n"] {
                let text = format!(
                    "{s}* OK ready\n{c}A01 AUTHENTICATE {mechanism} {half}\n{rest}\n{more}{s}A01 OK in\n\
                     {c}A02 SELECT INBOX\n{s}A02 OK\n"
                );
                assert_refused(&text, 3, "PerhapsWrapped");
                assert_eq!(acts_of_stream(&text), [""; 0], "{text}");
            }
        }
    }
    let text = format!(
        "S: * OK ready\nC: A01 AUTHENTICATE XOAUTH2 {half}\nS: +\nC: {rest}\nS: A01 OK in\n"
    );
    let sent = [format!("A01 AUTHENTICATE XOAUTH2 {half}"), format!("| {rest}")];
    assert_sends(&text, &sent.each_ref().map(String::as_str));
}

#[test]
fn a_name_broken_by_the_line_end_is_not_two_names() {
    for (begin, rest) in [
        ("UID FETCH 1:3 (FLAGS INTERNAL", "DATE RFC822.SIZE)"),
        ("FETCH 1 (BODYSTRUC", "TURE)"),
        ("SEARCH 1:9 UNANSW", "ERED"),
    ] {
        let text = format!("C: a1 {begin}\n      {rest}\nS: a1 OK\n");
        assert_refused(&text, 2, "PerhapsWrapped");
    }
    for (begin, rest) in [
        ("FETCH 1 (FLAGS", "INTERNALDATE)"),
        ("SEARCH SUBJECT sent", "SINCE 1-Feb-2026"),
        ("SEARCH SUBJECT inter", "FROM hana"),
    ] {
        let text = format!("C: a1 {begin}\n      {rest}\nS: a1 OK\n");
        assert_sends(&text, &[&format!("a1 {begin} {rest}")]);
    }
}

#[test]
fn a_remark_after_the_last_line_of_a_command_is_removed() {
    for remark in ["    // counts only", "   ; counts only", "     <-- all of them"] {
        let text = format!("C: a2 STATUS INBOX\n      (MESSAGES UNSEEN){remark}\nS: a2 OK\n");
        assert_sends(&text, &["a2 STATUS INBOX (MESSAGES UNSEEN)"]);
    }
    let text = "C: a2 SEARCH SUBJECT\n      \"a // b\" TEXT \"c ; d\"\nS: a2 OK\n";
    assert_sends(text, &["a2 SEARCH SUBJECT \"a // b\" TEXT \"c ; d\""]);
}

#[test]
fn the_end_of_a_name_on_the_next_line_is_not_dropped() {
    for (command, below) in [
        ("DELETE Report", "-2026"),
        ("DELETE Report", "_2026 old"),
        ("DELETE Work", "/Old/2026 (the archive)"),
        ("DELETE Work", "/Old/2026 and more of it"),
        ("DELETE Work", ".Old"),
        ("RENAME Old New", "-2026"),
    ] {
        for text in [
            format!("C: a1 {command}\n      {below}\nS: a1 OK\n"),
            format!("a1 {command}\n      {below}\na1 OK\n"),
        ] {
            assert_refused(&text, 2, "PerhapsWrapped");
        }
    }
    for below in ["- it is deleted", "-- it is deleted", "(the old one)", "... and it is gone"] {
        let text = format!("C: a1 DELETE Work\n      {below}\nS: a1 OK\n");
        assert_sends(&text, &["a1 DELETE Work"]);
    }
}

#[test]
fn a_blank_line_below_a_backslash_ends_the_command() {
    for (client, server) in [("C: ", "S: "), ("", "")] {
        let text = format!(
            "{client}a1 NOOP\n{server}a1 OK\n{client}a2 DELETE \\\n\nEverything\n\n\
            {client}a3 NOOP\n{server}a3 OK\n"
        );
        assert_refused(&text, 3, "");
        assert!(!acts_of_stream(&text).iter().any(|it| it.contains("Everything")), "{text}");
    }
}

#[test]
fn a_remark_in_brackets_below_enable_is_dropped() {
    for (client, server) in [("C: ", "S: "), ("", "")] {
        let text =
            format!("{client}a1 ENABLE CONDSTORE\n      (turns on mod-sequences)\n{server}a1 OK\n");
        assert_sends(&text, &["a1 ENABLE CONDSTORE"]);
    }
}

#[test]
fn a_backslash_may_precede_a_character_outside_ascii() {
    assert_sends("a1 select \\\n¡a\n", &["a1 select ¡a"]);
}

#[test]
fn a_response_continues_on_any_number_of_lines_until_its_code_is_closed() {
    let greeting = "* OK [CAPABILITY IMAP4rev1 CHILDREN NAMESPACE THREAD=ORDEREDSUBJECT THRE\n\
        AD=REFERENCES SORT QUOTA IDLE AUTH=CRAM-MD5 SMAP1 KEYWORDS ACL ACL2=UNION STARTT\n\
        LS XMAGICTRASH] Courier-IMAP ready.\n";
    assert_sends(greeting, &[""; 0]);
    let session = "a login user pass\na OK LOGIN Ok.\na logout\na OK bye\n";
    assert_sends(&format!("{greeting}{session}"), &["a login user pass", "a logout"]);
    assert_sends(&format!("{greeting}a login user pass\n"), &["a login user pass"]);
    let text = "a capability\n* CAPABILITY IMAP4rev1 IDLE THRE\nAD=REFERENCES SORT QUOTA\na OK\n";
    assert_sends(text, &["a capability"]);
    // The code was cut: what follows does not close it.
    let text = "* OK [CAPABILITY IMAP4rev1 ...\na1 fetch 1 body[]\na1 OK\na2 noop\na2 OK\n";
    assert_sends(text, &["a1 fetch 1 body[]", "a2 noop"]);
}
