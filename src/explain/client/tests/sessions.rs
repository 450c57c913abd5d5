//! Login, and commands about the connection.

use super::{assert_commands, assert_japanese};
use crate::explain::tests::{assert_contains, assert_lacks};
use crate::explain::tests::{assert_explained, assert_last_explained, last_explained};
use crate::language::Language;
use indoc::indoc;

#[test]
fn done_where_no_idle_runs() {
    let no_idle = "There is no IDLE to end. In IDLE, DONE is sent without a tag. (RFC 2177, 3)";
    for beginning in [
        "S: * PREAUTH hi",
        "S: * OK hi\nC: a1 idle\nS: + idling\nC: done\nS: a1 OK ended",
        "S: * OK hi\nC: a1 idle\nS: + idling\nC: x1 stop\nS: a1 BAD Expected DONE",
    ] {
        for (language, expected) in [
            (Language::English, no_idle),
            (
                Language::Japanese,
                "IDLE を実行していないので、DONE で終えるものがありません。IDLE の間は、タグを付けずに送ります。（RFC 2177, 3）",
            ),
        ] {
            for answer in ["", "\nS: a2 BAD unknown command"] {
                let session = format!("{beginning}\nC: a2 done{answer}");
                assert_last_explained(language, &session, expected);
            }
        }
    }
}

#[test]
fn logins_say_what_protects_the_password() {
    assert_commands(&[
        (
            "a login bob ${password}",
            "LOGIN logs in as \"bob\" with a password. Both are sent as they are, so nothing but TLS protects them. (RFC 3501, 6.2.3)",
        ),
        (
            "a login \"jo \\\"x\\\" doe\" ${password}",
            "LOGIN logs in as \"jo \"x\" doe\" with a password. Both are sent as they are, so nothing but TLS protects them. (RFC 3501, 6.2.3)",
        ),
        (
            "a authenticate plain",
            "AUTHENTICATE begins a login with the SASL mechanism PLAIN. PLAIN sends the user name and the password in a single base64-encoded message, which does not protect them, so it must only be used inside TLS. The server asks for the data with a line that begins with +. (RFC 3501, 6.2.2)",
        ),
        (
            "a authenticate scram-sha-256 ${sasl}",
            "AUTHENTICATE begins a login with the SASL mechanism SCRAM-SHA-256. SCRAM-SHA-256 proves that the client knows the password without sending it, and the server proves in return that it holds data made from the password, with salted SHA-256 hashes. The first response is in the command itself, which needs the capability SASL-IR or IMAP4rev2. (RFC 4959, 3)",
        ),
        (
            "a authenticate external =",
            "AUTHENTICATE begins a login with the SASL mechanism EXTERNAL. EXTERNAL logs in without a password, by what the server already knows from outside SASL, usually the client's TLS certificate. The = is an empty first response, sent without waiting for the server's +; that needs the capability SASL-IR, which IMAP4rev2 includes. (RFC 4959, 3)",
        ),
        (
            "a authenticate foo",
            "\"foo\" is not a registered SASL mechanism. AUTHENTICATE logs the user in with a SASL mechanism: server and client exchange lines in base64 until the server answers OK or NO, and a line with only * cancels it. (RFC 3501, 6.2.2)",
        ),
    ]);
}

#[test]
fn capabilities_that_are_enabled() {
    assert_commands(&[
        (
            "a enable condstore",
            "ENABLE asks the server to turn on condstore for this session. From then on, changed flags are reported with the message's mod-sequence. (RFC 5161, 3.1)",
        ),
        (
            "a enable qresync utf8=accept",
            "ENABLE asks the server to turn on qresync and utf8=accept for this session. From then on, removed messages are reported by UID, in VANISHED instead of EXPUNGE. From then on, mailbox names and other quoted strings may be in UTF-8. (RFC 5161, 3.1)",
        ),
        (
            "a enable foo",
            "ENABLE asks the server to turn on foo for this session. Not registered: foo. (RFC 5161, 3.1)",
        ),
    ]);
}

#[test]
fn commands_without_arguments() {
    assert_commands(&[
        (
            "a idle",
            "From now on the server reports changes without being asked, until you send \"done\". (RFC 2177, 3)",
        ),
        (
            "a capability",
            "CAPABILITY asks which extensions and login methods the server supports; the answer can change after STARTTLS and after login. (RFC 3501, 6.1.1)",
        ),
        (
            "a logout",
            "LOGOUT ends the session: the server sends BYE, then OK, and closes the connection, and messages with the \\Deleted flag are not expunged. (RFC 3501, 6.1.3)",
        ),
    ]);
}

#[test]
fn logins_and_sessions_are_explained_in_japanese() {
    assert_japanese(&[
        (
            "a login bob ${password}",
            "LOGIN は利用者「bob」としてパスワードでログインします。利用者名もパスワードもそのまま送られるので、これを守るのは TLS だけです。（RFC 3501, 6.2.3）",
        ),
        (
            "a authenticate plain ${sasl}",
            "AUTHENTICATE は SASL の PLAIN 方式でログインを始めます。PLAIN は利用者名とパスワードを base64 でエンコードした 1 つのメッセージで送る方式ですが、エンコードは保護にならないため、TLS の中でだけ使うべきです。最初の答えをコマンドに含めています。これには SASL-IR ケイパビリティか IMAP4rev2 が必要です。（RFC 4959, 3）",
        ),
        (
            "a enable condstore",
            "ENABLE は、このセッションで condstore を有効にするようサーバーに求めます。フラグの変更が変更シーケンス番号とともに知らされるようになります。（RFC 5161, 3.1）",
        ),
        (
            "a idle",
            "ここからは、「done」を送るまで、サーバーが変化を自発的に知らせます。（RFC 2177, 3）",
        ),
    ]);
}

/// Checks the explanation of the last line of a session that begins logged in.
fn assert_last(session: &str, explanation: &str) {
    let session = format!("S: * PREAUTH [CAPABILITY IMAP4rev1] hi\n{session}");
    assert_last_explained(Language::English, &session, explanation);
}

const EXAMINED: &str = "C: a1 examine work\nS: a1 OK [READ-ONLY] in\n";

#[test]
fn what_a_command_changes_depends_on_the_session() {
    for (line, explanation) in [
        (
            "C: a2 fetch 1 body[]",
            "FETCH returns the whole text of message 1. The \\Seen flag is not set, because the mailbox is read-only. (RFC 3501, 6.3.2)",
        ),
        (
            "C: a2 close",
            "CLOSE leaves the mailbox. It is read-only, so no messages are removed. (RFC 3501, 6.4.2)",
        ),
        (
            "C: a2 status work (messages)",
            "STATUS asks about \"work\", without selecting it: the number of messages. It is the selected mailbox, for which STATUS is not meant: the server reports its new messages without being asked. (RFC 3501, 6.3.10)",
        ),
        (
            "C: a2 status other (messages)",
            "STATUS asks about \"other\", without selecting it: the number of messages. (RFC 3501, 6.3.10)",
        ),
        (
            "C: a2 select other\nS: a2 OK in\nC: a3 fetch 1 body[]",
            "FETCH returns the whole text of message 1. It also sets the \\Seen flag; with PEEK it would not. (RFC 3501, 6.4.5)",
        ),
        (
            "C: a2 select other",
            "SELECT opens \"other\" for reading and writing; its messages are numbered from 1. The mailbox selected before is left, without removing messages. (RFC 3501, 6.3.1)",
        ),
    ] {
        assert_last(&format!("{EXAMINED}{line}"), explanation);
    }
}

#[test]
fn a_missing_requirement_of_a_command_is_explained() {
    for (lines, explanation) in [
        (
            "C: a1 copy 2 x",
            "COPY works on the selected mailbox, and none is selected: SELECT or EXAMINE comes first. If the server accepts it: COPY puts a copy of message 2 at the end of \"x\"; the original stays. (RFC 3501, 3.3)",
        ),
        // The mailbox may be selected when the server reads the second command.
        (
            "C: a1 select x\nC: a2 copy 2 x",
            "COPY puts a copy of message 2 at the end of \"x\"; the original stays. (RFC 3501, 6.4.7)",
        ),
        (
            "C: a1 select x\nS: a1 OK in\nC: a2 move 2 x",
            "MOVE needs the capability MOVE, which the server has not announced. If the server accepts it: MOVE moves message 2 from the selected mailbox to \"x\". (RFC 6851, 3.1)",
        ),
    ] {
        assert_last(lines, explanation);
    }
}

#[test]
fn done_names_the_command_that_it_ends() {
    assert_last(
        "C: a7 idle\nS: + idling\nC: done",
        "DONE ends IDLE. It has no tag, because it continues the command a7, which the server now completes. (RFC 2177, 3)",
    );
}

#[test]
fn a_restriction_of_the_selected_mailbox_comes_first() {
    assert_last(
        &format!("{EXAMINED}C: a2 store 1 flags (\\Seen)"),
        "STORE changes the mailbox, which is open for reading only. If the server accepts it: STORE replaces all flags of message 1 with \\Seen: any other flag except \\Recent is removed. The server answers with the new flags in FETCH responses. (RFC 3501, 6.3.2)",
    );
    assert_last(
        &format!("{EXAMINED}S: * 2 EXISTS\nC: a2 fetch 7 flags"),
        "There is no message 7: the mailbox has 2 messages. (RFC 3501, 9)",
    );
}

#[test]
fn a_message_that_was_sent_is_not_still_to_come() {
    assert_last(
        "C: a1 append work {3}abc",
        "APPEND adds a message of 3 octets to \"work\". (RFC 3501, 6.3.11)",
    );
}

#[test]
fn a_command_while_idle_runs() {
    assert_explained(indoc! {r#"
        C: a1 idle
        # From now on the server reports changes without being asked, until you send "done". (RFC 2177, 3)
        S: + idling
        # The server has accepted IDLE and reports changes as they happen. (RFC 2177, 3)
        C: a2 noop
        # IDLE is running: the server expects DONE alone on a line, and does not read this as a command. Usually IDLE ends with BAD then, and no response with the tag of this line follows. NOOP does nothing itself, but gives the server a chance to report new messages and changed flags, and resets its timer for idle connections. (RFC 2177, 3)
        S: a1 BAD Expected DONE
        # While IDLE was running, a line other than DONE was sent; that ended IDLE with an error. (RFC 2177, 3)
        C: a3 noop
        # NOOP does nothing itself, but gives the server a chance to report new messages and changed flags, and resets its timer for idle connections. (RFC 3501, 6.1.2)
    "#});
    assert_explained(indoc! {r#"
        C: a1 idle
        # From now on the server reports changes without being asked, until you send "done". (RFC 2177, 3)
        C: done
        # DONE ends IDLE. It has no tag, because it continues the command a1, which the server now completes. (RFC 2177, 3)
        C: a2 fetch 1 flags
        # FETCH returns the flags of message 1. (RFC 3501, 6.4.5)
        C: a3 done
        # DONE ends IDLE, but without a tag: it continues the IDLE command, so it is alone on its line. (RFC 2177, 3)
        S: a3 BAD Unknown command
        # DONE ends IDLE, but without a tag: it continues the IDLE command, so it is alone on its line. (RFC 2177, 3)
    "#});
}

/// A script has no answers, and a listing may leave out the `+` or show it later.
#[test]
fn idle_without_its_continuation() {
    for begin in ["C: a1 idle", "C: a1 select inbox\nC: a2 idle"] {
        assert_contains(format!("{begin}\nC: a3 logout"), "IDLE is running");
    }
    let idle = "S: * PREAUTH hi\nC: a1 select inbox\nS: a1 OK x\nC: a2 idle\n";
    assert_lacks(format!("{idle}C: a3 noop"), "IDLE is running");
    assert_contains(format!("{idle}S: * 4 EXISTS\nC: a3 noop"), "IDLE is running");
    assert_contains(format!("{idle}S: * OK Still here"), "such a line during IDLE");
    for (between, answer) in
        [("S: * 4 EXISTS\nC: a3 noop\n", "Expected DONE"), ("C: a3 noop\nS: + idling\n", "x")]
    {
        let session = format!("{idle}{between}S: a2 BAD {answer}");
        assert_contains(&session, "a line other than DONE was sent");
        assert_lacks(&session, "capability");
    }
}

#[test]
fn an_error_of_scram_is_decoded() {
    let session = "C: a1 authenticate scram-sha-1\nS: + ZT1pbnZhbGlkLXByb29m";
    for (language, said) in [
        (Language::English, "With the error \"invalid-proof\", in base64, the server says"),
        (Language::Japanese, "base64 のエラー「invalid-proof」で"),
    ] {
        let explained = last_explained(language, session);
        assert!(explained.contains(said), "{explained}");
        assert!(explained.contains("RFC 5802, 7"), "{explained}");
    }
}

#[test]
fn the_end_of_scram() {
    let session = "S: * OK hi\nC: a1 authenticate scram-sha-1 ${sasl}\nS: + dj1hYmM=";
    assert_last_explained(
        Language::English,
        session,
        "The challenge says \"v=abc\" in base64: that is the server's proof that it holds data made from the password. An empty answer ends the exchange. (RFC 5802, 3)",
    );
    assert_last_explained(
        Language::Japanese,
        session,
        "チャレンジは「v=abc」を base64 にしたもので、サーバーがパスワードから作られたデータを持つことの証明です。空の答えを送るとやり取りが終わります。（RFC 5802, 3）",
    );
    // The first challenge, which begins with the nonce, asks for an answer.
    assert_contains(
        session.replace("dj1hYmM=", "cj1hYmM="),
        "The challenge of SCRAM-SHA-1 is \"r=abc\"",
    );
    let answered = last_explained(Language::English, &format!("{session}\nA: "));
    assert!(
        answered.contains(
            "ends the SCRAM exchange: the client has nothing more to send. (RFC 5802, 3)"
        ),
        "{answered}"
    );
}
