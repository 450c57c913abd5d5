//! Lines that are not right, and lines that are not commands.

use super::{assert_commands, assert_japanese};
use crate::explain::Explainer;
use crate::language::Language;
use crate::messages::Messages;
use crate::protocol::syntax::{Mode, Parser, Side};

#[test]
fn a_missing_tag() {
    assert_commands(&[
        (
            "login user pass",
            "No tag was sent: the server takes \"login\" for the tag and \"user\" for the command. (RFC 3501, 2.2.1)",
        ),
        (
            "uid fetch 1 flags",
            "FETCH returns the flags of message 1. No tag was sent: the server takes \"uid\" for the tag and \"fetch\" for the command. (RFC 3501, 2.2.1)",
        ),
        (
            "fetch 1 flags",
            "No tag was sent: the server takes \"fetch\" for the tag and \"1\" for the command. (RFC 3501, 2.2.1)",
        ),
        (
            "noop",
            "No tag was sent: the server takes \"noop\" for the tag and finds no command behind it. (RFC 3501, 2.2.1)",
        ),
        ("a", "A tag was sent, and no command behind it. (RFC 3501, 2.2.1)"),
    ]);
}

#[test]
fn unknown_commands() {
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
fn arguments_and_blanks() {
    assert_commands(&[
        (
            "a login bob",
            "LOGIN logs the user in with a name and a password in plain text, so use it only over TLS; after OK, mailboxes can be listed and selected. An argument is missing. The syntax is: LOGIN USER PASSWORD (RFC 3501, 6.2.3)",
        ),
        (
            "a login bob ${password} extra",
            "LOGIN logs in as \"bob\" with a password. Both are sent as they are, so nothing but TLS protects them. The command has more arguments than its syntax: LOGIN USER PASSWORD (RFC 3501, 6.2.3)",
        ),
        (
            "a  noop",
            "NOOP does nothing itself, but gives the server an occasion to report new messages and changed flags, and resets its timer for idle connections. There are two blanks where the grammar has one. (RFC 3501, 9)",
        ),
        (
            "a noop foo",
            "NOOP does nothing itself, but gives the server an occasion to report new messages and changed flags, and resets its timer for idle connections. \"foo\" does not fit the grammar. The syntax is: NOOP (RFC 3501, 6.1.2)",
        ),
        (
            "a noop ",
            "NOOP does nothing itself, but gives the server an occasion to report new messages and changed flags, and resets its timer for idle connections. There is a blank at the end of the line, where the grammar has none. (RFC 3501, 9)",
        ),
        (
            " a noop",
            "NOOP does nothing itself, but gives the server an occasion to report new messages and changed flags, and resets its timer for idle connections. There is a blank at the beginning of the line, where the tag should be. (RFC 3501, 9)",
        ),
        ("a ", "A tag was sent, and no command behind it. (RFC 3501, 2.2.1)"),
        (
            "a select a b",
            "SELECT opens \"a\" for reading and writing; its messages are numbered from 1. The mailbox's name seems to have a blank: such a name must be in quotes, as in \"a b\". (RFC 3501, 5.1)",
        ),
        (
            "a store 1 flags",
            "STORE changes flags of messages: +FLAGS adds, -FLAGS removes and FLAGS replaces; the server answers with the new flags unless .SILENT asks it not to. An argument is missing. The syntax is: STORE SEQUENCE-SET [(MODIFIER…)] [+|-]FLAGS[.SILENT] (FLAG…) (RFC 3501, 6.4.6)",
        ),
        (
            "a append x {5",
            "APPEND stores a message in a mailbox: once the server answers with +, the client sends exactly as many octets as it announced; nothing is sent to any recipient. The announcement of a literal ends with a closing brace, as in {310}. (RFC 3501, 4.3)",
        ),
        (
            "a select “inbox”",
            "SELECT opens \"“inbox”\" for reading and writing; its messages are numbered from 1. “ is a typographic quotation mark; IMAP's strings are in straight quotes (\"). (RFC 3501, 4.3)",
        ),
        (
            "a login {4}",
            "LOGIN logs the user in with a name and a password in plain text, so use it only over TLS; after OK, mailboxes can be listed and selected. (RFC 3501, 6.2.3)",
        ),
        (
            "a uid noop",
            "UID before another command makes it use UIDs, which do not shift when messages are removed, in place of sequence numbers; UIDs that do not exist are ignored without an error. \"noop\" does not fit the grammar. The syntax is: UID FETCH|STORE|SEARCH|COPY|MOVE|EXPUNGE|SORT|THREAD|REPLACE … (RFC 3501, 6.4.8)",
        ),
    ]);
}

/// What is said about the fault, behind the sentence about the command.
#[test]
fn words_in_the_wrong_place() {
    for (line, fault) in [
        (
            "a examine \"Old Mail",
            "A quotation mark (\") is missing: one begins a quoted string, another ends it. (RFC 3501, 4.3)",
        ),
        (
            "a login \"hana ${password}",
            "A quotation mark (\") is missing: one begins a quoted string, another ends it. (RFC 3501, 4.3)",
        ),
        ("a copy 2 Old Mail", "such a name must be in quotes, as in \"Old Mail\". (RFC 3501, 5.1)"),
        (
            "a rename Old Mail Archive",
            "such a name must be in quotes, as in \"Old …\". (RFC 3501, 5.1)",
        ),
        (
            "a status Work unseen",
            "Several items have to be in parentheses. The syntax is: STATUS MAILBOX (ITEM…) (RFC 3501, 6.3.10)",
        ),
        (
            "a uid fetch 7 flags envelope",
            "Several items have to be in parentheses. The syntax is: UID FETCH UID-SET ITEM|(ITEM…) [(MODIFIER…)] (RFC 3501, 6.4.8)",
        ),
        (
            "a+ noop",
            "\"a+\" cannot be a tag: these characters are not allowed in one: ( ) { % * \" \\ + (RFC 3501, 9)",
        ),
        ("a copy 0:3 Work", "Message numbers and UIDs begin at 1, so 0 is none. (RFC 3501, 9)"),
        (
            "a store 2 +flags (\\Recent)",
            "Only the server sets \\Recent; a client cannot change it. (RFC 3501, 2.3.2)",
        ),
        (
            "a store 2 +flags (deleted)",
            "Without a backslash, deleted is a keyword, not the flag \\Deleted. (RFC 3501, 2.3.2)",
        ),
        (
            "a examine Büro",
            "Unless UTF8=ACCEPT is turned on, a name that is not ASCII is written in modified UTF-7: \"B&APw-ro\". (RFC 3501, 5.1.3)",
        ),
        (
            "a uid serch all",
            "\"serch\" is not a registered command; SEARCH was probably meant. (RFC 3501, 6)",
        ),
    ] {
        let mut parser = Parser::new(Side::Client);
        parser.line(line.as_bytes());
        let mut explainer = Explainer::new(Messages::new(Language::English));
        let said = explainer.client(parser.tree()).to_string();
        assert!(said.ends_with(fault), "{line}: {said}");
    }
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
fn done() {
    assert_commands(&[
        (
            "done",
            "DONE ends IDLE. It has no tag, because it continues the IDLE command, which the server now completes. (RFC 2177, 3)",
        ),
        (
            "a done",
            "DONE, sent on a line of its own without a tag, ends IDLE; the server then completes the IDLE command under its tag, and commands can be sent again. (RFC 2177, 3)",
        ),
    ]);
}

#[test]
fn japanese() {
    assert_japanese(&[
        (
            "login user pass",
            "タグがないので、サーバーは「login」をタグ、「user」をコマンドとして受け取ります。(RFC 3501, 2.2.1)",
        ),
        (
            "a selct inbox",
            "「selct」は登録されたコマンドではありません。SELECT の打ち間違いかもしれません。(RFC 3501, 6)",
        ),
        (
            "a done",
            "DONE はタグを付けずに 1 行で送って IDLE を終えるもので、サーバーが IDLE のタグ付き応答を返した後、ほかのコマンドを送れるようになります。(RFC 2177, 3)",
        ),
        (
            "a select a b",
            "SELECT は「a」を読み書きできるように開きます。メッセージには 1 から番号が付きます。メールボックス名に空白が含まれているようです。その場合は \"a b\" のように引用符で囲みます。(RFC 3501, 5.1)",
        ),
        (
            "a login bob",
            "LOGIN は利用者名とパスワードを平文で送るため TLS の上でだけ使うべきコマンドで、OK が返ればメールボックスの一覧や選択ができます。引数が足りません。構文は LOGIN USER PASSWORD です。(RFC 3501, 6.2.3)",
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
            "This answers the server's + and continues the login; it is the mechanism's data, in base64. (RFC 3501, 6.2.2)",
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
        let mut parser = Parser::new(Side::Client);
        parser.line(line.as_bytes());
        let mut explainer = Explainer::new(Messages::new(Language::English));
        assert_eq!(explainer.client(parser.tree()).has_unknown_word(), is_unknown, "{line}");
    }
}
