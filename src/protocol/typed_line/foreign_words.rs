//! Commands of other protocols of mail and the web, and Japanese names of what IMAP does. They are
//! sent, as anything that may be a command is; the hint before them says what does the same in IMAP.

use super::CommandLine;

/// What a word that is not IMAP's is, and what is typed here instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForeignWord {
    /// The protocol whose command it is. `None`: it is a Japanese word.
    pub protocol: Option<&'static str>,
    /// What is typed here instead.
    pub instead: &'static str,
}

/// Commands of other protocols.
const OF_PROTOCOLS: &[(&str, &[&str], &str)] = &[
    ("SMTP", &["ehlo", "helo", "lhlo"], "capability"),
    ("SMTP", &["mail", "rcpt", "data"], "append Drafts {<<END}"),
    ("POP3", &["user", "pass", "apop"], "login USER PASSWORD"),
    ("POP3", &["capa"], "capability"),
    ("POP3", &["stat"], "status inbox (messages)"),
    ("POP3", &["uidl"], "fetch 1:* uid"),
    ("POP3", &["retr", "top"], "fetch 1 body.peek[]"),
    ("POP3", &["dele"], "store 1 +flags (\\Deleted)"),
    ("HTTP", &["get", "head", "post", "put", "options"], "fetch 1 body.peek[]"),
];

/// Japanese words for what IMAP or imapsh does.
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

/// What the line's verb is, if it is such a word. The verb is not a command of IMAP.
pub fn foreign_word(line: &CommandLine<'_>) -> Option<ForeignWord> {
    if line.spec.is_some() {
        return None;
    }
    let in_japanese = JAPANESE.iter().find(|(words, _)| words.contains(&line.verb));
    let japanese = in_japanese.map(|(_, instead)| ForeignWord { protocol: None, instead });
    japanese.or_else(|| of_protocol(line))
}

fn of_protocol(line: &CommandLine<'_>) -> Option<ForeignWord> {
    let is_verb = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(line.verb));
    let (protocol, _, instead) = OF_PROTOCOLS.iter().find(|(_, words, _)| is_verb(words))?;
    // `head` and `get` are also a shell's.
    let is_call = *protocol != "HTTP" || line.arguments.trim_start().starts_with(['/', '*']);
    let is_alone = line.arguments.is_empty();
    // `mail` and `top` alone are programs.
    let has_what_it_needs = !is_alone || !is_verb(&["mail", "top"]);
    (is_call && has_what_it_needs).then_some(ForeignWord { protocol: Some(protocol), instead })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::commands;

    #[test]
    fn words_of_other_protocols_and_in_japanese() {
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
        let words = OF_PROTOCOLS.iter().flat_map(|(_, words, _)| *words);
        for word in words.chain(JAPANESE.iter().flat_map(|(words, _)| *words)) {
            assert_eq!(commands::find(word), None, "{word}");
        }
        let instead = OF_PROTOCOLS.iter().map(|(_, _, instead)| instead);
        for instead in instead.chain(JAPANESE.iter().map(|(_, instead)| instead)) {
            let line = CommandLine::parse(instead);
            assert!(line.spec.is_some() || instead.starts_with(':'), "{instead}");
        }
    }
}
