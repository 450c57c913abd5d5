//! Commands about mailboxes.

use super::{assert_commands, assert_japanese};
use crate::explain::tests::assert_contains;
use crate::explain::tests::last_explained;
use crate::language::Language;

#[test]
fn select_and_examine() {
    assert_commands(&[
        (
            "a select Archive",
            "SELECT opens \"Archive\" for reading and writing; its messages are numbered from 1. (RFC 3501, 6.3.1)",
        ),
        (
            "a examine \"Sent Items\"",
            "EXAMINE opens \"Sent Items\" read-only: nothing that is done in it changes its messages or their flags. (RFC 3501, 6.3.2)",
        ),
    ]);
}

#[test]
fn changes_of_mailboxes() {
    assert_commands(&[
        (
            "a create foo/",
            "CREATE makes the mailbox \"foo/\". It is not selected. If / is the hierarchy separator, it does not belong to the name: it announces mailboxes below this one. (RFC 3501, 6.3.3)",
        ),
        (
            "a create inbox",
            "INBOX cannot be created: its name is reserved, and CREATE fails. (RFC 3501, 6.3.3)",
        ),
        (
            "a create lists/rust",
            "CREATE makes the mailbox \"lists/rust\". It is not selected. If / is the hierarchy separator, the server should also make the mailboxes above it that are missing. (RFC 3501, 6.3.3)",
        ),
        (
            "a create notes",
            "CREATE makes the mailbox \"notes\". It is not selected. (RFC 3501, 6.3.3)",
        ),
        (
            "a delete old",
            "DELETE removes the mailbox \"old\" and all its messages for good. Mailboxes below it stay. (RFC 3501, 6.3.4)",
        ),
        ("a delete INBOX", "INBOX cannot be deleted, so DELETE fails. (RFC 3501, 6.3.4)"),
        (
            "a rename inbox old",
            "Renaming INBOX is special: its messages move to the new mailbox \"old\", and INBOX remains, empty. (RFC 3501, 6.3.5)",
        ),
        (
            "a rename a b",
            "RENAME changes the name of \"a\" to \"b\"; mailboxes below it are renamed with it. (RFC 3501, 6.3.5)",
        ),
        (
            "a subscribe a",
            "SUBSCRIBE puts \"a\" on the list of subscribed mailboxes; the mailbox itself does not change. (RFC 3501, 6.3.6)",
        ),
        (
            "a unsubscribe \"b c\"",
            "UNSUBSCRIBE takes \"b c\" off the list of subscribed mailboxes; the mailbox and its messages stay. (RFC 3501, 6.3.7)",
        ),
    ]);
}

#[test]
fn lists() {
    assert_commands(&[
        ("a list \"\" *", "LIST shows all mailboxes. (RFC 3501, 6.3.8)"),
        ("a list \"\" %", "LIST shows the mailboxes on the top level. (RFC 3501, 6.3.8)"),
        (
            "a list \"\" \"\"",
            "With the empty pattern \"\", no mailbox is listed: the answer is the hierarchy separator. (RFC 3501, 6.3.8)",
        ),
        (
            "a list foo/ \"\"",
            "With the empty pattern \"\", no mailbox is listed: the answer is the hierarchy separator and the root of \"foo/\". (RFC 3501, 6.3.8)",
        ),
        (
            "a list \"\" foo/%",
            "LIST shows the mailboxes that match \"foo/%\". The % stands for any characters except the hierarchy separator. (RFC 3501, 6.3.8)",
        ),
        (
            "a list foo/ %",
            "LIST shows the mailboxes that match \"%\". The % stands for any characters except the hierarchy separator. The pattern is interpreted relative to \"foo/\". (RFC 3501, 6.3.8)",
        ),
        (
            "a list ~/ a*/%",
            "LIST shows the mailboxes that match \"a*/%\". The * stands for any characters, the % for any except the hierarchy separator. The pattern is interpreted relative to \"~/\". (RFC 3501, 6.3.8)",
        ),
        ("a list \"\" inbox", "LIST shows the mailbox \"inbox\", if it exists. (RFC 3501, 6.3.8)"),
        (
            "a lsub \"\" *",
            "LSUB shows the subscribed names among all mailboxes, even of mailboxes that no longer exist. (RFC 3501, 6.3.9)",
        ),
    ]);
}

#[test]
fn status_names_its_items() {
    assert_commands(&[
        (
            "a status Drafts (messages unseen uidnext)",
            "STATUS asks about \"Drafts\", without selecting it: the number of messages, the number without the \\Seen flag and the next UID. (RFC 3501, 6.3.10)",
        ),
        (
            "a status x (uidvalidity highestmodseq size)",
            "STATUS asks about \"x\", without selecting it: UIDVALIDITY, the highest mod-sequence and the size of all messages together. (RFC 7162, 3.1.7)",
        ),
        (
            "a status x (messages foo)",
            "STATUS asks about \"x\", without selecting it: the number of messages. \"foo\" is not a registered STATUS item. (RFC 3501, 6.3.10)",
        ),
    ]);
}

#[test]
fn mailbox_commands_are_explained_in_japanese() {
    assert_japanese(&[
        (
            "a select Archive",
            "SELECT は「Archive」を読み書きできるように開きます。メッセージには 1 から番号が付きます。（RFC 3501, 6.3.1）",
        ),
        (
            "a create foo/",
            "CREATE はメールボックス「foo/」を作ります。選択はされません。/ が階層の区切り文字なら、名前には含まれず、この下にメールボックスを作る予定だという宣言です。（RFC 3501, 6.3.3）",
        ),
        (
            "a rename inbox old",
            "INBOX の名前の変更は特別で、メッセージが新しいメールボックス「old」に移り、INBOX は空で残ります。（RFC 3501, 6.3.5）",
        ),
        (
            "a list \"\" foo/%",
            "LIST は「foo/%」に合うメールボックスを示します。% は、階層の区切り文字を除く任意の文字列を表します。（RFC 3501, 6.3.8）",
        ),
        (
            "a list foo/ \"\"",
            "空のパターン \"\" ではメールボックスは示されず、階層の区切り文字と「foo/」の根の名前が返ります。（RFC 3501, 6.3.8）",
        ),
        (
            "a lsub \"\" %",
            "LSUB は最上位のメールボックスのうち購読している名前を、もう存在しないものも含めて示します。（RFC 3501, 6.3.9）",
        ),
        (
            "a status x (messages unseen uidnext)",
            "STATUS は「x」を選択せずに、メッセージ数、\\Seen フラグの付いていないメッセージの数、次の UID を尋ねます。（RFC 3501, 6.3.10）",
        ),
        (
            "a status x (messages uidvalidity)",
            "STATUS は「x」を選択せずに、メッセージ数、UIDVALIDITY の値を尋ねます。（RFC 3501, 6.3.10）",
        ),
    ]);
}

#[test]
fn a_name_is_not_taken_for_an_option() {
    assert_commands(&[
        (
            "a select condstore",
            "SELECT opens \"condstore\" for reading and writing; its messages are numbered from 1. (RFC 3501, 6.3.1)",
        ),
        ("a create use", "CREATE makes the mailbox \"use\". It is not selected. (RFC 3501, 6.3.3)"),
        (
            "a store 1 +flags (unchangedsince)",
            "STORE adds unchangedsince to the flags of message 1. The server answers with the new flags in FETCH responses. (RFC 3501, 6.4.6)",
        ),
        (
            "a select x (annotate)",
            "SELECT opens \"x\" for reading and writing; its messages are numbered from 1. ANNOTATE asks the server to report changed annotations of messages without further request; it holds only for this one SELECT or EXAMINE. (RFC 5257, 4.2)",
        ),
    ]);
}

/// Once LIST or NAMESPACE has shown the hierarchy separator, it is not guessed.
#[test]
fn the_separator_that_the_session_has_shown() {
    for shown in ["S: * LIST () \".\" INBOX\n", "S: * NAMESPACE ((\"\" \".\")) NIL NIL\n"] {
        for (line, words) in [
            ("C: a2 create Foo.Bar", "With the hierarchy separator ., the server should also make"),
            ("C: a2 create Foo.", "The . at the end separates levels"),
            (
                "C: a2 create Foo/",
                "have the hierarchy separator .; below the same level, / is an ordinary character",
            ),
            ("C: a2 rename x x.old", "The new name is below the old one"),
            ("C: a2 create Foo/\nS: a2 OK x", "mailbox \"Foo/\" now"),
            ("C: a2 create Foo.\nS: a2 OK x", "mailbox \"Foo\" now"),
        ] {
            let said =
                last_explained(Language::English, &format!("S: * PREAUTH hi\n{shown}{line}"));
            assert!(said.contains(words) && !said.contains("# If"), "{line}: {said}");
        }
    }
    // Otherwise the mark may or may not be part of the name.
    assert_contains("S: * PREAUTH hi\nC: a create Foo/\nS: a OK x", "CREATE has succeeded");
}
