//! Literals whose announced size differs from what was sent.

use super::*;

#[test]
fn a_size_that_takes_in_the_end_of_the_line_and_more() {
    let ending = "two more than \"INBOX\": the line ending after that was read as part of it. {5} announces \"INBOX\" alone.";
    let lines = "more than \"INBOX\": the line ending after that and what follows were read as part of it. {5} announces";
    let half = "ends between the CR and the LF of a line ending";
    for (listing, words) in [
        ("a SELECT {7}\n+ OK\nINBOX\na NO x\n", ending),
        ("a SELECT {7+}\nINBOX\na NO x\n", ending),
        ("C: a SELECT {7}\nS: + OK\nC: INBOX\nS: a BAD x\n", ending),
        ("a STATUS {7}\n+ OK\nINBOX\n (messages)\na BAD x\n", ending),
        ("a SELECT {12}\n+ OK\nINBOX\nb NOOP\na BAD x\nb OK x\n", lines),
        ("a SELECT {13}\n+ OK\nINBOX\nb NOOP\na NO x\nb OK x\n", lines),
        ("a SELECT {13+}\nINBOX\nb NOOP\na NO x\nb OK x\n", lines),
        ("a RENAME {7}\n+ OK\nINBOX\nb NOOP\na BAD x\nb OK x\n", ending),
        ("a SELECT {6}\n+ OK\nINBOX\na BAD x\n", half),
        ("a append x {6}\n+ OK\nhello\na BAD x\n", half),
    ] {
        let said = explained(Language::English, listing);
        assert!(said.contains(words), "{listing}: {said}");
        assert!(!said.contains("fewer octets than were sent"), "{listing}: {said}");
        assert!(!said.contains("\\x0a"), "{listing}: {said}");
    }
    let japanese = explained(Language::Japanese, "a SELECT {7}\n+ OK\nINBOX\na NO x\n");
    assert!(japanese.contains("「INBOX」より 2 オクテット長く"), "{japanese}");
}

#[test]
fn octets_that_the_listing_does_not_have() {
    let missing = "of the literal's 12 octets are missing here";
    for listing in [
        "a SELECT {12}\n+ OK\nINBOX\na BAD x\n",
        "a SELECT {12+}\nINBOX\na BAD x\n",
        "C: a SELECT {12}\nS: + OK\nC: INBOX\nS: a BAD x\n",
        "a APPEND x {12}\n+ OK\nhello\na BAD x\n",
        "a RENAME {3}\n+ OK\nfoo {12}\n+ OK\nINBOX\na BAD x\n",
    ] {
        let said = explained(Language::English, listing);
        assert!(said.contains(missing), "{listing}: {said}");
        assert!(!said.contains("is empty"), "{listing}: {said}");
    }
    // A single word may be the password, whose octets are not counted.
    for listing in ["a LOGIN {12}\n+ OK\njoe\na BAD x\n", "a LOGIN {12+}\njoe\n"] {
        let said = explained(Language::English, listing);
        assert!(said.contains("Octets of the literal are missing here"), "{listing}: {said}");
    }
    let said = explained(Language::English, "a SELECT {12}\n+ OK\nINBOX\na BAD x\n");
    assert!(said.contains("5 of the literal's 12 octets"), "{said}");
    // Text left out of the listing on purpose was sent.
    let said = explained(Language::English, "a append x {310}\n+ go\nFrom: x\n...\na OK x\n");
    assert!(!said.contains("missing"), "{said}");
    let said = explained(Language::English, "a append x {310}\na NO x\n");
    assert!(!said.contains("missing"), "{said}");
}

#[test]
fn the_last_words_of_a_server_end_a_literal() {
    for (rest, said) in [
        ("* OK Still here\n* BYE closed", "Text for people"),
        ("* BAD Literal is too short\na2 noop\na2 OK x", "NOOP is complete"),
        ("* BYE [UNAVAILABLE] x\n\na2 logout", "UNAVAILABLE says"),
        ("* NO Please hurry", "A warning"),
    ] {
        let listing = format!("a1 append x {{90}}\n+ go\nTo: b\n\nhi\n{rest}\n");
        let explained = explained(Language::English, &listing);
        assert!(explained.contains("77 of the literal's 90 octets"), "{explained}");
        assert!(explained.contains(said), "{explained}");
    }
    // Such lines of a mail with its whole text are not the server's.
    let mail = "To: b\r\n\r\n* NO refunds\r\n* OK, bye\r\n";
    let text = mail.replace('\r', "");
    let listing = format!("a1 append x {{{}}}\n+ go\n{text}a1 OK x\n", mail.len());
    let explained = explained(Language::English, &listing);
    assert!(!explained.contains("A warning") && !explained.contains("missing"), "{explained}");
}

#[test]
fn of_a_secret_with_a_wrong_size_nothing_is_shown() {
    for (listing, words) in [
        ("a LOGIN joe {12}\n+ OK\nhunter2\na BAD x\n", "octets of the literal are missing here"),
        ("a LOGIN joe {12+}\nhunter2\na BAD x\n", "octets of the literal are missing here"),
        ("a LOGIN joe {16}\n+ OK\nhunter2\nb NOOP\na BAD x\n", "more octets than its first line"),
    ] {
        let said = explained(Language::English, listing).to_lowercase();
        assert!(said.contains(words), "{listing}: {said}");
        let all = shown_of(listing).concat() + &messages(listing).concat() + &said;
        assert!(!all.contains("hunter2") && !all.contains("er2"), "{all}");
    }
}

/// A login that was typed where octets were still expected.
#[test]
fn a_login_inside_a_literal_is_hidden() {
    for size in [20, 28, 29, 30, 31, 40] {
        for plus in ["}\n+ OK", "+}"] {
            for login in
                ["b LOGIN joe hunter2xyz", "b2 login joe hunter2xyz", "login joe hunter2xyz"]
            {
                let listing = format!("a SELECT {{{size}{plus}\nINBOX\n{login}\na BAD x\nb OK x\n");
                let all = shown_of(&listing).concat()
                    + &messages(&listing).concat()
                    + &explained(Language::English, &listing);
                assert!(!all.contains("hunter2") && !all.contains("2xyz"), "{listing}: {all}");
            }
        }
    }
}

#[test]
fn a_command_inside_a_message_is_reported() {
    let within = "The line that begins with \"b NOOP\" is within the literal's 14 octets";
    for listing in [
        "a APPEND x {14}\n+ OK\nhello\nb NOOP\na OK x\nb OK x\n",
        "a APPEND x {14+}\nhello\nb NOOP\n\na OK x\n",
    ] {
        let said = explained(Language::English, &listing.replace("14", "13"));
        assert!(said.contains(&within.replace("14", "13")), "{listing}: {said}");
    }
    let cut =
        explained(Language::English, "a APPEND x {12}\n+ OK\nhello\nb NOOP\na BAD x\nb OK x\n");
    assert!(cut.contains("ends inside of the line that begins with \"b NOOP\""), "{cut}");
    // A sentence.
    let said = explained(Language::English, "a APPEND x {14}\n+ OK\nhello\nA store\na OK x\n");
    assert!(!said.contains("The line that begins"), "{said}");
}

/// Characters were counted in place of octets.
#[test]
fn a_size_that_ends_inside_a_character_is_reported() {
    for (listing, octets) in [
        ("a append x {2}\n+ OK\nこん\na BAD x\n", 6),
        ("a append x {5}\n+ OK\nこん\na BAD x\n", 6),
        ("a append x {3}\n+ OK\nこん\na BAD x\n", 6),
        ("a select {4}\n+ OK\n日本語\na BAD x\n", 9),
        ("a search charset utf-8 subject {2+}\n日本\na BAD x\n", 6),
    ] {
        let said = explained(Language::English, listing);
        assert!(said.contains("fewer octets than were sent"), "{listing}: {said}");
        assert!(said.contains(&format!("has {octets} octets")), "{listing}: {said}");
        assert!(!said.contains("is empty"), "{listing}: {said}");
    }
    let said = explained(Language::English, "a append x {6}\n+ OK\nこん\na OK x\n");
    assert!(!said.contains("fewer octets"), "{said}");
}

#[test]
fn a_rest_may_begin_with_a_space() {
    let refused = |line: &str| format!("* PREAUTH hi\na search subject {{5+}}\n{line}\na BAD x\n");
    let said = explained(Language::English, &refused("hello world"));
    assert!(said.contains("fewer octets than were sent: \"world\""), "{said}");
    for line in ["hello unread", "hello from joe"] {
        let said = explained(Language::English, &refused(line));
        assert!(!said.contains("fewer octets"), "{line}: {said}");
    }
}

/// The literal ends between the CR and the LF of a line, so that its bracket is not read.
#[test]
fn a_response_whose_literal_is_too_small() {
    let listing = "* 1 FETCH (BODY[] {28}\nFrom: terry\nSubject: hello\n\n)\na1 OK x\n";
    let said = explained(Language::English, listing);
    assert!(said.contains("perhaps the size of the literal is wrong"), "{said}");
}

#[test]
fn text_before_the_bracket_of_a_shortened_response_is_the_literals() {
    let begin = "a fetch 1 (body[] flags)\n* 1 FETCH (BODY[] {100}\nSubject: hi\n\n";
    for (end, is_whole) in [("short)", false), (" FLAGS (\\Seen))", true), (")", true)] {
        let said = explained(Language::English, &format!("{begin}{end}\na OK done\n"));
        assert!(said.contains("has fewer octets than the number in braces"), "{end}: {said}");
        assert!(!said.contains("too small") && !said.contains("does not allow"), "{end}: {said}");
        let all = messages(&format!("{begin}{end}\na OK done\n"));
        assert_eq!(all[1].ends_with(end), is_whole, "{all:?}");
    }
}
