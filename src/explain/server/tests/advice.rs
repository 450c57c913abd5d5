//! Advice after a refusal with a specific code.

use crate::explain::tests::assert_contains;
use crate::explain::tests::{assert_last_explained, last_explained};
use crate::language::Language::{English, Japanese};

#[test]
fn referrals_say_where_to_go() {
    for (session, expected) in [
        (
            "C: a1 login mike ${password}\nS: a1 NO [REFERRAL IMAP://MIKE@SERVER2/] Try SERVER2.",
            "The mailboxes of this user are on another server, at IMAP://MIKE@SERVER2/: connect to it and log in there. (RFC 2221, 4.1)",
        ),
        (
            "C: a1 login mike ${password}\nS: a1 OK [REFERRAL IMAP://MIKE@SERVER2/] x",
            "The login has succeeded: mailboxes can be listed and selected now. The user's own mailboxes are on another server, at IMAP://MIKE@SERVER2/, where a login is possible as well. (RFC 2221, 4.1)",
        ),
        (
            "C: a1 delete shared/foo\nS: a1 NO [REFERRAL IMAP://user@SERVER2/FOO] Remote mailbox.",
            "The mailbox is on another server, at IMAP://user@SERVER2/FOO: connect to it, log in there and send the command again. (RFC 2193, 4)",
        ),
    ] {
        assert_last_explained(English, &format!("S: * OK hi\n{session}"), expected);
    }
    assert_last_explained(
        Japanese,
        "S: * OK hi\nC: a1 authenticate plain\nS: a1 NO [REFERRAL imap://b/] x",
        "この利用者のメールボックスは別のサーバー（imap://b/）にあるので、そちらに接続してログインします。（RFC 2221, 4.1）",
    );
}

#[test]
fn refusals_with_a_next_step() {
    for (command, answer, english, japanese) in [
        ("delete a", "NO [HASCHILDREN] x", "have to be deleted first", "先に、"),
        ("create a (use (\\All))", "NO [USEATTR] x", "Without USE", "USE を付けなければ"),
        ("select a", "NO [NOPERM] x", "MYRIGHTS shows", "MYRIGHTS で"),
        ("select a", "NO [SERVERBUG] x", "in its logs", "ログで"),
        ("append a {9}", "NO [TOOBIG] x", "STATUS shows the limit", "STATUS で"),
        ("append a {9}", "NO [OVERQUOTA] x", "GETQUOTAROOT shows", "GETQUOTAROOT で"),
        ("append a {9}", "NO [TRYCREATE] x", "CREATE would make it", "CREATE で"),
        ("fetch 1 binary[1]", "NO [UNKNOWN-CTE] x", "BODY in place of BINARY", "BODY を使えば"),
        ("uid search return (save) all", "NO [NOTSAVED] x", "Without SAVE", "SAVE を付けない"),
        ("search filter a", "NO [UNDEFINED-FILTER a] x", "GETMETADATA reads", "GETMETADATA で"),
        ("comparator a", "NO [BADCOMPARATOR] x", "COMPARATOR without", "名前を付けない COMPARATOR"),
        ("authenticate plain", "NO [AUTHORIZATIONFAILED] x", "names no other", "指定しなければ"),
        ("login a ${password}", "NO [EXPIRED] x", "needs a new one", "新しいものが必要"),
        ("select a", "NO [NONEXISTENT] x", "LIST shows the names", "LIST で"),
        ("rename a b", "NO [ALREADYEXISTS] x", "a mailbox \"b\" already; LIST", "「b」はすでに"),
        ("create a", "NO [ALREADYEXISTS] x", "a mailbox \"a\" already; LIST", "「a」はすでに"),
    ] {
        let session = format!("S: * OK hi\nC: a1 {command}\nS: a1 {answer}");
        assert_contains(&session, english);
        let in_japanese = last_explained(Japanese, &session);
        assert!(in_japanese.contains(japanese), "{in_japanese}");
    }
    // No advice if nothing was refused.
    let warning = "S: * PREAUTH x\nS: * NO [OVERQUOTA] x";
    assert!(!last_explained(English, warning).contains("GETQUOTAROOT"));
}

#[test]
fn a_refused_charset_is_named_once() {
    for (answer, expected) in [
        (
            "NO [BADCHARSET] x",
            "The server does not support the character set koi8-r. (RFC 3501, 6.4.4)",
        ),
        (
            "NO [BADCHARSET (utf-8)] x",
            "The server does not support the character set koi8-r. The server supports these character sets: utf-8. (RFC 3501, 7.1)",
        ),
    ] {
        let session = format!(
            "S: * PREAUTH x\nC: a1 select a\nS: a1 OK x\nC: a2 search charset koi8-r text a\nS: a2 {answer}"
        );
        assert_last_explained(English, &session, expected);
    }
}
