//! The signs before list entries and numbered headings. Before a command such a sign is not a tag, although
//! the syntax of tags allows some of them.

use crate::protocol::commands;

/// An entry of a list, or a numbered heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListEntry<'a> {
    /// Its sign: `-`, `1.`, `(b)`.
    pub sign: &'a str,
    /// The text after it.
    pub content: &'a str,
}

impl<'a> ListEntry<'a> {
    /// Reads a line as an entry. Before a command's name the space may be missing: `1.LOGIN`.
    pub fn read(text: &'a str) -> Option<ListEntry<'a>> {
        let text = text.trim();
        let word = text.split([' ', '\t', '\u{3000}']).next().unwrap_or_default();
        let sign = match () {
            () if is_list_sign(word) => word,
            () if text.starts_with(EMPTY_BOX) => EMPTY_BOX,
            () => attached_sign(word)?,
        };
        let content = without_checkbox(text[sign.len()..].trim());
        (!content.is_empty()).then_some(ListEntry { sign, content })
    }
}

/// The empty checkbox of an entry, in ASCII.
const EMPTY_BOX: &str = "[ ]";

/// The other checkboxes.
const BOXES: &[&str] = &["[]", "[x]", "[X]", "[-]", "[✓]", "☐", "☑", "☒", "✅", "⬜"];

/// Whether this word is the sign of an entry: a bullet, a checkbox, or a number or letter with a full stop or
/// a bracket.
pub fn is_list_sign(word: &str) -> bool {
    // Most words, and all tags that count up, end otherwise.
    !word.ends_with(|c: char| c.is_ascii_alphanumeric())
        && (is_bullet(word) || is_number(word) || BOXES.contains(&word))
}

/// `-`, `•`, `—`, also several: `--`.
fn is_bullet(word: &str) -> bool {
    let mut chars = word.chars();
    let Some(first) = chars.next() else {
        return false;
    };
    let is_sign = matches!(first, '-' | '–' | '—' | '−' | '*' | '•' | '·' | '‧' | '∙')
        || is_sign_of_list(first);
    is_sign && chars.all(|c| c == first)
}

/// `1.`, `12)`, `(3)`, `6.3.1.`, `1:`, `a.`, `B)`, `iv.`, `１．`, `h3.`.
fn is_number(word: &str) -> bool {
    let inside = word.strip_prefix(['(', '（']).unwrap_or(word);
    let Some(number) = inside.strip_suffix(['.', ')', ':', '．', '）', '：', '、']) else {
        return false;
    };
    let is_digits = |part: &str| {
        (1..4).contains(&part.chars().count())
            && part.chars().all(|c| matches!(c, '0'..='9' | '０'..='９'))
    };
    let is_roman = || {
        let is_lower = number.starts_with(|c: char| c.is_ascii_lowercase());
        let roman = if is_lower { "ivx" } else { "IVX" };
        (2..5).contains(&number.len()) && number.chars().all(|c| roman.contains(c))
    };
    // `C:` is a mark.
    let is_letter = || {
        let is_one = number.len() == 1 && number.starts_with(|c: char| c.is_ascii_alphabetic());
        (is_one || is_roman()) && !inside.ends_with([':', '：'])
    };
    // `h3. Log in` is a heading of a wiki.
    let is_heading = || matches!(number.as_bytes(), [b'h', b'1'..=b'6']);
    number.split('.').all(is_digits) || is_letter() || is_heading()
}

/// The sign that a word begins with, if a command's name follows it: `1.LOGIN`, `•LOGIN`. A diff has
/// `-LOGIN`.
fn attached_sign(word: &str) -> Option<&str> {
    let name = word.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    let sign = &word[..word.len() - name.len()];
    let is_sign = is_list_sign(sign) && !sign.starts_with(['-', '*']);
    (is_sign && commands::find(name).is_some()).then_some(sign)
}

/// The entry without its checkbox: `[ ] noop`, `[x] noop`.
fn without_checkbox(content: &str) -> &str {
    let mut boxes = BOXES.iter().chain(&[EMPTY_BOX]);
    boxes.find_map(|it| content.strip_prefix(it)).map_or(content, str::trim_start)
}

/// Whether this is the sign of a list, which no command begins with: `①`, `⑴`, `●`.
pub fn is_sign_of_list(c: char) -> bool {
    matches!(c, '①'..='⓿' | '❶'..='➓' | '・' | '●' | '○' | '■' | '□' | '◆' | '◇' | '▶' | '►' | '▪' | '‣' | '◦')
}

/// Whether a page numbers its steps with this word: `Step 1: a1 noop`, `手順２：a1 noop`.
pub fn is_step(word: &str) -> bool {
    const WORDS: &[&str] =
        &["step", "手順", "ステップ", "schritt", "étape", "etape", "paso", "passo", "步骤", "단계"];
    // Most words are of another length.
    word.len() >= "step".len() && WORDS.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_list_entries_are_not_tags() {
        for word in [
            "-", "*", "•", "·", "—", "--", "●", "①", "1.", "12)", "(3)", "6.3.1.", "1:", "a.",
            "B)", "(c)", "iv.", "II)", "h3.", "１．", "2、", "（４）",
        ] {
            assert!(is_list_sign(word), "{word}");
        }
        for word in [
            "1", "a", ".", "?", "a1", "1.2", "1234.", "C:", "S:", "A1.", "()", "->", ">", "", "x1)",
        ] {
            assert!(!is_list_sign(word), "{word}");
        }
    }

    #[test]
    fn entries_and_what_they_say() {
        for (text, content) in [
            ("- noop", Some("noop")),
            ("  3. Delete all mail ", Some("Delete all mail")),
            ("1.LOGIN u p", Some("LOGIN u p")),
            ("•LIST \"\" *", Some("LIST \"\" *")),
            ("- [ ] expunge", Some("expunge")),
            ("* [x] close", Some("close")),
            ("[x] close ticket", Some("close ticket")),
            ("[ ] delete Archive", Some("delete Archive")),
            ("☑ expunge", Some("expunge")),
            ("[y] noop", None),
            ("①　select inbox", Some("select inbox")),
            ("-LOGIN u p", None),
            ("1.2 noop", None),
            ("a1 noop", None),
            ("-", None),
            ("noop", None),
        ] {
            assert_eq!(ListEntry::read(text).map(|entry| entry.content), content, "{text}");
        }
    }
}
