//! The placeholders of a syntax in the user's language: `SELECT メールボックス`. Literal words, such as
//! the names of commands and options, are not translated.

use super::Entry;
use crate::language::Language;
use std::borrow::Cow;

/// Placeholders that are literal words elsewhere.
const AMBIGUOUS: &[&str] = &["CHARSET", "TAG", "TEXT", "UID", "URL"];

/// Placeholders and their Japanese names, without those that are literal words elsewhere.
const JAPANESE: &[(&str, &str)] = &[
    ("ALGORITHM", "方式"),
    ("ATTRIBUTE", "属性"),
    ("CAPABILITY", "ケイパビリティ"),
    ("CODE", "応答コード"),
    ("CRITERION", "基準"),
    ("DATA", "データ"),
    ("DATE", "日付"),
    ("DATE-TIME", "日時"),
    ("ENTRY", "注釈名"),
    ("EVENT", "イベント"),
    ("EVENTS", "イベント"),
    ("EXTENDED-DATA", "追加データ"),
    ("FIELD", "フィールド"),
    ("FIELD-NAME", "フィールド名"),
    ("FIRST", "開始位置"),
    ("FLAG", "フラグ"),
    ("FROM-TYPE", "変換元の種類"),
    ("IDENTIFIER", "識別子"),
    ("INITIAL-RESPONSE", "最初の答え"),
    ("ITEM", "項目"),
    ("KEY", "検索キー"),
    ("KNOWN-UIDS", "既知の-UID"),
    ("LABEL", "ラベル"),
    ("LANGUAGE-TAG", "言語タグ"),
    ("LAST", "終了位置"),
    ("LETTERS", "文字"),
    ("LIMIT", "上限"),
    ("MAILBOX", "メールボックス"),
    ("MAILBOXES", "メールボックス"),
    ("MECHANISM", "認証方式"),
    ("MEMBER", "番号"),
    ("MOD-SEQUENCE", "変更シーケンス番号"),
    ("MODIFIER", "修飾子"),
    ("NAME", "名前"),
    ("NEW-NAME", "新しい名前"),
    ("NUMBER", "数"),
    ("OBJECT-ID", "オブジェクト-ID"),
    ("OCTETS", "オクテット数"),
    ("OPTION", "オプション"),
    ("OPTIONAL-RIGHTS", "与えられる権限"),
    ("OTHER-NAMESPACES", "ほかの利用者の名前空間"),
    ("PARAMETER", "パラメーター"),
    ("PART", "パート"),
    ("PASSWORD", "パスワード"),
    ("PATTERN", "パターン"),
    ("PERSONAL-NAMESPACES", "自分の名前空間"),
    ("POSITION", "位置"),
    ("REFERENCE", "参照名"),
    ("REQUIRED-RIGHTS", "常に持つ権限"),
    ("RESOURCE", "リソース"),
    ("RESPONSE", "応答"),
    ("RIGHTS", "権限"),
    ("ROOT", "クォータルート"),
    ("SECONDS", "秒数"),
    ("SECTION", "部分"),
    ("SEPARATOR", "区切り文字"),
    ("SEQUENCE-NUMBER", "メッセージ番号"),
    ("SEQUENCE-SET", "番号の集合"),
    ("SHARED-NAMESPACES", "共有の名前空間"),
    ("SOURCE", "対象"),
    ("STRING", "文字列"),
    ("TO-TYPE", "変換先の種類"),
    ("TYPE", "種類"),
    ("UID-RANGE", "UID-範囲"),
    ("UID-SET", "UID-集合"),
    ("URLAUTH-MECHANISM", "承認方式"),
    ("USAGE", "使用量"),
    ("USER", "利用者名"),
    ("VALUE", "値"),
];

/// The arguments of a syntax, or a part of them, in this language.
///
/// # Examples
/// ```
/// use imapsh::internals::Language;
/// use imapsh::internals::arguments_in;
/// assert_eq!(arguments_in("MAILBOX (ITEM…)", Language::Japanese), "メールボックス (項目…)");
/// assert_eq!(arguments_in("MAILBOX (ITEM…)", Language::English), "MAILBOX (ITEM…)");
/// ```
pub fn arguments_in(syntax: &str, language: Language) -> Cow<'_, str> {
    match language {
        Language::English => Cow::Borrowed(syntax),
        Language::Japanese => Cow::Owned(in_japanese(syntax)),
    }
}

/// The literal words among the arguments of a command: `DEFLATE` of COMPRESS.
pub fn keywords(command: &Entry) -> impl Iterator<Item = &str> {
    let words = command.arguments().split(|c: char| !c.is_ascii_uppercase() && c != '-');
    let is_placeholder = |word: &&str| {
        word.is_empty()
            || AMBIGUOUS.contains(word)
            || JAPANESE.iter().any(|(placeholder, _)| placeholder == word)
    };
    words.filter(move |word| !is_placeholder(word))
}

impl Entry {
    /// The whole form in this language.
    pub fn syntax_in(&self, language: Language) -> Cow<'static, str> {
        match (language, self.syntax.split_once(self.name)) {
            (Language::English, _) => Cow::Borrowed(self.syntax),
            (Language::Japanese, None) => Cow::Owned(in_japanese(self.syntax)),
            (Language::Japanese, Some((before, after))) => {
                Cow::Owned([&in_japanese(before), self.name, &in_japanese(after)].concat())
            }
        }
    }
}

fn in_japanese(syntax: &str) -> String {
    let (mut japanese, mut rest) = (String::new(), syntax);
    while !rest.is_empty() {
        let is_of_word = |c: char| c.is_ascii_uppercase() || c == '-';
        let length = rest.find(|c| !is_of_word(c)).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(length);
        let found = JAPANESE.iter().find(|(english, _)| *english == word);
        japanese.push_str(found.map_or(word, |(_, japanese)| japanese));
        let other = behind.chars().next().map_or(0, char::len_utf8);
        japanese.push_str(&behind[..other]);
        rest = &behind[other..];
    }
    japanese
}

#[cfg(test)]
mod tests {
    use super::super::{Category, find};
    use super::*;

    #[test]
    fn syntaxes_are_translated_to_japanese() {
        for (category, name, syntax) in [
            (Category::Commands, "LOGIN", "LOGIN 利用者名 パスワード"),
            (Category::Commands, "SELECT", "SELECT メールボックス [(パラメーター…)]"),
            (
                Category::Commands,
                "STORE",
                "STORE 番号の集合 [(修飾子…)] [+|-]FLAGS[.SILENT] (フラグ…)",
            ),
            (Category::Commands, "UID FETCH", "UID FETCH UID-集合 項目|(項目…) [(修飾子…)]"),
            (
                Category::Commands,
                "SEARCH",
                "SEARCH [RETURN (オプション…)] [CHARSET 名前] 検索キー…",
            ),
            (Category::Commands, "ENABLE", "ENABLE ケイパビリティ…"),
            (Category::Commands, "GENURLAUTH", "GENURLAUTH URL 承認方式 …"),
            (Category::Commands, "AUTHENTICATE", "AUTHENTICATE 認証方式 [最初の答え]"),
            (Category::SearchKeys, "BEFORE", "BEFORE 日付"),
            (Category::SearchKeys, "DELETED", "DELETED"),
            (Category::FetchItems, "BODY[]", "BODY[部分]|BODY[部分]<開始位置.オクテット数>"),
            (Category::ResponseCodes, "UIDNEXT", "[UIDNEXT UID]"),
            (Category::Responses, "EXISTS", "* 数 EXISTS"),
            (Category::Responses, "QUOTA", "* QUOTA クォータルート ([リソース 使用量 上限 …])"),
            (
                Category::Responses,
                "NAMESPACE",
                "* NAMESPACE 自分の名前空間 ほかの利用者の名前空間 共有の名前空間",
            ),
            (Category::ResponseCodes, "MAILBOXID", "[MAILBOXID (オブジェクト-ID)]"),
            (Category::SearchReturnOptions, "ADDTO", "ADDTO (位置 番号の集合 …)"),
        ] {
            let entry = find(category, name).expect(name);
            assert_eq!(entry.syntax_in(Language::Japanese), syntax);
            assert_eq!(entry.syntax_in(Language::English), entry.syntax);
        }
    }

    /// The literal words in the syntaxes of other names.
    const LITERAL: &[&str] = &[
        "ALL",
        "AUTHENTICATE",
        "AVAILABLECONVERSIONS",
        "BINARY",
        "BODY",
        "BODYPARTSTRUCTURE",
        "CHANGEDSINCE",
        "CHARSET",
        "COPY",
        "DEFLATE",
        "EARLIER",
        "EXPUNGE",
        "FETCH",
        "FIELDS",
        "FLAGS",
        "HEADER",
        "IN",
        "INTERNAL",
        "LAZY",
        "LONGENTRIES",
        "MAXSIZE",
        "MIME",
        "MODSEQ",
        "MOVE",
        "NIL",
        "NONE",
        "NOPRIVATE",
        "NOT",
        "PEEK",
        "PREVIEW",
        "PRIV",
        "READ-ONLY",
        "REPLACE",
        "RETURN",
        "SEARCH",
        "SET",
        "SHARED",
        "SILENT",
        "SIZE",
        "SORT",
        "STATUS",
        "STORE",
        "TEXT",
        "THREAD",
        "TOOBIG",
        "TOOMANY",
        "VANISHED",
        // Terms that Japanese uses unchanged.
        "SPECIAL-USE",
        "TAG",
        "UID",
        "UIDVALIDITY",
        "URL",
    ];

    #[test]
    fn every_other_word_of_a_syntax_is_a_placeholder() {
        let is_of_word = |c: char| c.is_ascii_uppercase() || c == '-';
        for entry in Category::ALL.iter().flat_map(|category| category.entries()) {
            let arguments = entry.syntax.replacen(entry.name, "", 1);
            for word in arguments.split(|c| !is_of_word(c)).map(|word| word.trim_matches('-')) {
                let is_named = entry.name.split(|c| !is_of_word(c)).any(|part| part == word);
                let is_known = is_named
                    || LITERAL.contains(&word)
                    || JAPANESE.iter().any(|(english, _)| *english == word);
                assert!(word.len() < 2 || is_known, "{word} of {}", entry.syntax);
            }
        }
    }

    #[test]
    fn every_placeholder_is_used() {
        let syntaxes: Vec<String> = Category::ALL
            .iter()
            .flat_map(|category| category.entries())
            .map(|entry| entry.syntax.replacen(entry.name, "", 1))
            .collect();
        for (english, _) in JAPANESE {
            let is_used = |syntax: &String| {
                syntax
                    .split(|c: char| !(c.is_ascii_uppercase() || c == '-'))
                    .any(|it| it == *english)
            };
            assert!(syntaxes.iter().any(is_used), "{english}");
        }
    }
}
