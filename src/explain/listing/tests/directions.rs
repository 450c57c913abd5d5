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
