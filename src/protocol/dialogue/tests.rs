//! Tests of the octets sent for typed lines, in each state.

use super::*;
use crate::protocol::compose::{ComposeError, Content, Environment, FileError, FileInfo};
use crate::protocol::framing::{Framer, LineEnd, Status};
use crate::protocol::typed_line::CommandLine;

struct Account;
impl Environment for Account {
    fn variable(&self, name: &str) -> Option<String> {
        match name {
            "user" => Some("taro".into()),
            "password" => Some("hunter 2".into()),
            _ => None,
        }
    }
    fn file(&self, path: &str) -> Result<FileInfo, FileError> {
        Ok(FileInfo { size: 9, is_text: true, has_bare_lf: path == "unix" })
    }
}

/// A dialogue, the framer of the server's octets, and the last completion.
pub(super) struct Client(pub Dialogue, Framer, pub Option<Completion>);

impl Client {
    pub fn new() -> Client {
        Client::with_protection(true)
    }

    pub fn with_protection(protected: bool) -> Client {
        let tags = Tags::new("a").expect("a prefix");
        Client(Dialogue::new(tags, protected), Framer::new(), None)
    }

    /// Types a line. Returns what is sent, and the hints.
    pub fn types(&mut self, line: &str) -> String {
        match self.0.read_line(line, &Account) {
            Ok(LineAction::Send(hints)) if hints.is_empty() => self.sends(),
            Ok(LineAction::Send(hints)) => format!("{} {hints:?}", self.sends()),
            other => format!("{other:?}"),
        }
    }

    /// The octets to send now.
    pub fn sends(&mut self) -> String {
        let outgoing: Vec<_> = std::iter::from_fn(|| self.0.take_outgoing()).collect();
        outgoing.iter().map(described).collect::<Vec<_>>().join("|")
    }

    /// Receives this from the server. Returns the octets sent in response, the completion, and the layer to
    /// change to.
    pub fn receives(&mut self, text: &str) -> String {
        let read = |text: &[u8]| self.read(text);
        text.as_bytes().chunks(10_000).map(read).collect()
    }

    fn read(&mut self, text: &[u8]) -> String {
        let mut effects = String::new();
        self.1.push(text);
        while let Some(piece) = self.1.next_piece() {
            let upgrade = self.0.receive(&piece);
            let outgoing: Vec<_> = std::iter::from_fn(|| self.0.take_outgoing()).collect();
            effects += &outgoing.iter().map(described).collect::<Vec<_>>().join("|");
            while let Some(completion) = self.0.take_completion() {
                let refused = if completion.continuation_refused { " refused" } else { "" };
                let tag = completion.command.display_tag();
                effects += &format!("[{tag} {:?}{refused}]", completion.status);
                self.2 = Some(completion);
            }
            if let Some(upgrade) = upgrade {
                effects += &format!("{upgrade:?}");
            }
        }
        effects
    }
}

/// The octets and the line end, with secrets masked as on the screen.
fn described(out: &Outgoing) -> String {
    let Content::Octets(octets) = &out.content else {
        return format!("{:?}", out.content);
    };
    let mut octets = octets.clone();
    if let Some(secret) = &out.secret {
        octets.splice(secret.range.clone(), secret.placeholder.text().bytes());
    }
    let end = match out.eol {
        LineEnd::Crlf => "⏎",
        LineEnd::Lf => "␊",
        LineEnd::None => "",
    };
    let following = match out.following_literal {
        FollowingLiteral::Secret(_) => "(secret follows)",
        _ => "",
    };
    String::from_utf8_lossy(&octets).replace("\r\n", "␍␊") + end + following
}

#[test]
fn a_session_as_in_the_tutorial() {
    let mut client = Client::new();
    assert_eq!(client.receives("* OK ready\r\n"), "");
    assert_eq!(client.types("login ${user} ${password}"), "a001 login taro ${password}⏎");
    assert_eq!(client.receives("a001 OK in\r\n"), "[a001 Ok]");
    assert_eq!(client.types("list \"\" \"*\""), "a002 list \"\" \"*\"⏎");
    assert_eq!(client.receives("a002 OK\r\n"), "[a002 Ok]");
    assert_eq!(client.types("a003 select inbox"), "a003 select inbox⏎");
    assert_eq!(client.receives("a003 OK [READ-WRITE] x\r\n"), "[a003 Ok]");
    assert_eq!(client.0.facts.state, ConnectionState::Selected);
    assert_eq!(client.types("idle"), "a004 idle⏎");
    assert_eq!(client.0.prompt(), Prompt::Done);
    assert_eq!(client.receives("+ idling\r\n"), "");
    assert_eq!(client.types("* 12 EXISTS"), "Ok(Pasted(LooksLikeResponse))");
    let refused = "Ok(Pasted(DirectiveBeforeResponse(\"expect\")))";
    assert_eq!(client.types("expect * 12 EXISTS"), refused);
    assert_eq!(client.types("Done "), "Done⏎");
    assert_eq!(client.receives("a004 OK\r\n"), "[a004 Ok]");
    assert_eq!(client.types("logout"), "a005 logout⏎");
    assert_eq!(client.0.prompt(), Prompt::Tag("a006".into()));
}

#[test]
fn octets_of_a_literal_are_typed() {
    let mut client = Client::new();
    assert_eq!(client.types("login {4}"), "a001 login {4}⏎");
    assert!(client.0.awaits_server());
    assert_eq!(client.receives("+ OK\r\n"), "");
    assert_eq!(client.0.prompt(), Prompt::LiteralOctets(4));
    assert_eq!(client.types("user {4}"), "user| {4}⏎(secret follows)");
    assert_eq!(client.receives("+ OK\r\n"), "");
    assert!(client.0.expects_secret());
    assert_eq!(client.types("pass"), "${password}|⏎");
    assert_eq!(client.receives("a001 OK\r\n"), "[a001 Ok]");
    // Over several lines, ending with one; empty lines count.
    assert_eq!(client.types("append x {10+}"), "a002 append x {10+}⏎");
    assert_eq!(client.types("abcd"), "abcd␍␊");
    assert_eq!(client.types(""), "␍␊");
    assert_eq!(client.types(""), "␍␊");
    assert_eq!(client.0.prompt(), Prompt::RestOfCommand);
    assert_eq!(client.types(""), "⏎");
    assert_eq!(client.0.prompt(), Prompt::Tag("a003".into()));
    // An empty literal.
    client.types("select {0+}");
    assert_eq!(client.types(" x"), " x⏎");
}

#[test]
fn a_completion_ends_the_wait_for_a_continuation_request() {
    let mut client = Client::new();
    client.types("append x {310}");
    assert_eq!(client.receives("a001 NO no\r\n"), "[a001 No refused]");
    assert_eq!(client.0.prompt(), Prompt::Tag("a002".into()));
    client.types("append x {310}");
    assert_eq!(client.receives("* BAD what\r\n"), "[a002 Bad refused]");
    assert_eq!(client.receives("a002 BAD what\r\n"), "");
}

#[test]
fn following_lines_and_files_become_literals() {
    let mut client = Client::new();
    assert_eq!(client.types("append x {<<END}"), "Ok(Buffered(None))");
    assert_eq!(client.types("one ${user}"), "Ok(Buffered(None))");
    let sent = "a001 append x {13}⏎ [LoginFirst, VariableInLiteral(\"user\")]";
    assert_eq!(client.types("END"), sent);
    assert_eq!(client.receives("+ go\r\n"), "one ${user}␍␊|⏎");
    assert_eq!(client.receives("a001 OK\r\n"), "[a001 Ok]");
    assert_eq!(client.types("append x {<<-END}"), "Ok(Buffered(None))");
    assert_eq!(client.0.prompt(), Prompt::LiteralLines("END".into()));
    client.types("one");
    client.types("two");
    assert_eq!(client.types("END"), "a002 append x {8}⏎");
    assert_eq!(client.receives("+ go\r\n"), "one␍␊two|⏎");
    client.receives("a002 OK\r\n");
    let mut client = Client::new();
    assert_eq!(client.types("login taro {64<<END}"), "Ok(Buffered(None))");
    assert!(client.0.expects_secret());
    assert_eq!(client.types("aHVudGVyMg=="), "Ok(Buffered(None))");
    assert_eq!(client.types("END"), "a001 login taro {7}⏎(secret follows)");
    assert_eq!(client.receives("+ go\r\n"), "${password}|⏎");
    client.receives("a001 OK\r\n");
    assert_eq!(client.types("append x {<mail}"), "a002 append x {9}⏎");
    assert_eq!(
        client.receives("+ go\r\n"),
        "File { path: \"mail\", info: FileInfo { size: 9, is_text: true, has_bare_lf: false } }|⏎"
    );
}

#[test]
fn challenges_are_answered_by_hand() {
    let mut client = Client::new();
    assert_eq!(client.types("authenticate plain"), "a001 authenticate plain⏎");
    assert!(client.0.awaits_server());
    assert_eq!(client.receives("+ \r\n"), "");
    assert!(client.0.expects_sasl_response());
    assert_eq!(client.types("${sasl}"), "${sasl}⏎");
    assert_eq!(client.receives("+\r\n"), "");
    assert_eq!(client.types(""), "⏎");
    assert_eq!(client.receives("+\r\n"), "");
    assert_eq!(client.types("*"), "*⏎");
    assert_eq!(client.receives("a001 BAD cancelled\r\n"), "[a001 Bad]");
    assert_eq!(client.types("authenticate plain ${sasl}"), "a002 authenticate plain ${sasl}⏎");
    assert_eq!(client.receives("a002 NO\r\n"), "[a002 No refused]");
    assert!(client.types("authenticate scram-sha-256 ${sasl}").contains("NoSaslResponse"));
}

#[test]
fn hints_are_returned_with_the_line() {
    let mut client = Client::new();
    assert_eq!(client.types("select inbox"), "a001 select inbox⏎ [LoginFirst]");
    assert_eq!(client.types("a001  noop"), "a001  noop⏎ [TwoSpaces, TagInUse]");
    assert_eq!(
        client.types("ｓｅｌｅｃｔ　ｉｎｂｏｘ"),
        "a002 ｓｅｌｅｃｔ　ｉｎｂｏｘ⏎ [FullWidth(Some(\"select inbox\"))]"
    );
    assert_eq!(
        client.types("ａ００３　ｎｏｏｐ"),
        "a003 ａ００３　ｎｏｏｐ⏎ [FullWidth(Some(\"a003 noop\"))]"
    );
    assert_eq!(client.types("done"), "a004 done⏎ [NotIdling]");
    let mut logged_in = Client::new();
    logged_in.receives("* PREAUTH hi\r\n");
    assert_eq!(logged_in.types("user taro"), "a001 user taro⏎ [ForeignLogin(\"POP3\")]");
    let mut unprotected = Client::with_protection(false);
    assert_eq!(unprotected.types("login a b"), "a001 login a ${password}⏎ [PlaintextPassword]");
    unprotected.receives("a001 OK\r\n");
    assert_eq!(unprotected.types("fetch 1 flags"), "a002 fetch 1 flags⏎ [SelectFirst]");
    unprotected.receives("a002 BAD\r\n");
    assert_eq!(unprotected.types("idle"), "a003 idle⏎ [IdleWithoutMailbox]");
    unprotected.receives("+ idling\r\n");
    // Its own tag is in use, but it must have none at all.
    assert_eq!(unprotected.types("a003 done"), "a003 done⏎ [TaggedDone]");
    // Any word before it is its tag, as before other commands.
    for line in ["x done", "tag done"] {
        let mut client = Client::new();
        client.receives("* PREAUTH hi\r\n");
        assert_eq!(client.types("x idle"), "x idle⏎ [IdleWithoutMailbox]");
        client.receives("+ idling\r\n");
        assert_eq!(client.types(line), format!("{line}⏎ [TaggedDone]"));
    }
}

#[test]
fn a_command_behind_a_word_of_imapsh_is_not_sent() {
    let mut client = Client::new();
    for (line, directive) in [
        ("help Expunge", "help"),
        ("man idle", "help"),
        ("explain delete Work", "explain"),
        ("RUN idle", "run"),
        ("reset select inbox", "reset"),
        ("説明 close", "help"),
    ] {
        let command = CommandLine::parse(line).spec.expect("a command").name;
        let tag = line.split(' ').next().expect("a tag").to_owned();
        let hint = Hint::OwnWordAsTag { tag, directive, command };
        assert_eq!(client.types(line), format!("Ok(Pasted({hint:?}))"), "{line}");
    }
    for line in ["tag1 noop", "tag noop", "? noop", "helper noop", "explain", "select state"] {
        assert!(client.types(line).contains("⏎"), "{line}");
    }
}

#[test]
fn near_misses_are_suggested_unless_the_verb_may_be_a_secret() {
    for (line, hint) in [
        ("ろぎん", "[FullWidth(None)]"),
        ("日本語", "[FullWidth(None)]"),
        ("> a002 select inbox", "[QuotationSign]"),
        ("> noop", "[QuotationSign]"),
        ("logni taro", "[DidYouMean(\"LOGIN\")]"),
        ("x1 x1 noop", "[DoubledTag { tags: \"x1 x1\", command: Some(\"NOOP\") }]"),
        ("x1 a7 select inbox", "[DoubledTag { tags: \"x1 a7\", command: Some(\"SELECT\") }]"),
        ("b12", "[DoubledTag { tags: \"b12\", command: None }]"),
        ("x1 b12 y", ""),
        ("12", ""),
        ("x1 selct inbox", "[DidYouMean(\"SELECT\")]"),
        ("fetch1:3 (flags)", "[DidYouMean(\"FETCH\")]"),
        ("x1 select(inbox)", "[DidYouMean(\"SELECT\")]"),
        ("x1 sleect(inbox)", "[DidYouMean(\"SELECT\")]"),
        ("fecth1:3 flags", "[DidYouMean(\"FETCH\")]"),
        ("uidfetch1:3 flags", "[DidYouMean(\"UID FETCH\")]"),
        ("noop>", "[DidYouMean(\"NOOP\")]"),
        ("auth login", "[DidYouMean(\"AUTHENTICATE\")]"),
        ("login taro $password", "[LoginVariable]"),
        ("login taro %PASS%", "[LoginVariable]"),
        ("login $user {passwd}", "[LoginVariable]"),
        ("login taro <password>", "[LoginVariable]"),
        ("login taro $ecret", ""),
        ("select inbox\\r\\n", "[WrittenLineEnd(\"\\\\r\\\\n\")]"),
        ("x1 noop<CRLF>", "[WrittenLineEnd(\"<CRLF>\")]"),
        ("x1 noop^M", "[WrittenLineEnd(\"^M\")]"),
        ("uid fecth 1 flags", "[DidYouMean(\"UID FETCH\")]"),
        ("uid sort (date) utf-8 all", ""),
        ("quit", "[UseQuitDirective]"),
        ("HELP", "[UseHelpDirective]"),
        ("help me", "[UseHelpDirective]"),
        ("終了", "[UseQuitDirective]"),
        ("ヘルプ", "[UseHelpDirective]"),
        ("/help", "[UseHelpDirective]"),
        ("\\?", "[UseHelpDirective]"),
        ("--help", "[UseHelpDirective]"),
        ("/quit", "[UseQuitDirective]"),
        ("\\q", "[UseQuitDirective]"),
        ("？", "[FullWidth(Some(\"?\")), UseHelpDirective]"),
        ("x2 quit", "[UseQuitDirective]"),
        ("x3 終了", "[UseQuitDirective]"),
        ("x4 help", "[UseHelpDirective]"),
        ("x5 help me", ""),
        ("login [user] [password]", "[LoginPlaceholders]"),
        ("x6 login <user name> <password>", "[LoginPlaceholders]"),
        ("x7 login [メールユーザ] [パスワード]", "[LoginPlaceholders]"),
        ("quit it", ""),
        ("xyzzy", ""),
    ] {
        let mut client = Client::new();
        // A pending command that may change the state: no hint depends on it.
        client.types("frobnicate");
        let sent = client.types(line);
        let hints = sent.split_once("⏎ ").map_or("", |(_, hints)| hints);
        assert_eq!(hints, hint, "{line}");
    }
    let mut client = Client::new();
    client.types("authenticate plain");
    client.receives("a001 NO\r\n");
    for line in ["lgoin", "slect inbox", "cat hunter2", "connect hunter2"] {
        assert!(client.types(line).ends_with(" ${password}⏎"), "{line}");
    }
    assert!(client.types("lgoin taro x").ends_with("[DidYouMean(\"LOGIN\")]"));
}

#[test]
fn a_line_for_a_shell_gets_the_line_to_type_here() {
    let mut client = Client::new();
    for (line, expected) in [
        (
            "ls",
            r#"a001 ls⏎ [ForShell(ShellCommand { instead: Some("list \"\" \"*\"") }), LoginFirst]"#,
        ),
        (
            "sudo apt install x",
            "a002 sudo apt ${password}⏎ [ForShell(ShellCommand { instead: None })]",
        ),
        (
            "mail.example.com 1993",
            r#"a003 mail.example.com 1993⏎ [ConnectInstead("mail.example.com 1993")]"#,
        ),
        ("x1 mail.example.com", "x1 mail.example.com⏎"),
        (
            "undelete 3",
            r#"a004 undelete 3⏎ [ForShell(ShellCommand { instead: Some("store 3 -flags (\\Deleted)") })]"#,
        ),
        ("delete message 3:5", r#"a005 delete message 3:5⏎ [DeletesMailbox("3:5")]"#),
        ("delete 3 5", "a006 delete 3 5⏎"),
        ("expunge 3", r#"a007 expunge 3⏎ [ExpungesAll("3")]"#),
        ("mail.example.com:993", r#"Ok(Pasted(ForOtherProgram(Server("mail.example.com"))))"#),
        ("Connect mail.example.com", r#"a008 Connect mail.example.com⏎ [UseDirective("connect")]"#),
        ("telnet mail 143", r#"Ok(Pasted(ForOtherProgram(Server("mail --plain"))))"#),
        ("https://example.com/x", r#"Ok(Pasted(ForOtherProgram(WebPage("example.com"))))"#),
        (
            "curl -u taro:hunter2 imaps://taro:hunter2@mail/",
            r#"Ok(Pasted(ForOtherProgram(Server("mail"))))"#,
        ),
        ("Trying 127.0.0.1...", "Ok(Pasted(LooksLikeOutput))"),
        (
            "MAIL FROM:<a@b>",
            r#"Ok(Pasted(ForOtherProtocol { protocol: "SMTP", instead: "append Drafts {<<END}" }))"#,
        ),
    ] {
        assert_eq!(client.types(line), expected, "{line}");
    }
    // A bare word may be the password now.
    client.types("login taro");
    client.receives("a009 BAD no\r\n");
    for line in ["mail.example.com", "ls"] {
        let sent = client.types(line);
        assert!(sent.ends_with(" ${password}⏎"), "{sent}");
    }
}

#[test]
fn challenges_are_decoded_and_responses_checked() {
    let mut client = Client::new();
    client.types("authenticate login");
    assert_eq!(client.0.challenge(), None);
    client.receives("+ VXNlcm5hbWU6\r\n");
    let challenge = client.0.challenge().expect("one is due");
    assert_eq!((challenge.number, challenge.text), (0, Some("Username:")));
    assert_eq!(client.types("taro!"), "${sasl}⏎ [InvalidBase64]");
    client.receives("+ AAEC\r\n");
    let challenge = client.0.challenge().expect("one is due");
    assert_eq!((challenge.number, challenge.text), (1, None));
    assert_eq!(client.types("dGFybw=="), "${sasl}⏎");
    client.receives("+ AAEC\r\n");
    assert_eq!(client.types("quit"), "${sasl}⏎ [QuitAsResponse]");
}

#[test]
fn a_bad_without_a_tag_answers_a_raw_line_before_the_command() {
    let mut client = Client::new();
    assert!(client.0.raw("* hello").is_ok());
    client.types("noop");
    assert_eq!(client.receives("* BAD a tag is missing\r\n"), "");
    assert_eq!(client.receives("a001 OK\r\n"), "[a001 Ok]");
    // The server has not answered this line, so a later BAD is not its answer.
    assert!(client.0.raw("x1").is_ok());
    client.types("noop");
    assert_eq!(client.receives("a002 OK\r\n"), "[a002 Ok]");
    client.types("noop");
    assert_eq!(client.receives("* BAD\r\n"), "[a003 Bad]");
}

#[test]
fn starttls_is_completed_by_the_handshake() {
    let mut client = Client::new();
    client.types("starttls");
    assert!(client.0.awaits_server());
    assert_eq!(client.receives("a001 OK go\r\n"), "Tls");
    // Nothing may be sent in the handshake.
    assert!(client.0.awaits_server() && client.0.awaits_completion());
    assert!(matches!(client.0.raw("x1 noop"), Err(LineError::TooEarly)));
    assert_eq!((client.sends().as_str(), client.0.completion_count()), ("", 0));
    client.0.tls_started();
    let completion = client.0.take_completion().expect("the handshake completes it");
    assert_eq!((completion.command.tag(), completion.status), (&b"a001"[..], Status::Ok));
    assert!(!client.0.awaits_anything());
    client.types("starttls");
    assert_eq!(client.receives("a002 BAD no\r\n"), "[a002 Bad]");
    assert!(!client.0.awaits_server());
}

#[test]
fn a_raw_line_begins_what_it_sends() {
    let raw = |client: &mut Client, line: &str| {
        client.0.raw(line).expect("no CR or LF");
        client.sends()
    };
    let mut client = Client::new();
    assert_eq!(raw(&mut client, "x1 authenticate plain"), "x1 authenticate plain⏎");
    assert!(client.0.awaits_server());
    client.receives("+ \r\n");
    assert!(client.0.expects_sasl_response());
    assert_eq!(client.types("AHVzZXIAaHVudGVyMg=="), "${sasl}⏎");
    assert_eq!(client.receives("x1 NO no\r\n"), "[x1 No]");
    assert_eq!(raw(&mut client, "x2 login user {7}"), "x2 login user {7}⏎(secret follows)");
    client.receives("+ \r\n");
    assert_eq!(client.0.prompt(), Prompt::LiteralOctets(7));
    assert_eq!(client.types("hunter2"), "${password}|⏎");
    client.receives("x2 NO no\r\n");
    // An answer can be sent unchanged too.
    client.types("authenticate plain");
    client.receives("+ \r\n");
    assert_eq!(raw(&mut client, "${sasl}AHVz"), "${sasl}⏎");
    client.receives("a001 NO no\r\n");
    // Without a tag nothing begins, but it was an attempt.
    let mut client = Client::new();
    assert_eq!(raw(&mut client, "authenticate plain"), "authenticate plain⏎");
    assert_eq!(client.0.prompt(), Prompt::Tag("a001".into()));
    assert_eq!(client.types("AHVzZXIAaHVudGVyMg=="), "a001 ${password}⏎");
}

#[test]
fn a_line_with_cr_lf_or_nul_is_refused() {
    let mut client = Client::new();
    assert_eq!(client.types("noop\rlogout"), "Err(Invalid(ForbiddenOctet(4)))");
    let raw = client.0.raw("a\nb");
    assert!(matches!(raw, Err(LineError::Invalid(ComposeError::ForbiddenOctet(1)))));
}

#[test]
fn a_completion_without_a_command_is_noticed() {
    let mut client = Client::new();
    client.types("noop");
    client.receives("a001 OK\r\n* BAD x\r\n");
    assert!(!client.0.saw_unsolicited_tagged());
    client.types("noop");
    client.receives("a003 OK begin\r\n");
    assert!(client.0.saw_unsolicited_tagged());
}

#[test]
fn lines_after_a_literal_send_nothing_before_their_end() {
    let begun = || {
        let mut client = Client::new();
        assert_eq!(client.types("append {6+}"), "a001 append {6+}⏎ [LoginFirst]");
        assert_eq!(client.types("in"), "in␍␊");
        assert_eq!(client.types("bo (x) {<<END}"), "Ok(Buffered(None))");
        assert_eq!(client.0.prompt(), Prompt::LiteralLines("END".into()));
        assert_eq!(client.types("mail"), "Ok(Buffered(None))");
        client
    };
    let mut client = begun();
    assert_eq!(client.types("END"), "bo| (x) {6}⏎");
    assert_eq!(client.receives("+ go\r\n"), "mail␍␊|⏎");
    // After they are abandoned, the literal before them is expected again.
    let mut client = begun();
    assert_eq!(client.0.abandon_literal(), Some(2));
    assert_eq!(client.0.prompt(), Prompt::LiteralOctets(2));
    assert_eq!(client.types("bo (x)"), "bo| (x)⏎");
}

#[test]
fn a_line_of_a_literal_that_looks_like_a_command_gets_a_hint_once() {
    let hint = "Ok(Buffered(Some(StillInLines(\"END\"))))";
    for line in ["a2 logout", "noop", ":quit", "end", "End.", " END"] {
        let mut client = Client::new();
        client.types("append x {<<END}");
        assert_eq!(client.types("the end"), "Ok(Buffered(None))");
        assert_eq!(client.types(line), hint, "{line}");
        assert_eq!(client.types(line), "Ok(Buffered(None))", "{line}");
        client.0.abandon_literal();
        client.types("append x {<<END}");
        assert_eq!(client.types(line), hint, "{line}");
    }
}

#[test]
fn invalid_base64_restores_the_state_before_the_lines() {
    let mut client = Client::new();
    client.types("append {2+}");
    assert_eq!(client.types(""), "␍␊");
    assert_eq!(client.types(" {64<<END}"), "Ok(Buffered(None))");
    client.types("?");
    assert_eq!(client.types("END"), "Err(Invalid(InvalidBase64))");
    assert_eq!(client.0.prompt(), Prompt::RestOfCommand);
    assert_eq!(client.types(" (x)"), " (x)⏎");
}

#[test]
fn a_variable_in_a_tag_is_expanded_before_the_tag_is_noted() {
    let mut client = Client::new();
    client.types("${user}1 noop");
    assert_eq!(client.0.pending_commands()[0].tag(), b"taro1");
    let completed = client.receives("taro1 OK done\r\n");
    assert!(completed.contains("taro1"), "{completed}");
    assert!(client.0.pending_commands().is_empty());
}

#[test]
fn the_rest_after_a_literal_that_ends_inside_a_character_is_unescaped() {
    let mut client = Client::new();
    client.types("append x {2+}");
    let sent = client.types("梅 $${user} ${user}");
    assert!(sent.contains("� ${user} ${user}⏎"), "{sent}");
}

#[test]
fn hints_about_what_a_literal_has_as_it_stands() {
    let mut client = Client::new();
    client.receives("* PREAUTH in\r\n");
    assert_eq!(client.types("append x {<unix}"), "a001 append x {9}⏎ [BareLf(\"unix\")]");
    client.receives("a001 NO\r\n");
    assert_eq!(client.types("append x {<other}"), "a002 append x {9}⏎");
    client.receives("a002 NO\r\n");
    client.types("append x {<<END}");
    client.types("to ${none} and ${user}");
    assert_eq!(client.types("END"), "a003 append x {24}⏎ [VariableInLiteral(\"user\")]");
}
