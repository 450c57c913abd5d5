//! The beginnings of log lines: times, addresses, names, and finally a sign for each side. Lines of one side
//! begin alike, except for numbers.

use super::arrows::ARROWS;
use super::is_role;
use crate::notation::words::spaces_before;

/// The emphasis of Markdown around a mark.
pub const EMPHASIS: &[char] = &['*', '_', '`'];

/// The longest beginning of a log's lines, in octets, and the most spaces in it.
const MAX_PREFIX: usize = 160;
const MAX_PREFIX_BLANKS: usize = 16;

/// The places where the prefix of a log line may end, the likeliest first: after words, the last of which
/// ends with a sign, such as `2026/01/15 C:` or `client → server:`; after an address or a time; after a word
/// that begins with a sign, `$C`; after an arrow, `imap:1>>>`.
pub fn prefix_ends(text: &str) -> impl Iterator<Item = usize> {
    let begins = spaces_before(text);
    let spaces = move || {
        let spaces = text[begins..].match_indices([' ', '\t']).map(move |(at, _)| begins + at);
        // Columns have several spaces between them.
        let ends = spaces.filter(move |at| !text[..*at].ends_with([' ', '\t']));
        ends.take(MAX_PREFIX_BLANKS).take_while(|end| *end < MAX_PREFIX)
    };
    let has_sign = move |end: &usize| ends_with_sign(&text[begins..*end]);
    let may_end =
        move |end: &usize| !has_sign(end) && may_end_prefix(&text[begins..*end], &text[*end..]);
    let arrows = text.match_indices(ARROWS).map(|(at, arrow)| at + arrow.len());
    let is_in_word = |end: &usize| !text[*end..].starts_with([' ', '\t']);
    let arrows = arrows.take_while(|end| *end < MAX_PREFIX).filter(is_in_word);
    spaces().filter(has_sign).chain(spaces().filter(may_end)).chain(arrows)
}

/// The places where a log may begin to quote a session line, `SEND "a1 noop\r\n"` or `line="a1 noop"`: after
/// words without a sign, because the quote marks the text.
pub fn quotation_begins(text: &str) -> impl Iterator<Item = usize> {
    let text = text.trim_end();
    let is_quote = |c: char| matches!(c, '"' | '\'' | '`');
    let may_quote = text.ends_with(is_quote) || text.contains("\\r\\n\"");
    let quotes = text.match_indices(is_quote).map(|(at, _)| at);
    let begins = quotes.map(|at| if text[..at].ends_with(" b") { at - 1 } else { at });
    let is_after_word = |at: &usize| text[..*at].ends_with([' ', '\t', '=', ':', '(']);
    begins
        .take_while(move |at| may_quote && *at < MAX_PREFIX)
        .filter(is_after_word)
        .take(MAX_QUOTATIONS)
}

/// The most quoted strings of a line that are examined.
const MAX_QUOTATIONS: usize = 8;

fn ends_with_sign(prefix: &str) -> bool {
    prefix.ends_with(|c: char| {
        !c.is_alphanumeric() && !c.is_whitespace() && !".,;!?*+\\\"".contains(c)
    })
}

/// Whether `prefix`, which does not end with a sign, can be a log's prefix before `rest`.
fn may_end_prefix(prefix: &str, rest: &str) -> bool {
    let last = prefix.rsplit([' ', '\t']).next().unwrap_or_default();
    let begins_with_sign =
        last == prefix && prefix.starts_with(['$', '@', '%', '~', '^', '=']) && prefix.len() > 1;
    // The first argument of a call, `write(3, "a1 noop\r\n"`, as strace shows it.
    let is_argument =
        prefix.ends_with(',') && prefix.contains('(') && rest.trim_start().starts_with('"');
    let is_any_time = is_time_of_day(last) || (last == prefix && is_seconds(last));
    // `10:00:01 DEBUG sent a1 noop`, `DEBUG:imap:sent a1 noop`
    let word = last.rsplit(':').next().unwrap_or_default();
    let is_side = word != prefix && is_role(word);
    begins_with_sign || is_address(last) || is_any_time || is_argument || is_side
}

/// The place after a mark of these characters, between which there may be spaces and numbers. `>>>` is not
/// the mark `>`.
pub fn after_prefix(text: &str, mark: &str) -> Option<usize> {
    let mut chars = significant(text);
    let mut after = None;
    for expected in mark.chars() {
        let (at, c) = chars.next()?;
        if c != expected {
            return None;
        }
        after = Some(at + c.len_utf8());
    }
    let is_continued = |after: &usize| mark.ends_with(ARROWS) && text[*after..].starts_with(ARROWS);
    after
        .filter(|after| !is_continued(after))
        .map(|after| after + rest_of_time(mark, &text[after..]))
}

/// How many digits follow a mark that ends inside a time, `> 10:00:00.123 `: of the time only the signs are
/// part of the mark.
fn rest_of_time(mark: &str, rest: &str) -> usize {
    let mut signs = mark.chars().rev();
    let is_inside = match (signs.next(), signs.next()) {
        (Some('.' | ','), _) => true,
        (Some(':'), Some(before)) => !before.is_alphabetic(),
        _ => false,
    };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let ends = rest[digits..].is_empty() || rest[digits..].starts_with([' ', '\t']);
    if is_inside && ends { digits } else { 0 }
}

/// The characters in which marks differ, with their places: not spaces, emphasis and numbers, such as those
/// of a time; but the numbers of an address, which identify a side.
pub fn significant(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut address_end = 0;
    let mut before = ' ';
    text.char_indices().filter(move |&(at, c)| {
        let begins_word = !before.is_alphanumeric() && before != '.';
        before = c;
        if begins_word && at >= address_end {
            address_end = at + address(&text[at..]);
        }
        let is_between = matches!(c, ' ' | '\t' | '0'..='9' | '０'..='９') || EMPHASIS.contains(&c);
        at < address_end || !is_between
    })
}

/// Whether a word is an address, perhaps with its port.
pub fn is_address(word: &str) -> bool {
    !word.is_empty() && address(word) == word.len()
}

/// The addresses in a text.
pub fn addresses(text: &str) -> impl Iterator<Item = &str> {
    let mut end = 0;
    let mut before = ' ';
    text.char_indices().filter_map(move |(at, c)| {
        let begins_word = !before.is_alphanumeric() && before != '.';
        before = c;
        if !begins_word || at < end {
            return None;
        }
        end = at + address(&text[at..]);
        text.get(at..end).filter(|found| !found.is_empty())
    })
}

/// The length of the address and port that the text begins with: `127.0.0.1:143`, `192.000.002.001.00143`,
/// `fe80::1.143`.
fn address(text: &str) -> usize {
    if !text.starts_with(|c: char| c.is_ascii_hexdigit() || c == ':') {
        return 0;
    }
    let end = text.find(|c: char| !c.is_ascii_hexdigit() && !matches!(c, '.' | ':'));
    let word = text[..end.unwrap_or(text.len())].trim_end_matches([':', '.']);
    let is_v4 = word.matches('.').count() >= 3 && !word.contains(|c: char| c.is_ascii_alphabetic());
    let is_v6 = word.contains("::") || word.matches(':').count() >= 5;
    if is_v4 || is_v6 { word.len() } else { 0 }
}

/// The length of a time before a mark: `[12:00:01] `, `12:00:01.5 `.
pub fn after_time(text: &str) -> usize {
    let Some(end) = text.find([' ', '\t']) else {
        return 0;
    };
    let word = &text[..end];
    if is_seconds(word) || is_time_of_day(word) { end + spaces_before(&text[end..]) } else { 0 }
}

/// Whether a word is a number of seconds with a fraction: since 1970, or since the log began. Tags may have
/// the same form.
pub fn is_seconds(word: &str) -> bool {
    let number = word.strip_prefix(['[', '(']).unwrap_or(word);
    let number = number.trim_end_matches([']', ')', ':']);
    let is_number =
        |digits: &str| !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit());
    number.split_once(['.', ',']).is_some_and(|(whole, part)| is_number(whole) && is_number(part))
}

/// Whether a word is a time of day, `12:00` or `[12:00:01.5]`, perhaps after a date, `2026-01-01T10:00:00Z`.
/// An address with its port, `192.0.2.4:143`, is not.
pub fn is_time_of_day(word: &str) -> bool {
    let is_known = |octet: u8| octet.is_ascii_digit() || b"[]:.,TZ+-".contains(&octet);
    let Some((before, minutes)) = word.split_once(':').filter(|_| word.bytes().all(is_known))
    else {
        return false;
    };
    let date = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let hours = before.len() - date.len();
    let has_two_digits = |text: &str| {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        digits == 2
    };
    let seconds = minutes.get(2..).and_then(|rest| rest.strip_prefix(':'));
    // `[12:00:01]:` ends with another colon.
    let seconds = seconds.filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    matches!(hours, 1 | 2)
        && (date.is_empty() || date.ends_with(['[', 'T', '-', ',']))
        && has_two_digits(minutes)
        && seconds.is_none_or(has_two_digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(text: &str) -> String {
        significant(text).map(|(_, c)| c).collect()
    }

    #[test]
    fn lines_of_one_side_begin_alike() {
        for (one, other) in [
            ("2026/01/15 10:00:00 C:", "2026/01/16 11:30:59 C:"),
            ("[imap-12] >", "[imap-7] >"),
            (
                "10:00 127.000.000.001.40000-127.000.000.001.00143:",
                "10:01 127.000.000.001.40000-127.000.000.001.00143:",
            ),
        ] {
            assert_eq!(letters(one), letters(other));
            assert_eq!(after_prefix(&format!("{other} a1 noop"), &letters(one)), Some(other.len()));
        }
        for (one, other) in [
            ("127.0.0.1.40000-127.0.0.1.143:", "127.0.0.1.143-127.0.0.1.40000:"),
            ("fe80::1.4000 > fe80::2.143", "fe80::2.143 > fe80::1.4000"),
            ("1 >", "1 <"),
        ] {
            assert_ne!(letters(one), letters(other));
        }
    }

    #[test]
    fn a_time_may_end_a_mark() {
        for (line, remaining) in [
            ("> 2026-11-28 10:00:00.123 a1 noop", " a1 noop"),
            ("> 10:00:01 2 noop", " 2 noop"),
            ("C:2 noop", "2 noop"),
        ] {
            let end = line.len() - remaining.len();
            assert_eq!(after_prefix(line, &letters(&line[..end])), Some(end), "{line}");
        }
    }

    #[test]
    fn times_of_day_are_recognized() {
        for word in [
            "12:00",
            "9:05",
            "12:00:01.5",
            "[12:00:01]",
            "12:00:01:",
            "39:51.07",
            "10:11:12,345",
            "2026-01-01T10:00:00.5Z",
            "2026-01-01T10:00:00+09:00",
            "[2026-01-01T10:00:00]",
            "10:00-07",
        ] {
            assert!(is_time_of_day(word), "{word}");
        }
        for word in [
            "192.0.2.4:50001",
            "192.0.2.4:25",
            "[192.0.2.4]:143",
            "[::1]:143",
            "1:2",
            "5:",
            "2026",
            ":05",
            "12:345",
            "a:15",
        ] {
            assert!(!is_time_of_day(word), "{word}");
        }
    }

    #[test]
    fn where_a_prefix_may_end() {
        for (text, remaining) in [
            ("$C a1 noop", vec![" a1 noop"]),
            ("imap:1>>>2 noop", vec![">>2 noop", ">2 noop", "2 noop"]),
            ("10:00:01 a1 noop", vec![" a1 noop"]),
            ("1700000001.123456 a1 noop", vec![" a1 noop"]),
            ("a1 OK done (0.001 + 0.000 secs).", vec![]),
            ("[0.5] a1 noop", vec![" a1 noop"]),
            ("write(3, \"a1 noop\"", vec![" \"a1 noop\""]),
            ("2026/01/15 C: a1", vec![" a1"]),
            ("search text a1 noop", vec![]),
            ("あ a1 noop", vec![]),
        ] {
            let ends: Vec<&str> = prefix_ends(text).map(|end| &text[end..]).collect();
            assert_eq!(ends, remaining, "{text}");
        }
    }
}
