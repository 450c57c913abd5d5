//! Changes of a message's flags since the server last reported them.

use crate::explain::tests::{assert_lacks, assert_says};

const FLAGGED: &str = "S: * PREAUTH hi\nC: a1 select inbox\nS: * 9 EXISTS\nS: a1 OK [READ-WRITE] x\n\
    C: a2 fetch 1:9 flags\nS: * 3 FETCH (FLAGS (\\Answered \\Flagged))\nS: * 4 FETCH (FLAGS (\\Seen))\n\
    S: * 5 FETCH (FLAGS ())\nS: a2 OK x\n";

/// Whether the explanation of the last line of the session contains these words.
fn assert_said(tail: &str, english: &str, japanese: &str) {
    assert_says(format!("{FLAGGED}{tail}"), english, japanese);
}

fn assert_not_said(tail: &str) {
    assert_lacks(format!("{FLAGGED}{tail}"), "last reported");
}

#[test]
fn a_report_that_was_not_asked_for_names_them() {
    assert_said(
        "S: * 4 FETCH (FLAGS (\\Deleted \\Seen))",
        "New since these flags were last reported: \\Deleted (to be removed by EXPUNGE).",
        "前に知らされた後に付いたフラグ: \\Deleted（EXPUNGE で消去）。",
    );
    assert_said(
        "C: a3 idle\nS: + x\nS: * 3 FETCH (FLAGS (\\seen \\Answered))",
        "New since these flags were last reported: \\seen (read). Gone since these flags were last reported: \\Flagged (for special attention).",
        "前に知らされた後に外れたフラグ: \\Flagged（要注意）。",
    );
    assert_said(
        "C: a3 noop\nS: * 4 FETCH (UID 17 FLAGS ())",
        "Gone since these flags were last reported: \\Seen (read).",
        "前に知らされた後に外れたフラグ: \\Seen（既読）。",
    );
    assert_said(
        "C: a3 fetch 5 body[]\nS: * 5 FETCH (FLAGS (\\Seen))",
        "because reading the text sets \\Seen. New since these flags were last reported: \\Seen (read).",
        "前に知らされた後に付いたフラグ: \\Seen（既読）。",
    );
}

#[test]
fn nothing_is_said_where_nothing_is_known_to_have_changed() {
    for tail in [
        "S: * 4 FETCH (FLAGS (\\SEEN))",
        "S: * 4 FETCH (FLAGS (\\Recent \\Seen))",
        "S: * 7 FETCH (FLAGS (\\Seen))",
        // A command asked for these.
        "C: a3 fetch 4 flags\nS: * 4 FETCH (FLAGS ())",
        "C: a3 store 4 -flags (\\Seen)\nS: * 4 FETCH (FLAGS ())",
        // Another message has this number now, or another mailbox is selected.
        "S: * 3 EXPUNGE\nS: * 4 FETCH (FLAGS ())",
        "S: * VANISHED 7\nS: * 4 FETCH (FLAGS ())",
        "C: a3 select Work\nS: * 9 EXISTS\nS: a3 OK x\nS: * 4 FETCH (FLAGS ())",
        "C: a3 close\nS: a3 OK x\nS: * 4 FETCH (FLAGS ())",
    ] {
        assert_not_said(tail);
    }
    // The message has moved up.
    assert_said(
        "S: * 3 EXPUNGE\nS: * 3 FETCH (FLAGS ())",
        "Gone since these flags were last reported: \\Seen (read).",
        "\\Seen（既読）。",
    );
}

#[test]
fn store_that_replaces_flags_names_those_that_are_lost() {
    assert_said(
        "C: a3 store 3 flags (\\Seen \\Answered)",
        "By the flags that were last reported of it, this removes \\Flagged.",
        "前に知らされたフラグによると、これで \\Flagged が外れます。",
    );
    assert_said(
        "C: a3 store 3 flags.silent ()",
        "this removes \\Answered and \\Flagged. .SILENT asks",
        "これで \\Answered、\\Flagged が外れます。",
    );
    assert_said(
        "C: a3 store 5 flags (\\Seen)",
        "By the flags that were last reported of it, this removes none.",
        "これで外れるフラグはありません。",
    );
    for tail in [
        "C: a3 store 7 flags (\\Seen)",
        "C: a3 store 3:5 flags (\\Seen)",
        "C: a3 uid store 3 flags (\\Seen)",
        "C: a3 store 3 +flags (\\Seen)",
        "C: a3 store 99999999999999999999 flags (\\Seen)",
    ] {
        assert_not_said(tail);
    }
}
