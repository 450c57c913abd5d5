//! Excerpts of sessions, without the greeting or the login.

use super::*;

/// The explanations of the listing as `imapsh explain` reads it.
pub(super) fn of_excerpt(listing: &str) -> String {
    let lines = read(listing.as_bytes(), "x").expect("a text");
    let mut explainer = Explainer::new(Messages::new(Language::English));
    if begins_anywhere(&lines) {
        explainer.begin_anywhere();
    }
    let mut said = String::new();
    for listed in lines {
        match listed.message {
            Some(ListedMessage::Client(tree)) => said += &explainer.client(&tree).to_string(),
            Some(ListedMessage::Server(tree)) => said += &explainer.server(&tree).to_string(),
            Some(ListedMessage::LeftOut) => explainer.lines_left_out(),
            _ => {}
        }
        said.push('\n');
    }
    said
}

#[test]
fn an_ok_at_the_beginning_may_be_the_greeting() {
    let greeting = "The server is ready; a login comes next.";
    for listing in [
        "* OK ready\nlogin joe x\n",
        "S: * OK ready\nC: a1 login joe x\n",
        "* OK ready\n* CAPABILITY IMAP4rev1\n",
        "* OK [CAPABILITY IMAP4rev1] ready\n",
    ] {
        assert!(of_excerpt(listing).starts_with(greeting), "{listing}");
    }
    for listing in
        ["* OK Still here\n", "* OK Still here\n* 3 EXISTS\n", "S: * OK Still here\nC: done\n"]
    {
        let said = of_excerpt(listing);
        assert!(said.starts_with("Text for people; it changes nothing. At the beg"), "{said}");
    }
    assert!(!of_excerpt("* OK [UIDNEXT 5] y\n").contains("server is ready"));
}

#[test]
fn a_response_alone_need_not_be_registered() {
    assert!(of_excerpt("* FOO\n").contains("\"FOO\" is not a registered response"));
    assert!(of_excerpt("\n* 12 FOO\n\n").contains("\"FOO\" is not a registered response"));
    assert_eq!(of_excerpt("* milk\n* eggs\n").trim(), "");
}

/// The tag of the answer is the hidden word.
#[test]
fn the_answer_to_a_hidden_line_has_no_unknown_tag() {
    let listing = "S: * OK hi\nC: a1 login joe\nS: a1 BAD x\nC: hunter2\nS: hunter2 BAD x\n";
    let said = of_excerpt(listing);
    assert!(!said.contains("No command was sent") && !said.contains("hunter2"), "{said}");
}

/// The listing alone cannot show whether such spaces were sent, but the answers can.
#[test]
fn spaces_outside_ascii_are_named_where_they_were_refused() {
    let named = "a character that looks like a space";
    let refused =
        "C: a1 fetch\u{a0}1 flags\nS: a1 BAD x\nC: a2 fetch 1 flags\u{200b}\nS: a2 BAD x\n";
    assert_eq!(of_excerpt(refused).matches(named).count(), 4);
    assert!(of_excerpt("fetch\u{a0}1 flags\na1 BAD x\n").contains(named));
    let copied = format!("{refused}C: a3\u{a0}noop\nS: a3 OK x\n");
    assert!(!of_excerpt(&copied).contains(named));
}

#[test]
fn a_wrapped_response_is_shown_and_joined() {
    let listing = "S: * CAPABILITY IMAP4rev2 STARTTLS AUTH=GSSAPI\n      LOGINDISABLED\n\
                   S: * VANISHED (EARLIER) 5,30004:30005,30007:\n      30008\n";
    let lines = read(listing.as_bytes(), "x").expect("a text");
    let shown: Vec<String> = lines.into_iter().flat_map(|it| it.shown).collect();
    assert!(shown.iter().any(|line| line.trim() == "LOGINDISABLED"), "{shown:?}");
    assert!(of_excerpt(listing).contains("30007"), "{}", of_excerpt(listing));
    assert!(!of_excerpt(listing).contains("grammar does not allow"), "{}", of_excerpt(listing));
}

#[test]
fn a_status_response_in_the_middle_of_a_session_is_not_its_greeting() {
    for first in [
        "* OK Still here",
        "* OK Searched 20% of the mailbox, ETA 0:10",
        "* OK [ALERT] shutdown in 10 minutes",
        "* NO Disk is 98% full",
        "* BAD Command line too long",
    ] {
        let said = of_excerpt(&format!("{first}\na5 fetch 1 flags\na5 BAD Error\n"));
        let is_greeting = said.starts_with("The server is ready");
        assert!(!is_greeting && !said.contains("needs a login"), "{said}");
    }
    let said = of_excerpt("* BYE IMAP4rev1 Server logging out\nA023 OK LOGOUT completed\n");
    assert!(!said.contains("does not accept the connection"), "{said}");
    let said = of_excerpt("* OK Dovecot ready.\na1 fetch 1 flags\na1 BAD Error\n");
    assert!(said.contains("needs a login first"), "{said}");
}

/// A server that cannot read the tag answers without one.
#[test]
fn a_line_without_a_tag_is_explained_although_the_others_have_one() {
    let said = of_excerpt(
        "* OK hi\nselect Sent\n* BAD Command unrecognized\nt1 login hana himitsu7\nt1 OK in\n\
         noop\n* BAD Missing tag\nt2 noop\nt2 OK done\n",
    );
    assert!(said.starts_with("The server is ready"), "{said}");
    let missing = ["takes \"select\" for the tag", "takes \"noop\" for the tag"];
    assert!(missing.iter().all(|it| said.contains(it)), "{said}");
}
