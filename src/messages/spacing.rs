//! Adds the half-width space that Japanese text has between Japanese letters and Latin words or numbers.
//! Neither a text nor its arguments can contain it, so it is added when they are joined.

use super::Text;
use crate::language::Language;
use std::fmt::{self, Write};

/// Appends a text, with the spaces that the language needs between its parts.
pub fn append(language: Language, to: &mut String, text: impl Text) {
    let parts = fmt::from_fn(|f| text.write(language, f));
    let written = match language {
        Language::English => write!(to, "{parts}"),
        Language::Japanese => write!(Spaced { to, last: None }, "{parts}"),
    };
    debug_assert!(written.is_ok(), "a String accepts everything");
}

/// The writing system of a character at the border of two parts of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WritingSystem {
    Japanese,
    Latin,
    Opening,
    Closing,
    Other,
}

/// The scripts with which a text begins and ends, in a language where that matters. Of two texts
/// with the same edges, one can replace the other in a third.
pub type Edges = Option<[WritingSystem; 2]>;

/// The edges of a text that has no spaces at its ends.
pub fn edges(language: Language, text: &str) -> Edges {
    match language {
        Language::English => None,
        Language::Japanese => {
            let (first, last) = (text.chars().next()?, text.chars().next_back()?);
            Some([script(first), script(last)])
        }
    }
}

struct Spaced<'a> {
    to: &'a mut String,
    /// The last character written that is not a space.
    last: Option<char>,
}

impl Write for Spaced<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut rest = text;
        let begins = text.trim_start_matches(' ');
        if let (Some(last), Some(first)) = (self.last, begins.chars().next()) {
            let has_blank = begins.len() < text.len() || self.to.ends_with(' ');
            let (last, first) = (script(last), script(first));
            let is_after = matches!(last, WritingSystem::Japanese | WritingSystem::Closing);
            let is_before = matches!(first, WritingSystem::Japanese | WritingSystem::Opening);
            if is_after && is_before {
                self.to.truncate(self.to.trim_end_matches(' ').len());
                rest = begins;
            } else if !has_blank
                && matches!(
                    (last, first),
                    (WritingSystem::Japanese, WritingSystem::Latin)
                        | (WritingSystem::Latin, WritingSystem::Japanese)
                )
            {
                self.to.push(' ');
            }
        }
        self.last = text.trim_end_matches(' ').chars().next_back().or(self.last);
        self.to.push_str(rest);
        Ok(())
    }
}

fn script(letter: char) -> WritingSystem {
    match letter {
        '・' => WritingSystem::Other,
        'ぁ'..='ヿ' | '一'..='鿿' => WritingSystem::Japanese,
        '\\' | '/' | '$' | '*' | '%' | '"' => WritingSystem::Latin,
        _ if letter.is_ascii_alphanumeric() => WritingSystem::Latin,
        '（' | '「' => WritingSystem::Opening,
        '）' | '」' => WritingSystem::Closing,
        _ => WritingSystem::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Parts(&'static [&'static str]);

    impl Text for Parts {
        fn write(&self, _: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.0.iter().try_for_each(|part| f.write_str(part))
        }
    }

    #[test]
    fn scripts_are_separated_where_parts_meet() {
        for (parts, expected) in [
            (&["UID", "は", "7", "です"][..], "UID は 7 です"),
            (&["フラグ", "\\Seen", " です"], "フラグ \\Seen です"),
            (&["に", "/Seen", "フラグ"], "に /Seen フラグ"),
            (&["「", "a", "」", "と", "、", "3", "番"], "「a」と、3 番"),
            (&["あ", "", "a"], "あ a"),
            (&["最後のメッセージ", " は"], "最後のメッセージは"),
            (&["対象は ", "すべて"], "対象はすべて"),
            (&["「", "a", "」", " は"], "「a」は"),
            (&["「", " あ ", "」"], "「 あ 」"),
            (&["対象は ", "3"], "対象は 3"),
        ] {
            let mut text = String::new();
            append(Language::Japanese, &mut text, Parts(parts));
            assert_eq!(text, expected);
        }
        let mut text = String::new();
        append(Language::English, &mut text, Parts(&["あ", "a"]));
        assert_eq!(text, "あa");
    }
}
