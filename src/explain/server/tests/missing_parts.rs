//! Responses that were cut: the missing part is named, and no empty value is shown in its place.

use crate::explain::tests::assert_contains;
use crate::explain::tests::last_explained;
use crate::language::Language::{English, Japanese};

/// Both explanations of a line.
fn explained(line: &str) -> [String; 2] {
    [English, Japanese].map(|language| {
        let session = format!("S: * PREAUTH x\nS: {line}");
        last_explained(language, &session)
    })
}

#[test]
fn a_part_that_is_missing_is_named() {
    for (line, english, japanese) in [
        ("* LIST (\\HasNoChildren) \"/\"", "the name of the mailbox is", "メールボックス名が"),
        ("* LSUB ()", "the separator of the levels is", "階層の区切り文字が"),
        (
            "* XLIST",
            "the list of the mailbox's attributes, such as (\\HasChildren), is",
            "メールボックスの属性の一覧（(\\HasChildren) など）が",
        ),
        ("* STATUS", "the name of the mailbox is", "メールボックス名が"),
        ("* STATUS x", "the list of items with their values is", "項目と値の一覧が"),
        ("* STATUS (MESSAGES 3)", "the name of the mailbox is", "メールボックス名が"),
        ("* FLAGS", "the list of flags is", "フラグの一覧が"),
        ("* 3 FETCH", "the list of items with their values is", "項目と値の一覧が"),
        ("* VANISHED (EARLIER)", "the set of UIDs is", "UID の集合が"),
        ("* QUOTA \"\"", "the list of resources is", "リソースの一覧が"),
        ("* QUOTAROOT", "the name of the mailbox is", "メールボックス名が"),
        ("* MYRIGHTS x", "the list of rights is", "権限の一覧が"),
        ("* LISTRIGHTS x", "the identifier of the user is", "利用者の識別子が"),
        ("* ACL x fred", "the list of rights is", "権限の一覧が"),
        ("* METADATA \"\"", "the list of entries is", "注釈の一覧が"),
        ("* NAMESPACE NIL NIL", "one of the three kinds", "3 種類の名前空間のどれかが"),
        ("* ID", "the list of fields is", "項目の一覧が"),
        ("* URLFETCH imap://x", "the data of the URL is", "URL のデータが"),
    ] {
        let [in_english, in_japanese] = explained(line);
        assert!(in_english.contains(&format!("not complete: {english}")), "{in_english}");
        assert!(in_japanese.contains(&format!("不完全で、{japanese}")), "{in_japanese}");
    }
}

#[test]
fn a_value_that_is_missing_is_named() {
    for (line, name) in [
        ("* STATUS x (MESSAGES 3 UNSEEN)", "UNSEEN"),
        ("* STATUS x (APPENDLIMIT", "APPENDLIMIT"),
        ("* 3 FETCH (FLAGS", "FLAGS"),
        ("* 3 FETCH (FLAGS ())", ""),
        ("* 3 FETCH (UID 7 FLAGS)", "FLAGS"),
        ("* 3 FETCH (BODY[TEXT]<0>", "BODY[TEXT]<0>"),
        ("* 3 FETCH (ENVELOPE)", "ENVELOPE"),
        ("* 3 FETCH (X-GM-LABELS", "X-GM-LABELS"),
    ] {
        let [english, japanese] = explained(line);
        let is_named = !name.is_empty();
        assert_eq!(english.contains(&format!("{name} without a value")), is_named, "{english}");
        assert_eq!(japanese.contains(&format!("{name}（値なし）")), is_named, "{japanese}");
    }
}

#[test]
fn a_bracket_that_is_not_closed_is_named() {
    for (line, is_cut) in [
        ("* FLAGS (\\Seen \\Draft", true),
        ("* 3 FETCH (UID 7", true),
        ("* 3 FETCH (ENVELOPE (\"x\" NIL", true),
        ("* LIST (\\Marked", true),
        ("* STATUS x (MESSAGES 3", true),
        ("* 3 FETCH (UID 7)", false),
        // The rest follows the literal.
        ("* 3 FETCH (BODY[] {5}", false),
    ] {
        let [english, japanese] = explained(line);
        let is_named = english.contains("A closing bracket is missing.")
            || english.contains("The syntax is: ");
        assert_eq!(is_named, is_cut, "{english}");
        let is_named = japanese.contains("閉じ括弧がありません。") || japanese.contains("構文は");
        assert_eq!(is_named, is_cut, "{japanese}");
    }
}

#[test]
fn an_argument_of_a_code_that_is_missing_is_named() {
    for (line, name) in [
        ("* OK [UIDNEXT] x", "UIDNEXT"),
        ("* OK [PERMANENTFLAGS] x", "PERMANENTFLAGS"),
        ("* OK [HIGHESTMODSEQ] x", "HIGHESTMODSEQ"),
        ("a1 OK [APPENDUID 38505] x", "APPENDUID"),
        ("a1 OK [COPYUID 38505 304] x", "COPYUID"),
        ("a1 NO [REFERRAL] x", "REFERRAL"),
        ("a1 NO [METADATA] x", "METADATA"),
        ("* OK [MAILBOXID] x", "MAILBOXID"),
    ] {
        let [english, japanese] = explained(line);
        assert!(english.contains(&format!("An argument of {name} is missing.")), "{english}");
        assert!(japanese.contains(&format!("{name} の引数が足りません。")), "{japanese}");
    }
    for line in [
        "* OK [PERMANENTFLAGS ()] x",
        "* OK [INPROGRESS] x",
        "a1 NO [BADCHARSET] x",
        "a1 OK [MESSAGELIMIT 1000] x",
        "a1 NO [METADATA TOOMANY] x",
        "* OK [URLMECH INTERNAL] x",
        "* OK [MAILBOXID (F22)] x",
    ] {
        let [english, _] = explained(line);
        assert!(!english.contains("is missing"), "{english}");
    }
}

#[test]
fn sections_without_data() {
    for (item, english, japanese) in [
        ("BODY[] NIL", "no data (NIL) for the whole message", "メッセージ全体（NIL: データなし）"),
        ("BODY[] \"\"", "the whole message, which is empty", "メッセージ全体（空）"),
        (
            "BODY[TEXT] NIL",
            "no data (NIL) for the text after the header",
            "本文（NIL: データなし）",
        ),
        (
            "BINARY[2] NIL",
            "no data (NIL) for part 2, decoded",
            "デコードしたパート 2（NIL: データなし）",
        ),
        ("RFC822.HEADER NIL", "no data (NIL) for the header", "ヘッダー（NIL: データなし）"),
        (
            "BODY[1]<100> \"\"",
            "no octets of part 1 from position 100 (counted from 0) on, as when it ends before",
            "100 番目からは空（その前に終わっている場合など）",
        ),
        ("BODY[1]<0> \"\"", "part 1, which is empty", "パート 1（空）"),
        ("BODY[1]<0> \"abc\"", "the first 3 octets of part 1", "パート 1 の最初の 3 オクテット"),
        (
            "BODY[]<0> \"a\"",
            "the first octet of the whole message",
            "メッセージ全体の最初の 1 オクテット",
        ),
        (
            "BODY[TEXT]<7> \"a\"",
            "the octet at position 7 (counted from 0) of the text after the header",
            "本文の（0 から数えて）7 番目の 1 オクテット",
        ),
        (
            "BODY[TEXT]<7> \"ab\"",
            "2 octets, from position 7 (counted from 0), of the text after the header",
            "本文の（0 から数えて）7 番目から 2 オクテット",
        ),
    ] {
        let [in_english, in_japanese] = explained(&format!("* 4 FETCH ({item})"));
        let source = if item.starts_with("BINARY") { "RFC 3516, 4.2" } else { "RFC 3501, 7.4.2" };
        assert_eq!(in_english, format!("# Message 4: {english}. ({source})"));
        assert!(in_japanese.replace(' ', "").contains(&japanese.replace(' ', "")), "{in_japanese}");
    }
}

#[test]
fn nothing_is_concluded_from_a_list_that_the_line_ends_in() {
    for (line, english, conclusion) in [
        ("* ESEARCH (TAG \"a\"", "A closing bracket is missing", "No message"),
        ("* ESEARCH (TAG", "A closing bracket is missing", "No message"),
        ("* ESEARCH (", "A closing bracket is missing", "No message"),
        ("* ESEARCH (TAG \"a\") UID", "as when no message matches", "No message"),
        ("* ESEARCH", "as when no message matches", "No message"),
        ("* FLAGS (", "the list of flags is missing", "no flags"),
        ("* 3 FETCH (FLAGS (", "FLAGS without a value", "no flags"),
        ("* 3 FETCH (UID 7 FLAGS (", "UID 7; FLAGS without a value", "no flags"),
        ("* 3 FETCH (X-GM-LABELS (", "X-GM-LABELS without a value", "no Gmail"),
        ("* 3 FETCH (", "the list of items with their values is missing", "nothing"),
        ("* STATUS x (", "the list of items with their values is missing", "says nothing"),
        (
            "* LIST (",
            "the list of the mailbox's attributes, such as (\\HasChildren), is missing",
            "There is",
        ),
        ("* ID (", "the list of fields is missing", "does not say"),
        ("* QUOTA \"\" (", "the list of resources is missing", "Nothing"),
        ("* METADATA x (", "the list of entries is missing", "x\" ha"),
        ("* CAPABILITY", "the list of capabilities is missing", "announces no"),
        ("* OK [CAPABILITY]", "An argument of CAPABILITY is missing", "announces no"),
        ("* OK [PERMANENTFLAGS (", "An argument of PERMANENTFLAGS is missing", "No change"),
    ] {
        let [in_english, in_japanese] = explained(line);
        assert!(in_english.contains(english), "{line}: {in_english}");
        assert!(!in_english.contains(conclusion), "{line}: {in_english}");
        assert!(!in_japanese.contains("# 条件に合うメッセージはありません"), "{in_japanese}");
    }
}

#[test]
fn no_result_means_no_message_where_the_command_did_not_ask_for_their_count() {
    for (command, says) in [
        ("search return () unseen", "No message matches."),
        ("search return (save) unseen", "as when no message matches"),
        ("search return (min max) unseen", "No message matches."),
        ("search return (min count) unseen", "COUNT, which the command asked for, is missing."),
    ] {
        let session = format!("C: a1 {command}\nS: * ESEARCH (TAG \"a1\")");
        assert_contains(&session, says);
    }
}

/// A listing marks what it has left out of a line.
#[test]
fn parts_that_a_listing_has_left_out() {
    for (line, said) in [
        ("* CAPABILITY IMAP4rev1 [...] QUOTA", "QUOTA lets a client"),
        ("* LIST (...) \"/\" INBOX", "There is a mailbox \"INBOX\"."),
        ("* FLAGS (\\Seen ...)", "can be used in the mailbox: \\Seen."),
        ("* FLAGS (...)", "Part of this line was left out."),
        ("* OK [PERMANENTFLAGS (\\Seen ...)] x", "are kept after the session: \\Seen."),
        ("* 1 FETCH (FLAGS (\\Seen ...))", "has the flag \\Seen."),
        ("* 1 FETCH (FLAGS (...))", "Part of this line was left out."),
        ("* VANISHED (EARLIER) 41,43:116,[...]", "VANISHED reports"),
        ("* ID (\"os\" ...)", "Part of this line was left out."),
        ("* SEARCH 1 2 ... 84", "SEARCH lists"),
    ] {
        let explained = last_explained(English, &format!("S: {line}"));
        assert!(explained.contains(said), "{line}: {explained}");
        assert_eq!(explained.matches("Part of this line was left out.").count(), 1, "{explained}");
        for wrong in ["registered", "...", "grammar", "not complete", "no flags", "does not say"] {
            assert!(!explained.contains(wrong), "{line}: {explained}");
        }
    }
}

/// The bracket may be a part of the literal.
#[test]
fn a_response_that_ends_with_a_literal() {
    let said = last_explained(English, "S: * 1 FETCH (BODY[] {5}hello");
    assert!(said.contains("perhaps the size of the literal is wrong"), "{said}");
    let said = last_explained(English, "S: * 1 FETCH (BODY[] {3}joe@example.org)");
    assert!(said.contains("the size of the literal is too small"), "{said}");
    assert!(!said.contains("registered"), "{said}");
}

#[test]
fn parts_that_are_there_and_not_right() {
    for (line, english, japanese) in [
        ("*  OK x", "There are two spaces", "空白が"),
        ("* LIST () \"//\" foo", "must be one character in quotes, or NIL.", "1 文字か NIL"),
        ("* LIST () \"\" foo", "must be one character in quotes, or NIL.", "1 文字か NIL"),
        ("* LIST (\\HasChildren \\HasNoChildren) \"/\" x", "exclude each other", "同時には"),
        ("* LIST (Snoozed) \"/\" x", "LIST needs one: \\Snoozed. (RFC 9979", "\\Snoozed のように"),
        ("* FLAGS (\\Seen \\*)", "\\* belongs in PERMANENTFLAGS", "PERMANENTFLAGS"),
        ("* 1 FETCH (ENVELOPE (\"d\" \"s\" NIL NIL))", "has ten fields", "10 個"),
        ("* QUOTA x (STORAGE 5)", "needs two numbers", "2 つの数"),
        ("* ID (\"name\")", "needs a value", "値が必要"),
    ] {
        let [in_english, in_japanese] = explained(line);
        assert!(in_english.contains(english), "{line}: {in_english}");
        assert!(in_japanese.contains(japanese), "{line}: {in_japanese}");
    }
    for line in [
        "* LIST (\\HasChildren) \"\\\\\" foo",
        "* LIST () NIL foo",
        "* QUOTA x (STORAGE 5 10 MESSAGE 1 2)",
        "* QUOTA x ()",
        "* ID (\"name\" NIL)",
        "* 1 FETCH (ENVELOPE (NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL))",
    ] {
        let [said, _] = explained(line);
        assert!(
            !said.contains(" need") && !said.contains("must") && !said.contains("ten"),
            "{said}"
        );
    }
    let [unknown, _] = explained("* LIST (Snozed) \"/\" x");
    assert!(unknown.contains("not registered"), "{unknown}");
}
