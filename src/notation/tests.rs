//! Parsing whole listings, and the rules of the script format one by one.

use super::*;
use proptest::prelude::*;

/// The script's items, one per line: `>` a command (`>!` meant to fail), `|` a further line of it,
/// `=` an answer, `.` done, `*` an expected response, `:` a directive, `##` a heading.
fn summary(script: &Script) -> Vec<String> {
    let line = |item: &ScriptItem| {
        let fails = if item.meant_to_fail { "!" } else { "" };
        Some(match &item.kind {
            ItemKind::Heading(text) => format!("## {text}"),
            ItemKind::Comment(_) => return None,
            ItemKind::Directive(directive) => match &**directive {
                Directive::Raw(text) => format!(":raw{fails} {text}"),
                _ => format!(":{fails}"),
            },
            ItemKind::Command(command) => format!(">{fails} {}", command.text),
            ItemKind::FurtherLine(text) => format!("| {text}"),
            ItemKind::CutLine(text) => format!("/ {text}"),
            ItemKind::Answer(text) => format!("= {text}"),
            ItemKind::Done(_) => ".".to_owned(),
            ItemKind::ExpectedResponse(word) => format!("* {word}"),
            ItemKind::ServerCloses => "closes".to_owned(),
            ItemKind::MidSession(_) => "mid-session".to_owned(),
            ItemKind::ExpectedFailure(_) => "fails".to_owned(),
            ItemKind::CutOff => "cut off".to_owned(),
        })
    };
    script.items.iter().filter_map(line).collect()
}

use super::directive::Directive;

#[test]
fn lines_that_are_sent_as_a_terminal_shows_them_are_remarked() {
    for (text, edited) in [
        ("noop\nselect inx\x08box\n# a\x08b\n\x1b[31mcheck\x1b[0m\n* OK\x1b[0m\n", Some((2, 2))),
        ("a1 noop\n\x1b[1ma1 OK\x1b[0m\n", None),
        ("noop\n", None),
    ] {
        let script = Script::parse(text.as_bytes(), "x").expect("no mistake");
        assert_eq!(script.remarks.edited, edited, "{text:?}");
    }
}

#[test]
fn a_servers_line_alone_with_something_before_it() {
    for line in [
        "* 3 EXISTS",
        "x S: a2 OK done",
        "foo S: * 1 EXISTS",
        "| S: a1 OK x",
        "[12:00] S: * OK x",
        "12:00:01 < * OK x",
        "<- * OK x",
        "1. * 3 EXISTS",
        "10:00:01 * 3 EXISTS",
        "2026-11-29 10:00:01 S: a1 OK done",
        "サーバー: a1 OK x",
    ] {
        assert!(is_server_line(line), "{line}");
    }
    for line in
        ["a1 noop", "C: a1 noop", "x C: a1 noop", "slect inbox", "x1 frobnicate", "＊ 3 EXISTS"]
    {
        assert!(!is_server_line(line), "{line}");
    }
}

#[track_caller]
fn assert_items(text: &str, lines: &[&str]) {
    match Script::parse(text.as_bytes(), "x.imap") {
        Ok(script) => assert_eq!(summary(&script), lines),
        Err(errors) => panic!("{errors:?}"),
    }
}

fn with_place(error: &ScriptError) -> String {
    let place = format!("{}:{}:{}", error.file, error.line, error.column);
    format!("{place}: {:?}", error.mistake)
}

#[track_caller]
fn mistake(text: &[u8]) -> String {
    match Script::parse(text, "x.imap") {
        Ok(script) => panic!("no mistake: {:?}", summary(&script)),
        Err(errors) => with_place(&errors[0]),
    }
}

mod listings {
    use super::*;

    #[test]
    fn the_sample_session_of_rfc_3501_is_read() {
        let listing = include_str!("../../tests/listings/rfc3501.txt");
        let all = [
            "> a001 login mrc secret",
            "> a002 select inbox",
            "> a003 fetch 12 full",
            "> a004 fetch 12 body[header]",
            "> a005 store 12 +flags \\deleted",
            "> a006 logout",
        ];
        assert_items(listing, &all);
        assert_items(&listing.replace('\n', "\r\n"), &all);
        let deeper: String = listing.lines().map(|line| format!("   {line}\n")).collect();
        assert_items(&deeper, &all);
        // Shortened: the literal's octets are not all there.
        assert_items(&listing.replace("S:   MIME-Version: 1.0\n", "S:   [...]\n"), &all);
    }

    #[test]
    fn rfc_2177_with_its_prose() {
        assert_items(
            include_str!("../../tests/listings/rfc2177.txt"),
            &[
                "> A001 SELECT INBOX",
                "> A002 IDLE",
                "* EXISTS",
                ".",
                "> A003 FETCH 4 ALL",
                "> A004 IDLE",
                "* EXPUNGE",
                "* EXISTS",
                "* EXPUNGE",
                "* EXISTS",
                "* EXISTS",
                ".",
                "> A005 FETCH 3 ALL",
                "> A006 IDLE",
            ],
        );
    }

    #[test]
    fn the_tutorials_listing_is_read() {
        assert_items(
            include_str!("../../tests/listings/tutorial.txt"),
            &[
                "> a001 login user pass",
                "> a002 list \"\" \"*\"",
                "> a003 select inbox",
                "> a004 idle",
                "* EXISTS",
                "* RECENT",
                ".",
                "> a005 logout",
            ],
        );
    }

    #[test]
    fn a_telnet_session_with_one_tag_for_all_is_read() {
        assert_items(
            include_str!("../../tests/listings/telnet.txt"),
            &[
                "> 1 LOGIN user pass",
                "> 1 LIST \"\" \"*\"",
                ">! 1 SELECT nowhere",
                "> 1 SELECT INBOX",
                "> 1 FETCH 1 BODY[]",
                "> 1 LOGOUT",
            ],
        );
    }

    #[test]
    fn an_openssl_session_with_its_certificate_is_read() {
        assert_items(
            include_str!("../../tests/listings/openssl.txt"),
            &[
                "> a001 login user pass",
                "> a002 select inbox",
                ">! a003 examin inbox",
                "> a004 logout",
            ],
        );
    }

    #[test]
    fn tags_of_every_kind_are_recognized() {
        for tag in [".", "a", "1", "A00001", "a001", "tag7", "abcd"] {
            let listing = format!(
                "{tag} login u p\n{tag} OK x\n{tag} select a\n{tag} NO y\n{tag} fetch 1 body[]\n\
                * 1 FETCH (BODY[] {{11}}\na OK done\r\n)\n{tag} OK z\n{tag} logout\n* BYE x\n{tag} OK y"
            );
            let lines = ["> T login u p", ">! T select a", "> T fetch 1 body[]", "> T logout"];
            let lines = lines.map(|line| line.replace('T', tag));
            assert_items(&listing, &lines.each_ref().map(String::as_str));
        }
    }
}

mod rules {
    use super::*;

    #[test]
    fn a_script_with_headings_is_read() {
        assert_items(
            "# IMAP IDLE, by hand\n## Log in\nlogin ${user} ${password}\n## Wait for mail\nselect inbox\nidle\n* 12 EXISTS\n* 1 RECENT\ndone\nlogout\n",
            &[
                "## Log in",
                "> login ${user} ${password}",
                "## Wait for mail",
                "> select inbox",
                "> idle",
                "* EXISTS",
                "* RECENT",
                ".",
                "> logout",
            ],
        );
        assert_items("", &[]);
        assert_items("\u{feff}noop\r\n", &["> noop"]);
    }

    #[test]
    fn with_a_marked_line_only_marked_lines_are_sent() {
        assert_items(
            "We log in, and look around:\n  C: a login u p\n  S: a NO no\nlogin x y\nb NO c\n:wait 1\n:-)\n# note\n\tC:\tnoop \n",
            &[">! a login u p", ":", "> noop"],
        );
        // In a literal, also a server's, it is not a mark.
        assert_items(
            "append x {<<E}\nC: is a drive\nE\nnoop",
            &["> append x {<<E}", "| C: is a drive", "| E", "> noop"],
        );
    }

    #[test]
    fn lines_of_tools_are_not_answers() {
        // As `curl -v` prints them.
        assert_items(
            "< * OK hi\n> A1 AUTHENTICATE PLAIN\n{ [5 bytes data]\n< +\n} [5 bytes data]\n\
             > AHVzZXIAcGFzcw==\n{ [5 bytes data]\n< A1 OK in\n> A2 NOOP\n< A2 OK done\n",
            &["> A1 AUTHENTICATE PLAIN", "= AHVzZXIAcGFzcw==", "> A2 NOOP"],
        );
        // As some RFCs do, without a mark.
        assert_items(
            "C: a authenticate plain\nS: +\nAHVzZXIAcGFzcw==\nS: a OK in\n",
            &["> a authenticate plain", "= AHVzZXIAcGFzcw=="],
        );
    }

    #[test]
    fn wrapped_lines_are_joined() {
        // Without marks or tags a deeper command is a separate command.
        assert_items("* LIST ()\n   \"/\" x\n  noop\nlogout", &["> noop", "> logout"]);
        assert_items("* LIST ()\n\n   noop\nlogout", &["> noop", "> logout"]);
        assert_items("S: * LIST ()\n   noop", &[]);
    }

    #[test]
    fn expected_failures() {
        assert_items("select x\na001 NO y", &[">! select x"]);
        assert_items("a1 select x\na2 noop\na1 NO y\na2 OK z", &[">! a1 select x", "> a2 noop"]);
        assert_items("a1 noop\nselect x\nz BAD y", &["> a1 noop", ">! select x"]);
        assert_items("noop\n* BAD what", &[">! noop"]);
        // The command with this tag is completed already: so the last command is the one that fails.
        assert_items("a noop\na OK x\na frobnicate\na BAD y", &["> a noop", ">! a frobnicate"]);
        assert_items("a\tnoop\n*\t1 EXISTS\na\tNO x", &[">! a\tnoop"]);
        assert_items("a noop\na OK x\n* BAD what", &["> a noop"]);
        assert_items(":raw  a x\na BAD y", &[":raw! a x"]);
        assert_items("a NO nothing before it", &[]);
    }

    #[test]
    fn comments_of_a_record_have_effects() {
        let record = "# imapsh record 1\n# host 993, TLS: tls\n# begun in mid-session: selected, idle\n\
            # imapsh: Connected\nC: a1 noop\nS: a1 OK\n# :reconnect\nC: a2 fetch 1 x\nS: a1 NO late\nS: zz NO who\n\
            S: a2 BAD in a literal\n# imapsh: the line above is no response\nS: a2 OK\nC: a3 login u ${password}\nS: * BAD x\nS: a3 NO y\n";
        let lines =
            ["mid-session", "> a1 noop", ":", "> a2 fetch 1 x", ">! a3 login u ${password}"];
        assert_items(record, &lines);
        // In any other script they are comments.
        assert_items(
            &record[1..],
            &lines[1..2].iter().chain(&[">! a2 fetch 1 x", lines[4]]).copied().collect::<Vec<_>>(),
        );
    }

    #[test]
    fn literals_of_commands_take_the_lines_below() {
        assert_items(
            "login {4}\nuser {4}\npass\nlogout",
            &["> login {4}", "| user {4}", "| pass", "> logout"],
        );
        // Blank lines count; if a literal ends with its line, the rest is on the next.
        assert_items(
            "append x {7}\na\n\n\n\nnoop",
            &["> append x {7}", "| a", "| ", "| ", "| ", "> noop"],
        );
        assert_items("append x {7}\nhello\n", &["> append x {7}", "| hello", "| "]);
        assert_items("append x {7}\nhello\na001 OK done", &["> append x {7}", "| hello", "| "]);
        // Octets, not characters.
        assert_items("a append x {6}\nあい\nnoop", &["> a append x {6}", "| あい", "> noop"]);
        // The listing's `+` in between is skipped; a `+` in a literal only where none is expected.
        assert_items("append x {5}\n+ go\nhello\n", &["> append x {5}", "| hello"]);
        assert_items("append x {4+}\n+ go\nnoop", &["> append x {4+}", "| + go", "> noop"]);
        // The rest after a literal begins with a space or a bracket, unless the listing shows that it was
        // refused.
        assert_items("append x {2}\nab c\na BAD", &[">! append x {2}", "| ab c"]);
        assert_items("append x {1}\nab\nBAD what", &[">! append x {1}", "| ab"]);
        // With the first argument in one, where the tag is a word and nothing has a mark.
        assert_items(
            "a LOGIN {3+}\njoe {6+}\ns3cret\na OK in\n",
            &["> a LOGIN {3+}", "| joe {6+}", "| s3cret"],
        );
        assert_items("h LIST {0+}\n {1+}\n*\nh OK x\n", &["> h LIST {0+}", "|  {1+}", "| *"]);
        // Refused at once.
        assert_items("a append x {5}\na NO x\nb noop", &[">! a append x {5}", "> b noop"]);
        assert_items("append x {0}\n\nnoop", &["> append x {0}", "| ", "> noop"]);
        // Only the indentation common to all lines is lost.
        assert_items("  append x {4}\n    hi\n  noop", &["> append x {4}", "|   hi", "> noop"]);
    }

    #[test]
    fn marked_literals_lose_the_indentation_of_their_command() {
        assert_items(
            "C:  a append x {9}\nS:  + go\nC:     hi  \nC:\nC:  b noop",
            &["> a append x {9}", "|    hi  ", "| ", "> b noop"],
        );
        assert_items(
            "   C: A001 LOGIN {11}\n   S: + Ready\n   C: FRED FOOBAR {7}\n   S: + Ready\n   C: fat man\n   S: A001 OK",
            &["> A001 LOGIN {11}", "| FRED FOOBAR {7}", "| fat man"],
        );
        assert_items("C: a append x {5}\nS: a NO x\nC: b noop", &[">! a append x {5}", "> b noop"]);
    }

    #[test]
    fn the_append_of_rfc_3501_is_read() {
        let lines = [
            "> A003 APPEND saved-messages (\\Seen) {310}",
            "| Date: Mon, 7 Feb 1994 21:52:25 -0800 (PST)",
            "| From: Fred Foobar <foobar@Blurdybloop.COM>",
            "| Subject: afternoon meeting",
            "| To: mooch@owatagu.siam.edu",
            "| Message-Id: <B27397-0100000@Blurdybloop.COM>",
            "| MIME-Version: 1.0",
            "| Content-Type: TEXT/PLAIN; CHARSET=US-ASCII",
            "| ",
            "| Hello Joe, do you think we can meet at 3:30 tomorrow?",
            "| ",
        ];
        let mut text = String::new();
        for (index, line) in lines.iter().enumerate() {
            text += &format!("{:15}C: {}\n", "", &line[2..]);
            if index == 0 {
                text += &format!("{:15}S: + Ready for literal data\n", "");
            }
        }
        text += &format!("{:15}S: A003 OK APPEND completed\n", "");
        assert_items(&format!("   Example:    {}", &text[15..]), &lines);
    }

    #[test]
    fn here_documents_end_with_their_word() {
        assert_items(
            "append x {<<END}\na\n\n END\nEND \nnoop",
            &["> append x {<<END}", "| a", "| ", "|  END", "| END ", "> noop"],
        );
        assert_items(
            "C: append x {64<<E}\nC: AG\nC: Fi\nC: E\nC: noop",
            &["> append x {64<<E}", "| AG", "| Fi", "| E", "> noop"],
        );
        assert_eq!(mistake(b"noop\n  append x {64<<E}\n!\nE"), "x.imap:2:3: NotBase64");
        assert_eq!(mistake(b"append x {<<E}\n"), "x.imap:1:1: MissingEndLine(\"E\")");
    }

    #[test]
    fn literals_of_servers_are_skipped() {
        let fetch = |size: usize, body: &str| {
            format!("a fetch 1 body[]\n* 1 FETCH (BODY[] {{{size}}}\n{body}\na OK x\nb noop")
        };
        let both = ["> a fetch 1 body[]", "> b noop"];
        assert_items(&fetch(26, "a OK done\na NO no\nnoop\n)"), &both);
        assert_items(&fetch(4, "noop)"), &both);
        assert_items(&fetch(6, "noop\n FLAGS (\\Seen) BODY[TEXT] {6}\nnoop\n)"), &both);
        // Shortened, or counted by another rule.
        assert_items(&fetch(4096, "logout\n[...]\n)"), &both);
        assert_items(&fetch(3, "noop\nlogout\n)"), &both);
        assert_items(
            "list \"\" *\n* LIST () \"/\" {4}\nnoop\n* LIST () \"/\" x\na001 OK",
            &["> list \"\" *"],
        );
        assert_eq!(
            mistake(b"a fetch 1 body[]\n* 1 FETCH (BODY[] {99}\nnoop\nb OK x"),
            "x.imap:2:1: EndlessServerLiteral(99)"
        );
        // No literals: in a status text, after `+`.
        assert_items("a noop\na OK {5}\nb noop", &["> a noop", "> b noop"]);
    }

    #[test]
    fn answers_to_authenticate() {
        assert_items(
            "authenticate plain\n${sasl}\nnoop",
            &["> authenticate plain", "= ${sasl}", "> noop"],
        );
        assert_items(
            "authenticate plain ${sasl}\n\nnoop",
            &["> authenticate plain ${sasl}", "> noop"],
        );
        assert_items(
            "a authenticate login\n+ VXNlcm5hbWU6\ndXNlcg==\n+ UGFzc3dvcmQ6\ncGFzcw==\na OK x\na noop",
            &["> a authenticate login", "= dXNlcg==", "= cGFzcw==", "> a noop"],
        );
        assert_items(
            "authenticate x\n+\n\n+ xx\n*\na001 BAD y\nlogout",
            &[">! authenticate x", "= ", "= *", "> logout"],
        );
        assert_items(
            "authenticate plain\n\n+\nAGEAYg==\n",
            &["> authenticate plain", "= AGEAYg=="],
        );
        assert_items(
            "authenticate cram-md5\nselect inbox",
            &["> authenticate cram-md5", "> select inbox"],
        );
        assert_items(
            "authenticate scram-sha-256\nbiws\nYz1i\n\nnoop",
            &["> authenticate scram-sha-256", "= biws", "= Yz1i", "= ", "> noop"],
        );
        assert_items(
            "C: A1 AUTHENTICATE GSSAPI\nS: +\nC: YIIB+w==\nS: + YGgG\nC:\nS: + YDMG\nC: YDMG\nS: A1 OK\nC: noop",
            &["> A1 AUTHENTICATE GSSAPI", "= YIIB+w==", "= ", "= YDMG", "> noop"],
        );
        assert_eq!(
            mistake(b"authenticate cram-md5\n${sasl}"),
            "x.imap:2:1: SaslNotReproducible(\"cram-md5\")"
        );
        assert_eq!(mistake(b"login x ${sasl}"), "x.imap:1:1: SaslOutsideAuthenticate");
    }

    #[test]
    fn lines_in_idle_are_awaited() {
        assert_items(
            "done\nidle\n+ idling\n* 5 EXISTS\n:wait 5 * ... EXISTS\n* 1 FETCH (FLAGS ())\ndone\n* OK late\n",
            &["> done", "> idle", "* EXISTS", ":", "* FETCH", "."],
        );
        assert_items("a idle\na OK ended\n* 1 EXISTS\ndone", &["> a idle", "."]);
    }

    #[test]
    fn required_variables_and_outside_accesses() {
        let script = Script::parse(b"login ${user} ${password}\n:set box Sent\nselect ${box}\nlist $${a} \"${ref}\"\nappend x {<mail.eml}\n:run other.imap\n:record off\n:record x.jsonl\nlogin ${user} {4}\n${no", "x").unwrap_or_default();
        let names: Vec<_> =
            script.required_variables.iter().map(|name| (name.name.as_str(), name.line)).collect();
        assert_eq!(names, [("user", 1), ("password", 1), ("ref", 4)]);
        let accesses: Vec<_> = script
            .outside_accesses
            .iter()
            .map(|access| (access.line, access.target.clone()))
            .collect();
        assert_eq!(
            accesses,
            [
                (5, AccessTarget::Read("mail.eml".into())),
                (6, AccessTarget::Run("other.imap".into())),
                (8, AccessTarget::Write("x.jsonl".into())),
            ]
        );
    }

    #[test]
    fn mistakes_are_reported_at_their_places() {
        assert_eq!(
            mistake(b"noop\nappend x {9}\nabc"),
            "x.imap:2:1: LiteralIncomplete(4, LiteralCount { announced: 9, line_endings: 1, ends_with_empty_line: false, wide: None })"
        );
        assert_eq!(
            mistake(b"noop\n  :exepct x"),
            r#"x.imap:2:3: UnknownDirective { word: "exepct", nearest: Some("expect") }"#
        );
        assert_eq!(mistake("noop\nselect あ\0".as_bytes()), "x.imap:2:9: BreaksFraming");
        assert_eq!(mistake(b"a\rnoop"), "x.imap:1:2: BreaksFraming");
        assert_eq!(mistake(b"C:   :x\nC: noop\nx\xff"), "x.imap:3:2: NotUtf8");
        let errors = Script::parse(b":foo\nnoop\n:wait x", "x").unwrap_err();
        assert_eq!(errors.iter().map(|error| error.line).collect::<Vec<_>>(), [1, 3]);
    }
}

mod comments;
mod connections;
mod copies;
mod cut_words;
mod doubt;
mod few_answers;
mod idle;
mod kinds;
mod left_out;
mod linear_time;
mod logs;
mod lost_commands;
mod lost_parts;
mod marks;
mod mentioned;
mod missing;
mod other_formats;
mod prompts;
mod properties;
mod records;
mod sentences;
mod server_literals;
mod shared_prefixes;
mod short_literals;
mod shown_messages;
mod stream;
mod wrapped;

/// Any line that has a meaning to the reader.
fn any_line() -> impl Strategy<Value = String> {
    const KNOWN: &[&str] = &[
        "noop",
        "a login {4}",
        "user {3+}",
        "append x {<<E}",
        "E",
        "append x {64<<E}",
        "* 1 FETCH (BODY[] {7}",
        ")",
        "a OK x",
        "b NO y",
        "+ go",
        "* BAD z",
        "authenticate x",
        "*",
        "",
        "idle",
        "done",
        "C: noop",
        "S: * 1 FETCH (X {3}",
        "S: )",
        "  deeper",
        ":wait 1",
        ":foo",
        "# c",
        "## h",
        "---",
        "Certificate chain",
        "select ${box}",
        "あ {1}",
        "login ${sasl}",
        "x {<f}",
    ];
    prop_oneof![prop::sample::select(KNOWN).prop_map(str::to_owned), "[ -~あ]{0,12}"]
}

proptest! {
    #[test]
    fn nothing_panics(octets in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = Script::parse(&octets, "x");
    }

    #[test]
    fn items_consist_of_the_scripts_text(lines in prop::collection::vec(any_line(), 0..24), crlf in any::<bool>()) {
        let text = lines.join(if crlf { "\r\n" } else { "\n" });
        match Script::parse(text.as_bytes(), "x") {
            Ok(script) => {
                prop_assert!(script.items.is_sorted_by_key(|item| item.line));
                for item in &script.items {
                    if let ItemKind::Command(command) = &item.kind {
                        // It may be continued in the lines below.
                        let first = command.text.split(' ').next().unwrap_or_default();
                        prop_assert!(lines[item.line - 1].contains(first));
                    }
                }
            }
            Err(errors) => prop_assert!(!errors.is_empty() && errors.iter().all(|error| error.line <= lines.len())),
        }
    }

    #[test]
    fn no_stream_panics(lines in prop::collection::vec((any_line(), any::<bool>()), 0..24)) {
        let mut stream = ScriptStream::new("-");
        for (line, due) in &lines {
            stream.push(line.as_bytes()).expect("UTF-8");
            while let Ok(Some(_)) = stream.next(*due) {}
        }
        stream.end();
        while let Ok(Some(_)) = stream.next(false) {}
    }
}

#[test]
fn marks_that_are_seen_in_another_style_only() {
    // Read as a script, the literal hides the mark. The completion makes it a page, in which the
    // literal's line is not a command.
    assert_items("a OK x\na login {4}\nC: noop", &["> noop"]);
}
