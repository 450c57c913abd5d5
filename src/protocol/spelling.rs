//! The word that a mistyped one was most likely meant to be, from a list. For hints only: what
//! was typed is sent all the same.

/// The name that is fewest slips away from this word, in any case; the first of those that are
/// equally near. A slip is a letter left out, one too many, a wrong one, or two neighbours
/// exchanged: one in a name of three or four letters, two in a longer one.
///
/// # Examples
/// ```
/// use imapsh::protocol::spelling::nearest;
/// assert_eq!(nearest("logni", ["LOGOUT", "LOGIN"]), Some("LOGIN"));
/// assert_eq!(nearest("xyzzy", ["LOGOUT", "LOGIN"]), None);
/// ```
pub fn nearest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Longer than any name and two letters more: near to none, and not worth the look.
    let word: Vec<char> = word.to_ascii_uppercase().chars().take(32).collect();
    names
        .into_iter()
        .map(|name| (slips(&word, &name.to_ascii_uppercase()), name))
        .filter(|(slips, name)| *slips <= most(name.len()))
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, name)| name)
}

/// How many slips may lie between a word and a name of this length.
fn most(length: usize) -> usize {
    match length {
        0..=2 => 0,
        3..=4 => 1,
        _ => 2,
    }
}

/// How many letters are left out, too many or wrong (two neighbours exchanged count as one).
fn slips(word: &[char], name: &str) -> usize {
    let name: Vec<char> = name.chars().collect();
    let mut rows: Vec<Vec<usize>> = vec![(0..=name.len()).collect()];
    for (i, &a) in word.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &b) in name.iter().enumerate() {
            let mut least = (rows[i][j] + usize::from(a != b))
                .min(rows[i][j + 1] + 1)
                .min(row[j] + 1);
            if i > 0 && j > 0 && a == name[j - 1] && word[i - 1] == b {
                least = least.min(rows[i - 1][j - 1] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[word.len()][name.len()]
}

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
        fn any_word_will_do(word: String) {
            commands::nearest(&word);
        }
    }
}
