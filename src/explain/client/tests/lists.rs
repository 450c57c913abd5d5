//! Lists of names and patterns in sentences.

use crate::explain::tests::{assert_contains, assert_lacks};
use crate::explain::tests::{assert_last_explained, last_explained};
use crate::language::Language::{English, Japanese};

#[test]
fn patterns_and_names() {
    for (line, english, japanese) in [
        (
            r#"C: a list "" ("A" "B" "C/%")"#,
            r#"LIST shows those of the mailboxes "A" and "B" that exist and the mailboxes that match "C/%"."#,
            "LIST はメールボックス「A」・「B」（存在するものだけ）、「C/%」に合うメールボックスを示します。",
        ),
        (
            r#"C: a list "" ("x, y" "z" "w")"#,
            r#"LIST shows those of the mailboxes "x, y"; "z"; and "w" that exist."#,
            "LIST はメールボックス「x, y」・「z」・「w」（存在するものだけ）を示します。",
        ),
        (
            r#"C: a list "" ("x*" "y*")"#,
            r#"LIST shows the mailboxes that match one of the patterns "x*" and "y*"."#,
            "LIST は「x*」・「y*」のどれかに合うメールボックスを示します。",
        ),
    ] {
        assert_contains(line, english);
        let said = last_explained(Japanese, line);
        assert!(said.contains(japanese), "{said}");
    }
}

#[test]
fn a_list_is_not_cut_within_a_phrase() {
    assert_last_explained(
        English,
        r#"C: a list "" x return (status (messages unseen recent uidnext uidvalidity deleted-storage) subscribed)"#,
        r#"LIST shows the mailbox "x", if it exists. The answer also has, for each, its STATUS (the number of messages, the number without the \Seen flag, the number with the \Recent flag (apparently announced to no other session), the next UID, UIDVALIDITY and the space that messages with the \Deleted flag take); and 1 more. (RFC 5819, 2)"#,
    );
}

#[test]
fn one_message_and_several_have_their_own_words() {
    for (line, expected) in [
        ("a copy 3 x", "puts a copy of message 3 at the end of \"x\"; the original stays."),
        (
            "a uid copy 3:4 x",
            "puts copies of the messages with UIDs 3 to 4 at the end of \"x\"; the originals stay.",
        ),
        (
            "a uid copy $ x",
            "puts copies of the messages of the saved search at the end of \"x\"; the originals stay.",
        ),
    ] {
        assert_contains(format!("C: {line}"), expected);
    }
}

#[test]
fn negative_rights_deny() {
    assert_last_explained(
        English,
        "C: a setacl inbox -bob rs",
        "SETACL denies \"bob\" exactly these rights on \"inbox\", if the server supports the - before the name: to read it (r); to change \\Seen (s). (RFC 4314, 2)",
    );
}

#[test]
fn changes_of_negative_rights() {
    let supported = "if the server supports the - before the name";
    for (rights, expected) in [
        ("+lr", "SETACL also denies \"bob\" these rights on \"inbox\", if"),
        ("-w", "SETACL no longer denies \"bob\" these rights on \"inbox\", if"),
        ("\"\"", "SETACL no longer denies \"bob\" any right on \"inbox\", if"),
    ] {
        let said = last_explained(English, &format!("C: a setacl inbox -bob {rights}"));
        assert!(said.contains(expected) && said.contains(supported), "{said}");
    }
    let said = last_explained(Japanese, "C: a setacl inbox -bob -w");
    assert!(said.contains("次の権限を「bob」に認めないという指定を取り消します"), "{said}");
}

#[test]
fn rights_in_capitals_are_corrected() {
    assert_contains("C: a setacl inbox fred RW", "Rights are written in lower case: rw.");
    let said = last_explained(Japanese, "C: a setacl inbox fred +RW");
    assert!(said.contains("権限は小文字で rw のように書きます。"), "{said}");
    assert_lacks("C: a setacl inbox fred Z", "lower case");
}
