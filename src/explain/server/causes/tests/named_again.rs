//! A fault that is named below a command is named again below the BAD that answers it.

use super::SELECTED;
use crate::explain::Explainer;
use crate::explain::tests::last_explained;
use crate::explain::tests::{assert_contains, assert_lacks};
use crate::language::Language;
use crate::messages::Messages;
use crate::protocol::syntax::{Side, Tree};

/// Checks that the fault is named below the command, and again below BAD.
fn assert_named_twice(language: Language, before: &str, line: &str, fault: &str) {
    let sent = last_explained(language, &format!("{before}C: a2 {line}"));
    assert!(sent.contains(fault), "{line}: {sent}");
    let refused = last_explained(language, &format!("{before}C: a2 {line}\nS: a2 BAD x"));
    assert!(refused.starts_with(&format!("# {fault}")), "{line}: {refused}");
    assert!(!refused.contains("If the server accepts it"), "{refused}");
}

#[test]
fn faults_of_commands_are_the_causes_of_bad() {
    let modseq = |word| {
        format!(
            "The server has said with NOMODSEQ that this mailbox keeps no mod-sequences, and then it has to answer {word} with BAD."
        )
    };
    let recent = "Only the server sets \\Recent; a client cannot change it.";
    let right = "A server has to answer BAD to a right that it does not know.";
    let no_modseqs = "S: * PREAUTH hi\nC: a1 select inbox\nS: * OK [NOMODSEQ] x\nS: a1 OK x\n";
    for (before, line, fault) in [
        (
            SELECTED,
            "thread subject utf-8 all",
            "\"subject\" is not a registered threading algorithm.",
        ),
        (
            SELECTED,
            "thread referenses utf-8 all",
            "\"referenses\" is not a registered threading algorithm. REFERENCES was probably meant.",
        ),
        (
            SELECTED,
            "search return (all partial 1:10) all",
            "PARTIAL is used once, and not together with ALL.",
        ),
        (SELECTED, "setacl x bob +wz", &format!("Not among the registered rights: z. {right}")),
        (
            SELECTED,
            "setacl x bob LRS",
            &format!(
                "Not among the registered rights: L, R and S. {right} Rights are written in lower case: lrs."
            ),
        ),
        (SELECTED, "setacl x bob +", "No rights follow the +, so SETACL would change nothing."),
        (SELECTED, "store 1 +flags (\\Recent)", recent),
        (SELECTED, "append x (\\Recent) {1}a", recent),
        (SELECTED, "replace 1 x (\\Recent) {1}a", recent),
        (
            SELECTED,
            "id (\"name\")",
            "A value is missing after the field \"name\": a string or NIL.",
        ),
        (SELECTED, "enable foo", "Not registered: foo."),
        (SELECTED, "setquota \"\" (foo 3)", "Not registered: foo."),
        (SELECTED, "create x (use (\\Foo))", "Not registered: \\Foo."),
        (SELECTED, "fetch 1 ", "An argument is missing."),
        (
            SELECTED,
            "create x (use \\Sent)",
            "The part \\Sent has to be in parentheses: create x (use (\\Sent))",
        ),
        (SELECTED, "store 11 \\Flagged", "What to do with the flags is missing: "),
        (SELECTED, "select ", "An argument is missing."),
        (SELECTED, "fetch 1 (flags) ", "The line ends with a space, which IMAP does not allow."),
        (
            SELECTED,
            "status x messages unseen",
            "The part messages unseen has to be in parentheses: status x (messages unseen)",
        ),
        (
            SELECTED,
            "fetch 1 flags uid",
            "The part flags uid has to be in parentheses: fetch 1 (flags uid)",
        ),
        (no_modseqs, "fetch 1 (modseq)", &modseq("MODSEQ")),
        (no_modseqs, "fetch 1 flags (changedsince 3)", &modseq("CHANGEDSINCE")),
        (no_modseqs, "uid store 1 (unchangedsince 3) +flags \\Seen", &modseq("UNCHANGEDSINCE")),
        (no_modseqs, "search modseq 3", &modseq("MODSEQ")),
    ] {
        assert_named_twice(Language::English, before, line, fault);
    }
}

#[test]
fn faults_are_the_causes_of_bad_in_japanese() {
    for (line, fault) in [
        ("thread subject utf-8 all", "「subject」は登録されたスレッド化の方式ではありません。"),
        ("setacl x bob Z", "登録された権限ではない文字があります: Z。"),
        ("setacl x bob -", "- の後に権限がないので、SETACL は何も変えません。"),
        ("id (\"name\")", "フィールド \"name\" の後に値がありません。"),
        ("fetch 1 ", "引数が足りません。"),
    ] {
        assert_named_twice(Language::Japanese, SELECTED, line, fault);
    }
}

/// The explanation of a valid command is not a cause of its BAD.
#[test]
fn a_valid_command_has_no_fault() {
    for line in ["id ()", "id (\"name\" NIL)", "store 1 flags ()", "thread references utf-8 all"] {
        let refused =
            last_explained(Language::English, &format!("{SELECTED}C: a2 {line}\nS: a2 BAD x"));
        let is_general = refused.contains("which the server may not have")
            || refused.contains("did not understand the command");
        assert!(is_general, "{line}: {refused}");
    }
}

/// A reader of the session sees both lines, so that the second one refers to the first.
#[test]
fn a_fault_behind_the_meaning_of_a_code_is_referred_to() {
    for (before, line, refusal, expected) in [
        (
            "",
            "select “inbox”",
            "NO [NONEXISTENT] x",
            "There is no mailbox \"“inbox”\"; LIST shows the names. The likely cause is named above, where c was sent. No mailbox",
        ),
        (
            "C: b list \"\" *\nS: * LIST () \"/\" \"A &- B\"\nS: b OK x\n",
            "select \"A & B\"",
            "NO [NONEXISTENT] x",
            "There is no mailbox \"A & B\". The likely cause is named above, where c was sent. No mailbox",
        ),
    ] {
        let session = format!("{SELECTED}{before}C: c {line}\nS: c {refusal}");
        let mut explainer = Explainer::new(Messages::new(Language::English));
        let mut said = String::new();
        for line in session.lines() {
            let (side, text) = line.split_once(": ").expect("a mark");
            said = if side == "C" {
                explainer.client(&Tree::of_line(Side::Client, text)).to_string()
            } else {
                explainer.server(&Tree::of_line(Side::Server, text)).to_string()
            };
        }
        assert!(said.starts_with(expected), "{said}");
    }
}

#[test]
fn the_name_of_the_command_in_a_text_is_not_about_the_state() {
    let session = "S: * PREAUTH hi\nC: a login joe pass word\nS: a BAD Error in IMAP command LOGIN: Unexpected extra arguments";
    let said = last_explained(Language::English, session);
    assert!(said.starts_with("# LOGIN takes two arguments"), "{said}");
    let about_state = session.replace("Unexpected extra arguments", "already logged in");
    let said = last_explained(Language::English, &about_state);
    assert!(said.starts_with("# LOGIN is allowed before a login only"), "{said}");
}

#[test]
fn codes_that_do_not_fit_the_command() {
    let login = "S: * OK hi\nC: a login joe x\nS: a NO [AUTHORIZATIONFAILED] x";
    assert_lacks(login, "other user");
    let rights = "S: * PREAUTH hi\nC: a myrights Shared\nS: * MYRIGHTS Shared lr\nS: a OK x\n\
                  C: b subscribe Shared\nS: b NO [NOPERM] no";
    assert_lacks(rights, "(l)");
}

#[test]
fn a_text_about_the_messages_comes_before_an_unknown_item() {
    let session = "S: * PREAUTH hi\nC: a select Junk\nS: * 0 EXISTS\nS: a OK [READ-WRITE] x\n\
                   C: b fetch 1 (SNIPPET (FUZZY))\nS: b BAD Invalid messageset";
    let said = last_explained(Language::English, session);
    assert!(said.contains("no message") && !said.contains("SNIPPET"), "{said}");
    assert_contains(session.replace("Invalid messageset", "what"), "SNIPPET");
}
