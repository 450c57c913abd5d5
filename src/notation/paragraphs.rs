//! Joins comments of several lines into paragraphs, which can be wrapped to another width.

use super::prose::reads_like_prose;
use crate::protocol::typed_line::{LineClassifier, TypedLineKind};

/// Adds the comment of this line, without its sign, to the paragraphs. Comments right below each
/// other are one paragraph; an empty comment ends it. A line that is indented, has columns, or looks
/// like code stays a line. `last_line`: that of the comment before.
pub fn add_comment(paragraphs: &mut Vec<String>, text: &str, line: usize, last_line: &mut usize) {
    let continues = line == *last_line + 1;
    *last_line = line;
    match paragraphs.last_mut() {
        Some(paragraph) if continues && is_text(paragraph) && is_text(text) => {
            // Japanese has no spaces between words, and none beside punctuation.
            let is_wide = |c: Option<char>| c.is_some_and(|c| !c.is_ascii());
            let (before, after) = (paragraph.chars().next_back(), text.chars().next());
            let is_mark = |c: Option<char>| c.is_some_and(|c| "、。「」（）・".contains(c));
            let is_joined = is_mark(before) || is_mark(after) || is_wide(before) && is_wide(after);
            if !is_joined {
                paragraph.push(' ');
            }
            paragraph.push_str(text);
        }
        _ => paragraphs.push(text.to_owned()),
    }
}

/// Whether a line is running text, which can be wrapped elsewhere.
fn is_text(line: &str) -> bool {
    let is_of_server = || {
        let kind = LineClassifier::default().classify(line);
        matches!(kind, TypedLineKind::ServerResponse) && !reads_like_prose(line)
    };
    !(line.is_empty()
        || line.starts_with([' ', '\t'])
        || line.contains("  ")
        || ["- ", "```", "$ ", "> ", "C: ", "S: "].iter().any(|mark| line.starts_with(mark))
        || is_of_server())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraphs(comments: &[&str]) -> Vec<String> {
        let (mut paragraphs, mut last) = (Vec::new(), 0);
        for (text, line) in comments.iter().zip(5..) {
            add_comment(&mut paragraphs, text, line, &mut last);
        }
        paragraphs
    }

    #[test]
    fn comments_below_each_other_are_one_paragraph() {
        assert_eq!(
            paragraphs(&["In a pattern,", "* stands for any text.", "", "% does not."]),
            ["In a pattern, * stands for any text.", "", "% does not."]
        );
        assert_eq!(
            paragraphs(&["* 3 EXPUNGE says that 3 is gone,", "and that the others move up."]),
            ["* 3 EXPUNGE says that 3 is gone, and that the others move up."]
        );
        assert_eq!(
            paragraphs(&["名前は user、", "パスワードは", "pass です。"]),
            ["名前は user、パスワードは pass です。"]
        );
    }

    #[test]
    fn what_is_indented_or_code_stays_a_line() {
        for line in [
            "  idle --plain", "\tx", "one  two", "- first", "* 12 EXISTS", "+ idling", "$ imapsh",
            "C: a1 noop",
        ] {
            assert_eq!(
                paragraphs(&["Look:", line, "That is all."]),
                ["Look:", line, "That is all."]
            );
        }
    }
}
