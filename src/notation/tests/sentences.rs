//! Sentences with a command in them: commands that are sent, that are mistakes, and that are only mentioned.

use super::kinds::{assert_refused, assert_sends};
use super::properties::acts;
use super::properties::acts_of_stream;
use super::*;

#[test]
fn a_quoted_command_is_sent_if_its_answer_is_shown() {
    for (first, second) in [
        (
            "4. Type `q1 login u p`, and press Enter.\n\n   q1 OK x",
            "5. Type `q2 noop`, and press Enter.\n\n   q2 OK x",
        ),
        (
            "- Type `q1 login u p` and press `Enter`.\n\n  ```output\n  q1 OK x\n  ```",
            "- Type `q2 noop`.",
        ),
        ("Now type \"q1 login u p\":\nq1 OK x", "Then enter \"q2 noop\":"),
        (
            "4. 「q1 login u p」と入力してEnterキーを押します。\nq1 OK x",
            "次に「q2 noop」と入力します。\n\n応答:",
        ),
        ("まず“q1 login u p”を入力します。\nq1 OK x", "Type the command **q2 noop** now."),
        ("Geben Sie „q1 login u p“ ein:\nServer:\nq1 OK x", "Tapez « q2 noop »."),
    ] {
        let text = format!("{first}\n{second}\n* 3 EXISTS\nq2 OK x\n");
        assert_sends(&text, &["q1 login u p", "q2 noop"]);
    }
    // All commands have the same tag, and the answers to AUTHENTICATE are in sentences too.
    assert_sends(
        "Type \"a login u p\" now.\na OK\nType \"a select inbox\" now.\n* 3 EXISTS\na OK\n",
        &["a login u p", "a select inbox"],
    );
    assert_sends(
        "1. Type `q1 AUTHENTICATE PLAIN` and press Enter. The server says:\n+\n\
         2. Type `AGEAYg==` and press Enter.\nq1 OK\n3. Type `q2 IDLE`.\n+ idling\n4. Type `DONE`.\nq2 OK\n",
        &["q1 AUTHENTICATE PLAIN", "| AGEAYg==", "q2 IDLE", "done"],
    );
    assert_sends(
        "「q1 AUTHENTICATE PLAIN」と入力します。\n+\n次に「AGEAYg==」と入力します。\nq1 OK\n",
        &["q1 AUTHENTICATE PLAIN", "| AGEAYg=="],
    );
}

#[test]
fn a_command_in_a_sentence_is_a_mistake_if_it_is_not_certain_what_was_typed() {
    for sentence in [
        "Type q1 delete Work, and press Enter.",
        "Type `q1 delete Work.`",
        "Type `q1 delete Work` or `q1 delete Old`.",
        "Type \"q1 list \"\" *\" now.",
        "- Type q1 delete Work, and press Enter.",
        "Example: type q1 login u p and press Enter",
        "「q1 delete Work と入力します。",
        // It may be a warning, or about someone else.
        "Do not type `q1 delete Work`, or the server says:",
        "Instead of `q1 delete Work`",
        "In another terminal, type `q1 delete Work`.",
        "openssl sends `q1 starttls` for us.",
        "「q1 delete Work」と入力してはいけません。",
        "Log in with \"q1 login u p\":",
    ] {
        let text = format!("{sentence}\nq1 OK x\nq2 noop\nq2 OK x\n");
        assert_refused(&text, 1, "UnknownMark");
    }
    assert_refused("`q1 append x {5}` wants octets:\n+ go\nhello\nq1 OK\n", 1, "UnknownMark");
}

/// The next commands depend on it: if a SELECT is left out, EXPUNGE acts on another mailbox.
#[test]
fn a_command_in_a_sentence_beside_marks_is_a_mistake_if_its_answer_is_shown() {
    for sentence in
        ["Then the client sends `q3 SELECT Archive`:", "Now type q3 SELECT Archive and wait."]
    {
        let text =
            format!("C: q2 SELECT INBOX\nS: q2 OK\n\n{sentence}\n\nS: q3 OK\nC: q4 EXPUNGE\n");
        assert_refused(&text, 4, "UnknownMark");
        let text = format!("C: q2 SELECT INBOX\nS: q2 OK\n\n{sentence}\n\nC: q3 NOOP\nS: q3 OK\n");
        assert_sends(&text, &["q2 SELECT INBOX", "q3 NOOP"]);
    }
}

#[test]
fn a_command_that_a_sentence_only_mentions_is_not_sent() {
    for text in [
        "Use `q1 login u p` and then `q2 noop`.\n\nq1 login u p\nq1 OK\nq2 noop\nq2 OK\n",
        "q1 login u p\nq1 OK\nThe command `q1 login u p` logs in:\nq1 OK\nq2 noop\nq2 OK\n",
        "q1 login u p\nq1 OK\nq2 noop\nq2 OK\nDo not type `q3 expunge` here.\n",
    ] {
        assert_sends(text, &["q1 login u p", "q2 noop"]);
    }
    // The answer may belong to another command or be part of a message.
    assert_sends("Avoid `q1 expunge`:\nq2 noop\nq1 OK\nq2 OK\n", &["q2 noop"]);
}

/// The other commands of the page depend on it: a mistyped SELECT is not followed by an EXPUNGE.
#[test]
fn a_command_that_is_not_registered_counts_in_a_sentence_too() {
    let page = |sentence: &str| {
        format!("q1 LOGIN u p\nq1 OK\n{sentence}\nq2 OK\nNow:\nq3 EXPUNGE\nq3 OK\n")
    };
    for (sentence, command) in [
        ("Type `q2 XFOO bar`, and press Enter.", "q2 XFOO bar"),
        ("「q2 SELCT INBOX」と入力します。", "q2 SELCT INBOX"),
        ("1. Then enter \"q2 xfoo\":", "q2 xfoo"),
    ] {
        assert_sends(&page(sentence), &["q1 LOGIN u p", command, "q3 EXPUNGE"]);
    }
    for sentence in [
        "Now type q2 XFOO and wait.",
        "The client sends `q2 SELCT INBOX`:",
        "- Then q2 XFOO bar is sent.",
        "q2 XFOO is sent now:",
    ] {
        let mistake = if sentence.starts_with('q') { "PerhapsRemark" } else { "UnknownMark" };
        assert_refused(&page(sentence), 3, mistake);
    }
    let marked = "C: q1 NOOP\nS: q1 OK\nNow q2 XFOO is sent.\nS: q2 OK\nC: q3 EXPUNGE\nS: q3 OK\n";
    assert_refused(marked, 3, "UnknownMark");
    // The command is below, or only a server's status or the tag is named.
    let text =
        "q1 LOGIN u p\nq1 OK\nNow `q2 XFOO bar` is sent:\nq2 XFOO bar\nq2 OK\nq3 NOOP\nq3 OK\n";
    assert_sends(text, &["q1 LOGIN u p", "q2 XFOO bar", "q3 NOOP"]);
    for sentence in [
        "The server answers q2 OK:",
        "Then q2 selects nothing:",
        "See RFC3501 IMAP for q2.",
        "Its answer (q2) is in RFC2971 ID:",
    ] {
        assert_sends(&page(sentence), &["q1 LOGIN u p", "q3 EXPUNGE"]);
    }
}

#[test]
fn a_remark_after_an_answer_is_not_sent() {
    for remark in ["  <- base64 of \\0a\\0b", " # user a", "   // x", " ← これ"] {
        let text = format!("q1 AUTHENTICATE PLAIN\n+\nAGEAYg=={remark}\nq1 OK\nq2 noop\nq2 OK\n");
        assert_sends(&text, &["q1 AUTHENTICATE PLAIN", "| AGEAYg==", "q2 noop"]);
    }
}

#[test]
fn blank_lines_and_a_logs_own_lines_below_a_challenge_are_not_answers() {
    let expected = ["q1 AUTHENTICATE PLAIN", "| AGEAYg==", "q2 noop"];
    for between in
        ["\n", "\n\n", "\nWROTE Jan 01 12:00:00.700 [x] -- host:y\n", "Now type the answer:\n"]
    {
        let text = format!(
            "q1 AUTHENTICATE PLAIN\n{between}+\n{between}AGEAYg==\n{between}q1 OK\nq2 noop\nq2 OK\n"
        );
        assert_sends(&text, &expected);
        let text = text.replace("AGEAYg==", "*** (28 bytes hidden)");
        assert_sends(&text, &["q1 AUTHENTICATE PLAIN", "| ${sasl}", "q2 noop"]);
    }
    // Nothing else can be the answer.
    let text = "q1 AUTHENTICATE X\n+\n\n+ xx\nYQ==\nq1 OK\nq2 noop\nq2 OK\n";
    assert_sends(text, &["q1 AUTHENTICATE X", "| ", "| YQ==", "q2 noop"]);
    // A wrapped answer is not sent in part.
    let text = "q1 AUTHENTICATE PLAIN\n+\nAGEAYmJiYmJiYmJi\nYmJiYmJiYmI=\nq1 OK\nq2 noop\n";
    assert_refused(text, 4, "PerhapsWrapped");
    assert!(!super::properties::acts_of_stream(text).iter().any(|it| it.starts_with("| ")));
}

#[test]
fn full_width_brackets_after_an_argument_outside_ascii_are_unclear_in_a_listing() {
    for command in ["CREATE テスト（作成）", "SELECT 資料【開く】"] {
        let text = format!("q1 login u p\nq1 OK\nq2 {command}\nq2 OK\nq3 noop\nq3 OK\n");
        assert_refused(&text, 3, "PerhapsRemark");
        assert_refused(&format!("C: q1 noop\nS: q1 OK\nC: q2 {command}\n"), 3, "PerhapsRemark");
        // The lines of a script are as typed.
        assert_sends(&format!("login u p\n{command}\n"), &["login u p", command]);
    }
}

#[test]
fn a_word_before_all_commands_is_their_tag() {
    let sent =
        ["tag LOGIN user pw", "tag SELECT INBOX", "tag STORE 1 +FLAGS (\\Deleted)", "tag EXPUNGE"];
    assert_sends(&sent.map(|line| format!("{line}\n")).concat(), &sent);
    assert_sends("foo select inbox\nfoo expunge\n", &["foo select inbox", "foo expunge"]);
    // A sentence has other words, and stands beside commands with tags.
    assert_sends("then select inbox\nthen delete Work\na1 noop\n", &["a1 noop"]);
}

#[test]
fn headings_in_capitals_are_not_sent() {
    let sent = ["a1 LOGIN user pw", "a2 LIST \"\" *", "a5 EXPUNGE", "a7 LOGOUT"];
    let sheet = format!(
        "LOGIN\n{}\n\nLIST mailboxes\n{}\n\nDelete\nEXPUNGE\n削除フラグの付いたメールを消します。\n{}\n\nLOGOUT\n{}\n",
        sent[0], sent[1], sent[2], sent[3]
    );
    let script = Script::parse(sheet.as_bytes(), "x.imap").expect("no mistake");
    assert_eq!(acts(&script.items), sent);
    // Without tags all of them are typed.
    assert_sends("NOOP\nEXPUNGE\n", &["NOOP", "EXPUNGE"]);
}

#[test]
fn an_answer_in_backticks_after_an_arrow_is_the_servers() {
    let page = "1. Log in: `a1 LOGIN u p`\n   → `a1 OK in`\n2. Leave: `a2 LOGOUT`\n";
    assert_refused(page, 1, "UnknownMark");
}

#[test]
fn a_heading_above_the_tagged_command_that_it_names_is_never_sent() {
    // Whatever else has no tag.
    let text = "A1 LOGIN taro pw\nDelete Folder\nA2 DELETE INBOX.Old\nnoop\nA3 RENAME a b\n";
    let is_refused = |text: &str, line| {
        let errors = Script::parse(text.as_bytes(), "x").expect_err(text);
        assert!(matches!(errors[0].mistake, Mistake::UntaggedCommand(_)), "{errors:?}");
        assert_eq!(errors[0].line, line);
    };
    is_refused(text, 2);
    // It names another command.
    is_refused("A1 LOGIN taro pw\nList Subscribed Mailboxes\nA2 LSUB \"\" *\n", 2);
    // Other commands have no tag either.
    for text in [
        "LOGIN taro pw\nSELECT INBOX\na1 SELECT Work\nLOGOUT\n",
        "login taro pw\nCreate Work\na1 create Work2\nlogout\n",
    ] {
        assert_sends(text, &text.lines().collect::<Vec<_>>());
    }
}

#[test]
fn a_capitalized_word_is_a_tag_if_a_completion_repeats_it_or_it_names_the_command() {
    assert_sends("Tag select inbox\nTag OK done\n", &["Tag select inbox"]);
    assert_sends(
        "One LOGIN u p\nOne OK\nTwo SELECT INBOX\nTwo OK\nThree LOGOUT\nThree OK\n",
        &["One LOGIN u p", "Two SELECT INBOX", "Three LOGOUT"],
    );
    let named = "Login LOGIN u p\nSelect SELECT INBOX\n";
    assert_sends(named, &named.lines().collect::<Vec<_>>());
    // Instructions, not commands that were typed.
    for text in [
        "Use SELECT INBOX\nNever DELETE Archive\n",
        "Please LOGIN u p\nPlease DELETE Archive\n",
        "login u p\nCommand DELETE Archive\nCommand EXPUNGE\nlogout\n",
    ] {
        let read = Script::parse(text.as_bytes(), "x").map(|script| acts(&script.items));
        for sent in [read.unwrap_or_default(), acts_of_stream(text)] {
            assert!(!sent.iter().any(|line| line.contains("DELETE")), "{sent:?}");
        }
    }
    for heading in [
        "Manual login & test",
        "Manual LOGIN & test",
        "Useful fetch commands & tips",
        "Anonymous login (see below)",
    ] {
        for session in [&["A1 LOGIN u p", "A2 FETCH 1 FLAGS"], &["login u p", "fetch 1 flags"]] {
            let [login, fetch] = session;
            assert_sends(&format!("{heading}\n{login}\n{fetch}\n"), session);
            assert_sends(&format!("{login}\n{heading}\n{fetch}\n"), session);
        }
    }
}

#[test]
fn a_line_in_emphasis_is_a_heading() {
    for heading in ["*Just an example*", "*Delete Folder*", "_Select the INBOX_", "**Delete x**:"] {
        assert_sends(&format!("{heading}\nnoop\n"), &["noop"]);
        assert_sends(&format!("login u p\n* OK in\n{heading}\nnoop\n"), &["login u p", "noop"]);
        assert_sends(&format!("A1 NOOP\n{heading}\nA2 NOOP\n"), &["A1 NOOP", "A2 NOOP"]);
    }
    // It may have been typed without it.
    let script = Script::parse(b"*select inbox*\nnoop\n", "x").expect("no mistake");
    assert_eq!(script.remarks.unsent_commands.len(), 1);
}

#[test]
fn headings_of_a_wiki_and_lines_of_a_log_are_not_sent() {
    for line in ["h3. Steps", "==Session==", "[2026-01-05 10:00:00]<2> open() done"] {
        assert_sends(&format!("{line}\nlogin u p\nnoop\n"), &["login u p", "noop"]);
    }
    for heading in ["h2. Login first", "h4. Select INBOX"] {
        let text = format!("{heading}\na1 login u p\n{heading}\na2 noop\n");
        assert_sends(&text, &["a1 login u p", "a2 noop"]);
    }
    let text = "- . login u p\n- . list \"\" \"*\"\n- . select x\nSign in\n";
    assert_sends(text, &[". login u p", ". list \"\" \"*\"", ". select x"]);
}

#[test]
fn a_directive_behind_an_invisible_character_is_read() {
    let script = Script::parse("noop\n\u{200b}:expect * OK\n".as_bytes(), "x").expect("no mistake");
    assert_eq!(script.items.len(), 2);
}
