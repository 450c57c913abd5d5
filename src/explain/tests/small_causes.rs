//! Causes that a teacher names, and what a server has left undone.

use super::last_explained;
use crate::explain::tests::{assert_contains, assert_lacks, assert_says};
use crate::language::Language::Japanese;

const SELECTED: &str = "S: * PREAUTH hi\nC: a select A\nS: * 3 EXISTS\nS: a OK [READ-WRITE] x\n";

/// Checks that the explanation of the command has these words in each language.
fn assert_command(line: &str, english: &str, japanese: &str) {
    assert_says(format!("{SELECTED}C: b {line}"), english, japanese);
}

#[test]
fn words_after_a_mailbox_that_are_no_part_of_its_name() {
    for (line, english, japanese) in [
        ("copy 1:2 inbox.Trash (\\Seen)", "\"(\\Seen)\" is one argument too many", "(\\Seen)"),
        (
            "select INBOX; a2 noop",
            "a semicolon does not end it: NOOP belongs on a line of its own.",
            "NOOP は別の行に書きます",
        ),
        ("select inbox readonly", "EXAMINE opens a mailbox for reading only.", "EXAMINE です"),
        ("select My Folder", "such a name must be in quotes", "引用符"),
        ("examine Notes (2019)", "as in \"Notes (2019)\"", "\"Notes (2019)\""),
        ("uid move 3 Notes (old)", "as in \"Notes (old)\"", "\"Notes (old)\""),
        ("select A (7)", "\"(7)\" is one argument too many", "(7)"),
        ("getmetadata My Notes /shared/comment", "such a name must be in quotes", "引用符"),
        ("getmetadata A shared/comment", "is not the name of an annotation", "shared/comment"),
        ("replace 2 My Drafts {5}", "as in \"My Drafts\"", "\"My Drafts\""),
    ] {
        assert_command(line, english, japanese);
    }
}

#[test]
fn words_in_place_of_search_keys() {
    for (line, english, japanese) in [
        ("search FLAGS \\Seen", "written without a backslash: SEEN.", "SEEN と書きます"),
        (
            "search SEEN=false",
            "SEEN takes no value: SEEN finds the messages to which it applies, and UNSEEN finds the others.",
            "UNSEEN はそれ以外の",
        ),
        (
            "search BETWEEN 1-Jan-2024 2-Jan-2024",
            "A range of dates has two keys, as in SINCE",
            "2 つのキーで示します",
        ),
        ("search FROM = taro", "not \"=\", as in FROM taro.", "FROM taro のように"),
        ("search unseen $Junk", "KEYWORD $Junk", "KEYWORD $Junk"),
        ("search hello", "The text to look for has a key before it", "探す文字列の前には"),
        ("search foo (x)", "\"foo\" is not a registered search key.", "登録された検索キーでは"),
    ] {
        assert_command(line, english, japanese);
    }
    assert_lacks(format!("{SELECTED}C: b search foo (x)"), "has a key before it");
}

#[test]
fn forms_that_are_nearly_right() {
    for (line, english, japanese) in [
        ("fetch 1 rfc822.peek", "BODY.PEEK[] was probably meant", "BODY.PEEK[]"),
        ("fetch 1 (preview=fuzzy)", "PREVIEW was probably meant", "PREVIEW"),
        (
            "fetch 1 body[header.field (from)]",
            "The section for some header fields is HEADER.FIELDS, with an S",
            "HEADER.FIELDS です",
        ),
        ("fetch 1 body[header.fields (From,To)]", "From", "From"),
        ("authenticate PLIAN", "PLAIN was probably meant", "PLAIN"),
        ("authenticate SCRAM-SHA256", "SCRAM-SHA-256 was probably meant", "SCRAM-SHA-256"),
        ("enable UTF8", "UTF8=ACCEPT was probably meant", "UTF8=ACCEPT"),
        (
            "status \"inbox\"(messages)",
            "status \"inbox\" (messages)",
            "status \"inbox\" (messages)",
        ),
        (
            "setquota \"#user/alice\" ()",
            "removes all limits of the quota \"#user/alice\".",
            "上限をすべて取り除きます",
        ),
    ] {
        assert_command(line, english, japanese);
    }
    assert_contains("C: b fetch 1 body[header.fields (From,To)]", "comma");
}

#[test]
fn arguments_whose_form_the_grammar_does_not_show() {
    for (line, english, japanese) in [
        ("search threadid T.1", "not a valid argument of THREADID", "THREADID の正しい引数"),
        ("search not filter x/y", "not a valid argument of FILTER", "FILTER の正しい引数"),
        ("uidbatches 5000000000", "a number from 1 to 4294967295", "4294967295"),
        (
            "select A (qresync (3 9 1:40 (1:3,9 7)))",
            "one names 4 and the other 1",
            "一方が 4 個、他方が 1 個",
        ),
        (
            "list \"\" * return (metadata (maxsize 5 /private/x))",
            "\"maxsize\" is not the name of an annotation",
            "maxsize",
        ),
        ("fetch 1 body.peek[texts]", "texts is not a section", "texts というセクション"),
    ] {
        assert_command(line, english, japanese);
    }
}

#[test]
fn a_saved_search_belongs_to_the_selected_mailbox() {
    const EMPTY: &str = "so $ stands for no message";
    assert_command("uid fetch $ flags", EMPTY, "$ に当たるメッセージはありません");
    assert_command("search unanswered $", EMPTY, "");
    let saved = format!("{SELECTED}C: b uid search return (save) old\nS: b OK x\n");
    assert_lacks(format!("{saved}C: c copy $ B"), EMPTY);
    assert_contains(format!("{saved}C: c examine B\nS: c OK x\nC: d copy $ B"), EMPTY);
    assert_lacks("C: c copy $ B", EMPTY);
}

#[test]
fn a_registered_keyword_is_explained_once() {
    const SENT: &str = "$MDNSent means";
    let search = format!("{SELECTED}C: b search unkeyword $MDNSent");
    assert_contains(&search, SENT);
    assert_lacks(format!("{search}\nC: c search keyword $MDNSent"), SENT);
}

#[test]
fn data_while_no_mailbox_is_selected() {
    let (none, closed) = ("Yet no mailbox is selected", "C: b close\nS: b OK x\n");
    assert_contains(format!("{SELECTED}{closed}S: * 1 FETCH (FLAGS ())"), none);
    assert_contains(format!("{SELECTED}C: b select B\nS: b NO x\nS: * 5 EXPUNGE"), none);
    assert_lacks(format!("{SELECTED}{closed}C: c select B\nS: * 5 EXISTS"), none);
    // A listing of the server's lines alone.
    assert_lacks("S: * OK hi\nS: a1 OK x\nS: * 5 EXISTS", none);
}

#[test]
fn values_that_a_server_must_not_send() {
    for (line, english, japanese) in [
        ("* 1 FETCH (INTERNALDATE NIL)", "INTERNALDATE without a value", "INTERNALDATE"),
        ("* 1 FETCH (BODY (\"IMAGE\" \"PNG\"))", "needs seven fields", "7 つの項目"),
        ("* STATUS A (RECENT 1 recent 0)", "is reported twice", "2 回報告"),
        ("* LIST (\\UTF8Only) \"/\" B", "only be selected with the parameter UTF8", "UTF8"),
    ] {
        assert_says(format!("{SELECTED}S: {line}"), english, japanese);
    }
    for (fields, said) in [
        ("NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL", "without a sender, subject and date"),
        (
            "NIL NIL ((NIL NIL \"a\" \"x\")(\"B\" NIL \"b\" \"x\")) NIL NIL NIL NIL NIL NIL NIL",
            "from a@x and B",
        ),
    ] {
        assert_contains(format!("{SELECTED}S: * 1 FETCH (ENVELOPE ({fields}))"), said);
    }
}

#[test]
fn what_the_session_shows_about_a_refusal() {
    let limit = "S: * OK [CAPABILITY IMAP4rev1 APPENDLIMIT=50] hi\nC: a login u p\nS: a OK x\n";
    let append = format!("{limit}C: b append A {{51}}");
    assert_contains(&append, "the limit (APPENDLIMIT) is 50 octets");
    assert_contains(
        format!("{append}\nS: b NO [TOOBIG] x"),
        "the limit (APPENDLIMIT) is 50 octets",
    );
    let other = format!("{limit}S: * CAPABILITY IMAP4rev1\nC: b append A {{51}}");
    assert_lacks(other, "APPENDLIMIT");
    let login = "C: a login u p\nS: a OK x\nC: b enable UTF8=ACCEPT\nS: b OK x\n";
    let early = "allowed only after ENABLE QRESYNC";
    assert_contains(format!("{login}C: c examine A (qresync (1 2))"), early);
    assert_lacks("C: c examine A (qresync (1 2))", early);
    let none = format!("{SELECTED}S: * OK [NOMODSEQ] x\nC: b fetch 7 modseq\nS: b BAD x");
    assert_contains(none, "keeps no mod-sequences");
    assert_contains("C: a create My Notes\nS: a OK x", "CREATE has succeeded");
    assert_contains("C: a list \"\" *\nC: list \"\" %\nS: list BAD x", "found no command");
}

#[test]
fn texts_of_servers_name_causes() {
    for (lines, english, japanese) in [
        ("C: b getquota A\nS: b NO Quota root not found", "GETQUOTAROOT shows", "GETQUOTAROOT"),
        (
            "C: b store 2 flags ()\nS: b NO Message no longer exists",
            "Another session has removed",
            "別のセッション",
        ),
        (
            "S: * BYE x\nS: * OK hi\nC: b login u p\nS: b NO Please use AUTHENTICATE",
            "only AUTHENTICATE",
            "AUTHENTICATE だけ",
        ),
        (
            "S: * BYE [UNAVAILABLE] Too many connections from 192.0.2.1",
            "the address has",
            "アドレス",
        ),
        ("C: b select B\nS: b NO Folder is locked, or does not exist", "its text may say why", ""),
        (
            "S: * LIST (\\Noselect) \"/\" B\nC: b examine B\nS: b NO [CANNOT] x",
            "LIST has shown \"B\" as a name that cannot be selected",
            "選択できない",
        ),
        (
            "C: b status B (unseen)\nS: b NO [CANNOT] Mailbox is not selectable",
            "because it only has",
            "下に",
        ),
        (
            "C: b create x:y\nS: b NO [CANNOT] Illegal mark in folder name",
            "does not allow the name",
            "名前",
        ),
        ("C: b rename B bc\nS: b NO Name is too long", "does not allow the name \"bc\"", "bc"),
        (
            "C: b status B (unseen)\nS: b NO Folder does not exist or is hidden",
            "its text may say why",
            "",
        ),
        ("C: b check\nS: b NO Server is shutting down", "is stopped or restarted", "再起動"),
        ("C: b select B\nS: b NO [UTF-8-ONLY] x", "UTF-8-ONLY says", "UTF-8-ONLY は"),
    ] {
        assert_says(format!("{SELECTED}{lines}"), english, japanese);
    }
}

#[test]
fn what_the_server_has_left_undone() {
    for (lines, english, japanese) in [
        (
            "C: b store 1 +flags (\\Flagged)\nS: * 1 FETCH (FLAGS (\\Seen))\nS: b OK x",
            "a response above shows a message without \\Flagged",
            "\\Flagged のないメッセージ",
        ),
        (
            "C: b store 1 +flags (\\Flagged)\nS: * 2 FETCH (FLAGS ())\nS: * 1 FETCH (FLAGS (\\flagged))\nS: b OK x",
            "the responses above have the new flags",
            "新しいフラグは上の応答",
        ),
        (
            "C: b enable CONDSTORE X-FOO UTF8=ACCEPT\nS: * ENABLED CONDSTORE\nS: b OK x",
            "Not among what ENABLED lists: X-FOO and UTF8=ACCEPT.",
            "ENABLED の応答にないもの: X-FOO",
        ),
        (
            "S: * OK [UIDVALIDITY 77] x\nC: b status A (UIDVALIDITY)\nS: * STATUS A (UIDVALIDITY 78)",
            "UIDVALIDITY has changed from 77 to 78",
            "77 から 78 に変わりました",
        ),
    ] {
        assert_says(format!("{SELECTED}{lines}"), english, japanese);
    }
    let idle = "S: * PREAUTH [CAPABILITY IMAP4rev1 IDLE] hi\nC: a idle\nS: a BAD Select first";
    assert_contains(idle, "some servers allow IDLE only while one is");
    assert!(last_explained(Japanese, idle).contains("選択中でなければ IDLE を受け付けない"));
}
