//! The topics of `:help TOPIC` besides the words of the reference.

use super::{Text, text};

/// The texts on an idea of IMAP that is not a registered word, or on a key, in lower case.
pub fn help_on_topic(word: &str) -> impl Iterator<Item = &'static dyn Text> {
    // The announcement of a literal: `{10}`, `~{10}`, `{<FILE}`.
    let is_literal = word.trim_start_matches('~').starts_with('{');
    let word = match word {
        _ if is_literal => "literal",
        _ if is_key(word) => "keys",
        _ if is_set(word) => "sequence-set",
        _ if is_rights(word) => "rights",
        _ => word,
    };
    let is_named = |names: &str| !word.is_empty() && names.split(", ").any(|name| name == word);
    // Collected, because the iterator must not borrow the word.
    let found: Vec<_> = TOPICS
        .iter()
        .filter(|(english, japanese, _)| is_named(english) || is_named(japanese))
        .collect();
    found.into_iter().map(|(_, _, text)| *text)
}

/// `1:*`, `2,5`
fn is_set(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        && word.contains([':', ','])
        && word.chars().all(|c| c.is_ascii_digit() || ":,*".contains(c))
}

/// `lrs`: letters of access rights.
fn is_rights(word: &str) -> bool {
    word.len() > 2 && word.starts_with("lr") && word.chars().all(|c| "lrswipkxtecda".contains(c))
}

/// Whether a word in lower case is written like a key.
fn is_key(word: &str) -> bool {
    word == "ctrl" || KEY_MARKS.iter().any(|mark| word.starts_with(mark))
}

/// Whether a word in lower case is written like a key that has no help.
pub fn is_unknown_key(word: &str) -> bool {
    let mut marks = KEY_MARKS.iter();
    let Some(letter) = marks.find_map(|mark| word.strip_prefix(mark)) else { return false };
    // Of two keys, such as `ctrl-x ctrl-e`, the first one counts.
    let letter = letter.split([' ', ',']).next().unwrap_or_default();
    !keys().any(|key| key.strip_prefix("ctrl-") == Some(letter))
}

/// The names of the keys that `:help` explains.
pub fn keys() -> impl Iterator<Item = &'static str> {
    KEYS.iter().copied()
}

/// More about a command than its sentence in the reference. The name is in capitals.
pub fn more_on_command(name: &str) -> Option<&'static dyn Text> {
    find(MORE_ON_COMMANDS, name)
}

pub fn help_on_directive(name: &str) -> Option<&'static dyn Text> {
    find(DIRECTIVES, name)
}

/// The English names of the topics, for suggestions.
pub fn topics() -> impl Iterator<Item = &'static str> {
    let names = TOPICS.iter().flat_map(|(names, ..)| names.split(", "));
    names.filter(|name| *name != "*")
}

type Texts = [(&'static str, &'static dyn Text)];

fn find(texts: &Texts, name: &str) -> Option<&'static dyn Text> {
    let found = texts.iter().find(|(of, _)| *of == name);
    found.map(|(_, text)| *text)
}

/// The prefixes of keys' names, in lower case.
const KEY_MARKS: &[&str] = &["ctrl-", "ctrl+", "^"];

const KEYS: &[&str] = &[
    "ctrl-a", "ctrl-c", "ctrl-d", "ctrl-e", "ctrl-g", "ctrl-r", "ctrl-u", "ctrl-w", "ctrl-x",
    "ctrl-z", "ctrl-\\",
];

/// The names of each idea, in English and in Japanese, between commas. Both are accepted in any language.
const TOPICS: &[(&str, &str, &dyn Text)] = &[
    ("tag, tags, tagged, tagged response", "タグ", &text::TopicTag),
    ("untagged, *, untagged response", "タグなし応答", &text::TopicUntagged),
    (
        "literal, literals, octet, octets, byte, bytes",
        "リテラル, オクテット, バイト",
        &text::TopicLiteral,
    ),
    (
        "sequence-set, sequence number, sequence numbers, uid-set, uid set, uid-range, range, ranges, set, \
            message number, message set",
        "番号の集合, メッセージ番号",
        &text::TopicSequenceSet,
    ),
    ("wildcards, wildcard, pattern, %, *", "ワイルドカード, パターン", &text::TopicWildcards),
    // Comes after the meanings of `*` in responses and in LIST.
    ("*", "", &text::TopicSequenceSet),
    (
        "mailbox, mailboxes, folder, folders, inbox, modified utf-7, utf-7",
        "メールボックス, フォルダー, フォルダ, 受信箱, 受信トレイ, 修正 UTF-7",
        &text::TopicMailbox,
    ),
    (
        "string, strings, atom, quoted, quotes, nil",
        "文字列, 引用符, 引用符付き文字列",
        &text::TopicString,
    ),
    ("flags, flag, keyword, keywords", "フラグ, キーワード", &text::TopicFlags),
    (
        "response, responses, completion, completions, status response, answer",
        "応答, 完了応答, ステータス応答",
        &text::TopicResponse,
    ),
    ("greeting, greetings, welcome", "グリーティング, 挨拶", &text::TopicGreeting),
    ("code, codes, response code, response codes", "応答コード, コード", &text::TopicCode),
    (
        "sasl, mechanism, mechanisms, challenge, challenges, initial response, authentication",
        "認証, 認証方式, チャレンジ",
        &text::TopicSasl,
    ),
    (
        "oauth, oauth2, token, tokens, access token, bearer, app password",
        "トークン, アクセストークン, アプリパスワード",
        &text::TopicOauth,
    ),
    (
        "section, sections, partial, partials, partial fetch",
        "セクション, 部分取得",
        &text::TopicSection,
    ),
    (
        "search-key, search keys, key, criterion, criteria, search criteria",
        "検索キー, 検索条件",
        &text::TopicSearchKey,
    ),
    (
        "item, items, data item, data items, fetch item, macro, macros",
        "項目, データ項目, マクロ",
        &text::TopicItem,
    ),
    (
        "attribute, attributes, mailbox attribute, name attribute",
        "属性, メールボックスの属性",
        &text::TopicAttribute,
    ),
    (
        "hierarchy, separator, delimiter, hierarchy separator, hierarchy delimiter",
        "階層, 区切り文字, 階層の区切り文字",
        &text::TopicHierarchy,
    ),
    (
        "rights, right, access right, acl right, permission, permissions",
        "権限, アクセス権",
        &text::TopicRights,
    ),
    (
        "option, options, modifier, modifiers, parameter, parameters",
        "オプション, 修飾子, パラメーター",
        &text::TopicOption,
    ),
    ("annotations, entry, entries", "注釈, エントリー", &text::TopicAnnotation),
    (
        "field, fields, header field, headers, header fields",
        "ヘッダー, フィールド, ヘッダーフィールド",
        &text::TopicField,
    ),
    ("read, unread, seen, unseen, peek", "既読, 未読", &text::TopicRead),
    ("delete, undelete, deleted, remove", "削除, 消去", &text::TopicDelete),
    (
        "mime, part, parts, attachment, attachments, multipart",
        "パート, 添付ファイル",
        &text::TopicMime,
    ),
    ("date, dates, date-time, time", "日付, 日時, 時刻", &text::TopicDate),
    (
        "full-width, full width, fullwidth, half-width, ascii, non-ascii",
        "全角, 半角, 全角文字, 半角文字",
        &text::TopicFullWidth,
    ),
    ("session, sessions, states, login state", "セッション, 状態", &text::TopicSession),
    (
        "push, push notification, push notifications, notification, polling, new mail, still here",
        "プッシュ, プッシュ通知, 通知, 新着, 新着通知, 生存確認",
        &text::TopicPush,
    ),
    ("reference, reference name", "参照名", &text::TopicReference),
    (
        "mod-sequence, mod-sequences, modification sequence",
        "変更シーケンス番号",
        &text::TopicModSequence,
    ),
    ("identifier, identifiers, anyone", "識別子", &text::TopicIdentifier),
    (
        "comparators, i;octet, i;ascii-casemap, i;ascii-numeric, i;unicode-casemap, collation",
        "コンパレーター, 照合順序",
        &text::TopicComparators,
    ),
    (
        "value.priv, attributes, value.shared, size.priv, size.shared",
        "注釈の属性",
        &text::TopicAttributes,
    ),
    ("longentries, maxsize", "", &text::TopicLongentries),
    (
        "rfc822.peek, old items, rfc822.text.peek, rfc822.header.lines, rfc822.header.lines.not",
        "古い項目",
        &text::TopicOldItems,
    ),
    ("snippet, snippet=fuzzy", "", &text::TopicSnippet),
    ("tls, ssl, encryption, certificate", "暗号化, 証明書", &text::TopicTls),
    ("ports, port, 993, 143, 110, 995, 587, 25", "ポート, ポート番号", &text::TopicPorts),
    (
        "imap, imap4rev1, protocol, protocols, pop3, pop, smtp, send, sending, submission, email",
        "プロトコル, 送信",
        &text::TopicProtocols,
    ),
    (
        "scripts, script, replay, step, listing, listings, comment, heading",
        "スクリプト, 再生, 実行例",
        &text::TopicScripts,
    ),
    ("prompt, history, colors, color, screen", "プロンプト, 履歴, 色", &text::TopicPrompt),
    ("secs, seconds, 0.000", "秒数", &text::TopicSecs),
    ("rfc, rfcs", "", &text::TopicRfc),
    ("secrets, secret, password, passwords", "秘密, パスワード", &text::TopicSecrets),
    ("variables, variable", "変数", &text::TopicVariables),
    ("guide, beginner, hints", "案内", &text::TopicGuide),
    ("lessons, lesson, learn", "レッスン", &text::TopicLessons),
    ("ideas, idea, topics, topic", "用語", &text::TopicIdeas),
    ("keys, key, tab, enter, return, up, down, ↑, ↓", "キー, キー操作", &text::TopicKeys),
];

const MORE_ON_COMMANDS: &Texts = &[
    ("STARTTLS", &text::HelpMoreStarttls),
    ("AUTHENTICATE", &text::HelpMoreAuthenticate),
    ("LOGIN", &text::HelpMoreLogin),
    ("LIST", &text::HelpMoreList),
    ("APPEND", &text::HelpMoreAppend),
    ("IDLE", &text::HelpMoreIdle),
    ("DONE", &text::HelpMoreDone),
    ("SEARCH", &text::HelpMoreSearch),
    ("FETCH", &text::HelpMoreFetch),
    ("UID", &text::HelpMoreUid),
    ("STATUS", &text::HelpMoreStatus),
];

const DIRECTIVES: &Texts = &[
    ("connect", &text::HelpConnect),
    ("deliver", &text::HelpDeliver),
    ("announce", &text::HelpAnnounce),
    ("back", &text::HelpBack),
    ("base64", &text::HelpBase64),
    ("capture", &text::HelpCapture),
    ("decode", &text::HelpDecode),
    ("explain", &text::HelpExplain),
    ("expect", &text::HelpExpect),
    ("expect!", &text::HelpExpectNot),
    ("goal", &text::HelpGoal),
    ("help", &text::HelpHelp),
    ("hint", &text::HelpHint),
    ("last", &text::HelpLast),
    ("lesson", &text::HelpLesson),
    ("other", &text::HelpOther),
    ("pipeline", &text::HelpPipeline),
    ("quit", &text::HelpQuit),
    ("raw", &text::HelpRaw),
    ("reconnect", &text::HelpReconnect),
    ("record", &text::HelpRecord),
    ("reset", &text::HelpReset),
    ("run", &text::HelpRun),
    ("save", &text::HelpSave),
    ("set", &text::HelpSet),
    ("skip", &text::HelpSkip),
    ("slow", &text::HelpSlow),
    ("state", &text::HelpState),
    ("tag", &text::HelpTag),
    ("tls", &text::HelpTls),
    ("unbase64", &text::HelpUnbase64),
    ("wait", &text::HelpWait),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::messages::Messages;
    use crate::notation::directive;
    use crate::reference::{Category, find};

    #[test]
    fn every_directive_is_explained_and_nothing_else() {
        let names = directive::USAGES.iter().filter_map(|usage| usage.split(' ').next());
        let names: Vec<&str> = names.collect();
        for name in &names {
            assert!(help_on_directive(name).is_some(), "{name}");
        }
        assert_eq!(DIRECTIVES.len(), names.len());
        for idea in ["タグ", "リテラル", "番号の集合", "案内"] {
            assert!(help_on_topic(idea).next().is_some(), "{idea}");
        }
        for topic in ["octet", "undelete", "unread", "peek", "part", "learn", "topics", "secs"] {
            assert!(help_on_topic(topic).next().is_some(), "{topic}");
        }
        for (name, _) in MORE_ON_COMMANDS {
            assert!(find(Category::Commands, name).is_some(), "{name}");
        }
    }

    #[test]
    fn the_list_of_ideas_names_each() {
        for language in [Language::English, Language::Japanese] {
            let list = Messages::new(language).format(&text::TopicIdeas);
            let names: Vec<&str> = list.split([' ', ',', '、', '。', '\n']).collect();
            let first = TOPICS.iter().filter_map(|(names, ..)| names.split(", ").next());
            for name in first.filter(|name| *name != "*") {
                assert!(names.contains(&name), "{name}: {list}");
            }
        }
    }
}
