//! Near misses: the known name most similar to a mistyped word. Only for suggestions; the line is sent
//! as typed.

use strsim::osa_distance;

/// The known name with the fewest typos, ignoring case; the first one, where several have equally
/// few. A typo is a letter missing, added or wrong, or two adjacent letters swapped. A name of
/// three or four letters may have one typo, a longer one two.
///
/// # Examples
/// ```
/// use imapsh::internals::nearest;
/// assert_eq!(nearest("logni", ["LOGOUT", "LOGIN"]), Some("LOGIN"));
/// assert_eq!(nearest("xyzzy", ["LOGOUT", "LOGIN"]), None);
/// ```
pub fn nearest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Computing the distance takes time in proportion to the word's length; names are much shorter.
    let word: String = word.to_ascii_uppercase().chars().take(32).collect();
    names
        .into_iter()
        // Most names are too long or too short, which is faster to check.
        .filter(|name| name.len().abs_diff(word.chars().count()) <= allowed_typos(name))
        .map(|name| (osa_distance(&word, &name.to_ascii_uppercase()), name))
        .filter(|(typos, name)| *typos <= allowed_typos(name))
        .min_by_key(|(typos, _)| *typos)
        .map(|(_, name)| name)
}

fn allowed_typos(name: &str) -> usize {
    match name.len() {
        0..=2 => 0,
        3..=4 => 1,
        _ => 2,
    }
}

/// The ASCII letter that a Cyrillic or Greek letter looks like.
pub fn look_alike(letter: char) -> Option<char> {
    LOOK_ALIKES.iter().find(|(known, _)| *known == letter).map(|it| it.1)
}

/// Cyrillic and Greek letters that look like ASCII letters.
const LOOK_ALIKES: &[(char, char)] = &[
    ('а', 'a'),
    ('с', 'c'),
    ('е', 'e'),
    ('һ', 'h'),
    ('і', 'i'),
    ('ј', 'j'),
    ('о', 'o'),
    ('р', 'p'),
    ('ѕ', 's'),
    ('у', 'y'),
    ('х', 'x'),
    ('А', 'A'),
    ('В', 'B'),
    ('С', 'C'),
    ('Е', 'E'),
    ('Н', 'H'),
    ('І', 'I'),
    ('Ј', 'J'),
    ('К', 'K'),
    ('М', 'M'),
    ('О', 'O'),
    ('Р', 'P'),
    ('Ѕ', 'S'),
    ('Т', 'T'),
    ('Х', 'X'),
    ('У', 'Y'),
    ('Α', 'A'),
    ('Β', 'B'),
    ('Ε', 'E'),
    ('Ζ', 'Z'),
    ('Η', 'H'),
    ('Ι', 'I'),
    ('Κ', 'K'),
    ('Μ', 'M'),
    ('Ν', 'N'),
    ('Ο', 'O'),
    ('Ρ', 'P'),
    ('Τ', 'T'),
    ('Υ', 'Y'),
    ('Χ', 'X'),
    ('ο', 'o'),
];

#[cfg(test)]
mod tests {
    use crate::protocol::commands;
    use proptest::prelude::*;

    #[test]
    fn mistyped_commands() {
        for (word, name) in [
            ("logni", Some("LOGIN")),
            ("lgoin", Some("LOGIN")),
            ("selct", Some("SELECT")),
            ("Slect", Some("SELECT")),
            ("idel", Some("IDLE")),
            ("lits", Some("LIST")),
            ("nop", Some("NOOP")),
            ("capabilities", None),
            ("capabilty", Some("CAPABILITY")),
            ("authentificate", Some("AUTHENTICATE")),
            ("starttsl", Some("STARTTLS")),
            ("exit", None),
            ("frobnicate", None),
            ("i", None),
            ("hunter2", None),
            ("", None),
        ] {
            assert_eq!(commands::nearest(word), name, "{word}");
        }
    }

    proptest! {
        #[test]
        fn any_word_is_accepted(word: String) {
            commands::nearest(&word);
        }
    }
}
