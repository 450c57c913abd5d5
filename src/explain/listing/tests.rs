//! What of a listing is explained, and what is shown of it.

use super::*;
use indoc::indoc;

/// The messages of the listing: the side, and the text with literals in it.
fn messages(listing: &str) -> Vec<String> {
    let lines = read(listing.as_bytes(), "x").expect("a text");
    let messages = lines.into_iter().filter_map(|listed| listed.message);
    messages
        .map(|message| {
            let (side, tree) = match &message {
                ListedMessage::Client(tree) => ("C", tree),
                ListedMessage::Server(tree) => ("S", tree),
                ListedMessage::Begun(tree) => ("C begins", tree),
            };
            format!("{side} {}", String::from_utf8_lossy(tree.text()))
        })
        .collect()
}

/// Of the command, the server has seen the tag only.
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

#[test]
fn the_answer_to_a_command_without_a_tag_is_shown() {
    let shown_of = |listing: &str| {
        let lines = read(listing.as_bytes(), "x").expect("a text");
        lines.into_iter().flat_map(|listed| listed.shown).collect::<Vec<String>>()
    };
    let shown = |answer: &str| shown_of(&format!("login taro hunter2xyz\nlogin {answer}\n"));
    let answer = "BAD Error in IMAP command received by server.";
    assert_eq!(shown(answer), ["login taro ${password}", &format!("login {answer}")]);
    // It may be a login as well.
    assert_eq!(shown("BAD hunter2xyz")[1], "login BAD ${password}");
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
fn prose_between_commands_is_no_message() {
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
