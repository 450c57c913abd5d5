//! Records of imapsh, in which each line of a literal has its mark.

use super::*;

#[test]
fn literals_of_records_are_followed() {
    let record = indoc! {r"
        # imapsh record 1
        # imapsh: Log in first: login USER PASSWORD
        S: * PREAUTH hi
        C: a1 select inbox
        S: * 3 EXISTS
        S: a1 OK [READ-WRITE] x
        C: a2 fetch 2 (body[1] body[2] flags)
        S: * 2 FETCH (BODY[1] {28}
        S:   THE ␉ WORDS\x07
        S: * 0 EXISTS
        S:  BODY[2] {5}
        S: a1 OK FLAGS (\Seen))
        S: a2 OK x
    "};
    let said = explained(Language::English, record);
    for words in ["not a response", "no messages now", "No command was sent"] {
        assert!(!said.contains(words), "{said}");
    }
    assert!(said.contains("the flag \\Seen"), "{said}");
    let shown = read(record.as_bytes(), "x").expect("a text");
    assert!(shown.iter().any(|line| line.shown == ["# imapsh: Log in first: login USER PASSWORD"]));
    // A literal that ends early is read line by line.
    let cut = record.replace("{28}", "{300}");
    assert!(explained(Language::English, &cut).contains("FETCH is complete"));
}

#[test]
fn a_record_in_json_and_the_source_of_a_page_are_no_listings() {
    for text in [
        "{\"record\":1}\n{\"from\":\"server\",\"t\":0.1,\"text\":\"* OK hi\"}\n",
        "<b>S:</b> * OK hi\n<b>C:</b> a1 IDLE\n\n<b>S:</b> + idling\n<b>C:</b> DONE\n",
    ] {
        let error = read(text.as_bytes(), "x").expect_err("not a listing");
        assert!(matches!(error.mistake, Mistake::OtherFormat(_)), "{error:?}");
    }
    // The rest is explained.
    let mixed = "* OK hi\n<b>a1 NOOP</b>\na2 LOGOUT\n* BYE x\na2 OK x\n";
    assert!(read(mixed.as_bytes(), "x").is_ok());
}
