//! Commands of other protocols and of older versions of IMAP.

use crate::explain::tests::assert_lacks;
use crate::explain::tests::{assert_last_explained, last_explained};
use crate::language::Language;

/// The server takes the word for the tag, as it does with a LOGIN without one.
#[test]
fn a_login_of_another_protocol_without_a_tag() {
    let other =
        "\"USER\" is not a command of IMAP, where this is used instead: login USER PASSWORD.";
    assert_last_explained(
        Language::English,
        "S: * OK hi\nC: USER joe",
        &format!(
            "No tag was sent: the server takes \"USER\" for the tag and \"joe\" for the command. {other} (RFC 3501, 2.2.1)"
        ),
    );
    assert_last_explained(
        Language::English,
        "S: * OK hi\nC: USER joe\nS: USER BAD x",
        &format!(
            "The server took \"USER\" for the tag and \"joe\" for the command, because no tag was sent. {other} (RFC 3501, 2.2.1)"
        ),
    );
    assert_last_explained(
        Language::Japanese,
        "S: * OK hi\nC: PASS ${password}\nS: PASS BAD x",
        "タグが送られなかったので、サーバーは「PASS」をタグ、「${password}」をコマンドと見なしました。「PASS」は IMAP のコマンドではありません。IMAP では次のコマンドを使います: login 利用者名 パスワード。（RFC 3501, 2.2.1）",
    );
    assert_lacks("S: * OK hi\nC: a1 USER joe\nS: a1 BAD x", "tag");
    let select = last_explained(Language::English, "S: * PREAUTH hi\nC: user select inbox");
    assert!(select.starts_with("# SELECT opens"), "{select}");
}

#[test]
fn commands_that_imap_no_longer_has() {
    for (line, cause) in [
        (
            "find all.mailboxes *",
            "FIND is a command of IMAP2bis (RFC 1732), and not of IMAP4rev1 or IMAP4rev2, where this is used instead: list \"\" \"*\". (RFC 3501, 6)",
        ),
        (
            "bboard x",
            "BBOARD is a command of IMAP2 (RFC 1176), and not of IMAP4rev1 or IMAP4rev2, where this is used instead: select x. (RFC 3501, 6)",
        ),
        (
            "partial 1 rfc822 1 100",
            "PARTIAL is a command of IMAP4 (RFC 1730), and not of IMAP4rev1 or IMAP4rev2, where this is used instead: fetch 1 body.peek[]<0.1000>. (RFC 3501, 6)",
        ),
    ] {
        for answer in ["", "\nS: a BAD x"] {
            assert_last_explained(
                Language::English,
                &format!("S: * OK hi\nC: a {line}{answer}"),
                cause,
            );
        }
    }
    assert_last_explained(
        Language::Japanese,
        "S: * OK hi\nC: a find mailboxes *",
        "FIND は IMAP2（RFC 1176）のコマンドで、IMAP4rev1 と IMAP4rev2 にはありません。代わりに次のコマンドを使います: lsub \"\" \"*\"。（RFC 3501, 6）",
    );
}
