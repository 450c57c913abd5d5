//! Data that could not be read: explanations claim nothing about them, and no more than is known.

use super::last_explained;
use crate::language::Language;

fn said(session: &str) -> String {
    last_explained(Language::English, session)
}

#[test]
fn what_could_not_be_read_is_not_empty() {
    for (line, claim) in [
        ("* OK [PERMANENTFLAGS \\Seen]", "No change of a flag"),
        ("* OK [PERMANENTFLAGS (\\Seen] x", "and x"),
        ("* 2 FETCH (FLAGS \\Seen UID 5)", "no flags"),
        ("* 2 FETCH (FLAGS \\Seen)", "no flag"),
        ("* THREAD 1", "No message"),
        ("* SEARCH x", "No message"),
        ("* SORT a", "No message"),
        ("* ID (a)", "does not say"),
        ("* ENABLED (x)", "Nothing was"),
        ("* QUOTA \"\" (STORAGE 20)", "Nothing is limited"),
    ] {
        let said = said(&format!("S: {line}"));
        assert!(!said.contains(claim) && said.starts_with("# "), "{line}: {said}");
    }
    for (line, words) in [
        ("* SEARCH", "No message matches"),
        ("* ID NIL", "does not say"),
        ("* QUOTA x ()", "Nothing is limited"),
        ("* OK [PERMANENTFLAGS ()] x", "No change of a flag"),
        ("* 2 FETCH (FLAGS ())", "no flag"),
    ] {
        assert!(said(&format!("S: {line}")).contains(words), "{}", said(&format!("S: {line}")));
    }
}

#[test]
fn conditions_and_attributes_of_lists() {
    let only = said("C: a1 list (special-use) \"\" \"*\"");
    assert!(
        only.contains("Of all mailboxes, LIST shows only those with a special role."),
        "{only}"
    );
    let lsub = said("C: a1 lsub \"\" %\nS: * LSUB (\\Noselect \\HasChildren) \".\" INBOX");
    assert!(!lsub.contains("cannot be selected"), "{lsub}");
    let quotes = said("C: a1 search text 'x'");
    assert!(quotes.contains("part of what is searched for"), "{quotes}");
}

#[test]
fn another_session_follows_the_end_of_one() {
    let first = "S: * BYE too many connections\nS: * OK ready\n";
    assert!(!said(first).contains("changes nothing"), "{}", said(first));
    let refused = said(&format!("{first}C: 1 login joe ${{password}}\nS: 1 NO bad"));
    assert!(!refused.contains("none with this tag"), "{refused}");
    let second = "S: * OK hi\nC: 1 logout\nS: * BYE x\nS: 1 OK x\nS: * OK ready\n";
    assert!(!said(second).contains("changes nothing"), "{}", said(second));
}

#[test]
fn notify_has_asked_for_what_it_reports() {
    let session = "S: * PREAUTH hi\nC: a select x\nS: * 3 EXISTS\nS: a OK x\nC: b notify set (selected (MessageNew (uid flags) MessageExpunge))\nS: b OK x\nS: * 4 EXISTS\nS: * 4 FETCH (UID 7 FLAGS ())";
    assert!(!said(session).contains("without having been asked"), "{}", said(session));
}
