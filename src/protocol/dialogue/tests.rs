//! What is sent for what is typed, in each state.

use super::*;
use crate::protocol::compose::FileInfo;
use crate::protocol::framing::Framer;

struct Account;
impl Environment for Account {
    fn variable(&self, name: &str) -> Option<String> {
        match name {
            "user" => Some("taro".into()),
            "password" => Some("hunter 2".into()),
            _ => None,
        }
    }
    fn file(&self, _: &str) -> Result<FileInfo, String> {
        Ok(FileInfo {
            size: 9,
            is_text: true,
        })
    }
}

struct Talk(Dialogue, Framer);

impl Talk {
    fn new() -> Talk {
        Talk(
            Dialogue::new(Tags::new("a").expect("a prefix"), true),
            Framer::new(),
        )
    }

    /// Types a line: what goes out, secrets masked as on the screen, and the hints.
    fn types(&mut self, line: &str) -> String {
        match self.0.read_line(line, &Account) {
            Ok(LineAction::Send(hints)) if hints.is_empty() => self.sends(),
            Ok(LineAction::Send(hints)) => format!("{} {hints:?}", self.sends()),
            other => format!("{other:?}"),
        }
    }

    fn sends(&mut self) -> String {
        let sent: Vec<_> = std::iter::from_fn(|| self.0.take_outgoing()).collect();
        told(&sent)
    }

    /// The server says this: what goes out for it, and what it completes.
    fn hears(&mut self, text: &str) -> String {
        let mut said = String::new();
        let space = self.1.unfilled();
        space[..text.len()].copy_from_slice(text.as_bytes());
        self.1.advance(text.len());
        while let Some(piece) = self.1.next_piece() {
            let upgrade = self.0.receive(&piece);
            let sent: Vec<_> = std::iter::from_fn(|| self.0.take_outgoing()).collect();
            said += &told(&sent);
            while let Some(done) = self.0.take_completion() {
                let refused = if done.continuation_refused {
                    " refused"
                } else {
                    ""
                };
                said += &format!(
                    "[{} {:?}{refused}]",
                    String::from_utf8_lossy(done.command.tag()),
                    done.status
                );
            }
            if let Some(upgrade) = upgrade {
                said += &format!("{upgrade:?}");
            }
        }
        said
    }
}

fn told(sent: &[Outgoing]) -> String {
    sent.iter()
        .map(|out| {
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
            let follows = if out.following_literal == FollowingLiteral::Secret {
                "(secret follows)"
            } else {
                ""
            };
            String::from_utf8_lossy(&octets).replace("\r\n", "␍␊") + end + follows
        })
        .collect::<Vec<_>>()
        .join("|")
}

#[test]
fn the_tutorial() {
    let mut talk = Talk::new();
    assert_eq!(talk.hears("* OK ready\r\n"), "");
    assert_eq!(
        talk.types("login ${user} ${password}"),
        "a001 login taro ${password}⏎"
    );
    assert_eq!(talk.hears("a001 OK in\r\n"), "[a001 Ok]");
    assert_eq!(talk.types("list \"\" \"*\""), "a002 list \"\" \"*\"⏎");
    assert_eq!(talk.hears("a002 OK\r\n"), "[a002 Ok]");
    assert_eq!(talk.types("a003 select inbox"), "a003 select inbox⏎");
    assert_eq!(talk.hears("a003 OK [READ-WRITE] x\r\n"), "[a003 Ok]");
    assert_eq!(talk.0.state(), ConnectionState::Selected);
    assert_eq!(talk.types("idle"), "a004 idle⏎");
    assert_eq!(talk.0.prompt(), Prompt::Done);
    assert_eq!(talk.hears("+ idling\r\n"), "");
    assert_eq!(talk.types("* 12 EXISTS"), "Ok(Pasted)");
    assert_eq!(talk.types("Done "), "Done⏎");
    assert_eq!(talk.hears("a004 OK\r\n"), "[a004 Ok]");
    assert_eq!(talk.types("logout"), "a005 logout⏎");
    assert_eq!(talk.0.prompt(), Prompt::Tag("a006".into()));
}

#[test]
fn literals_typed_by_hand() {
    let mut talk = Talk::new();
    assert_eq!(talk.types("login {4}"), "a001 login {4}⏎");
    assert!(talk.0.awaits_server());
    assert_eq!(talk.hears("+ OK\r\n"), "");
    assert_eq!(talk.0.prompt(), Prompt::LiteralOctets(4));
    assert_eq!(talk.types("user {4}"), "user| {4}⏎(secret follows)");
    assert_eq!(talk.hears("+ OK\r\n"), "");
    assert!(talk.0.expects_secret());
    assert_eq!(talk.types("pass"), "${password}|⏎");
    assert_eq!(talk.hears("a001 OK\r\n"), "[a001 Ok]");
    // Over lines, ending with a line; blank lines count.
    assert_eq!(talk.types("append x {10+}"), "a002 append x {10+}⏎");
    assert_eq!(talk.types("abcd"), "abcd␍␊");
    assert_eq!(talk.types(""), "␍␊");
    assert_eq!(talk.types(""), "␍␊");
    assert_eq!(talk.0.prompt(), Prompt::RestOfCommand);
    assert_eq!(talk.types(""), "⏎");
    assert_eq!(talk.0.prompt(), Prompt::Tag("a003".into()));
    // A count between CR and LF.
    talk.types("append x {3+}");
    assert_eq!(talk.types("ab"), "ab\r|␊ [BetweenCrAndLf]");
    // A literal of nothing.
    talk.types("append {0+}");
    assert_eq!(talk.types(" x"), " x⏎");
}

#[test]
fn a_refused_literal_ends_the_wait() {
    let mut talk = Talk::new();
    talk.types("append x {310}");
    assert_eq!(talk.hears("a001 NO no\r\n"), "[a001 No refused]");
    assert_eq!(talk.0.prompt(), Prompt::Tag("a002".into()));
    talk.types("append x {310}");
    assert_eq!(talk.hears("* BAD what\r\n"), "[a002 Bad refused]");
    assert_eq!(talk.hears("a002 BAD what\r\n"), "");
}

#[test]
fn lines_and_files_as_literals() {
    let mut talk = Talk::new();
    assert_eq!(talk.types("append x {<<END}"), "Ok(Buffered)");
    assert_eq!(talk.types("one ${user}"), "Ok(Buffered)");
    assert_eq!(talk.types("END"), "a001 append x {13}⏎ [LoginFirst]");
    assert_eq!(talk.hears("+ go\r\n"), "one ${user}␍␊|⏎");
    assert_eq!(talk.hears("a001 OK\r\n"), "[a001 Ok]");
    assert_eq!(talk.types("login taro {64<<END}"), "Ok(Buffered)");
    assert!(talk.0.expects_secret());
    assert_eq!(talk.types("aHVudGVyMg=="), "Ok(Buffered)");
    assert_eq!(talk.types("END"), "a002 login taro {7}⏎(secret follows)");
    assert_eq!(talk.hears("+ go\r\n"), "${password}|⏎");
    talk.hears("a002 OK\r\n");
    assert_eq!(talk.types("append x {<mail}"), "a003 append x {9}⏎");
    assert_eq!(
        talk.hears("+ go\r\n"),
        "File { path: \"mail\", facts: FileInfo { size: 9, is_text: true } }|⏎"
    );
}

#[test]
fn authenticate_by_hand() {
    let mut talk = Talk::new();
    assert_eq!(talk.types("authenticate plain"), "a001 authenticate plain⏎");
    assert!(talk.0.awaits_server());
    assert_eq!(talk.hears("+ \r\n"), "");
    assert!(talk.0.expects_sasl_response());
    assert_eq!(talk.types("${sasl}"), "${sasl}⏎");
    assert_eq!(talk.hears("+\r\n"), "");
    assert_eq!(talk.types(""), "⏎");
    assert_eq!(talk.hears("+\r\n"), "");
    assert_eq!(talk.types("*"), "*⏎");
    assert_eq!(talk.hears("a001 BAD cancelled\r\n"), "[a001 Bad]");
    assert_eq!(
        talk.types("authenticate plain ${sasl}"),
        "a002 authenticate plain ${sasl}⏎"
    );
    assert_eq!(talk.hears("a002 NO\r\n"), "[a002 No refused]");
    assert!(
        talk.types("authenticate scram-sha-256 ${sasl}")
            .contains("NoSaslResponse")
    );
}

#[test]
fn hints_come_with_the_line() {
    let mut talk = Talk::new();
    assert_eq!(
        talk.types("select inbox"),
        "a001 select inbox⏎ [LoginFirst]"
    );
    assert_eq!(
        talk.types("a001  noop"),
        "a001  noop⏎ [TwoSpaces, TagInUse]"
    );
    assert_eq!(
        talk.types("ｓｅｌｅｃｔ　ｉｎｂｏｘ"),
        "a002 ｓｅｌｅｃｔ　ｉｎｂｏｘ⏎ [FullWidth]"
    );
    assert_eq!(
        talk.types("ａ００３　ｎｏｏｐ"),
        "a003 ａ００３　ｎｏｏｐ⏎ [FullWidth]"
    );
    assert_eq!(talk.types("done"), "a004 done⏎ [NotIdling]");
    let mut clear = Talk(
        Dialogue::new(Tags::new("a").expect("a prefix"), false),
        Framer::new(),
    );
    assert_eq!(
        clear.types("login a b"),
        "a001 login a ${password}⏎ [PlaintextPassword]"
    );
    clear.hears("a001 OK\r\n");
    assert_eq!(
        clear.types("fetch 1 flags"),
        "a002 fetch 1 flags⏎ [SelectFirst]"
    );
    clear.hears("a002 BAD\r\n");
    clear.types("idle");
    assert_eq!(clear.types("noop"), "a004 noop⏎ [DoneFirst]");
    assert_eq!(clear.types("a009 done"), "a009 done⏎ [TaggedDone]");
}

#[test]
fn slips_are_asked_about_unless_they_may_be_a_secret() {
    let mut talk = Talk::new();
    for (line, hint) in [
        ("logni taro", "[DidYouMean(\"LOGIN\")]"),
        ("x1 selct inbox", "[DidYouMean(\"SELECT\")]"),
        (
            "uid fecth 1 flags",
            "[DidYouMean(\"UID FETCH\"), LoginFirst]",
        ),
        ("uid sort (date) utf-8 all", "[LoginFirst]"),
        ("quit", "[UseQuitDirective]"),
        ("HELP", "[UseHelpDirective]"),
        ("x2 quit", ""),
        ("quit it", ""),
        ("xyzzy", ""),
    ] {
        let said = talk.types(line);
        let told = said.split_once("⏎ ").map_or("", |(_, hints)| hints);
        assert_eq!(told, hint, "{line}");
    }
    let mut talk = Talk::new();
    talk.types("authenticate plain");
    talk.hears("a001 NO\r\n");
    assert_eq!(talk.types("lgoin"), "a002 ${password}⏎");
}

#[test]
fn a_challenge_is_read_and_its_answer_looked_at() {
    let mut talk = Talk::new();
    talk.types("authenticate login");
    assert_eq!(talk.0.challenge(), None);
    talk.hears("+ VXNlcm5hbWU6\r\n");
    let challenge = talk.0.challenge().expect("one is due");
    assert_eq!((challenge.number, challenge.text), (0, Some("Username:")));
    assert_eq!(talk.types("taro!"), "${sasl}⏎ [InvalidBase64]");
    talk.hears("+ AAEC\r\n");
    let challenge = talk.0.challenge().expect("one is due");
    assert_eq!((challenge.number, challenge.text), (1, None));
    assert_eq!(talk.types("dGFybw=="), "${sasl}⏎");
}

#[test]
fn secrets_behind_a_colon() {
    let mask = InputMask::default();
    let masked = |line: &str| {
        mask.secret(line)
            .map_or_else(|| line.to_owned(), |secret| secret.masked(line))
    };
    for (line, shown) in [
        (":set password hunter 2", ":set password ${password}"),
        (
            ":connect imaps://taro:hunt:er@2@mail:993 --plain",
            ":connect imaps://taro:${password}@mail:993 --plain",
        ),
        (
            ":connect taro:hunter2@mail",
            ":connect taro:${password}@mail",
        ),
        (
            ":connect mail:993 --user taro@mail",
            ":connect mail:993 --user taro@mail",
        ),
        (
            ":conect imaps://taro:hunter2@mail",
            ":conect imaps://taro:${password}@mail",
        ),
        (
            ":goto --plain imap://taro:hunter2@mail",
            ":goto --plain imap://taro:${password}@mail",
        ),
        (":open taro:123@mail", ":open taro:${password}@mail"),
        (":connect taro:123@mail", ":connect taro:${password}@mail"),
        // As it is typed: what can be no port.
        (":conect taro:123456", ":conect taro:${password}"),
        (":connect taro:hun", ":connect taro:${password}"),
        (":connect mail:993", ":connect mail:993"),
        (":connect [::1]:143 --plain", ":connect [::1]:143 --plain"),
        (":expect * OK [x:y@z] done", ":expect * OK [x:y@z] done"),
        (":run a:b", ":run a:b"),
        (":set box Archive", ":set box Archive"),
        (":wait 10s * 3 EXISTS", ":wait 10s * 3 EXISTS"),
        (":login taro hunter2", ":login taro ${password}"),
        (" :LOGNI taro hunter2", " :LOGNI taro ${password}"),
        (":authenticate plain AGE=", ":authenticate plain ${sasl}"),
        (
            ":raw a1 login taro hunter2",
            ":raw a1 login taro ${password}",
        ),
        (":", ":"),
    ] {
        assert_eq!(masked(line), shown);
        assert_eq!(mask_directive_secrets(line), shown);
    }
}

#[test]
fn starttls_waits_and_upgrades() {
    let mut talk = Talk::new();
    talk.types("starttls");
    assert!(talk.0.awaits_server());
    assert_eq!(talk.hears("a001 OK go\r\n"), "[a001 Ok]Tls");
    talk.types("starttls");
    assert_eq!(talk.hears("a002 BAD no\r\n"), "[a002 Bad]");
    assert!(!talk.0.awaits_server());
}

#[test]
fn what_breaks_framing_is_refused() {
    let mut talk = Talk::new();
    assert_eq!(talk.types("noop\rlogout"), "Err(ForbiddenOctet(4))");
    assert!(matches!(
        talk.0.raw("a\nb"),
        Err(ComposeError::ForbiddenOctet(1))
    ));
}

#[test]
fn the_state_follows_the_servers_oks() {
    let mut talk = Talk::new();
    let mut after = |line: &str, status: &str| {
        let tag = talk.0.next_tag().to_owned();
        talk.types(line);
        talk.hears(&format!("{tag} {status}\r\n"));
        talk.0.state()
    };
    assert_eq!(
        after("login a b", "NO no"),
        ConnectionState::NotAuthenticated
    );
    assert_eq!(after("login a b", "OK"), ConnectionState::Authenticated);
    assert_eq!(after("select inbox", "OK"), ConnectionState::Selected);
    assert_eq!(after("close", "OK"), ConnectionState::Authenticated);
    assert_eq!(after("examine inbox", "OK"), ConnectionState::Selected);
    assert_eq!(after("unselect", "BAD"), ConnectionState::Selected);
    assert_eq!(after("unselect", "OK"), ConnectionState::Authenticated);
    assert_eq!(after("select inbox", "OK"), ConnectionState::Selected);
    assert_eq!(after("select none", "NO"), ConnectionState::Authenticated);
    assert_eq!(
        after("unauthenticate", "OK"),
        ConnectionState::NotAuthenticated
    );
}

#[test]
fn what_was_said_before_tls_is_believed_for_nothing() {
    let mut talk = Talk(
        Dialogue::new(Tags::new("a").expect("a prefix"), false),
        Framer::new(),
    );
    talk.hears("* PREAUTH come in\r\n");
    assert_eq!(talk.0.state(), ConnectionState::Authenticated);
    talk.types("starttls");
    assert_eq!(talk.hears("a001 OK\r\n"), "[a001 Ok]Tls");
    talk.0.tls_started();
    assert_eq!(talk.0.state(), ConnectionState::NotAuthenticated);
}

#[test]
fn after_a_mistyped_authenticate_that_failed_what_is_no_command_may_be_its_answer() {
    for login in ["autenticate plain", "x1 AUTHENTICAT plain"] {
        let mut talk = Talk::new();
        let sent = talk.types(login);
        let tag = sent.split(' ').next().unwrap_or_default();
        talk.hears(&format!("{tag} BAD what\r\n"));
        assert!(talk.types("AGEAYg==").ends_with("${password}⏎"), "{login}");
        assert!(talk.types("noop").contains("noop"));
    }
}

#[test]
fn a_completion_that_nobody_asked_for_is_noted() {
    let mut talk = Talk::new();
    talk.types("noop");
    talk.hears("a001 OK\r\n* BAD x\r\n");
    assert!(!talk.0.saw_unsolicited_tagged());
    talk.types("noop");
    talk.hears("a003 OK begin\r\n");
    assert!(talk.0.saw_unsolicited_tagged());
}

#[test]
fn lines_after_a_literal_hold_the_whole_line_back() {
    let begun = || {
        let mut talk = Talk::new();
        assert_eq!(talk.types("append {6+}"), "a001 append {6+}⏎ [LoginFirst]");
        assert_eq!(talk.types("in"), "in␍␊");
        assert_eq!(talk.types("bo (x) {<<END}"), "Ok(Buffered)");
        assert_eq!(talk.0.prompt(), Prompt::LiteralLines("END".into()));
        assert_eq!(talk.types("mail"), "Ok(Buffered)");
        talk
    };
    let mut talk = begun();
    assert_eq!(talk.types("END"), "bo| (x) {6}⏎");
    assert_eq!(talk.hears("+ go\r\n"), "mail␍␊|⏎");
    // Given up, the literal before is due as it was.
    let mut talk = begun();
    assert_eq!(talk.0.abandon_literal(), Some(2));
    assert_eq!(talk.0.prompt(), Prompt::LiteralOctets(2));
    assert_eq!(talk.types("bo x"), "bo| x⏎");
}

#[test]
fn lines_that_are_no_base64_leave_the_rest_due() {
    let mut talk = Talk::new();
    talk.types("append {2+}");
    assert_eq!(talk.types(""), "␍␊");
    assert_eq!(talk.types(" {64<<END}"), "Ok(Buffered)");
    talk.types("?");
    assert_eq!(talk.types("END"), "Err(InvalidBase64)");
    assert_eq!(talk.0.prompt(), Prompt::RestOfCommand);
    assert_eq!(talk.types(" x"), " x⏎");
}

#[test]
fn a_tag_with_a_variable_in_it_is_the_one_that_goes_out() {
    let mut talk = Talk::new();
    talk.types("${user}1 noop");
    assert_eq!(talk.0.pending_commands()[0].tag(), b"taro1");
    let completed = talk.hears("taro1 OK done\r\n");
    assert!(completed.contains("taro1"), "{completed}");
    assert!(talk.0.pending_commands().is_empty());
}
