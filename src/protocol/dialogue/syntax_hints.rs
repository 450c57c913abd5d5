//! Hints that do not depend on the session's state: about characters and spellings that servers do not
//! accept, but that are easily typed or pasted.
//!
//! Quoted strings and secrets are ignored: nearly everything is allowed within them, and a hint must
//! not reveal what a secret contains, except that it has full-width characters.

use super::Hint;
use crate::protocol::blanks::is_blank;
use crate::protocol::commands;
use crate::protocol::secrets::SecretSpan;
use crate::protocol::spelling;
use crate::protocol::strings::with_escapes_corrected;
use crate::protocol::typed_line::{CommandLine, to_half_width};
use crate::reference::Category;

/// Whether there may be a hint for this line. Few of a pipeline's thousands of lines are examined.
pub(super) fn may_apply(line: &CommandLine<'_>) -> bool {
    let has_flags = matches!(line.spec.map(|spec| spec.name), Some("STORE" | "UID" | "APPEND"));
    let mut before = b'\0';
    has_flags
        || line.has_signs
            && (line.text.bytes().any(|octet| {
                let follows_blank = std::mem::replace(&mut before, octet) == b' ';
                !octet.is_ascii()
                    || matches!(octet, b'{' | b'\t' | b'\\')
                    || (octet == b' ' && follows_blank)
            }) || written_line_end(line.text, None).is_some())
}

/// The hints for a command's first line, in which this is secret.
pub fn in_command(line: &CommandLine<'_>, secret: Option<&SecretSpan>) -> Vec<Hint> {
    let bare = without_strings(line.text, secret);
    let mut hints = Vec::new();
    // All of it is masked because it may be a secret alone. More likely, the input method is on.
    let tag_len = line.tag.map_or(0, str::len);
    let is_hidden = secret.is_some_and(|secret| secret.range.start <= tag_len + 1);
    let command = line.text[tag_len..].trim_start();
    if command.starts_with('：') {
        hints.push(Hint::FullWidthColon);
    } else if has_full_width(&bare) {
        hints.push(Hint::FullWidth(in_ascii(line.text, secret)));
    } else if is_hidden && has_full_width(command) || has_japanese_word(&bare) {
        hints.push(Hint::FullWidth(None));
    }
    hints.extend(look_alike_in(&bare));
    hints.extend(quotation_mark_in(&bare).map(Hint::QuotationMark));
    hints.extend(bare.chars().find(|c| is_dash(*c)).map(Hint::Dash));
    hints.extend(bare.chars().find(|c| is_unusual_blank(*c)).map(Hint::UnusualBlank));
    if line.tag.is_some_and(|tag| line.text[tag.len()..].starts_with("  ")) {
        hints.push(Hint::TwoSpaces);
    } else if bare.split(' ').any(str::is_empty) {
        hints.push(Hint::TwoBlanks);
    }
    hints.extend(wrong_escape(line.text, secret).map(Hint::WrongEscape));
    hints.extend(escaped_space(&bare).map(Hint::EscapedSpace));
    hints.extend(written_line_end(line.text, secret).map(Hint::WrittenLineEnd));
    if has_unclosed_brace(&bare) {
        hints.push(Hint::UnclosedBrace);
    } else if has_announcement_inside(&bare) {
        hints.push(Hint::LiteralInsideLine);
    }
    let flag = flag_without_backslash(&CommandLine::parse(&bare));
    hints.extend(flag.map(Hint::FlagWithoutBackslash));
    hints
}

/// Whether this looks like a space, or like nothing, but is not a space for the server. Not U+3000, an
/// input method's space, for which there is [`Hint::FullWidth`].
fn is_unusual_blank(c: char) -> bool {
    is_blank(c) && !matches!(c, ' ' | '\u{3000}')
}

/// The hints for a further line of a command, after one of its literals. Nothing in it may be secret.
pub(super) fn in_rest(rest: &str) -> Vec<Hint> {
    let unclosed = rest.contains('{') && has_unclosed_brace(&without_strings(rest, None));
    if unclosed { vec![Hint::UnclosedBrace] } else { Vec::new() }
}

/// The line with each quoted string emptied and the secret replaced.
pub(super) fn without_strings(text: &str, secret: Option<&SecretSpan>) -> String {
    let secret = secret.map_or(0..0, |secret| secret.range.clone());
    let mut bare = String::with_capacity(text.len());
    let (mut quoted, mut escaped) = (false, false);
    for (at, c) in text.char_indices() {
        if secret.contains(&at) {
            if at == secret.start {
                bare.push('x');
            }
        } else if !quoted {
            quoted = c == '"';
            bare.push(c);
        } else if escaped {
            escaped = false;
        } else if c == '"' {
            quoted = false;
            bare.push(c);
        } else {
            escaped = c == '\\';
        }
    }
    bare
}

/// The sign for a line's end with which the line ends, as in a program's text or a log. At the end of a secret
/// only one that hardly belongs to it.
fn written_line_end(text: &str, secret: Option<&SecretSpan>) -> Option<&'static str> {
    const SURE: &[&str] = &["\\r\\n", "<CRLF>", "<CR><LF>", "⏎", "↵"];
    const OTHERS: &[&str] = &["\\n", "\\r", "^M"];
    let is_secret = secret.is_some_and(|secret| secret.range.end == text.len());
    let others = if is_secret { &[] } else { OTHERS };
    let mut signs = SURE.iter().chain(others);
    signs.find(|sign| text.ends_with(**sign)).copied()
}

/// The first words that are joined with backslashes before spaces, as a quoted string. `bare`: without quoted
/// strings.
fn escaped_space(bare: &str) -> Option<String> {
    let is_joined = |word: &str| word.len() > 1 && word.ends_with('\\') && !word.contains('"');
    let mut words = bare.split(' ').skip_while(|word| !is_joined(word)).peekable();
    words.peek()?;
    let mut joined = String::new();
    for word in words {
        joined.push_str(word.trim_end_matches('\\'));
        if !is_joined(word) {
            return Some(format!("\"{joined}\""));
        }
        joined.push(' ');
    }
    None
}

/// The first quoted string with a backslash that it cannot have, corrected. Secrets are not looked at.
fn wrong_escape(text: &str, secret: Option<&SecretSpan>) -> Option<String> {
    if !text.contains('\\') {
        return None;
    }
    let mut begin = None;
    let mut is_escaped = false;
    for (at, c) in text.char_indices() {
        match (begin, c) {
            _ if std::mem::take(&mut is_escaped) => {}
            (None, '"') => begin = Some(at),
            (Some(_), '\\') => is_escaped = true,
            (Some(from), '"') => {
                begin = None;
                let is_secret =
                    secret.is_some_and(|it| it.range.start <= at && from < it.range.end);
                let corrected = with_escapes_corrected(&text[from..=at]);
                if let Some(corrected) = corrected.filter(|_| !is_secret) {
                    return Some(corrected);
                }
            }
            _ => {}
        }
    }
    None
}

/// The hint for a letter of another script, in the tag or the command, that looks like one of ASCII. A
/// word entirely in that script may be intended.
fn look_alike_in(bare: &str) -> Option<Hint> {
    let is_word = |word: &str| {
        let mut chars = word.chars().map(|c| spelling::look_alike(c).unwrap_or(c));
        word.contains(|c: char| c.is_ascii_alphanumeric())
            && chars.all(|c| c.is_ascii_alphanumeric())
    };
    let mut letters =
        bare.split_whitespace().take(2).filter(|word| !word.is_ascii() && is_word(word));
    letters.find_map(|word| {
        let find =
            |letter: char| Some(Hint::LookAlike { letter, ascii: spelling::look_alike(letter)? });
        word.chars().find_map(find)
    })
}

/// Whether a Japanese input method has written this word: `ろぎん` for `login`, `受信箱`.
pub(super) fn is_in_kana_or_kanji(word: &str) -> bool {
    let is_of_input_method = |c: char| matches!(c, '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fc}' | '\u{3005}' | '\u{4e00}'..='\u{9fff}');
    !word.is_empty() && word.chars().all(is_of_input_method)
}

/// Whether a word has characters in full width that are meant as ASCII: not one with other characters of
/// its language, as in a text that is searched for.
pub(super) fn has_full_width(text: &str) -> bool {
    let is_ascii_or_full_width = |c: char| c.is_ascii() || is_full_width(c);
    let mut words = text.split(' ');
    words.any(|word| word.contains(is_full_width) && word.chars().all(is_ascii_or_full_width))
}

/// The line with its full-width characters in ASCII, and with its secret masked. `None`: it has others for
/// which no ASCII is known.
fn in_ascii(text: &str, secret: Option<&SecretSpan>) -> Option<String> {
    let secret_range = secret.map_or(0..0, |secret| secret.range.clone());
    let mut line = String::with_capacity(text.len());
    let mut is_quoted = false;
    for (at, c) in text.char_indices() {
        if secret_range.contains(&at) {
            if let Some(secret) = secret.filter(|secret| at == secret.range.start) {
                line.push_str(secret.placeholder.text());
            }
            continue;
        }
        is_quoted ^= c == '"';
        if is_quoted || c.is_ascii() {
            line.push(c);
        } else {
            line.push(ascii_of(c)?);
        }
    }
    // It ends a sentence, not a command.
    if text.ends_with('。') {
        line.pop();
    }
    Some(line)
}

/// The key that types this full-width character when the input method is on.
fn ascii_of(c: char) -> Option<char> {
    Some(match c {
        '、' => ',',
        '。' => '.',
        '「' | '『' | '【' => '[',
        '」' | '』' | '】' => ']',
        _ => to_half_width(c.encode_utf8(&mut [0; 4])).chars().next().filter(char::is_ascii)?,
    })
}

/// Whether a word in kana or kanji is where only IMAP's words and numbers can be: in a FETCH, or as the first
/// key of a search. `bare`: without quoted strings.
fn has_japanese_word(bare: &str) -> bool {
    if bare.is_ascii() {
        return false;
    }
    let line = CommandLine::parse(bare);
    let mut words = line.arguments.split([' ', '(', ')']).filter(|word| !word.is_empty());
    let name = match line.spec.map_or("", |spec| spec.name) {
        "UID" => words.next().and_then(commands::after_uid).map_or("", |spec| spec.name),
        name => name,
    };
    match commands::without_uid(name) {
        "FETCH" => words.any(is_in_kana_or_kanji),
        "SEARCH" => words.next().is_some_and(is_in_kana_or_kanji),
        _ => false,
    }
}

/// Whether an input method for Chinese, Japanese or Korean writes this in place of ASCII.
fn is_full_width(c: char) -> bool {
    !is_quotation_mark(c)
        && matches!(c, '\u{3000}'..='\u{3002}' | '\u{ff01}'..='\u{ff5e}' | '「' | '」' | '『' | '』' | '【' | '】')
}

/// The first typographic quotation mark that is not an apostrophe: `Don’t`.
fn quotation_mark_in(bare: &str) -> Option<char> {
    let mut before = ' ';
    let mut chars = bare.chars().peekable();
    while let Some(c) = chars.next() {
        let is_in_word =
            before.is_alphanumeric() && chars.peek().is_some_and(|c| c.is_alphanumeric());
        if is_quotation_mark(c) && !(is_in_word && matches!(c, '’' | '‘' | '´' | '′')) {
            return Some(c);
        }
        before = c;
    }
    None
}

fn is_quotation_mark(c: char) -> bool {
    "“”„‟‘’‚‛«»‹›″′´〝〞〟＂＇".contains(c)
}

fn is_dash(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '〜')
}

/// Whether the line ends with the announcement of a literal that lacks its `}`. `bare`: without
/// quoted strings.
fn has_unclosed_brace(bare: &str) -> bool {
    let Some((before, inside)) = bare.rsplit_once('{') else {
        return false;
    };
    let begins_word = before.is_empty() || before.ends_with([' ', '\t', '(', '~', '[']);
    is_announcement(inside) && begins_word && !inside.contains('}')
}

/// Whether this follows the `{` of an announcement. The size may still be missing.
fn is_announcement(inside: &str) -> bool {
    let digits = inside.strip_suffix('+').unwrap_or(inside);
    digits.bytes().all(|octet| octet.is_ascii_digit())
        || inside.starts_with('<')
        || inside.starts_with("64<<")
}

/// Whether a word before the last one is the announcement of a literal. `bare`: without quoted strings.
fn has_announcement_inside(bare: &str) -> bool {
    bare.match_indices(" {").any(|(at, _)| {
        let (inside, after) = bare[at + 2..].split_once('}').unwrap_or_default();
        !matches!(inside, "" | "+")
            && is_announcement(inside)
            && after.starts_with(' ')
            && !after.trim().is_empty()
    })
}

/// The system flag that was most likely meant by a keyword in a STORE or an APPEND.
fn flag_without_backslash(line: &CommandLine<'_>) -> Option<&'static str> {
    let is_word_end = |c: char| matches!(c, ' ' | '\t' | '(' | ')');
    let words = |text: &'_ str| text.split(is_word_end).map(str::to_owned).collect::<Vec<_>>();
    let flags = match line.spec?.name {
        "STORE" | "UID" => {
            let words = words(line.arguments);
            let item = words.iter().position(|word| {
                let item = word.trim_start_matches(['+', '-']).to_ascii_uppercase();
                matches!(item.as_str(), "FLAGS" | "FLAGS.SILENT")
            })?;
            let is_store = line.spec?.name == "STORE"
                || words.iter().any(|word| word.eq_ignore_ascii_case("store"));
            if is_store { words[item + 1..].to_vec() } else { Vec::new() }
        }
        "APPEND" => words(line.arguments.split_once('(')?.1.split(')').next()?),
        _ => return None,
    };
    flags.iter().find_map(|word| {
        let name = word.trim_start_matches('/');
        system_flags().find(|flag| flag[1..].eq_ignore_ascii_case(name))
    })
}

/// The flags with a backslash that a client can set.
fn system_flags() -> impl Iterator<Item = &'static str> {
    let settable = Category::Flags.as_written().filter(|entry| !entry.server_only);
    settable.map(|entry| entry.name).filter(|name| name.starts_with('\\'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::secrets::{UnknownVerbPolicy, secret_of_command};

    fn hints(line: &str) -> String {
        let secret = secret_of_command(line, UnknownVerbPolicy::MaskArguments);
        let line = CommandLine::parse(line);
        let hints = in_command(&line, secret.as_ref());
        assert!(hints.is_empty() || may_apply(&line), "{}", line.text);
        hints.iter().map(|hint| format!("{hint:?}")).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn typographic_characters_outside_strings_get_a_hint() {
        for (line, hint) in [
            // Cyrillic and Greek letters in a tag or a command.
            ("а001 noop", "LookAlike { letter: 'а', ascii: 'a' }"),
            ("a1 sеlect inbox", "LookAlike { letter: 'е', ascii: 'e' }"),
            ("Α1 noop", "LookAlike { letter: 'Α', ascii: 'A' }"),
            ("почта inbox", ""),
            ("select почтa", ""),
            ("list “” “*”", "QuotationMark('“')"),
            ("list \"\" ’*’", "QuotationMark('’')"),
            ("select «Old Mail»", "QuotationMark('«')"),
            ("fetch 1–3 flags", "Dash('–')"),
            ("a1 store 1 —flags (\\Seen)", "Dash('—')"),
            ("search since 1−Mar−2026", "Dash('−')"),
            ("login “taro” x", "QuotationMark('“')"),
            ("select ＂Sent Items＂", "QuotationMark('＂')"),
            ("list ＂＂ ＂*＂", "QuotationMark('＂')"),
            (
                "fetch １ ＂flags＂",
                "FullWidth(Some(\"fetch 1 \\\"flags\\\"\")), QuotationMark('＂')",
            ),
            ("fetch １ flags", "FullWidth(Some(\"fetch 1 flags\"))"),
            ("fetch 1 body「header」", "FullWidth(Some(\"fetch 1 body[header]\"))"),
            ("search　unseen", "FullWidth(Some(\"search unseen\"))"),
            ("select Trash。", "FullWidth(Some(\"select Trash\"))"),
            ("ｓｅａｒｃｈ text a.", "FullWidth(Some(\"search text a.\"))"),
            ("ｌｉｓｔ \"\" \"（*\"", "FullWidth(Some(\"list \\\"\\\" \\\"（*\\\"\"))"),
            ("ｌｏｇｉｎ　taro pａss", "FullWidth(Some(\"login taro ${password}\"))"),
            ("ｓｅｌｅｃｔ 予定", "FullWidth(None)"),
            ("fetch 1 フラグ", "FullWidth(None)"),
            ("uid fetch 3 (件名)", "FullWidth(None)"),
            ("search 未読", "FullWidth(None)"),
            ("search subject 会議 未読", ""),
            ("copy 1 予定", ""),
            ("fetch 1、2 flags", "FullWidth(Some(\"fetch 1,2 flags\"))"),
            ("search subject 会議（第1回）", ""),
            ("create Don’t", ""),
            ("：help", "FullWidthColon"),
            ("：ｑｕｉｔ", "FullWidthColon"),
            // In a string or a secret, these may be intended.
            ("search text \"it’s – “so” １\"", ""),
            ("select \"a \\\" “b” c\"", ""),
            ("login taro pa“ss–x", ""),
            ("authenticate plain “”", ""),
            ("login taro \"pa  ss\"", ""),
            ("fetch 1:3 flags", ""),
            ("search text メール", ""),
        ] {
            assert_eq!(hints(line), hint, "{line}");
        }
    }

    #[test]
    fn blanks_braces_and_flags_get_hints() {
        for (line, hint) in [
            ("a1  noop", "TwoSpaces"),
            ("fetch 1  flags", "TwoBlanks"),
            ("fetch 1 (flags)  (changedsince 5)", "TwoBlanks"),
            ("a1 select \t inbox", "UnusualBlank('\\t')"),
            ("a1\tnoop", "UnusualBlank('\\t')"),
            ("search text \"a\tb\"", ""),
            ("login  taro x", "TwoBlanks"),
            ("login taro  x  y", "TwoBlanks"),
            ("select \"a  b\"", ""),
            ("login\u{a0}taro x", "UnusualBlank('\\u{a0}')"),
            ("login taro\u{200b}hunter2", "UnusualBlank('\\u{200b}')"),
            ("select \"a\u{a0}b\"", ""),
            ("fetch 1\u{ad}3 flags", "UnusualBlank('\\u{ad}')"),
            ("login taro hunter\u{a0}2", ""),
            (r#"select "INBOX\Sent""#, r#"WrongEscape("\"INBOX\\\\Sent\"")"#),
            (r#"search text "a\\b \"c\"" from "\d""#, r#"WrongEscape("\"\\\\d\"")"#),
            (r#"login taro "pa\ss""#, ""),
            (r"select My\ Folder", r#"EscapedSpace("\"My Folder\"")"#),
            (r"rename My\ old\ box x", r#"EscapedSpace("\"My old box\"")"#),
            (r"store 1 +flags \Seen \Draft", ""),
            (r"select C:\", ""),
            (r#"select "a\\ b""#, ""),
            (r"login taro pa\ ss", ""),
            (r#"select "a\\b""#, ""),
            ("append Drafts {<mail.eml", "UnclosedBrace"),
            ("append Drafts (\\Seen) {<my mail.eml", "UnclosedBrace"),
            ("append Drafts {<<END", "UnclosedBrace"),
            ("append Drafts {64<<-END", "UnclosedBrace"),
            ("append Drafts {10", "UnclosedBrace"),
            ("login {10+", "UnclosedBrace"),
            ("append Drafts ~{", "UnclosedBrace"),
            ("append Drafts {10}", ""),
            ("search subject {<<-END} unseen", "LiteralInsideLine"),
            ("login {4} {8}", "LiteralInsideLine"),
            ("append Drafts {<my mail.eml}", ""),
            ("search text {x} unseen", ""),
            ("append Drafts {<a}", ""),
            ("search text \"{10\"", ""),
            ("select {x", ""),
            ("login ${user ${password", ""),
            ("store 1 +flags (seen)", "FlagWithoutBackslash(\"\\\\Seen\")"),
            ("store 1 flags.silent $Junk DELETED", "FlagWithoutBackslash(\"\\\\Deleted\")"),
            ("uid store 7 -FLAGS (\\Seen /flagged)", "FlagWithoutBackslash(\"\\\\Flagged\")"),
            ("append x (draft) {10}", "FlagWithoutBackslash(\"\\\\Draft\")"),
            ("append seen (\\Seen) {10}", ""),
            ("store 1 +flags (\\Seen Seen2)", ""),
            ("search seen", ""),
            ("uid search seen", ""),
            ("copy 1 flags", ""),
        ] {
            assert_eq!(hints(line), hint, "{line}");
        }
    }

    #[test]
    fn a_long_line_takes_linear_time() {
        // If each character took a search of the whole line, this would take minutes.
        assert_eq!(hints(&format!("search  {}", "subject x ".repeat(200_000))), "TwoBlanks");
    }
}
