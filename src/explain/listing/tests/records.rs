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
fn a_record_in_json_is_no_listing() {
    let record = "{\"record\":1}\n{\"from\":\"server\",\"t\":0.1,\"text\":\"* OK hi\"}\n";
    let error = read(record.as_bytes(), "x").expect_err("not a listing");
    assert!(matches!(error.mistake, Mistake::OtherFormat(_)), "{error:?}");
}
