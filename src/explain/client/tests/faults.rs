//! Invalid lines, and lines that are not commands.

use super::{assert_commands, assert_japanese};
use crate::explain::Explainer;
use crate::explain::tests::last_explained;
use crate::explain::tests::{assert_contains, assert_lacks};
use crate::language::Language;
use crate::messages::Messages;
use crate::protocol::syntax::{Mode, Parser, Side, Tree};

#[test]
fn a_missing_tag_is_named() {
    assert_commands(&[
        (
            "login user pass",
            "No tag was sent: the server takes \"login\" for the tag and \"user\" for the command. (RFC 3501, 2.2.1)",
        ),
        (
            "uid fetch 1 flags",
            "No tag was sent: the server takes \"uid\" for the tag and \"fetch\" for the command. (RFC 3501, 2.2.1)",
        ),
        (
            "fetch 1 flags",
            "No tag was sent: the server takes \"fetch\" for the tag and \"1\" for the command. (RFC 3501, 2.2.1)",
        ),
        (
            "noop",
            "No tag was sent: the server takes \"noop\" for the tag and finds no command after it. (RFC 3501, 2.2.1)",
        ),
        ("a", "A tag was sent, and no command after it. (RFC 3501, 2.2.1)"),
    ]);
}

#[test]
fn unknown_commands_are_named() {
    assert_commands(&[
        (
            "a selct inbox",
            "\"selct\" is not a registered command; SELECT was probably meant. (RFC 3501, 6)",
        ),
        ("a foo", "\"foo\" is not a registered command. (RFC 3501, 6)"),
        (
            "a xyzzy 1",
            "\"xyzzy\" is not registered; names that begin with X are for commands that a server defines itself. (RFC 3501, 6.5.1)",
        ),
    ]);
}

#[test]
fn words_without_their_brackets_or_quotes() {
    let search = "SEARCH returns the sequence numbers of the messages in the selected mailbox that match all of the given keys.";
    let sort = "SORT searches like SEARCH and returns the sequence numbers sorted by the criteria, the first being the most important; unlike SEARCH, it requires a character set.";
    for (line, fault, effect, source) in [
        (
            "a sort arrival utf-8 all",
            "ARRIVAL is a sort criterion, which has to be in parentheses, as in (ARRIVAL).",
            sort,
            "RFC 5256, 3",
        ),
        (
            "a search return count all",
            "COUNT is a RETURN option, which has to be in parentheses, as in RETURN (COUNT).",
            search,
            "RFC 4731, 3.1",
        ),
        (
            "a search \"seen\" foo",
            "A search key is written without quotation marks: SEEN.",
            search,
            "RFC 3501, 6.4.4",
        ),
        (
            "a search unseen subject a*b",
            "A string with one of { % * \\ has to be in quotation marks, as in SUBJECT \"a*b\".",
            search,
            "RFC 3501, 9",
        ),
        (
            "a search from 50% seen",
            "A string with one of { % * \\ has to be in quotation marks, as in FROM \"50%\".",
            search,
            "RFC 3501, 9",
        ),
        (
            r"a search body c:\dir",
            r#"A string with one of { % * \ has to be in quotation marks, as in BODY "c:\\dir"."#,
            search,
            "RFC 3501, 9",
        ),
    ] {
        assert_commands(&[(line, &format!("{fault} {effect} ({source})"))]);
    }
    let ends = "SEARCH は、選択中のメールボックスから、指定した検索キーのすべてに一致するメッセージを探し、そのメッセージ番号を返します。";
    assert_japanese(&[(
        "a search subject a*b",
        &format!(
            "{{ % * \\ のどれかを含む文字列は、SUBJECT \"a*b\" のように引用符で囲みます。{ends}（RFC 3501, 9）"
        ),
    )]);
}

#[test]
fn faults_of_arguments_and_spaces_are_explained() {
    assert_commands(&[
        (
            "a login bob",
            "An argument is missing. The syntax is: LOGIN USER PASSWORD (example: LOGIN alice secret). (RFC 3501, 6.2.3)",
        ),
        (
            "a login bob ${password} extra",
            "LOGIN takes two arguments; a user name or a password with a space in it must be in quotes. The syntax is: LOGIN USER PASSWORD (example: LOGIN alice secret). (RFC 3501, 6.2.3)",
        ),
        (
            "a  noop",
            "There are two spaces where IMAP has exactly one. NOOP does nothing itself, but gives the server a chance to report new messages and changed flags, and resets its timer for idle connections. (RFC 3501, 9)",
        ),
        ("a noop foo", "NOOP takes no arguments. (RFC 3501, 6.1.2)"),
        (
            "a noop ",
            "The line ends with a space, which IMAP does not allow. NOOP does nothing itself, but gives the server a chance to report new messages and changed flags, and resets its timer for idle connections. (RFC 3501, 9)",
        ),
        (
            " a noop",
            "The line begins with a space, where the tag should be. NOOP does nothing itself, but gives the server a chance to report new messages and changed flags, and resets its timer for idle connections. (RFC 3501, 9)",
        ),
        ("a ", "A tag was sent, and no command after it. (RFC 3501, 2.2.1)"),
        (
            "a select a b",
            "The mailbox's name seems to have a space: such a name must be in quotes, as in \"a b\". SELECT opens a mailbox so that its messages can be read and changed; the server reports how many there are, and a mailbox selected before is closed without expunging. (RFC 3501, 5.1)",
        ),
        (
            "a store 1 flags",
            "An argument is missing. The syntax is: STORE SEQUENCE-SET [(MODIFIER…)] [+|-]FLAGS[.SILENT] (FLAG…) (example: STORE 2:4 +FLAGS (\\Deleted)). (RFC 3501, 6.4.6)",
        ),
        (
            "a append x {5",
            "The announcement of a literal ends with a closing brace, as in {310}. APPEND stores a message in a mailbox: once the server answers with +, the client sends exactly as many octets as it announced; nothing is sent to any recipient. (RFC 3501, 4.3)",
        ),
        (
            "a select “inbox”",
            "“ is a typographic quotation mark; IMAP's strings are in straight quotes (\"). If the server accepts it: SELECT opens \"“inbox”\" for reading and writing; its messages are numbered from 1. (RFC 3501, 4.3)",
        ),
        (
            "a login {4}",
            "LOGIN logs the user in with a name and a password in plain text, so use it only over TLS; after OK, mailboxes can be listed and selected. (RFC 3501, 6.2.3)",
        ),
        (
            "a uid noop",
            "\"noop\" does not fit the grammar. The syntax is: UID FETCH|STORE|SEARCH|COPY|MOVE|EXPUNGE|SORT|THREAD|REPLACE … (example: UID FETCH 4827313:* (FLAGS)). (RFC 3501, 6.4.8)",
        ),
    ]);
}

#[test]
fn names_in_several_words() {
    assert_commands(&[
        ("a start tls", "\"start tls\" is not a command; STARTTLS is one word. (RFC 3501, 6)"),
        (
            "a get quota root inbox",
            "\"get quota root\" is not a command; GETQUOTAROOT is one word. (RFC 3501, 6)",
        ),
        (
            "un select",
            "UNSELECT is one word: the server takes \"un\" for the tag and \"select\" for the command. (RFC 3501, 2.2.1)",
        ),
        (
            "a getquota root inbox",
            "GETQUOTAROOT is one word, and was probably meant. GETQUOTA returns how much of each limited resource is used and allowed under a quota root, whose name comes from GETQUOTAROOT. (RFC 9208, 4.1.2)",
        ),
        (
            "a auth plain",
            "\"auth\" is not a registered command; AUTHENTICATE was probably meant. (RFC 3501, 6)",
        ),
        (
            "a uidfetch 1 flags",
            "\"uidfetch\" is not a registered command; UID FETCH was probably meant. (RFC 3501, 6)",
        ),
        // Both are valid: a tag of one letter, and a quota root of that name.
        (
            "e search all",
            "SEARCH looks for all messages, and returns their message numbers. (RFC 3501, 6.4.4)",
        ),
        (
            "a getquota root",
            "GETQUOTA asks how much of the quota \"root\" is used and allowed. (RFC 9208, 4.1.1)",
        ),
    ]);
    assert_japanese(&[(
        "a log in hana ${password}",
        "「log in」というコマンドはありません。LOGIN は 1 語です。（RFC 3501, 6）",
    )]);
}

#[test]
fn what_is_not_a_set_of_messages() {
    for line in ["a fetch flags -1", "a fetch all flags", "a store 1..5 flags (x)", "a copy 1-5 x"]
    {
        assert_contains(format!("C: {line}"), "is not a set of messages");
    }
}

#[test]
fn what_a_refused_command_would_do() {
    assert_commands(&[(
        "a select \"\"",
        "The name of the mailbox is empty; no mailbox has such a name. If the server accepts it: SELECT opens \"\" for reading and writing; its messages are numbered from 1. (RFC 3501, 5.1)",
    )]);
}

#[test]
fn strings_of_several_words_need_quotes() {
    for line in ["a search subject 'hello world'", "a uid search text 'hello world'"] {
        let said = last_explained(Language::English, &format!("C: {line}"));
        assert!(said.contains("\"hello world\""), "{said}");
        assert!(!said.contains("\"'hello"), "{said}");
    }
    assert_commands(&[(
        "a search subject hello world",
        "\"world\" is not a registered search key; a string with spaces must be in quotes, as in SUBJECT \"hello world\". SEARCH returns the sequence numbers of the messages in the selected mailbox that match all of the given keys. (RFC 3501, 6.4.4)",
    )]);
}

#[test]
fn a_literal_that_is_to_come_is_not_known() {
    assert_commands(&[
        (
            "a examine {4}",
            "EXAMINE opens \"…\" read-only: nothing that is done in it changes its messages or their flags. (RFC 3501, 6.3.2)",
        ),
        (
            "a search subject {4}",
            "SEARCH looks for the messages that have \"…\" in the subject, and returns their message numbers. (RFC 3501, 6.4.4)",
        ),
    ]);
}

#[test]
fn done_has_no_tag() {
    assert_commands(&[
        (
            "done",
            "DONE ends IDLE. It has no tag, because it continues the IDLE command, which the server now completes. (RFC 2177, 3)",
        ),
        (
            "a done",
            "DONE ends IDLE, but without a tag: it continues the IDLE command, so it is alone on its line. (RFC 2177, 3)",
        ),
    ]);
}

#[test]
fn faults_are_explained_in_japanese() {
    assert_japanese(&[
        (
            "login user pass",
            "タグがないので、サーバーは「login」をタグ、「user」をコマンドとして受け取ります。（RFC 3501, 2.2.1）",
        ),
        (
            "a selct inbox",
            "「selct」は登録されたコマンドではありません。SELECT の打ち間違いかもしれません。（RFC 3501, 6）",
        ),
        (
            "a done",
            "IDLE を終える DONE にはタグを付けません。IDLE コマンドの続きなので、その 1 語だけの行にします。（RFC 2177, 3）",
        ),
        (
            "a select a b",
            "メールボックス名に空白が含まれているようです。その場合は \"a b\" のように引用符で囲みます。SELECT はメールボックスを開いて読み書きできるようにし、サーバーが件数などを知らせます（それまでのメールボックスは、何も消去せずに閉じられます）。（RFC 3501, 5.1）",
        ),
        (
            "a login bob",
            "引数が足りません。構文は「LOGIN 利用者名 パスワード」です（例: LOGIN alice secret）。（RFC 3501, 6.2.3）",
        ),
    ]);
}

#[test]
fn lines_that_continue_a_command() {
    let explained = |mode, line: &str, language| {
        let mut parser = Parser::new(Side::Client);
        parser.line_as(mode, line.as_bytes());
        let mut explainer = Explainer::new(Messages::new(language));
        explainer.client(parser.tree()).to_string()
    };
    for (mode, line, english) in [
        (
            Mode::Authenticate,
            "AGJvYgBzZWNyZXQ=",
            "This answers the server's + and continues the login with the mechanism's data, which must be in base64. (RFC 3501, 6.2.2)",
        ),
        (
            Mode::Authenticate,
            "*",
            "A line with * alone cancels the login; the server answers BAD. (RFC 3501, 6.2.2)",
        ),
        (
            Mode::Authenticate,
            "",
            "This empty line answers the server's + with an empty response. (RFC 3501, 6.2.2)",
        ),
        (
            Mode::Authenticate,
            "secret!",
            "This answers the server's +, but it is not base64, which the login needs. (RFC 3501, 6.2.2)",
        ),
        (Mode::Literal, "octets of a message", ""),
    ] {
        assert_eq!(explained(mode, line, Language::English), english, "{line}");
        let japanese = explained(mode, line, Language::Japanese);
        assert!(!japanese.contains("secret"), "{japanese}");
    }
}

#[test]
fn only_words_that_should_be_registered_count_as_unknown() {
    for (line, is_unknown) in [
        ("a foo", true),
        ("a xfoo", false),
        ("a fetch 1 foo", true),
        ("a fetch 1 x-foo", false),
        ("a search foo", true),
        ("a status x (foo)", true),
        ("a enable foo", true),
        ("a select foo", false),
        ("a store 1 flags ($foo)", false),
        ("a noop foo", false),
        ("a uid foo 1", true),
        ("a uid noop", false),
        ("a enable x-foo", false),
        ("a store 1 flags (\\Foo)", true),
        ("a append x (\\Foo) {3}", true),
        ("a create x (use (\\Foo))", true),
    ] {
        let tree = Tree::of_line(Side::Client, line);
        let mut explainer = Explainer::new(Messages::new(Language::English));
        assert_eq!(explainer.client(&tree).has_unknown_word(), is_unknown, "{line}");
    }
}

#[test]
fn options_of_list_without_brackets() {
    const SUBSCRIBED: &str = "If the subscribed names were meant: lsub \"\" \"*\" lists them, or, with LIST-EXTENDED, list (subscribed) \"\" \"*\". (RFC 5258, 3.1)";
    for (line, word) in [
        ("a list sub", "sub"),
        ("a list subscribed \"\" \"*\"", "subscribed"),
        ("a LIST Subs", "Subs"),
    ] {
        let said = format!("The server takes \"{word}\" for the reference. {SUBSCRIBED}");
        assert_commands(&[(line, &said)]);
    }
    assert_commands(&[
        (
            "a list special-use \"\" \"*\"",
            "The server takes \"special-use\" for the reference. If the option was meant, it is in parentheses: list (SPECIAL-USE) \"\" \"*\". (RFC 5258, 3.1)",
        ),
        (
            "a list sub \"*\"",
            "LIST shows the mailboxes that match \"*\". The * stands for any characters, hierarchy separators included. The pattern is interpreted relative to \"sub\". (RFC 3501, 6.3.8)",
        ),
    ]);
}

#[test]
fn an_append_that_lacks_its_message() {
    for line in [
        "append x (\\Seen)",
        "append x \"17-Jul-1996 02:44:25 -0700\"",
        "append x UTF8",
        "append x CATENATE",
    ] {
        assert_contains(
            format!("S: * PREAUTH x\nC: a {line}"),
            "An argument is missing. The syntax is: APPEND",
        );
    }
    for line in ["append x (\\Seen) {310}", "append x UTF8 (~{310}", "append x CATENATE (URL a)"] {
        assert_lacks(format!("S: * PREAUTH x\nC: a {line}"), "missing");
    }
}

#[test]
fn lists_that_are_empty_or_have_commas() {
    let empty = "At least one item is needed in the parentheses.";
    let comma = |item| format!("Spaces, not commas, separate the items: {item} is written without");
    let form = "The numbers of PARTIAL are not 0, and both or none of them have a -";
    let once = "PARTIAL is used once, and not together with ALL.";
    for (line, fault) in [
        ("fetch 1 ()", empty.to_owned()),
        ("fetch 1 body[header.fields ()]", empty.to_owned()),
        ("fetch 1 (flags uid) ()", empty.to_owned()),
        ("status Work ()", empty.to_owned()),
        ("sort () utf-8 all", empty.to_owned()),
        ("search ()", empty.to_owned()),
        ("fetch 1 body[header.fields (from, to)]", comma("from")),
        ("store 1 flags (\\Seen, \\Deleted)", comma("\\Seen")),
        ("status Work (messages, unseen)", comma("messages")),
        ("search return (partial 1:5 all) all", once.to_owned()),
        ("search return (partial 1:5 partial -1:-5) all", once.to_owned()),
        ("search return (partial 1:-5) all", form.to_owned()),
        ("search return (partial 0:5) all", form.to_owned()),
    ] {
        let said = last_explained(Language::English, &format!("S: * PREAUTH x\nC: a {line}"));
        assert!(said.starts_with(&format!("# {fault}")), "{line}: {said}");
        assert!(!said.contains("If the server accepts it"), "{line}: {said}");
    }
    for line in [
        "store 1 flags ()",
        "search return () all",
        "search return (partial -1:-5 count) all",
        "list () \"\" * return ()",
        "append Work () {3}abc",
    ] {
        let said = last_explained(Language::English, &format!("S: * PREAUTH x\nC: a {line}"));
        for fault in [empty, form, once] {
            assert!(!said.contains(fault), "{line}: {said}");
        }
    }
}

#[test]
fn keys_and_modifiers_without_an_argument() {
    for (line, name) in [
        ("search unseen keyword", "KEYWORD"),
        ("search modseq abc", "MODSEQ"),
        ("search modseq \"/flags/\\\\draft\" all", "MODSEQ"),
        ("search annotation /comment value.priv", "ANNOTATION"),
        ("fetch 1 flags (changedsince)", "CHANGEDSINCE"),
        ("store 1 (unchangedsince) flags (x)", "UNCHANGEDSINCE"),
    ] {
        let said = last_explained(Language::English, &format!("S: * PREAUTH x\nC: a {line}"));
        assert!(said.starts_with(&format!("# {name} lacks its argument.")), "{line}: {said}");
    }
    for (line, name) in [("search header x-foo", "HEADER"), ("search or seen", "OR")] {
        let said = last_explained(Language::English, &format!("S: * PREAUTH x\nC: a {line}"));
        let fault = format!("# {name} lacks its second argument.");
        assert!(said.starts_with(&fault), "{line}: {said}");
    }
    for line in [
        "search header x-foo \"\"",
        "search or seen not answered",
        "search modseq 12",
        "search modseq \"/flags/\\\\draft\" all 12",
        "search not (seen answered)",
        "search uid 1:5 older 60",
        "fetch 1 flags (changedsince 5)",
        "uid fetch 1 flags (changedsince 5 vanished)",
        "store 1 (unchangedsince 5) flags (x)",
    ] {
        assert_lacks(format!("S: * PREAUTH x\nC: a {line}"), "lacks its argument");
    }
}

#[test]
fn what_only_looks_like_a_fault() {
    assert_commands(&[
        // The space is the literal's last octet.
        (
            "a search subject {5}hell ",
            "SEARCH looks for the messages that have \"hell \" in the subject, and returns their message numbers. (RFC 3501, 6.4.4)",
        ),
        (
            "a store 1 -flags ()",
            "STORE names no flag, so the flags of message 1 stay as they are. (RFC 3501, 6.4.6)",
        ),
        (
            "a uid store 1:3 +flags.silent ()",
            "UID STORE names no flag, so the flags of the messages with UIDs 1 to 3 stay as they are. (RFC 3501, 6.4.6)",
        ),
    ]);
    assert_japanese(&[(
        "a store 1 +flags ()",
        "STORE にフラグが 1 つもないので、メッセージ 1 のフラグは変わりません。（RFC 3501, 6.4.6）",
    )]);
}

/// Some characters are allowed only in quotes.
#[test]
fn arguments_without_quotation_marks() {
    for (line, said) in [
        (r"a login CONTOSO\alice pw", r#"each backslash is doubled: "CONTOSO\\alice"."#),
        ("a login ali%ce pw", r#"with the character % must be in quotes: "ali%ce"."#),
        ("a login ali(ce pw", r#"with the character ( must be in quotes: "ali(ce"."#),
        ("a login alice{5} pw", r#"with the character { must be in quotes: "alice{5}"."#),
        ("a login alice*x pw", r#"with the character * must be in quotes: "alice*x"."#),
        ("a login joe smith pw", "LOGIN takes two arguments"),
        (
            r"a setacl inbox DOM\joe lrs",
            r#"must be in quotes, where each backslash is doubled: "DOM\\joe"."#,
        ),
        ("a rename a b(c", r#"must be in quotes: "b(c"."#),
        ("a list \"\" a(b", r#"must be in quotes: "a(b"."#),
        ("a getmetadata foo(bar /shared/comment", r#"must be in quotes: "foo(bar"."#),
        ("a setquota foo(x (storage 5)", r#"must be in quotes: "foo(x"."#),
        ("a search subject foo(bar", r#"must be in quotes: "foo(bar"."#),
    ] {
        assert_contains(format!("C: {line}"), said);
    }
}
