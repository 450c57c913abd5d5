//! What a script would send, without secrets.

use super::directive::Directive;
use super::{ItemKind, LineKind, Reading, Script, ScriptCommand};
use crate::protocol::literal::LiteralAnnouncement;
use crate::protocol::secrets::{InputMask, UnknownVerbPolicy, is_login_attempt, mask_secrets};
use crate::protocol::typed_line::CommandLine;
use std::collections::{HashMap, HashSet};

/// What a line would send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MaskedLine {
    /// With secrets replaced by placeholders.
    pub text: String,
    /// Whether some were. A script may also have `${password}` itself, for which a value is asked.
    pub is_masked: bool,
}

/// What each line would send, by its number.
pub fn masked_lines(script: &Script, policy: UnknownVerbPolicy) -> HashMap<usize, MaskedLine> {
    let mut lines = HashMap::new();
    let (mut command_mask, mut line_mask) = (InputMask::Command(policy), InputMask::default());
    let mut shown_logins = script.shown_logins.iter().peekable();
    let mut announced = None;
    for item in &script.items {
        // After a login that succeeds, a mistyped command is not a secret typed again.
        while shown_logins.next_if(|line| **line < item.line).is_some() {
            command_mask = InputMask::Command(UnknownVerbPolicy::Show);
        }
        let begins = match &item.kind {
            ItemKind::Command(command) => Some(&*command.text),
            ItemKind::Directive(directive) => match &**directive {
                Directive::Raw(text) => Some(&**text),
                Directive::Connect(_) | Directive::Reconnect => {
                    command_mask = InputMask::Command(policy);
                    continue;
                }
                _ => continue,
            },
            _ => None,
        };
        let (text, whole) = match (begins, &item.kind) {
            (Some(command), _) => {
                let shown = command_mask.masked(command);
                line_mask = command_mask.after(command);
                announced = literal_size(command);
                // The listing shows that a login was refused: its secret may be typed once more.
                let name = CommandLine::parse(command).spec.map_or("", |spec| spec.name);
                let is_login = matches!(name, "LOGIN" | "AUTHENTICATE");
                command_mask = match item.meant_to_fail && is_login {
                    true => InputMask::Command(UnknownVerbPolicy::MaskAll),
                    false => command_mask.after_command(command),
                };
                (shown, command)
            }
            (None, ItemKind::FurtherLine(text)) => {
                let (octets, closing) = text.split_at(text.len() - closing(text, announced));
                let shown = line_mask.masked(octets) + closing;
                line_mask = line_mask.after(text);
                announced = literal_size(text);
                (shown, &**text)
            }
            (None, ItemKind::Answer(text)) => match &**text {
                "" | "*" => (text.to_string(), &**text),
                _ => ("${sasl}".to_owned(), &**text),
            },
            (None, ItemKind::Done(text)) => (text.to_string(), &**text),
            _ => continue,
        };
        let is_masked = text != whole;
        lines.insert(item.line, MaskedLine { text, is_masked });
    }
    lines
}

fn literal_size(line: &str) -> Option<u64> {
    LiteralAnnouncement::at_end(line.as_bytes()).map(|literal| literal.size)
}

/// How many brackets at the end of a line follow the literal of this size that begins with the line. Other
/// octets beyond the size may belong to a secret that was counted wrong.
fn closing(line: &str, announced: Option<u64>) -> usize {
    let brackets = line.len() - line.trim_end_matches(')').len();
    let octets = (line.len() - brackets) as u64;
    if announced == Some(octets) { brackets } else { 0 }
}

/// The lines of a listing that may be the secret of the login right above them, typed alone, although
/// they read like prose: the listing shows that the login was refused, and nothing but the server's lines is
/// between them. A passphrase may be a whole sentence.
pub fn perhaps_secrets(reading: &Reading) -> HashSet<usize> {
    let refused = reading.script.items.iter().filter(|item| item.meant_to_fail);
    let logins: HashSet<usize> = refused
        .filter(|item| matches!(&item.kind, ItemKind::Command(command) if is_attempt(command)))
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

/// Whether a command logs in, or was meant to.
fn is_attempt(command: &ScriptCommand) -> bool {
    let line = command.line();
    is_login_attempt(line.text, line.spec, mask_secrets(line.text) != line.text, false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notation::read;
    use crate::protocol::dialogue::Expected;

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
    fn brackets_behind_a_secret_literal_are_shown() {
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
            // In a script everything is what would be typed, this too.
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
}
