//! The messages of a listing that are explained, and its lines as shown.

mod directions;
mod excerpts;
mod left_out;
mod letter_case;
mod literal_sizes;
mod records;
mod secrets;
mod trailing_blanks;

use super::*;
use crate::explain::Explainer;
use crate::language::Language;
use crate::messages::Messages;
use indoc::indoc;

/// The messages of the listing: the side, and the text with literals in it.
fn messages(listing: &str) -> Vec<String> {
    let lines = read(listing.as_bytes(), "x").expect("a text");
    let messages = lines.into_iter().filter_map(|listed| listed.message);
    let shown = |side, tree: &Tree| format!("{side} {}", String::from_utf8_lossy(tree.text()));
    messages
        .map(|message| match &message {
            ListedMessage::Client(tree) => shown("C", tree),
            ListedMessage::Server(tree) => shown("S", tree),
            ListedMessage::Begun(tree) => shown("C begins", tree),
            ListedMessage::LeftOut => "...".to_owned(),
        })
        .collect()
}

/// The server has seen only the tag of the command.
#[test]
fn a_tag_alone_gets_no_other_tag() {
    let listing = "C: a1 noop\nS: a1 OK done\nC: a2\nS: a2 BAD x\nC: a3\n";
    let tags = messages(listing).into_iter().filter(|it| it.starts_with("C a"));
    assert_eq!(tags.collect::<Vec<_>>(), ["C a1 noop", "C a2", "C a3"]);
    let tagged = messages("C: noop2\nS: a1 BAD x\n");
    assert_eq!(tagged[0], "C a1 noop2");
}

#[test]
fn wrapped_lines_and_literals_belong_to_their_message() {
    let listing = indoc! {r#"
        Some prose.
        C: a1 search from hana
            subject "lunch"
        S: * SEARCH 1 2
        S:    3
        S: a1 OK done
        C: a2 fetch 1 (body[] flags)
        S: * 1 FETCH (BODY[] {11}
        S: Hi
        S: there FLAGS ())
        S: a2 OK done
        C: a3 append x {5}
        S: + go
        C: hello
        S: a3 OK done
    "#};
    assert_eq!(
        messages(listing),
        [
            "C a1 search from hana subject \"lunch\"",
            "S * SEARCH 1 2 3",
            "S a1 OK done",
            "C a2 fetch 1 (body[] flags)",
            "S * 1 FETCH (BODY[] {11}Hi\r\nthere FLAGS ())",
            "S a2 OK done",
            "C begins a3 append x {5}",
            "S + go",
            "C a3 append x {5}hello",
            "S a3 OK done",
        ]
    );
}

#[test]
fn a_command_with_several_literals_is_one_message() {
    let listing = indoc! {"
        C: a1 login {4}
        S: + go
        C: hana {7}
        S: + go
        C: hunter2
        S: a1 OK done
        C: a2 rename {3}
        S: + go
        C: foo {3+}
        C: bar
        S: a2 OK done
        C: a3 authenticate plain
        S: +
        C: AGhhbmEAaHVudGVyMg==
        S: a3 OK done
    "};
    assert_eq!(
        messages(listing),
        [
            "C begins a1 login {4}",
            "S + go",
            "C begins a1 login {4}hana {7}",
            "S + go",
            "C a1 login {4}hana {7}${password}",
            "S a1 OK done",
            "C begins a2 rename {3}",
            "S + go",
            "C a2 rename {3}foo {3+}bar",
            "S a2 OK done",
            "C a3 authenticate plain",
            "S +",
            "C ${sasl}",
            "S a3 OK done",
        ]
    );
}

#[test]
fn the_answer_for_any_mechanism_is_an_answer() {
    for listing in [
        "C: a8 authenticate xoauth2\nS: +\nC: ${sasl}\nS: a8 NO x\n",
        "a8 authenticate cram-md5\n+ PDE+\n${sasl}\na8 NO x\n",
    ] {
        let messages = messages(listing);
        assert!(messages.contains(&"C ${sasl}".to_owned()), "{messages:?}");
    }
}

#[test]
fn a_secret_in_a_literal_is_a_whole_one() {
    let listing = "a8 LOGIN {3+}\nbob {7+}\nhunter2\na8 OK x\n";
    assert_eq!(messages(listing), ["C a8 LOGIN {3+}bob {7+}${password}", "S a8 OK x"],);
}

#[test]
fn a_command_has_the_tag_that_the_server_saw() {
    let listing = indoc! {"
        select inbox
        x1 OK done
        login taro hunter2xyz
        login BAD Error in IMAP command received by server.
        noop
    "};
    assert_eq!(
        messages(listing),
        [
            "C x1 select inbox",
            "S x1 OK done",
            "C login taro ${password}",
            "S login BAD Error in IMAP command received by server.",
            "C a001 noop",
        ]
    );
}

/// A server answers with the tag; if a bare secret is sent, it takes the first word for the tag.
#[test]
fn the_answer_to_a_secret_alone_does_not_show_it() {
    let hidden = "${password} BAD Unknown command";
    for listing in [
        "a LOGIN joe\na BAD x\nhunter2\nhunter2 BAD Unknown command\n",
        "a login joe x\na NO bad\nhunter2\nhunter2 BAD Unknown command\nb noop\nb OK x\n",
        "C: a login joe x\nS: a NO bad\nC: hunter2\nS: hunter2 BAD Unknown command\n",
        "a LOGIN joe {7+}\nhunter2\na BAD x\nhunter2 BAD Unknown command\n",
        "a authenticate plain\n+ \nhunter2\na NO bad\nhunter2\nhunter2 BAD Unknown command\n",
    ] {
        let all = messages(listing);
        assert!(all.contains(&format!("S {hidden}")), "{all:?}");
        let shown = shown_of(listing);
        assert!(shown.iter().any(|line| line.ends_with(hidden)), "{shown:?}");
        assert!(!all.concat().contains("hunter2") && !shown.concat().contains("hunter2"));
    }
}

#[test]
fn the_answer_to_a_command_without_a_tag_is_shown() {
    let shown_of = |listing: &str| {
        let lines = read(listing.as_bytes(), "x").expect("a text");
        lines.into_iter().flat_map(|listed| listed.shown).collect::<Vec<String>>()
    };
    let shown = |answer: &str| shown_of(&format!("login taro hunter2xyz\nlogin {answer}\n"));
    let answer = "BAD Error in IMAP command received by server.";
    assert_eq!(shown(answer), ["login taro ${password}", &format!("login {answer}")]);
    for answer in ["NO Failed", "BAD x"] {
        assert_eq!(shown(answer)[1], format!("login {answer}"));
    }
    // It may be a login as well.
    assert_eq!(shown("bad hunter2xyz")[1], "login bad ${password}");
    assert_eq!(shown_of("noop\nlogin BAD hunter2xyz\n")[1], "login BAD ${password}");
    assert_eq!(shown_of(&format!("noop\nlogin {answer}\n"))[1], format!("login {answer}"));
    let marked = shown_of("S: * OK hi\nC: PASS hunter2xyz\nS: PASS BAD x\n");
    assert_eq!(marked[1], "C: PASS ${password}");
}

#[test]
fn unknown_lines_of_the_session_are_messages() {
    let listing = "a1 noop\n* FOOBAR\n* 5 FOO bar\n* XYZ 3\n* 3 EXISTS\na1 OK done\na2 lisst \"\" *\na3 foo\n";
    let unknown = messages(listing);
    for line in
        ["S * FOOBAR", "S * 5 FOO bar", "S * XYZ 3", "C a2 lisst \"\" ${password}", "C a3 foo"]
    {
        assert!(unknown.contains(&line.to_owned()), "{line} in {unknown:?}");
    }
    let done = messages("* OK hi\na1 noop\na1 OK done\ndone\ndone BAD x\n");
    assert_eq!(done[3..], ["C done", "S done BAD x"]);
    let masked = messages("a1 noop\na1 OK done\na2 lgoin anna hunter2xyz\n");
    assert!(masked.len() == 3 && !masked[2].contains("hunter2xyz"), "{masked:?}");
}

#[test]
fn prose_between_commands_is_not_a_message() {
    let listing = "a1 noop\na1 OK done\n\n* IMAP is a protocol\n* NOOP does nothing\n\n2 lists follow\na2 noop\na2 OK done\n* A list\n";
    let all = messages(listing);
    assert_eq!(all, ["C a1 noop", "S a1 OK done", "C a2 noop", "S a2 OK done"]);
}

#[test]
fn what_is_shown_has_no_secret() {
    let listing = "C: a1 login taro hunter2xyz\nS: a1 OK\n  C: a2 authenticate plain {b64}\n\
        login taro hunter2xyz\nSet the password to hunter2xyz: login taro hunter2xyz\n";
    let lines = read(listing.as_bytes(), "x").expect("a text");
    let shown: Vec<String> = lines.into_iter().flat_map(|listed| listed.shown).collect();
    assert_eq!(shown[0], "C: a1 login taro ${password}");
    assert!(!shown[3..].concat().contains("taro hunter2xyz"), "{shown:?}");
}

/// The explanations of the client's messages and of the refusals in the listing.
fn explained(language: Language, listing: &str) -> String {
    let mut explainer = Explainer::new(Messages::new(language));
    explainer.repeat_causes();
    let mut said = String::new();
    for listed in read(listing.as_bytes(), "x").expect("a text") {
        match listed.message {
            Some(ListedMessage::Client(tree)) => said += &explainer.client(&tree).to_string(),
            Some(ListedMessage::Server(tree)) => said += &explainer.server(&tree).to_string(),
            Some(ListedMessage::Begun(tree)) => explainer.client_begun(&tree),
            Some(ListedMessage::LeftOut) => explainer.lines_left_out(),
            None => {}
        }
        said.push('\n');
    }
    said
}

/// The size of a secret is wrong too, and nothing of it is shown.
#[test]
fn octets_that_the_size_of_a_literal_does_not_count() {
    for (listing, words) in [
        ("a LOGIN joe {5}\n+ OK\nhunter2\na BAD x\n", "fewer octets than were sent: what comes"),
        ("a LOGIN joe {5+}\nhunter2\na BAD x\n", "fewer octets than were sent: what comes"),
        ("a LOGIN joe {7}\n+ OK\nhunter2 x\na BAD x\n", "fewer octets than were sent: what comes"),
        ("C: a LOGIN joe {5}\nS: + OK\nC: hunter2\nS: a BAD x\n", "fewer octets than were sent"),
        ("a LOGIN {2}\n+ OK\njoe {7}\n+ go\nhunter2\na BAD x\n", "fewer octets than were sent"),
        ("a SELECT {4}\n+ OK\nINBOX\na BAD x\n", "fewer octets than were sent: \"X\""),
        ("a RENAME {3}\n+ OK\nINBOX {3}\n+ go\nfoo\na BAD x\n", "sent: \"OX"),
    ] {
        let said = explained(Language::English, listing);
        assert_eq!(said.matches(words).count(), 2, "{listing}: {said}");
        let all = shown_of(listing).concat() + &messages(listing).concat() + &said;
        assert!(!all.contains("hunter2") && !all.contains("er2"), "{all}");
    }
    let japanese = explained(Language::Japanese, "a LOGIN joe {5}\n+ OK\nhunter2\na BAD x\n");
    assert!(japanese.contains("送ったものより少なく"), "{japanese}");
    for listing in
        ["a LOGIN joe {7}\n+ OK\nhunter2\na BAD x\n", "a LOGIN {3+}\njoe {7+}\nhunter2\na BAD x\n"]
    {
        assert!(!explained(Language::English, listing).contains("fewer octets"), "{listing}");
    }
}

/// The size may count the end of the line too.
#[test]
fn a_literal_that_ends_with_its_line_is_whole_and_hidden() {
    let listing = "a LOGIN joe {9}\n+ OK\nhunter2\na BAD x\nb noop\n";
    assert_eq!(shown_of(listing)[2], "${password}");
    assert!(messages(listing).contains(&"C a LOGIN joe {9}${password}".to_owned()));
    let listing = "a append x {7}\n+ OK\nhello\na OK x\n";
    assert!(messages(listing).contains(&"C a append x {7}hello\r\n".to_owned()));
}

/// The lines of the listing as shown.
fn shown_of(listing: &str) -> Vec<String> {
    let lines = read(listing.as_bytes(), "x").expect("a text");
    lines.into_iter().flat_map(|listed| listed.shown).collect()
}

#[test]
fn nothing_of_a_secret_is_shown_whatever_encloses_it() {
    for (open, close) in [
        ("", r"\r\n"),
        ("", r"\015\012"),
        ("", r"\x0d\x0a"),
        ("b'", "'"),
        ("b'", r"\r\n'"),
        ("b\"", r#"\r\n""#),
        ("'", r"\r\n'"),
        ("\"", r#"\r\n""#),
        ("«", "»"),
    ] {
        for (client, server) in [("C: ", "S: "), ("> ", "< "), (">>> ", "<<< "), ("-> ", "<- ")] {
            let line = |said: &str| format!("{client}{open}{said}{close}\n");
            let answer = |said: &str| format!("{server}{open}{said}{close}\n");
            let login = line("a1 LOGIN joe {6}") + &answer("+ go") + &line("qzxwvk");
            let sasl = line("a2 AUTHENTICATE LOGIN") + &answer("+ UGFz") + &line("UVpYV1ZL");
            let whole = line("a3 LOGIN joe qzxwvk") + &answer("a3 OK in");
            for listing in [&login, &sasl, &whole] {
                let listing = answer("* OK hi") + listing;
                let shown = shown_of(&listing);
                let last = shown.iter().rfind(|line| line.starts_with(client)).expect("a line");
                for part in ["q", "UV", "V1ZL", "k\\", "z", "w'"] {
                    let is_shown = last.contains(part);
                    assert!(!is_shown, "{part} in {last} of {listing}");
                }
                assert!(!last.contains("a3 LOa3"), "{last}");
            }
        }
    }
    let shown =
        shown_of("  00:01.12 > b'KLCB2 LOGIN joe hunter2xyz'\n  00:01.20 < b'KLCB2 OK x'\n");
    assert_eq!(shown[0], "  00:01.12 > b'KLCB2 LOGIN joe ${password}'");
}

/// A secret may be a part of what encloses it.
#[test]
fn what_encloses_a_secret_is_not_taken_for_it() {
    for secret in ["b", "r", "n", "x0d"] {
        let listing = format!(
            "> b'a1 LOGIN joe {{1}}\\r\\n'\n< b'+ go\\r\\n'\n> b'{secret}\\r\\n'\n< b'a1 OK x\\r\\n'\n"
        );
        assert_eq!(shown_of(&listing)[2], "> b'${password}\\r\\n'", "{secret}");
    }
}

#[test]
fn lines_without_secrets_are_shown_as_they_were_written() {
    for listing in [
        "k IDLE\n+ idling\n* 3 EXISTS\nk OK IDLE terminated\n",
        "C: a3 FETCH 2:4 (FLAGS BODY[HEADER.FIELDS\n      (DATE FROM)])\nS: a3 OK done\n",
        "C: a1 search from hana\n     subject \"lunch\"\nS: a1 OK done\n",
        "> b'a1 NOOP\\r\\n'\n< b'a1 OK done\\r\\n'\n",
        "  * OK hi\n  a1 select   inbox\n  a1 OK x\n",
        "C: a1 NOOP\\r\\n\nS: a1 OK x\\r\\n\n",
        "log: IMAP< * OK [CAPABILITY AUTH=PLAIN ID] hi\nlog: IMAP> A1 LOGIN joe *\nlog: IMAP< A1 NO LOGIN failed, joe\n",
    ] {
        assert_eq!(shown_of(listing).join("\n") + "\n", listing);
    }
}

/// The listing leaves out the client's DONE.
#[test]
fn the_end_of_idle_is_the_servers_line() {
    let messages = messages("k IDLE\n+ idling\n* 3 EXISTS\nk OK IDLE terminated\n");
    assert_eq!(messages.last().map(String::as_str), Some("S k OK IDLE terminated"));
}

#[test]
fn a_greeting_begins_another_session() {
    for end in ["* BYE too many connections\n", "* OK hi\n0 LOGOUT\n* BYE x\n0 OK x\n"] {
        let listing = format!(
            "{end}* OK ready\n1 LOGIN joe hunter2xyz\n1 NO bad\n2 AUTHENTICATE LOGIN\n+ UGFz\naHVudGVyMnh5eg==\n2 OK in\n10 COPY 1 Foo\n10 NO no\n"
        );
        let said = messages(&listing);
        let text = said.join("\n") + &shown_of(&listing).join("\n");
        assert!(said.contains(&"C 10 COPY 1 Foo".to_owned()), "{said:?}");
        assert!(said.contains(&"C 1 LOGIN joe ${password}".to_owned()), "{said:?}");
        assert!(!text.contains("hunter2xyz") && !text.contains("aHVud"), "{text}");
    }
}

#[test]
fn an_unknown_command_keeps_its_tag() {
    let letters = "a NOOP\na OK x\nb NOOP\nb OK x\nc NOOP\nc OK x\nd XPUSH 2\nd BAD what\n";
    let said = messages(letters);
    assert!(said[6].starts_with("C d XPUSH") && said[7] == "S d BAD what", "{said:?}");
    for (tag, first) in [("c", "a1"), ("A", "b"), ("b2", "b1"), ("X", "1")] {
        let said = messages(&format!("{first} NOOP\n{first} OK x\n{tag} FOO\n{tag} BAD x\n"));
        assert_eq!(said[2..], [format!("C {tag} FOO"), format!("S {tag} BAD x")]);
    }
}

/// The session's expectation decides, not the form of a line.
#[test]
fn a_secret_that_looks_like_another_line_is_hidden_where_one_is_expected() {
    let typed = [
        "+ hunter2",
        "note: hunter2",
        "# hunter2",
        "* hunter2",
        "- hunter2",
        "(hunter2)",
        "; hunter2",
        "a9 OK hunter2",
        "\"hunter2\\r\\n\"",
        "'hunter2\\015\\012'",
        "  hunter2",
        "hunter2",
    ];
    for (before, after) in [
        ("a1 LOGIN taro {7}\n", ""),
        ("a1 LOGIN taro {7}\n+ go\n", "a1 OK in\n"),
        ("C: a1 LOGIN taro {7}\nS: + go\n", ""),
        ("a1 AUTHENTICATE PLAIN\n", "a2 noop\na2 OK done\n"),
        ("a1 AUTHENTICATE PLAIN\n+ \n", "a1 NO bad\n"),
        ("a1 AUTHENTICATE LOGIN\n+ VXNlcg==\ndGFybw==\n+ UGFz\n", ""),
        ("a1 LOGIN taro wrong\na1 NO bad\n", "a2 noop\na2 OK done\n"),
        ("a1 LOGIN taro\na1 BAD missing\n", ""),
        ("login taro wrong\na1 NO bad\n", ""),
    ] {
        for line in typed {
            let listing = format!("{before}{line}\n{after}");
            let lines = read(listing.as_bytes(), "x").expect("a text");
            assert!(!format!("{lines:?}").contains("hunter2"), "{listing}: {lines:?}");
        }
    }
}

#[test]
fn a_servers_line_is_shown_where_a_server_may_send_it() {
    for listing in [
        "a1 LOGIN taro {7}\n+ Ready for the literal\n",
        "a1 AUTHENTICATE CRAM-MD5\n+ PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+\n",
        "a1 AUTHENTICATE PLAIN\n+\n* BYE Timeout\n",
        "a1 LOGIN taro\na1 BAD Missing\na2 noop\na2 OK Done\n",
        "login\na1 BAD Missing\nnoop\na002 OK Done\n",
        "a1 LOGIN taro\na1 NO bad\n* CAPABILITY IMAP4rev1\n  IDLE\na2 noop\na2 OK done\n",
        "a1 LOGIN taro\na1 NO bad\nThe password is missing.\n(snip)\n...\na2 noop\na2 OK done\n",
    ] {
        assert_eq!(shown_of(listing).join("\n") + "\n", listing);
    }
    // The octets below show that this is the server's.
    let shown = shown_of("a1 LOGIN taro {7}\n+ ready\nhunter2\na1 OK in\n");
    assert_eq!(shown, ["a1 LOGIN taro {7}", "+ ready", "${password}", "a1 OK in"]);
}

/// The listing's spaces may have been sent only if the server refused the line and no other line has such
/// spaces.
#[test]
fn spaces_at_the_ends_of_a_refused_line_are_reported() {
    let (before, after) = ("line begins with a space", "line ends with a space");
    for (listing, words) in [
        ("a1 noop\na1 OK x\na2 noop \na2 BAD x\n", after),
        ("C: a1 noop\nS: a1 OK x\nC: a2 select inbox \nS: a2 BAD x\n", after),
        ("C: a1 select inbox \nS: * BAD x\n", after),
        ("C: a1 noop\nS: a1 OK x\nC:  a2 select inbox\nS: a2 BAD x\n", before),
        ("a1 noop\na1 OK x\n a2 noop\n* BAD x\n", before),
    ] {
        let said = explained(Language::English, listing);
        assert_eq!(said.matches(words).count(), 2, "{listing}: {said}");
    }
    for listing in [
        "C: a1 noop \nS: a1 OK x\nC: a2 select inbox \nS: a2 BAD x\n",
        "C: a1 noop \nS: a1 OK x\nC: a2 select inbox \nS: a2 NO x\n",
        "C:  a1 select inbox\nS: a1 BAD x\n",
        "C:  a1 noop\nS: a1 OK x\nC:  a2 select inbox\nS: a2 BAD x\n",
        "noop \na1 BAD x\n",
        "C: a1 noop\nS: a1 OK x\nC: a2 fetch 1 (flags \nS: a2 BAD x\n",
        "C: a1 noop\nS: a1 OK x\nC: a2 selct inbox \nS: a2 BAD x\n",
    ] {
        let said = explained(Language::English, listing);
        assert!(!said.contains(before) && !said.contains(after), "{listing}: {said}");
    }
    let state = "S: * OK hi\nC: a1 noop\nS: a1 OK x\nC: a2 fetch 1 flags \nS: a2 BAD x\n";
    let said = explained(Language::English, state);
    let cause = said.lines().last().unwrap_or_default();
    assert!(cause.contains("FETCH needs a login first"), "{said}");
}

#[test]
fn a_login_with_too_many_arguments() {
    for (listing, words) in [
        ("a LOGIN joe at example.com xxx\na BAD x\n", "LOGIN takes two arguments"),
        ("login joe smith xxx\na BAD x\n", "LOGIN takes two arguments"),
    ] {
        let said = explained(Language::English, listing);
        assert_eq!(said.matches(words).count(), 2, "{listing}: {said}");
        let shown = shown_of(listing).concat() + &messages(listing).concat() + &said;
        assert!(!shown.contains("xxx") && !shown.contains("smith"), "{shown}");
        assert!(shown_of(listing)[0].ends_with("joe ${password}"), "{shown}");
    }
}

/// In a listing without marks, too.
#[test]
fn the_text_of_a_response_is_not_the_clients() {
    for line in [
        "* OK [ALERT] Please: a1 IDLE",
        "* OK [ALERT] Disk: sda1 check",
        "* NO Warning: 90percent check",
        "* LIST () \"/\" \"Archive: 2025 copy\"",
        "* BYE reason: x1 logout",
        "* OK Result: select Trash",
    ] {
        let listing = format!("b SELECT INBOX\n* 3 EXISTS\nb OK in\nc NOOP\n{line}\nc OK done\n");
        assert_eq!(messages(&listing)[4..], [format!("S {line}"), "S c OK done".into()]);
    }
}

#[test]
fn a_secret_that_the_server_repeats_is_hidden() {
    for line in [
        "* METADATA INBOX (/private/vendor/foo/token \"abc123\")",
        "* METADATA \"\" (/shared/comment x /private/vendor/foo/password abc123)",
        "* METADATA INBOX (/private/vendor/foo/secret {6}\nabc123)",
    ] {
        for mark in ["", "S: ", "< "] {
            let client = if mark.is_empty() {
                ""
            } else if mark == "S: " {
                "C: "
            } else {
                "> "
            };
            let listing = format!(
                "{client}a1 GETMETADATA INBOX /private\n{mark}{}\n{mark}a1 OK x\n",
                line.replace('\n', &format!("\n{mark}"))
            );
            let all = shown_of(&listing).concat()
                + &messages(&listing).concat()
                + &explained(Language::English, &listing);
            assert!(!all.contains("abc123"), "{listing}: {all}");
        }
    }
    let read = UnsentLine::read("* METADATA INBOX (/private/vendor/foo/token \"abc123\")", "a");
    assert!(!read.text.contains("abc123"), "{}", read.text);
    let plain = "S: * METADATA INBOX (/private/comment \"My own\")\n";
    assert_eq!(shown_of(plain).join("\n") + "\n", plain);
}

#[test]
fn a_command_that_was_sent_while_idle_ran() {
    let listing = "a LOGIN joe x\na OK in\ng IDLE\n+ x\nh NOOP\nDONE\ng OK x\n";
    assert!(messages(listing).contains(&"C h NOOP".to_owned()));
    assert!(explained(Language::English, listing).contains("IDLE is running"));
}

#[test]
fn a_completion_of_a_command_that_the_listing_does_not_have() {
    let listing = "a1 NOOP\na1 OK x\na9 OK done\na7 NO [NONEXISTENT] x\na2 NOOP\na2 OK x\n";
    let said = messages(listing);
    assert_eq!(said[2..4], ["S a9 OK done", "S a7 NO [NONEXISTENT] x"]);
}

/// The answer shows the word that the server took for the tag.
#[test]
fn first_words_that_were_taken_for_the_tag() {
    for (line, tag, words) in [
        ("e3fetch 1 flags", "e3fetch", "as in e3 fetch …"),
        ("A1;select inbox", "A1;select", "as in A1 select …"),
        ("EHLO localhost", "EHLO", "takes \"EHLO\" for the tag"),
        ("GET / HTTP/1.1", "GET", "takes \"GET\" for the tag"),
    ] {
        let begin = "S: * OK hi\nC: e1 login a b\nS: e1 OK x\n";
        let said = explained(Language::English, &format!("{begin}C: {line}\nS: {tag} BAD x\n"));
        assert!(said.contains(words), "{line}: {said}");
        assert!(!said.contains("No command was sent"), "{line}: {said}");
    }
}

/// A greeting does not have such a code: the listing begins later.
#[test]
fn a_code_of_a_mailbox_is_in_no_greeting() {
    for line in ["[UIDNEXT 5] y", "[COPYUID 3 4 5] x", "[PERMANENTFLAGS (\\Seen)] x", "[CLOSED] x"]
    {
        let said = explained(Language::English, &format!("* OK {line}\n* 3 EXISTS\n"));
        assert!(!said.contains("a login comes next"), "{line}: {said}");
    }
    let said = explained(Language::English, "* OK [CAPABILITY IMAP4rev1] x\n* OK y\n");
    assert!(said.contains("a login comes next"), "{said}");
}

/// Explanations are made from the text that is shown.
#[test]
fn an_explanation_has_no_secret_that_its_line_hides() {
    for listing in [
        "a1 login joe wrong\na1 NO x\nuser SECRET1\nuser BAD x\n",
        "C: a1 login {4 }\nS: a1 BAD x\nC: user SECRET1\n",
        "* LIST () \"/\" \"imap://joe:SECRET1@x/\"\n",
        "a1 NO [BADURL \"imap://joe:SECRET1@x/\"] x\n",
        "* OK [ALERT] see imap://joe:SECRET1@x/\n",
        "C: a1 append x catenate (url {60}\nS: + go\nC: imap://joe@x/INBOX;uid=20;urlauth=anonymous:internal:SECRET1)\nS: a1 OK x\n",
    ] {
        let all = format!("{}{:?}", explained(Language::English, listing), messages(listing));
        assert!(!all.contains("SECRET1"), "{listing}: {all}");
        let shown = read(listing.as_bytes(), "x").expect("a text");
        assert!(!format!("{shown:?}").contains("SECRET1"), "{shown:?}");
    }
}

#[test]
fn a_command_with_a_placeholder_was_sent_if_it_is_answered() {
    for (client, server) in [("C: ", "S: "), ("", "")] {
        let begin = format!("{client}a1 noop\n{server}a1 OK done\n{client}a2 select <INBOX>\n");
        let sent = |listing: &str| messages(listing).contains(&"C a2 select <INBOX>".to_owned());
        assert!(sent(&format!("{begin}{server}* BAD x\n{server}a2 NO Mailbox does not exist\n")));
        assert!(!sent(&format!("{begin}{client}a3 noop\n{server}a3 OK done\n")));
    }
    let left_out = messages("C: a1 fetch 1 body[...]\nS: a1 BAD x\n");
    assert_eq!(left_out, ["S a1 BAD x"]);
}
