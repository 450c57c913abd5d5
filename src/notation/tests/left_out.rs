//! Omissions in listings: octets of literals, and secrets; and lines that are sent differently from how they
//! are written.

use super::kinds::{assert_refused, assert_sends};
use super::properties::{acts, acts_of_stream};
use super::*;

#[test]
fn octets_that_were_left_out_are_not_sent() {
    for text in [
        "a1 APPEND x {2}\n<omitted>\na2 NOOP\n",
        "a1 APPEND x {3}\n[binary data]\na1 OK\na2 NOOP\n",
        "a1 APPEND x {20}\n[binary data]\na2 NOOP\na2 OK\n",
        "a1 APPEND x {310}\n+ go\n...\na1 OK\na2 NOOP\n",
        "append x {310}\n(message body omitted)\n",
        "C: a1 APPEND x {2}\nC: [message]\nS: a1 OK\nC: a2 NOOP\n",
        "C: a1 LOGIN craig {9}\nS: + go\nC: <omitted>\nS: a1 OK\nC: a2 NOOP\n",
    ] {
        assert_refused(text, 1, "LiteralLeftOut");
    }
    // Exactly as long as announced, or part of the octets.
    for text in ["append x {9}\n<omitted>\n", "append x {12}\n[...]\nhello\n"] {
        assert_eq!(acts_of_stream(text)[0], text.lines().next().unwrap_or_default());
        assert!(Script::parse(text.as_bytes(), "x").is_ok(), "{text}");
    }
    assert_refused("append x {30}\n<p>\nnoop\n", 1, "LiteralIncomplete");
    // Lines that have already arrived count.
    let mut stream = ScriptStream::new("x");
    for line in ["a1 APPEND x {2}", "<omitted>"] {
        stream.push(line.as_bytes()).expect("UTF-8");
    }
    assert!(stream.next(false).is_err());
}

#[test]
fn secrets_that_were_left_out_are_asked_for() {
    for (text, sent) in [
        (
            "C: a1 AUTHENTICATE PLAIN ****** [25]\nS: a1 OK\nC: a2 NOOP\n",
            &["a1 AUTHENTICATE PLAIN ${sasl}", "a2 NOOP"][..],
        ),
        (
            "C: a1 AUTHENTICATE PLAIN\nS: +\nC: ****** [28]\nS: a1 OK\nC: a2 NOOP\n",
            &["a1 AUTHENTICATE PLAIN", "| ${sasl}", "a2 NOOP"],
        ),
        (
            "a1 AUTHENTICATE PLAIN\n+\nAGJvYgBw...\na1 OK done\na2 NOOP\na2 OK\n",
            &["a1 AUTHENTICATE PLAIN", "| ${sasl}", "a2 NOOP"],
        ),
    ] {
        let script = Script::parse(text.as_bytes(), "x").expect(text);
        assert_eq!(acts(&script.items), sent, "{text}");
    }
    let text = "C: A0 AUTHENTICATE XOAUTH2 dXNlcj1i...\nS: A0 OK\nC: A1 NOOP\n";
    let errors = Script::parse(text.as_bytes(), "x").err().unwrap_or_default();
    assert!(matches!(errors[0].mistake, Mistake::SaslNotReproducible(_)), "{errors:?}");
}

#[test]
fn a_tag_with_a_letter_of_another_script_is_named() {
    for text in [
        "\u{430}1 NOOP\n",
        "\u{430}1 NOOP\n\u{430}1 OK done\n\u{430}2 LOGOUT\n\u{430}2 OK\n",
        "\u{410}001 SELECT INBOX\n* 3 EXISTS\n",
        "C: \u{391}1 NOOP\nS: \u{391}1 OK\n",
        "x\u{440}1 NOOP\nx\u{440}1 OK done\n",
    ] {
        assert_refused(text, 1, "LookAlikeInTag");
    }
    // The server has refused it; a word is not a tag.
    let text = "\u{430}1 NOOP\n* BAD invalid tag\n";
    assert!(Script::parse(text.as_bytes(), "x").is_ok());
    assert_sends("\u{430} NOOP\n", &[""; 0]);
    assert_sends("a1 SELECT \u{430}1\n", &["a1 SELECT \u{430}1"]);
}

#[test]
fn entries_with_boxes_and_with_single_letters_are_not_sent() {
    for text in [
        "[ ] delete Archive\n[x] close ticket\n",
        "\u{2610} delete Archive\n",
        "[x] close ticket\n[x] expunge\n",
        "[x] noop\n",
    ] {
        assert_eq!(acts_of_stream(text), [""; 0], "{text}");
        let errors = Script::parse(text.as_bytes(), "x").err().unwrap_or_default();
        let list = Mistake::OtherFormat(OtherFormat::CommandList);
        assert!(errors.iter().map(|it| &it.mistake).eq([&list]), "{errors:?} in\n{text}");
    }
    assert_refused(
        "1) a LOGIN bob pw\n2) a SELECT inbox\n3) b LOGOUT\n",
        1,
        "OtherFormat(CommandList)",
    );
    let text = "a1 NOOP\n2) a LOGIN bob pw\n";
    let script = Script::parse(text.as_bytes(), "x").expect(text);
    assert_eq!(acts(&script.items), ["a1 NOOP"]);
    assert_eq!(script.remarks.unsent_commands[0].why, Why::ListEntry);
    assert_sends("[x] noop\n[x] OK done\n", &["[x] noop"]);
    assert_sends("noop\n1. a select few remain\n", &["noop"]);
}

#[test]
fn an_answered_command_in_a_sentence_is_a_mistake() {
    for text in [
        "Type a001 LOGIN bob pw and press Enter.\na001 OK LOGIN completed.\na002 LOGOUT\na002 OK\n",
        "1. Type a001 DELETE Work, and press Enter.\na001 OK done\n2. a002 LOGOUT\na002 OK\n",
        "Now a003 LIST \"\" \"*\"\n* LIST () \"/\" x\na003 OK done\na004 LOGOUT\na004 OK done\n",
    ] {
        assert_refused(text, 1, "UnknownMark");
    }
    // It is only mentioned, or was sent before.
    for text in [
        "Type a1 NOOP to wait.\na1 NOOP\na1 OK\na2 LOGOUT\na2 OK\n",
        "a1 NOOP\nThe server answers a1 NOOP so:\na1 OK\na2 LOGOUT\na2 OK\n",
    ] {
        assert_sends(text, &["a1 NOOP", "a2 LOGOUT"]);
    }
}

#[test]
fn a_label_may_be_above_an_answer() {
    let text = "Log in\n\nA1 LOGIN taro pw\nA1 OK in\n\nSelect a folder\n\nA3 SELECT INBOX\n\nResponse:\n\n* 4 EXISTS\n\
        A3 OK done\n\nDelete a folder\n\nA4 DELETE Old\n\nResponse:\n\nA4 OK done\n\nA5 LOGOUT\nA5 OK\n";
    assert_sends(text, &["A1 LOGIN taro pw", "A3 SELECT INBOX", "A4 DELETE Old", "A5 LOGOUT"]);
}

#[test]
fn a_line_cut_after_a_hidden_secret_is_sent_with_a_placeholder() {
    for (hidden, login) in [
        ("LOGIN **REDACTED**", "f2 LOGIN ${user} ${password}"),
        ("AUTHENTICATE **REDACTED**", "f2 login ${user} ${password}"),
    ] {
        let text = format!(
            "x > b'f1 NOOP'\nx < b'f1 OK'\nx > b'f2 {hidden}\nx < b'f2 OK done'\nx > b'f3 SELECT \"INBOX\"'\nx < b'f3 OK'\n"
        );
        assert_sends(&text, &["f1 NOOP", login, "f3 SELECT \"INBOX\""]);
    }
}

#[test]
fn placeholders_of_a_login_in_several_languages_are_asked_for() {
    for placeholders in [
        "your_email@gmail.com your_app_password",
        "your.email@gmail.com yourpassword",
        "utilisateur mot_de_passe",
        "votre_login votre_mot_de_passe",
        "tu_usuario tu_contraseña",
        "账号 授权码",
        "你的邮箱 你的授权码",
        "아이디 비밀번호",
        "계정 암호",
        "имя пароль",
        "BENUTZER PASSWORT",
    ] {
        let text = format!("q1 LOGIN {placeholders}\nq1 OK\nq2 noop\nq2 OK\n");
        super::kinds::assert_sends(&text, &["q1 LOGIN ${user} ${password}", "q2 noop"]);
    }
}

#[test]
fn headings_of_a_page_are_not_commands() {
    let page = |heading: &str, command: &str| {
        format!("q1 LOGIN u p\nq1 OK\n{heading}\n{command}\nq2 OK\nq3 LOGOUT\nq3 OK\n")
    };
    for (heading, command) in [
        ("Select it:", "q2 SELECT INBOX"),
        ("Select INBOX:\n", "q2 SELECT INBOX"),
        ("Select INBOX\n------------\n", "q2 SELECT INBOX"),
        ("\nSearch all\n", "q2 SEARCH ALL"),
        ("Delete mailbox", "q2 DELETE Work"),
        ("Copy this:", "q2 FETCH 1 FLAGS"),
    ] {
        assert_sends(&page(heading, command), &["q1 LOGIN u p", command, "q3 LOGOUT"]);
    }
    for tag in ["a", "tag", "."] {
        let text = format!(
            "{tag} LOGIN u p\n{tag} OK\nSelect INBOX\n{tag} SELECT INBOX\n{tag} OK\nLogout:\n{tag} LOGOUT\n{tag} OK\n"
        );
        let sent = ["LOGIN u p", "SELECT INBOX", "LOGOUT"].map(|text| format!("{tag} {text}"));
        assert_sends(&text, &sent.each_ref().map(String::as_str));
    }
    // It names another argument or another command.
    for (line, command) in [
        ("Delete Old", "q2 DELETE New"),
        ("Store 1 +flags (\\Deleted)", "q2 STORE 2 +FLAGS (\\Deleted)"),
        ("Uid expunge 5", "q2 UID FETCH 1 FLAGS"),
    ] {
        assert_refused(&page(line, command), 3, "UntaggedCommand");
    }
    for line in ["select inbox", "Select INBOX", "Delete Work"] {
        assert_refused(&page(line, "q2 FETCH 1 FLAGS"), 3, "UntaggedCommand");
        assert_refused(&page(&format!("{line}\n* 3 EXISTS"), "q2 NOOP"), 3, "UntaggedCommand");
    }
}

#[test]
fn a_list_with_plus_signs_above_the_login_is_prose() {
    let session = "q1 LOGIN u p\nq1 OK\nq2 SELECT INBOX\nq2 OK\n";
    for above in
        ["+ easy\n+ fast\n- insecure\n\n", "Pros:\n+ no client needed\n\n", "If you see\n+ Ready\n"]
    {
        assert_sends(&format!("{above}{session}"), &["q1 LOGIN u p", "q2 SELECT INBOX"]);
    }
    let octets = "+ go on\nI typed:\nq1 LOGIN u p\nq1 OK\nq2 DELETE Work\nq2 OK\n";
    assert_refused(&format!("{octets}q7 OK Append\nq8 NOOP\nq8 OK\n"), 1, "BeginningNotShown");
    assert_refused(octets, 1, "BeginningNotShown");
    let text = format!("Appended:\n{octets}q7 OK Append\nq8 NOOP\nq8 OK\n");
    assert_refused(&text, 8, "CompletionOfNoCommand");
    assert_refused("Text:\n+ go\nhello\nq2 DELETE Work\nq2 OK\n", 2, "BeginningNotShown");
}

#[test]
fn an_elision_behind_a_tag_is_not_sent() {
    for elision in ["...", "[...]", "<...>", "(snip)", "<commands>", "<snip>", "（省略）"] {
        let text = format!("C: a1 NOOP\nS: a1 OK\nC: a2 {elision}\nS: a2 OK\nC: a3 LOGOUT\n");
        assert_sends(&text, &["a1 NOOP", "a3 LOGOUT"]);
    }
    assert_sends("a1 NOOP\na1 OK\na2 ...\na2 OK\na3 LOGOUT\n", &["a1 NOOP", "a3 LOGOUT"]);
    let text =
        "C: a1 NOOP\nS: a1 OK\nC: a3 APPEND Sent {...}\nS: + go\nC: ...\nS: a3 OK\nC: a4 LOGOUT\n";
    assert_sends(text, &["a1 NOOP", "a4 LOGOUT"]);
    // Commands that may look like these.
    for command in ["a2 XFOO <x@y>", "a2 LIST \"\" \"...\"", "a2 ID (\"a\" \"b\")"] {
        let text = format!("C: a1 NOOP\nS: a1 OK\nC: {command}\nS: a2 OK\n");
        assert_sends(&text, &["a1 NOOP", command]);
    }
}

#[test]
fn a_command_of_a_script_with_a_part_left_out_is_not_sent() {
    let text = "login x y\nselect <folder>\nfetch 1 ...\nstore 1 +flags ...\nlogout\n";
    assert_sends(text, &["login x y", "logout"]);
    // Unless the next line shows that it was meant so.
    for next in ["a1 NO no", ":expect NO"] {
        let text = format!("select <folder>\n{next}\n");
        let script = Script::parse(text.as_bytes(), "x").expect("no mistake");
        assert_eq!(acts(&script.items)[0], "select <folder>");
        assert_eq!(acts_of_stream(&text)[0], "select <folder>");
    }
    for command in ["select \"<folder>\"", "search from <taro@example.com>", "list \"\" a...b"] {
        assert_sends(&format!("{command}\n"), &[command]);
    }
}

#[test]
fn a_log_that_leaves_out_an_initial_response_is_filled_in_and_none_is_repeated() {
    let omitted = "S: * OK ready\nC: 1 [INITIAL CLIENT RESPONSE (username: comms@example.org)]\n";
    assert_sends(
        &format!("{omitted}S: 1 OK in\nC: 2 NOOP\nS: 2 OK\n"),
        &["login ${user} ${password}", "2 NOOP"],
    );
    // The login is sent in place of the whole authentication.
    let answered = "S: +\nC: Y29tbXMAY29tbXMAc2VjcmV0\nS: 1 OK in\nC: 2 NOOP\nS: 2 OK\n";
    assert_sends(&format!("{omitted}{answered}"), &["login ${user} ${password}", "2 NOOP"]);
    let text = format!("S: * OK ready\n{answered}");
    let errors = Script::parse(text.as_bytes(), "x").expect_err(&text);
    let shown = format!("{errors:?}");
    assert!(!shown.contains("Y29t"), "{shown}");
}

#[test]
fn a_command_below_the_plus_of_one_without_its_size_is_not_sent() {
    let ends = ["APPEND Sent {...}", "APPEND Sent {n}", "APPEND Sent {size}", "APPEND Sent {}"];
    for end in ends {
        for (client, server) in [("C: ", "S: "), ("", "")] {
            let text = format!(
                "{client}a1 NOOP\n{server}a1 OK\n{client}a2 {end}\n{server}+ go\n\
                {client}Subject: x\n{client}\n{client}a3 DELETE Work\n"
            );
            assert_refused(&text, 4, "BeginningNotShown");
            let text = format!("{text}{server}a2 OK\n{client}a4 NOOP\n{server}a4 OK\n");
            assert_refused(&text, 4, "BeginningNotShown");
        }
    }
    for elision in ["a2 ...", "..."] {
        let text = format!("C: a1 NOOP\nS: a1 OK\nC: {elision}\nS: + go\nC: a3 DELETE Work\n");
        assert_refused(&text, 4, "BeginningNotShown");
    }
    // It was completed, or another command is answered.
    let text = "C: a1 SELECT ...\nS: a1 OK\nC: a2 IDLE\nS: + idling\nC: DONE\nS: a2 OK\n";
    assert_sends(text, &["a2 IDLE", "done"]);
    let text = "C: a1 SELECT ...\nC: a2 APPEND x {2}\nS: + go\nC: hi\nS: a2 OK\nC: a3 NOOP\n";
    assert!(Script::parse(text.as_bytes(), "x").is_ok());
}

#[test]
fn a_command_that_depends_on_one_that_is_not_sent_is_a_mistake() {
    for (text, line) in [
        // Another form of the mark.
        ("C: q1 login u p\nS: q1 OK\nC q2 select Old\nS q2 OK\nC: q3 expunge\n", 5),
        // A quotation, of which only the end is not quoted.
        (
            "> > q2 select Old\n> > q2 OK\n> Then:\n\nq3 expunge\n* 1 EXPUNGE\nq3 OK\nq3 expunge\n",
            5,
        ),
        // A placeholder.
        ("q1 login u p\nq1 OK\nq2 select <folder>\nq3 fetch 1:* body[]\n", 4),
    ] {
        assert_refused(text, line, "MissingStep");
    }
    // It is selected already, or selected by another command.
    for text in [
        "q1 examine <box>\nq2 select Work\nq2 OK\nq3 fetch 1 flags\n",
        "q2 select Work\nq2 OK\nSee q9 select WORK for more.\nq3 fetch 1 flags\n",
    ] {
        assert_sends(text, &["q2 select Work", "q3 fetch 1 flags"]);
    }
    // Another connection in the same log.
    let text = "[x] C: q1 login u p\n[x] S: q1 OK\n[x] C: q2 select Work\n[x] S: q2 OK\n\
        [y] C: q1 login u p\n[y] C: q2 select Old\n[x] C: q3 expunge\n[x] S: q3 OK\n";
    assert_sends(text, &["q1 login u p", "q2 select Work", "q3 expunge"]);
}

#[test]
fn in_a_record_nothing_is_a_placeholder() {
    let text = "# imapsh record 1\nC: a1 login t***o ${password}\nS: a1 NO no\n";
    assert_sends(text, &["a1 login t***o ${password}"]);
}

#[test]
fn a_placeholder_may_have_several_words() {
    let text = "1 SELECT inbox\n1 OK\n1 SORT (DATE) UTF-8 <search parameters>\n2 NOOP\n2 OK\n";
    assert_sends(text, &["1 SELECT inbox", "2 NOOP"]);
}

/// An input method may make the tag or the sign behind it.
#[test]
fn a_command_in_other_signs_does_not_explain_its_answer() {
    for line in [
        "ｑ２　select Trash",
        "q2：select Trash",
        "（q2）select Trash",
        "q2→select Trash",
        "q2＝select Trash",
        "The tag q2: select Trash",
    ] {
        let text = format!("q1 noop\nq1 OK\n{line}\nq2 OK done\nq3 expunge\nq3 OK\n");
        assert_refused(&text, 4, "CompletionOfNoCommand(\"q2\")");
    }
    let text =
        "q1 noop\nq1 OK\nThe tag q2 belongs to another client.\nq2 OK done\nq3 expunge\nq3 OK\n";
    assert_sends(text, &["q1 noop", "q3 expunge"]);
}

#[test]
fn a_full_width_sign_in_a_tag_is_a_mistake() {
    for line in ["＞q2 select Trash", "ｑ2 select Trash"] {
        let errors = Script::parse(format!("q1 noop\n{line}\nq3 expunge\n").as_bytes(), "x");
        let errors = errors.expect_err(line);
        assert!(format!("{errors:?}").contains("LookAlikeInTag"), "{errors:?}");
    }
}
