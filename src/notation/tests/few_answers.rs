//! Pages that answer some of their commands, show a command again to discuss it, or ask the reader to type one
//! in a sentence.

use super::kinds::{assert_refused, assert_sends};
use super::properties::acts;
use super::*;

#[test]
fn a_page_that_answers_only_the_login_is_a_session() {
    for tags in [["a1", "a2", "a3", "a4", "a5"], ["a", "b", "c", "d", "e"]] {
        let [login, list, select, create, logout] = tags;
        let text = format!(
            "Log in:\n\n{login} LOGIN taro pw\n{login} OK done\n\nList them:\n\n{list} LIST \"\" *\n\n\
            Choose one:\n\n{select} SELECT INBOX\n\nMake one:\n\n{create} CREATE Work\n\nLeave:\n\n\
            {logout} LOGOUT\n"
        );
        let sent = [
            &format!("{login} LOGIN taro pw"),
            &format!("{list} LIST \"\" *"),
            &format!("{select} SELECT INBOX"),
            &format!("{create} CREATE Work"),
            &format!("{logout} LOGOUT"),
        ];
        assert_sends(&text, &sent.map(String::as_str));
    }
    // Advice below a session has other tags, or does not end it.
    let session = "a1 LOGIN taro pw\na1 OK done\na2 SELECT INBOX\n* 3 EXISTS\na2 OK\n";
    for advice in ["a9 DELETE Work\na10 LOGOUT\n", "a3 DELETE Work\n"] {
        let text = format!("{session}\nYou could also type this:\n\n{advice}");
        let script = Script::parse(text.as_bytes(), "x").expect("a page");
        assert!(!summary(&script).iter().any(|line| line.contains("DELETE")), "{text}");
    }
}

#[test]
fn a_command_shown_again_below_prose_is_not_sent_again() {
    let again = "a2 SELECT INBOX\n* 3 EXISTS\na2 OK [READ-WRITE] done\n";
    let text = format!(
        "a1 LOGIN taro pw\na1 OK done\n{again}\nThis is the answer in detail:\n\n{again}\nNow fetch one.\n\n\
        a3 FETCH 1 FLAGS\n* 1 FETCH (FLAGS ())\na3 OK\n"
    );
    let sent = ["a1 LOGIN taro pw", "a2 SELECT INBOX", "a3 FETCH 1 FLAGS"];
    assert_sends(&text, &sent);
    let marked = text.lines().map(|line| match line {
        it if it.contains(" OK") || it.starts_with('*') => format!("S: {it}\n"),
        it if it.starts_with('a') => format!("C: {it}\n"),
        it => format!("{it}\n"),
    });
    assert_sends(&marked.collect::<String>(), &sent);
    // Another mailbox is selected meanwhile, or the command differs.
    for between in ["a3 SELECT Work\na3 OK\n\nAs above:\n\n", "a3 NOOP\na3 OK\n\nAs above:\n\n"] {
        let other = if between.contains("NOOP") { "a2 SELECT Work\na2 OK\n" } else { again };
        let text = format!("a1 LOGIN taro pw\na1 OK\n{again}{between}{other}\na4 EXPUNGE\na4 OK\n");
        let line = text.lines().collect::<Vec<_>>().iter().rposition(|it| it.starts_with("a2 S"));
        assert_refused(&text, line.unwrap_or_default() + 1, "TagUsedAgain");
    }
}

#[test]
fn a_command_below_prose_with_a_used_tag_is_sent_if_tags_do_not_count() {
    let text = "x login u p\nx OK\nx expunge\nx OK\nMark more:\nx store 1 +flags (\\Deleted)\nx OK\n\
        And again:\nx expunge\nx OK\n";
    let sent = ["x login u p", "x expunge", "x store 1 +flags (\\Deleted)", "x expunge"];
    assert_sends(text, &sent);
    // Another command with the tag is not the same one.
    let text = "a1 login u p\na1 OK\na2 delete A\na2 OK\na3 noop\na3 OK\nAs above:\na2 delete B\na2 OK\n\
        a4 noop\na4 OK\n";
    assert_refused(text, 8, "TagUsedAgain");
}

#[test]
fn a_sentence_without_quotes_may_ask_for_a_command() {
    assert_sends(
        "Type a1 LOGIN taro pw\na1 OK\nNow type a2 SELECT INBOX\n* 3 EXISTS\na2 OK\n",
        &["a1 LOGIN taro pw", "a2 SELECT INBOX"],
    );
    assert_sends(
        "a1 LOGIN taro pw と入力します。\na1 OK\n次に a2 SELECT INBOX と入力して Enter を押します。\na2 OK\n\
        a3 LOGOUTと入力する\na3 OK\n",
        &["a1 LOGIN taro pw", "a2 SELECT INBOX", "a3 LOGOUT"],
    );
    for sentence in
        ["Do not type a2 DELETE Work", "Type a2 DELETE Work now", "a2 DELETE Work と入力しない"]
    {
        let text = format!("a1 LOGIN taro pw\na1 OK\n{sentence}\na2 OK\na3 LOGOUT\na3 OK\n");
        let errors = Script::parse(text.as_bytes(), "x").err().unwrap_or_default();
        assert_eq!(errors.first().map(|it| it.line), Some(3), "{text}");
    }
}

#[test]
fn a_tag_with_the_letter_o_for_a_zero_is_one() {
    let page = ". login user pass\n. OK\nao1a fetch 1 fast\n* 1 FETCH (UID 1)\na01a OK done\n\
        a02a logout\na02a OK\n";
    let script = Script::parse(page.as_bytes(), "x").expect("no mistake");
    assert_eq!(acts(&script.items), [". login user pass", "ao1a fetch 1 fast", "a02a logout"]);
}

#[test]
fn a_login_shown_for_another_host_is_sent_once() {
    let page = "$ nc localhost 143\na login \"username\" \"password\"\n\nFrom another computer:\n\n\
        $ nc imap.example.com 143\na login \"username\" \"password\"\n\nAfter logging in:\n\n\
        b select inbox\n* 1 EXISTS\nb OK Select completed.\n";
    let script = Script::parse(page.as_bytes(), "x").expect("no mistake");
    assert_eq!(acts(&script.items), ["a login ${user} ${password}", "b select inbox"]);
}

#[test]
fn a_misprinted_tag_completes_the_command_above() {
    for (tag, printed) in [("a002", "a02"), ("a2", "A2"), ("a2", "s2"), ("a11", "all")] {
        let text = format!(
            "a1 LOGIN taro pw\na1 OK\n{tag} SELECT INBOX\n* 3 EXISTS\n{printed} OK done\n{tag}1 NOOP\n{tag}1 OK\n"
        );
        let select = format!("{tag} SELECT INBOX");
        assert_sends(&text, &["a1 LOGIN taro pw", &select, &format!("{tag}1 NOOP")]);
    }
    let text = "a1 LOGIN taro pw\na1 OK\na2 SELECT INBOX\n* 3 EXISTS\na3 OK\na4 NOOP\na4 OK\n";
    assert_refused(text, 5, "CompletionOfNoCommand");
}

#[test]
fn a_shells_variables_on_a_page_are_placeholders() {
    let text = "Connect.\n\na1 LOGIN ${MAIL_USER} \"$PASS\"\na1 OK\na2 NOOP\na2 OK\n";
    let text = text.replace("\"$PASS\"", "${PASS}");
    let script = Script::parse(text.as_bytes(), "x").expect("a page");
    assert_eq!(summary(&script), ["> a1 LOGIN ${user} ${password}", "> a2 NOOP"]);
    // A script of the user's own has variables.
    let script = Script::parse(b"a1 LOGIN ${USER} ${PASS}\na2 NOOP\n", "x").expect("a script");
    assert_eq!(summary(&script), ["> a1 LOGIN ${USER} ${PASS}", "> a2 NOOP"]);
}

#[test]
fn a_direction_above_the_command_that_it_names_is_a_heading() {
    for [list, select, leave] in [
        ["Now list the folders:", "Then select INBOX:", "Finally logout"],
        ["List all folders", "Select INBOX", "Logout"],
        ["Nun list:", "To select INBOX:", "Please logout"],
    ] {
        let text = format!(
            "a1 login u p\na1 OK\n\n{list}\na2 list \"\" \"*\"\n* LIST () \"/\" INBOX\na2 OK\n\n{select}\n\
            a3 select INBOX\n* 3 EXISTS\na3 OK\n\n{leave}\na4 logout\n* BYE\na4 OK\n"
        );
        let sent = ["a1 login u p", "a2 list \"\" \"*\"", "a3 select INBOX", "a4 logout"];
        let script = Script::parse(text.as_bytes(), "x").expect("a page");
        assert_eq!(super::properties::acts(&script.items), sent, "{text}");
    }
}

#[test]
fn a_tag_may_return_where_nothing_is_between_the_commands() {
    let text = "q1 login u p\nq1 OK\nq2 create A\nq2 OK\nq2 create B\nq2 OK\nq3 delete A\nq3 OK\nq3 delete B\nq3 OK\n";
    assert_sends(
        text,
        &["q1 login u p", "q2 create A", "q2 create B", "q3 delete A", "q3 delete B"],
    );
}

#[test]
fn tags_without_a_number_are_found_behind_signs() {
    for (before, after) in [("- ", ""), ("**", "**"), ("`", "`"), ("| ", " |"), ("| `", "` |")] {
        for [one, two] in [["a", "b"], [".", "."], ["tag", "tag"]] {
            let text = format!(
                "{before}{one} login taro pw{after}\n{before}{one} OK in{after}\n{before}{two} expunge{after}\n\
                {before}{two} OK x{after}\n"
            );
            let script = Script::parse(text.as_bytes(), "x").expect(&text);
            let sent = [format!("> {one} login taro pw"), format!("> {two} expunge")];
            assert_eq!(summary(&script), sent, "{text}");
        }
    }
    // A line that begins with a backtick is not a command with such a tag.
    assert_refused("`a1 login taro pw` - logs in\n`a2 create Work` - makes it\n", 1, "UnknownMark");
}

#[test]
fn remarks_behind_a_servers_line_do_not_matter() {
    let text = "a login u p\na OK\nb CREATE LYY //创建\nb OK\nc LIST \"\" *\n\
        * LIST () \"/\" \"INBOX\" //收件箱\nc OK\n";
    assert_sends(text, &["a login u p", "b CREATE LYY", "c LIST \"\" *"]);
}

#[test]
fn what_a_program_says_of_itself_is_not_the_rest_of_a_command() {
    let text = "[imap]: handler > K1 NOOP\n[imap]: reader < K1 OK\n[imap]: handler > K2 CHECK\n\
        [imap]: reader rcvd 57\n[imap]: reader < K2 OK\n";
    assert_sends(text, &["K1 NOOP", "K2 CHECK"]);
}

#[test]
fn a_sign_that_is_not_removed_does_not_stop_a_stream() {
    for sign in ["a)", "—", "[ ]", "iv."] {
        let text = format!("{sign} tag login taro pw\ntag OK in\n{sign} tag noop\ntag OK x\n");
        super::properties::acts_of_stream(&text);
    }
}

#[test]
fn a_listing_that_answers_what_is_not_recognized_is_not_a_success() {
    for (text, expected) in [
        ("bash# tag login u p\ntag OK in\nbash# tag noop\ntag OK\n", true),
        ("* OK ready\n", false),
        ("That is all.\n", false),
        ("a1 login u p\na1 OK in\n", false),
    ] {
        let script = Script::parse(text.as_bytes(), "x").expect(text);
        assert_eq!(script.answers_nothing(), expected, "{text}");
    }
}

/// A page that explains tags with a SELECT above the login has not selected anything by it.
#[test]
fn an_example_above_the_login_does_not_make_the_sessions_select_another_one() {
    let text = "Tags\nEach command has one. Here it is a001.\na001 select \"inbox\"\nLogging in\n\
        a001 login [user name] [password]\nThe mailboxes\na002 list \"\" \"*\"\nThis shows them all.\n\
        a002 list \"\" \"*\"\n* LIST () \"/\" INBOX\na002 OK List completed.\nSelecting\n\
        It must be selected first.\na003 select inbox\nWaiting\na004 idle\nThe answer is like this.\n\
        a004 idle\n+ idling\n* 12 EXISTS\n* 1 RECENT\nThe end\nThis has no tag.\ndone\nLeaving\n\
        a005 logout\n";
    let sent = [
        "a001 select \"inbox\"",
        "a001 login ${user} ${password}",
        "a002 list \"\" \"*\"",
        "a003 select inbox",
        "a004 idle",
        "done",
        "a005 logout",
    ];
    assert_sends(text, &sent);
}

#[test]
fn headings_stay_headings_below_a_placeholder_and_above_a_tag_with_their_number() {
    let text = "Login\na1 LOGIN username password\nCreate new folder\na2 CREATE Work\n\
        List all of them\na3 LIST \"\" \"*\"\nLogout of the server\na4 LOGOUT\n";
    let sent =
        ["a1 LOGIN ${user} ${password}", "a2 CREATE Work", "a3 LIST \"\" \"*\"", "a4 LOGOUT"];
    assert_sends(text, &sent);
    let text = "1 Login\na1 login taro pw\na1 OK in\n2 Select INBOX\na2 select INBOX\n* 3 EXISTS\n\
        a2 OK [READ-WRITE] done\n3 Delete messages\na3 noop\na3 OK done\n4 Logout\na4 logout\n\
        * BYE\na4 OK done\n";
    let script = Script::parse(text.as_bytes(), "x").expect("a page");
    let sent = ["a1 login taro pw", "a2 select INBOX", "a3 noop", "a4 logout"];
    assert_eq!(super::properties::acts(&script.items), sent);
}

#[test]
fn two_completions_directly_below_each_other_are_of_one_command() {
    let text = "* OK r\na1 LOGIN u p\na1 OK authenticated (Success)\na1 OK Login successful\n\
        a2 CAPABILITY\na2 OK Success\n";
    assert_sends(text, &["a1 LOGIN u p", "a2 CAPABILITY"]);
    // Otherwise a command between them is lost.
    for between in ["a1 OK in\n* 3 EXISTS\na1 OK", "a1 OK in\na1 OK more\na1 OK", "a1 NO x\na1 OK"]
    {
        let text = format!("* OK r\na1 LOGIN u p\n{between} done\na2 NOOP\na2 OK\n");
        let errors = Script::parse(text.as_bytes(), "x").expect_err(&text);
        assert!(matches!(errors[0].mistake, Mistake::TagUsedAgain(_)), "{errors:?}");
    }
}
