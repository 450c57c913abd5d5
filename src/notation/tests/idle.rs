//! IDLE that the server refuses, or ends with BAD because of the line after it.

use super::kinds::assert_sends;
use super::properties::acts;
use super::*;

#[test]
fn a_line_sent_in_idle_fails_together_with_idle() {
    let both = [">! idle", ">! noop", "> logout"];
    assert_items("idle\n+ idling\nnoop\na001 BAD Expected DONE.\nlogout", &both);
    assert_items(
        "a1 idle\na1 done\na1 BAD Expected DONE.\na2 logout",
        &[">! a1 idle", ">! a1 done", "> a2 logout"],
    );
    assert_items(
        "a1 idle\na2 noop\na1 BAD Expected DONE.\na3 logout",
        &[">! a1 idle", "> a2 noop", "> a3 logout"],
    );
    for (client, server) in [("C: ", "S: "), ("", "")] {
        for (line, tag) in [("a2 noop", "a1"), ("a2 DONE", "a1")] {
            let text = format!(
                "{client}a1 idle\n{server}+ idling\n{client}{line}\n{server}{tag} BAD Expected DONE.\n\
                {client}a3 logout\n{server}* BYE\n{server}a3 OK\n"
            );
            assert_items(&text, &[">! a1 idle", &format!(">! {line}"), "> a3 logout"]);
        }
    }
}

#[test]
fn the_line_that_ends_idle_with_bad_must_be_in_the_listing() {
    for line in ["", "\n", "* 3 EXISTS\n"] {
        let text = format!("a1 idle\n+ idling\n{line}a1 BAD Expected DONE.\na2 logout\na2 OK\n");
        let number = 3 + line.lines().count();
        assert_eq!(mistake(text.as_bytes()), format!("x.imap:{number}:1: IdleEndNotShown"));
    }
    // Whatever the listing shows there may be what ended it.
    for line in ["stop", "exit", "\"DONE\"", "a2 NOOP\nThe server complains:"] {
        let text = format!("a1 IDLE\n+ idling\n{line}\na1 BAD Expected DONE.\na3 LOGOUT\na3 OK\n");
        assert_items(&text, &[">! a1 IDLE", "> a3 LOGOUT"]);
    }
    let text = "C: a1 IDLE\nS: + idling\nC: DNE\nS: a1 BAD no\nC: a2 LOGOUT\nS: a2 OK\n";
    let errors = Script::parse(text.as_bytes(), "x").err().unwrap_or_default();
    assert_eq!((errors.len(), errors[0].line), (1, 3), "{errors:?}");
    // IDLE itself is refused, or fails in the end.
    assert_items("a1 idle\na1 BAD no\na2 logout\na2 OK", &[">! a1 idle", "> a2 logout"]);
    assert_items(
        "a1 idle\n+ idling\ndone\na1 BAD no\na2 logout\na2 OK",
        &[">! a1 idle", ".", "> a2 logout"],
    );
}

#[test]
fn a_command_in_idle_is_sent_only_if_its_own_refusal_is_shown() {
    let idle = "a1 idle\n+ go\n";
    let sent = acts_of(&format!("{idle}a2 noop\na9 BAD what\ndone\na1 OK\n"));
    assert_eq!(sent, ["a1 idle", "done"]);
    // Typed again after the refusal, it is another command.
    let again = format!("{idle}a2 noop\na1 BAD what\na2 noop\na2 OK\n");
    assert_eq!(acts_of(&again), ["a1 idle", "a2 noop", "a2 noop"]);
}

fn acts_of(text: &str) -> Vec<String> {
    let script = Script::parse(text.as_bytes(), "x.imap");
    acts(&script.unwrap_or_else(|errors| panic!("{errors:?} in\n{text}")).items)
}

#[test]
fn a_done_whose_idle_is_above_the_listing_is_not_sent() {
    assert_sends("C: DONE\nS: c1 OK IDLE terminated\nC: c2 NOOP\nS: c2 OK y\n", &["c2 NOOP"]);
    assert_sends("C: DONE\nS: BAD what?\nC: c2 NOOP\nS: c2 OK y\n", &["DONE", "c2 NOOP"]);
}
