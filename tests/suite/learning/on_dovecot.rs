//! The lessons that any server can serve, replayed on Dovecot with the practice server's mail: the
//! answers are those that the lesson mentions. `connecting` and `capability` are about several
//! servers, which only the practice server plays.

use super::*;
use crate::support::dovecot::{Dovecot, User, dovecot};
use crate::support::practice_mail::fill_with_practice_mail;
use crate::support::process::Finished;
use crate::support::replays::{dovecot_args, dovecot_plain_args, replay_program};
use imapsh::internals::bundled;

/// The lesson's script for another server: the session itself does what another client would, and
/// appends the mail that would be delivered.
fn script_for_other_server(name: &str) -> String {
    let script = bundled::find(name).expect("a bundled script");
    let lines = script.lines().map(|line| match line.split_once(' ').unwrap_or((line, "")) {
        (":other", command) => command,
        (":deliver", _) => "append INBOX {<<END}\nSubject: One more\n\nHello.\nEND",
        (":connect", _) => ":reconnect",
        (":slow", _) => "",
        _ => line,
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The replay of a lesson by this user, whose mailboxes hold the practice server's mail.
fn replay_of(name: &str, dovecot: &Dovecot, user: &User<'_>) -> Process {
    fill_with_practice_mail(dovecot, user);
    let options = ["--user", &user.name, "--keep-going"];
    let args = match name {
        "layers" => dovecot_plain_args(dovecot, &[&options[..], &["--plain"]].concat()),
        _ => dovecot_args(dovecot, &options),
    };
    let program = replay_program(script_for_other_server(name), &args);
    Process::start(program.env("IMAPSH_PASSWORD", &user.password))
}

/// Replays the lesson of this name.
fn replay_on_dovecot(name: &str, dovecot: &Dovecot) -> Finished {
    // The lesson has the name and the password of the practice account in base64.
    let user = match name {
        "login" => dovecot.named_user("user"),
        _ => dovecot.user(),
    };
    replay_of(name, dovecot, &user).finish()
}

/// Fails unless the output has these parts, in this order.
#[track_caller]
fn assert_answers(name: &str, finished: &Finished, answers: &[&str]) {
    let text = finished.text();
    let mut rest = text.as_str();
    for answer in answers {
        let end = rest.find(answer).map(|at| at + answer.len());
        let end = end.unwrap_or_else(|| panic!("{name}: {answer:?} is not in its place:\n{text}"));
        rest = &rest[end..];
    }
}

#[test]
fn lessons_replay_on_dovecot() {
    let Some(dovecot) = dovecot() else { return };
    let lessons: &[(&str, &[&str])] = &[
        ("tags", &["lunch OK", "* 11 EXISTS", "x1 BAD", "* BYE"]),
        ("login", &["NO [AUTHENTICATIONFAILED]", "+ VXNlcm5hbWU6", "+ cj", "* BYE"]),
        ("layers", &["STARTTLS", "a004 OK", "a005 OK", "x7 NO [COMPRESSIONACTIVE]", "* BYE"]),
        (
            "list",
            &["\\Sent) \"/\" Sent", "* NAMESPACE ((\"\" \"/\")) NIL NIL", "\"/\" Garden/Pots"],
        ),
        (
            "select",
            &[
                "* 11 EXISTS",
                "[UNSEEN 9]",
                "* 2 EXISTS",
                "[READ-ONLY]",
                "come back when you need a",
            ],
        ),
        (
            "fetch",
            &[
                "* 9 FETCH (FLAGS (\\Answered))",
                "Fwd: The key to the garden",
                "third flower pot",
                "reserve a table",
                "BODY[2]<0> {12}\r\niVBORw0KGgoA)",
                "RFC822.SIZE 4377",
            ],
        ),
        (
            "search",
            &[
                "* SEARCH 7 8 9\r\n",
                "* SEARCH 9\r\n",
                "reserve a table",
                "* SEARCH 1 2\r\n",
                "* SEARCH 1 6 7 8 10\r\n",
                "* SEARCH 5 6\r\n",
                "* SEARCH 2\r\n",
                "I will be there",
            ],
        ),
        (
            "uid",
            &[
                "* 9 FETCH (UID 14)",
                "* 3 EXPUNGE",
                "A phrase book of IMAP",
                "* 8 FETCH (UID 14 ENVELOPE",
                "* SEARCH\r\n",
                "* SEARCH 8 14 16\r\n",
                "* 7 FETCH (UID 14 FLAGS (\\Answered \\Flagged))",
            ],
        ),
        (
            "store",
            &[
                "* 11 FETCH (FLAGS (\\Flagged))",
                "* 3 FETCH (FLAGS (\\Answered \\Seen))",
                "[COPYUID ",
                "10:11,14 ",
                "* 7 EXPUNGE",
                "* 2 EXPUNGE",
                "* 1 EXPUNGE",
            ],
        ),
        (
            "append",
            &[
                "BODY[TEXT] {",
                "[APPENDUID ",
                "RFC822.SIZE 18)",
                "a6 NO [TRYCREATE]",
                "* SEARCH 2\r\n",
            ],
        ),
        (
            "status",
            &[
                "* STATUS Junk (MESSAGES 1 UNSEEN 1)",
                "* STATUS Sent (MESSAGES 2 UIDNEXT 3)",
                "* STATUS INBOX (UNSEEN 3)",
                "(MESSAGES 11)",
                "(MESSAGES 12)",
                "(SIZE ",
            ],
        ),
    ];
    for (name, answers) in lessons {
        let finished = replay_on_dovecot(name, dovecot);
        finished.assert_status(0);
        assert_answers(name, &finished, answers);
    }
}

#[test]
fn different_answers_of_dovecot_are_reported() {
    let Some(dovecot) = dovecot() else { return };
    // It lets STORE pass in a mailbox that is open read-only, without changing anything.
    let finished = replay_on_dovecot("errors", dovecot);
    finished.assert_status(1).assert_stderr_count("s.imap:", 1);
    finished.assert_stderr_contains("t7 store 1 +flags (\\Flagged) succeeded");
    let answers = [
        "noop BAD",
        "t1 BAD",
        "t2 NO [AUTHENTICATIONFAILED]",
        "t3 NO",
        "t4 NO [TRYCREATE]",
        "t5 NO",
        "t6 BAD",
        "* BYE",
    ];
    assert_answers("errors", &finished, &answers);
    // It does not have UTF8=ACCEPT, the extension of the last steps.
    let finished = replay_on_dovecot("names", dovecot);
    finished.assert_status(1).assert_stderr_count("s.imap:", 1);
    finished.assert_stderr_contains("copy 5 \"予定\" failed");
    assert_answers(
        "names",
        &finished,
        &["&Tohbmg-", "* 6 FETCH (ENVELOPE", "* 5 FETCH (BODYSTRUCTURE"],
    );
}

#[test]
fn the_idle_lesson_on_dovecot_shows_the_mail_that_arrives() {
    let Some(dovecot) = dovecot() else { return };
    let user = dovecot.user();
    let replay = replay_of("idle", dovecot, &user);
    replay.stdout.wait_for("+ idling");
    user.deliver("new");
    let finished = replay.finish();
    finished.assert_status(0);
    assert_answers("idle", &finished, &["* 11 EXISTS", "* 12 EXISTS", "done\r\n", "* BYE"]);
}
