//! Recognizes commands of other mail and web protocols, and Japanese words for IMAP's commands. They are
//! sent, like anything that may be a command; a hint names the equivalent in IMAP.

use super::CommandLine;

/// A word that is not IMAP's, and its equivalent here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForeignWord {
    /// Its protocol. `None`: it is a Japanese word.
    pub protocol: Option<&'static str>,
    /// What to type here instead.
    pub instead: &'static str,
}

/// Commands of another protocol.
struct ForeignCommands {
    protocol: &'static str,
    words: &'static [&'static str],
    /// The arguments with which they are certainly of that protocol.
    certain: Certain,
    /// What to type here instead, if IMAP has an equivalent.
    instead: Option<&'static str>,
}

/// The arguments with which a command is certainly of another protocol, and not a mistyped one of IMAP
/// or a shell's line.
#[derive(Clone, Copy)]
enum Certain {
    Never,
    Always,
    WithoutArguments,
    WithArguments,
    /// Numbers alone.
    Numbers,
    /// The first one begins with this, in any case.
    First(&'static str),
    /// The last one is HTTP's version.
    HttpVersion,
}

const fn of(
    protocol: &'static str,
    words: &'static [&'static str],
    certain: Certain,
    instead: &'static str,
) -> ForeignCommands {
    let instead = if instead.is_empty() { None } else { Some(instead) };
    ForeignCommands { protocol, words, certain, instead }
}

/// Commands of other protocols. The first row that contains the word and makes it certain counts,
/// otherwise the first row that contains the word.
const OF_PROTOCOLS: &[ForeignCommands] = &[
    of("SMTP", &["ehlo", "helo", "lhlo"], Certain::Always, "capability"),
    of("SMTP", &["mail"], Certain::First("from:"), "append Drafts {<<END}"),
    of("SMTP", &["rcpt"], Certain::First("to:"), "append Drafts {<<END}"),
    of("SMTP", &["data"], Certain::Never, "append Drafts {<<END}"),
    of("SMTP", &["vrfy", "expn", "etrn", "bdat"], Certain::WithArguments, ""),
    of("SMTP", &["rset"], Certain::WithoutArguments, ""),
    // Beginners try to log in to IMAP like this.
    of("POP3", &["user", "pass"], Certain::Never, "login USER PASSWORD"),
    of("POP3", &["apop"], Certain::WithArguments, "login USER PASSWORD"),
    of("POP3", &["capa"], Certain::WithoutArguments, "capability"),
    of("POP3", &["stls"], Certain::WithoutArguments, ""),
    of("POP3", &["stat"], Certain::WithoutArguments, "status inbox (messages)"),
    of("POP3", &["uidl"], Certain::Always, "fetch 1:* uid"),
    of("POP3", &["retr", "top"], Certain::Numbers, "fetch 1 body.peek[]"),
    of("POP3", &["dele"], Certain::Numbers, "store 1 +flags (\\Deleted)"),
    of("FTP", &["pasv", "epsv", "syst"], Certain::WithoutArguments, ""),
    of("FTP", &["cwd", "stor", "retr", "mkd", "rmd", "rnfr", "rnto"], Certain::WithArguments, ""),
    of("NNTP", &["mode"], Certain::First("reader"), ""),
    of("NNTP", &["xover", "newnews", "newgroups", "ihave"], Certain::WithArguments, ""),
    of("ManageSieve", &["listscripts"], Certain::WithoutArguments, ""),
    of(
        "ManageSieve",
        &["putscript", "getscript", "setactive", "deletescript", "checkscript", "havespace"],
        Certain::WithArguments,
        "",
    ),
    of("HTTP", HTTP_METHODS, Certain::HttpVersion, "fetch 1 body.peek[]"),
];

const HTTP_METHODS: &[&str] = &["get", "head", "post", "put", "options"];

impl ForeignCommands {
    fn has(&self, verb: &str) -> bool {
        self.words.iter().any(|word| word.eq_ignore_ascii_case(verb))
    }

    /// Whether its commands with these arguments are certainly of that protocol.
    fn is_certain(&self, arguments: &str) -> bool {
        let mut words = arguments.split_ascii_whitespace();
        match self.certain {
            Certain::Never => false,
            Certain::Always => true,
            Certain::WithoutArguments => words.next().is_none(),
            Certain::WithArguments => words.next().is_some(),
            Certain::Numbers => {
                let is_number = |word: &str| word.bytes().all(|octet| octet.is_ascii_digit());
                words.clone().next().is_some() && words.all(is_number)
            }
            Certain::First(beginning) => words.next().is_some_and(|word| {
                let word = word.get(..beginning.len());
                word.is_some_and(|word| word.eq_ignore_ascii_case(beginning))
            }),
            Certain::HttpVersion => words.next_back().is_some_and(|it| it.starts_with("HTTP/")),
        }
    }
}

/// Japanese words for IMAP's commands or imapsh's directives.
const JAPANESE: &[(&[&str], &str)] = &[
    (&["ログイン", "ろぐいん", "認証"], "login USER PASSWORD"),
    (&["一覧", "リスト", "フォルダー", "フォルダ", "メールボックス"], "list \"\" \"*\""),
    (&["開く", "選択", "受信箱", "受信トレイ"], "select inbox"),
    (&["読む", "表示", "取得", "受信", "本文", "メール"], "fetch 1 body.peek[]"),
    (&["検索", "探す"], "search text \"WORD\""),
    (&["待つ", "新着"], "idle"),
    (&["削除", "消す"], "store 1 +flags (\\Deleted)"),
    (&["移動"], "move 1 MAILBOX"),
    (&["コピー"], "copy 1 MAILBOX"),
    (&["作成"], "create MAILBOX"),
    (&["状態"], ":state"),
    (&["接続"], ":connect HOST"),
];

/// A mailbox whose name in IMAP is not the name that mail programs show for it in Japanese.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalizedMailbox {
    /// The name that they show.
    pub shown: &'static str,
    /// The attribute that marks it in the answer to LIST. `None`: it is INBOX.
    pub attribute: Option<&'static str>,
}

const LOCALIZED_MAILBOXES: &[(&str, Option<&str>)] = &[
    ("受信トレイ", None),
    ("受信箱", None),
    ("受信ボックス", None),
    ("送信済み", Some("\\Sent")),
    ("送信済みメール", Some("\\Sent")),
    ("送信済みアイテム", Some("\\Sent")),
    ("送信済みトレイ", Some("\\Sent")),
    ("下書き", Some("\\Drafts")),
    ("ゴミ箱", Some("\\Trash")),
    ("ごみ箱", Some("\\Trash")),
    ("削除済みアイテム", Some("\\Trash")),
    ("迷惑メール", Some("\\Junk")),
    ("アーカイブ", Some("\\Archive")),
];

/// The mailbox for which mail programs show this name.
pub fn localized_mailbox(name: &str) -> Option<LocalizedMailbox> {
    let (shown, attribute) = *LOCALIZED_MAILBOXES.iter().find(|(shown, _)| *shown == name)?;
    Some(LocalizedMailbox { shown, attribute })
}

/// The foreign word that the line's verb is. The verb must not be a command of IMAP.
pub fn foreign_word(line: &CommandLine<'_>) -> Option<ForeignWord> {
    if line.spec.is_some() {
        return None;
    }
    let in_japanese = JAPANESE.iter().find(|(words, _)| words.contains(&line.verb));
    let japanese = in_japanese.map(|(_, instead)| ForeignWord { protocol: None, instead });
    japanese.or_else(|| of_protocol(line))
}

/// The protocol of a command that is certainly of another protocol: `ehlo x`, `RCPT TO:<a@b>`. A word
/// with a tag is meant for IMAP.
pub fn certain_protocol(line: &CommandLine<'_>) -> Option<&'static str> {
    if line.spec.is_some() || line.tag.is_some() {
        return None;
    }
    let is_certain = |it: &&ForeignCommands| it.has(line.verb) && it.is_certain(line.arguments);
    OF_PROTOCOLS.iter().find(is_certain).map(|it| it.protocol)
}

fn of_protocol(line: &CommandLine<'_>) -> Option<ForeignWord> {
    let commands = OF_PROTOCOLS.iter().find(|it| it.has(line.verb))?;
    let ForeignCommands { protocol, words, instead, .. } = *commands;
    // `head` and `get` are also a shell's.
    let is_call = words != HTTP_METHODS || line.arguments.trim_start().starts_with(['/', '*']);
    let is_alone = line.arguments.is_empty();
    // `mail` and `top` alone are programs.
    let is_program = ["mail", "top"].iter().any(|word| word.eq_ignore_ascii_case(line.verb));
    (is_call && !(is_alone && is_program))
        .then_some(ForeignWord { protocol: Some(protocol), instead: instead? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::commands;

    #[test]
    fn words_of_other_protocols_and_in_japanese_are_recognized() {
        for (line, expected) in [
            ("EHLO localhost", Some((Some("SMTP"), "capability"))),
            ("MAIL FROM:<a@b>", Some((Some("SMTP"), "append Drafts {<<END}"))),
            ("mail", None),
            ("GET / HTTP/1.0", Some((Some("HTTP"), "fetch 1 body.peek[]"))),
            ("get 1", None),
            ("head", None),
            ("USER taro", Some((Some("POP3"), "login USER PASSWORD"))),
            ("STAT", Some((Some("POP3"), "status inbox (messages)"))),
            ("a1 STAT", Some((Some("POP3"), "status inbox (messages)"))),
            ("ログイン user", Some((None, "login USER PASSWORD"))),
            ("接続", Some((None, ":connect HOST"))),
            ("梅", None),
            ("noop", None),
        ] {
            let found = foreign_word(&CommandLine::parse(line));
            assert_eq!(found.map(|it| (it.protocol, it.instead)), expected, "{line}");
        }
    }

    #[test]
    fn none_of_them_is_a_command_of_imap_and_what_replaces_them_is() {
        let words = OF_PROTOCOLS.iter().flat_map(|it| it.words);
        for word in words.chain(JAPANESE.iter().flat_map(|(words, _)| *words)) {
            assert_eq!(commands::find(word), None, "{word}");
        }
        let instead = OF_PROTOCOLS.iter().filter_map(|it| it.instead);
        for instead in instead.chain(JAPANESE.iter().map(|(_, instead)| *instead)) {
            let line = CommandLine::parse(instead);
            assert!(line.spec.is_some() || instead.starts_with(':'), "{instead}");
        }
    }

    #[test]
    fn commands_that_are_certainly_of_another_protocol() {
        for (line, protocol) in [
            ("helo", Some("SMTP")),
            ("EHLO localhost", Some("SMTP")),
            ("mail from: <a@b>", Some("SMTP")),
            ("RCPT TO:<a@b> NOTIFY=NEVER", Some("SMTP")),
            ("rset", Some("SMTP")),
            ("capa", Some("POP3")),
            ("RETR 1", Some("POP3")),
            ("RETR report.txt", Some("FTP")),
            ("top 1 0", Some("POP3")),
            ("PASV", Some("FTP")),
            ("mode reader", Some("NNTP")),
            ("PUTSCRIPT \"x\" {31+}", Some("ManageSieve")),
            ("GET / HTTP/1.1", Some("HTTP")),
            ("get / me a coffee", None),
            ("mail", None),
            ("mail from me", None),
            ("data", None),
            ("user taro", None),
            ("top -b", None),
            ("stat inbox", None),
            ("a1 EHLO localhost", None),
            ("noop", None),
            ("梅", None),
        ] {
            assert_eq!(certain_protocol(&CommandLine::parse(line)), protocol, "{line}");
        }
    }
}
