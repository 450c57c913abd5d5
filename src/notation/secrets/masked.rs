//! The lines that a script would send, without secrets.

use super::awaited_secrets::{HiddenLine, awaited_secrets, is_attempt};
use super::sent_lines::sent_lines;
use crate::notation::decision::{LineKind, Why};
use crate::notation::error::ScriptError;
use crate::notation::item::ItemKind;
use crate::notation::lines::ScriptLines;
use crate::notation::marks::without_mark;
use crate::notation::reading::{Reading, Script, read_with_lines};
use crate::notation::response::is_response;
use crate::protocol::dialogue::{Expected, Prompt};
use crate::protocol::secrets::{
    InputMask, MaskedLine, Placeholder, UnknownVerbPolicy, ends_sentence, secrets_of_lines,
};
use crate::protocol::typed_line::CommandLine;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// A line that the reader takes for prose is prose if it has this many words, also beside mistakes. A shorter
/// one may be a name and a password.
const WORDS_OF_PROSE: usize = 4;

/// The text that each line would send, by line number.
pub fn masked_lines(script: &Script, policy: UnknownVerbPolicy) -> HashMap<usize, MaskedLine> {
    let mut lines = HashMap::new();
    for sent in sent_lines(script, policy) {
        // The empty line after a literal that ends with its line has that line's number.
        lines.entry(sent.line).or_insert_with(|| MaskedLine::new(sent.text, sent.secret));
    }
    lines
}

/// The secrets in the lines of a paste that is not yet sent, with LF between them. The reader recognizes
/// marks and the server's lines. If it finds nothing to send, or a mistake, the lines are also examined as if
/// typed one after another. `start`: what the session expects; `mask`: what is secret there.
pub fn secrets_of_paste(text: &str, start: &Expected, mask: &InputMask) -> Vec<Range<usize>> {
    let typed = secrets_of_lines(text, mask);
    if !text.contains('\n') {
        return typed;
    }
    let Ok((reading, lines)) = read_with_lines(text.as_bytes(), "paste", start) else {
        return typed;
    };
    let mut paste = PasteSecrets::new(text);
    let with_secret = paste.add_sent(&reading.script, mask.policy());
    // A line that the reader did not accept may be a secret, whatever its form.
    let perhaps = hidden_lines(&reading, &lines);
    paste.add_unsent(&reading, mask.policy(), &with_secret, &perhaps);
    if !reading.mistakes.is_empty() {
        perhaps.keys().for_each(|number| paste.add_whole(number - 1));
    }
    let expects_command = matches!(start.prompt, Prompt::Tag(_))
        && !start.awaits_request
        && matches!(mask, InputMask::Command(_));
    let is_certain = reading.mistakes.is_empty() && expects_command;
    let is_sentence = |secret: &str| secret.trim().contains(' ') && ends_sentence(secret);
    let attempt = paste.first_attempt(&reading);
    let is_prose = |index: usize| {
        let kind = reading.decisions.get(index).map(|it| it.kind);
        expects_command
            && matches!(kind, Some(LineKind::Prose | LineKind::Tool))
            && paste.is_read.get(index) == Some(&true)
            && attempt.is_none_or(|attempt| index < attempt)
            && paste.line(index).split_whitespace().count() >= WORDS_OF_PROSE
    };
    // The client's secret has no mark of the server.
    let is_servers = |index: usize| {
        let is_marked = reading.decisions.get(index).is_some_and(|it| it.why == Why::ServerMark);
        is_marked && lines.get(index).is_some_and(|line| is_response(line.content().trim()))
    };
    let is_left = |secret: &Range<usize>| {
        let index = paste.index_at(secret.start);
        let is_certain = is_certain && paste.is_read_at(secret.start);
        let is_sentence = || is_sentence(&text[secret.clone()]);
        !(is_certain || is_servers(index) || is_sentence() || is_prose(index))
    };
    let left: Vec<_> = typed.into_iter().filter(is_left).collect();
    paste.found.extend(left);
    paste.found
}

/// Reads a paste. Also returns its lines that are not sent and may be a secret, without that, by number.
pub fn read_paste(
    text: &str,
    name: &str,
    start: &Expected,
) -> Result<(Reading, HashMap<usize, HiddenLine>), ScriptError> {
    let (reading, lines) = read_with_lines(text.as_bytes(), name, start)?;
    let mut hidden = hidden_lines(&reading, &lines);
    // In a paste without a mistake, what looks like a server's line is one.
    let is_servers = |number: usize| reading.decisions[number - 1].kind == LineKind::Server;
    hidden.retain(|number, line| line.is_answer || !is_servers(*number));
    Ok((reading, hidden))
}

/// The lines that are not sent and may be a secret, or repeat one, without that, by number.
fn hidden_lines(reading: &Reading, lines: &ScriptLines) -> HashMap<usize, HiddenLine> {
    let content: Vec<String> = lines.from(0).map(|line| line.content().to_owned()).collect();
    let mask = InputMask::Command(UnknownVerbPolicy::MaskAll);
    let masked = |number: usize| {
        let text = mask.masked(&content[number - 1]);
        (number, HiddenLine { text, is_answer: false })
    };
    let mut hidden: HashMap<_, _> = perhaps_secrets(reading).into_iter().map(masked).collect();
    hidden.extend(awaited_secrets(reading, &content));
    hidden
}

/// The secrets in the lines of a paste, as the reader has understood them.
struct PasteSecrets<'t> {
    text: &'t str,
    /// Where each line starts.
    starts: Vec<usize>,
    found: Vec<Range<usize>>,
    /// For each line, whether the reader knows all that is secret in it.
    is_read: Vec<bool>,
}

impl<'t> PasteSecrets<'t> {
    fn new(text: &'t str) -> PasteSecrets<'t> {
        let ends = memchr::memchr_iter(b'\n', text.as_bytes());
        let starts: Vec<usize> = std::iter::once(0).chain(ends.map(|end| end + 1)).collect();
        let is_read = vec![false; starts.len()];
        PasteSecrets { text, starts, found: Vec::new(), is_read }
    }

    fn start_of(&self, index: usize) -> usize {
        self.starts.get(index).copied().unwrap_or(self.text.len())
    }

    fn line(&self, index: usize) -> &'t str {
        self.text[self.start_of(index)..self.start_of(index + 1)].trim_end_matches('\n')
    }

    /// The index of the line at this octet.
    fn index_at(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at).saturating_sub(1)
    }

    /// The index of the first line that logs in or was intended to: a line below it may be the secret.
    fn first_attempt(&self, reading: &Reading) -> Option<usize> {
        let mut decisions = reading.decisions.iter().enumerate();
        decisions.find_map(|(index, decision)| {
            let may_be = matches!(decision.kind, LineKind::Command | LineKind::Mistake);
            let (content, _) = without_mark(self.line(index));
            (may_be && is_attempt(&CommandLine::parse(content))).then_some(index)
        })
    }

    /// Whether the line at this octet is read.
    fn is_read_at(&self, at: usize) -> bool {
        self.is_read.get(self.index_at(at)) == Some(&true)
    }

    fn add_whole(&mut self, index: usize) {
        self.found.push(self.start_of(index)..self.start_of(index + 1));
    }

    /// Adds the secret of a line, which is read with that.
    fn add(&mut self, index: usize, secret: Option<Range<usize>>) {
        let start = self.start_of(index);
        self.found.extend(secret.map(|it| start + it.start..start + it.end));
        self.is_read.get_mut(index).into_iter().for_each(|read| *read = true);
    }

    /// Adds the secrets of the lines that are sent. Returns which lines have one.
    fn add_sent(&mut self, script: &Script, policy: UnknownVerbPolicy) -> HashSet<usize> {
        let mut with_secret = HashSet::new();
        for sent in sent_lines(script, policy) {
            let index = sent.line.saturating_sub(1);
            if sent.secret.is_some() {
                with_secret.insert(index);
            }
            // The reader may have put the text together of several lines, or have changed it.
            let whole = self.start_of(index)..self.start_of(index + 1);
            match self.text[whole.clone()].rfind(sent.text) {
                Some(at) => {
                    let range = sent.secret.map(|it| at + it.range.start..at + it.range.end);
                    self.add(index, range);
                }
                None => {
                    self.found.extend(sent.secret.map(|_| whole));
                    self.is_read.get_mut(index).into_iter().for_each(|read| *read = false);
                }
            }
        }
        with_secret
    }

    /// Adds the secrets of the server's lines, of those that continue another one, and of prose.
    /// `with_secret`: the lines that have a secret; `perhaps`: the numbers of those that may be one.
    fn add_unsent(
        &mut self,
        reading: &Reading,
        policy: UnknownVerbPolicy,
        with_secret: &HashSet<usize>,
        perhaps: &HashMap<usize, HiddenLine>,
    ) {
        let mask = InputMask::Command(policy);
        let after_login = InputMask::Command(UnknownVerbPolicy::Show);
        let first_login = reading.script.shown_logins.iter().min();
        let mut continues_secret = false;
        for (index, decision) in reading.decisions.iter().enumerate() {
            if !matches!(decision.kind, LineKind::Continuation | LineKind::Blank) {
                continues_secret = with_secret.contains(&index);
            }
            let line = self.line(index);
            let is_logged_in = first_login.is_some_and(|login| *login <= index);
            let secret = match decision.kind {
                LineKind::Server | LineKind::Continuation if continues_secret => {
                    Some(0..line.len())
                }
                LineKind::Server if perhaps.get(&(index + 1)).is_some_and(|it| it.is_answer) => {
                    Some(0..line.len())
                }
                // It is masked below the paste by the same rule. A secret of the client has no mark of the server.
                LineKind::Server
                    if reading.mistakes.is_empty()
                        || decision.why == Why::ServerMark
                            && is_response(without_mark(line).0.trim()) =>
                {
                    mask.secret_of_prose(line).map(|it| it.range)
                }
                LineKind::Server | LineKind::Continuation => mask.secret(line).map(|it| it.range),
                // It is masked below the paste too. A single word may be a secret, whatever it was read as,
                // also below a login: that may fail, or be another one.
                LineKind::Prose | LineKind::Tool | LineKind::Elision
                    if !perhaps.contains_key(&(index + 1))
                        && (line.trim().contains(' ') || !line.is_ascii()) =>
                {
                    let mask = if is_logged_in { &after_login } else { &mask };
                    mask.secret_of_prose(line).map(|it| it.range)
                }
                _ => continue,
            };
            self.add(index, secret);
        }
    }
}

/// The lines of a paste that is not sent, with their secrets masked. For `start` and `mask` see
/// [`secrets_of_paste`].
pub fn masked_paste(text: &str, start: &Expected, mask: &InputMask) -> Vec<String> {
    let mut secrets = secrets_of_paste(text, start, mask);
    secrets.sort_unstable_by_key(|range| range.start);
    let (mut lines, mut begin, mut secrets) = (Vec::new(), 0, secrets.into_iter().peekable());
    // A secret may continue on the next line.
    let mut hidden_to = 0;
    for line in text.split('\n') {
        let end = begin + line.len();
        let (mut shown, mut at) = (String::new(), begin);
        while at < end {
            if at < hidden_to {
                shown.push_str(Placeholder::Password.text());
                at = hidden_to.min(end);
            }
            while let Some(secret) = secrets.next_if(|secret| secret.start <= at) {
                hidden_to = hidden_to.max(secret.end);
            }
            if at >= hidden_to {
                let next = secrets.peek().map_or(end, |secret| secret.start.min(end));
                shown.push_str(&text[at..next]);
                at = next;
            }
        }
        lines.push(shown);
        begin = end + 1;
    }
    lines
}

/// The lines of a listing that read like prose but may be the secret of the login right above: the listing
/// shows that the login was refused, and only the server's lines are between the two. A passphrase may be a
/// whole sentence.
fn perhaps_secrets(reading: &Reading) -> HashSet<usize> {
    let refused = reading.script.items.iter().filter(|item| item.meant_to_fail);
    let logins: HashSet<usize> = refused
        .filter(
            |item| matches!(&item.kind, ItemKind::Command(command) if is_attempt(&command.line())),
        )
        .map(|item| item.line)
        .collect();
    let mut below_login = false;
    let mut secrets = HashSet::new();
    for (number, decision) in (1..).zip(&reading.decisions) {
        match decision.kind {
            LineKind::Blank | LineKind::Server | LineKind::Continuation => {}
            LineKind::Prose if below_login => {
                below_login = false;
                secrets.insert(number);
            }
            _ => below_login = logins.contains(&number),
        }
    }
    secrets
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notation::read;

    #[track_caller]
    fn assert_masked(script: &str, expected: &[(usize, &str)]) {
        let script = Script::parse(script.as_bytes(), "x.imap").expect("no mistake");
        let lines = masked_lines(&script, UnknownVerbPolicy::MaskArguments);
        for (line, masked) in expected {
            assert_eq!(lines[line].text, *masked, "{lines:?}");
        }
    }

    #[test]
    fn a_value_that_is_asked_for_is_not_a_masked_one() {
        let text = "login ${user} ${password}\nlogin taro pw\nnoop\nlogin [user] [password]\n";
        let script = Script::parse(text.as_bytes(), "x.imap").expect("no mistake");
        let lines = masked_lines(&script, UnknownVerbPolicy::MaskArguments);
        let masked = (1..5).map(|line| lines[&line].is_masked);
        assert!(masked.eq([false, true, false, false]), "{lines:?}");
    }

    #[test]
    fn a_user_name_that_is_a_literal_may_have_a_space() {
        let login = "login {11}\nFRED FOOBAR {7}\nfat man\nnoop";
        assert_masked(login, &[(2, "FRED FOOBAR {7}"), (3, "${password}")]);
        let wrong_size = "login {12}\nFRED FOOBAR {7}\nfat man\nnoop";
        let script = Script::parse(wrong_size.as_bytes(), "x.imap");
        if let Ok(script) = script {
            let lines = masked_lines(&script, UnknownVerbPolicy::MaskArguments);
            assert!(!lines[&2].text.contains("FOOBAR"), "{lines:?}");
        }
    }

    #[test]
    fn brackets_after_a_secret_literal_are_shown() {
        assert_masked("id (\"password\" {3}\nabc)\nnoop", &[(2, "${secret})")]);
        assert_masked("id (\"password\" {2}\nabc)\nBAD what", &[(2, "${secret}")]);
        let nested = "setmetadata \"\" (/private/token {1+}\nx)\nnoop";
        assert_masked(nested, &[(2, "${secret})")]);
    }

    #[test]
    fn a_mistyped_command_is_shown_after_a_login_that_succeeds() {
        for (client, server) in [("", ""), ("C: ", "S: "), ("> ", "< ")] {
            for login in ["LOGIN taro right", "AUTHENTICATE PLAIN AHRhcm8AcmlnaHQ="] {
                let listing = format!(
                    "{server}* OK ready\n{client}a1 LOGIN taro wrong\n{server}a1 NO bad\n\
                     {client}a2 hunter2xyz\n{server}a2 BAD what\n\
                     {client}a3 {login}\n{server}a3 OK in\n\
                     {client}a4 SELCT INBOX\n{server}a4 BAD what\n\
                     {client}a5 SELECT INBOX\n{server}a5 OK\n\
                     {client}a6 FTECH 1 FLAGS\n{server}a6 BAD what\n"
                );
                assert_masked(
                    &listing,
                    &[
                        (2, "a1 LOGIN taro ${password}"),
                        (4, "a2 ${password}"),
                        (8, "a4 SELCT INBOX"),
                        (12, "a6 FTECH 1 FLAGS"),
                    ],
                );
            }
        }
        // Without answers: the script would not go on. A single word may be the secret typed again.
        for login in
            ["login ${user} ${password}", "a1 login taro pw", "authenticate plain AHRhcm8A"]
        {
            let script = format!("{login}\na2 selct INBOX\nhunter2xyz\nselect x\nfetc 1 flags\n");
            let shown = [(2, "a2 selct INBOX"), (3, "${password}"), (5, "fetc 1 flags")];
            assert_masked(&script, &shown);
        }
        assert_masked("login taro\na2 selct INBOX\n", &[(2, "a2 ${password}")]);
        let answer = "authenticate plain\nAHRhcm8A\nselct INBOX\n";
        assert_masked(answer, &[(2, "${sasl}"), (3, "selct INBOX")]);
        // Without tags, and with PREAUTH.
        let login = "login taro wrong\na NO bad\nlogin taro right\nb OK in\nSELCT INBOX\n";
        assert_masked(login, &[(5, "SELCT INBOX")]);
        assert_masked("* PREAUTH in\nFTECH 1 FLAGS\n", &[(2, "FTECH 1 FLAGS")]);
    }

    #[test]
    fn a_line_below_a_refused_login_may_be_its_secret() {
        let secrets = |text: &str| {
            let reading =
                read(text.as_bytes(), "x.imap", &Expected::default()).expect("no mistake");
            assert_eq!(reading.mistakes, []);
            let mut secrets: Vec<usize> = perhaps_secrets(&reading).into_iter().collect();
            secrets.sort_unstable();
            secrets
        };
        for login in ["login taro wrong", "login taro", "lgoin taro x", "authenticate plain AA=="] {
            let passphrase = "correct horse battery\nand one more line\nnoop\n";
            assert_eq!(secrets(&format!("{login}\na1 NO bad\n{passphrase}")), [3], "{login}");
            // In a script every line is one to type, this one too.
            let sentence = "the horse is of the battery\nnoop\n";
            assert_eq!(secrets(&format!("{login}\na1 BAD no\n\n{sentence}")), [4], "{login}");
        }
        let page = |below: &str| format!("a1 login taro x\na1 NO bad\n{below}\na2 noop\na2 OK\n");
        assert_eq!(secrets(&page("correct horse battery staple")), [3]);
        assert_eq!(secrets(&page("The horse is of the battery.\nIt was refused.")), [3]);
        for text in [
            "noop\na1 NO bad\ncorrect horse battery\nnoop\n",
            "login taro right\na1 OK in\ncorrect horse battery\nnoop\n",
            "login taro x\na1 NO bad\nnoop\na2 OK\ncorrect horse battery\nnoop\n",
        ] {
            assert_eq!(secrets(text), [0; 0], "{text}");
        }
    }

    #[test]
    fn secrets_of_a_paste_with_the_marks_of_a_listing() {
        for (text, secrets) in [
            ("> a1 authenticate plain\n< + \n> aHVudGVyMg==\n< a1 OK x", &["aHVudGVyMg=="][..]),
            (
                "> a1 authenticate login\n< + VXNlcm5hbWU6\n> dXNlcg==\n< + UGFzc3dvcmQ6\n> aHVudGVyMg==",
                &["dXNlcg==", "aHVudGVyMg=="],
            ),
            ("> a1 login {4}\n< + ok\n> user {7}\n< + ok\n> hunter2\n< a1 OK x", &["hunter2"]),
            ("C: a1 login {4}\nS: + ok\nC: user {7}\nS: + ok\nC: hunter2", &["hunter2"]),
            ("a1 login {4}\n+ ok\nuser {7}\n+ ok\nhunter2\na1 OK x", &["hunter2"]),
            (
                "Client: a1 login {4}\nServer: + ok\nClient: user {7}\nServer: + ok\nClient: hunter2",
                &["hunter2"],
            ),
            ("> a1 login user {7+}\n> hunter2\n< a1 NO x\n> a2 noop", &["hunter2"]),
            (":raw a1 login user {7}\nhunter2\nnoop", &["hunter2"]),
            (":raw a2 authenticate plain\naHVudGVyMg==\nnoop", &["aHVudGVyMg=="]),
            ("  > a1 login user hunter2\n  < a1 OK", &["hunter2"]),
        ] {
            let start = Expected::default();
            let found = secrets_of_paste(text, &start, &InputMask::default());
            let is_hidden = |at: usize| found.iter().any(|range| range.contains(&at));
            for secret in secrets {
                let at = text.find(secret).expect("it is in the text");
                assert!((at..at + secret.len()).all(is_hidden), "{text:?}: {found:?}");
            }
            let shown = ["noop", "a1 ", "login user", "authenticate", "login {4}", "+ ok", "OK x"];
            for word in shown.iter().filter(|word| text.contains(**word)) {
                assert!(!text.find(word).is_some_and(is_hidden), "{text:?}: {found:?}");
            }
            assert!(text.len() >= found.iter().map(|range| range.end).max().unwrap_or(0));
        }
    }

    #[test]
    fn a_secret_is_hidden_in_a_line_that_continues_another_one() {
        for (text, secret) in [
            ("C: a1 login user\n     hunter2\nS: a1 OK x", "hunter2"),
            ("a1 login\n   user\n   hunter2\na1 OK x\na2 noop\na2 OK x", "hunter2"),
            ("C: a1 authenticate plain aHVu\n    dGVyMg==\nS: a1 OK x", "dGVyMg=="),
            ("C: a1 authenticate plain\nS: +\nC: aHVu\n   dGVyMg==\nS: a1 OK x", "dGVyMg=="),
        ] {
            let shown = masked_paste(text, &Expected::default(), &InputMask::default()).concat();
            assert!(!shown.contains(secret) && shown.contains("OK x"), "{shown}");
        }
        let text = "C: a1 fetch 1\n   (flags)\nS: a1 OK";
        let shown = masked_paste(text, &Expected::default(), &InputMask::default());
        assert_eq!(shown.join("\n"), text);
    }

    #[test]
    fn the_prose_of_a_paste_is_shown() {
        let page = "How to test a server by hand\n- IMAP 101: the basics of it\n確認環境\n\
            Then log in with your account\nここではパスワードが平文です。\n\
            openssl s_client -connect mail.example.com:993 -crlf\na1 LOGIN user hunter2\n\
            a1 OK Logged in\nThe user is called user here.\na2 SELECT INBOX\na2 OK done\nThat is all.";
        let shown = masked_paste(page, &Expected::default(), &InputMask::default());
        assert_eq!(shown.join("\n"), page.replace("hunter2", "${password}"));
    }

    #[test]
    fn headings_of_a_page_with_a_mistake_are_shown() {
        let page = "1. Log in\n\n    login user pass\n\n2. Then select:\n\n    > select inbox\n\
            \x20   < * 11 EXISTS\n\n    C: a5 fetch 1 flags\n    S: a5 OK\n    C: noop";
        let shown = masked_paste(page, &Expected::default(), &InputMask::default());
        assert_eq!(shown.join("\n"), page.replace("pass", "${password}"));
    }

    #[test]
    fn the_preview_of_a_log_shows_what_is_not_secret() {
        let text = "07:15:02.331 S: * OK [CAPABILITY IMAP4rev1] ready\n\
                    07:15:02.340 C: b1 LOGIN hana himitsu7\n\
                    07:15:02.351 S: b1 OK [READ-WRITE] in\n\
                    07:15:02.360 C: b2 NOOP\n\
                    07:15:02.371 S: b2 OK done\n\
                    (that took 10 minutes)\nThanks for your help";
        let shown = masked_paste(text, &Expected::default(), &InputMask::default());
        assert_eq!(shown.join("\n"), text.replace("himitsu7", "${password}"));
        let mail = "To: jiro@example.com\nSubject: lunch\n\nselect inbox\nBye\n";
        let start = Expected::default();
        let after_login = InputMask::Command(UnknownVerbPolicy::Show);
        assert_eq!(secrets_of_paste(mail, &start, &after_login), []);
    }

    #[test]
    fn a_single_word_below_a_login_is_hidden_in_the_preview() {
        for between in ["Password:", "The password is", "..."] {
            let text = format!(
                "a001 login hana himitsu7\na001 OK in\n{between}\nhimitsu7\na002 noop\na002 OK done\n"
            );
            let shown = masked_paste(&text, &Expected::default(), &InputMask::default());
            assert!(!shown.concat().contains("himitsu7"), "{shown:?}");
            let mask = InputMask::default();
            let hidden = secrets_of_paste(&text, &Expected::default(), &mask);
            let at = text.rfind("himitsu7").expect("the word is there");
            assert!(hidden.contains(&(at..at + 8)), "{between}: {hidden:?}");
        }
    }

    #[test]
    fn a_paste_with_a_mistake_is_shown_without_its_secrets() {
        let shown = |text: &str| masked_paste(text, &Expected::default(), &InputMask::default());
        for (text, lines) in [
            (
                "> a1 login taro {9}\n< + go\n> hunter2\n< a1 OK x\n> a2 select inbox",
                &["> a1 login taro {9}", "< + go", "*", "< a1 OK x", "> a2 select inbox"][..],
            ),
            (
                "> a1 authenticate plain\n< + \n> aHVudGVyMg==\n< a1 OK\n> a2 append x {9}\n> ab",
                &["> a1 authenticate plain", "< + ", "*", "< a1 OK", "> a2 append x {9}", "> ab"],
            ),
            (
                "C: a1 login taro {7}\nC: hunter2\nC: a2 fetch 1 (flags\nS: a2 OK",
                &["C: a1 login taro {7}", "*", "C: a2 fetch 1 (flags", "S: a2 OK"],
            ),
            (
                // `+ ok` could be a literal of four octets.
                "> a1 login {5}\n< + ok\n> tarou {9}\n< + ok\n> note: hunter2",
                &["> a1 login {5}", "< + ok", "> tarou {9}", "< + ok", "*"],
            ),
        ] {
            let masked = shown(text);
            assert!(!masked.concat().contains("hunter2"), "{masked:?}");
            assert!(!masked.concat().contains("aHVud"), "{masked:?}");
            let is_same = |(masked, line): (&String, &&str)| {
                *line == "*" && masked.contains("${password}") || masked == line
            };
            assert!(masked.iter().zip(lines).all(is_same), "{masked:?}");
            assert_eq!(masked.len(), lines.len());
        }
    }

    #[test]
    fn a_secret_typed_again_is_masked_until_a_login_succeeds() {
        for listing in [
            "a1 LOGIN taro x\na1 NO bad\na2 NOOP\na2 OK fine\na3 hunter2xyz\na3 BAD\n",
            "a1 LOGIN taro x\na1 OK in\na2 LOGIN taro y\na2 BAD no\na3 hunter2xyz\na3 BAD\n",
            "login taro x\na OK in\n:reconnect\nlogin taro y\na NO\nhunter2xyz\n",
        ] {
            let script = Script::parse(listing.as_bytes(), "x.imap").expect("no mistake");
            let lines = masked_lines(&script, UnknownVerbPolicy::MaskArguments);
            assert!(!format!("{lines:?}").contains("hunter2xyz"), "{lines:?}");
        }
    }

    #[test]
    fn beside_a_mistake_prose_is_shown_and_what_may_be_a_secret_is_not() {
        let shown_at = |prompt: Prompt, text: &str| {
            let mask = InputMask::Command(UnknownVerbPolicy::MaskArguments);
            masked_paste(text, &prompt.into(), &mask)
        };
        let shown = |text: &str| shown_at(Prompt::Tag("a001".to_owned()), text);
        let page = "How to read mail by hand\nNote: this is for the second lesson\n\
                    a1 login taro hunter2\na2 search (or from a\n";
        assert!(
            read(page.as_bytes(), "x", &Expected::default())
                .is_ok_and(|it| !it.mistakes.is_empty())
        );
        let lines = shown(page);
        assert_eq!(lines[..2], page.lines().collect::<Vec<_>>()[..2]);
        assert_eq!(lines[2], "a1 login taro ${password}");
        // Where an answer is due, it may be in any form.
        assert!(shown_at(Prompt::SaslResponse, page)[0].ends_with("${password}"));
        let phrase = "correct horse battery staple";
        for before in [
            "login taro {9}",
            "a1 login taro {28}",
            "C: a1 login taro {4}\nS: + OK",
            "a1 login taro {28}\n+ go",
            "authenticate login\n+ VXNlcm5hbWU6\ndGFybw==\n+ UGFzc3dvcmQ6",
            "a1 login taro x\na1 NO no",
        ] {
            let text = format!("{before}\n{phrase}\na2 search (or from a\n");
            assert!(!shown(&text).concat().contains("horse"), "{:?}", shown(&text));
        }
    }
}
