//! Lines with more than one command, `a1 noop; a2 noop`: none of them was typed like this. Section 11 of
//! `docs/listings.md`.

use crate::notation::listing_tags::{are_alike, is_sure_tag};
use crate::notation::shape::is_complete_command;
use crate::protocol::typed_line::CommandLine;

/// Whether this command, or the text that follows it in `line`, has another command with a tag like its own.
pub(super) fn has_another_command(command: &CommandLine<'_>, line: &str) -> bool {
    let Some(tag) = command.tag.filter(|tag| is_sure_tag(tag)) else {
        return false;
    };
    let begins_another = |text: &str| {
        let word = text.split([' ', '\t']).next().unwrap_or_default();
        let is_like = word != tag && is_sure_tag(word) && are_alike(word, tag);
        // In `001 FETCH 1 UID FLAGS` the number is not a tag.
        let has_letter = word.contains(char::is_alphabetic);
        let is_command = |other: CommandLine<'_>| {
            if has_letter { other.spec.is_some() } else { is_complete_command(&other) }
        };
        is_like && CommandLine::parse_tagged(text).is_some_and(is_command)
    };
    let is_in_quotes = |before: &str| before.matches('"').count() % 2 == 1;
    let begins_inside = words(command.text)
        .any(|at| begins_another(&command.text[at..]) && !is_in_quotes(&command.text[..at]));
    if begins_inside {
        return true;
    }
    let rest = line.find(command.text).map(|at| &line[at + command.text.len()..]);
    // A remark may mention another command: `# like a2 noop`.
    let rest = rest.filter(|rest| !rest.trim_start().starts_with('#')).unwrap_or_default();
    let is_separate = |before: &str| {
        before.trim_end().chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '(')
    };
    words(rest).any(|at| is_separate(&rest[..at]) && begins_another(&rest[at..]))
}

/// The places where the words after a space begin.
fn words(text: &str) -> impl Iterator<Item = usize> {
    let mut before = 'a';
    text.char_indices().filter_map(move |(at, c)| {
        let begins = matches!(before, ' ' | '\t' | '`') && !matches!(c, ' ' | '\t');
        before = c;
        begins.then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has_another(line: &str, content: &str) -> bool {
        has_another_command(&CommandLine::parse(content), line)
    }

    #[test]
    fn another_command_in_the_line() {
        for line in ["a1 login u p; a2 select inbox", "a1 noop, a2 noop", "a1 noop && a2 logout"] {
            assert!(has_another(line, line), "{line}");
        }
        for rest in [
            " ; a2 select inbox",
            " / a1 OK / a2 select inbox / a2 OK",
            "     a2 select inbox",
            " → a2 select inbox",
            "` → `a2 select inbox`",
        ] {
            assert!(has_another(&format!("a1 login u p{rest}"), "a1 login u p"), "{rest}");
        }
        for line in [
            "a1 search text \"see a2 noop\"",
            "a1 search body a2",
            "a1 list a2 b1 noop",
            "001 FETCH 1 UID FLAGS",
            "1 FETCH 2 UID",
        ] {
            assert!(!has_another(line, line), "{line}");
        }
        for rest in [" # a2 noop", " (a2 noop)", " ← like a2 noop", " / a1 OK", "（a2 noop）"] {
            assert!(!has_another(&format!("a1 noop{rest}"), "a1 noop"), "{rest}");
        }
    }
}
