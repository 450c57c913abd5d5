//! Texts that are not listings of an IMAP session.

use super::kinds::{assert_refused, assert_sends};
use super::properties::{acts, acts_of_stream};
use super::*;

#[test]
fn lists_of_commands_are_not_sent() {
    for text in [
        "LOGIN\nSELECT\nFETCH\nSTORE\nLOGOUT\n",
        "APPEND\nCHECK\nCREATE\nDELETE\nEXPUNGE\nNOOP\n",
        "SELECT   EXAMINE  CREATE\nDELETE   RENAME   EXPUNGE\n",
        "CHECK, CLOSE,\nEXPUNGE, DELETE,\nCOPY, LOGOUT\n",
        "1. LOGIN user pass\n2. SELECT INBOX\n3. EXPUNGE\n",
        "1. LOGIN user pass\n2. SELECT INBOX\n3. EXPUNGE\n\n* OK ready\n",
        "6.3.1.  SELECT Command\n6.3.2.  EXAMINE Command\n6.3.4.  DELETE Command\n",
        "LOGIN    log in with your password\nEXPUNGE  remove all of them\nLOGOUT   end the session\n",
    ] {
        let errors = Script::parse(text.as_bytes(), "x").err().unwrap_or_default();
        let list = Mistake::OtherFormat(OtherFormat::CommandList);
        assert!(errors.iter().map(|it| &it.mistake).eq([&list]), "{errors:?} in\n{text}");
    }
    for text in [
        "a1 LOGIN\na2 SELECT\na3 LOGOUT\n",
        "DELETE mailbox\nCREATE mailbox name\n",
        "LOGIN username password\nSELECT mailbox\nFETCH sequence-set items\nLOGOUT\n",
        "SELECT\nFETCH\n",
    ] {
        assert_refused(text, 1, "OtherFormat(CommandList)");
        assert_eq!(acts_of_stream(text), [""; 0], "{text}");
    }
    // A script may lack arguments by mistake; and answers show that numbers are tags.
    for (text, sent) in [
        ("login user pass\nselect\nselect inbox\nlogout\n", 4),
        ("1. noop\n1. OK\n2. check\n2. OK\n3. logout\n", 3),
        ("capability\nnoop\ncheck\nlogout\n", 4),
        ("create expunge\ndelete expunge\ncreate noop\n", 3),
    ] {
        let script = Script::parse(text.as_bytes(), "x").expect(text);
        assert_eq!(acts(&script.items).len(), sent, "{text}");
    }
    assert_sends("| NOOP | nothing |\n| EXPUNGE | remove |\n", &[""; 0]);
}

#[test]
fn sessions_of_other_protocols_are_only_that() {
    for (text, protocol) in [
        (
            "220 mx ESMTP\nEHLO me\n250-mx\n250 STARTTLS\nMAIL FROM:<a@b>\n250 OK\nDATA\n354 go\n.\n250 OK\nQUIT\n221 bye\n",
            "SMTP",
        ),
        (
            "200 server ready - posting allowed\nlist active\n215 list follows\nquit\n205 bye\n",
            "NNTP",
        ),
        (
            "[C] LISTSCRIPTS\n[S] \"main\" ACTIVE\n[S] OK \"done\"\n[C] LIST ACTIVE\n[C] LOGOUT\n",
            "ManageSieve",
        ),
    ] {
        let errors = Script::parse(text.as_bytes(), "x").err().unwrap_or_default();
        let other = Mistake::OtherFormat(OtherFormat::Protocol(protocol));
        assert!(errors.iter().map(|it| &it.mistake).eq([&other]), "{errors:?} in\n{text}");
    }
    let mailx = "Mail version 12.5.  Type ? for help.\n\"/var/mail/taro\": 3 messages 3 new\n& delete 1\n& list\n\
        Commands are: Copy\n& copy 2 Archive\n& quit\n";
    assert_sends(mailx, &[""; 0]);
}

#[test]
fn logs_and_programs_without_a_session_are_not_sent() {
    for text in [
        "mail-0 dovecot Nov 28 10:00:00 imap-login: Login: user=<taro>\nmail-0 dovecot Nov 28 10:00:01 imap: out=1\n",
        "\\begin{verbatim}\nSee below.\n\\end{verbatim}\n",
        ">>> import imaplib\n>>> M = imaplib.IMAP4('mail.example.com')\n('OK', [b'3'])\n>>> M.logout()\n",
    ] {
        assert_sends(text, &[""; 0]);
    }
}

#[test]
fn several_commands_after_one_mark_are_sent_if_they_are_answered() {
    let text = "4< * OK ready\n4> a0002 LIST \"\" \"\"\na0003 SELECT x\n4< a0002 OK\n4< a0003 OK\n4> a0004 LOGOUT\n";
    let script = Script::parse(text.as_bytes(), "x").expect("a script");
    assert_eq!(acts(&script.items), ["a0002 LIST \"\" \"\"", "a0003 SELECT x", "a0004 LOGOUT"]);
    let text = "4> a0002 SEARCH SUBJECT\na0003 CHECK\n4< a0002 OK\n4> a0004 LOGOUT\n";
    assert_refused(text, 1, "LacksArguments");
}

#[test]
fn a_literal_that_the_log_leaves_out_is_a_mistake() {
    let text = "conn1<<<#null# [OK, ready]\nconn1>>> 1 APPEND \"Sent\" {5}\nconn1<<<#+# [go]\nconn1<<<#1# [OK, done]\n\
        conn1>>> 2 LOGOUT\n";
    assert_refused(text, 2, "LiteralIncomplete");
    let text = "IMAP< * OK\nIMAP> 2 APPEND x {5}\nIMAP< + OK\nIMAP> [APPEND data omitted]\nIMAP< 2 OK\nIMAP> 3 LOGOUT\n";
    assert_refused(text, 2, "LiteralLeftOut");
}

#[test]
fn steps_with_other_signs_and_what_only_looks_like_a_tag() {
    for sign in [".", "", ":", ")", "："] {
        let text = format!(
            "Step 1{sign} a1 login u p\na1 OK\nStep 2{sign} a2 select x\n* 3 EXISTS\na2 OK\n"
        );
        let script = Script::parse(text.as_bytes(), "x").expect(&text);
        assert_eq!(acts(&script.items), ["a1 login u p", "a2 select x"], "{text}");
    }
    assert_sends("(gdb) list\n(gdb) delete 1\n(gdb) check\n", &[""; 0]);
}

#[test]
fn arrows_in_both_directions_are_marks_also_where_some_lines_have_none() {
    let text = "<17<a1 select x\na2 fetch 1 flags\n>17>* 3 EXISTS\na1 OK\n* 1 FETCH (FLAGS ())\na2 OK\n<18<a4 logout\n";
    let script = Script::parse(text.as_bytes(), "x").expect(text);
    assert_eq!(acts(&script.items), ["a1 select x", "a2 fetch 1 flags", "a4 logout"]);
}

#[test]
fn the_end_of_a_here_document_and_other_tables_and_prompts() {
    let text = "openssl s_client -connect x:993 <<'EOF'\na1 login u p\na2 select x\nEOF\n";
    assert_sends(text, &["a1 login u p", "a2 select x"]);
    let text = "append x {<<EOF}\nhello\nEOF\nnoop\n";
    assert_sends(text, &["append x {<<EOF}", "| hello", "| EOF", "noop"]);
    let text =
        "┌─────────┬───────┐\n│ a1 noop │ a1 OK │\n│ a2 check│ a2 OK │\n└─────────┴───────┘\n";
    let script = Script::parse(text.as_bytes(), "x").expect("a script");
    assert_eq!(acts(&script.items), ["a1 noop", "a2 check"]);
    let text = "mail=> select 1;\n ?column?\n        1\nmail=> delete from x;\nDELETE 3\nmail=> select 2;\n";
    assert_sends(text, &[""; 0]);
}

#[test]
fn a_response_without_a_mark_below_prose_is_only_an_example() {
    let text = "C: a1 noop\n\nThe server may then send the following:\n\n* 1 FETCH (BODY[] {200}\n\nS: a1 OK\nC: a2 logout\n";
    assert_sends(text, &["a1 noop", "a2 logout"]);
}

#[test]
fn the_sign_of_a_lists_entry_is_not_a_tag() {
    for text in [
        "# TODO\n- delete Work\n- close ticket\n",
        "What I did:\n- capability\n- noop\n- logout\n",
        "- noop\n",
        "- LIST \"\" *\n- SELECT INBOX\n- EXPUNGE\n",
        "1. LOGIN taro pw\n2. SELECT INBOX\n",
        "A. Login first\nB. LOGIN taro pw\n",
        "(1) noop\n(2) expunge\n",
        "a) login u p\nb) select x\nc) expunge\n",
        "* login user pass\n* select inbox\n",
        "• delete Work\n• select inbox\n",
        "— delete Work\n",
        "- [ ] expunge\n- [x] select inbox\n",
        "1.SELECT INBOX\n",
        "① expunge\n② close\n",
        "noop\n- delete Work\nlogout\n",
    ] {
        let errors = Script::parse(text.as_bytes(), "x").expect_err(text);
        let list = Mistake::OtherFormat(OtherFormat::CommandList);
        assert!(errors.iter().any(|it| it.mistake == list), "{text}");
        let sent = acts_of_stream(text);
        assert!(sent.is_empty() || sent == ["noop"], "{sent:?} in\n{text}");
    }
    let text = "- login bob pw\n- OK done\n- noop\n- OK done\n";
    assert_sends(text, &["- login bob pw", "- noop"]);
    assert_sends("1. noop\n1. OK\n2. check\n2. OK\n", &["1. noop", "2. check"]);
}

#[test]
fn the_time_or_the_arrow_of_a_log_is_not_a_tag() {
    let session = ["a1 login u p", "a2 noop"];
    for (mine, own) in [
        ("12:00:01 check\n12:00:01 OK\n", ["12:00:02 ", "12:00:02 "]),
        ("[10:00:01] starttls\n[10:00:01] OK\n", ["[10:00:02] ", "[10:00:03] "]),
        ("10:00:01.123 delete Work\n10:00:01.123 OK\n", ["10:00:02.200 ", "10:00:02.400 "]),
    ] {
        let lines = session.iter().zip(own).map(|(command, time)| {
            let tag = &command[..2];
            format!("{time}{command}\n{time}{tag} OK done\n")
        });
        let text = mine.to_owned() + &lines.collect::<String>();
        // As without the times.
        assert_refused(&text, 1, "UntaggedCommand");
        let without_times: String = text
            .lines()
            .map(|line| format!("{}\n", line.split_once(' ').map_or("", |it| it.1)))
            .collect();
        assert_eq!(acts_of_stream(&text), acts_of_stream(&without_times), "{text}");
    }
    let text = "> a3 fetch 1 flags\n< delete Work\n< OK\n< a3 OK\n> a4 logout\n< a4 OK\n";
    assert_sends(text, &["a3 fetch 1 flags", "a4 logout"]);
    assert_sends("12:00:01 delete Work\nnoop\n", &["noop"]);
    // A session without tags.
    let text = "12:00:01 login u p\n12:00:01 OK\n12:00:02 select x\n12:00:02 OK\n";
    assert_refused(text, 1, "UnknownMark");
}

#[test]
fn numbered_headings_and_lists_beside_commands_are_not_sent() {
    let commands = ["a1 select inbox", "a2 expunge"];
    for (first, second) in [
        ("1. Log in", "2. Delete all mail"),
        ("1. Select inbox", "2. Expunge"),
        ("- check the logs", "- delete Work"),
        ("A. Login first", "B. Close it"),
        ("(1) select", "(2) expunge"),
        ("1) SELECT INBOX", "2) EXPUNGE"),
        ("- Open it: `a3 examine inbox`", "- Then `a4 delete Work`"),
        ("* Examine: 'a3 examine inbox'", "* Delete: \"a4 delete Work\""),
        ("**Log**", "***Delete***"),
        ("Step 1. Select inbox", "Step 2: Delete it"),
        ("Step 1: Log in", "Step 2: expunge"),
    ] {
        assert_sends(&format!("{first}\na1 select inbox\n{second}\na2 expunge\n"), &commands);
        assert_sends(
            &format!("{first}\n\na1 select inbox\na1 OK\n{second}\na2 expunge\na2 OK\n"),
            &commands,
        );
    }
}

#[test]
fn a_single_letter_before_a_command_may_be_its_tag_or_a_word() {
    for (text, sent) in [
        ("a LOGIN taro pw\n", &["a LOGIN taro pw"][..]),
        ("a login taro pw\na select inbox\n", &["a login taro pw", "a select inbox"]),
        ("Log in:\na login taro pw\nb select inbox\n", &["a login taro pw", "b select inbox"]),
        ("a noop\na login taro pw\n", &["a noop", "a login taro pw"]),
        ("a login taro pw\n", &["a login taro pw"]),
        ("* OK Dovecot ready.\na login taro pw\n", &["a login taro pw"]),
        ("noop\na select few\n", &["noop"]),
        ("noop\na SELECT command\n", &["noop"]),
        ("noop\nA list of things\n", &["noop"]),
    ] {
        assert_sends(text, sent);
    }
}

#[test]
fn what_other_programs_print_is_not_sent() {
    for text in [
        "mydb=# create table x (id int);\nCREATE TABLE\nmydb=# delete from x;\nDELETE 3\nmydb=# \\q\n",
        "mysql> delete from users where id=1;\nQuery OK, 1 row affected (0.00 sec)\n",
        "ftp> user bob\n331 Password required\nftp> delete x\n250 ok\nftp> close\n",
        "lftp bob@example.org:~> ls\nlftp bob@example.org:/> rename x y\nrename successful\n",
        "127.0.0.1:6379> SELECT 1\nOK\n127.0.0.1:6379[1]> APPEND k v\n(integer) 1\n",
        "sqlite> delete from t;\nsqlite> select * from t;\n1|bob\nsqlite> .quit\n",
        "1 row in set (0.00 sec)\n2 files changed, 3 insertions(+), 1 deletion(-)\n",
        "Host1 capability: IMAP4rev1\n0 upgraded, 0 newly installed, 1 to remove\n",
    ] {
        assert_sends(text, &[""; 0]);
    }
    for text in ["delete mode 100644 b\nnoop\n", "rename from a\nrename to b\nnoop\n"] {
        assert_refused(text, 1, "OtherFormat(Diff)");
    }
    // An unknown command with a number as its tag, or one that is meant to be refused.
    assert_sends("1 xyzzy\n2 foo bar\n", &["1 xyzzy", "2 foo bar"]);
    assert_sends("1 frob it now\n1 BAD x\n", &["1 frob it now"]);
    assert_sends("250 noop\n250 ok\n", &["250 noop"]);
}

#[test]
fn headings_of_one_word_above_the_first_answer_are_not_sent() {
    for heading in ["Login", "LIST", "Hello", "Logout", "Thanks", "Select"] {
        let text = format!("{heading}\n\na1 login u p\na1 OK\nCLOSE\n\na2 logout\na2 OK\n");
        let sent = ["a1 login u p", "a2 logout"];
        assert_eq!(acts_of_stream(&text), sent, "{text}");
    }
}

#[test]
fn tables_with_any_columns_are_not_listings() {
    let table = Mistake::OtherFormat(OtherFormat::Table);
    let session = ["a1 login u p", "* 3 EXISTS", "a1 OK done", "a2 delete Work", "a2 OK done"];
    let sides = |client: &'static str, server: &'static str| {
        [client, server, server, client, server].map(str::to_owned)
    };
    let cells = [
        ["1", "2", "3", "4", "5"].map(str::to_owned),
        [0, 1, 2, 3, 4].map(|second| format!("10:00:0{second}")),
        sides("C", "S"),
        sides("client", "server"),
        sides("sent", "received"),
        sides(">", "<"),
    ];
    for cells in &cells {
        for separator in [",", ";", ", ", "; "] {
            for is_before in [true, false] {
                // The prefix of a log with times is removed: `10:00:01, a1 noop`.
                if cells[0].contains(':') && (!is_before || separator.ends_with(' ')) {
                    continue;
                }
                let row = |(line, cell): (&&str, &String)| {
                    if is_before {
                        format!("{cell}{separator}{line}\n")
                    } else {
                        format!("{line}{separator}{cell}\n")
                    }
                };
                let rows: String = session.iter().zip(cells).map(row).collect();
                for head in ["", "n,line\n", "line;side\n"] {
                    let text = format!("{head}{rows}");
                    let errors = Script::parse(text.as_bytes(), "x").err().unwrap_or_default();
                    assert!(errors.iter().any(|it| it.mistake == table), "{errors:?} in\n{text}");
                    let sent = acts_of_stream(&text);
                    assert!(!sent.iter().any(|it| it.contains("delete")), "{sent:?} of\n{text}");
                }
            }
        }
    }
    for (text, line) in [
        ("a1 noop,client\na1 OK,server\n", 1),
        ("noop;C\nOK;S\n", 1),
        ("1,* OK ready\n2,a1 noop\n", 2),
        ("1,* 3 EXISTS\n2,a1 noop\n", 1),
    ] {
        assert_refused(text, line, "OtherFormat(Table)");
    }
}

#[test]
fn commands_with_commas_are_not_rows_of_a_table() {
    for command in [
        "fetch 1,2 flags",
        "store 7,5,9 +flags \\Deleted",
        "status inbox,x (messages)",
        "search 1,2",
        "search 1,2 seen",
        "uid expunge 1,3",
        "create a,c",
        "create Work,client",
        "create Work,3",
        "delete a;s",
        "search subject x,1",
        "fetch 1,c flags",
        "select \"a,1\"",
    ] {
        let answer = "* ESEARCH (TAG \"a1\") ALL 2,3\n* LIST () \"/\" a,s";
        let text = format!("{command}\n{answer}\nlogout\n");
        assert_sends(&text, &[command, "logout"]);
        let text = format!("a1 {command}\n{answer}\na1 OK done, 3\na2 logout\na2 OK x\n");
        assert_sends(&text, &[&format!("a1 {command}"), "a2 logout"]);
    }
    // A completion shows that the comma is part of the tag.
    let text = "1,a1 noop\n1,a1 OK\n1,a2 check\n1,a2 OK\n";
    let script = Script::parse(text.as_bytes(), "x").expect(text);
    assert_eq!(acts(&script.items), ["1,a1 noop", "1,a2 check"]);
    let text = "a1 noop\na1 OK\n\nThen, a1 noop is sent. First,a1 noop.\n\na2 check\na2 OK\n";
    assert_sends(text, &["a1 noop", "a2 check"]);
}

#[test]
fn strings_in_the_source_of_a_program_are_not_sent() {
    for text in [
        "[\n  {\n    \"message\": \"IMAP: 1 ID (\\\"name\\\" \\\"x\\\")\",\n  },\n  {\n    \"message\": \"IMAP: 1 OK done\",\n  }\n]\n",
        "[\n  {\"message\": \"IMAP: 1 LOGIN x y\"},\n  {\"message\": \"IMAP: 1 OK in\"}\n]\n",
        "const log = [\n  'C: a1 LOGIN x y',\n  'S: a1 OK',\n  'C: a2 NOOP',\n];\n",
        "log = [\n  \"C: a1 LOGIN x y\",\n  \"S: a1 OK\",\n  \"C: a2 NOOP\",\n]\n",
        "lines = (\n  \"a1 LOGIN x y\",\n  \"a1 OK\",\n)\n",
    ] {
        let errors = Script::parse(text.as_bytes(), "x").expect_err(text);
        let mut mistakes = errors.iter().map(|error| &error.mistake);
        assert!(mistakes.any(|it| matches!(it, Mistake::OtherFormat(_))), "{errors:?} in\n{text}");
    }
    // Quotes that are part of the commands, or around them in a log.
    let text = "C: a1 LIST \"\" \"*\"\nS: a1 OK\nC: a2 SEARCH (SUBJECT \"a, b\")\nS: a2 OK\n";
    assert_sends(text, &["a1 LIST \"\" \"*\"", "a2 SEARCH (SUBJECT \"a, b\")"]);
    let text = "SEND \"a1 LIST \\\"\\\" *\"\nRECV \"a1 OK\"\nSEND \"a2 NOOP\"\nRECV \"a2 OK\"\n";
    assert_sends(text, &["a1 LIST \"\" *", "a2 NOOP"]);
}

#[test]
fn a_table_whose_first_column_is_the_mark_is_read() {
    for head in ["", "| | |\n|---|---|\n", "| Side | Line |\n|---|---|\n"] {
        let text = format!(
            "{head}| C: | a1 LOGIN bea pw |\n| S: | a1 OK welcome |\n| C: | a2 SELECT INBOX |\n\
            | S: | * 3 EXISTS |\n| S: | a2 OK ok |\n| C: | a3 LOGOUT |\n| S: | * BYE |\n"
        );
        assert_sends(&text, &["a1 LOGIN bea pw", "a2 SELECT INBOX", "a3 LOGOUT"]);
    }
}

#[test]
fn nothing_of_a_mail_is_sent() {
    for text in [
        "Subject: todo\n\ndelete Archive\nThanks\n",
        "From: taro@example.com\nTo: hana@example.com\n\nnoop\nexpunge\n",
        "件名: やること\n\nq1 delete Archive\n",
    ] {
        let errors = Script::parse(text.as_bytes(), "x").expect_err(text);
        assert!(matches!(errors[0].mistake, Mistake::OtherFormat(OtherFormat::Mail)), "{errors:?}");
    }
    // A mail that quotes a session.
    let text = "Subject: IDLE\n\nHello,\n\nq1 login u p\nq1 OK\nq2 noop\nq2 OK\n";
    assert_sends(text, &["q1 login u p", "q2 noop"]);
}

#[test]
fn a_table_of_commands_with_their_names_is_no_session() {
    let row = |name: &str, command: &str| format!("| {name} | `{command}` | what it does |\n");
    let rows = [("LOGIN", "a1 LOGIN u p"), ("**STORE**", "a2 STORE 1 +FLAGS \\Deleted")];
    let table: String = rows.iter().map(|(name, command)| row(name, command)).collect();
    let table = table + &row("`EXPUNGE`", "a3 EXPUNGE") + &row("DELETE", "a4 DELETE Old");
    let errors = Script::parse(table.as_bytes(), "x").expect_err("a list");
    assert_eq!(errors[0].mistake, Mistake::OtherFormat(OtherFormat::CommandList));
    // Steps are not names, and a session may have its answers beside it.
    let steps = "| 1 | LOGIN | `a1 LOGIN u p` |\n| 2 | SELECT | `a2 SELECT INBOX` |\n\
        | 3 | LOGOUT | `a3 LOGOUT` |\n";
    assert_sends(steps, &["a1 LOGIN u p", "a2 SELECT INBOX", "a3 LOGOUT"]);
    let answered =
        steps.replace("` |\n", "` | `a1 OK` |\n").replace("| 1", "|").replace("| 2", "|");
    assert_sends(&answered, &["a1 LOGIN u p", "a2 SELECT INBOX", "a3 LOGOUT"]);
    let steps = row("1", "a1 LOGIN u p") + &row("2", "a2 SELECT INBOX") + &row("3", "a3 LOGOUT");
    assert_sends(&steps, &["a1 LOGIN u p", "a2 SELECT INBOX", "a3 LOGOUT"]);
}
