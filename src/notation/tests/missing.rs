//! Listings in which the beginning of a message or a command is missing, and wrong marks.

use super::kinds::{assert_refused, assert_sends};
use super::properties::acts;
use super::*;
use crate::protocol::dialogue::Expected;

#[test]
fn only_the_answer_to_the_last_command_may_lack_its_beginning() {
    for (text, line) in [
        ("a1 delete Work\na1 OK\n)\n* 2 EXISTS\n\na7 OK\n", 3),
        ("a7 delete Work\n)\na7 OK done\n", 2),
        ("* OK\na2 fetch 1 body[]\na3 delete Work\n)\na2 OK\n", 4),
        ("* OK\na2 fetch 1 body[]\na3 noop\na3 OK\nUID 3)\na2 OK\n", 5),
    ] {
        assert_refused(&format!("{text}a8 noop\na8 OK\n"), line, "BeginningNotShown");
    }
    for text in [
        "* OK\na2 fetch 1 body[]\n...\nSubject: x\n)\na2 OK\n",
        "* OK\na2 fetch 1 body[]\nThis reads it :)\na2 OK\n",
        "Subject: x\n\n)\na1 OK\na2 fetch 1 body[]\na2 OK\n",
        "a1 OK\na2 fetch 1 body[]\na2 OK\n",
    ] {
        assert_sends(text, &["a2 fetch 1 body[]"]);
    }
    // The requested answer is shown too.
    assert_sends("+ UGFzc3dvcmQ6\nc2VjcmV0\na1 OK\na2 noop\na2 OK\n", &["a2 noop"]);
}

#[test]
fn a_list_with_plus_signs_may_be_above_what_is_asked_before_a_login() {
    let list = "The commands:\n+ LOGIN logs in\n+ SELECT opens a mailbox\n\n";
    let login = "q2 LOGIN u p\nq2 OK\nq3 NOOP\nq3 OK\n";
    for first in ["CAPABILITY", "NOOP", "ID NIL", "STARTTLS"] {
        let text = format!("{list}q1 {first}\nq1 OK\n{login}");
        assert_sends(&text, &[&format!("q1 {first}"), "q2 LOGIN u p", "q3 NOOP"]);
    }
    // Octets of a message may begin below the `+`.
    let text = format!("{list}q1 CAPABILITY\nq1 OK\nq2 DELETE Work\nq2 OK\n");
    assert_refused(&text, 2, "BeginningNotShown");
    assert_refused(&format!("+ go\nq1 CAPABILITY\nq1 OK\n{login}"), 1, "BeginningNotShown");
}

#[test]
fn a_page_may_write_the_tag_of_an_answer_in_another_case() {
    let text = "* OK ready\nA1 LOGIN u p\na1 OK\nNow:\nA2 SELECT INBOX\n* 3 EXISTS\na2 OK\nA3 FETCH 1\na3 BAD x\n\
                A4 LOGOUT\n* BYE\na4 OK\n";
    assert_sends(text, &["A1 LOGIN u p", "A2 SELECT INBOX", "A3 FETCH 1", "A4 LOGOUT"]);
}

#[test]
fn an_answer_to_a_command_that_is_not_there_is_a_mistake() {
    let begin = "a1 login u p\na1 OK\na2 select inbox\na2 OK\n";
    for lost in ["a3fetch 1 flags\n", "a 3 fetch 1 flags\n", ""] {
        let text = format!("{begin}{lost}* 1 FETCH (FLAGS ())\na3 OK\na4 logout\n");
        let line = 6 + usize::from(!lost.is_empty());
        assert_refused(&text, line, "CompletionOfNoCommand");
    }
    assert_refused("a1 delete Work\na7 OK Append done\na8 noop\n", 2, "CompletionOfNoCommand");
    let marked =
        "C: a1 noop\nS: a1 OK\nS: a2 select inbox\nS: * 3 EXISTS\nS: a2 OK\nC: a3 logout\n";
    assert_refused(marked, 3, "UnknownMark");
    // The lines were left out, or the answer is an example, or the server refused the typed line.
    for between in [
        "...\na7 OK Fetch done\n",
        "If all is well, the server says:\na7 OK Fetch done\n",
        "Type the `a7` command, and the answer is\na7 OK Fetch done\n",
        "On success you get\na7 OK Fetch done\nafter a FETCH.\n",
        "成功すると次のように表示されます。\na7 OK Fetch done\n",
        "a7\na7 BAD missing command\n",
    ] {
        let text = format!("{begin}{between}a8 noop\na8 OK\n");
        let script = Script::parse(text.as_bytes(), "x").expect(&text);
        assert_eq!(acts(&script.items).last().map(String::as_str), Some("a8 noop"), "{text}");
    }
}

#[test]
fn a_tag_that_returns_after_its_completion_is_a_mistake() {
    let begin = "q1 LOGIN u p\nq1 OK\n";
    for (text, line) in [
        // Parts of a message or of another session.
        (
            "The end:\n+ Ready\nSubject: x\n\nq1 LOGIN u p\nq1 OK\nq2 DELETE Work\nq2 OK\nq2 OK APPEND done\n",
            9,
        ),
        ("q2 FETCH 1 BODY[]\nHi\nq2 OK\nq3 DELETE Work\nq3 OK\nbye\nq2 OK Fetch done\n", 9),
        ("q2 NOOP\nq2 OK\nq2 OK\n", 5),
        ("q2 xfoo\nHi,\nq3 DELETE Work\nq3 OK\nbye\nq2 OK\nq3 NOOP\nq3 OK\n", 9),
        ("Do not type\nq2 DELETE Work\nq2 OK\nq2 NOOP\nq2 OK\n", 6),
        ("q2 NOOP\nq2 OK\nq2 LOGOUT\nq2 OK\nq3 DELETE Work\nq3 OK\n", 5),
    ] {
        let text = if text.contains("LOGIN") { text.to_owned() } else { format!("{begin}{text}") };
        assert_refused(&text, line, "TagUsedAgain");
    }
    for (below, commands) in [
        ("q2 NOOP\nq2 OK\nq2 LOGOUT\nq2 OK\n", &["q2 NOOP", "q2 LOGOUT"][..]),
        ("q1 NOOP\nq1 OK\nq2 CHECK\nq2 OK\n", &["q1 NOOP", "q2 CHECK"]),
        ("q2 NOOP\nq2 OK\nq2 NO\n", &["q2 NOOP"]),
    ] {
        let sent: Vec<_> = ["q1 LOGIN u p"].iter().chain(commands).copied().collect();
        assert_sends(&format!("{begin}{below}"), &sent);
    }
}

#[test]
fn a_servers_line_may_have_a_tag_that_no_command_above_has() {
    for (text, line) in [
        ("S: a1 login x y\nC: a1 OK Logged in\n", 2),
        ("C: * OK ready\nC: a1 noop\nS: a1 OK\n", 1),
        ("-> a1 noop\n<- a1 OK\n-> a2 check\n-> a2 NO not now  # why\n-> a3 noop\n", 4),
    ] {
        assert_refused(text, line, "ServerLineAsClients");
    }
    // The listing shows that the server did not understand it.
    assert_sends("C: a1 OK\nS: a1 BAD\nC: a2 noop\nS: a2 OK\n", &["a1 OK", "a2 noop"]);
}

#[test]
fn the_clients_arrow_is_the_one_whose_commands_have_answers() {
    for [client, server] in [[">", "<"], [">>>", "<<<"], ["10:00 >", "10:00 <"], ["->", "<-"]] {
        let text = format!(
            "{server} a1 delete Work\n{server} a1 OK done\n{server} a7 OK done\n{client} a8 noop\n{server} a8 OK\n"
        );
        let script = Script::parse(text.as_bytes(), "x").expect(&text);
        assert_eq!(acts(&script.items), ["a8 noop"], "{text}");
    }
    let unclear = "< a1 delete Work\n< a1 OK done\n> a8 noop\n";
    let sent = Script::parse(unclear.as_bytes(), "x").map(|script| acts(&script.items));
    assert!(sent.is_err() || sent.is_ok_and(|sent| sent.is_empty()));
}

#[test]
fn the_size_of_a_literal_alone_is_the_rest_of_a_command() {
    for text in [
        "A1 noop\nA1 OK\nA3 APPEND x\n{5}\n+ go\nhello\nA3 OK\n",
        "C: A1 noop\nS: A1 OK\nC: A3 CREATE\n{5}\nS: + go\nC: hello\n",
        "append x\n\n{5}\nhello\n",
    ] {
        let errors = Script::parse(text.as_bytes(), "x").err().unwrap_or_default();
        let at = text.lines().position(|line| line == "{5}").unwrap_or_default();
        let near = at..=at + 1;
        assert!(errors.iter().any(|error| near.contains(&error.line)), "{errors:?} in\n{text}");
    }
}

#[test]
fn a_command_that_is_not_registered_may_lack_its_octets_too() {
    for text in [
        "a1 LOGIN u p\na1 OK\na2 XFOO {10}\nhello\n",
        "a1 LOGIN u p\na1 OK\na2 XFOO {10}\na2 OK\na3 NOOP\na3 OK\n",
        "a1 LOGIN u p\na1 OK\na2 XFOO {40}\n+ go\na3 NOOP\n",
    ] {
        assert_refused(text, 3, "LiteralIncomplete");
    }
    let text = "a1 LOGIN u p\na1 OK\na2 XFOO {5}\n+ go\nhello\na2 OK\na3 NOOP\na3 OK\n";
    assert_sends(text, &["a1 LOGIN u p", "a2 XFOO {5}", "| hello", "a3 NOOP"]);
    let text = "a1 LOGIN u p\na1 OK\na2 XFOO {5}\na2 NO\na3 NOOP\na3 OK\n";
    assert_sends(text, &["a1 LOGIN u p", "a2 XFOO {5}", "a3 NOOP"]);
}

#[test]
fn arguments_may_be_optional_or_in_one_word() {
    for command in [
        "SEARCH RETURN (ALL) MODSEQ 1234",
        "SORT RETURN (ALL) (DATE) UTF-8 MODSEQ 1234",
        "SEARCH MODSEQ \"/flags/\\\\seen\" all 620162338",
        "CONVERT 2 BINARY[3 (\"text/plain\" (\"charset\" \"us-ascii\"))]",
        "FETCH 1 UID FLAGS INTERNALDATE",
        "LIST (SUBSCRIBED) \"\" (\"a\" \"b\") RETURN (CHILDREN)",
        "STORE 1 (UNCHANGEDSINCE 5) +FLAGS.SILENT (\\Seen)",
        "GETMETADATA (DEPTH 1) \"\" /shared/x",
        "UID EXPUNGE 3:5",
        "ID NIL",
    ] {
        let command = format!("a2 {command}");
        assert_sends(&format!("C: {command}\nS: a2 OK\n"), &[&command]);
    }
    for command in [
        "STORE 1 (UNCHANGEDSINCE 5) +FLAGS",
        "LIST (SUBSCRIBED) \"\"",
        "SEARCH RETURN (ALL)",
        "APPEND x (\\Seen)",
    ] {
        assert_refused(&format!("C: a2 {command}\nS: a2 OK\nC: a3 noop\n"), 1, "LacksArguments");
    }
}

#[test]
fn commands_with_an_explanation_are_a_list() {
    for text in [
        "a1 LIST \"\" * List all folders\na2 SELECT INBOX Select the inbox\na3 DELETE x Delete the folder\na4 CREATE y Create a folder\n",
        "a select Select a mailbox\na examine Examine a mailbox\na create Create a mailbox\na noop\n",
        "| Command | Meaning |\n| --- | --- |\n| a1 NOOP | keep alive |\n| a2 DELETE x | delete it |\n| a3 EXPUNGE | \
         for good |\n",
        "| `a1 SELECT x` | 選択 |\n| `a2 DELETE x` | 削除 |\n| `a3 EXPUNGE` | 消去 |\n",
    ] {
        let errors = Script::parse(text.as_bytes(), "x").expect_err(text);
        assert!(format!("{errors:?}").contains("CommandList"), "{errors:?}");
    }
    // The steps of a session.
    let rows = "| 1 | a1 noop | look |\n| 2 | a2 check | at it |\n| 3 | a3 close | again |\n";
    assert_sends(rows, &["a1 noop", "a2 check", "a3 close"]);
    let rows = "| a1 noop | look there | a1 OK |\n| a2 check | at it | a2 OK |\n| a3 close | so | a3 OK |\n";
    assert_sends(rows, &["a1 noop", "a2 check", "a3 close"]);
    assert_sends(
        "a1 create my new folder\na2 noop\na3 check\n",
        &["a1 create my new folder", "a2 noop", "a3 check"],
    );
}

#[test]
fn what_a_page_has_put_in_place_of_ascii_is_not_sent() {
    for command in [
        "fetch 1 ﬂags",
        "fetch 1–3 flags",
        "store 1 −flags (\\Seen)",
        "uid store 1 +flags ¥Deleted",
    ] {
        let text = format!("a1 noop\na1 OK\na2 {command}\na2 OK\na3 noop\n");
        assert_refused(&text, 3, "ForeignSign");
        let command = format!("a2 {command}");
        assert_sends(&format!("a1 noop\na1 OK\n{command}\na2 BAD\n"), &["a1 noop", &command]);
        assert_sends(&format!("{command}\na3 noop\n"), &[&command, "a3 noop"]);
    }
}

#[test]
fn the_servers_mark_with_a_sign_behind_it_is_not_the_clients() {
    let text = "[IN] a2 OK\n[OUT] a3 fetch 1 flags\n[IN] * OK\n[IN] > a5 delete Work\n[IN] a3 OK\n";
    let script = Script::parse(text.as_bytes(), "x").expect(text);
    assert_eq!(acts(&script.items), ["a3 fetch 1 flags"]);
    let text = "T c: send line=Hi\nT c: send line=> z5 delete Work\nT c: send line=> z5 OK\n";
    let reading = read(text.as_bytes(), "x", &Expected::default()).expect(text);
    assert!(reading.decisions.iter().all(|it| it.why != Why::ClientMark));
}

#[test]
fn a_command_that_is_typed_again_with_its_tag_is_sent_again() {
    let login = "a1 login u p\na1 OK\n";
    for (session, sent) in [
        (
            "a2 select Inobx\na2 NO x\na2 select INBOX\na2 OK\n",
            &["a2 select Inobx", "a2 select INBOX"],
        ),
        (
            "a2 noop\na2 OK\nWait for a mail, and repeat it:\na2 noop\na2 OK\n",
            &["a2 noop", "a2 noop"],
        ),
    ] {
        let text = format!("{login}{session}a3 check\na3 OK\n");
        assert_sends(&text, &["a1 login u p", sent[0], sent[1], "a3 check"]);
    }
}

#[test]
fn two_lines_of_the_only_answer_are_a_mistake() {
    for mechanism in ["XOAUTH2", "PLAIN", "OAUTHBEARER"] {
        let [first, second] = ["dXNlcj1zb21ldXNlckBleGFtcGxl", "LmNvbQFhdXRoPUJlYXJlcg=="];
        let (begin, end) = (format!("a1 AUTHENTICATE {mechanism}\n"), "a1 OK in\na2 NOOP\n");
        for text in [
            format!("{begin}{first}\n{second}\n{end}"),
            format!("Hi,\n* OK ready\n{begin}{first}\n{second}\n{end}"),
        ] {
            let line = text.lines().count() - 2;
            let errors = Script::parse(text.as_bytes(), "x").expect_err(&text);
            assert_eq!((errors[0].line, &errors[0].mistake), (line, &Mistake::PerhapsWrapped));
        }
    }
    // So has OAuth after an error.
    let text = "a1 AUTHENTICATE XOAUTH2\ndXNlcj1hAWF1dGg9QmVhcmVyIGIBAQ==\nAQ==\na1 NO\na2 NOOP\n";
    let script = Script::parse(text.as_bytes(), "x").expect(text);
    assert_eq!(script.items.iter().filter(|it| matches!(it.kind, ItemKind::Answer(_))).count(), 2);
    // LOGIN has two answers.
    let text = "a1 AUTHENTICATE LOGIN\ndGFybw==\naGFuYWtv\na1 OK in\n";
    let script = Script::parse(text.as_bytes(), "x").expect(text);
    assert_eq!(acts(&script.items), ["a1 AUTHENTICATE LOGIN", "| dGFybw==", "| aGFuYWtv"]);
}
