//! Whose line is one without a mark or a tag.

use super::*;

#[test]
fn a_refusal_with_the_first_word_of_the_line_above_is_the_servers() {
    for (line, answer) in [
        ("foo / HTTP/1.0", "foo BAD Error"),
        ("GET / HTTP/1.0", "GET BAD Error"),
        ("user taro", "user BAD Error in IMAP command"),
        ("list", "list BAD Error"),
        ("help", "help NO what"),
    ] {
        let above = format!("* OK hi\n{line}\n{answer}\n");
        for below in ["", "select inbox\nselect BAD Error\n"] {
            let messages = messages(&format!("{above}{below}a logout\n* BYE x\na OK x\n"));
            let word = first_word(line);
            assert!(messages[1].starts_with(&format!("C {word}")), "{messages:?}");
            assert_eq!(messages[2], format!("S {answer}"));
        }
    }
}

#[test]
fn an_untagged_response_without_a_mark_beside_marked_lines_is_the_servers() {
    for first in ["C: a noop\nS: a OK", "C: select x\nS: select BAD x"] {
        let messages = messages(&format!("* OK hi\n* 3 EXISTS\n{first}\nC: b noop\nS: b OK\n"));
        assert_eq!(messages[..2], ["S * OK hi", "S * 3 EXISTS"]);
    }
    let prose = "* Search the mail\n* List all of it\n\nC: a noop\nS: a OK\n";
    assert_eq!(messages(prose), ["C a noop", "S a OK"]);
}

#[test]
fn a_space_of_an_input_method_after_the_tag_is_the_cause() {
    let said =
        explained(Language::English, "* OK hi\na　login taro x\na BAD Error\nb noop\nb OK x\n");
    assert!(said.contains("full-width characters"), "{said}");
    assert!(!said.contains("No command was sent"), "{said}");
}

#[test]
fn the_only_line_of_a_listing_may_be_a_mistyped_command() {
    for (line, meant) in [
        ("a lgoin joe x", "LOGIN was probably meant"),
        ("a login: joe x", "LOGIN"),
        ("z slect x", "SELECT was probably meant"),
    ] {
        let said = explained(Language::English, &format!("{line}\n"));
        assert!(said.contains(meant), "{line}: {said}");
    }
    for prose in
        ["Hello, world", "A message from Bob", "I love mail.", "This is a login with a tag."]
    {
        assert_eq!(messages(prose), [""; 0]);
    }
}

#[test]
fn words_for_imapsh_are_not_a_tag() {
    for (word, words) in [("help", "takes \"help\" for the tag"), ("quit", "instead: logout")] {
        let listing = format!("* OK hi\n{word}\n{word} BAD Error\na noop\na OK x\n");
        let said = explained(Language::English, &listing);
        assert!(said.contains(words), "{said}");
    }
}

#[test]
fn the_placeholder_of_a_secret_is_not_in_a_name() {
    let said = explained(Language::English, "a LOGIN=joe:himitsu\na BAD x\n");
    assert!(said.contains("\"LOGIN=joe\" is not") && !said.contains("${"), "{said}");
}

#[test]
fn the_signs_of_a_page_around_a_line_are_not_part_of_it() {
    for (before, after) in [
        ("`", "`"),
        ("``", "``"),
        ("**", "**"),
        ("'''", "'''"),
        ("- `", "`"),
        ("- ", ""),
        ("2. ", ""),
    ] {
        for [client, server] in [["", ""], ["C: ", "S: "]] {
            let listing: String = [
                format!("{server}* OK hi"),
                format!("{client}a1 login joe hunter2"),
                format!("{server}a1 OK done"),
                format!("{client}a2 select INBOX"),
                format!("{server}* 5 EXISTS"),
                format!("{server}a2 OK done"),
            ]
            .map(|line| format!("{before}{line}{after}\n"))
            .concat();
            let said = [
                "S * OK hi",
                "C a1 login joe ${password}",
                "S a1 OK done",
                "C a2 select INBOX",
                "S * 5 EXISTS",
                "S a2 OK done",
            ];
            assert_eq!(messages(&listing), said, "{listing}");
            let shown = listing.replace("hunter2", "${password}");
            assert_eq!(shown_of(&listing), shown.lines().collect::<Vec<_>>());
        }
    }
}

#[test]
fn a_continuation_right_below_a_command_is_its_answer() {
    let marked = "* OK hi\nC: a1 login a b\na1 OK x\nC: a2 select INBOX\n* 5 EXISTS\na2 OK x\n\
        C: a3 idle\n+ idling\n* 6 EXISTS\n* BYE x\n";
    let said = messages(marked);
    assert_eq!(said[said.len() - 4..], ["C a3 idle", "S + idling", "S * 6 EXISTS", "S * BYE x"]);
    let bare = "* OK hi\nlogin1 login a b\nlogin1 OK x\nsel1 select INBOX\n* 5 EXISTS\n\
        sel1 OK x\nidle1 IDLE\n+ idling\n* 6 EXISTS\n* BYE x\n";
    let said = messages(bare);
    assert_eq!(said[said.len() - 4..], ["C idle1 IDLE", "S + idling", "S * 6 EXISTS", "S * BYE x"]);
}

#[test]
fn a_line_that_the_server_calls_a_wrong_tag_gets_none() {
    let said = messages("C: LOGIN joe pw\nS: * BAD Invalid tag\n");
    assert_eq!(said, ["C LOGIN joe ${password}", "S * BAD Invalid tag"]);
}

#[test]
fn a_log_may_say_more_before_a_completion_and_name_the_mechanism_of_a_login() {
    for (left_out, sent) in [
        ("LOGIN", "A1 login ${user} ${password}"),
        ("AUTHENTICATE PLAIN", "A1 AUTHENTICATE PLAIN"),
        ("AUTHENTICATE XOAUTH2", "A1 AUTHENTICATE XOAUTH2"),
    ] {
        let listing = format!(
            "* OK ready\nDEBUG IMAP: {left_out} command trace suppressed\n\
            DEBUG IMAP: {left_out} command result: A1 OK in\nA2 NOOP\nA2 OK done\n"
        );
        let said =
            ["S * OK ready", &format!("C {sent}"), "S A1 OK in", "C A2 NOOP", "S A2 OK done"];
        assert_eq!(messages(&listing), said);
        assert_eq!(shown_of(&listing), listing.lines().collect::<Vec<_>>());
    }
    // A secret before it stays hidden.
    let listing = "* OK ready\na1 noop\nlog: login taro hunter2 result: a1 OK in\n";
    assert!(!shown_of(listing).concat().contains("hunter2"), "{:?}", shown_of(listing));
}
