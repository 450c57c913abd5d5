//! Mailbox names: INBOX in any case, "/" between levels, modified UTF-7 (RFC 3501, 5.1),
//! and the patterns of LIST and LSUB (6.3.8).

/// What parts the levels of a mailbox name.
pub const SEPARATOR: char = '/';
/// The longest name of a mailbox, in octets.
pub const LONGEST: usize = 255;

/// The name with INBOX, alone or as its first level, in capitals.
pub fn normalised(name: &str) -> String {
    let (first, rest) = match name.find(SEPARATOR) {
        Some(at) => name.split_at(at),
        None => (name, ""),
    };
    if first.eq_ignore_ascii_case("INBOX") {
        format!("INBOX{rest}")
    } else {
        name.to_owned()
    }
}

/// What is wrong with a name for a new mailbox, as an answer's text; None: nothing.
pub fn fault(name: &str) -> Option<&'static str> {
    if name.is_empty() {
        return Some("A mailbox name can't be empty");
    }
    if name.len() > LONGEST {
        return Some("The mailbox name is too long");
    }
    if !name.bytes().all(|octet| (0x20..0x7f).contains(&octet)) {
        return Some("Mailbox names are 7-bit: write other characters in modified UTF-7");
    }
    if name.contains(['%', '*']) {
        return Some("A mailbox name can't hold the wildcards % and *");
    }
    if name.split(SEPARATOR).any(str::is_empty) {
        return Some("A mailbox name can't have an empty level");
    }
    if !is_modified_utf7(name) {
        return Some("The mailbox name is not valid modified UTF-7");
    }
    None
}

/// Whether every `&…-` in it is what RFC 3501, 5.1.3 allows: its own base64 of whole UTF-16,
/// with no printable ASCII in it, no padding bits set, and no shift right after another.
pub fn is_modified_utf7(name: &str) -> bool {
    let mut rest = name;
    while let Some(at) = rest.find('&') {
        let Some(run) = rest.get(at + 1..) else {
            return false;
        };
        let Some(end) = run.find('-') else {
            return false;
        };
        let (Some(coded), Some(after)) = (run.get(..end), run.get(end + 1..)) else {
            return false;
        };
        if !coded.is_empty() {
            let next_is_shift = after.starts_with('&') && !after.starts_with("&-");
            if next_is_shift || !is_shifted(coded) {
                return false;
            }
        }
        rest = after;
    }
    true
}

fn is_shifted(coded: &str) -> bool {
    use base64::Engine as _;
    use base64::alphabet::IMAP_MUTF7;
    use base64::engine::general_purpose::{GeneralPurpose, NO_PAD};
    let Ok(octets) = GeneralPurpose::new(&IMAP_MUTF7, NO_PAD).decode(coded) else {
        return false;
    };
    if octets.len() % 2 != 0 {
        return false;
    }
    let units: Vec<u16> = octets
        .chunks_exact(2)
        .map(|pair| {
            pair.iter()
                .fold(0, |unit, octet| unit << 8 | u16::from(*octet))
        })
        .collect();
    let printable = |unit: &u16| (0x20..0x7f).contains(unit);
    !units.iter().any(printable) && char::decode_utf16(units).all(|unit| unit.is_ok())
}

/// Whether a name matches a LIST pattern: `*` is anything, `%` anything but a "/".
/// INBOX matches in any case. Takes time in the product of the lengths, whatever the pattern.
pub fn matches(pattern: &str, name: &str) -> bool {
    if name == "INBOX" {
        let upper = pattern.to_ascii_uppercase();
        return glob(upper.as_bytes(), name.as_bytes());
    }
    glob(normalised(pattern).as_bytes(), name.as_bytes())
}

fn glob(pattern: &[u8], name: &[u8]) -> bool {
    // reached[n]: the pattern up to here matches the name's first n octets.
    let mut reached = vec![false; name.len() + 1];
    if let Some(start) = reached.first_mut() {
        *start = true;
    }
    for &sign in pattern {
        let mut next = vec![false; name.len() + 1];
        let mut open = false;
        for (at, slot) in next.iter_mut().enumerate() {
            let here = reached.get(at).copied().unwrap_or(false);
            let before = at.checked_sub(1).and_then(|at| name.get(at)).copied();
            if matches!(sign, b'*' | b'%') {
                if sign == b'%' && before == Some(b'/') {
                    open = false;
                }
                open |= here;
                *slot = open;
            } else {
                let from = at.checked_sub(1).and_then(|at| reached.get(at)).copied();
                *slot = from == Some(true) && before == Some(sign);
            }
        }
        reached = next;
    }
    reached.last().copied().unwrap_or(false)
}

/// The names above a name, the highest first: `a/b/c` gives `a` and `a/b`.
pub fn superiors(name: &str) -> impl Iterator<Item = &str> {
    name.match_indices(SEPARATOR)
        .filter_map(|(at, _)| name.get(..at))
}

/// Whether `name` lies below `above` in the hierarchy.
pub fn is_inferior(name: &str, above: &str) -> bool {
    name.strip_prefix(above)
        .is_some_and(|rest| rest.starts_with(SEPARATOR))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_whole_modified_utf7_is_valid() {
        for good in [
            "p&AOQA5A-",
            "a&-b",
            "&ZeVnLIqe-",
            "&U,BTFw-",
            "plain",
            "&2D3eAA-",
        ] {
            assert!(is_modified_utf7(good), "{good}");
        }
        // Unended, ASCII in it, half a character, a lone surrogate, two shifts in a row, "/".
        for bad in [
            "&AOQ",
            "&AGE-",
            "&AOQA-",
            "&2D0-",
            "&AOQ-&AOQ-",
            "&AO/-",
            "&'x",
        ] {
            assert!(!is_modified_utf7(bad), "{bad}");
        }
    }

    #[test]
    fn a_percent_sign_stays_in_its_level() {
        assert!(matches("%", "INBOX") && matches("*", "a/b/c") && matches("inb%", "INBOX"));
        assert!(!matches("%", "a/b") && matches("%/%", "a/b") && !matches("%/%", "a/b/c"));
        assert!(
            matches("a*c", "a/b/c")
                && !matches("a%c", "a/b/c")
                && matches("a/%t*4", "a/test3/test4")
        );
        assert!(!matches("archive", "Archive") && matches("inbox/%", "INBOX/x"));
        assert!(!matches("", "a"));
    }

    fn slow(pattern: &[u8], name: &[u8]) -> bool {
        match pattern.split_first() {
            None => name.is_empty(),
            Some((sign @ (b'*' | b'%'), rest)) => (0..=name.len())
                .take_while(|at| *sign == b'*' || !name[..*at].contains(&b'/'))
                .any(|at| slow(rest, &name[at..])),
            Some((sign, rest)) => name
                .split_first()
                .is_some_and(|(n, name)| n == sign && slow(rest, name)),
        }
    }

    proptest! {
        #[test]
        fn the_pattern_matcher_agrees_with_the_definition(pattern in "[ab/%*]{0,7}", name in "[ab/]{0,7}") {
            prop_assert_eq!(glob(pattern.as_bytes(), name.as_bytes()), slow(pattern.as_bytes(), name.as_bytes()));
        }

        #[test]
        fn any_name_is_judged_without_panic(name in "\\PC{0,20}", pattern in "\\PC{0,20}") {
            fault(&name);
            matches(&pattern, &normalised(&name));
        }
    }
}
