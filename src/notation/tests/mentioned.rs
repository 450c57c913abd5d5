//! Commands that pages and mails mention or show around a session: they are not sent.

use super::kinds::{assert_refused, assert_sends};
use super::properties::{acts, acts_of_stream};
use super::*;

#[test]
fn commands_that_a_page_only_mentions_are_not_sent() {
    let session = "q1 noop\nq1 OK done\nq2 select inbox\n* 3 EXISTS\nq2 OK done\n";
    for below in [
        "\nNever use these:\n\n- `q3 delete Work` removes it\n* `q4 delete Sent`\n* q5 expunge\n1) q6 expunge\n",
        "\n| command | meaning |\n|---|---|\n| `q3 store 1:* +flags (\\Deleted)` | mark |\n| `q4 expunge` | remove |\n",
        "\nor\n\n`q3 delete Work`\n\n2. q4 rename a b\n",
    ] {
        assert_sends(&format!("{session}{below}"), &["q1 noop", "q2 select inbox"]);
    }
    let script = Script::parse(format!("- q0 delete Work\n\n{session}").as_bytes(), "x.imap");
    let script = script.expect("a page");
    assert_eq!(acts(&script.items), ["q1 noop", "q2 select inbox"]);
    assert_eq!(script.remarks.unsent_commands.len(), 1);
    // A LOGOUT that is only mentioned does not end the session.
    let overview = "| `q9 examine Sent` | open |\n| `q9 logout` | leave |\n\nExample:\n\n";
    let page = format!("{overview}{session}q3 logout\n* BYE\nq3 OK bye\n");
    assert_sends(&page, &["q1 noop", "q2 select inbox", "q3 logout"]);
    let one_tag = page.replace(['1', '2', '3', '9'], "");
    let script = Script::parse(one_tag.as_bytes(), "x.imap").expect("a page");
    assert_eq!(acts(&script.items), ["q noop", "q select inbox", "q logout"]);
    // An answer below it makes it a part of the session, and the others in the same form too.
    let listed =
        format!("{session}\nThen:\n\n- q3 check\n- q3 OK done\n\nand\n\n- q4 capability\n");
    assert_sends(&listed, &["q1 noop", "q2 select inbox", "q3 check", "q4 capability"]);
}

#[test]
fn steps_in_a_list_above_a_log_are_not_sent_from_standard_input_either() {
    let marked = "C: q1 login u p\nS: q1 OK\nC: q2 noop\nS: q2 OK\n";
    let plain = "q1 login u p\nq1 OK\nq2 noop\nq2 OK\n";
    for steps in [
        "**Steps**\n1. Connect\n2. `q1 login u p`\n3. `q3 delete Work`\n4. see error\n\n**Log**\n",
        "- q3 delete Work\n- q4 expunge\n\n",
        "再現手順\n\n1. `q3 delete Work`\n2. `q4 expunge`\n\nログ：\n\n",
        "Schritte:\n\n* `q3 delete Work`\n\n",
        "`q3 delete Work`\n\nfails with:\n\n",
        "| step |\n|---|\n| `q3 delete Work` |\n\n",
    ] {
        for session in [marked, plain] {
            assert_sends(&format!("{steps}{session}"), &["q1 login u p", "q2 noop"]);
        }
    }
    assert_sends("1. `q1 noop`\n2. `q2 check`\n", &["q1 noop", "q2 check"]);
}

/// The lines that a script sends if read whole, and the unsent lines that would be commands.
fn sent_and_named(text: &str) -> (Vec<String>, Vec<(usize, Why)>) {
    let script = Script::parse(text.as_bytes(), "x.imap");
    let script = script.unwrap_or_else(|errors| panic!("{errors:?} in\n{text}"));
    let named = script.remarks.unsent_commands.iter().map(|it| (it.line, it.why)).collect();
    (acts(&script.items), named)
}

#[test]
fn in_a_mail_only_the_quoted_session_is_sent() {
    let quoted = "> q1 noop\n> q1 OK done\n> q2 select inbox\n> * 3 EXISTS\n> q2 OK done\n";
    let advice = "\nTry this:\n\nq3 store 1:* +flags (\\Deleted)\nq4 expunge\n\n-- \nJoe\n";
    let (sent, named) = sent_and_named(&format!("On Tue, Joe wrote:\n{quoted}{advice}"));
    assert_eq!(sent, ["q1 noop", "q2 select inbox"]);
    assert_eq!(named, [(10, Why::Unquoted), (11, Why::Unquoted)]);
    assert_eq!(acts_of_stream(&format!("On Tue, Joe wrote:\n{quoted}{advice}")), sent);
    let greeted = format!("> * OK ready\n{quoted}{advice}");
    assert_eq!(acts_of_stream(&greeted), sent);
    for (mail, expected) in [
        // One tag for all, and a second part.
        (
            "> . noop\n> . OK x\nOr\n\n. expunge\n\nif you want.\n\n> . logout\n> * BYE x\n> . OK x\n",
            [". noop", ". logout"],
        ),
        // Two levels, wrapped lines, marks.
        (
            "> > q1 noop\n> > q1 OK x\n> q9 delete Work\n> > q2 check\n> > q2 OK y\n",
            ["q1 noop", "q2 check"],
        ),
        (
            "Hi.\n> q1 noop\n> * STATUS x (MESSAGES 1\n>    UNSEEN 2)\n> q1 OK x\n> q2 check\n> q2 OK\n",
            ["q1 noop", "q2 check"],
        ),
        (
            "Hi.\n| C: q1 noop\n| S: q1 OK x\n\nq9 expunge\n\n| C: q2 check\n",
            ["C: q1 noop", "C: q2 check"],
        ),
    ] {
        assert_eq!(
            sent_and_named(mail).0,
            expected.map(|it| it.trim_start_matches("C: ")),
            "{mail}"
        );
    }
    // Half a command is not sent.
    let wrapped = "Hi.\n> q1 noop\n> q1 OK x\n> q2 search from taro\nsubject lunch\n> q2 OK done\n";
    assert_refused(wrapped, 5, "PerhapsWrapped");
    assert!(!acts_of_stream(wrapped).iter().any(|it| it.starts_with("q2")));
    // A sign before the client's lines alone is their mark.
    let (sent, _) = sent_and_named("> q1 noop\nq1 OK x\n> q2 check\nq2 OK x\n");
    assert_eq!(sent, ["q1 noop", "q2 check"]);
}

#[test]
fn a_command_that_changes_something_and_is_only_spoken_of_is_not_sent() {
    let session = "* OK ready\nq1 noop\nq1 OK x\nq2 select inbox\n* 3 EXISTS\nq2 OK x\n";
    let sent = ["q1 noop", "q2 select inbox"];
    for below in [
        "\nWhat would happen if I typed this?\n\nq3 store 1:* +flags (\\Deleted)\nq4 expunge\n\nWould I lose it?\n",
        "It finds nothing. I do not want to\nq3 uid expunge 3\nof course.\n",
    ] {
        assert_sends(&format!("{session}{below}"), &sent);
        let (_, named) = sent_and_named(&format!("{session}{below}"));
        assert!(
            named.iter().all(|(_, why)| *why == Why::BesideSession) && !named.is_empty(),
            "{named:?}"
        );
    }
    // It has an answer, changes nothing, or continues with the session.
    for (below, more) in [
        ("\nThen\n\nq3 expunge\nq3 OK x\n", "q3 expunge"),
        ("\nThen\n\nq3 logout\n", "q3 logout"),
        ("q3 expunge\n", "q3 expunge"),
    ] {
        assert_sends(&format!("{session}{below}"), &[sent[0], sent[1], more]);
    }
}

/// The client's lines of a session shown with its answers.
const SESSION: &str = "* OK ready\nq1 login u p\nq1 OK x\nq2 select inbox\n* 3 EXISTS\nq2 OK x\n";

#[test]
fn an_overview_of_commands_beside_a_session_is_not_sent() {
    let sent = ["q1 login u p", "q2 select inbox"];
    for overview in [
        // As many commands as the session or more, in one block with a login.
        "q1 LOGIN user pass – log in\nq2 LIST \"\" \"*\" – list\nq3 STORE 1 +FLAGS (\\Deleted) – delete\nq4 EXPUNGE – purge\nq5 LOGOUT – bye\n",
        "q1 LOGIN user pass - log in\nq2 SELECT INBOX - open\nq3 DELETE Work - delete\n",
        "q1 LOGIN user pass (log in)\nq3 DELETE Work (delete a folder)\n",
        "q1 LOGIN user pass\nq2 SELECT INBOX\nq4 EXPUNGE\nq5 LOGOUT\n",
        "q1 LOGIN user pass\tLog in\nq3 DELETE Work\tDelete a folder\nq4 EXPUNGE\tPurge\n",
        "q3 DELETE Work\nq4 EXPUNGE\n",
        "q2 SELECT Trash\n",
        "q3 DELETE Work\nq7 LOGOUT\n",
        // With an explanation below each.
        "q3 DELETE Work\nDeletes a folder\nq4 RENAME Work Old\nRenames a folder\nq5 EXPUNGE\nPurges it\nq6 LOGOUT\n",
    ] {
        for between in ["\nSample\n", "\nSession:\n", "\n$ telnet localhost 143\nThe log:\n"] {
            for heading in ["Cheat sheet", "Commands used below:"] {
                assert_sends(&format!("{heading}\n{overview}{between}{SESSION}"), &sent);
            }
        }
        // Without a heading standard input does not wait for the session.
        let script = Script::parse(format!("{overview}\n{SESSION}").as_bytes(), "x.imap");
        assert_eq!(acts(&script.expect("a page").items), sent, "{overview}");
    }
    for overview in [
        "q3 DELETE Work – deletes a folder\nq4 RENAME Work Old – renames it\nq5 EXPUNGE – removes\n",
        "q3 DELETE Work\nDeletes a folder\nq4 RENAME Work Old\nRenames a folder\nq5 EXPUNGE\nPurges it\n",
        "q3 STORE 1 +FLAGS (\\Deleted) (marks it)\nq5 FETCH 1 BODY[] (whole mail)\nq6 DELETE Work (deletes it)\n",
        "q3 SELECT Trash\nq4 EXPUNGE\n",
        "q3 CREATE a\n\nq4 CREATE b\n\nq5 CREATE c\n\nq6 CREATE d\n",
        "q1 LOGIN hana pw\nq3 DELETE Work\n",
    ] {
        assert_sends(&format!("{SESSION}\nMore commands:\n{overview}"), &sent);
    }
}

#[test]
fn a_command_explained_in_a_sentence_is_not_sent() {
    let sent = ["q1 login u p", "q2 select inbox"];
    for sentence in [
        "q3 EXPUNGE removes all deleted messages",
        "q3 CLOSE also expunges",
        "q3 NOOP does nothing",
        "q3 LOGOUT closes the connection",
        "q3 DELETE removes mailboxes for good",
        "q3 FETCH reads whole messages",
        "q3 SEARCH finds new mails",
        "q3 expunge only expunges",
    ] {
        assert_sends(&format!("{SESSION}{sentence}\n"), &sent);
        assert_sends(
            &format!("{SESSION}{sentence}\nq4 noop\nq4 OK\n"),
            &[sent[0], sent[1], "q4 noop"],
        );
        // The listing shows the server's answer.
        let with_answer = format!("{SESSION}{sentence}\nq3 BAD x\n");
        assert_sends(&with_answer, &[sent[0], sent[1], sentence]);
        let marked = format!("C: q1 noop\nS: q1 OK\nC: {sentence}\nC: q4 noop\nS: q4 OK\n");
        let script = Script::parse(marked.as_bytes(), "x.imap").expect("no mistake");
        assert_eq!(acts(&script.items), ["q1 noop", "q4 noop"], "{marked}");
    }
    assert_refused(&format!("{SESSION}q3 CREATE my new folder\n"), 7, "PerhapsRemark");
    assert_sends(
        "q1 noop\nq2 expunge removes deleted messages\nq3 check\n",
        &["q1 noop", "q3 check"],
    );
    // In a script a mistake is sent, to see the server's answer.
    for script in ["q1 noop now\n", "q1 create my new folder\n", "q1 fetch x flags\n"] {
        assert_sends(script, &[script.trim()]);
    }
}

#[test]
fn entries_with_a_remark_after_a_colon_are_not_sent() {
    let sent = ["q1 login u p", "q2 select inbox"];
    let entries =
        "q3 DELETE <folder>: delete\nq4 EXPUNGE: purge\nq5 CREATE x: make\nq6 RENAME x y: rename\n";
    assert_sends(&format!("{SESSION}More:\n{entries}"), &sent);
    assert_sends(&format!("{SESSION}q3 DELETE <folder>: delete\n"), &sent);
    assert_refused(&format!("{SESSION}q5 CREATE x: make\nq5 OK\n"), 7, "PerhapsRemark");
    assert_sends(
        &format!("{SESSION}q5 CREATE x: this makes the mailbox\nq5 OK\n"),
        &[sent[0], sent[1], "q5 CREATE x"],
    );
}

#[test]
fn commands_whose_answers_a_page_does_not_show_are_sent() {
    for (text, sent) in [
        // The listing is cut off.
        (
            format!("{SESSION}q3 store 1 +flags \\Seen\nq4 expunge\n"),
            &["q1 login u p", "q2 select inbox", "q3 store 1 +flags \\Seen", "q4 expunge"][..],
        ),
        // Pipelined, and below prose.
        (
            format!("{SESSION}Then:\nq3 expunge\nq4 noop\nq3 OK\nq4 OK\n"),
            &["q1 login u p", "q2 select inbox", "q3 expunge", "q4 noop"],
        ),
        (
            format!("{SESSION}Then:\nq3 noop\nq4 expunge\nq4 OK\nq3 OK\n"),
            &["q1 login u p", "q2 select inbox", "q3 noop", "q4 expunge"],
        ),
        // Some answers are left out.
        (
            "First:\nq1 login u p\nNow select:\nq2 select inbox\n* 3 EXISTS\nq2 OK\n".into(),
            &["q1 login u p", "q2 select inbox"],
        ),
        (
            format!("{SESSION}Then:\nq3 create x\nq4 select x\n* 0 EXISTS\nq4 OK\n"),
            &["q1 login u p", "q2 select inbox", "q3 create x", "q4 select x"],
        ),
        (
            format!("{SESSION}Then purge it:\nq3 expunge\n...\n"),
            &["q1 login u p", "q2 select inbox", "q3 expunge"],
        ),
        (
            format!("{SESSION}Then purge it:\nq3 expunge\nResponse:\nq3 OK done\n"),
            &["q1 login u p", "q2 select inbox", "q3 expunge"],
        ),
        (
            "Log in:\nq1 login u p\nq2 create x\nSelect it:\nq3 select x\n* 0 EXISTS\nq3 OK\n".into(),
            &["q1 login u p", "q2 create x", "q3 select x"],
        ),
        // One tag for all.
        (
            "Log in:\n. login u p\nSelect:\n. select inbox\n* 3 EXISTS\n. OK\nDelete:\n. expunge\n. OK\n"
                .into(),
            &[". login u p", ". select inbox", ". expunge"],
        ),
        // No answers, or only a greeting.
        (
            "Log in like this:\nq1 login u p\nand\nq2 create x\nand\nq3 logout\n".into(),
            &["q1 login u p", "q2 create x", "q3 logout"],
        ),
        (
            "* OK ready\nNow\nq1 login u p\nThe server says that you are in.\nq2 create x\nDone!\n".into(),
            &["q1 login u p", "q2 create x"],
        ),
    ] {
        let script = Script::parse(text.as_bytes(), "x.imap");
        let script = script.unwrap_or_else(|errors| panic!("{errors:?} in\n{text}"));
        assert_eq!(acts(&script.items), sent, "{text}");
    }
}

#[test]
fn text_around_a_command_is_not_sent() {
    for (text, sent) in [
        ("mysql> select inbox;\nERROR\nmysql> delete from mail;\nmysql> noop\nOK\n", &[][..]),
        ("localhost> delete user.hana\nlocalhost> rename a b\nlocalhost> noop\n", &[]),
        ("time=1 msg=\"C: q1 noop\"\ntime=1 msg=\"S: q1 OK\"\n", &["q1 noop"]),
        ("C : « q1 noop »\nS : « q1 OK »\n", &["q1 noop"]),
        ("q1 noop<CRLF>\nq1 OK x\nq2 check⏎\nq2 OK x\n", &["q1 noop", "q2 check"]),
        (
            "q1 noop    (rien)\nq1 OK x\nq2 login u p     (Anmeldung)\nq2 OK\n",
            &["q1 noop", "q2 login u p"],
        ),
        (
            "== IMAP ==\n{| class=\"x\"\n! Client !! Server\n|-\n| q1 noop || q1 OK x\n|-\n| q2 check || q2 OK\n|}\n",
            &["q1 noop", "q2 check"],
        ),
        ("C: q1 noop\nS: q1 OK\n\nC: q2 delete Work would be sent.\n", &["q1 noop"]),
        ("q1 noop\nq1 OK x\nq2 select <folder>\nq2 OK\nq3 check\n", &["q1 noop", "q3 check"]),
        ("q1\u{a0}noop\nq1 OK x\nq2 check\u{200b}\nq2 OK\n", &["q1 noop", "q2 check"]),
        ("　q1　select　Work\nq1 OK x\nq2　search text \"a　b\"\nq2 OK\n", {
            &["q1 select Work", "q2 search text \"a　b\""]
        }),
        (
            "noop\nI hope that this helps!\n[debug] 1#0: accept\nmx dovecot: imap: hello\nlogout\n",
            &["noop", "logout"],
        ),
    ] {
        let script = Script::parse(text.as_bytes(), "x.imap");
        let script = script.unwrap_or_else(|errors| panic!("{errors:?} in\n{text}"));
        assert_eq!(acts(&script.items), *sent, "{text}");
    }
    assert_refused("C: q1 noop\\r\\nS: q1 OK\\r\\nC: q2 delete x\nS: q2 OK\n", 1, "OtherFormat");
    let encoded =
        "Content-Transfer-Encoding: quoted-printable\n\nq1 noop\nq1 OK\nq2 list =22=22 *\n";
    assert_refused(encoded, 1, "OtherFormat(QuotedPrintable)");
    assert_refused(
        "<table><tr><td>q1 noop</td><td>q1 OK</td></tr>\n</table>\n",
        1,
        "OtherFormat(Markup)",
    );
}

#[test]
fn a_text_without_sent_lines_is_reported() {
    let does_nothing = |text: &str| {
        let script = Script::parse(text.as_bytes(), "x.imap").expect("no mistake");
        script.remarks.does_nothing
    };
    assert!(does_nothing("verify return:1\nCONNECTED(00000003)\n"));
    assert!(does_nothing(
        "00000000  61 31 20 6e 6f 6f 70 0d  0a                       |a1 noop..|\n"
    ));
    assert!(does_nothing(">>> m.select('INBOX')\n('OK', [b'3'])\n>>> import imaplib\n"));
    assert!(does_nothing("That is all of it.\n"));
    for sign in ["#", "//", ";;"] {
        for [client, server] in [["", ""], ["C: ", "S: "]] {
            let lines = [(client, "a1 login u p"), (server, "a1 OK"), (client, "a2 select inbox")];
            let lines = lines.iter().map(|(mark, line)| format!("{sign} {mark}{line}\n"));
            let text = lines.collect::<String>();
            assert!(does_nothing(&text), "{text}");
            assert!(!does_nothing(&format!("{text}a3 noop\n")));
        }
    }
    for text in ["", "# nothing\n", "noop\n", ":wait 1s\n* 3 EXISTS\n"] {
        assert!(!does_nothing(text), "{text}");
    }
}

#[test]
fn a_code_that_a_program_has_wrapped_is_one_line() {
    let text = "* OK ready\nq1 login u p\nq1 OK [CAPABILITY IMAP4rev1 IDLE\nSORT SORT=DISPLAY THREAD=REFERENCES] in\nq2 noop\nq2 OK\n";
    assert_sends(text, &["q1 login u p", "q2 noop"]);
}

#[test]
fn a_text_that_is_escaped_as_markdown() {
    let text = "\\* OK ready\nA1 LOGIN u p\nA1 OK in\nA1 LIST \"\" \"*\"\n\
        \\* LIST (\\HasNoChildren) \"/\" \"INBOX\"\n\\* LIST () \"/\" Sent\nA1 OK done\n";
    assert_sends(text, &["A1 LOGIN u p", "A1 LIST \"\" \"*\""]);
    let text = "> \\* OK ready\n> q1 login u p\n> q1 OK in\n> q2 lsub \"\" \\*\n> q2 OK\n\
        > q3 select my\\_box\n> q3 OK\n> q4 uid fetch 1:\\* body.peek\\[\\]\\<0.9\\>\n> q4 OK\n\
        > q5 store 1 flags (\\\\Seen)\n> q5 OK\n> q6 create \"a\\\\b\\_c\\\"\"\n> q6 OK\n";
    let sent = [
        "q1 login u p",
        "q2 lsub \"\" *",
        "q3 select my_box",
        "q4 uid fetch 1:* body.peek[]<0.9>",
        "q5 store 1 flags (\\Seen)",
        "q6 create \"a\\\\b_c\\\"\"",
    ];
    assert_sends(text, &sent);
    // Without such a response, only the star of a set or a pattern is escaped for certain.
    for (line, sent) in [
        ("fetch 1:\\* flags", "fetch 1:* flags"),
        ("a1 list \"\" \\*", "a1 list \"\" *"),
        ("C: a1 uid store 2:\\* +flags \\Seen", "a1 uid store 2:* +flags \\Seen"),
        ("a1 store 1 +flags (\\*)", "a1 store 1 +flags (\\*)"),
        ("a1 login u p\\*", "a1 login u p\\*"),
        ("a1 select my\\_box", "a1 select my\\_box"),
        ("a1 search subject \"\\\\\"", "a1 search subject \"\\\\\""),
    ] {
        assert_sends(&format!("{line}\n"), &[sent]);
    }
}

#[test]
fn words_beside_unfinished_commands_are_no_script() {
    let has_words_only =
        |text: &str| Script::parse(text.as_bytes(), "x").expect(text).has_words_only();
    for text in
        ["machine mail.example.com\nlogin taro\npassword hunter2\n", "Notes\n\nlogin\ngreen\n"]
    {
        assert!(has_words_only(text), "{text}");
    }
    for text in ["login u\nselect\nfoo\n", "foo\nnoop\n", "login u\n", "foo\nslect x\n"] {
        assert!(!has_words_only(text), "{text}");
    }
}
