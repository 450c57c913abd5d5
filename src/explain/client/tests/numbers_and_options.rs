//! Invalid numbers and options: numbers of messages and parts, words in parentheses.

use crate::explain::tests::assert_contains;
use crate::explain::tests::last_explained;
use crate::language::Language::{English, Japanese};

const SELECTED: &str = "S: * PREAUTH hi\nC: s select inbox\nS: s OK [READ-WRITE] x\n";

/// Checks that the command's explanation and that of its BAD say this, in both languages, and the source.
fn assert_fault(command: &str, english: &str, japanese: &str, source: &str) {
    for (language, expected) in [(English, english), (Japanese, japanese)] {
        for refusal in ["", "\nS: a BAD x"] {
            let said = last_explained(language, &format!("{SELECTED}C: a {command}{refusal}"));
            assert!(said.contains(expected), "{command}: {said}");
            assert!(said.contains(source), "{command}: {said}");
        }
    }
}

fn assert_valid(command: &str, text: &str) {
    assert_contains(format!("{SELECTED}C: a {command}"), text);
}

#[test]
fn numbers_that_begin_with_0() {
    for command in [
        "fetch 01 flags",
        "store 1:05 flags (x)",
        "search 007",
        "search uid 3,04",
        "fetch 2 body[1.02]",
    ] {
        let (english, japanese) = ("begins with 0, which no number", "0 で始まっています");
        assert_fault(command, english, japanese, "RFC 3501, 9");
    }
    for command in ["uid fetch 0 flags", "copy 0:3 x"] {
        assert_fault(command, "there is no number 0", "0 という番号は", "RFC 3501, 9");
    }
    assert_valid("fetch 10 body[10.20]<0.100>", "part 10.20 of message 10");
}

#[test]
fn sections_that_are_not_parts() {
    for command in [
        "fetch 2 body[1.]",
        "fetch 2 body[1.2.]",
        "fetch 2 body[.1]",
        "fetch 2 body[1..2]",
        "fetch 2 body.peek[1mime]",
        "fetch 2 binary[3.]",
    ] {
        assert_fault(command, "does not name a part", "パートを表していません", "RFC 3501, 9");
    }
    assert_fault("fetch 2 body[0]", "there is no part 0", "パート 0 はありません", "RFC 3501, 9");
    assert_fault("fetch 2 body[mime]", "MIME needs the number", "MIME の前には", "RFC 3501, 6.4.5");
    let (english, japanese) = ("comes first: 1.2.HEADER", "1.2.HEADER と書きます");
    assert_fault("fetch 2 body[HEADER.1.2]", english, japanese, "RFC 3501, 9");
    for (command, data) in [
        ("fetch 2 body[1.mime]", "the MIME header of part 1 of"),
        ("fetch 2 body[]", "the whole text"),
        ("fetch 2 body[2.header.fields (to)]", "that is part 2"),
    ] {
        assert_valid(command, data);
    }
}

#[test]
fn options_without_parentheses() {
    for (command, option, form, source) in [
        ("search return min all", "MIN", "RETURN (MIN)", "RFC 4731, 3.1"),
        ("sort return count (date) utf-8 all", "COUNT", "RETURN (COUNT)", "RFC 5267, 3"),
        ("list \"\" * return children", "CHILDREN", "RETURN (CHILDREN)", "RFC 5258, 3"),
        ("select x condstore", "CONDSTORE", "(CONDSTORE)", "RFC 4466, 2.1"),
        ("create x use (\\Sent)", "USE", "(USE …)", "RFC 4466, 2.2"),
        ("fetch 1 flags changedsince 5", "CHANGEDSINCE", "(CHANGEDSINCE …)", "RFC 4466, 2.4"),
        (
            "store 1 unchangedsince 5 flags (x)",
            "UNCHANGEDSINCE",
            "(UNCHANGEDSINCE …)",
            "RFC 4466, 2.5",
        ),
        ("sort date utf-8 all", "DATE", "(DATE)", "RFC 5256, 3"),
        ("getmetadata depth 1 inbox /private/x", "DEPTH", "(DEPTH …)", "RFC 5464, 4.2"),
    ] {
        for beginning in [format!("{option} is a "), format!("as in {form}")] {
            let japanese = format!("{form} のように丸括弧で囲みます");
            assert_fault(command, &beginning, &japanese, source);
        }
    }
}

/// The explanations of the command and of its refusal use the same word for it.
#[test]
fn unknown_words_by_their_place() {
    for (command, english, japanese) in [
        ("sort (fromm) utf-8 all", "registered sort criterion. FROM was", "並べ替えの基準"),
        ("search return (minn) all", "registered RETURN option. MIN was", "RETURN のオプション"),
        ("list \"\" * return (childrenn)", "registered LIST option", "LIST のオプション"),
        ("list (subscribedd) \"\" *", "registered LIST option", "LIST のオプション"),
        ("select x (condstoree)", "registered parameter of SELECT", "SELECT のパラメーター"),
        ("fetch 1 flags (changedsincee 5)", "registered FETCH modifier", "FETCH の修飾子"),
        ("fetch 1 (flagz)", "registered FETCH item", "FETCH の項目"),
        ("status x (messagez)", "registered STATUS item", "STATUS の項目"),
        ("search unreadd", "registered search key", "検索キー"),
    ] {
        assert_fault(command, english, japanese, "RFC");
    }
}

#[test]
fn options_that_need_another() {
    for command in [
        "sort (reverse) utf-8 all",
        "uid sort (reverse reverse date) utf-8 all",
        "sort (date reverse) utf-8 all",
    ] {
        let (english, japanese) = ("that criterion is missing", "その基準がありません");
        assert_fault(command, english, japanese, "RFC 5256, 5");
    }
    assert_fault("sort () utf-8 all", "At least one item", "括弧の中に項目が", "RFC 5256, 5");
    assert_valid(
        "sort (reverse date subject reverse size) utf-8 all",
        "SORT looks for all messages",
    );
    for command in ["list (recursivematch) \"\" *", "list (remote recursivematch) \"\" *"] {
        let (english, japanese) = ("REMOTE alone is not enough", "REMOTE だけでは足りません");
        assert_fault(command, english, japanese, "RFC 5258, 3.1");
    }
    assert_valid("list (subscribed recursivematch) \"\" *", "LIST shows only");
}

#[test]
fn names_of_annotations() {
    for command in [
        "getmetadata inbox comment",
        "getmetadata inbox (/private/x /foo)",
        "setmetadata inbox (/comment \"x\")",
        "list \"\" * return (metadata (comment))",
    ] {
        let (english, japanese) = ("begins with /private/ or /shared/", "/private/ か /shared/");
        assert_fault(command, english, japanese, "RFC 5464, 3.2");
    }
    for command in ["getmetadata inbox /private//x", "getmetadata \"\" /shared/x/"] {
        assert_fault(command, "has single slashes", "スラッシュは続けて", "RFC 5464, 3.2");
    }
    for command in
        ["fetch 1 (annotation (comment value))", "store 1 annotation (comment (value.priv \"x\"))"]
    {
        assert_fault(command, "begins with a slash", "スラッシュで始まります", "RFC 5257, 3.2.1");
    }
    assert_valid("getmetadata inbox /SHARED/x", "GETMETADATA reads the annotation");
    assert_valid("fetch 1 (annotation (/comment value))", "FETCH returns");
}

/// Several sets up to the last message are explained in one sentence.
#[test]
fn several_sets_of_uids_up_to_the_last() {
    let command = "search uid 5:* not uid 7:* or uid 9:* seen";
    let said = last_explained(English, &format!("{SELECTED}C: a {command}"));
    assert_eq!(said.matches("at least the last message").count(), 1, "{said}");
    assert!(said.contains("UIDs from 9 on"), "{said}");
}

#[test]
fn parts_that_are_missing_or_misplaced() {
    for (command, english, japanese, source) in [
        ("fetch 1 body[header.fields]", "needs names of header", "名前を丸括弧に", "RFC 3501, 9"),
        (
            "fetch 1 body[1.header.fields.not to]",
            "FIELDS.NOT (FROM",
            "丸括弧に入れて",
            "RFC 3501, 9",
        ),
        ("fetch 1 (fast)", "FAST stands for several", "FAST はいくつもの", "RFC 3501, 6.4.5"),
        ("uid fetch 1 (uid all)", "ALL stands for several", "ALL はいくつもの", "RFC 3501, 6.4.5"),
        (
            "setmetadata inbox (/private/x)",
            "missing after /private/x",
            "値がありません",
            "RFC 5464, 4.3",
        ),
        ("search from x \\Seen", "without a backslash: SEEN", "SEEN と書きます", "RFC 3501, 6.4.4"),
        ("search unseen,flagged", "UNSEEN is written without a comma", "UNSEEN の後に", "RFC 3501"),
        ("search from bob to:alice", "as in TO alice", "TO alice のように", "RFC 3501, 6.4.4"),
        (
            "notify set (selected (messagenew))",
            "allowed only together",
            "両方そろえて",
            "RFC 5465, 5",
        ),
        (
            "sort utf-8 (date) all",
            "the wrong order: sort (date) utf-8 all",
            "引数の順序",
            "RFC 5256",
        ),
    ] {
        assert_fault(command, english, japanese, source);
    }
    assert_valid("search fuzzy (subject a from b)", "loosely");
}
